/* test_resolution_sources.c -- who holds an attribution: names, descriptions, pronouns, those who are not named; each
 * with the case where the obvious rule is wrong. The articles are made up. */
#include "marked_article.h"

#include "fuse.h"
#include "names_given.h"
#include "names_lexicon.h"

static void test_full_names(void **state)
{
    (void)state;
    check("{Mara Lindqvist, harbour master of Port Alder,} said <it leaked>. {Lindqvist} said <it was old>.",
          "Mara Lindqvist", "Mara Lindqvist");
    check("{Mr Lindqvist} said <no>. Later {Erik Lindqvist} said <yes>.", "Erik Lindqvist", "Erik Lindqvist");
    /* two of one surname: the title tells, then who was named last */
    check("{Mara Lindqvist} and her husband Erik Lindqvist left. {Mrs Lindqvist} said <no>.", "Mara Lindqvist",
          "Mara Lindqvist");
    check("{Tim Cook} said <it fell>. {Ms Sarah Withrow King} said <it rose>. {Charlie Winter} said <it stood>.",
          "Tim Cook", "Sarah Withrow King", "Charlie Winter");
    check("King Osric II spoke. {Osric} vowed <more>. {Mohammed al-Tarim} left. {Tarim} said <less>.", "Osric II",
          "Mohammed al-Tarim", "Mohammed al-Tarim");
    check("{J.R. Vann} said <it fell>. {Ludwig van der Holt} said <it rose>. {Van der Holt} said <it stood>.",
          "J.R. Vann", "Ludwig van der Holt", "Ludwig van der Holt");
}

static void test_months_are_names(void **state)
{
    (void)state;
    check("{Opposition leader Jan Lund} said <it fell>. {April Jones} said <it rose>. {Lund} said <more>. {Theresa May} said <no>.", "Jan Lund", "April Jones", "Jan Lund", "Theresa May");
    check("In May {Lund} said <it fell>. Last June {Brekke} said <it rose>. In August {Velmark} said <it stood>.", "Lund", "Brekke", "Velmark");
}

static void test_bodies_by_their_kind(void **state)
{
    (void)state;
    check("{The FBI} said <no>. {Lindco} said <yes>. {The bureau} said <more>. {The company} said <less>.", "FBI", "Lindco", "FBI", "Lindco");
    check("{NATO} said <no>. {The IMF} said <yes>. {The World Bank} said <so>. {The alliance} said <more>. {The fund} said <less>. {The bank} left <it>.", "NATO", "IMF", "World Bank", "NATO",
          "IMF", "World Bank");
    check("{Kolm Police} said <no>. {Jon Moe} said <yes>. {The force} said <more>.", "Kolm Police", "Jon Moe", "Kolm Police");
    check("{The Kolm Police Department} said <no>. {Lindco} said <yes>. {The department} said <more>. {The force} said <less>.", "Kolm Police Department", "Lindco",
          "Kolm Police Department", "Kolm Police Department");
    check("{FIFA} said <no>. {The organisation} said <more>.", "FIFA", "FIFA");
    check("{The IMF} said <no>. {The organisation} said <more>.", "IMF", "IMF");
    check("{The WHO} said <no>. {Lindco} said <yes>. {The agency} said <more>.", "WHO", "Lindco", "WHO");
    check("{The Finance Ministry} said <no>. {The Foreign Ministry} said <yes>. {The finance ministry} said <more>. {The ministry} said <less>.", "Finance Ministry", "Foreign Ministry",
          "Finance Ministry", "Finance Ministry");
    /* called so, but not they */
    check("{The FBI} said <no>. {The credit bureau} said <yes>.", "FBI", "credit bureau");
    check("{The FBI} said <no>. {The company} said <yes>. {The fund} said <more>.", "FBI", "company", "fund");
    check("{Lindco} said <no>. {The bureau} said <yes>. {The union} said <more>.", "Lindco", "bureau", "union");
    check("{The IMF} said <no>. {Reuters} said <yes>. {The agency} said <more>.", "IMF", "Reuters", "Reuters");
    check("{The FBI} said <no>. {The news agency Reuters} said <yes>. {The agency} said <more>. {The bureau} said <less>.", "FBI", "Reuters", "Reuters", "FBI");
    check("{A police officer} said <no>. {The force} said <yes>.", "police officer", "force");
    /* what one who is told of did says nothing of the body */
    check("It was in a report by {the Skarn News Agency, which quoted a senior engineer}, <that it leaked>. {The engineer} told the agency <that it was old>.", "Skarn News Agency",
          "engineer");
    check("{The finance ministry} said <no>. {The foreign ministry} said <yes>.", "finance ministry", "foreign ministry");
}

static void test_words_are_names(void **state)
{
    (void)state;
    check("{Per Dahl} said <the pier was closed>. {Will Asher} told the council <it leaked>. {Dahl} denied <it>.", "Per Dahl", "Will Asher", "Per Dahl");
    check("It reopened. {Per Dahl, 45, a skipper,} said <it was late>. {Will Orme, the skipper,} said <more>.", "Per Dahl", "Will Orme");
    check("<It is shut>, said {Per Dahl}. {The farmer, Will Asher,} said <no>. {Skipper Per Moe} said <yes>.", "Per Dahl", "Will Asher", "Per Moe");
    check("{Guy Ferro} said <no>. {Dean Ash} said <yes>. {Chuck Arden} left <early>.", "Guy Ferro", "Dean Ash", "Chuck Arden");
    /* the words themselves: where a sentence begins, a capital says nothing */
    check("Per {Lindco}, <the dam is safe>. Per {Lund}, <the owner will pay>. {Anna Lund} said <more>.", "Lindco", "Anna Lund", "Anna Lund");
    check("Will {Asher} say <that he goes>? {Jon Asher} said <no>.", "Jon Asher", "Jon Asher");
    check("Will {Asher, the mayor,} deny <it>? {Jon Asher} said <no>.", "Jon Asher", "Jon Asher");
    check("May {Lund} say <so>? {Anna Lund} said <no>. {May Moe} said <yes>. Has it fallen? {May Moe} said <no>.", "Anna Lund", "Anna Lund", "May Moe", "May Moe");
}

static void test_titles_are_no_names(void **state)
{
    (void)state;
    check("{Prime Minister Anton Verel} said <it fell>. {Velmark Air chief executive Ida Storm} said <it rose>.",
          "Anton Verel", "Ida Storm");
    check("{Minister of Defence David Kahan} said <it fell>. {Sarvina's CEO Tim Vann} said <it rose>. {Dr. Vann} said "
          "<it stood>.",
          "David Kahan", "Tim Vann", "Tim Vann");
    /* an office is no person's name, nor is a body whose name holds a title */
    check("{the Foreign Secretary} said <it fell>. {General Motors of Velmark} said <it rose>.", "Foreign Secretary",
          "General Motors of Velmark");
    check("{the creator of the ad, Judy Lotan,} said <it fell>. {an agent named Kelly} said <it rose>.", "Judy Lotan",
          "Kelly");
    check("{Jeff Moran (left)} said <it fell>. {Velmark Defence Forces (VDF) soldier Gill Rosen, 31,} said <it rose>.",
          "Jeff Moran", "Gill Rosen");
    check(
        "{Velmark national and former soldier Gill Rosen, 31,} said <it fell>. {the folks at Reuters} heard <it rose>.",
        "Gill Rosen", "Reuters");
    check("{analysts and traders in Velmark} said <it fell>.",
          "analysts and traders in Velmark"); /* no name of theirs */
}

static void test_transcripts(void **state)
{
    (void)state;
    /* "I" is whose turn it is; a label without a name tells of nobody */
    check("HOST: Good evening. The economist Petr Hala joins us.\n\nPETR HALA: {I} said <it fell>.\n\nHOST: {I} heard <it rose>.\n\nHALA: {Ada Lund} told me <no>, and {I} think <so>.\n\nHOST: Thank you.", "Petr Hala",
          "I", "Ada Lund", "Petr Hala");
    check("Petr Hala: {I} said <it fell>.", "I"); /* one line is no transcript */
}

static void test_who_was_asked_replies(void **state)
{
    (void)state;
    check("{Mia Dahl} said <no>. {Inga Storm} said <yes>. Dahl left. The lawyer, {Kurt Weiss}, asked Storm <why she had not come forward>. {She} replied that <nobody had asked>.", "Mia Dahl",
          "Inga Storm", "Kurt Weiss", "Inga Storm");
    check("{Mia Dahl} said <no>. {Kurt Weiss} asked Lindco <why it fell>. {She} replied that <it was old>.", "Mia Dahl", "Kurt Weiss", "Mia Dahl"); /* a firm is no she */
    check("{Mia Dahl} spoke <up>. {Inga Storm} asked Dahl <why>. {She} said <it was late>.", "Mia Dahl", "Inga Storm", "Inga Storm");                     /* no reply */
}

static void test_whose_it_is(void **state)
{
    (void)state;
    check("{Minister Lea Roux} said <it fell>. <The president cut short his visit, {his office}> said.", "Lea Roux", "president's office");
    check("{President Karl Aas} said <it fell>. {Minister Lea Roux} said <no>. <The president will fly home, {his office}> said.", "Karl Aas", "Lea Roux", "Karl Aas's office");
    check("{Minister Lea Roux} said <it fell>. <She will fly home, {her office}> said.", "Lea Roux", "Lea Roux's office");
}

static void test_roles(void **state)
{
    (void)state;
    static const char *const roles[] = {"hydrologist", "ombudsman", "skipper", "stationmaster", "rector", "police commissioner", "ex-minister", "press-officer", "attorney-general"};
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++) {
        char text[256];
        snprintf(text, sizeof text, "{The %s, Ada Lund,} said <it fell>. {Erik Moe} left. {The %s} said <it was old>.", roles[i], roles[i]);
        check(text, "Ada Lund", "Erik Moe", "Ada Lund");
    }
    check("{Mum-of-two Kelly Bond, 29,} said <it fell>. {Father-of-three Jon Lund} said <it was old>.", "Kelly Bond", "Jon Lund");
    /* who is called one thing is not another, but may be a man, too */
    check("{Ada Lund, a baker,} said <no>. {The mother-of-two} said <more>. {The diver} said <yes>.", "Ada Lund", "Ada Lund", "diver");
    /* they are surnames, too */
    check("{Ada Carpenter, a nurse,} said <it fell>. {Carpenter} said <it was old>. {Howard Dean} said <no>. {Zara Hope-Carpenter} said <yes>.", "Ada Carpenter", "Ada Carpenter",
          "Howard Dean", "Zara Hope-Carpenter");
}

static void test_ranks(void **state)
{
    (void)state;
    /* a deputy is not who has the office, nor is who had it; but those are who were called so */
    check("{The deputy mayor, Lise Holm,} said <it fell>. {The mayor} said <it rose>. {The deputy mayor} denied <it>.", "Lise Holm", "mayor", "Lise Holm");
    check("{Vice President Tom Berg} said <no>. {The president} said <yes>. {The vice president} left <early>.", "Tom Berg", "president", "Tom Berg");
    check("{Former minister Karl Aas} said <it was late>. {The minister} denied <it>. {The former minister} said <more>.", "Karl Aas", "minister", "Karl Aas");
    check("{Deputy Prime Minister Anna Roe} said <no>. {The prime minister} said <yes>. {The minister} said <more>.", "Anna Roe", "prime minister", "minister");
    check("{The deputy police commissioner, Jon Teck,} said <no>. {The police commissioner, Ada Lund,} said <yes>. {The commissioner} said <more>.", "Jon Teck", "Ada Lund",
          "Ada Lund");
    check("{President Karl Aas} said <no>. {The former president} said <more>. {The new president} said <less>.", "Karl Aas", "Karl Aas", "new president");
    /* of another department, of another country, of another body */
    check("{Finance Minister Ilona Varga} said <no>. {The foreign minister} said <yes>. {The finance minister} said <more>.", "Ilona Varga", "foreign minister", "Ilona Varga");
    check("{US President Karl Aas} said <no>. {The Russian president} said <yes>. {The American president} said <more>.", "Karl Aas", "Russian president", "Karl Aas");
    check("{President Karl Aas} said <no>. {Russian President Lev Roux} said <yes>. {Ida Moe} left. {The US president} said <more>. {The Russian president} said <less>.", "Karl Aas",
          "Lev Roux", "Ida Moe", "Karl Aas", "Lev Roux");
    check("{The police chief, Jon Teck,} said <no>. {The fire chief} said <yes>. {The police chief} said <more>.", "Jon Teck", "fire chief", "Jon Teck");
    check("{The union leader, Ola Berg,} said <no>. {The opposition leader} said <yes>. {The leader of the union} said <more>.", "Ola Berg", "opposition leader", "Ola Berg");
    check("{Kolm's mayor, Ola Berg,} said <no>. {The mayor of Varn} said <yes>. {The mayor of Kolm} said <more>.", "Ola Berg", "mayor of Varn", "Ola Berg");
    check("{The fire chief, Jon Teck,} said <no>. {The Calder chief} said <yes>. {The fire chief} said <more>.", "Jon Teck", "Calder chief", "Jon Teck");
    check("{The chief executive, Dag Moen,} said <no>. {The finance chief} said <yes>. {The chief executive of a rival} said <more>.", "Dag Moen", "finance chief",
          "chief executive of a rival");
    check("{The German foreign minister, Karl Aas,} said <no>. {The French foreign minister, Lea Roux,} said <yes>. {The German minister} said <more>.", "Karl Aas", "Lea Roux",
          "Karl Aas");
    /* a rank that is left out for short, and one of another phrase */
    check("{Associate professor Mara Lind} said <it fell>. {The professor} said <more>.", "Mara Lind", "Mara Lind");
    check("{Former diver Mara Lind} said <it fell>. {The diver} said <more>.", "Mara Lind", "Mara Lind");
    check("She told the deputy. {Mayor Lise Holm} said <it fell>. {The mayor} said <more>.", "Lise Holm", "Lise Holm");
}

static void test_beginnings_and_headlines(void **state)
{
    (void)state;
    check("{Witnesses} said <it fell>. {Theologians} said <it rose>. {Nachman} said <it stood>.", "Witnesses",
          "Theologians", "Nachman");
    check("Big Bridge Falls In Port Alder, {Mayor} Says <Nothing To Fear>\n\n{Mayor Olga Brand} said <all was well>.",
          "Olga Brand", "Olga Brand");
    check("{Lindco} said <no>.\n\nUPDATE 21:40: {the company} said <yes>.\n\nEXCLUSIVE: {the firm} said <more>.", "Lindco", "Lindco", "Lindco");
    check("{Infamous Verel} said <it fell>. They met Verel. {Britain-based Alder Watch} said <it rose>.", "Verel",
          "Alder Watch");
}

static void test_bodies(void **state)
{
    (void)state;
    check("{The Union of Dock Workers (UDW)} said <no>. {Four officials (two of them retired)} said <yes>.", "Union of Dock Workers", "Four officials");
    check("The Union of Dock Workers (UDW) met. {The UDW} said <no>. {the union} said <never>.",
          "Union of Dock Workers", "Union of Dock Workers");
    check("{The Velmark National Rocketry and Space Administration} said <it fell>. {VNRSA} said <it rose>.",
          "Velmark National Rocketry and Space Administration", "Velmark National Rocketry and Space Administration");
    check("The Alder Observatory for Human Rights met. {the Observatory} said <it fell>.",
          "Alder Observatory for Human Rights");
    /* a firm by its first word, as no person is; what owns things, or says "its", is none; whom a description stands for that is named behind */
    check("The owner, Lindco Potash, met. {Lindco} said <it fell>.", "Lindco Potash");
    check("{Lindco Potash, which owns the pier}, said <it fell>. {Lindco} denied <it>.", "Lindco Potash", "Lindco Potash");
    check("{The owner} conceded <it fell>. {Lindco Potash, which owns the pier}, said <no>.", "Lindco Potash", "Lindco Potash");
    check("{Lindco} said <it fell>. {The Pitmen Union} said <no>. {The company} denied <that>.", "Lindco", "Pitmen Union", "Lindco");
    check("Erik Lund spoke. Lund's party, {the Greens}, said <no>. {The bank} declined <it>. {The party} said <more>.", "Greens", "bank", "Greens");
    check("{Lindco} said <no>. {The bank} declined <it>.", "Lindco", "Lindco"); /* it may be one */
    /* a firm that is told by what it does is no outlet, nor another that is told so; it may be a firm by name */
    check("{The Harbour Post} said <it fell>. {The company that runs the Harbour ferries} said <no>. {The company} denied <it>.", "Harbour Post", "company",
          "company");
    check("{The Harbour Post} said <it fell>. {The firm behind the Harbour docks} said <no>.", "Harbour Post", "firm behind the Harbour docks");
    check("{The firm that owns the docks} said <no>. {The group behind Alder Stadium} said <yes>.", "firm", "group behind Alder Stadium");
    check("{The Harbour Post} said <it fell>. {The company that owns the Post} said <no>.", "Harbour Post", "company");
    check("{Lindco} said <it fell>. {The company that runs the ferries} said <no>.", "Lindco", "Lindco");
    check("{The Harbour Post} said <it fell>. {The paper} said <more>.", "Harbour Post", "Harbour Post");
    check("{The plant's owner, Norra Power,} said <no>. Years later {it} said <yes>.", "Norra Power", "Norra Power");
    check("{The plant's owner, Ada Lund,} said <no>. Years later {she} said <yes>.", "Ada Lund", "Ada Lund");
    check("<Three died at the Lantern Hotel, {the regional hospital}> said. {The hotel} said <no>.", "regional hospital", "Lantern Hotel");
    check("<It fell in Varn, near the Corder Works, {the fire service}> reported. {Corder Works} said <no>.", "fire service", "Corder Works");
    /* what a sentence begins with is not called what it goes on with */
    check("According to minutes seen by The Telegraph, {the cabinet} agreed <to it>. {The Telegraph} said <no>.", "cabinet", "Telegraph");
    check("In an interview with Lindco, {the mayor} said <no>. {Lindco} said <yes>.", "mayor", "Lindco");
    check("Asked by the North Wire, {the mayor} said <no>.", "mayor");
    check("According to {Ada Lund, the mayor,} <it fell>. {The mayor} said <no>.", "Ada Lund", "Ada Lund");
    /* the maker is not its product */
    check("The Quillon Watch is out. {Quillon} said <it sells>. {A Quillon agent} said <it does not>.", "Quillon",
          "Quillon agent");
    check("{WHO spokesman Arno Feld} said <it fell>.", "Arno Feld");
}

static void test_documents(void **state)
{
    (void)state;
    check("{a report from French tech website iRumour (via ZebraInsider)} claims <it fell>.", "iRumour");
    check("{an exclusive report in Britain's Daily Mirror newspaper} said <it fell>. {the paper} said <it rose>.",
          "Daily Mirror", "Daily Mirror");
    check("{Sarvina's report} said <it fell>. {Court documents obtained by Reuters} show <it rose>.", "Sarvina",
          "Court documents obtained by Reuters");
    read_article("{a video posted online} shows <it fell>.");
    assert_int_equal(source_of(0)->kind, HS_SOURCE_DOCUMENT);
    assert_true(source_of(0)->anonymous);
    end();
}

static void test_pronouns(void **state)
{
    (void)state;
    check("{Mara Lindqvist} said <it leaked>. {She} said <it was old>.", "Mara Lindqvist", "Mara Lindqvist");
    /* gender passes over the nearer; the body is no person */
    check("Mara Lindqvist met Erik Vann of Velmark Air. {She} said <it fell>. {It} denied <it rose>.", "Mara Lindqvist",
          "Velmark Air");
    /* in indirect speech the speaker, in a quotation of his not he */
    check("Anton Verel fell out with Erik Vann. {Vann} said <{he} hoped <to win>>.", "Erik Vann", "Erik Vann");
    check("Anton Verel met Erik Vann. {Vann} said: <\"{He} wants <war>.\">", "Erik Vann", "Anton Verel");
    check("{Mara Lindqvist} said: <\"{I} told them <to leave>.\">", "Mara Lindqvist", "Mara Lindqvist");
    check("{Erik Vann, a spokesman for Velmark Air,} said: <\"{We} want <peace>.\">", "Erik Vann", "Velmark Air");
    /* the speaker goes on after another of his gender was named */
    check("{Anton Verel} said <Erik Vann was wrong>. {He} said <he would win>.", "Anton Verel", "Anton Verel");
}

/* Who asks not to be named is not whom the next sentence names. */
static void test_unnamed_stay_unnamed(void **state)
{
    (void)state;
    read_article("{An engineer who asked not to be named} told the Post <it leaked>. Roads commissioner {Tobias Wren} denied <it>.");
    assert_true(source_of(0)->anonymous);
    assert_false(source_of(1)->anonymous);
    end();
    read_article("{An engineer} told the Post <it leaked>. Engineer {Tobias Wren} said <it did>.");
    assert_false(source_of(0)->anonymous);
    end();
    /* who speaks before another does is not the other, unless called the same */
    check("{A farmer} said <it rose>. {Thorn Abbing} said <it fell>.", "farmer", "Thorn Abbing");
    check("{A nurse} said <it leaked>. {Kate Moor} said <it did not>.", "nurse", "Kate Moor");
    check("{A whistleblower} claims <it leaked>. Chief executive {Helena Ruste} insists <it did not>.", "whistleblower", "Helena Ruste");
    check("{A farmer} said <it rose>. {Thorn Abbing, the farmer,} said <it fell>.", "Thorn Abbing", "Thorn Abbing");
    /* nor where more was told of somebody, and the name comes as if it were known */
    check("{A Skarn farmer who lost his herd} said <it rose>. {Thorn Abbing} said <it fell>.", "Thorn Abbing", "Thorn Abbing");
    check("{A 19-year-old nurse} claims <it leaked>. {Kate Moor} wrote <so> online.", "Kate Moor", "Kate Moor");
    check("{A 19-year-old nurse} claims <it leaked>. {Kate Moor, a baker,} wrote <so> online.", "19-year-old nurse", "Kate Moor");
    check("{A Skarn lawyer} said <it leaked>. {Kate Moor} wrote <so> online.", "Skarn lawyer", "Kate Moor");
    check("{An internal memorandum} says <it leaked>. {The two-page memo} says <more>. {The report} says <so>.", "internal memorandum", "internal memorandum", "report");
    check("{A memo} says <it leaked>. {The resignation letter} says <more>. {An earlier study} found <so>. {The independent study} found <it>.", "memo", "resignation letter", "earlier study", "independent study");
    check("It leaked, according to {one person who was there}, <so>. Kate Moor left.", "one person");
}

/* Who "he" and "it" are where the nearest name is none of them. */
static void test_pronouns_past_the_nearest(void **state)
{
    (void)state;
    check("{Lindco} opened <a plant> in Port Alder. {The company} said <it pays>. {It} denied <it fell>.", "Lindco",
          "Lindco", "Lindco");
    check("Quillon opened a plant in Port Alder. {The company} said <it pays>.", "Quillon");
    /* whom another tells of is not who goes on */
    check("{Reuters} said <{Anton Verel} denied <{Erik Vann's} claim <of a deal>>>. {He} said <no>. Vann left. Vann "
          "fell.",
          "Reuters", "Anton Verel", "Erik Vann", "Anton Verel");
    check("{The coast guard} said <it fell> under Pier 9. {The coast guard} said <it rose>.", "coast guard",
          "coast guard");
    check("St. Brannoc burnt. {The county sheriff} said <it fell>.", "county sheriff");
}

/* Nobody denies what he has just said. */
static void test_denials(void **state)
{
    (void)state;
    mark("{Mayor Anna Lund} said <police chief Maria Berg knew>. {She} denied <it>.");
    doc->attributions[1].act = HS_ACT_DENY;
    assert_int_equal(hs_sources_find(&sources, doc, NULL), HS_OK);
    assert_str(source_of(1)->name, "Maria Berg");
    end();
    mark("{Mayor Anna Lund} said <police chief Maria Berg knew>. {She} denied <that she had known of it>.");
    doc->attributions[1].act = HS_ACT_DENY; /* something else than what was said */
    assert_int_equal(hs_sources_find(&sources, doc, NULL), HS_OK);
    assert_str(source_of(1)->name, "Anna Lund");
    end();
}

/* Outlets by the noun beside them, whatever else the name may be; and none by a word within. */
static void test_outlets(void **state)
{
    (void)state;
    static const struct {
        const char *article;
        hs_source_kind kind;
    } cases[] = {{"{The newspaper Dawn} said <it fell>.", HS_SOURCE_OUTLET},
                 {"{Dawn magazine} said <it fell>.", HS_SOURCE_OUTLET},
                 {"{Dawn} said <it fell>.", HS_SOURCE_PERSON},
                 {"{The Harbour Post} said <it fell>.", HS_SOURCE_OUTLET},
                 {"{The Orsany Courier} said <it fell>.", HS_SOURCE_OUTLET},
                 {"It was in a report by {the Skarn News Agency}, <that it fell>.", HS_SOURCE_OUTLET},
                 {"It was in a report by {the Skarn Dredging Agency}, <that it fell>.", HS_SOURCE_ORGANISATION},
                 {"{The Post Office} said <it fell>.", HS_SOURCE_ORGANISATION},
                 {"{Ann Post} said <it fell>.", HS_SOURCE_PERSON},
                 {"{A London newspaper} said <it fell>.", HS_SOURCE_OUTLET}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        read_article(cases[i].article);
        if (source_of(0)->kind != cases[i].kind)
            fail_msg("%s: kind %d", cases[i].article, source_of(0)->kind);
        end();
    }
}

static void test_lists_and_parts(void **state)
{
    (void)state;
    check("{Neither Lindco nor Alder Air} confirmed <it>. {Neither of them} denied <it>.", "Lindco and Alder Air",
          "Neither of them");
    check("{Erik Vann and John Moran} said <it fell>. {Erik Vann and John Moran} said <it rose>.",
          "Erik Vann and John Moran", "Erik Vann and John Moran");
    read_article("{Erik Vann and John Moran} said <it fell>. {Erik Vann and John Moran} said <it rose>.");
    assert_int_equal(doc->n_sources, 1);
    end();
    /* one of a group that nobody names is the group; one of another's words is not */
    read_article(
        "Four unnamed sources close to the port spoke. {One of the sources} said <it fell>. {The sources} said "
        "<it rose>. {One source} said <it stood>.");
    assert_str(source_of(0)->name, "Four unnamed sources close to the port");
    assert_int_equal(source_of(0)->count, 4);
    assert_ptr_equal(source_of(1), source_of(0));
    assert_ptr_not_equal(source_of(2), source_of(0));
    end();
    mark("{Some people} believe <it fell>. {Velmark officials} believe <it rose>.");
    doc->attributions[0].act = doc->attributions[1].act = HS_ACT_BELIEVE;
    assert_int_equal(hs_sources_find(&sources, doc, NULL), HS_OK);
    assert_true(source_of(0)->anonymous);
    assert_false(source_of(1)->anonymous);
    end();
    mark("{Almost none of the clerks of Port Alder} believe <it fell>. {Hardly any of his friends} believe <it rose>. {Some of the clerks of Velmark} believe <it sank>.");
    for (size_t i = 0; i < 3; i++)
        doc->attributions[i].act = HS_ACT_BELIEVE;
    assert_int_equal(hs_sources_find(&sources, doc, NULL), HS_OK);
    assert_false(source_of(0)->anonymous); /* what none of them does is told of them all */
    assert_true(source_of(1)->anonymous);
    assert_true(source_of(2)->anonymous);
    end();
}

static void test_roles_and_datelines(void **state)
{
    (void)state;
    check("{PORT ALDER (Wire) - The harbour master, Mara Lind,} said <it fell>.", "Mara Lind");
    check("{The minister of finances Johanna Fesk} said <it fell>. {The lawyer of Johanna Fesk} said <it rose>.",
          "Johanna Fesk", "lawyer of Johanna Fesk");
    check("They met. {One of them, retired bus driver Cosmo Pell,} said <it fell>.", "Cosmo Pell");
    check("{The head of LDX Anna Lund} said <it fell>.", "Anna Lund");
}

/* Of a text that is no article, or that nobody is cited in, no source is told. */
static void test_no_article(void **state)
{
    (void)state;
    static const size_t sizes[] = {(16u << 20) + 1, 8};
    for (size_t i = 0; i < 2; i++) {
        char *text = malloc(sizes[i]);
        memset(text, 'a', sizes[i]);
        assert_int_equal(hs_document_new(&doc, (size_t)64 << 20, NULL), HS_OK);
        doc->text = (hs_str){text, sizes[i]};
        assert_int_equal(hs_document_seal(doc, NULL), HS_OK);
        hs_span span = {0, 4};
        hs_attribution a = {.source = {&span, 1}, .content = {&span, 1}, .parent = HS_NO_PARENT};
        doc->attributions = &a;
        doc->n_attributions = i == 0;
        assert_int_equal(hs_sources_find(&sources, doc, NULL), HS_OK);
        assert_null(sources);
        assert_int_equal(doc->n_sources, 0);
        if (i == 0)
            assert_int_equal(a.source_id, HS_NO_SOURCE);
        end();
        free(text);
    }
}

static void test_descriptions(void **state)
{
    (void)state;
    check("{Mara Lindqvist, the harbour master,} said <it fell>. Erik Vann left. {The harbour master} said <it rose>.",
          "Mara Lindqvist", "Mara Lindqvist");
    check("{Velmark Air} fell. {The company} said <it fell>. {The 45-year-old} left.", "Velmark Air", "Velmark Air",
          "45-year-old");
    check("{Actor Judd Nolan} met Ida Storm. {The actor} said <it fell>.", "Judd Nolan", "Judd Nolan");
    /* his spokesman is another */
    check("{Anton Verel} said <it fell>. {His spokesman} said <it rose>. {Verel's lawyer} said <it stood>.",
          "Anton Verel", "Anton Verel's spokesman", "Verel's lawyer");
    /* named only later */
    check("{A diver} said <it fell>. {Mara Lind, the diver,} said <it rose>.", "Mara Lind", "Mara Lind");
    check("{Two sailors} said <it fell>. {Erik Vann and John Moran} said <it rose>.", "Erik Vann and John Moran",
          "Erik Vann and John Moran");
    check("{A senior official} said <it fell>. {Erik Vann} said <it rose>.", "senior official", "Erik Vann");
}

static void test_anonymous(void **state)
{
    (void)state;
    read_article("{four senior Treasury officials familiar with the matter, who spoke on condition of anonymity "
                 "because talks go on,} said <it fell>. "
                 "{The officials} said <it rose>. {Another official} said <it stood>. {A source} said <it sank>.");
    const hs_source *s = source_of(0);
    assert_true(s->anonymous);
    assert_int_equal(s->count, 4);
    assert_int_equal(s->kind, HS_SOURCE_GROUP);
    assert_str(s->name, "four senior Treasury officials familiar with the matter");
    assert_str(s->affiliation, "Treasury");
    assert_str(s->reason, "talks go on");
    assert_ptr_equal(source_of(1), s);
    assert_ptr_not_equal(source_of(2), s);
    assert_int_equal(source_of(3)->count, 0);
    assert_true(source_of(3)->anonymous);
    end();
    read_article("{Two employees}, who asked not to be named, said <it had leaked> since 2029.");
    assert_null(source_of(0)->reason.ptr);
    end();
    read_article("{two dozen residents} fear <it fell>. {One} said <it rose>. {the foreign ministry} denied <it "
                 "stood>. {Port Alder "
                 "police} said <it sank>. {} said <it burnt>.");
    assert_int_equal(source_of(0)->count, 24);
    assert_int_equal(source_of(1)->count, 1);
    assert_false(source_of(2)->anonymous); /* an institution needs no other name */
    assert_false(source_of(3)->anonymous);
    assert_null(source_of(4));
    end();
}

static void test_kinds(void **state)
{
    (void)state;
    read_article("{Reuters} reported <it fell>. {Russia} denied <it rose>. {Mara Lindqvist} said <it stood>. "
                 "{residents} said <it sank>. "
                 "{Velmark Air Ltd} said <it burnt>.");
    static const hs_source_kind kinds[] = {HS_SOURCE_OUTLET, HS_SOURCE_PLACE, HS_SOURCE_PERSON, HS_SOURCE_GROUP,
                                           HS_SOURCE_ORGANISATION};
    for (uint32_t i = 0; i < 5; i++)
        assert_int_equal(source_of(i)->kind, kinds[i]);
    end();
    /* firms by what they trade in or run, behind no given name; who has an age, or is a "who", is a person */
    read_article("{Merrow Lines} said <it fell>. {Vellin Water} said <it rose>. {Dorn Ferries} said <it stood>. {Anna Lines} said <it sank>. {Oskar Steel, 45,} said <it burnt>. "
                 "{Velda Power, who runs the shop,} said <it leaked>.");
    for (uint32_t i = 0; i < 6; i++)
        assert_int_equal(source_of(i)->kind, i < 3 ? HS_SOURCE_ORGANISATION : HS_SOURCE_PERSON);
    end();
    read_article("{Mara Lindqvist, an expert on maritime law,} said <it fell>. {She} said <it rose>. Lindqvist left.");
    assert_str(source_of(0)->description, "expert on maritime law");
    assert_int_equal(source_of(0)->mentions.n, 3);
    assert_int_equal(doc->n_sources, 1);
    end();
}

static hs_span span_of(const char *words)
{
    const char *at = strstr(doc->text.ptr, words);
    assert_non_null(at);
    uint32_t begin = (uint32_t)(at - doc->text.ptr);
    return (hs_span){begin, begin + (uint32_t)strlen(words)};
}

static void test_relays(void **state)
{
    (void)state;
    uint32_t id, again;
    read_article(
        "{Mara Lindqvist} told the BBC <it leaked>. {She} told a reporter <it was old>. The broadcaster aired it.");
    assert_int_equal(hs_sources_add(sources, &id, span_of("Mara Lindqvist"), NULL), HS_OK);
    assert_int_equal(id, 0);
    assert_int_equal(hs_sources_add(sources, &id, span_of("She"), NULL), HS_OK);
    assert_int_equal(id, 0);
    assert_int_equal(doc->n_sources, 1);
    assert_int_equal(hs_sources_add(sources, &id, span_of("the BBC"), NULL), HS_OK);
    assert_int_equal(id, 1);
    assert_int_equal(doc->n_sources, 2);
    assert_int_equal(doc->sources[id].kind, HS_SOURCE_OUTLET);
    assert_str(doc->sources[id].name, "BBC");
    assert_int_equal(hs_sources_add(sources, &again, span_of("The broadcaster"), NULL), HS_OK);
    assert_int_equal(again, id);
    assert_int_equal(hs_sources_add(sources, &again, (hs_span){5, 5}, NULL), HS_OK);
    assert_int_equal(again, HS_NO_SOURCE);
    assert_int_equal(hs_sources_add(sources, &again, (hs_span){UINT32_MAX - 1, UINT32_MAX}, NULL), HS_OK);
    assert_int_equal(again, HS_NO_SOURCE);
    end();
}

/* Spans that no article has, texts that are no sentences: sources lie within the text. */
static void test_hostile(void **state)
{
    (void)state;
    static const char *const pieces[] = {
        "report from ", "Lind and ",       "the ", "J. ",  "Bank of ", "A (", "'s ", "\xe2\x80\x99s", "he ",
        "I said \"",    "groups such as ", "\n\n", "Dr. ", "two "};
    enum { PIECES = sizeof pieces / sizeof *pieces, REPEAT = 300 };
    static char text[REPEAT * 32];
    for (size_t p = 0; p < PIECES * PIECES; p++) {
        size_t len = 0;
        for (size_t i = 0; i < REPEAT; i++) {
            const char *piece = pieces[i % 3 == 0 ? p / PIECES : p % PIECES];
            memcpy(text + len, piece, strlen(piece));
            len += strlen(piece);
        }
        char *exact = malloc(len); /* so that reading past its end is seen */
        memcpy(exact, text, len);
        assert_int_equal(hs_document_new(&doc, CAP, NULL), HS_OK);
        doc->text = (hs_str){exact, len};
        assert_int_equal(hs_document_seal(doc, NULL), HS_OK);
        hs_span whole = {0, (uint32_t)len}, tail = {(uint32_t)len / 2, (uint32_t)len};
        hs_attribution a[2] = {{.source = {&whole, 1}, .content = {&tail, 1}, .parent = 1},
                               {.source = {&tail, 1}, .content = {&whole, 1}, .parent = 0}};
        doc->attributions = a; /* each the other's parent: a ring that no reading has */
        doc->n_attributions = 2;
        assert_int_equal(hs_sources_find(&sources, doc, NULL), HS_OK);
        for (size_t k = 0; k < doc->n_sources; k++)
            for (uint32_t m = 0; m < doc->sources[k].mentions.n; m++) {
                hs_span s = doc->sources[k].mentions.at[m];
                assert_true(s.begin < s.end && s.end <= len);
                assert_true(!m || doc->sources[k].mentions.at[m - 1].end <= s.begin);
            }
        end();
        free(exact);
    }
}

static void test_no_memory(void **state)
{
    (void)state;
    hs_error err = {0};
    for (int allowed = 0;; allowed++) {
        mark("{Mara Lindqvist} said <it fell>. {Four officials} said <it rose>. {Her lawyer} said <it stood>.");
        fuse = allowed;
        hs_status status = hs_sources_find(&sources, doc, &err);
        fuse = -1;
        assert_true((status == HS_OK) == (sources != NULL));
        if (status == HS_OK) {
            end();
            assert_true(allowed > 1);
            return;
        }
        assert_int_equal(status, HS_E_NOMEM);
        assert_int_equal(err.code, HS_E_NOMEM);
        end();
    }
}

static void test_lists_are_sorted(void **state)
{
    (void)state;
    assert_true(hs_names_lexicon_sorted());
    assert_true(hs_given_names_sorted());
    assert_true(hs_word_traits((hs_str){"Ministries", 10}) & HS_WORD_BODIES);
    assert_true(hs_word_traits((hs_str){"witnesses", 9}) & HS_WORD_PEOPLE);
    assert_int_equal(hs_given_name((hs_str){"Jean-Pierre", 11}), HS_GIVEN_MALE);
    assert_int_equal(hs_given_name((hs_str){"Harbour", 7}), HS_GIVEN_NONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_full_names),
        cmocka_unit_test(test_months_are_names), cmocka_unit_test(test_words_are_names), cmocka_unit_test(test_bodies_by_their_kind), cmocka_unit_test(test_titles_are_no_names),
        cmocka_unit_test(test_transcripts), cmocka_unit_test(test_who_was_asked_replies), cmocka_unit_test(test_whose_it_is), cmocka_unit_test(test_roles), cmocka_unit_test(test_ranks), cmocka_unit_test(test_beginnings_and_headlines),
        cmocka_unit_test(test_bodies),
        cmocka_unit_test(test_documents),
        cmocka_unit_test(test_pronouns), cmocka_unit_test(test_unnamed_stay_unnamed),
        cmocka_unit_test(test_pronouns_past_the_nearest),
        cmocka_unit_test(test_denials),
        cmocka_unit_test(test_outlets),
        cmocka_unit_test(test_lists_and_parts),
        cmocka_unit_test(test_roles_and_datelines),
        cmocka_unit_test(test_no_article),
        cmocka_unit_test(test_descriptions),
        cmocka_unit_test(test_anonymous),
        cmocka_unit_test(test_kinds),
        cmocka_unit_test(test_relays),
        cmocka_unit_test(test_hostile),
        cmocka_unit_test(test_no_memory),
        cmocka_unit_test(test_lists_are_sorted),
    };
    return cmocka_run_group_tests_name("resolution_sources", tests, NULL, NULL);
}
