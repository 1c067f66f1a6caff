/* failing_heap.c -- malloc and its kin over glibc's own names for them. In: requests. Out: memory, or NULL and ENOMEM.
 */
#define _GNU_SOURCE /* dl_iterate_phdr */
#include "failing_heap.h"

#include <errno.h>
#include <link.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t n, size_t size);
extern void *__libc_realloc(void *memory, size_t size);
extern void *__libc_memalign(size_t align, size_t size);
extern void __libc_free(void *memory);

enum { MOST_RANGES = 64, SLOTS = 1 << 20 };

/* Code whose requests are served and not counted. */
static struct {
    uintptr_t begin, end;
} exempt[MOST_RANGES];
static size_t n_exempt;

static size_t requests, fail_at, n_live;
static heap_mode fail_mode;
static const void *blamed;
static bool failed;

/* Pointers that live: open addressing, so that it needs no heap itself. */
static void *slots[SLOTS];
static char gone[1];

static int add_exempt(struct dl_phdr_info *info, size_t size, void *ctx)
{
    static const char *const names[] = {"libdnnl", "libstdc++", "libgomp", "ld-linux"};
    (void)size, (void)ctx;
    for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
        if (!strstr(info->dlpi_name, names[k]))
            continue;
        for (int i = 0; i < info->dlpi_phnum && n_exempt < MOST_RANGES; i++) {
            if (info->dlpi_phdr[i].p_type != PT_LOAD)
                continue;
            exempt[n_exempt].begin = info->dlpi_addr + info->dlpi_phdr[i].p_vaddr;
            exempt[n_exempt].end = exempt[n_exempt].begin + info->dlpi_phdr[i].p_memsz;
            n_exempt++;
        }
    }
    return 0;
}

__attribute__((constructor)) static void find_exempt(void)
{
    dl_iterate_phdr(add_exempt, NULL);
}

static bool is_counted(const void *caller)
{
    for (size_t i = 0; i < n_exempt; i++)
        if ((uintptr_t)caller >= exempt[i].begin && (uintptr_t)caller < exempt[i].end)
            return false;
    return true;
}

/* Does this request fail? */
static bool refuse(const void *caller)
{
    requests++;
    if (!fail_at || requests < fail_at || (requests > fail_at && fail_mode == HEAP_FAIL_ONE))
        return false;
    if (!failed)
        blamed = caller;
    failed = true;
    errno = ENOMEM;
    return true;
}

static size_t first_slot(const void *memory)
{
    return ((uintptr_t)memory >> 4) * 0x9E3779B97F4A7C15u >> 44;
}
_Static_assert(SLOTS == 1 << (64 - 44), "first_slot gives a slot");

static void *born(void *memory)
{
    size_t i = first_slot(memory);
    if (!memory)
        return NULL;
    if (n_live > SLOTS / 2)
        abort();
    while (slots[i] && slots[i] != gone)
        i = (i + 1) % SLOTS;
    slots[i] = memory;
    n_live++;
    return memory;
}

static bool died(const void *memory)
{
    size_t i = first_slot(memory);
    while (slots[i] && slots[i] != memory)
        i = (i + 1) % SLOTS;
    if (!slots[i])
        return false;
    slots[i] = slots[(i + 1) % SLOTS] ? gone : NULL;
    n_live--;
    return true;
}

void heap_fail(size_t nth, heap_mode mode)
{
    requests = 0;
    failed = false;
    fail_mode = mode;
    fail_at = nth;
}

bool heap_heal(void)
{
    fail_at = 0;
    return failed;
}

size_t heap_requests(void)
{
    return requests;
}

const void *heap_blame(void)
{
    return blamed;
}

size_t heap_live(void)
{
    return n_live;
}

/* Seen by every library of the process, which a hidden symbol is not. */
#pragma GCC visibility push(default)

void *malloc(size_t size)
{
    const void *caller = __builtin_return_address(0);
    if (!is_counted(caller))
        return __libc_malloc(size);
    return refuse(caller) ? NULL : born(__libc_malloc(size));
}

void *calloc(size_t n, size_t size)
{
    const void *caller = __builtin_return_address(0);
    if (!is_counted(caller))
        return __libc_calloc(n, size);
    return refuse(caller) ? NULL : born(__libc_calloc(n, size));
}

void *aligned_alloc(size_t align, size_t size)
{
    const void *caller = __builtin_return_address(0);
    if (!is_counted(caller))
        return __libc_memalign(align, size);
    return refuse(caller) ? NULL : born(__libc_memalign(align, size));
}

int posix_memalign(void **out, size_t align, size_t size)
{
    const void *caller = __builtin_return_address(0);
    bool counted = is_counted(caller);
    if (counted && refuse(caller))
        return ENOMEM;
    void *memory = __libc_memalign(align, size);
    if (!memory)
        return ENOMEM;
    *out = counted ? born(memory) : memory;
    return 0;
}

void *realloc(void *memory, size_t size)
{
    const void *caller = __builtin_return_address(0);
    bool counted = is_counted(caller);
    if (counted && refuse(caller))
        return NULL;
    bool known = memory && died(memory);
    void *grown = __libc_realloc(memory, size);
    if (counted || known)
        born(grown ? grown : size ? memory : NULL); /* after a failure the old memory lives on */
    return grown;
}

void free(void *memory)
{
    if (memory)
        died(memory);
    __libc_free(memory);
}

#pragma GCC visibility pop
