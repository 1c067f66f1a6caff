/* test_attribution_quotation.c -- quotation kinds, quotations over several paragraphs, and what stands in furniture. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "attribution_place.h"
#include "attribution_quotation.h"

/* A document of this text, and the span of some words in it. */
static hs_document *document(const char *text)
{
    hs_document *doc;
    assert_int_equal(hs_document_new(&doc, 1 << 20, NULL), HS_OK);
    doc->text = (hs_str){text, strlen(text)};
    return doc;
}

static hs_span span_of(const hs_document *doc, const char *words)
{
    const char *at = strstr(doc->text.ptr, words);
    assert_non_null(at);
    uint32_t begin = (uint32_t)(at - doc->text.ptr);
    return (hs_span){begin, begin + (uint32_t)strlen(words)};
}

static hs_quotation kind(const char *text, const char *cue_words, const char *content_words)
{
    hs_document *doc = document(text);
    hs_arena *scratch = hs_arena_new(1 << 20);
    hs_span cue = span_of(doc, cue_words), content = span_of(doc, content_words);
    hs_attribution a = {.cue = {&cue, 1}, .content = {&content, 1}};
    assert_int_equal(hs_quotations_mark(&a, 1, doc, scratch, NULL), HS_OK);
    hs_arena_free(scratch);
    hs_document_free(doc);
    return a.quotation;
}

static void kind_is_read_off_the_marks(void **state)
{
    (void)state;
    assert_int_equal(kind("She said \"the gate is shut\".", "said", "\"the gate is shut\""), HS_QUOTATION_DIRECT);
    assert_int_equal(kind("She said the gate is shut.", "said", "the gate is shut"), HS_QUOTATION_INDIRECT);
    assert_int_equal(kind("She said the gate \"is shut\".", "said", "the gate \"is shut\""), HS_QUOTATION_MIXED);
    assert_int_equal(kind("She said «the gate is shut».", "said", "«the gate is shut»"), HS_QUOTATION_DIRECT);
    assert_int_equal(kind("She said 「the gate is shut」.", "said", "「the gate is shut」"), HS_QUOTATION_DIRECT);
    assert_int_equal(kind("She said “the gate is … shut” –", "said", "“the gate is … shut” –"), HS_QUOTATION_DIRECT);
}

static void marks_around_the_cue_do_not_count(void **state)
{
    (void)state;
    assert_int_equal(kind("He wrote: “She said the gate is shut.”", "said", "the gate is shut"), HS_QUOTATION_INDIRECT);
}

static const char RUNNING[] =
    "“The gate is shut,” she said. “It stays shut.\n\n“Nobody has a key.\n\n“Ask again.”\n\nShe left.";

static void a_running_quotation_is_carried_on(void **state)
{
    (void)state;
    hs_document *doc = document(RUNNING);
    hs_arena *scratch = hs_arena_new(1 << 20);
    hs_span cue = span_of(doc, "said"),
            content[] = {span_of(doc, "“The gate is shut,”"), span_of(doc, "“It stays shut.")};
    hs_attribution a = {.cue = {&cue, 1}, .content = {content, 2}};
    assert_int_equal(hs_quotations_mark(&a, 1, doc, scratch, NULL), HS_OK);
    assert_int_equal(a.content.n, 4);
    assert_int_equal(a.content.at[2].begin, span_of(doc, "“Nobody").begin);
    assert_int_equal(a.content.at[3].end, span_of(doc, "again.”").end);
    assert_int_equal(a.quotation, HS_QUOTATION_DIRECT);
    hs_arena_free(scratch);
    hs_document_free(doc);
}

static void it_stops_where_somebody_else_speaks(void **state)
{
    (void)state;
    hs_document *doc = document(RUNNING);
    hs_arena *scratch = hs_arena_new(1 << 20);
    hs_span cues[] = {span_of(doc, "said"), span_of(doc, "left")}, content = span_of(doc, "“It stays shut."),
            other = span_of(doc, "Ask again");
    hs_attribution a[] = {{.cue = {&cues[0], 1}, .content = {&content, 1}},
                          {.cue = {&cues[1], 1}, .content = {&other, 1}}};
    assert_int_equal(hs_quotations_mark(a, 2, doc, scratch, NULL), HS_OK);
    assert_int_equal(a[0].content.n, 2);
    assert_int_equal(a[1].content.n, 1);
    hs_arena_free(scratch);
    hs_document_free(doc);
}

static const char PAGE[] =
    "Mayor says gate shut\n\nThe mayor spoke of the gate\n\nPhoto: Ann Ott says hello\n\nand of the wall, he said.";

/* One attribution by its cue and the words from `first` to `last` as its content. */
static size_t place(hs_document *doc, hs_attribution *a, hs_span *spans, const char *cue, const char *first,
                    const char *last)
{
    size_t n = 1;
    spans[0] = span_of(doc, cue);
    spans[1] = (hs_span){span_of(doc, first).begin, span_of(doc, last).end};
    *a = (hs_attribution){.cue = {&spans[0], 1}, .content = {&spans[1], 1}};
    assert_int_equal(hs_places_mark(a, &n, doc, NULL), HS_OK);
    return n;
}

static void nothing_crosses_a_border(void **state)
{
    (void)state;
    hs_document *doc = document(PAGE);
    hs_furniture furniture[] = {{HS_FURNITURE_TITLE, span_of(doc, "Mayor says gate shut")},
                                {HS_FURNITURE_OTHER, span_of(doc, "Photo: Ann Ott says hello")}};
    doc->furniture = furniture;
    doc->n_furniture = 2;
    hs_attribution a;
    hs_span spans[2];

    assert_int_equal(place(doc, &a, spans, "says", "gate shut", "The mayor spoke"), 1);
    assert_int_equal(a.place, HS_IN_TITLE);
    assert_int_equal(a.content.n, 1);
    assert_int_equal(a.content.at[0].end, furniture[0].span.end);

    assert_int_equal(place(doc, &a, spans, "says", "The mayor", "spoke"), 0); /* nothing of it stands in the title */
    assert_int_equal(place(doc, &a, spans, "Ott says", "hello", "hello"), 0); /* never read there */

    assert_int_equal(place(doc, &a, spans, "said", "gate shut", "of the wall"), 1);
    assert_int_equal(a.place, HS_IN_BODY);
    assert_int_equal(a.content.n, 2);
    assert_int_equal(a.content.at[0].begin, span_of(doc, "The mayor").begin);
    assert_int_equal(a.content.at[0].end, span_of(doc, "of the gate").end);
    assert_int_equal(a.content.at[1].begin, span_of(doc, "and of the wall").begin);
    hs_document_free(doc);
}

static void a_mark_alone_is_no_content(void **state)
{
    (void)state;
    hs_document *doc = document("“Ask me,” he said. “");
    hs_span cue = span_of(doc, "said"),
            content[] = {span_of(doc, "“Ask me,”"), {(uint32_t)doc->text.len - 3, (uint32_t)doc->text.len}};
    hs_attribution a = {.cue = {&cue, 1}, .content = {content, 2}};
    size_t n = 1;
    assert_int_equal(hs_places_mark(&a, &n, doc, NULL), HS_OK);
    assert_int_equal(a.content.n, 1);
    hs_document_free(doc);
}

static void of_two_cues_that_overlap_one_stays(void **state)
{
    (void)state;
    hs_document *doc = document("He said on Monday that the gate is shut.");
    hs_span cues[] = {span_of(doc, "said on Monday"), span_of(doc, "said"), span_of(doc, "said")},
            content = span_of(doc, "that the gate is shut");
    hs_attribution a[3];
    size_t n = 3;
    for (size_t i = 0; i < 3; i++)
        a[i] = (hs_attribution){.cue = {&cues[i], 1}, .content = {&content, 1}, .confidence = 0.1f * (float)(i + 1)};
    assert_int_equal(hs_places_mark(a, &n, doc, NULL), HS_OK);
    assert_int_equal(n, 1);
    assert_int_equal(a[0].cue.at[0].end, cues[2].end);
    assert_true(a[0].confidence > 0.25f);
    hs_document_free(doc);
}

int main(int argc, char **argv)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(kind_is_read_off_the_marks),         cmocka_unit_test(marks_around_the_cue_do_not_count),
        cmocka_unit_test(a_running_quotation_is_carried_on),  cmocka_unit_test(it_stops_where_somebody_else_speaks),
        cmocka_unit_test(nothing_crosses_a_border),           cmocka_unit_test(a_mark_alone_is_no_content),
        cmocka_unit_test(of_two_cues_that_overlap_one_stays),
    };
    if (argc > 1)
        cmocka_set_test_filter(argv[1]);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
