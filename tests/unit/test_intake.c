/* test_intake.c -- hs_document_open: every status with its place, formats, encodings, options, hostile input. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "document.h"
#include "utf8.h"

static hs_str str(const char *s)
{
    return (hs_str){s, strlen(s)};
}

static void assert_text(hs_str got, const char *want)
{
    if (got.len != strlen(want) || memcmp(got.ptr, want, got.len) != 0)
        fail_msg("got \"%.*s\", want \"%s\"", (int)got.len, got.ptr ? got.ptr : "", want);
}

static hs_document *open_bytes(const void *bytes, size_t len, const hs_input *input)
{
    hs_document *doc;
    hs_error err = {HS_OK, 0, ""};
    if (hs_document_open(&doc, bytes, len, input, &err) != HS_OK)
        fail_msg("%s: %s", hs_status_name(err.code), err.msg);
    assert_non_null(doc);
    assert_int_equal(hs_utf8_valid(doc->text.ptr, doc->text.len), doc->text.len);
    assert_int_equal(doc->id.len, 64);
    return doc;
}

static void assert_refused(const void *bytes, size_t len, const hs_input *input, hs_status code, uint64_t pos,
                           const char *word)
{
    hs_document *doc = (hs_document *)1;
    hs_error err = {HS_OK, 0, ""};
    assert_int_equal(hs_document_open(&doc, bytes, len, input, &err), code);
    assert_null(doc);
    assert_int_equal(err.code, code);
    assert_int_equal(err.pos, pos);
    if (!strstr(err.msg, word))
        fail_msg("\"%s\" does not say \"%s\"", err.msg, word);
    assert_int_equal(hs_document_open(&doc, bytes, len, input, NULL), code);
}

/* ---- statuses ---- */

static void refuses_dates_that_are_not_iso(void **state)
{
    static const struct {
        const char *date;
        uint64_t pos;
    } cases[] = {{"yesterday", 0},
                 {"14.05.2031", 2},
                 {"2031-13-01", 5},
                 {"2031-02-29", 8},
                 {"2031-05-14 09:30", 10},
                 {"2031-05-14T", 11},
                 {"2031-05-14T24:00", 11},
                 {"2031-05-14T09:60", 14},
                 {"2031-05-14T09:30+2", 18},
                 {"2031-05-14T09:30Zulu", 17},
                 {"2031-", 5},
                 {"203", 3}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        hs_input input = {.published = str(cases[i].date)};
        assert_refused("text", 4, &input, HS_E_ARG, cases[i].pos, "ISO 8601");
        assert_refused("text", 4, &(hs_input){.fetched = str(cases[i].date)}, HS_E_ARG, cases[i].pos, "fetched: \"");
    }
}

static void takes_every_iso_date(void **state)
{
    static const char *const dates[] = {"2031",
                                        "2031-05",
                                        "2031-05-14",
                                        "2028-02-29",
                                        "2031-05-14T09:30",
                                        "2031-05-14T09:30Z",
                                        "2031-05-14T09:30:59.125+02:00",
                                        "2031-05-14T23:59:60-0330",
                                        "2031-05-14T09:30+02"};
    (void)state;
    for (size_t i = 0; i < sizeof dates / sizeof *dates; i++) {
        hs_input input = {.published = str(dates[i])};
        hs_document *doc = open_bytes("text", 4, &input);
        assert_text(hs_document_published(doc), dates[i]);
        hs_document_free(doc);
    }
}

static void refuses_input_over_the_limit(void **state)
{
    const size_t limit = (size_t)64 << 20;
    (void)state;
    char *bytes = malloc(limit + 1);
    assert_non_null(bytes);
    memset(bytes, 'a', limit + 1);
    assert_refused(bytes, limit + 1, NULL, HS_E_LIMIT, limit, "bytes");
    hs_document *doc = open_bytes(bytes, limit, NULL);
    assert_int_equal(doc->text.len, limit);
    hs_document_free(doc);
    free(bytes);
}

static void refuses_binary_and_names_it(void **state)
{
    static const struct {
        const char *bytes;
        size_t len;
        uint64_t pos;
        const char *word;
    } cases[] = {{"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", 15, 0, "this is a PDF"},
                 {"\x1f\x8b\x08\0\0\0\0\0", 8, 8, "cut off"},
                 {"\x28\xb5\x2f\xfd\x24\0", 6, 6, "cut off"},
                 {"BZh91AY&SY", 10, 4, "bzip2"},
                 {"PK\x03\x04\x14\0", 6, 0, "zip"},
                 {"\x89PNG\r\n\x1a\n", 8, 0, "PNG"},
                 {"\xff\xd8\xff\xe0\0\x10JFIF", 10, 0, "JPEG"},
                 {"GIF89a\1\0\1\0", 10, 0, "GIF"},
                 {"RIFF\x10\0\0\0WEBPVP8 ", 16, 8, "WebP"},
                 {"\x7f"
                  "ELF\2\1\1",
                  7, 0, "ELF"},
                 {"SQLite format 3\0", 16, 0, "SQLite"},
                 {"WARC/1.0\r\n", 10, 0, "its header does not end"},
                 {"{\\rtf1 x}", 9, 0, "RTF"},
                 {"text \1\2\3\4\5\6\7", 12, 5, "binary"},
                  {"<?xml version=\"1.0\"?>\n<rss version=\"2.0\">", 41, 22, "no well-formed XML"},
                  {"{\"a\": 1}", 8, 0, "no text in a field"},
                  {"{\"a\": ", 6, 6, "no JSON"},
                 {"<?xml version=\"1.0\"?><other/>", 29, 0, "XML"},
                 {"\xef\xbb\xbf<?xml version=\"1.0\"?><other/>", 32, 3, "XML"}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_refused(cases[i].bytes, cases[i].len, NULL, HS_E_FORMAT, cases[i].pos, cases[i].word);
}

static void tells_json_from_prose(void **state)
{
    static const char *const json[] = {"{}", "[]", " \n{\"a\": 1}\n", "{\"a \\\" b\":[1,2]}", "[\"a\", \"b\"]\n", "{\"a\":1}\r\n{\"a\":2}\r\n"};
    static const char *const prose[] = {"{He said nothing.}",   "{\"Quoted\" is he}",     "[Updated at 9:30] The harbour closed. [end]",
                                        "[\"Go away,\" he said]", "[1] See the note.",      "Received: nothing.",
                                        "Date: Monday\nSubject: the port\n\nIt closed.", "Note: it rained.",
                                        "Headline\nReceived: from x\nSubject: y\n\nIt rained."};
    (void)state;
    for (size_t i = 0; i < sizeof json / sizeof *json; i++) {
        hs_document *doc;
        assert_int_not_equal(hs_document_open(&doc, json[i], strlen(json[i]), NULL, NULL), HS_OK);
    }
    for (size_t i = 0; i < sizeof prose / sizeof *prose; i++) {
        hs_document *doc = open_bytes(prose[i], strlen(prose[i]), NULL);
        assert_text(hs_document_text(doc), prose[i]);
        hs_document_free(doc);
    }
}

static void refuses_what_holds_no_text(void **state)
{
    static const char *const cases[] = {
        "",
        " \r\n\t ",
        "\xef\xbb\xbf",
        "\xc2\xa0\xe2\x80\x8b",
        "<html></html>",
        "<!-- only a comment -->",
        "<html><body><nav><a href=/>Home</a></nav></body></html>",
        "<html><head><title>Only a title</title></head><body><script>x()</script></body></html>"};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_refused(cases[i], strlen(cases[i]), NULL, HS_E_EMPTY, 0, "no ");
    assert_refused(NULL, 0, NULL, HS_E_EMPTY, 0, "no text");
    assert_refused("\0\0", 2, NULL, HS_E_EMPTY, 0, "no text");
}

/* ---- plain text ---- */

static void plain_text_stays_as_it_is(void **state)
{
    static const char text[] = "A title? - Paper\r\n\r\n  One,  two.\tThree \"four\" \x01 <b>five</b> &amp;\n";
    (void)state;
    hs_document *doc = open_bytes(text, sizeof text - 1, NULL);
    size_t n;
    assert_text(hs_document_text(doc), text);
    assert_null(hs_document_title(doc).ptr);
    assert_null(hs_document_outlet(doc).ptr);
    assert_null(hs_document_published(doc).ptr);
    assert_null(hs_document_url(doc).ptr);
    hs_document_furniture(doc, &n);
    assert_int_equal(n, 0);
    assert_int_equal(hs_document_replaced(doc), 0);
    hs_document_free(doc);
}

static void a_first_line_that_stands_alone_is_the_title(void **state)
{
#define PROSE "The inquiry heard on Monday that the minister had been warned twice of the cracks."
    static const struct {
        const char *text, *title;
    } cases[] = {{"Inquiry into the Orrin Dam opens\n\n" PROSE "\n", "Inquiry into the Orrin Dam opens"},
                 {"Inquiry into the Orrin Dam opens\n" PROSE "\n", NULL},
                 {"The inquiry has opened.\n\n" PROSE "\n", NULL},
                 {"Dear readers,\n\n" PROSE "\n", NULL},
                 {"Inquiry into the Orrin Dam opens\n\nTo be continued\n", NULL}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        hs_document *doc = open_bytes(cases[i].text, strlen(cases[i].text), NULL);
        if (cases[i].title)
            assert_text(hs_document_title(doc), cases[i].title);
        else
            assert_null(hs_document_title(doc).ptr);
        hs_document_free(doc);
    }
}

static void plain_text_keeps_nul_bytes(void **state)
{
    (void)state;
    hs_document *doc = open_bytes("a\0b c d", 7, NULL);
    assert_int_equal(doc->text.len, 7);
    assert_memory_equal(doc->text.ptr, "a\0b c d", 7);
    hs_document_free(doc);
}

static void decodes_what_a_byte_order_mark_shows(void **state)
{
    static const struct {
        const char *bytes;
        size_t len;
        const char *text;
    } cases[] = {{"\xef\xbb\xbfh\xc3\xa9", 6, "h\xc3\xa9"},
                 {"\xff\xfeh\0\xe9\0", 6, "h\xc3\xa9"},
                 {"\xfe\xff\0h\xd8\x3d\xde\0", 8, "h\xf0\x9f\x98\x80"},
                 {"\xff\xfe\0\0h\0\0\0", 8, "h"},
                 {"\0\0\xfe\xff\0\0\0h", 8, "h"}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        hs_document *doc = open_bytes(cases[i].bytes, cases[i].len, NULL);
        assert_text(doc->text, cases[i].text);
        assert_int_equal(doc->replaced, 0);
        hs_document_free(doc);
    }
}

static void counts_bytes_it_replaces(void **state)
{
    (void)state;
    hs_document *doc = open_bytes("a\xff"
                                  "b\xe2\x82"
                                  "c",
                                  6, NULL);
    assert_text(doc->text, "a\xef\xbf\xbd"
                           "b\xef\xbf\xbd"
                           "c");
    assert_int_equal(hs_document_replaced(doc), 3);
    hs_document_free(doc);
}

/* ---- options ---- */

#define PAGE                                                                                                           \
    "<!doctype html><html><head><meta property=\"og:site_name\" content=\"Own Outlet\"><link rel=canonical "           \
    "href=\"https://own.example/a\"><meta property=\"article:published_time\" content=\"2031-01-02T03:04:05Z\">"       \
    "<meta property=\"og:title\" content=\"Own title here\"></head><body><h1>Own title here</h1><p>One paragraph "     \
    "that is long "                                                                                                    \
    "enough to be taken for an article, said <a href=\"b?c\">its author</a>.</p></body></html>"

static void options_win_over_the_page(void **state)
{
    hs_input input = {.name = str("file.html"),
                      .url = str("https://given.example/x"),
                      .outlet = str("Given"),
                      .published = str("2031-05-14"),
                       .address = str("https://fetched.example/x")};
    (void)state;
    hs_document *doc = open_bytes(PAGE, sizeof PAGE - 1, NULL), *given = open_bytes(PAGE, sizeof PAGE - 1, &input);
    assert_text(hs_document_outlet(doc), "Own Outlet");
    assert_text(hs_document_url(doc), "https://own.example/a");
    assert_text(hs_document_published(doc), "2031-01-02T03:04:05Z");
    assert_text(hs_document_title(doc), "Own title here");
    assert_text(doc->links[0].url, "https://own.example/b?c");
    assert_text(hs_document_slice(doc, doc->links[0].span), "its author");
    assert_text(hs_document_outlet(given), "Given");
    assert_text(hs_document_url(given), "https://given.example/x");
    assert_text(hs_document_published(given), "2031-05-14");
    assert_text(given->links[0].url, "https://given.example/b?c");
    assert_text(given->input, "file.html");
    assert_memory_not_equal(doc->id.ptr, given->id.ptr, 64);
    hs_document_free(doc);
    hs_document_free(given);
}

/* ---- pages in any encoding ---- */

static void decodes_pages_by_what_they_declare(void **state)
{
    static const struct {
        const char *page, *first;
        uint64_t replaced;
    } cases[] = {
        {"<meta charset=\"windows-1250\"><p>\x9e"
         "ena words, words, words, and more words to come, they say.</p>",
         "\xc5\xbe"
         "ena",
         0},
        {"<META HTTP-EQUIV=Content-Type CONTENT='text/html; charset=iso-8859-1'><p>\x93q\x94 words, words, words, and "
         "more words "
         "to come, they say.</p>",
         "\xe2\x80\x9cq\xe2\x80\x9d", 0},
        {"<?xml version=\"1.0\" encoding=\"ISO-8859-2\"?><html><body><p>\xbe"
         "ena words, words, words, and more words to come, "
         "they say.</p></body></html>",
         "\xc5\xbe"
         "ena",
         0},
        {"<!-- <meta charset=windows-1251> --><p>caf\xe9 words, words, words, and more words to come, they say.</p>",
         "caf\xc3\xa9", 0},
        {"<p>caf\xc3\xa9 words, words, words, and more words to come, they say.</p>", "caf\xc3\xa9", 0},
        {"<meta charset=no-such-charset><p>caf\xc3\xa9 words, words, words, and more words to come, they say.</p>",
         "caf\xc3\xa9", 0},
        {"<meta charset=\"\"><p>caf\xe9 words, words, words, and more words to come, they say.</p>", "caf\xc3\xa9", 0},
        {"<meta charset=utf-8><p>caf\xe9 words, words, words, and more words to come, they say.</p>", "caf\xef\xbf\xbd",
         1},
        {"<meta charset=shift_jis><p>\x93\xfa\x96{ words, words, words, and more words to come, they say.</p>",
         "\xe6\x97\xa5\xe6\x9c\xac", 0},
        {"<meta charset=windows-1252><p>\x81x words, words, words, and more words to come, they say.</p>",
         "x words", 0},
        {"\xef\xbb\xbf<meta charset=windows-1250><p>caf\xc3\xa9 words, words, words, and more words to come, they "
         "say.</p>",
         "caf\xc3\xa9", 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        hs_document *doc = open_bytes(cases[i].page, strlen(cases[i].page), NULL);
        assert_text((hs_str){doc->text.ptr, strlen(cases[i].first)}, cases[i].first);
        assert_int_equal(doc->replaced, cases[i].replaced);
        hs_document_free(doc);
    }
}

static void tells_pages_from_text(void **state)
{
    static const char *const pages[] = {"<!DOCTYPE html><p>",
                                        "  \n<HTML>",
                                        "<!-- x --><div>",
                                        "<?xml version='1.0'?><html><body>",
                                        "junk from a server <html><head></head><body>",
                                        "<p class=x>",
                                        "<br/>"};
    static const char *const texts[] = {"<3 you", "x < y and y > z",
                                        "<name@example.org> wrote:", "He wrote <html> and no more.",
                                        "<para>not ours</para>"};
    static const char body[] = "One sentence that is long enough to be taken for a paragraph of an article.";
    char buffer[400];
    (void)state;
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        size_t n = (size_t)snprintf(buffer, sizeof buffer, "%s%s", pages[i], body);
        hs_document *doc = open_bytes(buffer, n, NULL);
        assert_null(memchr(doc->text.ptr, '<', doc->text.len));
        hs_document_free(doc);
    }
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        hs_document *doc = open_bytes(texts[i], strlen(texts[i]), NULL);
        assert_text(doc->text, texts[i]);
        hs_document_free(doc);
    }
}

/* ---- hostile pages ---- */

/* Of this process, not of a clock on the wall: machines are shared. */
static double cpu_seconds(void)
{
    return (double)clock() / CLOCKS_PER_SEC;
}

/* Any answer will do that comes soon and is well formed. */
static void survive(const char *bytes, size_t len)
{
    hs_document *doc;
    hs_error err = {HS_OK, 0, ""};
    double begin = cpu_seconds();
    hs_status status = hs_document_open(&doc, bytes, len, NULL, &err);
    if (status == HS_OK) {
        assert_int_equal(hs_utf8_valid(doc->text.ptr, doc->text.len), doc->text.len);
        hs_document_free(doc);
    } else {
        assert_true(status == HS_E_EMPTY || status == HS_E_LIMIT || status == HS_E_NOMEM);
        assert_int_equal(err.code, status);
    }
    if (cpu_seconds() - begin > 20)
        fail_msg("%zu bytes took %.0f seconds", len, cpu_seconds() - begin);
}

static void survives_repetition(void **state)
{
    static const struct {
        const char *head, *unit;
        size_t n;
        const char *tail;
    } cases[] = {
        {"", "<div>", 100000, "deep"},
        {"", "<div>a", 100000, "</div></div>"},
        {"<p>", "<b>", 100000, "</p></i></u>"},
        {"<div><div><div>", "</b></span>", 200000, ""},
        {"<p ", " a", 100000, ">x</p>"},
        {"<p x=\"", "<a b='c'>", 100000, ""},
        {"<p>", "<!--", 100000, "never closed"},
        {"<p>", "<![CDATA[", 100000, ""},
        {"<script>", "</scrip", 100000, ""},
        {"<p>", "&lt;&#x41;&nosuch;&amp", 50000, ""},
        {"<table>", "<tr><td>x<table>", 30000, ""},
        {"<ul>", "<li><ul>", 50000, "x"},
        {"<p>", "<a href=/x>link ", 50000, ""},
        {"<p>word", "<br>", 200000, "word"},
        {"<html>", "<html lang=a><body class=b>", 50000, "x"},
        {"<p>x</p>", "<meta charset=", 50000, ""},
        {"<h1>t</h1>", "<h1>t</h1><p>t", 50000, ""},
        {"<script type=application/ld+json>", "[", 100000, "</script><p>x"},
        {"<script type=application/ld+json>", "{\"@graph\":", 50000, "</script><p>x"},
        {"<title>", "a - ", 20000, "</title><h1>a - a</h1><p>x"},
        {"<p>", "<article><article class=comment>x", 50000, ""},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t head = strlen(cases[i].head), unit = strlen(cases[i].unit), tail = strlen(cases[i].tail);
        char *page = malloc(head + unit * cases[i].n + tail);
        assert_non_null(page);
        memcpy(page, cases[i].head, head);
        for (size_t k = 0; k < cases[i].n; k++)
            memcpy(page + head + k * unit, cases[i].unit, unit);
        memcpy(page + head + unit * cases[i].n, cases[i].tail, tail);
        survive(page, head + unit * cases[i].n + tail);
        free(page);
    }
}

/* One tag with many different attributes, in and out of step with the quotes. */
static void survives_huge_tags(void **state)
{
    static const char *const heads[] = {"<p", "<a \"=\" b=\">", "<p x='", "</p <p"};
    const size_t n = 40000;
    char *page = malloc(n * 32 + 100);
    (void)state;
    assert_non_null(page);
    for (size_t h = 0; h < 4; h++)
        for (size_t u = 0; u < 4; u++) {
            size_t len = (size_t)sprintf(page, "%s", heads[h]);
            for (size_t i = 0; i < n; i++)
                len += (size_t)(u == 1   ? sprintf(page + len, " a%zu=\"<%zu>\"", i, i)
                                : u == 0 ? sprintf(page + len, " a%zu", i)
                                : u == 2 ? sprintf(page + len, " a%zu='x'b=y", i)
                                         : sprintf(page + len, "\"a%zu=\"", i));
            len += (size_t)sprintf(page + len, ">text</p>");
            survive(page, len);
        }
    free(page);
}

static void nul_bytes_in_a_page_are_blanks(void **state)
{
    static const char page[] =
        "<html><body><p>One\0sentence that is long enough to be a paragraph of some article.</p>"
        "\0<p>And\0another sentence that is long enough to be a paragraph of it.</p></body></html>";
    (void)state;
    hs_document *doc = open_bytes(page, sizeof page - 1, NULL);
    assert_text(doc->text, "One sentence that is long enough to be a paragraph of some article.\n\n"
                           "And another sentence that is long enough to be a paragraph of it.");
    hs_document_free(doc);
}

/* ---- threads ---- */

static void *open_many(void *arg)
{
    const hs_document *want = arg;
    for (unsigned i = 0; i < 50; i++) {
        hs_document *doc;
        if (hs_document_open(&doc, PAGE, sizeof PAGE - 1, NULL, NULL) != HS_OK)
            return arg;
        bool same = memcmp(doc->id.ptr, want->id.ptr, 64) == 0;
        hs_document_free(doc);
        if (!same)
            return arg;
    }
    return NULL;
}

static void any_number_of_threads(void **state)
{
    pthread_t threads[4];
    (void)state;
    hs_document *doc = open_bytes(PAGE, sizeof PAGE - 1, NULL);
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, open_many, doc), 0);
    for (size_t i = 0; i < 4; i++) {
        void *wrong;
        assert_int_equal(pthread_join(threads[i], &wrong), 0);
        assert_null(wrong);
    }
    hs_document_free(doc);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(refuses_dates_that_are_not_iso),
        cmocka_unit_test(takes_every_iso_date),
        cmocka_unit_test(refuses_input_over_the_limit),
        cmocka_unit_test(refuses_binary_and_names_it),
        cmocka_unit_test(tells_json_from_prose),
        cmocka_unit_test(refuses_what_holds_no_text),
        cmocka_unit_test(plain_text_stays_as_it_is),
        cmocka_unit_test(a_first_line_that_stands_alone_is_the_title),
        cmocka_unit_test(plain_text_keeps_nul_bytes),
        cmocka_unit_test(decodes_what_a_byte_order_mark_shows),
        cmocka_unit_test(counts_bytes_it_replaces),
        cmocka_unit_test(options_win_over_the_page),
        cmocka_unit_test(decodes_pages_by_what_they_declare),
        cmocka_unit_test(tells_pages_from_text),
        cmocka_unit_test(survives_repetition),
        cmocka_unit_test(survives_huge_tags),
        cmocka_unit_test(nul_bytes_in_a_page_are_blanks),
        cmocka_unit_test(any_number_of_threads),
    };
    if (argc > 1)
        cmocka_set_test_filter(argv[1]);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
