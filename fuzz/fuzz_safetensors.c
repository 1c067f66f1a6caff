/* fuzz_safetensors.c -- any bytes as a model file: refused, or every tensor lies inside them. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "heap.h"
#include "safetensors.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    hs_safetensors *file = NULL;
    hs_error err = {HS_OK, 0, ""};
    unsigned char *bytes = hs_alloc(size); /* aligned, as a mapping is */
    if (!bytes)
        return 0;
    memcpy(bytes, data, size);
    if (hs_safetensors_read(&file, bytes, size, &err) == HS_OK) {
        size_t n, sum = 0;
        const hs_tensor *all = hs_safetensors_all(file, &n);
        for (size_t i = 0; i < n; i++) {
            const unsigned char *from = all[i].data;
            if (from < bytes || from + all[i].bytes > bytes + size || all[i].pos != (uint64_t)(from - bytes))
                abort();
            for (uint64_t b = 0; b < all[i].bytes; b++)
                sum += from[b];
            if (hs_safetensors_find(file, all[i].name.ptr) != &all[i])
                abort();
        }
        hs_safetensors_free(file);
        hs_free(bytes);
        return sum == SIZE_MAX ? -1 : 0; /* the bytes must be read */
    }
    hs_free(bytes);
    if (file || !err.msg[0] || err.code == HS_OK || (err.code == HS_E_MODEL && err.pos > size))
        abort();
    return 0;
}
