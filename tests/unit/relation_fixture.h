/* relation_fixture.h -- what the tests of relation share: a ledger made by hand, one article a call, and what came of it in words that
 * no number stands in. In: statements. Out: rows. No model is needed. One thread. */
#ifndef HS_RELATION_FIXTURE_H
#define HS_RELATION_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "ascii.h"
#include "buffer.h"
#include "hearsay.h"
#include "ledger.h"

static char folder[64];
static char path[96];
static hs_ledger *ledger;

typedef struct statement {
    const char *who; /* NULL: nobody is told of */
    const char *cue, *content;
    hs_act act;
    hs_polarity polarity;
    hs_certainty certainty; /* unknown: certain */
    const char *time;
    const char *through;
    bool anonymous;
    bool body;          /* an organisation, and no person */
    bool title;         /* stands in the headline */
    float confidence;   /* 0: 0.9 */
    double value;       /* 0: no figure; it stands at the content's first word */
    hs_bound bound;
    const char *unit;
} statement;

typedef struct article {
    const char *outlet, *url, *published;
    statement said[5];
} article;

static inline hs_str copied(hs_document *doc, const char *s)
{
    return hs_arena_copy(doc->arena, hs_ascii_of(s));
}

static inline hs_spans one_span(hs_document *doc, uint32_t begin, uint32_t end)
{
    hs_span *s = HS_NEW(doc->arena, hs_span, 1);
    *s = (hs_span){begin, end};
    return (hs_spans){s, 1};
}

static inline uint32_t put_source(hs_document *doc, hs_source *sources, const char *name, bool anonymous, hs_source_kind kind, hs_spans mentions)
{
    for (uint32_t i = 0; i < doc->n_sources; i++)
        if (!anonymous && strcmp(sources[i].name.ptr, name) == 0)
            return i;
    sources[doc->n_sources] = (hs_source){.name = copied(doc, name), .anonymous = anonymous, .kind = kind, .mentions = mentions};
    return (uint32_t)doc->n_sources++;
}

static inline void put_statement(hs_document *doc, hs_buffer *text, hs_source *sources, hs_figure *figures, const statement *s, hs_attribution *a)
{
    uint32_t at[4] = {(uint32_t)text->len};
    hs_buffer_text(text, s->who ? s->who : "");
    at[1] = (uint32_t)text->len;
    hs_buffer_format(text, " %s ", s->cue);
    at[2] = (uint32_t)text->len;
    hs_buffer_text(text, s->content);
    at[3] = (uint32_t)text->len;
    hs_buffer_text(text, ".\n\n");
    uint32_t *chain = HS_NEW(doc->arena, uint32_t, 2);
    *a = (hs_attribution){.cue = one_span(doc, at[1] + 1, at[2] - 1), .content = one_span(doc, at[2], at[3]), .parent = HS_NO_PARENT,
                          .place = s->title ? HS_IN_TITLE : HS_IN_BODY,
                          .confidence = s->confidence > 0 ? s->confidence : 0.9f, .source_id = HS_NO_SOURCE, .act = s->act, .polarity = s->polarity,
                          .certainty = s->certainty ? s->certainty : HS_CERTAIN, .time = copied(doc, s->time), .chain = chain, .chain_known = true};
    if (s->who) {
        a->source = one_span(doc, at[0], at[1]);
        a->source_id = put_source(doc, sources, s->who, s->anonymous, s->body ? HS_SOURCE_ORGANISATION : HS_SOURCE_PERSON, a->source);
        chain[a->n_chain++] = a->source_id;
    }
    if (s->through)
        chain[a->n_chain++] = put_source(doc, sources, s->through, false, HS_SOURCE_PERSON, one_span(doc, 0, 1));
    if (s->value > 0)
        figures[doc->n_figures++] = (hs_figure){.span = {at[2], at[2] + (uint32_t)strcspn(s->content, " ")}, .value = s->value, .bound = s->bound,
                                                .unit = copied(doc, s->unit)};
}

/* @return its id */
static inline uint64_t put_article(const article *given)
{
    hs_document *doc;
    hs_added how;
    uint64_t id;
    hs_error err;
    hs_buffer text = hs_buffer_new(1 << 16);
    assert_int_equal(hs_document_new(&doc, 1 << 20, NULL), HS_OK);
    hs_source *sources = HS_NEW(doc->arena, hs_source, 16);
    hs_attribution *a = HS_NEW(doc->arena, hs_attribution, 5);
    hs_figure *figures = HS_NEW(doc->arena, hs_figure, 5);
    hs_buffer_format(&text, "%s.\n\n", given->outlet);
    for (size_t i = 0; i < 5 && given->said[i].content; i++, doc->n_attributions++)
        put_statement(doc, &text, sources, figures, &given->said[i], &a[i]);
    doc->text = hs_arena_copy(doc->arena, hs_buffer_str(&text));
    doc->outlet = copied(doc, given->outlet);
    doc->url = copied(doc, given->url);
    doc->published = copied(doc, given->published);
    assert_int_equal(hs_document_seal(doc, NULL), HS_OK);
    doc->model = (hs_str){"test-1", 6};
    doc->sources = sources;
    doc->attributions = a;
    doc->figures = figures;
    if (hs_ledger_add(&how, &id, ledger, doc, &err) != HS_OK)
        fail_msg("%s", err.msg);
    hs_document_free(doc);
    hs_buffer_free(&text);
    return id;
}

static inline void run(const char *sql)
{
    hs_error err = {HS_OK, 0, ""};
    if (hs_ledger_run(ledger, sql, sql, &err) != HS_OK)
        fail_msg("%s", err.msg);
}

static inline int64_t number(const char *sql)
{
    bool row;
    hs_sql q = hs_sql_made(ledger, sql, strlen(sql));
    assert_int_equal(hs_sql_step(&q, &row, NULL), HS_OK);
    assert_true(row);
    int64_t n = hs_sql_column_number(&q, 0);
    hs_sql_end(&q);
    return n;
}

static inline int64_t claim(const char *text)
{
    char sql[512];
    snprintf(sql, sizeof sql, "SELECT coalesce(max(claim_id), 0) FROM claim WHERE text = '%s'", text);
    int64_t id = number(sql);
    if (!id)
        fail_msg("no claim: %s", text);
    return id;
}

static inline int64_t source(const char *name)
{
    char sql[512];
    snprintf(sql, sizeof sql, "SELECT min(source_id) FROM source WHERE name = '%s'", name);
    return number(sql);
}

static inline int64_t attribution(const char *text)
{
    char sql[512];
    snprintf(sql, sizeof sql, "SELECT min(attribution_id) FROM attribution WHERE claim_id = %lld", (long long)claim(text));
    return number(sql);
}

/* What the comparer would write of two wordings; their claims are to be looked at again. */
static inline void pair(const char *a, const char *b, const char *relation, double score, const char *why)
{
    char sql[512];
    int64_t one = claim(a), other = claim(b);
    snprintf(sql, sizeof sql, "INSERT INTO pair VALUES (%lld, %lld, '%s', %f, '%s', 8000, 0); INSERT OR IGNORE INTO unsettled VALUES ('claim', %lld), ('claim', %lld)",
             (long long)(one < other ? one : other), (long long)(one < other ? other : one), relation, score, why, (long long)one, (long long)other);
    run(sql);
}

/* `a` is shown as `b`. */
static inline void same(const char *a, const char *b)
{
    char sql[512];
    int64_t one = claim(a), other = claim(b);
    pair(a, b, "same", 0.9, "model");
    snprintf(sql, sizeof sql, "UPDATE claim SET same_as = %lld WHERE claim_id = %lld", (long long)other, (long long)one);
    run(sql);
}

static inline void settle(void)
{
    hs_error err = {HS_OK, 0, ""};
    if (hs_ledger_settle(ledger, &err) != HS_OK)
        fail_msg("%s", err.msg);
    assert_int_equal(number("SELECT count(*) FROM unsettled"), 0);
}

/* All rows in words, in an order of words. */
static inline void check_rows(const char *sql, const char *want)
{
    bool row;
    hs_error err = {HS_OK, 0, ""};
    hs_buffer got = hs_buffer_new(1 << 20);
    hs_sql q = hs_sql_made(ledger, sql, strlen(sql));
    hs_status status = hs_sql_step(&q, &row, &err);
    for (; status == HS_OK && row; status = hs_sql_step(&q, &row, &err)) {
        hs_str s = hs_sql_column(&q, 0);
        hs_buffer_add(&got, s.ptr, s.len);
        hs_buffer_text(&got, "\n");
    }
    if (status != HS_OK)
        fail_msg("%s", err.msg);
    hs_sql_end(&q);
    hs_buffer_add(&got, "", 1);
    assert_string_equal(got.ptr, want);
    hs_buffer_free(&got);
}

static inline void check_disputes(const char *want)
{
    check_rows("SELECT kind || iif(is_update, ' update', '') || ' ' || voices || ' ' || substr(heard, 1, 16) || ': ' || c.text || iif(c.claim_id = o.claim_id, '', "
               "' / ' || o.text) AS words FROM dispute JOIN claim c USING (claim_id) JOIN claim o ON o.claim_id = other_id ORDER BY words",
               want);
}

static inline void check_changes(const char *want)
{
    check_rows("SELECT k.kind || ' ' || s.name || ': ' || substr(k.held, 1, 16) || ' ' || b.act || ' ' || bm.text || ' -> ' || substr(k.heard, 1, 16) || ' ' "
               "|| a.act || ' ' || am.text AS words FROM change k JOIN source s USING (source_id) JOIN attribution b ON b.attribution_id = before_id "
               "JOIN claim bm ON bm.claim_id = b.claim_id JOIN attribution a ON a.attribution_id = after_id JOIN claim am ON am.claim_id = a.claim_id "
               "ORDER BY words",
               want);
}

static inline int make_folder(void **state)
{
    (void)state;
    snprintf(folder, sizeof folder, "%s/test_relation_XXXXXX", access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
    if (!mkdtemp(folder))
        return 1;
    snprintf(path, sizeof path, "%s/hearsay.db", folder);
    return 0;
}

static inline int drop_folder(void **state)
{
    char command[128];
    (void)state;
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    return system(command);
}

static inline int open_empty(void **state)
{
    (void)state;
    assert_int_equal(hs_ledger_open(&ledger, path, HS_LEDGER_WRITE, NULL), HS_OK);
    return 0;
}

static inline int close_empty(void **state)
{
    static const char *const ends[] = {"", "-wal", "-shm"};
    char name[128];
    (void)state;
    hs_ledger_free(ledger);
    for (int i = 0; i < 3; i++) {
        snprintf(name, sizeof name, "%s%s", path, ends[i]);
        unlink(name);
    }
    return 0;
}

/* A content's vector: 127 times the cosine and the sine of an angle. */
static inline void turn(const char *text, int cosine, int sine)
{
    char sql[512];
    snprintf(sql, sizeof sql, "INSERT INTO vector (model_id, claim_id, vector) SELECT max(model_id), %lld, x'%02x%02x' FROM document WHERE true "
             "ON CONFLICT (claim_id, model_id) DO UPDATE SET vector = excluded.vector", (long long)claim(text),
             (unsigned)cosine, (unsigned)sine);
    run(sql);
}

#endif
