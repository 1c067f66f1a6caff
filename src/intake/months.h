/* months.h -- names of months. No state; any thread. */
#ifndef HS_MONTHS_H
#define HS_MONTHS_H

#include "hearsay.h"

/** 1 .. 12 for a month's name or a usual short form of it, in any case and with or without accents; 0 for any other
 * word. Full stops are no part of `word`. */
unsigned hs_month_by_name(hs_str word);

#endif
