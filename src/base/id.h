/* id.h -- what people and programs call a row of the ledger by: "c12". In: hostile bytes. Out: its number. No state; any thread. */
#ifndef HS_ID_H
#define HS_ID_H

#include "hearsay.h"

/**
 * Read an id: its letter, then a number from 1 on in decimal digits, at most 18 and none too many in front; nothing behind.
 *
 * @param out     0 where it is none
 * @param letter  'a', 'c', 'd', 's' of rows, 'r' of a cursor
 */
bool hs_id_parse(uint64_t *out, hs_str s, char letter);

#endif
