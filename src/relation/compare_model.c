/* compare_model.c -- see compare_model.h. The pieces of a text that count are cut here; which order of two a model sees that reads only one is that
 * of their bytes, so that it does not matter which is given first. */
#include "compare_model.h"

#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "compare_text.h"
#include "heap.h"
#include "pieces.h"
#include "relate.h"
#include "status.h"

enum { ORDERS_MOST = 2 /* a before b, b before a */ };

_Static_assert((int)HS_PAIR_SCORES == (int)HS_RELATIONS, "a score for each relation");

struct hs_pair_run {
    const hs_pair_model *model;
    hs_encoder *encoder;
    size_t orders;
    int32_t *sides[2]; /* [side] pieces of the two texts of a pair */
    int32_t *ids;      /* [tokens of a run] */
    uint32_t *lengths; /* [windows of a run] */
    float *logits;     /* [windows of a run][HS_PAIR_SCORES] */
    size_t n, n_ids;   /* pairs that wait, and the pieces of their windows */
};

/* ---- opening ----------------------------------------------------------------------------------------------------- */

static hs_status check(const hs_pair_model *m, hs_error *err)
{
    if (!m->config->pair_hidden)
        return hs_fail(err, HS_E_MODEL, 0, "the model '%s' compares nothing: its config.json has no \"pair\"",
                       m->config->name);
    if (m->config->n_pair && m->config->n_pair != HS_COMPARE_FEATURES)
        return hs_fail(err, HS_E_MODEL, 0, "config.json: rows of %u pair weights, this build has %d features",
                       m->config->n_pair, HS_COMPARE_FEATURES);
    if (hs_vocabulary_size(m->vocabulary) != m->config->vocabulary)
        return hs_fail(err, HS_E_MODEL, 0, "vocab.txt has %zu pieces, config.json says %u",
                       hs_vocabulary_size(m->vocabulary), m->config->vocabulary);
    return HS_OK;
}

hs_status hs_pair_model_open(hs_pair_model *out, const char *folder, hs_error *err)
{
    char path[PATH_MAX];
    int n = snprintf(path, sizeof path, "%s/vocab.txt", folder);
    if (n < 0 || (size_t)n >= sizeof path)
        return hs_fail(err, HS_E_ARG, PATH_MAX, "the model's path is over %d bytes", PATH_MAX);
    HS_TRY(hs_model_open(&out->model, folder, err));
    out->config = hs_model_config_of(out->model);
    HS_TRY(hs_vocabulary_open(&out->vocabulary, path, err));
    return check(out, err);
}

void hs_pair_model_close(hs_pair_model *model)
{
    hs_vocabulary_free(model->vocabulary);
    hs_model_free(model->model);
    *model = (hs_pair_model){0};
}

hs_status hs_pair_run_open(hs_pair_run **out, const hs_pair_model *model, hs_error *err)
{
    *out = NULL;
    hs_pair_run *r = hs_alloc(sizeof *r);
    if (!r)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory to compare in");
    r->model = model;
    r->orders = model->config->pair_orders;
    hs_status status = hs_encoder_open(&r->encoder, model->model, NULL, err);
    if (status == HS_OK) {
        const size_t windows = hs_encoder_windows(r->encoder), side = model->config->pair_side;
        r->sides[0] = hs_alloc(side * sizeof *r->sides[0]);
        r->sides[1] = hs_alloc(side * sizeof *r->sides[1]);
        r->ids = hs_alloc(hs_encoder_tokens(r->encoder) * sizeof *r->ids);
        r->lengths = hs_alloc(windows * sizeof *r->lengths);
        r->logits = hs_alloc(windows * HS_PAIR_SCORES * sizeof *r->logits);
        if (!r->sides[0] || !r->sides[1] || !r->ids || !r->lengths || !r->logits)
            status = hs_fail(err, HS_E_NOMEM, 0, "no memory to compare in");
    }
    if (status != HS_OK) {
        hs_pair_run_free(r);
        return status;
    }
    *out = r;
    return HS_OK;
}

void hs_pair_run_free(hs_pair_run *r)
{
    if (!r)
        return;
    hs_encoder_free(r->encoder);
    hs_free(r->sides[0]);
    hs_free(r->sides[1]);
    hs_free(r->ids);
    hs_free(r->lengths);
    hs_free(r->logits);
    hs_free(r);
}

size_t hs_pair_run_most(const hs_pair_run *run)
{
    return hs_encoder_windows(run->encoder) / run->orders;
}

void hs_pair_run_clear(hs_pair_run *run)
{
    run->n = run->n_ids = 0;
}

/* ---- windows ------------------------------------------------------------------------------------------------------ */

/* The first pieces of a text, breaks left out. @param ids  [side] */
static hs_status cut(uint32_t *n, int32_t *ids, const hs_pair_run *r, hs_arena *scratch, hs_str text, hs_error *err)
{
    hs_pieces pieces;
    *n = 0;
    HS_TRY(hs_compared_told_plainly(&text, scratch, text, err));
    HS_TRY(hs_pieces_make(&pieces, scratch, r->model->vocabulary, text, err));
    for (size_t i = 0; i < pieces.n && *n < r->model->config->pair_side; i++)
        if (!(pieces.flags[i] & HS_PIECE_BREAK))
            ids[(*n)++] = pieces.ids[i];
    return HS_OK;
}

static void add_window(hs_pair_run *r, const int32_t *first, uint32_t n_first, const int32_t *second, uint32_t n_second, size_t window)
{
    const int32_t sep = hs_vocabulary_special(r->model->vocabulary, HS_SPECIAL_SEP);
    int32_t *to = r->ids + r->n_ids;
    *to++ = hs_vocabulary_special(r->model->vocabulary, HS_SPECIAL_CLS);
    memcpy(to, first, n_first * sizeof *to);
    to += n_first;
    *to++ = sep;
    memcpy(to, second, n_second * sizeof *to);
    to += n_second;
    *to = sep;
    r->lengths[window] = n_first + n_second + HS_PAIR_SPECIALS;
    r->n_ids += r->lengths[window];
}

hs_status hs_pair_run_add(bool *taken, hs_pair_run *r, hs_arena *scratch, hs_str a, hs_str b, hs_error *err)
{
    const hs_pair pair = r->orders == 1 ? hs_pair_in_order(a, b) : (hs_pair){a, b};
    uint32_t n, m;
    *taken = false;
    if (r->n == hs_pair_run_most(r))
        return HS_OK;
    HS_TRY(cut(&n, r->sides[0], r, scratch, pair.a, err));
    HS_TRY(cut(&m, r->sides[1], r, scratch, pair.b, err));
    if (r->n_ids + r->orders * (n + m + HS_PAIR_SPECIALS) > hs_encoder_tokens(r->encoder))
        return HS_OK;
    add_window(r, r->sides[0], n, r->sides[1], m, r->orders * r->n);
    if (r->orders > 1)
        add_window(r, r->sides[1], m, r->sides[0], n, r->orders * r->n + 1);
    r->n++;
    *taken = true;
    return HS_OK;
}

/* ---- from logits to scores ---------------------------------------------------------------------------------------- */

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

/* The mean over the orders that were read. @param logits  [orders][HS_PAIR_SCORES] */
static void mean(float out[HS_RELATIONS], const hs_pair_run *r, const float (*logits)[HS_PAIR_SCORES])
{
    float p[ORDERS_MOST][HS_RELATIONS], x[HS_RELATIONS];
    for (size_t order = 0; order < r->orders; order++) {
        for (int i = 0; i < HS_RELATIONS; i++)
            x[i] = logits[order][i] / r->model->config->pair_temperature;
        softmax(p[order], x);
    }
    for (int i = 0; i < HS_RELATIONS; i++)
        out[i] = r->orders > 1 ? (p[0][i] + p[1][i]) / 2 : p[0][i];
}

hs_status hs_pair_run_do(float (*out)[HS_RELATIONS], hs_pair_run *r, hs_error *err)
{
    const size_t n = r->n, windows = r->orders * n;
    hs_pair_run_clear(r);
    if (!n)
        return HS_OK;
    HS_TRY(hs_encoder_run(r->encoder, r->ids, r->lengths, windows, err));
    HS_TRY(hs_encoder_pair(r->logits, r->encoder, 0, windows, err));
    for (size_t i = 0; i < n; i++)
        mean(out[i], r, (const float(*)[HS_PAIR_SCORES])r->logits + i * r->orders);
    return HS_OK;
}

void hs_pair_model_weigh(hs_comparison *out, const hs_pair_model *model, const float p[HS_RELATIONS])
{
    const hs_model_config *c = model->config;
    float x[HS_RELATIONS];
    for (int i = 0; i < HS_RELATIONS; i++) {
        out->scores[i] = p[i];
        out->features[i] = logf(fmaxf(p[i], HS_LEAST_PROBABILITY));
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
