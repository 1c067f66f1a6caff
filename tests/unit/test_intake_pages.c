/* test_intake_pages.c -- articles out of pages: the examples, whole, and one small page for each rule. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <dirent.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "document.h"

static void assert_text(hs_str got, const char *want)
{
    if (!want ? got.ptr != NULL : got.len != strlen(want) || memcmp(got.ptr, want, got.len) != 0)
        fail_msg("got \"%.*s\", want \"%s\"", (int)got.len, got.ptr ? got.ptr : "(null)", want ? want : "(null)");
}

static hs_document *open_page(const char *page)
{
    hs_document *doc;
    hs_error err = {HS_OK, 0, ""};
    if (hs_document_open(&doc, page, strlen(page), NULL, &err) != HS_OK)
        fail_msg("%s: %s", hs_status_name(err.code), err.msg);
    return doc;
}

/* Body and head to put rules to the test in. */
#define P1                                                                                                             \
    "<p>The harbour was closed on Monday, the port authority said, after oil was seen on the water near Pier 9.</p>"
#define P2                                                                                                             \
    "<p>Divers had warned of the crack in March, two officials said, but nobody in the ministry read their note.</p>"
#define T1               "The harbour was closed on Monday, the port authority said, after oil was seen on the water near Pier 9."
#define T2               "Divers had warned of the crack in March, two officials said, but nobody in the ministry read their note."
#define PAGE(head, body) "<!doctype html><html lang=en><head>" head "</head><body>" body "</body></html>"

/* The headline and the paragraphs, without what stands beside the article. */
static hs_str article_of(const hs_document *doc)
{
    size_t n;
    const hs_furniture *furniture = hs_document_furniture(doc, &n);
    hs_str text = hs_document_text(doc);
    for (size_t i = n; i-- > 0 && furniture[i].kind != HS_FURNITURE_TITLE;)
        text.len = furniture[i].span.begin - 2;
    return text;
}

static void assert_page_text(const char *page, const char *want)
{
    hs_document *doc = open_page(page);
    assert_text(article_of(doc), want);
    hs_document_free(doc);
}

/* ---- the article ---- */

static void headline_is_furniture_before_the_paragraphs(void **state)
{
    size_t n;
    (void)state;
    hs_document *doc =
        open_page(PAGE("<title>Port closed | Harbour Post</title>", "<h1>Port <i>closed</i></h1>" P1 P2));
    assert_text(hs_document_text(doc), "Port closed\n\n" T1 "\n\n" T2);
    const hs_furniture *furniture = hs_document_furniture(doc, &n);
    assert_int_equal(n, 1);
    assert_int_equal(furniture[0].kind, HS_FURNITURE_TITLE);
    assert_text(hs_document_slice(doc, furniture[0].span), "Port closed");
    assert_text(hs_document_title(doc), "Port closed");
    hs_document_free(doc);
}

static void tidies_white_space_and_entities(void **state)
{
    (void)state;
    assert_page_text(
        PAGE("",
             "<p>  One&nbsp;&ldquo;two&rdquo;\n\t three&#8230; and&shy;so <b> on </b>, until it is long enough.\n</p>"),
        "One \xe2\x80\x9ctwo\xe2\x80\x9d three\xe2\x80\xa6 andso on , until it is long enough.");
    assert_page_text(
        PAGE("", "<p>Hello <!-- -->World<!-- -->, which is how some frameworks write one sentence, they say.</p>"),
        "Hello World, which is how some frameworks write one sentence, they say.");
}

static void leaves_furniture_out(void **state)
{
    static const char *const furniture[] = {
        "<nav>" P2 "</nav>",
        "<aside><h4>Read more</h4><ul><li><a href=/a>Minister swears that all is well</a></li></ul></aside>",
        "<footer><p>&copy; 2031 Harbour Post. All rights reserved by the publisher.</p></footer>",
        "<figure><img src=a.jpg><figcaption>The pier on Monday. Photo: Ann Lee for the Post</figcaption></figure>",
        "<div class=\"newsletter-box\"><p>The Post at Eight, in your inbox every day of the week.</p></div>",
        "<div id=cookie-notice><p>We and our partners store cookies on your device, all the time.</p></div>",
        "<ul class=share-tools><li><a href=#>Post</a></li><li>38 likes</li></ul>",
        "<div class='wp-caption'><img src=a><p>Rescue crews at the pithead on Wednesday, seen from above.</p></div>",
        "<p>Advertisement</p>",
        "<p><a href=/x>READ MORE: Minister swears that all is well with the port</a></p>",
        "<p><i>Do you work at the port? Write to <a href=mailto:t@p.example>t@p.example</a> at any hour.</i></p>",
        "<p style='display:none'>This is not shown to any reader of this page, ever.</p>",
        "<div><img src=a.jpg><span>The pier as it was seen on Monday</span></div>",
        "<noscript><p>Please enable something or other to read on, dear reader.</p></noscript>",
        "<p class=byline>By Ann Lee and Bo Ek, in Port Alder</p>",
        "<p>14 May 2031, 09:30</p>",
    };
    char page[4000];
    (void)state;
    for (size_t i = 0; i < sizeof furniture / sizeof *furniture; i++) {
        /* The longer the article, the surer what is none. */
        snprintf(page, sizeof page, PAGE("", "<article>%s%s%s%s%s</article>"), P1, P1, furniture[i], P1, P1);
        assert_page_text(page, T1 "\n\n" T1 "\n\n" T1 "\n\n" T1);
    }
}

static void ends_with_comments_and_related_articles(void **state)
{
    (void)state;
    assert_page_text(PAGE("", "<div>" P1 P1 "<h3>Related articles</h3>" P2 "</div>"), T1 "\n\n" T1);
    assert_page_text(
        PAGE("", "<div>" P1 P1 "<b>Comments (12)</b><br>I knew it all along, said my late mother, and she knew.</div>"),
        T1 "\n\n" T1);
    assert_page_text(PAGE("", "<article>" P1 "</article><div id=comments>" P2 P2 P2 "</div>"), T1);
}

/* Furniture of a kind behind the paragraphs, each line a paragraph; a line end after each. */
static void assert_beside(const char *page, hs_furniture_kind kind, const char *want)
{
    size_t n, len = 0;
    char got[8000] = "";
    hs_document *doc = open_page(page);
    const hs_furniture *furniture = hs_document_furniture(doc, &n);
    for (size_t i = 0; i < n; i++) {
        hs_str line = hs_document_slice(doc, furniture[i].span);
        if (furniture[i].kind == kind)
            len += (size_t)snprintf(got + len, sizeof got - len, "%.*s\n", (int)line.len, line.ptr);
    }
    assert_string_equal(got, want);
    hs_document_free(doc);
}

#define CAPTION(words) "<figure><img src=a><figcaption>" words "</figcaption></figure>"

static void captions_stand_behind_the_article(void **state)
{
    (void)state;
    const char *page = PAGE("", "<article>" P1 CAPTION("The pier, which Ann Lee says is safe") P2 "</article>");
    hs_document *doc = open_page(page);
    assert_text(hs_document_text(doc), T1 "\n\n" T2 "\n\nThe pier, which Ann Lee says is safe");
    hs_document_free(doc);
    assert_beside(page, HS_FURNITURE_CAPTION, "The pier, which Ann Lee says is safe\n");
    static const char *const none[] = {CAPTION("Pier 9 on Monday"), CAPTION("Photo: Ann Lee for the Harbour Post"),
                                       CAPTION("<a href=/x>Subscribers say that they love our letter</a>"), CAPTION(T1),
                                       CAPTION("<span class=credit>Ann Lee of the Harbour Post</span>")};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        char body[2000];
        snprintf(body, sizeof body, PAGE("", "<article>" P1 "%s" P2 "</article>"), none[i]);
        assert_beside(body, HS_FURNITURE_CAPTION, "");
    }
}

static void titles_of_related_links_stand_behind_the_article(void **state)
{
    (void)state;
    static const char *const boxes[] = {
        "<p>Read also: <a href=/a>Minister swears that all is well</a></p>",
        "<p><b>Related stories</b></p><ul><li><a href=/a>Minister swears that all is well</a></li></ul>",
        "<div class=see-also><a href=/a>Minister swears that all is well</a><a href=/b>The pier</a></div>",
        "<b>See also:</b><br>&bull; <a href=/a>Minister swears that all is well</a> (14.05.)<br>",
    };
    static const char *const none[] = {
        "<div class=most-read><a href=/a>Minister swears that all is well</a></div>",
        "<div class='related sponsored'><a href=/a>Minister swears that all is well</a></div>",
        "<div class=related><a href='#top'>Back to the head of this page</a></div>",
        "<nav class=related><a href=/a>Minister swears that all is well</a></nav>",
        "<p><b>Related stories</b></p><h4>Weather</h4><p><a href=/a>Fog will lift by noon, they say</a></p>",
        "<p><a href=/a>Read more about what the Post stands for</a></p>",
    };
    char body[2000];
    for (size_t i = 0; i < sizeof boxes / sizeof *boxes; i++) {
        snprintf(body, sizeof body, PAGE("", "<article>" P1 P1 "%s" P2 "</article>"), boxes[i]);
        assert_beside(body, HS_FURNITURE_RELATED, "Minister swears that all is well\n");
    }
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        snprintf(body, sizeof body, PAGE("", "<article>" P1 P1 "%s" P2 "</article>"), none[i]);
        assert_beside(body, HS_FURNITURE_RELATED, "");
    }
}

static void what_stands_beside_an_article_is_bounded(void **state)
{
    static char page[200000];
    char want[4000];
    (void)state;
    size_t n = (size_t)sprintf(page, "<html><body><article>" P1 P2), m = 0;
    for (unsigned i = 0; i < 500; i++)
        n += (size_t)sprintf(page + n, CAPTION("Picture %u of the pier that was closed"), i % 40);
    for (unsigned i = 0; i < 20; i++)
        m += (size_t)sprintf(want + m, "Picture %u of the pier that was closed\n", i);
    n += (size_t)sprintf(page + n, CAPTION("A caption of "));
    memset(page + n, 'x', 1000);
    sprintf(page + n + 1000, P1 "</article><div class=related>");
    n = strlen(page);
    for (unsigned i = 0; i < 50; i++)
        n += (size_t)sprintf(page + n, "<p><a href=/%u>Minister number %u swears that all is well</a></p>", i, i);
    assert_beside(page, HS_FURNITURE_CAPTION, want);
    m = 0;
    for (unsigned i = 0; i < 20; i++)
        m += (size_t)sprintf(want + m, "Minister number %u swears that all is well\n", i);
    assert_beside(page, HS_FURNITURE_RELATED, want);
}

static void keeps_headings_lists_and_quotes(void **state)
{
    (void)state;
    assert_page_text(
        PAGE("", "<article>" P1 "<h2>What is known</h2><ul><li>Union: 15 dead</li><li>Company: 4 dead</li></ul>"
                 "<blockquote><p>\"We said so in March, all of us.\"</p></blockquote>" P2 "</article>"),
        T1 "\n\nWhat is known\n\nUnion: 15 dead\n\nCompany: 4 dead\n\n\"We said so in March, all of us.\"\n\n" T2);
}

static void rows_of_figures_are_lines(void **state)
{
    (void)state;
    assert_page_text(PAGE("", "<article>" P1
                              "<table><tr><th>Port</th><th>Tonnes</th></tr><tr><td>Alder</td><td>180</td></tr>"
                              "<tr><td>Northmouth</td><td>12</td></tr></table>" P2 "</article>"),
                     T1 "\n\nPort Tonnes\n\nAlder 180\n\nNorthmouth 12\n\n" T2);
}

static void breaks_part_paragraphs_of_old_pages(void **state)
{
    (void)state;
    assert_page_text(
        PAGE("",
             "<table><tr><td width=500><font size=5><b>Port closed</b></font><br><font size=1>14.05.2031, 10:42</font>"
             "<br><br>" T1 "<br><br>\n" T2 "<br>It was one line more.<br><br></td></tr></table>"),
        T1 "\n\n" T2 " It was one line more.");
}

static void lists_of_teasers_are_no_article(void **state)
{
#define TEASER(n) "<div class=card><h3><a href=/" n ">Teaser number " n " has a title</a></h3>" P2 "</div>"
    (void)state;
    assert_page_text(PAGE("", "<div><div>" P1 "</div>" TEASER("1") TEASER("2") TEASER("3") TEASER("4") "</div>"), T1);
}

static void the_article_around_the_headline_wins(void **state)
{
    (void)state;
    assert_page_text(PAGE("<title>Port closed</title>",
                          "<article><h1>Port closed</h1>" P1 P1 "</article><article>" P2 P2 P2 P2 "</article>"),
                     "Port closed\n\n" T1 "\n\n" T1);
}

static void pages_that_are_no_articles_keep_their_text(void **state)
{
    (void)state;
    assert_page_text(PAGE("", "Hello"), "Hello");
    assert_page_text(PAGE("<title>Note</title>", "<div>Short</div><nav><a href=/>Home</a></nav>"), "Note\n\nShort");
    assert_page_text(PAGE("<title>Port closed</title>", "<h1>Port closed</h1>"), "Port closed");
}

static void forms_alone_are_no_article(void **state)
{
    static const char *const logins[] = {
        PAGE("<title>Harbour Post</title>",
             "<main><h1>Sign in to your account</h1><form><label>Name<input></label><input type=password>"
             "<button>Go</button></form><p>Subscribers can read every issue since 1911 in our archive, in "
             "full.</p></main>"),
        PAGE("<title>Log in | Harbour Post</title>", "<form><input type=email><input type=PASSWORD></form>"
                                                     "<p>Use the address that your letter was sent to.</p>"),
    };
    static const char *const consents[] = {
        PAGE(
            "<title>Harbour Post</title>",
            "<h1>Your data, your choice</h1><p>With your consent, we and our partners keep data on your device and "
            "read them again, to show you what you may like.</p><p>You can read in our privacy policy what this means, "
            "and change your mind on that page at any time.</p><button>I agree</button>"),
    };
    static const char *const articles[] = {
        PAGE("<title>Log in and vote, minister says</title>",
             "<h1>Log in and vote, minister says</h1>" P1 P2 P1 P2 "<form><input type=password></form>"),
        PAGE("<title>Port closed</title>", "<h1>Port closed</h1>" P1 "<form><input type=password></form>"),
        PAGE("<title>Port closed</title>", "<h1>Cookie law</h1>" P1 "<p>A law on cookies is due in May, the ministry "
                                           "said, and its spokesman told you so.</p><button>Menu</button>"),
    };
    hs_document *doc;
    hs_error err;
    (void)state;
    for (size_t i = 0; i < sizeof logins / sizeof *logins; i++) {
        assert_int_equal(hs_document_open(&doc, logins[i], strlen(logins[i]), NULL, &err), HS_E_EMPTY);
        assert_string_equal(err.msg, "no article on this page: it is a form to log in or to register");
    }
    for (size_t i = 0; i < sizeof consents / sizeof *consents; i++) {
        assert_int_equal(hs_document_open(&doc, consents[i], strlen(consents[i]), NULL, &err), HS_E_EMPTY);
        assert_string_equal(err.msg, "no article on this page: it is a notice or a request for consent");
    }
    for (size_t i = 0; i < sizeof articles / sizeof *articles; i++)
        hs_document_free(open_page(articles[i]));
}

/* Five linked titles of other pages, and little else that is long. */
#define TITLES                                                                                                         \
    "<h2><a href=/1>Minister denies that bridge was unsafe</a></h2><h2><a href=/2>Union accuses mill of hiding "       \
    "figures</a></h2><h2><a href=/3>Anglers say trout are gone from river</a></h2><h2><a href=/4>Baker swears that "   \
    "his scales are right</a></h2><h2><a href=/5>Mayor promises a new clock by June</a></h2>"
#define SHORT "<p>The port is closed.</p><p>Oil was seen on the water on Monday.</p>"

static void lists_are_told_from_short_articles_and_letters(void **state)
{
    static const struct {
        const char *page, *text;
    } cases[] = {
        {PAGE("<title>Harbor Post</title>", TITLES "<p>News of the harbor.</p>"), NULL},
        {PAGE("<title>Port closed</title>", "<h1>Port closed</h1>" SHORT TITLES), NULL},
        {PAGE("<title>Port closed</title>",
              "<h1>Port closed</h1>" SHORT SHORT "<p>Divers found no leak so far.</p><p>Ships wait off Pier 9, its "
              "head said.</p><p>The union wants to know more.</p>" TITLES),
         "The port is closed.\n\nOil was seen"},
        /* saved from a mail program, without its header */
        {PAGE("<title>Brief</title>", "<a href=/v>View in your browser</a>" TITLES "<a href=/u>Unsubscribe</a>"),
         "Minister denies that bridge was unsafe\n\nUnion"},
        {PAGE("<title>Brief</title>", "<a href=/v>View in your browser</a>" TITLES), NULL},
        {PAGE("<title>Brief</title>", TITLES "<a href=/u>Unsubscribe</a>"), NULL},
    };
    hs_document *doc;
    hs_error err;
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        if (cases[i].text) {
            doc = open_page(cases[i].page);
            assert_non_null(strstr(hs_document_text(doc).ptr, cases[i].text));
            hs_document_free(doc);
            continue;
        }
        assert_int_equal(hs_document_open(&doc, cases[i].page, strlen(cases[i].page), NULL, &err), HS_E_EMPTY);
        assert_string_equal(err.msg, "no article on this page: it is a list of other pages");
    }
}
#undef TITLES
#undef SHORT

static void an_article_in_scripts_alone_is_read(void **state)
{
    (void)state;
#define DESCRIBED(body)                                                                                                \
    "<script type='application/ld+json'>{\"@type\": \"NewsArticle\", \"headline\": "                                   \
    "\"Port and town\", \"articleBody\": \"" body "\"}</script>"
    assert_page_text(PAGE(DESCRIBED(T1 "\\n\\n" T2), "<div id=root>Loading ..</div>"),
                     "Port and town\n\n" T1 "\n\n" T2);
    assert_page_text(
        PAGE(DESCRIBED("<p>" T1 "</p>\\n<p>Advertisement</p><p>Rain &amp; <b>wind</b>\\nfor days.</p>" T2), ""),
        "Port and town\n\n" T1 "\n\nRain & wind for days.\n\n" T2);
    assert_page_text(PAGE(DESCRIBED(T1 "<br/><a href='/x'>A or a/b</a> is 3 > 2, he said.<br>" T2), ""),
                     "Port and town\n\n" T1 " A or a/b is 3 > 2, he said. " T2);
    /* What the page shows wins, and a summary is no article. */
    assert_page_text(PAGE(DESCRIBED(T1 "\\n" T2 "\\n" T1 "\\n" T2), "<article>" P2 P2 P2 "</article>"),
                     "Port and town\n\n" T2 "\n\n" T2 "\n\n" T2);
    assert_page_text(PAGE(DESCRIBED("It rained."), P1), "Port and town\n\n" T1);
}

static void links_are_kept_with_their_words(void **state)
{
    (void)state;
    hs_document *doc = open_page(PAGE("<link rel=canonical href=https://post.example/2031/a/b>",
                                      "<p>The port, <a href=\"../c?d#e\">the  <b>authority</b></a> said, was <a "
                                      "href=#top>closed</a> by <a href=\"mailto:x@y\">Ann"
                                      "</a>, as <a href=\"//wire.example/1\">Coastal Wire</a> and <a "
                                      "href=\"https://x.example\">others</a> reported before.</p>"));
    static const char *const want[][2] = {{"the authority", "https://post.example/2031/c?d#e"},
                                          {"Coastal Wire", "https://wire.example/1"},
                                          {"others", "https://x.example"}};
    assert_int_equal(doc->n_links, 3);
    for (size_t i = 0; i < 3; i++) {
        assert_text(hs_document_slice(doc, doc->links[i].span), want[i][0]);
        assert_text(doc->links[i].url, want[i][1]);
    }
    hs_document_free(doc);
}

/* ---- metadata ---- */

static void metadata_comes_from_the_best_source(void **state)
{
    static const struct {
        const char *page, *title, *outlet, *published, *author;
    } cases[] = {
        {PAGE("<meta property=og:title content='Port closed - Harbour Post'><meta property=og:site_name "
              "content='Harbour Post'>"
              "<meta name=date content='2031-05-14'><meta name=author content='By Ann Lee'>",
              P1 P2),
         "Port closed", "Harbour Post", "2031-05-14", "Ann Lee"},
        {PAGE("<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"Port "
              "closed\",\"datePublished\":"
              "\"2031-05-14T09:30:00+02:00\",\"author\":[{\"name\":\"Ann Lee\"}],\"publisher\":{\"name\":\"Harbour "
              "Post\"}}</script>",
              "<h1>Port is closed</h1>" P1 P2),
         "Port closed", "Harbour Post", "2031-05-14T09:30+02:00", "Ann Lee"},
        {PAGE("<script "
              "type='application/ld+json'>{\"@graph\":[{\"@type\":\"Organization\",\"@id\":\"#o\",\"name\":\"Harbour "
              "Post\"},"
              "{\"@type\":[\"Report\"],\"headline\":\"Port\nclosed\",\"publisher\":{\"@id\":\"#o\"}}]}</script>",
              P1 P2),
         "Port closed", "Harbour Post", NULL, NULL},
        {PAGE("<script type='application/ld+json'>{broken</script><title>Port closed | Harbour Post</title>",
              "<h1>Port closed</h1>" P1 P2),
         "Port closed", NULL, NULL, NULL},
        {PAGE("<title>Harbour Post - Port closed</title>",
              "<a href='/'><img alt='Harbour Post'></a><h2>Port closed</h2>"
              "<p>14 May 2031 at 9.30 a.m.</p>" P1 P2),
         "Port closed", "Harbour Post", "2031-05-14T09:30", NULL},
        {PAGE("<meta property=article:published_time content='2031-05-14T07:30:00Z'>",
              "<h1>Port closed</h1><time datetime='2031-05-14T09:30:00+02:00'>today</time>" P1 P2),
         "Port closed", NULL, "2031-05-14T09:30+02:00", NULL},
        {PAGE("<meta property=article:published_time content='soon'>",
              "<div><h1>Port closed</h1><p>By <span itemprop=author>Ann "
              "Lee</span></p><span itemprop=datePublished content='2031-05-14'>x</span></div>" P1 P2),
         "Port closed", NULL, "2031-05-14", "Ann Lee"},
        {PAGE("<link rel=canonical href=https://p.example/2031/05/14/port>", "<h1>Port closed</h1>" P1 P2),
         "Port closed", NULL, "2031-05-14", NULL},
        {PAGE("", P1 P2), NULL, NULL, NULL, NULL},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        hs_document *doc = open_page(cases[i].page);
        assert_text(doc->title, cases[i].title);
        assert_text(doc->outlet, cases[i].outlet);
        assert_text(doc->published, cases[i].published);
        assert_int_equal(doc->n_authors, cases[i].author ? 1 : 0);
        if (cases[i].author)
            assert_text(doc->authors[0], cases[i].author);
        assert_text(doc->language, "en");
        hs_document_free(doc);
    }
}

#define LD(json) "<script type='application/ld+json'>" json "</script>"
#define FEED(title) "<link rel=alternate type=application/rss+xml href=/feed title='" title "'>"
#define AT(host) "<link rel=canonical href=https://" host "/a-b-c>"

static void outlets_are_named_by_all_that_a_page_says(void **state)
{
    static const struct {
        const char *head, *body, *outlet;
    } cases[] = {
        {LD("{\"@graph\":[{\"@type\":\"WebSite\",\"name\":\"Harbor &amp; Sea\"}]}"), "", "Harbor & Sea"},
        {"<title>Port closed | Harbor Post</title>" FEED("Harbor Post &raquo; Feed"), "", "Harbor Post"},
        {"<title>Port closed | Harbor Post</title>" FEED("Harbor Posters"), "", NULL},
        {"<title>Port closed | News</title>" FEED("News"), "", NULL},
        {"<title>Port closed</title>" FEED("The Post \xc2\xbb Feed") FEED("The Post \xc2\xbb Comments"), "",
         "The Post"},
        {"<title>Port closed - Harbor Post</title>", "<p>Copyright \xc2\xa9 2029-2031 Harbor Post. All rights.</p>",
         "Harbor Post"},
        {"<title>Port closed - Harbor</title>", "<p>\xc2\xa9 2031 Harbors of Velmark</p>", NULL},
        {AT("theharborpost.example") "<title>Port closed</title>",
         "<p>\xc2\xa9 2031 THE HARBOR POST ALL RIGHTS RESERVED</p>", "THE HARBOR POST"},
        {AT("www.hp.example") "<title>Port closed</title>", "<p>\xc2\xa9 2031 The Harbor Post.</p>", NULL},
        {"<title>Port closed - Harbor Post</title><meta name=dc.publisher content='Harbor Post'>", "", "Harbor Post"},
        {AT("www.pas.example") "<title>Port-Alder-Stiftung - detail</title>"
                               "<meta property=og:site_name content=www.pas.example>",
         "", "Port-Alder-Stiftung"},
        {AT("hpo.example") "<title>Port closed - Harbor Post of Orsany</title>", "", "Harbor Post of Orsany"},
        {AT("hp.example") "<title>Port closed - Harbor Post</title>", "", NULL},
        {AT("www.pas.example") "<meta property=og:site_name content=www.pas.example>", "", "www.pas.example"},
        {AT("www.hp.example") "<title>Port closed - Harbor Post</title>",
         "<a href='https://www.hp.example/'><img alt=''></a><a title='Harbor Post' href='https://hp.example/'></a>",
         "Harbor Post"},
        {AT("www.hp.example") "<title>Port closed - Harbor Post</title>", 
         "<a href='https://hp.example/x'>Harbor Post</a>", NULL},
    };
    char page[2000];
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        snprintf(page, sizeof page, PAGE("%s", "<h1>Port closed</h1>" P1 P2 "%s"), cases[i].head, cases[i].body);
        hs_document *doc = open_page(page);
        assert_text(doc->outlet, cases[i].outlet);
        hs_document_free(doc);
    }
}

static void titles_lose_markup_and_outlet(void **state)
{
    static const char *const cases[][2] = {
        {LD("{\"@type\":\"NewsArticle\",\"headline\":\"Sand &amp;amp; sea&#8217;s <i>edge</i>\"}"),
         "Sand & sea\xe2\x80\x99s edge"},
        {LD("{\"@type\":\"NewsArticle\",\"headline\":\"A&B: x <3 &c; 1 < 2\"}"), "A&B: x <3 &c; 1 < 2"},
        {"<meta property=og:title content='Sand &amp;#8211; sea'>", "Sand \xe2\x80\x93 sea"},
        {AT("hpost.example") "<title>Sand and sea | hpost.example</title>"
                             "<meta property=og:site_name content='The Harbor Post'>",
         "Sand and sea"},
    };
    char page[2000];
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        snprintf(page, sizeof page, PAGE("%s", P1 P2), cases[i][0]);
        hs_document *doc = open_page(page);
        assert_text(doc->title, cases[i][1]);
        hs_document_free(doc);
    }
    /* of two headings it is the one that the page gives as its title, not the one that begins the file's */
    hs_document *doc = open_page(PAGE("<meta property=og:title content='Port closed'>"
                                      "<title>Harbor Post - Port closed</title>",
                                      "<h1>Harbor Post</h1><h1>Port closed</h1>" P1 P2));
    assert_text(doc->title, "Port closed");
    hs_document_free(doc);
}

static void authors_are_read_from_what_names_them(void **state)
{
    static const struct {
        const char *head, *body, *authors;
    } cases[] = {
        {LD("{\"@graph\":[{\"@type\":\"WebPage\",\"author\":{\"@id\":\"#a\"}},"
            "{\"@type\":\"Person\",\"@id\":\"#a\",\"name\":\"Ann Lee\"}]}"),
         "", "Ann Lee;"},
        {LD("[{\"@type\":\"WebPage\",\"author\":{\"name\":\"Cy Dee\"}},"
            "{\"@type\":\"Report\",\"author\":{\"name\":\"Ann Lee\"}}]"),
         "", "Ann Lee;"},
        {LD("{\"@type\":\"WebPage\",\"author\":{\"name\":\"Cy Dee\"}}"),
         "<p>By <a rel=author href=/x>Ann Lee</a></p>", "Ann Lee;"},
        {LD("{\"@type\":\"Report\",\"author\":{\"@type\":\"Organization\",\"name\":\"Harbor Council\"}}"), "", ""},
        {LD("{\"@type\":\"Report\",\"author\":{\"@type\":\"Organization\",\"name\":\"Reuters\"}}"), "", "Reuters;"},
        {LD("{\"@type\":\"Report\",\"author\":{\"name\":\"Ann Lee\"}}"), "<p>By Ann Lee and Bo Ek</p>",
         "Ann Lee;Bo Ek;"},
        {LD("{\"@type\":\"Report\",\"author\":{\"name\":\"Ann Lee\"}}"), "<p>By Ann Lee, Port Alder</p>", "Ann Lee;"},
        {LD("{\"@type\":\"Report\",\"author\":{\"name\":\"Ann Lee\"}}"), "<p>By Cy Dee and Bo Ek</p>", "Ann Lee;"},
        {"<meta property=og:article:author content='Ann Lee'>", "", "Ann Lee;"},
        {"", "<p>By <a href=/author/ada-3>Ada</a> | Monday</p>", "Ada;"},
        {"", "<p>By <a href=/author/3>Ada</a> | Monday</p>", ""},
        {"", "<p><a href=/authors/all>More</a> <a href=/tag/harbor>Harbor</a></p>", ""},
        {"", "<div class=post-byline>von <a href=https://lee.example/ada-lee>Ada</a></div>", "Ada;"},
        {"", "<div class=author-box><a href=/topic/harbor>Harbor</a></div>", ""},
        {"", "<div class=author>von Ann Lee, Bo Ek</div>", "Ann Lee;Bo Ek;"},
        {"", "<p><a href=/user/ann-lee>Ann Lee</a></p>", "Ann Lee;"},
        {"", "<p><a href=https://video.example/user/x>Harbor Films</a></p>", ""},
        {"", "<p>Ann Lee, Staff Writer</p>", "Ann Lee;"},
        {"", "<div class=byline><span>Ann Lee</span> <span>Associated Press</span></div>", "Ann Lee;"},
        {"", "<div class=byline>By Ann Lee<br>AP Arts Writer</div>", "Ann Lee;"},
        {"", "<div class=byline><span>Updated</span> <span>Monday</span></div>", ""},
        {"<meta property=og:site_name content='Harbor Safety Blog'>",
         "<p>Posted by Ann Lee and Bo Ek - Harbor team</p><a rel=author href=/x>Harbor</a>", "Ann Lee;Bo Ek;"},
        {"<meta property=og:site_name content='Harbor Safety Blog'>", "<a rel=author href=/x>Harbor</a>", "Harbor;"},
    };
    char page[2000], got[200];
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        snprintf(page, sizeof page, PAGE("<title>Port closed</title>%s", "<h1>Port closed</h1>%s" P1 P2), cases[i].head,
                 cases[i].body);
        hs_document *doc = open_page(page);
        size_t n = 0;
        got[0] = '\0';
        for (size_t k = 0; k < doc->n_authors; k++)
            n += (size_t)snprintf(got + n, sizeof got - n, "%.*s;", (int)doc->authors[k].len, doc->authors[k].ptr);
        if (strcmp(got, cases[i].authors) != 0)
            fail_msg("\"%s\" \"%s\": \"%s\", want \"%s\"", cases[i].head, cases[i].body, got, cases[i].authors);
        hs_document_free(doc);
    }
}
#undef LD
#undef FEED
#undef AT

static void paywalls_are_told(void **state)
{
#define LD(free)                                                                                                       \
    "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"isAccessibleForFree\":" free "}</script>"
#define OFFER                                                                                                          \
    "<div><h4>Subscribe to continue reading</h4><p>Every story, every day, for two dollars a week and no "             \
    "more.</p></div>"
    static const struct {
        const char *page, *text;
        hs_partial partial;
    } cases[] = {
        {PAGE("", P1 P2), T1 "\n\n" T2, HS_PARTIAL_UNKNOWN},
        {PAGE(LD("true"), P1 P2), T1 "\n\n" T2, HS_PARTIAL_NO},
        {PAGE(LD("\"False\""), P1 P2), T1 "\n\n" T2, HS_PARTIAL_YES},
        {PAGE("<meta property=article:content_tier content=locked>", P1 P2), T1 "\n\n" T2, HS_PARTIAL_YES},
        {PAGE("", "<article>" P1 OFFER "</article>"), T1, HS_PARTIAL_YES},
        /* In the head of a page it says nothing of this article. */
        {PAGE("", "<div><p>Already a subscriber? Log in</p></div><article>" P1 P2 "</article>"), T1 "\n\n" T2,
         HS_PARTIAL_UNKNOWN},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        hs_document *doc = open_page(cases[i].page);
        assert_text(hs_document_text(doc), cases[i].text);
        assert_int_equal(hs_document_partial(doc), cases[i].partial);
        hs_document_free(doc);
    }
}

/* ---- the examples ---- */

static char *read_file(const char *path, size_t *len)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        return NULL;
    char *bytes = malloc(1 << 20);
    assert_non_null(bytes);
    *len = fread(bytes, 1, 1 << 20, file);
    fclose(file);
    return bytes;
}

static void assert_field(const char *file, const json_t *want, const char *key, hs_str got)
{
    const json_t *value = json_object_get(want, key);
    if (json_is_string(value)
            ? got.len != json_string_length(value) || memcmp(got.ptr, json_string_value(value), got.len) != 0
            : got.ptr != NULL)
        fail_msg("%s: %s is \"%.*s\", want \"%s\"", file, key, (int)got.len, got.ptr ? got.ptr : "(null)",
                 json_is_string(value) ? json_string_value(value) : "null");
}

static void check_example(const char *name)
{
    char path[600];
    size_t len = 0, n;
    snprintf(path, sizeof path, HS_SOURCE_DIR "/examples/%s", name);
    char *bytes = read_file(path, &len);
    assert_non_null(bytes);
    snprintf(path + strlen(path) - strlen(".html"), 20, ".expected.json");
    json_t *want = json_load_file(path, 0, NULL);
    assert_non_null(want);
    hs_document *doc;
    assert_int_equal(hs_document_open(&doc, bytes, len, NULL, NULL), HS_OK);
    assert_field(name, want, "title", doc->title);
    assert_field(name, want, "outlet", doc->outlet);
    assert_field(name, want, "published", doc->published);
    const hs_furniture *furniture = hs_document_furniture(doc, &n);
    assert_true(n && furniture[0].kind == HS_FURNITURE_TITLE);
    size_t at = furniture[0].span.end;
    hs_str article = article_of(doc);
    const json_t *body = json_object_get(want, "body");
    for (size_t i = 0; i < json_array_size(body); i++) {
        const char *line = json_string_value(json_array_get(body, i));
        size_t bytes_left = article.len - at;
        if (bytes_left < strlen(line) + 2 || memcmp(article.ptr + at, "\n\n", 2) != 0 ||
            memcmp(article.ptr + at + 2, line, strlen(line)) != 0)
            fail_msg("%s: paragraph %zu begins \"%.60s\", want \"%.60s\"", name, i, article.ptr + at + 2, line);
        at += strlen(line) + 2;
    }
    if (at != article.len)
        fail_msg("%s: after the last paragraph: \"%.60s\"", name, article.ptr + at);
    for (size_t i = 1; i < n; i++)
        assert_true(furniture[i].kind == HS_FURNITURE_CAPTION || furniture[i].kind == HS_FURNITURE_RELATED);
    hs_document_free(doc);
    json_decref(want);
    free(bytes);
}

static void examples_give_exactly_their_paragraphs(void **state)
{
    DIR *folder = opendir(HS_SOURCE_DIR "/examples");
    unsigned n = 0;
    (void)state;
    assert_non_null(folder);
    for (const struct dirent *file; (file = readdir(folder));) {
        size_t len = strlen(file->d_name);
        if (len > 5 && strcmp(file->d_name + len - 5, ".html") == 0) {
            check_example(file->d_name);
            n++;
        }
    }
    closedir(folder);
    assert_true(n >= 9);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(headline_is_furniture_before_the_paragraphs),
        cmocka_unit_test(tidies_white_space_and_entities),
        cmocka_unit_test(leaves_furniture_out),
        cmocka_unit_test(ends_with_comments_and_related_articles),
        cmocka_unit_test(captions_stand_behind_the_article),
        cmocka_unit_test(titles_of_related_links_stand_behind_the_article),
        cmocka_unit_test(what_stands_beside_an_article_is_bounded),
        cmocka_unit_test(keeps_headings_lists_and_quotes),
        cmocka_unit_test(rows_of_figures_are_lines),
        cmocka_unit_test(breaks_part_paragraphs_of_old_pages),
        cmocka_unit_test(lists_of_teasers_are_no_article),
        cmocka_unit_test(the_article_around_the_headline_wins),
        cmocka_unit_test(pages_that_are_no_articles_keep_their_text),
        cmocka_unit_test(forms_alone_are_no_article),
        cmocka_unit_test(an_article_in_scripts_alone_is_read),
        cmocka_unit_test(links_are_kept_with_their_words),
        cmocka_unit_test(lists_are_told_from_short_articles_and_letters),
        cmocka_unit_test(metadata_comes_from_the_best_source),
        cmocka_unit_test(outlets_are_named_by_all_that_a_page_says),
        cmocka_unit_test(titles_lose_markup_and_outlet),
        cmocka_unit_test(authors_are_read_from_what_names_them),
        cmocka_unit_test(paywalls_are_told),
        cmocka_unit_test(examples_give_exactly_their_paragraphs),
    };
    if (argc > 1)
        cmocka_set_test_filter(argv[1]);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
