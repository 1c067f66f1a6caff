/* kernels.c -- picks the table of kernels for this processor. Threads: no state. */
#include "kernels.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

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
#elif defined(__x86_64__)
static bool has_tiles(void)
{
    return false;
}
#endif

#if defined(__x86_64__)
static bool is_wide(void)
{
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq");
}

static bool has_bf16(void)
{
    return is_wide() && __builtin_cpu_supports("avx512bf16");
}

static bool has_amx(void)
{
    return has_bf16() && has_tiles();
}

static bool has_avx2(void)
{
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
}

const hs_kernels *hs_kernels_best(void)
{
    const struct {
        const hs_kernels *table;
        bool (*is_run)(void);
    } all[] = {{hs_kernels_amx, has_amx}, {hs_kernels_bf16, has_bf16}, {hs_kernels_avx512, is_wide}, {hs_kernels_avx2, has_avx2}};
    const size_t n = sizeof all / sizeof *all;
    const char *most = getenv("HEARSAY_KERNELS");
    size_t first = 0;
    __builtin_cpu_init();
    for (size_t i = 0; most && i < n; i++)
        if (all[i].table && strcmp(all[i].table->name, most) == 0)
            first = i;
    for (size_t i = first; i < n; i++)
        if (all[i].table && all[i].is_run())
            return all[i].table;
    return hs_kernels_vector;
}
#else
const hs_kernels *hs_kernels_best(void)
{
    return hs_kernels_vector;
}
#endif

size_t hs_attention_scratch(size_t tokens, size_t head)
{
    enum { MOST_ROWS = 16, BLOCK = HS_KERNEL_HEAD };
    size_t padded = (tokens + BLOCK - 1) / BLOCK * BLOCK;
    /* packed keys and values, ROWS queries, their scores and mixture */
    return 2 * padded * head + MOST_ROWS * (head + padded + BLOCK);
}
