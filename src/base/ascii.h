/* ascii.h -- letters, blanks and names of formats, whose meaning never depends on the host's locale.
 * In: any bytes; those above 0x7f are no letters and equal themselves alone. No state; any thread. */
#ifndef HS_ASCII_H
#define HS_ASCII_H

#include <string.h>

#include "hearsay.h"

/** Not found. */
#define HS_NOWHERE SIZE_MAX

static inline char hs_ascii_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

static inline bool hs_ascii_is_letter(char c)
{
    char low = hs_ascii_lower(c);
    return low >= 'a' && low <= 'z';
}

static inline bool hs_ascii_is_capital(char c)
{
    return c >= 'A' && c <= 'Z';
}

static inline bool hs_ascii_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/** The value of a hexadecimal digit; -1 for what is none. */
static inline int hs_ascii_hex(char c)
{
    char low = hs_ascii_lower(c);
    return hs_ascii_is_digit(c) ? c - '0' : low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
}

/** Space, tab, and the four line ends. */
static inline bool hs_ascii_is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/** A literal or other C string, counted; NULL: unknown. */
static inline hs_str hs_ascii_of(const char *text)
{
    return (hs_str){text, text ? strlen(text) : 0};
}

/** Are [n] bytes of both the same but for case? */
bool hs_ascii_same(const char *a, const char *b, size_t n);
/** Are both the same but for case? */
static inline bool hs_ascii_equal(hs_str a, hs_str b)
{
    return a.len == b.len && hs_ascii_same(a.ptr, b.ptr, a.len);
}
/** Is `s` this name, but for case? */
static inline bool hs_ascii_is(hs_str s, const char *name)
{
    return s.len == strlen(name) && hs_ascii_same(s.ptr, name, s.len);
}
/** Is it one of these names [n], but for case? */
bool hs_ascii_is_one_of(hs_str s, const char *const *names, size_t n);
/** Does `s` begin with `head`, but for case? */
static inline bool hs_ascii_begins(hs_str s, const char *head)
{
    return s.len >= strlen(head) && hs_ascii_same(s.ptr, head, strlen(head));
}
/** Does `s` end with `tail`, but for case? */
static inline bool hs_ascii_ends(hs_str s, const char *tail)
{
    const size_t n = strlen(tail);
    return s.len >= n && hs_ascii_same(s.ptr + (s.len - n), tail, n);
}
/** Where `word` first stands in `s` from `from` on, but for case; HS_NOWHERE if it does not, or is empty. */
size_t hs_ascii_find(hs_str s, hs_str word, size_t from);
/** Does `word` stand anywhere in `s`, but for case? */
static inline bool hs_ascii_holds(hs_str s, const char *word)
{
    return hs_ascii_find(s, hs_ascii_of(word), 0) != HS_NOWHERE;
}
/** Offset of the first `c` at or after `from`; s.len if there is none. */
static inline size_t hs_ascii_char(hs_str s, size_t from, char c)
{
    const char *at = from < s.len ? (const char *)memchr(s.ptr + from, c, s.len - from) : NULL;
    return at ? (size_t)(at - s.ptr) : s.len;
}
/** `s` from an offset on. */
static inline hs_str hs_ascii_from(hs_str s, size_t at)
{
    return (hs_str){at ? s.ptr + at : s.ptr, s.len - at}; /* of {NULL, 0}, too */
}
/** `s` without blanks and control characters at its ends. */
hs_str hs_ascii_trim(hs_str s);

#endif
