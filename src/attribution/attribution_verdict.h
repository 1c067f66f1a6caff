/* attribution_verdict.h -- the claims beside fact-checkers' verdicts, as attributions of nobody. In: a window. Out: attributions. One thread a scanner. */
#ifndef HS_ATTRIBUTION_VERDICT_H
#define HS_ATTRIBUTION_VERDICT_H

#include "attribution_window.h"

/** "Claim:" and "False" beside a verdict are no cues of their own: whose claim it is, is not said. */
bool hs_verdict_has(const hs_text_words *t, hs_span cue);

/**
 * Add the claims that the window owns: it is the page that denies each, or does not.
 *
 * @return HS_OK, HS_E_NOMEM
 */
hs_status hs_verdicts_read(const hs_pane *v, hs_error *err);

#endif
