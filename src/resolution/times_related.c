/* times_related.c -- stretches of the calendar that words place: "last week", "the third quarter of 1984", "this
 * summer", "the year-earlier period". In: tokens. Out: phrases of kind DATE. Any thread. */
#include "times_dates.h"
#include "times_feasts.h"

/* Past "'s". */
static uint32_t past_possessive(const hs_grammar *g, uint32_t i)
{
    return hs_is_mark(g, i, '\'') && hs_is_glued(g, i) && hs_is_small(g, i + 1, HS_W_S) && hs_is_glued(g, i + 1) ? i + 2
                                                                                                                 : 0;
}

typedef struct opening {
    hs_base base;
    int shift; /* -1 last, 0 this, 1 next */
    hs_direction direction;
    bool the;  /* nothing but "the" */
    bool past; /* "the past" */
    bool ago;  /* "the year-earlier" */
    bool latest;
} opening;

/* "year-earlier", "year-ago": past it; 0 where it is not. */
static uint32_t year_ago(const hs_grammar *g, uint32_t i)
{
    if (!hs_is(g, i, HS_TIME_UNIT) || hs_times_token_at(g, i)->value != HS_UNIT_YEAR ||
        hs_past_hyphen(g, i + 1) == i + 1)
        return 0;
    return hs_is(g, i + 2, HS_TIME_AGO) || hs_is_small(g, i + 2, HS_W_EARLIER) || hs_is_small(g, i + 2, HS_W_BEFORE)
               ? i + 3
               : 0;
}

/* "prior-year": past it; 0 where it is not. */
static uint32_t prior_year(const hs_grammar *g, uint32_t i)
{
    return hs_is(g, i, HS_TIME_LAST) && hs_times_token_at(g, i)->value == HS_TIME_ANAPHORIC &&
                   hs_past_hyphen(g, i + 1) > i + 1 && hs_is(g, i + 2, HS_TIME_UNIT) &&
                   hs_times_token_at(g, i + 2)->value == HS_UNIT_YEAR
               ? i + 3
               : 0;
}

/* "a year ago", "a year earlier", "last year", "of last year": past it; 0 where it is not. */
static uint32_t past_year_before(const hs_grammar *g, uint32_t i)
{
    i += hs_is_small(g, i, HS_W_OF) || hs_is_small(g, i, HS_W_IN);
    const hs_times_token *token = hs_times_token_at(g, i);
    bool last = token->klass == HS_TIME_LAST && !token->value;
    bool one = token->klass == HS_TIME_A || (token->klass == HS_TIME_CARDINAL && token->value == 1);
    if (!(last || one) || !hs_is(g, i + 1, HS_TIME_UNIT) || hs_times_token_at(g, i + 1)->value != HS_UNIT_YEAR)
        return 0;
    if (last)
        return i + 2;
    return hs_is(g, i + 2, HS_TIME_AGO) || hs_is_small(g, i + 2, HS_W_EARLIER) || hs_is_small(g, i + 2, HS_W_BEFORE)
               ? i + 3
               : 0;
}

/* A preposition with which a stretch to come is spoken of from now: "over the next week". */
static bool spans_from_now(const hs_times_token *before)
{
    return before->klass == HS_TIME_ABOUT ||
           (before->klass == HS_TIME_SMALL &&
            (before->value == HS_W_IN || before->value == HS_W_DURING || before->value == HS_W_FOR ||
             before->value == HS_W_WITHIN || before->value == HS_W_BY || before->value == HS_W_THROUGH));
}

/* What stands before "week", "April", "morning" and says which. @return the token past it, 0 where nothing stands */
static uint32_t opened(const hs_grammar *g, uint32_t at, opening *out)
{
    bool the = hs_is(g, at, HS_TIME_THE);
    uint32_t i = at + the, end;
    const hs_times_token *token = hs_times_token_at(g, i);
    *out = (opening){.base = HS_BASE_NOW, .direction = HS_THIS};
    if (the && hs_times_token_at(g, at)->value)
        return 0; /* "our last day" */
    switch ((hs_time_class)token->klass) {
    case HS_TIME_LAST:
    case HS_TIME_NEXT: {
        int sign = token->klass == HS_TIME_LAST ? -1 : 1;
        if ((end = prior_year(g, i))) {
            out->base = HS_BASE_REF;
            out->ago = true;
            return end;
        }
        bool next = sign > 0 && the && token->end - token->begin == 4 && !spans_from_now(hs_times_token_at(g, at - 1));
        if (token->value == HS_TIME_ANAPHORIC || next)
            out->base = HS_BASE_REF; /* "the next day" */
        if (token->value == HS_TIME_ANAPHORIC && !the)
            return 0;
        out->shift = sign;
        out->past = token->value == HS_TIME_PAST;
        out->direction = sign < 0 ? HS_LAST : HS_NEXT;
        i++;
        break;
    }
    case HS_TIME_THIS:
        if (the != (token->value == HS_TIME_CURRENT))
            return 0;
        i++;
        if (hs_is(g, i, HS_TIME_LAST) || hs_is(g, i, HS_TIME_NEXT)) { /* this past spring, this coming Sunday */
            out->direction = hs_is(g, i, HS_TIME_LAST) ? HS_LAST : HS_NEXT;
            out->shift = hs_is(g, i, HS_TIME_LAST) ? -1 : 1;
            i++;
        }
        break;
    case HS_TIME_THAT:
        i++;
        i += hs_is(g, i, HS_TIME_THAT);
        out->base = HS_BASE_REF;
        break;
    case HS_TIME_RECENT:
        out->latest = true;
        i++;
        break;
    default:
        if (!the && !hs_is(g, i, HS_TIME_UNIT))
            return 0;
        if (hs_is(g, i, HS_TIME_SAYS_AGO))
            i++;
        if ((end = year_ago(g, i))) {
            out->base = HS_BASE_REF;
            out->ago = true;
            i = end;
        } else if (!the)
            return 0;
        else
            out->the = true;
    }
    return i;
}

/* A quarter or half of a year: "third quarter", "Q3", "first half". */
static uint32_t quarter_name(const hs_grammar *g, uint32_t i, hs_time_phrase *out)
{
    const hs_times_token *token = hs_times_token_at(g, i), *next = hs_times_token_at(g, i + 1);
    if (token->klass == HS_TIME_SMALL && token->value == HS_W_Q && next->digits == 1 && next->gap == HS_GAP_NONE &&
        next->value >= 1 && next->value <= 4 && token->flags & HS_TOKEN_CAPITAL) {
        out->quarter = (uint8_t)next->value;
        return i + 2;
    }
    if (hs_is(g, i, HS_TIME_FISCAL)) {
        out->fiscal = true;
        i = hs_past_hyphen(g, i + 1);
        token = hs_times_token_at(g, i);
    }
    bool last = token->klass == HS_TIME_LAST && token->value == 0;
    int32_t nth = token->klass == HS_TIME_ORDINAL ? token->value : last ? 2 : 0;
    if (nth < 1 || nth > 4)
        return 0;
    uint32_t j = hs_past_hyphen(g, i + 1);
    out->fiscal = out->fiscal || hs_is(g, j, HS_TIME_FISCAL);
    j += hs_is(g, j, HS_TIME_FISCAL);
    if (hs_is(g, j, HS_TIME_UNIT) && hs_times_token_at(g, j)->value == HS_UNIT_QUARTER && !last) {
        out->quarter = (uint8_t)nth;
        return j + 1;
    }
    if (hs_is(g, j, HS_TIME_HALF) && nth <= 2) {
        out->half = (uint8_t)nth;
        return j + 1;
    }
    return 0;
}

/* "fiscal 1989", "1989", "last year", "the year": the year that a quarter is one of. */
static uint32_t year_of_part(const hs_grammar *g, uint32_t i, hs_time_phrase *out)
{
    opening opened_by;
    uint32_t j = i + hs_is(g, i, HS_TIME_FISCAL), end = hs_time_phrase_year(g, j, &out->year);
    if (end)
        return end;
    j = opened(g, i, &opened_by);
    if (!j)
        return 0;
    j += hs_is(g, j, HS_TIME_FISCAL);
    if (!hs_is(g, j, HS_TIME_UNIT) || hs_times_token_at(g, j)->value != HS_UNIT_YEAR)
        return 0;
    out->base = (uint8_t)opened_by.base;
    out->unit = HS_UNIT_YEAR;
    out->shift = opened_by.shift;
    return j + 1;
}

/* "April-June", "April to June" before "quarter" or "period": past these. */
static uint32_t quarter_by_months(const hs_grammar *g, uint32_t i, hs_time_phrase *out)
{
    enum { MONTHS = 3 };
    uint8_t first, last;
    uint32_t j = hs_date_month_name(g, i, &first);
    if (!j || !(hs_is_mark(g, j, '-') || hs_is_small(g, j, HS_W_TO) || hs_is_small(g, j, HS_W_THROUGH)) ||
        !(j = hs_date_month_name(g, j + 1, &last)) || first % MONTHS != 1 || last != first + MONTHS - 1)
        return 0;
    if (!hs_is(g, j, HS_TIME_PERIOD) &&
        !(hs_is(g, j, HS_TIME_UNIT) && hs_times_token_at(g, j)->value == HS_UNIT_QUARTER))
        return 0;
    out->quarter = (uint8_t)(last / MONTHS);
    return j + 1;
}

/* "the third quarter of 1984", "first-half 1990", "the 1988 third quarter", "Q3 2031". A half stands only in a year. */
uint32_t hs_date_quarter(const hs_grammar *g, uint32_t at, hs_time_phrase *out)
{
    bool the = hs_is(g, at, HS_TIME_THE);
    if (the && hs_times_token_at(g, at)->value)
        return 0; /* "its third quarter" */
    uint32_t i = at + the, end;
    int16_t year = 0;
    uint32_t after_year = hs_time_phrase_year(g, i, &year);
    if (after_year)
        i = after_year;
    uint32_t name = i, months = after_year ? 0 : quarter_by_months(g, i, out);
    if (!(i = months ? months : quarter_name(g, i, out)))
        return 0;
    if (the && !after_year && !months && hs_past_hyphen(g, name + 1) > name + 1 && hs_is_noun_like(g, i))
        return 0; /* "the | third-quarter loss" */
    if (after_year) {
        out->year = year;
        return i;
    }
    uint32_t of = i + (hs_is_small(g, i, HS_W_OF) || hs_is_small(g, i, HS_W_IN));
    if ((end = year_of_part(g, of, out)))
        return end;
    return out->half ? 0 : i;
}

/* What follows "last year's": "third quarter", "summer". */
static uint32_t part_of_year(const hs_grammar *g, uint32_t i, hs_time_phrase *out)
{
    uint32_t end = past_possessive(g, i), next = end ? quarter_name(g, end, out) : 0;
    if (next)
        return next;
    if (end && hs_is(g, end, HS_TIME_SEASON)) {
        out->season = (uint8_t)hs_times_token_at(g, end)->value;
        return end + 1;
    }
    return i;
}

/* "ended July 31" after "the quarter". */
static void read_end(const hs_grammar *g, uint32_t i, hs_time_phrase *out)
{
    hs_time_phrase end = hs_time_phrase_empty();
    if (!hs_is_small(g, i, HS_W_ENDED) && !hs_is_small(g, i, HS_W_ENDING))
        return;
    i += 1U + (hs_is_small(g, i + 1, HS_W_IN) || hs_is_small(g, i + 1, HS_W_ON));
    if (!hs_date_month_first(g, i, &end) && !hs_date_day_first(g, i, &end))
        return;
    out->until_month = end.month;
    out->until_day = end.day;
    out->until_year = end.year;
}

/* "last week", "the current fiscal year", "the following day", "the quarter", "that month". */
static uint32_t related_unit(const hs_grammar *g, uint32_t at, uint32_t i, const opening *by, hs_time_phrase *out)
{
    bool fiscal = hs_is(g, i, HS_TIME_FISCAL);
    while (hs_is(g, i, HS_TIME_FISCAL) || hs_is(g, i, HS_TIME_EXTRA))
        i++;
    const hs_times_token *token = hs_times_token_at(g, i), *before = hs_times_token_at(g, at - 1);
    bool period = token->klass == HS_TIME_PERIOD;
    if (token->klass != HS_TIME_UNIT && !period)
        return 0;
    if (period && !by->ago && !by->latest)
        return 0;
    if (hs_past_hyphen(g, i + 1) > i + 1 && !hs_is_small(g, i + 2, HS_W_TO))
        return 0; /* the month-long */
    out->unit = (uint8_t)(period ? HS_UNIT_QUARTER : token->value);
    out->base = (uint8_t)by->base;
    out->shift = by->shift;
    out->year_ago = by->ago;
    out->is_period = period;
    if (hs_is_capital(g, i) && i > g->from && (hs_is_capital(g, at) || hs_is_small(g, at - 1, HS_W_OF)))
        return 0; /* "This Week", "Person of the Year" */
    if (by->ago || by->latest) {
        out->base = HS_BASE_REF;
        if (out->unit != HS_UNIT_QUARTER && out->unit != HS_UNIT_YEAR && out->unit != HS_UNIT_MONTH)
            return 0;
        return i + 1;
    }
    if (out->unit < HS_UNIT_DAY || out->unit == HS_UNIT_FORTNIGHT)
        return 0;
    if (out->unit == HS_UNIT_DAY && by->direction == HS_LAST && by->base == HS_BASE_NOW)
        return 0; /* "the last day" is the final one */
    if (by->direction == HS_LAST && !by->past && hs_is_small(g, i + 1, HS_W_OF) &&
        (hs_is(g, at, HS_TIME_THE) || hs_is(g, at - 1, HS_TIME_THE)))
        return 0; /* so is "the last week of the race" */
    if (by->the) {
        out->open = out->unit == HS_UNIT_WEEKEND;
        bool edge = before->klass == HS_TIME_SMALL && before->value == HS_W_OF && hs_is(g, at - 2, HS_TIME_EDGE);
        if (out->unit == HS_UNIT_DAY || (out->unit >= HS_UNIT_DECADE && !edge) || hs_is_small(g, i + 1, HS_W_OF) ||
            hs_times_token_at(g, at)->value)
            return 0;
        if (out->unit != HS_UNIT_QUARTER && (hs_is_small(g, i + 1, HS_W_ENDED) || hs_is_small(g, i + 1, HS_W_ENDING))) {
            out->kind = HS_PHRASE_DURATION;
            out->tenths = 10;
            return i + 1;
        }
        int16_t year;
        uint32_t end = out->unit == HS_UNIT_YEAR ? hs_time_phrase_year(g, i + 1, &year) : 0;
        if (end) { /* "the year 2031" */
            out->base = HS_BASE_NONE;
            out->year = year;
            return end;
        }
        if (fiscal && out->unit == HS_UNIT_YEAR) {
            out->kind = HS_PHRASE_DURATION;
            out->tenths = 10;
            return i + 1;
        }
        if (out->unit == HS_UNIT_QUARTER || out->unit == HS_UNIT_MONTH) { /* the quarter a year ago */
            uint32_t year_before = past_year_before(g, i + 1);
            out->year_ago = year_before > 0;
            if (year_before || out->unit == HS_UNIT_QUARTER)
                out->base = HS_BASE_REF;
            if (year_before)
                return year_before;
            if (out->unit == HS_UNIT_QUARTER)
                read_end(g, i + 1, out);
        }
    }
    if (by->past && hs_is(g, at, HS_TIME_THE) &&
        (before->klass == HS_TIME_ABOUT ||
         (before->klass == HS_TIME_SMALL && (before->value == HS_W_IN || before->value == HS_W_DURING ||
                                             before->value == HS_W_FOR || before->value == HS_W_WITHIN)))) {
        out->kind = HS_PHRASE_DURATION;
        out->tenths = 10;
        return i + 1;
    }
    if (hs_is_small(g, i + 1, HS_W_OR) && hs_is_small(g, i + 2, HS_W_SO))
        return i + 3;
    if (out->unit == HS_UNIT_YEAR)
        return part_of_year(g, i + 1, out);
    return i + 1;
}

/* "last April", "this Sunday, May 8", "next Christmas". */
static uint32_t related_name(const hs_grammar *g, uint32_t i, const opening *by, hs_time_phrase *out)
{
    uint32_t end;
    if (by->ago || by->latest || by->the)
        return 0;
    out->direction = (uint8_t)by->direction;
    if ((end = hs_date_weekday(g, i, out)) || (end = hs_date_month_first(g, i, out)) ||
        (end = hs_feast_at(g, i, &out->feast))) {
        if (by->base == HS_BASE_REF && out->weekday && !out->day && by->shift < 0) {
            out->base = HS_BASE_REF; /* the previous Friday */
            out->direction = HS_LAST;
        }
        return end;
    }
    if (hs_is(g, i, HS_TIME_SEASON)) {
        out->season = (uint8_t)hs_times_token_at(g, i)->value;
        return i + 1;
    }
    if (hs_is(g, i, HS_TIME_PART)) {
        out->part = (uint8_t)hs_times_token_at(g, i)->value;
        out->unit = HS_UNIT_DAY;
        out->base = (uint8_t)by->base;
        out->shift = by->shift;
        return i + 1;
    }
    return 0;
}

/* "the same period a year ago", "the comparable quarter of 1988": the one spoken of, a year before or in that year. */
static uint32_t same_period(const hs_grammar *g, uint32_t at, hs_time_phrase *out)
{
    uint32_t i = at + hs_is(g, at, HS_TIME_THE), end;
    if (!(hs_is(g, i, HS_TIME_THAT) && i > at) && !hs_is(g, i, HS_TIME_SAYS_AGO))
        return 0;
    const hs_times_token *unit = hs_times_token_at(g, i + 1);
    bool period = unit->klass == HS_TIME_PERIOD;
    if (!period && !(unit->klass == HS_TIME_UNIT && (unit->value == HS_UNIT_QUARTER || unit->value == HS_UNIT_MONTH)))
        return 0;
    out->unit = (uint8_t)(period ? HS_UNIT_YEAR : unit->value);
    out->base = HS_BASE_REF;
    out->shift = -1;
    if ((end = past_year_before(g, i + 2))) {
        if (period) {
            out->base = HS_BASE_NOW;
            out->tenths = 10; /* counts as "a year ago" */
        }
        out->year_ago = !period;
        return end;
    }
    bool of = hs_is_small(g, i + 2, HS_W_OF) || hs_is_small(g, i + 2, HS_W_IN);
    end = of && !(unit->value == HS_UNIT_MONTH) ? hs_time_phrase_year(g, i + 3, &out->year) : 0;
    return end;
}

uint32_t hs_date_related(const hs_grammar *g, uint32_t at, hs_time_phrase *out)
{
    opening by;
    hs_time_phrase empty = *out;
    uint32_t i, end = same_period(g, at, out);
    if (end)
        return end;
    *out = empty;
    i = opened(g, at, &by);
    if (!i)
        return 0;
    if ((end = related_unit(g, at, i, &by, out)))
        return end;
    *out = empty;
    if ((end = related_name(g, i, &by, out)))
        return end;
    *out = empty;
    if (by.ago && (end = quarter_name(g, i, out)) && out->quarter) { /* "the year-earlier third quarter" */
        out->base = HS_BASE_NOW;
        out->year_ago = true;
        return end;
    }
    *out = empty;
    int32_t tenths;
    if (by.ago && (end = hs_time_phrase_number(g, i, &tenths)) && tenths > 0 && hs_is(g, end, HS_TIME_UNITS)) {
        out->kind = HS_PHRASE_DURATION; /* "the year-earlier nine months" */
        out->unit = (uint8_t)hs_times_token_at(g, end)->value;
        out->tenths = tenths;
        return end + 1;
    }
    if (by.ago && !hs_is(g, at, HS_TIME_THE)) { /* "year-earlier profit" */
        out->base = HS_BASE_REF;
        out->unit = HS_UNIT_YEAR;
        out->shift = -1;
        out->year_ago = true;
        return i;
    }
    /* "the 1988 period" */
    int16_t year;
    if (by.the && (end = hs_time_phrase_year(g, i, &year)) &&
        (hs_is(g, end, HS_TIME_PERIOD) ||
         (hs_is(g, end, HS_TIME_UNIT) && hs_times_token_at(g, end)->value == HS_UNIT_QUARTER))) {
        out->year = year;
        out->base = HS_BASE_REF;
        out->unit = HS_UNIT_QUARTER;
        return end + 1;
    }
    return 0;
}

/* "the summer of 2031", "in the spring", "summer 2031"; "fall" alone is too often a verb. */
uint32_t hs_date_season(const hs_grammar *g, uint32_t at, hs_time_phrase *out)
{
    bool the = hs_is(g, at, HS_TIME_THE);
    uint32_t i = at + the;
    const hs_times_token *token = hs_times_token_at(g, i), *before = hs_times_token_at(g, at - 1);
    if (token->klass != HS_TIME_SEASON)
        return 0;
    out->season = (uint8_t)token->value;
    uint32_t end = hs_date_past_year(g, i + 1, out);
    if (end > i + 1)
        return end;
    bool clear = token->value == HS_SUMMER || token->value == HS_WINTER;
    bool led = before->klass == HS_TIME_STAGE ||
               (before->klass == HS_TIME_SMALL &&
                (before->value == HS_W_IN || before->value == HS_W_BY || before->value == HS_W_UNTIL ||
                 before->value == HS_W_SINCE || before->value == HS_W_DURING || before->value == HS_W_THROUGH));
    bool whole = hs_is(g, end, HS_TIME_PUNCT) || hs_is(g, end, HS_TIME_END) || hs_is(g, end, HS_TIME_SMALL);
    if (hs_is_small(g, end, HS_W_OF))
        return 0;
    return (led && (clear || whole)) || (clear && the && whole) ? end : 0;
}

/* "WASHINGTON _ Today": a dash to agencies, a letter to the tokens. */
static bool is_dash(const hs_grammar *g, const hs_times_token *token)
{
    return g->text.ptr[token->begin] == '_';
}

/* "today", "yesterday"; "tonight"; "overnight". */
uint32_t hs_date_near(const hs_grammar *g, uint32_t at, hs_time_phrase *out)
{
    const hs_times_token *token = hs_times_token_at(g, at);
    if (token->klass != HS_TIME_NEAR && token->klass != HS_TIME_TONIGHT && token->klass != HS_TIME_OVERNIGHT)
        return 0;
    const hs_times_token *before = hs_times_token_at(g, at - 1);
    bool within = (before->flags & HS_TOKEN_WORD && !is_dash(g, before)) || before->digits ||
                  (hs_is_mark(g, at - 1, '\'') && before->gap == HS_GAP_NONE);
    if (token->flags & HS_TOKEN_CAPITAL && within && token->gap == HS_GAP_BLANK)
        return 0; /* "USA Today", "its Today show" */
    out->base = HS_BASE_NOW;
    out->unit = HS_UNIT_DAY;
    out->shift = token->klass == HS_TIME_NEAR ? token->value : 0;
    out->part = token->klass == HS_TIME_NEAR ? 0 : HS_NIGHT;
    return at + 1;
}

/* "year-end", "year's end", "the year end". */
uint32_t hs_date_year_end(const hs_grammar *g, uint32_t at, hs_time_phrase *out)
{
    uint32_t i = at + hs_is(g, at, HS_TIME_THE), end;
    if (!hs_is(g, i, HS_TIME_UNIT) || hs_times_token_at(g, i)->value != HS_UNIT_YEAR)
        return 0;
    uint32_t j = past_possessive(g, i + 1);
    j = j ? j : hs_past_hyphen(g, i + 1);
    const hs_times_token *word = hs_times_token_at(g, j);
    if (word->klass != HS_TIME_EDGE || word->end - word->begin != 3) /* end */
        return 0;
    out->base = HS_BASE_NOW;
    out->unit = HS_UNIT_YEAR;
    int16_t year;
    if ((end = hs_time_phrase_year(g, j + 1, &year))) {
        out->base = HS_BASE_NONE;
        out->year = year;
        return end;
    }
    return j + 1;
}
