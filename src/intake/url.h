/* url.h -- links made absolute, RFC 3986 section 5. Threads: no state but the caller's. */
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

#endif
