/* continued.h -- paragraphs of quotation that carry on what the speaker before them said, without a cue.
 * Path: attributions with sources and chains -> more of them. Threads: no state but the document's. */
#ifndef HS_CONTINUED_H
#define HS_CONTINUED_H

#include "document.h"

/**
 * Add an attribution, with no cue and no source span of its own, for each paragraph that is all quotation, that no
 * attribution touches, and that follows one in which a single speaker speaks, or another such paragraph.
 *
 * @param doc  its attributions have sources and chains; what is added stands behind them
 * @return HS_OK, HS_E_NOMEM
 */
hs_status hs_continued_find(hs_document *doc, hs_error *err);

#endif
