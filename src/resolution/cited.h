/* cited.h -- words that tell how a content was heard: whom the speaker told, who passed it on, whom a report cites.
 * In: tokens, names. Out: citations, in order. Threads: no state but the caller's. */
#ifndef HS_CITED_H
#define HS_CITED_H

#include "mentions_resolve.h"

typedef enum hs_cited_how {
    HS_CITED_TOLD,   /* "told the Post", "in an interview with ..": an outlet heard the speaker */
    HS_CITED_HEARS,  /* "the Post spoke to ..": an outlet heard those behind it */
    HS_CITED_AGAIN,  /* "in the interview": one that was spoken of before; no name */
    HS_CITED_PASSED, /* "as reported by ..", "via ..": somebody passed it on */
    HS_CITED_PRINTS, /* "a profile in ..": an outlet has a report of its own; of no one attribution */
    HS_CITED_WHOLE,  /* "the full story is at ..": an outlet has all that is told here; of no one attribution */
    HS_CITED_ASKS,   /* "the Post has contacted the firm for comment": whose page it is; of no one attribution */
    HS_CITED_FROM    /* "citing ..", "quoting ..": whom the speaker has it from */
} hs_cited_how;

typedef struct hs_citation {
    uint32_t at;         /* the token that says so: "told" */
    uint32_t first, end; /* tokens of the name or, FROM, of the noun phrase */
    hs_cited_how how;
    bool introduced; /* as an outlet, by a noun: it is not the page's own */
    bool spread;     /* "their message, published by ..": it is not the page's own either */
    bool confirmed;  /* "confirmed to ..", "confirmed it to .." */
    uint32_t joint;  /* FROM by a finite verb ("the Wire, which cited ..", "reported .. and cited .."): the token before it; else 0 */
} hs_citation;

typedef struct hs_citations {
    const hs_citation *at; /* [n] */
    uint32_t n;
} hs_citations;

/**
 * @param out    borrowed from `arena`; of a text with over a million citations the first million
 * @return HS_OK, HS_E_NOMEM
 */
hs_status hs_citations_find(hs_citations *out, hs_arena *arena, const hs_resolver *resolver, hs_error *err);

#endif
