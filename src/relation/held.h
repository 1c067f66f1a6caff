/* held.h -- what is held on claims, and what contradicts them, each looked up once while disputes and changes are found.
 * Path: rows -> positions, of bodies as in_short.h has it, rivals -> disputes.c, changes.c.
 * Threads: a ledger's one thread. */
#ifndef HS_HELD_H
#define HS_HELD_H

#include "ids.h"
#include "positions.h"
#include "rivals.h"

/** A claim that stands for itself. */
typedef struct hs_held {
    hs_positions positions;
    hs_rivals rivals;
    bool has_positions, has_rivals; /* they were looked up */
} hs_held;

typedef struct hs_holdings {
    hs_ledger *ledger;
    hs_id_set claims;
    hs_held **held; /* [claims.ids.n] */
    size_t cap;
    bool versions, asked_versions; /* hs_versions_any, once it was asked */
} hs_holdings;

/** The positions on a standing claim. @param out  borrowed, until hs_holdings_clear. @return HS_OK, HS_E_NOMEM, HS_E_LEDGER .. */
hs_status hs_holdings_positions(const hs_positions **out, hs_holdings *holdings, int64_t claim, hs_error *err);
/** Its rivals. As hs_holdings_positions. */
hs_status hs_holdings_rivals(const hs_rivals **out, hs_holdings *holdings, int64_t claim, hs_error *err);
/** Has any page more than one version? Asked once. @return HS_OK, HS_E_LEDGER .. */
hs_status hs_holdings_versions(bool *out, hs_holdings *holdings, hs_error *err);
/** What was looked up on claims is forgotten: it changed, or is too much to keep. */
void hs_holdings_clear(hs_holdings *holdings);

#endif
