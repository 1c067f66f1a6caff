/* http.h -- an HTTP response as an archive keeps it. Path: bytes -> status, type, body with its transfer and content
 * encodings taken off. No state; any thread. */
#ifndef HS_HTTP_H
#define HS_HTTP_H

#include "buffer.h"
#include "hearsay.h"

typedef struct hs_http {
    unsigned status;
    hs_str type; /* value of Content-Type; {NULL, 0} if there is none */
    hs_str encoding;
    hs_str body; /* without its chunks; hs_packed_open unpacks it */
} hs_http;

/**
 * @param out    borrows `bytes`
 * @param bytes  [len], hostile; chunks are joined in place
 * @return false if it is no response
 */
bool hs_http_open(hs_http *out, char *bytes, size_t len);

#endif
