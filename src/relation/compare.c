/* compare.c -- comparing pairs in batches. In: texts. Out: relations, scores, reasons. What the words alone settle never
 * reaches the model; the others wait until an encoder run is full. Memory: one arena a space, emptied after each pair.
 * Threads: an hs_compare_space belongs to one thread; the comparer is only read. */
#include "compare.h"

#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "compare_text.h"
#include "compare_words.h"
#include "encoder.h"
#include "heap.h"
#include "pieces.h"
#include "status.h"
#include "utf8.h"
#include "vocabulary.h"

enum { ORDERS = 2 /* a before b, b before a */ };
static const size_t SCRATCH_CAP_BYTES = (size_t)64 << 20;
/* what the log of a probability is taken of at least, so that it stays finite */
#define LEAST_PROBABILITY 1e-6f

_Static_assert((int)HS_PAIR_SCORES == (int)HS_RELATIONS, "a score for each relation");
_Static_assert((int)HS_COMPARE_FEATURES == HS_RELATIONS + (int)HS_WORD_FEATURES, "hearsay.h tells how many features there are");
_Static_assert((int)HS_WHY_BYTES == (int)HS_WORD_EVIDENCE_BYTES, "a reason fits");

struct hs_comparer {
    hs_model *model;
    hs_vocabulary *vocabulary;
};

/* A pair that waits for its run. */
typedef struct waiting {
    size_t pair;
    hs_word_evidence evidence;
} waiting;

struct hs_compare_space {
    const hs_comparer *comparer;
    const hs_model_config *config;
    hs_encoder *encoder;
    hs_arena *scratch;
    int32_t *ids;      /* [tokens of a run] */
    uint32_t *lengths; /* [windows of a run] */
    float *logits;     /* [windows of a run][HS_PAIR_SCORES] */
    waiting *waiting;  /* [windows of a run / 2] */
    size_t n_waiting, n_ids;
};

/* ---- opening ----------------------------------------------------------------------------------------------------- */

static hs_status check_model(const hs_comparer *c, hs_error *err)
{
    const hs_model_config *config = hs_model_config_of(c->model);
    if (!config->pair_hidden)
        return hs_fail(err, HS_E_MODEL, 0, "the model '%s' compares nothing: its config.json has no \"pair\"",
                       config->name);
    if (config->n_pair && config->n_pair != HS_COMPARE_FEATURES)
        return hs_fail(err, HS_E_MODEL, 0, "config.json: rows of %u pair weights, this build has %d features",
                       config->n_pair, HS_COMPARE_FEATURES);
    if (hs_vocabulary_size(c->vocabulary) != config->vocabulary)
        return hs_fail(err, HS_E_MODEL, 0, "vocab.txt has %zu pieces, config.json says %u",
                       hs_vocabulary_size(c->vocabulary), config->vocabulary);
    return HS_OK;
}

hs_status hs_comparer_open_folder(hs_comparer **out, const char *folder, hs_error *err)
{
    char path[PATH_MAX];
    *out = NULL;
    int n = snprintf(path, sizeof path, "%s/vocab.txt", folder);
    if (n < 0 || (size_t)n >= sizeof path)
        return hs_fail(err, HS_E_ARG, PATH_MAX, "the model's path is over %d bytes", PATH_MAX);
    hs_comparer *c = hs_alloc(sizeof *c);
    if (!c)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for a comparer");
    hs_status status = hs_model_open(&c->model, folder, err);
    if (status == HS_OK)
        status = hs_vocabulary_open(&c->vocabulary, path, err);
    if (status == HS_OK)
        status = check_model(c, err);
    if (status != HS_OK) {
        hs_comparer_free(c);
        return status;
    }
    *out = c;
    return HS_OK;
}

void hs_comparer_free(hs_comparer *c)
{
    if (!c)
        return;
    hs_vocabulary_free(c->vocabulary);
    hs_model_free(c->model);
    hs_free(c);
}

hs_str hs_comparer_model(const hs_comparer *comparer)
{
    return hs_model_label(comparer->model);
}

hs_status hs_compare_space_open(hs_compare_space **out, const hs_comparer *comparer, hs_error *err)
{
    *out = NULL;
    hs_compare_space *s = hs_alloc(sizeof *s);
    if (!s)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory to compare in");
    s->comparer = comparer;
    s->config = hs_model_config_of(comparer->model);
    hs_status status = hs_encoder_open(&s->encoder, comparer->model, NULL, err);
    if (status == HS_OK) {
        const size_t windows = hs_encoder_windows(s->encoder);
        s->scratch = hs_arena_new(SCRATCH_CAP_BYTES);
        s->ids = hs_alloc(hs_encoder_tokens(s->encoder) * sizeof *s->ids);
        s->lengths = hs_alloc(windows * sizeof *s->lengths);
        s->logits = hs_alloc(windows * HS_PAIR_SCORES * sizeof *s->logits);
        s->waiting = hs_alloc(windows / ORDERS * sizeof *s->waiting);
        if (!s->scratch || !s->ids || !s->lengths || !s->logits || !s->waiting)
            status = hs_fail(err, HS_E_NOMEM, 0, "no memory to compare in");
    }
    if (status != HS_OK) {
        hs_compare_space_free(s);
        return status;
    }
    *out = s;
    return HS_OK;
}

void hs_compare_space_free(hs_compare_space *s)
{
    if (!s)
        return;
    hs_encoder_free(s->encoder);
    hs_arena_free(s->scratch);
    hs_free(s->ids);
    hs_free(s->lengths);
    hs_free(s->logits);
    hs_free(s->waiting);
    hs_free(s);
}

/* ---- from scores to a relation ------------------------------------------------------------------------------------ */

/* p [3] = softmax of x [3]. What only a broken model can make, a NaN or an infinite number, says neither. */
static void softmax(float p[HS_RELATIONS], const float x[HS_RELATIONS])
{
    float most = x[0], sum = 0;
    for (int i = 1; i < HS_RELATIONS; i++)
        most = x[i] > most ? x[i] : most;
    for (int i = 0; i < HS_RELATIONS; i++)
        sum += p[i] = expf(x[i] - most);
    for (int i = 0; i < HS_RELATIONS; i++)
        p[i] = isfinite(sum) && sum > 0 ? p[i] / sum : i == HS_NEITHER;
}

/* The mean over both orders, and the layer over that and the features, if the model has one. */
static void set_scores(hs_comparison *out, const hs_model_config *c, const float logits[ORDERS][HS_PAIR_SCORES])
{
    float p[ORDERS][HS_RELATIONS], x[HS_RELATIONS];
    for (int order = 0; order < ORDERS; order++) {
        for (int i = 0; i < HS_RELATIONS; i++)
            x[i] = logits[order][i] / c->pair_temperature;
        softmax(p[order], x);
    }
    for (int i = 0; i < HS_RELATIONS; i++) {
        out->scores[i] = (p[0][i] + p[1][i]) / 2;
        out->features[i] = logf(fmaxf(out->scores[i], LEAST_PROBABILITY));
    }
    if (!c->n_pair)
        return;
    for (int i = 0; i < HS_RELATIONS; i++) {
        x[i] = c->pair_bias[i];
        for (uint32_t j = 0; j < c->n_pair; j++)
            x[i] += c->pair_weights[i][j] * out->features[j];
    }
    softmax(out->scores, x);
}

/* The likeliest; nothing that is less likely than the model asks for. */
static hs_relation choose(const float scores[HS_RELATIONS], const hs_model_config *c)
{
    hs_relation best = HS_NEITHER;
    if (scores[HS_CONTRADICTS] > scores[best])
        best = HS_CONTRADICTS;
    if (scores[HS_SAME] > scores[best])
        best = HS_SAME;
    if ((best == HS_SAME && scores[best] < c->pair_least_same) ||
        (best == HS_CONTRADICTS && scores[best] < c->pair_least_contradicts))
        best = HS_NEITHER;
    return best;
}

static void set_why(hs_comparison *out, const hs_word_evidence *e)
{
    const double p = (double)out->scores[out->relation];
    if (out->relation == HS_SAME)
        snprintf(out->why, sizeof out->why, HS_SAME_BY_MODEL " (%.2f)", p);
    else if (*e->why && (e->not_same || e->neither || e->sides || out->relation == HS_CONTRADICTS))
        memcpy(out->why, e->why, sizeof out->why);
    else if (out->relation == HS_CONTRADICTS)
        snprintf(out->why, sizeof out->why, "both cannot be true (%.2f)", p);
    else
        snprintf(out->why, sizeof out->why, "speaks of something else (%.2f)", p);
}

/* Evidence that the two are not the same moves what the model gave to that to their contradiction, or, where it is evidence of two claims, to "neither"; where
 * nothing else lies between them it is a contradiction, whatever the model says. */
static void conclude(hs_comparison *out, const hs_word_evidence *e, const hs_model_config *c)
{
    if (e->not_same && !e->neither && !e->sides) {
        out->scores[HS_CONTRADICTS] += out->scores[HS_SAME];
        out->scores[HS_SAME] = 0;
    }
    if (e->sides || e->neither) {
        out->scores[HS_NEITHER] += out->scores[HS_SAME] + (e->neither ? out->scores[HS_CONTRADICTS] : 0);
        out->scores[HS_SAME] = 0;
        out->scores[HS_CONTRADICTS] = e->neither ? 0 : out->scores[HS_CONTRADICTS];
    }
    out->relation = choose(out->scores, c);
    if (e->opposed) {
        memset(out->scores, 0, sizeof out->scores);
        out->scores[HS_CONTRADICTS] = 1;
        out->relation = HS_CONTRADICTS;
    }
    set_why(out, e);
}

/* What the words alone settle. */
static void settle(hs_comparison *out, const hs_word_evidence *e)
{
    out->relation = e->the_same ? HS_SAME : HS_NEITHER;
    for (int i = 0; i < HS_RELATIONS; i++) {
        out->scores[i] = i == (int)out->relation;
        out->features[i] = logf(fmaxf(out->scores[i], LEAST_PROBABILITY));
    }
    snprintf(out->why, sizeof out->why, "%s", e->the_same ? "the same words" : "there are no words to compare");
}

/* ---- batches ------------------------------------------------------------------------------------------------------ */

/* The first pieces of a text, breaks left out. @param ids  [side] @return how many */
static uint32_t cut_side(int32_t *ids, const hs_pieces *pieces, uint32_t side)
{
    uint32_t n = 0;
    for (size_t i = 0; i < pieces->n && n < side; i++)
        if (!(pieces->flags[i] & HS_PIECE_BREAK))
            ids[n++] = pieces->ids[i];
    return n;
}

static void add_window(hs_compare_space *s, const int32_t *first, uint32_t n_first, const int32_t *second,
                       uint32_t n_second, size_t window)
{
    const int32_t sep = hs_vocabulary_special(s->comparer->vocabulary, HS_SPECIAL_SEP);
    int32_t *to = s->ids + s->n_ids;
    *to++ = hs_vocabulary_special(s->comparer->vocabulary, HS_SPECIAL_CLS);
    memcpy(to, first, n_first * sizeof *to);
    to += n_first;
    *to++ = sep;
    memcpy(to, second, n_second * sizeof *to);
    to += n_second;
    *to = sep;
    s->lengths[window] = n_first + n_second + HS_PAIR_SPECIALS;
    s->n_ids += s->lengths[window];
}

static hs_status run(hs_compare_space *s, hs_comparison *out, hs_error *err)
{
    const size_t windows = ORDERS * s->n_waiting;
    if (windows) {
        HS_TRY(hs_encoder_run(s->encoder, s->ids, s->lengths, windows, err));
        HS_TRY(hs_encoder_pair(s->logits, s->encoder, 0, windows, err));
    }
    for (size_t i = 0; i < s->n_waiting; i++) {
        float logits[ORDERS][HS_PAIR_SCORES];
        memcpy(logits, s->logits + i * ORDERS * HS_PAIR_SCORES, sizeof logits);
        hs_comparison *to = &out[s->waiting[i].pair];
        set_scores(to, s->config, (const float(*)[HS_PAIR_SCORES])logits);
        conclude(to, &s->waiting[i].evidence, s->config);
    }
    s->n_waiting = s->n_ids = 0;
    return HS_OK;
}

static hs_status check_text(hs_str text, size_t pair, hs_error *err)
{
    size_t valid = hs_utf8_valid(text.ptr, text.len);
    if (valid < text.len)
        return hs_fail(err, HS_E_ARG, pair, "pair %zu: byte %zu of a text is no UTF-8", pair, valid);
    return HS_OK;
}

/* Settle one pair, or let it wait. Its words are in the arena, which is emptied behind it. */
static hs_status take(hs_compare_space *s, hs_comparison *out, const hs_pair *pairs, size_t i, hs_error *err)
{
    hs_word_evidence evidence;
    hs_pieces a, b;
    const uint32_t side = s->config->pair_side;
    HS_TRY(check_text(pairs[i].a, i, err));
    HS_TRY(check_text(pairs[i].b, i, err));
    HS_TRY(hs_word_evidence_find(&evidence, s->scratch, pairs[i].a, pairs[i].b, err));
    out[i] = (hs_comparison){.relation = HS_NEITHER};
    memcpy(out[i].features + HS_RELATIONS, evidence.features, sizeof evidence.features);
    if (evidence.the_same || evidence.wordless) {
        settle(&out[i], &evidence);
        return HS_OK;
    }
    HS_TRY(hs_pieces_make(&a, s->scratch, s->comparer->vocabulary, hs_compared_cut(pairs[i].a), err));
    HS_TRY(hs_pieces_make(&b, s->scratch, s->comparer->vocabulary, hs_compared_cut(pairs[i].b), err));
    int32_t *first = HS_NEW(s->scratch, int32_t, side), *second = HS_NEW(s->scratch, int32_t, side);
    if (!first || !second)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for the pieces of a pair");
    const uint32_t n = cut_side(first, &a, side), m = cut_side(second, &b, side);
    const size_t tokens = ORDERS * (size_t)(n + m + HS_PAIR_SPECIALS);
    if (ORDERS * (s->n_waiting + 1) > hs_encoder_windows(s->encoder) ||
        s->n_ids + tokens > hs_encoder_tokens(s->encoder))
        HS_TRY(run(s, out, err));
    add_window(s, first, n, second, m, ORDERS * s->n_waiting);
    add_window(s, second, m, first, n, ORDERS * s->n_waiting + 1);
    s->waiting[s->n_waiting++] = (waiting){i, evidence};
    return HS_OK;
}

hs_status hs_compare_many(hs_comparison *out, hs_compare_space *s, const hs_pair *pairs, size_t n, hs_error *err)
{
    s->n_waiting = s->n_ids = 0;
    for (size_t i = 0; i < n; i++) {
        hs_status status = take(s, out, pairs, i, err);
        hs_arena_reset(s->scratch);
        HS_TRY(status);
    }
    return run(s, out, err);
}

hs_status hs_compare(hs_comparison *out, hs_compare_space *space, hs_str a, hs_str b, hs_error *err)
{
    const hs_pair pair = {a, b};
    return hs_compare_many(out, space, &pair, 1, err);
}

const char *hs_relation_name(hs_relation relation)
{
    static const char *const names[] = {[HS_SAME] = "same", [HS_CONTRADICTS] = "contradicts", [HS_NEITHER] = "neither"};
    return (unsigned)relation < HS_RELATIONS ? names[relation] : names[HS_NEITHER];
}
