/* matmul_plain.c -- matmul.h on the reference kernel, for builds without oneDNN. Threads: as matmul.h says. */
#include "kernels.h"
#include "matmul.h"
#include "heap.h"
#include "status.h"

struct hs_matmul {
    char unused;
};

struct hs_matmul_weights {
    const int8_t *w; /* [n][k] */
    size_t k, n;
};

struct hs_matmul_scratch {
    char unused;
};

hs_status hs_matmul_open(hs_matmul **out, hs_error *err)
{
    *out = hs_alloc(sizeof **out);
    return *out ? HS_OK : hs_fail(err, HS_E_NOMEM, 0, "no memory for matrix products");
}

void hs_matmul_free(hs_matmul *matmul)
{
    hs_free(matmul);
}

hs_status hs_matmul_prepare(hs_matmul *matmul, size_t k, size_t n, bool *saturates, hs_error *err)
{
    (void)matmul, (void)k, (void)n, (void)err;
    *saturates = false;
    return HS_OK;
}

hs_status hs_matmul_pack(hs_matmul_weights **out, hs_matmul *matmul, const int8_t *w, size_t k, size_t n, hs_error *err)
{
    (void)matmul;
    *out = hs_alloc(sizeof **out);
    if (!*out)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for weights");
    **out = (hs_matmul_weights){w, k, n};
    return HS_OK;
}

void hs_matmul_weights_free(hs_matmul_weights *weights)
{
    hs_free(weights);
}

hs_status hs_matmul_scratch_open(hs_matmul_scratch **out, const hs_matmul *matmul, hs_error *err)
{
    (void)matmul;
    *out = hs_alloc(sizeof **out);
    return *out ? HS_OK : hs_fail(err, HS_E_NOMEM, 0, "no memory for matrix products");
}

void hs_matmul_scratch_free(hs_matmul_scratch *scratch)
{
    hs_free(scratch);
}

hs_status hs_matmul_run(hs_matmul_scratch *scratch, const hs_matmul_weights *weights, int32_t *sums, const uint8_t *a,
                        size_t rows, hs_error *err)
{
    (void)scratch, (void)err;
    hs_matmul_reference(sums, a, weights->w, rows, weights->k, weights->n);
    return HS_OK;
}
