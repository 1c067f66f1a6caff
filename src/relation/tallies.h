/* tallies.h -- counts of the dead, hurt, missing, rescued and arrested: contents of documents near each other that give one, compared by their
 * figures. In: a document's attributions and figures, those of its neighbours. Out: rows of pair: other figures contradict each other, equal ones
 * are one claim. Such contents are short, and hardly alike in anything but what they count, so that neither vectors find all of them
 * nor a model judges them well. Rules; no model. Threads: as the ledger. */
#ifndef HS_TALLIES_H
#define HS_TALLIES_H

#include "groups.h"
#include "neighbours.h"

/**
 * Compare a document's tallies with each other and with those of its neighbours that were heard about the same time.
 *
 * @param touched  both claims of each pair are added
 * @return HS_OK, HS_E_NOMEM, HS_E_LEDGER ..
 */
hs_status hs_tallies_find(hs_ids *touched, hs_ledger *ledger, int64_t document, const hs_neighbours *near, hs_error *err);

#endif
