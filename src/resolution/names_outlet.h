/* names_outlet.h -- is this a name of an outlet: by the table of outlets, by its own words, by the noun beside it.
 * In: tokens. Out: where the name stands. Threads: any. */
#ifndef HS_NAMES_OUTLET_H
#define HS_NAMES_OUTLET_H

#include "names_tokens.h"

typedef struct hs_outlet_name {
    uint32_t first, end; /* tokens, half-open */
    bool known;          /* an outlet by the table, its words or a noun; else only somebody with a name */
    bool introduced;     /* by a noun beside it, as no outlet does itself: "the website ..", ".. magazine" */
} hs_outlet_name;

/**
 * The name that stands at token `i`, or behind words that lead to it: "the French newspaper ..", "reporters from ..".
 * The longest that is an outlet's, else all the capitals there.
 *
 * @return false if no name stands there, or what is behind it shows that somebody else is spoken to: "the Post's
 * lawyer"
 */
bool hs_outlet_name_at(hs_outlet_name *out, const hs_tokens *tokens, uint32_t i);

/** Is [first, end) an outlet by its own words, whether or not the table knows it: "Harbour Post", "Radio Alder"? */
bool hs_has_media_words(const hs_tokens *tokens, uint32_t first, uint32_t end);

/** Where the outlet ends that [first, run) begins with, of "told | Reuters Lindco | was warned": a verb stands behind whoever is spoken of. `run` if it is one name. */
uint32_t hs_told_outlet_end(const hs_tokens *tokens, uint32_t first, uint32_t run);

/** Is token `i` a noun for an outlet: "paper", "network"? Alone it may be much else. */
bool hs_is_outlet_noun(const hs_tokens *tokens, uint32_t i);
/** Do the words beside the name [first, end) call it an outlet: "the newspaper Dawn", "Dawn magazine"? */
bool hs_is_introduced_as_outlet(const hs_tokens *tokens, uint32_t first, uint32_t end);

#endif
