/* order.h -- attributions in the order of the text, after some were added or changed.
 * In: attributions. Out: the same, sorted, parents set anew. Threads: no state but the document's. */
#ifndef HS_ORDER_H
#define HS_ORDER_H

#include "document.h"

/** By first byte of any span; of two that begin together the longer comes first. @return HS_OK, HS_E_NOMEM */
hs_status hs_attributions_order(hs_document *doc, hs_error *err);

#endif
