/* kernels_amx.c -- kernels_vector.c for x86-64 with AVX-512 and the tiles of AMX, which multiply bf16 sixteen times as fast as vectors. The build adds
 * the options; kernels.c asks the system for the tiles. Threads: each has tiles of its own, which are let go after each window. */
#if defined(__AVX512F__) && defined(__AVX512BW__) && defined(__AVX512BF16__) && defined(__AMX_BF16__)
#define HS_BF16
#define HS_AMX
#define HS_KERNELS_NAME  "amx"
#define HS_KERNELS_TABLE hs_kernels_amx
#include "kernels_vector.c"
#else
#include "kernels.h"
const hs_kernels *const hs_kernels_amx = NULL;
#endif
