/* figures.h -- the quantities in what people say: "at least 12 people killed", "$1.2bn", "a third of voters".
 * Path: contents of attributions -> lines -> tokens -> numbers -> bounds and units -> doc->figures.
 * Threads: no state but the document's. */
#ifndef HS_FIGURES_H
#define HS_FIGURES_H

#include "document.h"

/**
 * Find the figures inside the contents of a document's attributions: each once, in text order.
 *
 * No figures: ages, dates, times and durations, scores, ordinals, numbers in names, "one" that counts nothing. A range
 * is two figures, its least and its most, of one unit. A unit is noun and event in one order ("people killed" for
 * "killed 139 people"), without the number, "other" and what is left out in the text but told before it ("12 died").
 *
 * @param doc  figures are set; its arena grows by the figures and their units
 * @return HS_OK, HS_E_NOMEM
 */
hs_status hs_figures_find(hs_document *doc, hs_error *err);

#endif
