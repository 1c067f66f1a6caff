/* iso8601.c -- checks dates and times, and turns them into UTC. In: a string. Out: whether it is ISO 8601, where it is not,
 * and its time. Any thread. */
#include "iso8601.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

typedef struct scanner {
    hs_str s;
    size_t at;
    /* what was read; what is not said is the least there is */
    unsigned year, month, day, hour, minute, second;
    int zone_minutes;
} scanner;

/* [n] digits whose value lies in [low, high]; on failure `at` is the byte to blame. */
static bool number(scanner *c, unsigned n, unsigned low, unsigned high, unsigned *value)
{
    size_t from = c->at;
    *value = 0;
    for (unsigned i = 0; i < n; i++, c->at++) {
        if (c->at >= c->s.len || c->s.ptr[c->at] < '0' || c->s.ptr[c->at] > '9')
            return false;
        *value = *value * 10 + (unsigned)(c->s.ptr[c->at] - '0');
    }
    if (*value >= low && *value <= high)
        return true;
    c->at = from;
    return false;
}

static bool at_end(const scanner *c)
{
    return c->at == c->s.len;
}

static bool skip(scanner *c, char want)
{
    if (at_end(c) || c->s.ptr[c->at] != want)
        return false;
    c->at++;
    return true;
}

static unsigned days_in(unsigned year, unsigned month)
{
    static const unsigned char days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && leap ? 29 : days[month - 1];
}

static bool zone(scanner *c)
{
    unsigned hours, minutes = 0;
    if (skip(c, 'Z'))
        return true;
    int sign = skip(c, '-') ? -1 : skip(c, '+') ? 1 : 0;
    if (!sign || !number(c, 2, 0, 23, &hours))
        return false;
    if (!at_end(c)) {
        skip(c, ':');
        if (!number(c, 2, 0, 59, &minutes))
            return false;
    }
    c->zone_minutes = sign * (int)(hours * 60 + minutes);
    return true;
}

static bool time_of_day(scanner *c)
{
    unsigned value;
    if (!number(c, 2, 0, 23, &c->hour) || !skip(c, ':') || !number(c, 2, 0, 59, &c->minute))
        return false;
    if (skip(c, ':')) {
        /* 60: a leap second */
        if (!number(c, 2, 0, 60, &c->second))
            return false;
        if (skip(c, '.') || skip(c, ',')) {
            if (!number(c, 1, 0, 9, &value))
                return false;
            while (number(c, 1, 0, 9, &value))
                continue;
        }
    }
    return at_end(c) || (zone(c) && at_end(c));
}

static bool whole(scanner *c)
{
    if (!number(c, 4, 0, 9999, &c->year))
        return false;
    if (at_end(c))
        return true;
    if (!skip(c, '-') || !number(c, 2, 1, 12, &c->month))
        return false;
    if (at_end(c))
        return true;
    if (!skip(c, '-') || !number(c, 2, 1, days_in(c->year, c->month), &c->day))
        return false;
    return at_end(c) || (skip(c, 'T') && time_of_day(c));
}

bool hs_iso8601_is_valid(hs_str s, size_t *bad)
{
    scanner c = {.s = s};
    bool valid = whole(&c);
    if (bad)
        *bad = c.at;
    return valid;
}

static void a_day_back(scanner *c)
{
    if (--c->day)
        return;
    if (!--c->month) {
        c->month = 12;
        c->year--;
    }
    c->day = days_in(c->year, c->month);
}

static void a_day_on(scanner *c)
{
    if (++c->day <= days_in(c->year, c->month))
        return;
    c->day = 1;
    if (++c->month > 12) {
        c->month = 1;
        c->year++;
    }
}

static void write_utc(char out[HS_ISO8601_UTC], const scanner *c, unsigned minutes)
{
    snprintf(out, HS_ISO8601_UTC, "%04u-%02u-%02uT%02u:%02u:%02uZ", c->year % 10000, c->month % 100, c->day % 100, minutes / 60 % 100, minutes % 60, c->second % 100);
}

bool hs_iso8601_utc(char out[HS_ISO8601_UTC], hs_str s)
{
    scanner c = {.s = s, .month = 1, .day = 1};
    if (!whole(&c) || c.year < 1 || c.year > 9998)
        return false;
    int minutes = (int)(c.hour * 60 + c.minute) - c.zone_minutes;
    if (minutes < 0) {
        a_day_back(&c);
        minutes += 24 * 60;
    } else if (minutes >= 24 * 60) {
        a_day_on(&c);
        minutes -= 24 * 60;
    }
    write_utc(out, &c, (unsigned)minutes);
    return true;
}

void hs_iso8601_move_day(char at[HS_ISO8601_UTC], int days)
{
    scanner c = {.s = {at, strlen(at)}};
    if (!whole(&c))
        return;
    if (days > 0)
        a_day_on(&c);
    else
        a_day_back(&c);
    write_utc(at, &c, c.hour * 60 + c.minute);
}

void hs_iso8601_at(char out[HS_ISO8601_UTC], int64_t seconds)
{
    static const int64_t last = INT64_C(253402300799); /* of the year 9999 */
    time_t at = (time_t)(seconds < 0 ? 0 : seconds < last ? seconds : last);
    struct tm tm;
    gmtime_r(&at, &tm);
    strftime(out, HS_ISO8601_UTC, "%Y-%m-%dT%H:%M:%SZ", &tm);
}

void hs_iso8601_now(char out[HS_ISO8601_UTC])
{
    hs_iso8601_at(out, (int64_t)time(NULL));
}
