/* document.c -- making a document and naming it. In: what intake found. Out: hs_document. */
#include "document.h"

#include "digest.h"
#include "heap.h"
#include "status.h"

hs_status hs_document_new(hs_document **out, size_t cap_bytes, hs_error *err)
{
    *out = NULL;
    hs_document *doc = hs_alloc(sizeof *doc);
    if (doc)
        doc->arena = hs_arena_new(cap_bytes);
    if (!doc || !doc->arena) {
        hs_free(doc);
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for a document");
    }
    *out = doc;
    return HS_OK;
}

void hs_document_free(hs_document *doc)
{
    if (!doc)
        return;
    hs_arena_free(doc->arena);
    hs_free(doc);
}

hs_status hs_document_seal(hs_document *doc, hs_error *err)
{
    /* A line end parts the fields: it cannot stand in an outlet's name or a URL. */
    static const hs_str line_end = {"\n", 1};
    const hs_str parts[] = {doc->outlet, line_end, doc->url, line_end, doc->text};
    char *hex = HS_NEW(doc->arena, char, HS_DIGEST_HEX);
    if (!hex)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for the document's id");
    hs_digest_hex(hex, parts, sizeof parts / sizeof *parts);
    doc->id = (hs_str){hex, HS_DIGEST_HEX};
    return HS_OK;
}

hs_str hs_document_slice(const hs_document *doc, hs_span span)
{
    if (span.begin > span.end || span.end > doc->text.len)
        return (hs_str){"", 0};
    return (hs_str){doc->text.ptr + span.begin, span.end - span.begin};
}

hs_str hs_document_text(const hs_document *doc)
{
    return doc->text;
}

uint64_t hs_document_replaced(const hs_document *doc)
{
    return doc->replaced;
}

hs_str hs_document_id(const hs_document *doc)
{
    return doc->id;
}

hs_str hs_document_title(const hs_document *doc)
{
    return doc->title;
}

hs_str hs_document_outlet(const hs_document *doc)
{
    return doc->outlet;
}

hs_str hs_document_url(const hs_document *doc)
{
    return doc->url;
}

hs_str hs_document_published(const hs_document *doc)
{
    return doc->published;
}

hs_str hs_document_name(const hs_document *doc)
{
    return doc->input;
}

hs_str hs_document_fetched(const hs_document *doc)
{
    return doc->fetched;
}

bool hs_document_is_summary(const hs_document *doc)
{
    return doc->summary;
}

const hs_furniture *hs_document_furniture(const hs_document *doc, size_t *n)
{
    *n = doc->n_furniture;
    return doc->furniture;
}

const hs_attribution *hs_document_attributions(const hs_document *doc, size_t *n)
{
    *n = doc->n_attributions;
    return doc->attributions;
}
