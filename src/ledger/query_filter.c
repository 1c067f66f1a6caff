/* query_filter.c -- a question checked, and what its names and words stand for. In: hs_query, hostile words among it. Out: hs_filter, of
 * which query_plan.c and query_pick.c make a statement. One thread at a time. */
#include "query.h"

#include <string.h>

#include "status.h"

enum { JSON_CAP = 1 << 17, KEYS_CAP = 1 << 24 };

/* ---- checking ---- */

static hs_status find_since(hs_filter *f, hs_error *err)
{
    size_t bad = 0;
    hs_str since = f->query.since;
    if (since.len && (!hs_iso8601_is_valid(since, &bad) || !hs_iso8601_utc(f->since, since)))
        return hs_fail(err, HS_E_ARG, bad, "since: '%.*s' is no ISO 8601 date or time", (int)(since.len < 40 ? since.len : 40), since.ptr);
    return HS_OK;
}

/* To the last second of the year, month, day or minute that is named. */
static hs_status find_until(hs_filter *f, hs_error *err)
{
    static const char last[] = "0000-12-31T23:59:59Z";
    size_t bad = 0;
    hs_str until = f->query.until;
    if (!until.len)
        return HS_OK;
    if (!hs_iso8601_is_valid(until, &bad) || !hs_iso8601_utc(f->until, until))
        return hs_fail(err, HS_E_ARG, bad, "until: '%.*s' is no ISO 8601 date or time", (int)(until.len < 40 ? until.len : 40), until.ptr);
    if (until.len <= 10)
        memcpy(f->until + until.len, last + until.len, sizeof last - until.len);
    else if (until.len < 19 || until.ptr[16] != ':')
        memcpy(f->until + 17, last + 17, sizeof last - 17);
    return HS_OK;
}

static hs_status find_times(hs_filter *f, hs_error *err)
{
    hs_str since = f->query.since, until = f->query.until;
    HS_TRY(find_since(f, err));
    HS_TRY(find_until(f, err));
    if (since.len && until.len && strcmp(f->since, f->until) > 0)
        return hs_fail(err, HS_E_ARG, 0, "since: '%.*s' is later than until: '%.*s', so that nothing is between them", (int)since.len, since.ptr, (int)until.len,
                       until.ptr);
    return HS_OK;
}

hs_status hs_query_corrections(bool *out, hs_ledger *ledger, hs_error *err)
{
    hs_sql q = hs_sql_begin(ledger, "SELECT 1 FROM correction LIMIT 1");
    hs_status status = hs_sql_step(&q, out, err);
    hs_sql_end(&q);
    return status;
}

static hs_status find_sources(hs_filter *f, hs_error *err)
{
    hs_fits fits;
    if (!f->query.source.len)
        return HS_OK;
    hs_status status = hs_query_sources(&fits, f->ledger, f->query.source, err);
    if (status == HS_OK) {
        hs_buffer_add(&f->source_keys, fits.keys.ptr, fits.keys.len);
        f->n_sources = hs_fits_told(&fits, f->query.all);
        for (size_t i = 0; i < fits.n; i++)
            hs_buffer_format(&f->sources, "%s%lld", i ? "," : "[", (long long)fits.ids[i]);
        hs_buffer_text(&f->sources, fits.n ? "]" : "[]");
    }
    if (fits.keys.failed || fits.key.failed)
        f->sources.failed = true; /* told when it is bound */
    hs_fits_end(&fits);
    return status;
}

hs_status hs_filter_begin(hs_filter *f, hs_ledger *ledger, const hs_query *query, hs_error *err)
{
    *f = (hs_filter){.ledger = ledger};
    f->words = hs_buffer_new(4 * HS_QUERY_BYTES);
    f->sources = hs_buffer_new(JSON_CAP);
    f->source_keys = hs_buffer_new(KEYS_CAP);
    f->title = hs_buffer_new(4 * HS_QUERY_BYTES);
    f->claims = hs_buffer_new(JSON_CAP);
    f->outlet = hs_buffer_new(JSON_CAP);
    f->outlets = hs_buffer_new((size_t)64 << 20);
    if (query)
        f->query = *query;
    f->limit = f->query.limit ? f->query.limit : HS_QUERY_LIMIT;
    if (f->limit > HS_QUERY_MOST)
        return hs_fail(err, HS_E_LIMIT, HS_QUERY_MOST, "over %d asked for at once", HS_QUERY_MOST);
    HS_TRY(find_times(f, err));
    HS_TRY(hs_query_corrections(&f->corrections, ledger, err));
    if (f->query.outlet.len)
        HS_TRY(hs_query_outlets(ledger, f->query.outlet, &f->outlet, &f->outlets, &f->n_outlets, err));
    HS_TRY(hs_query_check_cut(f->query.words, err));
    HS_TRY(hs_query_check_cut(f->query.title, err));
    if (f->query.words.len)
        HS_TRY(hs_query_words(&f->words, f->query.words, err));
    if (f->query.title.len)
        HS_TRY(hs_query_words(&f->title, f->query.title, err));
    return find_sources(f, err);
}

void hs_filter_end(hs_filter *f)
{
    hs_buffer_free(&f->words);
    hs_buffer_free(&f->sources);
    hs_buffer_free(&f->source_keys);
    hs_buffer_free(&f->title);
    hs_buffer_free(&f->claims);
    hs_buffer_free(&f->outlet);
    hs_buffer_free(&f->outlets);
}

bool hs_filter_narrows_source(const hs_filter *f)
{
    const hs_query *q = &f->query;
    return q->since.len || q->until.len || q->outlet.len || q->title.len || q->act || q->polarity || q->certainty || q->naming || q->least > 0;
}

bool hs_filter_narrows(const hs_filter *f)
{
    return f->sources.len || hs_filter_narrows_source(f);
}
