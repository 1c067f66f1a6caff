/* test_resolution_times.c -- the times that a text names, their values, and when a source spoke. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "ascii.h"
#include "fuse.h"
#include "times.h"
#include "times_calendar.h"
#include "times_tokens.h"

static hs_str str(const char *text)
{
    return (hs_str){text, text ? strlen(text) : 0};
}

static hs_document *document(const char *text, const char *published)
{
    hs_document *doc;
    assert_int_equal(hs_document_new(&doc, 1 << 22, NULL), HS_OK);
    doc->text = str(text);
    doc->published = str(published);
    return doc;
}

/* The times as "words=value|words=value"; no value shows as "?". */
static const char *found(const char *text, const char *published)
{
    static char out[2048];
    hs_document *doc = document(text, published);
    size_t n = 0;
    assert_int_equal(hs_times_find(doc, NULL), HS_OK);
    *out = '\0';
    for (size_t i = 0; i < doc->n_times; i++) {
        const hs_time *time = &doc->times[i];
        n += (size_t)snprintf(out + n, sizeof out - n, "%s%.*s=%.*s", i ? "|" : "",
                              (int)(time->span.end - time->span.begin), text + time->span.begin,
                              time->value.ptr ? (int)time->value.len : 1, time->value.ptr ? time->value.ptr : "?");
        assert_true(n < sizeof out);
    }
    hs_document_free(doc);
    return out;
}

/* All are read on Wednesday, 14 May 2031. */
#define FINDS(text, expected) assert_string_equal(found((text), "2031-05-14"), (expected))

static void dates_in_all_orders(void **state)
{
    (void)state;
    FINDS("It opened on May 14, 2029.", "May 14, 2029=2029-05-14");
    FINDS("It opened on 14 May 2029.", "14 May 2029=2029-05-14");
    FINDS("It opened on the 14th of May, 2029, at dusk.", "the 14th of May, 2029=2029-05-14");
    FINDS("It opened on Monday, May 14th, 2029.", "Monday, May 14th, 2029=2029-05-14");
    FINDS("It opened 2029-05-14 and 14.05.2029.", "2029-05-14=2029-05-14|14.05.2029=2029-05-14");
    FINDS("It opened in Sept. 2029.", "Sept. 2029=2029-09");
    FINDS("It opened on 05/25/2029.", "05/25/2029=2029-05-25");
    FINDS("It opened on 05/06/2029.", ""); /* May or June? */
    FINDS("It opened on 05/06/2029 and shut on 05/25/2029.", "05/06/2029=2029-05-06|05/25/2029=2029-05-25");
    FINDS("It opened on 05/06/2029 and shut on 25/05/2029.", "05/06/2029=2029-06-05|25/05/2029=2029-05-25");
    FINDS("05/06/2029, 25/05/2029, 05/25/2029", "25/05/2029=2029-05-25|05/25/2029=2029-05-25"); /* no one order */
    FINDS("It is 05/25 and 1/13/300.", "");
    FINDS("It stood from 1704-1787 (1704-1787).", "1704=1704|1787=1787|1704=1704|1787=1787");
    FINDS("It stood from 1704 to 1787, in 1704 and 1787.", "1704=1704|1787=1787|1704=1704|1787=1787");
    FINDS("It has been the most since at least 1980, at least 1980 of them.", "1980=1980");
    FINDS("It sank in '89, not in '97.", "'89=1989|'97=1997");
}

static void days_that_do_not_exist_have_no_value(void **state)
{
    (void)state;
    FINDS("It closed on 30 February 2029.", "30 February 2029=?");
    FINDS("It closed on 29 February 2028 and 29 February 2100.", "29 February 2028=2028-02-29|29 February 2100=?");
}

static void words_that_only_look_like_dates(void **state)
{
    (void)state;
    FINDS("They may march on the harbour. Mark may stay.", "");
    FINDS("She joined the March for Water; April Sorensen spoke.", "");
    FINDS("It costs $2020 and holds 2000 people in 1,999 seats.", "");
    FINDS("The Sunday Times and the Mail on Sunday reported it.", "");
    FINDS("The Mail on Monday reported it on Sunday.", "Monday=2031-05-12|Sunday=2031-05-11");
    FINDS("Today it rained, its Today show and USA Today said.", "Today=2031-05-14");
    FINDS("PORT ELDA _ Today it rained.", "Today=2031-05-14");
    FINDS("At a June Ferry Board meeting and the March talks they spoke; the March Brigade came, the march went on.",
          "June=2031-06|March=2031-03");
    FINDS("Then there is November. Mara Lund stays.", "November=2031-11");
    FINDS("He watched Saturday Night Harbour; he watched Saturday night.", "Saturday night=2031-05-10TNI");
    FINDS("21st Century Ferries, Person of the Year, Mar-a-Nosta; the 21st century", "the 21st century=20");
    FINDS("The second man had won a second chance; prices fall.", "");
    FINDS("The 52-year-old, who is 52 years old, left.", "");
    FINDS("Three quarters of the fleet sank, a quarter of it new.", "");
}

static void weekdays_follow_the_tense(void **state)
{
    (void)state;
    FINDS("The pipe burst on Monday.", "Monday=2031-05-12");
    FINDS("The council will meet on Monday.", "Monday=2031-05-19");
    FINDS("The council is expected to meet on Monday.", "Monday=2031-05-19");
    FINDS("The ministry said Monday that it would reopen.", "Monday=2031-05-12");
    FINDS("She said the gate will be shut on Friday.", "Friday=2031-05-16");
    FINDS("They refused to answer on Friday.", "Friday=2031-05-09");
    FINDS("On Friday, the council will vote.", "Friday=2031-05-16");
    FINDS("They will discuss Friday's vote.", "Friday=2031-05-09"); /* the verb is not the vote's */
    FINDS("They spoke on Wednesday.", "Wednesday=2031-05-14");
    FINDS("It was not found until Friday.", "Friday=2031-05-09");
    FINDS("They have until Friday.", "Friday=2031-05-16");
    FINDS("It sank last Friday and sails next Friday.", "last Friday=2031-05-09|next Friday=2031-05-16");
    FINDS("It sank on Tuesday of last week.", "Tuesday of last week=2031-05-06");
}

static void the_tense_is_the_events_own(void **state)
{
    (void)state;
    /* the auxiliary belongs to another verb than the participle */
    FINDS("The party would win, a poll published on Sunday showed.", "Sunday=2031-05-11");
    FINDS("They will study the report published by the ministry on Monday.", "Monday=2031-05-12");
    FINDS("They will study the report to be published on Monday.", "Monday=2031-05-19");
    FINDS("It is published on Monday.", "Monday=2031-05-19");
    /* what is compared with lies back */
    FINDS("They would win 38 percent, against 41 in March.", "March=2031-03");
    FINDS("They will pay 40 crowns, up from 36 on May 3.", "May 3=2031-05-03");
    FINDS("They will pay less than in February and no later than Friday.", "February=2031-02|Friday=2031-05-16");
    /* a finite verb in the present tells of what is planned, an infinitive hangs on the verb before it */
    FINDS("Voters go to the polls on Sunday.", "Sunday=2031-05-18");
    FINDS("The vote is on Sunday and takes place at home.", "Sunday=2031-05-18");
    FINDS("They refused to go on Sunday.", "Sunday=2031-05-11");
    FINDS("They did not go on Sunday.", "Sunday=2031-05-11");
    /* the verb after it where the one before only tells of it */
    FINDS("The minister said the vote on Friday will be close.", "Friday=2031-05-16");
    FINDS("The minister said in a speech on Friday the vote will be close.", "Friday=2031-05-09");
    FINDS("They will cross the newly widened bridge on Friday.", "Friday=2031-05-16");
    FINDS("They were planning to sail on Friday.", "Friday=2031-05-16");
    /* purposes */
    FINDS("She called an election for Sunday.", "Sunday=2031-05-18");
    FINDS("She paid the bill for Sunday.", "Sunday=2031-05-11");
    FINDS("They demanded an answer by Friday.", "Friday=2031-05-16");
    FINDS("She could not be reached Tuesday.", "Tuesday=2031-05-13"); /* somebody tried */
    FINDS("Neither of them could be found Tuesday.", "Tuesday=2031-05-13");
    FINDS("The ferry could leave Tuesday.", "Tuesday=2031-05-20");
    FINDS("It would be paid on a still unspecified Friday.", "Friday=2031-05-16");
    FINDS("The toll rose to 50 by Friday.", "Friday=2031-05-09");
    FINDS("A vote Thursday, a vote Friday.", "Thursday=2031-05-15|Friday=2031-05-09"); /* tomorrow's is near */
}

static void verbs_by_their_whole_group(void **state)
{
    (void)state;
    FINDS("The storm is expected to hit the coast Friday.", "Friday=2031-05-16"); /* "hit" is no past there */
    FINDS("The storm hit the coast Friday.", "Friday=2031-05-09");
    FINDS("They may split the fund on Friday.", "Friday=2031-05-16");
    FINDS("A petition given to the council on Friday asks for more.", "Friday=2031-05-09");
    FINDS("They won't pay on Friday; they won on Friday.", "Friday=2031-05-16|Friday=2031-05-09");
    FINDS("She wouldn't say Tuesday how they would vote.", "Tuesday=2031-05-13");
    FINDS("He would not discuss it Tuesday; they would not meet Friday.", "Tuesday=2031-05-13|Friday=2031-05-16");
    FINDS("The ferry leaves Saturday and must be back by Tuesday.", "Saturday=2031-05-17|Tuesday=2031-05-20");
    /* what begins a clause by itself, and what does not */
    FINDS("As Monday began, she was hoping to win.", "Monday=2031-05-12");
    FINDS("It will be shut as of Monday, police said.", "Monday=2031-05-19");
    FINDS("It could come as early as Monday.", "Monday=2031-05-19");
    FINDS("They will vote for Ole Berg, who on Sunday met the mayor.", "Sunday=2031-05-11");
    FINDS("She met the mayor ahead of Sunday's vote.", "Sunday=2031-05-18");
    FINDS("She met the mayor after Sunday's vote.", "Sunday=2031-05-11");
    FINDS("It will shut when he speaks later Monday.", "later Monday=2031-05-12");
}

static void the_second_of_two_comes_after_the_first(void **state)
{
    (void)state;
    FINDS("A poll taken Thursday through Monday.", "Thursday=2031-05-08|Monday=2031-05-12");
    FINDS("The council meets on Tuesday and Wednesday.", "Tuesday=2031-05-20|Wednesday=2031-05-21");
    FINDS("It sank on May 3, 1998. It was shut from 30 February to March 3.", /* from no day that there is */
          "May 3, 1998=1998-05-03|30 February=?|March 3=2031-03-03");
    FINDS("They met on Wednesday and Monday.", "Wednesday=2031-05-14|Monday=2031-05-12"); /* no stretch */
    FINDS("Trade between November and January rose.", "November=2030-11|January=2031-01");
    FINDS("The port will be shut in December and January.", "December=2031-12|January=2032-01");
    FINDS("Prices fell in March and October.", "March=2031-03|October=2030-10");
    FINDS("Prices fell from April to August.", "April=2031-04|August=2030-08"); /* it is May */
}

static void the_month_beside_this_one_needs_no_tense(void **state)
{
    (void)state;
    FINDS("She called a snap vote in June.", "June=2031-06");
    FINDS("They would get 38 percent, four points down on April.", "April=2031-04");
    FINDS("They could be ready in March, she had hoped.", "March=2031-03");
    FINDS("They will be ready in February.", "February=2032-02");
    FINDS("The bank has lent it money through August.", "August=2031-08");
    FINDS("The bank has lent it money in August.", "August=2030-08");
    FINDS("They fell in July.", "July=2030-07");
    FINDS("They fell last March and last April.", "last March=2031-03|last April=2030-04"); /* it is "in April" */
    assert_string_equal(found("It will open in January and shut in November.", "2031-12-30"),
                        "January=2032-01|November=2031-11");
}

static void a_story_keeps_its_year(void **state)
{
    (void)state;
    FINDS("Lund was born in 1871. In 1893 she wed. In 1902 she sailed; on 3 June she drowned.",
          "1871=1871|1893=1893|1902=1902|3 June=1902-06-03");
    /* news that only looks back */
    FINDS("The mill was built in 1871, sold in 1893 and in 1902. It burnt on Monday; it was to shut on 3 June.",
          "1871=1871|1893=1893|1902=1902|Monday=2031-05-12|3 June=2031-06-03");
    FINDS("Lund was born in 1871. In 1893 she wed. In 1902 she sailed. They will honour her on 3 June.",
          "1871=1871|1893=1893|1902=1902|3 June=2031-06-03");
}

static void months_and_days_without_a_year(void **state)
{
    (void)state;
    FINDS("It was signed in November.", "November=2030-11");
    FINDS("It will be signed in November.", "November=2031-11");
    FINDS("It was signed on Nov. 3.", "Nov. 3=2030-11-03");
    FINDS("It was signed on May 3.", "May 3=2031-05-03");
    FINDS("It ran from March 3 to April 7, 2029.", "March 3=2029-03-03|April 7, 2029=2029-04-07");
    FINDS("It runs May 14-16 at the docks.", "May 14=2031-05-14|16=2031-05-16");
    FINDS("It ran 14-16 May 2029.", "14=2029-05-14|16 May 2029=2029-05-16");
}

static void units_count_from_the_document(void **state)
{
    (void)state;
    FINDS("last week, this month, next year, the past decade",
          "last week=2031-W19|this month=2031-05|next year=2032|the past decade=202");
    FINDS("He left two years ago, ten days ago, six weeks ago.",
          "two years ago=2029|ten days ago=2031-05-04|six weeks ago=2031-W14");
    FINDS("It fell earlier this month and late last year.", "earlier this month=2031-05|late last year=2030");
    FINDS("It will end in three days.", "three days=2031-05-17");
    FINDS("It ended in three days.", "three days=P3D");
    FINDS("yesterday, tomorrow night, last night, this morning",
          "yesterday=2031-05-13|tomorrow night=2031-05-15TNI|last night=2031-05-13TNI|this morning=2031-05-14TMO");
    /* "in" with a length that has passed, that is a rate, or that nothing is reckoned in */
    FINDS("It will be the first strike in three years, the longest in ten years, the third in a week.",
          "three years=P3Y|ten years=P10Y|a week=P1W");
    FINDS("They will vote in nearly two years.", "nearly two years=P2Y");
    FINDS("He will run in a year of drought.", "a year=P1Y");
    FINDS("They can shut it in a minute.", "a minute=PT1M");
    FINDS("It could end in up to five years in prison.", "up to five years=P5Y");
    /* the next week from now, and the one after what was told */
    FINDS("It will rain over the next week and in the next month.", "the next week=2031-W21|the next month=2031-06");
    FINDS("In 2012 it sank. The next year it was raised.", "2012=2012|The next year=2013");
    FINDS("It would last three days; in the last three days it sank.", "three days=P3D|the last three days=P3D");
    FINDS("He fell in the last week of the race, not last week.", "last week=2031-W19");
    FINDS("It rained over the weekend.", "the weekend=2031-W19-WE");
    FINDS("It will rain at the weekend.", "the weekend=2031-W20-WE");
    FINDS("our last day, the last day of it", "");
}

static void quarters_seasons_and_ages(void **state)
{
    (void)state;
    FINDS("Profit rose in the first quarter of 2030.", "the first quarter of 2030=2030-Q1");
    FINDS("It expects to report first-quarter profit.", "first-quarter=2031-Q1"); /* not next year's */
    FINDS("Profit rose in the first quarter from a year earlier.", "the first quarter=2031-Q1|a year earlier=2030-Q1");
    FINDS("It rose last year's third quarter.", "last year's third quarter=2030-Q3");
    FINDS("It stood in the spring of 2029 and fell in summer.", "the spring of 2029=2029-SP|summer=2030-SU");
    FINDS("They fall every winter.", "every winter=XXXX-WI");
    FINDS("the 1990s, the mid-1980s, the '80s, the 19th century",
          "the 1990s=199|the mid-1980s=198|the '80s=198|the 19th century=18");
    FINDS("A man in his 30s or sixties ran.", "");
    FINDS("the 1990's, the sixties, the nineteen eighties, in the mid-fifties",
          "the 1990's=199|the sixties=196|the nineteen eighties=198|the mid-fifties=195");
    FINDS("by the end of the decade; the decade of cars", "the end of the decade=203");
}

static void what_a_period_is_compared_with(void **state)
{
    (void)state;
    FINDS("In the first quarter profit rose from the same period a year ago.",
          "the first quarter=2031-Q1|the same period a year ago=2030-Q1");
    FINDS("In the first quarter profit rose from the comparable quarter of 2029 and the prior-year period.",
          "the first quarter=2031-Q1|the comparable quarter of 2029=2029-Q1|the prior-year period=2030-Q1");
    FINDS("Fewer sailed this year than in the same period last year.",
          "this year=2031|the same period last year=2030"); /* no quarter was spoken of */
    FINDS("Fewer sailed in April than in the same month last year.", "April=2031-04|the same month last year=2030-04");
    FINDS("They won the same week.", "the same week=?");
    /* a year that is spoken of in between is no period of the report */
    FINDS("This year's first quarter was better than 2029 and the quarter a year ago.",
          "This year's first quarter=2031-Q1|2029=2029|the quarter a year ago=2030-Q1");
    FINDS("Profit rose in the first quarter after a flat fourth quarter of 2030. It was up from a year earlier.",
          "the first quarter=2031-Q1|fourth quarter of 2030=2030-Q4|a year earlier=2030-Q1");
    FINDS("Profit fell in the first quarter and should rise in the third quarter of 2032. It was up from a year ago.",
          "the first quarter=2031-Q1|the third quarter of 2032=2032-Q3|a year ago=2030-Q1");
    /* nine months are no quarter */
    FINDS("In the first quarter it lost. For the nine months it gained, as in the year-earlier period and the "
          "year-earlier nine months.",
          "the first quarter=2031-Q1|the nine months=P9M|the year-earlier period=P9M|the year-earlier nine months=P9M");
    /* quarters by their months and by their last day */
    FINDS("Sales rose in the January-March quarter, fell from April to June.",
          "the January-March quarter=2031-Q1|April=2031-04|June=2031-06");
    FINDS("Sales rose in the quarter ended January 31, the quarter ended in February.",
          "the quarter=2030-Q4|January 31=2031-01-31|the quarter=2030-Q4|February=2031-02");
    FINDS("Sales rose in the fiscal first quarter; the quarter ended April 30.",
          "the fiscal first quarter=2031-Q1|the quarter=2031-Q1|April 30=2031-04-30"); /* it has a number */
    FINDS("They fell the whole year, the fiscal year, the year ended May 3.",
          "the whole year=2031|the fiscal year=P1Y|the year=P1Y|May 3=2031-05-03");
}

static void durations_and_sets(void **state)
{
    (void)state;
    FINDS("a five-year plan for three days and two hours", "five-year=P5Y|three days and two hours=P3DT2H");
    FINDS("more than two and a half years", "more than two and a half years=P2Y6M");
    FINDS("half an hour, a couple of weeks, several months, decades ago",
          "half an hour=PT30M|a couple of weeks=P2W|several months=PXM|decades ago=PAST_REF");
    FINDS("every Monday, each July, every other day, daily",
          "every Monday=XXXX-WXX-1|each July=XXXX-07|every other day=P2D|daily=P1D");
    FINDS("the first nine months, the next few days", "the first nine months=P9M|the next few days=PXD");
    FINDS("one-and-a-half years, a quarter-century, three quarters of an hour, three quarters of it",
          "one-and-a-half years=P1Y6M|a quarter-century=P25Y|three quarters of an hour=PT45M");
    FINDS("for a half-dozen years, for half a dozen days, for half a day; about three-quarters stayed",
          "a half-dozen years=P6Y|half a dozen days=P6D|half a day=P0.5D");
    FINDS("It ended decades of quiet; the decades of cars; the harbour silted up long ago, a long quay.",
          "decades=PXDE|long ago=PAST_REF");
    FINDS("after months of talks, after the months, two years, 90 minutes, two days, 3 hours",
          "months=PXM|two years=P2Y|90 minutes=PT90M|two days, 3 hours=P2DT3H");
    FINDS("the weeks ahead, months to come, the days ahead of it", "the weeks ahead=PXW|months to come=PXM");
    FINDS("these days, those days, in the past they, in the past week",
          "these days=PRESENT_REF|those days=PAST_REF|the past=PAST_REF|the past week=P1W");
}

static void what_was_told_before_counts(void **state)
{
    (void)state;
    FINDS("It sank on March 3, 2029. The day before, it had rained. Two days later it was found.",
          "March 3, 2029=2029-03-03|The day before=2029-03-02|Two days later=2029-03-04");
    FINDS("Earlier in the day it sank. Two days later it rose.",
          "Earlier in the day=2031-05-14|Two days later=2031-05-16");
    FINDS("Two days later it rose.", "Two days later=P2D"); /* after what is not known: so long */
    FINDS("The day before, it had rained.", "The day before=?");
    /* what is finer than what was said last counts from the day before it */
    FINDS("It sank on Monday. It was built in 2012. That night they raised it.",
          "Monday=2031-05-12|2012=2012|That night=2031-05-12TNI");
    FINDS("It was built in 2012. Two months later it sank.", "2012=2012|Two months later=P2M");
    FINDS("In 1998 it sank. Later that year they raised it.", "1998=1998|Later that year=1998");
    FINDS("The day before the vote he left. He came two weeks before the vote.", "two weeks=P2W");
}

static void times_of_day(void **state)
{
    (void)state;
    FINDS("at 9:30 a.m. on Tuesday", "9:30 a.m. on Tuesday=2031-05-13T09:30");
    FINDS("at 0735 hours, at noon, for 1800 hours",
          "0735 hours=2031-05-14T07:35|noon=2031-05-14T12:00|1800 hours=PT1800H");
    FINDS("at 9:30 this morning, at 9 tonight, at 9:30 Tuesday night, at 2 last night",
          "9:30 this morning=2031-05-14T09:30|9 tonight=2031-05-14T21:00|9:30 Tuesday night=2031-05-13T21:30|"
          "2 last night=2031-05-13T02:00");
    FINDS("12 a.m. today, 12 p.m. today", "12 a.m. today=2031-05-14T00:00|12 p.m. today=2031-05-14T12:00");
    FINDS("They won 3:20 and lost 10:15.", "");
    FINDS("Updated 2031-05-14T09:30.", "2031-05-14T09:30=2031-05-14T09:30");
}

static void zones(void **state)
{
    (void)state;
    FINDS("at 0735 GMT, at 9 a.m. CEST", "0735 GMT=2031-05-14T07:35Z|9 a.m. CEST=2031-05-14T09:00+02:00");
    FINDS("Tuesday at 9 p.m. EST", "Tuesday at 9 p.m. EST=2031-05-13T21:00-05:00");
    /* one name, summer and winter; on the day of the change neither is certain, nor before there was one rule */
    FINDS("at 9 p.m. ET on May 3, at 9 a.m. Eastern on Jan. 3",
          "9 p.m. ET on May 3=2031-05-03T21:00-04:00|9 a.m. Eastern on Jan. 3=2031-01-03T09:00-05:00");
    FINDS("at 2 a.m. ET on March 9, 2031 and on March 8, 2031 at 2 a.m. PT and at 8 a.m. ET on May 3, 1980",
          "2 a.m. ET on March 9, 2031=2031-03-09T02:00|March 8, 2031 at 2 a.m. PT=2031-03-08T02:00-08:00|"
          "8 a.m. ET on May 3, 1980=1980-05-03T08:00");
    FINDS("at 8 a.m. ET on April 3, 2005, Oct. 29, 2005 at 8 a.m. ET",
          "8 a.m. ET on April 3, 2005=2005-04-03T08:00|Oct. 29, 2005 at 8 a.m. ET=2005-10-29T08:00-04:00");
    FINDS("at 9 a.m. Eastern Standard Time", "9 a.m. Eastern Standard Time=2031-05-14T09:00-05:00");
    FINDS("at 9 a.m. Pacific Daylight Time", "9 a.m. Pacific Daylight Time=2031-05-14T09:00-07:00");
    FINDS("at 9 a.m. Central European Time", "9 a.m. Central European Time=2031-05-14T09:00"); /* not America's */
    FINDS("at 9 a.m. IST, at 10 a.m. local time", "9 a.m. IST=2031-05-14T09:00|10 a.m. local time=2031-05-14T10:00");
    FINDS("at 9 a.m. MSK on Jan. 3, 2015, on Jan. 3, 2014 at 9 a.m. MSK",
          "9 a.m. MSK on Jan. 3, 2015=2015-01-03T09:00+03:00|Jan. 3, 2014 at 9 a.m. MSK=2014-01-03T09:00");
    FINDS("2031-05-14T09:30Z, 2031-05-14T09:30:15+05:30, 2031-05-14T09:30-03:00",
          "2031-05-14T09:30Z=2031-05-14T09:30Z|2031-05-14T09:30:15+05:30=2031-05-14T09:30+05:30|"
          "2031-05-14T09:30-03:00=2031-05-14T09:30-03:00");
    FINDS("It rang at 10 a.m. (0700 GMT) on Tuesday, at 9 a.m. (in the port) on Friday.",
          "10 a.m.=2031-05-13T10:00|0700 GMT=2031-05-13T07:00Z|Tuesday=2031-05-13|9 a.m.=2031-05-13T09:00|"
          "Friday=2031-05-09"); /* a day after two clocks is said of both */
    FINDS("from 9:30-10:30 on Tuesday", "Tuesday=2031-05-13"); /* a stretch, no offset */
    /* the same by another clock, on the next day */
    FINDS("at 9 p.m. EDT Tuesday (0100 GMT)", "9 p.m. EDT Tuesday=2031-05-13T21:00-04:00|0100 GMT=2031-05-14T01:00Z");
    FINDS("at 9 p.m. EDT Tuesday, at 0200 GMT", "9 p.m. EDT Tuesday=2031-05-13T21:00-04:00|0200 GMT=2031-05-13T02:00Z");
    FINDS("At 0735 GMT it rose; two hours later it fell; at noon it shut.",
          "0735 GMT=2031-05-14T07:35Z|two hours later=2031-05-14T09:35Z|noon=2031-05-14T12:00");
}

static void holidays(void **state)
{
    (void)state;
    FINDS("on Christmas Eve 2029, Easter 2031, Thanksgiving 2030",
          "Christmas Eve 2029=2029-12-24|Easter 2031=2031-04-13|Thanksgiving 2030=2030-11-28");
    FINDS("It burst on New Year's Day. We wish a good day.", "New Year's Day=2031-01-01");
    FINDS("Easter week, Labor Day weekend, Thanksgiving weekend 2029",
          "Easter week=2031-W15|Labor Day weekend=2031-W35-WE|Thanksgiving weekend 2029=2029-W47-WE");
    FINDS("The Sept. 11 attacks, 9/11. He came at noon, left on Sept. 11.",
          "Sept. 11=2001-09-11|9/11=2001-09-11|noon=2031-05-14T12:00|Sept. 11=2030-09-11");
}

static void without_a_date_nothing_is_guessed(void **state)
{
    (void)state;
    assert_string_equal(found("It sank on Tuesday, May 3, in 1998, last week, for three days.", NULL),
                        "Tuesday, May 3=?|1998=1998|last week=?|three days=P3D");
    assert_string_equal(found("It sank on Tuesday, last month, in 2029.", "2031-05"),
                        "Tuesday=?|last month=2031-04|2029=2029");
    assert_string_equal(found("It sank two hours ago.", "2031-05-14T01:30+02:00"),
                        "two hours ago=2031-05-13T23:30+02:00");
    assert_string_equal(found("It sank two hours ago, at noon.", "2031-05-14T09:30:15Z"),
                        "two hours ago=2031-05-14T07:30Z|noon=2031-05-14T12:00");
    assert_string_equal(found("It sank two hours ago.", "2031-05-14"), "two hours ago=?");
}

static void the_head_may_tell_the_date(void **state)
{
    (void)state;
    assert_string_equal(found("PORT ELDA, May 14, 2031 (CW) - The pipe burst Monday.", NULL),
                        "May 14, 2031=2031-05-14|Monday=2031-05-12");
    assert_string_equal(found("Pipe bursts\nPublished: 14 May 2031\n\nIt burst Monday.", NULL),
                        "14 May 2031=2031-05-14|Monday=2031-05-12");
    /* a date of what is told, a change of the page, two dates */
    assert_string_equal(found("The pipe of May 14, 2029 burst Monday.", NULL), "May 14, 2029=2029-05-14|Monday=?");
    assert_string_equal(found("Updated: 14 May 2031\n\nIt burst Monday.", NULL), "14 May 2031=2031-05-14|Monday=?");
    assert_string_equal(found("14 May 2031\n\n16 May 2031\n\nIt burst Monday.", NULL),
                        "14 May 2031=2031-05-14|16 May 2031=2031-05-16|Monday=?");
}

static void the_calendar_is_right(void **state)
{
    (void)state;
    assert_int_equal(hs_calendar_weekday(hs_calendar_day(2031, 5, 14)), 3);
    assert_int_equal(hs_calendar_day(1970, 1, 1), 0);
    for (int32_t day = hs_calendar_day(1, 1, 1); day < hs_calendar_day(9999, 12, 31); day += 97) {
        hs_moment moment = hs_moment_of_day(day);
        assert_int_equal(hs_moment_day(&moment), day);
    }
    static const struct {
        int year, month, day;
        const char *week;
    } weeks[] = {{2027, 1, 1, "2026-W53"}, {2024, 12, 30, "2025-W01"}, {2031, 5, 14, "2031-W20"}};
    for (size_t i = 0; i < sizeof weeks / sizeof *weeks; i++) {
        hs_buffer out = hs_buffer_new(64);
        hs_moment day = hs_moment_of_day(hs_calendar_day(weeks[i].year, weeks[i].month, weeks[i].day));
        hs_moment week = hs_moment_within(&day, HS_UNIT_WEEK);
        hs_moment_write(&out, &week);
        assert_int_equal(out.len, 8);
        assert_memory_equal(out.ptr, weeks[i].week, 8);
        hs_buffer_free(&out);
    }
}

static void the_lexicon_is_sorted(void **state)
{
    (void)state;
    assert_true(hs_times_lexicon_sorted());
}

/* ---- when a source spoke --------------------------------------------------------------------------------------- */

static hs_span span_of(const hs_document *doc, const char *words)
{
    const char *at = strstr(doc->text.ptr, words);
    assert_non_null(at);
    uint32_t begin = (uint32_t)(at - doc->text.ptr);
    return (hs_span){begin, begin + (uint32_t)strlen(words)};
}

/* The time of the first of up to two attributions, each {source, cue, content}; "-" for unknown. */
static const char *spoken_on(const char *text, const char *const (*parts)[3], size_t n, const char *modified)
{
    static char out[64];
    hs_span spans[2][3];
    hs_attribution all[2] = {{.parent = HS_NO_PARENT}, {.parent = HS_NO_PARENT}};
    hs_document *doc = document(text, "2031-05-14");
    doc->modified = hs_ascii_of(modified);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < 3; k++) {
            if (!parts[i][k])
                continue;
            spans[i][k] = span_of(doc, parts[i][k]);
            hs_spans one = {&spans[i][k], 1};
            *(k == 0 ? &all[i].source : k == 1 ? &all[i].cue : &all[i].content) = one;
        }
    doc->attributions = all;
    doc->n_attributions = n;
    assert_int_equal(hs_times_find(doc, NULL), HS_OK);
    hs_str time = hs_times_of_attribution(doc, 0);
    snprintf(out, sizeof out, "%.*s", time.ptr ? (int)time.len : 1, time.ptr ? time.ptr : "-");
    hs_document_free(doc);
    return out;
}

static const char *spoken(const char *text, const char *const (*parts)[3], size_t n)
{
    return spoken_on(text, parts, n, NULL);
}

#define SPOKEN(text, source, cue, content, expected)                                                                   \
    do {                                                                                                               \
        static const char *const parts[1][3] = {{(source), (cue), (content)}};                                         \
        assert_string_equal(spoken((text), parts, 1), (expected));                                                     \
    } while (0)

static void the_time_of_the_cue(void **state)
{
    (void)state;
    SPOKEN("Mara Lund said on Tuesday that the pipe burst.", "Mara Lund", "said", "that the pipe burst", "2031-05-13");
    SPOKEN("Mara Lund told reporters in Port Elda in March that it burst.", "Mara Lund", "told", "it burst", "2031-03");
    SPOKEN("On Monday, the minister said the pipe burst.", "the minister", "said", "the pipe burst", "2031-05-12");
    SPOKEN("In a statement on Monday, the ministry said the pipe burst.", "the ministry", "said", "the pipe burst",
           "2031-05-12");
    SPOKEN("The minister on Monday denied the leak.", "The minister", "denied", "the leak", "2031-05-12");
    SPOKEN("\"It burst,\" said Mara Lund on Tuesday.", "Mara Lund", "said", "\"It burst,\"", "2031-05-13");
    SPOKEN("Mara Lund said Tuesday it burst.", "Mara Lund", "said Tuesday", "it burst", "2031-05-13");
    SPOKEN("It will burst, according to a poll published on Sunday.", "a poll published on Sunday", "according to",
           "It will burst", "2031-05-11");
    SPOKEN("Mara Lund recently said it burst.", "Mara Lund", "said", "it burst", "PAST_REF");
}

static void a_time_that_is_not_the_cues(void **state)
{
    (void)state;
    SPOKEN("Mara Lund said the pipe burst on Tuesday.", "Mara Lund", "said", "the pipe burst on Tuesday", "-");
    SPOKEN("The pipe burst on Tuesday, Mara Lund said.", "Mara Lund", "said", "The pipe burst on Tuesday", "-");
    SPOKEN("Mara Lund said after the vote on Tuesday that it burst.", "Mara Lund", "said", "it burst", "-");
    SPOKEN("Mara Lund said of Tuesday's vote that it failed.", "Mara Lund", "said", "it failed", "-");
    SPOKEN("She left on Tuesday. Mara Lund said it burst.", "Mara Lund", "said", "it burst", "-");
    SPOKEN("The head of the 2029 inquiry said it burst.", "The head of the 2029 inquiry", "said", "it burst", "-");
    SPOKEN("A woman hurt on Sunday said it burst.", "A woman hurt on Sunday", "said", "it burst", "-");
    SPOKEN("Mara Lund said for two days that it burst.", "Mara Lund", "said", "it burst", "-");
    SPOKEN("Mara Lund has warned every Monday that it bursts.", "Mara Lund", "warned", "it bursts", "-");
    SPOKEN("Mara Lund says now that it burst.", "Mara Lund", "says", "it burst", "-");
    /* nobody has spoken yet */
    SPOKEN("Mara Lund will say on Friday that it burst.", "Mara Lund", "say", "it burst", "-");
    SPOKEN("In its June plan the port said it burst.", "the port", "said", "it burst", "-");
    static const char *const two[2][3] = {{"Ole Berg", "said", "it was shut"},
                                          {"Mara Lund", "told", "it burst Tuesday"}};
    assert_string_equal(spoken("Mara Lund told him it burst Tuesday, Ole Berg said it was shut.", two, 2), "-");
}

/* What "Mara Lund said it burst" has for its day in a note, where the page says that it was changed then. */
static const char *noted(const char *text, const char *modified)
{
    static const char *const parts[1][3] = {{"Mara Lund", "said", "it burst"}};
    return spoken_on(text, parts, 1, modified);
}

static void a_note_has_its_day(void **state)
{
    (void)state;
    assert_string_equal(noted("Correction, 16 May: Mara Lund said it burst.", NULL), "2031-05-16");
    assert_string_equal(noted("It held.\n\nCorrection (May 16, 2031): We had it wrong. Mara Lund said it burst.", NULL), "2031-05-16");
    assert_string_equal(noted("Editor\xE2\x80\x99s note, added on 16 May \xE2\x80\x94 Mara Lund said it burst.", NULL), "2031-05-16");
    assert_string_equal(noted("This article was amended on 16 May 2031. Mara Lund said it burst.", NULL), "2031-05-16");
    assert_string_equal(noted("Correction: Mara Lund said it burst.", "2031-05-17T09:00+01:00"), "2031-05-17");
    assert_string_equal(noted("Correction, 16 May: Mara Lund said it burst.", "2031-05-17T09:00Z"), "2031-05-16");
    assert_string_equal(noted("Correction, 2 January: Mara Lund said it burst.", "2032-01-02"), "2032-01-02");
    /* a dash before the day does not end the label */
    assert_string_equal(noted("Correction - 16 May 2031: Mara Lund said it burst.", NULL), "2031-05-16");
    assert_string_equal(noted("Correction \xE2\x80\x93 16 May \xE2\x80\x93 Mara Lund said it burst.", NULL), "2031-05-16");
    assert_string_equal(noted("Update - added on 16 May 2031 at 9:30: Mara Lund said it burst.", NULL), "2031-05-16");
    assert_string_equal(noted("Update - 16 May was hot: Mara Lund said it burst.", "2031-05-17"), "2031-05-17");
    assert_string_equal(noted("Correction - Mara Lund said it burst.", "2031-05-17"), "2031-05-17");
    /* nor is a note newer than the page */
    assert_string_equal(noted("Update, 5 March 2099: Mara Lund said it burst.", NULL), "-");
    assert_string_equal(noted("Update, 5 March 2099: Mara Lund said it burst.", "2031-05-17"), "-");
    assert_string_equal(noted("Update, 18 May 2031: Mara Lund said it burst.", "2031-05-17"), "-");
    assert_string_equal(noted("Update, 17 May 2031: Mara Lund said it burst.", "2031-05-17"), "2031-05-17");
    assert_string_equal(noted("Update, 14 May 2032: Mara Lund said it burst.", NULL), "2032-05-14");
    assert_string_equal(noted("Update, 18 May 2031: Mara Lund said it burst.", "2031-05-13"), "2031-05-18");
    assert_string_equal(noted("Update, 18 May 2031: Mara Lund said it burst.", "2031-05-14T09:00Z"), "2031-05-18"); /* the page does not tell of its change */
    /* a time that the label does not hold to its end */
    assert_string_equal(noted("Correction, 16 May - 18 May: Mara Lund said it burst.", NULL), "2031-05-16");
    assert_string_equal(noted("Correction, 16 May \xE2\x80\x93 18 May: Mara Lund said it burst.", NULL), "2031-05-16");
    /* a day of its own */
    assert_string_equal(noted("Correction, 16 May: On Monday, Mara Lund said it burst.", NULL), "2031-05-12");
    /* days of what it tells, days before the article, no note, no day */
    assert_string_equal(noted("Correction: An earlier version of this article, of 16 May, was wrong. Mara Lund said it burst.", NULL), "-");
    assert_string_equal(noted("Correction, 3 May: Mara Lund said it burst.", NULL), "-");
    assert_string_equal(noted("Correction officers of 16 May: Mara Lund said it burst.", "2031-05-17"), "-");
    assert_string_equal(noted("Corrections chief Ole Berg left on 16 May: Mara Lund said it burst.", "2031-05-17"), "-");
    assert_string_equal(noted("The law was amended on 16 May. Mara Lund said it burst.", "2031-05-17"), "-");
    assert_string_equal(noted("Correction, 16 May: it held.\n\nMara Lund said it burst.", "2031-05-17"), "-");
    assert_string_equal(noted("Correction: Mara Lund said it burst.", NULL), "-");
    assert_string_equal(noted("Correction: Mara Lund said it burst.", "2031-05-13"), "-");
}

static void without_memory_nothing_is_changed(void **state)
{
    (void)state;
    hs_status status = HS_E_NOMEM;
    for (int n = 0; status != HS_OK; n++) {
        assert_true(n < 1000);
        hs_document *doc =
            document("It sank last week, on May 3, for three days. They meet every Monday.", "2031-05-14");
        hs_error err = {HS_OK, 0, ""};
        fuse = n;
        status = hs_times_find(doc, &err);
        fuse = -1;
        assert_true(status == HS_OK ? doc->n_times == 4
                                    : status == HS_E_NOMEM && err.code == HS_E_NOMEM && !doc->n_times);
        hs_document_free(doc);
    }
}

static void a_cap_gives_no_memory(void **state)
{
    (void)state;
    static char text[40000];
    for (size_t i = 0; i + 7 < sizeof text; i += 7)
        memcpy(text + i, "Monday ", 7);
    hs_document *doc;
    hs_error err;
    assert_int_equal(hs_document_new(&doc, 20000, NULL), HS_OK);
    doc->text = str(text);
    assert_int_equal(hs_times_find(doc, &err), HS_E_NOMEM);
    assert_int_equal(err.code, HS_E_NOMEM);
    assert_int_equal(doc->n_times, 0);
    hs_document_free(doc);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates_in_all_orders),
        cmocka_unit_test(days_that_do_not_exist_have_no_value),
        cmocka_unit_test(words_that_only_look_like_dates),
        cmocka_unit_test(weekdays_follow_the_tense),
        cmocka_unit_test(the_tense_is_the_events_own),
        cmocka_unit_test(verbs_by_their_whole_group),
        cmocka_unit_test(the_second_of_two_comes_after_the_first),
        cmocka_unit_test(the_month_beside_this_one_needs_no_tense),
        cmocka_unit_test(a_story_keeps_its_year),
        cmocka_unit_test(months_and_days_without_a_year),
        cmocka_unit_test(units_count_from_the_document),
        cmocka_unit_test(quarters_seasons_and_ages),
        cmocka_unit_test(what_a_period_is_compared_with),
        cmocka_unit_test(durations_and_sets),
        cmocka_unit_test(what_was_told_before_counts),
        cmocka_unit_test(times_of_day),
        cmocka_unit_test(zones),
        cmocka_unit_test(holidays),
        cmocka_unit_test(without_a_date_nothing_is_guessed),
        cmocka_unit_test(the_head_may_tell_the_date),
        cmocka_unit_test(the_calendar_is_right),
        cmocka_unit_test(the_lexicon_is_sorted),
        cmocka_unit_test(the_time_of_the_cue),
        cmocka_unit_test(a_time_that_is_not_the_cues),
        cmocka_unit_test(a_note_has_its_day),
        cmocka_unit_test(without_memory_nothing_is_changed),
        cmocka_unit_test(a_cap_gives_no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
