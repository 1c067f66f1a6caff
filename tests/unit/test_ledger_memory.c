/* test_ledger_memory.c -- every call on a ledger while allocations fail, ours and SQLite's: the n-th alone, and all from the n-th on.
 * It says that there was no memory, or it has done all; never half, and what else was in the batch stays. In: models/small. */
#include <fcntl.h>
#include <sys/stat.h>

#include "fuse.h"
#include "ledger_fixture.h"

/* ---- SQLite's heap ---- */

static sqlite3_mem_methods heap;
static long left = -1; /* allocations that still succeed; below 0: all do */
static bool for_good;  /* all fail from then on, else one */

static bool fails(void)
{
    if (left < 0)
        return false;
    if (left > 0) {
        left--;
        return false;
    }
    if (!for_good)
        left = -1;
    return true;
}

static void *take(int n)
{
    return fails() ? NULL : heap.xMalloc(n);
}

static void *retake(void *memory, int n)
{
    return fails() ? NULL : heap.xRealloc(memory, n);
}

static int open_heap(void **state)
{
    sqlite3_mem_methods ours;
    sqlite3_config(SQLITE_CONFIG_GETMALLOC, &heap);
    ours = heap;
    ours.xMalloc = take;
    ours.xRealloc = retake;
    return sqlite3_config(SQLITE_CONFIG_MALLOC, &ours) != SQLITE_OK ||
           sqlite3_config(SQLITE_CONFIG_LOOKASIDE, 0, 0) != SQLITE_OK || open_small(state);
}

/* ---- the ledger that each call begins with ---- */

static hs_document *docs[3], *anew;
static char *base;
static size_t base_len;

static void make_base(void)
{
    static const char *const texts[] = {
        "Mara Lindqvist said on Monday that the pier is safe. Jonas Brekke denied that he had read the note.",
        "Mara Lindqvist said the ferries would sail on Friday. Officials said 12 people were hurt.",
        "Ada Solheim warned that the basin was full of oil. Mara Lindqvist said that she had never seen the port."};
    uint64_t id;
    no_file(NULL);
    for (size_t i = 0; i < 3; i++)
        docs[i] = read_text(texts[i], strlen(texts[i]), "a", i == 1 ? "Harbour Post" : "Coastal Wire", NULL);
    anew = read_text(texts[0], strlen(texts[0]), "a", "Coastal Wire", NULL);
    anew->model = (hs_str){"later-1 0123456789ab", 20};
    hs_ledger *ledger = open_ledger(HS_LEDGER_WRITE);
    add(ledger, docs[0], HS_ADDED);
    add(ledger, docs[1], HS_ADDED);
    assert_int_equal(hs_ledger_merge(ledger, 1, 2, (hs_str){0}, (hs_str){0}, NULL), HS_OK);
    const hs_opinion c = {.attribution = 1, .verdict = HS_VERDICT_OTHER, .says.act = {"deny", 4}};
    assert_int_equal(hs_ledger_correct(&id, ledger, &c, NULL), HS_OK);
    /* some of what contradicts each other is told of, and the rest is to be found */
    assert_int_equal(hs_ledger_run(ledger, "INSERT INTO pair SELECT a.claim_id, b.claim_id, 'contradicts', 0.9, 'other figures', 8000, 0 FROM claim a JOIN claim b "
                                           "ON a.claim_id < b.claim_id WHERE b.claim_id <= 4", "pairs", NULL), HS_OK);
    assert_int_equal(hs_ledger_settle(ledger, NULL), HS_OK);
    assert_int_equal(hs_ledger_run(ledger, "INSERT OR IGNORE INTO pair SELECT a.claim_id, b.claim_id, 'contradicts', 0.9, 'other figures', 8000, 0 FROM claim a JOIN claim b "
                                           "ON a.claim_id < b.claim_id", "pairs", NULL), HS_OK);
    assert_int_equal(hs_ledger_run(ledger, "INSERT INTO unsettled SELECT 'claim', claim_id FROM claim", "claims", NULL), HS_OK);
    assert_true(number(ledger, "SELECT count(*) FROM dispute"));
    assert_int_equal(hs_ledger_commit(ledger, NULL), HS_OK);
    hs_ledger_free(ledger);
    FILE *f = fopen(path, "rb");
    base = malloc(1 << 22);
    base_len = fread(base, 1, 1 << 22, f);
    fclose(f);
}

static void put_base(void)
{
    no_file(NULL);
    FILE *f = fopen(path, "wb");
    assert_int_equal(fwrite(base, 1, base_len, f), base_len);
    fclose(f);
}

/* ---- the calls ---- */

static hs_status do_add(hs_ledger *ledger)
{
    hs_added how;
    uint64_t id;
    return hs_ledger_add(&how, &id, ledger, docs[2], NULL);
}

static hs_status do_find(hs_ledger *ledger)
{
    uint64_t id;
    hs_status status = hs_ledger_find(&id, ledger, hs_document_id(docs[1]), NULL);
    assert_true(status != HS_OK || id == 2);
    return status;
}

static hs_document *loaded; /* by do_load; looked at once allocations succeed again */

static hs_status do_load(hs_ledger *ledger)
{
    return hs_ledger_document(&loaded, ledger, 1, NULL);
}

static void look_at_loaded(void)
{
    if (!loaded)
        return;
    hs_buffer in = jsonl(docs[0]), out = jsonl(loaded);
    assert_string_equal(in.ptr, out.ptr);
    hs_buffer_free(&in);
    hs_buffer_free(&out);
    hs_document_free(loaded);
    loaded = NULL;
}

static hs_status do_correct(hs_ledger *ledger)
{
    uint64_t id;
    const hs_opinion c = {.attribution = 2, .verdict = HS_VERDICT_OTHER, .says = {.name = {"Ada", 3}, .polarity = {"-", 1}}};
    return hs_ledger_correct(&id, ledger, &c, NULL);
}

static hs_status do_correct_source(hs_ledger *ledger)
{
    uint64_t id;
    const hs_opinion c = {.source = 2, .verdict = HS_VERDICT_OTHER, .says = {.name = {"Ada", 3}, .kind = {"person", 6}}};
    return hs_ledger_correct(&id, ledger, &c, NULL);
}

static hs_status do_correct_article(hs_ledger *ledger)
{
    uint64_t id;
    const hs_opinion c = {.article = 1, .verdict = HS_VERDICT_OTHER, .says = {.outlet = {"Lantern", 7}, .published = {"2031-05", 7}}};
    return hs_ledger_correct(&id, ledger, &c, NULL);
}

static hs_status do_uncorrect(hs_ledger *ledger)
{
    return hs_ledger_uncorrect(ledger, 1, NULL);
}

static bool one_correction(void *n, const hs_opinion *c)
{
    ++*(int *)n;
    return c->what.len > 0;
}

static hs_status do_corrections(hs_ledger *ledger)
{
    int n = 0;
    hs_status status = hs_ledger_corrections(ledger, one_correction, &n, NULL);
    assert_true(status != HS_OK || n == 1);
    return status;
}

static hs_status do_merge(hs_ledger *ledger)
{
    return hs_ledger_merge(ledger, 2, 3, (hs_str){"why", 3}, (hs_str){0}, NULL);
}

static hs_status do_split(hs_ledger *ledger)
{
    return hs_ledger_split(ledger, 1, (hs_str){"Ola", 3}, NULL);
}

static hs_status do_part(hs_ledger *ledger)
{
    uint64_t id;
    return hs_ledger_part(&id, ledger, 1, (const uint64_t[]){2}, 1, (hs_str){0}, (hs_str){0}, NULL);
}

static bool one_change(void *n, const hs_source_change *c)
{
    ++*(int *)n;
    return c->source > 0;
}

static bool one_member(void *n, const hs_source_member *m)
{
    ++*(int *)n;
    return m->source > 0;
}

static hs_status do_tell(hs_ledger *ledger)
{
    int n = 0;
    uint64_t standing;
    hs_status status = hs_ledger_source_changes(ledger, 1, one_change, &n, NULL);
    if (status == HS_OK)
        status = hs_ledger_source_members(&standing, ledger, 1, one_member, &n, NULL);
    assert_true(status != HS_OK || n == 4);
    return status;
}

static hs_status do_reread(hs_ledger *ledger)
{
    return hs_ledger_reread(ledger, 1, anew, NULL);
}

static hs_status do_stale(hs_ledger *ledger)
{
    uint64_t id, n;
    hs_status status = hs_ledger_next_stale(&id, ledger, anew->model, 1, NULL);
    assert_true(status != HS_OK || id == 2);
    return status == HS_OK ? hs_ledger_count_stale(&n, ledger, anew->model, NULL) : status;
}

static hs_status do_forget_document(hs_ledger *ledger)
{
    hs_forgotten gone;
    return hs_ledger_forget_document(&gone, ledger, 1, NULL);
}

static hs_status do_forget_source(hs_ledger *ledger)
{
    hs_forgotten gone;
    return hs_ledger_forget_source(&gone, ledger, 1, false, NULL);
}

static hs_status do_commit(hs_ledger *ledger)
{
    return hs_ledger_commit(ledger, NULL);
}

static hs_status do_scrub(hs_ledger *ledger)
{
    return hs_ledger_scrub(ledger, NULL);
}

static bool no_finding(void *ctx, const hs_finding *f)
{
    (void)ctx;
    if (f->broken)
        fail_msg("%s: %s", f->where, f->what);
    return true;
}

static hs_status do_check(hs_ledger *ledger)
{
    uint64_t broken;
    const hs_check check = {no_finding, NULL, NULL};
    return hs_ledger_check(&broken, ledger, &check, NULL);
}

static hs_status do_backup(hs_ledger *ledger)
{
    char copy[128];
    snprintf(copy, sizeof copy, "%s/copy.db", folder);
    hs_status status = hs_ledger_backup(ledger, copy, false, NULL, NULL, NULL);
    assert_int_equal(unlink(copy) == 0, status == HS_OK);
    return status;
}

static hs_status do_settle(hs_ledger *ledger)
{
    return hs_ledger_settle(ledger, NULL);
}

static hs_status do_disputes(hs_ledger *ledger)
{
    hs_answer *answer;
    size_t n;
    hs_status status = hs_ledger_disputes(&answer, ledger, &(hs_query){.updates = true, .most_first = true, .words = {"the", 3}}, NULL);
    if (status == HS_OK)
        assert_true(hs_answer_disputes(answer, &n) && n);
    hs_answer_free(answer);
    return status;
}

static hs_status do_changes(hs_ledger *ledger)
{
    hs_answer *answer;
    hs_status status = hs_ledger_changes(&answer, ledger, &(hs_query){.outlet = {"post", 4}}, NULL);
    hs_answer_free(answer);
    return status;
}

static hs_status do_explain(hs_ledger *ledger)
{
    hs_answer *answer;
    size_t n;
    hs_status status = hs_ledger_explain(&answer, ledger, (hs_str){"c1", 2}, (hs_str){"c3", 2}, NULL);
    if (status == HS_OK)
        assert_true(hs_answer_grounds(answer, &n) && n);
    hs_answer_free(answer);
    return status;
}

/* ---- failing them ---- */

static char *rows_of(hs_ledger *ledger)
{
    bool row;
    static const char sql[] =
        "SELECT printf('%d documents %d attributions %d holders %d chains %d claims %d sources %d corrections %d changes %d vectors %d disputes %d unsettled %d', "
        "(SELECT count(*) FROM document), (SELECT count(*) FROM attribution), (SELECT count(*) FROM holder), (SELECT count(*) FROM chain), "
        "(SELECT count(*) FROM claim), (SELECT total(1 + (merged_into IS NOT NULL) + 10 * apart) FROM source), "
        "(SELECT count(*) FROM correction) + (SELECT count(*) FROM source_correction) + (SELECT count(*) FROM document_correction), "
        "(SELECT total(1 + (undone IS NULL)) FROM source_change), (SELECT count(*) FROM vector), (SELECT sum(model_id) FROM document), "
        "(SELECT count(*) FROM dispute) + (SELECT count(*) FROM change), (SELECT count(*) FROM unsettled))";
    hs_sql q = hs_sql_made(ledger, sql, sizeof sql - 1);
    assert_int_equal(hs_sql_step(&q, &row, NULL), HS_OK);
    hs_str s = hs_sql_column(&q, 0);
    char *out = strndup(s.ptr, s.len);
    hs_sql_end(&q);
    return out;
}

/* One call with its n-th allocation failing. In a batch there is something else, too, that must stay. @return did one fail? */
static bool fail_one(const char *name, hs_status (*call)(hs_ledger *), bool batch, bool ours, long n, const char *before, const char *after)
{
    put_base();
    hs_ledger *ledger = open_ledger(HS_LEDGER_WRITE);
    if (batch) {
        assert_int_equal(hs_ledger_begin(ledger, NULL), HS_OK);
        assert_int_equal(hs_ledger_run(ledger, "INSERT INTO feed (url, due) VALUES ('https://post.example/feed', '2031-05-14T00:00:00Z')", "a feed", NULL), HS_OK);
    }
    *(ours ? &fuse : &left) = n;
    hs_status status = call(ledger);
    bool failed = ours ? fuse == 0 : for_good ? left == 0 : left < 0;
    fuse = left = -1;
    look_at_loaded();
    if (status != HS_OK && status != HS_E_NOMEM)
        fail_msg("%s: allocation %ld: %s", name, n, hs_status_name(status));
    hs_status committed = hs_ledger_commit(ledger, NULL);
    if (committed == HS_OK && batch)
        assert_int_equal(number(ledger, "SELECT count(*) FROM feed"), call != do_commit || status == HS_OK);
    char *rows = rows_of(ledger);
    bool all = strcmp(rows, after) == 0;
    if (committed == HS_OK && !(status == HS_OK ? all : strcmp(rows, before) == 0 || all))
        fail_msg("%s: allocation %ld: half done: %s\n%s\n%s", name, n, rows, before, after);
    if (n % 16 == 0)
        assert_int_equal(do_check(ledger), HS_OK);
    free(rows);
    hs_ledger_free(ledger);
    return failed;
}

/* Each of the first, then fewer and fewer: the later are mostly the same statements again. */
static long next(long n)
{
    return n + 1 + (n > 120 ? n / 12 : 0);
}

static void fail_each(const char *name, hs_status (*call)(hs_ledger *), bool batch)
{
    put_base();
    hs_ledger *ledger = open_ledger(HS_LEDGER_WRITE);
    char *before = rows_of(ledger);
    hs_status status = call(ledger);
    if (status != HS_OK)
        fail_msg("%s: %s", name, hs_status_name(status));
    look_at_loaded();
    assert_int_equal(hs_ledger_commit(ledger, NULL), HS_OK);
    char *after = rows_of(ledger);
    hs_ledger_free(ledger);
    for (int mode = 0; mode < 3; mode++) {
        long n = 0, runs = 0;
        for_good = mode == 1;
        for (; fail_one(name, call, batch, mode == 2, n, before, after); n = next(n))
            runs++;
        print_message("%-16s %s: %ld of about %ld allocations failed\n", name, mode == 2 ? "ours" : mode ? "all from the n-th" : "the n-th", runs, n);
    }
    free(before);
    free(after);
}

static void test_open(void **state)
{
    (void)state;
    for (int mode = 0; mode < 4; mode++) {
        bool failed = true;
        for_good = mode & 1;
        for (long n = 0; failed; n = next(n)) {
            hs_ledger *ledger;
            put_base();
            if (mode >= 2)
                no_file(NULL); /* it is made */
            left = n;
            hs_status status = hs_ledger_open(&ledger, path, HS_LEDGER_WRITE, NULL);
            failed = for_good ? left == 0 : left < 0;
            left = -1;
            if (status != HS_OK && status != HS_E_NOMEM)
                fail_msg("open: allocation %ld: %s", n, hs_status_name(status));
            assert_int_equal(ledger != NULL, status == HS_OK);
            hs_ledger_free(ledger);
            ledger = open_ledger(HS_LEDGER_WRITE);
            if (n % 16 == 0)
                assert_int_equal(do_check(ledger), HS_OK);
            hs_ledger_free(ledger);
        }
    }
}

#define CALL(name, batch)                      \
    static void test_##name(void **state)      \
    {                                          \
        (void)state;                           \
        fail_each(#name, do_##name, batch);    \
    }
CALL(add, true)
CALL(find, false)
CALL(load, false)
CALL(correct, true)
CALL(correct_source, true)
CALL(correct_article, true)
CALL(uncorrect, true)
CALL(corrections, false)
CALL(merge, true)
CALL(split, true)
CALL(part, true)
CALL(tell, false)
CALL(reread, true)
CALL(stale, false)
CALL(forget_document, true)
CALL(forget_source, true)
CALL(commit, true)
CALL(scrub, false)
CALL(check, false)
CALL(backup, false)
CALL(settle, true)
CALL(disputes, false)
CALL(changes, false)
CALL(explain, false)

static int open_base(void **state)
{
    int bad = open_heap(state);
    if (!bad)
        make_base();
    return bad;
}

static int close_base(void **state)
{
    for (size_t i = 0; i < 3; i++)
        hs_document_free(docs[i]);
    hs_document_free(anew);
    free(base);
    return close_small(state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_open),      cmocka_unit_test(test_add),             cmocka_unit_test(test_find),
        cmocka_unit_test(test_load),      cmocka_unit_test(test_correct),         cmocka_unit_test(test_correct_source), cmocka_unit_test(test_correct_article),
        cmocka_unit_test(test_uncorrect), cmocka_unit_test(test_corrections),     cmocka_unit_test(test_merge),
        cmocka_unit_test(test_split),     cmocka_unit_test(test_part),            cmocka_unit_test(test_tell),
        cmocka_unit_test(test_reread),    cmocka_unit_test(test_stale),           cmocka_unit_test(test_forget_document),
        cmocka_unit_test(test_forget_source), cmocka_unit_test(test_commit),      cmocka_unit_test(test_scrub),
        cmocka_unit_test(test_check),     cmocka_unit_test(test_backup),          cmocka_unit_test(test_settle),
        cmocka_unit_test(test_disputes),  cmocka_unit_test(test_changes),         cmocka_unit_test(test_explain),
    };
    return cmocka_run_group_tests(tests, open_base, close_base);
}
