/* kernels_reference.c -- every kernel as plainly as it can be written. In, out: as kernels.h says. Always built: the
 * other tables are tested against it, and builds without oneDNN multiply with it. Threads: no state. */
#include <math.h>
#include <stdbool.h>

#include "kernels.h"

enum { ZERO = 128, LEVELS = 127, LINK_SCORES = 5 };
/* below this a row counts as zeros: 127 / amax would overflow */
#define LEAST_AMAX 1e-30f

float hs_gelu_reference(float x)
{
    return 0.5f * x * (1.0f + erff(x * 0.70710678f));
}

void hs_matmul_reference(int32_t *sums, const uint8_t *a, const int8_t *w, size_t rows, size_t k, size_t n)
{
    for (size_t r = 0; r < rows; r++)
        for (size_t j = 0; j < n; j++) {
            int32_t sum = 0;
            for (size_t i = 0; i < k; i++)
                sum += a[r * k + i] * w[j * k + i];
            sums[r * n + j] = sum;
        }
}

static float real_of(int32_t sum, float row_scale, const hs_columns *c, size_t j)
{
    return (float)(sum - c->offset[j]) * (row_scale * c->scale[j]) + c->bias[j];
}

static void quantise_row(uint8_t *q, float *scale, const float *x, size_t width)
{
    float amax = 0;
    for (size_t j = 0; j < width; j++)
        amax = fabsf(x[j]) > amax ? fabsf(x[j]) : amax;
    bool zeros = !(amax >= LEAST_AMAX);
    float inverse = zeros ? 0 : LEVELS / amax;
    *scale = zeros ? 0 : amax / LEVELS;
    for (size_t j = 0; j < width; j++) {
        float level = rintf(x[j] * inverse);
        /* written so that a NaN, which only a broken model can make, ends at an edge too */
        level = level < LEVELS ? level : LEVELS;
        level = level > -LEVELS ? level : -LEVELS;
        q[j] = (uint8_t)((int)level + ZERO);
    }
}

static void quantise(hs_quantised to, const float *x, size_t rows, size_t width)
{
    for (size_t r = 0; r < rows; r++)
        quantise_row(to.q + r * width, &to.scale[r], x + r * width, width);
}

static void dequantise(float *out, const int32_t *sums, const float *row_scale, const hs_columns *columns, size_t rows,
                       size_t width)
{
    for (size_t r = 0; r < rows; r++)
        for (size_t j = 0; j < width; j++)
            out[r * width + j] = real_of(sums[r * width + j], row_scale[r], columns, j);
}

static void gelu(hs_quantised to, const int32_t *sums, const float *row_scale, const hs_columns *columns, float *row,
                 size_t rows, size_t width)
{
    for (size_t r = 0; r < rows; r++) {
        for (size_t j = 0; j < width; j++)
            row[j] = hs_gelu_reference(real_of(sums[r * width + j], row_scale[r], columns, j));
        quantise_row(to.q + r * width, &to.scale[r], row, width);
    }
}

static void norm_row(float *x, const hs_norm *norm, size_t width)
{
    double mean = 0, variance = 0;
    for (size_t j = 0; j < width; j++)
        mean += x[j];
    mean /= (double)width;
    for (size_t j = 0; j < width; j++)
        variance += (x[j] - mean) * (x[j] - mean);
    variance /= (double)width;
    double inverse = 1 / sqrt(variance + (double)norm->epsilon);
    for (size_t j = 0; j < width; j++)
        x[j] = (float)((x[j] - mean) * inverse) * norm->weight[j] + norm->bias[j];
}

static void norm_rows(float *x, hs_quantised to, const hs_norm *norm, size_t rows, size_t width)
{
    for (size_t r = 0; r < rows; r++) {
        norm_row(x + r * width, norm, width);
        quantise_row(to.q + r * width, &to.scale[r], x + r * width, width);
    }
}

static void add_norm(float *x, hs_quantised to, const int32_t *sums, const float *row_scale, const hs_columns *columns,
                     const hs_norm *norm, size_t rows, size_t width)
{
    for (size_t r = 0; r < rows; r++)
        for (size_t j = 0; j < width; j++)
            x[r * width + j] += real_of(sums[r * width + j], row_scale[r], columns, j);
    norm_rows(x, to, norm, rows, width);
}

static void attention(float *out, const float *qkv, size_t tokens, size_t heads, size_t head, const hs_bias *bias,
                      float *scratch)
{
    size_t width = heads * head;
    double scale = 1 / sqrt((double)head);
    for (size_t h = 0; h < heads; h++)
        for (size_t i = 0; i < tokens; i++) {
            const float *query = qkv + i * 3 * width + h * head;
            float *to = out + i * width + h * head, top = -INFINITY;
            double sum = 0;
            for (size_t j = 0; j < tokens; j++) {
                const float *key = qkv + j * 3 * width + width + h * head;
                double dot = 0;
                for (size_t d = 0; d < head; d++)
                    dot += query[d] * key[d];
                scratch[j] = (float)(dot * scale) + (bias->at ? bias->at[h * bias->stride + bias->centre + j - i] : 0);
                top = scratch[j] > top ? scratch[j] : top;
            }
            for (size_t j = 0; j < tokens; j++) {
                scratch[j] = expf(scratch[j] - top);
                sum += scratch[j];
            }
            for (size_t d = 0; d < head; d++) {
                double mix = 0;
                for (size_t j = 0; j < tokens; j++)
                    mix += scratch[j] * qkv[j * 3 * width + 2 * width + h * head + d];
                to[d] = (float)(mix / sum);
            }
        }
}

static void affine(float *out, const float *x, const float *weight, const float *bias, size_t n, size_t k)
{
    for (size_t j = 0; j < n; j++) {
        double sum = bias[j];
        for (size_t i = 0; i < k; i++)
            sum += weight[j * k + i] * x[i];
        out[j] = (float)sum;
    }
}

static void link_scores(float *scores, const float *key, const float *query, const float *weight, const float *bias,
                        size_t rows, size_t width)
{
    for (size_t r = 0; r < rows; r++)
        for (size_t s = 0; s < LINK_SCORES; s++) {
            double sum = bias[s];
            for (size_t j = 0; j < width; j++)
                sum += weight[s * width + j] * hs_gelu_reference(key[r * width + j] + query[j]);
            scores[r * LINK_SCORES + s] = (float)sum;
        }
}

const hs_kernels hs_kernels_reference = {
    .name = "reference",
    .quantise = quantise,
    .dequantise = dequantise,
    .gelu = gelu,
    .add_norm = add_norm,
    .norm = norm_rows,
    .attention = attention,
    .affine = affine,
    .link = link_scores,
};
