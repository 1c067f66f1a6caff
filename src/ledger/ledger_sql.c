/* ledger_sql.c -- statements on the ledger's file or at its server, and SQLite's result codes in our words. One thread at a time. */
#include "ledger.h"

#include <string.h>

#include "postgres.h"

#include "status.h"

static hs_sql find_kept(hs_ledger *ledger, const char *sql)
{
    for (size_t i = 0; i < ledger->n_kept; i++)
        if (ledger->kept[i].sql == sql)
            return (hs_sql){.ledger = ledger, .stmt = ledger->kept[i].stmt, .postgres = ledger->kept[i].postgres};
    return (hs_sql){.ledger = ledger};
}

static hs_sql prepare(hs_ledger *ledger, const char *sql, size_t len, bool keep)
{
    hs_sql q = {.ledger = ledger};
    if (ledger->postgres)
        q.postgres = hs_postgres_begin(ledger, sql, len, keep, &q.rc);
    else
        q.rc = sqlite3_prepare_v3(ledger->db, sql, (int)len, keep ? SQLITE_PREPARE_PERSISTENT : 0, &q.stmt, NULL);
    return q;
}

hs_sql hs_sql_begin(hs_ledger *ledger, const char *sql)
{
    hs_sql kept = find_kept(ledger, sql);
    if (kept.stmt && !sqlite3_stmt_busy(kept.stmt))
        return kept;
    if (kept.postgres && !hs_postgres_is_busy(kept.postgres)) {
        hs_postgres_again(kept.postgres);
        return kept;
    }
    bool keep = !hs_sql_is_open(&kept) && ledger->n_kept < HS_LEDGER_STATEMENTS;
    hs_sql q = prepare(ledger, sql, strlen(sql), keep || !ledger->postgres);
    if (hs_sql_is_open(&q) && keep) {
        ledger->kept[ledger->n_kept].sql = sql;
        ledger->kept[ledger->n_kept].stmt = q.stmt;
        ledger->kept[ledger->n_kept++].postgres = q.postgres;
    }
    return q;
}

hs_sql hs_sql_made(hs_ledger *ledger, const char *sql, size_t len)
{
    return prepare(ledger, sql, len, false);
}

hs_sql hs_sql_either(hs_ledger *ledger, const char *sqlite, const char *postgres)
{
    return hs_sql_begin(ledger, ledger->postgres ? postgres : sqlite);
}

bool hs_sql_is_open(const hs_sql *q)
{
    return q->stmt || q->postgres;
}

int hs_sql_parameters(const hs_sql *q)
{
    return q->postgres ? hs_postgres_parameters(q->postgres) : q->stmt ? sqlite3_bind_parameter_count(q->stmt) : 0;
}

void hs_sql_again(hs_sql *q)
{
    if (q->postgres)
        hs_postgres_again(q->postgres);
    else if (q->stmt)
        sqlite3_reset(q->stmt);
}

int64_t hs_sql_inserted(const hs_ledger *ledger)
{
    return ledger->postgres ? hs_postgres_inserted(ledger) : sqlite3_last_insert_rowid(ledger->db);
}

int64_t hs_sql_changed(const hs_ledger *ledger)
{
    return ledger->postgres ? hs_postgres_changed(ledger) : sqlite3_changes(ledger->db);
}

static void note(hs_sql *q, int rc)
{
    if (q->rc == SQLITE_OK)
        q->rc = rc;
}

void hs_sql_str(hs_sql *q, int i, hs_str value)
{
    if (q->postgres)
        hs_postgres_text(q->postgres, i, value);
    if (!q->stmt)
        return;
    note(q, value.ptr ? sqlite3_bind_text64(q->stmt, i, value.ptr, value.len, SQLITE_STATIC, SQLITE_UTF8)
                      : sqlite3_bind_null(q->stmt, i));
}

void hs_sql_held(hs_sql *q, int i, const hs_buffer *held)
{
    if (held->failed)
        note(q, SQLITE_NOMEM);
    hs_sql_str(q, i, hs_buffer_str(held));
}

void hs_sql_word(hs_sql *q, int i, const char *value)
{
    hs_sql_str(q, i, (hs_str){value, value ? strlen(value) : 0});
}

void hs_sql_number(hs_sql *q, int i, int64_t value)
{
    if (q->postgres)
        hs_postgres_number(q->postgres, i, value);
    else if (q->stmt)
        note(q, sqlite3_bind_int64(q->stmt, i, value));
}

void hs_sql_real(hs_sql *q, int i, double value)
{
    if (q->postgres)
        hs_postgres_real(q->postgres, i, value);
    else if (q->stmt)
        note(q, sqlite3_bind_double(q->stmt, i, value));
}

void hs_sql_blob(hs_sql *q, int i, const void *bytes, size_t len)
{
    if (q->postgres)
        hs_postgres_bytes(q->postgres, i, bytes, len);
    else if (q->stmt)
        note(q, sqlite3_bind_blob64(q->stmt, i, bytes, len, SQLITE_STATIC));
}

hs_status hs_sql_step(hs_sql *q, bool *row, hs_error *err)
{
    *row = false;
    if (q->rc == SQLITE_OK && q->postgres)
        return hs_postgres_step(q->postgres, row, err);
    if (q->rc == SQLITE_OK) {
        int rc = sqlite3_step(q->stmt);
        *row = rc == SQLITE_ROW;
        if (rc == SQLITE_ROW || rc == SQLITE_DONE)
            return HS_OK;
        q->rc = rc;
    }
    return hs_ledger_failed(q->ledger, q->rc, "the ledger", err);
}

hs_status hs_sql_run(hs_sql *q, hs_error *err)
{
    bool row;
    hs_status status = hs_sql_step(q, &row, err);
    hs_sql_end(q);
    return status;
}

hs_status hs_sql_run_on(hs_ledger *ledger, const char *sql, int64_t id, hs_error *err)
{
    hs_sql q = hs_sql_begin(ledger, sql);
    if (hs_sql_parameters(&q))
        hs_sql_number(&q, 1, id);
    return hs_sql_run(&q, err);
}

hs_status hs_sql_run_each(hs_ledger *ledger, const char *const *sql, size_t n, int64_t id, hs_error *err)
{
    for (size_t i = 0; i < n; i++)
        HS_TRY(hs_sql_run_on(ledger, sql[i], id, err));
    return HS_OK;
}

hs_status hs_sql_take_number(hs_sql *q, int64_t *out, hs_error *err)
{
    bool row;
    hs_status status = hs_sql_step(q, &row, err);
    *out = status == HS_OK && row ? hs_sql_column_number(q, 0) : 0;
    hs_sql_end(q);
    return status;
}

bool hs_sql_column_null(const hs_sql *q, int i)
{
    return q->postgres ? hs_postgres_is_null(q->postgres, i) : sqlite3_column_type(q->stmt, i) == SQLITE_NULL;
}

hs_str hs_sql_column(const hs_sql *q, int i)
{
    if (q->postgres)
        return hs_postgres_column(q->postgres, i);
    int type = sqlite3_column_type(q->stmt, i);
    if (type == SQLITE_NULL)
        return (hs_str){NULL, 0};
    /* Text as a blob, because SQLite takes memory to put a NUL after it, and has no way to tell that there was none. */
    const char *text = (const char *)(type == SQLITE_BLOB || type == SQLITE_TEXT ? sqlite3_column_blob(q->stmt, i)
                                                                                : sqlite3_column_text(q->stmt, i));
    return (hs_str){text ? text : "", text ? (size_t)sqlite3_column_bytes(q->stmt, i) : 0};
}

int64_t hs_sql_column_number(const hs_sql *q, int i)
{
    return q->postgres ? hs_postgres_column_number(q->postgres, i) : sqlite3_column_int64(q->stmt, i);
}

static bool is_text(const hs_sql *q, int i)
{
    return q->postgres ? hs_postgres_is_text(q->postgres, i) : sqlite3_column_type(q->stmt, i) == SQLITE_TEXT;
}

hs_status hs_sql_check_texts(const hs_sql *q, hs_error *err)
{
    int n = q->postgres ? hs_postgres_columns(q->postgres) : sqlite3_column_count(q->stmt);
    for (int i = 0; i < n; i++) {
        hs_str s = is_text(q, i) ? hs_sql_column(q, i) : (hs_str){NULL, 0};
        if (hs_utf8_valid(s.ptr, s.len) != s.len)
            return hs_fail(err, HS_E_LEDGER, 0, "the ledger: text that is no UTF-8");
    }
    return HS_OK;
}

double hs_sql_column_real(const hs_sql *q, int i)
{
    return q->postgres ? hs_postgres_column_real(q->postgres, i) : sqlite3_column_double(q->stmt, i);
}

void hs_sql_end(hs_sql *q)
{
    if (q->postgres)
        hs_postgres_end(q->postgres);
    q->postgres = NULL;
    if (!q->stmt)
        return;
    bool kept = false;
    for (size_t i = 0; i < q->ledger->n_kept && !kept; i++)
        kept = q->ledger->kept[i].stmt == q->stmt;
    if (kept) {
        sqlite3_reset(q->stmt);
        sqlite3_clear_bindings(q->stmt);
    } else {
        sqlite3_finalize(q->stmt);
    }
    q->stmt = NULL;
}

hs_status hs_ledger_failed(hs_ledger *ledger, int rc, const char *what, hs_error *err)
{
    const char *said = ledger->db ? sqlite3_errmsg(ledger->db) : sqlite3_errstr(rc);
    if (rc == SQLITE_IOERR_NOMEM)
        rc = SQLITE_NOMEM;
    switch (rc & 0xff) {
    case SQLITE_NOMEM:
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for %s", what);
    case SQLITE_FULL:
        return hs_fail(err, HS_E_IO, 0, "%s: the disk is full, or a quota is reached", what);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL: /* too many begin to read at one moment */
        return hs_fail(err, HS_E_BUSY, 0, "%s: another program is writing to it and did not finish within %d s", what,
                       HS_LEDGER_WAIT_MS / 1000);
    case SQLITE_INTERRUPT:
        return hs_fail(err, HS_E_BUSY, 0, "%s: the question takes too long; ask for less at once", what);
    case SQLITE_READONLY:
        return hs_fail(err, HS_E_IO, 0, "%s: it cannot be written to: it or its folder may only be read", what);
    case SQLITE_CANTOPEN:
    case SQLITE_IOERR:
    case SQLITE_PERM:
    case SQLITE_AUTH:
        return hs_fail(err, HS_E_IO, 0, "%s: %s", what, said);
    case SQLITE_NOTADB:
        return hs_fail(err, HS_E_LEDGER, 0, "%s: not a ledger: no SQLite file", what);
    case SQLITE_CORRUPT:
        return hs_fail(err, HS_E_LEDGER, 0, "%s: the file is damaged: %s", what, said);
    case SQLITE_TOOBIG:
        return hs_fail(err, HS_E_LIMIT, 1000000000, "%s: a value of over 1 GB", what);
    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH:
        return hs_fail(err, HS_E_LEDGER, 0, "%s: it holds what it should not: %s", what, said);
    case SQLITE_ERROR: /* a table or column that is not there: the schema is not what its version says */
        return hs_fail(err, HS_E_LEDGER, 0, "%s: not of the schema that it claims: %s", what, said);
    default:
        return hs_fail(err, HS_E_DEFECT, (uint64_t)rc, "%s: %s", what, said);
    }
}

hs_status hs_ledger_run(hs_ledger *ledger, const char *sql, const char *what, hs_error *err)
{
    if (ledger->postgres)
        return hs_postgres_run(ledger, sql, what, err);
    int rc = sqlite3_exec(ledger->db, sql, NULL, NULL, NULL);
    return rc == SQLITE_OK ? HS_OK : hs_ledger_failed(ledger, rc, what, err);
}
