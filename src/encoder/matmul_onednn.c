/* matmul_onednn.c -- matmul.h on oneDNN, 2.6 and 3.x; the only file that sees its headers.
 * oneDNN multiplies u8 by s8 into s32 and nothing else: scales, zero points and what follows are ours, because there
 * its versions differ most. For each shape there are primitives for the two heights in `heights`, made once: a
 * primitive for any height (DNNL_RUNTIME_DIM_VAL) was measured slower, 367-445 against 470 GMAC/s, as it falls back to
 * another kernel. Threads: as matmul.h says. oneDNN built on OpenMP splits a product by the calling thread's own OpenMP
 * setting, so each call into it is made with that setting at 1 and then puts it back; other threads and the program's
 * own setting are not touched. */
#include <string.h>

#include <oneapi/dnnl/dnnl.h>

#include "matmul.h"
#include "heap.h"
#include "status.h"

enum { SHAPES = 8, HEIGHTS = 2, ARGS = 4, PACK_ALIGN = 64 };
static const size_t heights[HEIGHTS] = {64, HS_MATMUL_ROWS};

#if DNNL_VERSION_MAJOR >= 3
typedef const_dnnl_memory_desc_t desc_ref; /* borrowed */
#else
typedef const dnnl_memory_desc_t *desc_ref;
#endif

typedef struct shape {
    size_t k, n;
    bool saturates;
    dnnl_primitive_t primitive[HEIGHTS];
    dnnl_primitive_desc_t desc[HEIGHTS]; /* keeps the memory descriptors below alive */
    desc_ref a[HEIGHTS], sums[HEIGHTS], scratch[HEIGHTS], packed;
} shape;

struct hs_matmul {
    dnnl_engine_t engine;
    shape shapes[SHAPES];
    size_t n_shapes;
};

struct hs_matmul_weights {
    const shape *shape;
    size_t which; /* index of the shape */
    dnnl_memory_t memory;
    void *bytes;
};

struct hs_matmul_scratch {
    dnnl_stream_t stream;
    size_t n_shapes;
    struct {
        dnnl_memory_t a, sums, scratch;
    } of[SHAPES][HEIGHTS];
    void *bytes; /* one scratchpad for all: products run one after another */
};

/* ---- OpenMP: weak, so that a oneDNN built on something else links as well ------------------------------------- */

extern int omp_get_max_threads(void) __attribute__((weak));
extern void omp_set_num_threads(int) __attribute__((weak));

static int alone(void)
{
    if (!omp_get_max_threads || !omp_set_num_threads)
        return 0;
    int before = omp_get_max_threads();
    if (before != 1)
        omp_set_num_threads(1);
    return before;
}

static void restore(int before)
{
    if (before > 1)
        omp_set_num_threads(before);
}

static hs_status failed(dnnl_status_t status, const char *what, hs_error *err)
{
    if (status == dnnl_out_of_memory)
        return hs_fail(err, HS_E_NOMEM, 0, "oneDNN: no memory to %s", what);
    return hs_fail(err, HS_E_DEFECT, 0, "oneDNN %d.%d cannot %s (status %d)", DNNL_VERSION_MAJOR, DNNL_VERSION_MINOR,
                   what, (int)status);
}

#define DNNL_TRY(call, what)                                                                                           \
    do {                                                                                                               \
        dnnl_status_t dnnl_try_ = (call);                                                                              \
        if (dnnl_try_ != dnnl_success)                                                                                 \
            return failed(dnnl_try_, what, err);                                                                       \
    } while (0)

/* ---- what differs between oneDNN 2 and 3 ---------------------------------------------------------------------- */

#if DNNL_VERSION_MAJOR >= 3

static dnnl_status_t describe(dnnl_primitive_desc_t *out, dnnl_engine_t engine, const dnnl_dims_t a,
                              const dnnl_dims_t w, const dnnl_dims_t sums, const_dnnl_primitive_attr_t attr)
{
    dnnl_memory_desc_t da = NULL, dw = NULL, ds = NULL;
    dnnl_status_t status = dnnl_memory_desc_create_with_tag(&da, 2, a, dnnl_u8, dnnl_ab);
    if (status == dnnl_success)
        status = dnnl_memory_desc_create_with_tag(&dw, 2, w, dnnl_s8, dnnl_format_tag_any);
    if (status == dnnl_success)
        status = dnnl_memory_desc_create_with_tag(&ds, 2, sums, dnnl_s32, dnnl_ab);
    if (status == dnnl_success)
        status = dnnl_matmul_primitive_desc_create(out, engine, da, dw, NULL, ds, attr);
    dnnl_memory_desc_destroy(da);
    dnnl_memory_desc_destroy(dw);
    dnnl_memory_desc_destroy(ds);
    return status;
}

/** Memory over w [n][k] as it lies in the file: k by n, transposed. */
static dnnl_status_t plain_weights(dnnl_memory_t *out, dnnl_engine_t engine, const dnnl_dims_t w, const int8_t *bytes)
{
    dnnl_memory_desc_t desc;
    dnnl_status_t status = dnnl_memory_desc_create_with_tag(&desc, 2, w, dnnl_s8, dnnl_ba);
    if (status != dnnl_success)
        return status;
    status = dnnl_memory_create(out, desc, engine, (void *)(uintptr_t)bytes);
    dnnl_memory_desc_destroy(desc);
    return status;
}

#else

static dnnl_status_t describe(dnnl_primitive_desc_t *out, dnnl_engine_t engine, const dnnl_dims_t a,
                              const dnnl_dims_t w, const dnnl_dims_t sums, const_dnnl_primitive_attr_t attr)
{
    dnnl_memory_desc_t da, dw, ds;
    dnnl_matmul_desc_t desc;
    dnnl_status_t status = dnnl_memory_desc_init_by_tag(&da, 2, a, dnnl_u8, dnnl_ab);
    if (status == dnnl_success)
        status = dnnl_memory_desc_init_by_tag(&dw, 2, w, dnnl_s8, dnnl_format_tag_any);
    if (status == dnnl_success)
        status = dnnl_memory_desc_init_by_tag(&ds, 2, sums, dnnl_s32, dnnl_ab);
    if (status == dnnl_success)
        status = dnnl_matmul_desc_init(&desc, &da, &dw, NULL, &ds);
    if (status == dnnl_success)
        status = dnnl_primitive_desc_create(out, &desc, attr, engine, NULL);
    return status;
}

static dnnl_status_t plain_weights(dnnl_memory_t *out, dnnl_engine_t engine, const dnnl_dims_t w, const int8_t *bytes)
{
    dnnl_memory_desc_t desc;
    dnnl_status_t status = dnnl_memory_desc_init_by_tag(&desc, 2, w, dnnl_s8, dnnl_ba);
    return status == dnnl_success ? dnnl_memory_create(out, &desc, engine, (void *)(uintptr_t)bytes) : status;
}

#endif

/* ---- engine and shapes ---------------------------------------------------------------------------------------- */

hs_status hs_matmul_open(hs_matmul **out, hs_error *err)
{
    *out = NULL;
    hs_matmul *matmul = hs_alloc(sizeof *matmul);
    if (!matmul)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for matrix products");
    dnnl_status_t status = dnnl_engine_create(&matmul->engine, dnnl_cpu, 0);
    if (status != dnnl_success) {
        hs_free(matmul);
        return failed(status, "start", err);
    }
    *out = matmul;
    return HS_OK;
}

void hs_matmul_free(hs_matmul *matmul)
{
    if (!matmul)
        return;
    for (size_t s = 0; s < matmul->n_shapes; s++)
        for (size_t h = 0; h < HEIGHTS; h++) {
            dnnl_primitive_destroy(matmul->shapes[s].primitive[h]);
            dnnl_primitive_desc_destroy(matmul->shapes[s].desc[h]);
        }
    dnnl_engine_destroy(matmul->engine);
    hs_free(matmul);
}

/** Make the primitives of one shape. Both heights must want their weights in one order; if not, 16 rows serve for all.
 */
static hs_status make_shape(shape *s, dnnl_engine_t engine, hs_error *err)
{
    dnnl_primitive_attr_t attr = NULL;
    dnnl_dims_t w = {(dnnl_dim_t)s->k, (dnnl_dim_t)s->n};
    dnnl_status_t status = dnnl_primitive_attr_create(&attr);
    if (status == dnnl_success) /* the scratchpad is the thread's, so that threads can share the primitive */
        status = dnnl_primitive_attr_set_scratchpad_mode(attr, dnnl_scratchpad_mode_user);
    for (size_t h = HEIGHTS; status == dnnl_success && h-- > 0;) {
        dnnl_dims_t a = {(dnnl_dim_t)heights[h], w[0]}, sums = {(dnnl_dim_t)heights[h], w[1]};
        status = describe(&s->desc[h], engine, a, w, sums, attr);
        if (status != dnnl_success)
            break;
        desc_ref packed = dnnl_primitive_desc_query_md(s->desc[h], dnnl_query_weights_md, 0);
        if (!s->packed)
            s->packed = packed;
        else if (!dnnl_memory_desc_equal(s->packed, packed))
            continue;
        s->a[h] = dnnl_primitive_desc_query_md(s->desc[h], dnnl_query_src_md, 0);
        s->sums[h] = dnnl_primitive_desc_query_md(s->desc[h], dnnl_query_dst_md, 0);
        s->scratch[h] = dnnl_primitive_desc_query_md(s->desc[h], dnnl_query_scratchpad_md, 0);
        status = dnnl_primitive_create(&s->primitive[h], s->desc[h]);
    }
    dnnl_primitive_attr_destroy(attr);
    if (status != dnnl_success)
        return failed(status, "make a matrix product", err);
    return HS_OK;
}

static shape *find_shape(hs_matmul *matmul, size_t k, size_t n)
{
    for (size_t s = 0; s < matmul->n_shapes; s++)
        if (matmul->shapes[s].k == k && matmul->shapes[s].n == n)
            return &matmul->shapes[s];
    return NULL;
}

/** Multiply the largest values there are and see whether the sums are right. */
static hs_status probe(hs_matmul *matmul, shape *s, hs_error *err)
{
    const int32_t right = 255 * 127 * (int32_t)s->k;
    hs_matmul_weights *weights = NULL;
    hs_matmul_scratch *scratch = NULL;
    hs_status status = HS_OK;
    int8_t *w = hs_alloc(s->k * s->n);
    uint8_t *a = hs_alloc(heights[0] * s->k);
    int32_t *sums = hs_alloc(heights[0] * s->n * sizeof *sums);
    if (!w || !a || !sums)
        status = hs_fail(err, HS_E_NOMEM, 0, "no memory to try a product");
    if (status == HS_OK) {
        memset(w, 127, s->k * s->n);
        memset(a, 255, heights[0] * s->k);
        status = hs_matmul_pack(&weights, matmul, w, s->k, s->n, err);
    }
    if (status == HS_OK)
        status = hs_matmul_scratch_open(&scratch, matmul, err);
    for (size_t h = 0; status == HS_OK && h < HEIGHTS; h++) {
        status = hs_matmul_run(scratch, weights, sums, a, heights[h], err);
        for (size_t i = 0; status == HS_OK && i < heights[h] * s->n; i++)
            s->saturates |= sums[i] != right;
    }
    hs_matmul_scratch_free(scratch);
    hs_matmul_weights_free(weights);
    hs_free(sums);
    hs_free(a);
    hs_free(w);
    return status;
}

hs_status hs_matmul_prepare(hs_matmul *matmul, size_t k, size_t n, bool *saturates, hs_error *err)
{
    shape *s = find_shape(matmul, k, n);
    if (!s) {
        if (matmul->n_shapes == SHAPES)
            return hs_fail(err, HS_E_DEFECT, SHAPES, "more than %d shapes of weights", SHAPES);
        s = &matmul->shapes[matmul->n_shapes++];
        s->k = k;
        s->n = n;
        int before = alone();
        hs_status status = make_shape(s, matmul->engine, err);
        restore(before);
        if (status == HS_OK)
            status = probe(matmul, s, err);
        if (status != HS_OK)
            return status;
    }
    *saturates = s->saturates;
    return HS_OK;
}

/* ---- weights -------------------------------------------------------------------------------------------------- */

static hs_status reorder(hs_matmul_weights *weights, hs_matmul *matmul, const int8_t *w, hs_error *err)
{
    const shape *s = weights->shape;
    dnnl_dims_t dims = {(dnnl_dim_t)s->k, (dnnl_dim_t)s->n};
    dnnl_memory_t plain = NULL;
    dnnl_stream_t stream = NULL;
    dnnl_primitive_desc_t desc = NULL;
    dnnl_primitive_t primitive = NULL;
    dnnl_status_t status = dnnl_memory_create(&weights->memory, s->packed, matmul->engine, weights->bytes);
    if (status == dnnl_success)
        status = plain_weights(&plain, matmul->engine, dims, w);
    if (status == dnnl_success)
        status = dnnl_stream_create(&stream, matmul->engine, dnnl_stream_default_flags);
    if (status == dnnl_success) {
        desc_ref from;
        status = dnnl_memory_get_memory_desc(plain, &from);
        if (status == dnnl_success)
            status = dnnl_reorder_primitive_desc_create(&desc, from, matmul->engine, s->packed, matmul->engine, NULL);
    }
    if (status == dnnl_success)
        status = dnnl_primitive_create(&primitive, desc);
    if (status == dnnl_success) {
        dnnl_exec_arg_t args[] = {{DNNL_ARG_FROM, plain}, {DNNL_ARG_TO, weights->memory}};
        status = dnnl_primitive_execute(primitive, stream, 2, args);
    }
    if (status == dnnl_success)
        status = dnnl_stream_wait(stream);
    dnnl_primitive_destroy(primitive);
    dnnl_primitive_desc_destroy(desc);
    dnnl_stream_destroy(stream);
    dnnl_memory_destroy(plain);
    if (status != dnnl_success)
        return failed(status, "reorder weights", err);
    return HS_OK;
}

hs_status hs_matmul_pack(hs_matmul_weights **out, hs_matmul *matmul, const int8_t *w, size_t k, size_t n, hs_error *err)
{
    *out = NULL;
    shape *s = find_shape(matmul, k, n);
    if (!s)
        return hs_fail(err, HS_E_DEFECT, 0, "weights of %zu by %zu were not announced", n, k);
    hs_matmul_weights *weights = hs_alloc(sizeof *weights);
    void *bytes = hs_alloc(dnnl_memory_desc_get_size(s->packed) + PACK_ALIGN);
    if (!weights || !bytes) {
        hs_free(weights);
        hs_free(bytes);
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for weights");
    }
    *weights = (hs_matmul_weights){.shape = s, .which = (size_t)(s - matmul->shapes), .bytes = bytes};
    int before = alone();
    hs_status status = reorder(weights, matmul, w, err);
    restore(before);
    if (status != HS_OK) {
        hs_matmul_weights_free(weights);
        return status;
    }
    *out = weights;
    return HS_OK;
}

void hs_matmul_weights_free(hs_matmul_weights *weights)
{
    if (!weights)
        return;
    dnnl_memory_destroy(weights->memory);
    hs_free(weights->bytes);
    hs_free(weights);
}

/* ---- running -------------------------------------------------------------------------------------------------- */

static hs_status fill_scratch(hs_matmul_scratch *scratch, const hs_matmul *matmul, hs_error *err)
{
    size_t most = 0;
    DNNL_TRY(dnnl_stream_create(&scratch->stream, matmul->engine, dnnl_stream_default_flags), "make a stream");
    for (size_t s = 0; s < matmul->n_shapes; s++)
        for (size_t h = 0; h < HEIGHTS; h++) {
            size_t need = matmul->shapes[s].primitive[h] ? dnnl_memory_desc_get_size(matmul->shapes[s].scratch[h]) : 0;
            most = need > most ? need : most;
        }
    scratch->bytes = hs_alloc(most);
    if (!scratch->bytes)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for matrix products");
    for (; scratch->n_shapes < matmul->n_shapes; scratch->n_shapes++)
        for (size_t h = 0; h < HEIGHTS; h++) {
            const shape *s = &matmul->shapes[scratch->n_shapes];
            if (!s->primitive[h])
                continue;
            DNNL_TRY(
                dnnl_memory_create(&scratch->of[scratch->n_shapes][h].a, s->a[h], matmul->engine, DNNL_MEMORY_NONE),
                "make a memory");
            DNNL_TRY(dnnl_memory_create(&scratch->of[scratch->n_shapes][h].sums, s->sums[h], matmul->engine,
                                        DNNL_MEMORY_NONE),
                     "make a memory");
            DNNL_TRY(dnnl_memory_create(&scratch->of[scratch->n_shapes][h].scratch, s->scratch[h], matmul->engine,
                                        scratch->bytes),
                     "make a memory");
        }
    return HS_OK;
}

hs_status hs_matmul_scratch_open(hs_matmul_scratch **out, const hs_matmul *matmul, hs_error *err)
{
    *out = NULL;
    hs_matmul_scratch *scratch = hs_alloc(sizeof *scratch);
    if (!scratch)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for matrix products");
    hs_status status = fill_scratch(scratch, matmul, err);
    if (status != HS_OK) {
        hs_matmul_scratch_free(scratch);
        return status;
    }
    *out = scratch;
    return HS_OK;
}

void hs_matmul_scratch_free(hs_matmul_scratch *scratch)
{
    if (!scratch)
        return;
    for (size_t s = 0; s < SHAPES; s++)
        for (size_t h = 0; h < HEIGHTS; h++) {
            dnnl_memory_destroy(scratch->of[s][h].a);
            dnnl_memory_destroy(scratch->of[s][h].sums);
            dnnl_memory_destroy(scratch->of[s][h].scratch);
        }
    dnnl_stream_destroy(scratch->stream);
    hs_free(scratch->bytes);
    hs_free(scratch);
}

static dnnl_status_t run(hs_matmul_scratch *scratch, const hs_matmul_weights *weights, int32_t *sums, const uint8_t *a,
                         size_t rows)
{
    const shape *s = weights->shape;
    for (size_t h = 0; h < HEIGHTS; h++) {
        dnnl_memory_t from = scratch->of[weights->which][h].a, to = scratch->of[weights->which][h].sums;
        dnnl_exec_arg_t args[ARGS] = {{DNNL_ARG_SRC, from},
                                      {DNNL_ARG_WEIGHTS, weights->memory},
                                      {DNNL_ARG_DST, to},
                                      {DNNL_ARG_SCRATCHPAD, scratch->of[weights->which][h].scratch}};
        if (!s->primitive[h])
            continue;
        for (; rows >= heights[h]; rows -= heights[h], a += heights[h] * s->k, sums += heights[h] * s->n) {
            dnnl_status_t status = dnnl_memory_set_data_handle(from, (void *)(uintptr_t)a);
            if (status == dnnl_success)
                status = dnnl_memory_set_data_handle(to, sums);
            if (status == dnnl_success)
                status = dnnl_primitive_execute(s->primitive[h], scratch->stream, ARGS, args);
            if (status == dnnl_success) /* before the handles change again: not every oneDNN works in step */
                status = dnnl_stream_wait(scratch->stream);
            if (status != dnnl_success)
                return status;
        }
    }
    return dnnl_success;
}

hs_status hs_matmul_run(hs_matmul_scratch *scratch, const hs_matmul_weights *weights, int32_t *sums, const uint8_t *a,
                        size_t rows, hs_error *err)
{
    int before = alone();
    dnnl_status_t status = run(scratch, weights, sums, a, rows);
    restore(before);
    if (status != dnnl_success)
        return failed(status, "multiply", err);
    return HS_OK;
}
