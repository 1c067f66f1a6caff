/* attribution_cited.h -- who is cited or quoted beside somebody's words: rules beside the heads' own reading.
 * In: what was found in a window. Out: more of it, or other sources. One thread a scanner. */
#ifndef HS_ATTRIBUTION_CITED_H
#define HS_ATTRIBUTION_CITED_H

#include "attribution_window.h"

/**
 * "X said, citing Y": what is said in the sentence is what Y says, too; not where a reason is cited ("citing concerns").
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
