/* html_guard.c -- one pass over a page before it is parsed. In: text of a page. Out: the same, tamed. Any thread.
 * It reads tags as libxml2 does; where the two could differ, what it blots out leaves nothing to find there. */
#include "html_guard.h"

#include <stdbool.h>
#include <string.h>

#include "ascii.h"

/* Real tags stay below 100 attributes; a list of 600 costs libxml2 a millisecond. */
enum { MAX_ATTRIBUTES = 600, MAX_TAG_BYTES = 1 << 16, MAX_VALUE_WORDS = 1 << 15 };

static bool is_name_start(char c)
{
    return hs_ascii_is_letter(c) || c == '_' || c == ':' || c == '.';
}

static bool is_name(char c)
{
    return is_name_start(c) || hs_ascii_is_digit(c) || c == '-';
}

static char *skip_space(char *at, const char *end)
{
    while (at < end && hs_ascii_is_space(*at))
        at++;
    return at;
}

static void blot(char *from, const char *to)
{
    for (char *at = from; at < to && (at = memchr(at, '<', (size_t)(to - at))) != NULL; at++)
        *at = ' ';
}

/* Past the quoted value that begins at `at`. */
static char *quoted(char *at, char *end)
{
    char *close = memchr(at + 1, *at, (size_t)(end - at - 1));
    char *stop = close ? close : end;
    size_t words = 0;
    for (char *c = at; c < stop; c++) {
        if (*c == '<')
            *c = ' ';
        else if (hs_ascii_is_space(*c) && ++words > MAX_VALUE_WORDS)
            *c = '_';
    }
    return close ? close + 1 : end;
}

/* Past the tag whose name begins at `at`. */
static char *tag(char *at, char *end)
{
    unsigned n = 0;
    size_t bytes = 0; /* outside quotes */
    while (at < end && is_name(*at))
        at++;
    while ((at = skip_space(at, end)) < end && *at != '>') {
        char *from = at;
        if (!is_name_start(*at)) {
            while (at < end && !hs_ascii_is_space(*at) && *at != '>' && !(*at == '/' && at + 1 < end && at[1] == '>'))
                at++;
            if (at + 1 < end && *at == '/' && at[1] == '>')
                at++;
        } else {
            while (at < end && is_name(*at))
                at++;
            char *equals = skip_space(at, end);
            if (equals < end && *equals == '=') {
                at = skip_space(equals + 1, end);
                if (at < end && (*at == '"' || *at == '\'')) {
                    at = quoted(at, end);
                    from = at;
                } else {
                    while (at < end && !hs_ascii_is_space(*at) && *at != '>')
                        at++;
                }
            }
        }
        bytes += (size_t)(at - from);
        if (++n > MAX_ATTRIBUTES || bytes > MAX_TAG_BYTES) {
            if (at < end)
                *at = '>';
            break;
        }
    }
    return at < end ? at + 1 : end;
}

/* End of the content of <script> or <style>: where its end tag begins. */
static char *raw_end(char *at, char *end, const char *name, size_t n)
{
    for (; (at = memchr(at, '<', (size_t)(end - at))) != NULL; at++)
        if ((size_t)(end - at) >= n + 2 && at[1] == '/' && hs_ascii_same(at + 2, name, n))
            return at;
    return end;
}

static char *comment_end(char *at, char *end)
{
    for (; at < end && (at = memchr(at, '>', (size_t)(end - at))) != NULL; at++)
        if (at[-1] == '-' && at[-2] == '-')
            return at + 1;
    return end;
}

static char *element(char *at, char *end)
{
    static const char *const raw[] = {"script", "style"};
    char *content = tag(at, end);
    for (size_t i = 0; i < sizeof raw / sizeof *raw; i++) {
        size_t n = strlen(raw[i]);
        if ((size_t)(end - at) > n && hs_ascii_same(at, raw[i], n) && !is_name(at[n])) {
            char *stop = raw_end(content, end, raw[i], n);
            blot(content, stop);
            return stop;
        }
    }
    return content;
}

void hs_html_guard(char *text, size_t len)
{
    char *end = text + len;
    for (char *nul = text; (nul = memchr(nul, '\0', (size_t)(end - nul))) != NULL;)
        *nul = ' ';
    for (char *at = text; at < end && (at = memchr(at, '<', (size_t)(end - at))) != NULL;) {
        if (++at == end)
            break;
        if (is_name_start(*at)) {
            at = element(at, end);
        } else if (end - at > 4 && memcmp(at, "!--", 3) == 0) {
            char *stop = comment_end(at + 5, end);
            blot(at, stop);
            at = stop;
        } else if (*at == '/' || *at == '!' || *at == '?') {
            char *close = memchr(at, '>', (size_t)(end - at));
            blot(at, close ? close : end);
            at = close ? close + 1 : end;
        }
    }
}
