/* times_reckoning.h -- from where the times of a text count, and the calendar's stretch that each means; internal to
 * times. In: phrases in the order of the text. Out: moments. Threads: no state but the caller's. */
#ifndef HS_TIMES_RECKONING_H
#define HS_TIMES_RECKONING_H

#include "times_calendar.h"
#include "times_phrase.h"
#include "times_tense.h"

/** From where the times of a text count, as far as it has been read. Begin with `now` alone. */
typedef struct hs_reckoning {
    hs_moment now;     /* of the document; grain NONE: not known */
    hs_moment ref;     /* last date spoken of */
    uint32_t ref_at;   /* its token */
    hs_moment day;     /* last day or time of day spoken of */
    uint32_t day_at;   /* its token */
    hs_moment period;  /* last quarter, half or year spoken of */
    bool nine_months;  /* after that "nine months", as reports have them */
    bool is_story;     /* of other years than the document's: a life, a history */
    int16_t story;     /* the year last said; 0: none */
    uint32_t story_at; /* its token */
} hs_reckoning;

/** The moment that an ISO 8601 date or time names; grain NONE for anything else. */
hs_moment hs_reckoning_now(hs_str published);
/** Whether nearly all dates of a text lie years before the document's. @param phrases  [n] */
bool hs_reckoning_is_story(const hs_moment *now, const hs_time_phrase *phrases, size_t n);
/** "She was born in 1971. On 2 June": a day of the year that is told of, not of the document's. */
bool hs_reckoning_in_story(const hs_reckoning *reckoning, const hs_time_phrase *phrase, hs_tense tense);
/** The day, week, year .. that a phrase means, without its time of day; grain NONE where it cannot be told. */
hs_moment hs_reckoning_resolve(const hs_reckoning *reckoning, const hs_time_phrase *phrase, hs_tense tense);

#endif
