/* neighbours.h -- the documents of the ledger that are near one of them (near.h). In: rows of document. Out: rows of term, and those whose
 * terms are there already. Threads: as the ledger. */
#ifndef HS_NEIGHBOURS_H
#define HS_NEIGHBOURS_H

#include "ledger.h"
#include "near.h"

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

/** How near two documents are. */
typedef struct hs_nearness {
    int64_t shared, days; /* terms of both; between the days on which they were heard */
} hs_nearness;

/** Of documents that are findable; else they share none. @return HS_OK, HS_E_LEDGER .. */
hs_status hs_neighbours_measure(hs_nearness *out, hs_ledger *ledger, int64_t document, int64_t other, hs_error *err);
bool hs_neighbours_are(const hs_nearness *nearness);

#endif
