/* postgres_bulk.c -- many rows at once into a table at a server, by COPY. In: rows as COPY has them in text. Out: rows. One thread at a time. */
#include "postgres_state.h"

#include "status.h"

hs_status hs_postgres_bulk_begin(hs_ledger *ledger, const char *sql, hs_error *err)
{
    hs_postgres *p = ledger->postgres;
    PGresult *result = p->pq.exec(p->db, sql);
    hs_status status = hs_postgres_result(ledger, result, "the ledger", err);
    p->pq.clear(result);
    return status;
}

hs_status hs_postgres_bulk_add(hs_ledger *ledger, hs_str row, hs_error *err)
{
    hs_postgres *p = ledger->postgres;
    if (row.len <= INT32_MAX && p->pq.putCopyData(p->db, row.ptr, (int)row.len) == 1)
        return HS_OK;
    return hs_fail(err, HS_E_IO, 0, "the ledger: the connection to the server broke");
}

hs_status hs_postgres_bulk_end(hs_ledger *ledger, hs_status status, hs_error *err)
{
    hs_postgres *p = ledger->postgres;
    bool ended = p->pq.putCopyEnd(p->db, status == HS_OK ? NULL : "not all rows could be read") == 1;
    if (!ended && status == HS_OK)
        status = hs_fail(err, HS_E_IO, 0, "the ledger: the connection to the server broke");
    for (PGresult *result; ended && (result = p->pq.getResult(p->db)); p->pq.clear(result)) {
        if (p->pq.resultStatus(result) == PGRES_COPY_IN) /* it would for ever: a server that answers an end with another beginning */
            ended = false;
        hs_error said;
        hs_status told = ended ? hs_postgres_result(ledger, result, "the ledger", &said) : hs_fail(&said, HS_E_IO, 0, "the ledger: the server speaks another protocol");
        if (status == HS_OK && told != HS_OK) {
            status = told;
            if (err)
                *err = said;
        }
    }
    return status;
}
