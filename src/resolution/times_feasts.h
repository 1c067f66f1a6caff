/* times_feasts.h -- holidays by their names. In: tokens, a year. Out: a day. No state; any thread. */
#ifndef HS_TIMES_FEASTS_H
#define HS_TIMES_FEASTS_H

#include "times_phrase.h"

/** The longest holiday's name at token `at`: the token past it, 0 where there is none. @param feast  out: > 0 */
uint32_t hs_feast_at(const hs_grammar *g, uint32_t at, uint8_t *feast);
/** The day number of a holiday. */
int32_t hs_feast_day(uint8_t feast, int year);

#endif
