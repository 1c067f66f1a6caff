/* corefs_link.h -- phrases as they are put into chains; internal to corefs.
 * In: phrases. Out: the chain of each. Threads: no state but the caller's. */
#ifndef HS_COREFS_LINK_H
#define HS_COREFS_LINK_H

#include "corefs_phrases.h"

typedef struct hs_chain {
    uint32_t n; /* phrases */
    hs_gender gender;
    hs_animacy animacy;
    bool plural;
    bool named;
    bool spoken; /* I, you */
} hs_chain;

typedef struct hs_linker {
    const hs_grammar *grammar;
    const hs_phrases *phrases;
    uint32_t *of;     /* [phrases->n]: its chain; HS_NONE before it is linked */
    hs_chain *chains; /* [n]; cap phrases->n + 1 */
    uint32_t n;
    uint32_t speaker, addressee; /* chains: whose turn it is, in a transcript; HS_NONE */
} hs_linker;

/** The chain that a pronoun of the third person stands for; HS_NONE. @param i  phrase; all before it are linked */
uint32_t hs_coref_salient(const hs_linker *linker, uint32_t i);

#endif
