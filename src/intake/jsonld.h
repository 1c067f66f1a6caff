/* jsonld.h -- what a page says of itself in JSON-LD (schema.org). Threads: no state but the caller's. */
#ifndef HS_JSONLD_H
#define HS_JSONLD_H

#include "arena.h"
#include "hearsay.h"

enum { HS_MAX_AUTHORS = 32 };

/** {NULL, 0}: not said. */
typedef struct hs_jsonld {
    hs_str headline, published, modified, publisher, url;
    hs_str authors[HS_MAX_AUTHORS]; /* [n_authors] */
    size_t n_authors;
} hs_jsonld;

/**
 * Read one script of JSON-LD and add to `out` what it does not have yet. Text that is no JSON adds nothing.
 *
 * @param out     strings in `arena`
 * @param script  hostile
 * @return HS_OK, HS_E_NOMEM
 */
hs_status hs_jsonld_read(hs_jsonld *out, hs_arena *arena, hs_str script, hs_error *err);

#endif
