/* numbers.h -- what the numeric tests share: random reals, differences, and a check that prints the difference it
 * found. Included after cmocka.h. */
#ifndef HS_TEST_NUMBERS_H
#define HS_TEST_NUMBERS_H

#include <math.h>
#include <stdint.h>
#include <stdio.h>

#include "kernels.h"
#include "heap.h"

static uint64_t seed = 1;

/** Uniform in -1..1, the same everywhere. */
static inline float any(void)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (float)((double)(seed >> 40) / (1 << 23) - 1);
}

static inline float *reals(size_t n, float size)
{
    float *x = hs_alloc(n * sizeof *x);
    assert_non_null(x);
    for (size_t i = 0; i < n; i++)
        x[i] = any() * size;
    return x;
}

static inline double largest_difference(const float *a, const float *b, size_t n)
{
    double most = 0;
    for (size_t i = 0; i < n; i++) {
        double d = fabs((double)a[i] - (double)b[i]);
        if (!(d <= most)) /* a NaN stays */
            most = d;
    }
    return most;
}

static inline double largest(const float *a, size_t n)
{
    double most = 0;
    for (size_t i = 0; i < n; i++)
        most = fabs((double)a[i]) > most ? fabs((double)a[i]) : most;
    return most;
}

static inline void within(const char *what, const char *who, double difference, double tolerance)
{
    printf("    %-28s %-10s %.2e (tolerance %.0e)\n", what, who, difference, tolerance);
    if (!(difference <= tolerance))
        fail_msg("%s by %s: %g over %g", what, who, difference, tolerance);
}

static inline bool is_bf16(const hs_kernels *k)
{
    return k == hs_kernels_bf16 || k == hs_kernels_amx;
}

/** Each table that this processor runs, in turn. */
static inline const hs_kernels *table(size_t i)
{
    const hs_kernels *best = hs_kernels_best(),
                     *all[] = {hs_kernels_vector, hs_kernels_avx2, hs_kernels_avx512, hs_kernels_bf16, hs_kernels_amx};
    for (size_t k = 0, n = 0; k < sizeof all / sizeof *all; k++) {
        if (all[k] && n++ == i)
            return all[k];
        if (all[k] == best)
            break;
    }
    return NULL;
}

#endif
