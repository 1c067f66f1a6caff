/* stories.h -- documents about one event. Each follows the one heard before it that shares most of its telling words, where there are
 * enough; who follows nobody begins a story (nearest-neighbour clustering in time order: Allan, "Topic Detection and Tracking", 2002). Of one time, or of one day
 * that is all that is known, who cites no other outlet comes before who does, and nobody follows who cites them.
 * In: neighbours. Out: rows of story_member. Threads: as the ledger. */
#ifndef HS_STORIES_H
#define HS_STORIES_H

#include "neighbours.h"

enum { HS_STORY_SHARED = 6 /* terms; with fewer a document is of another story */ };

/** In SQL: is source s the outlet of document d, or the end of its name: the "Post" of the "Harbour Post"? No LIKE: names come from articles, and may hold its signs. */
#define HS_STORIES_IS_ITS_OUTLET \
    "substr(coalesce(d.outlet, ''), max(1, 1 + length(coalesce(d.outlet, '')) - length(s.name_key))) = s.name_key COLLATE NOCASE"
/** In SQL: does document d cite an outlet, another than its own? */
#define HS_STORIES_CITES                                                                                                                                       \
    "EXISTS (SELECT 1 FROM holder h JOIN source s ON s.source_id = h.source_id WHERE h.document_id = d.document_id AND s.kind = 'outlet' AND s.anonymous = 0 " \
    "AND NOT (" HS_STORIES_IS_ITS_OUTLET "))"
/** In SQL: when document d counts as heard, which is `heard`: of a day whose time is not known, who cites others at its end. */
#define HS_STORIES_HEARD(heard) "CASE WHEN length(d.published) = 10 AND " HS_STORIES_CITES " THEN substr(" heard ", 1, 10) || 'T99' ELSE " heard " END"

/** Put a document into its story, and let those that were heard later follow it where it is nearer than whom they follow now. */
hs_status hs_stories_place(hs_ledger *ledger, int64_t document, const hs_neighbours *near, hs_error *err);

#endif
