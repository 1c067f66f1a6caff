/* kernels_bf16.c -- kernels_vector.c for x86-64 with AVX-512 and its bf16 products, which make attention twice as fast.
 * bf16 keeps 8 bits of each factor, as the int8 layers around it do. The build adds the options. Threads: no state. */
#if defined(__AVX512F__) && defined(__AVX512BW__) && defined(__AVX512BF16__)
#define HS_BF16
#define HS_KERNELS_NAME  "bf16"
#define HS_KERNELS_TABLE hs_kernels_bf16
#include "kernels_vector.c"
#else
#include "kernels.h"
const hs_kernels *const hs_kernels_bf16 = NULL;
#endif
