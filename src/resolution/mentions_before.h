/* mentions_before.h -- who a description goes back to: "the harbour master", "the company". In: a description and the mentions before it, resolved. Out: an entity, HS_NONE
 * if it is nobody who was spoken of. Threads: no state but the caller's. */
#ifndef HS_MENTIONS_BEFORE_H
#define HS_MENTIONS_BEFORE_H

#include "mentions_resolve.h"

/** "one of the sources": of a group that is known, and speaks through it? */
bool hs_is_one_of_those(const hs_resolver *resolver, const hs_mention *mention);
/** One person by what they are: not "the coast guard", which is a body? */
bool hs_is_person_noun(const hs_resolver *resolver, const hs_mention *mention);
/** An outlet, or what it prints: "the paper", "the report"? */
bool hs_is_of_outlet(const hs_resolver *resolver, const hs_mention *mention);

/** Who before the mention is called by its head. @param before  mentions that stand before it @param owner  entity: whose it is; HS_NONE */
uint32_t hs_called_before(const hs_resolver *resolver, const hs_mention *mention, uint32_t before, uint32_t owner);
/** Somebody who is spoken of by a noun that fits many: "the man", "the company", "the paper". @param speaker  entity: whose words it stands in; HS_NONE */
uint32_t hs_called_by_kind(hs_resolver *resolver, const hs_mention *mention, uint32_t before, uint32_t speaker);

#endif
