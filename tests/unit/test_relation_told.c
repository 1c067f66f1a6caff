/* test_relation_told.c -- a ledger is told what came of pairs that were judged elsewhere. In: articles made by hand. No model. */
#include "relation_fixture.h"
#include "relate.h"

#define SAID(name, text) {.who = name, .cue = "said", .content = text, .act = HS_ACT_SAY, .polarity = HS_POLARITY_POSITIVE}

#define CRACKED "the pier had cracked"
#define BROKEN "the pier was broken"
#define SOUND "the pier was sound"

static unsigned char keys[3][HS_CLAIM_KEY];

static hs_str key(int i, const char *text)
{
    hs_buffer scratch = hs_buffer_new(1 << 10);
    hs_ledger_claim_key(keys[i], hs_ascii_of(text), 0, &scratch);
    hs_buffer_free(&scratch);
    return (hs_str){(const char *)keys[i], HS_CLAIM_KEY};
}

static void put_all(void)
{
    put_article(&(article){"Wire", NULL, "2031-05-13", {SAID("Mara Lindqvist", CRACKED)}});
    put_article(&(article){"Post", NULL, "2031-05-14", {SAID("Ada Solheim", BROKEN)}});
    put_article(&(article){"Echo", NULL, "2031-05-15", {SAID("the port", SOUND)}});
}

static void tell(const hs_told_pair *pairs, size_t n)
{
    hs_error err = {HS_OK, 0, ""};
    if (hs_relate_told_by(ledger, 1, pairs, n, &err) != HS_OK)
        fail_msg("%s", err.msg);
    settle();
}

/* Which wordings are one claim, and what is in dispute, follows from the pairs alone. */
static void test_told(void **state)
{
    uint64_t due;
    (void)state;
    put_all();
    const hs_told_pair pairs[] = {{key(0, CRACKED), key(1, BROKEN), HS_SAME, 0.9, false, {NULL, 0}},
                                  {key(2, SOUND), key(0, CRACKED), HS_CONTRADICTS, 0.8, false, {"an opposite", 11}}};
    tell(pairs, 2);
    assert_int_equal(hs_relate_due(&due, ledger, NULL), HS_OK);
    assert_int_equal(due, 0);
    assert_int_equal(number("SELECT count(DISTINCT standing_id) FROM wording"), 2);
    check_rows("SELECT relation || ' ' || score || ' ' || alike || ' ' || why AS words FROM pair ORDER BY words", "contradicts 0.8 0 an opposite\nsame 0.9 0 \n");
    assert_int_equal(number("SELECT count(*) FROM dispute WHERE kind = 'contents' AND voices = 3 AND heard = '2031-05-15T00:00:00Z'"), 1);
}

/* What is due later is told of later; what was settled stays. */
static void test_told_again(void **state)
{
    (void)state;
    put_article(&(article){"Wire", NULL, "2031-05-13", {SAID("Mara Lindqvist", CRACKED)}});
    tell(NULL, 0);
    assert_int_equal(number("SELECT count(*) FROM related"), 1);
    put_article(&(article){"Post", NULL, "2031-05-14", {SAID("Ada Solheim", BROKEN)}});
    const hs_told_pair pairs[] = {{key(0, CRACKED), key(1, BROKEN), HS_SAME, 0.9, true, {NULL, 0}}};
    tell(pairs, 1);
    assert_int_equal(number("SELECT count(*) FROM related"), 2);
    assert_int_equal(number("SELECT count(DISTINCT standing_id) FROM wording"), 1);
    assert_int_equal(number("SELECT alike FROM pair"), 1000000);
}

static void test_strangers(void **state)
{
    hs_error err;
    (void)state;
    put_all();
    const hs_told_pair unknown = {key(0, CRACKED), key(1, "the crane had rusted"), HS_SAME, 0.9, false, {NULL, 0}};
    const hs_told_pair itself = {key(0, CRACKED), key(1, "That the pier had cracked."), HS_SAME, 0.9, false, {NULL, 0}};
    const hs_told_pair pairs[] = {unknown, itself, {{"short", 5}, key(2, SOUND), HS_SAME, 0.9, false, {NULL, 0}}};
    tell(pairs, 2);
    assert_int_equal(number("SELECT count(*) FROM pair"), 0);
    assert_int_equal(hs_relate_told_by(ledger, 1, pairs, 3, &err), HS_E_ARG);
    assert_int_equal(err.pos, 2);
}

static void test_bare(void **state)
{
    (void)state;
    assert_true(hs_content_is_bare(hs_ascii_of("that account")));
    assert_true(hs_content_is_bare(hs_ascii_of("it")));
    assert_false(hs_content_is_bare(hs_ascii_of(CRACKED)));
    assert_false(hs_content_is_bare(hs_ascii_of("")));
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, open_empty, close_empty)

int main(void)
{
    const struct CMUnitTest tests[] = {TEST(test_told), TEST(test_told_again), TEST(test_strangers), cmocka_unit_test(test_bare)};
    return cmocka_run_group_tests(tests, make_folder, drop_folder);
}
