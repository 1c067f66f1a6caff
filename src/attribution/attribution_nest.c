/* attribution_nest.c -- their order, and parents by containment. In: attributions. Out: their parents. A sweep over the text keeps the
 * content fragments that are open at each cue, so that the cost does not grow with the square of a long text. Any
 * thread. */
#include "attribution_nest.h"

#include <stdbool.h>
#include <stdlib.h>

#include "status.h"

/* From the first byte of any of its spans to the last. */
static hs_span extent(const hs_attribution *a)
{
    const hs_spans parts[] = {a->source, a->cue, a->content};
    hs_span all = {UINT32_MAX, 0};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (!parts[i].n)
            continue;
        all.begin = parts[i].at[0].begin < all.begin ? parts[i].at[0].begin : all.begin;
        all.end = parts[i].at[parts[i].n - 1].end > all.end ? parts[i].at[parts[i].n - 1].end : all.end;
    }
    return all;
}

/* By first byte; of two that begin together the longer comes first, so that an outer one precedes what it holds. */
static int by_place(const void *x, const void *y)
{
    const hs_attribution *a = x, *b = y;
    hs_span m = extent(a), n = extent(b);
    if (m.begin != n.begin)
        return m.begin < n.begin ? -1 : 1;
    if (m.end != n.end)
        return m.end > n.end ? -1 : 1;
    return (a->cue.at[0].begin > b->cue.at[0].begin) - (a->cue.at[0].begin < b->cue.at[0].begin);
}

void hs_attributions_sort(hs_attribution *a, size_t n)
{
    if (n)
        qsort(a, n, sizeof *a, by_place);
}

typedef struct fragment {
    hs_span span;
    uint32_t owner;
} fragment;

static bool holds(hs_span outer, hs_spans inner)
{
    for (uint32_t i = 0; i < inner.n; i++)
        if (inner.at[i].begin < outer.begin || inner.at[i].end > outer.end)
            return false;
    return true;
}

/* Where two hold each other's cue and source, the one with the earlier cue is the outer one. */
static bool may_hold(const hs_attribution *outer, const hs_attribution *inner)
{
    for (uint32_t i = 0; i < inner->content.n; i++)
        if (holds(inner->content.at[i], outer->cue) && holds(inner->content.at[i], outer->source))
            return outer->cue.at[0].begin < inner->cue.at[0].begin;
    return true;
}

/* More levels than any text has: only hostile input reaches it, and would make every walk long. */
enum { DEEPEST = 64 };

/* May `owner` become the parent of `child`: does no ring come of it, and is it not too deep already? */
static bool may_adopt(const hs_attribution *a, uint32_t owner, uint32_t child)
{
    unsigned depth = 0;
    for (uint32_t at = owner; at != HS_NO_PARENT; at = a[at].parent)
        if (at == child || ++depth == DEEPEST)
            return false;
    return true;
}

static int by_begin(const void *x, const void *y)
{
    const fragment *a = x, *b = y;
    if (a->span.begin != b->span.begin)
        return a->span.begin < b->span.begin ? -1 : 1;
    return (a->owner > b->owner) - (a->owner < b->owner);
}

static uint32_t shortest_holder(const hs_attribution *a, uint32_t i, const fragment *open, size_t n_open)
{
    uint32_t best = HS_NO_PARENT, length = UINT32_MAX;
    for (size_t k = 0; k < n_open; k++) {
        hs_span s = open[k].span;
        uint32_t owner = open[k].owner;
        if (owner != i && s.end - s.begin < length && holds(s, a[i].cue) && holds(s, a[i].source) &&
            may_hold(&a[owner], &a[i]) && may_adopt(a, owner, i)) {
            length = s.end - s.begin;
            best = owner;
        }
    }
    return best;
}

hs_status hs_parents_find(hs_attribution *a, size_t n, hs_arena *scratch, hs_error *err)
{
    size_t n_fragments = 0, n_open = 0, next = 0;
    for (size_t i = 0; i < n; i++)
        n_fragments += a[i].content.n;
    fragment *all = HS_NEW(scratch, fragment, n_fragments), *open = HS_NEW(scratch, fragment, n_fragments),
             *cues = HS_NEW(scratch, fragment, n);
    if (!all || !open || !cues)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for %zu contents", n_fragments);
    n_fragments = 0;
    for (size_t i = 0; i < n; i++) {
        a[i].parent = HS_NO_PARENT;
        cues[i] = (fragment){a[i].cue.at[0], (uint32_t)i};
        for (uint32_t k = 0; k < a[i].content.n; k++)
            all[n_fragments++] = (fragment){a[i].content.at[k], (uint32_t)i};
    }
    qsort(all, n_fragments, sizeof *all, by_begin);
    qsort(cues, n, sizeof *cues, by_begin);
    for (size_t i = 0; i < n; i++) {
        size_t kept = 0;
        while (next < n_fragments && all[next].span.begin <= cues[i].span.begin)
            open[n_open++] = all[next++];
        for (size_t k = 0; k < n_open; k++)
            if (open[k].span.end > cues[i].span.begin)
                open[kept++] = open[k];
        n_open = kept;
        a[cues[i].owner].parent = shortest_holder(a, cues[i].owner, open, n_open);
    }
    return HS_OK;
}
