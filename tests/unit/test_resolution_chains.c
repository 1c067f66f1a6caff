/* test_resolution_chains.c -- through whom a content was heard, on texts of our own: each way to be a relay, beside
 * what looks like one. */
#include "chain_check.h"

static void whom_they_told(void **state)
{
    (void)state;
    CHECK("Mara Lind told Reuters that it fell.", NULL,
          {"Mara Lind", "told", "that it fell", TOP, "Mara Lind, Reuters"});
    CHECK("Mara Lind told the Harbour Post that it fell.", NULL,
          {"Mara Lind", "told", "that it fell", TOP, "Mara Lind, Harbour Post"});
    CHECK("Mara Lind told the Evening Star that it fell.", NULL,
          {"Mara Lind", "told", "that it fell", TOP, "Mara Lind, Evening Star"});
    CHECK("Mara Lind told the Calder Echo that it fell.", NULL,
          {"Mara Lind", "told", "that it fell", TOP, "Mara Lind, Calder Echo"});
    CHECK("Mara Lind told reporters that it fell.", NULL, {"Mara Lind", "told", "that it fell", TOP, "Mara Lind"});
    CHECK("Mara Lind told Press Secretary Ann Lee that it fell.", NULL,
          {"Mara Lind", "told", "that it fell", TOP, "Mara Lind"});
    CHECK("Mara Lind saw Reuters and said that it fell.", NULL,
          {"Mara Lind", "said", "that it fell", TOP, "Mara Lind"});
}

/* The agency that the article credits; not one that guards the forests. */
static void the_agency_they_told(void **state)
{
    (void)state;
    CHECK("It fell, the North Wire news agency reported. Mara Lind told the agency that it rose.", NULL,
          {"the North Wire news agency", "reported", "It fell", TOP, "North Wire"},
          {"Mara Lind", "told", "that it rose", TOP, "Mara Lind, North Wire"});
    CHECK("A man at the Orlin Museum fell, the North Wire reported. The agency quoted Bo Ek as saying that it rose.", NULL, {"the North Wire", "reported", "A man at the Orlin Museum fell", TOP, "North Wire"},
          {"The agency", "quoted", "Bo Ek as saying that it rose", TOP, "North Wire"});
    CHECK("It fell, the North Wire news agency reported. Bo Ek told the Navor Post a lie. It rose, the paper reported.",
          NULL, {"the North Wire news agency", "reported", "It fell", TOP, "North Wire"},
          {"Bo Ek", "told", "a lie", TOP, "Bo Ek, Navor Post"},
          {"the paper", "reported", "It rose", TOP, "Navor Post"});
    CHECK("SKARN, 4 May (North Wire) - Mara Lind told the agency that it fell.", NULL,
          {"Mara Lind", "told", "that it fell", TOP, "Mara Lind, North Wire"});
    CHECK("It fell, the Vesper news site reported. The Velden Forest Agency said on Monday that it sank. Mara Lind "
          "told the agency that it "
          "rose.",
          NULL, {"the Vesper news site", "reported", "It fell", TOP, "Vesper"},
          {"The Velden Forest Agency", "said", "that it sank", TOP, "Velden Forest Agency"},
          {"Mara Lind", "told", "that it rose", TOP, "Mara Lind"});
}

static void the_page_itself_is_no_relay(void **state)
{
    (void)state;
    CHECK("Mara Lind told Reuters that it fell.", "Reuters", {"Mara Lind", "told", "that it fell", TOP, "Mara Lind"});
    CHECK("Mara Lind told the Courier that it fell.", "Harbour Courier",
          {"Mara Lind", "told", "that it fell", TOP, "Mara Lind"});
}

static void who_stands_around_it(void **state)
{
    (void)state;
    CHECK("Reuters reported that Mara Lind said that it fell.", NULL,
          {"Reuters", "reported", "that Mara Lind said that it fell", TOP, "Reuters"},
          {"Mara Lind", "said", "that it fell", 0, "Mara Lind, Reuters"});
    CHECK("Mara Lind told Reuters that Bo Ek said that it fell.", NULL,
          {"Mara Lind", "told", "that Bo Ek said that it fell", TOP, "Mara Lind, Reuters"},
          {"Bo Ek", "said", "that it fell", 0, "Bo Ek, Mara Lind, Reuters"});
}

/* One outlet in two paragraphs, from the head on, is retold; not in one, however often in a breath, nor where it reports
 * nothing. */
static void the_outlet_that_is_retold(void **state)
{
    (void)state;
#define REST                                                                                                           \
    "It rained all day. The port stayed shut and the ferries lay at the quay until the evening, as they had all "      \
    "week.\n"
    CHECK("Reuters reported that it fell.\n\nReuters added that it broke.\n\n" REST REST REST REST
          "Bo Ek said that it sank.",
          NULL, {"Reuters", "reported", "that it fell", TOP, "Reuters"},
          {"Reuters", "added", "that it broke", TOP, "Reuters"},
          {"Bo Ek", "said", "that it sank", TOP, "Bo Ek, Reuters"});
    CHECK("Reuters reported, and Reuters claimed, that it fell.\n\n" REST REST REST REST "Bo Ek said that it sank.",
          NULL, {"Reuters", "reported", "that it fell", TOP, "Reuters"},
          {"Reuters", "claimed", "that it fell", TOP, "Reuters"}, {"Bo Ek", "said", "that it sank", TOP, "Bo Ek"});
    CHECK("In a profile published over at Reuters it fell.\n\nReuters added that it broke.\n\n" REST REST REST REST
          "Bo Ek said that it sank.",
          NULL, {"Reuters", "added", "that it broke", TOP, "Reuters"},
          {"Bo Ek", "said", "that it sank", TOP, "Bo Ek, Reuters"});
    CHECK("A New Yorker said that it fell.\n\nReuters added that it broke.\n\nReuters said "
          "so.\n\n" REST REST REST REST "Bo Ek said that it sank.",
          NULL, {"A New Yorker", "said", "that it fell", TOP, "New Yorker, Reuters"},
          {"Reuters", "added", "that it broke", TOP, "Reuters"}, {"Reuters", "said", "so", TOP, "Reuters"},
          {"Bo Ek", "said", "that it sank", TOP, "Bo Ek, Reuters"});
    CHECK("In a message published by Reuters it fell.\n\nReuters added that it broke.\n\n" REST REST REST REST
          "Bo Ek said that it sank.",
          NULL, {"Reuters", "added", "that it broke", TOP, "Reuters"}, {"Bo Ek", "said", "that it sank", TOP, "Bo Ek"});
    CHECK("Mara Lind told Reuters that it fell.\n\nLind told Reuters that it leaked.\n\n" REST REST REST REST
          "Bo Ek said that it sank.",
          NULL, {"Mara Lind", "told", "that it fell", TOP, "Mara Lind, Reuters"},
          {"Lind", "told", "that it leaked", TOP, "Mara Lind, Reuters"},
          {"Bo Ek", "said", "that it sank", TOP, "Bo Ek"});
}

/* Whatever nobody published himself: not what a body says, nor what the page says of itself. */
static void what_a_retold_outlet_tells(void **state)
{
    (void)state;
    CHECK("Reuters reported that it fell.\n\nReuters added that it broke.\n\n" REST REST REST REST
          "The crane reportedly leaked. The Velden Forest Agency said that it sank. The Velden Forest Agency plans to "
          "go. We hope to stay.",
          NULL, {"Reuters", "reported", "that it fell", TOP, "Reuters"},
          {"Reuters", "added", "that it broke", TOP, "Reuters"}, {NULL, "reportedly", "leaked", TOP, "Reuters"},
          {"The Velden Forest Agency", "said", "that it sank", TOP, "Velden Forest Agency"},
          {"The Velden Forest Agency", "plans", "to go", TOP, "Velden Forest Agency, Reuters"},
          {"We", "hope", "to stay", TOP, "We"});
}

/* Nor what all of the press heard, or another outlet was told. */
static void what_others_heard_of_a_retold_outlet(void **state)
{
    (void)state;
#define RETOLD(last) "Reuters reported that it fell.\n\nReuters added that it broke.\n\n" REST REST REST REST last
#define RETELLS {"Reuters", "reported", "that it fell", TOP, "Reuters"}, {"Reuters", "added", "that it broke", TOP, "Reuters"}
    CHECK(RETOLD("Mara Lind said that it sank."), NULL, RETELLS, {"Mara Lind", "said", "that it sank", TOP, "Mara Lind, Reuters"});
    CHECK(RETOLD("Mara Lind told reporters that it sank."), NULL, RETELLS, {"Mara Lind", "told", "that it sank", TOP, "Mara Lind"});
    CHECK(RETOLD("Mara Lind told the Commons that it sank. She said that it leaked."), NULL, RETELLS, {"Mara Lind", "told", "that it sank", TOP, "Mara Lind"},
          {"She", "said", "that it leaked", TOP, "Mara Lind"});
    CHECK(RETOLD("Mara Lind said in a statement that it sank."), NULL, RETELLS, {"Mara Lind", "said", "that it sank", TOP, "Mara Lind"});
    CHECK(RETOLD("Mara Lind said in a televised speech that it sank."), NULL, RETELLS, {"Mara Lind", "said", "that it sank", TOP, "Mara Lind"});
    CHECK(RETOLD("Mara Lind said the court had met."), NULL, RETELLS, {"Mara Lind", "said", "the court had met", TOP, "Mara Lind, Reuters"});
    CHECK(RETOLD("Mara Lind agreed with the court that it sank."), NULL, RETELLS, {"Mara Lind", "agreed", "that it sank", TOP, "Mara Lind, Reuters"});
    CHECK(RETOLD("Mara Lind said they met in parliament."), NULL, RETELLS, {"Mara Lind", "said", "they met in parliament", TOP, "Mara Lind, Reuters"});
    CHECK(RETOLD("They met in parliament, Mara Lind said, as the court closed."), NULL, RETELLS, {"Mara Lind", "said", "They met in parliament", TOP, "Mara Lind, Reuters"});
    CHECK(RETOLD("Mara Lind said that it sank, in a speech."), NULL, RETELLS, {"Mara Lind", "said", "that it sank", TOP, "Mara Lind"});
    CHECK(RETOLD("A spokesman for Lindco said that it sank."), NULL, RETELLS, {"A spokesman for Lindco", "said", "that it sank", TOP, "spokesman for Lindco"});
    CHECK(RETOLD("A clerk of Lindco said that it sank."), NULL, RETELLS, {"A clerk of Lindco", "said", "that it sank", TOP, "clerk of Lindco, Reuters"});
    CHECK(RETOLD("Mara Lind told Metro Beat that it sank."), NULL, RETELLS, {"Mara Lind", "told", "that it sank", TOP, "Mara Lind"});
    CHECK(RETOLD("Mara Lind told Bo Ek that it sank."), NULL, RETELLS, {"Mara Lind", "told", "that it sank", TOP, "Mara Lind, Reuters"});
    CHECK(RETOLD("Mara Lind told local media that it sank."), NULL, RETELLS, {"Mara Lind", "told", "that it sank", TOP, "Mara Lind, local media"});
}

/* An outlet that no table knows: by the noun beside it, by its words; what only looks like one is none. */
static void outlets_that_nobody_knows(void **state)
{
    (void)state;
#define TOLD(whom, chain)                                                                                              \
    CHECK("Dawn Moss met the crew. Mara Lind told " whom " that it fell.", NULL,                                       \
          {"Mara Lind", "told", "that it fell", TOP, chain})
    TOLD("the newspaper Dawn", "Mara Lind, Dawn"); /* not Dawn Moss */
    TOLD("Dawn magazine", "Mara Lind, Dawn");
    TOLD("the Velmark broadcaster Vost", "Mara Lind, Vost");
    TOLD("reporters from Radio Alder", "Mara Lind, Radio Alder");
    TOLD("Agence Est on condition of anonymity", "Mara Lind, Agence Est");
    TOLD("Vost, a radio station in Alder,", "Mara Lind, Vost");
    TOLD("Vost\xe2\x80\x99s programme Morning", "Mara Lind, Vost");
    TOLD("Channel 4", "Mara Lind, Channel 4");
    TOLD("Post Office workers", "Mara Lind");
    TOLD("the Harbour Post's lawyer", "Mara Lind");
    TOLD("BBC staff", "Mara Lind");
    TOLD("Ann Post", "Mara Lind");
    TOLD("the court", "Mara Lind");
    TOLD("his wife", "Mara Lind");
    TOLD("Vost", "Mara Lind");
    TOLD("Norway's Channel 4", "Mara Lind, Channel 4"); /* of a place, which is none */
    TOLD("Ann Lee of the Harbour Post", "Mara Lind, Harbour Post");
    TOLD("Ann Lee of the council", "Mara Lind");
    TOLD("BBC affiliate Vost", "Mara Lind, Vost");
    TOLD("The Lamp", "Mara Lind, Lamp"); /* a title keeps its article's capital */
    TOLD("the Lamp", "Mara Lind");
    TOLD("the Lamp on condition of anonymity", "Mara Lind, Lamp"); /* so one speaks to the press alone */
    TOLD("the Lamp in an interview", "Mara Lind, Lamp");
    TOLD("the FBI in an interview", "Mara Lind");
    TOLD("the Sunday Lamp", "Mara Lind"); /* as the Sunday Assembly is none */
    TOLD("the Sunday Lamp in an interview", "Mara Lind, Sunday Lamp");
    TOLD("Sunday Hartley", "Mara Lind");
    TOLD("FerryHerald", "Mara Lind, FerryHerald");
    TOLD("FerryWire", "Mara Lind"); /* as TripWire is none */
    TOLD("FerryPress", "Mara Lind");
    TOLD("the website FerryWire", "Mara Lind, FerryWire");
    TOLD("Vost.com", "Mara Lind, Vost.com");
    TOLD("the Science Media Centre", "Mara Lind"); /* nor Science, nor Goal */
    TOLD("Goal Radar", "Mara Lind");
    TOLD("KVLD", "Mara Lind"); /* four letters may be any firm's */
    TOLD("KPMG", "Mara Lind");
    TOLD("KVLD radio", "Mara Lind, KVLD");
    TOLD("KVLD 7", "Mara Lind, KVLD 7");
    TOLD("radio station KVLD", "Mara Lind, KVLD");
    TOLD("WVLD-TV", "Mara Lind, WVLD-TV");
    TOLD("WADA", "Mara Lind");
    TOLD("Vice News", "Mara Lind, Vice News"); /* no vice president */
    TOLD("local media VLD News", "Mara Lind, VLD News");
    TOLD("local media Hartley", "Mara Lind");
    TOLD("Goal", "Mara Lind, Goal");
    TOLD("Goal Radar on condition of anonymity", "Mara Lind, Goal Radar");
    TOLD("Hartley in an interview", "Mara Lind"); /* he may be anybody */
    TOLD("Hartley by phone", "Mara Lind");
#define HEARD(whom, chain) CHECK("A source close to him told " whom " that it fell.", NULL, {"A source close to him", "told", "that it fell", TOP, chain})
    HEARD("the Lamp", "source close to him, Lamp");
    HEARD("Hartley", "source close to him");
    HEARD("Goal Radar", "source close to him");
    CHECK("A source told the Wolves that it fell. The Wolves won.", NULL, {"A source", "told", "that it fell", TOP, "source"}); /* anybody is told something */
    CHECK("A source close to him told the Wolves that it fell.", NULL, {"A source close to him", "told", "that it fell", TOP, "source close to him"});
    CHECK("A source told the Lamp that it fell. It leaked, the Lamp reported.", NULL, {"A source", "told", "that it fell", TOP, "source, Lamp"}, {"the Lamp", "reported", "It leaked", TOP, "Lamp"});
    CHECK("A source told the Lamp that it fell. Mara Lind told the Lamp that it leaked.", "Reuters", {"A source", "told", "that it fell", TOP, "source, Lamp"},
          {"Mara Lind", "told", "that it leaked", TOP, "Mara Lind, Lamp"});
    CHECK("It fell, Le Matin du Nord reported. Mara Lind told the French daily that it rose.", NULL,
          {"Le Matin du Nord", "reported", "It fell", TOP, "Le Matin du Nord"}, {"Mara Lind", "told", "that it rose", TOP, "Mara Lind, Le Matin du Nord"});
    CHECK("The Harbour Post reported it. An email reviewed by the newspaper says that it rose.", NULL, {"The Harbour Post", "reported", "it", TOP, "Harbour Post"},
          {"An email reviewed by the newspaper", "says", "that it rose", TOP, "email reviewed by the newspaper, Harbour Post"});
    CHECK("Aid is late, sources say\n\nSources told Sky News that it fell. Later the Harbour Post met Bo Ek. The paper's sources say that it rose.", NULL,
          {"sources", "say", "Aid is late", TOP, "sources, Sky News"}, {"Sources", "told", "that it fell", TOP, "sources, Sky News"}, {"The paper's sources", "say", "that it rose", TOP, "paper's sources, Harbour Post"});
    TOLD("her town's newspaper, The Lamp,", "Mara Lind, Lamp");
    TOLD("her town's newspaper, Bo Ek said,", "Mara Lind");
    TOLD("local media", "Mara Lind, local media");
    TOLD("a local radio station", "Mara Lind, local radio station");
    TOLD("local residents", "Mara Lind");
}

/* Ways to speak to an outlet that are not "told". */
static void spoken_to_in_other_words(void **state)
{
    (void)state;
    CHECK("On Sky News, Mara Lind said that it fell.", NULL, {"Mara Lind", "said", "that it fell", TOP, "Mara Lind, Sky News"});
    CHECK("On Sky News's breakfast show, Mara Lind said that it fell.", NULL, {"Mara Lind", "said", "that it fell", TOP, "Mara Lind, Sky News"});
    CHECK("On Sky News's Meet the Crew, Mara Lind said that it fell.", NULL, {"Mara Lind", "said", "that it fell", TOP, "Mara Lind, Sky News"});
    CHECK("On Sky News's advice to show care, Mara Lind said that it fell.", NULL, {"Mara Lind", "said", "that it fell", TOP, "Mara Lind"});
    CHECK("On Sky News's Premier League rights, Mara Lind said that it fell.", NULL, {"Mara Lind", "said", "that it fell", TOP, "Mara Lind"});
    CHECK("On Sky News shares, Mara Lind said that they fell.", NULL, {"Mara Lind", "said", "that they fell", TOP, "Mara Lind"});
    CHECK("Mara Lind said in a statement provided to Sky News that it fell.", NULL, {"Mara Lind", "said", "that it fell", TOP, "Mara Lind, Sky News"});
    CHECK("A map provided to Sky News showed that it fell.", NULL, {"A map", "showed", "that it fell", TOP, "map"});
    CHECK("Mara Lind shared with Sky News that it fell.", NULL, {"Mara Lind", "shared", "that it fell", TOP, "Mara Lind, Sky News"});
    CHECK("Reached by phone by Sky News, Mara Lind said that it fell.", NULL, {"Mara Lind", "said", "that it fell", TOP, "Mara Lind, Sky News"});
    CHECK("In remarks carried by state television, Mara Lind said that it fell.", NULL, {"Mara Lind", "said", "that it fell", TOP, "Mara Lind, state television"});
    CHECK("Mara Lind told local newspaper the Navor Herald that it fell.", NULL, {"Mara Lind", "told", "that it fell", TOP, "Mara Lind, Navor Herald"});
    CHECK("Mara Lind confirmed to Sky News that it fell.", NULL,
          {"Mara Lind", "confirmed", "that it fell", TOP, "Mara Lind, Sky News"});
    CHECK("Mara Lind confirmed to Sky News that it fell.", NULL, /* the reader may take it for content */
          {"Mara Lind", "confirmed", "to Sky News that it fell", TOP, "Mara Lind, Sky News"});
    CHECK("It fell, The Lamp has claimed. Mara Lind told the tabloid that it rose.", NULL,
          {"The Lamp", "has claimed", "It fell", TOP, "Lamp"}, {"Mara Lind", "told", "that it rose", TOP, "Mara Lind, Lamp"});
    CHECK("It fell, the Vesper Journal reported. Mara Lind told the journal that it rose. Bo Ek told the press that it sank.", NULL, {"the Vesper Journal", "reported", "It fell", TOP, "Vesper Journal"},
          {"Mara Lind", "told", "that it rose", TOP, "Mara Lind, Vesper Journal"}, {"Bo Ek", "told", "that it sank", TOP, "Bo Ek"});
    CHECK("Mara Lind confirmed the deal to Sky News.", NULL,
          {"Mara Lind", "confirmed", "the deal", TOP, "Mara Lind, Sky News"});
    CHECK("Mara Lind confirmed the sale of the mast to Sky News.", NULL,
          {"Mara Lind", "confirmed", "the sale", TOP, "Mara Lind"});
    CHECK("In a statement to Radio Alder, Mara Lind said that it fell.", NULL,
          {"Mara Lind", "said", "that it fell", TOP, "Mara Lind, Radio Alder"});
    CHECK("It fell, Mara Lind said on Monday in an interview with Reuters.", NULL,
          {"Mara Lind", "said", "It fell", TOP, "Mara Lind, Reuters"});
    /* who is first spoken of in what an outlet reports was heard by it, in quotation marks; not who was there before, and not in plain words */
    CHECK("The Wire reported that Mara Lind asked for calm. \"Go home,\" she said.", NULL, {"The Wire", "reported", "that Mara Lind asked for calm", TOP, "Wire"},
          {"she", "said", "\"Go home,\"", TOP, "Mara Lind, Wire"});
    CHECK("Mara Lind came on Monday. The Wire reported that Mara Lind asked for calm. \"Go home,\" she said.", NULL,
          {"The Wire", "reported", "that Mara Lind asked for calm", TOP, "Wire"}, {"she", "said", "\"Go home,\"", TOP, "Mara Lind"});
    CHECK("The Wire reported that Mara Lind asked for calm. She said it was over.", NULL, {"The Wire", "reported", "that Mara Lind asked for calm", TOP, "Wire"},
          {"She", "said", "it was over", TOP, "Mara Lind"});
    CHECK("The Wire reported that Mara Lind asked for calm. \"Go home,\" she told a rally.", NULL, {"The Wire", "reported", "that Mara Lind asked for calm", TOP, "Wire"},
          {"she", "told", "\"Go home,\"", TOP, "Mara Lind"});
    /* who writes in an outlet, not who wrote for one once */
    CHECK("Mara Lind wrote in the Harbour Post that it fell.", NULL, {"Mara Lind", "wrote", "that it fell", TOP, "Mara Lind, Harbour Post"});
    CHECK("Mara Lind, writing for the Harbour Post, said that it fell.", NULL, {"Mara Lind", "said", "that it fell", TOP, "Mara Lind, Harbour Post"});
    CHECK("In an opinion piece for Reuters, Mara Lind said that it fell.", NULL, {"Mara Lind", "said", "that it fell", TOP, "Mara Lind, Reuters"});
    CHECK("Mara Lind, who wrote in the Harbour Post until 2012, said that it fell.", NULL, {"Mara Lind", "said", "that it fell", TOP, "Mara Lind"});
    CHECK("Mara Lind, who writes a column for the Harbour Post, said that it fell.", NULL, {"Mara Lind", "said", "that it fell", TOP, "Mara Lind"});
    CHECK("In response to an editorial in the Harbour Post, Mara Lind said that it fell.", NULL, {"Mara Lind", "said", "that it fell", TOP, "Mara Lind"});
    CHECK("Mara Lind wrote in The Great Flood that it fell.", NULL, {"Mara Lind", "wrote", "that it fell", TOP, "Mara Lind"});
    CHECK("Mara Lind, who has been writing for the Harbour Post, said that it fell.", NULL, {"Mara Lind", "said", "that it fell", TOP, "Mara Lind"});
    CHECK("It fell, according to Mara Lind, via Reuters.", NULL,
          {"Mara Lind", "according to", "It fell", TOP, "Mara Lind, Reuters"});
    /* where he writes himself, no one passes it on; a reason is no source */
    CHECK("It fell, Mara Lind said via Twitter.", NULL, {"Mara Lind", "said", "It fell", TOP, "Mara Lind"});
    CHECK("Mara Lind spoke to a man from Reuters and said that it fell.", NULL,
          {"Mara Lind", "said", "that it fell", TOP, "Mara Lind"});
    CHECK("It fell, said Mara Lind, who has also spoken to Reuters.", NULL, {"Mara Lind", "said", "It fell", TOP, "Mara Lind"});
    CHECK("It fell, Mara Lind said on state television.", NULL,
          {"Mara Lind", "said", "It fell", TOP, "Mara Lind, state television"});
    CHECK("Reuters spoke to Mara Lind, who said that it fell.", NULL,
          {"Mara Lind, who", "said", "that it fell", TOP, "Mara Lind, Reuters"});
    CHECK("Reuters interviewed Mara Lind, and Bo Ek said that it fell.", NULL,
          {"Bo Ek", "said", "that it fell", TOP, "Bo Ek"});
}

/* Somebody else's words around it: an outlet quotes, asks, has a copy, broadcasts. */
static void passed_on_in_other_words(void **state)
{
    (void)state;
    CHECK("A Velden Front message published by the Skarn Watch Group said that it fell. The group said that it broke.", NULL,
          {"A Velden Front message published by the Skarn Watch Group", "said", "that it fell", TOP, "Velden Front, Skarn Watch Group"},
          {"The group", "said", "that it broke", TOP, "Velden Front"});
    CHECK("A message published by the Skarn Watch Group said that it fell.", NULL, /* its own */
          {"A message published by the Skarn Watch Group", "said", "that it fell", TOP, "Skarn Watch Group"});
    CHECK("Mara Lind was quoted as saying by Reuters that it fell.", NULL,
          {"Mara Lind", "was quoted as saying", "that it fell", TOP, "Mara Lind, Reuters"});
    CHECK("Reuters quoted Mara Lind as saying that it fell.", NULL,
          {"Mara Lind", "as saying", "that it fell", TOP, "Mara Lind, Reuters"});
    CHECK("The Harbour Post says that Bo Ek left. The newspaper quotes a friend as saying that he slept.", NULL,
          {"The Harbour Post", "says", "that Bo Ek left", TOP, "Harbour Post"},
          {"a friend", "as saying", "that he slept", TOP, "friend, Harbour Post"});
    CHECK("An email seen by Reuters says that it fell.", NULL,
          {"An email seen by Reuters", "says", "that it fell", TOP, "email seen by Reuters, Reuters"});
    CHECK("A crane seen by Reuters and Mara Lind, who said that it fell.", NULL,
          {"Mara Lind, who", "said", "that it fell", TOP, "Mara Lind"});
    CHECK("Asked by Reuters, Mara Lind said that it fell.", NULL,
          {"Mara Lind", "said", "that it fell", TOP, "Mara Lind, Reuters"});
    CHECK("In comments published by Reuters, Mara Lind said that it fell.", NULL,
          {"Mara Lind", "said", "that it fell", TOP, "Mara Lind, Reuters"});
    CHECK("Mara Lind said on Sky News that it fell.", NULL,
          {"Mara Lind", "said", "that it fell", TOP, "Mara Lind, Sky News"});
    CHECK("Mara Lind said on St Agnes Square that it fell.", NULL,
          {"Mara Lind", "said", "that it fell", TOP, "Mara Lind"});
    CHECK("Mara Lind said on Friday that it fell.", NULL, {"Mara Lind", "said", "that it fell", TOP, "Mara Lind"});
}

/* Whom a report cites is its origin, wherever the words stand and whichever of the two the reader found. */
static void cited(void **state)
{
    (void)state;
    CHECK("Reuters, citing two officials, reported that it fell.", NULL,
          {"Reuters", "reported", "that it fell", TOP, "two officials, Reuters"});
    CHECK("Reuters, citing two officials, reported that it fell.", NULL,
          {"two officials", "reported", "that it fell", TOP, "two officials, Reuters"});
    CHECK("Citing two officials, Reuters reported that it fell.", NULL,
          {"Reuters", "reported", "that it fell", TOP, "two officials, Reuters"});
    CHECK("Mara Lind said, quoting a report by Reuters, that it fell.", NULL,
          {"Mara Lind", "said", "that it fell", TOP, "Reuters, Mara Lind"});
    /* both were found: each has its own chain, and what they tell of has both */
    CHECK("Bo Ek fell, was reported by Reuters, citing two officials.", NULL,
          {"Reuters", "was reported by", "Bo Ek fell", TOP, "Reuters"},
          {"two officials", "citing", "Bo Ek fell", TOP, "two officials, Reuters"});
    CHECK("Reuters reported that Bo Ek said that it fell, citing two officials.", NULL,
          {"Reuters", "reported", "that Bo Ek said that it fell", TOP, "Reuters"},
          {"Bo Ek", "said", "that it fell", 0, "Bo Ek, two officials, Reuters"},
          {"two officials", "citing", "that Bo Ek said that it fell", TOP, "two officials, Reuters"});
    /* passed on, and by neither found */
    CHECK("Bo Ek denied that it fell, as was reported by Reuters, citing two officials.", NULL,
          {"Bo Ek", "denied", "that it fell", TOP, "Bo Ek, two officials, Reuters"});
    /* by a finite verb: of whom "which" stands behind, or of the outlet that reports before "and" */
    CHECK("The Halve Times, which cited court documents, said that it fell.", NULL,
          {"The Halve Times", "said", "that it fell", TOP, "court documents, Halve Times"});
    CHECK("It fell, the Halve Times, which has cited two officials, reported.", NULL,
          {"the Halve Times, which has cited two officials,", "reported", "It fell", TOP, "two officials, Halve Times"});
    CHECK("It fell, according to the Valley Mirror, which quoted a nurse.", NULL,
          {"the Valley Mirror", "according to", "It fell", TOP, "nurse, Valley Mirror"});
    CHECK("It was first reported by the Coastal Post, which cited three people.", NULL,
          {"the Coastal Post", "was first reported by", "It", TOP, "three people, Coastal Post"});
    CHECK("It fell, according to the Halve Times, which cited court documents.", NULL,
          {"the Halve Times", "according to", "It fell", TOP, "court documents, Halve Times"},
          {"which", "cited", "court documents", TOP, "Halve Times"});
    CHECK("The Halve Times reported the arrest and cited two aides.", NULL,
          {"The Halve Times", "reported", "the arrest", TOP, "two aides, Halve Times"});
    CHECK("The Halve Times, which first had the report, cited two aides.", NULL,
          {"The Halve Times", "had", "the report", TOP, "Halve Times"},
          {"two aides", "cited", "the report", TOP, "two aides, Halve Times"});
    CHECK("Reuters, quoting a nurse, reported that it fell. Anna Holt said that it rose.", NULL,
          {"Reuters", "reported", "that it fell", TOP, "nurse, Reuters"}, {"Anna Holt", "said", "that it rose", TOP, "Anna Holt"});
    /* the ministry is no outlet, and who is blamed, a reason, and whom another cites are no source */
    CHECK("The ministry dropped the plan and cited two studies.", NULL, {"The ministry", "dropped", "the plan", TOP, "ministry"});
    CHECK("The Halve Times, which cited high costs, said that it fell.", NULL, {"The Halve Times", "said", "that it fell", TOP, "Halve Times"});
    CHECK("The agency, which cited the company for violations, said that it fell.", NULL, {"The agency", "said", "that it fell", TOP, "agency"});
    CHECK("The Halve Times, which cited the report as a reason, said that it fell.", NULL, {"The Halve Times", "said", "that it fell", TOP, "Halve Times"});
    CHECK("The Halve Times said that the Post, which cited two officials, was wrong.", NULL,
          {"The Halve Times", "said", "that the Post, which cited two officials, was wrong", TOP, "Halve Times"});
    CHECK("The officials whom the Halve Times cited said that it fell.", NULL, {"The officials", "said", "that it fell", TOP, "officials"});
    CHECK("Reuters, citing high costs, reported that it fell.", NULL,
          {"Reuters", "reported", "that it fell", TOP, "Reuters"});
}

/* Who is cited is cited for the main clause, not for what is set against it. */
static void cited_for_the_main_clause(void **state)
{
    (void)state;
#define ALL(first) first " Mara Lind denies that it fell, Bo Ek thinks that it sank"
    CHECK(ALL("While") ", as was reported by Reuters, citing two aides.", NULL, {"Mara Lind", "denies", "that it fell", 3, "Mara Lind, Reuters"},
          {"Bo Ek", "thinks", "that it sank", 3, "Bo Ek, two aides, Reuters"}, {"Reuters", "as was reported by", ALL("While"), TOP, "Reuters"},
          {"two aides", "citing", ALL("While"), 2, "two aides, Reuters"});
    CHECK(ALL("Because") ", as was reported by Reuters, citing two aides.", NULL, {"Mara Lind", "denies", "that it fell", 3, "Mara Lind, two aides, Reuters"},
          {"Bo Ek", "thinks", "that it sank", 3, "Bo Ek, two aides, Reuters"}, {"Reuters", "as was reported by", ALL("Because"), TOP, "Reuters"},
          {"two aides", "citing", ALL("Because"), 2, "two aides, Reuters"});
}

/* "Reported", "reportedly" in what another says: the narrator's words, but in an outlet's report and in quotation marks. */
static void hedges_are_the_narrators(void **state)
{
    (void)state;
#define HEDGED(who, open, close, chain)                                                                                                                      \
    CHECK(who " said " open "it reportedly fell" close ".", NULL, {who, "said", "it reportedly fell", TOP, who}, {NULL, "reportedly", "fell", 0, chain})
    HEDGED("Mara Lind", "that ", "", "");
    HEDGED("Mara Lind", "\"", "\"", "Mara Lind");
    HEDGED("Reuters", "that ", "", "Reuters");
    CHECK("Mara Lind said that the rumored move was late.", NULL, {"Mara Lind", "said", "that the rumored move was late", TOP, "Mara Lind"}, {NULL, "rumored", "move", 0, ""});
    CHECK("Mara Lind denied rumors of a move.", NULL, {"Mara Lind", "denied", "rumors of a move", TOP, "Mara Lind"}, {NULL, "rumors", "of a move", 0, ""});
}

/* Who denies what he was accused of is not who spoke last. */
static void who_was_accused(void **state)
{
    (void)state;
    CHECK("John Ek confirmed that it fell. Lev Aas, the chief, had been accused by the union of theft. He denied it.", NULL, {"John Ek", "confirmed", "that it fell", TOP, "John Ek"},
          {"the union", "been accused", "of theft", TOP, "union"}, {"He", "denied", "it", TOP, "Lev Aas"});
}

/* A pronoun behind what it says may stand for whom that speaks of; the two are in the order of their cues here. */
static void it_stands_behind(void **state)
{
    (void)state;
    CHECK("The ministry knew of the leak, it said.", NULL, {"The ministry", "knew", "of the leak", 1, "ministry"},
          {"it", "said", "The ministry knew of the leak", TOP, "ministry"});
    CHECK("The ministry knew of the leak, it said. The firm denied that.", NULL, {"The ministry", "knew", "of the leak", 1, "ministry"},
          {"it", "said", "The ministry knew of the leak", TOP, "ministry"}, {"The firm", "denied", "that", TOP, "firm"});
    CHECK("The council ignored two warnings, it admitted. The company denied that.", NULL, {"The council", "ignored", "two warnings", 1, "council"},
          {"it", "admitted", "The council ignored two warnings", TOP, "council"}, {"The company", "denied", "that", TOP, "company"});
    CHECK("Bo Ek works for Lindco. \"We have to ask more,\" he said.", NULL, {"We", "have", "to ask more", 1, "Bo Ek"},
          {"he", "said", "We have to ask more", TOP, "Bo Ek"});
    CHECK("Lindco spoke. The ministry knew of the leak, Lindco said.", NULL, {"The ministry", "knew", "of the leak", 1, "ministry, Lindco"},
          {"Lindco", "said", "The ministry knew of the leak", TOP, "Lindco"});
}

/* The unnamed sources of an outlet stay its sources; a named man speaks to others, too. */
static void whoever_was_heard_stays_heard(void **state)
{
    (void)state;
    CHECK("Reuters reported that it fell, citing four sources close to the port. One of the sources said that it "
          "leaked. Bo Ek said that it sank. The agency's sources said that it broke.",
          NULL, {"Reuters", "reported", "that it fell", TOP, "four sources close to the port, Reuters"},
          {"One of the sources", "said", "that it leaked", TOP, "four sources close to the port, Reuters"},
          {"Bo Ek", "said", "that it sank", TOP, "Bo Ek"},
          {"The agency's sources", "said", "that it broke", TOP, "four sources close to the port, Reuters"});
    CHECK("Mara Lind told Reuters that it fell. She said that it leaked. Bo Ek said that it sank. Lind said that it "
          "broke.",
          "Harbour Courier", {"Mara Lind", "told", "that it fell", TOP, "Mara Lind, Reuters"},
          {"She", "said", "that it leaked", TOP, "Mara Lind, Reuters"}, {"Bo Ek", "said", "that it sank", TOP, "Bo Ek"},
          {"Lind", "said", "that it broke", TOP, "Mara Lind"});
    CHECK("Mara Lind told the website Dawn that it fell. She said that it leaked. Bo Ek said that it sank.", NULL,
          {"Mara Lind", "told", "that it fell", TOP, "Mara Lind, Dawn"},
          {"She", "said", "that it leaked", TOP, "Mara Lind, Dawn"}, {"Bo Ek", "said", "that it sank", TOP, "Bo Ek"});
    CHECK("Mara Lind told Reuters that it fell. She said that it leaked. She said during the interview that it broke. "
          "She said that it sank.",
          NULL, {"Mara Lind", "told", "that it fell", TOP, "Mara Lind, Reuters"},
          {"She", "said", "that it leaked", TOP, "Mara Lind"},
          {"She", "said", "that it broke", TOP, "Mara Lind, Reuters"},
          {"She", "said", "that it sank", TOP, "Mara Lind, Reuters"});
    /* nobody knows whether this is Reuters's own page */
    CHECK("Mara Lind told Reuters that it fell. She said that it leaked.", NULL,
          {"Mara Lind", "told", "that it fell", TOP, "Mara Lind, Reuters"},
          {"She", "said", "that it leaked", TOP, "Mara Lind"});
}

/* Of those who were spoken of by the same noun, one outlet tells; the outlet's own sources are heard by it. */
static void unnamed_sources_of_one_noun(void **state)
{
    (void)state;
    CHECK("Two officials told Reuters that it fell. A diver said that it broke. One official said that it sank.", NULL,
          {"Two officials", "told", "that it fell", TOP, "Two officials, Reuters"},
          {"A diver", "said", "that it broke", TOP, "diver"},
          {"One official", "said", "that it sank", TOP, "One official, Reuters"});
    CHECK("The BBC's sources said that it fell. The BBC's sources told Reuters that it sank.", NULL,
          {"The BBC's sources", "said", "that it fell", TOP, "BBC's sources, BBC"},
          {"The BBC's sources", "told", "that it sank", TOP, "BBC's sources, Reuters"});
    CHECK("Sources close to the port said that it fell. Reuters's sources said that it sank.", NULL,
          {"Sources close to the port", "said", "that it fell", TOP, "Sources close to the port, Reuters"},
          {"Reuters's sources", "said", "that it sank", TOP, "Sources close to the port, Reuters"});
}

/* Nothing tells whose page it is: whom several told, and who is cited nowhere, prints it. */
static void the_outlet_that_everybody_told(void **state)
{
    (void)state;
    CHECK("Mara Lind told the Harbour Post that it fell. Bo Ek told the Harbour Post that it sank.", NULL,
          {"Mara Lind", "told", "that it fell", TOP, "Mara Lind"}, {"Bo Ek", "told", "that it sank", TOP, "Bo Ek"});
    CHECK("Mara Lind told the Harbour Post that it fell. Bo Ek told the Harbour Post that it sank.", "Reuters",
          {"Mara Lind", "told", "that it fell", TOP, "Mara Lind, Harbour Post"},
          {"Bo Ek", "told", "that it sank", TOP, "Bo Ek, Harbour Post"});
    CHECK("Mara Lind told Harbour Mirror magazine that it fell. Bo Ek told the magazine that it sank.", NULL, /* as no page calls itself */
          {"Mara Lind", "told", "that it fell", TOP, "Mara Lind, Harbour Mirror"}, {"Bo Ek", "told", "that it sank", TOP, "Bo Ek, Harbour Mirror"});
}

/* Who asks for comment writes the page; others that are asked do not. */
static void the_outlet_that_asks_for_comment(void **state)
{
    (void)state;
    CHECK("Mara Lind told Reuters that it fell. Reuters has contacted the port for comment.", NULL,
          {"Mara Lind", "told", "that it fell", TOP, "Mara Lind"});
    CHECK("Mara Lind told Reuters that it fell. Reuters has contacted the port by radio.", NULL,
          {"Mara Lind", "told", "that it fell", TOP, "Mara Lind, Reuters"});
    CHECK("Mara Lind told the BBC that it fell. She said that it sank. Reuters reached out to the port for comment.",
          NULL, {"Mara Lind", "told", "that it fell", TOP, "Mara Lind, BBC"},
          {"She", "said", "that it sank", TOP, "Mara Lind, BBC"});
    CHECK("Mara Lind told Reuters that it fell. The port did not answer a request for comment from Reuters.", NULL,
          {"Mara Lind", "told", "that it fell", TOP, "Mara Lind"});
    CHECK("Mara Lind told the BBC that it fell. Reuters has asked the port for comment.", "Sky News",
          {"Mara Lind", "told", "that it fell", TOP, "Mara Lind, BBC"});
}

static void who_denies_is_no_relay(void **state)
{
    (void)state;
    CHECK("Reuters reported that Bo Ek denied Mara Lind's claim that it fell.", NULL,
          {"Reuters", "reported", "that Bo Ek denied Mara Lind's claim that it fell", TOP, "Reuters"},
          {"Bo Ek", "denied", "Mara Lind's claim that it fell", 0, "Bo Ek, Reuters"},
          {"Mara Lind's", "claim", "that it fell", 1, "Mara Lind, Reuters"});
}

/* "was told": the subject is spoken to. "was quoted by": the subject speaks. */
static void passive_verbs(void **state)
{
    (void)state;
    CHECK("Mara Lind was warned that it fell.", NULL, {"Mara Lind", "was warned", "that it fell", TOP, ""});
    CHECK("Mara Lind was told by Bo Ek that it fell.", NULL, {"Mara Lind", "was told", "that it fell", TOP, "Bo Ek"});
    CHECK("Mara Lind was informed of the fall.", NULL, {"Mara Lind", "was informed", "of the fall", TOP, "Mara Lind"});
    CHECK("Mara Lind was quoted by Reuters as saying that it fell.", NULL,
          {"Reuters", "as saying", "that it fell", TOP, "Mara Lind, Reuters"});
}

static hs_document *article(const char *text, const hs_link *links, size_t n_links)
{
    hs_document *doc;
    assert_int_equal(hs_document_new(&doc, CAP, NULL), HS_OK);
    doc->text = (hs_str){text, strlen(text)};
    doc->links = links;
    doc->n_links = n_links;
    assert_int_equal(hs_document_seal(doc, NULL), HS_OK);
    return doc;
}

/* A link on the cue, or on a source without a name, leads to where it was heard; one elsewhere does not. */
static void linked(void **state)
{
    (void)state;
    static const char text[] = "A report said that the pier fell.";
    static const struct {
        hs_span words;
        const char *url;
        const char *relay;
    } cases[] = {{{0, 8}, "https://www.reuters.com/a", "Reuters"},
                 {{9, 13}, "https://www.reuters.com/a", "Reuters"},
                 {{23, 27}, "https://www.reuters.com/a", NULL},
                 {{0, 8}, "https://pier.example/a", NULL}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        hs_link link = {cases[i].words, {cases[i].url, strlen(cases[i].url)}};
        hs_document *doc = article(text, &link, 1);
        hs_attribution a = {.parent = TOP, .source_id = HS_NO_SOURCE};
        a.source = find(doc, "A report", 0);
        a.cue = find(doc, "said", 0);
        a.content = find(doc, "that the pier fell", 0);
        doc->attributions = &a;
        doc->n_attributions = 1;
        assert_int_equal(hs_resolve(doc, NULL), HS_OK);
        assert_int_equal(a.n_chain, cases[i].relay ? 2 : 1);
        if (cases[i].relay)
            assert_memory_equal(doc->sources[a.chain[1]].name.ptr, cases[i].relay, strlen(cases[i].relay));
        hs_document_free(doc);
    }
}

/* How many attributions go on from the first, which stands in the first paragraph. */
static size_t going_on(const char *text, const char *source, const char *cue)
{
    hs_document *doc = article(text, NULL, 0);
    hs_attribution a = {.parent = TOP, .source_id = HS_NO_SOURCE};
    a.source = find(doc, source, 0);
    a.cue = find(doc, cue, 0);
    a.content = find(doc, "that it fell", 0);
    doc->attributions = &a;
    doc->n_attributions = 1;
    assert_int_equal(hs_resolve(doc, NULL), HS_OK);
    size_t n = doc->n_attributions - 1;
    for (size_t i = 1; i <= n; i++) {
        const hs_attribution *more = &doc->attributions[i];
        assert_true(more->continued && more->chain_known && !more->source.n && !more->cue.n);
        assert_int_equal(more->source_id, doc->attributions[0].source_id);
        assert_int_equal(more->n_chain, doc->attributions[0].n_chain);
        assert_int_equal(more->quotation, HS_QUOTATION_DIRECT);
    }
    hs_document_free(doc);
    return n;
}

static void quotations_that_go_on(void **state)
{
    (void)state;
#define LEAD "Mara Lind said that it fell.\n\n"
    assert_int_equal(
        going_on(LEAD "\"We had told them all of it.\"\n\n\"And nobody came to look.\"", "Mara Lind", "said"), 2);
    assert_int_equal(going_on(LEAD "\xe2\x80\x9cWe had told them all of it.\xe2\x80\x9d", "Mara Lind", "said"), 1);
    assert_int_equal(going_on(LEAD "\"We had told them all of it,\" Ek said.", "Mara Lind", "said"), 0);
    assert_int_equal(going_on(LEAD "The pier is shut.\n\n\"We had told them all of it.\"", "Mara Lind", "said"), 0);
    assert_int_equal(going_on(LEAD "\"A Fight From Start to End.\"", "Mara Lind", "said"), 0); /* a crosshead */
    assert_int_equal(going_on(LEAD "'we had told them all of it.'\n\n\"No.\" \"No.\"", "Mara Lind", "said"), 0);
    assert_int_equal(going_on("Reuters said that it fell.\n\n\"We had told them all of it.\"", "Reuters", "said"), 0);
    assert_int_equal(going_on("Mara Lind hopes that it fell.\n\n\"We had told them all of it.\"", "Mara Lind", "hopes"),
                     0);
}

/* Whoever was told is no source any more: the attribution begins later, and what it holds finds it. */
static void order_of_the_text(void **state)
{
    (void)state;
    hs_document *doc = article("Mara Lind, whom Bo Ek saw fall, was told that Ann Moss said that it fell.", NULL, 0);
    hs_attribution a[] = {{.parent = TOP, .source_id = HS_NO_SOURCE},
                          {.parent = TOP, .source_id = HS_NO_SOURCE},
                          {.parent = 0, .source_id = HS_NO_SOURCE}};
    static const char *const words[][3] = {{"Mara Lind", "was told", "that Ann Moss said that it fell"},
                                           {"Bo Ek", "saw", "fall"},
                                           {"Ann Moss", "said", "that it fell"}};
    for (size_t i = 0; i < 3; i++) {
        a[i].source = find(doc, words[i][0], 0);
        a[i].cue = find(doc, words[i][1], 0);
        a[i].content = find(doc, words[i][2], 0);
    }
    doc->attributions = a;
    doc->n_attributions = 3;
    assert_int_equal(hs_resolve(doc, NULL), HS_OK);
    assert_int_equal(doc->attributions[0].cue.at[0].begin, strstr(doc->text.ptr, "saw") - doc->text.ptr);
    assert_int_equal(doc->attributions[1].source.n, 0);
    assert_int_equal(doc->attributions[2].parent, 1);
    hs_document_free(doc);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(whom_they_told),
        cmocka_unit_test(the_agency_they_told),
        cmocka_unit_test(the_page_itself_is_no_relay),
        cmocka_unit_test(who_stands_around_it),
        cmocka_unit_test(the_outlet_that_is_retold),
        cmocka_unit_test(what_a_retold_outlet_tells),
        cmocka_unit_test(what_others_heard_of_a_retold_outlet),
        cmocka_unit_test(the_outlet_that_asks_for_comment),
        cmocka_unit_test(outlets_that_nobody_knows),
        cmocka_unit_test(spoken_to_in_other_words),
        cmocka_unit_test(passed_on_in_other_words),
        cmocka_unit_test(cited),
        cmocka_unit_test(cited_for_the_main_clause),
        cmocka_unit_test(hedges_are_the_narrators),
        cmocka_unit_test(who_was_accused),
        cmocka_unit_test(it_stands_behind),
        cmocka_unit_test(whoever_was_heard_stays_heard),
        cmocka_unit_test(unnamed_sources_of_one_noun),
        cmocka_unit_test(the_outlet_that_everybody_told),
        cmocka_unit_test(who_denies_is_no_relay),
        cmocka_unit_test(passive_verbs),
        cmocka_unit_test(linked),
        cmocka_unit_test(quotations_that_go_on),
        cmocka_unit_test(order_of_the_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
