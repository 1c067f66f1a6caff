/* charset.h -- the text of an input, whatever encoding it is in.
 * In: hostile bytes. Out: valid UTF-8 in an arena. Threads: no state but the caller's. */
#ifndef HS_CHARSET_H
#define HS_CHARSET_H

#include "document.h"
#include "sniff.h"

typedef struct hs_charset_text {
    hs_str text;             /* valid UTF-8; writable memory of the arena */
    uint64_t replaced_bytes; /* bytes of the input that stand as U+FFFD */
    uint64_t odd_byte;       /* the first of these; where windows-1252 was assumed, the first that is no UTF-8 */
    const char *encoding;    /* name in the WHATWG Encoding Standard; static */
    bool assumed;            /* nothing declared it, and it is not UTF-8 */
} hs_charset_text;

/**
 * Decode an input by its byte order mark, else by what its container says, else by what its <meta> or XML declaration
 * says, else by its zeros as UTF-16, else as UTF-8 if it is that but for stray bytes, else as windows-1252. A label
 * that nobody knows counts as none.
 *
 * @param out      zeroed on failure
 * @param arena    grows by at most three times the input
 * @param is_page  look for declarations
 * @return HS_OK
 *         HS_E_LIMIT  the text would not fit 32-bit offsets (pos: the limit)
 *         HS_E_NOMEM
 * @source WHATWG Encoding and HTML ("determining the character encoding")
 */
hs_status hs_charset_decode(hs_charset_text *out, hs_arena *arena, const hs_raw *raw, bool is_page, hs_error *err);
/** Let the document say how it was decoded. */
void hs_charset_tell(hs_document *doc, const hs_charset_text *decoded);

#endif
