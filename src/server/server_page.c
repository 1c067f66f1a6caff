/* server_page.c -- pages and their assets. In: requests of people's browsers. Out: what src/web makes of them. Threads: each call
 * on a ledger of its own. */
#include <stdio.h>
#include <string.h>

#include "ascii.h"
#include "server_state.h"
#include "status.h"

/* @param origin  [HS_SERVER_DETAIL] room */
static hs_web_request request_of(const hs_server *server, const hs_server_request *r, char *origin)
{
    bool may = r->known && !server->options.read_only;
    snprintf(origin, HS_SERVER_DETAIL, "http%s://%.*s", r->https ? "s" : "", (int)(r->host.len < 200 ? r->host.len : 200), r->host.len ? r->host.ptr : "");
    return (hs_web_request){.path = r->path,
                            .params = r->params.at,
                            .n_params = r->params.n,
                            .base = hs_ascii_of(server->base),
                            .origin = hs_ascii_of(origin),
                            .now = hs_ascii_of(r->now),
                            .ledger = hs_ascii_of(server->ledgers.shown),
                            .token = may ? (hs_str){server->form_token, HS_DIGEST_HEX} : (hs_str){NULL, 0},
                            .may_write = may,
                            .known = r->known};
}

static void take_web_reply(hs_server_reply *out, const hs_web_reply *reply)
{
    out->status = reply->status;
    out->type = reply->content_type;
    hs_buffer_text(&out->location, reply->location);
}

hs_status hs_server_page(hs_server *server, const hs_server_request *r, hs_server_reply *out, hs_error *err)
{
    char origin[HS_SERVER_DETAIL];
    hs_web_request request = request_of(server, r, origin);
    hs_web_reply reply;
    hs_ledger *ledger;
    char room[HS_ASKED_BYTES];
    hs_str words = hs_web_words(room, &request);
    bool lent = r->route->traits & HS_ROUTE_WORKS;
    if (words.len)
        HS_TRY(hs_server_meaning(&request.meaning, &server->model, r->arena, words, err));
    HS_TRY(lent ? hs_server_lent_begin(&ledger, &request.compare, server, err) : hs_server_ledgers_take(&ledger, &server->ledgers, err));
    hs_status status = hs_web_page(&out->body, &reply, ledger, &request, err);
    if (lent)
        hs_server_lent_end(server, ledger);
    else
        hs_server_ledgers_give(&server->ledgers, ledger);
    HS_TRY(status);
    take_web_reply(out, &reply);
    return HS_OK;
}

hs_status hs_server_added_page(const hs_server *server, const hs_server_request *r, hs_server_reply *out, const hs_server_added *added,
                               int status, const hs_web_typed *typed, hs_error *err)
{
    char origin[HS_SERVER_DETAIL];
    hs_web_request request = request_of(server, r, origin);
    hs_web_reply reply;
    request.path = hs_ascii_of("/add");
    hs_buffer_free(&out->body); /* the same as JSON */
    HS_TRY(hs_web_added(&out->body, &reply, &request, status, added->at, added->n, added->n_failed, typed, err));
    take_web_reply(out, &reply);
    return HS_OK;
}

hs_status hs_server_asset(hs_server *server, const hs_server_request *r, hs_server_reply *out, hs_error *err)
{
    const hs_web_asset *asset = hs_web_asset_find(r->path);
    hs_str version = hs_server_param(&r->params, "v");
    (void)server;
    if (!asset)
        return hs_fail(err, HS_E_NONE, 0, "there is no such asset");
    out->status = 200;
    out->type = asset->content_type;
    out->fixed = (hs_str){(const char *)asset->bytes, asset->len};
    out->lasting = version.len == strlen(asset->hash) && memcmp(version.ptr, asset->hash, version.len) == 0;
    return HS_OK;
}

void hs_server_problem_page(const hs_server *server, const hs_server_request *r, hs_server_reply *out)
{
    char origin[HS_SERVER_DETAIL];
    hs_web_request request = request_of(server, r, origin);
    hs_web_reply reply;
    hs_buffer_free(&out->body);
    out->body.failed = false;
    if (hs_web_problem(&out->body, &reply, &request, out->status, hs_ascii_of(out->detail), NULL) == HS_OK)
        out->type = reply.content_type;
    else
        hs_server_problem_body(out);
}
