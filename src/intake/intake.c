/* intake.c -- hs_document_open. In: bytes and what the caller knows of them. Out: a sealed document. Each format is a
 * row of one table. Threads: any; a document has one at a time. */
#include <stdint.h>

#include "document.h"
#include "iso8601.h"
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

static hs_status fill(hs_document *doc, const void *bytes, size_t len, const hs_input *input, hs_error *err)
{
    hs_raw raw;
    hs_sniff(&raw, bytes, len);
    HS_TRY(hs_sniff_refuse(&raw, err));
    HS_TRY(give(&doc->input, doc, input->name, err));
    HS_TRY(give(&doc->url, doc, input->url.len ? input->url : input->fetched, err));
    const intake_format *format = formats;
    while (!format->probe(&raw))
        format++;
    HS_TRY(format->open(doc, &raw, err));
    HS_TRY(give(&doc->url, doc, input->url.len || doc->url.len ? input->url : input->fetched, err));
    HS_TRY(give(&doc->outlet, doc, input->outlet, err));
    HS_TRY(give(&doc->published, doc, input->published, err));
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
    size_t known =
        input->name.len + input->url.len + input->fetched.len + input->outlet.len + input->published.len;
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
