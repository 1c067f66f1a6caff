/* word_list.h -- sorted lists of words, constant and in the program. No state; any thread. */
#ifndef HS_WORD_LIST_H
#define HS_WORD_LIST_H

#include "hearsay.h"

/** Is `word` one of the list, byte for byte? By bisection. @param list  [n], in the order of strcmp */
bool hs_word_list_has(const char *const *list, size_t n, hs_str word);
/** Is the list in that order, and no word in it twice? For tests. */
bool hs_word_list_is_sorted(const char *const *list, size_t n);

#endif
