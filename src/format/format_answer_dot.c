/* format_answer_dot.c -- who told whom, as a graph for Graphviz: an arrow from a holder through every relay to the document, and from
 * that to its outlet. In: an answer. Out: statements of one graph, which may come in several answers; in one each node and arrow is told
 * once, and DOT takes those of several for one. Anonymous sources are dashed; each is a node of its own, since nothing says that two of them are one. */
#include "format_answer.h"

#include <string.h>

#include "silence.h"

enum { LABEL = 60 /* characters */ };

/* Words between quotation marks, cut to a label's length. */
static void put_label(hs_answering *w, hs_str words)
{
    w->shown.len = 0;
    hs_show(&w->shown, words);
    hs_str s = hs_buffer_str(&w->shown);
    size_t i = 0;
    for (unsigned n = 0; i < s.len && n < LABEL; n++) {
        uint32_t c;
        size_t len = hs_utf8_next(&c, s.ptr + i, s.len - i);
        if (c == '"' || c == '\\')
            hs_out_text(w->out, "\\");
        hs_out_add(w->out, s.ptr + i, len);
        i += len;
    }
    hs_out_text(w->out, i < s.len ? "..\"" : "\"");
}

/* The node of a source. */
static void put_source(hs_answering *w, uint64_t id, hs_str name, bool anonymous)
{
    hs_out_text(w->out, "  ");
    hs_answer_id(w->out, 's', id);
    hs_out_text(w->out, " [label=\"");
    put_label(w, name);
    hs_out_text(w->out, anonymous ? ", style=dashed];\n" : "];\n");
}

/* @param outlet  its outlet has no node yet */
static void put_document(hs_answering *w, const hs_entry *e, bool outlet)
{
    hs_buffer head = hs_buffer_new((size_t)1 << 20);
    hs_show_entry_head(&head, e, false);
    hs_out_text(w->out, "  ");
    hs_answer_id(w->out, 'd', e->document);
    hs_out_text(w->out, " [shape=note, label=\"");
    put_label(w, hs_buffer_str(&head));
    hs_out_text(w->out, "];\n");
    w->shown.failed = w->shown.failed || head.failed;
    hs_buffer_free(&head);
    if (!e->outlet.len)
        return;
    if (outlet) {
        hs_out_text(w->out, "  \"o:");
        put_label(w, e->outlet);
        hs_out_text(w->out, " [shape=box, label=\"");
        put_label(w, e->outlet);
        hs_out_text(w->out, "];\n");
    }
    hs_out_text(w->out, "  ");
    hs_answer_id(w->out, 'd', e->document);
    hs_out_text(w->out, " -> \"o:");
    put_label(w, e->outlet);
    hs_out_text(w->out, ";\n");
}

/* Where nobody is told of, or a person named another, the attribution has a holder of its own. */
static void put_holder_name(hs_answering *w, const hs_entry *e)
{
    hs_answer_id(w->out, e->source ? 's' : 'a', e->source ? e->source : e->attribution);
}

static void put_holder(hs_answering *w, const hs_entry *e)
{
    if (e->source) {
        put_source(w, e->source, e->who, e->anonymous);
        return;
    }
    hs_out_text(w->out, "  ");
    hs_answer_id(w->out, 'a', e->attribution);
    hs_out_text(w->out, " [label=\"");
    put_label(w, e->who.len ? e->who : (hs_str){"nobody named", 12});
    hs_out_text(w->out, e->who.len ? "];\n" : ", style=dotted];\n");
}

/* ---- what stands in an entry before; answers have 1,000 at most ---- */

static bool has_source(const hs_entry *entries, size_t n, uint64_t source)
{
    for (size_t i = 0; i < n; i++) {
        if (entries[i].source == source)
            return true;
        for (uint32_t k = 0; k < entries[i].n_relays; k++)
            if (entries[i].relays[k].source == source)
                return true;
    }
    return false;
}

static bool has_document(const hs_entry *entries, size_t n, uint64_t document)
{
    for (size_t i = 0; i < n; i++)
        if (entries[i].document == document)
            return true;
    return false;
}

static bool has_outlet(const hs_entry *entries, size_t n, hs_str outlet)
{
    for (size_t i = 0; i < n; i++)
        if (outlet.len && entries[i].outlet.len == outlet.len && memcmp(entries[i].outlet.ptr, outlet.ptr, outlet.len) == 0)
            return true;
    return false;
}

static bool same_way(const hs_entry *a, const hs_entry *b)
{
    if (!a->source || a->source != b->source || a->document != b->document || a->n_relays != b->n_relays ||
        hs_entry_side(a) != hs_entry_side(b))
        return false;
    for (uint32_t i = 0; i < a->n_relays; i++)
        if (a->relays[i].source != b->relays[i].source)
            return false;
    return true;
}

static bool has_way(const hs_entry *entries, size_t n, const hs_entry *e)
{
    for (size_t i = 0; i < n; i++)
        if (same_way(&entries[i], e))
            return true;
    return false;
}

/* The last of [n + 1]. */
static void put_entry(hs_answering *w, const hs_entry *entries, size_t n)
{
    const hs_entry *e = &entries[n];
    if (!e->source || !has_source(entries, n, e->source))
        put_holder(w, e);
    if (!has_document(entries, n, e->document))
        put_document(w, e, !has_outlet(entries, n, e->outlet));
    for (uint32_t i = 0; i < e->n_relays; i++)
        if (!has_source(entries, n, e->relays[i].source))
            put_source(w, e->relays[i].source, e->relays[i].name, e->relays[i].anonymous);
    if (has_way(entries, n, e))
        return;
    hs_out_text(w->out, "  ");
    put_holder_name(w, e);
    for (uint32_t i = 0; i < e->n_relays; i++) {
        hs_out_text(w->out, " -> ");
        hs_answer_id(w->out, 's', e->relays[i].source);
    }
    hs_out_text(w->out, " -> ");
    hs_answer_id(w->out, 'd', e->document);
    const hs_trace_side side = hs_entry_side(e);
    hs_out_text(w->out, side == HS_SIDE_AGAINST ? " [color=red];\n" : side == HS_SIDE_OPEN ? " [color=gray];\n" : ";\n");
}

void hs_answer_write_dot(hs_answering *w)
{
    if (w->style.header)
        hs_out_text(w->out, "strict digraph hearsay {\n  rankdir=LR;\n");
    for (size_t i = 0; i < w->n_entries; i++)
        put_entry(w, w->entries, i);
    for (size_t i = 0; i < w->n_claims && !w->n_entries; i++)
        for (uint32_t k = 0; k < w->claims[i].n_entries; k++)
            put_entry(w, w->claims[i].entries, k);
    if (!hs_answer_next(w->answer).ptr)
        hs_out_text(w->out, "}\n");
}
