/* explain.h -- what the files that tell why share.
 * Path: ids -> rows of pair, dispute, change, copy .. -> hs_ground, each a sentence with the words that it rests on.
 * Threads: one answer, one thread. */
#ifndef HS_EXPLAIN_H
#define HS_EXPLAIN_H

#include "query.h"

enum {
    HS_EXPLAIN_REASONS = 200,
    HS_EXPLAIN_EVIDENCE = 32,
    HS_EXPLAIN_ROWS = 50,   /* of one kind */
    HS_EXPLAIN_HOLDERS = 4 /* of a side */
};

typedef struct hs_explaining {
    hs_answer *answer;
    hs_ledger *ledger;
    hs_ground *now; /* the reason that is being made */
    hs_evidence evidence[HS_EXPLAIN_EVIDENCE]; /* [n_evidence] of it */
    uint32_t n_evidence;
} hs_explaining;

/**
 * Begin a reason, with the words of what it is about. Ends the one before it. Past HS_EXPLAIN_REASONS the last one is made again.
 *
 * @param relation  static
 * @param letter    'c', 'a', 'd'
 * @param other     0: it is of one alone
 * @param score     below 0: none
 */
hs_status hs_explain_begin(hs_explaining *e, const char *relation, char letter, int64_t one, int64_t other, double score,
                           hs_error *err);
/** Its sentence. */
HS_PRINTF(3, 4)
hs_status hs_explain_say(hs_explaining *e, hs_error *err, const char *fmt, ...);
/** Words that it rests on; past HS_EXPLAIN_EVIDENCE they are left out. */
hs_status hs_explain_show(hs_explaining *e, const char *what, int64_t attribution, int64_t document, int64_t begin, int64_t end,
                          hs_error *err);
/** The cue and the content of an attribution. */
hs_status hs_explain_show_attribution(hs_explaining *e, int64_t attribution, hs_error *err);
/** End the last reason. */
hs_status hs_explain_end(hs_explaining *e, hs_error *err);

/** Each gives at least one reason. @param other  0: of one alone. @return HS_E_NONE .. */
hs_status hs_explain_claims(hs_explaining *e, int64_t claim, int64_t other, hs_error *err);
hs_status hs_explain_attributions(hs_explaining *e, int64_t attribution, int64_t other, hs_error *err);
hs_status hs_explain_documents(hs_explaining *e, int64_t document, int64_t other, hs_error *err);
/** Why an attribution is whose it is. */
hs_status hs_explain_source(hs_explaining *e, int64_t attribution, hs_error *err);
/** In SQL: the wordings of the standing claim `id`, itself among them. */
#define HS_EXPLAIN_WORDINGS(id) "(SELECT " id " UNION ALL SELECT claim_id FROM claim WHERE same_as = " id ")"

/** Why two standing claims are in dispute, and by which words; nothing where they are not. @param told  out: they are */
hs_status hs_explain_dispute(hs_explaining *e, int64_t claim, int64_t other, bool *told, hs_error *err);
/** What the comparer says of the wordings of two standing claims, or of one, that are the same or contradict each other, the surest first. @param n  out: how many were told */
hs_status hs_explain_pairs(hs_explaining *e, int64_t claim, int64_t other, int *n, hs_error *err);
/** Why no pair of their wordings relates two standing claims: the comparer sees neither in them, has not seen them yet, or is not asked, by which test. A reason of claims. */
hs_status hs_explain_unrelated(hs_explaining *e, int64_t claim, int64_t other, hs_error *err);

#endif
