/* differ.c -- do two contents show a difference? In: texts. Out: yes or no, by single words. See differ.h. No state; any thread. */
#include "differ.h"

#include <string.h>

#include "ascii.h"
#include "stems.h"

static bool is_denial(hs_str word)
{
    static const char *const words[] = {"not",  "no",    "never",  "none",    "nobody",     "nothing",  "neither", "nor",    "without", "cannot",
                                        "fake", "false", "hoax",   "untrue",  "bogus",      "denied",   "denies",  "deny",   "denying", "rejected",
                                        "fabricated", "debunked", "dismissed", "refused", "refuses", "unlikely", "impossible", "wrong", "unaware"};
    return hs_ascii_is_one_of(word, words, sizeof words / sizeof *words);
}

static bool is_knowing(hs_str word)
{
    static const char *const words[] = {"know", "knows", "knew", "known", "knowledge", "aware", "unaware", "told", "informed", "warned", "learned", "learnt", "heard"};
    return hs_ascii_is_one_of(word, words, sizeof words / sizeof *words);
}

/* Who is no one that a head noun names. */
static bool is_pronoun(hs_str word)
{
    static const char *const words[] = {"he", "she", "they", "it", "we", "i", "you", "who", "one", "nobody", "none", "nothing", "anyone", "everyone", "somebody", "someone"};
    return hs_ascii_is_one_of(word, words, sizeof words / sizeof *words);
}

/* What stands between who knew and the verb: "had not been told"; of "hadn't" both parts. */
static bool is_before_verb(hs_str word)
{
    static const char *const words[] = {"was",  "were", "is",   "are",  "be",   "been", "being", "had",   "has",   "have",    "did",   "does", "do",    "not",    "never", "hadn",
                                        "didn", "wasn", "weren", "hasn", "haven", "t",  "also",  "already", "always", "long", "first", "only", "fully", "well", "must", "should", "could", "would"};
    return hs_ascii_is_one_of(word, words, sizeof words / sizeof *words);
}

static uint32_t hash_byte(uint32_t h, char c)
{
    return (h ^ (unsigned char)c) * 16777619u; /* FNV-1a */
}

/* Of a head noun's stem; 0: a pronoun, which may be anybody, or no word. */
static uint32_t knower_of(hs_str word)
{
    char stem[HS_STEM_BYTES];
    if (!word.len || is_pronoun(word))
        return 0;
    uint32_t h = 2166136261u;
    const size_t n = hs_stem_written(stem, word.ptr, word.len);
    for (size_t i = 0; i < n; i++)
        h = hash_byte(h, stem[i]);
    return h;
}

/* "of it", "about this" */
static bool is_of_it(hs_str before, hs_str word)
{
    static const char *const of[] = {"of", "about"}, *const it[] = {"it", "this", "that"};
    return before.len && hs_ascii_is_one_of(before, of, sizeof of / sizeof *of) && hs_ascii_is_one_of(word, it, sizeof it / sizeof *it);
}

/* The value of a number word as it would be written in digits; unknown: it is none. */
static hs_str digits_of(hs_str word)
{
    static const char *const words[] = {"two",    "three",    "four",     "five",    "six",     "seven",     "eight",    "nine",     "ten",   "eleven",
                                        "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"};
    static const char *const digits[] = {"2",  "3",  "4",  "5",  "6",  "7",  "8",  "9",  "10", "11",
                                         "12", "13", "14", "15", "16", "17", "18", "19", "20"};
    if (hs_ascii_is_digit(*word.ptr))
        return word;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (hs_ascii_is(word, words[i]))
            return hs_ascii_of(digits[i]);
    return (hs_str){NULL, 0};
}

/* @param noun  the last word before it that may be who knows */
static void look_at(hs_shown *m, hs_str noun, hs_str word)
{
    if (is_denial(word))
        m->denied = !m->denied;
    if (!m->knows && is_knowing(word)) {
        m->knows = true;
        m->knower = knower_of(noun);
    }
    hs_str number = digits_of(word);
    if (!number.ptr || m->n == HS_SHOWN_NUMBERS)
        return;
    uint32_t h = 2166136261u;
    for (size_t i = 0; i < number.len; i++)
        if (number.ptr[i] != ',')
            h = hash_byte(h, hs_ascii_lower(number.ptr[i]));
    m->numbers[m->n++] = h;
}

hs_shown hs_shown_in(hs_str s)
{
    hs_shown m = {0};
    hs_str before = {"", 0}, noun = before;
    for (size_t i = 0, from; i < s.len;) {
        from = i;
        while (i < s.len && (hs_ascii_is_letter(s.ptr[i]) || hs_ascii_is_digit(s.ptr[i]) ||
                             (i > from && i + 1 < s.len && (s.ptr[i] == ',' || s.ptr[i] == '.') && hs_ascii_is_digit(s.ptr[i - 1]) && hs_ascii_is_digit(s.ptr[i + 1]))))
            i++;
        if (i > from) {
            const hs_str word = {s.ptr + from, i - from};
            look_at(&m, noun, word);
            m.of_it = m.of_it || is_of_it(before, word);
            before = word;
            noun = is_before_verb(word) ? noun : word;
        } else if (i > 0 && s.len - i > 1 && s.ptr[i] == '\'' && hs_ascii_lower(s.ptr[i - 1]) == 'n' && hs_ascii_lower(s.ptr[i + 1]) == 't')
            m.denied = !m.denied;
        else if (i > 0 && s.len - i > 3 && memcmp(s.ptr + i, "\xe2\x80\x99", 3) == 0 && hs_ascii_lower(s.ptr[i - 1]) == 'n' &&
                 hs_ascii_lower(s.ptr[i + 3]) == 't')
            m.denied = !m.denied;
        i += i == from;
    }
    return m;
}

static bool other_numbers(const hs_shown *x, const hs_shown *y)
{
    for (size_t i = 0; i < x->n; i++)
        for (size_t k = 0; k < y->n; k++)
            if (x->numbers[i] == y->numbers[k])
                return false;
    return x->n && y->n;
}

bool hs_numbers_differ(hs_str a, hs_str b)
{
    hs_shown x = hs_shown_in(a), y = hs_shown_in(b);
    return other_numbers(&x, &y);
}

bool hs_shown_opposed_knowing(const hs_shown *a, const hs_shown *b)
{
    return a->knows && b->knows && a->denied != b->denied && (a->denied ? a : b)->of_it;
}

bool hs_shown_one_knower(const hs_shown *a, const hs_shown *b)
{
    return !a->knower || !b->knower || a->knower == b->knower;
}

bool hs_shown_differ(const hs_shown *a, const hs_shown *b)
{
    return a->denied != b->denied || other_numbers(a, b);
}
