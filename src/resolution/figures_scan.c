/* figures_scan.c -- which numbers are figures, and of what. In: tokens of a line. Out: quantities. Any thread. */
#include "figures_scan.h"

#include <math.h>

#include "ascii.h"
#include "figures_bound.h"
#include "sentences.h"

enum {
    FIRST_YEAR = 1500,
    LAST_YEAR = 2100,
    MOST_AGE = 120,
    MOST_BACK = 60, /* tokens to the noun that is left out */
    MOST_RATIO = 20 /* between two numbers of one unit that only the first names */
};

typedef struct scan {
    const hs_figure_line *p;
    hs_quantity *found;
    uint32_t n, cap;
} scan;

static uint32_t classes(const hs_figure_line *p, uint32_t at)
{
    return hs_figure_line_classes(p, at);
}

static bool is(const hs_figure_line *p, uint32_t at, const char *word)
{
    return hs_figure_line_is(p, at, word);
}

static bool is_any(const hs_figure_line *p, uint32_t at, const char *const *words)
{
    for (; *words; words++)
        if (is(p, at, *words))
            return true;
    return false;
}

static bool marks(const hs_figure_line *p, uint32_t at, uint32_t mark)
{
    return hs_figure_line_marks(p, at, mark);
}

static bool is_kind(const hs_figure_line *p, uint32_t at, hs_figure_token_kind kind)
{
    return at < p->n && p->tokens[at].kind == kind;
}

static bool joined(const hs_figure_line *p, uint32_t at)
{
    return at < p->n && p->tokens[at].joined;
}

/* Does a sentence or line begin at `at`? */
static bool begins(const hs_figure_line *p, uint32_t at)
{
    return at == 0 || is_kind(p, at - 1, HS_FIGURE_TOKEN_STOP) || is_kind(p, at - 1, HS_FIGURE_TOKEN_BREAK) ||
           marks(p, at - 1, '"') || marks(p, at - 1, '-') || marks(p, at - 1, 0x2014) || marks(p, at - 1, '(');
}

/* A headline that capitalises its words. */
static bool is_headline(const hs_figure_line *p, uint32_t at)
{
    uint32_t upper = 0, all = 0, begin = at > 12 ? at - 12 : 0;
    for (uint32_t k = begin; k < p->n && k < at + 12; k++)
        if (is_kind(p, k, HS_FIGURE_TOKEN_WORD) && p->tokens[k].end - p->tokens[k].begin > 3) {
            all++;
            upper += p->tokens[k].upper;
        }
    return all > 2 && upper * 4 >= all * 3;
}

/* ---- numbers that are names, dates, ages .. --------------------------------------------------------------------- */

static bool is_month(const hs_figure_line *p, uint32_t at)
{
    return classes(p, at) & HS_LEX_MONTH && p->tokens[at].upper;
}

/* "No. 7", "#5", "Boeing 777", "Room 12", "the Big Four". */
static bool is_named(const hs_figure_line *p, uint32_t at, uint32_t number, const hs_unit *unit)
{
    if (at && (marks(p, at - 1, '#') || (marks(p, at - 1, '/') && joined(p, at) && at == number)))
        return true;
    if (at > 1 && is_kind(p, at - 1, HS_FIGURE_TOKEN_STOP) && joined(p, at - 1) &&
        (is(p, at - 2, "no") || is(p, at - 2, "nos")))
        return true;
    if (!at)
        return false;
    bool counted = unit->kind != HS_COUNT_NONE && unit->kind != HS_COUNT_TIME;
    uint32_t c = classes(p, at - 1);
    if (c & HS_LEX_NAMED)
        return p->tokens[at - 1].upper || !counted;
    if (is_kind(p, number, HS_FIGURE_TOKEN_WORD))
        return p->tokens[number].upper && !begins(p, number) && !is_headline(p, number);
    return !counted && is_kind(p, at - 1, HS_FIGURE_TOKEN_WORD) && p->tokens[at - 1].upper && !(c & HS_LEX_STOP) &&
           !begins(p, at - 1);
}

/* A day of a month, a clock time, or the year of a date. @param end  past the number */
static bool is_date(const hs_figure_line *p, uint32_t at, uint32_t end, double value)
{
    static const char *const clocks[] = {"am",  "pm",  "a.m", "p.m", "a.m.", "p.m.", "gmt", "bst",
                                         "est", "edt", "pst", "utc", "cet",  "noon", NULL};
    if (is_any(p, end, clocks) || is_month(p, end) || (is(p, end, "of") && is_month(p, end + 1)))
        return true;
    if (!at)
        return false;
    if (is_month(p, at - 1) && (value < 32 || value >= FIRST_YEAR))
        return true;
    if (at > 1 && marks(p, at - 1, ',') && value >= FIRST_YEAR && value < LAST_YEAR &&
        is_kind(p, at - 2, HS_FIGURE_TOKEN_DIGITS))
        return true; /* May 5, 2014 */
    return marks(p, at - 1, '"') && joined(p, at) && p->tokens[at].end - p->tokens[at].begin == 2 &&
           p->tokens[at - 1].end - p->tokens[at - 1].begin != 1; /* ’14 */
}

/* "12 and 13 June", "5 or 6 May": a day further on has the month. */
static bool is_day_before(const hs_figure_line *p, uint32_t end, double value)
{
    return value < 32 &&
           (is(p, end, "and") || is(p, end, "or") || is(p, end, "to") || marks(p, end, '-') || marks(p, end, ',')) &&
           is_kind(p, end + 1, HS_FIGURE_TOKEN_DIGITS) && is_month(p, end + 2);
}

static bool could_be_year(const hs_figure_line *p, uint32_t at, double value)
{
    const hs_figure_token *t = &p->tokens[at];
    return t->kind == HS_FIGURE_TOKEN_DIGITS && t->plain && t->suffix == t->end && value >= FIRST_YEAR &&
           value <= LAST_YEAR;
}

static bool is_year(const hs_figure_line *p, uint32_t at, uint32_t end, double value, hs_bound bound,
                    const hs_unit *unit)
{
    static const char *const before[] = {"in",     "since",  "by",     "until", "before", "after", "during",
                                         "from",   "early",  "late",   "mid",   "the",    "a",     "an",
                                         "summer", "spring", "autumn", "fall",  "winter", "year",  NULL};
    if (!could_be_year(p, at, value) || end != at + 1)
        return false;
    if (unit->kind == HS_COUNT_MEASURE || unit->kind == HS_COUNT_MONEY || unit->kind == HS_COUNT_PERCENT)
        return false;
    if (unit->kind == HS_COUNT_NONE)
        return true;
    if (at && is_any(p, at - 1, before))
        return true;
    return bound == HS_EXACT && !unit->person;
}

/* "Anna Verel, 34, ..", "(34)", "aged 81", "she is 29", "children under 12". */
static bool is_age(const hs_figure_line *p, uint32_t begin, uint32_t at, uint32_t end, double value, hs_bound bound,
                   const hs_unit *unit)
{
    static const char *const cues[] = {"aged", "age", "ages", NULL}, *const turns[] = {"turned", "turning", "turns",
                                                                                       NULL};
    static const char *const holders[] = {"he", "she", "i", "who", NULL};
    static const char *const verbs[] = {"is", "was", "were", "are", "am", NULL};
    if (at && (is_any(p, at - 1, turns) || is_any(p, at - 1, cues) || (begin && is_any(p, begin - 1, cues))))
        return true;
    for (uint32_t k = at, steps = 0; unit->kind == HS_COUNT_NONE && k-- && steps < 5; steps++) { /* ages of 13 and 15 */
        if (is_kind(p, k, HS_FIGURE_TOKEN_STOP) || marks(p, k, ','))
            break;
        if (is_any(p, k, cues))
            return true;
    }
    if (value > MOST_AGE || unit->kind != HS_COUNT_NONE || !at)
        return false;
    bool closed = end >= p->n || marks(p, end, ',') || marks(p, end, ')') || is_kind(p, end, HS_FIGURE_TOKEN_STOP) ||
                  is_kind(p, end, HS_FIGURE_TOKEN_BREAK);
    if (closed && at > 1 && (marks(p, at - 1, ',') || marks(p, at - 1, '(')) &&
        (p->tokens[at - 2].upper || classes(p, at - 2) & HS_LEX_PERSON || marks(p, at - 1, '(')))
        return true;
    if (at > 1 && is_any(p, at - 1, verbs) && is_any(p, at - 2, holders))
        return true;
    return (bound == HS_MOST || bound == HS_LEAST) && begin + 1 == at && begin &&
           (classes(p, begin - 1) & HS_LEX_PERSON || is(p, begin - 1, "those") || is(p, begin - 1, "anyone"));
}

/* "1. The ministry", "2) .." */
static bool is_list_number(const hs_figure_line *p, uint32_t at, uint32_t end)
{
    bool first = at == 0 || is_kind(p, at - 1, HS_FIGURE_TOKEN_BREAK);
    return first && end < p->n && joined(p, end) && (is_kind(p, end, HS_FIGURE_TOKEN_STOP) || marks(p, end, ')'));
}

/* "at 5", "by 9": a clock time, where nothing is counted. */
static bool is_clock(const hs_figure_line *p, uint32_t at, double value, const hs_unit *unit)
{
    static const char *const before[] = {"at", "by", "until", "till", "from", "before", "after", "around", NULL};
    return at && unit->kind == HS_COUNT_NONE && value <= 12 && is_any(p, at - 1, before) &&
           !(at > 1 && classes(p, at - 2) & HS_LEX_CHANGE);
}

/* ---- units ----------------------------------------------------------------------------------------------------- */

static const char *sign_unit(uint32_t mark)
{
    static const struct {
        uint32_t mark;
        const char *unit;
    } signs[] = {{'$', "dollars"},   {0xa3, "pounds"},    {0x20ac, "euros"},   {0xa5, "yen"},
                 {0x20b9, "rupees"}, {0x20bd, "roubles"}, {0x20a9, "won"},     {0x20ba, "lira"},
                 {0x20a6, "naira"},  {0x20aa, "shekels"}, {0x20b4, "hryvnias"}};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (signs[i].mark == mark)
            return signs[i].unit;
    return NULL;
}

static const char *land_of_dollar(const hs_figure_line *p, uint32_t at)
{
    static const char *const lands[][2] = {
        {"US", "US dollars"},        {"A", "Australian dollars"}, {"AU", "Australian dollars"},
        {"C", "Canadian dollars"},   {"CA", "Canadian dollars"},  {"NZ", "New Zealand dollars"},
        {"HK", "Hong Kong dollars"}, {"S", "Singapore dollars"},  {"R", "reais"},
        {"U.S.", "US dollars"},      {"U.S", "US dollars"}};
    for (size_t i = 0; i < sizeof lands / sizeof *lands; i++)
        if (is(p, at, lands[i][0]) && p->tokens[at].upper)
            return lands[i][1];
    return NULL;
}

/* The currency before a number. @param begin  moved to its first token. @return NULL if there is none */
static const char *currency_before(const hs_figure_line *p, uint32_t *begin)
{
    uint32_t at = *begin;
    if (!at)
        return NULL;
    if (is_kind(p, at - 1, HS_FIGURE_TOKEN_MARK)) {
        const char *unit = sign_unit(p->tokens[at - 1].mark);
        if (!unit)
            return NULL;
        *begin = at - 1;
        const char *land =
            p->tokens[at - 1].mark == '$' && at > 1 && joined(p, at - 1) ? land_of_dollar(p, at - 2) : NULL;
        if (land)
            *begin = at - 2;
        return land ? land : unit;
    }
    if (at > 1 && is_kind(p, at - 1, HS_FIGURE_TOKEN_STOP) && joined(p, at - 1) && is(p, at - 2, "rs"))
        at--; /* Rs. 500 */
    hs_str word = hs_figure_line_slice(p, at - 1);
    if (classes(p, at - 1) & HS_LEX_CURRENCY && p->tokens[at - 1].upper && (word.len == 3 || is(p, at - 1, "rs")) &&
        (is(p, at - 1, "rs") || (word.ptr[1] >= 'A' && word.ptr[1] <= 'Z'))) {
        *begin = at - 1;
        return p->lexemes[at - 1]->form;
    }
    return NULL;
}

typedef struct number {
    hs_number number;
    uint32_t begin, at, end; /* tokens: with the currency, of the number, past it and its sign */
    const char *currency;
} number;

/* The number at `at`, a currency before it. */
static bool read_number(number *out, const hs_figure_line *p, uint32_t at)
{
    *out = (number){.begin = at, .at = at};
    if (!hs_number_read(&out->number, p->text, p->tokens, p->n, at))
        return false;
    out->end = at + out->number.n;
    out->currency = currency_before(p, &out->begin);
    if (at && (marks(p, at - 1, '-') && joined(p, at) && !joined(p, at - 1) && is_kind(p, at, HS_FIGURE_TOKEN_DIGITS) &&
               at > 1)) {
        out->number.value = -out->number.value;
        out->begin = at - 1;
    } else if (at && is(p, at - 1, "minus")) {
        out->number.value = -out->number.value;
        out->begin = at - 1;
    }
    return true;
}

/* Letters joined to digits. @return false for those that make a name: 3rd, 9am */
static bool read_suffix(hs_unit *unit, number *n, const hs_figure_line *p)
{
    const hs_figure_token *t = &p->tokens[n->at];
    hs_str suffix = {p->text.ptr + t->suffix, t->end - t->suffix};
    if (t->kind != HS_FIGURE_TOKEN_DIGITS || !suffix.len || n->number.scale > 1)
        return true;
    const hs_lexeme *lexeme = hs_figures_lexicon_find(suffix);
    if (hs_ascii_is(suffix, "m") && (n->currency || unit->kind == HS_COUNT_COUNTED || unit->kind == HS_COUNT_MONEY)) {
        n->number.value *= 1e6;
        n->number.scale = 1e6;
        return true;
    }
    if (n->currency && hs_ascii_is(suffix, "t")) {
        n->number.value *= 1e12;
        return true;
    }
    if (!lexeme || !(lexeme->classes & (HS_LEX_MEASURE | HS_LEX_CURRENCY)) || hs_ascii_is(suffix, "mb"))
        return false;
    *unit = (hs_unit){.kind = HS_COUNT_MEASURE, .fixed = lexeme->form, .end = n->end};
    hs_unit_add_rate(unit, p);
    return true;
}

/* "12-member", "16-foot". @return false for what counts nothing: five-year-old */
static bool read_compound(hs_unit *unit, const number *n, const hs_figure_line *p)
{
    uint32_t at = n->end;
    if (!marks(p, at, '-') || !joined(p, at) || !joined(p, at + 1) || !is_kind(p, at + 1, HS_FIGURE_TOKEN_WORD) ||
        n->currency)
        return true;
    if (hs_unit_find_percent(unit, p, at + 1))
        return true;
    hs_str word = hs_figure_line_slice(p, at + 1);
    word.len = hs_ascii_char(word, 0, '-');
    const hs_lexeme *lexeme = hs_figures_lexicon_find(word);
    if (!lexeme || !(lexeme->classes & (HS_LEX_MEASURE | HS_LEX_COMPOUND)) || hs_ascii_is(word, "point"))
        return false;
    *unit = (hs_unit){.kind = HS_COUNT_MEASURE, .fixed = lexeme->form, .end = at + 2};
    return true;
}

/* The unit of a number. @return false if it is no figure by what follows it */
static bool read_unit(hs_unit *unit, number *n, const hs_figure_line *p, uint32_t from)
{
    if (hs_unit_find_percent(unit, p, from))
        return true;
    if (marks(p, from, 0xb0)) {
        bool celsius = is(p, from + 1, "c"), fahrenheit = is(p, from + 1, "f");
        *unit = (hs_unit){.kind = HS_COUNT_MEASURE,
                          .fixed = celsius      ? "degrees Celsius"
                                   : fahrenheit ? "degrees Fahrenheit"
                                                : "degrees",
                          .end = from + 1 + (celsius || fahrenheit)};
        return true;
    }
    if (marks(p, from, '/') && joined(p, from) && !n->currency)
        return false;
    hs_unit_find(unit, p, from, &n->number);
    if (!read_suffix(unit, n, p))
        return false;
    if (n->currency) {
        *unit = (hs_unit){.kind = HS_COUNT_MONEY, .fixed = n->currency, .end = from};
        hs_unit_add_rate(unit, p);
        return true;
    }
    return from != n->end || read_compound(unit, n, p);
}

/* ---- nouns that are left out ------------------------------------------------------------------------------------ */

static bool same_sentence(const hs_figure_line *p, uint32_t from, uint32_t to, uint32_t most_ends)
{
    uint32_t ends = 0;
    for (uint32_t k = from; k < to; k++)
        if (is_kind(p, k, HS_FIGURE_TOKEN_STOP) && p->tokens[k].mark != ';' && p->tokens[k].mark != ':')
            ends++;
    return ends <= most_ends;
}

static bool happens_to_things(hs_str event)
{
    static const char *const events[] = {
        "destroyed", "damaged",   "burned",  "closed",   "opened",   "sold",      "built",    "sunk",  "cut",
        "lost",      "cancelled", "delayed", "grounded", "launched", "fired",     "seized",   "found", "repaired",
        "flattened", "looted",    "won",     "bought",   "reported", "confirmed", "recovered"};
    for (size_t i = 0; i < sizeof events / sizeof *events; i++)
        if (hs_ascii_is(event, events[i]))
            return true;
    return false;
}

/* The noun, or the whole unit, of a figure before. @param value  of the number; 0 for its noun alone */
static void fill_in(scan *s, hs_unit *unit, uint32_t begin, double value)
{
    bool whole = value != 0;
    for (uint32_t k = s->n; k-- && begin - s->found[k].end <= MOST_BACK;) {
        const hs_unit *u = &s->found[k].unit;
        if (u->kind == HS_COUNT_NONE)
            continue;
        if (!same_sentence(s->p, s->found[k].end, begin, whole ? 0 : 1))
            return;
        if (whole &&
            (fabs(value) > MOST_RATIO * fabs(s->found[k].value) || fabs(value) * MOST_RATIO < fabs(s->found[k].value)))
            return; /* "fell 1.2 percent to 24,000" */
        if (whole) {
            uint32_t end = unit->end;
            hs_range more = unit->more;
            *unit = *u;
            unit->more = more;
            unit->end = end;
            return;
        }
        if (u->kind == HS_COUNT_COUNTED && u->noun.end > u->noun.begin &&
            (u->person || !unit->event.ptr || happens_to_things(unit->event))) {
            unit->kind = HS_COUNT_COUNTED;
            unit->noun = u->noun;
            unit->person = u->person;
            return;
        }
    }
}

/* "52% of the vote to her 47%": of what. */
static void fill_share(const scan *s, hs_unit *unit, uint32_t begin)
{
    const hs_unit *u = s->n ? &s->found[s->n - 1].unit : NULL;
    if (u && u->kind == HS_COUNT_PERCENT && u->fixed == unit->fixed &&
        same_sentence(s->p, s->found[s->n - 1].end, begin, 0))
        unit->tail = u->tail;
}

/* May the noun after a number have been left out, by the token that follows? */
static bool ends_phrase(const hs_figure_line *p, uint32_t at)
{
    hs_str word = at < p->n ? hs_figure_line_slice(p, at) : (hs_str){NULL, 0};
    return at >= p->n || p->tokens[at].kind != HS_FIGURE_TOKEN_WORD || hs_word_is_ly(word) ||
           classes(p, at) & (HS_LEX_STOP | HS_LEX_SPEECH | HS_LEX_PAST);
}

/* A number without a noun: by its verb, its toll or the figure before it. @return false if nothing tells */
static bool find_elided(scan *s, hs_unit *unit, const number *n, uint32_t begin, hs_bound bound)
{
    const hs_figure_line *p = s->p;
    hs_unit with = *unit;
    uint32_t end = unit->end;
    if (begin && is(p, begin - 1, "of") && hs_unit_find_toll(unit, p, begin)) {
        unit->end = end;
        return true;
    }
    hs_unit_add_event(&with, p, begin);
    if (n->number.share && unit->elided) { /* half of them */
        with = *unit;
        fill_in(s, &with, begin, 0);
        if (with.kind == HS_COUNT_COUNTED) {
            *unit = with;
            unit->kind = HS_COUNT_SHARE;
            unit->fixed = "of";
        }
        return true;
    }
    if (with.event.ptr && with.listed) {
        *unit = with;
        unit->kind = HS_COUNT_COUNTED;
        fill_in(s, unit, begin, 0);
        return true;
    }
    if (!unit->elided && hs_unit_find_toll(unit, p, begin)) {
        unit->end = end;
        return true;
    }
    if (unit->elided)
        return true;
    if (n->number.words && n->number.value == 1)
        return false;
    if (ends_phrase(p, unit->end) && !n->number.share && !(begin && marks(p, begin - 1, '('))) {
        fill_in(s, unit, begin, n->number.value);
        if (unit->kind != HS_COUNT_NONE)
            return unit->kind != HS_COUNT_SHARE;
    }
    if (n->number.unit_half)
        return bound != HS_EXACT;
    return (bound != HS_EXACT && ends_phrase(p, unit->end)) || n->number.vague || n->number.share ||
           n->number.scale > 1 || (n->number.value >= 1000 && !p->tokens[n->at].plain);
}

/* ---- figures --------------------------------------------------------------------------------------------------- */

static hs_quantity *add(scan *s)
{
    return s->n < s->cap ? &s->found[s->n++] : NULL;
}

/* Where the second number of a range begins: "12 to 15", "12-15", "between 10 and 20", "two or three"; 0 if none does.
 */
static uint32_t find_second(const hs_figure_line *p, const number *first, bool *between)
{
    uint32_t k = first->end;
    *between = first->begin && is(p, first->begin - 1, "between");
    if (marks(p, k, '%') || is(p, k, "percent"))
        k++;
    if (marks(p, k, '-') && joined(p, k))
        k++;
    else if (is(p, k, "to") || is(p, k, "or") || (*between && is(p, k, "and")))
        k++;
    else
        return 0;
    if (is_kind(p, k, HS_FIGURE_TOKEN_MARK) && sign_unit(p->tokens[k].mark))
        k++;
    return k;
}

static bool is_change(const hs_figure_line *p, uint32_t from)
{
    for (uint32_t k = from, steps = 0; k-- && steps < 6; steps++)
        if (classes(p, k) & HS_LEX_CHANGE)
            return true;
    return false;
}

/* Is it "one" that counts nothing, or a small number in words that stands for those spoken of: "the two met"? */
static bool is_pronoun(const hs_figure_line *p, const number *n, const hs_unit *unit, hs_bound bound)
{
    static const char *const before[] = {"the", "this", "that", "which", "any", "every", "another", NULL};
    if (n->number.words && n->number.value == 1 && n->number.scale == 1 && n->at && is_any(p, n->at - 1, before))
        return true;
    if (n->number.words && n->number.value == 1 && n->at && is(p, n->end, "of") &&
        (classes(p, n->at - 1) & HS_LEX_BE || is(p, n->at - 1, "as") || unit->beside))
        return true; /* she was one of three, in one of the cars hit */
    if (n->number.words && n->number.value == 1 && unit->noun.end == unit->noun.begin && !unit->left &&
        unit->kind == HS_COUNT_COUNTED)
        return true;
    return n->number.words && bound == HS_EXACT && n->number.value == 1 && n->number.scale == 1 &&
           unit->kind == HS_COUNT_COUNTED && !(unit->listed && !(unit->left && !unit->person));
}

/* The figures of the number at `at`. @return the token to go on from */
static uint32_t take_number(scan *s, uint32_t at)
{
    const hs_figure_line *p = s->p;
    number first, second = {0};
    if (!read_number(&first, p, at))
        return at + 1;
    bool between = false;
    uint32_t next = find_second(p, &first, &between), begin, after;
    bool range = next && read_number(&second, p, next) && !second.number.share && !first.number.share;
    bool dashed = range && marks(p, next - 1 - (second.begin < next), '-');
    if (range && second.number.scale > 1 && first.number.scale == 1 &&
        first.number.value * second.number.scale < second.number.value)
        first.number.value *= second.number.scale;
    if (range && !(first.number.value < second.number.value)) {
        if (dashed && !first.number.words)
            return second.end; /* a score */
        range = false;
    }
    if (range && is(p, next - 1, "or") && second.number.value > 2 * first.number.value)
        range = false;
    if (range && !first.currency)
        first.currency = second.currency;
    if (range && !second.currency)
        second.currency = first.currency;
    number *last = range ? &second : &first;

    hs_unit unit;
    hs_bound bound = hs_bound_before(&begin, p, first.begin);
    if (first.number.vague && bound == HS_EXACT)
        bound = HS_LEAST;
    if (first.number.about)
        bound = HS_ABOUT;
    after = hs_bound_after(&bound, p, last->end);
    if (is(p, after, "figures"))
        return after; /* of six figures */
    if (range && could_be_year(p, at, first.number.value) && (dashed || could_be_year(p, next, second.number.value)))
        return second.end; /* 1998 or 1999, 1939-45 */
    if (is_date(p, at, last->end, last->number.value) || is_day_before(p, last->end, last->number.value) ||
        is_date(p, at, first.end, first.number.value) || is_list_number(p, at, last->end))
        return last->end;
    if (!read_unit(&unit, last, p, after))
        return last->end;
    if (range && first.number.scale == 1 && second.number.scale == 1e6 &&
        first.number.value * 1e6 < second.number.value)
        first.number.value *= 1e6; /* $2-3m */
    if (unit.kind == HS_COUNT_TIME || is_named(p, first.begin, at, &unit) ||
        is_age(p, begin, at, last->end, last->number.value, bound, &unit) ||
        is_year(p, at, last->end, last->number.value, bound, &unit) || is_clock(p, at, last->number.value, &unit))
        return last->end;
    if (range && dashed && unit.kind == HS_COUNT_NONE && bound == HS_EXACT)
        return second.end;

    /* "a further 11", "another 12": before the number */
    if (first.begin && (is(p, first.begin - 1, "further") || is(p, first.begin - 1, "additional"))) {
        unit.more = (hs_range){first.begin - 1, first.begin};
        begin = first.begin - 1;
    }
    if (unit.kind == HS_COUNT_COUNTED && unit.tail.end == unit.end && unit.tail.end > unit.tail.begin &&
        !is(p, unit.tail.begin, "of"))
        ; /* copies a week: a rate happens to nobody */
    else if (unit.kind == HS_COUNT_COUNTED && s->n && at < s->found[s->n - 1].end)
        ; /* "eight of the 23 died": nothing is said of the 23 */
    else if (unit.kind == HS_COUNT_COUNTED)
        hs_unit_add_event(&unit, p, begin);
    else if (unit.kind == HS_COUNT_PERCENT && unit.tail.end == unit.tail.begin)
        fill_share(s, &unit, begin);
    else if (unit.kind == HS_COUNT_NONE && !find_elided(s, &unit, last, begin, range ? HS_ABOUT : bound))
        return last->end;
    if (is_pronoun(p, last, &unit, bound))
        return last->end;

    bool exact = range && is(p, begin ? begin - 1 : 0, "from") && is_change(p, begin);
    hs_quantity *q = add(s);
    if (!q)
        return last->end;
    *q = (hs_quantity){
        .value = first.number.value, .bound = bound, .begin = begin, .number = at, .end = unit.end, .unit = unit};
    if (q->end < after)
        q->end = after;
    if (!range)
        return q->end > last->end ? last->end : q->end;
    q->end = first.end;
    q->bound = exact ? HS_EXACT : HS_LEAST;
    if (between)
        q->begin = first.begin - 1;
    if ((q = add(s)))
        *q = (hs_quantity){.value = second.number.value,
                           .bound = exact ? HS_EXACT : HS_MOST,
                           .begin = second.begin,
                           .number = next,
                           .end = unit.end > after ? unit.end : after,
                           .unit = unit};
    return second.end;
}

/* "no survivors", "nobody was injured". @return the token to go on from */
static uint32_t take_none(scan *s, uint32_t at)
{
    static const char *const nouns[] = {"survivors", "casualties", "injuries", "deaths", "fatalities", "victims", NULL};
    const hs_figure_line *p = s->p;
    hs_unit unit = {.kind = HS_COUNT_COUNTED};
    uint32_t end = at + 1;
    if (is(p, at, "no") && is_any(p, at + 1, nouns)) {
        end = at + 2;
        unit.noun = (hs_range){at + 1, end};
        unit.end = end;
    } else if ((is(p, at, "no") && is(p, at + 1, "one")) || is(p, at, "nobody")) {
        end = at + 1 + is(p, at, "no");
        unit.end = end;
        hs_unit_add_event(&unit, p, 0);
        if (!unit.listed || unit.negated)
            return end;
    } else {
        return end;
    }
    hs_quantity *q = add(s);
    if (q)
        *q = (hs_quantity){.value = 0, .begin = at, .number = at, .end = end, .unit = unit};
    return end;
}

/* Do only commas and "and" stand between two figures? */
static bool coordinated(const hs_figure_line *p, uint32_t from, uint32_t to)
{
    if (from >= to || to - from > 3)
        return false;
    for (uint32_t k = from; k < to; k++)
        if (!marks(p, k, ',') && !is(p, k, "and") && !is(p, k, "or") && !is(p, k, "plus") && !is(p, k, "a") &&
            !is(p, k, "another"))
            return false;
    return true;
}

static void share_event(hs_unit *to, const hs_unit *from)
{
    const hs_lexeme *event = from->event.ptr ? hs_figures_lexicon_find(from->event) : NULL;
    if (to->event.ptr || !from->event.ptr || to->kind != HS_COUNT_COUNTED || to->person != from->person ||
        (!to->person && event && event->classes & HS_LEX_ACTIVE))
        return;
    to->event = from->event;
    to->particle = from->particle;
    to->negated = from->negated;
}

uint32_t hs_quantities_find(hs_quantity *out, uint32_t cap, const hs_figure_line *p)
{
    scan s = {.p = p, .found = out, .cap = cap};
    for (uint32_t at = 0; at < p->n;)
        at = is(p, at, "no") || is(p, at, "nobody") ? take_none(&s, at) : take_number(&s, at);
    for (uint32_t k = 1; k < s.n; k++)
        if (coordinated(p, out[k - 1].end, out[k].begin) && out[k - 1].unit.left)
            share_event(&out[k].unit, &out[k - 1].unit), out[k].unit.left = true;
    for (uint32_t k = s.n; k-- > 1;)
        if (coordinated(p, out[k - 1].end, out[k].begin) && !out[k].unit.left)
            share_event(&out[k - 1].unit, &out[k].unit);
    return s.n;
}
