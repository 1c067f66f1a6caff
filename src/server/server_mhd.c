/* server_mhd.c -- libmicrohttpd on demand. In: the system's libraries. Out: a table of functions. Any thread. */
#include "server_mhd.h"

#include <dlfcn.h>
#include <stddef.h>

#include "status.h"

static const char name[] = "libmicrohttpd.so.12"; /* of 0.9.x and of 1.x */

static const struct {
    const char *name;
    size_t at;
} functions[] = {
#define ROW(function) {"MHD_" #function, offsetof(hs_mhd, function)},
    HS_MHD_FUNCTIONS(ROW)
#undef ROW
};

hs_status hs_mhd_load(hs_mhd *out, hs_error *err)
{
    *out = (hs_mhd){0};
    void *library = dlopen(name, RTLD_LAZY | RTLD_LOCAL | RTLD_NODELETE);
    if (!library)
        return hs_fail(err, HS_E_IO, 0, "a server needs libmicrohttpd, which is not installed (%s)", name);
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
        void *function = dlsym(library, functions[i].name);
        if (!function)
            return hs_fail(err, HS_E_IO, 0, "libmicrohttpd has no %s: it must be 0.9.75 or later", functions[i].name);
        *(void **)((char *)out + functions[i].at) = function; /* POSIX lets a function's address be kept so */
    }
    return HS_OK;
}
