/* test_resolution_holders.c -- holders that are easily taken for another: a body for a person, a minister for a
 * director, a verb of a headline for a name; each beside what looks like it. The articles are made up. */
#include "marked_article.h"

static void bodies_are_no_persons(void **state)
{
    (void)state;
    check("{Ida Cole, a welder,} said <it leaked>. {The coast guard} insists <it did not>.", "Ida Cole", "coast guard");
    check("{Ida Cole, a guard,} said <it leaked>. {The guard} insists <it did>.", "Ida Cole", "Ida Cole");
    check("{Ida Cole} said <it leaked>. {The ministry} said <no>. {The union} said <yes>.", "Ida Cole", "ministry",
          "union");
}

static void companies_are_no_places(void **state)
{
    (void)state;
    check(
        "SKARN, 11 April 2032 (North Wire) - The ferry's operator, {Blue Strait Lines}, said <a fire broke out off the "
        "coast of Skarn>. {The coast guard} said <it was out>. {The company} said <no more>. {It} said <so>.",
        "Blue Strait Lines", "coast guard", "Blue Strait Lines", "Blue Strait Lines");
    check("SKARN, 11 April (North Wire) - {Blue Strait Lines} denied <this>. {The company} said <no>.",
          "Blue Strait Lines", "Blue Strait Lines");
    check("{Navor Gas} said <no>. {The company} said <so>. {Her lawyer} said <more>.", "Navor Gas", "Navor Gas",
          "Her lawyer");
    /* an operator may be somebody, a country speaks as a body does, and one firm is called by many nouns */
    check("The ferry's operator, {Anna Storm}, said <no>. {She} said <so>.", "Anna Storm", "Anna Storm");
    check("{Denmark} said <no>. {It} said <so>.", "Denmark", "Denmark");
    check("It fell before the Harbour Games, {a former clerk of the port} told <so>. {The clerk} said <no>.", "former clerk of the port", "former clerk of the port");
    check("{Anna Storm, a clerk who told the port of it,} said <so>. {The clerk} said <no>.", "Anna Storm", "Anna Storm");
    check("{The Kolm Anti-Doping Office} said <no>. {The office} said <so>.", "Kolm Anti-Doping Office", "Kolm Anti-Doping Office");
    check("An engineer at Navor Gas told all of the Skarn reservoir. {The company} denied <it>.", "Navor Gas");
    check("The Skarn refinery burnt. {The company} denied <it>.", "Skarn");
    /* nor is a body that is none, or where it was */
    check("A tram left its rails in Velden. {The fire brigade} said <nine were hurt>. {The tram company} said <five were hurt>.", "fire brigade", "tram company");
    check("A tram left its rails in Velden. {Police} said <nine were hurt>. {The tram company} said <five were hurt>.", "Police", "tram company");
    check("Vellin Group jets flew, {the Port Observatory for Rights} said <so>. {The Skarn-based group} said <no>.", "Port Observatory for Rights", "Port Observatory for Rights");
    check("Investors sold their shares in Vellin on Monday. {The company} said <it was sorry>.", "Vellin");
    check("{A Skarn company} denied <it>. {The firm} said <no>.", "Skarn company", "Skarn company");
    /* a dateline's name is a place; one in capitals that begins a sentence is none */
    check("SKARN, 11 April (North Wire) - {Skarn} said <no>. {It} said <so>.", "Skarn", "Skarn");
    check("TORVIK, 6 June 2032 - {Torvik} said <no>. {The firm} said <yes>.", "Torvik", "firm");
    check("{NAVOR, the agency,} said <no>. {It} said <so>.", "NAVOR", "NAVOR");
}

/* "A report" is whose report is named next; not where that outlet does not speak, or another was named before. */
static void reports_are_of_outlets(void **state)
{
    (void)state;
    check("{A report on Thursday} claims <it fell>. According to {the Harbour Post}, <it broke>.", "Harbour Post",
          "Harbour Post");
    check("{A satirical website} claimed <it fell>. {The site Dawn} posted <a story>. {The website} said <no>.", "Dawn",
          "Dawn", "Dawn");
    check("{A report on Thursday} claims <it fell>. It is not in the Harbour Post. According to {the Harbour Post}, "
          "<it broke>.",
          "report on Thursday", "Harbour Post");
    check("{The report} said <it fell>. It came from Ferrynews.com, a website. {The bogus report} said <more>.",
          "report", "Ferrynews.com");
    check("{Reports} claim <it fell>. According to {the Harbour Post}, <it broke>.", "Reports", "Harbour Post");
    check("{A report by the Skarn police} claims <it fell>. According to {the Harbour Post}, <it broke>.",
          "report by the Skarn police", "Harbour Post");
    check("{Navor Gas} said <no>. {The Harbour Post} said <yes>. {The company} said <no>.", "Navor Gas", "Harbour Post",
          "Navor Gas");
}

/* "The company" and "it" are whom is written of, not the outlet that writes or was told. */
static void outlets_are_not_whom_they_write_of(void **state)
{
    (void)state;
    check("{Vellin Water} denied <it>. It rained on Monday. It snowed. {The Harbour Post} said <it fell>. {The newspaper} said <so>. {The company} said <no>. {It} said <more>.",
          "Vellin Water", "Harbour Post", "Harbour Post", "Vellin Water", "Vellin Water");
    check("{The Harbour Post} said <it fell>. {The Post} said <so>. {The energy ministry} said <no>. {It} said <more>.", "Harbour Post", "Harbour Post", "energy ministry",
          "energy ministry");
    check("{The Alder Hospital Trust} said <no>. {Anna Storm} told Radio Navor <it fell>. {It} said <more>.", "Alder Hospital Trust", "Anna Storm", "Alder Hospital Trust");
    check("{Vellin Water} said <no>. {Anna Storm} said <so>. {One of them} told Radio Navor <it fell>. {It} said <more>. {The company} said <so>.", "Vellin Water", "Anna Storm",
          "One of them", "Vellin Water", "Vellin Water");
    /* one of which alone is spoken */
    check("{The Harbour Post} said <it fell>. {The company} said <so>.", "Harbour Post", "Harbour Post");
    check("{The Harbour Post} said <it fell>. {It} said <so>.", "Harbour Post", "Harbour Post");
}

/* "The insurer" is one that is called so, or a bank where a lender is meant; any firm may be "the carmaker". */
static void kinds_of_firms(void **state)
{
    (void)state;
    check("{Vellin Motors} said <it leaked>. {The insurer} said <no>. {The carmaker} said <so>.", "Vellin Motors", "insurer", "Vellin Motors");
    check("{Vellin Motors} said <it leaked>. {The lender} said <no>.", "Vellin Motors", "lender");
    check("{Vellin Motors} said <it leaked>. {The label} said <no>.", "Vellin Motors", "label");
    check("{Quayline, the insurer,} said <it leaked>. {Vellin Motors} said <so>. {The insurer} said <no>.", "Quayline", "Vellin Motors", "Quayline");
    check("{Alder Bank} said <it leaked>. {Vellin Motors} said <so>. {The lender} said <no>.", "Alder Bank", "Vellin Motors", "Alder Bank");
}

/* Who publishes its own goes on as "the group"; who publishes another's message does not. */
static void who_publishes(void **state)
{
    (void)state;
    check("Lind read the report, which was published by the Navor Group on Monday. {The group} said <no>.", "Navor Group");
    check("The figures were published by the Navor Council. {The council} said <no>.", "Navor Council");
    check("{Mara Lind} said <the study, distributed by the Navor Institute, was wrong>. {The institute} said <no>.", "Mara Lind", "Navor Institute");
    check("A Velden Front message published by the Navor Group came on Monday. {The group} said <no>.", "Velden Front");
}

/* "It" speaks: no project, and rather who does something than a body that it is done to. */
static void it_is_who_speaks(void **state)
{
    (void)state;
    check("Lindco bought the wind project on Monday. {It} said <it leaked>.", "Lindco");
    check("Norra Power opened the visitor centre. {It} said <it leaked>.", "Norra Power");
    check("Lindco sued the city council. {It} said <it leaked>.", "Lindco");
    check("The central bank met. {It} said <no>.", "central bank");
}

/* "The bank" is one that was told in more words before, and no mere owner of it. */
static void bodies_that_were_told_of(void **state)
{
    (void)state;
    check("The finance ministry knew of it. {Anna Storm} said <so>. {The ministry} denied <it>.", "Anna Storm", "finance ministry");
    check("Skarnia's central bank met. {Anna Storm} said <so>. {The bank} denied <it>.", "Anna Storm", "Skarnia's central bank");
    check("Researchers at Skarn University found a bat. {They} said <so>.", "Researchers");
    check("{The Dock Workers' Union} said <no>. {The union} said <so>.", "Dock Workers' Union", "Dock Workers' Union");
    check("{The Dock Workers' Lindco} said <no>.", "Lindco");
    check("{The Dock and Harbour Workers' Union} said <it leaked>. {The union} said <it was old>.", "Dock and Harbour Workers' Union", "Dock and Harbour Workers' Union");
    check("{The Railway and Dock Workers' Union} said <it leaked>. {The Finance Ministry} and Dock Workers' Union said <it was old>.", "Railway and Dock Workers' Union", "Finance Ministry");
    check("{Tomas Brede, head of the Dock and Harbour Workers' Union}, said <it leaked>. {The union} denied <it>.", "Tomas Brede",
          "Dock and Harbour Workers' Union");
    check("The bank's risk officer, Ivy Holm, warned him. {She} wrote <so>.", "Ivy Holm");
    check("It has letters in which {engineers} warned <managers of it>.", "engineers");
    check("{Vellin Motors} said <no>. {The labour inspectorate} said <so>. {It} denied <it>. {The carmaker} said <more>.", "Vellin Motors", "labour inspectorate",
          "labour inspectorate", "Vellin Motors");
    check("{Skarn Air} said <so>. {Anna Storm} told the Harbour Post <no>. {They} denied <it>.", "Skarn Air", "Anna Storm", "Skarn Air");
    check("{A ferry operator} denied <it>. {Anna Storm, who left Skarn Lines in May,} said <no>. {Skarn Lines} said <so>.", "Skarn Lines", "Anna Storm", "Skarn Lines");
    check("{A Sund & Holm spokesman} denied <it>. {He} said <no>.", "Sund & Holm spokesman", "Sund & Holm spokesman");
    check("{The ferry company, Sund & Holm,} denied <it>. {It} said <no>.", "Sund & Holm", "Sund & Holm");
}

/* Outlets that neither table nor words show: by "the paper", by who told them. */
static void outlets_by_how_they_are_spoken_of(void **state)
{
    (void)state;
    check("{Anna Storm} told the Lamp <no>. {The paper} said <it fell>.", "Anna Storm", "Lamp");
    check("{Anna Storm} told the Lamp <no>. It is in the Harbour Post. {The paper} said <it fell>.", "Anna Storm", "Harbour Post");
    check("{Anna Storm} told the Lamp board <no>. {The paper} said <it fell>.", "Anna Storm", "paper");
    check("{Anna Storm} told the Lamp <no>. {The paper mill} said <it fell>.", "Anna Storm", "paper mill");
    check("It will close, The Lamp has claimed. {Anna Storm} denied <it>. {The paper} said <it fell>.", "Anna Storm", "Lamp");
    check("{Anna Storm} read the Sunday Lamp <out>. {The paper} said <it fell>.", "Anna Storm", "Sunday Lamp");
    check("{Anna Storm} told Pinpost <no>. {The website} said <it fell>.", "Anna Storm", "Pinpost");
    check("{Anna Storm} read Pinpost <out>. {The website} said <it fell>.", "Anna Storm", "website");
    check("They met at Vellin Water. It rained. It blew. It froze. {Anna Storm} told Reuters <no>. {The agency} said <it fell>.", "Anna Storm", "Reuters");
    check("{Vellin Water} said <no>. Inspectors toured the site. {The newspaper} said <so>. {The company} said <more>.", "Vellin Water", "newspaper", "Vellin Water");
    check("{Vellin Water} hid <it>, {the Navor Lamp} reported. Inspectors toured the site. {The newspaper} said <so>. {The company} said <more>.", "Vellin Water",
          "Navor Lamp", "Navor Lamp", "Vellin Water");
    check("He lives in New York. {New York magazine} said <no>. {The magazine} said <it fell>.", "New York magazine", "New York magazine");
    check("{A London magazine} said <no>.", "London magazine");
    check("{FerryHerald} said <no>. {The outlet} said <it fell>.", "FerryHerald", "FerryHerald");
}

static void who_stays_unnamed(void **state)
{
    (void)state;
    check("{A source} said <no>. {The insider} said <more>.", "source", "source");
    check("{A source} said <no>. {Anna Storm} said <so>. {The minister} said <more>.", "source", "Anna Storm", "minister");
    check("{An ally} said <no>. {Owen Storm} said <more>.", "ally", "Owen Storm");
    /* nor is he who was asked about */
    check("{Owen Storm} said <no>. Asked if John Holt would leave, {he} said <yes>.", "Owen Storm", "Owen Storm");
}

static void offices_are_of_those_who_hold_them(void **state)
{
    (void)state;
    check("Police would question the head of the bank, Anna Storm, today. {Storm} said <no>. {The head of the bank} said <more>.", "Anna Storm",
          "Anna Storm");
    check("{Anna Storm} said <no>. According to the bank's head, Storm, Jon Abara and others signed. {The head} said <more>.", "Anna Storm",
          "bank's head");
    check("{Petra Vance, the authority's director,} said <no>. {The minister} did not know <it>.", "Petra Vance",
          "minister");
    check("{Lena Korr, the interior minister,} said <no>. {Petra Vance, a director,} said <yes>. {The minister} left "
          "<it>.",
          "Lena Korr", "Petra Vance", "Lena Korr");
    check("{Petra Vance, a director,} said <no>. {Her minister} said <yes>.", "Petra Vance", "Petra Vance's minister");
    check("Skarn: fire in Alder, {mayor} says <all>\n\n{Bo Ek, mayor of Alder,} said <no>. {Alder} did not say <more>.",
          "Bo Ek", "Bo Ek", "Alder");
    check("{Harbour master} admits <hiding note>\n\nPORT ALDER \u2013 {The harbour master of Port Alder, Mara Lind,} "
          "said "
          "<no>. {Port Alder - the town -} said <more>.",
          "Mara Lind", "Mara Lind", "Port Alder");
    check("{Gene Lind} expects <more>. {The analyst} said <so>.", "Gene Lind", "Gene Lind");
}

/* News names "a man" or "a teacher" later; whoever speaks for others is told of by a name only where somebody is called so. */
static void who_speaks_for_others_is_called_so(void **state)
{
    (void)state;
    check("{A spokeswoman for the ministry} said <no>. {Anna Holt} said <yes>.", "spokeswoman for the ministry", "Anna Holt");
    check("{A spokeswoman} said <no>. {The spokeswoman} said <so>. {Anna Holt} said <yes>. {She} said <more>.", "spokeswoman", "spokeswoman", "Anna Holt", "Anna Holt");
    check("{A police officer} said <no>. {Anna Holt, who lives there,} said <yes>.", "police officer", "Anna Holt");
    check("{A lawyer} said <no>. {John Holt} said <yes>.", "lawyer", "John Holt");
    check("{A senator} said <no>. {Anna Holt} said <yes>.", "senator", "Anna Holt");
    check("{An executive} said <no>. {Anna Holt} said <yes>.", "executive", "Anna Holt");
    check("{A spokeswoman for the ministry} said <no>. {Anna Holt, a spokeswoman for the hospital,} said <yes>.", "spokeswoman for the ministry", "Anna Holt");
    /* these are */
    check("{A spokeswoman for the ministry} said <no>. {Anna Holt, the spokeswoman,} said <yes>.", "Anna Holt", "Anna Holt");
    check("{A spokeswoman for the interior ministry} said <no>. {Anna Holt, a spokeswoman for the ministry,} said <yes>.", "Anna Holt", "Anna Holt");
    check("{A spokeswoman for the company} said <no>. {Anna Holt, a spokeswoman for Lindco,} said <yes>.", "Anna Holt", "Anna Holt");
    check("{A spokesman} said <no>. {Ministry spokesman John Holt} said <yes>.", "John Holt", "John Holt");
    check("{A woman} told <all>. {Anna Holt, 43,} said <yes>.", "Anna Holt", "Anna Holt");
}

static void verbs_end_names_in_headlines(void **state)
{
    (void)state;
    check("{Bank of Orsany} Denies <Plan To Close Branches>\n\n{The Bank of Orsany} said <no>. {The bank} said <so>.",
          "Bank of Orsany", "Bank of Orsany", "Bank of Orsany");
    check("{Finance Minister} Dismisses <Report Of Default>\n\n{The finance minister, Otto Reyne,} said <no>.",
          "Otto Reyne", "Otto Reyne");
    check("{PORT ALDER HARBOUR MASTER} ADMITS <FAULT IN FERRY SINKING>\n\nPORT ALDER, 4 May (North Wire) - {Harbour "
          "master Mara Lind} said <no>.",
          "Mara Lind", "Mara Lind");
    /* a name may have a verb's form: the text has it where a capital means a name */
    check("{Mara Rows Claims} Council <Was Warned Of Flood>\n\nIn May {Mara Rows Claims} said <no>.",
          "Mara Rows Claims", "Mara Rows Claims");
}

static void brands_and_families(void **state)
{
    (void)state;
    /* a shop's name keeps its 's; what is somebody's does not */
    check("{Corley's} has decided <so>. {The chain} said <no>.", "Corley's", "Corley's");
    check("{Mara Lind's lawyer} said <no>.", "Mara Lind's lawyer");
    check("A friend of {Lind's} said <no>.", "Lind");
    check("{Velden's} plans <were rejected>.", "Velden");
    check("{The Dockers'} has decided <so>.", "Dockers");
    /* who want it are no reports */
    check("According to {reports}, <Corley's will close>. Corley's said no. {They} said <so>.", "reports", "Corley's");
    /* a daughter is called by her given name, her mother is not */
    check("{Jess Lind} said <so>. Her mother, Anja Lind, took her there. {Jess} said <no>. {Mrs Lind} said <yes>.", "Jess Lind", "Jess Lind", "Anja Lind");
}

static void a_source_that_is_cut_or_swallows(void **state)
{
    (void)state;
    check("{Committee chairman Ruben} Aske accused <her>. {He} said <so>.", "Ruben Aske", "Ruben Aske");
    check("It was led by the engineer Ruben Aske. {Mr} Aske said <so>.", "Ruben Aske");
    check("In a story about {the blogger Nadim Sorel, the Torvik Times, relying on Open Cell,} reported <it>.",
          "Torvik Times");
    check("In a letter {the blogger Nadim Sorel, the Torvik Times man,} reported <it>.", "Nadim Sorel");
    check("{Mara Lind, harbour master of Port Alder,} said <no>.", "Mara Lind");
}

static void relatives_and_signatures(void **state)
{
    (void)state;
    check("Mara Lind told the Torvik Times <no>. Three neighbours, {who} asked <not to be named>, left.",
          "Three neighbours");
    check("A clerk of Lindco Bank, {who} asked <not to be named>, left.", "clerk");
    check("{We} know <of false reports>. The dam is intact.\n\n\u2014 Velden Police (@veldenpolice)\n\nIt rained.",
          "Velden Police");
    /* another's paragraph, and a dash within a sentence, sign nothing */
    check("{We} know <of false reports>.\n\nIt rained.\n\n\u2014 Velden Police (@veldenpolice)\n\nIt rained.", "We");
    check("{We} know <of false reports> \u2014 Velden Police do not.", "We");
    check("{They} KNEW <of the crack>: bosses put the report in a drawer", "They");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bodies_are_no_persons),
        cmocka_unit_test(reports_are_of_outlets),
        cmocka_unit_test(companies_are_no_places),
        cmocka_unit_test(outlets_are_not_whom_they_write_of),
        cmocka_unit_test(kinds_of_firms),
        cmocka_unit_test(who_publishes),
        cmocka_unit_test(it_is_who_speaks),
        cmocka_unit_test(bodies_that_were_told_of),
        cmocka_unit_test(outlets_by_how_they_are_spoken_of),
        cmocka_unit_test(who_stays_unnamed),
        cmocka_unit_test(offices_are_of_those_who_hold_them),
        cmocka_unit_test(who_speaks_for_others_is_called_so),
        cmocka_unit_test(verbs_end_names_in_headlines),
        cmocka_unit_test(brands_and_families),
        cmocka_unit_test(a_source_that_is_cut_or_swallows),
        cmocka_unit_test(relatives_and_signatures),
    };
    return cmocka_run_group_tests_name("resolution_holders", tests, NULL, NULL);
}
