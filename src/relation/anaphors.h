/* anaphors.h -- contents that only point at what was said before: "the union rejected that explanation". In: the attributions of one document.
 * Out: rows of pair that make such a content one claim with what it points at, so that who denies "that" denies it. Rules; no model.
 * Threads: as the ledger. */
#ifndef HS_ANAPHORS_H
#define HS_ANAPHORS_H

#include "groups.h"

/**
 * Find what the bare contents of a document stand for.
 *
 * @param touched  both claims of each such pair are added
 * @return HS_OK, HS_E_NOMEM, HS_E_LEDGER ..
 */
hs_status hs_anaphors_find(hs_ids *touched, hs_ledger *ledger, int64_t document, hs_error *err);

#endif
