/* times_years.c -- years, decades and centuries. In: tokens. Out: phrases of kind DATE. Any thread. */
#include <string.h>

#include "times_dates.h"

enum { CERTAIN_TO = 2049 };

/* Four figures that are no part of a longer number, an amount or an id. */
static bool is_year_figure(const hs_grammar *g, uint32_t i)
{
    const hs_times_token *token = hs_times_token_at(g, i);
    if (token->digits != 4 || token->value < HS_FIRST_YEAR || token->value > HS_LAST_YEAR)
        return false;
    if (hs_is_glued(g, i) && i > g->from) {
        const hs_times_token *before = hs_times_token_at(g, i - 1);
        if (before->klass != HS_TIME_PUNCT || !memchr("(['\"-~/", (char)before->value, 7))
            return false;
        if ((before->value == '-' || before->value == '/') && hs_is_glued(g, i - 1) &&
            hs_times_token_at(g, i - 2)->digits != 4 && hs_times_token_at(g, i - 2)->klass != HS_TIME_STAGE &&
            hs_times_token_at(g, i - 2)->klass != HS_TIME_MONTH &&
            !(hs_times_token_at(g, i - 2)->flags & HS_TOKEN_WORD))
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

uint32_t hs_time_phrase_year(const hs_grammar *g, uint32_t at, int16_t *year)
{
    const hs_times_token *token = hs_times_token_at(g, at), *next = hs_times_token_at(g, at + 1);
    if (is_year_figure(g, at)) {
        *year = (int16_t)token->value;
        return at + 1;
    }
    if (hs_is_mark(g, at, '\'') && next->digits == 2 && next->gap == HS_GAP_NONE &&
        (!hs_is_glued(g, at + 2) || (hs_is(g, at + 2, HS_TIME_PUNCT) && !hs_is_mark(g, at + 2, '\'')))) {
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
uint32_t hs_date_bare_year(const hs_grammar *g, uint32_t at, hs_time_phrase *out)
{
    uint32_t end = hs_time_phrase_year(g, at, &out->year);
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
    if (before->klass == HS_TIME_LEAST && hs_is_small(g, at - 2, HS_W_AT) && hs_is_small(g, at - 3, HS_W_SINCE))
        return end; /* since at least 1980 */
    if (before->klass == HS_TIME_ABOUT || before->klass == HS_TIME_MORE || before->klass == HS_TIME_LEAST)
        return 0;
    bool joined = hs_is_mark(g, at - 1, '-') || hs_is_small(g, at - 1, HS_W_TO) || hs_is_small(g, at - 1, HS_W_AND) ||
                  hs_is_small(g, at - 1, HS_W_OR);
    if (hs_is_mark(g, at - 1, '(') || (joined && is_year_figure(g, at - 2))) /* (1704-1787), 1704 and 1787 */
        return end;
    return out->year >= HS_CERTAIN_YEAR && out->year <= CERTAIN_TO ? end : 0;
}

/* "the sixties", "the nineteen eighties". @param led  "the" or "mid-" is before it */
static uint32_t decade_in_words(const hs_grammar *g, uint32_t at, bool led, hs_time_phrase *out)
{
    const hs_times_token *token = hs_times_token_at(g, at);
    bool nineteen = token->klass == HS_TIME_CARDINAL && token->value == 19;
    uint32_t i = nineteen ? hs_past_hyphen(g, at + 1) : at;
    if (!hs_is(g, i, HS_TIME_DECADES) || !(led || nineteen))
        return 0;
    out->year = (int16_t)(1900 + hs_times_token_at(g, i)->value);
    out->grain = HS_UNIT_DECADE;
    return i + 1;
}

/* "the 1990s", "the 1990's", "'80s", "the sixties", "the 20th century". */
uint32_t hs_date_age(const hs_grammar *g, uint32_t at, hs_time_phrase *out)
{
    uint32_t i = at;
    bool the = hs_is(g, i, HS_TIME_THE) && !hs_times_token_at(g, i)->value;
    i += the;
    if (hs_is(g, i, HS_TIME_STAGE))
        i = hs_past_hyphen(g, i + 1);
    uint32_t number = i + hs_is_mark(g, i, '\'');
    const hs_times_token *token = hs_times_token_at(g, number), *next = hs_times_token_at(g, number + 1);
    uint32_t s = number + 1 + (next->klass == HS_TIME_PUNCT && next->value == '\'' && next->gap == HS_GAP_NONE);
    if (token->digits && token->value % 10 == 0 && hs_is_small(g, s, HS_W_S) && hs_is_glued(g, s)) {
        bool two =
            token->digits == 2 && (the || number > at) && token->value >= 20 && (i == number || hs_is_glued(g, number));
        if (!two && !(token->digits == 4 && token->value >= HS_FIRST_YEAR && token->value <= HS_LAST_YEAR))
            return 0;
        out->year = (int16_t)(token->value + (two ? 1900 : 0));
        out->grain = HS_UNIT_DECADE;
        return s + 1;
    }
    uint32_t stage = at - 1 - (hs_is_mark(g, at - 1, '-') ? 1 : 0); /* the | early sixties */
    uint32_t words = decade_in_words(g, i, the || i > at || hs_is(g, stage, HS_TIME_STAGE), out);
    if (words)
        return words;
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
    if (hs_is_capital(g, i) && hs_is_capital(g, i + 1) && hs_is(g, i + 1, HS_TIME_NONE))
        return 0; /* "21st Century Motors" */
    out->year = (int16_t)((nth - 1) * 100);
    out->grain = HS_UNIT_CENTURY;
    return i + 1;
}
