/* server_related.c -- what the ledger's documents have to do with one another: disputes, changes of position, stories, reasons; and whether
 * two statements say the same. In: a request's parameters, hostile. Out: what the ledger answers. Threads: each call on a ledger of
 * its own. */
#include "ascii.h"
#include "server_state.h"
#include "status.h"

hs_status hs_server_disputes(hs_server *server, const hs_server_request *r, hs_server_reply *out, hs_error *err)
{
    return hs_server_list(server, r, out, hs_ledger_disputes, err);
}

hs_status hs_server_changes(hs_server *server, const hs_server_request *r, hs_server_reply *out, hs_error *err)
{
    return hs_server_list(server, r, out, hs_ledger_changes, err);
}

static hs_status ask_explain(hs_answer **out, hs_ledger *ledger, const hs_server_request *r, hs_query *query, hs_error *err)
{
    hs_str id = hs_server_param(&r->params, "id"), other = hs_server_param(&r->params, "other");
    (void)query;
    return hs_ledger_explain(out, ledger, id, other.len ? other : (hs_str){NULL, 0}, err);
}

hs_status hs_server_explain(hs_server *server, const hs_server_request *r, hs_server_reply *out, hs_error *err)
{
    return hs_server_ask(server, r, out, ask_explain, err);
}

/* ---- stories ---- */

hs_status hs_server_stories(hs_server *server, const hs_server_request *r, hs_server_reply *out, hs_error *err)
{
    return hs_server_list(server, r, out, hs_ledger_stories, err);
}

/* The story that an article is in. */
hs_status hs_server_story(hs_server *server, const hs_server_request *r, hs_server_reply *out, hs_error *err)
{
    hs_ledger *ledger;
    hs_answer *answer;
    size_t n;
    hs_query query = {.document = hs_server_id(r->id, 'd'), .single = true};
    if (!query.document)
        return hs_fail(err, HS_E_NONE, 0, "a story's id is that of an article, like d7");
    HS_TRY(hs_server_ledgers_take(&ledger, &server->ledgers, err));
    hs_status status = hs_ledger_stories(&answer, ledger, &query, err);
    hs_server_ledgers_give(&server->ledgers, ledger);
    HS_TRY(status);
    hs_answer_stories(answer, &n);
    if (!n)
        status = hs_fail(err, HS_E_NONE, query.document, "no story has an article d%llu", (unsigned long long)query.document);
    else if (r->form == HS_SERVER_JSON) {
        out->status = 200;
        out->type = "application/json";
        status = hs_answer_write(answer, HS_FORMAT_JSONL, NULL, hs_server_sink, &out->body, err);
    } else {
        status = hs_server_tell(server, r, out, answer, err);
    }
    hs_answer_free(answer);
    return status;
}

/* ---- two statements ---- */

hs_status hs_server_compare(hs_server *server, const hs_server_request *r, hs_server_reply *out, hs_error *err)
{
    hs_pair pair = {hs_server_param(&r->params, "a"), hs_server_param(&r->params, "b")};
    hs_comparison found;
    hs_str model;
    if (!pair.a.len || !pair.b.len)
        return hs_fail(err, HS_E_ARG, 0, "parameters 'a' and 'b': two statements");
    HS_TRY(hs_server_compare_pair(&found, &model, &server->model, &pair, err));
    out->status = 200;
    out->type = "application/json";
    return hs_comparison_write(&found, &pair, model, false, hs_server_sink, &out->body, err);
}
