/* server_state.h -- what the files of the server share.
 * Path: socket -> server_exchange.c (a request, let in or not) -> server_routes.c -> a handler -> server_exchange.c (headers, body).
 * Threads: requests are answered on libmicrohttpd's threads; those that change something, or take long, on those of server_jobs.c. */
#ifndef HS_SERVER_STATE_H
#define HS_SERVER_STATE_H

#include <pthread.h>
#include <stdatomic.h>

#include "digest.h"
#include "server.h"
#include "server_mhd.h"
#include "server_reply.h"

/* ---- ledgers (server_ledgers.c) ---- */

/** Ledgers open for reading, each with one thread at a time. */
typedef struct hs_server_ledgers {
    const char *path;
    pthread_mutex_t lock;
    pthread_cond_t given;
    hs_ledger *idle[HS_SERVER_MOST_THREADS]; /* [n_idle] */
    unsigned n_idle, n_open, most;
    pthread_mutex_t watch_lock;
    hs_ledger *watch;     /* tells when the file changes */
    uint64_t seen, age;   /* its version when it was last asked; how often that changed */
} hs_server_ledgers;

/** @param most  open at once. @return as hs_ledger_open */
hs_status hs_server_ledgers_open(hs_server_ledgers *out, const char *path, unsigned most, hs_error *err);
void hs_server_ledgers_close(hs_server_ledgers *ledgers);
/** Take one; waits for one where all are taken. Any thread. End with hs_server_ledgers_give. @return as hs_ledger_open */
hs_status hs_server_ledgers_take(hs_ledger **out, hs_server_ledgers *ledgers, hs_error *err);
void hs_server_ledgers_give(hs_server_ledgers *ledgers, hs_ledger *ledger);
/** A number that grows whenever the ledger was changed; what is asked after it was told sees that change. Any thread. */
hs_status hs_server_ledgers_age(uint64_t *out, hs_server_ledgers *ledgers, hs_error *err);

/* ---- jobs (server_jobs.c) ---- */

typedef void hs_server_job(void *ctx);

typedef struct hs_server_jobs {
    pthread_mutex_t lock;
    pthread_cond_t more;
    struct {
        hs_server_job *run;
        void *ctx;
    } queue[64];
    unsigned first, n;
    pthread_t threads[16];
    unsigned n_threads;
    bool ending;
} hs_server_jobs;

/** @return HS_OK, HS_E_NOMEM */
hs_status hs_server_jobs_open(hs_server_jobs *out, unsigned threads, hs_error *err);
/** Run what waits, and end. */
void hs_server_jobs_close(hs_server_jobs *jobs);
/** Have something run on another thread. @return false: too much waits already, or the end is near */
bool hs_server_jobs_put(hs_server_jobs *jobs, hs_server_job *run, void *ctx);

/* ---- the server ---- */

/** Somebody who is connected. */
typedef struct hs_server_peer {
    struct hs_server_peer *next, *last;
    int fd;
    _Atomic int64_t deadline_ms; /* of the clock that only goes forward: the connection is cut then */
    atomic_int heard;            /* 0: nothing asked yet; 1: something was; 2: cut */
    char address[48];
} hs_server_peer;

enum { HS_SERVER_LISTENERS = 2 };

struct hs_server {
    hs_server_options options;
    hs_mhd mhd;
    struct MHD_Daemon *daemons[HS_SERVER_LISTENERS];
    int sockets[HS_SERVER_LISTENERS];
    unsigned n_listeners;
    uint16_t port;
    bool closed;                   /* nothing without the token */
    char url[256], base[128];
    char token[HS_DIGEST_HEX];     /* its digest */
    char form_token[HS_DIGEST_HEX + 1];
    char cookie[32];               /* its name */
    char start[HS_DIGEST_HEX];     /* random: of this run alone */
    hs_server_ledgers ledgers;
    hs_server_jobs jobs;
    pthread_mutex_t writing;
    pthread_mutex_t peers_lock;
    hs_server_peer *peers;
    atomic_uint at_work;           /* requests */
    _Atomic size_t bodies;         /* bytes that are promised for bodies */
    atomic_bool ending;
    pthread_t keeper;
    bool keeper_runs;
};

/** Milliseconds of the clock that only goes forward. */
int64_t hs_server_clock_ms(void);

/* ---- who may (server_guard.c) ---- */

/** Is it the token? In constant time. */
bool hs_server_is_token(const hs_server *server, hs_str token);
bool hs_server_is_form_token(const hs_server *server, hs_str token);
/** Is a Host header one of ours, so that no foreign name leads here (DNS rebinding)? */
bool hs_server_is_our_host(const hs_server *server, hs_str header);
/** Does an Origin header name the host that was asked, or the origin that is allowed? @param allowed  out: it is the latter */
bool hs_server_is_our_origin(const hs_server *server, hs_str origin, hs_str host, bool *allowed);

/* ---- routes (server_routes.c) ---- */

typedef hs_status hs_server_handler(hs_server *server, const hs_server_request *request, hs_server_reply *out, hs_error *err);

enum {
    HS_ROUTE_CHANGES = 1, /* the token is needed, and it is done on a thread of jobs */
    HS_ROUTE_ROWS = 2,    /* also as NDJSON and CSV */
    HS_ROUTE_STILL = 4    /* does not depend on the ledger */
};

struct hs_server_route {
    const char *method;  /* "GET", "POST", "DELETE" */
    const char *path;    /* "/api/v1/claims/{id}" */
    char letter;         /* of the id; 0: any */
    unsigned traits;
    const char *params;  /* names, parted by blanks */
    hs_server_handler *handle;
};

extern const hs_server_route hs_server_routes[]; /* [hs_server_n_routes] */
extern const size_t hs_server_n_routes;

/**
 * The route of a request.
 *
 * @param method  as it was sent; HEAD is GET
 * @param id      out: the open part of the path
 * @param allow   [64] out: the methods that the path has, where the route is not found for its method; else ""
 * @return NULL: there is none
 */
const hs_server_route *hs_server_route_find(const char *method, hs_str path, hs_str *id, char *allow);

/* ---- exchanges (server_exchange.c) ---- */

/** Start the daemons on the sockets. */
hs_status hs_server_listen(hs_server *server, hs_error *err);
/** Cut the connections whose time is over. */
void hs_server_cut_late(hs_server *server);

/** A line of the log. @param target  as it was sent; what stands in it for a token is left out */
void hs_server_log(hs_server *server, const char *address, const char *method, hs_str target, const char *version, int status, uint64_t bytes);

/* ---- handlers ---- */

hs_server_handler hs_server_claims, hs_server_stats;

#endif
