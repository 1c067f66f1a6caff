/* metadata.h -- what a page says of itself: title, outlet, authors, date, address. Path: hs_html -> hs_metadata.
 * Threads: one at a time. */
#ifndef HS_METADATA_H
#define HS_METADATA_H

#include "arena.h"
#include "blocks.h"

/** {NULL, 0}: the page does not say. */
typedef struct hs_metadata {
    hs_str title; /* the headline, without the outlet's name */
    hs_str outlet;
    hs_str url;       /* canonical, absolute */
    hs_str base;      /* what its links are relative to; absolute, or unknown */
    hs_str published; /* ISO 8601 */
    hs_str no_date;   /* what the page says its date is, which is none */
    hs_str modified;  /* ISO 8601: its last change */
    hs_str section, language;
    hs_str described; /* the article's text as the page's JSON-LD has it: markup and all, hostile */
    hs_str *authors;  /* [n_authors] */
    size_t n_authors;
    bool is_article; /* it says that it is an article .. */
    bool is_list;    /* .. or a front page, a list of articles */
    bool is_locked;  /* .. or that the article is not free to read .. */
    bool is_free;    /* .. or that it is */
} hs_metadata;

/**
 * @param out    strings in `arena`
 * @param given  URL that the caller knows the page by; may be empty
 * @return HS_OK, HS_E_NOMEM
 */
hs_status hs_metadata_find(hs_metadata *out, hs_arena *arena, const hs_blocks *blocks, hs_str given, hs_error *err);

#endif
