/* in_short.h -- bodies that one article names in full and another calls in short: "Orrin County Ambulance Service", "the ambulance service".
 * Path: positions on a claim, and the bodies of the articles that tell it or what contradicts it -> whose they are.
 * Threads: a ledger's one thread. */
#ifndef HS_IN_SHORT_H
#define HS_IN_SHORT_H

#include "positions.h"
#include "rivals.h"

/**
 * Give the positions of a body that its article calls in short to the one whose name has all words of that, where those articles name one such body alone, and
 * not that very article beside it (there resolution told them apart). One word ("the council") is whoever takes the same side on the claim, or tells another figure of the same quantity: that a board
 * denies what another affirms does not make them one. "The police" of two towns stay two, or nobody's.
 *
 * @param positions  all on the claim
 * @param claim   one that stands for itself
 * @param rivals  its own
 * @return HS_OK, HS_E_NOMEM, HS_E_LEDGER ..
 */
hs_status hs_in_short_unite(hs_positions *positions, hs_ledger *ledger, int64_t claim, const hs_rivals *rivals, hs_error *err);
/** hs_positions_of_claim, and that. */
hs_status hs_in_short_of_claim(hs_positions *out, hs_ledger *ledger, int64_t claim, hs_error *err);
/** hs_positions_of_attribution, and that. */
hs_status hs_in_short_of_attribution(hs_positions *out, hs_ledger *ledger, int64_t attribution, hs_error *err);

#endif
