/* test_ledger_golden.c -- ledgers that earlier versions wrote: each opens, is brought to this version's schema, answers and is whole. A schema
 * that cannot be brought up changes nothing. In: tests/golden/ledger/schema_N.db, one of each schema, and beside it what its documents are.
 * `test_ledger_golden --update` writes the present schema's; that of a released schema is never written again. */
#include "ledger_fixture.h"
#include "ledger_schema.h"

#define GOLDEN HS_SOURCE_DIR "/tests/golden/ledger/schema_%d"

/* ---- writing ---- */

static const char *const texts[] = {
    "Harbour master Mara Lindqvist denied on Monday that there had been any sign of a leak. \xe2\x80\x9cNobody brought me a note,\xe2\x80\x9d she said.\n\n"
    "Four officials told Coastal Wire that divers had reported the crack in March. Some 180 tonnes of oil have spread, according to the coast guard.",
    "Mara Lindqvist said the ferries would sail on Friday. \xe2\x80\x9cNobody brought me a note,\xe2\x80\x9d she said.\n\n"
    "Petra Valk warned that the slick could reach Sandholm.",
};

static void write_file(const char *name, const void *bytes, size_t len)
{
    FILE *f = fopen(name, "wb");
    if (!f || fwrite(bytes, 1, len, f) != len || fclose(f) != 0)
        perror(name);
}

/* Small pages, so that it is small, and one file without a log beside it. */
static void update(void)
{
    char name[256];
    uint64_t id;
    sqlite3 *db;
    snprintf(name, sizeof name, GOLDEN ".db", HS_LEDGER_SCHEMA);
    unlink(name);
    sqlite3_open(name, &db);
    sqlite3_exec(db, "PRAGMA page_size = 512; VACUUM", NULL, NULL, NULL);
    sqlite3_close(db);
    snprintf(path, sizeof path, "%.90s", name);
    hs_ledger *ledger;
    hs_error err;
    if (hs_ledger_open(&ledger, name, HS_LEDGER_WRITE, &err) != HS_OK) {
        fputs(err.msg, stderr);
        return;
    }
    hs_buffer lines = hs_buffer_new(1 << 20);
    for (size_t i = 0; i < 2; i++) {
        hs_added how;
        hs_document *doc = read_text(texts[i], strlen(texts[i]), i ? "lantern.txt" : "post.txt", i ? "Daily Lantern" : "Harbour Post",
                                     i ? "https://lantern.example/ferries" : "https://post.example/leak");
        hs_ledger_add(&how, &id, ledger, doc, NULL);
        hs_document_write(doc, HS_FORMAT_JSONL, NULL, into_buffer, &lines, NULL);
        hs_document_free(doc);
    }
    const hs_opinion opinion = {.attribution = 1, .verdict = HS_VERDICT_OTHER, .says.certainty = {"possible", 8}, .by = {"Ola", 3}};
    hs_ledger_correct(&id, ledger, &opinion, NULL);
    hs_ledger_merge(ledger, 2, 1, (hs_str){"she is the harbour master", 25}, (hs_str){"Ola", 3}, NULL);
    hs_ledger_commit(ledger, NULL);
    hs_ledger_free(ledger);
    sqlite3_open(name, &db);
    sqlite3_exec(db, "PRAGMA journal_mode = DELETE; VACUUM", NULL, NULL, NULL);
    sqlite3_close(db);
    snprintf(name, sizeof name, GOLDEN ".jsonl", HS_LEDGER_SCHEMA);
    write_file(name, lines.ptr, lines.len);
    hs_buffer_free(&lines);
}

/* ---- reading ---- */

static hs_buffer read_file(const char *format, int schema)
{
    static char bytes[1 << 20];
    char name[256];
    snprintf(name, sizeof name, "%s", format);
    char *d = strstr(name, "%d");
    *d = (char)('0' + schema);
    memmove(d + 1, d + 2, strlen(d + 2) + 1);
    FILE *f = fopen(name, "rb");
    if (!f)
        fail_msg("%s is missing", name);
    hs_buffer out = hs_buffer_new(1 << 20);
    hs_buffer_add(&out, bytes, fread(bytes, 1, sizeof bytes, f));
    fclose(f);
    return out;
}

static bool take_finding(void *ctx, const hs_finding *f)
{
    (void)ctx;
    fail_msg("%s: %s", f->where, f->what);
    return true;
}

static bool is_ours(void *n, const hs_opinion *o)
{
    ++*(int *)n;
    assert_true(o->attribution == 1 && o->verdict == HS_VERDICT_OTHER && o->says.certainty.len == 8);
    return true;
}

static bool is_merge(void *n, const hs_source_change *c)
{
    ++*(int *)n;
    assert_true(c->source == 2 && c->other == 1 && c->by.len == 3 && !c->undone.ptr);
    return true;
}

static void test_each_schema(void **state)
{
    static const hs_ledger_mode modes[] = {HS_LEDGER_WRITE, HS_LEDGER_READ};
    (void)state;
    for (int schema = 1; schema <= HS_LEDGER_SCHEMA; schema++)
        for (size_t m = schema == HS_LEDGER_SCHEMA ? 0 : 1; m < 2; m++) { /* what is older is brought up first */
            hs_buffer file = read_file(GOLDEN ".db", schema), due = read_file(GOLDEN ".jsonl", schema), got = hs_buffer_new(1 << 20);
            uint64_t broken;
            int corrections = 0, changes = 0;
            const hs_check check = {take_finding, NULL, NULL};
            no_file(NULL);
            write_file(path, file.ptr, file.len);
            if (m)
                hs_ledger_free(open_ledger(HS_LEDGER_WRITE));
            hs_ledger *ledger = open_ledger(modes[m]);
            assert_int_equal(number(ledger, "PRAGMA user_version"), HS_LEDGER_SCHEMA);
            assert_int_equal(hs_ledger_check(&broken, ledger, &check, NULL), HS_OK);
            for (uint64_t id = 1; id <= 2; id++) {
                hs_document *doc;
                assert_int_equal(hs_ledger_document(&doc, ledger, id, NULL), HS_OK);
                assert_int_equal(hs_document_write(doc, HS_FORMAT_JSONL, NULL, into_buffer, &got, NULL), HS_OK);
                hs_document_free(doc);
            }
            assert_int_equal(got.len, due.len);
            assert_memory_equal(got.ptr, due.ptr, due.len);
            assert_int_equal(hs_ledger_corrections(ledger, is_ours, &corrections, NULL), HS_OK);
            assert_int_equal(hs_ledger_source_changes(ledger, 1, is_merge, &changes, NULL), HS_OK);
            assert_true(corrections == 1 && changes == 1);
            assert_true(number(ledger, "SELECT count(*) FROM said WHERE certainty = 'possible' AND verdict = 'other'") == 1);
            assert_true(number(ledger, "SELECT count(*) FROM claim_words WHERE claim_words MATCH 'ferry'") == 1);
            assert_true(number(ledger, "SELECT sum(attributions) FROM speaker") > 4);
            assert_true(number(ledger, "SELECT count(*) FROM through") > 4);
            hs_ledger_free(ledger);
            hs_buffer_free(&file);
            hs_buffer_free(&due);
            hs_buffer_free(&got);
        }
}

/* ---- a step that fails half way ---- */

extern const char *const __real_hs_ledger_migrations[];
const char *__wrap_hs_ledger_migrations[HS_LEDGER_SCHEMA];

static void real_migrations(void)
{
    for (int i = 0; i < HS_LEDGER_SCHEMA; i++)
        __wrap_hs_ledger_migrations[i] = __real_hs_ledger_migrations[i];
}

static void test_half_migrated(void **state)
{
    hs_ledger *ledger;
    hs_error err;
    (void)state;
    __wrap_hs_ledger_migrations[0] = "CREATE TABLE model (model_id INTEGER PRIMARY KEY); CREATE TABLE second (x); INSERT INTO nowhere VALUES (1)";
    assert_int_equal(hs_ledger_open(&ledger, path, HS_LEDGER_WRITE, &err), HS_E_LEDGER);
    assert_null(ledger);
    sqlite3 *db;
    sqlite3_stmt *q;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, "SELECT count(*) + (SELECT user_version FROM pragma_user_version) FROM sqlite_schema", -1, &q, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(q), SQLITE_ROW);
    assert_int_equal(sqlite3_column_int(q, 0), 0); /* as it was before: nothing in it, and no version */
    sqlite3_finalize(q);
    sqlite3_close(db);
    real_migrations();
    ledger = open_ledger(HS_LEDGER_WRITE); /* and the next try is as the first */
    assert_int_equal(number(ledger, "SELECT count(*) FROM sqlite_schema WHERE name = 'second'"), 0);
    assert_int_equal(number(ledger, "PRAGMA user_version"), HS_LEDGER_SCHEMA);
    hs_ledger_free(ledger);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(test_each_schema, no_file),
        cmocka_unit_test_setup(test_half_migrated, no_file),
    };
    real_migrations();
    if (argc == 2 && strcmp(argv[1], "--update") == 0) {
        if (open_small(NULL) != 0)
            return 1;
        update();
        return close_small(NULL);
    }
    return cmocka_run_group_tests(tests, open_small, close_small);
}
