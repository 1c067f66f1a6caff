/* changes.c -- what a source held, and held otherwise later. In: positions of one source. Out: rows of change.
 * One thread at a time. */
#include "changes.h"

#include <stdlib.h>

#include "admissions.h"
#include "heap.h"
#include "positions.h"
#include "rivals.h"
#include "status.h"

enum { RECENT_S = 2 * 86400 /* an article's news is no older than that */ };

/* What a position is called on a line of time; positions without a name are not on it. */
typedef enum label { NONE, ONE, OTHER, LABELS } label;

/* The positions of a source on one claim, or on two that contradict each other. */
typedef struct line {
    hs_ledger *ledger;
    int64_t source;
    hs_position *at; /* [n] copies, by time; of one time in the order of content */
    size_t n;
    label (*label)(const struct line *l, const hs_position *p);
    const char *kind;
    bool of_figures; /* that differ */
    int64_t claim, other;           /* of two: ONE is for `claim`, OTHER for `other` */
    const hs_positions *all;        /* of the source, by claim */
    const hs_rivals *rivals, *others; /* of `claim`, of `other`; NULL on the line of one claim */
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
    return (p->document > q->document) - (p->document < q->document);
}

/* By claim; of one claim as they came. */
static int by_claim(const void *a, const void *b)
{
    const hs_position *p = a, *q = b;
    if (p->claim != q->claim)
        return p->claim < q->claim ? -1 : 1;
    return (p->order > q->order) - (p->order < q->order);
}

/* The positions on a claim, where all are by claim. */
static hs_positions on_claim(const hs_positions *all, int64_t claim)
{
    size_t low = 0, high = all->n;
    while (low < high) {
        size_t half = low + (high - low) / 2;
        if (all->at[half].claim < claim)
            low = half + 1;
        else
            high = half;
    }
    while (high < all->n && all->at[high].claim == claim)
        high++;
    return (hs_positions){.at = all->at + low, .n = high - low};
}

/* ---- rows ---- */

static hs_status put(const line *l, const hs_position *before, const hs_position *after, hs_error *err)
{
    char held[HS_ISO8601_UTC], heard[HS_ISO8601_UTC];
    if (l->of_figures && before->document == after->document)
        return HS_OK; /* a page that grows with the news has the figures of the whole day, in whatever order */
    hs_positions_time(held, before->at);
    hs_positions_time(heard, after->at);
    hs_sql q = hs_sql_begin(l->ledger, "INSERT OR REPLACE INTO change (before_id, after_id, source_id, kind, held, heard) "
                                       "VALUES (?1, ?2, ?3, ?4, ?5, ?6)");
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

static bool is_rival(const hs_rivals *rivals, int64_t claim)
{
    size_t low = 0, high = rivals->n;
    while (low < high) {
        size_t half = low + (high - low) / 2;
        if (rivals->at[half].claim < claim)
            low = half + 1;
        else
            high = half;
    }
    return low < rivals->n && rivals->at[low].claim == claim;
}

/* Did it hold something else in between that does not go with either: a third figure, the opposite? */
static bool is_interrupted(const line *l, const hs_position *before, const hs_position *after)
{
    if (!l->rivals) {
        for (size_t i = 0; i < l->n; i++) {
            const hs_position *p = &l->at[i];
            bool other = p->stance != before->stance && p->stance != after->stance && p->stance != HS_STANCE_OPEN;
            if (other && !p->past && is_between(p, before, after))
                return true;
        }
        return false;
    }
    for (size_t i = 0; i < l->rivals->n; i++) {
        const hs_positions third = on_claim(l->all, l->rivals->at[i].claim);
        if (!is_rival(l->others, l->rivals->at[i].claim))
            continue;
        for (size_t k = 0; k < third.n; k++)
            if (third.at[k].stance == HS_STANCE_FOR && !third.at[k].past && is_between(&third.at[k], before, after))
                return true;
    }
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
        label is = l->label(l, &l->at[i]);
        if (is != NONE && (!first[is] || is_told_better(&l->at[i], first[is])))
            first[is] = &l->at[i];
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
        hs_position *p = &l->at[i];
        label is = l->label(l, p);
        int64_t begins = p->from;
        for (size_t k = from; k < to && is != NONE && !p->told; k++) {
            const hs_position *q = &l->at[k];
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
    qsort(l->at, l->n, sizeof *l->at, by_document);
    for (size_t i = 0, end; i < l->n; i = end) {
        for (end = i + 1; end < l->n && l->at[end].document == l->at[i].document;)
            end++;
        blur(l, i, end);
    }
    qsort(l->at, l->n, sizeof *l->at, by_time);
    for (size_t i = 0, end; i < l->n; i = end) {
        int64_t to = l->at[i].to;
        for (end = i + 1; end < l->n && l->at[end].from <= to; end++)
            to = l->at[end].to > to ? l->at[end].to : to;
        HS_TRY(take_moment(l, &w, i, end, err));
    }
    return HS_OK;
}

/* ---- one claim ---- */

static label by_stance(const line *l, const hs_position *p)
{
    (void)l;
    return p->past ? NONE : p->stance == HS_STANCE_FOR ? ONE : p->stance == HS_STANCE_AGAINST ? OTHER : NONE;
}

static label by_sureness(const line *l, const hs_position *p)
{
    (void)l;
    return p->past || p->stance != HS_STANCE_FOR   ? NONE
           : p->sureness == HS_SURENESS_CERTAIN ? ONE
           : p->sureness == HS_SURENESS_UNSURE  ? OTHER
                                                  : NONE;
}

static label by_content(const line *l, const hs_position *p)
{
    return p->past || p->stance != HS_STANCE_FOR ? NONE : p->claim == l->claim ? ONE : OTHER;
}

/* All positions on a claim onto the line. */
static void put_on(line *l, const hs_positions *some)
{
    for (size_t i = 0; i < some->n; i++)
        l->at[l->n++] = some->at[i];
}

static hs_status find_on_claim(line *l, const hs_positions *some, hs_error *err)
{
    l->n = 0;
    l->rivals = NULL;
    put_on(l, some);
    l->kind = "polarity";
    l->label = by_stance;
    HS_TRY(walk_line(l, err));
    l->n = 0;
    put_on(l, some);
    l->kind = "certainty";
    l->label = by_sureness;
    return walk_line(l, err);
}

/* ---- two claims ---- */

/* Is a greater figure on a claim told while its source concedes something? */
static hs_status is_conceded(bool *out, hs_ledger *ledger, const hs_positions *some, hs_error *err)
{
    *out = false;
    for (size_t i = 0; i < some->n && !*out; i++)
        if (some->at[i].stance == HS_STANCE_FOR)
            HS_TRY(hs_positions_conceded(out, ledger, &some->at[i], err));
    return HS_OK;
}

/* First and last time that a claim was affirmed. @return false: never */
static bool held_in(const hs_positions *some, int64_t *first, int64_t *last)
{
    bool any = false;
    for (size_t i = 0; i < some->n; i++) {
        const hs_position *p = &some->at[i];
        if (p->stance != HS_STANCE_FOR || p->past)
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
    *out = held_in(lesser, &first[0], &last[0]) && held_in(greater, &first[1], &last[1]) && first[0] < first[1] &&
           last[0] <= first[1] + HS_HEARING_S;
    if (!*out)
        return HS_OK;
    HS_TRY(is_conceded(&conceded, l->ledger, greater, err));
    *out = !conceded;
    return HS_OK;
}

static hs_status find_between(line *l, const hs_positions *some, const hs_rival *rival, hs_error *err)
{
    hs_figures_order order = HS_FIGURES_UNKNOWN;
    const hs_positions others = on_claim(l->all, rival->claim);
    bool update = false;
    int64_t first, last;
    if (!held_in(some, &first, &last) || !held_in(&others, &first, &last))
        return HS_OK;
    if (rival->of_figures)
        HS_TRY(hs_figures_order_of(&order, l->ledger, rival->wording, rival->other, err));
    if (order == HS_FIGURES_APART || order == HS_FIGURES_ALIKE)
        return HS_OK;
    if (order != HS_FIGURES_UNKNOWN)
        HS_TRY(is_update(&update, l, order == HS_FIGURES_RISE ? some : &others, order == HS_FIGURES_RISE ? &others : some, err));
    if (update)
        return HS_OK;
    l->n = 0;
    put_on(l, some);
    put_on(l, &others);
    l->other = rival->claim;
    l->label = by_content;
    l->kind = rival->of_figures ? "figures" : "contents";
    l->of_figures = order != HS_FIGURES_UNKNOWN;
    hs_status status = walk_line(l, err);
    l->of_figures = false;
    return status;
}

static hs_status find_on_rivals(line *l, const hs_positions *some, hs_error *err)
{
    hs_rivals rivals, others;
    hs_status status = hs_rivals_of(&rivals, l->ledger, l->claim, err);
    for (size_t i = 0; i < rivals.n && status == HS_OK; i++) {
        if (rivals.at[i].claim <= l->claim || !on_claim(l->all, rivals.at[i].claim).n)
            continue; /* each two once */
        status = hs_rivals_of(&others, l->ledger, rivals.at[i].claim, err);
        l->rivals = &rivals;
        l->others = &others;
        if (status == HS_OK)
            status = find_between(l, some, &rivals.at[i], err);
        hs_rivals_free(&others);
    }
    hs_rivals_free(&rivals);
    l->rivals = l->others = NULL;
    return status;
}

/* ---- one source ---- */

static hs_status find_of(hs_ledger *ledger, int64_t source, hs_positions *all, hs_error *err)
{
    line l = {.ledger = ledger, .source = source, .all = all};
    hs_status status = HS_OK;
    if (all->n < 2)
        return HS_OK;
    qsort(all->at, all->n, sizeof *all->at, by_claim);
    l.at = hs_alloc(all->n * sizeof *l.at);
    if (!l.at)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for what a source held");
    for (size_t i = 0; i < all->n && status == HS_OK;) {
        const hs_positions some = on_claim(all, all->at[i].claim);
        l.claim = all->at[i].claim;
        if (some.n > 1)
            status = find_on_claim(&l, &some, err);
        bool compared = false;
        for (size_t k = 0; k < some.n && !compared; k++)
            compared = some.at[k].compared;
        if (status == HS_OK && compared)
            status = find_on_rivals(&l, &some, err);
        i += some.n;
    }
    hs_free(l.at);
    return status;
}

static hs_status delete_of(hs_ledger *ledger, int64_t source, hs_error *err)
{
    hs_sql q = hs_sql_begin(ledger, "DELETE FROM change WHERE source_id = ?1");
    hs_sql_number(&q, 1, source);
    return hs_sql_run(&q, err);
}

static hs_status settle(hs_ledger *ledger, int64_t source, hs_error *err)
{
    int64_t standing;
    hs_positions all;
    HS_TRY(delete_of(ledger, source, err));
    hs_sql q = hs_sql_begin(ledger, "SELECT standing_id FROM standing WHERE source_id = ?1");
    hs_sql_number(&q, 1, source);
    HS_TRY(hs_sql_take_number(&q, &standing, err));
    if (!standing)
        return HS_OK; /* it is gone */
    HS_TRY(delete_of(ledger, standing, err));
    int64_t named;
    q = hs_sql_begin(ledger, "SELECT count(*) FROM source WHERE source_id = ?1 AND anonymous = 0");
    hs_sql_number(&q, 1, standing);
    HS_TRY(hs_sql_take_number(&q, &named, err));
    if (!named)
        return HS_OK;
    hs_status status = hs_positions_of_source(&all, ledger, standing, err);
    if (status == HS_OK)
        status = hs_admissions_find(ledger, standing, &all, err);
    if (status == HS_OK)
        status = find_of(ledger, standing, &all, err);
    hs_positions_free(&all);
    return status;
}

hs_status hs_relation_changes(hs_ledger *ledger, const int64_t *sources, size_t n, hs_error *err)
{
    for (size_t i = 0; i < n; i++)
        HS_TRY(settle(ledger, sources[i], err));
    return HS_OK;
}
