/* corefs_phrases_read.h -- reading one noun phrase; internal to phrases.
 * In: tokens, tags, names. Out: hs_phrase. Threads: any. */
#ifndef HS_COREFS_PHRASES_READ_H
#define HS_COREFS_PHRASES_READ_H

#include "corefs_phrases.h"

enum { HS_PHRASE_OWNERS = 8 }; /* of one phrase: "Lind's brother's ship" has two */

hs_tag hs_tag_at(const hs_grammar *grammar, uint32_t i);
/** Does token i + 1 follow token i with nothing but blanks between? */
bool hs_is_joined(const hs_grammar *grammar, uint32_t i);
bool hs_is_noun(hs_tag tag);
/** Finite, an auxiliary, or the bare form. */
bool hs_is_verb(hs_tag tag);
/** The name that token i stands in, its titles too; HS_NONE. */
uint32_t hs_name_at(const hs_grammar *grammar, uint32_t i);
/** my, your, his .. */
bool hs_is_possessive(const hs_tokens *tokens, uint32_t i);
/** this, that, these, those */
bool hs_is_demonstrative(const hs_tokens *tokens, uint32_t i);
/** May it stand between determiner and noun, or be the noun? */
bool hs_is_modifier(const hs_grammar *grammar, uint32_t i);
/** Is it the "that" of "that Lind left", "that ships sank", "thinks that beauty fades"? */
bool hs_begins_clause(const hs_grammar *grammar, uint32_t i);

/**
 * Read determiner, owner, modifiers and noun from token i on.
 *
 * @param owners  [HS_PHRASE_OWNERS] the possessors in it, as phrases; NULL: they are not asked for  @param n  how many
 * @return false if no noun phrase begins at token i
 */
bool hs_phrase_read(hs_phrase *out, hs_phrase *owners, uint32_t *n, const hs_grammar *grammar, uint32_t i);
/** Where a phrase ends, with what describes its noun from behind: "of ..", "that ..", "published ..". */
uint32_t hs_phrase_end(const hs_grammar *grammar, const hs_phrase *phrase);

#endif
