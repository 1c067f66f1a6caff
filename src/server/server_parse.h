/* server_parse.h -- what stands in a request, taken apart: targets, forms, bodies in parts, and the headers that are looked at.
 * In: bytes from anybody, hostile. Out: strings in the caller's arena, or borrowed from the input. Threads: no state. */
#ifndef HS_SERVER_PARSE_H
#define HS_SERVER_PARSE_H

#include "arena.h"
#include "web.h"

enum { HS_SERVER_PARAMS = 64 /* of one address or form */, HS_SERVER_PARTS = 64 };

typedef struct hs_server_params {
    const hs_web_param *at; /* [n] in the order of the input */
    size_t n;
} hs_server_params;

/** The value of the first parameter of this name; {NULL, 0}: there is none. */
hs_str hs_server_param(const hs_server_params *params, const char *name);

/**
 * A request's target, in origin form: "/claims?q=two+words".
 *
 * @param path    out: decoded
 * @param params  out
 * @return HS_OK
 *         HS_E_ARG    it does not begin with '/', an escape is broken, or what is decoded is no UTF-8 or holds a NUL (pos: byte)
 *         HS_E_LIMIT  over HS_SERVER_PARAMS parameters (pos: that)
 *         HS_E_NOMEM
 */
hs_status hs_server_target(hs_str *path, hs_server_params *params, hs_arena *arena, hs_str target, hs_error *err);

/** A form, application/x-www-form-urlencoded. As hs_server_target. */
hs_status hs_server_form_parse(hs_server_params *out, hs_arena *arena, hs_str body, hs_error *err);

/** A part of a body of type multipart/form-data. Borrowed from the body, but for what is in the arena. */
typedef struct hs_server_part {
    hs_str name; /* of the field */
    hs_str file; /* the file's name as the sender has it; NULL: no file */
    hs_str type; /* content type; NULL: not said */
    hs_str bytes;
} hs_server_part;

/**
 * The parts of a body (RFC 7578).
 *
 * @param out   [*n], in the arena
 * @return HS_OK
 *         HS_E_ARG    no boundary, or a body that does not end with it (pos: byte)
 *         HS_E_LIMIT  over HS_SERVER_PARTS parts (pos: that)
 *         HS_E_NOMEM
 */
hs_status hs_server_parts(const hs_server_part **out, size_t *n, hs_arena *arena, hs_str body, hs_str boundary, hs_error *err);

/** The media type of a Content-Type header without its parameters; as it stands, to be compared but for case. */
hs_str hs_server_media(hs_str header);
/** A parameter of a header such as Content-Type, without the quotation marks. @return {NULL, 0}: there is none */
hs_str hs_server_media_param(hs_str header, const char *name);

/** How much a client wants a media type, by its Accept header: 0 (not at all) to 1000. Without the header, all are. */
unsigned hs_server_accepts(hs_str header, const char *type);
/** The same of a content coding, by Accept-Encoding; what is not named is not wanted. */
unsigned hs_server_accepts_coding(hs_str header, const char *coding);
/** Does an If-None-Match header name this tag, which stands in its quotation marks? Compared weakly (RFC 9110, 8.8.3.2). */
bool hs_server_tag_is_in(hs_str header, const char *tag);
/** The value of a cookie. @return {NULL, 0}: there is none */
hs_str hs_server_cookie(hs_str header, const char *name);
/** A Host header's name, without brackets, and port. @return false: it is none */
bool hs_server_host(hs_str *name, hs_str *port, hs_str header);
/** The token of an Authorization header of the scheme Bearer. @return {NULL, 0}: there is none */
hs_str hs_server_bearer(hs_str header);

#endif
