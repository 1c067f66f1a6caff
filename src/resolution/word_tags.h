/* word_tags.h -- the part of speech of each word: a hidden Markov model over its neighbours.
 * In: tokens. Out: a tag a token. Threads: any.
 *
 * Of GUM's dev part 92 words in 100 get their tag; noun phrases need no more. */
#ifndef HS_WORD_TAGS_H
#define HS_WORD_TAGS_H

#include "names_tokens.h"

typedef enum hs_tag {
    HS_TAG_MARK, /* punctuation; none of a token's */
    HS_TAG_NOUN,
    HS_TAG_NOUNS, /* in the plural */
    HS_TAG_PROPER,
    HS_TAG_PRONOUN, /* personal, possessive too */
    HS_TAG_WH,
    HS_TAG_VERB, /* finite, or the bare form */
    HS_TAG_GERUND,
    HS_TAG_PARTICIPLE, /* past */
    HS_TAG_AUXILIARY,
    HS_TAG_ADJECTIVE,
    HS_TAG_ADVERB,
    HS_TAG_DETERMINER,
    HS_TAG_PREPOSITION, /* and what begins a clause: because, that */
    HS_TAG_TO,
    HS_TAG_AND,
    HS_TAG_NUMBER,
    HS_TAG_OTHER,
    HS_TAGS
} hs_tag;

/** @param out  [tokens->n], borrowed from `arena`, which grows by 9 bytes a token  @return HS_OK, HS_E_NOMEM */
hs_status hs_tags_find(const uint8_t **out, hs_arena *arena, const hs_tokens *tokens, hs_error *err);
/** Are the tables in the order that searching them relies on: for the test. */
bool hs_tags_sorted(void);

#endif
