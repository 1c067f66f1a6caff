/* test_format.c -- the writers, on documents made by hand. Run one: test_format 'jsonl_*'. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "format_text.h"
#include "fuse.h"

#define STR(s)       ((hs_str){(s), sizeof(s) - 1})
#define SPANS(array) ((hs_spans){(array), sizeof(array) / sizeof *(array)})

/* ---- a document and a sink ---- */

typedef struct page {
    hs_document *doc;
    char *got; /* what the sink took, NUL-terminated */
    size_t len, calls, longest, refuse_after;
} page;

static page page_new(const char *text)
{
    page p = {.refuse_after = SIZE_MAX};
    hs_error err;
    assert_int_equal(hs_document_new(&p.doc, 1u << 20, &err), HS_OK);
    p.doc->text = hs_arena_copy(p.doc->arena, (hs_str){text, strlen(text)});
    p.doc->input = STR("in.txt");
    p.doc->id = STR("0123");
    return p;
}

static void page_free(page *p)
{
    hs_document_free(p->doc);
    free(p->got);
}

static int take(void *ctx, const char *bytes, size_t len)
{
    page *p = ctx;
    if (p->calls++ >= p->refuse_after)
        return 1;
    p->longest = len > p->longest ? len : p->longest;
    p->got = realloc(p->got, p->len + len + 1);
    assert_non_null(p->got);
    memcpy(p->got + p->len, bytes, len);
    p->len += len;
    p->got[p->len] = '\0';
    return 0;
}

static hs_span find(const page *p, const char *words)
{
    const char *at = strstr(p->doc->text.ptr, words);
    assert_non_null(at);
    uint32_t begin = (uint32_t)(at - p->doc->text.ptr);
    return (hs_span){begin, begin + (uint32_t)strlen(words)};
}

static hs_spans spans(page *p, const char *a, const char *b)
{
    hs_span *at = HS_NEW(p->doc->arena, hs_span, 2);
    uint32_t n = 0;
    if (a)
        at[n++] = find(p, a);
    if (b)
        at[n++] = find(p, b);
    return (hs_spans){at, n};
}

static hs_attribution *attributions(page *p, size_t n)
{
    hs_attribution *a = HS_NEW(p->doc->arena, hs_attribution, n);
    for (size_t i = 0; i < n; i++)
        a[i].parent = HS_NO_PARENT;
    p->doc->attributions = a;
    p->doc->n_attributions = n;
    return a;
}

static const char *write_as(page *p, hs_format format, const hs_style *style)
{
    hs_error err;
    free(p->got);
    p->got = NULL;
    p->len = p->calls = 0;
    assert_int_equal(hs_document_write(p->doc, format, style, take, p, &err), HS_OK);
    return p->got ? p->got : "";
}

/* "naïve" and the quotation marks make bytes and code points differ. */
static page harbour(void)
{
    page p = page_new("The naïve clerk said “it leaked,” on Monday, “and we knew”. Lin said Bo denied it.");
    hs_attribution *a = attributions(&p, 3);
    a[0] = (hs_attribution){.source = spans(&p, "The naïve clerk", NULL),
                            .cue = spans(&p, "said", NULL),
                            .content = spans(&p, "“it leaked,”", "“and we knew”"),
                            .quotation = HS_QUOTATION_DIRECT,
                            .parent = HS_NO_PARENT,
                            .confidence = 0.9114f};
    a[1] = (hs_attribution){.source = spans(&p, "Lin", NULL),
                            .content = spans(&p, "Bo denied it", NULL),
                            .place = HS_IN_TITLE,
                            .parent = HS_NO_PARENT,
                            .confidence = 0.5f};
    a[2] = (hs_attribution){.cue = spans(&p, "denied", NULL),
                            .content = spans(&p, "it.", NULL),
                            .quotation = HS_QUOTATION_MIXED,
                            .parent = 1,
                            .confidence = 1.0f};
    return p;
}

/* ---- names and refusals ---- */

static void name_finds_each_format(void **state)
{
    (void)state;
    static const char *const names[] = {"text", "jsonl", "csv", "brat", "webanno"};
    for (int i = 0; i < 5; i++) {
        hs_format format;
        assert_true(hs_format_by_name(&format, names[i]));
        assert_int_equal(format, i);
    }
    hs_format untouched = HS_FORMAT_CSV;
    assert_false(hs_format_by_name(&untouched, "xml"));
    assert_false(hs_format_by_name(&untouched, ""));
    assert_false(hs_format_by_name(&untouched, NULL));
    assert_int_equal(untouched, HS_FORMAT_CSV);
}

static void write_refuses_an_unknown_format(void **state)
{
    (void)state;
    page p = harbour();
    hs_error err = {0};
    assert_int_equal(hs_document_write(p.doc, (hs_format)99, NULL, take, &p, &err), HS_E_ARG);
    assert_int_equal(err.code, HS_E_ARG);
    assert_int_equal(err.pos, 0);
    assert_int_equal(p.calls, 0);
    page_free(&p);
}

static void write_stops_when_the_sink_refuses(void **state)
{
    (void)state;
    page p = harbour();
    char *big = malloc(200001);
    assert_non_null(big);
    memset(big, '"', 200000);
    big[200000] = '\0';
    p.doc->text = (hs_str){big, 200000};
    for (int format = HS_FORMAT_TEXT; format <= HS_FORMAT_WEBANNO; format++) {
        hs_error err = {0};
        p.calls = p.refuse_after = 0;
        assert_int_equal(hs_document_write(p.doc, (hs_format)format, NULL, take, &p, &err), HS_E_IO);
        assert_int_equal(err.code, HS_E_IO);
        assert_int_equal(err.pos, 0);
        assert_int_equal(p.calls, 1);
    }
    p.refuse_after = 2;
    p.calls = 0;
    assert_int_equal(hs_document_write(p.doc, HS_FORMAT_JSONL, NULL, take, &p, NULL), HS_E_IO);
    assert_int_equal(p.calls, 3);
    page_free(&p);
    free(big);
}

static void output_is_held_in_blocks(void **state)
{
    (void)state;
    page p = page_new("x");
    hs_attribution *a = attributions(&p, 5000);
    for (size_t i = 0; i < 5000; i++)
        a[i].content = spans(&p, "x", NULL);
    for (int format = HS_FORMAT_TEXT; format <= HS_FORMAT_WEBANNO; format++) {
        write_as(&p, (hs_format)format, NULL);
        assert_true(p.longest <= HS_OUT_BYTES);
        assert_true(p.calls > 1);
        assert_true(p.calls <= p.len / (HS_OUT_BYTES / 2) + 1);
    }
    page_free(&p);
}

static void every_failed_allocation_is_reported(void **state)
{
    (void)state;
    page p = harbour();
    for (int format = HS_FORMAT_TEXT; format <= HS_FORMAT_WEBANNO; format++) {
        hs_status status = HS_E_NOMEM;
        for (long n = 0; status != HS_OK; n++) {
            hs_error err = {0};
            fuse = n;
            status = hs_document_write(p.doc, (hs_format)format, NULL, take, &p, &err);
            fuse = -1;
            assert_true(status == HS_OK || status == HS_E_NOMEM);
            assert_int_equal(err.code, status);
            assert_true(n < 100);
        }
    }
    page_free(&p);
}

/* ---- jsonl ---- */

static void jsonl_is_the_contract(void **state)
{
    (void)state;
    page p = harbour();
    p.doc->outlet = STR("Harbour Post");
    p.doc->model = STR("small-1 0123456789ab");
    hs_str authors[] = {STR("A. Ash"), STR("B. Birch")};
    hs_furniture furniture[] = {{HS_FURNITURE_BYLINE, find(&p, "naïve")}};
    hs_link links[] = {{find(&p, "clerk"), STR("https://a.example/?x=1&y=2")}};
    p.doc->authors = authors;
    p.doc->n_authors = 2;
    p.doc->furniture = furniture;
    p.doc->n_furniture = 1;
    p.doc->links = links;
    p.doc->n_links = 1;
    assert_string_equal(
        write_as(&p, HS_FORMAT_JSONL, NULL),
        "{\"schema\":1,\"input\":\"in.txt\",\"document\":\"0123\",\"model\":\"small-1 0123456789ab\",\"url\":null,"
        "\"outlet\":\"Harbour Post\",\"title\":null,\"authors\":[\"A. Ash\",\"B. Birch\"],\"published\":null,"
        "\"modified\":null,\"section\":null,\"language\":null,\"partial\":null,\"text\":\"The naïve clerk said “it leaked,” on Monday, “and we knew”. Lin said Bo denied "
        "it.\",\"furniture\":[{\"kind\":\"byline\",\"span\":[4,9]}],\"links\":[{\"span\":[10,15],"
        "\"url\":\"https://a.example/?x=1&y=2\"}],\"sources\":[],\"times\":[],\"figures\":[],\"attributions\":["
        "{\"id\":\"a1\",\"in\":\"body\",\"source\":[[0,15]],\"cue\":[[16,20]],\"content\":[[21,33],[45,58]],"
        "\"source_id\":null,\"quotation\":\"direct\",\"act\":null,\"polarity\":null,\"certainty\":null,\"time\":null,"
        "\"parent\":null,\"chain\":null,\"continued\":false,\"confidence\":0.911},"
        "{\"id\":\"a2\",\"in\":\"title\",\"source\":[[60,63]],\"cue\":[],\"content\":[[69,81]],"
        "\"source_id\":null,\"quotation\":\"indirect\",\"act\":null,\"polarity\":null,\"certainty\":null,"
        "\"time\":null,\"parent\":null,\"chain\":null,\"continued\":false,\"confidence\":0.5},"
        "{\"id\":\"a3\",\"in\":\"body\",\"source\":[],\"cue\":[[72,78]],\"content\":[[79,82]],"
        "\"source_id\":null,\"quotation\":\"mixed\",\"act\":null,\"polarity\":null,\"certainty\":null,\"time\":null,"
        "\"parent\":\"a2\",\"chain\":null,\"continued\":false,\"confidence\":1.0}]}\n");
    page_free(&p);
}

static void jsonl_escapes_strings(void **state)
{
    (void)state;
    page p = page_new("");
    p.doc->text = STR("\" \\ / \b\f\n\r\t \x01 \x1b \x7f é \xc2\x85 \xe2\x80\xa8 \xe2\x80\xaa \xf0\x9f\x98\x80 \0 end");
    p.doc->title = STR("\xff"
                       "a\xc3"
                       "b\xed\xa0\x80");
    const char *got = write_as(&p, HS_FORMAT_JSONL, NULL);
    assert_non_null(
        strstr(got, "\"text\":\"\\\" \\\\ / \\b\\f\\n\\r\\t \\u0001 \\u001b \\u007f é \\u0085 \\u2028 \xe2\x80\xaa "
                    "\xf0\x9f\x98\x80 \\u0000 end\""));
    /* Bytes that are no UTF-8, a lone surrogate among them. */
    assert_non_null(strstr(got, "\"title\":\"\\ufffda\\ufffdb\\ufffd"));
    assert_null(strchr(got, '\xff'));
    assert_null(strstr(got, "\xed\xa0\x80"));
    page_free(&p);
}

static void jsonl_leaves_an_input_without_a_name_null(void **state)
{
    (void)state;
    page p = page_new("x");
    p.doc->input = (hs_str){NULL, 0};
    assert_non_null(strstr(write_as(&p, HS_FORMAT_JSONL, NULL), "{\"schema\":1,\"input\":null,"));
    page_free(&p);
}

static void jsonl_leaves_unknown_confidence_null(void **state)
{
    (void)state;
    static const float odd[] = {-0.1f, 1.5f};
    page p = page_new("x");
    hs_attribution *a = attributions(&p, 1);
    for (size_t i = 0; i < 2; i++) {
        a->confidence = odd[i];
        assert_non_null(strstr(write_as(&p, HS_FORMAT_JSONL, NULL), "\"confidence\":null"));
    }
    a->confidence = 0.0004f;
    assert_non_null(strstr(write_as(&p, HS_FORMAT_JSONL, NULL), "\"confidence\":0.0}"));
    a->confidence = 0.9996f;
    assert_non_null(strstr(write_as(&p, HS_FORMAT_JSONL, NULL), "\"confidence\":1.0}"));
    page_free(&p);
}

/* ---- csv ---- */

static void csv_has_a_row_an_attribution(void **state)
{
    (void)state;
    page p = harbour();
    p.doc->outlet = STR("Harbour \"Post\", daily");
    assert_string_equal(write_as(&p, HS_FORMAT_CSV, NULL),
                        "input,outlet,published,id,parent,in,source,cue,content,quotation,confidence,begin,end,"
                        "name,kind,anonymous,count,act,polarity,certainty,time,relays,document\r\n"
                        "in.txt,\"Harbour \"\"Post\"\", daily\",,a1,,body,The naïve clerk,said,"
                        "\"“it leaked,” [...] “and we knew”\",direct,0.911,21,58,,,true,,,,,,,0123\r\n"
                        "in.txt,\"Harbour \"\"Post\"\", daily\",,a2,,title,Lin,,Bo denied it,indirect,0.5,69,81,,,true,,,,,,,0123\r\n"
                        "in.txt,\"Harbour \"\"Post\"\", daily\",,a3,a2,body,,denied,it.,mixed,1.0,79,82,,,true,,,,,,,0123\r\n");
    hs_style bare = {.header = false};
    assert_int_equal(strncmp(write_as(&p, HS_FORMAT_CSV, &bare), "in.txt,", 7), 0);
    page_free(&p);
}

/* Dag Orlan, heard through the Wire, admits; four officials reject. */
static page resolved(void)
{
    static const uint32_t chain[] = {0, 1};
    page p = page_new("He said it leaked. Four officials doubt it.");
    hs_source *sources = HS_NEW(p.doc->arena, hs_source, 3);
    sources[0] = (hs_source){.name = STR("Dag Orlan"), .description = STR("union secretary"), .kind = HS_SOURCE_PERSON};
    sources[1] = (hs_source){.name = STR("Wire"), .kind = HS_SOURCE_OUTLET};
    sources[2] = (hs_source){.name = STR("officials"), .kind = HS_SOURCE_GROUP, .anonymous = true, .count = 4};
    sources[0].mentions = spans(&p, "He", NULL);
    p.doc->sources = sources;
    p.doc->n_sources = 3;
    p.doc->outlet = STR("Harbour Post");
    hs_attribution *a = attributions(&p, 2);
    a[0] = (hs_attribution){.source = spans(&p, "He", NULL),
                            .cue = spans(&p, "said", NULL),
                            .content = spans(&p, "it leaked", NULL),
                            .parent = HS_NO_PARENT,
                            .confidence = 0.9f,
                            .act = HS_ACT_ADMIT,
                            .polarity = HS_POLARITY_POSITIVE,
                            .certainty = HS_CERTAIN,
                            .time = STR("2031-05-12"),
                            .chain = chain,
                            .n_chain = 2,
                            .chain_known = true};
    a[1] = (hs_attribution){.source = spans(&p, "Four officials", NULL),
                            .cue = spans(&p, "doubt", NULL),
                            .content = spans(&p, "it.", NULL),
                            .parent = HS_NO_PARENT,
                            .confidence = 0.8f,
                            .source_id = 2,
                            .act = HS_ACT_BELIEVE,
                            .polarity = HS_POLARITY_NEGATIVE,
                            .certainty = HS_POSSIBLE};
    return p;
}

/* A chain that begins with whom the holder cites: relays are who stand behind the holder. */
static void relays_stand_behind_the_holder(void **state)
{
    (void)state;
    static const uint32_t chain[] = {2, 0, 1};
    page p = resolved();
    hs_attribution *a = p.doc->attributions;
    a[0].chain = chain;
    a[0].n_chain = 3;
    assert_non_null(strstr(write_as(&p, HS_FORMAT_CSV, NULL), ",2031-05-12,Wire,0123\r\n"));
    assert_non_null(strstr(write_as(&p, HS_FORMAT_JSONL, NULL), "\"chain\":[\"s3\",\"s1\",\"s2\"],"));
    page_free(&p);
}

static void values_stand_in_every_format(void **state)
{
    (void)state;
    page p = resolved();
    const char *json = write_as(&p, HS_FORMAT_JSONL, NULL);
    assert_non_null(strstr(json, "\"sources\":[{\"id\":\"s1\",\"name\":\"Dag Orlan\",\"description\":\"union secretary\","
                                 "\"affiliation\":null,\"reason\":null,\"kind\":\"person\",\"anonymous\":false,\"count\":null,"
                                 "\"mentions\":[[0,2]]},"));
    assert_non_null(strstr(json, "\"source_id\":\"s1\",\"quotation\":\"indirect\",\"act\":\"admit\",\"polarity\":\"+\","
                                 "\"certainty\":\"certain\",\"time\":\"2031-05-12\",\"parent\":null,\"chain\":[\"s1\",\"s2\"],"));
    assert_non_null(strstr(json, "\"source_id\":\"s3\",\"quotation\":\"indirect\",\"act\":\"believe\",\"polarity\":\"-\","
                                 "\"certainty\":\"possible\",\"time\":null,\"parent\":null,\"chain\":null,"));
    const char *csv = write_as(&p, HS_FORMAT_CSV, NULL);
    assert_non_null(strstr(csv, ",Dag Orlan,person,false,,admit,+,certain,2031-05-12,Wire,0123\r\n"));
    assert_non_null(strstr(csv, ",officials,group,true,4,believe,-,possible,,,0123\r\n"));
    assert_non_null(strstr(write_as(&p, HS_FORMAT_BRAT, NULL), "A1\tAct E1 admit\nA2\tPolarity E1 +\nA3\tCertainty E1 certain\n"));
    assert_non_null(strstr(write_as(&p, HS_FORMAT_WEBANNO, NULL),
                           "{\"type\":\"TextualBody\",\"purpose\":\"identifying\",\"value\":\"Dag Orlan\"},"));
    assert_string_equal(write_as(&p, HS_FORMAT_TEXT, &(hs_style){.width = 72}),
                        "Harbour Post\n"
                        "\n"
                        "  1  He (Dag Orlan), 12 May 2031  >  Wire  >  Harbour Post   admit   90%\n"
                        "     said    it leaked\n"
                        "  2  Four officials                    believe, possible, not held   80%\n"
                        "     doubt   it.\n"
                        "\n"
                        "2 attributions\n");
    p.doc->attributions[1].polarity = HS_POLARITY_UNKNOWN; /* the words do not tell */
    assert_non_null(strstr(write_as(&p, HS_FORMAT_TEXT, &(hs_style){.width = 72}), "  2  Four officials                 believe, possible, held or not   80%\n"));
    assert_non_null(strstr(write_as(&p, HS_FORMAT_JSONL, NULL), "\"act\":\"believe\",\"polarity\":null,"));
    page_free(&p);
}

static void csv_disarms_formulas(void **state)
{
    (void)state;
    static const char *const cells[][2] = {{"=1+1", "\"'=1+1\""},
                                           {"+1", "\"'+1\""},
                                           {"-1", "\"'-1\""},
                                           {"@SUM(A1)", "\"'@SUM(A1)\""},
                                           {"\t=1", "\"'=1\""},
                                           {" \r\n=1", "\"'=1\""},
                                           {"\xef\xbc\x9d"
                                            "1",
                                            "\"'\xef\xbc\x9d"
                                            "1\""},
                                           {"a=1", "a=1"},
                                           {"'=1", "\"''=1\""},
                                           {"''@a", "\"'''@a\""},
                                           {"'Quoted'", "'Quoted'"},
                                           {"'", "'"}};
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        page p = page_new(cells[i][0]);
        hs_attribution *a = attributions(&p, 1);
        a->source = spans(&p, cells[i][0], NULL);
        char want[64];
        snprintf(want, sizeof want, ",body,%s,,,", cells[i][1]);
        assert_non_null(strstr(write_as(&p, HS_FORMAT_CSV, NULL), want));
        page_free(&p);
    }
}

/* ---- brat ---- */

static void brat_is_polnears_shape(void **state)
{
    (void)state;
    page p = harbour();
    assert_string_equal(write_as(&p, HS_FORMAT_BRAT, NULL), "T1\tSource 0 15\tThe naïve clerk\n"
                                                            "T2\tCue 16 20\tsaid\n"
                                                            "T3\tContent 21 33;45 58\t“it leaked,” “and we knew”\n"
                                                            "T4\tAttribution 16 20\tsaid\n"
                                                            "E1\tAttribution:T4 Content:T3 Cue:T2 Source:T1\n"
                                                            "T5\tSource 60 63\tLin\n"
                                                            "T6\tContent 69 81\tBo denied it\n"
                                                            "T7\tAttribution 69 81\tBo denied it\n"
                                                            "E2\tAttribution:T7 Content:T6 Source:T5\n"
                                                            "T8\tCue 72 78\tdenied\n"
                                                            "T9\tContent 79 82\tit.\n"
                                                            "T10\tAttribution 72 78\tdenied\n"
                                                            "E3\tAttribution:T10 Content:T9 Cue:T8\n");
    page_free(&p);
}

static void brat_keeps_to_one_line(void **state)
{
    (void)state;
    page p = page_new("a\r\n\tb");
    attributions(&p, 1)->content = spans(&p, "a\r\n\tb", NULL);
    assert_string_equal(write_as(&p, HS_FORMAT_BRAT, NULL), "T1\tContent 0 5\ta   b\n"
                                                            "T2\tAttribution 0 5\ta   b\n"
                                                            "E1\tAttribution:T2 Content:T1\n");
    page_free(&p);
}

/* ---- webanno ---- */

static void webanno_selects_by_words_and_place(void **state)
{
    (void)state;
    page p = page_new("Zoë said no. Then nothing at all happened for years.");
    hs_attribution *a = attributions(&p, 1);
    a->source = spans(&p, "Zoë", NULL);
    a->content = spans(&p, "no", NULL);
    assert_string_equal(
        write_as(&p, HS_FORMAT_WEBANNO, NULL),
        "{\"@context\":\"http://www.w3.org/ns/anno.jsonld\",\"id\":\"urn:hearsay:0123:a1\",\"type\":\"Annotation\","
        "\"motivation\":\"describing\",\"generator\":{\"type\":\"Software\",\"name\":\"hearsay " HS_VERSION "\"},"
        "\"body\":[{\"type\":\"SpecificResource\",\"purpose\":\"identifying\",\"source\":\"urn:hearsay:0123\","
        "\"selector\":[{\"type\":\"TextPositionSelector\",\"start\":0,\"end\":3},{\"type\":\"TextQuoteSelector\","
        "\"exact\":\"Zoë\",\"prefix\":\"\",\"suffix\":\" said no. Then nothing at all ha\"}]},"
        "{\"type\":\"TextualBody\",\"purpose\":\"tagging\",\"value\":\"indirect quotation\"}],"
        "\"target\":[{\"type\":\"SpecificResource\",\"source\":\"urn:hearsay:0123\","
        "\"selector\":[{\"type\":\"TextPositionSelector\",\"start\":9,\"end\":11},{\"type\":\"TextQuoteSelector\","
        "\"exact\":\"no\",\"prefix\":\"Zoë said \",\"suffix\":\". Then nothing at all happened f\"}]}]}\n");
    p.doc->url = STR("https://a.example/1");
    assert_non_null(strstr(write_as(&p, HS_FORMAT_WEBANNO, NULL), "\"source\":\"https://a.example/1\""));
    page_free(&p);
}

/* ---- text ---- */

static void text_is_for_people(void **state)
{
    (void)state;
    page p = harbour();
    p.doc->outlet = STR("Harbour Post");
    p.doc->published = STR("2031-05-14T09:30+02:00");
    p.doc->title = STR("Ministry knew of the leak");
    hs_style style = {.width = 60};
    assert_string_equal(write_as(&p, HS_FORMAT_TEXT, &style),
                        "Harbour Post, 14 May 2031: Ministry knew of the leak\n"
                        "\n"
                        "  1  The naïve clerk                                     91%\n"
                        "     said    “it leaked,” [...] “and we knew”\n"
                        "  2  Lin                                  in the title   50%\n"
                        "             Bo denied it\n"
                        "       3  nobody named                                  100%\n"
                        "          denied  it.\n"
                        "\n"
                        "3 attributions, 1 nested\n");
    page_free(&p);
}

static void text_colours_on_request(void **state)
{
    (void)state;
    page p = harbour();
    hs_style style = {.width = 60, .color = true};
    const char *got = write_as(&p, HS_FORMAT_TEXT, &style);
    assert_non_null(strstr(got, "\x1b[1mThe naïve clerk\x1b[0m"));
    assert_non_null(strstr(got, "\x1b[2msaid\x1b[0m"));
    style.color = false;
    assert_null(strchr(write_as(&p, HS_FORMAT_TEXT, &style), '\x1b'));
    page_free(&p);
}

static void text_heads_with_what_is_known(void **state)
{
    (void)state;
    page p = page_new("x");
    assert_string_equal(write_as(&p, HS_FORMAT_TEXT, NULL), "in.txt\n\nno attributions\n");
    p.doc->published = STR("2031");
    assert_string_equal(write_as(&p, HS_FORMAT_TEXT, NULL), "2031\n\nno attributions\n");
    p.doc->title = STR("Leak");
    assert_string_equal(write_as(&p, HS_FORMAT_TEXT, NULL), "2031: Leak\n\nno attributions\n");
    p.doc->published = (hs_str){0};
    assert_string_equal(write_as(&p, HS_FORMAT_TEXT, NULL), "Leak\n\nno attributions\n");
    attributions(&p, 1)->content = spans(&p, "x", NULL);
    assert_non_null(strstr(write_as(&p, HS_FORMAT_TEXT, NULL), "\n\n1 attribution\n"));
    page_free(&p);
}

static const char *content_of(page *p, const char *words)
{
    hs_attribution *a = attributions(p, 1);
    a->quotation = HS_QUOTATION_DIRECT;
    a->content = spans(p, words, NULL);
    hs_style style = {.width = 200};
    return write_as(p, HS_FORMAT_TEXT, &style);
}

static void text_puts_direct_quotations_in_marks(void **state)
{
    (void)state;
    static const char *const cases[][2] = {{"we knew", " “we knew”\n"},          {"“we knew”", " “we knew”\n"},
                                           {"“we knew", " “we knew”\n"},         {"we knew”", " “we knew”\n"},
                                           {"\"we knew", " \"we knew\"\n"},      {"‘we knew’", " ‘we knew’\n"},
                                           {"„wir wussten“", " „wir wussten“\n"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        page p = page_new(cases[i][0]);
        assert_non_null(strstr(content_of(&p, cases[i][0]), cases[i][1]));
        page_free(&p);
    }
}

static void text_shows_where_a_quotation_was_cut(void **state)
{
    (void)state;
    static const char *const cases[][2] = {{"“we knew", " “we knew [...]”\n"}, {"a word\"", " \"[...] a word\"\n"}};
    static const char text[] = "“we knew it. All of it,” she said. He: \"not a word\"";
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        page p = page_new(text);
        assert_non_null(strstr(content_of(&p, cases[i][0]), cases[i][1]));
        page_free(&p);
    }
}

static void text_leaves_out_what_tells_nothing(void **state)
{
    (void)state;
    page p = page_new("Lin, said “ Bo “we go”");
    hs_attribution *a = attributions(&p, 1);
    a->source = spans(&p, "Lin,", NULL);
    a->content = spans(&p, "“ ", "we go");
    const char *got = write_as(&p, HS_FORMAT_TEXT, NULL);
    assert_non_null(strstr(got, " Lin  "));
    assert_non_null(strstr(got, "  we go\n"));
    assert_null(strstr(got, "[...]"));
    page_free(&p);
}

static void text_lets_nothing_through_to_the_terminal(void **state)
{
    (void)state;
    page p = page_new("a\x1b[31m b\x07\n\n c\x7f d\xc2\x9b"
                      "2J \xe2\x80\xae"
                      "e\r\tf\xc2\xa0g");
    attributions(&p, 1)->content = (hs_spans){(const hs_span[]){{0, (uint32_t)p.doc->text.len}}, 1};
    p.doc->title = STR("T\x1b]0;x\x07");
    const char *got = write_as(&p, HS_FORMAT_TEXT, NULL);
    assert_non_null(strstr(got, "a␛[31m b␇ c␡ d\xef\xbf\xbd"
                                "2J e f g\n"));
    assert_non_null(strstr(got, "T␛]0;x␇\n"));
    for (const char *c = got; *c; c++)
        assert_true((unsigned char)*c >= 0x20 || *c == '\n');
    page_free(&p);
}

static void text_survives_parents_in_a_ring(void **state)
{
    (void)state;
    page p = page_new("x");
    hs_attribution *a = attributions(&p, 4);
    for (size_t i = 0; i < 4; i++)
        a[i].content = spans(&p, "x", NULL);
    a[0].parent = 1;
    a[1].parent = 0;
    a[2].parent = 2;
    a[3].parent = 77;
    const char *got = write_as(&p, HS_FORMAT_TEXT, NULL);
    assert_non_null(strstr(got, "\n4 attributions, 1 nested\n"));
    assert_non_null(strstr(got, "  4  "));
    assert_non_null(strstr(write_as(&p, HS_FORMAT_JSONL, NULL), "\"id\":\"a4\""));
    page_free(&p);
}

static void text_prints_parents_before_children(void **state)
{
    (void)state;
    page p = page_new("one two three four");
    static const char *const words[] = {"one", "two", "three", "four"};
    hs_attribution *a = attributions(&p, 4);
    for (size_t i = 0; i < 4; i++)
        a[i].source = spans(&p, words[i], NULL);
    a[0].parent = 3;
    a[1].parent = 0;
    const char *got = write_as(&p, HS_FORMAT_TEXT, NULL);
    assert_non_null(strstr(got, "  3  three"));
    assert_non_null(strstr(got, "\n  4  four"));
    assert_non_null(strstr(got, "\n       1  one"));
    assert_non_null(strstr(got, "\n            2  two"));
    page_free(&p);
}

static void text_stays_in_its_width(void **state)
{
    (void)state;
    page p =
        page_new("A long-winded spokeswoman for the harbour authority of the northern district, speaking in a "
                 "manner of speaking that the divers had, as far as anyone could tell, "
                 "https://example.org/a/very/long/address/that/does/not/fit/on/any/line/of/this/width 东京都庁舎是日本"
                 "东京都政府的总部所在地位于新宿区西新宿二丁目由丹下健三设计于一九九〇年建成");
    const hs_span speech = {110, (uint32_t)p.doc->text.len};
    hs_attribution *a = attributions(&p, 12);
    for (uint32_t i = 0; i < 12; i++) {
        a[i].source = spans(&p, "A long-winded spokeswoman for the harbour authority of the northern district", NULL);
        a[i].cue = spans(&p, i % 2 ? "speaking in a manner of speaking that" : "speaking", NULL);
        a[i].content = (hs_spans){&speech, 1};
        a[i].place = (hs_place)(i % 4);
        a[i].parent = i ? i - 1 : HS_NO_PARENT;
    }
    for (unsigned width = 40; width <= 140; width++) {
        hs_style style = {.width = width};
        const char *line = write_as(&p, HS_FORMAT_TEXT, &style);
        for (const char *end; (end = strchr(line, '\n')); line = end + 1)
            assert_true(hs_columns((hs_str){line, (size_t)(end - line)}) <= width);
    }
    page_free(&p);
}

static void columns_count_wide_and_combining(void **state)
{
    (void)state;
    assert_int_equal(hs_columns(STR("abc")), 3);
    assert_int_equal(hs_columns(STR("e\xcc\x81")), 1);
    assert_int_equal(hs_columns(STR("东京")), 4);
    assert_int_equal(hs_columns(STR("")), 0);
}

static void text_is_shown_on_one_line(void **state)
{
    (void)state;
    page p = page_new("");
    hs_error err;
    static const char hostile[] = " a\r\n\tb\033[31m\x7f\xc2\x9b" "c\xff\xe2\x80\xae" "d\xe2\x81\xa6 e\n";
    assert_int_equal(hs_text_show(STR(hostile), take, &p, &err), HS_OK);
    assert_string_equal(p.got, "a b\xe2\x90\x9b[31m\xe2\x90\xa1\xef\xbf\xbd" "c\xef\xbf\xbd" "d e");
    p.refuse_after = 0;
    assert_int_equal(hs_text_show(STR("a"), take, &p, &err), HS_E_IO);
    assert_int_equal(hs_text_show(STR(" "), take, &p, &err), HS_OK); /* nothing to write */
    page_free(&p);
}

static void rows_are_as_answers_are(void **state)
{
    (void)state;
    page p = page_new("");
    hs_error err;
    const hs_cell cells[] = {{"name", STR("a \"b\",\nc")}, {"none", {NULL, 0}}, {"sign", STR("-")}, {"sum", STR("=1+1")}, {"bad", STR("x\xff")}};
    assert_int_equal(hs_row_names_write(cells, 5, take, &p, &err), HS_OK);
    assert_int_equal(hs_row_write(cells, 5, HS_FORMAT_CSV, take, &p, &err), HS_OK);
    assert_string_equal(p.got, "name,none,sign,sum,bad\r\n\"a \"\"b\"\", c\",,-,\"'=1+1\",x\xef\xbf\xbd\r\n");
    page_free(&p);
    p = page_new("");
    assert_int_equal(hs_row_write(cells, 5, HS_FORMAT_JSONL, take, &p, &err), HS_OK);
    assert_string_equal(p.got, "{\"schema\":1,\"name\":\"a \\\"b\\\",\\nc\",\"none\":null,\"sign\":\"-\",\"sum\":\"=1+1\",\"bad\":\"x\\ufffd\"}\n");
    assert_int_equal(hs_row_write(cells, 5, HS_FORMAT_TEXT, take, &p, &err), HS_E_ARG);
    p.refuse_after = 0;
    assert_int_equal(hs_row_write(cells, 5, HS_FORMAT_CSV, take, &p, &err), HS_E_IO);
    assert_int_equal(hs_text_lay(STR("a"), 0, 40, take, &p, &err), HS_E_IO);
    page_free(&p);
    p = page_new("");
    assert_int_equal(hs_text_lay(STR("one two \033 'a command that' goes on, isn't it"), 2, 20, take, &p, &err), HS_OK);
    assert_string_equal(p.got, "one two \xe2\x90\x9b\n  'a command that'\n  goes on, isn't it");
    page_free(&p);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(name_finds_each_format),
        cmocka_unit_test(text_is_shown_on_one_line),
        cmocka_unit_test(rows_are_as_answers_are),
        cmocka_unit_test(write_refuses_an_unknown_format),
        cmocka_unit_test(write_stops_when_the_sink_refuses),
        cmocka_unit_test(output_is_held_in_blocks),
        cmocka_unit_test(every_failed_allocation_is_reported),
        cmocka_unit_test(jsonl_is_the_contract),
        cmocka_unit_test(jsonl_escapes_strings),
        cmocka_unit_test(jsonl_leaves_an_input_without_a_name_null),
        cmocka_unit_test(jsonl_leaves_unknown_confidence_null),
        cmocka_unit_test(csv_has_a_row_an_attribution),
        cmocka_unit_test(values_stand_in_every_format),
        cmocka_unit_test(relays_stand_behind_the_holder),
        cmocka_unit_test(csv_disarms_formulas),
        cmocka_unit_test(brat_is_polnears_shape),
        cmocka_unit_test(brat_keeps_to_one_line),
        cmocka_unit_test(webanno_selects_by_words_and_place),
        cmocka_unit_test(text_is_for_people),
        cmocka_unit_test(text_colours_on_request),
        cmocka_unit_test(text_heads_with_what_is_known),
        cmocka_unit_test(text_puts_direct_quotations_in_marks),
        cmocka_unit_test(text_shows_where_a_quotation_was_cut),
        cmocka_unit_test(text_leaves_out_what_tells_nothing),
        cmocka_unit_test(text_lets_nothing_through_to_the_terminal),
        cmocka_unit_test(text_survives_parents_in_a_ring),
        cmocka_unit_test(text_prints_parents_before_children),
        cmocka_unit_test(text_stays_in_its_width),
        cmocka_unit_test(columns_count_wide_and_combining),
    };
    if (argc > 1)
        cmocka_set_test_filter(argv[1]);
    return cmocka_run_group_tests_name("format", tests, NULL, NULL);
}
