/* settle.c -- disputes and changes of what the ledger noted as touched. In: rows of unsettled. Out: rows of dispute and change, and none
 * of unsettled. One thread at a time. */
#include "changes.h"
#include "disputes.h"
#include "status.h"

static hs_status settle_each(hs_ledger *ledger, const char *kind, hs_status (*find)(hs_ledger *, const int64_t *, size_t, hs_error *), hs_error *err)
{
    for (int64_t after = 0, id;; after = id) {
        hs_sql q = hs_sql_begin(ledger, "SELECT min(id) FROM unsettled WHERE kind = ?1 AND id > ?2");
        hs_sql_word(&q, 1, kind);
        hs_sql_number(&q, 2, after);
        HS_TRY(hs_sql_take_number(&q, &id, err));
        if (id <= after)
            return HS_OK;
        HS_TRY(find(ledger, &id, 1, err));
    }
}

/* Who holds a claim that changed may have changed position by that. */
static const char holders_sql[] =
    "WITH changed (id) AS (SELECT coalesce(c.same_as, c.claim_id) FROM unsettled u JOIN claim c ON c.claim_id = u.id WHERE u.kind = 'claim'), "
    "worded (id) AS (SELECT id FROM changed UNION SELECT claim_id FROM claim WHERE same_as IN (SELECT id FROM changed)) "
    "INSERT OR IGNORE INTO unsettled SELECT 'source', coalesce(s.merged_into, s.source_id) FROM worded w CROSS JOIN attribution a ON a.claim_id = w.id "
    "CROSS JOIN holder h ON h.holder_id = a.holder_id CROSS JOIN source s ON s.source_id = h.source_id "
    "UNION SELECT 'source', coalesce(s.merged_into, s.source_id) FROM worded w CROSS JOIN attribution a ON a.claim_id = w.id "
    "CROSS JOIN correction c ON c.attribution_id = a.attribution_id CROSS JOIN source s ON s.name_key = c.source_key AND s.anonymous = 0 AND s.apart = 0";

static hs_status settle(hs_ledger *ledger, hs_error *err)
{
    HS_TRY(hs_ledger_run(ledger, holders_sql, "the ledger", err));
    HS_TRY(settle_each(ledger, "claim", hs_relation_disputes, err));
    HS_TRY(settle_each(ledger, "source", hs_relation_changes, err));
    return hs_ledger_run(ledger, "DELETE FROM unsettled", "the ledger", err);
}

hs_status hs_ledger_settle(hs_ledger *ledger, hs_error *err)
{
    HS_TRY(hs_ledger_step_begin(ledger, err));
    return hs_ledger_step_end(ledger, settle(ledger, err), err);
}
