/* settle.c -- groups of wordings, disputes and changes of what was noted as touched. In: rows of unsettled. Out: claim.same_as, rows of dispute
 * and change, and none of unsettled. One thread at a time. */
#include "admissions.h"
#include "changes.h"
#include "disputes.h"
#include "groups.h"
#include "status.h"

enum { MOST_HELD = 4096 /* claims that are kept at hand */ };

/* ---- groups ---- */

static hs_status load_unsettled(hs_ids *out, hs_ledger *ledger, const char *kind, hs_error *err)
{
    hs_sql q = hs_sql_begin(ledger, "SELECT id FROM unsettled WHERE kind = ?1 ORDER BY id");
    hs_sql_word(&q, 1, kind);
    return hs_ids_add_rows(out, q, err);
}

static hs_status unsettle_claims(hs_ledger *ledger, const hs_ids *standing, hs_error *err)
{
    for (size_t i = 0; i < standing->n; i++) {
        hs_sql q = hs_sql_begin(ledger, "INSERT OR IGNORE INTO unsettled VALUES ('claim', ?1)");
        hs_sql_number(&q, 1, standing->at[i]);
        HS_TRY(hs_sql_run(&q, err));
    }
    return HS_OK;
}

static hs_status settle_groups(hs_ledger *ledger, hs_error *err)
{
    hs_ids wordings = {0}, standing = {0};
    hs_status status = load_unsettled(&wordings, ledger, "wording", err);
    if (status == HS_OK)
        status = hs_groups_mend(&standing, ledger, &wordings, err);
    if (status == HS_OK)
        status = unsettle_claims(ledger, &standing, err);
    hs_ids_free(&wordings);
    hs_ids_free(&standing);
    return status;
}

/* ---- claims ---- */

/* It was said once, and nothing contradicts it. So it is of most claims. */
static hs_status is_lone(bool *out, hs_holdings *holdings, int64_t claim, hs_error *err)
{
    int64_t said;
    const hs_rivals *rivals;
    HS_TRY(hs_holdings_rivals(&rivals, holdings, claim, err));
    hs_sql q = hs_sql_begin(holdings->ledger, "SELECT count(*) FROM (SELECT 1 FROM attribution WHERE claim_id IN (SELECT ?1 UNION ALL SELECT claim_id "
                                              "FROM claim WHERE same_as = ?1) LIMIT 2)");
    hs_sql_number(&q, 1, claim);
    HS_TRY(hs_sql_take_number(&q, &said, err));
    *out = said < 2 && !rivals->n;
    return HS_OK;
}

static hs_status settle_claim(hs_holdings *holdings, int64_t claim, hs_error *err)
{
    int64_t standing;
    bool lone;
    HS_TRY(hs_relation_disputes_end(holdings->ledger, claim, err));
    hs_sql q = hs_sql_begin(holdings->ledger, "SELECT standing_id FROM wording WHERE claim_id = ?1");
    hs_sql_number(&q, 1, claim);
    HS_TRY(hs_sql_take_number(&q, &standing, err));
    if (standing != claim)
        return HS_OK; /* it is gone, or is shown as another, which is unsettled, too */
    HS_TRY(hs_relation_changes_end(holdings->ledger, claim, err));
    if (holdings->claims.ids.n > MOST_HELD)
        hs_holdings_clear(holdings);
    HS_TRY(is_lone(&lone, holdings, claim, err));
    if (lone)
        return HS_OK;
    HS_TRY(hs_relation_disputes(holdings, claim, err));
    return hs_relation_changes(holdings, claim, err);
}

static hs_status add_rivals(hs_ids *out, hs_holdings *holdings, int64_t claim, hs_error *err)
{
    const hs_rivals *rivals;
    HS_TRY(hs_holdings_rivals(&rivals, holdings, claim, err));
    for (size_t i = 0; i < rivals->n; i++)
        if (!hs_ids_add(out, rivals->at[i].claim))
            return hs_fail(err, HS_E_NOMEM, 0, "no memory for what contradicts a claim");
    return HS_OK;
}

/* Whether two figures were held at once hangs on what their sources say of the other figures beside them (counts.h); which body is called in short, on who tells of
 * what contradicts a claim (in_short.h). */
static hs_status unsettle_rivals(hs_holdings *holdings, hs_error *err)
{
    hs_ids claims = {0}, beside = {0};
    hs_status status = load_unsettled(&claims, holdings->ledger, "claim", err);
    for (size_t i = 0; i < claims.n && status == HS_OK; i++) {
        if (holdings->claims.ids.n > MOST_HELD)
            hs_holdings_clear(holdings);
        status = add_rivals(&beside, holdings, claims.at[i], err);
    }
    if (status == HS_OK)
        status = unsettle_claims(holdings->ledger, &beside, err);
    hs_ids_free(&claims);
    hs_ids_free(&beside);
    return status;
}

/* ---- admissions ---- */

static hs_status settle_document(hs_holdings *holdings, int64_t document, hs_error *err)
{
    return hs_admissions_of_document(holdings->ledger, document, err);
}

static hs_status settle_source(hs_holdings *holdings, int64_t source, hs_error *err)
{
    return hs_admissions_of_source(holdings->ledger, source, err);
}

/* ---- all ---- */

static hs_status settle_each(hs_holdings *holdings, const char *kind, hs_status (*settle)(hs_holdings *, int64_t, hs_error *), hs_error *err)
{
    for (int64_t after = 0, id;; after = id) {
        hs_sql q = hs_sql_begin(holdings->ledger, "SELECT min(id) FROM unsettled WHERE kind = ?1 AND id > ?2");
        hs_sql_word(&q, 1, kind);
        hs_sql_number(&q, 2, after);
        HS_TRY(hs_sql_take_number(&q, &id, err));
        if (id <= after)
            return HS_OK;
        HS_TRY(settle(holdings, id, err));
    }
}

static const char standing_sql[] = "INSERT OR IGNORE INTO unsettled SELECT 'claim', c.same_as FROM unsettled u CROSS JOIN claim c ON c.claim_id = u.id "
                                   "WHERE u.kind = 'claim' AND c.same_as IS NOT NULL";

/* Groups first, as claims are made of them; then claims: an admission is told only where they tell of no other change. */
static hs_status settle(hs_holdings *holdings, hs_error *err)
{
    HS_TRY(settle_groups(holdings->ledger, err));
    HS_TRY(hs_sql_run_on(holdings->ledger, standing_sql, 0, err));
    HS_TRY(unsettle_rivals(holdings, err));
    HS_TRY(settle_each(holdings, "claim", settle_claim, err));
    HS_TRY(settle_each(holdings, "document", settle_document, err));
    HS_TRY(settle_each(holdings, "source", settle_source, err));
    return hs_ledger_run(holdings->ledger, "DELETE FROM unsettled", "the ledger", err);
}

hs_status hs_ledger_settle(hs_ledger *ledger, hs_error *err)
{
    hs_holdings holdings = {.ledger = ledger};
    HS_TRY(hs_ledger_step_begin(ledger, err));
    hs_status status = hs_ledger_step_end(ledger, settle(&holdings, err), err);
    hs_holdings_clear(&holdings);
    return status;
}
