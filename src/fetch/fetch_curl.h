/* fetch_curl.h -- libcurl, loaded when it is needed: linked in, it and the thirty libraries that it brings would cost
 * every start of a program that never fetches. Any thread. */
#ifndef HS_FETCH_CURL_H
#define HS_FETCH_CURL_H

#include <curl/curl.h>

#include "hearsay.h"

/* What we call of it, without "curl_". */
#define HS_CURL_FUNCTIONS(X)                                                                                           \
    X(global_init)                                                                                                     \
    X(global_cleanup)                                                                                                  \
    X(easy_init)                                                                                                       \
    X(easy_cleanup)                                                                                                    \
    X(easy_reset)                                                                                                      \
    X(easy_setopt)                                                                                                     \
    X(easy_perform)                                                                                                    \
    X(easy_getinfo)                                                                                                    \
    X(easy_header)                                                                                                     \
    X(easy_strerror)                                                                                                   \
    X(slist_append)                                                                                                    \
    X(slist_free_all)                                                                                                  \
    X(free)                                                                                                            \
    X(url)                                                                                                             \
    X(url_cleanup)                                                                                                     \
    X(url_set)                                                                                                         \
    X(url_get)                                                                                                         \
    X(url_strerror)

typedef struct hs_curl {
#define HS_CURL_MEMBER(name) __typeof__(curl_##name) *name;
    HS_CURL_FUNCTIONS(HS_CURL_MEMBER)
#undef HS_CURL_MEMBER
} hs_curl;

/**
 * Load and initialise libcurl; each load needs its hs_curl_unload.
 *
 * @return HS_OK
 *         HS_E_IO  libcurl is not installed, too old or does not start; *out is zeroed
 */
hs_status hs_curl_load(hs_curl *out, hs_error *err);
/** Does nothing to one that is zeroed. */
void hs_curl_unload(hs_curl *curl);

#endif
