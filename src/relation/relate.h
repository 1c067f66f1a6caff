/* relate.h -- a document's claims meet those of the documents near it. In: a document of the ledger. Out: rows of term, pair, story_member and
 * related, and in the end (hs_ledger_settle) of dispute and change, and claim.same_as; what they are once no document is due and no pair waits does
 * not depend on the order in which documents came. Threads: as the ledger. */
#ifndef HS_RELATE_H
#define HS_RELATE_H

#include "ledger.h"

/** A pair the same whichever text is given first. */
hs_pair hs_pair_in_order(hs_str a, hs_str b);
/** What is kept of a reason: nothing where relation and score say it all. */
const char *hs_judged_reason(const hs_judged *judged);
/** As hs_relate_told. @param model  row of the judge */
hs_status hs_relate_told_by(hs_ledger *ledger, int64_t model, const hs_told_pair *pairs, size_t n, hs_error *err);

/**
 * Decides of pairs of contents, of each without a look at the others.
 *
 * @param out    [n]
 * @param pairs  [n] of two texts the one whose bytes come first stands first
 */
typedef hs_status hs_judge(void *ctx, hs_judged *out, const hs_pair *pairs, size_t n, hs_error *err);

/** The judge that a comparer is. @param ctx  an hs_compare_space */
hs_judge hs_judge_by_model;

/** As hs_relate. @param model  row of the judge */
hs_status hs_relate_by(hs_ledger *ledger, int64_t document, int64_t model, hs_error *err);
/** As hs_relate_decide, by any judge. @return also what the judge says */
hs_status hs_relate_decide_by(size_t *done, hs_ledger *ledger, hs_judge *judge, void *ctx, size_t most, hs_error *err);

#endif
