/* attribution_sift.h -- what was taken for an attribution, or for a part of its content, and is none: "Nobody told me of it"; "Engineers disagree: the board said ..".
 * In: attributions of a text. Out: those that stay. Any thread. */
#ifndef HS_ATTRIBUTION_SIFT_H
#define HS_ATTRIBUTION_SIFT_H

#include "document.h"

/**
 * Drop what nobody tells anybody inside another's words ("Nobody told us of the plan," she said): the words around say all of it, and it is no one's view.
 * So is what is only asked ("It is unclear whether | the board knew of it"): nobody tells it.
 * What another says behind a colon ("Engineers disagree: the board said ..") is no part of what is rejected: where nothing is left, neither is the attribution.
 * Of "The ministry denied this: the dam was leaking, engineers said" the ministry denies "this", and the engineers say the rest.
 * What another says behind a semicolon is no part of a content before it ("claim it sank; the navy says that it floats"), but in quotation marks.
 * A preposition that is of a length of time behind a content ("denied the account for | six days") is no part of it.
 *
 * @param a    [*n] found in doc->text, by cue, each with content; in the same order when it returns
 * @param doc  its arena grows where a content is cut
 * @return HS_OK, HS_E_NOMEM
 */
hs_status hs_attributions_sift(hs_attribution *a, size_t *n, hs_document *doc, hs_error *err);

#endif
