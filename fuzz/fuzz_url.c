/* fuzz_url.c -- any bytes as an address and, after a line end, as where it redirects to. Refused, or in parts that fit
 * together: nothing but http and https, no credentials in what is asked for or shown, and parsed again the same comes
 * out. */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "check.h"
#include "fetch_url.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool same(hs_str a, hs_str b)
{
    return a.len == b.len && memcmp(a.ptr, b.ptr, a.len) == 0;
}

static void check(const hs_fetch_url *url, const hs_curl *curl, hs_arena *arena)
{
    hs_fetch_url again;
    CHECK(strncmp(url->text.ptr, "http://", 7) == 0 || strncmp(url->text.ptr, "https://", 8) == 0);
    CHECK(url->host.len && *url->path.ptr == '/' && url->text.len <= HS_FETCH_URL_MAX);
    for (size_t i = 0; i < url->text.len; i++)
        CHECK((unsigned char)url->text.ptr[i] > ' ' && (unsigned char)url->text.ptr[i] < 0x7f);
    CHECK(strlen(url->text.ptr) == url->text.len && strlen(url->origin.ptr) == url->origin.len);
    CHECK(hs_fetch_url_parse(&again, arena, curl, NULL, url->text, NULL) == HS_OK);
    CHECK(!again.user.ptr && !again.password.ptr);
    CHECK(same(again.origin, url->origin) && same(again.path, url->path) && same(again.text, url->text));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static hs_curl curl;
    if (!curl.global_init)
        CHECK(hs_curl_load(&curl, NULL) == HS_OK);
    const uint8_t *end = size ? memchr(data, '\n', size) : NULL;
    size_t n = end ? (size_t)(end - data) : size;
    hs_str first = {(const char *)data, n}, second = {(const char *)data + n, size - n};
    hs_arena *arena = hs_arena_new(1 << 20);
    hs_fetch_url url, next;
    hs_error err = {HS_OK, 0, ""};
    CHECK(arena);
    hs_status status = hs_fetch_url_parse(&url, arena, &curl, NULL, first, &err);
    CHECK(status == HS_OK || status == HS_E_ARG || status == HS_E_LIMIT);
    CHECK(status == HS_OK || (!url.text.ptr && err.msg[0]));
    if (status == HS_OK) {
        check(&url, &curl, arena);
        if (second.len > 1 &&
            hs_fetch_url_parse(&next, arena, &curl, &url, (hs_str){second.ptr + 1, second.len - 1}, &err) == HS_OK)
            check(&next, &curl, arena);
    }
    hs_arena_free(arena);
    return 0;
}
