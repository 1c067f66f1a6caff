/* chars.c -- kinds of characters: a table for ASCII, utf8proc beyond. Any thread. */
#include "chars.h"

#include <utf8proc.h>

#include "ascii.h"
#include "utf8.h"

/* clang-format off */
#define U (HS_IS_WORD | HS_IS_UPPER)
#define L (HS_IS_WORD | HS_IS_LOWER)
#define D (HS_IS_WORD | HS_IS_DIGIT)
#define S HS_IS_SPACE
const uint8_t hs_ascii_kind[256] = {
    0, 0, 0, 0, 0, 0, 0, 0, 0, S, S, S, S, S, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    S, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, D, D, D, D, D, D, D, D, D, D, 0, 0, 0, 0, 0, 0,
    0, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, 0, 0, 0, 0, HS_IS_WORD,
    0, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, 0, 0, 0, 0, 0};
#undef U
#undef L
#undef D
#undef S
/* clang-format on */

unsigned hs_char_kind_slow(uint32_t code)
{
    /* The punctuation of news, first because it is most frequent. */
    if (code >= 0x2010 && code <= 0x2027)
        return 0;
    switch (utf8proc_category((utf8proc_int32_t)code)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LT:
        return HS_IS_WORD | HS_IS_UPPER;
    case UTF8PROC_CATEGORY_LL:
        return HS_IS_WORD | HS_IS_LOWER;
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO:
        return HS_IS_WORD;
    case UTF8PROC_CATEGORY_ND:
        return HS_IS_WORD | HS_IS_DIGIT;
    case UTF8PROC_CATEGORY_ZS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
        return HS_IS_SPACE;
    default:
        return code == 0x85 ? HS_IS_SPACE : 0;
    }
}

uint32_t hs_char_base(uint32_t code)
{
    utf8proc_int32_t parts[4] = {0};
    int last = UTF8PROC_BOUNDCLASS_START;
    switch (code) { /* letters with a stroke, which Unicode does not take apart */
    case 0xD8:
    case 0xF8:
        return 'o';
    case 0x110:
    case 0x111:
        return 'd';
    case 0x141:
    case 0x142:
        return 'l';
    default:
        break;
    }
    const utf8proc_ssize_t n = utf8proc_decompose_char((utf8proc_int32_t)code, parts, 4, UTF8PROC_DECOMPOSE, &last);
    const utf8proc_int32_t base = n > 0 && n <= 4 ? parts[0] : (utf8proc_int32_t)code;
    return (uint32_t)utf8proc_tolower(base);
}

size_t hs_without_accents(char *out, size_t size, hs_str s)
{
    size_t n = 0;
    for (size_t i = 0, len; i < s.len && n < size - 1; i += len) {
        uint32_t code = 0;
        len = (unsigned char)s.ptr[i] < 0x80 ? 1 : hs_utf8_next(&code, s.ptr + i, s.len - i);
        const uint32_t base = len == 1 ? (unsigned char)hs_ascii_lower(s.ptr[i]) : code == 0x2019 ? '\'' : hs_char_base(code);
        if (code >= 0x300 && code < 0x370) /* an accent by itself */
            continue;
        if (base < 0x80 || len == 1)
            out[n++] = (char)base;
        else
            for (size_t k = 0; k < len && n < size - 1; k++)
                out[n++] = s.ptr[i + k];
    }
    out[n] = '\0';
    return n;
}
