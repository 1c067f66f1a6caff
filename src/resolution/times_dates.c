/* times_dates.c -- dates by the calendar, of any grain, with what stands around them: "early next year", "9 a.m. on
 * Tuesday", "every Monday". In: tokens. Out: phrases of kind DATE or SET. Any thread. */
#include "times_dates.h"
#include "times_feasts.h"

/* Keep the longer of two readings. */
static void better(uint32_t *end, hs_time_phrase *best, uint32_t other_end, const hs_time_phrase *other)
{
    if (other_end > *end) {
        *end = other_end;
        *best = *other;
    }
}

/* "every Monday", "each July", "Mondays", "daily". */
static uint32_t recurring(const hs_grammar *g, uint32_t at, hs_time_phrase *out)
{
    const hs_times_token *token = hs_times_token_at(g, at);
    out->kind = HS_PHRASE_SET;
    if (token->klass == HS_TIME_OFTEN && hs_past_hyphen(g, at + 1) == at + 1 && !hs_is_capital(g, at + 1) &&
        !(hs_is_capital(g, at) && at > g->from && hs_is_capital(g, at - 1))) {
        out->unit = (uint8_t)token->value;
        out->tenths = 10;
        return at + 1;
    }
    if (token->klass == HS_TIME_WEEKDAY && token->flags & HS_TOKEN_CAPITAL &&
        hs_is(g, at + 1, HS_TIME_PARTS)) { /* Tuesday nights */
        out->weekday = (uint8_t)token->value;
        out->part = (uint8_t)hs_times_token_at(g, at + 1)->value;
        return at + 2;
    }
    if (token->klass == HS_TIME_WEEKDAYS && token->flags & HS_TOKEN_CAPITAL) {
        out->weekday = (uint8_t)token->value;
        return at + 1;
    }
    if (token->klass != HS_TIME_EACH)
        return 0;
    uint32_t i = at + 1, end;
    token = hs_times_token_at(g, i);
    if (token->klass == HS_TIME_WEEKDAY && token->flags & HS_TOKEN_CAPITAL) {
        out->weekday = (uint8_t)token->value;
        i++;
        if (hs_is(g, i, HS_TIME_PART))
            out->part = (uint8_t)hs_times_token_at(g, i++)->value;
        return i;
    }
    if ((end = hs_date_month_name(g, i, &out->month)))
        return hs_date_month_day(g, end, &out->day) ? end + 1 : i + 1;
    if (token->klass == HS_TIME_SEASON)
        out->season = (uint8_t)token->value;
    else if (token->klass == HS_TIME_PART)
        out->part = (uint8_t)token->value;
    else
        return 0;
    return i + 1;
}

static uint32_t core(const hs_grammar *g, uint32_t at, hs_time_phrase *out)
{
    typedef uint32_t reader(const hs_grammar *, uint32_t, hs_time_phrase *);
    static reader *const readers[] = {
        hs_date_numeric,   hs_date_weekday, hs_date_month_first, hs_date_day_first, hs_date_day_of_range,
        hs_date_day_alone, hs_date_quarter, hs_date_related,     hs_date_year_end,  hs_date_season,
        hs_date_age,       hs_date_near,    recurring,           hs_date_bare_year};
    uint32_t end = 0;
    hs_time_phrase best = *out;
    for (size_t k = 0; k < sizeof readers / sizeof *readers; k++) {
        hs_time_phrase one = hs_time_phrase_empty();
        better(&end, &best, readers[k](g, at, &one), &one);
    }
    hs_time_phrase one = hs_time_phrase_empty();
    better(&end, &best, hs_feast_at(g, at, &one.feast), &one);
    if (one.feast && best.feast) {
        const hs_times_token *unit = hs_times_token_at(g, end);
        bool longer = unit->klass == HS_TIME_UNIT && (unit->value == HS_UNIT_WEEK || unit->value == HS_UNIT_WEEKEND);
        end = hs_date_past_year(g, end + longer, &best);
        if (longer && !best.base) /* Easter week, Labor Day weekend */
            best.unit = (uint8_t)unit->value;
    }
    if (hs_is(g, at, HS_TIME_FISCAL) && !end) { /* "fiscal 1989", "fiscal year 1989" */
        uint32_t i = at + 1 + (hs_is(g, at + 1, HS_TIME_UNIT) && hs_times_token_at(g, at + 1)->value == HS_UNIT_YEAR);
        end = hs_time_phrase_year(g, i, &best.year);
    }
    *out = best;
    return end;
}

/* "early", "late in", "sometime", "the end of", "mid-": past it; `at` without one. */
static uint32_t past_stage(const hs_grammar *g, uint32_t at)
{
    const hs_times_token *token = hs_times_token_at(g, at);
    bool early = token->klass == HS_TIME_SMALL && (token->value == HS_W_EARLIER || token->value == HS_W_LATER);
    if (early || token->klass == HS_TIME_STAGE || token->klass == HS_TIME_PHASE) {
        uint32_t i = hs_past_hyphen(g, at + 1);
        return i + (hs_is_small(g, i, HS_W_IN) || hs_is_small(g, i, HS_W_ON));
    }
    uint32_t i = at + hs_is(g, at, HS_TIME_THE);
    if (i > at && hs_is(g, i, HS_TIME_STAGE)) /* the early 1990s, the late summer */
        return hs_past_hyphen(g, i + 1);
    if (hs_is(g, i, HS_TIME_EDGE) && hs_is_small(g, i + 1, HS_W_OF))
        return i + 2;
    return at;
}

/* "later in the day" */
static uint32_t in_the_day(const hs_grammar *g, uint32_t i, hs_time_phrase *out)
{
    if (!hs_is(g, i, HS_TIME_THE) || !hs_is(g, i + 1, HS_TIME_UNIT) ||
        hs_times_token_at(g, i + 1)->value != HS_UNIT_DAY)
        return 0;
    out->base = HS_BASE_REF;
    out->unit = HS_UNIT_DAY;
    return i + 2;
}

/* "night", "at 9 a.m." after a day. */
static uint32_t past_time_of_day(const hs_grammar *g, uint32_t i, hs_time_phrase *out)
{
    bool sure;
    uint32_t part = i + hs_is(g, i, HS_TIME_STAGE); /* "Tuesday late afternoon" */
    if (hs_is(g, part, HS_TIME_PART) && !out->part) {
        out->part = (uint8_t)hs_times_token_at(g, part)->value;
        i = part + 1;
    }
    uint32_t j = i + (hs_is_small(g, i, HS_W_AT) || hs_is_mark(g, i, ','));
    if (hs_is_small(g, j, HS_W_T) && hs_is_glued(g, j)) /* 2031-05-14T09:30 */
        j++;
    hs_time_phrase clock = *out;
    uint32_t end = hs_time_phrase_clock(g, j, &clock, &sure);
    if (end && (sure || j > i)) {
        *out = clock;
        return end;
    }
    return i;
}

/* "at 10 a.m. (0700 GMT) on Friday": Friday is said of both. */
static void day_after_other_clock(const hs_grammar *g, uint32_t i, hs_time_phrase *out)
{
    bool sure;
    hs_time_phrase other = hs_time_phrase_empty(), date = hs_time_phrase_empty();
    if (!hs_is_mark(g, i, '('))
        return;
    uint32_t end = hs_time_phrase_clock(g, i + 1, &other, &sure);
    if (!end || !hs_is_mark(g, end, ')'))
        return;
    i = end + 1 + hs_is_small(g, end + 1, HS_W_ON);
    if (hs_date_weekday(g, i, &date) && !date.base)
        *out = date;
}

uint32_t hs_time_phrase_date(const hs_grammar *g, uint32_t at, hs_time_phrase *out)
{
    bool sure, staged;
    uint32_t clock = hs_time_phrase_clock(g, at, out, &sure), i = at;
    int8_t hour = out->hour, minute = out->minute;
    hs_zone zone = out->zone;
    if (clock)
        i = clock + (hs_is_small(g, clock, HS_W_ON) || hs_is_mark(g, clock, ','));
    uint32_t stage = past_stage(g, i);
    staged = stage > i;
    hs_time_phrase date = hs_time_phrase_empty();
    uint32_t end = core(g, stage, &date);
    if (!end && staged)
        end = in_the_day(g, stage, &date);
    if (!end && staged && hs_is(g, stage, HS_TIME_PART) && !hs_is(g, at, HS_TIME_THE)) { /* mid-afternoon */
        date.part = (uint8_t)hs_times_token_at(g, stage)->value;
        date.base = HS_BASE_NOW;
        date.unit = HS_UNIT_DAY;
        end = stage + 1;
        hs_time_phrase of = hs_time_phrase_empty();
        uint32_t day = core(g, end, &of);
        if (day && of.kind == HS_PHRASE_DATE && !of.part) { /* mid-afternoon yesterday */
            of.part = date.part;
            date = of;
            end = day;
        }
    }
    bool daily = date.kind == HS_PHRASE_DATE && (date.day || date.weekday || date.feast ||
                                                 (date.base && date.unit == HS_UNIT_DAY && (clock || !date.part)));
    if (end && !clock && daily)
        end = past_time_of_day(g, end, &date);
    if (clock && (!end || !daily)) {
        *out = hs_time_phrase_empty();
        if (sure)
            day_after_other_clock(g, clock, out);
        out->hour = hour;
        out->minute = minute;
        out->zone = zone;
        return sure ? clock : 0;
    }
    if (clock) {
        date.hour = hour;
        date.minute = minute;
        date.zone = zone;
        if (hs_is(g, end, HS_TIME_PART))
            date.part = (uint8_t)hs_times_token_at(g, end++)->value;
        if (date.part) /* 9:30 this morning, 9 o'clock Tuesday night */
            date.hour = hs_hour_in_part(hour, (hs_time_part)date.part);
    }
    *out = date;
    return end;
}
