/* iso8601.h -- dates and times as ISO 8601 writes them. No state; any thread. */
#ifndef HS_ISO8601_H
#define HS_ISO8601_H

#include "hearsay.h"

/**
 * Is `s` a calendar date or time: YYYY, YYYY-MM, YYYY-MM-DD, and after a full date Thh:mm[:ss[.fraction]] with or
 * without Z, +hh, +hhmm or +hh:mm?
 *
 * @param bad  out, may be NULL: the first byte that cannot stand; s.len where it breaks off
 */
bool hs_iso8601_is_valid(hs_str s, size_t *bad);

enum { HS_ISO8601_UTC = sizeof "2031-05-14T07:30:00Z" };
/** A date or time as UTC to the second, so that two of them compare as strings. What is not said is the least that there is: a
 * year is its first second, and a time without a zone is in UTC. @return false: it is none, or of no year from 1 to 9998 */
bool hs_iso8601_utc(char out[HS_ISO8601_UTC], hs_str s);
/** The same time of the next day (`days` 1) or of the day before (-1). @param at  as hs_iso8601_utc gives it */
void hs_iso8601_move_day(char at[HS_ISO8601_UTC], int days);
/** Seconds since 1970 in the same form; what is before that, or behind the year 9999, as the nearest that there is. */
void hs_iso8601_at(char out[HS_ISO8601_UTC], int64_t seconds);
/** The time now. */
void hs_iso8601_now(char out[HS_ISO8601_UTC]);

#endif
