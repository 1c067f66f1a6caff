/* check_document.h -- what holds of every document, whatever it was made from. */
#ifndef HS_CHECK_DOCUMENT_H
#define HS_CHECK_DOCUMENT_H

#include <stdint.h>
#include <string.h>

#include "check.h"
#include "document.h"
#include "iso8601.h"
#include "utf8.h"

static inline void check_field(hs_str s)
{
    CHECK(s.ptr || !s.len);
    CHECK(!s.len || hs_utf8_valid(s.ptr, s.len) == s.len);
}

/* Borders of a span fall between code points. */
static inline void check_span(const hs_document *doc, hs_span s)
{
    CHECK(s.begin <= s.end && s.end <= doc->text.len);
    check_field((hs_str){doc->text.ptr + s.begin, s.end - s.begin});
}

static inline void check_document(const hs_document *doc)
{
    CHECK(doc->text.len && doc->id.len == 64);
    check_field(doc->text);
    check_field(doc->title);
    check_field(doc->outlet);
    check_field(doc->url);
    check_field(doc->language);
    check_field(doc->fetched);
    check_field(doc->input);
    CHECK(!doc->published.len || hs_iso8601_is_valid(doc->published, NULL));
    for (size_t i = 0; i < doc->n_authors; i++)
        check_field(doc->authors[i]);
    for (size_t i = 0; i < doc->n_furniture; i++) {
        check_span(doc, doc->furniture[i].span);
        CHECK(!i || doc->furniture[i].span.begin >= doc->furniture[i - 1].span.end);
    }
    for (size_t i = 0; i < doc->n_links; i++) {
        check_span(doc, doc->links[i].span);
        check_field(doc->links[i].url);
        CHECK(doc->links[i].url.len && doc->links[i].span.begin < doc->links[i].span.end);
        CHECK(!i || doc->links[i].span.begin >= doc->links[i - 1].span.end);
    }
}

#endif
