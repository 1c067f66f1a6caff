/* query_wordings.c -- the wordings of claims: which one each is shown as, and all that are shown as one. In: ids of claims. Out: ids; wordings
 * in the answer's arena. One thread at a time. */
#include "query.h"

#include <string.h>

#include "status.h"

enum { SHOWN = 24 };

hs_status hs_wording_standing(int64_t *out, hs_ledger *ledger, int64_t wording, hs_error *err)
{
    hs_sql q = hs_sql_begin(ledger, "SELECT same_as FROM claim INDEXED BY claim_shown_as WHERE claim_id = ?1 AND same_as IS NOT NULL");
    hs_sql_number(&q, 1, wording);
    HS_TRY(hs_sql_take_number(&q, out, err));
    *out = *out > 0 ? *out : wording;
    return HS_OK;
}

/* Of those that are shown as others. */
static hs_status take_standing(int64_t *out, hs_ledger *ledger, const hs_wanted *ids, hs_error *err)
{
    bool row;
    hs_sql q = hs_sql_begin(ledger, "SELECT c.claim_id, c.same_as FROM json_each(?1) w CROSS JOIN claim c INDEXED BY claim_shown_as ON c.claim_id = w.value "
                                    "WHERE c.same_as IS NOT NULL");
    hs_sql_held(&q, 1, &ids->list);
    hs_status status = hs_sql_step(&q, &row, err);
    while (status == HS_OK && row) {
        size_t place = hs_wanted_place(ids, hs_sql_column_number(&q, 0));
        int64_t standing = hs_sql_column_number(&q, 1);
        if (place != HS_NO_PLACE && standing > 0)
            out[place] = standing;
        status = hs_sql_step(&q, &row, err);
    }
    hs_sql_end(&q);
    return status;
}

hs_status hs_wordings_standing(int64_t *out, hs_ledger *ledger, const int64_t *wordings, size_t n, hs_error *err)
{
    hs_wanted ids;
    if (n)
        memcpy(out, wordings, n * sizeof *out);
    hs_status status = hs_wanted_begin(&ids, wordings, n, err);
    if (status == HS_OK && n)
        status = take_standing(out, ledger, &ids, err);
    hs_wanted_end(&ids);
    return status;
}

static hs_status take_wording(hs_answer *answer, const hs_sql *q, hs_wording *w, hs_error *err)
{
    int64_t id = hs_sql_column_number(q, 0), n = hs_sql_column_number(q, 2);
    w->claim = id > 0 ? (uint64_t)id : 0;
    w->n_attributions = n < UINT32_MAX ? (uint32_t)n : UINT32_MAX;
    return hs_answer_shown(answer, q, 1, &w->words, err);
}

#define NOT_WRONG " AND c.verdict IS NOT 'wrong'"
#define OF_THEM(join, right)                                                                                                          \
    "CROSS JOIN document d INDEXED BY document_head ON d.document_id = a.document_id " join "WHERE a.claim_id IN (" HS_WORDINGS ") AND d.current" right " "
/* Of the claim ?1, the most often heard first. */
#define COUNTED(join, right)                                                                                                          \
    "SELECT m.claim_id, substr(m.text, 1, 16384), x.n FROM (SELECT a.claim_id, count(*) AS n FROM attribution a " OF_THEM(join, right) \
    "GROUP BY a.claim_id) x CROSS JOIN claim m ON m.claim_id = x.claim_id ORDER BY x.n DESC, m.text_key LIMIT ?2"
/* The same where there is one, and it is known how often. */
#define ALONE(join, right)                                                                                                            \
    "SELECT m.claim_id, substr(m.text, 1, 16384), ?2 FROM (SELECT a.claim_id FROM attribution a " OF_THEM(join, right) "LIMIT 1) x "   \
    "CROSS JOIN claim m ON m.claim_id = x.claim_id"

hs_status hs_answer_wordings(hs_answer *answer, hs_claim *claim, hs_error *err)
{
    bool row, corrected;
    hs_wording wordings[SHOWN] = {{0}}, *kept = NULL;
    uint32_t n = 0;
    HS_TRY(hs_query_corrections(&corrected, answer->ledger, err));
    bool alone = !answer->all && claim->n_wordings == 1;
    hs_sql q = alone ? hs_sql_begin(answer->ledger, corrected ? ALONE(HS_JOIN_SAID, NOT_WRONG) : ALONE("", ""))
                     : hs_sql_begin(answer->ledger, corrected ? COUNTED(HS_JOIN_SAID, NOT_WRONG) : COUNTED("", ""));
    hs_sql_number(&q, 1, (int64_t)claim->id);
    hs_sql_number(&q, 2, alone ? (int64_t)claim->n_attributions : SHOWN);
    hs_status status = hs_sql_step(&q, &row, err);
    while (status == HS_OK && row && n < SHOWN) {
        status = take_wording(answer, &q, &wordings[n++], err);
        if (status == HS_OK)
            status = hs_sql_step(&q, &row, err);
    }
    hs_sql_end(&q);
    if (status == HS_OK)
        status = hs_answer_room(answer, (void **)&kept, n, sizeof *kept, err);
    if (status != HS_OK)
        return status;
    memcpy(kept, wordings, n * sizeof *kept);
    claim->wordings = kept;
    claim->n_shown = n;
    return HS_OK;
}
