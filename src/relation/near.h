/* near.h -- which documents may be about one event: they share some of their most telling words and were heard about the same time. A
 * property of the two alone, so that it does not matter which came first. Path: text -> stems, weighed by how often they stand
 * in the text and how few articles have them (tf-idf: Sparck Jones 1972; Salton and Buckley 1988) -> the hashes of the weightiest.
 * Threads: no state but the caller's. */
#ifndef HS_NEAR_H
#define HS_NEAR_H

#include "document.h"

enum {
    HS_NEAR_TERMS = 24,  /* of a document */
    HS_NEAR_SHARED = 4,  /* terms of both: of two articles on one story 90 in 100 share so many; 61 in 100 of those that do are of one */
    HS_NEAR_DAYS = 30
};

/** A common word and 10 ln(articles / articles with it); of all others the weight is HS_NEAR_RARE. */
typedef struct hs_near_word {
    char word[24];
    unsigned char weight;
} hs_near_word;
enum { HS_NEAR_RARE = 49 };
extern const hs_near_word hs_near_words[]; /* [hs_near_n_words] rising */
extern const size_t hs_near_n_words;

/**
 * The most telling words of a text, as hashes.
 *
 * @param out        [HS_NEAR_TERMS] distinct, 32 bits each, the most telling first. Fixed for schema 1 of the ledger, which keeps them
 * @param n          out
 * @param text       UTF-8
 * @param furniture  [n_furniture] of that text, in order; left out but for titles
 * @return HS_OK, HS_E_NOMEM
 */
hs_status hs_near_terms(uint32_t *out, size_t *n, hs_str text, const hs_furniture *furniture, size_t n_furniture, hs_error *err);

enum { HS_NEAR_TELLING = 3 /* so many telling words make a claim of a content: "that 240 million is missing", not "of the leak" */ };
/** How many words of a text tell something: that fewer than a fifth of articles have. Numbers count twice. */
size_t hs_near_telling(hs_str text);
/** Is a stem (stems.h) none of the common words, as names are? NUL-terminated. */
bool hs_near_is_rare(const char *stem);
/** Does it say that something is, was, has or will be so? "the bank was insolvent", not "the crack to the ministry". */
bool hs_near_is_clause(hs_str text);

enum { HS_NEAR_BRIEF = 2 /* so many make one, too, beside another that has the same or their opposites: "the bank was insolvent", "the bank is not insolvent" */ };
/** Has `other` each telling word and number of `brief`, or an opposite of it? Wordings and order make no difference. */
bool hs_near_is_told(hs_str brief, hs_str other);
/** How many telling words of `a` that are no numbers has `b`, or an opposite of them? */
uint32_t hs_near_shared(hs_str a, hs_str b);

#endif
