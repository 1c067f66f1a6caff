/* fetch_url.c -- web addresses, over libcurl's URL parser. In: a reference, hostile, and what it is relative to. Out:
 * its parts in an arena. Threads: no state but the caller's. */
#include "fetch_url.h"

#include "fetch_text.h"
#include "status.h"

static hs_status refuse(CURLUcode code, const hs_curl *curl, hs_error *err)
{
    if (code == CURLUE_OUT_OF_MEMORY)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for a web address");
    return hs_fail(err, HS_E_ARG, 0, "no web address: %s", curl->url_strerror(code));
}

/* Copy one part; what the address has not stays NULL. */
static hs_status take(hs_str *out, hs_arena *arena, const hs_curl *curl, CURLU *url, CURLUPart part, unsigned flags,
                      hs_error *err)
{
    char *text;
    *out = (hs_str){NULL, 0};
    CURLUcode code = curl->url_get(url, part, &text, flags);
    if (code == CURLUE_NO_USER || code == CURLUE_NO_PASSWORD || code == CURLUE_NO_QUERY || code == CURLUE_NO_ZONEID)
        return HS_OK;
    if (code != CURLUE_OK)
        return refuse(code, curl, err);
    *out = hs_arena_copy(arena, (hs_str){text, strlen(text)});
    curl->free(text);
    return out->ptr ? HS_OK : refuse(CURLUE_OUT_OF_MEMORY, curl, err);
}

/* a, b and c in one string. */
static hs_status join(hs_str *out, hs_arena *arena, hs_str a, const char *b, hs_str c, hs_error *err)
{
    size_t n = strlen(b);
    char *made = HS_NEW(arena, char, a.len + n + c.len + 1);
    *out = (hs_str){NULL, 0};
    if (!made)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for a web address");
    memcpy(made, a.ptr, a.len);
    memcpy(made + a.len, b, n);
    if (c.len)
        memcpy(made + a.len + n, c.ptr, c.len);
    *out = (hs_str){made, a.len + n + c.len};
    return HS_OK;
}

static hs_status check_host(hs_str host, hs_error *err)
{
    for (size_t i = 0; i < host.len; i++) {
        char *c = (char *)host.ptr + i; /* our own copy */
        if ((unsigned char)*c >= 0x80)
            return hs_fail(err, HS_E_ARG, 0, "no web address: a host of other letters than ASCII; write it as xn--..");
        *c = hs_ascii_lower(*c);
    }
    return HS_OK;
}

static hs_status take_parts(hs_fetch_url *out, hs_arena *arena, const hs_curl *curl, CURLU *url, hs_error *err)
{
    static const CURLUPart hidden[] = {CURLUPART_USER, CURLUPART_PASSWORD, CURLUPART_OPTIONS, CURLUPART_FRAGMENT};
    hs_str scheme, zone, port, query;
    HS_TRY(take(&scheme, arena, curl, url, CURLUPART_SCHEME, 0, err));
    if (!hs_ascii_is(scheme, "http") && !hs_ascii_is(scheme, "https"))
        return hs_fail(err, HS_E_ARG, 0, "no web address: %.20s is neither http nor https", scheme.ptr);
    HS_TRY(take(&out->user, arena, curl, url, CURLUPART_USER, CURLU_URLDECODE, err));
    HS_TRY(take(&out->password, arena, curl, url, CURLUPART_PASSWORD, CURLU_URLDECODE, err));
    for (size_t i = 0; i < sizeof hidden / sizeof *hidden; i++) {
        CURLUcode code = curl->url_set(url, hidden[i], NULL, 0);
        if (code != CURLUE_OK)
            return refuse(code, curl, err);
    }
    /* Read again what is left: a host that came percent-encoded was decoded, but not yet read as the number it may be.
     */
    HS_TRY(take(&out->text, arena, curl, url, CURLUPART_URL, 0, err));
    CURLUcode again = curl->url_set(url, CURLUPART_URL, out->text.ptr, 0);
    if (again != CURLUE_OK)
        return refuse(again, curl, err);
    HS_TRY(take(&out->host, arena, curl, url, CURLUPART_HOST, 0, err));
    HS_TRY(check_host(out->host, err));
    HS_TRY(take(&zone, arena, curl, url, CURLUPART_ZONEID, 0, err));
    if (zone.ptr)
        return hs_fail(err, HS_E_ARG, 0, "no web address: a zone, which means something on one machine alone");
    HS_TRY(take(&port, arena, curl, url, CURLUPART_PORT, CURLU_DEFAULT_PORT, err));
    HS_TRY(take(&out->path, arena, curl, url, CURLUPART_PATH, 0, err));
    HS_TRY(take(&query, arena, curl, url, CURLUPART_QUERY, 0, err));
    if (query.len)
        HS_TRY(join(&out->path, arena, out->path, "?", query, err));
    HS_TRY(join(&out->origin, arena, scheme, "://", out->host, err));
    HS_TRY(join(&out->origin, arena, out->origin, ":", port, err));
    HS_TRY(take(&out->text, arena, curl, url, CURLUPART_URL, CURLU_NO_DEFAULT_PORT, err));
    if (out->text.len > HS_FETCH_URL_MAX)
        return hs_fail(err, HS_E_LIMIT, HS_FETCH_URL_MAX, "a web address of over %d bytes", HS_FETCH_URL_MAX);
    return HS_OK;
}

hs_status hs_fetch_url_parse(hs_fetch_url *out, hs_arena *arena, const hs_curl *curl, const hs_fetch_url *base,
                             hs_str ref, hs_error *err)
{
    *out = (hs_fetch_url){0};
    ref = hs_fetch_trim(ref);
    if (!ref.len || memchr(ref.ptr, '\0', ref.len))
        return hs_fail(err, HS_E_ARG, 0, "no web address: %s", ref.len ? "a NUL byte in it" : "empty");
    if (ref.len > HS_FETCH_URL_MAX)
        return hs_fail(err, HS_E_LIMIT, HS_FETCH_URL_MAX, "a web address of over %d bytes", HS_FETCH_URL_MAX);
    hs_str text = hs_arena_copy(arena, ref);
    CURLU *url = curl->url();
    CURLUcode code = text.ptr && url ? CURLUE_OK : CURLUE_OUT_OF_MEMORY;
    if (code == CURLUE_OK && base)
        code = curl->url_set(url, CURLUPART_URL, base->text.ptr, 0);
    if (code == CURLUE_OK)
        code =
            curl->url_set(url, CURLUPART_URL, text.ptr, CURLU_URLENCODE | CURLU_ALLOW_SPACE | CURLU_NON_SUPPORT_SCHEME);
    hs_status status = code == CURLUE_OK ? take_parts(out, arena, curl, url, err) : refuse(code, curl, err);
    curl->url_cleanup(url);
    if (status != HS_OK)
        *out = (hs_fetch_url){0};
    return status;
}
