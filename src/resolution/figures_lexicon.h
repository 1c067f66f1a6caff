/* figures_lexicon.h -- the words by which quantities and what they count are told apart from their surroundings.
 * In: a word. Out: its classes. Threads: any; constant. */
#ifndef HS_FIGURES_LEXICON_H
#define HS_FIGURES_LEXICON_H

#include "hearsay.h"

enum {
    HS_LEX_STOP = 1 << 0,        /* no noun phrase goes on over it: of, the, was, who */
    HS_LEX_DETERMINER = 1 << 1,  /* the, its */
    HS_LEX_PREPOSITION = 1 << 2, /* in, aboard */
    HS_LEX_CLAUSE = 1 << 3,      /* begins another clause: when, because */
    HS_LEX_RELATIVE = 1 << 4,    /* who, which, that */
    HS_LEX_PRONOUN = 1 << 5,     /* he, who, them */
    HS_LEX_BE = 1 << 6,          /* a participle may follow: was, have, remained */
    HS_LEX_MODAL = 1 << 7,       /* could */
    HS_LEX_ADVERB = 1 << 8,      /* between such a verb and its participle: also, now */
    HS_LEX_HEDGE = 1 << 9,       /* likewise: feared (dead), reported (missing) */
    HS_LEX_SPEECH = 1 << 10,     /* said, claims */
    HS_LEX_BLANK = 1 << 11,      /* a verb that says nothing of what happened: reached, included */
    HS_LEX_CHANGE = 1 << 12,     /* rose, cut: "from 10 to 20" then is no range */
    HS_LEX_PLURAL = 1 << 13,     /* a plural that does not look like one: people, police */
    HS_LEX_SINGULAR = 1 << 14,   /* no plural, though it looks like one: news, Texas */
    HS_LEX_PERSON = 1 << 15,     /* people, soldiers */
    HS_LEX_JOINS = 1 << 16,      /* a plural that may stand before another: women (drivers), arms (dealers) */
    HS_LEX_MEASURE = 1 << 17,    /* `form`: its plural */
    HS_LEX_BOUND = 1 << 18,      /* a measure only where it is joined to its number: m, g, storey */
    HS_LEX_COMPOUND = 1 << 19,   /* counts in "12-member"; `form`: its plural */
    HS_LEX_TIME = 1 << 20,       /* days, o'clock */
    HS_LEX_RATE = 1 << 21,       /* "a barrel", "per head" */
    HS_LEX_MONTH = 1 << 22,      /* if capitalised */
    HS_LEX_NAMED = 1 << 23,      /* a number after it is a name: Boeing, article */
    HS_LEX_STATE = 1 << 24,      /* dead, missing */
    HS_LEX_TOLL = 1 << 25,       /* its number counts it: population, toll */
    HS_LEX_EVENT = 1 << 26,      /* what happens to those counted; `form`: its participle */
    HS_LEX_ACTIVE = 1 << 27,     /* an event that those counted do: died, fled */
    HS_LEX_PAST = 1 << 28,       /* past tense or participle of a verb */
    HS_LEX_PARTICLE = 1 << 29,   /* off, away */
    HS_LEX_CURRENCY = 1 << 30    /* `form`: its plural */
};

typedef struct hs_lexeme {
    const char *word; /* lower case */
    uint32_t classes; /* HS_LEX_ */
    const char *form; /* NULL if none */
} hs_lexeme;

/** @param word  any case; hostile. @return NULL if it is not in the lexicon */
const hs_lexeme *hs_figures_lexicon_find(hs_str word);
/** Whether the table is in the order that searching relies on: for the test. */
bool hs_figures_lexicon_sorted(void);

#endif
