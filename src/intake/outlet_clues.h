/* outlet_clues.h -- who published a page, by all that it says of it. Path: fields, title, feeds, logo, copyright -> a
 * name. Threads: one at a time. */
#ifndef HS_OUTLET_CLUES_H
#define HS_OUTLET_CLUES_H

#include "arena.h"
#include "blocks.h"

enum { HS_OUTLET_FIELDS = 4, HS_OUTLET_OWNERS = 8 };

typedef struct hs_outlet_clues {
    const hs_blocks *blocks;
    hs_str fields[HS_OUTLET_FIELDS]; /* that name the site, the best first; not tidied, may be empty */
    hs_str owners[HS_OUTLET_OWNERS]; /* [n_owners] that name its owner or publisher; not tidied */
    size_t n_owners;
    hs_str title; /* the page's <title>, tidy; may be empty */
    hs_str url;   /* may be empty */
} hs_outlet_clues;

/**
 * Name the outlet: by a field, by the outlet file, by a piece of the title that the address spells or that feeds,
 * copyright or owner confirm, by feeds that agree, by the logo; by its bare host where a field says no more.
 *
 * @param out    in `arena` or static; {NULL, 0}: the page does not say
 * @return HS_OK, HS_E_NOMEM
 */
hs_status hs_outlet_find(hs_str *out, hs_arena *arena, const hs_outlet_clues *clues, hs_error *err);

#endif
