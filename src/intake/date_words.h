/* date_words.h -- words that say what a date beside them is the date of. No state; any thread. */
#ifndef HS_DATE_WORDS_H
#define HS_DATE_WORDS_H

#include "hearsay.h"

enum {
    HS_DATE_PUBLISHED = 1, /* "published", "Erstellt am", class "entry-date" */
    HS_DATE_MODIFIED = 2,  /* "updated", "zuletzt bearbeitet", class "last-modified" */
    HS_DATE_DATE = 4,      /* class "news-date": a date, of what is not said */
    HS_DATE_OTHER = 32,    /* "registered", "until": a date of other things */
    HS_DATE_BESIDE = 8     /* class "byline": a date may be in it */
};

/** What the class, id, itemprop or name of an element says of the date in it; 0: nothing. */
unsigned hs_date_names(hs_str names);

/** What the words before a date say of it, in many languages: PUBLISHED, MODIFIED, OTHER or 0. The last 64 bytes count.
 */
unsigned hs_date_cue(hs_str before);

#endif
