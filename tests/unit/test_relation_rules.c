/* test_relation_rules.c -- pairs of contents that rules make: what a denial points at, tallies. In: articles made by hand. No model. */
#include "any_ledger.h"
#include "fuse.h"
#include "relation_fixture.h"
#include "anaphors.h"
#include "linkage.h"
#include "tallies.h"

#define PRO HS_POLARITY_POSITIVE
#define CON HS_POLARITY_NEGATIVE
#define SAID(name, text) {.who = name, .cue = "said", .content = text, .act = HS_ACT_SAY, .polarity = PRO}
#define DENIED(name, text) {.who = name, .cue = "rejected", .content = text, .act = HS_ACT_DENY, .polarity = CON}

#define CRACKED "the pier had cracked beneath the crane"

static void check_pairs(const char *want)
{
    check_rows("SELECT p.relation || ': ' || min(a.text, b.text) || ' / ' || max(a.text, b.text) || iif(p.why LIKE 'its %', '', ' (' || p.why || ')') AS words FROM pair p "
               "JOIN claim a ON a.claim_id = p.claim_id JOIN claim b ON b.claim_id = p.other_id ORDER BY words",
               want);
}

/* ---- what a denial points at ---- */

static void point(const article *a)
{
    hs_ids touched = {0}, standing = {0};
    hs_error err = {HS_OK, 0, ""};
    int64_t id = (int64_t)put_article(a);
    if (hs_anaphors_find(&touched, ledger, id, &err) != HS_OK)
        fail_msg("%s", err.msg);
    hs_ids_settle(&touched);
    assert_int_equal(hs_groups_mend(&standing, ledger, &touched, NULL), HS_OK);
    hs_ids_free(&touched);
    hs_ids_free(&standing);
}

static void test_points(void **state)
{
    (void)state;
    point(&(article){"Wire", NULL, "2031-05-13", {SAID("Mara Lindqvist", CRACKED), DENIED("the port", "that account")}});
    check_pairs("same: that account / " CRACKED "\n");
    /* the one that says something stands for both */
    assert_int_equal(number("SELECT same_as FROM claim WHERE text = 'that account'"), claim(CRACKED));
    /* of two that end together the inner one; a pronoun is enough for who denies */
    point(&(article){"Post", NULL, "2031-05-14", {SAID("Ada Solheim", "divers suspect that the crane was rusty"), DENIED("the port", "that")}});
    check_pairs("same: divers suspect that the crane was rusty / that\nsame: that account / " CRACKED "\n");
}

static void test_points_at_nothing(void **state)
{
    static const article none[] = {
        /* its own words */
        {"Wire", NULL, "2031-05-13", {SAID("the port", CRACKED), DENIED("the port", "that account")}},
        /* nothing before it */
        {"Post", NULL, "2031-05-13", {DENIED("the port", "the claims"), SAID("Mara Lindqvist", "the crane beneath the pier was rusty")}},
        /* what was denied: to reject that is something else */
        {"Echo", NULL, "2031-05-13", {DENIED("Mara Lindqvist", "that divers saw rust on the crane"), DENIED("the port", "that account")}},
        /* what says something, or asks */
        {"Lantern", NULL, "2031-05-13", {SAID("Mara Lindqvist", "the harbour crane was painted green"), SAID("the port", "it"),
                                         {.who = "Tomas Brede", .cue = "asked for", .content = "the report", .act = HS_ACT_ASK, .polarity = PRO}}},
        /* "she admitted it leaked. She had denied it": her own words, of which the nearest are meant, though they tell little */
        {"Echo", NULL, "2031-05-15", {SAID("Mara Lindqvist", CRACKED), SAID("the port", "that she had the letter"), DENIED("the port", "it")}},
        /* who says nothing of it */
        {"Herald", NULL, "2031-05-13", {SAID("Mara Lindqvist", "she took nothing from the till"), SAID("the bakery", "it does not comment on rumours")}},
        /* two were named */
        {"Gazette", NULL, "2031-05-13", {SAID("Mara Lindqvist", "the crane fell into the harbour"), DENIED("the port", "both accounts")}},
    };
    (void)state;
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        point(&none[i]);
    check_pairs("");
}

#define TOLD "the port had been told in May that the crane was rusty"

/* "Any such warning", "no such order": the last content before that tells of one, past those that do not; of whom it is no denial, or what was denied, none. */
static void test_points_by_such(void **state)
{
    static const article none[] = {
        {"Post", NULL, "2031-05-14", {SAID("Mara Lindqvist", "the harbour bought a green crane"), DENIED("the port", "that it had received any such warning")}},
        {"Echo", NULL, "2031-05-15", {SAID("the port", "the port had warned divers of the tide"), DENIED("the port", "that it gave any such warning")}},
        {"Herald", NULL, "2031-05-16", {SAID("Mara Lindqvist", "the port was never told of rust on the crane"), DENIED("the port", "that it had received any such complaint")}},
        {"Star", NULL, "2031-05-17", {SAID("Mara Lindqvist", "the board ordered two cranes from Vost"), DENIED("the port", "no such order had been given")}},
        {"Mail", NULL, "2031-05-18", {DENIED("Mara Lindqvist", "the board ordered the quay shut for good"), SAID("the port", "no such order had been given")}},
    };
    (void)state;
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        point(&none[i]);
    check_pairs("");
    point(&(article){"Wire", NULL, "2031-05-13", {SAID("Mara Lindqvist", TOLD), SAID("Ada Solheim", "the harbour crane was painted green"), DENIED("the port", "that it had received any such complaint")}});
    check_pairs("same: that it had received any such complaint / " TOLD "\n");
    assert_int_equal(number("SELECT same_as FROM claim WHERE text LIKE '%such complaint' AND same_as IS NOT NULL"), claim(TOLD));
    point(&(article){"Lantern", NULL, "2031-05-19", {SAID("Mara Lindqvist", "the ministry ordered the lock gates shut"), SAID("the ministry", "no such order was ever given")}});
    check_pairs("contradicts: no such order was ever given / the ministry ordered the lock gates shut\nsame: that it had received any such complaint / " TOLD "\n");
    point(&(article){"Bulletin", NULL, "2031-05-19", {SAID("Mara Lindqvist", "the warden had asked for the second survey to be put off"), SAID("Ada Solheim", "the survey took two days"), SAID("the warden", "no such request was ever made")}});
    check_pairs("contradicts: no such order was ever given / the ministry ordered the lock gates shut\ncontradicts: no such request was ever made / the warden had asked for the second survey to be put off\n"
                "same: that it had received any such complaint / " TOLD "\n");
    /* what was told of is meant, not what more is told of it */
    run("DELETE FROM pair");
    point(&(article){"Gazette", NULL, "2031-05-20", {SAID("Mara Lindqvist", "inspectors had warned the board of seepage"), SAID("Ada Solheim", "the warning was repeated in the harbour office"), DENIED("the board", "having received any such warning")}});
    check_pairs("same: having received any such warning / inspectors had warned the board of seepage\n");
    run("DELETE FROM pair");
    point(&(article){"Chronicle", NULL, "2031-05-21", {SAID("Mara Lindqvist", "a letter warning that the pier would fall was sent to the port"), SAID("Ada Solheim", "residents were told of a loud bang under the pier"), DENIED("the port", "it had received any such warning")}});
    check_pairs("same: a letter warning that the pier would fall was sent to the port / it had received any such warning\n");
}

/* What would follow and what ought to be are nothing alleged: the allegation is what stands before them. A pronoun that has such a thing nearest is left alone. */
static void test_points_past_opinions(void **state)
{
    (void)state;
    point(&(article){"Wire", NULL, "2031-05-13", {SAID("Mara Lindqvist", CRACKED), SAID("Ada Solheim", "If this is true, the harbour master cannot stay a day longer"),
                                                  SAID("Jon Abara", "the harbour board should resign"), DENIED("the port", "the allegations")}});
    check_pairs("same: the allegations / " CRACKED "\n");
    point(&(article){"Post", NULL, "2031-05-14", {SAID("Ada Solheim", "If this is true, the harbour master cannot stay a day longer"), DENIED("the port", "the claims")}});
    point(&(article){"Lantern", NULL, "2031-05-14", {SAID("Ada Solheim", "the harbour crane would fall if it rained"), DENIED("the port", "the report")}});
    check_pairs("same: the allegations / " CRACKED "\nsame: the harbour crane would fall if it rained / the report\n");
    run("DELETE FROM pair WHERE claim_id > 4");
    point(&(article){"Echo", NULL, "2031-05-14", {SAID("Ada Solheim", CRACKED), SAID("Jon Abara", "the harbour board should resign"), DENIED("the port", "that")}});
    check_pairs("same: the allegations / " CRACKED "\n");
}

/* "All the allegations" are the one that is told, however often and by whomever; of several they are none in particular. */
static void test_points_at_all(void **state)
{
    (void)state;
    static const char sold[] = "that Lindqvist sold berths to friends", hid[] = "that she hid the money in a boat";
    point(&(article){"Wire", NULL, "2031-05-13", {SAID("Ada Solheim", sold), SAID("Jon Abara", "Lindqvist had sold berths of the port"), SAID("the port", "it would look into the matter"), DENIED("Mara Lindqvist", "all the allegations")}});
    check_pairs("same: Lindqvist had sold berths of the port / all the allegations\n");
    run("DELETE FROM pair");
    point(&(article){"Post", NULL, "2031-05-14", {{"Ada Solheim", "alleges", .content = sold, .act = HS_ACT_CLAIM}, {"Ada Solheim", "alleges", .content = hid, .act = HS_ACT_CLAIM}, DENIED("Mara Lindqvist", "all allegations")}});
    point(&(article){"Echo", NULL, "2031-05-14", {SAID("Ada Solheim", sold), SAID("Jon Abara", "Lindqvist took money from a ferry company"), DENIED("Mara Lindqvist", "every accusation")}});
    check_pairs("");
    point(&(article){"Lantern", NULL, "2031-05-14", {SAID("Ada Solheim", sold), SAID("Jon Abara", "Lindqvist took money from a ferry company"), DENIED("Mara Lindqvist", "the accusation")}});
    check_pairs("same: Lindqvist took money from a ferry company / the accusation\n");
    run("DELETE FROM pair");
}

/* What was quoted bears out what was said before; a whole account is what was said first. Who was not told of a thing does not say that there is none. */
static void test_points_at_an_account(void **state)
{
    (void)state;
    point(&(article){"Wire", NULL, "2031-05-13", {SAID("Mara Lindqvist", CRACKED), SAID("Mara Lindqvist", "\"After that nobody went near the pump\""), DENIED("the port", "the allegation")}});
    check_pairs("same: the allegation / " CRACKED "\n");
    run("DELETE FROM pair");
    point(&(article){"Post", NULL, "2031-05-14", {SAID("Ada Solheim", "the harbour crane was never inspected"), SAID("Ada Solheim", "the council had ignored three warnings"), DENIED("the port", "the accusation"), DENIED("the port", "that account")}});
    check_pairs("same: that account / the harbour crane was never inspected\nsame: the accusation / the council had ignored three warnings\n");
    run("DELETE FROM pair");
    point(&(article){"Lantern", NULL, "2031-05-14", {SAID("Ada Solheim", "the harbour master had signed the order"), SAID("Jon Abara", "the council had met nine times"), DENIED("the port", "Solheim's account"), DENIED("the port", "Lindqvist's claims")}});
    check_pairs("same: Solheim's account / the harbour master had signed the order\n");
    run("DELETE FROM pair");
    point(&(article){"Echo", NULL, "2031-05-14", {SAID("Ada Solheim", "the works were paused in October"), SAID("Jon Abara", "that the regulator had not been informed of any such pause")}});
    check_pairs("");
    point(&(article){"Mail", NULL, "2031-05-14", {SAID("Ada Solheim", "there was a letter in the file"), SAID("Jon Abara", "that they had not been told of any such letter")}});
    check_pairs("");
    /* the headline's few words are not what was alleged */
    point(&(article){"Star", NULL, "2031-05-14", {{.who = "Mara Lindqvist", .cue = "says", .content = "port knew pier was cracked", .act = HS_ACT_SAY, .polarity = PRO, .title = true},
                                                  SAID("Mara Lindqvist", "the port had known for years that the pier was cracked"), SAID("Mara Lindqvist", "\"I wrote to them myself\""), DENIED("the port", "the allegation")}});
    check_pairs("same: the allegation / the port had known for years that the pier was cracked\n");
}

/* The same words for two things in one article stand for neither. */
static void test_points_at_two(void **state)
{
    (void)state;
    point(&(article){"Wire", NULL, "2031-05-13", {SAID("Mara Lindqvist", CRACKED), DENIED("the port", "that account"), SAID("Ada Solheim", "the harbour crane was painted green"),
                                                  DENIED("the ministry", "that account")}});
    check_pairs("");
}

/* ---- which wordings are one claim ---- */

/* One wording at 36 degrees to the right of the first of `n`, whose others are `to` degrees to its left, by unit vectors times 127. @return are all one? */
static bool are_one(size_t n, const int8_t *left, double score)
{
    static const int8_t first[] = {127, 0}, right[] = {103, -75};
    hs_linked wordings[12] = {{0}};
    hs_tie ties[12];
    for (uint32_t i = 0; i <= n; i++)
        wordings[i] = (hs_linked){.claim = i + 1, .group = i, .vector = i == 0 ? first : i == n ? right : left};
    for (uint32_t i = 1; i < n; i++)
        ties[i - 1] = (hs_tie){.a = 0, .b = i, .relation = HS_SAME, .score = 0.9};
    ties[n - 1] = (hs_tie){.a = 0, .b = (uint32_t)n, .relation = HS_SAME, .score = score};
    assert_int_equal(hs_linkage_group(wordings, n + 1, ties, n, 2, NULL), HS_OK);
    for (uint32_t i = 0; i < n; i++)
        assert_int_equal(wordings[i].group, wordings[0].group);
    return wordings[n].group == wordings[0].group;
}

/* What is less alike on average joins few wordings, if the pair is sure. */
static void test_few(void **state)
{
    static const int8_t near[] = {125, 22}, some[] = {116, 52}, far[] = {110, 64};
    (void)state;
    assert_true(are_one(3, near, 0.61)); /* 0.73 on average */
    assert_true(are_one(3, far, 0.76));  /* 0.54 */
    assert_false(are_one(3, far, 0.74));
    assert_true(are_one(5, some, 0.76)); /* 0.56 */
    assert_false(are_one(6, some, 0.76));
}

/* ---- tallies ---- */

#define COUNTS(name, text, n, b, u) {.who = name, .cue = "said", .content = text, .act = HS_ACT_SAY, .polarity = PRO, .value = n, .bound = b, .unit = u}

static void tally(const article *a, const uint64_t *near, size_t n, uint64_t *id)
{
    hs_ids touched = {0};
    hs_error err = {HS_OK, 0, ""};
    hs_neighbour at[4];
    *id = put_article(a);
    for (size_t i = 0; i < n; i++)
        at[i] = (hs_neighbour){(int64_t)near[i], 4};
    const hs_neighbours all = {at, n};
    if (hs_tallies_find(&touched, ledger, (int64_t)*id, &all, &err) != HS_OK)
        fail_msg("%s", err.msg);
    hs_ids_free(&touched);
}

static void test_tallies(void **state)
{
    uint64_t id[3];
    (void)state;
    tally(&(article){"Wire", NULL, "2031-09-03T11:02Z", {COUNTS("the rescue service", "7 miners were killed", 7, HS_LEAST, "miners killed"),
                                                         COUNTS("the owner", "4 employees were dead", 4, HS_EXACT, "employees dead"),
                                                         COUNTS("Halvania", "3 citizens were dead", 3, HS_EXACT, "citizens dead"), /* other people */
                                                         COUNTS("the hospital", "31 people were hurt", 31, HS_EXACT, "people hurt")}},
          NULL, 0, &id[0]);
    check_pairs("contradicts: 4 employees were dead / 7 miners were killed (other figures: 4, 7)\n");
    tally(&(article){"Post", NULL, "2031-09-04T06:00Z", {COUNTS("the union", "15 had died", 15, HS_EXACT, "died"), COUNTS("the mayor", "4 deaths", 4, HS_EXACT, "deaths"),
                                                         COUNTS("Ada Solheim", "16 had died in 2009", 16, HS_EXACT, "people died"), /* another time */
                                                         COUNTS("the hospital", "34 people were hurt", 34, HS_EXACT, "people hurt")}},
          id, 1, &id[1]);
    assert_int_equal(number("SELECT count(*) FROM pair WHERE relation = 'contradicts'"), 6); /* 4 and 7, 15 and each, 4 deaths and 7, 31 and 34 */
    assert_int_equal(number("SELECT count(*) FROM pair WHERE relation = 'same' AND why LIKE 'the same figure%'"), 1);
    /* a week later it is another count */
    tally(&(article){"Echo", NULL, "2031-09-20T06:00Z", {COUNTS("the mayor", "40 had died", 40, HS_EXACT, "died")}}, id, 2, &id[2]);
    assert_int_equal(number("SELECT count(*) FROM pair"), 7);
}

/* What a count was before is none of now. */
static void test_former_tallies(void **state)
{
    uint64_t id[2];
    (void)state;
    tally(&(article){"Wire", NULL, "2031-09-03T11:02Z", {COUNTS("the union", "4 had died", 4, HS_EXACT, "died"), {.who = "the mayor", .cue = "counts 17, up from", .content = "11 who had died",
                                                         .act = HS_ACT_SAY, .polarity = PRO, .value = 11, .bound = HS_EXACT, .unit = "died"}}},
          NULL, 0, &id[0]);
    check_pairs("");
    tally(&(article){"Post", NULL, "2031-09-03T12:02Z", {{.who = "the mayor", .cue = "brought up from", .content = "11 who had died",
                                                         .act = HS_ACT_SAY, .polarity = PRO, .value = 11, .bound = HS_EXACT, .unit = "died"}}},
          id, 1, &id[1]);
    check_pairs("contradicts: 11 who had died / 4 had died (other figures: 4, 11)\n");
}

static void test_changed_tallies(void **state)
{
    (void)state;
    for (int i = 1; i >= 0; i--) { /* "from 7 to 9" with no change is a range */
        uint64_t id[2];
        id[0] = put_article(&(article){"Wire", NULL, "2031-09-03T11:02Z", {{.who = i ? "the mayor" : "Ada Solheim", .cue = "has it rise from", .content = "11 to 17 dead", .act = HS_ACT_SAY, .polarity = PRO,
                                                                          .value = 11, .bound = i ? HS_LEAST : HS_EXACT, .unit = "dead"}}});
        run(i ? "INSERT INTO figure SELECT document_id, position + 1, span_end + 4, span_end + 11, 17, 'most', unit FROM figure"
              : "INSERT INTO figure SELECT document_id, position + 1, span_end + 4, span_end + 11, 17, 'exact', unit FROM figure");
        tally(&(article){"Post", NULL, "2031-09-03T12:02Z", {COUNTS(i ? "the union" : "the hospital", "11 were dead", 11, HS_EXACT, "dead")}}, id, 1, &id[1]);
        check_pairs(i ? "" : "contradicts: 11 to 17 dead / 11 were dead (other figures: 11, 17 dead)\n");
        run("DELETE FROM pair; DELETE FROM figure");
    }
}

/* ---- no memory ---- */

static void test_no_memory(void **state)
{
    FILES_ALONE();
    hs_ids touched = {0};
    uint64_t id;
    (void)state;
    tally(&(article){"Wire", NULL, "2031-09-03T11:02Z", {COUNTS("the owner", "4 employees were dead", 4, HS_EXACT, "employees dead"),
                                                         COUNTS("the union", "15 members were dead", 15, HS_EXACT, "members dead"), SAID("Mara Lindqvist", CRACKED),
                                                         DENIED("the port", "that account")}},
          NULL, 0, &id);
    const hs_neighbours none = {NULL, 0};
    for (int which = 0; which < 2; which++) {
        hs_status status = HS_E_NOMEM;
        for (long n = 0; status != HS_OK; n++) {
            assert_true(n < 1000);
            fuse = n;
            status = which ? hs_anaphors_find(&touched, ledger, (int64_t)id, NULL) : hs_tallies_find(&touched, ledger, (int64_t)id, &none, NULL);
            fuse = -1;
            assert_true(status == HS_OK || status == HS_E_NOMEM);
        }
    }
    hs_ids_free(&touched);
    assert_int_equal(number("SELECT count(*) FROM pair"), 2);
}

#define ON_EMPTY(test) cmocka_unit_test_setup_teardown(test, open_empty, close_empty)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_EMPTY(test_points), ON_EMPTY(test_points_at_nothing), ON_EMPTY(test_points_past_opinions), ON_EMPTY(test_points_at_all), ON_EMPTY(test_points_at_an_account), ON_EMPTY(test_points_at_two), ON_EMPTY(test_points_by_such), cmocka_unit_test(test_few), ON_EMPTY(test_tallies), ON_EMPTY(test_former_tallies), ON_EMPTY(test_changed_tallies), ON_EMPTY(test_no_memory),
    };
    return cmocka_run_group_tests(tests, make_folder, drop_folder);
}
