/* attribution_decode.c -- Viterbi over cue tags and over link tags. In: log probabilities. Out: ranges of words. Any
 * thread. train/decode.py does the same in Python. */
#include "attribution_decode.h"

#include <math.h>
#include <string.h>

static const float NEVER = -1e9f;

void hs_log_softmax(float *scores, uint32_t n, uint32_t k)
{
    for (uint32_t i = 0; i < n; i++) {
        float *row = scores + (size_t)i * k, top = row[0], sum = 0;
        for (uint32_t j = 1; j < k; j++)
            top = row[j] > top ? row[j] : top;
        for (uint32_t j = 0; j < k; j++)
            sum += expf(row[j] - top);
        float norm = top + logf(sum);
        for (uint32_t j = 0; j < k; j++)
            row[j] -= norm;
    }
}

uint32_t hs_decode_cues(hs_word_range *out, const float *scores, uint32_t n, float bias)
{
    enum { OUT, CUE, CONTINUES };
    uint8_t back[HS_WINDOW_WORDS][2]; /* [OUT]: the state before; [CUE]: that, or CONTINUES */
    float outside = 0, inside = NEVER;
    for (uint32_t i = 0; i < n; i++) {
        const float *s = scores + (size_t)i * HS_CUE_SCORES;
        uint8_t best = inside > outside ? CUE : OUT;
        float reached = best == CUE ? inside : outside, begins = reached + s[1], continues = inside + s[2];
        back[i][OUT] = best;
        back[i][CUE] = continues >= begins ? CONTINUES : best;
        outside = reached + s[0] + bias;
        inside = continues >= begins ? continues : begins;
    }
    uint32_t found = 0, end = n;
    uint8_t state = inside > outside ? CUE : OUT;
    for (uint32_t i = n; i-- > 0;) {
        uint8_t from = back[i][state];
        if (state == CUE && from == CONTINUES)
            continue;
        if (state == CUE)
            out[found++] = (hs_word_range){i, end};
        state = from;
        end = i;
    }
    for (uint32_t i = 0; i < found / 2; i++) {
        hs_word_range swap = out[i];
        out[i] = out[found - 1 - i];
        out[found - 1 - i] = swap;
    }
    return found;
}

/* States of the link tagging: the first two stand before a source, the last two after it. */
enum { OUT_1, CONTENT_1, SOURCE, OUT_2, CONTENT_2, N_STATES };
enum { S_OUT, S_SOURCE_BEGINS, S_SOURCE, S_CONTENT_BEGINS, S_CONTENT };

static const struct {
    uint8_t tag, n_from;
    struct {
        uint8_t state, score;
    } from[3];
} STATES[N_STATES] = {
    [OUT_1] = {HS_TAG_OUT, 2, {{OUT_1, S_OUT}, {CONTENT_1, S_OUT}}},
    [CONTENT_1] = {HS_TAG_CONTENT, 2, {{CONTENT_1, S_CONTENT}, {OUT_1, S_CONTENT_BEGINS}}},
    [SOURCE] = {HS_TAG_SOURCE, 3, {{SOURCE, S_SOURCE}, {OUT_1, S_SOURCE_BEGINS}, {CONTENT_1, S_SOURCE_BEGINS}}},
    [OUT_2] = {HS_TAG_OUT, 3, {{OUT_2, S_OUT}, {SOURCE, S_OUT}, {CONTENT_2, S_OUT}}},
    [CONTENT_2] = {HS_TAG_CONTENT, 3, {{CONTENT_2, S_CONTENT}, {SOURCE, S_CONTENT_BEGINS}, {OUT_2, S_CONTENT_BEGINS}}},
};

static void read_tags(hs_link_path *path, uint32_t n)
{
    for (uint32_t i = 0; i < n;) {
        uint32_t end = i + 1;
        while (end < n && path->tags[end] == path->tags[i])
            end++;
        if (path->tags[i] == HS_TAG_SOURCE)
            path->source = (hs_word_range){i, end};
        else if (path->tags[i] == HS_TAG_CONTENT && path->n_content < HS_MAX_FRAGMENTS)
            path->content[path->n_content++] = (hs_word_range){i, end};
        i = end;
    }
}

void hs_decode_link(hs_link_path *out, const float *scores, uint32_t n, hs_word_range cue)
{
    uint8_t back[HS_WINDOW_WORDS][N_STATES];
    float reached[N_STATES] = {0, NEVER, NEVER, NEVER, NEVER};
    memset(out, 0, sizeof *out);
    for (uint32_t i = 0; i < n; i++) {
        const float *s = scores + (size_t)i * HS_LINK_SCORES;
        float next[N_STATES];
        for (uint8_t t = 0; t < N_STATES; t++) {
            next[t] = NEVER;
            back[i][t] = t;
            if (i >= cue.begin && i < cue.end && STATES[t].tag != HS_TAG_OUT)
                continue;
            for (uint8_t k = 0; k < STATES[t].n_from; k++) {
                float v = reached[STATES[t].from[k].state] + s[STATES[t].from[k].score];
                if (v > next[t]) {
                    next[t] = v;
                    back[i][t] = STATES[t].from[k].state;
                }
            }
        }
        memcpy(reached, next, sizeof next);
    }
    uint8_t state = 0;
    for (uint8_t t = 1; t < N_STATES; t++)
        if (reached[t] > reached[state])
            state = t;
    for (uint32_t i = n; i-- > 0;) {
        out->tags[i] = STATES[state].tag;
        state = back[i][state];
    }
    read_tags(out, n);
}
