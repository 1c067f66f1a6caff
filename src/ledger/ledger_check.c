/* ledger_check.c -- is everything in the ledger as it should be? In: a file, perhaps damaged. Out: findings; nothing is changed. What
 * holds of single documents is in ledger_check_rows.c. One thread at a time. */
#include "ledger_check.h"

#include <stdio.h>
#include <string.h>

#include "ascii.h"
#include "postgres.h"
#include "postgres_check.h"
#include "status.h"

enum { WHERE = 80, MOST_FINDINGS = 1000 /* of one kind */ };

void hs_check_tell(hs_checking *c, bool broken, const char *where, const char *what)
{
    const hs_finding finding = {broken, where, what};
    if (c->stop)
        return;
    c->broken += broken;
    c->stop = !c->check->take(c->check->ctx, &finding);
}

void hs_check_tell_row(hs_checking *c, char letter, int64_t id, const char *what)
{
    char where[WHERE];
    snprintf(where, sizeof where, "%c%lld", letter, (long long)id);
    hs_check_tell(c, true, where, what);
}

void hs_check_recover(hs_checking *c)
{
    if (c->ledger->postgres)
        hs_postgres_recover(c->ledger);
}

hs_status hs_check_found(hs_checking *c, hs_status status, const char *where, const hs_error *found, hs_error *err)
{
    hs_check_recover(c);
    if (status == HS_E_LEDGER)
        hs_check_tell(c, true, where, found->msg);
    else if (status != HS_OK && err)
        *err = *found;
    return status == HS_E_LEDGER ? HS_OK : status;
}

static void step(hs_checking *c, const char *at)
{
    if (c->check->step)
        c->check->step(c->check->ctx, ++c->done, c->of, at);
}

bool hs_check_is_no_memory(hs_str finding)
{
    static const char by_word[] = ": out of memory"; /* of FTS5, in newer versions */
    const hs_str told = hs_ascii_of("error code=7");
    if (finding.len >= sizeof by_word - 1 && memcmp(finding.ptr + finding.len - (sizeof by_word - 1), by_word, sizeof by_word - 1) == 0)
        return true;
    size_t at = hs_ascii_find(finding, told, 0);
    size_t end = at == HS_NOWHERE ? finding.len : at + told.len;
    return at != HS_NOWHERE && (end == finding.len || !hs_ascii_is_digit(finding.ptr[end])); /* 779 is a b-tree that is damaged */
}

/* Each row of `sql` is a finding: its first column says where, the second what, where `what` does not. */
static hs_status tell_rows(hs_checking *c, const char *sql, const char *what, hs_error *err)
{
    bool row;
    char where[WHERE], words[200];
    hs_error found = {HS_OK, 0, ""};
    hs_sql q = hs_sql_begin(c->ledger, sql);
    hs_status status = hs_sql_step(&q, &row, &found);
    for (int n = 0; status == HS_OK && row && !c->stop && n < MOST_FINDINGS; n++) {
        hs_str at = hs_sql_column(&q, 0), says = what ? (hs_str){what, strlen(what)} : hs_sql_column(&q, 1);
        snprintf(where, sizeof where, "%.*s", (int)(at.len < WHERE ? at.len : WHERE), at.ptr ? at.ptr : "");
        snprintf(words, sizeof words, "%.*s", (int)(says.len < sizeof words ? says.len : sizeof words), says.ptr ? says.ptr : "");
        if (hs_check_is_no_memory(says)) {
            status = hs_fail(&found, HS_E_NOMEM, 0, "no memory for a check");
            break;
        }
        hs_check_tell(c, true, where, words);
        status = hs_sql_step(&q, &row, &found);
    }
    hs_sql_end(&q);
    return hs_check_found(c, status, "file", &found, err);
}

/* ---- the words that are searched for ---- */

/* FTS5 looks at itself by a statement that is an INSERT, and so waits for its turn to write, though it writes nothing. */
static hs_status check_words(hs_checking *c, const char *table, const char *sql, hs_error *err)
{
    static const char on[] = "PRAGMA query_only = ON", off[] = "PRAGMA query_only = OFF";
    char where[WHERE];
    hs_error found = {HS_OK, 0, ""};
    snprintf(where, sizeof where, "table %s", table);
    if (!c->ledger->writes)
        HS_TRY(hs_ledger_run(c->ledger, off, "the ledger", err));
    hs_status status = hs_ledger_run(c->ledger, sql, "the words that are searched for", &found);
    if (!c->ledger->writes)
        HS_TRY(hs_ledger_run(c->ledger, on, "the ledger", err));
    if (status == HS_E_BUSY || status == HS_E_IO) {
        hs_check_tell(c, false, where, found.msg);
        return HS_OK;
    }
    if (status == HS_E_LEDGER)
        snprintf(found.msg, sizeof found.msg, "the words that are searched for are not those of the rows");
    return hs_check_found(c, status, where, &found, err);
}

#define WORDS(table) {#table, "INSERT INTO " #table " (" #table ", rank) VALUES ('integrity-check', 1)"}
static const struct {
    const char *table, *sql;
} words[] = {WORDS(claim_words), WORDS(source_words), WORDS(document_words)};

/* ---- the schema ---- */

static hs_status check_schema(hs_checking *c, hs_error *err)
{
    static const char sql[] = "SELECT type || ' ' || name, sql FROM sqlite_schema ORDER BY 1";
    hs_ledger *fresh;
    bool ours, due;
    HS_TRY(hs_ledger_open(&fresh, ":memory:", HS_LEDGER_WRITE, err));
    hs_sql a = hs_sql_begin(c->ledger, sql), b = hs_sql_begin(fresh, sql);
    hs_status status = hs_sql_step(&a, &ours, err);
    if (status == HS_OK)
        status = hs_sql_step(&b, &due, err);
    while (status == HS_OK && (ours || due) && !c->stop) {
        hs_str x = ours ? hs_sql_column(&a, 0) : (hs_str){"", 0}, y = due ? hs_sql_column(&b, 0) : (hs_str){"", 0};
        hs_str p = ours ? hs_sql_column(&a, 1) : x, q = due ? hs_sql_column(&b, 1) : y;
        size_t n = x.len < y.len ? x.len : y.len;
        int order = !ours ? 1 : !due ? -1 : memcmp(x.ptr, y.ptr, n);
        if (!order)
            order = x.len < y.len ? -1 : x.len > y.len;
        char where[WHERE];
        hs_str name = order > 0 ? y : x;
        snprintf(where, sizeof where, "%.*s", (int)(name.len < WHERE ? name.len : WHERE), name.ptr);
        if (order < 0)
            hs_check_tell(c, true, where, "is no part of a ledger");
        else if (order > 0)
            hs_check_tell(c, true, where, "is missing");
        else if (p.len != q.len || (p.len && memcmp(p.ptr, q.ptr, p.len) != 0))
            hs_check_tell(c, true, where, "is not as the schema has it");
        if (order <= 0)
            status = hs_sql_step(&a, &ours, err);
        if (order >= 0 && status == HS_OK)
            status = hs_sql_step(&b, &due, err);
    }
    hs_sql_end(&a);
    hs_sql_end(&b);
    hs_ledger_free(fresh);
    return status;
}

/* ---- rows that must agree ---- */

static const struct {
    const char *sql, *what;
} agreements[] = {
    {"SELECT \"table\" || ' row ' || coalesce(rowid, '?'), 'refers to a row of ' || parent || ' that is not there' "
     "FROM pragma_foreign_key_check",
     NULL},
    {"SELECT 's' || s.source_id FROM source s JOIN source t ON t.source_id = s.merged_into WHERE t.merged_into IS NOT NULL",
     "merged into a source that is merged itself"},
    {"SELECT 's' || source_id FROM source s WHERE (merged_into IS NOT NULL) <> EXISTS (SELECT 1 FROM source_change c "
     "WHERE c.source_id = s.source_id AND c.what = 'merged' AND c.undone IS NULL)",
     "what it stands for is not what was decided of it"},
    {"SELECT 's' || s.source_id FROM source_change c JOIN source s USING (source_id) JOIN standing t ON t.source_id = c.other_id "
     "WHERE c.what = 'merged' AND c.undone IS NULL AND s.merged_into IS NOT NULL AND s.merged_into <> t.standing_id",
     "it stands for another source than what it was merged into"},
    {"SELECT 'a' || a.attribution_id FROM chain c JOIN attribution a USING (attribution_id) JOIN holder h ON h.holder_id = c.holder_id "
     "WHERE h.document_id <> a.document_id",
     "a chain through a source of another document"},
    {"SELECT 'a' || a.attribution_id FROM attribution a JOIN holder h USING (holder_id) WHERE h.document_id <> a.document_id",
     "held by a source of another document"},
    {"SELECT DISTINCT 'd' || h.document_id FROM holder h LEFT JOIN (SELECT a.holder_id, count(*) AS says, count(k.holder_id) AS through FROM attribution a "
     "LEFT JOIN chain k ON k.attribution_id = a.attribution_id AND k.position = 2 GROUP BY a.holder_id) n ON n.holder_id = h.holder_id "
     "WHERE h.says <> coalesce(n.says, 0) OR h.says_through <> coalesce(n.through, 0)",
     "a source says more or less in it than was counted"},
    {"SELECT DISTINCT 'd' || h.document_id FROM holder h LEFT JOIN (SELECT k.holder_id, count(DISTINCT a.attribution_id) AS others, "
     "count(DISTINCT CASE WHEN coalesce(y.anonymous, 1) = 1 THEN a.attribution_id END) AS unnamed FROM chain k JOIN attribution a "
     "ON a.attribution_id = k.attribution_id LEFT JOIN holder y ON y.holder_id = a.holder_id WHERE a.holder_id IS NOT k.holder_id GROUP BY k.holder_id) n "
     "ON n.holder_id = h.holder_id WHERE h.passes_on <> coalesce(n.others, 0) OR h.passes_on_unnamed <> coalesce(n.unnamed, 0)",
     "a source passes on more or less in it than was counted"},
    {"SELECT 'a' || a.attribution_id FROM correction c JOIN attribution a USING (attribution_id) WHERE a.document_id <> c.document_id",
     "corrected as one of another document"},
    {"SELECT 'd' || document_id FROM attribution GROUP BY document_id HAVING max(position) <> count(*) OR min(position) <> 1",
     "its attributions are not numbered from 1 on"},
    {"SELECT 'c' || claim_id FROM claim c WHERE NOT EXISTS (SELECT 1 FROM attribution a WHERE a.claim_id = c.claim_id)",
     "a claim that nobody makes"},
    {"SELECT 'd' || max(document_id) FROM (SELECT document_id, url, CASE WHEN c.document_id IS NULL THEN d.outlet ELSE c.machine_outlet END AS outlet "
     "FROM document d LEFT JOIN (SELECT DISTINCT document_id, machine_outlet FROM document_correction) c USING (document_id) WHERE current AND url <> '') "
     "GROUP BY url, outlet HAVING count(*) > 1",
     "not the only one that is current of its address"},
    {"SELECT 'd' || d.document_id FROM document d JOIN document_correction c ON c.correction_id = "
     "(SELECT max(correction_id) FROM document_correction WHERE document_id = d.document_id) WHERE d.outlet IS NOT coalesce(c.outlet, c.machine_outlet) "
     "OR d.published IS NOT coalesce(c.published, c.machine_published) OR d.heard IS NOT coalesce(c.heard, c.machine_heard)",
     "its outlet or date is not what a person says of it"},
    {"SELECT 'd' || d.document_id FROM document d JOIN document r ON r.replaces = d.document_id WHERE d.current", "replaced, and yet current"},
    /* from the first version of each page on all that there are can be come to, but in a circle */
    {"SELECT 'd' || document_id FROM document WHERE document_id NOT IN (WITH RECURSIVE v (id) AS (SELECT document_id FROM document WHERE replaces IS NULL "
     "UNION SELECT n.document_id FROM v JOIN document n ON n.replaces = v.id) SELECT id FROM v)",
     "replaces what it was replaced by"},
    {"SELECT 'd' || replaces FROM document WHERE replaces IS NOT NULL GROUP BY replaces HAVING count(*) > 1", "replaced by several"},
    {"SELECT 'd' || document_id FROM copy WHERE document_id = of_document_id OR NOT share BETWEEN 0 AND 1",
     "a copy of itself, or by a share that is none"},
    {"SELECT 'c' || claim_id FROM dispute WHERE (kind = 'polarity') <> (claim_id = other_id) OR (is_update AND kind <> 'figures')",
     "a dispute of a kind that its claims have not"},
    /* what is to be found anew may be behind what it is found from */
    {"SELECT 'c' || c.claim_id FROM dispute x JOIN claim c ON c.claim_id IN (x.claim_id, x.other_id) WHERE c.same_as IS NOT NULL "
     "AND NOT EXISTS (SELECT 1 FROM unsettled)",
     "in dispute by itself, and yet shown as another claim"},
    {"SELECT 'a' || k.after_id FROM change k JOIN source s USING (source_id) WHERE (k.held >= k.heard OR s.merged_into IS NOT NULL OR s.anonymous) "
     "AND NOT EXISTS (SELECT 1 FROM unsettled)",
     "no change of one named source from something before"},
};

/* ---- text ---- */

/* What no document's reading has, and is told as it stands. */
static const char *const texts[] = {
    ("SELECT 'correction ' || correction_id, concat FROM (SELECT correction_id, made || ' ' || coalesce(made_by, '') || ' ' || coalesce(note, '') "
    "|| ' ' || coalesce(source_name, '') || ' ' || coalesce(source_key, '') || ' ' || coalesce(time, '') AS concat FROM correction "
    "UNION ALL SELECT correction_id, made || ' ' || coalesce(made_by, '') || ' ' || coalesce(note, '') || ' ' || coalesce(name, '') "
    "FROM source_correction UNION ALL SELECT correction_id, made || ' ' || coalesce(made_by, '') || ' ' || coalesce(note, '') || ' ' || "
    "coalesce(outlet, '') || ' ' || coalesce(published, '') || ' ' || coalesce(machine_outlet, '') || ' ' || coalesce(machine_published, '') "
    "FROM document_correction)"),
    ("SELECT 'change ' || change_id, made || ' ' || coalesce(made_by, '') || ' ' || coalesce(why, '') || ' ' || coalesce(undone, '') || ' ' "
    "|| coalesce(undone_by, '') FROM source_change"),
    "SELECT 's' || source_id, name || ' ' || name_key FROM source",
    "SELECT 'feed ' || url, url || ' ' || coalesce(title, '') FROM feed",
};

static hs_status check_texts(hs_checking *c, const char *sql, hs_error *err)
{
    char where[WHERE];
    bool row;
    hs_sql q = hs_sql_begin(c->ledger, sql);
    hs_status status = hs_sql_step(&q, &row, err);
    while (status == HS_OK && row && !c->stop) {
        hs_str at = hs_sql_column(&q, 0), text = hs_sql_column(&q, 1);
        if (hs_utf8_valid(text.ptr, text.len) != text.len) {
            snprintf(where, sizeof where, "%.*s", (int)(at.len < WHERE ? at.len : WHERE), at.ptr);
            hs_check_tell(c, true, where, "text that is no UTF-8");
        }
        status = hs_sql_step(&q, &row, err);
    }
    hs_sql_end(&q);
    return status;
}

/* ---- sketches ---- */

static hs_status check_sketch(hs_checking *c, hs_buffer *signs, const hs_sql *row, hs_error *err)
{
    char where[WHERE];
    int64_t model = hs_sql_column_number(row, 0), block = hs_sql_column_number(row, 1);
    hs_str kept = hs_sql_column(row, 2);
    HS_TRY(hs_ledger_sketch_block(signs, c->ledger, model, block, err));
    if (kept.len == signs->len && (!kept.len || memcmp(kept.ptr, signs->ptr, kept.len) == 0))
        return HS_OK;
    snprintf(where, sizeof where, "sketch of model %lld, block %lld", (long long)model, (long long)block);
    hs_check_tell(c, true, where, "not in step with the vectors");
    return HS_OK;
}

static hs_status check_sketches(hs_checking *c, hs_error *err)
{
    hs_buffer signs = hs_buffer_new((size_t)1 << 24);
    bool row;
    hs_sql q = hs_sql_begin(c->ledger, "SELECT b.model_id, b.block, s.signs FROM (SELECT model_id, claim_id / 1024 AS block FROM vector UNION "
                                       "SELECT model_id, block FROM sketch) b LEFT JOIN sketch s USING (model_id, block)");
    hs_status status = hs_sql_step(&q, &row, err);
    while (status == HS_OK && row && !c->stop) {
        status = check_sketch(c, &signs, &q, err);
        if (status == HS_OK)
            status = hs_sql_step(&q, &row, err);
    }
    hs_sql_end(&q);
    hs_buffer_free(&signs);
    return status;
}

/* ---- all of it ---- */

static hs_status check_documents(hs_checking *c, hs_error *err)
{
    bool row;
    char at[WHERE];
    hs_sql q = hs_sql_begin(c->ledger, "SELECT document_id FROM document ORDER BY document_id");
    hs_status status = hs_sql_step(&q, &row, err);
    while (status == HS_OK && row && !c->stop) {
        int64_t id = hs_sql_column_number(&q, 0);
        snprintf(at, sizeof at, "d%lld", (long long)id);
        step(c, at);
        status = hs_check_document(c, id, err);
        if (status == HS_OK)
            status = hs_sql_step(&q, &row, err);
    }
    hs_sql_end(&q);
    return status;
}

/* SQLite tells of what it finds while memory runs out as of damage: only what it finds twice counts. */
static hs_status check_file(hs_checking *c, hs_error *err)
{
    static const char sql[] = "SELECT 'file', integrity_check FROM pragma_integrity_check WHERE integrity_check <> 'ok'";
    bool found;
    step(c, "file");
    hs_sql q = hs_sql_begin(c->ledger, sql);
    hs_status status = hs_sql_step(&q, &found, err);
    hs_sql_end(&q);
    return status == HS_OK && !found ? HS_OK : tell_rows(c, sql, NULL, err);
}

/* As the ledger is at one moment, whoever writes meanwhile. */
static hs_status check_snapshot(hs_checking *c, hs_error *err)
{
    const size_t n = sizeof agreements / sizeof *agreements;
    hs_error found = {HS_OK, 0, ""};
    const bool file = !c->ledger->postgres;
    if (file)
        HS_TRY(check_file(c, err));
    for (size_t i = file ? 0 : 1 /* a server sees to what refers to what */; i < n && !c->stop; i++) {
        step(c, "rows");
        HS_TRY(tell_rows(c, agreements[i].sql, agreements[i].what, err));
    }
    for (size_t i = 0; i < sizeof texts / sizeof *texts && !c->stop; i++)
        HS_TRY(hs_check_found(c, check_texts(c, texts[i], &found), "file", &found, err));
    if (!c->stop)
        HS_TRY(hs_check_found(c, file ? check_schema(c, &found) : hs_check_postgres(c, &found), "schema", &found, err));
    if (!c->stop)
        HS_TRY(hs_check_found(c, check_sketches(c, &found), "sketches", &found, err));
    return c->stop ? HS_OK : hs_check_found(c, check_documents(c, &found), "documents", &found, err);
}

hs_status hs_ledger_check(uint64_t *broken, hs_ledger *ledger, const hs_check *check, hs_error *err)
{
    hs_checking c = {.ledger = ledger, .check = check};
    int64_t documents;
    *broken = 0;
    if (hs_ledger_in_transaction(ledger))
        return hs_fail(err, HS_E_ARG, 0, "a batch is open: commit it first");
    hs_error found = {HS_OK, 0, ""};
    hs_sql q = hs_sql_begin(ledger, "SELECT count(*) FROM document");
    hs_status status = hs_check_found(&c, hs_sql_take_number(&q, &documents, &found), "file", &found, err);
    c.of = (uint64_t)documents + sizeof agreements / sizeof *agreements;
    c.of += ledger->postgres ? (uint64_t)-1 : 1 + sizeof words / sizeof *words;
    for (size_t i = 0; !ledger->postgres && i < sizeof words / sizeof *words && status == HS_OK && !c.stop; i++) {
        step(&c, words[i].table);
        status = check_words(&c, words[i].table, words[i].sql, err);
    }
    if (status == HS_OK && !c.stop) {
        status = hs_ledger_look_begin(ledger, err);
        if (status == HS_OK && ledger->postgres)
            status = hs_ledger_run(ledger, "SAVEPOINT looked", "the ledger", err);
        if (status == HS_OK)
            status = check_snapshot(&c, err);
        status = hs_ledger_look_end(ledger, status, err);
    }
    *broken = c.broken;
    return status;
}
