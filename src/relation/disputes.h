/* disputes.h -- claims on which sources hold what cannot both be right.
 * Path: positions, rivals -> rows of dispute.
 * Threads: a ledger's one thread. */
#ifndef HS_DISPUTES_H
#define HS_DISPUTES_H

#include "held.h"

/**
 * Find the disputes of a claim anew, in the batch that is open, after hs_relation_disputes_end. What comes out is the same in whatever
 * order documents came in.
 *
 *   polarity  one claim that one source affirms and another rejects
 *   figures   two claims whose figures for one thing differ, affirmed by different sources
 *   contents  two claims that contradict each other otherwise, affirmed by different sources
 *
 * A figure is an update of a lesser one (is_update) if it is first held later, the lesser is not held any more 6 hours after that,
 * and no article has both side by side, by different sources.
 * Of figures of one source alone there is a row only where they are that; what else it says otherwise is a change (changes.h).
 *
 * @param claim  one that stands for itself
 * @return HS_OK, HS_E_NOMEM, HS_E_LEDGER .. (the rows are then to be undone with their batch)
 */
hs_status hs_relation_disputes(hs_holdings *holdings, int64_t claim, hs_error *err);
/** Delete the disputes of a claim, whatever became of it. */
hs_status hs_relation_disputes_end(hs_ledger *ledger, int64_t claim, hs_error *err);

#endif
