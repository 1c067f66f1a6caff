/* ledger_forget.c -- a document or a source is taken out with all that tells of it, and its bytes are overwritten. In: its number. Out:
 * fewer rows, then files without the words. What a source's traces are is told in docs/ledger.md. One thread at a time. */
#include "ledger.h"

#include "heap.h"
#include "postgres.h"
#include "status.h"

/* ---- how much went ---- */

static hs_status count_all(hs_forgotten *out, hs_ledger *ledger, hs_error *err)
{
    static const char *const sql[] = {"SELECT count(*) FROM document", "SELECT count(*) FROM attribution", "SELECT count(*) FROM claim",
                                      "SELECT count(*) FROM source",
                                      ("SELECT (SELECT count(*) FROM correction) + (SELECT count(*) FROM source_correction) + "
                                      "(SELECT count(*) FROM document_correction)")};
    uint64_t *const n[] = {&out->documents, &out->attributions, &out->claims, &out->sources, &out->corrections};
    for (size_t i = 0; i < sizeof sql / sizeof *sql; i++) {
        int64_t rows;
        hs_sql q = hs_sql_begin(ledger, sql[i]);
        HS_TRY(hs_sql_take_number(&q, &rows, err));
        *n[i] = (uint64_t)rows;
    }
    return HS_OK;
}

static hs_forgotten less(hs_forgotten a, hs_forgotten b)
{
    return (hs_forgotten){a.documents - b.documents, a.attributions - b.attributions, a.claims - b.claims, a.sources - b.sources,
                          a.corrections - b.corrections};
}

/* ---- a document ---- */

/* The version after it follows on the one before it, which is current where there is none after. */
static const char *const document_goes[] = {
    "UPDATE document SET current = 1 WHERE document_id = (SELECT replaces FROM document WHERE document_id = ?1 AND current)",
    "UPDATE document SET replaces = (SELECT replaces FROM document WHERE document_id = ?1) WHERE replaces = ?1",
    "DELETE FROM shingle WHERE document_id = ?1",
    "DELETE FROM document WHERE document_id = ?1",
};

static hs_status take_document(hs_ledger *ledger, int64_t id, hs_error *err)
{
    int64_t older;
    hs_sql q = hs_sql_begin(ledger, "SELECT replaces FROM document WHERE document_id = ?1");
    hs_sql_number(&q, 1, id);
    HS_TRY(hs_sql_take_number(&q, &older, err));
    if (older)
        HS_TRY(hs_ledger_unsettle_document(ledger, older, err));
    HS_TRY(hs_ledger_take_out(ledger, id, err));
    HS_TRY(hs_ledger_leave_story(ledger, id, err));
    return hs_sql_run_each(ledger, document_goes, sizeof document_goes / sizeof *document_goes, id, err);
}

static hs_status forget_document(hs_ledger *ledger, int64_t id, hs_error *err)
{
    int64_t there;
    hs_sql q = hs_sql_begin(ledger, "SELECT count(*) FROM document WHERE document_id = ?1");
    hs_sql_number(&q, 1, id);
    HS_TRY(hs_sql_take_number(&q, &there, err));
    if (!there)
        return hs_fail(err, HS_E_NONE, (uint64_t)id, "the ledger has no document d%lld", (long long)id);
    HS_TRY(take_document(ledger, id, err));
    return hs_ledger_sweep(ledger, HS_SWEEP_TRACES, err);
}

/* ---- a source ---- */

typedef struct place {
    int64_t id, position, parent; /* position of the attribution whose content holds it; 0: none */
    int64_t now;                  /* its position without those that go; 0: it goes */
} place;

/* Index of the row of a position in [n] rows of rising ones; n: none. */
static size_t find_position(const place *at, size_t n, int64_t position)
{
    size_t low = 0, high = n;
    while (low < high) {
        size_t half = low + (high - low) / 2;
        if (at[half].position < position)
            low = half + 1;
        else
            high = half;
    }
    return low < n && at[low].position == position ? low : n;
}

/* The nearest around it that stays, as its new position. A damaged file's parents may turn in a circle. */
static int64_t staying_parent(const place *at, size_t n, size_t i)
{
    int64_t parent = at[i].parent;
    for (size_t steps = 0; parent && steps < n; steps++) {
        size_t up = find_position(at, n, parent);
        if (up == n)
            return 0;
        if (at[up].now)
            return at[up].now;
        parent = at[up].parent;
    }
    return 0;
}

static hs_status load_places(place **out, size_t *n, hs_ledger *ledger, const char *count, const char *rows, int64_t document,
                             hs_error *err)
{
    int64_t most;
    bool row;
    *out = NULL;
    *n = 0;
    hs_sql q = hs_sql_begin(ledger, count);
    hs_sql_number(&q, 1, document);
    HS_TRY(hs_sql_take_number(&q, &most, err));
    place *at = hs_alloc(((size_t)most + 1) * sizeof *at);
    if (!at)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for the rows of a reading");
    int64_t now = 0;
    q = hs_sql_begin(ledger, rows);
    hs_sql_number(&q, 1, document);
    hs_status status = hs_sql_step(&q, &row, err);
    for (; status == HS_OK && row && *n < (size_t)most; status = hs_sql_step(&q, &row, err)) {
        at[*n] = (place){hs_sql_column_number(&q, 0), hs_sql_column_number(&q, 1), hs_sql_column_number(&q, 2),
                         hs_sql_column_number(&q, 3) ? 0 : ++now};
        ++*n;
    }
    hs_sql_end(&q);
    if (status == HS_OK)
        *out = at;
    else
        hs_free(at);
    return status;
}

static hs_status move(hs_ledger *ledger, const char *sql, const place *p, int64_t parent, hs_error *err)
{
    hs_sql q = hs_sql_begin(ledger, sql);
    hs_sql_number(&q, 1, p->id);
    hs_sql_number(&q, 2, p->now);
    if (parent)
        hs_sql_number(&q, 3, parent);
    return hs_sql_run(&q, err);
}

/* Positions are those of the reading, without gaps: "a1" has 1. They only get less, from the first on, so that none meets another. */
static hs_status close_gaps(hs_ledger *ledger, int64_t document, hs_error *err)
{
    place *at;
    size_t n;
    HS_TRY(load_places(&at, &n, ledger, "SELECT count(*) FROM attribution WHERE document_id = ?1",
                       "SELECT attribution_id, position, coalesce(parent, 0), attribution_id IN (SELECT id FROM temp.attribution_goes) "
                       "FROM attribution WHERE document_id = ?1 ORDER BY position",
                       document, err));
    hs_status status = hs_sql_run_on(ledger, "DELETE FROM attribution WHERE document_id = ?1 AND attribution_id IN "
                                      "(SELECT id FROM temp.attribution_goes)", document, err);
    for (size_t i = 0; i < n && status == HS_OK; i++)
        if (at[i].now)
            status = move(ledger, "UPDATE attribution SET position = ?2, parent = ?3 WHERE attribution_id = ?1", &at[i],
                          staying_parent(at, n, i), err);
    hs_free(at);
    if (status != HS_OK)
        return status;
    HS_TRY(load_places(&at, &n, ledger, "SELECT count(*) FROM holder WHERE document_id = ?1",
                       "SELECT holder_id, position, 0, source_id IN (SELECT id FROM temp.source_goes) FROM holder "
                       "WHERE document_id = ?1 ORDER BY position",
                       document, err));
    status = hs_sql_run_on(ledger, "DELETE FROM holder WHERE document_id = ?1 AND source_id IN (SELECT id FROM temp.source_goes)", document, err);
    for (size_t i = 0; i < n && status == HS_OK; i++)
        if (at[i].now)
            status = move(ledger, "UPDATE holder SET position = ?2 WHERE holder_id = ?1 AND CAST(?3 AS INTEGER) IS NULL", &at[i], 0, err);
    hs_free(at);
    return status == HS_OK ? hs_ledger_count_holders(ledger, document, err) : status;
}

/* A correction's other reading names whom the view said has for it. */
#define NAMES_IT                                                                                                           \
    "(SELECT x.source_id FROM source x WHERE x.name_key = c.source_key AND x.anonymous = 0 AND x.apart = 0 "             \
    "ORDER BY x.source_id LIMIT 1) IN (SELECT id FROM temp.source_goes)"

static const char *const note_source[] = {
    "CREATE TEMP TABLE IF NOT EXISTS source_goes (id INTEGER PRIMARY KEY)",
    "CREATE TEMP TABLE IF NOT EXISTS attribution_goes (id INTEGER PRIMARY KEY)",
    "CREATE TEMP TABLE IF NOT EXISTS document_changes (id INTEGER PRIMARY KEY)",
    "CREATE TEMP TABLE IF NOT EXISTS dropped (claim_id INTEGER PRIMARY KEY)",
    "CREATE TEMP TABLE IF NOT EXISTS left_alone (source_id INTEGER PRIMARY KEY)",
    "CREATE TEMP TABLE IF NOT EXISTS faded (model_id INTEGER, block INTEGER, PRIMARY KEY (model_id, block)) WITHOUT ROWID",
    "DELETE FROM temp.source_goes",
    "DELETE FROM temp.attribution_goes",
    "DELETE FROM temp.document_changes",
    "INSERT INTO temp.source_goes SELECT source_id FROM source WHERE source_id = ?1 OR merged_into = ?1",
    "INSERT INTO temp.document_changes SELECT DISTINCT document_id FROM holder WHERE source_id IN (SELECT id FROM temp.source_goes)",
};

static const char *const note_attributions[] = {
    "INSERT OR IGNORE INTO temp.attribution_goes SELECT a.attribution_id FROM holder h JOIN attribution a USING (holder_id) "
    "WHERE h.source_id IN (SELECT id FROM temp.source_goes)",
    "INSERT OR IGNORE INTO temp.attribution_goes SELECT c.attribution_id FROM holder h JOIN chain c USING (holder_id) "
    "WHERE h.source_id IN (SELECT id FROM temp.source_goes)",
    "INSERT OR IGNORE INTO temp.attribution_goes SELECT c.attribution_id FROM correction c WHERE c.attribution_id IS NOT NULL "
    "AND c.correction_id = " HS_LAST_SAID("c") " AND " NAMES_IT,
    "INSERT OR IGNORE INTO temp.document_changes SELECT document_id FROM attribution WHERE attribution_id IN "
    "(SELECT id FROM temp.attribution_goes)",
    "INSERT OR IGNORE INTO temp.dropped SELECT claim_id FROM attribution WHERE attribution_id IN (SELECT id FROM temp.attribution_goes)",
    /* what was corrected of it goes with it, rather than wait for a new reading */
    "DELETE FROM correction AS c WHERE c.attribution_id IN (SELECT id FROM temp.attribution_goes) OR " NAMES_IT,
};

static const char *const source_goes[] = {
    "DELETE FROM temp.left_alone WHERE source_id IN (SELECT id FROM temp.source_goes)",
    "DELETE FROM source WHERE source_id IN (SELECT id FROM temp.source_goes)",
    "DELETE FROM temp.source_goes",
    "DELETE FROM temp.attribution_goes",
    "DELETE FROM temp.document_changes",
};

/* `change` on each document that was noted, once. */
static hs_status each_document(hs_ledger *ledger, hs_status (*change)(hs_ledger *, int64_t, hs_error *), hs_error *err)
{
    int64_t id;
    for (int64_t after = INT64_MIN;; after = id) {
        hs_sql q = hs_sql_begin(ledger, "SELECT min(id) FROM temp.document_changes WHERE id > ?1");
        hs_sql_number(&q, 1, after);
        HS_TRY(hs_sql_take_number(&q, &id, err));
        if (!id)
            return HS_OK;
        HS_TRY(change(ledger, id, err));
    }
}

static hs_status forget_source(hs_ledger *ledger, int64_t source, bool documents, hs_error *err)
{
    int64_t standing;
    HS_TRY(hs_ledger_standing(&standing, ledger, source, err));
    HS_TRY(hs_ledger_unsettle_source(ledger, standing, err));
    HS_TRY(hs_ledger_loosen_source(ledger, standing, err));
    HS_TRY(hs_sql_run_each(ledger, note_source, sizeof note_source / sizeof *note_source, standing, err));
    if (documents) {
        HS_TRY(each_document(ledger, take_document, err));
        HS_TRY(hs_sql_run_on(ledger, "DELETE FROM temp.document_changes", 0, err));
    }
    HS_TRY(each_document(ledger, hs_ledger_unsettle_document, err)); /* also of others whom it passed on */
    HS_TRY(hs_sql_run_each(ledger, note_attributions, sizeof note_attributions / sizeof *note_attributions, 0, err));
    HS_TRY(each_document(ledger, close_gaps, err));
    HS_TRY(hs_sql_run_each(ledger, source_goes, sizeof source_goes / sizeof *source_goes, 0, err));
    return hs_ledger_sweep(ledger, HS_SWEEP_TRACES, err);
}

static hs_status forget(hs_forgotten *gone, hs_ledger *ledger, int64_t id, bool source, bool documents, hs_error *err)
{
    hs_forgotten before, after;
    HS_TRY(count_all(&before, ledger, err));
    HS_TRY(source ? forget_source(ledger, id, documents, err) : forget_document(ledger, id, err));
    HS_TRY(count_all(&after, ledger, err));
    *gone = less(before, after);
    return HS_OK;
}

hs_status hs_ledger_forget_document(hs_forgotten *gone, hs_ledger *ledger, uint64_t document, hs_error *err)
{
    *gone = (hs_forgotten){0};
    HS_TRY(hs_ledger_step_begin(ledger, err));
    return hs_ledger_step_end(ledger, forget(gone, ledger, (int64_t)document, false, false, err), err);
}

hs_status hs_ledger_forget_source(hs_forgotten *gone, hs_ledger *ledger, uint64_t source, bool documents, hs_error *err)
{
    *gone = (hs_forgotten){0};
    HS_TRY(hs_ledger_step_begin(ledger, err));
    return hs_ledger_step_end(ledger, forget(gone, ledger, (int64_t)source, true, documents, err), err);
}

/* ---- bytes ---- */

static hs_status checkpoint(hs_ledger *ledger, hs_error *err)
{
    bool row;
    static const char sql[] = "PRAGMA wal_checkpoint(TRUNCATE)";
    hs_sql q = hs_sql_made(ledger, sql, sizeof sql - 1);
    hs_status status = hs_sql_step(&q, &row, err);
    bool busy = status == HS_OK && row && hs_sql_column_number(&q, 0) != 0;
    hs_sql_end(&q);
    return busy ? hs_fail(err, HS_E_BUSY, 0,
                          "the ledger: what was deleted is out of it, but its bytes are not yet overwritten: another program still reads it")
                : status;
}

hs_status hs_ledger_scrub(hs_ledger *ledger, hs_error *err)
{
    if (!ledger->writes)
        return hs_fail(err, HS_E_ARG, 0, "the ledger was opened for reading");
    HS_TRY(hs_ledger_commit(ledger, err));
    if (ledger->postgres)
        return hs_postgres_scrub(ledger, err);
    /* An index of words keeps those of a deleted row until its parts are merged. VACUUM leaves no page that was moved or
     * freed; what it copies meanwhile goes to a file, as the ledger may be larger than memory, and is none of what was deleted. */
    hs_status status = hs_ledger_run(ledger, "BEGIN IMMEDIATE; INSERT INTO claim_words (claim_words) VALUES ('rebuild');"
                                             "INSERT INTO source_words (source_words) VALUES ('rebuild');"
                                             "INSERT INTO document_words (document_words) VALUES ('rebuild'); COMMIT",
                                     "the ledger", err);
    hs_ledger_undo(ledger);
    if (status == HS_OK)
        status = hs_ledger_run(ledger, "PRAGMA temp_store = FILE; VACUUM", "the ledger", err);
    if (status == HS_OK)
        status = checkpoint(ledger, err);
    sqlite3_exec(ledger->db, "PRAGMA temp_store = MEMORY", NULL, NULL, NULL);
    return status;
}
