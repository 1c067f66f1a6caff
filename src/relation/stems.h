/* stems.h -- what the forms of an English word have in common.
 * In: a lower-case word. Out: its stem, good for comparing and nothing else. No state; any thread. Also part of the
 * program that makes the table of antonyms, so that both cut alike. */
#ifndef HS_STEMS_H
#define HS_STEMS_H

#include <stddef.h>

enum { HS_STEM_BYTES = 32 };

/**
 * Cut the endings of plurals and verbs: denies, denied, denying: deny. Words of other tongues and numbers are cut, too,
 * always in the same way.
 *
 * @param out   NUL-terminated
 * @param word  [len] lower case; what is over HS_STEM_BYTES - 1 is left out
 * @return bytes written, without the NUL
 */
size_t hs_stem(char out[HS_STEM_BYTES], const char *word, size_t len);
/** The same of a word as it is written, with capitals of ASCII. */
size_t hs_stem_written(char out[HS_STEM_BYTES], const char *word, size_t len);

#endif
