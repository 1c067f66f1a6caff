/* safetensors.c -- read the header of a safetensors file. In: a hostile file. Out: tensors whose every byte is inside
 * it. Layout: u64 little-endian header length n, n bytes of JSON, data. JSON: name -> {dtype, shape, data_offsets
 * [begin, end) counted from the data's start}; "__metadata__" holds strings and is skipped. Threads: no state; the
 * result is immutable. */
#include "safetensors.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <jansson.h>

#include "heap.h"
#include "status.h"

struct hs_safetensors {
    const unsigned char *bytes; /* [len] */
    uint64_t len;
    bool mapped;
    json_t *header;     /* keeps the names alive */
    hs_tensor *tensors; /* [n] by position */
    size_t n;
    const hs_tensor **by_name; /* [n] by name */
};

enum { LENGTH_BYTES = 8, SHOWN = 60 /* characters of a hostile name in a message */ };

static const struct {
    const char *name;
    uint64_t bytes;
    hs_dtype dtype;
} dtypes[] = {{"I8", 1, HS_DTYPE_I8},      {"F32", 4, HS_DTYPE_F32},    {"U8", 1, HS_DTYPE_OTHER},
              {"BOOL", 1, HS_DTYPE_OTHER}, {"I16", 2, HS_DTYPE_OTHER},  {"U16", 2, HS_DTYPE_OTHER},
              {"F16", 2, HS_DTYPE_OTHER},  {"BF16", 2, HS_DTYPE_OTHER}, {"I32", 4, HS_DTYPE_OTHER},
              {"U32", 4, HS_DTYPE_OTHER},  {"I64", 8, HS_DTYPE_OTHER},  {"U64", 8, HS_DTYPE_OTHER},
              {"F64", 8, HS_DTYPE_OTHER}};

/** Where the header names `name`; names written with escapes are not found, and blamed on the header's start. */
static uint64_t name_pos(const hs_safetensors *file, uint64_t data_pos, const char *name)
{
    size_t n = strlen(name);
    for (uint64_t i = LENGTH_BYTES; i + n + 2 <= data_pos; i++)
        if (file->bytes[i] == '"' && file->bytes[i + n + 1] == '"' && !memcmp(file->bytes + i + 1, name, n))
            return i;
    return LENGTH_BYTES;
}

/** A JSON integer that is not negative. */
static bool count_of(uint64_t *out, const json_t *value)
{
    if (!json_is_integer(value) || json_integer_value(value) < 0)
        return false;
    *out = (uint64_t)json_integer_value(value);
    return true;
}

/** Fill one tensor; data_pos is where the data starts. What is wrong with it goes to `why`. */
static bool read_tensor(hs_tensor *t, const hs_safetensors *file, const char *name, const json_t *entry,
                        uint64_t data_pos, const char **why)
{
    const char *dtype = json_string_value(json_object_get(entry, "dtype"));
    const json_t *shape = json_object_get(entry, "shape"), *offsets = json_object_get(entry, "data_offsets");
    uint64_t element = 0, begin, end, data_len = file->len - data_pos;
    *t = (hs_tensor){.name = {name, strlen(name)}};
    for (size_t i = 0; dtype && i < sizeof dtypes / sizeof *dtypes; i++)
        if (!strcmp(dtype, dtypes[i].name)) {
            element = dtypes[i].bytes;
            t->dtype = dtypes[i].dtype;
        }
    if (!element) {
        *why = "unknown dtype";
        return false;
    }
    if (!json_is_array(shape) || json_array_size(shape) > HS_TENSOR_DIMS) {
        *why = "shape is no list of at most 8 numbers";
        return false;
    }
    t->dims = (uint32_t)json_array_size(shape);
    t->bytes = element;
    for (uint32_t i = 0; i < t->dims; i++) {
        if (!count_of(&t->shape[i], json_array_get(shape, i))) {
            *why = "a dimension is no count";
            return false;
        }
        if (t->shape[i] && t->bytes > UINT64_MAX / t->shape[i]) {
            *why = "shape over 64 bits";
            return false;
        }
        t->bytes *= t->shape[i];
    }
    if (!json_is_array(offsets) || json_array_size(offsets) != 2 || !count_of(&begin, json_array_get(offsets, 0)) ||
        !count_of(&end, json_array_get(offsets, 1))) {
        *why = "data_offsets are no two counts";
        return false;
    }
    if (begin > end || end > data_len) {
        *why = begin > end ? "data_offsets run backwards" : "data past the end of the file";
        return false;
    }
    if (end - begin != t->bytes) {
        *why = "data_offsets and shape differ";
        return false;
    }
    t->pos = data_pos + begin;
    t->data = file->bytes + t->pos;
    if ((uintptr_t)t->data % element) {
        *why = "data is not aligned to its type";
        return false;
    }
    return true;
}

static int by_pos(const void *a, const void *b)
{
    const hs_tensor *x = a, *y = b;
    if (x->pos != y->pos)
        return x->pos < y->pos ? -1 : 1;
    return (x->bytes > y->bytes) - (x->bytes < y->bytes); /* empty ones first */
}

static int by_name(const void *a, const void *b)
{
    const hs_tensor *const *x = a, *const *y = b;
    return strcmp((*x)->name.ptr, (*y)->name.ptr);
}

/** Data must be covered without holes and overlaps: nothing hides in a model file. */
static hs_status check_order(const hs_safetensors *file, uint64_t data_pos, hs_error *err)
{
    uint64_t at = data_pos;
    for (size_t i = 0; i < file->n; i++) {
        const hs_tensor *t = &file->tensors[i];
        if (t->pos != at)
            return hs_fail(err, HS_E_MODEL, t->pos, "tensor %.*s %s at byte %" PRIu64, SHOWN, t->name.ptr,
                           t->pos < at ? "overlaps another" : "leaves a hole before it", t->pos);
        at += t->bytes;
    }
    if (at != file->len)
        return hs_fail(err, HS_E_MODEL, at, "%" PRIu64 " bytes at the end of the file belong to no tensor",
                       file->len - at);
    return HS_OK;
}

static hs_status read_entries(hs_safetensors *file, uint64_t data_pos, hs_error *err)
{
    size_t n = json_object_size(file->header);
    if (n > HS_SAFETENSORS_TENSORS)
        return hs_fail(err, HS_E_MODEL, LENGTH_BYTES, "%zu tensors, over the limit of %d", n, HS_SAFETENSORS_TENSORS);
    file->tensors = hs_alloc(n * sizeof *file->tensors);
    file->by_name = hs_alloc(n * sizeof *file->by_name);
    if (!file->tensors || !file->by_name)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for %zu tensors", n);

    const char *name;
    json_t *entry;
    json_object_foreach(file->header, name, entry)
    {
        const char *why = "is no object";
        if (!strcmp(name, "__metadata__"))
            continue;
        if (!json_is_object(entry) || !read_tensor(&file->tensors[file->n], file, name, entry, data_pos, &why))
            return hs_fail(err, HS_E_MODEL, name_pos(file, data_pos, name), "tensor %.*s: %s", SHOWN, name, why);
        file->n++;
    }
    qsort(file->tensors, file->n, sizeof *file->tensors, by_pos);
    for (size_t i = 0; i < file->n; i++)
        file->by_name[i] = &file->tensors[i];
    qsort(file->by_name, file->n, sizeof *file->by_name, by_name);
    return check_order(file, data_pos, err);
}

static hs_status read_header(hs_safetensors *file, hs_error *err)
{
    uint64_t n = 0;
    json_error_t why;
    if (file->len < LENGTH_BYTES)
        return hs_fail(err, HS_E_MODEL, file->len, "%" PRIu64 " bytes are no safetensors file", file->len);
    for (unsigned i = 0; i < LENGTH_BYTES; i++)
        n |= (uint64_t)file->bytes[i] << 8 * i;
    if (n > HS_SAFETENSORS_HEADER || n > file->len - LENGTH_BYTES)
        return hs_fail(err, HS_E_MODEL, 0, "header of %" PRIu64 " bytes in a file of %" PRIu64, n, file->len);
    if (!n || file->bytes[LENGTH_BYTES] != '{')
        return hs_fail(err, HS_E_MODEL, LENGTH_BYTES, "the header does not begin with {");
    file->header = json_loadb((const char *)file->bytes + LENGTH_BYTES, n, JSON_REJECT_DUPLICATES, &why);
    if (!file->header) {
        bool nomem = !why.text[0]; /* jansson has words for all but a lack of memory */
        uint64_t at = why.position > 0 ? (uint64_t)why.position : 0;
        return hs_fail(err, nomem ? HS_E_NOMEM : HS_E_MODEL, LENGTH_BYTES + (at < n ? at : n), "header: %.*s", 120,
                       why.text);
    }
    return read_entries(file, LENGTH_BYTES + n, err);
}

/** Ends with the header read into *out, or with everything freed. */
static hs_status finish(hs_safetensors **out, hs_safetensors *file, hs_error *err)
{
    hs_status status = read_header(file, err);
    if (status != HS_OK) {
        hs_safetensors_free(file);
        return status;
    }
    *out = file;
    return HS_OK;
}

hs_status hs_safetensors_read(hs_safetensors **out, const void *bytes, size_t len, hs_error *err)
{
    *out = NULL;
    hs_safetensors *file = hs_alloc(sizeof *file);
    if (!file)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for a model file");
    file->bytes = bytes;
    file->len = len;
    return finish(out, file, err);
}

hs_status hs_safetensors_open(hs_safetensors **out, const char *path, hs_error *err)
{
    struct stat st;
    *out = NULL;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return hs_fail(err, HS_E_IO, 0, "%.120s: %.40s", path, strerror(errno));
    if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode) || (uint64_t)st.st_size > SIZE_MAX) {
        close(fd);
        return hs_fail(err, HS_E_IO, 0, "%.150s is no regular file", path);
    }
    if (st.st_size < LENGTH_BYTES) { /* an empty file cannot be mapped */
        close(fd);
        return hs_fail(err, HS_E_MODEL, (uint64_t)st.st_size, "%.100s: no safetensors file", path);
    }
    hs_safetensors *file = hs_alloc(sizeof *file);
    void *map = file ? mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_SHARED, fd, 0) : NULL;
    close(fd);
    if (!file)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for a model file");
    if (map == MAP_FAILED) {
        hs_free(file);
        return hs_fail(err, HS_E_IO, 0, "%.120s cannot be mapped: %.40s", path, strerror(errno));
    }
    file->bytes = map;
    file->len = (uint64_t)st.st_size;
    file->mapped = true;
    return finish(out, file, err);
}

void hs_safetensors_free(hs_safetensors *file)
{
    if (!file)
        return;
    if (file->mapped)
        munmap((void *)(uintptr_t)file->bytes, (size_t)file->len);
    json_decref(file->header);
    hs_free(file->tensors);
    hs_free(file->by_name);
    hs_free(file);
}

const hs_tensor *hs_safetensors_find(const hs_safetensors *file, const char *name)
{
    size_t lo = 0, hi = file->n;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        int order = strcmp(name, file->by_name[mid]->name.ptr);
        if (!order)
            return file->by_name[mid];
        if (order < 0)
            hi = mid;
        else
            lo = mid + 1;
    }
    return NULL;
}

const hs_tensor *hs_safetensors_all(const hs_safetensors *file, size_t *n)
{
    *n = file->n;
    return file->tensors;
}

hs_str hs_safetensors_bytes(const hs_safetensors *file)
{
    return (hs_str){(const char *)file->bytes, (size_t)file->len};
}
