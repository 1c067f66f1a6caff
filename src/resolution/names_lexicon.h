/* names_lexicon.h -- what a word says of the name or noun that it stands in.
 * In: one word. Out: traits. Threads: any. */
#ifndef HS_NAMES_LEXICON_H
#define HS_NAMES_LEXICON_H

#include "hearsay.h"

enum {
    HS_WORD_STOP = 1 << 0,         /* begins sentences, and is no name alone: the, said */
    HS_WORD_DETERMINER = 1 << 1,   /* the, a, his */
    HS_WORD_PREPOSITION = 1 << 2,  /* of, at, from */
    HS_WORD_RELATIVE = 1 << 3,     /* who, which */
    HS_WORD_POSTMODIFIER = 1 << 4, /* follows a noun that it describes: familiar, named */
    HS_WORD_COUNT = 1 << 5,        /* two, dozen */
    HS_WORD_VAGUE = 1 << 6,        /* some, many */
    HS_WORD_TIME = 1 << 7,         /* days, months */
    HS_WORD_TITLE = 1 << 8,        /* stands before a name and is no part of it: Mr, President */
    HS_WORD_ROLE = 1 << 9,         /* a person by what they are: analyst, minister, man */
    HS_WORD_PEOPLE = 1 << 10,      /* such in the plural: officials */
    HS_WORD_KIN = 1 << 11,         /* who belongs to another: wife, lawyer, spokesman */
    HS_WORD_MALE = 1 << 12,        /* he */
    HS_WORD_FEMALE = 1 << 13,      /* she */
    HS_WORD_ANONYMOUS = 1 << 14,   /* says that somebody is not named: source, unnamed */
    HS_WORD_BODY = 1 << 15,        /* an organisation: ministry, Inc */
    HS_WORD_BODIES = 1 << 16,      /* such in the plural */
    HS_WORD_MEDIA = 1 << 17,       /* an outlet: newspaper, website */
    HS_WORD_DOCUMENT = 1 << 18,    /* what speaks for its author: report, statement */
    HS_WORD_PLACE = 1 << 19,       /* a country or city */
    HS_WORD_DEMONYM = 1 << 20,     /* Danish */
    HS_WORD_PARTICLE = 1 << 21,    /* joins names: de, van */
    HS_WORD_COMMON = 1 << 22,      /* an ordinary word that begins sentences, and is no name alone: new, police */
    HS_WORD_INSTITUTION = 1 << 23, /* part of the name of a body that is no company: ministry, union, guard */
    HS_WORD_PERSONAL = HS_WORD_ROLE | HS_WORD_PEOPLE | HS_WORD_KIN,
    HS_WORD_CORPORATE = HS_WORD_BODY | HS_WORD_BODIES | HS_WORD_MEDIA,
    HS_WORD_NOUN = HS_WORD_PERSONAL | HS_WORD_CORPORATE | HS_WORD_DOCUMENT /* may hold a content */
};

/** HS_WORD_ bits of a word. @param word  hostile; case of ASCII makes no difference */
uint32_t hs_word_traits(hs_str word);
/** Whether the list is in the order that searching it relies on: for the test. */
bool hs_names_lexicon_sorted(void);

#endif
