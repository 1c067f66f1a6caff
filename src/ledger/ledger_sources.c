/* ledger_sources.c -- sources that a person says are one, or are not. In: their numbers. Out: rows of source_change, which say what was
 * decided, and source.merged_into, which follows from those that hold: whom a source stands for in the end. One thread at a time. */
#include "ledger.h"

#include "ascii.h"
#include "status.h"

static hs_status no_source(int64_t source, hs_error *err)
{
    return hs_fail(err, HS_E_NONE, (uint64_t)source, "the ledger has no source s%lld", (long long)source);
}

hs_status hs_ledger_standing(int64_t *out, hs_ledger *ledger, int64_t source, hs_error *err)
{
    hs_sql q = hs_sql_begin(ledger, "SELECT standing_id FROM standing WHERE source_id = ?1");
    hs_sql_number(&q, 1, source);
    HS_TRY(hs_sql_take_number(&q, out, err));
    return *out ? HS_OK : no_source(source, err);
}

static hs_status note_change(hs_ledger *ledger, const char *what, int64_t source, int64_t other, hs_str why, hs_str by, hs_error *err)
{
    char now[HS_ISO8601_UTC];
    hs_iso8601_now(now);
    hs_sql q = hs_sql_begin(ledger, "INSERT INTO source_change (made, made_by, what, source_id, other_id, why) "
                                    "VALUES (?1, ?2, ?3, ?4, ?5, ?6)");
    hs_sql_word(&q, 1, now);
    hs_sql_str(&q, 2, by);
    hs_sql_word(&q, 3, what);
    hs_sql_number(&q, 4, source);
    hs_sql_number(&q, 5, other);
    hs_sql_str(&q, 6, why);
    return hs_sql_run(&q, err);
}

static hs_status merge(hs_ledger *ledger, int64_t source, int64_t into, hs_str why, hs_str by, hs_error *err)
{
    int64_t one, other;
    HS_TRY(hs_ledger_standing(&one, ledger, source, err));
    HS_TRY(hs_ledger_standing(&other, ledger, into, err));
    if (one == other)
        return hs_fail(err, HS_E_ARG, 0, "s%lld and s%lld are one source already", (long long)source, (long long)into);
    HS_TRY(note_change(ledger, "merged", one, into, why, by, err));
    hs_sql q = hs_sql_begin(ledger, "UPDATE source SET merged_into = ?2 WHERE source_id = ?1 OR merged_into = ?1");
    hs_sql_number(&q, 1, one);
    hs_sql_number(&q, 2, other);
    HS_TRY(hs_sql_run(&q, err));
    return hs_ledger_unsettle_source(ledger, other, err);
}

hs_status hs_ledger_merge(hs_ledger *ledger, uint64_t source, uint64_t into, hs_str why, hs_str by, hs_error *err)
{
    HS_TRY(hs_ledger_check_words(why, by, err));
    HS_TRY(hs_ledger_step_begin(ledger, err));
    return hs_ledger_step_end(ledger, merge(ledger, (int64_t)source, (int64_t)into, why, by, err), err);
}

static hs_status split(hs_ledger *ledger, int64_t source, hs_str by, hs_error *err)
{
    char now[HS_ISO8601_UTC];
    int64_t standing;
    HS_TRY(hs_ledger_standing(&standing, ledger, source, err));
    HS_TRY(hs_ledger_unsettle_source(ledger, standing, err));
    HS_TRY(hs_ledger_loosen_source(ledger, standing, err));
    hs_iso8601_now(now);
    hs_sql q = hs_sql_begin(ledger, "UPDATE source_change SET undone = ?2, undone_by = ?3 "
                                    "WHERE source_id = ?1 AND what = 'merged' AND undone IS NULL");
    hs_sql_number(&q, 1, source);
    hs_sql_word(&q, 2, now);
    hs_sql_str(&q, 3, by);
    HS_TRY(hs_sql_run(&q, err));
    if (!hs_sql_changed(ledger))
        return hs_fail(err, HS_E_NONE, (uint64_t)source, "s%lld was not merged into another", (long long)source);
    /* What a person merged into it, and into that, goes with it. */
    q = hs_sql_begin(ledger, "WITH RECURSIVE below (id) AS (SELECT ?1 UNION SELECT c.source_id FROM source_change c "
                             "JOIN below ON c.other_id = below.id WHERE c.what = 'merged' AND c.undone IS NULL) "
                             "UPDATE source SET merged_into = nullif(?1, source_id) WHERE source_id IN (SELECT id FROM below)");
    hs_sql_number(&q, 1, source);
    return hs_sql_run(&q, err);
}

hs_status hs_ledger_split(hs_ledger *ledger, uint64_t source, hs_str by, hs_error *err)
{
    HS_TRY(hs_ledger_check_words((hs_str){NULL, 0}, by, err));
    HS_TRY(hs_ledger_step_begin(ledger, err));
    return hs_ledger_step_end(ledger, split(ledger, (int64_t)source, by, err), err);
}

/* ---- parting documents ---- */

static hs_status make_namesake(hs_ledger *ledger, int64_t source, int64_t *out, hs_error *err)
{
    hs_sql q = hs_sql_begin(ledger, "INSERT INTO source (name, name_key, kind, anonymous, apart) "
                                    "SELECT name, name_key, kind, anonymous, 1 FROM source WHERE source_id = ?1");
    hs_sql_number(&q, 1, source);
    HS_TRY(hs_sql_run(&q, err));
    *out = hs_sql_inserted(ledger);
    return HS_OK;
}

static hs_status part_document(hs_ledger *ledger, int64_t source, int64_t into, uint64_t document, hs_error *err)
{
    hs_sql q = hs_sql_begin(ledger, "UPDATE holder SET source_id = ?2, why = 'split' WHERE source_id = ?1 AND document_id = ?3");
    hs_sql_number(&q, 1, source);
    hs_sql_number(&q, 2, into);
    hs_sql_number(&q, 3, (int64_t)document);
    HS_TRY(hs_sql_run(&q, err));
    if (!hs_sql_changed(ledger))
        return hs_fail(err, HS_E_NONE, document, "d%llu does not speak of s%lld", (unsigned long long)document, (long long)source);
    return HS_OK;
}

static hs_status part(int64_t *out, hs_ledger *ledger, int64_t source, const uint64_t *documents, size_t n, hs_str why, hs_str by,
                      hs_error *err)
{
    int64_t left;
    HS_TRY(hs_ledger_standing(&left, ledger, source, err));
    if (!n)
        return hs_fail(err, HS_E_ARG, 0, "no document to part s%lld in", (long long)source);
    HS_TRY(hs_ledger_unsettle_source(ledger, left, err));
    HS_TRY(hs_ledger_loosen_source(ledger, left, err));
    HS_TRY(make_namesake(ledger, source, out, err));
    for (size_t i = 0; i < n; i++) {
        bool again = false; /* one that is named twice is parted once */
        for (size_t k = 0; k < i && !again; k++)
            again = documents[k] == documents[i];
        if (!again)
            HS_TRY(part_document(ledger, source, *out, documents[i], err));
    }
    hs_sql q = hs_sql_begin(ledger, "SELECT count(*) FROM holder WHERE source_id = ?1");
    hs_sql_number(&q, 1, source);
    HS_TRY(hs_sql_take_number(&q, &left, err));
    if (!left)
        return hs_fail(err, HS_E_ARG, 0, "no other document speaks of s%lld: nothing would be left of it", (long long)source);
    HS_TRY(hs_ledger_unsettle_source(ledger, *out, err));
    return note_change(ledger, "parted", *out, source, why, by, err);
}

hs_status hs_ledger_part(uint64_t *out, hs_ledger *ledger, uint64_t source, const uint64_t *documents, size_t n, hs_str why,
                         hs_str by, hs_error *err)
{
    int64_t made = 0;
    *out = 0;
    HS_TRY(hs_ledger_check_words(why, by, err));
    HS_TRY(hs_ledger_step_begin(ledger, err));
    HS_TRY(hs_ledger_step_end(ledger, part(&made, ledger, (int64_t)source, documents, n, why, by, err), err));
    *out = (uint64_t)made;
    return HS_OK;
}

/* ---- telling why ---- */

hs_status hs_ledger_source_changes(hs_ledger *ledger, uint64_t source, hs_source_change_take *take, void *ctx, hs_error *err)
{
    int64_t standing = 0;
    bool row, go_on = true;
    if (source)
        HS_TRY(hs_ledger_standing(&standing, ledger, (int64_t)source, err));
    hs_sql q = hs_sql_begin(ledger, "SELECT c.change_id, c.what = 'parted', c.source_id, c.other_id, s.name, o.name, c.made, c.made_by, "
                                    "c.why, c.undone FROM source_change c JOIN called s ON s.source_id = c.source_id "
                                    "JOIN called o ON o.source_id = c.other_id WHERE ?1 = 0 "
                                    "OR ?1 IN (SELECT standing_id FROM standing t WHERE t.source_id IN (c.source_id, c.other_id)) "
                                    "ORDER BY c.change_id");
    hs_sql_number(&q, 1, standing);
    hs_status status = hs_sql_step(&q, &row, err);
    while (status == HS_OK && row && go_on) {
        status = hs_sql_check_texts(&q, err);
        if (status != HS_OK)
            break;
        hs_source_change c = {.id = (uint64_t)hs_sql_column_number(&q, 0), .parted = hs_sql_column_number(&q, 1) != 0,
                              .source = (uint64_t)hs_sql_column_number(&q, 2), .other = (uint64_t)hs_sql_column_number(&q, 3),
                              .source_name = hs_sql_column(&q, 4), .other_name = hs_sql_column(&q, 5), .made = hs_sql_column(&q, 6),
                              .by = hs_sql_column(&q, 7), .why = hs_sql_column(&q, 8), .undone = hs_sql_column(&q, 9)};
        go_on = take(ctx, &c);
        status = hs_sql_step(&q, &row, err);
    }
    hs_sql_end(&q);
    return status;
}

static const char *why_of(hs_str word)
{
    static const char *const words[] = {"new", "same name", "split"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (hs_ascii_is(word, words[i]))
            return words[i];
    return "unknown"; /* of a hostile file */
}

hs_status hs_ledger_source_members(uint64_t *standing, hs_ledger *ledger, uint64_t source, hs_source_member_take *take, void *ctx,
                                   hs_error *err)
{
    int64_t whole;
    bool row, go_on = true;
    *standing = 0;
    HS_TRY(hs_ledger_standing(&whole, ledger, (int64_t)source, err));
    hs_sql q = hs_sql_begin(ledger, "SELECT h.source_id, h.document_id, coalesce(h.name, h.description), d.outlet, d.title, h.why "
                                    "FROM holder h JOIN document d USING (document_id) WHERE h.source_id IN "
                                    "(SELECT ?1 UNION ALL SELECT source_id FROM source WHERE merged_into = ?1) "
                                    "ORDER BY h.source_id <> ?1, h.source_id, h.document_id, h.position");
    hs_sql_number(&q, 1, whole);
    hs_status status = hs_sql_step(&q, &row, err);
    while (status == HS_OK && row && go_on) {
        status = hs_sql_check_texts(&q, err);
        if (status != HS_OK)
            break;
        hs_source_member m = {.source = (uint64_t)hs_sql_column_number(&q, 0), .document = (uint64_t)hs_sql_column_number(&q, 1),
                              .name = hs_sql_column(&q, 2), .outlet = hs_sql_column(&q, 3), .title = hs_sql_column(&q, 4),
                              .why = why_of(hs_sql_column(&q, 5))};
        m.merged = m.source != (uint64_t)whole;
        go_on = take(ctx, &m);
        status = hs_sql_step(&q, &row, err);
    }
    hs_sql_end(&q);
    if (status == HS_OK)
        *standing = (uint64_t)whole;
    return status;
}
