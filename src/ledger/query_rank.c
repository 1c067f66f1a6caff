/* query_rank.c -- how well a row of an FTS5 table matches: BM25 (Robertson and Walker 1994; k1 1.2, b 0.75), its counts of rows with a
 * word stopping at 20,000: beyond that a word says next to nothing, and FTS5's own bm25() would count all rows of every one. In: the
 * rows of a statement. Out: the SQL function hs_rank(TABLE). One thread at a time. */
#include "query.h"

#include <math.h>

#include "status.h"

enum { MOST_COUNTED = 20000, PHRASES = HS_QUERY_WORDS };

typedef struct weights {
    int n;
    double average; /* words of a row */
    double idf[PHRASES];
} weights;

static int count_row(const Fts5ExtensionApi *api, Fts5Context *fts, void *rows)
{
    (void)api, (void)fts;
    return ++*(int64_t *)rows < MOST_COUNTED ? SQLITE_OK : SQLITE_DONE;
}

/* Worked out for the first row, kept for the others; ended with the statement. */
static int find_weights(const Fts5ExtensionApi *api, Fts5Context *fts, weights **out)
{
    sqlite3_int64 rows = 0, all = 0;
    *out = api->xGetAuxdata(fts, 0);
    if (*out)
        return SQLITE_OK;
    weights *w = sqlite3_malloc(sizeof *w);
    if (!w)
        return SQLITE_NOMEM;
    int rc = api->xRowCount(fts, &rows);
    if (rc == SQLITE_OK)
        rc = api->xColumnTotalSize(fts, -1, &all);
    w->n = api->xPhraseCount(fts);
    w->n = w->n < PHRASES ? w->n : PHRASES;
    w->average = rows > 0 && all > rows ? (double)all / (double)rows : 1;
    w->idf[0] = 1; /* one alone weighs what it likes: the order is the same, and of "the*" a count takes as long as the search */
    for (int i = 0; i < w->n && w->n > 1 && rc == SQLITE_OK; i++) {
        int64_t with = 0;
        rc = api->xQueryPhrase(fts, i, &with, count_row);
        w->idf[i] = log(1 + ((double)rows - (double)with + 0.5) / ((double)with + 0.5));
        if (!(w->idf[i] > 1e-6))
            w->idf[i] = 1e-6;
    }
    if (rc != SQLITE_OK) {
        sqlite3_free(w);
        return rc;
    }
    *out = w;
    return api->xSetAuxdata(fts, w, sqlite3_free); /* which ends it where it fails */
}

static void rank(const Fts5ExtensionApi *api, Fts5Context *fts, sqlite3_context *sql, int n_values, sqlite3_value **values)
{
    weights *w;
    int hits = 0, size = 0, phrase, column, offset;
    double often[PHRASES] = {0}, score = 0;
    (void)n_values, (void)values;
    int rc = find_weights(api, fts, &w);
    if (rc == SQLITE_OK)
        rc = api->xInstCount(fts, &hits);
    if (rc == SQLITE_OK)
        rc = api->xColumnSize(fts, -1, &size);
    for (int i = 0; i < hits && rc == SQLITE_OK; i++) {
        rc = api->xInst(fts, i, &phrase, &column, &offset);
        if (rc == SQLITE_OK && phrase >= 0 && phrase < w->n)
            often[phrase]++;
    }
    for (int i = 0; rc == SQLITE_OK && i < w->n; i++)
        score += w->idf[i] * often[i] * 2.2 / (often[i] + 1.2 * (0.25 + 0.75 * size / w->average));
    if (rc == SQLITE_OK)
        sqlite3_result_double(sql, score);
    else
        sqlite3_result_error_code(sql, rc);
}

hs_status hs_query_rank(hs_ledger *ledger, hs_error *err)
{
    fts5_api *api = NULL;
    bool row;
    if (ledger->ranks || ledger->postgres) /* which has a function of its own for it */
        return HS_OK;
    hs_sql q = hs_sql_begin(ledger, "SELECT fts5(?1)");
    if (q.stmt)
        q.rc = sqlite3_bind_pointer(q.stmt, 1, &api, "fts5_api_ptr", NULL);
    hs_status status = hs_sql_step(&q, &row, err);
    hs_sql_end(&q);
    if (status == HS_OK && (!api || api->iVersion < 2))
        return hs_fail(err, HS_E_DEFECT, 0, "this SQLite has no FTS5 to rank by");
    if (status != HS_OK)
        return status;
    int rc = api->xCreateFunction(api, "hs_rank", NULL, rank, NULL);
    if (rc != SQLITE_OK)
        return hs_ledger_failed(ledger, rc, "ranking", err);
    ledger->ranks = true;
    return HS_OK;
}
