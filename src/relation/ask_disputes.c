/* ask_disputes.c -- disputes and changes of position as answers. In: a question. Out: an answer of one page; what a person called wrong
 * since the rows were made is left out of it. No value of a question becomes SQL. One thread at a time. */
#include <stdlib.h>
#include <string.h>

#include "ascii.h"
#include "heap.h"
#include "held.h"
#include "names.h"
#include "positions.h"
#include "query.h"
#include "status.h"
#include "versions.h"

/* Parameters of both statements. */
enum { P_SINCE = 1, P_UNTIL, P_WORDS, P_SOURCES, P_OUTLETS, P_HEARD, P_ONE, P_OTHER, P_SKIP };

enum { SQL_CAP = 1 << 14 };

typedef struct asking {
    hs_answer *answer;
    hs_filter filter;
    int64_t unknown; /* the source that only corrections call so; 0: none */
    hs_holdings holdings; /* of the page's claims */
    bool versions;   /* there is a page with more than one */
    size_t passed;   /* rows that were looked at, with those of the pages before */
} asking;

/* ---- the rows ---- */

static void put_time(hs_buffer *sql, const asking *a, const char *table)
{
    if (a->filter.query.since.len)
        hs_buffer_format(sql, " AND %s.heard >= ?%d", table, P_SINCE);
    if (a->filter.query.until.len)
        hs_buffer_format(sql, " AND %s.heard <= ?%d", table, P_UNTIL);
}

#define IS_OUTLET "d.outlet COLLATE NOCASE IN (SELECT value FROM json_each(?%d, '$'))"

static void put_disputes(hs_buffer *sql, const asking *a)
{
    static const char worded[] = "SELECT claim_id FROM claim WHERE claim_id IN (x.claim_id, x.other_id) "
                                 "UNION ALL SELECT claim_id FROM claim WHERE same_as IN (x.claim_id, x.other_id)";
    static const char named[] = "SELECT coalesce(same_as, claim_id) FROM claim WHERE claim_id IN (SELECT rowid FROM claim_words WHERE claim_words MATCH ?3)";
    const hs_query *q = &a->filter.query;
    hs_buffer_text(sql, "SELECT x.claim_id, x.other_id, x.heard, x.kind, x.is_update FROM dispute x WHERE true");
    if (!q->updates)
        hs_buffer_text(sql, " AND NOT x.is_update");
    put_time(sql, a, "x");
    if (a->filter.words.len)
        hs_buffer_format(sql, " AND (x.claim_id IN (%s) OR x.other_id IN (%s))", named, named);
    if (a->filter.sources.len && !a->unknown)
        hs_buffer_format(sql, " AND EXISTS (SELECT 1 FROM said s WHERE s.claim_id IN (%s) AND s.source_id IN (SELECT value FROM json_each(?%d)))", worded,
                         P_SOURCES);
    if (q->outlet.len)
        hs_buffer_format(sql, " AND EXISTS (SELECT 1 FROM attribution a JOIN document d USING (document_id) WHERE a.claim_id IN (%s) AND d.current AND " IS_OUTLET ")",
                         worded, P_OUTLETS);
    if (a->filter.after_heard.ptr)
        hs_buffer_format(sql, " AND (x.heard, x.claim_id, x.other_id) < (?%d, ?%d, ?%d)", P_HEARD, P_ONE, P_OTHER);
    hs_buffer_text(sql, q->most_first ? " ORDER BY x.voices DESC, x.heard DESC, x.claim_id DESC, x.other_id DESC LIMIT -1 OFFSET ?9"
                                      : " ORDER BY x.heard DESC, x.claim_id DESC, x.other_id DESC");
}

static void put_changes(hs_buffer *sql, const asking *a)
{
    const hs_query *q = &a->filter.query;
    hs_buffer_text(sql, "SELECT k.before_id, k.after_id, k.heard, k.kind, k.source_id, " /* what it is called: a person's word in place of the reading's */
                        "coalesce((SELECT name FROM source_correction WHERE source_id = s.source_id ORDER BY correction_id DESC LIMIT 1), s.name) "
                        "FROM change k JOIN source s ON s.source_id = k.source_id WHERE "
                        /* a denial that one article turns is turned once, and that is the admission, be it in the headline or in the text */
                        "NOT (k.kind IN ('polarity', 'contents') AND EXISTS (SELECT 1 FROM change o JOIN attribution n ON n.attribution_id = o.after_id "
                        "JOIN attribution a ON a.document_id = n.document_id WHERE a.attribution_id = k.after_id AND o.before_id = k.before_id "
                        "AND o.source_id = k.source_id AND o.kind = 'admission'))");
    put_time(sql, a, "k");
    if (a->filter.words.len)
        hs_buffer_text(sql, " AND EXISTS (SELECT 1 FROM attribution a CROSS JOIN claim_words ON claim_words.rowid = a.claim_id "
                            "WHERE a.attribution_id IN (k.before_id, k.after_id) AND claim_words MATCH ?3)");
    if (a->filter.sources.len)
        hs_buffer_format(sql, " AND k.source_id IN (SELECT value FROM json_each(?%d))", P_SOURCES);
    if (q->outlet.len)
        hs_buffer_format(sql, " AND EXISTS (SELECT 1 FROM attribution a JOIN document d USING (document_id) WHERE a.attribution_id IN (k.before_id, k.after_id) "
                              "AND " IS_OUTLET ")", P_OUTLETS);
    if (a->filter.after_heard.ptr)
        hs_buffer_format(sql, " AND (k.heard, k.before_id, k.after_id) < (?%d, ?%d, ?%d)", P_HEARD, P_ONE, P_OTHER);
    hs_buffer_text(sql, " ORDER BY k.heard DESC, k.before_id DESC, k.after_id DESC");
}

static bool has(const hs_sql *q, int i)
{
    return hs_sql_parameters(q) >= i;
}

static hs_sql pick(const asking *a, hs_buffer *sql, void (*put)(hs_buffer *, const asking *))
{
    const hs_filter *f = &a->filter;
    *sql = hs_buffer_new(SQL_CAP);
    put(sql, a);
    hs_sql q = {.ledger = f->ledger, .rc = SQLITE_NOMEM};
    if (sql->failed)
        return q;
    q = hs_sql_made(f->ledger, sql->ptr, sql->len);
    if (has(&q, P_SINCE))
        hs_sql_word(&q, P_SINCE, f->since);
    if (has(&q, P_UNTIL))
        hs_sql_word(&q, P_UNTIL, f->until);
    const hs_buffer *held[] = {&f->words, &f->sources, &f->outlets};
    for (int i = 0; i < 3; i++)
        if (has(&q, P_WORDS + i))
            hs_sql_held(&q, P_WORDS + i, held[i]);
    if (has(&q, P_HEARD))
        hs_sql_str(&q, P_HEARD, f->after_heard);
    if (has(&q, P_ONE))
        hs_sql_number(&q, P_ONE, f->after_document);
    if (has(&q, P_OTHER))
        hs_sql_number(&q, P_OTHER, f->after_position);
    if (has(&q, P_SKIP))
        hs_sql_number(&q, P_SKIP, f->skip);
    return q;
}

/* ---- sides ---- */

/* The positions on one side that are sure enough, in the order of time. */
static hs_status take_positions(hs_positions *out, asking *a, int64_t claim, hs_trace_side stance, hs_error *err)
{
    const hs_positions *all;
    *out = (hs_positions){0};
    HS_TRY(hs_holdings_positions(&all, &a->holdings, claim, err));
    for (size_t i = 0; i < all->n; i++)
        if (all->at[i].stance == stance && all->at[i].confidence >= a->filter.query.least)
            HS_TRY(hs_positions_add(out, &all->at[i], err));
    hs_positions_sort(out);
    return HS_OK;
}

static int by_number(const void *a, const void *b)
{
    const int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

static hs_status count_sources(uint32_t *out, const hs_positions *a, const hs_positions *b, hs_error *err)
{
    size_t n = a->n + b->n;
    int64_t *sources = hs_alloc((n + 1) * sizeof *sources);
    *out = 0;
    if (!sources)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for an answer");
    for (size_t i = 0; i < n; i++)
        sources[i] = i < a->n ? a->at[i].source : b->at[i - a->n].source;
    qsort(sources, n, sizeof *sources, by_number);
    for (size_t i = 0; i < n; i++)
        *out += !i || sources[i] != sources[i - 1];
    hs_free(sources);
    return HS_OK;
}

static hs_status held_of(const asking *a, const hs_position *p, hs_str *out, hs_error *err)
{
    char held[HS_ISO8601_UTC];
    hs_positions_held(held, p);
    return hs_answer_keep(a->answer, hs_ascii_of(held), out, err);
}

static bool have_wording(const hs_positions *positions, int64_t wording)
{
    for (size_t i = 0; i < positions->n; i++)
        if (positions->at[i].wording == wording)
            return true;
    return false;
}

/* The wording that a side is shown in: the claim's own, unless no position on it has it, as a page that did says so no longer. */
static int64_t told_as(const hs_dispute *d, const hs_positions sides[2], int i, int64_t claim)
{
    const hs_positions *other = d->kind == HS_CONFLICT_POLARITY ? &sides[1 - i] : &sides[i];
    return have_wording(&sides[i], claim) || have_wording(other, claim) ? claim : sides[d->kind == HS_CONFLICT_POLARITY ? 0 : i].at[0].wording;
}

/* @param wording  whose words the side is shown in */
static hs_status make_side(const asking *a, hs_side *side, int64_t claim, int64_t wording, const hs_positions *positions, hs_error *err)
{
    static const hs_positions nobody = {0};
    size_t n = positions->n < HS_ANSWER_ENTRIES ? positions->n : HS_ANSWER_ENTRIES;
    hs_entry *entries;
    hs_str *held;
    side->claim = (uint64_t)claim;
    HS_TRY(hs_answer_words(a->answer, wording, &side->words, err));
    HS_TRY(count_sources(&side->n_sources, positions, &nobody, err));
    HS_TRY(hs_answer_room(a->answer, (void **)&entries, n, sizeof *entries, err));
    HS_TRY(hs_answer_room(a->answer, (void **)&held, n, sizeof *held, err));
    for (size_t i = 0; i < n; i++) {
        HS_TRY(hs_answer_entry(a->answer, positions->at[i].attribution, true, &entries[i], err));
        HS_TRY(held_of(a, &positions->at[i], &held[i], err));
    }
    side->entries = entries;
    side->held = held;
    side->n_entries = (uint32_t)n;
    side->n_positions = (uint32_t)positions->n;
    return HS_OK;
}

/* Is a source that is asked for on this side? */
static bool holds_asked(const asking *a, const hs_positions *positions)
{
    hs_str list = hs_buffer_str(&a->filter.sources);
    for (size_t i = 0; i < positions->n; i++) {
        int64_t source = positions->at[i].source;
        if (a->unknown && source == a->unknown)
            return true;
        for (size_t at = 1; source > 0 && at < list.len;) { /* "[4,17]" */
            int64_t id = 0;
            for (; at < list.len && hs_ascii_is_digit(list.ptr[at]); at++)
                id = id * 10 + (list.ptr[at] - '0');
            at++;
            if (id == source)
                return true;
        }
    }
    return false;
}

/* @param whole  out: both sides are still there, with whom the question asks for */
static hs_status make_dispute(asking *a, hs_dispute *out, const int64_t claims[2], bool *whole, hs_error *err)
{
    hs_positions sides[2] = {{0}};
    const hs_trace_side second = out->kind == HS_CONFLICT_POLARITY ? HS_SIDE_AGAINST : HS_SIDE_FOR;
    hs_status status = take_positions(&sides[0], a, claims[0], HS_SIDE_FOR, err);
    if (status == HS_OK)
        status = take_positions(&sides[1], a, claims[1], second, err);
    if (status == HS_OK)
        hs_positions_drop_former(sides);
    if (status == HS_OK && a->versions)
        status = hs_positions_drop_superseded(sides, a->filter.ledger, err);
    *whole = sides[0].n && sides[1].n && (!a->filter.sources.len || holds_asked(a, &sides[0]) || holds_asked(a, &sides[1]));
    if (status == HS_OK && *whole)
        status = count_sources(&out->n_sources, &sides[0], &sides[1], err);
    for (int i = 0; i < 2 && status == HS_OK && *whole; i++)
        status = make_side(a, &out->sides[i], claims[i], told_as(out, sides, i, claims[i]), &sides[i], err);
    hs_positions_free(&sides[0]);
    hs_positions_free(&sides[1]);
    return status;
}

static hs_status take_dispute(asking *a, const hs_sql *q, bool *whole, hs_error *err)
{
    hs_dispute *out = &a->answer->disputes[a->answer->n_disputes];
    const int64_t claims[] = {hs_sql_column_number(q, 0), hs_sql_column_number(q, 1)};
    *out = (hs_dispute){.update = hs_sql_column_number(q, 4) != 0};
    if (!hs_conflict_of(&out->kind, hs_sql_column(q, 3)) || out->kind == HS_CONFLICT_CERTAINTY || out->kind == HS_CONFLICT_ADMISSION)
        return hs_fail(err, HS_E_LEDGER, (uint64_t)claims[0], "the ledger: a dispute on c%lld of no known kind", (long long)claims[0]);
    HS_TRY(hs_answer_copy(a->answer, q, 2, &out->heard, err));
    HS_TRY(make_dispute(a, out, claims, whole, err));
    a->answer->n_disputes += *whole;
    return HS_OK;
}

/* ---- changes ---- */

static hs_status take_end(const asking *a, int64_t attribution, hs_entry *entry, hs_position *held, bool *there, hs_error *err)
{
    hs_positions position;
    hs_status status = hs_positions_of_attribution(&position, a->filter.ledger, attribution, err);
    *there = status == HS_OK && position.n && position.at[0].confidence >= a->filter.query.least;
    if (*there)
        *held = position.at[0];
    hs_positions_free(&position);
    return status == HS_OK && *there ? hs_answer_entry(a->answer, attribution, true, entry, err) : status;
}

static hs_status take_change(asking *a, const hs_sql *q, bool *whole, hs_error *err)
{
    hs_change *out = &a->answer->changes[a->answer->n_changes];
    hs_position held_before, held_after;
    bool before, after = false;
    *out = (hs_change){.source = (uint64_t)hs_sql_column_number(q, 4)};
    if (!hs_conflict_of(&out->kind, hs_sql_column(q, 3)))
        return hs_fail(err, HS_E_LEDGER, out->source, "the ledger: a change of s%llu of no known kind", (unsigned long long)out->source);
    HS_TRY(hs_answer_shown(a->answer, q, 5, &out->name, err));
    HS_TRY(take_end(a, hs_sql_column_number(q, 0), &out->before, &held_before, &before, err));
    if (before)
        HS_TRY(take_end(a, hs_sql_column_number(q, 1), &out->after, &held_after, &after, err));
    if (before && after) {
        const bool later = held_before.past && held_after.from < held_before.from; /* "had said", who knows when: not after what it says now */
        HS_TRY(held_of(a, later ? &held_after : &held_before, &out->before_held, err));
        HS_TRY(held_of(a, &held_after, &out->after_held, err));
    }
    *whole = before && after;
    a->answer->n_changes += *whole;
    return HS_OK;
}

/* ---- pages ---- */

static size_t told(const asking *a)
{
    return a->answer->n_disputes + a->answer->n_changes;
}

/* The place of a row, for a page that goes on behind it. */
typedef struct row {
    int64_t one, other;
    hs_str heard;
} row;

static hs_status take_rows(asking *a, hs_sql *q, hs_status (*take)(asking *, const hs_sql *, bool *, hs_error *), hs_error *err)
{
    bool is, whole = false;
    row last = {0, 0, {NULL, 0}};
    size_t passed_last = 0;
    hs_status status = hs_sql_step(q, &is, err);
    while (status == HS_OK && is && told(a) < a->filter.limit) {
        status = take(a, q, &whole, err);
        a->passed++;
        if (status == HS_OK && whole) {
            last.one = hs_sql_column_number(q, 0);
            last.other = hs_sql_column_number(q, 1);
            passed_last = a->passed;
            status = hs_answer_copy(a->answer, q, 2, &last.heard, err);
        }
        if (status == HS_OK)
            status = hs_sql_step(q, &is, err);
    }
    if (status != HS_OK || !is)
        return status;
    return a->filter.query.most_first ? hs_answer_goes_on_at(a->answer, passed_last, err)
                                      : hs_answer_goes_on(a->answer, last.heard, last.one, last.other, err);
}

/* The first name that only corrections know. */
static hs_status find_unknown(asking *a, hs_error *err)
{
    bool more;
    hs_sql q = hs_sql_begin(a->answer->ledger, "SELECT value FROM json_each(?1, '$') LIMIT 1");
    hs_sql_held(&q, 1, &a->filter.source_keys);
    hs_status status = hs_sql_step(&q, &more, err);
    if (status == HS_OK && more && hs_sql_column(&q, 0).len)
        a->unknown = hs_positions_unknown_source(hs_sql_column(&q, 0));
    hs_sql_end(&q);
    return status;
}

static hs_status begin(asking *a, const hs_query *query, hs_error *err)
{
    HS_TRY(hs_filter_begin(&a->filter, a->answer->ledger, query, err));
    hs_filter *f = &a->filter;
    a->answer->n_fits = f->n_sources;
    a->holdings.ledger = f->ledger;
    if (f->sources.len > 1 && f->sources.ptr[1] == '0') /* "[0,..": whom corrections alone call so stands first */
        HS_TRY(find_unknown(a, err));
    HS_TRY(f->query.most_first ? hs_filter_ranks(f, err) : hs_filter_cursor(f, err));
    a->passed = (size_t)f->skip;
    return HS_OK;
}

static hs_status answer(hs_answer **out, hs_ledger *ledger, const hs_query *query, hs_status (*list)(asking *, hs_error *), hs_error *err)
{
    asking a = {0};
    HS_TRY(hs_answer_new(&a.answer, ledger, err));
    hs_status status = begin(&a, query, err);
    if (status == HS_OK)
        status = list(&a, err);
    hs_filter_end(&a.filter);
    hs_holdings_clear(&a.holdings);
    *out = a.answer;
    return hs_answer_made(out, status, err);
}

static hs_status list_rows(asking *a, void (*put)(hs_buffer *, const asking *), hs_status (*take)(asking *, const hs_sql *, bool *, hs_error *), hs_error *err)
{
    hs_buffer sql;
    hs_sql q = pick(a, &sql, put);
    hs_status status = take_rows(a, &q, take, err);
    hs_sql_end(&q);
    hs_buffer_free(&sql);
    return status;
}

static hs_status list_disputes(asking *a, hs_error *err)
{
    HS_TRY(hs_versions_any(&a->versions, a->filter.ledger, err));
    HS_TRY(hs_answer_room(a->answer, (void **)&a->answer->disputes, a->filter.limit, sizeof *a->answer->disputes, err));
    return list_rows(a, put_disputes, take_dispute, err);
}

static hs_status list_changes(asking *a, hs_error *err)
{
    HS_TRY(hs_answer_room(a->answer, (void **)&a->answer->changes, a->filter.limit, sizeof *a->answer->changes, err));
    return list_rows(a, put_changes, take_change, err);
}

hs_status hs_ledger_disputes(hs_answer **out, hs_ledger *ledger, const hs_query *query, hs_error *err)
{
    *out = NULL;
    return answer(out, ledger, query, list_disputes, err);
}

hs_status hs_ledger_changes(hs_answer **out, hs_ledger *ledger, const hs_query *query, hs_error *err)
{
    hs_query by_time = query ? *query : (hs_query){0};
    by_time.most_first = false;
    *out = NULL;
    return answer(out, ledger, &by_time, list_changes, err);
}
