/* times.h -- the times that a text names, and when each attribution's source spoke.
 * Path: text, document's date -> tokens -> phrases -> hs_time with TIMEX3 values. Threads: no state but the document's.
 */
#ifndef HS_TIMES_H
#define HS_TIMES_H

#include "document.h"

/**
 * Set doc->times: each date, time of day, duration and set in the text, in order, none overlapping. Values count from
 * doc->published, or where that is not known from a date that the head of the text surely names as its own; those that
 * would need it and have neither stay unknown. A time of day is the local one that the text gives, with its offset from
 * UTC where the text names a zone whose offset is certain. Linear in the text's length.
 *
 * @return HS_OK, HS_E_NOMEM (doc->times as before)
 */
hs_status hs_times_find(hs_document *doc, hs_error *err);

/**
 * When the source of an attribution spoke: the value of the date or time that goes with the cue ("said on Tuesday", "On
 * Monday, the minister told ..") and is no part of what was said; of what a correction or another note says, else the note's day.
 *
 * @param doc  hs_times_find has set its times
 * @param i    below doc->n_attributions
 * @return unknown if the text names none, its value is unknown, or lies after the document's date and is no note's
 */
hs_str hs_times_of_attribution(const hs_document *doc, size_t i);

#endif
