/* foreign.h -- texts that are not read for their language.
 * In: hs_document. Out: hs_status. Threads: any. */
#ifndef HS_FOREIGN_H
#define HS_FOREIGN_H

#include "document.h"

/** @return HS_OK, HS_E_LANGUAGE if most of the text is clearly in another language than English */
hs_status hs_refuse_foreign(const hs_document *doc, hs_error *err);

#endif
