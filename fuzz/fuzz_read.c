/* fuzz_read.c -- any bytes, the whole way: opened, read with the tiny model, written in every format. Spans lie in the
 * text, in order, between code points; parents end at the root; every output is well formed. */
#include <jansson.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "hearsay.h"
#include "utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What a format wrote. */
typedef struct output {
    char *at;
    size_t len, cap;
} output;

static int take(void *ctx, const char *bytes, size_t len)
{
    output *o = ctx;
    if (!len)
        return 0;
    if (o->cap - o->len < len) {
        o->cap = 2 * (o->cap + len);
        o->at = realloc(o->at, o->cap);
        CHECK(o->at);
    }
    memcpy(o->at + o->len, bytes, len);
    o->len += len;
    return 0;
}

static void check_spans(hs_spans spans, hs_str text)
{
    for (uint32_t i = 0; i < spans.n; i++) {
        hs_span s = spans.at[i];
        CHECK(s.begin < s.end && s.end <= text.len);
        CHECK(!i || spans.at[i - 1].end <= s.begin);
        CHECK(hs_utf8_valid(text.ptr + s.begin, s.end - s.begin) == s.end - s.begin);
    }
}

static uint32_t first_byte(const hs_attribution *a)
{
    uint32_t first = a->content.at[0].begin;
    if (a->source.n && a->source.at[0].begin < first)
        first = a->source.at[0].begin;
    return a->cue.n && a->cue.at[0].begin < first ? a->cue.at[0].begin : first;
}

static void check_attributions(const hs_attribution *a, size_t n, hs_str text)
{
    for (size_t i = 0; i < n; i++) {
        CHECK((a[i].cue.n || a[i].continued) && a[i].content.n);
        check_spans(a[i].source, text);
        check_spans(a[i].cue, text);
        check_spans(a[i].content, text);
        CHECK(!i || first_byte(&a[i - 1]) <= first_byte(&a[i]));
        CHECK(a[i].confidence >= 0 && a[i].confidence <= 1);
        CHECK(a[i].quotation <= HS_QUOTATION_MIXED && a[i].place <= HS_IN_RELATED);
        size_t steps = 0;
        for (uint32_t up = a[i].parent; up != HS_NO_PARENT; up = a[up].parent)
            CHECK(up < n && ++steps <= n);
    }
}

static void check_str(hs_str s)
{
    CHECK(!s.len || hs_utf8_valid(s.ptr, s.len) == s.len);
}

/* Every source is somebody's, and spoken of where it stands. */
static void check_sources(const hs_document *doc, const hs_attribution *a, size_t n)
{
    size_t n_sources;
    const hs_source *s = hs_document_sources(doc, &n_sources);
    for (size_t i = 0; i < n; i++)
        CHECK(a[i].source_id < n_sources || (a[i].source_id == HS_NO_SOURCE));
    for (size_t i = 0; i < n_sources; i++) {
        CHECK(s[i].name.len && s[i].mentions.n);
        check_str(s[i].name);
        check_str(s[i].description);
        check_str(s[i].affiliation);
        check_str(s[i].reason);
        check_spans(s[i].mentions, hs_document_text(doc));
    }
}

/* Every line is one JSON value. @return the last */
static json_t *parse_lines(const output *o)
{
    json_t *value = NULL;
    for (const char *at = o->at, *end = at + o->len; at < end;) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        CHECK(stop);
        json_decref(value);
        value = json_loadb(at, (size_t)(stop - at), JSON_ALLOW_NUL | JSON_REJECT_DUPLICATES, NULL);
        CHECK(value);
        at = stop + 1;
    }
    return value;
}

static void check_output(const output *o, hs_format format, hs_str text, size_t n)
{
    json_t *last = NULL;
    size_t quotes = 0;
    CHECK(hs_utf8_valid(o->at, o->len) == o->len);
    switch (format) {
    case HS_FORMAT_JSONL:
        last = parse_lines(o);
        CHECK(json_array_size(json_object_get(last, "attributions")) == n);
        CHECK(json_string_length(json_object_get(last, "text")) == text.len);
        CHECK(memcmp(json_string_value(json_object_get(last, "text")), text.ptr, text.len) == 0);
        break;
    case HS_FORMAT_WEBANNO:
        last = parse_lines(o);
        break;
    case HS_FORMAT_CSV:
        for (size_t i = 0; i < o->len; i++)
            quotes += o->at[i] == '"';
        CHECK(quotes % 2 == 0);
        break;
    case HS_FORMAT_TEXT: /* goes to terminals: nothing that steers them */
        for (size_t i = 0; i < o->len; i++)
            CHECK((unsigned char)o->at[i] >= 0x20 ? o->at[i] != 0x7F : o->at[i] == '\n');
        break;
    case HS_FORMAT_BRAT:
    case HS_FORMAT_DOT: /* these two of answers and traces alone */
    case HS_FORMAT_SVG:
        break;
    }
    json_decref(last);
}

static void write_all(const hs_document *doc, size_t n)
{
    static output o;
    for (hs_format format = HS_FORMAT_TEXT; format <= HS_FORMAT_WEBANNO; format++) {
        o.len = 0;
        take(&o, "", 0);
        CHECK(hs_document_write(doc, format, NULL, take, &o, NULL) == HS_OK);
        check_output(&o, format, hs_document_text(doc), n);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static hs_reader *reader;
    static hs_workspace *workspace;
    hs_document *doc;
    size_t n;
    if (!reader) {
        CHECK(hs_reader_open(&reader, HS_SOURCE_DIR "/tests/numeric/tiny", NULL) == HS_OK);
        CHECK(hs_workspace_open(&workspace, reader, NULL) == HS_OK);
    }
    if (hs_document_open(&doc, data, size, NULL, NULL) != HS_OK)
        return 0;
    hs_status status = hs_read(doc, reader, workspace, NULL);
    CHECK(status == HS_OK || status == HS_E_LANGUAGE);
    const hs_attribution *a = hs_document_attributions(doc, &n);
    check_attributions(a, n, hs_document_text(doc));
    check_sources(doc, a, n);
    write_all(doc, n);
    hs_document_free(doc);
    return 0;
}
