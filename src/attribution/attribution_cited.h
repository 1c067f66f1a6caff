/* attribution_cited.h -- who is cited or quoted beside somebody's words: rules beside the heads' own reading.
 * In: what was found in a window. Out: more of it, or other sources. One thread a scanner. */
#ifndef HS_ATTRIBUTION_CITED_H
#define HS_ATTRIBUTION_CITED_H

#include "attribution_window.h"

/**
 * Was "citing" linked to all of "X said ..", as if Y told of that, too? A comma parts the two and nothing else does: ", as was reported by Z," would be whose it is. What stands
 * inside who is cited is theirs: "citing a report that says ..".
 *
 * @param citing  what the word was linked to
 * @param beside  what X says; it has a source
 */
bool hs_citing_holds_all(const hs_attribution *citing, const hs_attribution *beside, hs_str text);

/**
 * "X said, citing Y", and "X, which first reported it, cited Y": what is said in the sentence is what Y says, too; not where a reason is cited ("citing concerns").
 *
 * @return HS_OK, HS_E_NOMEM
 */
hs_status hs_citing_read(const hs_pane *v, hs_error *err);

/**
 * "The Wire quoted the ministry as saying": it is the ministry that says it.
 *
 * @return HS_OK, HS_E_NOMEM
 */
hs_status hs_as_saying_read(const hs_pane *v, hs_error *err);

#endif
