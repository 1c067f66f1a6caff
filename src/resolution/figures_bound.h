/* figures_bound.h -- how a number is to be taken: "at least", "up to", "about".
 * In: tokens around a number. Out: a bound. Threads: any. */
#ifndef HS_FIGURES_BOUND_H
#define HS_FIGURES_BOUND_H

#include "figures_unit.h"

/** The bound that the words before token `at` give. @param begin  out: where they begin; `at` if there are none */
hs_bound hs_bound_before(uint32_t *begin, const hs_figure_line *p, uint32_t at);
/** What follows the number: "or so", "or more", "-plus". @param bound  changed if it does. @return past it */
uint32_t hs_bound_after(hs_bound *bound, const hs_figure_line *p, uint32_t at);

#endif
