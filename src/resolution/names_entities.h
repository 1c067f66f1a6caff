/* names_entities.h -- who the names of a text are: one entity for all names of one person, body, outlet or place.
 * In: names. Out: entities, with what the text says of each. Threads: no state but the caller's. */
#ifndef HS_NAMES_ENTITIES_H
#define HS_NAMES_ENTITIES_H

#include "names_find.h"
#include "names_office.h"

enum { HS_ENTITY_ROLES = 6 };

/** Somebody in the text. Those that are described only, not named, are added when mentions are resolved. */
typedef struct hs_entity {
    uint32_t first, end; /* tokens: the fullest name, without titles; of the described, the phrase from its core on */
    uint32_t roles[HS_ENTITY_ROLES]; /* tokens of nouns that it is called by: "analyst" */
    uint8_t n_roles;
    bool described; /* the text has no name for it */
    bool plural;
    bool kind_given;   /* by a word of its own, not by its shape */
    bool kind_guessed; /* a person, for no more than that it speaks */
    hs_source_kind kind;
    hs_gender gender;
    uint32_t owner;                 /* entity: "Lind's lawyer" belongs to Lind; HS_NONE */
    uint32_t body;                  /* entity: whom it speaks or works for; HS_NONE */
    hs_span description;            /* "harbour master of Port Alder"; empty: none */
    uint32_t mention;               /* of the described: where its description stands; HS_NONE */
    uint32_t first_name, last_name; /* names; HS_NONE */
    uint32_t mentions;              /* how often it is named */
    bool brand;                     /* called "Corley's" */
    bool by_first;                  /* a firm: the text calls it by its first word alone, though somebody has that name, too */
    bool by_given;                  /* the text calls it by its given name alone, too */
    uint32_t source;                /* of the document, or HS_NO_SOURCE */
} hs_entity;

typedef struct hs_entities {
    hs_arena *arena;
    hs_entity *at; /* [n] */
    uint32_t n, cap;
} hs_entities;

/** Group names. @param names  each gets its entity. @return HS_OK, HS_E_NOMEM */
hs_status hs_entities_find(hs_entities *out, hs_arena *arena, const hs_tokens *tokens, hs_names *names, hs_error *err);
/** Add what titles, appositions and "is a .." say of those who are named. */
void hs_entities_describe(hs_entities *entities, const hs_tokens *tokens, const hs_names *names);

/** The body that somebody speaks for: of "spokesman for Lindco", "Lindco's chief executive". @param begin  of the
 * phrase, as `end` @param head  its noun. @return an entity, HS_NONE */
uint32_t hs_body_of(const hs_entities *entities, const hs_tokens *tokens, const hs_names *names, uint32_t begin,
                    uint32_t head, uint32_t end);

/** Does one who is called by the noun speak or work for whoever stands behind it: "a spokesman | for the landlord"? @param end  of the phrase */
bool hs_works_for(const hs_tokens *tokens, uint32_t noun, uint32_t end);

/** A new entity, all empty. NULL if there is no memory. */
hs_entity *hs_entity_add(hs_entities *entities);
/** Note that it is called by this noun. */
void hs_entity_call(hs_entity *entity, const hs_tokens *tokens, uint32_t noun);
/** "Corlen Group", "Lund Brothers": by its own words a body, whatever else a "contractor" or a "supplier" may be? */
bool hs_entity_is_body_by_name(const hs_entity *entity, const hs_tokens *tokens);
/** How the noun at this token goes with those that it is called by: the best of them. */
hs_office_match hs_entity_office(const hs_entity *entity, const hs_tokens *tokens, uint32_t noun);
/** Is it called by the noun, as far as what stands around both tells? */
bool hs_entity_is_called(const hs_entity *entity, const hs_tokens *tokens, uint32_t noun);

#endif
