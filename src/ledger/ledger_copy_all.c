/* ledger_copy_all.c -- all rows of one ledger into another that is empty, whichever engines they are on; the numbers of rows stay. In: an
 * open ledger, as it is at one moment. Out: the other, wholly or not at all. One thread at a time. */
#include "ledger.h"

#include <stdio.h>
#include <string.h>

#include "ascii.h"
#include "postgres.h"
#include "status.h"

enum { MOST_COLUMNS = 24, SQL = 1024, ROW_CAP = 1 << 28, PAGE = 2000, PAGE_OF_TEXTS = 50 };

/* What refers to a table comes after it. Of a column that refers to rows of its own table in any order, `later`, the values come last. */
static const struct table {
    const char *name, *columns; /* the first n_key are what its rows are ordered by */
    const char *types;          /* of each column: n number, r real, t text, b bytes */
    int n_key, page;
    const char *later;
} tables[] = {
    {"model", "model_id, label", "nt", 1, PAGE, NULL},
    {"document", "document_id, sha256, text_sha256, input, url, outlet, title, published, modified, fetched, section, language, partial, summary, model_id, added, "
                 "heard, heard_by, replaces, current, text", "ntttttttttttt" "nnttt" "nnt", 1, PAGE_OF_TEXTS, "replaces"},
    {"author", "document_id, position, name", "nnt", 2, PAGE, NULL},
    {"furniture", "document_id, position, kind, span_begin, span_end", "nntnn", 2, PAGE, NULL},
    {"link", "document_id, position, span_begin, span_end, url", "nnnnt", 2, PAGE, NULL},
    {"time", "document_id, position, span_begin, span_end, value", "nnnnt", 2, PAGE, NULL},
    {"figure", "document_id, position, span_begin, span_end, value, bound, unit", "nnnnrtt", 2, PAGE, NULL},
    {"source", "source_id, name, name_key, kind, anonymous, merged_into, apart", "ntttnnn", 1, PAGE, "merged_into"},
    {"source_change", "change_id, made, made_by, what, source_id, other_id, why, undone, undone_by", "ntttnnttt", 1, PAGE, NULL},
    {"holder", "holder_id, document_id, position, source_id, why, name, description, affiliation, reason, kind, anonymous, count, mentions, "
     "says, says_through, passes_on, passes_on_unnamed", "nnnnttttttnntnnnn", 1, PAGE, NULL},
    {"claim", "claim_id, text, same_as, text_key", "ntnb", 1, PAGE, "same_as"},
    {"attribution", "attribution_id, document_id, position, claim_id, holder_id, place, quotation, act, polarity, certainty, time, parent, continued, chain_known, "
                    "confidence, source, cue, content", "nnnnnttttttnnnrttt", 1, PAGE, NULL},
    {"chain", "attribution_id, position, holder_id", "nnn", 2, PAGE, NULL},
    {"vector", "vector_id, model_id, claim_id, vector", "nnnb", 1, PAGE, NULL},
    {"sketch", "sketch_id, model_id, block, signs", "nnnb", 1, PAGE_OF_TEXTS, NULL},
    {"shingle", "hash, document_id", "nn", 2, PAGE, NULL},
    {"copy", "document_id, of_document_id, share", "nnr", 2, PAGE, NULL},
    {"related", "document_id, model_id", "nn", 1, PAGE, NULL},
    {"term", "hash, day, document_id", "nnn", 3, PAGE, NULL},
    {"pair", "claim_id, other_id, relation, score, why, alike, differs", "nntrtnn", 2, PAGE, NULL},
    {"dispute", "claim_id, other_id, kind, is_update, voices, heard", "nntnnt", 2, PAGE, NULL},
    {"change", "before_id, after_id, source_id, kind, held, heard", "nnnttt", 2, PAGE, NULL},
    {"unsettled", "kind, id", "tn", 2, PAGE, NULL},
    {"story_member", "document_id, story_id, follows, shared", "nnnn", 1, PAGE, NULL},
    {"correction", "correction_id, made, made_by, document_id, attribution_id, cue, content, verdict, source_name, source_key, act, polarity, certainty, time, note",
     "nttnntttttttttt", 1, PAGE, NULL},
    {"source_correction", "correction_id, made, made_by, source_id, verdict, name, kind, note", "nttntttt", 1, PAGE, NULL},
    {"document_correction", "correction_id, made, made_by, document_id, verdict, outlet, published, heard, note, machine_outlet, machine_published, machine_heard, "
                            "machine_heard_by", "nttnttttttttt", 1, PAGE, NULL},
    {"feed", "url, title, etag, last_modified, polled, due, failures, least, waits", "ttttttnnn", 1, PAGE, NULL},
    {"feed_item", "url, sha256, tries, document_id", "ttnn", 1, PAGE, NULL},
};
enum { TABLES = sizeof tables / sizeof *tables };

typedef struct copying {
    hs_ledger *to, *from;
    void (*step)(void *ctx, uint64_t done, uint64_t of);
    void *ctx;
    uint64_t done, of;
    hs_buffer row; /* of a bulk, or of the key behind which it goes on */
    hs_buffer key[3], next[3]; /* the key is held by the statement that goes on behind it: the next one is made beside it */
    int64_t numbers[3], next_numbers[3];
} copying;

/* ---- a page of rows ---- */

static bool is_later(const struct table *t, int column)
{
    hs_str rest = hs_ascii_of(t->columns);
    for (int i = 0; t->later; i++) {
        size_t comma = hs_ascii_char(rest, 0, ',');
        if (i == column)
            return hs_ascii_is((hs_str){rest.ptr, comma}, t->later);
        if (comma + 2 > rest.len)
            break;
        rest = (hs_str){rest.ptr + comma + 2, rest.len - comma - 2};
    }
    return false;
}

static size_t key_length(const struct table *t)
{
    size_t at = 0;
    for (int i = 0; i < t->n_key; i++)
        at = hs_ascii_char(hs_ascii_of(t->columns), at + (i > 0), ',');
    return at;
}

static hs_sql select_page(copying *c, const struct table *t, bool first)
{
    static const char *const places[] = {"", "?1", "?1, ?2", "?1, ?2, ?3"};
    char sql[2 * SQL], where[256] = "";
    int key = (int)key_length(t);
    if (!first)
        snprintf(where, sizeof where, " WHERE (%.*s) > (%s)", key, t->columns, places[t->n_key]);
    int n = snprintf(sql, sizeof sql, "SELECT %s FROM %s%s ORDER BY %.*s LIMIT %d", t->columns, t->name, where, key, t->columns, t->page);
    hs_sql q = hs_sql_made(c->from, sql, (size_t)n);
    for (int i = 0; i < t->n_key && !first; i++)
        if (t->types[i] == 't')
            hs_sql_held(&q, i + 1, &c->key[i]);
        else
            hs_sql_number(&q, i + 1, c->numbers[i]);
    return q;
}

static void take_next_key(copying *c)
{
    for (int i = 0; i < 3; i++) {
        hs_buffer was = c->key[i];
        c->key[i] = c->next[i];
        c->next[i] = was;
        c->numbers[i] = c->next_numbers[i];
    }
}

static void keep_key(copying *c, const struct table *t, const hs_sql *row)
{
    for (int i = 0; i < t->n_key; i++) {
        hs_str text = t->types[i] == 't' ? hs_sql_column(row, i) : (hs_str){"", 0};
        c->next[i].len = 0;
        hs_buffer_add(&c->next[i], text.ptr, text.len);
        c->next_numbers[i] = t->types[i] == 't' ? 0 : hs_sql_column_number(row, i);
    }
}

/* ---- putting rows in: one by one into a file, in bulk at a server ---- */

static hs_sql insert_into(hs_ledger *ledger, const struct table *t)
{
    char sql[2 * SQL];
    size_t n = (size_t)snprintf(sql, sizeof sql, "INSERT INTO %s (%s) VALUES (", t->name, t->columns);
    for (int i = 0; t->types[i]; i++)
        n += (size_t)snprintf(sql + n, sizeof sql - n, "%s?%d", i ? ", " : "", i + 1);
    n += (size_t)snprintf(sql + n, sizeof sql - n, ")");
    return hs_sql_made(ledger, sql, n);
}

static hs_status put_row(hs_sql *q, const struct table *t, const hs_sql *row, hs_error *err)
{
    bool none;
    for (int i = 0; t->types[i]; i++) {
        hs_str bytes = t->types[i] == 't' || t->types[i] == 'b' ? hs_sql_column(row, i) : (hs_str){NULL, 0};
        if (hs_sql_column_null(row, i) || is_later(t, i))
            hs_sql_str(q, i + 1, (hs_str){NULL, 0});
        else if (t->types[i] == 'n')
            hs_sql_number(q, i + 1, hs_sql_column_number(row, i));
        else if (t->types[i] == 'r')
            hs_sql_real(q, i + 1, hs_sql_column_real(row, i));
        else if (t->types[i] == 'b')
            hs_sql_blob(q, i + 1, bytes.ptr, bytes.len);
        else
            hs_sql_str(q, i + 1, bytes);
    }
    hs_status status = hs_sql_step(q, &none, err);
    hs_sql_again(q);
    return status;
}

/* A value as COPY has it: signs that part rows and columns are escaped. */
static void put_text(hs_buffer *out, hs_str s)
{
    size_t from = 0;
    for (size_t i = 0; i < s.len; i++) {
        char c = s.ptr[i];
        const char *put = c == '\\' ? "\\\\" : c == '\n' ? "\\n" : c == '\r' ? "\\r" : c == '\t' ? "\\t" : NULL;
        if (!put)
            continue;
        hs_buffer_add(out, s.ptr + from, i - from);
        hs_buffer_text(out, put);
        from = i + 1;
    }
    hs_buffer_add(out, s.ptr + from, s.len - from);
}

static void put_bytes(hs_buffer *out, hs_str s)
{
    static const char digits[] = "0123456789abcdef";
    hs_buffer_text(out, "\\\\x");
    for (size_t i = 0; i < s.len; i++) {
        char pair[] = {digits[(unsigned char)s.ptr[i] >> 4], digits[(unsigned char)s.ptr[i] & 15]};
        hs_buffer_add(out, pair, 2);
    }
}

/* With a point, whatever the program's locale has. */
static void put_real(hs_buffer *out, double real)
{
    char text[40];
    snprintf(text, sizeof text, "%.17g", real);
    char *comma = strchr(text, ',');
    if (comma)
        *comma = '.';
    hs_buffer_text(out, text);
}

static hs_status put_in_bulk(copying *c, const struct table *t, const hs_sql *row, hs_error *err)
{
    c->row.len = 0;
    for (int i = 0; t->types[i]; i++) {
        hs_buffer_text(&c->row, i ? "\t" : "");
        if (hs_sql_column_null(row, i) || is_later(t, i))
            hs_buffer_text(&c->row, "\\N");
        else if (t->types[i] == 'n')
            hs_buffer_format(&c->row, "%lld", (long long)hs_sql_column_number(row, i));
        else if (t->types[i] == 'r')
            put_real(&c->row, hs_sql_column_real(row, i));
        else
            (t->types[i] == 'b' ? put_bytes : put_text)(&c->row, hs_sql_column(row, i));
    }
    hs_buffer_text(&c->row, "\n");
    return c->row.failed ? hs_fail(err, HS_E_NOMEM, 0, "no memory for a row") : hs_postgres_bulk_add(c->to, hs_buffer_str(&c->row), err);
}

/* ---- tables ---- */

static hs_status copy_page(copying *c, const struct table *t, hs_sql *into, bool first, size_t *n, hs_error *err)
{
    bool is;
    *n = 0;
    hs_sql q = select_page(c, t, first);
    hs_status status = hs_sql_step(&q, &is, err);
    while (status == HS_OK && is) {
        ++*n;
        keep_key(c, t, &q);
        status = c->to->postgres ? put_in_bulk(c, t, &q, err) : put_row(into, t, &q, err);
        if (status == HS_OK)
            status = hs_sql_step(&q, &is, err);
    }
    hs_sql_end(&q);
    take_next_key(c);
    c->done += *n;
    if (c->step)
        c->step(c->ctx, c->done, c->of);
    return status;
}

static hs_status copy_table(copying *c, const struct table *t, hs_error *err)
{
    char sql[SQL];
    hs_sql into = {.ledger = c->to};
    hs_status status = HS_OK;
    size_t n = (size_t)t->page;
    if (c->to->postgres) {
        snprintf(sql, sizeof sql, "COPY %s (%s) FROM STDIN", t->name, t->columns);
        status = hs_postgres_bulk_begin(c->to, sql, err);
    } else {
        into = insert_into(c->to, t);
    }
    for (bool first = true; status == HS_OK && n == (size_t)t->page; first = false)
        status = copy_page(c, t, &into, first, &n, err);
    hs_sql_end(&into);
    return c->to->postgres ? hs_postgres_bulk_end(c->to, status, err) : status;
}

/* What its own rows refer to each other by. */
static hs_status copy_later(copying *c, const struct table *t, hs_error *err)
{
    char sql[SQL];
    bool is, none;
    int key = (int)key_length(t);
    int n = snprintf(sql, sizeof sql, "SELECT %.*s, %s FROM %s WHERE %s IS NOT NULL", key, t->columns, t->later, t->name, t->later);
    hs_sql from = hs_sql_made(c->from, sql, (size_t)n);
    n = snprintf(sql, sizeof sql, "UPDATE %s SET %s = ?2 WHERE %.*s = ?1", t->name, t->later, key, t->columns);
    hs_sql to = hs_sql_made(c->to, sql, (size_t)n);
    hs_status status = hs_sql_step(&from, &is, err);
    while (status == HS_OK && is) {
        hs_sql_number(&to, 1, hs_sql_column_number(&from, 0));
        hs_sql_number(&to, 2, hs_sql_column_number(&from, 1));
        status = hs_sql_step(&to, &none, err);
        hs_sql_again(&to);
        if (status == HS_OK)
            status = hs_sql_step(&from, &is, err);
    }
    hs_sql_end(&from);
    hs_sql_end(&to);
    return status;
}

/* ---- numbers that are not given again ---- */

/* Tables that give numbers of their own; at a server those of corrections are kept in `given`. */
static const char *const numbered[] = {"document", "source", "holder", "claim", "attribution", "correction", "source_correction", "document_correction"};

static bool is_correction(const char *table)
{
    return hs_ascii_holds(hs_ascii_of(table), "correction");
}

static hs_status last_number(hs_ledger *ledger, const char *table, int64_t *out, hs_error *err)
{
    char sql[SQL];
    int n;
    if (!ledger->postgres)
        n = snprintf(sql, sizeof sql, "SELECT seq FROM sqlite_sequence WHERE name = '%s'", table);
    else if (is_correction(table))
        n = snprintf(sql, sizeof sql, "SELECT seq FROM given WHERE name = '%s'", table);
    else
        n = snprintf(sql, sizeof sql, "SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM %s_%s_id_seq", table, table);
    hs_sql q = hs_sql_made(ledger, sql, (size_t)n);
    return hs_sql_take_number(&q, out, err);
}

static hs_status set_number(hs_ledger *ledger, const char *table, int64_t number, hs_error *err)
{
    char sql[SQL];
    if (ledger->postgres && is_correction(table))
        snprintf(sql, sizeof sql, "INSERT INTO given (name, seq) VALUES ('%s', %lld) ON CONFLICT (name) DO UPDATE SET seq = excluded.seq", table, (long long)number);
    else if (ledger->postgres)
        snprintf(sql, sizeof sql, "SELECT setval('%s_%s_id_seq', %lld, true)", table, table, (long long)number);
    else
        snprintf(sql, sizeof sql, "DELETE FROM sqlite_sequence WHERE name = '%s'; INSERT INTO sqlite_sequence (name, seq) VALUES ('%s', %lld)", table, table,
                 (long long)number);
    return hs_ledger_run(ledger, sql, "the ledger", err);
}

static hs_status copy_numbers(copying *c, hs_error *err)
{
    static const char *const plain[][2] = {{"model", "model_id"}, {"source_change", "change_id"}, {"vector", "vector_id"}, {"sketch", "sketch_id"}};
    char sql[SQL];
    for (size_t i = 0; i < sizeof numbered / sizeof *numbered; i++) {
        int64_t number;
        HS_TRY(last_number(c->from, numbered[i], &number, err));
        if (number > 0)
            HS_TRY(set_number(c->to, numbered[i], number, err));
    }
    for (size_t i = 0; c->to->postgres && i < sizeof plain / sizeof *plain; i++) {
        snprintf(sql, sizeof sql, "SELECT setval('%s_%s_seq', coalesce(max(%s), 0) + 1, false) FROM %s", plain[i][0], plain[i][1], plain[i][1], plain[i][0]);
        HS_TRY(hs_ledger_run(c->to, sql, "the ledger", err));
    }
    return HS_OK;
}

/* ---- all of it ---- */

static hs_status count_rows(hs_ledger *ledger, uint64_t *out, hs_error *err)
{
    char sql[SQL];
    *out = 0;
    for (size_t i = 0; i < TABLES; i++) {
        int64_t n;
        int len = snprintf(sql, sizeof sql, "SELECT count(*) FROM %s", tables[i].name);
        hs_sql q = hs_sql_made(ledger, sql, (size_t)len);
        HS_TRY(hs_sql_take_number(&q, &n, err));
        *out += (uint64_t)n;
    }
    return HS_OK;
}

static hs_status copy_all(copying *c, hs_error *err)
{
    uint64_t there;
    HS_TRY(count_rows(c->to, &there, err));
    if (there)
        return hs_fail(err, HS_E_ARG, 0, "the ledger that is copied to is not empty");
    HS_TRY(count_rows(c->from, &c->of, err));
    for (size_t i = 0; i < TABLES; i++)
        HS_TRY(copy_table(c, &tables[i], err));
    for (size_t i = 0; i < TABLES; i++)
        if (tables[i].later)
            HS_TRY(copy_later(c, &tables[i], err));
    if (c->done != c->of)
        return hs_fail(err, HS_E_DEFECT, c->done, "%llu rows of %llu were copied", (unsigned long long)c->done, (unsigned long long)c->of);
    return copy_numbers(c, err);
}

hs_status hs_ledger_copy_all(hs_ledger *to, hs_ledger *from, void (*step)(void *ctx, uint64_t done, uint64_t of), void *ctx, hs_error *err)
{
    copying c = {.to = to, .from = from, .step = step, .ctx = ctx, .row = hs_buffer_new(ROW_CAP)};
    if (hs_ledger_in_transaction(from) || hs_ledger_in_transaction(to))
        return hs_fail(err, HS_E_ARG, 0, "a batch is open: commit it first");
    for (int i = 0; i < 3; i++) {
        c.key[i] = hs_buffer_new(ROW_CAP);
        c.next[i] = hs_buffer_new(ROW_CAP);
    }
    hs_status status = hs_ledger_begin(to, err);
    if (status == HS_OK)
        status = hs_ledger_look_begin(from, err);
    if (status == HS_OK)
        status = copy_all(&c, err);
    status = hs_ledger_look_end(from, status, err);
    if (status == HS_OK)
        status = hs_ledger_commit(to, err);
    else
        hs_ledger_undo(to);
    if (status == HS_OK && to->postgres)
        hs_postgres_analyze(to, NULL); /* which only makes it quicker: all is in */
    hs_buffer_free(&c.row);
    for (int i = 0; i < 3; i++) {
        hs_buffer_free(&c.key[i]);
        hs_buffer_free(&c.next[i]);
    }
    return status;
}
