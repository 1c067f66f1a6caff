/* linkage.h -- which wordings are one claim, by the pairs between them: agglomerative clustering (Sokal and Michener 1958). In: wordings, pairs,
 * vectors. Out: the group of each wording, which depends on these alone, not on their order. Threads: no state. */
#ifndef HS_LINKAGE_H
#define HS_LINKAGE_H

#include "ledger.h"

/** A wording that pairs connect with others. */
typedef struct hs_linked {
    int64_t claim, was; /* what it stood for */
    char key[HS_CLAIM_KEY];
    uint32_t length;      /* bytes of its text */
    uint32_t group;       /* index of a wording in it */
    bool bare;            /* it says nothing without the words around it, and stands for nothing */
    bool framed;          /* it is "a report that ..": another wording is plainer */
    const int8_t *vector; /* [width]; NULL: it has none */
    double sum;           /* of the scores of its pairs within its group */
} hs_linked;

typedef struct hs_tie {
    uint32_t a, b; /* wordings; key of a < key of b */
    hs_relation relation;
    double score;
    bool by_rule; /* for what their words are, not for their meaning (nearest.h) */
} hs_tie;

/**
 * Merge groups by the pairs that say the same, the surest first: where no pair between the two says that they contradict, those that say the same
 * outweigh those that do not, and all of the one are near all of the other in meaning on average, so that a chain of pairs does not make one claim of all.
 *
 * @param wordings  [n] by rising keys, each its own group
 * @param ties     [n_ties], sorted here
 * @param width     of each vector
 * @return HS_OK, HS_E_NOMEM
 */
hs_status hs_linkage_group(hs_linked *wordings, size_t n, hs_tie *ties, size_t n_ties, size_t width, hs_error *err);

#endif
