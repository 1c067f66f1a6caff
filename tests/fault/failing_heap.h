/* failing_heap.h -- the C heap of a test program, which fails on demand and knows what lives. One thread at a time.
 * Linked into a program, it stands in for malloc and its kin in every library of the process. Requests made by
 * libraries that throw or abort without memory (oneDNN, C++, OpenMP, the loader) are served and not counted. */
#ifndef HS_FAILING_HEAP_H
#define HS_FAILING_HEAP_H

#include <stdbool.h>
#include <stddef.h>

typedef enum heap_mode { HEAP_FAIL_ONE, HEAP_FAIL_ON } heap_mode;

/** Fail the nth request from now, counted from 1, and with HEAP_FAIL_ON every one after it. */
void heap_fail(size_t nth, heap_mode mode);
/** Fail no more. @return whether a request failed */
bool heap_heal(void);
/** Requests since heap_fail. */
size_t heap_requests(void);
/** The code that made the first request that failed. */
const void *heap_blame(void);
/** Counted allocations that are not freed. */
size_t heap_live(void);

#endif
