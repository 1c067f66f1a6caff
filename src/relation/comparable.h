/* comparable.h -- which two contents are offered to the judge: the tests that pairs.c makes, and that `explain` tells of. In: texts, vectors. Out: whether they pass, or which test
 * fails. Rules. Threads: as the ledger; those of texts alone have no state. */
#ifndef HS_COMPARABLE_H
#define HS_COMPARABLE_H

#include "differ.h"
#include "ledger.h"

enum {
    HS_COMPARABLE_BYTES = 2000, /* of a content that is compared; a longer one is no clause */
    HS_ALIKE_PERCENT = 50,      /* of two vectors: below, few pairs are related */
    HS_ALIKE_MOST = 127 * 127    /* of vectors that are the same */
};

/** The test that keeps two contents from being compared. */
typedef enum hs_comparable {
    HS_COMPARABLE,
    HS_COMPARABLE_BARE,   /* one only points at what was said before */
    HS_COMPARABLE_LONG,   /* one is no clause any more */
    HS_COMPARABLE_LITTLE, /* one tells too little */
    HS_COMPARABLE_WITHIN, /* one tells what the other tells, and that somebody says it */
    HS_COMPARABLE_BRIEF   /* one tells little, and the other has not all of its words */
} hs_comparable;

/** Is a content compared with others at all? */
hs_comparable hs_comparable_alone(hs_str text);
/** Does it tell so little that it is compared only with what has its words? */
bool hs_comparable_is_brief(hs_str text);
/** Are two contents that are compared with others compared with each other, if they are alike? */
hs_comparable hs_comparable_both(hs_str a, bool a_is_brief, hs_str b, bool b_is_brief);

/** Does the one tell what the other does by a noun: "a report that the pipe leaked", "that the pipe leaked"? */
bool hs_comparable_is_frame(hs_str a, hs_str b);

/** @param alike  of their vectors: the product of two unit vectors times 127 */
bool hs_comparable_are_alike(int64_t alike);
/** Is it of one matter who knew of it, though their vectors are far apart? */
bool hs_comparable_by_knowing(const hs_shown *a, const hs_shown *b);
/** Of the vectors of two claims' contents; 0 where they have none of one model. @return HS_OK, HS_E_LEDGER .. */
hs_status hs_comparable_alike(int64_t *out, hs_ledger *ledger, int64_t one, int64_t other, hs_error *err);

#endif
