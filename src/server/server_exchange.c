/* server_exchange.c -- one request and its reply, as libmicrohttpd calls for them.
 * In: connections, hostile. Out: a reply to each request, and a line in the log. Threads: libmicrohttpd's; a request that changes something
 * is set aside (suspended) while a thread of jobs works on it, and then belongs to that one. */
#include <arpa/inet.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "ascii.h"
#include "heap.h"
#include "server_state.h"
#include "status.h"

enum {
    ARENA = 4 << 20,
    MEMORY = 32 << 10,         /* of a connection: its request line and headers, and what is read or written at once */
    CONNECTIONS = 512,         /* of a listener */
    PER_ADDRESS = 256,
    BODIES = 4 * HS_SERVER_BODY, /* bytes of bodies that are held at once */
    SWALLOWED = 64 << 10,      /* bytes of a body that nobody asked for */
    SILENT_S = 30,             /* libmicrohttpd's own: a connection on which nothing moves */
    HEADER_MS = 10000,         /* for the first request's headers */
    IDLE_MS = 20000,           /* from a reply to the next request's headers */
    BODY_MS = 30000,           /* for a body, and more for a large one */
    SEND_MS = 60000,           /* for a reply, likewise */
    BYTES_PER_MS = 16          /* slower is too slow */
};

typedef struct exchange {
    hs_server *server;
    struct MHD_Connection *connection;
    hs_server_peer *peer;
    hs_str target;   /* in `room` */
    char method[16];
    const char *version;
    hs_server_request request;
    hs_server_reply reply;
    hs_buffer body;
    size_t promised;  /* bytes of the budget for bodies */
    uint64_t seen;    /* bytes of the body, also those that are not kept */
    uint64_t sent;
    bool begun, answered, working;
    bool head, allowed_origin;
    char room[];
} exchange;

int64_t hs_server_clock_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* ---- connections ---- */

static void name_address(hs_server_peer *peer, const struct sockaddr *address)
{
    const void *bytes = NULL;
    if (address && address->sa_family == AF_INET)
        bytes = &((const struct sockaddr_in *)(const void *)address)->sin_addr;
    else if (address && address->sa_family == AF_INET6)
        bytes = &((const struct sockaddr_in6 *)(const void *)address)->sin6_addr;
    if (!bytes || !inet_ntop(address->sa_family, bytes, peer->address, sizeof peer->address))
        snprintf(peer->address, sizeof peer->address, "-");
}

static void on_connection(void *cls, struct MHD_Connection *connection, void **context, enum MHD_ConnectionNotificationCode code)
{
    hs_server *server = cls;
    if (code == MHD_CONNECTION_NOTIFY_STARTED) {
        const union MHD_ConnectionInfo *fd = server->mhd.get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
        const union MHD_ConnectionInfo *address = server->mhd.get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
        hs_server_peer *peer = hs_alloc(sizeof *peer);
        *context = peer;
        if (!peer)
            return;
        peer->fd = fd ? fd->connect_fd : -1;
        peer->deadline_ms = hs_server_clock_ms() + HEADER_MS;
        name_address(peer, address ? address->client_addr : NULL);
        pthread_mutex_lock(&server->peers_lock);
        peer->next = server->peers;
        if (peer->next)
            peer->next->last = peer;
        server->peers = peer;
        pthread_mutex_unlock(&server->peers_lock);
    } else if (*context) {
        hs_server_peer *peer = *context;
        pthread_mutex_lock(&server->peers_lock);
        if (peer->next)
            peer->next->last = peer->last;
        *(peer->last ? &peer->last->next : &server->peers) = peer->next;
        pthread_mutex_unlock(&server->peers_lock);
        hs_free(peer);
        *context = NULL;
    }
}

void hs_server_cut_late(hs_server *server)
{
    static const char late[] = "HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
    int64_t now = hs_server_clock_ms();
    pthread_mutex_lock(&server->peers_lock);
    for (hs_server_peer *peer = server->peers; peer; peer = peer->next) {
        int heard = 0;
        if (peer->deadline_ms > now || peer->fd < 0)
            continue;
        /* Nothing was ever written to who has not asked yet, so that this stands alone. The descriptor stays libmicrohttpd's. */
        if (atomic_compare_exchange_strong(&peer->heard, &heard, 2)) {
            ssize_t told = send(peer->fd, late, sizeof late - 1, MSG_DONTWAIT | MSG_NOSIGNAL);
            (void)told;
        }
        shutdown(peer->fd, SHUT_RDWR);
        peer->deadline_ms = INT64_MAX;
    }
    pthread_mutex_unlock(&server->peers_lock);
}

/* ---- requests ---- */

static void *on_target(void *cls, const char *target, struct MHD_Connection *connection)
{
    hs_server *server = cls;
    size_t len = strlen(target);
    exchange *x = hs_alloc(sizeof *x + len + 1);
    if (!x)
        return NULL;
    const union MHD_ConnectionInfo *info = server->mhd.get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    memcpy(x->room, target, len + 1);
    x->server = server;
    x->connection = connection;
    x->target = (hs_str){x->room, len};
    x->peer = info ? info->socket_context : NULL;
    x->body = hs_buffer_new(HS_SERVER_BODY);
    x->reply.body = hs_buffer_new(HS_SERVER_REPLY);
    x->reply.link = hs_buffer_new(1 << 16);
    x->request.arena = hs_arena_new(ARENA);
    return x;
}

static void on_completed(void *cls, struct MHD_Connection *connection, void **context, enum MHD_RequestTerminationCode code)
{
    exchange *x = *context;
    hs_server *server = cls;
    (void)connection;
    (void)code;
    if (!x)
        return;
    if (x->begun) {
        hs_server_log(server, x->peer->address, x->method, x->target, x->version, x->answered ? x->reply.status : 499, x->sent);
        x->peer->deadline_ms = hs_server_clock_ms() + IDLE_MS;
        server->at_work--;
        server->bodies -= x->promised;
    }
    hs_buffer_free(&x->body);
    hs_buffer_free(&x->reply.body);
    hs_buffer_free(&x->reply.link);
    hs_arena_free(x->request.arena);
    hs_free(x);
    *context = NULL;
}

static hs_str header(const exchange *x, const char *name)
{
    return hs_ascii_of(x->server->mhd.lookup_connection_value(x->connection, MHD_HEADER_KIND, name));
}

static bool refuse(exchange *x, int status, const char *detail)
{
    hs_server_problem(&x->reply, status, hs_ascii_of(detail));
    return false;
}

/* Below /api/ programs ask; elsewhere, people. */
static bool is_api(const exchange *x)
{
    return hs_ascii_begins(x->request.path, "/api/");
}

/* ---- may they? ---- */

static bool read_address(exchange *x)
{
    hs_server_request *r = &x->request;
    hs_error err;
    hs_str base = hs_ascii_of(x->server->base);
    if (!r->arena)
        return refuse(x, 503, "no memory for a request");
    if (hs_server_target(&r->path, &r->params, r->arena, x->target, &err) != HS_OK) {
        hs_server_failed(&x->reply, &err, false);
        return false;
    }
    r->host = header(x, "Host");
    if (!hs_server_is_our_host(x->server, r->host))
        return refuse(x, r->host.ptr ? 421 : 400, "not a host that is served here; 'hearsay serve --host NAME' adds one");
    if (r->path.len <= base.len || memcmp(r->path.ptr, base.ptr, base.len) != 0 || r->path.ptr[base.len] != '/')
        return refuse(x, 404, "nothing is here");
    r->path = hs_ascii_from(r->path, base.len);
    return true;
}

static void know(exchange *x)
{
    hs_str bearer = hs_server_bearer(header(x, "Authorization")), cookie = hs_server_cookie(header(x, "Cookie"), x->server->cookie);
    x->request.known = hs_server_is_token(x->server, bearer);
    if (x->request.known)
        return;
    x->request.known = x->request.by_cookie = hs_server_is_token(x->server, cookie);
}

/* May something be changed by this request, as far as its headers tell? */
static bool may_change(exchange *x)
{
    hs_str origin = header(x, "Origin"), site = header(x, "Sec-Fetch-Site"), form = header(x, "X-CSRF-Token");
    bool foreign = origin.len && !hs_ascii_is(origin, "null") && !hs_server_is_our_origin(x->server, origin, x->request.host, &x->allowed_origin);
    if (x->server->options.read_only)
        return refuse(x, 403, "this server changes nothing");
    if (foreign || (site.len && !x->allowed_origin && !hs_ascii_is(site, "same-origin") && !hs_ascii_is(site, "none")))
        return refuse(x, 403, "a request from another site's page");
    if (!x->request.known)
        return refuse(x, 401, "a change needs the token that 'hearsay serve' printed when it began");
    /* A form's field is looked at when the form is there. */
    if (x->request.by_cookie && is_api(x) && !hs_server_is_form_token(x->server, form))
        return refuse(x, 403, "a change by a cookie needs the header X-CSRF-Token");
    return true;
}

static bool find_form(exchange *x)
{
    static const struct {
        const char *name, *type;
        hs_server_form form;
    } forms[] = {{"json", "application/json", HS_SERVER_JSON}, {"ndjson", "application/x-ndjson", HS_SERVER_NDJSON}, {"csv", "text/csv", HS_SERVER_CSV}};
    hs_server_request *r = &x->request;
    size_t n = r->route->traits & HS_ROUTE_ROWS ? 3 : 1;
    hs_str wanted = hs_server_param(&r->params, "format"), accept = header(x, "Accept");
    unsigned best = 0;
    for (size_t i = 0; i < n; i++) {
        unsigned weight = wanted.len ? hs_ascii_is(wanted, forms[i].name) : hs_server_accepts(accept, forms[i].type);
        if (weight > best) {
            best = weight;
            r->form = forms[i].form;
        }
    }
    if (!best)
        return wanted.len ? refuse(x, 400, "parameter 'format': json, ndjson or csv") : refuse(x, 406, "it can be had as JSON, some also as NDJSON and CSV");
    return true;
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

static bool check_params(exchange *x)
{
    const hs_server_request *r = &x->request;
    char detail[200];
    for (size_t i = 0; i < r->params.n; i++) {
        hs_str name = r->params.at[i].name;
        if (has_word(r->route->params, name))
            continue;
        snprintf(detail, sizeof detail, "no parameter '%.*s' is known here", (int)(name.len < 60 ? name.len : 60), name.ptr);
        return refuse(x, 400, detail);
    }
    return true;
}

static bool find_route(exchange *x)
{
    hs_server_request *r = &x->request;
    r->route = hs_server_route_find(x->method, r->path, &r->id, x->reply.allow);
    if (r->route)
        return true;
    if (!x->reply.allow[0])
        return refuse(x, 404, "nothing is here");
    if (strcmp(x->method, "OPTIONS") != 0)
        return refuse(x, 405, "not by this method");
    x->reply.status = 204;
    return false;
}

/* Is the request to be answered by its handler? Else the reply says why not. */
static bool let_in(exchange *x)
{
    bool allowed;
    if (!read_address(x))
        return false;
    if (hs_server_is_our_origin(x->server, header(x, "Origin"), x->request.host, &allowed))
        x->allowed_origin = allowed;
    know(x);
    if (x->server->closed && !x->request.known && strcmp(x->method, "OPTIONS") != 0)
        return refuse(x, 401, "the token is needed that 'hearsay serve' printed when it began");
    if (!find_route(x))
        return false;
    if (x->request.route->traits & HS_ROUTE_CHANGES && !may_change(x))
        return false;
    return check_params(x) && find_form(x);
}

/* ---- bodies ---- */

/* Room for a body of the length that is said; of none that is said, for the largest. */
static bool promise_body(exchange *x)
{
    hs_str length = header(x, "Content-Length"), coding = header(x, "Transfer-Encoding");
    uint64_t n = 0;
    if (length.ptr && coding.ptr)
        return refuse(x, 400, "a body of two lengths");
    for (size_t i = 0; i < length.len && n <= HS_SERVER_BODY; i++)
        n = hs_ascii_is_digit(length.ptr[i]) ? n * 10 + (uint64_t)(length.ptr[i] - '0') : HS_SERVER_BODY + 1ull;
    if (n > HS_SERVER_BODY)
        return refuse(x, 413, "a body of over 16 MiB");
    if (coding.ptr)
        n = HS_SERVER_BODY;
    x->server->bodies += n;
    x->promised = n;
    if (x->server->bodies > BODIES) {
        refuse(x, 503, "too much is being sent at the same time");
        x->reply.retry_s = 5;
        return false;
    }
    return true;
}

static bool has_body(const exchange *x)
{
    hs_str length = header(x, "Content-Length");
    return (length.len && !hs_ascii_is(length, "0")) || header(x, "Transfer-Encoding").len;
}

static void take_body(exchange *x, const char *bytes, size_t len)
{
    x->seen += len;
    if (!x->reply.status && x->seen <= x->promised)
        hs_buffer_add(&x->body, bytes, len);
    else if (!x->reply.status && x->promised)
        refuse(x, 413, "a body of over 16 MiB");
    if (x->body.failed && !x->reply.status)
        refuse(x, 503, "no memory for a body");
}

/* ---- replies ---- */

static const char page_policy[] =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'";
static const char other_policy[] = "default-src 'none'; frame-ancestors 'none'";

static bool add(const exchange *x, struct MHD_Response *response, const char *name, const char *value)
{
    return !value || !*value || x->server->mhd.add_response_header(response, name, value) == MHD_YES;
}

static bool add_headers(const exchange *x, struct MHD_Response *response)
{
    const hs_server_reply *r = &x->reply;
    const char *other = x->server->options.allow_origin;
    char link[4096] = "", retry[16] = "";
    bool page = r->type && strncmp(r->type, "text/html", 9) == 0;
    if (r->link.len < sizeof link) /* a longer one would be no use: the cursor stands in the answer, too */
        snprintf(link, sizeof link, "%.*s", (int)r->link.len, r->link.ptr ? r->link.ptr : "");
    if (r->retry_s)
        snprintf(retry, sizeof retry, "%u", r->retry_s);
    return add(x, response, "X-Content-Type-Options", "nosniff") && add(x, response, "Referrer-Policy", "no-referrer") &&
           add(x, response, "Content-Security-Policy", page ? page_policy : other_policy) &&
           add(x, response, "Cross-Origin-Opener-Policy", "same-origin") && add(x, response, "Cross-Origin-Embedder-Policy", "require-corp") &&
           add(x, response, "Cross-Origin-Resource-Policy", other ? "cross-origin" : "same-origin") &&
           add(x, response, "Access-Control-Allow-Origin", other && is_api(x) ? other : NULL) &&
           add(x, response, "Access-Control-Allow-Methods", other && is_api(x) && r->allow[0] ? r->allow : NULL) &&
           add(x, response, "Access-Control-Allow-Headers", other && is_api(x) && r->allow[0] ? "Authorization, Content-Type" : NULL) &&
           add(x, response, "Access-Control-Expose-Headers", other && is_api(x) ? "ETag, Link, Location" : NULL) &&
           add(x, response, "Cache-Control", r->lasting ? "public, max-age=31536000, immutable" : r->status >= 400 ? "no-store" : "private, no-cache") &&
           add(x, response, "Vary", other ? "Accept, Accept-Encoding, Authorization, Cookie, Origin" : "Accept, Accept-Encoding, Authorization, Cookie") &&
           add(x, response, "Content-Type", r->type) && add(x, response, "Allow", r->allow) && add(x, response, "Location", r->location) &&
           add(x, response, "Link", link) && add(x, response, "Set-Cookie", r->cookie) && add(x, response, "Retry-After", retry) &&
           add(x, response, "WWW-Authenticate", r->status == 401 ? "Bearer realm=\"hearsay\"" : NULL) &&
           add(x, response, "Connection", r->closing ? "close" : NULL);
}

static struct MHD_Response *make_response(exchange *x)
{
    const hs_mhd *mhd = &x->server->mhd;
    hs_server_reply *r = &x->reply;
    struct MHD_Response *response;
    x->sent = r->fixed.ptr ? r->fixed.len : r->body.len;
    if (r->fixed.ptr) {
        response = mhd->create_response_from_buffer(r->fixed.len, (void *)(uintptr_t)r->fixed.ptr, MHD_RESPMEM_PERSISTENT);
    } else {
        response = mhd->create_response_from_buffer_with_free_callback_cls(r->body.len, r->body.ptr ? r->body.ptr : "", r->body.ptr ? hs_free : NULL, r->body.ptr);
        if (response)
            r->body = hs_buffer_new(HS_SERVER_REPLY); /* its bytes are the response's */
    }
    if (response && add_headers(x, response))
        return response;
    if (response)
        mhd->destroy_response(response);
    return NULL;
}

static enum MHD_Result answer(exchange *x)
{
    const hs_mhd *mhd = &x->server->mhd;
    if (x->reply.body.failed)
        refuse(x, 503, "no memory for a reply, or one over the server's limit");
    x->reply.closing = x->reply.closing || x->server->ending;
    struct MHD_Response *response = make_response(x);
    if (!response)
        return MHD_NO;
    if (x->head)
        x->sent = 0;
    x->peer->deadline_ms = hs_server_clock_ms() + SEND_MS + (int64_t)(x->sent / BYTES_PER_MS);
    enum MHD_Result done = mhd->queue_response(x->connection, (unsigned)x->reply.status, response);
    x->answered = done == MHD_YES;
    mhd->destroy_response(response);
    return done;
}

static void handle(exchange *x)
{
    hs_error err = {0};
    if (x->request.route->handle(x->server, &x->request, &x->reply, &err) != HS_OK)
        hs_server_failed(&x->reply, &err, false);
}

static void handle_aside(void *ctx)
{
    exchange *x = ctx;
    handle(x);
    x->server->mhd.resume_connection(x->connection);
}

/* The request is there, whole. */
static enum MHD_Result work(exchange *x)
{
    x->peer->deadline_ms = INT64_MAX;
    if (x->reply.status)
        return answer(x);
    x->request.body = hs_buffer_str(&x->body);
    if (!(x->request.route->traits & HS_ROUTE_CHANGES)) {
        handle(x);
        return answer(x);
    }
    x->working = true;
    x->server->mhd.suspend_connection(x->connection);
    if (!hs_server_jobs_put(&x->server->jobs, handle_aside, x)) {
        refuse(x, 503, "too much is being worked on");
        x->reply.retry_s = 5;
        x->server->mhd.resume_connection(x->connection);
    }
    return MHD_YES;
}

static void put_now(char out[HS_ISO8601_UTC])
{
    time_t now = time(NULL);
    struct tm tm;
    gmtime_r(&now, &tm);
    strftime(out, HS_ISO8601_UTC, "%Y-%m-%dT%H:%M:%SZ", &tm);
}

static enum MHD_Result begin(exchange *x, const char *method, const char *version)
{
    int not_heard = 0;
    if (!x->peer || (!atomic_compare_exchange_strong(&x->peer->heard, &not_heard, 1) && not_heard == 2))
        return MHD_NO;
    x->server->at_work++;
    x->begun = true;
    snprintf(x->method, sizeof x->method, "%s", method);
    x->version = version;
    x->head = strcmp(method, "HEAD") == 0;
    put_now(x->request.now);
    x->request.type = header(x, "Content-Type");
    x->request.last_event = header(x, "Last-Event-ID");
    bool in = let_in(x), body = has_body(x);
    if (in && body && x->request.route->traits & HS_ROUTE_CHANGES)
        in = promise_body(x);
    x->peer->deadline_ms = hs_server_clock_ms() + BODY_MS + (int64_t)(x->promised / BYTES_PER_MS);
    if (in || !body)
        return MHD_YES;
    x->reply.closing = true;
    return strcmp(method, "POST") == 0 ? answer(x) : MHD_YES; /* who is refused need not send it */
}

static enum MHD_Result on_request(void *cls, struct MHD_Connection *connection, const char *target, const char *method, const char *version,
                                  const char *upload, size_t *upload_len, void **context)
{
    exchange *x = *context;
    (void)cls;
    (void)connection;
    (void)target;
    if (!x)
        return MHD_NO;
    if (!x->begun)
        return begin(x, method, version);
    if (x->answered)
        return MHD_YES;
    if (*upload_len) {
        take_body(x, upload, *upload_len);
        *upload_len = 0;
        /* of a body that is refused, or that nobody asked for, a little is passed by, so that the reply is read */
        return x->seen > x->promised + SWALLOWED ? MHD_NO : MHD_YES;
    }
    return x->working ? answer(x) : work(x);
}

/* Escapes are undone by server_parse.c, which refuses what this would let pass. */
static size_t leave_escapes(void *cls, struct MHD_Connection *connection, char *s)
{
    (void)cls;
    (void)connection;
    return strlen(s);
}

hs_status hs_server_listen(hs_server *server, hs_error *err)
{
    for (unsigned i = 0; i < server->n_listeners; i++) {
        struct MHD_Daemon *daemon = server->mhd.start_daemon(
            MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_ITC | MHD_ALLOW_SUSPEND_RESUME, 0, NULL, NULL, on_request, server,
            MHD_OPTION_LISTEN_SOCKET, server->sockets[i], MHD_OPTION_THREAD_POOL_SIZE, server->options.threads, MHD_OPTION_URI_LOG_CALLBACK,
            on_target, server, MHD_OPTION_NOTIFY_COMPLETED, on_completed, server, MHD_OPTION_NOTIFY_CONNECTION, on_connection, server,
            MHD_OPTION_UNESCAPE_CALLBACK, leave_escapes, server, MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)MEMORY,
            MHD_OPTION_CONNECTION_LIMIT, (unsigned)CONNECTIONS, MHD_OPTION_PER_IP_CONNECTION_LIMIT, (unsigned)PER_ADDRESS,
            MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)SILENT_S, MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_END);
        if (!daemon)
            return hs_fail(err, HS_E_IO, 0, "libmicrohttpd does not start");
        server->daemons[i] = daemon;
    }
    return HS_OK;
}
