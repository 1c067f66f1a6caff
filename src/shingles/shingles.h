/* shingles.h -- which text was copied from which, told by the runs of five words that both have (shingles: Broder, "On
 * the resemblance and containment of documents", 1997). Furniture and what stands in quotation marks are left out: two
 * outlets that print one press statement have not copied each other. Path: text -> sorted hashes -> a sketch to find
 * candidates by, and the share of a pair. Threads: no state but the caller's.
 *
 * Hashes are sampled by their low bits (FracMinHash: Irber et al., "Lightweight compositional analysis of metagenomes
 * with FracMinHash and minimum metagenome covers", 2022): at level n those stay that 2^n divides. Two samples of one
 * level tell containment whatever the lengths of the texts, which bottom-k sketches do not, and a finer sample can be
 * made coarser. */
#ifndef HS_SHINGLES_H
#define HS_SHINGLES_H

#include "document.h"

enum {
    HS_SHINGLE_WORDS = 5,
    HS_SHINGLES_MOST = 1 << 16, /* of longer texts a sample: about 65,000 words are taken whole */
    HS_SKETCH_MOST = 1 << 10
};

/** Hashes of a text's runs of words. Fixed for schema 1 of the ledger, which keeps some of them. */
typedef struct hs_shingles {
    uint64_t *at; /* [n] distinct, rising; owned */
    size_t n;
    unsigned level; /* 2^level divides each; 0: all are here */
} hs_shingles;

/**
 * @param out        owned, end with hs_shingles_free; zeroed on failure
 * @param text       valid UTF-8
 * @param furniture  [n] of that text, in order
 * @return HS_OK, HS_E_LIMIT (a text over 4 GiB), HS_E_NOMEM
 */
hs_status hs_shingles_take(hs_shingles *out, hs_str text, const hs_furniture *furniture, size_t n, hs_error *err);
void hs_shingles_free(hs_shingles *shingles);

/** The level of the sketch by which others find this text: about 16 to 32 hashes, more where that would sample less
 * than one in 16, so that a short text within a long one is found; at most HS_SKETCH_MOST. */
unsigned hs_sketch_level(const hs_shingles *shingles);
static inline bool hs_sketch_has(uint64_t hash, unsigned level)
{
    return !(hash & ((UINT64_C(1) << level) - 1));
}
/** What is kept of a hash: its high 48 bits. */
static inline int64_t hs_sketch_key(uint64_t hash)
{
    return (int64_t)(hash >> 16);
}

/** How many runs both have, and, in *of, how many the shorter one has; of what is sampled in both. */
size_t hs_shingles_shared(size_t *of, const hs_shingles *a, const hs_shingles *b);

#endif
