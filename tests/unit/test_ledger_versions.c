/* test_ledger_versions.c -- which version of a page is the current one, and in what order they stand, in whatever order they came in. In: models/small. */
#include "ledger_fixture.h"

static const char page[] = "https://post.example/pier";

static hs_str str(const char *s)
{
    return (hs_str){s, s ? strlen(s) : 0};
}

/* Of version `word`, whose words no other has; NULL: the page does not say, or nobody knows when it was fetched. */
static uint64_t add_fetched(hs_ledger *ledger, const char *word, const char *published, const char *modified, const char *fetched, hs_added want)
{
    char text[128];
    int n = snprintf(text, sizeof text, "Mara Lindqvist said on Monday that the %s pier is safe.", word);
    hs_document *doc = read_text(text, (size_t)n, "a", "Harbour Post", page);
    doc->published = str(published);
    doc->modified = str(modified);
    doc->fetched = str(fetched);
    uint64_t id = add(ledger, doc, want);
    hs_document_free(doc);
    return id;
}

static uint64_t add_version(hs_ledger *ledger, const char *word, const char *published, const char *modified, hs_added want)
{
    return add_fetched(ledger, word, published, modified, NULL, want);
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
    add_version(ledger, "new", "2021-05-14T08:00Z", "2021-05-14T12:00Z", HS_ADDED);
    uint64_t old = add_version(ledger, "old", "2021-05-14T08:00Z", NULL, HS_ADDED_VERSION);
    assert_chain(ledger, "old new!");
    add_version(ledger, "middle", "2021-05-14T08:00Z", "2021-05-14T12:00+02:00", HS_ADDED_VERSION);
    assert_chain(ledger, "old middle new!");
    assert_int_equal(add_version(ledger, "old", "2021-05-14T08:00Z", NULL, HS_ADDED_BEFORE), old);
    assert_chain(ledger, "old middle new!");
    /* it is what lists are made of, and stands in the claims that are found anew */
    assert_int_equal(number(ledger, "SELECT count(*) FROM said WHERE document_id IN (SELECT document_id FROM document WHERE current) AND what LIKE '%new pier%'"), 1);
    assert_true(number(ledger, "SELECT count(*) FROM unsettled WHERE kind = 'document'") >= 3);
    hs_forgotten gone;
    assert_int_equal(hs_ledger_forget_document(&gone, ledger, 1, NULL), HS_OK);
    assert_chain(ledger, "old middle!");
    hs_ledger_free(ledger);
}

static const int orders[][3] = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
static const char *const words[] = {"first", "second", "third"};

/* Three versions, the oldest first: when each was published, modified, fetched. */
static void check_each_order(const char *const said[3][3])
{
    for (size_t i = 0; i < sizeof orders / sizeof *orders; i++) {
        no_file(NULL);
        hs_ledger *ledger = open_ledger(HS_LEDGER_WRITE);
        for (int j = 0; j < 3; j++) {
            const int n = orders[i][j];
            add_fetched(ledger, words[n], said[n][0], said[n][1], said[n][2], j ? HS_ADDED_VERSION : HS_ADDED);
        }
        assert_chain(ledger, "first second third!");
        hs_ledger_free(ledger);
    }
}

static void test_three_in_each_order(void **state)
{
    /* by what is modified, by what is published, and a day before another's times */
    static const char *const said[][3][3] = {
        {{"2021-05-14T08:00Z", NULL}, {"2021-05-14T08:00Z", "2021-05-14T09:00Z"}, {"2021-05-14T08:00Z", "2021-05-14T10:00Z"}},
        {{"2021-05-14T08:00Z", NULL}, {"2021-05-14T12:00+03:00", NULL}, {"2021-05-14T10:00Z", NULL}},
        {{"2021-05-13", NULL}, {"2021-05-14T08:00Z", NULL}, {NULL, "2021-05-15"}},
        {{"2021-05-14T08:00Z", "2021-05-14T09:00Z"}, {"2021-05-14T10:00Z", "last week"}, {"2021-05-14T08:00Z", "2021-05-14T11:00Z"}},
    };
    (void)state;
    for (size_t k = 0; k < sizeof said / sizeof *said; k++)
        check_each_order(said[k]);
}

/* When a page was fetched counts where it tells no change, and what it tells that cannot be is as if it were not told. Published, modified, fetched. */
static void test_fetched_in_each_order(void **state)
{
    static const char *const said[][3][3] = {
        /* the last is changed without a word; the first was there before the change that the second tells */
        {{"2021-05-14T08:00Z", NULL, "2021-05-14T11:00Z"}, {"2021-05-14T08:00Z", "2021-05-14T12:00Z", "2021-05-14T13:00Z"}, {"2021-05-14T08:00Z", NULL, "2021-05-15T09:00Z"}},
        /* what was seen first, though the next tells a change before that; pages that tell nothing */
        {{"2021-05-14T08:00Z", NULL, "2021-05-14T15:00Z"}, {"2021-05-14T08:00Z", "2021-05-14T14:00Z", "2021-05-14T16:00Z"}, {NULL, NULL, "2021-05-14T17:00Z"}},
        {{NULL, NULL, "2021-05-14T15:00Z"}, {NULL, NULL, "2021-05-14T18:00+02:00"}, {NULL, NULL, "2021-05-15"}},
        /* changes that both tell count before when they were fetched */
        {{"2021-05-14T08:00Z", NULL, "2021-05-14T08:30Z"}, {"2021-05-14T08:00Z", "2021-05-14T09:00Z", "2021-05-16T10:00Z"}, {"2021-05-14T08:00Z", "2021-05-14T10:00Z", "2021-05-15T10:00Z"}},
        /* of a year later, and of one before it was published */
        {{"2021-05-14T08:00Z", "2022-05-14T08:00Z", "2021-05-14T09:00Z"}, {"2021-05-14T08:00Z", "2021-05-14T10:00Z", "2021-05-14T11:00Z"}, {"2021-05-14T08:00Z", NULL, "2021-05-14T12:00Z"}},
        {{"2021-05-14T08:00Z", NULL, "2021-05-14T09:00Z"}, {"2021-05-14T08:00Z", "2021-05-14T10:00Z", "2021-05-14T11:00Z"}, {"2021-05-14T08:00Z", "2019-05-14", "2021-05-14T12:00Z"}},
        /* of a zone that is not told, half a day later than it was fetched, and a day before it was published */
        {{"2021-05-14T08:00Z", NULL, "2021-05-14T09:00Z"}, {"2021-05-15T00:30", "2021-05-14", "2021-05-17T12:00Z"}, {"2021-05-14T08:00Z", "2021-05-15T20:00", "2021-05-15T08:00Z"}},
        /* nobody knows when these were fetched, but none was after it came in */
        {{"2021-05-14T08:00Z", "9000-01-01", NULL}, {"2021-05-14T08:00Z", "2021-05-14T10:00Z", NULL}, {"2021-05-14T11:00Z", NULL, NULL}},
    };
    (void)state;
    for (size_t k = 0; k < sizeof said / sizeof *said; k++)
        check_each_order(said[k]);
}

/* What nothing puts in order stands as it came in. */
static void test_order_of_adding(void **state)
{
    static const struct {
        const char *said[4][2], *want;
    } cases[] = {
        {{{"2021-05-14T08:00Z", NULL}, {"2021-05-14T10:00+02:00", NULL}}, "a b!"}, /* the same times */
        {{{"2021-05-14T08:00Z", NULL}, {NULL, NULL}}, "a b!"},
        {{{NULL, NULL}, {"2021-05-14T08:00Z", NULL}}, "a b!"},
        {{{"2021-05-14T08:00Z", NULL}, {"2021-05-14", NULL}}, "a b!"}, /* some time of that day */
        {{{"2021-05-14T08:00Z", NULL}, {"2021", NULL}}, "a b!"},
        {{{"2021-05-14T08:00Z", NULL}, {"2021-05-13", NULL}}, "b a!"},
        /* one without times stands behind what was there, and what came in before what is newer stays before it */
        {{{"2021-05-14T12:00Z", NULL}, {NULL, NULL}, {"2021-05-14T08:00Z", NULL}}, "c a b!"},
        {{{"2021-05-14T08:00Z", NULL}, {NULL, NULL}, {"2021-05-14T12:00Z", NULL}, {"2021-05-14T09:00Z", NULL}}, "a b d c!"},
    };
    static const char *const names[] = {"a", "b", "c", "d"};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        no_file(NULL);
        hs_ledger *ledger = open_ledger(HS_LEDGER_WRITE);
        size_t n = (strlen(cases[i].want) + 1) / 2;
        for (size_t k = 0; k < n; k++)
            add_version(ledger, names[k], cases[i].said[k][0], cases[i].said[k][1], k ? HS_ADDED_VERSION : HS_ADDED);
        assert_chain(ledger, cases[i].want);
        hs_ledger_free(ledger);
    }
}

/* A person's word on a date puts the version where it belongs, and back where that is undone. */
static void test_date_corrected(void **state)
{
    (void)state;
    hs_ledger *ledger = open_ledger(HS_LEDGER_WRITE);
    add_version(ledger, "one", "2021-05-14", NULL, HS_ADDED);
    add_version(ledger, "two", "2021-05-15", NULL, HS_ADDED_VERSION);
    uint64_t wrong = add_version(ledger, "three", "2013-05-16", NULL, HS_ADDED_VERSION), correction;
    assert_chain(ledger, "three one two!");
    const hs_opinion said = {.article = wrong, .verdict = HS_VERDICT_OTHER, .says = {.published = {"2021-05-16", 10}}};
    assert_int_equal(hs_ledger_correct(&correction, ledger, &said, NULL), HS_OK);
    assert_chain(ledger, "one two three!");
    assert_int_equal(number(ledger, "SELECT count(*) FROM unsettled WHERE kind = 'claim' AND id IN (SELECT claim_id FROM attribution WHERE document_id = 2)"), 1);
    assert_int_equal(hs_ledger_uncorrect(ledger, correction, NULL), HS_OK);
    assert_chain(ledger, "three one two!");
    hs_ledger_free(ledger);
}

/* Whatever its page tells of a change before that, and whenever it was fetched, though a change that can be true counts for its version. */
static void test_date_corrected_of_fetched(void **state)
{
    (void)state;
    hs_ledger *ledger = open_ledger(HS_LEDGER_WRITE);
    add_fetched(ledger, "one", "2021-05-14", "2021-05-18T10:00Z", "2021-05-19", HS_ADDED);
    uint64_t late = add_fetched(ledger, "two", "2021-05-14", NULL, "2021-05-20", HS_ADDED_VERSION), correction;
    uint64_t early = add_fetched(ledger, "three", "2013-05-14", "2013-05-16", "2021-05-20", HS_ADDED_VERSION);
    assert_chain(ledger, "three one two!");
    assert_int_equal(hs_ledger_correct(&correction, ledger, &(hs_opinion){.article = late, .verdict = HS_VERDICT_OTHER, .says = {.published = {"2021-05-16", 10}}}, NULL), HS_OK);
    assert_chain(ledger, "three two one!");
    assert_int_equal(hs_ledger_correct(&correction, ledger, &(hs_opinion){.article = early, .verdict = HS_VERDICT_OTHER, .says = {.published = {"2021-05-19", 10}}}, NULL), HS_OK);
    assert_chain(ledger, "two one three!");
    assert_int_equal(hs_ledger_uncorrect(ledger, correction, NULL), HS_OK);
    assert_chain(ledger, "three two one!");
    assert_int_equal(hs_ledger_correct(&correction, ledger, &(hs_opinion){.article = 1, .verdict = HS_VERDICT_OTHER, .says = {.published = {"2021-05-12", 10}}}, NULL), HS_OK);
    assert_chain(ledger, "three two one!");
    hs_ledger_free(ledger);
}

/* A correction of what stands in both holds in the one that comes in later, wherever it stands. */
static void test_correction_goes_to_older(void **state)
{
    static const char more[] = "Mara Lindqvist said on Monday that the new pier is safe. It was noon.";
    uint64_t correction;
    (void)state;
    hs_ledger *ledger = open_ledger(HS_LEDGER_WRITE);
    add_version(ledger, "new", "2021-05-14", NULL, HS_ADDED);
    assert_int_equal(hs_ledger_correct(&correction, ledger, &(hs_opinion){.attribution = 1, .verdict = HS_VERDICT_WRONG}, NULL), HS_OK);
    hs_document *doc = read_text(more, sizeof more - 1, "a", "Harbour Post", page);
    doc->published = (hs_str){"2021-05-13", 10};
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
    add_version(ledger, "new", "2021-05-14", NULL, HS_ADDED);
    add_version(ledger, "old", "2021-05-13", NULL, HS_ADDED_VERSION);
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
        cmocka_unit_test_setup(test_fetched_in_each_order, no_file), cmocka_unit_test_setup(test_date_corrected_of_fetched, no_file),
    };
    return cmocka_run_group_tests(tests, open_small, close_small);
}
