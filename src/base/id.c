/* id.c -- reading ids. See id.h. */
#include "id.h"

#include "ascii.h"

enum { DIGITS = 18 /* fit any row's number */ };

bool hs_id_parse(uint64_t *out, hs_str s, char letter)
{
    uint64_t n = 0;
    *out = 0;
    if (s.len < 2 || s.len > 1 + DIGITS || s.ptr[0] != letter || s.ptr[1] == '0')
        return false;
    for (size_t i = 1; i < s.len; i++) {
        if (!hs_ascii_is_digit(s.ptr[i]))
            return false;
        n = n * 10 + (uint64_t)(s.ptr[i] - '0');
    }
    *out = n;
    return true;
}
