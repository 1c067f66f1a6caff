/* heap.c -- aligned, zeroed heap memory. Any thread. */
#include "heap.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { ALIGN = 64 };

void *hs_alloc(size_t size)
{
    if (size > SIZE_MAX - ALIGN)
        return NULL;
    size = (size + ALIGN - 1) / ALIGN * ALIGN;
    void *memory = aligned_alloc(ALIGN, size ? size : ALIGN);
    if (memory)
        memset(memory, 0, size ? size : ALIGN);
    return memory;
}

void hs_free(void *memory)
{
    free(memory);
}
