/* model.c -- open a model folder. In: config.json and the files of tensors, hostile. Out: an hs_model in which every
 * pointer has as many elements behind it as the config says, every scale is positive and every real finite. Threads:
 * hs_model_open on one thread; after it the model never changes. */
#include "model.h"

#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "digest.h"
#include "heap.h"
#include "status.h"

enum { CONFIG_BYTES = 1 << 20, PATH_BYTES = 4096, LABEL_HEX = 12, NARROW_MOST = 64 };

/* ---- files ---------------------------------------------------------------------------------------------------- */

static hs_status read_config(hs_model_config *out, const char *path, hs_error *err)
{
    FILE *f = fopen(path, "rb");
    if (!f)
        return hs_fail(err, errno == ENOMEM ? HS_E_NOMEM : HS_E_IO, 0, "%.120s: %.40s", path, strerror(errno));
    char *bytes = hs_alloc(CONFIG_BYTES);
    size_t n = bytes ? fread(bytes, 1, CONFIG_BYTES, f) : 0;
    bool broken = ferror(f);
    fclose(f);
    hs_status status;
    if (!bytes)
        status = hs_fail(err, HS_E_NOMEM, 0, "no memory for config.json");
    else if (broken)
        status = hs_fail(err, HS_E_IO, 0, "%.150s cannot be read", path);
    else if (n == CONFIG_BYTES)
        status = hs_fail(err, HS_E_MODEL, CONFIG_BYTES, "config.json is over %d bytes", CONFIG_BYTES);
    else
        status = hs_model_config_parse(out, bytes, n, err);
    hs_free(bytes);
    return status;
}

/* ---- tensors -------------------------------------------------------------------------------------------------- */

/** Find a tensor of a type and shape; columns 0: one dimension. */
static hs_status find(const void **out, const hs_model *m, const char *name, hs_dtype dtype, uint64_t rows,
                      uint64_t columns, hs_error *err)
{
    const char *file;
    const hs_tensor *t = hs_shards_find(m->shards, name, &file);
    uint32_t dims = columns ? 2 : 1;
    if (!t)
        return hs_fail(err, HS_E_MODEL, 0, "%s: no tensor %s", file, name);
    if (t->dtype != dtype)
        return hs_fail(err, HS_E_MODEL, t->pos, "%s: %s must be %s", file, name, dtype == HS_DTYPE_I8 ? "I8" : "F32");
    if (t->dims != dims || t->shape[0] != rows || (columns && t->shape[1] != columns))
        return hs_fail(err, HS_E_MODEL, t->pos, "%s: %s must be [%" PRIu64 "][%" PRIu64 "], by config.json", file, name, rows,
                       columns ? columns : 1);
    *out = t->data;
    return HS_OK;
}

/** The same for reals, which must be finite; scales must be above 0 as well. */
static hs_status reals(const float **out, const hs_model *m, const char *name, bool scales, uint64_t rows,
                       uint64_t columns, hs_error *err)
{
    const void *data = NULL;
    HS_TRY(find(&data, m, name, HS_DTYPE_F32, rows, columns, err));
    const float *x = data;
    uint64_t n = rows * (columns ? columns : 1);
    for (uint64_t i = 0; i < n; i++)
        if (!isfinite(x[i]) || (scales && !(x[i] > 0))) {
            const char *file;
            uint64_t pos = hs_shards_find(m->shards, name, &file)->pos + i * sizeof *x;
            return hs_fail(err, HS_E_MODEL, pos, "%s: %s[%" PRIu64 "] is %g", file, name, i, (double)x[i]);
        }
    *out = x;
    return HS_OK;
}

/* ---- int8 layers ---------------------------------------------------------------------------------------------- */

/** Bring weights down to -64..64: a pair of products with u8 then fits 16 bits. Half goes to even, so as not to lean.
 */
static hs_status narrow_weights(hs_linear *l, hs_error *err)
{
    l->narrow = hs_alloc(l->n * l->k);
    if (!l->narrow)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for 7-bit weights");
    for (size_t i = 0; i < l->n * l->k; i++) {
        int w = l->weight[i], half = w / 2; /* towards zero */
        if (w % 2 && half % 2)
            half += w < 0 ? -1 : 1;
        l->narrow[i] = (int8_t)half;
    }
    l->weight = l->narrow;
    return HS_OK;
}

static hs_status open_linear(hs_linear *l, hs_model *m, const char *name, size_t n, size_t k, hs_error *err)
{
    char full[96];
    const void *weight = NULL;
    const float *scale = NULL;
    l->n = n;
    l->k = k;
    snprintf(full, sizeof full, "%s.weight", name);
    HS_TRY(find(&weight, m, full, HS_DTYPE_I8, n, k, err));
    l->weight = weight;
    snprintf(full, sizeof full, "%s.scale", name);
    HS_TRY(reals(&scale, m, full, true, n, 0, err));
    snprintf(full, sizeof full, "%s.bias", name);
    HS_TRY(reals(&l->columns.bias, m, full, false, n, 0, err));
    if (m->narrow)
        HS_TRY(narrow_weights(l, err));
    l->scale = hs_alloc(n * sizeof *l->scale);
    l->offset = hs_alloc(n * sizeof *l->offset);
    if (!l->scale || !l->offset)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for %s", name);
    for (size_t j = 0; j < n; j++) {
        int32_t sum = 0;
        for (size_t i = 0; i < k; i++)
            sum += l->weight[j * k + i];
        l->offset[j] = 128 * sum;
        l->scale[j] = scale[j] * (m->narrow ? 2 : 1);
    }
    l->columns.scale = l->scale;
    l->columns.offset = l->offset;
    return hs_matmul_pack(&l->packed, m->matmul, l->weight, k, n, err);
}

static void free_linear(hs_linear *l)
{
    hs_matmul_weights_free(l->packed);
    hs_free(l->narrow);
    hs_free(l->scale);
    hs_free(l->offset);
}

static hs_status open_norm(hs_norm *norm, const hs_model *m, const char *name, hs_error *err)
{
    char full[96];
    norm->epsilon = m->config.norm_epsilon;
    snprintf(full, sizeof full, "%s.weight", name);
    HS_TRY(reals(&norm->weight, m, full, false, m->config.width, 0, err));
    snprintf(full, sizeof full, "%s.bias", name);
    return reals(&norm->bias, m, full, false, m->config.width, 0, err);
}

static hs_status open_layer(hs_layer *layer, hs_model *m, uint32_t index, hs_error *err)
{
    const size_t width = m->config.width, intermediate = m->config.intermediate;
    const struct {
        hs_linear *linear;
        const char *name;
        size_t n, k;
    } linears[] = {{&layer->qkv, "qkv", 3 * width, width},
                   {&layer->attention_out, "attention_out", width, width},
                   {&layer->up, "up", intermediate, width},
                   {&layer->down, "down", width, intermediate}};
    char name[64];
    for (size_t i = 0; i < sizeof linears / sizeof *linears; i++) {
        snprintf(name, sizeof name, "layer.%u.%s", index, linears[i].name);
        HS_TRY(open_linear(linears[i].linear, m, name, linears[i].n, linears[i].k, err));
    }
    snprintf(name, sizeof name, "layer.%u.attention_norm", index);
    HS_TRY(open_norm(&layer->attention_norm, m, name, err));
    snprintf(name, sizeof name, "layer.%u.norm", index);
    return open_norm(&layer->norm, m, name, err);
}

/** Lay the bias of each distance out in a row, so that a query reads its keys' biases one after another. */
static hs_status open_bias(hs_model *m, hs_error *err)
{
    const hs_model_config *c = &m->config;
    const float *weight;
    const size_t buckets = c->relative.n + 1, centre = c->positions, stride = 2 * (size_t)c->positions + HS_KERNEL_HEAD;
    HS_TRY(reals(&weight, m, "embeddings.relative.weight", false, 2 * buckets, c->heads, err));
    m->relative = hs_alloc(c->heads * stride * sizeof *m->relative);
    if (!m->relative)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for a model");
    for (size_t at = 0; at < stride; at++) {
        size_t distance = at < centre ? centre - at : at - centre;
        size_t bucket = hs_edges_bucket(&c->relative, (uint32_t)distance) + (at > centre ? buckets : 0);
        for (size_t h = 0; h < c->heads; h++)
            m->relative[h * stride + at] = weight[bucket * c->heads + h];
    }
    m->bias = (hs_bias){m->relative, stride, centre};
    return HS_OK;
}

static hs_status open_embeddings(hs_model *m, hs_error *err)
{
    const hs_model_config *c = &m->config;
    const void *word = NULL;
    HS_TRY(find(&word, m, "embeddings.word.weight", HS_DTYPE_I8, c->vocabulary, c->width, err));
    m->word = word;
    HS_TRY(reals(&m->word_scale, m, "embeddings.word.scale", true, c->vocabulary, 0, err));
    HS_TRY(reals(&m->position, m, "embeddings.position.weight", false, c->positions, c->width, err));
    if (c->position_scheme == HS_POSITION_RELATIVE)
        HS_TRY(open_bias(m, err));
    return open_norm(&m->embedding_norm, m, "embeddings.norm", err);
}

static hs_status open_tagging(hs_model *m, hs_error *err)
{
    const hs_model_config *c = &m->config;
    HS_TRY(reals(&m->cue_weight, m, "head.cue.weight", false, HS_CUE_SCORES, c->width, err));
    HS_TRY(reals(&m->cue_bias, m, "head.cue.bias", false, HS_CUE_SCORES, 0, err));
    HS_TRY(open_linear(&m->key, m, "head.link.key", c->link_width, c->width, err));
    HS_TRY(reals(&m->query_weight, m, "head.link.query.weight", false, c->link_width, 2 * (uint64_t)c->width, err));
    HS_TRY(reals(&m->query_bias, m, "head.link.query.bias", false, c->link_width, 0, err));
    HS_TRY(reals(&m->distance, m, "head.link.distance", false, 2 * (uint64_t)c->distance.n + 3, c->link_width, err));
    HS_TRY(reals(&m->link_weight, m, "head.link.out.weight", false, HS_LINK_SCORES, c->link_width, err));
    return reals(&m->link_bias, m, "head.link.out.bias", false, HS_LINK_SCORES, 0, err);
}

static hs_status open_heads(hs_model *m, hs_error *err)
{
    const hs_model_config *c = &m->config;
    if (c->link_width)
        HS_TRY(open_tagging(m, err));
    if (c->vector_width) {
        HS_TRY(open_linear(&m->vector_up, m, "head.vector.up", c->vector_hidden, 2 * (size_t)c->width, err));
        HS_TRY(open_linear(&m->vector_down, m, "head.vector.down", c->vector_width, c->vector_hidden, err));
    }
    if (c->pair_hidden) {
        HS_TRY(open_linear(&m->pair_up, m, "head.pair.up", c->pair_hidden, c->width, err));
        HS_TRY(reals(&m->pair_weight, m, "head.pair.down.weight", false, HS_PAIR_SCORES, c->pair_hidden, err));
        HS_TRY(reals(&m->pair_bias, m, "head.pair.down.bias", false, HS_PAIR_SCORES, 0, err));
    }
    return HS_OK;
}

/* ---- the whole ------------------------------------------------------------------------------------------------ */

/** Announce every shape before any weight is packed: one that saturates makes all weights narrow. */
static hs_status prepare(hs_model *m, hs_error *err)
{
    const hs_model_config *c = &m->config;
    const size_t shapes[][2] = {{c->width, 3 * (size_t)c->width},    {c->width, c->width},
                                {c->width, c->intermediate},         {c->intermediate, c->width},
                                {c->width, c->link_width},           {2 * (size_t)c->width, c->vector_hidden},
                                {c->vector_hidden, c->vector_width}, {c->width, c->pair_hidden}};
    HS_TRY(hs_matmul_open(&m->matmul, err));
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
        bool saturates = false;
        if (!shapes[i][0] || !shapes[i][1])
            continue; /* of a head that the model lacks */
        HS_TRY(hs_matmul_prepare(m->matmul, shapes[i][0], shapes[i][1], &saturates, err));
        m->narrow |= saturates;
    }
    return HS_OK;
}

static hs_status fill_weights(hs_model *m, hs_error *err)
{
    HS_TRY(prepare(m, err));
    HS_TRY(open_embeddings(m, err));
    m->layers = hs_alloc(m->config.layers * sizeof *m->layers);
    if (!m->layers)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for %u layers", m->config.layers);
    for (uint32_t i = 0; i < m->config.layers; i++)
        HS_TRY(open_layer(&m->layers[i], m, i, err));
    HS_TRY(open_heads(m, err));
    return HS_OK;
}

static hs_status fill(hs_model *m, const char *folder, hs_error *err)
{
    char path[PATH_BYTES];
    char hex[HS_DIGEST_HEX];
    hs_str bytes[HS_SHARDS_MOST];
    size_t n = strlen(folder);
    if (n > PATH_BYTES - 32)
        return hs_fail(err, HS_E_IO, PATH_BYTES, "a path of %zu bytes is too long", n);
    snprintf(path, sizeof path, "%s/config.json", folder);
    HS_TRY(read_config(&m->config, path, err));
    HS_TRY(hs_shards_open(&m->shards, folder, err));
    HS_TRY(fill_weights(m, err));
    hs_digest_hex(hex, bytes, hs_shards_bytes(m->shards, bytes));
    m->label_len = (size_t)snprintf(m->label, sizeof m->label, "%s %.*s", m->config.name, LABEL_HEX, hex);
    return HS_OK;
}

hs_status hs_model__open(hs_model **out, const char *folder, bool narrow, hs_error *err)
{
    *out = NULL;
    hs_model *m = hs_alloc(sizeof *m);
    if (!m)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for a model");
    m->narrow = narrow;
    hs_status status = fill(m, folder, err);
    if (status != HS_OK) {
        hs_model_free(m);
        return status;
    }
    *out = m;
    return HS_OK;
}

hs_status hs_model_open(hs_model **out, const char *folder, hs_error *err)
{
    return hs_model__open(out, folder, false, err);
}

void hs_model_free(hs_model *m)
{
    if (!m)
        return;
    for (uint32_t i = 0; m->layers && i < m->config.layers; i++) {
        free_linear(&m->layers[i].qkv);
        free_linear(&m->layers[i].attention_out);
        free_linear(&m->layers[i].up);
        free_linear(&m->layers[i].down);
    }
    free_linear(&m->key);
    free_linear(&m->vector_up);
    free_linear(&m->vector_down);
    free_linear(&m->pair_up);
    hs_free(m->layers);
    hs_free(m->relative);
    hs_matmul_free(m->matmul);
    hs_shards_free(m->shards);
    hs_free(m);
}

const hs_model_config *hs_model_config_of(const hs_model *m)
{
    return &m->config;
}

hs_str hs_model_label(const hs_model *m)
{
    return (hs_str){m->label, m->label_len};
}
