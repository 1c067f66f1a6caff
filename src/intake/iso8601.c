/* iso8601.c -- checks dates and times. In: a string. Out: whether it is ISO 8601, and where it is not. Any thread. */
#include "iso8601.h"

typedef struct scanner {
    hs_str s;
    size_t at;
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
    unsigned value;
    if (skip(c, 'Z'))
        return true;
    if (!skip(c, '+') && !skip(c, '-'))
        return false;
    if (!number(c, 2, 0, 23, &value))
        return false;
    if (at_end(c))
        return true;
    skip(c, ':');
    return number(c, 2, 0, 59, &value);
}

static bool time_of_day(scanner *c)
{
    unsigned value;
    if (!number(c, 2, 0, 23, &value) || !skip(c, ':') || !number(c, 2, 0, 59, &value))
        return false;
    if (skip(c, ':')) {
        /* 60: a leap second */
        if (!number(c, 2, 0, 60, &value))
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
    unsigned year, month, day;
    if (!number(c, 4, 0, 9999, &year))
        return false;
    if (at_end(c))
        return true;
    if (!skip(c, '-') || !number(c, 2, 1, 12, &month))
        return false;
    if (at_end(c))
        return true;
    if (!skip(c, '-') || !number(c, 2, 1, days_in(year, month), &day))
        return false;
    return at_end(c) || (skip(c, 'T') && time_of_day(c));
}

bool hs_iso8601_is_valid(hs_str s, size_t *bad)
{
    scanner c = {s, 0};
    bool valid = whole(&c);
    if (bad)
        *bad = c.at;
    return valid;
}
