/* times_value.h -- the TIMEX3 value of a phrase; internal to times.
 * In: phrases in the order of the text. Out: values. Threads: no state but the caller's. */
#ifndef HS_TIMES_VALUE_H
#define HS_TIMES_VALUE_H

#include "times_reckoning.h"

/**
 * Append the value of the next phrase. Nothing is appended where it cannot be told.
 *
 * @param tense  of the verb that it goes with
 */
void hs_value_write(hs_buffer *out, hs_reckoning *reckoning, const hs_time_phrase *phrase, hs_tense tense);
/** Whether its value may hang on the tense. */
bool hs_value_needs_tense(const hs_time_phrase *phrase);

#endif
