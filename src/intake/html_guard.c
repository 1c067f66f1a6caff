/* html_guard.c -- one pass over a page before it is parsed. In: text of a page. Out: the same, tamed and without what
 * nobody reads: libxml2 walks through it character by character, and it is most of a page. Any thread.
 * It reads tags as libxml2 does; where the two could differ, what it blots out leaves nothing to find there. */
#include "html_guard.h"

#include <stdbool.h>
#include <string.h>

#include "ascii.h"
#include "tags.h"

/* Real tags stay below 100 attributes; a list of 600 costs libxml2 a millisecond. */
enum { MAX_ATTRIBUTES = 600, MAX_TAG_BYTES = 1 << 16, MAX_VALUE_WORDS = 1 << 15 };

/* A value of so many bytes is left in the text, and stands in what is parsed as a mark and its offset. */
enum { LONG_VALUE = 16, MARK = 1 };

/* Elements in which there are no tags: of scripts and styles, then of words. */
enum { N_SCRIPTS = 2, N_RAW = 7 };

/* [text, from) is copied to `to`, or left out. */
typedef struct page {
    const char *text, *from;
    char *to, *end;      /* where to write; end of the text */
    bool is_open[N_RAW]; /* no further end tag of that name */
} page;

static void keep(page *p, const char *stop)
{
    size_t n = (size_t)(stop - p->from);
    memcpy(p->to, p->from, n);
    p->to += n;
    p->from = stop;
}

/* Leave out [begin, stop). */
static void drop(page *p, const char *begin, const char *stop)
{
    keep(p, begin);
    p->from = stop;
}

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

static void swap(char *text, size_t len, char from, char to)
{
    for (char *at = text; (at = memchr(at, from, len - (size_t)(at - text))) != NULL;)
        *at = to;
}

/* Digits of `n` in base 16, the last one first. @return how many */
static size_t put_number(char *to, size_t n)
{
    size_t digits = 0;
    do {
        to[digits++] = "0123456789abcdef"[n % 16];
        n /= 16;
    } while (n);
    return digits;
}

/* Past the quoted value that begins at `at`. */
static char *quoted(char *at, char *end)
{
    char *close = memchr(at + 1, *at, (size_t)(end - at - 1)), *stop = close ? close : end;
    size_t words = 0;
    for (char *c = at; c < stop; c++) {
        if (*c == '<')
            *c = ' ';
        else if (hs_ascii_is_space(*c) && ++words > MAX_VALUE_WORDS)
            *c = '_';
    }
    return close ? close + 1 : end;
}

/* Write down the place of [value, stop) in its quotes alone: libxml2 takes a hundred steps a character of a value. One
 * with entities it has to read. */
static void refer(page *p, const char *value, const char *stop)
{
    size_t n = (size_t)(stop - value);
    if (n < LONG_VALUE + 2 || stop[-1] != *value || memchr(value, '&', n))
        return;
    drop(p, value + 1, stop - 1);
    *p->to++ = MARK;
    p->to += put_number(p->to, (size_t)(value - p->text));
}

/* Is it one of tags.h? */
static bool is_wanted(const char *name, size_t n)
{
#define X(id, known) char id[sizeof known];
    char lower[sizeof(union {HS_ATTRS(X)})];
#undef X
    if (n >= sizeof lower)
        return false;
    for (size_t i = 0; i < n; i++)
        lower[i] = hs_ascii_lower(name[i]);
    lower[n] = '\0';
    return hs_attr_by_name(lower) != HS_N_ATTRS;
}

/* Past the attribute whose name begins at `at`. @param bytes  out: those outside quotes */
static char *attribute(page *p, char *at, size_t *bytes)
{
    char *end = p->end, *name = at, *value = NULL;
    while (at < end && is_name(*at))
        at++;
    bool wanted = is_wanted(name, (size_t)(at - name));
    char *equals = skip_space(at, end);
    *bytes = (size_t)(at - name);
    if (equals < end && *equals == '=') {
        at = skip_space(equals + 1, end);
        if (at < end && (*at == '"' || *at == '\'')) {
            value = at;
            at = quoted(value, end);
        } else {
            while (at < end && !hs_ascii_is_space(*at) && *at != '>')
                at++;
            *bytes = (size_t)(at - name);
        }
    }
    if (!wanted)
        drop(p, name, at);
    else if (value)
        refer(p, value, at);
    return at;
}

/* Past the tag whose name begins at `at`. */
static char *tag(page *p, char *at)
{
    char *end = p->end;
    unsigned n = 0;
    size_t bytes = 0, more; /* outside quotes */
    while (at < end && is_name(*at))
        at++;
    while ((at = skip_space(at, end)) < end && *at != '>') {
        char *from = at;
        if (is_name_start(*at)) {
            at = attribute(p, at, &more);
            bytes += more;
        } else {
            while (at < end && !hs_ascii_is_space(*at) && *at != '>' && !(*at == '/' && at + 1 < end && at[1] == '>'))
                at++;
            if (at + 1 < end && *at == '/' && at[1] == '>')
                at++;
            bytes += (size_t)(at - from);
        }
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

/* Past the element whose name begins at `at`, if it is one of raw text, else past its tag. Data in JSON stays, and so
 * do words in which HTML has no tags: libxml2 from 2.14 on sees none there, older ones do. */
static char *element(page *p, char *at)
{
    static const char *const raw[N_RAW] = {"script", "style", "title", "textarea", "iframe", "noembed", "xmp"};
    char *content = tag(p, at);
    for (size_t i = 0; i < N_RAW; i++) {
        size_t n = strlen(raw[i]);
        if ((size_t)(content - at) <= n || !hs_ascii_same(at, raw[i], n) || is_name(at[n]) || content[-2] == '/')
            continue;
        bool words = i >= N_SCRIPTS;
        if (words && p->is_open[i])
            return content;
        char *stop = raw_end(content, p->end, raw[i], n);
        p->is_open[i] = stop == p->end;
        if (words && p->is_open[i]) /* without an end tag its text may be the page */
            return content;
        if (words || hs_ascii_holds((hs_str){at, (size_t)(content - at)}, "json"))
            swap(content, (size_t)(stop - content), '<', HS_GUARDED_LESS);
        else
            drop(p, content, stop);
        return stop;
    }
    return content;
}

/* Past the comment of which `at` is the "!--". An empty one stays: text on both sides of it is not one text. */
static char *comment(page *p, char *at)
{
    for (char *close = at + 5; close < p->end && (close = memchr(close, '>', (size_t)(p->end - close))); close++) {
        char *last = close[-1] == '!' ? close - 1 : close;
        if (last - at < 5 || last[-1] != '-' || last[-2] != '-')
            continue;
        drop(p, at + 3, last - 2);
        drop(p, last, close);
        return close + 1;
    }
    blot(at, p->end);
    return p->end;
}

/* Of the blanks at the ends of the text between two tags one says as much as all. */
static void indentation(page *p, char *at, char *end)
{
    char *begin = skip_space(at, end);
    if (begin - at > 1)
        drop(p, at + 1, begin);
    for (at = end; at > begin && hs_ascii_is_space(at[-1]);)
        at--;
    if (end - at > 1)
        drop(p, at + 1, end);
}

size_t hs_html_guard(char *out, char *text, size_t len)
{
    page p = {.text = text, .from = text, .to = out, .end = text + len};
    char *end = p.end;
    swap(text, len, '\0', ' '); /* it ends a text for libxml2 */
    swap(text, len, MARK, ' '); /* only ours are marks */
    swap(text, len, HS_GUARDED_LESS, ' ');
    for (char *at = text, *after; at < end && (after = memchr(at, '<', (size_t)(end - at))) != NULL;) {
        indentation(&p, at, after);
        at = after + 1;
        if (at == end)
            break;
        if (is_name_start(*at)) {
            at = element(&p, at);
        } else if (end - at > 4 && memcmp(at, "!--", 3) == 0) {
            at = comment(&p, at);
        } else if (*at == '/' || *at == '!' || *at == '?') {
            char *close = memchr(at, '>', (size_t)(end - at));
            blot(at, close ? close : end);
            at = close ? close + 1 : end;
        }
    }
    keep(&p, end);
    return (size_t)(p.to - out);
}

hs_str hs_html_guarded(const char *value, const char *text, size_t len)
{
    hs_str as_is = hs_ascii_of(value);
    size_t quote = 0;
    if (*value != MARK)
        return as_is;
    for (unsigned i = 1; value[i] && i <= 2 * sizeof quote; i++)
        quote += (size_t)hs_ascii_hex(value[i]) << 4 * (i - 1);
    if (quote >= len || (text[quote] != '"' && text[quote] != '\'')) /* not ours: "&#1;" */
        return as_is;
    const char *begin = text + quote + 1, *close = memchr(begin, text[quote], len - quote - 1);
    return close ? (hs_str){begin, (size_t)(close - begin)} : as_is;
}
