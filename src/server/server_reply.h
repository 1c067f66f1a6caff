/* server_reply.h -- requests as routes see them, and what they answer.
 * In: a request that was let in. Out: a status, headers and a body. Threads: each belongs to one exchange. */
#ifndef HS_SERVER_REPLY_H
#define HS_SERVER_REPLY_H

#include "iso8601.h"
#include "server_parse.h"

enum {
    HS_SERVER_BODY = 16 << 20,  /* bytes of a request's body at most */
    HS_SERVER_REPLY = 64 << 20, /* of a reply's */
    HS_SERVER_LOCATION = 4096,  /* of an address that we tell */
    HS_SERVER_DETAIL = 256
};

/** The forms in which an answer is written. */
typedef enum hs_server_form { HS_SERVER_JSON, HS_SERVER_NDJSON, HS_SERVER_CSV } hs_server_form;

typedef struct hs_server_route hs_server_route;

/** A request. Borrowed from its exchange. */
typedef struct hs_server_request {
    hs_arena *arena; /* dies with the request */
    const hs_server_route *route;
    hs_str path; /* decoded, below the base */
    hs_str id;   /* the part of the path that the route leaves open */
    hs_server_params params;
    hs_server_form form;
    hs_str type; /* Content-Type */
    hs_str body;
    hs_str host;       /* Host, as it was let in */
    bool https;        /* a proxy says that it was asked by TLS; nothing but links that are told rests on it */
    hs_str last_event; /* Last-Event-ID */
    bool known;        /* who asks has shown the token */
    bool by_cookie;    /* in a cookie alone: a form must carry the form's token, too */
    char now[HS_ISO8601_UTC];
} hs_server_request;

/** An answer. Zeroed, but for the cap of its buffers. */
typedef struct hs_server_reply {
    int status;
    const char *type; /* static */
    hs_buffer body;
    hs_str fixed;   /* instead of `body`: bytes that stay */
    hs_buffer link; /* the header Link */
    hs_buffer location;
    char detail[HS_SERVER_DETAIL]; /* of a problem: what went wrong, in words */
    char allow[64];                /* the header Allow */
    const char *cookie;            /* the header Set-Cookie; memory of the request's arena */
    const char *coding;            /* the header Content-Encoding; static */
    unsigned retry_s;              /* the header Retry-After; 0: none */
    bool lasting;                  /* the bytes of this address never change */
    bool closing;                  /* the connection ends behind it */
} hs_server_reply;

/** Say what went wrong in place of what the reply holds; the body is written later, as fits who asked. @param detail  for people;
 * any text */
void hs_server_problem(hs_server_reply *out, int status, hs_str detail);
/** The same of a call that failed: the one place where a status becomes one of HTTP. @param upload  it is what was sent that is to
 * blame */
void hs_server_failed(hs_server_reply *out, const hs_error *err, bool upload);
/** The status of HTTP of a call that failed. @param upload  as hs_server_failed */
int hs_server_status(hs_status code, bool upload);
/** The body of a problem as application/problem+json (RFC 9457). */
void hs_server_problem_body(hs_server_reply *out);
/** A string of JSON with its quotation marks; NULL: null. What is no UTF-8 stands as U+FFFD. */
void hs_server_json_str(hs_buffer *out, hs_str s);
/** A field of JSON: ,"name":"value". */
void hs_server_json_field(hs_buffer *out, const char *name, hs_str value);
/** The same of an id of the ledger, with its letter; null for 0. */
void hs_server_json_id(hs_buffer *out, const char *name, char letter, uint64_t id);
/** An hs_sink into an hs_buffer. */
int hs_server_sink(void *buffer, const char *bytes, size_t len);

/** Text as part of an address: all but letters, digits and "-._~" as escapes. @param also  stands as it is, too */
void hs_server_put_escaped(hs_buffer *out, hs_str s, const char *also);
/** base + path + parameters, of which `name` is left out, or has `value` if that is known. @param params  NULL: none */
void hs_server_put_address(hs_buffer *out, const char *base, hs_str path, const hs_server_params *params, const char *name,
                           hs_str value);
/** The number of an id, "c12", of that letter. 0: it is none. */
uint64_t hs_server_id(hs_str id, char letter);

/** Pack a reply's body by a coding, "gzip" or "zstd", if that makes it smaller; then reply->coding says so. (server_pack.c) */
void hs_server_pack(hs_server_reply *reply, const char *coding);

#endif
