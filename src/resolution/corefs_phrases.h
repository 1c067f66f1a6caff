/* corefs_phrases.h -- every noun phrase of a text, whatever it speaks of.
 * In: tokens, tags, names with their entities. Out: phrases, in order. Threads: no state but the caller's.
 *
 * A phrase has its modifiers, as OntoNotes has them: "the harbour master of Port Alder", and in it "Port Alder". */
#ifndef HS_COREFS_PHRASES_H
#define HS_COREFS_PHRASES_H

#include "mentions.h"
#include "names_entities.h"
#include "word_tags.h"
#include "turns.h"

typedef enum hs_phrase_form {
    HS_PHRASE_NAME,
    HS_PHRASE_PRONOUN,       /* he, its, I, you */
    HS_PHRASE_DEMONSTRATIVE, /* "this", "that" with no noun */
    HS_PHRASE_DEFINITE,      /* "the ship", "this ship", "his ship" */
    HS_PHRASE_INDEFINITE     /* "a ship", "ships" */
} hs_phrase_form;

typedef enum hs_person {
    HS_PERSON_HE,
    HS_PERSON_SHE,
    HS_PERSON_IT,
    HS_PERSON_THEY,
    HS_PERSON_I,
    HS_PERSON_WE,
    HS_PERSON_YOU,
    HS_PERSON_NONE
} hs_person;

typedef enum hs_animacy { HS_ANIMACY_UNKNOWN, HS_ANIMACY_PERSON, HS_ANIMACY_THING } hs_animacy;

typedef struct hs_phrase {
    uint32_t begin, end; /* tokens, half-open */
    uint32_t determiner; /* the, a, this; HS_NONE */
    uint32_t core, head; /* first word behind determiner and owner; the noun */
    uint32_t owner;      /* the possessor's last word, or a possessive pronoun; HS_NONE */
    uint32_t entity;     /* of a name; HS_NONE */
    hs_phrase_form form;
    hs_person person; /* of a pronoun */
    hs_gender gender;
    hs_animacy animacy;
    bool plural;
    bool owns; /* "his", "Lind's" */
    bool reflexive;
    bool subject; /* a finite verb stands behind it */
    bool lone;    /* its sentence has no other word */
    bool short_us; /* the "'s" of "let's" */
    bool within;  /* a place within a longer name */
    bool empty;   /* "it" that stands for nothing: "it seems" */
} hs_phrase;

typedef struct hs_phrases {
    const hs_phrase *at; /* [n], by their heads: possessors before what they own */
    uint32_t n;
} hs_phrases;

typedef struct hs_grammar {
    const hs_tokens *tokens;
    const uint8_t *tags; /* [tokens->n] */
    const hs_names *names;
    const hs_entities *entities;
    const hs_turns *turns; /* labels of their lines are no phrases */
} hs_grammar;

/** @param out  borrowed from `arena`  @return HS_OK, HS_E_NOMEM */
hs_status hs_phrases_find(hs_phrases *out, hs_arena *arena, const hs_grammar *grammar, hs_error *err);
/** Set form, gender, number and what else its words tell; its tokens are set. */
void hs_phrase_tell(hs_phrase *phrase, const hs_grammar *grammar);
/** The pronoun that a token is; HS_PERSON_NONE. */
hs_person hs_person_at(const hs_tokens *tokens, uint32_t i);

#endif
