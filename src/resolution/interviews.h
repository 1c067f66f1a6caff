/* interviews.h -- whoever told an outlet goes on telling it. Path: what was heard, in the order of the text -> more of it.
 * Threads: no state but the document's. */
#ifndef HS_INTERVIEWS_H
#define HS_INTERVIEWS_H

#include "heard.h"

/**
 * A holder goes on in the same interview, until somebody else speaks or it tells another. Where it is not known whose page
 * it is, that may be the page's own interview: then only one that was told of as another's goes on ("the website Dawn",
 * "in the interview"), or one in quotation marks.
 *
 * @param said  gets who else was told  @param page_known  it is known whose page it is
 * @return HS_OK, HS_E_NOMEM
 */
hs_status hs_interviews_go_on(const hs_document *doc, const hs_tokens *tokens, hs_hearsay *said, bool page_known, hs_error *err);

#endif
