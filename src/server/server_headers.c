/* server_headers.c -- a reply's headers. In: a reply. Out: libmicrohttpd's. One thread at a time. */
#include <stdio.h>
#include <string.h>

#include "ascii.h"
#include "heap.h"
#include "server_exchange.h"

static const char page_policy[] = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src "
                                  "'self'; form-action 'self'; base-uri 'none'; "
                                  "frame-ancestors 'none'";
static const char other_policy[] = "default-src 'none'; frame-ancestors 'none'";

typedef struct adding {
    const hs_mhd *mhd;
    struct MHD_Response *response;
    bool failed;
} adding;

/* Nothing of no value. */
static void add(adding *a, const char *name, const char *value)
{
    if (value && *value && a->mhd->add_response_header(a->response, name, value) != MHD_YES)
        a->failed = true;
}

static void add_buffer(adding *a, const char *name, hs_buffer *value)
{
    hs_buffer_add(value, "", 1);
    if (value->failed || value->len > HS_SERVER_LOCATION)
        return; /* what a header would not hold: a cursor stands in the answer, too */
    add(a, name, value->ptr);
}

static const char *cache_control(const hs_exchange *x)
{
    const hs_server_reply *r = &x->reply;
    if (r->lasting)
        return "public, max-age=31536000, immutable";
    return x->tag[0] && (r->status == 200 || r->status == 304) ? "private, no-cache" : "no-store";
}

static void add_sharing(adding *a, const hs_exchange *x)
{
    const char *other = x->server->options.allow_origin;
    bool shared = other && hs_exchange_is_api(x), asked = x->reply.status == 204 && strcmp(x->method, "OPTIONS") == 0;
    add(a, "Cross-Origin-Resource-Policy", shared ? "cross-origin" : "same-origin");
    if (!shared)
        return;
    add(a, "Access-Control-Allow-Origin", other);
    add(a, "Access-Control-Allow-Methods", asked ? x->reply.allow : NULL);
    add(a, "Access-Control-Allow-Headers", asked ? "Authorization, Content-Type" : NULL);
    add(a, "Access-Control-Expose-Headers", "ETag, Link, Location, Retry-After");
}

/* What is not modified keeps its policy: a browser takes the headers of a 304 for those of the page that it has. */
static const char *policy(const hs_exchange *x)
{
    bool page = x->reply.type ? strncmp(x->reply.type, "text/html", 9) == 0 : x->reply.status == 304 && !hs_exchange_is_api(x);
    return page ? page_policy : other_policy;
}

bool hs_server_put_headers(const hs_exchange *x, struct MHD_Response *response)
{
    const hs_server_reply *r = &x->reply;
    adding a = {&x->server->mhd, response, false};
    char retry[16] = "";
    if (r->retry_s)
        snprintf(retry, sizeof retry, "%u", r->retry_s);
    add(&a, "X-Content-Type-Options", "nosniff");
    add(&a, "Referrer-Policy", "no-referrer");
    add(&a, "Content-Security-Policy", policy(x));
    add(&a, "Cross-Origin-Opener-Policy", "same-origin");
    add(&a, "Cross-Origin-Embedder-Policy", "require-corp");
    add_sharing(&a, x);
    add(&a, "Cache-Control", cache_control(x));
    add(&a, "Vary", "Accept, Accept-Encoding, Authorization, Cookie");
    add(&a, "ETag", r->status == 200 || r->status == 304 ? x->tag : NULL);
    add(&a, "Content-Type", r->type);
    add(&a, "Content-Encoding", r->coding);
    add(&a, "Allow", r->allow);
    add(&a, "Set-Cookie", r->cookie);
    add(&a, "Retry-After", retry);
    add(&a, "WWW-Authenticate", r->status == 401 ? "Bearer realm=\"hearsay\"" : NULL);
    add(&a, "Connection", r->closing ? "close" : NULL);
    return !a.failed;
}

struct MHD_Response *hs_server_response(hs_exchange *x)
{
    const hs_mhd *mhd = &x->server->mhd;
    hs_server_reply *r = &x->reply;
    struct MHD_Response *response;
    x->sent = r->fixed.ptr ? r->fixed.len : r->body.len;
    if (r->fixed.ptr || !r->body.ptr) {
        response = mhd->create_response_from_buffer(r->fixed.len, (void *)(uintptr_t)(r->fixed.ptr ? r->fixed.ptr : ""),
                                                    MHD_RESPMEM_PERSISTENT);
    } else {
        response = mhd->create_response_from_buffer_with_free_callback_cls(r->body.len, r->body.ptr, hs_free, r->body.ptr);
        if (response)
            r->body = hs_buffer_new(HS_SERVER_REPLY); /* its bytes are the response's */
    }
    if (!response)
        return NULL;
    adding a = {mhd, response, !hs_server_put_headers(x, response)};
    add_buffer(&a, "Location", &r->location);
    add_buffer(&a, "Link", &r->link);
    if (!a.failed)
        return response;
    mhd->destroy_response(response);
    return NULL;
}
