/* differ.h -- do two contents show a difference? Told by single words: quick, and often wrong. In: texts. Out: yes or no. No state; any thread. */
#ifndef HS_DIFFER_H
#define HS_DIFFER_H

#include "hearsay.h"

enum { HS_SHOWN_NUMBERS = 8 };

/** What a content shows. */
typedef struct hs_shown {
    bool denied;                        /* by an odd number of words */
    bool knows, of_it;                  /* it is of who knew or was told; of "it" */
    uint32_t knower;                    /* hash of who knew: the head noun's stem; 0: a pronoun, or nobody is told */
    uint32_t numbers[HS_SHOWN_NUMBERS]; /* [n] hashes of what is written in digits or as a number word */
    size_t n;
} hs_shown;

hs_shown hs_shown_in(hs_str text);
/** Does one content deny what the other does not, or name other numbers? Symmetric. */
bool hs_shown_differ(const hs_shown *a, const hs_shown *b);
/** Does one tell that somebody knew, and the other that somebody knew nothing "of it"? Of such two the vectors are far apart. Symmetric. */
bool hs_shown_opposed_knowing(const hs_shown *a, const hs_shown *b);
/** May it be one and the same who knew? A pronoun may be anybody. Symmetric. */
bool hs_shown_one_knower(const hs_shown *a, const hs_shown *b);
/** Does each name numbers, and none that the other names? In digits or as words up to twenty. Symmetric. */
bool hs_numbers_differ(hs_str a, hs_str b);

#endif
