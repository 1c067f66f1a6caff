/* test_ledger_heads.c -- a person's word on a document's outlet and date: shown in its place, kept through new readings and versions, taken
 * back. In: models/small. */
#include "ledger_fixture.h"

static const char text[] =
    "Mara Lindqvist said on Monday that the pier is safe. The harbour was built before the war by masons from the north, who left their names "
    "in the stones of the long wall, and the wall has been mended every spring since then by the same two families, who live in the white "
    "houses behind the chapel and send their children to the school across the water, in a boat that leaves at seven and comes back at four.";

static hs_str str(const char *s)
{
    return (hs_str){s, strlen(s)};
}

/* d1 has neither outlet nor date and stands at an address; d2 is the same text, of the Lantern, 14 May 2031. */
static hs_ledger *make(void)
{
    hs_ledger *ledger = open_ledger(HS_LEDGER_WRITE);
    hs_document *bare;
    const hs_input input = {.name = {"a", 1}, .url = {"https://post.example/1", 22}};
    assert_int_equal(hs_document_open(&bare, text, strlen(text), &input, NULL), HS_OK);
    assert_int_equal(hs_read(bare, reader, workspace, NULL), HS_OK);
    assert_null(hs_document_outlet(bare).ptr);
    assert_int_equal(add(ledger, bare, HS_ADDED), 1);
    hs_document *dated = read_text(text, strlen(text), "b", "Daily Lantern", NULL);
    assert_int_equal(add(ledger, dated, HS_ADDED), 2);
    assert_int_equal(hs_ledger_commit(ledger, NULL), HS_OK);
    hs_document_free(bare);
    hs_document_free(dated);
    return ledger;
}

static uint64_t correct(hs_ledger *ledger, hs_opinion c, hs_status want)
{
    uint64_t id;
    hs_error err = {HS_OK, 0, ""};
    hs_status status = hs_ledger_correct(&id, ledger, &c, &err);
    if (status != want)
        fail_msg("%d: %s", status, err.msg);
    return id;
}

static bool tell(void *ctx, const hs_finding *f)
{
    (void)ctx;
    fail_msg("%s: %s", f->where, f->what);
    return true;
}

static bool pass(void *ctx, const hs_finding *f)
{
    (void)ctx;
    return f->what[0] != 0;
}

static void assert_clean(hs_ledger *ledger)
{
    uint64_t broken;
    assert_int_equal(hs_ledger_commit(ledger, NULL), HS_OK);
    assert_int_equal(hs_ledger_check(&broken, ledger, &(hs_check){.take = tell}, NULL), HS_OK);
    assert_int_equal(broken, 0);
}

/* How many documents the ledger lists of an outlet and a month. */
static size_t listed(hs_ledger *ledger, const char *outlet, const char *month)
{
    hs_answer *answer;
    size_t n;
    const hs_query query = {.outlet = str(outlet), .since = str(month), .until = str(month)};
    assert_int_equal(hs_ledger_documents(&answer, ledger, &query, NULL), HS_OK);
    hs_answer_documents(answer, &n);
    hs_answer_free(answer);
    return n;
}

/* The two share their text, and the one that was heard later is the copy. */
static void assert_in_order(hs_ledger *ledger)
{
    assert_int_equal(number(ledger, "SELECT count(*) FROM copy"), 1);
    assert_int_equal(number(ledger, "SELECT count(*) FROM copy c JOIN document a USING (document_id) JOIN document b ON b.document_id = c.of_document_id "
                                    "WHERE a.heard > b.heard"), 1);
}

static void test_shown(void **state)
{
    (void)state;
    hs_ledger *ledger = make();
    assert_in_order(ledger);
    uint64_t first = correct(ledger, (hs_opinion){.article = 1, .verdict = HS_VERDICT_OTHER, .says.outlet = str("Harbour  Post")}, HS_OK);
    uint64_t second = correct(ledger, (hs_opinion){.article = 1, .verdict = HS_VERDICT_OTHER, .says.published = str("2031-05-02T10:00+02:00")}, HS_OK);
    assert_int_equal(second, first + 1);
    assert_int_equal(listed(ledger, "harbour post", "2031-05"), 1); /* the second leaves the outlet as the first has it */
    assert_int_equal(number(ledger, "SELECT count(*) FROM document WHERE document_id = 1 AND published = '2031-05-02T10:00+02:00' "
                                    "AND heard = '2031-05-02T08:00:00Z' AND heard_by = 'published'"), 1);
    assert_int_equal(number(ledger, "SELECT document_id FROM copy"), 2);
    correct(ledger, (hs_opinion){.article = 1, .verdict = HS_VERDICT_OTHER, .says.published = str("2031-05-20")}, HS_OK);
    assert_int_equal(number(ledger, "SELECT document_id FROM copy"), 1);
    assert_int_equal(hs_ledger_uncorrect(ledger, second + 1, NULL), HS_OK);
    assert_clean(ledger);
    /* 'right' is the machine's again; then they are taken back, the last first and the first last */
    uint64_t third = correct(ledger, (hs_opinion){.article = 1, .verdict = HS_VERDICT_RIGHT}, HS_OK);
    assert_int_equal(listed(ledger, "harbour post", "2031-05"), 0);
    assert_int_equal(hs_ledger_uncorrect(ledger, third, NULL), HS_OK);
    assert_int_equal(listed(ledger, "harbour post", "2031-05"), 1);
    assert_int_equal(hs_ledger_uncorrect(ledger, second, NULL), HS_OK);
    assert_int_equal(number(ledger, "SELECT count(*) FROM document WHERE outlet = 'Harbour Post' AND published IS NULL AND heard = added AND heard_by = 'added'"), 1);
    assert_int_equal(hs_ledger_uncorrect(ledger, first, NULL), HS_OK);
    assert_int_equal(number(ledger, "SELECT count(*) FROM document WHERE outlet IS NULL AND published IS NULL"), 1);
    assert_in_order(ledger);
    assert_clean(ledger);
    hs_ledger_free(ledger);
}

/* What is given out is the person's; what it is, and what is a version of it, the machine's. */
static void test_kept(void **state)
{
    hs_document *doc, *again, *next;
    static const char more[] = "Mara Lindqvist said on Tuesday that the pier is not safe.";
    const hs_input input = {.name = {"a", 1}, .url = {"https://post.example/1", 22}};
    (void)state;
    hs_ledger *ledger = make();
    correct(ledger, (hs_opinion){.article = 1, .verdict = HS_VERDICT_OTHER, .says = {.outlet = str("Harbour Post"), .published = str("2031-05-02")}}, HS_OK);
    assert_int_equal(hs_ledger_document(&doc, ledger, 1, NULL), HS_OK);
    assert_string_equal(hs_document_outlet(doc).ptr, "Harbour Post");
    assert_string_equal(hs_document_published(doc).ptr, "2031-05-02");
    assert_int_equal(hs_ledger_reread(ledger, 1, doc, NULL), HS_OK);
    assert_int_equal(listed(ledger, "Harbour Post", "2031-05"), 1);
    assert_int_equal(hs_document_open(&again, text, strlen(text), &input, NULL), HS_OK);
    assert_int_equal(hs_read(again, reader, workspace, NULL), HS_OK);
    assert_int_equal(add(ledger, again, HS_ADDED_BEFORE), 1);
    assert_int_equal(hs_document_open(&next, more, strlen(more), &input, NULL), HS_OK);
    assert_int_equal(hs_read(next, reader, workspace, NULL), HS_OK);
    assert_int_equal(add(ledger, next, HS_ADDED_VERSION), 3);
    assert_clean(ledger);
    /* a row that is not as the person says is found */
    assert_int_equal(hs_ledger_run(ledger, "UPDATE document SET published = '2001' WHERE document_id = 1", "spoiling", NULL), HS_OK);
    uint64_t broken;
    assert_int_equal(hs_ledger_check(&broken, ledger, &(hs_check){.take = pass}, NULL), HS_OK);
    assert_int_equal(broken, 1);
    /* and with the document its corrections go */
    hs_forgotten gone;
    assert_int_equal(hs_ledger_forget_document(&gone, ledger, 1, NULL), HS_OK);
    assert_int_equal(gone.corrections, 1);
    assert_int_equal(number(ledger, "SELECT count(*) FROM document_correction"), 0);
    hs_document_free(doc);
    hs_document_free(again);
    hs_document_free(next);
    hs_ledger_free(ledger);
}

static void test_refused(void **state)
{
    (void)state;
    hs_ledger *ledger = make();
    const hs_opinion bad[] = {
        {.article = 1, .verdict = HS_VERDICT_OTHER},
        {.article = 1, .verdict = HS_VERDICT_WRONG},
        {.article = 1, .attribution = 1, .verdict = HS_VERDICT_RIGHT},
        {.article = 1, .verdict = HS_VERDICT_RIGHT, .says.outlet = str("Harbour Post")},
        {.article = 1, .verdict = HS_VERDICT_OTHER, .says.outlet = str(" ")},
        {.article = 1, .verdict = HS_VERDICT_OTHER, .says.outlet = str("\xff")},
        {.article = 1, .verdict = HS_VERDICT_OTHER, .says.published = str("last May")},
        {.article = 1, .verdict = HS_VERDICT_OTHER, .says.published = str("2031-02-30")},
        {.article = 1, .verdict = HS_VERDICT_OTHER, .says.act = str("say")},
        {.article = 1, .verdict = HS_VERDICT_OTHER, .says.name = str("Harbour Post")},
        {.attribution = 1, .verdict = HS_VERDICT_OTHER, .says.outlet = str("Harbour Post")},
        {.source = 1, .verdict = HS_VERDICT_OTHER, .says.published = str("2031-05")},
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        correct(ledger, bad[i], HS_E_ARG);
    correct(ledger, (hs_opinion){.article = 99, .verdict = HS_VERDICT_OTHER, .says.outlet = str("Harbour Post")}, HS_E_NONE);
    assert_int_equal(number(ledger, "SELECT count(*) FROM document_correction"), 0);
    hs_ledger_free(ledger);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test_setup(test_shown, no_file), cmocka_unit_test_setup(test_kept, no_file),
                                       cmocka_unit_test_setup(test_refused, no_file)};
    return cmocka_run_group_tests(tests, open_small, close_small);
}
