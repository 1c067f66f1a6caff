/* test_relation_pairs.c -- which contents are offered to the judge. In: articles made by hand, all of whose contents mean nearly the same by their vectors.
 * No model. */
#include "relation_fixture.h"
#include "pairs.h"

#define PRO HS_POLARITY_POSITIVE
#define SAID(name, text) {.who = name, .cue = "said", .content = text, .act = HS_ACT_SAY, .polarity = PRO}

static void find(int64_t id, const uint64_t *near, size_t n)
{
    hs_ids touched = {0};
    hs_neighbour at[4];
    hs_error err = {HS_OK, 0, ""};
    for (size_t i = 0; i < n; i++)
        at[i] = (hs_neighbour){(int64_t)near[i], 4};
    const hs_neighbours all = {at, n};
    if (hs_pairs_find(&touched, ledger, id, &all, &err) != HS_OK)
        fail_msg("%s", err.msg);
    hs_ids_free(&touched);
}

static void offer(const article *a, uint64_t *id, const uint64_t *near, size_t n)
{
    *id = put_article(a);
    run("INSERT OR IGNORE INTO vector (model_id, claim_id, vector) SELECT d.model_id, a.claim_id, x'7f010101' FROM attribution a JOIN document d USING (document_id)");
    find((int64_t)*id, near, n);
}

static void check_offered(const char *want)
{
    check_rows("SELECT min(a.text, b.text) || ' / ' || max(a.text, b.text) AS words FROM pair p JOIN claim a ON a.claim_id = p.claim_id "
               "JOIN claim b ON b.claim_id = p.other_id ORDER BY words",
               want);
}

/* Two telling words are enough beside a content that has them, too, or their opposites: of one person, or of the same story. */
static void test_brief(void **state)
{
    uint64_t id[6];
    (void)state;
    offer(&(article){"Wire", NULL, "2031-05-04", {SAID("Mara Lindqvist", "The mill is not insolvent")}}, &id[0], NULL, 0);
    offer(&(article){"Wire", NULL, "2031-05-09", {SAID("Mara Lindqvist", "that the mill was insolvent"), SAID("Mara Lindqvist", "I was wrong")}}, &id[1], NULL, 0);
    check_offered("The mill is not insolvent / that the mill was insolvent\n");
    offer(&(article){"Echo", NULL, "2031-05-09", {SAID("Tomas Brede", "the insolvent mill had hidden losses for years")}}, &id[2], &id[1], 1);
    check_offered("The mill is not insolvent / that the mill was insolvent\nthat the mill was insolvent / the insolvent mill had hidden losses for years\n");
    offer(&(article){"Post", NULL, "2031-05-10", {SAID("Ada Solheim", "the warden is innocent")}}, &id[3], NULL, 0);
    offer(&(article){"Post", NULL, "2031-05-11", {SAID("Ada Solheim", "the warden is guilty")}}, &id[4], NULL, 0);
    assert_int_equal(number("SELECT count(*) FROM pair"), 3);
}

/* Neither does a word that both have make one of two brief ones, nor is a brief one of another story or somebody else compared. */
static void test_brief_of_something_else(void **state)
{
    uint64_t id[4];
    (void)state;
    offer(&(article){"Wire", NULL, "2031-05-04", {SAID("Mara Lindqvist", "the mill was insolvent"), SAID("Mara Lindqvist", "of the mill")}}, &id[0], NULL, 0);
    offer(&(article){"Wire", NULL, "2031-05-05", {SAID("Mara Lindqvist", "the mill was robbed"),
                                                  SAID("Mara Lindqvist", "the leak at the reservoir began in spring"),
                                                  SAID("Mara Lindqvist", "the insolvent mill in")}}, &id[1], &id[0], 1);
    offer(&(article){"Echo", NULL, "2031-05-06", {SAID("Tomas Brede", "the mill was not insolvent")}}, &id[2], NULL, 0);
    check_offered("");
}

/* Who knew nothing "of it" is compared with who is said to have known, however far apart their vectors are; not of another story, and not with what is denied, too. */
static void test_knew_nothing_of_it(void **state)
{
    uint64_t id[3];
    (void)state;
    offer(&(article){"Wire", NULL, "2031-05-04", {SAID("Mara Lindqvist", "the warden knew of the crack before the pier fell"), SAID("Mara Lindqvist", "the warden never told divers of the crack in the pier"),
                                                  SAID("Mara Lindqvist", "the pier had cracked in three places")}}, &id[0], NULL, 0);
    run("DELETE FROM pair");
    run("UPDATE vector SET vector = x'017f0101'");
    offer(&(article){"Echo", NULL, "2031-05-05", {SAID("Ilse Korhan", "she had known nothing of it until the morning of the storm")}}, &id[1], &id[0], 1);
    offer(&(article){"Post", NULL, "2031-05-06", {SAID("Ilse Korhan the younger", "she was unaware of it before the storm of Friday")}}, &id[2], NULL, 0);
    check_offered("she had known nothing of it until the morning of the storm / the warden knew of the crack before the pier fell\n");
}

/* Of other articles, not with who else is said to have known. */
static void test_another_knew_nothing_of_it(void **state)
{
    uint64_t id[2];
    (void)state;
    offer(&(article){"Wire", NULL, "2031-05-04", {SAID("Mara Lindqvist", "the harbour master was told of the fire in the shed"), SAID("Mara Lindqvist", "the cooks were told of the mould in the pantry")}}, &id[0], NULL, 0);
    run("DELETE FROM pair");
    run("UPDATE vector SET vector = x'017f0101'");
    offer(&(article){"Echo", NULL, "2031-05-05", {SAID("Ilse Korhan", "the cook had heard nothing about this before the storm")}}, &id[1], &id[0], 1);
    check_offered("the cook had heard nothing about this before the storm / the cooks were told of the mould in the pantry\n");
}

/* Whoever persons say holds a content is who it is compared by, and its article is due again; so it is until they take that back. */
static void test_corrected(void **state)
{
    uint64_t id[4], made;
    hs_error err;
    (void)state;
    offer(&(article){"Wire", NULL, "2031-05-04", {SAID("Mara Lindqvist", "The mill is not insolvent")}}, &id[0], NULL, 0);
    offer(&(article){"Echo", NULL, "2031-05-09", {SAID("the owner", "that the mill was insolvent")}}, &id[1], NULL, 0);
    check_offered("");
    run("INSERT INTO related (document_id, model_id) SELECT document_id, model_id FROM document");
    const hs_opinion whose = {.attribution = (uint64_t)attribution("that the mill was insolvent"), .verdict = HS_VERDICT_OTHER, .says = {.name = hs_ascii_of("Mara Lindqvist")}};
    assert_int_equal(hs_ledger_correct(&made, ledger, &whose, &err), HS_OK);
    assert_int_equal(number("SELECT document_id FROM document d WHERE NOT EXISTS (SELECT 1 FROM related r WHERE r.document_id = d.document_id)"), id[1]);
    find((int64_t)id[1], NULL, 0);
    check_offered("The mill is not insolvent / that the mill was insolvent\n");
    run("DELETE FROM pair");
    find((int64_t)id[0], NULL, 0); /* from the other side, too */
    check_offered("The mill is not insolvent / that the mill was insolvent\n");
    run("INSERT OR IGNORE INTO related (document_id, model_id) SELECT document_id, model_id FROM document");
    assert_int_equal(hs_ledger_uncorrect(ledger, made, &err), HS_OK);
    assert_int_equal(number("SELECT count(*) FROM related"), 1);
}

/* "A report that .." is compared with what it is of, and does not stand for it; who knew it is another claim. */
static void test_framed(void **state)
{
    uint64_t id[3];
    (void)state;
    static const char told[] = "that the harbour mill was robbed twice", report[] = "a report that the harbour mill was robbed twice", plain[] = "thieves robbed the harbour mill twice";
    offer(&(article){"Wire", NULL, "2031-05-04", {SAID("Mara Lindqvist", report)}}, &id[0], NULL, 0);
    offer(&(article){"Echo", NULL, "2031-05-05", {SAID("Tomas Brede", told)}}, &id[1], id, 1);
    offer(&(article){"Post", NULL, "2031-05-05", {SAID("Ada Solheim", "the warden knew that the harbour mill was robbed twice")}}, &id[2], id, 2);
    check_offered("a report that the harbour mill was robbed twice / that the harbour mill was robbed twice\n");
    put_article(&(article){"Lantern", NULL, "2031-05-05", {SAID("Ada Solheim", plain)}});
    run("DELETE FROM pair");
    pair(report, told, "same", 0.9, "");
    pair(report, plain, "same", 0.9, "");
    run("INSERT OR IGNORE INTO unsettled SELECT 'wording', claim_id FROM claim");
    settle();
    check_rows("SELECT DISTINCT s.text FROM wording w JOIN claim s ON s.claim_id = w.standing_id WHERE w.text LIKE '%robbed%' AND w.text NOT LIKE '%warden%'", "thieves robbed the harbour mill twice\n");
}

#define ON_EMPTY(test) cmocka_unit_test_setup_teardown(test, open_empty, close_empty)

int main(void)
{
    const struct CMUnitTest tests[] = {ON_EMPTY(test_brief), ON_EMPTY(test_brief_of_something_else), ON_EMPTY(test_corrected), ON_EMPTY(test_knew_nothing_of_it),
                                       ON_EMPTY(test_another_knew_nothing_of_it), ON_EMPTY(test_framed)};
    return cmocka_run_group_tests(tests, make_folder, drop_folder);
}
