/* ledger_versions.c -- which version of a page follows on which: the order of what the page says of itself, else that of adding. In: a document and the newest version of its page.
 * Out: its place in the chain of `replaces`, at whose end the current one is. What is surely newer never stands before what is surely older, so that the order in which they came in
 * makes no difference to them. One thread at a time. */
#include "ledger.h"

#include <stdio.h>
#include <string.h>

#include "status.h"

/* When a page says that it was written: no earlier than `from`, and no later than any time that begins with `to`. Both empty: it does not say. */
typedef struct stated {
    char from[HS_ISO8601_UTC], to[HS_ISO8601_UTC + 1];
} stated;

static stated read_stated(hs_str modified, hs_str published)
{
    stated out = {"", ""};
    const hs_str said = hs_iso8601_utc(out.from, modified) ? modified : published;
    if (!hs_iso8601_utc(out.from, said))
        return (stated){"", ""};
    /* of a day, a month or a year the last moment is behind whatever begins with it */
    if (memchr(said.ptr, 'T', said.len))
        snprintf(out.to, sizeof out.to, "%s", out.from);
    else
        snprintf(out.to, sizeof out.to, "%.*s~", (int)said.len, said.ptr);
    return out;
}

/* For sure: what lies within one day of which no more is known may be in any order. */
static bool is_before(const stated *a, const stated *b)
{
    return a->from[0] && b->from[0] && strcmp(a->to, b->from) < 0;
}

static hs_status load_version(hs_ledger *ledger, int64_t id, stated *when, int64_t *replaces, hs_error *err)
{
    bool row;
    hs_sql q = hs_sql_begin(ledger, "SELECT modified, published, coalesce(replaces, 0) FROM document WHERE document_id = ?1");
    hs_sql_number(&q, 1, id);
    hs_status status = hs_sql_step(&q, &row, err);
    *replaces = 0;
    *when = (stated){"", ""};
    if (status == HS_OK && row) {
        *when = read_stated(hs_sql_column(&q, 0), hs_sql_column(&q, 1));
        *replaces = hs_sql_column_number(&q, 2);
    }
    hs_sql_end(&q);
    return status;
}

/* A damaged file's versions may turn in a circle; of no page are there so many. */
enum { MOST_VERSIONS = 100000 };

static hs_status too_many(int64_t id, hs_error *err)
{
    return hs_fail(err, HS_E_LEDGER, (uint64_t)id, "the versions of d%lld go round in a circle: hearsay check", (long long)id);
}

/* @param id  what is to stand there; of two that nothing puts in order the one that came in first stands first */
static hs_status find_place(hs_version_place *out, hs_ledger *ledger, int64_t newest, int64_t id, const stated *when, hs_error *err)
{
    *out = (hs_version_place){.older = newest};
    int64_t next;
    int steps = 0;
    for (int64_t at = newest; at; at = next) {
        stated then;
        HS_TRY(load_version(ledger, at, &then, &next, err));
        if (is_before(&then, when))
            return HS_OK;
        if (is_before(when, &then) || at > id)
            *out = (hs_version_place){.older = next, .newer = at};
        if (++steps > MOST_VERSIONS)
            return too_many(newest, err);
    }
    return HS_OK;
}

hs_status hs_ledger_find_place(hs_version_place *out, hs_ledger *ledger, int64_t newest, const hs_document *doc, hs_error *err)
{
    const stated when = read_stated(doc->modified, doc->published);
    return find_place(out, ledger, newest, INT64_MAX, &when, err);
}

static hs_status set(hs_ledger *ledger, const char *sql, int64_t id, int64_t value, hs_error *err)
{
    hs_sql q = hs_sql_begin(ledger, sql);
    hs_sql_number(&q, 1, id);
    hs_sql_number(&q, 2, value);
    return hs_sql_run(&q, err);
}

static hs_status set_replaces(hs_ledger *ledger, int64_t id, int64_t older, hs_error *err)
{
    return set(ledger, "UPDATE document SET replaces = CASE WHEN ?2 > 0 THEN ?2 END WHERE document_id = ?1", id, older, err);
}

static hs_status set_current(hs_ledger *ledger, int64_t id, bool current, hs_error *err)
{
    return set(ledger, "UPDATE document SET current = ?2 WHERE document_id = ?1", id, current, err);
}

hs_status hs_ledger_put_in_place(hs_ledger *ledger, int64_t id, hs_version_place place, hs_error *err)
{
    HS_TRY(set_replaces(ledger, id, place.older, err));
    HS_TRY(set_current(ledger, id, !place.newer, err));
    if (place.newer)
        return set_replaces(ledger, place.newer, id, err);
    return place.older ? set_current(ledger, place.older, false, err) : HS_OK;
}

static hs_status find_next(hs_ledger *ledger, int64_t id, int64_t *next, hs_error *err)
{
    hs_sql q = hs_sql_begin(ledger, "SELECT document_id FROM document WHERE replaces = ?1");
    hs_sql_number(&q, 1, id);
    return hs_sql_take_number(&q, next, err);
}

/* @param newest  out: of the page without `id`; 0: there are no others */
static hs_status take_out(hs_ledger *ledger, int64_t id, int64_t *newest, hs_version_place *was, hs_error *err)
{
    stated when;
    HS_TRY(load_version(ledger, id, &when, &was->older, err));
    HS_TRY(find_next(ledger, id, &was->newer, err));
    *newest = was->newer ? was->newer : was->older;
    int steps = 0;
    for (int64_t next = was->newer; next; steps++) {
        *newest = next;
        HS_TRY(find_next(ledger, *newest, &next, err));
        if (steps > MOST_VERSIONS)
            return too_many(id, err);
    }
    if (was->newer)
        return set_replaces(ledger, was->newer, was->older, err);
    return was->older ? set_current(ledger, was->older, true, err) : HS_OK;
}

hs_status hs_ledger_place_anew(hs_ledger *ledger, int64_t id, hs_error *err)
{
    hs_version_place was, is;
    int64_t newest, older;
    stated when;
    HS_TRY(take_out(ledger, id, &newest, &was, err));
    if (!newest)
        return HS_OK;
    HS_TRY(load_version(ledger, id, &when, &older, err));
    HS_TRY(find_place(&is, ledger, newest, id, &when, err));
    HS_TRY(hs_ledger_put_in_place(ledger, id, is, err));
    /* what is current where it was not, or is no longer, is told of otherwise */
    return !was.newer == !is.newer ? HS_OK : hs_ledger_unsettle_document(ledger, newest, err);
}
