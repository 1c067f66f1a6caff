/* mentions_resolve.h -- whom each mention speaks of: mentions in, entities out. Rules; a trained head may take their
 * place. In: mentions in order. Out: each with its entity; entities for those that are only described. Threads: no
 * state but the caller's.
 *
 * A name is its entity. A pronoun is the most salient of those before it that it can stand for: near, a source or a
 * subject, of its gender and number. "I" is whose words it stands in. A description is who is called so, or new. */
#ifndef HS_MENTIONS_RESOLVE_H
#define HS_MENTIONS_RESOLVE_H

#include "mentions_find.h"
#include "turns.h"

typedef struct hs_resolver {
    const hs_document *doc;
    const hs_tokens *tokens;
    const hs_names *names;
    hs_entities *entities;
    hs_mentions *mentions;
    hs_turns turns; /* of a transcript */
} hs_resolver;

/** Resolve all mentions. @return HS_OK, HS_E_NOMEM */
hs_status hs_mentions_resolve(hs_resolver *resolver, hs_error *err);

/** The entity of a mention that is not among the resolver's. @param before  how many of these stand before it
 * @return HS_NONE if there is no memory */
uint32_t hs_mention_resolve(hs_resolver *resolver, const hs_mention *mention, uint32_t before);

#endif
