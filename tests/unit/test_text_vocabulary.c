/* test_text_vocabulary.c -- loading vocab.txt, hostile ones too; splitting words. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "vocabulary.h"

#ifndef HS_SOURCE_DIR
#define HS_SOURCE_DIR "."
#endif
#define BASE "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\n"

static hs_status parse(hs_vocabulary **v, const char *text, size_t len, hs_error *err)
{
    char *exact = malloc(len ? len : 1); /* exactly as long, so that ASan sees a read past it */
    memcpy(exact, text, len);
    hs_status status = hs_vocabulary_parse(v, (hs_str){exact, len}, err);
    free(exact);
    return status;
}

static void hostile_files(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        uint64_t pos;
        const char *message;
    } e[] = {
        {"", 0, "empty"},
        {"\n", 0, "line 1 is empty"},
        {"[UNK]\n\n[SEP]\n", 6, "line 2 is empty"},
        {"[UNK]\n[CLS]\n[SEP]\n\n", 18, "line 4 is empty"},
        {"[UNK]\n[CLS]\n", 12, "no piece [SEP]"},
        {"[UNK]\n[SEP]\n", 12, "no piece [CLS]"},
        {"[CLS]\n[SEP]", 11, "no piece [UNK]"},
        {"##[UNK]\n[CLS]\n[SEP]\n", 20, "no piece [UNK]"},
        {"[UNK]\n[CLS]\n[SEP]\na\nb\na\n", 22, "line 6: the piece of line 4 again"},
        {"[UNK]\n[CLS]\n[SEP]\n##a\n##a\n", 22, "line 5: the piece of line 4 again"},
        {"[UNK]\r\n[CLS]\r\n[SEP]\r\n", 5, "line 1 ends in CR"},
        {"[UNK]\n[CLS]\n[SEP]\n\r\n", 18, "line 4 ends in CR"},
        {"[UNK]\n[CLS]\n[SEP]\nab\xff\n", 20, "line 4 is not UTF-8"},
        {"[UNK]\n[CLS]\n[SEP]\n\xed\xa0\x80\n", 18, "line 4 is not UTF-8"},
        {"[UNK]\n[CLS]\n[SEP]\nab\xe2\x82", 20, "line 4 is not UTF-8"},
    };
    for (size_t i = 0; i < sizeof e / sizeof *e; i++) {
        hs_vocabulary *v = (hs_vocabulary *)&e; /* must be overwritten */
        hs_error err = {0};
        assert_int_equal(parse(&v, e[i].text, strlen(e[i].text), &err), HS_E_MODEL);
        assert_null(v);
        assert_int_equal(err.code, HS_E_MODEL);
        if (!strstr(err.msg, e[i].message) || err.pos != e[i].pos)
            fprintf(stderr, "%zu: pos %u: %s\n", i, (unsigned)err.pos, err.msg);
        assert_int_equal(err.pos, e[i].pos);
        assert_non_null(strstr(err.msg, e[i].message));
        assert_int_equal(parse(&v, e[i].text, strlen(e[i].text), NULL), HS_E_MODEL);
    }
}

static void limits(void **state)
{
    (void)state;
    hs_vocabulary *v;
    hs_error err = {0};
    size_t base = sizeof BASE - 1, n = HS_VOCABULARY_MAX_BYTES + 2;
    char *text = malloc(n);
    memcpy(text, BASE, base);
    /* a piece of the greatest length, and one byte more */
    memset(text + base, 'a', HS_VOCABULARY_MAX_PIECE_BYTES + 1);
    assert_int_equal(parse(&v, text, base + HS_VOCABULARY_MAX_PIECE_BYTES, &err), HS_OK);
    assert_int_equal(hs_vocabulary_id(v, (hs_str){text + base, HS_VOCABULARY_MAX_PIECE_BYTES}), 5);
    assert_int_equal(hs_vocabulary_id(v, (hs_str){text + base, HS_VOCABULARY_MAX_PIECE_BYTES + 1}), -1);
    hs_vocabulary_free(v);
    assert_int_equal(parse(&v, text, base + HS_VOCABULARY_MAX_PIECE_BYTES + 1, &err), HS_E_MODEL);
    assert_int_equal(err.pos, base);
    assert_non_null(strstr(err.msg, "line 6 is over"));
    /* too long a file */
    assert_int_equal(hs_vocabulary_parse(&v, (hs_str){text, HS_VOCABULARY_MAX_BYTES + 1}, &err), HS_E_MODEL);
    assert_int_equal(err.pos, HS_VOCABULARY_MAX_BYTES);
    assert_null(v);
    /* too many pieces: as many as there may be, and one more */
    size_t len = base;
    for (unsigned i = 0; i < HS_VOCABULARY_MAX_PIECES - 5; i++)
        len += (size_t)sprintf(text + len, "%x\n", i);
    assert_int_equal(hs_vocabulary_parse(&v, (hs_str){text, len}, &err), HS_OK);
    assert_int_equal(hs_vocabulary_size(v), HS_VOCABULARY_MAX_PIECES);
    assert_int_equal(hs_vocabulary_id(v, (hs_str){"abcde", 5}), 0xabcde + 5);
    hs_vocabulary_free(v);
    assert_int_equal(hs_vocabulary_parse(&v, (hs_str){text, len + (size_t)sprintf(text + len, "zz\n")}, &err),
                     HS_E_MODEL);
    assert_int_equal(err.pos, len);
    assert_non_null(strstr(err.msg, "pieces"));
    free(text);
}

static void looks_up(void **state)
{
    (void)state;
    static const char text[] = BASE "un\n##aff\n##able\naff\n##a\n##\n#\n###\nüber\n##ß";
    hs_vocabulary *v;
    assert_int_equal(parse(&v, text, sizeof text - 1, NULL), HS_OK);
    assert_int_equal(hs_vocabulary_size(v), 15);
    static const struct {
        const char *piece;
        int32_t id;
    } e[] = {{"[PAD]", 0}, {"[UNK]", 1}, {"un", 5},    {"##aff", 6},   {"##able", 7}, {"aff", 8},
             {"##a", 9},   {"##", 10},   {"#", 11},    {"###", 12},    {"über", 13},  {"##ß", 14},
             {"a", -1},    {"able", -1}, {"##un", -1}, {"##über", -1}, {"ß", -1},     {"", -1}};
    for (size_t i = 0; i < sizeof e / sizeof *e; i++) {
        assert_int_equal(hs_vocabulary_id(v, (hs_str){e[i].piece, strlen(e[i].piece)}), e[i].id);
        if (e[i].id >= 0) {
            hs_str piece = hs_vocabulary_piece(v, e[i].id);
            assert_int_equal(piece.len, strlen(e[i].piece));
            assert_memory_equal(piece.ptr, e[i].piece, piece.len);
        }
    }
    assert_null(hs_vocabulary_piece(v, -1).ptr);
    assert_null(hs_vocabulary_piece(v, 15).ptr);
    assert_int_equal(hs_vocabulary_special(v, HS_SPECIAL_UNK), 1);
    assert_int_equal(hs_vocabulary_special(v, HS_SPECIAL_CLS), 2);
    assert_int_equal(hs_vocabulary_special(v, HS_SPECIAL_SEP), 3);
    assert_int_equal(hs_vocabulary_special(v, HS_SPECIAL_PAD), 0);
    assert_int_equal(hs_vocabulary_special(v, HS_SPECIAL_MASK), 4);
    hs_vocabulary_free(v);
    assert_int_equal(parse(&v, "[SEP]\n[CLS]\n[UNK]", 17, NULL), HS_OK);
    assert_int_equal(hs_vocabulary_special(v, HS_SPECIAL_UNK), 2);
    assert_int_equal(hs_vocabulary_special(v, HS_SPECIAL_PAD), -1);
    assert_int_equal(hs_vocabulary_special(v, HS_SPECIAL_MASK), -1);
    hs_vocabulary_free(v);
    hs_vocabulary_free(NULL);
}

static void splits(void **state)
{
    (void)state;
    static const char text[] = BASE "un\n##aff\n##able\n##a\n##f\n##fa\nü\n##ü\na\nunaff\nlong\n##longerpiece\n##ab\n";
    hs_vocabulary *v;
    assert_int_equal(parse(&v, text, sizeof text - 1, NULL), HS_OK);
    static const struct {
        const char *word;
        int32_t ids[6]; /* 0 ends */
    } e[] = {{"un", {5}},
             {"unaffable", {14, 7}}, /* the longest head, though un ##aff ##able would do too */
             {"unable", {5, 7}},
             {"unab", {5, 17}},
             {"unfaa", {5, 10, 8}},
             {"unx", {0}},
             {"x", {0}},
             {"able", {0}}, /* a ##b..: no */
             {"ü", {11}},
             {"üü", {11, 12}},
             {"aü", {13, 12}},
             {"é", {0}}, /* shares its first byte with ü */
             {"longlongerpiece", {15, 16}}};
    for (size_t i = 0; i < sizeof e / sizeof *e; i++) {
        char word[64] = {0};
        int32_t ids[HS_WORD_MAX_BYTES];
        uint16_t ends[HS_WORD_MAX_BYTES];
        size_t len = strlen(e[i].word), want = 0;
        memcpy(word, e[i].word, len);
        while (e[i].ids[want])
            want++;
        size_t n = hs_vocabulary_split(ids, ends, v, word, len);
        assert_int_equal(n, want);
        for (size_t k = 0; k < n; k++)
            assert_int_equal(ids[k], e[i].ids[k]);
        if (n)
            assert_int_equal(ends[n - 1], len);
    }
    hs_vocabulary_free(v);
}

static void opens_a_file(void **state)
{
    (void)state;
    hs_vocabulary *v;
    hs_error err = {0};
    assert_int_equal(hs_vocabulary_open(&v, HS_SOURCE_DIR "/models/small/vocab.txt", &err), HS_OK);
    assert_int_equal(hs_vocabulary_size(v), 30522);
    assert_int_equal(hs_vocabulary_special(v, HS_SPECIAL_UNK), 100);
    assert_int_equal(hs_vocabulary_special(v, HS_SPECIAL_CLS), 101);
    assert_int_equal(hs_vocabulary_special(v, HS_SPECIAL_SEP), 102);
    assert_int_equal(hs_vocabulary_special(v, HS_SPECIAL_MASK), 103);
    assert_int_equal(hs_vocabulary_special(v, HS_SPECIAL_PAD), 0);
    for (int32_t id = 0; id < 30522; id++)
        assert_int_equal(hs_vocabulary_id(v, hs_vocabulary_piece(v, id)), id);
    hs_vocabulary_free(v);
    assert_int_equal(hs_vocabulary_open(&v, HS_SOURCE_DIR "/no/such/file", &err), HS_E_IO);
    assert_null(v);
    assert_int_equal(err.code, HS_E_IO);
    assert_int_equal(err.pos, 0);
    assert_int_equal(hs_vocabulary_open(&v, HS_SOURCE_DIR, &err), HS_E_IO); /* a folder */
    assert_null(v);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hostile_files), cmocka_unit_test(limits),       cmocka_unit_test(looks_up),
        cmocka_unit_test(splits),        cmocka_unit_test(opens_a_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
