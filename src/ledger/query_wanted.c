/* query_wanted.c -- many rows by one statement, where one statement a row would be as many round trips to a server. In: ids, in the order that their
 * rows are wanted in. Out: a list of them for json_each, and the place of each. One thread at a time. */
#include "query.h"

#include <stdlib.h>

#include "heap.h"
#include "status.h"

static int by_id(const void *a, const void *b)
{
    const hs_listed *x = a, *y = b;
    if (x->id != y->id)
        return x->id < y->id ? -1 : 1;
    return x->at < y->at ? -1 : x->at > y->at;
}

hs_status hs_wanted_begin(hs_wanted *out, const int64_t *ids, size_t n, hs_error *err)
{
    *out = (hs_wanted){.list = hs_buffer_new(21 * n + 2), .places = hs_alloc((n + 1) * sizeof *out->places)};
    if (!out->places)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for an answer");
    for (size_t i = 0; i < n; i++)
        out->places[i] = (hs_listed){ids[i], i};
    qsort(out->places, n, sizeof *out->places, by_id);
    hs_buffer_text(&out->list, "[");
    for (size_t i = 0; i < n; i++) {
        if (out->n && out->places[out->n - 1].id == out->places[i].id)
            continue;
        out->places[out->n] = out->places[i];
        hs_buffer_format(&out->list, "%s%lld", out->n++ ? "," : "", (long long)out->places[i].id);
    }
    hs_buffer_text(&out->list, "]");
    return out->list.failed ? hs_fail(err, HS_E_NOMEM, 0, "no memory for an answer") : HS_OK;
}

size_t hs_wanted_place(const hs_wanted *ids, int64_t id)
{
    const hs_listed wanted = {id, 0};
    size_t low = 0, high = ids->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (by_id(&ids->places[middle], &wanted) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < ids->n && ids->places[low].id == id ? ids->places[low].at : HS_NO_PLACE;
}

void hs_wanted_end(hs_wanted *ids)
{
    hs_buffer_free(&ids->list);
    hs_free(ids->places);
    ids->places = NULL;
}
