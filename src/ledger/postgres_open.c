/* postgres_open.c -- a connection to a PostgreSQL server, the ledger's tables there, and what the server says in our words. In: an
 * address, whose server may be anything. Out: an open ledger. One thread at a time. */
#include "postgres_state.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ascii.h"
#include "heap.h"
#include "ledger_schema.h"
#include "postgres_dialect.h"
#include "status.h"

enum { LEAST_VERSION = 150000, MOST_OPTIONS = 64, SAID = 150, SQL = 512 };

/* ---- what went wrong ---- */

/* Nothing that a server or libpq says should have the password in it. */
static void hide(char *said, const char *password)
{
    size_t len = strlen(password);
    for (char *at = said; len && (at = strstr(at, password)); at += len)
        memset(at, '*', len);
}

/* The first line of what was said. */
static void take_said(const hs_ledger *ledger, char out[SAID], const char *said)
{
    char line[SAID + HS_POSTGRES_ADDRESS]; /* a password that is cut would not be found */
    snprintf(line, sizeof line, "%.*s", (int)strcspn(said, "\n"), said);
    hide(line, ledger->postgres->address.password);
    hs_str is = hs_ascii_trim(hs_ascii_of(line));
    snprintf(out, SAID, "%.*s", (int)(is.len < SAID - 1 ? is.len : SAID - 1), is.ptr);
}

static const struct {
    const char *state; /* SQLSTATE, or how it begins */
    hs_status status;
    const char *what;
} states[] = {
    {"55P03", HS_E_BUSY, "another program is writing to it and did not finish within 10 s"},
    {"40", HS_E_BUSY, "another program was in the way; try again"},
    {"57014", HS_E_BUSY, "the question takes too long; ask for less at once"},
    {"53100", HS_E_IO, "the server's disk is full"},
    {"53", HS_E_IO, "the server has not enough of something"},
    {"42501", HS_E_IO, "not allowed to this user of the database"},
    {"25006", HS_E_IO, "it cannot be written to"},
    {"57P", HS_E_IO, "the server was shut down"},
    {"08", HS_E_IO, "the connection broke"},
    {"28", HS_E_IO, "the server does not let this user in"},
    {"54", HS_E_LIMIT, "a value that is too long for PostgreSQL"},
    {"22021", HS_E_ARG, "a text that is no UTF-8, or has a NUL in it, which PostgreSQL does not hold"},
    {"22", HS_E_LEDGER, "it holds what it should not"},
    {"23", HS_E_LEDGER, "it holds what it should not"},
    {"42P01", HS_E_LEDGER, "not of the schema that it claims"},
    {"42703", HS_E_LEDGER, "not of the schema that it claims"},
    {"42883", HS_E_LEDGER, "not of the schema that it claims"},
    {"25P02", HS_E_IO, "nothing of this batch is in"},
};

hs_status hs_postgres_result(hs_ledger *ledger, const PGresult *result, const char *what, hs_error *err)
{
    const hs_libpq *pq = &ledger->postgres->pq;
    char said[SAID];
    ExecStatusType status = pq->resultStatus(result);
    if (result && (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK || status == PGRES_COPY_IN))
        return HS_OK;
    const char *state = result ? pq->resultErrorField(result, PG_DIAG_SQLSTATE) : NULL;
    const char *primary = result ? pq->resultErrorField(result, PG_DIAG_MESSAGE_PRIMARY) : NULL;
    take_said(ledger, said, primary ? primary : pq->errorMessage(ledger->postgres->db));
    if (!state)
        return hs_fail(err, HS_E_IO, 0, "%s: the connection to the server broke: %s", what, said);
    for (size_t i = 0; i < sizeof states / sizeof *states; i++)
        if (strncmp(state, states[i].state, strlen(states[i].state)) == 0)
            return states[i].status == HS_E_BUSY ? hs_fail(err, HS_E_BUSY, 0, "%s: %s", what, states[i].what)
                                                 : hs_fail(err, states[i].status, 0, "%s: %s: %s", what, states[i].what, said);
    return hs_fail(err, HS_E_DEFECT, 0, "%s: %s (%s)", what, said, state);
}

static hs_status run(hs_ledger *ledger, const char *sql, const char *what, hs_error *err)
{
    hs_postgres *p = ledger->postgres;
    PGresult *result = p->pq.exec(p->db, sql);
    hs_status status = hs_postgres_result(ledger, result, what, err);
    if (status == HS_OK)
        p->changed = strtoll(p->pq.cmdTuples(result), NULL, 10);
    p->pq.clear(result);
    return status;
}

/* Where the statement ends that `sql` begins with. */
static size_t statement_length(const char *sql)
{
    size_t n = 0;
    for (bool quoted = false; sql[n] && (quoted || sql[n] != ';'); n++)
        quoted ^= sql[n] == '\'';
    return n;
}

hs_status hs_postgres_run(hs_ledger *ledger, const char *sql, const char *what, hs_error *err)
{
    hs_status status = hs_postgres_mend(ledger, err);
    for (size_t n; status == HS_OK && *sql; sql += n + (sql[n] == ';')) {
        hs_dialect one;
        n = statement_length(sql);
        if (strspn(sql, " \n") == n)
            continue;
        status = hs_dialect_translate(&one, sql, n, err);
        if (status == HS_OK)
            status = run(ledger, one.sql.ptr, what, err);
        hs_dialect_end(&one);
    }
    return status;
}

/* The first value of a statement that gives one, as a number; 0 for NULL. */
static hs_status take_number(hs_ledger *ledger, const char *sql, int64_t *out, hs_error *err)
{
    hs_postgres *p = ledger->postgres;
    PGresult *result = p->pq.exec(p->db, sql);
    hs_status status = hs_postgres_result(ledger, result, "opening", err);
    *out = status == HS_OK && p->pq.ntuples(result) > 0 && p->pq.nfields(result) > 0 ? strtoll(p->pq.getvalue(result, 0, 0), NULL, 10) : 0;
    p->pq.clear(result);
    return status;
}

/* ---- connecting ---- */

static void say_nothing(void *ctx, const char *notice)
{
    (void)ctx, (void)notice;
}

static bool has_option(const char *const *names, int n, const char *name)
{
    for (int i = 0; i < n; i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return false;
}

static hs_status connect_to(hs_ledger *ledger, hs_error *err)
{
    static const char *const ours[][2] = {{"client_encoding", "UTF8"}, {"fallback_application_name", "hearsay"}, {"connect_timeout", "10"},
                                           {"keepalives_idle", "30"}, {"keepalives_interval", "10"}, {"keepalives_count", "3"}, {"tcp_user_timeout", "60000"}};
    hs_postgres *p = ledger->postgres;
    const char *names[MOST_OPTIONS + 8], *values[MOST_OPTIONS + 8];
    char said[SAID], *wrong = NULL;
    int n = 0;
    PQconninfoOption *options = p->pq.conninfoParse(p->address.url, &wrong);
    p->pq.freemem(wrong); /* it may have a piece of the password in it */
    if (!options)
        return hs_fail(err, HS_E_ARG, 0, "not to be read as postgresql://USER:PASSWORD@HOST:PORT/DATABASE?schema=NAME (other signs than letters and "
                       "digits are written %%XX)");
    for (const PQconninfoOption *o = options; o->keyword && n < MOST_OPTIONS; o++)
        if (o->val && strcmp(o->keyword, "client_encoding") != 0) {
            names[n] = o->keyword;
            values[n++] = o->val;
        }
    for (size_t i = 0; i < sizeof ours / sizeof *ours; i++)
        if (!has_option(names, n, ours[i][0])) {
            names[n] = ours[i][0];
            values[n++] = ours[i][1];
        }
    names[n] = values[n] = NULL;
    p->db = p->pq.connectdbParams(names, values, 0);
    p->pq.conninfoFree(options);
    if (!p->db)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for a connection");
    p->pq.setNoticeProcessor(p->db, say_nothing, NULL);
    if (p->pq.status(p->db) == CONNECTION_OK)
        return HS_OK;
    take_said(ledger, said, p->pq.errorMessage(p->db));
    return hs_fail(err, HS_E_IO, 0, "%s", said);
}

static hs_status begin_session(hs_ledger *ledger, hs_error *err)
{
    hs_postgres *p = ledger->postgres;
    char sql[2 * SQL];
    const char *encoding = p->pq.parameterStatus(p->db, "server_encoding");
    if (p->pq.serverVersion(p->db) < LEAST_VERSION)
        return hs_fail(err, HS_E_LEDGER, 0, "the server is older than PostgreSQL 15");
    if (!encoding || strcmp(encoding, "UTF8") != 0)
        return hs_fail(err, HS_E_LEDGER, 0, "the database's text is not in UTF-8: make one with ENCODING 'UTF8'");
    /* Nothing but the ledger's schema is looked into, so that nobody can put a function of theirs in the place of one of ours. What was
     * committed survives the loss of power, whatever the server's own setting. Who vanishes while writing is let go of within a minute. Plans are not compiled: that takes longer than they do. Texts
     * are packed by what unpacks them quickest, since every cue that is shown is cut out of one. */
    snprintf(sql, sizeof sql,
             "SET search_path = \"%s\"; SET lock_timeout = %d; SET jit = off; SET cursor_tuple_fraction = 0.001; SET standard_conforming_strings = on; SET statement_timeout = %u; "
             "SET tcp_keepalives_idle = 30; SET tcp_keepalives_interval = 10; SET tcp_keepalives_count = 3; SET idle_in_transaction_session_timeout = '10min'; "
             "SET default_transaction_read_only = %s; "
             "SELECT set_config('default_toast_compression', 'lz4', false) FROM pg_settings WHERE name = 'default_toast_compression' AND 'lz4' = ANY (enumvals); "
             "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'",
             p->address.schema, HS_LEDGER_WAIT_MS, p->limit_ms, ledger->writes ? "off" : "on");
    return run(ledger, sql, "opening", err);
}

hs_status hs_postgres_mend(hs_ledger *ledger, hs_error *err)
{
    hs_postgres *p = ledger->postgres;
    hs_postgres_settle(ledger);
    if (p->pq.status(p->db) == CONNECTION_OK || ledger->in_batch || ledger->looks)
        return HS_OK; /* what is in the way will be told by the statement itself */
    p->pq.reset(p->db);
    p->session++;
    if (p->pq.status(p->db) != CONNECTION_OK)
        return hs_fail(err, HS_E_IO, 0, "%s: the server is not to be reached", p->address.shown);
    return begin_session(ledger, err);
}

/* ---- the schema ---- */

static hs_status find_schema(hs_ledger *ledger, bool *is_ledger, bool *is_there, bool *is_empty, int64_t *schema, hs_error *err)
{
    char sql[SQL];
    const char *name = ledger->postgres->address.schema;
    int64_t n;
    *schema = 0;
    snprintf(sql, sizeof sql, "SELECT count(*) FROM pg_namespace WHERE nspname = '%s'", name);
    HS_TRY(take_number(ledger, sql, &n, err));
    *is_there = n > 0;
    snprintf(sql, sizeof sql, "SELECT count(*) FROM pg_class WHERE relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = '%s')", name);
    HS_TRY(take_number(ledger, sql, &n, err));
    *is_empty = n == 0;
    snprintf(sql, sizeof sql, "SELECT count(*) FROM pg_class WHERE relname = 'ledger_state' AND relnamespace = "
             "(SELECT oid FROM pg_namespace WHERE nspname = '%s')", name);
    HS_TRY(take_number(ledger, sql, &n, err));
    *is_ledger = n > 0;
    if (!*is_ledger && !*is_empty)
        return hs_fail(err, HS_E_LEDGER, 0, "not a ledger: a schema of another program");
    if (*is_ledger)
        HS_TRY(take_number(ledger, "SELECT max(schema) FROM ledger_state WHERE application = 'hearsay'", schema, err));
    if (*schema < *is_ledger)
        return hs_fail(err, HS_E_LEDGER, 0, "not of the schema that it claims");
    return *schema > HS_LEDGER_SCHEMA ? hs_fail(err, HS_E_LEDGER, (uint64_t)*schema, "written by a newer hearsay: schema %lld, and this one knows %d",
                                                (long long)*schema, HS_LEDGER_SCHEMA)
                                      : HS_OK;
}

static hs_status migrate(hs_ledger *ledger, hs_error *err)
{
    char sql[SQL];
    const char *name = ledger->postgres->address.schema;
    bool is_ledger, is_there, is_empty;
    int64_t schema;
    /* One makes it at a time; "hsy1", and a digest of the name. */
    snprintf(sql, sizeof sql, "BEGIN ISOLATION LEVEL READ COMMITTED; SELECT pg_advisory_xact_lock(%d, hashtext('%s'))", HS_LEDGER_APPLICATION, name);
    hs_status status = run(ledger, sql, "making its tables", err);
    if (status == HS_OK)
        status = find_schema(ledger, &is_ledger, &is_there, &is_empty, &schema, err);
    if (status == HS_OK && !is_there) {
        snprintf(sql, sizeof sql, "CREATE SCHEMA \"%s\"", name);
        status = run(ledger, sql, "making its schema", err);
    }
    for (; status == HS_OK && schema < HS_LEDGER_SCHEMA; schema++)
        status = run(ledger, hs_ledger_postgres_migrations[schema], "making its tables", err);
    snprintf(sql, sizeof sql, "UPDATE ledger_state SET schema = %d; COMMIT", HS_LEDGER_SCHEMA);
    if (status == HS_OK)
        status = run(ledger, sql, "making its tables", err);
    if (status != HS_OK)
        hs_postgres_undo(ledger);
    return status;
}

/* Before the first release the schema changed under one number: what changed last tells whether a ledger has it all. */
static hs_status check_columns(hs_ledger *ledger, hs_error *err)
{
    int64_t n;
    HS_TRY(take_number(ledger, "SELECT count(*) FROM pg_attribute WHERE attrelid = 'attribution'::regclass AND attname = 'of_cue' AND NOT attisdropped", &n, err));
    return n ? HS_OK : hs_fail(err, HS_E_LEDGER, 0, "made by an earlier build: with that one 'hearsay copy' it to a file, with this one the file to another schema");
}

static hs_status open_tables(hs_ledger *ledger, hs_error *err)
{
    bool is_ledger, is_there, is_empty;
    int64_t schema;
    const hs_postgres *p = ledger->postgres;
    HS_TRY(find_schema(ledger, &is_ledger, &is_there, &is_empty, &schema, err));
    if (!is_ledger && p->mode != HS_LEDGER_WRITE)
        return hs_fail(err, HS_E_IO, 0, "there is no such ledger; 'hearsay add' makes one");
    if (schema == HS_LEDGER_SCHEMA)
        return check_columns(ledger, err);
    return ledger->writes ? migrate(ledger, err)
                          : hs_fail(err, HS_E_LEDGER, (uint64_t)schema, "of an older schema (%lld); 'hearsay add' brings it up to date", (long long)schema);
}

hs_status hs_postgres_open(hs_ledger *ledger, const char *address, hs_ledger_mode mode, hs_error *err)
{
    ledger->postgres = hs_alloc(sizeof *ledger->postgres);
    if (!ledger->postgres)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for a ledger");
    ledger->postgres->mode = mode;
    HS_TRY(hs_postgres_address_read(&ledger->postgres->address, address, err));
    hs_status status = hs_libpq_load(&ledger->postgres->pq, err);
    if (status == HS_OK)
        status = connect_to(ledger, err);
    if (status == HS_OK)
        status = begin_session(ledger, err);
    if (status == HS_OK)
        status = open_tables(ledger, err);
    return hs_blame(err, status, ledger->postgres->address.shown);
}

void hs_postgres_close(hs_ledger *ledger)
{
    hs_postgres *p = ledger->postgres;
    if (!p)
        return;
    if (p->db)
        p->pq.finish(p->db);
    hs_free(p->blocks);
    hs_postgres_forget_signs(p);
    memset(&p->address, 0, sizeof p->address);
    hs_free(p);
    ledger->postgres = NULL;
}

/* ---- batches ---- */

bool hs_postgres_in_transaction(const hs_ledger *ledger)
{
    PGTransactionStatusType status = ledger->postgres->pq.transactionStatus(ledger->postgres->db);
    return status == PQTRANS_INTRANS || status == PQTRANS_INERROR || status == PQTRANS_ACTIVE;
}

hs_status hs_postgres_look(hs_ledger *ledger, hs_error *err)
{
    HS_TRY(hs_postgres_mend(ledger, err));
    ledger->postgres->plans_for_all = true;
    return run(ledger, "BEGIN ISOLATION LEVEL REPEATABLE READ; SET LOCAL plan_cache_mode = force_generic_plan", "the ledger", err);
}

hs_status hs_postgres_write(hs_ledger *ledger, hs_error *err)
{
    HS_TRY(hs_postgres_mend(ledger, err));
    ledger->postgres->n_blocks = 0;
    hs_status status = run(ledger, "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE; LOCK TABLE ledger_state IN EXCLUSIVE MODE", "the ledger", err);
    if (status != HS_OK)
        hs_postgres_undo(ledger);
    return status;
}

static hs_status mend_blocks(hs_ledger *ledger, hs_error *err)
{
    hs_postgres *p = ledger->postgres;
    for (size_t i = 0; i < p->n_blocks; i++)
        HS_TRY(hs_ledger_sketch_mend(ledger, p->blocks[i].model, p->blocks[i].block, err));
    p->n_blocks = 0;
    return HS_OK;
}

/* A COMMIT of a transaction that failed is answered by ROLLBACK, and no error. */
hs_status hs_postgres_commit(hs_ledger *ledger, hs_error *err)
{
    hs_postgres *p = ledger->postgres;
    HS_TRY(mend_blocks(ledger, err));
    PGresult *result = p->pq.exec(p->db, "UPDATE ledger_state SET version = version + 1; COMMIT");
    hs_status status = hs_postgres_result(ledger, result, "the ledger", err);
    if (status == HS_OK && strcmp(p->pq.cmdStatus(result), "COMMIT") != 0)
        status = hs_fail(err, HS_E_IO, 0, "the ledger: nothing of this batch is in: it could not be written");
    p->pq.clear(result);
    return status;
}

void hs_postgres_undo(hs_ledger *ledger)
{
    hs_postgres *p = ledger->postgres;
    p->n_blocks = 0;
    p->width_model = 0; /* it may have been learned of what goes */
    if (hs_postgres_in_transaction(ledger))
        p->pq.clear(p->pq.exec(p->db, "ROLLBACK"));
}

void hs_postgres_settle(hs_ledger *ledger)
{
    if (!ledger->in_batch && !ledger->looks && hs_postgres_in_transaction(ledger))
        hs_postgres_undo(ledger);
}

void hs_postgres_recover(hs_ledger *ledger)
{
    hs_postgres *p = ledger->postgres;
    if (p->pq.transactionStatus(p->db) != PQTRANS_INERROR)
        return;
    p->pq.clear(p->pq.exec(p->db, "ROLLBACK TO SAVEPOINT looked"));
    p->plans_for_all = true; /* as it was at the savepoint, with which the look began */
}

void hs_postgres_limit(hs_ledger *ledger, uint32_t ms)
{
    char sql[64];
    if (ledger->postgres->limit_ms == ms || hs_postgres_in_transaction(ledger))
        return;
    snprintf(sql, sizeof sql, "SET statement_timeout = %u", ms);
    if (hs_postgres_run(ledger, sql, "the ledger", NULL) == HS_OK)
        ledger->postgres->limit_ms = ms;
}

static hs_status check_width(hs_ledger *ledger, int64_t model, size_t width, hs_error *err)
{
    hs_postgres *p = ledger->postgres;
    if (p->width_model != model) {
        hs_sql q = hs_sql_begin(ledger, "SELECT octet_length(vector) FROM vector WHERE model_id = ?1 ORDER BY vector_id LIMIT 1");
        hs_sql_number(&q, 1, model);
        HS_TRY(hs_sql_take_number(&q, &p->width, err));
        p->width_model = model;
    }
    return p->width == (int64_t)width ? HS_OK : hs_fail(err, HS_E_LEDGER, (uint64_t)model, "the ledger: vectors of one model are of two widths");
}

hs_status hs_postgres_note_block(hs_ledger *ledger, int64_t model, int64_t block, size_t width, hs_error *err)
{
    hs_postgres *p = ledger->postgres;
    HS_TRY(check_width(ledger, model, width, err));
    for (size_t i = p->n_blocks; i-- > 0;)
        if (p->blocks[i].model == model && p->blocks[i].block == block)
            return HS_OK;
    if (p->n_blocks == p->cap_blocks) {
        size_t cap = p->cap_blocks ? 2 * p->cap_blocks : 16;
        struct hs_postgres_block *more = hs_alloc(cap * sizeof *more);
        if (!more)
            return hs_fail(err, HS_E_NOMEM, 0, "no memory for a batch");
        if (p->n_blocks)
            memcpy(more, p->blocks, p->n_blocks * sizeof *more);
        hs_free(p->blocks);
        p->blocks = more;
        p->cap_blocks = cap;
    }
    p->blocks[p->n_blocks++] = (struct hs_postgres_block){model, block};
    return HS_OK;
}

static const char *const tables[] = {"model", "document", "author", "furniture", "link", "time", "figure", "source", "source_change", "holder", "claim", "attribution",
                                     "chain", "vector", "sketch", "shingle", "copy", "related", "term", "pair", "dispute", "change", "unsettled", "story_member",
                                     "correction", "source_correction", "document_correction", "feed", "feed_item"};

static hs_status vacuum(hs_ledger *ledger, const char *how, hs_error *err)
{
    char sql[64];
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        snprintf(sql, sizeof sql, "VACUUM (%s) %s", how, tables[i]);
        HS_TRY(run(ledger, sql, "the ledger", err));
    }
    return HS_OK;
}

hs_status hs_postgres_analyze(hs_ledger *ledger, hs_error *err)
{
    return vacuum(ledger, "ANALYZE", err);
}

hs_status hs_postgres_scrub(hs_ledger *ledger, hs_error *err)
{
    static const char others_sql[] = "SELECT count(*) FROM pg_class WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace AND NOT pg_has_role(relowner, 'USAGE')";
    int64_t others;
    HS_TRY(take_number(ledger, others_sql, &others, err));
    if (others)
        return hs_fail(err, HS_E_IO, 0, "the ledger: what was deleted is out of it, but its bytes are not yet overwritten: only the owner of the tables may (VACUUM FULL)");
    return vacuum(ledger, "FULL", err);
}
