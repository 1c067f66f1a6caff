/* safetensors.h -- a model's tensors by name, in a file that is mapped and not copied.
 * Path: file or bytes -> checked header -> tensors that point into them.
 * Threads: immutable once open; any number of threads may read it. The file must not shrink while it is mapped. */
#ifndef HS_SAFETENSORS_H
#define HS_SAFETENSORS_H

#include <stddef.h>
#include <stdint.h>

#include "hearsay.h"

enum {
    HS_TENSOR_DIMS = 8,              /* most dimensions of a tensor */
    HS_SAFETENSORS_HEADER = 1 << 20, /* longest header, bytes; 48 layers need 100 kB */
    HS_SAFETENSORS_TENSORS = 4096    /* most tensors */
};

typedef enum hs_dtype { HS_DTYPE_I8, HS_DTYPE_F32, HS_DTYPE_OTHER } hs_dtype;

typedef struct hs_tensor {
    hs_str name;
    hs_dtype dtype;
    uint32_t dims;
    uint64_t shape[HS_TENSOR_DIMS];
    const void *data; /* in the mapping, aligned to its element */
    uint64_t bytes;
    uint64_t pos; /* of the data in the file */
} hs_tensor;

typedef struct hs_safetensors hs_safetensors;

/**
 * Map a safetensors file and check all of its header: each tensor lies in the file, in order, without holes, and is as
 * long as its shape says.
 *
 * @param out  owned; NULL on failure
 * @return HS_OK
 *         HS_E_IO     the file cannot be opened or mapped
 *         HS_E_MODEL  not a valid file (pos: byte of the file that shows it)
 *         HS_E_NOMEM
 */
hs_status hs_safetensors_open(hs_safetensors **out, const char *path, hs_error *err);
/** The same from memory, which must be aligned to 4 and outlive the result: for tests and fuzzing. */
hs_status hs_safetensors_read(hs_safetensors **out, const void *bytes, size_t len, hs_error *err);
void hs_safetensors_free(hs_safetensors *file);

/** The tensor of that name, or NULL. Borrowed. */
const hs_tensor *hs_safetensors_find(const hs_safetensors *file, const char *name);
/** Tensors by position in the file, for tests and fuzzing. Borrowed [*n]. */
const hs_tensor *hs_safetensors_all(const hs_safetensors *file, size_t *n);
/** All bytes of the file. Borrowed. */
hs_str hs_safetensors_bytes(const hs_safetensors *file);

#endif
