/* published.h -- when a page was published and last changed. Path: what the page says of itself, else what it prints ->
 * ISO 8601. Threads: one at a time. */
#ifndef HS_PUBLISHED_H
#define HS_PUBLISHED_H

#include "arena.h"
#include "blocks.h"

typedef struct hs_published {
    hs_str said[3];    /* for machines: publication by <meta>, by JSON-LD, a date by <meta>; {NULL, 0}: none */
    hs_str changed[2]; /* last change for machines */
    hs_str title;      /* as the page prints it; its date stands nearby */
    hs_str url;        /* canonical; many hold the day */
    hs_str language;   /* "en-US" tells how to read 05/04/2031 */
} hs_published;

/**
 * @param published  in `arena`: a date or time of ISO 8601, as given where the page gives one, less seconds that are
 *                   zero; {NULL, 0} where there is none
 * @param modified   likewise; only where the page says so
 * @return HS_OK, HS_E_NOMEM
 */
hs_status hs_published_find(hs_str *published, hs_str *modified, hs_arena *arena, const hs_blocks *blocks,
                            const hs_published *known, hs_error *err);

#endif
