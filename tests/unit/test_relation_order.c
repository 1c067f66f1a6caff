/* test_relation_order.c -- what is related across documents does not depend on the order in which they come. In: made-up documents with made-up
 * vectors, and a judge by rule. No model. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "any_ledger.h"
#include "ascii.h"
#include "fuse.h"
#include "heap.h"
#include "ledger.h"
#include "near.h"
#include "relate.h"
#include "status.h"
#include "postgres.h"

enum { DOCUMENTS = 40, STORIES = 5, CLAIMS = 6, WIDTH = 64, TEXT = 4096 };

static unsigned long long seed;

static unsigned draw(unsigned below)
{
    seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
    return (unsigned)(seed >> 33) % below;
}

static hs_ledger *open_memory(void)
{
    hs_ledger *ledger;
    assert_int_equal(hs_ledger_open(&ledger, ":memory:", HS_LEDGER_WRITE, NULL), HS_OK);
    return ledger;
}

/* ---- documents: a story's words, and claims of families that each story has ---- */

typedef struct writing {
    char text[TEXT];
    size_t len;
    hs_span content[CLAIMS], source[CLAIMS];
    unsigned family[CLAIMS], stand[CLAIMS];
} writing;

/* What a source does: more say than deny, and a few admit. */
typedef struct standing {
    hs_act act;
    hs_polarity polarity;
    hs_certainty certainty;
} standing;

static const standing stands[] = {{HS_ACT_SAY, HS_POLARITY_POSITIVE, HS_CERTAIN},   {HS_ACT_SAY, HS_POLARITY_POSITIVE, HS_CERTAIN},
                                  {HS_ACT_SAY, HS_POLARITY_POSITIVE, HS_POSSIBLE},  {HS_ACT_DENY, HS_POLARITY_NEGATIVE, HS_CERTAIN},
                                  {HS_ACT_ADMIT, HS_POLARITY_POSITIVE, HS_CERTAIN}, {HS_ACT_DENY, HS_POLARITY_NEGATIVE, HS_CERTAIN}};

static void write_words(writing *w, unsigned story)
{
    for (int i = 0; i < 30; i++)
        w->len += (size_t)snprintf(w->text + w->len, TEXT - w->len, "tale%uword%u ", story, draw(34));
    w->len += (size_t)snprintf(w->text + w->len, TEXT - w->len, ".\n");
}

static void write_claim(writing *w, unsigned i, unsigned story)
{
    w->family[i] = story * 4 + draw(4);
    w->stand[i] = draw(sizeof stands / sizeof *stands);
    w->source[i].begin = (uint32_t)w->len;
    w->len += (size_t)snprintf(w->text + w->len, TEXT - w->len, "Speaker %c", 'A' + (int)draw(3));
    w->source[i].end = (uint32_t)w->len;
    w->len += (size_t)snprintf(w->text + w->len, TEXT - w->len, " said ");
    w->content[i].begin = (uint32_t)w->len;
    w->len += (size_t)snprintf(w->text + w->len, TEXT - w->len, "thing%u is %sseen in wording %u", w->family[i], draw(4) ? "" : "not ", draw(9));
    w->content[i].end = (uint32_t)w->len;
    w->len += (size_t)snprintf(w->text + w->len, TEXT - w->len, ".\n");
}

static void put_vector(int8_t *out, const writing *w, unsigned i)
{
    unsigned long long kept = seed;
    seed = w->family[i] * 7919u + 3;
    for (int k = 0; k < WIDTH; k++)
        out[k] = (int8_t)(draw(2) ? 16 : -16); /* a unit vector times 127, nearly: 8 * 16 */
    seed = kept;
}

static hs_spans one(hs_arena *arena, hs_span span)
{
    hs_span *at = HS_NEW(arena, hs_span, 1);
    assert_non_null(at);
    *at = span;
    return (hs_spans){at, 1};
}

static hs_document *make(unsigned number)
{
    writing w = {.len = 0};
    hs_document *doc;
    char published[32];
    seed = number * 104729u + 17;
    unsigned story = draw(STORIES);
    write_words(&w, story);
    for (unsigned i = 0; i < CLAIMS; i++)
        write_claim(&w, i, story);
    assert_int_equal(hs_document_new(&doc, 1 << 20, NULL), HS_OK);
    snprintf(published, sizeof published, "2031-05-%02uT%02u:00Z", 1 + draw(28), draw(24));
    doc->text = hs_arena_copy(doc->arena, (hs_str){w.text, w.len});
    doc->published = hs_arena_copy(doc->arena, hs_ascii_of(published));
    assert_int_equal(hs_document_seal(doc, NULL), HS_OK);
    doc->model = hs_ascii_of("none");
    hs_source *sources = HS_NEW(doc->arena, hs_source, CLAIMS);
    hs_attribution *attributions = HS_NEW(doc->arena, hs_attribution, CLAIMS);
    int8_t *vectors = HS_NEW(doc->arena, int8_t, CLAIMS * WIDTH);
    for (unsigned i = 0; i < CLAIMS; i++) {
        sources[i] = (hs_source){.name = {doc->text.ptr + w.source[i].begin, w.source[i].end - w.source[i].begin}, .kind = HS_SOURCE_PERSON,
                                 .mentions = one(doc->arena, w.source[i])};
        attributions[i] = (hs_attribution){.source = one(doc->arena, w.source[i]), .content = one(doc->arena, w.content[i]), .source_id = i,
                                           .parent = HS_NO_PARENT, .confidence = 0.9f, .act = stands[w.stand[i]].act,
                                           .polarity = stands[w.stand[i]].polarity, .certainty = stands[w.stand[i]].certainty};
        put_vector(vectors + i * WIDTH, &w, i);
    }
    doc->sources = sources;
    doc->n_sources = CLAIMS;
    doc->attributions = attributions;
    doc->n_attributions = CLAIMS;
    doc->vectors = vectors;
    doc->vector_width = WIDTH;
    return doc;
}

/* ---- a judge by rule, which is not transitive ---- */

static unsigned family_of(hs_str s)
{
    return (unsigned)strtoul(s.ptr + 5, NULL, 10);
}

static unsigned wording_of(hs_str s)
{
    return (unsigned)(s.ptr[s.len - 1] - '0');
}

static hs_status judge(void *ctx, hs_judged *out, const hs_pair *pairs, size_t n, hs_error *err)
{
    (void)ctx;
    (void)err;
    for (size_t i = 0; i < n; i++) {
        unsigned x = wording_of(pairs[i].a), y = wording_of(pairs[i].b), apart = x < y ? y - x : x - y;
        bool same_way = hs_ascii_holds(pairs[i].a, "not") == hs_ascii_holds(pairs[i].b, "not");
        out[i] = (hs_judged){.relation = HS_NEITHER};
        if (family_of(pairs[i].a) != family_of(pairs[i].b))
            continue;
        if (!same_way)
            out[i] = (hs_judged){HS_CONTRADICTS, 0.5 + 0.01 * apart, "one denies it"};
        else if (apart < 5)
            out[i] = (hs_judged){HS_SAME, 1 - 0.1 * apart, "wordings near each other"};
    }
    return HS_OK;
}

/* ---- what came of it, by content ---- */

static char *tell(hs_ledger *ledger)
{
    static const char *const sql[] = {
        "SELECT m.text, s.text FROM wording w JOIN claim m ON m.claim_id = w.claim_id JOIN claim s ON s.claim_id = w.standing_id ORDER BY 1, 2",
        "SELECT min(a.text, b.text), max(a.text, b.text), relation, score, why FROM pair p JOIN claim a ON a.claim_id = p.claim_id "
        "JOIN claim b ON b.claim_id = p.other_id ORDER BY 1, 2",
        "SELECT d.sha256, s.sha256, f.sha256, shared FROM story_member m JOIN document d ON d.document_id = m.document_id "
        "JOIN document s ON s.document_id = m.story_id LEFT JOIN document f ON f.document_id = m.follows ORDER BY 1",
        "SELECT d.sha256, t.hash, t.day FROM term t JOIN document d USING (document_id) ORDER BY 1, 2",
        "SELECT count(*) FROM related",
        "SELECT min(a.text, b.text), max(a.text, b.text), kind, is_update, voices, heard FROM dispute d JOIN claim a ON a.claim_id = d.claim_id "
        "JOIN claim b ON b.claim_id = d.other_id ORDER BY 1, 2",
        "SELECT s.name, c.kind, c.held, c.heard, d.sha256, b.position, e.sha256, a.position FROM change c JOIN source s USING (source_id) "
        "JOIN attribution b ON b.attribution_id = c.before_id JOIN attribution a ON a.attribution_id = c.after_id "
        "JOIN document d ON d.document_id = b.document_id JOIN document e ON e.document_id = a.document_id ORDER BY 1, 5, 6, 7, 8",
        "SELECT count(*) FROM unsettled",
    };
    hs_buffer out = hs_buffer_new(1 << 24);
    bool row;
    for (size_t i = 0; i < sizeof sql / sizeof *sql; i++) {
        hs_sql q = hs_sql_made(ledger, sql[i], strlen(sql[i]));
        while (hs_sql_step(&q, &row, NULL) == HS_OK && row) {
            int n = q.postgres ? hs_postgres_columns(q.postgres) : sqlite3_column_count(q.stmt);
            for (int c = 0; c < n; c++) {
                hs_str s = hs_sql_column(&q, c);
                hs_buffer_add(&out, s.ptr ? s.ptr : "-", s.ptr ? s.len : 1);
                hs_buffer_text(&out, "|");
            }
            hs_buffer_text(&out, "\n");
        }
        assert_int_equal(q.rc, SQLITE_OK);
        hs_sql_end(&q);
    }
    hs_buffer_add(&out, "", 1);
    assert_false(out.failed);
    return out.ptr;
}

/* What comes of it is still what it was. @param want  ended, as the ledger is */
static void end_same(hs_ledger *ledger, char *want)
{
    char *got = tell(ledger);
    assert_string_equal(got, want);
    hs_free(got);
    hs_free(want);
    hs_ledger_free(ledger);
}

static void shuffle(unsigned *order, unsigned n, unsigned long long with)
{
    seed = with;
    for (unsigned i = n; i-- > 1;) {
        unsigned k = draw(i + 1), kept = order[i];
        order[i] = order[k];
        order[k] = kept;
    }
}

static void add(hs_ledger *ledger, uint64_t *id, unsigned number)
{
    hs_added how;
    hs_document *doc = make(number);
    assert_int_equal(hs_ledger_add(&how, id, ledger, doc, NULL), HS_OK);
    assert_int_equal(how, HS_ADDED);
    hs_document_free(doc);
}

static void relate(hs_ledger *ledger, uint64_t document)
{
    hs_error err = {HS_OK, 0, ""};
    if (hs_relate_by(ledger, (int64_t)document, 1, &err) != HS_OK)
        fail_msg("%s", err.msg);
}

/* All pairs that wait, some at a time. */
static void decide(hs_ledger *ledger)
{
    hs_error err = {HS_OK, 0, ""};
    for (size_t done = 1; done;)
        if (hs_relate_decide_by(&done, ledger, judge, NULL, 7, &err) != HS_OK)
            fail_msg("%s", err.msg);
}

static void settle(hs_ledger *ledger)
{
    hs_error err = {HS_OK, 0, ""};
    decide(ledger);
    if (hs_ledger_settle(ledger, &err) != HS_OK)
        fail_msg("%s", err.msg);
}

/* @param at_once  each document is related when it comes; else all when all are in, in another order */
static char *run(unsigned long long order_seed, bool at_once)
{
    unsigned order[DOCUMENTS];
    uint64_t ids[DOCUMENTS];
    hs_ledger *ledger = open_memory();
    for (unsigned i = 0; i < DOCUMENTS; i++)
        order[i] = i;
    shuffle(order, DOCUMENTS, order_seed);
    for (unsigned i = 0; i < DOCUMENTS; i++) {
        add(ledger, &ids[order[i]], order[i]);
        if (at_once) {
            relate(ledger, ids[order[i]]);
            settle(ledger);
        }
    }
    shuffle(order, DOCUMENTS, order_seed + 1000);
    for (unsigned i = 0; i < DOCUMENTS && !at_once; i++)
        relate(ledger, ids[order[i]]);
    settle(ledger);
    char *told = tell(ledger);
    hs_ledger_free(ledger);
    return told;
}

static void test_order(void **state)
{
    (void)state;
    char *want = run(1, true);
    size_t merged = 0, pairs = 0;
    for (const char *at = want; (at = strstr(at, "|contradicts|")); at++)
        pairs++;
    for (const char *at = want; (at = strstr(at, "|same|")); at++)
        merged++;
    assert_true(pairs > 20 && merged > 20); /* there is something to get wrong */
    static const char *const kinds[] = {"|polarity|", "|certainty|", "|contents|", "|admission|"};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        assert_non_null(strstr(want, kinds[i]));
    for (unsigned i = 2; i < 12; i++) {
        char *got = run(i, i % 2);
        assert_string_equal(got, want);
        hs_free(got);
    }
    hs_free(want);
}

static void test_again_changes_nothing(void **state)
{
    (void)state;
    hs_ledger *ledger = open_memory();
    uint64_t ids[DOCUMENTS];
    for (unsigned i = 0; i < DOCUMENTS; i++) {
        add(ledger, &ids[i], i);
        relate(ledger, ids[i]);
    }
    settle(ledger);
    char *want = tell(ledger);
    for (unsigned i = 0; i < DOCUMENTS; i += 3)
        relate(ledger, ids[i]);
    settle(ledger);
    end_same(ledger, want);
}

/* What was found anew document by document is what is found when nothing is taken for settled. */
static void test_settled_anew(void **state)
{
    (void)state;
    static const char everything[] = "INSERT OR IGNORE INTO unsettled SELECT 'wording', claim_id FROM claim UNION ALL SELECT 'claim', claim_id FROM claim "
                                     "UNION ALL SELECT 'source', source_id FROM source";
    hs_ledger *ledger = open_memory();
    uint64_t id;
    for (unsigned i = 0; i < DOCUMENTS; i++) {
        add(ledger, &id, i * 7 % DOCUMENTS);
        relate(ledger, id);
        settle(ledger);
    }
    char *want = tell(ledger);
    assert_int_equal(hs_ledger_run(ledger, everything, "all", NULL), HS_OK);
    settle(ledger);
    end_same(ledger, want);
}

/* A person may have spoken of something at another time, and somebody may be merged into another: then all of both is found anew. */
static void test_merged(void **state)
{
    (void)state;
    uint64_t id;
    hs_ledger *ledger = open_memory();
    for (unsigned i = 0; i < DOCUMENTS; i++) {
        add(ledger, &id, i);
        relate(ledger, id);
    }
    settle(ledger);
    char *want = tell(ledger);
    const hs_str none = {NULL, 0};
    assert_int_equal(hs_ledger_merge(ledger, 1, 2, none, none, NULL), HS_OK);
    for (id = 0; hs_relate_next(&id, ledger, id, NULL) == HS_OK && id;)
        relate(ledger, id);
    settle(ledger);
    char *merged = tell(ledger);
    assert_string_not_equal(merged, want);
    assert_int_equal(hs_ledger_split(ledger, 1, none, NULL), HS_OK);
    for (id = 0; hs_relate_next(&id, ledger, id, NULL) == HS_OK && id;)
        relate(ledger, id);
    settle(ledger);
    char *got = tell(ledger);
    assert_string_equal(got, want);
    hs_free(got);
    hs_free(merged);
    hs_free(want);
    hs_ledger_free(ledger);
}

/* What is left after some documents are forgotten is what there would be had they never come. */
static void test_forgotten(void **state)
{
    (void)state;
    uint64_t id, ids[DOCUMENTS];
    hs_ledger *ledger = open_memory(), *fresh = open_memory();
    for (unsigned i = 0; i < DOCUMENTS; i++) {
        add(ledger, &ids[i], i);
        relate(ledger, ids[i]);
    }
    settle(ledger);
    for (unsigned i = 0; i < DOCUMENTS; i += 4) {
        hs_forgotten gone;
        assert_int_equal(hs_ledger_forget_document(&gone, ledger, ids[i], NULL), HS_OK);
    }
    for (;;) {
        assert_int_equal(hs_relate_next(&id, ledger, 0, NULL), HS_OK);
        if (!id)
            break;
        relate(ledger, id);
    }
    settle(ledger);
    for (unsigned i = 0; i < DOCUMENTS; i++)
        if (i % 4) {
            add(fresh, &id, i);
            relate(fresh, id);
        }
    settle(fresh);
    char *got = tell(ledger), *want = tell(fresh);
    assert_string_equal(got, want);
    hs_free(got);
    hs_free(want);
    hs_ledger_free(ledger);
    hs_ledger_free(fresh);
}

static hs_status relate_last(hs_ledger *ledger, uint64_t id, hs_error *err)
{
    size_t done;
    HS_TRY(hs_relate_by(ledger, (int64_t)id, 1, err));
    HS_TRY(hs_relate_decide_by(&done, ledger, judge, NULL, 1000, err));
    return hs_ledger_settle(ledger, err);
}

static void test_memory(void **state)
{
    FILES_ALONE();
    (void)state;
    hs_ledger *ledger = open_memory();
    uint64_t ids[8];
    hs_status status = HS_E_NOMEM;
    for (unsigned i = 0; i < 8; i++) {
        add(ledger, &ids[i], i);
        if (i < 7)
            relate(ledger, ids[i]);
    }
    unsigned failed = 0;
    for (long left = 0; status != HS_OK && left < 10000; left++) {
        hs_error err = {HS_OK, 0, ""};
        fuse = left;
        status = relate_last(ledger, ids[7], &err);
        fuse = -1;
        if (status != HS_OK) {
            assert_int_equal(status, HS_E_NOMEM);
            failed++;
        }
    }
    assert_int_equal(status, HS_OK);
    assert_true(failed > 5);
    hs_ledger_free(ledger);
}

/* ---- the most telling words ---- */

static void test_terms(void **state)
{
    (void)state;
    uint32_t a[HS_NEAR_TERMS], b[HS_NEAR_TERMS];
    size_t n, m;
    static const char one[] = "The harbour of Orsany was closed. \xe2\x80\x98""Closing it\xe2\x80\x99 was right, Orsany\xe2\x80\x99""s mayor said.";
    static const char two[] = "ORSANY'S Harbours: closed! The mayor";
    assert_int_equal(hs_near_terms(a, &n, hs_ascii_of(one), NULL, 0, NULL), HS_OK);
    assert_int_equal(hs_near_terms(b, &m, hs_ascii_of(two), NULL, 0, NULL), HS_OK);
    assert_int_equal(a[0], b[0]); /* orsany: no common word, and twice */
    assert_true(n > m);
    for (size_t i = 0; i < m; i++) {
        bool found = false;
        for (size_t k = 0; k < n; k++)
            found |= a[k] == b[i];
        assert_true(found);
    }
    assert_int_equal(hs_near_terms(a, &n, hs_ascii_of(""), NULL, 0, NULL), HS_OK);
    assert_int_equal(n, 0);
    for (size_t i = 1; i < hs_near_n_words; i++)
        assert_true(strcmp(hs_near_words[i - 1].word, hs_near_words[i].word) < 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_terms), cmocka_unit_test(test_order), cmocka_unit_test(test_again_changes_nothing), cmocka_unit_test(test_settled_anew), cmocka_unit_test(test_merged),
                                       cmocka_unit_test(test_forgotten), cmocka_unit_test(test_memory)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
