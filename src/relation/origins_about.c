/* origins_about.c -- which documents are about what a statement is about. In: its words, rows of term. Out: documents. A comparer that sees two
 * sentences alone takes "the arrest was a hoax" for the contrary of any arrest. One thread at a time. */
#include "origins.h"

#include <stdlib.h>

#include "near.h"
#include "status.h"

enum { MANY = 4, SHARED = 2 /* telling words that a document must have of a statement with so many; one of a shorter one */ };

static int by_number(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return x < y ? -1 : x > y;
}

static hs_status add_with(hs_ids *out, hs_ledger *ledger, uint32_t hash, hs_error *err)
{
    bool row;
    hs_status status;
    hs_sql q = hs_sql_begin(ledger, "SELECT document_id FROM term WHERE hash = ?1");
    hs_sql_number(&q, 1, hash);
    while ((status = hs_sql_step(&q, &row, err)) == HS_OK && row)
        if (!hs_ids_add(out, hs_sql_column_number(&q, 0))) {
            status = hs_fail(err, HS_E_NOMEM, 0, "no memory for articles that a statement is about");
            break;
        }
    hs_sql_end(&q);
    return status;
}

hs_status hs_origins_about(hs_ids *out, hs_ledger *ledger, hs_str asked, hs_error *err)
{
    uint32_t terms[HS_NEAR_TERMS];
    size_t n_terms, kept = 0;
    HS_TRY(hs_near_terms(terms, &n_terms, asked, NULL, 0, err));
    for (size_t i = 0; i < n_terms; i++)
        HS_TRY(add_with(out, ledger, terms[i], err));
    if (out->n)
        qsort(out->at, out->n, sizeof *out->at, by_number);
    for (size_t i = 0, k; i < out->n; i = k) {
        for (k = i + 1; k < out->n && out->at[k] == out->at[i];)
            k++;
        if (k - i >= (n_terms < MANY ? 1 : SHARED))
            out->at[kept++] = out->at[i];
    }
    out->n = kept;
    return HS_OK;
}

hs_status hs_origins_is_about(bool *out, hs_ledger *ledger, const hs_ids *about, int64_t claim, hs_error *err)
{
    bool row;
    hs_status status;
    hs_sql q = hs_sql_begin(ledger, "SELECT a.document_id, r.document_id IS NULL FROM attribution a LEFT JOIN related r USING (document_id) WHERE a.claim_id = ?1");
    hs_sql_number(&q, 1, claim);
    *out = false;
    while ((status = hs_sql_step(&q, &row, err)) == HS_OK && row && !*out) {
        size_t at;
        *out = hs_sql_column_number(&q, 1) != 0 || hs_ids_find(&at, about, hs_sql_column_number(&q, 0));
    }
    hs_sql_end(&q);
    return status;
}
