/* jsonld.h -- what a page says of itself in JSON-LD (schema.org). Threads: no state but the caller's. */
#ifndef HS_JSONLD_H
#define HS_JSONLD_H

#include "arena.h"
#include "hearsay.h"

enum { HS_MAX_AUTHORS = 32 };

/** What a page says in the terms of schema.org, as JSON-LD or microdata. {NULL, 0}: not said. */
typedef struct hs_jsonld {
    hs_str body; /* of the article, markup and all; sites put summaries and other articles there */
    hs_str headline, published, modified, publisher, url, section, language;
    hs_str site; /* the name of the web site that the page is of */
    hs_str authors[HS_MAX_AUTHORS]; /* [n_authors] */
    size_t n_authors;
    uint32_t bodies; /* bit i: authors[i] is said to be an organisation */
    bool is_page_author; /* the authors are said to be the page's: perhaps who put it there */
    bool is_article; /* it describes an article .. */
    bool is_list;    /* .. or a list of them */
    bool is_locked;  /* the article is not free to read .. */
    bool is_free;    /* .. or is */
} hs_jsonld;

/**
 * Read one script of JSON-LD and add to `out` what it does not have yet. Text that is no JSON adds nothing.
 *
 * @param out     strings in `arena`
 * @param script  hostile
 * @return HS_OK, HS_E_NOMEM
 */
hs_status hs_jsonld_read(hs_jsonld *out, hs_arena *arena, hs_str script, hs_error *err);

#endif
