/* format_trace_text.c -- a trace for people: of each side the origins, and under each who has it from whom, by what evidence.
 *
 *   c4  that the ministry knew of the leak in March
 *       4 articles of 4 outlets; origins: 1 for it, 1 against it; first in Coastal Wire, 13 May 2031
 *
 *   for it: 1 origin
 *     four officials (unnamed), 13 May 2031                                   s7
 *     +- Coastal Wire, 13 May 2031                                            d4
 *        +- Harbour Post, 14 May 2031: cites Coastal Wire ("told the agency") d1
 *
 * A node that two lead to stands once under each origin; what it leads to is told the first time. In: a trace. Out: lines wrapped to the
 * width; nothing of the ledger reaches the terminal uncleaned. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "format_text.h"
#include "format_trace.h"
#include "heap.h"

enum { INDENT = 2, STEP = 3, DEEPEST = 12, MARGIN = 2, ID_COLUMNS = 4, NOTE = 24 };

/* The tree under one origin. */
typedef struct tree {
    hs_trace_writing *w;
    hs_trace_side side;
    uint32_t *from, *at;         /* [n_nodes + 1], [n_edges]: edges by the node that they begin at */
    uint32_t *order, *reached;   /* [n_nodes] nodes found, and by which origin */
    uint32_t *by;                /* [n_nodes] the edge that a node stands under */
    uint32_t *told;              /* [n_nodes] its own tree is printed already */
    uint32_t *stack, *depth;     /* [n_nodes] */
    uint32_t stamp;
} tree;

static const char *manner(const hs_trace_writing *w, const char *sgr)
{
    return w->style.color ? sgr : NULL;
}

/* The scratch on lines from column `at`, where the output stands, and a note at the right edge. */
static void lay(hs_trace_writing *w, unsigned at, const char *note, const char *how)
{
    unsigned columns = (unsigned)strlen(note), room = columns ? columns + MARGIN : 0;
    unsigned limit = w->style.width > at + room + 16 ? w->style.width - room : w->style.width;
    unsigned end = hs_lay(w->out, hs_buffer_str(&w->shown), at, limit, manner(w, how));
    if (columns) {
        if (end + room > w->style.width) {
            hs_out_text(w->out, "\n");
            end = 0;
        }
        hs_out_fill(w->out, ' ', w->style.width > end + columns ? w->style.width - end - columns : 0);
        hs_out_text(w->out, w->style.color ? HS_DIM : "");
        hs_out_text(w->out, note);
        hs_out_text(w->out, w->style.color ? "\x1b[0m" : "");
    }
    hs_out_text(w->out, "\n");
}

static void note_of(char note[NOTE], const hs_trace_node *n)
{
    note[0] = 0;
    if (n->kind == HS_TRACE_DOCUMENT)
        snprintf(note, NOTE, "d%llu", (unsigned long long)n->document);
    else if (n->source)
        snprintf(note, NOTE, "s%llu", (unsigned long long)n->source);
}

/* ---- the head ---- */

static void show_count(hs_trace_writing *w, uint32_t n, const char *one, const char *more)
{
    hs_buffer_format(&w->shown, "%u %s", n, n == 1 ? one : more);
}

static void write_head(hs_trace_writing *w)
{
    char id[NOTE];
    hs_str words;
    uint32_t outlets, documents = hs_trace_documents(w->trace, &outlets), first = hs_trace_first(w->trace, HS_SIDE_FOR);
    int n = snprintf(id, sizeof id, "c%llu", (unsigned long long)hs_trace_claim(w->trace, &words));
    unsigned column = (n < ID_COLUMNS ? ID_COLUMNS : (unsigned)n) + MARGIN;
    hs_out_text(w->out, w->style.color ? HS_DIM : "");
    hs_out_text(w->out, id);
    hs_out_text(w->out, w->style.color ? "\x1b[0m" : "");
    hs_out_fill(w->out, ' ', column - (unsigned)n);
    w->shown.len = 0;
    hs_show(&w->shown, words);
    lay(w, column, "", HS_BOLD);
    hs_out_fill(w->out, ' ', column);
    w->shown.len = 0;
    show_count(w, documents, "article", "articles");
    if (outlets) {
        hs_buffer_text(&w->shown, " of ");
        show_count(w, outlets, "outlet", "outlets");
    }
    hs_buffer_text(&w->shown, "; independent origins: ");
    hs_show_range(&w->shown, hs_trace_origins(w->trace, HS_SIDE_FOR));
    hs_buffer_text(&w->shown, " for it, ");
    hs_show_range(&w->shown, hs_trace_origins(w->trace, HS_SIDE_AGAINST));
    hs_buffer_text(&w->shown, " against it");
    if (first != HS_NO_TRACE_NODE) {
        hs_buffer_text(&w->shown, hs_trace_first_is_open(w->trace, HS_SIDE_FOR) ? "; perhaps first in " : "; first in ");
        hs_show_node(&w->shown, &w->nodes[first]);
    }
    lay(w, column, "", NULL);
    if (hs_trace_is_nearest(w->trace)) {
        hs_out_fill(w->out, ' ', column);
        w->shown.len = 0;
        hs_buffer_text(&w->shown, "No claim has all the words that were asked for: this is the nearest.");
        lay(w, column, "", NULL);
    }
    if (hs_trace_asked_as(w->trace).len) {
        hs_out_fill(w->out, ' ', column);
        w->shown.len = 0;
        hs_buffer_text(&w->shown, "asked as: ");
        hs_show(&w->shown, hs_trace_asked_as(w->trace));
        lay(w, column, "", HS_DIM);
    }
    if (hs_trace_cut(w->trace)) {
        hs_out_fill(w->out, ' ', column);
        w->shown.len = 0;
        hs_buffer_text(&w->shown, "More tell of it than are looked at: these are the ones heard first.");
        lay(w, column, "", HS_DIM);
    }
    const uint64_t left_out = hs_trace_left_out(w->trace);
    if (left_out) {
        hs_out_fill(w->out, ' ', column);
        w->shown.len = 0;
        hs_buffer_format(&w->shown, left_out == 1 ? "%llu attribution is left out for its confidence" : "%llu attributions are left out for their confidence",
                         (unsigned long long)left_out);
        hs_buffer_text(&w->shown, " (--min-confidence)");
        lay(w, column, "", HS_DIM);
    }
}

/* ---- the tree of an origin ---- */

static bool counts(const tree *t, const hs_trace_edge *e)
{
    return (e->side & t->side) && !e->cut;
}

/* An article or outlet is a nearer account of where a document has it from than a source that both name. */
static bool is_better(const tree *t, uint32_t edge, uint32_t than)
{
    const hs_trace_edge *a = &t->w->edges[edge], *b = &t->w->edges[than];
    unsigned x = (unsigned)t->w->nodes[a->from].kind, y = (unsigned)t->w->nodes[b->from].kind;
    return x != y ? x > y : a->from < b->from;
}

static void find_reached(tree *t, uint32_t root)
{
    uint32_t n = 0;
    t->stamp++;
    t->order[n++] = root;
    t->reached[root] = t->stamp;
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t k = t->from[t->order[i]]; k < t->from[t->order[i] + 1]; k++) {
            const hs_trace_edge *e = &t->w->edges[t->at[k]];
            if (!counts(t, e))
                continue;
            if (t->reached[e->to] != t->stamp) {
                t->reached[e->to] = t->stamp;
                t->order[n++] = e->to;
                t->by[e->to] = t->at[k];
            } else if (e->to != root && is_better(t, t->at[k], t->by[e->to])) {
                t->by[e->to] = t->at[k];
            }
        }
}

static void write_node(tree *t, uint32_t node, uint32_t edge, unsigned depth, bool again)
{
    char note[NOTE];
    hs_trace_writing *w = t->w;
    unsigned column = INDENT + STEP * (depth < DEEPEST ? depth : DEEPEST);
    hs_out_fill(w->out, ' ', column - STEP);
    hs_out_text(w->out, "+- ");
    w->shown.len = 0;
    hs_show_node(&w->shown, &w->nodes[node]);
    size_t named = w->shown.len;
    hs_buffer_text(&w->shown, ": ");
    hs_show_evidence(w, &w->edges[edge], t->side, false);
    if (w->shown.len == named + 2)
        w->shown.len = named;
    if (again)
        hs_buffer_text(&w->shown, "; and on as above");
    note_of(note, &w->nodes[node]);
    lay(w, column, note, NULL);
}

/* What closes a circle, where it leads back. */
static void write_circles(tree *t, uint32_t node, unsigned depth)
{
    hs_trace_writing *w = t->w;
    unsigned column = INDENT + STEP * (depth < DEEPEST ? depth : DEEPEST);
    for (uint32_t k = t->from[node]; k < t->from[node + 1]; k++) {
        const hs_trace_edge *e = &w->edges[t->at[k]];
        if (!(e->side & t->side) || !e->cut)
            continue;
        hs_out_fill(w->out, ' ', column - STEP);
        hs_out_text(w->out, "x- ");
        w->shown.len = 0;
        hs_buffer_text(&w->shown, "back to ");
        hs_show_node(&w->shown, &w->nodes[e->to]);
        hs_buffer_text(&w->shown, ", a circle that does not count: ");
        hs_show_evidence(w, e, t->side, false);
        lay(w, column, "", HS_DIM);
    }
}

static bool has_children(const tree *t, uint32_t node)
{
    for (uint32_t k = t->from[node]; k < t->from[node + 1]; k++)
        if (t->by[t->w->edges[t->at[k]].to] == t->at[k] && counts(t, &t->w->edges[t->at[k]]))
            return true;
    return false;
}

static void write_tree(tree *t, uint32_t root)
{
    uint32_t n = 0;
    find_reached(t, root);
    t->by[root] = HS_NO_TRACE_NODE;
    t->stack[n] = root;
    t->depth[n++] = 0;
    while (n) {
        uint32_t node = t->stack[--n], depth = t->depth[n];
        bool again = t->told[node] == (uint32_t)t->side && has_children(t, node);
        if (node != root)
            write_node(t, node, t->by[node], depth, again);
        if (again)
            continue;
        t->told[node] = (uint32_t)t->side;
        write_circles(t, node, depth + 1);
        for (uint32_t k = t->from[node + 1]; k > t->from[node]; k--) { /* so that the first is printed first */
            const hs_trace_edge *e = &t->w->edges[t->at[k - 1]];
            if (counts(t, e) && e->to != root && t->by[e->to] == t->at[k - 1]) {
                t->stack[n] = e->to;
                t->depth[n++] = depth + 1;
            }
        }
    }
}

static void write_origin(tree *t, uint32_t root)
{
    char note[NOTE];
    hs_trace_writing *w = t->w;
    const hs_trace_node *n = &w->nodes[root];
    w->shown.len = 0;
    hs_show_node(&w->shown, n);
    if (n->description.len) {
        hs_buffer_text(&w->shown, ", ");
        hs_show(&w->shown, n->description);
    }
    hs_str first = t->side == HS_SIDE_AGAINST ? n->first_against : n->first_for;
    if (n->kind != HS_TRACE_DOCUMENT && first.len) {
        hs_buffer_text(&w->shown, ", ");
        hs_show_date(&w->shown, first);
    }
    if (n->implicit)
        hs_buffer_text(&w->shown, ": names nobody it has it from");
    uint32_t with = n->counted_with != HS_NO_TRACE_NODE ? n->counted_with : n->perhaps_with;
    if (with != HS_NO_TRACE_NODE) {
        hs_buffer_text(&w->shown, n->counted_with != HS_NO_TRACE_NODE ? "; counted as one with " : "; perhaps one with ");
        hs_show_node(&w->shown, &w->nodes[with]);
    }
    hs_out_fill(w->out, ' ', INDENT);
    note_of(note, n);
    lay(w, INDENT, note, HS_BOLD);
    write_tree(t, root);
}

static void write_side(tree *t, hs_trace_side side, const char *title)
{
    hs_trace_writing *w = t->w;
    bool any = false;
    t->side = side;
    for (uint32_t i = 0; i < w->n_nodes; i++) {
        if (!(w->nodes[i].origin & side))
            continue;
        if (!any) {
            hs_out_text(w->out, "\n");
            w->shown.len = 0;
            hs_buffer_text(&w->shown, title);
            lay(w, 0, "", HS_BOLD);
        }
        any = true;
        write_origin(t, i);
    }
}

/* ---- who takes no side ---- */

static void write_open(hs_trace_writing *w)
{
    w->shown.len = 0;
    for (uint32_t i = 0; i < w->n_nodes; i++) {
        const hs_trace_node *n = &w->nodes[i];
        if (n->kind != HS_TRACE_DOCUMENT || n->side != HS_SIDE_OPEN)
            continue;
        hs_buffer_text(&w->shown, w->shown.len ? "; " : "open: ");
        hs_show_node(&w->shown, n);
        hs_buffer_format(&w->shown, " (d%llu)", (unsigned long long)n->document);
    }
    if (!w->shown.len)
        return;
    hs_out_text(w->out, "\n");
    lay(w, 0, "", HS_DIM);
}

static void index_edges(tree *t)
{
    const hs_trace_writing *w = t->w;
    for (size_t i = 0; i < w->n_edges; i++)
        t->from[w->edges[i].from]++;
    for (size_t i = 1; i <= w->n_nodes; i++)
        t->from[i] += t->from[i - 1];
    for (size_t i = w->n_edges; i > 0; i--)
        t->at[--t->from[w->edges[i - 1].from]] = (uint32_t)(i - 1);
}

void hs_trace_write_text(hs_trace_writing *w)
{
    uint32_t *memory = hs_alloc((8 * w->n_nodes + w->n_edges + 2) * sizeof *memory);
    if (!memory) {
        w->shown.failed = true;
        return;
    }
    tree t = {.w = w, .from = memory};
    uint32_t **const lists[] = {&t.order, &t.reached, &t.by, &t.told, &t.stack, &t.depth};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        *lists[i] = memory + w->n_nodes + 1 + i * w->n_nodes;
    t.at = memory + w->n_nodes + 1 + 6 * w->n_nodes;
    index_edges(&t);
    write_head(w);
    write_side(&t, HS_SIDE_FOR, "for it");
    write_side(&t, HS_SIDE_AGAINST, "against it");
    write_open(w);
    hs_free(memory);
}
