/* groups.h -- wordings that say the same become one claim. In: rows of pair. Out: claim.same_as. What comes out depends on the pairs alone,
 * not on their order: whatever is connected is grouped anew from the surest pair on (agglomerative clustering: Sokal and
 * Michener 1958), so that a chain of pairs does not make one claim of all. Threads: as the ledger. */
#ifndef HS_GROUPS_H
#define HS_GROUPS_H

#include "ids.h"
#include "ledger.h"

/**
 * Group anew all wordings that are connected with some of `claims`.
 *
 * @param claims    settled
 * @param standing  out, settled: the claims that some of `claims`, and the wordings that stand for another one now, stand for, and stood for before
 * @return HS_OK, HS_E_LEDGER, HS_E_NOMEM ..
 */
hs_status hs_groups_mend(hs_ids *standing, hs_ledger *ledger, const hs_ids *claims, hs_error *err);

#endif
