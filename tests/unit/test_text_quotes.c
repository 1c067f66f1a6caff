/* test_text_quotes.c -- which marks open and close, what is no quotation mark, paragraphs, hostile input. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "arena.h"
#include "quotes.h"

enum { CAP = 64 << 20 };

static hs_arena *arena;

static int setup(void **state)
{
    (void)state;
    arena = hs_arena_new(CAP);
    return !arena;
}

static int teardown(void **state)
{
    (void)state;
    hs_arena_free(arena);
    return 0;
}

/* A text and its quotations: depth, "c" if it continues the one before, "u" if unclosed, ":", the words with their
 * marks. */
typedef struct example {
    const char *text;
    const char *quotes[8];
} example;

static void check_shape(hs_quotes q, size_t len)
{
    for (size_t i = 0; i < q.n; i++) {
        const hs_quote *a = &q.at[i];
        assert_true(a->outer.begin < a->inner.begin && a->inner.begin <= a->inner.end && a->inner.end <= a->outer.end);
        assert_true(a->outer.end <= len);
        if (i) {
            const hs_quote *b = &q.at[i - 1];
            assert_true(a->outer.begin >= b->inner.begin);
            assert_true(a->outer.begin >= b->outer.end || a->outer.end <= b->inner.end);
            assert_true(a->depth <= b->depth + 1);
        } else
            assert_int_equal(a->depth, 0);
    }
}

static hs_quotes quotes_of(const char *text, size_t len)
{
    hs_quotes q;
    hs_error err = {0};
    /* Exactly as long as the text, so that ASan sees a read past it. */
    char *exact = malloc(len ? len : 1);
    memcpy(exact, text, len);
    assert_int_equal(hs_quotes_find(&q, arena, (hs_str){exact, len}, &err), HS_OK);
    free(exact);
    check_shape(q, len);
    return q;
}

static void check_examples(const example *examples, size_t n)
{
    size_t wrong = 0;
    for (size_t i = 0; i < n; i++) {
        hs_arena_reset(arena);
        const example *e = &examples[i];
        hs_quotes q = quotes_of(e->text, strlen(e->text));
        size_t want = 0;
        while (want < 8 && e->quotes[want])
            want++;
        bool good = want == q.n;
        char line[1024];
        for (size_t k = 0; k < q.n; k++) {
            const hs_quote *a = &q.at[k];
            snprintf(line, sizeof line, "%u%s%s:%.*s", a->depth, a->continues_previous ? "c" : "",
                     a->unclosed ? "u" : "", (int)(a->outer.end - a->outer.begin), e->text + a->outer.begin);
            bool same = k < want && strcmp(line, e->quotes[k]) == 0;
            if (!same)
                fprintf(stderr, "%s\n  %zu: got  %s\n     want %s\n", e->text, k, line,
                        k < want ? e->quotes[k] : "none");
            good = good && same;
        }
        if (want > q.n)
            fprintf(stderr, "%s\n  %zu missing: %s\n", e->text, q.n, e->quotes[q.n]);
        wrong += !good;
    }
    assert_int_equal(wrong, 0);
}

#define CHECK(examples) check_examples((examples), sizeof(examples) / sizeof *(examples))

static void double_marks(void **state)
{
    (void)state;
    static const example e[] = {
        {"No quotation here.", {0}},
        {"", {0}},
        {"\"Yes,\" he said.", {"0:\"Yes,\""}},
        {"“Yes,” he said. “And no.”", {"0:“Yes,”", "0:“And no.”"}},
        {"He said: \"We saw oil.\"", {"0:\"We saw oil.\""}},
        {"(“so-called”) and (\"this\")", {"0:“so-called”", "0:\"this\""}},
        {"„Ja“, sagte er. „Nein.“", {"0:„Ja“", "0:„Nein.“"}},
        {"„Tak”, powiedział.", {"0:„Tak”"}},
        {"”Hej”, sade han.", {"0:”Hej”"}},
        {"« Oui », dit-il. «Non»", {"0:« Oui »", "0:«Non»"}},
        {"»Ja«, sagte er.", {"0:»Ja«"}},
        {"‹so› und ›so‹", {"0:‹so›", "0:›so‹"}},
        {"「はい」と『言』った", {"0:「はい」", "0:『言』"}},
        {"``Yes,'' he said.", {"0:``Yes,''"}},
        {"''Yes,'' he said.", {"0:''Yes,''"}},
        {"‘‘Yes,’’ he said.", {"0:‘‘Yes,’’"}},
        {"“Yes,\" he said.", {"0:“Yes,\""}},
        {"\"Yes,” he said.", {"0:\"Yes,”"}},
        {"“Yes,“ he said.", {"0:“Yes,“"}},
        {"\"But—\" he began—\"no.\"", {"0:\"But—\"", "0:\"no.\""}},
        {"a \" spaced \" mark", {"0:\" spaced \""}},
        {"Yes,\" he said. \"Goodbye.\"", {"0:\"Goodbye.\""}},
        {"it ended.\"", {0}},
        {"\"Hello, he said. \"Goodbye,\" he added.", {"0u:\"Hello, he said.", "0:\"Goodbye,\""}},
        {"\"...and then,\" he said, \"...nothing\"", {"0:\"...and then,\"", "0:\"...nothing\""}},
        {"\"A\"\"B\"", {"0:\"A\"", "0:\"B\""}},
        {"he said. “They see that. “\n\nThis", {"0:“They see that. “"}},
        {"Home » News » World", {0}},
        {"»Read more", {0}},
        {"a “quoted” word and “another", {"0:“quoted”", "0u:“another"}},
    };
    CHECK(e);
}

static void single_marks(void **state)
{
    (void)state;
    static const example e[] = {
        {"Trump’s ‘Rhetoric’ Destroys", {"0:‘Rhetoric’"}},
        {"'No,' she said. 'Never.'", {"0:'No,'", "0:'Never.'"}},
        {"don't won't O'Neill's rock 'n' roll", {0}},
        {"don’t the ministers’ cars", {0}},
        {"the workers' rights and the bosses' fears", {0}},
        {"'The workers' rights are gone,' he said.", {"0:'The workers' rights are gone,'"}},
        {"‘The workers’ rights are gone,’ he said.", {"0:‘The workers’ rights are gone,’"}},
        {"'I'm goin' home,' he said.", {"0:'I'm goin' home,'"}},
        {"Turn away from ‘Boasters’ and ‘Blasphemers’ like him", {"0:‘Boasters’", "0:‘Blasphemers’"}},
        {"‘stupid’, ‘useless.’", {"0:‘stupid’", "0:‘useless.’"}},
        {"receiving a ‘D-‘ rating", {"0:‘D-‘"}},
        {"the '90s and the ’80s and the ‘70s", {0}},
        {"'90s music' he said, 'was'", {"0:'was'"}},
        {"class of '08 and '16 alike", {0}},
        {"'16 people died,' he said.", {"0:'16 people died,'"}},
        {"'Twas the night; get 'em", {0}},
        {"‘Tis so, ‘bout time", {0}},
        {"'Cause and effect,' he said.", {"0:'Cause and effect,'"}},
        {"'cause he could", {0}},
        {"He was 6' tall and 6'2\" in shoes, 5’10” in socks", {0}},
        {"a 6\" pipe and a 12\" pipe", {0}},
        {"\"He is 6'2\" tall,\" she said.", {"0:\"He is 6'2\" tall,\""}},
        {"\"It is a 6\" pipe,\" he said.", {"0:\"It is a 6\" pipe,\""}},
        {"“the Top 10” list and “Top 5”", {"0:“the Top 10”", "0:“Top 5”"}},
        {"\"the Top 10\" and \"the Top 5\"", {"0:\"the Top 10\"", "0:\"the Top 5\""}},
        {"‘If only’ he’d said", {"0:‘If only’"}},
        {"said:‘No’", {"0:‘No’"}},
        {"a lone ' mark and 'another one", {0}},
        {"'...and so,' he said", {"0:'...and so,'"}},
        {"‚Ja‘, sagte er", {"0:‚Ja‘"}},
        {"`code` and `such", {0}},
    };
    CHECK(e);
}

static void nesting(void **state)
{
    (void)state;
    static const example e[] = {
        {"“He said, ‘no,’ to me,” she said.", {"0:“He said, ‘no,’ to me,”", "1:‘no,’"}},
        {"\"He said, 'no,' to me,\" she said.", {"0:\"He said, 'no,' to me,\"", "1:'no,'"}},
        {"‘He said, “no,” to me,’ she said.", {"0:‘He said, “no,” to me,’", "1:“no,”"}},
        {"'He said, \"no,\" to me,' she said.", {"0:'He said, \"no,\" to me,'", "1:\"no,\""}},
        {"“He’s like, ‘Dude,’” he said.", {"0:“He’s like, ‘Dude,’”", "1:‘Dude,’"}},
        {"“so, ‘I hope that happens,'” Clinton told", {"0:“so, ‘I hope that happens,'”", "1:‘I hope that happens,'"}},
        {"\"'No,' he said,\" she said.", {"0:\"'No,' he said,\"", "1:'No,'"}},
        {"that he is “‘unpredictable.” Yet", {"0:“‘unpredictable.”"}},
        {"“The ‘70s were great,” he said.", {"0:“The ‘70s were great,”"}},
        {"“One “two” three,” he said.", {"0:“One “two” three,”", "1:“two”"}},
        {"\"He called it a \"disaster\" today,\" she said.",
         {"0:\"He called it a \"disaster\" today,\"", "1:\"disaster\""}},
        {"« Il dit “non” », dit-il", {"0:« Il dit “non” »", "1:“non”"}},
        {"« a « b » c »", {"0:« a « b » c »", "1:« b »"}},
        {"“a ‘b “c” d’ e”", {"0:“a ‘b “c” d’ e”", "1:‘b “c” d’", "2:“c”"}},
        {"“’House of Cards,’” she said, “’em”", {"0:“’House of Cards,’”", "1:’House of Cards,’", "0:“’em”"}},
        {"“the workers’ rights,” he said", {"0:“the workers’ rights,”"}},
        {"‘I told him “don’t go, Charles’ dog bites” then,’ he said",
         {"0:‘I told him “don’t go, Charles’ dog bites” then,’", "1:“don’t go, Charles’ dog bites”"}},
    };
    CHECK(e);
}

static void paragraphs(void **state)
{
    (void)state;
    static const example e[] = {
        {"“One.\n\n“Two.\n\n“Three,” he said.", {"0u:“One.", "0cu:“Two.", "0c:“Three,”"}},
        {"\"One.\n\n\"Two,\" he said.", {"0u:\"One.", "0c:\"Two,\""}},
        {"“One.\n“Two,” he said.", {"0u:“One.", "0c:“Two,”"}},
        {"‘One.\n\n‘Two,’ he said.", {"0u:‘One.", "0c:‘Two,’"}},
        {"No marks.\n\n‘One.\r\n\r\n‘Two,’ he said.", {"0u:‘One.", "0c:‘Two,’"}},
        {"'One.\n\n'Two,' he said.", {"0u:'One.", "0c:'Two,'"}},
        {"“One.”\n\n“Two.”", {"0:“One.”", "0:“Two.”"}},
        {"“One.\n\nHe left. “Two.”", {"0u:“One.", "0:“Two.”"}},
        {"“One.\n\nHe left.\n\n“Two.”", {"0u:“One.", "0:“Two.”"}},
        {"“One  \n\n", {"0u:“One"}},
        {"He said “one and left.\n\nThe end.", {"0u:“one and left."}},
        {"“We saw\noil,” he said.", {"0:“We saw\noil,”"}},
        {"\"We saw\nthe 'oil' and\nleft,\" he said.", {"0:\"We saw\nthe 'oil' and\nleft,\"", "1:'oil'"}},
        {"He said \"oops\nThe next line has \"marks\" too.", {"0u:\"oops", "0:\"marks\""}},
        {"The ‘one that\n\nnever’ ended", {0}},
        {"“One ‘two.\n\n“Three’ four,” he said.", {"0u:“One ‘two.", "0c:“Three’ four,”"}},
        {"\"\n\n\"", {0}},
        {"\xef\xbb\xbf“Yes”", {"0:“Yes”"}},
    };
    CHECK(e);
}

static void inner_is_without_marks(void **state)
{
    (void)state;
    hs_quotes q = quotes_of("a “b” ``c'' 'd", 18);
    assert_int_equal(q.n, 2);
    assert_int_equal(q.at[0].outer.begin, 2);
    assert_int_equal(q.at[0].inner.begin, 5);
    assert_int_equal(q.at[0].inner.end, 6);
    assert_int_equal(q.at[0].outer.end, 9);
    assert_int_equal(q.at[1].outer.begin, 10);
    assert_int_equal(q.at[1].inner.begin, 12);
    assert_int_equal(q.at[1].inner.end, 13);
    assert_int_equal(q.at[1].outer.end, 15);
}

static void hostile(void **state)
{
    (void)state;
    static const char *const parts[] = {"\"",   "'",    "“",        "”", "‘",  "’",     "s’ ",  "a' ", "\"a ",
                                        "\n",   "“a",   "\n\n",     " ", "„",  "«",     "»",    "`",   "''",
                                        "\xff", "\xe2", "\xe2\x80", "6", "6'", "6'2\"", "\xc2", "x\n"};
    enum { N = sizeof parts / sizeof *parts, LONG = 1 << 18 };
    char *text = malloc(LONG + 16);
    /* Long runs of each two: what is not linear does not end in time. */
    for (size_t i = 0; i < N; i++)
        for (size_t k = 0; k < N; k++) {
            size_t len = 0;
            while (len < (i < 4 ? LONG : 2000)) {
                const char *part = parts[len % 5 ? i : k];
                memcpy(text + len, part, strlen(part));
                len += strlen(part);
            }
            hs_arena_reset(arena);
            quotes_of(text, len);
        }
    uint32_t seed = 1;
    for (int round = 0; round < 20000; round++) {
        size_t len = 0;
        while (len < 60) {
            seed = seed * 1664525u + 1013904223u;
            const char *part = parts[(seed >> 16) % N];
            memcpy(text + len, part, strlen(part));
            len += strlen(part);
        }
        hs_arena_reset(arena);
        quotes_of(text, len);
    }
    free(text);
}

static void no_memory(void **state)
{
    (void)state;
    hs_arena *small = hs_arena_new(16);
    hs_quotes q = {.n = 7};
    hs_error err = {0};
    assert_int_equal(hs_quotes_find(&q, small, (hs_str){"\"a\" \"b\"", 7}, &err), HS_E_NOMEM);
    assert_int_equal(err.code, HS_E_NOMEM);
    assert_int_equal(err.pos, 0);
    assert_int_equal(q.n, 0);
    assert_null(q.at);
    hs_arena_free(small);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(double_marks), cmocka_unit_test(single_marks),           cmocka_unit_test(nesting),
        cmocka_unit_test(paragraphs),   cmocka_unit_test(inner_is_without_marks), cmocka_unit_test(hostile),
        cmocka_unit_test(no_memory),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
