/* ids.c -- sets of row ids. See ids.h. */
#include "ids.h"

#include <stdlib.h>

#include "array.h"
#include "heap.h"
#include "status.h"

static int by_id(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return x < y ? -1 : x > y;
}

bool hs_ids_add(hs_ids *ids, int64_t id)
{
    int64_t *at = hs_array_grown(ids->at, &ids->cap, ids->n, sizeof *at);
    if (!at)
        return false;
    ids->at = at;
    ids->at[ids->n++] = id;
    return true;
}

hs_status hs_ids_add_rows(hs_ids *ids, hs_sql q, hs_error *err)
{
    bool row;
    hs_status status;
    while ((status = hs_sql_step(&q, &row, err)) == HS_OK && row)
        if (!hs_ids_add(ids, hs_sql_column_number(&q, 0))) {
            status = hs_fail(err, HS_E_NOMEM, 0, "no memory for the numbers of rows");
            break;
        }
    hs_sql_end(&q);
    return status;
}

void hs_ids_sort(hs_ids *ids)
{
    if (ids->n)
        qsort(ids->at, ids->n, sizeof *ids->at, by_id);
}

void hs_ids_settle_added(hs_ids *ids, size_t times)
{
    size_t n = 0;
    hs_ids_sort(ids);
    for (size_t i = 0, k; i < ids->n; i = k) {
        for (k = i + 1; k < ids->n && ids->at[k] == ids->at[i];)
            k++;
        if (k - i >= times)
            ids->at[n++] = ids->at[i];
    }
    ids->n = n;
}

void hs_ids_settle(hs_ids *ids)
{
    hs_ids_settle_added(ids, 1);
}

bool hs_ids_find(size_t *out, const hs_ids *ids, int64_t id)
{
    const int64_t *at = ids->n ? bsearch(&id, ids->at, ids->n, sizeof *ids->at, by_id) : NULL;
    *out = at ? (size_t)(at - ids->at) : ids->n;
    return at != NULL;
}

void hs_ids_free(hs_ids *ids)
{
    hs_free(ids->at);
    *ids = (hs_ids){0};
}

/* ---- in the order in which they came ---- */

/* The slot of an id, or the free one that it would have. */
static size_t *slot_of(const hs_id_set *set, int64_t id)
{
    size_t i = (size_t)((uint64_t)id * UINT64_C(0x9e3779b97f4a7c15) >> 20) & (set->n_slots - 1);
    while (set->slots[i] && set->ids.at[set->slots[i] - 1] != id)
        i = (i + 1) & (set->n_slots - 1);
    return &set->slots[i];
}

static bool make_slots(hs_id_set *set)
{
    size_t *old = set->slots, n_slots = set->n_slots ? 2 * set->n_slots : 128;
    size_t *slots = hs_alloc(n_slots * sizeof *slots);
    if (!slots)
        return false;
    set->slots = slots;
    set->n_slots = n_slots;
    for (size_t i = 0; i < set->ids.n; i++)
        *slot_of(set, set->ids.at[i]) = i + 1;
    hs_free(old);
    return true;
}

bool hs_id_set_add(size_t *out, hs_id_set *set, int64_t id)
{
    if (2 * set->ids.n >= set->n_slots && !make_slots(set))
        return false;
    size_t *slot = slot_of(set, id);
    if (!*slot && !hs_ids_add(&set->ids, id))
        return false;
    *slot = *slot ? *slot : set->ids.n;
    *out = *slot - 1;
    return true;
}

void hs_id_set_free(hs_id_set *set)
{
    hs_ids_free(&set->ids);
    hs_free(set->slots);
    *set = (hs_id_set){0};
}
