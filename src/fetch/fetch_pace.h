/* fetch_pace.h -- turns at each host, one at a time and apart, so that nobody is asked too often.
 * Threads: any number may take turns; a lock inside. */
#ifndef HS_FETCH_PACE_H
#define HS_FETCH_PACE_H

#include "hearsay.h"

typedef struct hs_pace hs_pace;
typedef struct hs_turn hs_turn;

/** @param out  owned. @return HS_OK, HS_E_NOMEM */
hs_status hs_pace_new(hs_pace **out, hs_error *err);
void hs_pace_free(hs_pace *pace);

/**
 * Wait until it is our turn at `host`.
 *
 * @param out  ends with hs_pace_end
 * @return HS_OK
 *         HS_E_NOMEM  without having waited
 */
hs_status hs_pace_begin(hs_turn **out, hs_pace *pace, hs_str host, hs_error *err);
/** The next turn at the host begins `delay_ms` from now at the earliest. */
void hs_pace_end(hs_pace *pace, hs_turn *turn, uint32_t delay_ms);

/** During a turn: the host asks to be left alone for so many seconds. @param status  by which HTTP status */
void hs_pace_leave(hs_pace *pace, hs_turn *turn, uint32_t seconds, int status);
/** For how many seconds more a host asks to be left alone; 0: it does not. @param status  out, may be NULL: see hs_pace_leave */
uint32_t hs_pace_left(hs_pace *pace, hs_str host, int *status);

/** Milliseconds on the monotonic clock. */
int64_t hs_pace_now(void);

#endif
