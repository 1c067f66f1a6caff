/* test_relation_origins.c -- traces of claims in small ledgers made by hand, whose right origins are plain to see. No model is needed.
 *
 * A chain is written as "four officials?4 > Coastal Wire@": ? unnamed (and how many), @ an outlet, ! an organisation, else a person; "-" before the first > is
 * nobody, "" nobody and no relay. */
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
#include "near.h"
#include "origins.h"
#include "positions.h"
#include "status.h"

enum { SAYINGS = 4, LINKS = 4 };

static char folder[] = "/tmp/test_origins_XXXXXX";
static char path[64];
static hs_ledger *ledger;

#define LEAK "the ministry knew of the leak in March"

/* ---- a ledger by hand ---- */

typedef struct saying {
    const char *chain, *content; /* content NULL: LEAK */
    hs_act act;                  /* 0: say */
    hs_polarity polarity;        /* 0: + */
    hs_certainty certainty;      /* 0: certain */
    const char *time, *description; /* of the holder */
    const char *cue;                /* NULL: told */
    const char *about;              /* words of the content that mean the holder, too */
    size_t parent;                  /* the saying whose content this stands in, from 1 on; 0: none */
    float confidence;            /* 0: 0.9 */
    bool quoted, title;
} saying;

typedef struct article {
    const char *outlet, *published, *url, *link;
    const char *body; /* behind what is said */
    saying said[SAYINGS];
} article;

static hs_str copy(hs_document *doc, const char *s)
{
    return hs_arena_copy(doc->arena, hs_ascii_of(s));
}

static hs_spans one_span(hs_document *doc, size_t begin, size_t end)
{
    hs_span *s = HS_NEW(doc->arena, hs_span, 1);
    *s = (hs_span){(uint32_t)begin, (uint32_t)end};
    return (hs_spans){s, 1};
}

static uint32_t put_source(hs_document *doc, hs_source *sources, const char *at, size_t len, hs_spans mentions)
{
    hs_source s = {.kind = HS_SOURCE_PERSON, .mentions = mentions};
    for (size_t i = 0; i < len; i++)
        if (strchr("?@!", at[i])) {
            s.anonymous = s.anonymous || at[i] == '?';
            s.kind = at[i] == '@' ? HS_SOURCE_OUTLET : at[i] == '!' ? HS_SOURCE_ORGANISATION : s.kind;
            s.count = at[i] == '?' ? (uint32_t)strtoul(at + i + 1, NULL, 10) : s.count;
        }
    s.name = hs_arena_copy(doc->arena, (hs_str){at, strcspn(at, "?@!>") < len ? strcspn(at, "?@!>") : len});
    for (uint32_t i = 0; i < doc->n_sources; i++)
        if (sources[i].name.len == s.name.len && memcmp(sources[i].name.ptr, s.name.ptr, s.name.len) == 0)
            return i;
    sources[doc->n_sources] = s;
    return (uint32_t)doc->n_sources++;
}

static void add_mention(hs_document *doc, hs_source *s, size_t begin, size_t len)
{
    hs_span *at = HS_NEW(doc->arena, hs_span, s->mentions.n + 1);
    memcpy(at, s->mentions.at, s->mentions.n * sizeof *at);
    at[s->mentions.n] = (hs_span){(uint32_t)begin, (uint32_t)(begin + len)};
    s->mentions = (hs_spans){at, s->mentions.n + 1};
}

static void put_saying(hs_document *doc, hs_source *sources, hs_attribution *a, hs_buffer *text, const saying *said)
{
    size_t begin = text->len, named;
    uint32_t *chain = HS_NEW(doc->arena, uint32_t, LINKS);
    const char *at = said->chain;
    hs_buffer_add(text, at, strcspn(at, "?@!>"));
    named = text->len;
    hs_buffer_format(text, " %s ", said->cue ? said->cue : "told");
    size_t content = text->len;
    hs_buffer_format(text, said->quoted ? "\"%s\"" : "%s", said->content ? said->content : LEAK);
    *a = (hs_attribution){.cue = one_span(doc, named + 1, content - 1), .content = one_span(doc, content, text->len), .parent = HS_NO_PARENT,
                          .confidence = said->confidence > 0 ? said->confidence : 0.9f, .source_id = HS_NO_SOURCE, .act = said->act ? said->act : HS_ACT_SAY,
                          .polarity = said->polarity ? said->polarity : HS_POLARITY_POSITIVE, .certainty = said->certainty ? said->certainty : HS_CERTAIN,
                          .chain = chain, .chain_known = true, .quotation = said->quoted ? HS_QUOTATION_DIRECT : HS_QUOTATION_INDIRECT,
                          .place = said->title ? HS_IN_TITLE : HS_IN_BODY, .time = copy(doc, said->time)};
    hs_buffer_text(text, ".\n\n");
    a->parent = said->parent ? (uint32_t)said->parent - 1 : HS_NO_PARENT;
    for (size_t i = 0; *at; i++) {
        size_t len = strcspn(at, ">");
        while (len && at[len - 1] == ' ')
            len--;
        if (!(i == 0 && *at == '-')) {
            uint32_t s = put_source(doc, sources, at, len, one_span(doc, begin, named));
            chain[a->n_chain++] = s;
            if (i == 0 && said->about) {
                const char *found = strstr(text->ptr + content, said->about);
                assert_non_null(found);
                add_mention(doc, &sources[s], (size_t)(found - text->ptr), strlen(said->about));
            }
            if (i == 0) {
                a->source_id = s;
                a->source = one_span(doc, begin, named);
                sources[s].description = said->description ? copy(doc, said->description) : sources[s].description;
            }
        }
        at += strcspn(at, ">");
        at += *at == '>';
        at += *at == ' ';
    }
}

static uint64_t add(const article *art)
{
    hs_document *doc;
    hs_added how;
    uint64_t id;
    hs_error err;
    hs_buffer text = hs_buffer_new(1 << 16);
    assert_int_equal(hs_document_new(&doc, 1 << 20, NULL), HS_OK);
    hs_source *sources = HS_NEW(doc->arena, hs_source, SAYINGS * LINKS);
    hs_attribution *a = HS_NEW(doc->arena, hs_attribution, SAYINGS);
    size_t n = 0;
    for (; n < SAYINGS && art->said[n].chain; n++)
        put_saying(doc, sources, &a[n], &text, &art->said[n]);
    hs_buffer_text(&text, art->body ? art->body : "");
    hs_link *link = HS_NEW(doc->arena, hs_link, 1);
    if (art->link)
        *link = (hs_link){.span = {0, 4}, .url = copy(doc, art->link)};
    doc->links = link;
    doc->n_links = art->link != NULL;
    doc->text = hs_arena_copy(doc->arena, hs_buffer_str(&text));
    doc->outlet = copy(doc, art->outlet);
    doc->url = copy(doc, art->url);
    doc->published = copy(doc, art->published);
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

#define ADD(...) add(&(article){__VA_ARGS__})

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

static int open_ledger(void **state)
{
    (void)state;
    return hs_ledger_open(&ledger, path, HS_LEDGER_WRITE, NULL) != HS_OK;
}

static int close_ledger(void **state)
{
    static const char *const ends[] = {"", "-wal", "-shm"};
    char name[96];
    (void)state;
    hs_ledger_free(ledger);
    for (int i = 0; i < 3; i++) {
        snprintf(name, sizeof name, "%s%s", path, ends[i]);
        unlink(name);
    }
    return 0;
}

/* ---- traces ---- */

static uint64_t number(const char *sql)
{
    int64_t n;
    hs_sql q = hs_sql_made(ledger, sql, strlen(sql));
    assert_int_equal(hs_sql_take_number(&q, &n, NULL), HS_OK);
    return (uint64_t)n;
}

static uint64_t claim_of(const char *content)
{
    char sql[512];
    snprintf(sql, sizeof sql, "SELECT claim_id FROM claim WHERE text LIKE '%%%s%%'", content);
    return number(sql);
}

static hs_trace *trace_claim(uint64_t claim)
{
    hs_trace *trace;
    hs_error err;
    if (hs_ledger_trace(&trace, ledger, &(hs_trace_query){.claims = &claim, .n_claims = 1}, &err) != HS_OK)
        fail_msg("%s", err.msg);
    return trace;
}

static hs_trace *trace_leak(void)
{
    commit();
    return trace_claim(claim_of(LEAK));
}

static void check_range(const hs_trace *trace, hs_trace_side side, uint32_t best, uint32_t low, uint32_t high)
{
    hs_origins n = hs_trace_origins(trace, side);
    if (n.best != best || n.low != low || n.high != high)
        fail_msg("%s: %u (%u to %u), and not %u (%u to %u)", side == HS_SIDE_FOR ? "for" : "against", n.best, n.low, n.high, best, low, high);
}

/* The counts of the leak, and that trace done with. */
static void check_leak(uint32_t best, uint32_t low, uint32_t high)
{
    hs_trace *trace = trace_leak();
    check_range(trace, HS_SIDE_FOR, best, low, high);
    hs_trace_free(trace);
}

/* @return HS_NO_TRACE_NODE: there is none of that name */
static uint32_t node_of(const hs_trace *trace, hs_trace_kind kind, const char *name)
{
    size_t n;
    const hs_trace_node *nodes = hs_trace_nodes(trace, &n);
    for (uint32_t i = 0; i < n; i++)
        if (nodes[i].kind == kind && hs_ascii_is(nodes[i].name, name))
            return i;
    return HS_NO_TRACE_NODE;
}

static const hs_trace_edge *edge_of(const hs_trace *trace, uint32_t from, uint32_t to)
{
    size_t n;
    const hs_trace_edge *edges = hs_trace_edges(trace, &n);
    for (size_t i = 0; i < n; i++)
        if (edges[i].from == from && edges[i].to == to)
            return &edges[i];
    return NULL;
}

static const hs_trace_evidence *evidence_of(const hs_trace_edge *edge, hs_trace_evidence_kind kind)
{
    for (uint32_t i = 0; edge && i < edge->n_evidence; i++)
        if (edge->evidence[i].kind == kind)
            return &edge->evidence[i];
    return NULL;
}

static int into_buffer(void *buffer, const char *bytes, size_t len)
{
    hs_buffer_add(buffer, bytes, len);
    return 0;
}

static char *written(const hs_trace *trace, hs_format format)
{
    static char out[1 << 17];
    hs_buffer buffer = hs_buffer_new(sizeof out - 1);
    hs_error err;
    if (hs_trace_write(trace, format, NULL, into_buffer, &buffer, &err) != HS_OK)
        fail_msg("%s", err.msg);
    assert_false(buffer.failed);
    memcpy(out, hs_buffer_str(&buffer).ptr, buffer.len);
    out[buffer.len] = 0;
    hs_buffer_free(&buffer);
    return out;
}

/* ---- one origin ---- */

static void test_one_agency(void **state)
{
    (void)state;
    ADD("Coastal Wire", "2031-05-13T21:40Z", .said = {{"four officials?4"}});
    for (int i = 0; i < 12; i++) {
        char outlet[16];
        snprintf(outlet, sizeof outlet, "Paper %d", i);
        ADD(outlet, i % 2 ? "2031-05-14" : "2031-05-14T08:00Z", .said = {{i % 3 ? "Coastal Wire@" : "four unnamed officials?4 > Coastal Wire@"}});
    }
    hs_trace *trace = trace_leak();
    check_range(trace, HS_SIDE_FOR, 1, 1, 1);
    check_range(trace, HS_SIDE_AGAINST, 0, 0, 0);
    size_t n;
    uint32_t outlets;
    const hs_trace_node *nodes = hs_trace_nodes(trace, &n);
    assert_int_equal(n, 14); /* the officials, and 13 documents */
    assert_int_equal(hs_trace_documents(trace, &outlets), 13);
    assert_int_equal(outlets, 13);
    assert_true(nodes[0].origin == HS_SIDE_FOR && nodes[0].anonymous && nodes[0].count == 4);
    assert_true(hs_ascii_is(nodes[0].name, "four officials"));
    assert_true(hs_ascii_is(nodes[0].first, "2031-05-13T21:40:00Z"));
    uint32_t agency = node_of(trace, HS_TRACE_DOCUMENT, "Coastal Wire"), paper = node_of(trace, HS_TRACE_DOCUMENT, "Paper 4");
    assert_int_equal(hs_trace_first(trace, HS_SIDE_FOR), agency);
    assert_int_equal(hs_trace_first(trace, HS_SIDE_AGAINST), HS_NO_TRACE_NODE);
    const hs_trace_evidence *cited = evidence_of(edge_of(trace, agency, paper), HS_EVIDENCE_CITED);
    assert_non_null(cited);
    assert_true(hs_ascii_is(cited->words, "Coastal Wire told"));
    assert_true(cited->document == nodes[paper].document && cited->begin == 0 && cited->end == 17);
    assert_non_null(evidence_of(edge_of(trace, agency, paper), HS_EVIDENCE_EARLIER));
    hs_trace_free(trace);
}

/* The agency's own article is not in the ledger. */
static void test_agency_elsewhere(void **state)
{
    (void)state;
    ADD("Harbour Post", "2031-05-14", .said = {{"officials? > Coastal Wire@"}});
    ADD("Northern Gazette", "2031-05-14", .said = {{"The Coastal Wire@"}});
    hs_trace *trace = trace_leak();
    check_range(trace, HS_SIDE_FOR, 1, 1, 1);
    uint32_t agency = node_of(trace, HS_TRACE_OUTLET, "Coastal Wire");
    assert_non_null(edge_of(trace, agency, node_of(trace, HS_TRACE_DOCUMENT, "Northern Gazette")));
    hs_trace_free(trace);
}

/* An agency by its two names; one that is cited before its article was there is not that article. */
static void test_outlets(void **state)
{
    (void)state;
    ADD("Associated Press", "2031-05-13", .said = {{"Mara Lindqvist"}});
    ADD("Harbour Post", "2031-05-14", .said = {{"AP@"}});
    ADD("Early Bird", "2031-05-12", .said = {{"Associated Press@"}});
    hs_trace *trace = trace_leak();
    uint32_t agency = node_of(trace, HS_TRACE_DOCUMENT, "Associated Press"), before = node_of(trace, HS_TRACE_OUTLET, "Associated Press");
    assert_non_null(edge_of(trace, agency, node_of(trace, HS_TRACE_DOCUMENT, "Harbour Post")));
    assert_non_null(edge_of(trace, before, node_of(trace, HS_TRACE_DOCUMENT, "Early Bird")));
    check_range(trace, HS_SIDE_FOR, 1, 1, 2); /* what it told before it tells in its later article, by all that is known */
    hs_trace_free(trace);
}

/* Who cites another was not first, though its date is but a day and so sorts before. */
static void test_citing_is_not_first(void **state)
{
    (void)state;
    ADD("Harbour Post", "2031-05-14T06:30Z", .said = {{"Mara Lindqvist"}});
    ADD("Tidewater Radio", "2031-05-14", .said = {{"Mara Lindqvist > Harbour Post@"}});
    hs_trace *trace = trace_leak();
    uint32_t first = hs_trace_first(trace, HS_SIDE_FOR);
    assert_int_equal(first, node_of(trace, HS_TRACE_DOCUMENT, "Harbour Post"));
    assert_false(hs_trace_first_is_open(trace, HS_SIDE_FOR));
    hs_trace_free(trace);
}

/* Who had it first is open where a date is but a day, or is none, as `stories` has it. */
static void test_perhaps_first(void **state)
{
    (void)state;
    ADD("Harbour Post", "2031-05-14T08:00Z", .said = {{"Mara Lindqvist"}});
    ADD("Northern Gazette", "2031-05-14T09:00Z", .said = {{"Mara Lindqvist"}});
    ADD("Daily Lantern", "2031-05-15", .said = {{"Tomas Brede", .act = HS_ACT_DENY, .polarity = HS_POLARITY_NEGATIVE}});
    hs_trace *trace = trace_leak();
    assert_false(hs_trace_first_is_open(trace, HS_SIDE_FOR));
    assert_false(hs_trace_first_is_open(trace, HS_SIDE_AGAINST));
    assert_null(strstr(written(trace, HS_FORMAT_TEXT), "perhaps"));
    assert_non_null(strstr(written(trace, HS_FORMAT_JSONL), "\"perhaps_first_for\":false"));
    hs_trace_free(trace);
    ADD("Evening Star", "2031-05-14", .said = {{"Mara Lindqvist"}});
    ADD("Tidewater Times", NULL, .said = {{"Tomas Brede", .act = HS_ACT_DENY, .polarity = HS_POLARITY_NEGATIVE}});
    trace = trace_leak();
    assert_true(hs_trace_first_is_open(trace, HS_SIDE_FOR));
    assert_true(hs_trace_first_is_open(trace, HS_SIDE_AGAINST));
    assert_non_null(strstr(written(trace, HS_FORMAT_TEXT), "perhaps"));
    assert_non_null(strstr(written(trace, HS_FORMAT_JSONL), "\"perhaps_first_for\":true,\"perhaps_first_against\":true"));
    hs_trace_free(trace);
}

static void test_named(void **state)
{
    (void)state;
    ADD("Harbour Post", "2031-05-14", .said = {{"Mara Lindqvist"}});
    ADD("Northern Gazette", "2031-05-15", .said = {{"Mara Lindqvist"}});
    check_leak(1, 1, 1);
    ADD("Daily Lantern", "2031-05-16", .said = {{"Lindqvist"}}); /* it may be another Lindqvist */
    check_leak(1, 1, 2);
    ADD("Tidewater Times", "2031-05-16", .said = {{"Tomas Brede"}});
    check_leak(2, 2, 3);
}

/* Spellings differ; given names do, too, and by more than that. */
static void test_spelt(void **state)
{
    (void)state;
    ADD("Harbour Post", "2031-05-14", .said = {{"Sara Lindqvist"}});
    ADD("Northern Gazette", "2031-05-15", .said = {{"Sarah Lindqvist"}});
    ADD("Daily Lantern", "2031-05-16", .said = {{"Lindqvsit"}});
    check_leak(1, 1, 3);
    ADD("Tidewater Times", "2031-05-16", .said = {{"Mark Holm"}, {"Mary Holm"}, {"Mark Hall"}});
    check_leak(4, 4, 6);
    ADD("Evening Star", "2031-05-16", .said = {{"Dan Reyes"}, {"Dana Reyes"}, {"Petrov"}, {"Petrova"}}); /* a last vowel makes another name */
    check_leak(8, 8, 10);
}

/* What somebody tells of himself nobody else can, whatever he is called. */
static void test_of_self(void **state)
{
#define DISMISSED .content = "the ministry dismissed her over the leak in March"
    (void)state;
    ADD("Harbour Post", "2031-05-14", .said = {{"former clerk?1", .about = "her", DISMISSED}});
    ADD("Northern Gazette", "2031-05-15", .said = {{"Mara Lindqvist", .about = "her", DISMISSED}, {"Mara Lindqvist's lawyer?1", .about = "her", DISMISSED}});
    ADD("Daily Lantern", "2031-05-16", .said = {{"woman?1", .about = "her", DISMISSED}, {"neighbour?1", DISMISSED}});
    commit();
    hs_trace *trace = trace_claim(claim_of("the ministry dismissed her over the leak in March"));
    check_range(trace, HS_SIDE_FOR, 3, 3, 5); /* she, her lawyer, a neighbour */
    hs_trace_free(trace);
    ADD("Evening Star", "2031-05-16", .said = {{"Ines Moor", .about = "her", DISMISSED}}); /* of two who are named it may be either */
    commit();
    trace = trace_claim(claim_of("the ministry dismissed her over the leak in March"));
    check_range(trace, HS_SIDE_FOR, 6, 5, 6);
    hs_trace_free(trace);
#undef DISMISSED
#define TAUGHT .content = "the coach had ordered her to use the gel in March", .about = "her"
    ADD("Bulletin", "2031-05-16", .said = {{"Ada Solheim", .description = "runner", TAUGHT}, {"physiotherapist?1", TAUGHT}}); /* nor is a runner a physiotherapist */
    commit();
    trace = trace_claim(claim_of("the coach had ordered her to use the gel in March"));
    check_range(trace, HS_SIDE_FOR, 2, 2, 2);
    hs_trace_free(trace);
#undef TAUGHT
#define HEARD .content = "she heard two shots behind the ministry in March", .about = "she"
    ADD("Korrin Herald", "2031-05-16", .said = {{"shop assistant?1", HEARD}, {"Tove Lindqvist", HEARD}, {"clerk?1", HEARD}}); /* which many may have */
    commit();
    trace = trace_claim(claim_of("she heard two shots behind the ministry in March"));
    check_range(trace, HS_SIDE_FOR, 3, 3, 3);
    hs_trace_free(trace);
#undef HEARD
}

/* "They laughed and told him that it had leaked", he says: that is his account. */
static void test_who_acts_in_an_account(void **state)
{
    (void)state;
    ADD("Harbour Post", "2031-05-14",
        .said = {{"Mara Lindqvist", .content = "the guards laughed at her for an hour and told her that the ministry knew of the leak in March"}, {"guards? > Mara Lindqvist", .parent = 1}});
    commit();
    run("UPDATE claim SET same_as = (SELECT claim_id FROM claim WHERE text = '" LEAK "') WHERE text LIKE 'the guards%'");
    hs_trace *trace = trace_leak();
    check_range(trace, HS_SIDE_FOR, 1, 1, 1);
    assert_int_equal(node_of(trace, HS_TRACE_SOURCE, "guards"), HS_NO_TRACE_NODE);
    hs_trace_free(trace);
    ADD("Northern Gazette", "2031-05-15", .said = {{"Tomas Brede", .content = "Ilse Korhan said that the ministry knew of the leak in March"}, {"Ilse Korhan > Tomas Brede", .parent = 1}});
    commit();
    run("UPDATE claim SET same_as = (SELECT claim_id FROM claim WHERE text = '" LEAK "') WHERE text LIKE 'Ilse%'");
    trace = trace_leak();
    check_range(trace, HS_SIDE_FOR, 2, 2, 2); /* hers, whom he heard it from */
    assert_true(hs_trace_nodes(trace, &(size_t){0})[node_of(trace, HS_TRACE_SOURCE, "Ilse Korhan")].origin == HS_SIDE_FOR);
    hs_trace_free(trace);
}

static void test_spokespeople(void **state)
{
    (void)state;
    ADD("Harbour Post", "2031-05-14", .said = {{"Ministry of Ports!"}, {"Ilse Korhan", .description = "spokeswoman for the Ministry of Ports"}});
    ADD("Northern Gazette", "2031-05-15", .said = {{"Osvald Reyne", .description = "minister of ports"}});
    check_leak(1, 1, 3);
    ADD("Daily Lantern", "2031-05-16", .said = {{"Petra Valk", .description = "a critic of the Ministry of Ports"}});
    check_leak(2, 2, 4);
}

/* Who is called by the office alone that another article names the holder of, where the body itself is on neither side. */
static void test_unnamed_office(void **state)
{
    (void)state;
    ADD("Harbour Post", "2031-05-14", .said = {{"Dario Fenn", .description = "Aquaris's chief executive"}});
    ADD("Northern Gazette", "2031-05-15", .said = {{"Aquaris's chief executive?"}});
    check_leak(1, 1, 2);
    ADD("Daily Lantern", "2031-05-16", .said = {{"Tellmark's chief executive?"}});
    check_leak(2, 2, 3);
}

/* "A hospital in Tessby" is the Tessby hospital that a headline names, and no hospital elsewhere. */
static void test_unnamed_body(void **state)
{
    (void)state;
    ADD("Harbour Post", "2031-05-14", .said = {{"Tessby hospital!"}});
    ADD("Northern Gazette", "2031-05-15", .said = {{"hospital in Tessby?!"}});
    check_leak(1, 1, 2);
    ADD("Daily Lantern", "2031-05-16", .said = {{"hospital in Kolm?!"}});
    check_leak(2, 2, 3);
}

static void test_offices(void **state)
{
    static const struct {
        const char *described, *body;
        bool speaks;
    } cases[] = {
        {"head of the Orrin Water Board", "Orrin Water Board", true},
        {"Orrin Water Board's newly appointed chief", "The Orrin Water Board", true},
        {"Dario Fenn, Aquaris\xE2\x80\x99s chief executive", "Aquaris", true},
        {"spokesman for the state-run Orrin Water Board, in Vellin", "Orrin Water Board", true},
        {"Lena Marsk, who heads the Orrin Water Board", "Orrin Water Board", true},
        {"Lena Marsk, speaking for the Orrin Water Board", "Orrin Water Board", true},
        {"minister of ports", "Ministry of Ports", true},
        {"finance minister", "Ministry of Finance", true},
        {"French finance minister", "Finance Ministry", true},
        {"Iraqi Interior Ministry spokesman", "Interior Ministry", true},
        {"spokesman for Iraq's Interior Ministry", "Interior Ministry", true},
        {"secretary of the interior", "Department of the Interior", true},
        {"head of communications at Glide", "Glide", true},
        {"director of media relations for the Orrin Water Board", "Orrin Water Board", true},
        {"former head of the Orrin Water Board", "Orrin Water Board", false},
        {"head of the Orrin Water Board until 2029", "Orrin Water Board", false},
        {"who was head of the Orrin Water Board", "Orrin Water Board", false},
        {"head of the Orrin Water Board, whose predecessor quit", "Orrin Water Board", true}, /* what follows is told of others */
        {"head of the Orrin Water Board, which sacked ten divers", "Orrin Water Board", true},
        {"head of the Orrin Water Board whose deputy resigned", "Orrin Water Board", true},
        {"who was elected head of the Orrin Water Board", "Orrin Water Board", true},
        {"who was named head of the Orrin Water Board", "Orrin Water Board", true},
        {"who was the elected head of the Orrin Water Board", "Orrin Water Board", false},
        {"the former elected head of the Orrin Water Board", "Orrin Water Board", false},
        {"candidate for head of the Orrin Water Board", "Orrin Water Board", false},
        {"who was appointed head of the Orrin Water Board until 2029", "Orrin Water Board", false},
        {"ex-chief of the Orrin Water Board", "Orrin Water Board", false},
        {"shadow minister of ports", "Ministry of Ports", false},
        {"minister of finance", "Ministry of Ports", false},
        {"finance minister who blames the Ministry of Ports", "Ministry of Ports", false},
        {"head of security at the Orrin Water Board", "Orrin Water Board", false},
        {"head of the Orrin Water Board's union", "Orrin Water Board", false},
        {"president of the Orrin Water Board workers", "Orrin Water Board", false},
        {"chief of the East Orrin Water Board", "Orrin Water Board", false},
        {"chief engineer of the Orrin Water Board", "Orrin Water Board", false},
        {"a critic of the Orrin Water Board", "Orrin Water Board", false},
        {"not speaking for the Orrin Water Board", "Orrin Water Board", false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (hs_speaks_for(hs_ascii_of(cases[i].described), hs_ascii_of(cases[i].body)) != cases[i].speaks)
            fail_msg("%s: %s", cases[i].described, cases[i].body);
}

/* A body and whoever speaks for it are one where its document calls it in short, too. */
static void check_voice(const char *before, const char *body, const char *described, const char *behind, bool one)
{
    void *none = NULL;
    ADD("Harbour Post", "2031-05-14", .said = {{body}, {before, .content = "the quay would stay open"}, {"Lena Marsk", .description = described}}, .body = behind);
    commit();
    hs_trace *trace = trace_claim(claim_of(LEAK));
    if (hs_trace_origins(trace, HS_SIDE_FOR).best != (one ? 1u : 2u))
        fail_msg("%s: %s is %s", body, described, one ? "another voice" : "its voice");
    hs_trace_free(trace);
    close_ledger(&none);
    assert_int_equal(open_ledger(&none), HS_OK);
}

static void test_voices_in_short(void **state)
{
    (void)state;
    check_voice("Tomas Brede", "Orrin Water Board!", "its head", NULL, true);
    check_voice("Tomas Brede", "Orrin Water Board!", "board's spokeswoman", NULL, true);
    check_voice("Tomas Brede", "Vellin Municipality!", "spokeswoman for the municipality", NULL, true); /* any noun for a body names it */
    check_voice("Tomas Brede", "Orrin Coast Guard!", "the guard's spokeswoman", NULL, true);
    check_voice("Tomas Brede", "Orrin Aquaris!", "spokeswoman for the aquaris", NULL, false);
    check_voice("Tomas Brede", "Orrin Water Board!", "head of the water board", NULL, true);
    check_voice("Tomas Brede", "Ministry of Ports!", "ministry spokeswoman", NULL, true);
    check_voice("Tomas Brede", "Ministry of Ports!", "minister", NULL, true);
    check_voice("Tomas Brede", "ministry!", "ports minister", NULL, true);
    check_voice("Tomas Brede", "Aquaris!", "spokeswoman for the company", NULL, true);
    check_voice("Vellin Council!", "Orrin Water Board!", "board's spokeswoman", NULL, true);
    check_voice("Vellin Council!", "Orrin Water Board!", "its head", NULL, false); /* the council's */
    check_voice("Tomas Brede", "Orrin Water Board!", "its former head", NULL, false);
    check_voice("Tomas Brede", "Orrin Water Board!", "its chief engineer", NULL, false);
    check_voice("Tomas Brede", "Orrin Water Board!", "hospital board's head", NULL, false);
    check_voice("Tomas Brede", "ministry!", "prime minister", NULL, false);
    check_voice("Tomas Brede", "Ministry of Ports!", "minister of finance", NULL, false);
    check_voice("Tomas Brede", "Dockers' Union!", "spokeswoman for the company", NULL, false);
    check_voice("Tomas Brede", "Department of Homeland Security!", "the arena's head of security", NULL, false); /* what is behind "of" is not its name */
    check_voice("Tomas Brede", "Department of Education!", "director of education", NULL, false);
    check_voice("Tomas Brede", "Ministry of Health!", "director of health", NULL, false);
    check_voice("Tomas Brede", "Orrin Homeland Security!", "head of security", NULL, false);
    check_voice("Tomas Brede", "Orrin Homeland Security!", "head of the homeland security", NULL, true);
    check_voice("Tomas Brede", "Ministry of Health!", "spokeswoman for the ministry", NULL, true);
    check_voice("Tomas Brede", "Department of Education!", "head of the department", NULL, true);
    check_voice("Tomas Brede", "Ministry of Health!", "health minister", NULL, true);
    check_voice("Tomas Brede", "Vellin Hospital!", "a hospital director in Orrin", NULL, false); /* of any */
    check_voice("Tomas Brede", "Bank of Kolm!", "a bank director", NULL, false);
    check_voice("Tomas Brede", "Dock Workers Union!", "a union leader at the airport", NULL, false);
    check_voice("Tomas Brede", "Dock Workers Union!", "director of a union", NULL, false);
    check_voice("Tomas Brede", "Ministry of Ports!", "a minister", NULL, false);
    check_voice("Tomas Brede", "ministry!", "a minister", NULL, false);
    check_voice("Tomas Brede", "Aquaris!", "a company director", NULL, false);
    check_voice("Tomas Brede", "Aquaris!", "spokeswoman for a company", NULL, false);
    check_voice("Tomas Brede", "Vellin Hospital!", "the hospital director", NULL, true);
    check_voice("Tomas Brede", "Vellin Hospital!", "the hospital's director", NULL, true);
    check_voice("Tomas Brede", "Bank of Kolm!", "director of the bank", NULL, true);
    check_voice("Tomas Brede", "Dock Workers Union!", "union leader", NULL, true);
    check_voice("Tomas Brede", "Ministry of Ports!", "a spokeswoman for the ministry", NULL, true);
    check_voice("Tomas Brede", "Ministry of Ports!", "a ministry spokeswoman", NULL, true);
    check_voice("Tomas Brede", "Ministry of Ports!", "the minister", NULL, true);
    check_voice("Tomas Brede", "Orrin Police!", "a spokeswoman for police", NULL, true);
    check_voice("Tomas Brede", "Orrin Police!", "a spokeswoman for a police", NULL, false);
    check_voice("Tomas Brede", "Orrin Water Board!", "a spokeswoman for Orrin Water Board", NULL, true);
}

/* What is told of her where she is first named is kept without its article. */
static void test_voices_told_before(void **state)
{
    (void)state;
    ADD("Harbour Post", "2031-05-14", .said = {{"Vellin Hospital!"}, {"Ruth Ray", .description = "hospital director in Orrin", .content = LEAK " by the hospital director in Orrin"}});
    commit();
    run("UPDATE claim SET same_as = (SELECT min(claim_id) FROM claim) WHERE claim_id > (SELECT min(claim_id) FROM claim)");
    check_leak(1, 1, 2);
    run("UPDATE document SET text = replace(text, 'by the hospital', 'via a hospital')");
    check_leak(2, 2, 2);
}

/* A head who says that it is her own view is a voice of her own. */
static void test_speaks_for_herself(void **state)
{
    (void)state;
    ADD("Harbour Post", "2031-05-14", .said = {{"Orrin Water Board!"}, {"Lena Marsk", .description = "its head", .content = LEAK ", speaking in a personal capacity"}});
    commit();
    run("UPDATE claim SET same_as = (SELECT min(claim_id) FROM claim) WHERE claim_id > (SELECT min(claim_id) FROM claim)");
    check_leak(2, 2, 2);
    run("UPDATE document SET text = replace(text, 'in a personal capacity', 'at a press meeting')");
    check_leak(1, 1, 2);
    run("UPDATE document SET text = replace(text, 'speaking at a press meeting', 'who saw it for herself')");
    check_leak(1, 1, 2);
    run("UPDATE document SET text = replace(text, 'who saw it for herself', 'signed in its own name')");
    check_leak(1, 1, 2);
    run("UPDATE document SET text = replace(text, 'signed in its own name', 'speaking for herself')");
    check_leak(2, 2, 2);
}

/* That holds for the document in which she says so, and for all that she says in it. */
static void test_speaks_for_herself_there(void **state)
{
    static const struct {
        const char *description, *content; /* in the other document; or, later, in the same */
        bool same, one;
    } cases[] = {
        {"head of the Orrin Water Board", NULL, false, true}, {NULL, NULL, false, false}, {"chair of the Vellin Council", NULL, false, false}, {"head of the Orrin Water Board", LEAK " all along", true, false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (int earlier = 0; earlier < (cases[i].same ? 1 : 2); earlier++) {
            const saying again = {"Lena Marsk", .description = cases[i].description, .content = cases[i].content}, none = {0};
            ADD("Harbour Post", "2031-05-14", .said = {{"Orrin Water Board!"}, {"Lena Marsk", .description = "head of the Orrin Water Board", .content = LEAK ", speaking in a personal capacity"}, cases[i].same ? again : none});
            if (!cases[i].same)
                ADD("Daily Lantern", earlier ? "2031-05-13" : "2031-05-15", .said = {again});
            commit();
            run("UPDATE claim SET same_as = (SELECT min(claim_id) FROM claim) WHERE claim_id > (SELECT min(claim_id) FROM claim)");
            check_leak(cases[i].one ? 1 : 2, cases[i].one ? 1 : 2, 2);
            close_ledger(NULL);
            open_ledger(NULL);
        }
}

/* ---- unnamed sources ---- */

static void test_quotation(void **state)
{
    (void)state;
    const char *talking = "you could hear the roof talking for a week";
    ADD("Valley Herald", "2031-09-03", .said = {{"a member of one rescue team?", .content = talking, .quoted = true}});
    ADD("Meridian Post", "2031-09-04", .said = {{"one miner?", .content = "You could hear the roof talking for a week, and they laughed", .quoted = true}});
    commit();
    run("UPDATE claim SET same_as = (SELECT min(claim_id) FROM claim) WHERE claim_id > (SELECT min(claim_id) FROM claim)");
    hs_trace *trace = trace_claim(claim_of("roof talking"));
    check_range(trace, HS_SIDE_FOR, 1, 1, 1);
    hs_trace_free(trace);
    run("UPDATE attribution SET quotation = 'indirect'"); /* many say the same in words of their own; nothing in the descriptions makes them one */
    trace = trace_claim(claim_of("roof talking"));
    check_range(trace, HS_SIDE_FOR, 2, 2, 2);
    hs_trace_free(trace);
}

static void test_unnamed(void **state)
{
    (void)state;
    ADD("Harbour Post", "2031-05-14", .said = {{"four officials?4"}});
    ADD("Northern Gazette", "2031-05-14", .said = {{"officials with knowledge of the note?"}});
    check_leak(1, 1, 2); /* nothing shows that they are others */
    ADD("Daily Lantern", "2031-05-14", .said = {{"two officials?2"}});
    check_leak(1, 1, 3); /* one with the officials of no number, though not with four */
    ADD("Tidewater Times", "2031-05-14", .said = {{"sources?"}});
    check_leak(2, 1, 4); /* "sources" may be anybody */
    ADD("Evening Star", "2031-05-14", .said = {{"a bus driver?1"}});
    check_leak(3, 2, 5); /* whom no official is */
}

static void test_parts(void **state)
{
    (void)state;
    ADD("Harbour Post", "2031-05-14", .said = {{"officials?", .title = true}, {"four officials with direct knowledge?4"}, {"one of the officials?1"}});
    check_leak(1, 1, 1);
    ADD("Northern Gazette", "2031-05-15", .said = {{"US officials?"}});
    ADD("Daily Lantern", "2031-05-15", .said = {{"Turkish officials?"}});
    check_leak(2, 2, 3); /* "four officials" may be either, and so count with the first; US and Turkish ones are not one */
}

/* Who quotes somebody as saying it takes no side, as in disputes: it is the other's word. Whoever says it so is a side. */
static void test_quoting(void **state)
{
    (void)state;
    for (int quotes = 0; quotes < 2; quotes++) {
        ADD("Harbour Post", "2031-05-14", .said = {{"Mara Lindqvist"}});
        ADD("Daily Lantern", "2031-05-15", .said = {{"Tomas Brede", quotes ? "a diver as saying that " LEAK : "a diver went as far as saying that " LEAK, .cue = quotes ? "quoted" : "told"}});
        run("UPDATE claim SET same_as = 1 WHERE claim_id > 1");
        check_leak(quotes ? 1 : 2, quotes ? 1 : 2, quotes ? 1 : 2);
        close_ledger(NULL);
        open_ledger(NULL);
    }
}

/* Through the agency whose article has others, too, an outlet hears those whom its description fits. */
static void test_same_relay(void **state)
{
    (void)state;
    ADD("Coastal Wire", "2031-05-13", .said = {{"four officials?4"}, {"a diver?1"}});
    ADD("Harbour Post", "2031-05-14", .said = {{"officials? > Coastal Wire@"}});
    ADD("Daily Lantern", "2031-05-15", .said = {{"a diver who asked not to be named? > a news agency?@ > Harbour Post@"}});
    check_leak(2, 2, 2);
}

/* A whistleblower whom the Post tells of is the engineer, who is the only one there without a name; not where there are two. */
static void test_same_relay_untold(void **state)
{
    (void)state;
    ADD("Harbour Post", "2031-05-14", .said = {{"senior engineer?1"}});
    ADD("Northern Gazette", "2031-05-15", .said = {{"whistleblower?1 > Harbour Post@"}});
    check_leak(1, 1, 1);
    ADD("Daily Lantern", "2031-05-14", .said = {{"bus driver?1"}, {"neighbour?1"}});
    ADD("Evening Star", "2031-05-15", .said = {{"whistleblower?1 > Daily Lantern@"}});
    check_leak(4, 3, 4);
}

static void test_copy(void **state)
{
    (void)state;
    uint64_t first = ADD("Coastal Wire", "2031-05-13", .said = {{"four officials?4"}});
    uint64_t second = ADD("Northern Gazette", "2031-05-14", .said = {{"four officials?4"}});
    check_leak(1, 1, 2);
    char sql[160];
    snprintf(sql, sizeof sql, "INSERT INTO copy (document_id, of_document_id, share) VALUES (%d, %d, 0.53)", (int)second, (int)first);
    run(sql);
    hs_trace *trace = trace_leak();
    check_range(trace, HS_SIDE_FOR, 1, 1, 1);
    const hs_trace_edge *edge = edge_of(trace, node_of(trace, HS_TRACE_DOCUMENT, "Coastal Wire"), node_of(trace, HS_TRACE_DOCUMENT, "Northern Gazette"));
    const hs_trace_evidence *copied = evidence_of(edge, HS_EVIDENCE_COPY);
    assert_non_null(copied);
    assert_true(copied->share > 0.52 && copied->share < 0.54 && copied->document == second);
    assert_non_null(strstr(written(trace, HS_FORMAT_TEXT), "copied text (53%), no credit"));
    hs_trace_free(trace);
}

/* A copy that has the original's name in its dateline or in a line of its own credits it; one that only tells of it does not. The original's own dateline credits nobody. */
static void test_credit(void **state)
{
    static const struct {
        const char *body;
        bool credits;
    } cases[] = {
        {"VELLIN, March 2 (Coastal Wire) - It rains.", true}, {"Ad\xC3\xA9\n\nVELLIN (Coastal Wire) \xE2\x80\x94 It rains.", true}, {"VELLIN (South Coast), March 2 (Coastal Wire) - It rains.", true}, {"VELLIN, March 2 (Daily Lantern) - It rains.", false}, {"It rains (Coastal Wire knew).", false}, {NULL, false},
        {"It rains.\n\nCoastal Wire", true}, {"It rains.\n\n\xE2\x80\x94 Coastal Wire", true}, {"By Coastal Wire\n\nIt rains.", true}, {"It rains.\n\n(With material from Coastal Wire.)", true},
        {"It rains.\n\nCoastal Wireless", false}, {"It rains.\n\nCoastal Wire was late.", false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ADD("Coastal Wire", "2031-05-13T21:40Z", .said = {{"four officials?4"}}, .body = "VELLIN, March 2 (Coastal Wire) - It rains.");
        ADD("Northern Gazette", "2031-05-14", .said = {{"four officials?4"}}, .body = cases[i].body);
        run("DELETE FROM copy; INSERT INTO copy (document_id, of_document_id, share) VALUES (2, 1, 0.8)");
        hs_trace *trace = trace_leak();
        const hs_trace_edge *copied = edge_of(trace, node_of(trace, HS_TRACE_DOCUMENT, "Coastal Wire"), node_of(trace, HS_TRACE_DOCUMENT, "Northern Gazette"));
        const hs_trace_evidence *credit = evidence_of(copied, HS_EVIDENCE_CITED);
        check_range(trace, HS_SIDE_FOR, 1, 1, 1);
        assert_int_equal(credit != NULL, cases[i].credits);
        assert_int_equal(strstr(written(trace, HS_FORMAT_TEXT), "no credit") == NULL, cases[i].credits);
        if (credit)
            assert_true(hs_ascii_is(credit->words, "Coastal Wire"));
        hs_trace_free(trace);
        close_ledger(NULL);
        open_ledger(NULL);
    }
}

/* By any of its names. */
static void test_credit_short(void **state)
{
    (void)state;
    ADD("The Associated Press", "2031-05-13T21:40Z", .said = {{"four officials?4"}});
    ADD("Northern Gazette", "2031-05-14", .said = {{"four officials?4"}}, .body = "VELLIN, March 2 (AP) - It rains.");
    run("DELETE FROM copy; INSERT INTO copy (document_id, of_document_id, share) VALUES (2, 1, 0.8)");
    hs_trace *trace = trace_leak();
    assert_null(strstr(written(trace, HS_FORMAT_TEXT), "no credit"));
    hs_trace_free(trace);
}

static void test_link(void **state)
{
    (void)state;
    ADD("Coastal Wire", "2031-05-13", "https://www.coastal.example/1", .said = {{"Mara Lindqvist"}});
    ADD("Northern Gazette", "2031-05-14", .link = "http://coastal.example/1/#top", .said = {{""}});
    hs_trace *trace = trace_leak();
    check_range(trace, HS_SIDE_FOR, 1, 1, 1);
    const hs_trace_edge *edge = edge_of(trace, node_of(trace, HS_TRACE_DOCUMENT, "Coastal Wire"), node_of(trace, HS_TRACE_DOCUMENT, "Northern Gazette"));
    const hs_trace_evidence *link = evidence_of(edge, HS_EVIDENCE_LINK);
    assert_true(link && link->begin == 0 && link->end == 4);
    hs_trace_free(trace);
    run("UPDATE link SET url = 'http://coastal.example/2'");
    check_leak(1, 1, 2);
    run("UPDATE link SET url = 'http://coastal.example/1'; INSERT INTO furniture SELECT document_id, 1, 'related', 0, 9 FROM link");
    check_leak(1, 1, 2); /* a list of what else there is to read is no evidence */
}

static void test_implicit(void **state)
{
    (void)state;
    ADD("Harbour Post", "2031-05-14", .said = {{""}});
    ADD("Northern Gazette", "2031-05-15", .said = {{"-"}});
    check_leak(1, 1, 2); /* there is nothing else */
    ADD("Daily Lantern", "2031-05-16", .said = {{"Mara Lindqvist"}});
    ADD("Tidewater Times", "2031-05-16", .said = {{"Tomas Brede"}});
    check_leak(2, 2, 4);
    ADD("Evening Star", "2031-05-16", .said = {{"Evening Star@"}}); /* its own finding */
    check_leak(3, 3, 5);
    ADD("Korrin Herald", "2031-05-16", .said = {{"you?", .cue = "would think"}}); /* who reads says nothing */
    check_leak(3, 3, 5);
    ADD("Meridian Post", "2031-05-16", .said = {{"we"}}); /* nor is who writes anybody beside the page */
    hs_trace *trace = trace_leak();
    assert_true(hs_trace_nodes(trace, &(size_t){0})[node_of(trace, HS_TRACE_DOCUMENT, "Meridian Post")].origin == HS_SIDE_FOR);
    check_range(trace, HS_SIDE_FOR, 4, 4, 6);
    hs_trace_free(trace);
}

/* A headline's noun that fits anybody is the one unnamed person of the text; of two, nobody knows which. */
static void test_headline_of_anybody(void **state)
{
    (void)state;
    ADD("Harbour Post", "2031-05-14", .said = {{"worker?", .title = true}, {"quality inspector?"}});
    check_leak(1, 1, 1);
    ADD("Northern Gazette", "2031-05-15", .said = {{"insider?", .title = true}, {"pump fitter?"}, {"night guard?"}});
    hs_trace *trace = trace_leak();
    assert_int_not_equal(node_of(trace, HS_TRACE_SOURCE, "insider"), HS_NO_TRACE_NODE);
    hs_trace_free(trace);
}

/* Who reports for an outlet is its voice, and no origin; who spoke to it is one. */
static void test_reporters(void **state)
{
    (void)state;
    ADD("Harbour Post", "2031-05-14", .said = {{"Mara Lindqvist > Coastal Wire@", .cue = "reports"}});
    ADD("Northern Gazette", "2031-05-14", .said = {{"officials? > Coastal Wire@"}});
    hs_trace *trace = trace_leak();
    assert_int_equal(node_of(trace, HS_TRACE_SOURCE, "Mara Lindqvist"), HS_NO_TRACE_NODE);
    hs_trace_free(trace);
    ADD("Daily Lantern", "2031-05-16", .said = {{"Tomas Brede > Coastal Wire@", .cue = "told"}});
    trace = trace_leak();
    assert_int_not_equal(node_of(trace, HS_TRACE_SOURCE, "Tomas Brede"), HS_NO_TRACE_NODE);
    hs_trace_free(trace);
}

/* "Reportedly", in a page that cites an outlet for something else: that one reports it, as far as one can guess. */
static void test_reportedly(void **state)
{
    (void)state;
    ADD("Harbour Post", "2031-05-14", .said = {{"", .act = HS_ACT_CLAIM}, {"Coastal Wire@", .content = "the mine is lost"}});
    hs_trace *trace = trace_leak();
    check_range(trace, HS_SIDE_FOR, 1, 1, 1);
    assert_non_null(evidence_of(edge_of(trace, node_of(trace, HS_TRACE_OUTLET, "Coastal Wire"), node_of(trace, HS_TRACE_DOCUMENT, "Harbour Post")), HS_EVIDENCE_GUESS));
    assert_non_null(strstr(written(trace, HS_FORMAT_TEXT), "names nobody; perhaps from Coastal Wire"));
    assert_non_null(strstr(written(trace, HS_FORMAT_JSONL), "\"guess\":true"));
    hs_trace_free(trace);
    ADD("Daily Lantern", "2031-05-16", .said = {{"Mara Lindqvist"}}); /* a guess is no origin beside one that is told */
    check_leak(1, 1, 2);
    ADD("Evening Star", "2031-05-16", .said = {{"", .act = HS_ACT_CLAIM}, {"Northern Gazette@ > Tidewater Times@", .content = "the mine is lost"}});
    trace = trace_leak();
    assert_non_null(edge_of(trace, node_of(trace, HS_TRACE_OUTLET, "Northern Gazette"), node_of(trace, HS_TRACE_DOCUMENT, "Evening Star"))); /* of two the one that it cites first */
    hs_trace_free(trace);
}

/* Where a report that names nobody comes from is what it shows: a picture, whoever posted it. */
static void test_posted(void **state)
{
    (void)state;
    ADD("Harbour Post", "2031-05-14", .body = "A photo posted to Netter on Monday by the Skarn Front, a group of divers, shows the note.", .said = {{""}});
    ADD("Northern Gazette", "2031-05-15", .body = "Today one blog shared pictures of it under a heading.", .said = {{"media?"}});
    ADD("Daily Lantern", "2031-05-16", .body = "In a video that has gone viral on Netter, the note is seen.", .said = {{"-"}});
    ADD("Evening Star", "2031-05-16", .body = "He posted a photo of his lunch. The leaked photo was posted.", .said = {{"Mara Lindqvist"}}); /* it has it from somebody */
    hs_trace *trace = trace_leak();
    uint32_t front = node_of(trace, HS_TRACE_SOURCE, "Skarn Front"), blog = node_of(trace, HS_TRACE_SOURCE, "one blog"), video = node_of(trace, HS_TRACE_SOURCE, "video that has gone viral on Netter");
    const hs_trace_edge *edge = edge_of(trace, front, node_of(trace, HS_TRACE_DOCUMENT, "Harbour Post"));
    assert_non_null(evidence_of(edge, HS_EVIDENCE_CITED));
    assert_non_null(edge_of(trace, blog, node_of(trace, HS_TRACE_SOURCE, "media")));
    assert_non_null(edge_of(trace, video, node_of(trace, HS_TRACE_DOCUMENT, "Daily Lantern")));
    check_range(trace, HS_SIDE_FOR, 4, 4, 4);
    hs_trace_free(trace);
}

/* "Its forums", told by an outlet, are that outlet's. */
static void test_owner(void **state)
{
    (void)state;
    ADD("Northern Gazette", "2031-05-15", .said = {{"users of its forums?3 > Harbour Post@"}});
    hs_trace *trace = trace_leak();
    assert_true(node_of(trace, HS_TRACE_SOURCE, "users of Harbour Post's forums") != HS_NO_TRACE_NODE);
    hs_trace_free(trace);
}

static void test_agency_unnamed(void **state)
{
    (void)state;
    ADD("Coastal Wire", "2031-05-13", .said = {{"Mara Lindqvist"}});
    ADD("Harbour Post", "2031-05-14", .said = {{"agency@"}, {.chain = "Coastal Wire@", .content = "the note was three pages long"}});
    check_leak(1, 1, 1); /* it names one agency */
    ADD("Northern Gazette", "2031-05-14", .said = {{"a news agency?@"}});
    check_leak(1, 1, 2); /* it does not say which */
}

/* What an outlet published is that outlet's word, however it is called. */
/* "The ministry knew, report says": of several outlets the report is that of the one that the text cites first. */
static void test_headline_report(void **state)
{
    (void)state;
    ADD("Coastal Wire", "2031-05-13", .said = {{"Mara Lindqvist"}});
    ADD("Harbour Post", "2031-05-14", .said = {{"report?", .title = true}, {.chain = "Coastal Wire@", .content = "the note was three pages long"},
                                               {.chain = "Evening Star@", .content = "the quay is shut"}});
    check_leak(1, 1, 1);
    ADD("Northern Gazette", "2031-05-14", .said = {{"report?", .title = true}, {.chain = "Evening Star@", .content = "the quay is shut"},
                                                   {.chain = "Coastal Wire@", .content = "the note was three pages long"}});
    hs_trace *trace = trace_leak();
    assert_int_not_equal(node_of(trace, HS_TRACE_OUTLET, "Evening Star"), HS_NO_TRACE_NODE);
    check_range(trace, HS_SIDE_FOR, 1, 1, 2); /* whom the Star has it from is not told */
    hs_trace_free(trace);
}

static void test_publications(void **state)
{
    (void)state;
    ADD("Snopes", "2031-10-15", .said = {{"NationalReport.net@"}});
    ADD("Harbour Post", "2031-10-16", .said = {{"an article?1 > National Report@"}});
    ADD("Northern Gazette", "2031-10-16", .said = {{"a posting on the National Report website?1"}});
    check_leak(1, 1, 1);
    ADD("Daily Lantern", "2031-10-16", .said = {{"an Internet posting?1"}}); /* of nobody knows whom */
    check_leak(1, 1, 2);
    ADD("Tidewater Times", "2031-10-16", .said = {{"a letter that was found on a beach?1"}});
    check_leak(1, 1, 3); /* an outlet whose own source is not told is no origin beside another */
}

/* ---- circles, time ---- */

static void test_circle(void **state)
{
    (void)state;
    ADD("Orsany Courier", "2031-09-03T20:00Z", .said = {{"Vault Mouse@ > Tellick Ember@"}});
    ADD("Tellick Ember", "2031-09-04T05:15Z", .said = {{"Vault Mouse@", .time = "2031-09-03T06:12"}, {"Orsany Courier@"}, {"Orsany Courier@ > Vault Mouse@"}});
    ADD("Quillon", "2031-09-04T13:05Z", .said = {{"Vault Mouse@"}});
    hs_trace *trace = trace_leak();
    check_range(trace, HS_SIDE_FOR, 1, 1, 1);
    size_t n;
    const hs_trace_node *nodes = hs_trace_nodes(trace, &n);
    assert_true(hs_ascii_is(nodes[0].name, "Vault Mouse") && nodes[0].origin == HS_SIDE_FOR && nodes[1].origin == HS_SIDE_OPEN);
    assert_true(hs_ascii_is(nodes[0].first, "2031-09-03T06:12:00Z"));
    const hs_trace_edge *back = edge_of(trace, node_of(trace, HS_TRACE_DOCUMENT, "Orsany Courier"), 0);
    assert_true(back && back->cut);
    const char *text = written(trace, HS_FORMAT_TEXT);
    assert_non_null(strstr(text, "x- back to Vault Mouse"));
    hs_trace_free(trace);
}

/* Two who cite each other, and nobody else: one of them is the origin, by when they were heard. */
static void test_pair_circle(void **state)
{
    (void)state;
    ADD("Harbour Post", NULL, .said = {{"Northern Gazette@"}});
    ADD("Northern Gazette", NULL, .said = {{"Harbour Post@"}});
    hs_trace *trace = trace_leak();
    check_range(trace, HS_SIDE_FOR, 1, 1, 1);
    assert_int_equal(hs_trace_first(trace, HS_SIDE_FOR), HS_NO_TRACE_NODE); /* no date tells */
    hs_trace_free(trace);
}

/* ---- sides ---- */

static void test_against(void **state)
{
    (void)state;
    ADD("Coastal Wire", "2031-05-13", .said = {{"four officials?4"}});
    ADD("Harbour Post", "2031-05-14", .said = {{"Coastal Wire@"}, {"Ministry of Ports!", .act = HS_ACT_DENY, .polarity = HS_POLARITY_NEGATIVE}});
    ADD("Daily Lantern", "2031-05-15", .said = {{"Harbour Post@"},
                                                {"Ministry of Ports! > Harbour Post@", .act = HS_ACT_DENY, .polarity = HS_POLARITY_NEGATIVE},
                                                {"Ravna Quist", .content = "no note came before May"},
                                                {"Egil Maartens", .content = "no note came before May", .polarity = HS_POLARITY_NEGATIVE}});
    hs_trace *trace = trace_leak();
    check_range(trace, HS_SIDE_FOR, 1, 1, 1);
    check_range(trace, HS_SIDE_AGAINST, 1, 1, 1);
    uint32_t post = node_of(trace, HS_TRACE_DOCUMENT, "Harbour Post");
    assert_int_equal(hs_trace_first(trace, HS_SIDE_AGAINST), post);
    assert_int_equal(hs_trace_nodes(trace, &(size_t){0})[post].side, HS_SIDE_BOTH);
    hs_trace_free(trace);
    run("INSERT INTO pair SELECT min(a.claim_id, b.claim_id), max(a.claim_id, b.claim_id), 'contradicts', 0.7, 'test', 8000, 0 FROM claim a, claim b "
        "WHERE a.text LIKE 'the ministry%' AND b.text LIKE 'no note%'");
    trace = trace_leak();
    check_range(trace, HS_SIDE_FOR, 1, 1, 1); /* to deny what contradicts it is not to hold it */
    check_range(trace, HS_SIDE_AGAINST, 2, 2, 2);
    size_t n;
    assert_int_equal(*hs_trace_claims(trace, HS_SIDE_AGAINST, &n), claim_of("no note came"));
    assert_int_equal(n, 1);
    hs_trace_free(trace);
    run("UPDATE pair SET score = 0.4");
    trace = trace_leak();
    check_range(trace, HS_SIDE_AGAINST, 1, 1, 1);
    hs_trace_free(trace);
}

static bool is_of(const hs_trace *trace, hs_trace_side side, const char *content)
{
    size_t n;
    const uint64_t *claims = hs_trace_claims(trace, side, &n);
    for (size_t i = 0; i < n; i++)
        if (claims[i] == claim_of(content))
            return true;
    return false;
}

/* A count that grew is not against what it was, nor is what that became; where others hold both at once it is. So disputes have it (disputes.h). */
static void test_updates(void **state)
{
    (void)state;
    ADD("Harbour Post", "2031-05-14", .said = {{"Mara Lindqvist"}});
    ADD("Northern Gazette", "2031-05-15", .said = {{"Mara Lindqvist", .content = "14 pipes leak"}, {"Ada Solheim", .content = "17 pipes leak"}, {"Jon Abara", .content = "9 pipes leak"}});
    run("INSERT INTO pair VALUES (1, 2, 'contradicts', 0.9, 'other figures: 12 and 14 pipes', 8000, 1), (1, 3, 'contradicts', 0.9, 'by hand', 8000, 1), "
        "(1, 4, 'contradicts', 0.9, 'other figures: 12 and 9 pipes', 8000, 1)");
    run("INSERT INTO dispute (claim_id, other_id, kind, is_update, voices, heard) VALUES (1, 2, 'figures', 1, 1, '2031-05-15T00:00:00Z'), (4, 1, 'figures', 0, 2, '2031-05-15T00:00:00Z')");
    commit();
    hs_trace *trace = trace_leak();
    assert_false(is_of(trace, HS_SIDE_AGAINST, "14 pipes"));
    assert_true(is_of(trace, HS_SIDE_AGAINST, "17 pipes") && is_of(trace, HS_SIDE_AGAINST, "9 pipes"));
    hs_trace_free(trace);
    /* step by step; and what no dispute was made of, though it was compared */
    run("UPDATE pair SET why = 'other figures: 12 and 17 pipes' WHERE other_id = 3");
    run("INSERT INTO dispute (claim_id, other_id, kind, is_update, voices, heard) VALUES (2, 3, 'figures', 1, 2, '2031-05-15T00:00:00Z')");
    run("DELETE FROM dispute WHERE claim_id = 4");
    trace = trace_leak();
    check_range(trace, HS_SIDE_AGAINST, 0, 0, 0);
    hs_trace_free(trace);
    hs_error err;
    const uint64_t one[] = {1}, against[] = {2};
    const hs_trace_query asked = {.claims = one, .n_claims = 1, .against = against, .n_against = 1};
    assert_int_equal(hs_trace_by(&trace, ledger, &asked, NULL, NULL, &err), HS_OK); /* for which a person asks */
    assert_true(is_of(trace, HS_SIDE_AGAINST, "14 pipes"));
    hs_trace_free(trace);
}

/* What commits nobody is on no side. */
static void test_open(void **state)
{
    (void)state;
    ADD("Harbour Post", "2031-05-14", .said = {{"Petra Valk", .act = HS_ACT_ASK, .certainty = HS_UNSTATED}});
    ADD("Northern Gazette", "2031-05-14", .said = {{"a source?", .act = HS_ACT_CONFIRM, .certainty = HS_UNSTATED}});
    hs_trace *trace = trace_leak();
    check_range(trace, HS_SIDE_FOR, 0, 0, 0);
    check_range(trace, HS_SIDE_AGAINST, 0, 0, 0);
    assert_non_null(strstr(written(trace, HS_FORMAT_TEXT), "\nopen: "));
    assert_non_null(strstr(written(trace, HS_FORMAT_TEXT), "Harbour Post, 14 May 2031 (d1)"));
    hs_trace_free(trace);
    ADD("Daily Lantern", "2031-05-15", .said = {{"Mara Lindqvist", .act = HS_ACT_CLAIM, .certainty = HS_UNSTATED}});
    check_leak(1, 1, 1); /* a claim is one, whatever is thought of it */
}

/* "The port rejects reports that ..", "denies that the owner knew ..": those take no side, but for a voice that is named. */
static void test_within_denial(void **state)
{
    (void)state;
    ADD("Harbour Post", "2031-05-14", .said = {{"Petra Valk", .content = "what it is told", .act = HS_ACT_DENY, .polarity = HS_POLARITY_NEGATIVE},
                                               {"-", .act = HS_ACT_CLAIM, .certainty = HS_UNSTATED},
                                               {"Ilse Korhan", .act = HS_ACT_KNOW}});
    ADD("Northern Gazette", "2031-05-14", .said = {{"Mara Lindqvist", .act = HS_ACT_DENY, .polarity = HS_POLARITY_NEGATIVE}});
    commit();
    run("UPDATE attribution SET parent = 1 WHERE document_id = 1 AND position > 1");
    hs_trace *trace = trace_leak();
    check_range(trace, HS_SIDE_FOR, 0, 0, 0);
    check_range(trace, HS_SIDE_AGAINST, 1, 1, 1);
    hs_trace_free(trace);
    run("UPDATE attribution SET act = 'claim' WHERE position = 3");
    check_leak(1, 1, 1);
}

/* The machine reads a headline twice, once as denied and once as said: the surer one counts. */
static void test_doubled(void **state)
{
    (void)state;
    ADD("Harbour Post", "2031-05-14", .said = {{"Johanna Fesk", .act = HS_ACT_DENY, .polarity = HS_POLARITY_NEGATIVE, .confidence = 0.8f},
                                               {"Johanna Fesk", .confidence = 0.4f}});
    hs_trace *trace = trace_leak();
    check_range(trace, HS_SIDE_FOR, 0, 0, 0);
    check_range(trace, HS_SIDE_AGAINST, 1, 1, 1);
    hs_trace_free(trace);
}

/* ---- what is in, what is out ---- */

static void test_people(void **state)
{
    (void)state;
    ADD("Harbour Post", "2031-05-14", .said = {{"Mara Lindqvist"}});
    ADD("Northern Gazette", "2031-05-14", .said = {{"M. Lindqvist"}});
    ADD("Daily Lantern", "2031-05-15", .said = {{"Tomas Brede"}});
    check_leak(3, 3, 3);
    hs_ledger_merge(ledger, number("SELECT source_id FROM source WHERE name = 'M. Lindqvist'"), number("SELECT source_id FROM source WHERE name = 'Mara Lindqvist'"),
                    (hs_str){NULL, 0}, (hs_str){NULL, 0}, NULL);
    check_leak(2, 2, 2);
    run("INSERT INTO correction (made, document_id, attribution_id, cue, content, verdict, source_name, source_key) SELECT '2031-06-01', document_id, attribution_id, cue, "
        "content, 'other', 'Mara Lindqvist', 'mara lindqvist' FROM said JOIN attribution USING (attribution_id, document_id) WHERE who = 'Tomas Brede'");
    check_leak(1, 1, 1);
    run("INSERT INTO correction (made, document_id, attribution_id, cue, content, verdict, polarity) SELECT '2031-06-02', document_id, attribution_id, cue, "
        "content, 'other', '-' FROM attribution WHERE document_id = 3");
    hs_trace *trace = trace_leak();
    check_range(trace, HS_SIDE_AGAINST, 1, 1, 1);
    hs_trace_free(trace);
    run("INSERT INTO correction (made, document_id, attribution_id, cue, content, verdict) SELECT '2031-06-03', document_id, attribution_id, cue, "
        "content, 'wrong' FROM attribution WHERE document_id = 3");
    trace = trace_leak();
    check_range(trace, HS_SIDE_AGAINST, 0, 0, 0);
    assert_int_equal(hs_trace_documents(trace, NULL), 2);
    hs_trace_free(trace);
}

/* Nobody was told of, and a person knows who it was. */
static void test_named_by_people(void **state)
{
    (void)state;
    ADD("Harbour Post", "2031-05-14", .said = {{"- > Coastal Wire@"}});
    commit();
    run("INSERT INTO correction (made, document_id, attribution_id, cue, content, verdict, source_name, source_key) SELECT '2031-06-01', document_id, attribution_id, cue, "
        "content, 'other', 'Ravna Quist', 'ravna quist' FROM attribution");
    hs_trace *trace = trace_leak();
    check_range(trace, HS_SIDE_FOR, 1, 1, 1);
    uint32_t quist = node_of(trace, HS_TRACE_SOURCE, "Ravna Quist");
    assert_int_equal(quist, 0);
    assert_non_null(edge_of(trace, quist, node_of(trace, HS_TRACE_OUTLET, "Coastal Wire")));
    hs_trace_free(trace);
}

static void test_versions(void **state)
{
    (void)state;
    ADD("Harbour Post", "2031-05-14T08:00Z", "https://harbour.example/1", .said = {{"Mara Lindqvist"}, {"Tomas Brede"}});
    check_leak(2, 2, 2);
    ADD("Harbour Post", "2031-05-14T09:00Z", "https://harbour.example/1", .said = {{"Mara Lindqvist"}});
    check_leak(1, 1, 1);
}

/* What a page said in an older version and says no more stays in the trace, marked; others have it from there. */
static void test_versions_removed(void **state)
{
    (void)state;
    ADD("Harbour Post", "2031-05-14T08:00Z", "https://harbour.example/1", .said = {{"Mara Lindqvist"}, {"Jon Abara", .act = HS_ACT_ASK}});
    ADD("Northern Gazette", "2031-05-14T08:30Z", .said = {{"Ministry!", .act = HS_ACT_DENY, .polarity = HS_POLARITY_NEGATIVE}});
    ADD("Evening Star", "2031-05-14T08:40Z", .said = {{"Mara Lindqvist"}});
    ADD("Harbour Post", "2031-05-14T09:00Z", "https://harbour.example/1", .said = {{"Mara Lindqvist", .content = "the quay is shut until June"}});
    run("DELETE FROM copy; INSERT INTO copy (document_id, of_document_id, share) VALUES (3, 1, 0.8)");
    hs_trace *trace = trace_leak();
    size_t n;
    uint32_t outlets, post = node_of(trace, HS_TRACE_DOCUMENT, "Harbour Post"), star = node_of(trace, HS_TRACE_DOCUMENT, "Evening Star");
    const hs_trace_node *nodes = hs_trace_nodes(trace, &n);
    check_range(trace, HS_SIDE_FOR, 1, 1, 1);
    check_range(trace, HS_SIDE_AGAINST, 1, 1, 1);
    assert_true(nodes[post].earlier_version && nodes[post].document == 1 && nodes[post].side == HS_SIDE_FOR && !nodes[star].earlier_version);
    assert_int_equal(hs_trace_first(trace, HS_SIDE_FOR), post);
    assert_int_equal(hs_trace_documents(trace, &outlets), 3);
    assert_int_equal(outlets, 3);
    assert_non_null(evidence_of(edge_of(trace, post, star), HS_EVIDENCE_COPY));
    assert_non_null(strstr(written(trace, HS_FORMAT_TEXT), "Harbour Post, 14 May 2031 (an earlier version)"));
    assert_non_null(strstr(written(trace, HS_FORMAT_JSONL), "\"earlier_version\":true"));
    assert_non_null(strstr(written(trace, HS_FORMAT_JSONL), "\"earlier_version\":false"));
    hs_trace_free(trace);
}

/* A page that says otherwise now is on both sides, each by its own version; it is one article. */
static void test_versions_turned(void **state)
{
    (void)state;
    size_t n;
    ADD("Harbour Post", "2031-05-14T08:00Z", "https://harbour.example/1", .said = {{"Mara Lindqvist"}});
    ADD("Harbour Post", "2031-05-14T08:10Z", "https://harbour.example/1", .said = {{"Mara Lindqvist"}}, .body = " The quay is shut.");
    ADD("Harbour Post", "2031-05-14T09:00Z", "https://harbour.example/1", .said = {{"Mara Lindqvist", .act = HS_ACT_DENY, .polarity = HS_POLARITY_NEGATIVE}}, .body = " It rains.");
    hs_trace *trace = trace_leak();
    const hs_trace_node *nodes = hs_trace_nodes(trace, &n);
    check_range(trace, HS_SIDE_FOR, 1, 1, 1);
    check_range(trace, HS_SIDE_AGAINST, 1, 1, 1);
    assert_int_equal(hs_trace_documents(trace, NULL), 1);
    assert_int_equal(n, 3); /* she, and the last version of each side */
    assert_true(nodes[hs_trace_first(trace, HS_SIDE_FOR)].document == 2 && nodes[hs_trace_first(trace, HS_SIDE_FOR)].earlier_version);
    assert_memory_equal(nodes[hs_trace_first(trace, HS_SIDE_FOR)].first.ptr, "2031-05-14T08:00", 16); /* its page had it in the first already */
    assert_true(nodes[hs_trace_first(trace, HS_SIDE_AGAINST)].document == 3 && !nodes[hs_trace_first(trace, HS_SIDE_AGAINST)].earlier_version);
    assert_memory_equal(nodes[hs_trace_first(trace, HS_SIDE_AGAINST)].first.ptr, "2031-05-14T09:00", 16);
    hs_trace_free(trace);
}

/* What no older version of a page has is of the day on which the page was changed; where others tell of it between, nobody knows who was first. */
static void test_versions_changed(void **state)
{
    (void)state;
    size_t n;
    ADD("Harbour Post", "2031-05-14T08:00Z", "https://harbour.example/1", .said = {{"Mara Lindqvist", .content = "the quay is shut until June"}});
    ADD("Harbour Post", "2031-05-14T08:00Z", "https://harbour.example/1", .said = {{"Mara Lindqvist"}});
    ADD("Daily Lantern", "2031-05-16T08:00Z", .said = {{"Tomas Brede"}});
    commit();
    run("UPDATE document SET current = 0 WHERE document_id = 1; UPDATE document SET current = 1, replaces = 1, modified = '2031-05-15T11:00+02:00' WHERE document_id = 2");
    hs_trace *trace = trace_leak();
    const hs_trace_node *nodes = hs_trace_nodes(trace, &n);
    assert_int_equal(nodes[hs_trace_first(trace, HS_SIDE_FOR)].document, 2);
    assert_true(hs_ascii_is(nodes[hs_trace_first(trace, HS_SIDE_FOR)].first, "2031-05-15T09:00:00Z"));
    assert_false(hs_trace_first_is_open(trace, HS_SIDE_FOR));
    hs_trace_free(trace);
    run("UPDATE document SET modified = '2031-05-20' WHERE document_id = 2"); /* that may be another change */
    trace = trace_leak();
    nodes = hs_trace_nodes(trace, &n);
    assert_true(hs_ascii_is(nodes[hs_trace_first(trace, HS_SIDE_FOR)].first, "2031-05-14T08:00:00Z"));
    assert_true(hs_trace_first_is_open(trace, HS_SIDE_FOR));
    hs_trace_free(trace);
    run("UPDATE attribution SET claim_id = (SELECT claim_id FROM attribution WHERE document_id = 2) WHERE document_id = 1"); /* the older one has it, too */
    trace = trace_leak();
    assert_false(hs_trace_first_is_open(trace, HS_SIDE_FOR));
    hs_trace_free(trace);
}

/* Of two pages that were changed it is the same, whichever came in first. */
static void test_versions_both_changed(void **state)
{
    for (int order = 0; order < 2; order++) {
        size_t n;
        const char *const at[] = {"2031-05-14T08:00Z", "2031-05-14T09:00Z"}, *const pages[] = {"https://harbour.example/1", "https://lantern.example/1"};
        for (int k = 0; k < 2; k++) {
            const int i = k != order;
            ADD(i ? "Harbour Post" : "Daily Lantern", at[i], pages[i], .said = {{"Mara Lindqvist", .content = "the quay is shut until June"}});
            ADD(i ? "Harbour Post" : "Daily Lantern", at[i], pages[i], .said = {{i ? "Mara Lindqvist" : "Tomas Brede"}});
        }
        commit();
        run("UPDATE document SET current = 0 WHERE document_id IN (1, 3); UPDATE document SET current = 1, replaces = document_id - 1, modified = "
            "CASE substr(published, 12, 2) WHEN '08' THEN '2031-05-14T10:00Z' ELSE '2031-05-14T12:00Z' END WHERE document_id IN (2, 4)");
        hs_trace *trace = trace_leak();
        const hs_trace_node *nodes = hs_trace_nodes(trace, &n), *first = &nodes[hs_trace_first(trace, HS_SIDE_FOR)];
        if (!hs_ascii_is(first->first, "2031-05-14T08:00:00Z") || !hs_trace_first_is_open(trace, HS_SIDE_FOR))
            fail_msg("order %d: first heard %.*s", order, (int)first->first.len, first->first.ptr);
        hs_trace_free(trace);
        close_ledger(state);
        assert_int_equal(open_ledger(state), HS_OK);
    }
}

/* Another page that has an older version which tells of it told of it then, though its last one is of later. */
static void test_versions_changed_since(void **state)
{
    (void)state;
    size_t n;
    ADD("Harbour Post", "2031-05-14T08:00Z", "https://harbour.example/1", .said = {{"Mara Lindqvist", .content = "the quay is shut until June"}});
    ADD("Harbour Post", "2031-05-14T08:00Z", "https://harbour.example/1", .said = {{"Mara Lindqvist"}});
    ADD("Daily Lantern", "2031-05-14T09:00Z", "https://lantern.example/1", .said = {{"Tomas Brede"}});
    ADD("Daily Lantern", "2031-05-14T12:00Z", "https://lantern.example/1", .said = {{"Tomas Brede"}}, .body = " It rains.");
    commit();
    run("UPDATE document SET current = 0 WHERE document_id IN (1, 3); UPDATE document SET current = 1, replaces = document_id - 1 WHERE document_id IN (2, 4); "
        "UPDATE document SET modified = '2031-05-14T10:00Z' WHERE document_id = 2");
    hs_trace *trace = trace_leak();
    const hs_trace_node *nodes = hs_trace_nodes(trace, &n);
    assert_true(hs_ascii_is(nodes[hs_trace_first(trace, HS_SIDE_FOR)].first, "2031-05-14T08:00:00Z"));
    assert_true(hs_trace_first_is_open(trace, HS_SIDE_FOR)); /* it may have it from the page that told of it at nine */
    hs_trace_free(trace);
}

/* Who turned is told on each side by when that side was held. */
static void test_turned(void **state)
{
    (void)state;
    size_t n;
    ADD("Harbour Post", "2031-05-14", .said = {{"Mara Lindqvist", .act = HS_ACT_DENY, .polarity = HS_POLARITY_NEGATIVE, .time = "2031-05-13"}});
    ADD("Daily Lantern", "2031-05-20", .said = {{"Mara Lindqvist", .act = HS_ACT_ADMIT, .time = "2031-05-19"}, {"Ravna Quist"}});
    hs_trace *trace = trace_leak();
    const hs_trace_node *nodes = hs_trace_nodes(trace, &n), *she = &nodes[node_of(trace, HS_TRACE_SOURCE, "Mara Lindqvist")];
    assert_int_equal(she->origin, HS_SIDE_BOTH);
    assert_memory_equal(she->first.ptr, "2031-05-13", 10);
    assert_memory_equal(she->first_for.ptr, "2031-05-19", 10);
    assert_memory_equal(she->first_against.ptr, "2031-05-13", 10);
    assert_false(nodes[node_of(trace, HS_TRACE_SOURCE, "Ravna Quist")].first_against.len);
    assert_false(nodes[node_of(trace, HS_TRACE_DOCUMENT, "Harbour Post")].first_for.len);
    const char *text = written(trace, HS_FORMAT_TEXT), *against = strstr(text, "\nagainst it\n");
    assert_non_null(against);
    assert_true(strstr(text, "Mara Lindqvist, 19 May 2031") < against);
    assert_non_null(strstr(against, "Mara Lindqvist, 13 May 2031"));
    assert_non_null(strstr(written(trace, HS_FORMAT_JSONL), "\"first_for\":\"2031-05-19"));
    hs_trace_free(trace);
}

/* An article that tells of both sides of one source is quoted on each by the words of that side. */
static void test_evidence_of_sides(void **state)
{
    (void)state;
    ADD("Harbour Post", "2031-05-20", .said = {{"Mara Lindqvist", .act = HS_ACT_ADMIT}, {"Ravna Quist", .content = "the quay is shut"},
                                               {"Mara Lindqvist", .content = "the ministry had known of the leak", .act = HS_ACT_DENY, .polarity = HS_POLARITY_NEGATIVE, .time = "2031-05-13"}});
    commit();
    run("UPDATE claim SET same_as = (SELECT claim_id FROM claim WHERE text LIKE 'the ministry knew%') WHERE text LIKE 'the ministry had known%'; "
        "UPDATE attribution SET source = (SELECT source FROM attribution WHERE claim_id = 2), cue = (SELECT cue FROM attribution WHERE claim_id = 2) WHERE claim_id = 3");
    hs_trace *trace = trace_leak();
    const hs_trace_edge *edge = edge_of(trace, node_of(trace, HS_TRACE_SOURCE, "Mara Lindqvist"), node_of(trace, HS_TRACE_DOCUMENT, "Harbour Post"));
    assert_int_equal(edge->n_evidence, 2);
    assert_int_equal(edge->evidence[0].side, HS_SIDE_FOR);
    assert_int_equal(edge->evidence[1].side, HS_SIDE_AGAINST);
    const char *text = written(trace, HS_FORMAT_TEXT), *against = strstr(text, "\nagainst it\n");
    assert_true(strstr(text, "Mara Lindqvist told\"") < against);
    assert_non_null(strstr(against, "Ravna Quist told\""));
    assert_non_null(strstr(written(trace, HS_FORMAT_JSONL), "\"stance\":\"against\",\"guess\":false}]"));
    hs_trace_free(trace);
}

/* A headline and its text were heard through the same, where one of them alone tells through whom; what the text tells in both ways, it has in both. */
static void check_direct(const char *title, const char *body, const char *other, bool direct)
{
    void *none = NULL;
    ADD("Harbour Post", "2031-05-14", .said = {{title, .title = true}, {.chain = "Ravna Quist", .content = "the quay is shut"}, {body}, {other}});
    hs_trace *trace = trace_leak();
    uint32_t they = node_of(trace, HS_TRACE_SOURCE, "two old workers"), post = node_of(trace, HS_TRACE_DOCUMENT, "Harbour Post"), star = node_of(trace, HS_TRACE_OUTLET, "Evening Star");
    assert_non_null(edge_of(trace, they, star));
    assert_non_null(edge_of(trace, star, post));
    if (!edge_of(trace, they, post) == direct)
        fail_msg("%s; %s", title, body);
    check_range(trace, HS_SIDE_FOR, 1, 1, 1);
    hs_trace_free(trace);
    close_ledger(&none);
    assert_int_equal(open_ledger(&none), HS_OK);
}

static void test_headline_relay(void **state)
{
    (void)state;
    check_direct("workers?", "two old workers?2 > Evening Star@", NULL, false);
    check_direct("workers? > Evening Star@", "two old workers?2", NULL, false);
    check_direct("workers?", "two old workers?2 > Evening Star@", "two old workers?2", true);
}

/* A headline's bare office or body is the one that its text names, if there is exactly one such. */
static void test_headline_in_short(void **state)
{
    static const struct {
        const char *headline, *named, *description, *other;
        uint32_t n;
    } cases[] = {{"canal chief?", "Mara Holt", "chief executive of the Canal Agency", NULL, 1}, {"agency?", "Canal Agency!", NULL, NULL, 1},
                 {"canal chief?", "Mara Holt", "engineer at the Canal Agency", NULL, 2},        {"canal chief?", "Mara Holt", "former chief executive of the Canal Agency", NULL, 2},
                 {"rail chief?", "Mara Holt", "chief executive of the Canal Agency", NULL, 2},  {"agency?", "Canal Agency!", NULL, "Rail Agency!", 2},
                 {"workers?", "Workers Union!", NULL, NULL, 2}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        if (i) {
            close_ledger(state);
            assert_int_equal(open_ledger(state), 0);
        }
        ADD("Harbour Post", "2031-05-14", .said = {{cases[i].headline, .title = true, .content = "ministry knew of leak"}, {cases[i].named, .description = cases[i].description},
                                                   {cases[i].other ? cases[i].other : "Jon Abara", .content = "the quay is shut"}});
        commit();
        run("UPDATE claim SET same_as = (SELECT claim_id FROM claim WHERE text = '" LEAK "') WHERE text = 'ministry knew of leak'");
        hs_trace *trace = trace_leak();
        if (hs_trace_origins(trace, HS_SIDE_FOR).high != cases[i].n)
            fail_msg("%zu %s, %s: %u", i, cases[i].headline, cases[i].named, hs_trace_origins(trace, HS_SIDE_FOR).high);
        hs_trace_free(trace);
    }
}

/* What a person calls wrong in the last version does not come back by an older one; what took no side is gone with its version. */
static void test_versions_wrong(void **state)
{
    (void)state;
    size_t n;
    ADD("Harbour Post", "2031-05-14T08:00Z", "https://harbour.example/1", .said = {{"Mara Lindqvist"}});
    ADD("Northern Gazette", "2031-05-14T08:30Z", "https://gazette.example/1", .said = {{"Tomas Brede", .act = HS_ACT_ASK}});
    ADD("Harbour Post", "2031-05-14T09:00Z", "https://harbour.example/1", .said = {{"Mara Lindqvist"}}, .body = " The quay is shut.");
    ADD("Northern Gazette", "2031-05-14T09:30Z", "https://gazette.example/1", .said = {{"Tomas Brede", .content = "the quay is shut until June"}});
    run("INSERT INTO correction (made, document_id, attribution_id, cue, content, verdict) SELECT '2031-06-01', document_id, attribution_id, cue, "
        "content, 'wrong' FROM attribution WHERE document_id = 3");
    hs_trace *trace = trace_leak();
    hs_trace_nodes(trace, &n);
    assert_int_equal(n, 0);
    hs_trace_free(trace);
}

/* A statement is looked for in older versions, too. */
static void test_versions_found(void **state)
{
    (void)state;
    hs_trace *trace;
    ADD("Harbour Post", "2031-05-14T08:00Z", "https://harbour.example/1", .said = {{"Mara Lindqvist", .content = "a note lay on the minister's desk"}});
    ADD("Harbour Post", "2031-05-14T09:00Z", "https://harbour.example/1", .said = {{"Mara Lindqvist", .content = "the quay is shut until June"}});
    commit();
    assert_int_equal(hs_ledger_trace(&trace, ledger, &(hs_trace_query){.words = hs_ascii_of("a note lay on the minister's desk")}, NULL), HS_OK);
    check_range(trace, HS_SIDE_FOR, 1, 1, 1);
    hs_trace_free(trace);
}

/* A page is first where an older version of it told of the claim before others did, and has nothing from who copied that. */
static void test_versions_first(void **state)
{
    (void)state;
    ADD("Coastal Wire", "2031-05-14T06:00Z", "https://wire.example/1", .said = {{"Mara Lindqvist"}});
    ADD("Harbour Post", "2031-05-14T08:00Z", .said = {{"Mara Lindqvist"}, {"Tomas Brede"}});
    ADD("Coastal Wire", "2031-05-14T09:00Z", "https://wire.example/1", .said = {{"Mara Lindqvist"}}, .body = " The quay is shut.");
    ADD("Evening Star", "2031-05-14T10:00Z", .said = {{"Mara Lindqvist"}});
    run("DELETE FROM copy; INSERT INTO copy (document_id, of_document_id, share) VALUES (2, 1, 0.8), (3, 2, 0.9), (4, 2, 0.6)");
    hs_trace *trace = trace_leak();
    size_t n;
    uint32_t wire = node_of(trace, HS_TRACE_DOCUMENT, "Coastal Wire"), post = node_of(trace, HS_TRACE_DOCUMENT, "Harbour Post");
    assert_int_equal(hs_trace_nodes(trace, &n)[wire].document, 3);
    assert_memory_equal(hs_trace_nodes(trace, &n)[wire].first.ptr, "2031-05-14T06:00", 16);
    assert_non_null(evidence_of(edge_of(trace, wire, post), HS_EVIDENCE_COPY));
    assert_non_null(evidence_of(edge_of(trace, wire, post), HS_EVIDENCE_EARLIER));
    assert_null(edge_of(trace, post, wire));
    assert_non_null(edge_of(trace, post, node_of(trace, HS_TRACE_DOCUMENT, "Evening Star")));
    hs_trace_free(trace);
}

static void test_confidence(void **state)
{
    (void)state;
    uint64_t claim;
    hs_trace *trace;
    ADD("Harbour Post", "2031-05-14", .said = {{"Mara Lindqvist"}, {"Tomas Brede", .confidence = 0.2f}});
    trace = trace_leak();
    check_range(trace, HS_SIDE_FOR, 1, 1, 1);
    assert_int_equal(hs_trace_left_out(trace), 1);
    assert_non_null(strstr(written(trace, HS_FORMAT_TEXT), "1 attribution is left out for its confidence"));
    assert_non_null(strstr(written(trace, HS_FORMAT_JSONL), "\"left_out\":1"));
    hs_trace_free(trace);
    claim = claim_of(LEAK);
    assert_int_equal(hs_ledger_trace(&trace, ledger, &(hs_trace_query){.claims = &claim, .n_claims = 1, .least = 0.1f}, NULL), HS_OK);
    check_range(trace, HS_SIDE_FOR, 2, 2, 2);
    assert_int_equal(hs_trace_left_out(trace), 0);
    assert_null(strstr(written(trace, HS_FORMAT_TEXT), "left out"));
    hs_trace_free(trace);
    run("INSERT INTO correction (made, document_id, attribution_id, cue, content, verdict) SELECT '2031-06-01', document_id, attribution_id, cue, "
        "content, 'right' FROM attribution WHERE confidence < 0.3");
    check_leak(2, 2, 2);
}

/* ---- the order of arrival ---- */

static const article any_order[] = {
    {"Coastal Wire", "2031-05-13T21:40Z", .said = {{"four officials?4"}}},
    {"Harbour Post", "2031-05-14T07:30Z", .said = {{"officials? > Coastal Wire@"}, {"Ministry!", .act = HS_ACT_DENY, .polarity = HS_POLARITY_NEGATIVE}}},
    {"Northern Gazette", "2031-05-14", .said = {{"four officials?4"}, {"Ministry of Ports!", .act = HS_ACT_DENY, .polarity = HS_POLARITY_NEGATIVE}}},
    {"Daily Lantern", "2031-05-14", .said = {{"Harbour Post@"}, {"-"}, {"sources?"}}},
    {"Tidewater Times", NULL, .said = {{"Daily Lantern@ > Northern Gazette@"}, {"Mara Lindqvist"}}},
    {"Evening Star", NULL, .said = {{"Tidewater Times@"}, {"Lindqvist"}}},
};
enum { N_ANY = sizeof any_order / sizeof *any_order };

/* A trace for people without ids, which tell the order. */
static char *without_ids(const hs_trace *trace)
{
    char *text = written(trace, HS_FORMAT_TEXT), *to = text;
    for (const char *c = text; *c; c++) {
        if ((*c == 'd' || *c == 's' || *c == 'c') && hs_ascii_is_digit(c[1]) && (c == text || c[-1] == ' '))
            while (*c && *c != ' ' && *c != '\n')
                c++;
        if (*c != ' ')
            *to++ = *c;
    }
    *to = 0;
    return text;
}

static void test_any_order(void **state)
{
    static const int orders[][N_ANY] = {{0, 1, 2, 3, 4, 5}, {5, 4, 3, 2, 1, 0}, {3, 0, 5, 1, 4, 2}, {2, 5, 0, 4, 3, 1}};
    static char first[1 << 17];
    for (size_t i = 0; i < sizeof orders / sizeof *orders; i++) {
        if (i) {
            close_ledger(state);
            assert_int_equal(open_ledger(state), 0);
        }
        for (int k = 0; k < N_ANY; k++) {
            add(&any_order[orders[i][k]]);
            commit();
        }
        run("UPDATE document SET added = '2031-06-01T00:00:00Z', heard = '2031-06-01T00:00:00Z' WHERE heard_by = 'added'");
        hs_trace *trace = trace_leak();
        if (i)
            assert_string_equal(without_ids(trace), first);
        else
            strcpy(first, without_ids(trace));
        hs_trace_free(trace);
    }
}

/* ---- statements ---- */

static void test_words(void **state)
{
    (void)state;
    hs_trace *trace;
    hs_error err;
    ADD("Harbour Post", "2031-05-14", .said = {{"Mara Lindqvist"}, {"Tomas Brede", .content = "the ministry never knew of the leak in March"}, {"Petra Valk", .content = "12 were hurt"}});
    commit();
    assert_int_equal(hs_ledger_trace(&trace, ledger, &(hs_trace_query){.words = hs_ascii_of("ministry knew leak")}, &err), HS_OK);
    check_range(trace, HS_SIDE_FOR, 1, 1, 1);
    size_t n;
    assert_int_equal(*hs_trace_claims(trace, HS_SIDE_FOR, &n), claim_of(LEAK));
    hs_trace_free(trace);
    assert_int_equal(hs_ledger_trace(&trace, ledger, &(hs_trace_query){.words = hs_ascii_of("no leak in March")}, &err), HS_E_NONE);
    assert_null(trace);
    assert_int_equal(hs_ledger_trace(&trace, ledger, &(hs_trace_query){.words = hs_ascii_of("the ministry did not know of the leak in March")}, &err), HS_E_NONE);
    assert_int_equal(hs_ledger_trace(&trace, ledger, &(hs_trace_query){.words = hs_ascii_of("not hurt")}, &err), HS_E_NONE);
    assert_int_equal(hs_ledger_trace(&trace, ledger, &(hs_trace_query){.words = hs_ascii_of("never the ministry not")}, &err), HS_E_NONE);
    assert_int_equal(hs_ledger_trace(&trace, ledger, &(hs_trace_query){.words = hs_ascii_of("...")}, &err), HS_E_ARG);
    assert_int_equal(hs_ledger_trace(&trace, ledger, &(hs_trace_query){0}, &err), HS_E_ARG);
    assert_int_equal(hs_ledger_trace(&trace, ledger, &(hs_trace_query){.claims = (const uint64_t[]){77}, .n_claims = 1}, &err), HS_E_NONE);
    assert_int_equal(err.pos, 77);
    hs_buffer long_one = hs_buffer_new(1 << 16);
    for (int i = 0; i < 2000; i++)
        hs_buffer_text(&long_one, "word ");
    assert_int_equal(hs_ledger_trace(&trace, ledger, &(hs_trace_query){.words = hs_buffer_str(&long_one)}, &err), HS_E_LIMIT);
    assert_int_equal(err.pos, 4096);
    hs_buffer_free(&long_one);
}

/* Of a denial what is denied is traced, and said; where nobody says that, the denial as it stands. */
static void test_denied(void **state)
{
    (void)state;
    static const struct {
        const char *words, *as;
    } asked[] = {{"The ministry denies that it knew of the leak in March", "The ministry knew of the leak in March"}, {"Ministry of Ports denies the ministry knew of the leak in March", "the ministry knew of the leak in March"},
                 {"Port: no truth in reports that the ministry knew of the leak", "the ministry knew of the leak"}, {"That the ministry knew of the leak in March is a hoax, port says", "the ministry knew of the leak in March"},
                 {"the ministry knew of the leak", NULL}, {"Ilse Korhan denies the divers drowned", NULL}};
    hs_trace *trace;
    hs_error err;
    ADD("Harbour Post", "2031-05-14", .said = {{"Mara Lindqvist"}, {"Tomas Brede", .content = "Ilse Korhan denies the divers drowned"}, {"Ministry of Ports!", .act = HS_ACT_DENY, .polarity = HS_POLARITY_NEGATIVE}});
    commit();
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        if (hs_ledger_trace(&trace, ledger, &(hs_trace_query){.words = hs_ascii_of(asked[i].words)}, &err) != HS_OK)
            fail_msg("%s: %s", asked[i].words, err.msg);
        hs_str as = hs_trace_asked_as(trace);
        assert_true(asked[i].as ? hs_ascii_is(as, asked[i].as) : !as.ptr);
        if (i < 5) {
            check_range(trace, HS_SIDE_FOR, 1, 1, 1);
            check_range(trace, HS_SIDE_AGAINST, 1, 1, 1);
        }
        hs_trace_free(trace);
    }
    assert_int_equal(hs_ledger_trace(&trace, ledger, &(hs_trace_query){.words = hs_ascii_of("Mara Lindqvist denies the divers knew of the leak")}, &err), HS_E_NONE);
    assert_non_null(strstr(err.msg, "no claim says what is asked"));
}

/* A note of what a page said once is nobody's word for it, and leaves the older version what it was. */
static void test_taken_back(void **state)
{
    (void)state;
    size_t n;
    ADD("Harbour Post", "2031-05-14T08:00Z", "https://harbour.example/1", .said = {{"Mara Lindqvist"}});
    ADD("Harbour Post", "2031-05-14T09:00Z", "https://harbour.example/1", .said = {{"earlier version of this article?"}, {"Mara Lindqvist", .content = "the ministry had no word of it"}});
    hs_trace *trace = trace_leak();
    const hs_trace_node *nodes = hs_trace_nodes(trace, &n);
    check_range(trace, HS_SIDE_FOR, 1, 1, 1);
    assert_int_equal(node_of(trace, HS_TRACE_SOURCE, "earlier version of this article"), HS_NO_TRACE_NODE);
    assert_true(nodes[hs_trace_first(trace, HS_SIDE_FOR)].earlier_version);
    hs_trace_free(trace);
    static const struct {
        const char *who, *cue;
        bool taken_back;
    } cases[] = {{"earlier version of this article", "said", true},  {"A previous version of our story", "misstated", true}, {"original headline on this story", "said", true},
                 {"An earlier version", "said", true},              {"article", "originally said", true},                   {"this post", "incorrectly stated", true},
                 {"earlier version of the bill", "said", false},    {"earlier version of the report", "said", false},       {"first edition of the paper", "said", false},
                 {"article", "said", false},                        {"report", "initially said", false},                    {"two articles in the Post", "originally said", false},
                 {"version of events", "said", false},              {"earlier report", "said", false},                      {"", "said", false}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (hs_is_taken_back(hs_ascii_of(cases[i].who), hs_ascii_of(cases[i].cue)) != cases[i].taken_back)
            fail_msg("%s %s", cases[i].who, cases[i].cue);
}

/* What says nothing by itself is no claim that a statement could be. */
static void test_bare_claim(void **state)
{
    (void)state;
    hs_trace *trace;
    ADD("Harbour Post", "2031-05-14", .said = {{"Mara Lindqvist", .content = "the letter"}, {"Tomas Brede", .content = "the letter was forged"}});
    commit();
    assert_int_equal(hs_ledger_trace(&trace, ledger, &(hs_trace_query){.words = hs_ascii_of("the letter")}, NULL), HS_OK);
    size_t n;
    assert_int_equal(*hs_trace_claims(trace, HS_SIDE_FOR, &n), claim_of("the letter was forged"));
    assert_int_equal(n, 1);
    hs_trace_free(trace);
}

/* What nobody holds is nobody's side, and nobody is no origin; an office that only looks like it is one. */
static void test_nobody(void **state)
{
    static const char *const nobodies[] = {"Nobody", "no one in the ministry", "None of the officials", "No official", "No-one"};
    (void)state;
    for (size_t i = 0; i < sizeof nobodies / sizeof *nobodies; i++) {
        char chain[64];
        snprintf(chain, sizeof chain, "%s? > Coastal Wire@", nobodies[i]);
        ADD("Harbour Post", "2031-05-14", .said = {{"Mara Lindqvist"}, {chain, .act = HS_ACT_BELIEVE, .polarity = HS_POLARITY_NEGATIVE}, {chain, .act = HS_ACT_CLAIM, .certainty = HS_UNSTATED}});
        hs_trace *trace = trace_leak();
        check_range(trace, HS_SIDE_FOR, 1, 1, 1);
        check_range(trace, HS_SIDE_AGAINST, 0, 0, 0);
        assert_int_equal(node_of(trace, HS_TRACE_SOURCE, nobodies[i]), HS_NO_TRACE_NODE);
        hs_trace_free(trace);
        close_ledger(NULL);
        open_ledger(NULL);
    }
    ADD("Harbour Post", "2031-05-14", .said = {{"No 10?"}, {"Nobody but the pilot?"}});
    check_leak(2, 2, 2);
}

/* "Did not deny" takes no side. */
static void test_not_denied(void **state)
{
    (void)state;
    ADD("Harbour Post", "2031-05-14", .said = {{"Mara Lindqvist"}, {"Tomas Brede", .act = HS_ACT_DENY, .certainty = HS_UNSTATED}});
    check_leak(1, 1, 1);
}

static void test_nearest(void **state)
{
    (void)state;
    hs_trace *trace;
    hs_error err;
    ADD("Harbour Post", "2031-05-14", .said = {{"Mara Lindqvist", .content = "nobody was hurt by the leak"}});
    commit();
    assert_int_equal(hs_ledger_trace(&trace, ledger, &(hs_trace_query){.words = hs_ascii_of("hurt leak")}, &err), HS_E_NONE);
    assert_non_null(strstr(err.msg, "the nearest is c1: nobody was hurt by the leak"));
    assert_int_equal(err.pos, 1);
}

static void test_same(void **state)
{
    (void)state;
    hs_str a = hs_ascii_of("12 people were killed"), b = hs_ascii_of("The storm killed 12 people"), c = hs_ascii_of("20 people were killed");
    assert_true(hs_origins_say_same(a, b, 0.95));
    assert_false(hs_origins_say_same(a, c, 0.95));
    assert_false(hs_origins_say_same(a, b, 0.5));
    assert_false(hs_origins_say_same(a, hs_ascii_of("12 people weren't killed"), 0.95));
}

/* All wordings of a claim are traced, whichever is asked for. */
static void test_wordings(void **state)
{
    (void)state;
    ADD("Harbour Post", "2031-05-14", .said = {{"Mara Lindqvist"}});
    ADD("Northern Gazette", "2031-05-14", .said = {{"Tomas Brede", .content = "officials had been warned of it"}});
    check_leak(1, 1, 1);
    run("UPDATE claim SET same_as = 1 WHERE claim_id = 2");
    for (uint64_t claim = 1; claim <= 2; claim++) {
        hs_str words;
        hs_trace *trace = trace_claim(claim);
        check_range(trace, HS_SIDE_FOR, 2, 2, 2);
        assert_int_equal(hs_trace_claim(trace, &words), 1);
        assert_true(hs_ascii_is(words, LEAK));
        hs_trace_free(trace);
    }
}

/* ---- a judge ---- */

typedef struct ruling {
    const char *text; /* that stands in a content; after a bar: in what it is held against, where that is not the statement */
    hs_judged is;
} ruling;

static const char STATEMENT[] = "Ports had word of it";

static bool rules(const ruling *r, hs_str is, hs_str beside)
{
    hs_str text = hs_ascii_of(r->text);
    size_t bar = hs_ascii_char(text, 0, '|');
    bool suits = bar == text.len ? hs_ascii_is(beside, STATEMENT) : hs_ascii_find(beside, hs_ascii_of(text.ptr + bar + 1), 0) != HS_NOWHERE;
    return suits && hs_ascii_find(is, (hs_str){text.ptr, bar}, 0) != HS_NOWHERE;
}

/* What stands first of the rulings; of nothing ruled: neither, and sure of it. */
static hs_status rule(void *ctx, hs_judged *out, const hs_pair *pairs, size_t n, hs_error *err)
{
    (void)err;
    for (size_t i = 0; i < n; i++) {
        const ruling *r = ctx;
        assert_true(memcmp(pairs[i].a.ptr, pairs[i].b.ptr, pairs[i].a.len < pairs[i].b.len ? pairs[i].a.len : pairs[i].b.len) <= 0);
        while (r->text && !rules(r, pairs[i].a, pairs[i].b) && !rules(r, pairs[i].b, pairs[i].a))
            r++;
        out[i] = r->text ? r->is : (hs_judged){.relation = HS_NEITHER, .score = 0.9};
    }
    return HS_OK;
}

static hs_status ask_judge(hs_trace **out, ruling *rulings, hs_error *err)
{
    commit();
    return hs_trace_by(out, ledger, &(hs_trace_query){.words = hs_ascii_of(STATEMENT)}, rule, rulings, err);
}

/* Of what has a word of the statement the judge decides, not the words. */
static void test_judged(void **state)
{
    (void)state;
    hs_trace *trace;
    hs_error err;
    hs_str words;
    ADD("Harbour Post", "2031-05-14",
        .said = {{"Mara Lindqvist", .content = "the ports knew of the leak"}, {"Tomas Brede", .content = "the ports were not told"}, {"Petra Valk", .content = "Ports had word of it once, and of 9 more"}});
    ADD("Northern Gazette", "2031-05-15", .said = {{"Ilse Korhan", .content = "of the ports nobody spoke"}, {"Jon Abara", .content = "the word reached the ministry"}});
    ruling rulings[] = {{"the ports knew", {HS_SAME, 0.8, ""}}, {"not told", {HS_CONTRADICTS, 0.7, ""}}, {"word reached", {HS_SAME, 0.9, ""}}, {"nobody spoke", {HS_SAME, 0.5, ""}}, {NULL, {0}}};
    assert_int_equal(ask_judge(&trace, rulings, &err), HS_OK);
    check_range(trace, HS_SIDE_FOR, 2, 2, 2);
    check_range(trace, HS_SIDE_AGAINST, 1, 1, 1);
    assert_true(is_of(trace, HS_SIDE_FOR, "the ports knew") && is_of(trace, HS_SIDE_FOR, "word reached"));
    assert_true(is_of(trace, HS_SIDE_AGAINST, "not told"));
    assert_false(is_of(trace, HS_SIDE_FOR, "nobody spoke")); /* it is not sure enough */
    assert_false(is_of(trace, HS_SIDE_FOR, "9 more"));
    assert_int_equal(hs_trace_claim(trace, &words), claim_of("word reached")); /* the surest */
    hs_trace_free(trace);
}

/* Asked in its very words a claim is traced as it stands, whatever it tells that somebody says or denies, by a judge and without. */
static void test_asked_in_its_words(void **state)
{
    static const struct {
        const char *words, *claim;
    } asked[] = {{"Hale says " LEAK, "Hale says"}, {"That Hale says " LEAK ".", "Hale says"}, {"Ilse Korhan denies that " LEAK, "Ilse Korhan denies"}};
    ruling rulings[] = {{"Hale says|Hale says", {HS_SAME, 1, ""}}, {"denies|denies", {HS_SAME, 1, ""}}, {NULL, {0}}};
    (void)state;
    hs_error err;
    ADD("Harbour Post", "2031-05-14", .said = {{"Mara Lindqvist"}, {"Tomas Brede", .content = "Hale says " LEAK}, {"Petra Valk", .content = "Ilse Korhan denies that " LEAK}});
    commit();
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++)
        for (int judged = 0; judged < 2; judged++) {
            hs_trace *trace;
            hs_str words;
            if (hs_trace_by(&trace, ledger, &(hs_trace_query){.words = hs_ascii_of(asked[i].words)}, judged ? rule : NULL, rulings, &err) != HS_OK)
                fail_msg("%s: %s", asked[i].words, err.msg);
            assert_int_equal(hs_trace_claim(trace, &words), claim_of(asked[i].claim));
            assert_null(hs_trace_asked_as(trace).ptr);
            hs_trace_free(trace);
        }
}

/* Asked for by its id or by its very words a claim is one question; what the ledger joined to it stays where the judge says nothing else. */
static void test_judged_named(void **state)
{
    (void)state;
    hs_error err;
    hs_str words[2];
    ADD("Harbour Post", "2031-05-14", .said = {{"Mara Lindqvist", .content = "the ports had word of the leak"}, {"Tomas Brede", .content = "the leak reached the ports in no letter"}, {"Petra Valk", .content = "letters got lost"}});
    ADD("Northern Gazette", "2031-05-15", .said = {{"Ilse Korhan", .content = "the ports knew of the leak by word"}, {"Jon Abara", .content = "Ports wrote of word of that leak"}, {"Ada Solheim", .content = "That is not so"}});
    const uint64_t one = claim_of("had word"), bare = claim_of("is not so");
    run("UPDATE claim SET same_as = 1 WHERE text LIKE 'letters%' OR text LIKE 'Ports wrote%'");
    ruling rulings[] = {{"by word|the ports had", {HS_SAME, 0.8, ""}}, {"in no letter|the ports had", {HS_CONTRADICTS, 0.8, ""}}, {"letters|the ports had", {HS_NEITHER, 0.5, ""}}, {"the ports had|the ports had", {HS_SAME, 1, ""}}, {NULL, {0}}};
    const hs_trace_query asked[] = {{.claims = &one, .n_claims = 1}, {.words = hs_ascii_of("That the ports had word of the leak")}, {.claims = &bare, .n_claims = 1}};
    commit();
    for (int i = 0; i < 2; i++) {
        hs_trace *trace;
        assert_int_equal(hs_trace_by(&trace, ledger, &asked[i], rule, rulings, &err), HS_OK);
        check_range(trace, HS_SIDE_FOR, 3, 3, 3);
        check_range(trace, HS_SIDE_AGAINST, 1, 1, 1);
        assert_true(is_of(trace, HS_SIDE_FOR, "had word") && is_of(trace, HS_SIDE_FOR, "by word") && is_of(trace, HS_SIDE_FOR, "letters"));
        assert_true(is_of(trace, HS_SIDE_AGAINST, "in no letter") && !is_of(trace, HS_SIDE_FOR, "Ports wrote"));
        assert_true(hs_trace_compared(trace));
        assert_int_equal(hs_trace_claim(trace, &words[i]), one);
        assert_non_null(strstr(written(trace, HS_FORMAT_JSONL), "\"compared\":true"));
        hs_trace_free(trace);
    }
    hs_trace *trace = trace_claim(one);
    check_range(trace, HS_SIDE_AGAINST, 0, 0, 0); /* nothing was compared */
    assert_false(hs_trace_compared(trace));
    hs_trace_free(trace);
    assert_int_equal(hs_trace_by(&trace, ledger, &asked[2], rule, rulings, &err), HS_OK); /* it says nothing that could be compared */
    check_range(trace, HS_SIDE_FOR, 1, 1, 1);
    hs_trace_free(trace);
}

/* What disputes have against a claim that is asked for by its id is against it, unless the judge is sure that it is not, or says the same rather. */
static void test_judged_disputed(void **state)
{
    (void)state;
    hs_error err;
    hs_trace *trace;
    ADD("Harbour Post", "2031-05-14", .said = {{"Mara Lindqvist", .content = "the ports had word of the leak"}, {"Tomas Brede", .content = "no leak reached the ports"}, {"Petra Valk", .content = "the ports slept through the leak"}});
    ADD("Northern Gazette", "2031-05-15", .said = {{"Ilse Korhan", .content = "the ports have mended the leak"}, {"Jon Abara", .content = "the leak was told of at the ports"}});
    run("INSERT INTO pair VALUES (1, 2, 'contradicts', 0.6, 'by hand', 8000, 0); UPDATE claim SET same_as = 2 WHERE claim_id > 2");
    ruling rulings[] = {{"no leak|had word", {HS_CONTRADICTS, 0.6, ""}}, {"slept|had word", {HS_NEITHER, 0.5, ""}}, {"told of|had word", {HS_SAME, 0.5, ""}}, {"had word|had word", {HS_SAME, 1, ""}}, {NULL, {0}}};
    const uint64_t one = claim_of("had word");
    commit();
    assert_int_equal(hs_trace_by(&trace, ledger, &(hs_trace_query){.claims = &one, .n_claims = 1}, rule, rulings, &err), HS_OK);
    assert_true(is_of(trace, HS_SIDE_AGAINST, "no leak") && is_of(trace, HS_SIDE_AGAINST, "slept"));
    assert_false(is_of(trace, HS_SIDE_AGAINST, "mended") || is_of(trace, HS_SIDE_AGAINST, "told of"));
    hs_trace_free(trace);
}

/* What takes no side of the statement is held against the words that surest say it. */
static void test_judged_again(void **state)
{
    (void)state;
    hs_trace *trace;
    hs_error err;
    ADD("Harbour Post", "2031-05-14",
        .said = {{"Mara Lindqvist", .content = "the ports knew of the leak in March"}, {"Tomas Brede", .content = "ports had known before May"}, {"Petra Valk", .content = "ports learned in June"}});
    ADD("Northern Gazette", "2031-05-15", .said = {{"Ilse Korhan", .content = "ports may have heard"}, {"Jon Abara", .content = "some ports were told"}});
    ruling rulings[] = {{"in March", {HS_SAME, 0.9, ""}},         {"before May", {HS_NEITHER, 0.57, ""}},       {"before May|in March", {HS_SAME, 0.8, ""}},
                        {"June|in March", {HS_CONTRADICTS, 0.85, ""}}, {"may have|in March", {HS_SAME, 0.6, ""}}, {"were told", {HS_SAME, 0.7, ""}},
                        {NULL, {0}}};
    assert_int_equal(ask_judge(&trace, rulings, &err), HS_OK);
    assert_true(is_of(trace, HS_SIDE_FOR, "before May"));
    assert_true(is_of(trace, HS_SIDE_AGAINST, "in June"));
    assert_true(is_of(trace, HS_SIDE_FOR, "were told")); /* it takes a side by itself: nobody asks again */
    assert_false(is_of(trace, HS_SIDE_FOR, "may have")); /* 0.6 of what is sure by 0.9 is not enough */
    hs_trace_free(trace);
}

/* What those words have behind their beginning says less than the statement: who warned of it is not who ignored the warnings. */
static void test_judged_rest(void **state)
{
    (void)state;
    hs_trace *trace;
    hs_error err;
    ADD("Harbour Post", "2031-05-14", .said = {{"Mara Lindqvist", .content = "that the ports ignored word of a leak"}, {"Tomas Brede", .content = "word of a leak"}, {"Ada Solheim", .content = "ports were told of a leak"}});
    run("UPDATE claim SET same_as = 2 WHERE claim_id = 3");
    ruling rulings[] = {{"ports ignored", {HS_SAME, 0.95, ""}}, {"word of a leak|ignored", {HS_SAME, 0.8, ""}}, {"word of a leak", {HS_NEITHER, 0.5, ""}}, {"were told", {HS_SAME, 0.4, ""}}, {NULL, {0}}};
    assert_int_equal(ask_judge(&trace, rulings, &err), HS_OK);
    assert_true(is_of(trace, HS_SIDE_FOR, "ports ignored"));
    check_range(trace, HS_SIDE_FOR, 1, 1, 1);
    hs_trace_free(trace);
}

/* A claim brings its other wordings along, but for those that the judge is sure are something else. */
static void test_judged_wordings(void **state)
{
    (void)state;
    hs_trace *trace;
    hs_error err;
    ADD("Harbour Post", "2031-05-14", .said = {{"Mara Lindqvist", .content = "the ports knew of the leak"}, {"Tomas Brede", .content = "that version"}, {"Petra Valk", .content = "a pier was closed"},
                                               {"Jon Abara", .content = "some say otherwise"}});
    run("UPDATE claim SET same_as = 1 WHERE claim_id IN (2, 3, 4)");
    ruling rulings[] = {{"the ports knew", {HS_SAME, 0.8, ""}}, {"that version", {HS_NEITHER, 0.5, ""}}, {"otherwise", {HS_CONTRADICTS, 0.7, ""}}, {NULL, {0}}};
    assert_int_equal(ask_judge(&trace, rulings, &err), HS_OK);
    assert_true(is_of(trace, HS_SIDE_FOR, "that version"));
    assert_false(is_of(trace, HS_SIDE_FOR, "a pier was closed"));
    assert_false(is_of(trace, HS_SIDE_FOR, "otherwise"));
    assert_true(is_of(trace, HS_SIDE_AGAINST, "otherwise"));
    hs_trace_free(trace);
}

/* What says all that is asked, and then only where, when or why, says it, whatever the judge thinks of what is told besides. */
static void test_judged_goes_on(void **state)
{
    (void)state;
    hs_trace *trace;
    hs_error err;
    ADD("Harbour Post", "2031-05-14",
        .said = {{"Mara Lindqvist", .content = "that ports had word of it in March from a diver"}, {"Tomas Brede", .content = "Ports had word of it if anybody had"}, {"Petra Valk", .content = "nobody says ports had word of it in May"}});
    ruling rulings[] = {{NULL, {0}}};
    assert_int_equal(ask_judge(&trace, rulings, &err), HS_OK);
    check_range(trace, HS_SIDE_FOR, 1, 1, 1);
    assert_true(is_of(trace, HS_SIDE_FOR, "in March"));
    hs_trace_free(trace);
}

/* What points at a claim to deny it by its own words ("no such order") is on the other side of it, whatever the judge says of it. */
static void test_judged_such(void **state)
{
    (void)state;
    hs_trace *trace;
    hs_error err;
    ADD("Harbour Post", "2031-05-14", .said = {{"Mara Lindqvist", .content = "the ports knew of the leak"}, {"Tomas Brede", .content = "ports said no such order was given"}, {"Petra Valk", .content = "no such ports exist"}});
    run("INSERT INTO pair VALUES (1, 2, 'contradicts', 1.0, 'its words point at what was said before them', 1000000, 1)");
    ruling rulings[] = {{"the ports knew", {HS_SAME, 0.8, ""}}, {"no such order", {HS_NEITHER, 0.9, ""}}, {"no such ports", {HS_CONTRADICTS, 0.9, ""}}, {NULL, {0}}};
    assert_int_equal(ask_judge(&trace, rulings, &err), HS_OK);
    assert_true(is_of(trace, HS_SIDE_AGAINST, "no such order"));
    assert_false(is_of(trace, HS_SIDE_AGAINST, "no such ports")); /* it points at nothing */
    hs_trace_free(trace);
}

/* What points at a wording is as sure as that, and is not what a trace is headed by. */
static void test_judged_words(void **state)
{
    (void)state;
    hs_trace *trace;
    hs_error err;
    ADD("Harbour Post", "2031-05-14", .said = {{"Mara Lindqvist", .content = "that ports knew of the leak"}, {"Tomas Brede", .content = "any such ports"}});
    run("INSERT INTO pair VALUES (1, 2, 'same', 1.0, 'its words point at what was said before them', 1000000, 0); UPDATE claim SET same_as = 1 WHERE claim_id = 2");
    ruling rulings[] = {{"that ports knew", {HS_SAME, 0.8, ""}}, {NULL, {0}}};
    assert_int_equal(ask_judge(&trace, rulings, &err), HS_OK);
    assert_true(is_of(trace, HS_SIDE_FOR, "any such"));
    hs_str words;
    hs_trace_claim(trace, &words);
    assert_true(hs_ascii_is(words, "that ports knew of the leak"));
    hs_trace_free(trace);
}

/* What the ledger's pairs say contradicts a wording is against it, unless the judge was asked of it and finds it on no side. */
static void test_judged_contradiction(void **state)
{
    (void)state;
    hs_trace *trace;
    hs_error err;
    ADD("Harbour Post", "2031-05-14", .said = {{"Mara Lindqvist", .content = "the ports knew of the leak"}, {"Tomas Brede", .content = "they never heard"}, {"Petra Valk", .content = "the ports paid for it"}, {"Jon Abara", .content = "word was late"}});
    run("INSERT INTO pair VALUES (1, 2, 'contradicts', 0.9, 'by hand', 8000, 0), (1, 3, 'contradicts', 0.9, 'by hand', 8000, 0), (1, 4, 'contradicts', 0.9, 'by hand', 8000, 0)");
    ruling rulings[] = {{"the ports knew", {HS_SAME, 0.8, ""}}, {"late", {HS_CONTRADICTS, 0.6, ""}}, {NULL, {0}}};
    assert_int_equal(ask_judge(&trace, rulings, &err), HS_OK);
    assert_true(is_of(trace, HS_SIDE_AGAINST, "never heard")); /* of which the judge was not asked: it has no word of the statement */
    assert_false(is_of(trace, HS_SIDE_AGAINST, "paid for it") || is_of(trace, HS_SIDE_AGAINST, "late"));
    hs_trace_free(trace);
}

/* Of "she knew nothing of it" the ledger's pairs tell what it is of, unless the judge is sure that it is of something else. */
static void test_judged_of_it(void **state)
{
    (void)state;
    hs_trace *trace;
    hs_error err;
    ADD("Harbour Post", "2031-05-14", .said = {{"Mara Lindqvist", .content = "the ports knew of the leak in March"}, {"Tomas Brede", .content = "the ports knew nothing of it until May"}});
    run("INSERT INTO pair VALUES (1, 2, 'contradicts', 0.9, 'by hand', 8000, 1)");
    ruling rulings[] = {{"leak in March", {HS_SAME, 0.8, ""}}, {"nothing of it", {HS_NEITHER, 0.9, ""}}, {"leak in March", {HS_SAME, 0.8, ""}}, {"nothing of it", {HS_NEITHER, 0.5, ""}}, {NULL, {0}}};
    assert_int_equal(ask_judge(&trace, rulings, &err), HS_OK);
    assert_false(is_of(trace, HS_SIDE_AGAINST, "nothing of it"));
    hs_trace_free(trace);
    assert_int_equal(ask_judge(&trace, rulings + 2, &err), HS_OK);
    assert_true(is_of(trace, HS_SIDE_AGAINST, "nothing of it"));
    hs_trace_free(trace);
}

/* What stands in an article on something else is left out, whatever a judge would say that sees two sentences alone; of one that is not related
 * yet it is not known. */
static void test_judged_about(void **state)
{
    (void)state;
    hs_trace *trace;
    hs_error err;
    uint32_t terms[HS_NEAR_TERMS];
    size_t n;
    ADD("Harbour Post", "2031-05-14", .said = {{"Mara Lindqvist", .content = "the ports knew of the leak"}});
    ADD("Northern Gazette", "2031-05-15", .said = {{"Ilse Korhan", .content = "the ports were not told of the strike"}});
    ruling rulings[] = {{"the ports knew", {HS_SAME, 0.8, ""}}, {"not told", {HS_CONTRADICTS, 0.9, ""}}, {NULL, {0}}};
    assert_int_equal(ask_judge(&trace, rulings, &err), HS_OK);
    assert_true(is_of(trace, HS_SIDE_AGAINST, "not told"));
    hs_trace_free(trace);
    run("INSERT INTO related SELECT document_id, model_id FROM document");
    assert_int_equal(hs_near_terms(terms, &n, hs_ascii_of("Ports had word of it"), NULL, 0, NULL), HS_OK);
    for (size_t i = 0; i < n; i++) {
        char sql[80];
        snprintf(sql, sizeof sql, "INSERT INTO term VALUES (%u, 0, 1)", terms[i]);
        run(sql);
    }
    assert_int_equal(ask_judge(&trace, rulings, &err), HS_OK);
    assert_true(is_of(trace, HS_SIDE_FOR, "the ports knew"));
    assert_false(is_of(trace, HS_SIDE_AGAINST, "not told"));
    hs_trace_free(trace);
}

/* Where nothing that is about it takes a side, as of a few common words that no article is about, what says the same is kept wherever it stands, if that is sure. */
static void test_judged_anywhere(void **state)
{
    (void)state;
    hs_trace *trace;
    hs_error err;
    ADD("Harbour Post", "2031-05-14", .said = {{"Mara Lindqvist", .content = "the ports had the word"}, {"Jon Abara", .content = "word may have reached some ports"}, {"Petra Valk", .content = "the ports are late"}});
    ADD("Northern Gazette", "2031-05-15", .said = {{"Ilse Korhan", .content = "no word was told to the ports"}, {"Tomas Brede", .content = "that word had come to the ports"}});
    run("INSERT INTO related SELECT document_id, model_id FROM document");
    ruling rulings[] = {{"had the word", {HS_SAME, 0.8, ""}}, {"no word", {HS_CONTRADICTS, 0.9, ""}}, {"may have", {HS_SAME, 0.7, ""}},
                        {"had come", {HS_SAME, 0.95, ""}}, {"are late", {HS_SAME, 0.95, ""}}, {NULL, {0}}};
    assert_int_equal(ask_judge(&trace, rulings, &err), HS_OK);
    assert_true(is_of(trace, HS_SIDE_FOR, "had the word") && is_of(trace, HS_SIDE_FOR, "had come"));
    assert_false(is_of(trace, HS_SIDE_FOR, "may have") || is_of(trace, HS_SIDE_AGAINST, "no word"));
    assert_false(is_of(trace, HS_SIDE_FOR, "are late")); /* it has not all the words */
    hs_trace_free(trace);
    assert_int_equal(ask_judge(&trace, rulings + 1, &err), HS_OK);
    assert_true(is_of(trace, HS_SIDE_FOR, "had come") && !is_of(trace, HS_SIDE_FOR, "had the word"));
    hs_trace_free(trace);
    assert_int_equal(ask_judge(&trace, rulings + 4, &err), HS_E_NONE);
}

/* A document that tells of two claims is one; what is no longer on its page is none. */
static void test_tellers(void **state)
{
    (void)state;
    hs_id_set tellers = {0};
    ADD("Harbour Post", "2031-05-14", .said = {{"Jon Abara", .content = "the shed was full"}, {"Ilse Korhan", .content = "the shed was empty"}, {"Mara Lindqvist", .content = "the shed was full"}});
    ADD("Northern Gazette", "2031-05-15", .said = {{"Jon Abara", .content = "the shed was full"}});
    ADD("Evening Star", "2031-05-16", .said = {{"Ilse Korhan", .content = "the shed was empty"}});
    commit();
    run("UPDATE document SET current = 0 WHERE document_id = 2");
    assert_int_equal(hs_origins_tellers(&tellers, ledger, 1, NULL), HS_OK);
    assert_int_equal(tellers.ids.n, 1);
    assert_int_equal(hs_origins_tellers(&tellers, ledger, 2, NULL), HS_OK);
    assert_int_equal(tellers.ids.n, 2);
    hs_id_set_free(&tellers);
}

/* Of a statement of several words one may be in no claim, if it is a common one; what says the same in an article that has the others is told as the nearest. */
static void test_judged_nearest(void **state)
{
    (void)state;
    static const struct {
        const char *words;
        bool found, nearest;
    } asked[] = {{"the inspector counted 900 tonnes", true, true},          {"900 tonnes of waste counted", true, true},      {"900 tonnes of waste stood", true, false},
                 {"the inspector at Vellin counted 900 tonnes", false, false}, {"the inspector counted 700 tonnes", false, false}, {"the inspector counted and wrote down 900 tonnes", false, false},
                 {"an inspector counted", false, false}};
    ruling rulings[] = {{"900 tonnes of waste|900 tonnes", {HS_SAME, 0.7, ""}}, {"never more|900 tonnes", {HS_CONTRADICTS, 0.9, ""}}, {NULL, {0}}};
    hs_trace *trace;
    hs_str words;
    hs_error err;
    ADD("Harbour Post", "2031-05-14", .said = {{"inspector?", .content = "900 tonnes of waste stood in the shed"}, {"Jon Abara", .content = "there had never more than 200 tonnes been"}});
    ADD("Northern Gazette", "2031-05-15", .said = {{"Ilse Korhan", .content = "900 tonnes of waste were burnt"}});
    commit();
    run("INSERT INTO related SELECT document_id, model_id FROM document");
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        hs_status status = hs_trace_by(&trace, ledger, &(hs_trace_query){.words = hs_ascii_of(asked[i].words)}, rule, rulings, &err);
        if (status != (asked[i].found ? HS_OK : HS_E_NONE))
            fail_msg("%s: %s", asked[i].words, status == HS_OK ? "found" : err.msg);
        if (!asked[i].found)
            continue;
        assert_int_equal(hs_trace_is_nearest(trace), asked[i].nearest);
        hs_trace_claim(trace, &words);
        assert_true(hs_ascii_is(words, "900 tonnes of waste stood in the shed"));
        assert_true(is_of(trace, HS_SIDE_AGAINST, "never more"));
        hs_trace_free(trace);
    }
}

static void test_judged_none(void **state)
{
    (void)state;
    hs_trace *trace;
    hs_error err;
    ADD("Harbour Post", "2031-05-14", .said = {{"Mara Lindqvist", .content = "a pier of the ports was closed"}, {"Tomas Brede", .content = "the ports were not told"}});
    ruling rulings[] = {{"not told", {HS_CONTRADICTS, 0.7, ""}}, {NULL, {0}}};
    assert_int_equal(ask_judge(&trace, rulings, &err), HS_E_NONE);
    assert_null(trace);
    assert_non_null(strstr(err.msg, "no claim says that; c2 contradicts it: the ports were not told"));
    assert_int_equal(ask_judge(&trace, rulings + 1, &err), HS_E_NONE);
    assert_non_null(strstr(err.msg, "the nearest is c"));
}

static hs_status fail_to_judge(void *ctx, hs_judged *out, const hs_pair *pairs, size_t n, hs_error *err)
{
    (void)ctx;
    (void)out;
    (void)pairs;
    return hs_fail(err, HS_E_DEFECT, n, "no judge");
}

static void test_no_judge(void **state)
{
    (void)state;
    hs_trace *trace;
    hs_error err;
    ADD("Harbour Post", "2031-05-14", .said = {{"Mara Lindqvist", .content = "the ports knew of the leak"}});
    commit();
    assert_int_equal(hs_trace_by(&trace, ledger, &(hs_trace_query){.words = hs_ascii_of("ports")}, fail_to_judge, NULL, &err), HS_E_DEFECT);
    assert_null(trace);
    assert_int_equal(hs_trace_by(&trace, ledger, &(hs_trace_query){.claims = (const uint64_t[]){1}, .n_claims = 1}, fail_to_judge, NULL, &err), HS_E_DEFECT);
    assert_null(trace);
    assert_int_equal(hs_trace_by(&trace, ledger, &(hs_trace_query){.claims = (const uint64_t[]){1, 1}, .n_claims = 2}, fail_to_judge, NULL, &err), HS_OK); /* not asked */
    hs_trace_free(trace);
}

/* ---- documents without an attribution of it ---- */

/* Who copied half of an article and has the words of what it tells tells that; of less nobody knows. */
static void test_unread_copy(void **state)
{
    (void)state;
    ADD("Coastal Wire", "2031-05-13", .said = {{"Mara Lindqvist"}});
    ADD("Northern Gazette", "2031-05-14", .body = "The harbour was shut, as " LEAK ".");
    ADD("Evening Star", "2031-05-12", .body = "Rain is due, and " LEAK ".");
    ADD("Daily Lantern", "2031-05-14", .body = "The harbour was shut."); /* it left out just that */
    run("INSERT INTO copy (document_id, of_document_id, share) VALUES (2, 1, 0.6), (3, 1, 0.4), (4, 1, 0.9)");
    hs_trace *trace = trace_leak();
    check_range(trace, HS_SIDE_FOR, 1, 1, 1);
    assert_int_equal(hs_trace_documents(trace, NULL), 2);
    uint32_t copy = node_of(trace, HS_TRACE_DOCUMENT, "Northern Gazette");
    size_t n;
    assert_non_null(evidence_of(edge_of(trace, node_of(trace, HS_TRACE_DOCUMENT, "Coastal Wire"), copy), HS_EVIDENCE_COPY));
    assert_int_equal(hs_trace_nodes(trace, &n)[copy].side, HS_SIDE_FOR);
    hs_trace_free(trace);
    run("UPDATE attribution SET act = 'ask'"); /* what takes no side is no claim to have copied */
    trace = trace_leak();
    assert_int_equal(hs_trace_documents(trace, NULL), 1);
    hs_trace_free(trace);
}

static const ruling unread_rulings[] = {{"knew nothing", {HS_CONTRADICTS, 0.9, ""}}, {"the ministry knew", {HS_SAME, 0.8, ""}}, {"did know", {HS_SAME, 0.7, ""}},
                                        {"may know", {HS_SAME, 0.5, ""}}, {"14 pipes", {HS_CONTRADICTS, 0.9, "other figures: 12 and 14"}}, {NULL, {0}}};

static hs_trace *trace_statement(void)
{
    hs_trace *trace;
    hs_error err;
    ruling rulings[sizeof unread_rulings / sizeof *unread_rulings];
    memcpy(rulings, unread_rulings, sizeof rulings);
    if (ask_judge(&trace, rulings, &err) != HS_OK)
        fail_msg("%s", err.msg);
    return trace;
}

/* Of the same story, who says it in the first sentences says it in its own voice: an origin only where there is nothing else. */
static void test_unread_voice(void **state)
{
    (void)state;
    size_t n;
    ADD("Coastal Wire", "2031-05-13", .said = {{"Mara Lindqvist", .content = "of it the ministry knew"}}, .body = " Ports.");
    ADD("Northern Gazette", "2031-05-12", .body = "It was a cold morning. The ministry did know of the leak.");
    ADD("Evening Star", "2031-05-14", .body = "The ministry knew nothing of the leak.");
    ADD("Tidewater Times", "2031-05-14", .body = "The ministry may know of it, or not.");
    ADD("Daily Lantern", "2031-05-14", .body = "The ministry did know of another leak, in another story.");
    hs_trace *trace = trace_statement();
    assert_int_equal(hs_trace_documents(trace, NULL), 1); /* they are of no story */
    hs_trace_free(trace);
    ADD("Post of Elm", "2031-05-14", .body = "Engineers said that 14 pipes leak."); /* another count: no attribution tells whose */
    run("INSERT INTO story_member (document_id, story_id) VALUES (1, 1), (2, 1), (3, 1), (4, 1), (5, 5), (6, 1)");
    trace = trace_statement();
    assert_int_equal(hs_trace_documents(trace, NULL), 3);
    check_range(trace, HS_SIDE_FOR, 1, 1, 2);
    check_range(trace, HS_SIDE_AGAINST, 1, 1, 1);
    uint32_t voice = node_of(trace, HS_TRACE_DOCUMENT, "Northern Gazette");
    assert_true(hs_trace_nodes(trace, &n)[voice].implicit);
    assert_int_equal(hs_trace_nodes(trace, &n)[voice].origin, HS_SIDE_FOR);
    assert_int_equal(hs_trace_first(trace, HS_SIDE_FOR), voice); /* it stands in the order of time */
    hs_trace_free(trace);
    trace = trace_claim(1); /* nothing was stated that its sentences could say */
    assert_int_equal(hs_trace_documents(trace, NULL), 1);
    hs_trace_free(trace);
    run("INSERT INTO copy (document_id, of_document_id, share) VALUES (1, 2, 0.3)"); /* then it is where the other has it from */
    trace = trace_statement();
    assert_non_null(evidence_of(edge_of(trace, node_of(trace, HS_TRACE_DOCUMENT, "Northern Gazette"), node_of(trace, HS_TRACE_DOCUMENT, "Coastal Wire")), HS_EVIDENCE_COPY));
    hs_trace_free(trace);
}

/* A headline is no sentence with the paragraph below it, of which a judge would say something else; a sentence may run over lines. */
static void test_unread_lines(void **state)
{
    (void)state;
    ADD("Coastal Wire", "2031-05-13", .said = {{"Mara Lindqvist", .content = "of it the ministry knew"}}, .body = " Ports.");
    ADD("Northern Gazette", "2031-05-12", .body = "Rain is due. The ministry did\nknow of the leak");
    ADD("Evening Star", "2031-05-12", .body = "Storm hits the coast\n\nThe ministry did know of the leak");
    run("INSERT INTO story_member (document_id, story_id) VALUES (1, 1), (2, 1), (3, 1)");
    hs_trace *trace;
    hs_error err;
    ruling rulings[] = {{"the coast", {HS_NEITHER, 0.9, ""}}, {"ministry knew", {HS_SAME, 0.8, ""}}, {"know of the leak", {HS_SAME, 0.7, ""}}, {NULL, {0}}};
    assert_int_equal(ask_judge(&trace, rulings, &err), HS_OK);
    assert_int_equal(hs_trace_documents(trace, NULL), 3);
    hs_trace_free(trace);
}

/* Who reads an article and calls its attribution wrong is not told the same by its sentences. */
static void test_unread_wrong(void **state)
{
    (void)state;
    ADD("Coastal Wire", "2031-05-13", .said = {{"Mara Lindqvist", .content = "of it the ministry knew"}}, .body = " Ports.");
    ADD("Northern Gazette", "2031-05-12", .said = {{"Tomas Brede", .content = "of it the ministry knew"}}, .body = " The ministry did know of the leak.");
    run("INSERT INTO story_member (document_id, story_id) VALUES (1, 1), (2, 1)");
    run("INSERT INTO correction (made, document_id, attribution_id, cue, content, verdict) VALUES ('2031-05-20T00:00:00Z', 2, 2, '[[0,1]]', '[[2,3]]', 'wrong')");
    hs_trace *trace = trace_statement();
    assert_int_equal(hs_trace_documents(trace, NULL), 1);
    hs_trace_free(trace);
}

/* ---- formats ---- */

static int refuse(void *ctx, const char *bytes, size_t len)
{
    (void)ctx;
    (void)bytes;
    (void)len;
    return 1;
}

static void test_formats(void **state)
{
    (void)state;
    hs_error err;
    ADD("Coastal Wire", "2031-05-13", .said = {{"four \"officials\" \\ <b?4"}});
    ADD("Harbour Post", "2031-05-14", .said = {{"Coastal Wire@"}, {"Ministry!", .act = HS_ACT_DENY, .polarity = HS_POLARITY_NEGATIVE}});
    hs_trace *trace = trace_leak();
    const char *dot = written(trace, HS_FORMAT_DOT);
    assert_non_null(strstr(dot, "style=\"dashed,bold\""));
    assert_non_null(strstr(dot, "four \\\"officials\\\" \\\\ <b"));
    assert_non_null(strstr(dot, "color=red"));
    const char *json = written(trace, HS_FORMAT_JSONL);
    assert_non_null(strstr(json, "\"independent_for\":{\"best\":1,\"low\":1,\"high\":1}"));
    assert_non_null(strstr(json, "\"kind\":\"cited\",\"document\":\"d2\",\"span\":[0,17],\"words\":\"Coastal Wire told\""));
    assert_int_equal(hs_trace_write(trace, HS_FORMAT_CSV, NULL, into_buffer, NULL, &err), HS_E_ARG);
    static const hs_format formats[] = {HS_FORMAT_TEXT, HS_FORMAT_JSONL, HS_FORMAT_DOT}; /* Graphviz, which keeps memory: see tests/cli/trace_picture.sh */
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        assert_int_equal(hs_trace_write(trace, formats[i], NULL, refuse, NULL, &err), HS_E_IO);
    hs_style narrow = {.width = 40, .color = true};
    hs_buffer out = hs_buffer_new(1 << 16);
    assert_int_equal(hs_trace_write(trace, HS_FORMAT_TEXT, &narrow, into_buffer, &out, NULL), HS_OK);
    assert_non_null(strstr(hs_buffer_str(&out).ptr, "\x1b[1m"));
    hs_buffer_free(&out);
    hs_trace_free(trace);
}

/* ---- hostile files, no memory ---- */

static void test_hostile(void **state)
{
    FILES_ALONE();
    static const char *const spoil[] = {
        "UPDATE attribution SET act = 'sing'",
        "UPDATE holder SET kind = 'ghost'",
        "UPDATE claim SET text = CAST(x'41ff' AS TEXT)",
        "UPDATE source SET name = CAST(x'41ff' AS TEXT)",
        "UPDATE document SET outlet = CAST(x'ff' AS TEXT)",
    };
    static const char *const bear[] = {
        "UPDATE attribution SET source = '[nonsense]', cue = '[[9999999999999999999,1]]', content = '[[5,1]]'",
        "UPDATE holder SET mentions = '[[4294967295,4294967296],[3]'",
        "UPDATE document SET heard = 'never', published = ''",
        "UPDATE attribution SET time = '2031-05-14T99:99', confidence = 1e300",
        "INSERT INTO chain SELECT a.attribution_id, 100 + n.value, h.holder_id FROM attribution a, holder h, json_each('[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20]') n "
        "WHERE h.document_id = a.document_id AND h.position = 1",
        "UPDATE copy SET share = 1e9",
        "DELETE FROM chain",
        "UPDATE holder SET source_id = (SELECT max(source_id) FROM source)",
        "UPDATE claim SET same_as = claim_id",
        "UPDATE source SET merged_into = source_id",
        "UPDATE document SET text = ''",
    };
    for (size_t i = 0; i < sizeof spoil / sizeof *spoil + sizeof bear / sizeof *bear; i++) {
        hs_trace *trace;
        hs_error err = {HS_OK, 0, ""};
        bool bad = i < sizeof spoil / sizeof *spoil;
        if (i) {
            close_ledger(state);
            assert_int_equal(open_ledger(state), 0);
        }
        for (int k = 0; k < N_ANY; k++)
            add(&any_order[k]);
        commit();
        uint64_t claim = claim_of(LEAK);
        run("INSERT INTO copy (document_id, of_document_id, share) VALUES (2, 1, 0.5), (1, 2, 0.5)");
        run(bad ? spoil[i] : bear[i - sizeof spoil / sizeof *spoil]);
        hs_status status = hs_ledger_trace(&trace, ledger, &(hs_trace_query){.claims = &claim, .n_claims = 1}, &err);
        assert_int_equal(status, bad ? HS_E_LEDGER : HS_OK);
        if (status == HS_OK) {
            hs_origins n = hs_trace_origins(trace, HS_SIDE_FOR);
            assert_true(n.low <= n.best && n.best <= n.high);
            written(trace, HS_FORMAT_TEXT);
            written(trace, HS_FORMAT_JSONL);
            written(trace, HS_FORMAT_DOT);
        }
        hs_trace_free(trace);
    }
}

static int swallow(void *ctx, const char *bytes, size_t len)
{
    (void)ctx;
    (void)bytes;
    (void)len;
    return 0;
}

static void test_no_memory(void **state)
{
    FILES_ALONE();
    (void)state;
    hs_trace *trace = NULL;
    hs_error err = {HS_OK, 0, ""};
    for (int k = 0; k < N_ANY; k++)
        add(&any_order[k]);
    commit();
    hs_status status = HS_E_NOMEM;
    for (long left = 0; status != HS_OK; left++) {
        assert_true(left < 10000);
        fuse = left;
        status = hs_ledger_trace(&trace, ledger, &(hs_trace_query){.words = hs_ascii_of(LEAK)}, &err);
        fuse = -1;
        assert_true(status == HS_OK || (status == HS_E_NOMEM && !trace && err.code == HS_E_NOMEM));
    }
    static const hs_format formats[] = {HS_FORMAT_TEXT, HS_FORMAT_JSONL, HS_FORMAT_DOT};
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        status = HS_E_NOMEM;
        for (long left = 0; status != HS_OK; left++) {
            assert_true(left < 10000);
            fuse = left;
            status = hs_trace_write(trace, formats[i], NULL, swallow, NULL, &err);
            fuse = -1;
            assert_true(status == HS_OK || status == HS_E_NOMEM);
        }
    }
    hs_trace_free(trace);
}

#define WITH(test) cmocka_unit_test_setup_teardown(test, open_ledger, close_ledger)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH(test_one_agency),   WITH(test_agency_elsewhere), WITH(test_outlets),       WITH(test_perhaps_first), WITH(test_named),        WITH(test_spelt), WITH(test_of_self), WITH(test_who_acts_in_an_account), WITH(test_spokespeople), WITH(test_unnamed_office), WITH(test_unnamed_body), cmocka_unit_test(test_offices), WITH(test_voices_in_short), WITH(test_voices_told_before), WITH(test_speaks_for_herself), WITH(test_speaks_for_herself_there),
        WITH(test_quotation),    WITH(test_unnamed),          WITH(test_parts),         WITH(test_quoting),      WITH(test_same_relay),   WITH(test_same_relay_untold), WITH(test_copy),
        WITH(test_credit), WITH(test_credit_short), WITH(test_citing_is_not_first), WITH(test_link),         WITH(test_reporters), WITH(test_headline_of_anybody), WITH(test_reportedly), WITH(test_implicit), WITH(test_posted), WITH(test_owner),         WITH(test_agency_unnamed), WITH(test_headline_report), WITH(test_publications), WITH(test_circle),      WITH(test_pair_circle),
        WITH(test_against),      WITH(test_open),             WITH(test_updates), WITH(test_within_denial), WITH(test_doubled),       WITH(test_people),       WITH(test_named_by_people),
        WITH(test_versions), WITH(test_versions_removed), WITH(test_versions_turned), WITH(test_versions_changed), WITH(test_versions_both_changed), WITH(test_versions_changed_since), WITH(test_turned), WITH(test_evidence_of_sides), WITH(test_headline_relay), WITH(test_headline_in_short), WITH(test_versions_wrong), WITH(test_versions_found), WITH(test_versions_first),     WITH(test_confidence),       WITH(test_any_order),     WITH(test_words),        WITH(test_nearest), WITH(test_denied), WITH(test_bare_claim), WITH(test_not_denied), WITH(test_nobody), WITH(test_taken_back),
        WITH(test_same),         WITH(test_wordings),         WITH(test_formats),       WITH(test_hostile),      WITH(test_no_memory),
        WITH(test_judged), WITH(test_judged_named), WITH(test_asked_in_its_words), WITH(test_judged_disputed),      WITH(test_judged_again), WITH(test_judged_rest),      WITH(test_judged_wordings), WITH(test_judged_such), WITH(test_judged_goes_on),  WITH(test_judged_words), WITH(test_judged_contradiction), WITH(test_judged_of_it), WITH(test_judged_about), WITH(test_judged_anywhere), WITH(test_tellers), WITH(test_judged_nearest), WITH(test_judged_none), WITH(test_no_judge),
        WITH(test_unread_copy),  WITH(test_unread_voice),     WITH(test_unread_lines), WITH(test_unread_wrong),
    };
    return cmocka_run_group_tests(tests, make_folder, drop_folder);
}
