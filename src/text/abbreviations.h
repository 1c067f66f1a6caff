/* abbreviations.h -- what a full stop after a word says; internal to sentences.
 * In: the word before the stop. Out: its class. Threads: any. */
#ifndef HS_ABBREVIATIONS_H
#define HS_ABBREVIATIONS_H

#include "hearsay.h"

typedef enum hs_abbreviation {
    HS_ABBREVIATION_NONE,   /* an ordinary word */
    HS_ABBREVIATION_BOUND,  /* never ends a sentence: Mr., e.g., vs. */
    HS_ABBREVIATION_NUMBER, /* ends none before a figure: No., pp. */
    HS_ABBREVIATION_INNER,  /* ends one only before a word that often begins sentences: Inc., Calif., U.S. */
    HS_ABBREVIATION_MONTH,  /* as INNER, and ends none before a figure: Jan. */
    HS_ABBREVIATION_TIME,   /* a.m.: ends none before a day, a month or a time zone */
    HS_ABBREVIATION_LETTER  /* a single letter: an initial, mostly */
} hs_abbreviation;

/** @param word  letters and inner stops, without the last stop, e.g. "U.S" */
hs_abbreviation hs_abbreviation_of(hs_str word);
/** A word that often begins sentences and seldom stands capitalised within one: The, He, But. */
bool hs_begins_sentences(hs_str word);
/** Day, month or time zone, in full or short. */
bool hs_is_calendar(hs_str word);
/** A verb of speech: said, asked. */
bool hs_is_speech(hs_str word);
/** Whether the lists are in the order that searching them relies on: for the test. */
bool hs_abbreviations_sorted(void);

#endif
