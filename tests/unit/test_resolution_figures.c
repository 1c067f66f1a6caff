/* test_resolution_figures.c -- quantities in contents: the golden sentences, which contents count, hostile text, no
 * memory. */
#include <setjmp.h>
#include <stdarg.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "arena.h"
#include "document.h"
#include "figures.h"
#include "figures_lexicon.h"
#include "numerals.h"

enum {
    CAP = 8 << 20,
    KNOWN = 1 /* golden sentences that are not read yet: "at least eight, and possibly ten, sailors" */
};

static const char *const bounds[] = {"exact", "least", "most", "about"};

/* A document whose contents are these spans. End with hs_document_free. */
static hs_document *document_of(const char *text, size_t len, const hs_span *contents, size_t n)
{
    hs_document *doc;
    assert_int_equal(hs_document_new(&doc, CAP, NULL), HS_OK);
    doc->text = (hs_str){text, len};
    doc->attributions = HS_NEW(doc->arena, hs_attribution, n);
    assert_non_null(doc->attributions);
    doc->n_attributions = n;
    for (size_t i = 0; i < n; i++)
        doc->attributions[i].content = (hs_spans){&contents[i], 1};
    return doc;
}

/* Figures in all of a text. */
static hs_document *read_all(const char *text, size_t len)
{
    hs_span all = {0, (uint32_t)len};
    hs_document *doc = document_of(text, len, &all, 1);
    assert_int_equal(hs_figures_find(doc, NULL), HS_OK);
    doc->n_attributions = 0; /* `all` goes */
    return doc;
}

static char *show(const hs_document *doc)
{
    json_t *list = json_array();
    for (size_t i = 0; i < doc->n_figures; i++) {
        const hs_figure *f = &doc->figures[i];
        hs_str span = hs_document_slice(doc, f->span);
        json_array_append_new(list, json_pack("{s:s%,s:f,s:s,s:o}", "span", span.ptr, span.len, "value", f->value,
                                              "bound", bounds[f->bound], "unit",
                                              f->unit.ptr ? json_stringn(f->unit.ptr, f->unit.len) : json_null()));
    }
    char *shown = json_dumps(list, JSON_REAL_PRECISION(12));
    json_decref(list);
    return shown;
}

static bool is_same(const hs_figure *f, const hs_document *doc, const json_t *want)
{
    hs_str span = hs_document_slice(doc, f->span);
    const char *unit = json_string_value(json_object_get(want, "unit")),
               *words = json_string_value(json_object_get(want, "span"));
    double value = json_number_value(json_object_get(want, "value"));
    return strlen(words) == span.len && !memcmp(words, span.ptr, span.len) &&
           fabs(f->value - value) <= fabs(value) * 1e-9 &&
           !strcmp(bounds[f->bound], json_string_value(json_object_get(want, "bound"))) &&
           (unit ? strlen(unit) == f->unit.len && !memcmp(unit, f->unit.ptr, f->unit.len) : !f->unit.ptr);
}

/* Each line of tests/golden/figures.tsv: a sentence, a tab, the figures in it as JSON. */
static void golden(void **state)
{
    (void)state;
    FILE *file = fopen(HS_SOURCE_DIR "/tests/golden/figures.tsv", "r");
    assert_non_null(file);
    char line[2048];
    size_t wrong = 0, n = 0;
    while (fgets(line, sizeof line, file)) {
        n++;
        char *tab = strchr(line, '\t');
        assert_non_null(tab);
        json_t *want = json_loads(tab + 1, 0, NULL);
        assert_true(json_is_array(want));
        hs_document *doc = read_all(line, (size_t)(tab - line));
        bool same = json_array_size(want) == doc->n_figures;
        for (size_t i = 0; same && i < doc->n_figures; i++)
            same = is_same(&doc->figures[i], doc, json_array_get(want, i));
        if (!same) {
            char *shown = show(doc);
            printf("%zu: %.*s\n   want %s   got  %s\n", n, (int)(tab - line), line, tab + 1, shown);
            free(shown);
            wrong++;
        }
        json_decref(want);
        hs_document_free(doc);
    }
    fclose(file);
    printf("%zu of %zu sentences right\n", n - wrong, n);
    assert_true(n >= 150);
    assert_true(wrong <= KNOWN);
}

static void lists_are_sorted(void **state)
{
    (void)state;
    assert_true(hs_figures_lexicon_sorted());
    assert_non_null(hs_figures_lexicon_find((hs_str){"Killed", 6}));
    assert_null(hs_figures_lexicon_find((hs_str){"killed\0", 7}));
    assert_null(hs_figures_lexicon_find((hs_str){"", 0}));
    assert_true(hs_number_has((hs_str){"Zero", 4}) && hs_number_has((hs_str){"billion", 7}));
    assert_false(hs_number_has((hs_str){"ones", 4}));
}

/* Nested contents: each figure once; what stands in no content is none, though it may tell what is counted. */
static void in_contents_alone(void **state)
{
    (void)state;
    static const char text[] = "He counted 139 people. She said 12 died and that \"40 houses burned\".";
    const hs_span contents[] = {{49, 66}, {32, 67}, {50, 66}};
    hs_document *doc = document_of(text, sizeof text - 1, contents, 3);
    assert_int_equal(hs_figures_find(doc, NULL), HS_OK);
    assert_int_equal(doc->n_figures, 2);
    assert_int_equal(doc->figures[0].value, 12);
    assert_int_equal(doc->figures[0].unit.len, 11);
    assert_memory_equal(doc->figures[0].unit.ptr, "people died", 11);
    assert_int_equal(doc->figures[1].value, 40);
    assert_true(doc->figures[0].span.end <= doc->figures[1].span.begin);
    doc->n_attributions = 0;
    hs_document_free(doc);
}

static void nothing(void **state)
{
    (void)state;
    hs_document *doc = document_of("12 people", 9, NULL, 0);
    assert_int_equal(hs_figures_find(doc, NULL), HS_OK);
    assert_int_equal(doc->n_figures, 0);
    hs_document_free(doc);
    doc = read_all("", 0);
    assert_int_equal(doc->n_figures, 0);
    hs_document_free(doc);
}

/* A line longer than what is looked at together is cut; nothing is lost or found twice. */
static void long_lines(void **state)
{
    (void)state;
    enum { TIMES = 500 };
    static const char sentence[] = "The flood killed 12 people. ";
    char *text = malloc(TIMES * sizeof sentence);
    for (size_t i = 0; i < TIMES; i++)
        memcpy(text + i * (sizeof sentence - 1), sentence, sizeof sentence);
    hs_document *doc = read_all(text, TIMES * (sizeof sentence - 1));
    assert_int_equal(doc->n_figures, TIMES);
    hs_document_free(doc);
    memset(text, '1', 4000);
    for (size_t i = 1; i < 4000; i += 2)
        text[i] = ' ';
    hs_document_free(read_all(text, 4000));
    memset(text, '1', 4000);
    doc = read_all(text, 4000);
    assert_int_equal(doc->n_figures, 0);
    hs_document_free(doc);
    free(text);
}

static void no_memory(void **state)
{
    (void)state;
    hs_document *doc;
    hs_error err = {0};
    static const char sentence[] = "The flood killed 12 people. ";
    enum { TIMES = 2000 };
    char *text = malloc(TIMES * sizeof sentence);
    for (size_t i = 0; i < TIMES; i++)
        memcpy(text + i * (sizeof sentence - 1), sentence, sizeof sentence);
    hs_span all = {0, TIMES * (sizeof sentence - 1)};
    hs_spans content = {&all, 1};
    hs_attribution one = {.content = content};
    assert_int_equal(hs_document_new(&doc, 16 << 10, NULL), HS_OK);
    doc->text = (hs_str){text, all.end};
    doc->attributions = &one;
    doc->n_attributions = 1;
    assert_int_equal(hs_figures_find(doc, &err), HS_E_NOMEM);
    assert_int_equal(err.code, HS_E_NOMEM);
    assert_int_equal(doc->n_figures, 0);
    hs_document_free(doc);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(golden),  cmocka_unit_test(lists_are_sorted), cmocka_unit_test(in_contents_alone),
        cmocka_unit_test(nothing), cmocka_unit_test(long_lines),       cmocka_unit_test(no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
