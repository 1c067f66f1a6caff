/* test_resolution_interviews.c -- who goes on telling an outlet, and whose page it is where nothing but the text tells;
 * on texts of our own, each beside what looks like it. */
#include "chain_check.h"

#define TOLD(more) "It fell, Bo Ek said. Mara Lind told the Harbour Post that it broke. She said that it sank." more
#define CHAINS_ON(lind, she)                                                                                           \
    {"Bo Ek", "said", "It fell", TOP, "Bo Ek"}, {"Mara Lind", "told", "that it broke", TOP, lind},                     \
    {                                                                                                                  \
        "She", "said", "that it sank", TOP, she                                                                        \
    }
/* where it is not known whose page it is: it may be the interviewer's own */
#define CHAINS(lind) CHAINS_ON(lind, OWN)
#define RELAYED "Mara Lind, Harbour Post"
#define OWN "Mara Lind"

/* Until somebody else speaks, or she speaks to somebody else. */
static void who_goes_on(void **state)
{
    (void)state;
    CHECK(TOLD(""), NULL, CHAINS(RELAYED));
    CHECK("Mara Lind told the Harbour Post that it fell. Bo Ek said that it sank. Lind said that it broke.", NULL,
          {"Mara Lind", "told", "that it fell", TOP, RELAYED}, {"Bo Ek", "said", "that it sank", TOP, "Bo Ek"},
          {"Lind", "said", "that it broke", TOP, OWN});
    CHECK("Mara Lind told the Harbour Post that it fell. She told a meeting that it sank. She said that it broke.",
          NULL, {"Mara Lind", "told", "that it fell", TOP, RELAYED},
          {"She", "told", "that it sank", TOP, OWN}, {"She", "said", "that it broke", TOP, OWN});
    CHECK("As reported by the Harbour Post, Mara Lind said that it fell. She said that it sank.", NULL,
          {"Mara Lind", "said", "that it fell", TOP, RELAYED}, {"She", "said", "that it sank", TOP, OWN});
    CHECK("Mara Lind told local TV: \"It fell.\" She said that it sank.", "Nordwire",
          {"Mara Lind", "told", "\"It fell.\"", TOP, "Mara Lind, local TV"},
          {"She", "said", "that it sank", TOP, "Mara Lind, local TV"});
    CHECK("In an interview posted on the site Dawn, Mara Lind said that it fell.", NULL,
          {"Mara Lind", "said", "that it fell", TOP, "Mara Lind, Dawn"});
}

/* In quotation marks she says more of the same interview, whoever's page it is; what she wrote is no interview. */
static void who_goes_on_in_quotation_marks(void **state)
{
    (void)state;
    CHECK("Mara Lind told the Harbour Post that it fell. \"It sank,\" she said.", NULL, {"Mara Lind", "told", "that it fell", TOP, RELAYED},
          {"she", "said", "\"It sank,\"", TOP, RELAYED});
    CHECK("Mara Lind told the Harbour Post that it fell. \"It sank,\" she wrote.", NULL, {"Mara Lind", "told", "that it fell", TOP, RELAYED},
          {"she", "wrote", "\"It sank,\"", TOP, OWN});
    CHECK("Mara Lind told the Harbour Post that it fell. She wrote that it sank.", "Nordwire", {"Mara Lind", "told", "that it fell", TOP, RELAYED},
          {"She", "wrote", "that it sank", TOP, OWN});
    CHECK("Mara Lind told the Harbour Post that it fell. \"It sank,\" Bo Ek said. \"It broke,\" Lind said.", NULL, {"Mara Lind", "told", "that it fell", TOP, RELAYED},
          {"Bo Ek", "said", "\"It sank,\"", TOP, "Bo Ek"}, {"Lind", "said", "\"It broke,\"", TOP, OWN});
    /* where nothing is said of what she told, and where nobody is named who quotes her */
    CHECK("Mara Lind laughed in an interview with the Harbour Post. \"It sank,\" she said.", NULL, {"she", "said", "\"It sank,\"", TOP, RELAYED});
    CHECK("Mara Lind laughed in an interview with the Harbour Post. She said that it sank.", NULL, {"She", "said", "that it sank", TOP, OWN});
    CHECK("Mara Lind laughed in an interview with the Harbour Post. \"It sank,\" Bo Ek said.", NULL, {"Bo Ek", "said", "\"It sank,\"", TOP, "Bo Ek"});
    CHECK("It fell, the Harbour Post reported. \"It sank,\" Mara Lind was quoted as saying.", NULL, {"the Harbour Post", "reported", "It fell", TOP, "Harbour Post"},
          {"Mara Lind", "was quoted as saying", "\"It sank,\"", TOP, RELAYED});
    CHECK("Bo Ek told the Harbour Post that it fell. \"It sank,\" Mara Lind was quoted as saying.", NULL, {"Bo Ek", "told", "that it fell", TOP, "Bo Ek, Harbour Post"},
          {"Mara Lind", "was quoted as saying", "\"It sank,\"", TOP, RELAYED});
    CHECK("Bo Ek said that it fell. \"It sank,\" Mara Lind was quoted as saying.", NULL, {"Bo Ek", "said", "that it fell", TOP, "Bo Ek"},
          {"Mara Lind", "was quoted as saying", "\"It sank,\"", TOP, OWN});
}

/* An address of mail: of the outlet that was told, or of another. */
static void whose_addresses_the_text_has(void **state)
{
    (void)state;
    CHECK(TOLD("\n\nann.lee@harbourpost.example"), NULL, CHAINS(OWN));
    CHECK(TOLD("\n\nann.lee@nordharbourpost.example"), NULL, CHAINS(OWN));
    CHECK(TOLD("\n\nann.lee@ferries.example"), NULL, CHAINS(RELAYED));
    CHECK(TOLD("\n\nFollow her: @harbourpost.example"), NULL, CHAINS(RELAYED));
    CHECK(TOLD("\n\nann.lee@harbourposted"), NULL, CHAINS(RELAYED));
    CHECK("Mara Lind told the FT that it fell.\n\nsales@ft.com", NULL,
          {"Mara Lind", "told", "that it fell", TOP, "Mara Lind"});
    CHECK("Mara Lind told the FT that it fell.\n\nsales@bbc.co.uk", NULL,
          {"Mara Lind", "told", "that it fell", TOP, "Mara Lind, FT"});
}

/* What is known of the page wins over all that. */
static void the_document_knows(void **state)
{
    (void)state;
    CHECK(TOLD("\n\nann.lee@harbourpost.example"), "Reuters", CHAINS_ON(RELAYED, RELAYED));
    CHECK(TOLD(""), "The Harbour Post", CHAINS(OWN));
}

static void who_tells_the_author(void **state)
{
    (void)state;
    CHECK("Mara Lind told the Harbour Post that it fell. \"It broke,\" she told me.", NULL,
          {"Mara Lind", "told", "that it fell", TOP, OWN}, {"she", "told", "\"It broke,\"", TOP, OWN});
    CHECK("Mara Lind told the website Dawn that it fell. \"It broke,\" she told me.", NULL,
          {"Mara Lind", "told", "that it fell", TOP, "Mara Lind, Dawn"},
          {"she", "told", "\"It broke,\"", TOP, "Mara Lind"});
    CHECK("Mara Lind told the Harbour Post that it fell. \"It broke,\" Bo Ek told me.", NULL,
          {"Mara Lind", "told", "that it fell", TOP, RELAYED}, {"Bo Ek", "told", "\"It broke,\"", TOP, "Bo Ek"});
}

/* Whoever has it confirmed writes of it; but not whom others cite, and not where there was nothing to confirm. */
static void whom_it_was_confirmed_to(void **state)
{
    (void)state;
    CHECK("It fell, Bo Ek said. Mara Lind confirmed to the Harbour Post that it broke. She said that it sank.", NULL,
          {"Bo Ek", "said", "It fell", TOP, "Bo Ek"}, {"Mara Lind", "confirmed", "that it broke", TOP, OWN},
          {"She", "said", "that it sank", TOP, OWN});
    CHECK("It fell, the Harbour Post said. Mara Lind confirmed to the Harbour Post that it broke.", NULL,
          {"the Harbour Post", "said", "It fell", TOP, "Harbour Post"},
          {"Mara Lind", "confirmed", "that it broke", TOP, RELAYED});
    CHECK("Mara Lind confirmed to the Harbour Post that it broke.", NULL,
          {"Mara Lind", "confirmed", "that it broke", TOP, RELAYED});
}

/* An article whose author asks people does not merely retell. */
static void who_asks_retells_nobody(void **state)
{
    (void)state;
#define REST                                                                                                           \
    "It rained all day. The port stayed shut and the ferries lay at the quay until the evening, as they had all "      \
    "week.\n"
    CHECK("Reuters reported that it fell.\n\nReuters added that it broke.\n\n" REST REST REST REST
          "Bo Ek said that it sank. Mara Lind confirmed to the Harbour Post that it leaked.",
          NULL, {"Reuters", "reported", "that it fell", TOP, "Reuters"},
          {"Reuters", "added", "that it broke", TOP, "Reuters"}, {"Bo Ek", "said", "that it sank", TOP, "Bo Ek"},
          {"Mara Lind", "confirmed", "that it leaked", TOP, OWN});
    CHECK("Reuters reported that it fell.\n\nReuters added that it broke.\n\n" REST REST REST REST
          "The Harbour Post said that it leaked. Bo Ek said that it sank.\n\nletters@harbourpost.example",
          NULL, {"Reuters", "reported", "that it fell", TOP, "Reuters"},
          {"Reuters", "added", "that it broke", TOP, "Reuters"},
          {"The Harbour Post", "said", "that it leaked", TOP, "Harbour Post"},
          {"Bo Ek", "said", "that it sank", TOP, "Bo Ek"});
}

static void how_the_page_was_made(void **state)
{
    (void)state;
    CHECK(TOLD(" Lindco did not respond to the Harbour Post's request for comment."), NULL, CHAINS(OWN));
    CHECK(TOLD(" Lindco turned down the Harbour Post's request for a ride."), NULL, CHAINS(RELAYED));
    CHECK(TOLD(" The Harbour Post could not independently verify the log."), NULL, CHAINS(OWN));
    CHECK(TOLD(" The Harbour Post was unable to verify the log."), NULL, CHAINS(OWN));
    CHECK(TOLD(" The Harbour Post could verify the log."), NULL, CHAINS(RELAYED));
    CHECK(TOLD("\n\nHarbour Post's Ann Lee and Tom Ek contributed to this report."), NULL, CHAINS(OWN));
    CHECK(TOLD("\n\nHarbourpost.com's Ann Lee contributed to this report."), NULL, CHAINS(OWN));
    CHECK(TOLD("\n\nHarbour Post writer Ann Lee contributed to this report."), NULL, CHAINS(OWN));
    CHECK(TOLD("\n\nCopyright 2031 the Harbour Post"), NULL, CHAINS(OWN));
    CHECK(TOLD("\n\nThe copyright in all of it was Harbour Post's."), NULL, CHAINS(RELAYED));
    CHECK(TOLD("\n\nThe Harbour Post contributed to this report."), NULL, CHAINS(RELAYED));
}

/* Families and friends are no bodies that publish; those that have a name are. */
static void who_publishes(void **state)
{
    (void)state;
    CHECK("Reuters reported that it fell.\n\nReuters added that it broke.\n\n" REST REST REST REST
          "His family said that it sank. The Velden Council said that it leaked.",
          NULL, {"Reuters", "reported", "that it fell", TOP, "Reuters"},
          {"Reuters", "added", "that it broke", TOP, "Reuters"}, {"His family", "said", "that it sank", TOP, "His family, Reuters"},
          {"The Velden Council", "said", "that it leaked", TOP, "Velden Council"});
}

/* A person who has sources passes on what they say, as an outlet does. */
static void whose_sources_they_are(void **state)
{
    (void)state;
    CHECK("Mara Lind, who writes of ferries, said that it fell. Lind's sources said that it broke.", NULL,
          {"Mara Lind", "said", "that it fell", TOP, "Mara Lind"},
          {"Lind's sources", "said", "that it broke", TOP, "Lind's sources, Mara Lind"});
    CHECK("Mara Lind, who writes of ferries, said that it fell. Lind's friends said that it broke.", NULL,
          {"Mara Lind", "said", "that it fell", TOP, "Mara Lind"},
          {"Lind's friends", "said", "that it broke", TOP, "Lind's friends"});
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_goes_on),
        cmocka_unit_test(who_goes_on_in_quotation_marks),
        cmocka_unit_test(whose_addresses_the_text_has),
        cmocka_unit_test(the_document_knows),
        cmocka_unit_test(who_tells_the_author),
        cmocka_unit_test(whom_it_was_confirmed_to),
        cmocka_unit_test(who_asks_retells_nobody),
        cmocka_unit_test(how_the_page_was_made),
        cmocka_unit_test(who_publishes),
        cmocka_unit_test(whose_sources_they_are),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
