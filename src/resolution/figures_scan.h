/* figures_scan.h -- the figures of one line of text.
 * In: tokens of the line. Out: quantities as tokens. Threads: any. */
#ifndef HS_FIGURES_SCAN_H
#define HS_FIGURES_SCAN_H

#include "figures_unit.h"

/** A figure as tokens. */
typedef struct hs_quantity {
    double value;
    hs_bound bound;
    uint32_t begin, number, end; /* tokens: its first, that of the number, past its last */
    hs_unit unit;                /* of an elided noun: as that before it */
} hs_quantity;

/**
 * Find the figures in a phrase.
 *
 * @param out  [cap], cap at least p->n; in order
 * @return how many
 */
uint32_t hs_quantities_find(hs_quantity *out, uint32_t cap, const hs_figure_line *p);

#endif
