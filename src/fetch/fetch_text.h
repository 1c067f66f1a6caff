/* fetch_text.h -- ASCII comparisons that no locale changes. Any thread. */
#ifndef HS_FETCH_TEXT_H
#define HS_FETCH_TEXT_H

#include <stdbool.h>
#include <string.h>

#include "hearsay.h"

static inline char hs_fetch_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

static inline bool hs_fetch_is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/** `s` without blanks at either end. */
static inline hs_str hs_fetch_trim(hs_str s)
{
    while (s.len && hs_fetch_is_blank(*s.ptr))
        s.ptr++, s.len--;
    while (s.len && hs_fetch_is_blank(s.ptr[s.len - 1]))
        s.len--;
    return s;
}

/** Is `s` the word `lower`, in whatever case? @param lower  in lower case */
static inline bool hs_fetch_is(hs_str s, const char *lower)
{
    size_t i = 0;
    while (i < s.len && lower[i] && hs_fetch_lower(s.ptr[i]) == lower[i])
        i++;
    return i == s.len && !lower[i];
}

/** The same bytes? */
static inline bool hs_fetch_same(hs_str a, hs_str b)
{
    return a.len == b.len && (!a.len || memcmp(a.ptr, b.ptr, a.len) == 0);
}

#endif
