/* test_web_forms.c -- what people can say on pages, and what they are told of what they gave: corrections, merges and their undoing,
 * articles that were taken in; addresses that lead on. In: the invented story of related_story.h. Out: nothing. */
#include "fuse.h"
#include "related_story.h"
#include "web_fixture.h"

static int make_story(void **state)
{
    (void)state;
    if (hs_ledger_open(&ledger, ":memory:", HS_LEDGER_WRITE, NULL) != HS_OK)
        return 1;
    put_story();
    return hs_ledger_commit(ledger, NULL) != HS_OK;
}

static int end_story(void **state)
{
    (void)state;
    hs_ledger_free(ledger);
    return 0;
}

static void a_merge_can_be_taken_back(void **state)
{
    (void)state;
    assert_int_equal(hs_ledger_merge(ledger, 3, 2, str("one & the same"), str("R. <i>"), NULL), HS_OK);
    hs_buffer page = PAGE(200, "/sources/s2"), read = page_of((const char *const[]){"/sources/s2", NULL}, false, 200);
    check_page("merged", &page);
    assert_true(has(&page, "What people said of it"));
    assert_true(has(&page, "action=\"/news/do/split\""));
    assert_true(has(&page, "name=\"source\" value=\"s3\""));
    assert_true(has(&page, "one &amp; the same"));
    assert_true(has(&page, "R. &lt;i&gt;"));
    assert_true(has(&page, "name=\"back\" value=\"/news/sources/s2\""));
    assert_true(has(&read, "one &amp; the same"));
    assert_false(has(&read, "/do/split"));
    hs_buffer_free(&page);
    hs_buffer_free(&read);
    assert_int_equal(hs_ledger_split(ledger, 3, str("R."), NULL), HS_OK);
    page = PAGE(200, "/sources/s2");
    assert_false(has(&page, "/do/split"));
    hs_buffer_free(&page);
    hs_ledger_undo(ledger);
}

static void an_article_can_be_corrected(void **state)
{
    uint64_t id;
    const hs_opinion c = {.article = 1, .verdict = HS_VERDICT_OTHER, .says = {.outlet = str("Quay <News>")}, .note = str("its \"head\"")};
    (void)state;
    hs_buffer page = PAGE(200, "/documents/d1");
    assert_true(has(&page, "name=\"document\" value=\"d1\""));
    assert_true(has(&page, "name=\"outlet\""));
    assert_true(has(&page, "name=\"published\""));
    assert_false(has(&page, "What people said of it"));
    hs_buffer_free(&page);
    assert_int_equal(hs_ledger_correct(&id, ledger, &c, NULL), HS_OK);
    page = PAGE(200, "/documents/d1");
    check_page("corrected", &page);
    assert_true(has(&page, "What people said of it"));
    assert_true(has(&page, "in <bdi>Quay &lt;News&gt;"));
    assert_true(has(&page, "its &quot;head&quot;"));
    assert_true(has(&page, "action=\"/news/do/uncorrect\""));
    hs_buffer_free(&page);
    page = PAGE(200, "/documents/d2");
    assert_false(has(&page, "What people said of it"));
    hs_buffer_free(&page);
    hs_ledger_undo(ledger);
}

/* The form takes what the server takes, no more. */
static void a_source_has_its_letter(void **state)
{
    (void)state;
    hs_buffer page = PAGE(200, "/sources/s2");
    assert_true(has(&page, "name=\"into\" autocomplete=\"off\" required pattern=\"s[1-9][0-9]{0,17}\""));
    hs_buffer_free(&page);
}

static void a_share_of_one_stays(void **state)
{
    static const char *const shares[][2] = {{"least=1", "least=1\""}, {"least=0.996", "least=0.99\""}, {"least=0.25", "least=0.25\""}};
    (void)state;
    for (size_t i = 0; i < sizeof shares / sizeof *shares; i++) {
        hs_buffer page = PAGE(200, "/documents/d1", shares[i][0]);
        assert_true(has(&page, shares[i][1]));
        assert_false(has(&page, "0.00"));
        hs_buffer_free(&page);
    }
    hs_buffer page = PAGE(200, "/documents/d1", "least=1");
    assert_true(has(&page, "<option value=\"1\" selected>at least 100 %"));
    hs_buffer_free(&page);
}

/* ---- what came of what was given ---- */

static hs_buffer told_of(const hs_web_taken *at, size_t n, size_t n_failed, int status)
{
    hs_buffer out = hs_buffer_new(1 << 20);
    hs_web_reply reply;
    const hs_web_request request = {.path = str("/add"), .base = str("/news"), .token = str("tok<en>"), .may_write = true};
    assert_int_equal(hs_web_added(&out, &reply, &request, status, at, n, n_failed, NULL, NULL), HS_OK);
    assert_int_equal(reply.status, status);
    check_page("added", &out);
    return out;
}

static void what_was_given_is_told(void **state)
{
    static const hs_web_taken all[] = {
        {.input = {"<a>.txt", 7}, .document = 7, .how = HS_ADDED, .title = {"The <pier>", 10}, .outlet = {"Quay & Co", 9}, .n_statements = 1},
        {.input = {"b.txt", 5}, .document = 8, .how = HS_ADDED_BEFORE},
        {.document = 9, .how = HS_ADDED_VERSION, .n_statements = 3},
        {.input = {"c\xff.pdf", 6}, .why = {"no <text>", 9}}};
    (void)state;
    hs_buffer page = told_of(all, 4, 12, 200);
    assert_true(has(&page, "<h2>1 added, 1 added as a new version, 1 in already, 12 could not be read</h2>"));
    assert_true(has(&page, "&lt;a&gt;.txt"));
    assert_true(has(&page, "<a href=\"/news/documents/d7\"><bdi>The &lt;pier&gt;</bdi></a>, <bdi>Quay &amp; Co</bdi> · 1 statement<"));
    assert_true(has(&page, "in already</span> <a href=\"/news/documents/d8\">Article d8</a>"));
    assert_true(has(&page, "could not be read: <bdi>no &lt;text&gt;</bdi>"));
    assert_true(has(&page, "and 11 more that could not be read"));
    assert_true(has(&page, "action=\"/news/do/add\"")); /* for more */
    hs_buffer_free(&page);
    page = told_of(all + 3, 1, 1, 415);
    assert_true(has(&page, "<h2>1 could not be read</h2>"));
    hs_buffer_free(&page);
}

static void no_memory_is_told(void **state)
{
    static const hs_web_taken one = {.input = {"b.txt", 5}, .document = 8, .how = HS_ADDED_BEFORE};
    const hs_web_request request = {.path = str("/add"), .may_write = true};
    hs_web_reply reply;
    (void)state;
    for (long n = 0;; n++) {
        hs_buffer out = hs_buffer_new(1 << 20);
        fuse = n;
        hs_status status = hs_web_added(&out, &reply, &request, 200, &one, 1, 0, NULL, NULL);
        fuse = -1;
        hs_buffer_free(&out);
        if (status == HS_OK)
            break;
        assert_int_equal(status, HS_E_NOMEM);
    }
}

/* ---- addresses that lead on ---- */

static void lead(const char *from, const char *base, const char *end, int status)
{
    hs_buffer out = hs_buffer_new(1 << 20);
    hs_web_reply reply;
    char want[256];
    const hs_web_request request = {.path = str(from), .base = str(base)};
    assert_int_equal(hs_web_page(&out, &reply, ledger, &request, NULL), HS_OK);
    snprintf(want, sizeof want, "%s%s", base, end);
    assert_int_equal(reply.status, status);
    assert_string_equal(reply.location, want);
    hs_buffer_free(&out);
}

static void a_long_base_is_kept(void **state)
{
    char base[128];
    (void)state;
    memset(base, 'x', sizeof base - 1);
    base[0] = '/';
    base[sizeof base - 1] = '\0'; /* as long as the server lets it be */
    lead("/d7", base, "/documents/d7", 308);
    lead("/claims/c4", base, "/claims/c1", 302);
}

/* Of a claim whose articles are all of older versions. */
static void no_article_is_current(void **state)
{
    (void)state;
    assert_int_equal(hs_ledger_begin(ledger, NULL), HS_OK);
    assert_int_equal(hs_ledger_run(ledger, "UPDATE document SET current = 0", "test", NULL), HS_OK);
    hs_buffer page = PAGE(200, "/claims/c1");
    check_page("none current", &page);
    assert_false(has(&page, " · last "));
    hs_buffer_free(&page);
    hs_ledger_undo(ledger);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_merge_can_be_taken_back), cmocka_unit_test(an_article_can_be_corrected),
        cmocka_unit_test(a_source_has_its_letter),   cmocka_unit_test(a_share_of_one_stays),
        cmocka_unit_test(what_was_given_is_told),    cmocka_unit_test(no_memory_is_told),
        cmocka_unit_test(a_long_base_is_kept),       cmocka_unit_test(no_article_is_current),
    };
    return cmocka_run_group_tests(tests, make_story, end_story);
}
