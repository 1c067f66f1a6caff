/* nearest.h -- which pairs of contents are judged: each content with those nearest to it in meaning (the graph of k nearest neighbours, as
 * in Dong, Moses and Li, "Efficient k-nearest neighbor graph construction", 2011), so that their number grows with the contents and not
 * with their square. Those that show a difference (differ.h) compete among themselves, as what is said by many would else hide who
 * says otherwise. In: pairs that are offered. Out: rows of pair that go, and offers that stay: what both are once all is offered does
 * not depend on the order of the offers. Threads: as the ledger. */
#ifndef HS_NEAREST_H
#define HS_NEAREST_H

#include "ids.h"
#include "ledger.h"

enum {
    HS_NEAREST_ALIKE = 2, /* pairs of a content */
    HS_NEAREST_DIFFERING = 1,
    HS_BY_RULE = 1000000 /* `pair.alike` of a pair that is kept for what its words are, not for its nearness: no product of vectors is as great. It takes no
                          * other pair's place, and none takes its */
};

/* Put a pair in, in place of one that is there. */
#define HS_PAIR_PUT "INSERT INTO pair (claim_id, other_id, relation, score, why, alike, differs) "
#define HS_PAIR_INSTEAD " ON CONFLICT (claim_id, other_id) DO UPDATE SET relation = excluded.relation, score = excluded.score, why = excluded.why, " \
                        "alike = excluded.alike, differs = excluded.differs"

/** Two contents that might be judged. */
typedef struct hs_offer {
    int64_t low, high; /* claims; low < high */
    int32_t alike;     /* of their vectors: the product of two unit vectors times 127 */
    bool differs;
    bool stays;        /* out */
    char low_key[HS_CLAIM_KEY], high_key[HS_CLAIM_KEY];
} hs_offer;

/**
 * Say which offers stay, and delete the rows that they drive out.
 *
 * @param offers   [n] rising by low and high, none of them a row yet
 * @param touched  claims of which a row goes that was decided are added
 */
hs_status hs_nearest_choose(hs_offer *offers, size_t n, hs_ids *touched, hs_ledger *ledger, hs_error *err);

#endif
