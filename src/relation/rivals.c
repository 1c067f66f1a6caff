/* rivals.c -- which claims contradict one. In: rows of pair. Out: each standing claim once, by its surest pair. One thread at a time.
 *
 * Of many wordings some pairs may say the same and some contradict each other. Two claims that stand for what says the same, or whose pairs say so rather, are none. */
#include "rivals.h"

#include <string.h>

#include "array.h"
#include "ascii.h"
#include "compare_words.h"
#include "heap.h"
#include "status.h"

/* A claim that stands for itself, and what is shown as it. */
#define WORDINGS "(SELECT ?1 AS id UNION ALL SELECT claim_id FROM claim WHERE same_as = ?1)"
#define HALF(mine, other)                                                                                                  \
    "SELECT coalesce(o.same_as, o.claim_id) AS standing, m.claim_id AS mine, o.claim_id AS other, p.score AS score, "     \
    "p.why AS why, p.relation = 'contradicts' AS contrary, min(m.text_key, o.text_key) AS lesser_key, max(m.text_key, o.text_key) AS greater_key FROM " WORDINGS " w CROSS JOIN pair p ON p." mine       \
    " = w.id CROSS JOIN claim m ON m.claim_id = p." mine " CROSS JOIN claim o ON o.claim_id = p." other                    \
    " WHERE p.relation IN ('same', 'contradicts') AND p.score >= ?2"

static const char rivals_sql[] = HALF("claim_id", "other_id") " UNION ALL " HALF("other_id", "claim_id") " ORDER BY standing, contrary DESC, score DESC, lesser_key, greater_key";

static hs_status put(hs_rivals *all, const hs_rival *rival, hs_error *err)
{
    hs_rival *at = hs_array_grown(all->at, &all->cap, all->n, sizeof *at);
    if (!at)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for what contradicts a claim");
    all->at = at;
    all->at[all->n++] = *rival;
    return HS_OK;
}

/* What the pairs between a claim and another say, summed. */
typedef struct balance {
    hs_rival rival; /* by the surest pair that contradicts; claim 0: none yet */
    double same, contrary;
    bool stand_for_the_same;
} balance;

static hs_status weigh(hs_rivals *out, const balance *b, hs_error *err)
{
    return b->rival.claim && !b->stand_for_the_same && b->contrary > b->same ? put(out, &b->rival, err) : HS_OK;
}

/* A row, of the standing claim that `b` is of. */
static void take(balance *b, const hs_sql *q, int64_t claim)
{
    const hs_rival r = {.claim = hs_sql_column_number(q, 0), .wording = hs_sql_column_number(q, 1), .other = hs_sql_column_number(q, 2),
                        .score = hs_sql_column_real(q, 3), .of_figures = hs_ascii_begins(hs_sql_column(q, 4), HS_WHY_FIGURES)};
    const bool contrary = hs_sql_column_number(q, 5) != 0;
    if (contrary && !b->rival.claim && r.claim != claim) /* two wordings of one claim contradict nobody */
        b->rival = r;
    *(contrary ? &b->contrary : &b->same) += r.score;
    b->stand_for_the_same = b->stand_for_the_same || (!contrary && r.wording == claim && r.other == r.claim);
}

hs_status hs_rivals_of(hs_rivals *out, hs_ledger *ledger, int64_t claim, hs_error *err)
{
    bool row;
    *out = (hs_rivals){0};
    hs_sql q = hs_sql_begin(ledger, rivals_sql);
    hs_sql_number(&q, 1, claim);
    hs_sql_real(&q, 2, HS_RIVAL_SCORE);
    balance of = {.same = 0};
    int64_t standing = 0;
    hs_status status = hs_sql_step(&q, &row, err);
    while (status == HS_OK && row) {
        if (hs_sql_column_number(&q, 0) != standing) {
            status = weigh(out, &of, err);
            of = (balance){.same = 0};
            standing = hs_sql_column_number(&q, 0);
        }
        take(&of, &q, claim);
        if (status == HS_OK)
            status = hs_sql_step(&q, &row, err);
    }
    if (status == HS_OK)
        status = weigh(out, &of, err);
    hs_sql_end(&q);
    return status;
}

const hs_rival *hs_rivals_find(const hs_rivals *rivals, int64_t claim)
{
    size_t low = 0, high = rivals->n;
    while (low < high) {
        size_t half = low + (high - low) / 2;
        if (rivals->at[half].claim < claim)
            low = half + 1;
        else
            high = half;
    }
    return low < rivals->n && rivals->at[low].claim == claim ? &rivals->at[low] : NULL;
}

void hs_rivals_free(hs_rivals *rivals)
{
    hs_free(rivals->at);
    *rivals = (hs_rivals){0};
}
