/* format_trace.h -- what the writers of traces share.
 * Path: hs_trace (from relation) -> one writer a format -> hs_out -> the caller's sink. One call of hs_trace_write. */
#ifndef HS_FORMAT_TRACE_H
#define HS_FORMAT_TRACE_H

#include "format.h"

typedef struct hs_trace_writing {
    const hs_trace *trace;
    const hs_trace_node *nodes; /* [n_nodes] */
    size_t n_nodes;
    const hs_trace_edge *edges; /* [n_edges] */
    size_t n_edges;
    size_t from, behind;        /* the nodes that JSON tells of, half-open, with the edges that lead to them */
    hs_style style;             /* width set */
    hs_out *out;
    hs_buffer shown; /* scratch */
} hs_trace_writing;

/** Each writes one trace; where memory runs out, w->shown has failed. */
void hs_trace_write_text(hs_trace_writing *w);
void hs_trace_write_jsonl(hs_trace_writing *w);
void hs_trace_write_dot(hs_trace_writing *w);

/** What people call a node: an outlet and a day, or a name. */
void hs_show_node(hs_buffer *into, const hs_trace_node *node);
/** In words, how the one has it from the other: "cites Coastal Wire ("told the agency"); link; 61% of its text". @param brief  no words of documents */
void hs_show_evidence(hs_trace_writing *w, const hs_trace_edge *edge, hs_trace_side side, bool brief);
/** "2 (1 to 3)" */
void hs_show_range(hs_buffer *into, hs_origins n);
const char *hs_side_name(hs_trace_side side);

/** A graph in the language DOT as a picture, by Graphviz's library, which is looked for when it is needed. Calls of several threads
 * wait for one another. @param dot  NUL-terminated, our own @return HS_OK, HS_E_IO (no library, or the sink refused), HS_E_NOMEM */
hs_status hs_graphviz_svg(const char *dot, hs_sink *sink, void *ctx, hs_error *err);

#endif
