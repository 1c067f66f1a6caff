/* format_outline.c -- which claim stands under which. In: attributions with parents. Out: a forest in print order. */
#include "format_text.h"
#include "heap.h"

/* Walk up from each node, leaving its number behind; a walk that meets its own number has gone in a ring. */
static void cut_rings(hs_outline *o, uint32_t *seen)
{
    for (uint32_t i = 0; i < o->n; i++) {
        uint32_t at = i;
        while (at != HS_NO_NODE && !seen[at]) {
            seen[at] = i + 1;
            at = o->up[at];
        }
        if (at != HS_NO_NODE && seen[at] == i + 1)
            o->up[at] = HS_NO_NODE;
    }
}

bool hs_outline_init(hs_outline *o, const hs_document *doc)
{
    uint32_t n = (uint32_t)doc->n_attributions;
    *o = (hs_outline){.root = HS_NO_NODE, .n = n};
    o->up = hs_alloc(3 * (size_t)n * sizeof *o->up);
    if (!o->up)
        return false;
    o->first = o->up + n;
    o->next = o->first + n;
    for (uint32_t i = 0; i < n; i++)
        o->up[i] = hs_has_parent(doc, &doc->attributions[i]) ? doc->attributions[i].parent : HS_NO_NODE;
    cut_rings(o, o->next);
    for (uint32_t i = 0; i < n; i++)
        o->first[i] = HS_NO_NODE;
    for (uint32_t i = n; i-- > 0;) {
        uint32_t *list = o->up[i] == HS_NO_NODE ? &o->root : &o->first[o->up[i]];
        o->next[i] = *list;
        *list = i;
    }
    return true;
}

void hs_outline_free(hs_outline *o)
{
    hs_free(o->up);
    o->up = NULL;
}

uint32_t hs_outline_next(const hs_outline *o, uint32_t at, unsigned *depth)
{
    if (o->first[at] != HS_NO_NODE) {
        ++*depth;
        return o->first[at];
    }
    while (o->next[at] == HS_NO_NODE && o->up[at] != HS_NO_NODE) {
        at = o->up[at];
        --*depth;
    }
    return o->next[at];
}
