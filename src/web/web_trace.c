/* web_trace.c -- from which origins a claim came, through whom: a picture, and the same in words. In: a trace. Out: SVG and HTML.
 * No state. */
#include <string.h>

#include "heap.h"
#include "status.h"
#include "web_layers.h"
#include "web_views.h"

enum { MOST_EVIDENCE = 6, MARGIN = 6, MOST_TOLD = 200 /* origins, and steps, in words */,
       LINE = 22, LINE_SMALL = 26 /* bytes of a name that a box has room for */ };

typedef struct tracing {
    hs_page *p;
    const hs_trace_node *nodes; /* [n_nodes] */
    size_t n_nodes;
    const hs_trace_edge *edges; /* [n_edges] */
    size_t n_edges;
    uint64_t claim; /* 0: it is of a statement */
} tracing;

/* ---- words ---- */

static void put_node_name(hs_page *p, const hs_trace_node *n, size_t most)
{
    if (n->name.len)
        hs_html_some(p, n->name, most);
    else if (n->kind == HS_TRACE_DOCUMENT)
        hs_html_format(p, "article d%llu", (unsigned long long)n->document);
    else
        hs_html(p, "nobody named");
}

void hs_put_trace_node(hs_page *p, const hs_trace_node *n)
{
    bool document = n->kind == HS_TRACE_DOCUMENT && n->document, source = n->kind != HS_TRACE_DOCUMENT && n->source;
    if (document || source)
        hs_html_link(p, document ? 'd' : 's', document ? n->document : n->source, NULL);
    hs_html(p, "<bdi>");
    put_node_name(p, n, HS_WORDS_IN_LIST);
    hs_html(p, document || source ? "</bdi></a>" : "</bdi>");
    if (n->kind == HS_TRACE_DOCUMENT && n->published.len) {
        hs_html(p, ", ");
        hs_html_time(p, n->published, true);
    }
    if (n->anonymous)
        hs_html(p, " <span class=\"tag\">unnamed</span>");
    if (n->earlier_version)
        hs_html(p, " <span class=\"tag\">an earlier version</span>");
}

/* In text alone, for a tooltip and for who listens; `mark` before and behind quoted words. */
static void put_evidence(hs_page *p, const hs_trace_edge *edge, const hs_trace_evidence *e)
{
    static const char *const what[] = {"its words name it", "it links to it", "it has much of its text",
                                       "the other was there before; that alone shows nothing", "it names nobody for it, and cites it for something else"};
    hs_html(p, what[(size_t)e->kind < sizeof what / sizeof *what ? (size_t)e->kind : 3]);
    if (e->kind == HS_EVIDENCE_COPY && e->share > 0)
        hs_html_format(p, ": %d %% of the shorter one", (int)(e->share * 100 + 0.5));
    if (e->words.len && e->kind != HS_EVIDENCE_COPY) {
        hs_html(p, " (“");
        hs_html_some(p, e->words, 160);
        hs_html(p, "”)");
    }
    if (edge->side == HS_SIDE_BOTH && e->side != HS_SIDE_BOTH)
        hs_html(p, e->side == HS_SIDE_FOR ? ", for it" : ", against it");
}

static void put_all_evidence(hs_page *p, const hs_trace_edge *e)
{
    for (uint32_t i = 0; i < e->n_evidence && i < MOST_EVIDENCE; i++) {
        hs_html(p, i ? "; " : "");
        put_evidence(p, e, &e->evidence[i]);
    }
    if (e->cut)
        hs_html(p, "; it closes a circle, so it does not count");
}

static void put_edge_words(const tracing *t, const hs_trace_edge *e)
{
    put_node_name(t->p, &t->nodes[e->to], 80);
    hs_html(t->p, " has it from ");
    put_node_name(t->p, &t->nodes[e->from], 80);
    hs_html(t->p, ": ");
    put_all_evidence(t->p, e);
}

/* ---- the picture ---- */

static void put_line(const tracing *t, const hs_layers *l, const hs_line *line, const hs_trace_edge *e)
{
    const hs_box *at = &l->box[line->from], *end = &l->box[line->to];
    hs_page *p = t->p;
    hs_html_format(p, "<g class=\"edge %s%s\" tabindex=\"0\" role=\"img\" aria-label=\"", hs_side_class(e->side),
                   e->cut ? " cut" : "");
    put_edge_words(t, e);
    hs_html(p, "\"><title>");
    put_edge_words(t, e);
    hs_html_format(p, "</title><path d=\"M%d %d", at->x + HS_BOX_WIDTH, at->y);
    int32_t x = at->x + HS_BOX_WIDTH;
    for (uint32_t way = line->way;; way = l->box[way].next) {
        const hs_box *to = way == UINT32_MAX ? end : &l->box[way];
        hs_html_format(p, "C%d %d %d %d %d %d", x + HS_BOX_GAP / 2, at->y, to->x - HS_BOX_GAP / 2, to->y, to->x, to->y);
        if (way == UINT32_MAX)
            break;
        hs_html_format(p, "H%d", to->x + HS_BOX_WIDTH);
        x = to->x + HS_BOX_WIDTH;
        at = to;
    }
    hs_html(p, "\"/></g>");
}

static void put_sub(hs_page *p, const hs_trace_node *n)
{
    if (n->kind == HS_TRACE_DOCUMENT && n->published.len)
        hs_html_day(p, n->published);
    else if (n->kind == HS_TRACE_DOCUMENT)
        hs_html(p, "article without a date");
    else if (n->kind == HS_TRACE_OUTLET)
        hs_html(p, "outlet, cited");
    else if (n->anonymous)
        hs_html(p, n->count > 1 ? "unnamed, " : "unnamed");
    else if (n->description.len)
        hs_html_some(p, n->description, 60);
    else
        hs_html(p, hs_say_kind(n->what, false));
    if (n->anonymous && n->count > 1)
        hs_html_format(p, "%u of them", n->count);
}

/* A name on one line, or on two that break between words; what is beyond them the tooltip tells. */
static void put_node_lines(hs_page *p, const hs_trace_node *n)
{
    size_t first = 0, second;
    if (n->name.len <= LINE) {
        put_node_name(p, n, LINE);
        return;
    }
    for (size_t i = 0; i <= LINE_SMALL && i < n->name.len; i++)
        first = n->name.ptr[i] == ' ' ? i : first;
    second = n->name.len - first - 1;
    if (!first) { /* one word */
        hs_html_some(p, n->name, LINE_SMALL);
        return;
    }
    hs_html_some(p, (hs_str){n->name.ptr, first}, LINE_SMALL);
    hs_html(p, "<tspan x=\"0\" dy=\"13\">");
    hs_html_some(p, (hs_str){n->name.ptr + first + 1, second}, LINE_SMALL);
    hs_html(p, "</tspan>");
}

static void put_box(const tracing *t, const hs_box *b, const hs_trace_node *n)
{
    static const char *const kinds[] = {"source", "outlet", "article"};
    hs_page *p = t->p;
    bool document = n->kind == HS_TRACE_DOCUMENT && n->document, source = n->kind != HS_TRACE_DOCUMENT && n->source;
    if (document || source)
        hs_html_link(p, document ? 'd' : 's', document ? n->document : n->source, NULL);
    hs_html_format(p, "<g class=\"node %s %s%s%s\"><title>", kinds[(size_t)n->kind < 3 ? (size_t)n->kind : 0], hs_side_class(n->side),
                   n->anonymous ? " anon" : "", n->origin != HS_SIDE_OPEN ? " origin" : "");
    put_node_name(p, n, 200);
    if (n->title.len) {
        hs_html(p, ": ");
        hs_html_some(p, n->title, 200);
    }
    hs_html(p, n->origin != HS_SIDE_OPEN ? " (origin)</title>" : "</title>");
    hs_html_format(p,
                   "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"%d\"/><svg x=\"%d\" y=\"%d\" width=\"%d\" "
                   "height=\"%d\"><text x=\"0\" y=\"%d\" class=\"%s\">",
                   b->x, b->y - HS_BOX_HEIGHT / 2, HS_BOX_WIDTH, HS_BOX_HEIGHT,
                   n->kind == HS_TRACE_DOCUMENT ? 3 : HS_BOX_HEIGHT / 2, b->x + 14, b->y - HS_BOX_HEIGHT / 2, HS_BOX_WIDTH - 24,
                   HS_BOX_HEIGHT, n->name.len > LINE ? 13 : 20, n->name.len > LINE ? "nm small" : "nm");
    put_node_lines(p, n);
    hs_html(p, "</text><text x=\"0\" y=\"40\" class=\"sub\">");
    put_sub(p, n);
    hs_html(p, document || source ? "</text></svg></g></a>" : "</text></svg></g>");
}

static void put_picture(const tracing *t, const hs_layers *l, const hs_line *lines)
{
    hs_page *p = t->p;
    hs_html(p, "<div class=\"graph\" id=\"graph\" role=\"region\" aria-label=\"Chain graph; it can be scrolled\" tabindex=\"0\">");
    hs_html_format(p,
                   "<svg width=\"%d\" height=\"%d\" viewBox=\"%d %d %d %d\" role=\"group\" aria-label=\"Who has it from whom, from "
                   "the origins at the left to the articles\">",
                   l->width + 2 * MARGIN, l->height + 2 * MARGIN, -MARGIN, -MARGIN, l->width + 2 * MARGIN, l->height + 2 * MARGIN);
    if (l->apart_y)
        hs_html_format(p,
                       "<rect class=\"band\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"6\"/><text class=\"band-l\" x=\"4\" "
                       "y=\"%d\">not named</text>",
                       -MARGIN + 1, l->apart_y, HS_BOX_WIDTH + 2 * MARGIN - 2,
                       l->height - l->apart_y - (l->height - l->apart_y > 2 ? 2 : 0), l->apart_y + 14);
    for (size_t i = 0; i < t->n_edges; i++)
        put_line(t, l, &lines[i], &t->edges[i]);
    for (size_t i = 0; i < t->n_nodes; i++)
        put_box(t, &l->box[i], &t->nodes[i]);
    hs_html(p, "</svg></div><div class=\"graph-bar\"><p id=\"evidence\" class=\"meta\" aria-live=\"polite\">Point at a line, or go "
               "to it with the Tab key, to see what shows it. "
               "Boxes with a thick edge are origins; dashed ones are not named.</p>"
               "<p class=\"js buttons\"><button type=\"button\" data-zoom=\"1.25\">Larger</button><button type=\"button\" "
               "data-zoom=\"0.8\">Smaller</button><button type=\"button\" data-zoom=\"fit\">Fit</button></p></div>");
}

/* Of a large graph its first nodes, which are the origins and what was heard first, and the edges between them. @param edges  room for
 * HS_MOST_LINES */
static tracing first_of(const tracing *all, hs_trace_edge *edges)
{
    tracing t = *all;
    t.n_nodes = all->n_nodes < HS_MOST_BOXES ? all->n_nodes : HS_MOST_BOXES;
    t.n_edges = 0;
    t.edges = edges;
    for (size_t i = 0; i < all->n_edges && t.n_edges < HS_MOST_LINES; i++)
        if (all->edges[i].from < t.n_nodes && all->edges[i].to < t.n_nodes)
            edges[t.n_edges++] = all->edges[i];
    return t;
}

static void put_left_out(const tracing *all, const tracing *t)
{
    if (t->n_nodes == all->n_nodes && t->n_edges == all->n_edges)
        return;
    hs_page *p = all->p;
    hs_html(p, "<p class=\"note\">The picture shows ");
    hs_html_number(p, t->n_nodes);
    hs_html(p, " of ");
    hs_html_count(p, all->n_nodes, "box", "boxes");
    hs_html(p, " and ");
    hs_html_number(p, t->n_edges);
    hs_html(p, " of ");
    hs_html_count(p, all->n_edges, "line", "lines");
    hs_html(p, ": the origins, then what was heard first. The numbers above are of all.</p>");
}

static hs_status draw_part(const tracing *t, hs_error *err)
{
    hs_layers layers = {0};
    hs_line *lines = hs_alloc((t->n_edges + 1) * sizeof *lines);
    bool *apart = hs_alloc(t->n_nodes);
    if (lines && apart) {
        for (size_t i = 0; i < t->n_edges; i++)
            lines[i] = (hs_line){t->edges[i].from, t->edges[i].to, t->edges[i].cut, UINT32_MAX};
        for (size_t i = 0; i < t->n_nodes; i++)
            apart[i] = t->nodes[i].anonymous || !t->nodes[i].name.len;
        if (hs_layers_lay(&layers, t->n_nodes, apart, lines, t->n_edges))
            put_picture(t, &layers, lines);
    }
    bool done = layers.box != NULL;
    hs_free(layers.box);
    hs_free(apart);
    hs_free(lines);
    return done ? HS_OK : hs_fail(err, HS_E_NOMEM, 0, "no memory for a graph");
}

static hs_status draw(const tracing *all, hs_error *err)
{
    if (!all->n_nodes)
        return HS_OK;
    hs_trace_edge *edges = hs_alloc(HS_MOST_LINES * sizeof *edges);
    if (!edges)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for a graph");
    tracing t = first_of(all, edges);
    hs_status status = draw_part(&t, err);
    if (status == HS_OK)
        put_left_out(all, &t);
    hs_free(edges);
    return status;
}

/* ---- the same in words ---- */

static void put_origin(const tracing *t, size_t i)
{
    hs_page *p = t->p;
    const hs_trace_node *n = &t->nodes[i];
    hs_html_format(p, "<li><span class=\"who %s\">", hs_side_class(n->origin));
    hs_put_trace_node(p, n);
    hs_html(p, "</span>");
    if (n->description.len && !n->anonymous) {
        hs_html(p, "<span class=\"role\">, ");
        hs_html_name(p, n->description);
        hs_html(p, "</span>");
    }
    hs_html(p, n->origin == HS_SIDE_FOR       ? ": origin for it"
               : n->origin == HS_SIDE_AGAINST ? ": origin against it"
                                              : ": origin on both sides");
    hs_str first = n->origin == HS_SIDE_FOR ? n->first_for : n->origin == HS_SIDE_AGAINST ? n->first_against : n->first;
    if (n->origin == HS_SIDE_BOTH && n->first_for.len && n->first_against.len) {
        hs_html(p, ", first known to have been for it ");
        hs_html_time(p, n->first_for, true);
        hs_html(p, " and against it ");
        hs_html_time(p, n->first_against, true);
    } else if (first.len) {
        hs_html(p, ", first known to have had it ");
        hs_html_time(p, first, true);
    }
    if (n->counted_with < t->n_nodes) {
        hs_html(p, ". Not counted by itself: it is taken for the same as ");
        hs_put_trace_node(p, &t->nodes[n->counted_with]);
        hs_html(p, ", whose description fits");
    } else if (n->perhaps_with < t->n_nodes) {
        hs_html(p, ". Perhaps the same as ");
        hs_put_trace_node(p, &t->nodes[n->perhaps_with]);
        hs_html(p, "; the least number takes them for one");
    }
    if (n->implicit)
        hs_html(p, ". An origin only because it does not tell from whom it has it");
    hs_html(p, ".</li>");
}

/* Of so many MOST_TOLD are told. */
static void put_more(const tracing *t, size_t n)
{
    char path[HS_PATH];
    if (n <= MOST_TOLD)
        return;
    hs_page *p = t->p;
    hs_html(p, "<p class=\"note\">and ");
    hs_html_number(p, n - MOST_TOLD);
    if (!t->claim) {
        hs_html(p, " more</p>");
        return;
    }
    hs_html(p, " more: <a href=\"");
    hs_html_text(p, p->request->base);
    hs_html(p, "/api/v1");
    hs_html(p, hs_page_path(path, 'c', t->claim));
    hs_html(p, "/trace\">all of it for programs</a></p>");
}

static void put_chains(const tracing *t)
{
    hs_page *p = t->p;
    hs_html(p, "<details class=\"box\" id=\"chains\"><summary>Who has it from whom, in words</summary><h3>Origins</h3><ul "
               "class=\"plain\">");
    size_t told = 0;
    for (size_t i = 0; i < t->n_nodes; i++)
        if (t->nodes[i].origin != HS_SIDE_OPEN && told++ < MOST_TOLD)
            put_origin(t, i);
    hs_html(p, "</ul>");
    put_more(t, told);
    if (t->n_edges) {
        hs_html(p, "<h3>On the way</h3><ul class=\"plain\">");
        for (size_t i = 0; i < t->n_edges && i < MOST_TOLD; i++) {
            hs_html(p, "<li>");
            hs_put_trace_node(p, &t->nodes[t->edges[i].to]);
            hs_html(p, " has it from ");
            hs_put_trace_node(p, &t->nodes[t->edges[i].from]);
            hs_html(p, ": <bdi>");
            put_all_evidence(p, &t->edges[i]);
            hs_html(p, "</bdi>.</li>");
        }
        hs_html(p, "</ul>");
        put_more(t, t->n_edges);
    }
    hs_html(p, "</details>");
}

void hs_put_origins(hs_page *p, hs_origins o, const char *behind)
{
    hs_html_format(p, "<b>%u</b> independent %s ", o.best, o.best == 1 ? "origin" : "origins");
    if (o.low != o.high)
        hs_html_format(p, "(%u to %u) ", o.low, o.high);
    hs_html(p, behind);
}

static void put_why(hs_page *p, hs_origins o)
{
    hs_html_format(p,
                   "<details class=\"why\"><summary>Why %u?</summary><p>An origin has it from nobody whom an article names. "
                   "However many articles retell it, what leads back to one origin counts once. ",
                   o.best);
    hs_html(p, "Unnamed sources that are described alike are taken for one, and an article that names nobody is left out unless "
               "there is nothing else. ");
    if (o.low != o.high)
        hs_html_format(p, "The least, %u, takes for one all that may be one; the most, %u, only what is proven to be one.", o.low,
                       o.high);
    hs_html(p, "</p></details>");
}

hs_status hs_put_trace(hs_page *p, const hs_trace *trace, bool of_claim, hs_error *err)
{
    hs_str words;
    uint64_t claim = hs_trace_claim(trace, &words);
    tracing t = {.p = p, .claim = of_claim ? claim : 0};
    t.nodes = hs_trace_nodes(trace, &t.n_nodes);
    t.edges = hs_trace_edges(trace, &t.n_edges);
    hs_origins with = hs_trace_origins(trace, HS_SIDE_FOR), against = hs_trace_origins(trace, HS_SIDE_AGAINST);
    hs_html(p, "<section class=\"trace\" aria-labelledby=\"trace-h\"><div class=\"bar\"><h2 id=\"trace-h\">Where it comes from</h2>");
    if (of_claim)
        hs_put_statement_link(p, words, "class=\"button\"", "Trace it in all wordings");
    hs_html(p, "</div><div class=\"origins\"><p>");
    hs_put_origins(p, with, "for it");
    if (against.high) {
        hs_html(p, ", ");
        hs_put_origins(p, against, "against it");
    }
    hs_html(p, ".</p>");
    put_why(p, with);
    hs_html(p, "</div>");
    hs_status status = draw(&t, err);
    put_chains(&t);
    if (hs_trace_cut(trace))
        hs_html(p, "<p class=\"note\">There are so many statements that only those heard first were looked at.</p>");
    if (hs_trace_left_out(trace)) {
        hs_html(p, "<p class=\"note\">");
        hs_html_number(p, hs_trace_left_out(trace));
        hs_html(p, hs_trace_left_out(trace) == 1 ? " statement is left out for its confidence.</p>" : " statements are left out for their confidence.</p>");
    }
    hs_html(p, "</section>");
    return status;
}

hs_status hs_put_origin_count(hs_page *p, uint64_t claim, hs_error *err)
{
    hs_trace *trace;
    hs_status status =
        hs_ledger_trace(&trace, p->ledger, &(hs_trace_query){.claims = &claim, .n_claims = 1, .least = p->least}, err);
    if (status != HS_OK)
        return status == HS_E_NONE ? HS_OK : status;
    hs_origins with = hs_trace_origins(trace, HS_SIDE_FOR);
    if (with.best)
        hs_html_format(p, "<span class=\"count\"><b>%u</b> %s</span> ", with.best, with.best == 1 ? "origin" : "origins");
    hs_trace_free(trace);
    return HS_OK;
}
