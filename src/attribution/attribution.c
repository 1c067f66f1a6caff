/* attribution.c -- run the encoder over a text in windows and gather what its heads find. In: a document's text. Out:
 * its attributions. Each window is decoded by itself and keeps the cues that lie most centrally in it. Memory grows by
 * some 21 bytes a word piece of the text, and by what is found in it; the encoder's does not. One thread a scanner. */
#include "attribution_scanner.h"

#include <stdlib.h>
#include <string.h>

#include "attribution_confidence.h"
#include "attribution_dateline.h"
#include "attribution_fronted.h"
#include "attribution_nest.h"
#include "attribution_place.h"
#include "attribution_quotation.h"
#include "attribution_relative.h"
#include "attribution_scraps.h"
#include "attribution_sift.h"
#include "heap.h"
#include "status.h"

enum {
    SPECIALS = 2,          /* [CLS] and [SEP] around a window */
    MOST_PIECES = 16 << 20 /* of a text, so that all that is kept of one fits the scratch arena */
};
static const size_t SCRATCH_CAP_BYTES = (size_t)1 << 30;

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
static hs_status find_words(hs_text_words *out, hs_arena *arena, hs_error *err)
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

/* The hs_window after `w`, so that every piece is `margin` pieces from the edge of one of the two. */
hs_window hs_window_next(const hs_scanner *s, hs_window w, size_t n_pieces)
{
    size_t length = s->config->window_length - SPECIALS;
    size_t begin = w.end ? w.end - 2 * s->config->window_margin : 0;
    return (hs_window){begin, begin + length < n_pieces ? begin + length : n_pieces};
}

static hs_status read_windows(hs_buffer *found, hs_document *doc, hs_scanner *s, const hs_text_words *t, hs_error *err)
{
    const int32_t cls = hs_vocabulary_special(s->vocabulary, HS_SPECIAL_CLS),
                  sep = hs_vocabulary_special(s->vocabulary, HS_SPECIAL_SEP);
    const size_t n_pieces = t->pieces.n, max_tokens = hs_encoder_tokens(s->encoder),
                 max_windows = hs_encoder_windows(s->encoder);
    hs_window w = {0, 0};
    while (w.end < n_pieces) {
        size_t n_windows = 0, n_tokens = 0;
        hs_window at = w;
        while (at.end < n_pieces && n_windows < max_windows) {
            hs_window next = hs_window_next(s, at, n_pieces);
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
            hs_window next = hs_window_next(s, w, n_pieces);
            HS_TRY(hs_window_read(found, doc, s, t, w, next, k, scores, err));
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
    HS_TRY(hs_scanner_vectors(s, err));
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
    hs_text_words t = {.n = 0};
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
    HS_TRY(hs_fronted_move(a, n, doc, err));
    HS_TRY(hs_relatives_give(a, n, doc, err));
    HS_TRY(hs_attributions_sift(a, &n, doc, err));
    HS_TRY(hs_scraps_drop(a, &n, doc, err));
    HS_TRY(hs_quotations_mark(a, n, doc, s->scratch, err));
    hs_attributions_sort(a, n);
    HS_TRY(sort_vectors(doc, a, n, s, err));
    HS_TRY(hs_parents_find(a, n, s->scratch, err));
    for (size_t i = 0; i < n; i++)
        if (a[i].parent != HS_NO_PARENT)
            a[i].confidence = hs_confidence_with(a[i].confidence, s->config->confidence[HS_CONFIDENCE_NESTED]);
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
    hs_window w = hs_window_next(s, (hs_window){0, 0}, pieces.n);
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
