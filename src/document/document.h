/* document.h -- the shared vocabulary: one document from its text to its reading.
 * Everything in it lives in its arena. One thread at a time. */
#ifndef HS_DOCUMENT_H
#define HS_DOCUMENT_H

#include "arena.h"
#include "hearsay.h"

struct hs_document {
    hs_arena *arena;
    /* as given */
    hs_str input; /* name of the input */
    /* set by intake */
    hs_str text;       /* UTF-8, valid; what spans count in */
    hs_str encoding;   /* of the input, by its WHATWG name; static */
    bool encoding_assumed;
    uint64_t replaced; /* invalid bytes that stand as U+FFFD */
    uint64_t odd_byte; /* see hs_document_odd_byte */
    hs_str url, outlet, title, published, modified, section, language;
    hs_str fetched; /* by an archive's crawler, or whoever opened it, ISO 8601 */
    bool foreign;   /* most of the text is clearly in another language than English */
    bool summary;   /* the text is no more than a summary */
    hs_str other_language; /* see hs_document_other_language */
    hs_str no_date;        /* see hs_document_no_date */
    const hs_str *authors; /* [n_authors] */
    size_t n_authors;
    hs_partial partial;
    const hs_furniture *furniture; /* [n_furniture], in order */
    size_t n_furniture;
    const hs_link *links; /* [n_links], in order */
    size_t n_links;
    /* set by hs_document_seal */
    hs_str id;            /* 64 hex digits */
    hs_arena_mark sealed; /* behind it the arena holds the reading */
    /* set by reading */
    hs_str model;                 /* "small-3 <sha256, first 12>" */
    hs_attribution *attributions; /* [n_attributions], by first word */
    size_t n_attributions;
    int8_t *vectors; /* [n_attributions][vector_width] of their contents, zeros where there is none; NULL: the model makes none */
    size_t vector_width;
    const hs_source *sources; /* [n_sources] */
    size_t n_sources;
    const hs_time *times; /* [n_times], in order */
    size_t n_times;
    const hs_figure *figures; /* [n_figures], in order */
    size_t n_figures;
};

/** An empty document whose arena is capped. @return HS_OK, HS_E_NOMEM */
hs_status hs_document_new(hs_document **out, size_t cap_bytes, hs_error *err);
/** Fix the document's id from its outlet, URL and text; nothing but readings is taken from its arena thereafter.
 * @return HS_OK, HS_E_NOMEM */
hs_status hs_document_seal(hs_document *doc, hs_error *err);
/** Forget the reading of a sealed document, and what memory it took. */
void hs_document_unread(hs_document *doc);
/** The words of a span; the empty string for a span outside the text. */
hs_str hs_document_slice(const hs_document *doc, hs_span span);

#endif
