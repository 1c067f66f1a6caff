/* times_calendar.h -- days, weeks, seasons: reckoning with dates of any grain, and writing them as TIMEX3 does.
 * Proleptic Gregorian calendar, years 1 .. 9999. No state; any thread. */
#ifndef HS_TIMES_CALENDAR_H
#define HS_TIMES_CALENDAR_H

#include "buffer.h"
#include "times_tokens.h"

/** A stretch of the calendar. `grain` says which fields count. */
typedef struct hs_moment {
    hs_time_unit grain; /* NONE: not known; SECOND: an hour and minute of a day */
    int year;           /* of a week: that of ISO 8601; of a winter: that of its December */
    int month, day;     /* DAY and finer, and the first month and day of all coarser grains */
    int part;           /* number of the week, quarter, half or hs_time_season */
    int hour, minute;
    bool zoned;
    int offset; /* minutes that the hour is ahead of UTC, where zoned */
} hs_moment;

int hs_days_in_month(int year, int month);
/** Days since 1970-01-01. */
int32_t hs_calendar_day(int year, int month, int day);
hs_moment hs_moment_of_day(int32_t day);
/** 1 (Monday) .. 7. */
int hs_calendar_weekday(int32_t day);
/** The day number of the first day of a moment. */
int32_t hs_moment_day(const hs_moment *moment);
/** Easter Sunday of a year. */
int32_t hs_calendar_easter(int year);
/** The stretch of a grain that a moment lies in. Grain NONE where the moment is too coarse to tell, or past year 9999.
 */
hs_moment hs_moment_within(const hs_moment *moment, hs_time_unit grain);
/** A quarter, half or season of a year, or a decade or century by any year in it. */
hs_moment hs_moment_part(hs_time_unit grain, int year, int part);
/** The stretch that lies n units after the one around a moment; NONE as for within. */
hs_moment hs_moment_shift(const hs_moment *moment, hs_time_unit unit, int n);
/** Does the first end before the second begins, -1; the other way round, 1; else 0. Both are known. */
int hs_moment_order(const hs_moment *a, const hs_moment *b);
/** Append its TIMEX3 value. */
void hs_moment_write(hs_buffer *out, const hs_moment *moment);

#endif
