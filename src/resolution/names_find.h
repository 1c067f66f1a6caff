/* names_find.h -- the names in a text.
 * In: tokens. Out: every run of capitalised words that names a person, body, outlet or place, without the titles before
 * it. Threads: no state but the caller's. */
#ifndef HS_NAMES_FIND_H
#define HS_NAMES_FIND_H

#include "names_tokens.h"

#define HS_NONE UINT32_MAX

typedef enum hs_gender { HS_GENDER_UNKNOWN, HS_GENDER_MALE, HS_GENDER_FEMALE } hs_gender;

/** May both be one person's, as far as both are known? */
static inline bool hs_genders_agree(hs_gender a, hs_gender b)
{
    return a == HS_GENDER_UNKNOWN || b == HS_GENDER_UNKNOWN || a == b;
}

typedef struct hs_name {
    uint32_t whole;      /* first token of the titles before it; = first without any */
    uint32_t first, end; /* tokens of the name, half-open */
    uint32_t entity;     /* set by hs_entities_find */
    hs_source_kind kind; /* HS_SOURCE_UNKNOWN: a single word that says nothing of itself */
    hs_gender gender;
    bool brand; /* keeps its 's: "Corley's" */
} hs_name;

typedef struct hs_names {
    hs_name *at; /* [n], by first token, not overlapping */
    uint32_t n;
} hs_names;

/**
 * Names are found by capitals. At the beginning of a sentence and in headlines a capital says nothing: there a word is
 * part of a name if it is elsewhere, or if nothing speaks against it.
 *
 * @param out    borrowed from `arena`; of a text with over a million names the first million
 * @return HS_OK, HS_E_NOMEM
 */
hs_status hs_names_find(hs_names *out, hs_arena *arena, const hs_tokens *tokens, hs_error *err);

/** The first name that ends behind token `at`; n if there is none. */
uint32_t hs_names_from(const hs_names *names, uint32_t at);

typedef enum hs_finite {
    HS_FINITE_NOT,
    HS_FINITE_PERHAPS, /* a cue that may be a participle behind a noun as well: "the man accused" */
    HS_FINITE_SURELY   /* an auxiliary, or a cue that nobody is the object of: "denies", "argued", "has" */
} hs_finite;

/** Is it a form of a verb that a subject may stand before: one of the lexicon of cues, or an auxiliary? */
hs_finite hs_token_finite(const hs_tokens *tokens, uint32_t i);

/** Hash of a word, but for case of ASCII. */
uint32_t hs_word_hash(hs_str word);

#endif
