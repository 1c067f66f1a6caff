/* kernels_vector.c -- the kernels on vectors. In, out: as kernels.h says. Compiled as it stands for the vectors that
 * every processor of the family has, and by kernels_avx2.c and kernels_avx512.c for wider ones; a table of pointers
 * picks one when a model is opened (and lets a test try each), where ifunc clones would need glibc and fight with
 * sanitizers. Threads: no state. */
#include "kernels.h"
#include "kernels_attention.h"
#include "simd.h"

#ifndef HS_KERNELS_NAME
#define HS_KERNELS_NAME  "vector"
#define HS_KERNELS_TABLE hs_kernels_vector
#endif

enum { LINK_SCORES = 5 };
#define ZERO       128.0f
#define LEVELS     127.0f
#define LEAST_AMAX 1e-30f /* below this a row counts as zeros: 127 / amax would overflow */

/** Sums of LANES columns made real. */
INLINE vf real_of(const int32_t *sums, float row_scale, const hs_columns *c, size_t j)
{
    vf whole = to_float(load_int(sums + j) - load_int(c->offset + j));
    return whole * (load(c->scale + j) * row_scale) + load(c->bias + j);
}

/** Quantise a row whose largest magnitude is known. */
INLINE void quantise_row(uint8_t *q, float *scale, const float *x, vf amax_lanes, size_t width)
{
    float amax = max_of(amax_lanes), inverse = 0;
    *scale = 0;
    if (amax >= LEAST_AMAX) {
        inverse = LEVELS / amax;
        *scale = amax / LEVELS;
    }
    for (size_t j = 0; j < width; j += LANES)
        store_bytes(q + j, (vi)(load(x + j) * inverse + (ROUNDER + ZERO)));
}

static void quantise(hs_quantised to, const float *x, size_t rows, size_t width)
{
    for (size_t r = 0; r < rows; r++, x += width) {
        vf amax = {0};
        for (size_t j = 0; j < width; j += LANES)
            amax = max(amax, magnitude(load(x + j)));
        quantise_row(to.q + r * width, &to.scale[r], x, amax, width);
    }
}

static void dequantise(float *out, const int32_t *sums, const float *row_scale, const hs_columns *columns, size_t rows,
                       size_t width)
{
    for (size_t r = 0; r < rows; r++, out += width, sums += width)
        for (size_t j = 0; j < width; j += LANES)
            store(out + j, real_of(sums, row_scale[r], columns, j));
}

static void gelu(hs_quantised to, const int32_t *sums, const float *row_scale, const hs_columns *columns, float *row,
                 size_t rows, size_t width)
{
    for (size_t r = 0; r < rows; r++, sums += width) {
        vf amax = {0}, x[ABREAST];
        size_t j = 0;
        for (; j + ABREAST * LANES <= width; j += ABREAST * LANES) {
            for (size_t i = 0; i < ABREAST; i++)
                x[i] = real_of(sums, row_scale[r], columns, j + i * LANES);
            gelu_each(x, ABREAST);
            for (size_t i = 0; i < ABREAST; i++) {
                amax = max(amax, magnitude(x[i]));
                store(row + j + i * LANES, x[i]);
            }
        }
        for (; j < width; j += LANES) {
            x[0] = real_of(sums, row_scale[r], columns, j);
            gelu_each(x, 1);
            amax = max(amax, magnitude(x[0]));
            store(row + j, x[0]);
        }
        quantise_row(to.q + r * width, &to.scale[r], row, amax, width);
    }
}

/** The row in x normalised and quantised; `sum` is the sum of x by lanes. */
INLINE void norm_row(float *x, uint8_t *q, float *scale, vf sum, const hs_norm *norm, size_t width)
{
    float mean = sum_of(sum) / (float)width;
    vf squares = {0}, amax = {0};
    for (size_t j = 0; j < width; j += LANES) {
        vf d = load(x + j) - mean;
        squares += d * d;
    }
    float inverse = 1 / sqrtf(sum_of(squares) / (float)width + norm->epsilon);
    for (size_t j = 0; j < width; j += LANES) {
        vf y = (load(x + j) - mean) * inverse * load(norm->weight + j) + load(norm->bias + j);
        amax = max(amax, magnitude(y));
        store(x + j, y);
    }
    quantise_row(q, scale, x, amax, width);
}

static void add_norm(float *x, hs_quantised to, const int32_t *sums, const float *row_scale, const hs_columns *columns,
                     const hs_norm *norm, size_t rows, size_t width)
{
    for (size_t r = 0; r < rows; r++, x += width, sums += width) {
        vf sum = {0};
        for (size_t j = 0; j < width; j += LANES) {
            vf y = load(x + j) + real_of(sums, row_scale[r], columns, j);
            sum += y;
            store(x + j, y);
        }
        norm_row(x, to.q + r * width, &to.scale[r], sum, norm, width);
    }
}

static void norm_rows(float *x, hs_quantised to, const hs_norm *norm, size_t rows, size_t width)
{
    for (size_t r = 0; r < rows; r++, x += width) {
        vf sum = {0};
        for (size_t j = 0; j < width; j += LANES)
            sum += load(x + j);
        norm_row(x, to.q + r * width, &to.scale[r], sum, norm, width);
    }
}

static void affine(float *out, const float *x, const float *weight, const float *bias, size_t n, size_t k)
{
    for (size_t j = 0; j < n; j++, weight += k) {
        vf even = {0}, odd = {0};
        size_t i = 0;
        for (; i + 2 * LANES <= k; i += 2 * LANES) {
            even += load(weight + i) * load(x + i);
            odd += load(weight + i + LANES) * load(x + i + LANES);
        }
        if (i < k)
            even += load(weight + i) * load(x + i);
        out[j] = bias[j] + sum_of(even + odd);
    }
}

static void link_scores(float *scores, const float *key, const float *query, const float *weight, const float *bias,
                        size_t rows, size_t width)
{
    for (size_t r = 0; r < rows; r++, key += width, scores += LINK_SCORES) {
        vf sum[LINK_SCORES] = {{0}}, z[ABREAST];
        for (size_t j = 0, n; j < width; j += n * LANES) {
            n = width - j < ABREAST * LANES ? 1 : ABREAST;
            for (size_t i = 0; i < n; i++)
                z[i] = load(key + j + i * LANES) + load(query + j + i * LANES);
            if (n == ABREAST)
                gelu_each(z, ABREAST);
            else
                gelu_each(z, 1);
            for (size_t i = 0; i < n; i++)
#pragma GCC unroll 5
                for (size_t s = 0; s < LINK_SCORES; s++)
                    sum[s] += z[i] * load(weight + s * width + j + i * LANES);
        }
        for (size_t s = 0; s < LINK_SCORES; s++)
            scores[s] = bias[s] + sum_of(sum[s]);
    }
}

static const hs_kernels table = {
    .name = HS_KERNELS_NAME,
    .quantise = quantise,
    .dequantise = dequantise,
    .gelu = gelu,
    .add_norm = add_norm,
    .norm = norm_rows,
    .attention = attention,
    .affine = affine,
    .link = link_scores,
};
const hs_kernels *const HS_KERNELS_TABLE = &table;
