/* neighbours.h -- the documents of the ledger that are near one of them (near.h). In: rows of document. Out: rows of term, and those whose
 * terms are there already. Threads: as the ledger. */
#ifndef HS_NEIGHBOURS_H
#define HS_NEIGHBOURS_H

#include "ledger.h"

typedef struct hs_neighbour {
    int64_t document;
    uint32_t shared; /* terms of both, HS_NEAR_SHARED or more */
} hs_neighbour;

typedef struct hs_neighbours {
    hs_neighbour *at; /* [n] by their number; owned */
    size_t n;
} hs_neighbours;

/**
 * Find who is near a document, and make it findable.
 *
 * @param out  end with hs_neighbours_free; zeroed on failure
 * @return HS_OK; HS_E_NONE: no such document (pos: it); HS_E_LEDGER, HS_E_NOMEM ..
 */
hs_status hs_neighbours_find(hs_neighbours *out, hs_ledger *ledger, int64_t document, hs_error *err);
void hs_neighbours_free(hs_neighbours *neighbours);

#endif
