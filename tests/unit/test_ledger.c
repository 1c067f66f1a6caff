/* test_ledger.c -- readings go into a ledger and come out as they were; what is no ledger is refused. In: examples/, models/small. */
#include "digest.h"
#include "fuse.h"
#include "ledger_fixture.h"

/* Of contents that say the same words the first one's is kept. */
static void check_vectors(const hs_document *doc, const hs_document *back, size_t n)
{
    size_t width, other, same = 0;
    for (size_t i = 0; i < n; i++) {
        const int8_t *was = hs_document_vector(doc, i, &width), *is = hs_document_vector(back, i, &other);
        assert_int_equal(width, other);
        same += was && is && memcmp(was, is, width) == 0;
    }
    assert_true(same > 5);
}

/* What comes out is, to the byte, what went in: with links, furniture, nesting, chains, times, figures. */
static void test_as_it_was(void **state)
{
    static const char *const names[] = {"harbour-harbour-post.html", "harbour-coastal-wire.txt", "flight-tellick-ember.html",
                                        "toll-halvan-tribune.html"};
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        hs_document *doc = read_example(names[i], "The Paper", NULL), *back;
        hs_ledger *ledger = open_ledger(HS_LEDGER_WRITE);
        uint64_t id = add(ledger, doc, HS_ADDED), found;
        assert_int_equal(hs_ledger_commit(ledger, NULL), HS_OK);
        hs_ledger_free(ledger);
        ledger = open_ledger(HS_LEDGER_READ);
        assert_int_equal(hs_ledger_find(&found, ledger, hs_document_id(doc), NULL), HS_OK);
        assert_int_equal(found, id);
        assert_int_equal(hs_ledger_document(&back, ledger, id, NULL), HS_OK);
        hs_buffer in = jsonl(doc), out = jsonl(back);
        assert_string_equal(in.ptr, out.ptr);
        size_t n;
        hs_document_attributions(back, &n);
        assert_true(n > 5);
        check_vectors(doc, back, n);
        hs_buffer_free(&in);
        hs_buffer_free(&out);
        hs_document_free(back);
        hs_document_free(doc);
        hs_ledger_free(ledger);
    }
}

static const char said[] = "\xe2\x80\x9cThe pier is safe,\xe2\x80\x9d Mara Lindqvist said on Monday. The ministry denied that it knew of the leak.";

/* A file may have any name; the document's is text, before and after the ledger. */
static void test_odd_name(void **state)
{
    hs_document *doc = read_text("The pier is safe, Mara Lindqvist said.", 38, "caf\xe9/\xff.txt", "Harbour Post", NULL), *again;
    hs_error err;
    (void)state;
    hs_ledger *ledger = open_ledger(HS_LEDGER_WRITE);
    assert_string_equal(doc->input.ptr, "caf\xef\xbf\xbd/\xef\xbf\xbd.txt");
    uint64_t id = add(ledger, doc, HS_ADDED);
    if (hs_ledger_document(&again, ledger, id, &err) != HS_OK)
        fail_msg("%s", err.msg);
    assert_int_equal(again->input.len, doc->input.len);
    assert_memory_equal(again->input.ptr, doc->input.ptr, doc->input.len);
    hs_document_free(again);
    hs_document_free(doc);
    hs_ledger_free(ledger);
}

/* A text that comes again without outlet and URL is no other document; with either it is. */
static void test_same_text(void **state)
{
    static const char text[] = "The pier is safe, Mara Lindqvist said.";
    hs_document *doc = read_text(text, sizeof text - 1, "a.txt", "Harbour Post", NULL), *bare, *other;
    const hs_input unknown = {.name = {"b.txt", 5}};
    uint64_t id;
    (void)state;
    hs_ledger *ledger = open_ledger(HS_LEDGER_WRITE);
    assert_int_equal(hs_document_open(&bare, text, sizeof text - 1, &unknown, NULL), HS_OK);
    assert_int_equal(hs_read(bare, reader, workspace, NULL), HS_OK);
    assert_int_equal(hs_ledger_find_document(&id, ledger, bare, NULL), HS_OK);
    assert_int_equal(id, 0);
    assert_int_equal(add(ledger, doc, HS_ADDED), 1);
    assert_int_equal(number(ledger, "SELECT heard_by = 'published' FROM document"), 1);
    assert_int_equal(add(ledger, bare, HS_ADDED_BEFORE), 1);
    assert_int_equal(hs_ledger_find_document(&id, ledger, bare, NULL), HS_OK);
    assert_int_equal(id, 1);
    other = read_text(text, sizeof text - 1, "c.txt", "Daily Lantern", NULL);
    assert_int_equal(hs_ledger_find_document(&id, ledger, other, NULL), HS_OK);
    assert_int_equal(id, 0);
    assert_int_equal(add(ledger, other, HS_ADDED), 2);
    hs_document_free(other);
    hs_document_free(bare);
    assert_int_equal(hs_document_open(&bare, text, sizeof text - 2, &unknown, NULL), HS_OK);
    assert_int_equal(hs_read(bare, reader, workspace, NULL), HS_OK);
    assert_int_equal(add(ledger, bare, HS_ADDED), 3);
    assert_int_equal(number(ledger, "SELECT heard_by = 'added' FROM document WHERE document_id = 3"), 1);
    hs_document_free(bare);
    hs_document_free(doc);
    hs_ledger_free(ledger);
}

static void test_twice_and_versions(void **state)
{
    static const char more[] = "Mara Lindqvist said the pier was closed. Officials said 12 people were hurt.";
    const char *url = "https://post.example/pier";
    (void)state;
    hs_ledger *ledger = open_ledger(HS_LEDGER_WRITE);
    hs_document *doc = read_text(said, sizeof said - 1, "a", "Harbour Post", url);
    uint64_t first = add(ledger, doc, HS_ADDED);
    assert_int_equal(add(ledger, doc, HS_ADDED_BEFORE), first);
    assert_int_equal(hs_ledger_commit(ledger, NULL), HS_OK);
    assert_int_equal(add(ledger, doc, HS_ADDED_BEFORE), first);
    assert_int_equal(number(ledger, "SELECT count(*) FROM document"), 1);
    hs_document_free(doc);

    doc = read_text(said, sizeof said - 1, "a", "Daily Lantern", url); /* the same words from another outlet */
    add(ledger, doc, HS_ADDED);
    hs_document_free(doc);
    doc = read_text(more, sizeof more - 1, "a", "Harbour Post", url);
    uint64_t second = add(ledger, doc, HS_ADDED_VERSION);
    hs_document_free(doc);
    assert_int_equal(hs_ledger_commit(ledger, NULL), HS_OK);
    assert_int_equal(number(ledger, "SELECT count(*) FROM document WHERE current"), 2);
    assert_int_equal(number(ledger, "SELECT current FROM document ORDER BY document_id LIMIT 1"), 0);
    assert_int_equal(number(ledger, "SELECT replaces FROM document ORDER BY document_id DESC LIMIT 1"), first);
    assert_true(second > first);
    /* published with a zone: lists are in the order of UTC */
    assert_int_equal(number(ledger, "SELECT count(*) FROM document WHERE heard = '2031-05-13T23:30:00Z'"), 3);
    hs_ledger_free(ledger);
}

/* What is blank at its end makes no other text of it, also in a ledger of before, whose digests are of all of it. */
static void test_blank_end(void **state)
{
    static const char *const ends[] = {"", "\n", "\r\n", " \n\n\t"};
    (void)state;
    for (size_t i = 0; i < 4; i++)
        for (size_t k = 0; k < 4; k++)
            for (size_t with = 0; with < 3; with++) {
                char text[160];
                const char *outlet = with ? "Harbour Post" : "", *url = with == 2 ? "https://post.example/pier" : NULL;
                no_file(NULL);
                hs_ledger *ledger = open_ledger(HS_LEDGER_WRITE);
                int n = snprintf(text, sizeof text, "%s%s", said, ends[i]);
                hs_document *doc = read_text(text, (size_t)n, "a", outlet, url);
                uint64_t id = add(ledger, doc, HS_ADDED);
                assert_int_equal(number(ledger, "SELECT length(text) FROM document"), hs_utf8_count(text, (size_t)n)); /* as it stands */
                hs_document_free(doc);
                n = snprintf(text, sizeof text, "%s%s", said, ends[k]);
                doc = read_text(text, (size_t)n, "b", outlet, url);
                assert_int_equal(add(ledger, doc, HS_ADDED_BEFORE), id);
                hs_document_free(doc);
                n = snprintf(text, sizeof text, " %s", said); /* offsets are others */
                doc = read_text(text, (size_t)n, "b", outlet, url);
                add(ledger, doc, with == 2 ? HS_ADDED_VERSION : HS_ADDED);
                hs_document_free(doc);
                hs_ledger_free(ledger);
            }
    no_file(NULL);
    hs_ledger *ledger = open_ledger(HS_LEDGER_WRITE);
    char text[160];
    int n = snprintf(text, sizeof text, "%s\n", said);
    hs_document *doc = read_text(text, (size_t)n, "a", "Harbour Post", NULL);
    add(ledger, doc, HS_ADDED);
    char digest[HS_DIGEST_HEX + 1] = "", sql[160];
    hs_digest_hex(digest, &(hs_str){text, (size_t)n}, 1);
    hs_document_free(doc);
    snprintf(sql, sizeof sql, "UPDATE document SET text_sha256 = '%s'", digest);
    assert_int_equal(hs_ledger_run(ledger, sql, "it", NULL), HS_OK);
    doc = read_text(said, sizeof said - 1, "a", "Harbour Post", NULL);
    add(ledger, doc, HS_ADDED_BEFORE);
    hs_document_free(doc);
    assert_int_equal(hs_ledger_commit(ledger, NULL), HS_OK);
    uint64_t broken;
    assert_int_equal(hs_ledger_check(&broken, ledger, &(hs_check){0}, NULL), HS_OK);
    assert_int_equal(broken, 0);
    hs_ledger_free(ledger);
}

static void test_one_source_one_claim(void **state)
{
    (void)state;
    hs_ledger *ledger = open_ledger(HS_LEDGER_WRITE);
    for (int i = 0; i < 2; i++) {
        hs_document *doc = read_text(said, sizeof said - 1, "a", i ? "Harbour Post" : "Daily Lantern", NULL);
        add(ledger, doc, HS_ADDED);
        hs_document_free(doc);
    }
    assert_int_equal(number(ledger, "SELECT count(*) FROM source WHERE name = 'Mara Lindqvist'"), 1);
    assert_int_equal(number(ledger, "SELECT count(*) FROM holder WHERE name = 'Mara Lindqvist'"), 2);
    assert_int_equal(number(ledger, "SELECT count(*) FROM holder WHERE name = 'Mara Lindqvist' AND why = 'same name'"), 1);
    assert_int_equal(number(ledger, "SELECT count(*) FROM claim WHERE text LIKE '%pier is safe%'"), 1);
    assert_int_equal(number(ledger, "SELECT count(*) FROM claim_words WHERE claim_words MATCH 'pier'"), 1);
    /* every span leads to its words */
    assert_int_equal(number(ledger, "SELECT count(*) FROM attribution a JOIN document d USING (document_id) JOIN json_each(a.content) s "
                                    "WHERE substr(d.text, 1 + json_extract(s.value, '$[0]'), 17) = '\xe2\x80\x9cThe pier is safe'"),
                     2);
    hs_ledger_free(ledger);
}

/* Two who are called no more than "I" are two. */
static void test_pronouns(void **state)
{
    (void)state;
    hs_ledger *ledger = open_ledger(HS_LEDGER_WRITE);
    for (int i = 0; i < 2; i++) {
        hs_document *doc = read_text(said, sizeof said - 1, "a", i ? "Harbour Post" : "Daily Lantern", NULL);
        assert_true(doc->n_sources > 0);
        ((hs_source *)doc->sources)[0].name = (hs_str){"I", 1};
        ((hs_source *)doc->sources)[0].anonymous = false;
        add(ledger, doc, HS_ADDED);
        hs_document_free(doc);
    }
    assert_int_equal(number(ledger, "SELECT count(*) FROM source WHERE name = 'I'"), 2);
    hs_ledger_free(ledger);
}

static void test_drop(void **state)
{
    static const char *const tables[] = {"time", "figure", "holder", "attribution", "chain", "claim", "source"};
    char sql[64];
    (void)state;
    hs_ledger *ledger = open_ledger(HS_LEDGER_WRITE);
    hs_document *doc = read_example("harbour-coastal-wire.txt", "Coastal Wire", NULL);
    uint64_t id = add(ledger, doc, HS_ADDED);
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        snprintf(sql, sizeof sql, "SELECT count(*) FROM \"%s\"", tables[i]);
        assert_true(number(ledger, sql) > 0);
    }
    hs_forgotten gone;
    assert_int_equal(hs_ledger_forget_document(&gone, ledger, id, NULL), HS_OK);
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        snprintf(sql, sizeof sql, "SELECT count(*) FROM \"%s\"", tables[i]);
        assert_int_equal(number(ledger, sql), 0);
    }
    assert_int_equal(number(ledger, "SELECT count(*) FROM claim_words WHERE claim_words MATCH 'leak'"), 0);
    hs_document_free(doc);
    hs_ledger_free(ledger);
}

static void write_file(const char *bytes, size_t len)
{
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(bytes, 1, len, f), len);
    fclose(f);
}

static void refused(hs_ledger_mode mode, hs_status want, const char *words)
{
    hs_ledger *ledger;
    hs_error err = {HS_OK, 0, ""};
    assert_int_equal(hs_ledger_open(&ledger, path, mode, &err), want);
    assert_null(ledger);
    if (!strstr(err.msg, words))
        fail_msg("'%s' is not in: %s", words, err.msg);
}

static void test_no_ledger(void **state)
{
    static const char garbage[] = "This is a text of more than a hundred bytes, so that SQLite cannot take it for an empty or cut file of its own kind.";
    sqlite3 *db;
    (void)state;
    refused(HS_LEDGER_READ, HS_E_IO, "no such ledger");
    write_file(garbage, sizeof garbage);
    refused(HS_LEDGER_READ, HS_E_LEDGER, "no SQLite file");
    refused(HS_LEDGER_WRITE, HS_E_LEDGER, "no SQLite file");
    write_file("", 0);
    refused(HS_LEDGER_READ, HS_E_LEDGER, "empty file");
    no_file(NULL);
    sqlite3_open(path, &db);
    sqlite3_exec(db, "CREATE TABLE mine (x)", NULL, NULL, NULL);
    sqlite3_close(db);
    refused(HS_LEDGER_WRITE, HS_E_LEDGER, "another program");
    no_file(NULL);
    hs_ledger_free(open_ledger(HS_LEDGER_WRITE));
    sqlite3_open(path, &db);
    sqlite3_exec(db, "PRAGMA user_version = 99", NULL, NULL, NULL);
    sqlite3_close(db);
    refused(HS_LEDGER_WRITE, HS_E_LEDGER, "newer");
}

/* A hostile file cannot give a document whose spans or values are none. */
static void test_hostile_rows(void **state)
{
    static const char *const spoil[] = {
        "UPDATE attribution SET content = '[[0,99999999]]'",
        "UPDATE attribution SET content = '[[5,2]]'",
        "UPDATE attribution SET content = '[[5,6],[1,2]]'",
        "UPDATE attribution SET content = '[1]'",
        "UPDATE attribution SET act = 'sing'",
        "UPDATE attribution SET confidence = 7",
        "UPDATE document SET text = text || 'x'",
        "UPDATE document SET text = CAST(x'41ff' AS TEXT)",
        "UPDATE holder SET kind = 'ghost'",
        "UPDATE time SET span_end = -1",
        "UPDATE time SET span_end = 99999999",
        "UPDATE figure SET bound = 'odd'",
    };
    (void)state;
    hs_document *doc = read_example("harbour-coastal-wire.txt", "Coastal Wire", NULL), *back;
    for (size_t i = 0; i < sizeof spoil / sizeof *spoil; i++) {
        hs_error err = {HS_OK, 0, ""};
        no_file(NULL);
        hs_ledger *ledger = open_ledger(HS_LEDGER_WRITE);
        uint64_t id = add(ledger, doc, HS_ADDED);
        assert_int_equal(hs_ledger_run(ledger, spoil[i], "spoiling", NULL), HS_OK);
        if (hs_ledger_document(&back, ledger, id, &err) != HS_E_LEDGER)
            fail_msg("%s: taken", spoil[i]);
        assert_null(back);
        hs_ledger_free(ledger);
    }
    hs_document_free(doc);
}

static void test_none(void **state)
{
    hs_document *doc;
    hs_error err;
    (void)state;
    hs_ledger *ledger = open_ledger(HS_LEDGER_WRITE);
    assert_int_equal(hs_ledger_document(&doc, ledger, 17, &err), HS_E_NONE);
    assert_int_equal(err.pos, 17);
    hs_ledger_free(ledger);
    ledger = open_ledger(HS_LEDGER_READ);
    doc = read_text(said, sizeof said - 1, "a", "Harbour Post", NULL);
    hs_added how;
    uint64_t id;
    assert_int_equal(hs_ledger_add(&how, &id, ledger, doc, &err), HS_E_ARG);
    assert_int_equal(how, HS_ADDED_NOT);
    hs_document_free(doc);
    hs_ledger_free(ledger);
}

/* Two write at once: the second waits no longer than it must, and is told. */
static void test_two_writers(void **state)
{
    hs_error err;
    hs_added how;
    uint64_t id;
    (void)state;
    hs_document *doc = read_text(said, sizeof said - 1, "a", "Harbour Post", NULL);
    hs_ledger *one = open_ledger(HS_LEDGER_WRITE), *other = open_ledger(HS_LEDGER_WRITE);
    sqlite3_busy_timeout(other->db, 20);
    add(one, doc, HS_ADDED);
    assert_int_equal(hs_ledger_add(&how, &id, other, doc, &err), HS_E_BUSY);
    assert_int_equal(hs_ledger_find(&id, other, hs_document_id(doc), NULL), HS_OK); /* readers do not wait */
    assert_int_equal(id, 0);
    assert_int_equal(hs_ledger_commit(one, NULL), HS_OK);
    add(other, doc, HS_ADDED_BEFORE);
    hs_ledger_free(one);
    hs_ledger_free(other);
    hs_document_free(doc);
}

/* Each of our allocations fails in turn: nothing is half in, and nothing leaks (asan). SQLite's own are failed in test_ledger_memory. */
static void test_no_memory(void **state)
{
    (void)state;
    hs_document *doc = read_text(said, sizeof said - 1, "a", "Harbour Post", NULL), *back = NULL;
    hs_status status = HS_E_NOMEM;
    for (long left = 0; status != HS_OK; left++) {
        hs_ledger *ledger = NULL;
        hs_added how;
        uint64_t id;
        assert_true(left < 1000);
        no_file(NULL);
        fuse = left;
        status = hs_ledger_open(&ledger, path, HS_LEDGER_WRITE, NULL);
        if (status == HS_OK)
            status = hs_ledger_add(&how, &id, ledger, doc, NULL);
        if (status == HS_OK)
            status = hs_ledger_document(&back, ledger, id, NULL);
        fuse = -1;
        if (status != HS_OK)
            assert_int_equal(status, HS_E_NOMEM);
        hs_ledger_free(ledger);
    }
    hs_document_free(back);
    hs_document_free(doc);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(test_as_it_was, no_file), cmocka_unit_test_setup(test_odd_name, no_file), cmocka_unit_test_setup(test_same_text, no_file),          cmocka_unit_test_setup(test_twice_and_versions, no_file), cmocka_unit_test_setup(test_blank_end, no_file),
        cmocka_unit_test_setup(test_one_source_one_claim, no_file), cmocka_unit_test_setup(test_drop, no_file), cmocka_unit_test_setup(test_pronouns, no_file),
        cmocka_unit_test_setup(test_no_ledger, no_file),          cmocka_unit_test_setup(test_hostile_rows, no_file),
        cmocka_unit_test_setup(test_none, no_file),               cmocka_unit_test_setup(test_two_writers, no_file),
        cmocka_unit_test_setup(test_no_memory, no_file),
    };
    return cmocka_run_group_tests(tests, open_small, close_small);
}
