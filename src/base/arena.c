/* arena.c -- bump allocation in blocks that double; a cap on the sum. Under ASan every allocation stands between poisoned
 * bytes, so that an overrun inside a block is seen. */
#include "arena.h"

#include <stdint.h>
#include <string.h>

#include "heap.h"

#if defined(__SANITIZE_ADDRESS__)
#define HS_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define HS_ASAN 1
#endif
#endif
#ifdef HS_ASAN
#include <sanitizer/asan_interface.h>
#define POISON(p, n) ASAN_POISON_MEMORY_REGION(p, n)
#define UNPOISON(p, n) ASAN_UNPOISON_MEMORY_REGION(p, n)
enum { REDZONE = 16 };
#else
#define POISON(p, n) ((void)(p), (void)(n))
#define UNPOISON(p, n) ((void)(p), (void)(n))
enum { REDZONE = 0 };
#endif

enum { ALIGN = 16, FIRST_BLOCK = 1 << 14 };

typedef struct block {
    struct block *next;
    size_t cap, used;
    _Alignas(ALIGN) unsigned char bytes[];
} block;

struct hs_arena {
    block *blocks; /* the newest first */
    size_t cap_bytes, held_bytes;
};

hs_arena *hs_arena_new(size_t cap_bytes)
{
    hs_arena *arena = hs_alloc(sizeof *arena);
    if (arena)
        arena->cap_bytes = cap_bytes;
    return arena;
}

static void free_block(block *b)
{
    UNPOISON(b->bytes, b->cap);
    hs_free(b);
}

void hs_arena_free(hs_arena *arena)
{
    if (!arena)
        return;
    for (block *b = arena->blocks, *next; b; b = next) {
        next = b->next;
        free_block(b);
    }
    hs_free(arena);
}

static void drop_newest(hs_arena *arena)
{
    block *b = arena->blocks;
    arena->blocks = b->next;
    arena->held_bytes -= b->cap;
    free_block(b);
}

static void cut(block *b, size_t used)
{
    POISON(b->bytes + used, b->cap - used);
    b->used = used;
}

void hs_arena_reset(hs_arena *arena)
{
    while (arena->blocks && arena->blocks->next)
        drop_newest(arena);
    if (arena->blocks)
        cut(arena->blocks, 0);
}

hs_arena_mark hs_arena_marked(const hs_arena *arena)
{
    return (hs_arena_mark){arena->blocks, arena->blocks ? arena->blocks->used : 0};
}

void hs_arena_rewind(hs_arena *arena, hs_arena_mark mark)
{
    while (arena->blocks != mark.block)
        drop_newest(arena);
    if (arena->blocks)
        cut(arena->blocks, mark.used);
}

static block *grow(hs_arena *arena, size_t need)
{
    size_t cap = arena->blocks ? arena->blocks->cap * 2 : FIRST_BLOCK;
    if (cap < need)
        cap = need;
    if (cap > arena->cap_bytes - arena->held_bytes)
        cap = need;
    if (need > arena->cap_bytes - arena->held_bytes || cap > SIZE_MAX - sizeof(block))
        return NULL;
    block *b = hs_alloc(sizeof *b + cap);
    if (!b)
        return NULL;
    b->next = arena->blocks;
    b->cap = cap;
    POISON(b->bytes, cap);
    arena->blocks = b;
    arena->held_bytes += cap;
    return b;
}

void *hs_arena_take(hs_arena *arena, size_t n, size_t size)
{
    if (size && n > (SIZE_MAX - 2 * ALIGN - REDZONE) / size)
        return NULL;
    size_t want = n * size, need = (want + REDZONE + ALIGN - 1) / ALIGN * ALIGN;
    if (!need)
        need = ALIGN;
    block *b = arena->blocks;
    if (!b || need > b->cap - b->used)
        b = grow(arena, need);
    if (!b)
        return NULL;
    void *memory = b->bytes + b->used;
    b->used += need;
    UNPOISON(memory, want);
    memset(memory, 0, want);
    return memory;
}

hs_str hs_arena_copy(hs_arena *arena, hs_str s)
{
    if (!s.ptr)
        return (hs_str){NULL, 0};
    char *copy = HS_NEW(arena, char, s.len + 1);
    if (!copy)
        return (hs_str){NULL, 0};
    memcpy(copy, s.ptr, s.len);
    return (hs_str){copy, s.len};
}
