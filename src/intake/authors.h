/* authors.h -- who wrote a page's article. Path: what its metadata say, what it prints -> names of people.
 * Threads: one at a time. */
#ifndef HS_AUTHORS_H
#define HS_AUTHORS_H

#include "arena.h"
#include "blocks.h"
#include "jsonld.h"

/** A field of a page's metadata that names authors. */
typedef struct hs_author_field {
    hs_str text; /* not tidied */
    size_t rank; /* of two kinds of field the one with the lower rank is believed */
} hs_author_field;

typedef struct hs_author_clues {
    const hs_str *described; /* [n_described] as JSON-LD or microdata has them */
    size_t n_described;
    uint32_t bodies;                 /* bit i: described[i] is said to be an organisation */
    bool is_page_author;             /* described is the page's: fields and marked elements win */
    const hs_author_field *fields; /* [n_fields] of <meta> */
    size_t n_fields;
    hs_str outlet, title; /* the page's; may be empty */
} hs_author_clues;

/**
 * Find the people who wrote it: in the first of description, fields, marked elements and printed byline that names one.
 * Staffs, desks and the outlet itself are no people; where nobody else is named, an agency is.
 *
 * @param out  [HS_MAX_AUTHORS], strings in `arena`
 * @param n    how many
 * @return HS_OK, HS_E_NOMEM
 */
hs_status hs_authors_find(hs_str *out, size_t *n, hs_arena *arena, const hs_blocks *blocks,
                          const hs_author_clues *clues, hs_error *err);

#endif
