/* test_resolution_relays.c -- outlets whose names stand in others' company, whose page it is by its head, and who has the whole story; on texts of our own, each beside
 * what looks like it. */
#include "chain_check.h"

#define TOLD(whom, chain) CHECK("Dawn Moss met the crew. Mara Lind told " whom " that it fell.", NULL, {"Mara Lind", "told", "that it fell", TOP, chain})

/* Whose town it is, where it is made, and a number or a day in its name. */
static void names_with_more_beside_them(void **state)
{
    (void)state;
    TOLD("Skarn's Evening Star", "Mara Lind, Evening Star");
    TOLD("Skarn's Mayor Ek", "Mara Lind");
    TOLD("Skarn's lawyer", "Mara Lind");
    TOLD("the Velden, Ostmark-based NT News", "Mara Lind, NT News");
    TOLD("the Ostmark-based NT News", "Mara Lind, NT News");
    TOLD("the Ostmark-based board", "Mara Lind");
    TOLD("Fox 10 News", "Mara Lind, Fox 10 News");
    TOLD("ABC 12", "Mara Lind, ABC 12");
    TOLD("Channel 6", "Mara Lind, Channel 6");
    TOLD("WA Today", "Mara Lind, WA Today");
    TOLD("the Coastal Wire", "Mara Lind, Coastal Wire");
    TOLD("12 workers", "Mara Lind");
}

/* "told Reuters Lindco was": the outlet ends where whoever is spoken of begins. */
static void whom_they_told_of_whom(void **state)
{
    (void)state;
    CHECK("Mara Lind told Reuters Lindco was warned.", NULL, {"Mara Lind", "told", "Lindco was warned", TOP, "Mara Lind, Reuters"});
    CHECK("Mara Lind told the Skarn Post Lindco was warned.", NULL, {"Mara Lind", "told", "Lindco was warned", TOP, "Mara Lind, Skarn Post"});
    CHECK("Mara Lind told Sky News Australia that it fell.", NULL, {"Mara Lind", "told", "that it fell", TOP, "Mara Lind, Sky News Australia"});
    CHECK("Mara Lind told Post Office Minister Ek that it fell.", NULL, {"Mara Lind", "told", "that it fell", TOP, "Mara Lind"});
}

/* Nobody but the press quotes people "as saying". */
static void who_quotes(void **state)
{
    (void)state;
    CHECK("The Skarn Lamp quoted Mara Lind as saying that it fell. Bo Ek told the Lamp that it broke.", NULL, {"Mara Lind", "saying", "that it fell", TOP, "Mara Lind, Skarn Lamp"},
          {"Bo Ek", "told", "that it broke", TOP, "Bo Ek, Skarn Lamp"});
    CHECK("The Skarn Lamp quoted a price. Bo Ek told the Lamp that it broke.", NULL, {"Bo Ek", "told", "that it broke", TOP, "Bo Ek"});
}

/* Alone in a line at the head, or in the byline, it is the page's own; not in a sentence. */
static void whose_page_it_is_by_its_head(void **state)
{
    (void)state;
#define PAGE(head, chain) CHECK(head "Bo Ek told the Harbour Post that it fell.", NULL, {"Bo Ek", "told", "that it fell", TOP, chain})
    PAGE("Harbour Post\n\nA crane fell\n\n", "Bo Ek");
    PAGE("The Harbour Post\n\n", "Bo Ek");
    PAGE("A crane fell | Harbour Post\n\n", "Bo Ek");
    PAGE("By Ann Lee, Harbour Post\n\n", "Bo Ek");
    PAGE("Crane falls, says Harbour Post\n\n", "Bo Ek, Harbour Post");
    PAGE("Evening Star\n\n", "Bo Ek, Harbour Post");
    CHECK("A crane fell. Bo Ek told the Harbour Post that it fell. Ek told this newspaper that it broke.", NULL, {"Bo Ek", "told", "that it fell", TOP, "Bo Ek"},
          {"Ek", "told", "that it broke", TOP, "Bo Ek"});
    CHECK("A crane fell. Bo Ek told the Harbour Post that it fell. Ek told this lawyer that it broke.", NULL, {"Bo Ek", "told", "that it fell", TOP, "Bo Ek, Harbour Post"},
          {"Ek", "told", "that it broke", TOP, "Bo Ek"});
}

/* Who says where all of it is retells it, however late; not where another outlet is cited, too. */
static void who_has_the_full_story(void **state)
{
    (void)state;
    CHECK("Bo Ek says it fell. The full story is at the Northern Gazette.", NULL, {"Bo Ek", "says", "it fell", TOP, "Bo Ek, Northern Gazette"});
    CHECK("Bo Ek says it fell. Read the full interview in the Northern Gazette.", NULL, {"Bo Ek", "says", "it fell", TOP, "Bo Ek, Northern Gazette"});
    CHECK("Bo Ek says it fell. The story of the Northern Gazette is old.", NULL, {"Bo Ek", "says", "it fell", TOP, "Bo Ek"});
    CHECK("Bo Ek told Reuters it fell. Ann Lee says so. The full story is at the Northern Gazette.", NULL, {"Bo Ek", "told", "it fell", TOP, "Bo Ek, Reuters"},
          {"Ann Lee", "says", "so", TOP, "Ann Lee"});
    CHECK("Northern Gazette\n\nBo Ek says it fell. The full story is at the Northern Gazette.", NULL, {"Bo Ek", "says", "it fell", TOP, "Bo Ek"});
}

/* A letter is not by the outlet that prints it, as its own report is; nor is the outlet the page's own for both it and a man. */
static void letters_that_an_outlet_prints(void **state)
{
    (void)state;
    CHECK("A leaked email, published by the Aften Star, suggests it fell. Bo Ek told the Star that it broke.", NULL,
          {"A leaked email, published by the Aften Star,", "suggests", "it fell", TOP, "leaked email, Aften Star"}, {"Bo Ek", "told", "that it broke", TOP, "Bo Ek, Aften Star"});
    CHECK("A study published by the Aften Star suggests it fell.", NULL, {"A study published by the Aften Star", "suggests", "it fell", TOP, "Aften Star"});
    /* where another outlet was named before, "the paper" is the one last told, if its capital article says so */
    CHECK("Dawn magazine was shut. Bo Ek told The Lantern that it broke. The paper said so.", NULL, {"Bo Ek", "told", "that it broke", TOP, "Bo Ek, Lantern"}, {"The paper", "said", "so", TOP, "Lantern"});
    CHECK("Mara Lind told the film star that it fell.", NULL, {"Mara Lind", "told", "that it fell", TOP, "Mara Lind"});
}

/* What the page heard itself, or all did, is of no outlet that it retells. */
static void what_a_retold_outlet_did_not_hear(void **state)
{
    (void)state;
#define FULL(text, ...) CHECK(text " The full story is at the Northern Gazette.", NULL, __VA_ARGS__)
    FULL("Bo Ek told me it fell.", {"Bo Ek", "told", "it fell", TOP, "Bo Ek"});
    FULL("Bo Ek told this newspaper it fell.", {"Bo Ek", "told", "it fell", TOP, "Bo Ek"});
    FULL("Bo Ek told this lawyer it fell.", {"Bo Ek", "told", "it fell", TOP, "Bo Ek, Northern Gazette"});
    FULL("In a speech at the town hall, Bo Ek said it fell.", {"Bo Ek", "said", "it fell", TOP, "Bo Ek"});
    FULL("Speaking at a rally in Skarn, Bo Ek said it fell.", {"Bo Ek", "said", "it fell", TOP, "Bo Ek"});
    FULL("In a speech, it fell, Bo Ek said.", {"Bo Ek", "said", "In a speech, it fell", TOP, "Bo Ek, Northern Gazette"});
    FULL("In a hurry, Bo Ek said it fell.", {"Bo Ek", "said", "it fell", TOP, "Bo Ek, Northern Gazette"});
    FULL("Bo Ek told the meeting it fell.", {"Bo Ek", "told", "it fell", TOP, "Bo Ek"});
    FULL("Reuters, meanwhile, has a man. He says it fell.\n\nAnn Lee says so.", {"He", "says", "it fell", TOP, "man"}, {"Ann Lee", "says", "so", TOP, "Ann Lee, Northern Gazette"});
    FULL("The Skarn Evening Star sold out. Bo Ek said it fell.", {"Bo Ek", "said", "it fell", TOP, "Bo Ek"});
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_with_more_beside_them), cmocka_unit_test(whom_they_told_of_whom), cmocka_unit_test(who_quotes),
        cmocka_unit_test(whose_page_it_is_by_its_head), cmocka_unit_test(who_has_the_full_story),
        cmocka_unit_test(what_a_retold_outlet_did_not_hear),
        cmocka_unit_test(letters_that_an_outlet_prints),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
