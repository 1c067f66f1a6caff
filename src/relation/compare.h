/* compare.h -- do two contents say the same, does one contradict the other, or neither?
 * Path: pairs of texts -> evidence by rules (compare_words.h) -> word pieces of what rules leave open -> windows, both
 * orders of each pair -> encoder and pair head -> probabilities -> what evidence rules out -> a relation and why.
 * The functions that others call are declared in hearsay.h.
 * Threads: an hs_comparer is immutable and shared; an hs_compare_space belongs to one thread. */
#ifndef HS_COMPARE_H
#define HS_COMPARE_H

#include "hearsay.h"

#define HS_SAME_BY_MODEL "says the same in other words" /* how hs_comparison.why begins where the model alone tells that two are the same */

/**
 * Open the model in a folder.
 *
 * @param out  owned, end with hs_comparer_free; NULL on failure
 * @return as hs_comparer_open
 */
hs_status hs_comparer_open_folder(hs_comparer **out, const char *folder, hs_error *err);

#endif
