/* test_relation_stories.c -- questions about stories, asked of ledgers made by hand; and the invented stories of examples/, read by the model. In:
 * examples/, models/small. */
#include "any_ledger.h"
#include "fuse.h"
#include "related_story.h"
#include "relate.h"

static hs_str str(const char *s)
{
    return hs_ascii_of(s);
}

static hs_answer *ask(hs_query query)
{
    hs_answer *answer;
    hs_error err;
    if (hs_ledger_stories(&answer, ledger, &query, &err) != HS_OK)
        fail_msg("%s", err.msg);
    return answer;
}

static void put(hs_buffer *got, hs_str s)
{
    hs_buffer_add(got, s.ptr ? s.ptr : "-", s.ptr ? s.len : 1);
}

/* "NAME (documents outlets disputes): d1 had 0 1, d2 after d1; " of each story. */
static void put_stories(hs_buffer *got, const hs_answer *answer)
{
    size_t n;
    const hs_story *s = hs_answer_stories(answer, &n);
    for (size_t i = 0; i < n; i++) {
        put(got, s[i].name);
        hs_buffer_format(got, " (%u %u %u):", s[i].n_documents, s[i].n_outlets, s[i].n_disputes);
        for (uint32_t k = 0; k < s[i].n_told; k++) {
            const hs_appearance *a = &s[i].documents[k];
            hs_buffer_format(got, "%s d%llu", k ? "," : "", (unsigned long long)a->report.id);
            for (uint32_t h = 0; h < a->n_had; h++)
                hs_buffer_format(got, "%s %s%u", h ? "" : " had", s[i].claims[a->had[h]].perhaps ? "perhaps " : "", a->had[h]);
            if (a->follows)
                hs_buffer_format(got, " after d%llu %u", (unsigned long long)a->follows, a->shared);
            if (a->copied)
                hs_buffer_format(got, " of d%llu %.3f", (unsigned long long)a->copied, a->share);
            if (a->copied_version)
                hs_buffer_format(got, " by d%llu", (unsigned long long)a->copied_version);
        }
        hs_buffer_text(got, "; ");
    }
}

static void check_stories(hs_query query, const char *want)
{
    hs_buffer got = hs_buffer_new(1 << 16);
    hs_answer *answer = ask(query);
    put_stories(&got, answer);
    hs_buffer_add(&got, "", 1);
    assert_string_equal(got.ptr, want);
    hs_answer_free(answer);
    hs_buffer_free(&got);
}

/* ---- the leak and the mine ---- */

static int fill(void **state)
{
    open_empty(state);
    put_story();
    assert_int_equal(hs_ledger_commit(ledger, NULL), HS_OK);
    return 0;
}

#define MINE "a tremor brought the roof down (2 2 2): d4 had 0, d5 after d4 6; "
#define LEAK "the ministry knew of the leak in March (3 3 3): d1 had 0 1, d2 after d1 12 of d1 0.625, d3 after d2 9; "

static void test_filters(void **state)
{
    (void)state;
    check_stories((hs_query){0}, MINE LEAK);
    check_stories((hs_query){.words = str("oil")}, LEAK);
    check_stories((hs_query){.words = str("known since")}, LEAK); /* by another wording of a claim */
    check_stories((hs_query){.words = str("oil roof")}, "");
    check_stories((hs_query){.outlet = str("meridian")}, MINE);
    check_stories((hs_query){.outlet = str("nobody's")}, "");
    check_stories((hs_query){.since = str("2031-05-15"), .until = str("2031-06")}, LEAK); /* Tidewater Times's */
    check_stories((hs_query){.since = str("2031-05-15"), .until = str("2031-06"), .outlet = str("coastal wire")}, "");
    check_stories((hs_query){.since = str("2031-10")}, "");
    run("UPDATE document SET title = 'Quay closed' WHERE document_id = 2");
    if (ledger->db) /* where an index of titles follows by itself if a document comes or goes alone */
        run("INSERT INTO document_words (rowid, title) VALUES (2, 'Quay closed')");
    check_stories((hs_query){.words = str("quays")}, LEAK);
    run("UPDATE document SET current = 0 WHERE document_id = 2"); /* an older version */
    check_stories((hs_query){.words = str("quays")}, "");
    check_stories((hs_query){.outlet = str("harbour post")}, "");
    check_stories((hs_query){.words = str("leak")}, "the ministry knew of the leak in March (2 2 1): d1 had 0 1, d3 after d2 9; ");
}

static void test_pages(void **state)
{
    char next[64];
    (void)state;
    hs_answer *answer = ask((hs_query){.limit = 1});
    snprintf(next, sizeof next, "%.*s", (int)hs_answer_next(answer).len, hs_answer_next(answer).ptr);
    hs_answer_free(answer);
    check_stories((hs_query){.limit = 1}, MINE);
    check_stories((hs_query){.limit = 1, .after = str(next)}, LEAK);
    answer = ask((hs_query){.limit = 1, .after = str(next)});
    assert_null(hs_answer_next(answer).ptr);
    hs_answer_free(answer);
}

static void test_who_had_it_first(void **state)
{
    size_t n;
    (void)state;
    hs_answer *answer = ask((hs_query){.words = str("oil")});
    const hs_story *s = hs_answer_stories(answer, &n);
    assert_int_equal(n, 1);
    assert_int_equal(s->id, 1);
    assert_memory_equal(s->first.ptr, "2031-05-13T21:40:00Z", 20);
    assert_memory_equal(s->last.ptr, "2031-05-17T00:00:00Z", 20);
    assert_int_equal(s->n_claims, 2);
    assert_int_equal(s->claims[0].claim, claim("the ministry knew of the leak in March"));
    assert_int_equal(s->claims[0].n_documents, 3); /* two wordings */
    assert_int_equal(s->claims[0].first, 0);
    assert_false(s->claims[0].perhaps || s->claims[0].earlier_version);
    assert_memory_equal(s->claims[0].said.who.ptr, "four unnamed officials", 22);
    assert_int_equal(s->claims[1].n_documents, 2);
    assert_memory_equal(s->documents[2].report.outlet.ptr, "Tidewater Times", 15);
    hs_answer_free(answer);
}

/* What a person called wrong is in no story; nor is a dispute of which a side is gone. */
static void test_corrected(void **state)
{
    uint64_t id;
    (void)state;
    static const char *const texts[] = {"that she had been told of the leak", "no such note had reached the ministry"};
    for (size_t i = 0; i < 2; i++) {
        uint64_t a = (uint64_t)attribution(texts[i]);
        assert_int_equal(hs_ledger_correct(&id, ledger, &(hs_opinion){.attribution = a, .verdict = HS_VERDICT_WRONG}, NULL), HS_OK);
    }
    check_stories((hs_query){.words = str("oil")}, "the ministry knew of the leak in March (3 3 2): d1 had 0, d2 after d1 12 of d1 0.625, d3 after d2 9; ");
}

/* ---- versions ---- */

/* The agency had it first, and the paper has it from the agency, though the agency's page has another text by now, which the paper's is like, too. */
static void test_versions(void **state)
{
    (void)state;
    static const char page[] = "https://wire.example/quake";
    close_empty(state);
    open_empty(state);
    put_article(&(article){"Wire", page, "2031-05-13T06:00Z", {{.who = "Mara Lindqvist", .cue = "said", .content = "12 miners died when the roof fell", .act = HS_ACT_SAY, .polarity = HS_POLARITY_POSITIVE}}});
    put_article(&(article){"Post", NULL, "2031-05-13T07:00Z", {{.who = "Mara Lindqvist", .cue = "told", .content = "12 miners died when the roof fell", .act = HS_ACT_SAY, .polarity = HS_POLARITY_POSITIVE}}});
    put_article(&(article){"Wire", page, "2031-05-13T08:00Z", {{.who = "Mara Lindqvist", .cue = "said", .content = "14 miners died when the roof fell", .act = HS_ACT_SAY, .polarity = HS_POLARITY_POSITIVE}}});
    put_article(&(article){"Echo", NULL, "2031-05-13T09:00Z", {{.who = "Mara Lindqvist", .cue = "says", .content = "12 miners died when the roof fell", .act = HS_ACT_SAY, .polarity = HS_POLARITY_POSITIVE}}});
    assert_int_equal(number("SELECT count(*) FROM document WHERE current"), 3);
    run("DELETE FROM copy; INSERT INTO copy (document_id, of_document_id, share) VALUES (2, 1, 0.8), (3, 2, 0.7), (4, 2, 0.5)");
    run("INSERT INTO story_member (document_id, story_id) VALUES (1, 1), (2, 1), (3, 1), (4, 1)");
    check_stories((hs_query){0}, "12 miners died when the roof fell (3 3 0): d3 had 0, d2 of d3 0.800 by d1, d4 of d2 0.500; ");
    size_t n;
    hs_answer *answer = ask((hs_query){0});
    const hs_story *s = hs_answer_stories(answer, &n);
    assert_true(s->claims[0].earlier_version && s->claims[0].said.document == 1); /* which the page says no more */
    hs_answer_free(answer);
    /* what copies a paper that did not copy it does so with its first version, too */
    run("DELETE FROM copy WHERE document_id = 2");
    check_stories((hs_query){0}, "12 miners died when the roof fell (3 3 0): d3 had 0 of d2 0.700, d2, d4 of d2 0.500; ");
}

/* ---- names, and what dates leave open ---- */

static const article three[] = {
    {"Gull", NULL, "2031-06-02T08:00Z", {{.who = "Ada Brill", .cue = "said", .content = "the ferry sank at dawn", .act = HS_ACT_SAY, .polarity = PRO}}},
    {"Heron", NULL, "2031-06-02", {{.who = "Ivo Tarn", .cue = "said", .content = "the ferry was lost", .act = HS_ACT_SAY, .polarity = PRO, .confidence = 0.2f},
                                   {.who = "Ivo Tarn", .cue = "said", .content = "a ferry went down", .act = HS_ACT_SAY, .polarity = PRO}}},
    {"Tern", NULL, "2031-06-03T09:00Z", {{.who = "the port", .cue = "asked", .content = "for help", .act = HS_ACT_ASK, .polarity = PRO}}},
};

static int fill_three(void **state)
{
    open_empty(state);
    for (int i = 0; i < 3; i++)
        put_article(&three[i]);
    run("INSERT INTO story_member VALUES (1, 2, 2, 7), (2, 2, NULL, NULL), (3, 3, NULL, NULL)");
    assert_int_equal(hs_ledger_commit(ledger, NULL), HS_OK);
    return 0;
}

static void test_names(void **state)
{
    (void)state;
    check_stories((hs_query){0}, "a ferry went down (2 2 0): d2, d1 after d2 7; "); /* of what is not sure enough there is no position */
    check_stories((hs_query){.single = true}, "for help (1 1 0): d3; a ferry went down (2 2 0): d2, d1 after d2 7; ");
    check_stories((hs_query){.single = true, .words = str("help")}, "for help (1 1 0): d3; ");
    run("UPDATE document SET title = 'Ferry lost' WHERE document_id = 2; DELETE FROM attribution WHERE document_id = 3");
    check_stories((hs_query){.single = true}, "- (1 1 0): d3; Ferry lost (2 2 0): d2, d1 after d2 7; ");
    same("a ferry went down", "the ferry sank at dawn");
    check_stories((hs_query){0}, "the ferry sank at dawn (2 2 0): d2 had perhaps 0, d1 after d2 7; "); /* one of them tells but the day */
    run("UPDATE document SET published = '2031-06-01', heard = '2031-06-01T00:00:00Z' WHERE document_id = 2");
    check_stories((hs_query){0}, "the ferry sank at dawn (2 2 0): d2 had 0, d1 after d2 7; ");
    run("UPDATE document SET published = '2031-06' WHERE document_id = 2");
    check_stories((hs_query){0}, "the ferry sank at dawn (2 2 0): d2 had perhaps 0, d1 after d2 7; ");
    run("UPDATE document SET published = '2031-06-01T00:00Z' WHERE document_id = 2; UPDATE document SET heard_by = 'added' WHERE document_id = 1");
    check_stories((hs_query){0}, "the ferry sank at dawn (2 2 0): d2 had perhaps 0, d1 after d2 7; ");
}

/* What was published before it was added was there by then; what comes behind it with a date of its own was not. */
static void test_added(void **state)
{
    (void)state;
    same("a ferry went down", "the ferry sank at dawn");
    run("UPDATE document SET heard = '2031-06-01T12:00:00Z', published = NULL, heard_by = 'added' WHERE document_id = 2");
    check_stories((hs_query){0}, "the ferry sank at dawn (2 2 0): d2 had 0, d1 after d2 7; ");
    run("UPDATE document SET heard = '2031-06-04T12:00:00Z' WHERE document_id = 2");
    check_stories((hs_query){0}, "the ferry sank at dawn (2 2 0): d1 had perhaps 0 after d2 7, d2; ");
}

/* More documents than are told, and more claims. */
static void test_many(void **state)
{
    size_t n;
    (void)state;
    enum { MANY = 210, CLAIMS = 3 };
    char outlets[MANY][16];
    for (int i = 0; i < MANY; i++) {
        article a = {NULL, NULL, "2031-06-02T08:00Z", {{0}}};
        char contents[CLAIMS][32];
        snprintf(outlets[i], sizeof outlets[i], "Outlet %d", i / 2);
        for (int k = 0; k < CLAIMS; k++) {
            snprintf(contents[k], sizeof contents[k], "thing %d is so", (i / 20 * CLAIMS + k) % 33);
            a.said[k] = (statement){.who = "Ada Brill", .cue = i % 2 ? "said" : "told us", .content = contents[k], .act = HS_ACT_SAY, .polarity = PRO};
        }
        a.outlet = outlets[i];
        put_article(&a);
    }
    run("INSERT INTO story_member (document_id, story_id) SELECT document_id, 1 FROM document");
    hs_answer *answer = ask((hs_query){0});
    const hs_story *s = hs_answer_stories(answer, &n);
    assert_int_equal(n, 1);
    assert_int_equal(s->n_documents, number("SELECT count(*) FROM document"));
    assert_int_equal(s->n_outlets, 105);
    assert_true(s->n_documents > 200);
    assert_int_equal(s->n_told, 200);
    assert_int_equal(s->n_claims, 8);
    for (uint32_t i = 1; i < s->n_claims; i++)
        assert_true(s->claims[i].n_documents <= s->claims[i - 1].n_documents);
    hs_answer_free(answer);
}

/* An article whose named sources are outlets. */
static void relate_article(const article *a)
{
    const int64_t id = (int64_t)put_article(a);
    run("UPDATE source SET kind = 'outlet' WHERE anonymous = 0");
    assert_int_equal(hs_relate_by(ledger, id, 1, NULL), HS_OK);
}

/* Of one day, without a time: who cites another outlet comes behind it, and nobody follows who cites them, whatever came in first. */
static void test_who_cites(void **state)
{
    (void)state;
#define SOLD "the minister Alva Rein sold shares in Torvex through a broker in Lund weeks before the pipeline deal"
    static const article told[] = {
        {"Kest Daily", NULL, "2031-06-02", {{.who = "two officials", .anonymous = true, .through = "the Finch Herald", .cue = "told", .content = SOLD, .act = HS_ACT_SAY, .polarity = PRO}}},
        {"The Finch Herald", NULL, "2031-06-02", {{.who = "two officials", .anonymous = true, .cue = "said", .content = SOLD, .act = HS_ACT_SAY, .polarity = PRO}}},
        {"Lund Observer", NULL, "2031-06-02", {{.who = "a critic", .anonymous = true, .through = "Kest Daily", .cue = "read", .content = SOLD, .act = HS_ACT_SAY, .polarity = PRO}}},
    };
    static const int orders[][3] = {{0, 1, 2}, {2, 1, 0}, {1, 2, 0}, {2, 0, 1}};
    for (size_t i = 0; i < sizeof orders / sizeof *orders; i++) {
        for (int k = 0; k < 3; k++)
            relate_article(&told[orders[i][k]]);
        size_t n;
        hs_answer *answer = ask((hs_query){0});
        const hs_story *s = hs_answer_stories(answer, &n);
        assert_int_equal(n, 1);
        assert_int_equal(s->n_told, 3);
        assert_string_equal(s->documents[0].report.outlet.ptr, "The Finch Herald");
        for (uint32_t k = 1; k < 3; k++)
            if (strcmp(s->documents[k].report.outlet.ptr, "Kest Daily") == 0)
                assert_int_equal(s->documents[k].follows, s->documents[0].report.id);
        hs_answer_free(answer);
        close_empty(NULL);
        open_empty(NULL);
    }
}

/* Names come from articles: one with the signs of LIKE is another outlet's all the same, and one that ends in a backslash fails nowhere. */
static void test_who_cites_signs(void **state)
{
    (void)state;
    static const char *const outlets[] = {"Kest Daily", "The Finch Herald"}, *const cited[] = {"K_st D%", "%h H%", "Kest\\"};
    for (size_t i = 0; i < 3; i++) {
        const article citing = {outlets[i % 2], NULL, "2031-06-02", {{.who = "two officials", .anonymous = true, .through = cited[i], .cue = "told", .content = SOLD, .act = HS_ACT_SAY, .polarity = PRO}}};
        const article plain = {outlets[(i + 1) % 2], NULL, "2031-06-02", {{.who = "two officials", .anonymous = true, .cue = "said", .content = SOLD, .act = HS_ACT_SAY, .polarity = PRO}}};
        const article *both[] = {&citing, &plain};
        for (int k = 0; k < 2; k++)
            relate_article(both[k]);
        size_t n;
        hs_answer *answer = ask((hs_query){0});
        const hs_story *s = hs_answer_stories(answer, &n);
        assert_int_equal(n, 1);
        assert_string_equal(s->documents[0].report.outlet.ptr, plain.outlet);
        hs_answer_free(answer);
        close_empty(NULL);
        open_empty(NULL);
    }
}

/* ---- misuse, hostile, no memory ---- */

static void test_misuse(void **state)
{
    hs_answer *answer;
    hs_error err;
    (void)state;
    static const struct {
        hs_query query;
        hs_status status;
    } wrong[] = {{{.since = {"soon", 4}}, HS_E_ARG}, {{.until = {"2031-13", 7}}, HS_E_ARG}, {{.after = {"x", 1}}, HS_E_ARG},
                 {{.words = {"\"\"", 2}}, HS_E_ARG}, {{.limit = 1001}, HS_E_LIMIT}};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        assert_int_equal(hs_ledger_stories(&answer, ledger, &wrong[i].query, &err), wrong[i].status);
        assert_int_equal(err.code, wrong[i].status);
        assert_null(answer);
    }
    check_stories((hs_query){.after = str("2031-05-14.999999999999.0")}, "");
    assert_int_equal(hs_ledger_stories(&answer, ledger, NULL, &err), HS_OK);
    hs_answer_free(answer);
}

static int into_buffer(void *buffer, const char *bytes, size_t len)
{
    hs_buffer_add(buffer, bytes, len);
    return 0;
}

static hs_status ask_all(hs_buffer *out, hs_error *err)
{
    static const hs_format formats[] = {HS_FORMAT_TEXT, HS_FORMAT_JSONL, HS_FORMAT_CSV};
    static const hs_query queries[] = {{.single = true}, {.words = {"leak", 4}, .outlet = {"coastal", 7}, .since = {"2031-05", 7}, .limit = 1}};
    hs_status status = HS_OK;
    for (int i = 0; i < 2 && status == HS_OK; i++) {
        hs_answer *answer;
        status = hs_ledger_stories(&answer, ledger, &queries[i], err);
        for (int f = 0; f < 3 && status == HS_OK; f++)
            status = hs_answer_write(answer, formats[f], &(hs_style){.width = 60, .color = true, .header = true}, into_buffer, out, err);
        hs_answer_free(answer);
    }
    return status;
}

static void test_hostile(void **state)
{
    FILES_ALONE();
    static const struct {
        const char *sql;
        hs_status status;
    } rows[] = {{"UPDATE story_member SET story_id = -story_id", HS_OK},
                {"UPDATE story_member SET story_id = 9223372036854775807", HS_OK},
                {"UPDATE story_member SET follows = document_id, shared = -1", HS_OK},
                {"UPDATE story_member SET follows = 999999999999, shared = 99999999999", HS_OK},
                {"INSERT INTO story_member VALUES (999, 1, 1, 1)", HS_OK},
                {"UPDATE copy SET share = 9e999, of_document_id = document_id", HS_OK},
                {"UPDATE copy SET share = -1", HS_OK},
                {"UPDATE dispute SET kind = 'song'", HS_OK},
                {"UPDATE OR REPLACE dispute SET other_id = 999", HS_OK},
                {"UPDATE document SET heard = x'ff' || ''", HS_E_LEDGER},
                {"UPDATE document SET heard = '2', published = '2'", HS_OK},
                {"UPDATE document SET heard = '', published = '20310513T2140' || char(27)", HS_OK},
                {"UPDATE document SET heard_by = 'told'", HS_E_LEDGER},
                {"UPDATE document SET title = 'x' || char(27) || '[31m' || char(10), outlet = char(27)", HS_OK},
                {"UPDATE claim SET text = x'ff' || char(27)", HS_OK},
                {"UPDATE claim SET same_as = 999", HS_OK},
                {"UPDATE attribution SET act = 'sing'", HS_E_LEDGER},
                {"UPDATE attribution SET confidence = 9e999", HS_OK},
                {"DELETE FROM document", HS_OK}};
    (void)state;
    run("PRAGMA foreign_keys = OFF");
    run("PRAGMA ignore_check_constraints = ON");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        hs_error err = {HS_OK, 0, ""};
        hs_buffer out = hs_buffer_new(1 << 22);
        run("BEGIN");
        run(rows[i].sql);
        hs_status status = ask_all(&out, &err);
        if (status != rows[i].status)
            fail_msg("%s: %s, %s", rows[i].sql, hs_status_name(status), err.msg);
        hs_str all = hs_buffer_str(&out);
        assert_int_equal(hs_utf8_valid(all.ptr, all.len), all.len);
        for (size_t k = 0; k < all.len; k++)
            assert_false(all.ptr[k] == 27 && !(k + 1 < all.len && all.ptr[k + 1] == '['));
        run("ROLLBACK");
        hs_buffer_free(&out);
    }
}

static void test_no_memory(void **state)
{
    FILES_ALONE();
    hs_status status = HS_E_NOMEM;
    long n = 0;
    (void)state;
    hs_buffer whole = hs_buffer_new(1 << 22);
    assert_int_equal(ask_all(&whole, NULL), HS_OK);
    for (; status != HS_OK; n++) {
        hs_buffer out = hs_buffer_new(1 << 22);
        fuse = n;
        status = ask_all(&out, NULL);
        fuse = -1;
        assert_true(status == HS_OK || status == HS_E_NOMEM);
        if (status == HS_OK)
            assert_int_equal(out.len, whole.len);
        hs_buffer_free(&out);
        assert_true(n < 100000);
    }
    assert_true(n > 30);
    hs_buffer_free(&whole);
}

/* ---- the stories of examples/ ---- */

/* Plain text does not say whose it is, and seldom when it was published. */
static const struct {
    const char *file, *outlet, *published;
} examples[] = {
    {"harbour-coastal-wire.txt", "Coastal Wire", "2031-05-13T21:40Z"},
    {"harbour-daily-lantern.html", NULL, NULL},
    {"harbour-harbour-post.html", NULL, NULL},
    {"harbour-northern-gazette.html", NULL, NULL},
    {"harbour-tidewater-times.txt", "The Tidewater Times", "2031-05-17"},
    {"toll-halvan-tribune.html", NULL, NULL},
    {"toll-korrin-valley-herald.html", NULL, NULL},
    {"toll-meridian-post.html", NULL, NULL},
    {"toll-velmark-press-service.txt", "Velmark Press Service", "2031-09-03T11:02"},
    {"toll-velmark-press-service-update.txt", "Velmark Press Service", "2031-09-05T18:20"},
    {"flight-northmarch-live.html", NULL, NULL},
    {"flight-orsany-courier.txt", "The Orsany Courier", "2031-09-03"},
    {"flight-portal-sarvina.html", NULL, NULL},
    {"flight-quillon.txt", "Quillon", "2031-09-04T14:05"},
    {"flight-tellick-ember.html", NULL, NULL},
};
enum { EXAMPLES = sizeof examples / sizeof *examples, EACH = 5 };

static hs_status neither(void *ctx, hs_judged *out, const hs_pair *pairs, size_t n, hs_error *err)
{
    (void)ctx, (void)pairs, (void)err;
    for (size_t i = 0; i < n; i++)
        out[i] = (hs_judged){.relation = HS_NEITHER};
    return HS_OK;
}

static void add_example(size_t i, const hs_reader *reader, hs_workspace *workspace)
{
    static char bytes[1 << 18];
    char name[256];
    hs_document *doc;
    hs_added how;
    uint64_t id;
    snprintf(name, sizeof name, HS_SOURCE_DIR "/examples/%s", examples[i].file);
    FILE *f = fopen(name, "rb");
    assert_non_null(f);
    size_t len = fread(bytes, 1, sizeof bytes, f);
    fclose(f);
    const hs_input input = {.name = str(examples[i].file), .outlet = str(examples[i].outlet), .published = str(examples[i].published)};
    assert_int_equal(hs_document_open(&doc, bytes, len, &input, NULL), HS_OK);
    assert_int_equal(hs_read(doc, reader, workspace, NULL), HS_OK);
    assert_int_equal(hs_ledger_add(&how, &id, ledger, doc, NULL), HS_OK);
    hs_document_free(doc);
    size_t done;
    assert_int_equal(hs_relate_by(ledger, (int64_t)id, 1, NULL), HS_OK);
    assert_int_equal(hs_relate_decide_by(&done, ledger, neither, NULL, 1000, NULL), HS_OK);
}

static size_t begin_of(hs_str input)
{
    size_t n = hs_ascii_char(input, 0, '-');
    assert_true(n < input.len);
    return n;
}

/* Names and outlets in the order in which they were heard; numbers differ with the order in which they came. */
static void put_examples(hs_buffer *out)
{
    size_t n;
    hs_answer *answer = ask((hs_query){.single = true});
    const hs_story *s = hs_answer_stories(answer, &n);
    assert_int_equal(n, EXAMPLES / EACH);
    for (size_t i = 0; i < n; i++) {
        assert_int_equal(s[i].n_documents, EACH);
        assert_int_equal(s[i].n_told, EACH);
        assert_true(s[i].name.len > 0);
        assert_int_equal(s[i].documents[0].follows, 0);
        hs_str first = s[i].documents[0].report.input;
        put(out, s[i].name);
        for (uint32_t k = 0; k < EACH; k++) {
            const hs_appearance *a = &s[i].documents[k];
            assert_memory_equal(a->report.input.ptr, first.ptr, begin_of(first) + 1); /* "toll-" */
            assert_true(!k || (a->follows && a->shared >= 6 && a->shared <= 24));
            hs_buffer_text(out, "\n");
            put(out, a->report.input);
            for (uint32_t h = 0; h < EACH && a->follows; h++)
                if (s[i].documents[h].report.id == a->follows) {
                    assert_true(h < k);
                    hs_buffer_format(out, " after %u by %u words", h, a->shared);
                }
            hs_buffer_format(out, ", had %u", a->n_had);
        }
        hs_buffer_text(out, "\n");
    }
    hs_buffer_add(out, "", 1);
    hs_answer_free(answer);
}

static void test_examples(void **state)
{
    FILES_ALONE();
    hs_reader *reader;
    hs_workspace *workspace;
    hs_buffer told[2];
    assert_int_equal(hs_reader_open(&reader, HS_SOURCE_DIR "/models/small", NULL), HS_OK);
    assert_int_equal(hs_workspace_open(&workspace, reader, NULL), HS_OK);
    for (int order = 0; order < 2; order++) {
        open_empty(state);
        for (size_t i = 0; i < EXAMPLES; i++)
            add_example(order ? i * 7 % EXAMPLES : i, reader, workspace);
        settle();
        told[order] = hs_buffer_new(1 << 16);
        put_examples(&told[order]);
        close_empty(state);
    }
    assert_string_equal(told[0].ptr, told[1].ptr);
    for (int order = 0; order < 2; order++)
        hs_buffer_free(&told[order]);
    hs_workspace_free(workspace);
    hs_reader_free(reader);
}

#define ON(fill, test) cmocka_unit_test_setup_teardown(test, fill, close_empty)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON(fill, test_filters), ON(fill, test_pages), ON(fill, test_who_had_it_first), ON(fill, test_corrected), ON(fill, test_versions), ON(fill_three, test_names), ON(fill_three, test_added), ON(open_empty, test_many), ON(open_empty, test_who_cites), ON(open_empty, test_who_cites_signs),
        ON(fill, test_misuse), ON(fill, test_hostile), ON(fill, test_no_memory), cmocka_unit_test(test_examples),
    };
    return cmocka_run_group_tests(tests, make_folder, drop_folder);
}
