/* query_sources.c -- whom a name stands for. In: a name as a person types it, or an id. Out: sources as they stand after merges, the
 * one that holds most first: the whole name, its words and the whole description count alike, so that a stray "Vance" hides no Petra
 * Vance. One thread at a time. */
#include "query.h"

#include <stdlib.h>
#include <string.h>

#include "ascii.h"
#include "status.h"

enum { SCANNED = 5000, CANDIDATES = 2000, COUNTED = 10000 };

typedef struct fit {
    int64_t id, holders; /* times in a document */
    bool anonymous;
} fit;

typedef struct fits {
    hs_ledger *ledger;
    size_t n;
    fit at[HS_QUERY_SOURCES];
} fits;

int64_t hs_query_id(hs_str id, char letter)
{
    int64_t n = 0;
    if (id.len < 2 || id.len > 19 || id.ptr[0] != letter || id.ptr[1] == '0')
        return 0;
    for (size_t i = 1; i < id.len; i++) {
        if (!hs_ascii_is_digit(id.ptr[i]))
            return 0;
        n = n * 10 + (id.ptr[i] - '0');
    }
    return n;
}

static hs_status count_holders(fits *f, int64_t id, int64_t *n, hs_error *err)
{
    bool row;
    hs_sql q = hs_sql_begin(f->ledger, "SELECT count(*) FROM (SELECT 1 FROM holder WHERE source_id IN "
                                       "(SELECT source_id FROM source WHERE source_id = ?1 OR merged_into = ?1) LIMIT ?2)");
    hs_sql_number(&q, 1, id);
    hs_sql_number(&q, 2, COUNTED);
    hs_status status = hs_sql_step(&q, &row, err);
    *n = status == HS_OK && row ? hs_sql_column_number(&q, 0) : 0;
    hs_sql_end(&q);
    return status;
}

static bool before(const fit *a, const fit *b)
{
    if (!a->id != !b->id)
        return !a->id;
    if (a->anonymous != b->anonymous)
        return b->anonymous;
    return a->holders != b->holders ? a->holders > b->holders : a->id < b->id;
}

/* Into its place; where there is no room, the last one goes. */
static hs_status put_fit(fits *f, int64_t id, bool anonymous, hs_error *err)
{
    fit new = {.id = id, .anonymous = anonymous};
    for (size_t i = 0; i < f->n; i++)
        if (f->at[i].id == id)
            return HS_OK;
    HS_TRY(count_holders(f, id, &new.holders, err));
    size_t i = f->n < HS_QUERY_SOURCES ? f->n++ : f->n;
    if (i == HS_QUERY_SOURCES && !before(&new, &f->at[--i]))
        return HS_OK;
    for (; i && before(&new, &f->at[i - 1]); i--)
        f->at[i] = f->at[i - 1];
    f->at[i] = new;
    return HS_OK;
}

/* Rows of standing id and anonymous. */
static hs_status take_rows(fits *f, hs_sql *q, hs_error *err)
{
    bool row;
    hs_status status = hs_sql_step(q, &row, err);
    while (status == HS_OK && row) {
        status = put_fit(f, hs_sql_column_number(q, 0), hs_sql_column_number(q, 1) != 0, err);
        if (status == HS_OK)
            status = hs_sql_step(q, &row, err);
    }
    hs_sql_end(q);
    return status;
}

/* By the whole name; source 0 where only corrections have it. */
static hs_status find_exact(fits *f, const hs_buffer *key, hs_error *err)
{
    hs_sql q = hs_sql_begin(f->ledger, "SELECT coalesce(merged_into, source_id), 0 FROM source WHERE name_key = ?1 AND anonymous = 0 AND apart = 0 "
                                       "UNION ALL SELECT coalesce(merged_into, source_id), 0 FROM source WHERE name_key = ?1 AND anonymous = 0 AND apart = 1 "
                                       "UNION ALL "
                                       "SELECT 0, 0 FROM correction WHERE source_key = ?1 AND correction_id IN "
                                       "(SELECT max(correction_id) FROM correction WHERE attribution_id IS NOT NULL GROUP BY attribution_id) "
                                       "AND NOT EXISTS (SELECT 1 FROM source WHERE name_key = ?1 AND anonymous = 0 AND apart = 0)");
    hs_sql_held(&q, 1, key);
    return take_rows(f, &q, err);
}

/* By what documents describe them as, with or without an article before it. @param begins  also where more words follow */
static hs_status find_described(fits *f, const hs_buffer *key, bool begins, hs_error *err)
{
    hs_sql q = hs_sql_begin(f->ledger,
                            "WITH word (said) AS (VALUES (?1), ('the ' || ?1), ('a ' || ?1), ('an ' || ?1)) "
                            "SELECT DISTINCT coalesce(s.merged_into, s.source_id), s.anonymous FROM (SELECT source_id FROM word "
                            "CROSS JOIN holder ON description >= said COLLATE NOCASE AND description < said || '!' COLLATE NOCASE "
                            "AND (length(description) = length(said) OR ?2 AND substr(description, length(said) + 1, 1) = ' ') LIMIT ?3) h "
                            "JOIN source s ON s.source_id = h.source_id WHERE s.anonymous = 0 OR ?2");
    hs_sql_held(&q, 1, key);
    hs_sql_number(&q, 2, begins);
    hs_sql_number(&q, 3, SCANNED);
    return take_rows(f, &q, err);
}

/* What came in first stands first: what holds most is among it. */
static hs_status find_words(fits *f, hs_str name, bool anonymous, hs_error *err)
{
    hs_buffer words = hs_buffer_new(4 * HS_QUERY_BYTES);
    hs_status status = hs_query_name(&words, name, err);
    if (status == HS_OK) {
        hs_sql q = hs_sql_begin(f->ledger, "SELECT coalesce(s.merged_into, s.source_id), s.anonymous FROM "
                                           "(SELECT rowid AS id FROM source_words WHERE source_words MATCH ?1 ORDER BY rowid LIMIT ?4) w "
                                           "CROSS JOIN source s ON s.source_id = w.id WHERE s.anonymous = ?2 LIMIT ?3");
        hs_sql_held(&q, 1, &words);
        hs_sql_number(&q, 2, anonymous);
        hs_sql_number(&q, 3, anonymous ? HS_QUERY_SOURCES : CANDIDATES);
        hs_sql_number(&q, 4, SCANNED);
        status = take_rows(f, &q, err);
    }
    hs_buffer_free(&words);
    return status;
}

static hs_status find_id(fits *f, int64_t id, hs_error *err)
{
    hs_sql q = hs_sql_begin(f->ledger, "SELECT coalesce(merged_into, source_id), anonymous FROM source WHERE source_id = ?1");
    hs_sql_number(&q, 1, id);
    return take_rows(f, &q, err);
}

static hs_status find_named(fits *f, hs_str name, hs_error *err)
{
    hs_buffer key = hs_buffer_new(8 * HS_QUERY_BYTES);
    hs_ledger_name_key(&key, name);
    hs_status status = find_exact(f, &key, err);
    if (status == HS_OK)
        status = find_words(f, name, false, err);
    if (status == HS_OK)
        status = find_described(f, &key, false, err);
    if (status == HS_OK && !f->n)
        status = find_described(f, &key, true, err);
    if (status == HS_OK && (!f->n || f->at[0].anonymous))
        status = find_words(f, name, true, err);
    hs_buffer_free(&key);
    return status;
}

hs_status hs_query_sources(hs_ledger *ledger, hs_str name, int64_t *ids, size_t *n, hs_error *err)
{
    fits f = {.ledger = ledger};
    int64_t id = hs_query_id(name, 's');
    *n = 0;
    if (name.len > HS_QUERY_BYTES)
        return hs_fail(err, HS_E_LIMIT, HS_QUERY_BYTES, "a name of over %d bytes", HS_QUERY_BYTES);
    if (id)
        HS_TRY(find_id(&f, id, err));
    if (!f.n)
        HS_TRY(find_named(&f, name, err));
    for (size_t i = 0; i < f.n; i++)
        ids[i] = f.at[i].id;
    *n = f.n;
    return HS_OK;
}
