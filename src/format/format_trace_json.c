/* format_trace_json.c -- a trace as a line of JSON: `trace` of docs/answer.schema.json, schema 1. In: a trace. Out: one line. */
#include "format_answer.h"
#include "format_trace.h"

static void field(hs_out *out, const char *name)
{
    hs_out_text(out, ",\"");
    hs_out_text(out, name);
    hs_out_text(out, "\":");
}

/* A letter and a number; null for 0. */
static void put_id(hs_out *out, const char *name, char letter, uint64_t id)
{
    field(out, name);
    if (!id) {
        hs_out_text(out, "null");
        return;
    }
    hs_out_text(out, "\"");
    hs_answer_id(out, letter, id);
    hs_out_text(out, "\"");
}

static void put_node_id(hs_out *out, const char *name, uint32_t node)
{
    put_id(out, name, 'n', node == HS_NO_TRACE_NODE ? 0 : (uint64_t)node + 1);
}

static void put_truth(hs_out *out, const char *name, bool truth)
{
    field(out, name);
    hs_out_text(out, truth ? "true" : "false");
}

static void put_node(hs_trace_writing *w, uint32_t i)
{
    static const char *const kinds[] = {"source", "outlet", "document"};
    const hs_trace_node *n = &w->nodes[i];
    hs_out_text(w->out, "{\"id\":\"");
    hs_answer_id(w->out, 'n', (uint64_t)i + 1);
    hs_out_text(w->out, "\"");
    hs_json_word(w->out, "kind", kinds[n->kind]);
    hs_json_field(w->out, "name", n->name);
    hs_json_field(w->out, "description", n->description);
    put_id(w->out, "source", 's', n->source);
    put_id(w->out, "document", 'd', n->document);
    hs_json_field(w->out, "title", n->title);
    hs_json_field(w->out, "url", n->url);
    hs_json_field(w->out, "published", n->published);
    put_truth(w->out, "anonymous", n->anonymous);
    field(w->out, "count");
    if (n->count)
        hs_out_number(w->out, n->count);
    else
        hs_out_text(w->out, "null");
    put_truth(w->out, "origin", n->origin != HS_SIDE_OPEN);
    hs_json_word(w->out, "origin_of", n->origin ? hs_side_name(n->origin) : NULL);
    put_truth(w->out, "implicit", n->implicit);
    hs_json_word(w->out, "stance", hs_side_name(n->side));
    hs_json_field(w->out, "first", n->first);
    hs_json_field(w->out, "first_for", n->first_for);
    hs_json_field(w->out, "first_against", n->first_against);
    put_node_id(w->out, "counted_with", n->counted_with);
    put_node_id(w->out, "perhaps_with", n->perhaps_with);
    put_truth(w->out, "earlier_version", n->earlier_version);
    hs_out_text(w->out, "}");
}

static void put_evidence(hs_trace_writing *w, const hs_trace_evidence *e, bool first)
{
    static const char *const kinds[] = {"cited", "link", "copy", "earlier", "cited"};
    hs_out_text(w->out, first ? "{\"kind\":\"" : ",{\"kind\":\"");
    hs_out_text(w->out, kinds[e->kind]);
    hs_out_text(w->out, "\"");
    put_id(w->out, "document", 'd', e->document);
    field(w->out, "span");
    if (e->end > e->begin) {
        hs_out_text(w->out, "[");
        hs_out_number(w->out, e->begin);
        hs_out_text(w->out, ",");
        hs_out_number(w->out, e->end);
        hs_out_text(w->out, "]");
    } else {
        hs_out_text(w->out, "null");
    }
    hs_json_field(w->out, "words", e->words);
    field(w->out, "share");
    if (e->share > 0)
        hs_out_probability(w->out, (float)e->share);
    else
        hs_out_text(w->out, "null");
    hs_json_word(w->out, "stance", hs_side_name(e->side));
    put_truth(w->out, "guess", e->kind == HS_EVIDENCE_GUESS);
    hs_out_text(w->out, "}");
}

static void put_edge(hs_trace_writing *w, uint32_t i)
{
    const hs_trace_edge *e = &w->edges[i];
    hs_out_text(w->out, "{\"from\":\"");
    hs_answer_id(w->out, 'n', (uint64_t)e->from + 1);
    hs_out_text(w->out, "\"");
    put_node_id(w->out, "to", e->to);
    hs_json_word(w->out, "stance", hs_side_name(e->side));
    put_truth(w->out, "cut", e->cut);
    field(w->out, "evidence");
    hs_out_text(w->out, "[");
    for (uint32_t k = 0; k < e->n_evidence; k++)
        put_evidence(w, &e->evidence[k], k == 0);
    hs_out_text(w->out, "]}");
}

static void put_range(hs_out *out, const char *name, hs_origins n)
{
    field(out, name);
    hs_out_text(out, "{\"best\":");
    hs_out_number(out, n.best);
    field(out, "low");
    hs_out_number(out, n.low);
    field(out, "high");
    hs_out_number(out, n.high);
    hs_out_text(out, "}");
}

static void put_claims(hs_trace_writing *w, const char *name, hs_trace_side side)
{
    size_t n;
    const uint64_t *claims = hs_trace_claims(w->trace, side, &n);
    field(w->out, name);
    hs_out_text(w->out, "[");
    for (size_t i = 0; i < n; i++) {
        hs_out_text(w->out, i ? ",\"" : "\"");
        hs_answer_id(w->out, 'c', claims[i]);
        hs_out_text(w->out, "\"");
    }
    hs_out_text(w->out, "]");
}

void hs_trace_write_jsonl(hs_trace_writing *w)
{
    hs_str words;
    uint32_t outlets;
    hs_out_text(w->out, "{\"schema\":1,\"type\":\"trace\"");
    put_id(w->out, "claim", 'c', hs_trace_claim(w->trace, &words));
    hs_json_field(w->out, "text", words);
    hs_json_field(w->out, "asked_as", hs_trace_asked_as(w->trace));
    put_claims(w, "claims", HS_SIDE_FOR);
    put_claims(w, "contradicting", HS_SIDE_AGAINST);
    field(w->out, "documents");
    hs_out_number(w->out, hs_trace_documents(w->trace, &outlets));
    field(w->out, "outlets");
    hs_out_number(w->out, outlets);
    field(w->out, "nodes");
    hs_out_text(w->out, "[");
    bool any = false;
    for (size_t i = w->from; i < w->behind; i++) {
        hs_out_text(w->out, i > w->from ? "," : "");
        put_node(w, (uint32_t)i);
    }
    hs_out_text(w->out, "],\"edges\":[");
    for (size_t i = 0; i < w->n_edges; i++)
        if (w->edges[i].to >= w->from && w->edges[i].to < w->behind) {
            hs_out_text(w->out, any ? "," : "");
            put_edge(w, (uint32_t)i);
            any = true;
        }
    hs_out_text(w->out, "],\"nodes_in_all\":");
    hs_out_number(w->out, w->n_nodes);
    field(w->out, "edges_in_all");
    hs_out_number(w->out, w->n_edges);
    field(w->out, "next");
    if (w->behind < w->n_nodes) {
        hs_out_text(w->out, "\"r");
        hs_out_number(w->out, w->behind);
        hs_out_text(w->out, "\"");
    } else {
        hs_out_text(w->out, "null");
    }
    put_range(w->out, "independent_for", hs_trace_origins(w->trace, HS_SIDE_FOR));
    put_range(w->out, "independent_against", hs_trace_origins(w->trace, HS_SIDE_AGAINST));
    put_node_id(w->out, "first_for", hs_trace_first(w->trace, HS_SIDE_FOR));
    put_node_id(w->out, "first_against", hs_trace_first(w->trace, HS_SIDE_AGAINST));
    put_truth(w->out, "perhaps_first_for", hs_trace_first_is_open(w->trace, HS_SIDE_FOR));
    put_truth(w->out, "perhaps_first_against", hs_trace_first_is_open(w->trace, HS_SIDE_AGAINST));
    put_truth(w->out, "cut", hs_trace_cut(w->trace));
    put_truth(w->out, "compared", hs_trace_compared(w->trace));
    put_truth(w->out, "nearest", hs_trace_is_nearest(w->trace));
    field(w->out, "left_out");
    hs_out_number(w->out, hs_trace_left_out(w->trace));
    hs_out_text(w->out, "}\n");
}
