/* kernels_avx2.c -- kernels_vector.c for x86-64 with AVX2 and FMA; the build adds the options. Threads: no state. */
#if defined(__AVX2__) && defined(__FMA__)
#define HS_KERNELS_NAME  "avx2"
#define HS_KERNELS_TABLE hs_kernels_avx2
#include "kernels_vector.c"
#else
#include "kernels.h"
const hs_kernels *const hs_kernels_avx2 = NULL;
#endif
