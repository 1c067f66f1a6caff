/* changes.h -- what a source held, and held otherwise later.
 * Path: positions of one source, rivals of their claims -> rows of change.
 * Threads: a ledger's one thread. */
#ifndef HS_CHANGES_H
#define HS_CHANGES_H

#include "ledger.h"

/**
 * Find the changes of position of sources anew, in the batch that is open: rows of these sources are deleted and made again. What
 * comes out is the same in whatever order documents came in.
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
 * @param sources  [n] of any that changed, also such as do not stand for themselves any more or are gone; the anonymous have
 *                 no changes
 * @return HS_OK, HS_E_NOMEM, HS_E_LEDGER .. (the rows are then to be undone with their batch)
 */
hs_status hs_relation_changes(hs_ledger *ledger, const int64_t *sources, size_t n, hs_error *err);

#endif
