/* test_attribution_sift.c -- "The ministry denied this: the dam was leaking, engineers said": what is denied. No model; the sentences are made up. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "ascii.h"
#include "attribution_sift.h"

enum { PARTS = 2 /* of a content */ };

/* Words of the text; `content` may have two parts. */
typedef struct told {
    const char *source, *cue, *content[PARTS];
} told;

static hs_span find(const char *text, const char *words)
{
    const char *at = strstr(text, words);
    assert_non_null(at);
    const uint32_t begin = (uint32_t)(at - text);
    return (hs_span){begin, begin + (uint32_t)strlen(words)};
}

static void check_content(const hs_attribution *a, const hs_document *doc, const char *want)
{
    hs_str have = hs_document_slice(doc, a->content.at[0]);
    if (a->content.n != 1 || !hs_ascii_is(have, want))
        fail_msg("%s: %.*s, of %u parts, is not %s", doc->text.ptr, (int)have.len, have.ptr, a->content.n, want);
}

/* Of who denies and who says it. @param denies, says  what is left of their contents */
static void check(const char *text, told denial, told saying, const char *denies, const char *says)
{
    const told *const all[] = {&denial, &saying};
    hs_span spans[2][2 + PARTS];
    hs_attribution a[2] = {{.confidence = 0}};
    hs_document *doc;
    size_t n = 2;
    assert_int_equal(hs_document_new(&doc, 1 << 16, NULL), HS_OK);
    doc->text = hs_ascii_of(text);
    for (int i = 0; i < 2; i++) {
        uint32_t parts = 0;
        spans[i][0] = find(text, all[i]->source);
        spans[i][1] = find(text, all[i]->cue);
        for (; parts < PARTS && all[i]->content[parts]; parts++)
            spans[i][2 + parts] = find(text, all[i]->content[parts]);
        a[i] = (hs_attribution){.source = {&spans[i][0], 1}, .cue = {&spans[i][1], 1}, .content = {&spans[i][2], parts}};
    }
    assert_int_equal(hs_attributions_sift(a, &n, doc, NULL), HS_OK);
    assert_int_equal(n, 2);
    check_content(&a[0], doc, denies);
    check_content(&a[1], doc, says);
    hs_document_free(doc);
}

static void test_behind_semicolon(void **state)
{
    (void)state;
    check("Sources claim the boat sank; the navy says it floats.", (told){"Sources", "claim", {"the boat sank; the navy says it floats"}}, (told){"the navy", "says", {"it floats"}}, "the boat sank", "it floats");
    check("Sources claim the boat sank; it had holes, the navy says.", (told){"Sources", "claim", {"the boat sank; it had holes, the navy says"}}, (told){"the navy", "says", {"it had holes"}}, "the boat sank",
          "it had holes");
    /* what he says himself, and whom he quotes */
    check("Lind said the boat sank; they said it had holes.", (told){"Lind", "said", {"the boat sank; they said it had holes"}}, (told){"they", "said", {"it had holes"}}, "the boat sank; they said it had holes",
          "it had holes");
    check("Lind said \"the boat sank; the navy says it floats\".", (told){"Lind", "said", {"\"the boat sank; the navy says it floats\""}}, (told){"the navy", "says", {"it floats"}},
          "\"the boat sank; the navy says it floats\"", "it floats");
    check("The boat sank; the navy says it floats, Lind said.", (told){"Lind", "said", {"The boat sank; the navy says it floats"}}, (told){"the navy", "says", {"it floats"}}, "The boat sank; the navy says it floats",
          "it floats");
}

static void test_denied_this(void **state)
{
    static const char said[] = "The ministry denied this: the dam was leaking, engineers said.", pronoun[] = "The police denied this: nobody had been hurt, they said.";
    (void)state;
    check(said, (told){"The ministry", "denied", {"this: the dam was leaking"}}, (told){"engineers", "said", {"this: the dam was leaking"}}, "this", "the dam was leaking");
    check(said, (told){"The ministry", "denied", {"this: the dam was leaking, engineers said"}}, (told){"engineers", "said", {"the dam was leaking"}}, "this", "the dam was leaking");
    check(said, (told){"The ministry", "denied", {"this", "the dam was leaking"}}, (told){"engineers", "said", {"the dam was leaking"}}, "this", "the dam was leaking");
    check(said, (told){"The ministry", "denied", {"this:", "the dam was leaking"}}, (told){"engineers", "said", {"the dam was leaking"}}, "this", "the dam was leaking");
    check("The council has denied all of this: according to auditors, the money was gone.", (told){"The council", "denied", {"all of this: according to auditors, the money was gone"}},
          (told){"auditors", "according to", {"the money was gone"}}, "all of this", "the money was gone");
    /* their own words are not what they deny, and the words of who tells of it all stay whole */
    check(pronoun, (told){"The police", "denied", {"this: nobody had been hurt"}}, (told){"they", "said", {"nobody had been hurt"}}, "this", "nobody had been hurt");
    check(pronoun, (told){"The police", "denied", {"this: nobody had been hurt"}}, (told){"they", "said", {"The police denied this: nobody had been hurt"}}, "this",
          "The police denied this: nobody had been hurt");
}

/* Where the words behind the colon are what is denied. */
static void test_denied_behind_colon(void **state)
{
    static const char as[] = "The ministry denied this: the dam was leaking, as engineers had said.", that[] = "The airline denied this: that its pilots were tired, the union said.",
                      only[] = "Jon Hale denied only this: the crane had been sold, the owner said.", was[] = "What Jon Hale denied was this: the crane had been sold, the owner said.",
                      part[] = "The board denied this: the plant had closed and, according to one report, had been sold.", what[] = "The board denied what divers said: the dam was leaking.",
                      no_denial[] = "The mayor repeated this: the dam was leaking, engineers said.";
    (void)state;
    check(as, (told){"The ministry", "denied", {"this: the dam was leaking"}}, (told){"engineers", "had said", {"the dam was leaking"}}, "this: the dam was leaking", "the dam was leaking");
    check(that, (told){"The airline", "denied", {"this: that its pilots were tired"}}, (told){"the union", "said", {"that its pilots were tired"}}, "this: that its pilots were tired",
          "that its pilots were tired");
    check(only, (told){"Jon Hale", "denied", {"this: the crane had been sold"}}, (told){"the owner", "said", {"the crane had been sold"}}, "this: the crane had been sold", "the crane had been sold");
    check(was, (told){"Jon Hale", "denied", {"this: the crane had been sold"}}, (told){"the owner", "said", {"the crane had been sold"}}, "this: the crane had been sold", "the crane had been sold");
    check(part, (told){"The board", "denied", {"this: the plant had closed and, according to one report, had been sold"}}, (told){"one report", "according to", {"had been sold"}},
          "this: the plant had closed and, according to one report, had been sold", "had been sold");
    check(what, (told){"The board", "denied", {"what divers said: the dam was leaking"}}, (told){"divers", "said", {"the dam was leaking"}}, "what divers said: the dam was leaking",
          "the dam was leaking");
    check(no_denial, (told){"The mayor", "repeated", {"this: the dam was leaking"}}, (told){"engineers", "said", {"the dam was leaking"}}, "this: the dam was leaking", "the dam was leaking");
}

/* A preposition that is of a length of time behind a content is cut from its last part; the others stay. */
static void test_length_of_time(void **state)
{
    static const struct {
        const char *text, *content, *left;
    } cases[] = {
        {"Holm denied the account for six days.", "the account for", "the account"},
        {"Holm denied the account for nearly two weeks.", "the account for", "the account"},
        {"Holm denied the account in 12 hours.", "the account in", "the account"},
        {"Holm denied what he paid for six boats.", "what he paid for", "what he paid for"},
        {"Holm denied the sit-in two days later.", "the sit-in", "the sit-in"},
        {"Holm denied the account for", "the account for", "the account for"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        hs_span source = find(cases[i].text, "Holm"), cue = find(cases[i].text, "denied"), content[] = {{0, 4}, find(cases[i].text, cases[i].content)};
        hs_attribution a = {.source = {&source, 1}, .cue = {&cue, 1}, .content = {content, 2}};
        hs_document *doc;
        size_t n = 1;
        assert_int_equal(hs_document_new(&doc, 1 << 16, NULL), HS_OK);
        doc->text = hs_ascii_of(cases[i].text);
        assert_int_equal(hs_attributions_sift(&a, &n, doc, NULL), HS_OK);
        assert_int_equal(a.content.n, 2);
        assert_int_equal(a.content.at[0].end, 4);
        if (!hs_ascii_is(hs_document_slice(doc, a.content.at[1]), cases[i].left))
            fail_msg("%s", cases[i].text);
        hs_document_free(doc);
    }
}

static void test_open_questions(void **state)
{
    static const struct {
        const char *text, *source, *cue, *content;
        size_t left;
    } cases[] = {
        {"It is unclear whether the board knew of the letter.", "the board", "knew", "of the letter", 0},
        {"Whether Ann Holm read it is not known.", "Ann Holm", "read", "it", 0},
        {"The board did not say whether it was true.", "The board", "did not say", "whether it was true", 1},
        {"Whether it was true, the board did not say.", "the board", "did not say", "Whether it was true", 1},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        hs_span spans[] = {find(cases[i].text, cases[i].source), find(cases[i].text, cases[i].cue), find(cases[i].text, cases[i].content)};
        hs_attribution a = {.source = {&spans[0], 1}, .cue = {&spans[1], 1}, .content = {&spans[2], 1}};
        hs_document *doc;
        size_t n = 1;
        assert_int_equal(hs_document_new(&doc, 1 << 16, NULL), HS_OK);
        doc->text = hs_ascii_of(cases[i].text);
        assert_int_equal(hs_attributions_sift(&a, &n, doc, NULL), HS_OK);
        assert_int_equal(n, cases[i].left);
        hs_document_free(doc);
    }
}

static void test_no_memory(void **state)
{
    static const char text[] = "Ann denied it: they lied, Bo said.";
    hs_span spans[] = {{0, 3}, {4, 10}, {11, 24}, {26, 28}, {29, 33}, {15, 24}};
    hs_attribution a[] = {{.source = {&spans[0], 1}, .cue = {&spans[1], 1}, .content = {&spans[2], 1}}, {.source = {&spans[3], 1}, .cue = {&spans[4], 1}, .content = {&spans[5], 1}}};
    hs_arena *whole;
    hs_document *doc;
    size_t n = 2;
    (void)state;
    assert_int_equal(hs_document_new(&doc, 1 << 16, NULL), HS_OK);
    doc->text = hs_ascii_of(text);
    whole = doc->arena;
    doc->arena = hs_arena_new(1);
    assert_non_null(doc->arena);
    assert_int_equal(hs_attributions_sift(a, &n, doc, NULL), HS_E_NOMEM);
    hs_arena_free(doc->arena);
    doc->arena = whole;
    hs_document_free(doc);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_behind_semicolon), cmocka_unit_test(test_denied_this),
        cmocka_unit_test(test_denied_behind_colon),
        cmocka_unit_test(test_length_of_time),
        cmocka_unit_test(test_open_questions),
        cmocka_unit_test(test_no_memory),
    };
    return cmocka_run_group_tests_name("attribution_sift", tests, NULL, NULL);
}
