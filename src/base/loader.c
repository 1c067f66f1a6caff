/* loader.c -- see loader.h. */
#include "loader.h"

#include <dlfcn.h>

#include "status.h"

static hs_status look_up(void *table, void *loaded, const hs_library *library, hs_error *err)
{
    for (size_t i = 0; i < library->n_symbols; i++)
        if (!dlsym(loaded, library->symbols[i].name))
            return hs_fail(err, HS_E_IO, 0, "%s has no %s: %s", library->title, library->symbols[i].name, library->since);
    for (size_t i = 0; i < library->n_symbols; i++) /* POSIX lets a function's address be kept so */
        *(void **)((char *)table + library->symbols[i].at) = dlsym(loaded, library->symbols[i].name);
    return HS_OK;
}

hs_status hs_library_load(void *table, const hs_library *library, hs_error *err)
{
    void *loaded = NULL;
    for (size_t i = 0; !loaded && i < library->n_files; i++)
        loaded = dlopen(library->files[i], RTLD_LAZY | RTLD_LOCAL | RTLD_NODELETE);
    if (!loaded)
        return hs_fail(err, HS_E_IO, 0, "%s needs %s, which is not installed (%s)%s", library->user, library->title, library->files[0], library->else_ ? library->else_ : "");
    hs_status status = look_up(table, loaded, library, err);
    dlclose(loaded); /* NODELETE: it stays */
    return status;
}
