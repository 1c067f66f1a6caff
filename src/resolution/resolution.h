/* resolution.h -- who holds each attribution, through whom it was heard, when, and how it is held.
 * Path: a document with its attributions -> times, figures, sources; each attribution's source, act, polarity,
 * certainty, time, chain. Threads: no state but the document's. */
#ifndef HS_RESOLUTION_H
#define HS_RESOLUTION_H

#include "document.h"

/**
 * Resolve a document that has been read.
 *
 * @param doc  its attributions are completed; what is added lives in its arena
 * @return HS_OK, HS_E_NOMEM
 */
hs_status hs_resolve(hs_document *doc, hs_error *err);

#endif
