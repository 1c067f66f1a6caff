/* query_outlets.c -- whom a person means by an outlet's name. In: the whole name, else words of it, each possibly cut short behind its third
 * letter. Out: the names that the ledger has. One thread at a time. */
#include "query.h"

#include "ascii.h"
#include "sentences.h"
#include "status.h"

enum { LEAST_PREFIX = 3 };

static bool holds(hs_str name, hs_str word)
{
    hs_span span;
    uint32_t at = 0;
    while (hs_word_next(&span, name, &at)) {
        hs_str of_name = {name.ptr + span.begin, span.end - span.begin};
        if (of_name.len >= word.len && hs_ascii_same(of_name.ptr, word.ptr, word.len) && (of_name.len == word.len || word.len >= LEAST_PREFIX))
            return true;
    }
    return false;
}

bool hs_query_name_fits(hs_str name, hs_str typed)
{
    hs_span span;
    uint32_t at = 0;
    size_t n = 0;
    for (; hs_word_next(&span, typed, &at); n++)
        if (!holds(name, (hs_str){typed.ptr + span.begin, span.end - span.begin}))
            return false;
    return n > 0;
}

/* From one name to the next, by the index. */
static hs_status find_all(hs_ledger *ledger, hs_str typed, hs_buffer *first, hs_buffer *json, size_t *n, hs_error *err)
{
    bool row;
    hs_sql q = hs_sql_begin(ledger, "WITH RECURSIVE o (name) AS (SELECT min(outlet COLLATE NOCASE) FROM document UNION ALL SELECT (SELECT outlet COLLATE NOCASE FROM document "
                                    "WHERE outlet > o.name COLLATE NOCASE ORDER BY outlet COLLATE NOCASE LIMIT 1) FROM o WHERE o.name IS NOT NULL) "
                                    "SELECT name, json_quote(name) FROM o WHERE name IS NOT NULL");
    hs_status status = hs_sql_step(&q, &row, err);
    while (status == HS_OK && row) {
        hs_str name = hs_sql_column(&q, 0), quoted = hs_sql_column(&q, 1);
        if (hs_query_name_fits(name, typed)) {
            hs_buffer_text(json, (*n)++ ? "," : "[");
            hs_buffer_add(json, quoted.ptr, quoted.len);
            if (*n == 1)
                hs_buffer_add(first, name.ptr, name.len);
        }
        status = hs_sql_step(&q, &row, err);
    }
    hs_buffer_text(json, *n ? "]" : "[]");
    hs_sql_end(&q);
    return status;
}

/* The outlet of just this name. */
static hs_status find_exact(hs_ledger *ledger, hs_str typed, hs_buffer *first, hs_buffer *json, size_t *n, hs_error *err)
{
    bool row;
    hs_sql q = hs_sql_begin(ledger, "SELECT outlet, json_quote(outlet) FROM document WHERE outlet = ?1 COLLATE NOCASE ORDER BY outlet COLLATE NOCASE, heard LIMIT 1");
    hs_sql_str(&q, 1, typed);
    hs_status status = hs_sql_step(&q, &row, err);
    if (status == HS_OK && row) {
        hs_str name = hs_sql_column(&q, 0), quoted = hs_sql_column(&q, 1);
        hs_buffer_add(first, name.ptr, name.len);
        hs_buffer_text(json, "[");
        hs_buffer_add(json, quoted.ptr, quoted.len);
        hs_buffer_text(json, "]");
        *n = 1;
    }
    hs_sql_end(&q);
    return status;
}

hs_status hs_query_outlets(hs_ledger *ledger, hs_str typed, hs_buffer *first, hs_buffer *json, size_t *n, hs_error *err)
{
    *n = 0;
    if (typed.len > HS_QUERY_BYTES)
        return hs_fail(err, HS_E_LIMIT, HS_QUERY_BYTES, "an outlet's name of over %d bytes", HS_QUERY_BYTES);
    HS_TRY(find_exact(ledger, typed, first, json, n, err));
    if (!*n)
        HS_TRY(find_all(ledger, typed, first, json, n, err));
    if (!*n)
        hs_buffer_add(first, typed.ptr, typed.len); /* which nothing has */
    return first->failed || json->failed ? hs_fail(err, HS_E_NOMEM, 0, "no memory for names of outlets") : HS_OK;
}
