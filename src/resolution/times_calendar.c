/* times_calendar.c -- reckoning with dates. In: moments of any grain. Out: others, and their TIMEX3 values. Any thread.
 */
#include "times_calendar.h"

enum { LAST_YEAR = 9999, DAYS_IN_WEEK = 7 };

static int floor_div(int a, int b)
{
    return a / b - (a % b < 0);
}

int hs_days_in_month(int year, int month)
{
    static const unsigned char days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && leap ? 29 : days[month - 1];
}

/* Both ways by H. Hinnant's algorithms: years that begin in March, in eras of 400. */
int32_t hs_calendar_day(int year, int month, int day)
{
    int y = month <= 2 ? year - 1 : year, era = floor_div(y, 400), of_era = y - era * 400;
    int of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

hs_moment hs_moment_of_day(int32_t day)
{
    int z = day + 719468, era = floor_div(z, 146097), of_era = z - era * 146097;
    int year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100), m = (5 * of_year + 2) / 153;
    hs_moment out = {.grain = HS_UNIT_DAY, .day = of_year - (153 * m + 2) / 5 + 1, .month = m < 10 ? m + 3 : m - 9};
    out.year = year_of_era + era * 400 + (out.month <= 2);
    return out;
}

int hs_calendar_weekday(int32_t day)
{
    return day + 3 - DAYS_IN_WEEK * floor_div(day + 3, DAYS_IN_WEEK) + 1; /* 1970-01-01 was a Thursday */
}

int32_t hs_moment_day(const hs_moment *moment)
{
    return hs_calendar_day(moment->year, moment->month, moment->day);
}

/* The anonymous Gregorian algorithm (Nature, 1876). */
int32_t hs_calendar_easter(int year)
{
    int a = year % 19, b = year / 100, c = year % 100, d = b / 4, e = b % 4, g = (8 * b + 13) / 25;
    int h = (19 * a + b - d - g + 15) % 30, i = c / 4, k = c % 4, l = (32 + 2 * e + 2 * i - h - k) % 7;
    int m = (a + 11 * h + 22 * l) / 451, n = h + l - 7 * m + 114;
    return hs_calendar_day(year, n / 31, n % 31 + 1);
}

static hs_moment checked(hs_moment moment)
{
    if (moment.year < 1 || moment.year > LAST_YEAR)
        moment.grain = HS_UNIT_NONE;
    return moment;
}

/* The week of a day; its year is the one that its Thursday lies in. month and day: its Monday, or Saturday of WEEKEND.
 */
static hs_moment week_of(int32_t day, hs_time_unit grain)
{
    int32_t monday = day - hs_calendar_weekday(day) + 1;
    hs_moment thursday = hs_moment_of_day(monday + 3);
    hs_moment first = hs_moment_of_day(grain == HS_UNIT_WEEKEND ? monday + 5 : monday);
    first.grain = grain;
    first.part = (monday + 3 - hs_calendar_day(thursday.year, 1, 1)) / DAYS_IN_WEEK + 1;
    return checked(first);
}

hs_moment hs_moment_part(hs_time_unit grain, int year, int part)
{
    hs_moment out = {.grain = grain, .year = year, .month = 1, .day = 1, .part = part};
    if (grain == HS_UNIT_QUARTER)
        out.month = part * 3 - 2;
    else if (grain == HS_UNIT_HALF)
        out.month = part * 6 - 5;
    else if (grain == HS_UNIT_SEASON)
        out.month = part * 3; /* March, June, September, December */
    else if (grain == HS_UNIT_DECADE)
        out.year = year - year % 10;
    else if (grain == HS_UNIT_CENTURY)
        out.year = year - year % 100;
    else if (grain == HS_UNIT_MILLENNIUM)
        out.year = year - year % 1000;
    if (out.year < 1)
        out.year = 1;
    return checked(out);
}

hs_moment hs_moment_within(const hs_moment *moment, hs_time_unit grain)
{
    hs_moment out = *moment;
    out.grain = HS_UNIT_NONE;
    if (!moment->grain || (moment->grain > grain && moment->grain != HS_UNIT_WEEKEND))
        return out;
    switch (grain) {
    case HS_UNIT_DAY:
        out.grain = moment->grain == HS_UNIT_WEEKEND ? HS_UNIT_NONE : grain;
        return out;
    case HS_UNIT_WEEK:
    case HS_UNIT_WEEKEND:
        return week_of(hs_moment_day(moment), grain);
    case HS_UNIT_MONTH:
        out.grain = grain;
        out.day = 1;
        return out;
    case HS_UNIT_QUARTER:
        return hs_moment_part(grain, moment->year, (moment->month + 2) / 3);
    case HS_UNIT_HALF:
        return hs_moment_part(grain, moment->year, moment->month > 6 ? 2 : 1);
    case HS_UNIT_SEASON:
        return moment->month < 3 ? hs_moment_part(grain, moment->year - 1, HS_WINTER)
                                 : hs_moment_part(grain, moment->year, moment->month / 3);
    case HS_UNIT_YEAR:
    case HS_UNIT_DECADE:
    case HS_UNIT_CENTURY:
    case HS_UNIT_MILLENNIUM:
        return hs_moment_part(grain, moment->year, 0);
    default:
        return out;
    }
}

hs_moment hs_moment_shift(const hs_moment *moment, hs_time_unit unit, int n)
{
    hs_time_unit grain = unit == HS_UNIT_FORTNIGHT ? HS_UNIT_WEEK : unit;
    hs_moment out = hs_moment_within(moment, grain);
    if (!out.grain || n > LAST_YEAR || n < -LAST_YEAR)
        return (hs_moment){.grain = HS_UNIT_NONE};
    int months = out.year * 12 + out.month - 1;
    switch (grain) {
    case HS_UNIT_DAY:
        return checked(hs_moment_of_day(hs_moment_day(&out) + n));
    case HS_UNIT_WEEK:
    case HS_UNIT_WEEKEND:
        return week_of(hs_moment_day(&out) + n * (unit == HS_UNIT_FORTNIGHT ? 2 * DAYS_IN_WEEK : DAYS_IN_WEEK), grain);
    case HS_UNIT_MONTH:
        months += n;
        out.year = floor_div(months, 12);
        out.month = months - out.year * 12 + 1;
        return checked(out);
    case HS_UNIT_QUARTER:
    case HS_UNIT_HALF:
        months += n * (grain == HS_UNIT_QUARTER ? 3 : 6);
        out.year = floor_div(months, 12);
        out.month = months - out.year * 12 + 1;
        return checked(hs_moment_within(&out, grain));
    default:
        out.year += n * (grain == HS_UNIT_DECADE       ? 10
                         : grain == HS_UNIT_CENTURY    ? 100
                         : grain == HS_UNIT_MILLENNIUM ? 1000
                                                       : 1);
        return checked(out);
    }
}

/* The day after a moment's last. */
static int32_t end_of(const hs_moment *moment)
{
    static const int months[] = {
        [HS_UNIT_MONTH] = 1, [HS_UNIT_QUARTER] = 3,  [HS_UNIT_SEASON] = 3,     [HS_UNIT_HALF] = 6,
        [HS_UNIT_YEAR] = 12, [HS_UNIT_DECADE] = 120, [HS_UNIT_CENTURY] = 1200, [HS_UNIT_MILLENNIUM] = 12000};
    if (moment->grain == HS_UNIT_WEEK)
        return hs_moment_day(moment) + DAYS_IN_WEEK;
    if (moment->grain == HS_UNIT_WEEKEND)
        return hs_moment_day(moment) + 2;
    if (moment->grain < HS_UNIT_WEEK)
        return hs_moment_day(moment) + 1;
    int last = moment->year * 12 + moment->month - 1 + months[moment->grain];
    return hs_calendar_day(last / 12, last % 12 + 1, 1);
}

int hs_moment_order(const hs_moment *a, const hs_moment *b)
{
    if (end_of(a) <= hs_moment_day(b))
        return -1;
    return end_of(b) <= hs_moment_day(a);
}

static void write_offset(hs_buffer *out, int offset)
{
    int minutes = offset < 0 ? -offset : offset;
    if (offset)
        hs_buffer_format(out, "%c%02d:%02d", offset < 0 ? '-' : '+', minutes / 60, minutes % 60);
    else
        hs_buffer_text(out, "Z");
}

void hs_moment_write(hs_buffer *out, const hs_moment *moment)
{
    static const char *const seasons[] = {"", "SP", "SU", "FA", "WI"};
    int week_year = moment->year;
    switch (moment->grain) {
    case HS_UNIT_WEEK:
    case HS_UNIT_WEEKEND:
        week_year += moment->part == 1 && moment->month == 12;
        week_year -= moment->part > 50 && moment->month == 1;
        hs_buffer_format(out, "%04d-W%02d%s", week_year, moment->part, moment->grain == HS_UNIT_WEEKEND ? "-WE" : "");
        return;
    case HS_UNIT_QUARTER:
        hs_buffer_format(out, "%04d-Q%d", moment->year, moment->part);
        return;
    case HS_UNIT_HALF:
        hs_buffer_format(out, "%04d-H%d", moment->year, moment->part);
        return;
    case HS_UNIT_SEASON:
        hs_buffer_format(out, "%04d-%s", moment->year, seasons[moment->part]);
        return;
    case HS_UNIT_MONTH:
        hs_buffer_format(out, "%04d-%02d", moment->year, moment->month);
        return;
    case HS_UNIT_YEAR:
        hs_buffer_format(out, "%04d", moment->year);
        return;
    case HS_UNIT_DECADE:
        hs_buffer_format(out, "%03d", moment->year / 10);
        return;
    case HS_UNIT_CENTURY:
        hs_buffer_format(out, "%02d", moment->year / 100);
        return;
    case HS_UNIT_MILLENNIUM:
        hs_buffer_format(out, "%d", moment->year / 1000);
        return;
    default:
        hs_buffer_format(out, "%04d-%02d-%02d", moment->year, moment->month, moment->day);
        if (moment->grain < HS_UNIT_DAY)
            hs_buffer_format(out, "T%02d:%02d", moment->hour, moment->minute);
        if (moment->grain < HS_UNIT_DAY && moment->zoned)
            write_offset(out, moment->offset);
    }
}
