/* test_relation_writers.c -- pairs are compared while somebody else writes: who waits gets in, and what they took away or decided stays theirs. In:
 * pairs put by hand, and a judge that meanwhile is another program. No model. */
#include "any_ledger.h"
#include "compare.h"
#include "relate.h"
#include "relation_fixture.h"
#include "status.h"

/* What the judge does besides: as another program, with the ledger opened once more. */
typedef struct meanwhile {
    const char *sql; /* NULL: nothing */
    bool fails;      /* the judge itself */
    size_t asked;    /* out: pairs */
} meanwhile;

static void write_beside(const char *sql)
{
    hs_ledger *other;
    hs_error err = {HS_OK, 0, ""};
    assert_int_equal(hs_ledger_open(&other, path, HS_LEDGER_CHANGE, NULL), HS_OK);
    if (other->db)
        sqlite3_busy_timeout(other->db, 0);
    if (hs_ledger_begin(other, &err) != HS_OK || hs_ledger_run(other, sql, sql, &err) != HS_OK || hs_ledger_commit(other, &err) != HS_OK)
        fail_msg("%s", err.msg);
    hs_ledger_free(other);
}

static hs_status judge(void *ctx, hs_judged *out, const hs_pair *pairs, size_t n, hs_error *err)
{
    meanwhile *m = ctx;
    (void)pairs;
    m->asked = n;
    if (m->sql)
        write_beside(m->sql);
    for (size_t i = 0; i < n; i++)
        out[i] = (hs_judged){HS_SAME, 0.75, HS_SAME_BY_MODEL};
    return m->fails ? hs_fail(err, HS_E_DEFECT, 0, "the model") : HS_OK;
}

/* Three pairs wait, and nothing is open. */
static void put_pairs(void)
{
    static const article articles[] = {
        {"Wire", NULL, "2031-05-13", {{.who = "Ravna Quist", .cue = "said", .content = "the ministry knew", .act = HS_ACT_SAY, .polarity = HS_POLARITY_POSITIVE},
                                      {.who = "Ravna Quist", .cue = "said", .content = "the pipe leaked", .act = HS_ACT_SAY, .polarity = HS_POLARITY_POSITIVE}}},
        {"Post", NULL, "2031-05-14", {{.who = "Ada Solheim", .cue = "said", .content = "the ministry had been told", .act = HS_ACT_SAY, .polarity = HS_POLARITY_POSITIVE},
                                      {.who = "Ada Solheim", .cue = "said", .content = "the pipe had cracked", .act = HS_ACT_SAY, .polarity = HS_POLARITY_POSITIVE}}},
    };
    put_article(&articles[0]);
    put_article(&articles[1]);
    pair("the ministry knew", "the ministry had been told", "undecided", 0, "");
    pair("the pipe leaked", "the pipe had cracked", "undecided", 0, "");
    pair("the ministry knew", "the pipe leaked", "undecided", 0, "");
    settle();
    assert_int_equal(hs_ledger_commit(ledger, NULL), HS_OK);
}

static const char pairs_sql[] = "SELECT a.text || ' ' || relation || ' ' || score || ': ' || b.text FROM pair p JOIN claim a ON a.claim_id = p.claim_id "
                                "JOIN claim b ON b.claim_id = p.other_id ORDER BY a.text, b.text";

static hs_status decide(size_t *done, meanwhile *m)
{
    hs_error err;
    return hs_relate_decide_by(done, ledger, judge, m, 100, &err);
}

static void others_write_meanwhile(void **state)
{
    size_t done;
    meanwhile m = {.sql = "DELETE FROM pair WHERE claim_id = (SELECT claim_id FROM claim WHERE text = 'the pipe leaked') AND "
                          "other_id = (SELECT claim_id FROM claim WHERE text = 'the pipe had cracked');"
                          "UPDATE pair SET relation = 'contradicts', score = 0.5 WHERE other_id = (SELECT claim_id FROM claim WHERE text = 'the ministry had been told')"};
    (void)state;
    put_pairs();
    assert_int_equal(decide(&done, &m), HS_OK);
    assert_int_equal(m.asked, 3);
    assert_int_equal(done, 3);
    check_rows(pairs_sql, "the ministry knew contradicts 0.5: the ministry had been told\nthe ministry knew same 0.75: the pipe leaked\n");
    assert_int_equal(number("SELECT count(*) FROM unsettled"), 2); /* of the one pair that was decided here */
    write_beside("DELETE FROM unsettled"); /* nothing is locked */
    m = (meanwhile){NULL, false, 0};
    assert_int_equal(decide(&done, &m), HS_OK);
    assert_int_equal(done, 0);
    assert_int_equal(m.asked, 0);
}

static void what_fails_locks_nothing(void **state)
{
    size_t done = 9;
    meanwhile m = {.fails = true};
    hs_ledger *kept = ledger;
    (void)state;
    put_pairs();
    assert_int_equal(decide(&done, &m), HS_E_DEFECT);
    assert_int_equal(done, 0);
    assert_int_equal(number("SELECT count(*) FROM pair WHERE relation = 'undecided'"), 3);
    write_beside("DELETE FROM unsettled");
    /* who may only read is told before the model is at work */
    assert_int_equal(hs_ledger_open(&ledger, path, HS_LEDGER_READ, NULL), HS_OK);
    m = (meanwhile){NULL, false, 0};
    assert_int_equal(decide(&done, &m), HS_E_ARG);
    assert_int_equal(m.asked, 0);
    hs_ledger_free(ledger);
    ledger = kept;
}

/* A full disk, say: what the model said is lost, and the lock is given back. */
static void what_cannot_be_written_locks_nothing(void **state)
{
    FILES_ALONE();
    size_t done = 9;
    meanwhile m = {.sql = "CREATE TRIGGER no BEFORE UPDATE ON pair BEGIN SELECT raise(ABORT, 'no'); END"};
    (void)state;
    put_pairs();
    assert_int_equal(decide(&done, &m), HS_E_LEDGER);
    assert_int_equal(done, 0);
    write_beside("DROP TRIGGER no");
    assert_int_equal(number("SELECT count(*) FROM pair WHERE relation = 'undecided'"), 3);
}

static void a_batch_stays_open(void **state)
{
    size_t done;
    meanwhile m = {NULL, false, 0};
    (void)state;
    put_pairs();
    assert_int_equal(hs_ledger_begin(ledger, NULL), HS_OK);
    assert_int_equal(decide(&done, &m), HS_OK);
    assert_int_equal(done, 3);
    hs_ledger_undo(ledger);
    assert_int_equal(number("SELECT count(*) FROM pair WHERE relation = 'undecided'"), 3);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(others_write_meanwhile, open_empty, close_empty),
        cmocka_unit_test_setup_teardown(what_fails_locks_nothing, open_empty, close_empty),
        cmocka_unit_test_setup_teardown(what_cannot_be_written_locks_nothing, open_empty, close_empty),
        cmocka_unit_test_setup_teardown(a_batch_stays_open, open_empty, close_empty),
    };
    if (argc > 1)
        cmocka_set_test_filter(argv[1]);
    return cmocka_run_group_tests(tests, make_folder, drop_folder);
}
