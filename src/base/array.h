/* array.h -- arrays that grow. No state; any thread. */
#ifndef HS_ARRAY_H
#define HS_ARRAY_H

#include <stddef.h>

/**
 * Room for one more: where an array is full, it moves to twice the room.
 *
 * @param at   [*cap] elements of `size` bytes, of which n are in use; NULL: none yet. The caller's again where there is no memory
 * @param cap  in and out
 * @return where it is now; NULL: there is no memory
 */
void *hs_array_grown(void *at, size_t *cap, size_t n, size_t size);

#endif
