/* test_text_sentences.c -- where sentences end, what a word is, hostile input. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "abbreviations.h"
#include "arena.h"
#include "document.h"
#include "sentences.h"

enum { CAP = 64 << 20 };

static hs_arena *arena;

static int setup(void **state)
{
    (void)state;
    arena = hs_arena_new(CAP);
    return !arena;
}

static int teardown(void **state)
{
    (void)state;
    hs_arena_free(arena);
    return 0;
}

/* Every character but white space is in one sentence. */
static void check_cover(hs_spans s, hs_str text)
{
    uint32_t at = 0;
    for (uint32_t i = 0; i <= s.n; i++) {
        uint32_t begin = i < s.n ? s.at[i].begin : (uint32_t)text.len;
        assert_true(begin >= at && begin <= text.len);
        for (; at < begin; at++) /* what lies between is white space; beyond ASCII only its bytes can be told */
            assert_true(strchr(" \t\n\v\f\r", text.ptr[at]) || (unsigned char)text.ptr[at] >= 0x80);
        if (i < s.n) {
            assert_true(s.at[i].begin < s.at[i].end && s.at[i].end <= text.len);
            assert_null(memchr(text.ptr + s.at[i].begin, '\n', s.at[i].end - s.at[i].begin));
            at = s.at[i].end;
        }
    }
}

static hs_spans sentences_of(const char *text, size_t len)
{
    hs_spans s;
    hs_error err = {0};
    char *exact = malloc(len ? len : 1);
    memcpy(exact, text, len);
    assert_int_equal(hs_sentences_find(&s, arena, (hs_str){exact, len}, &err), HS_OK);
    check_cover(s, (hs_str){exact, len});
    free(exact);
    return s;
}

/* Each example marks with "|" where sentences part; the marks are taken out, and the white space after them is no part.
 */
static void check_examples(const char *const *examples, size_t n)
{
    size_t wrong = 0;
    for (size_t i = 0; i < n; i++) {
        char text[1024], got[1200];
        size_t len = 0;
        for (const char *c = examples[i]; *c; c++)
            if (*c != '|')
                text[len++] = *c;
        hs_arena_reset(arena);
        hs_spans s = sentences_of(text, len);
        size_t out = 0, at = 0;
        for (uint32_t k = 0; k < s.n; k++) {
            size_t to = s.at[k].end;
            memcpy(got + out, text + at, to - at);
            out += to - at;
            at = to;
            if (k + 1 < s.n)
                got[out++] = '|';
        }
        memcpy(got + out, text + at, len - at);
        got[out + len - at] = 0;
        if (strcmp(got, examples[i]) != 0) {
            fprintf(stderr, "want %s\ngot  %s\n", examples[i], got);
            wrong++;
        }
    }
    assert_int_equal(wrong, 0);
}

#define CHECK(examples) check_examples((examples), sizeof(examples) / sizeof *(examples))

static void plain(void **state)
{
    (void)state;
    static const char *const e[] = {
        "",
        "   ",
        "One",
        "One. ",
        "One.| Two!| Three?| Four",
        "One.|  Two.|\tThree.",
        "It fell 3.5 percent to 1,234.50.| 20 people left.",
        "He won in 2016.| The rest lost.",
        "What?!| No...| Yes.",
        "Well ... he said so.",
        "Well. . .| He said so.",
        "Well…| Then he left.",
        "so … and so",
        "It ended at example.com, he said.| Then www.bbc.co.uk fell.",
        "Version 2.0.1 came.| It failed.",
        "The rate (3.5%).| It rose.",
        "It ended.[12]| It began. [3] [4]| So. [x] y.",
        "Norton (c. 1818) and a son (b. March 2009).| Plan b.| The rest.",
        "1. The first point.| 2. The second.",
        "he concluded.|Graham left.",
        "Write to a.b@example.Com now.",
        "the iPhone.| iPad too. the end",
        "Reagan, [George W.] Bush",
        "はい。|いいえ。|何？|そう",
        "Yahoo! Inc. fell.",
        "A; b: c - dd.| E",
        "The end.)| Then.",
        "Is it so?| It is.| Good!",
        "It was No. 5.| No.| We will not.",
    };
    CHECK(e);
}

static void abbreviations(void **state)
{
    (void)state;
    static const char *const e[] = {
        "Mr. Smith met Dr. Jones and Mrs. Lee.| Sen. John McCain left.",
        "Gov. Chris Christie and Rep. Peter King, R-N.Y., met.",
        "Lt. Gen. H.R. McMaster spoke.| Col. Ray did not.",
        "U.S. President Barack Obama met U.N. Secretary-General Ban.",
        "He lives in the U.S.| He works there.",
        "in Washington, D.C.| The police said so.",
        "It began at 5 p.m. Monday and at 6 a.m. EST.| Nobody came.",
        "It closed at 5 p.m.| Police left.",
        "J. Smith and John F. Kennedy and J. K. Rowling.",
        "George W. Bush said so.| Plan B.| The rest.",
        "taller than I.| He left.",
        "Apple Inc. Chief Executive Tim Cook left Apple Inc.| He joined Ford Motor Co. in May.",
        "Apple Inc. said so.| It works with Acme Ltd., too.",
        "on Jan. 5 and Feb. 29, and in Dec.| He left.",
        "the No. 1 seed, nos. 2 and 3, pp. 4-5",
        "Obama vs. Romney, e.g. Ohio, i.e. the state, v. Smith",
        "Martin Luther King Jr. Day and Cal Ripken Jr.| He left.",
        "on Wall St. and St. Louis and Fifth Ave.| But no.",
        "Calif. Gov. Brown left Calif.| They said so.",
        "He has a Ph.D. in it.| She has a Ph.D.| She said so.",
        "fruit, nuts, etc.| Then he left.",
        "fruit, etc., and so on, etc. and",
        "It was 6 ft. 2 in. tall.",
        "the U.S.'s role, the U.S.-led war, U.S.; U.S., U.S.?| No.",
        "He sat.| The cat sat.| He may.| In May.",
        "in the U.S.| “We left,” he said.",
    };
    CHECK(e);
}

static void quotations(void **state)
{
    (void)state;
    static const char *const e[] = {
        "“We saw oil.| We left,” he said.| “Now.”",
        "\"We saw oil.| We left,\" he said.| \"Now.\"| Then.",
        "“Why?” she asked.| “Because.”| He left.",
        "“Why?” Mr. Smith asked.| He left.",
        "“No!” President Donald J. Trump said.| He left.",
        "“Why?”| The room was silent.",
        "\"Stop!\" he cried.",
        "He said: 'We left.'| She stayed.",
        "He said ‘We left.’| ‘She stayed.’",
        "“He said ‘no.’”| Then she left.",
        "He wrote.| “I am.”| “Me.”",
        "She knew (she said.)| Then left.",
        "(He left.)| [She stayed.]| Fin.",
        "« Il part. »| « Non. »| Fin.",
        "He left.\"|She stayed.",
        "“...And then,” he said.",
        "the “U.S.”| Then",
        "They see that. “",
        "end.”|\n\n“Start",
    };
    CHECK(e);
}

static void paragraphs_end(void **state)
{
    (void)state;
    static const char *const e[] = {
        "A headline|\n\nThe text, which|\nends",
        "\n\n  One|\r\n\r\nTwo  ",
        "Mr.|\nSmith",
        "one,|\ntwo",
        "the U.S.|\nPresident",
    };
    CHECK(e);
}

static void words(void **state)
{
    (void)state;
    static const struct {
        const char *text, *words;
    } e[] = {
        {"", ""},
        {" ,.- ", ""},
        {"The end.", "The|end"},
        {"don't don’t O'Neill's 'quoted' x-ray 1,234.5 U.S. a.m.",
         "don't|don’t|O'Neill's|quoted|x-ray|1,234.5|U.S|a.m"},
        {"a--b a.-b a_b _ -a- a..b", "a|b|a|b|a_b|_|a|a|b"},
        {"café cafe\u0301s Zürich Łódź", "café|cafe|s|Zürich|Łódź"},
        {"中文 한국 ½ ² Ⅷ ٣", "中文|한국|½|²|Ⅷ|٣"},
        {"C++ #tag @me e-mail@example.com", "C|tag|me|e-mail|example.com"},
        {"a—b a…b a/b", "a|b|a|b|a|b"},
        {"tail-", "tail"},
        {"tail’", "tail"},
        {"tail\xe2", "tail"},
        {"tail\xe2\x80", "tail"},
    };
    for (size_t i = 0; i < sizeof e / sizeof *e; i++) {
        hs_arena_reset(arena);
        hs_spans w;
        size_t len = strlen(e[i].text), out = 0;
        char *exact = malloc(len ? len : 1), got[256];
        memcpy(exact, e[i].text, len);
        assert_int_equal(hs_words_find(&w, arena, (hs_str){exact, len}, NULL), HS_OK);
        hs_document doc = {.text = {exact, len}};
        assert_int_equal(hs_document_words(&doc), w.n);
        for (uint32_t k = 0; k < w.n; k++) {
            if (k)
                got[out++] = '|';
            memcpy(got + out, exact + w.at[k].begin, w.at[k].end - w.at[k].begin);
            out += w.at[k].end - w.at[k].begin;
        }
        got[out] = 0;
        assert_string_equal(got, e[i].words);
        free(exact);
    }
}

static void lists_are_sorted(void **state)
{
    (void)state;
    assert_true(hs_abbreviations_sorted());
    static const char *const bound[] = {"Adm", "Gov", "Mr", "Treas", "approx", "vs", "e.g", "Sen", "Ft"};
    static const char *const inner[] = {"Ala", "Inc", "Jr", "sq", "U.S", "D.C", "Wyo", "S.p.A", "Ph.D", "N.Y"};
    static const char *const starters[] = {"A", "The", "Your", "He", "In", "Among"};
    for (size_t i = 0; i < sizeof bound / sizeof *bound; i++)
        assert_int_equal(hs_abbreviation_of((hs_str){bound[i], strlen(bound[i])}), HS_ABBREVIATION_BOUND);
    for (size_t i = 0; i < sizeof inner / sizeof *inner; i++)
        assert_int_equal(hs_abbreviation_of((hs_str){inner[i], strlen(inner[i])}), HS_ABBREVIATION_INNER);
    for (size_t i = 0; i < sizeof starters / sizeof *starters; i++)
        assert_true(hs_begins_sentences((hs_str){starters[i], strlen(starters[i])}));
    assert_int_equal(hs_abbreviation_of((hs_str){"a.m", 3}), HS_ABBREVIATION_TIME);
    assert_int_equal(hs_abbreviation_of((hs_str){"Sept", 4}), HS_ABBREVIATION_MONTH);
    assert_int_equal(hs_abbreviation_of((hs_str){"No", 2}), HS_ABBREVIATION_NUMBER);
    assert_int_equal(hs_abbreviation_of((hs_str){"J", 1}), HS_ABBREVIATION_LETTER);
    assert_int_equal(hs_abbreviation_of((hs_str){"house", 5}), HS_ABBREVIATION_NONE);
    assert_int_equal(hs_abbreviation_of((hs_str){"", 0}), HS_ABBREVIATION_NONE);
    assert_true(hs_is_calendar((hs_str){"Wednesday", 9}) && hs_is_calendar((hs_str){"AEDT", 4}));
    assert_true(hs_is_speech((hs_str){"yelled", 6}) && !hs_is_speech((hs_str){"sai", 3}));
}

/* What looks at marks and endings alone takes abbreviations for ends, and nouns for adverbs. */
static void rough_looks(void **state)
{
    static const struct {
        const char *text;
        bool ends;
    } cases[] = {{"It rained. He left", true}, {"It rained.", false}, {"He said \"Why?\" and left", true}, {"at 3.50 a tonne", false}, {"Mr. Holm", true}, {"one\nmore", true}, {"", false}};
    static const char *const ly[] = {"briefly", "Family", "supply"}, *const others[] = {"ly", "only", "lying", ""};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(hs_sentence_ends((hs_str){cases[i].text, strlen(cases[i].text)}, 0, (uint32_t)strlen(cases[i].text)), cases[i].ends);
    for (size_t i = 0; i < sizeof ly / sizeof *ly; i++)
        assert_true(hs_word_is_ly((hs_str){ly[i], strlen(ly[i])}));
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        assert_false(hs_word_is_ly((hs_str){others[i], strlen(others[i])}));
}

/* Of an owner either apostrophe is read, with an s or alone. */
static void owners(void **state)
{
    static const struct {
        const char *words;
        size_t mark, apostrophe;
    } cases[] = {{"board's", 2, 0}, {"the board\xE2\x80\x99s", 4, 0}, {"workers'", 1, 0}, {"workers\xE2\x80\x99", 3, 0}, {"BOARD'S", 2, 0}, {"boards", 0, 0}, {"don't", 0, 0}, {"'s", 0, 1},
                 {"\xE2\x80\x99s", 0, 3}, {"'", 0, 1}, {"\x99s", 0, 0}, {"s", 0, 0}, {"", 0, 0}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const hs_str words = {cases[i].words, strlen(cases[i].words)};
        if (hs_owner_mark(words) != cases[i].mark || hs_apostrophe(words) != cases[i].apostrophe)
            fail_msg("%s: %zu, %zu", cases[i].words, hs_owner_mark(words), hs_apostrophe(words));
    }
}

static void hostile(void **state)
{
    (void)state;
    static const char *const parts[] = {
        ".",  "! ",   ". A",  "a",    " ",        "\n",           "\"",    "'",   "”",  "[1]",      "[",       "…",
        "。", "Mr. ", "\xff", "\xe2", "\xe3\x80", "\xef\xbc\x81", "U.S. ", "1. ", "\0", "\xc2\xa0", "?” Bob ", "said"};
    enum { N = sizeof parts / sizeof *parts, LONG = 1 << 18 };
    char *text = malloc(LONG + 16);
    for (size_t i = 0; i < N; i++)
        for (size_t k = 0; k < N; k++) {
            size_t len = 0;
            while (len < (i < 4 ? LONG : 2000)) {
                const char *part = parts[len % 5 ? i : k];
                size_t n = *part ? strlen(part) : 1;
                memcpy(text + len, part, n);
                len += n;
            }
            hs_arena_reset(arena);
            sentences_of(text, len);
        }
    uint32_t seed = 1;
    for (int round = 0; round < 20000; round++) {
        size_t len = 0;
        while (len < 60) {
            seed = seed * 1664525u + 1013904223u;
            const char *part = parts[(seed >> 16) % N];
            size_t n = *part ? strlen(part) : 1;
            memcpy(text + len, part, n);
            len += n;
        }
        hs_arena_reset(arena);
        sentences_of(text, len);
        hs_spans w;
        assert_int_equal(hs_words_find(&w, arena, (hs_str){text, len}, NULL), HS_OK);
    }
    free(text);
}

static void no_memory(void **state)
{
    (void)state;
    hs_arena *small = hs_arena_new(8);
    hs_spans s = {.n = 7};
    hs_error err = {0};
    assert_int_equal(hs_sentences_find(&s, small, (hs_str){"A b. C d.", 9}, &err), HS_E_NOMEM);
    assert_int_equal(err.code, HS_E_NOMEM);
    assert_int_equal(err.pos, 0);
    assert_int_equal(s.n, 0);
    s.n = 7;
    assert_int_equal(hs_words_find(&s, small, (hs_str){"A b. C d.", 9}, &err), HS_E_NOMEM);
    assert_int_equal(err.code, HS_E_NOMEM);
    assert_int_equal(err.pos, 0);
    assert_int_equal(s.n, 0);
    hs_arena_free(small);
}

#if SIZE_MAX > UINT32_MAX
static void too_long(void **state)
{
    (void)state;
    hs_spans s;
    hs_error err = {0};
    assert_int_equal(hs_sentences_find(&s, arena, (hs_str){"", (size_t)UINT32_MAX + 1}, &err), HS_E_LIMIT);
    assert_int_equal(err.code, HS_E_LIMIT);
    assert_int_equal(err.pos, UINT32_MAX);
    assert_int_equal(hs_words_find(&s, arena, (hs_str){"", (size_t)UINT32_MAX + 1}, &err), HS_E_LIMIT);
    assert_int_equal(err.pos, UINT32_MAX);
}
#endif

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain),
        cmocka_unit_test(abbreviations),
        cmocka_unit_test(quotations),
        cmocka_unit_test(paragraphs_end),
        cmocka_unit_test(words),
        cmocka_unit_test(lists_are_sorted),
        cmocka_unit_test(rough_looks),
        cmocka_unit_test(owners),
        cmocka_unit_test(hostile),
        cmocka_unit_test(no_memory),
#if SIZE_MAX > UINT32_MAX
        cmocka_unit_test(too_long),
#endif
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
