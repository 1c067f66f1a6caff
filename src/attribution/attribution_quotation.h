/* attribution_quotation.h -- what the quotation marks say of attributions. One thread a document. */
#ifndef HS_ATTRIBUTION_QUOTATION_H
#define HS_ATTRIBUTION_QUOTATION_H

#include "document.h"

/**
 * Carry contents that end inside a quotation on through its later paragraphs, where these open with the mark again and
 * nobody else is found to say them; then set each quotation kind: direct when all words of the content stand inside
 * quotation marks, indirect when none do. Marks that enclose the cue as well belong to an outer attribution and do not
 * count.
 *
 * @param a        [n], by cue; new spans go to the document's arena
 * @param scratch  grows by O(quotations)
 * @return HS_OK, HS_E_NOMEM, HS_E_LIMIT
 * @source PARC 3 (Pareti 2012) for the kinds
 */
hs_status hs_quotations_mark(hs_attribution *a, size_t n, hs_document *doc, hs_arena *scratch, hs_error *err);

#endif
