/* origins_about.c -- which documents are about what a statement is about. In: its words, rows of term. Out: documents. A comparer that sees two
 * sentences alone takes "the arrest was a hoax" for the contrary of any arrest. One thread at a time. */
#include "origins.h"

#include "near.h"
#include "status.h"

enum { MANY = 4, SHARED = 2 /* telling words that a document must have of a statement with so many; one of a shorter one */ };

hs_status hs_origins_about(hs_ids *out, hs_ledger *ledger, hs_str asked, hs_error *err)
{
    uint32_t terms[HS_NEAR_TERMS];
    size_t n_terms;
    HS_TRY(hs_near_terms(terms, &n_terms, asked, NULL, 0, err));
    for (size_t i = 0; i < n_terms; i++) {
        hs_sql q = hs_sql_begin(ledger, "SELECT document_id FROM term WHERE hash = ?1");
        hs_sql_number(&q, 1, terms[i]);
        HS_TRY(hs_ids_add_rows(out, q, err));
    }
    hs_ids_settle_added(out, n_terms < MANY ? 1 : SHARED);
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
