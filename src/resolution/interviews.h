/* interviews.h -- whoever told an outlet goes on telling it. Path: what was heard, in the order of the text -> more of it.
 * Threads: no state but the document's. */
#ifndef HS_INTERVIEWS_H
#define HS_INTERVIEWS_H

#include "heard.h"

/**
 * A holder goes on in the same interview, until somebody else speaks or it tells another.
 *
 * @param said  gets who else was told  @param page_known  it is known whose page it is
 * @return HS_OK, HS_E_NOMEM
 */
hs_status hs_interviews_go_on(const hs_document *doc, hs_hearsay *said, bool page_known, hs_error *err);

#endif
