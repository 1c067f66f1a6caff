/* kernels.h -- the arithmetic of the encoder: one table of functions, and several makes of it.
 * hs_kernels_reference is plain C and says what is meant; the others are the same source compiled for wider vectors and
 * agree with it within the tolerances in tests/unit/test_encoder.c.
 * Letters: R rows (tokens), K inputs, N outputs, T tokens of one window, L link width. K, N and L are multiples of
 * HS_KERNEL_STEP, a head is a multiple of HS_KERNEL_HEAD. Threads: no state. */
#ifndef HS_KERNELS_H
#define HS_KERNELS_H

#include <stddef.h>
#include <stdint.h>

enum { HS_KERNEL_STEP = 16, HS_KERNEL_HEAD = 32 };

/** What turns the integer sums of an int8 layer back into reals. Activations are stored with 128 added. */
typedef struct hs_columns {
    const float *scale;    /* [N] */
    const float *bias;     /* [N] */
    const int32_t *offset; /* [N] 128 * the sum of the row's weights */
} hs_columns;

typedef struct hs_norm {
    const float *weight, *bias; /* [N] */
    float epsilon;
} hs_norm;

/** Activations of int8 layers: real = scale[row] * (q - 128). A row of zeros has scale 0. */
typedef struct hs_quantised {
    uint8_t *q;   /* [R][K] */
    float *scale; /* [R] */
} hs_quantised;

/** Added to the attention of query i to key j in head h: at[h * stride + centre + j - i], readable for every j up to
 * the next multiple of HS_KERNEL_HEAD. */
typedef struct hs_bias {
    const float *at; /* [heads][stride]; NULL: none */
    size_t stride, centre;
} hs_bias;

typedef struct hs_kernels {
    const char *name;

    /* to [R][K] = x [R][K] f32; scale = largest magnitude of the row / 127 */
    void (*quantise)(hs_quantised to, const float *x, size_t rows, size_t width);

    /* out [R][N] f32 = sums [R][N] s32 made real + bias */
    void (*dequantise)(float *out, const int32_t *sums, const float *row_scale, const hs_columns *columns, size_t rows,
                       size_t width);

    /* to [R][N] = gelu(sums made real + bias); row [N] is scratch */
    void (*gelu)(hs_quantised to, const int32_t *sums, const float *row_scale, const hs_columns *columns, float *row,
                 size_t rows, size_t width);

    /* x [R][N] = norm(x + sums made real + bias), and the same quantised */
    void (*add_norm)(float *x, hs_quantised to, const int32_t *sums, const float *row_scale, const hs_columns *columns,
                     const hs_norm *norm, size_t rows, size_t width);

    /* x [R][N] = norm(x), and the same quantised */
    void (*norm)(float *x, hs_quantised to, const hs_norm *norm, size_t rows, size_t width);

    /* out [T][heads * head] = softmax(query key' / sqrt(head) + bias) value, a head at a time;
     * qkv [T][3][heads * head] f32; scratch [hs_attention_scratch(T, head)] */
    void (*attention)(float *out, const float *qkv, size_t tokens, size_t heads, size_t head, const hs_bias *bias,
                      float *scratch);

    /* out [N] = weight [N][K] x [K] + bias [N], all f32 */
    void (*affine)(float *out, const float *x, const float *weight, const float *bias, size_t n, size_t k);

    /* scores [R][5] = weight [5][L] gelu(key [R][L] + query [L]) + bias [5] */
    void (*link)(float *scores, const float *key, const float *query, const float *weight, const float *bias,
                 size_t rows, size_t width);
} hs_kernels;

extern const hs_kernels hs_kernels_reference;
/** Portable vectors, always there. The wider ones are NULL where the compiler or the processor's family lacks them. */
extern const hs_kernels *const hs_kernels_vector, *const hs_kernels_avx2, *const hs_kernels_avx512,
                                                                              *const hs_kernels_bf16, *const hs_kernels_amx;

/** The fastest table that this processor runs; with $HEARSAY_KERNELS (amx, bf16, avx512, avx2) none faster than that. Their sums are not made in the
 * same order, so that a confidence may differ in its last digit: golden files are compared by one table. */
const hs_kernels *hs_kernels_best(void);

/** floats of scratch that any table's attention needs for a window of so many tokens. */
size_t hs_attention_scratch(size_t tokens, size_t head);

/** sums [R][N] s32 = a [R][K] u8 times w [N][K] s8, exact. */
void hs_matmul_reference(int32_t *sums, const uint8_t *a, const int8_t *w, size_t rows, size_t k, size_t n);

/** erf GELU of one number, as the reference computes it. */
float hs_gelu_reference(float x);

#endif
