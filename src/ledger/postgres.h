/* postgres.h -- the ledger at a PostgreSQL server: what stands behind hs_sql and the batches of ledger.h where a ledger's path is
 * postgresql://USER@HOST:PORT/DATABASE?schema=NAME.
 * Path: statement -> postgres_dialect -> libpq -> rows. One who writes holds the lock of ledger_state from the beginning of a batch to its
 * end, so that all that is true where SQLite lets one write at a time is true here.
 * Threads: as an hs_ledger's. */
#ifndef HS_POSTGRES_H
#define HS_POSTGRES_H

#include "ledger.h"
#include "postgres_address.h"

typedef struct hs_postgres_query hs_postgres_query;

/**
 * Open it, and make its tables where there are none and `mode` is HS_LEDGER_WRITE.
 *
 * @param ledger  its `postgres` is set, and ended with hs_postgres_close, also on failure
 * @return HS_OK; HS_E_IO: no server, or it refuses; HS_E_LEDGER: something else is there; HS_E_ARG: no such address; HS_E_NOMEM
 */
hs_status hs_postgres_open(hs_ledger *ledger, const char *address, hs_ledger_mode mode, hs_error *err);
/** What was not committed is undone. */
void hs_postgres_close(hs_ledger *ledger);

/* ---- statements: as the functions of hs_sql of those names ---- */

/** @param keep  it will be asked again @return NULL: no memory, *rc says so */
hs_postgres_query *hs_postgres_begin(hs_ledger *ledger, const char *sql, size_t len, bool keep, int *rc);
bool hs_postgres_is_busy(const hs_postgres_query *q);
int hs_postgres_parameters(const hs_postgres_query *q);
void hs_postgres_text(hs_postgres_query *q, int i, hs_str value);
void hs_postgres_number(hs_postgres_query *q, int i, int64_t value);
void hs_postgres_real(hs_postgres_query *q, int i, double value);
void hs_postgres_bytes(hs_postgres_query *q, int i, const void *bytes, size_t len);
hs_status hs_postgres_step(hs_postgres_query *q, bool *row, hs_error *err);
int hs_postgres_columns(const hs_postgres_query *q);
bool hs_postgres_is_null(const hs_postgres_query *q, int i);
bool hs_postgres_is_text(const hs_postgres_query *q, int i);
hs_str hs_postgres_column(const hs_postgres_query *q, int i);
int64_t hs_postgres_column_number(const hs_postgres_query *q, int i);
double hs_postgres_column_real(const hs_postgres_query *q, int i);
/** Its rows are gone; what is bound stays. */
void hs_postgres_again(hs_postgres_query *q);
/** Its rows and what is bound are gone. Of one that is not kept, all of it. */
void hs_postgres_end(hs_postgres_query *q);
void hs_postgres_free(hs_postgres_query *q);

int64_t hs_postgres_inserted(const hs_ledger *ledger);
int64_t hs_postgres_changed(const hs_ledger *ledger);

/* ---- batches ---- */

/** Run fixed SQL in SQLite's words: statements without values, one after the other. */
hs_status hs_postgres_run(hs_ledger *ledger, const char *sql, const char *what, hs_error *err);
bool hs_postgres_in_transaction(const hs_ledger *ledger);
/** Begin to read the ledger as it is at one moment. @return HS_OK, HS_E_IO .. */
hs_status hs_postgres_look(hs_ledger *ledger, hs_error *err);
/** Begin to write: until it ends nobody else does. @return HS_OK, HS_E_BUSY .. */
hs_status hs_postgres_write(hs_ledger *ledger, hs_error *err);
/** Make it last. @return HS_OK only where the server said that it does */
hs_status hs_postgres_commit(hs_ledger *ledger, hs_error *err);
void hs_postgres_undo(hs_ledger *ledger);
/** A transaction that is nobody's any more, such as a look whose ROLLBACK had no memory, is undone. */
void hs_postgres_settle(hs_ledger *ledger);
/** After a statement that failed: go on in the transaction from the savepoint `looked`. Where none failed, nothing happens. */
void hs_postgres_recover(hs_ledger *ledger);
/** Every statement is given up after so long; 0: none is. */
void hs_postgres_limit(hs_ledger *ledger, uint32_t ms);
/** Write the tables anew, without what was deleted. @return HS_OK, HS_E_IO: they are another's .. */
hs_status hs_postgres_scrub(hs_ledger *ledger, hs_error *err);
/** Let the server look at what its tables hold now, by which it plans. @return HS_OK; what it may not look at stays as it is */
hs_status hs_postgres_analyze(hs_ledger *ledger, hs_error *err);

/* ---- many rows at once (postgres_bulk.c) ---- */

/** @param sql  COPY .. FROM STDIN, in a batch */
hs_status hs_postgres_bulk_begin(hs_ledger *ledger, const char *sql, hs_error *err);
/** @param row  as COPY has it in text, with its line end */
hs_status hs_postgres_bulk_add(hs_ledger *ledger, hs_str row, hs_error *err);
/** End it; where `status` is not HS_OK nothing of it is in. @return `status`, or why the rows could not be put in */
hs_status hs_postgres_bulk_end(hs_ledger *ledger, hs_status status, hs_error *err);

/** The vectors of a block of claims changed: its signs are brought in step before the batch is committed, once. @param width  numbers of the
 * vector that was put in. @return HS_OK, HS_E_LEDGER: others of the model are of another width .. */
hs_status hs_postgres_note_block(hs_ledger *ledger, int64_t model, int64_t block, size_t width, hs_error *err);
/** Look at the signs of each block of a model, in their order. What did not change since it was fetched is not fetched again (postgres_signs.c).
 * @return HS_OK, HS_E_NOMEM .. */
hs_status hs_postgres_each_signs(hs_ledger *ledger, int64_t model, void (*look)(void *context, int64_t block, hs_str signs), void *context, hs_error *err);

#endif
