/* times_spans.c -- lengths of time, and dates that lie so long before or after another. In: tokens. Out: phrases of
 * kind DURATION, SET and DATE. Any thread. */
#include "ascii.h"
#include "times_phrase.h"

enum { MOST = 100000 /* of a unit */, DOZEN = 12 };

/* Figures with thousands parted by commas, a decimal, a fraction. */
static uint32_t figures(const hs_grammar *g, uint32_t i, int32_t *tenths)
{
    const hs_times_token *token = hs_times_token_at(g, i);
    if (token->digits > 6)
        return 0;
    int32_t whole = token->value, tenth = 0;
    i++;
    while (hs_is_mark(g, i, ',') && hs_is_glued(g, i) && hs_is_glued(g, i + 1) &&
           hs_times_token_at(g, i + 1)->digits == 3 && whole < MOST) {
        whole = whole * 1000 + hs_times_token_at(g, i + 1)->value;
        i += 2;
    }
    const hs_times_token *next = hs_times_token_at(g, i + 1);
    if (hs_is_mark(g, i, '.') && hs_is_glued(g, i) && next->gap == HS_GAP_NONE && next->digits == 1) {
        tenth = next->value;
        i += 2;
    } else if (hs_times_token_at(g, i)->digits == 1 && hs_times_token_at(g, i)->value == 1 &&
               hs_is_mark(g, i + 1, '/') && hs_times_token_at(g, i + 2)->digits == 1 &&
               hs_times_token_at(g, i + 2)->value == 2) {
        tenth = 5;
        i += 3;
    }
    if (whole > MOST)
        return 0;
    *tenths = whole * 10 + tenth;
    return i;
}

/* "twenty-five", "two hundred", "a thousand". */
static uint32_t words(const hs_grammar *g, uint32_t i, int32_t *tenths)
{
    int32_t sum = 0, part = 0;
    uint32_t begin = i;
    if (hs_is(g, i, HS_TIME_A) && hs_is(g, i + 1, HS_TIME_HUNDRED)) {
        part = 1;
        i++;
    }
    for (;;) {
        uint32_t j = i > begin ? hs_past_hyphen(g, i) : i;
        const hs_times_token *token = hs_times_token_at(g, j);
        if (token->klass == HS_TIME_TENS && part % 100 == 0)
            part += token->value;
        else if (token->klass == HS_TIME_CARDINAL &&
                 (part % 100 == 0 || (part % 10 == 0 && token->value < 10 && part % 100 >= 20)))
            part += token->value;
        else if (token->klass == HS_TIME_HUNDRED && token->value == 100 && part && part < 100)
            part *= 100;
        else if (token->klass == HS_TIME_HUNDRED && token->value == 1000 && part && !sum) {
            sum = part * 1000;
            part = 0;
        } else if (hs_is_small(g, j, HS_W_AND) && (part >= 100 || sum) &&
                   (hs_is(g, j + 1, HS_TIME_CARDINAL) || hs_is(g, j + 1, HS_TIME_TENS))) {
            i = j + 1;
            continue;
        } else
            break;
        i = j + 1;
    }
    if (!sum && !part)
        return 0;
    *tenths = (sum + part) * 10;
    return i;
}

/* "couple of", "dozens of": past the "of". */
static uint32_t past_of(const hs_grammar *g, uint32_t i)
{
    return hs_is_small(g, i, HS_W_OF) ? i + 1 : i;
}

static uint32_t simple_number(const hs_grammar *g, uint32_t i, int32_t *tenths)
{
    bool a = hs_is(g, i, HS_TIME_A);
    uint32_t j = i + a;
    const hs_times_token *token = hs_times_token_at(g, j);
    switch ((hs_time_class)token->klass) {
    case HS_TIME_DIGITS:
        return a ? 0 : figures(g, i, tenths);
    case HS_TIME_CARDINAL:
    case HS_TIME_TENS:
        return a ? 0 : words(g, i, tenths);
    case HS_TIME_HUNDRED:
        return a ? words(g, i, tenths) : 0;
    case HS_TIME_COUPLE:
        *tenths = token->value * 10;
        return past_of(g, j + 1);
    case HS_TIME_FEW:
        *tenths = HS_COUNT_UNKNOWN;
        return a && hs_past_hyphen(g, j + 1) > j + 1 ? 0 : j + 1; /* "a | several-year plan" */
    case HS_TIME_SCORES:
        *tenths = HS_COUNT_UNKNOWN;
        return !a && hs_is_small(g, j + 1, HS_W_OF) ? j + 2 : 0;
    case HS_TIME_HALF:
        *tenths = 5;
        j = hs_past_hyphen(g, j + 1);
        j += !a && hs_is(g, j, HS_TIME_A);
        if (!hs_is(g, j, HS_TIME_COUPLE) || hs_times_token_at(g, j)->value != DOZEN)
            return j;
        *tenths = DOZEN * 5; /* half-dozen, half a dozen */
        return j + 1;
    default:
        *tenths = 10;
        return a ? j : 0;
    }
}

/* "and a half", "-and-a-half": past it; 0 where it is not. */
static uint32_t past_and_a_half(const hs_grammar *g, uint32_t i)
{
    uint32_t joint = hs_past_hyphen(g, i), a = hs_past_hyphen(g, joint + 1), half = hs_past_hyphen(g, a + 1);
    return hs_is_small(g, joint, HS_W_AND) && hs_is(g, a, HS_TIME_A) && hs_is(g, half, HS_TIME_HALF) ? half + 1 : 0;
}

uint32_t hs_time_phrase_number(const hs_grammar *g, uint32_t at, int32_t *tenths)
{
    uint32_t i = simple_number(g, at, tenths), half = i && *tenths > 0 ? past_and_a_half(g, i) : 0;
    if (half) {
        *tenths += 5;
        return half;
    }
    /* "12 to 18", "two or three": the lower one */
    if (i && !hs_is(g, at, HS_TIME_A) && *tenths > 0 &&
        (hs_is_small(g, i, HS_W_TO) || hs_is_small(g, i, HS_W_OR) || hs_past_hyphen(g, i) > i)) {
        int32_t other;
        uint32_t end = hs_is(g, i + 1, HS_TIME_A) ? 0 : simple_number(g, i + 1, &other);
        if (end && other > *tenths)
            return end;
    }
    return i;
}

/* "over", which is a preposition of time, too: "over three years", "over the summer". */
static bool is_over(const hs_grammar *g, uint32_t i)
{
    const hs_times_token *token = hs_times_token_at(g, i);
    return token->end - token->begin == 4 && hs_ascii_lower(g->text.ptr[token->begin]) == 'o';
}

/* "about", "more than", "at least", "as many as", "up to": the token after them; `i` without any. */
static uint32_t past_about(const hs_grammar *g, uint32_t i)
{
    if (hs_is_small(g, i, HS_W_AT) && hs_is(g, i + 1, HS_TIME_LEAST))
        i += 2;
    else if (hs_is_small(g, i, HS_W_UP) && hs_is_small(g, i + 1, HS_W_TO))
        i += 2;
    else if (hs_is_small(g, i, HS_W_NO) && hs_is(g, i + 1, HS_TIME_MORE) && hs_is_small(g, i + 2, HS_W_THAN))
        i += 3;
    else if (hs_is_small(g, i, HS_W_AS) && hs_is(g, i + 1, HS_TIME_FEW) && hs_is_small(g, i + 2, HS_W_AS))
        i += 3;
    else {
        if (hs_is(g, i, HS_TIME_ABOUT) && !(is_over(g, i) && !hs_is(g, i + 1, HS_TIME_A)))
            i++;
        if (hs_is(g, i, HS_TIME_MORE) && hs_is_small(g, i + 1, HS_W_THAN))
            i += 2;
    }
    return i;
}

/* A unit, singular or plural. */
static bool is_unit(const hs_grammar *g, uint32_t i)
{
    return hs_is(g, i, HS_TIME_UNIT) || hs_is(g, i, HS_TIME_UNITS);
}

/* The verb or noun phrase that "before" and "after" would need does not follow: they look back at what was told. */
static bool ends_clause(const hs_grammar *g, uint32_t i)
{
    const hs_times_token *token = hs_times_token_at(g, i);
    if (token->klass == HS_TIME_SMALL)
        return token->value <= HS_W_BETWEEN ||
               (token->value >= HS_W_WILL && token->value <= HS_W_PAST_VERB && token->value != HS_W_BE);
    return token->klass == HS_TIME_END || (token->klass == HS_TIME_PUNCT && token->value != '`' && token->value != '$');
}

static void offset(hs_time_phrase *out, hs_base base, int sign)
{
    if (out->tenths == HS_COUNT_UNKNOWN) {
        if (base == HS_BASE_NOW) {
            out->kind = HS_PHRASE_REF;
            out->ref = sign < 0 ? 'P' : 'F';
        }
        return;
    }
    out->kind = HS_PHRASE_DATE;
    out->base = (uint8_t)base;
    out->shift = sign * ((out->tenths + 5) / 10);
}

/* "ago", "earlier", "from now", "before": past them. */
static uint32_t direction(const hs_grammar *g, uint32_t i, hs_time_phrase *out)
{
    if (hs_is(g, i, HS_TIME_AGO)) {
        offset(out, HS_BASE_NOW, -1);
        return i + 1;
    }
    if (hs_is_small(g, i, HS_W_HENCE)) {
        offset(out, HS_BASE_NOW, 1);
        return i + 1;
    }
    if (hs_is_small(g, i, HS_W_FROM) && ((hs_is(g, i + 1, HS_TIME_NOW) && hs_times_token_at(g, i + 1)->value == 'N') ||
                                         (hs_is(g, i + 1, HS_TIME_NEAR) && !hs_times_token_at(g, i + 1)->value))) {
        offset(out, HS_BASE_NOW, 1);
        return i + 2;
    }
    bool earlier = hs_is_small(g, i, HS_W_EARLIER), later = hs_is_small(g, i, HS_W_LATER);
    if ((earlier || later) && !hs_is_small(g, i + 1, HS_W_THAN)) {
        offset(out, HS_BASE_REF, earlier ? -1 : 1);
        return i + 1;
    }
    bool before = hs_is_small(g, i, HS_W_BEFORE), after = hs_is_small(g, i, HS_W_AFTER);
    if ((before || after) && ends_clause(g, i + 1)) {
        offset(out, HS_BASE_REF, before ? -1 : 1);
        return i + 1;
    }
    return i;
}

/* "the day before", "the week after", "the day after tomorrow". */
static uint32_t day_before(const hs_grammar *g, uint32_t at, hs_time_phrase *out)
{
    if (!hs_is(g, at, HS_TIME_THE) || !hs_is(g, at + 1, HS_TIME_UNIT))
        return 0;
    bool before = hs_is_small(g, at + 2, HS_W_BEFORE), after = hs_is_small(g, at + 2, HS_W_AFTER);
    if (!before && !after)
        return 0;
    out->kind = HS_PHRASE_DATE;
    out->unit = (uint8_t)hs_times_token_at(g, at + 1)->value;
    out->shift = before ? -1 : 1;
    const hs_times_token *next = hs_times_token_at(g, at + 3);
    if (next->klass == HS_TIME_NEAR && out->unit == HS_UNIT_DAY) {
        out->base = HS_BASE_NOW;
        out->shift += next->value;
        return at + 4;
    }
    if (before && hs_is(g, at + 3, HS_TIME_LAST) && out->unit > HS_UNIT_DAY) { /* the week before last */
        out->base = HS_BASE_NOW;
        out->shift = -2;
        return at + 4;
    }
    if (after && hs_is(g, at + 3, HS_TIME_NEXT) && out->unit > HS_UNIT_DAY) {
        out->base = HS_BASE_NOW;
        out->shift = 2;
        return at + 4;
    }
    out->base = HS_BASE_REF;
    return ends_clause(g, at + 3) ? at + 3 : 0;
}

/* "day-long", "decades-long". */
static uint32_t long_lasting(const hs_grammar *g, uint32_t at, hs_time_phrase *out)
{
    if (!is_unit(g, at) || hs_past_hyphen(g, at + 1) == at + 1 || !hs_is(g, at + 2, HS_TIME_EXTRA))
        return 0;
    const hs_times_token *word = hs_times_token_at(g, at + 2);
    if (word->end - word->begin != 4 || g->text.ptr[word->begin] != 'l')
        return 0;
    out->kind = HS_PHRASE_DURATION;
    out->unit = (uint8_t)hs_times_token_at(g, at)->value;
    out->tenths = hs_is(g, at, HS_TIME_UNIT) ? 10 : HS_COUNT_UNKNOWN;
    return at + 3;
}

/* "days", "hours later": where nothing but a length of time can stand. */
static uint32_t bare_plural(const hs_grammar *g, uint32_t at, hs_time_phrase *out)
{
    if (!hs_is(g, at, HS_TIME_UNITS))
        return 0;
    static const uint8_t before[] = {HS_W_FOR, HS_W_IN, HS_W_WITHIN};
    const hs_times_token *prior = hs_times_token_at(g, at - 1);
    out->kind = HS_PHRASE_DURATION;
    out->unit = (uint8_t)hs_times_token_at(g, at)->value;
    out->tenths = HS_COUNT_UNKNOWN;
    uint32_t end = direction(g, at + 1, out);
    if (end > at + 1)
        return end;
    if (at > g->from && prior->klass == HS_TIME_SMALL)
        for (size_t k = 0; k < sizeof before; k++)
            if (prior->value == before[k])
                return at + 1;
    bool ages = out->unit >= HS_UNIT_DECADE && prior->klass != HS_TIME_THE && prior->klass != HS_TIME_ORDINAL;
    if (hs_is_small(g, at + 1, HS_W_OF) && (ages || hs_is_small(g, at - 1, HS_W_AFTER)))
        return at + 1; /* after months of talks, ended decades of quiet */
    return 0;
}

/* "the weeks ahead", "the months to come". */
static uint32_t ahead(const hs_grammar *g, uint32_t at, hs_time_phrase *out)
{
    uint32_t i = at + hs_is(g, at, HS_TIME_THE);
    if (!hs_is(g, i, HS_TIME_UNITS) || hs_times_token_at(g, i)->value < HS_UNIT_DAY)
        return 0;
    out->kind = HS_PHRASE_DURATION;
    out->unit = (uint8_t)hs_times_token_at(g, i)->value;
    out->tenths = HS_COUNT_UNKNOWN;
    if (hs_is_small(g, i + 1, HS_W_TO) && hs_is_small(g, i + 2, HS_W_COME))
        return i + 3;
    return i > at && hs_is_small(g, i + 1, HS_W_AHEAD) && !hs_is_small(g, i + 2, HS_W_OF) ? i + 2 : 0;
}

/* "a quarter-century", "three quarters of an hour". */
static uint32_t quarter_of(const hs_grammar *g, uint32_t at, hs_time_phrase *out)
{
    bool three = hs_is(g, at, HS_TIME_CARDINAL) && hs_times_token_at(g, at)->value == 3;
    uint32_t i = three ? hs_past_hyphen(g, at + 1) : at + hs_is(g, at, HS_TIME_A);
    if (!hs_is(g, i, three ? HS_TIME_UNITS : HS_TIME_UNIT) || hs_times_token_at(g, i)->value != HS_UNIT_QUARTER)
        return 0;
    uint32_t j = hs_is_small(g, i + 1, HS_W_OF) && hs_is(g, i + 2, HS_TIME_A) ? i + 3 : hs_past_hyphen(g, i + 1);
    const hs_times_token *unit = hs_times_token_at(g, j);
    if (j == i + 1 || unit->klass != HS_TIME_UNIT || (unit->value != HS_UNIT_CENTURY && unit->value != HS_UNIT_HOUR))
        return 0;
    out->kind = HS_PHRASE_DURATION;
    out->unit = unit->value == HS_UNIT_CENTURY ? HS_UNIT_YEAR : HS_UNIT_MINUTE;
    out->tenths = (unit->value == HS_UNIT_CENTURY ? 250 : 150) * (three ? 3 : 1);
    return direction(g, j + 1, out);
}

/* A second, smaller component: "two hours and 30 minutes", "1 hour 54 minutes"; or "and a half". */
static uint32_t rest(const hs_grammar *g, uint32_t i, hs_time_phrase *out)
{
    uint32_t j = i;
    if (out->tenths <= 0)
        return i;
    uint32_t half = past_and_a_half(g, j);
    if (half) {
        out->tenths += 5;
        return half;
    }
    if (hs_is_small(g, j, HS_W_OR)) { /* or so, or two, or more */
        if (hs_is_small(g, j + 1, HS_W_SO) || hs_is(g, j + 1, HS_TIME_MORE))
            return j + 2;
        if (out->tenths == 10 && hs_is(g, j + 1, HS_TIME_CARDINAL) && !is_unit(g, j + 2)) {
            out->tenths = HS_COUNT_UNKNOWN;
            return j + 2;
        }
        return i;
    }
    j += hs_is_mark(g, j, ',') || hs_is_small(g, j, HS_W_AND);
    int32_t tenths;
    uint32_t end = hs_is(g, j, HS_TIME_A) ? 0 : hs_time_phrase_number(g, j, &tenths);
    bool far = out->unit > HS_UNIT_DAY && hs_is(g, end, HS_TIME_UNITS) &&
               hs_times_token_at(g, end)->value < HS_UNIT_DAY; /* "two years, 90 minutes": a list */
    if (end && tenths > 0 && is_unit(g, end) && hs_times_token_at(g, end)->value < out->unit && !far &&
        out->unit != HS_UNIT_DECADE) {
        out->tenths2 = tenths;
        out->unit2 = (uint8_t)hs_times_token_at(g, end)->value;
        return end + 1;
    }
    return i;
}

/* Words before the number: "the past", "the first", "these". @param related  out: "past", "next", "first" is there */
static uint32_t past_opening(const hs_grammar *g, uint32_t i, bool *related)
{
    i += hs_is(g, i, HS_TIME_THE);
    *related = hs_is(g, i, HS_TIME_LAST) || hs_is(g, i, HS_TIME_NEXT) || hs_is(g, i, HS_TIME_ORDINAL) ||
               hs_is(g, i, HS_TIME_RECENT);
    return i + *related;
}

/* "nearly a decade", "more than a year": after "in" these have passed, they do not lie ahead; nor do "up to five
 * years". */
static bool is_exceeded(const hs_grammar *g, uint32_t at)
{
    static const char *const words[] = {"almost", "nearly", "over"};
    const hs_times_token *token = hs_times_token_at(g, at);
    hs_str word = {g->text.ptr + token->begin, token->end - token->begin};
    return hs_is(g, at, HS_TIME_MORE) || hs_is_small(g, at, HS_W_UP) ||
           hs_ascii_is_one_of(word, words, sizeof words / sizeof *words);
}

/* "the first time in five years", "the smallest gain in a year": nothing lies ahead in that time. */
static bool looks_back(const hs_grammar *g, uint32_t in)
{
    enum { REACH = 6 };
    for (uint32_t i = in; i > g->from && in - i < REACH && !hs_is(g, i - 1, HS_TIME_PUNCT); i--) {
        const hs_times_token *token = hs_times_token_at(g, i - 1);
        bool superlative = token->end - token->begin > 4 && hs_is(g, i - 2, HS_TIME_THE) &&
                           hs_ascii_same(g->text.ptr + token->end - 3, "est", 3);
        if (token->klass == HS_TIME_ORDINAL || token->klass == HS_TIME_LEAST || superlative)
            return true;
    }
    return false;
}

uint32_t hs_time_phrase_span(const hs_grammar *g, uint32_t at, hs_time_phrase *out)
{
    uint32_t end = day_before(g, at, out);
    if (!end)
        end = long_lasting(g, at, out);
    if (!end)
        end = ahead(g, at, out);
    if (!end)
        end = quarter_of(g, at, out);
    if (!end)
        end = bare_plural(g, at, out);
    if (end)
        return end;
    *out = hs_time_phrase_empty();
    bool every = hs_is(g, at, HS_TIME_EACH), related = false;
    uint32_t i = every ? at + 1 : past_about(g, at), begin = i;
    i = past_opening(g, i, &related);
    bool opened = i > begin;
    if (opened)
        i = past_about(g, i);
    uint32_t number = i;
    if (every && hs_is_small(g, i, HS_W_OTHER)) {
        out->tenths = 20;
        i++;
    } else if (every && hs_is(g, i, HS_TIME_UNIT)) {
        out->tenths = 10;
    } else {
        i = opened && hs_is(g, i, HS_TIME_A) ? 0 : hs_time_phrase_number(g, i, &out->tenths);
        if (!i)
            return 0;
        bool hyphen = hs_past_hyphen(g, i) > i;
        i = hs_past_hyphen(g, i);
        while (!hyphen && (hs_is(g, i, HS_TIME_EXTRA) || hs_is(g, i, HS_TIME_MORE)))
            i++;
        if (hyphen && opened && !related) /* "the five-year plan" */
            return 0;
    }
    const hs_times_token *unit = hs_times_token_at(g, i);
    if (unit->klass == HS_TIME_ORDINAL && unit->value == 2 && !hs_is(g, number, HS_TIME_A) &&
        (out->tenths == 10 || hs_is_mark(g, i - 1, '-')))
        out->unit = HS_UNIT_SECOND;
    else if (!is_unit(g, i))
        return 0;
    else
        out->unit = (uint8_t)unit->value;
    end = i + 1;
    out->kind = every ? HS_PHRASE_SET : HS_PHRASE_DURATION;
    uint32_t old = end;
    if (hs_past_hyphen(g, old) > old)
        old++;
    if (hs_is_small(g, old, HS_W_OLD) || hs_is_small(g, hs_past_hyphen(g, end), HS_W_OLD))
        return 0; /* an age */
    if (hs_is(g, number, HS_TIME_A) && hs_past_hyphen(g, end) > end)
        return 0; /* "a year-long" */
    if (hs_is_capital(g, i) && i > g->from)
        return 0; /* the title of something */
    if (every)
        return end;
    end = rest(g, end, out);
    uint32_t after = direction(g, end, out);
    if (out->unit == HS_UNIT_QUARTER && after == end && !related &&
        (hs_is(g, number, HS_TIME_A) || hs_is_small(g, end, HS_W_OF) ||
         (hs_is_mark(g, i - 1, '-') && hs_is(g, i, HS_TIME_UNITS))))
        return 0; /* a fraction */
    if (out->unit == HS_UNIT_WEEKEND && hs_is(g, number, HS_TIME_A))
        return 0;
    out->in = after == end && !opened && at > g->from && hs_is_small(g, at - 1, HS_W_IN) &&
              !hs_is_small(g, end, HS_W_OF) && !is_exceeded(g, at) && !looks_back(g, at - 1);
    return after;
}
