/* stance_words.h -- the first words of a span, folded so that they can be compared with words of a lexicon.
 * In: spans of a text, hostile. Out: words in the caller's memory. Threads: any. */
#ifndef HS_STANCE_WORDS_H
#define HS_STANCE_WORDS_H

#include "hearsay.h"

enum { HS_STANCE_WORD_BYTES = 28 };

typedef struct hs_stance_word {
    char text[HS_STANCE_WORD_BYTES]; /* lower case of ASCII, ' for ’; a longer word is cut */
    uint8_t len;
    bool comma;  /* a comma, dash, colon, bracket or semicolon stands before it */
    bool stop;   /* a sentence ends before it */
    bool quoted; /* a quotation mark stands before it */
} hs_stance_word;

/**
 * Read the words of a span. Contractions are parted as they are spoken: didn't: did not; he's: he 's; can't: can not.
 *
 * @param out  [cap]
 * @param text valid UTF-8 (elsewise safe)
 * @return words written
 */
size_t hs_stance_words(hs_stance_word *out, size_t cap, hs_str text, hs_span span);

/** Is the word this one? @param is  lower case */
bool hs_stance_is(const hs_stance_word *word, const char *is);

/** Is the word one of these? @param list  lower case, each with a blank before and after: " may might " */
bool hs_stance_among(const hs_stance_word *word, const char *list);

#endif
