/* test_text_pieces.c -- the tokenizer against Hugging Face's, and what is ours: spans, words, paragraph breaks.
 * Golden: tests/golden/text/tokenizer.txt, made by train/make_tokenizer_golden.py; HS_TOKENIZER_GOLDEN names another.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "arena.h"
#include "pieces.h"
#include "vocabulary.h"

#ifndef HS_SOURCE_DIR
#define HS_SOURCE_DIR "."
#endif

enum { CAP = 64 << 20 };

static hs_vocabulary *vocabulary;
static hs_arena *arena;

static int setup(void **state)
{
    (void)state;
    hs_error err = {0};
    arena = hs_arena_new(CAP);
    if (hs_vocabulary_open(&vocabulary, HS_SOURCE_DIR "/models/small/vocab.txt", &err) != HS_OK)
        fprintf(stderr, "%s\n", err.msg);
    return !arena || !vocabulary;
}

static int teardown(void **state)
{
    (void)state;
    hs_vocabulary_free(vocabulary);
    hs_arena_free(arena);
    return 0;
}

static uint32_t fnv(uint32_t h, uint32_t number)
{
    for (int shift = 0; shift < 32; shift += 8)
        h = (h ^ (number >> shift & 255)) * 0x01000193u;
    return h;
}

static hs_pieces pieces_of(const char *text, size_t len)
{
    hs_pieces p;
    hs_error err = {0};
    assert_int_equal(hs_pieces_make(&p, arena, vocabulary, (hs_str){text, len}, &err), HS_OK);
    return p;
}

/* What holds of every text. */
static void check_spans(hs_pieces p, size_t len)
{
    for (size_t i = 0; i < p.n; i++) {
        assert_true(p.begin[i] <= p.end[i] && p.end[i] <= len);
        assert_true(p.ids[i] >= 0 && (size_t)p.ids[i] < hs_vocabulary_size(vocabulary));
        if (p.flags[i] & HS_PIECE_BREAK) {
            assert_true(i > 0 && i + 1 < p.n && p.begin[i] == p.end[i]);
            assert_true(p.flags[i + 1] & HS_PIECE_WORD);
        } else
            assert_true(p.begin[i] < p.end[i]);
        if (i)
            assert_true(p.begin[i] >= p.begin[i - 1] && p.end[i] >= p.end[i - 1]);
        else
            assert_true(p.flags[0] == HS_PIECE_WORD);
    }
}

/* Ids as Hugging Face wrote them, one by one. */
static bool same_ids(const char *ids, hs_pieces p)
{
    char *at = (char *)ids;
    for (size_t i = 0; i < p.n; i++) {
        char *from = at;
        if (strtol(from, &at, 10) != p.ids[i] || at == from)
            return false;
    }
    return *at == 0;
}

static void golden_is_equal(void **state)
{
    (void)state;
    const char *path = getenv("HS_TOKENIZER_GOLDEN");
    FILE *file = fopen(path ? path : HS_SOURCE_DIR "/tests/golden/text/tokenizer.txt", "rb");
    assert_non_null(file);
    char *line = NULL;
    size_t cap = 0, lines = 0, full = 0, offsets = 0, wrong_ids = 0, wrong_offsets = 0;
    for (ssize_t got; (got = getdelim(&line, &cap, '\n', file)) > 0; lines++) {
        size_t len = (size_t)got - 1;
        line[len] = 0;
        /* The text may hold NUL and tabs: only the first three tabs part. */
        char *hash_offsets = strchr(line, '\t') + 1, *ids = strchr(hash_offsets, '\t') + 1,
             *text = strchr(ids, '\t') + 1;
        text[-1] = 0;
        size_t text_len = (size_t)(line + len - text);
        hs_arena_reset(arena);
        /* Exactly as long as the text, so that ASan sees a read past it. */
        char *exact = malloc(text_len ? text_len : 1);
        memcpy(exact, text, text_len);
        hs_pieces p = pieces_of(exact, text_len);
        check_spans(p, text_len);
        uint32_t h = 0x811c9dc5u, o = 0x811c9dc5u;
        for (size_t i = 0; i < p.n; i++) {
            assert_int_equal(p.flags[i] & HS_PIECE_BREAK, 0);
            h = fnv(h, (uint32_t)p.ids[i]);
            o = fnv(fnv(o, p.begin[i]), p.end[i]);
        }
        bool equal = h == strtoul(line, NULL, 16);
        if (*ids != '-') {
            full++;
            equal = equal && same_ids(ids, p);
        }
        if (!equal && wrong_ids++ < 10)
            fprintf(stderr, "line %zu: other ids: %s\n", lines + 1, text);
        if (*hash_offsets != '-') {
            offsets++;
            if (o != strtoul(hash_offsets, NULL, 16) && wrong_offsets++ < 10)
                fprintf(stderr, "line %zu: other offsets: %s\n", lines + 1, text);
        }
        free(exact);
    }
    free(line);
    fclose(file);
    printf("%zu lines, %zu with ids in full, %zu with offsets; other ids %zu, other offsets %zu\n", lines, full,
           offsets, wrong_ids, wrong_offsets);
    assert_true(lines >= 10000);
    assert_int_equal(wrong_ids, 0);
    assert_int_equal(wrong_offsets, 0);
}

/* A text and its pieces as "words": "|" before a word's first piece, "+" before another of the same, "/" for a break,
 * and the words of the text that each piece spans. */
static void spans_and_words(void **state)
{
    (void)state;
    static const struct {
        const char *text, *pieces;
    } e[] = {
        {"", ""},
        {"   ", ""},
        {"\n\n", ""},
        {"Hello, World!", "|Hello|,|World|!"},
        {"unaffable", "|una+ffa+ble"},
        {"don’t", "|don|’|t"},
        {"Café", "|Café"},
        {"a\u200b"
         "b",
         "|a\u200b"
         "b"},
        {"\u200bab\u200b c", "|ab|c"},
        {"中文", "|中|文"},
        {"x中y", "|x|中|y"},
        {"한", "|한+한+한"},
        {"[SEP] [sep]", "|[SEP]|[|sep|]"},
        {"a[MASK]b", "|a|[MASK]|b"},
        {"\U0001F600", "|\U0001F600"},
        {"One.\n\nTwo.", "|One|./|Two|."},
        {"\n One. \r\n \n Two.\n", "|One|./|Two|."},
        {"One\nTwo\nThree", "|One/|Two/|Three"},
        {"One\rTwo\u2028Three", "|One|Two|Three"},
        {"One\n\u200b\nTwo", "|One/|Two"},
        {"One\n\u00a0\nTwo", "|One/|Two"},
        {"One\n中", "|One/|中"},
        {"One\n[SEP]", "|One/|[SEP]"},
        {"One\n.", "|One/|."},
        {"One\n\u0301", "|One"},
        {"One\n\u0301\nTwo", "|One/|Two"},
    };
    for (size_t i = 0; i < sizeof e / sizeof *e; i++) {
        size_t len = strlen(e[i].text), out = 0;
        char got[256];
        hs_arena_reset(arena);
        hs_pieces p = pieces_of(e[i].text, len);
        check_spans(p, len);
        for (size_t k = 0; k < p.n; k++) {
            got[out++] = p.flags[k] == HS_PIECE_BREAK ? '/' : p.flags[k] == HS_PIECE_WORD ? '|' : '+';
            memcpy(got + out, e[i].text + p.begin[k], p.end[k] - p.begin[k]);
            out += p.end[k] - p.begin[k];
        }
        got[out] = 0;
        assert_string_equal(got, e[i].pieces);
    }
}

/* A break lies where the next paragraph begins, as train/windows.py has it, and is a [SEP]. */
static void breaks_lie_before_the_paragraph(void **state)
{
    (void)state;
    static const char text[] = "One \n \n\tTwo\n\x0b\u00a0\u200bThree";
    hs_pieces p = pieces_of(text, sizeof text - 1);
    assert_int_equal(p.n, 5);
    assert_int_equal(p.ids[1], 102);
    assert_int_equal(p.begin[1], 8);
    assert_int_equal(p.end[1], 8);
    assert_int_equal(p.flags[1], HS_PIECE_BREAK);
    assert_int_equal(p.begin[2], 8);
    assert_int_equal(p.begin[3], 15); /* past VT and the no-break space */
    assert_int_equal(p.begin[4], 18);
}

static void long_words_are_unknown(void **state)
{
    (void)state;
    char text[400];
    memset(text, 'a', sizeof text);
    hs_pieces p = pieces_of(text, 100);
    assert_true(p.n > 1 && p.ids[0] != 100);
    p = pieces_of(text, 101);
    assert_int_equal(p.n, 1);
    assert_int_equal(p.ids[0], 100);
    assert_int_equal(p.end[0], 101);
    for (size_t i = 0; i < 202; i += 2)
        memcpy(text + i, "\xc3\xa9", 2); /* é: 101 characters */
    p = pieces_of(text, 202);
    assert_int_equal(p.n, 1);
    assert_int_equal(p.ids[0], 100);
    assert_int_equal(p.end[0], 202);
    assert_true(pieces_of(text, 200).n > 1);
}

/* Combining marks that NFD reorders, in runs longer than a word may be: safe, and in linear time. */
static void hostile(void **state)
{
    (void)state;
    static const char *const parts[] = {
        "a", " ",     "\n", "\xff", "\xf0\x9f", "\u302e", "\U0001D165",   "\u0301", "\u1cf7",
        "[", "[SEP]", "中", "한",   "\u0e33",   "\u200b", "\xed\xa0\x80", "\u0f73", "\0"};
    enum { N = sizeof parts / sizeof *parts, LONG = 1 << 17 };
    char *text = malloc(LONG + 16);
    for (size_t i = 0; i < N; i++)
        for (size_t k = 0; k < N; k++) {
            size_t len = 0;
            while (len < LONG) {
                const char *part = parts[len % 3 ? i : k];
                size_t n = *part ? strlen(part) : 1;
                memcpy(text + len, part, n);
                len += n;
            }
            hs_arena_reset(arena);
            check_spans(pieces_of(text, len), len);
        }
    uint32_t seed = 1;
    for (int round = 0; round < 20000; round++) {
        size_t len = 0;
        while (len < 60) {
            seed = seed * 1664525u + 1013904223u;
            const char *part = parts[(seed >> 16) % N];
            size_t n = *part ? strlen(part) : 1;
            memcpy(text + len, part, n);
            len += n;
        }
        hs_arena_reset(arena);
        check_spans(pieces_of(text, len), len);
    }
    free(text);
}

static void errors(void **state)
{
    (void)state;
    hs_arena *small = hs_arena_new(32);
    hs_pieces p = {.n = 7};
    hs_error err = {0};
    assert_int_equal(hs_pieces_make(&p, small, vocabulary, (hs_str){"one two three four", 18}, &err), HS_E_NOMEM);
    assert_int_equal(err.code, HS_E_NOMEM);
    assert_int_equal(err.pos, 0);
    assert_int_equal(p.n, 0);
    assert_null(p.ids);
    hs_arena_free(small);
#if SIZE_MAX > UINT32_MAX
    assert_int_equal(hs_pieces_make(&p, arena, vocabulary, (hs_str){"", (size_t)UINT32_MAX + 1}, &err), HS_E_LIMIT);
    assert_int_equal(err.code, HS_E_LIMIT);
    assert_int_equal(err.pos, UINT32_MAX);
#endif
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(golden_is_equal),
        cmocka_unit_test(spans_and_words),
        cmocka_unit_test(breaks_lie_before_the_paragraph),
        cmocka_unit_test(long_words_are_unknown),
        cmocka_unit_test(hostile),
        cmocka_unit_test(errors),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
