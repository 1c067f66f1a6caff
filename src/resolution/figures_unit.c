/* figures_unit.c -- noun phrases and events of numbers, without a parser: by the words that end a noun phrase, plurals
 * and lists. In: tokens. Out: ranges. Any thread. */
#include "figures_unit.h"

#include "ascii.h"

enum {
    MOST_NOUN = 7,  /* tokens of a noun phrase */
    MOST_OF = 5,    /* after "of" */
    MOST_TOLL = 16, /* back to "the number of" or "the death toll" */
    MOST_REACH = 14 /* tokens from a noun to its verb */
};

hs_str hs_figure_line_slice(const hs_figure_line *p, uint32_t at)
{
    return (hs_str){p->text.ptr + p->tokens[at].begin, p->tokens[at].end - p->tokens[at].begin};
}

uint32_t hs_figure_line_classes(const hs_figure_line *p, uint32_t at)
{
    return at < p->n && p->lexemes[at] ? p->lexemes[at]->classes : 0;
}

bool hs_figure_line_is(const hs_figure_line *p, uint32_t at, const char *word)
{
    return at < p->n && p->tokens[at].kind == HS_FIGURE_TOKEN_WORD && hs_ascii_is(hs_figure_line_slice(p, at), word);
}

bool hs_figure_line_marks(const hs_figure_line *p, uint32_t at, uint32_t mark)
{
    return at < p->n && p->tokens[at].kind == HS_FIGURE_TOKEN_MARK && p->tokens[at].mark == mark;
}

static uint32_t classes(const hs_figure_line *p, uint32_t at)
{
    return hs_figure_line_classes(p, at);
}

static bool is(const hs_figure_line *p, uint32_t at, const char *word)
{
    return hs_figure_line_is(p, at, word);
}

static bool is_word(const hs_figure_line *p, uint32_t at)
{
    return at < p->n && p->tokens[at].kind == HS_FIGURE_TOKEN_WORD;
}

static bool ends_with(hs_str s, const char *end)
{
    size_t n = strlen(end);
    return s.len > n && hs_ascii_same(s.ptr + s.len - n, end, n);
}

static bool is_possessive(hs_str s)
{
    return ends_with(s, "'s") || ends_with(s, "\xe2\x80\x99s");
}

static bool is_plural(const hs_figure_line *p, uint32_t at)
{
    uint32_t c = classes(p, at);
    if (!is_word(p, at) || c & (HS_LEX_SINGULAR | HS_LEX_STOP | HS_LEX_SPEECH))
        return false;
    if (c & HS_LEX_PLURAL)
        return true;
    hs_str s = hs_figure_line_slice(p, at);
    return s.len > 2 && !(c & HS_LEX_EVENT) && ends_with(s, "s") && !ends_with(s, "ss") && !ends_with(s, "us") &&
           !ends_with(s, "is") && !is_possessive(s);
}

/* -ed, of words that are longer than their ending. */
static bool is_regular_past(const hs_figure_line *p, uint32_t at)
{
    hs_str s = hs_figure_line_slice(p, at);
    return s.len > 4 && ends_with(s, "ed") && !ends_with(s, "eed") && !ends_with(s, "hundred");
}

/* Past tense or participle. */
static bool is_past(const hs_figure_line *p, uint32_t at)
{
    return is_word(p, at) && (classes(p, at) & HS_LEX_PAST || is_regular_past(p, at));
}

static bool is_person(const hs_figure_line *p, uint32_t at)
{
    static const char *const ends[] = {"ers",    "ors",  "ists", "men",  "women",
                                       "people", "ians", "ees",  "ants", "children"};
    if (classes(p, at) & HS_LEX_PERSON)
        return true;
    hs_str s = hs_figure_line_slice(p, at);
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (ends_with(s, ends[i]))
            return true;
    return p->tokens[at].upper && ends_with(s, "s"); /* Palestinians, Russians */
}

/* A number within a noun phrase: two three-storey houses. */
static bool is_compound_number(const hs_figure_line *p, uint32_t at)
{
    return at + 2 < p->n &&
           (p->tokens[at].kind == HS_FIGURE_TOKEN_DIGITS ||
            (is_word(p, at) && hs_number_has(hs_figure_line_slice(p, at)))) &&
           hs_figure_line_marks(p, at + 1, '-') && p->tokens[at + 1].joined && p->tokens[at + 2].joined;
}

/* A capitalised word that is no day or month. */
static bool is_name(const hs_figure_line *p, uint32_t at)
{
    return is_word(p, at) && p->tokens[at].upper && !(classes(p, at) & (HS_LEX_STOP | HS_LEX_MONTH));
}

/* ---- nouns ----------------------------------------------------------------------------------------------------- */

typedef struct noun {
    hs_range range;
    hs_unit_kind kind;
} noun;

/* The noun phrase at `at`, up to its first plural: "Ukrainian soldiers", "square miles". */
static noun find_noun(const hs_figure_line *p, uint32_t at)
{
    noun none = {{at, at}, HS_COUNT_NONE};
    for (uint32_t k = at; k < p->n && k < at + MOST_NOUN; k++) {
        uint32_t c = classes(p, k);
        if (is_compound_number(p, k)) {
            k++;
            continue;
        }
        if (hs_figure_line_marks(p, k, '-') && p->tokens[k].joined)
            continue;
        if (c & HS_LEX_SPEECH && k == at && is_regular_past(p, k) && is_plural(p, k + 1))
            continue; /* two reported incidents */
        if (!is_word(p, k) || c & (HS_LEX_STOP | HS_LEX_SPEECH) || (c & HS_LEX_MONTH && p->tokens[k].upper))
            return none;
        if (c & HS_LEX_TIME)
            return (noun){{at, k + 1}, HS_COUNT_TIME};
        if (c & HS_LEX_CURRENCY)
            return (noun){{at, k + 1}, HS_COUNT_MONEY};
        if (c & HS_LEX_MEASURE && !(c & HS_LEX_BOUND) && (is_plural(p, k) || !is_plural(p, k + 1))) {
            uint32_t end = k + 1;
            if (p->tokens[k].upper && is_name(p, end))
                return none; /* 4 Times Square */
            if (is(p, end, "celsius") || is(p, end, "fahrenheit") || is(p, end, "c") || is(p, end, "f"))
                end++;
            return (noun){{at, end}, HS_COUNT_MEASURE};
        }
        if (is_plural(p, k)) {
            if (c & HS_LEX_JOINS && is_plural(p, k + 1))
                continue;
            if (p->tokens[k].upper && is_name(p, k + 1))
                return none; /* Five Guys Burgers */
            return (noun){{at, k + 1}, HS_COUNT_COUNTED};
        }
        if (c & HS_LEX_ACTIVE && is_past(p, k)) /* twelve died .. */
            return none;
    }
    return none;
}

/* The noun phrase of "one": up to the word before one that ends it. */
static noun find_singular(const hs_figure_line *p, uint32_t at)
{
    uint32_t k = at + (is_compound_number(p, at) ? 2 : 0), limit = k + 4; /* one 500-pound bomb */
    while (k < limit && is_word(p, k) && !(classes(p, k) & (HS_LEX_STOP | HS_LEX_SPEECH | HS_LEX_STATE)) &&
           !(k > at && is_past(p, k) &&
             (!is_word(p, k + 1) || is_name(p, k + 1) || classes(p, k + 1) & (HS_LEX_STOP | HS_LEX_STATE))))
        k++;
    bool address =
        at && p->tokens[at - 1].kind == HS_FIGURE_TOKEN_DIGITS && k > at && p->tokens[k - 1].upper; /* 1 Harbour Lane */
    bool plural = k > at && is_plural(p, k - 1) && !(classes(p, k - 1) & HS_LEX_PLURAL);
    if (k == at || address || plural || (k == at + 1 && is_past(p, at)))
        return (noun){{at, at}, HS_COUNT_NONE};
    return (noun){{at, k}, HS_COUNT_COUNTED};
}

/* What stands after "of": "the vote", "rice", "those polled", "the country's teachers". */
static hs_range find_whole(const hs_figure_line *p, uint32_t at)
{
    uint32_t k = at, from;
    while (classes(p, k) & HS_LEX_DETERMINER || is(p, k, "all") || is(p, k, "both"))
        k++;
    if (is_word(p, k) && ends_with(hs_figure_line_slice(p, k), "ing"))
        return (hs_range){at, at}; /* miles of walking */
    bool those = k > at && (is(p, k - 1, "those") || is(p, k - 1, "these"));
    for (from = k; k < from + MOST_OF; k++) {
        if (!is_word(p, k) || classes(p, k) & (HS_LEX_STOP | HS_LEX_SPEECH | HS_LEX_MODAL | HS_LEX_BE))
            break;
        if (is_past(p, k) && !(k == from && (those || classes(p, k) & HS_LEX_STATE || is_word(p, k + 1))))
            break;
        if (k > from && classes(p, k) & HS_LEX_STATE)
            break;
        if (is_plural(p, k) && !(classes(p, k) & HS_LEX_JOINS && is_plural(p, k + 1))) {
            k++;
            break;
        }
    }
    return k > from ? (hs_range){at, k} : (hs_range){at, at};
}

static uint32_t skip_determiners(const hs_figure_line *p, hs_range r)
{
    while (r.begin < r.end && classes(p, r.begin) & HS_LEX_DETERMINER)
        r.begin++;
    return r.begin;
}

static void set_noun(hs_unit *out, const hs_figure_line *p, hs_range range, hs_unit_kind kind)
{
    out->kind = kind;
    out->noun = range;
    out->end = range.end;
    out->person = kind == HS_COUNT_COUNTED && is_person(p, range.end - 1);
}

/* "of the passengers", "of the 23 passengers", "of them". */
static void find_partitive(hs_unit *out, const hs_figure_line *p, uint32_t at)
{
    uint32_t k = at + 1;
    hs_number inner;
    if ((is(p, k, "a") || is(p, k, "an")) && is(p, k + 2, "of")) /* one of a group of .. */
        k += 3;
    if (classes(p, k) & HS_LEX_PRONOUN || is(p, k, "which")) {
        out->elided = true;
        out->end = k + 1;
        return;
    }
    while (classes(p, k) & HS_LEX_DETERMINER)
        k++;
    for (uint32_t steps = 0; steps < 3; steps++) /* of around 10 Westerners */
        if (hs_number_read(&inner, p->text, p->tokens, p->n, k + steps)) {
            k += steps + inner.n;
            break;
        } else if (!(classes(p, k + steps) & HS_LEX_STOP)) {
            break;
        }
    noun found = find_noun(p, k);
    hs_range whole = find_whole(p, k);
    if (found.kind != HS_COUNT_NONE)
        set_noun(out, p, found.range, found.kind);
    else if (whole.end > whole.begin)
        set_noun(out, p, whole, HS_COUNT_COUNTED);
    else if (k > at + 1 && (is(p, k - 1, "those") || is(p, k - 1, "these"))) {
        out->elided = true;
        out->end = k;
    }
}

/* "of rice", "of the crew" after a noun. */
static void add_of(hs_unit *unit, const hs_figure_line *p)
{
    if (!is(p, unit->end, "of"))
        return;
    hs_range whole = find_whole(p, unit->end + 1);
    if (whole.end > whole.begin) {
        unit->tail = (hs_range){unit->end, whole.end};
        unit->end = whole.end;
    }
}

void hs_unit_add_rate(hs_unit *unit, const hs_figure_line *p)
{
    uint32_t at = unit->end, end = at;
    if (is(p, at, "each") && !(classes(p, at + 1) & HS_LEX_RATE))
        end = at + 1;
    else if (is(p, at, "apiece"))
        end = at + 1;
    else if ((is(p, at, "a") || is(p, at, "an") || is(p, at, "per") || is(p, at, "each") || is(p, at, "every")) &&
             classes(p, at + 1) & HS_LEX_RATE)
        end = at + 2;
    else if (hs_figure_line_marks(p, at, '/') && classes(p, at + 1) & HS_LEX_RATE)
        end = at + 2;
    if (end == at)
        return;
    if (unit->tail.end != at)
        unit->tail.begin = at;
    unit->tail.end = unit->end = end;
}

bool hs_unit_find_percent(hs_unit *out, const hs_figure_line *p, uint32_t at)
{
    uint32_t end = at;
    const char *fixed = "percent";
    if (hs_figure_line_marks(p, at, '%') || is(p, at, "percent") || is(p, at, "pct"))
        end = at + 1;
    else if (is(p, at, "per") && is(p, at + 1, "cent"))
        end = at + 2;
    else if (is(p, at, "percentage") && (is(p, at + 1, "points") || is(p, at + 1, "point"))) {
        end = at + 2;
        fixed = "percentage points";
    }
    if (end == at)
        return false;
    *out = (hs_unit){.kind = HS_COUNT_PERCENT, .fixed = fixed, .end = end};
    add_of(out, p);
    return true;
}

static void find_share(hs_unit *out, const hs_figure_line *p, uint32_t at, const hs_number *number)
{
    if (is(p, at, "majority")) {
        set_noun(out, p, (hs_range){at, at + 1}, HS_COUNT_COUNTED);
        return;
    }
    uint32_t from = is(p, at, "of") ? at + 1 : at;
    if (number->unit_half && (is(p, at, "a") || is(p, at, "an"))) {
        noun measure = find_noun(p, at + 1); /* half a mile */
        if (classes(p, at + 1) & HS_LEX_MEASURE)
            *out = (hs_unit){.kind = HS_COUNT_MEASURE, .fixed = p->lexemes[at + 1]->form, .end = at + 2};
        else if (measure.kind == HS_COUNT_TIME)
            out->kind = HS_COUNT_TIME;
        return;
    }
    if (number->unit_half && !(classes(p, at) & HS_LEX_DETERMINER || is(p, at, "all")))
        return;
    hs_range whole = find_whole(p, from);
    if (classes(p, from) & HS_LEX_PRONOUN || (whole.end == whole.begin && is(p, from, "those"))) {
        out->elided = true;
        out->end = from + 1;
        return;
    }
    if (whole.end == whole.begin)
        return;
    if (classes(p, whole.end - 1) & HS_LEX_TIME) {
        out->kind = HS_COUNT_TIME;
        return;
    }
    out->kind = HS_COUNT_SHARE;
    out->fixed = "of";
    out->noun = whole;
    out->end = whole.end;
}

void hs_unit_find(hs_unit *out, const hs_figure_line *p, uint32_t at, const hs_number *number)
{
    *out = (hs_unit){.end = at};
    if (number->share) {
        find_share(out, p, at, number);
        return;
    }
    if (is(p, at, "of")) {
        find_partitive(out, p, at);
    } else {
        if (is(p, at, "others")) {
            out->elided = true;
            out->end = at + 1;
            return;
        }
        if (is(p, at, "more") && !is(p, at + 1, "than")) {
            out->more = (hs_range){at, at + 1};
            out->end = ++at;
        }
        if (is(p, at, "other"))
            out->end = ++at;
        if (hs_figure_line_marks(p, at, '"') && is_word(p, at + 1))
            at++;
        noun found = find_noun(p, at);
        if (number->value == 1 && (found.kind == HS_COUNT_NONE || found.kind == HS_COUNT_COUNTED))
            found = find_singular(p, at);
        if (found.kind != HS_COUNT_NONE)
            set_noun(out, p, found.range, found.kind);
        if (found.kind == HS_COUNT_MEASURE && found.range.end == at + 1) { /* six foot: feet */
            out->fixed = p->lexemes[at]->form;
            out->noun = (hs_range){0, 0};
        }
    }
    if (out->kind == HS_COUNT_MEASURE || out->kind == HS_COUNT_COUNTED ||
        (out->kind == HS_COUNT_MONEY && is(p, out->end - 1, "pounds")))
        add_of(out, p);
    if (out->kind != HS_COUNT_NONE && out->kind != HS_COUNT_TIME)
        hs_unit_add_rate(out, p);
    if (out->noun.end > out->noun.begin)
        out->noun.begin = skip_determiners(p, out->noun);
}

/* ---- events ---------------------------------------------------------------------------------------------------- */

static bool set_event(hs_unit *unit, const hs_figure_line *p, uint32_t at, bool listed)
{
    const hs_lexeme *lexeme = p->lexemes[at];
    unit->event = lexeme && lexeme->classes & HS_LEX_EVENT ? hs_ascii_of(lexeme->form) : hs_figure_line_slice(p, at);
    unit->listed = listed;
    if (classes(p, at + 1) & HS_LEX_PARTICLE && !is(p, at + 2, "of"))
        unit->particle = (hs_range){at + 1, at + 2};
    return true;
}

/* dead, aboard, on board */
static bool set_state(hs_unit *unit, const hs_figure_line *p, uint32_t at)
{
    if (is(p, at, "on") && is(p, at + 1, "board"))
        unit->event = hs_ascii_of("on board");
    else if (classes(p, at) & HS_LEX_STATE && !(is(p, at, "missing") && classes(p, at + 1) & HS_LEX_DETERMINER))
        unit->event = hs_figure_line_slice(p, at);
    else
        return false;
    unit->listed = true;
    return true;
}

/* Does an object follow the verb before `at`: then it was not done to those counted. */
static bool is_object(const hs_figure_line *p, uint32_t at)
{
    return at < p->n &&
           (classes(p, at) & (HS_LEX_DETERMINER | HS_LEX_PRONOUN) || p->tokens[at].kind == HS_FIGURE_TOKEN_DIGITS ||
            (is_word(p, at) && p->tokens[at].upper && !(classes(p, at) & HS_LEX_STOP)) ||
            (is_word(p, at) && hs_number_has(hs_figure_line_slice(p, at))));
}

static bool can_be_event(const hs_figure_line *p, uint32_t at)
{
    uint32_t c = classes(p, at);
    if (!is_past(p, at))
        return false;
    if (!(c & HS_LEX_EVENT) && hs_ascii_begins(hs_figure_line_slice(p, at), "un"))
        return false; /* unrelated */
    return c & HS_LEX_EVENT || !(c & (HS_LEX_SPEECH | HS_LEX_BLANK | HS_LEX_STOP));
}

/* Right after the noun: "people killed", "workers missing", "sailors drowned". */
static bool find_beside(hs_unit *unit, const hs_figure_line *p, uint32_t at)
{
    uint32_t c = classes(p, at);
    if (is(p, at, "lost") && classes(p, at + 1) & HS_LEX_DETERMINER &&
        (is(p, at + 2, "lives") || is(p, at + 2, "life"))) {
        unit->event = hs_ascii_of("died");
        unit->listed = true;
        return true;
    }
    if (set_state(unit, p, at))
        return true;
    if (!is_word(p, at) || !can_be_event(p, at))
        return false;
    if (c & HS_LEX_SPEECH && is_word(p, at + 1) && !(classes(p, at + 1) & HS_LEX_PREPOSITION))
        return false; /* people reported that .. */
    if (!(c & HS_LEX_ACTIVE) && (is_object(p, at + 1) || is_plural(p, at + 1) ||
                                 (is(p, at, "lost") && is_word(p, at + 1) && !(classes(p, at + 1) & HS_LEX_STOP))))
        return false; /* homes lost power */
    return set_event(unit, p, at, c & HS_LEX_EVENT);
}

/* After was, have, could at `at`. @param on  out: where to look on if there is none */
static bool find_after_verb(hs_unit *unit, const hs_figure_line *p, uint32_t at, uint32_t *on)
{
    bool have = false, allowed = false, hedged = false;
    uint32_t k = at, hedge = 0;
    for (; k < p->n && k < at + 9; k++) {
        uint32_t c = classes(p, k);
        if (!is_word(p, k))
            break;
        if (hedged && is(p, k, "to"))
            continue;
        if (is(p, k, "not") || ends_with(hs_figure_line_slice(p, k), "n't") ||
            ends_with(hs_figure_line_slice(p, k), "n\xe2\x80\x99t"))
            unit->negated = true;
        if (is(p, k, "have") || is(p, k, "has") || is(p, k, "had"))
            have = true;
        else if (c & HS_LEX_BE)
            have = false;
        allowed = allowed || is(p, k, "may") || is(p, k, "can") || is(p, k, "must") || is(p, k, "should");
        if (c & HS_LEX_HEDGE && k > at && !(c & HS_LEX_BE)) {
            hedge = k;
            hedged = true;
        } else if (!(c & (HS_LEX_BE | HS_LEX_MODAL | HS_LEX_ADVERB)) && !ends_with(hs_figure_line_slice(p, k), "ly")) {
            break;
        }
    }
    *on = k;
    if (k < p->n && set_state(unit, p, k))
        return true;
    uint32_t c = classes(p, k);
    if (is_word(p, k) && can_be_event(p, k)) {
        if (!have || c & HS_LEX_ACTIVE || !is_object(p, k + 1))
            return set_event(unit, p, k, c & HS_LEX_EVENT);
    } else if (is_word(p, k) && c & HS_LEX_EVENT && c & HS_LEX_ACTIVE && !allowed) {
        return set_event(unit, p, k, true); /* could die, were fleeing */
    } else if (hedge && classes(p, hedge) & HS_LEX_EVENT) {
        return set_event(unit, p, hedge, true); /* were confirmed */
    }
    unit->negated = false;
    return false;
}

/* Past a parenthesis between commas that begins at `at`: where its second comma is followed by a verb; 0 if it is none.
 */
static uint32_t past_commas(const hs_figure_line *p, uint32_t at)
{
    for (uint32_t k = at + 1; k < p->n && k < at + MOST_REACH; k++) {
        if (p->tokens[k].kind == HS_FIGURE_TOKEN_STOP || p->tokens[k].kind == HS_FIGURE_TOKEN_BREAK)
            return 0;
        if (hs_figure_line_marks(p, k, ',') &&
            classes(p, k + 1) & (HS_LEX_BE | HS_LEX_MODAL | HS_LEX_PAST | HS_LEX_STATE))
            return k + 1;
    }
    return 0;
}

static bool find_right(hs_unit *unit, const hs_figure_line *p)
{
    uint32_t at = unit->end, limit = at + MOST_REACH, on;
    bool relative = false, within = false; /* a preposition's phrase */
    if (find_beside(unit, p, at)) {
        unit->beside = !(classes(p, at) & HS_LEX_ACTIVE);
        return true;
    }
    for (uint32_t k = at; k < p->n && k < limit; k++) {
        uint32_t c = classes(p, k);
        if (hs_figure_line_marks(p, k, ',') && !within && !relative) {
            uint32_t next = past_commas(p, k);
            if (!next)
                return false;
            k = next - 1;
            limit = next + 2;
            within = true;
        } else if (!is_word(p, k)) {
            if (p->tokens[k].kind != HS_FIGURE_TOKEN_DIGITS && p->tokens[k].kind != HS_FIGURE_TOKEN_NAME)
                return false;
        } else if (c & (HS_LEX_BE | HS_LEX_MODAL)) {
            if (find_after_verb(unit, p, k, &on))
                return true;
            if (!relative)
                return false;
            relative = false;
            within = true;
            k = on > k ? on - 1 : k;
        } else if (c & HS_LEX_RELATIVE && k == at) {
            relative = true;
            if (find_beside(unit, p, k + 1))
                return true;
        } else if (within && (find_beside(unit, p, k) && unit->listed)) {
            return true;
        } else if (c & HS_LEX_PREPOSITION) {
            within = true;
        } else if (c & (HS_LEX_CLAUSE | HS_LEX_RELATIVE | HS_LEX_SPEECH | HS_LEX_PRONOUN) || is(p, k, "and") ||
                   is(p, k, "or")) {
            return false;
        } else if (!within && !(c & HS_LEX_ADVERB) && !p->tokens[k].upper) {
            return false;
        }
        unit->event = (hs_str){NULL, 0}; /* of a word that is none after all */
        unit->particle = (hs_range){0, 0};
    }
    return false;
}

/* Is the verb at `at`, in its base form, none but a noun: "the attack"? */
static bool is_noun(const hs_figure_line *p, uint32_t at)
{
    if (at == 0 || !is_word(p, at - 1))
        return true;
    uint32_t c = classes(p, at - 1);
    return !(c & (HS_LEX_MODAL | HS_LEX_ADVERB)) && !is(p, at - 1, "to") && !is(p, at - 1, "they") &&
           !is(p, at - 1, "we") && !is(p, at - 1, "you") && !is(p, at - 1, "i") && !is(p, at - 1, "who") &&
           !is_plural(p, at - 1);
}

/* The verb before the figure: "killed", "killing", "will cut", "was carrying". */
static bool find_left(hs_unit *unit, const hs_figure_line *p, uint32_t before)
{
    uint32_t k = before;
    if (k >= 3 && is(p, k - 1, "of") && is(p, k - 2, "total"))
        k -= 3;
    while (k && (classes(p, k - 1) & HS_LEX_DETERMINER || is(p, k - 1, "another") || is(p, k - 1, "only") ||
                 is(p, k - 1, "just") || is(p, k - 1, "all") || is(p, k - 1, "between") ||
                 (is_word(p, k - 1) && ends_with(hs_figure_line_slice(p, k - 1), "ly"))))
        k--;
    bool definite = k < before && (is(p, k, "the") || is(p, k, "these") || is(p, k, "those"));
    if (!k || !is_word(p, --k))
        return false;
    uint32_t c = classes(p, k);
    if (c & HS_LEX_EVENT ? c & HS_LEX_ACTIVE && !is(p, k, "attended") && !is(p, k, "signed")
                         : definite || !can_be_event(p, k) || !is_regular_past(p, k))
        return false;
    if (k && classes(p, k - 1) & HS_LEX_BE && !is(p, k - 1, "had") && !is(p, k - 1, "have") && !is(p, k - 1, "has") &&
        is_past(p, k))
        return false;
    if (!is_past(p, k) && !ends_with(hs_figure_line_slice(p, k), "s") &&
        !ends_with(hs_figure_line_slice(p, k), "ing") && is_noun(p, k))
        return false;
    set_event(unit, p, k, c & HS_LEX_EVENT);
    unit->particle = (hs_range){0, 0};
    unit->left = true;
    return true;
}

void hs_unit_add_event(hs_unit *unit, const hs_figure_line *p, uint32_t before)
{
    if (!find_right(unit, p))
        find_left(unit, p, before);
}

/* ---- tolls ----------------------------------------------------------------------------------------------------- */

/* A noun for how many there are: "the number of dead", "its figure for the missing". */
static bool is_count(const hs_figure_line *p, uint32_t at)
{
    return is(p, at, "number") || is(p, at, "figure") || is(p, at, "count") || is(p, at, "tally") || is(p, at, "estimate");
}

bool hs_unit_find_toll(hs_unit *out, const hs_figure_line *p, uint32_t before)
{
    for (uint32_t k = before, steps = 0; k-- && steps < MOST_TOLL; steps++) {
        if (p->tokens[k].kind == HS_FIGURE_TOKEN_STOP || p->tokens[k].kind == HS_FIGURE_TOKEN_BREAK ||
            hs_figure_line_marks(p, k, ','))
            return false;
        if (classes(p, k) & HS_LEX_TOLL) {
            *out = (hs_unit){.kind = HS_COUNT_TOLL, .noun = {k, k + 1}, .end = before};
            if (k && is(p, k, "toll") && is(p, k - 1, "death"))
                out->noun.begin--;
            return true;
        }
        if (is_count(p, k) && (is(p, k + 1, "of") || is(p, k + 1, "for"))) {
            uint32_t from = k + 2;
            while (from < before && classes(p, from) & HS_LEX_DETERMINER)
                from++;
            noun found = find_noun(p, from);
            *out = (hs_unit){0};
            if (from < before && set_state(out, p, from)) { /* the number of dead */
                out->kind = HS_COUNT_COUNTED;
                return true;
            }
            if (found.kind != HS_COUNT_COUNTED || found.range.end > before)
                return false;
            set_noun(out, p, found.range, HS_COUNT_COUNTED);
            if (!find_beside(out, p, out->end))
                out->event = (hs_str){NULL, 0};
            return true;
        }
    }
    return false;
}
