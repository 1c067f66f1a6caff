/* relate.c -- a document's claims meet those of the documents near it. See relate.h. */
#include "relate.h"

#include "pairs.h"
#include "status.h"
#include "stories.h"

static hs_status mark(hs_ledger *ledger, int64_t document, int64_t model, hs_error *err)
{
    hs_sql q = hs_sql_begin(ledger, "INSERT INTO related (document_id, model_id) VALUES (?1, ?2) ON CONFLICT (document_id) DO UPDATE SET "
                                    "model_id = excluded.model_id");
    hs_sql_number(&q, 1, document);
    hs_sql_number(&q, 2, model);
    return hs_sql_run(&q, err);
}

typedef struct relating {
    hs_neighbours near;
    hs_ids touched, standing;
} relating;

static hs_status relate(relating *r, hs_ledger *ledger, int64_t document, int64_t model, hs_judge *judge, void *ctx, hs_error *err)
{
    HS_TRY(hs_neighbours_find(&r->near, ledger, document, err));
    HS_TRY(hs_pairs_find(&r->touched, ledger, document, &r->near, judge, ctx, err));
    hs_ids_settle(&r->touched);
    HS_TRY(hs_groups_mend(&r->standing, ledger, &r->touched, err));
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
