/* format_trace.c -- choosing the writer of a trace, and what all of them say in words. In: a trace, a format, a sink. Out: bytes in the sink.
 * Any thread, one trace at a time. */
#include "format_trace.h"

#include <string.h>

#include "ascii.h"
#include "status.h"

enum { SHOWN_CAP = 64 << 20, DEFAULT_WIDTH = 80, MOST_WIDTH = 100, DRAWN = 2000, WORDS = 90 /* bytes of a document's words */ };

const char *hs_side_name(hs_trace_side side)
{
    static const char *const names[] = {"open", "for", "against", "both"};
    return names[side & 3];
}

void hs_show_node(hs_buffer *into, const hs_trace_node *node)
{
    size_t from = into->len;
    hs_show(into, node->name);
    if (node->kind != HS_TRACE_DOCUMENT) {
        if (into->len == from)
            hs_buffer_text(into, "nobody named");
        if (node->anonymous && into->len > from && !hs_ascii_holds(node->name, "unnamed") && !hs_ascii_holds(node->name, "anonymous"))
            hs_buffer_text(into, " (unnamed)");
        return;
    }
    if (into->len == from)
        hs_show(into, node->title);
    if (into->len == from)
        hs_buffer_format(into, "article d%llu", (unsigned long long)node->document);
    if (node->first.len) {
        hs_buffer_text(into, ", ");
        hs_show_date(into, node->published.len ? node->published : node->first);
    }
    if (node->earlier_version)
        hs_buffer_text(into, " (an earlier version)");
}

void hs_show_range(hs_buffer *into, hs_origins n)
{
    hs_buffer_format(into, "%u", n.best);
    if (n.low != n.high)
        hs_buffer_format(into, " (%u to %u)", n.low, n.high);
}

/* Words of a document in quotation marks, cut. */
static void show_words(hs_trace_writing *w, hs_str words)
{
    size_t len = words.len < WORDS ? words.len : WORDS;
    while (len < words.len && len && ((unsigned char)words.ptr[len] & 0xC0) == 0x80)
        len--;
    hs_buffer_text(&w->shown, "\"");
    hs_show(&w->shown, (hs_str){words.ptr, len});
    hs_buffer_text(&w->shown, len < words.len ? "..\"" : "\"");
}

static void part(hs_trace_writing *w, size_t from)
{
    if (w->shown.len > from)
        hs_buffer_text(&w->shown, "; ");
}

/* The first evidence of a kind that is not of the other side alone, else the first; NULL: there is none. */
static const hs_trace_evidence *first_of(const hs_trace_edge *edge, hs_trace_evidence_kind kind, hs_trace_side side)
{
    const hs_trace_evidence *first = NULL;
    for (uint32_t i = 0; i < edge->n_evidence; i++) {
        const hs_trace_evidence *e = &edge->evidence[i];
        if (e->kind == kind && (e->side == HS_SIDE_OPEN || (e->side & side)))
            return e;
        first = first || e->kind != kind ? first : e;
    }
    return first;
}

static void show_cited(hs_trace_writing *w, const hs_trace_node *from, hs_str words)
{
    bool inside = words.len && from->kind != HS_TRACE_SOURCE;
    if (from->kind != HS_TRACE_SOURCE) {
        hs_buffer_text(&w->shown, "cites ");
        hs_show(&w->shown, from->name.len ? from->name : from->title);
    }
    hs_buffer_text(&w->shown, inside ? " (" : "");
    if (words.len)
        show_words(w, words);
    hs_buffer_text(&w->shown, inside ? ")" : "");
}

void hs_show_evidence(hs_trace_writing *w, const hs_trace_edge *edge, hs_trace_side side, bool brief)
{
    size_t begun = w->shown.len;
    const hs_trace_evidence *cited = first_of(edge, HS_EVIDENCE_CITED, side), *copy = first_of(edge, HS_EVIDENCE_COPY, side);
    if (cited && brief)
        hs_buffer_text(&w->shown, "cites");
    else if (cited)
        show_cited(w, &w->nodes[edge->from], cited->words);
    if (!cited && first_of(edge, HS_EVIDENCE_GUESS, side)) {
        hs_buffer_text(&w->shown, brief ? "perhaps" : "names nobody; perhaps from ");
        if (!brief)
            hs_show(&w->shown, w->nodes[edge->from].name.len ? w->nodes[edge->from].name : w->nodes[edge->from].title);
    }
    if (first_of(edge, HS_EVIDENCE_LINK, side)) {
        part(w, begun);
        hs_buffer_text(&w->shown, "link");
    }
    if (copy) {
        part(w, begun);
        hs_buffer_format(&w->shown, "copied text (%d%%)%s", (int)(100 * copy->share + 0.5), cited || brief ? "" : ", no credit");
    }
}

/* ---- the picture ---- */

static int into_buffer(void *buffer, const char *bytes, size_t len)
{
    hs_buffer_add(buffer, bytes, len);
    return 0;
}

static hs_status write_svg(hs_trace_writing *w, hs_error *err)
{
    if (w->n_nodes + w->n_edges > DRAWN)
        return hs_fail(err, HS_E_LIMIT, DRAWN, "a graph of over %d nodes and edges; --format dot writes it for Graphviz", DRAWN);
    hs_out *out = w->out;
    hs_sink *sink = out->sink;
    void *ctx = out->ctx;
    hs_buffer dot = hs_buffer_new(SHOWN_CAP);
    out->sink = into_buffer;
    out->ctx = &dot;
    hs_trace_write_dot(w);
    hs_status status = hs_out_end(out, err);
    hs_buffer_add(&dot, "", 1);
    if (status == HS_OK && (dot.failed || w->shown.failed))
        status = hs_fail(err, HS_E_NOMEM, 0, "no memory for a graph");
    if (status == HS_OK)
        status = hs_graphviz_svg(dot.ptr, sink, ctx, err);
    hs_buffer_free(&dot);
    return status;
}

/* @param from, most  of the nodes, in JSON */
static hs_status write_trace(const hs_trace *trace, hs_format format, const hs_style *style, size_t from, size_t most, hs_sink *sink, void *ctx,
                             hs_error *err)
{
    static void (*const writers[])(hs_trace_writing *w) = {
        [HS_FORMAT_TEXT] = hs_trace_write_text,
        [HS_FORMAT_JSONL] = hs_trace_write_jsonl,
        [HS_FORMAT_DOT] = hs_trace_write_dot,
    };
    bool drawn = format == HS_FORMAT_SVG;
    if (!drawn && ((size_t)format >= sizeof writers / sizeof *writers || !writers[format]))
        return hs_fail(err, HS_E_ARG, 0, "traces have no format of number %d", (int)format);
    hs_out out;
    out.sink = sink;
    out.ctx = ctx;
    out.refused = false;
    out.len = 0;
    hs_trace_writing w = {.trace = trace, .style = {.header = true}, .out = &out, .shown = hs_buffer_new(SHOWN_CAP)};
    w.nodes = hs_trace_nodes(trace, &w.n_nodes);
    w.edges = hs_trace_edges(trace, &w.n_edges);
    w.from = from < w.n_nodes ? from : w.n_nodes;
    w.behind = most < w.n_nodes - w.from ? w.from + most : w.n_nodes;
    if (style)
        w.style = *style;
    if (!w.style.width)
        w.style.width = DEFAULT_WIDTH;
    if (w.style.width > MOST_WIDTH)
        w.style.width = MOST_WIDTH;
    hs_status status = HS_OK;
    if (drawn)
        status = write_svg(&w, err);
    else
        writers[format](&w);
    bool failed = w.shown.failed;
    hs_buffer_free(&w.shown);
    if (status == HS_OK && failed)
        status = hs_fail(err, HS_E_NOMEM, 0, "no memory for a line of a trace");
    return status != HS_OK || drawn ? status : hs_out_end(&out, err);
}

hs_status hs_trace_write(const hs_trace *trace, hs_format format, const hs_style *style, hs_sink *sink, void *ctx, hs_error *err)
{
    return write_trace(trace, format, style, 0, SIZE_MAX, sink, ctx, err);
}

hs_status hs_trace_write_part(const hs_trace *trace, size_t from, size_t most, hs_sink *sink, void *ctx, hs_error *err)
{
    return write_trace(trace, HS_FORMAT_JSONL, NULL, from, most, sink, ctx, err);
}
