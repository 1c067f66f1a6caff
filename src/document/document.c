/* document.c -- making a document and naming it. In: what intake found. Out: hs_document. */
#include "document.h"

#include <string.h>

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
    doc->sealed = hs_arena_marked(doc->arena);
    return HS_OK;
}

void hs_document_unread(hs_document *doc)
{
    doc->model = (hs_str){NULL, 0};
    doc->attributions = NULL;
    doc->vectors = NULL;
    doc->vector_width = 0;
    doc->sources = NULL;
    doc->times = NULL;
    doc->figures = NULL;
    doc->n_attributions = doc->n_sources = doc->n_times = doc->n_figures = 0;
    hs_arena_rewind(doc->arena, doc->sealed);
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

hs_str hs_document_no_date(const hs_document *doc)
{
    return doc->published.len ? (hs_str){NULL, 0} : doc->no_date;
}

hs_str hs_document_other_language(const hs_document *doc)
{
    return doc->other_language;
}

uint64_t hs_document_odd_byte(const hs_document *doc)
{
    return doc->odd_byte;
}

hs_str hs_document_encoding(const hs_document *doc, bool *assumed)
{
    if (assumed)
        *assumed = doc->encoding_assumed;
    return doc->encoding;
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

hs_str hs_document_modified(const hs_document *doc)
{
    return doc->modified;
}

hs_str hs_document_section(const hs_document *doc)
{
    return doc->section;
}

hs_str hs_document_language(const hs_document *doc)
{
    return doc->language;
}

const hs_str *hs_document_authors(const hs_document *doc, size_t *n)
{
    *n = doc->n_authors;
    return doc->authors;
}

hs_partial hs_document_partial(const hs_document *doc)
{
    return doc->partial;
}

const hs_link *hs_document_links(const hs_document *doc, size_t *n)
{
    *n = doc->n_links;
    return doc->links;
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

const int8_t *hs_document_vector(const hs_document *doc, size_t attribution, size_t *width)
{
    *width = 0;
    if (!doc->vectors || attribution >= doc->n_attributions)
        return NULL;
    const int8_t *vector = doc->vectors + attribution * doc->vector_width;
    for (size_t i = 0; i < doc->vector_width && !*width; i++) /* all zeros: none */
        *width = vector[i] ? doc->vector_width : 0;
    return *width ? vector : NULL;
}

const hs_source *hs_document_sources(const hs_document *doc, size_t *n)
{
    *n = doc->n_sources;
    return doc->sources;
}

const hs_time *hs_document_times(const hs_document *doc, size_t *n)
{
    *n = doc->n_times;
    return doc->times;
}

const hs_figure *hs_document_figures(const hs_document *doc, size_t *n)
{
    *n = doc->n_figures;
    return doc->figures;
}

static bool stays(const hs_attribution *a, float least)
{
    return a->confidence >= least;
}

/* Parents that stand in a ring, as no reading has them, end the search. */
static uint32_t nearest_that_stays(const hs_document *doc, const hs_attribution *a, float least)
{
    uint32_t at = a->parent;
    for (size_t steps = 0; at < doc->n_attributions && steps < doc->n_attributions; steps++) {
        if (stays(&doc->attributions[at], least))
            return at;
        at = doc->attributions[at].parent;
    }
    return HS_NO_PARENT;
}

hs_status hs_document_keep(hs_document *doc, float least, hs_error *err)
{
    if (!(least >= 0 && least <= 1))
        return hs_fail(err, HS_E_ARG, 0, "no confidence from 0 to 1: %g", (double)least);
    const size_t n = doc->n_attributions;
    uint32_t *place = hs_alloc((n + 1) * sizeof *place); /* of those that stay, among themselves */
    if (!place)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory to drop attributions");
    for (size_t i = 0; i < n; i++)
        place[i + 1] = place[i] + stays(&doc->attributions[i], least);
    for (size_t i = 0; i < n; i++)
        if (stays(&doc->attributions[i], least))
            doc->attributions[i].parent = nearest_that_stays(doc, &doc->attributions[i], least);
    for (size_t i = 0; i < n; i++)
        if (stays(&doc->attributions[i], least)) {
            hs_attribution *to = &doc->attributions[place[i]];
            *to = doc->attributions[i];
            to->parent = to->parent == HS_NO_PARENT ? HS_NO_PARENT : place[to->parent];
            if (doc->vectors && place[i] != i)
                memcpy(doc->vectors + place[i] * doc->vector_width, doc->vectors + i * doc->vector_width,
                       doc->vector_width);
        }
    doc->n_attributions = place[n];
    hs_free(place);
    return HS_OK;
}
