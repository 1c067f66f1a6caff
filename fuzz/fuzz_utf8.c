/* fuzz_utf8.c -- any bytes as a text: decoded, cut into pieces, words, sentences and quotations; every span lies in the
 * text and in order. The vocabulary is a small one of this file's own, so that splitting is reached without the model.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "check.h"
#include "heap.h"
#include "pieces.h"
#include "quotes.h"
#include "sentences.h"
#include "utf8.h"
#include "vocabulary.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char words[] = "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\n.\n,\n\"\n'\n[\n]\na\n##a\nb\n##b\nab\n##ab\nthe\n##"
                            "s\ne\n##e\n\xe4\xb8\xad\n\xe1\x84\x92\n"
                            "##\xe1\x85\xa1\n##\xe1\x86\xab\n1\n##1\n\xe2\x80\x9c\n\xe2\x80\x99\n##\xcc\x81\n";

static void check_pieces(hs_str text, hs_arena *arena, const hs_vocabulary *vocabulary)
{
    hs_pieces p;
    CHECK(hs_pieces_make(&p, arena, vocabulary, text, NULL) == HS_OK && p.n <= text.len);
    for (size_t i = 0; i < p.n; i++) {
        bool breaks = p.flags[i] & HS_PIECE_BREAK;
        CHECK(p.ids[i] >= 0 && (size_t)p.ids[i] < hs_vocabulary_size(vocabulary));
        CHECK(p.end[i] <= text.len && (breaks ? p.begin[i] == p.end[i] : p.begin[i] < p.end[i]));
        CHECK(i ? p.begin[i] >= p.begin[i - 1] && p.end[i] >= p.end[i - 1] : p.flags[0] == HS_PIECE_WORD);
        CHECK(!breaks || (i + 1 < p.n && p.flags[i + 1] == HS_PIECE_WORD));
    }
}

static void check_spans(hs_spans s, hs_str text)
{
    for (uint32_t i = 0; i < s.n; i++) {
        CHECK(s.at[i].begin < s.at[i].end && s.at[i].end <= text.len);
        CHECK(!i || s.at[i].begin >= s.at[i - 1].end);
        CHECK(hs_utf8_valid(text.ptr + s.at[i].begin, s.at[i].end - s.at[i].begin) == s.at[i].end - s.at[i].begin);
    }
}

static void check_quotes(hs_str text, hs_arena *arena)
{
    hs_quotes q;
    CHECK(hs_quotes_find(&q, arena, text, NULL) == HS_OK);
    for (size_t i = 0; i < q.n; i++) {
        const hs_quote *a = &q.at[i];
        CHECK(a->outer.begin < a->inner.begin && a->inner.begin <= a->inner.end && a->inner.end <= a->outer.end);
        CHECK(a->outer.end <= text.len && a->unclosed == (a->inner.end == a->outer.end));
        CHECK(hs_utf8_valid(text.ptr + a->inner.begin, a->inner.end - a->inner.begin) == a->inner.end - a->inner.begin);
        CHECK(i || a->depth == 0);
        if (i) {
            const hs_quote *b = &q.at[i - 1];
            CHECK(a->outer.begin >= b->inner.begin && a->depth <= b->depth + 1);
            CHECK(a->outer.begin >= b->outer.end || a->outer.end <= b->inner.end);
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static hs_vocabulary *vocabulary;
    if (!vocabulary)
        CHECK(hs_vocabulary_parse(&vocabulary, (hs_str){words, sizeof words - 1}, NULL) == HS_OK);
    hs_arena *arena = hs_arena_new((size_t)1 << 30);
    hs_decoded d;
    hs_spans s;
    CHECK(arena && hs_utf8_decode(&d, arena, data, size, NULL) == HS_OK);
    CHECK(hs_utf8_valid(d.text.ptr, d.text.len) == d.text.len && d.replaced <= d.replaced_bytes &&
          d.replaced_bytes <= size);
    /* A copy that is exactly as long, so that a read past the end is seen. */
    char *exact = malloc(d.text.len ? d.text.len : 1);
    CHECK(exact);
    memcpy(exact, d.text.ptr, d.text.len);
    hs_str text = {exact, d.text.len};
    check_pieces(text, arena, vocabulary);
    CHECK(hs_words_find(&s, arena, text, NULL) == HS_OK);
    check_spans(s, text);
    CHECK(hs_sentences_find(&s, arena, text, NULL) == HS_OK);
    check_spans(s, text);
    hs_utf8_cursor cursor = {.text = text};
    for (uint32_t i = 0, before = 0; i < s.n; i++) {
        uint32_t point = hs_utf8_cursor_to(&cursor, s.at[i].begin);
        CHECK(point >= before && point == hs_utf8_count(text.ptr, s.at[i].begin));
        before = point;
        CHECK(!memchr(text.ptr + s.at[i].begin, '\n', s.at[i].end - s.at[i].begin));
    }
    check_quotes(text, arena);
    free(exact);
    /* The same on bytes that were not decoded: nothing is promised but safety. */
    char *raw = malloc(size ? size : 1);
    CHECK(raw);
    if (size)
        memcpy(raw, data, size);
    hs_pieces p;
    hs_quotes q;
    hs_arena_reset(arena);
    text = (hs_str){raw, size};
    CHECK(hs_pieces_make(&p, arena, vocabulary, text, NULL) == HS_OK);
    CHECK(hs_words_find(&s, arena, text, NULL) == HS_OK && hs_sentences_find(&s, arena, text, NULL) == HS_OK);
    CHECK(hs_quotes_find(&q, arena, text, NULL) == HS_OK);
    free(raw);
    hs_arena_free(arena);
    return 0;
}
