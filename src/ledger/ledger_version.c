/* ledger_version.c -- has anything changed? In: an open ledger. Out: numbers to compare with earlier ones. One thread at a time. */
#include "ledger.h"

#include "status.h"

static hs_status take(uint64_t *out, hs_sql q, hs_error *err)
{
    int64_t number = 0;
    hs_status status = hs_sql_take_number(&q, &number, err);
    *out = status == HS_OK ? (uint64_t)number : 0;
    return status;
}

hs_status hs_ledger_version(uint64_t *out, hs_ledger *ledger, hs_error *err)
{
    HS_TRY(hs_still_check(ledger, err));
    return take(out, hs_sql_either(ledger, "PRAGMA data_version", "SELECT version FROM ledger_state"), err);
}

hs_status hs_ledger_newest_claim(uint64_t *out, hs_ledger *ledger, hs_error *err)
{
    return take(out, hs_sql_begin(ledger, "SELECT max(claim_id) FROM claim"), err);
}
