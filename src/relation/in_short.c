/* in_short.c -- bodies that one article names in full and another calls in short. See in_short.h. */
#include "in_short.h"

#include <string.h>

#include "array.h"
#include "ascii.h"
#include "heap.h"
#include "origins.h"
#include "status.h"

enum { MOST_NAME = 128 };

/* What an article calls a body. */
typedef struct body {
    int64_t source, document;
    bool holds; /* the claim, or what contradicts it */
    size_t len;
    char name[MOST_NAME];
} body;

typedef struct bodies {
    body *at; /* [n]; owned */
    size_t n, cap;
} bodies;

#define WORDINGS "(SELECT ?1 UNION ALL SELECT claim_id FROM claim WHERE same_as = ?1)"

static const char short_sql[] =
    "SELECT s.source_id, h.document_id, h.name, 1 FROM attribution a JOIN holder h ON h.holder_id = a.holder_id JOIN source s ON s.source_id = h.source_id "
    "WHERE a.claim_id IN " WORDINGS " AND h.anonymous = 0 AND h.kind = 'organisation' AND s.apart = 0 AND s.merged_into IS NULL";

static const char full_sql[] =
    "SELECT coalesce(s.merged_into, s.source_id), h.document_id, h.name, EXISTS (SELECT 1 FROM attribution b WHERE b.holder_id = h.holder_id AND b.claim_id IN " WORDINGS ") "
    "FROM holder h JOIN source s ON s.source_id = h.source_id JOIN document d ON d.document_id = h.document_id WHERE d.current = 1 AND h.anonymous = 0 AND h.kind = 'organisation' "
    "AND h.document_id IN (SELECT a.document_id FROM attribution a WHERE a.claim_id IN " WORDINGS ")";

/* Add the bodies that are called so: with a capital, or without. */
static hs_status load(bodies *out, hs_ledger *ledger, const char *sql, int64_t claim, bool capital, hs_error *err)
{
    bool row;
    hs_sql q = hs_sql_begin(ledger, sql);
    hs_sql_number(&q, 1, claim);
    hs_status status = hs_sql_step(&q, &row, err);
    while (status == HS_OK && row) {
        const hs_str name = hs_sql_column(&q, 2);
        if (name.len && name.len <= MOST_NAME && hs_ascii_is_letter(*name.ptr) && hs_ascii_is_capital(*name.ptr) == capital) {
            body *at = hs_array_grown(out->at, &out->cap, out->n, sizeof *at);
            if (!at) {
                status = hs_fail(err, HS_E_NOMEM, 0, "no memory for the bodies that hold a claim");
                break;
            }
            out->at = at;
            at[out->n] = (body){.source = hs_sql_column_number(&q, 0), .document = hs_sql_column_number(&q, 1), .holds = hs_sql_column_number(&q, 3) != 0, .len = name.len};
            memcpy(at[out->n++].name, name.ptr, name.len);
        }
        status = hs_sql_step(&q, &row, err);
    }
    hs_sql_end(&q);
    return status;
}

static hs_str name_of(const body *b)
{
    return (hs_str){b->name, b->len};
}

/* The one body that is meant in short. 0: there is none, or more than one. */
static int64_t meant(const body *called, const bodies *full)
{
    int64_t found = 0;
    bool holds = memchr(called->name, ' ', called->len) != NULL;
    for (size_t i = 0; i < full->n; i++) {
        const body *b = &full->at[i];
        if (!hs_is_called_in_short(name_of(called), name_of(b), (hs_str){NULL, 0}, false))
            continue;
        if (b->document == called->document || (found && found != b->source))
            return 0;
        found = b->source;
        holds = holds || b->holds;
    }
    return holds ? found : 0;
}

static hs_status unite(hs_positions *positions, const bodies *called, bodies *full, hs_ledger *ledger, int64_t claim, const hs_rivals *rivals, hs_error *err)
{
    HS_TRY(load(full, ledger, full_sql, claim, true, err));
    for (size_t i = 0; i < rivals->n; i++)
        HS_TRY(load(full, ledger, full_sql, rivals->at[i].claim, true, err));
    for (size_t i = 0; i < called->n; i++) {
        const body *b = &called->at[i];
        const int64_t source = meant(b, full);
        for (size_t k = 0; source && k < positions->n; k++)
            if (positions->at[k].source == b->source && positions->at[k].document == b->document)
                positions->at[k].source = source;
    }
    return HS_OK;
}

hs_status hs_in_short_unite(hs_positions *positions, hs_ledger *ledger, int64_t claim, const hs_rivals *rivals, hs_error *err)
{
    bodies called = {0}, full = {0};
    hs_status status = load(&called, ledger, short_sql, claim, false, err);
    if (status == HS_OK && called.n)
        status = unite(positions, &called, &full, ledger, claim, rivals, err);
    hs_free(called.at);
    hs_free(full.at);
    return status;
}

/* Of positions that are all on one claim. */
static hs_status unite_all(hs_positions *positions, hs_ledger *ledger, hs_error *err)
{
    hs_rivals rivals;
    if (!positions->n)
        return HS_OK;
    const int64_t claim = positions->at[0].claim;
    hs_status status = hs_rivals_of(&rivals, ledger, claim, err);
    if (status == HS_OK)
        status = hs_in_short_unite(positions, ledger, claim, &rivals, err);
    hs_rivals_free(&rivals);
    return status;
}

hs_status hs_in_short_of_claim(hs_positions *out, hs_ledger *ledger, int64_t claim, hs_error *err)
{
    HS_TRY(hs_positions_of_claim(out, ledger, claim, err));
    return unite_all(out, ledger, err);
}

hs_status hs_in_short_of_attribution(hs_positions *out, hs_ledger *ledger, int64_t attribution, hs_error *err)
{
    HS_TRY(hs_positions_of_attribution(out, ledger, attribution, err));
    return unite_all(out, ledger, err);
}
