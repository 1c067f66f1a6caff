/* test_web_disputes.c -- pages of what relation found: disputes, changes of position, wordings of one claim, reasons, while memory
 * runs out, too. In: the invented story of related_story.h. Out: nothing. */
#include "fuse.h"
#include "related_story.h"
#include "web_fixture.h"

static int make_story(void **state)
{
    (void)state;
    if (hs_ledger_open(&ledger, ":memory:", HS_LEDGER_WRITE, NULL) != HS_OK)
        return 1;
    put_story();
    return 0;
}

static int end_story(void **state)
{
    (void)state;
    hs_ledger_free(ledger);
    return 0;
}

static void disputes_have_two_sides(void **state)
{
    (void)state;
    hs_buffer all = PAGE(200, "/disputes"), updates = PAGE(200, "/disputes", "updates=true"),
              most = PAGE(200, "/disputes", "most_first=true"), few = PAGE(200, "/disputes", "q=tonnes"),
              none = PAGE(200, "/disputes", "q=sandcastle");
    check_page("/disputes", &all);
    check_page("most", &most);
    check_page("none", &none);
    assert_true(has(&all, "both cannot be true"));
    assert_true(has(&all, "affirmed and rejected"));
    assert_true(has(&all, "180 tonnes of oil were lost"));
    assert_true(has(&all, "Ilse Korhan"));
    assert_false(has(&all, "update: the figure grew"));
    assert_true(has(&updates, "update: the figure grew"));
    assert_true(has(&few, "180 tonnes"));
    assert_false(has(&few, "gas brought"));
    assert_true(has(&none, "Nothing in the ledger is so."));
    hs_buffer_free(&all);
    hs_buffer_free(&updates);
    hs_buffer_free(&most);
    hs_buffer_free(&few);
    hs_buffer_free(&none);
}

static void changes_are_told(void **state)
{
    (void)state;
    hs_buffer all = PAGE(200, "/changes"), one = PAGE(200, "/changes", "source=lindqvist"), source = PAGE(200, "/sources/s2");
    check_page("/changes", &all);
    check_page("/sources/s2", &source);
    assert_true(has(&all, "held more and less surely"));
    assert_true(has(&one, "Mara Lindqvist"));
    assert_false(has(&one, "Sellick Potash"));
    assert_true(has(&source, "Where it changed position"));
    hs_buffer_free(&all);
    hs_buffer_free(&one);
    hs_buffer_free(&source);
}

static void wordings_are_one_claim(void **state)
{
    hs_buffer out = hs_buffer_new(1 << 20);
    hs_web_reply reply;
    (void)state;
    assert_int_equal(get(&out, &reply, (const char *const[]){"/claims/c4", NULL}, false, NULL), HS_OK);
    assert_int_equal(reply.status, 302);
    assert_string_equal(reply.location, "/news/claims/c1");
    hs_buffer_free(&out);
    hs_buffer page = PAGE(200, "/claims/c1");
    check_page("/claims/c1", &page);
    assert_true(has(&page, "Also in these words: “<bdi>the ministry had known of the leak since March</bdi>”"));
    assert_true(has(&page, "through <a href=\"/news/sources/"));
    assert_true(has(&page, "<b>1</b> independent origin for it"));
    hs_buffer_free(&page);
    page = PAGE(200, "/claims/c3");
    check_page("/claims/c3", &page);
    assert_true(has(&page, "It cannot be right together with"));
    assert_true(has(&page, "90 tonnes of oil were lost"));
    hs_buffer_free(&page);
}

static void all_things_have_pages(void **state)
{
    static const char *const views[] = {"attributions/a", "documents/d", "sources/s"};
    static const int counts[] = {18, 5, 10};
    (void)state;
    for (size_t i = 0; i < sizeof views / sizeof *views; i++)
        for (int id = 1; id <= counts[i]; id++) {
            char path_of[32];
            snprintf(path_of, sizeof path_of, "/%s%d", views[i], id);
            hs_buffer page = PAGE(200, path_of);
            check_page(path_of, &page);
            hs_buffer_free(&page);
        }
}

static void stories_tell_who_had_it_first(void **state)
{
    (void)state;
    run("DELETE FROM story_member WHERE document_id < 5");
    run("INSERT INTO story_member VALUES (1, 1, NULL, NULL), (2, 1, 1, 7), (3, 3, NULL, NULL)");
    run("INSERT OR REPLACE INTO copy (document_id, of_document_id, share) VALUES (2, 1, 0.62)");
    hs_buffer all = PAGE(200, "/stories"), single = PAGE(200, "/stories", "single=true"), one = PAGE(200, "/stories/d2"),
              none = PAGE(200, "/stories", "q=sandcastle"), alone = PAGE(200, "/stories/d3"), other = PAGE(404, "/stories/d4");
    check_page("/stories", &all);
    check_page("single", &single);
    check_page("/stories/d2", &one);
    check_page("none", &none);
    check_page("/stories/d3", &alone);
    check_page("/stories/d4", &other);
    assert_true(has(&all, "2 articles of 2 outlets"));
    assert_true(has(&all, "href=\"/news/stories/d1\""));
    assert_true(has(&all, "first with 1 of 1 claim<"));
    assert_true(has(&all, "aria-current=\"page\">Stories"));
    assert_false(has(&all, "Tidewater"));
    assert_true(has(&single, "Tidewater"));
    assert_true(has(&one, "In 2 of 2 articles; first had by"));
    assert_true(has(&one, "62 % of the shorter text is that of"));
    assert_true(has(&none, "Nothing in the ledger is so."));
    hs_buffer *const pages[] = {&all, &single, &one, &none, &alone, &other};
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
        hs_buffer_free(pages[i]);
}

static void no_memory_is_told(void **state)
{
    static const char *const views[] = {"/disputes", "/changes", "/stories", "/stories/d1", "/claims/c1", "/claims/c3", "/sources/s2", "/documents/d2"};
    (void)state;
    for (size_t i = 0; i < sizeof views / sizeof *views; i++)
        for (long n = 0;; n++) {
            hs_buffer out = hs_buffer_new(64 << 20);
            hs_web_reply reply;
            hs_error err = {HS_OK, 0, ""};
            fuse = n;
            hs_status status = get(&out, &reply, (const char *const[]){views[i], NULL}, true, &err);
            bool burnt = fuse == 0;
            fuse = -1;
            if (status == HS_OK)
                check_page(views[i], &out);
            else if (status != HS_E_NOMEM)
                fail_msg("%s, allocation %ld: %s", views[i], n, err.msg);
            hs_buffer_free(&out);
            if (status == HS_OK && !burnt)
                break;
        }
}

/* What is left out of a picture or a list is told. */
static void large_traces_are_cut(void **state)
{
    enum { MANY = 230 };
    (void)state;
    for (int i = 0; i < MANY; i++) {
        char outlet[32], url[64], when[32];
        snprintf(outlet, sizeof outlet, "Paper %d", i);
        snprintf(url, sizeof url, "https://paper%d.example/", i);
        snprintf(when, sizeof when, "2031-06-%02dT%02d:00Z", 1 + i / 24, i % 24);
        put_article(&(article){outlet, url, when,
                               {{.who = "Ravna Quist", .through = "Coastal Wire", .cue = "said", .content = "the ferry is late",
                                 .act = HS_ACT_SAY, .polarity = HS_POLARITY_POSITIVE}}});
    }
    char place[32];
    snprintf(place, sizeof place, "/claims/c%lld", (long long)claim("the ferry is late"));
    hs_buffer page = PAGE(200, place);
    check_page(place, &page);
    assert_true(has(&page, "The picture shows 150 of 232 boxes and 149 of 231 lines"));
    assert_true(has(&page, "and 31 more: <a href=\"/news/api/v1/claims/c"));
    hs_buffer_free(&page);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(disputes_have_two_sides), cmocka_unit_test(changes_are_told),  cmocka_unit_test(wordings_are_one_claim),
        cmocka_unit_test(all_things_have_pages),   cmocka_unit_test(stories_tell_who_had_it_first), cmocka_unit_test(no_memory_is_told), cmocka_unit_test(large_traces_are_cut),
    };
    if (argc > 1)
        cmocka_set_test_filter(argv[1]);
    return cmocka_run_group_tests(tests, make_story, end_story);
}
