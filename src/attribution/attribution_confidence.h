/* attribution_confidence.h -- how likely an attribution is right. Any thread. */
#ifndef HS_ATTRIBUTION_CONFIDENCE_H
#define HS_ATTRIBUTION_CONFIDENCE_H

#include "attribution_decode.h"

enum { HS_CONFIDENCE_NESTED = 8, HS_CONFIDENCE_FEATURES };

/**
 * What confidence is judged by. Surprise is -log p, all logarithms are natural; of a surprise the cube root is taken, as
 * one that is ten times as large makes an error far from ten times as likely.
 *   0 cue: mean over its words of the lesser surprise of begins, continues
 *   1 source: greatest surprise of its words' tags; 0 if there is none
 *   2, 3 content: mean and greatest surprise of its words' tags
 *   4 sum over the window's words outside the cue of the surprise of the role chosen, begins and continues added up
 *   5 no source: 1;  6 several fragments: 1;  7 log of the number of words in the content
 *   8 (HS_CONFIDENCE_NESTED) stands in another's content: 1; 0 here, as parents are found later
 *
 * @param cue_scores   [n][3] and
 * @param link_scores  [n][5] log probabilities; path->n_content > 0
 */
void hs_confidence_features(float out[HS_CONFIDENCE_FEATURES], const float *cue_scores, const float *link_scores,
                            uint32_t n, hs_word_range cue, const hs_link_path *path);

/** Logistic regression. weights [HS_CONFIDENCE_FEATURES] @return 0..1 */
float hs_confidence(const float features[HS_CONFIDENCE_FEATURES], const float *weights, float bias);

/** A confidence once one more of its features is known to be 1, of this weight. @return 0..1 */
float hs_confidence_with(float confidence, float weight);

#endif
