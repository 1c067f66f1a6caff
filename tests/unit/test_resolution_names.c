/* test_resolution_names.c -- names that are cut or taken for another's: institutions with an owner in them, stations with a number, firms called as a family.
 * One thread. */
#include "marked_article.h"

static void institutions_with_an_owner_in_them(void **state)
{
    (void)state;
    check("{The Pitworkers' Union} said <no>. {St Brannoc's Hospital} said <so>. {The union} said <yes>.", "Pitworkers' Union", "St Brannoc's Hospital", "Pitworkers' Union");
    check("{The Ratcatchers\u2019 Guild} said <no>. {The Anglers' Trust} said <so>. {The Prince's Trust} said <yes>.", "Ratcatchers\u2019 Guild", "Anglers' Trust", "Prince's Trust");
    check("{King's College Velden} said <no>.", "King's College Velden");
    /* one's own office, mayor and ministry */
    check("{The King's office} said <no>.", "King's office");
    check("{St John's Mayor Ana Lund} said <no>.", "Ana Lund");
    check("{Anders' Ministry of Works} said <no>.", "Ministry of Works");
    check("{Mara Lind's Ministry} said <no>.", "Ministry");
}

static void families_that_trade(void **state)
{
    (void)state;
    check("{Lund Brothers} said <no>. {Tarn & Sons} said <so>.", "Lund Brothers", "Tarn & Sons");
    check("{The Lund brothers} said <no>.", "Lund brothers");
    check("{A group that calls itself Harbour Watch} said <no>. {It} said <so>.", "Harbour Watch", "Harbour Watch");
}

static void brands(void **state)
{
    (void)state;
    /* the firm, and who bears its name */
    check("{Hartley's} rejected <claims>. {Hartley's} recalled <two loaves>. {Owen Hartley} said <no>. {Hartley} said <so>. {The bakery} said <yes>. {The firm} said <it>.", "Hartley's",
          "Hartley's", "Owen Hartley", "Owen Hartley", "Hartley's", "Hartley's");
    check("{Bakery} denies <claims>\n\n{Hartley's} told <customers>. The bakery is old.", "Hartley's", "Hartley's");
    check("Kelly's, which has two shops, closed. {Kelly's} accused <a rival>.", "Kelly's");
    /* what stands behind may be theirs, or "has" */
    check("{Hartley's} rejected plan <was old>. {Owen Hartley} said <no>.", "Owen Hartley", "Owen Hartley");
    check("{Owen Hartley} said <no>. \"{Hartley's} told <them>.\"", "Owen Hartley", "Owen Hartley");
    /* who guards food is no shop, and no firm */
    check("The Food Safety Office warned of it. {Hartley's} told <customers>. {The food agency} said <no>. {The watchdog} said <so>. {The company} said <it>.", "Hartley's", "Food Safety Office",
          "Food Safety Office", "Hartley's");
    check("{Corlen Group} said <no>. {The bakery} said <so>.", "Corlen Group", "bakery");
}

/* Given names that no table has: by what the article calls who bears them. */
static void genders_that_the_article_tells(void **state)
{
    (void)state;
    check("{Zenka Orlo} denied <it>. {He} said <so>. {Quennie Vant} said <no>. {He} said <yes>.", "Zenka Orlo", "Zenka Orlo", "Quennie Vant", "Quennie Vant");
    check("{Bram Tolley} said <no>. {He} said <so>. Orsel Halm disagrees. {She} said <yes>.", "Bram Tolley", "Bram Tolley", "Orsel Halm");
    check("{Orsel Halm} said <she was well>. {Zenka Orlo} said <he was not>. {She} said <so>.", "Orsel Halm", "Zenka Orlo", "Orsel Halm");
    /* who speaks for another speaks of her */
    check("{Mara Lind's lawyer, Orsel Halm,} said <she was well>. {He} said <so>.", "Orsel Halm", "Orsel Halm");
    check("{Multi-millionaire Kit Ansel} said <no>.", "Kit Ansel");
}

static void makers_that_are_no_persons(void **state)
{
    (void)state;
    check("{The contractor, Lund Brothers,} said <no>. {The supplier, Corlen Group,} said <so>. {It} said <yes>.", "Lund Brothers", "Corlen Group", "Corlen Group");
    check("{The contractor, Ann Lund,} said <no>. {She} said <so>.", "Ann Lund", "Ann Lund");
}

/* A firm and a person of one name: by whom the single word is first said of. */
static void firms_called_as_their_founders(void **state)
{
    (void)state;
    check("{Tarrow Chemicals Plc} said <no>. {Tarrow} said <so>. {Miles Tarrow, its head,} said <yes>. {Tarrow} said <it>. {Mr Tarrow} said <this>. {He} said <that>.", "Tarrow Chemicals Plc",
          "Tarrow Chemicals Plc", "Miles Tarrow", "Tarrow Chemicals Plc", "Miles Tarrow", "Miles Tarrow");
    /* named in full first, he is called by his surname */
    check("{Tarrow Chemicals Plc} said <no>. {Miles Tarrow, its head,} said <yes>. {Tarrow} said <it>.", "Tarrow Chemicals Plc", "Miles Tarrow", "Miles Tarrow");
    check("{Tarrow Chemicals Plc} said <no>. {Tarrow, 58,} said <so>. {Miles Tarrow} said <yes>.", "Tarrow Chemicals Plc", "Miles Tarrow", "Miles Tarrow");
}

static void towns_and_what_is_called_after_them(void **state)
{
    (void)state;
    check("A pipe broke in Odd Haven. {The Odd Haven Gazette} said <no>. {Odd Haven} said <so>. {The paper} said <yes>.", "Odd Haven Gazette", "Odd Haven", "Odd Haven Gazette");
    check("A pipe broke in Odd Haven. {Odd Haven Police} said <no>. {Odd Haven} said <so>.", "Odd Haven Police", "Odd Haven");
    check("{Northern Territory News} said <no>. {NT News} said <so>. {WT News} said <yes>.", "Northern Territory News", "Northern Territory News", "WT News");
}

static void authorities_that_are_only_described(void **state)
{
    (void)state;
    check("Velmark's environment agency has fined Lindco Plc, {the agency} said <so>.", "Velmark's environment agency");
    check("{Officials from the environment agency} said <no>. {The agency} said <so>. {Lindco} said <yes>. {The agency} said <it>.", "Officials from the environment agency", "environment agency", "Lindco",
          "environment agency");
    check("{Health officials} said <no>. {Officials from the environment agency} said <so>.", "Health officials", "Officials from the environment agency");
    check("{NASA} said <no>. {The space agency} said <so>.", "NASA", "NASA");
    check("{Sixty-one people} said <no>. {Sixty-One} said <so>.", "Sixty-one people", "Sixty-One");
}

static void more_of_who_they_are(void **state)
{
    (void)state;
    check("{Her neighbour, a nurse,} said <no>. {Bea Lunt} said <yes>. {The nurse} said <so>.", "Her neighbour", "Bea Lunt", "Her neighbour");
    check("{Det Con Sue Marl} said <no>. {She} said <so>. {Con Orle} said <yes>.", "Sue Marl", "Sue Marl", "Con Orle");
    check("{Wexmoor} manager Dario Fenn left <them>. {Wexmoor Rovers} said <no>. {The club} said <so>.", "Wexmoor", "Wexmoor Rovers", "Wexmoor Rovers");
}

static void by_what_else_is_told(void **state)
{
    (void)state;
    check("{Doctors Without Walls} said <no>. {The aid group} said <so>. {Doctors without masks} said <it>.", "Doctors Without Walls", "Doctors Without Walls", "Doctors without masks");
    check("{A resident who gave his name only as Yusuf} said <no>. {Yusuf} said <so>.", "Yusuf", "Yusuf");
    check("Beekeepers were angry. {One, Asta Bro,} said <no>. {Another} said <so>.", "Asta Bro", "Another");
    check("{A spokesman for the landlord, Kirk Estates Ltd,} said <no>. {A spokesman for the landlord, Ann Lund,} said <so>.", "spokesman for the landlord", "Ann Lund");
    check("{Telvar's largest shareholder, the Norwegian fund Fjell Kapital,} said <no>. {A member of the board, the bank of Fjell Kapital,} said <so>.", "Fjell Kapital", "member of the board");
    check("{The owner of the ship, Kirk Estates,} said <no>. {It} said <so>. {Kirk Lines} said <yes>. {He} said <it>.", "Kirk Estates", "Kirk Estates", "Kirk Lines", "Kirk Lines");
    check("{A resident who spoke as Yusuf left} said <no>.", "resident");
    check("A fan, {Demi Oakes,} said <no>. {The student, from Velden,} said <so>.", "Demi Oakes", "Demi Oakes");
    /* where it was posted, and where she is from, is no company */
    check("{Big Tent} said <no>. {Ann Lund} posted on Instagram <so>. A student, from Velden, left. {The company} said <it>.", "Big Tent", "Ann Lund", "Big Tent");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(institutions_with_an_owner_in_them),
        cmocka_unit_test(families_that_trade),
        cmocka_unit_test(brands),
        cmocka_unit_test(genders_that_the_article_tells),
        cmocka_unit_test(makers_that_are_no_persons),
        cmocka_unit_test(firms_called_as_their_founders),
        cmocka_unit_test(towns_and_what_is_called_after_them),
        cmocka_unit_test(authorities_that_are_only_described),
        cmocka_unit_test(more_of_who_they_are),
        cmocka_unit_test(by_what_else_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
