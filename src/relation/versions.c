/* versions.c -- the older versions of a page. See versions.h. */
#include "versions.h"

static const char older_sql[] =
    "WITH RECURSIVE v (id) AS (SELECT replaces FROM document WHERE document_id = ?1 AND replaces > 0 UNION SELECT r.replaces FROM v JOIN document r ON "
    "r.document_id = v.id WHERE r.replaces > 0) SELECT d.document_id FROM v JOIN document d ON d.document_id = v.id WHERE d.document_id <> ?1 ORDER BY d.heard, d.sha256";

hs_status hs_versions_older(hs_ids *out, hs_ledger *ledger, int64_t document, hs_error *err)
{
    hs_sql q = hs_sql_begin(ledger, older_sql);
    hs_sql_number(&q, 1, document);
    return hs_ids_add_rows(out, q, err);
}

hs_status hs_versions_any(bool *out, hs_ledger *ledger, hs_error *err)
{
    int64_t any;
    hs_sql q = hs_sql_begin(ledger, "SELECT EXISTS (SELECT 1 FROM document WHERE replaces IS NOT NULL)");
    hs_status status = hs_sql_take_number(&q, &any, err);
    *out = status == HS_OK && any != 0;
    return status;
}
