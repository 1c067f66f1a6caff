/* ledger_check_rows.c -- is one document's reading what its text allows? In: its rows, perhaps damaged. Out: findings, each with its
 * row. One thread at a time. */
#include <stdio.h>
#include <string.h>

#include "digest.h"
#include "ledger_check.h"
#include "status.h"

/* ---- spans ---- */

#define SPANS(table) "SELECT position, span_begin, span_end FROM " #table " WHERE document_id = ?1 ORDER BY position"
static const struct {
    const char *table, *sql;
} tables[] = {{"furniture", SPANS(furniture)}, {"link", SPANS(link)}, {"time", SPANS(time)}, {"figure", SPANS(figure)}};

static hs_status check_table(hs_checking *c, int64_t document, const char *table, const char *sql, int64_t points, hs_error *err)
{
    char where[80];
    bool row;
    hs_sql q = hs_sql_begin(c->ledger, sql);
    hs_sql_number(&q, 1, document);
    hs_status status = hs_sql_step(&q, &row, err);
    while (status == HS_OK && row && !c->stop) {
        int64_t begin = hs_sql_column_number(&q, 1), end = hs_sql_column_number(&q, 2);
        if (begin < 0 || end < begin || end > points) {
            snprintf(where, sizeof where, "d%lld %s %lld", (long long)document, table, (long long)hs_sql_column_number(&q, 0));
            hs_check_tell(c, true, where, "a span outside its text");
        }
        status = hs_sql_step(&q, &row, err);
    }
    hs_sql_end(&q);
    return status;
}

static const struct {
    char letter;
    const char *sql;
    int n; /* lists of spans, from column 1 on */
} lists[] = {
    {'h', "SELECT holder_id, mentions FROM holder WHERE document_id = ?1 ORDER BY position", 1},
    {'a', "SELECT attribution_id, source, cue, content FROM attribution WHERE document_id = ?1 ORDER BY position", 3},
};

static hs_status check_row(hs_checking *c, const hs_sql *q, char letter, int n, hs_arena *arena, hs_str text, hs_error *err)
{
    hs_utf8_cursor cursor = {.text = text};
    hs_spans spans;
    char where[80];
    hs_arena_reset(arena);
    for (int i = 1; i <= n; i++) {
        hs_error found = {HS_OK, 0, ""};
        hs_status status = hs_ledger_spans_read(&spans, arena, &cursor, hs_sql_column(q, i), &found);
        if (letter == 'h')
            snprintf(where, sizeof where, "holder row %lld", (long long)hs_sql_column_number(q, 0));
        else
            snprintf(where, sizeof where, "%c%lld", letter, (long long)hs_sql_column_number(q, 0));
        HS_TRY(hs_check_found(c, status, where, &found, err));
    }
    return HS_OK;
}

static hs_status check_lists(hs_checking *c, int64_t document, int which, hs_arena *arena, hs_str text, hs_error *err)
{
    bool row;
    hs_sql q = hs_sql_begin(c->ledger, lists[which].sql);
    hs_sql_number(&q, 1, document);
    hs_status status = hs_sql_step(&q, &row, err);
    while (status == HS_OK && row && !c->stop) {
        status = check_row(c, &q, lists[which].letter, lists[which].n, arena, text, err);
        if (status == HS_OK)
            status = hs_sql_step(&q, &row, err);
    }
    hs_sql_end(&q);
    return status;
}

static hs_status check_spans(hs_checking *c, int64_t document, hs_str text, hs_error *err)
{
    int64_t points = (int64_t)hs_utf8_count(text.ptr, text.len);
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        HS_TRY(check_table(c, document, tables[i].table, tables[i].sql, points, err));
    hs_arena *arena = hs_arena_new((size_t)64 << 20);
    hs_status status = arena ? HS_OK : hs_fail(err, HS_E_NOMEM, 0, "no memory for a check");
    for (int i = 0; i < 2 && status == HS_OK; i++)
        status = check_lists(c, document, i, arena, text, err);
    hs_arena_free(arena);
    return status;
}

/* ---- claims ---- */

/* What says nothing by itself is told by rules that grow: the key of either kind is right. */
static bool is_key(hs_str text, int64_t document, hs_str key, hs_buffer *scratch)
{
    const int64_t of[] = {0, document};
    bool is = false;
    for (int i = 0; i < 2 && !is; i++) {
        unsigned char due[HS_CLAIM_KEY];
        hs_ledger_claim_key(due, text, of[i], scratch);
        is = key.len == sizeof due && memcmp(key.ptr, due, sizeof due) == 0;
    }
    return is;
}

/* A claim's words are those of the contents that make it, but for case and outer punctuation. */
static hs_status check_claims(hs_checking *c, int64_t document, const hs_document *doc, hs_error *err)
{
    const size_t cap = hs_show_cap(doc);
    hs_buffer words = hs_buffer_new(cap), scratch = hs_buffer_new(cap + 64);
    bool row;
    hs_sql q = hs_sql_begin(c->ledger, "SELECT a.attribution_id, c.claim_id, c.text, c.text_key FROM attribution a JOIN claim c USING (claim_id) "
                                       "WHERE a.document_id = ?1 ORDER BY a.position");
    hs_sql_number(&q, 1, document);
    hs_status status = hs_sql_step(&q, &row, err);
    for (size_t i = 0; status == HS_OK && row && i < doc->n_attributions && !c->stop; i++) {
        hs_str key = hs_sql_column(&q, 3), text = hs_sql_column(&q, 2);
        words.len = 0;
        hs_show_spans(&words, doc, doc->attributions[i].content);
        bool same = is_key(hs_buffer_str(&words), document, key, &scratch), agree = text.len <= cap && is_key(text, document, key, &scratch);
        if (words.failed || scratch.failed) {
            status = hs_fail(err, HS_E_NOMEM, 0, "no memory for a check");
            break;
        }
        if (!same)
            hs_check_tell_row(c, 'a', hs_sql_column_number(&q, 0), "its claim is not what its content says");
        else if (!agree)
            hs_check_tell_row(c, 'c', hs_sql_column_number(&q, 1), "its text and its key do not agree");
        status = hs_sql_step(&q, &row, err);
    }
    hs_sql_end(&q);
    hs_buffer_free(&words);
    hs_buffer_free(&scratch);
    return status;
}

/* ---- the whole ---- */

static hs_status check_reading(hs_checking *c, int64_t document, uint64_t broken, hs_error *err)
{
    hs_document *doc;
    hs_error found = {HS_OK, 0, ""};
    char where[80];
    snprintf(where, sizeof where, "d%lld", (long long)document);
    hs_status status = hs_ledger_load(&doc, c->ledger, document, &found);
    hs_check_recover(c);
    if ((status == HS_E_LEDGER && c->broken > broken) || status == HS_E_NONE)
        return HS_OK; /* its rows are told of already; or it has no model, which is */
    HS_TRY(hs_check_found(c, status, where, &found, err));
    if (status == HS_OK)
        status = check_claims(c, document, doc, err);
    else
        status = HS_OK;
    hs_document_free(doc);
    return status;
}

hs_status hs_check_document(hs_checking *c, int64_t document, hs_error *err)
{
    bool row;
    const uint64_t broken = c->broken;
    hs_error found = {HS_OK, 0, ""};
    hs_sql q = hs_sql_begin(c->ledger, "SELECT text, text_sha256 FROM document WHERE document_id = ?1");
    hs_sql_number(&q, 1, document);
    hs_status status = hs_sql_step(&q, &row, &found);
    if (status == HS_OK && row) {
        char due[HS_DIGEST_HEX];
        hs_str text = hs_sql_column(&q, 0), digest = hs_sql_column(&q, 1);
        const hs_str told = hs_ledger_told(text);
        hs_digest_hex(due, &told, 1);
        bool is = digest.len == sizeof due && memcmp(digest.ptr, due, digest.len) == 0;
        hs_digest_hex(due, &text, 1); /* as ledgers of before have it */
        is = is || (digest.len == sizeof due && memcmp(digest.ptr, due, digest.len) == 0);
        if (!is)
            hs_check_tell_row(c, 'd', document, "its text is not that of its digest");
        if (text.len < UINT32_MAX && hs_utf8_valid(text.ptr, text.len) == text.len)
            status = check_spans(c, document, text, &found);
        else
            hs_check_tell_row(c, 'd', document, "a text that is none");
    }
    hs_sql_end(&q);
    hs_check_recover(c);
    if (status == HS_E_LEDGER)
        hs_check_tell_row(c, 'd', document, found.msg);
    else if (status != HS_OK && err)
        *err = found;
    if (status != HS_OK && status != HS_E_LEDGER)
        return status;
    return c->stop ? HS_OK : check_reading(c, document, broken, err);
}
