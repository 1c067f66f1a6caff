/* fuzz_times.c -- any bytes as a document: the first line its date, the second the places of a source, a cue and a
 * content, the rest its text. Times lie in order in the text and do not overlap; a value is of the characters of
 * TIMEX3; the time of the attribution is one of them. */
#include <stdint.h>
#include <string.h>

#include "check.h"
#include "times.h"
#include "utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { PARTS = 6, VALUE_MOST = 40 };

static hs_str line(hs_str *rest)
{
    const char *end = rest->len ? memchr(rest->ptr, '\n', rest->len) : NULL;
    hs_str out = {rest->ptr, end ? (size_t)(end - rest->ptr) : rest->len};
    size_t past = out.len + (end != NULL);
    *rest = (hs_str){rest->ptr + past, rest->len - past};
    return out;
}

static void check_times(const hs_document *doc)
{
    uint32_t end = 0;
    for (size_t i = 0; i < doc->n_times; i++) {
        const hs_time *time = &doc->times[i];
        CHECK(time->span.begin >= end && time->span.begin < time->span.end && time->span.end <= doc->text.len);
        end = time->span.end;
        CHECK(time->value.len <= VALUE_MOST && (time->value.ptr != NULL) == (time->value.len > 0));
        for (size_t k = 0; k < time->value.len; k++)
            CHECK(memchr("ABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789-+:.", time->value.ptr[k], 41));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    hs_str rest = {(const char *)data, size}, published = line(&rest), places = line(&rest);
    hs_document *doc;
    hs_decoded decoded;
    CHECK(hs_document_new(&doc, 64 << 20, NULL) == HS_OK);
    CHECK(hs_utf8_decode(&decoded, doc->arena, rest.ptr, rest.len, NULL) == HS_OK);
    doc->text = decoded.text;
    doc->published = published.len ? published : (hs_str){NULL, 0};
    CHECK(hs_times_find(doc, NULL) == HS_OK);
    check_times(doc);
    hs_span spans[PARTS / 2];
    for (size_t i = 0; i < PARTS / 2; i++) {
        uint32_t a = 2 * i < places.len ? (uint8_t)places.ptr[2 * i] : 0;
        uint32_t b = 2 * i + 1 < places.len ? (uint8_t)places.ptr[2 * i + 1] : 0;
        uint32_t most = (uint32_t)doc->text.len;
        a = a < most ? a : most;
        spans[i] = (hs_span){a, a + b < most ? a + b : most};
    }
    hs_attribution all[2] = {{.source = {&spans[0], 1}, .cue = {&spans[1], 1}, .content = {&spans[2], 1}},
                             {.cue = {&spans[2], 1}, .content = {&spans[0], 1}}};
    doc->attributions = all;
    doc->n_attributions = 2;
    for (size_t i = 0; i < 2; i++) {
        hs_str time = hs_times_of_attribution(doc, i);
        bool known = !time.ptr;
        for (size_t k = 0; k < doc->n_times && !known; k++)
            known = doc->times[k].value.ptr == time.ptr;
        CHECK(known);
    }
    hs_document_free(doc);
    return 0;
}
