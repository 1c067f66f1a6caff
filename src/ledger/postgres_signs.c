/* postgres_signs.c -- signs of vectors, 48 bytes a claim, kept here once they were fetched from a server. In: a model. Out: its blocks in their order,
 * as they are now: of each it is asked which version of its row is there, and those that changed are fetched. One thread at a time. */
#include "postgres_state.h"

#include <stdlib.h>
#include <string.h>

#include "array.h"
#include "heap.h"
#include "status.h"

enum { ROW = 40 /* "(93,12) 48210": no longer where it is and who wrote it */ };

struct hs_postgres_signs {
    int64_t block;
    char row[ROW];
    char *signs; /* [len], owned; NULL: not here */
    size_t len;
};

typedef struct hs_postgres_signs kept;

static void forget(kept *at, size_t n)
{
    for (size_t i = 0; i < n; i++)
        hs_free(at[i].signs);
    hs_free(at);
}

void hs_postgres_forget_signs(hs_postgres *p)
{
    forget(p->signs, p->n_signs);
    p->signs = NULL;
    p->n_signs = 0;
}

static kept *find(kept *at, size_t n, int64_t block)
{
    size_t low = 0, high = n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (at[middle].block < block)
            low = middle + 1;
        else
            high = middle;
    }
    return low < n && at[low].block == block ? &at[low] : NULL;
}

/* Which blocks there are; those of before that are still so go over to them. */
static hs_status list_blocks(hs_postgres *p, kept **out, size_t *n, hs_sql *q, hs_error *err)
{
    bool row;
    size_t cap = 0;
    hs_status status = hs_sql_step(q, &row, err);
    while (status == HS_OK && row) {
        hs_str version = hs_sql_column(q, 1);
        kept *at = hs_array_grown(*out, &cap, *n, sizeof *at);
        if (!at) {
            status = hs_fail(err, HS_E_NOMEM, 0, "no memory for a search");
            break;
        }
        *out = at;
        kept *k = &at[(*n)++], *before = NULL;
        *k = (kept){.block = hs_sql_column_number(q, 0)};
        memcpy(k->row, version.ptr ? version.ptr : "", version.len < ROW ? version.len : ROW - 1);
        before = find(p->signs, p->n_signs, k->block);
        if (before && strcmp(before->row, k->row) == 0) {
            k->signs = before->signs;
            k->len = before->len;
            before->signs = NULL;
        }
        status = hs_sql_step(q, &row, err);
    }
    return status;
}

static hs_status take_signs(hs_postgres *p, const hs_sql *q, hs_error *err)
{
    kept *k = find(p->signs, p->n_signs, hs_sql_column_number(q, 0));
    hs_str signs = hs_sql_column(q, 1);
    if (!k || k->signs)
        return HS_OK;
    k->signs = hs_alloc(signs.len + 1);
    if (!k->signs)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for a search");
    memcpy(k->signs, signs.ptr ? signs.ptr : "", signs.len);
    k->len = signs.len;
    return HS_OK;
}

static hs_status fetch(hs_ledger *ledger, int64_t model, hs_error *err)
{
    static const char sql[] = "SELECT s.block, s.signs FROM json_each(?2) w CROSS JOIN sketch s ON s.block = w.value WHERE s.model_id = ?1";
    hs_postgres *p = ledger->postgres;
    hs_buffer list = hs_buffer_new(21 * p->n_signs + 3);
    bool row, any = false;
    for (size_t i = 0; i < p->n_signs; i++)
        if (!p->signs[i].signs) {
            hs_buffer_format(&list, "%s%lld", any ? "," : "[", (long long)p->signs[i].block);
            any = true;
        }
    hs_buffer_text(&list, "]");
    hs_sql q = hs_sql_made(ledger, sql, sizeof sql - 1); /* some rows at a time */
    hs_sql_number(&q, 1, model);
    hs_sql_held(&q, 2, &list);
    hs_status status = any ? hs_sql_step(&q, &row, err) : HS_OK;
    while (status == HS_OK && any && row) {
        status = take_signs(p, &q, err);
        if (status == HS_OK)
            status = hs_sql_step(&q, &row, err);
    }
    hs_sql_end(&q);
    hs_buffer_free(&list);
    return status;
}

hs_status hs_postgres_each_signs(hs_ledger *ledger, int64_t model, void (*look)(void *context, int64_t block, hs_str signs), void *context, hs_error *err)
{
    hs_postgres *p = ledger->postgres;
    kept *now = NULL;
    size_t n = 0;
    if (p->signs_model != model)
        hs_postgres_forget_signs(p);
    hs_sql q = hs_sql_begin(ledger, "SELECT block, ctid::text || ' ' || xmin::text FROM sketch WHERE model_id = ?1 ORDER BY block");
    hs_sql_number(&q, 1, model);
    hs_status status = list_blocks(p, &now, &n, &q, err);
    hs_sql_end(&q);
    hs_postgres_forget_signs(p);
    p->signs = now;
    p->n_signs = n;
    p->signs_model = model;
    if (status == HS_OK)
        status = fetch(ledger, model, err);
    for (size_t i = 0; status == HS_OK && i < n; i++)
        if (p->signs[i].signs)
            look(context, p->signs[i].block, (hs_str){p->signs[i].signs, p->signs[i].len});
    return status;
}
