/* test_web.c -- pages of a small ledger: the escape, every view well-formed, hostile articles shown as text, forms only where one
 * may write, failing allocations. In: models/small, examples. Out: nothing. */
#include "fuse.h"
#include "ledger_fixture.h"
#include "heap.h"
#include "web_html.h"
#include "web_layers.h"

static hs_ledger *ledger;

#include "web_fixture.h"

/* Script, marks of direction, controls, what is no character, emoji, a very long word. */
#define EVIL                                                                                                                       \
    "<script>alert(1)</script> \xE2\x80\xAE"                                                                                       \
    "desrever\xE2\x81\xA6 \x01 \xEF\xBF\xBF \xF0\x9F\x98\x80 & \"q\" 'a' <img src=x onerror=alert(2)>"

static hs_document *read_evil(void)
{
    enum { WORD = 1 << 20 };
    hs_buffer text = hs_buffer_new(WORD + 4096);
    hs_buffer_text(&text, "Mara Lindqvist </p><b>harbour master</b> said that " EVIL
                          " was safe.\n\nJonas Brekke denied that the pier was safe.\n\n");
    for (size_t i = 0; i < WORD; i++)
        hs_buffer_text(&text, "w");
    hs_buffer_text(&text, "\n\n\"It is <safe>,\" Ada Solheim <i>said</i> on Monday.\n");
    assert_false(text.failed);
    hs_document *doc = read_text(text.ptr, text.len, "<evil>\"'.txt", "Post <script>\xE2\x80\xAE & \"Co\"", "javascript:alert(3)");
    hs_buffer_free(&text);
    return doc;
}

static int make_ledger(void **state)
{
    static const char *const names[][2] = {{"harbour-harbour-post.html", "Harbour Post"},
                                           {"harbour-coastal-wire.txt", "Coastal Wire"},
                                           {"harbour-daily-lantern.html", "Daily Lantern"},
                                           {"toll-velmark-press-service.txt", "Velmark Press Service"}};
    if (open_small(state))
        return 1;
    ledger = open_ledger(HS_LEDGER_WRITE);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        hs_document *doc = read_example(names[i][0], names[i][1], NULL);
        add(ledger, doc, HS_ADDED);
        hs_document_free(doc);
    }
    hs_document *doc = read_evil();
    add(ledger, doc, HS_ADDED);
    hs_document_free(doc);
    return hs_ledger_commit(ledger, NULL) != HS_OK;
}

static int end_ledger(void **state)
{
    hs_ledger_free(ledger);
    return close_small(state);
}

/* The check itself must find what is wrong. */
static void faults_are_found(void **state)
{
    static const char *const pages[] = {"<p>no doctype</p>",
                                        "<!DOCTYPE html>\n<p>open",
                                        "<!DOCTYPE html>\n<p><b></p></b>",
                                        "<!DOCTYPE html>\n<p onclick=\"x\"></p>",
                                        "<!DOCTYPE html>\n<p style=\"x\"></p>",
                                        "<!DOCTYPE html>\n<p class=x></p>",
                                        "<!DOCTYPE html>\n<p>&nbsp;</p>",
                                        "<!DOCTYPE html>\n<script>x</script>",
                                        "<!DOCTYPE html>\n<a href=\"javascript:x\">y</a>",
                                        "<!DOCTYPE html>\n<p id=\"a\"></p><p id=\"a\"></p>",
                                        "<!DOCTYPE html>\n<a href=\"#b\">y</a>",
                                        "<!DOCTYPE html>\n<p>a < b</p>",
                                        "<!DOCTYPE html>\n<p>\x01</p>"};
    (void)state;
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
        if (!page_fault(str(pages[i])))
            fail_msg("nothing was found in %s", pages[i]);
    assert_null(page_fault(str("<!DOCTYPE html>\n<p id=\"a\">1 &lt; 2</p><a href=\"#a\">y</a><input disabled name=\"b\"><svg><path "
                               "d=\"M0\"/></svg><script src=\"/x\" defer></script>")));
}

/* ---- the escape ---- */

static void escape_cases(void **state)
{
    static const struct {
        const char *in, *out;
    } cases[] = {
        {"plain", "plain"},
        {"<a href=\"x\">&'", "&lt;a href=&quot;x&quot;&gt;&amp;&#39;"},
        {"line\nbreak\ttab\rreturn", "line\nbreak\ttab return"},
        {"\x01\x1F\x7F", "\xE2\x90\x81\xE2\x90\x9F\xE2\x90\xA1"},
        {"a\xE2\x80\xAA"
         "b\xE2\x80\xAE"
         "c\xE2\x81\xA6"
         "d\xE2\x81\xA9"
         "e",
         "abcde"},
        {"\xE2\x80\x8E\xE2\x80\x8F stay", "\xE2\x80\x8E\xE2\x80\x8F stay"},
        {"\xC2\x85", "\xEF\xBF\xBD"},
        {"\xEF\xBF\xBE\xEF\xB7\x90\xF0\x9F\xBF\xBF", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"},
        {"\xFF<\xC3", "\xEF\xBF\xBD&lt;\xEF\xBF\xBD"},
        {"\xED\xA0\x80", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"},
        {"\xF0\x9F\x98\x80 \xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D", "\xF0\x9F\x98\x80 \xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        hs_buffer out = hs_buffer_new(1 << 10);
        hs_page p = {.out = &out};
        hs_html_text(&p, str(cases[i].in));
        hs_buffer_add(&out, "", 1);
        assert_string_equal(out.ptr, cases[i].out);
        hs_buffer_free(&out);
    }
    hs_buffer out = hs_buffer_new(1 << 10);
    hs_page p = {.out = &out};
    hs_html_text(&p, (hs_str){"a\0b", 3});
    hs_html_some(&p, str("\xC3\xA9\xC3\xA9"), 3); /* not within a code point */
    hs_html_percent(&p, str(" a/\xC3\xA9-&"));
    hs_html_number(&p, 1234567);
    hs_html_number(&p, 1234);
    hs_buffer_add(&out, "", 1);
    assert_string_equal(out.ptr, "a\xE2\x90\x80"
                                 "b\xC3\xA9\xE2\x80\xA6%20a%2F%C3%A9-%261,234,5671234");
    hs_buffer_free(&out);
}

static void times_as_people_write_them(void **state)
{
    static const struct {
        const char *first, *last, *out;
    } cases[] = {
        {"2031-05-14T09:30:00Z", NULL, "<time datetime=\"2031-05-14T09:30:00Z\">14 May 2031, 09:30 UTC</time>"},
        {"2031-05-14T09:30+02:00", NULL, "<time datetime=\"2031-05-14T09:30+02:00\">14 May 2031, 09:30</time>"},
        {"2031-05-14T00:00:00Z", NULL, "<time datetime=\"2031-05-14T00:00:00Z\">14 May 2031</time>"},
        {"2031-13-14", NULL, "<bdi>2031-13-14</bdi>"},
        {"<b>", NULL, "<bdi>&lt;b&gt;</bdi>"},
        {"2031-05-14", "2031-05-14", "<time datetime=\"2031-05-14\">14 May 2031</time>"},
        {"2031-05-03", "2031-05-14", "3 to <time datetime=\"2031-05-14\">14 May 2031</time>"},
        {"2031-04-30", "2031-05-14", "30 April to <time datetime=\"2031-05-14\">14 May 2031</time>"},
        {"2030-04-30", "2031-05-14",
         "<time datetime=\"2030-04-30\">30 April 2030</time> to <time datetime=\"2031-05-14\">14 May 2031</time>"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        hs_buffer out = hs_buffer_new(1 << 10);
        hs_page p = {.out = &out};
        if (cases[i].last)
            hs_html_days(&p, str(cases[i].first), str(cases[i].last));
        else
            hs_html_time(&p, str(cases[i].first), true);
        hs_buffer_add(&out, "", 1);
        assert_string_equal(out.ptr, cases[i].out);
        hs_buffer_free(&out);
    }
}

/* ---- views ---- */

static const char *const fixed[] = {"/", "/claims", "/sources", "/outlets", "/documents", "/stats", "/add", "/help", "/search", "/trace"};

static void every_view_is_well_formed(void **state)
{
    static const struct {
        char letter;
        const char *part, *count;
    } things[] = {{'c', "claims", "SELECT max(claim_id) FROM claim"},
                  {'a', "attributions", "SELECT max(attribution_id) FROM attribution"},
                  {'d', "documents", "SELECT max(document_id) FROM document"},
                  {'s', "sources", "SELECT max(source_id) FROM source WHERE merged_into IS NULL"}};
    (void)state;
    for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++) {
        hs_buffer page = PAGE(200, fixed[i]);
        check_page(fixed[i], &page);
        hs_buffer_free(&page);
    }
    for (size_t i = 0; i < sizeof things / sizeof *things; i++) {
        int64_t n = number(ledger, things[i].count);
        assert_true(n > 3);
        for (int64_t id = 1; id <= n; id++) {
            char path_of[64];
            snprintf(path_of, sizeof path_of, "/%s/%c%lld", things[i].part, things[i].letter, (long long)id);
            hs_buffer page = PAGE(200, path_of);
            check_page(path_of, &page);
            hs_buffer_free(&page);
        }
    }
}

static void hostile_words_are_text(void **state)
{
    char path_of[64];
    (void)state;
    int64_t id = number(ledger, "SELECT max(document_id) FROM document");
    snprintf(path_of, sizeof path_of, "/documents/d%lld", (long long)id);
    hs_buffer page = PAGE(200, path_of);
    assert_true(has(&page, "&lt;script&gt;"));
    assert_true(has(&page, "&lt;img src=x onerror=alert(2)&gt;"));
    assert_true(has(&page, "Post &lt;script&gt; &amp; &quot;Co&quot;"));
    assert_true(has(&page, "<bdi>javascript:alert(3)</bdi>")); /* told, but no link */
    assert_true(has(&page, "\xF0\x9F\x98\x80"));
    assert_true(has(&page, "wwww… <span class=\"label\">1,048,376 more letters without a blank</span>"));
    hs_buffer_free(&page);
    page = PAGE(200, "/search", "q=\"><script>alert(1)</script>", "outlet=\"'<b>\xE2\x80\xAE\xFF");
    check_page("/search", &page);
    hs_buffer_free(&page);
}

static void filters_narrow(void **state)
{
    (void)state;
    hs_buffer all = PAGE(200, "/"), some = PAGE(200, "/", "act=deny", "polarity=-", "q="), by_blank = PAGE(200, "/", "polarity= ");
    check_page("narrowed", &some);
    assert_true(has(&some, "<ul class=\"chips\""));
    assert_false(has(&all, "<ul class=\"chips\""));
    assert_true(has(&some, "class=\"act against\""));
    assert_false(has(&some, "</span> says</span> <span class=\"places\">"));
    assert_true(has(&some, "<option value=\"deny\" selected>"));
    assert_true(has(&by_blank, "<option value=\"+\" selected>"));
    /* the first page leads on to the second, with what it is narrowed by */
    assert_true(has(&all, "rel=\"next\""));
    hs_buffer_free(&all);
    hs_buffer_free(&some);
    hs_buffer_free(&by_blank);
}

static void threshold_goes_along(void **state)
{
    (void)state;
    hs_buffer none = PAGE(200, "/documents/d1"), high = PAGE(200, "/documents/d1", "least=0.99"),
              half = PAGE(200, "/", "least=50%");
    assert_true(has(&none, "id=\"r1\""));
    assert_false(has(&high, "class=\"note "));
    assert_true(has(&half, "?least=0.50\""));
    check_page("high", &high);
    hs_buffer_free(&none);
    hs_buffer_free(&high);
    hs_buffer_free(&half);
}

static void what_is_not_there_is_told(void **state)
{
    static const char *const missing[] = {"",
                                          "/nothing",
                                          "/claims/",
                                          "/claims/c0",
                                          "/claims/c01",
                                          "/claims/7",
                                          "/claims/c99999",
                                          "/claims/c99999999999999999999",
                                          "/sources/s99999",
                                          "/documents/d99999",
                                          "/attributions/a99999",
                                          "/claims/c1/",
                                          "/<script>"};
    (void)state;
    for (size_t i = 0; i < sizeof missing / sizeof *missing; i++) {
        hs_buffer page = PAGE(404, missing[i]);
        check_page(missing[i], &page);
        hs_buffer_free(&page);
    }
    static const char *const refused[][2] = {{"act=nope"}, {"polarity=?"}, {"certainty=x"},     {"naming=x"},
                                             {"least=2"},  {"least=a"},    {"since=yesterday"}, {"after=x"}};
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        hs_buffer page = PAGE(400, "/", refused[i][0]);
        check_page(refused[i][0], &page);
        hs_buffer_free(&page);
    }
}

static void short_addresses_lead_on(void **state)
{
    hs_buffer out = hs_buffer_new(1 << 20);
    hs_web_reply reply;
    (void)state;
    assert_int_equal(get(&out, &reply, (const char *const[]){"/c12", NULL}, false, NULL), HS_OK);
    assert_int_equal(reply.status, 308);
    assert_string_equal(reply.location, "/news/claims/c12");
    hs_buffer_free(&out);
}

static void only_who_may_write_gets_forms(void **state)
{
    static const char *const views[] = {"/documents/d1", "/claims/c1", "/attributions/a1", "/sources/s1", "/add"};
    (void)state;
    for (size_t i = 0; i < sizeof views / sizeof *views; i++) {
        hs_buffer may = page_of((const char *const[]){views[i], NULL}, true, 200),
                  not = page_of((const char *const[]){views[i], NULL}, false, 200);
        assert_true(has(&may, "method=\"post\""));
        assert_true(has(&may, "name=\"csrf\" value=\"tok&lt;en&gt;\""));
        assert_true(has(&may, "name=\"back\" value=\"/news/"));
        assert_false(has(&not, "method=\"post\""));
        assert_false(has(&not, "csrf"));
        check_page(views[i], &not );
        hs_buffer_free(&may);
        hs_buffer_free(&not );
    }
}

static void corrections_are_told(void **state)
{
    uint64_t id;
    hs_error err;
    hs_opinion c = {.attribution = 1,
                    .verdict = HS_VERDICT_OTHER,
                    .says = {.name = str("Ada <b>Solheim"), .act = str("deny"), .polarity = str("-")},
                    .by = str("R. <i>"),
                    .note = str("see the \"log\"")};
    (void)state;
    if (hs_ledger_correct(&id, ledger, &c, &err) != HS_OK)
        fail_msg("%s", err.msg);
    hs_buffer page = PAGE(200, "/attributions/a1", "done=corrected");
    check_page("corrected", &page);
    assert_true(has(&page, "corrected by a person"));
    assert_true(has(&page, "Ada &lt;b&gt;Solheim"));
    assert_true(has(&page, "see the &quot;log&quot;"));
    assert_true(has(&page, "role=\"status\">Your reading is kept"));
    assert_true(has(&page, "/news/do/uncorrect"));
    assert_true(has(&page, "The machine’s reading: "));
    hs_buffer_free(&page);
    hs_ledger_undo(ledger);
    page = PAGE(200, "/attributions/a1", "done=<script>");
    assert_false(has(&page, "class=\"notice\""));
    hs_buffer_free(&page);
}

static void problems_have_a_page(void **state)
{
    static const int statuses[] = {400, 403, 404, 413, 418, 500, 503};
    (void)state;
    for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++) {
        hs_buffer out = hs_buffer_new(1 << 20);
        hs_web_reply reply;
        assert_int_equal(hs_web_problem(&out, &reply, NULL, statuses[i], str("<script>alert(1)</script>"), NULL), HS_OK);
        assert_int_equal(reply.status, statuses[i]);
        check_page("a problem", &out);
        hs_buffer_free(&out);
    }
}

static void assets_are_found(void **state)
{
    static const char *const paths[][2] = {{"/assets/page.css", "text/css; charset=utf-8"},
                                           {"/assets/page.js", "text/javascript; charset=utf-8"},
                                           {"/assets/favicon.svg", "image/svg+xml"},
                                           {"/favicon.ico", "image/svg+xml"}};
    static const char *const none[] = {
        "", "/", "/assets/", "/assets/page.cs", "/assets/page.css/", "/assets/../page.css", "/page.css", "/assets/page.cssx"};
    (void)state;
    hs_buffer page = PAGE(200, "/");
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        const hs_web_asset *asset = hs_web_asset_find(str(paths[i][0]));
        assert_non_null(asset);
        assert_string_equal(asset->content_type, paths[i][1]);
        assert_int_equal(strlen(asset->hash), 16);
        assert_true(asset->len > 100);
        char linked[128];
        snprintf(linked, sizeof linked, "\"/news/assets/%s?v=%s\"", asset->name, asset->hash);
        assert_true(has(&page, linked));
    }
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        assert_null(hs_web_asset_find(str(none[i])));
    hs_buffer_free(&page);
}

/* ---- graphs ---- */

static void check_places(const hs_layers *l, size_t n_nodes, const bool *apart, const hs_line *lines, size_t n_lines)
{
    for (size_t i = 0; i < l->n; i++) {
        assert_true(l->box[i].x >= 0 && l->box[i].x + HS_BOX_WIDTH <= l->width);
        assert_true(l->box[i].y > 0 && l->box[i].y < l->height);
        assert_true(l->box[i].bend == (i >= n_nodes));
        for (size_t k = i + 1; k < l->n; k++)
            if (l->box[i].x == l->box[k].x) {
                int32_t room = ((i < n_nodes ? HS_BOX_ROW : HS_WAY_ROW) + (k < n_nodes ? HS_BOX_ROW : HS_WAY_ROW)) / 2;
                assert_true(abs(l->box[i].y - l->box[k].y) >= room);
                if (k < n_nodes && l->box[i].x == 0 && apart[i] != apart[k])
                    assert_true((l->box[i].y < l->box[k].y) == apart[k]);
            }
    }
    for (size_t i = 0; i < n_lines; i++) {
        if (lines[i].back)
            continue;
        const hs_box *at = &l->box[lines[i].from];
        assert_true(l->box[lines[i].to].x > at->x);
        for (uint32_t way = lines[i].way; way != UINT32_MAX; way = l->box[way].next) {
            assert_int_equal(l->box[way].x - at->x, HS_BOX_WIDTH + HS_BOX_GAP);
            at = &l->box[way];
        }
        assert_int_equal(l->box[lines[i].to].x - at->x, HS_BOX_WIDTH + HS_BOX_GAP);
    }
}

static void graphs_are_laid_out(void **state)
{
    uint32_t seed = 7;
    (void)state;
    for (size_t n = 1; n <= 60; n++) {
        bool apart[60];
        hs_line lines[120];
        hs_layers l;
        size_t n_lines = 0;
        for (size_t i = 0; i < n; i++)
            apart[i] = (seed = seed * 1664525 + 1013904223) >> 30 == 0;
        for (size_t i = 0; i < 2 * n && n > 1; i++) {
            uint32_t a = (seed = seed * 1664525 + 1013904223) >> 8, b = (seed = seed * 1664525 + 1013904223) >> 8;
            a %= (uint32_t)n;
            b %= (uint32_t)n;
            lines[n_lines++] = (hs_line){a, b, a >= b, 0}; /* none but those marked closes a circle */
        }
        assert_true(hs_layers_lay(&l, n, apart, lines, n_lines));
        check_places(&l, n, apart, lines, n_lines);
        hs_free(l.box);
    }
    /* a circle that nobody marked, a graph that is too large, no memory */
    hs_line circle[] = {{0, 1, false, 0}, {1, 2, false, 0}, {2, 0, false, 0}};
    const bool none[HS_MOST_BOXES + 1] = {false};
    hs_layers l;
    assert_true(hs_layers_lay(&l, 3, none, circle, 3));
    hs_free(l.box);
    assert_false(hs_layers_lay(&l, HS_MOST_BOXES + 1, none, circle, 3));
    assert_false(hs_layers_lay(&l, 0, none, circle, 0));
    for (long n = 0; n < 4; n++) {
        fuse = n;
        assert_false(hs_layers_lay(&l, 3, none, circle, 3));
        fuse = -1;
        assert_null(l.box);
    }
}

static void a_claim_has_its_graph(void **state)
{
    char path_of[64];
    (void)state;
    int64_t id = number(ledger, "SELECT claim_id FROM attribution JOIN chain USING (attribution_id) WHERE polarity = '+' AND "
                                "confidence > 0.5 AND act = 'say' AND attribution.parent IS NULL GROUP BY attribution_id ORDER BY count(*) DESC, claim_id LIMIT 1");
    snprintf(path_of, sizeof path_of, "/claims/c%lld", (long long)id);
    hs_buffer page = PAGE(200, path_of);
    check_page(path_of, &page);
    assert_true(has(&page, "</b> independent origin"));
    assert_true(has(&page, "<g class=\"edge for\" tabindex=\"0\""));
    assert_true(has(&page, " has it from "));
    assert_true(has(&page, " origin\"><title>"));
    hs_buffer_free(&page);
}

/* ---- memory ---- */

static void no_memory_is_told(void **state)
{
    static const char *const views[] = {"/",           "/claims/c1", "/documents/d1", "/attributions/a1",
                                        "/sources/s1", "/stats",     "/add",          "/nothing"};
    (void)state;
    for (size_t i = 0; i < sizeof views / sizeof *views; i++) {
        long n = 0;
        for (;; n++) {
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
        assert_true(n > 3);
    }
    hs_buffer small = hs_buffer_new(100);
    hs_web_reply reply;
    hs_error err;
    assert_int_equal(get(&small, &reply, (const char *const[]){"/", NULL}, true, &err), HS_E_NOMEM);
    hs_buffer_free(&small);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(faults_are_found),           cmocka_unit_test(escape_cases),
        cmocka_unit_test(times_as_people_write_them), cmocka_unit_test(every_view_is_well_formed),
        cmocka_unit_test(hostile_words_are_text),     cmocka_unit_test(filters_narrow),
        cmocka_unit_test(threshold_goes_along),       cmocka_unit_test(what_is_not_there_is_told),
        cmocka_unit_test(short_addresses_lead_on),    cmocka_unit_test(only_who_may_write_gets_forms),
        cmocka_unit_test(corrections_are_told),       cmocka_unit_test(problems_have_a_page),
        cmocka_unit_test(assets_are_found),           cmocka_unit_test(graphs_are_laid_out),
        cmocka_unit_test(a_claim_has_its_graph),      cmocka_unit_test(no_memory_is_told),
    };
    if (argc > 1)
        cmocka_set_test_filter(argv[1]);
    return cmocka_run_group_tests(tests, make_ledger, end_ledger);
}
