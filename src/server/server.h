/* server.h -- the page and the API over HTTP.
 * Path: requests -> the ledger's answers -> JSON, CSV, pages; what people add and correct -> the ledger.
 * Threads: hs_server_start starts its own; whoever started it stops it. A second server may run in the same program. */
#ifndef HS_SERVER_H
#define HS_SERVER_H

#include <stdio.h>

#include "hearsay.h"

typedef struct hs_server hs_server;

enum { HS_SERVER_PORT = 7777, HS_SERVER_TOKEN = 128 /* bytes at most */, HS_SERVER_LEAST_TOKEN = 16, HS_SERVER_MOST_THREADS = 256 };

/** Strings are the caller's and must outlive the server. What is NULL or 0 stands for what is said. */
typedef struct hs_server_options {
    const char *ledger;  /* its path; needed */
    const char *address; /* to listen at, an IP address; NULL: this machine alone, 127.0.0.1 and ::1 */
    uint16_t port;       /* 0: any that is free */
    const char *hosts;   /* further names that it is called by, parted by commas: a reverse proxy's */
    const char *base;    /* what stands before every path, "/news"; NULL: nothing */
    const char
        *token; /* for changes, and for everything where others than this machine reach it: hs_server_token_is_good; needed */
    const char *allow_origin; /* whose pages may ask the API; NULL: nobody's */
    const char *model;        /* as hs_reader_open */
    bool read_only;           /* nothing can be changed, whoever asks */
    bool allow_private;       /* also fetch from this machine and private networks what is to be added */
    unsigned threads;         /* for requests; 0: as many as there are cores, 4 at least */
    void (*opened)(const hs_comparer *comparer); /* told of the one that compares claims, when it is first needed, by whatever thread needs it; NULL: nobody is */
    FILE *log;                /* a line a request, common log format; NULL: none. Locked while a line is written */
} hs_server_options;

/** May it be a token: letters, digits, '-', '.', '_', '~' alone, 16 to 128 of them? */
bool hs_server_token_is_good(hs_str token);
/** A random token, 48 hex digits and a NUL. @return HS_OK; HS_E_IO: the system has no random numbers */
hs_status hs_server_token_make(char out[49], hs_error *err);

/**
 * Listen and serve.
 *
 * @param out  owned; NULL on failure
 * @return HS_OK
 *         HS_E_ARG     an address that is none, a bad token, base or allow_origin
 *         HS_E_IO      the address cannot be had, there is no libmicrohttpd, or no such ledger
 *         HS_E_LEDGER, HS_E_BUSY, HS_E_NOMEM
 */
hs_status hs_server_start(hs_server **out, const hs_server_options *options, hs_error *err);
/** Where it can be reached, "http://127.0.0.1:7777/news/". Borrowed. */
const char *hs_server_url(const hs_server *server);
/** Does it answer nobody without the token? */
bool hs_server_is_closed(const hs_server *server);
/**
 * Take no new request, answer those at hand (for 10 s at most), tell those that wait that it ends (503), and end. NULL is fine.
 *
 * @return false: something took longer. Its threads run on, and nothing of the server is freed, not what its options point at
 *         either: the program should end now, by _exit. What they have not committed to the ledger is undone
 */
bool hs_server_stop(hs_server *server);

#endif
