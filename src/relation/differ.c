/* differ.c -- do two contents show a difference? In: texts. Out: yes or no, by single words. See differ.h. No state; any thread. */
#include "differ.h"

#include <string.h>

#include "ascii.h"

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

static void look_at(hs_shown *m, hs_str word)
{
    if (is_denial(word))
        m->denied = !m->denied;
    m->knows = m->knows || is_knowing(word);
    hs_str number = digits_of(word);
    if (!number.ptr || m->n == HS_SHOWN_NUMBERS)
        return;
    uint32_t h = 2166136261u; /* FNV-1a */
    for (size_t i = 0; i < number.len; i++)
        if (number.ptr[i] != ',')
            h = (h ^ (unsigned char)hs_ascii_lower(number.ptr[i])) * 16777619u;
    m->numbers[m->n++] = h;
}

hs_shown hs_shown_in(hs_str s)
{
    hs_shown m = {0};
    hs_str before = {"", 0};
    for (size_t i = 0, from; i < s.len;) {
        from = i;
        while (i < s.len && (hs_ascii_is_letter(s.ptr[i]) || hs_ascii_is_digit(s.ptr[i]) ||
                             (i > from && i + 1 < s.len && (s.ptr[i] == ',' || s.ptr[i] == '.') && hs_ascii_is_digit(s.ptr[i - 1]) && hs_ascii_is_digit(s.ptr[i + 1]))))
            i++;
        if (i > from) {
            const hs_str word = {s.ptr + from, i - from};
            look_at(&m, word);
            m.of_it = m.of_it || is_of_it(before, word);
            before = word;
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

bool hs_shown_differ(const hs_shown *a, const hs_shown *b)
{
    return a->denied != b->denied || other_numbers(a, b);
}
