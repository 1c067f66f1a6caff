/* kernels.c -- picks the table of kernels for this processor. Threads: no state. */
#include "kernels.h"

#include <stdbool.h>

#if defined(__x86_64__) && defined(__linux__)
#include <cpuid.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Linux lends the tiles of AMX to a process that asks for them (arch/x86/xstate.rst of its documentation). */
static bool has_tiles(void)
{
    enum { FEATURES = 7, BF16 = 1 << 22, TILE = 1 << 24, ASK = 0x1023, TILE_DATA = 18 };
    unsigned eax, ebx, ecx, edx;
    return __get_cpuid_count(FEATURES, 0, &eax, &ebx, &ecx, &edx) && (edx & BF16) && (edx & TILE) && !syscall(SYS_arch_prctl, ASK, TILE_DATA);
}
#else
static bool has_tiles(void)
{
    return false;
}
#endif

const hs_kernels *hs_kernels_best(void)
{
#if defined(__x86_64__)
    __builtin_cpu_init();
    bool wide = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq");
    if (wide && hs_kernels_bf16 && __builtin_cpu_supports("avx512bf16"))
        return hs_kernels_amx && has_tiles() ? hs_kernels_amx : hs_kernels_bf16;
    if (wide && hs_kernels_avx512)
        return hs_kernels_avx512;
    if (hs_kernels_avx2 && __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
        return hs_kernels_avx2;
#endif
    return hs_kernels_vector;
}

size_t hs_attention_scratch(size_t tokens, size_t head)
{
    enum { MOST_ROWS = 16, BLOCK = HS_KERNEL_HEAD };
    size_t padded = (tokens + BLOCK - 1) / BLOCK * BLOCK;
    /* packed keys and values, ROWS queries, their scores and mixture */
    return 2 * padded * head + MOST_ROWS * (head + padded + BLOCK);
}
