/* counts.h -- which figures are held at the same time: a source's count stands until the same source gives another.
 * Path: a claim's rivals by figures -> who held which, when -> disputes.c. Threads: a ledger's one thread. */
#ifndef HS_COUNTS_H
#define HS_COUNTS_H

#include "held.h"

typedef struct hs_count {
    const hs_positions *held; /* NULL: of no figures */
    hs_quantities of; /* of one wording of the claim */
} hs_count;

typedef struct hs_counts {
    hs_count *at; /* [n] the claim itself first, then its rivals in their order; of others than figures nothing is loaded */
    size_t n;
    hs_arena *arena;
} hs_counts;

/**
 * @param out    end with hs_counts_free, also on failure, and before hs_holdings_clear
 * @param claim  one that stands for itself
 * @param rivals of it
 * @return HS_OK, HS_E_NOMEM, HS_E_LEDGER ..
 */
hs_status hs_counts_open(hs_counts *out, hs_holdings *holdings, int64_t claim, const hs_rivals *rivals, hs_error *err);
/** Does one source hold the claim's figure while another holds that of rival `i`? */
bool hs_counts_at_once(const hs_counts *counts, size_t i);
void hs_counts_free(hs_counts *counts);

#endif
