/* changes.h -- what a source held, and held otherwise later.
 * Path: positions on a claim, and on its rivals -> rows of change.
 * Threads: a ledger's one thread. */
#ifndef HS_CHANGES_H
#define HS_CHANGES_H

#include "held.h"

/**
 * Find the changes of position on a claim anew, in the batch that is open, after hs_relation_changes_end: of whoever holds it, on it alone, from it to its rivals and
 * back, and between two rivals, where it may lie in between. What comes out is the same in whatever
 * order documents came in. "Admitted" after "denied" in other words is found by admissions.h.
 *
 *   polarity   it rejected a claim and affirmed it later, or the reverse
 *   certainty  it was certain of what it holds, and less so later, or the reverse
 *   figures    it told another figure for one thing later: a lesser one, or a greater one while it conceded something; a count that
 *              only grows is an update (disputes.h), and of the figures in one document it cannot be told which came last
 *   contents   it affirmed a claim and later one that contradicts it
 *
 * A row leads from the last time that the one is known to have been held to the first time of the other; both must be apart in
 * time. Where articles of one time have both, the one that was held before is taken for a recollection.
 *
 * The anonymous have no changes.
 *
 * @param claim  one that stands for itself and changed: positions on it, which wordings it has, or what contradicts them
 * @return HS_OK, HS_E_NOMEM, HS_E_LEDGER .. (the rows are then to be undone with their batch)
 */
hs_status hs_relation_changes(hs_holdings *holdings, int64_t claim, hs_error *err);
/** Delete the changes to and from a claim and each of its wordings; the documents of admissions that may be told in their place are noted as unsettled. */
hs_status hs_relation_changes_end(hs_ledger *ledger, int64_t claim, hs_error *err);

#endif
