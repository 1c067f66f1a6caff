/* pairs.h -- which contents are worth comparing. In: a document's claims. Out: rows of pair that wait for the comparer. A pair is
 * compared where two documents near each other (near.h) hold its contents, or one named person does at whatever time, and
 * their vectors are alike. Threads: as the ledger. */
#ifndef HS_PAIRS_H
#define HS_PAIRS_H

#include "ids.h"
#include "neighbours.h"

/**
 * Pair the claims of a document with those of its neighbours.
 *
 * @param near     of that document
 * @param touched  claims that lose a pair are added, and all the document's own
 */
hs_status hs_pairs_find(hs_ids *touched, hs_ledger *ledger, int64_t document, const hs_neighbours *near, hs_error *err);

#endif
