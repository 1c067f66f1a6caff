/* told.c -- relating in parts: pairs judged by themselves, and a ledger that is told what came of pairs. In: texts; keys of wordings. Out: what is
 * kept of each pair; rows of pair and related. Threads: a space is one thread's, a ledger as ever. */
#include <string.h>

#include "heap.h"
#include "nearest.h"
#include "relate.h"
#include "status.h"

/* ---- judging ---- */

hs_status hs_relate_judge(hs_judged *out, hs_compare_space *space, const hs_pair *pairs, size_t n, hs_error *err)
{
    hs_pair *ordered = hs_alloc((n + 1) * sizeof *ordered);
    if (!ordered)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory to compare claims");
    for (size_t i = 0; i < n; i++)
        ordered[i] = hs_pair_in_order(pairs[i].a, pairs[i].b);
    hs_status status = hs_judge_by_model(space, out, ordered, n, err);
    for (size_t i = 0; status == HS_OK && i < n; i++)
        if (!*hs_judged_reason(&out[i]))
            out[i].why[0] = '\0';
    hs_free(ordered);
    return status;
}

/* ---- telling ---- */

static const char pair_sql[] = "INSERT INTO pair (claim_id, other_id, relation, score, why, alike, differs) SELECT min(a.claim_id, b.claim_id), "
                               "max(a.claim_id, b.claim_id), ?3, round(?4, 3), ?5, ?6, 0 FROM claim a JOIN claim b ON b.text_key = ?2 AND b.claim_id <> a.claim_id "
                               "WHERE a.text_key = ?1 ON CONFLICT (claim_id, other_id) DO UPDATE SET relation = excluded.relation, score = excluded.score, "
                               "why = excluded.why, alike = excluded.alike, differs = excluded.differs";

static hs_status put(hs_ledger *ledger, const hs_told_pair *pair, hs_error *err)
{
    hs_sql q = hs_sql_begin(ledger, pair_sql);
    hs_sql_blob(&q, 1, pair->a.ptr, pair->a.len);
    hs_sql_blob(&q, 2, pair->b.ptr, pair->b.len);
    hs_sql_word(&q, 3, hs_relation_name(pair->relation));
    hs_sql_real(&q, 4, pair->score);
    hs_sql_str(&q, 5, pair->why.ptr ? pair->why : (hs_str){"", 0});
    hs_sql_number(&q, 6, pair->by_rule ? HS_BY_RULE : 0);
    return hs_sql_run(&q, err);
}

static const char unsettle_sql[] = "INSERT OR IGNORE INTO unsettled SELECT 'wording', claim_id FROM attribution WHERE document_id NOT IN (SELECT document_id FROM related)";

static hs_status tell(hs_ledger *ledger, int64_t model, const hs_told_pair *pairs, size_t n, hs_error *err)
{
    for (size_t i = 0; i < n; i++)
        HS_TRY(put(ledger, &pairs[i], err));
    HS_TRY(hs_ledger_run(ledger, unsettle_sql, "what is related", err));
    hs_sql q = hs_sql_begin(ledger, "INSERT INTO related SELECT document_id, ?1 FROM document WHERE document_id NOT IN (SELECT document_id FROM related)");
    hs_sql_number(&q, 1, model);
    return hs_sql_run(&q, err);
}

hs_status hs_relate_told_by(hs_ledger *ledger, int64_t model, const hs_told_pair *pairs, size_t n, hs_error *err)
{
    for (size_t i = 0; i < n; i++)
        if (pairs[i].a.len != HS_CLAIM_KEY || pairs[i].b.len != HS_CLAIM_KEY)
            return hs_fail(err, HS_E_ARG, i, "pair %zu: the key of a wording has %d bytes", i, HS_CLAIM_KEY);
    HS_TRY(hs_ledger_step_begin(ledger, err));
    return hs_ledger_step_end(ledger, tell(ledger, model, pairs, n, err), err);
}

hs_status hs_relate_told(hs_ledger *ledger, const hs_comparer *comparer, const hs_told_pair *pairs, size_t n, hs_error *err)
{
    int64_t model;
    HS_TRY(hs_ledger_begin(ledger, err));
    HS_TRY(hs_ledger_model(ledger, hs_comparer_model(comparer), &model, err));
    return hs_relate_told_by(ledger, model, pairs, n, err);
}
