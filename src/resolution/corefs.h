/* corefs.h -- who and what a text speaks of again: all its chains, not of sources alone.
 * In: phrases. Out: chains of spans. Threads: no state but the caller's. */
#ifndef HS_COREFS_H
#define HS_COREFS_H

#include "corefs_phrases.h"

typedef struct hs_corefs {
    const hs_spans *at; /* [n]: the mentions of one, in the order of their nouns */
    uint32_t n;
} hs_corefs;

/**
 * Find the chains of a text: names of one bearer, pronouns with whom they stand for, descriptions with those who were
 * described so before. What is mentioned once has no chain; of a text over 16 MiB there is none.
 *
 * @param out    borrowed from `arena`
 * @param arena  grows by O(words)
 * @return HS_OK, HS_E_NOMEM
 * @source rules in the order of their precision, after Lee et al. 2013; salience after Lappin and Leass 1994
 */
hs_status hs_corefs_find(hs_corefs *out, hs_arena *arena, hs_str text, hs_error *err);

#endif
