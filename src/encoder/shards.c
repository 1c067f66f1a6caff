/* shards.c -- a model's tensors, in one file or several. In: a folder, its files hostile. Out: tensors by name. Threads: no state;
 * the result is immutable. */
#include "shards.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "heap.h"
#include "status.h"

enum { PATH_BYTES = 4096 };

struct hs_shards {
    struct {
        char name[HS_SHARD_NAME];
        hs_safetensors *file;
    } at[HS_SHARDS_MOST];
    size_t n;
};

static void put_name(char out[HS_SHARD_NAME], size_t i, size_t n)
{
    if (n == 1)
        snprintf(out, HS_SHARD_NAME, "model.safetensors");
    else
        snprintf(out, HS_SHARD_NAME, "model-%05zu-of-%05zu.safetensors", i + 1, n);
}

/* How many parts there are, by the first one's name; 1 where there is none, so that the plain name is told as missing. */
static size_t count(const char *folder)
{
    char path[PATH_BYTES], name[HS_SHARD_NAME];
    for (size_t n = 1; n <= HS_SHARDS_MOST; n++) {
        put_name(name, 0, n);
        snprintf(path, sizeof path, "%s/%s", folder, name);
        if (access(path, F_OK) == 0)
            return n;
    }
    return 1;
}

static hs_status check_apart(const hs_shards *s, size_t i, hs_error *err)
{
    size_t n;
    const hs_tensor *t = hs_safetensors_all(s->at[i].file, &n);
    for (size_t k = 0; k < n; k++)
        for (size_t j = 0; j < i; j++)
            if (hs_safetensors_find(s->at[j].file, t[k].name.ptr))
                return hs_fail(err, HS_E_MODEL, t[k].pos, "tensor %.60s is in %s, too", t[k].name.ptr, s->at[j].name);
    return HS_OK;
}

static hs_status open_all(hs_shards *s, const char *folder, hs_error *err)
{
    char path[PATH_BYTES];
    const size_t n = count(folder);
    for (size_t i = 0; i < n; i++) {
        put_name(s->at[i].name, i, n);
        snprintf(path, sizeof path, "%s/%s", folder, s->at[i].name);
        HS_TRY(hs_blame(err, hs_safetensors_open(&s->at[i].file, path, err), s->at[i].name));
        s->n++;
        HS_TRY(hs_blame(err, check_apart(s, i, err), s->at[i].name));
    }
    return HS_OK;
}

hs_status hs_shards_open(hs_shards **out, const char *folder, hs_error *err)
{
    *out = NULL;
    if (strlen(folder) > PATH_BYTES - HS_SHARD_NAME)
        return hs_fail(err, HS_E_IO, PATH_BYTES, "a path of %zu bytes is too long", strlen(folder));
    hs_shards *s = hs_alloc(sizeof *s);
    if (!s)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for a model");
    hs_status status = open_all(s, folder, err);
    if (status != HS_OK) {
        hs_shards_free(s);
        return status;
    }
    *out = s;
    return HS_OK;
}

void hs_shards_free(hs_shards *s)
{
    if (!s)
        return;
    for (size_t i = 0; i < s->n; i++)
        hs_safetensors_free(s->at[i].file);
    hs_free(s);
}

const hs_tensor *hs_shards_find(const hs_shards *s, const char *name, const char **file)
{
    for (size_t i = 0; i < s->n; i++) {
        const hs_tensor *t = hs_safetensors_find(s->at[i].file, name);
        *file = s->at[i].name;
        if (t)
            return t;
    }
    *file = s->at[0].name;
    return NULL;
}

size_t hs_shards_bytes(const hs_shards *s, hs_str out[HS_SHARDS_MOST])
{
    for (size_t i = 0; i < s->n; i++)
        out[i] = hs_safetensors_bytes(s->at[i].file);
    return s->n;
}
