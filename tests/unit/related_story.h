/* related_story.h -- a small ledger with all that relation finds in it: the leak under Pier 9 and the collapse of a mine, retold in a few
 * lines an article. In: an empty ledger (relation_fixture.h). Out: rows, settled. One thread. */
#ifndef HS_RELATED_STORY_H
#define HS_RELATED_STORY_H

#include "relation_fixture.h"

#define PRO HS_POLARITY_POSITIVE
#define CON HS_POLARITY_NEGATIVE
#define COUNT(n, b, u) .value = n, .bound = b, .unit = u, .cue = "said", .act = HS_ACT_SAY, .polarity = PRO

static const article story[] = {
    {"Coastal Wire", "https://wire.example/leak", "2031-05-13T21:40Z",
     {{.who = "four unnamed officials", .anonymous = true, .cue = "said", .content = "the ministry knew of the leak in March", .act = HS_ACT_SAY, .polarity = PRO},
      {.who = "Mara Lindqvist", .cue = "denied", .content = "that she had been told of the leak", .act = HS_ACT_DENY, .polarity = CON},
      {.who = "the coast guard", .content = "180 tonnes of oil were lost", COUNT(180, HS_EXACT, "tonnes lost")}}},
    {"Harbour Post", "https://post.example/leak", "2031-05-14T09:30+02:00",
     {{.who = "four unnamed officials", .anonymous = true, .through = "Coastal Wire", .cue = "have told", .content = "the ministry had known of the leak since March",
       .act = HS_ACT_SAY, .polarity = PRO},
      {.who = "Ilse Korhan", .cue = "denied", .content = "the ministry knew of the leak in March", .act = HS_ACT_DENY, .polarity = CON},
      {.who = "Ilse Korhan", .cue = "said", .content = "no such note had reached the ministry", .act = HS_ACT_SAY, .polarity = PRO},
      {.who = "Tellmark", .content = "90 tonnes of oil were lost", COUNT(90, HS_EXACT, "tonnes lost")}}},
    {"Tidewater Times", NULL, "2031-05-17",
     {{.who = "Mara Lindqvist", .cue = "admitted", .content = "that she had been told of the leak", .act = HS_ACT_ADMIT, .polarity = PRO, .time = "2031-05-16"},
      {.who = "Ravna Quist", .cue = "said", .content = "the note was stamped in on 7 March", .act = HS_ACT_SAY, .polarity = PRO},
      {.who = "the coast guard", .content = "120 tonnes of oil were lost", COUNT(120, HS_ABOUT, "tonnes lost")},
      {.who = "Ilse Korhan", .cue = "again denied", .content = "the ministry knew of the leak in March", .act = HS_ACT_DENY, .polarity = CON, .time = "2031-05-15"}}},
    {"Korrin Herald", NULL, "2031-09-03T11:02Z",
     {{.who = "the rescue service", .content = "7 miners were dead", COUNT(7, HS_LEAST, "miners dead")},
      {.who = "the union", .content = "12 of its members were dead", COUNT(12, HS_LEAST, "members dead")},
      {.who = "the union", .cue = "said", .content = "gas brought the roof down", .act = HS_ACT_SAY, .polarity = PRO},
      {.who = "Sellick Potash", .cue = "said", .content = "a tremor brought the roof down", .act = HS_ACT_SAY, .polarity = PRO}}},
    {"Meridian Post", NULL, "2031-09-04T06:00+01:00",
     {{.who = "the rescue service", .content = "14 miners were dead", COUNT(14, HS_EXACT, "miners dead")},
      {.who = "Sellick Potash", .cue = "thinks", .content = "a tremor brought the roof down", .act = HS_ACT_BELIEVE, .polarity = PRO, .certainty = HS_PROBABLE},
      {.cue = "it is feared", .content = "the mine is lost", .act = HS_ACT_BELIEVE, .polarity = PRO, .certainty = HS_POSSIBLE}}},
};

static inline void put_story(void)
{
    for (size_t i = 0; i < sizeof story / sizeof *story; i++)
        put_article(&story[i]);
    same("the ministry had known of the leak since March", "the ministry knew of the leak in March");
    pair("no such note had reached the ministry", "the note was stamped in on 7 March", "contradicts", 0.81, "one denies it: \"no\"");
    pair("180 tonnes of oil were lost", "90 tonnes of oil were lost", "contradicts", 0.97, "other figures: 180 and 90 tonnes");
    pair("180 tonnes of oil were lost", "120 tonnes of oil were lost", "contradicts", 0.95, "other figures: 180 and 120 tonnes");
    pair("120 tonnes of oil were lost", "90 tonnes of oil were lost", "contradicts", 0.95, "other figures: 120 and 90 tonnes");
    pair("7 miners were dead", "12 of its members were dead", "contradicts", 0.66, "other figures: 7 and 12");
    pair("7 miners were dead", "14 miners were dead", "contradicts", 0.9, "other figures: 7 and 14");
    pair("12 of its members were dead", "14 miners were dead", "contradicts", 0.9, "other figures: 12 and 14");
    pair("gas brought the roof down", "a tremor brought the roof down", "contradicts", 0.71, "both cannot be true (0.71)");
    pair("gas brought the roof down", "the mine is lost", "contradicts", 0.41, "both cannot be true (0.41)");
    run("INSERT INTO story_member VALUES (1, 1, NULL, NULL), (2, 1, 1, 12), (3, 1, 2, 9), (4, 4, NULL, NULL), (5, 4, 4, 6)");
    run("INSERT INTO copy VALUES (2, 1, 0.625)");
    run("INSERT INTO term VALUES (1, 22400, 1), (2, 22400, 1), (3, 22400, 1), (1, 22401, 2), (2, 22401, 2), (4, 22401, 2), (1, 22500, 5)");
    run("INSERT INTO link VALUES (2, 1, 0, 12, 'https://wire.example/leak')");
    settle();
}

#endif
