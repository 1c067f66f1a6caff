/* attribution.c -- run the encoder over a text in windows and gather what its heads find. In: a document's text. Out:
 * its attributions. Each window is decoded by itself and keeps the cues that lie most centrally in it. Memory grows by
 * some 21 bytes a word piece of the text, and by what is found in it; the encoder's does not. One thread a scanner. */
#include "attribution.h"

#include <stdlib.h>
#include <string.h>

#include "attribution_confidence.h"
#include "attribution_dateline.h"
#include "attribution_decode.h"
#include "attribution_nest.h"
#include "attribution_place.h"
#include "attribution_quotation.h"
#include "buffer.h"
#include "heap.h"
#include "pieces.h"
#include "status.h"
#include "rulings.h"

enum {
    SPECIALS = 2,          /* [CLS] and [SEP] around a window */
    MOST_PIECES = 16 << 20 /* of a text, so that all that is kept of one fits the scratch arena */
};
static const float RULING_CONFIDENCE = 0.9f; /* of what a page says in so many words */
static const size_t SCRATCH_CAP_BYTES = (size_t)1 << 30;

struct hs_scanner {
    const hs_model_config *config;
    const hs_vocabulary *vocabulary;
    hs_encoder *encoder;
    hs_arena *scratch;
    int32_t *ids;      /* [tokens of a run] */
    uint32_t *lengths; /* [windows of a run] */
    float cue_scores[HS_WINDOW_WORDS * HS_CUE_SCORES];
    float piece_scores[HS_WINDOW_WORDS * HS_LINK_SCORES];
    float link_scores[HS_WINDOW_WORDS * HS_LINK_SCORES];
    hs_word_range cues[2 * HS_WINDOW_WORDS]; /* those of the first look, then of the second */
    hs_link_path path;
    uint32_t places[HS_WINDOW_WORDS]; /* of a content's pieces in the window */
    float *means;                     /* [HS_VECTOR_ROWS][2 width] of contents that wait for their vector */
    size_t n_means;
    int8_t *made;      /* [HS_VECTOR_ROWS][vector width] */
    hs_buffer vectors; /* [rows][vector width] of the attributions found, some of them dropped since */
};

/* One text while it is read. */
typedef struct text_words {
    hs_pieces pieces;
    const uint32_t *first; /* [n] piece of each word */
    const uint32_t *end;   /* [n] byte where each word ends */
    size_t n;
    const hs_ruling *rulings; /* what checkers print beside claims */
    size_t n_rulings;
} text_words;

typedef struct window {
    size_t begin, end; /* pieces */
} window;

hs_status hs_scanner_check(const hs_model *model, const hs_vocabulary *vocabulary, hs_error *err)
{
    const hs_model_config *config = hs_model_config_of(model);
    if (!config->link_width)
        return hs_fail(err, HS_E_MODEL, 0, "the model '%s' finds no attributions: its config.json has no \"link\"",
                       config->name);
    if (config->window_length > HS_WINDOW_WORDS)
        return hs_fail(err, HS_E_MODEL, 0, "config.json: a window of %u pieces; this build reads at most %d",
                       config->window_length, HS_WINDOW_WORDS);
    if (config->n_confidence != HS_CONFIDENCE_FEATURES)
        return hs_fail(err, HS_E_MODEL, 0, "config.json: %u confidence weights, this build has %d features",
                       config->n_confidence, HS_CONFIDENCE_FEATURES);
    if (hs_vocabulary_size(vocabulary) != config->vocabulary)
        return hs_fail(err, HS_E_MODEL, 0, "vocab.txt has %zu pieces, config.json says %u",
                       hs_vocabulary_size(vocabulary), config->vocabulary);
    return HS_OK;
}

hs_status hs_scanner_open(hs_scanner **out, const hs_model *model, const hs_vocabulary *vocabulary, hs_error *err)
{
    *out = NULL;
    const hs_model_config *config = hs_model_config_of(model);
    hs_scanner *s = hs_alloc(sizeof *s);
    if (!s)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for a workspace");
    s->config = config;
    s->vocabulary = vocabulary;
    hs_status status = hs_encoder_open(&s->encoder, model, NULL, err);
    if (status == HS_OK) {
        s->scratch = hs_arena_new(SCRATCH_CAP_BYTES);
        s->ids = hs_alloc(hs_encoder_tokens(s->encoder) * sizeof *s->ids);
        s->lengths = hs_alloc(hs_encoder_windows(s->encoder) * sizeof *s->lengths);
        if (config->vector_width) {
            s->means = hs_alloc(HS_VECTOR_ROWS * 2 * config->width * sizeof *s->means);
            s->made = hs_alloc(HS_VECTOR_ROWS * config->vector_width);
        }
        s->vectors = hs_buffer_new(SCRATCH_CAP_BYTES);
        if (!s->scratch || !s->ids || !s->lengths || (config->vector_width && (!s->means || !s->made)))
            status = hs_fail(err, HS_E_NOMEM, 0, "no memory for a workspace");
    }
    if (status != HS_OK) {
        hs_scanner_free(s);
        return status;
    }
    *out = s;
    return HS_OK;
}

void hs_scanner_free(hs_scanner *s)
{
    if (!s)
        return;
    hs_encoder_free(s->encoder);
    hs_arena_free(s->scratch);
    hs_free(s->ids);
    hs_free(s->lengths);
    hs_free(s->means);
    hs_free(s->made);
    hs_buffer_free(&s->vectors);
    hs_free(s);
}

/* The words of the text: where each begins among the pieces, and its last byte. */
static hs_status find_words(text_words *out, hs_arena *arena, hs_error *err)
{
    const hs_pieces *p = &out->pieces;
    uint32_t *first = HS_NEW(arena, uint32_t, p->n), *end = HS_NEW(arena, uint32_t, p->n);
    if (!first || !end)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for %zu words", p->n);
    size_t n = 0;
    for (size_t i = 0; i < p->n; i++) {
        if (p->flags[i] & HS_PIECE_WORD) {
            first[n] = (uint32_t)i;
            end[n++] = p->end[i];
        } else if (n && !(p->flags[i] & HS_PIECE_BREAK)) {
            end[n - 1] = p->end[i];
        }
    }
    out->first = first;
    out->end = end;
    out->n = n;
    return HS_OK;
}

/* The window after `w`, so that every piece is `margin` pieces from the edge of one of the two. */
static window next_window(const hs_scanner *s, window w, size_t n_pieces)
{
    size_t length = s->config->window_length - SPECIALS;
    size_t begin = w.end ? w.end - 2 * s->config->window_margin : 0;
    return (window){begin, begin + length < n_pieces ? begin + length : n_pieces};
}

/* How far pieces first..last are from the window's edges; an edge that is the text's own does not count. */
static size_t room(window w, size_t first, size_t last, size_t n_pieces)
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

static hs_spans spans_of(hs_arena *arena, const text_words *t, size_t word_0, const hs_word_range *ranges, uint32_t n)
{
    hs_span *at = HS_NEW(arena, hs_span, n);
    if (!at)
        return (hs_spans){NULL, 0};
    for (uint32_t i = 0; i < n; i++)
        at[i] = (hs_span){t->pieces.begin[t->first[word_0 + ranges[i].begin]], t->end[word_0 + ranges[i].end - 1]};
    return (hs_spans){at, n};
}

/* Make the vectors of the contents that wait for theirs: together, since that takes a fraction of the time. */
static hs_status make_vectors(hs_scanner *s, hs_error *err)
{
    if (!s->n_means)
        return HS_OK;
    HS_TRY(hs_encoder_vectors(s->made, s->encoder, s->means, s->n_means, err));
    hs_buffer_add(&s->vectors, s->made, s->n_means * s->config->vector_width);
    s->n_means = 0;
    return s->vectors.failed ? hs_fail(err, HS_E_NOMEM, 0, "no memory for vectors") : HS_OK;
}

/* Have a vector made for the content that was decoded last, of window k. *row: its place among the vectors. */
static hs_status add_vector(uint32_t *row, hs_scanner *s, const text_words *t, window w, size_t k, size_t word_0,
                            hs_error *err)
{
    size_t n = 0;
    *row = 0;
    if (!s->config->vector_width)
        return HS_OK;
    for (uint32_t f = 0; f < s->path.n_content; f++) {
        size_t i = t->first[word_0 + s->path.content[f].begin], after = word_0 + s->path.content[f].end;
        size_t end = after < t->n && t->first[after] < w.end ? t->first[after] : w.end;
        for (; i < end; i++)
            if (!(t->pieces.flags[i] & HS_PIECE_BREAK))
                s->places[n++] = (uint32_t)(i - w.begin + 1);
    }
    *row = (uint32_t)(s->vectors.len / s->config->vector_width + s->n_means);
    HS_TRY(hs_encoder_mean(s->means + s->n_means * 2 * s->config->width, s->encoder, k, s->places, n, err));
    return ++s->n_means < HS_VECTOR_ROWS ? HS_OK : make_vectors(s, err);
}

/* "Claim:" and "False" beside a verdict are no cues of their own: whose claim it is, is not said. */
static bool is_of_ruling(const text_words *t, hs_span cue)
{
    for (size_t i = 0; i < t->n_rulings; i++) {
        hs_span label = t->rulings[i].label, value = t->rulings[i].cue;
        if ((label.begin < cue.end && cue.begin < label.end) || (value.begin < cue.end && cue.begin < value.end))
            return true;
    }
    return false;
}

/* Link one cue of window k and add the attribution, if it has a content and is likely enough. */
static hs_status link_cue(hs_buffer *found, hs_document *doc, hs_scanner *s, const text_words *t, window w, size_t k,
                          size_t word_0, uint32_t n_words, hs_word_range cue, hs_error *err)
{
    uint32_t n_pieces = (uint32_t)(w.end - w.begin);
    uint32_t first = (uint32_t)(t->first[word_0 + cue.begin] - w.begin),
             last = (uint32_t)(t->first[word_0 + cue.end - 1] - w.begin);
    if (is_of_ruling(t, (hs_span){t->pieces.begin[w.begin + first], t->end[word_0 + cue.end - 1]}))
        return HS_OK;
    HS_TRY(hs_encoder_link(s->encoder, k, first + 1, last + 1, 1, n_pieces + 1, s->piece_scores, err));
    for (uint32_t i = 0; i < n_words; i++)
        memcpy(s->link_scores + (size_t)i * HS_LINK_SCORES,
               s->piece_scores + (t->first[word_0 + i] - w.begin) * HS_LINK_SCORES,
               HS_LINK_SCORES * sizeof *s->link_scores);
    hs_log_softmax(s->link_scores, n_words, HS_LINK_SCORES);
    hs_decode_link(&s->path, s->link_scores, n_words, cue);
    if (!s->path.n_content)
        return HS_OK;
    float features[HS_CONFIDENCE_FEATURES];
    hs_confidence_features(features, s->cue_scores, s->link_scores, n_words, cue, &s->path);
    float confidence = hs_confidence(features, s->config->confidence, s->config->confidence_bias);
    if (confidence < s->config->least_confidence)
        return HS_OK;
    uint32_t row;
    HS_TRY(add_vector(&row, s, t, w, k, word_0, err));
    uint32_t has_source = s->path.source.begin < s->path.source.end;
    hs_attribution a = {
        .source = spans_of(doc->arena, t, word_0, &s->path.source, has_source),
        .cue = spans_of(doc->arena, t, word_0, &cue, 1),
        .content = spans_of(doc->arena, t, word_0, s->path.content, s->path.n_content),
        .parent = row, /* until parents are found */
        .source_id = HS_NO_SOURCE,
        .confidence = confidence,
    };
    hs_buffer_add(found, &a, sizeof a);
    if (!a.source.at || !a.cue.at || !a.content.at || found->failed)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for an attribution");
    return HS_OK;
}

/* Does the window `w` own the cue: does it lie more centrally here than in the windows before and after? */
static bool owns(const hs_scanner *s, const text_words *t, window before, window w, size_t word_0, hs_word_range cue)
{
    size_t n_pieces = t->pieces.n, first = t->first[word_0 + cue.begin], last = t->first[word_0 + cue.end - 1];
    window after = w.end < n_pieces ? next_window(s, w, n_pieces) : (window){0, 0};
    size_t here = room(w, first, last, n_pieces);
    return room(before, first, last, n_pieces) < here && room(after, first, last, n_pieces) <= here;
}

static bool touches(const hs_word_range *cues, uint32_t n, hs_word_range cue)
{
    for (uint32_t i = 0; i < n; i++)
        if (cues[i].begin < cue.end && cue.begin < cues[i].end)
            return true;
    return false;
}

static bool lies_in(hs_spans outer, hs_span inner)
{
    for (uint32_t i = 0; i < outer.n; i++)
        if (outer.at[i].begin <= inner.begin && inner.end <= outer.at[i].end)
            return true;
    return false;
}

/* Is there an attribution from found[begun] on, but found[self], in whose content the span lies? */
static bool is_held(const hs_buffer *found, size_t begun, size_t self, hs_span span)
{
    const hs_attribution *a = (const hs_attribution *)(const void *)found->ptr;
    for (size_t i = begun; i < found->len / sizeof *a; i++)
        if (i != self && lies_in(a[i].content, span))
            return true;
    return false;
}

/* Inside contents, cues are looked for again with a bias of their own. What does not lie in a content with its source
 * is dropped: outside, the first look has the last word. */
static hs_status read_nested(hs_buffer *found, size_t begun, hs_document *doc, hs_scanner *s, const text_words *t,
                             window before, window w, size_t k, size_t word_0, uint32_t n_words, uint32_t n_cues,
                             hs_error *err)
{
    hs_word_range *more = s->cues + n_cues;
    uint32_t n_more = hs_decode_cues(more, s->cue_scores, n_words, s->config->nested_cue_bias);
    for (uint32_t i = 0; i < n_more; i++) {
        hs_span cue = {t->pieces.begin[t->first[word_0 + more[i].begin]], t->end[word_0 + more[i].end - 1]};
        size_t self = found->len / sizeof(hs_attribution);
        if (touches(s->cues, n_cues, more[i]) || !owns(s, t, before, w, word_0, more[i]) ||
            !is_held(found, begun, self, cue))
            continue;
        HS_TRY(link_cue(found, doc, s, t, w, k, word_0, n_words, more[i], err));
        const hs_attribution *a = (const hs_attribution *)(const void *)found->ptr + self;
        if (found->len / sizeof *a > self && a->source.n && !is_held(found, begun, self, a->source.at[0]))
            found->len = self * sizeof *a;
    }
    return HS_OK;
}

/* The claim of a verdict that window k owns, as an attribution of nobody: it is the page that denies it, or does not. */
static hs_status read_ruling(hs_buffer *found, hs_document *doc, hs_scanner *s, const text_words *t, window before, window w, size_t k, size_t word_0,
                              const hs_ruling *v, hs_error *err)
{
    size_t first = word_0, end;
    uint32_t row;
    while (first < t->n && t->first[first] < w.end && t->pieces.begin[t->first[first]] < v->claim.begin)
        first++;
    for (end = first; end < t->n && t->first[end] < w.end && t->end[end] <= v->claim.end; end++)
        ;
    hs_word_range content = {(uint32_t)(first - word_0), (uint32_t)(end - word_0)};
    if (first == end || !owns(s, t, before, w, word_0, content))
        return HS_OK;
    s->path.n_content = 1;
    s->path.content[0] = content;
    HS_TRY(add_vector(&row, s, t, w, k, word_0, err));
    hs_span *spans = HS_NEW(doc->arena, hs_span, 2);
    if (!spans)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for an attribution");
    spans[0] = v->cue;
    spans[1] = v->claim;
    hs_attribution a = {.cue = {spans, 1}, .content = {spans + 1, 1}, .parent = row, .source_id = HS_NO_SOURCE, .confidence = RULING_CONFIDENCE};
    hs_buffer_add(found, &a, sizeof a);
    return found->failed ? hs_fail(err, HS_E_NOMEM, 0, "no memory for an attribution") : HS_OK;
}

/* Decode window k of the last run. */
static hs_status read_window(hs_buffer *found, hs_document *doc, hs_scanner *s, const text_words *t, window before,
                             window w, size_t k, const float *piece_scores, hs_error *err)
{
    size_t word_0 = lower_bound(t->first, t->n, w.begin), begun = found->len / sizeof(hs_attribution);
    uint32_t n_words = (uint32_t)(lower_bound(t->first, t->n, w.end) - word_0);
    for (uint32_t i = 0; i < n_words; i++)
        memcpy(s->cue_scores + (size_t)i * HS_CUE_SCORES,
               piece_scores + (t->first[word_0 + i] - w.begin + 1) * HS_CUE_SCORES,
               HS_CUE_SCORES * sizeof *s->cue_scores);
    hs_log_softmax(s->cue_scores, n_words, HS_CUE_SCORES);
    uint32_t n_cues = hs_decode_cues(s->cues, s->cue_scores, n_words, s->config->cue_bias);
    for (uint32_t i = 0; i < n_cues; i++)
        if (owns(s, t, before, w, word_0, s->cues[i]))
            HS_TRY(link_cue(found, doc, s, t, w, k, word_0, n_words, s->cues[i], err));
    HS_TRY(read_nested(found, begun, doc, s, t, before, w, k, word_0, n_words, n_cues, err));
    for (size_t i = 0; i < t->n_rulings; i++)
        HS_TRY(read_ruling(found, doc, s, t, before, w, k, word_0, &t->rulings[i], err));
    return HS_OK;
}

static hs_status read_windows(hs_buffer *found, hs_document *doc, hs_scanner *s, const text_words *t, hs_error *err)
{
    const int32_t cls = hs_vocabulary_special(s->vocabulary, HS_SPECIAL_CLS),
                  sep = hs_vocabulary_special(s->vocabulary, HS_SPECIAL_SEP);
    const size_t n_pieces = t->pieces.n, max_tokens = hs_encoder_tokens(s->encoder),
                 max_windows = hs_encoder_windows(s->encoder);
    window w = {0, 0};
    while (w.end < n_pieces) {
        size_t n_windows = 0, n_tokens = 0;
        window at = w;
        while (at.end < n_pieces && n_windows < max_windows) {
            window next = next_window(s, at, n_pieces);
            size_t length = next.end - next.begin + SPECIALS;
            if (n_tokens + length > max_tokens)
                break;
            s->ids[n_tokens] = cls;
            memcpy(s->ids + n_tokens + 1, t->pieces.ids + next.begin, (length - SPECIALS) * sizeof *s->ids);
            s->ids[n_tokens + length - 1] = sep;
            s->lengths[n_windows++] = (uint32_t)length;
            n_tokens += length;
            at = next;
        }
        HS_TRY(hs_encoder_run(s->encoder, s->ids, s->lengths, n_windows, err));
        const float *scores = hs_encoder_cue(s->encoder);
        for (size_t k = 0; k < n_windows; k++) {
            window next = next_window(s, w, n_pieces);
            HS_TRY(read_window(found, doc, s, t, w, next, k, scores, err));
            scores += (size_t)s->lengths[k] * HS_CUE_SCORES;
            w = next;
        }
    }
    return HS_OK;
}

/* Put the vectors in the order of the attributions, which still say in which row theirs is. */
static hs_status sort_vectors(hs_document *doc, const hs_attribution *a, size_t n, hs_scanner *s, hs_error *err)
{
    const size_t width = s->config->vector_width;
    if (!width)
        return HS_OK;
    HS_TRY(make_vectors(s, err));
    doc->vectors = HS_NEW(doc->arena, int8_t, n * width);
    if (!doc->vectors)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for %zu vectors", n);
    doc->vector_width = width;
    for (size_t i = 0; i < n; i++)
        memcpy(doc->vectors + i * width, s->vectors.ptr + a[i].parent * width, width);
    return HS_OK;
}

static hs_status read_text(hs_document *doc, hs_scanner *s, hs_buffer *found, hs_error *err)
{
    text_words t = {.n = 0};
    HS_TRY(hs_pieces_make(&t.pieces, s->scratch, s->vocabulary, doc->text, err));
    if (t.pieces.n > MOST_PIECES)
        return hs_fail(err, HS_E_LIMIT, MOST_PIECES, "a text of %zu word pieces; at most %d are read", t.pieces.n,
                       MOST_PIECES);
    HS_TRY(find_words(&t, s->scratch, err));
    HS_TRY(hs_rulings_find(&t.rulings, &t.n_rulings, s->scratch, doc->text, err));
    HS_TRY(read_windows(found, doc, s, &t, err));
    size_t n = found->len / sizeof(hs_attribution);
    hs_attribution *a = HS_NEW(doc->arena, hs_attribution, n);
    if (!a)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for %zu attributions", n);
    if (n)
        memcpy(a, found->ptr, found->len);
    HS_TRY(hs_places_mark(a, &n, doc, err));
    HS_TRY(hs_datelines_cut(a, &n, doc, err));
    HS_TRY(hs_quotations_mark(a, n, doc, s->scratch, err));
    hs_attributions_sort(a, n);
    HS_TRY(sort_vectors(doc, a, n, s, err));
    HS_TRY(hs_parents_find(a, n, s->scratch, err));
    doc->attributions = a;
    doc->n_attributions = n;
    return HS_OK;
}

hs_status hs_scanner_read(hs_document *doc, hs_scanner *s, hs_error *err)
{
    doc->attributions = NULL;
    doc->n_attributions = 0;
    hs_arena_reset(s->scratch);
    hs_buffer found = hs_buffer_new(SCRATCH_CAP_BYTES);
    hs_status status = read_text(doc, s, &found, err);
    hs_buffer_free(&found);
    hs_buffer_free(&s->vectors);
    s->n_means = 0;
    return status;
}

hs_status hs_scanner_vector(int8_t *out, hs_scanner *s, hs_str text, hs_error *err)
{
    hs_pieces pieces;
    hs_arena_reset(s->scratch);
    HS_TRY(hs_pieces_make(&pieces, s->scratch, s->vocabulary, text, err));
    window w = next_window(s, (window){0, 0}, pieces.n);
    const uint32_t length = (uint32_t)w.end + SPECIALS;
    size_t n = 0;
    s->ids[0] = hs_vocabulary_special(s->vocabulary, HS_SPECIAL_CLS);
    s->ids[length - 1] = hs_vocabulary_special(s->vocabulary, HS_SPECIAL_SEP);
    for (size_t i = 0; i < w.end; i++) {
        s->ids[i + 1] = pieces.ids[i];
        if (!(pieces.flags[i] & HS_PIECE_BREAK))
            s->places[n++] = (uint32_t)i + 1;
    }
    if (!n)
        return hs_fail(err, HS_E_ARG, 0, "no word in the text");
    HS_TRY(hs_encoder_run(s->encoder, s->ids, &length, 1, err));
    HS_TRY(hs_encoder_mean(s->means, s->encoder, 0, s->places, n, err));
    return hs_encoder_vectors(out, s->encoder, s->means, 1, err);
}
