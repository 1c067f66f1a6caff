/* admissions.h -- "admitted" after "denied", where the two contents are in other words than the comparer can join: the words of the acts
 * themselves tell of the change. In: positions of one source. Out: rows of change. Threads: a ledger's one thread. */
#ifndef HS_ADMISSIONS_H
#define HS_ADMISSIONS_H

#include "positions.h"

/**
 * Put a change for each document in which a source admits something within a month of rejecting what is like it: from the rejection that
 * is most like it to the admission. A change that is there between the two stays.
 *
 * @param all  positions of the source
 */
hs_status hs_admissions_find(hs_ledger *ledger, int64_t source, const hs_positions *all, hs_error *err);

#endif
