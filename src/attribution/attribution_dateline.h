/* attribution_dateline.h -- keeps the place and agency that a report begins with out of what is said in it. Any thread. */
#ifndef HS_ATTRIBUTION_DATELINE_H
#define HS_ATTRIBUTION_DATELINE_H

#include "document.h"

/**
 * The dateline that a line begins with: a place in capitals, or names with a date or with an agency in brackets, before any dash: "PORT ALDER, May 3
 * (Coastal Wire) - ", "Lenmoor (CW) — ", "LENMOOR -- ".
 *
 * @param line  UTF-8 (elsewise safe), from its first byte on
 * @return bytes up to what is told; 0: it has none. A look at 96 bytes
 */
size_t hs_dateline_bytes(hs_str line);

/**
 * Cut sources and contents that begin in a dateline to what stands behind it. Those of which nothing is left are dropped with their attribution, and so is
 * what has its cue there.
 *
 * @param a  [*n] found in doc->text; in any order
 * @return HS_OK, HS_E_NOMEM
 */
hs_status hs_datelines_cut(hs_attribution *a, size_t *n, const hs_document *doc, hs_error *err);

#endif
