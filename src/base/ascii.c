/* ascii.c -- comparing without case. In: any bytes. Out: yes, no, where. No state; any thread. */
#include "ascii.h"

#include <string.h>

bool hs_ascii_same(const char *a, const char *b, size_t n)
{
    size_t i = 0;
    while (i < n && hs_ascii_lower(a[i]) == hs_ascii_lower(b[i]))
        i++;
    return i == n;
}

bool hs_ascii_is_one_of(hs_str s, const char *const *names, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (hs_ascii_is(s, names[i]))
            return true;
    return false;
}

size_t hs_ascii_find(hs_str s, hs_str word, size_t from)
{
    for (size_t i = from; word.len && i + word.len <= s.len; i++)
        if (hs_ascii_same(s.ptr + i, word.ptr, word.len))
            return i;
    return HS_NOWHERE;
}

hs_str hs_ascii_trim(hs_str s)
{
    while (s.len && (unsigned char)*s.ptr <= ' ')
        s.ptr++, s.len--;
    while (s.len && (unsigned char)s.ptr[s.len - 1] <= ' ')
        s.len--;
    return s;
}
