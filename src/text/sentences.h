/* sentences.h -- words and sentences of a text.
 * In: valid UTF-8, English news first of all. Out: byte spans in an arena. Threads: no state but the caller's. */
#ifndef HS_SENTENCES_H
#define HS_SENTENCES_H

#include "arena.h"
#include "hearsay.h"

/**
 * The next word: a run of letters, digits and "_" (Python's \w), with ’ ' . , or - inside: \w+(?:[’'.,\-]\w+)*.
 *
 * @param word  out: its span
 * @param at    byte to look from, 0 at first; moved past the word
 * @return false if no word follows
 */
bool hs_word_next(hs_span *word, hs_str text, uint32_t *at);

/** Bytes of an apostrophe, straight or curly, that `text` begins with; 0: it does not. */
size_t hs_apostrophe(hs_str text);
/** Bytes of an owner's mark that words end in: "the board's", "the workers'"; 0: they end in none. */
size_t hs_owner_mark(hs_str words);

/** Is one of the words of `text`, or its first, one of these [n], but for case? */
bool hs_words_have_one_of(hs_str text, const char *const *words, size_t n);
bool hs_words_begin_with_one_of(hs_str text, const char *const *words, size_t n);

/**
 * All words of a text.
 *
 * @param out  borrowed from `arena`; zeroed on failure
 * @return HS_OK, HS_E_LIMIT over 4 GiB (pos: the limit), HS_E_NOMEM
 */
hs_status hs_words_find(hs_spans *out, hs_arena *arena, hs_str text, hs_error *err);

/**
 * Sentences: every character but white space is in one, and none reaches over a paragraph's end (white space with a
 * line end). A sentence ends at . ! ? or an ellipsis with the quotation marks and brackets that close after it, if what
 * follows can begin another. Sentences inside a quotation are told apart; "Why?" she asked is one. Linear in the text's
 * length.
 *
 * @param out   borrowed from `arena`; zeroed on failure
 * @param text  valid UTF-8 (elsewise safe)
 * @return HS_OK, HS_E_LIMIT over 4 GiB (pos: the limit), HS_E_NOMEM
 */
hs_status hs_sentences_find(hs_spans *out, hs_arena *arena, hs_str text, hs_error *err);

/** Does a sentence or a line end in [begin, end) of the text? A look at its marks alone, for rules that would rather stop too early: abbreviations count as
 * ends, which hs_sentences_find passes by. */
bool hs_sentence_ends(hs_str text, uint32_t begin, uint32_t end);
/** Does a word end as adverbs that are made of adjectives do: "briefly"? So do "family" and "supply". */
bool hs_word_is_ly(hs_str word);

/** Is whoever is described so nobody: "nobody", "No one in the ministry", "almost none of the officials", "no official"? Not so "No 10", "no less than
 * the mayor", or whom "no one but" excepts. (words.c) */
bool hs_is_nobody(hs_str description);
/** Does it call whoever reads: "you", "your parents"? They say nothing. Any thread. */
bool hs_is_reader(hs_str description);

#endif
