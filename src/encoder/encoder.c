/* encoder.c -- the forward pass. In: windows of piece ids. Out: hidden states, cue scores, and for one cue the scores
 * of its link, as docs/model-format.md says. A batch is cut into groups of whole windows that together fill GROUP_ROWS;
 * a group goes through all layers while its activations are in the caches. Products run over the packed rows of a
 * group, attention over each window. Threads: an hs_encoder belongs to one thread; the model is only read. */
#include "encoder.h"

#include <math.h>
#include <string.h>

#include "kernels.h"
#include "matmul.h"
#include "heap.h"
#include "model.h"
#include "status.h"

enum {
    GROUP_ROWS = 256,
    BLOCK_ROWS = HS_VECTOR_ROWS, /* rows of a product: their 32-bit sums stay in the second cache */
    BATCH_WINDOWS = 4,
    BATCH_PAIRS = 16, /* of the longest texts; most are shorter */
    WINDOWS_PER_BATCH = 64
};

struct hs_encoder {
    const hs_model *model;
    const hs_kernels *kernels;
    bool reference;
    uint32_t layers;
    size_t cap_tokens, group_rows;
    /* the last run */
    size_t n_windows;
    uint32_t start[WINDOWS_PER_BATCH + 1]; /* first token of each window, and the end */
    float *hidden;                         /* [cap_tokens][width] */
    float *key;                            /* [cap_tokens][L] */
    float *cue;                            /* [cap_tokens][3] */
    /* one group */
    hs_quantised x;    /* [group_rows][width] */
    float *qkv;        /* [group_rows][3][width] */
    float *context;    /* [group_rows][width] */
    hs_quantised wide; /* [group_rows][intermediate] */
    float *attention;  /* scratch of the attention kernel */
    /* one block */
    int32_t *sums; /* [BLOCK_ROWS][widest product] */
    float *row;    /* [intermediate or H, the larger] */
    /* one cue */
    float *pair;  /* [2 width] */
    float *query; /* [L] */
    float *place; /* [L]: the query and one bucket's distance */
    /* vectors, V numbers each: hidden layer of H */
    float *embedded;          /* [cap_tokens][width]: what went into the first layer */
    hs_quantised mean;        /* [HS_VECTOR_ROWS][2 width] */
    hs_quantised vector_wide; /* [HS_VECTOR_ROWS][H] */
    float *vectors;           /* [HS_VECTOR_ROWS][V] */
    /* pairs, hidden layer of P */
    float *first;        /* [WINDOWS_PER_BATCH][width] states of the windows' first pieces */
    hs_quantised paired; /* [WINDOWS_PER_BATCH][width] the same */
    float *pair_wide;    /* [WINDOWS_PER_BATCH][P] */
    hs_matmul_scratch *matmul;
    void *memory; /* everything above lies in it */
};

static size_t larger(size_t a, size_t b)
{
    return a > b ? a : b;
}

static size_t up_to(size_t n, size_t step)
{
    return (n + step - 1) / step * step;
}

/** Lay the arrays out one after another, each on a cache line; with a NULL base, only count. */
static size_t lay_out(hs_encoder *e, unsigned char *base)
{
    const hs_model_config *c = &e->model->config;
    const size_t group = e->group_rows, cap = e->cap_tokens, width = c->width, inter = c->intermediate,
                 link = c->link_width, vectors = c->vector_width ? HS_VECTOR_ROWS : 0,
                 pairs = c->pair_hidden ? WINDOWS_PER_BATCH : 0;
    const size_t widest = larger(larger(larger(3 * width, inter), larger(link, c->pair_hidden)),
                                 larger(c->vector_hidden, c->vector_width));
    const struct {
        void *to;
        size_t n, size;
    } arrays[] = {{&e->hidden, cap * width, sizeof(float)},
                  {&e->key, cap * link, sizeof(float)},
                  {&e->cue, link ? cap * HS_CUE_SCORES : 0, sizeof(float)},
                  {&e->x.q, group * width, 1},
                  {&e->x.scale, group, sizeof(float)},
                  {&e->qkv, group * 3 * width, sizeof(float)},
                  {&e->context, group * width, sizeof(float)},
                  {&e->attention, hs_attention_scratch(group, width / c->heads), sizeof(float)},
                  {&e->sums, BLOCK_ROWS * widest, sizeof(int32_t)},
                  {&e->wide.q, group * inter, 1},
                  {&e->wide.scale, group, sizeof(float)},
                  {&e->row, larger(inter, c->vector_hidden), sizeof(float)},
                  {&e->pair, 2 * width, sizeof(float)},
                  {&e->query, link, sizeof(float)},
                  {&e->place, link, sizeof(float)},
                  {&e->embedded, c->vector_width ? cap * width : 0, sizeof(float)},
                  {&e->mean.q, vectors * 2 * width, 1},
                  {&e->mean.scale, vectors, sizeof(float)},
                  {&e->vector_wide.q, vectors * c->vector_hidden, 1},
                  {&e->vector_wide.scale, vectors, sizeof(float)},
                  {&e->vectors, vectors * c->vector_width, sizeof(float)},
                  {&e->first, pairs * width, sizeof(float)},
                  {&e->paired.q, pairs * width, 1},
                  {&e->paired.scale, pairs, sizeof(float)},
                  {&e->pair_wide, pairs * c->pair_hidden, sizeof(float)}};
    size_t used = 0;
    for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++) {
        void *at = base ? base + used : NULL;
        memcpy(arrays[i].to, &at, sizeof at);
        used += up_to(arrays[i].n * arrays[i].size, 64);
    }
    return used;
}

hs_status hs_encoder_open(hs_encoder **out, const hs_model *model, const hs_encoder_options *options, hs_error *err)
{
    const hs_model_config *c = &model->config;
    *out = NULL;
    hs_encoder *e = hs_alloc(sizeof *e);
    if (!e)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for an encoder");
    e->model = model;
    e->reference = options && options->path == HS_ENCODER_REFERENCE;
    e->kernels = e->reference ? &hs_kernels_reference : hs_kernels_best();
    if (options && options->kernels)
        e->kernels = options->kernels;
    e->layers = options && options->layers && options->layers < c->layers ? options->layers : c->layers;
    if (options && options->embed_only)
        e->layers = 0;
    e->cap_tokens = larger((size_t)BATCH_WINDOWS * c->window_length, c->positions);
    if (c->pair_hidden)
        e->cap_tokens = larger(e->cap_tokens, (size_t)BATCH_PAIRS * (2 * c->pair_side + HS_PAIR_SPECIALS));
    e->group_rows = up_to(larger(GROUP_ROWS, c->positions), HS_MATMUL_ROWS);
    hs_status status = HS_OK;
    e->memory = hs_alloc(lay_out(e, NULL));
    if (!e->memory)
        status = hs_fail(err, HS_E_NOMEM, 0, "no memory for an encoder");
    else if (!e->reference)
        status = hs_matmul_scratch_open(&e->matmul, model->matmul, err);
    if (status != HS_OK) {
        hs_encoder_free(e);
        return status;
    }
    lay_out(e, e->memory);
    *out = e;
    return HS_OK;
}

void hs_encoder_free(hs_encoder *e)
{
    if (!e)
        return;
    hs_matmul_scratch_free(e->matmul);
    hs_free(e->memory);
    hs_free(e);
}

size_t hs_encoder_tokens(const hs_encoder *e)
{
    return e->cap_tokens;
}

size_t hs_encoder_windows(const hs_encoder *e)
{
    (void)e;
    return WINDOWS_PER_BATCH;
}

const float *hs_encoder_cue(const hs_encoder *e)
{
    return e->cue;
}

const float *hs_encoder_hidden(const hs_encoder *e)
{
    return e->hidden;
}

/* ---- one group of windows ------------------------------------------------------------------------------------- */

/** e->sums = a times the layer's weights. Rows past `rows`, up to a full step, are multiplied and nobody reads them. */
static hs_status multiply(hs_encoder *e, const hs_linear *l, const uint8_t *a, size_t rows, hs_error *err)
{
    rows = up_to(rows, HS_MATMUL_ROWS);
    if (!e->reference)
        return hs_matmul_run(e->matmul, l->packed, e->sums, a, rows, err);
    hs_matmul_reference(e->sums, a, l->weight, rows, l->k, l->n);
    return HS_OK;
}

/** out [rows][N] = the layer's outputs for the group's rows. */
static hs_status project(hs_encoder *e, const hs_linear *l, float *out, size_t rows, hs_error *err)
{
    for (size_t r = 0; r < rows; r += BLOCK_ROWS) {
        size_t n = rows - r < BLOCK_ROWS ? rows - r : BLOCK_ROWS;
        HS_TRY(multiply(e, l, e->x.q + r * l->k, n, err));
        e->kernels->dequantise(out + r * l->n, e->sums, e->x.scale + r, &l->columns, n, l->n);
    }
    return HS_OK;
}

/** From the attention's mixture to the layer's output, for the group's rows: e->x is scratch on the way and at the end
 * the output. Each product goes over all rows before the next, so that its weights are fetched once. */
static hs_status finish_layer(hs_encoder *e, const hs_layer *layer, float *hidden, size_t rows, hs_error *err)
{
    const hs_kernels *k = e->kernels;
    const size_t width = e->model->config.width, wide = layer->up.n;
    size_t n;
    k->quantise(e->x, e->context, rows, width);
    for (size_t r = 0; r < rows; r += n) {
        hs_quantised x = {e->x.q + r * width, e->x.scale + r};
        n = rows - r < BLOCK_ROWS ? rows - r : BLOCK_ROWS;
        HS_TRY(multiply(e, &layer->attention_out, x.q, n, err));
        k->add_norm(hidden + r * width, x, e->sums, x.scale, &layer->attention_out.columns, &layer->attention_norm, n,
                    width);
    }
    for (size_t r = 0; r < rows; r += n) {
        n = rows - r < BLOCK_ROWS ? rows - r : BLOCK_ROWS;
        HS_TRY(multiply(e, &layer->up, e->x.q + r * width, n, err));
        k->gelu((hs_quantised){e->wide.q + r * wide, e->wide.scale + r}, e->sums, e->x.scale + r, &layer->up.columns,
                e->row, n, wide);
    }
    for (size_t r = 0; r < rows; r += n) {
        hs_quantised x = {e->x.q + r * width, e->x.scale + r};
        n = rows - r < BLOCK_ROWS ? rows - r : BLOCK_ROWS;
        HS_TRY(multiply(e, &layer->down, e->wide.q + r * wide, n, err));
        k->add_norm(hidden + r * width, x, e->sums, e->wide.scale + r, &layer->down.columns, &layer->norm, n, width);
    }
    return HS_OK;
}

/** hidden [rows][width] = normalised embeddings of one group's windows. */
static void embed(hs_encoder *e, float *hidden, const int32_t *ids, size_t first, size_t last)
{
    const hs_model *m = e->model;
    const size_t width = m->config.width, rows = e->start[last] - e->start[first];
    float *to = hidden;
    for (size_t w = first; w < last; w++)
        for (uint32_t p = 0; p < e->start[w + 1] - e->start[w]; p++, to += width) {
            const size_t id = (size_t)*ids++;
            const int8_t *word = m->word + id * width;
            const float *position = m->position + p * width, scale = m->word_scale[id];
            for (size_t j = 0; j < width; j++)
                to[j] = (float)word[j] * scale + position[j];
        }
    e->kernels->norm(hidden, e->x, &m->embedding_norm, rows, width);
}

/** Windows first .. last (not included) through all layers and heads. */
static hs_status run_group(hs_encoder *e, const int32_t *ids, size_t first, size_t last, hs_error *err)
{
    const hs_model *m = e->model;
    const size_t width = m->config.width, at = e->start[first], rows = e->start[last] - at;
    float *hidden = e->hidden + at * width;
    embed(e, hidden, ids + at, first, last);
    if (m->config.vector_width)
        memcpy(e->embedded + at * width, hidden, rows * width * sizeof *hidden);
    for (uint32_t i = 0; i < e->layers; i++) {
        const hs_layer *layer = &m->layers[i];
        HS_TRY(project(e, &layer->qkv, e->qkv, rows, err));
        for (size_t w = first; w < last; w++) {
            size_t r = e->start[w] - at;
            e->kernels->attention(e->context + r * width, e->qkv + r * 3 * width, e->start[w + 1] - e->start[w],
                                  m->config.heads, width / m->config.heads, &m->bias, e->attention);
        }
        HS_TRY(finish_layer(e, layer, hidden, rows, err));
    }
    if (!m->config.link_width)
        return HS_OK;
    for (size_t r = 0; r < rows; r++)
        e->kernels->affine(e->cue + (at + r) * HS_CUE_SCORES, hidden + r * width, m->cue_weight, m->cue_bias,
                           HS_CUE_SCORES, width);
    return project(e, &m->key, e->key + at * m->config.link_width, rows, err);
}

hs_status hs_encoder_run(hs_encoder *e, const int32_t *ids, const uint32_t *lengths, size_t n_windows, hs_error *err)
{
    const hs_model_config *c = &e->model->config;
    size_t tokens = 0;
    e->n_windows = 0;
    if (n_windows > WINDOWS_PER_BATCH)
        return hs_fail(err, HS_E_LIMIT, WINDOWS_PER_BATCH, "%zu windows, a run takes %d", n_windows, WINDOWS_PER_BATCH);
    for (size_t w = 0; w < n_windows; w++) {
        if (!lengths[w] || lengths[w] > c->positions)
            return hs_fail(err, HS_E_ARG, w, "a window of %u pieces, the model takes 1 to %u", lengths[w],
                           c->positions);
        e->start[w] = (uint32_t)tokens;
        tokens += lengths[w];
        if (tokens > e->cap_tokens)
            return hs_fail(err, HS_E_LIMIT, e->cap_tokens, "over %zu pieces in one run", e->cap_tokens);
    }
    e->start[n_windows] = (uint32_t)tokens;
    for (size_t t = 0; t < tokens; t++)
        if (ids[t] < 0 || (uint32_t)ids[t] >= c->vocabulary)
            return hs_fail(err, HS_E_ARG, t, "piece %d is not in a vocabulary of %u", ids[t], c->vocabulary);

    for (size_t first = 0, last; first < n_windows; first = last) {
        last = first + 1;
        while (last < n_windows && e->start[last + 1] - e->start[first] <= GROUP_ROWS)
            last++;
        HS_TRY(run_group(e, ids, first, last, err));
    }
    e->n_windows = n_windows;
    return HS_OK;
}

static hs_status no_head(const hs_encoder *e, const char *lack, const char *section, hs_error *err)
{
    return hs_fail(err, HS_E_MODEL, 0, "the model '%s' %s: its config.json has no \"%s\"", e->model->config.name, lack,
                   section);
}

/* ---- the vector of some pieces -------------------------------------------------------------------------------- */

/** to [n] = x [n] brought to length 127 and rounded. Zeros stay zeros; what only a broken model can make, an infinite
 * length or a NaN, ends in range too. */
static void to_unit(int8_t *to, const float *x, size_t n)
{
    double square = 0;
    for (size_t j = 0; j < n; j++)
        square += (double)x[j] * x[j];
    const float scale = square > 0 ? (float)(127 / sqrt(square)) : 0;
    for (size_t j = 0; j < n; j++) {
        float level = rintf(x[j] * scale);
        level = level < 127 ? level : 127;
        to[j] = (int8_t)(level > -127 ? level : -127);
    }
}

/** to [width] += the states of the pieces at `places`, divided by their number; states: of a window's first piece. */
static void add_mean(float *to, const float *states, const uint32_t *places, size_t n, size_t width)
{
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < width; j++)
            to[j] += states[places[i] * width + j];
    for (size_t j = 0; j < width; j++)
        to[j] /= (float)n;
}

hs_status hs_encoder_mean(float *mean, const hs_encoder *e, size_t window, const uint32_t *places, size_t n,
                          hs_error *err)
{
    const size_t width = e->model->config.width;
    if (!e->model->config.vector_width)
        return no_head(e, "makes no vectors", "vector", err);
    if (window >= e->n_windows)
        return hs_fail(err, HS_E_ARG, window, "window %zu of %zu", window, e->n_windows);
    const uint32_t length = e->start[window + 1] - e->start[window];
    if (!n)
        return hs_fail(err, HS_E_ARG, 0, "no piece to make a vector of");
    for (size_t i = 0; i < n; i++)
        if (places[i] >= length)
            return hs_fail(err, HS_E_ARG, length, "piece %u of a window of %u", places[i], length);
    memset(mean, 0, 2 * width * sizeof *mean);
    add_mean(mean, e->embedded + e->start[window] * width, places, n, width);
    add_mean(mean + width, e->hidden + e->start[window] * width, places, n, width);
    return HS_OK;
}

hs_status hs_encoder_vectors(int8_t *out, hs_encoder *e, const float *means, size_t n, hs_error *err)
{
    const hs_linear *up = &e->model->vector_up, *down = &e->model->vector_down;
    if (!e->model->config.vector_width)
        return no_head(e, "makes no vectors", "vector", err);
    e->kernels->quantise(e->mean, means, n, up->k);
    HS_TRY(multiply(e, up, e->mean.q, n, err));
    e->kernels->gelu(e->vector_wide, e->sums, e->mean.scale, &up->columns, e->row, n, up->n);
    HS_TRY(multiply(e, down, e->vector_wide.q, n, err));
    e->kernels->dequantise(e->vectors, e->sums, e->vector_wide.scale, &down->columns, n, down->n);
    for (size_t i = 0; i < n; i++)
        to_unit(out + i * down->n, e->vectors + i * down->n, down->n);
    return HS_OK;
}

/* ---- the two texts of a window ----------------------------------------------------------------------------------- */

hs_status hs_encoder_pair(float *scores, hs_encoder *e, size_t first, size_t n, hs_error *err)
{
    const hs_model *m = e->model;
    const hs_linear *up = &m->pair_up;
    const size_t width = m->config.width;
    if (!m->config.pair_hidden)
        return no_head(e, "compares nothing", "pair", err);
    if (first > e->n_windows || n > e->n_windows - first)
        return hs_fail(err, HS_E_ARG, e->n_windows, "windows %zu and %zu more of %zu", first, n, e->n_windows);
    for (size_t i = 0; i < n; i++)
        memcpy(e->first + i * width, e->hidden + e->start[first + i] * width, width * sizeof *e->first);
    e->kernels->quantise(e->paired, e->first, n, width);
    HS_TRY(multiply(e, up, e->paired.q, n, err));
    e->kernels->dequantise(e->pair_wide, e->sums, e->paired.scale, &up->columns, n, up->n);
    for (size_t i = 0; i < n; i++) {
        float *wide = e->pair_wide + i * up->n;
        for (size_t j = 0; j < up->n; j++)
            wide[j] = hs_gelu_reference(wide[j]); /* a few hundred numbers a window: nothing beside the layers */
        e->kernels->affine(scores + i * HS_PAIR_SCORES, wide, m->pair_weight, m->pair_bias, HS_PAIR_SCORES, up->n);
    }
    return HS_OK;
}

/* ---- the link of one cue -------------------------------------------------------------------------------------- */

/** Row of the distance table for a piece at t and a cue over first..last. */
static size_t bucket(const hs_model_config *c, uint32_t t, uint32_t first, uint32_t last)
{
    uint32_t n = hs_edges_bucket(&c->distance, t < first ? first - t : t > last ? t - last : 0);
    if (t < first)
        return c->distance.n - n;
    return c->distance.n + (t > last ? 2 + n : 1);
}

hs_status hs_encoder_link(hs_encoder *e, size_t window, uint32_t cue_first, uint32_t cue_last, uint32_t begin,
                          uint32_t end, float *scores, hs_error *err)
{
    const hs_model *m = e->model;
    const hs_model_config *c = &m->config;
    const size_t width = c->width, link = c->link_width;
    if (!link)
        return no_head(e, "finds no attributions", "link", err);
    if (window >= e->n_windows)
        return hs_fail(err, HS_E_ARG, window, "window %zu of %zu", window, e->n_windows);
    const uint32_t length = e->start[window + 1] - e->start[window];
    if (cue_first > cue_last || cue_last >= length || begin > end || end > length)
        return hs_fail(err, HS_E_ARG, length, "cue %u-%u, pieces %u-%u of a window of %u", cue_first, cue_last, begin,
                       end, length);
    const size_t at = e->start[window];
    memcpy(e->pair, e->hidden + (at + cue_first) * width, width * sizeof *e->pair);
    memcpy(e->pair + width, e->hidden + (at + cue_last) * width, width * sizeof *e->pair);
    e->kernels->affine(e->query, e->pair, m->query_weight, m->query_bias, link, 2 * width);
    for (uint32_t t = begin, next; t < end; t = next) { /* pieces of one bucket lie together */
        size_t b = bucket(c, t, cue_first, cue_last);
        for (next = t + 1; next < end && bucket(c, next, cue_first, cue_last) == b;)
            next++;
        for (size_t j = 0; j < link; j++)
            e->place[j] = e->query[j] + m->distance[b * link + j];
        e->kernels->link(scores + (size_t)(t - begin) * HS_LINK_SCORES, e->key + (at + t) * link, e->place,
                         m->link_weight, m->link_bias, next - t, link);
    }
    return HS_OK;
}
