/* reader.c -- a model opened for reading, and the workspaces of the threads that read with it. In: a model's name or
 * folder. Out: attributions in a document. Threads: an hs_reader is immutable; an hs_workspace belongs to one thread.
 */
#define _GNU_SOURCE /* dladdr */
#include <dlfcn.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "attribution.h"
#include "document.h"
#include "encoder.h"
#include "foreign.h"
#include "heap.h"
#include "resolution.h"
#include "status.h"
#include "vocabulary.h"

struct hs_reader {
    hs_model *model;
    hs_vocabulary *vocabulary;
};

struct hs_workspace {
    const hs_reader *reader;
    hs_scanner *scanner;
};

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

/* A folder is taken as it stands; a name is looked for beside this program or library, then among the installed models,
 * then in the source tree's. */
static hs_status find_model(char out[PATH_MAX], const char *model, hs_error *err)
{
    static const char *const places[] = {
        HS_MODELS_INSTALLED,
#ifdef HS_MODELS_SOURCE
        HS_MODELS_SOURCE,
#endif
    };
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

hs_status hs_reader_open(hs_reader **out, const char *model, hs_error *err)
{
    char folder[PATH_MAX], path[PATH_MAX];
    *out = NULL;
    if (!model)
        model = getenv("HEARSAY_MODEL");
    if (!model || !*model)
        model = "small";
    HS_TRY(find_model(folder, model, err));
    int n = snprintf(path, sizeof path, "%s/vocab.txt", folder);
    if (n < 0 || (size_t)n >= sizeof path)
        return hs_fail(err, HS_E_ARG, PATH_MAX, "the model's path is over %d bytes", PATH_MAX);
    hs_reader *reader = hs_alloc(sizeof *reader);
    if (!reader)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for a reader");
    hs_status status = hs_model_open(&reader->model, folder, err);
    if (status == HS_OK)
        status = hs_vocabulary_open(&reader->vocabulary, path, err);
    if (status == HS_OK)
        status = hs_scanner_check(reader->model, reader->vocabulary, err);
    if (status != HS_OK) {
        hs_reader_free(reader);
        return status;
    }
    *out = reader;
    return HS_OK;
}

void hs_reader_free(hs_reader *reader)
{
    if (!reader)
        return;
    hs_vocabulary_free(reader->vocabulary);
    hs_model_free(reader->model);
    hs_free(reader);
}

hs_str hs_reader_model(const hs_reader *reader)
{
    return hs_model_label(reader->model);
}

hs_status hs_workspace_open(hs_workspace **out, const hs_reader *reader, hs_error *err)
{
    *out = NULL;
    hs_workspace *workspace = hs_alloc(sizeof *workspace);
    if (!workspace)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for a workspace");
    workspace->reader = reader;
    hs_status status = hs_scanner_open(&workspace->scanner, reader->model, reader->vocabulary, err);
    if (status != HS_OK) {
        hs_workspace_free(workspace);
        return status;
    }
    *out = workspace;
    return HS_OK;
}

void hs_workspace_free(hs_workspace *workspace)
{
    if (!workspace)
        return;
    hs_scanner_free(workspace->scanner);
    hs_free(workspace);
}

static hs_status check_workspace(const hs_workspace *workspace, const hs_reader *reader, hs_error *err)
{
    if (workspace->reader != reader)
        return hs_fail(err, HS_E_ARG, 0, "the workspace was opened for another reader");
    return HS_OK;
}

hs_status hs_text_vector(int8_t *out, size_t cap, size_t *width, const hs_reader *reader, hs_workspace *workspace,
                         hs_str text, hs_error *err)
{
    *width = hs_model_config_of(reader->model)->vector_width;
    HS_TRY(check_workspace(workspace, reader, err));
    if (!*width)
        return hs_fail(err, HS_E_MODEL, 0, "the model '%.*s' makes no vectors", (int)hs_reader_model(reader).len,
                       hs_reader_model(reader).ptr);
    if (*width > cap)
        return hs_fail(err, HS_E_LIMIT, cap, "a vector of %zu numbers, room for %zu", *width, cap);
    return hs_scanner_vector(out, workspace->scanner, text, err);
}

hs_status hs_read(hs_document *doc, const hs_reader *reader, hs_workspace *workspace, hs_error *err)
{
    HS_TRY(check_workspace(workspace, reader, err));
    hs_document_unread(doc);
    HS_TRY(hs_refuse_foreign(doc, err));
    doc->model = hs_arena_copy(doc->arena, hs_reader_model(reader));
    if (!doc->model.ptr)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for the model's name");
    hs_status status = hs_scanner_read(doc, workspace->scanner, err);
    if (status == HS_OK)
        status = hs_resolve(doc, err);
    if (status != HS_OK)
        hs_document_unread(doc);
    return status;
}
