/* fetch_text.h -- what header lines and robots.txt need beyond base/ascii.h: blanks there are spaces and tabs alone.
 * Any thread. */
#ifndef HS_FETCH_TEXT_H
#define HS_FETCH_TEXT_H

#include "ascii.h"

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

/** The same bytes? */
static inline bool hs_fetch_same(hs_str a, hs_str b)
{
    return a.len == b.len && (!a.len || memcmp(a.ptr, b.ptr, a.len) == 0);
}

#endif
