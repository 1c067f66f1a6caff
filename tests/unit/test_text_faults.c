/* test_text_faults.c -- each allocation of the module fails in turn: HS_E_NOMEM, outputs empty, nothing leaks. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "arena.h"
#include "fuse.h"
#include "pieces.h"
#include "quotes.h"
#include "sentences.h"
#include "utf8.h"
#include "vocabulary.h"

enum { LEN = 40000 };

static const char vocab[] = "[UNK]\n[CLS]\n[SEP]\na\n##a\n\"\n.\n";
static char text[LEN];

typedef hs_status work(hs_arena *arena, hs_error *err);

static hs_status decode(hs_arena *arena, hs_error *err)
{
    hs_decoded d = {.replaced = 7};
    hs_status status = hs_utf8_decode(&d, arena, text, LEN, err);
    assert_true(status == HS_OK || (!d.text.ptr && !d.text.len && !d.replaced));
    return status;
}

static hs_status parse(hs_arena *arena, hs_error *err)
{
    (void)arena;
    hs_vocabulary *v = (hs_vocabulary *)text; /* must be overwritten */
    hs_status status = hs_vocabulary_parse(&v, (hs_str){vocab, sizeof vocab - 1}, err);
    assert_true((status == HS_OK) == (v != NULL));
    hs_vocabulary_free(v);
    return status;
}

static hs_status open_file(hs_arena *arena, hs_error *err)
{
    (void)arena;
    hs_vocabulary *v = (hs_vocabulary *)text;
    hs_status status = hs_vocabulary_open(&v, HS_SOURCE_DIR "/models/small/vocab.txt", err);
    assert_true((status == HS_OK) == (v != NULL));
    hs_vocabulary_free(v);
    return status;
}

static hs_status cut(hs_arena *arena, hs_error *err)
{
    static hs_vocabulary *v;
    if (!v) { /* made once, outside of what is tested */
        long kept = fuse;
        fuse = -1;
        assert_int_equal(hs_vocabulary_parse(&v, (hs_str){vocab, sizeof vocab - 1}, NULL), HS_OK);
        fuse = kept;
    }
    hs_pieces p = {.n = 7};
    hs_status status = hs_pieces_make(&p, arena, v, (hs_str){text, LEN}, err);
    assert_true(status == HS_OK ? p.n > LEN / 2 : !p.n && !p.ids && !p.begin && !p.end && !p.flags);
    return status;
}

static hs_status words(hs_arena *arena, hs_error *err)
{
    hs_spans s = {.n = 7};
    hs_status status = hs_words_find(&s, arena, (hs_str){text, LEN}, err);
    assert_true(status == HS_OK ? s.n > 1000 : !s.n && !s.at);
    return status;
}

static hs_status sentences(hs_arena *arena, hs_error *err)
{
    hs_spans s = {.n = 7};
    hs_status status = hs_sentences_find(&s, arena, (hs_str){text, LEN}, err);
    assert_true(status == HS_OK ? s.n > 1000 : !s.n && !s.at);
    return status;
}

static hs_status quotes(hs_arena *arena, hs_error *err)
{
    hs_quotes q = {.n = 7};
    hs_status status = hs_quotes_find(&q, arena, (hs_str){text, LEN}, err);
    assert_true(status == HS_OK ? q.n > 1000 : !q.n && !q.at);
    return status;
}

static void each_allocation_fails(void **state)
{
    (void)state;
    static work *const works[] = {decode, parse, open_file, cut, words, sentences, quotes};
    for (size_t i = 0; i < LEN; i++)
        text[i] = "\"aa.\" Aa. "[i % 10];
    for (size_t i = 0; i < sizeof works / sizeof *works; i++) {
        bool done = false;
        int n = 0;
        for (; !done && n < 100; n++) {
            hs_arena *arena = hs_arena_new(64 << 20);
            hs_error err = {0};
            assert_non_null(arena);
            fuse = n;
            hs_status status = works[i](arena, &err);
            fuse = -1;
            done = status == HS_OK;
            assert_int_equal(status, done ? HS_OK : HS_E_NOMEM);
            assert_int_equal(err.code, status);
            assert_int_equal(err.pos, 0);
            hs_arena_free(arena);
        }
        assert_true(done && n > 1);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(each_allocation_fails)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
