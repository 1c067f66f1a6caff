/* bodies.h -- what bodies are called that their names do not say: the FBI is "the bureau", Kolm Police "the force".
 * In: the tokens of a name, a noun. Out: whether the noun fits. Threads: any. */
#ifndef HS_BODIES_H
#define HS_BODIES_H

#include "names_tokens.h"

typedef enum hs_body_call {
    HS_BODY_UNKNOWN, /* nothing is known of what the body is called */
    HS_BODY_OTHER,   /* something else */
    HS_BODY_CALLED
} hs_body_call;

/** Is the name the acronym of a body that is known, though an outlet may be called so, too: "the WHO"? */
bool hs_body_is_known(const hs_tokens *tokens, uint32_t first, uint32_t end);

/**
 * May the body of this name be called by the noun?
 *
 * @param first, end  tokens of the name
 * @param noun        token
 */
hs_body_call hs_body_is_called(const hs_tokens *tokens, uint32_t first, uint32_t end, uint32_t noun);

#endif
