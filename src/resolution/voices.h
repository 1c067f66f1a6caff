/* voices.h -- who is spoken to, and who speaks, where the verb is passive: "he was told that ..", "he was quoted by
 * ..". In: attributions as spans. Out: the same, their source spans set right. Threads: no state but the document's. */
#ifndef HS_VOICES_H
#define HS_VOICES_H

#include "document.h"

/**
 * The subject of "was told" is no source: whoever stands behind "by" is, or nobody. Of "was quoted by the Wire as
 * saying" the subject is the source, and not the Wire.
 *
 * @param doc  its attributions' spans may be set anew, in its arena
 * @return HS_OK, HS_E_NOMEM
 */
hs_status hs_voices_set(hs_document *doc, hs_error *err);

#endif
