/* neighbours.c -- the documents of the ledger that are near one of them. See neighbours.h. */
#include "neighbours.h"

#include "groups.h"
#include "heap.h"
#include "status.h"

typedef struct looking {
    hs_ledger *ledger;
    int64_t document, day;
    uint32_t terms[HS_NEAR_TERMS];
    size_t n_terms;
} looking;

static hs_status no_memory(hs_error *err)
{
    return hs_fail(err, HS_E_NOMEM, 0, "no memory to look for documents near another");
}

static hs_status take_terms(looking *l, hs_str text, hs_error *err)
{
    hs_buffer furniture = hs_buffer_new(sizeof(hs_furniture) * (text.len + 1));
    hs_status status = hs_ledger_load_furniture(&furniture, l->ledger, l->document, text, err);
    if (status == HS_OK)
        status = hs_near_terms(l->terms, &l->n_terms, text, (const hs_furniture *)(const void *)furniture.ptr,
                               furniture.len / sizeof(hs_furniture), err);
    hs_buffer_free(&furniture);
    return status;
}

static hs_status load(looking *l, hs_error *err)
{
    bool row;
    hs_sql q = hs_sql_begin(l->ledger, "SELECT text, CAST(julianday(substr(heard, 1, 10)) - 2440587.5 AS INTEGER) FROM document "
                                       "WHERE document_id = ?1");
    hs_sql_number(&q, 1, l->document);
    hs_status status = hs_sql_step(&q, &row, err);
    if (status == HS_OK && !row)
        status = hs_fail(err, HS_E_NONE, (uint64_t)l->document, "the ledger has no document d%lld", (long long)l->document);
    if (status == HS_OK) {
        l->day = hs_sql_column_number(&q, 1);
        status = take_terms(l, hs_sql_column(&q, 0), err);
    }
    hs_sql_end(&q);
    return status;
}

static hs_status put(looking *l, hs_error *err)
{
    for (size_t i = 0; i < l->n_terms; i++) {
        hs_sql q = hs_sql_begin(l->ledger, "INSERT OR IGNORE INTO term (hash, day, document_id) VALUES (?1, ?2, ?3)");
        hs_sql_number(&q, 1, l->terms[i]);
        hs_sql_number(&q, 2, l->day);
        hs_sql_number(&q, 3, l->document);
        HS_TRY(hs_sql_run(&q, err));
    }
    return HS_OK;
}

/* @param out  one for each term that is shared, in no order */
static hs_status find_sharing(hs_ids *out, looking *l, hs_error *err)
{
    for (size_t i = 0; i < l->n_terms; i++) {
        hs_sql q = hs_sql_begin(l->ledger, "SELECT document_id FROM term WHERE hash = ?1 AND day BETWEEN ?2 AND ?3");
        hs_sql_number(&q, 1, l->terms[i]);
        hs_sql_number(&q, 2, l->day - HS_NEAR_DAYS);
        hs_sql_number(&q, 3, l->day + HS_NEAR_DAYS);
        HS_TRY(hs_ids_add_rows(out, q, err));
    }
    return HS_OK;
}

static hs_status count(hs_neighbours *out, hs_ids *sharing, int64_t own, hs_error *err)
{
    out->at = hs_alloc((sharing->n / HS_NEAR_SHARED + 1) * sizeof *out->at);
    if (!out->at)
        return no_memory(err);
    hs_ids_sort(sharing);
    for (size_t i = 0, k; i < sharing->n; i = k) {
        for (k = i + 1; k < sharing->n && sharing->at[k] == sharing->at[i];)
            k++;
        if (k - i >= HS_NEAR_SHARED && sharing->at[i] != own)
            out->at[out->n++] = (hs_neighbour){sharing->at[i], (uint32_t)(k - i)};
    }
    return HS_OK;
}

hs_status hs_neighbours_find(hs_neighbours *out, hs_ledger *ledger, int64_t document, hs_error *err)
{
    looking l = {.ledger = ledger, .document = document};
    hs_ids sharing = {0};
    *out = (hs_neighbours){0};
    hs_status status = load(&l, err);
    if (status == HS_OK)
        status = put(&l, err);
    if (status == HS_OK)
        status = find_sharing(&sharing, &l, err);
    if (status == HS_OK)
        status = count(out, &sharing, document, err);
    hs_ids_free(&sharing);
    return status;
}

void hs_neighbours_free(hs_neighbours *neighbours)
{
    hs_free(neighbours->at);
    *neighbours = (hs_neighbours){0};
}

hs_status hs_neighbours_measure(hs_nearness *out, hs_ledger *ledger, int64_t document, int64_t other, hs_error *err)
{
    bool row;
    hs_sql q = hs_sql_begin(ledger, "SELECT count(*), coalesce(max(abs(a.day - b.day)), 0) FROM term a JOIN term b ON b.hash = a.hash AND b.document_id = ?2 "
                                    "WHERE a.document_id = ?1");
    hs_sql_number(&q, 1, document);
    hs_sql_number(&q, 2, other);
    hs_status status = hs_sql_step(&q, &row, err);
    *out = status == HS_OK && row ? (hs_nearness){hs_sql_column_number(&q, 0), hs_sql_column_number(&q, 1)} : (hs_nearness){0, 0};
    hs_sql_end(&q);
    return status;
}

bool hs_neighbours_are(const hs_nearness *nearness)
{
    return nearness->shared >= HS_NEAR_SHARED && nearness->days <= HS_NEAR_DAYS;
}
