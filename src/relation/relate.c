/* relate.c -- a document's claims meet those of the documents near it. See relate.h. */
#include "relate.h"

#include <string.h>

#include "anaphors.h"
#include "compare.h"
#include "compare_team.h"
#include "differ.h"
#include "heap.h"
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

/* Which group it is in is to be found anew. */
static hs_status unsettle(hs_ledger *ledger, int64_t claim, hs_error *err)
{
    hs_sql q = hs_sql_begin(ledger, "INSERT OR IGNORE INTO unsettled VALUES ('wording', ?1)");
    hs_sql_number(&q, 1, claim);
    return hs_sql_run(&q, err);
}

typedef struct relating {
    hs_neighbours near;
    hs_ids touched;
} relating;

static hs_status relate(relating *r, hs_ledger *ledger, int64_t document, int64_t model, hs_error *err)
{
    HS_TRY(hs_neighbours_find(&r->near, ledger, document, err));
    HS_TRY(hs_tallies_find(&r->touched, ledger, document, &r->near, err)); /* before those that are judged, as they are decided then */
    HS_TRY(hs_pairs_find(&r->touched, ledger, document, &r->near, err));
    HS_TRY(hs_anaphors_find(&r->touched, ledger, document, err));
    for (size_t i = 0; i < r->touched.n; i++)
        HS_TRY(unsettle(ledger, r->touched.at[i], err));
    HS_TRY(hs_stories_place(ledger, document, &r->near, err));
    return mark(ledger, document, model, err);
}

hs_status hs_relate_by(hs_ledger *ledger, int64_t document, int64_t model, hs_error *err)
{
    relating r = {0};
    HS_TRY(hs_ledger_step_begin(ledger, err));
    hs_status status = hs_ledger_step_end(ledger, relate(&r, ledger, document, model, err), err);
    hs_neighbours_free(&r.near);
    hs_ids_free(&r.touched);
    return status;
}

hs_status hs_relate(hs_ledger *ledger, const hs_comparer *comparer, uint64_t document, hs_error *err)
{
    int64_t model;
    HS_TRY(hs_ledger_begin(ledger, err));
    HS_TRY(hs_ledger_model(ledger, hs_comparer_model(comparer), &model, err));
    return hs_relate_by(ledger, (int64_t)document, model, err);
}

/* ---- deciding ---- */

typedef struct deciding {
    hs_ledger *ledger;
    hs_pair *pairs;    /* [n] of texts that are owned */
    int64_t *claims;   /* [n][2] the lesser number first */
    hs_judged *judged; /* [n] */
    size_t n, most;
} deciding;

static hs_status no_memory(hs_error *err)
{
    return hs_fail(err, HS_E_NOMEM, 0, "no memory to compare claims");
}

/* @return its ptr is NULL: there is no memory */
static hs_str copy(hs_str s)
{
    char *out = hs_alloc(s.len + 1);
    if (out && s.len)
        memcpy(out, s.ptr, s.len);
    return (hs_str){out, s.len};
}

/* The reason may name what one has first; it must not depend on which came first. */
hs_pair hs_pair_in_order(hs_str a, hs_str b)
{
    int order = memcmp(a.ptr, b.ptr, a.len < b.len ? a.len : b.len);
    bool swap = order ? order > 0 : a.len > b.len;
    return swap ? (hs_pair){b, a} : (hs_pair){a, b};
}

static hs_status take_pair(deciding *d, const hs_sql *q, hs_error *err)
{
    hs_str a = copy(hs_sql_column(q, 2)), b = copy(hs_sql_column(q, 3));
    if (!a.ptr || !b.ptr) {
        hs_free((char *)a.ptr);
        hs_free((char *)b.ptr);
        return no_memory(err);
    }
    d->claims[2 * d->n] = hs_sql_column_number(q, 0);
    d->claims[2 * d->n + 1] = hs_sql_column_number(q, 1);
    d->pairs[d->n++] = hs_pair_in_order(a, b);
    return HS_OK;
}

static hs_status load_waiting(deciding *d, hs_error *err)
{
    bool row;
    hs_sql q = hs_sql_begin(d->ledger, "SELECT p.claim_id, p.other_id, a.text, b.text FROM pair p INDEXED BY pair_undecided CROSS JOIN claim a ON a.claim_id = p.claim_id "
                                       "CROSS JOIN claim b ON b.claim_id = p.other_id WHERE p.relation = 'undecided' LIMIT ?1");
    hs_sql_number(&q, 1, (int64_t)d->most);
    hs_status status = hs_sql_step(&q, &row, err);
    while (status == HS_OK && row && d->n < d->most) {
        status = take_pair(d, &q, err);
        if (status == HS_OK)
            status = hs_sql_step(&q, &row, err);
    }
    hs_sql_end(&q);
    return status;
}

/* What relation and score tell by themselves is not kept with each of very many rows. */
const char *hs_judged_reason(const hs_judged *judged)
{
    bool plain = judged->relation == HS_NEITHER || (judged->relation == HS_SAME && strncmp(judged->why, HS_SAME_BY_MODEL, strlen(HS_SAME_BY_MODEL)) == 0);
    return plain ? "" : judged->why;
}

/* A pair that has gone, or was decided, while this was judged is left as it is. */
static hs_status put(hs_ledger *ledger, const int64_t claims[2], const hs_judged *judged, hs_error *err)
{
    const bool neither = judged->relation == HS_NEITHER;
    int64_t waited;
    hs_sql q = hs_sql_begin(ledger, "UPDATE pair SET relation = ?3, score = round(?4, 3), why = ?5 WHERE claim_id = ?1 AND other_id = ?2 "
                                    "AND relation = 'undecided' RETURNING 1");
    hs_sql_number(&q, 1, claims[0]);
    hs_sql_number(&q, 2, claims[1]);
    hs_sql_word(&q, 3, hs_relation_name(judged->relation));
    hs_sql_real(&q, 4, judged->score);
    hs_sql_word(&q, 5, hs_judged_reason(judged));
    HS_TRY(hs_sql_take_number(&q, &waited, err));
    if (!waited)
        return HS_OK;
    HS_TRY(unsettle(ledger, claims[0], err)); /* "neither" counts only where both are in one group */
    return neither ? HS_OK : unsettle(ledger, claims[1], err);
}

static hs_status put_all(deciding *d, hs_error *err)
{
    for (size_t i = 0; i < d->n; i++)
        HS_TRY(put(d->ledger, d->claims + 2 * i, &d->judged[i], err));
    return HS_OK;
}

/* In the batch that is open, else in one of their own, which lasts no longer than that. */
static hs_status write_all(deciding *d, hs_error *err)
{
    bool own = !d->ledger->in_batch;
    hs_status status = hs_ledger_step_begin(d->ledger, err);
    if (status == HS_OK)
        status = hs_ledger_step_end(d->ledger, put_all(d, err), err);
    if (own && status == HS_OK)
        status = hs_ledger_commit(d->ledger, err);
    else if (own)
        hs_ledger_undo(d->ledger);
    return status;
}

/* While the judge is at work nothing is locked, unless by a batch of whoever asks for this. */
static hs_status decide(deciding *d, hs_judge *judge, void *ctx, hs_error *err)
{
    HS_TRY(hs_ledger_may_write(d->ledger, err));
    d->pairs = hs_alloc(d->most * sizeof *d->pairs);
    d->claims = hs_alloc(2 * d->most * sizeof *d->claims);
    d->judged = hs_alloc(d->most * sizeof *d->judged);
    if (!d->pairs || !d->claims || !d->judged)
        return no_memory(err);
    HS_TRY(load_waiting(d, err));
    if (!d->n)
        return HS_OK;
    HS_TRY(judge(ctx, d->judged, d->pairs, d->n, err));
    return write_all(d, err);
}

hs_status hs_relate_decide_by(size_t *done, hs_ledger *ledger, hs_judge *judge, void *ctx, size_t most, hs_error *err)
{
    deciding d = {.ledger = ledger, .most = most};
    hs_status status = decide(&d, judge, ctx, err);
    *done = status == HS_OK ? d.n : 0;
    for (size_t i = 0; i < d.n; i++) {
        hs_free((char *)d.pairs[i].a.ptr);
        hs_free((char *)d.pairs[i].b.ptr);
    }
    hs_free(d.pairs);
    hs_free(d.claims);
    hs_free(d.judged);
    return status;
}

hs_status hs_relate_decide(size_t *done, hs_ledger *ledger, hs_compare_team *team, size_t most, hs_error *err)
{
    return hs_relate_decide_by(done, ledger, hs_judge_by_team, team, most, err);
}

hs_status hs_relate_waiting(uint64_t *out, hs_ledger *ledger, hs_error *err)
{
    int64_t n;
    hs_sql q = hs_sql_begin(ledger, "SELECT count(*) FROM pair INDEXED BY pair_undecided WHERE relation = 'undecided'");
    hs_status status = hs_sql_take_number(&q, &n, err);
    *out = (uint64_t)n;
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
