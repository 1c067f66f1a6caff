/* antonyms_table.h -- the table that antonyms_make.c writes and compare_words.c reads. Offsets are into one pool of
 * strings, so that the table holds no pointer to be relocated at start-up. Threads: constant. */
#ifndef HS_ANTONYMS_TABLE_H
#define HS_ANTONYMS_TABLE_H

#include <stdint.h>

extern const char hs_antonym_pool[];
/** Offsets into the pool, sorted by their text's bytes: two stems, parted by a blank. Each pair stands both ways round. */
extern const uint32_t hs_antonym_keys[]; /* [hs_antonym_n_keys] */
extern const uint32_t hs_antonym_n_keys;

#endif
