/* mentions_behind.h -- who a description stands for that the text names only later: "a diver said .. Lind, the diver,
 * ..". In: a description and the mentions behind it. Out: an entity, HS_NONE if it stays unnamed. Threads: no state but
 * the caller's. */
#ifndef HS_MENTIONS_BEHIND_H
#define HS_MENTIONS_BEHIND_H

#include "mentions_resolve.h"

/** Does news seldom put a name to those whom this noun describes? @param noun  token */
bool hs_stays_unnamed(const hs_resolver *resolver, uint32_t noun);
/** Who is first named soon behind the mention, and called by its noun there. @param before  mentions that stand before
 * it */
uint32_t hs_called_behind(const hs_resolver *resolver, const hs_mention *mention, uint32_t before);
/** Of one in the news' first sentences: the person who is named there first, if nothing speaks against it. */
uint32_t hs_named_behind(const hs_resolver *resolver, const hs_mention *mention, uint32_t before);
/** Of a firm in the first sentences ("the company", "the owner"): the body that is named and speaks first behind it. */
uint32_t hs_firm_behind(const hs_resolver *resolver, const hs_mention *mention, uint32_t before);
/** Of an outlet or its report in the first sentences ("a satirical website", "a report on Thursday"): the outlet that is
 * named and speaks first behind it, if none was named before. */
uint32_t hs_outlet_behind(const hs_resolver *resolver, const hs_mention *mention, uint32_t before);
/** Of two in the first sentences: the two who are named together there; a new entity. */
uint32_t hs_pair_behind(hs_resolver *resolver, const hs_mention *mention, uint32_t before);

#endif
