/* server_answer.c -- an answer in the form that was asked for. In: an answer of the ledger. Out: the lines that `--format jsonl`
 * prints, as one object or as they are, or CSV; a header Link where it goes on. No state. */
#include "server_state.h"
#include "status.h"

void hs_server_put_next(const hs_server *server, const hs_server_request *r, hs_server_reply *out, hs_str next)
{
    hs_buffer_text(&out->link, "<");
    hs_server_put_address(&out->link, server->base, r->path, &r->params, "after", next);
    hs_buffer_text(&out->link, ">; rel=\"next\"");
}

hs_status hs_server_tell(const hs_server *server, const hs_server_request *r, hs_server_reply *out, const hs_answer *answer,
                         hs_error *err)
{
    static const hs_style style = {.header = true};
    hs_str next = hs_answer_next(answer);
    hs_status status;
    out->status = 200;
    if (r->form == HS_SERVER_JSON) {
        out->type = "application/json";
        status = hs_answer_write_page(answer, hs_server_sink, &out->body, err);
    } else {
        bool csv = r->form == HS_SERVER_CSV;
        out->type = csv ? HS_SERVER_TYPE_CSV : HS_SERVER_TYPE_NDJSON;
        status = hs_answer_write(answer, csv ? HS_FORMAT_CSV : HS_FORMAT_JSONL, &style, hs_server_sink, &out->body, err);
    }
    if (next.ptr)
        hs_server_put_next(server, r, out, next);
    return status;
}
