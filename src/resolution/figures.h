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

/** Figures in the order of their text. */
typedef struct hs_figure_list {
    const hs_figure *at; /* [n] */
    size_t n;
} hs_figure_list;

/**
 * The figures in some parts of a text.
 *
 * @param out     borrowed from `arena`, which grows by the figures and their units; zeroed on failure
 * @param text    valid UTF-8 (elsewise safe), under 4 GiB
 * @param within  parts of the text, in order, not overlapping; what begins in one of them counts
 * @return HS_OK, HS_E_NOMEM
 */
hs_status hs_figures_of(hs_figure_list *out, hs_arena *arena, hs_str text, hs_spans within, hs_error *err);

#endif
