/* iso8601.h -- dates and times as ISO 8601 writes them. No state; any thread. */
#ifndef HS_ISO8601_H
#define HS_ISO8601_H

#include "hearsay.h"

/**
 * Is `s` a calendar date or time: YYYY, YYYY-MM, YYYY-MM-DD, and after a full date Thh:mm[:ss[.fraction]] with or
 * without Z, +hh, +hhmm or +hh:mm?
 *
 * @param bad  out, may be NULL: the first byte that cannot stand; s.len where it breaks off
 */
bool hs_iso8601_is_valid(hs_str s, size_t *bad);

#endif
