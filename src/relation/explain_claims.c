/* explain_claims.c -- why wordings are one claim, and why claims are in dispute. In: claims. Out: reasons. One thread at a time. */
#include <string.h>

#include "explain.h"
#include "in_short.h"
#include "positions.h"
#include "rivals.h"
#include "status.h"

enum { CAP = 4 << 20 };

static hs_status standing_of(hs_explaining *e, int64_t claim, int64_t *out, hs_error *err)
{
    hs_sql q = hs_sql_begin(e->ledger, "SELECT standing_id FROM wording WHERE claim_id = ?1");
    hs_sql_number(&q, 1, claim);
    HS_TRY(hs_sql_take_number(&q, out, err));
    return *out > 0 ? HS_OK : hs_fail(err, HS_E_NONE, (uint64_t)claim, "the ledger has no claim c%lld", (long long)claim);
}

/* ---- what the comparer says ---- */

static hs_status tell_pair(hs_explaining *e, const hs_sql *q, hs_error *err)
{
    bool same = hs_sql_column(q, 2).len == 4;
    hs_str why = hs_sql_column(q, 4);
    int len = (int)(why.len < 400 ? why.len : 400);
    HS_TRY(hs_explain_begin(e, same ? "same" : "contradicts", 'c', hs_sql_column_number(q, 0), hs_sql_column_number(q, 1), hs_sql_column_real(q, 3), err));
    if (!len)
        return hs_explain_say(e, err, "they say the same in other words (%.2f)", hs_sql_column_real(q, 3));
    return hs_explain_say(e, err, "%s: %.*s", same ? "they say the same" : "they contradict each other", len, why.ptr ? why.ptr : "");
}

hs_status hs_explain_pairs(hs_explaining *e, int64_t one, int64_t other, int *n, hs_error *err)
{
    bool row;
    hs_sql q = hs_sql_begin(e->ledger, "SELECT p.claim_id, p.other_id, p.relation, p.score, p.why FROM pair p "
                                       "WHERE ((p.claim_id IN " HS_EXPLAIN_WORDINGS("?1") " AND p.other_id IN " HS_EXPLAIN_WORDINGS("?2") ") OR (p.claim_id IN " HS_EXPLAIN_WORDINGS("?2") " AND p.other_id IN " HS_EXPLAIN_WORDINGS("?1") ")) "
                                       "AND p.relation IN ('same', 'contradicts') "
                                       "ORDER BY p.score DESC, p.claim_id, p.other_id LIMIT ?3");
    hs_sql_number(&q, 1, one);
    hs_sql_number(&q, 2, other);
    hs_sql_number(&q, 3, HS_EXPLAIN_ROWS);
    *n = 0;
    hs_status status = hs_sql_step(&q, &row, err);
    for (; status == HS_OK && row; ++*n) {
        status = tell_pair(e, &q, err);
        if (status == HS_OK)
            status = hs_sql_step(&q, &row, err);
    }
    hs_sql_end(&q);
    return status;
}

static hs_status explain_pair(hs_explaining *e, int64_t claim, int64_t other, hs_error *err)
{
    bool row;
    hs_sql q = hs_sql_begin(e->ledger, "SELECT claim_id, other_id, relation, score, why FROM pair WHERE (claim_id, other_id) IN (VALUES (?1, ?2), (?2, ?1)) "
                                       "AND relation IN ('same', 'contradicts')");
    hs_sql_number(&q, 1, claim);
    hs_sql_number(&q, 2, other);
    hs_status status = hs_sql_step(&q, &row, err);
    if (status == HS_OK && row)
        status = tell_pair(e, &q, err);
    hs_sql_end(&q);
    return status;
}

/* ---- disputes ---- */

static size_t count_sides(const hs_positions *all, hs_trace_side stance, int64_t *first_source, bool *several)
{
    size_t n = 0;
    for (size_t i = 0; i < all->n; i++) {
        if (all->at[i].stance != stance)
            continue;
        *several = *several || (n && all->at[i].source != *first_source);
        *first_source = n++ ? *first_source : all->at[i].source;
    }
    return n;
}

/* Who holds a side, the first who did. */
static hs_status show_side(hs_explaining *e, hs_positions *all, hs_trace_side stance, hs_error *err)
{
    int shown = 0;
    hs_positions_sort(all);
    for (size_t i = 0; i < all->n && shown < HS_EXPLAIN_HOLDERS; i++)
        if (all->at[i].stance == stance) {
            HS_TRY(hs_explain_show_attribution(e, all->at[i].attribution, err));
            shown++;
        }
    return HS_OK;
}

static hs_status show_sides(hs_explaining *e, int64_t claim, int64_t other, bool polarity, hs_error *err)
{
    hs_positions one, two = {0};
    hs_status status = hs_in_short_of_claim(&one, e->ledger, claim, err);
    if (status == HS_OK)
        status = show_side(e, &one, HS_SIDE_FOR, err);
    if (status == HS_OK)
        status = hs_in_short_of_claim(&two, e->ledger, other, err);
    if (status == HS_OK)
        status = show_side(e, &two, polarity ? HS_SIDE_AGAINST : HS_SIDE_FOR, err);
    hs_positions_free(&one);
    hs_positions_free(&two);
    return status;
}

/* The surest of the wordings that contradict each other; `claim` 0: there is none. */
static hs_status find_rival(hs_explaining *e, int64_t claim, int64_t other, hs_rival *out, hs_error *err)
{
    hs_rivals rivals;
    *out = (hs_rival){0};
    hs_status status = hs_rivals_of(&rivals, e->ledger, claim, err);
    for (size_t i = 0; i < rivals.n; i++)
        if (rivals.at[i].claim == other)
            *out = rivals.at[i];
    hs_rivals_free(&rivals);
    return status;
}

static hs_status show_figures(hs_explaining *e, const hs_rival *rival, hs_error *err)
{
    hs_quantities a, b;
    size_t one, two;
    hs_arena *arena = hs_arena_new(CAP);
    if (!arena)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for figures");
    hs_status status = hs_quantities_of(&a, arena, e->ledger, rival->wording, err);
    if (status == HS_OK)
        status = hs_quantities_of(&b, arena, e->ledger, rival->other, err);
    hs_figures_order order = status == HS_OK ? hs_quantities_compare(&a, &b, &one, &two) : HS_FIGURES_UNKNOWN;
    if (order == HS_FIGURES_RISE || order == HS_FIGURES_FALL) {
        const hs_quantity *const both[] = {&a.at[one], &b.at[two]};
        for (int i = 0; i < 2 && status == HS_OK; i++)
            status = hs_explain_show(e, "figure", 0, both[i]->document, both[i]->begin, both[i]->end, err);
    }
    hs_arena_free(arena);
    return status;
}

hs_status hs_explain_dispute(hs_explaining *e, int64_t claim, int64_t other, bool *told, hs_error *err)
{
    hs_conflict kind = HS_CONFLICT_POLARITY;
    hs_rival rival = {0};
    bool update = false;
    *told = false;
    hs_sql q = hs_sql_begin(e->ledger, "SELECT kind, is_update, claim_id, other_id FROM dispute WHERE (claim_id, other_id) IN (VALUES (?1, ?2), (?2, ?1))");
    hs_sql_number(&q, 1, claim);
    hs_sql_number(&q, 2, other);
    hs_status status = hs_sql_step(&q, told, err);
    if (status == HS_OK && *told) {
        update = hs_sql_column_number(&q, 1) != 0;
        claim = hs_sql_column_number(&q, 2);
        other = hs_sql_column_number(&q, 3);
        if (!hs_conflict_of(&kind, hs_sql_column(&q, 0)))
            status = hs_fail(err, HS_E_LEDGER, (uint64_t)claim, "the ledger: a dispute on c%lld of no known kind", (long long)claim);
    }
    hs_sql_end(&q);
    if (status != HS_OK || !*told)
        return status;
    static const char *const why[] = {
        [HS_CONFLICT_POLARITY] = "in dispute: a source affirms it, and another one rejects it as it stands",
        [HS_CONFLICT_CERTAINTY] = "in dispute",
        [HS_CONFLICT_FIGURES] = "in dispute: their figures for one thing differ, and different sources held them at one time, or the lesser one after the greater",
        [HS_CONFLICT_CONTENTS] = "in dispute: both cannot be true, and different sources affirm them",
        [HS_CONFLICT_ADMISSION] = "in dispute"};
    HS_TRY(hs_explain_begin(e, update ? "update" : "dispute", 'c', claim, claim == other ? 0 : other, -1, err));
    HS_TRY(hs_explain_say(e, err, "%s", update ? "an update, no dispute: the greater figure was first told later than the lesser, which nobody tells any more 6 hours after"
                                               : why[kind]));
    if (kind == HS_CONFLICT_FIGURES) {
        HS_TRY(find_rival(e, claim, other, &rival, err));
        if (rival.claim)
            HS_TRY(show_figures(e, &rival, err));
    }
    return show_sides(e, claim, other, kind == HS_CONFLICT_POLARITY, err);
}

/* All disputes of a standing claim. */
static hs_status tell_disputes(hs_explaining *e, int64_t claim, hs_error *err)
{
    int64_t others[HS_EXPLAIN_ROWS];
    bool row, told;
    int n = 0;
    hs_sql q = hs_sql_begin(e->ledger, "SELECT other_id FROM dispute WHERE claim_id = ?1 UNION SELECT claim_id FROM dispute WHERE other_id = ?1 LIMIT ?2");
    hs_sql_number(&q, 1, claim);
    hs_sql_number(&q, 2, HS_EXPLAIN_ROWS);
    hs_status status = hs_sql_step(&q, &row, err);
    for (; status == HS_OK && row && n < HS_EXPLAIN_ROWS; status = hs_sql_step(&q, &row, err))
        others[n++] = hs_sql_column_number(&q, 0);
    hs_sql_end(&q);
    for (int i = 0; i < n && status == HS_OK; i++)
        status = hs_explain_dispute(e, claim, others[i], &told, err);
    return status;
}

/* ---- no dispute ---- */

/* Wordings that say the same are of two claims for some reason. @param told  out: none of them contradict each other */
static hs_status tell_why_two(hs_explaining *e, bool *told, int64_t claim, int64_t other, hs_error *err)
{
    int64_t n;
    hs_sql q = hs_sql_begin(e->ledger, "SELECT count(*) FROM pair WHERE ((claim_id IN " HS_EXPLAIN_WORDINGS("?1") " AND other_id IN " HS_EXPLAIN_WORDINGS("?2") ") OR (claim_id IN " HS_EXPLAIN_WORDINGS("?2") " AND other_id IN " HS_EXPLAIN_WORDINGS("?1")
                                       ")) AND relation = 'contradicts'");
    hs_sql_number(&q, 1, claim);
    hs_sql_number(&q, 2, other);
    HS_TRY(hs_sql_take_number(&q, &n, err));
    *told = n == 0;
    if (!*told)
        return HS_OK;
    HS_TRY(hs_explain_begin(e, "none", 'c', claim, other, -1, err));
    return hs_explain_say(e, err, "two claims all the same: what says the same of their wordings does not outweigh what does not, or they are not near each other in meaning on average");
}

/* Claims that contradict each other are in no dispute for some reason. */
static hs_status tell_why_not(hs_explaining *e, int64_t claim, int64_t other, hs_error *err)
{
    hs_positions one, two = {0};
    hs_rival rival;
    hs_figures_order order = HS_FIGURES_UNKNOWN;
    int64_t sources[2] = {0, 0};
    bool several = false;
    HS_TRY(find_rival(e, claim, other, &rival, err));
    if (rival.of_figures)
        HS_TRY(hs_figures_order_of(&order, e->ledger, rival.wording, rival.other, err));
    hs_status status = hs_in_short_of_claim(&one, e->ledger, claim, err);
    if (status == HS_OK)
        status = hs_in_short_of_claim(&two, e->ledger, other, err);
    size_t a = count_sides(&one, HS_SIDE_FOR, &sources[0], &several), b = count_sides(&two, HS_SIDE_FOR, &sources[1], &several);
    hs_positions_free(&one);
    hs_positions_free(&two);
    const char *why = !rival.claim                ? "in no dispute: the comparer is not sure enough, at least 0.5 is asked for"
                      : order == HS_FIGURES_APART ? "in no dispute: their figures are of other things"
                      : order == HS_FIGURES_ALIKE ? "in no dispute: as they stand, both figures may be right"
                      : !a || !b                  ? "in no dispute: nobody affirms one of them"
                      : !several && sources[0] == sources[1]
                          ? "in no dispute: one source alone affirms both, which is a change of position where it is one after the other"
                          : "in no dispute yet: what was touched is to be looked at again";
    HS_TRY(status);
    HS_TRY(hs_explain_begin(e, "none", 'c', claim, other, -1, err));
    return hs_explain_say(e, err, "%s", why);
}

/* ---- the questions ---- */

static hs_status tell_wordings(hs_explaining *e, int64_t claim, int64_t standing, hs_error *err)
{
    int64_t n;
    int pairs;
    hs_sql q = hs_sql_begin(e->ledger, "SELECT 1 + count(*) FROM claim WHERE same_as = ?1");
    hs_sql_number(&q, 1, standing);
    HS_TRY(hs_sql_take_number(&q, &n, err));
    HS_TRY(hs_explain_begin(e, n > 1 ? "same" : "none", 'c', claim, claim == standing ? 0 : standing, -1, err));
    if (n == 1)
        return hs_explain_say(e, err, "no other wording is taken for the same claim");
    HS_TRY(hs_explain_say(e, err, "%lld wordings are one claim, shown as c%lld, the plainest of them; they are so by these pairs", (long long)n, (long long)standing));
    return hs_explain_pairs(e, standing, standing, &pairs, err);
}

static hs_status tell_one(hs_explaining *e, int64_t claim, hs_error *err)
{
    int64_t standing;
    HS_TRY(standing_of(e, claim, &standing, err));
    HS_TRY(tell_wordings(e, claim, standing, err));
    return tell_disputes(e, standing, err);
}

/* Of one claim: by the pair of the two wordings, or by way of others. */
static hs_status tell_same(hs_explaining *e, int64_t claim, int64_t other, int64_t standing, hs_error *err)
{
    int64_t direct;
    int pairs;
    hs_sql q = hs_sql_begin(e->ledger, "SELECT count(*) FROM pair WHERE (claim_id, other_id) IN (VALUES (?1, ?2), (?2, ?1)) AND relation = 'same'");
    hs_sql_number(&q, 1, claim);
    hs_sql_number(&q, 2, other);
    HS_TRY(hs_sql_take_number(&q, &direct, err));
    if (direct)
        return explain_pair(e, claim, other, err);
    HS_TRY(hs_explain_begin(e, "same", 'c', claim, other, -1, err));
    HS_TRY(hs_explain_say(e, err, "two wordings of one claim, by way of others"));
    return hs_explain_pairs(e, standing, standing, &pairs, err);
}

hs_status hs_explain_claims(hs_explaining *e, int64_t claim, int64_t other, hs_error *err)
{
    int64_t one, two;
    int pairs;
    bool told;
    if (!other || other == claim)
        return tell_one(e, claim, err);
    HS_TRY(standing_of(e, claim, &one, err));
    HS_TRY(standing_of(e, other, &two, err));
    if (one == two)
        return tell_same(e, claim, other, one, err);
    HS_TRY(hs_explain_dispute(e, one, two, &told, err));
    HS_TRY(hs_explain_pairs(e, one, two, &pairs, err));
    if (told)
        return HS_OK;
    if (pairs) {
        HS_TRY(tell_why_two(e, &told, one, two, err));
        return told ? HS_OK : tell_why_not(e, one, two, err);
    }
    return hs_explain_unrelated(e, one, two, err);
}
