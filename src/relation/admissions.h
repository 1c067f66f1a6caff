/* admissions.h -- "admitted" after "denied", where the two contents are in other words than the comparer can join: the words of the acts
 * themselves tell of the change; of a denial in words of one's own ("No letter ever reached us") that there was what is admitted (absences.h). In: positions of one source. Out: rows of change. Threads: a ledger's one thread. */
#ifndef HS_ADMISSIONS_H
#define HS_ADMISSIONS_H

#include "positions.h"

enum { HS_ADMISSION_HEARD_S = 60 * 86400 /* so far apart at most were the two documents heard */ };

/**
 * Find the admissions of a source anew, in the batch that is open: a change for each document in which it admits something within a
 * month of rejecting what is like it, from the rejection that is most like it to the admission. A change of another kind that is there between the
 * two stays. What comes out is the same in whatever order documents came in.
 *
 * @param source  one that changed, also such as does not stand for itself any more or is gone
 * @return HS_OK, HS_E_NOMEM, HS_E_LEDGER .. (the rows are then to be undone with their batch)
 */
hs_status hs_admissions_of_source(hs_ledger *ledger, int64_t source, hs_error *err);
/** Those that a document has a part in: of the sources that reject or admit something in it. As hs_admissions_of_source. */
hs_status hs_admissions_of_document(hs_ledger *ledger, int64_t document, hs_error *err);

#endif
