/* kernels_avx512.c -- kernels_vector.c for x86-64 with AVX-512; the build adds the options. Threads: no state. */
#if defined(__AVX512F__) && defined(__AVX512BW__)
#define HS_KERNELS_NAME  "avx512"
#define HS_KERNELS_TABLE hs_kernels_avx512
#include "kernels_vector.c"
#else
#include "kernels.h"
const hs_kernels *const hs_kernels_avx512 = NULL;
#endif
