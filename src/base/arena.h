/* arena.h -- memory of one document: many small allocations, one free. One thread at a time. */
#ifndef HS_ARENA_H
#define HS_ARENA_H

#include <stddef.h>

#include "hearsay.h"

typedef struct hs_arena hs_arena;

typedef struct hs_arena_mark {
    const void *block; /* NULL: the arena was empty */
    size_t used;
} hs_arena_mark;

/** @param cap_bytes  the arena never holds more; @return owned, NULL if there is no memory */
hs_arena *hs_arena_new(size_t cap_bytes);
void hs_arena_free(hs_arena *arena);
/** Forget everything in it and keep the first block. */
void hs_arena_reset(hs_arena *arena);
/** What the arena holds now. Good until it is rewound to an earlier mark, or reset. */
hs_arena_mark hs_arena_marked(const hs_arena *arena);
/** Forget what was taken since the mark. */
void hs_arena_rewind(hs_arena *arena, hs_arena_mark mark);
/** Memory for n objects of `size` bytes, zeroed, aligned to 16. NULL past the cap or on overflow. n = 0 gives a valid pointer. */
void *hs_arena_take(hs_arena *arena, size_t n, size_t size);
/** A copy of `s` in the arena; {NULL, 0} if there is no memory; a NULL string stays NULL. */
hs_str hs_arena_copy(hs_arena *arena, hs_str s);

#define HS_NEW(arena, type, n) ((type *)hs_arena_take((arena), (n), sizeof(type)))

#endif
