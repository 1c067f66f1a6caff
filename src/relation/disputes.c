/* disputes.c -- who holds what cannot both be right. In: positions on a claim and on those that contradict it. Out: rows of
 * dispute. One thread at a time. */
#include "disputes.h"

#include <stdlib.h>

#include "counts.h"
#include "heap.h"
#include "status.h"

/* The positions that stand on one side. */
typedef struct side {
    const hs_positions *all;
    hs_trace_side stance;
    size_t n;
    int64_t source;                 /* of the first */
    bool several;                   /* sources */
    bool past;                      /* some are of what was held before */
    int64_t heard;                  /* first */
    int64_t first, last;            /* held */
} side;

static side side_of(const hs_positions *all, hs_trace_side stance)
{
    side s = {.all = all, .stance = stance};
    for (size_t i = 0; i < all->n; i++) {
        const hs_position *p = &all->at[i];
        if (p->stance != stance)
            continue;
        if (!s.n++) {
            s.source = p->source;
            s.heard = p->heard;
            s.first = s.last = p->at;
        }
        s.several = s.several || p->source != s.source;
        s.heard = p->heard < s.heard ? p->heard : s.heard;
        s.past = s.past || p->past;
        if (p->past)
            continue; /* of a time before its document, who knows which */
        s.first = p->at < s.first ? p->at : s.first;
        s.last = p->at > s.last ? p->at : s.last;
    }
    return s;
}

/* @param of  out: the positions of a side; end with hs_positions_free, also on failure */
static hs_status take_side(hs_positions *of, const side *s, hs_error *err)
{
    hs_status status = HS_OK;
    for (size_t i = 0; i < s->all->n && status == HS_OK; i++)
        if (s->all->at[i].stance == s->stance)
            status = hs_positions_add(of, &s->all->at[i], err);
    return status;
}

/* Both sides, without what its source only held before, and what only repeats an older version of a page that is on the other side by now. @param of  [2] what they are made of, where that can be; end with hs_positions_free */
static hs_status take_sides(hs_positions *of, hs_holdings *holdings, side *a, side *b, hs_error *err)
{
    bool versions;
    HS_TRY(hs_holdings_versions(&versions, holdings, err));
    if (!versions && !a->past && !b->past)
        return HS_OK;
    HS_TRY(take_side(&of[0], a, err));
    HS_TRY(take_side(&of[1], b, err));
    hs_positions_drop_former(of);
    if (versions)
        HS_TRY(hs_positions_drop_superseded(of, holdings->ledger, err));
    *a = side_of(&of[0], a->stance);
    *b = side_of(&of[1], b->stance);
    return HS_OK;
}

/* Does anybody on one side differ from anybody on the other? */
static bool by_different(const side *a, const side *b)
{
    return a->n && b->n && (a->several || b->several || a->source != b->source);
}

/* ---- how many hold either side ---- */

static int by_number(const void *a, const void *b)
{
    const int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

static size_t put_sources(int64_t *to, size_t n, const side *s)
{
    for (size_t i = 0; i < s->all->n; i++)
        if (s->all->at[i].stance == s->stance)
            to[n++] = s->all->at[i].source;
    return n;
}

static hs_status count_voices(int64_t *out, const side *a, const side *b, hs_error *err)
{
    *out = 0;
    int64_t *sources = hs_alloc((a->n + b->n) * sizeof *sources);
    if (!sources)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for the sides of a dispute");
    size_t n = put_sources(sources, put_sources(sources, 0, a), b);
    qsort(sources, n, sizeof *sources, by_number);
    for (size_t i = 0; i < n; i++)
        *out += !i || sources[i] != sources[i - 1];
    hs_free(sources);
    return HS_OK;
}

/* ---- rows ---- */

hs_status hs_relation_disputes_end(hs_ledger *ledger, int64_t claim, hs_error *err)
{
    static const char *const sql[] = {"DELETE FROM dispute WHERE claim_id = ?1", "DELETE FROM dispute WHERE other_id = ?1"};
    for (int i = 0; i < 2; i++) {
        hs_sql q = hs_sql_begin(ledger, sql[i]);
        hs_sql_number(&q, 1, claim);
        HS_TRY(hs_sql_run(&q, err));
    }
    return HS_OK;
}

/* The side that was heard first stands first; of two at one time the one whose words have the lesser digest. */
static hs_status stands_first(bool *out, hs_ledger *ledger, int64_t claim, int64_t other, const side *a, const side *b,
                              hs_error *err)
{
    int64_t less;
    *out = a->heard < b->heard;
    if (a->heard != b->heard)
        return HS_OK;
    hs_sql q = hs_sql_begin(ledger, "SELECT (SELECT text_key FROM claim WHERE claim_id = ?1) < "
                                    "(SELECT text_key FROM claim WHERE claim_id = ?2)");
    hs_sql_number(&q, 1, claim);
    hs_sql_number(&q, 2, other);
    HS_TRY(hs_sql_take_number(&q, &less, err));
    *out = less != 0;
    return HS_OK;
}

static hs_status put(hs_ledger *ledger, int64_t claim, int64_t other, const char *kind, bool update, const side *a,
                     const side *b, hs_error *err)
{
    char heard[HS_ISO8601_UTC];
    int64_t voices;
    bool first = true;
    HS_TRY(count_voices(&voices, a, b, err));
    if (claim != other)
        HS_TRY(stands_first(&first, ledger, claim, other, a, b, err));
    hs_positions_time(heard, a->heard > b->heard ? a->heard : b->heard);
    hs_sql q = hs_sql_begin(ledger, "INSERT INTO dispute (claim_id, other_id, kind, is_update, voices, heard) "
                                    "VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (claim_id, other_id) DO UPDATE SET "
                                    "kind = excluded.kind, is_update = excluded.is_update, voices = excluded.voices, heard = excluded.heard");
    hs_sql_number(&q, 1, first ? claim : other);
    hs_sql_number(&q, 2, first ? other : claim);
    hs_sql_word(&q, 3, kind);
    hs_sql_number(&q, 4, update);
    hs_sql_number(&q, 5, voices);
    hs_sql_word(&q, 6, heard);
    return hs_sql_run(&q, err);
}

/* ---- two claims ---- */

/* Does one article tell both of one time, by different sources? */
static bool are_side_by_side(const side *a, const side *b)
{
    for (size_t i = 0; i < a->all->n; i++) {
        const hs_position *p = &a->all->at[i];
        if (p->stance != a->stance || p->past)
            continue;
        for (size_t k = 0; k < b->all->n; k++) {
            const hs_position *q = &b->all->at[k];
            if (q->document == p->document && q->stance == b->stance && !q->past && q->source != p->source && q->at == p->at)
                return true;
        }
    }
    return false;
}

/* Did a count grow from one to the other? */
static bool is_growth(const side *lesser, const side *greater)
{
    return greater->first > lesser->first && lesser->last <= greater->first + HS_HEARING_S && !are_side_by_side(lesser, greater);
}

/* Does whoever holds it concede something with it? */
static hs_status is_conceded(bool *out, hs_ledger *ledger, const side *s, hs_error *err)
{
    *out = false;
    for (size_t i = 0; i < s->all->n && !*out; i++)
        if (s->all->at[i].stance == s->stance)
            HS_TRY(hs_positions_conceded(out, ledger, &s->all->at[i], err));
    return HS_OK;
}

static hs_status put_sides(hs_ledger *ledger, int64_t claim, const hs_rival *rival, bool at_once, const side *a, const side *b, hs_error *err)
{
    hs_figures_order order = HS_FIGURES_UNKNOWN;
    bool different = by_different(a, b), conceded;
    if (!a->n || !b->n)
        return HS_OK;
    if (rival->of_figures)
        HS_TRY(hs_figures_order_of(&order, ledger, rival->wording, rival->other, err));
    if (order == HS_FIGURES_APART || order == HS_FIGURES_ALIKE)
        return HS_OK;
    const side *lesser = order == HS_FIGURES_RISE ? a : b, *greater = order == HS_FIGURES_RISE ? b : a;
    bool update = order != HS_FIGURES_UNKNOWN && is_growth(lesser, greater);
    if (!update && (!different || (rival->of_figures && !at_once)))
        return HS_OK;
    if (!different) {
        HS_TRY(is_conceded(&conceded, ledger, greater, err));
        if (conceded)
            return HS_OK; /* a change, then */
    }
    return put(ledger, claim, rival->claim, rival->of_figures ? "figures" : "contents", update, a, b, err);
}

/* @param at_once  of figures: different sources held them at the same time */
static hs_status put_rivals(hs_holdings *holdings, int64_t claim, const hs_rival *rival, bool at_once, side a, side b, hs_error *err)
{
    hs_positions of[2] = {{0}};
    if (!a.n || !b.n)
        return HS_OK;
    hs_status status = take_sides(of, holdings, &a, &b, err);
    if (status == HS_OK)
        status = put_sides(holdings->ledger, claim, rival, at_once, &a, &b, err);
    hs_positions_free(&of[0]);
    hs_positions_free(&of[1]);
    return status;
}

static hs_status put_polarity(hs_holdings *holdings, int64_t claim, side a, side against, hs_error *err)
{
    hs_positions of[2] = {{0}};
    if (!by_different(&a, &against))
        return HS_OK;
    hs_status status = take_sides(of, holdings, &a, &against, err);
    if (status == HS_OK && by_different(&a, &against))
        status = put(holdings->ledger, claim, claim, "polarity", false, &a, &against, err);
    hs_positions_free(&of[0]);
    hs_positions_free(&of[1]);
    return status;
}

/* Figures that different sources held at the same time, by what either claim's rivals tell. */
static hs_status are_at_once(bool *out, hs_holdings *holdings, const hs_counts *counts, int64_t claim, const hs_rivals *rivals, size_t i, hs_error *err)
{
    const hs_rivals *back;
    hs_counts other;
    *out = false;
    if (!rivals->at[i].of_figures || !hs_counts_at_once(counts, i))
        return HS_OK;
    HS_TRY(hs_holdings_rivals(&back, holdings, rivals->at[i].claim, err));
    hs_status status = hs_counts_open(&other, holdings, rivals->at[i].claim, back, err);
    for (size_t k = 0; status == HS_OK && k < back->n; k++)
        *out = *out || (back->at[k].claim == claim && back->at[k].of_figures && hs_counts_at_once(&other, k));
    hs_counts_free(&other);
    return status;
}

static hs_status find_rivals(hs_holdings *holdings, int64_t claim, const hs_rivals *rivals, const side *a, hs_error *err)
{
    const hs_positions *others;
    hs_counts counts;
    bool at_once;
    hs_status status = hs_counts_open(&counts, holdings, claim, rivals, err);
    for (size_t i = 0; i < rivals->n && status == HS_OK; i++) {
        status = are_at_once(&at_once, holdings, &counts, claim, rivals, i, err);
        if (status == HS_OK)
            status = hs_holdings_positions(&others, holdings, rivals->at[i].claim, err);
        if (status == HS_OK) {
            const side b = side_of(others, HS_SIDE_FOR);
            status = put_rivals(holdings, claim, &rivals->at[i], at_once, *a, b, err);
        }
    }
    hs_counts_free(&counts);
    return status;
}

hs_status hs_relation_disputes(hs_holdings *holdings, int64_t claim, hs_error *err)
{
    const hs_positions *all;
    const hs_rivals *rivals;
    HS_TRY(hs_holdings_positions(&all, holdings, claim, err));
    const side a = side_of(all, HS_SIDE_FOR), against = side_of(all, HS_SIDE_AGAINST);
    HS_TRY(put_polarity(holdings, claim, a, against, err));
    if (!a.n)
        return HS_OK;
    HS_TRY(hs_holdings_rivals(&rivals, holdings, claim, err));
    return find_rivals(holdings, claim, rivals, &a, err);
}
