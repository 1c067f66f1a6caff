/* charset.h -- the text of a web page, whatever encoding it is in.
 * In: hostile bytes. Out: valid UTF-8 in an arena. Threads: no state but the caller's. */
#ifndef HS_CHARSET_H
#define HS_CHARSET_H

#include "utf8.h"

/**
 * Decode a page by its byte order mark, else by what its <meta> or XML declaration says, else as UTF-8 if it is valid,
 * else as windows-1252. A name that nobody knows counts as none.
 *
 * @param out    zeroed on failure; text.ptr is writable memory of the arena
 * @param arena  grows by at most three times `len`
 * @return HS_OK, HS_E_NOMEM
 */
hs_status hs_charset_decode(hs_decoded *out, hs_arena *arena, const void *bytes, size_t len, hs_error *err);

/** As hs_charset_decode, but `label` (Content-Type's charset, say) wins over what the page says, if it is known. */
hs_status hs_charset_decode_as(hs_decoded *out, hs_arena *arena, const void *bytes, size_t len, hs_str label,
                               hs_error *err);
/** Is it the label of an encoding that can be decoded? */
bool hs_charset_is_known(hs_str label);

#endif
