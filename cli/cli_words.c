/* cli_words.c -- characters and words as the evaluation script has them, which is as Python has them:
 * \w is a letter, a number of any kind, or the underscore; white space is what str.isspace says. */
#include <stdlib.h>
#include <utf8proc.h>

#include "cli_gold.h"

bool cli_is_word(uint32_t c)
{
    if (c < 0x80)
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    switch (utf8proc_category((utf8proc_int32_t)c)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO:
        return true;
    default:
        return false;
    }
}

bool cli_is_space(uint32_t c)
{
    if (c < 0x80)
        return c == ' ' || (c >= 0x09 && c <= 0x0D) || (c >= 0x1C && c <= 0x1F);
    return c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 ||
           c == 0x202F || c == 0x205F || c == 0x3000;
}

static bool joins(uint32_t c)
{
    return c == 0x2019 || c == '\'' || c == '.' || c == ',' || c == '-';
}

cli_span *cli_words(const uint32_t *text, size_t n_text, size_t *n)
{
    cli_span *words = NULL;
    size_t cap = 0, i = 0;
    *n = 0;
    while (i < n_text) {
        if (!cli_is_word(text[i])) {
            i++;
            continue;
        }
        size_t begin = i;
        while (i < n_text && (cli_is_word(text[i]) || (joins(text[i]) && i + 1 < n_text && cli_is_word(text[i + 1]))))
            i++;
        if (*n == cap) {
            cap = cap ? 2 * cap : 256;
            words = cli_grow(words, cap, sizeof *words);
        }
        words[(*n)++] = (cli_span){(uint32_t)begin, (uint32_t)i};
    }
    return words;
}
