/* test_web_statement.c -- the page that traces a statement: by a comparer, and without; denials, what nothing says, hostile words, failing allocations;
 * and the ways that lead there. In: the invented story of related_story.h, tests/numeric/tiny_pairs. Out: nothing. */
#include "fuse.h"
#include "related_story.h"
#include "web_fixture.h"

static hs_comparer *comparer;
static hs_compare_space *space;

static int make_story(void **state)
{
    (void)state;
    if (hs_ledger_open(&ledger, ":memory:", HS_LEDGER_WRITE, NULL) != HS_OK || hs_comparer_open(&comparer, HS_SOURCE_DIR "/tests/numeric/tiny_pairs", NULL) != HS_OK ||
        hs_compare_space_open(&space, comparer, NULL) != HS_OK)
        return 1;
    put_story();
    return 0;
}

static int end_story(void **state)
{
    (void)state;
    hs_compare_space_free(space);
    hs_comparer_free(comparer);
    hs_ledger_free(ledger);
    return 0;
}

/* ---- asking ---- */

static hs_status trace(hs_buffer *out, hs_web_reply *reply, const char *words, hs_compare_space *compare, bool known, hs_error *err)
{
    hs_web_param q = {str("q"), str(words)};
    hs_web_request request = {
        .path = str("/trace"), .params = &q, .n_params = 1, .base = str("/news"), .now = str("2031-05-20T12:00:00Z"), .compare = compare, .known = known};
    return hs_web_page(out, reply, ledger, &request, err);
}

static hs_buffer traced(const char *words, hs_compare_space *compare, bool known, int want)
{
    hs_buffer out = hs_buffer_new(64 << 20);
    hs_web_reply reply;
    hs_error err = {HS_OK, 0, ""};
    if (trace(&out, &reply, words, compare, known, &err) != HS_OK)
        fail_msg("%s: %s", words, err.msg);
    assert_int_equal(reply.status, want);
    check_page(words, &out);
    return out;
}

/* ---- cases ---- */

static void the_answer_is_on_top(void **state)
{
    (void)state;
    for (int compared = 0; compared < 2; compared++) {
        hs_buffer page = traced("The ministry knew of the leak in March", compared ? space : NULL, true, 200);
        assert_true(has(&page, "<input type=\"search\" id=\"statement\" name=\"q\" maxlength=\"1000\" required autocomplete=\"off\" placeholder=\"the ministry knew of the leak in "
                               "March\" value=\"The ministry knew of the leak in March\">"));
        assert_true(has(&page, "<h1 class=\"words\">“<bdi>The ministry knew of the leak in March</bdi>”</h1>"));
        assert_true(has(&page, "<bdi>Coastal Wire</bdi></a>, <time datetime=\"2031-05-13T21:40Z\">13 May 2031, 21:40 UTC</time>.</p>"));
        if (!compared) /* what the model, whose weights mean nothing, takes for the same is its own affair */
            assert_true(has(&page, "<p class=\"answer\"><b>3</b> articles of <b>3</b> outlets; <b>1</b> independent origin for it, <b>1</b> independent origin against it. First in "));
        assert_true(compared || has(&page, "<bdi>four unnamed officials</bdi></a> <span class=\"tag\">unnamed</span></span></p>"));
        assert_true(compared || has(&page, "<bdi>Ilse Korhan</bdi></a></span></p>"));
        assert_true(has(&page, "href=\"/news/claims/c1\">"));
        assert_true(has(&page, "<h2 id=\"trace-h\">Where it comes from</h2>"));
        assert_true(has(&page, "href=\"/news/search?q=The%20ministry%20knew%20of%20the%20leak%20in%20March\">Search for these words</a>"));
        assert_true(has(&page, "aria-current=\"page\">Trace</a>"));
        assert_true(has(&page, "placeholder=\"Search claims, sources, articles\"><button>")); /* the other search is empty */
        assert_false(has(&page, "Trace it in all wordings"));
        assert_int_equal(has(&page, "a machine decided by comparing each with the statement"), compared);
        hs_buffer_free(&page);
    }
}

static void it_is_said_how_claims_were_found(void **state)
{
    (void)state;
    hs_buffer visitor = traced("the ministry knew of the leak in March", NULL, false, 200), without = traced("the ministry knew of the leak in March", NULL, true, 200);
    assert_true(has(&visitor, "Claims were found by their words alone, which misses other wordings"));
    assert_true(has(&visitor, "with the token that “hearsay serve” printed"));
    assert_true(has(&without, "is not installed here"));
    assert_false(has(&without, "token"));
    hs_buffer_free(&visitor);
    hs_buffer_free(&without);
}

static void what_a_denial_denies_is_traced(void **state)
{
    (void)state;
    hs_buffer page = traced("Officials deny that the ministry knew of the leak in March", NULL, true, 200);
    assert_true(has(&page, "Asked as “<bdi>the ministry knew of the leak in March</bdi>”: the statement tells who says or denies that"));
    assert_true(has(&page, "<b>3</b> articles"));
    hs_buffer_free(&page);
}

static void contradictions_are_linked(void **state)
{
    (void)state;
    char link[64];
    hs_buffer page = traced("180 tonnes of oil were lost", space, true, 200);
    snprintf(link, sizeof link, "href=\"/news/claims/c%lld\">", (long long)claim("90 tonnes of oil were lost"));
    assert_true(has(&page, "<h3>Claims that contradict it</h3>"));
    assert_true(has(&page, link));
    assert_true(has(&page, "First told in <a"));
    hs_buffer_free(&page);
}

/* What too low a confidence leaves out is counted; an article that says so no more is marked. */
static void what_is_left_out_is_told(void **state)
{
    (void)state;
    hs_buffer all = PAGE(200, "/trace", "q=the ministry knew of the leak in March"), sure = PAGE(200, "/trace", "q=the ministry knew of the leak in March", "least=0.99");
    assert_false(has(&all, "left out for") || has(&all, "an earlier version"));
    assert_true(has(&sure, "left out for"));
    run("UPDATE document SET current = 0 WHERE document_id IN (SELECT document_id FROM attribution a JOIN claim c USING (claim_id) WHERE c.text LIKE '%knew of the leak in March%')");
    hs_buffer older = PAGE(200, "/trace", "q=the ministry knew of the leak in March");
    assert_true(has(&older, "<span class=\"tag\">an earlier version</span>"));
    run("UPDATE document SET current = 1");
    hs_buffer_free(&all);
    hs_buffer_free(&sure);
    hs_buffer_free(&older);
}

/* Who held both sides has a date on each. */
static void both_sides_have_their_dates(void **state)
{
    (void)state;
    hs_buffer page = traced("that she had been told of the leak", NULL, true, 200);
    assert_true(has(&page, ": origin on both sides, first known to have been for it <time datetime=\"2031-05-16"));
    assert_true(has(&page, " and against it <time datetime=\"2031-05-13"));
    hs_buffer_free(&page);
}

static void nothing_found_is_told(void **state)
{
    (void)state;
    hs_buffer none = traced("penguins <b>love xylophones", space, true, 200), near = traced("the ministry of fish", NULL, false, 200), empty = traced("-", NULL, true, 200),
              long_page;
    assert_true(has(&none, "<p class=\"answer\">No claim says that, or anything near it.</p>"));
    assert_true(has(&none, "href=\"/news/search?q=penguins%20%3Cb%3Elove%20xylophones\">"));
    assert_false(has(&none, "a machine decided"));
    assert_true(has(&near, "<p class=\"answer\">No claim says that"));
    hs_buffer_add(&near, "", 1);
    const char *how = strstr(near.ptr, "Claims were found by their words alone");
    assert_true(how && how < strstr(near.ptr, "No claim says that"));
    assert_true(has(&empty, "<p class=\"answer\">No word to look for in: -.</p>"));
    hs_buffer many = hs_buffer_new(1 << 10);
    for (int i = 0; i < 70; i++)
        hs_buffer_format(&many, "word%d ", i);
    hs_buffer_add(&many, "", 1);
    long_page = traced(many.ptr, NULL, true, 400);
    assert_true(has(&long_page, "Over 64 words to look for"));
    hs_buffer *const pages[] = {&none, &near, &empty, &long_page, &many};
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
        hs_buffer_free(pages[i]);
}

static void hostile_words_are_text(void **state)
{
    (void)state;
    hs_buffer page = traced("\"><script>alert(1)</script> \xE2\x80\xAE the ministry knew of the leak in March \x01\xFF", space, true, 200);
    assert_true(has(&page, "&lt;script&gt;"));
    hs_buffer_free(&page);
}

static void without_words_it_asks_for_them(void **state)
{
    (void)state;
    hs_buffer page = PAGE(200, "/trace"), sure = PAGE(200, "/trace", "q=the ministry knew of the leak in March", "least=0.5"), wrong = PAGE(400, "/trace", "q=the leak", "least=2");
    check_page("/trace", &page);
    check_page("sure", &sure);
    assert_true(has(&page, "<h1>Trace a statement</h1>"));
    assert_true(has(&page, "action=\"/news/trace\""));
    assert_true(has(&sure, "<input type=\"hidden\" name=\"least\" value=\"0.50\">"));
    assert_true(has(&sure, "leak%20in%20March&amp;least=0.50\">Search for these words"));
    hs_buffer_free(&page);
    hs_buffer_free(&sure);
    hs_buffer_free(&wrong);
}

static void ways_lead_there(void **state)
{
    (void)state;
    hs_buffer search = PAGE(200, "/search", "q=leak in <March>"), nothing = PAGE(200, "/search"), one = PAGE(200, "/claims/c1"), help = PAGE(200, "/help");
    assert_true(has(&search, "<a class=\"button\" href=\"/news/trace?q=leak%20in%20%3CMarch%3E\">Trace this as a statement</a>"));
    assert_false(has(&nothing, "Trace this as a statement"));
    assert_true(has(&one, "<a class=\"button\" href=\"/news/trace?q=the%20ministry%20knew%20of%20the%20leak%20in%20March\">Trace it in all wordings</a>"));
    assert_true(has(&one, "href=\"/news/trace\">Trace</a>"));
    assert_true(has(&help, "independent origins"));
    hs_buffer *const pages[] = {&search, &nothing, &one, &help};
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
        hs_buffer_free(pages[i]);
}

static void the_server_is_told_what_a_page_needs(void **state)
{
    static const struct {
        const char *path, *words, *wanted;
        bool compares;
    } cases[] = {{"/trace", "the pier is safe", "the pier is safe", true},
                 {"/trace", "Officials deny that the pier is safe", "the pier is safe", true},
                 {"/trace", "", "", false},
                 {"/search", "Officials deny that the pier is safe", "Officials deny that the pier is safe", false},
                 {"/", "leak", "", false},
                 {"/trace/", "leak", "", false}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char room[HS_ASKED_BYTES];
        hs_web_param q = {str("q"), str(cases[i].words)};
        hs_web_request request = {.path = str(cases[i].path), .params = &q, .n_params = 1};
        hs_str words = hs_web_words(room, &request);
        assert_int_equal(words.len, strlen(cases[i].wanted));
        assert_memory_equal(words.len ? words.ptr : "", cases[i].wanted, words.len);
        assert_int_equal(hs_web_compares(&request), cases[i].compares);
    }
}

static void no_memory_is_told(void **state)
{
    static const char *const asked[] = {"180 tonnes of oil were lost", "penguins love xylophones"};
    (void)state;
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++)
        for (long n = 0;; n++) {
            hs_buffer out = hs_buffer_new(64 << 20);
            hs_web_reply reply;
            hs_error err = {HS_OK, 0, ""};
            fuse = n;
            hs_status status = trace(&out, &reply, asked[i], space, true, &err);
            bool burnt = fuse == 0;
            fuse = -1;
            if (status == HS_OK)
                check_page(asked[i], &out);
            else if (status != HS_E_NOMEM)
                fail_msg("%s, allocation %ld: %s", asked[i], n, err.msg);
            hs_buffer_free(&out);
            if (status == HS_OK && !burnt)
                break;
        }
}

/* So many that the page tells of some alone. */
static void many_wordings_are_cut(void **state)
{
    enum { MANY = 30 };
    (void)state;
    for (int i = 0; i < MANY; i++) {
        char outlet[32], content[64];
        snprintf(outlet, sizeof outlet, "Paper %d", i);
        snprintf(content, sizeof content, "the ferry to Brinkholm is late, dock %d", i);
        put_article(&(article){outlet, NULL, "2031-06-01T10:00Z",
                               {{.who = outlet, .cue = "said", .content = content, .act = HS_ACT_SAY, .polarity = HS_POLARITY_POSITIVE}}});
    }
    hs_buffer page = traced("the ferry to Brinkholm is late", NULL, true, 200);
    assert_true(has(&page, "And more wordings."));
    hs_buffer_free(&page);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_answer_is_on_top),      cmocka_unit_test(it_is_said_how_claims_were_found),     cmocka_unit_test(what_a_denial_denies_is_traced),
        cmocka_unit_test(contradictions_are_linked), cmocka_unit_test(what_is_left_out_is_told), cmocka_unit_test(both_sides_have_their_dates), cmocka_unit_test(nothing_found_is_told),                cmocka_unit_test(hostile_words_are_text),
        cmocka_unit_test(without_words_it_asks_for_them), cmocka_unit_test(ways_lead_there),                 cmocka_unit_test(the_server_is_told_what_a_page_needs),
        cmocka_unit_test(no_memory_is_told),         cmocka_unit_test(many_wordings_are_cut),
    };
    if (argc > 1)
        cmocka_set_test_filter(argv[1]);
    return cmocka_run_group_tests(tests, make_story, end_story);
}
