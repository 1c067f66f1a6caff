/* stories.h -- documents about one event. Each follows the one heard before it that shares most of its telling words, where there are
 * enough; who follows nobody begins a story (nearest-neighbour clustering in time order: Allan, "Topic Detection and Tracking", 2002).
 * In: neighbours. Out: rows of story_member. Threads: as the ledger. */
#ifndef HS_STORIES_H
#define HS_STORIES_H

#include "neighbours.h"

enum { HS_STORY_SHARED = 6 /* terms; with fewer a document is of another story */ };

/** Put a document into its story, and let those that were heard later follow it where it is nearer than whom they follow now. */
hs_status hs_stories_place(hs_ledger *ledger, int64_t document, const hs_neighbours *near, hs_error *err);

#endif
