/* query_stats.c -- how much there is of what. In: the ledger. Out: an answer of counts, each from an index but that of sources, which
 * is from their short rows; none looks at a text. One thread at a time. */
#include "query.h"

#include "status.h"

enum { TALLIES = 64 };

/* From each name of an outlet to the next: as many looks as there are names, not articles. */
#define OUTLETS                                                                                                                      \
    "(WITH RECURSIVE o (name) AS (SELECT min(outlet COLLATE NOCASE) FROM document UNION ALL SELECT (SELECT min(d.outlet COLLATE NOCASE) " \
    "FROM document d WHERE d.outlet COLLATE NOCASE > o.name) FROM o WHERE o.name IS NOT NULL) SELECT count(name) FROM o)"

/* @param bytes  how large it is, as the engine tells it */
#define COUNTS(bytes) \
    "SELECT (SELECT count(*) FROM document), (SELECT count(*) FROM document WHERE replaces IS NOT NULL), " \
    OUTLETS ", (SELECT count(*) FROM source), " \
    "(SELECT count(*) FROM source WHERE anonymous = 1), (SELECT count(*) FROM attribution), " \
    "(SELECT count(*) FROM attribution) - (SELECT count(*) FROM attribution WHERE holder_id IS NOT NULL) + " \
    "(SELECT coalesce(sum(h.says), 0) FROM source s CROSS JOIN holder h ON h.source_id = s.source_id WHERE s.anonymous = 1), " \
    "(SELECT count(*) FROM claim WHERE same_as IS NOT NULL), (SELECT count(*) FROM claim), " \
    "(SELECT count(*) FROM correction) + (SELECT count(*) FROM source_correction) + " \
    "(SELECT count(*) FROM document_correction), " \
    bytes ", (SELECT min(heard) FROM document), (SELECT max(heard) FROM document)"

static hs_status count_all(hs_answer *answer, hs_stats *s, hs_error *err)
{
    bool row;
    hs_sql q = hs_sql_either(answer->ledger, COUNTS("(SELECT page_count FROM pragma_page_count) * (SELECT page_size FROM pragma_page_size)"),
                             COUNTS("(SELECT sum(pg_total_relation_size(oid)) FROM pg_class WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace)"));
    uint64_t *const counts[] = {&s->documents,    &s->older_versions,         &s->outlets,  &s->sources,     &s->anonymous_sources,
                                &s->attributions, &s->anonymous_attributions, &s->claims, &s->wordings, &s->corrections, &s->bytes};
    hs_status status = hs_sql_step(&q, &row, err);
    for (int i = 0; status == HS_OK && row && i < 11; i++)
        *counts[i] = (uint64_t)hs_sql_column_number(&q, i);
    s->sources -= s->anonymous_sources < s->sources ? s->anonymous_sources : s->sources;
    s->claims = s->wordings - s->claims; /* all but those that are shown as others: so each is counted once */
    if (status == HS_OK)
        status = hs_answer_copy(answer, &q, 11, &s->first, err);
    if (status == HS_OK)
        status = hs_answer_copy(answer, &q, 12, &s->last, err);
    hs_sql_end(&q);
    return status;
}

static hs_status tally(hs_answer *answer, const char *sql, const hs_tally **out, uint32_t *n, hs_error *err)
{
    hs_tally *at = NULL;
    bool row;
    HS_TRY(hs_answer_room(answer, (void **)&at, TALLIES, sizeof *at, err));
    hs_sql q = hs_sql_begin(answer->ledger, sql);
    hs_status status = hs_sql_step(&q, &row, err);
    while (status == HS_OK && row && *n < TALLIES) {
        at[*n].n = (uint64_t)hs_sql_column_number(&q, 1);
        status = hs_answer_copy(answer, &q, 0, &at[(*n)++].name, err);
        if (status == HS_OK)
            status = hs_sql_step(&q, &row, err);
    }
    hs_sql_end(&q);
    *out = at;
    return status;
}

static hs_status count(hs_answer *answer, hs_error *err)
{
    HS_TRY(hs_answer_room(answer, (void **)&answer->stats, 1, sizeof *answer->stats, err));
    hs_stats *s = answer->stats;
    HS_TRY(count_all(answer, s, err));
    HS_TRY(tally(answer, "SELECT act, count(*) AS n FROM attribution GROUP BY act ORDER BY n DESC, act IS NOT NULL, act", &s->acts, &s->n_acts, err));
    return tally(answer, "SELECT label, count(*) AS n FROM document JOIN model USING (model_id) GROUP BY label ORDER BY n DESC, label",
                 &s->models, &s->n_models, err);
}

hs_status hs_ledger_stats(hs_answer **out, hs_ledger *ledger, hs_error *err)
{
    HS_TRY(hs_answer_new(out, ledger, err));
    return hs_answer_made(out, count(*out, err), err);
}
