/* matmul.h -- int8 matrix products, exact in 32 bits. matmul_onednn.c makes them with oneDNN's kernels, matmul_plain.c
 * with the reference one (HS_ONEDNN=OFF); a build has one of the two. Threads: an hs_matmul and the weights packed for
 * it are immutable and shared once the model is open; each thread brings its own hs_matmul_scratch. A product runs on
 * the calling thread alone. */
#ifndef HS_MATMUL_H
#define HS_MATMUL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "hearsay.h"

enum { HS_MATMUL_ROWS = 16 /* products take rows by this many */ };

typedef struct hs_matmul hs_matmul;
typedef struct hs_matmul_weights hs_matmul_weights;
typedef struct hs_matmul_scratch hs_matmul_scratch;

/** @return HS_OK, HS_E_NOMEM, HS_E_DEFECT when oneDNN fails */
hs_status hs_matmul_open(hs_matmul **out, hs_error *err);
void hs_matmul_free(hs_matmul *matmul);

/**
 * Get ready for weights of one shape, and find out whether this processor adds pairs of products in 16 bits that
 * saturate (x86-64 before VNNI): then weights must stay within -64..64.
 */
hs_status hs_matmul_prepare(hs_matmul *matmul, size_t k, size_t n, bool *saturates, hs_error *err);

/** Weights w [n][k] in the order that the kernels like. `w` must outlive the result. */
hs_status hs_matmul_pack(hs_matmul_weights **out, hs_matmul *matmul, const int8_t *w, size_t k, size_t n,
                         hs_error *err);
void hs_matmul_weights_free(hs_matmul_weights *weights);

hs_status hs_matmul_scratch_open(hs_matmul_scratch **out, const hs_matmul *matmul, hs_error *err);
void hs_matmul_scratch_free(hs_matmul_scratch *scratch);

/** sums [rows][n] s32 = a [rows][k] u8 times weights; rows is a multiple of HS_MATMUL_ROWS. */
hs_status hs_matmul_run(hs_matmul_scratch *scratch, const hs_matmul_weights *weights, int32_t *sums, const uint8_t *a,
                        size_t rows, hs_error *err);

#endif
