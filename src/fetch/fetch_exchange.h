/* fetch_exchange.h -- one request and its reply: no redirects, no patience, no robots.txt; those are fetch.c's.
 * Threads: an exchange and its handle belong to one thread. */
#ifndef HS_FETCH_EXCHANGE_H
#define HS_FETCH_EXCHANGE_H

#include "arena.h"
#include "fetch_curl.h"
#include "fetch_url.h"
#include "hearsay.h"

typedef struct hs_exchange {
    /* in */
    const hs_fetch_url *url;
    hs_str user, password; /* NULL: none are sent */
    const hs_validators *have;
    const char *user_agent;
    unsigned timeout_ms;
    size_t max_bytes;
    bool cut;           /* what goes over max_bytes is left off; otherwise it is refused */
    bool allow_private; /* addresses of private networks may be connected to */
    hs_sink *sink;      /* gets the body of a 2xx reply, decoded */
    void *ctx;
    /* out, memory of the arena */
    long http_status;
    hs_str location, content_type, etag, last_modified; /* NULL where there is none */
    long retry_after_s;                                 /* 0 if the reply asks for nothing */
} hs_exchange;

/**
 * Ask `easy` for the address.
 *
 * @param easy  a handle of libcurl, in any state; keeps its connections
 * @return HS_OK          there is a whole reply, whatever its status
 *         HS_E_ARG       x->have is no text that fits in a header
 *         HS_E_NET       no reply, or none that is whole
 *         HS_E_PRIVATE   the host's addresses are not public
 *         HS_E_LIMIT     body over max_bytes (pos: that)
 *         HS_E_IO        the sink refused
 *         HS_E_NOMEM
 */
hs_status hs_exchange_run(hs_exchange *x, CURL *easy, const hs_curl *curl, hs_arena *arena, hs_error *err);

#endif
