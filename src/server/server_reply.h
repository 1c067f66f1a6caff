/* server_reply.h -- requests as routes see them, and what they answer.
 * In: a request that was let in. Out: a status, headers and a body. Threads: each belongs to one exchange. */
#ifndef HS_SERVER_REPLY_H
#define HS_SERVER_REPLY_H

#include "iso8601.h"
#include "server_parse.h"

enum {
    HS_SERVER_BODY = 16 << 20,  /* bytes of a request's body at most */
    HS_SERVER_REPLY = 64 << 20, /* of a reply's */
    HS_SERVER_LOCATION = 1024,
    HS_SERVER_TAG = 35 /* an entity tag with its quotation marks, and a NUL */
};

/** The forms in which an answer is written. */
typedef enum hs_server_form { HS_SERVER_JSON, HS_SERVER_NDJSON, HS_SERVER_CSV, HS_SERVER_PAGE } hs_server_form;

typedef struct hs_server_route hs_server_route;

/** A request. Borrowed from its exchange. */
typedef struct hs_server_request {
    hs_arena *arena; /* dies with the request */
    const hs_server_route *route;
    hs_str path;     /* decoded, below the base */
    hs_str id;       /* the part of the path that the route leaves open */
    hs_server_params params;
    hs_server_form form;
    hs_str type;     /* Content-Type */
    hs_str body;
    hs_str host;     /* Host, as it was let in */
    hs_str last_event; /* Last-Event-ID */
    bool known;      /* who asks has shown the token */
    bool by_cookie;  /* in a cookie alone: a form must carry the form's token, too */
    char now[HS_ISO8601_UTC];
} hs_server_request;

/** An answer. Zeroed, but for the cap of its buffers. */
typedef struct hs_server_reply {
    int status;
    const char *type; /* static */
    hs_buffer body;
    hs_str fixed;     /* instead of `body`: bytes that stay */
    hs_buffer link;   /* the header Link */
    char location[HS_SERVER_LOCATION];
    char allow[64];   /* the header Allow */
    const char *cookie;  /* the header Set-Cookie; memory of the request's arena */
    unsigned retry_s; /* the header Retry-After; 0: none */
    bool lasting;     /* the bytes of this address never change */
    bool closing;     /* the connection ends behind it */
} hs_server_reply;

/** Write what went wrong as application/problem+json (RFC 9457) in place of what the reply holds. @param detail  for people; any text */
void hs_server_problem(hs_server_reply *out, int status, hs_str detail);
/** The same of a call that failed: the one place where a status becomes one of HTTP. @param upload  it is the body that is to blame */
void hs_server_failed(hs_server_reply *out, const hs_error *err, bool upload);
/** The standard's name of a status of HTTP. */
const char *hs_server_reason(int status);
/** A string of JSON with its quotation marks; NULL: null. What is no UTF-8 stands as U+FFFD. */
void hs_server_json_str(hs_buffer *out, hs_str s);
/** An hs_sink into an hs_buffer. */
int hs_server_sink(void *buffer, const char *bytes, size_t len);

#endif
