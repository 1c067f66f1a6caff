/* ledger_versions.c -- which version of a page follows on which: what the page says of itself, the time at which it was fetched, else the order of adding. In: a row of document and the
 * newest version of its page. Out: its place in the chain of `replaces`, at whose end the current one is. What is surely newer never stands before what is surely older, so that the order in
 * which they came in makes no difference to them. One thread at a time. */
#include "ledger.h"

#include <stdio.h>
#include <string.h>

#include "status.h"

/* No earlier than `from`, and no later than any time that begins with `to`. Both empty: not known. */
typedef struct stretch {
    char from[HS_ISO8601_UTC], to[HS_ISO8601_UTC + 1];
} stretch;

typedef struct version {
    int64_t id, replaces;
    stretch written;           /* when the page came to have this text */
    char seen[HS_ISO8601_UTC]; /* when it was fetched, else added */
} version;

static bool read_time(stretch *out, hs_str said)
{
    *out = (stretch){"", ""};
    if (!hs_iso8601_utc(out->from, said))
        return false;
    /* of a day, a month or a year the last moment is behind whatever begins with it */
    if (memchr(said.ptr, 'T', said.len))
        snprintf(out->to, sizeof out->to, "%s", out->from);
    else
        snprintf(out->to, sizeof out->to, "%.*s~", (int)said.len, said.ptr);
    return true;
}

/* Nobody has seen a change before it was made, and none is made before the page is there; a day is left for zones that a page does not name and clocks that are wrong. */
static bool is_credible(const stretch *modified, const stretch *published, const char *seen)
{
    char last[HS_ISO8601_UTC], first[HS_ISO8601_UTC];
    memcpy(last, seen, sizeof last);
    memcpy(first, published->from, sizeof first);
    hs_iso8601_move_day(last, 1);
    if (*first)
        hs_iso8601_move_day(first, -1);
    return strcmp(modified->from, last) <= 0 && strcmp(modified->to, first) >= 0;
}

/* A change that the page tells is when its text was written. Else that was between when the page was published and when it was fetched, as pages are changed without a word; of what was saved
 * by others at a time that nobody knows, and of what a person has dated, it is when it was published.
 * @param dated  published is a person's word */
static stretch find_written(hs_str modified, hs_str published, hs_str fetched, bool dated, const char *seen)
{
    stretch change, first, last;
    const bool is_published = read_time(&first, published);
    if (read_time(&change, modified) && is_credible(&change, &first, seen))
        return change;
    if (dated || !read_time(&last, fetched))
        return first;
    if (!is_published)
        memcpy(last.from, "0", sizeof "0"); /* whenever it was */
    else if (strcmp(first.from, last.from) < 0)
        memcpy(last.from, first.from, sizeof last.from);
    return last;
}

/* For sure: what lies within one day of which no more is known may be in any order. */
static bool is_written_before(const version *a, const version *b)
{
    return a->written.from[0] && b->written.from[0] && strcmp(a->written.to, b->written.from) < 0;
}

static bool is_seen_before(const version *a, const version *b)
{
    const int order = strcmp(a->seen, b->seen);
    return order ? order < 0 : a->id < b->id;
}

static hs_status load_version(version *out, hs_ledger *ledger, int64_t id, hs_error *err)
{
    bool row;
    hs_sql q = hs_sql_begin(ledger, "SELECT modified, published, fetched, added, coalesce(replaces, 0), (SELECT count(*) FROM document_correction c WHERE c.document_id = d.document_id "
                                    "AND c.machine_published IS NOT d.published) FROM document d WHERE document_id = ?1");
    hs_sql_number(&q, 1, id);
    hs_status status = hs_sql_step(&q, &row, err);
    *out = (version){.id = id};
    if (status == HS_OK && row) {
        if (!hs_iso8601_utc(out->seen, hs_sql_column(&q, 2)))
            hs_iso8601_utc(out->seen, hs_sql_column(&q, 3));
        out->written = find_written(hs_sql_column(&q, 0), hs_sql_column(&q, 1), hs_sql_column(&q, 2), hs_sql_column_number(&q, 5) > 0, out->seen);
        out->replaces = hs_sql_column_number(&q, 4);
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

/* Of two that nothing that they say puts in order the one that was seen first stands first. */
static hs_status find_place(hs_version_place *out, hs_ledger *ledger, int64_t newest, int64_t id, hs_error *err)
{
    version is, at;
    int steps = 0;
    *out = (hs_version_place){.older = newest};
    HS_TRY(load_version(&is, ledger, id, err));
    for (int64_t next = newest; next; next = at.replaces) {
        HS_TRY(load_version(&at, ledger, next, err));
        if (is_written_before(&at, &is))
            return HS_OK;
        if (is_written_before(&is, &at) || is_seen_before(&is, &at))
            *out = (hs_version_place){.older = at.replaces, .newer = at.id};
        if (++steps > MOST_VERSIONS)
            return too_many(newest, err);
    }
    return HS_OK;
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

hs_status hs_ledger_put_in_place(hs_version_place *out, hs_ledger *ledger, int64_t newest, int64_t id, hs_error *err)
{
    HS_TRY(find_place(out, ledger, newest, id, err));
    HS_TRY(set_replaces(ledger, id, out->older, err));
    HS_TRY(set_current(ledger, id, !out->newer, err));
    if (out->newer)
        return set_replaces(ledger, out->newer, id, err);
    return out->older ? set_current(ledger, out->older, false, err) : HS_OK;
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
    version is;
    HS_TRY(load_version(&is, ledger, id, err));
    was->older = is.replaces;
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
    int64_t newest;
    HS_TRY(take_out(ledger, id, &newest, &was, err));
    if (!newest)
        return HS_OK;
    HS_TRY(hs_ledger_put_in_place(&is, ledger, newest, id, err));
    /* what is current where it was not, or is no longer, is told of otherwise */
    return !was.newer == !is.newer ? HS_OK : hs_ledger_unsettle_document(ledger, newest, err);
}
