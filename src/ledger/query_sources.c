/* query_sources.c -- whom a name stands for. In: a name as a person types it, or an id. Out: sources as they stand after merges, the
 * one that holds most first, and those last that have no statement in any document's current version: the whole name, its words and the
 * whole description count alike, so that a stray "Vance" hides no Petra Vance. One thread at a time. */
#include "query.h"

#include <stdlib.h>
#include <string.h>

#include "id.h"
#include "status.h"

enum { SCANNED = 5000, CANDIDATES = 2000, KEYS_CAP = 1 << 24 };

typedef enum place { NAMED_SO /* by corrections alone */, OTHERS, NAMED_LIKE_IT /* by corrections alone */ } place;

typedef struct fit {
    place place;
    int64_t id, holders; /* times in a document */
    bool anonymous;
    bool heard;      /* it has a statement in a document's current version */
} fit;

typedef struct fits {
    hs_ledger *ledger;
    hs_fits *out;
    hs_str name; /* as it was typed */
    size_t n;
    fit at[HS_QUERY_SOURCES];
} fits;

/* Of SQL: is any source merged into another? Asked once a statement. */
#define ANY_MERGED "EXISTS (SELECT 1 FROM source WHERE merged_into IS NOT NULL)"
/* Of SQL: how often the source `id` and those that were merged into it hold, 10,000 at most. The anonymous, of which there are thousands of a kind, are
 * one each, and counted without a bound, which takes half as long. */
#define OWN "SELECT 1 FROM holder x WHERE x.source_id = "
#define MERGED "SELECT 1 FROM source y CROSS JOIN holder x ON x.source_id = y.source_id WHERE y.merged_into = "
#define HOLDERS(id, anonymous)                                                                                                                       \
    "min(10000, CASE WHEN " anonymous " = 1 THEN (SELECT count(*) FROM holder x WHERE x.source_id = " id ") + "                                      \
    "(SELECT count(*) FROM source y CROSS JOIN holder x ON x.source_id = y.source_id WHERE y.merged_into = " id ") ELSE "                            \
    "(SELECT count(*) FROM (" OWN id " LIMIT 10000) n) + CASE WHEN " ANY_MERGED " THEN (SELECT count(*) FROM (" MERGED id " LIMIT 10000) n) ELSE 0 END END)"

static bool before(const fit *a, const fit *b)
{
    if (a->place != b->place)
        return a->place < b->place;
    if (a->anonymous != b->anonymous)
        return b->anonymous;
    return a->holders != b->holders ? a->holders > b->holders : a->id < b->id;
}

/* Into its place; where there is no room, the last one goes. */
static void put_fit(fits *f, fit new)
{
    for (size_t i = 0; i < f->n; i++)
        if (f->at[i].id == new.id)
            return;
    size_t i = f->n < HS_QUERY_SOURCES ? f->n++ : f->n;
    if (i == HS_QUERY_SOURCES && !before(&new, &f->at[--i]))
        return;
    for (; i && before(&new, &f->at[i - 1]); i--)
        f->at[i] = f->at[i - 1];
    f->at[i] = new;
}

/* Rows of standing id, anonymous, and how often it holds. */
static hs_status take_rows(fits *f, hs_sql *q, hs_error *err)
{
    bool row;
    hs_status status = hs_sql_step(q, &row, err);
    while (status == HS_OK && row) {
        int64_t id = hs_sql_column_number(q, 0);
        put_fit(f, (fit){.id = id, .anonymous = hs_sql_column_number(q, 1) != 0, .place = id ? OTHERS : NAMED_SO, .holders = hs_sql_column_number(q, 2)});
        status = hs_sql_step(q, &row, err);
    }
    hs_sql_end(q);
    return status;
}

/* By the whole name; source 0 where only corrections have it. */
static hs_status find_exact(fits *f, const hs_buffer *key, hs_error *err)
{
    hs_sql q = hs_sql_begin(f->ledger, "SELECT z.id, 0, " HOLDERS("z.id", "0") " FROM (SELECT coalesce(merged_into, source_id) AS id FROM source WHERE name_key = ?1 AND anonymous = 0 AND apart = 0 "
                                       "UNION ALL SELECT coalesce(merged_into, source_id) FROM source WHERE name_key = ?1 AND anonymous = 0 AND apart = 1 "
                                       "UNION ALL "
                                       "SELECT 0 FROM correction WHERE source_key = ?1 AND correction_id IN "
                                       "(SELECT max(correction_id) FROM correction WHERE attribution_id IS NOT NULL GROUP BY attribution_id) "
                                       "AND NOT EXISTS (SELECT 1 FROM source WHERE name_key = ?1 AND anonymous = 0 AND apart = 0)) z");
    hs_sql_held(&q, 1, key);
    return take_rows(f, &q, err);
}

/* @param as_said  does a description begin as it is said, or is it that? */
#define DESCRIBED(as_said)                                                                                                        \
    "WITH word (said) AS (VALUES (?1), ('the ' || ?1), ('a ' || ?1), ('an ' || ?1)) "                                            \
    "SELECT z.id, z.anonymous, " HOLDERS("z.id", "z.anonymous") " FROM (SELECT DISTINCT coalesce(s.merged_into, s.source_id) AS id, s.anonymous FROM (SELECT source_id FROM word CROSS JOIN holder ON " as_said \
    " LIMIT ?3) h JOIN source s ON s.source_id = h.source_id WHERE s.anonymous = 0 OR ?2) z"

#define AND_MORE "AND (length(description) = length(said) OR substr(description, length(said) + 1, 1) = ' ')"

/* By what documents describe them as, with or without an article before it. @param begins  also where more words follow */
static hs_status find_described(fits *f, const hs_buffer *key, bool begins, hs_error *err)
{
    hs_sql q = begins ? hs_sql_either(f->ledger, DESCRIBED("description >= said COLLATE NOCASE AND description < said || '!' COLLATE NOCASE " AND_MORE),
                                      DESCRIBED("lower(left(description, 200)) >= lower(left(said, 200)) AND lower(left(description, 200)) < lower(left(said, 200)) || '!' "
                                                "AND lower(left(description, length(said))) = lower(said) " AND_MORE))
                      : hs_sql_either(f->ledger, DESCRIBED("description = said COLLATE NOCASE"),
                                      DESCRIBED("lower(left(description, 200)) = lower(left(said, 200)) AND lower(description) = lower(said)"));
    hs_sql_held(&q, 1, key);
    hs_sql_number(&q, 2, begins);
    hs_sql_number(&q, 3, SCANNED);
    return take_rows(f, &q, err);
}

/* By words of the name: what came in first, which what holds most is among. A server has those of one kind apart, and their words in their own rows. */
#define WORDED(rows)                                                                                                               \
    "SELECT z.id, z.anonymous, " HOLDERS("z.id", "z.anonymous") " FROM (SELECT coalesce(s.merged_into, s.source_id) AS id, s.anonymous FROM " rows \
    " WHERE s.anonymous = ?2 LIMIT ?3) z"
#define WORDED_IN_FILE WORDED("(SELECT rowid AS id FROM source_words WHERE source_words MATCH ?1 ORDER BY rowid LIMIT ?4) w CROSS JOIN source s ON s.source_id = w.id")
#define WORDED_AT_SERVER(order) \
    WORDED("(SELECT rowid AS source_id, merged_into, anonymous FROM source_words WHERE source_words MATCH ?1 AND anonymous = ?2 ORDER BY " order " LIMIT ?4) s")

/* Named ones with the words are fewer than a server thinks: with the 0 it does not go through all names to be in order. */
static hs_status find_words(fits *f, hs_str name, bool anonymous, hs_error *err)
{
    hs_buffer words = hs_buffer_new(4 * HS_QUERY_BYTES);
    hs_status status = hs_query_name(&words, name, err);
    if (status == HS_OK) {
        hs_sql q = hs_sql_either(f->ledger, WORDED_IN_FILE, anonymous ? WORDED_AT_SERVER("rowid") : WORDED_AT_SERVER("rowid + 0"));
        hs_sql_held(&q, 1, &words);
        hs_sql_number(&q, 2, anonymous);
        hs_sql_number(&q, 3, anonymous ? HS_QUERY_SOURCES : CANDIDATES);
        hs_sql_number(&q, 4, SCANNED);
        status = take_rows(f, &q, err);
    }
    hs_buffer_free(&words);
    return status;
}

/* By what a person calls them. */
static hs_status find_renamed(fits *f, hs_error *err)
{
    bool row;
    hs_sql q = hs_sql_begin(f->ledger, "SELECT coalesce(s.merged_into, s.source_id), " HOLDERS("coalesce(s.merged_into, s.source_id)", "0") ", c.name FROM source_correction c JOIN source s USING (source_id) "
                                       "WHERE c.name IS NOT NULL AND c.correction_id = "
                                       "(SELECT max(correction_id) FROM source_correction WHERE source_id = c.source_id)");
    hs_status status = hs_sql_step(&q, &row, err);
    while (status == HS_OK && row) {
        if (hs_query_name_fits(hs_sql_column(&q, 2), f->name))
            put_fit(f, (fit){.id = hs_sql_column_number(&q, 0), .place = OTHERS, .holders = hs_sql_column_number(&q, 1)});
        status = hs_sql_step(&q, &row, err);
    }
    hs_sql_end(&q);
    return status;
}

/* Names that corrections of attributions alone have; the last one stands for all where none is just as it was typed. */
static hs_status find_given(fits *f, hs_error *err)
{
    bool row, is_exact = f->n && !f->at[0].id;
    hs_sql q = hs_sql_begin(f->ledger, "SELECT c.source_name, c.source_key, c.correction_id FROM correction c WHERE c.correction_id IN (SELECT max(k.correction_id) FROM correction k WHERE k.source_key IS NOT NULL AND k.correction_id = "
                                       HS_LAST_SAID("k") " GROUP BY k.source_key) AND c.source_key IS NOT NULL AND c.correction_id = "
                                       HS_LAST_SAID("c") " AND NOT EXISTS "
                                       "(SELECT 1 FROM source WHERE name_key = c.source_key AND anonymous = 0 AND apart = 0) "
                                       "ORDER BY 3 DESC");
    hs_status status = hs_sql_step(&q, &row, err);
    while (status == HS_OK && row) {
        hs_str key = hs_sql_column(&q, 1);
        if (hs_query_name_fits(hs_sql_column(&q, 0), f->name)) {
            status = hs_query_list(&f->out->keys, f->ledger, key, err);
            if (!is_exact && status == HS_OK) {
                f->out->key.len = 0;
                hs_buffer_add(&f->out->key, key.ptr, key.len);
                put_fit(f, (fit){.place = NAMED_LIKE_IT});
                is_exact = true; /* the others have no place of their own */
            }
        }
        if (status == HS_OK)
            status = hs_sql_step(&q, &row, err);
    }
    hs_sql_end(&q);
    return status;
}

static hs_status find_id(fits *f, int64_t id, hs_error *err)
{
    hs_sql q = hs_sql_begin(f->ledger, "SELECT coalesce(merged_into, source_id), anonymous, " HOLDERS("coalesce(source.merged_into, source.source_id)", "0") " FROM source WHERE source_id = ?1");
    hs_sql_number(&q, 1, id);
    return take_rows(f, &q, err);
}

static hs_status find_named(fits *f, hs_error *err)
{
    hs_buffer key = hs_buffer_new(8 * HS_QUERY_BYTES);
    hs_ledger_name_key(&key, f->name);
    hs_buffer_add(&f->out->key, key.ptr, key.len);
    hs_status status = find_exact(f, &key, err);
    if (status == HS_OK)
        status = find_words(f, f->name, false, err);
    if (status == HS_OK)
        status = find_renamed(f, err);
    if (status == HS_OK)
        status = find_described(f, &key, false, err);
    if (status == HS_OK && !f->n)
        status = find_described(f, &key, true, err);
    if (status == HS_OK && (!f->n || f->at[0].anonymous))
        status = find_words(f, f->name, true, err);
    if (status == HS_OK)
        status = hs_query_list(&f->out->keys, f->ledger, hs_buffer_str(&key), err);
    if (status == HS_OK)
        status = find_given(f, err);
    hs_buffer_free(&key);
    return status;
}

hs_status hs_query_list(hs_buffer *list, hs_ledger *ledger, hs_str s, hs_error *err)
{
    bool row;
    hs_sql q = hs_sql_begin(ledger, "SELECT json_quote(?1)");
    hs_sql_str(&q, 1, s.ptr ? s : (hs_str){"", 0});
    hs_status status = hs_sql_step(&q, &row, err);
    if (status == HS_OK) {
        hs_str quoted = hs_sql_column(&q, 0);
        hs_buffer_text(list, list->len > 1 ? "," : "");
        hs_buffer_add(list, quoted.ptr, quoted.len);
    }
    hs_sql_end(&q);
    return status;
}

#define IN_CURRENT "CROSS JOIN document d INDEXED BY document_head ON d.document_id = x.document_id WHERE d.current AND x.says > 0 AND "

/* Of those that were found: has it, or one that was merged into it, a statement in a current version, or given by a person? The fewest look further than at their first one. */
static hs_status find_heard(fits *f, hs_error *err)
{
    bool row;
    hs_buffer ids = hs_buffer_new((size_t)24 * HS_QUERY_SOURCES);
    for (size_t i = 0; i < f->n; i++)
        hs_buffer_format(&ids, "%s%lld", i ? "," : "[", (long long)f->at[i].id);
    hs_buffer_text(&ids, f->n ? "]" : "[]");
    hs_sql q = hs_sql_begin(f->ledger, "SELECT w.value FROM json_each(?1) w WHERE w.value = 0 OR EXISTS (SELECT 1 FROM holder x " IN_CURRENT "x.source_id = w.value) OR "
                                       "(" ANY_MERGED " AND EXISTS (SELECT 1 FROM source y CROSS JOIN holder x ON x.source_id = y.source_id " IN_CURRENT "y.merged_into = w.value)) OR "
                                       "EXISTS (SELECT 1 FROM source s WHERE (s.source_id = w.value OR s.merged_into = w.value) AND s.anonymous = 0 AND s.apart = 0 "
                                       "AND s.name_key IN (SELECT source_key FROM correction WHERE source_key IS NOT NULL))");
    hs_sql_held(&q, 1, &ids);
    hs_status status = hs_sql_step(&q, &row, err);
    while (status == HS_OK && row) {
        for (size_t i = 0; i < f->n; i++)
            f->at[i].heard = f->at[i].heard || f->at[i].id == hs_sql_column_number(&q, 0);
        status = hs_sql_step(&q, &row, err);
    }
    hs_sql_end(&q);
    hs_buffer_free(&ids);
    return status;
}

size_t hs_fits_told(const hs_fits *f, bool all)
{
    return all || !f->n_heard ? f->n : f->n_heard;
}

void hs_fits_end(hs_fits *out)
{
    hs_buffer_free(&out->key);
    hs_buffer_free(&out->keys);
}

hs_status hs_query_sources(hs_fits *out, hs_ledger *ledger, hs_str name, hs_error *err)
{
    fits f = {.ledger = ledger, .out = out, .name = name};
    uint64_t id;
    out->n = out->n_heard = 0;
    out->key = hs_buffer_new(KEYS_CAP);
    out->keys = hs_buffer_new(KEYS_CAP);
    hs_buffer_text(&out->keys, "[");
    if (name.len > HS_QUERY_BYTES)
        return hs_fail(err, HS_E_LIMIT, HS_QUERY_BYTES, "a name of over %d bytes", HS_QUERY_BYTES);
    if (hs_id_parse(&id, name, 's'))
        HS_TRY(find_id(&f, (int64_t)id, err));
    if (!f.n)
        HS_TRY(find_named(&f, err));
    hs_buffer_text(&out->keys, "]");
    HS_TRY(find_heard(&f, err));
    for (int heard = 1; heard >= 0; heard--) {
        for (size_t i = 0; i < f.n; i++)
            if (f.at[i].heard == heard)
                out->ids[out->n++] = f.at[i].id;
        out->n_heard = heard ? out->n : out->n_heard;
    }
    return HS_OK;
}
