/* url.c -- reference resolution. In: base and reference, hostile. Out: a URL in an arena. Any thread. */
#include "url.h"

#include <string.h>

#include "ascii.h"
#include "status.h"

bool hs_url_is_web(hs_str url)
{
    return (hs_ascii_begins(url, "http://") && url.len > 7) || (hs_ascii_begins(url, "https://") && url.len > 8);
}

/* Bytes up to one of `stops`. */
static size_t span_until(hs_str s, size_t from, const char *stops)
{
    while (from < s.len && !(s.ptr[from] && strchr(stops, s.ptr[from])))
        from++;
    return from;
}

static bool has_scheme(hs_str s)
{
    size_t i = span_until(s, 0, ":/?#");
    return i && i < s.len && s.ptr[i] == ':';
}

/* Take "." and ".." out of the path that begins at out[root], in place; the new length. */
static size_t remove_dots(char *out, size_t root, size_t len)
{
    size_t to = root;
    for (size_t i = root; i < len;) {
        /* out[i] is a slash */
        size_t next = i + 1;
        while (next < len && out[next] != '/')
            next++;
        size_t n = next - i - 1;
        bool up = n == 2 && out[i + 1] == '.' && out[i + 2] == '.', stay = n == 1 && out[i + 1] == '.';
        if (up)
            while (to > root && out[--to] != '/')
                continue;
        if (!up && !stay) {
            memmove(out + to, out + i, next - i);
            to += next - i;
        } else if (next == len) {
            out[to++] = '/';
        }
        i = next;
    }
    return to;
}

hs_status hs_url_resolve(hs_str *out, hs_arena *arena, hs_str base, hs_str ref, hs_error *err)
{
    *out = (hs_str){NULL, 0};
    ref = hs_ascii_trim(ref);
    if (!ref.len || *ref.ptr == '#' || (has_scheme(ref) && !hs_url_is_web(ref)))
        return HS_OK;
    /* Bytes of the base that go before the reference. */
    size_t keep = 0, root = 0;
    if (!has_scheme(ref) && hs_url_is_web(base)) {
        size_t scheme = span_until(base, 0, ":") + 1;
        root = span_until(base, scheme + 2, "/?#");
        size_t path = span_until(base, root, "?#");
        if (ref.len > 1 && ref.ptr[0] == '/' && ref.ptr[1] == '/') {
            keep = scheme;
        } else if (*ref.ptr == '/') {
            keep = root;
        } else if (*ref.ptr == '?') {
            keep = path;
        } else {
            keep = path;
            while (keep > root && base.ptr[keep - 1] != '/')
                keep--;
        }
    }
    char *made = HS_NEW(arena, char, keep + ref.len + 2);
    if (!made)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for a link of %zu bytes", ref.len);
    size_t n = keep;
    if (keep)
        memcpy(made, base.ptr, keep);
    /* A base without a path: "http://example.org" + "a" */
    if (keep && keep == root && *ref.ptr != '/')
        made[n++] = '/';
    memcpy(made + n, ref.ptr, ref.len);
    n += ref.len;
    if (keep >= root && keep) {
        size_t tail = span_until((hs_str){made, n}, root, "?#"),
               path = tail > root ? remove_dots(made, root, tail) : tail;
        memmove(made + path, made + tail, n - tail);
        n -= tail - path;
    }
    *out = (hs_str){made, n};
    return HS_OK;
}
