/* fetch_robots.h -- what a site lets programs fetch: robots.txt, RFC 9309.
 * In: hostile bytes. Out: rules in an arena. Threads: rules are immutable once parsed. */
#ifndef HS_FETCH_ROBOTS_H
#define HS_FETCH_ROBOTS_H

#include "arena.h"
#include "hearsay.h"

enum {
    HS_ROBOTS_MAX_BYTES = 500 << 10, /* of robots.txt; what follows is not read, as the RFC has it */
    HS_ROBOTS_MAX_DELAY_MS = 30000   /* a longer Crawl-delay is taken for this */
};

typedef struct hs_robots_rule hs_robots_rule;

typedef struct hs_robots {
    const hs_robots_rule *rules; /* [n]; zeroed: everything is allowed */
    size_t n;
    uint32_t delay_ms; /* Crawl-delay; 0 if none is asked for */
} hs_robots;

/**
 * The rules for `agent`: of all groups that name it, else of all for "*". Nothing is refused; lines that say nothing
 * are passed over.
 *
 * @param out    zeroed on failure
 * @param arena  grows by at most six times `text`
 * @param agent  product token; all after its first byte that is no letter, "-" or "_" is left off
 * @return HS_OK, HS_E_NOMEM
 */
hs_status hs_robots_parse(hs_robots *out, hs_arena *arena, hs_str text, hs_str agent, hs_error *err);

/** May `path` (with its query) be fetched? The longest pattern that matches decides, and allow wins over disallow.
 * @param arena  scratch, grows by three times `path`
 * @return HS_OK, HS_E_NOMEM */
hs_status hs_robots_allow(bool *out, const hs_robots *robots, hs_arena *arena, hs_str path, hs_error *err);

/** The bytes at the beginning of a User-Agent that robots.txt calls it by. */
hs_str hs_robots_token(hs_str agent);

#endif
