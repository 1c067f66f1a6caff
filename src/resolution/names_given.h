/* names_given.h -- is a word a given name, and whose?
 * In: one word. Out: mostly a man's, a woman's, or either's. Threads: any. */
#ifndef HS_NAMES_GIVEN_H
#define HS_NAMES_GIVEN_H

#include "hearsay.h"

typedef enum hs_given { HS_GIVEN_NONE, HS_GIVEN_EITHER, HS_GIVEN_MALE, HS_GIVEN_FEMALE } hs_given;

/** @param word  hostile; case of ASCII makes no difference; of a double name the first part counts */
hs_given hs_given_name(hs_str word);
/** Whether the lists are in the order that searching them relies on: for the test. */
bool hs_given_names_sorted(void);

#endif
