/* test_feeds.c -- lists of feeds, what a feed says of itself, and the ledger's feeds and items. No network. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ascii.h"
#include "fuse.h"
#include "ledger.h"
#include "stream.h"

static const char nested[] =
    "<?xml version='1.0'?><opml version='2.0'><head><title>x</title></head><body><outline text='Papers'><outline "
    "text='Near'>"
    "<outline type='rss' text='Post' title='The &quot;Post&quot;' "
    "xmlUrl='https://post.example/?a=1&amp;b=2&#38;amp;'/></outline>"
    "<outline xmlUrl=' https://wire.example/ '/></outline><outline isComment='True'><outline "
    "xmlUrl='https://old.example/'/></outline>"
    "<outline text='no feed' xmlUrl=' '/><outline text='Last' xmlUrl='https://last.example/'/></body></opml>";

static bool is(hs_str s, const char *expected)
{
    return s.len == strlen(expected) && memcmp(s.ptr, expected, s.len) == 0;
}

static void test_list(void **state)
{
    hs_opml *opml;
    size_t n;
    (void)state;
    assert_int_equal(hs_opml_open(&opml, nested, sizeof nested - 1, NULL), HS_OK);
    const hs_feed_entry *feeds = hs_opml_feeds(opml, &n);
    assert_int_equal(n, 3);
    assert_true(is(feeds[0].url, "https://post.example/?a=1&b=2&amp;") && is(feeds[0].title, "The \"Post\""));
    assert_true(is(feeds[1].url, "https://wire.example/") && !feeds[1].title.ptr);
    assert_true(is(feeds[2].url, "https://last.example/") && is(feeds[2].title, "Last"));
    hs_opml_free(opml);
}

static void expect_no_list(const char *bytes, size_t len, hs_status status, uint64_t pos)
{
    hs_opml *opml;
    hs_error err;
    assert_int_equal(hs_opml_open(&opml, bytes, len, &err), status);
    assert_null(opml);
    assert_int_equal(err.code, status);
    assert_int_equal(err.pos, pos);
}

static void test_no_list(void **state)
{
    static const char cut[] = "<opml>\n<body>\n<outline xmlUrl='https://a.example/'", other[] = "<rss><channel/></rss>";
    static const char head[] = "<opml><head/></opml>", outline[] = "<outline xmlUrl='u'/>";
    (void)state;
    expect_no_list(cut, sizeof cut - 1, HS_E_FORMAT, 14);
    expect_no_list(other, sizeof other - 1, HS_E_FORMAT, 0);
    expect_no_list(head, sizeof head - 1, HS_E_FORMAT, 0);
    expect_no_list(NULL, 0, HS_E_FORMAT, 0);
    size_t size = ((size_t)16 << 20) + 1;
    char *large = calloc(size, 1);
    assert_non_null(large);
    expect_no_list(large, size, HS_E_LIMIT, 16 << 20);
    size_t len = (size_t)sprintf(large, "<opml><body>");
    for (int i = 0; i <= 65536; i++)
        len += (size_t)sprintf(large + len, "%s", outline);
    len += (size_t)sprintf(large + len, "</body></opml>");
    expect_no_list(large, len, HS_E_LIMIT, 65536);
    free(large);
}

static void test_list_without_memory(void **state)
{
    hs_opml *opml;
    hs_status status = HS_E_NOMEM;
    (void)state;
    for (long left = 0; status != HS_OK; left++) {
        assert_true(left < 100);
        fuse = left;
        status = hs_opml_open(&opml, nested, sizeof nested - 1, NULL);
        fuse = -1;
        assert_true(status == HS_OK || (status == HS_E_NOMEM && !opml));
    }
    hs_opml_free(opml);
}

/* Seconds that a feed asks for; -1: no feed. */
static long least_of(const char *bytes)
{
    hs_memory memory = {{bytes, strlen(bytes)}};
    hs_intake *intake;
    hs_document *doc;
    uint32_t least_s;
    assert_int_equal(hs_intake_open(&intake, hs_memory_read, &memory, NULL, NULL), HS_OK);
    hs_intake_next(intake, &doc, NULL);
    hs_document_free(doc);
    bool feed = hs_intake_is_feed(intake, &least_s);
    hs_intake_free(intake);
    return feed ? (long)least_s : -1;
}

#define ITEM "<item><title>t</title><ttl>600</ttl><description>He said so.</description></item>"

static void test_pace(void **state)
{
    (void)state;
    assert_int_equal(least_of("<rss><channel>" ITEM "</channel></rss>"), 0); /* an item's ttl is not the feed's */
    assert_int_equal(least_of("<rss><channel>" ITEM "<ttl> 45 </ttl></channel></rss>"), 45 * 60);
    assert_int_equal(least_of("<rss><channel><ttl>60</ttl><sy:updatePeriod>hourly</sy:updatePeriod>"
                              "<sy:updateFrequency>2</sy:updateFrequency></channel></rss>"),
                     3600);
    assert_int_equal(least_of("<rss xmlns:sy='s'><channel><sy:updatePeriod>Daily</sy:updatePeriod></channel></rss>"),
                     86400);
    assert_int_equal(least_of("<rss><channel><updatePeriod>yearly</updatePeriod></channel></rss>"), 7 * 86400);
    assert_int_equal(least_of("<rss><channel><ttl>-5</ttl><updatePeriod>now</updatePeriod></channel></rss>"), 0);
    assert_int_equal(least_of("<rss><channel><ttl>18446744073709551617</ttl></channel></rss>"), 7 * 86400);
    assert_int_equal(least_of("<rss><channel><ttl><b>60</b></ttl></channel></rss>"), 0);
    assert_int_equal(least_of("<feed xmlns='http://www.w3.org/2005/Atom'/>"), 0);
    assert_int_equal(least_of("{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":[]}"), 0);
    assert_int_equal(least_of("Plain text, he said."), -1);
    assert_int_equal(least_of("<nitf><body/></nitf>"), -1);
}

/* An ampersand in an attribute is one. */
static void test_atom_link(void **state)
{
    static const char atom[] =
        "<feed xmlns='http://www.w3.org/2005/Atom'><title>P</title><entry><title>t</title>"
        "<link href='https://p.example/?a=1&amp;b=2'/><content>He said so.</content></entry></feed>";
    hs_document *doc;
    (void)state;
    assert_int_equal(hs_document_open(&doc, atom, sizeof atom - 1, NULL, NULL), HS_OK);
    assert_true(is(hs_document_url(doc), "https://p.example/?a=1&b=2"));
    hs_document_free(doc);
}

/* ---- the ledger ---- */

static hs_ledger *ledger;

static int open_ledger(void **state)
{
    (void)state;
    return hs_ledger_open(&ledger, ":memory:", HS_LEDGER_WRITE, NULL) != HS_OK;
}

static int close_ledger(void **state)
{
    (void)state;
    hs_ledger_free(ledger);
    return 0;
}

static void add_feed(const char *url, const char *title)
{
    assert_int_equal(hs_ledger_feed_add(ledger, hs_ascii_of(url), hs_ascii_of(title), NULL), HS_OK);
    assert_int_equal(hs_ledger_commit(ledger, NULL), HS_OK);
}

static hs_feed *claim(const char *url, int64_t now, int64_t until, bool expected)
{
    hs_feed *feed;
    bool taken;
    assert_int_equal(hs_ledger_feed_claim(&feed, &taken, ledger, hs_ascii_of(url), now, until, 0, NULL), HS_OK);
    assert_int_equal(taken, expected);
    return feed;
}

static void test_claims(void **state)
{
    (void)state;
    add_feed("https://a.example/", "A");
    hs_feed *feed = claim("https://a.example/", 1000, 1300, true);
    assert_true(is(feed->url, "https://a.example/") && is(feed->title, "A"));
    assert_int_equal(feed->due, 0);
    assert_null(feed->validators.etag.ptr);
    hs_feed_free(claim("https://a.example/", 1299, 1600, false)); /* another has it */
    assert_int_equal(hs_ledger_feed_hold(ledger, feed->url, 1500, NULL), HS_OK);
    hs_feed *held = claim("https://a.example/", 1400, 1700, false);
    assert_int_equal(held->due, 1500);
    hs_feed_free(held);
    hs_feed_free(claim("https://a.example/", 1500, 1800, true)); /* and was not heard of again */

    feed->validators = (hs_validators){hs_ascii_of("\"1\""), hs_ascii_of("Wed, 14 May 2031 09:30:00 GMT")};
    feed->due = INT64_C(1936000000);
    feed->failures = 3;
    feed->least_s = 7200;
    assert_int_equal(hs_ledger_feed_put(ledger, feed, NULL), HS_OK);
    assert_int_equal(hs_ledger_commit(ledger, NULL), HS_OK);
    hs_feed_free(feed);
    add_feed("https://a.example/", NULL); /* it stays as it is */
    feed = claim("https://a.example/", 1936000000, 1936000300, true);
    assert_true(is(feed->validators.etag, "\"1\"") &&
                is(feed->validators.last_modified, "Wed, 14 May 2031 09:30:00 GMT"));
    assert_true(is(feed->title, "A"));
    assert_int_equal(feed->due, 1936000000);
    assert_int_equal(feed->failures, 3);
    assert_int_equal(feed->least_s, 7200);
    hs_feed_free(feed);
}

/* Due at 10,000, a thousand seconds after its poll; whoever polls more often need not wait so long, unless it is for another reason. */
static void test_shorter_interval(void **state)
{
    static const struct {
        uint32_t waits_s, least_s, interval_s;
        int64_t due;
    } cases[] = {{1000, 0, 0, 10000}, {1000, 0, 60, 9060}, {1000, 0, 2000, 10000}, {1000, 300, 60, 9300}, {0, 0, 60, 10000}};
    (void)state;
    add_feed("https://a.example/", NULL);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        hs_feed *feed, put = {.url = hs_ascii_of("https://a.example/"), .due = 10000, .waits_s = cases[i].waits_s, .least_s = cases[i].least_s};
        bool taken;
        assert_int_equal(hs_ledger_feed_put(ledger, &put, NULL), HS_OK);
        assert_int_equal(hs_ledger_commit(ledger, NULL), HS_OK);
        for (int64_t now = cases[i].due - 1; now <= cases[i].due; now++) {
            assert_int_equal(hs_ledger_feed_claim(&feed, &taken, ledger, put.url, now, 20000, cases[i].interval_s, NULL), HS_OK);
            assert_int_equal(taken, now == cases[i].due);
            assert_int_equal(feed->due, cases[i].due);
            hs_feed_free(feed);
        }
        /* while one polls it nobody else does, however short their interval */
        assert_int_equal(hs_ledger_feed_claim(&feed, &taken, ledger, put.url, 19999, 30000, 1, NULL), HS_OK);
        assert_false(taken);
        hs_feed_free(feed);
    }
}

static void test_feeds_in_order(void **state)
{
    hs_feed *feed, *next;
    (void)state;
    add_feed("https://b.example/", NULL);
    add_feed("https://a.example/", NULL);
    assert_int_equal(hs_ledger_feed_after(&feed, ledger, (hs_str){NULL, 0}, NULL), HS_OK);
    assert_true(is(feed->url, "https://a.example/"));
    assert_int_equal(hs_ledger_feed_after(&next, ledger, feed->url, NULL), HS_OK);
    assert_true(is(next->url, "https://b.example/"));
    hs_feed_free(feed);
    assert_int_equal(hs_ledger_feed_after(&feed, ledger, next->url, NULL), HS_OK);
    assert_null(feed);
    hs_feed_free(next);
}

static void test_no_feed(void **state)
{
    hs_feed *feed;
    bool taken;
    hs_error err;
    char *large = calloc(10000, 1);
    (void)state;
    memset(large, 'x', 9999);
    assert_int_equal(hs_ledger_feed_claim(&feed, &taken, ledger, hs_ascii_of("https://a.example/"), 0, 1, 0, &err),
                     HS_E_NONE);
    assert_int_equal(err.pos, 0);
    assert_null(feed);
    assert_int_equal(hs_ledger_feed_add(ledger, (hs_str){NULL, 0}, (hs_str){NULL, 0}, NULL), HS_E_ARG);
    assert_int_equal(hs_ledger_feed_add(ledger, hs_ascii_of(large), (hs_str){NULL, 0}, NULL), HS_E_ARG);
    free(large);
}

static void test_hostile_feed(void **state)
{
    (void)state;
    add_feed("https://a.example/", NULL);
    assert_int_equal(
        sqlite3_exec(ledger->db, "UPDATE feed SET due = 'never', failures = -1, least = 99999999999", NULL, NULL, NULL),
        SQLITE_OK);
    hs_feed *feed = claim("https://a.example/", 1000, 1300, true);
    assert_int_equal(feed->due, 0);
    assert_int_equal(feed->failures, 0);
    assert_int_equal(feed->least_s, UINT32_MAX);
    hs_feed_free(feed);
}

static void expect_item(const char *url, const char *sha256, bool expected, uint32_t expected_tries)
{
    bool same;
    uint32_t tries;
    assert_int_equal(hs_ledger_item_find(&same, &tries, ledger, hs_ascii_of(url), hs_ascii_of(sha256), NULL), HS_OK);
    assert_int_equal(same, expected);
    assert_int_equal(tries, expected_tries);
}

static bool put_item(const char *url, const char *sha256, uint32_t tries, const char *document)
{
    bool put;
    assert_int_equal(hs_ledger_item_put(&put, ledger, hs_ascii_of(url), hs_ascii_of(sha256), tries,
                                        document ? hs_ascii_of(document) : (hs_str){NULL, 0}, NULL), HS_OK);
    return put;
}

static void test_items(void **state)
{
    (void)state;
    assert_int_equal(sqlite3_exec(ledger->db, "INSERT INTO model (label) VALUES ('m'); INSERT INTO document (sha256, text_sha256, summary, model_id, added, "
                                              "heard, heard_by, text) VALUES ('d1', '', 0, 1, '', '', 'added', ''), ('d2', '', 0, 1, '', '', 'added', '')", NULL, NULL, NULL), SQLITE_OK);
    expect_item("https://a.example/1", "aa", false, 0);
    assert_false(put_item("https://a.example/1", "aa", 0, "d3")); /* what it became is not in */
    expect_item("https://a.example/1", "aa", false, 0);
    assert_true(put_item("https://a.example/1", "aa", 2, "d1"));
    expect_item("https://a.example/1", "aa", true, 2);
    expect_item("https://a.example/1", "bb", false, 0); /* of another text nothing was tried */
    assert_true(put_item("https://a.example/1", "bb", 0, "d2"));
    expect_item("https://a.example/1", "bb", true, 0);
    assert_int_equal(sqlite3_exec(ledger->db, "DELETE FROM document WHERE sha256 = 'd1'", NULL, NULL, NULL), SQLITE_OK);
    expect_item("https://a.example/1", "bb", true, 0);
    assert_int_equal(sqlite3_exec(ledger->db, "DELETE FROM document WHERE sha256 = 'd2'", NULL, NULL, NULL), SQLITE_OK);
    expect_item("https://a.example/1", "bb", false, 0); /* gone with it */
    assert_true(put_item("https://a.example/2", "cc", 0, NULL)); /* it cannot be read, which will stay so */
    expect_item("https://a.example/2", "cc", true, 0);
    assert_true(hs_ledger_commit(ledger, NULL) == HS_OK);
}

/* A poll is taken on in a batch of its own, which must not end another's. */
static void test_claim_within_a_batch(void **state)
{
    hs_feed *feed;
    bool taken;
    (void)state;
    assert_int_equal(hs_ledger_feed_add(ledger, hs_ascii_of("https://a.example/"), (hs_str){NULL, 0}, NULL), HS_OK);
    assert_int_equal(hs_ledger_feed_claim(&feed, &taken, ledger, hs_ascii_of("https://a.example/"), 10, 20, 0, NULL), HS_E_ARG);
    assert_int_equal(hs_ledger_feed_hold(ledger, hs_ascii_of("https://a.example/"), 20, NULL), HS_E_ARG);
    hs_ledger_undo(ledger);
    assert_int_equal(hs_ledger_feed_after(&feed, ledger, (hs_str){NULL, 0}, NULL), HS_OK);
    assert_null(feed); /* the batch was still open */
}

/* The disk is full in the midst of a batch: a commit that says so loses it, one that does not has all that was told as put. */
static void test_full_disk(void **state)
{
    char url[64], title[2000];
    int n = 0;
    (void)state;
    memset(title, 'x', sizeof title - 1);
    title[sizeof title - 1] = '\0';
    assert_int_equal(sqlite3_exec(ledger->db, "PRAGMA max_page_count = 100", NULL, NULL, NULL), SQLITE_OK);
    for (hs_status status = HS_OK; status == HS_OK; n += status == HS_OK) {
        assert_true(n < 1000);
        snprintf(url, sizeof url, "https://a.example/%d", n);
        status = hs_ledger_feed_add(ledger, hs_ascii_of(url), hs_ascii_of(title), NULL);
        assert_true(status == HS_OK || status == HS_E_IO);
    }
    hs_status status = hs_ledger_commit(ledger, NULL);
    assert_false(ledger->in_batch || ledger->lost);
    assert_true(sqlite3_get_autocommit(ledger->db));
    hs_sql q = hs_sql_begin(ledger, "SELECT count(*) FROM feed");
    int64_t in;
    assert_int_equal(hs_sql_take_number(&q, &in, NULL), HS_OK);
    assert_int_equal(in, status == HS_OK ? n : 0);
}

static void test_claim_without_memory(void **state)
{
    hs_feed *feed = NULL;
    bool taken;
    hs_status status = HS_E_NOMEM;
    (void)state;
    add_feed("https://a.example/", "A");
    for (long left = 0; status != HS_OK; left++) {
        assert_true(left < 100);
        fuse = left;
        status = hs_ledger_feed_claim(&feed, &taken, ledger, hs_ascii_of("https://a.example/"), 10, 20, 0, NULL);
        fuse = -1;
        assert_int_equal(taken, status == HS_OK); /* what failed took nothing */
        assert_true(status == HS_OK || (status == HS_E_NOMEM && !feed));
    }
    hs_feed_free(feed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_list),
        cmocka_unit_test(test_no_list),
        cmocka_unit_test(test_list_without_memory),
        cmocka_unit_test(test_pace),
        cmocka_unit_test(test_atom_link),
        cmocka_unit_test_setup_teardown(test_claims, open_ledger, close_ledger),
        cmocka_unit_test_setup_teardown(test_shorter_interval, open_ledger, close_ledger),
        cmocka_unit_test_setup_teardown(test_feeds_in_order, open_ledger, close_ledger),
        cmocka_unit_test_setup_teardown(test_no_feed, open_ledger, close_ledger),
        cmocka_unit_test_setup_teardown(test_hostile_feed, open_ledger, close_ledger),
        cmocka_unit_test_setup_teardown(test_items, open_ledger, close_ledger),
        cmocka_unit_test_setup_teardown(test_claim_within_a_batch, open_ledger, close_ledger),
        cmocka_unit_test_setup_teardown(test_full_disk, open_ledger, close_ledger),
        cmocka_unit_test_setup_teardown(test_claim_without_memory, open_ledger, close_ledger),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
