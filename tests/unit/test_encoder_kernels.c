/* test_encoder_kernels.c -- every table of kernels against the reference, and int8 products against exact ones. The
 * largest difference is printed even when all is well. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "kernels.h"
#include "matmul.h"
#include "heap.h"
#include "numbers.h"

/* Vector against reference, both f32: rounding alone. Relative to the largest value of the result. */
#define TOL_F32_KERNEL 5e-6
/* The same where large numbers are exponentiated, or many values of gelu summed */
#define TOL_F32_ATTENTION 5e-5
#define TOL_F32_LINK      2e-5
/* bf16 keeps 8 bits of queries, keys, values and weights. The large inputs make scores of hundreds, whose 2^-9 counts.
 */
#define TOL_BF16_ATTENTION 0.1
/* gelu_of's stated bound, absolute */
#define TOL_GELU 1e-5
/* Share of 8-bit levels that rounding may move by one */
#define TOL_LEVELS_MOVED 2e-3

enum { ROWS = 21, MOST = 1536 };

typedef struct levels {
    uint8_t q[ROWS * MOST];
    float scale[ROWS];
} levels;

static void same_levels(const char *what, const char *who, const levels *a, const levels *b, size_t width)
{
    size_t moved = 0;
    for (size_t i = 0; i < ROWS * width; i++) {
        int d = abs(a->q[i] - b->q[i]);
        assert_true(d <= 1);
        assert_true(a->q[i] >= 1);
        moved += d != 0;
    }
    within(what, who, (double)moved / (double)(ROWS * width), TOL_LEVELS_MOVED);
    within("  its scales", who, largest_difference(a->scale, b->scale, ROWS) / largest(b->scale, ROWS), TOL_F32_KERNEL);
}

static void test_rows(void **state)
{
    (void)state;
    static levels got, want;
    const hs_kernels *ref = &hs_kernels_reference, *k;
    const size_t widths[] = {16, 48, 384, MOST};
    for (size_t w = 0; w < 4; w++) {
        const size_t width = widths[w], n = ROWS * width;
        float *x = reals(n, 3), *y = reals(n, 0), *z = reals(n, 0), *row = reals(width, 0), *row_scale = reals(ROWS, 0);
        float *scale = reals(width, 0.01f), *bias = reals(width, 0.5f), *gain = reals(width, 2);
        int32_t *sums = hs_alloc(n * sizeof *sums), *offset = hs_alloc(width * sizeof *offset);
        const hs_columns columns = {scale, bias, offset};
        const hs_norm norm = {gain, bias, 1e-12f};
        for (size_t i = 0; i < n; i++)
            sums[i] = (int32_t)(any() * 1e5f);
        for (size_t i = 0; i < width; i++)
            offset[i] = (int32_t)(any() * 1e4f);
        for (size_t i = 0; i < ROWS; i++)
            row_scale[i] = 0.01f + 0.005f * any();
        memset(x + 3 * width, 0, width * sizeof *x); /* must not divide by zero */
        for (size_t i = 0; i < width; i++)
            x[4 * width + i] *= 1e-42f;
        for (size_t t = 0; (k = table(t)); t++) {
            hs_quantised to = {got.q, got.scale}, from = {want.q, want.scale};
            printf("  width %zu\n", width);
            k->quantise(to, x, ROWS, width);
            ref->quantise(from, x, ROWS, width);
            same_levels("quantise", k->name, &got, &want, width);
            assert_true(got.scale[3] == 0 && got.scale[4] == 0);
            assert_true(got.q[3 * width] == 128 && got.q[4 * width + 1] == 128);

            k->dequantise(y, sums, row_scale, &columns, ROWS, width);
            ref->dequantise(z, sums, row_scale, &columns, ROWS, width);
            within("dequantise", k->name, largest_difference(y, z, n) / largest(z, n), TOL_F32_KERNEL);

            k->gelu(to, sums, row_scale, &columns, row, ROWS, width);
            ref->gelu(from, sums, row_scale, &columns, row, ROWS, width);
            same_levels("gelu", k->name, &got, &want, width);

            memcpy(y, x, n * sizeof *y);
            memcpy(z, x, n * sizeof *z);
            k->add_norm(y, to, sums, row_scale, &columns, &norm, ROWS, width);
            ref->add_norm(z, from, sums, row_scale, &columns, &norm, ROWS, width);
            within("add_norm", k->name, largest_difference(y, z, n) / largest(z, n), TOL_F32_KERNEL);
            same_levels("add_norm", k->name, &got, &want, width);

            const hs_norm sane = {gain, bias, 1e-5f}; /* row 3 is zeros, row 4 nearly: epsilon decides */
            memcpy(y, x, n * sizeof *y);
            memcpy(z, x, n * sizeof *z);
            k->norm(y, to, &sane, ROWS, width);
            ref->norm(z, from, &sane, ROWS, width);
            within("norm", k->name, largest_difference(y, z, n) / largest(z, n), TOL_F32_KERNEL);
        }
        hs_free(x), hs_free(y), hs_free(z), hs_free(row), hs_free(row_scale);
        hs_free(scale), hs_free(bias), hs_free(gain), hs_free(sums), hs_free(offset);
    }
}

/** A broken model can make NaN and infinity; they must do no harm beyond their row. */
static void test_not_numbers(void **state)
{
    (void)state;
    static levels got;
    float x[2 * 32], bad[] = {NAN, INFINITY, -INFINITY, 3e38f};
    const hs_kernels *k;
    for (size_t t = 0; (k = t ? table(t - 1) : &hs_kernels_reference); t++)
        for (size_t b = 0; b < 4; b++) {
            for (size_t i = 0; i < 64; i++)
                x[i] = i == 5 ? bad[b] : 1;
            k->quantise((hs_quantised){got.q, got.scale}, x, 2, 32);
            assert_true(got.q[32] == 255 && fabsf(got.scale[1] * 127 - 1) < 1e-6f);
        }
}

static void test_gelu(void **state)
{
    (void)state;
    enum { N = 16, STEPS = 40000 };
    const hs_kernels *k;
    for (size_t t = 0; (k = table(t)); t++) {
        double most = 0;
        float key[N], query[N] = {0}, weight[5 * N] = {0}, bias[5] = {0}, scores[5];
        weight[3] = 1; /* score 0 is gelu of column 3 */
        for (int i = 0; i <= STEPS; i++) {
            double x = -20 + 40.0 * i / STEPS;
            for (size_t j = 0; j < N; j++)
                key[j] = (float)x;
            k->link(scores, key, query, weight, bias, 1, N);
            double d = fabs(scores[0] - 0.5 * (double)key[3] * (1 + erf((double)key[3] / sqrt(2))));
            most = d > most ? d : most;
        }
        within("gelu, -20 to 20", k->name, most, TOL_GELU);
    }
}

static void test_attention(void **state)
{
    (void)state;
    const size_t lengths[] = {1, 2, 5, 12, 13, 31, 32, 33, 100, 256, 300}, heads = 2, far = 300;
    const size_t stride = 2 * far + HS_KERNEL_HEAD;
    float *biases = reals(heads * stride, 2);
    const hs_kernels *k;
    for (size_t t = 0; (k = table(t)); t++)
        for (size_t head = 32; head <= 128; head += 32) {
            double most = 0;
            for (size_t l = 0; l < sizeof lengths / sizeof *lengths; l++) {
                size_t n = lengths[l] * heads * head;
                const hs_bias bias = {l % 3 ? biases : NULL, stride, far};
                float *qkv = reals(3 * n, l % 2 ? 1 : 8), *got = reals(n + 1, 0), *want = reals(n, 0);
                float *scratch = reals(hs_attention_scratch(lengths[l], head), NAN); /* must not be read unwritten */
                got[n] = 7;
                k->attention(got, qkv, lengths[l], heads, head, &bias, scratch);
                hs_kernels_reference.attention(want, qkv, lengths[l], heads, head, &bias, scratch);
                double d = largest_difference(got, want, n) / largest(want, n);
                most = d <= most ? most : d;
                assert_true(got[n] == 7);
                hs_free(qkv), hs_free(got), hs_free(want), hs_free(scratch);
            }
            char what[40];
            snprintf(what, sizeof what, "attention, heads of %zu", head);
            within(what, k->name, most, is_bf16(k) ? TOL_BF16_ATTENTION : TOL_F32_ATTENTION);
        }
    hs_free(biases);
}

static void test_heads(void **state)
{
    (void)state;
    const size_t sizes[][2] = {{3, 384}, {256, 768}, {7, 16}, {5, 48}};
    const hs_kernels *k;
    for (size_t t = 0; (k = table(t)); t++) {
        for (size_t s = 0; s < 4; s++) {
            size_t n = sizes[s][0], width = sizes[s][1];
            float *x = reals(width, 1), *w = reals(n * width, 1), *b = reals(n, 1), *got = reals(n, 0),
                  *want = reals(n, 0);
            k->affine(got, x, w, b, n, width);
            hs_kernels_reference.affine(want, x, w, b, n, width);
            within("affine", k->name, largest_difference(got, want, n) / largest(want, n), TOL_F32_KERNEL);
            hs_free(x), hs_free(w), hs_free(b), hs_free(got), hs_free(want);
        }
        float *key = reals(ROWS * 256, 2), *query = reals(256, 2), *w = reals(5 * 256, 1), *b = reals(5, 1);
        float got[ROWS * 5], want[ROWS * 5];
        k->link(got, key, query, w, b, ROWS, 256);
        hs_kernels_reference.link(want, key, query, w, b, ROWS, 256);
        within("link", k->name, largest_difference(got, want, ROWS * 5) / largest(want, ROWS * 5), TOL_F32_LINK);
        hs_free(key), hs_free(query), hs_free(w), hs_free(b);
    }
}

/* ---- products --------------------------------------------------------------------------------------------------- */

static void test_products(void **state)
{
    (void)state;
    const size_t shapes[][2] = {{64, 192}, {64, 64}, {384, 32}, {128, 80}, {80, 16}};
    hs_matmul *matmul = NULL;
    hs_matmul_scratch *scratch = NULL;
    hs_matmul_weights *weights[5];
    hs_error err = {0};
    assert_int_equal(hs_matmul_open(&matmul, &err), HS_OK);
    bool saturates[5];
    int8_t *w[5];
    for (size_t s = 0; s < 5; s++) {
        size_t k = shapes[s][0], n = shapes[s][1];
        assert_int_equal(hs_matmul_prepare(matmul, k, n, &saturates[s], &err), HS_OK);
        w[s] = hs_alloc(k * n);
        for (size_t i = 0; i < k * n; i++) /* the extremes too, within what this processor multiplies exactly */
            w[s][i] = (int8_t)(saturates[s] ? lrintf(any() * 64) : i % 7 ? lrintf(any() * 127) : 127);
        assert_int_equal(hs_matmul_pack(&weights[s], matmul, w[s], k, n, &err), HS_OK);
    }
    printf("  8-bit products %s here\n", saturates[0] ? "saturate" : "are exact");
    assert_int_equal(hs_matmul_scratch_open(&scratch, matmul, &err), HS_OK);
    for (size_t s = 0; s < 5; s++)
        for (size_t rows = 16; rows <= 208; rows += 48) {
            size_t k = shapes[s][0], n = shapes[s][1];
            uint8_t *a = hs_alloc(rows * k);
            int32_t *got = hs_alloc(rows * n * sizeof *got), *want = hs_alloc(rows * n * sizeof *want);
            for (size_t i = 0; i < rows * k; i++)
                a[i] = (uint8_t)(i % 5 ? lrintf(128 + any() * 127) : 255);
            assert_int_equal(hs_matmul_run(scratch, weights[s], got, a, rows, &err), HS_OK);
            hs_matmul_reference(want, a, w[s], rows, k, n);
            assert_memory_equal(got, want, rows * n * sizeof *got);
            hs_free(a), hs_free(got), hs_free(want);
        }
    for (size_t s = 0; s < 5; s++) {
        hs_matmul_weights_free(weights[s]);
        hs_free(w[s]);
    }
    hs_matmul_scratch_free(scratch);
    hs_matmul_free(matmul);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),      cmocka_unit_test(test_not_numbers), cmocka_unit_test(test_gelu),
        cmocka_unit_test(test_attention), cmocka_unit_test(test_heads),       cmocka_unit_test(test_products),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
