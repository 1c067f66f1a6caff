/* stance_hedge.h -- how far a content's main clause commits its source.
 * In: the first words of a content. Out: what its modals and hedges say. Threads: any. */
#ifndef HS_STANCE_HEDGE_H
#define HS_STANCE_HEDGE_H

#include "stance_words.h"

/** Certainty of the main clause: certain, or what a modal, adverb or verb of seeming lowers it to. @param words  [n] */
hs_certainty hs_stance_hedge(const hs_stance_word *words, size_t n);

/** Where the main clause's first finite verb or modal stands, as far as its form tells; n if none shows. */
size_t hs_stance_clause(const hs_stance_word *words, size_t n);

/** Does the main clause have will or would? */
bool hs_stance_will(const hs_stance_word *words, size_t n);

#endif
