/* attribution_counts.h -- "raised the number of dead to 12", "corrected its figure to 9": words that give a count and are no verb of saying.
 * In: the words of a text. Out: where such a count ends. Any thread. */
#ifndef HS_ATTRIBUTION_COUNTS_H
#define HS_ATTRIBUTION_COUNTS_H

#include "document.h"

/** @return what of the text from a word on gives a count anew: behind that verb up to the number and what it counts; empty: it gives none */
hs_span hs_count_given(const hs_document *doc, hs_span verb);

#endif
