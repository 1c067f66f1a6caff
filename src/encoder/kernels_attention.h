/* kernels_attention.h -- attention over one window, on the vectors of simd.h. Included by kernels_vector.c alone.
 * One head at a time: its keys are packed transposed and its values in rows, in blocks of BLOCK that stay in the first
 * caches; then ROWS queries at a time are multiplied, exponentiated and mixed while they are there. */
#ifndef HS_KERNELS_ATTENTION_H
#define HS_KERNELS_ATTENTION_H

#include <math.h>

#include "kernels.h"
#include "simd.h"

/* ROWS x 2 sums and a row of the other factor fill the vector registers; with tiles two of them hold the sums. Factors lie in units of 32 bits: one
 * f32, or two bf16 that follow each other along the depth of the product, which is what tiles multiply. */
enum {
    BLOCK = HS_KERNEL_HEAD,
#ifdef HS_AMX
    ROWS = 16,
#else
    ROWS = LANES == 16 ? 13 : 6,
#endif
    TILE = ROWS * BLOCK,
#ifdef HS_BF16
    PER_UNIT = 2,
#else
    PER_UNIT = 1,
#endif
    UNITS = BLOCK / PER_UNIT
};

/* low enough that its power of two counts as nothing, high enough that nothing overflows */
#define MASKED -1e30f
#define LOG2_E 1.44269504f

/** BLOCK reals at `to`, as units. */
INLINE void store_units(float *to, const vf *x)
{
#ifdef HS_BF16
    store(to, (vf)_mm512_cvtne2ps_pbh((__m512)x[1], (__m512)x[0]));
#else
    for (size_t i = 0; i < BLOCK / LANES; i++)
        store(to + i * LANES, x[i]);
#endif
}

#ifdef HS_AMX
/** Eight tiles of 16 rows of 16 units each. */
INLINE void begin_tiles(void)
{
    struct {
        uint8_t palette, start_row, reserved[14];
        uint16_t bytes[16];
        uint8_t rows[16];
    } config = {.palette = 1};
    for (int i = 0; i < 8; i++) {
        config.bytes[i] = 64;
        config.rows[i] = 16;
    }
    _tile_loadconfig(&config);
}

INLINE void end_tiles(void)
{
    _tile_release();
}

/** As below; depth is a multiple of UNITS. */
INLINE void multiply(float *to, const float *a, const float *b, size_t depth)
{
    enum { STRIDE = BLOCK * sizeof(float) };
    _tile_zero(0);
    _tile_zero(1);
    for (; depth; depth -= UNITS, a += TILE, b += UNITS * BLOCK) {
        _tile_loadd(2, a, STRIDE);
        _tile_loadd(3, b, STRIDE);
        _tile_loadd(4, b + 16, STRIDE);
        _tile_dpbf16ps(0, 2, 3);
        _tile_dpbf16ps(1, 2, 4);
    }
    _tile_stored(0, to, STRIDE);
    _tile_stored(1, to + 16, STRIDE);
}
#else
INLINE void begin_tiles(void)
{
}

INLINE void end_tiles(void)
{
}

/** sum + one times other, unit by unit. */
INLINE vf multiply_add(vf sum, vf one, vf other)
{
#ifdef HS_BF16
    return (vf)_mm512_dpbf16_ps((__m512)sum, (__m512bh)one, (__m512bh)other);
#else
    return sum + one * other;
#endif
}

/** to [ROWS][BLOCK] f32 = the product of a [blocks][ROWS][BLOCK], of which UNITS are used, and b [depth][BLOCK], whose
 * rows go on from block to block. Depth counts units. */
INLINE void multiply(float *to, const float *a, const float *b, size_t depth)
{
    for (size_t column = 0; column < BLOCK; column += 2 * LANES) {
        vf sum[ROWS][2];
#pragma GCC unroll 13
        for (int r = 0; r < ROWS; r++)
            sum[r][0] = sum[r][1] = (vf){0};
        const float *left = a, *right = b + column;
        for (size_t done = 0; done < depth; done += UNITS, left += TILE - UNITS)
            for (size_t k = depth - done < UNITS ? depth - done : UNITS; k; k--, left++, right += BLOCK) {
                vf right0 = load(right), right1 = load(right + LANES);
#pragma GCC unroll 13
                for (int r = 0; r < ROWS; r++) {
                    vf one = repeat(left + r * BLOCK);
                    sum[r][0] = multiply_add(sum[r][0], one, right0);
                    sum[r][1] = multiply_add(sum[r][1], one, right1);
                }
            }
#pragma GCC unroll 13
        for (int r = 0; r < ROWS; r++) {
            store(to + r * BLOCK + column, sum[r][0]);
            store(to + r * BLOCK + column + LANES, sum[r][1]);
        }
    }
}
#endif

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

/** to [UNITS] = BLOCK reals times scale; zeros for NULL. */
INLINE void pack_row(float *to, const float *from, float scale)
{
    vf x[BLOCK / LANES];
    for (size_t i = 0; i < BLOCK / LANES; i++)
        x[i] = from ? load(from + i * LANES) * scale : (vf){0};
    store_units(to, x);
}

/** to [head / BLOCK][ROWS][BLOCK] = n queries times scale; those past n are zeros. */
INLINE void pack_queries(float *to, const float *query, size_t n, size_t head, size_t stride, float scale)
{
    for (size_t d = 0; d < head; d += BLOCK)
        for (size_t t = 0; t < ROWS; t++, to += BLOCK)
            pack_row(to, t < n ? query + t * stride + d : NULL, scale);
}

/** to [T / BLOCK][head / PER_UNIT][BLOCK] = keys transposed; keys past the window are zeros. */
INLINE void pack_keys(float *to, const float *key, size_t tokens, size_t head, size_t stride)
{
    float four[4 * BLOCK];
    for (size_t first = 0; first < tokens; first += BLOCK, to += head / PER_UNIT * BLOCK)
        for (size_t t = 0; t < BLOCK; t += 4)
            for (size_t d = 0; d < head; d += BLOCK) {
                for (size_t i = 0; i < 4; i++)
                    pack_row(four + i * BLOCK, first + t + i < tokens ? key + (first + t + i) * stride + d : NULL, 1);
                for (size_t u = 0; u < UNITS; u += 4)
                    transpose4(to + (d / PER_UNIT + u) * BLOCK + t, four + u, BLOCK);
            }
}

/** to [head / BLOCK][depth][BLOCK] = values; with two to a unit, a column's at t and t + 1. Those past the window are zeros. */
INLINE void pack_values(float *to, const float *value, size_t tokens, size_t depth, size_t head, size_t stride)
{
    for (size_t d = 0; d < head; d += BLOCK)
        for (size_t t = 0; t < depth * PER_UNIT; t += PER_UNIT, to += BLOCK)
            for (size_t i = 0; i < BLOCK; i += LANES) {
                const float *from = value + t * stride + d + i;
                vf here = t < tokens ? load(from) : (vf){0};
#ifdef HS_BF16
                /* low half of the first row's bf16, high half of the second's */
                vf next = t + 1 < tokens ? load(from + stride) : (vf){0};
                vi even = (vi)_mm512_cvtepu16_epi32((__m256i)_mm512_cvtneps_pbh((__m512)here));
                vi odd = (vi)_mm512_cvtepu16_epi32((__m256i)_mm512_cvtneps_pbh((__m512)next));
                here = (vf)(even | odd << 16);
#endif
                store(to + i, here);
            }
}

/** score [T / BLOCK][ROWS][BLOCK]: n rows from f32 to powers of two in units, the largest of each to 1; inverse [n] = 1
 * / their sums. The rows' largest are found first and together: one row alone would wait for its own. */
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
        vf sum[BLOCK / LANES] = {{0}}, p[BLOCK / LANES], most = splat(top[r]);
        for (size_t b = 0; b < all; b += TILE) {
            for (size_t i = 0; i < BLOCK / LANES; i++) {
                p[i] = exp2_of(load(row + b + i * LANES) - most);
                sum[i] += p[i];
            }
            store_units(row + b, p);
        }
        for (size_t i = 1; i < BLOCK / LANES; i++)
            sum[0] += sum[i];
        inverse[r] = 1 / sum_of(sum[0]);
    }
}

/** score [T / BLOCK][ROWS][BLOCK], rows first .. first + n - 1 of a head: add their biases, in powers of two. */
INLINE void add_bias(float *score, const float *centre, size_t first, size_t n, size_t blocks)
{
    for (size_t b = 0; b < blocks; b++)
        for (size_t r = 0; r < n; r++) {
            float *to = score + b * TILE + r * BLOCK;
            const float *from = centre + (ptrdiff_t)(b * BLOCK) - (ptrdiff_t)(first + r);
            for (size_t i = 0; i < BLOCK; i += LANES)
                store(to + i, load(to + i) + load(from + i) * LOG2_E);
        }
}

static void attention(float *out, const float *qkv, size_t tokens, size_t heads, size_t head, const hs_bias *bias,
                      float *scratch)
{
    const size_t width = heads * head, stride = 3 * width, blocks = (tokens + BLOCK - 1) / BLOCK;
#ifdef HS_AMX
    const size_t depth = blocks * UNITS;
#else
    const size_t depth = (tokens + PER_UNIT - 1) / PER_UNIT;
#endif
    const size_t key_block = head / PER_UNIT * BLOCK;
    float *keys = scratch, *values = keys + blocks * key_block, *queries = values + depth * head;
    float *score = queries + ROWS * head, *mixed = score + blocks * TILE;
    const float scale = LOG2_E / sqrtf((float)head); /* the powers are of two */

    begin_tiles();
    for (size_t h = 0; h < heads; h++) {
        const float *from = qkv + h * head;
        pack_keys(keys, from + width, tokens, head, stride);
        pack_values(values, from + 2 * width, tokens, depth, head, stride);
        for (size_t first = 0; first < tokens; first += ROWS) {
            size_t n = tokens - first < ROWS ? tokens - first : ROWS;
            float inverse[ROWS];
            pack_queries(queries, from + first * stride, n, head, stride, scale);
            for (size_t b = 0; b < blocks; b++)
                multiply(score + b * TILE, queries, keys + b * key_block, head / PER_UNIT);
            if (bias->at)
                add_bias(score, bias->at + h * bias->stride + bias->centre, first, n, blocks);
            power_rows(score, inverse, n, tokens);
            for (size_t d = 0; d < head; d += BLOCK) {
                multiply(mixed, score, values + depth * d, depth);
                for (size_t r = 0; r < n; r++)
                    for (size_t i = 0; i < BLOCK; i += LANES)
                        store(out + (first + r) * width + h * head + d + i, load(mixed + r * BLOCK + i) * inverse[r]);
            }
        }
    }
    end_tiles();
}

#endif
