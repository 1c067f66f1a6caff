/* find_model.c -- where a model's folder is. In: a name or a path. Out: a path. Threads: any; reads the environment. */
#define _GNU_SOURCE /* dladdr */
#include "find_model.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "status.h"

static bool is_model(const char *folder)
{
    char path[PATH_MAX];
    struct stat st;
    int n = snprintf(path, sizeof path, "%s/config.json", folder);
    return n > 0 && (size_t)n < sizeof path && stat(path, &st) == 0;
}

/* The models beside the program or library that this code is in, so that an installation can be moved: from PREFIX/bin,
 * PREFIX/lib or PREFIX/lib/ARCHITECTURE to PREFIX/share. */
static bool find_beside(char out[PATH_MAX], const char *model)
{
    static const char *const up[] = {"..", "../.."};
    static const char here[] = "";
    char self[PATH_MAX];
    Dl_info info;
    ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);
    for (int place = 0; place < 2; place++) {
        if (place == 0 && n > 0)
            self[n] = '\0';
        else if (place == 0 || !dladdr(here, &info) || snprintf(self, sizeof self, "%s", info.dli_fname) >= PATH_MAX)
            continue;
        char *slash = strrchr(self, '/');
        if (!slash)
            continue;
        *slash = '\0';
        for (size_t i = 0; i < sizeof up / sizeof *up; i++) {
            int len = snprintf(out, PATH_MAX, "%s/%s/share/hearsay/models/%s", self, up[i], model);
            if (len > 0 && len < PATH_MAX && is_model(out))
                return true;
        }
    }
    return false;
}

hs_status hs_find_model(char out[PATH_MAX], const char *model, const char *variable, const char *usual, hs_error *err)
{
    static const char *const places[] = {
        HS_MODELS_INSTALLED,
#ifdef HS_MODELS_SOURCE
        HS_MODELS_SOURCE,
#endif
    };
    if (!model)
        model = getenv(variable);
    if (!model || !*model)
        model = usual;
    if (strchr(model, '/') || is_model(model)) {
        if (strlen(model) >= PATH_MAX)
            return hs_fail(err, HS_E_ARG, PATH_MAX, "the model's path is over %d bytes", PATH_MAX);
        strcpy(out, model);
        return HS_OK;
    }
    if (find_beside(out, model))
        return HS_OK;
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        int n = snprintf(out, PATH_MAX, "%s/%s", places[i], model);
        if (n > 0 && n < PATH_MAX && is_model(out))
            return HS_OK;
    }
    return hs_fail(err, HS_E_MODEL, 0, "no model '%.40s' in %.100s; give a folder with config.json", model, places[0]);
}
