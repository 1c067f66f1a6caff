/* times_dates.c -- dates by the calendar, of any grain: "Tuesday, May 14, 2031", "early next year", "the third
 * quarter". In: tokens. Out: phrases of kind DATE or SET. Any thread. */
#include <string.h>

#include "times_feasts.h"
#include "times_phrase.h"

enum { FIRST_YEAR = 1000, LAST_YEAR = 2199, CERTAIN_FROM = 1900, CERTAIN_TO = 2049 };

/* Keep the longer of two readings. */
static void better(uint32_t *end, hs_phrase *best, uint32_t other_end, const hs_phrase *other)
{
    if (other_end > *end) {
        *end = other_end;
        *best = *other;
    }
}

/* Past "'s". */
static uint32_t past_possessive(const hs_grammar *g, uint32_t i)
{
    return hs_is_mark(g, i, '\'') && hs_is_glued(g, i) && hs_is_small(g, i + 1, HS_W_S) && hs_is_glued(g, i + 1) ? i + 2
                                                                                                                 : 0;
}

/* ---- years ----------------------------------------------------------------------------------------------------- */

/* Four figures that are no part of a longer number, an amount or an id. */
static bool is_year_figure(const hs_grammar *g, uint32_t i)
{
    const hs_times_token *token = hs_times_token_at(g, i);
    if (token->digits != 4 || token->value < FIRST_YEAR || token->value > LAST_YEAR)
        return false;
    if (hs_is_glued(g, i) && i > g->from) {
        const hs_times_token *before = hs_times_token_at(g, i - 1);
        if (before->klass != HS_TIME_PUNCT || !memchr("(['\"-~/", (char)before->value, 7))
            return false;
        if ((before->value == '-' || before->value == '/') && hs_is_glued(g, i - 1) &&
            hs_times_token_at(g, i - 2)->digits != 4 && hs_times_token_at(g, i - 2)->klass != HS_TIME_STAGE &&
            hs_times_token_at(g, i - 2)->klass != HS_TIME_MONTH && !(hs_times_token_at(g, i - 2)->flags & HS_TOKEN_WORD))
            return false;
    }
    const hs_times_token *next = hs_times_token_at(g, i + 1);
    if (next->gap != HS_GAP_NONE || next->klass == HS_TIME_END)
        return true;
    if (next->klass != HS_TIME_PUNCT)
        return false;
    bool more = hs_is_glued(g, i + 2) && hs_times_token_at(g, i + 2)->digits;
    return !memchr("%/@#$&*+=_", (char)next->value, 10) && !(more && memchr(",.:", (char)next->value, 3));
}

uint32_t hs_phrase_year(const hs_grammar *g, uint32_t at, int16_t *year)
{
    const hs_times_token *token = hs_times_token_at(g, at), *next = hs_times_token_at(g, at + 1);
    if (is_year_figure(g, at)) {
        *year = (int16_t)token->value;
        return at + 1;
    }
    if (hs_is_mark(g, at, '\'') && next->digits == 2 && next->gap == HS_GAP_NONE && !hs_is_glued(g, at + 2)) {
        *year = (int16_t)(next->value + (next->value < 40 ? 2000 : 1900));
        return at + 2;
    }
    if (token->klass == HS_TIME_CARDINAL && (token->value == 19 || token->value == 18) && next->klass == HS_TIME_TENS) {
        *year = (int16_t)(token->value * 100 + next->value);
        uint32_t j = hs_past_hyphen(g, at + 2);
        if (hs_is(g, j, HS_TIME_CARDINAL) && hs_times_token_at(g, j)->value < 10) {
            *year = (int16_t)(*year + hs_times_token_at(g, j)->value);
            return j + 1;
        }
        return at + 2;
    }
    if (token->klass == HS_TIME_CARDINAL && token->value == 2 && next->klass == HS_TIME_HUNDRED &&
        next->value == 1000) {
        uint32_t j = at + 2 + hs_is_small(g, at + 2, HS_W_AND);
        const hs_times_token *rest = hs_times_token_at(g, j);
        if (rest->klass == HS_TIME_UNITS || rest->klass == HS_TIME_COUNTED || hs_is_noun_like(g, at + 2))
            return 0;
        *year = 2000;
        if (rest->klass != HS_TIME_CARDINAL)
            return at + 2;
        *year = (int16_t)(2000 + rest->value);
        return j + 1;
    }
    return 0;
}

/* A year where the words around it leave no doubt. */
static uint32_t bare_year(const hs_grammar *g, uint32_t at, hs_phrase *out)
{
    uint32_t end = hs_phrase_year(g, at, &out->year);
    const hs_times_token *before = hs_times_token_at(g, at - 1), *next = hs_times_token_at(g, end);
    if (!end)
        return 0;
    if (next->klass == HS_TIME_COUNTED || next->klass == HS_TIME_UNITS || next->klass == HS_TIME_UNIT ||
        next->klass == HS_TIME_ZONE || next->klass == HS_TIME_EXTRA)
        return 0;
    if (hs_is_mark(g, end, '-') && hs_is_glued(g, end) && hs_times_token_at(g, end + 1)->flags & HS_TOKEN_WORD)
        return 0; /* 1,000-seat, 2000-strong */
    if (before->klass == HS_TIME_SMALL)
        switch ((hs_time_small)before->value) {
        case HS_W_IN:
        case HS_W_OF:
        case HS_W_SINCE:
        case HS_W_UNTIL:
        case HS_W_FROM:
        case HS_W_BY:
        case HS_W_DURING:
        case HS_W_THROUGH:
        case HS_W_BEFORE:
        case HS_W_AFTER:
        case HS_W_BETWEEN:
            return end;
        case HS_W_NO:
            return 0;
        default:
            break;
        }
    if (before->klass == HS_TIME_ABOUT || before->klass == HS_TIME_MORE || before->klass == HS_TIME_LEAST)
        return 0;
    if (hs_is_mark(g, at - 1, '(') || (hs_is_mark(g, at - 1, '-') && is_year_figure(g, at - 2))) /* (1704-1787) */
        return end;
    return out->year >= CERTAIN_FROM && out->year <= CERTAIN_TO ? end : 0;
}

/* "the 1990s", "'80s", "the 20th century". */
static uint32_t age(const hs_grammar *g, uint32_t at, hs_phrase *out)
{
    uint32_t i = at;
    bool the = hs_is(g, i, HS_TIME_THE) && !hs_times_token_at(g, i)->value;
    i += the;
    if (hs_is(g, i, HS_TIME_STAGE))
        i = hs_past_hyphen(g, i + 1);
    uint32_t number = i + hs_is_mark(g, i, '\'');
    const hs_times_token *token = hs_times_token_at(g, number), *next = hs_times_token_at(g, number + 1);
    if (token->digits && token->value % 10 == 0 && next->klass == HS_TIME_SMALL && next->value == HS_W_S &&
        next->gap == HS_GAP_NONE) {
        bool two =
            token->digits == 2 && (the || number > at) && token->value >= 20 && (i == number || hs_is_glued(g, number));
        if (!two && !(token->digits == 4 && token->value >= FIRST_YEAR && token->value <= LAST_YEAR))
            return 0;
        out->year = (int16_t)(token->value + (two ? 1900 : 0));
        out->grain = HS_UNIT_DECADE;
        return number + 2;
    }
    int32_t nth = 0;
    if (token->digits && next->klass == HS_TIME_SMALL && next->value == HS_W_TH && next->gap == HS_GAP_NONE) {
        nth = token->value;
        i = number + 2;
    } else if (token->klass == HS_TIME_ORDINAL) {
        nth = token->value;
        i = number + 1;
    } else if (token->klass == HS_TIME_TENS && hs_is(g, hs_past_hyphen(g, number + 1), HS_TIME_ORDINAL)) {
        nth = token->value + hs_times_token_at(g, hs_past_hyphen(g, number + 1))->value;
        i = hs_past_hyphen(g, number + 1) + 1;
    }
    i = hs_past_hyphen(g, i);
    if (nth < 2 || nth > 30 || !hs_is(g, i, HS_TIME_UNIT) || hs_times_token_at(g, i)->value != HS_UNIT_CENTURY)
        return 0;
    out->year = (int16_t)((nth - 1) * 100);
    out->grain = HS_UNIT_CENTURY;
    return i + 1;
}

/* ---- months and days ------------------------------------------------------------------------------------------- */

/* A month's name, with the full stop of a short form where more follows. */
static uint32_t month_name(const hs_grammar *g, uint32_t i, uint8_t *month)
{
    const hs_times_token *token = hs_times_token_at(g, i);
    if (token->klass != HS_TIME_MONTH || !(token->flags & HS_TOKEN_CAPITAL))
        return 0;
    *month = (uint8_t)token->value;
    bool whole =
        token->end - token->begin > 4 || token->value == 5 || (token->end - token->begin == 4 && token->value != 9);
    return !whole && hs_is_mark(g, i + 1, '.') && hs_is_glued(g, i + 1) ? i + 2 : i + 1;
}

/* A day of the month in figures or as an ordinal: "14", "14th", "eighth". */
static uint32_t month_day(const hs_grammar *g, uint32_t i, uint8_t *day)
{
    const hs_times_token *token = hs_times_token_at(g, i), *next = hs_times_token_at(g, i + 1);
    if (token->klass == HS_TIME_ORDINAL) {
        *day = (uint8_t)token->value;
        return i + 1;
    }
    if (!token->digits || token->digits > 2 || token->value < 1 || token->value > 31)
        return 0;
    *day = (uint8_t)token->value;
    if (next->gap != HS_GAP_NONE || next->klass == HS_TIME_END)
        return i + 1;
    if (next->klass == HS_TIME_SMALL && next->value == HS_W_TH)
        return i + 2;
    if (next->klass != HS_TIME_PUNCT)
        return 0;
    bool more = hs_is_glued(g, i + 2) && hs_times_token_at(g, i + 2)->digits;
    return next->value == '%' || (more && memchr(".:/,", (char)next->value, 4)) ? 0 : i + 1;
}

/* ", 2031", "2031", "of 2031" after a day or month; `i` without one. */
static uint32_t past_year(const hs_grammar *g, uint32_t i, hs_phrase *out)
{
    uint32_t j = i + (hs_is_mark(g, i, ',') || hs_is_small(g, i, HS_W_OF));
    if (hs_is_small(g, i, HS_W_OF)) { /* March of last year */
        bool last = hs_is(g, j, HS_TIME_LAST), next = hs_is(g, j, HS_TIME_NEXT), this = hs_is(g, j, HS_TIME_THIS);
        if ((last || next || this) && hs_is(g, j + 1, HS_TIME_UNIT) && hs_times_token_at(g, j + 1)->value == HS_UNIT_YEAR) {
            out->base = HS_BASE_NOW;
            out->unit = HS_UNIT_YEAR;
            out->shift = next - last;
            return j + 2;
        }
    }
    uint32_t end = hs_phrase_year(g, j, &out->year);
    if (end && hs_is(g, end, HS_TIME_COUNTED))
        end = 0;
    if (!end)
        out->year = 0;
    return end ? end : i;
}

/* Names that are also words or first names need a word before them that says so. */
static bool is_doubtful_month(const hs_grammar *g, uint32_t at, uint32_t end)
{
    const hs_times_token *token = hs_times_token_at(g, at), *before = hs_times_token_at(g, at - 1), *next = hs_times_token_at(g, end);
    if (before->klass == HS_TIME_SMALL && before->value >= HS_W_OF && before->value <= HS_W_AFTER &&
        !(next->flags & HS_TOKEN_CAPITAL && token->end - token->begin == 3 && token->value != 5))
        return false;
    if (before->klass == HS_TIME_STAGE || before->klass == HS_TIME_LAST || before->klass == HS_TIME_NEXT ||
        before->klass == HS_TIME_THIS || before->klass == HS_TIME_EACH ||
        (before->klass == HS_TIME_PUNCT && before->value == '-'))
        return false;
    if (hs_is_mark(g, at + 1, '.') && hs_is_glued(g, at + 1))
        return hs_is_capital(g, at + 2);
    bool name = next->flags & HS_TOKEN_CAPITAL && next->gap != HS_GAP_NONE && next->klass == HS_TIME_NONE;
    bool short_form = token->end - token->begin == 3 && token->value != 5;
    bool after_name = before->flags & HS_TOKEN_CAPITAL && before->klass == HS_TIME_NONE && token->gap == HS_GAP_BLANK;
    bool word = token->value == 5 || token->value == 3; /* may, march */
    return name || short_form || after_name || word;
}

/* "May 14, 2031", "May 2031", "May". */
static uint32_t month_first(const hs_grammar *g, uint32_t at, hs_phrase *out)
{
    uint32_t i = month_name(g, at, &out->month), end;
    if (!i)
        return 0;
    bool the = hs_is(g, i, HS_TIME_THE) && !hs_times_token_at(g, i)->value;
    end = month_day(g, i + the, &out->day);
    if (end && !hs_is(g, end, HS_TIME_UNITS) && !hs_is_mark(g, i, '-'))
        return past_year(g, end, out);
    out->day = 0;
    end = past_year(g, i, out);
    if (end > i)
        return end;
    if (is_doubtful_month(g, at, i))
        return 0;
    return at + 1;
}

/* "14 May 2031", "the 14th of May". */
static uint32_t day_first(const hs_grammar *g, uint32_t at, hs_phrase *out)
{
    bool the = hs_is(g, at, HS_TIME_THE) && !hs_times_token_at(g, at)->value;
    uint32_t i = month_day(g, at + the, &out->day);
    if (!i || (hs_is(g, at + the, HS_TIME_ORDINAL) && !the))
        return 0;
    i += hs_is_small(g, i, HS_W_OF);
    i = hs_past_hyphen(g, i);
    i = month_name(g, i, &out->month);
    if (!i || (hs_times_token_at(g, i - 1)->value == 5 && !hs_is_capital(g, i - 1)))
        return 0;
    return past_year(g, hs_past_hyphen(g, i), out);
}

/* The first of two days that share a month: "14" in "14-16 May", "14 and 16 May". */
static uint32_t day_of_range(const hs_grammar *g, uint32_t at, hs_phrase *out)
{
    uint8_t first;
    uint32_t i = month_day(g, at, &first);
    if (!i || !(hs_is_mark(g, i, '-') || hs_is_small(g, i, HS_W_TO) || hs_is_small(g, i, HS_W_AND)) ||
        hs_is(g, at, HS_TIME_ORDINAL))
        return 0;
    if (!day_first(g, i + 1, out) || hs_is(g, i + 1, HS_TIME_THE) || out->day <= first)
        return 0;
    out->day = first;
    return i;
}

/* "on the 14th" and then nothing that it could count. */
static uint32_t day_alone(const hs_grammar *g, uint32_t at, hs_phrase *out)
{
    const hs_times_token *before = hs_times_token_at(g, at - 1);
    if (!hs_is(g, at, HS_TIME_THE) || before->klass != HS_TIME_SMALL ||
        !(before->value == HS_W_ON || before->value == HS_W_BY || before->value == HS_W_UNTIL ||
          before->value == HS_W_SINCE))
        return 0;
    uint32_t end = hs_times_token_at(g, at + 1)->digits ? month_day(g, at + 1, &out->day) : 0;
    const hs_times_token *next = hs_times_token_at(g, end);
    return end == at + 3 && (next->klass == HS_TIME_PUNCT || next->klass == HS_TIME_END || next->klass == HS_TIME_SMALL)
               ? end
               : 0;
}

/* 2031-05-14, 2031-05, 14.05.2031, 05/14/2031. Which of two small numbers is the month is not guessed. */
static uint32_t numeric(const hs_grammar *g, uint32_t at, hs_phrase *out)
{
    const hs_times_token *a = hs_times_token_at(g, at), *b = hs_times_token_at(g, at + 2), *c = hs_times_token_at(g, at + 4);
    if (!a->digits || !b->digits || !hs_is(g, at + 1, HS_TIME_PUNCT) || !hs_is_glued(g, at + 1) ||
        b->gap != HS_GAP_NONE)
        return 0;
    char mark = (char)hs_times_token_at(g, at + 1)->value;
    if (mark == '/' && a->value == 9 && b->value == 11 &&
        !hs_is_mark(g, at + 3, '/')) { /* the one day that is named so */
        *out = (hs_phrase){.hour = HS_HOUR_UNKNOWN, .year = 2001, .month = 9, .day = 11};
        return at + 3;
    }
    if (!memchr("-/.", mark, 3) ||
        (at > g->from && hs_is_glued(g, at) && hs_is(g, at - 1, HS_TIME_PUNCT) && !hs_is_mark(g, at - 1, '(')))
        return 0;
    bool three = hs_is_mark(g, at + 3, mark) && hs_is_glued(g, at + 3) && c->digits && c->gap == HS_GAP_NONE;
    uint32_t end = three ? at + 5 : at + 3;
    if (hs_is_glued(g, end) && (hs_is_mark(g, end, mark) || hs_times_token_at(g, end)->digits) && hs_is_glued(g, end + 1))
        return 0;
    if (a->digits == 4 && b->digits == 2 && mark != '.' && a->value >= FIRST_YEAR && a->value <= LAST_YEAR &&
        b->value >= 1 && b->value <= 12) {
        if (!three && (mark != '-' || a->value < CERTAIN_FROM))
            return 0;
        if (three && (c->digits != 2 || c->value < 1 || c->value > 31))
            return 0;
        out->year = (int16_t)a->value;
        out->month = (uint8_t)b->value;
        out->day = (uint8_t)(three ? c->value : 0);
        return end;
    }
    if (!three || c->digits != 4 || a->digits > 2 || b->digits > 2 || c->value < FIRST_YEAR || c->value > LAST_YEAR)
        return 0;
    int32_t day = a->value, month = b->value;
    if (mark == '/' && month > 12 && day <= 12) {
        day = b->value;
        month = a->value;
    } else if (mark != '.' && day <= 12 && day != month)
        return 0;
    if (day < 1 || day > 31 || month < 1 || month > 12)
        return 0;
    out->year = (int16_t)c->value;
    out->month = (uint8_t)month;
    out->day = (uint8_t)day;
    return end;
}

/* ---- weekdays -------------------------------------------------------------------------------------------------- */

static bool is_part_of_name(const hs_grammar *g, uint32_t i)
{
    const hs_times_token *before = hs_times_token_at(g, i - 1), *next = hs_times_token_at(g, i + 1);
    if (i > g->from && before->klass == HS_TIME_SMALL && before->value == HS_W_BLACK &&
        before->flags & HS_TOKEN_CAPITAL)
        return true;
    return next->klass == HS_TIME_SMALL && next->value == HS_W_PAPER && next->flags & HS_TOKEN_CAPITAL &&
           next->gap == HS_GAP_BLANK;
}

/* "Tuesday", "Tues., May 14", "Tuesday 14 May 2031", "Tuesday of last week". */
static uint32_t weekday(const hs_grammar *g, uint32_t at, hs_phrase *out)
{
    const hs_times_token *token = hs_times_token_at(g, at);
    if (token->klass != HS_TIME_WEEKDAY || !(token->flags & HS_TOKEN_CAPITAL) || is_part_of_name(g, at))
        return 0;
    out->weekday = (uint8_t)token->value;
    bool brief = token->end - token->begin <= 5;
    uint32_t i = at + 1, end;
    i += brief && hs_is_mark(g, i, '.') && hs_is_glued(g, i);
    hs_phrase dated = *out;
    uint32_t j = i + hs_is_mark(g, i, ',');
    if ((end = month_first(g, j, &dated)) && dated.day) {
        *out = dated;
        return end;
    }
    dated = *out;
    if ((end = day_first(g, j, &dated))) {
        *out = dated;
        return end;
    }
    j = i + hs_is_small(g, i, HS_W_OF);
    bool last = hs_is(g, j, HS_TIME_LAST), next = hs_is(g, j, HS_TIME_NEXT), this = hs_is(g, j, HS_TIME_THIS);
    if ((last || next || this) && hs_is(g, j + 1, HS_TIME_UNIT) && hs_times_token_at(g, j + 1)->value == HS_UNIT_WEEK) {
        out->base = HS_BASE_NOW;
        out->unit = HS_UNIT_WEEK;
        out->shift = next - last;
        return j + 2;
    }
    return brief && i == at + 1 ? 0 : at + 1; /* "Sun Valley" */
}

/* ---- with "last", "this", "the" -------------------------------------------------------------------------------- */

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
    if (!hs_is(g, i, HS_TIME_UNIT) || hs_times_token_at(g, i)->value != HS_UNIT_YEAR || hs_past_hyphen(g, i + 1) == i + 1)
        return 0;
    return hs_is(g, i + 2, HS_TIME_AGO) || hs_is_small(g, i + 2, HS_W_EARLIER) || hs_is_small(g, i + 2, HS_W_BEFORE)
               ? i + 3
               : 0;
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
        if (token->value == HS_TIME_ANAPHORIC || (sign > 0 && the && token->end - token->begin == 4))
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
static uint32_t quarter_name(const hs_grammar *g, uint32_t i, hs_phrase *out)
{
    const hs_times_token *token = hs_times_token_at(g, i), *next = hs_times_token_at(g, i + 1);
    if (token->klass == HS_TIME_SMALL && token->value == HS_W_Q && next->digits == 1 && next->gap == HS_GAP_NONE &&
        next->value >= 1 && next->value <= 4 && token->flags & HS_TOKEN_CAPITAL) {
        out->quarter = (uint8_t)next->value;
        return i + 2;
    }
    if (hs_is(g, i, HS_TIME_FISCAL)) {
        i = hs_past_hyphen(g, i + 1);
        token = hs_times_token_at(g, i);
    }
    bool last = token->klass == HS_TIME_LAST && token->value == 0;
    int32_t nth = token->klass == HS_TIME_ORDINAL ? token->value : last ? 2 : 0;
    if (nth < 1 || nth > 4)
        return 0;
    uint32_t j = hs_past_hyphen(g, i + 1);
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
static uint32_t year_of_part(const hs_grammar *g, uint32_t i, hs_phrase *out)
{
    opening opened_by;
    uint32_t j = i + hs_is(g, i, HS_TIME_FISCAL), end = hs_phrase_year(g, j, &out->year);
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

/* "the third quarter of 1984", "first-half 1990", "the 1988 third quarter", "Q3 2031". A half stands only in a year. */
static uint32_t quarter(const hs_grammar *g, uint32_t at, hs_phrase *out)
{
    bool the = hs_is(g, at, HS_TIME_THE);
    if (the && hs_times_token_at(g, at)->value)
        return 0; /* "its third quarter" */
    uint32_t i = at + the, end;
    int16_t year = 0;
    uint32_t after_year = hs_phrase_year(g, i, &year);
    if (after_year)
        i = after_year;
    uint32_t name = i;
    if (!(i = quarter_name(g, i, out)))
        return 0;
    if (the && !after_year && hs_past_hyphen(g, name + 1) > name + 1 && hs_is_noun_like(g, i))
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
static uint32_t part_of_year(const hs_grammar *g, uint32_t i, hs_phrase *out)
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

/* "last week", "the current fiscal year", "the following day", "the quarter", "that month". */
static uint32_t related_unit(const hs_grammar *g, uint32_t at, uint32_t i, const opening *by, hs_phrase *out)
{
    uint32_t begin = i;
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
    if (hs_is_capital(g, i) && i > g->from && hs_is_capital(g, at))
        return 0; /* "This Week" */
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
    if (by->the) {
        if (out->unit == HS_UNIT_DAY || out->unit >= HS_UNIT_DECADE || hs_is_small(g, i + 1, HS_W_OF) ||
            hs_times_token_at(g, at)->value)
            return 0;
        if (out->unit != HS_UNIT_QUARTER && (hs_is_small(g, i + 1, HS_W_ENDED) || hs_is_small(g, i + 1, HS_W_ENDING))) {
            out->kind = HS_PHRASE_DURATION;
            out->tenths = 10;
            return i + 1;
        }
        int16_t year;
        uint32_t end = out->unit == HS_UNIT_YEAR ? hs_phrase_year(g, i + 1, &year) : 0;
        if (end) { /* "the year 2031" */
            out->base = HS_BASE_NONE;
            out->year = year;
            return end;
        }
        if (begin < i && out->unit == HS_UNIT_YEAR) {
            out->kind = HS_PHRASE_DURATION;
            out->tenths = 10;
            return i + 1;
        }
        if (out->unit == HS_UNIT_QUARTER)
            out->base = HS_BASE_REF;
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
static uint32_t related_name(const hs_grammar *g, uint32_t i, const opening *by, hs_phrase *out)
{
    uint32_t end;
    if (by->ago || by->latest || by->the)
        return 0;
    out->direction = (uint8_t)by->direction;
    if ((end = weekday(g, i, out)) || (end = month_first(g, i, out)) || (end = hs_feast_at(g, i, &out->feast))) {
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

static uint32_t related(const hs_grammar *g, uint32_t at, hs_phrase *out)
{
    opening by;
    uint32_t i = opened(g, at, &by), end;
    hs_phrase empty = *out;
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
    if (by.ago && !hs_is(g, at, HS_TIME_THE)) { /* "year-earlier profit" */
        out->base = HS_BASE_REF;
        out->unit = HS_UNIT_YEAR;
        out->shift = -1;
        out->year_ago = true;
        return i;
    }
    /* "the 1988 period" */
    int16_t year;
    if (by.the && (end = hs_phrase_year(g, i, &year)) &&
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
static uint32_t season(const hs_grammar *g, uint32_t at, hs_phrase *out)
{
    bool the = hs_is(g, at, HS_TIME_THE);
    uint32_t i = at + the;
    const hs_times_token *token = hs_times_token_at(g, i), *before = hs_times_token_at(g, at - 1);
    if (token->klass != HS_TIME_SEASON)
        return 0;
    out->season = (uint8_t)token->value;
    uint32_t end = past_year(g, i + 1, out);
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

/* "today", "yesterday"; "tonight"; "overnight". */
static uint32_t near(const hs_grammar *g, uint32_t at, hs_phrase *out)
{
    const hs_times_token *token = hs_times_token_at(g, at);
    if (token->klass != HS_TIME_NEAR && token->klass != HS_TIME_TONIGHT && token->klass != HS_TIME_OVERNIGHT)
        return 0;
    if (token->flags & HS_TOKEN_CAPITAL && at > g->from && hs_is_capital(g, at - 1) && !hs_times_token_at(g, at - 1)->klass)
        return 0; /* "USA Today" */
    out->base = HS_BASE_NOW;
    out->unit = HS_UNIT_DAY;
    out->shift = token->klass == HS_TIME_NEAR ? token->value : 0;
    out->part = token->klass == HS_TIME_NEAR ? 0 : HS_NIGHT;
    return at + 1;
}

/* "year-end", "year's end", "the year end". */
static uint32_t year_end(const hs_grammar *g, uint32_t at, hs_phrase *out)
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
    if ((end = hs_phrase_year(g, j + 1, &year))) {
        out->base = HS_BASE_NONE;
        out->year = year;
        return end;
    }
    return j + 1;
}

/* "every Monday", "each July", "Mondays", "daily". */
static uint32_t recurring(const hs_grammar *g, uint32_t at, hs_phrase *out)
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
    if ((end = month_name(g, i, &out->month)))
        return month_day(g, end, &out->day) ? end + 1 : i + 1;
    if (token->klass == HS_TIME_SEASON)
        out->season = (uint8_t)token->value;
    else if (token->klass == HS_TIME_PART)
        out->part = (uint8_t)token->value;
    else
        return 0;
    return i + 1;
}

/* ---- together -------------------------------------------------------------------------------------------------- */

static uint32_t core(const hs_grammar *g, uint32_t at, hs_phrase *out)
{
    typedef uint32_t reader(const hs_grammar *, uint32_t, hs_phrase *);
    static reader *const readers[] = {numeric, weekday,  month_first, day_first, day_of_range, day_alone, quarter,
                                      related, year_end, season,      age,       near,         recurring, bare_year};
    uint32_t end = 0;
    hs_phrase best = *out;
    for (size_t k = 0; k < sizeof readers / sizeof *readers; k++) {
        hs_phrase one = hs_phrase_empty();
        better(&end, &best, readers[k](g, at, &one), &one);
    }
    hs_phrase one = hs_phrase_empty();
    better(&end, &best, hs_feast_at(g, at, &one.feast), &one);
    if (one.feast && best.feast)
        end = past_year(g, end, &best);
    if (hs_is(g, at, HS_TIME_FISCAL) && !end) { /* "fiscal 1989", "fiscal year 1989" */
        uint32_t i = at + 1 + (hs_is(g, at + 1, HS_TIME_UNIT) && hs_times_token_at(g, at + 1)->value == HS_UNIT_YEAR);
        end = hs_phrase_year(g, i, &best.year);
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
static uint32_t in_the_day(const hs_grammar *g, uint32_t i, hs_phrase *out)
{
    if (!hs_is(g, i, HS_TIME_THE) || !hs_is(g, i + 1, HS_TIME_UNIT) || hs_times_token_at(g, i + 1)->value != HS_UNIT_DAY)
        return 0;
    out->base = HS_BASE_REF;
    out->unit = HS_UNIT_DAY;
    return i + 2;
}

/* "night", "at 9 a.m." after a day. */
static uint32_t past_time_of_day(const hs_grammar *g, uint32_t i, hs_phrase *out)
{
    bool sure;
    if (hs_is(g, i, HS_TIME_PART) && !out->part) {
        out->part = (uint8_t)hs_times_token_at(g, i)->value;
        i++;
    }
    uint32_t j = i + (hs_is_small(g, i, HS_W_AT) || hs_is_mark(g, i, ','));
    if (hs_is_small(g, j, HS_W_T) && hs_is_glued(g, j)) /* 2031-05-14T09:30 */
        j++;
    hs_phrase clock = *out;
    uint32_t end = hs_phrase_clock(g, j, &clock, &sure);
    if (end && (sure || j > i)) {
        *out = clock;
        return end;
    }
    return i;
}

uint32_t hs_phrase_date(const hs_grammar *g, uint32_t at, hs_phrase *out)
{
    bool sure, staged;
    uint32_t clock = hs_phrase_clock(g, at, out, &sure), i = at;
    int8_t hour = out->hour, minute = out->minute;
    if (clock)
        i = clock + (hs_is_small(g, clock, HS_W_ON) || hs_is_mark(g, clock, ','));
    uint32_t stage = past_stage(g, i);
    staged = stage > i;
    hs_phrase date = hs_phrase_empty();
    uint32_t end = core(g, stage, &date);
    if (!end && staged)
        end = in_the_day(g, stage, &date);
    if (!end && staged && hs_is(g, stage, HS_TIME_PART) && !hs_is(g, at, HS_TIME_THE)) { /* mid-afternoon */
        date.part = (uint8_t)hs_times_token_at(g, stage)->value;
        date.base = HS_BASE_NOW;
        date.unit = HS_UNIT_DAY;
        end = stage + 1;
        hs_phrase of = hs_phrase_empty();
        uint32_t day = core(g, end, &of);
        if (day && of.kind == HS_PHRASE_DATE && !of.part) { /* mid-afternoon yesterday */
            of.part = date.part;
            date = of;
            end = day;
        }
    }
    bool daily = date.kind == HS_PHRASE_DATE &&
                 (date.day || date.weekday || date.feast || (date.base && date.unit == HS_UNIT_DAY && !date.part));
    if (end && !clock && daily)
        end = past_time_of_day(g, end, &date);
    if (clock && (!end || !daily)) {
        *out = hs_phrase_empty();
        out->hour = hour;
        out->minute = minute;
        return sure ? clock : 0;
    }
    if (clock) {
        date.hour = hour;
        date.minute = minute;
        if (hs_is(g, end, HS_TIME_PART))
            end++;
    }
    *out = date;
    return end;
}
