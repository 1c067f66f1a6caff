/* attribution_window.c -- what the heads say of one window of a text. In: its scores. Out: the attributions whose cues lie most centrally in it, and the
 * vectors of their contents. One thread a scanner. */
#include "attribution_window.h"

#include <string.h>

#include "ascii.h"
#include "attribution_cited.h"
#include "attribution_confidence.h"
#include "attribution_counts.h"
#include "attribution_spans.h"
#include "attribution_stands.h"
#include "attribution_tail.h"
#include "attribution_verdict.h"
#include "status.h"

/* How far pieces first..last are from the window's edges; an edge that is the text's own does not count. */
static size_t room(hs_window w, size_t first, size_t last, size_t n_pieces)
{
    if (first < w.begin || last >= w.end)
        return 0;
    size_t left = w.begin ? first - w.begin + 1 : n_pieces + 1, right = w.end < n_pieces ? w.end - last : n_pieces + 1;
    return left < right ? left : right;
}

static size_t lower_bound(const uint32_t *at, size_t n, size_t value)
{
    size_t low = 0;
    while (low < n) {
        size_t mid = low + (n - low) / 2;
        if (at[mid] < value)
            low = mid + 1;
        else
            n = mid;
    }
    return low;
}

size_t hs_pane_n(const hs_pane *v)
{
    return v->found->len / sizeof(hs_attribution);
}

hs_attribution *hs_pane_found(const hs_pane *v)
{
    return (hs_attribution *)(void *)v->found->ptr;
}

size_t hs_pane_cue(const hs_pane *v, hs_span word)
{
    size_t i = v->begun;
    while (i < hs_pane_n(v) && !hs_spans_hold(hs_pane_found(v)[i].cue, word))
        i++;
    return i;
}

static hs_span span_of(const hs_pane *v, hs_word_range words)
{
    return (hs_span){v->t->pieces.begin[v->t->first[v->word_0 + words.begin]], v->t->end[v->word_0 + words.end - 1]};
}

hs_span hs_pane_word(const hs_pane *v, uint32_t i)
{
    return span_of(v, (hs_word_range){i, i + 1});
}

bool hs_pane_is(const hs_pane *v, uint32_t i, const char *word)
{
    return hs_ascii_is(hs_document_slice(v->doc, hs_pane_word(v, i)), word);
}

hs_spans hs_pane_spans(const hs_pane *v, const hs_word_range *ranges, uint32_t n)
{
    hs_span *at = HS_NEW(v->doc->arena, hs_span, n);
    if (!at)
        return (hs_spans){NULL, 0};
    for (uint32_t i = 0; i < n; i++)
        at[i] = span_of(v, ranges[i]);
    return (hs_spans){at, n};
}

hs_status hs_pane_add(const hs_pane *v, const hs_attribution *a, hs_error *err)
{
    hs_buffer_add(v->found, a, sizeof *a);
    bool lacks = (!a->source.at && a->source.n) || !a->cue.at || !a->content.at;
    return lacks || v->found->failed ? hs_fail(err, HS_E_NOMEM, 0, "no memory for an attribution") : HS_OK;
}

void hs_pane_drop(const hs_pane *v, size_t i)
{
    hs_attribution *a = hs_pane_found(v) + i;
    memmove(a, a + 1, (hs_pane_n(v) - i - 1) * sizeof *a);
    v->found->len -= sizeof *a;
}

hs_status hs_scanner_vectors(hs_scanner *s, hs_error *err)
{
    if (!s->n_means)
        return HS_OK;
    HS_TRY(hs_encoder_vectors(s->made, s->encoder, s->means, s->n_means, err));
    hs_buffer_add(&s->vectors, s->made, s->n_means * s->config->vector_width);
    s->n_means = 0;
    return s->vectors.failed ? hs_fail(err, HS_E_NOMEM, 0, "no memory for vectors") : HS_OK;
}

hs_status hs_pane_vector(uint32_t *row, const hs_pane *v, hs_error *err)
{
    hs_scanner *s = v->s;
    const hs_text_words *t = v->t;
    size_t n = 0;
    *row = 0;
    if (!s->config->vector_width)
        return HS_OK;
    for (uint32_t f = 0; f < s->path.n_content; f++) {
        size_t i = t->first[v->word_0 + s->path.content[f].begin], after = v->word_0 + s->path.content[f].end;
        size_t end = after < t->n && t->first[after] < v->w.end ? t->first[after] : v->w.end;
        for (; i < end; i++)
            if (!(t->pieces.flags[i] & HS_PIECE_BREAK))
                s->places[n++] = (uint32_t)(i - v->w.begin + 1);
    }
    *row = (uint32_t)(s->vectors.len / s->config->vector_width + s->n_means);
    HS_TRY(hs_encoder_mean(s->means + s->n_means * 2 * s->config->width, s->encoder, v->k, s->places, n, err));
    return ++s->n_means < HS_VECTOR_ROWS ? HS_OK : hs_scanner_vectors(s, err);
}

hs_status hs_pane_find_link(const hs_pane *v, hs_word_range cue, hs_error *err)
{
    hs_scanner *s = v->s;
    const uint32_t *piece = v->t->first + v->word_0;
    uint32_t n_pieces = (uint32_t)(v->w.end - v->w.begin);
    uint32_t first = (uint32_t)(piece[cue.begin] - v->w.begin), last = (uint32_t)(piece[cue.end - 1] - v->w.begin);
    HS_TRY(hs_encoder_link(s->encoder, v->k, first + 1, last + 1, 1, n_pieces + 1, s->piece_scores, err));
    for (uint32_t i = 0; i < v->n_words; i++)
        memcpy(s->link_scores + (size_t)i * HS_LINK_SCORES, s->piece_scores + (piece[i] - v->w.begin) * HS_LINK_SCORES, HS_LINK_SCORES * sizeof *s->link_scores);
    hs_log_softmax(s->link_scores, v->n_words, HS_LINK_SCORES);
    hs_decode_link(&s->path, s->link_scores, v->n_words, cue);
    return HS_OK;
}

hs_status hs_pane_link(const hs_pane *v, hs_word_range cue, hs_error *err)
{
    hs_scanner *s = v->s;
    if (hs_verdict_has(v->t, span_of(v, cue)))
        return HS_OK;
    HS_TRY(hs_pane_find_link(v, cue, err));
    if (!s->path.n_content)
        return HS_OK;
    float features[HS_CONFIDENCE_FEATURES];
    hs_confidence_features(features, s->cue_scores, s->link_scores, v->n_words, cue, &s->path);
    float confidence = hs_confidence(features, s->config->confidence, s->config->confidence_bias);
    if (confidence < s->config->least_confidence)
        return HS_OK;
    uint32_t row;
    HS_TRY(hs_pane_vector(&row, v, err));
    uint32_t has_source = s->path.source.begin < s->path.source.end;
    hs_attribution a = {
        .source = hs_pane_spans(v, &s->path.source, has_source),
        .cue = hs_pane_spans(v, &cue, 1),
        .content = hs_pane_spans(v, s->path.content, s->path.n_content),
        .parent = row, /* until parents are found */
        .source_id = HS_NO_SOURCE,
        .confidence = confidence,
    };
    return hs_pane_add(v, &a, err);
}

bool hs_pane_owns(const hs_pane *v, hs_word_range words)
{
    const hs_text_words *t = v->t;
    size_t n_pieces = t->pieces.n, first = t->first[v->word_0 + words.begin], last = t->first[v->word_0 + words.end - 1];
    hs_window after = v->w.end < n_pieces ? hs_window_next(v->s, v->w, n_pieces) : (hs_window){0, 0};
    size_t here = room(v->w, first, last, n_pieces);
    return room(v->before, first, last, n_pieces) < here && room(after, first, last, n_pieces) <= here;
}

static bool touches(const hs_word_range *cues, uint32_t n, hs_word_range cue)
{
    for (uint32_t i = 0; i < n; i++)
        if (cues[i].begin < cue.end && cue.begin < cues[i].end)
            return true;
    return false;
}

/* Is there an attribution of the window, but found[self], in whose content the span lies? */
static bool is_held(const hs_pane *v, size_t self, hs_span span)
{
    for (size_t i = v->begun; i < hs_pane_n(v); i++)
        if (i != self && hs_spans_hold(hs_pane_found(v)[i].content, span))
            return true;
    return false;
}

/* Inside contents, cues are looked for again with a bias of their own. What does not lie in a content with its source
 * is dropped: outside, the first look has the last word. */
static hs_status read_nested(const hs_pane *v, uint32_t n_cues, hs_error *err)
{
    const hs_word_range *cues = v->s->cues;
    hs_word_range *more = v->s->cues + n_cues;
    uint32_t n_more = hs_decode_cues(more, v->s->cue_scores, v->n_words, v->s->config->nested_cue_bias);
    for (uint32_t i = 0; i < n_more; i++) {
        size_t self = hs_pane_n(v);
        if (touches(cues, n_cues, more[i]) || !hs_pane_owns(v, more[i]) || !is_held(v, self, span_of(v, more[i])))
            continue;
        HS_TRY(hs_pane_link(v, more[i], err));
        const hs_attribution *a = hs_pane_found(v) + self;
        if (hs_pane_n(v) > self && a->source.n && !is_held(v, self, a->source.at[0]))
            v->found->len = self * sizeof *a;
    }
    return HS_OK;
}

/* Decode window k of the last run. */
hs_status hs_window_read(hs_buffer *found, hs_document *doc, hs_scanner *s, const hs_text_words *t, hs_window before,
                             hs_window w, size_t k, const float *piece_scores, hs_error *err)
{
    size_t word_0 = lower_bound(t->first, t->n, w.begin);
    uint32_t n_words = (uint32_t)(lower_bound(t->first, t->n, w.end) - word_0);
    const hs_pane v = {doc, s, t, before, w, k, word_0, n_words, found, found->len / sizeof(hs_attribution)};
    for (uint32_t i = 0; i < n_words; i++)
        memcpy(s->cue_scores + (size_t)i * HS_CUE_SCORES,
               piece_scores + (t->first[word_0 + i] - w.begin + 1) * HS_CUE_SCORES,
               HS_CUE_SCORES * sizeof *s->cue_scores);
    hs_log_softmax(s->cue_scores, n_words, HS_CUE_SCORES);
    uint32_t n_cues = hs_decode_cues(s->cues, s->cue_scores, n_words, s->config->cue_bias);
    for (uint32_t i = 0; i < n_cues; i++)
        if (hs_pane_owns(&v, s->cues[i]))
            HS_TRY(hs_pane_link(&v, s->cues[i], err));
    HS_TRY(hs_tails_read(&v, err));
    HS_TRY(hs_citing_read(&v, err));
    HS_TRY(read_nested(&v, n_cues, err));
    HS_TRY(hs_as_saying_read(&v, err));
    HS_TRY(hs_counts_read(&v, err));
    HS_TRY(hs_stands_read(&v, err));
    return hs_verdicts_read(&v, err);
}
