/* array.c -- arrays that grow. See array.h. */
#include "array.h"

#include <stdint.h>
#include <string.h>

#include "heap.h"

void *hs_array_grown(void *at, size_t *cap, size_t n, size_t size)
{
    enum { FIRST = 16 };
    size_t more = *cap ? 2 * *cap : FIRST;
    if (n < *cap)
        return at;
    void *grown = more <= SIZE_MAX / 2 / size ? hs_alloc(more * size) : NULL;
    if (!grown)
        return NULL;
    if (n)
        memcpy(grown, at, n * size);
    hs_free(at);
    *cap = more;
    return grown;
}
