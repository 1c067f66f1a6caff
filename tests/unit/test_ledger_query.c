/* test_ledger_query.c -- questions to a small ledger made by hand, whose right answers are plain to see. No model is needed. */
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
#include "buffer.h"
#include "fuse.h"
#include "hearsay.h"
#include "ledger.h"
#include "postgres.h"
#include "query.h"

static char folder[] = "/tmp/test_query_XXXXXX";
static char path[64];
static hs_ledger *ledger;

/* ---- a ledger by hand: each article is one line "NAME said CONTENT." a statement ---- */

typedef struct statement {
    const char *who, *cue, *content; /* who NULL: nobody is told of */
    hs_act act;
    hs_polarity polarity;
    const char *through; /* NULL: heard from itself */
    bool anonymous;
    float confidence; /* 0: 0.9 */
} statement;

static hs_str copy(hs_document *doc, const char *s)
{
    return hs_arena_copy(doc->arena, hs_ascii_of(s));
}

static hs_spans one_span(hs_document *doc, uint32_t begin, uint32_t end)
{
    hs_span *s = HS_NEW(doc->arena, hs_span, 1);
    *s = (hs_span){begin, end};
    return (hs_spans){s, 1};
}

static uint32_t put_source(hs_document *doc, hs_source *sources, const char *name, bool anonymous, hs_spans mentions)
{
    for (uint32_t i = 0; i < doc->n_sources; i++)
        if (!anonymous && strcmp(sources[i].name.ptr, name) == 0)
            return i;
    sources[doc->n_sources] = (hs_source){.name = copy(doc, name), .anonymous = anonymous, .kind = HS_SOURCE_PERSON, .mentions = mentions};
    return (uint32_t)doc->n_sources++;
}

/* @return its id */
static uint64_t add(const char *outlet, const char *url, const char *published, const char *title, const statement *said, size_t n)
{
    hs_document *doc;
    hs_added how;
    uint64_t id;
    hs_error err;
    hs_buffer text = hs_buffer_new(1 << 16);
    assert_int_equal(hs_document_new(&doc, 1 << 20, NULL), HS_OK);
    hs_source *sources = HS_NEW(doc->arena, hs_source, 2 * n);
    hs_attribution *a = HS_NEW(doc->arena, hs_attribution, n);
    for (size_t i = 0; i < n; i++) {
        uint32_t at[4] = {(uint32_t)text.len};
        hs_buffer_text(&text, said[i].who ? said[i].who : "");
        at[1] = (uint32_t)text.len;
        hs_buffer_format(&text, " %s ", said[i].cue);
        at[2] = (uint32_t)text.len;
        hs_buffer_text(&text, said[i].content);
        at[3] = (uint32_t)text.len;
        hs_buffer_text(&text, ".\n\n");
        uint32_t *chain = HS_NEW(doc->arena, uint32_t, 2);
        a[i] = (hs_attribution){.cue = one_span(doc, at[1] + 1, at[2] - 1), .content = one_span(doc, at[2], at[3]), .parent = HS_NO_PARENT,
                                .confidence = said[i].confidence > 0 ? said[i].confidence : 0.9f, .source_id = HS_NO_SOURCE, .act = said[i].act,
                                .polarity = said[i].polarity, .certainty = HS_CERTAIN, .chain = chain, .chain_known = true};
        if (said[i].who) {
            a[i].source = one_span(doc, at[0], at[1]);
            a[i].source_id = put_source(doc, sources, said[i].who, said[i].anonymous, a[i].source);
            chain[a[i].n_chain++] = a[i].source_id;
        }
        if (said[i].through)
            chain[a[i].n_chain++] = put_source(doc, sources, said[i].through, false, one_span(doc, 0, 1));
    }
    doc->text = hs_arena_copy(doc->arena, hs_buffer_str(&text));
    doc->outlet = copy(doc, outlet);
    doc->url = copy(doc, url);
    doc->title = copy(doc, title);
    doc->published = copy(doc, published);
    assert_int_equal(hs_document_seal(doc, NULL), HS_OK);
    doc->model = (hs_str){"test-1", 6};
    doc->sources = sources;
    doc->attributions = a;
    doc->n_attributions = n;
    if (hs_ledger_add(&how, &id, ledger, doc, &err) != HS_OK)
        fail_msg("%s", err.msg);
    hs_document_free(doc);
    hs_buffer_free(&text);
    return id;
}

#define SAID(...) (const statement[]){__VA_ARGS__}, sizeof((const statement[]){__VA_ARGS__}) / sizeof(statement)

static void commit(void)
{
    assert_int_equal(hs_ledger_commit(ledger, NULL), HS_OK);
}

static void run(const char *sql)
{
    hs_error err = {HS_OK, 0, ""};
    if (hs_ledger_run(ledger, sql, sql, &err) != HS_OK)
        fail_msg("%s", err.msg);
}

static int make_folder(void **state)
{
    (void)state;
    if (!mkdtemp(folder))
        return 1;
    snprintf(path, sizeof path, "%s/hearsay.db", folder);
    return 0;
}

static int drop_folder(void **state)
{
    char command[96];
    (void)state;
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    return system(command);
}

/* Three outlets, five articles, in May 2031. */
static int fill(void **state)
{
    (void)state;
    assert_int_equal(hs_ledger_open(&ledger, path, HS_LEDGER_WRITE, NULL), HS_OK);
    add("Coastal Wire", "https://wire.example/1", "2031-05-13T21:40Z", "Ministry knew of the leak",
        SAID({"four officials", "told", "the ministry knew of the leak", HS_ACT_SAY, HS_POLARITY_POSITIVE, NULL, true, 0},
             {"the ministry", "denied", "that it was warned", HS_ACT_DENY, HS_POLARITY_NEGATIVE, NULL, false, 0}));
    add("Harbour Post", "https://post.example/1", "2031-05-14T08:00Z", "Divers warned of Pier 9",
        SAID({"officials", "said", "the ministry knew of the leak", HS_ACT_SAY, HS_POLARITY_POSITIVE, "Coastal Wire", true, 0},
             {"Mara Lindqvist", "said", "the pier is safe", HS_ACT_SAY, HS_POLARITY_POSITIVE, NULL, false, 0},
             {"Mara Lindqvist", "denied", "the ministry knew of the leak", HS_ACT_DENY, HS_POLARITY_NEGATIVE, NULL, false, 0}));
    add("Daily Lantern", "https://lantern.example/1", "2031-05-14T12:00Z", "Pier is safe, says harbour master",
        SAID({"Mara Lindqvist", "said", "The pier is safe", HS_ACT_SAY, HS_POLARITY_POSITIVE, NULL, false, 0},
             {NULL, "it is feared that", "the slick reaches the oyster beds", HS_ACT_BELIEVE, HS_POLARITY_POSITIVE, NULL, false, 0.2f}));
    add("Harbour Post", "https://post.example/2", "2031-06-01T10:00Z", "Inquiry opens",
        SAID({"Jonas Hale", "said", "180 tonnes of oil have spread", HS_ACT_SAY, HS_POLARITY_POSITIVE, "Mara Lindqvist", false, 0},
             {"M. Lindqvist", "admitted", "she had read the note", HS_ACT_ADMIT, HS_POLARITY_POSITIVE, NULL, false, 0}));
    add("Harbour Post", "https://post.example/2", "2031-06-02T10:00Z", "Inquiry opens, again",
        SAID({"Jonas Hale", "said", "200 tonnes of oil have spread", HS_ACT_SAY, HS_POLARITY_POSITIVE, "Mara Lindqvist", false, 0},
             {"M. Lindqvist", "admitted", "she had read the note", HS_ACT_ADMIT, HS_POLARITY_POSITIVE, NULL, false, 0}));
    commit();
    return 0;
}

static int empty(void **state)
{
    static const char *const ends[] = {"", "-wal", "-shm"};
    char name[80];
    (void)state;
    hs_ledger_free(ledger);
    ledger = NULL;
    for (int i = 0; i < 3; i++) {
        snprintf(name, sizeof name, "%s%s", path, ends[i]);
        unlink(name);
    }
    return 0;
}

/* ---- asking ---- */

static hs_answer *claims(hs_query query)
{
    hs_answer *answer;
    hs_error err = {HS_OK, 0, ""};
    if (hs_ledger_claims(&answer, ledger, &query, &err) != HS_OK)
        fail_msg("%s", err.msg);
    return answer;
}

static hs_answer *found(hs_query query)
{
    hs_answer *answer;
    hs_error err = {HS_OK, 0, ""};
    if (hs_ledger_search(&answer, ledger, &query, NULL, &err) != HS_OK)
        fail_msg("%s", err.msg);
    return answer;
}

/* The contents of the claims, parted by "|". */
static void check_claims(hs_query query, const char *want)
{
    hs_answer *answer = claims(query);
    hs_buffer got = hs_buffer_new(1 << 16);
    size_t n;
    const hs_claim *c = hs_answer_claims(answer, &n);
    for (size_t i = 0; i < n; i++) {
        hs_buffer_text(&got, i ? "|" : "");
        hs_buffer_add(&got, c[i].words.ptr, c[i].words.len);
    }
    hs_buffer_add(&got, "", 1);
    assert_string_equal(got.ptr, want);
    hs_buffer_free(&got);
    hs_answer_free(answer);
}

#define S(text) {text, sizeof(text) - 1}

static void test_newest_first(void **state)
{
    (void)state;
    check_claims((hs_query){0}, "200 tonnes of oil have spread|she had read the note|the pier is safe|the slick reaches the oyster beds|"
                                "the ministry knew of the leak|that it was warned");
    check_claims((hs_query){.oldest_first = true}, "the ministry knew of the leak|that it was warned|the pier is safe|"
                                                   "the slick reaches the oyster beds|200 tonnes of oil have spread|she had read the note");
    check_claims((hs_query){.all = true, .since = S("2031-06")}, "200 tonnes of oil have spread|she had read the note|180 tonnes of oil have spread");
}

/* Older versions, and what a person called wrong, are told and counted with the rest, whatever else is asked for. */
static void test_all_versions(void **state)
{
    static const hs_query queries[] = {{.all = true}, {.all = true, .words = S("note")}, {.all = true, .words = S("note"), .outlet = S("Harbour Post")}};
    size_t n;
    uint64_t id;
    hs_answer *answer;
    (void)state;
    for (size_t i = 0; i < 2 * sizeof queries / sizeof *queries; i++) {
        hs_query query = queries[i / 2];
        answer = i % 2 && query.words.len ? found(query) : claims(query);
        const hs_claim *c = hs_answer_claims(answer, &n);
        while (n && strcmp(c->words.ptr, "she had read the note") != 0)
            c++, n--;
        assert_true(n > 0);
        assert_int_equal(c->n_documents, 2);
        assert_int_equal(c->n_attributions, 2);
        assert_int_equal(c->n_entries, 2);
        assert_true(c->entries[0].current != c->entries[1].current);
        hs_answer_free(answer);
    }
    check_claims((hs_query){.words = S("note")}, "she had read the note");
    answer = claims((hs_query){.words = S("note")});
    assert_int_equal(hs_answer_claims(answer, &n)->n_attributions, 1);
    uint64_t note = hs_answer_claims(answer, &n)->entries[0].attribution;
    hs_answer_free(answer);
    const hs_opinion wrong = {.attribution = note, .verdict = HS_VERDICT_WRONG, .by = S("Ola")};
    assert_int_equal(hs_ledger_correct(&id, ledger, &wrong, NULL), HS_OK);
    check_claims((hs_query){.words = S("note")}, "");
    answer = claims((hs_query){.words = S("note"), .all = true});
    assert_int_equal(hs_answer_claims(answer, &n)->n_attributions, 2);
    hs_answer_free(answer);
}

static void test_filters(void **state)
{
    (void)state;
    check_claims((hs_query){.act = HS_ACT_DENY}, "the ministry knew of the leak|that it was warned");
    check_claims((hs_query){.polarity = HS_POLARITY_NEGATIVE, .outlet = S("HARBOUR post")}, "the ministry knew of the leak");
    check_claims((hs_query){.outlet = S("No Such Paper")}, "");
    check_claims((hs_query){.naming = HS_ANONYMOUS_ONLY}, "the slick reaches the oyster beds|the ministry knew of the leak");
    check_claims((hs_query){.naming = HS_ANONYMOUS_ONLY, .least = 0.5f}, "the ministry knew of the leak");
    check_claims((hs_query){.naming = HS_NAMED_ONLY, .until = S("2031-05")}, "the pier is safe|the ministry knew of the leak|that it was warned");
    check_claims((hs_query){.until = S("2031-05-13")}, "the ministry knew of the leak|that it was warned");
    check_claims((hs_query){.until = S("2031-05-13T21:39Z")}, "");
    check_claims((hs_query){.until = S("2031-05-13T21:40Z")}, "the ministry knew of the leak|that it was warned");
    check_claims((hs_query){.since = S("2031-05-14T12:00Z"), .until = S("2031")},
                 "200 tonnes of oil have spread|she had read the note|the pier is safe|the slick reaches the oyster beds");
    check_claims((hs_query){.source = S("mara lindqvist")}, "the pier is safe|the ministry knew of the leak");
    check_claims((hs_query){.source = S("lindq")}, "she had read the note|the pier is safe|the ministry knew of the leak");
    check_claims((hs_query){.source = S("nobody of that name")}, "");
    check_claims((hs_query){.certainty = HS_POSSIBLE}, "");
}

static void test_words(void **state)
{
    (void)state;
    check_claims((hs_query){.words = S("leaks")}, "the ministry knew of the leak"); /* another form */
    check_claims((hs_query){.words = S("pier OR oyster")}, "the pier is safe|the slick reaches the oyster beds");
    check_claims((hs_query){.words = S("the -leak")}, "she had read the note|the pier is safe|the slick reaches the oyster beds");
    check_claims((hs_query){.words = S("\"oyster beds\"")}, "the slick reaches the oyster beds");
    check_claims((hs_query){.words = S("\"beds oyster\"")}, "");
    check_claims((hs_query){.words = S("oyst*"), .outlet = S("Daily Lantern")}, "the slick reaches the oyster beds");
    check_claims((hs_query){.words = S("oyster"), .outlet = S("Coastal Wire")}, "");
    check_claims((hs_query){.words = S("nosuchword")}, "");
    check_claims((hs_query){.words = S("pier OR leak"), .title = S("divers")}, "the ministry knew of the leak|the pier is safe");
    size_t n;
    hs_answer *answer = found((hs_query){.words = S("safe"), .title = S("divers OR master")});
    const hs_claim *c = hs_answer_claims(answer, &n);
    assert_int_equal(n, 1);
    assert_string_equal(c[0].words.ptr, "the pier is safe");
    hs_answer_free(answer);
}

static void test_counts(void **state)
{
    size_t n;
    (void)state;
    hs_answer *answer = claims((hs_query){.words = S("ministry knew")});
    const hs_claim *c = hs_answer_claims(answer, &n);
    assert_int_equal(n, 1);
    assert_int_equal(c->n_documents, 2);
    assert_int_equal(c->n_outlets, 2);
    assert_int_equal(c->n_attributions, 3);
    assert_int_equal(c->n_entries, 3);
    assert_string_equal(c->first.ptr, "2031-05-13T21:40:00Z");
    assert_int_equal(c->entries[0].n_relays, 1); /* first the newest, which made it an answer */
    assert_string_equal(c->entries[0].relays[0].name.ptr, "Coastal Wire");
    assert_string_equal(c->entries[1].who.ptr, "four officials"); /* then the oldest */
    assert_true(c->entries[1].anonymous);
    assert_string_equal(c->entries[1].cue.ptr, "told");
    assert_int_equal(c->entries[2].polarity, HS_POLARITY_NEGATIVE);
    hs_answer_free(answer);
}

/* Names are looked up, not looked through: of a ledger of a million statements that was most of each question's time. */
static void test_no_scan(void **state)
{
    FILES_ALONE();
    hs_fits fits;
    size_t asked = 0;
    (void)state;
    assert_int_equal(hs_query_sources(&fits, ledger, hs_ascii_of("Mara Lindqvist"), NULL), HS_OK);
    assert_int_equal(fits.n, 1);
    hs_fits_end(&fits);
    for (size_t i = 0; i < ledger->n_kept; i++)
        if (strstr(ledger->kept[i].sql, "FROM source WHERE name_key")) {
            assert_int_equal(sqlite3_stmt_status(ledger->kept[i].stmt, SQLITE_STMTSTATUS_FULLSCAN_STEP, 0), 0);
            asked++;
        }
    assert_true(asked > 0);
}

static hs_buffer asked_by_claim; /* the statements of a question that go from contents to what is said of them */

static int note_asked(unsigned what, void *context, void *prepared, void *sql)
{
    (void)what, (void)context, (void)prepared;
    if (strstr(sql, "a.claim_id = w.value")) {
        hs_buffer_text(&asked_by_claim, sql);
        hs_buffer_add(&asked_by_claim, "", 1);
    }
    return 0;
}

/* Nor is all that is said in one way looked through for each content. */
static void test_no_scan_of_acts(void **state)
{
    FILES_ALONE();
    static const hs_query queries[] = {{.act = HS_ACT_SAY, .polarity = HS_POLARITY_POSITIVE}, {.words = S("the"), .act = HS_ACT_SAY, .polarity = HS_POLARITY_POSITIVE}};
    size_t asked = 0;
    (void)state;
    asked_by_claim = hs_buffer_new(1 << 20);
    sqlite3_trace_v2(ledger->db, SQLITE_TRACE_STMT, note_asked, NULL);
    for (size_t i = 0; i < 2; i++)
        hs_answer_free(claims(queries[i]));
    sqlite3_trace_v2(ledger->db, 0, NULL, NULL);
    for (size_t at = 0; at < asked_by_claim.len; at += strlen(asked_by_claim.ptr + at) + 1, asked++) {
        char explained[1 << 14];
        bool row;
        snprintf(explained, sizeof explained, "EXPLAIN QUERY PLAN %s", asked_by_claim.ptr + at);
        hs_sql q = hs_sql_made(ledger, explained, strlen(explained));
        while (hs_sql_step(&q, &row, NULL) == HS_OK && row)
            assert_null(strstr(hs_sql_column(&q, 3).ptr, "attribution_by_act"));
        hs_sql_end(&q);
    }
    assert_int_equal(asked, 3);
    hs_buffer_free(&asked_by_claim);
}

/* Every page size walks the same list. */
static void check_pages(const hs_query *asked, bool search)
{
    size_t n, got;
    hs_answer *whole = search ? found(*asked) : claims(*asked);
    const hs_claim *all = hs_answer_claims(whole, &n);
    assert_true(n > 1);
    assert_null(hs_answer_next(whole).ptr);
    for (uint32_t size = 1; size <= n; size++) {
        hs_query query = *asked;
        size_t at = 0;
        query.limit = size;
        hs_answer *page = NULL;
        do {
            hs_answer *before = page;
            page = search ? found(query) : claims(query);
            hs_answer_free(before);
            const hs_claim *c = hs_answer_claims(page, &got);
            assert_true(got == size || at + got == n);
            for (size_t i = 0; i < got; i++, at++) {
                assert_int_equal(c[i].id, all[at].id);
                for (size_t k = 0; k < at; k++)
                    assert_true(all[k].id != c[i].id);
            }
            query.after = hs_answer_next(page);
        } while (query.after.ptr);
        hs_answer_free(page);
        assert_int_equal(at, n);
    }
    hs_answer_free(whole);
}

/* ---- against a reference: what a plain look at all statements finds ---- */

enum { ARTICLES = 48, EACH = 3, MADE = ARTICLES * EACH };

static const char *const made_outlets[] = {"Coastal Wire", "Harbour Post", "Daily Lantern"};
static const char *const made_contents[] = {"the pier is safe", "the pier of the old harbour had cracked before the storm came", "oil has spread", "a pier, a crane and a pier are lost",
                                            "divers saw oil at the pier", "the crane is safe", "nobody had asked"};
static const hs_act made_acts[] = {HS_ACT_SAY, HS_ACT_DENY, HS_ACT_ADMIT};
static struct made {
    char heard[24];
    size_t article, outlet, content, act;
} made[MADE];

static int fill_made(void **state)
{
    uint32_t random = 7;
    (void)state;
    assert_int_equal(hs_ledger_open(&ledger, path, HS_LEDGER_WRITE, NULL), HS_OK);
    for (size_t i = 0; i < ARTICLES; i++) {
        statement said[EACH];
        char url[48], published[24];
        snprintf(url, sizeof url, "https://post.example/%zu", i);
        snprintf(published, sizeof published, "2031-%02zu-%02zuT10:00:00Z", 1 + i * 5 % 12, 1 + i * 7 % 28);
        for (size_t k = 0; k < EACH; k++) {
            struct made *m = &made[i * EACH + k];
            random = random * 1664525 + 1013904223;
            *m = (struct made){.article = i, .outlet = i % 3, .content = (random >> 16) % 7, .act = (random >> 24) % 3};
            memcpy(m->heard, published, sizeof published);
            said[k] = (statement){"Mara Lindqvist", "said", made_contents[m->content], made_acts[m->act], HS_POLARITY_POSITIVE, NULL, false, 0};
        }
        add(made_outlets[i % 3], url, published, "News", said, EACH);
    }
    commit();
    return 0;
}

static bool is_asked_for(const struct made *m, const hs_query *q)
{
    return (!q->since.len || memcmp(m->heard, q->since.ptr, q->since.len) >= 0) && (!q->until.len || memcmp(m->heard, q->until.ptr, q->until.len) <= 0) &&
           (!q->outlet.len || strcmp(made_outlets[m->outlet], q->outlet.ptr) == 0) && (!q->act || made_acts[m->act] == q->act);
}

static size_t content_of(const hs_claim *c)
{
    for (size_t i = 0; i < 7; i++)
        if (strcmp(made_contents[i], c->words.ptr) == 0)
            return i;
    fail_msg("no content of these: %s", c->words.ptr);
    return 0;
}

/* Counts are of all that is heard of a claim; the entry that stands first is the newest that is asked for, then come the oldest that are, then the other ones. */
static void check_against_made(const hs_claim *c, const hs_query *q)
{
    size_t content = content_of(c), n = 0, n_articles = 0, n_fit = 0;
    bool outlets[3] = {false};
    const struct made *first = NULL, *last = NULL, *oldest = NULL, *newest = NULL;
    for (size_t i = 0; i < MADE; i++) {
        const struct made *m = &made[i];
        if (m->content != content)
            continue;
        n++;
        n_articles += !last || last->article != m->article;
        last = m;
        outlets[m->outlet] = true;
        oldest = !oldest || strcmp(m->heard, oldest->heard) < 0 ? m : oldest;
        newest = !newest || strcmp(m->heard, newest->heard) > 0 ? m : newest;
        n_fit += is_asked_for(m, q);
        if (is_asked_for(m, q) && (!first || strcmp(m->heard, first->heard) > 0 || (strcmp(m->heard, first->heard) == 0 && m->article > first->article)))
            first = m;
    }
    assert_non_null(first);
    assert_int_equal(c->n_attributions, n);
    assert_int_equal(c->n_outlets, outlets[0] + outlets[1] + outlets[2]);
    assert_string_equal(c->first.ptr, oldest->heard);
    assert_string_equal(c->last.ptr, newest->heard);
    assert_int_equal(c->n_entries, n < HS_ANSWER_ENTRIES ? n : HS_ANSWER_ENTRIES);
    assert_int_equal(c->entries[0].document, first->article + 1);
    assert_int_equal(c->entries[0].act, made_acts[first->act]);
    n_fit = n_fit < HS_ANSWER_ENTRIES ? n_fit : HS_ANSWER_ENTRIES;
    assert_int_equal(c->n_fit, q->since.len || q->act || q->source.len || q->outlet.len ? n_fit : 0);
    for (uint32_t i = 2; i < c->n_entries; i++)
        assert_true(i == c->n_fit || strcmp(c->entries[i - 1].heard.ptr, c->entries[i].heard.ptr) <= 0);
    for (uint32_t i = 1; i < c->n_entries; i++)
        assert_int_not_equal(c->entries[i].attribution, c->entries[0].attribution);
    assert_int_equal(c->n_documents, n_articles);
}

/* What fits, and nothing else, in the order in which a search without a filter has it. */
static void test_search_reference(void **state)
{
    static const char *const words[] = {"pier", "oil OR crane", "safe", "pier -crane", "\"the pier\""};
    static const char *const months[] = {NULL, "2031-02", "2031-07", "2031-11"};
    size_t n_all, n, told = 0;
    (void)state;
    for (size_t i = 0; i < 5 * 4 * 4 * 4; i++) {
        hs_query plain = {.words = hs_ascii_of(words[i % 5])}, query = plain;
        const char *month = months[i / 5 % 4], *outlet = i / 20 % 4 ? made_outlets[i / 20 % 4 - 1] : NULL;
        query.since = query.until = (hs_str){month, month ? strlen(month) : 0};
        query.outlet = (hs_str){outlet, outlet ? strlen(outlet) : 0};
        query.act = i / 80 ? made_acts[i / 80 - 1] : 0;
        hs_answer *whole = found(plain), *some = found(query);
        const hs_claim *all = hs_answer_claims(whole, &n_all), *c = hs_answer_claims(some, &n);
        size_t at = 0;
        for (size_t k = 0; k < n_all; k++) {
            bool fits = false;
            for (size_t m = 0; m < MADE; m++)
                fits = fits || (made[m].content == content_of(&all[k]) && is_asked_for(&made[m], &query));
            if (!fits)
                continue;
            assert_true(at < n);
            assert_int_equal(c[at].id, all[k].id);
            check_against_made(&c[at++], &query);
        }
        assert_int_equal(at, n);
        told += n;
        hs_answer_free(whole);
        hs_answer_free(some);
    }
    assert_true(told > 100);
    check_pages(&(hs_query){.words = S("pier OR crane OR safe"), .act = HS_ACT_SAY}, true);
    check_pages(&(hs_query){.act = HS_ACT_SAY}, false);
}

/* One question is the same few statements, however many claims and entries its page has: each is a round trip to a server. */
static void test_few_statements(void **state)
{
    FILES_ALONE();
    size_t n;
    int runs = 0;
    (void)state;
    hs_answer *answer = claims((hs_query){0});
    hs_answer_claims(answer, &n);
    assert_int_equal(n, 6);
    hs_answer_free(answer);
    for (size_t i = 0; i < ledger->n_kept; i++)
        if (strstr(ledger->kept[i].sql, "json_each"))
            runs += sqlite3_stmt_status(ledger->kept[i].stmt, SQLITE_STMTSTATUS_RUN, 0);
    assert_in_range(runs, 4, 4); /* words, what is heard, entries, relays */
}

/* The same of a document that is loaded: a statement a table, however many attributions it has. */
static void test_few_statements_shown(void **state)
{
    FILES_ALONE();
    hs_answer *answer;
    hs_error err;
    int runs = 0;
    (void)state;
    for (int again = 0; again < 2; again++) {
        runs = 0;
        assert_int_equal(hs_ledger_show(&answer, ledger, hs_ascii_of("a1"), NULL, &err), HS_OK);
        hs_answer_free(answer);
        for (size_t i = 0; i < ledger->n_kept; i++)
            if (strstr(ledger->kept[i].sql, "document_id = ?1"))
                runs += sqlite3_stmt_status(ledger->kept[i].stmt, SQLITE_STMTSTATUS_RUN, 1);
    }
    assert_int_equal(runs, 9); /* its row with how many there are of each, seven tables, chains */
}

static int64_t number_at_server(const char *sql)
{
    int64_t n;
    hs_sql q = hs_sql_made(ledger, sql, strlen(sql));
    assert_int_equal(hs_sql_take_number(&q, &n, NULL), HS_OK);
    return n;
}

/* Of a server: what is asked again and again is planned once, and words by what they are. */
static void test_planned_once(void **state)
{
    (void)state;
    if (!ledger->postgres)
        skip();
    static const char custom[] = "SELECT sum(custom_plans) FROM pg_prepared_statements", once[] = "SELECT sum(generic_plans) FROM pg_prepared_statements";
    int64_t n_custom = number_at_server(custom), n_once = number_at_server(once);
    for (int i = 0; i < 3; i++) {
        hs_answer_free(claims((hs_query){0}));
        hs_answer_free(claims((hs_query){.words = S("pier")}));
        hs_answer_free(found((hs_query){.words = S("pier")}));
    }
    assert_int_equal(number_at_server(custom), n_custom);
    assert_true(number_at_server(once) >= n_once + 3 * 8);
    assert_int_equal(hs_ledger_look_begin(ledger, NULL), HS_OK);
    hs_sql q = hs_sql_begin(ledger, "SELECT 1 FROM claim_words WHERE claim_words MATCH ?1 AND current_setting('plan_cache_mode') = 'force_custom_plan'");
    hs_sql_word(&q, 1, "\"pier\"");
    int64_t found_so;
    assert_int_equal(hs_sql_take_number(&q, &found_so, NULL), HS_OK);
    assert_int_equal(found_so, 1);
    assert_int_equal(hs_ledger_look_end(ledger, HS_OK, NULL), HS_OK);
}

/* Of a server: a look that could not be ended when it should have been is ended before anything else is asked, so that what came in since is seen. */
static void test_look_left_behind(void **state)
{
    (void)state;
    if (!ledger->postgres)
        skip();
    check_claims((hs_query){.words = S("lighthouse")}, "");
    assert_int_equal(hs_ledger_look_begin(ledger, NULL), HS_OK);
    check_claims((hs_query){.words = S("lighthouse")}, "");
    ledger->looks = false;
    assert_false(hs_ledger_in_transaction(ledger));
    add("Harbour Post", "https://post.example/9", "2031-06-03T10:00Z", "Paint",
        SAID({"Jonas Hale", "said", "the lighthouse is green", HS_ACT_SAY, HS_POLARITY_POSITIVE, NULL, false, 0}));
    commit();
    check_claims((hs_query){.words = S("lighthouse")}, "the lighthouse is green");
}

/* Whatever it is found by. */
static void test_pages(void **state)
{
    static const hs_query queries[] = {{.limit = 0}, {.oldest_first = true}, {.words = S("the")}, {.source = S("lindqvist")}, {.outlet = S("Harbour Post")}, {.all = true},
                                       {.since = S("2031-05-13"), .until = S("2031-05-14")}, {.until = S("2031-12"), .all = true}, {.since = S("2031"), .words = S("the")}};
    (void)state;
    for (size_t k = 0; k < sizeof queries / sizeof *queries; k++)
        check_pages(&queries[k], false);
}

/* ---- claims of several wordings ---- */

/* @param shown_as  words of the claim that stands for it */
static void show_as(const char *text, const char *shown_as)
{
    char sql[256];
    snprintf(sql, sizeof sql, "UPDATE claim SET same_as = (SELECT claim_id FROM claim WHERE text = '%s') WHERE text = '%s'", shown_as, text);
    run(sql);
}

/* Of two outlets, three days and three articles; and one of an older version of an article. */
static void group(void)
{
    show_as("the slick reaches the oyster beds", "the pier is safe");
    show_as("that it was warned", "the pier is safe");
    show_as("180 tonnes of oil have spread", "200 tonnes of oil have spread");
}

static void test_wordings_listed(void **state)
{
    size_t n;
    (void)state;
    group();
    check_claims((hs_query){0}, "200 tonnes of oil have spread|she had read the note|the pier is safe|the ministry knew of the leak");
    check_claims((hs_query){.oldest_first = true}, "the ministry knew of the leak|the pier is safe|200 tonnes of oil have spread|she had read the note");
    check_claims((hs_query){.all = true, .since = S("2031-06")}, "200 tonnes of oil have spread|she had read the note");
    check_claims((hs_query){.words = S("oyster OR warned")}, "the pier is safe");
    check_claims((hs_query){.words = S("oyster"), .outlet = S("Harbour Post")}, ""); /* nobody says that there */
    check_claims((hs_query){.act = HS_ACT_DENY}, "the ministry knew of the leak|the pier is safe");
    check_claims((hs_query){.source = S("the ministry")}, "the pier is safe");
    hs_answer *answer = claims((hs_query){.words = S("oyster")});
    const hs_claim *c = hs_answer_claims(answer, &n);
    assert_int_equal(n, 1);
    assert_int_equal(c->n_documents, 3);
    assert_int_equal(c->n_outlets, 3);
    assert_int_equal(c->n_attributions, 4);
    assert_int_equal(c->n_wordings, 3);
    assert_int_equal(c->n_shown, 0);
    assert_string_equal(c->first.ptr, "2031-05-13T21:40:00Z");
    assert_string_equal(c->last.ptr, "2031-05-14T12:00:00Z");
    assert_int_equal(c->n_entries, 4);
    assert_string_equal(c->entries[0].content.ptr, "the slick reaches the oyster beds"); /* which made it an answer */
    assert_string_equal(c->entries[1].content.ptr, "that it was warned"); /* then the oldest */
    assert_string_equal(c->entries[2].content.ptr, "the pier is safe");
    for (uint32_t i = 0; i < c->n_entries; i++) {
        assert_int_equal(c->entries[i].shown_as, c->id);
        assert_int_equal(c->entries[i].claim == c->id, i >= 2);
    }
    hs_answer_free(answer);
    answer = claims((hs_query){.words = S("200")});
    assert_int_equal(hs_answer_claims(answer, &n)->n_wordings, 1); /* the other is of no current article */
    assert_int_equal(hs_answer_claims(answer, &n)->n_attributions, 1);
    hs_answer_free(answer);
}

static void test_wordings_found(void **state)
{
    size_t n;
    (void)state;
    group();
    hs_answer *answer = found((hs_query){.words = S("oyster OR warned OR pier OR note")});
    const hs_claim *c = hs_answer_claims(answer, &n);
    assert_int_equal(n, 2);
    assert_string_equal(c[0].words.ptr, "the pier is safe"); /* the most of its wordings' shares: the first rank's */
    assert_true(c[0].score > c[1].score);
    assert_string_equal(c[1].words.ptr, "she had read the note");
    hs_answer_free(answer);
    /* a wording that is as is asked for makes its claim an answer, also where a better one is not */
    answer = found((hs_query){.words = S("pier OR oyster OR warned"), .act = HS_ACT_DENY});
    c = hs_answer_claims(answer, &n);
    assert_int_equal(n, 1);
    assert_string_equal(c->words.ptr, "the pier is safe");
    assert_string_equal(c->entries[0].content.ptr, "that it was warned");
    hs_answer_free(answer);
    answer = found((hs_query){.words = S("\"oyster beds\""), .outlet = S("Harbour Post")});
    hs_answer_claims(answer, &n);
    assert_int_equal(n, 0);
    hs_answer_free(answer);
}

static void test_wordings_shown(void **state)
{
    hs_answer *answer;
    size_t n;
    (void)state;
    group();
    static const char *const ids[] = {"SELECT 'c' || claim_id FROM claim WHERE text = 'the slick reaches the oyster beds'",
                                      "SELECT 'c' || claim_id FROM claim WHERE text = 'the pier is safe'",
                                      "SELECT 'a' || attribution_id FROM attribution JOIN claim USING (claim_id) WHERE text = 'that it was warned'"};
    for (int i = 0; i < 3; i++) {
        bool row;
        hs_sql q = hs_sql_begin(ledger, ids[i]);
        assert_int_equal(hs_sql_step(&q, &row, NULL), HS_OK);
        assert_int_equal(hs_ledger_show(&answer, ledger, hs_sql_column(&q, 0), NULL, NULL), HS_OK);
        hs_sql_end(&q);
        const hs_claim *c = hs_answer_claims(answer, &n);
        assert_int_equal(n, 1);
        assert_string_equal(c->words.ptr, "the pier is safe");
        assert_int_equal(c->n_attributions, 4);
        assert_int_equal(c->n_wordings, 3);
        assert_int_equal(c->n_shown, 3);
        assert_string_equal(c->wordings[0].words.ptr, "the pier is safe");
        assert_int_equal(c->wordings[0].claim, c->id);
        assert_int_equal(c->wordings[0].n_attributions, 2);
        assert_int_equal(c->wordings[1].n_attributions + c->wordings[2].n_attributions, 2);
        hs_answer_free(answer);
    }
    assert_int_equal(hs_ledger_stats(&answer, ledger, NULL), HS_OK);
    assert_int_equal(hs_answer_stats(answer)->claims, 4);
    assert_int_equal(hs_answer_stats(answer)->wordings, 7);
    hs_answer_free(answer);
}

/* Wordings before, on and behind the page's edge; the last query has one before it that is not asked for. */
static void test_wordings_on_pages(void **state)
{
    static const hs_query queries[] = {{.limit = 0}, {.oldest_first = true}, {.words = S("the OR of")}, {.source = S("lindqvist")}, {.all = true},
                                       {.words = S("ministry OR oyster OR pier")}};
    (void)state;
    group();
    for (size_t k = 0; k < sizeof queries / sizeof *queries - 1; k++)
        check_pages(&queries[k], false);
    check_pages(&(hs_query){.words = S("the OR of OR note OR warned OR oyster")}, true);
    show_as("the slick reaches the oyster beds", "she had read the note");
    for (size_t k = 0; k < sizeof queries / sizeof *queries; k++)
        check_pages(&queries[k], false);
    check_claims((hs_query){.words = S("ministry OR oyster OR pier")}, "the pier is safe|she had read the note|the ministry knew of the leak");
}

/* Of words that very many contents have the last are looked at: an earlier wording of the same claim was told on no page. */
static void test_wordings_cut(void **state)
{
    FILES_ALONE();
    hs_answer *answer;
    size_t n;
    (void)state;
    run("WITH RECURSIVE i(n) AS (SELECT 101 UNION ALL SELECT n + 1 FROM i WHERE n < 2100) INSERT INTO claim (claim_id, text, text_key) SELECT n, 'oyster ' || n, CAST(CAST(n AS TEXT) AS BLOB) FROM i");
    add("Coastal Wire", "https://wire.example/7", "2031-05-12T10:00Z", "Oysters", SAID({"Jonas Hale", "said", "oysters are dear", HS_ACT_SAY, HS_POLARITY_POSITIVE, NULL, false, 0}));
    add("Coastal Wire", "https://wire.example/8", "2031-05-10T10:00Z", "Beds", SAID({"Jonas Hale", "said", "oil is on the oysters", HS_ACT_SAY, HS_POLARITY_POSITIVE, NULL, false, 0}));
    commit();
    show_as("oil is on the oysters", "the slick reaches the oyster beds");
    check_claims((hs_query){.words = S("oyster")}, "oysters are dear|the slick reaches the oyster beds");
    answer = claims((hs_query){.words = S("oyster")});
    assert_true(hs_answer_cut(answer));
    hs_answer_free(answer);
    answer = claims((hs_query){.words = S("oyster"), .limit = 1});
    hs_answer *next = claims((hs_query){.words = S("oyster"), .limit = 1, .after = hs_answer_next(answer)});
    assert_string_equal(hs_answer_claims(next, &n)->words.ptr, "the slick reaches the oyster beds");
    assert_int_equal(n, 1);
    hs_answer_free(next);
    hs_answer_free(answer);
}

/* A file that says that a claim is shown as itself, as one that is shown as another, or as none: each answer ends. */
static void test_wordings_hostile(void **state)
{
    FILES_ALONE();
    static const char *const spoil[] = {"UPDATE claim SET same_as = claim_id", "UPDATE claim SET same_as = claim_id % 7 + 1",
                                        "PRAGMA foreign_keys = OFF; UPDATE claim SET same_as = 99 - claim_id", "UPDATE claim SET same_as = -claim_id"};
    (void)state;
    for (size_t i = 0; i < sizeof spoil / sizeof *spoil; i++) {
        hs_answer *answer;
        run(spoil[i]);
        hs_query query = {.words = S("the OR of"), .limit = 1};
        for (int k = 0; k < 9; k++) {
            hs_status status = k % 3 == 0 ? hs_ledger_claims(&answer, ledger, &query, NULL)
                               : k % 3 == 1 ? hs_ledger_search(&answer, ledger, &query, NULL, NULL)
                                            : hs_ledger_show(&answer, ledger, hs_ascii_of(k == 2 ? "c1" : k == 5 ? "c2" : "a3"), NULL, NULL);
            assert_true(status == HS_OK || status == HS_E_NONE);
            hs_answer_free(answer);
        }
    }
}

static void test_attributions_and_documents(void **state)
{
    hs_answer *answer;
    size_t n;
    (void)state;
    assert_int_equal(hs_ledger_attributions(&answer, ledger, &(hs_query){.words = S("pier")}, NULL), HS_OK);
    const hs_entry *e = hs_answer_entries(answer, &n);
    assert_int_equal(n, 2);
    assert_string_equal(e[0].outlet.ptr, "Daily Lantern");
    assert_string_equal(e[1].outlet.ptr, "Harbour Post");
    hs_answer_free(answer);
    assert_int_equal(hs_ledger_documents(&answer, ledger, NULL, NULL), HS_OK);
    hs_answer_documents(answer, &n);
    assert_int_equal(n, 4); /* less the older version */
    hs_answer_free(answer);
    hs_query query = {.source = S("Mara Lindqvist"), .limit = 1};
    assert_int_equal(hs_ledger_documents(&answer, ledger, &query, NULL), HS_OK);
    assert_string_equal(hs_answer_documents(answer, &n)->outlet.ptr, "Daily Lantern");
    hs_answer *next;
    query.after = hs_answer_next(answer);
    assert_int_equal(hs_ledger_documents(&next, ledger, &query, NULL), HS_OK);
    assert_string_equal(hs_answer_documents(next, &n)->outlet.ptr, "Harbour Post");
    assert_null(hs_answer_next(next).ptr);
    hs_answer_free(next);
    hs_answer_free(answer);
}

static int into_text(void *text, const char *bytes, size_t len)
{
    strncat(text, bytes, len);
    return 0;
}

/* As people see it, on lines of 100 columns. */
static void write_text(const hs_answer *answer, char *text, size_t size)
{
    memset(text, 0, size);
    assert_int_equal(hs_answer_write(answer, HS_FORMAT_TEXT, &(hs_style){.width = 100}, into_text, text, NULL), HS_OK);
}

static int into_buffer(void *buffer, const char *bytes, size_t len)
{
    hs_buffer_add(buffer, bytes, len);
    return 0;
}

static void check_written(const hs_answer *answer, hs_format format, const hs_style *style, const char *holds)
{
    hs_buffer out = hs_buffer_new(1 << 20);
    assert_int_equal(hs_answer_write(answer, format, style, into_buffer, &out, NULL), HS_OK);
    hs_buffer_add(&out, "", 1);
    if (!strstr(out.ptr, holds))
        fail_msg("'%s' is not in:\n%s", holds, out.ptr);
    hs_buffer_free(&out);
}

static hs_answer *who(const char *name, hs_query query)
{
    hs_answer *answer;
    hs_error err = {HS_OK, 0, ""};
    if (hs_ledger_who(&answer, ledger, hs_ascii_of(name), &query, &err) != HS_OK)
        fail_msg("%s", err.msg);
    return answer;
}

/* What a source passed on from sources that are not named; whom a person names is named. */
static void test_unnamed(void **state)
{
    size_t n;
    uint64_t correction;
    (void)state;
    uint64_t id = add("Weir Post", "https://weir.example/1", "2031-06-05T08:00Z", "Weir",
                      SAID({"an aide", "said", "the weir was shut", HS_ACT_SAY, HS_POLARITY_POSITIVE, "Coastal Wire", true, 0},
                           {"Ada Solheim", "said", "the weir was open", HS_ACT_SAY, HS_POLARITY_POSITIVE, "Coastal Wire", false, 0}));
    for (unsigned named = 0; named < 2; named++) {
        hs_answer *answer = who("coastal wire", (hs_query){.limit = 1}); /* all are counted, however few are listed */
        const hs_speaker *s = hs_answer_sources(answer, &n);
        assert_int_equal(s[0].n_passed_on, 3);
        assert_int_equal(s[0].n_unnamed, 2 - named);
        hs_answer_free(answer);
        hs_sql q = hs_sql_begin(ledger, "SELECT min(attribution_id) FROM attribution WHERE document_id = ?1");
        hs_sql_number(&q, 1, (int64_t)id);
        int64_t aide;
        assert_int_equal(hs_sql_take_number(&q, &aide, NULL), HS_OK);
        hs_opinion c = {.attribution = (uint64_t)aide, .verdict = HS_VERDICT_OTHER, .says = {.name = hs_ascii_of("Ilse Korhan")}};
        assert_int_equal(hs_ledger_correct(&correction, ledger, &c, NULL), HS_OK);
    }
}

static void test_who(void **state)
{
    size_t n, sources;
    (void)state;
    hs_answer *answer = who("lindqvist", (hs_query){.oldest_first = true});
    const hs_speaker *s = hs_answer_sources(answer, &sources);
    assert_int_equal(sources, 2);
    assert_string_equal(s[0].name.ptr, "Mara Lindqvist"); /* who speaks more */
    assert_string_equal(s[1].name.ptr, "M. Lindqvist");
    assert_int_equal(s[0].n_attributions, 3);
    assert_int_equal(s[0].n_documents, 2);
    assert_int_equal(s[0].n_passed_on, 1);
    assert_int_equal(s[0].n_unnamed, 0);
    assert_int_equal(s[0].n_through, 0);
    const hs_entry *e = hs_answer_entries(answer, &n);
    assert_int_equal(n, 4);
    assert_string_equal(e[0].content.ptr, "the pier is safe");
    assert_string_equal(e[3].content.ptr, "200 tonnes of oil have spread");
    assert_true(e[3].passed_on && !e[0].passed_on);
    assert_string_equal(e[3].who.ptr, "Jonas Hale");
    hs_answer_free(answer);
    answer = who("Jonas Hale", (hs_query){0});
    assert_int_equal(hs_answer_sources(answer, &sources)->n_through, 1);
    hs_answer_free(answer);
    answer = who("mara lindqvist", (hs_query){.act = HS_ACT_DENY});
    hs_answer_entries(answer, &n);
    assert_int_equal(n, 1);
    hs_answer_free(answer);
    answer = who("four off", (hs_query){0}); /* nobody who is named: the anonymous */
    assert_true(hs_answer_sources(answer, &sources)->anonymous);
    hs_answer_free(answer);
    answer = who("nobody of that name", (hs_query){0});
    hs_answer_sources(answer, &sources);
    hs_answer_entries(answer, &n);
    assert_int_equal(sources + n, 0);
    hs_answer_free(answer);
}

/* Whom only an older version of a page has saying anything stands last, is told as such, and is counted where older versions are asked for. */
static void test_superseded(void **state)
{
    size_t n, sources;
    char text[1 << 12];
    (void)state;
    for (int i = 0; i < 2; i++) { /* the older version has a bishop who says more than the others */
        const statement said[] = {{"Bishop Orla Fenn", "said", "the crypt is dry", HS_ACT_SAY, HS_POLARITY_POSITIVE, NULL, false, 0},
                                  {"Bishop Orla Fenn", "said", "the nave is dry", HS_ACT_SAY, HS_POLARITY_POSITIVE, NULL, false, 0},
                                  {"Bishop Orla Fenn", "said", "the tower is dry", HS_ACT_SAY, HS_POLARITY_POSITIVE, NULL, false, 0},
                                  {"Ada Solheim", "said", "the tower leans", HS_ACT_SAY, HS_POLARITY_POSITIVE, NULL, false, 0}};
        add("Weir Post", "https://weir.example/9", i ? "2031-06-06T08:00Z" : "2031-06-05T08:00Z", "Crypt", said + 3 * i, i ? 1 : 4);
    }
    add("Weir Post", "https://weir.example/10", "2031-06-07T08:00Z", "Bishops",
        SAID({"Bishop Tor", "said", "the tower is safe", HS_ACT_SAY, HS_POLARITY_POSITIVE, NULL, false, 0},
             {"Bishop Ann", "said", "the tower is shut", HS_ACT_SAY, HS_POLARITY_POSITIVE, NULL, false, 0},
             {"Bishop Ann", "said", "the tower is old", HS_ACT_SAY, HS_POLARITY_POSITIVE, NULL, false, 0}));
    commit();
    for (int all = 0; all < 2; all++) {
        hs_answer *answer = who("bishop", (hs_query){.all = all});
        const hs_speaker *s = hs_answer_sources(answer, &sources);
        assert_int_equal(sources, 3);
        assert_int_equal(hs_answer_fits(answer), 2 + all);
        assert_string_equal(s[0].name.ptr, all ? "Bishop Orla Fenn" : "Bishop Ann"); /* who says most */
        assert_int_equal(s[0].n_attributions, 2 + all);
        assert_int_equal(s[0].n_documents, 1);
        assert_string_equal(s[2].name.ptr, all ? "Bishop Tor" : "Bishop Orla Fenn");
        assert_int_equal(s[2].n_attributions, all);
        hs_answer_free(answer);
        answer = claims((hs_query){.source = S("bishop"), .all = all});
        assert_int_equal(hs_answer_fits(answer), 2 + all);
        hs_answer_free(answer);
        assert_int_equal(hs_ledger_speakers(&answer, ledger, &(hs_query){.source = S("bishop"), .all = all}, NULL), HS_OK);
        s = hs_answer_sources(answer, &n);
        assert_int_equal(n, 2 + all);
        assert_int_equal(s[0].n_attributions, 2 + all);
        hs_answer_free(answer);
        answer = found((hs_query){.words = S("bishop"), .all = all});
        hs_answer_sources(answer, &n);
        assert_int_equal(n, 2 + all);
        hs_answer_free(answer);
    }
    hs_answer *answer = who("bishop", (hs_query){0});
    write_text(answer, text, sizeof text);
    assert_non_null(strstr(text, "2 sources fit; of the first is told. The others: Bishop Tor (s10, person, 1). Without a statement in\n"
                                 "any article as it stands now: Bishop Orla Fenn (s8, person)\n"));
    hs_answer_free(answer);
    answer = who("orla fenn", (hs_query){0}); /* and nobody else */
    assert_int_equal(hs_answer_fits(answer), 1);
    write_text(answer, text, sizeof text);
    assert_non_null(strstr(text, "\n      no statement in any article as it stands now\n"));
    hs_answer_free(answer);
}

/* The head of a source is of all it said, and says so where less is asked for. */
static void test_who_narrowed(void **state)
{
    char text[1 << 12];
    (void)state;
    const struct {
        hs_query query;
        const char *head, *end;
    } cases[] = {{{.limit = 0}, "\n      3 statements in 2 articles", NULL},
                 {{.since = S("2031-05-14T12:00Z"), .oldest_first = true}, "\n      in all: 3 statements in 2 articles", NULL},
                 {{.act = HS_ACT_DENY}, "\n      in all: 3 statements in 2 articles", NULL},
                 {{.since = S("2031-12")}, "\n      in all: 3 statements in 2 articles", "\n\nnothing found\n"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        hs_answer *answer = who("mara lindqvist", cases[i].query);
        assert_int_equal(hs_answer_narrowed(answer), i > 0);
        check_written(answer, HS_FORMAT_JSONL, NULL, i ? "\"attributions\":3,\"documents\":2,\"outlets\":2,\"through_others\":0,\"passed_on\":1,\"narrowed\":true," : "\"narrowed\":false,");
        write_text(answer, text, sizeof text);
        assert_non_null(strstr(text, cases[i].head));
        assert_true(!cases[i].end == !strstr(text, "nothing found") && (!cases[i].end || strstr(text, cases[i].end)));
        hs_answer_free(answer);
    }
}

static void test_merged(void **state)
{
    size_t n, sources;
    (void)state;
    run("UPDATE source SET merged_into = (SELECT source_id FROM source WHERE name = 'Mara Lindqvist') WHERE name = 'M. Lindqvist'");
    hs_answer *answer = who("m. lindqvist", (hs_query){.oldest_first = true}); /* by the name that is merged */
    const hs_speaker *s = hs_answer_sources(answer, &sources);
    assert_int_equal(sources, 1);
    assert_string_equal(s->name.ptr, "Mara Lindqvist");
    assert_int_equal(s->n_aliases, 1);
    assert_string_equal(s->aliases[0].ptr, "M. Lindqvist");
    assert_int_equal(s->n_attributions, 4);
    const hs_entry *e = hs_answer_entries(answer, &n);
    assert_int_equal(n, 5);
    assert_string_equal(e[4].who.ptr, "Mara Lindqvist");
    assert_int_equal(e[4].source, s->id);
    hs_answer_free(answer);
    check_claims((hs_query){.source = S("Mara Lindqvist")}, "she had read the note|the pier is safe|the ministry knew of the leak");
}

/* More sources are one than a list of their ids has room for. */
static void test_outlets_and_speakers(void **state)
{
    hs_answer *answer;
    size_t n;
    (void)state;
    check_claims((hs_query){.outlet = S("harbour post"), .act = HS_ACT_ADMIT}, "she had read the note");
    check_claims((hs_query){.outlet = S("POST"), .act = HS_ACT_ADMIT}, "she had read the note"); /* a word of it */
    check_claims((hs_query){.outlet = S("post harb"), .act = HS_ACT_ADMIT}, "she had read the note");
    check_claims((hs_query){.outlet = S("ost"), .act = HS_ACT_ADMIT}, "");
    add("Evening Post", "https://evening.example/1", "2031-06-06T10:00Z", "Notes",
        SAID({"M. Lindqvist", "admitted", "the note was lost", HS_ACT_ADMIT, HS_POLARITY_POSITIVE, NULL, false, 0}));
    commit();
    check_claims((hs_query){.outlet = S("post"), .act = HS_ACT_ADMIT}, "the note was lost|she had read the note"); /* two outlets */
    assert_int_equal(hs_ledger_outlets(&answer, ledger, NULL, NULL), HS_OK);
    const hs_publisher *o = hs_answer_outlets(answer, &n);
    assert_int_equal(n, 4);
    assert_string_equal(o[0].name.ptr, "Harbour Post");
    assert_int_equal(o[0].n_documents, 2); /* an older version is none */
    assert_string_equal(o[1].name.ptr, "Coastal Wire");
    hs_answer_free(answer);
    assert_int_equal(hs_ledger_outlets(&answer, ledger, &(hs_query){.limit = 3, .words = S("note OR oil OR leak")}, NULL), HS_OK);
    assert_string_equal(hs_answer_outlets(answer, &n)[0].name.ptr, "Harbour Post");
    assert_int_equal(n, 3);
    assert_null(hs_answer_next(answer).ptr);
    hs_answer_free(answer);
    assert_int_equal(hs_ledger_documents(&answer, ledger, &(hs_query){.title = S("inquiry"), .all = true, .limit = 1}, NULL), HS_OK);
    assert_string_equal(hs_answer_documents(answer, &n)->title.ptr, "Inquiry opens, again");
    assert_non_null(hs_answer_next(answer).ptr);
    hs_answer_free(answer);
    assert_int_equal(hs_ledger_documents(&answer, ledger, &(hs_query){.title = S("pier -warned"), .act = HS_ACT_SAY}, NULL), HS_OK);
    assert_string_equal(hs_answer_documents(answer, &n)->title.ptr, "Pier is safe, says harbour master");
    assert_int_equal(n, 1);
    hs_answer_free(answer);
    check_claims((hs_query){.title = S("ministry"), .words = S("leak OR note")}, "the ministry knew of the leak");
    assert_int_equal(hs_ledger_speakers(&answer, ledger, &(hs_query){.naming = HS_NAMED_ONLY, .limit = 1}, NULL), HS_OK);
    assert_string_equal(hs_answer_sources(answer, &n)->name.ptr, "Mara Lindqvist");
    hs_query second = {.naming = HS_NAMED_ONLY, .limit = 1, .after = hs_answer_next(answer)};
    hs_answer *other;
    assert_int_equal(hs_ledger_speakers(&other, ledger, &second, NULL), HS_OK);
    assert_string_equal(hs_answer_sources(other, &n)->name.ptr, "M. Lindqvist");
    hs_answer_free(other);
    hs_answer_free(answer);
}

/* What says nothing by itself is no claim of two articles, and has its sentence. */
static void test_bare(void **state)
{
    static const char *const bare[] = {"it", "that", "That.", "\xE2\x80\x9CThis,\xE2\x80\x9D", "that account", "those figures", "the claims", "to comment", "the accusation",
                                       "having", "it hasn\xE2\x80\x99t", "to answer questions", "for comment", "the agency's account", "the agency\xE2\x80\x99s account on Monday morning",
                                       "the suggestion as absurd", "at least 12", "four", "more than twenty", "the letter", "both letters", "those incidents",
                                       "the case", "her other notes",
                                       "that it had received any such warning", "no such order had been given", "his office ever got any such complaint"};
    static const char *const full[] = {"the pier is safe", "Reyne", "that prices rose", "the agency's account of it in March", "the agency's pier", "12 people", "thing 5 is so", "the flight as absurd", "he was taken", "", "this is a dam",
                                       "the claim that it was warned of it", "the letter to Hale", "the minister's letter", "the letter was forged", "that she had the letter", "the video from Pier 9", "the leak", "any such plan for the school", "it had received such a warning", "no such order came before Monday"};
    size_t n;
    (void)state;
    for (size_t i = 0; i < sizeof bare / sizeof *bare; i++)
        if (!hs_content_is_bare(hs_ascii_of(bare[i])))
            fail_msg("%s", bare[i]);
    for (size_t i = 0; i < sizeof full / sizeof *full; i++)
        if (hs_content_is_bare(hs_ascii_of(full[i])))
            fail_msg("%s", full[i]);
    add("Daily Lantern", "https://lantern.example/4", "2031-06-04T10:00Z", "One",
        SAID({"Jonas Hale", "denied", "that account", HS_ACT_DENY, HS_POLARITY_NEGATIVE, NULL, false, 0},
             {"Mara Lindqvist", "denied", "That account", HS_ACT_DENY, HS_POLARITY_NEGATIVE, NULL, false, 0}));
    add("Coastal Wire", "https://wire.example/4", "2031-06-05T10:00Z", "Another",
        SAID({"Olaf Brandt", "rejected", "that account", HS_ACT_DENY, HS_POLARITY_NEGATIVE, NULL, false, 0}));
    commit();
    hs_answer *answer = claims((hs_query){.words = S("account")});
    const hs_claim *c = hs_answer_claims(answer, &n);
    assert_int_equal(n, 2);
    assert_int_equal(c[0].n_attributions, 1);
    assert_int_equal(c[1].n_attributions, 2);
    assert_string_equal(c[0].entries[0].sentence.ptr, "Olaf Brandt rejected that account.");
    hs_answer_free(answer);
    answer = claims((hs_query){.words = S("pier")});
    assert_null(hs_answer_claims(answer, &n)->entries[0].sentence.ptr);
    hs_answer_free(answer);
}

static void test_near_names(void **state)
{
    size_t n, sources;
    (void)state;
    add("Daily Lantern", "https://lantern.example/3", "2031-06-03T10:00Z", "Stray",
        SAID({"Lindqvist", "said", "the inquiry is late", HS_ACT_SAY, HS_POLARITY_POSITIVE, NULL, false, 0}));
    commit();
    run("UPDATE holder SET description = 'the Harbour Master' WHERE name = 'Mara Lindqvist'");
    run("UPDATE holder SET description = 'harbour pilot of Port Alder' WHERE name = 'Jonas Hale'");
    hs_answer *answer = who("lindqvist", (hs_query){0}); /* a stray name hides nobody who has the word in theirs */
    const hs_speaker *s = hs_answer_sources(answer, &sources);
    assert_int_equal(sources, 3);
    assert_int_equal(hs_answer_fits(answer), 3);
    assert_string_equal(s[0].name.ptr, "Mara Lindqvist");
    hs_answer_free(answer);
    answer = claims((hs_query){.source = S("Lindqvist")});
    assert_int_equal(hs_answer_fits(answer), 3);
    hs_answer_free(answer);
    check_claims((hs_query){.source = S("Lindqvist")}, "the inquiry is late|she had read the note|the pier is safe|the ministry knew of the leak");
    answer = who("harbour master", (hs_query){0}); /* by its description, in whole */
    assert_string_equal(hs_answer_sources(answer, &sources)->name.ptr, "Mara Lindqvist");
    assert_int_equal(sources, 1);
    hs_answer_free(answer);
    answer = who("Harbour pilot", (hs_query){0}); /* and by how it begins, where nothing else fits */
    assert_string_equal(hs_answer_sources(answer, &sources)->name.ptr, "Jonas Hale");
    hs_answer_free(answer);
    answer = who("harbour pil", (hs_query){0});
    hs_answer_sources(answer, &n);
    assert_int_equal(n, 0);
    hs_answer_free(answer);
}

static void test_many_merged(void **state)
{
    size_t n;
    (void)state;
    run("WITH RECURSIVE i(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM i WHERE n < 20000) INSERT INTO source (source_id, name, name_key, anonymous, merged_into) "
        "SELECT 1000000 + n, 'M. L. ' || n, 'm. l. ' || n, 0, (SELECT source_id FROM source WHERE name = 'Mara Lindqvist') FROM i");
    run("UPDATE holder SET source_id = 1020000 WHERE source_id = (SELECT source_id FROM source WHERE name = 'M. Lindqvist')");
    check_claims((hs_query){.source = S("Mara Lindqvist")}, "she had read the note|the pier is safe|the ministry knew of the leak");
    hs_answer *answer = who("mara lindqvist", (hs_query){0});
    hs_answer_entries(answer, &n);
    assert_int_equal(n, 5);
    hs_answer_free(answer);
}

/* What came through two names that a person made one came through one source. */
static void test_merged_in_a_chain(void **state)
{
    size_t n;
    (void)state;
    run("INSERT INTO chain (attribution_id, position, holder_id) SELECT k.attribution_id, 3, h.holder_id FROM chain k JOIN holder m ON m.holder_id = k.holder_id "
        "JOIN holder h ON h.document_id = m.document_id WHERE k.position = 2 AND m.name = 'Mara Lindqvist' AND h.name = 'M. Lindqvist'");
    for (int64_t id = 1; id <= 5; id++)
        assert_int_equal(hs_ledger_count_holders(ledger, id, NULL), HS_OK);
    run("UPDATE source SET merged_into = (SELECT source_id FROM source WHERE name = 'Mara Lindqvist') WHERE name = 'M. Lindqvist'");
    hs_answer *answer = who("mara lindqvist", (hs_query){0});
    const hs_speaker *s = hs_answer_sources(answer, &n);
    assert_int_equal(s[0].n_passed_on, 1);
    assert_int_equal(s[0].n_unnamed, 0);
    hs_answer_free(answer);
}

/* So many contents have the word that each attribution of the few articles is asked for it. */
static void test_common_word(void **state)
{
    FILES_ALONE();
    (void)state;
    run("WITH RECURSIVE i(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM i WHERE n < 3000) INSERT INTO claim (claim_id, text, text_key) "
        "SELECT 1000 + n, 'the item ' || n, CAST('item ' || n AS BLOB) FROM i");
    run("WITH RECURSIVE i(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM i WHERE n < 3000) INSERT INTO attribution (attribution_id, document_id, position, claim_id, place, quotation, "
        "continued, chain_known, confidence, source, cue, content) SELECT 1000 + n, 1, 100 + n, 1000 + n, place, quotation, 0, 1, 0.9, source, cue, content FROM attribution, i "
        "WHERE attribution_id = 1");
    check_claims((hs_query){.words = S("the"), .outlet = S("Coastal Wire"), .limit = 4}, "the ministry knew of the leak|the item 1|the item 2|the item 3");
    check_claims((hs_query){.words = S("the"), .outlet = S("Harbour Post")}, "she had read the note|the ministry knew of the leak|the pier is safe");
    check_claims((hs_query){.words = S("the -item"), .outlet = S("Coastal Wire")}, "the ministry knew of the leak");
}

/* @param most  out: how often what is heard most is */
static uint32_t count_fits(const hs_query *query, uint32_t *most)
{
    size_t n;
    uint32_t fits = 0;
    hs_answer *answer = claims(*query);
    const hs_claim *c = hs_answer_claims(answer, &n);
    *most = 0;
    for (size_t i = 0; i < n; i++) {
        fits += c[i].n_fit;
        *most = c[i].n_attributions > *most ? c[i].n_attributions : *most;
    }
    hs_answer_free(answer);
    return fits;
}

/* Of claims that very many hold those are told who hold it as the question asks, whatever they are found by. */
static void test_held_by_many(void **state)
{
    static const hs_query queries[] = {{.source = S("ministry")}, {.act = HS_ACT_DENY}, {.act = HS_ACT_DENY, .polarity = HS_POLARITY_NEGATIVE},
                                       {.outlet = S("Harbour Post")}, {.source = S("ministry"), .act = HS_ACT_DENY}, {.words = S("ministry"), .act = HS_ACT_DENY}};
    uint32_t fits[sizeof queries / sizeof *queries], most;
    (void)state;
    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
        fits[i] = count_fits(&queries[i], &most);
        assert_true(fits[i] > 0 && most < 1000);
    }
    run("WITH RECURSIVE i(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM i WHERE n < 1200) INSERT INTO attribution (attribution_id, document_id, position, claim_id, place, quotation, "
        "continued, chain_known, confidence, source, cue, content) SELECT 2000 * c.claim_id + n, 1, 2000 * c.claim_id + n, c.claim_id, place, quotation, 0, 1, 0.9, source, cue, content "
        "FROM attribution, i, claim c WHERE attribution_id = 1");
    for (int corrected = 0; corrected < 2; corrected++) {
        for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
            assert_int_equal(count_fits(&queries[i], &most), fits[i]);
            assert_true(most > 1000);
        }
        run("INSERT INTO correction (made, document_id, attribution_id, cue, content, verdict) SELECT '2031-07-02T00:00:00Z', document_id, attribution_id, cue, content, 'wrong' "
            "FROM attribution WHERE attribution_id = 2001");
    }
}

/* ---- of one moment ---- */

static int statements_left;

/* Once so many statements have begun, another program empties the ledger. */
static int forget_all(unsigned what, void *other, void *stmt, void *sql)
{
    (void)what, (void)stmt, (void)sql;
    if (statements_left-- == 0)
        assert_int_equal(sqlite3_exec(other, "DELETE FROM attribution; DELETE FROM document", NULL, NULL, NULL), SQLITE_OK);
    return 0;
}

static void test_one_moment(void **state)
{
    FILES_ALONE();
    (void)state;
    bool emptied = false;
    for (int i = 3; !emptied; i++) { /* BEGIN and the first look are before it */
        hs_answer *answer;
        hs_error err = {HS_OK, 0, ""};
        hs_ledger *other;
        size_t n;
        assert_int_equal(hs_ledger_open(&other, path, HS_LEDGER_WRITE, NULL), HS_OK);
        statements_left = i;
        sqlite3_trace_v2(ledger->db, SQLITE_TRACE_STMT, forget_all, other->db);
        if (hs_ledger_claims(&answer, ledger, NULL, &err) != HS_OK)
            fail_msg("%d: %s", i, err.msg);
        sqlite3_trace_v2(ledger->db, 0, NULL, NULL);
        assert_true(sqlite3_get_autocommit(ledger->db)); /* it holds no writer up */
        hs_answer_claims(answer, &n);
        assert_int_equal(n, 6);
        hs_answer_free(answer);
        emptied = statements_left >= 0; /* it has no more statements than that */
        hs_ledger_free(other);
        empty(NULL);
        fill(NULL);
    }
    assert_int_equal(hs_ledger_show(&(hs_answer *){NULL}, ledger, (hs_str)S("a999"), NULL, NULL), HS_E_NONE);
    assert_true(sqlite3_get_autocommit(ledger->db));
}

#define CORRECT(content, values)                                                                                                              \
    "INSERT INTO correction (made, document_id, attribution_id, cue, content, verdict, act, polarity, source_name, source_key) SELECT '2031-07-01T00:00:00Z', a.document_id, "  \
    "a.attribution_id, a.cue, a.content, " values " FROM attribution a JOIN claim c USING (claim_id) WHERE c.text = '" content "'"

/* What a person called wrong nobody is told to hold, so it is not counted either. */
static void test_wrong_not_counted(void **state)
{
    hs_answer *answer;
    size_t n;
    (void)state;
    group(); /* 4 attributions in 3 wordings, 2 of the plainest */
    run(CORRECT("that it was warned", "'wrong', NULL, NULL, NULL, NULL"));
    int64_t id;
    char name[24];
    hs_sql q = hs_sql_begin(ledger, "SELECT claim_id FROM claim WHERE text = 'the pier is safe'");
    assert_int_equal(hs_sql_take_number(&q, &id, NULL), HS_OK);
    snprintf(name, sizeof name, "c%lld", (long long)id);
    assert_int_equal(hs_ledger_show(&answer, ledger, hs_ascii_of(name), NULL, NULL), HS_OK);
    const hs_claim *c = hs_answer_claims(answer, &n);
    assert_int_equal(c->n_attributions, 3);
    assert_int_equal(c->n_entries, 3);
    assert_int_equal(c->n_wordings, 2);
    assert_int_equal(c->n_shown, 2);
    hs_answer_free(answer);
    run("INSERT INTO correction (made, document_id, attribution_id, cue, content, verdict) SELECT '2031-07-02T00:00:00Z', document_id, attribution_id, cue, content, 'wrong' "
        "FROM attribution WHERE claim_id IN (SELECT claim_id FROM wording WHERE standing_id = (SELECT claim_id FROM claim WHERE text = 'the pier is safe'))");
    assert_int_equal(hs_ledger_show(&answer, ledger, hs_ascii_of(name), NULL, NULL), HS_OK);
    c = hs_answer_claims(answer, &n);
    assert_int_equal(c->n_attributions, 0);
    assert_int_equal(c->n_documents, 0);
    assert_null(c->first.ptr);
    hs_answer_free(answer);
}

static void test_corrections(void **state)
{
    size_t n;
    (void)state;
    run(CORRECT("the slick reaches the oyster beds", "'wrong', NULL, NULL, NULL, NULL"));
    run(CORRECT("that it was warned", "'right', NULL, NULL, NULL, NULL"));
    run(CORRECT("that it was warned", "'other', 'doubt', '+', 'Jonas Hale', 'jonas hale'")); /* the last one counts */
    check_claims((hs_query){.words = S("oyster")}, "");
    check_claims((hs_query){.words = S("oyster"), .all = true}, "the slick reaches the oyster beds");
    check_claims((hs_query){.act = HS_ACT_DENY}, "the ministry knew of the leak");
    check_claims((hs_query){.act = HS_ACT_DOUBT, .polarity = HS_POLARITY_POSITIVE}, "that it was warned");
    check_claims((hs_query){.source = S("Jonas Hale")}, "200 tonnes of oil have spread|that it was warned");
    check_claims((hs_query){.source = S("ministry")}, "");
    hs_answer *answer = who("Jonas Hale", (hs_query){0});
    const hs_entry *e = hs_answer_entries(answer, &n);
    assert_int_equal(n, 2);
    assert_string_equal(e[1].who.ptr, "Jonas Hale");
    assert_int_equal(e[1].act, HS_ACT_DOUBT);
    assert_int_equal(e[1].verdict, HS_VERDICT_OTHER);
    assert_int_equal(e[1].source, hs_answer_sources(answer, &n)->id);
    assert_false(e[1].passed_on);
    hs_answer *theirs = who("ministry", (hs_query){0}); /* it is hers no more */
    assert_int_equal(hs_answer_sources(theirs, &n)->n_attributions, 0);
    hs_answer_entries(theirs, &n);
    assert_int_equal(n, 0);
    hs_answer_free(theirs);
    assert_int_equal(hs_answer_sources(answer, &n)->n_attributions, 2);
    hs_answer *shown;
    char id[24];
    snprintf(id, sizeof id, "a%llu", (unsigned long long)e[1].attribution);
    assert_int_equal(hs_ledger_show(&shown, ledger, hs_ascii_of(id), NULL, NULL), HS_OK);
    const hs_context *c = hs_answer_context(shown);
    assert_int_equal(c->n_corrections, 2);
    assert_int_equal(c->machine.act, HS_ACT_DENY);
    assert_string_equal(c->machine.who.ptr, "the ministry");
    assert_int_equal(hs_answer_entries(shown, &n)->act, HS_ACT_DOUBT);
    hs_answer_free(shown);
    hs_answer_free(answer);
    run(CORRECT("she had read the note", "'other', NULL, NULL, 'the minister', 'minister'")); /* whom nothing else names */
    answer = who("The minister", (hs_query){.oldest_first = true});
    const hs_speaker *s = hs_answer_sources(answer, &n);
    assert_int_equal(n, 1);
    assert_int_equal(s->id, 0);
    assert_string_equal(s->name.ptr, "the minister");
    assert_int_equal(s->n_attributions, 1);
    e = hs_answer_entries(answer, &n);
    assert_int_equal(n, 1);
    assert_string_equal(e->content.ptr, "she had read the note");
    assert_false(e->passed_on);
    hs_answer_free(answer);
}

#define RENAME(old, new) "INSERT INTO source_correction (made, source_id, verdict, name) SELECT '2031-07-01T00:00:00Z', source_id, 'other', '" new "' FROM source WHERE name = '" old "'"

/* What a person calls a source is what is shown and found, whole or by words of it. */
static void test_renamed(void **state)
{
    size_t n;
    (void)state;
    run(RENAME("M. Lindqvist", "Marit Aas"));
    run(RENAME("Mara Lindqvist", "Mara B. Lindqvist"));
    run(RENAME("four officials", "the inspectors"));
    static const char *const names[] = {"Marit Aas", "aas", "mari", "m. lindqvist"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        hs_answer *answer = who(names[i], (hs_query){0});
        assert_string_equal(hs_answer_sources(answer, &n)->name.ptr, "Marit Aas");
        hs_answer_free(answer);
    }
    check_claims((hs_query){.source = S("aas")}, "she had read the note");
    hs_answer *answer = claims((hs_query){.words = S("oil")});
    assert_string_equal(hs_answer_claims(answer, &n)->entries[0].relays[0].name.ptr, "Mara B. Lindqvist");
    hs_answer_free(answer);
    answer = claims((hs_query){.outlet = S("Coastal Wire")});
    assert_string_equal(hs_answer_claims(answer, &n)[0].entries[0].who.ptr, "the inspectors");
    hs_answer_free(answer);
    assert_int_equal(hs_ledger_documents(&answer, ledger, &(hs_query){.source = S("inspectors")}, NULL), HS_OK);
    assert_string_equal(hs_answer_documents(answer, &n)->outlet.ptr, "Coastal Wire");
    assert_int_equal(n, 1);
    hs_answer_free(answer);
    /* whom corrections alone know, by a part of their names: behind all others, and all of them are in a list */
    run(CORRECT("the slick reaches the oyster beds", "'other', NULL, NULL, 'Ola \"B\" Lindqvist', 'ola \"b\" lindqvist'"));
    run(CORRECT("that it was warned", "'other', NULL, NULL, 'Siv Lindqvist', 'siv lindqvist'"));
    answer = who("siv", (hs_query){0});
    const hs_speaker *s = hs_answer_sources(answer, &n);
    assert_int_equal(n, 1);
    assert_int_equal(s->id, 0);
    assert_string_equal(s->name.ptr, "Siv Lindqvist");
    assert_int_equal(s->n_attributions, 1);
    hs_answer_free(answer);
    answer = who("lindqvist", (hs_query){0});
    s = hs_answer_sources(answer, &n);
    assert_int_equal(n, 3);
    assert_true(s[0].id && s[1].id && !s[2].id);
    hs_answer_free(answer);
    check_claims((hs_query){.source = S("lindqvist")}, "she had read the note|the pier is safe|the slick reaches the oyster beds|"
                                                       "the ministry knew of the leak|that it was warned");
    answer = who("Ola \"B\" Lindqvist", (hs_query){0});
    assert_string_equal(hs_answer_entries(answer, &n)->content.ptr, "the slick reaches the oyster beds");
    assert_int_equal(n, 1);
    hs_answer_free(answer);
}

static void test_search(void **state)
{
    hs_answer *answer;
    size_t n;
    (void)state;
    assert_int_equal(hs_ledger_search(&answer, ledger, &(hs_query){.words = S("pier")}, NULL, NULL), HS_OK);
    assert_string_equal(hs_answer_claims(answer, &n)->words.ptr, "the pier is safe");
    assert_int_equal(n, 1);
    assert_string_equal(hs_answer_documents(answer, &n)->title.ptr, "Divers warned of Pier 9");
    assert_int_equal(n, 2);
    hs_answer_free(answer);
    assert_int_equal(hs_ledger_search(&answer, ledger, &(hs_query){.words = S("jonas")}, NULL, NULL), HS_OK);
    assert_string_equal(hs_answer_sources(answer, &n)->name.ptr, "Jonas Hale");
    assert_int_equal(n, 1);
    hs_answer_free(answer);
    /* an older version's content is no answer; two pages are one list */
    hs_query query = {.words = S("oil OR note OR leak"), .limit = 2};
    assert_int_equal(hs_ledger_search(&answer, ledger, &query, NULL, NULL), HS_OK);
    hs_answer_claims(answer, &n);
    assert_int_equal(n, 2);
    hs_answer *next;
    query.after = hs_answer_next(answer);
    assert_int_equal(hs_ledger_search(&next, ledger, &query, NULL, NULL), HS_OK);
    hs_answer_claims(next, &n);
    assert_int_equal(n, 1);
    assert_null(hs_answer_next(next).ptr);
    hs_answer_free(next);
    hs_answer_free(answer);
}

static void unit_vector(int8_t out[128], int a, int b)
{
    memset(out, 0, 128);
    out[a] = 113;
    out[b] = 57;
    for (int i = 0; i < 128; i++)
        if (i != a && i != b)
            out[i] = (int8_t)((i * 7 + a) % 3 - 1);
}

static int64_t claim_id(const char *text)
{
    bool row;
    hs_sql q = hs_sql_begin(ledger, "SELECT claim_id FROM claim WHERE text = ?1");
    hs_sql_word(&q, 1, text);
    assert_int_equal(hs_sql_step(&q, &row, NULL), HS_OK);
    assert_true(row);
    int64_t id = hs_sql_column_number(&q, 0);
    hs_sql_end(&q);
    return id;
}

static void test_meaning(void **state)
{
    static const char *const texts[] = {"the pier is safe", "she had read the note", "the slick reaches the oyster beds"};
    int8_t vector[128];
    char text[1 << 12];
    size_t n;
    int64_t model, other;
    hs_answer *answer;
    (void)state;
    assert_int_equal(hs_ledger_begin(ledger, NULL), HS_OK);
    assert_int_equal(hs_ledger_model(ledger, (hs_str)S("test-1"), &model, NULL), HS_OK);
    assert_int_equal(hs_ledger_model(ledger, (hs_str)S("test-2"), &other, NULL), HS_OK);
    for (int i = 0; i < 3; i++) {
        unit_vector(vector, 10 * i, 5);
        assert_int_equal(hs_ledger_put_vector(ledger, model, claim_id(texts[i]), vector, 128, NULL), HS_OK);
    }
    unit_vector(vector, 10, 5);
    assert_int_equal(hs_ledger_put_vector(ledger, other, claim_id(texts[0]), vector, 128, NULL), HS_OK); /* of another model */
    assert_int_equal(hs_ledger_put_vector(ledger, model, claim_id(texts[0]), vector, 64, NULL), HS_OK);  /* the first stays */
    assert_int_equal(hs_ledger_put_vector(ledger, model, claim_id("that it was warned"), vector, 64, NULL), HS_E_LEDGER);
    assert_int_equal(hs_ledger_put_vector(ledger, model, 1, vector, 0, NULL), HS_E_ARG);
    commit();
    hs_meaning meaning = {vector, 128, S("test-1")};
    assert_int_equal(hs_ledger_search(&answer, ledger, NULL, &meaning, NULL), HS_OK);
    const hs_claim *c = hs_answer_claims(answer, &n);
    assert_true(n >= 1);
    assert_string_equal(c[0].words.ptr, texts[1]);
    hs_answer_free(answer);
    /* what both say comes first */
    assert_int_equal(hs_ledger_search(&answer, ledger, &(hs_query){.words = S("pier OR note")}, &meaning, NULL), HS_OK);
    c = hs_answer_claims(answer, &n);
    assert_string_equal(c[0].words.ptr, texts[1]);
    assert_true(c[0].score > c[1].score);
    hs_answer_free(answer);
    /* and what is near alone is told as such */
    assert_int_equal(hs_ledger_search(&answer, ledger, &(hs_query){.words = S("pier")}, &meaning, NULL), HS_OK);
    c = hs_answer_claims(answer, &n);
    assert_int_equal(n, 2);
    for (size_t i = 0; i < n; i++)
        assert_int_equal(c[i].near_alone, strcmp(c[i].words.ptr, texts[1]) == 0);
    write_text(answer, text, sizeof text);
    assert_non_null(strstr(text, "she had read the note\n      found by its meaning\n"));
    assert_null(strstr(text, "the pier is safe\n      found"));
    hs_answer_free(answer);
    meaning.model = (hs_str)S("test-2");
    assert_int_equal(hs_ledger_search(&answer, ledger, NULL, &meaning, NULL), HS_OK);
    c = hs_answer_claims(answer, &n);
    assert_int_equal(n, 1);
    assert_string_equal(c[0].words.ptr, texts[0]);
    hs_answer_free(answer);
    for (int near = 0; near < 2; near++) { /* cosines of 0.34 and 0.38 */
        unit_vector(vector, 10, 100);
        vector[10] = near ? 46 : 40;
        vector[100] = 100;
        assert_int_equal(hs_ledger_search(&answer, ledger, NULL, &meaning, NULL), HS_OK);
        hs_answer_claims(answer, &n);
        assert_int_equal(n, near);
        hs_answer_free(answer);
    }
    unit_vector(vector, 10, 5);
    meaning.model = (hs_str)S("test-3");
    assert_int_equal(hs_ledger_search(&answer, ledger, NULL, &meaning, NULL), HS_OK);
    hs_answer_claims(answer, &n);
    assert_int_equal(n, 0);
    hs_answer_free(answer);
    run("DELETE FROM attribution WHERE claim_id = (SELECT claim_id FROM claim WHERE text = 'she had read the note')");
    run("DELETE FROM claim WHERE text = 'she had read the note'"); /* its vector goes with it, its signs stay */
    meaning.model = (hs_str)S("test-1");
    assert_int_equal(hs_ledger_search(&answer, ledger, NULL, &meaning, NULL), HS_OK);
    c = hs_answer_claims(answer, &n);
    assert_true(n == 0 || strcmp(c[0].words.ptr, texts[1]) != 0);
    hs_answer_free(answer);
}

static void count_bits(void *bits, int64_t block, hs_str signs)
{
    assert_int_equal(block, 0);
    for (size_t i = 0; i < signs.len; i++)
        *(int *)bits += __builtin_popcount((unsigned char)signs.ptr[i]);
}

static int bits_of_signs(int64_t model)
{
    int bits = 0;
    assert_int_equal(hs_postgres_each_signs(ledger, model, count_bits, &bits, NULL), HS_OK);
    return bits;
}

/* Of a server: signs that were fetched are kept as long as they are so. */
static void test_signs_kept(void **state)
{
    static const char *const texts[] = {"the pier is safe", "she had read the note"};
    int8_t vector[128];
    int64_t model, other;
    int bits[2];
    (void)state;
    if (!ledger->postgres)
        skip();
    memset(vector, -1, sizeof vector);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(hs_ledger_begin(ledger, NULL), HS_OK);
        assert_int_equal(hs_ledger_model(ledger, (hs_str)S("test-1"), &model, NULL), HS_OK);
        assert_int_equal(hs_ledger_model(ledger, (hs_str)S("test-2"), &other, NULL), HS_OK);
        assert_int_equal(hs_ledger_put_vector(ledger, model, claim_id(texts[i]), vector, 128, NULL), HS_OK);
        commit();
        bits[i] = bits_of_signs(model);
        assert_int_equal(bits_of_signs(model), bits[i]);
    }
    assert_int_equal(bits[0], 128);
    assert_int_equal(bits[1], 256);
    assert_int_equal(bits_of_signs(other), 0);
    assert_int_equal(bits_of_signs(model), bits[1]);
    run("DELETE FROM sketch");
    assert_int_equal(bits_of_signs(model), 0);
}

static void test_show(void **state)
{
    hs_answer *answer;
    hs_error err;
    size_t n;
    (void)state;
    assert_int_equal(hs_ledger_show(&answer, ledger, (hs_str)S("a3"), NULL, NULL), HS_OK);
    const hs_context *c = hs_answer_context(answer);
    assert_string_equal(c->text.ptr, "officials said the ministry knew of the leak.");
    assert_int_equal(c->content.at[0].begin, 15);
    assert_int_equal(c->content.at[0].end, 44);
    assert_int_equal(hs_answer_claims(answer, &n)->n_documents, 2);
    assert_string_equal(hs_answer_documents(answer, &n)->outlet.ptr, "Harbour Post");
    hs_answer_free(answer);
    assert_int_equal(hs_ledger_show(&answer, ledger, (hs_str)S("d2"), NULL, NULL), HS_OK);
    hs_answer_entries(answer, &n);
    assert_int_equal(n, 3);
    hs_answer_free(answer);
    assert_int_equal(hs_ledger_show(&answer, ledger, (hs_str)S("d2"), &(hs_query){.least = 0.95f}, NULL), HS_OK);
    hs_answer_entries(answer, &n);
    assert_int_equal(n, 0);
    hs_answer_free(answer);
    assert_int_equal(hs_ledger_show(&answer, ledger, (hs_str)S("a3"), &(hs_query){.least = 1}, NULL), HS_OK);
    assert_int_equal(hs_answer_entries(answer, &n)->attribution, 3);
    assert_int_equal(n, 1);
    hs_answer_free(answer);
    assert_int_equal(hs_ledger_show(&answer, ledger, (hs_str)S("c1"), NULL, NULL), HS_OK);
    assert_int_equal(hs_answer_claims(answer, &n)->n_entries, 3);
    hs_answer_free(answer);
    assert_int_equal(hs_ledger_show(&answer, ledger, (hs_str)S("s1"), NULL, NULL), HS_OK);
    hs_answer_free(answer);
    static const char *const none[] = {"a99", "d99", "c99", "s99"};
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(hs_ledger_show(&answer, ledger, hs_ascii_of(none[i]), NULL, &err), HS_E_NONE);
        assert_int_equal(err.pos, 99);
        assert_null(answer);
    }
    static const char *const bad[] = {"", "a", "12", "a0", "a01", "x1", "a1 ", "a99999999999999999999", "A1"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_int_equal(hs_ledger_show(&answer, ledger, hs_ascii_of(bad[i]), NULL, &err), HS_E_ARG);
}

static void test_stats(void **state)
{
    hs_answer *answer;
    (void)state;
    assert_int_equal(hs_ledger_stats(&answer, ledger, NULL), HS_OK);
    const hs_stats *s = hs_answer_stats(answer);
    assert_int_equal(s->documents, 5);
    assert_int_equal(s->older_versions, 1);
    assert_int_equal(s->outlets, 3);
    assert_int_equal(s->attributions, 11);
    assert_int_equal(s->anonymous_attributions, 3);
    assert_int_equal(s->claims, 7);
    assert_int_equal(s->wordings, 7);
    assert_string_equal(s->first.ptr, "2031-05-13T21:40:00Z");
    assert_string_equal(s->acts[0].name.ptr, "say");
    assert_int_equal(s->acts[0].n, 6);
    assert_int_equal(s->models[0].n, 5);
    hs_answer_free(answer);
}

static void test_version(void **state)
{
    hs_ledger *other;
    uint64_t before, again, after, newest, later;
    static const statement one[] = {{.who = "Tova Brink", .cue = "said", .content = "the lamps were new", .act = HS_ACT_SAY, .polarity = HS_POLARITY_POSITIVE}};
    (void)state;
    assert_int_equal(hs_ledger_open(&other, path, HS_LEDGER_READ, NULL), HS_OK);
    assert_int_equal(hs_ledger_version(&before, other, NULL), HS_OK);
    assert_int_equal(hs_ledger_newest_claim(&newest, other, NULL), HS_OK);
    assert_int_equal(hs_ledger_version(&again, other, NULL), HS_OK);
    assert_int_equal(again, before);
    add("Harbour Post", "https://post.example/lamps", "2031-05-20", "Lamps", one, 1);
    commit();
    assert_int_equal(hs_ledger_version(&after, other, NULL), HS_OK);
    assert_int_not_equal(after, before);
    assert_int_equal(hs_ledger_newest_claim(&later, other, NULL), HS_OK);
    assert_true(newest > 0 && later > newest);
    run("DELETE FROM attribution; DELETE FROM claim");
    assert_int_equal(hs_ledger_newest_claim(&later, other, NULL), HS_OK);
    assert_int_equal(later, 0);
    hs_ledger_free(other);
}

static void test_misuse(void **state)
{
    hs_answer *answer;
    hs_error err;
    char words[HS_QUERY_BYTES + 2];
    (void)state;
    memset(words, 'a', sizeof words);
    assert_int_equal(hs_ledger_claims(&answer, ledger, &(hs_query){.since = S("yesterday")}, &err), HS_E_ARG);
    assert_int_equal(err.pos, 0);
    assert_int_equal(hs_ledger_claims(&answer, ledger, &(hs_query){.until = S("2031-13")}, &err), HS_E_ARG);
    assert_int_equal(err.pos, 5);
    assert_null(answer);
    assert_int_equal(hs_ledger_claims(&answer, ledger, &(hs_query){.since = S("2031-06"), .until = S("2031-05-31")}, &err), HS_E_ARG);
    assert_string_equal(err.msg, "since: '2031-06' is later than until: '2031-05-31', so that nothing is between them");
    check_claims((hs_query){.since = S("2031-06-02"), .until = S("2031-06"), .words = S("note")}, "she had read the note");
    assert_int_equal(hs_ledger_search(&answer, ledger, &(hs_query){.words = S("pier le*")}, NULL, &err), HS_E_ARG);
    assert_string_equal(err.msg, "'le*': before the * of a word cut short go 3 letters or more");
    assert_int_equal(hs_ledger_documents(&answer, ledger, &(hs_query){.title = S("-p*")}, &err), HS_E_ARG);
    check_claims((hs_query){.words = S("pier *")}, "the pier is safe");
    assert_int_equal(hs_ledger_claims(&answer, ledger, &(hs_query){.words = S("-only")}, &err), HS_E_ARG);
    assert_int_equal(hs_ledger_claims(&answer, ledger, &(hs_query){.words = S(" \"..\" ")}, &err), HS_E_ARG);
    assert_int_equal(hs_ledger_claims(&answer, ledger, &(hs_query){.words = {words, sizeof words}}, &err), HS_E_LIMIT);
    assert_int_equal(err.pos, HS_QUERY_BYTES);
    assert_int_equal(hs_ledger_claims(&answer, ledger, &(hs_query){.limit = 1001}, &err), HS_E_LIMIT);
    assert_int_equal(err.pos, HS_QUERY_MOST);
    assert_int_equal(hs_ledger_claims(&answer, ledger, &(hs_query){.after = S("r5")}, &err), HS_E_ARG);
    assert_int_equal(hs_ledger_search(&answer, ledger, &(hs_query){.words = S("pier"), .after = S("2031.1.1")}, NULL, &err), HS_E_ARG);
    assert_int_equal(hs_ledger_search(&answer, ledger, NULL, NULL, &err), HS_E_ARG);
    assert_int_equal(hs_ledger_who(&answer, ledger, (hs_str){"", 0}, NULL, &err), HS_E_ARG);
}

/* ---- words as FTS5 takes them ---- */

static void test_expressions(void **state)
{
    static const char *const cases[][2] = {
        {"pier leak", "(\"pier\") AND (\"leak\")"},
        {"\"pier 9\" -drill", "(\"pier 9\") NOT (\"drill\")"},
        {"a OR b c", "(\"a\" OR \"b\") AND (\"c\")"},
        {"OR a OR", "(\"a\")"},
        {"a AND b NOT c", "(\"a\") AND (\"b\") NOT (\"c\")"},
        {"harb* ab*", "(\"harb\" *) AND (\"ab\")"},
        {"oil-spill", "(\"oil-spill\")"},
        {"title:x ^y (z)", "(\"title:x\") AND (\"^y\") AND (\"(z)\")"},
        {"say \"unclosed phrase", "(\"say\") AND (\"unclosed phrase\")"},
        {"\xe2\x80\x9cpier nine\xe2\x80\x9d", "(\"pier nine\")"},
        {"-\"a b\" c", "(\"c\") NOT (\"a b\")"},
        {"* - \" \" \xe2\x80\x94 x", "(\"x\")"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        hs_buffer out = hs_buffer_new(1 << 12);
        assert_int_equal(hs_query_words(&out, hs_ascii_of(cases[i][0]), NULL), HS_OK);
        hs_buffer_add(&out, "", 1);
        assert_string_equal(out.ptr, cases[i][1]);
        hs_buffer_free(&out);
    }
}

/* ---- output ---- */

static int refuse(void *ctx, const char *bytes, size_t len)
{
    (void)ctx, (void)bytes, (void)len;
    return 1;
}

static void test_written(void **state)
{
    hs_error err;
    hs_style plain = {.width = 60, .header = true}, bare = {.width = 60};
    (void)state;
    run("UPDATE source SET name = 'a \"b\\\nc' WHERE name = 'Jonas Hale'");
    hs_answer *answer = claims((hs_query){.limit = 1});
    check_written(answer, HS_FORMAT_DOT, &plain, "strict digraph");
    check_written(answer, HS_FORMAT_DOT, &bare, "[label=\"a \\\"b\\\\ c\"]"); /* nothing of a name becomes DOT */
    check_written(answer, HS_FORMAT_CSV, &plain, "\"a \"\"b\\ c\"");
    assert_int_equal(hs_answer_write(answer, HS_FORMAT_BRAT, NULL, into_buffer, NULL, &err), HS_E_ARG);
    assert_int_equal(hs_answer_write(answer, HS_FORMAT_JSONL, NULL, refuse, NULL, &err), HS_E_IO);
    hs_answer_free(answer);
    answer = claims((hs_query){.words = S("ministry knew")});
    check_written(answer, HS_FORMAT_TEXT, &plain, "  -  Mara Lindqvist");
    check_written(answer, HS_FORMAT_DOT, &plain, "style=dashed");
    check_written(answer, HS_FORMAT_DOT, &plain, "color=red");
    check_written(answer, HS_FORMAT_DOT, &plain, "\n}\n");
    check_written(answer, HS_FORMAT_JSONL, NULL, "{\"schema\":1,\"type\":\"claim\",\"claim\":\"c1\",\"text\":\"the ministry knew of the leak\",\"documents\":2,");
    hs_answer_free(answer);
    answer = claims((hs_query){.words = S("nosuchword")});
    check_written(answer, HS_FORMAT_TEXT, NULL, "nothing found");
    hs_answer_free(answer);
    /* a date that is not the article's own is told as what it is */
    run("UPDATE document SET published = NULL, heard_by = 'added' WHERE document_id = 1");
    answer = claims((hs_query){.words = S("warned")});
    check_written(answer, HS_FORMAT_TEXT, &plain, "Coastal Wire, added 13 May 2031");
    check_written(answer, HS_FORMAT_JSONL, NULL, "\"heard\":\"2031-05-13T21:40:00Z\",\"heard_by\":\"added\"");
    check_written(answer, HS_FORMAT_CSV, NULL, ",2031-05-13T21:40:00Z,added,");
    hs_answer_free(answer);
    assert_int_equal(hs_ledger_documents(&answer, ledger, &(hs_query){.outlet = S("Coastal Wire")}, NULL), HS_OK);
    check_written(answer, HS_FORMAT_TEXT, NULL, "Coastal Wire, added 13 May 2031: Ministry knew");
    hs_answer_free(answer);
}

static int take_few(void *left, const char *bytes, size_t len)
{
    (void)bytes, (void)len;
    return (*(int *)left)-- == 0;
}

/* One object of JSON, whichever way its bytes come; a sink that refuses anywhere ends it. */
static void test_written_page(void **state)
{
    (void)state;
    hs_answer *answer = claims((hs_query){.limit = 2});
    hs_buffer page = hs_buffer_new(1 << 20), lines = hs_buffer_new(1 << 20);
    assert_int_equal(hs_answer_write_page(answer, into_buffer, &page, NULL), HS_OK);
    assert_int_equal(hs_answer_write(answer, HS_FORMAT_JSONL, NULL, into_buffer, &lines, NULL), HS_OK);
    hs_buffer_add(&page, "", 1);
    hs_buffer_add(&lines, "", 1);
    const char *end = strchr(lines.ptr, '\n');
    size_t first = (size_t)(end - lines.ptr), second = strlen(end + 1) - 1;
    assert_memory_equal(page.ptr, "{\"items\":[", 10);
    assert_memory_equal(page.ptr + 10, lines.ptr, first);
    assert_memory_equal(page.ptr + 10 + first, ",\n", 2);
    assert_memory_equal(page.ptr + 12 + first, end + 1, second);
    assert_memory_equal(page.ptr + 12 + first + second, "],\"next\":\"", 10);
    assert_non_null(strstr(page.ptr, "\",\"cut\":false}\n"));
    assert_non_null(strstr(page.ptr, "\"spans\":[["));
    int status = HS_E_IO, calls = 0;
    for (; status != HS_OK; calls++) {
        int left = calls;
        status = hs_answer_write_page(answer, take_few, &left, NULL);
        assert_true(status == HS_OK || status == HS_E_IO);
    }
    assert_true(calls > 3);
    hs_buffer_free(&page);
    hs_buffer_free(&lines);
    hs_answer_free(answer);
}

/* A hostile file's values are told as damage, and its text as it is. */
static void test_hostile(void **state)
{
    static const char *const spoil[] = {"UPDATE attribution SET act = 'sing'", "UPDATE attribution SET cue = '[nonsense]'",
                                        "UPDATE claim SET text = CAST(x'41ff' AS TEXT)", "UPDATE holder SET kind = 'ghost'"};
    (void)state;
    for (size_t i = 0; i < sizeof spoil / sizeof *spoil; i++) {
        hs_answer *answer;
        hs_error err = {HS_OK, 0, ""};
        run(spoil[i]);
        hs_status status = hs_ledger_claims(&answer, ledger, NULL, &err);
        assert_true(status == HS_E_LEDGER || (status == HS_OK && i == 2)); /* words are shown with U+FFFD */
        hs_answer_free(answer);
    }
    run("DELETE FROM attribution");
    check_claims((hs_query){0}, "");
}

static hs_status ask_all(hs_answer **out)
{
    static const int8_t vector[128] = {1, 2, 3};
    hs_query query = {.words = S("the pier OR leak"), .source = S("lindq"), .since = S("2031"), .act = HS_ACT_SAY};
    hs_buffer text = hs_buffer_new(1 << 20);
    hs_status status = hs_ledger_claims(&out[0], ledger, &query, NULL);
    if (status == HS_OK)
        status = hs_ledger_attributions(&out[1], ledger, &query, NULL);
    if (status == HS_OK)
        status = hs_ledger_documents(&out[2], ledger, &query, NULL);
    if (status == HS_OK)
        status = hs_ledger_who(&out[3], ledger, (hs_str)S("lindqvist"), NULL, NULL);
    if (status == HS_OK)
        status = hs_ledger_search(&out[4], ledger, &query, &(hs_meaning){vector, 128, S("test-1")}, NULL);
    if (status == HS_OK)
        status = hs_ledger_show(&out[5], ledger, (hs_str)S("a3"), NULL, NULL);
    if (status == HS_OK)
        status = hs_ledger_stats(&out[6], ledger, NULL);
    if (status == HS_OK)
        status = hs_ledger_outlets(&out[7], ledger, &query, NULL);
    if (status == HS_OK)
        status = hs_ledger_speakers(&out[8], ledger, &query, NULL);
    for (int i = 0; i < 9 && status == HS_OK; i++)
        for (int f = HS_FORMAT_TEXT; f <= HS_FORMAT_CSV && status == HS_OK; f++)
            status = hs_answer_write(out[i], (hs_format)f, NULL, into_buffer, &text, NULL);
    if (status == HS_OK && text.failed)
        status = HS_E_NOMEM;
    hs_buffer_free(&text);
    return status;
}

/* Each of our allocations fails in turn: it is told, and nothing leaks (asan). */
static void test_no_memory(void **state)
{
    FILES_ALONE();
    hs_status status = HS_E_NOMEM;
    (void)state;
    group();
    for (long left = 0; status != HS_OK; left++) {
        hs_answer *answers[9] = {NULL};
        assert_true(left < 5000);
        fuse = left;
        status = ask_all(answers);
        fuse = -1;
        if (status != HS_OK)
            assert_int_equal(status, HS_E_NOMEM);
        for (int i = 0; i < 9; i++)
            hs_answer_free(answers[i]);
    }
}

#define WITH_LEDGER(test) cmocka_unit_test_setup_teardown(test, fill, empty)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_LEDGER(test_newest_first), WITH_LEDGER(test_filters),
        WITH_LEDGER(test_words),        WITH_LEDGER(test_counts), WITH_LEDGER(test_no_scan), WITH_LEDGER(test_no_scan_of_acts),
        WITH_LEDGER(test_pages),        WITH_LEDGER(test_attributions_and_documents),
        cmocka_unit_test_setup_teardown(test_search_reference, fill_made, empty),
        WITH_LEDGER(test_few_statements), WITH_LEDGER(test_few_statements_shown), WITH_LEDGER(test_planned_once), WITH_LEDGER(test_look_left_behind),
        WITH_LEDGER(test_all_versions), WITH_LEDGER(test_superseded), WITH_LEDGER(test_who_narrowed), WITH_LEDGER(test_who),          WITH_LEDGER(test_unnamed), WITH_LEDGER(test_merged),
        WITH_LEDGER(test_bare),         WITH_LEDGER(test_outlets_and_speakers),
        WITH_LEDGER(test_near_names),   WITH_LEDGER(test_many_merged), WITH_LEDGER(test_common_word), WITH_LEDGER(test_held_by_many), WITH_LEDGER(test_merged_in_a_chain),
        WITH_LEDGER(test_one_moment),
        WITH_LEDGER(test_corrections),  WITH_LEDGER(test_search), WITH_LEDGER(test_renamed),
        WITH_LEDGER(test_meaning),      WITH_LEDGER(test_signs_kept), WITH_LEDGER(test_show),
        WITH_LEDGER(test_stats),        WITH_LEDGER(test_version),
        WITH_LEDGER(test_misuse),
        WITH_LEDGER(test_wrong_not_counted), cmocka_unit_test(test_expressions), WITH_LEDGER(test_written), WITH_LEDGER(test_written_page),
        WITH_LEDGER(test_hostile),      WITH_LEDGER(test_no_memory),
        WITH_LEDGER(test_wordings_listed), WITH_LEDGER(test_wordings_found), WITH_LEDGER(test_wordings_shown), WITH_LEDGER(test_wordings_on_pages),
        WITH_LEDGER(test_wordings_cut), WITH_LEDGER(test_wordings_hostile),
    };
    return cmocka_run_group_tests(tests, make_folder, drop_folder);
}
