/* test_relation_ask.c -- questions about disputes, changes of position and reasons, asked of one small ledger. */
#include "any_ledger.h"
#include "fuse.h"
#include "related_story.h"

static int fill(void **state)
{
    open_empty(state);
    put_story();
    assert_int_equal(hs_ledger_commit(ledger, NULL), HS_OK);
    return 0;
}

static hs_str str(const char *s)
{
    return hs_ascii_of(s);
}

typedef hs_status asker(hs_answer **out, hs_ledger *of, const hs_query *query, hs_error *err);

static hs_answer *ask(asker *how, hs_query query)
{
    hs_answer *answer;
    hs_error err;
    if (how(&answer, ledger, &query, &err) != HS_OK)
        fail_msg("%s", err.msg);
    return answer;
}

/* "FIRST WORDS / OTHER WORDS; " of each dispute. */
static void put_disputes(hs_buffer *got, const hs_answer *answer)
{
    size_t n;
    const hs_dispute *d = hs_answer_disputes(answer, &n);
    for (size_t i = 0; i < n; i++) {
        hs_buffer_add(got, d[i].sides[0].words.ptr, d[i].sides[0].words.len);
        if (d[i].sides[0].claim != d[i].sides[1].claim) {
            hs_buffer_text(got, " / ");
            hs_buffer_add(got, d[i].sides[1].words.ptr, d[i].sides[1].words.len);
        }
        hs_buffer_text(got, d[i].update ? " (update); " : "; ");
    }
}

static void check_disputes_of(hs_query query, const char *want)
{
    hs_buffer got = hs_buffer_new(1 << 16);
    hs_answer *answer = ask(hs_ledger_disputes, query);
    put_disputes(&got, answer);
    hs_buffer_add(&got, "", 1);
    assert_string_equal(got.ptr, want);
    hs_answer_free(answer);
    hs_buffer_free(&got);
}

#define TOLL "12 of its members were dead / 7 miners were dead; "
#define ROOF "a tremor brought the roof down / gas brought the roof down; "
#define SPILL "180 tonnes of oil were lost / 90 tonnes of oil were lost; "
#define NOTE "no such note had reached the ministry / the note was stamped in on 7 March; "
#define KNEW "the ministry knew of the leak in March; "

static void test_filters(void **state)
{
    (void)state;
    check_disputes_of((hs_query){.source = str("tellmark")}, SPILL);
    check_disputes_of((hs_query){.source = str("Ilse Korhan")}, NOTE KNEW);
    check_disputes_of((hs_query){.source = str("Mara Lindqvist")}, "");
    check_disputes_of((hs_query){.source = str("nobody")}, "");
    check_disputes_of((hs_query){.words = str("oil")}, SPILL);
    check_disputes_of((hs_query){.words = str("known since")}, KNEW); /* by another wording of it */
    check_disputes_of((hs_query){.words = str("stamped")}, NOTE);
    check_disputes_of((hs_query){.outlet = str("tidewater")}, NOTE KNEW);
    check_disputes_of((hs_query){.outlet = str("coastal"), .since = str("2031-05")}, SPILL KNEW);
    check_disputes_of((hs_query){.until = str("2031-05-14")}, SPILL KNEW);
    check_disputes_of((hs_query){.since = str("2031-05-15"), .until = str("2031-05")}, NOTE);
    check_disputes_of((hs_query){.least = 0.95f}, "");
    check_disputes_of((hs_query){.words = str("tonnes"), .updates = true}, "90 tonnes of oil were lost / 120 tonnes of oil were lost (update); " SPILL);
}

static void test_order_and_pages(void **state)
{
    (void)state;
    for (int most = 0; most < 2; most++) {
        hs_buffer whole = hs_buffer_new(1 << 16), pages = hs_buffer_new(1 << 16);
        hs_query query = {.updates = true, .most_first = most};
        hs_answer *answer = ask(hs_ledger_disputes, query);
        put_disputes(&whole, answer);
        assert_null(hs_answer_next(answer).ptr);
        hs_answer_free(answer);
        char next[128] = "";
        size_t n_pages = 0;
        do {
            query.limit = 2;
            query.after = str(next);
            answer = ask(hs_ledger_disputes, query);
            put_disputes(&pages, answer);
            hs_str after = hs_answer_next(answer);
            snprintf(next, sizeof next, "%.*s", (int)after.len, after.ptr ? after.ptr : "");
            hs_answer_free(answer);
        } while (*next && ++n_pages < 10);
        hs_buffer_add(&whole, "", 1);
        hs_buffer_add(&pages, "", 1);
        assert_string_equal(whole.ptr, pages.ptr);
        assert_true(n_pages > 1);
        hs_buffer_free(&whole);
        hs_buffer_free(&pages);
    }
    check_disputes_of((hs_query){.most_first = true, .limit = 1}, KNEW); /* three sources: each article's officials are their own */
    hs_answer *answer = ask(hs_ledger_disputes, (hs_query){.words = str("ministry knew")});
    size_t n;
    const hs_dispute *d = hs_answer_disputes(answer, &n);
    assert_int_equal(n, 1);
    assert_int_equal(d->kind, HS_CONFLICT_POLARITY);
    assert_int_equal(d->n_sources, 3);
    assert_int_equal(d->sides[0].n_sources, 2);
    assert_int_equal(d->sides[0].n_positions, 2);
    assert_int_equal(d->sides[1].n_entries, 2);
    assert_memory_equal(d->sides[1].entries[0].who.ptr, "Ilse Korhan", 11);
    assert_memory_equal(d->sides[1].held[0].ptr, "2031-05-14T07:30:00Z", 20);
    assert_int_equal(d->sides[1].held[1].len, 10);
    assert_memory_equal(d->sides[1].held[1].ptr, "2031-05-15", 10);
    assert_memory_equal(d->sides[0].entries[1].relays[0].name.ptr, "Coastal Wire", 12);
    hs_answer_free(answer);
}

static void check_changes_of(hs_query query, const char *want)
{
    size_t n;
    hs_buffer got = hs_buffer_new(1 << 16);
    hs_answer *answer = ask(hs_ledger_changes, query);
    const hs_change *c = hs_answer_changes(answer, &n);
    for (size_t i = 0; i < n; i++)
        hs_buffer_format(&got, "%.*s %.*s %.*s -> %.*s %.*s; ", (int)c[i].name.len, c[i].name.ptr, (int)c[i].before.content.len, c[i].before.content.ptr,
                         (int)c[i].before_held.len, c[i].before_held.ptr, (int)c[i].after.content.len, c[i].after.content.ptr, (int)c[i].after_held.len,
                         c[i].after_held.ptr);
    hs_buffer_add(&got, "", 1);
    assert_string_equal(got.ptr, want);
    hs_answer_free(answer);
    hs_buffer_free(&got);
}

#define TREMOR "Sellick Potash a tremor brought the roof down 2031-09-03T11:02:00Z -> a tremor brought the roof down 2031-09-04T05:00:00Z; "
#define LESS "the coast guard 180 tonnes of oil were lost 2031-05-13T21:40:00Z -> 120 tonnes of oil were lost 2031-05-17; "
#define TOLD "Mara Lindqvist that she had been told of the leak 2031-05-13T21:40:00Z -> that she had been told of the leak 2031-05-16; "

static void test_changes(void **state)
{
    (void)state;
    check_changes_of((hs_query){0}, TREMOR LESS TOLD);
    check_changes_of((hs_query){.source = str("lindq")}, TOLD);
    check_changes_of((hs_query){.source = str("tellmark")}, "");
    check_changes_of((hs_query){.words = str("oil")}, LESS);
    check_changes_of((hs_query){.outlet = str("Tidewater Times")}, LESS TOLD);
    check_changes_of((hs_query){.since = str("2031-06")}, TREMOR);
    check_changes_of((hs_query){.until = str("2031-05-16")}, TOLD);
    check_changes_of((hs_query){.limit = 1}, TREMOR);
    check_changes_of((hs_query){.least = 0.95f}, "");
    hs_answer *answer = ask(hs_ledger_changes, (hs_query){.limit = 1});
    char next[128];
    snprintf(next, sizeof next, "%.*s", (int)hs_answer_next(answer).len, hs_answer_next(answer).ptr);
    hs_answer_free(answer);
    check_changes_of((hs_query){.after = str(next)}, LESS TOLD);
}

/* What a source "had said", who knows when, it held no later than what it says now. */
static void test_former(void **state)
{
    (void)state;
    put_article(&(article){"Tide", NULL, "2031-09-08T10:00Z", {{.who = "the coast guard", .content = "23 are missing", .value = 23, .bound = HS_EXACT, .unit = "people missing", .cue = "had said", .act = HS_ACT_SAY, .polarity = PRO},
                                                               {.who = "the coast guard", .content = "12 are missing", COUNT(12, HS_EXACT, "people missing"), .time = "2031-09-05"}}});
    pair("23 are missing", "12 are missing", "contradicts", 0.9, "other figures");
    settle();
    assert_int_equal(hs_ledger_commit(ledger, NULL), HS_OK);
    check_changes_of((hs_query){0}, "the coast guard 23 are missing 2031-09-05 -> 12 are missing 2031-09-05; ");
}

/* What is gone since the rows were made is left out, also before they are made anew. */
static void test_unsettled(void **state)
{
    uint64_t id;
    (void)state;
    uint64_t told = (uint64_t)number("SELECT attribution_id FROM attribution WHERE act = 'admit'"),
             denied = (uint64_t)number("SELECT min(attribution_id) FROM attribution JOIN claim USING (claim_id) WHERE act = 'deny' AND text LIKE 'the ministry%'");
    assert_int_equal(hs_ledger_correct(&id, ledger, &(hs_opinion){.attribution = told, .verdict = HS_VERDICT_WRONG}, NULL), HS_OK);
    assert_int_equal(hs_ledger_correct(&id, ledger, &(hs_opinion){.attribution = denied, .verdict = HS_VERDICT_WRONG}, NULL), HS_OK);
    check_disputes_of((hs_query){.words = str("known since")}, KNEW); /* the other denial is left */
    denied = (uint64_t)number("SELECT max(attribution_id) FROM attribution WHERE act = 'deny'");
    assert_int_equal(hs_ledger_correct(&id, ledger, &(hs_opinion){.attribution = denied, .verdict = HS_VERDICT_WRONG}, NULL), HS_OK);
    check_changes_of((hs_query){0}, TREMOR LESS);
    check_disputes_of((hs_query){0}, ROOF TOLL NOTE SPILL);
    check_disputes_of((hs_query){.most_first = true, .limit = 1}, ROOF);
}

/* A side is shown in words that a page still has, and not in those of an older version. */
static void test_words_of_versions(void **state)
{
    (void)state;
    same("the note was stamped in on 7 March", "180 tonnes of oil were lost"); /* which then stands for both */
    run("UPDATE document SET current = 0 WHERE document_id = 1");
    run("DELETE FROM dispute");
    run("INSERT INTO dispute (claim_id, other_id, kind, is_update, voices, heard) SELECT a.claim_id, b.claim_id, 'contents', 0, 2, '2031-05-15T00:00:00Z' FROM claim a, claim b "
        "WHERE a.text LIKE '180 tonnes%' AND b.text LIKE '90 tonnes%'");
    check_disputes_of((hs_query){0}, "the note was stamped in on 7 March / 90 tonnes of oil were lost; ");
}

/* ---- reasons ---- */

/* "RELATION a1 a2: WHY [EVIDENCE, ..]" of each. */
static void check_explained(const char *id, const char *other, const char *want)
{
    size_t n;
    hs_answer *answer;
    hs_error err;
    hs_buffer got = hs_buffer_new(1 << 16);
    if (hs_ledger_explain(&answer, ledger, str(id), str(other), &err) != HS_OK)
        fail_msg("%s", err.msg);
    const hs_ground *r = hs_answer_grounds(answer, &n);
    for (size_t i = 0; i < n; i++) {
        hs_buffer_format(&got, "%s: %.*s", r[i].relation, (int)r[i].why.len, r[i].why.ptr);
        for (uint32_t k = 0; k < r[i].n_evidence; k++) {
            const hs_evidence *e = &r[i].evidence[k];
            assert_true(e->span.end > e->span.begin);
            hs_buffer_format(&got, "%s%s %.*s", k ? ", " : " [", e->what, (int)e->words.len, e->words.ptr);
        }
        hs_buffer_text(&got, r[i].n_evidence ? "]\n" : "\n");
    }
    hs_buffer_add(&got, "", 1);
    assert_string_equal(got.ptr, want);
    hs_answer_free(answer);
    hs_buffer_free(&got);
}

static const char *id_of(char letter, int64_t id)
{
    static char ids[4][24];
    static int at;
    at = (at + 1) % 4;
    snprintf(ids[at], sizeof ids[at], "%c%lld", letter, (long long)id);
    return ids[at];
}

#define C(text) id_of('c', claim(text))

static void test_explain_claims(void **state)
{
    (void)state;
    check_explained(C("the ministry had known of the leak since March"), NULL,
                    "same: 2 wordings are one claim, shown as c1, the plainest of them; they are so by these pairs\n"
                    "same: they say the same: model\n"
                    "dispute: in dispute: a source affirms it, and another one rejects it as it stands [cue said, content the ministry knew of the leak in March, "
                    "cue have told, content the ministry had known of the leak since March, cue denied, content the ministry knew of the leak in March, cue again denied, content the ministry knew of the leak in March]\n");
    check_explained(C("the ministry had known of the leak since March"), C("the ministry knew of the leak in March"), "same: they say the same: model\n");
    check_explained(C("180 tonnes of oil were lost"), C("90 tonnes of oil were lost"),
                    "dispute: in dispute: their figures for one thing differ, and different sources held them at one time, or the lesser one after the greater "
                    "[figure 180, figure 90, cue said, content 180 tonnes of oil were lost, cue said, content 90 tonnes of oil were lost]\n"
                    "contradicts: they contradict each other: other figures: 180 and 90 tonnes\n");
    check_explained(C("7 miners were dead"), C("14 miners were dead"),
                    "update: an update, no dispute: the greater figure was first told later than the lesser, which nobody tells any more 6 hours after "
                    "[figure 7, figure 14, cue said, content 7 miners were dead, cue said, content 14 miners were dead]\n"
                    "contradicts: they contradict each other: other figures: 7 and 14\n");
    check_explained(C("gas brought the roof down"), C("the mine is lost"),
                    "contradicts: they contradict each other: both cannot be true (0.41)\n"
                    "none: in no dispute: the comparer is not sure enough, at least 0.5 is asked for\n");
    check_explained(C("180 tonnes of oil were lost"), C("120 tonnes of oil were lost"),
                    "contradicts: they contradict each other: other figures: 180 and 120 tonnes\n"
                    "none: in no dispute: one source alone affirms both, which is a change of position where it is one after the other\n");
    check_explained(C("the mine is lost"), NULL, "none: no other wording is taken for the same claim\n");
    check_explained(C("the mine is lost"), C("90 tonnes of oil were lost"), "none: not compared yet: d2 waits to be related to the others (hearsay relate)\n");
}

/* Of two that nothing relates it is told which test kept them from being compared, or what the comparer says. */
static void test_explain_unrelated(void **state)
{
    (void)state;
    static const char wire[] = "the ministry knew of the leak in March", late[] = "the note was stamped in on 7 March", oil[] = "90 tonnes of oil were lost", gas[] = "gas brought the roof down", denied[] = "that she had been told of the leak";
    run("INSERT INTO related (document_id, model_id) SELECT document_id, model_id FROM document");
    check_explained(C(gas), C(oil), "none: never compared: no article with the one has a telling word in common with one with the other; 4 are asked for\n");
    run("INSERT INTO term VALUES (4, 22520, 4), (1, 22520, 4)");
    check_explained(C(gas), C(oil), "none: never compared: no article with the one is near one with the other; d4 and d2, the nearest two, share 2 of their 24 most telling words and were heard "
                                    "119 days apart; 4 within 30 days are asked for\n");
    turn(wire, 127, 0);
    turn(oil, 0x20, 0x6f);
    run("INSERT INTO term VALUES (6, 22400, 1), (6, 22401, 2), (7, 22400, 1), (7, 22401, 2)");
    check_explained(C(wire), C(oil), "none: never compared: their articles are near each other, but what they mean is 25% alike; 50% is asked for\n");
    turn(oil, 0x6f, 0x20);
    check_explained(C(wire), C(oil), "none: never compared: they are 87% alike, but each is compared with the 2 most like it alone, and the one of those that show a difference; or one stands "
                                     "within the other\n");
    pair(wire, oil, "undecided", 0, "");
    check_explained(C(wire), C(oil), "none: not compared yet: they wait for the comparer (hearsay relate)\n");
    run("UPDATE pair SET relation = 'neither', score = 0.93 WHERE relation = 'undecided'");
    check_explained(C(wire), C(oil), "none: the comparer finds that they neither say the same nor contradict each other\n");
    pair(wire, late, "same", 0.6, "");
    check_explained(C(wire), C(late), "same: they say the same in other words (0.60)\nnone: two claims all the same: what says the same of their wordings does not outweigh what does not, or "
                                      "they are not near each other in meaning on average\n");
    check_explained(id_of('a', attribution(denied)), id_of('a', attribution(oil)), "none: no change: they are not held by one source [cue denied, content that she had been told of the leak, cue "
                    "said, content 90 tonnes of oil were lost]\nnone: never compared: c2 tells too little by itself\n");
}

static int64_t said(const char *who, const char *text)
{
    char sql[512];
    snprintf(sql, sizeof sql, "SELECT min(attribution_id) FROM said WHERE who = '%s' AND what = '%s'", who, text);
    return number(sql);
}

static void test_explain_attributions(void **state)
{
    (void)state;
    int64_t denied = said("Mara Lindqvist", "that she had been told of the leak"), admitted = number("SELECT attribution_id FROM attribution WHERE act = 'admit'"),
            korhan = said("Ilse Korhan", "the ministry knew of the leak in March"), more = said("the coast guard", "180 tonnes of oil were lost"),
            less = said("the coast guard", "120 tonnes of oil were lost"), feared = attribution("the mine is lost"), officials = attribution("the ministry knew of the leak in March");
#define CHANGED "change: a change of position: Mara Lindqvist held the one by 2031-05-13 and the other from 2031-05-16 on, the opposite of the same claim " \
    "[cue denied, content that she had been told of the leak, cue admitted, content that she had been told of the leak]\n"
    check_explained(id_of('a', denied), id_of('a', admitted), CHANGED);
    check_explained(id_of('a', admitted), id_of('a', denied), CHANGED);
    check_explained(id_of('a', admitted), NULL,
                    "stance: counts as for its claim since 2031-05-16: act admit, polarity +, certainty certain [cue admitted, content that she had been told of the leak]\n"
                    "source: \"Mara Lindqvist\" has the name of Mara Lindqvist (s2) [source Mara Lindqvist]\n" CHANGED);
    check_explained(id_of('a', more), id_of('a', less),
                    "change: a change of position: the coast guard held the one by 2031-05-13 and the other from 2031-05-17 on, another figure for one thing, and not only a "
                    "greater one after a lesser [cue said, content 180 tonnes of oil were lost, cue said, content 120 tonnes of oil were lost]\n"
                    "contradicts: they contradict each other: other figures: 180 and 120 tonnes\n");
    check_explained(id_of('a', denied), id_of('a', korhan),
                    "none: no change: they are not held by one source [cue denied, content that she had been told of the leak, cue denied, content the ministry knew of the leak in March]\n"
                    "none: not compared yet: d1 waits to be related to the others (hearsay relate)\n");
    check_explained(id_of('a', feared), id_of('a', feared), "stance: counts as for its claim since 2031-09-04T05:00:00Z: act believe, polarity +, certainty possible "
                                                             "[cue it is feared, content the mine is lost]\nsource: the article tells of nobody who holds it\n");
    check_explained(id_of('a', officials), id_of('a', korhan), "none: no change: they are not held by one source [cue said, content the ministry knew of the leak in March, cue denied, "
                                                               "content the ministry knew of the leak in March]\n");
}

/* By which rule the words stand for whoever holds it, and where the name is given. */
static void test_explain_source(void **state)
{
    (void)state;
    static const struct {
        const char *who, *rule, *before, *behind;
    } cases[] = {{"diver Ravna Holt", "name", "\"diver Ravna Holt\" has the name of Ravna Holt (", ") [source diver Ravna Holt]"},
                 {"Ms Holt", "name", "\"Ms Holt\" is a part, or short, of the name of Ravna Holt (", "), named elsewhere in the article [source Ms Holt, name diver Ravna Holt]"},
                 {"She", "pronoun", "\"She\" is a pronoun that stands for Ravna Holt (", "), named elsewhere in the article [source She, name diver Ravna Holt]"},
                 {"The UN envoy", "description", "\"The UN envoy\" is a description that stands for Ravna Holt (", "), named elsewhere in the article [source The UN envoy, name diver Ravna Holt]"},
                 {"The diver", "role", "\"The diver\" is whom the article calls so: Ravna Holt (", "), senior diver of the harbour [source The diver, name diver Ravna Holt]"}};
    article given = {"Echo", NULL, "2031-06-01T10:00Z", {{0}}};
    for (size_t i = 0; i < 5; i++)
        given.said[i] = (statement){.who = cases[i].who, .cue = "said", .content = i == 0 ? "it broke" : i == 1 ? "it sank" : i == 2 ? "it rose" : i == 3 ? "it stood" : "it fell", .act = HS_ACT_SAY, .polarity = PRO};
    put_article(&given);
    run("UPDATE source SET name = 'Ravna Holt' WHERE name = 'diver Ravna Holt'");
    run("UPDATE holder SET name = 'Ravna Holt', description = 'senior diver of the harbour' WHERE name = 'diver Ravna Holt'");
    run("UPDATE attribution SET holder_id = (SELECT holder_id FROM holder WHERE name = 'Ravna Holt') WHERE document_id = (SELECT document_id FROM document WHERE outlet = 'Echo')");
    const int64_t source = number("SELECT source_id FROM source WHERE name = 'Ravna Holt'");
    for (size_t i = 0; i < 5; i++) {
        size_t n;
        hs_answer *answer;
        char want[640];
        const char *id = id_of('a', attribution(given.said[i].content));
        snprintf(want, sizeof want, "stance: counts as for its claim since 2031-06-01T10:00:00Z: act say, polarity +, certainty certain [cue said, content %s]\nsource: %s%s%s\n", given.said[i].content,
                 cases[i].before, id_of('s', source), cases[i].behind);
        check_explained(id, NULL, want);
        assert_int_equal(hs_ledger_explain(&answer, ledger, str(id), str(NULL), NULL), HS_OK);
        const hs_ground *r = hs_answer_grounds(answer, &n);
        assert_string_equal(r[1].rule, cases[i].rule);
        assert_null(r[0].rule);
        hs_answer_free(answer);
    }
    /* who is not named */
    const char *officials = id_of('a', attribution("the ministry had known of the leak since March"));
    check_explained(officials, NULL,
                    "stance: counts as for its claim since 2031-05-14T07:30:00Z: act say, polarity +, certainty certain [cue have told, content the ministry had known of the leak since March]\n"
                    "source: \"four unnamed officials\" is a description, of s4, not named in the article [source four unnamed officials]\n");
}

#define SHARED "of the 24 most telling words of each they share "
#define ASKED "; 4 within 30 days are asked for\n"

static void test_explain_documents(void **state)
{
    (void)state;
#define OF_D1 "story: of one story, that of d1, which was heard first of it; "
#define LINKED "neither follows the other: others link them\n"
#define MOST ": of all that were heard before it, this one shares the most of its telling words, "
    check_explained("d1", "d2",
                    "copy: the first has much of the text of the second, which was heard before it: of the shorter one's runs of five words, furniture and quotations left out, this share\n"
                    "link: the first links to the second [link Harbour Post]\n" OF_D1 "d2 follows d1" MOST "12 of 24\n"
                    "none: not near each other: " SHARED "2 and were heard 1 days apart" ASKED);
    check_explained("d3", "d1", OF_D1 LINKED);
    check_explained("d2", NULL,
                    "copy: the first has much of the text of the second, which was heard before it: of the shorter one's runs of five words, furniture and quotations left out, this share\n"
                    OF_D1 "d2 follows d1" MOST "12 of 24\n" OF_D1 "d3 follows d2" MOST "9 of 24\n");
    check_explained("d4", NULL, "story: of one story, that of d4, which was heard first of it; d5 follows d4" MOST "6 of 24\n");
    check_explained("d3", "d4", "none: nothing relates them: neither is a copy or version of the other or links to it, and they are not of one story\n");
    check_explained("d1", "d5", "none: not near each other: " SHARED "1 and were heard 100 days apart" ASKED);
    run("INSERT INTO term VALUES (11, 22430, 1), (12, 22430, 1), (13, 22430, 1), (14, 22430, 1), (11, 22460, 5), (12, 22460, 5), (13, 22460, 5), (14, 22460, 5)");
    run("DELETE FROM term WHERE day IN (22400, 22500)");
    check_explained("d1", "d5", "near: near each other, so that their claims were compared: " SHARED "4 and were heard 30 days apart; 6 make one follow the other, unless "
                                "another is nearer\n");
    run("UPDATE term SET day = 22461 WHERE document_id = 5");
    check_explained("d1", "d5", "none: not near each other: " SHARED "4 and were heard 31 days apart" ASKED);
}

static void test_misuse(void **state)
{
    hs_answer *answer;
    hs_error err;
    (void)state;
    static const struct {
        const char *id, *other;
        hs_status status;
    } wrong[] = {{"12", NULL, HS_E_ARG}, {"", NULL, HS_E_ARG}, {"c1", "d1", HS_E_ARG}, {"s1", NULL, HS_E_ARG}, {"c1", "x", HS_E_ARG}, {"c999", NULL, HS_E_NONE},
                 {"c1", "c999", HS_E_NONE}, {"a999", NULL, HS_E_NONE}, {"a1", "a999", HS_E_NONE}, {"d999", NULL, HS_E_NONE}, {"d1", "d999", HS_E_NONE}};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        assert_int_equal(hs_ledger_explain(&answer, ledger, str(wrong[i].id), str(wrong[i].other), &err), wrong[i].status);
        assert_int_equal(err.code, wrong[i].status);
        assert_null(answer);
    }
    assert_int_equal(hs_ledger_disputes(&answer, ledger, &(hs_query){.since = str("soon")}, &err), HS_E_ARG);
    assert_int_equal(hs_ledger_disputes(&answer, ledger, &(hs_query){.after = str("soon")}, &err), HS_E_ARG);
    assert_int_equal(hs_ledger_disputes(&answer, ledger, &(hs_query){.after = str("soon"), .most_first = true}, &err), HS_E_ARG);
    assert_int_equal(hs_ledger_disputes(&answer, ledger, &(hs_query){.limit = 1001}, &err), HS_E_LIMIT);
    assert_int_equal(hs_ledger_changes(&answer, ledger, &(hs_query){.words = str("\"\"")}, &err), HS_E_ARG);
}

/* ---- written, hostile, no memory ---- */

static int into_buffer(void *buffer, const char *bytes, size_t len)
{
    hs_buffer_add(buffer, bytes, len);
    return 0;
}

/* Every question of this file, written in every format. */
static hs_status ask_all(hs_buffer *out, hs_error *err)
{
    for (int i = 0; i < 6; i++) {
        hs_answer *answer;
        static const char *const ids[][2] = {{"c1", NULL}, {"a2", NULL}, {"d1", "d2"}, {"c3", "c6"}};
        hs_status status = i == 0   ? hs_ledger_disputes(&answer, ledger, &(hs_query){.updates = true, .source = {"tellmark", 8}}, err)
                           : i == 1 ? hs_ledger_changes(&answer, ledger, NULL, err)
                                    : hs_ledger_explain(&answer, ledger, str(ids[i - 2][0]), str(ids[i - 2][1]), err);
        static const hs_format formats[] = {HS_FORMAT_TEXT, HS_FORMAT_JSONL, HS_FORMAT_CSV};
        for (int f = 0; f < 3 && status == HS_OK; f++)
            status = hs_answer_write(answer, formats[f], &(hs_style){.width = 60, .color = true, .header = true}, into_buffer, out, err);
        hs_answer_free(answer);
        if (status != HS_OK)
            return status;
    }
    return HS_OK;
}

static void test_hostile(void **state)
{
    FILES_ALONE();
    static const struct {
        const char *sql;
        hs_status status;
    } rows[] = {{"UPDATE dispute SET kind = 'certainty'", HS_E_LEDGER}, {"UPDATE dispute SET heard = x'ff' || ''", HS_E_LEDGER},
                {"UPDATE dispute SET claim_id = 999", HS_E_NONE},          {"UPDATE dispute SET claim_id = other_id", HS_OK},
                {"UPDATE change SET kind = 'song'", HS_E_LEDGER},       {"UPDATE change SET before_id = after_id", HS_OK},
                {"UPDATE change SET held = x'ff' || '', heard = ''", HS_OK},  {"UPDATE pair SET why = CAST(x'ff00' AS TEXT) || char(27)", HS_OK},
                {"UPDATE claim SET text = x'ff' || char(27)", HS_OK},   {"UPDATE attribution SET cue = '[[5,1],[0,99999999999],[\"x\",2]]'", HS_OK},
                {"UPDATE attribution SET content = '[no]'", HS_E_LEDGER}, {"UPDATE copy SET share = 9e999", HS_OK},
                {"UPDATE claim SET same_as = 999", HS_E_NONE},              {"UPDATE figure SET span_end = 99999999, span_begin = -5", HS_OK}};
    (void)state;
    run("PRAGMA foreign_keys = OFF");
    run("PRAGMA ignore_check_constraints = ON");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        hs_error err = {HS_OK, 0, ""};
        hs_buffer out = hs_buffer_new(1 << 22);
        run("BEGIN");
        /* where two rows would be one, one is enough */
        char sql[256];
        snprintf(sql, sizeof sql, "UPDATE OR REPLACE%s", rows[i].sql + 6);
        run(sql);
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
    assert_true(n > 50);
    hs_buffer_free(&whole);
}

#define ON_STORY(test) cmocka_unit_test_setup_teardown(test, fill, close_empty)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_STORY(test_filters), ON_STORY(test_order_and_pages), ON_STORY(test_changes), ON_STORY(test_unsettled), ON_STORY(test_explain_claims), ON_STORY(test_explain_unrelated),
        ON_STORY(test_words_of_versions), ON_STORY(test_explain_attributions), ON_STORY(test_explain_source), ON_STORY(test_explain_documents), ON_STORY(test_misuse), ON_STORY(test_hostile), ON_STORY(test_no_memory),
        cmocka_unit_test_setup_teardown(test_former, open_empty, close_empty),
    };
    return cmocka_run_group_tests(tests, make_folder, drop_folder);
}
