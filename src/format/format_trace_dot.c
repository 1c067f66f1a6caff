/* format_trace_dot.c -- a trace as a graph for Graphviz: from origins on the left to documents. Sources are ovals, outlets boxes, documents notes;
 * unnamed sources are dashed, origins bold; what was passed on against the claim is red, what closes a circle dotted. The evidence stands at each arrow,
 * the words of it in the tooltip. In: a trace. Out: DOT. */
#include "format_trace.h"

enum { LABEL = 60 /* characters */ };

/* Bytes of the scratch from `from` on, escaped, without the quotation marks. @param most  characters; 0: all */
static void put_escaped(hs_trace_writing *w, size_t from, unsigned most)
{
    hs_str s = {w->shown.ptr + from, w->shown.len - from};
    size_t i = 0;
    for (unsigned n = 0; i < s.len && (!most || n < most); n++) {
        uint32_t c;
        size_t len = hs_utf8_next(&c, s.ptr + i, s.len - i);
        if (c == '"' || c == '\\')
            hs_out_text(w->out, "\\");
        hs_out_add(w->out, s.ptr + i, len);
        i += len;
    }
    if (i < s.len)
        hs_out_text(w->out, "..");
}

static void put_node(hs_trace_writing *w, uint32_t i)
{
    static const char *const shapes[] = {"ellipse", "box", "note"};
    const hs_trace_node *n = &w->nodes[i];
    hs_out_text(w->out, "  n");
    hs_out_number(w->out, (uint64_t)i + 1);
    hs_out_text(w->out, " [shape=");
    hs_out_text(w->out, shapes[n->kind]);
    hs_out_text(w->out, ", label=\"");
    w->shown.len = 0;
    hs_show_node(&w->shown, n);
    put_escaped(w, 0, LABEL);
    if (n->origin) {
        hs_out_text(w->out, "\\norigin ");
        hs_out_text(w->out, n->origin == HS_SIDE_BOTH ? "for and against" : hs_side_name(n->origin));
    }
    hs_out_text(w->out, "\"");
    hs_out_text(w->out, n->anonymous ? (n->origin ? ", style=\"dashed,bold\"" : ", style=dashed") : n->origin ? ", style=bold" : "");
    w->shown.len = 0;
    hs_show(&w->shown, n->kind == HS_TRACE_DOCUMENT ? n->title : n->description);
    if (w->shown.len) {
        hs_out_text(w->out, ", tooltip=\"");
        put_escaped(w, 0, 0);
        hs_out_text(w->out, "\"");
    }
    hs_out_text(w->out, "];\n");
}

static void put_edge(hs_trace_writing *w, const hs_trace_edge *e)
{
    hs_out_text(w->out, "  n");
    hs_out_number(w->out, (uint64_t)e->from + 1);
    hs_out_text(w->out, " -> n");
    hs_out_number(w->out, (uint64_t)e->to + 1);
    hs_out_text(w->out, " [label=\"");
    w->shown.len = 0;
    hs_show_evidence(w, e, e->side, true);
    put_escaped(w, 0, 0);
    hs_out_text(w->out, "\", tooltip=\"");
    w->shown.len = 0;
    hs_show_evidence(w, e, e->side, false);
    put_escaped(w, 0, 0);
    hs_out_text(w->out, "\"");
    hs_out_text(w->out, e->side == HS_SIDE_AGAINST ? ", color=red" : e->side == HS_SIDE_OPEN ? ", color=gray" : "");
    hs_out_text(w->out, e->cut ? ", style=dotted, constraint=false];\n" : "];\n");
}

void hs_trace_write_dot(hs_trace_writing *w)
{
    hs_str words;
    hs_trace_claim(w->trace, &words);
    hs_out_text(w->out, "digraph trace {\n  rankdir=LR;\n  node [fontname=\"Helvetica\", fontsize=11];\n  edge [fontname=\"Helvetica\", fontsize=9];\n"
                        "  label=\"");
    w->shown.len = 0;
    hs_show(&w->shown, words);
    put_escaped(w, 0, 2 * LABEL);
    hs_out_text(w->out, "\\nindependent origins: for ");
    w->shown.len = 0;
    hs_show_range(&w->shown, hs_trace_origins(w->trace, HS_SIDE_FOR));
    hs_buffer_text(&w->shown, ", against ");
    hs_show_range(&w->shown, hs_trace_origins(w->trace, HS_SIDE_AGAINST));
    put_escaped(w, 0, 0);
    hs_out_text(w->out, "\";\n");
    for (uint32_t i = 0; i < w->n_nodes; i++)
        put_node(w, i);
    for (size_t i = 0; i < w->n_edges; i++)
        put_edge(w, &w->edges[i]);
    hs_out_text(w->out, "}\n");
}
