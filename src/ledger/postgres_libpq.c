/* postgres_libpq.c -- libpq on demand. In: the system's libraries. Out: a table of functions. Any thread: the loader counts who uses it. */
#include "postgres_libpq.h"

#include <dlfcn.h>
#include <stddef.h>

#include "status.h"

static const char library_name[] = "libpq.so.5";

static const struct {
    const char *name;
    size_t at;
} functions[] = {
#define ROW(name) {"PQ" #name, offsetof(hs_libpq, name)},
    HS_LIBPQ_FUNCTIONS(ROW)
#undef ROW
};

hs_status hs_libpq_load(hs_libpq *out, hs_error *err)
{
    *out = (hs_libpq){0};
    void *library = dlopen(library_name, RTLD_LAZY | RTLD_LOCAL | RTLD_NODELETE); /* what it set up at exit must stay */
    if (!library)
        return hs_fail(err, HS_E_IO, 0, "a ledger on PostgreSQL needs libpq, which is not installed (%s)", library_name);
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
        void *function = dlsym(library, functions[i].name);
        if (!function) {
            *out = (hs_libpq){0};
            dlclose(library);
            return hs_fail(err, HS_E_IO, 0, "libpq has no %s: it must be of PostgreSQL 14 or later", functions[i].name);
        }
        *(void **)((char *)out + functions[i].at) = function; /* POSIX lets a function's address be kept so */
    }
    dlclose(library); /* NODELETE: it stays */
    return HS_OK;
}
