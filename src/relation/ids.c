/* ids.c -- sets of row ids. See groups.h. */
#include "groups.h"

#include <stdlib.h>
#include <string.h>

#include "heap.h"

static int by_id(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return x < y ? -1 : x > y;
}

bool hs_ids_add(hs_ids *ids, int64_t id)
{
    if (ids->n == ids->cap) {
        size_t cap = ids->cap ? 2 * ids->cap : 64;
        int64_t *at = hs_alloc(cap * sizeof *at);
        if (!at)
            return false;
        if (ids->n)
            memcpy(at, ids->at, ids->n * sizeof *at);
        hs_free(ids->at);
        ids->at = at;
        ids->cap = cap;
    }
    ids->at[ids->n++] = id;
    return true;
}

void hs_ids_settle(hs_ids *ids)
{
    size_t n = 0;
    if (ids->n)
        qsort(ids->at, ids->n, sizeof *ids->at, by_id);
    for (size_t i = 0; i < ids->n; i++)
        if (!n || ids->at[n - 1] != ids->at[i])
            ids->at[n++] = ids->at[i];
    ids->n = n;
}

bool hs_ids_has(const hs_ids *ids, int64_t id)
{
    return ids->n && bsearch(&id, ids->at, ids->n, sizeof *ids->at, by_id);
}

void hs_ids_free(hs_ids *ids)
{
    hs_free(ids->at);
    *ids = (hs_ids){0};
}
