/* attribution_relative.h -- whose words a relative clause tells: "Ines Holm, who last week said she would resign"; and whose it is: "Ines Holm, who is away, said ..".
 * In: attributions of a text. Out: the same, with other sources and contents. Any thread. */
#ifndef HS_ATTRIBUTION_RELATIVE_H
#define HS_ATTRIBUTION_RELATIVE_H

#include "document.h"

/**
 * Give words that nobody is named for to the "who" or "which" behind a comma that is the subject of their cue: nothing but times, adverbs and "has" or
 * "had" stand between, so that "who was told" and "who critics say" are not meant. A clause with "who" or "which" between a source and its cue is of the source, not of what is said; where
 * no source was found, a sentence that begins with somebody, such a clause and a verb of saying is theirs. An article alone is no source.
 *
 * @param a  [n] found in doc->text; in any order
 * @return HS_OK, HS_E_NOMEM
 */
hs_status hs_relatives_give(hs_attribution *a, size_t n, const hs_document *doc, hs_error *err);

#endif
