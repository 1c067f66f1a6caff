/* query_stats.c -- how much there is of what. In: the ledger. Out: an answer of counts, each from an index but that of sources, which
 * is from their short rows; none looks at a text. One thread at a time. */
#include "query.h"

#include "status.h"

enum { TALLIES = 64 };

/* From each name of an outlet to the next: as many looks as there are names, not articles. */
#define OUTLETS                                                                                                                      \
    "(WITH RECURSIVE o (name) AS (SELECT min(outlet COLLATE NOCASE) FROM document UNION ALL SELECT (SELECT min(d.outlet COLLATE NOCASE) " \
    "FROM document d WHERE d.outlet COLLATE NOCASE > o.name) FROM o WHERE o.name IS NOT NULL) SELECT count(name) FROM o)"

/* Each table is gone through once: what is of the nameless is what is not of those with a name. @param bytes  how large it is, as the engine tells it */
#define COUNTS(bytes) \
    "SELECT (SELECT count(*) FROM document), (SELECT count(*) FROM document WHERE replaces IS NOT NULL), " \
    OUTLETS ", z.named, z.nameless, (SELECT coalesce(sum(says), 0) FROM holder WHERE anonymous = 0), " \
    "(SELECT count(*) FROM claim WHERE same_as IS NOT NULL), (SELECT count(*) FROM claim), " \
    "(SELECT count(*) FROM correction) + (SELECT count(*) FROM source_correction) + " \
    "(SELECT count(*) FROM document_correction), " \
    bytes ", (SELECT min(heard) FROM document), (SELECT max(heard) FROM document) " \
    "FROM (SELECT count(CASE WHEN anonymous = 0 THEN 1 END) AS named, count(CASE WHEN anonymous = 1 THEN 1 END) AS nameless FROM source) z"

/* @param named  out: attributions of sources with a name */
static hs_status count_all(hs_answer *answer, hs_stats *s, uint64_t *named, hs_error *err)
{
    bool row;
    hs_sql q = hs_sql_either(answer->ledger, COUNTS("(SELECT page_count FROM pragma_page_count) * (SELECT page_size FROM pragma_page_size)"),
                             COUNTS("(SELECT sum(pg_total_relation_size(oid)) FROM pg_class WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace)"));
    uint64_t *const counts[] = {&s->documents,    &s->older_versions,         &s->outlets, &s->sources, &s->anonymous_sources,
                                named,            &s->claims,                  &s->wordings, &s->corrections, &s->bytes};
    hs_status status = hs_sql_step(&q, &row, err);
    for (int i = 0; status == HS_OK && row && i < 10; i++)
        *counts[i] = (uint64_t)hs_sql_column_number(&q, i);
    s->claims = s->wordings - s->claims; /* all but those that are shown as others: so each is counted once */
    if (status == HS_OK)
        status = hs_answer_copy(answer, &q, 10, &s->first, err);
    if (status == HS_OK)
        status = hs_answer_copy(answer, &q, 11, &s->last, err);
    hs_sql_end(&q);
    return status;
}

/* @param sql  rows of a name, how many, and how many there are in all, the most first */
static hs_status tally(hs_answer *answer, const char *sql, const hs_tally **out, uint32_t *n, uint64_t *all, hs_error *err)
{
    hs_tally *at = NULL;
    bool row;
    HS_TRY(hs_answer_room(answer, (void **)&at, TALLIES, sizeof *at, err));
    hs_sql q = hs_sql_begin(answer->ledger, sql);
    hs_status status = hs_sql_step(&q, &row, err);
    while (status == HS_OK && row && *n < TALLIES) {
        at[*n].n = (uint64_t)hs_sql_column_number(&q, 1);
        *all = (uint64_t)hs_sql_column_number(&q, 2);
        status = hs_answer_copy(answer, &q, 0, &at[(*n)++].name, err);
        if (status == HS_OK)
            status = hs_sql_step(&q, &row, err);
    }
    hs_sql_end(&q);
    *out = at;
    return status;
}

#define TALLY(name, rows) "SELECT " name ", n, sum(n) OVER () FROM (SELECT " name ", count(*) AS n FROM " rows " GROUP BY " name ") t ORDER BY "
#define ACTS(rows) TALLY("act", rows) "n DESC, act IS NOT NULL, act"

static hs_status count(hs_answer *answer, hs_error *err)
{
    HS_TRY(hs_answer_room(answer, (void **)&answer->stats, 1, sizeof *answer->stats, err));
    hs_stats *s = answer->stats;
    uint64_t named = 0;
    HS_TRY(count_all(answer, s, &named, err));
    const char *acts = answer->ledger->postgres ? ACTS("(SELECT act FROM attribution ORDER BY act) a") /* or it would go by the rows, and not the index */
                                                : ACTS("attribution");
    HS_TRY(tally(answer, acts, &s->acts, &s->n_acts, &s->attributions, err));
    s->anonymous_attributions = s->attributions - (named < s->attributions ? named : s->attributions);
    uint64_t documents;
    return tally(answer, TALLY("label", "document JOIN model USING (model_id)") "n DESC, label", &s->models, &s->n_models, &documents, err);
}

hs_status hs_ledger_stats(hs_answer **out, hs_ledger *ledger, hs_error *err)
{
    HS_TRY(hs_answer_new(out, ledger, err));
    return hs_answer_made(out, count(*out, err), err);
}
