/* times_days.c -- months, days and weekdays, in words and figures. In: tokens. Out: phrases of kind DATE. Any thread.
 */
#include <string.h>

#include "ascii.h"
#include "times_dates.h"

enum { MONTHS = 12, SUNDAY = 7 };

/* A month's name, with the full stop of a short form where more follows. */
uint32_t hs_date_month_name(const hs_grammar *g, uint32_t i, uint8_t *month)
{
    const hs_times_token *token = hs_times_token_at(g, i);
    if (token->klass != HS_TIME_MONTH || !(token->flags & HS_TOKEN_CAPITAL))
        return 0;
    *month = (uint8_t)token->value;
    if (hs_is_mark(g, i + 1, '-') && hs_is_glued(g, i + 1) && hs_is(g, i + 2, HS_TIME_A) && hs_is_glued(g, i + 2))
        return 0; /* "Mar-a-Lago" */
    bool whole =
        token->end - token->begin > 4 || token->value == 5 || (token->end - token->begin == 4 && token->value != 9);
    return !whole && hs_is_mark(g, i + 1, '.') && hs_is_glued(g, i + 1) ? i + 2 : i + 1;
}

/* A day of the month in figures or as an ordinal: "14", "14th", "eighth". */
uint32_t hs_date_month_day(const hs_grammar *g, uint32_t i, uint8_t *day)
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
uint32_t hs_date_past_year(const hs_grammar *g, uint32_t i, hs_time_phrase *out)
{
    uint32_t j = i + (hs_is_mark(g, i, ',') || hs_is_small(g, i, HS_W_OF));
    bool last = hs_is(g, j, HS_TIME_LAST), next = hs_is(g, j, HS_TIME_NEXT), this = hs_is(g, j, HS_TIME_THIS);
    if ((last || next || this) && !hs_is_mark(g, i, ',') && hs_is(g, j + 1, HS_TIME_UNIT) &&
        hs_times_token_at(g, j + 1)->value == HS_UNIT_YEAR) {
        out->base = HS_BASE_NOW; /* March of last year, March this year */
        out->unit = HS_UNIT_YEAR;
        out->shift = next - last;
        return j + 2;
    }
    uint32_t end = hs_time_phrase_year(g, j, &out->year);
    if (end && hs_is(g, end, HS_TIME_COUNTED))
        end = 0;
    if (!end)
        out->year = 0;
    return end ? end : i;
}

/* Names that are also words or first names need a word before them that says so. */
static bool is_doubtful_month(const hs_grammar *g, uint32_t at, uint32_t end)
{
    const hs_times_token *token = hs_times_token_at(g, at), *before = hs_times_token_at(g, at - 1),
                         *next = hs_times_token_at(g, end);
    if (before->klass == HS_TIME_SMALL && before->value >= HS_W_OF && before->value <= HS_W_AFTER &&
        !(next->flags & HS_TOKEN_CAPITAL && token->end - token->begin == 3 && token->value != 5))
        return false;
    if (before->klass == HS_TIME_STAGE || before->klass == HS_TIME_LAST || before->klass == HS_TIME_NEXT ||
        before->klass == HS_TIME_THIS || before->klass == HS_TIME_EACH ||
        (before->klass == HS_TIME_PUNCT && before->value == '-'))
        return false;
    bool short_name = token->end - token->begin <= 4 && (token->value < 5 || token->value > 7);
    if (short_name && hs_is_mark(g, at + 1, '.') && hs_is_glued(g, at + 1))
        return hs_is_capital(g, at + 2);
    bool word = token->value == 5 || token->value == 3; /* may, march */
    if ((before->klass == HS_TIME_A || before->klass == HS_TIME_THE) && !short_name && next->gap == HS_GAP_BLANK &&
        next->klass == HS_TIME_NONE && !(word && next->flags & HS_TOKEN_CAPITAL))
        return false; /* "a June summit", "the March talks"; not "the March Brigade" */
    bool name = next->flags & HS_TOKEN_CAPITAL && next->gap != HS_GAP_NONE && next->klass == HS_TIME_NONE;
    bool short_form = token->end - token->begin == 3 && token->value != 5;
    bool after_name = before->flags & HS_TOKEN_CAPITAL && before->klass == HS_TIME_NONE && token->gap == HS_GAP_BLANK;
    return name || short_form || after_name || word;
}

/* The one day that is named by its date alone. */
static hs_time_phrase september_11(void)
{
    return (hs_time_phrase){.hour = HS_HOUR_UNKNOWN, .year = 2001, .month = 9, .day = 11, .is_name = true};
}

/* "attacks", "terrorist attacks". */
static bool is_of_attacks(const hs_grammar *g, uint32_t i)
{
    static const char *const kinds[] = {"terror", "terrorist"}, *const attacks[] = {"attacks", "hijackings"};
    const hs_times_token *kind = hs_times_token_at(g, i);
    i += hs_ascii_is_one_of((hs_str){g->text.ptr + kind->begin, kind->end - kind->begin}, kinds, 2);
    const hs_times_token *token = hs_times_token_at(g, i);
    return hs_ascii_is_one_of((hs_str){g->text.ptr + token->begin, token->end - token->begin}, attacks, 2);
}

/* "May 14, 2031", "May 2031", "May". */
uint32_t hs_date_month_first(const hs_grammar *g, uint32_t at, hs_time_phrase *out)
{
    uint32_t i = hs_date_month_name(g, at, &out->month), end;
    if (!i)
        return 0;
    bool the = hs_is(g, i, HS_TIME_THE) && !hs_times_token_at(g, i)->value;
    end = hs_date_month_day(g, i + the, &out->day);
    if (end && !hs_is(g, end, HS_TIME_UNITS) && !hs_is_mark(g, i, '-')) {
        uint32_t past = hs_date_past_year(g, end, out);
        if (past == end && out->month == 9 && out->day == 11 && is_of_attacks(g, end))
            *out = september_11();
        return past;
    }
    out->day = 0;
    end = hs_date_past_year(g, i, out);
    if (end > i)
        return end;
    if (is_doubtful_month(g, at, i))
        return 0;
    return at + 1;
}

/* "14 May 2031", "the 14th of May". */
uint32_t hs_date_day_first(const hs_grammar *g, uint32_t at, hs_time_phrase *out)
{
    bool the = hs_is(g, at, HS_TIME_THE) && !hs_times_token_at(g, at)->value;
    uint32_t i = hs_date_month_day(g, at + the, &out->day);
    if (!i || (hs_is(g, at + the, HS_TIME_ORDINAL) && !the))
        return 0;
    i += hs_is_small(g, i, HS_W_OF);
    i = hs_past_hyphen(g, i);
    i = hs_date_month_name(g, i, &out->month);
    if (!i || (hs_times_token_at(g, i - 1)->value == 5 && !hs_is_capital(g, i - 1)))
        return 0;
    return hs_date_past_year(g, hs_past_hyphen(g, i), out);
}

/* The first of two days that share a month: "14" in "14-16 May", "14 and 16 May". */
uint32_t hs_date_day_of_range(const hs_grammar *g, uint32_t at, hs_time_phrase *out)
{
    uint8_t first;
    uint32_t i = hs_date_month_day(g, at, &first);
    if (!i || !(hs_is_mark(g, i, '-') || hs_is_small(g, i, HS_W_TO) || hs_is_small(g, i, HS_W_AND)) ||
        hs_is(g, at, HS_TIME_ORDINAL))
        return 0;
    if (!hs_date_day_first(g, i + 1, out) || hs_is(g, i + 1, HS_TIME_THE) || out->day <= first)
        return 0;
    out->day = first;
    return i;
}

/* "on the 14th" and then nothing that it could count. */
uint32_t hs_date_day_alone(const hs_grammar *g, uint32_t at, hs_time_phrase *out)
{
    const hs_times_token *before = hs_times_token_at(g, at - 1);
    if (!hs_is(g, at, HS_TIME_THE) || before->klass != HS_TIME_SMALL ||
        !(before->value == HS_W_ON || before->value == HS_W_BY || before->value == HS_W_UNTIL ||
          before->value == HS_W_SINCE))
        return 0;
    uint32_t end = hs_times_token_at(g, at + 1)->digits ? hs_date_month_day(g, at + 1, &out->day) : 0;
    const hs_times_token *next = hs_times_token_at(g, end);
    return end == at + 3 && (next->klass == HS_TIME_PUNCT || next->klass == HS_TIME_END || next->klass == HS_TIME_SMALL)
               ? end
               : 0;
}

static hs_time_order order_of(int32_t a, int32_t b)
{
    if (a > MONTHS && b <= MONTHS)
        return HS_ORDER_DAY_FIRST;
    return b > MONTHS && a <= MONTHS ? HS_ORDER_MONTH_FIRST : HS_ORDER_UNKNOWN;
}

/* The order that the dates in figures of a text have where one of them shows it and none the other. */
hs_time_order hs_time_order_in(const hs_times_token *tokens, size_t n)
{
    hs_time_order order = HS_ORDER_UNKNOWN;
    for (size_t i = 0; i + 4 < n; i++) {
        const hs_times_token *a = &tokens[i], *mark = &tokens[i + 1], *b = &tokens[i + 2], *c = &tokens[i + 4];
        bool date = a->digits && a->digits <= 2 && b->digits && b->digits <= 2 && c->digits == 4 &&
                    mark->klass == HS_TIME_PUNCT && (mark->value == '/' || mark->value == '-') &&
                    tokens[i + 3].klass == HS_TIME_PUNCT && tokens[i + 3].value == mark->value;
        for (size_t k = 1; k <= 4; k++)
            date = date && tokens[i + k].gap == HS_GAP_NONE;
        hs_time_order one = date ? order_of(a->value, b->value) : HS_ORDER_UNKNOWN;
        if (one && order && one != order)
            return HS_ORDER_UNKNOWN;
        order = one ? one : order;
    }
    return order;
}

/* 2031-05-14, 2031-05, 14.05.2031, 05/14/2031. Which of two small numbers is the month another date must show. */
uint32_t hs_date_numeric(const hs_grammar *g, uint32_t at, hs_time_phrase *out)
{
    const hs_times_token *a = hs_times_token_at(g, at), *b = hs_times_token_at(g, at + 2),
                         *c = hs_times_token_at(g, at + 4);
    if (!a->digits || !b->digits || !hs_is(g, at + 1, HS_TIME_PUNCT) || !hs_is_glued(g, at + 1) ||
        b->gap != HS_GAP_NONE)
        return 0;
    char mark = (char)hs_times_token_at(g, at + 1)->value;
    if (mark == '/' && a->value == 9 && b->value == 11 &&
        !hs_is_mark(g, at + 3, '/')) {
        *out = september_11();
        return at + 3;
    }
    if (!memchr("-/.", mark, 3) ||
        (at > g->from && hs_is_glued(g, at) && hs_is(g, at - 1, HS_TIME_PUNCT) && !hs_is_mark(g, at - 1, '(')))
        return 0;
    bool three = hs_is_mark(g, at + 3, mark) && hs_is_glued(g, at + 3) && c->digits && c->gap == HS_GAP_NONE;
    uint32_t end = three ? at + 5 : at + 3;
    if (hs_is_glued(g, end) && (hs_is_mark(g, end, mark) || hs_times_token_at(g, end)->digits) &&
        hs_is_glued(g, end + 1))
        return 0;
    if (a->digits == 4 && b->digits == 2 && mark != '.' && a->value >= HS_FIRST_YEAR && a->value <= HS_LAST_YEAR &&
        b->value >= 1 && b->value <= 12) {
        if (!three && (mark != '-' || a->value < HS_CERTAIN_YEAR))
            return 0;
        if (three && (c->digits != 2 || c->value < 1 || c->value > 31))
            return 0;
        out->year = (int16_t)a->value;
        out->month = (uint8_t)b->value;
        out->day = (uint8_t)(three ? c->value : 0);
        return end;
    }
    if (!three || c->digits != 4 || a->digits > 2 || b->digits > 2 || c->value < HS_FIRST_YEAR ||
        c->value > HS_LAST_YEAR)
        return 0;
    int32_t day = a->value, month = b->value;
    hs_time_order order = mark == '.' ? HS_ORDER_DAY_FIRST : order_of(a->value, b->value);
    if (!order && day != month)
        order = (hs_time_order)g->order;
    if (!order && day != month)
        return 0;
    if (order == HS_ORDER_MONTH_FIRST) {
        day = b->value;
        month = a->value;
    }
    if (day < 1 || day > 31 || month < 1 || month > 12)
        return 0;
    out->year = (int16_t)c->value;
    out->month = (uint8_t)month;
    out->day = (uint8_t)day;
    return end;
}

static bool is_part_of_name(const hs_grammar *g, uint32_t i)
{
    const hs_times_token *before = hs_times_token_at(g, i - 1), *next = hs_times_token_at(g, i + 1);
    if (i > g->from && before->klass == HS_TIME_SMALL && before->value == HS_W_BLACK &&
        before->flags & HS_TOKEN_CAPITAL)
        return true;
    const hs_times_token *paper = hs_times_token_at(g, i - 2);
    static const char *const on_sunday[] = {"mail", "independent", "herald"}; /* papers that appear on that day */
    if (hs_times_token_at(g, i)->value == SUNDAY && hs_is_small(g, i - 1, HS_W_ON) && hs_is_capital(g, i - 2) &&
        hs_ascii_is_one_of((hs_str){g->text.ptr + paper->begin, paper->end - paper->begin}, on_sunday,
                           sizeof on_sunday / sizeof *on_sunday))
        return true;
    if (next->klass == HS_TIME_PART && next->flags & HS_TOKEN_CAPITAL && hs_is_capital(g, i + 2) &&
        hs_times_token_at(g, i + 2)->gap == HS_GAP_BLANK)
        return true; /* "Saturday Night Tonight" */
    return next->klass == HS_TIME_SMALL && next->value == HS_W_PAPER && next->flags & HS_TOKEN_CAPITAL &&
           next->gap == HS_GAP_BLANK;
}

/* "Tuesday", "Tues., May 14", "Tuesday 14 May 2031", "Tuesday of last week". */
uint32_t hs_date_weekday(const hs_grammar *g, uint32_t at, hs_time_phrase *out)
{
    const hs_times_token *token = hs_times_token_at(g, at);
    if (token->klass != HS_TIME_WEEKDAY || !(token->flags & HS_TOKEN_CAPITAL) || is_part_of_name(g, at))
        return 0;
    out->weekday = (uint8_t)token->value;
    bool brief = token->end - token->begin <= 5;
    uint32_t i = at + 1, end;
    i += brief && hs_is_mark(g, i, '.') && hs_is_glued(g, i);
    hs_time_phrase dated = *out;
    uint32_t j = i + hs_is_mark(g, i, ',');
    if ((end = hs_date_month_first(g, j, &dated)) && dated.day) {
        *out = dated;
        return end;
    }
    dated = *out;
    if ((end = hs_date_day_first(g, j, &dated))) {
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
