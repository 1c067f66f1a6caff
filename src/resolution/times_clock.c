/* times_clock.c -- times of day. In: tokens. Out: hour, minute and zone. Any thread. */
#include "times_zone.h"

enum { EVENING = 5 /* the first hour of it on a clock of twelve */ };

/* "a.m.", "pm": past it. @param pm  out */
static uint32_t half_of_day(const hs_grammar *g, uint32_t i, bool *pm)
{
    *pm = hs_is_small(g, i, HS_W_PM) || hs_is_small(g, i, HS_W_P_STOP);
    if (*pm ? hs_is_small(g, i, HS_W_PM) : hs_is_small(g, i, HS_W_AM))
        return i + 1;
    if (!*pm && !hs_is(g, i, HS_TIME_A))
        return 0;
    if (hs_is_mark(g, i + 1, '.') && hs_is_glued(g, i + 1) && hs_is_small(g, i + 2, HS_W_M) && hs_is_glued(g, i + 2))
        return hs_is_mark(g, i + 3, '.') && hs_is_glued(g, i + 3) ? i + 4 : i + 3;
    return 0;
}

/* Past a zone; `i` without one. */
static uint32_t past_zone(const hs_grammar *g, uint32_t i)
{
    hs_zone zone;
    return hs_zone_at(g, i, &zone);
}

int8_t hs_hour_in_part(int8_t hour, hs_time_part part)
{
    bool small = part == HS_NIGHT && hour < EVENING; /* "2 at night" */
    return (int8_t)(part == HS_MORNING || hour >= 12 || small ? hour : hour + 12);
}

/* "in the morning", "at night": past it, and the part of the day. */
static uint32_t of_part(const hs_grammar *g, uint32_t i, int *part)
{
    uint32_t j = i;
    if (hs_is_small(g, i, HS_W_IN) && hs_is(g, i + 1, HS_TIME_THE))
        j = i + 2;
    else if (hs_is_small(g, i, HS_W_AT))
        j = i + 1;
    if (j == i || !hs_is(g, j, HS_TIME_PART))
        return 0;
    *part = hs_times_token_at(g, j)->value;
    return j + 1;
}

/* "tonight", "this morning", "last night", "tomorrow night", "Friday night". */
static bool is_part_of_today(const hs_grammar *g, uint32_t i)
{
    return hs_is(g, i, HS_TIME_TONIGHT) || ((hs_is(g, i, HS_TIME_THIS) || hs_is(g, i, HS_TIME_LAST) ||
                                             hs_is(g, i, HS_TIME_NEAR) || hs_is(g, i, HS_TIME_WEEKDAY)) &&
                                            hs_is(g, i + 1, HS_TIME_PART));
}

static uint32_t on_the_clock(const hs_grammar *g, uint32_t at, hs_time_phrase *out, bool *sure)
{
    const hs_times_token *token = hs_times_token_at(g, at);
    *sure = true;
    if (token->klass == HS_TIME_CLOCK) {
        out->hour = (int8_t)token->value;
        *sure = !hs_is_noun_like(g, at + 1); /* the midnight sun */
        return at + 1;
    }
    if (token->klass != HS_TIME_CARDINAL && token->klass != HS_TIME_DIGITS)
        return 0;
    if (token->gap == HS_GAP_NONE && at > g->from && !hs_is_mark(g, at - 1, '(') && !hs_is_mark(g, at - 1, '~') &&
        !hs_is_small(g, at - 1, HS_W_T))
        return 0; /* "2:30:15", "v9" */
    uint32_t i = at + 1, end;
    int hour = token->value, minute = 0, part = 0;
    bool pm, colon = false;
    const hs_times_token *after = hs_times_token_at(g, i + 1);
    if ((hs_is_mark(g, i, ':') || hs_is_mark(g, i, '.')) && hs_is_glued(g, i) && after->gap == HS_GAP_NONE &&
        after->digits == 2 && after->value < 60 && token->digits <= 2) {
        colon = hs_is_mark(g, i, ':');
        minute = after->value;
        i += 2;
        if (colon && hs_is_mark(g, i, ':') && hs_is_glued(g, i) && hs_times_token_at(g, i + 1)->digits == 2)
            i += 2;
        if (hs_is_mark(g, i, ':') && hs_is_glued(g, i))
            return 0;
    } else if (token->digits == 4 && past_zone(g, i) > i && hour % 100 < 60) {
        minute = hour % 100;
        hour /= 100;
        colon = true;
    }
    if (token->digits == 4 && hour < 2400 && hour % 100 < 60 && hs_is(g, i, HS_TIME_UNITS) &&
        hs_times_token_at(g, i)->value == HS_UNIT_HOUR && g->text.ptr[token->begin] < '3' &&
        (g->text.ptr[token->begin] == '0' || hs_is_small(g, at - 1, HS_W_AT))) { /* 0930 hours */
        out->minute = (int8_t)(hour % 100);
        out->hour = (int8_t)(hour / 100);
        return hs_zone_at(g, i + 1, &out->zone);
    }
    if (hour > 24 || token->digits > 4)
        return 0;
    out->minute = (int8_t)minute;
    if ((end = half_of_day(g, i, &pm))) {
        if (hour < 1 || hour > 12)
            return 0;
        out->hour = (int8_t)(hour % 12 + (pm ? 12 : 0));
        i = end;
    } else if (hs_is_small(g, i, HS_W_O) && hs_is_mark(g, i + 1, '\'') && hs_is_small(g, i + 2, HS_W_CLOCK) &&
               hour <= 12) {
        out->hour = (int8_t)hour;
        i += 3;
    } else if (hour && hour <= 12 && hs_is_small(g, at - 1, HS_W_AT) && is_part_of_today(g, i)) {
        out->hour = (int8_t)hour; /* at 9 tonight */
        return i;
    } else if (colon || (hour && hour <= 12 && of_part(g, i, &part))) {
        out->hour = (int8_t)hour;
        *sure = past_zone(g, i) > i || part;
    } else
        return 0;
    if ((end = of_part(g, i, &part))) {
        out->hour = hs_hour_in_part(out->hour, (hs_time_part)part);
        i = end;
        *sure = true;
    }
    if (hs_is_small(g, at - 1, HS_W_T) && hs_is_glued(g, at) && (end = hs_zone_iso(g, i, &out->zone)) > i)
        return end;
    return hs_zone_at(g, i, &out->zone);
}

uint32_t hs_time_phrase_clock(const hs_grammar *g, uint32_t at, hs_time_phrase *out, bool *sure)
{
    uint32_t end = on_the_clock(g, at, out, sure);
    if (end && !*sure && at > g->from) { /* "at 9:30", not the score 3:20 */
        const hs_times_token *before = hs_times_token_at(g, at - 1);
        *sure = (before->klass == HS_TIME_SMALL && (before->value == HS_W_AT || before->value == HS_W_BY ||
                                                    before->value == HS_W_UNTIL || before->value == HS_W_SINCE)) ||
                before->klass == HS_TIME_ABOUT;
    }
    return end;
}
