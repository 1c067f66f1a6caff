/* test_ledger_copies.c -- what was copied from what is found, in whatever order it comes in. In: made-up texts,
 * examples/. No model: documents go in as if they had been read. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "any_ledger.h"
#include "ascii.h"
#include "fuse.h"
#include "ledger.h"
#include "shingles.h"

enum { TEXT = 1 << 16, MOST = 256 };

static hs_ledger *ledger;

static int open_ledger(void **state)
{
    hs_error err;
    (void)state;
    if (hs_ledger_open(&ledger, ":memory:", HS_LEDGER_WRITE, &err) == HS_OK)
        return 0;
    fprintf(stderr, "%s\n", err.msg);
    return 1;
}

static int close_ledger(void **state)
{
    (void)state;
    hs_ledger_free(ledger);
    return 0;
}

/* Words [from, from + n) of an endless text without repetition, as sentences. @return bytes */
static size_t words(char *out, unsigned from, unsigned n)
{
    size_t len = 0;
    for (unsigned i = from; i < from + n; i++)
        len += (size_t)sprintf(out + len, "%s%u%s", i % 12 ? "word" : "Word", i, i % 12 == 11 ? ". " : " ");
    return len;
}

static hs_document *make(const char *text, const char *url, const char *published)
{
    hs_document *doc;
    assert_int_equal(hs_document_new(&doc, 4 * strlen(text) + (1u << 20), NULL), HS_OK);
    doc->text = hs_arena_copy(doc->arena, hs_ascii_of(text));
    doc->url = url ? hs_arena_copy(doc->arena, hs_ascii_of(url)) : (hs_str){NULL, 0};
    doc->published = hs_arena_copy(doc->arena, hs_ascii_of(published));
    assert_int_equal(hs_document_seal(doc, NULL), HS_OK);
    doc->model = hs_ascii_of("none");
    return doc;
}

static uint64_t add_document(hs_document *doc)
{
    hs_added how;
    uint64_t id;
    hs_error err;
    if (hs_ledger_add(&how, &id, ledger, doc, &err) != HS_OK)
        fail_msg("%s", err.msg);
    hs_document_free(doc);
    return id;
}

static uint64_t add(const char *text, const char *url, const char *published)
{
    return add_document(make(text, url, published));
}

static hs_copy copies[MOST];

static size_t ask(uint64_t id)
{
    size_t n;
    assert_int_equal(hs_ledger_copies(copies, MOST, &n, ledger, id, NULL), HS_OK);
    return n;
}

/* The whole table, documents by their SHA-256. */
static void print_table(char *out, size_t cap)
{
    bool row;
    size_t n = 0;
    hs_sql q = hs_sql_begin(ledger, "SELECT a.sha256, b.sha256, share FROM copy JOIN document a USING (document_id) "
                                    "JOIN document b ON b.document_id = of_document_id ORDER BY 1, 2");
    out[0] = '\0';
    while (hs_sql_step(&q, &row, NULL) == HS_OK && row)
        n += (size_t)snprintf(out + n, cap - n, "%.8s %.8s %.6f\n", hs_sql_column(&q, 0).ptr, hs_sql_column(&q, 1).ptr,
                              hs_sql_column_real(&q, 2));
    hs_sql_end(&q);
}

static uint64_t add_of(const char *outlet, const char *said, const char *published)
{
    static char text[TEXT];
    hs_document *doc;
    words(text + snprintf(text, sizeof text, "%s ", said), 0, 200);
    doc = make(text, NULL, published);
    doc->outlet = hs_arena_copy(doc->arena, hs_ascii_of(outlet));
    assert_int_equal(hs_document_seal(doc, NULL), HS_OK);
    return add_document(doc);
}

/* Of one day, and an hour is not known of both: the words are whose name stands in them. Where the hours are known, these tell. */
static void test_one_day(void **state)
{
    static const struct {
        const char *wire, *bell, *says;
        bool wire_first;
    } cases[] = {{"2031-05-13", "2031-05-13", "Two men told the Coastal Wire.", true},
                 {"2031-05-13T06:00Z", "2031-05-13", "Two men told the Coastal Wire.", true},
                 {"2031-05-13T06:00Z", "2031-05-13", "Two men told the Bell.", false},
                 {"2031-05-13T06:00Z", "2031-05-13", "Two men told it.", false},
                 {"2031-05-13T06:00Z", "2031-05-13T05:00Z", "Two men told the Coastal Wire.", false},
                 {"2031-05-14", "2031-05-13", "Two men told the Coastal Wire.", false}};
    for (size_t i = 0; i < 2 * sizeof cases / sizeof *cases; i++) {
        open_ledger(state);
        uint64_t bell = i % 2 ? add_of("The Bell", cases[i / 2].says, cases[i / 2].bell) : 0;
        uint64_t wire = add_of("The Coastal Wire", cases[i / 2].says, cases[i / 2].wire);
        bell = bell ? bell : add_of("The Bell", cases[i / 2].says, cases[i / 2].bell);
        assert_int_equal(ask(bell), 1);
        assert_int_equal(copies[0].document, wire);
        assert_int_equal(copies[0].earlier, cases[i / 2].wire_first);
        close_ledger(state);
    }
}

/* An agency's story of 200 words, whole at the head of another's 1,500. */
static void test_held_in_longer(void **state)
{
    static char story[TEXT], longer[TEXT];
    (void)state;
    words(story, 0, 200);
    words(longer + words(longer, 0, 200), 5000, 1300);
    uint64_t wire = add(story, "https://wire.example/1", "2031-05-13T21:40Z");
    uint64_t post = add(longer, "https://post.example/1", "2031-05-14T09:30Z");
    assert_int_equal(ask(post), 1);
    assert_int_equal(copies[0].document, wire);
    assert_true(copies[0].earlier);
    assert_true(copies[0].share == 1);
    assert_int_equal(ask(wire), 1);
    assert_int_equal(copies[0].document, post);
    assert_false(copies[0].earlier);
}

static void test_any_order(void **state)
{
    static const int orders[6][3] = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
    static const char *const times[] = {"2031-05-13T21:40Z", "2031-05-14T09:30Z",
                                        "2031-05-14T09:30Z"}; /* two at one time */
    static char texts[3][TEXT], table[TEXT], first[TEXT];
    (void)state;
    words(texts[0], 0, 300);
    words(texts[1] + words(texts[1], 0, 150), 1000, 200);
    words(texts[2] + words(texts[2], 50, 250), 2000, 600);
    for (int i = 0; i < 6; i++) {
        assert_int_equal(open_ledger(state), 0);
        for (int k = 0; k < 3; k++) {
            char url[32];
            int d = orders[i][k];
            snprintf(url, sizeof url, "https://%c.example/", 'a' + d);
            add(texts[d], url, times[d]);
        }
        print_table(table, sizeof table);
        if (!i)
            strcpy(first, table);
        assert_string_equal(table, first);
        close_ledger(state);
    }
    assert_int_equal(strlen(first), 3 * strlen("01234567 01234567 0.123456\n"));
}

static void test_share_and_threshold(void **state)
{
    static char text[TEXT];
    (void)state;
    words(text, 0, 204); /* 200 runs */
    uint64_t whole = add(text, NULL, "2031-05-01");
    words(text + words(text, 0, 64), 1000, 200); /* 60 of the 200 */
    uint64_t part = add(text, NULL, "2031-05-02");
    assert_int_equal(ask(part), 1);
    assert_int_equal(copies[0].document, whole);
    assert_float_equal(copies[0].share, 0.3, 1e-9);
    words(text + words(text, 100, 34), 3000, 400); /* 30 */
    assert_int_equal(ask(add(text, NULL, "2031-05-03")), 0);
    words(text, 0, 35); /* too short to tell */
    assert_int_equal(ask(add(text, NULL, "2031-05-04")), 0);
}

/* What both quote, and what is furniture in both, was not copied; marks and capitals do not matter in what was. */
static void test_quotations_and_furniture(void **state)
{
    static char a[TEXT], b[TEXT];
    (void)state;
    size_t n = words(a, 0, 100);
    n += (size_t)sprintf(a + n, "\xe2\x80\x9c");
    n += words(a + n, 500, 200) - 1;
    sprintf(a + n, "\xe2\x80\x9d");
    n = words(b, 2000, 100);
    n += (size_t)sprintf(b + n, "\"");
    n += words(b + n, 500, 200) - 1;
    sprintf(b + n, "\"");
    uint64_t quoting = add(a, NULL, "2031-05-01");
    assert_int_equal(ask(add(b, NULL, "2031-05-02")), 0);
    assert_int_equal(ask(quoting), 0);

    n = words(a, 3000, 100);
    hs_furniture box = {HS_FURNITURE_PROMOTION, {(uint32_t)n, 0}};
    n += words(a + n, 4000, 150);
    box.span.end = (uint32_t)n;
    hs_document *doc = make(a, NULL, "2031-05-03");
    doc->furniture = &box;
    doc->n_furniture = 1;
    uint64_t with_box = add_document(doc);
    words(b + words(b, 4000, 150), 6000, 100);
    assert_int_equal(ask(add(b, NULL, "2031-05-04")), 0); /* of which the box's words are the article */
    n = words(b, 3000, 100);
    for (size_t i = 0; i < n; i++)
        b[i] = (char)(b[i] >= 'a' && b[i] <= 'z' && i % 3 ? b[i] - 32 : b[i] == ' ' ? '\n' : b[i]);
    assert_int_equal(ask(add(b, NULL, "2031-05-05")), 1);
    assert_int_equal(copies[0].document, with_box);
    assert_true(copies[0].share == 1);
}

static void test_versions_and_deletion(void **state)
{
    static char text[TEXT];
    (void)state;
    hs_forgotten gone;
    words(text, 0, 200);
    uint64_t wire = add(text, "https://wire.example/1", "2031-05-01");
    words(text + words(text, 0, 200), 900, 50);
    uint64_t update = add(text, "https://wire.example/1", "2031-05-01");
    assert_int_equal(ask(update), 0);
    words(text + words(text, 0, 180), 2000, 50);
    uint64_t post = add(text, "https://post.example/1", "2031-05-02");
    assert_int_equal(ask(post), 2); /* of both versions */
    assert_int_equal(ask(update), 1);
    assert_int_equal(hs_ledger_forget_document(&gone, ledger, wire, NULL), HS_OK);
    assert_int_equal(ask(post), 1);
    assert_int_equal(copies[0].document, update);
    assert_int_equal(hs_ledger_forget_document(&gone, ledger, update, NULL), HS_OK);
    assert_int_equal(hs_ledger_forget_document(&gone, ledger, post, NULL), HS_OK);
    bool row;
    hs_sql q = hs_sql_begin(ledger, "SELECT (SELECT count(*) FROM copy) + (SELECT count(*) FROM shingle)");
    assert_true(hs_sql_step(&q, &row, NULL) == HS_OK && row && hs_sql_column_number(&q, 0) == 0);
    hs_sql_end(&q);
}

/* An outlet's farewell under every article links nothing; a story that very many carry links all the same. */
static void test_common(void **state)
{
    static char text[TEXT];
    uint64_t id = 0;
    (void)state;
    for (unsigned i = 0; i < 150; i++) {
        size_t n = words(text, 10000 + 1000 * i, 300);
        words(text + n, 0, 60);
        id = add(text, NULL, "2031-05-01");
        assert_int_equal(ask(id), 0);
    }
    for (unsigned i = 0; i < 100; i++) {
        char published[16];
        snprintf(published, sizeof published, "2031-%02u-%02u", 6 + i / 25, 1 + i % 25);
        words(text + words(text, 500, 200), 400000 + 1000 * i, 30);
        id = add(text, NULL, published);
        size_t n = ask(id);
        assert_true(n >= (i < 64 ? i : 60)); /* exact as long as there are no more than a hash leads to */
    }
    assert_true(ask(id) > 0 && copies[0].earlier);
}

/* Five copies of one text, each heard a day before the one that came before it. @return the last to come */
static uint64_t add_five(void)
{
    static char text[TEXT];
    uint64_t last = 0;
    for (unsigned i = 0; i < 5; i++) {
        char published[16];
        snprintf(published, sizeof published, "2031-05-%02u", 9 - i);
        words(text + words(text, 0, 200), 1000 * (i + 1), 30);
        last = add(text, NULL, published);
    }
    return last;
}

static void test_list_is_cut(void **state)
{
    size_t n;
    uint64_t last = add_five();
    (void)state;
    copies[2].document = 0;
    assert_int_equal(hs_ledger_copies(copies, 2, &n, ledger, last, NULL), HS_OK);
    assert_int_equal(n, 4);
    assert_int_equal(copies[0].document, 4); /* as heard */
    assert_int_equal(copies[1].document, 3);
    assert_int_equal(copies[2].document, 0);
    assert_int_equal(hs_ledger_copies(NULL, 0, &n, ledger, last, NULL), HS_OK);
    assert_int_equal(n, 4);
    assert_int_equal(ask(99), 0);
}

static void test_heads(void **state)
{
    hs_answer *answer;
    size_t n, n_heads;
    uint64_t last = add_five();
    (void)state;
    static const size_t parts[][3] = {{0, 10, 4}, {1, 2, 2}, {3, 2, 1}, {4, 2, 0}, {9, SIZE_MAX, 0}, {0, 0, 0}};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        assert_int_equal(hs_ledger_copied(&answer, copies, MOST, &n, ledger, last, parts[i][0], parts[i][1], NULL), HS_OK);
        const hs_report *heads = hs_answer_documents(answer, &n_heads);
        assert_int_equal(n, 4);
        assert_int_equal(n_heads, parts[i][2]);
        for (size_t k = 0; k < n_heads; k++)
            assert_int_equal(heads[k].id, copies[parts[i][0] + k].document);
        hs_answer_free(answer);
    }
    assert_int_equal(hs_ledger_copied(&answer, copies, 2, &n, ledger, last, 1, 5, NULL), HS_OK); /* no further than is listed */
    hs_answer_documents(answer, &n_heads);
    assert_int_equal(n, 4);
    assert_int_equal(n_heads, 1);
    hs_answer_free(answer);
    hs_error err;
    assert_int_equal(hs_ledger_copied(&answer, copies, MOST, &n, ledger, 99, 0, 1, &err), HS_E_NONE);
    assert_int_equal(err.pos, 99);
    assert_null(answer);
}

/* The stories of examples/ say who copied whom: one article did, without credit. */
static void test_examples(void **state)
{
    static const char *const names[] = {"harbour-coastal-wire.txt",
                                        "harbour-harbour-post.html",
                                        "harbour-northern-gazette.html",
                                        "harbour-daily-lantern.html",
                                        "harbour-tidewater-times.txt",
                                        "toll-velmark-press-service.txt",
                                        "toll-korrin-valley-herald.html",
                                        "toll-meridian-post.html",
                                        "toll-halvan-tribune.html",
                                        "toll-velmark-press-service-update.txt",
                                        "flight-orsany-courier.txt",
                                        "flight-tellick-ember.html",
                                        "flight-quillon.txt",
                                        "flight-portal-sarvina.html",
                                        "flight-northmarch-live.html"};
    static char bytes[1 << 20];
    uint64_t ids[sizeof names / sizeof *names];
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char file[256], published[16];
        snprintf(file, sizeof file, HS_SOURCE_DIR "/examples/%s", names[i]);
        snprintf(published, sizeof published, "2031-05-%02zu", i + 1);
        FILE *f = fopen(file, "rb");
        assert_non_null(f);
        size_t len = fread(bytes, 1, sizeof bytes, f);
        fclose(f);
        hs_input input = {.published = hs_ascii_of(published)};
        hs_document *doc;
        assert_int_equal(hs_document_open(&doc, bytes, len, &input, NULL), HS_OK);
        doc->model = hs_ascii_of("none");
        ids[i] = add_document(doc);
    }
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        size_t n = ask(ids[i]);
        assert_int_equal(n, i == 0 || i == 2);
        if (n) {
            assert_int_equal(copies[0].document, ids[2 - i]);
            assert_int_equal(copies[0].earlier, i == 2);
            assert_true(copies[0].share > 0.4 && copies[0].share < 0.6); /* 10 of 19 sentences */
        }
    }
}

/* ---- the hashes ---- */

static hs_shingles take(const char *text)
{
    hs_shingles s;
    assert_int_equal(hs_shingles_take(&s, hs_ascii_of(text), NULL, 0, NULL), HS_OK);
    return s;
}

static void test_long_texts_are_sampled(void **state)
{
    char *text = malloc(16 << 20);
    size_t of;
    (void)state;
    assert_non_null(text);
    words(text, 0, 500000);
    hs_shingles whole = take(text);
    assert_true(whole.n <= HS_SHINGLES_MOST && whole.n > HS_SHINGLES_MOST / 4);
    assert_int_equal(whole.level, 3);
    unsigned level = hs_sketch_level(&whole);
    size_t n = 0;
    for (size_t i = 0; i < whole.n; i++) {
        assert_true(hs_sketch_has(whole.at[i], whole.level));
        assert_true(!i || whole.at[i - 1] < whole.at[i]);
        n += hs_sketch_has(whole.at[i], level);
    }
    assert_true(n <= HS_SKETCH_MOST && n > HS_SKETCH_MOST / 4);
    words(text, 100000, 5000);
    hs_shingles part = take(text);
    assert_int_equal(part.level, 0);
    assert_int_equal(part.n, 4996);
    size_t shared = hs_shingles_shared(&of, &whole, &part);
    assert_int_equal(shared, of);
    assert_true(of > 4996 / 16 && of < 4996 / 4);
    hs_shingles_free(&whole);
    hs_shingles_free(&part);
    free(text);
}

static void test_sketch_sizes(void **state)
{
    static const unsigned sizes[][2] = {{34, 0},  {36, 1},   {67, 1},    {68, 2},
                                        {300, 4}, {1000, 4}, {10000, 4}, {40000, 6}};
    char *text = malloc(1 << 20);
    (void)state;
    assert_non_null(text);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        words(text, 0, sizes[i][0]);
        hs_shingles s = take(text);
        assert_int_equal(hs_sketch_level(&s), sizes[i][1]);
        hs_shingles_free(&s);
    }
    hs_shingles none = take("");
    assert_int_equal(none.n, 0);
    assert_int_equal(hs_sketch_level(&none), 0);
    hs_shingles_free(&none);
    free(text);
}

/* The ledger keeps these: a change of one bit would blind it to what is in. */
static void test_hashes_are_fixed(void **state)
{
    (void)state;
    hs_shingles a = take("The ministry’s 1,000 divers didn't know."),
                b = take("the MINISTRYS\n1000 divers didn’t know");
    assert_int_equal(a.n, 2);
    assert_int_equal(b.n, 2);
    assert_memory_equal(a.at, b.at, 2 * sizeof *a.at);
    assert_true(a.at[0] == UINT64_C(0x32cb9efa49fc0f27));
    hs_shingles_free(&a);
    hs_shingles_free(&b);
}

static void test_no_memory(void **state)
{
    FILES_ALONE();
    static char text[TEXT];
    hs_status status = HS_E_NOMEM;
    (void)state;
    words(text, 0, 300);
    uint64_t first = add(text, "https://a.example/", "2031-05-01");
    hs_document *doc = make(text, "https://b.example/", "2031-05-02");
    for (long left = 0; status != HS_OK; left++) {
        hs_added how;
        uint64_t id;
        assert_true(left < 1000);
        fuse = left;
        status = hs_ledger_add(&how, &id, ledger, doc, NULL);
        fuse = -1;
        assert_true(status == HS_OK || status == HS_E_NOMEM);
        assert_int_equal(ask(first), status == HS_OK);
    }
    hs_document_free(doc);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_held_in_longer, open_ledger, close_ledger),
        cmocka_unit_test(test_one_day),
        cmocka_unit_test(test_any_order),
        cmocka_unit_test_setup_teardown(test_share_and_threshold, open_ledger, close_ledger),
        cmocka_unit_test_setup_teardown(test_quotations_and_furniture, open_ledger, close_ledger),
        cmocka_unit_test_setup_teardown(test_versions_and_deletion, open_ledger, close_ledger),
        cmocka_unit_test_setup_teardown(test_common, open_ledger, close_ledger),
        cmocka_unit_test_setup_teardown(test_list_is_cut, open_ledger, close_ledger),
        cmocka_unit_test_setup_teardown(test_heads, open_ledger, close_ledger),
        cmocka_unit_test_setup_teardown(test_examples, open_ledger, close_ledger),
        cmocka_unit_test(test_long_texts_are_sampled),
        cmocka_unit_test(test_sketch_sizes),
        cmocka_unit_test(test_hashes_are_fixed),
        cmocka_unit_test_setup_teardown(test_no_memory, open_ledger, close_ledger),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
