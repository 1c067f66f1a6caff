/* held.c -- what is held on claims. See held.h. */
#include "held.h"

#include "array.h"
#include "heap.h"
#include "in_short.h"
#include "status.h"
#include "versions.h"

static hs_status no_memory(hs_error *err)
{
    return hs_fail(err, HS_E_NOMEM, 0, "no memory for what is held on claims");
}

static hs_status find(hs_held **out, hs_holdings *h, int64_t claim, hs_error *err)
{
    size_t at, known = h->claims.ids.n;
    hs_held **held = hs_array_grown(h->held, &h->cap, known, sizeof *held);
    if (!held)
        return no_memory(err);
    h->held = held;
    if (!hs_id_set_add(&at, &h->claims, claim))
        return no_memory(err);
    if (at == known)
        held[at] = NULL;
    if (!held[at] && !(held[at] = hs_alloc(sizeof **held)))
        return no_memory(err);
    *out = held[at];
    return HS_OK;
}

hs_status hs_holdings_positions(const hs_positions **out, hs_holdings *holdings, int64_t claim, hs_error *err)
{
    hs_held *held = NULL;
    const hs_rivals *rivals;
    HS_TRY(hs_holdings_rivals(&rivals, holdings, claim, err));
    HS_TRY(find(&held, holdings, claim, err));
    *out = &held->positions;
    if (held->has_positions)
        return HS_OK;
    hs_positions_free(&held->positions);
    HS_TRY(hs_positions_of_claim(&held->positions, holdings->ledger, claim, err));
    HS_TRY(hs_in_short_unite(&held->positions, holdings->ledger, claim, rivals, err));
    held->has_positions = true;
    return HS_OK;
}

hs_status hs_holdings_rivals(const hs_rivals **out, hs_holdings *holdings, int64_t claim, hs_error *err)
{
    hs_held *held = NULL;
    HS_TRY(find(&held, holdings, claim, err));
    *out = &held->rivals;
    if (held->has_rivals)
        return HS_OK;
    hs_rivals_free(&held->rivals);
    HS_TRY(hs_rivals_of(&held->rivals, holdings->ledger, claim, err));
    held->has_rivals = true;
    return HS_OK;
}

hs_status hs_holdings_versions(bool *out, hs_holdings *holdings, hs_error *err)
{
    if (!holdings->asked_versions)
        HS_TRY(hs_versions_any(&holdings->versions, holdings->ledger, err));
    holdings->asked_versions = true;
    *out = holdings->versions;
    return HS_OK;
}

void hs_holdings_clear(hs_holdings *h)
{
    for (size_t i = 0; i < h->claims.ids.n; i++)
        if (h->held[i]) {
            hs_positions_free(&h->held[i]->positions);
            hs_rivals_free(&h->held[i]->rivals);
            hs_free(h->held[i]);
        }
    hs_free(h->held);
    hs_id_set_free(&h->claims);
    *h = (hs_holdings){.ledger = h->ledger, .versions = h->versions, .asked_versions = h->asked_versions};
}
