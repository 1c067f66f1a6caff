/* fetch_url.h -- web addresses taken apart and joined, by libcurl's parser, which is also the one that acts on them.
 * In: hostile bytes. Out: parts in an arena. Any thread. */
#ifndef HS_FETCH_URL_H
#define HS_FETCH_URL_H

#include "arena.h"
#include "fetch_curl.h"
#include "hearsay.h"

enum { HS_FETCH_URL_MAX = 8192 };

/** Every string is followed by a NUL. */
typedef struct hs_fetch_url {
    hs_str text;           /* absolute, without credentials and fragment */
    hs_str origin;         /* "https://host:443", lower case */
    hs_str host;           /* lower case; an IPv6 address in brackets */
    hs_str path;           /* and query, as they are asked for */
    hs_str user, password; /* decoded; NULL where there is none */
} hs_fetch_url;

/**
 * Parse `ref`, against `base` if it is relative.
 *
 * @param out   zeroed on failure
 * @param base  NULL: `ref` must be absolute
 * @return HS_OK
 *         HS_E_ARG    no http or https address that can be asked for
 *         HS_E_LIMIT  over HS_FETCH_URL_MAX bytes (pos: that)
 *         HS_E_NOMEM
 */
hs_status hs_fetch_url_parse(hs_fetch_url *out, hs_arena *arena, const hs_curl *curl, const hs_fetch_url *base,
                             hs_str ref, hs_error *err);

#endif
