/* fuzz_intake.c -- any bytes as a document: refused with a reason, or its text is valid UTF-8 and every span lies in
 * it, in order. Reading the same bytes twice gives the same document. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "document.h"
#include "iso8601.h"
#include "utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define CHECK(truth)                                                                                                   \
    do {                                                                                                               \
        if (!(truth))                                                                                                  \
            abort();                                                                                                   \
    } while (0)

static void check_field(hs_str s)
{
    CHECK(s.ptr || !s.len);
    CHECK(!s.len || hs_utf8_valid(s.ptr, s.len) == s.len);
}

/* Borders of a span fall between code points. */
static void check_span(const hs_document *doc, hs_span s)
{
    CHECK(s.begin <= s.end && s.end <= doc->text.len);
    check_field((hs_str){doc->text.ptr + s.begin, s.end - s.begin});
}

static void check_document(const hs_document *doc, size_t size)
{
    CHECK(doc->text.len && doc->id.len == 64);
    check_field(doc->text);
    check_field(doc->title);
    check_field(doc->outlet);
    check_field(doc->url);
    check_field(doc->language);
    CHECK(doc->replaced <= size);
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

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    hs_document *doc, *again;
    hs_error err = {HS_OK, 0, ""};
    hs_status status = hs_document_open(&doc, data, size, NULL, &err);
    if (status != HS_OK) {
        CHECK(!doc && err.code == status && err.msg[0]);
        CHECK(status == HS_E_EMPTY || status == HS_E_LIMIT || (status == HS_E_FORMAT && err.pos < size));
        return 0;
    }
    check_document(doc, size);
    CHECK(hs_document_open(&again, data, size, NULL, NULL) == HS_OK);
    CHECK(memcmp(doc->id.ptr, again->id.ptr, 64) == 0);
    hs_document_free(again);
    hs_document_free(doc);
    return 0;
}
