/* marked_article.h -- what the tests of holders share: articles with the sources and contents marked in them. One
 * thread.
 *
 * In an article {..} is the source of an attribution, and <..> its content; the first content belongs to the first
 * source, and so on. A source inside a content belongs to a child. */
#ifndef HS_MARKED_ARTICLE_H
#define HS_MARKED_ARTICLE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "document.h"
#include "sources.h"

enum { MAX_ATTRIBUTIONS = 16, CAP = 4 << 20 };

static hs_document *doc;
static hs_sources *sources;

/* Take the brackets out of an article; every source gets its content, and the innermost content around it as parent. */
static inline void mark(const char *marked)
{
    size_t len = strlen(marked);
    hs_span source[MAX_ATTRIBUTIONS] = {{0, 0}}, content[MAX_ATTRIBUTIONS] = {{0, 0}};
    uint32_t open[MAX_ATTRIBUTIONS], n_open = 0, n = 0, n_contents = 0;
    assert_int_equal(hs_document_new(&doc, CAP, NULL), HS_OK);
    char *text = HS_NEW(doc->arena, char, len + 1);
    uint32_t at = 0;
    for (const char *c = marked; *c; c++) {
        if (*c == '{')
            source[n].begin = at;
        else if (*c == '}')
            source[n++].end = at;
        else if (*c == '<')
            content[open[n_open++] = n_contents++].begin = at;
        else if (*c == '>')
            content[open[--n_open]].end = at;
        else
            text[at++] = *c;
    }
    doc->text = (hs_str){text, at};
    assert_int_equal(hs_document_seal(doc, NULL), HS_OK);
    doc->attributions = HS_NEW(doc->arena, hs_attribution, n);
    doc->n_attributions = n;
    for (uint32_t i = 0; i < n; i++) {
        hs_span *spans = HS_NEW(doc->arena, hs_span, 2);
        spans[0] = source[i];
        spans[1] = content[i];
        hs_attribution *a = &doc->attributions[i];
        *a = (hs_attribution){
            .parent = HS_NO_PARENT, .source = {spans, source[i].end > source[i].begin}, .content = {spans + 1, 1}};
        for (uint32_t k = 0; k < n; k++)
            if (k != i && content[k].begin <= source[i].begin && source[i].end <= content[k].end &&
                (a->parent == HS_NO_PARENT || content[k].begin >= content[a->parent].begin))
                a->parent = k;
    }
}

static inline void read_article(const char *marked)
{
    mark(marked);
    assert_int_equal(hs_sources_find(&sources, doc, NULL), HS_OK);
}

static inline void end(void)
{
    hs_sources_free(sources);
    hs_document_free(doc);
    sources = NULL;
    doc = NULL;
}

static inline const hs_source *source_of(uint32_t attribution)
{
    uint32_t id = doc->attributions[attribution].source_id;
    return id == HS_NO_SOURCE ? NULL : &doc->sources[id];
}

static inline void assert_str(hs_str s, const char *want)
{
    if (s.len != strlen(want) || memcmp(s.ptr, want, s.len) != 0)
        fail_msg("\"%.*s\" is not \"%s\"", (int)s.len, s.ptr ? s.ptr : "", want);
}

/* The article's sources have these names, one an attribution; "-": none. */
static inline void check(const char *marked, ...)
{
    va_list names;
    va_start(names, marked);
    read_article(marked);
    for (uint32_t i = 0; i < doc->n_attributions; i++) {
        const char *want = va_arg(names, const char *);
        const hs_source *s = source_of(i);
        if (!s)
            assert_string_equal(want, "-");
        else
            assert_str(s->name, want);
    }
    va_end(names);
    end();
}

#endif
