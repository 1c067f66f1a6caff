/* hints.h -- what an element's name, class, id, role and itemprop say it is for. No state; any thread. */
#ifndef HS_HINTS_H
#define HS_HINTS_H

#include "html.h"

enum {
    HS_HINT_BODY = 1,       /* the article's text */
    HS_HINT_COMMENTS = 2,   /* what readers wrote */
    HS_HINT_FURNITURE = 4,  /* navigation, promotion, sharing .. */
    HS_HINT_RELATED = 8,    /* links to other articles */
    HS_HINT_CAPTION = 16,   /* words about a picture */
    HS_HINT_BYLINE = 32,    /* who wrote it, and when */
    HS_HINT_HIDDEN = 64,    /* not shown */
    HS_HINT_PROPERTY = 128, /* BODY by itemprop, not by the sound of a class */
    HS_HINT_NEVER = 256,    /* FURNITURE whose name does not lie: cookie notices, site footers .. */
    HS_HINT_SIDE = 512      /* FURNITURE that stands beside an article */
};

unsigned hs_hints_of(const hs_html *html, uint32_t node);

#endif
