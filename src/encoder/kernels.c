/* kernels.c -- picks the table of kernels for this processor. Threads: no state. */
#include "kernels.h"

#include <stdbool.h>

const hs_kernels *hs_kernels_best(void)
{
#if defined(__x86_64__)
    __builtin_cpu_init();
    bool wide = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq");
    if (wide && hs_kernels_bf16 && __builtin_cpu_supports("avx512bf16"))
        return hs_kernels_bf16;
    if (wide && hs_kernels_avx512)
        return hs_kernels_avx512;
    if (hs_kernels_avx2 && __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
        return hs_kernels_avx2;
#endif
    return hs_kernels_vector;
}

size_t hs_attention_scratch(size_t tokens, size_t head)
{
    enum { MOST_ROWS = 13, BLOCK = HS_KERNEL_HEAD };
    size_t padded = (tokens + BLOCK - 1) / BLOCK * BLOCK;
    /* packed keys and values, ROWS queries, their scores and mixture */
    return 2 * padded * head + MOST_ROWS * (head + padded + BLOCK);
}
