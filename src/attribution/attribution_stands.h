/* attribution_stands.h -- "stands by its report", "backed away from the claim": who goes on holding what was said, or no longer holds it.
 * In: a window. Out: attributions. One thread a scanner. */
#ifndef HS_ATTRIBUTION_STANDS_H
#define HS_ATTRIBUTION_STANDS_H

#include "attribution_window.h"

/** The words of a text by which somebody stands by, or backs away from, what is named behind them as something said. */
typedef struct hs_stand {
    hs_span cue;     /* "has stood by"; empty: there is none */
    hs_span content; /* "its report that the dam leaked" */
} hs_stand;

/** @param verb  a word of the text: is it such a verb? "stands by its report", not "stands by the river", "did not stand by" */
hs_stand hs_stand_at(hs_str text, hs_span verb);

/**
 * Add those that the heads have not found: the source is whom the verb is linked to.
 *
 * @return HS_OK, HS_E_NOMEM
 */
hs_status hs_stands_read(const hs_pane *v, hs_error *err);

#endif
