/* names_phrase.h -- the parts of a noun phrase: "the ministry's four senior officials in Halvan".
 * In: tokens. Out: where determiner, owner and head stand. Threads: any. */
#ifndef HS_NAMES_PHRASE_H
#define HS_NAMES_PHRASE_H

#include "names_find.h"

/** Tokens; HS_NONE where there is none. */
typedef struct hs_noun_phrase {
    uint32_t begin, end;
    uint32_t determiner; /* the first: the, a, his, four */
    uint32_t owner;      /* the possessor's last word, or a possessive pronoun */
    uint32_t core;       /* the first word behind determiners and owner */
    uint32_t head;       /* the last before what describes it from behind */
    bool partitive;      /* "one of .."; the rest is told of what follows "of" */
} hs_noun_phrase;

/** Read the phrase that begins at token `begin`. @param end  where it ends at the latest; > begin */
hs_noun_phrase hs_noun_phrase_read(const hs_tokens *tokens, uint32_t begin, uint32_t end);

/** The number that a token names: "four", "12", "dozen"; 0 if it is none. */
uint32_t hs_number_at(const hs_tokens *tokens, uint32_t i);
/** Is the head in the plural? */
bool hs_noun_phrase_is_plural(const hs_tokens *tokens, const hs_noun_phrase *phrase);

#endif
