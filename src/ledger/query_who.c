/* query_who.c -- a source: what it is called, how much it says, and what that is. In: a name. Out: an answer. One thread at a time. */
#include "query.h"

#include <stdio.h>
#include <string.h>

#include "status.h"

enum { FITS = 10 /* sources of a name that are told of */ };

/* The strings of a statement's first column, at most `most`. */
static hs_status take_names(hs_answer *answer, hs_sql *q, uint32_t most, const hs_str **out, uint32_t *n, hs_error *err)
{
    bool row;
    hs_str *names = NULL;
    *n = 0;
    hs_status status = hs_answer_room(answer, (void **)&names, most, sizeof *names, err);
    if (status == HS_OK)
        status = hs_sql_step(q, &row, err);
    while (status == HS_OK && row && *n < most) {
        status = hs_answer_copy(answer, q, 0, &names[(*n)++], err);
        if (status == HS_OK)
            status = hs_sql_step(q, &row, err);
    }
    hs_sql_end(q);
    *out = names;
    return status;
}

#define MEMBERS "(SELECT source_id FROM source WHERE source_id = ?1 OR merged_into = ?1)"

static hs_status find_names(hs_answer *answer, int64_t id, hs_speaker *out, hs_error *err)
{
    hs_sql q = hs_sql_begin(answer->ledger, "SELECT description FROM (SELECT description FROM holder WHERE source_id IN " MEMBERS
                                            " AND description IS NOT NULL LIMIT 1000) GROUP BY description ORDER BY count(*) DESC, description");
    hs_sql_number(&q, 1, id);
    HS_TRY(take_names(answer, &q, HS_ANSWER_DESCRIPTIONS, &out->descriptions, &out->n_descriptions, err));
    q = hs_sql_begin(answer->ledger, "SELECT c.name FROM source s JOIN called c USING (source_id) WHERE s.merged_into = ?1 ORDER BY source_id");
    hs_sql_number(&q, 1, id);
    return take_names(answer, &q, HS_ANSWER_ALIASES, &out->aliases, &out->n_aliases, err);
}

/* Numbers of one row. @param key  ?2, may be empty @param out  [n] */
static hs_status count(hs_answer *answer, const char *sql, int64_t id, const hs_buffer *key, uint32_t *const *out, int n, hs_str *first,
                       hs_str *last, hs_error *err)
{
    bool row;
    hs_sql q = hs_sql_begin(answer->ledger, sql);
    hs_sql_number(&q, 1, id);
    if (key->len || key->failed)
        hs_sql_held(&q, 2, key);
    hs_status status = hs_sql_step(&q, &row, err);
    for (int i = 0; i < n && status == HS_OK && row; i++)
        *out[i] = (uint32_t)hs_sql_column_number(&q, i);
    if (status == HS_OK && first)
        status = hs_answer_copy(answer, &q, n, first, err);
    if (status == HS_OK && last)
        status = hs_answer_copy(answer, &q, n + 1, last, err);
    hs_sql_end(&q);
    return status;
}

/* What the source ?1 says and passes on, a row a document: the holders' counts, and one row more for each attribution that a person took from it (gave to
 * another or called wrong) or gave to it, or to whom is called ?2. */
#define LAST "c.correction_id = " HS_LAST_SAID("a")
#define THROUGH "(SELECT count(*) FROM chain k WHERE k.attribution_id = a.attribution_id AND k.position = 2)"
#define COUNTED                                                                                                                        \
    "SELECT h.document_id, h.says AS says, h.says_through AS through, h.passes_on AS passed, h.passes_on_unnamed AS unnamed FROM holder h " \
    "WHERE h.source_id IN " MEMBERS
#define TAKEN(verdict)                                                                                                                 \
    " UNION ALL SELECT h.document_id, -1, -" THROUGH ", 0, 0 FROM holder h CROSS JOIN correction c ON c.document_id = h.document_id "   \
    "CROSS JOIN attribution a ON a.attribution_id = c.attribution_id WHERE h.source_id IN " MEMBERS " AND h.says > 0 AND a.holder_id = h.holder_id "   \
    "AND (c.source_key IS NOT NULL" verdict ") AND " LAST
#define WRONG " OR c.verdict = 'wrong'"
#define GIVEN                                                                                                                          \
    " UNION ALL SELECT c.document_id, 1, " THROUGH ", 0, 0 FROM correction c CROSS JOIN attribution a ON a.attribution_id = c.attribution_id " \
    "WHERE c.source_key IN (SELECT name_key FROM source WHERE source_id IN " MEMBERS " AND anonymous = 0 AND apart = 0 "                \
    "UNION ALL SELECT CAST(?2 AS TEXT) WHERE ?2 IS NOT NULL) AND " LAST
#define NAMED /* what it passes on of somebody without a name whom a person named */                                                    \
    " UNION ALL SELECT h.document_id, 0, 0, 0, -1 FROM holder h CROSS JOIN correction c ON c.document_id = h.document_id "              \
    "CROSS JOIN attribution a ON a.attribution_id = c.attribution_id LEFT JOIN holder y ON y.holder_id = a.holder_id "                  \
    "WHERE h.source_id IN " MEMBERS " AND h.passes_on_unnamed > 0 AND a.holder_id IS NOT h.holder_id AND EXISTS (SELECT 1 FROM chain k "                            \
    "WHERE k.attribution_id = a.attribution_id AND k.holder_id = h.holder_id) AND coalesce(y.anonymous, 1) = 1 AND c.source_name IS NOT NULL AND " LAST
#define TWICE /* what came through two that are one since a person merged them */                                                        \
    " UNION ALL SELECT h.document_id, 0, 0, -1, CASE WHEN coalesce(y.anonymous, 1) = 1 AND c.source_name IS NULL THEN -1 ELSE 0 END FROM holder h " \
    "CROSS JOIN chain k ON k.holder_id = h.holder_id CROSS JOIN attribution a ON a.attribution_id = k.attribution_id "                  \
    "LEFT JOIN holder y ON y.holder_id = a.holder_id " HS_JOIN_SAID "WHERE h.source_id IN " MEMBERS " AND h.passes_on > 0 "              \
    "AND h.document_id IN (SELECT document_id FROM holder WHERE source_id IN " MEMBERS " GROUP BY document_id HAVING count(*) > 1) "     \
    "AND a.holder_id IS NOT h.holder_id AND EXISTS (SELECT 1 FROM chain j CROSS JOIN holder g ON g.holder_id = j.holder_id "           \
    "WHERE j.attribution_id = k.attribution_id AND g.source_id IN " MEMBERS " AND g.holder_id < h.holder_id AND a.holder_id IS NOT g.holder_id)"
#define OF_DOCUMENT " JOIN document d INDEXED BY document_head ON d.document_id = n.document_id"
#define CURRENT " WHERE d.current"

/* A whole number to a server, too, which would go on with numbers of any length. */
#define SUM(column) "CAST(sum(" column ") AS INTEGER) AS " column

#define SAYS(verdict, documents) "SELECT sum(n.says) FROM (" COUNTED " AND h.says > 0" TAKEN(verdict) GIVEN ") n CROSS" OF_DOCUMENT documents
#define SAYS_ALL(verdict, documents)                                                                                                                      \
    "SELECT sum(says), count(CASE WHEN says > 0 THEN 1 END), count(DISTINCT CASE WHEN says > 0 THEN outlet END), sum(through), sum(passed), "             \
    "sum(unnamed), min(CASE WHEN says > 0 THEN heard END), max(CASE WHEN says > 0 THEN heard END) FROM (SELECT n.*, d.outlet, d.heard FROM "              \
    "(SELECT document_id, " SUM("says") ", " SUM("through") ", " SUM("passed") ", " SUM("unnamed") " FROM "                                               \
    "(" COUNTED TAKEN(verdict) GIVEN NAMED TWICE ") m GROUP BY document_id) n CROSS" OF_DOCUMENT documents ") z"

static hs_status count_all(hs_answer *answer, int64_t source, const hs_buffer *key, bool whole, hs_speaker *out, hs_error *err)
{
    uint32_t *const told[] = {&out->n_attributions, &out->n_documents, &out->n_outlets, &out->n_through, &out->n_passed_on, &out->n_unnamed};
    if (!whole)
        return count(answer, answer->all ? SAYS("", "") : SAYS(WRONG, CURRENT), source, key, told, 1, NULL, NULL, err);
    return count(answer, answer->all ? SAYS_ALL("", "") : SAYS_ALL(WRONG, CURRENT), source, key, told, 6, &out->first, &out->last, err);
}

static hs_status find_called(hs_answer *answer, int64_t source, hs_speaker *out, hs_error *err)
{
    bool row;
    hs_sql q = hs_sql_begin(answer->ledger, "SELECT name, kind, anonymous FROM called WHERE source_id = ?1");
    hs_sql_number(&q, 1, source);
    hs_status status = hs_sql_step(&q, &row, err);
    if (status == HS_OK && !row)
        status = hs_fail(err, HS_E_NONE, (uint64_t)source, "the ledger has no source s%lld", (long long)source);
    if (status == HS_OK)
        status = hs_answer_copy(answer, &q, 0, &out->name, err);
    if (status == HS_OK && !hs_source_kind_of(&out->kind, hs_sql_column(&q, 1)))
        status = hs_fail(err, HS_E_LEDGER, (uint64_t)source, "the ledger: source %lld is of no known kind", (long long)source);
    if (status == HS_OK)
        out->anonymous = hs_sql_column_number(&q, 2) != 0;
    hs_sql_end(&q);
    return status == HS_OK ? find_names(answer, source, out, err) : status;
}

/* As the last correction has the name. */
static hs_status find_corrected(hs_answer *answer, const hs_buffer *key, hs_speaker *out, hs_error *err)
{
    bool row;
    hs_sql q = hs_sql_begin(answer->ledger, "SELECT source_name FROM correction WHERE source_key = ?1 ORDER BY correction_id DESC LIMIT 1");
    hs_sql_held(&q, 1, key);
    hs_status status = hs_sql_step(&q, &row, err);
    if (status == HS_OK)
        status = hs_answer_copy(answer, &q, 0, &out->name, err);
    hs_sql_end(&q);
    return status;
}

hs_status hs_answer_speaker(hs_answer *answer, int64_t source, const hs_buffer *key, bool whole, hs_speaker *out, hs_error *err)
{
    static const hs_buffer none;
    *out = (hs_speaker){.id = (uint64_t)source};
    HS_TRY(source ? find_called(answer, source, out, err) : find_corrected(answer, key, out, err));
    return count_all(answer, source, source ? &none : key, whole, out, err);
}

/* What the first of the sources said and passed on. */
static hs_status find_said(hs_answer *answer, const hs_buffer *key, const hs_query *query, hs_error *err)
{
    char id[24];
    hs_filter filter;
    hs_query about = query ? *query : (hs_query){0};
    snprintf(id, sizeof id, "s%llu", (unsigned long long)answer->sources[0].id);
    about.source = (hs_str){id, answer->sources[0].id ? strlen(id) : 0};
    about.relayed = true;
    hs_status status = hs_filter_begin(&filter, answer->ledger, &about, err);
    answer->narrowed = hs_filter_narrows_source(&filter);
    if (status == HS_OK && !about.source.len) { /* none but the corrections of that name */
        hs_buffer_text(&filter.source_keys, "[");
        status = hs_query_list(&filter.source_keys, answer->ledger, hs_buffer_str(key), err);
        hs_buffer_text(&filter.source_keys, "]");
        hs_buffer_text(&filter.sources, "[]");
    }
    if (status == HS_OK)
        status = hs_answer_attributions(answer, &filter, err);
    hs_filter_end(&filter);
    for (size_t i = 0; i < answer->n_entries; i++) {
        hs_entry *e = &answer->entries[i];
        bool corrected = !e->source && e->who.len && e->verdict == HS_VERDICT_OTHER; /* to a name that is its own */
        e->passed_on = e->source != answer->sources[0].id && !corrected;
    }
    return status;
}

/* Of their kind who says more stands before who says less; whom corrections alone name stays where it is. */
static void put_most_first(hs_speaker *sources, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        size_t k = i;
        hs_speaker s = sources[i];
        for (; k && s.id && sources[k - 1].id && sources[k - 1].anonymous == s.anonymous && sources[k - 1].n_attributions < s.n_attributions; k--)
            sources[k] = sources[k - 1];
        sources[k] = s;
    }
}

/* Of the first all is counted, of the others how much they say. */
static hs_status find_sources(hs_answer *answer, const hs_fits *fits, hs_error *err)
{
    size_t n = fits->n < FITS ? fits->n : FITS;
    answer->n_fits = hs_fits_told(fits, answer->all);
    HS_TRY(hs_answer_room(answer, (void **)&answer->sources, n, sizeof *answer->sources, err));
    for (size_t i = 0; i < n; i++, answer->n_sources++)
        HS_TRY(hs_answer_speaker(answer, fits->ids[i], &fits->key, i == 0, &answer->sources[i], err));
    put_most_first(answer->sources, n);
    for (size_t i = 0; i < n && (int64_t)answer->sources[0].id != fits->ids[0]; i++)
        if (i == 0 || (int64_t)answer->sources[i].id == fits->ids[0])
            HS_TRY(hs_answer_speaker(answer, (int64_t)answer->sources[i].id, &fits->key, i == 0, &answer->sources[i], err));
    return HS_OK;
}

static hs_status find_who(hs_answer *answer, hs_str name, const hs_query *query, hs_error *err)
{
    hs_fits fits;
    hs_status status = hs_query_sources(&fits, answer->ledger, name, err);
    if (status == HS_OK)
        status = find_sources(answer, &fits, err);
    if (status == HS_OK && answer->n_sources)
        status = find_said(answer, &fits.key, query, err);
    hs_fits_end(&fits);
    return status;
}

hs_status hs_ledger_who(hs_answer **out, hs_ledger *ledger, hs_str name, const hs_query *query, hs_error *err)
{
    HS_TRY(hs_answer_new(out, ledger, err));
    (*out)->all = query && query->all;
    return hs_answer_made(out, find_who(*out, name, query, err), err);
}
