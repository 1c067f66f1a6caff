/* chain_check.h -- what the tests of chains share: a text, its attributions in words, the chain of each. One thread. */
#ifndef HS_CHAIN_CHECK_H
#define HS_CHAIN_CHECK_H

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

static inline hs_spans find(hs_document *doc, const char *words, size_t from)
{
    if (!words)
        return (hs_spans){NULL, 0};
    const char *at = strstr(doc->text.ptr + from, words);
    assert_non_null(at);
    hs_span *span = HS_NEW(doc->arena, hs_span, 1);
    *span = (hs_span){(uint32_t)(at - doc->text.ptr), (uint32_t)(at - doc->text.ptr + (ptrdiff_t)strlen(words))};
    return (hs_spans){span, 1};
}

static inline void check(const char *text, const char *outlet, const said *list, size_t n)
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
    assert_int_equal(doc->n_attributions, n);
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

#endif
