/* server_trace.c -- from whom it comes: a claim by its id, or a statement, which is compared with the claims that may say it. In: a request's
 * parameters, hostile. Out: the graph, part after part. Threads: each call on a ledger of its own; statements one at a time. */
#include <stdio.h>

#include "ascii.h"
#include "server_state.h"
#include "status.h"

enum { NODES = 500 /* of a trace at once */, LENT_MS = 60000 /* most of it is the model's */ };

/* ---- a ledger with a comparer ---- */

/* The comparer first: who waits for it holds no ledger that others could use. */
hs_status hs_server_lent_begin(hs_ledger **ledger, hs_compare_space **space, hs_server *server, hs_error *err)
{
    *space = hs_server_compare_begin(&server->model);
    hs_status status = hs_server_ledgers_take(ledger, &server->ledgers, err);
    if (status == HS_OK)
        hs_ledger_limit(*ledger, LENT_MS);
    else
        hs_server_compare_end(&server->model);
    return status;
}

void hs_server_lent_end(hs_server *server, hs_ledger *ledger)
{
    hs_server_ledgers_give(&server->ledgers, ledger);
    hs_server_compare_end(&server->model);
}

/* ---- a trace ---- */

/* Where a trace is read on, and how much of it. */
typedef struct part {
    size_t from, most;
    float least;
    hs_str words;
} part;

static hs_status take_part(part *out, const hs_server_request *r, hs_error *err)
{
    hs_query asked;
    HS_TRY(hs_server_take_query(&asked, &r->params, err));
    *out = (part){.most = asked.limit ? asked.limit : NODES, .least = asked.least, .words = asked.words};
    return hs_server_take_rank(&out->from, asked.after, err);
}

/* Ends the trace. */
static hs_status tell(const hs_server *server, const hs_server_request *r, hs_server_reply *out, hs_trace *trace, const part *p, hs_error *err)
{
    size_t n;
    out->status = 200;
    out->type = "application/json";
    hs_status status = hs_trace_write_part(trace, p->from, p->most, hs_server_sink, &out->body, err);
    hs_trace_nodes(trace, &n);
    if (p->from < n && p->most < n - p->from) {
        char next[24];
        snprintf(next, sizeof next, "r%zu", p->from + p->most);
        hs_server_put_next(server, r, out, hs_ascii_of(next));
    }
    hs_trace_free(trace);
    return status;
}

hs_status hs_server_trace(hs_server *server, const hs_server_request *r, hs_server_reply *out, hs_error *err)
{
    part p;
    hs_ledger *ledger;
    hs_trace *trace;
    uint64_t claim = hs_server_id(r->id, 'c');
    if (!claim)
        return hs_fail(err, HS_E_NONE, 0, "a claim's id is like c12");
    HS_TRY(take_part(&p, r, err));
    HS_TRY(hs_server_ledgers_take(&ledger, &server->ledgers, err));
    hs_status status = hs_ledger_trace(&trace, ledger, &(hs_trace_query){.claims = &claim, .n_claims = 1, .least = p.least}, err);
    hs_server_ledgers_give(&server->ledgers, ledger);
    HS_TRY(status);
    return tell(server, r, out, trace, &p, err);
}

hs_status hs_server_trace_statement(hs_server *server, const hs_server_request *r, hs_server_reply *out, hs_error *err)
{
    part p;
    hs_ledger *ledger;
    hs_trace *trace;
    char room[HS_ASKED_BYTES];
    HS_TRY(take_part(&p, r, err));
    if (!p.words.len)
        return hs_fail(err, HS_E_ARG, 0, "parameter 'q': a statement, such as 'the ministry knew of the leak in March'");
    hs_trace_query query = {.words = p.words, .least = p.least};
    HS_TRY(hs_server_meaning(&query.meaning, &server->model, r->arena, hs_trace_asked(room, p.words), err));
    HS_TRY(hs_server_lent_begin(&ledger, &query.compare, server, err));
    hs_status status = hs_ledger_trace(&trace, ledger, &query, err);
    hs_server_lent_end(server, ledger);
    HS_TRY(status);
    return tell(server, r, out, trace, &p, err);
}
