/* attribution_decode.h -- from the scores of one window's words to cues, and from one cue's link scores to its spans.
 * Pure functions over the caller's arrays. Any thread. */
#ifndef HS_ATTRIBUTION_DECODE_H
#define HS_ATTRIBUTION_DECODE_H

#include <stddef.h>
#include <stdint.h>

#include "encoder.h"

enum { HS_WINDOW_WORDS = 512, HS_MAX_FRAGMENTS = 16 };

/** Words begin..end-1 of the window. */
typedef struct hs_word_range {
    uint32_t begin, end;
} hs_word_range;

/** What a word is to one cue. */
enum { HS_TAG_OUT, HS_TAG_SOURCE, HS_TAG_CONTENT };

/** What one cue was linked to. */
typedef struct hs_link_path {
    hs_word_range source; /* empty: none */
    hs_word_range content[HS_MAX_FRAGMENTS];
    uint32_t n_content;
    uint8_t tags[HS_WINDOW_WORDS]; /* HS_TAG_ of each word */
} hs_link_path;

/** Turn n rows of k scores into log probabilities, in place. scores [n][k] */
void hs_log_softmax(float *scores, uint32_t n, uint32_t k);

/**
 * The best tagging in which a cue never continues what has not begun (Viterbi).
 *
 * @param out     [n], filled in order
 * @param scores  [n][3] log probabilities: outside, begins, continues
 * @param bias    added to `outside`: more is fewer cues
 * @return number of cues; n <= HS_WINDOW_WORDS
 */
uint32_t hs_decode_cues(hs_word_range *out, const float *scores, uint32_t n, float bias);

/**
 * The best tagging with at most one source, any number of content fragments and nothing over the cue (Viterbi).
 *
 * @param scores  [n][5] log probabilities: outside, source begins, continues, content begins, continues
 */
void hs_decode_link(hs_link_path *out, const float *scores, uint32_t n, hs_word_range cue);

#endif
