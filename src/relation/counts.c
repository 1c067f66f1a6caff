/* counts.c -- until when each count stands. See counts.h. */
#include "counts.h"

#include "heap.h"
#include "status.h"

enum { CAP = 16 << 20 };

static hs_status load(hs_counts *c, hs_count *out, hs_holdings *holdings, int64_t claim, int64_t wording, hs_error *err)
{
    HS_TRY(hs_holdings_positions(&out->held, holdings, claim, err));
    return hs_quantities_of(&out->of, c->arena, holdings->ledger, wording, err);
}

static hs_status open_counts(hs_counts *out, hs_holdings *holdings, int64_t claim, const hs_rivals *rivals, hs_error *err)
{
    out->at = hs_alloc((rivals->n + 1) * sizeof *out->at);
    out->arena = hs_arena_new(CAP);
    if (!out->at || !out->arena)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for figures");
    out->n = rivals->n + 1;
    bool own = false;
    for (size_t i = 0; i < rivals->n; i++) {
        const hs_rival *r = &rivals->at[i];
        if (!r->of_figures)
            continue;
        if (!own)
            HS_TRY(load(out, &out->at[0], holdings, claim, r->wording, err));
        own = true;
        HS_TRY(load(out, &out->at[i + 1], holdings, r->claim, r->other, err));
    }
    return HS_OK;
}

hs_status hs_counts_open(hs_counts *out, hs_holdings *holdings, int64_t claim, const hs_rivals *rivals, hs_error *err)
{
    *out = (hs_counts){0};
    return open_counts(out, holdings, claim, rivals, err);
}

void hs_counts_free(hs_counts *counts)
{
    hs_free(counts->at);
    hs_arena_free(counts->arena);
    *counts = (hs_counts){0};
}

/* Is it a count of somebody's own? Where somebody with a name gives a figure, those without one ("rescuers") only tell it. */
static bool is_own(const hs_positions *all, const hs_position *p)
{
    bool named = p->named;
    for (size_t i = 0; i < all->n && !named; i++)
        named = all->at[i].named && all->at[i].stance == HS_SIDE_FOR && !all->at[i].past;
    return p->stance == HS_SIDE_FOR && !p->past && (p->named || !named);
}

/* The moment from which a source held another figure; of two at one moment the greater is the later: a page that grows with the news has both. */
static int64_t stands_until(const hs_counts *c, size_t of, const hs_position *p)
{
    int64_t until = INT64_MAX;
    for (size_t i = 0; i < c->n; i++)
        for (size_t k = 0; i != of && c->at[i].held && k < c->at[i].held->n; k++) {
            const hs_position *q = &c->at[i].held->at[k];
            if (q->source != p->source || q->stance != HS_SIDE_FOR || q->past || q->at < p->at || q->at >= until)
                continue;
            if (q->at > p->at || hs_quantities_compare(&c->at[of].of, &c->at[i].of, NULL, NULL) == HS_FIGURES_RISE)
                until = q->at;
        }
    return until;
}

bool hs_counts_at_once(const hs_counts *c, size_t rival)
{
    const hs_positions *a = c->at[0].held, *b = c->at[rival + 1].held;
    for (size_t i = 0; i < a->n; i++) {
        const hs_position *p = &a->at[i];
        if (!is_own(a, p))
            continue;
        int64_t p_until = stands_until(c, 0, p);
        for (size_t k = 0; k < b->n; k++) {
            const hs_position *q = &b->at[k];
            if (q->source == p->source || !is_own(b, q))
                continue;
            int64_t q_until = stands_until(c, rival + 1, q);
            if (p->at < q_until && q->at < p_until && p->at < p_until && q->at < q_until)
                return true;
        }
    }
    return false;
}
