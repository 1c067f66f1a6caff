/* fetch_pace.h -- turns at each host, so that nobody is asked too often.
 * Threads: any number may take turns; a lock inside. */
#ifndef HS_FETCH_PACE_H
#define HS_FETCH_PACE_H

#include "hearsay.h"

typedef struct hs_pace hs_pace;

/** @param out  owned. @return HS_OK, HS_E_NOMEM */
hs_status hs_pace_new(hs_pace **out, hs_error *err);
void hs_pace_free(hs_pace *pace);

/**
 * Sleep until it is our turn at `host`; the next turn comes `delay_ms` later.
 *
 * @return HS_OK
 *         HS_E_NOMEM  without having slept
 */
hs_status hs_pace_wait(hs_pace *pace, hs_str host, uint32_t delay_ms, hs_error *err);

/** Let nobody have a turn at `host` for so long. @return HS_OK, HS_E_NOMEM */
hs_status hs_pace_hold(hs_pace *pace, hs_str host, uint32_t ms, hs_error *err);

/** Milliseconds on the monotonic clock. */
int64_t hs_pace_now(void);

#endif
