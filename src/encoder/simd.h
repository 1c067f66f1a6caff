/* simd.h -- vectors of floats as wide as the file that includes this is compiled for: 16 lanes with AVX-512, 8 with
 * AVX2, else 4. GCC's and clang's vector types do the arithmetic; only what they cannot say is written per processor.
 * Included by kernels_vector.c and by nothing else. */
#ifndef HS_SIMD_H
#define HS_SIMD_H

#include <stdint.h>
#include <string.h>

#if defined(__AVX512F__) && defined(__AVX512BW__)
#include <immintrin.h>
#define LANES 16
#elif defined(__AVX2__)
#include <immintrin.h>
#define LANES 8
#else
#define LANES 4
#if defined(__SSE2__)
#include <emmintrin.h>
#elif defined(__ARM_NEON) && defined(__aarch64__)
#include <arm_neon.h>
#endif
#endif

#define INLINE static inline __attribute__((always_inline, unused))

typedef float vf __attribute__((vector_size(4 * LANES)));
typedef int32_t vi __attribute__((vector_size(4 * LANES)));
typedef uint8_t vb __attribute__((vector_size(LANES)));
typedef float v4 __attribute__((vector_size(16)));
typedef int32_t v4i __attribute__((vector_size(16)));
/* the same in memory, where rows start at any float */
typedef float vf_mem __attribute__((vector_size(4 * LANES), aligned(4), may_alias));
typedef int32_t vi_mem __attribute__((vector_size(4 * LANES), aligned(4), may_alias));
typedef float v4_mem __attribute__((vector_size(16), aligned(4), may_alias));

INLINE vf load(const float *p)
{
    return *(const vf_mem *)p;
}

INLINE vi load_int(const int32_t *p)
{
    return *(const vi_mem *)p;
}

INLINE void store(float *p, vf x)
{
    *(vf_mem *)p = x;
}

INLINE vf splat(float x)
{
    return x - (vf){0};
}

/** One float of memory in every lane, whatever its bits mean. */
INLINE vf repeat(const float *p)
{
#if LANES == 16
    return (vf)_mm512_set1_ps(*p);
#else
    return splat(*p);
#endif
}

INLINE vf to_float(vi x)
{
    return __builtin_convertvector(x, vf);
}

/* a where a > b, else b: the processors' own order for NaN */
INLINE vf max(vf a, vf b)
{
#if LANES == 16
    return (vf)_mm512_max_ps((__m512)a, (__m512)b);
#elif LANES == 8
    return (vf)_mm256_max_ps((__m256)a, (__m256)b);
#elif defined(__SSE2__)
    return (vf)_mm_max_ps((__m128)a, (__m128)b);
#elif defined(__ARM_NEON) && defined(__aarch64__)
    return (vf)vmaxq_f32((float32x4_t)a, (float32x4_t)b);
#else
    vi over = a > b;
    return (vf)(((vi)a & over) | ((vi)b & ~over));
#endif
}

INLINE vf min(vf a, vf b)
{
#if LANES == 16
    return (vf)_mm512_min_ps((__m512)a, (__m512)b);
#elif LANES == 8
    return (vf)_mm256_min_ps((__m256)a, (__m256)b);
#else
    return -max(-a, -b);
#endif
}

INLINE vf magnitude(vf x)
{
    return (vf)((vi)x & 0x7fffffff);
}

#ifdef __clang__
#define SHUFFLE(a, b, i, j, k, l) __builtin_shufflevector(a, b, i, j, k, l)
#else
#define SHUFFLE(a, b, i, j, k, l) __builtin_shuffle(a, b, (v4i){i, j, k, l})
#endif

INLINE float sum_of(vf x)
{
#if LANES == 16
    __m256 half = _mm256_add_ps(_mm512_castps512_ps256((__m512)x), _mm512_extractf32x8_ps((__m512)x, 1));
    v4 y = (v4)_mm_add_ps(_mm256_castps256_ps128(half), _mm256_extractf128_ps(half, 1));
#elif LANES == 8
    v4 y = (v4)_mm_add_ps(_mm256_castps256_ps128((__m256)x), _mm256_extractf128_ps((__m256)x, 1));
#else
    v4 y = x;
#endif
    y += SHUFFLE(y, y, 2, 3, 0, 1);
    y += SHUFFLE(y, y, 1, 0, 3, 2);
    return y[0];
}

INLINE float max_of(vf x)
{
#if LANES == 16
    __m256 half = _mm256_max_ps(_mm512_castps512_ps256((__m512)x), _mm512_extractf32x8_ps((__m512)x, 1));
    v4 y = (v4)_mm_max_ps(_mm256_castps256_ps128(half), _mm256_extractf128_ps(half, 1));
#elif LANES == 8
    v4 y = (v4)_mm_max_ps(_mm256_castps256_ps128((__m256)x), _mm256_extractf128_ps((__m256)x, 1));
#else
    v4 y = x;
#endif
    float a = y[0] > y[1] ? y[0] : y[1], b = y[2] > y[3] ? y[2] : y[3];
    return a > b ? a : b;
}

/** The low byte of each lane. */
INLINE void store_bytes(uint8_t *p, vi x)
{
#if LANES == 16
    _mm_storeu_si128((__m128i *)p, _mm512_cvtepi32_epi8((__m512i)x));
#else
    vb bytes = __builtin_convertvector(x, vb);
    memcpy(p, &bytes, sizeof bytes);
#endif
}

/* Adding this rounds to a whole number, half to even, and leaves it in the low bits; good for |x| < 2^22. */
#define ROUNDER 12582912.0f

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wsign-conversion" /* gcc's own header at -O0, where the intrinsic is a macro */
/** 2^x for x <= 0, relative error under 3e-6; at most 2^-126 below that. */
INLINE vf exp2_of(vf x)
{
#if LANES == 16
    vf whole = (vf)_mm512_roundscale_ps((__m512)x, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
#else
    x = max(x, splat(-126.0f));
    vf t = x + ROUNDER, whole = t - ROUNDER;
#endif
    vf f = x - whole;
    vf p = f * 0.00957009863f + 0.0559178607f;
    p = p * f + 0.240247449f;
    p = p * f + 0.693121815f;
    p = p * f + 0.999999261f;
#if LANES == 16
    return (vf)_mm512_scalef_ps((__m512)p, (__m512)whole);
#else
    return (vf)((vi)p + ((vi)t << 23));
#endif
}
#pragma GCC diagnostic pop

/* Vectors that gelu_each takes at once: enough to hide the latency of its chains, few enough for the registers. */
enum { ABREAST = LANES == 16 ? 4 : 2 };

/** x [n] = x Phi(x), Phi the normal distribution function: the erf GELU, absolute error under 1e-5. n <= ABREAST, a
 * constant. Phi - 1/2 is x times a polynomial of degree 10 in x^2 on [-5, 5], fitted for the error of the product;
 * beyond it is +-1/2. Even and odd powers are summed apart, so that twice as many multiplications can be under way. */
INLINE void gelu_each(vf *x, const int n)
{
    vf c[ABREAST], t[ABREAST], s[ABREAST], even[ABREAST], odd[ABREAST];
#define EACH _Pragma("GCC unroll 4") for (int i = 0; i < n; i++)
    EACH c[i] = max(min(x[i], splat(5.0f)), splat(-5.0f));
    EACH t[i] = c[i] * c[i] * 0.08f - 1.0f;
    EACH s[i] = t[i] * t[i];
    EACH even[i] = s[i] * 0.00227726437f + 0.00702130655f;
    EACH odd[i] = s[i] * -0.00627797516f - 0.00832989812f;
    EACH even[i] = even[i] * s[i] + 0.0155478716f;
    EACH odd[i] = odd[i] * s[i] - 0.024215119f;
    EACH even[i] = even[i] * s[i] + 0.0317441598f;
    EACH odd[i] = odd[i] * s[i] - 0.0403191783f;
    EACH even[i] = even[i] * s[i] + 0.0514880084f;
    EACH odd[i] = odd[i] * s[i] - 0.0703005195f;
    EACH even[i] = even[i] * s[i] + 0.141364306f;
    EACH even[i] = odd[i] * t[i] + even[i];
    EACH even[i] = max(min(even[i] * c[i], splat(0.5f)), splat(-0.5f));
    EACH x[i] = x[i] * even[i] + x[i] * 0.5f;
#undef EACH
}

#endif
