/* attribution_confidence.c -- features of a decoded attribution, and logistic regression over them. train/export.py
 * fits the weights on articles kept out of training; train/decode.py computes the same features. */
#include "attribution_confidence.h"

#include <math.h>

static float log_sum(float a, float b)
{
    float top = a > b ? a : b;
    return top + logf(expf(a - top) + expf(b - top));
}

void hs_confidence_features(float out[HS_CONFIDENCE_FEATURES], const float *cue_scores, const float *link_scores,
                            uint32_t n, hs_word_range cue, const hs_link_path *path)
{
    float cue_sum = 0, source_least = 0, content_sum = 0, content_least = 0, chosen = 0;
    uint32_t n_words = 0;
    for (uint32_t i = 0; i < n; i++) {
        const float *c = cue_scores + (size_t)i * HS_CUE_SCORES, *s = link_scores + (size_t)i * HS_LINK_SCORES;
        if (i >= cue.begin && i < cue.end) {
            cue_sum += c[1] > c[2] ? c[1] : c[2];
            continue;
        }
        uint8_t tag = path->tags[i];
        if (!tag) {
            chosen += s[0];
            continue;
        }
        uint32_t begins = tag == HS_TAG_SOURCE ? 1 : 3;
        float p = i && path->tags[i - 1] == tag ? s[begins + 1] : s[begins];
        chosen += log_sum(s[begins], s[begins + 1]);
        if (tag == HS_TAG_SOURCE) {
            source_least = p < source_least ? p : source_least;
        } else {
            content_sum += p;
            content_least = p < content_least ? p : content_least;
            n_words++;
        }
    }
    out[0] = cbrtf(-cue_sum / (float)(cue.end - cue.begin));
    out[1] = cbrtf(-source_least);
    out[2] = n_words ? cbrtf(-content_sum / (float)n_words) : 0;
    out[3] = cbrtf(-content_least);
    out[4] = cbrtf(-chosen);
    out[5] = path->source.begin == path->source.end;
    out[6] = path->n_content > 1;
    out[7] = n_words ? logf((float)n_words) : 0;
    out[HS_CONFIDENCE_NESTED] = 0;
}

float hs_confidence(const float features[HS_CONFIDENCE_FEATURES], const float *weights, float bias)
{
    float z = bias;
    for (uint32_t i = 0; i < HS_CONFIDENCE_FEATURES; i++)
        z += weights[i] * features[i];
    return 1 / (1 + expf(-z));
}

float hs_confidence_with(float confidence, float weight)
{
    if (confidence <= 0 || confidence >= 1)
        return confidence;
    return confidence / (confidence + (1 - confidence) * expf(-weight));
}
