/* str.h -- small questions about counted strings; letters are compared without case, in ASCII. No state; any thread. */
#ifndef HS_STR_H
#define HS_STR_H

#include <string.h>
#include <strings.h>

#include "hearsay.h"

static inline hs_str hs_str_of(const char *text)
{
    return (hs_str){text, text ? strlen(text) : 0};
}

static inline bool hs_str_is(hs_str s, const char *text)
{
    return s.len == strlen(text) && (!s.len || strncasecmp(s.ptr, text, s.len) == 0);
}

static inline bool hs_str_begins(hs_str s, const char *with)
{
    size_t n = strlen(with);
    return s.len >= n && (!n || strncasecmp(s.ptr, with, n) == 0);
}

static inline hs_str hs_str_from(hs_str s, size_t at)
{
    return (hs_str){at ? s.ptr + at : s.ptr, s.len - at}; /* of {NULL, 0}, too */
}

/** Less blanks and control characters at both ends. */
static inline hs_str hs_str_trim(hs_str s)
{
    while (s.len && (unsigned char)*s.ptr <= ' ')
        s = hs_str_from(s, 1);
    while (s.len && (unsigned char)s.ptr[s.len - 1] <= ' ')
        s.len--;
    return s;
}

/** Offset of the first `c` at or after `from`; s.len if there is none. */
static inline size_t hs_str_find(hs_str s, size_t from, char c)
{
    const char *at = from < s.len ? (const char *)memchr(s.ptr + from, c, s.len - from) : NULL;
    return at ? (size_t)(at - s.ptr) : s.len;
}

/** Does it hold `text` anywhere? For short strings: costs their product. */
static inline bool hs_str_holds(hs_str s, const char *text)
{
    for (size_t i = 0; i <= s.len; i++)
        if (hs_str_begins(hs_str_from(s, i), text))
            return true;
    return false;
}

#endif
