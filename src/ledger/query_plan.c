/* query_plan.c -- what the rows of a question are found by: its words, its source, its act, or the articles in their order. In: hs_filter, with a
 * hostile cursor. Out: its driver, and the claims that its words stand in. One thread at a time. */
#include "query.h"

#include "ascii.h"
#include "id.h"
#include "status.h"

/* "2031-05-14T09:30:00Z.12.3": heard, document, position. */
hs_status hs_filter_cursor(hs_filter *f, hs_error *err)
{
    hs_str s = f->query.after;
    int64_t numbers[2] = {0, 0};
    if (!s.len)
        return HS_OK;
    for (int i = 1; i >= 0; i--) {
        int64_t scale = 1;
        size_t digits = 0;
        for (; s.len && hs_ascii_is_digit(s.ptr[s.len - 1]) && digits < 18; s.len--, digits++, scale *= 10)
            numbers[i] += scale * (s.ptr[s.len - 1] - '0');
        if (!digits || !s.len || s.ptr[s.len - 1] != '.')
            return hs_fail(err, HS_E_ARG, 0, "a cursor that no answer to such a question gave");
        s.len--;
    }
    f->after_heard = s;
    f->after_document = numbers[0];
    f->after_position = numbers[1];
    return HS_OK;
}

hs_status hs_filter_ranks(hs_filter *f, hs_error *err)
{
    uint64_t skip;
    bool good = hs_id_parse(&skip, f->query.after, 'r');
    f->skip = (int64_t)skip;
    if (f->query.after.len && !good)
        return hs_fail(err, HS_E_ARG, 0, "a cursor that no answer to such a question gave");
    return HS_OK;
}

static hs_status count(hs_sql *q, int64_t *n, hs_error *err)
{
    bool row;
    hs_status status = hs_sql_step(q, &row, err);
    *n = status == HS_OK && row ? hs_sql_column_number(q, 0) : 0;
    hs_sql_end(q);
    return status;
}

/* Each count goes no further than to tell whether there are few enough. */
static hs_status count_of_sources(const hs_filter *f, int64_t *n, hs_error *err)
{
    hs_sql q = hs_sql_begin(f->ledger, "SELECT count(*) FROM (SELECT 1 FROM holder WHERE source_id IN (SELECT value FROM json_each(?1) UNION ALL "
                                       "SELECT source_id FROM source WHERE merged_into IN (SELECT value FROM json_each(?1))) LIMIT ?2)");
    hs_sql_held(&q, 1, &f->sources);
    hs_sql_number(&q, 2, HS_QUERY_SORTED + 1);
    return count(&q, n, err);
}

static hs_status count_of_act(const hs_filter *f, int64_t *n, hs_error *err)
{
    hs_sql q = f->query.polarity
                   ? hs_sql_begin(f->ledger, "SELECT count(*) FROM (SELECT 1 FROM attribution WHERE act = ?1 AND polarity = ?3 LIMIT ?2)")
                   : hs_sql_begin(f->ledger, "SELECT count(*) FROM (SELECT 1 FROM attribution WHERE act = ?1 LIMIT ?2)");
    hs_sql_word(&q, 1, hs_act_name(f->query.act));
    hs_sql_number(&q, 2, HS_QUERY_PROBED + 1);
    if (f->query.polarity)
        hs_sql_word(&q, 3, hs_polarity_sign(f->query.polarity));
    return count(&q, n, err);
}

static hs_status count_documents(const hs_filter *f, int64_t *n, hs_error *err)
{
    hs_sql q = f->n_outlets > 1 ? hs_sql_begin(f->ledger, "SELECT count(*) FROM (SELECT 1 FROM document WHERE heard >= ?1 AND heard <= ?2 "
                                             "AND outlet COLLATE NOCASE IN (SELECT value FROM json_each(?4, '$')) LIMIT ?3)")
               : f->query.outlet.len
                   ? hs_sql_begin(f->ledger, "SELECT count(*) FROM (SELECT 1 FROM document WHERE heard >= ?1 AND heard <= ?2 "
                                             "AND outlet = ?4 COLLATE NOCASE LIMIT ?3)")
                   : hs_sql_begin(f->ledger, "SELECT count(*) FROM (SELECT 1 FROM document WHERE heard >= ?1 AND heard <= ?2 LIMIT ?3)");
    hs_sql_word(&q, 1, f->since);
    hs_sql_word(&q, 2, *f->until ? f->until : "\x7f");
    hs_sql_number(&q, 3, HS_QUERY_FEW_DOCUMENTS + 1);
    if (f->query.outlet.len)
        hs_sql_held(&q, 4, f->n_outlets > 1 ? &f->outlets : &f->outlet);
    return count(&q, n, err);
}

/* The contents with the words, what came in last first. One statement, whose rows are taken until there are as many as are wanted: a server would look for them anew. */
typedef struct contents {
    hs_sql q;
    bool more; /* it has another row */
    size_t n;
    int64_t newest;
} contents;

static hs_status find_claims(hs_filter *f, contents *c, hs_error *err)
{
    f->claims.len = 0;
    f->least_claim = 0;
    *c = (contents){.q = hs_sql_begin(f->ledger, "SELECT rowid FROM claim_words WHERE claim_words MATCH ?1 ORDER BY rowid DESC LIMIT ?2")};
    hs_sql_held(&c->q, 1, &f->words);
    hs_sql_number(&c->q, 2, (hs_filter_narrows(f) ? HS_QUERY_SCANNED : HS_QUERY_CONTENTS) + 1);
    return hs_sql_step(&c->q, &c->more, err);
}

static hs_status take_claims(hs_filter *f, contents *c, size_t most, hs_error *err)
{
    hs_status status = HS_OK;
    while (status == HS_OK && c->more && c->n < most) {
        f->least_claim = hs_sql_column_number(&c->q, 0);
        c->newest = c->n ? c->newest : f->least_claim;
        hs_buffer_format(&f->claims, "%s%lld", c->n++ ? "," : "[", (long long)f->least_claim);
        status = hs_sql_step(&c->q, &c->more, err);
    }
    return status;
}

/* Without words: by the source or act where it has few, else through the articles in order. */
static hs_status plan_filters(hs_filter *f, hs_error *err)
{
    int64_t n;
    f->driver = HS_DRIVER_TIME;
    if (f->sources.len) {
        HS_TRY(count_of_sources(f, &n, err));
        if (n <= HS_QUERY_SORTED) {
            f->driver = HS_DRIVER_SOURCE;
            return HS_OK;
        }
    }
    if (f->query.act) {
        HS_TRY(count_of_act(f, &n, err));
        f->driver = n <= HS_QUERY_SORTED ? HS_DRIVER_ACT : HS_DRIVER_TIME;
        f->rare_act = n <= HS_QUERY_PROBED;
    }
    return HS_OK;
}

/* With words that very many contents have: by the source or articles where these are few, else what came in last. */
static hs_status plan_common_words(hs_filter *f, contents *c, hs_error *err)
{
    int64_t n;
    f->common_words = c->newest - f->least_claim < (int64_t)c->n * HS_QUERY_COMMON;
    if (f->sources.len) {
        HS_TRY(count_of_sources(f, &n, err));
        if (n <= HS_QUERY_FEW) {
            f->driver = HS_DRIVER_SOURCE;
            return HS_OK;
        }
    }
    if (f->query.since.len || f->query.until.len || f->query.outlet.len) {
        HS_TRY(count_documents(f, &n, err));
        if (n <= HS_QUERY_FEW_DOCUMENTS) {
            f->driver = HS_DRIVER_TIME;
            return HS_OK;
        }
    }
    if (hs_filter_narrows(f))
        HS_TRY(take_claims(f, c, HS_QUERY_SCANNED, err));
    f->cut = c->more;
    return HS_OK;
}

hs_status hs_filter_plan(hs_filter *f, hs_error *err)
{
    contents c;
    HS_TRY(hs_filter_cursor(f, err));
    if (!f->words.len)
        return plan_filters(f, err);
    f->driver = HS_DRIVER_WORDS;
    hs_status status = find_claims(f, &c, err);
    if (status == HS_OK)
        status = take_claims(f, &c, HS_QUERY_CONTENTS, err);
    if (status == HS_OK && c.more)
        status = plan_common_words(f, &c, err);
    hs_sql_end(&c.q);
    hs_buffer_text(&f->claims, c.n ? "]" : "[]");
    return status;
}
