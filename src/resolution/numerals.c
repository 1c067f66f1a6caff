/* numerals.c -- tokens and the numbers that they write. In: UTF-8. Out: tokens, values. Any thread. */
#include "numerals.h"

#include <string.h>

#include "ascii.h"
#include "chars.h"
#include "utf8.h"

enum {
    DASH = '-',
    QUOTE = '"',
    MOST_DIGITS = 15 /* a double holds them; longer ones are account numbers */
};

/* ---- tokens ---------------------------------------------------------------------------------------------------- */

static uint32_t code_at(uint32_t *size, hs_str text, uint32_t at, uint32_t end)
{
    uint32_t code = 0;
    *size = at < end ? (uint32_t)hs_utf8_next(&code, text.ptr + at, end - at) : 0;
    return code;
}

static bool is_digit(hs_str text, uint32_t at, uint32_t end)
{
    return at < end && hs_ascii_is_digit(text.ptr[at]);
}

static uint32_t digits_from(hs_str text, uint32_t at, uint32_t end)
{
    uint32_t n = 0;
    while (is_digit(text, at + n, end))
        n++;
    return n;
}

static bool is_word(uint32_t code)
{
    return hs_char_kind(code) & HS_IS_WORD;
}

/* Past the letters and digits at `at`. */
static uint32_t word_end(hs_str text, uint32_t at, uint32_t end)
{
    uint32_t size;
    while (is_word(code_at(&size, text, at, end)) && size)
        at += size;
    return at;
}

/* Bytes of a blank that may part the thousands of a number at `at`. */
static uint32_t thin_blank(hs_str text, uint32_t at, uint32_t end)
{
    uint32_t size, code = code_at(&size, text, at, end);
    return code == ' ' || code == 0xa0 || code == 0x2009 || code == 0x202f ? size : 0;
}

/* Bytes of what parts the thousands at `at`, three digits behind it and no fourth; 0 if there is none. */
static uint32_t thousands(hs_str text, uint32_t at, uint32_t end)
{
    uint32_t skip = at < end && text.ptr[at] == ',' ? 1 : thin_blank(text, at, end);
    return skip && digits_from(text, at + skip, end) == 3 ? skip : 0;
}

static double half_of(uint32_t code)
{
    return code == 0xbc ? 0.25 : code == 0xbd ? 0.5 : code == 0xbe ? 0.75 : 0;
}

/* A number in digits, or what only looks like one. */
static void cut_digits(hs_figure_token *t, hs_str text, uint32_t end)
{
    uint32_t at = t->begin, n = digits_from(text, at, end), size, sep = 0;
    char kind = 0; /* of blank or comma: one number has one */
    bool odd = n > MOST_DIGITS || (n > 1 && text.ptr[at] == '0');
    t->kind = HS_FIGURE_TOKEN_DIGITS;
    t->plain = true;
    for (uint32_t k = 0; k < n; k++)
        t->value = t->value * 10 + (text.ptr[at + k] - '0');
    at += n;
    for (n = n <= 3 && !odd ? n : 0; n && (sep = thousands(text, at, end)) && (!kind || kind == text.ptr[at]);
         at += 3) {
        kind = text.ptr[at];
        at += sep;
        for (uint32_t k = 0; k < 3; k++)
            t->value = t->value * 10 + (text.ptr[at + k] - '0');
        t->plain = false;
    }
    if (at < end && text.ptr[at] == '.' && (n = digits_from(text, at + 1, end))) {
        double scale = 1, part = 0;
        for (uint32_t k = 0; k < n && k < MOST_DIGITS; k++, scale *= 10)
            part = part * 10 + (text.ptr[at + 1 + k] - '0');
        t->value += part / scale;
        at += 1 + n;
        t->plain = false;
    }
    double half = half_of(code_at(&size, text, at, end));
    if (half > 0) {
        t->value += half;
        at += size;
        t->plain = false;
    }
    t->suffix = at;
    t->end = word_end(text, at, end);
    if (t->end > at && text.ptr[t->end - 1] == 's' && t->end - at == 1)
        odd = true; /* 1990s */
    /* digits beyond, with . , : / between: an address, a time, a date */
    while (t->end + 1 < end && text.ptr[t->end] && strchr(".,:/'", text.ptr[t->end]) &&
           is_digit(text, t->end + 1, end)) {
        t->end = word_end(text, t->end + 1, end);
        odd = true;
    }
    /* a date or phone number: digits-digits-digits */
    uint32_t mid = t->end < end && text.ptr[t->end] == '-' ? digits_from(text, t->end + 1, end) : 0;
    if (mid && t->end + mid + 2 < end && text.ptr[t->end + mid + 1] == '-' && is_digit(text, t->end + mid + 2, end)) {
        t->end = word_end(text, t->end + mid + 2, end);
        odd = true;
    } else if (mid && is_digit(text, t->end + 1, end) && text.ptr[t->end + 1] == '0' && mid > 1) {
        t->end = word_end(text, t->end + 1, end); /* 555-0134 */
        odd = true;
    }
    if (odd)
        t->kind = HS_FIGURE_TOKEN_NAME;
}

/* Bytes of an apostrophe at `at`. */
static uint32_t apostrophe(hs_str text, uint32_t at, uint32_t end)
{
    uint32_t size, code = code_at(&size, text, at, end);
    return code == '\'' || code == 0x2019 ? size : 0;
}

static void cut_word(hs_figure_token *t, hs_str text, uint32_t end)
{
    uint32_t at = t->begin, size;
    t->kind = HS_FIGURE_TOKEN_WORD;
    t->upper = hs_char_kind(code_at(&size, text, at, end)) & HS_IS_UPPER;
    for (;;) {
        uint32_t from = at, skip;
        at = word_end(text, at, end);
        for (uint32_t k = from; k < at; k++)
            if (hs_ascii_is_digit(text.ptr[k]))
                t->kind = HS_FIGURE_TOKEN_NAME;
        if (at >= end)
            break;
        if (text.ptr[at] == '.' && at - from == 1) { /* U.S., a.m. */
            uint32_t next = word_end(text, at + 1, end);
            if (next == at + 2) {
                at++;
                continue;
            }
            if (from > t->begin)
                at++;
            break;
        }
        skip = text.ptr[at] == '-' ? 1 : apostrophe(text, at, end);
        if (!skip || !is_word(code_at(&size, text, at + skip, end)) || !size)
            break;
        /* "twenty-one", "five-day": the number stands alone */
        if (text.ptr[at] == '-' && hs_number_has((hs_str){text.ptr + from, at - from}))
            break;
        at += skip;
    }
    t->end = at;
}

bool hs_figure_token_next(hs_figure_token *out, hs_str text, uint32_t *at, uint32_t end)
{
    uint32_t i = *at, size, code;
    *out = (hs_figure_token){0};
    for (;; i += size) {
        code = code_at(&size, text, i, end);
        if (!size) {
            *at = i;
            return false;
        }
        if (code == '\n' || !(hs_char_kind(code) & HS_IS_SPACE))
            break;
    }
    hs_figure_token t = {.begin = i, .end = i + size, .kind = HS_FIGURE_TOKEN_MARK, .mark = code, .joined = i == *at};
    if (code == '\n') {
        t.kind = HS_FIGURE_TOKEN_BREAK;
    } else if (code < 0x80 && hs_ascii_is_digit((char)code)) {
        cut_digits(&t, text, end);
    } else if (is_word(code)) {
        cut_word(&t, text, end);
    } else {
        if ((code >= 0x2010 && code <= 0x2013) || code == 0x2212) /* no em dash */
            t.mark = DASH;
        else if (code == 0x201c || code == 0x201d || code == 0x2018 || code == 0x2019 || code == '\'')
            t.mark = QUOTE;
        if (code == '.' || code == '!' || code == '?' || code == ';' || code == ':' || code == 0x2026)
            t.kind = HS_FIGURE_TOKEN_STOP;
    }
    if (t.kind != HS_FIGURE_TOKEN_DIGITS)
        t.suffix = t.end;
    *at = t.end;
    *out = t;
    return true;
}

/* ---- numbers --------------------------------------------------------------------------------------------------- */

typedef enum kind {
    UNIT,    /* one .. nineteen */
    TEN,     /* twenty .. ninety */
    HUNDRED, /* multiplies what stands before it */
    SCALE,   /* thousand and more: likewise, and begins anew */
    DOZEN,
    PLURAL, /* dozens, hundreds: at least two of them */
    PART,   /* third, fifths: a part, after "a" or a number */
    HALF,
    SOME /* "several", "a few", "a couple of": before hundred, thousand .. */
} kind;

typedef struct word {
    const char *word;
    kind kind;
    double value;
} word;

/* sorted */
static const word words[] = {
    {"billion", SCALE, 1e9}, {"billions", PLURAL, 1e9}, {"bn", SCALE, 1e9},          {"couple", SOME, 2},
    {"dozen", DOZEN, 12},    {"dozens", PLURAL, 12},    {"eight", UNIT, 8},          {"eighteen", UNIT, 18},
    {"eighths", PART, 8},    {"eighty", TEN, 80},       {"eleven", UNIT, 11},        {"few", SOME, 2},
    {"fifteen", UNIT, 15},   {"fifth", PART, 5},        {"fifths", PART, 5},         {"fifty", TEN, 50},
    {"five", UNIT, 5},       {"forty", TEN, 40},        {"four", UNIT, 4},           {"fourteen", UNIT, 14},
    {"half", HALF, 2},       {"hundred", HUNDRED, 100}, {"hundreds", PLURAL, 100},   {"lakh", SCALE, 1e5},
    {"million", SCALE, 1e6}, {"millions", PLURAL, 1e6}, {"nine", UNIT, 9},           {"nineteen", UNIT, 19},
    {"ninety", TEN, 90},     {"one", UNIT, 1},          {"quarter", PART, 4},        {"quarters", PART, 4},
    {"scores", PLURAL, 20},  {"seven", UNIT, 7},        {"seventeen", UNIT, 17},     {"seventy", TEN, 70},
    {"several", SOME, 2},    {"six", UNIT, 6},          {"sixteen", UNIT, 16},       {"sixth", PART, 6},
    {"sixths", PART, 6},     {"sixty", TEN, 60},        {"ten", UNIT, 10},           {"tens", PLURAL, 10},
    {"tenth", PART, 10},     {"tenths", PART, 10},      {"third", PART, 3},          {"thirds", PART, 3},
    {"thirteen", UNIT, 13},  {"thirty", TEN, 30},       {"thousand", SCALE, 1e3},    {"thousands", PLURAL, 1e3},
    {"three", UNIT, 3},      {"trillion", SCALE, 1e12}, {"trillions", PLURAL, 1e12}, {"twelve", UNIT, 12},
    {"twenty", TEN, 20},     {"two", UNIT, 2},          {"zero", UNIT, 0},
};

static const word *find(hs_str name)
{
    char low[10];
    if (name.len < 2 || name.len >= sizeof low)
        return NULL;
    for (size_t i = 0; i < name.len; i++)
        low[i] = hs_ascii_lower(name.ptr[i]);
    low[name.len] = '\0';
    size_t begin = 0, end = sizeof words / sizeof *words;
    while (begin < end) {
        size_t mid = (begin + end) / 2;
        int order = strcmp(low, words[mid].word);
        if (!order)
            return &words[mid];
        if (order < 0)
            end = mid;
        else
            begin = mid + 1;
    }
    return NULL;
}

bool hs_number_has(hs_str name)
{
    return find(name);
}

typedef struct reading {
    hs_str text;
    const hs_figure_token *tokens;
    uint32_t n;
} reading;

static hs_str text_of(const reading *r, uint32_t at)
{
    return (hs_str){r->text.ptr + r->tokens[at].begin, r->tokens[at].end - r->tokens[at].begin};
}

static const word *word_at(const reading *r, uint32_t at)
{
    return at < r->n && r->tokens[at].kind == HS_FIGURE_TOKEN_WORD ? find(text_of(r, at)) : NULL;
}

static bool is(const reading *r, uint32_t at, const char *name)
{
    return at < r->n && r->tokens[at].kind == HS_FIGURE_TOKEN_WORD && hs_ascii_is(text_of(r, at), name);
}

static bool is_hyphen(const reading *r, uint32_t at)
{
    return at + 1 < r->n && r->tokens[at].kind == HS_FIGURE_TOKEN_MARK && r->tokens[at].mark == DASH &&
           r->tokens[at].joined && r->tokens[at + 1].joined;
}

/* Where the next part of a number would stand: here, or past a hyphen. */
static uint32_t past_hyphen(const reading *r, uint32_t at)
{
    return at + is_hyphen(r, at);
}

static bool is_article(const reading *r, uint32_t at)
{
    return is(r, at, "a") || is(r, at, "an");
}

/* thousand, million .. hundred, dozen at `at`, past a hyphen; NULL if none. @param next  out: past it */
static const word *scale_at(const reading *r, uint32_t at, uint32_t *next)
{
    uint32_t k = past_hyphen(r, at);
    const word *w = word_at(r, k);
    *next = k + 1;
    return w && (w->kind == SCALE || w->kind == HUNDRED || w->kind == DOZEN) ? w : NULL;
}

/* "and a half" at `at`: tokens that it takes. */
static uint32_t and_half(const reading *r, uint32_t at)
{
    return is(r, at, "and") && is_article(r, at + 1) && is(r, at + 2, "half") ? 3 : 0;
}

/* Words below a hundred: "twenty-one", "twelve". Tokens that they take; 0 if there are none. */
static uint32_t below_hundred(const reading *r, uint32_t at, double *value)
{
    const word *w = word_at(r, at), *unit;
    if (!w || (w->kind != UNIT && w->kind != TEN))
        return 0;
    *value = w->value;
    uint32_t k = past_hyphen(r, at + 1);
    if (w->kind == TEN && (unit = word_at(r, k)) && unit->kind == UNIT && unit->value < 10 && unit->value > 0) {
        *value += unit->value;
        return k + 1 - at;
    }
    return 1;
}

/* A number in words: groups below a thousand, each with its scale. */
static uint32_t in_words(const reading *r, uint32_t at, hs_number *out)
{
    double total = 0, group = 0, low, last = 1e18;
    uint32_t k = at, n, next;
    bool any = false;
    if (is_article(r, k) && scale_at(r, k + 1, &next) && !is_hyphen(r, k + 1)) { /* a hundred, a dozen */
        group = 1;
        any = true;
        k++;
    }
    for (;;) {
        if ((n = below_hundred(r, k, &low))) {
            if (any && (group > 0 && (group < 100 || low >= 100)))
                break; /* "two three" */
            group += low;
            k += n;
            any = true;
        } else if (!any) {
            return 0;
        }
        const word *w = scale_at(r, k, &next);
        uint32_t half = and_half(r, k);
        if (half && scale_at(r, k + half, &next) && group > 0) { /* one and a half million */
            group += 0.5;
            k += half;
            w = scale_at(r, k, &next);
        } else if (half && group > 0) { /* two and a half miles */
            group += 0.5;
            k += half;
            break;
        }
        while (w && group > 0) {
            if (w->kind == SCALE) {
                if (w->value >= last)
                    break;
                total += group * w->value;
                group = 0;
                last = w->value;
            } else {
                group *= w->value;
            }
            out->scale = w->value;
            k = next;
            w = scale_at(r, k, &next);
        }
        if (out->scale <= 1)
            break;
        /* "and" goes on after hundreds and scales alone */
        uint32_t on = is(r, k, "and") ? k + 1 : k;
        if (!below_hundred(r, on, &low) || (group > 0 && group < 100) || (on > k && is_hyphen(r, on + 1)))
            break;
        k = on;
    }
    out->value = total + group;
    out->words = true;
    return k - at;
}

static double vulgar(hs_str s)
{
    return hs_ascii_is(s, "1/2") ? 0.5 : hs_ascii_is(s, "1/4") ? 0.25 : hs_ascii_is(s, "3/4") ? 0.75 : 0;
}

/* Digits with their joined letters and the scales after them. */
static uint32_t in_digits(const reading *r, uint32_t at, hs_number *out)
{
    static const struct {
        const char *letters;
        double scale;
    } letters[] = {{"k", 1e3}, {"mn", 1e6}, {"mln", 1e6}, {"bn", 1e9}, {"b", 1e9}, {"tn", 1e12}, {"trn", 1e12}};
    if (at >= r->n || r->tokens[at].kind != HS_FIGURE_TOKEN_DIGITS)
        return 0;
    const hs_figure_token *t = &r->tokens[at];
    hs_str suffix = {r->text.ptr + t->suffix, t->end - t->suffix};
    uint32_t k = at + 1, next;
    out->value = t->value;
    for (size_t i = 0; suffix.len && i < sizeof letters / sizeof *letters; i++)
        if (hs_ascii_is(suffix, letters[i].letters) || (suffix.len == 7 && hs_ascii_is(suffix, "million"))) {
            out->scale = suffix.len == 7 ? 1e6 : letters[i].scale;
            out->value *= out->scale;
            return 1;
        }
    if (suffix.len)
        return 1;
    double part = k < r->n && r->tokens[k].kind == HS_FIGURE_TOKEN_NAME ? vulgar(text_of(r, k)) : 0;
    if (part > 0 && t->plain) { /* 6 1/2 */
        out->value += part;
        k++;
    }
    uint32_t half = and_half(r, k);
    if (half) {
        out->value += 0.5;
        k += half;
    }
    for (const word *w; (w = scale_at(r, k, &next)); k = next) {
        out->value *= w->value;
        out->scale = out->scale * w->value;
    }
    if (!half && (next = and_half(r, k))) { /* 2 million and a half */
        out->value += out->scale / 2;
        k += next;
    }
    return k - at;
}

/* "half a million", "half of the ..", "a third of", "two-thirds", "one in five", "three quarters of a million". */
static uint32_t in_shares(const reading *r, uint32_t at, hs_number *out)
{
    double many = 1;
    uint32_t k = at, n, next;
    const word *w = word_at(r, k), *scale;
    if (is_article(r, k)) {
        w = word_at(r, ++k);
        if (!w || (w->kind != PART && w->kind != HALF && !is(r, k, "couple")))
            return 0;
    } else if (w && w->kind == UNIT && w->value > 0 && w->value < 10) {
        many = w->value;
        n = is(r, k + 1, "in") ? 2 : is(r, k + 1, "out") && is(r, k + 2, "of") ? 3 : 0;
        double whole = 0;
        hs_number digits = {0};
        if (n && ((next = below_hundred(r, k + n, &whole)) || (next = in_digits(r, k + n, &digits))) &&
            (whole += digits.value) > many && whole <= 100 && (n == 3 || many < 10)) {
            out->value = many / whole;
            out->share = out->words = true;
            return n + next;
        }
        k = past_hyphen(r, k + 1);
        w = word_at(r, k);
        if (!w || w->kind != PART)
            return 0;
    } else if (!w || w->kind != HALF) {
        return 0;
    }
    if (w->kind != PART && w->kind != HALF)
        return 0;
    k++;
    out->value = many / w->value;
    out->words = true;
    /* "half a million", "half-million", "a quarter of a million", "half a dozen" */
    uint32_t on = is(r, k, "of") ? k + 1 : k;
    on = is_article(r, on) ? on + 1 : on;
    if ((scale = scale_at(r, on, &next)) && (w->kind == HALF || on > k)) {
        out->value *= scale->value;
        out->scale = scale->value;
        return next - at;
    }
    out->share = true;
    if (w->kind == HALF)
        out->unit_half = !is(r, k, "of");
    else if (!is(r, k, "of") && !is(r, k, "majority"))
        return 0;
    return k - at;
}

/* "hundreds", "tens of thousands", "several hundred", "a couple of dozen". */
static uint32_t in_plurals(const reading *r, uint32_t at, hs_number *out)
{
    uint32_t k = at, next;
    const word *w, *scale;
    if (is_article(r, k))
        k++;
    if (!(w = word_at(r, k)))
        return 0;
    if (w->kind == SOME) {
        k++;
        if (is(r, k, "of"))
            k++;
        if (!(scale = scale_at(r, k, &next)))
            return 0;
        out->about = w->word[0] == 'c';
        out->vague = !out->about;
        out->value = w->value * scale->value;
        out->scale = scale->value;
        out->words = true;
        return next - at;
    }
    if (w->kind != PLURAL || k > at)
        return 0;
    out->value = 2 * w->value;
    for (k++; is(r, k, "of") && (w = word_at(r, k + 1)) && (w->kind == PLURAL || w->kind == SCALE); k += 2)
        out->value *= w->value;
    if (out->value < 24) /* "tens" alone */
        out->value = 20;
    out->scale = out->value;
    out->vague = out->words = true;
    return k - at;
}

bool hs_number_read(hs_number *out, hs_str text, const hs_figure_token *tokens, uint32_t n, uint32_t at)
{
    reading r = {text, tokens, n};
    static uint32_t (*const ways[])(const reading *, uint32_t, hs_number *) = {in_digits, in_shares, in_plurals,
                                                                               in_words};
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        *out = (hs_number){.scale = 1};
        if ((out->n = ways[i](&r, at, out)))
            return true;
    }
    *out = (hs_number){0};
    return false;
}
