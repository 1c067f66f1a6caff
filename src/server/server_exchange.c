/* server_exchange.c -- one request and its reply, as libmicrohttpd calls for them.
 * In: connections, hostile. Out: a reply to each request, and a line in the log. Threads: libmicrohttpd's; a request that changes
 * something is set aside (suspended) while a thread of jobs works on it, and then belongs to that one. */
#include <arpa/inet.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "ascii.h"
#include "heap.h"
#include "server_exchange.h"
#include "status.h"

enum {
    ARENA = 3 * HS_SERVER_BODY, /* what of a body becomes fields is copied */
    MEMORY = 32 << 10,          /* of a connection: its request line and headers, and what is read or written at once */
    CONNECTIONS = 512,          /* of a listener */
    PER_ADDRESS = 256,
    SWALLOWED = 64 << 10, /* bytes of a body that nobody asked for */
    SILENT_S = 30,        /* libmicrohttpd's own: a connection on which nothing moves */
    HEADER_MS = 10000,    /* for the first request's headers */
    IDLE_MS = 20000,      /* from a reply to the next request's headers */
    BODY_MS = 30000,      /* for a body, and more for a large one */
    SEND_MS = 60000,      /* for a reply, likewise */
    BYTES_PER_MS = 16     /* slower is too slow */
};

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
        hs_server_peer *peer = hs_alloc(sizeof *peer);
        *context = peer;
        if (!peer)
            return;
        /* one after the other: what the first call gave, the second may write over (1.x) */
        const union MHD_ConnectionInfo *info = server->mhd.get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
        peer->fd = info ? info->connect_fd : -1;
        info = server->mhd.get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
        name_address(peer, info ? info->client_addr : NULL);
        peer->deadline_ms = hs_server_clock_ms() + HEADER_MS;
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
    hs_exchange *x = hs_alloc(sizeof *x + len + 1);
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
    x->reply.link = hs_buffer_new(2 * HS_SERVER_LOCATION);
    x->reply.location = hs_buffer_new(2 * HS_SERVER_LOCATION);
    x->request.arena = hs_arena_new(ARENA);
    return x;
}

static void on_completed(void *cls, struct MHD_Connection *connection, void **context, enum MHD_RequestTerminationCode code)
{
    hs_exchange *x = *context;
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
    hs_buffer_free(&x->reply.location);
    hs_arena_free(x->request.arena);
    hs_free(x);
    *context = NULL;
}

hs_str hs_exchange_header(const hs_exchange *x, const char *name)
{
    return hs_ascii_of(x->server->mhd.lookup_connection_value(x->connection, MHD_HEADER_KIND, name));
}

bool hs_exchange_refuse(hs_exchange *x, int status, const char *detail)
{
    hs_server_problem(&x->reply, status, hs_ascii_of(detail));
    return false;
}

bool hs_exchange_is_api(const hs_exchange *x)
{
    return hs_ascii_begins(x->request.path, "/api/");
}

/* ---- bodies ---- */

static bool has_body(const hs_exchange *x)
{
    hs_str length = hs_exchange_header(x, "Content-Length");
    return (length.len && !hs_ascii_is(length, "0")) || hs_exchange_header(x, "Transfer-Encoding").len;
}

static void take_body(hs_exchange *x, const char *bytes, size_t len)
{
    x->seen += len;
    if (x->reply.status || !x->promised)
        return; /* nobody wants it */
    if (x->seen > x->promised)
        hs_exchange_refuse(x, 413, "a body of over 16 MiB");
    else
        hs_buffer_add(&x->body, bytes, len);
    if (x->body.failed)
        hs_exchange_refuse(x, 503, "no memory for a body");
    x->reply.closing = x->reply.status != 0;
}

/* ---- replies ---- */

/* What a client has already need not be sent. */
static bool is_had(const hs_exchange *x)
{
    hs_str had = hs_exchange_header(x, "If-None-Match");
    return x->tag[0] && had.len && hs_server_tag_is_in(had, x->tag);
}

static void finish_reply(hs_exchange *x)
{
    hs_server_reply *r = &x->reply;
    if (r->detail[0] && hs_exchange_is_api(x))
        hs_server_problem_body(r);
    else if (r->detail[0])
        hs_server_problem_page(x->server, &x->request, r);
    if (r->status == 200 && is_had(x)) {
        hs_buffer_free(&r->body);
        r->fixed = (hs_str){NULL, 0};
        r->status = 304;
        r->type = NULL;
    }
    if (x->coding && r->status == 200)
        hs_server_pack(r, x->coding);
    r->closing = r->closing || x->server->ending;
}

static void set_send_deadline(hs_exchange *x)
{
    x->peer->deadline_ms = hs_server_clock_ms() + SEND_MS + (int64_t)(x->sent / BYTES_PER_MS);
}

static enum MHD_Result answer(hs_exchange *x)
{
    const hs_mhd *mhd = &x->server->mhd;
    finish_reply(x);
    struct MHD_Response *response = hs_server_response(x);
    if (!response)
        return MHD_NO;
    uint64_t bytes = x->sent;
    if (x->head)
        x->sent = 0;
    set_send_deadline(x);
    enum MHD_Result done = mhd->queue_response(x->connection, (unsigned)x->reply.status, response);
    x->answered = done == MHD_YES;
    bool keep = x->answered && x->reply.status == 200 && x->tag[0] && !x->reply.closing;
    if (!keep || !hs_server_cache_put(&x->server->cache, x->tag, x->age, response, bytes))
        mhd->destroy_response(response);
    return done;
}

static bool answer_from_cache(hs_exchange *x)
{
    if (!x->tag[0] || x->server->ending || hs_exchange_header(x, "If-None-Match").len ||
        !hs_server_cache_answer(&x->server->cache, x->tag, x->age, x->connection, &x->sent))
        return false;
    x->reply.status = 200;
    x->answered = true;
    if (x->head)
        x->sent = 0;
    set_send_deadline(x);
    return true;
}

static void handle_aside(void *ctx)
{
    hs_exchange *x = ctx;
    hs_server_route_run(x->server, &x->request, &x->reply);
    x->server->mhd.resume_connection(x->connection);
}

void hs_server_drop_exchange(void *ctx)
{
    hs_exchange *x = ctx;
    hs_exchange_refuse(x, 503, "the server is about to end");
    x->server->mhd.resume_connection(x->connection);
}

/* On the connection's own thread. */
static void handle_here(hs_exchange *x)
{
    x->server->asking++;
    hs_server_route_run(x->server, &x->request, &x->reply);
    x->server->asking--;
}

/* The request is there, whole. */
static enum MHD_Result work(hs_exchange *x)
{
    x->peer->deadline_ms = INT64_MAX;
    if (x->reply.status)
        return answer(x);
    const unsigned traits = x->request.route->traits;
    if (traits & HS_ROUTE_EVENTS) {
        enum MHD_Result done = hs_server_events_answer(x);
        return x->reply.detail[0] ? answer(x) : done;
    }
    if (answer_from_cache(x))
        return MHD_YES;
    x->request.body = hs_buffer_str(&x->body);
    bool had = is_had(x) && !hs_ascii_holds(hs_exchange_header(x, "If-None-Match"), "*"); /* the tag was given with a 200 */
    if (had || !(traits & HS_ROUTE_ASIDE)) {
        if (had)
            x->reply.status = 200;
        else
            handle_here(x);
        return answer(x);
    }
    x->working = true;
    x->server->mhd.suspend_connection(x->connection);
    if (!hs_server_jobs_put(&x->server->jobs, handle_aside, x)) {
        hs_exchange_refuse(x, 503, "too much is being worked on");
        x->reply.retry_s = 5;
        x->server->mhd.resume_connection(x->connection);
    }
    return MHD_YES;
}

/* ---- libmicrohttpd calls ---- */

static void put_now(char out[HS_ISO8601_UTC])
{
    time_t now = time(NULL);
    struct tm tm;
    gmtime_r(&now, &tm);
    strftime(out, HS_ISO8601_UTC, "%Y-%m-%dT%H:%M:%SZ", &tm);
}

static enum MHD_Result begin(hs_exchange *x, const char *method, const char *version)
{
    int heard = 0;
    if (!x->peer || (!atomic_compare_exchange_strong(&x->peer->heard, &heard, 1) && heard == 2))
        return MHD_NO;
    x->server->at_work++;
    x->begun = true;
    snprintf(x->method, sizeof x->method, "%s", method);
    x->version = version;
    x->head = strcmp(method, "HEAD") == 0;
    put_now(x->request.now);
    x->request.type = hs_exchange_header(x, "Content-Type");
    x->request.last_event = hs_exchange_header(x, "Last-Event-ID");
    bool in = hs_server_let_in(x) && hs_server_make_tag(x), body = has_body(x);
    if (in && body && x->request.route->traits & HS_ROUTE_ASIDE)
        in = hs_server_promise_body(x);
    x->peer->deadline_ms = hs_server_clock_ms() + BODY_MS + (int64_t)(x->promised / BYTES_PER_MS);
    if (in || !body)
        return MHD_YES;
    x->reply.closing = true;
    return strcmp(method, "POST") == 0 ? answer(x) : MHD_YES; /* who is refused need not send it */
}

static enum MHD_Result on_request(void *cls, struct MHD_Connection *connection, const char *target, const char *method,
                                  const char *version, const char *upload, size_t *upload_len, void **context)
{
    hs_exchange *x = *context;
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
            MHD_USE_POLL_INTERNAL_THREAD | MHD_USE_ITC | MHD_ALLOW_SUSPEND_RESUME, 0, NULL, NULL, on_request, server,
            MHD_OPTION_LISTEN_SOCKET, server->sockets[i], MHD_OPTION_THREAD_POOL_SIZE, server->options.threads,
            MHD_OPTION_URI_LOG_CALLBACK, on_target, server, MHD_OPTION_NOTIFY_COMPLETED, on_completed, server,
            MHD_OPTION_NOTIFY_CONNECTION, on_connection, server, MHD_OPTION_UNESCAPE_CALLBACK, leave_escapes, server,
            MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)MEMORY, MHD_OPTION_CONNECTION_LIMIT, (unsigned)CONNECTIONS,
            MHD_OPTION_PER_IP_CONNECTION_LIMIT, (unsigned)PER_ADDRESS, MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)SILENT_S,
            MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_END);
        if (!daemon)
            return hs_fail(err, HS_E_IO, 0, "libmicrohttpd does not start");
        server->daemons[i] = daemon;
    }
    return HS_OK;
}
