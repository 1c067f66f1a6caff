/* names_office.h -- can two nouns of a text be said of one person: is "the foreign minister" who was called "Finance Minister"?
 * In: tokens. Out: yes, no, or surely. Threads: any. */
#ifndef HS_NAMES_OFFICE_H
#define HS_NAMES_OFFICE_H

#include "names_tokens.h"

typedef enum hs_office_match {
    HS_OFFICE_NONE,     /* another noun */
    HS_OFFICE_RIVAL,    /* the same noun, but of another rank, department or country */
    HS_OFFICE_POSSIBLE, /* the noun is the same, and nothing that is said of both differs */
    HS_OFFICE_SAME      /* and they share what they are of: "Finance Minister", "the finance minister" */
} hs_office_match;

/** @param role  a noun that somebody was called by @param noun  a later one */
hs_office_match hs_office_compare(const hs_tokens *tokens, uint32_t role, uint32_t noun);
/** How much is said beside the noun of what it is of: words. */
uint32_t hs_office_words(const hs_tokens *tokens, uint32_t noun);
/** Is it what a body or a state has one of: minister, mayor? */
bool hs_is_office(const hs_tokens *tokens, uint32_t noun);

#endif
