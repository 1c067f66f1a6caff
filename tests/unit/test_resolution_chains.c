/* test_resolution_chains.c -- through whom a content was heard, on texts of our own: each way to be a relay, beside
 * what looks like one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "resolution.h"

enum { MAX_ATTRIBUTIONS = 8, CAP = 4 << 20 };

typedef struct said {
    const char *source, *cue, *content; /* words of the text, each found behind the one before it in the list */
    uint32_t parent;
    const char *chain; /* names, ", " between them */
} said;

static hs_spans find(hs_document *doc, const char *words, size_t from)
{
    if (!words)
        return (hs_spans){NULL, 0};
    const char *at = strstr(doc->text.ptr + from, words);
    assert_non_null(at);
    hs_span *span = HS_NEW(doc->arena, hs_span, 1);
    *span = (hs_span){(uint32_t)(at - doc->text.ptr), (uint32_t)(at - doc->text.ptr + (ptrdiff_t)strlen(words))};
    return (hs_spans){span, 1};
}

static void check(const char *text, const char *outlet, const said *list, size_t n)
{
    hs_document *doc;
    hs_attribution a[MAX_ATTRIBUTIONS];
    assert_true(n <= MAX_ATTRIBUTIONS);
    assert_int_equal(hs_document_new(&doc, CAP, NULL), HS_OK);
    doc->text = (hs_str){text, strlen(text)};
    doc->outlet = (hs_str){outlet, outlet ? strlen(outlet) : 0};
    assert_int_equal(hs_document_seal(doc, NULL), HS_OK);
    size_t from = 0;
    for (size_t i = 0; i < n; i++) {
        a[i] = (hs_attribution){.parent = list[i].parent, .source_id = HS_NO_SOURCE};
        a[i].cue = find(doc, list[i].cue, from);
        a[i].source = find(doc, list[i].source, list[i].parent == HS_NO_PARENT ? from : 0);
        a[i].content = find(doc, list[i].content, 0);
        from = a[i].cue.at[0].end;
    }
    doc->attributions = a;
    doc->n_attributions = n;
    assert_int_equal(hs_resolve(doc, NULL), HS_OK);
    for (size_t i = 0; i < n; i++) {
        char names[200] = "";
        for (uint32_t k = 0; k < a[i].n_chain; k++) {
            hs_str name = doc->sources[a[i].chain[k]].name;
            strcat(names, k ? ", " : "");
            strncat(names, name.ptr, name.len);
            assert_true(doc->sources[a[i].chain[k]].mentions.n > 0);
        }
        assert_true(a[i].chain_known);
        assert_string_equal(names, list[i].chain);
    }
    hs_document_free(doc);
}

#define CHECK(text, outlet, ...)                                                                                       \
    check(text, outlet, (const said[]){__VA_ARGS__}, sizeof((const said[]){__VA_ARGS__}) / sizeof(said))

#define TOP HS_NO_PARENT

static void whom_they_told(void **state)
{
    (void)state;
    CHECK("Mara Lind told Reuters that it fell.", NULL,
          {"Mara Lind", "told", "that it fell", TOP, "Mara Lind, Reuters"});
    CHECK("Mara Lind told the Harbour Post that it fell.", NULL,
          {"Mara Lind", "told", "that it fell", TOP, "Mara Lind, Harbour Post"});
    CHECK("Mara Lind told reporters that it fell.", NULL, {"Mara Lind", "told", "that it fell", TOP, "Mara Lind"});
    CHECK("Mara Lind told Press Secretary Ann Lee that it fell.", NULL,
          {"Mara Lind", "told", "that it fell", TOP, "Mara Lind"});
    CHECK("Mara Lind saw Reuters and said that it fell.", NULL,
          {"Mara Lind", "said", "that it fell", TOP, "Mara Lind"});
}

static void the_page_itself_is_no_relay(void **state)
{
    (void)state;
    CHECK("Mara Lind told Reuters that it fell.", "Reuters", {"Mara Lind", "told", "that it fell", TOP, "Mara Lind"});
    CHECK("Mara Lind told the Courier that it fell.", "Harbour Courier",
          {"Mara Lind", "told", "that it fell", TOP, "Mara Lind"});
}

static void who_stands_around_it(void **state)
{
    (void)state;
    CHECK("Reuters reported that Mara Lind said that it fell.", NULL,
          {"Reuters", "reported", "that Mara Lind said that it fell", TOP, "Reuters"},
          {"Mara Lind", "said", "that it fell", 0, "Mara Lind, Reuters"});
    CHECK("Mara Lind told Reuters that Bo Ek said that it fell.", NULL,
          {"Mara Lind", "told", "that Bo Ek said that it fell", TOP, "Mara Lind, Reuters"},
          {"Bo Ek", "said", "that it fell", 0, "Bo Ek, Mara Lind, Reuters"});
}

/* One outlet in three paragraphs, from the head on, is retold; not in two, however often in a breath. */
static void the_outlet_that_is_retold(void **state)
{
    (void)state;
#define REST                                                                                                           \
    "It rained all day. The port stayed shut and the ferries lay at the quay until the evening, as they had all "      \
    "week.\n"
    CHECK("Reuters reported that it fell.\n\nMara Lind told Reuters that it leaked.\n\nReuters added that it "
          "broke.\n\n" REST REST REST REST "Bo Ek said that it sank.",
          NULL, {"Reuters", "reported", "that it fell", TOP, "Reuters"},
          {"Mara Lind", "told", "that it leaked", TOP, "Mara Lind, Reuters"},
          {"Reuters", "added", "that it broke", TOP, "Reuters"},
          {"Bo Ek", "said", "that it sank", TOP, "Bo Ek, Reuters"});
    CHECK("Reuters reported, and Reuters claimed, that it fell.\n\nMara Lind told Reuters that it leaked.\n\n" REST REST
              REST REST "Bo Ek said that it sank.",
          NULL, {"Reuters", "reported", "that it fell", TOP, "Reuters"},
          {"Reuters", "claimed", "that it fell", TOP, "Reuters"},
          {"Mara Lind", "told", "that it leaked", TOP, "Mara Lind, Reuters"},
          {"Bo Ek", "said", "that it sank", TOP, "Bo Ek"});
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(whom_they_told),
        cmocka_unit_test(the_page_itself_is_no_relay),
        cmocka_unit_test(who_stands_around_it),
        cmocka_unit_test(the_outlet_that_is_retold),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
