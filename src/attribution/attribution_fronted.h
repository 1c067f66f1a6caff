/* attribution_fronted.h -- what stands between a source that a sentence begins with and what it says: "According to the mayor, Jon Teck, the dam is safe".
 * In: attributions of a text. Out: the same, with longer sources and shorter contents. Any thread. */
#ifndef HS_ATTRIBUTION_FRONTED_H
#define HS_ATTRIBUTION_FRONTED_H

#include "document.h"

/**
 * Move who the source is ("Jon Teck", "who asked not to be named") from the front of the content to the source, where the cue is "according to" and what
 * follows is a clause of its own: not in "According to the mayor, Jon Teck, the harbour master, resigned", "According to the mayor, who pays is unclear".
 *
 * Give words that nobody is named for, and that a sentence begins with, to the subject of the clause behind them: "Having told reporters that it was safe, Eva
 * Roth left".
 *
 * @param a  [n] found in doc->text; in any order
 * @return HS_OK, HS_E_NOMEM
 */
hs_status hs_fronted_move(hs_attribution *a, size_t n, const hs_document *doc, hs_error *err);

#endif
