/* times_reckoning.c -- which stretch of the calendar a phrase means. In: phrases, the document's date, what was told
 * before, the tense. Out: moments. Threads: no state but the caller's.
 *
 * News tells what has happened: a weekday or month is the last one, unless its verb looks ahead. What would need a date
 * that is not known is none. */
#include "times_reckoning.h"

#include "ascii.h"
#include "times_feasts.h"
#include "times_zone.h"

enum {
    FAR = 300 /* days */,
    MONTHS = 12,
    NEAR_BY = 2 /* months: one that ended so lately is not the next of its name, whatever the tense */,
    STORY_REACH = 120 /* tokens that a story of another year goes on for */,
    STORY_YEARS = 2 /* that it lies back at least */,
    STORY_DATES = 3 /* of such years that it names */,
    STORY_SHARE = 4 /* times as many as dates of the document's own time */,
    BESIDE = 6 /* tokens from the first of two dates to the second */,
    MIDDLE = 45 /* days from the end of a quarter */,
    REPORTED = 225 /* days since the beginning of a quarter whose results may be still to come */
};

static const hs_moment unknown = {.grain = HS_UNIT_NONE};

/* ---- the document's date --------------------------------------------------------------------------------------- */

static int digits(hs_str s, size_t at, size_t n)
{
    int value = 0;
    for (size_t i = at; i < at + n; i++) {
        if (i >= s.len || !hs_ascii_is_digit(s.ptr[i]))
            return -1;
        value = value * 10 + (s.ptr[i] - '0');
    }
    return value;
}

/* "Z", "+02:00" behind the minutes or seconds. */
static void read_zone(hs_str s, hs_moment *now)
{
    size_t at = 16;
    while (at < s.len && (hs_ascii_is_digit(s.ptr[at]) || s.ptr[at] == ':' || s.ptr[at] == '.'))
        at++;
    if (at >= s.len)
        return;
    int hours = digits(s, at + 1, 2), minutes = digits(s, at + 4, 2);
    if (s.ptr[at] == 'Z')
        now->zoned = true;
    else if ((s.ptr[at] == '+' || s.ptr[at] == '-') && hours >= 0 && minutes >= 0) {
        now->zoned = true;
        now->offset = (hours * 60 + minutes) * (s.ptr[at] == '-' ? -1 : 1);
    }
}

hs_moment hs_reckoning_now(hs_str s)
{
    hs_moment now = {.grain = HS_UNIT_YEAR, .year = digits(s, 0, 4), .month = 1, .day = 1};
    if (!s.ptr || now.year < 1)
        return unknown;
    int month = digits(s, 5, 2), day = digits(s, 8, 2), hour = digits(s, 11, 2), minute = digits(s, 14, 2);
    if (s.len < 7 || month < 1 || month > 12)
        return now;
    now.month = month;
    now.grain = HS_UNIT_MONTH;
    if (s.len < 10 || day < 1 || day > hs_days_in_month(now.year, month))
        return now;
    now.day = day;
    now.grain = HS_UNIT_DAY;
    if (s.len < 16 || hour < 0 || minute < 0)
        return now;
    now.hour = hour;
    now.minute = minute;
    now.grain = HS_UNIT_MINUTE;
    read_zone(s, &now);
    return now;
}

bool hs_reckoning_is_story(const hs_moment *now, const hs_time_phrase *phrases, size_t n)
{
    size_t old = 0, near = 0;
    for (size_t i = 0; i < n; i++) {
        const hs_time_phrase *p = &phrases[i];
        if (p->kind != HS_PHRASE_DATE || p->base == HS_BASE_REF)
            continue;
        if (p->year && !p->base && !p->grain && p->year <= now->year - STORY_YEARS)
            old++;
        else if (p->year || p->base || (p->weekday && !p->month))
            near++;
    }
    return now->grain && old >= STORY_DATES && old >= near * STORY_SHARE;
}

/* ---- dates that come again each year or week ------------------------------------------------------------------- */

/* The nth week's weekday, or the nth year's month, day, quarter .., counted from now. */
static hs_moment candidate(const hs_reckoning *r, const hs_time_phrase *p, int nth)
{
    if (p->weekday && !p->month) {
        int32_t today = hs_moment_day(&r->now);
        return hs_moment_of_day(today - hs_calendar_weekday(today) + p->weekday + 7 * nth);
    }
    int year = p->year ? p->year : r->now.year + nth;
    if (year < 1 || year > 9999)
        return unknown;
    if (p->feast) {
        int32_t day = hs_feast_day(p->feast, year);
        hs_moment feast = hs_moment_of_day(day);
        if (p->unit != HS_UNIT_WEEK && p->unit != HS_UNIT_WEEKEND)
            return feast;
        if (p->unit == HS_UNIT_WEEKEND && hs_calendar_weekday(day) == 1)
            feast = hs_moment_of_day(day - 1); /* the one that a Monday ends */
        return hs_moment_within(&feast, (hs_time_unit)p->unit);
    }
    if (p->quarter)
        return hs_moment_part(HS_UNIT_QUARTER, year, p->quarter);
    if (p->half)
        return hs_moment_part(HS_UNIT_HALF, year, p->half);
    if (p->season)
        return hs_moment_part(HS_UNIT_SEASON, year, p->season);
    hs_moment out = {
        .grain = p->day ? HS_UNIT_DAY : HS_UNIT_MONTH, .year = year, .month = p->month, .day = p->day ? p->day : 1};
    if (out.day > hs_days_in_month(year, out.month))
        return unknown;
    return out;
}

static hs_moment nearest(const hs_reckoning *r, const hs_time_phrase *p, hs_tense tense)
{
    hs_moment now = hs_moment_within(&r->now, HS_UNIT_DAY), past = unknown, ahead = unknown;
    if (p->year)
        return candidate(r, p, 0);
    if (!now.grain)
        return unknown;
    for (int nth = -2; nth <= 2; nth++) {
        hs_moment one = candidate(r, p, nth);
        int order = one.grain ? hs_moment_order(&one, &now) : 2;
        if (order < 0 || (!order && p->direction == HS_PLAIN))
            past = one;
        if ((order == 1 || (!order && p->direction == HS_PLAIN)) && !ahead.grain)
            ahead = one;
    }
    switch ((hs_direction)p->direction) {
    case HS_THIS:
        return candidate(r, p, 0);
    case HS_LAST:
        if (p->month && !p->day && past.grain && hs_moment_shift(&past, HS_UNIT_MONTH, 1).month == now.month)
            past.year--; /* the month before this one is no "last April" */
        return past;
    case HS_NEXT:
        return ahead;
    default:
        break;
    }
    int32_t today = hs_moment_day(&now);
    if (p->weekday && !p->month) {
        bool tomorrow = ahead.grain && hs_moment_day(&ahead) == today + 1;
        return tense == HS_TENSE_FUTURE || (tense == HS_TENSE_OPEN && tomorrow) ? ahead : past;
    }
    if (!past.grain || !ahead.grain)
        return past.grain ? past : ahead;
    int32_t back = today - hs_moment_day(&past), on = hs_moment_day(&ahead) - today;
    if (p->day || p->feast) {
        if (tense == HS_TENSE_PAST)
            return back > FAR ? ahead : past;
        if (tense == HS_TENSE_FUTURE)
            return on > FAR ? past : ahead;
        return on < back ? ahead : past;
    }
    int months = p->month ? (ahead.year - now.year) * MONTHS + ahead.month - now.month : 0;
    if (months == 1)
        return ahead; /* of the one eleven months ago news says "last June" */
    if (months >= MONTHS - NEAR_BY)
        return past;
    if (tense == HS_TENSE_FUTURE)
        return p->quarter && back < REPORTED ? past : ahead; /* "will report third-quarter profit" */
    return (p->month || p->season) && tense == HS_TENSE_OPEN && on < back ? ahead : past;
}

/* ---- dates that count from another ----------------------------------------------------------------------------- */

/* Of all periods it was a quarter or half that was spoken of last. */
static bool in_quarter(const hs_reckoning *r)
{
    return r->period.grain == HS_UNIT_QUARTER || r->period.grain == HS_UNIT_HALF;
}

/* The date last spoken of: not the year or month that a day before it lies in, where a day is asked for. */
static hs_moment told(const hs_reckoning *r, const hs_time_phrase *p)
{
    hs_time_unit unit = (hs_time_unit)p->unit;
    hs_moment within = hs_moment_within(&r->ref, unit < HS_UNIT_DAY ? HS_UNIT_DAY : unit);
    bool finer = !within.grain && r->ref.grain && unit < HS_UNIT_MONTH;
    return finer && r->day.grain && p->first - r->day_at < STORY_REACH ? r->day : r->ref;
}

/* "The quarter ended July 31", where no number names it: the calendar's, in which its middle lies. */
static hs_moment quarter_until(const hs_reckoning *r, const hs_time_phrase *p)
{
    hs_time_phrase last = {.month = p->until_month, .day = p->until_day, .year = p->until_year};
    hs_moment end = nearest(r, &last, HS_TENSE_PAST);
    if (!end.grain)
        return unknown;
    int32_t day = hs_moment_day(&end) + (end.grain == HS_UNIT_MONTH ? hs_days_in_month(end.year, end.month) - 1 : 0);
    hs_moment middle = hs_moment_of_day(day - MIDDLE);
    return hs_moment_within(&middle, HS_UNIT_QUARTER);
}

static hs_moment shifted(const hs_reckoning *r, const hs_time_phrase *p, hs_tense tense)
{
    hs_time_unit unit = (hs_time_unit)p->unit;
    hs_moment base = p->base == HS_BASE_NOW ? r->now : told(r, p);
    if (unit == HS_UNIT_QUARTER && p->until_month && !in_quarter(r))
        return quarter_until(r, p);
    if (unit == HS_UNIT_QUARTER && p->base == HS_BASE_REF) {
        hs_moment quarter = in_quarter(r) ? r->period : hs_moment_shift(&r->now, HS_UNIT_QUARTER, -1);
        if (quarter.grain && p->year)
            quarter = hs_moment_part(quarter.grain, p->year, quarter.part);
        else if (quarter.grain && p->year_ago)
            quarter.year--;
        else if (quarter.grain)
            quarter = hs_moment_shift(&quarter, quarter.grain, p->shift);
        return quarter;
    }
    if (unit == HS_UNIT_YEAR && p->base == HS_BASE_REF && p->year) /* "the same period of 1988" */
        return in_quarter(r) ? hs_moment_part((hs_time_unit)r->period.grain, p->year, r->period.part)
                             : hs_moment_part(unit, p->year, 0);
    if (unit == HS_UNIT_YEAR && p->shift < 0 && p->kind == HS_PHRASE_DATE && in_quarter(r) &&
        (p->base == HS_BASE_REF || p->tenths)) {
        hs_moment quarter = r->period; /* "up 5% from a year ago", of a quarter's profit */
        quarter.year += p->shift;
        return quarter.year > 0 ? quarter : unknown;
    }
    if (p->quarter && p->year_ago) {
        hs_time_phrase plain = *p;
        plain.base = HS_BASE_NONE;
        hs_moment quarter = nearest(r, &plain, HS_TENSE_PAST);
        quarter.year--;
        return quarter.year > 0 ? quarter : unknown;
    }
    if (p->base == HS_BASE_REF && !base.grain &&
        (unit >= HS_UNIT_MONTH ? p->shift < 0 : unit == HS_UNIT_DAY && !p->shift))
        base = r->now; /* "earlier in the day" */
    if (unit < HS_UNIT_DAY) {
        if (!base.grain || base.grain > HS_UNIT_HOUR)
            return unknown;
        int64_t minutes = (int64_t)hs_moment_day(&base) * 1440 + base.hour * 60 + base.minute;
        minutes += (int64_t)p->shift * (unit == HS_UNIT_HOUR ? 60 : unit == HS_UNIT_MINUTE ? 1 : 0);
        int32_t day = (int32_t)((minutes - ((minutes % 1440) + 1440) % 1440) / 1440);
        hs_moment out = hs_moment_of_day(day);
        int rest = (int)(minutes - (int64_t)day * 1440);
        out.grain = HS_UNIT_MINUTE;
        out.hour = rest / 60;
        out.minute = rest % 60;
        out.zoned = base.zoned && base.grain <= HS_UNIT_HOUR;
        out.offset = base.offset;
        return out.year > 0 && out.year <= 9999 ? out : unknown;
    }
    int weekday = base.grain && base.grain <= HS_UNIT_DAY ? hs_calendar_weekday(hs_moment_day(&base)) : 0;
    bool gone = unit == HS_UNIT_WEEKEND && p->open && tense != HS_TENSE_FUTURE && weekday < 6; /* "over the weekend" */
    hs_moment out = hs_moment_shift(&base, unit, p->shift - gone);
    if (p->year_ago && unit == HS_UNIT_MONTH)
        out = hs_moment_shift(&base, unit, -MONTHS);
    else if (p->year_ago && out.grain)
        out = hs_moment_shift(&base, HS_UNIT_YEAR, -1);
    if (!out.grain)
        return unknown;
    if (unit == HS_UNIT_WEEK && p->weekday)
        return hs_moment_of_day(hs_moment_day(&out) + p->weekday - 1);
    if (unit == HS_UNIT_YEAR && (p->quarter || p->half || p->season || p->month || p->feast)) {
        hs_time_phrase dated = *p;
        dated.year = (int16_t)out.year;
        return candidate(r, &dated, 0);
    }
    return out;
}

/* "at 9 p.m. EDT (0100 GMT)": the second is the first by another clock, on the next day. @param day  out */
static bool same_instant(const hs_reckoning *r, const hs_time_phrase *p, hs_moment *day)
{
    int offset;
    if (p->hour == HS_HOUR_UNKNOWN || r->ref.grain != HS_UNIT_MINUTE || !r->ref.zoned ||
        !hs_zone_offset(p->zone, &r->ref, &offset))
        return false;
    int minutes = r->ref.hour * 60 + r->ref.minute - r->ref.offset + offset, today = (minutes + 1440) % 1440;
    if (today != p->hour * 60 + p->minute)
        return false;
    *day = hs_moment_of_day(hs_moment_day(&r->ref) + (minutes < 0 ? -1 : minutes >= 1440));
    return true;
}

/* The first one after what was said last: "through Monday". None where that lies ahead and the tense does not. */
static hs_moment after_last(const hs_reckoning *r, const hs_time_phrase *p, hs_tense tense)
{
    hs_moment from = p->first - r->ref_at <= BESIDE ? r->ref : unknown, one = unknown;
    if (p->weekday && !p->month && from.grain == HS_UNIT_DAY) {
        int32_t day = hs_moment_day(&from);
        one = hs_moment_of_day(day + (p->weekday - hs_calendar_weekday(day) + 7) % 7);
    } else if (p->month && from.grain == (p->day ? HS_UNIT_DAY : HS_UNIT_MONTH)) {
        bool later = p->month > from.month || (p->month == from.month && p->day >= from.day);
        hs_time_phrase dated = *p;
        dated.year = (int16_t)(from.year + !later);
        one = candidate(r, &dated, 0);
    }
    hs_moment now = hs_moment_within(&r->now, HS_UNIT_DAY);
    bool ahead = one.grain && now.grain && hs_moment_order(&one, &now) > 0;
    return ahead && tense == HS_TENSE_PAST ? unknown : one;
}

bool hs_reckoning_in_story(const hs_reckoning *r, const hs_time_phrase *p, hs_tense tense)
{
    return r->is_story && r->story && p->first - r->story_at < STORY_REACH && p->month && !p->year && !p->base &&
           !p->weekday && p->direction == HS_PLAIN && tense != HS_TENSE_FUTURE;
}

hs_moment hs_reckoning_resolve(const hs_reckoning *r, const hs_time_phrase *p, hs_tense tense)
{
    if (p->base == HS_BASE_REF && p->weekday) { /* the previous Friday */
        hs_reckoning from = {.now = r->ref.grain ? r->ref : r->now};
        return nearest(&from, p, tense);
    }
    if (p->base)
        return shifted(r, p, tense);
    if (p->joined) {
        hs_moment after = after_last(r, p, tense);
        if (after.grain)
            return after;
    }
    if (hs_reckoning_in_story(r, p, tense)) {
        hs_time_phrase dated = *p;
        dated.year = r->story;
        return candidate(r, &dated, 0);
    }
    if (p->grain)
        return hs_moment_part((hs_time_unit)p->grain, p->year, 0);
    if (p->month || p->weekday || p->quarter || p->half || p->season || p->feast)
        return nearest(r, p, tense);
    if (p->year)
        return hs_moment_part(HS_UNIT_YEAR, p->year, 0);
    hs_moment around = hs_moment_within(r->ref.grain && r->ref.grain <= HS_UNIT_DAY ? &r->ref : &r->now, HS_UNIT_DAY);
    if (p->day) { /* "on the 14th" */
        around = hs_moment_within(&r->now, HS_UNIT_MONTH);
        if (!around.grain || p->day > hs_days_in_month(around.year, around.month))
            return unknown;
        hs_time_phrase dated = *p;
        dated.month = (uint8_t)around.month;
        return nearest(r, &dated, tense);
    }
    return same_instant(r, p, &around) ? around : hs_moment_within(&around, HS_UNIT_DAY); /* a time of day alone */
}
