/* ledger_reread.c -- a new reading takes the place of a document's. In: hs_document, read anew. Out: its rows; what persons said of the
 * old reading finds its place in the new. One thread at a time. */
#include "ledger.h"

#include <string.h>

#include "status.h"

hs_status hs_ledger_next_stale(uint64_t *out, hs_ledger *ledger, hs_str model, uint64_t after, hs_error *err)
{
    int64_t id;
    hs_sql q = hs_sql_begin(ledger, "SELECT document_id FROM document JOIN model USING (model_id) "
                                    "WHERE document_id > ?1 AND label <> ?2 ORDER BY document_id LIMIT 1");
    hs_sql_number(&q, 1, (int64_t)after);
    hs_sql_str(&q, 2, model);
    hs_status status = hs_sql_take_number(&q, &id, err);
    *out = (uint64_t)id;
    return status;
}

hs_status hs_ledger_count_stale(uint64_t *out, hs_ledger *ledger, hs_str model, hs_error *err)
{
    int64_t n;
    hs_sql q = hs_sql_begin(ledger, "SELECT count(*) FROM document JOIN model USING (model_id) WHERE label <> ?1");
    hs_sql_str(&q, 1, model);
    hs_status status = hs_sql_take_number(&q, &n, err);
    *out = (uint64_t)n;
    return status;
}

/* ---- corrections ---- */

/* Characters that two lists of spans share. */
static uint64_t shared(hs_str text, hs_spans a, hs_spans b)
{
    uint64_t n = 0;
    for (uint32_t i = 0, k = 0; i < a.n && k < b.n;) {
        uint32_t begin = a.at[i].begin > b.at[k].begin ? a.at[i].begin : b.at[k].begin;
        uint32_t end = a.at[i].end < b.at[k].end ? a.at[i].end : b.at[k].end;
        if (begin < end)
            n += hs_utf8_count(text.ptr + begin, end - begin);
        if (a.at[i].end < b.at[k].end)
            i++;
        else
            k++;
    }
    return n;
}

/* Do they hold one character at least in common, or no cue either? */
static bool same_cue(hs_spans a, hs_spans b)
{
    if (!a.n || !b.n)
        return a.n == b.n;
    for (uint32_t i = 0, k = 0; i < a.n && k < b.n;) {
        if (a.at[i].begin < b.at[k].end && b.at[k].begin < a.at[i].end)
            return true;
        if (a.at[i].end < b.at[k].end)
            i++;
        else
            k++;
    }
    return false;
}

/* The attribution that was meant: of those whose cue overlaps the one whose content has most in common, half at least.
 * @return its position, from 1; 0: none */
static int64_t find_like(const hs_document *doc, hs_spans cue, hs_spans content)
{
    uint64_t best_shared = 0, best_all = 1;
    int64_t best = 0;
    uint64_t size = shared(doc->text, content, content);
    for (size_t i = 0; i < doc->n_attributions; i++) {
        const hs_attribution *a = &doc->attributions[i];
        if (!same_cue(a->cue, cue))
            continue;
        uint64_t both = shared(doc->text, a->content, content);
        uint64_t all = shared(doc->text, a->content, a->content) + size - both;
        if (both && 2 * both >= all && both * best_all > best_shared * all) {
            best_shared = both;
            best_all = all;
            best = (int64_t)i + 1;
        }
    }
    return best;
}

static hs_status attach(hs_ledger *ledger, int64_t correction, int64_t document, int64_t position, hs_error *err)
{
    hs_sql q = hs_sql_begin(ledger, "UPDATE correction SET attribution_id = (SELECT attribution_id FROM attribution "
                                    "WHERE document_id = ?2 AND position = ?3) WHERE correction_id = ?1");
    hs_sql_number(&q, 1, correction);
    hs_sql_number(&q, 2, document);
    hs_sql_number(&q, 3, position);
    return hs_sql_run(&q, err);
}

static hs_status reattach_one(hs_ledger *ledger, hs_arena *arena, const hs_sql *row, int64_t document, const hs_document *doc,
                              hs_error *err)
{
    hs_utf8_cursor cursor = {.text = doc->text};
    hs_spans cue, content;
    hs_arena_reset(arena);
    HS_TRY(hs_ledger_spans_read(&cue, arena, &cursor, hs_sql_column(row, 1), err));
    HS_TRY(hs_ledger_spans_read(&content, arena, &cursor, hs_sql_column(row, 2), err));
    return attach(ledger, hs_sql_column_number(row, 0), document, find_like(doc, cue, content), err);
}

hs_status hs_ledger_reattach(hs_ledger *ledger, int64_t document_id, const hs_document *doc, hs_error *err)
{
    hs_arena *arena = hs_arena_new((size_t)64 << 20);
    bool row = false;
    if (!arena)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for corrections");
    hs_sql q = hs_sql_begin(ledger, "SELECT correction_id, cue, content FROM correction WHERE document_id = ?1 ORDER BY correction_id");
    hs_sql_number(&q, 1, document_id);
    hs_status status = hs_sql_step(&q, &row, err);
    while (status == HS_OK && row) {
        status = reattach_one(ledger, arena, &q, document_id, doc, err);
        if (status == HS_OK)
            status = hs_sql_step(&q, &row, err);
    }
    hs_sql_end(&q);
    hs_arena_free(arena);
    return status;
}

/* ---- the reading ---- */

/* Sources that the old reading had and a new one does not find by their names alone: the parted and the anonymous. */
static const char *const before[] = {
    "CREATE TEMP TABLE IF NOT EXISTS held (source_id INTEGER, name_key TEXT, kind TEXT, anonymous INTEGER, apart INTEGER, why TEXT, position INTEGER)",
    "DELETE FROM temp.held",
    ("INSERT INTO temp.held SELECT s.source_id, s.name_key, s.kind, s.anonymous, s.apart, h.why, h.position FROM holder h "
     "JOIN source s USING (source_id) WHERE h.document_id = ?1 AND (s.anonymous OR s.apart)"),
};

static const char *const after[] = {
    "UPDATE holder SET source_id = o.source_id, why = 'split' FROM temp.held o, source s WHERE holder.document_id = ?1 "
    "AND NOT holder.anonymous AND s.source_id = holder.source_id AND o.name_key = s.name_key AND o.kind IS s.kind AND o.apart AND NOT o.anonymous",
    "UPDATE holder SET source_id = o.source_id, why = o.why FROM "
    "(SELECT h.holder_id, s.name_key, row_number() OVER (PARTITION BY s.name_key ORDER BY h.position) AS turn "
    " FROM holder h JOIN source s USING (source_id) WHERE h.document_id = ?1 AND h.anonymous) n, "
    "(SELECT source_id, why, name_key, row_number() OVER (PARTITION BY name_key ORDER BY position) AS turn "
    " FROM temp.held WHERE anonymous) o "
    "WHERE holder.holder_id = n.holder_id AND o.name_key = n.name_key AND o.turn = n.turn",
    "UPDATE document SET model_id = ?2 WHERE document_id = ?1",
    /* a vector that no document's model speaks of any more */
    "INSERT OR IGNORE INTO temp.faded SELECT v.model_id, v.claim_id / 1024 FROM vector v JOIN attribution a USING (claim_id) "
    "WHERE a.document_id = ?1 AND NOT EXISTS (SELECT 1 FROM attribution b JOIN document d USING (document_id) "
    "WHERE b.claim_id = v.claim_id AND d.model_id = v.model_id)",
    "DELETE FROM vector WHERE claim_id IN (SELECT claim_id FROM attribution WHERE document_id = ?1) AND NOT EXISTS "
    "(SELECT 1 FROM attribution b JOIN document d USING (document_id) WHERE b.claim_id = vector.claim_id AND d.model_id = vector.model_id)",
};

static hs_status run_all(hs_ledger *ledger, const char *const *sql, size_t n, int64_t document, int64_t model, hs_error *err)
{
    for (size_t i = 0; i < n; i++) {
        hs_sql q = hs_sql_begin(ledger, sql[i]);
        int parameters = hs_sql_parameters(&q);
        if (parameters >= 1)
            hs_sql_number(&q, 1, document);
        if (parameters >= 2)
            hs_sql_number(&q, 2, model);
        HS_TRY(hs_sql_run(&q, err));
    }
    return HS_OK;
}

static hs_status is_that_document(hs_ledger *ledger, int64_t id, const hs_document *doc, hs_error *err)
{
    bool row;
    hs_sql q = hs_sql_begin(ledger, "SELECT sha256 FROM document WHERE document_id = ?1");
    hs_sql_number(&q, 1, id);
    hs_status status = hs_sql_step(&q, &row, err);
    hs_str sha256 = status == HS_OK && row ? hs_sql_column(&q, 0) : (hs_str){"", 0};
    bool same = sha256.len == doc->id.len && memcmp(sha256.ptr, doc->id.ptr, sha256.len) == 0;
    hs_sql_end(&q);
    if (status == HS_OK && !row)
        return hs_fail(err, HS_E_NONE, (uint64_t)id, "the ledger has no document d%lld", (long long)id);
    if (status == HS_OK && !same)
        return hs_fail(err, HS_E_ARG, 0, "another document than d%lld", (long long)id);
    return status;
}

static hs_status reread(hs_ledger *ledger, int64_t id, const hs_document *doc, hs_error *err)
{
    int64_t model;
    HS_TRY(is_that_document(ledger, id, doc, err));
    HS_TRY(hs_ledger_model(ledger, doc->model, &model, err));
    HS_TRY(run_all(ledger, before, sizeof before / sizeof *before, id, model, err));
    HS_TRY(hs_ledger_take_out(ledger, id, err));
    HS_TRY(hs_ledger_put_reading(ledger, id, doc, err));
    HS_TRY(hs_ledger_note_sources(ledger, id, err));
    HS_TRY(run_all(ledger, after, sizeof after / sizeof *after, id, model, err));
    HS_TRY(hs_ledger_reattach(ledger, id, doc, err));
    HS_TRY(hs_ledger_unsettle_document(ledger, id, err));
    return hs_ledger_sweep(ledger, HS_SWEEP_READING, err);
}

hs_status hs_ledger_reread(hs_ledger *ledger, uint64_t document, const hs_document *doc, hs_error *err)
{
    if (!doc->model.ptr)
        return hs_fail(err, HS_E_ARG, 0, "the document was not read");
    HS_TRY(hs_ledger_step_begin(ledger, err));
    return hs_ledger_step_end(ledger, reread(ledger, (int64_t)document, doc, err), err);
}
