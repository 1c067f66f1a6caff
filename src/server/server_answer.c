/* server_answer.c -- an answer in the form that was asked for. In: an answer of the ledger. Out: the lines that `--format jsonl`
 * prints as
 * {"items":[..],"next":..} or as they are, or CSV; a header Link where it goes on. No state. */
#include <string.h>

#include "server_state.h"
#include "status.h"

int hs_server_join(void *joining, const char *bytes, size_t len)
{
    hs_server_joining *j = joining;
    while (len) {
        const char *end = memchr(bytes, '\n', len);
        size_t n = end ? (size_t)(end - bytes) : len;
        if (n && j->due) {
            hs_buffer_text(j->out, ",\n");
            j->due = false;
        }
        hs_buffer_add(j->out, bytes, n);
        j->due = j->due || end;
        bytes += n + (end != NULL);
        len -= n + (end != NULL);
    }
    return j->out->failed;
}

static hs_status write_json(hs_server_reply *out, const hs_answer *answer, hs_error *err)
{
    hs_server_joining j = {.out = &out->body};
    size_t fits = hs_answer_fits(answer);
    hs_buffer_text(&out->body, "{\"items\":[");
    HS_TRY(hs_answer_write(answer, HS_FORMAT_JSONL, NULL, hs_server_join, &j, err));
    hs_buffer_text(&out->body, "]");
    hs_server_json_field(&out->body, "next", hs_answer_next(answer));
    hs_buffer_format(&out->body, ",\"cut\":%s", hs_answer_cut(answer) ? "true" : "false");
    if (fits)
        hs_buffer_format(&out->body, ",\"fits\":%zu", fits);
    hs_buffer_text(&out->body, "}\n");
    return HS_OK;
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
        status = write_json(out, answer, err);
    } else {
        bool csv = r->form == HS_SERVER_CSV;
        out->type = csv ? HS_SERVER_TYPE_CSV : HS_SERVER_TYPE_NDJSON;
        status = hs_answer_write(answer, csv ? HS_FORMAT_CSV : HS_FORMAT_JSONL, &style, hs_server_sink, &out->body, err);
    }
    if (next.ptr) {
        hs_buffer_text(&out->link, "<");
        hs_server_put_address(&out->link, server->base, r->path, &r->params, "after", next);
        hs_buffer_text(&out->link, ">; rel=\"next\"");
    }
    return status == HS_E_IO ? HS_OK : status; /* the reply's buffer is full, which is told when it is finished */
}
