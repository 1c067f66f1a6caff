/* attribution_scraps.h -- words around statements that are none themselves. In: attributions of a text. Out: those that stay. Any thread. */
#ifndef HS_ATTRIBUTION_SCRAPS_H
#define HS_ATTRIBUTION_SCRAPS_H

#include "document.h"

/**
 * Drop how a source wants to be told of ("who asked not to be named", "declined to be identified"), fear for something ("she feared for her job") and whom one cites that has just
 * reported it ("The Bulletin, which first reported the delays, cited a report").
 *
 * @param a  [*n] found in doc->text, by cue, each with cue and content; in the same order when it returns
 * @return HS_OK, HS_E_NOMEM
 */
hs_status hs_scraps_drop(hs_attribution *a, size_t *n, const hs_document *doc, hs_error *err);

#endif
