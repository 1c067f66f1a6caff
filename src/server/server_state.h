/* server_state.h -- what the files of the server share.
 * Path: socket -> server_exchange.c (a request, let in or not) -> server_routes.c -> a handler -> server_exchange.c (headers,
 * body). Threads: requests are answered on libmicrohttpd's threads; those that change something, or take long, on those of
 * server_jobs.c. */
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
    char shown[256]; /* what it is called on pages: of a file its name, of one at a server the address without password */
    pthread_mutex_t lock;
    pthread_cond_t given;
    hs_ledger *idle[HS_SERVER_MOST_THREADS]; /* [n_idle] */
    unsigned n_idle, n_open, most;
    uint32_t limit_ms; /* for what is asked of one until it is given back */
    pthread_mutex_t watch_lock;
    hs_ledger *watch;   /* tells when the file changes, and what its newest claim is */
    uint64_t seen, age; /* its version when it was last asked; how often that changed */
    uint64_t looked;    /* the age at which it was looked for new claims */
    _Atomic uint64_t newest_claim; /* as it was then */
} hs_server_ledgers;

/** @param most  open at once. @return as hs_ledger_open */
hs_status hs_server_ledgers_open(hs_server_ledgers *out, const char *path, unsigned most, hs_error *err);
void hs_server_ledgers_close(hs_server_ledgers *ledgers);
/** Take one; waits for one where all are taken. What takes long with it ends with HS_E_BUSY. Any thread. End with
 * hs_server_ledgers_give. @return as hs_ledger_open */
hs_status hs_server_ledgers_take(hs_ledger **out, hs_server_ledgers *ledgers, hs_error *err);
void hs_server_ledgers_give(hs_server_ledgers *ledgers, hs_ledger *ledger);
/** A number that grows whenever the ledger was changed; what is asked after it was told sees that change. Any thread. */
hs_status hs_server_ledgers_age(uint64_t *out, hs_server_ledgers *ledgers, hs_error *err);
/** Bring `newest_claim` up to date. It waits for no ledger that is lent. Any thread. */
hs_status hs_server_ledgers_look(hs_server_ledgers *ledgers, hs_error *err);

/* ---- jobs (server_jobs.c) ---- */

typedef void hs_server_job(void *ctx);

/** A job that waits. */
typedef struct hs_server_queued {
    hs_server_job *run;
    void *ctx;
} hs_server_queued;

typedef struct hs_server_jobs {
    pthread_mutex_t lock;
    pthread_cond_t more;
    hs_server_queued queue[64];
    unsigned first, n;
    unsigned running;
    hs_server_job *drop;
    pthread_t threads[16];
    unsigned n_threads;
    bool ending;
} hs_server_jobs;

/** @param drop  called with what a job would run with, in its place, where the end comes before its turn: quick; NULL: nothing is
 * @return HS_OK, HS_E_NOMEM */
hs_status hs_server_jobs_open(hs_server_jobs *out, unsigned threads, hs_server_job *drop, hs_error *err);
/** Take nothing more, and drop what waits; what runs goes on. */
void hs_server_jobs_end(hs_server_jobs *jobs);
/** Does nothing run or wait? */
bool hs_server_jobs_rest(hs_server_jobs *jobs);
/** End, wait for what runs, and free; nobody may put anything any more. */
void hs_server_jobs_close(hs_server_jobs *jobs);
/** Have something run on another thread. @return false: too much waits already, or the end is near */
bool hs_server_jobs_put(hs_server_jobs *jobs, hs_server_job *run, void *ctx);

/* ---- replies that are kept (server_cache.c) ---- */

enum { HS_SERVER_TAG = 35 /* an entity tag with its quotation marks, and a NUL */ };

typedef struct hs_server_kept hs_server_kept;

/** Replies by their tag, which tells the request, the form, who asks and the ledger's age. The least lately used go first. */
typedef struct hs_server_cache {
    pthread_mutex_t lock;
    const hs_mhd *mhd;
    hs_server_kept *buckets[1024];
    hs_server_kept *newest, *oldest;
    size_t bytes, n;
    uint64_t age; /* all that was made of an older ledger is gone */
} hs_server_cache;

void hs_server_cache_open(hs_server_cache *out, const hs_mhd *mhd);
void hs_server_cache_close(hs_server_cache *cache);
/** Answer with the kept reply of a tag. @param bytes  out: of its body @return false: none is kept */
bool hs_server_cache_answer(hs_server_cache *cache, const char *tag, uint64_t age, struct MHD_Connection *connection,
                            uint64_t *bytes);
/** Keep a reply that was queued, unless it is large. @return true: it is the cache's now; false: it is still the caller's */
bool hs_server_cache_put(hs_server_cache *cache, const char *tag, uint64_t age, struct MHD_Response *response, uint64_t bytes);

/* ---- the model (server_model.c) ---- */

/** Opened when it is first needed. */
typedef struct hs_server_model {
    const char *name;
    pthread_mutex_t lock; /* of opening */
    hs_reader *reader;
    pthread_mutex_t asking; /* of `words` */
    hs_workspace *words;    /* for what is searched for */
    pthread_mutex_t comparing; /* of `comparer` and `space` */
    hs_comparer *comparer;  /* NULL until something is compared */
    void (*opened)(const hs_comparer *); /* NULL: nobody is told */
    hs_compare_space *space; /* for the statements that somebody asks about */
} hs_server_model;

/** @param opened  as hs_server_options */
void hs_server_model_open(hs_server_model *out, const char *name, void (*opened)(const hs_comparer *));
void hs_server_model_close(hs_server_model *model);
/** The reader; stays the model's. @return as hs_reader_open */
hs_status hs_server_model_reader(const hs_reader **out, hs_server_model *model, hs_error *err);
/** The comparer; stays the model's. @return as hs_comparer_open */
hs_status hs_server_model_comparer(const hs_comparer **out, hs_server_model *model, hs_error *err);
/** Compare two statements. @param name  out: the model's name; stays the model's. @return as hs_comparer_open, hs_compare */
hs_status hs_server_compare_pair(hs_comparison *out, hs_str *name, hs_server_model *model, const hs_pair *pair, hs_error *err);
/** Have what statements are compared in to oneself, until hs_server_compare_end, which must follow: others wait meanwhile. Not where one holds a ledger
 * that was lent. @return NULL: there is no model for it */
hs_compare_space *hs_server_compare_begin(hs_server_model *model);
void hs_server_compare_end(hs_server_model *model);
/** What words mean. @param out  in the arena; NULL: nothing that could be compared @return HS_OK whatever came of it; HS_E_NOMEM */
hs_status hs_server_meaning(const hs_meaning **out, hs_server_model *model, hs_arena *arena, hs_str words, hs_error *err);

/* ---- the server ---- */

/** Somebody who is connected. */
typedef struct hs_server_peer {
    struct hs_server_peer *next, *last;
    int fd;
    _Atomic int64_t deadline_ms; /* of the clock that only goes forward: the connection is cut then */
    atomic_int heard;            /* 0: nothing asked yet; 1: something was; 2: cut */
    char address[48];
} hs_server_peer;

/** Somebody who is told of new claims. */
typedef struct hs_server_stream hs_server_stream;

enum { HS_SERVER_LISTENERS = 2 };

struct hs_server {
    hs_server_options options;
    hs_mhd mhd;
    struct MHD_Daemon *daemons[HS_SERVER_LISTENERS];
    int sockets[HS_SERVER_LISTENERS];
    unsigned n_listeners;
    uint16_t port;
    bool closed; /* nothing without the token */
    char url[256], base[128];
    char token[HS_DIGEST_HEX]; /* its digest */
    char form_token[HS_DIGEST_HEX + 1];
    char cookie[32];           /* its name */
    char start[HS_DIGEST_HEX]; /* random: of this run alone */
    hs_server_ledgers ledgers;
    hs_server_cache cache;
    hs_server_model model;
    hs_server_jobs jobs;
    hs_server_jobs slow_jobs; /* of one thread, which relates */
    atomic_bool relating;     /* a run waits to begin */
    pthread_mutex_t fetching;
    hs_fetcher *fetcher;     /* NULL until something is fetched */
    pthread_mutex_t writing; /* of the ledger: one at a time */
    atomic_uint want_to_write; /* threads that wait for `writing` */
    pthread_mutex_t peers_lock;
    hs_server_peer *peers;
    pthread_mutex_t streams_lock;
    hs_server_stream *streams;
    unsigned n_streams;
    atomic_uint at_work;                /* requests */
    atomic_uint asking;                 /* those of them that a thread of libmicrohttpd works on */
    _Atomic size_t bodies;              /* bytes that are promised for bodies */
    atomic_bool ending;
    pthread_t keeper;
    bool keeper_runs;
};

/** Milliseconds of the clock that only goes forward. */
int64_t hs_server_clock_ms(void);

/* ---- who may (server_guard.c) ---- */

/** Is it the token? In constant time. */
bool hs_server_is_token(const hs_server *server, hs_str token);
/** Is it what forms carry? In constant time. */
bool hs_server_is_form_token(const hs_server *server, hs_str token);
/** Is a Host header one of ours, so that no foreign name leads here (DNS rebinding)? */
bool hs_server_is_our_host(const hs_server *server, hs_str header);
/** Does an Origin header name the host that was asked, or the origin that is allowed? */
bool hs_server_is_our_origin(const hs_server *server, hs_str origin, hs_str host);

/* ---- routes (server_routes.c) ---- */

typedef hs_status hs_server_handler(hs_server *server, const hs_server_request *request, hs_server_reply *out, hs_error *err);

enum {
    HS_ROUTE_CHANGES = 1, /* the token is needed, and it is done on a thread of jobs; not where nothing may be changed */
    HS_ROUTE_WORKS = 2,   /* the same, but nothing is changed; what is asked by GET is kept as any other reply is */
    HS_ROUTE_ROWS = 4,    /* also as NDJSON and CSV */
    HS_ROUTE_STILL = 8,   /* does not depend on the ledger */
    HS_ROUTE_EVENTS = 16, /* a stream */
    HS_ROUTE_ASIDE = HS_ROUTE_CHANGES | HS_ROUTE_WORKS
};

struct hs_server_route {
    const char *method; /* "GET", "POST", "DELETE" */
    const char *path;   /* "/api/v1/claims/{id}" */
    unsigned traits;
    const char *params; /* names, parted by blanks; NULL: any */
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

/** Have a request answered by its route; what fails becomes a problem. */
void hs_server_route_run(hs_server *server, const hs_server_request *request, hs_server_reply *out);

/* ---- exchanges (server_exchange.c) ---- */

/** Answer an hs_exchange that was set aside, and has not had its turn, with 503: the server ends. */
hs_server_job hs_server_drop_exchange;
/** Start the daemons on the sockets. */
hs_status hs_server_listen(hs_server *server, hs_error *err);
/** Cut the connections whose time is over. */
void hs_server_cut_late(hs_server *server);
/** Wake those who wait for new claims, where there are some, or at the end. (server_events.c) */
void hs_server_wake_streams(hs_server *server);

/** A line of the log. @param target  as it was sent; what stands in it for a token is left out */
void hs_server_log(hs_server *server, const char *address, const char *method, hs_str target, const char *version, int status,
                   uint64_t bytes);

/* ---- answers (server_answer.c, server_page.c) ---- */

#define HS_SERVER_TYPE_CSV    "text/csv; charset=utf-8; header=present"
#define HS_SERVER_TYPE_NDJSON "application/x-ndjson"

/** Write an answer in the form that is wanted, with its cursor. */
hs_status hs_server_tell(const hs_server *server, const hs_server_request *r, hs_server_reply *out, const hs_answer *answer,
                         hs_error *err);
/** The header Link to the next page of what was asked. @param next  for `after` */
void hs_server_put_next(const hs_server *server, const hs_server_request *r, hs_server_reply *out, hs_str next);
/** The page of a problem that the reply holds, for people. */
void hs_server_problem_page(const hs_server *server, const hs_server_request *r, hs_server_reply *out);

/* ---- traces (server_trace.c) ---- */

/** A ledger, and what statements are compared in, which takes the model's time: both are the caller's until hs_server_lent_end, which follows HS_OK.
 * @param space  out: NULL: there is no model for it @return as hs_server_ledgers_take */
hs_status hs_server_lent_begin(hs_ledger **ledger, hs_compare_space **space, hs_server *server, hs_error *err);
void hs_server_lent_end(hs_server *server, hs_ledger *ledger);

/* ---- questions (server_ask.c) ---- */

/** What the parameters of an address ask for, under the names that docs/openapi.json has. Borrowed. @return HS_OK; HS_E_ARG: one has a
 * value that it cannot have */
hs_status hs_server_take_query(hs_query *out, const hs_server_params *p, hs_error *err);
/** How many rows a cursor of counted rows, "r50", passes over. @return HS_OK, HS_E_ARG */
hs_status hs_server_take_rank(size_t *out, hs_str after, hs_error *err);
typedef hs_status hs_server_asker(hs_answer **out, hs_ledger *ledger, const hs_server_request *r, hs_query *query, hs_error *err);
/** Ask a question of a request, and write its rows. */
hs_status hs_server_ask(hs_server *server, const hs_server_request *r, hs_server_reply *out, hs_server_asker *how, hs_error *err);
/** One of the ledger's lists. */
typedef hs_status hs_server_lister(hs_answer **out, hs_ledger *ledger, const hs_query *query, hs_error *err);
/** The same of a list, of which the request has no more to say than the query does. */
hs_status hs_server_list(hs_server *server, const hs_server_request *r, hs_server_reply *out, hs_server_lister *list, hs_error *err);

/* ---- what is sent (server_address.c .. server_add.c) ---- */

/** The fields of a body: of a form, or of an object of strings in JSON; and the files of a form in parts. */
typedef struct hs_server_fields {
    hs_server_params params;
    const hs_server_part *files; /* [n_files] */
    size_t n_files;
} hs_server_fields;

/** @return HS_OK; HS_E_FORMAT: another type; HS_E_ARG: it is not what its type says, or is nested; HS_E_LIMIT, HS_E_NOMEM */
hs_status hs_server_fields_read(hs_server_fields *out, const hs_server_request *r, hs_error *err);
/** Open the ledger to change it; nobody else does until hs_server_write_end. @return as hs_ledger_open */
hs_status hs_server_write_begin(hs_ledger **out, hs_server *server, hs_error *err);
/** Settle what it changed and commit where `status` is HS_OK, else undo. @return `status`, or why it could not be committed */
hs_status hs_server_write_end(hs_server *server, hs_ledger *ledger, hs_status status, hs_error *err);
/** Have the documents that are due related, soon. (server_relate.c) */
void hs_server_relate(hs_server *server);
/** The changes of server_change.c, of fields, for the API and for forms alike. @param id  out: of the correction */
hs_status hs_server_put_correction(uint64_t *id, hs_server *server, const hs_server_params *fields, hs_error *err);
hs_status hs_server_drop_correction(hs_server *server, hs_str id, hs_error *err);
hs_status hs_server_put_merge(hs_server *server, hs_str source, const hs_server_params *fields, hs_error *err);
hs_status hs_server_put_split(hs_server *server, hs_str source, const hs_server_params *fields, hs_error *err);

/** What came of what was sent to be added. */
typedef struct hs_server_added {
    const hs_web_taken *at; /* [n], memory of the request's arena: first the articles, then what could not be read */
    size_t n, n_documents;
    size_t n_failed; /* all, of which only the first hundred are in `at` */
} hs_server_added;

/** Read what a body holds or leads to, and put it into the ledger where `added` is not NULL. The reply is written, as JSON. @param added
 * out: filled also where all that was sent could not be read, which is a failure; otherwise what it was before a failure */
hs_status hs_server_take_in(hs_server_added *added, hs_server *server, const hs_server_request *r, hs_server_reply *out,
                            hs_error *err);
/** The page of what came of a form of articles. @param status  of HTTP @param typed  NULL: all of it was taken */
hs_status hs_server_added_page(const hs_server *server, const hs_server_request *r, hs_server_reply *out, const hs_server_added *added,
                               int status, const hs_web_typed *typed, hs_error *err);

/* ---- handlers ---- */

extern const char *const hs_server_schemas[]; /* docs/openapi.json, answer.schema.json, reading.schema.json */

hs_server_handler hs_server_openapi, hs_server_answer_schema, hs_server_reading_schema;
hs_server_handler hs_server_claims, hs_server_sources, hs_server_source, hs_server_documents, hs_server_document,
    hs_server_attributions, hs_server_outlets, hs_server_search, hs_server_show, hs_server_stats, hs_server_trace, hs_server_trace_statement,
    hs_server_disputes, hs_server_changes, hs_server_explain, hs_server_stories, hs_server_story, hs_server_compare,
    hs_server_source_members, hs_server_copies;
hs_server_handler hs_server_read, hs_server_add, hs_server_corrections, hs_server_correct, hs_server_uncorrect, hs_server_merge,
    hs_server_split;
hs_server_handler hs_server_page, hs_server_asset;
hs_server_handler hs_server_do_correct, hs_server_do_uncorrect, hs_server_do_merge, hs_server_do_split, hs_server_do_add;

#endif
