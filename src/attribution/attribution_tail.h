/* attribution_tail.h -- "The bridge is shut, as was reported by the Wire, citing two engineers": a sentence that tells at its end who said it.
 * In: what was found in a window. Out: the same, with whole contents, or one more. One thread a scanner. */
#ifndef HS_ATTRIBUTION_TAIL_H
#define HS_ATTRIBUTION_TAIL_H

#include "attribution_window.h"

/**
 * All before ", as [was] reported by X" at a sentence's end is what X reported, and what those say whom it cites there; of one verb there is one attribution.
 * Not where the sentence goes on ("The plan, as reported by the Wire, was dropped"), asks, and not in front of what is said.
 *
 * @return HS_OK, HS_E_NOMEM
 */
hs_status hs_tails_read(const hs_pane *v, hs_error *err);

#endif
