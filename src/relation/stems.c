/* stems.c -- cutting endings. In: a word. Out: a stem. Threads: any. */
#include "stems.h"

#include <stdbool.h>
#include <string.h>

#include "ascii.h"

static bool ends(const char *word, size_t len, const char *tail)
{
    size_t n = strlen(tail);
    return len >= n && memcmp(word + len - n, tail, n) == 0;
}

static bool has_vowel(const char *word, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (strchr("aeiouy", word[i]))
            return true;
    return false;
}

/* The plural and third person: cities, boxes, says. */
static size_t cut_s(char *word, size_t len)
{
    static const char *const hissing[] = {"sses", "xes", "ches", "shes", "zzes"};
    if (len > 4 && ends(word, len, "ies")) {
        word[len - 3] = 'y';
        return len - 2;
    }
    for (size_t i = 0; i < sizeof hissing / sizeof *hissing; i++)
        if (ends(word, len, hissing[i]))
            return len - 2;
    if (len > 3 && word[len - 1] == 's' && !strchr("sui'", word[len - 2]))
        return len - 1;
    return len;
}

static size_t cut_verb(char *word, size_t len)
{
    if (len > 4 && ends(word, len, "ied")) {
        word[len - 3] = 'y';
        return len - 2;
    }
    if (len > 4 && ends(word, len, "ed") && has_vowel(word, len - 2))
        return len - 2;
    if (len > 5 && ends(word, len, "ing") && has_vowel(word, len - 3))
        return len - 3;
    return len;
}

size_t hs_stem(char out[HS_STEM_BYTES], const char *word, size_t len)
{
    if (len > HS_STEM_BYTES - 1)
        len = HS_STEM_BYTES - 1;
    memcpy(out, word, len);
    const size_t singular = cut_s(out, len);
    size_t n = cut_verb(out, singular);
    const bool past = singular - n == 2; /* agreed: the second e is the word's */
    if (n > 3 && out[n - 1] == 'e' && !past) /* refuse as refused */
        n--;
    if (n > 3 && out[n - 1] == out[n - 2] && out[n - 1] >= 'a' && out[n - 1] <= 'z') /* stop as stopped */
        n--;
    out[n] = '\0';
    return n;
}

size_t hs_stem_written(char out[HS_STEM_BYTES], const char *word, size_t len)
{
    char lower[HS_STEM_BYTES];
    size_t n = 0;
    for (; n < len && n + 1 < sizeof lower; n++)
        lower[n] = hs_ascii_lower(word[n]);
    return hs_stem(out, lower, n);
}
