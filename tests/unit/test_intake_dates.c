/* test_intake_dates.c -- when a page was published: months and dates as the languages write them, words beside dates,
 * days in addresses, and one small page for each kind of evidence. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "date_words.h"
#include "dates.h"
#include "fold.h"
#include "metadata.h"
#include "months.h"

static hs_str str(const char *s)
{
    return (hs_str){s, strlen(s)};
}

static void assert_text(hs_str got, const char *want)
{
    if (!want ? got.ptr != NULL : got.len != strlen(want) || memcmp(got.ptr, want, got.len) != 0)
        fail_msg("got \"%.*s\", want \"%s\"", (int)got.len, got.ptr ? got.ptr : "(null)", want ? want : "(null)");
}

static void words_fold_to_ascii(void **state)
{
    static const struct {
        const char *word, *folded;
    } cases[] = {
        {"M\xc3\x84RZ", "marz"},
        {"fe\xcc\x81vrier", "fevrier"},                                 /* with a combining accent */
        {"\xd0\xaf\xd0\xbd\xd0\xb2\xd0\xb0\xd1\x80\xd1\x8f", "anvara"}, /* Cyrillic */
        {"\xce\x9c\xce\xb1\xce\x90\xce\xbf\xcf\x85", "maiou"},          /* Greek */
        {"A\xc4\x9fustos", "agustos"},
        {"5\xe6\x9c\x88", "5?"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char out[32];
        assert_text((hs_str){out, hs_fold(out, sizeof out, str(cases[i].word))}, cases[i].folded);
    }
    char small[3];
    assert_int_equal(hs_fold(small, sizeof small, str("march")), 3);
}

static void months_are_known_in_many_languages(void **state)
{
    static const struct {
        const char *name;
        unsigned month;
    } cases[] = {
        {"September", 9},
        {"Sept", 9},
        {"JUN", 6},
        {"Dez", 12},
        {"j\xc3\xa4nner", 1},
        {"d\xc3\xa9"
         "c",
         12},
        {"ao\xc3\xbbt", 8},
        {"enero", 1},
        {"maggio", 5},
        {"outubro", 10},
        {"mrt", 3},
        {"sierpnia", 8},
        {"\xc4\x8d"
         "ervna",
         6},
        {"\xc4\x8d"
         "ervence",
         7},
        {"\xc3\xbanora", 2},
        {"marts", 3},
        {"maj", 5},
        {"augusti", 8},
        {"tammikuuta", 1},
        {"kes\xc3\xa4kuu", 6},
        {"Aral\xc4\xb1k", 12},
        {"m\xc3\xa1jus", 5},
        {"okt", 10},
        {"iunie", 6},
        {"\xd0\xbc\xd0\xb0\xd1\x8f", 5} /* ru */,
        {"\xd0\xbb\xd0\xb8\xd0\xbf\xd0\xbd\xd1\x8f", 7} /* uk */,
        {"\xce\x99\xce\xbf\xcf\x85\xce\xbb\xce\xaf\xce\xbf\xcf\x85", 7} /* el */,
        {"ju", 0},
        {"Decker", 0},
        {"septembers", 0},
        {"", 0},
        {"juu", 0},
        {"januaryjanuaryjanuary", 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (hs_month_by_name(str(cases[i].name)) != cases[i].month)
            fail_msg("%s is %u, want %u", cases[i].name, hs_month_by_name(str(cases[i].name)), cases[i].month);
}

static void dates_are_read_as_languages_write_them(void **state)
{
    static const struct {
        const char *text, *iso;
    } cases[] = {
        {"\xe6\x9b\xb4\xe6\x96\xb0\xef\xbc\x9a"
         "2031\xe5\xb9\xb4"
         "5\xe6\x9c\x88"
         "3\xe6\x97\xa5 09:30",
         "2031-05-03T09:30"},
        {"2031\xeb\x85\x84 5\xec\x9b\x94 3\xec\x9d\xbc", "2031-05-03"},
        {"2031. 5. 3.", "2031-05-03"},
        {"2031. m\xc3\xa1jus 14., szerda", "2031-05-14"},
        {"14 \xd0\xbc\xd0\xb0\xd1\x8f 2031 \xd0\xb3., 13:43", "2031-05-14"},
        {"15 \xd0\xb0\xd0\xb2\xd0\xb3\xd1\x83\xd1\x81\xd1\x82\xd0\xb0 2031, 13:43", "2031-08-15T13:43"},
        {"1er mars 2031", "2031-03-01"},
        {"1\xc2\xba de maio de 2031", "2031-05-01"},
        {"Mi\xc3\xa9rcoles, 14 de Mayo del 2031 a las 18:05", "2031-05-14T18:05"},
        {"14. maj 2031 kl. 09.30", "2031-05-14T09:30"},
        {"14.\xc2\xa0M\xc3\xa4rz\xc2\xa0"
         "2031 um 9.05 Uhr",
         "2031-03-14T09:05"},
        {"14.5.31", "2031-05-14"},
        {"14.5.99", "1999-05-14"},
        {"at 10.30.45 sharp", NULL},
        {"1.2.3.4", NULL},
        {"12:30:45", NULL},
        {"Tel. 555-14-2031", NULL},
        {"call 0205.2031.12", NULL},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        hs_date date;
        bool found = hs_date_find(&date, str(cases[i].text), HS_DATE_DAY_FIRST);
        assert_text(found ? (hs_str){date.iso, date.len} : (hs_str){NULL, 0}, cases[i].iso);
        if (found)
            assert_true(date.begin < date.end && date.end <= strlen(cases[i].text));
    }
    hs_date date;
    assert_true(hs_date_find(&date, str("14/05/31"), HS_DATE_UNKNOWN) && date.short_year);
    assert_true(hs_date_find(&date, str("14/05/2031"), HS_DATE_UNKNOWN) && !date.short_year);
}

static void order_is_told_by_other_dates(void **state)
{
    (void)state;
    assert_int_equal(hs_date_order_in(str("04/05/2031, and/or 05/14/2031")), HS_DATE_MONTH_FIRST);
    assert_int_equal(hs_date_order_in(str("a/b 04/05/2031 14/05/2031 x")), HS_DATE_DAY_FIRST);
    assert_int_equal(hs_date_order_in(str("04/05/2031")), HS_DATE_UNKNOWN);
    assert_int_equal(hs_date_order_in(str("/")), HS_DATE_UNKNOWN);
    assert_int_equal(hs_date_order_in(str("")), HS_DATE_UNKNOWN);
}

static void addresses_hold_days(void **state)
{
    static const struct {
        const char *url, *day;
    } cases[] = {
        {"https://p.example/2031/05/14/port", "2031-05-14"},
        {"https://p.example/2031/5/4/port", "2031-05-04"},
        {"https://p.example/world/2031/may/14/port", "2031-05-14"},
        {"https://p.example/local/2031-05/14/c_11.htm", "2031-05-14"},
        {"https://p.example/port-closed-2031-05-14.html", "2031-05-14"},
        {"https://p.example/texte/20310514-port.html", "2031-05-14"},
        {"https://p.example/2031/0514/port", "2031-05-14"},
        {"https://2031-05-14.example/port", NULL},
        {"https://p.example/port?day=2031-05-14", NULL},
        {"https://p.example/port#2031-05-14", NULL},
        {"https://p.example/2031/05/143", NULL},
        {"https://p.example/2031/13/14/", NULL},
        {"https://p.example/2031051412345", NULL},
        {"https://p.example/1231/05/14/", NULL},
        {"2031-05-14", NULL},
        {"", NULL},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        hs_date date;
        bool found = hs_date_in_url(&date, str(cases[i].url));
        assert_text(found ? (hs_str){date.iso, date.len} : (hs_str){NULL, 0}, cases[i].day);
    }
}

static void words_say_what_a_date_is_of(void **state)
{
    (void)state;
    assert_int_equal(hs_date_cue(str("Published on ")), HS_DATE_PUBLISHED);
    assert_int_equal(hs_date_cue(str("Ver\xc3\xb6"
                                     "ffentlicht am ")),
                     HS_DATE_PUBLISHED);
    assert_int_equal(hs_date_cue(str("Published by Ann Lee, last updated ")), HS_DATE_MODIFIED);
    assert_int_equal(hs_date_cue(str("Mis \xc3\xa0 jour le ")), HS_DATE_MODIFIED);
    assert_int_equal(hs_date_cue(str("Registriert: ")), HS_DATE_OTHER);
    assert_int_equal(hs_date_cue(str("Anmeldedatum: ")), HS_DATE_OTHER);
    assert_int_equal(hs_date_cue(str("The republic of ")), 0);
    assert_int_equal(hs_date_cue(str("")), 0);
    assert_int_equal(hs_date_names(str("newsdatum")), HS_DATE_DATE);
    assert_int_equal(hs_date_names(str("itemPostDate")), HS_DATE_PUBLISHED | HS_DATE_DATE);
    assert_int_equal(hs_date_names(str("dateModified")), HS_DATE_DATE | HS_DATE_MODIFIED);
    assert_int_equal(hs_date_names(str("candidates")), 0);
    assert_int_equal(hs_date_names(str("timeline")), 0);
    assert_int_equal(hs_date_names(str("")), 0);
}

/* ---- one page for each kind of evidence ---- */

#define P                                                                                                              \
    "<p>The harbour was closed on Monday, the port authority said, after oil was seen on the water near Pier 9.</p>"   \
    "<p>Divers had warned of the crack in March, two officials said, but nobody in the ministry read their note.</p>"
#define PAGE(lang, head, body)                                                                                         \
    "<!doctype html><html lang=" lang "><head><title>Port closed</title>" head "</head><body>" body "</body></html>"
#define H "<h1>Port closed</h1>"

static void pages_tell_their_dates(void **state)
{
    static const struct {
        const char *page, *published, *modified;
    } cases[] = {
        /* the address is the outlet's day; what agrees with it adds the hour */
        {PAGE("en", "<link rel=canonical href=https://p.example/2031/05/14/port>", H "<p>May 14, 2031 9:30 a.m.</p>" P),
         "2031-05-14T09:30", NULL},
        {PAGE("en",
              "<link rel=canonical href=https://p.example/2031/05/14/port>"
              "<meta property=article:published_time content='2031-05-15T02:10:00Z'>",
              H P),
         "2031-05-14", NULL},
        /* the hour printed tells the outlet's offset from UTC */
        {PAGE("en", "<meta property=article:published_time content='2031-05-15T02:10:44Z'>",
              H "<p>By Ann Lee</p><p>May 14, 2031 10:10 p.m.</p>" P),
         "2031-05-14T22:10-04:00", NULL},
        {PAGE("en", "<meta property=article:published_time content='2031-05-14T22:10:00Z'>", H "<p>15 May 2031</p>" P),
         "2031-05-15", NULL},
        /* <meta> and JSON-LD differ: what is printed decides, else <meta> */
        {PAGE("en",
              "<meta property=article:published_time content='2031-05-14'><script type=application/ld+json>"
              "{\"@type\":\"NewsArticle\",\"datePublished\":\"2031-05-12\",\"dateModified\":\"2031-05-16\"}</script>",
              H "<p class=date>12 May 2031</p>" P),
         "2031-05-12", "2031-05-16"},
        {PAGE("en",
              "<meta property=article:published_time content='2031-05-14'><script type=application/ld+json>"
              "{\"@type\":\"NewsArticle\",\"datePublished\":\"2031-05-12\"}</script>",
              H P),
         "2031-05-14", NULL},
        /* a <meta> that says "date" may mean another */
        {PAGE("de", "<meta name=date content='2031-05-16'>", H "<time class=published>14.05.2031, 9:30 Uhr</time>" P),
         "2031-05-14T09:30", NULL},
        {PAGE("de", "<meta name=date content='2031-05-16'>", H P), "2031-05-16", NULL},
        /* other <meta> names; the clock's zero is no date */
        {PAGE("en", "<meta property='harbour:publication_date' content='2031-05-14T09:30:00'>", H P),
         "2031-05-14T09:30", NULL},
        {PAGE("en", "<meta name=date content='1970-01-01T00:00:00Z'>", H P), NULL, NULL},
        {PAGE("en", "<meta name=last-modified content='2031-05-16'>", H P), "2031-05-16", "2031-05-16"},
        /* JSON-LD of another type, and broken */
        {PAGE("en",
              "<script type=application/ld+json>{\"@type\":\"WebPage\",\"datePublished\" : \"2031-05-14\",}</script>",
              H P),
         "2031-05-14", NULL},
        /* marks */
        {PAGE("de", "", H P "<span class=newsdatum>14. Mai 2031</span>"), "2031-05-14", NULL},
        {PAGE("en", "",
              H P "<p>x</p><p>x</p><p>x</p><p>x</p><p>x</p><p>x</p><p>x</p><p>x</p>"
                  "<abbr title='2031-05-14T09:30:00+02:00'>that day</abbr>"),
         "2031-05-14T09:30+02:00", NULL},
        {PAGE("fr", "", H "<time datetime='2031-05-20T10:18:46Z'>Publi\xc3\xa9 le 14 mai 2031</time>" P), "2031-05-14",
         NULL},
        {PAGE("en", "",
              "<time datetime=2031-05-20>20 May</time><p>Ship sold</p><p>Bridge</p><p>Fog</p><p>Rain</p>" H
              "<p>Ann Lee, 14 May 2031</p>" P),
         "2031-05-14", NULL},
        {PAGE("en", "", H "<p>Updated 16 May 2031</p><p>Published 14 May 2031</p>" P), "2031-05-14", "2031-05-16"},
        {PAGE("en", "", H "<dl><dt>Date</dt><dd>14 May 2031</dd><dt>Registered</dt><dd>1 May 2001</dd></dl>" P),
         "2031-05-14", NULL},
        /* comments and links to others count least */
        {PAGE("en", "",
              "<h2>Port closed</h2>" P "<p>Newsroom, 14 May 2031</p><div class=comments><p>Bo</p>"
              "<time datetime=2031-05-20>20 May</time><p>So sad</p></div>"),
         "2031-05-14", NULL},
        /* the page's own data */
        {PAGE("en", "",
              H P
              "<script type=application/json>{\"menu\":\"x\\\"\",\"publishedAt\":\"2031-05-14T09:30:00Z\"}</script>"),
         "2031-05-14T09:30Z", NULL},
        /* 05/04: by language, by other dates, else the page's language decides */
        {PAGE("en-US", "", H "<p>05/04/2031</p>" P), "2031-05-04", NULL},
        {PAGE("en-GB", "", H "<p>05/04/2031</p>" P), "2031-04-05", NULL},
        {PAGE("en", "", H "<p>05/04/2031</p>" P "<p>See 14/05/2030</p>"), "2031-04-05", NULL},
        {PAGE("it", "", H "<p>05/04/2031</p>" P), "2031-04-05", NULL},
        /* the picture, last */
        {PAGE("en", "<meta property=og:image content='https://i.example/2031/05/14/port.jpg'>", H P), "2031-05-14",
         NULL},
        {PAGE("en", "", H P), NULL, NULL},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *page = strdup(cases[i].page);
        hs_html html;
        hs_blocks blocks;
        hs_metadata about;
        hs_arena *arena = hs_arena_new(1 << 20);
        assert_non_null(page);
        assert_non_null(arena);
        assert_int_equal(hs_html_parse(&html, page, strlen(page), NULL), HS_OK);
        assert_int_equal(hs_blocks_make(&blocks, &html, NULL), HS_OK);
        assert_int_equal(hs_metadata_find(&about, arena, &blocks, (hs_str){NULL, 0}, NULL), HS_OK);
        assert_text(about.published, cases[i].published);
        assert_text(about.modified, cases[i].modified);
        hs_blocks_free(&blocks);
        hs_html_free(&html);
        hs_arena_free(arena);
        free(page);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_fold_to_ascii),
        cmocka_unit_test(months_are_known_in_many_languages),
        cmocka_unit_test(dates_are_read_as_languages_write_them),
        cmocka_unit_test(order_is_told_by_other_dates),
        cmocka_unit_test(addresses_hold_days),
        cmocka_unit_test(words_say_what_a_date_is_of),
        cmocka_unit_test(pages_tell_their_dates),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
