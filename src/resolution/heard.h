/* heard.h -- for each attribution, who stands between its holder and the page by the words around it.
 * Path: citations, links -> attributions. Threads: no state but the document's. */
#ifndef HS_HEARD_H
#define HS_HEARD_H

#include "sources.h"

enum { HS_HEARD_MOST = 4 };

typedef struct hs_heard {
    uint32_t through[HS_HEARD_MOST]; /* sources, from the holder's side: whom it told, who passed it on */
    uint32_t from[HS_HEARD_MOST];    /* sources that the holder cites */
    uint8_t n_through, n_from;
    bool confirmed;     /* it confirmed it to them, as whoever writes the page asks for */
    bool introduced;    /* whom it told is no outlet whose page this is */
    bool spread;        /* whom it was published by is none either */
    bool again;         /* said "in the interview" */
    bool from_held;     /* they have attributions of their own */
    uint32_t cited_for; /* of "citing ..": the attribution that cites it; else HS_NO_PARENT */
} hs_heard;

/* An outlet is named as having a report of its own: "a profile in the Wire". */
typedef struct hs_printed {
    uint32_t at;     /* byte of the text */
    uint32_t entity; /* of hs_sources_resolver */
} hs_printed;

typedef struct hs_hearsay {
    hs_heard *of;        /* [doc->n_attributions] */
    hs_printed *printed; /* [n_printed], in order */
    uint32_t n_printed;
    uint32_t whole; /* source: the outlet that has the full story, as the text tells; HS_NO_SOURCE */
    uint32_t asks; /* a name, of hs_sources_resolver: who asks for comment, as its own pages tell; HS_NONE */
} hs_hearsay;

/**
 * Assign the text's citations, and its links to outlets, to attributions. Whoever is cited by "citing" gets the
 * attribution that cites as its parent, where it has none.
 *
 * @param out  of the document's arena
 * @param doc  its sources are known; relays that are nobody's source are added to them
 * @return HS_OK, HS_E_NOMEM
 */
hs_status hs_heard_find(hs_hearsay *out, hs_document *doc, hs_sources *sources, hs_error *err);

#endif
