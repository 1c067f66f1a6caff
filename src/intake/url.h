/* url.h -- links made absolute, and addresses in one spelling, RFC 3986 sections 5 and 6. Threads: no state but the caller's. */
#ifndef HS_URL_H
#define HS_URL_H

#include "arena.h"
#include "hearsay.h"

/** Does it begin with http:// or https:// and name a host? */
bool hs_url_is_web(hs_str url);

/**
 * Resolve a reference.
 *
 * @param out   in `arena`: absolute where `base` is a web address, else `ref` as it stands; {NULL, 0} for what leads to
 * no other page: a fragment, mailto:, javascript: ..
 * @param base  {NULL, 0} if it is not known
 * @return HS_OK, HS_E_NOMEM
 */
hs_status hs_url_resolve(hs_str *out, hs_arena *arena, hs_str base, hs_str ref, hs_error *err);

/**
 * One spelling of a web address (RFC 3986, section 6.2): scheme and host in small letters, no default port, no dot segments, escapes of letters and
 * digits undone and others in capitals; "/" for no path. What tells how a reader came (utm_source, fbclid ..) and the fragment, which leads within
 * the page, are left off; a fragment that begins with "!" or "/" stays, as some sites tell pages apart by it. http and https, and a host with www.
 * and without, are other resources and stay apart: the one need not answer where the other does, and a page that is to be had at both says by
 * rel=canonical which it is.
 *
 * @param out  in `arena`, or `url` itself where it is no web address. @return HS_OK, HS_E_NOMEM
 */
hs_status hs_url_normal(hs_str *out, hs_arena *arena, hs_str url, hs_error *err);

#endif
