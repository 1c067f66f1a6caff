/* postgres_state.h -- what the files of the PostgreSQL side share, and nobody else sees. */
#ifndef HS_POSTGRES_STATE_H
#define HS_POSTGRES_STATE_H

#include "postgres.h"
#include "postgres_libpq.h"

struct hs_postgres {
    hs_libpq pq;
    PGconn *db;
    hs_postgres_address address;
    hs_ledger_mode mode;
    unsigned session;  /* counted up where the connection is made anew: statements that were prepared before are gone */
    unsigned n_named;  /* statements that were prepared */
    uint32_t limit_ms; /* that the server knows */
    bool plans_for_all; /* in a look: statements are planned once, for all values */
    int64_t inserted, changed;
    struct hs_postgres_block {
        int64_t model, block;
    } * blocks; /* [n_blocks], owned */
    size_t n_blocks, cap_blocks;
    int64_t width_model; /* whose vectors are known to be of that width; 0: none yet */
    int64_t width;
    struct hs_postgres_signs *signs; /* [n_signs] of signs_model, by block; owned */
    size_t n_signs;
    int64_t signs_model;
};

/** Is it an answer? Else why not, in words without a password. @return HS_OK, HS_E_BUSY .. */
hs_status hs_postgres_result(hs_ledger *ledger, const PGresult *result, const char *what, hs_error *err);
/** Make a connection that broke anew, where nothing is lost by it: outside of transactions. */
hs_status hs_postgres_mend(hs_ledger *ledger, hs_error *err);
void hs_postgres_forget_signs(hs_postgres *p);

#endif
