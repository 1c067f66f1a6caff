/* origins_versions.c -- pages that told of the claim in an older version already, and pages that came to tell of it by a change. In: the documents that tell of it. Out: each as heard when its
 * page first told of it, in the order of that. One thread at a time.
 *
 * What no older version of a page has it came to say by its last change or by one before, of which nothing is known: it is heard when the page says that it was changed, but where others
 * told of the claim between the two: these may have it from the page. */
#include "origins.h"

#include <string.h>

#include "ascii.h"

#include "status.h"

/* Not beyond an older version that tells of it by itself (?3), as the page turned since. */
static const char since_sql[] =
    "WITH RECURSIVE v (id) AS (SELECT replaces FROM document WHERE document_id = ?1 AND replaces > 0 UNION SELECT r.replaces FROM v JOIN document r ON "
    "r.document_id = v.id WHERE r.replaces > 0 AND v.id NOT IN (SELECT value FROM json_each(?3))) SELECT d.heard, d.heard_by, d.published FROM v "
    "JOIN document d ON d.document_id = v.id WHERE v.id NOT IN (SELECT value FROM json_each(?3)) AND EXISTS "
    "(SELECT 1 FROM attribution a WHERE a.document_id = d.document_id AND a.claim_id IN (SELECT value FROM json_each(?2))) ORDER BY d.heard, d.sha256 LIMIT 1";

/* When a page that has older versions says that it was changed: after it was published, and no later than a day behind when it was seen, where that can be compared. */
static const char changed_sql[] =
    "SELECT modified, heard, coalesce(fetched, added) FROM document WHERE document_id = ?1 AND replaces > 0 AND modified IS NOT NULL";

static hs_status take_changed(hs_tracing *t, const hs_sql *q, hs_str *when, hs_str *said, hs_error *err)
{
    char changed[HS_ISO8601_UTC], seen[HS_ISO8601_UTC];
    const hs_str heard = hs_sql_column(q, 1);
    if (!hs_iso8601_utc(changed, hs_sql_column(q, 0)) || hs_origins_order(hs_ascii_of(changed), heard) <= 0 || !hs_iso8601_utc(seen, hs_sql_column(q, 2)))
        return HS_OK;
    const bool compares = hs_origins_order(hs_ascii_of(seen), heard) >= 0;
    hs_iso8601_move_day(seen, 1);
    if (compares && hs_origins_order(hs_ascii_of(changed), hs_ascii_of(seen)) > 0)
        return HS_OK;
    *when = hs_arena_copy(t->trace->arena, hs_ascii_of(changed));
    return when->ptr ? hs_origins_copy(t->trace->arena, q, 0, said, err) : hs_fail(err, HS_E_NOMEM, 0, "no memory for a trace");
}

/* When a telling's page was changed; `when` is empty where it is not known. */
typedef struct change {
    hs_str when, said;
} change;

/* @param d  none of its older versions tells of the claim */
static hs_status find_changed(hs_tracing *t, const hs_telling *d, change *out, hs_error *err)
{
    bool row;
    hs_sql q = hs_sql_begin(t->ledger, changed_sql);
    hs_sql_number(&q, 1, d->id);
    hs_status status = hs_sql_step(&q, &row, err);
    if (status == HS_OK && row && d->dated)
        status = take_changed(t, &q, &out->when, &out->said, err);
    hs_sql_end(&q);
    return status;
}

/* Did others tell of the claim before its page was changed? Nobody knows who was first. */
static bool is_told_between(const hs_tracing *t, const hs_telling *d, hs_str when)
{
    for (uint32_t i = 0; i < t->n_tellings; i++) {
        const hs_telling *other = &t->tellings[i];
        const bool same_page = d->page.len && hs_ascii_equal(other->page, d->page);
        if (!same_page && hs_origins_order(other->came, d->came) >= 0 && hs_origins_order(other->came, when) <= 0)
            return true;
    }
    return false;
}

/* Each is compared with the others as they were before any is moved. */
static void set_changed(hs_tracing *t, const change *changes)
{
    for (uint32_t i = 0; i < t->n_tellings; i++)
        if (changes[i].when.len)
            t->tellings[i].changed = is_told_between(t, &t->tellings[i], changes[i].when);
    for (uint32_t i = 0; i < t->n_tellings; i++) {
        hs_telling *d = &t->tellings[i];
        if (!changes[i].when.len || d->changed)
            continue;
        d->came = changes[i].when;
        d->heard = changes[i].said.len <= strlen("2031-05-14") ? changes[i].said : changes[i].when;
    }
}

static hs_status find_since(hs_tracing *t, hs_telling *d, change *changed, const hs_buffer *claims, const hs_buffer *earlier, hs_error *err)
{
    bool row;
    hs_sql q = hs_sql_begin(t->ledger, since_sql);
    hs_sql_number(&q, 1, d->id);
    hs_sql_held(&q, 2, claims);
    hs_sql_held(&q, 3, earlier);
    hs_status status = hs_sql_step(&q, &row, err);
    const bool told = status == HS_OK && row;
    if (told && hs_origins_order(hs_sql_column(&q, 0), d->came) < 0) {
        hs_str published;
        status = hs_origins_copy(t->arena, &q, 0, &d->came, err);
        if (status == HS_OK)
            status = hs_origins_copy(t->trace->arena, &q, 2, &published, err);
        if (status == HS_OK)
            status = hs_origins_heard(t, &q, 0, 1, published, d, err);
    }
    hs_sql_end(&q);
    return status != HS_OK || told ? status : find_changed(t, d, changed, err);
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
    change *changes = HS_NEW(t->arena, change, t->n_tellings + 1);
    if (!changes)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for a trace");
    memset(changes, 0, (t->n_tellings + 1) * sizeof *changes);
    hs_buffer earlier = hs_buffer_new((size_t)1 << 16);
    for (uint32_t i = 0; i < t->n_tellings; i++)
        if (t->tellings[i].earlier)
            hs_buffer_format(&earlier, "%s%lld", earlier.len ? "," : "[", (long long)t->tellings[i].id);
    hs_buffer_text(&earlier, earlier.len ? "]" : "[]");
    for (uint32_t i = 0; status == HS_OK && i < t->n_tellings; i++)
        status = find_since(t, &t->tellings[i], &changes[i], claims, &earlier, err);
    hs_buffer_free(&earlier);
    HS_TRY(status);
    set_changed(t, changes);
    hs_origins_put_in_order(t, 0);
    return HS_OK;
}
