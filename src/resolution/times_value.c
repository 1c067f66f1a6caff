/* times_value.c -- the TIMEX3 value of what an expression says. In: phrases, from where they count, the tense. Out:
 * values. Threads: no state but the caller's. What would need a date that is not known gets no value. */
#include "times_value.h"

#include "times_zone.h"

enum { NINE_MONTHS = 90 /* tenths */ };

/* ---- durations ------------------------------------------------------------------------------------------------- */

static void write_component(hs_buffer *out, int32_t tenths, hs_time_unit unit, bool timed)
{
    static const struct {
        char letter;
        unsigned char times;
        unsigned short half; /* half of one, in the next smaller unit; 0: written as a decimal */
        char half_letter;
    } units[] = {
        [HS_UNIT_SECOND] = {'S', 1, 0, 0},    [HS_UNIT_MINUTE] = {'M', 1, 30, 'S'},
        [HS_UNIT_HOUR] = {'H', 1, 30, 'M'},   [HS_UNIT_DAY] = {'D', 1, 0, 0},
        [HS_UNIT_WEEKEND] = {'W', 1, 0, 0},   [HS_UNIT_WEEK] = {'W', 1, 0, 0},
        [HS_UNIT_FORTNIGHT] = {'W', 2, 0, 0}, [HS_UNIT_MONTH] = {'M', 1, 0, 0},
        [HS_UNIT_QUARTER] = {'Q', 1, 0, 0},   [HS_UNIT_YEAR] = {'Y', 1, 6, 'M'},
        [HS_UNIT_DECADE] = {'Y', 10, 0, 0},   [HS_UNIT_CENTURY] = {'Y', 100, 0, 0},
    };
    if (!units[unit].letter)
        return;
    if (unit <= HS_UNIT_HOUR && !timed)
        hs_buffer_text(out, "T");
    if (tenths == HS_COUNT_UNKNOWN) {
        const char *name = unit == HS_UNIT_DECADE ? "DE" : unit == HS_UNIT_CENTURY ? "CE" : NULL;
        hs_buffer_text(out, "X");
        if (name)
            hs_buffer_text(out, name);
        else
            hs_buffer_add(out, &units[unit].letter, 1);
    } else {
        int64_t scaled = (int64_t)tenths * units[unit].times;
        bool half = scaled % 10 == 5 && units[unit].half;
        if (scaled % 10 && !half)
            hs_buffer_format(out, "%lld.%lld", (long long)(scaled / 10), (long long)(scaled % 10));
        else if (scaled >= 10)
            hs_buffer_format(out, "%lld", (long long)(scaled / 10));
        if (scaled >= 10 || !half)
            hs_buffer_add(out, &units[unit].letter, 1);
        if (half)
            hs_buffer_format(out, "%d%c", units[unit].half, units[unit].half_letter);
    }
    if (unit == HS_UNIT_WEEKEND)
        hs_buffer_text(out, "E");
}

static void write_duration(hs_buffer *out, const hs_time_phrase *p)
{
    if (p->unit == HS_UNIT_MILLENNIUM || p->unit == HS_UNIT_NONE)
        return;
    hs_buffer_text(out, "P");
    write_component(out, p->tenths, (hs_time_unit)p->unit, false);
    if (p->tenths2)
        write_component(out, p->tenths2, (hs_time_unit)p->unit2, p->unit <= HS_UNIT_HOUR);
}

static const char *const parts[] = {"", "TMO", "TAF", "TEV", "TNI"};

/* TIMEX3's placeholder for a year that is not said: an X a digit. */
#define ANY_YEAR                                                                                                       \
    "XX"                                                                                                               \
    "XX"

/* "every Monday", "each July": the fields that are the same each time. */
static void write_set(hs_buffer *out, const hs_time_phrase *p)
{
    static const char *const seasons[] = {"", "SP", "SU", "FA", "WI"};
    if (p->tenths)
        write_duration(out, p);
    else if (p->weekday)
        hs_buffer_format(out, ANY_YEAR "-WXX-%d%s", p->weekday, parts[p->part]);
    else if (p->month && p->day)
        hs_buffer_format(out, ANY_YEAR "-%02d-%02d", p->month, p->day);
    else if (p->month)
        hs_buffer_format(out, ANY_YEAR "-%02d", p->month);
    else if (p->season)
        hs_buffer_format(out, ANY_YEAR "-%s", seasons[p->season]);
    else if (p->part)
        hs_buffer_format(out, ANY_YEAR "-XX-XX%s", parts[p->part]);
}

/* ---- dates ---------------------------------------------------------------------------------------------------- */

/* What is said next "a year earlier" of is this quarter, half or year: one that is named and over, not one compared
 * with; a quarter before the one that is reported is told of aside. */
static bool tells_period(const hs_reckoning *r, const hs_time_phrase *p, const hs_moment *moment)
{
    hs_moment now = hs_moment_within(&r->now, HS_UNIT_DAY);
    int order = now.grain ? hs_moment_order(moment, &now) : -1;
    bool reported = r->period.grain == HS_UNIT_QUARTER && p->quarter && !p->fiscal;
    if (order > 0 || (reported && (!order || hs_moment_order(moment, &r->period) < 0)))
        return false;
    if (moment->grain < HS_UNIT_QUARTER || moment->grain > HS_UNIT_YEAR)
        return false;
    bool quarter = p->quarter || p->half || p->unit == HS_UNIT_QUARTER;
    return !p->base || (quarter && !p->year && !p->year_ago && p->shift >= 0);
}

/* "The year-earlier period" after "nine months" was spoken of: another nine. */
static bool is_nine_months(const hs_reckoning *r, const hs_time_phrase *p)
{
    return r->nine_months && p->is_period && !p->year;
}

static void write_date(hs_buffer *out, hs_reckoning *r, const hs_time_phrase *p, hs_tense tense)
{
    hs_moment moment = hs_reckoning_resolve(r, p, tense);
    if (!moment.grain || moment.year < 1 || moment.year > 9999) {
        if (p->tenths > 0 && (p->base == HS_BASE_REF || p->in))
            write_duration(out, p); /* so long after what is not known: the words still tell how long */
        return;
    }
    if (!p->base && (p->year || hs_reckoning_in_story(r, p, tense))) {
        r->story = (int16_t)moment.year;
        r->story_at = p->first;
    }
    bool timed = p->hour != HS_HOUR_UNKNOWN || p->part;
    if (timed && moment.grain != HS_UNIT_DAY)
        return;
    if (p->hour != HS_HOUR_UNKNOWN) {
        moment.hour = p->hour;
        moment.minute = p->minute;
        moment.grain = HS_UNIT_MINUTE;
        moment.zoned = hs_zone_offset(p->zone, &moment, &moment.offset);
    }
    hs_moment_write(out, &moment);
    if (p->part && p->hour == HS_HOUR_UNKNOWN)
        hs_buffer_text(out, parts[p->part]);
    bool year_ago = p->base && p->unit == HS_UNIT_YEAR && (p->tenths || p->year_ago);
    if (!year_ago && !p->is_name) { /* a year ago: what is told next is of now again */
        r->ref = moment;
        r->ref_at = p->first;
        if (moment.grain <= HS_UNIT_DAY) {
            r->day = moment;
            r->day_at = p->first;
        }
    }
    if (tells_period(r, p, &moment)) {
        r->period = moment;
        r->nine_months = false;
    }
}

bool hs_value_needs_tense(const hs_time_phrase *p)
{
    if (p->kind == HS_PHRASE_DURATION)
        return p->in;
    return p->kind == HS_PHRASE_DATE && !p->year && ((!p->base && p->direction == HS_PLAIN) || p->open);
}

void hs_value_write(hs_buffer *out, hs_reckoning *r, const hs_time_phrase *p, hs_tense tense)
{
    static const char *const refs[] = {"PAST_REF", "PRESENT_REF", "FUTURE_REF"};
    switch ((hs_time_phrase_kind)p->kind) {
    case HS_PHRASE_DATE:
        if (is_nine_months(r, p)) {
            hs_time_phrase nine = *p;
            nine.unit = HS_UNIT_MONTH;
            nine.tenths = NINE_MONTHS;
            write_duration(out, &nine);
            return;
        }
        write_date(out, r, p, tense);
        return;
    case HS_PHRASE_DURATION:
        if (p->in && tense == HS_TENSE_FUTURE && p->tenths > 0 && r->now.grain) {
            hs_time_phrase ahead = *p;
            ahead.kind = HS_PHRASE_DATE;
            ahead.base = HS_BASE_NOW;
            ahead.shift = (p->tenths + 5) / 10;
            write_date(out, r, &ahead, tense);
            return;
        }
        write_duration(out, p);
        if (p->unit == HS_UNIT_MONTH && p->tenths == NINE_MONTHS) {
            r->period.grain = HS_UNIT_NONE; /* what comes next is no quarter's */
            r->nine_months = true;
        }
        return;
    case HS_PHRASE_SET:
        write_set(out, p);
        return;
    case HS_PHRASE_REF:
        hs_buffer_text(out, refs[p->ref == 'P' ? 0 : p->ref == 'N' ? 1 : 2]);
        return;
    }
}
