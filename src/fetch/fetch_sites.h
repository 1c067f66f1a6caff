/* fetch_sites.h -- what each site's robots.txt says, asked for once.
 * Threads: any number may ask; a lock inside. Who asks first fetches, the others wait for it. */
#ifndef HS_FETCH_SITES_H
#define HS_FETCH_SITES_H

#include "fetch_robots.h"
#include "hearsay.h"

typedef struct hs_sites hs_sites;

/** Fetch and parse the robots.txt of `origin` into `arena`. A status other than HS_OK closes the site for a while. */
typedef hs_status hs_sites_load(hs_robots *out, hs_arena *arena, void *ctx, hs_str origin, hs_error *err);

/** @param out  owned. @return HS_OK, HS_E_NOMEM */
hs_status hs_sites_new(hs_sites **out, hs_error *err);
void hs_sites_free(hs_sites *sites);

/**
 * May `path` of a site be fetched?
 *
 * @param delay_ms  out: what it asks for between two requests; 0 if it does not
 * @param arena     scratch
 * @param load      called where the site is not known, without the lock
 * @return HS_OK
 *         HS_E_ROBOTS  its robots.txt rules it out
 *         what `load` returned, now or lately
 */
hs_status hs_sites_ask(uint32_t *delay_ms, hs_sites *sites, hs_arena *arena, hs_str origin, hs_str path,
                       hs_sites_load *load, void *ctx, hs_error *err);

#endif
