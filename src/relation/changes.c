/* changes.c -- what a source held, and held otherwise later. In: what is held on a claim and on its rivals. Out: rows of change.
 * One thread at a time. */
#include "changes.h"

#include <stdlib.h>

#include "status.h"

enum { RECENT_S = 2 * 86400 /* an article's news is no older than that */ };

/* What a position is called on a line of time; positions without a name are not on it. */
typedef enum label { NONE, ONE, OTHER, LABELS } label;

/* The positions of a source on one claim, or on two that contradict each other. */
typedef struct line {
    hs_ledger *ledger;
    int64_t source;
    hs_positions on;    /* by time; of one time in the order of content */
    hs_positions third; /* of two claims: what it affirmed that contradicts both */
    label (*label)(const struct line *l, const hs_position *p);
    const char *kind;
    bool of_figures;    /* that differ */
    int64_t claim;      /* of two: ONE is for it, OTHER for its rival */
} line;

/* ---- in order ---- */

static int by_time(const void *a, const void *b)
{
    const hs_position *p = a, *q = b;
    const int64_t x[] = {p->from, p->to, p->heard}, y[] = {q->from, q->to, q->heard};
    for (int i = 0; i < 3; i++)
        if (x[i] != y[i])
            return x[i] < y[i] ? -1 : 1;
    return (p->order > q->order) - (p->order < q->order);
}

static int by_document(const void *a, const void *b)
{
    const hs_position *p = a, *q = b;
    return p->document != q->document ? (p->document > q->document) - (p->document < q->document) : (p->order > q->order) - (p->order < q->order);
}

/* ---- what they are called ---- */

static label by_stance(const line *l, const hs_position *p)
{
    (void)l;
    return p->past ? NONE : p->stance == HS_SIDE_FOR ? ONE : p->stance == HS_SIDE_AGAINST ? OTHER : NONE;
}

static label by_sureness(const line *l, const hs_position *p)
{
    (void)l;
    return p->past || p->stance != HS_SIDE_FOR   ? NONE
           : p->sureness == HS_SURENESS_CERTAIN ? ONE
           : p->sureness == HS_SURENESS_UNSURE  ? OTHER
                                                  : NONE;
}

static label by_content(const line *l, const hs_position *p)
{
    return p->past || p->stance != HS_SIDE_FOR ? NONE : p->claim == l->claim ? ONE : OTHER;
}

/* ---- rows ---- */

static hs_status put(const line *l, const hs_position *before, const hs_position *after, hs_error *err)
{
    char held[HS_ISO8601_UTC], heard[HS_ISO8601_UTC];
    if (l->of_figures && before->document == after->document && !before->past)
        return HS_OK; /* a page that grows with the news has the figures of the whole day, in whatever order */
    hs_positions_time(held, before->past && after->at < before->at ? after->at : before->at); /* "had said": no later */
    hs_positions_time(heard, after->at);
    hs_sql q = hs_sql_begin(l->ledger, "INSERT INTO change (before_id, after_id, source_id, kind, held, heard) "
                                       "VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (before_id, after_id) DO UPDATE SET "
                                       "source_id = excluded.source_id, kind = excluded.kind, held = excluded.held, heard = excluded.heard");
    hs_sql_number(&q, 1, before->attribution);
    hs_sql_number(&q, 2, after->attribution);
    hs_sql_number(&q, 3, l->source);
    hs_sql_word(&q, 4, l->kind);
    hs_sql_word(&q, 5, held);
    hs_sql_word(&q, 6, heard);
    return hs_sql_run(&q, err);
}

static bool is_between(const hs_position *p, const hs_position *before, const hs_position *after)
{
    return before->to < p->from && p->to < after->from;
}

/* Did it hold something else in between that does not go with either: a third figure, the opposite? */
static bool is_interrupted(const line *l, const hs_position *before, const hs_position *after)
{
    for (size_t i = 0; i < l->on.n; i++) {
        const hs_position *p = &l->on.at[i];
        bool other = p->stance != before->stance && p->stance != after->stance && p->stance != HS_SIDE_OPEN;
        if (other && l->label != by_content && !p->past && is_between(p, before, after))
            return true;
    }
    for (size_t i = 0; i < l->third.n; i++)
        if (is_between(&l->third.at[i], before, after))
            return true;
    return false;
}

/* ---- along the line ---- */

typedef struct walk {
    label now;                    /* what was held last */
    bool ever[LABELS];            /* held so far */
    const hs_position *last;      /* the first to tell of the last time that `now` was held */
} walk;

/* Who tells when it was first: by the text's own word, then as heard first. */
static bool is_told_better(const hs_position *p, const hs_position *than)
{
    return p->told != than->told && p->heard == than->heard ? p->told : p->heard < than->heard;
}

/* Positions from..to - 1 are of one time, as far as is known. */
static hs_status take_moment(const line *l, walk *w, size_t from, size_t to, hs_error *err)
{
    const hs_position *first[LABELS] = {NULL};
    for (size_t i = from; i < to; i++) {
        label is = l->label(l, &l->on.at[i]);
        if (is != NONE && (!first[is] || is_told_better(&l->on.at[i], first[is])))
            first[is] = &l->on.at[i];
    }
    bool both = first[ONE] && first[OTHER];
    label other = w->now == ONE ? OTHER : ONE, is = first[ONE] ? ONE : first[OTHER] ? OTHER : NONE;
    if (both) /* what is new of the two is the news, and the rest recollection; where neither was held before, nobody knows */
        is = w->now == NONE ? NONE : w->ever[other] ? w->now : other;
    if (is != NONE && w->now != NONE && is != w->now && !is_interrupted(l, w->last, first[is]))
        HS_TRY(put(l, w->last, first[is], err));
    w->now = is != NONE ? is : both ? NONE : w->now;
    w->last = is != NONE ? first[is] : w->last;
    for (label k = ONE; k < LABELS; k++)
        w->ever[k] = w->ever[k] || first[k];
    return HS_OK;
}

/* "She admitted on Friday .., three days after telling reporters ..": where an article dates what is new, what it tells of the
 * contrary without a date is of any time up to then. Positions from..to - 1 are of one document. */
static void blur(line *l, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        hs_position *p = &l->on.at[i];
        label is = l->label(l, p);
        int64_t begins = p->from;
        for (size_t k = from; k < to && is != NONE && !p->told; k++) {
            const hs_position *q = &l->on.at[k];
            label other = l->label(l, q);
            if (q->told && other != NONE && other != is && q->from < begins && p->from - q->to <= RECENT_S)
                begins = q->from;
        }
        p->from = begins;
    }
}

static hs_status walk_line(line *l, hs_error *err)
{
    walk w = {.now = NONE};
    HS_TRY(hs_positions_drop_copied(&l->on, l->ledger, err));
    hs_position *at = l->on.at;
    const size_t n = l->on.n;
    qsort(at, n, sizeof *at, by_document);
    for (size_t i = 0, end; i < n; i = end) {
        for (end = i + 1; end < n && at[end].document == at[i].document;)
            end++;
        blur(l, i, end);
    }
    qsort(at, n, sizeof *at, by_time);
    for (size_t i = 0, end; i < n; i = end) {
        int64_t to = at[i].to;
        for (end = i + 1; end < n && at[end].from <= to; end++)
            to = at[end].to > to ? at[end].to : to;
        HS_TRY(take_moment(l, &w, i, end, err));
    }
    return HS_OK;
}

/* ---- sources ---- */

/* The named sources [n] that hold a claim, and a rival if there is one; only those may have changed position. */
static hs_status find_sources(hs_ids *out, hs_ledger *ledger, const hs_positions *some, const hs_positions *others, hs_error *err)
{
    hs_ids in_others = {0};
    bool room = true;
    for (size_t i = 0; i < others->n && room; i++)
        room = hs_ids_add(&in_others, others->at[i].source);
    hs_ids_settle(&in_others);
    for (size_t i = 0; i < some->n && room; i++) {
        size_t at;
        if (some->at[i].source > 0 && hs_ids_find(&at, &in_others, some->at[i].source))
            room = hs_ids_add(out, some->at[i].source);
    }
    hs_ids_free(&in_others);
    hs_ids_settle(out);
    if (!room)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for those who hold a claim");
    size_t n = 0;
    for (size_t i = 0; i < out->n; i++) {
        int64_t named;
        hs_sql q = hs_sql_begin(ledger, "SELECT anonymous = 0 FROM source WHERE source_id = ?1");
        hs_sql_number(&q, 1, out->at[i]);
        HS_TRY(hs_sql_take_number(&q, &named, err));
        if (named)
            out->at[n++] = out->at[i];
    }
    out->n = n;
    return HS_OK;
}

/* The positions of the line's source among some, behind those that are there. */
static hs_status put_on(hs_positions *to, const line *l, const hs_positions *some, hs_error *err)
{
    for (size_t i = 0; i < some->n; i++)
        if (some->at[i].source == l->source)
            HS_TRY(hs_positions_add(to, &some->at[i], err));
    return HS_OK;
}

/* ---- one claim ---- */

static hs_status find_by(line *l, const char *kind, label (*label_of)(const line *l, const hs_position *p), const hs_positions *all, hs_error *err)
{
    l->kind = kind;
    l->label = label_of;
    l->on.n = 0;
    HS_TRY(put_on(&l->on, l, all, err));
    return walk_line(l, err);
}

static hs_status find_on_claim(line *l, const hs_positions *all, hs_error *err)
{
    hs_ids sources = {0};
    hs_status status = all->n > 1 ? find_sources(&sources, l->ledger, all, all, err) : HS_OK;
    for (size_t i = 0; i < sources.n && status == HS_OK; i++) {
        l->source = sources.at[i];
        status = find_by(l, "polarity", by_stance, all, err);
        if (status == HS_OK)
            status = find_by(l, "certainty", by_sureness, all, err);
    }
    hs_ids_free(&sources);
    return status;
}

/* ---- two claims ---- */

/* Does the source concede something where it tells a greater figure? */
static hs_status is_conceded(bool *out, const line *l, const hs_positions *some, hs_error *err)
{
    *out = false;
    for (size_t i = 0; i < some->n && !*out; i++)
        if (some->at[i].source == l->source && some->at[i].stance == HS_SIDE_FOR)
            HS_TRY(hs_positions_conceded(out, l->ledger, &some->at[i], err));
    return HS_OK;
}

/* First and last time that the source affirmed a claim. @return false: never */
static bool held_in(const line *l, const hs_positions *some, int64_t *first, int64_t *last)
{
    bool any = false;
    for (size_t i = 0; i < some->n; i++) {
        const hs_position *p = &some->at[i];
        if (p->source != l->source || p->stance != HS_SIDE_FOR || p->past)
            continue;
        *first = !any || p->at < *first ? p->at : *first;
        *last = !any || p->at > *last ? p->at : *last;
        any = true;
    }
    return any;
}

/* Is it a count that only grew? Then it is an update. @param lesser, greater  positions */
static hs_status is_update(bool *out, const line *l, const hs_positions *lesser, const hs_positions *greater, hs_error *err)
{
    int64_t first[2] = {0, 0}, last[2] = {0, 0};
    bool conceded;
    *out = held_in(l, lesser, &first[0], &last[0]) && held_in(l, greater, &first[1], &last[1]) && first[0] < first[1] &&
           last[0] <= first[1] + HS_HEARING_S;
    if (!*out)
        return HS_OK;
    HS_TRY(is_conceded(&conceded, l, greater, err));
    *out = !conceded;
    return HS_OK;
}

/* What the source affirmed that contradicts both claims. */
static hs_status put_third(line *l, hs_holdings *holdings, int64_t claim, int64_t other, hs_error *err)
{
    const hs_rivals *rivals, *others;
    const hs_positions *all;
    l->third.n = 0;
    HS_TRY(hs_holdings_rivals(&rivals, holdings, claim, err));
    HS_TRY(hs_holdings_rivals(&others, holdings, other, err));
    for (size_t i = 0; i < rivals->n; i++) {
        if (!hs_rivals_find(others, rivals->at[i].claim))
            continue;
        HS_TRY(hs_holdings_positions(&all, holdings, rivals->at[i].claim, err));
        for (size_t k = 0; k < all->n; k++)
            if (all->at[k].source == l->source && all->at[k].stance == HS_SIDE_FOR && !all->at[k].past)
                HS_TRY(hs_positions_add(&l->third, &all->at[k], err));
    }
    return HS_OK;
}

/* A claim and a rival of it, with what is held on them. */
typedef struct two {
    int64_t claim;
    const hs_rival *rival;
    const hs_positions *some, *others;
    hs_figures_order order;
} two;

/* "The ministry, which had said 19, now accepts 16": what one document tells of both is all that is known of when it held the first. */
static hs_status find_former(line *l, hs_figures_order order, hs_error *err)
{
    const hs_position *at = l->on.at, *now[LABELS];
    qsort(l->on.at, l->on.n, sizeof *at, by_document);
    for (size_t i = 0, end = 0; i < l->on.n; i++) {
        if (i == end)
            for (now[ONE] = now[OTHER] = NULL; end < l->on.n && at[end].document == at[i].document; end++) {
                label is = by_content(l, &at[end]);
                now[is] = is == NONE || !now[is] ? &at[end] : now[is];
            }
        const bool first = at[i].claim == l->claim;
        const hs_position *after = now[first ? OTHER : ONE];
        bool conceded = true;
        if (!at[i].past || at[i].stance != HS_SIDE_FOR || !after)
            continue;
        if (order == (first ? HS_FIGURES_RISE : HS_FIGURES_FALL)) /* a count that grew is an update */
            HS_TRY(hs_positions_conceded(&conceded, l->ledger, after, err));
        if (conceded)
            HS_TRY(put(l, &at[i], after, err));
    }
    return HS_OK;
}

static hs_status find_of_source(line *l, hs_holdings *holdings, const two *t, hs_error *err)
{
    bool update = false, rise = t->order == HS_FIGURES_RISE;
    int64_t first, last;
    l->on.n = 0;
    HS_TRY(put_on(&l->on, l, t->some, err));
    HS_TRY(put_on(&l->on, l, t->others, err));
    if (!held_in(l, t->some, &first, &last) || !held_in(l, t->others, &first, &last))
        return find_former(l, t->order, err);
    if (t->order != HS_FIGURES_UNKNOWN)
        HS_TRY(is_update(&update, l, rise ? t->some : t->others, rise ? t->others : t->some, err));
    if (update)
        return HS_OK;
    HS_TRY(put_third(l, holdings, t->claim, t->rival->claim, err));
    return walk_line(l, err);
}

#define WORDED(claim) "(SELECT attribution_id FROM attribution WHERE claim_id IN (SELECT " claim " UNION ALL SELECT claim_id FROM claim WHERE same_as = " claim "))"

static hs_status delete_between(hs_ledger *ledger, int64_t claim, int64_t other, hs_error *err)
{
    hs_sql q = hs_sql_begin(ledger, "DELETE FROM change WHERE kind <> 'admission' AND ((before_id IN " WORDED("?1") " AND after_id IN " WORDED("?2") ") OR "
                                    "(before_id IN " WORDED("?2") " AND after_id IN " WORDED("?1") "))");
    hs_sql_number(&q, 1, claim);
    hs_sql_number(&q, 2, other);
    return hs_sql_run(&q, err);
}

/* Of all that hold both. Who holds only one of them has no row between them, before or after. */
static hs_status find_between(line *l, hs_holdings *holdings, int64_t claim, const hs_rival *rival, hs_error *err)
{
    two t = {.claim = claim, .rival = rival, .order = HS_FIGURES_UNKNOWN};
    hs_ids sources = {0};
    HS_TRY(hs_holdings_positions(&t.some, holdings, claim, err));
    HS_TRY(hs_holdings_positions(&t.others, holdings, rival->claim, err));
    hs_status status = find_sources(&sources, l->ledger, t.some, t.others, err);
    if (status == HS_OK && sources.n)
        status = delete_between(l->ledger, claim, rival->claim, err);
    if (status == HS_OK && sources.n && rival->of_figures)
        status = hs_figures_order_of(&t.order, l->ledger, rival->wording, rival->other, err);
    bool goes_together = t.order == HS_FIGURES_APART || t.order == HS_FIGURES_ALIKE;
    l->kind = rival->of_figures ? "figures" : "contents";
    l->of_figures = t.order != HS_FIGURES_UNKNOWN;
    l->label = by_content;
    l->claim = claim;
    for (size_t i = 0; i < sources.n && status == HS_OK && !goes_together; i++) {
        l->source = sources.at[i];
        status = find_of_source(l, holdings, &t, err);
    }
    l->of_figures = false;
    l->third.n = 0;
    hs_ids_free(&sources);
    return status;
}

/* Between a claim and each of its rivals, and between any two of these that contradict each other: there it is the third. */
static hs_status find_on_rivals(line *l, hs_holdings *holdings, int64_t claim, hs_error *err)
{
    const hs_rivals *rivals, *others;
    HS_TRY(hs_holdings_rivals(&rivals, holdings, claim, err));
    for (size_t i = 0; i < rivals->n; i++) {
        HS_TRY(find_between(l, holdings, claim, &rivals->at[i], err));
        HS_TRY(hs_holdings_rivals(&others, holdings, rivals->at[i].claim, err));
        for (size_t k = i + 1; k < rivals->n; k++) {
            const hs_rival *other = hs_rivals_find(others, rivals->at[k].claim);
            if (other)
                HS_TRY(find_between(l, holdings, rivals->at[i].claim, other, err));
        }
    }
    return HS_OK;
}

/* ---- rows of a claim ---- */

/* Where "rejected, then affirmed" goes, the admission that it hid may be to be told (admissions.h). */
hs_status hs_relation_changes_end(hs_ledger *ledger, int64_t claim, hs_error *err)
{
    static const char *const sql[] = {
        "INSERT OR IGNORE INTO unsettled SELECT 'document', a.document_id FROM change k JOIN attribution a ON a.attribution_id = k.after_id "
        "WHERE k.kind = 'polarity' AND k.before_id IN " WORDED("?1"),
        "INSERT OR IGNORE INTO unsettled SELECT 'document', a.document_id FROM change k JOIN attribution a ON a.attribution_id = k.after_id "
        "WHERE k.kind = 'polarity' AND k.after_id IN " WORDED("?1"),
        "DELETE FROM change WHERE kind <> 'admission' AND before_id IN " WORDED("?1"),
        "DELETE FROM change WHERE kind <> 'admission' AND after_id IN " WORDED("?1"),
    };
    for (size_t i = 0; i < sizeof sql / sizeof *sql; i++) {
        hs_sql q = hs_sql_begin(ledger, sql[i]);
        hs_sql_number(&q, 1, claim);
        HS_TRY(hs_sql_run(&q, err));
    }
    return HS_OK;
}

hs_status hs_relation_changes(hs_holdings *holdings, int64_t claim, hs_error *err)
{
    const hs_positions *all;
    line l = {.ledger = holdings->ledger};
    HS_TRY(hs_holdings_positions(&all, holdings, claim, err));
    hs_status status = find_on_claim(&l, all, err);
    if (status == HS_OK)
        status = find_on_rivals(&l, holdings, claim, err);
    hs_positions_free(&l.on);
    hs_positions_free(&l.third);
    return status;
}
