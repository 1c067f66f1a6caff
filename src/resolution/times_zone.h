/* times_zone.h -- time zones as news names them; internal to times.
 * In: tokens; a day. Out: minutes from UTC, where they are certain. Threads: any. */
#ifndef HS_TIMES_ZONE_H
#define HS_TIMES_ZONE_H

#include "times_calendar.h"
#include "times_phrase.h"

/** "EST", "Eastern Daylight Time", "local time" at token `at`: the token past it, `at` without one. @param zone  out:
 * of kind NONE where its name may be of several zones, or of none */
uint32_t hs_zone_at(const hs_grammar *g, uint32_t at, hs_zone *zone);
/** "Z", "+02:00" behind a time in ISO 8601; likewise. */
uint32_t hs_zone_iso(const hs_grammar *g, uint32_t at, hs_zone *zone);
/** Minutes that a zone's clocks are ahead of UTC on a day. @return false: not certain */
bool hs_zone_offset(hs_zone zone, const hs_moment *day, int *minutes);

#endif
