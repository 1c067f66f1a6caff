/* web_layers.c -- a layered drawing after Sugiyama, Tagawa and Toda (1981): layers by the longest way, bends where a line passes a
 * layer, order by the mean of the neighbours, to and fro. In: web_layers.h. Out: places. No state. */
#include "web_layers.h"

#include <stdlib.h>
#include <string.h>

#include "heap.h"

enum { MOST_BENDS = 600, SWEEPS = 6, NONE = -1 };

typedef struct plan {
    hs_layers *out;
    size_t n_nodes, n_lines;
    hs_line *lines;
    hs_box **order; /* [n] by layer, then rank */
    uint32_t n_layers;
} plan;

/* ---- layers ---- */

static void find_layers(plan *p)
{
    bool moved = true;
    for (size_t round = 0; round < p->n_nodes && moved; round++) {
        moved = false;
        for (size_t i = 0; i < p->n_lines; i++) {
            hs_box *from = &p->out->box[p->lines[i].from], *to = &p->out->box[p->lines[i].to];
            if (!p->lines[i].back && to->layer <= from->layer && from->layer + 1 < p->n_nodes) {
                to->layer = from->layer + 1;
                moved = true;
            }
        }
    }
    for (size_t i = 0; i < p->n_nodes; i++)
        p->n_layers = p->out->box[i].layer >= p->n_layers ? p->out->box[i].layer + 1 : p->n_layers;
}

/* A bend in each layer that a line passes; where there are too many it goes straight. */
static void find_bends(plan *p)
{
    for (size_t i = 0; i < p->n_lines; i++) {
        hs_line *l = &p->lines[i];
        uint32_t from = p->out->box[l->from].layer, to = p->out->box[l->to].layer, last = UINT32_MAX;
        l->way = UINT32_MAX;
        if (l->back || to <= from + 1 || p->out->n + (to - from) > p->n_nodes + MOST_BENDS)
            continue;
        for (uint32_t layer = from + 1; layer < to; layer++) {
            uint32_t at = (uint32_t)p->out->n++;
            p->out->box[at] = (hs_box){.layer = layer, .next = UINT32_MAX, .bend = true, .rank = p->out->box[l->from].rank};
            if (last == UINT32_MAX)
                l->way = at;
            else
                p->out->box[last].next = at;
            last = at;
        }
    }
}

/* ---- order ---- */

static int by_rank(const void *a, const void *b)
{
    const hs_box *x = *(hs_box *const *)a, *y = *(hs_box *const *)b;
    if (x->layer != y->layer)
        return x->layer < y->layer ? -1 : 1;
    if (x->apart != y->apart)
        return x->apart ? 1 : -1;
    if (x->rank < y->rank || x->rank > y->rank)
        return x->rank < y->rank ? -1 : 1;
    return x < y ? -1 : x > y;
}

static void rank(plan *p)
{
    qsort(p->order, p->out->n, sizeof *p->order, by_rank);
    uint32_t at = 0;
    for (size_t i = 0; i < p->out->n; i++) {
        at = i && p->order[i]->layer == p->order[i - 1]->layer ? at + 1 : 0;
        p->order[i]->rank = at;
    }
}

/* One step of a line: from a box to the next that it meets. */
typedef void step(plan *p, uint32_t from, uint32_t to, double *sums, unsigned *counts, bool forth);

static void add_step(plan *p, uint32_t from, uint32_t to, double *sums, unsigned *counts, bool forth)
{
    uint32_t at = forth ? to : from, other = forth ? from : to;
    sums[at] += p->out->box[other].rank;
    counts[at]++;
}

static void each_step(plan *p, step *take, double *sums, unsigned *counts, bool forth)
{
    for (size_t i = 0; i < p->n_lines; i++) {
        const hs_line *l = &p->lines[i];
        if (l->back)
            continue;
        uint32_t at = l->from;
        for (uint32_t way = l->way; way != UINT32_MAX; way = p->out->box[way].next) {
            take(p, at, way, sums, counts, forth);
            at = way;
        }
        take(p, at, l->to, sums, counts, forth);
    }
}

static bool find_order(plan *p)
{
    size_t n = p->out->n;
    double *sums = hs_alloc(n * sizeof *sums);
    unsigned *counts = hs_alloc(n * sizeof *counts);
    for (int sweep = 0; sums && counts && sweep < SWEEPS; sweep++) {
        memset(sums, 0, n * sizeof *sums);
        memset(counts, 0, n * sizeof *counts);
        each_step(p, add_step, sums, counts, sweep % 2 == 0);
        for (size_t i = 0; i < n; i++)
            if (counts[i])
                p->out->box[i].rank = sums[i] / counts[i];
        rank(p);
    }
    bool done = sums && counts;
    hs_free(sums);
    hs_free(counts);
    return done;
}

/* ---- places ---- */

static int32_t height_from(const plan *p, size_t i, size_t *end)
{
    int32_t h = 0;
    uint32_t layer = p->order[i]->layer;
    for (; i < p->out->n && p->order[i]->layer == layer; i++)
        h += (p->order[i]->bend ? HS_WAY_ROW : HS_BOX_ROW) +
             (p->order[i]->apart && (i == 0 || p->order[i - 1]->layer != layer || !p->order[i - 1]->apart) ? HS_WAY_ROW : 0);
    *end = i;
    return h;
}

static void find_places(plan *p)
{
    hs_layers *out = p->out;
    for (size_t i = 0, end; i < out->n; i = end) {
        int32_t h = height_from(p, i, &end);
        out->height = h > out->height ? h : out->height;
    }
    for (size_t i = 0, end; i < out->n; i = end) {
        int32_t y = (out->height - height_from(p, i, &end)) / 2;
        for (size_t k = i; k < end; k++) {
            hs_box *b = p->order[k];
            if (b->apart && (k == i || !p->order[k - 1]->apart)) {
                out->apart_y = b->layer == 0 ? y + 2 : out->apart_y;
                y += HS_WAY_ROW;
            }
            int32_t row = b->bend ? HS_WAY_ROW : HS_BOX_ROW;
            b->x = (int32_t)b->layer * (HS_BOX_WIDTH + HS_BOX_GAP);
            b->y = y + row / 2;
            y += row;
        }
    }
    out->width = (int32_t)p->n_layers * (HS_BOX_WIDTH + HS_BOX_GAP) - HS_BOX_GAP;
}

bool hs_layers_lay(hs_layers *out, size_t n_nodes, const bool *apart, hs_line *lines, size_t n_lines)
{
    *out = (hs_layers){0};
    if (!n_nodes || n_nodes > HS_MOST_BOXES || n_lines > HS_MOST_LINES)
        return false;
    out->box = hs_alloc((n_nodes + MOST_BENDS) * sizeof *out->box);
    plan p = {.out = out, .n_nodes = n_nodes, .n_lines = n_lines, .lines = lines, .n_layers = 1};
    p.order = hs_alloc((n_nodes + MOST_BENDS) * sizeof(hs_box *));
    bool done = out->box && p.order;
    if (done) {
        out->n = n_nodes;
        for (size_t i = 0; i < n_nodes; i++)
            out->box[i] = (hs_box){.next = UINT32_MAX, .rank = (double)i, .apart = apart[i]};
        find_layers(&p);
        for (size_t i = 0; i < n_nodes; i++)
            out->box[i].apart = apart[i] && out->box[i].layer == 0;
        find_bends(&p);
        for (size_t i = 0; i < out->n; i++)
            p.order[i] = &out->box[i];
        rank(&p);
        done = find_order(&p);
        find_places(&p);
    }
    hs_free(p.order);
    if (!done) {
        hs_free(out->box);
        *out = (hs_layers){0};
    }
    return done;
}
