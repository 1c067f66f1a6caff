/* attribution_place.h -- where in a document attributions stand. Any thread. */
#ifndef HS_ATTRIBUTION_PLACE_H
#define HS_ATTRIBUTION_PLACE_H

#include "document.h"

/**
 * Keep each attribution to the part of the document in which its cue stands: to its piece of furniture, or to the body.
 * What of its spans lies elsewhere is cut off; one that loses its content, or stands in furniture that is never read,
 * is dropped, and so is one whose cue overlaps an earlier one (two windows may both have kept it). Sorts by cue.
 *
 * @param n  [in, out] how many there are in `a`
 * @param a  [*n], each with a cue; new spans go to the document's arena
 * @return HS_OK, HS_E_NOMEM
 */
hs_status hs_places_mark(hs_attribution *a, size_t *n, const hs_document *doc, hs_error *err);

#endif
