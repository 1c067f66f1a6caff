/* mentions_find.h -- every place where a text speaks of somebody who may hold a content, in order.
 * In: tokens, names, attributions. Out: mentions, not yet resolved. Threads: no state but the caller's. */
#ifndef HS_MENTIONS_FIND_H
#define HS_MENTIONS_FIND_H

#include "document.h"
#include "mentions.h"

typedef struct hs_mentions {
    hs_mention *at; /* [n], by first token; of two that begin together the longer first */
    uint32_t n;
    uint32_t *of; /* [n_attributions]: the mention that is its source; HS_NONE */
} hs_mentions;

/**
 * The sources of the attributions, the names, the pronouns for a person, and nouns for people and bodies ("the nun").
 *
 * @param out       borrowed from `arena`
 * @param entities  are told what nouns name them
 * @return HS_OK, HS_E_NOMEM
 */
hs_status hs_mentions_find(hs_mentions *out, hs_arena *arena, const hs_document *doc, const hs_tokens *tokens,
                           const hs_names *names, hs_entities *entities, hs_error *err);

/** The tokens that lie in a span: [*begin, *end). @return false if there are none */
bool hs_tokens_in(const hs_tokens *tokens, hs_span span, uint32_t *begin, uint32_t *end);

#endif
