/* compare_order.h -- are two contents the same word by word, but for words that make no difference? In: two texts as compare_text.h has them.
 * Out: how much alike they are. Rules; no model. Threads: no state but the caller's. */
#ifndef HS_COMPARE_ORDER_H
#define HS_COMPARE_ORDER_H

#include "compare_text.h"

typedef enum hs_likeness {
    HS_OTHER_WORDS,
    HS_ONE_WORD_TURNED, /* "before the vote", "after the vote", and all else the same */
    HS_LITTLE_OTHER     /* "the mayor had been told last May", "that the mayor has been told in May" */
} hs_likeness;

/** @param a_word, b_word  out: where one word is turned, that word in each text; else both mean nothing */
hs_likeness hs_compared_in_order(hs_span *a_word, hs_span *b_word, const hs_compared *a, const hs_compared *b);

#endif
