/* ledger_correct.h -- what the corrections of attributions, sources and documents share. */
#ifndef HS_LEDGER_CORRECT_H
#define HS_LEDGER_CORRECT_H

#include "ledger.h"

/** Of SQL in which ?4 is the verdict: what an 'other' leaves out stays as it is shown, which an earlier correction may have changed. @param
 * column  "7, c.name": the parameter, and the column of the earlier one */
#define HS_KEPT(column) "CASE WHEN ?4 = 'other' THEN coalesce(?" column ") END"

/** The next number of a correction of anything. */
hs_status hs_ledger_next_correction(hs_ledger *ledger, int64_t *out, hs_error *err);

#endif
