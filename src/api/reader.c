/* reader.c -- a model opened for reading, and the workspaces of the threads that read with it. In: a model's name or
 * folder. Out: attributions in a document. Threads: an hs_reader is immutable; an hs_workspace belongs to one thread.
 */
#include <stdio.h>

#include "attribution.h"
#include "document.h"
#include "encoder.h"
#include "find_model.h"
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

hs_status hs_reader_open(hs_reader **out, const char *model, hs_error *err)
{
    char folder[PATH_MAX], path[PATH_MAX];
    *out = NULL;
    HS_TRY(hs_find_model(folder, model, "HEARSAY_MODEL", "small", err));
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
