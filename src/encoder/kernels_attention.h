/* kernels_attention.h -- attention over one window, on the vectors of simd.h. Included by kernels_vector.c alone.
 * One head at a time: its keys are packed transposed and its values in rows, in blocks of BLOCK that stay in the first
 * caches; then ROWS queries at a time are multiplied, exponentiated and mixed while they are there. */
#ifndef HS_KERNELS_ATTENTION_H
#define HS_KERNELS_ATTENTION_H

#include <math.h>

#include "kernels.h"
#include "simd.h"

/* ROWS x 2 sums and a row of the other factor fill the vector registers */
enum { BLOCK = HS_KERNEL_HEAD, ROWS = LANES == 16 ? 13 : 6, SQUARE = BLOCK * BLOCK, TILE = ROWS * BLOCK };

/* low enough that its power of two counts as nothing, high enough that nothing overflows */
#define MASKED -1e30f

/** to [ROWS][BLOCK] = the product of a [n blocks][ROWS][BLOCK] and b [depth][BLOCK], b's rows going on from block to
 * block. */
INLINE void multiply(float *to, const float *a, const float *b, size_t depth)
{
    for (size_t column = 0; column < BLOCK; column += 2 * LANES) {
        vf sum[ROWS][2];
#pragma GCC unroll 13
        for (int r = 0; r < ROWS; r++)
            sum[r][0] = sum[r][1] = (vf){0};
        const float *left = a, *right = b + column;
        for (size_t done = 0; done < depth; done += BLOCK, left += TILE - BLOCK)
            for (size_t k = depth - done < BLOCK ? depth - done : BLOCK; k; k--, left++, right += BLOCK) {
                vf right0 = load(right), right1 = load(right + LANES);
#pragma GCC unroll 13
                for (int r = 0; r < ROWS; r++) {
                    vf one = splat(left[r * BLOCK]);
                    sum[r][0] += one * right0;
                    sum[r][1] += one * right1;
                }
            }
#pragma GCC unroll 13
        for (int r = 0; r < ROWS; r++) {
            store(to + r * BLOCK + column, sum[r][0]);
            store(to + r * BLOCK + column + LANES, sum[r][1]);
        }
    }
}

/** to[d][0..3] = from[0..3][d] for 4 values of d; rows of `to` are BLOCK apart, those of `from` stride. */
INLINE void transpose4(float *to, const float *from, size_t stride)
{
    v4 a = *(const v4_mem *)from, b = *(const v4_mem *)(from + stride);
    v4 c = *(const v4_mem *)(from + 2 * stride), d = *(const v4_mem *)(from + 3 * stride);
    v4 ab_low = SHUFFLE(a, b, 0, 4, 1, 5), ab_high = SHUFFLE(a, b, 2, 6, 3, 7);
    v4 cd_low = SHUFFLE(c, d, 0, 4, 1, 5), cd_high = SHUFFLE(c, d, 2, 6, 3, 7);
    *(v4_mem *)to = SHUFFLE(ab_low, cd_low, 0, 1, 4, 5);
    *(v4_mem *)(to + BLOCK) = SHUFFLE(ab_low, cd_low, 2, 3, 6, 7);
    *(v4_mem *)(to + 2 * BLOCK) = SHUFFLE(ab_high, cd_high, 0, 1, 4, 5);
    *(v4_mem *)(to + 3 * BLOCK) = SHUFFLE(ab_high, cd_high, 2, 3, 6, 7);
}

/** to [T / BLOCK][head][BLOCK] = keys transposed; keys past the window are zeros. */
INLINE void pack_keys(float *to, const float *key, size_t tokens, size_t head, size_t stride)
{
    for (size_t first = 0; first < tokens; first += BLOCK, to += head * BLOCK) {
        size_t n = tokens - first < BLOCK ? tokens - first : BLOCK, t = 0;
        const float *from = key + first * stride;
        for (; t + 4 <= n; t += 4)
            for (size_t d = 0; d < head; d += 4)
                transpose4(to + d * BLOCK + t, from + t * stride + d, stride);
        for (; t < BLOCK; t++)
            for (size_t d = 0; d < head; d++)
                to[d * BLOCK + t] = t < n ? from[t * stride + d] : 0;
    }
}

/** to [head / BLOCK][rows][BLOCK] = from [n][head] times scale; rows past n are zeros. */
INLINE void pack_rows(float *to, const float *from, size_t n, size_t rows, size_t head, size_t stride, float scale)
{
    for (size_t d = 0; d < head; d += BLOCK)
        for (size_t t = 0; t < rows; t++, to += BLOCK)
            for (size_t i = 0; i < BLOCK; i += LANES)
                store(to + i, t < n ? load(from + t * stride + d + i) * scale : (vf){0});
}

/** score [T / BLOCK][ROWS][BLOCK]: n rows to powers of two, the largest of each to 1; inverse [n] = 1 / their sums. The rows'
 * largest are found first and together: one row alone would wait for its own. */
INLINE void power_rows(float *score, float *inverse, size_t n, size_t tokens)
{
    const size_t all = (tokens + BLOCK - 1) / BLOCK * TILE;
    float top[ROWS];
    for (size_t r = 0; r < n; r++) {
        float *row = score + r * BLOCK;
        for (size_t t = tokens % BLOCK; t && t < BLOCK; t++)
            row[all - TILE + t] = MASKED;
        vf most[2] = {load(row), load(row + LANES)};
        for (size_t b = 0; b < all; b += TILE)
            for (size_t i = 0; i < BLOCK; i += 2 * LANES) {
                most[0] = max(most[0], load(row + b + i));
                most[1] = max(most[1], load(row + b + i + LANES));
            }
        top[r] = max_of(max(most[0], most[1]));
    }
    for (size_t r = 0; r < n; r++) {
        float *row = score + r * BLOCK;
        vf sum[2] = {{0}}, most = splat(top[r]);
        for (size_t b = 0; b < all; b += TILE)
            for (size_t i = 0; i < BLOCK; i += 2 * LANES) {
                vf p = exp2_of(load(row + b + i) - most), q = exp2_of(load(row + b + i + LANES) - most);
                store(row + b + i, p);
                store(row + b + i + LANES, q);
                sum[0] += p;
                sum[1] += q;
            }
        inverse[r] = 1 / sum_of(sum[0] + sum[1]);
    }
}

static void attention(float *out, const float *qkv, size_t tokens, size_t heads, size_t head, float *scratch)
{
    size_t width = heads * head, stride = 3 * width, blocks = (tokens + BLOCK - 1) / BLOCK;
    float *keys = scratch, *values = keys + blocks * BLOCK * head;
    float *queries = values + tokens * head, *score = queries + ROWS * head, *mixed = score + blocks * TILE;
    float scale = 1.44269504f / sqrtf((float)head); /* log2(e): the powers are of two */

    for (size_t h = 0; h < heads; h++) {
        const float *from = qkv + h * head;
        pack_keys(keys, from + width, tokens, head, stride);
        pack_rows(values, from + 2 * width, tokens, tokens, head, stride, 1);
        for (size_t first = 0; first < tokens; first += ROWS) {
            size_t n = tokens - first < ROWS ? tokens - first : ROWS;
            float inverse[ROWS];
            pack_rows(queries, from + first * stride, n, ROWS, head, stride, scale);
            for (size_t b = 0; b < blocks; b++)
                multiply(score + b * TILE, queries, keys + b * BLOCK * head, head);
            power_rows(score, inverse, n, tokens);
            for (size_t d = 0; d < head; d += BLOCK) {
                multiply(mixed, score, values + tokens * d, tokens);
                for (size_t r = 0; r < n; r++)
                    for (size_t i = 0; i < BLOCK; i += LANES)
                        store(out + (first + r) * width + h * head + d + i, load(mixed + r * BLOCK + i) * inverse[r]);
            }
        }
    }
}

#endif
