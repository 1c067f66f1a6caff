/* ledger_open.c -- the ledger's file: making it, opening it, bringing it to this build's schema, batches; one at a server is opened by
 * postgres_open.c. In: a path, whose file may be anything. Out: an open ledger. One thread at a time. */
#include "ledger.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "ascii.h"
#include "heap.h"
#include "ledger_schema.h"
#include "postgres.h"
#include "status.h"

enum { NAME = 100 }; /* bytes of the path in messages */

static hs_status pragma_number(hs_ledger *ledger, const char *sql, int64_t *out, hs_error *err)
{
    hs_sql q = hs_sql_made(ledger, sql, strlen(sql));
    return hs_sql_take_number(&q, out, err);
}

/* Is the file, inside the transaction that is open, new and empty, or a ledger, and of which schema? */
static hs_status find_schema(hs_ledger *ledger, int64_t *schema, hs_error *err)
{
    int64_t application, tables, other;
    HS_TRY(pragma_number(ledger, "PRAGMA application_id", &application, err));
    HS_TRY(pragma_number(ledger, "PRAGMA user_version", schema, err));
    HS_TRY(pragma_number(ledger, "SELECT count(*) FROM sqlite_schema", &tables, err));
    HS_TRY(pragma_number(ledger, "SELECT encoding <> 'UTF-8' FROM pragma_encoding", &other, err));
    if (other)
        return hs_fail(err, HS_E_LEDGER, 0, "not a ledger: its text is not in UTF-8");
    if (application == HS_LEDGER_APPLICATION && *schema > 0)
        return HS_OK;
    if (!application && !*schema && !tables)
        return HS_OK;
    return hs_fail(err, HS_E_LEDGER, 0, "not a ledger: an SQLite file of another program");
}

static hs_status migrate(hs_ledger *ledger, hs_error *err)
{
    int64_t schema;
    char number[64];
    HS_TRY(hs_ledger_run(ledger, "BEGIN IMMEDIATE", "making its tables", err));
    hs_status status = find_schema(ledger, &schema, err);
    for (; status == HS_OK && schema < HS_LEDGER_SCHEMA; schema++)
        status = hs_ledger_run(ledger, hs_ledger_migrations[schema], "making its tables", err);
    if (status == HS_OK) {
        snprintf(number, sizeof number, "PRAGMA application_id = %d; PRAGMA user_version = %d", HS_LEDGER_APPLICATION,
                 (int)schema);
        status = hs_ledger_run(ledger, number, "making its tables", err);
    }
    if (status == HS_OK)
        status = hs_ledger_run(ledger, "COMMIT", "making its tables", err);
    if (status != HS_OK)
        sqlite3_exec(ledger->db, "ROLLBACK", NULL, NULL, NULL);
    return status;
}

/* Where there is no shared memory, as on some network file systems, SQLite says no by naming another mode. */
static hs_status ask_for_wal(hs_ledger *ledger, hs_error *err)
{
    static const char sql[] = "PRAGMA journal_mode = WAL";
    bool row;
    hs_sql q = hs_sql_made(ledger, sql, sizeof sql - 1);
    hs_status status = hs_sql_step(&q, &row, err);
    hs_str mode = status == HS_OK && row ? hs_sql_column(&q, 0) : (hs_str){NULL, 0};
    if (status == HS_OK && !hs_ascii_is(mode, "wal") && !hs_ascii_is(mode, "memory"))
        status = hs_fail(err, HS_E_IO, 0, "its file system allows no write-ahead log, without which readers wait for writers; keep it on a disk of this machine");
    hs_sql_end(&q);
    return status;
}

/* Two programs that make one ledger at the same time: who is second gets the busy file at once, without the wait that is set. */
static hs_status turn_to_wal(hs_ledger *ledger, hs_error *err)
{
    enum { PAUSE_MS = 20 };
    struct timespec begun, now;
    clock_gettime(CLOCK_MONOTONIC, &begun);
    now = begun;
    hs_status status = ask_for_wal(ledger, err);
    for (; status == HS_E_BUSY && now.tv_sec - begun.tv_sec < HS_LEDGER_WAIT_MS / 1000; clock_gettime(CLOCK_MONOTONIC, &now)) {
        sqlite3_sleep(PAUSE_MS);
        status = ask_for_wal(ledger, err);
    }
    return status;
}

static hs_status prepare_file(hs_ledger *ledger, hs_error *err)
{
    int64_t schema;
    int on;
    sqlite3_busy_timeout(ledger->db, HS_LEDGER_WAIT_MS);
    sqlite3_extended_result_codes(ledger->db, 1);
    sqlite3_db_config(ledger->db, SQLITE_DBCONFIG_DEFENSIVE, 1, &on);
    /* The file may be hostile: it cannot write to its own schema, and its cells are checked. (trusted_schema stays on: without
     * it SQLite 3.40 refuses FTS5 in triggers. No function that reaches beyond the file is linked in.) What is deleted is
     * overwritten, because it may be deleted for the law. */
    HS_TRY(hs_ledger_run(ledger,
                         "PRAGMA cell_size_check = ON; PRAGMA foreign_keys = ON;"
                         "PRAGMA secure_delete = ON; PRAGMA cache_size = -32768; PRAGMA temp_store = MEMORY",
                         "opening", err));
    HS_TRY(find_schema(ledger, &schema, err));
    if (schema > HS_LEDGER_SCHEMA)
        return hs_fail(err, HS_E_LEDGER, (uint64_t)schema,
                       "written by a newer hearsay: schema %lld, and this one knows %d", (long long)schema,
                       HS_LEDGER_SCHEMA);
    if (!ledger->writes) {
        if (schema != HS_LEDGER_SCHEMA)
            return hs_fail(err, HS_E_LEDGER, (uint64_t)schema,
                           schema ? "of an older schema (%lld); 'hearsay add' brings it up to date" : "an empty file; 'hearsay add' makes a ledger of it",
                           (long long)schema);
        return hs_ledger_run(ledger, "PRAGMA query_only = ON", "opening", err);
    }
    /* FULL: what was committed survives the loss of power, too. */
    HS_TRY(turn_to_wal(ledger, err));
    HS_TRY(hs_ledger_run(ledger, "PRAGMA synchronous = FULL", "opening", err));
    return schema < HS_LEDGER_SCHEMA ? migrate(ledger, err) : HS_OK;
}

static int open_file(hs_ledger *ledger, const char *path)
{
    const int common = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    if (ledger->writes)
        return sqlite3_open_v2(path, &ledger->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | common, NULL);
    /* A reader takes part in the write-ahead log, for which it needs more than to read where that is to be had. */
    int rc = sqlite3_open_v2(path, &ledger->db, SQLITE_OPEN_READWRITE | common, NULL);
    if (rc == SQLITE_OK)
        return rc;
    sqlite3_close(ledger->db);
    return sqlite3_open_v2(path, &ledger->db, SQLITE_OPEN_READONLY | common, NULL);
}

/* Did it fail for no more than that nothing can be written beside it? */
static bool wants_log(const hs_ledger *ledger)
{
    const int rc = sqlite3_extended_errcode(ledger->db) & 0xff;
    return rc == SQLITE_READONLY || rc == SQLITE_CANTOPEN;
}

static hs_status open_still(hs_ledger *ledger, const char *path, const char *name, hs_error *err)
{
    int rc = hs_still_open(ledger, path);
    if (rc == SQLITE_READONLY_CANTINIT)
        return hs_fail(err, HS_E_IO, 0, "%.*s: one may only read here, and its log (-wal or -journal) is yet to be worked in, which takes one who may write: they can ask it once, or 'hearsay backup' it", NAME / 2, name);
    return rc == SQLITE_OK ? hs_blame(err, prepare_file(ledger, err), name) : hs_ledger_failed(ledger, rc, name, err);
}

/* Is its folder there, and may one do `how` in it? @return errno */
static int look_at_folder(const char *path, int how)
{
    char folder[4096];
    const char *slash = strrchr(path, '/');
    const size_t n = slash ? (size_t)(slash - path) + 1 : 0;
    if (n >= sizeof folder)
        return ENAMETOOLONG;
    memcpy(folder, n ? path : ".", n ? n : 1);
    folder[n ? n : 1] = 0;
    return access(folder, how) == 0 ? 0 : errno;
}

/* Why the file cannot be opened, where the system tells; NULL: it does not. */
static const char *why_not(const char *path, bool writes)
{
    struct stat is;
    if (stat(path, &is) == 0)
        return S_ISDIR(is.st_mode) ? "a folder; a ledger is a file, such as hearsay.db in it" : access(path, R_OK) != 0 ? "no permission to read it" : NULL;
    if (errno == EACCES)
        return "no permission to look into its folder";
    if (!writes)
        return "there is no such ledger; 'hearsay add' makes one";
    switch (look_at_folder(path, W_OK | X_OK)) {
    case ENOENT:
        return "there is no such folder to make it in";
    case ENOTDIR:
        return "what should be its folder is a file";
    case EACCES:
    case EROFS:
        return "no permission to make a file in its folder";
    default:
        return NULL;
    }
}

static hs_status open_server(hs_ledger **out, const char *address, hs_ledger_mode mode, hs_error *err)
{
    hs_ledger *ledger = hs_alloc(sizeof *ledger);
    if (!ledger)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for a ledger");
    ledger->writes = mode != HS_LEDGER_READ;
    hs_status status = hs_postgres_open(ledger, address, mode, err);
    if (status == HS_OK)
        *out = ledger;
    else
        hs_ledger_free(ledger);
    return status;
}

hs_status hs_ledger_open(hs_ledger **out, const char *path, hs_ledger_mode mode, hs_error *err)
{
    *out = NULL;
    if (!path || !*path)
        return hs_fail(err, HS_E_ARG, 0, "a ledger without a path");
    if (hs_postgres_is_address(path))
        return open_server(out, path, mode, err);
    const char *why = strcmp(path, ":memory:") == 0 ? NULL : why_not(path, mode == HS_LEDGER_WRITE);
    if (why)
        return hs_fail(err, HS_E_IO, 0, "%.*s: %s", NAME, path, why);
    hs_ledger *ledger = hs_alloc(sizeof *ledger);
    if (!ledger)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for a ledger");
    ledger->writes = mode != HS_LEDGER_READ;
    char name[NAME + 1];
    snprintf(name, sizeof name, "%s", path);
    int rc = open_file(ledger, path);
    hs_status status = rc == SQLITE_OK ? hs_blame(err, prepare_file(ledger, err), name) : hs_ledger_failed(ledger, rc, name, err);
    if (status == HS_E_IO && !ledger->writes && wants_log(ledger))
        status = open_still(ledger, path, name, err);
    if (status != HS_OK) {
        hs_ledger_free(ledger);
        return status;
    }
    *out = ledger;
    return HS_OK;
}

void hs_ledger_free(hs_ledger *ledger)
{
    if (!ledger)
        return;
    for (size_t i = 0; i < ledger->n_kept; i++) {
        sqlite3_finalize(ledger->kept[i].stmt);
        hs_postgres_free(ledger->kept[i].postgres);
    }
    hs_postgres_close(ledger);
    sqlite3_close(ledger->db); /* what was not committed is undone */
    hs_still_free(ledger);
    hs_free(ledger);
}

hs_status hs_ledger_may_write(const hs_ledger *ledger, hs_error *err)
{
    return ledger->writes ? HS_OK : hs_fail(err, HS_E_ARG, 0, "the ledger was opened for reading");
}

hs_status hs_ledger_begin(hs_ledger *ledger, hs_error *err)
{
    HS_TRY(hs_ledger_may_write(ledger, err));
    if (ledger->lost)
        return hs_fail(err, HS_E_IO, 0, "the ledger: this batch could not be written");
    if (ledger->in_batch)
        return HS_OK;
    HS_TRY(ledger->postgres ? hs_postgres_write(ledger, err) : hs_ledger_run(ledger, "BEGIN IMMEDIATE", "the ledger", err));
    ledger->in_batch = true;
    return HS_OK;
}

hs_status hs_ledger_commit(hs_ledger *ledger, hs_error *err)
{
    if (!ledger->in_batch)
        return HS_OK;
    hs_status status = ledger->lost ? hs_fail(err, HS_E_IO, 0, "the ledger: nothing of this batch is in: it could not be written")
                       : ledger->postgres ? hs_postgres_commit(ledger, err)
                                    : hs_ledger_run(ledger, "COMMIT", "the ledger", err);
    hs_ledger_undo(ledger);
    return status;
}

bool hs_ledger_in_transaction(hs_ledger *ledger)
{
    if (ledger->postgres)
        hs_postgres_settle(ledger);
    return ledger->postgres ? hs_postgres_in_transaction(ledger) : !sqlite3_get_autocommit(ledger->db);
}

void hs_ledger_undo(hs_ledger *ledger)
{
    if (ledger->postgres) {
        hs_postgres_undo(ledger);
        ledger->in_batch = ledger->lost = hs_postgres_in_transaction(ledger);
        return;
    }
    if (!sqlite3_get_autocommit(ledger->db))
        sqlite3_exec(ledger->db, "ROLLBACK", NULL, NULL, NULL);
    /* Without memory even that can fail: then nothing is committed until it has been done. */
    ledger->in_batch = ledger->lost = !sqlite3_get_autocommit(ledger->db);
}

hs_status hs_ledger_step_begin(hs_ledger *ledger, hs_error *err)
{
    HS_TRY(hs_ledger_begin(ledger, err));
    return hs_ledger_run(ledger, "SAVEPOINT one", "the ledger", err);
}

hs_status hs_ledger_step_end(hs_ledger *ledger, hs_status status, hs_error *err)
{
    if (status == HS_OK)
        status = hs_ledger_run(ledger, "RELEASE one", "the ledger", err);
    if (status == HS_OK)
        return HS_OK;
    if (ledger->postgres) {
        ledger->lost = hs_postgres_run(ledger, "ROLLBACK TO one; RELEASE one", "the ledger", NULL) != HS_OK;
        return status;
    }
    int rc = sqlite3_exec(ledger->db, "ROLLBACK TO one; RELEASE one", NULL, NULL, NULL);
    ledger->lost = rc != SQLITE_OK || sqlite3_get_autocommit(ledger->db); /* a full disk, say: SQLite gave up the whole batch */
    return status;
}

/* ---- one moment ---- */

static const char look_end_sql[] = "ROLLBACK";

hs_status hs_ledger_look_begin(hs_ledger *ledger, hs_error *err)
{
    hs_sql q = {.ledger = ledger};
    HS_TRY(hs_still_check(ledger, err));
    if (!ledger->postgres) {
        q = hs_sql_begin(ledger, look_end_sql); /* now: without memory it could not be made later */
        if (!q.stmt)
            return hs_ledger_failed(ledger, q.rc, "the ledger", err);
        hs_sql_end(&q);
    }
    HS_TRY(ledger->postgres ? hs_postgres_look(ledger, err) : hs_ledger_run(ledger, "BEGIN", "the ledger", err));
    ledger->looks = true;
    return HS_OK;
}

hs_status hs_ledger_look_end(hs_ledger *ledger, hs_status status, hs_error *err)
{
    if (ledger->looks && ledger->postgres) {
        hs_postgres_undo(ledger);
    } else if (ledger->looks) {
        hs_sql q = hs_sql_begin(ledger, look_end_sql);
        hs_sql_run(&q, NULL);
    }
    ledger->looks = false;
    return hs_still_check(ledger, err) == HS_OK ? status : HS_E_BUSY;
}
