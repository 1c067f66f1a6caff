/* fetch_curl.c -- libcurl on demand. In: the system's libraries. Out: a table of functions. Any thread: curl_global_init is
 * safe in threads since libcurl 7.84. */
#include "fetch_curl.h"

#include <stddef.h>

#include "loader.h"
#include "status.h"

/* Debian builds it over OpenSSL and over GnuTLS; either will do. */
static const char *const files[] = {"libcurl.so.4", "libcurl-gnutls.so.4"};

static const hs_symbol functions[] = {
#define ROW(name) {"curl_" #name, offsetof(hs_curl, name)},
    HS_CURL_FUNCTIONS(ROW)
#undef ROW
};

hs_status hs_curl_load(hs_curl *out, hs_error *err)
{
    static const hs_library library = {files, sizeof files / sizeof *files, functions, sizeof functions / sizeof *functions, "libcurl", "a web address", "it must be 7.85 or later", NULL};
    *out = (hs_curl){0};
    HS_TRY(hs_library_load(out, &library, err));
    if (out->global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK)
        return HS_OK;
    *out = (hs_curl){0};
    return hs_fail(err, HS_E_IO, 0, "libcurl does not start");
}

void hs_curl_unload(hs_curl *curl)
{
    if (!curl->global_cleanup)
        return;
    curl->global_cleanup();
    *curl = (hs_curl){0};
}
