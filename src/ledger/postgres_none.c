/* postgres_none.c -- in place of postgres_*.c where this build was made without PostgreSQL (HEARSAY_POSTGRESQL=OFF): no ledger at a server
 * is ever open, so that nothing else here is called. Any thread. */
#include "postgres.h"
#include "postgres_check.h"
#include "status.h"

hs_status hs_postgres_open(hs_ledger *ledger, const char *address, hs_ledger_mode mode, hs_error *err)
{
    (void)ledger, (void)address, (void)mode;
    return hs_fail(err, HS_E_IO, 0, "a ledger on PostgreSQL: this hearsay was built without it");
}

void hs_postgres_close(hs_ledger *ledger)
{
    (void)ledger;
}

hs_postgres_query *hs_postgres_begin(hs_ledger *ledger, const char *sql, size_t len, bool keep, int *rc)
{
    (void)ledger, (void)sql, (void)len, (void)keep;
    *rc = SQLITE_INTERNAL;
    return NULL;
}

#define NOTHING(function, ...)                                                                                                    \
    void function(__VA_ARGS__)                                                                                                    \
    {                                                                                                                             \
    }
#define NONE(type, value, function, ...)                                                                                          \
    type function(__VA_ARGS__)                                                                                                    \
    {                                                                                                                             \
        return value;                                                                                                             \
    }
#pragma GCC diagnostic ignored "-Wunused-parameter"
NONE(bool, false, hs_postgres_is_busy, const hs_postgres_query *q)
NONE(int, 0, hs_postgres_parameters, const hs_postgres_query *q)
NOTHING(hs_postgres_text, hs_postgres_query *q, int i, hs_str value)
NOTHING(hs_postgres_number, hs_postgres_query *q, int i, int64_t value)
NOTHING(hs_postgres_real, hs_postgres_query *q, int i, double value)
NOTHING(hs_postgres_bytes, hs_postgres_query *q, int i, const void *bytes, size_t len)
NONE(hs_status, HS_E_DEFECT, hs_postgres_step, hs_postgres_query *q, bool *row, hs_error *err)
NONE(int, 0, hs_postgres_columns, const hs_postgres_query *q)
NONE(bool, true, hs_postgres_is_null, const hs_postgres_query *q, int i)
NONE(bool, false, hs_postgres_is_text, const hs_postgres_query *q, int i)
NONE(hs_str, ((hs_str){NULL, 0}), hs_postgres_column, const hs_postgres_query *q, int i)
NONE(int64_t, 0, hs_postgres_column_number, const hs_postgres_query *q, int i)
NONE(double, 0, hs_postgres_column_real, const hs_postgres_query *q, int i)
NOTHING(hs_postgres_again, hs_postgres_query *q)
NOTHING(hs_postgres_end, hs_postgres_query *q)
NOTHING(hs_postgres_free, hs_postgres_query *q)
NONE(int64_t, 0, hs_postgres_inserted, const hs_ledger *ledger)
NONE(int64_t, 0, hs_postgres_changed, const hs_ledger *ledger)
NONE(hs_status, HS_E_DEFECT, hs_postgres_run, hs_ledger *ledger, const char *sql, const char *what, hs_error *err)
NONE(bool, false, hs_postgres_in_transaction, const hs_ledger *ledger)
NONE(hs_status, HS_E_DEFECT, hs_postgres_look, hs_ledger *ledger, hs_error *err)
NONE(hs_status, HS_E_DEFECT, hs_postgres_write, hs_ledger *ledger, hs_error *err)
NONE(hs_status, HS_E_DEFECT, hs_postgres_commit, hs_ledger *ledger, hs_error *err)
NOTHING(hs_postgres_undo, hs_ledger *ledger)
NOTHING(hs_postgres_settle, hs_ledger *ledger)
NOTHING(hs_postgres_recover, hs_ledger *ledger)
NOTHING(hs_postgres_limit, hs_ledger *ledger, uint32_t ms)
NONE(hs_status, HS_E_DEFECT, hs_postgres_scrub, hs_ledger *ledger, hs_error *err)
NONE(hs_status, HS_E_DEFECT, hs_postgres_note_block, hs_ledger *ledger, int64_t model, int64_t block, size_t width, hs_error *err)
NONE(hs_status, HS_E_DEFECT, hs_postgres_each_signs, hs_ledger *ledger, int64_t model, void (*look)(void *context, int64_t block, hs_str signs), void *context, hs_error *err)
NONE(hs_status, HS_E_DEFECT, hs_postgres_analyze, hs_ledger *ledger, hs_error *err)
NONE(hs_status, HS_E_DEFECT, hs_postgres_bulk_begin, hs_ledger *ledger, const char *sql, hs_error *err)
NONE(hs_status, HS_E_DEFECT, hs_postgres_bulk_add, hs_ledger *ledger, hs_str row, hs_error *err)
NONE(hs_status, HS_E_DEFECT, hs_postgres_bulk_end, hs_ledger *ledger, hs_status status, hs_error *err)
NONE(hs_status, HS_E_DEFECT, hs_check_postgres, hs_checking *c, hs_error *err)
