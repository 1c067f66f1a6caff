/* postgres_libpq.c -- libpq on demand. In: the system's libraries. Out: a table of functions. Any thread. */
#include "postgres_libpq.h"

#include <stddef.h>

#include "loader.h"

static const char *const files[] = {"libpq.so.5"};

static const hs_symbol functions[] = {
#define ROW(name) {"PQ" #name, offsetof(hs_libpq, name)},
    HS_LIBPQ_FUNCTIONS(ROW)
#undef ROW
};

hs_status hs_libpq_load(hs_libpq *out, hs_error *err)
{
    static const hs_library library = {files, 1, functions, sizeof functions / sizeof *functions, "libpq", "a ledger on PostgreSQL", "it must be of PostgreSQL 14 or later", NULL};
    *out = (hs_libpq){0};
    return hs_library_load(out, &library, err);
}
