/* server.c -- a server's beginning and end. In: options. Out: sockets that listen, threads that answer. See server.h. */
#include "server.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "ascii.h"
#include "heap.h"
#include "server_state.h"
#include "status.h"

enum { LEAST_THREADS = 4, JOBS = 2, BACKLOG = 128, TICK_MS = 250, LEAVE_MS = 10000 };

/* ---- addresses ---- */

typedef union address {
    struct sockaddr any;
    struct sockaddr_in four;
    struct sockaddr_in6 six;
} address;

static bool parse_address(address *out, const char *text, uint16_t port)
{
    *out = (address){0};
    if (inet_pton(AF_INET, text, &out->four.sin_addr) == 1) {
        out->four.sin_family = AF_INET;
        out->four.sin_port = htons(port);
        return true;
    }
    if (inet_pton(AF_INET6, text, &out->six.sin6_addr) != 1)
        return false;
    out->six.sin6_family = AF_INET6;
    out->six.sin6_port = htons(port);
    return true;
}

static bool is_loopback(const address *a)
{
    return a->any.sa_family == AF_INET ? ntohl(a->four.sin_addr.s_addr) >> 24 == 127 : IN6_IS_ADDR_LOOPBACK(&a->six.sin6_addr);
}

/* @param port  in and out: 0 becomes the one that was free */
static int open_socket(const char *text, uint16_t *port)
{
    address a;
    int on = 1;
    socklen_t len = sizeof a;
    if (!parse_address(&a, text, *port))
        return -1;
    int fd = socket(a.any.sa_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return -1;
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (a.any.sa_family == AF_INET6)
        setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on);
    if (bind(fd, &a.any, a.any.sa_family == AF_INET ? sizeof a.four : sizeof a.six) != 0 || listen(fd, BACKLOG) != 0 ||
        getsockname(fd, &a.any, &len) != 0) {
        int kept = errno;
        close(fd);
        errno = kept;
        return -1;
    }
    *port = ntohs(a.any.sa_family == AF_INET ? a.four.sin_port : a.six.sin6_port);
    return fd;
}

static hs_status open_sockets(hs_server *server, hs_error *err)
{
    const char *given = server->options.address;
    const char *texts[HS_SERVER_LISTENERS] = {given ? given : "127.0.0.1", given ? NULL : "::1"};
    address a;
    if (!parse_address(&a, texts[0], 0))
        return hs_fail(err, HS_E_ARG, 0, "'%.100s' is no IP address to listen at", given);
    server->closed = !is_loopback(&a);
    server->port = server->options.port;
    for (int i = 0; i < HS_SERVER_LISTENERS && texts[i]; i++) {
        int fd = open_socket(texts[i], &server->port);
        if (fd < 0 && i == 0)
            return hs_fail(err, HS_E_IO, 0, "%s, port %u: %s", texts[i], (unsigned)server->port, strerror(errno));
        if (fd < 0)
            break; /* without IPv6, or where another program has that port of it, the one will do */
        server->sockets[server->n_listeners++] = fd;
    }
    bool six = a.any.sa_family == AF_INET6;
    snprintf(server->url, sizeof server->url, "http://%s%s%s:%u%s/", six ? "[" : "", texts[0], six ? "]" : "",
             (unsigned)server->port, server->base);
    return HS_OK;
}

/* ---- options ---- */

static hs_status check_base(hs_server *server, hs_error *err)
{
    hs_str base = hs_ascii_of(server->options.base ? server->options.base : "");
    while (base.len && base.ptr[base.len - 1] == '/')
        base.len--;
    for (size_t i = 0; i < base.len; i++)
        if (!hs_ascii_is_letter(base.ptr[i]) && !hs_ascii_is_digit(base.ptr[i]) && !strchr("/-._~", base.ptr[i]))
            return hs_fail(err, HS_E_ARG, i, "'%.100s' is no path to stand before all others", server->options.base);
    if (base.len >= sizeof server->base || (base.len && *base.ptr != '/') || hs_ascii_holds(base, "//"))
        return hs_fail(err, HS_E_ARG, 0, "'%.100s' is no path to stand before all others", server->options.base);
    memcpy(server->base, base.ptr, base.len);
    return HS_OK;
}

static hs_status check_origin(const char *origin, hs_error *err)
{
    hs_str s = hs_ascii_of(origin), name, port;
    size_t scheme = hs_ascii_begins(s, "http://") ? 7 : hs_ascii_begins(s, "https://") ? 8 : 0;
    if (s.ptr && (!scheme || !hs_server_host(&name, &port, hs_ascii_from(s, scheme))))
        return hs_fail(err, HS_E_ARG, 0, "'%.100s' is no origin such as https://news.example", origin);
    return HS_OK;
}

static hs_status make_secrets(hs_server *server, hs_error *err)
{
    static const char of_forms[] = "form\n";
    char random[49];
    hs_str token = hs_ascii_of(server->options.token);
    if (!hs_server_token_is_good(token))
        return hs_fail(err, HS_E_ARG, 0, "a token is %d to %d letters, digits, '-', '.', '_' or '~'", HS_SERVER_LEAST_TOKEN,
                       HS_SERVER_TOKEN);
    HS_TRY(hs_server_token_make(random, err));
    hs_str start = {random, 48}, parts[2] = {{of_forms, sizeof of_forms - 1}, token};
    hs_digest_hex(server->start, &start, 1);
    hs_digest_hex(server->token, &token, 1);
    hs_digest_hex(server->form_token, parts, 2); /* a page that is passed on does not tell the token */
    return HS_OK;
}

/* ---- beginning and end ---- */

static void *keep(void *ctx)
{
    hs_server *server = ctx;
    const struct timespec tick = {.tv_nsec = TICK_MS * 1000000L};
    while (!server->ending) {
        nanosleep(&tick, NULL);
        hs_server_cut_late(server);
        hs_server_wake_streams(server);
    }
    return NULL;
}

static hs_status start(hs_server *server, hs_error *err)
{
    if (!server->options.threads)
        server->options.threads =
            sysconf(_SC_NPROCESSORS_ONLN) > LEAST_THREADS ? (unsigned)sysconf(_SC_NPROCESSORS_ONLN) : LEAST_THREADS;
    if (server->options.threads > HS_SERVER_MOST_THREADS)
        server->options.threads = HS_SERVER_MOST_THREADS;
    HS_TRY(check_base(server, err));
    HS_TRY(check_origin(server->options.allow_origin, err));
    HS_TRY(make_secrets(server, err));
    HS_TRY(hs_mhd_load(&server->mhd, err));
    hs_server_cache_open(&server->cache, &server->mhd);
    HS_TRY(hs_server_ledgers_open(&server->ledgers, server->options.ledger, server->options.threads, err));
    HS_TRY(open_sockets(server, err));
    snprintf(server->cookie, sizeof server->cookie, "hearsay_%u", (unsigned)server->port);
    HS_TRY(hs_server_jobs_open(&server->jobs, JOBS, hs_server_drop_exchange, err));
    HS_TRY(hs_server_jobs_open(&server->slow_jobs, 1, NULL, err));
    HS_TRY(hs_server_listen(server, err));
    if (pthread_create(&server->keeper, NULL, keep, server) != 0)
        return hs_fail(err, HS_E_NOMEM, 0, "no thread can be started");
    server->keeper_runs = true;
    return HS_OK;
}

hs_status hs_server_start(hs_server **out, const hs_server_options *options, hs_error *err)
{
    *out = NULL;
    hs_server *server = hs_alloc(sizeof *server);
    if (!server)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for a server");
    server->options = *options;
    pthread_mutex_init(&server->writing, NULL);
    pthread_mutex_init(&server->fetching, NULL);
    pthread_mutex_init(&server->peers_lock, NULL);
    pthread_mutex_init(&server->streams_lock, NULL);
    hs_server_model_open(&server->model, options->model, options->opened);
    hs_status status = start(server, err);
    if (status != HS_OK) {
        hs_server_stop(server);
        return status;
    }
    *out = server;
    return HS_OK;
}

const char *hs_server_url(const hs_server *server)
{
    return server->url;
}

bool hs_server_is_closed(const hs_server *server)
{
    return server->closed;
}

/* Is any thread still at something? Who only reads a reply slowly keeps none. */
static bool is_busy(hs_server *server)
{
    return server->asking || !hs_server_jobs_rest(&server->jobs) || !hs_server_jobs_rest(&server->slow_jobs);
}

/* Let those at hand be answered. @return false: something still runs */
static bool wait_for_work(hs_server *server)
{
    const struct timespec tick = {.tv_nsec = 5000000};
    int64_t until = hs_server_clock_ms() + LEAVE_MS;
    hs_server_jobs_end(&server->jobs);
    hs_server_jobs_end(&server->slow_jobs);
    while ((server->at_work || is_busy(server)) && hs_server_clock_ms() < until) {
        hs_server_wake_streams(server);
        nanosleep(&tick, NULL);
    }
    return !is_busy(server);
}

bool hs_server_stop(hs_server *server)
{
    if (!server)
        return true;
    server->ending = true;
    for (unsigned i = 0; i < server->n_listeners; i++) {
        if (server->daemons[i])
            server->mhd.quiesce_daemon(server->daemons[i]);
        close(server->sockets[i]);
    }
    if (!wait_for_work(server))
        return false;
    for (unsigned i = 0; i < server->n_listeners; i++) /* before the jobs, whose locks its threads use */
        if (server->daemons[i])
            server->mhd.stop_daemon(server->daemons[i]);
    hs_server_jobs_close(&server->jobs);
    hs_server_jobs_close(&server->slow_jobs);
    if (server->keeper_runs)
        pthread_join(server->keeper, NULL);
    hs_server_cache_close(&server->cache);
    hs_server_ledgers_close(&server->ledgers);
    hs_server_model_close(&server->model);
    hs_fetcher_free(server->fetcher);
    pthread_mutex_destroy(&server->writing);
    pthread_mutex_destroy(&server->fetching);
    pthread_mutex_destroy(&server->peers_lock);
    pthread_mutex_destroy(&server->streams_lock);
    hs_free(server);
    return true;
}
