/* test_ledger_versions.c -- which version of a page is the current one, and in what order they stand, in whatever order they came in. In: models/small. */
#include "ledger_fixture.h"

static const char page[] = "https://post.example/pier";

/* Of version `word`, whose words no other has; NULL: the page does not say. */
static uint64_t add_version(hs_ledger *ledger, const char *word, const char *published, const char *modified, hs_added want)
{
    char text[128];
    int n = snprintf(text, sizeof text, "Mara Lindqvist said on Monday that the %s pier is safe.", word);
    hs_document *doc = read_text(text, (size_t)n, "a", "Harbour Post", page);
    doc->published = (hs_str){published, published ? strlen(published) : 0};
    doc->modified = (hs_str){modified, modified ? strlen(modified) : 0};
    uint64_t id = add(ledger, doc, want);
    hs_document_free(doc);
    return id;
}

static bool tell(void *ctx, const hs_finding *f)
{
    (void)ctx;
    fail_msg("%s: %s", f->where, f->what);
    return true;
}

/* The words that tell the versions apart, from the first version to the current one, are `want`; and the ledger is sound. */
static void assert_chain(hs_ledger *ledger, const char *want)
{
    static const char sql[] = "WITH RECURSIVE v (id, depth) AS (SELECT document_id, 0 FROM document WHERE replaces IS NULL UNION ALL SELECT d.document_id, depth + 1 FROM v "
                              "JOIN document d ON d.replaces = v.id) SELECT text, current FROM v JOIN document ON document_id = id ORDER BY depth";
    char got[256] = "";
    bool row;
    uint64_t broken;
    assert_int_equal(hs_ledger_commit(ledger, NULL), HS_OK);
    hs_sql q = hs_sql_made(ledger, sql, sizeof sql - 1);
    assert_int_equal(hs_sql_step(&q, &row, NULL), HS_OK);
    while (row) {
        hs_str text = hs_sql_column(&q, 0);
        const int at = (int)strlen("Mara Lindqvist said on Monday that the "), n = (int)text.len - at - (int)strlen(" pier is safe.");
        size_t len = strlen(got);
        snprintf(got + len, sizeof got - len, "%s%.*s%s", len ? " " : "", n, text.ptr + at, hs_sql_column_number(&q, 1) ? "!" : "");
        assert_int_equal(hs_sql_step(&q, &row, NULL), HS_OK);
    }
    hs_sql_end(&q);
    assert_string_equal(got, want);
    assert_int_equal(hs_ledger_check(&broken, ledger, &(hs_check){.take = tell}, NULL), HS_OK);
}

static void test_older_comes_later(void **state)
{
    (void)state;
    hs_ledger *ledger = open_ledger(HS_LEDGER_WRITE);
    add_version(ledger, "new", "2031-05-14T08:00Z", "2031-05-14T12:00Z", HS_ADDED);
    uint64_t old = add_version(ledger, "old", "2031-05-14T08:00Z", NULL, HS_ADDED_VERSION);
    assert_chain(ledger, "old new!");
    add_version(ledger, "middle", "2031-05-14T08:00Z", "2031-05-14T12:00+02:00", HS_ADDED_VERSION);
    assert_chain(ledger, "old middle new!");
    assert_int_equal(add_version(ledger, "old", "2031-05-14T08:00Z", NULL, HS_ADDED_BEFORE), old);
    assert_chain(ledger, "old middle new!");
    /* it is what lists are made of, and stands in the claims that are found anew */
    assert_int_equal(number(ledger, "SELECT count(*) FROM said WHERE document_id IN (SELECT document_id FROM document WHERE current) AND what LIKE '%new pier%'"), 1);
    assert_true(number(ledger, "SELECT count(*) FROM unsettled WHERE kind = 'document'") >= 3);
    hs_forgotten gone;
    assert_int_equal(hs_ledger_forget_document(&gone, ledger, 1, NULL), HS_OK);
    assert_chain(ledger, "old middle!");
    hs_ledger_free(ledger);
}

static void test_three_in_each_order(void **state)
{
    static const int orders[][3] = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
    static const char *const words[] = {"first", "second", "third"};
    /* by what is modified, by what is published, and a day before another's times */
    static const char *const said[][3][2] = {
        {{"2031-05-14T08:00Z", NULL}, {"2031-05-14T08:00Z", "2031-05-14T09:00Z"}, {"2031-05-14T08:00Z", "2031-05-14T10:00Z"}},
        {{"2031-05-14T08:00Z", NULL}, {"2031-05-14T12:00+03:00", NULL}, {"2031-05-14T10:00Z", NULL}},
        {{"2031-05-13", NULL}, {"2031-05-14T08:00Z", NULL}, {NULL, "2031-05-15"}},
        {{"2031-05-14T08:00Z", "2031-05-14T09:00Z"}, {"2031-05-14T10:00Z", "last week"}, {"2031-05-14T08:00Z", "2031-05-14T11:00Z"}},
    };
    (void)state;
    for (size_t k = 0; k < sizeof said / sizeof *said; k++)
        for (size_t i = 0; i < sizeof orders / sizeof *orders; i++) {
            no_file(NULL);
            hs_ledger *ledger = open_ledger(HS_LEDGER_WRITE);
            for (int j = 0; j < 3; j++) {
                const int n = orders[i][j];
                add_version(ledger, words[n], said[k][n][0], said[k][n][1], j ? HS_ADDED_VERSION : HS_ADDED);
            }
            assert_chain(ledger, "first second third!");
            hs_ledger_free(ledger);
        }
}

/* What nothing puts in order stands as it came in. */
static void test_order_of_adding(void **state)
{
    static const struct {
        const char *said[4][2], *want;
    } cases[] = {
        {{{"2031-05-14T08:00Z", NULL}, {"2031-05-14T10:00+02:00", NULL}}, "a b!"}, /* the same times */
        {{{"2031-05-14T08:00Z", NULL}, {NULL, NULL}}, "a b!"},
        {{{NULL, NULL}, {"2031-05-14T08:00Z", NULL}}, "a b!"},
        {{{"2031-05-14T08:00Z", NULL}, {"2031-05-14", NULL}}, "a b!"}, /* some time of that day */
        {{{"2031-05-14T08:00Z", NULL}, {"2031", NULL}}, "a b!"},
        {{{"2031-05-14T08:00Z", NULL}, {"2031-05-13", NULL}}, "b a!"},
        /* one without times stands behind what was there, and what came in before what is newer stays before it */
        {{{"2031-05-14T12:00Z", NULL}, {NULL, NULL}, {"2031-05-14T08:00Z", NULL}}, "c a b!"},
        {{{"2031-05-14T08:00Z", NULL}, {NULL, NULL}, {"2031-05-14T12:00Z", NULL}, {"2031-05-14T09:00Z", NULL}}, "a b d c!"},
    };
    static const char *const words[] = {"a", "b", "c", "d"};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        no_file(NULL);
        hs_ledger *ledger = open_ledger(HS_LEDGER_WRITE);
        size_t n = (strlen(cases[i].want) + 1) / 2;
        for (size_t k = 0; k < n; k++)
            add_version(ledger, words[k], cases[i].said[k][0], cases[i].said[k][1], k ? HS_ADDED_VERSION : HS_ADDED);
        assert_chain(ledger, cases[i].want);
        hs_ledger_free(ledger);
    }
}

/* A person's word on a date puts the version where it belongs, and back where that is undone. */
static void test_date_corrected(void **state)
{
    (void)state;
    hs_ledger *ledger = open_ledger(HS_LEDGER_WRITE);
    add_version(ledger, "one", "2031-05-14", NULL, HS_ADDED);
    add_version(ledger, "two", "2031-05-15", NULL, HS_ADDED_VERSION);
    uint64_t wrong = add_version(ledger, "three", "2013-05-16", NULL, HS_ADDED_VERSION), correction;
    assert_chain(ledger, "three one two!");
    const hs_opinion said = {.article = wrong, .verdict = HS_VERDICT_OTHER, .says = {.published = {"2031-05-16", 10}}};
    assert_int_equal(hs_ledger_correct(&correction, ledger, &said, NULL), HS_OK);
    assert_chain(ledger, "one two three!");
    assert_int_equal(number(ledger, "SELECT count(*) FROM unsettled WHERE kind = 'claim' AND id IN (SELECT claim_id FROM attribution WHERE document_id = 2)"), 1);
    assert_int_equal(hs_ledger_uncorrect(ledger, correction, NULL), HS_OK);
    assert_chain(ledger, "three one two!");
    hs_ledger_free(ledger);
}

/* A correction of what stands in both holds in the one that comes in later, wherever it stands. */
static void test_correction_goes_to_older(void **state)
{
    static const char more[] = "Mara Lindqvist said on Monday that the new pier is safe. It was noon.";
    uint64_t correction;
    (void)state;
    hs_ledger *ledger = open_ledger(HS_LEDGER_WRITE);
    add_version(ledger, "new", "2031-05-14", NULL, HS_ADDED);
    assert_int_equal(hs_ledger_correct(&correction, ledger, &(hs_opinion){.attribution = 1, .verdict = HS_VERDICT_WRONG}, NULL), HS_OK);
    hs_document *doc = read_text(more, sizeof more - 1, "a", "Harbour Post", page);
    doc->published = (hs_str){"2031-05-13", 10};
    uint64_t id = add(ledger, doc, HS_ADDED_VERSION);
    hs_document_free(doc);
    assert_int_equal(number(ledger, "SELECT count(*) FROM correction WHERE document_id = 2 AND verdict = 'wrong'"), 1);
    assert_int_equal(number(ledger, "SELECT replaces FROM document WHERE document_id = 1"), id);
    hs_ledger_free(ledger);
}

static void test_copied(void **state)
{
    char other[128];
    hs_ledger *to;
    (void)state;
    hs_ledger *ledger = open_ledger(HS_LEDGER_WRITE);
    add_version(ledger, "new", "2031-05-14", NULL, HS_ADDED);
    add_version(ledger, "old", "2031-05-13", NULL, HS_ADDED_VERSION);
    assert_int_equal(hs_ledger_commit(ledger, NULL), HS_OK);
    snprintf(other, sizeof other, "%s/other.db", folder);
    assert_int_equal(hs_ledger_open(&to, other, HS_LEDGER_WRITE, NULL), HS_OK);
    assert_int_equal(hs_ledger_copy_all(to, ledger, NULL, NULL, NULL), HS_OK);
    assert_chain(to, "old new!");
    hs_ledger_free(to);
    hs_ledger_free(ledger);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(test_older_comes_later, no_file), cmocka_unit_test_setup(test_three_in_each_order, no_file),
        cmocka_unit_test_setup(test_order_of_adding, no_file),   cmocka_unit_test_setup(test_date_corrected, no_file),
        cmocka_unit_test_setup(test_correction_goes_to_older, no_file), cmocka_unit_test_setup(test_copied, no_file),
    };
    return cmocka_run_group_tests(tests, open_small, close_small);
}
