/* origins_versions.c -- pages that told of the claim in an older version already. In: the documents that tell of it. Out: each as heard when its page first told of it, in
 * the order of that. One thread at a time. */
#include "origins.h"

#include "status.h"

/* Not beyond an older version that tells of it by itself (?3), as the page turned since. */
static const char since_sql[] =
    "WITH RECURSIVE v (id) AS (SELECT replaces FROM document WHERE document_id = ?1 AND replaces > 0 UNION SELECT r.replaces FROM v JOIN document r ON "
    "r.document_id = v.id WHERE r.replaces > 0 AND v.id NOT IN (SELECT value FROM json_each(?3))) SELECT d.heard, d.heard_by, d.published FROM v "
    "JOIN document d ON d.document_id = v.id WHERE v.id NOT IN (SELECT value FROM json_each(?3)) AND EXISTS "
    "(SELECT 1 FROM attribution a WHERE a.document_id = d.document_id AND a.claim_id IN (SELECT value FROM json_each(?2))) ORDER BY d.heard, d.sha256 LIMIT 1";

static hs_status find_since(hs_tracing *t, hs_telling *d, const hs_buffer *claims, const hs_buffer *earlier, hs_error *err)
{
    bool row;
    hs_sql q = hs_sql_begin(t->ledger, since_sql);
    hs_sql_number(&q, 1, d->id);
    hs_sql_held(&q, 2, claims);
    hs_sql_held(&q, 3, earlier);
    hs_status status = hs_sql_step(&q, &row, err);
    if (status == HS_OK && row && hs_origins_order(hs_sql_column(&q, 0), d->came) < 0) {
        hs_str published;
        status = hs_origins_copy(t->arena, &q, 0, &d->came, err);
        if (status == HS_OK)
            status = hs_origins_copy(t->trace->arena, &q, 2, &published, err);
        if (status == HS_OK)
            status = hs_origins_heard(t, &q, 0, 1, published, d, err);
    }
    hs_sql_end(&q);
    return status;
}

static bool is_before(const hs_telling *a, const hs_telling *b)
{
    int order = hs_origins_order(a->came, b->came);
    return order ? order < 0 : hs_origins_order(a->sha256, b->sha256) < 0;
}

void hs_origins_put_in_order(hs_tracing *t, uint32_t first)
{
    for (uint32_t i = first; i < t->n_tellings; i++) /* few are out of it */
        for (uint32_t k = i; k > 0 && is_before(&t->tellings[k], &t->tellings[k - 1]); k--) {
            hs_telling swap = t->tellings[k];
            t->tellings[k] = t->tellings[k - 1];
            t->tellings[k - 1] = swap;
        }
    for (uint32_t i = 0; i < t->n_tellings; i++)
        for (uint32_t k = 0; k < t->tellings[i].n_told; k++)
            t->told[t->tellings[i].told + k].telling = i;
}

hs_status hs_origins_versions(hs_tracing *t, const hs_buffer *claims, hs_error *err)
{
    hs_status status = HS_OK;
    hs_buffer earlier = hs_buffer_new((size_t)1 << 16);
    for (uint32_t i = 0; i < t->n_tellings; i++)
        if (t->tellings[i].earlier)
            hs_buffer_format(&earlier, "%s%lld", earlier.len ? "," : "[", (long long)t->tellings[i].id);
    hs_buffer_text(&earlier, earlier.len ? "]" : "[]");
    for (uint32_t i = 0; status == HS_OK && i < t->n_tellings; i++)
        status = find_since(t, &t->tellings[i], claims, &earlier, err);
    hs_buffer_free(&earlier);
    HS_TRY(status);
    hs_origins_put_in_order(t, 0);
    return HS_OK;
}
