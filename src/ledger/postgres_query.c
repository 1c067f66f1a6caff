/* postgres_query.c -- statements at a PostgreSQL server. In: SQL, values. Out: rows, all of them fetched at once, since other statements
 * run while one is gone through; of a question's that could have very many some at a time, by a cursor. One thread at a time. */
#include "postgres_state.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ascii.h"
#include "heap.h"
#include "postgres_dialect.h"
#include "status.h"

/* Types as pg_type.dat numbers them. */
enum { BOOL = 16, BYTEA = 17, INT8 = 20, INT2 = 21, INT4 = 23, TEXT = 25, FLOAT4 = 700, FLOAT8 = 701, NUMERIC = 1700 };
enum { SHOWN_COLUMNS = 40, SHOWN = 32, NAME = 24, FETCHED_FIRST = 100, FETCHED_MOST = 10000, FETCHED_BYTES = 1 << 18 };

typedef struct value {
    const void *bytes; /* NULL: NULL */
    int len;
    Oid type;
    unsigned char own[8];
} value;

struct hs_postgres_query {
    hs_ledger *ledger;
    hs_dialect dialect;
    value values[HS_DIALECT_PARAMETERS + 1]; /* by place, from 1; [0]: of parameters that it does not have */
    Oid types[HS_DIALECT_PARAMETERS + 1];    /* that it was prepared with */
    char name[NAME];                         /* empty: it was not prepared */
    unsigned session, runs;
    bool kept, busy, done;
    PGresult *rows;
    int row, n_rows;
    unsigned cursor; /* its number; 0: all rows are here */
    int fetch;       /* so many rows next */
    char shown[SHOWN_COLUMNS][SHOWN]; /* numbers of the row as text */
};

static const hs_libpq *pq_of(const hs_postgres_query *q)
{
    return &q->ledger->postgres->pq;
}

/* ---- making and ending ---- */

hs_postgres_query *hs_postgres_begin(hs_ledger *ledger, const char *sql, size_t len, bool keep, int *rc)
{
    hs_error err;
    hs_postgres_query *q = hs_alloc(sizeof *q);
    if (!q) {
        *rc = SQLITE_NOMEM;
        return NULL;
    }
    q->ledger = ledger;
    q->kept = keep;
    q->busy = true;
    hs_status status = hs_dialect_translate(&q->dialect, sql, len, &err);
    if (status == HS_OK)
        return q;
    *rc = status == HS_E_NOMEM ? SQLITE_NOMEM : SQLITE_INTERNAL;
    hs_postgres_free(q);
    return NULL;
}

void hs_postgres_free(hs_postgres_query *q)
{
    if (!q)
        return;
    hs_postgres_again(q);
    if (q->name[0] && q->session == q->ledger->postgres->session && !q->kept && pq_of(q)->status(q->ledger->postgres->db) == CONNECTION_OK) {
        char sql[NAME + 16];
        snprintf(sql, sizeof sql, "DEALLOCATE %s", q->name);
        pq_of(q)->clear(pq_of(q)->exec(q->ledger->postgres->db, sql));
    }
    hs_dialect_end(&q->dialect);
    hs_free(q);
}

static void close_cursor(hs_postgres_query *q)
{
    hs_postgres *p = q->ledger->postgres;
    char sql[NAME + 16];
    snprintf(sql, sizeof sql, "CLOSE c%u", q->cursor);
    if (q->cursor && p->pq.transactionStatus(p->db) == PQTRANS_INTRANS) /* with the end of that it ends by itself */
        p->pq.clear(p->pq.exec(p->db, sql));
    q->cursor = 0;
}

void hs_postgres_again(hs_postgres_query *q)
{
    close_cursor(q);
    if (q->rows)
        pq_of(q)->clear(q->rows);
    q->rows = NULL;
    q->row = q->n_rows = 0;
    q->done = false;
    q->busy = true;
}

void hs_postgres_end(hs_postgres_query *q)
{
    if (!q->kept) {
        hs_postgres_free(q);
        return;
    }
    hs_postgres_again(q);
    memset(q->values, 0, sizeof q->values);
    q->busy = false;
}

bool hs_postgres_is_busy(const hs_postgres_query *q)
{
    return q->busy;
}

int hs_postgres_parameters(const hs_postgres_query *q)
{
    return q->dialect.n_parameters;
}

/* ---- values ---- */

/* A parameter that the statement does not have is left alone, as SQLite leaves it. */
static value *value_of(hs_postgres_query *q, int i)
{
    return &q->values[i > 0 && i <= HS_DIALECT_PARAMETERS ? q->dialect.place[i] : 0];
}

static void put(hs_postgres_query *q, int i, const void *bytes, size_t len, Oid type)
{
    value *v = value_of(q, i);
    v->bytes = bytes;
    v->len = len <= INT32_MAX ? (int)len : INT32_MAX; /* which the server refuses */
    v->type = type;
}

void hs_postgres_text(hs_postgres_query *q, int i, hs_str s)
{
    put(q, i, s.ptr, s.len, TEXT);
}

void hs_postgres_bytes(hs_postgres_query *q, int i, const void *bytes, size_t len)
{
    put(q, i, bytes, len, BYTEA);
}

static void put_eight(hs_postgres_query *q, int i, uint64_t bits, Oid type)
{
    value *v = value_of(q, i);
    for (int k = 0; k < 8; k++)
        v->own[k] = (unsigned char)(bits >> (56 - 8 * k));
    put(q, i, v->own, 8, type);
}

void hs_postgres_number(hs_postgres_query *q, int i, int64_t number)
{
    put_eight(q, i, (uint64_t)number, INT8);
}

void hs_postgres_real(hs_postgres_query *q, int i, double real)
{
    uint64_t bits;
    memcpy(&bits, &real, sizeof bits);
    put_eight(q, i, bits, FLOAT8);
}

/* ---- running ---- */

/* Was it prepared for values of these types? One that was NULL then, and of which the server found the type, may be of another. */
static bool is_prepared(const hs_postgres_query *q)
{
    if (!q->name[0] || q->session != q->ledger->postgres->session)
        return false;
    for (int i = 1; i <= q->dialect.n_places; i++)
        if (q->values[i].bytes && q->values[i].type != q->types[i])
            return false;
    return true;
}

static hs_status prepare(hs_postgres_query *q, hs_error *err)
{
    hs_postgres *p = q->ledger->postgres;
    if (is_prepared(q))
        return HS_OK;
    for (int i = 1; i <= q->dialect.n_places; i++)
        if (q->values[i].bytes)
            q->types[i] = q->values[i].type;
    snprintf(q->name, sizeof q->name, "s%u", ++p->n_named); /* an older one of it, if there is one, is little */
    q->session = p->session;
    PGresult *made = p->pq.prepare(p->db, q->name, q->dialect.sql.ptr, q->dialect.n_places, q->types + 1);
    hs_status status = hs_postgres_result(q->ledger, made, "the ledger", err);
    p->pq.clear(made);
    if (status != HS_OK)
        q->name[0] = '\0';
    return status;
}

static hs_status take_rows(hs_postgres_query *q, hs_error *err)
{
    HS_TRY(hs_postgres_result(q->ledger, q->rows, "the ledger", err));
    q->row = -1;
    q->n_rows = pq_of(q)->ntuples(q->rows);
    return HS_OK;
}

/* The server gives up a statement that takes too long; a question is many. */
static hs_status check_time(const hs_postgres_query *q, hs_error *err)
{
    return q->ledger->postgres->limit_ms && hs_ledger_is_late(q->ledger) ? hs_fail(err, HS_E_BUSY, 0, "the ledger: the question takes too long; ask for less at once")
                                                                        : HS_OK;
}

/* How many rows next: few at first, since mostly few are wanted, and no more than have room in memory that is used again: to send large ones is nothing beside
 * taking so much memory anew. */
static int next_rows(const hs_postgres_query *q)
{
    int64_t bytes = 1, most = q->fetch * 4 < FETCHED_MOST ? q->fetch * 4 : FETCHED_MOST;
    for (int i = 0; q->n_rows && i < hs_postgres_columns(q); i++)
        bytes += pq_of(q)->getlength(q->rows, 0, i);
    int64_t room = FETCHED_BYTES / bytes;
    return (int)(room > most ? most : room < 1 ? 1 : room);
}

/* The next rows of a cursor. */
static hs_status fetch(hs_postgres_query *q, hs_error *err)
{
    hs_postgres *p = q->ledger->postgres;
    char sql[NAME + 32];
    HS_TRY(check_time(q, err));
    if (q->rows)
        p->pq.clear(q->rows);
    snprintf(sql, sizeof sql, "FETCH %d FROM c%u", q->fetch, q->cursor);
    q->rows = p->pq.execParams(p->db, sql, 0, NULL, NULL, NULL, NULL, 1);
    HS_TRY(take_rows(q, err));
    q->fetch = next_rows(q);
    return HS_OK;
}

static hs_status open_cursor(hs_postgres_query *q, const Oid *types, const char *const *bytes, const int *lengths, const int *formats, hs_error *err)
{
    hs_postgres *p = q->ledger->postgres;
    hs_buffer sql = hs_buffer_new(q->dialect.sql.len + 64);
    unsigned cursor = ++p->n_named;
    hs_buffer_format(&sql, "DECLARE c%u NO SCROLL CURSOR FOR ", cursor);
    hs_buffer_text(&sql, q->dialect.sql.ptr);
    hs_buffer_add(&sql, "", 1);
    hs_status status = sql.failed ? hs_fail(err, HS_E_NOMEM, 0, "no memory for a statement") : HS_OK;
    if (status == HS_OK) {
        /* Tables are joined in the order that a question has them in, of which query_plan.c has made sure that little is looked at in vain. */
        p->pq.clear(p->pq.exec(p->db, "SET LOCAL join_collapse_limit = 1"));
        PGresult *made = p->pq.execParams(p->db, sql.ptr, q->dialect.n_places, types, bytes, lengths, formats, 1);
        status = hs_postgres_result(q->ledger, made, "the ledger", err);
        p->pq.clear(made);
    }
    if (status == HS_OK) {
        q->cursor = cursor;
        p->pq.clear(p->pq.exec(p->db, "SET LOCAL join_collapse_limit = 8"));
    }
    hs_buffer_free(&sql);
    q->fetch = FETCHED_FIRST;
    return status == HS_OK ? fetch(q, err) : status;
}

/* In a look what is asked again and again is planned once and for all, where the server would weigh anew each time whether these values deserve a plan of
 * their own; what is asked once, and words, which may be common or rare, are planned by their values. */
static hs_status choose_plans(hs_postgres_query *q, bool for_all, hs_error *err)
{
    hs_postgres *p = q->ledger->postgres;
    if (!q->ledger->looks || p->plans_for_all == for_all)
        return HS_OK;
    PGresult *set = p->pq.exec(p->db, for_all ? "SET LOCAL plan_cache_mode = force_generic_plan" : "SET LOCAL plan_cache_mode = force_custom_plan");
    hs_status status = hs_postgres_result(q->ledger, set, "the ledger", err);
    p->pq.clear(set);
    p->plans_for_all = status == HS_OK ? for_all : p->plans_for_all;
    return status;
}

/* @param words  [q->dialect.n_searches] the values of the parameters that are words to look for */
static hs_status run_with(hs_postgres_query *q, const hs_str *words, hs_error *err)
{
    hs_postgres *p = q->ledger->postgres;
    const char *bytes[HS_DIALECT_PARAMETERS];
    int lengths[HS_DIALECT_PARAMETERS], formats[HS_DIALECT_PARAMETERS];
    Oid types[HS_DIALECT_PARAMETERS];
    bool named = !q->dialect.n_searches && (q->kept || q->runs > 0);
    if (named)
        HS_TRY(prepare(q, err));
    for (int i = 0; i < q->dialect.n_places; i++) {
        const value *v = &q->values[i + 1];
        bytes[i] = v->bytes;
        lengths[i] = v->len;
        formats[i] = 1;
        types[i] = v->bytes ? v->type : 0;
        for (int k = 0; k < q->dialect.n_searches; k++)
            if (v->bytes && i + 1 == q->dialect.place[q->dialect.searches[k]]) {
                bytes[i] = words[k].ptr;
                lengths[i] = (int)words[k].len;
            }
    }
    q->runs++;
    if (!q->kept && q->dialect.is_endless && p->pq.transactionStatus(p->db) == PQTRANS_INTRANS)
        return open_cursor(q, types, bytes, lengths, formats, err);
    HS_TRY(choose_plans(q, named, err));
    q->rows = named ? p->pq.execPrepared(p->db, q->name, q->dialect.n_places, bytes, lengths, formats, 1)
                    : p->pq.execParams(p->db, q->dialect.sql.ptr, q->dialect.n_places, types, bytes, lengths, formats, 1);
    HS_TRY(take_rows(q, err));
    p->changed = strtoll(p->pq.cmdTuples(q->rows), NULL, 10);
    if (q->dialect.gives_id) {
        if (q->n_rows) {
            q->row = 0;
            p->inserted = hs_postgres_column_number(q, 0);
        }
        q->n_rows = 0;
    }
    return HS_OK;
}

static hs_status run(hs_postgres_query *q, hs_error *err)
{
    HS_TRY(check_time(q, err));
    HS_TRY(hs_postgres_mend(q->ledger, err));
    hs_buffer buffers[HS_DIALECT_SEARCHES];
    hs_str words[HS_DIALECT_SEARCHES];
    bool failed = false;
    for (int k = 0; k < q->dialect.n_searches; k++) {
        const value *v = &q->values[q->dialect.place[q->dialect.searches[k]]];
        buffers[k] = hs_buffer_new(4 * (size_t)v->len + 16);
        hs_dialect_words(&buffers[k], (hs_str){v->bytes, v->bytes ? (size_t)v->len : 0});
        words[k] = hs_buffer_str(&buffers[k]);
        failed = failed || buffers[k].failed;
    }
    hs_status status = failed ? hs_fail(err, HS_E_NOMEM, 0, "no memory for words to look for") : run_with(q, words, err);
    for (int k = 0; k < q->dialect.n_searches; k++)
        hs_buffer_free(&buffers[k]);
    return status;
}

hs_status hs_postgres_step(hs_postgres_query *q, bool *row, hs_error *err)
{
    *row = false;
    if (q->done)
        hs_postgres_again(q); /* SQLite begins a statement that has ended anew, too */
    if (!q->rows) {
        hs_status status = run(q, err);
        if (status != HS_OK) {
            hs_postgres_again(q);
            return status;
        }
    }
    if (q->cursor && q->row + 1 == q->n_rows && q->n_rows > 0)
        HS_TRY(fetch(q, err));
    *row = ++q->row < q->n_rows;
    q->done = !*row;
    return HS_OK;
}

/* ---- columns: whatever the server sends ---- */

static uint64_t big_endian(const unsigned char *bytes, int n)
{
    uint64_t bits = 0;
    for (int i = 0; i < n; i++)
        bits = bits << 8 | bytes[i];
    return bits;
}

int hs_postgres_columns(const hs_postgres_query *q)
{
    return q->rows ? pq_of(q)->nfields(q->rows) : 0;
}

static bool has_column(const hs_postgres_query *q, int i)
{
    return q->rows && q->row >= 0 && i >= 0 && i < hs_postgres_columns(q);
}

bool hs_postgres_is_null(const hs_postgres_query *q, int i)
{
    return !has_column(q, i) || pq_of(q)->getisnull(q->rows, q->row, i);
}

static bool is_number(Oid type)
{
    return type == BOOL || type == INT8 || type == INT4 || type == INT2 || type == FLOAT4 || type == FLOAT8 || type == NUMERIC;
}

bool hs_postgres_is_text(const hs_postgres_query *q, int i)
{
    return !hs_postgres_is_null(q, i) && pq_of(q)->ftype(q->rows, i) != BYTEA && !is_number(pq_of(q)->ftype(q->rows, i));
}

/* numeric: how many digits of base 10000, the power of the first, the sign, then the digits, of two bytes each */
static double read_numeric(const unsigned char *bytes, int len)
{
    double sum = 0, power = 1;
    if (len < 8)
        return 0;
    int n = (int)big_endian(bytes, 2), weight = (int16_t)big_endian(bytes + 2, 2), sign = (int)big_endian(bytes + 4, 2);
    n = n <= (len - 8) / 2 ? n : (len - 8) / 2;
    for (int i = 0; i < n; i++)
        sum = sum * 10000 + (double)big_endian(bytes + 8 + 2 * i, 2);
    for (int i = n - 1; i < weight && i < 80; i++)
        power *= 10000;
    for (int i = n - 1; i > weight && i > -80; i--)
        power /= 10000;
    return sign == 0x4000 ? -sum * power : sum * power;
}

double hs_postgres_column_real(const hs_postgres_query *q, int i)
{
    if (hs_postgres_is_null(q, i))
        return 0;
    const unsigned char *bytes = (const unsigned char *)pq_of(q)->getvalue(q->rows, q->row, i);
    int len = pq_of(q)->getlength(q->rows, q->row, i);
    Oid type = pq_of(q)->ftype(q->rows, i);
    double real = 0;
    if (type == FLOAT8 && len == 8) {
        uint64_t bits = big_endian(bytes, 8);
        memcpy(&real, &bits, sizeof real);
    } else if (type == FLOAT4 && len == 4) {
        uint32_t bits = (uint32_t)big_endian(bytes, 4);
        float single;
        memcpy(&single, &bits, sizeof single);
        real = (double)single;
    } else if (type == NUMERIC) {
        real = read_numeric(bytes, len);
    } else if (is_number(type)) {
        real = (double)hs_postgres_column_number(q, i);
    }
    return real;
}

static int64_t whole(double real)
{
    return real >= 9.2e18 ? INT64_MAX : real <= -9.2e18 ? INT64_MIN : real == real ? (int64_t)real : 0;
}

int64_t hs_postgres_column_number(const hs_postgres_query *q, int i)
{
    if (hs_postgres_is_null(q, i))
        return 0;
    const unsigned char *bytes = (const unsigned char *)pq_of(q)->getvalue(q->rows, q->row, i);
    int len = pq_of(q)->getlength(q->rows, q->row, i);
    Oid type = pq_of(q)->ftype(q->rows, i);
    if (type == BOOL && len == 1)
        return *bytes != 0;
    if (type == INT8 && len == 8)
        return (int64_t)big_endian(bytes, 8);
    if (type == INT4 && len == 4)
        return (int32_t)big_endian(bytes, 4);
    if (type == INT2 && len == 2)
        return (int16_t)big_endian(bytes, 2);
    if (type == FLOAT4 || type == FLOAT8 || type == NUMERIC)
        return whole(hs_postgres_column_real(q, i));
    return type == BYTEA || is_number(type) ? 0 : strtoll((const char *)bytes, NULL, 10); /* libpq puts a NUL behind every value */
}

hs_str hs_postgres_column(const hs_postgres_query *q, int i)
{
    if (hs_postgres_is_null(q, i))
        return (hs_str){NULL, 0};
    Oid type = pq_of(q)->ftype(q->rows, i);
    if (!is_number(type) || i >= SHOWN_COLUMNS)
        return (hs_str){pq_of(q)->getvalue(q->rows, q->row, i), (size_t)pq_of(q)->getlength(q->rows, q->row, i)};
    char *shown = (char *)q->shown[i];
    if (type == FLOAT4 || type == FLOAT8)
        snprintf(shown, SHOWN, "%.15g", hs_postgres_column_real(q, i));
    else
        snprintf(shown, SHOWN, "%lld", (long long)hs_postgres_column_number(q, i));
    return hs_ascii_of(shown);
}

/* ---- what came of it ---- */

int64_t hs_postgres_inserted(const hs_ledger *ledger)
{
    return ledger->postgres->inserted;
}

int64_t hs_postgres_changed(const hs_ledger *ledger)
{
    return ledger->postgres->changed;
}
