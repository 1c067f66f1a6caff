/* word_tags_table.h -- the tables behind hs_tags_find, made by train/make_word_tags.py. Rows in order of their words'
 * bytes. */
#ifndef HS_WORD_TAGS_TABLE_H
#define HS_WORD_TAGS_TABLE_H

#include "word_tags.h"

enum { HS_TAGS_ROW = 32 };

extern const char hs_tags_words[][HS_TAGS_ROW]; /* "word|TccTcc": tags with their costs in hex */
extern const unsigned hs_tags_n_words;
extern const char
    hs_tags_endings[][HS_TAGS_ROW]; /* "aing|..": of rare words; before it "a", "A" (capital) or "9" (digit) */
extern const unsigned hs_tags_n_endings;
extern const unsigned char hs_tags_follow[HS_TAGS][HS_TAGS]; /* cost of the second behind the first */

#endif
