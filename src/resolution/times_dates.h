/* times_dates.h -- the kinds of dates; internal to times_dates, _years, _days and _related.
 * In: tokens. Out: phrases. Threads: any. */
#ifndef HS_TIMES_DATES_H
#define HS_TIMES_DATES_H

#include "times_phrase.h"

enum { HS_FIRST_YEAR = 1000, HS_LAST_YEAR = 2199, HS_CERTAIN_YEAR = 1900 /* from which on four figures are a year */ };

/* Each reads what begins at token `at` and returns the token past it, 0 where there is none. */

/** A year where the words around it leave no doubt. */
uint32_t hs_date_bare_year(const hs_grammar *g, uint32_t at, hs_time_phrase *out);
/** "the 1990s", "'80s", "the 20th century". */
uint32_t hs_date_age(const hs_grammar *g, uint32_t at, hs_time_phrase *out);
/** A month's name, with the full stop of a short form. */
uint32_t hs_date_month_name(const hs_grammar *g, uint32_t at, uint8_t *month);
/** "14", "14th", "eighth". */
uint32_t hs_date_month_day(const hs_grammar *g, uint32_t at, uint8_t *day);
/** ", 2031", "of last year" after a day or month. @return `at` without one */
uint32_t hs_date_past_year(const hs_grammar *g, uint32_t at, hs_time_phrase *out);
/** "May 14, 2031", "May 2031", "May". */
uint32_t hs_date_month_first(const hs_grammar *g, uint32_t at, hs_time_phrase *out);
/** "14 May 2031", "the 14th of May". */
uint32_t hs_date_day_first(const hs_grammar *g, uint32_t at, hs_time_phrase *out);
/** The first of two days that share a month: "14" in "14-16 May". */
uint32_t hs_date_day_of_range(const hs_grammar *g, uint32_t at, hs_time_phrase *out);
/** "the 14th", after "on". */
uint32_t hs_date_day_alone(const hs_grammar *g, uint32_t at, hs_time_phrase *out);
/** The order of day and month that dates in figures of a text have. @param tokens  [n] */
hs_time_order hs_time_order_in(const hs_times_token *tokens, size_t n);
/** 2031-05-14, 14.05.2031. */
uint32_t hs_date_numeric(const hs_grammar *g, uint32_t at, hs_time_phrase *out);
/** "Tuesday", "Tues., May 14", "Tuesday of last week". */
uint32_t hs_date_weekday(const hs_grammar *g, uint32_t at, hs_time_phrase *out);
/** "the third quarter of 1984", "Q3 2031"; a half only with its year. */
uint32_t hs_date_quarter(const hs_grammar *g, uint32_t at, hs_time_phrase *out);
/** "last week", "this April", "that night", "the year-earlier quarter". */
uint32_t hs_date_related(const hs_grammar *g, uint32_t at, hs_time_phrase *out);
/** "the summer of 2031", "in the spring". */
uint32_t hs_date_season(const hs_grammar *g, uint32_t at, hs_time_phrase *out);
/** "today", "tonight", "overnight". */
uint32_t hs_date_near(const hs_grammar *g, uint32_t at, hs_time_phrase *out);
/** "year-end", "the year's end". */
uint32_t hs_date_year_end(const hs_grammar *g, uint32_t at, hs_time_phrase *out);

#endif
