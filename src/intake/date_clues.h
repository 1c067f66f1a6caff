/* date_clues.h -- dates that a page shows, weighed by what speaks for them. Path: blocks -> clues. No state; any
 * thread. */
#ifndef HS_DATE_CLUES_H
#define HS_DATE_CLUES_H

#include "blocks.h"
#include "dates.h"

typedef struct hs_date_clue {
    hs_date date; /* date.len: 0 for none */
    int weight;   /* HS_CLUE_SURE: marked as a date or near the headline, _BYLINE: both; around 0: any date */
} hs_date_clue;

enum { HS_CLUE_SURE = 30, HS_CLUE_BYLINE = 55 };

/**
 * Find the date that most speaks for as the page's own: in elements and lines that are marked as dates, that stand near
 * the headline, after words such as "published".
 *
 * @param published  out
 * @param modified   out: the first that is said to be of a change
 * @param title      the headline's words; lines that print them are headlines
 */
void hs_date_clues(hs_date_clue *published, hs_date_clue *modified, const hs_blocks *blocks, hs_str title,
                   hs_date_order order);

#endif
