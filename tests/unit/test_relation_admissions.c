/* test_relation_admissions.c -- which admission goes back on which denial. In: articles made by hand, contents with made-up vectors. No model. */
#include "relation_fixture.h"

#define PRO HS_POLARITY_POSITIVE
#define CON HS_POLARITY_NEGATIVE
#define DENIED(text) {.who = "Mara Lindqvist", .cue = "denied", .content = text, .act = HS_ACT_DENY, .polarity = CON}
#define ADMITTED(text) {.who = "Mara Lindqvist", .cue = "admitted", .content = text, .act = HS_ACT_ADMIT, .polarity = PRO}

/* Denied on the 4th, admitted on the 9th, with that much of an angle between: 0.55, as unlike contents of one story have. */
static void hold(const char *denied, const char *admitted)
{
    put_article(&(article){"Wire", NULL, "2031-05-04", {DENIED(denied)}});
    put_article(&(article){"Post", NULL, "2031-05-09", {ADMITTED(admitted)}});
    turn(denied, 127, 0);
    turn(admitted, 70, 106);
    settle();
}

static int64_t is_found(const char *denied, const char *admitted)
{
    hold(denied, admitted);
    int64_t n = number("SELECT count(*) FROM change WHERE kind = 'admission'");
    close_empty(NULL);
    open_empty(NULL);
    return n;
}

static void test_one_matter(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"that she had taken bribes from builders", "that she had accepted money from a contractor"},
        {"that guards had beaten the strikers", "that force had been used"},
        {"that there were cracks in the pier", "that the deck had been damaged"},
        {"that she had sold the mill", "that her brother had sold the mill for her"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (is_found(cases[i][0], cases[i][1]) != 1)
            fail_msg("%s -> %s: none", cases[i][0], cases[i][1]);
}

/* What she did herself is one matter, and what somebody else did another. */
static void test_two_matters(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"that she had signed the contract herself", "that her brother owned the company"},
        {"that I took the money", "that the auditors had missed a payment"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (is_found(cases[i][0], cases[i][1]) != 0)
            fail_msg("%s -> %s", cases[i][0], cases[i][1]);
}

/* She had admitted the one thing when she denied the other, and admits it again: she holds both all the time. */
static void test_no_news(void **state)
{
    (void)state;
    put_article(&(article){"Echo", NULL, "2031-05-04", {ADMITTED("that the harbour company was run by cousins when the crane was bought")}});
    turn("that the harbour company was run by cousins when the crane was bought", 80, 98);
    hold("that the crane of the harbour was rusty", "that the harbour company was run by cousins");
    check_changes("");
    /* but whoever admitted something else before has news */
    turn("that the harbour company was run by cousins when the crane was bought", 20, 125);
    run("INSERT OR IGNORE INTO unsettled SELECT 'document', document_id FROM document");
    run("UPDATE vector SET vector = x'7f00' WHERE claim_id = (SELECT claim_id FROM claim WHERE text LIKE '%rusty')");
    run("UPDATE vector SET vector = x'7d14' WHERE claim_id = (SELECT claim_id FROM claim WHERE text LIKE '%cousins')");
    settle();
    check_changes("admission Mara Lindqvist: 2031-05-04T00:00 deny that the crane of the harbour was rusty -> 2031-05-09T00:00 admit that the harbour company was run by cousins\n");
}

/* Several denials of one story: the one is told that the admission turns, by the comparer's word first, then by the words that both have, then by what they mean. */
static void test_which_denial(void **state)
{
    (void)state;
    static const char met[] = "that she had met Jon Abara twice", contract[] = "that she had met the director before the contract was signed";
    put_article(&(article){"Wire", NULL, "2031-05-04", {DENIED("that the contract was signed by her deputy"), DENIED(contract), DENIED("that Jon Abara was her cousin")}});
    put_article(&(article){"Post", NULL, "2031-05-09", {ADMITTED(met)}});
    turn(met, 127, 0);
    turn("that the contract was signed by her deputy", 90, 90);
    turn(contract, 80, 98);
    turn("that Jon Abara was her cousin", 100, 78);
    pair(met, contract, "same", 0.8, "");
    settle();
    check_changes("admission Mara Lindqvist: 2031-05-04T00:00 deny that she had met the director before the contract was signed -> 2031-05-09T00:00 admit that she had met Jon Abara twice\n");
    /* without its word: two names in common are more than a little more alike */
    run("DELETE FROM pair");
    run("INSERT OR IGNORE INTO unsettled SELECT 'document', document_id FROM document");
    run("UPDATE vector SET vector = x'7f00' WHERE claim_id = (SELECT claim_id FROM claim WHERE text LIKE '%deputy')");
    settle();
    check_changes("admission Mara Lindqvist: 2031-05-04T00:00 deny that Jon Abara was her cousin -> 2031-05-09T00:00 admit that she had met Jon Abara twice\n");
}

/* A denial that says the admission's own thing, as their contents contradict each other, is not turned by it. */
static void test_not_turned(void **state)
{
    (void)state;
    put_article(&(article){"Wire", NULL, "2031-05-04", {DENIED("that the fire door had been locked"), DENIED("that the door of the mill was the only way out")}});
    put_article(&(article){"Post", NULL, "2031-05-09", {ADMITTED("that the fire door had stood open")}});
    turn("that the fire door had been locked", 127, 0);
    turn("that the fire door had stood open", 120, 41);
    turn("that the door of the mill was the only way out", 70, 106);
    pair("that the fire door had been locked", "that the fire door had stood open", "contradicts", 0.9, "");
    settle();
    check_changes("admission Mara Lindqvist: 2031-05-04T00:00 deny that the door of the mill was the only way out -> 2031-05-09T00:00 admit that the fire door had stood open\n");
}

/* The headline and the text of one article turn a denial once, however many rows come of it. */
static void test_told_once(void **state)
{
    (void)state;
    static const char denied[] = "that the silo had been overfilled", headline[] = "silo was overfilled", text[] = "that the Ostrel silo had been overfilled";
    hs_answer *answer;
    size_t n;
    statement in_title = ADMITTED(headline), in_text = ADMITTED(text);
    in_title.title = true;
    in_text.time = "2031-05-08";
    put_article(&(article){"Wire", NULL, "2031-05-04", {DENIED(denied)}});
    put_article(&(article){"Post", NULL, "2031-05-09", {in_title, in_text}});
    turn(denied, 127, 0);
    turn(headline, 120, 41);
    turn(text, 110, 63);
    same(headline, denied);
    same(text, denied);
    settle();
    assert_int_equal(number("SELECT count(*) FROM change"), 2);
    assert_int_equal(hs_ledger_changes(&answer, ledger, &(hs_query){.limit = 10}, NULL), HS_OK);
    const hs_change *changes = hs_answer_changes(answer, &n);
    assert_int_equal(n, 1);
    assert_int_equal(changes[0].kind, HS_CONFLICT_ADMISSION);
    hs_answer_free(answer);
}

#define SAID(text) {.who = "Mara Lindqvist", .cue = "said", .content = text, .act = HS_ACT_SAY, .polarity = PRO}

/* Without a word of denial: that there was a thing, or that it came to her, is denied in words of her own, and what is admitted takes it for granted. */
static void test_own_words(void **state)
{
    (void)state;
    static const struct {
        const char *said, *admitted;
        int64_t n;
    } cases[] = {
        {"\"No letter ever reached us,\"", "that she read the letter in March", 1},
        {"there was no agreement with the builder", "that the agreement was signed by her deputy", 1},
        {"that she had never seen the report of the engineers", "the report had lain on her desk", 1},
        {"she had received no money from the mill", "that the money went to her brother", 1},
        {"we didn\xe2\x80\x99t get any warning", "she put the warnings aside", 1},
        {"she knew nothing of a warning about the pier", "that the warning was read out to her", 1},
        {"\"We have found no contamination\"", "that the drips were contaminated", 1},
        {"it had paid no judge", "it paid a judge", 1},
        {"the company never paid a judge", "that a judge was paid by the company", 1},
        {"it had paid no judge", "that the judge was a brother of its chairman", 0},
        {"she did not sign the contract", "that the contract was in her drawer", 0},
        {"no child was hurt in the fall", "that a child was left alone on the pier", 0}, /* no child is denied, but that one was hurt */
        {"there is no doubt that the pier was safe", "that she had doubts about the pier", 0},
        {"no letter ever reached us", "that no letter was answered", 0},
        {"no letter ever reached us", "that she would have read such a letter", 0},
        {"the letter reached us in time", "that she put the letter aside", 0},
        {"she had never met the wife of the builder", "that the builder paid her rent", 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (int turned = 0; turned < 2; turned++) {
            const article on_4th = {"Wire", NULL, "2031-05-04", {SAID(cases[i].said)}}, on_9th = {"Post", NULL, "2031-05-09", {ADMITTED(cases[i].admitted)}};
            put_article(turned ? &on_9th : &on_4th);
            turn(turned ? cases[i].admitted : cases[i].said, 127, 0);
            settle();
            put_article(turned ? &on_4th : &on_9th);
            turn(turned ? cases[i].said : cases[i].admitted, 40, 120);
            settle();
            if (number("SELECT count(*) FROM change WHERE kind = 'admission'") != cases[i].n)
                fail_msg("%s -> %s, %d", cases[i].said, cases[i].admitted, turned);
            close_empty(NULL);
            open_empty(NULL);
        }
}

#define ON_EMPTY(test) cmocka_unit_test_setup_teardown(test, open_empty, close_empty)

int main(void)
{
    const struct CMUnitTest tests[] = {ON_EMPTY(test_one_matter), ON_EMPTY(test_two_matters), ON_EMPTY(test_no_news), ON_EMPTY(test_which_denial), ON_EMPTY(test_not_turned), ON_EMPTY(test_told_once), ON_EMPTY(test_own_words)};
    return cmocka_run_group_tests(tests, make_folder, drop_folder);
}
