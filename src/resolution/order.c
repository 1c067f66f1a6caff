/* order.c -- sorting attributions, and their vectors with them. In: attributions. Out: the same in order. Threads: no state but the document's. */
#include "order.h"

#include <stdlib.h>
#include <string.h>

#include "status.h"

typedef struct place {
    uint32_t begin, end, at;
    uint32_t cue; /* where a source stands at the beginning: 1 and the cue's first byte; else 0 */
} place;

static place place_of(const hs_attribution *a, uint32_t at)
{
    const hs_spans lists[] = {a->source, a->cue, a->content};
    place p = {UINT32_MAX, 0, at, 0};
    for (size_t k = 0; k < 3; k++) {
        if (!lists[k].n)
            continue;
        p.begin = lists[k].at[0].begin < p.begin ? lists[k].at[0].begin : p.begin;
        p.end = lists[k].at[lists[k].n - 1].end > p.end ? lists[k].at[lists[k].n - 1].end : p.end;
    }
    if (a->source.n && a->source.at[0].begin == p.begin && a->cue.n)
        p.cue = 1 + a->cue.at[0].begin;
    return p;
}

/* By first byte; of two that begin together the longer first, so that an outer one precedes what it holds. What one source denied and then, in
 * the same sentence, admitted holds neither the other: these are in the order of their cues. */
static int by_place(const void *x, const void *y)
{
    const place *a = x, *b = y;
    if (a->begin != b->begin)
        return a->begin < b->begin ? -1 : 1;
    if (a->cue != b->cue)
        return a->cue < b->cue ? -1 : 1;
    if (a->end != b->end)
        return a->end > b->end ? -1 : 1;
    return a->at < b->at ? -1 : a->at > b->at;
}

hs_status hs_attributions_order(hs_document *doc, hs_error *err)
{
    size_t n = doc->n_attributions;
    bool sorted = true;
    place *places = HS_NEW(doc->arena, place, n);
    if (!places)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for %zu attributions", n);
    for (uint32_t i = 0; i < n; i++) {
        places[i] = place_of(&doc->attributions[i], i);
        sorted = sorted && (!i || by_place(&places[i - 1], &places[i]) < 0);
    }
    if (sorted)
        return HS_OK;
    hs_attribution *all = HS_NEW(doc->arena, hs_attribution, n);
    uint32_t *moved = HS_NEW(doc->arena, uint32_t, n);
    const size_t width = doc->vector_width;
    int8_t *vectors = HS_NEW(doc->arena, int8_t, n * width);
    if (!all || !moved || !vectors)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for %zu attributions", n);
    qsort(places, n, sizeof *places, by_place);
    for (uint32_t i = 0; i < n; i++) {
        all[i] = doc->attributions[places[i].at];
        if (doc->vectors)
            memcpy(vectors + i * width, doc->vectors + places[i].at * width, width);
        moved[places[i].at] = i;
    }
    for (size_t i = 0; i < n; i++)
        if (all[i].parent < n)
            all[i].parent = moved[all[i].parent];
    doc->attributions = all;
    doc->vectors = doc->vectors ? vectors : NULL;
    return HS_OK;
}
