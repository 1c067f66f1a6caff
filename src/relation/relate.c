/* relate.c -- a document's claims meet those of the documents near it. See relate.h. */
#include "relate.h"

#include <string.h>

#include "anaphors.h"
#include "nearest.h"
#include "pairs.h"
#include "status.h"
#include "stories.h"
#include "tallies.h"

static hs_status mark(hs_ledger *ledger, int64_t document, int64_t model, hs_error *err)
{
    hs_sql q = hs_sql_begin(ledger, "INSERT INTO related (document_id, model_id) VALUES (?1, ?2) ON CONFLICT (document_id) DO UPDATE SET "
                                    "model_id = excluded.model_id");
    hs_sql_number(&q, 1, document);
    hs_sql_number(&q, 2, model);
    return hs_sql_run(&q, err);
}

/* Its disputes, and its holders' changes of position, are to be found anew. */
static hs_status unsettle(hs_ledger *ledger, int64_t claim, hs_error *err)
{
    hs_sql q = hs_sql_begin(ledger, "INSERT OR IGNORE INTO unsettled VALUES ('claim', ?1)");
    hs_sql_number(&q, 1, claim);
    return hs_sql_run(&q, err);
}

typedef struct relating {
    hs_neighbours near;
    hs_ids touched, standing;
} relating;

static hs_status relate(relating *r, hs_ledger *ledger, int64_t document, int64_t model, hs_judge *judge, void *ctx, hs_error *err)
{
    HS_TRY(hs_neighbours_find(&r->near, ledger, document, err));
    HS_TRY(hs_tallies_find(&r->touched, ledger, document, &r->near, err)); /* before those that are judged, as they are decided then */
    HS_TRY(hs_pairs_find(&r->touched, ledger, document, &r->near, judge, ctx, err));
    HS_TRY(hs_anaphors_find(&r->touched, ledger, document, err));
    hs_ids_settle(&r->touched);
    HS_TRY(hs_groups_mend(&r->standing, ledger, &r->touched, err));
    for (size_t i = 0; i < r->standing.n; i++)
        HS_TRY(unsettle(ledger, r->standing.at[i], err));
    HS_TRY(hs_stories_place(ledger, document, &r->near, err));
    return mark(ledger, document, model, err);
}

hs_status hs_relate_by(hs_ledger *ledger, int64_t document, int64_t model, hs_judge *judge, void *ctx, hs_error *err)
{
    relating r = {0};
    HS_TRY(hs_ledger_step_begin(ledger, err));
    hs_status status = hs_ledger_step_end(ledger, relate(&r, ledger, document, model, judge, ctx, err), err);
    hs_neighbours_free(&r.near);
    hs_ids_free(&r.touched);
    hs_ids_free(&r.standing);
    return status;
}

/* ---- by a model ---- */

/* Pairs that a batch of the judge holds at most. */
enum { AT_ONCE = 64 };

hs_status hs_judge_by_model(void *ctx, hs_judged *out, const hs_pair *pairs, size_t n, hs_error *err)
{
    hs_comparison compared[AT_ONCE];
    for (size_t from = 0, k; from < n; from += k) {
        k = n - from < AT_ONCE ? n - from : AT_ONCE;
        HS_TRY(hs_compare_many(compared, ctx, pairs + from, k, err));
        for (size_t i = 0; i < k; i++) {
            out[from + i] = (hs_judged){.relation = compared[i].relation, .score = compared[i].scores[compared[i].relation]};
            memcpy(out[from + i].why, compared[i].why, sizeof out->why);
            if (compared[i].relation == HS_SAME && hs_numbers_differ(pairs[from + i].a, pairs[from + i].b))
                out[from + i].relation = HS_NEITHER; /* one row would have two tolls; whether they are in dispute is another question */
        }
    }
    return HS_OK;
}

hs_status hs_relate(hs_ledger *ledger, const hs_comparer *comparer, hs_compare_space *space, uint64_t document, hs_error *err)
{
    int64_t model;
    HS_TRY(hs_ledger_begin(ledger, err));
    HS_TRY(hs_ledger_model(ledger, hs_comparer_model(comparer), &model, err));
    return hs_relate_by(ledger, (int64_t)document, model, hs_judge_by_model, space, err);
}

static hs_status by_another(bool *out, hs_ledger *ledger, int64_t model, hs_error *err)
{
    int64_t n;
    hs_sql q = hs_sql_begin(ledger, "SELECT count(*) FROM (SELECT 1 FROM related WHERE model_id <> ?1 LIMIT 1)");
    hs_sql_number(&q, 1, model);
    hs_status status = hs_sql_take_number(&q, &n, err);
    *out = n != 0;
    return status;
}

static const char forget_all[] = "DELETE FROM related; DELETE FROM term; DELETE FROM pair; DELETE FROM dispute; DELETE FROM change; "
                                 "DELETE FROM unsettled; DELETE FROM story_member; UPDATE claim SET same_as = NULL WHERE same_as IS NOT NULL";

hs_status hs_relate_begin(hs_ledger *ledger, const hs_comparer *comparer, bool again, hs_error *err)
{
    int64_t model;
    bool other;
    HS_TRY(hs_ledger_begin(ledger, err));
    HS_TRY(hs_ledger_model(ledger, hs_comparer_model(comparer), &model, err));
    HS_TRY(by_another(&other, ledger, model, err));
    if (!again && !other)
        return HS_OK;
    HS_TRY(hs_ledger_step_begin(ledger, err));
    return hs_ledger_step_end(ledger, hs_ledger_run(ledger, forget_all, "what is related", err), err);
}

/* ---- what is due ---- */

hs_status hs_relate_next(uint64_t *out, hs_ledger *ledger, uint64_t after, hs_error *err)
{
    int64_t id;
    hs_sql q = hs_sql_begin(ledger, "SELECT document_id FROM document d WHERE document_id > ?1 AND NOT EXISTS (SELECT 1 FROM related r "
                                    "WHERE r.document_id = d.document_id) ORDER BY document_id LIMIT 1");
    hs_sql_number(&q, 1, (int64_t)after);
    hs_status status = hs_sql_take_number(&q, &id, err);
    *out = (uint64_t)id;
    return status;
}

hs_status hs_relate_due(uint64_t *out, hs_ledger *ledger, hs_error *err)
{
    int64_t n;
    hs_sql q = hs_sql_begin(ledger, "SELECT (SELECT count(*) FROM document) - (SELECT count(*) FROM related)");
    hs_status status = hs_sql_take_number(&q, &n, err);
    *out = n > 0 ? (uint64_t)n : 0;
    return status;
}
