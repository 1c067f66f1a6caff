/* stance_tail.h -- "The minister did not resign, as was reported by X": did X report that, or that the minister resigned?
 * In: an attribution of a text. Out: whether the words leave it open. Threads: any. */
#ifndef HS_STANCE_TAIL_H
#define HS_STANCE_TAIL_H

#include "document.h"

/**
 * Is a denied content told to be what somebody reported by no more than ", as .." behind it? "As" may stand for the sentence or for what it denies, and news has both. So it is with those whom
 * the reporter cites (", as was reported by X, citing Y"). Not so where what is told is borne out ("as was confirmed by X"), nor where the "not" is of a clause beside it ("While it was not
 * safe, the dam stayed open") or in quotation marks.
 */
bool hs_stance_is_open_tail(const hs_document *doc, const hs_attribution *a);

#endif
