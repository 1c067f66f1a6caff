/* mentions.h -- one place where a text speaks of somebody, read by itself: a name, a pronoun, a description.
 * In: tokens, names. Out: hs_mention. Threads: any. */
#ifndef HS_MENTIONS_H
#define HS_MENTIONS_H

#include "names_entities.h"
#include "names_phrase.h"

typedef enum hs_form {
    HS_FORM_NAME,
    HS_FORM_PRONOUN,
    HS_FORM_DEFINITE,   /* "the minister", "his lawyer" */
    HS_FORM_INDEFINITE, /* "a minister", "officials" */
    HS_FORM_LIST        /* several, joined by "and" */
} hs_form;

typedef enum hs_pronoun {
    HS_PRONOUN_NONE,
    HS_PRONOUN_HE,
    HS_PRONOUN_SHE,
    HS_PRONOUN_THEY,
    HS_PRONOUN_IT,
    HS_PRONOUN_I,
    HS_PRONOUN_WE,
    HS_PRONOUN_WHO,  /* and which, that */
    HS_PRONOUN_OTHER /* you, this */
} hs_pronoun;

typedef struct hs_mention {
    uint32_t begin, end;   /* tokens, half-open; end > begin */
    hs_noun_phrase phrase; /* of the part that says who it is */
    uint32_t name;         /* FORM_NAME: which; of a document, who speaks through it; HS_NONE */
    uint32_t attribution;  /* whose source it is; HS_NONE */
    uint32_t entity;       /* HS_NONE until it is resolved */
    hs_form form;
    hs_pronoun pronoun;
    hs_source_kind kind;
    hs_gender gender;
    bool plural;
    bool owner;     /* a possessive: "his", "Lind's" */
    uint32_t count; /* "four officials"; 0: not said */
} hs_mention;

/** Read the tokens [begin, end) as one mention; of over 64 the first 64. */
hs_mention hs_mention_read(const hs_tokens *tokens, const hs_names *names, const hs_entities *entities, uint32_t begin,
                           uint32_t end);
/** The pronoun at a token, possessives too. */
hs_pronoun hs_pronoun_at(const hs_tokens *tokens, uint32_t i);
/** Is the noun an agency that is told by what it guards: "the environment agency", not "the agency", "a news agency"? */
bool hs_is_authority(const hs_tokens *tokens, uint32_t noun);
/** What a noun stands for. */
hs_source_kind hs_noun_kind(uint32_t traits);
/** The name that ends with token `end` - 1; HS_NONE if none does. */
uint32_t hs_name_ending(const hs_names *names, uint32_t end);

#endif
