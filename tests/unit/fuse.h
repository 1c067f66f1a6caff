/* fuse.h -- allocations that fail, for a test that is linked with --wrap=hs_alloc. One thread. */
#ifndef HS_FUSE_H
#define HS_FUSE_H

#include <stddef.h>

void *__real_hs_alloc(size_t size);
void *__wrap_hs_alloc(size_t size);

static long fuse = -1; /* allocations that still succeed; below 0: all do */

void *__wrap_hs_alloc(size_t size)
{
    if (fuse == 0)
        return NULL;
    if (fuse > 0)
        fuse--;
    return __real_hs_alloc(size);
}

#endif
