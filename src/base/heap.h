/* heap.h -- the one door to the heap, so that tests can fail each allocation in turn. */
#ifndef HS_HEAP_H
#define HS_HEAP_H

#include <stddef.h>

/** [size] zeroed bytes, aligned to 64; NULL if there are none. End with hs_free. */
void *hs_alloc(size_t size);
void hs_free(void *memory);

#endif
