/* ledger_sweep.c -- a reading is taken out, and what nothing holds any more goes after it. In: rows. Out: fewer rows. Taking out
 * and sweeping are two steps, so that a new reading put between them finds the claims and sources of the old. One thread at a time. */
#include "ledger.h"

#include "status.h"

static const char *const take_out[] = {
    "CREATE TEMP TABLE IF NOT EXISTS dropped (claim_id INTEGER PRIMARY KEY)",
    "CREATE TEMP TABLE IF NOT EXISTS left_alone (source_id INTEGER PRIMARY KEY)",
    "CREATE TEMP TABLE IF NOT EXISTS faded (model_id INTEGER, block INTEGER, PRIMARY KEY (model_id, block)) WITHOUT ROWID",
    "INSERT OR IGNORE INTO temp.dropped SELECT claim_id FROM attribution WHERE document_id = ?1",
    "INSERT OR IGNORE INTO temp.left_alone SELECT source_id FROM holder WHERE document_id = ?1",
    "DELETE FROM time WHERE document_id = ?1",
    "DELETE FROM figure WHERE document_id = ?1",
    "DELETE FROM attribution WHERE document_id = ?1",
    "DELETE FROM holder WHERE document_id = ?1",
};

hs_status hs_ledger_take_out(hs_ledger *ledger, int64_t document_id, hs_error *err)
{
    HS_TRY(hs_ledger_unsettle_document(ledger, document_id, err));
    HS_TRY(hs_ledger_make_due(ledger, document_id, err));
    return hs_sql_run_each(ledger, take_out, sizeof take_out / sizeof *take_out, document_id, err);
}

hs_status hs_ledger_note_sources(hs_ledger *ledger, int64_t document_id, hs_error *err)
{
    return hs_sql_run_on(ledger, "INSERT OR IGNORE INTO temp.left_alone SELECT source_id FROM holder WHERE document_id = ?1", document_id, err);
}

static const char *const sweep_claims[] = {
    "DELETE FROM temp.dropped WHERE EXISTS (SELECT 1 FROM attribution a WHERE a.claim_id = dropped.claim_id)",
    "INSERT OR IGNORE INTO temp.faded SELECT model_id, claim_id / 1024 FROM vector WHERE claim_id IN (SELECT claim_id FROM temp.dropped)",
    "DELETE FROM claim WHERE claim_id IN (SELECT claim_id FROM temp.dropped)",
    "DELETE FROM temp.dropped",
    "DELETE FROM temp.left_alone WHERE EXISTS (SELECT 1 FROM holder h WHERE h.source_id = left_alone.source_id)",
};

static const char *const sweep_sources[] = {
    "DELETE FROM source WHERE source_id IN (SELECT source_id FROM temp.left_alone) AND apart = 0 AND merged_into IS NULL "
    "AND NOT EXISTS (SELECT 1 FROM source s WHERE s.merged_into = source.source_id) "
    "AND NOT EXISTS (SELECT 1 FROM source_correction c WHERE c.source_id = source.source_id)",
    "DELETE FROM temp.left_alone",
};

/* ---- sources of which no trace may stay ---- */

static hs_status number_of(hs_ledger *ledger, const char *sql, int64_t id, int64_t *out, hs_error *err)
{
    hs_sql q = hs_sql_begin(ledger, sql);
    hs_sql_number(&q, 1, id);
    return hs_sql_take_number(&q, out, err);
}

/* Run `sql` on a source that goes (?1) and another that takes its place (?2). */
static hs_status hand(hs_ledger *ledger, const char *sql, int64_t from, int64_t to, hs_error *err)
{
    hs_sql q = hs_sql_begin(ledger, sql);
    hs_sql_number(&q, 1, from);
    hs_sql_number(&q, 2, to);
    return hs_sql_run(&q, err);
}

/* What was merged into a source that goes is merged into whom that one was merged into, else into the first of them. */
static hs_status hand_on(hs_ledger *ledger, int64_t source, hs_error *err)
{
    int64_t heir;
    HS_TRY(number_of(ledger, "SELECT other_id FROM source_change WHERE source_id = ?1 AND what = 'merged' AND undone IS NULL", source,
                     &heir, err));
    if (!heir) {
        HS_TRY(number_of(ledger, "SELECT min(source_id) FROM source_change WHERE other_id = ?1 AND what = 'merged' AND undone IS NULL",
                         source, &heir, err));
        if (!heir)
            return HS_OK;
        HS_TRY(hand(ledger, "DELETE FROM source_change WHERE source_id = ?2 AND other_id = ?1 AND what = 'merged' AND undone IS NULL",
                    source, heir, err));
        HS_TRY(hand(ledger, "UPDATE source SET merged_into = nullif(?2, source_id) WHERE merged_into = ?1", source, heir, err));
    }
    return hand(ledger, "UPDATE source_change SET other_id = ?2 WHERE other_id = ?1 AND what = 'merged' AND undone IS NULL", source,
                heir, err);
}

static hs_status forget_left_alone(hs_ledger *ledger, hs_error *err)
{
    for (;;) {
        int64_t source;
        hs_sql q = hs_sql_begin(ledger, "SELECT min(source_id) FROM temp.left_alone");
        HS_TRY(hs_sql_take_number(&q, &source, err));
        if (!source)
            return HS_OK;
        HS_TRY(hand_on(ledger, source, err));
        HS_TRY(hs_sql_run_on(ledger, "DELETE FROM source WHERE source_id = ?1", source, err));
        HS_TRY(hs_sql_run_on(ledger, "DELETE FROM temp.left_alone WHERE source_id = ?1", source, err));
    }
}

hs_status hs_ledger_sweep(hs_ledger *ledger, hs_sweep which, hs_error *err)
{
    HS_TRY(hs_sql_run_each(ledger, sweep_claims, sizeof sweep_claims / sizeof *sweep_claims, 0, err));
    if (which == HS_SWEEP_TRACES)
        HS_TRY(forget_left_alone(ledger, err));
    else
        HS_TRY(hs_sql_run_each(ledger, sweep_sources, sizeof sweep_sources / sizeof *sweep_sources, 0, err));
    return hs_ledger_sketch_mend_faded(ledger, err);
}
