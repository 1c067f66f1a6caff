/* server_exchange.h -- one request and its reply, from its first line to the last byte sent. Threads: libmicrohttpd's that reads
 * it; while it is set aside, the one of jobs that works on it. */
#ifndef HS_SERVER_EXCHANGE_H
#define HS_SERVER_EXCHANGE_H

#include "server_state.h"

typedef struct hs_exchange {
    hs_server *server;
    struct MHD_Connection *connection;
    hs_server_peer *peer;
    hs_str target; /* as it was sent; in `room` */
    char method[16];
    const char *version;
    hs_server_request request;
    hs_server_reply reply;
    const char *coding;      /* that the client wants the body in; NULL: as it is */
    char tag[HS_SERVER_TAG]; /* of what would be answered now; "": it has none */
    uint64_t age;            /* of the ledger */
    hs_buffer body;          /* of the request */
    size_t promised;         /* bytes of the budget for bodies */
    uint64_t seen;           /* bytes of the body, also those that are not kept */
    uint64_t sent;
    bool begun, answered, working, head;
    char room[];
} hs_exchange;

/** A header of the request; {NULL, 0}: it has none. Borrowed from the connection. */
hs_str hs_exchange_header(const hs_exchange *x, const char *name);
/** Is it asked by a program, below /api/? Else people are told what is wrong. */
bool hs_exchange_is_api(const hs_exchange *x);
/** Put a problem in as the reply. @return false */
bool hs_exchange_refuse(hs_exchange *x, int status, const char *detail);

/** May the request be answered by its route, which is found? Else the reply says why not, or needs no handler. (server_let_in.c) */
bool hs_server_let_in(hs_exchange *x);
/** Room for its body? Else the reply says why not. */
bool hs_server_promise_body(hs_exchange *x);
/** Give the request its tag, and find in what coding the reply is wanted. @return false: the reply says that it cannot be told */
bool hs_server_make_tag(hs_exchange *x);

/** The reply with all its headers; its body's bytes are the response's then. NULL: no memory. (server_headers.c) */
struct MHD_Response *hs_server_response(hs_exchange *x);
/** Put the headers that every reply has. @return false: no memory */
bool hs_server_put_headers(const hs_exchange *x, struct MHD_Response *response);

/** Answer with a stream of events; else, where there is no room for one, the reply says so. (server_events.c) */
enum MHD_Result hs_server_events_answer(hs_exchange *x);

#endif
