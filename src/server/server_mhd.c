/* server_mhd.c -- libmicrohttpd on demand. In: the system's libraries. Out: a table of functions. Any thread. */
#include "server_mhd.h"

#include <stddef.h>

#include "loader.h"

static const char *const files[] = {"libmicrohttpd.so.12"}; /* of 0.9.x and of 1.x */

static const hs_symbol functions[] = {
#define ROW(function) {"MHD_" #function, offsetof(hs_mhd, function)},
    HS_MHD_FUNCTIONS(ROW)
#undef ROW
};

hs_status hs_mhd_load(hs_mhd *out, hs_error *err)
{
    static const hs_library library = {files, 1, functions, sizeof functions / sizeof *functions, "libmicrohttpd", "a server", "it must be 0.9.75 or later", NULL};
    *out = (hs_mhd){0};
    return hs_library_load(out, &library, err);
}
