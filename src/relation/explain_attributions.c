/* explain_attributions.c -- how an attribution stands to its claim, whose it is, and why two are a change of position. In: attributions. Out: reasons.
 * One thread at a time. */
#include <string.h>

#include "explain.h"
#include "in_short.h"
#include "positions.h"
#include "status.h"

static hs_status standing_of(hs_explaining *e, int64_t wording, int64_t *out, hs_error *err)
{
    hs_sql q = hs_sql_begin(e->ledger, "SELECT coalesce((SELECT standing_id FROM wording WHERE claim_id = ?1), ?1)");
    hs_sql_number(&q, 1, wording);
    return hs_sql_take_number(&q, out, err);
}

/* ---- one ---- */

static hs_status tell_stance(hs_explaining *e, int64_t attribution, hs_error *err)
{
    static const char *const stances[] = {[HS_SIDE_OPEN] = "neither for nor against", [HS_SIDE_FOR] = "for", [HS_SIDE_AGAINST] = "against"};
    hs_positions p;
    hs_entry entry;
    char held[HS_ISO8601_UTC];
    HS_TRY(hs_explain_begin(e, "stance", 'a', attribution, 0, -1, err));
    HS_TRY(hs_answer_entry(e->answer, attribution, true, &entry, err));
    hs_status status = hs_positions_of_attribution(&p, e->ledger, attribution, err);
    const char *act = hs_act_name(entry.act), *sign = hs_polarity_sign(entry.polarity), *certainty = hs_certainty_name(entry.certainty);
    if (status == HS_OK && !p.n) {
        status = hs_explain_say(e, err, "counts for nothing: a later version of the article is here, a person called it wrong, or the reading is less sure of it than 0.3");
    } else if (status == HS_OK) {
        hs_positions_held(held, p.at);
        status = hs_explain_say(e, err, "counts as %s its claim since %s: act %s, polarity %s, certainty %s%s", stances[p.at->stance], held, act ? act : "unknown",
                                sign ? sign : "unknown", certainty ? certainty : "unknown",
                                p.at->past ? "; \"had ..\" tells of some time before, so that it is no change" : "");
    }
    hs_positions_free(&p);
    return status == HS_OK ? hs_explain_show_attribution(e, attribution, err) : status;
}

/* ---- changes ---- */

static hs_status tell_change(hs_explaining *e, const hs_sql *q, hs_error *err)
{
    static const char *const what[] = {[HS_CONFLICT_POLARITY] = "the opposite of the same claim", [HS_CONFLICT_CERTAINTY] = "the same claim, more or less surely",
                                       [HS_CONFLICT_FIGURES] = "another figure for one thing, and not only a greater one after a lesser",
                                       [HS_CONFLICT_CONTENTS] = "a claim that contradicts the one before",
                                       [HS_CONFLICT_ADMISSION] = "an admission within a month of rejecting what is like it"};
    hs_conflict kind;
    int64_t before = hs_sql_column_number(q, 0), after = hs_sql_column_number(q, 1);
    hs_str name = hs_sql_column(q, 3), held = hs_sql_column(q, 4), heard = hs_sql_column(q, 5);
    if (!hs_conflict_of(&kind, hs_sql_column(q, 2)))
        return hs_fail(err, HS_E_LEDGER, (uint64_t)after, "the ledger: a change to a%lld of no known kind", (long long)after);
    HS_TRY(hs_explain_begin(e, "change", 'a', before, after, -1, err));
    HS_TRY(hs_explain_say(e, err, "a change of position: %.*s held the one by %.*s and the other from %.*s on, %s", (int)(name.len < 200 ? name.len : 200),
                          name.ptr ? name.ptr : "", (int)(held.len < 10 ? held.len : 10), held.ptr ? held.ptr : "", (int)(heard.len < 10 ? heard.len : 10),
                          heard.ptr ? heard.ptr : "", what[kind]));
    HS_TRY(hs_explain_show_attribution(e, before, err));
    return hs_explain_show_attribution(e, after, err);
}

/* The changes between two attributions; where `other` is 0, of one. */
static hs_status tell_changes(hs_explaining *e, int64_t attribution, int64_t other, int *n, hs_error *err)
{
    bool row;
    hs_sql q = hs_sql_begin(e->ledger, "SELECT k.before_id, k.after_id, k.kind, s.name, k.held, k.heard FROM change k JOIN called s ON s.source_id = k.source_id "
                                       "WHERE (k.before_id = ?1 AND (k.after_id = ?2 OR ?2 = 0)) OR (k.after_id = ?1 AND (k.before_id = ?2 OR ?2 = 0)) "
                                       "ORDER BY k.heard, k.before_id, k.after_id LIMIT ?3");
    hs_sql_number(&q, 1, attribution);
    hs_sql_number(&q, 2, other);
    hs_sql_number(&q, 3, HS_EXPLAIN_ROWS);
    *n = 0;
    hs_status status = hs_sql_step(&q, &row, err);
    for (; status == HS_OK && row; ++*n) {
        status = tell_change(e, &q, err);
        if (status == HS_OK)
            status = hs_sql_step(&q, &row, err);
    }
    hs_sql_end(&q);
    return status;
}

/* ---- no change ---- */

static const char *why_not(const hs_position *p, const hs_position *q, bool rivals)
{
    if (!p || !q)
        return "no change: one of them counts for nothing; a later version of the article is here, a person called it wrong, or the reading is less sure of it than 0.3";
    if (!p->source || p->source != q->source)
        return "no change: they are not held by one source";
    if (!p->named)
        return "no change: who is not named may be anybody";
    if (p->claim != q->claim && !rivals)
        return "no change: their claims are not the same, and do not contradict each other";
    if (p->stance == HS_SIDE_OPEN || q->stance == HS_SIDE_OPEN)
        return "no change: one of them is neither for nor against";
    if (p->past || q->past)
        return "no change: one of them tells of some time before (\"had ..\")";
    if (p->claim == q->claim && p->stance == q->stance && p->sureness == q->sureness)
        return "no change: they hold the same";
    if (p->claim != q->claim && (p->stance != HS_SIDE_FOR || q->stance != HS_SIDE_FOR))
        return "no change: of claims that contradict each other not both are affirmed";
    if (p->from <= q->to && q->from <= p->to)
        return "no change: nothing tells that one was held later than the other";
    return "no change from the one to the other: something that was held in between goes before, one of them tells again what was held before, or a figure only grew";
}

static hs_status are_rivals(hs_explaining *e, int64_t one, int64_t other, bool *out, hs_error *err)
{
    int64_t n;
    hs_sql q = hs_sql_begin(e->ledger, "SELECT count(*) FROM pair p JOIN wording a ON a.claim_id = p.claim_id JOIN wording b ON b.claim_id = p.other_id "
                                       "WHERE p.relation = 'contradicts' AND ((a.standing_id = ?1 AND b.standing_id = ?2) OR (a.standing_id = ?2 AND b.standing_id = ?1)) "
                                       "AND p.claim_id IN (SELECT ?1 UNION SELECT ?2 UNION SELECT claim_id FROM claim WHERE same_as IN (?1, ?2))");
    hs_sql_number(&q, 1, one);
    hs_sql_number(&q, 2, other);
    HS_TRY(hs_sql_take_number(&q, &n, err));
    *out = n > 0;
    return HS_OK;
}

static hs_status tell_why_not(hs_explaining *e, int64_t attribution, int64_t other, hs_error *err)
{
    hs_positions one, two = {0};
    bool rivals = false;
    HS_TRY(hs_explain_begin(e, "none", 'a', attribution, other, -1, err));
    hs_status status = hs_in_short_of_attribution(&one, e->ledger, attribution, err);
    if (status == HS_OK)
        status = hs_in_short_of_attribution(&two, e->ledger, other, err);
    if (status == HS_OK && one.n && two.n)
        status = are_rivals(e, one.at->claim, two.at->claim, &rivals, err);
    if (status == HS_OK)
        status = hs_explain_say(e, err, "%s", why_not(one.n ? one.at : NULL, two.n ? two.at : NULL, rivals));
    hs_positions_free(&one);
    hs_positions_free(&two);
    if (status == HS_OK)
        status = hs_explain_show_attribution(e, attribution, err);
    return status == HS_OK ? hs_explain_show_attribution(e, other, err) : status;
}

/* What the comparer said of their contents, where they are two claims. */
static hs_status tell_claims(hs_explaining *e, int64_t attribution, int64_t other, hs_error *err)
{
    int64_t claims[2];
    int n;
    const int64_t both[] = {attribution, other};
    for (int i = 0; i < 2; i++) {
        hs_sql q = hs_sql_begin(e->ledger, "SELECT claim_id FROM attribution WHERE attribution_id = ?1");
        hs_sql_number(&q, 1, both[i]);
        HS_TRY(hs_sql_take_number(&q, &claims[i], err));
        HS_TRY(standing_of(e, claims[i], &claims[i], err));
    }
    if (claims[0] == claims[1])
        return HS_OK;
    HS_TRY(hs_explain_pairs(e, claims[0], claims[1], &n, err));
    return n ? HS_OK : hs_explain_unrelated(e, claims[0], claims[1], err);
}

hs_status hs_explain_attributions(hs_explaining *e, int64_t attribution, int64_t other, hs_error *err)
{
    int n;
    if (!other || other == attribution) {
        HS_TRY(tell_stance(e, attribution, err));
        HS_TRY(hs_explain_source(e, attribution, err));
        return tell_changes(e, attribution, 0, &n, err);
    }
    HS_TRY(tell_changes(e, attribution, other, &n, err));
    if (!n)
        HS_TRY(tell_why_not(e, attribution, other, err));
    return tell_claims(e, attribution, other, err);
}
