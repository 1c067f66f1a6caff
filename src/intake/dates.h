/* dates.h -- dates as pages write them, turned into ISO 8601. No state; any thread. */
#ifndef HS_DATES_H
#define HS_DATES_H

#include "hearsay.h"

enum { HS_DATE_BYTES = 40 };

/** Which number comes first in 04/05/2031. */
typedef enum hs_date_order { HS_DATE_UNKNOWN, HS_DATE_DAY_FIRST, HS_DATE_MONTH_FIRST } hs_date_order;

typedef struct hs_date {
    char iso[HS_DATE_BYTES]; /* [len] "2031-05-14", "2031-05-14T09:30", with seconds and zone where they are given */
    size_t len;
    size_t begin, end; /* where it stands in the text */
    bool has_time, has_zone;
    bool short_year; /* 14.05.31: may be something else */
} hs_date;

/**
 * Find the first full date in a text: 2031-05-14, 14.05.2031, 14.05.31, 05/14/2031, May 14, 2031, 14. Mai 2031, 2031
 * with the signs of East Asia .., and the time of day that stands beside it. A date that can be read in two ways is
 * none.
 *
 * @return false if there is none
 */
bool hs_date_find(hs_date *out, hs_str text, hs_date_order order);

/** As hs_date_find, for a field that holds a date and nothing else: 20310514 counts as well. */
bool hs_date_read(hs_date *out, hs_str field, hs_date_order order);

/** The day in the path of an address: /2031/05/14/, /2031/may/14/, -2031-05-14.html, /20310514/. Its `end` is not set.
 * @return false if there is none */
bool hs_date_in_url(hs_date *out, hs_str url);

/** The order that the first of a text's dates with slashes shows which has one only: 05/14/2031, 14/05/2031. */
hs_date_order hs_date_order_in(hs_str text);

/** Seconds since 1970 UTC of an ISO 8601 time with a zone. @return false for one without */
bool hs_date_instant(int64_t *out, hs_str iso);

#endif
