/* attribution_nest.h -- the order of attributions, and which one stands inside another's content. Any thread. */
#ifndef HS_ATTRIBUTION_NEST_H
#define HS_ATTRIBUTION_NEST_H

#include "arena.h"
#include "hearsay.h"

/** Put them in order: by first byte; of two that begin together the longer first, so that an outer one precedes what it holds. */
void hs_attributions_sort(hs_attribution *a, size_t n);

/**
 * Set each parent: the attribution with the shortest content fragment that holds this one's source and cue. Following
 * parents always ends, after 64 steps at most.
 *
 * @param a        [n]
 * @param scratch  grows by O(fragments)
 * @return HS_OK, HS_E_NOMEM
 */
hs_status hs_parents_find(hs_attribution *a, size_t n, hs_arena *scratch, hs_error *err);

#endif
