/* fetch_curl.c -- libcurl on demand. In: the system's libraries. Out: a table of functions. Any thread: the loader
 * counts who uses the library, and so does curl_global_init, which is safe in threads since libcurl 7.84. */
#include "fetch_curl.h"

#include <dlfcn.h>
#include <stdbool.h>
#include <stddef.h>

#include "status.h"

/* Debian builds it over OpenSSL and over GnuTLS; either will do. */
static const char *const names[] = {"libcurl.so.4", "libcurl-gnutls.so.4"};

static const struct {
    const char *name;
    size_t at;
} functions[] = {
#define ROW(name) {"curl_" #name, offsetof(hs_curl, name)},
    HS_CURL_FUNCTIONS(ROW)
#undef ROW
};

static hs_status look_up(hs_curl *out, hs_error *err)
{
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
        void *function = dlsym(out->library, functions[i].name);
        if (!function)
            return hs_fail(err, HS_E_IO, 0, "libcurl has no %s: it must be 7.85 or later", functions[i].name);
        *(void **)((char *)out + functions[i].at) = function; /* POSIX lets a function's address be kept so */
    }
    if (out->global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
        return hs_fail(err, HS_E_IO, 0, "libcurl does not start");
    return HS_OK;
}

hs_status hs_curl_load(hs_curl *out, hs_error *err)
{
    *out = (hs_curl){0};
    for (size_t i = 0; !out->library && i < sizeof names / sizeof *names; i++)
        out->library = dlopen(names[i], RTLD_LAZY | RTLD_LOCAL | RTLD_NODELETE); /* what it set up at exit must stay */
    if (!out->library)
        return hs_fail(err, HS_E_IO, 0, "web addresses need libcurl, which is not installed (%s)", names[0]);
    hs_status status = look_up(out, err);
    if (status != HS_OK) {
        dlclose(out->library);
        *out = (hs_curl){0};
    }
    return status;
}

void hs_curl_unload(hs_curl *curl)
{
    if (!curl->library)
        return;
    curl->global_cleanup();
    dlclose(curl->library);
    *curl = (hs_curl){0};
}
