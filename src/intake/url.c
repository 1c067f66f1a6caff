/* url.c -- reference resolution and normalisation. In: base and reference, hostile. Out: a URL in an arena. Any thread. */
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

/* ---- one spelling ---- */

static int hex_of(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : hs_ascii_lower(c) >= 'a' && hs_ascii_lower(c) <= 'f' ? hs_ascii_lower(c) - 'a' + 10 : -1;
}

/* %7e is "~", and %c3 is %C3. @return bytes */
static size_t put_escapes(char *to, hs_str s)
{
    static const char capitals[] = "0123456789ABCDEF";
    size_t n = 0;
    for (size_t i = 0; i < s.len; i++) {
        int high = s.ptr[i] == '%' && i + 2 < s.len ? hex_of(s.ptr[i + 1]) : -1, low = high >= 0 ? hex_of(s.ptr[i + 2]) : -1;
        if (low < 0) {
            to[n++] = s.ptr[i];
            continue;
        }
        char c = (char)(high * 16 + low);
        i += 2;
        if (hs_ascii_is_letter(c) || (c >= '0' && c <= '9') || (c && strchr("-._~", c))) {
            to[n++] = c;
        } else {
            to[n++] = '%';
            to[n++] = capitals[high];
            to[n++] = capitals[low];
        }
    }
    return n;
}

static bool tells_the_way(hs_str name)
{
    static const char *const names[] = {"fbclid", "gclid", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "igshid", "twclid", "mc_cid", "mc_eid", "_ga", "_gl"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (hs_ascii_is(name, names[i]))
            return true;
    return hs_ascii_begins(name, "utm_");
}

/* The fields of a query that are of the page, and "?" before them. @return bytes */
static size_t put_query(char *to, hs_str query)
{
    size_t n = 0;
    for (size_t at = 0, end; at < query.len; at = end + 1) {
        end = span_until(query, at, "&");
        hs_str field = {query.ptr + at, end - at};
        if (!field.len || tells_the_way((hs_str){field.ptr, span_until(field, 0, "=")}))
            continue;
        to[n] = n ? '&' : '?';
        n++;
        n += put_escapes(to + n, field);
    }
    return n;
}

static hs_str less_default_port(hs_str authority, bool secure)
{
    size_t at = authority.len;
    while (at && authority.ptr[at - 1] >= '0' && authority.ptr[at - 1] <= '9')
        at--;
    hs_str port = hs_ascii_from(authority, at);
    if (at && authority.ptr[at - 1] == ':' && (!port.len || hs_ascii_is(port, secure ? "443" : "80")))
        authority.len = at - 1;
    return authority;
}

hs_status hs_url_normal(hs_str *out, hs_arena *arena, hs_str url, hs_error *err)
{
    *out = url;
    if (!hs_url_is_web(url))
        return HS_OK;
    const size_t scheme = span_until(url, 0, ":") + 3, host = span_until(url, scheme, "/?#"), path = span_until(url, host, "?#"), query = span_until(url, path, "#");
    const hs_str authority = less_default_port((hs_str){url.ptr + scheme, host - scheme}, scheme == sizeof "https://" - 1), fragment = hs_ascii_from(url, query);
    char *made = HS_NEW(arena, char, url.len + 2);
    if (!made)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for an address of %zu bytes", url.len);
    size_t n = 0, user = authority.len;
    while (user && authority.ptr[user - 1] != '@')
        user--; /* a name and a password are as they are */
    for (size_t i = 0; i < scheme; i++)
        made[n++] = hs_ascii_lower(url.ptr[i]);
    for (size_t i = 0; i < authority.len; i++)
        made[n++] = i < user ? authority.ptr[i] : hs_ascii_lower(authority.ptr[i]);
    const size_t root = n;
    if (path == host)
        made[n++] = '/';
    n += put_escapes(made + n, (hs_str){url.ptr + host, path - host});
    n = remove_dots(made, root, n);
    if (query > path + 1)
        n += put_query(made + n, (hs_str){url.ptr + path + 1, query - path - 1});
    if (fragment.len > 1 && (fragment.ptr[1] == '!' || fragment.ptr[1] == '/')) {
        memcpy(made + n, fragment.ptr, fragment.len);
        n += fragment.len;
    }
    *out = (hs_str){made, n};
    return HS_OK;
}
