/* server_let_in.c -- may a request be answered, and by which route? In: its line and headers, hostile. Out: a route with its form
 * and tag; or why not. Runs before the body is there. */
#include <stdio.h>
#include <string.h>

#include "ascii.h"
#include "server_exchange.h"
#include "status.h"

enum { BODIES = 4 * HS_SERVER_BODY /* bytes of bodies that are held at once */ };

static const hs_server_route page_route = {"GET", "/*", 0, NULL, hs_server_page};
static const hs_server_route compared_route = {"GET", "/*", HS_ROUTE_WORKS, NULL, hs_server_page};
static const hs_server_route asset_route = {"GET", "/assets/*", HS_ROUTE_STILL, NULL, hs_server_asset};

/* ---- its headers ---- */

typedef struct counting {
    unsigned n[3];
} counting;

static enum MHD_Result count_header(void *ctx, enum MHD_ValueKind kind, const char *name, const char *value)
{
    static const char *const names[3] = {"Content-Length", "Transfer-Encoding", "Host"};
    counting *c = ctx;
    (void)kind;
    (void)value;
    for (int i = 0; i < 3; i++)
        c->n[i] += hs_ascii_is(hs_ascii_of(name), names[i]);
    return MHD_YES;
}

/* What is said in two ways means one thing to us and another to a proxy before us. */
static bool is_plain(hs_exchange *x)
{
    counting c = {{0}};
    x->server->mhd.get_connection_values(x->connection, MHD_HEADER_KIND, count_header, &c);
    if (c.n[0] + c.n[1] <= 1 && c.n[2] <= 1)
        return true;
    x->reply.closing = true;
    return hs_exchange_refuse(x, 400, c.n[2] > 1 ? "two hosts" : "a body of two lengths");
}

/* ---- its address ---- */

static bool read_address(hs_exchange *x)
{
    hs_server_request *r = &x->request;
    hs_error err;
    hs_str base = hs_ascii_of(x->server->base);
    if (!r->arena)
        return hs_exchange_refuse(x, 503, "no memory for a request");
    if (hs_server_target(&r->path, &r->params, r->arena, x->target, &err) != HS_OK) {
        hs_server_failed(&x->reply, &err, false);
        return false;
    }
    r->host = hs_exchange_header(x, "Host");
    r->https = hs_ascii_is(hs_exchange_header(x, "X-Forwarded-Proto"), "https");
    if (!hs_server_is_our_host(x->server, r->host))
        return hs_exchange_refuse(x, r->host.len ? 421 : 400,
                                  "not a host that is served here; 'hearsay serve --host NAME' adds one");
    if (r->path.len < base.len || memcmp(r->path.ptr, base.ptr, base.len) != 0)
        return hs_exchange_refuse(x, 404, "nothing is here");
    r->path = hs_ascii_from(r->path, base.len);
    if (!r->path.len) {
        x->reply.status = 308;
        hs_buffer_format(&x->reply.location, "%s/", x->server->base);
        return false;
    }
    return *r->path.ptr == '/' || hs_exchange_refuse(x, 404, "nothing is here");
}

/* ---- who asks ---- */

static void know(hs_exchange *x)
{
    hs_str bearer = hs_server_bearer(hs_exchange_header(x, "Authorization"));
    hs_str cookie = hs_server_cookie(hs_exchange_header(x, "Cookie"), x->server->cookie);
    x->request.known = hs_server_is_token(x->server, bearer);
    if (!x->request.known)
        x->request.known = x->request.by_cookie = hs_server_is_token(x->server, cookie);
}

/* The first visit, by the address that was printed: the token goes into a cookie, and out of the address. @return false: it is
 * answered */
static bool take_token(hs_exchange *x)
{
    hs_server_request *r = &x->request;
    hs_str token = hs_server_param(&r->params, "token");
    if (!token.ptr || hs_exchange_is_api(x) || (strcmp(x->method, "GET") != 0 && !x->head))
        return true;
    if (!hs_server_is_token(x->server, token))
        return hs_exchange_refuse(x, 401, "that is not the token that 'hearsay serve' printed when it began, or was given");
    char *cookie = HS_NEW(r->arena, char, HS_SERVER_TOKEN + sizeof x->server->base + 128);
    if (!cookie)
        return hs_exchange_refuse(x, 503, "no memory for a request");
    snprintf(cookie, HS_SERVER_TOKEN + sizeof x->server->base + 128, "%s=%.*s; Path=%s/; HttpOnly; SameSite=Strict",
             x->server->cookie, (int)token.len, token.ptr, x->server->base);
    x->reply.cookie = cookie;
    x->reply.status = 303;
    hs_server_put_address(&x->reply.location, x->server->base, r->path, &r->params, "token", (hs_str){NULL, 0});
    return false;
}

/* Did a page of another site have the browser ask? */
static bool is_of_another_site(const hs_exchange *x)
{
    hs_str origin = hs_exchange_header(x, "Origin"), site = hs_exchange_header(x, "Sec-Fetch-Site");
    bool ours = hs_server_is_our_origin(x->server, origin, x->request.host);
    /* Our own pages, which tell no referrer, send "null": for them the form's token and the cookie, which is for this site alone,
     * stand. */
    return (origin.len && !ours && !hs_ascii_is(origin, "null")) ||
           (site.len && !ours && !hs_ascii_is(site, "same-origin") && !hs_ascii_is(site, "none"));
}

/* May something be done for this request, as far as its headers tell? */
static bool may_work(hs_exchange *x)
{
    if (x->request.route->traits & HS_ROUTE_CHANGES && x->server->options.read_only)
        return hs_exchange_refuse(x, 403, "this server changes nothing");
    if (!x->request.known)
        return hs_exchange_refuse(x, 401, "this needs the token that 'hearsay serve' printed when it began, or was given");
    /* A form's field is looked at when the form is there. */
    if (x->request.by_cookie && hs_exchange_is_api(x) && !hs_server_is_form_token(x->server, hs_exchange_header(x, "X-CSRF-Token")))
        return hs_exchange_refuse(x, 403, "with a cookie this needs the header X-CSRF-Token");
    return true;
}

/* ---- what is asked ---- */

/* A page that takes the model's time is made so for who has shown the token; others get it without. */
static const hs_server_route *route_of_page(const hs_exchange *x)
{
    const hs_server_request *r = &x->request;
    hs_web_request page = {.path = r->path, .params = r->params.at, .n_params = r->params.n};
    if (hs_web_asset_find(r->path))
        return &asset_route;
    return r->known && hs_web_compares(&page) && !is_of_another_site(x) ? &compared_route : &page_route;
}

static bool find_route(hs_exchange *x)
{
    hs_server_request *r = &x->request;
    r->route = hs_server_route_find(x->method, r->path, &r->id, x->reply.allow);
    if (r->route)
        return true;
    if (!x->reply.allow[0] && !hs_exchange_is_api(x)) {
        if (strcmp(x->method, "GET") == 0 || x->head) {
            r->route = route_of_page(x);
            return true;
        }
        snprintf(x->reply.allow, sizeof x->reply.allow, "GET, HEAD, OPTIONS");
    }
    if (!x->reply.allow[0])
        return hs_exchange_refuse(x, 404, "nothing is here");
    if (strcmp(x->method, "OPTIONS") != 0)
        return hs_exchange_refuse(x, 405, "not by this method");
    x->reply.status = 204;
    return false;
}

static bool find_form(hs_exchange *x)
{
    static const struct {
        const char *name, *type;
        hs_server_form form;
    } forms[] = {{"json", "application/json", HS_SERVER_JSON},
                 {"ndjson", "application/x-ndjson", HS_SERVER_NDJSON},
                 {"csv", "text/csv", HS_SERVER_CSV}};
    hs_server_request *r = &x->request;
    size_t n = r->route->traits & HS_ROUTE_ROWS ? 3 : 1;
    hs_str wanted = hs_server_param(&r->params, "format"), accept = hs_exchange_header(x, "Accept");
    unsigned best = 0;
    if (!hs_exchange_is_api(x))
        return true;
    if (r->route->traits & HS_ROUTE_EVENTS)
        return hs_server_accepts(accept, "text/event-stream") || hs_exchange_refuse(x, 406, "events are text/event-stream");
    for (size_t i = 0; i < n; i++) {
        unsigned weight = wanted.len ? hs_ascii_is(wanted, forms[i].name) : hs_server_accepts(accept, forms[i].type);
        if (weight > best) {
            best = weight;
            r->form = forms[i].form;
        }
    }
    if (!best && wanted.len)
        return hs_exchange_refuse(x, 400, n > 1 ? "parameter 'format': json, ndjson or csv" : "parameter 'format': json");
    return best || hs_exchange_refuse(x, 406, n > 1 ? "it is to be had as JSON, NDJSON and CSV" : "it is to be had as JSON");
}

static bool has_word(const char *words, hs_str word)
{
    for (const char *at = words; *at;) {
        size_t len = strcspn(at, " ");
        if (len == word.len && memcmp(at, word.ptr, len) == 0)
            return true;
        at += len + (at[len] == ' ');
    }
    return false;
}

/* Is it there before, too? */
static bool is_again(const hs_server_params *p, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (p->at[k].name.len == p->at[i].name.len && memcmp(p->at[k].name.ptr, p->at[i].name.ptr, p->at[i].name.len) == 0)
            return true;
    return false;
}

static bool check_params(hs_exchange *x)
{
    const hs_server_request *r = &x->request;
    char detail[200];
    for (size_t i = 0; r->route->params && i < r->params.n; i++) {
        hs_str name = r->params.at[i].name;
        const char *wrong = !has_word(r->route->params, name) ? "is not known here"
                            : is_again(&r->params, i)         ? "is there twice"
                                                              : NULL;
        if (!wrong)
            continue;
        snprintf(detail, sizeof detail, "parameter '%.*s' %s", (int)(name.len < 60 ? name.len : 60), name.ptr, wrong);
        return hs_exchange_refuse(x, 400, detail);
    }
    return true;
}

bool hs_server_let_in(hs_exchange *x)
{
    if (!is_plain(x) || !read_address(x))
        return false;
    know(x);
    if (!take_token(x))
        return false;
    if (x->server->closed && !x->request.known && strcmp(x->method, "OPTIONS") != 0)
        return hs_exchange_refuse(x, 401, "the token is needed that 'hearsay serve' printed when it began, or was given");
    if (!find_route(x))
        return false;
    bool works = x->request.route->traits & HS_ROUTE_ASIDE;
    if ((works || hs_exchange_is_api(x)) && is_of_another_site(x))
        return hs_exchange_refuse(x, 403, "a request from another site's page");
    if (works && !may_work(x))
        return false;
    return check_params(x) && find_form(x);
}

bool hs_server_promise_body(hs_exchange *x)
{
    hs_str length = hs_exchange_header(x, "Content-Length"), coding = hs_exchange_header(x, "Transfer-Encoding");
    uint64_t n = 0;
    for (size_t i = 0; i < length.len && n <= HS_SERVER_BODY; i++)
        n = hs_ascii_is_digit(length.ptr[i]) ? n * 10 + (uint64_t)(length.ptr[i] - '0') : HS_SERVER_BODY + 1ull;
    if (n > HS_SERVER_BODY)
        return hs_exchange_refuse(x, 413, "a body of over 16 MiB");
    if (coding.ptr)
        n = HS_SERVER_BODY;
    x->server->bodies += n;
    x->promised = n;
    if (x->server->bodies <= BODIES)
        return true;
    x->reply.retry_s = 5;
    return hs_exchange_refuse(x, 503, "too much is being sent at the same time");
}

/* ---- its tag ---- */

static const char *find_coding(const hs_exchange *x)
{
    hs_str header = hs_exchange_header(x, "Accept-Encoding");
    unsigned zstd = hs_server_accepts_coding(header, "zstd"), gzip = hs_server_accepts_coding(header, "gzip");
    return zstd && zstd >= gzip ? "zstd" : gzip ? "gzip" : NULL;
}

bool hs_server_make_tag(hs_exchange *x)
{
    const hs_server_request *r = &x->request;
    char facts[128], hex[HS_DIGEST_HEX];
    hs_error err;
    x->coding = find_coding(x);
    if (r->route->traits & (HS_ROUTE_CHANGES | HS_ROUTE_EVENTS) || strcmp(r->route->method, "GET") != 0)
        return true;
    if (!(r->route->traits & HS_ROUTE_STILL) && hs_server_ledgers_age(&x->age, &x->server->ledgers, &err) != HS_OK) {
        hs_server_failed(&x->reply, &err, false);
        return false;
    }
    bool page = !hs_exchange_is_api(x);
    /* A page tells when it was made, to the minute; who may change something, or make work, has other pages; links in them name the host. */
    snprintf(facts, sizeof facts, "\n%llu %d %s %d %.16s\n", (unsigned long long)x->age, (int)r->form, x->coding ? x->coding : "",
             page ? r->known + 2 * r->https + 4 * (r->route == &compared_route) : 0, page ? r->now : "");
    hs_str parts[] = {
        {x->server->start, HS_DIGEST_HEX}, hs_ascii_of(facts), page ? r->host : (hs_str){"", 0}, {"\n", 1}, x->target};
    hs_digest_hex(hex, parts, sizeof parts / sizeof *parts);
    snprintf(x->tag, sizeof x->tag, "\"%.32s\"", hex);
    return true;
}
