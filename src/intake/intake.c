/* intake.c -- hs_document_open. In: bytes and what the caller knows of them. Out: a sealed document. Each format is a
 * row of one table. Threads: any; a document has one at a time. */
#include <stdint.h>
#include <string.h>

#include "ascii.h"
#include "document.h"
#include "iso8601.h"
#include "language.h"
#include "outlet_name.h"
#include "page.h"
#include "plain.h"
#include "sniff.h"
#include "status.h"

enum { MAX_BYTES = 64 << 20 };

typedef struct intake_format {
    const char *name;
    bool (*probe)(const hs_raw *raw);
    hs_status (*open)(hs_document *doc, const hs_raw *raw, hs_error *err);
} intake_format;

/* The first whose probe says yes takes the input. */
static const intake_format formats[] = {
    {"HTML", hs_sniff_is_html, hs_page_open},
    {"plain text", hs_plain_probe, hs_plain_open},
};

static hs_status give(hs_str *to, hs_document *doc, hs_str given, hs_error *err)
{
    if (!given.ptr || !given.len)
        return HS_OK;
    *to = hs_arena_copy(doc->arena, given);
    return to->ptr ? HS_OK : hs_fail(err, HS_E_NOMEM, 0, "no memory for a field of %zu bytes", given.len);
}

/* The main text decides; the page tells the country ("en-GB") where it names the same
 * language, and the language where the text is too short or mixed to. */
static hs_status find_language(hs_document *doc, hs_error *err)
{
    char code[HS_LANGUAGE_CODE];
    bool titled = doc->n_furniture && doc->furniture->kind == HS_FURNITURE_TITLE && !doc->furniture->span.begin;
    size_t from = titled ? doc->furniture->span.end : 0;
    HS_TRY(hs_language_find(code, (hs_str){doc->text.ptr + from, doc->text.len - from}, err));
    hs_str found = {code, strlen(code)};
    if (!found.len)
        return HS_OK;
    doc->foreign = !hs_language_is_english(found);
    const char *said = doc->language.ptr;
    if (doc->language.len == 5 && found.len == 2 && hs_ascii_same(said, code, 2) &&
        (said[2] == '-' || said[2] == '_')) {
        code[2] = '-';
        for (size_t i = 3; i < 5; i++)
            code[i] = (char)(said[i] >= 'a' && said[i] <= 'z' ? said[i] - 32 : said[i]);
        found.len = 5;
    }
    return give(&doc->language, doc, found, err);
}

static hs_status fill(hs_document *doc, const void *bytes, size_t len, const hs_input *input, hs_error *err)
{
    hs_raw raw;
    hs_sniff(&raw, bytes, len);
    HS_TRY(hs_sniff_refuse(&raw, err));
    HS_TRY(give(&doc->input, doc, input->name, err));
    HS_TRY(give(&doc->url, doc, input->url, err));
    const intake_format *format = formats;
    while (!format->probe(&raw))
        format++;
    HS_TRY(format->open(doc, &raw, err));
    HS_TRY(give(&doc->url, doc, input->url, err));
    HS_TRY(give(&doc->outlet, doc, input->outlet, err));
    HS_TRY(give(&doc->published, doc, input->published, err));
    doc->outlet = hs_outlet_name_settle(doc->outlet, doc->url);
    HS_TRY(find_language(doc, err));
    return hs_document_seal(doc, err);
}

hs_status hs_document_open(hs_document **out, const void *bytes, size_t len, const hs_input *input, hs_error *err)
{
    static const hs_input unknown;
    size_t bad;
    *out = NULL;
    if (!input)
        input = &unknown;
    if (input->published.len && !hs_iso8601_is_valid(input->published, &bad))
        return hs_fail(err, HS_E_ARG, bad,
                       "published: \"%.*s\" is no ISO 8601 date or time, such as 2031-05-14T09:30+02:00",
                       input->published.len < 40 ? (int)input->published.len : 40, input->published.ptr);
    if (len > MAX_BYTES)
        return hs_fail(err, HS_E_LIMIT, MAX_BYTES, "input of %zu bytes; at most %d are read", len, MAX_BYTES);
    size_t known = input->name.len + input->url.len + input->outlet.len + input->published.len;
    if (known > MAX_BYTES)
        return hs_fail(err, HS_E_LIMIT, MAX_BYTES, "fields of %zu bytes; at most %d are kept", known, MAX_BYTES);
    hs_document *doc;
    HS_TRY(hs_document_new(&doc, 8 * len + 2 * known + (1u << 20), err));
    hs_status status = fill(doc, len ? bytes : "", len, input, err);
    if (status == HS_OK)
        *out = doc;
    else
        hs_document_free(doc);
    return status;
}
