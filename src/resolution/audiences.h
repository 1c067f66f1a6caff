/* audiences.h -- who was there to hear it. Path: attributions, the words around their cues -> what was said in public.
 * Threads: no state but the document's. */
#ifndef HS_AUDIENCES_H
#define HS_AUDIENCES_H

#include "mentions_resolve.h"

/**
 * Which attributions the text tells to have been made before all of the press ("told reporters", "said in a statement", "said at a rally"), or to a body that is no source here: no
 * one outlet that the text tells of heard them alone. Whoever spoke in public goes on there.
 *
 * @param out  [doc->n_attributions], of the document's arena
 * @param doc  its sources are known
 * @return HS_OK, HS_E_NOMEM
 */
hs_status hs_audiences_find(bool **out, const hs_document *doc, const hs_resolver *r, hs_error *err);

#endif
