/* attribution_counts.h -- "raised the number of dead to 12", "corrected its figure to 9": words that give a count and are no verb of saying.
 * In: a window. Out: attributions. One thread a scanner. */
#ifndef HS_ATTRIBUTION_COUNTS_H
#define HS_ATTRIBUTION_COUNTS_H

#include "attribution_window.h"

/**
 * Add who gives a count anew: the source is whom the verb is linked to.
 *
 * @return HS_OK, HS_E_NOMEM
 */
hs_status hs_counts_read(const hs_pane *v, hs_error *err);

#endif
