/* origins.c -- a trace from its question to what is borrowed from it. In: a ledger, claims or a statement. Out: an hs_trace, whose nodes and
 * edges are put in order here. One thread at a time. */
#include "origins.h"

#include <stdlib.h>
#include <string.h>

#include "heap.h"
#include "status.h"

enum { CAP = 256 << 20 };

static const float LEAST = 0.3f; /* confidence, as of all positions */

/* ---- nodes and edges as they are handed out ---- */

static hs_trace_side as_side(unsigned bits)
{
    return (hs_trace_side)(bits & 3);
}

/* Origins first, then the earlier before the later; those that are another one or have no part are left out. @param order  [*n] of [n_knots]
 * @param number  [n_knots] */
static void put_in_order(const hs_tracing *t, uint32_t *order, uint32_t *n, uint32_t *number)
{
    *n = 0;
    for (uint32_t i = 0; i < t->n_knots; i++)
        if (t->knots[i].is == i)
            order[(*n)++] = i;
    for (uint32_t gap = *n / 2; gap > 0; gap /= 2) /* Shell's sort: no memory, and qsort takes no context */
        for (uint32_t i = gap; i < *n; i++)
            for (uint32_t k = i; k >= gap; k -= gap) {
                uint32_t a = order[k - gap], b = order[k];
                bool a_origin = t->knots[a].origin != 0, b_origin = t->knots[b].origin != 0;
                if (a_origin == b_origin ? hs_origins_compare(t, a, b) <= 0 : a_origin)
                    break;
                order[k - gap] = b;
                order[k] = a;
            }
    for (uint32_t i = 0; i < t->n_knots; i++)
        number[i] = HS_NO_TRACE_NODE;
    for (uint32_t i = 0; i < *n; i++)
        number[order[i]] = i;
}

static hs_trace_node make_node(const hs_tracing *t, const hs_knot *k, const uint32_t *number)
{
    hs_trace_node node = {.kind = k->kind, .side = as_side(k->sides), .origin = as_side(k->origin), .implicit = k->implicit && k->origin, .first = k->first,
                          .counted_with = k->counted_with == HS_NONE ? HS_NO_TRACE_NODE : number[k->counted_with],
                          .perhaps_with = k->perhaps_with == HS_NONE ? HS_NO_TRACE_NODE : number[k->perhaps_with]};
    if (k->kind == HS_TRACE_DOCUMENT) {
        const hs_telling *d = &t->tellings[k->telling];
        node.name = d->outlet.name;
        node.title = d->title;
        node.url = d->url;
        node.published = d->published;
        node.document = (uint64_t)d->id;
        node.earlier_version = d->earlier;
        node.first_for = k->sides & HS_SIDE_BITS(HS_SIDE_FOR) ? k->first : (hs_str){NULL, 0};
        node.first_against = k->sides & HS_SIDE_BITS(HS_SIDE_AGAINST) ? k->first : (hs_str){NULL, 0};
        return node;
    }
    node.first_for = k->since[0];
    node.first_against = k->since[1];
    node.name = k->who.name;
    node.description = k->who.anonymous ? (hs_str){NULL, 0} : k->who.description;
    node.what = k->who.kind;
    node.source = k->who.source > 0 ? (uint64_t)k->who.source : 0;
    node.anonymous = k->who.anonymous;
    node.count = k->who.count;
    if (k->telling != HS_NONE)
        node.document = (uint64_t)t->tellings[k->telling].id;
    return node;
}

/* The words at an evidence's place. */
static hs_status take_words(hs_tracing *t, hs_trace_evidence *e, hs_error *err)
{
    bool row;
    if (e->begin >= e->end)
        return HS_OK;
    uint32_t len = e->end - e->begin < HS_TRACE_WORDS ? e->end - e->begin : HS_TRACE_WORDS;
    hs_sql q = hs_sql_begin(t->ledger, "SELECT substr(text, ?2, ?3) FROM document WHERE document_id = ?1");
    hs_sql_number(&q, 1, (int64_t)e->document);
    hs_sql_number(&q, 2, (int64_t)e->begin + 1);
    hs_sql_number(&q, 3, len);
    hs_status status = hs_sql_step(&q, &row, err);
    if (status == HS_OK && row)
        status = hs_origins_copy(t->trace->arena, &q, 0, &e->words, err);
    hs_sql_end(&q);
    return status;
}

static hs_status make_edge(hs_tracing *t, const hs_edge *e, const uint32_t *number, hs_trace_edge *out, hs_error *err)
{
    uint32_t n[HS_EVIDENCE_GUESS + 1] = {0}, kept = 0, all = 0;
    for (const hs_proof *p = e->first; p; p = p->next)
        all++;
    hs_trace_evidence *evidence = hs_arena_take(t->trace->arena, all, sizeof *evidence);
    if (!evidence)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for a trace");
    for (const hs_proof *p = e->first; p; p = p->next) {
        if (n[p->e.kind]++ >= HS_TRACE_EVIDENCE)
            continue;
        evidence[kept] = p->e;
        evidence[kept].side = as_side(p->sides);
        HS_TRY(take_words(t, &evidence[kept++], err));
    }
    *out = (hs_trace_edge){.from = number[e->from], .to = number[e->to], .side = as_side(e->sides), .cut = e->cut != 0, .evidence = evidence, .n_evidence = kept};
    return HS_OK;
}

static int by_end(const void *a, const void *b)
{
    const hs_trace_edge *x = a, *y = b;
    if (x->to != y->to)
        return x->to < y->to ? -1 : 1;
    return x->from < y->from ? -1 : x->from > y->from;
}

/* Does another version of its page tell of it, too? */
static bool is_counted_as_another(const hs_tracing *t, uint32_t telling)
{
    const hs_telling *d = &t->tellings[telling];
    for (uint32_t i = 0; d->earlier && d->url.len && i < t->n_tellings; i++) {
        const hs_telling *other = &t->tellings[i];
        if (i != telling && (!other->earlier || i > telling) && other->url.len == d->url.len && memcmp(other->url.ptr, d->url.ptr, d->url.len) == 0 &&
            hs_outlets_same(&other->outlet, &d->outlet, false))
            return true;
    }
    return false;
}

static void count_outlets(hs_tracing *t)
{
    hs_trace *trace = t->trace;
    for (uint32_t i = 0; i < t->n_tellings; i++) {
        trace->n_documents += !is_counted_as_another(t, i);
        uint32_t k = 0;
        while (k < i && !hs_outlets_same(&t->tellings[k].outlet, &t->tellings[i].outlet, false))
            k++;
        trace->n_outlets += k == i && t->tellings[i].outlet.name.len > 0;
    }
}

static hs_status hand_out(hs_tracing *t, hs_error *err)
{
    hs_trace *trace = t->trace;
    uint32_t *order = hs_origins_room(t, t->n_knots, sizeof *order, err), *number = order ? hs_origins_room(t, t->n_knots, sizeof *number, err) : NULL;
    if (!number)
        return HS_E_NOMEM;
    put_in_order(t, order, &trace->n_nodes, number);
    trace->nodes = hs_arena_take(trace->arena, trace->n_nodes, sizeof *trace->nodes);
    trace->edges = trace->nodes ? hs_arena_take(trace->arena, t->n_edges, sizeof *trace->edges) : NULL;
    if (!trace->edges)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for a trace");
    for (uint32_t i = 0; i < trace->n_nodes; i++) {
        hs_trace_node *node = &trace->nodes[i];
        *node = make_node(t, &t->knots[order[i]], number);
        hs_str name = hs_arena_copy(trace->arena, node->name); /* an outlet's may stand in memory that ends with the tracing */
        if (node->name.ptr && !name.ptr)
            return hs_fail(err, HS_E_NOMEM, 0, "no memory for a trace");
        node->name = name;
    }
    for (uint32_t i = 0; i < t->n_edges; i++)
        HS_TRY(make_edge(t, &t->edges[i], number, &trace->edges[i], err));
    trace->n_edges = t->n_edges;
    if (trace->n_edges)
        qsort(trace->edges, trace->n_edges, sizeof *trace->edges, by_end);
    for (int i = 0; i < 2; i++)
        trace->first[i] = trace->first[i] == HS_NONE ? HS_NO_TRACE_NODE : number[trace->first[i]];
    count_outlets(t);
    return HS_OK;
}

/* ---- making ---- */

static hs_status trace_all(hs_tracing *t, const hs_trace_query *query, hs_error *err)
{
    HS_TRY(hs_origins_claims(t, query, err));
    HS_TRY(hs_origins_load(t, err));
    HS_TRY(hs_origins_graph(t, err));
    HS_TRY(hs_origins_join(t, err));
    HS_TRY(hs_origins_count(t, err));
    return hand_out(t, err);
}

hs_status hs_trace_by(hs_trace **out, hs_ledger *ledger, const hs_trace_query *query, hs_judge *judge, void *ctx, hs_error *err)
{
    hs_tracing t = {.ledger = ledger, .arena = hs_arena_new(CAP), .judge = judge, .judge_ctx = ctx, .least = query->least > 0 ? query->least : LEAST};
    *out = NULL;
    t.trace = hs_alloc(sizeof *t.trace);
    if (t.trace)
        t.trace->arena = hs_arena_new(CAP);
    if (!query->n_claims)
        t.statement = query->words;
    if (judge)
        t.asked = t.statement;
    if (t.trace)
        t.trace->compared = judge && !query->n_claims;
    hs_status status = t.arena && t.trace && t.trace->arena ? HS_OK : hs_fail(err, HS_E_NOMEM, 0, "no memory for a trace");
    bool reads = status == HS_OK && !hs_ledger_in_transaction(ledger); /* so that all its rows are of one moment */
    if (reads)
        status = hs_ledger_look_begin(ledger, err);
    if (status == HS_OK)
        status = trace_all(&t, query, err);
    if (reads)
        status = hs_ledger_look_end(ledger, status, err);
    hs_arena_free(t.arena);
    if (status != HS_OK)
        hs_trace_free(t.trace);
    else
        *out = t.trace;
    return status;
}

hs_status hs_ledger_trace(hs_trace **out, hs_ledger *ledger, const hs_trace_query *query, hs_error *err)
{
    return hs_trace_by(out, ledger, query, query->compare ? hs_judge_by_model : NULL, query->compare, err);
}

void hs_trace_free(hs_trace *trace)
{
    if (!trace)
        return;
    hs_arena_free(trace->arena);
    hs_free(trace);
}

/* ---- what is borrowed ---- */

uint64_t hs_trace_claim(const hs_trace *trace, hs_str *words)
{
    if (words)
        *words = trace->words;
    return trace->claim;
}

hs_str hs_trace_asked_as(const hs_trace *trace)
{
    return trace->asked_as;
}

const uint64_t *hs_trace_claims(const hs_trace *trace, hs_trace_side side, size_t *n)
{
    int i = side == HS_SIDE_AGAINST;
    *n = trace->n_claims[i];
    return trace->claims[i];
}

const hs_trace_node *hs_trace_nodes(const hs_trace *trace, size_t *n)
{
    *n = trace->n_nodes;
    return trace->nodes;
}

const hs_trace_edge *hs_trace_edges(const hs_trace *trace, size_t *n)
{
    *n = trace->n_edges;
    return trace->edges;
}

hs_origins hs_trace_origins(const hs_trace *trace, hs_trace_side side)
{
    return trace->origins[side == HS_SIDE_AGAINST];
}

uint32_t hs_trace_first(const hs_trace *trace, hs_trace_side side)
{
    return trace->first[side == HS_SIDE_AGAINST];
}

bool hs_trace_first_is_open(const hs_trace *trace, hs_trace_side side)
{
    return trace->first_open[side == HS_SIDE_AGAINST];
}

uint32_t hs_trace_documents(const hs_trace *trace, uint32_t *n_outlets)
{
    if (n_outlets)
        *n_outlets = trace->n_outlets;
    return trace->n_documents;
}

bool hs_trace_cut(const hs_trace *trace)
{
    return trace->cut;
}

bool hs_trace_compared(const hs_trace *trace)
{
    return trace->compared;
}

bool hs_trace_is_nearest(const hs_trace *trace)
{
    return trace->nearest;
}

uint64_t hs_trace_left_out(const hs_trace *trace)
{
    return trace->n_left_out;
}
