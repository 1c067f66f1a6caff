/* test_text_utf8.c -- decoding hostile bytes, counting code points. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "arena.h"
#include "status.h"
#include "utf8.h"

enum { CAP = 64 << 20 };
#define FFFD "\xef\xbf\xbd"

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

static hs_decoded decode(const void *bytes, size_t len)
{
    hs_decoded d;
    hs_error err = {0};
    char *exact = malloc(len ? len : 1); /* exactly as long, so that ASan sees a read past it */
    memcpy(exact, bytes, len);
    assert_int_equal(hs_utf8_decode(&d, arena, exact, len, &err), HS_OK);
    free(exact);
    assert_int_equal(hs_utf8_valid(d.text.ptr, d.text.len), d.text.len);
    return d;
}

typedef struct example {
    const char *bytes;
    size_t len;
    const char *text;
    size_t text_len;
    unsigned replaced, replaced_bytes;
    hs_encoding encoding;
} example;

#define E(bytes, text, n, n_bytes, encoding)                                                                           \
    {                                                                                                                  \
        bytes, sizeof(bytes) - 1, text, sizeof(text) - 1, n, n_bytes, encoding                                         \
    }

static void decodes(void **state)
{
    (void)state;
    static const example examples[] = {
        E("", "", 0, 0, HS_UTF8),
        E("plain", "plain", 0, 0, HS_UTF8),
        E("caf\xc3\xa9 \xe2\x82\xac \xf0\x9f\x98\x80", "café €\x20😀", 0, 0, HS_UTF8),
        E("a\0b", "a\0b", 0, 0, HS_UTF8),
        E("\xef\xbb\xbfHi", "Hi", 0, 0, HS_UTF8),
        E("\xef\xbb", FFFD, 1, 2, HS_UTF8),
        E("a\xef\xbb\xbf"
          "b",
          "a\xef\xbb\xbf"
          "b",
          0, 0, HS_UTF8),
        /* Unicode 15, table 3-8 and after */
        E("\xc0\xaf\xe0\x80\xbf\xf0\x81\x82\x41", FFFD FFFD FFFD FFFD FFFD FFFD FFFD FFFD "A", 8, 8, HS_UTF8),
        E("\xed\xa0\x80\xed\xbf\xbf\xed\xaf\x41", FFFD FFFD FFFD FFFD FFFD FFFD FFFD FFFD "A", 8, 8, HS_UTF8),
        E("\xf4\x91\x92\x93\xff\x41\x80\xbf\x42", FFFD FFFD FFFD FFFD FFFD "A" FFFD FFFD "B", 7, 7, HS_UTF8),
        E("\xe1\x80\xe2\xf0\x91\x92\xf1\xbf\x41", FFFD FFFD FFFD FFFD "A", 4, 8, HS_UTF8),
        E("a\xe2\x82", "a" FFFD, 1, 2, HS_UTF8),
        E("\xf0\x9f\x98", FFFD, 1, 3, HS_UTF8),
        E("\xf0\x9f\x98z", FFFD "z", 1, 3, HS_UTF8),
        E("\x80", FFFD, 1, 1, HS_UTF8),
        E("\xf5\xff\xfe", FFFD FFFD FFFD, 3, 3, HS_UTF8),
        E("\xf4\x8f\xbf\xbf\xee\x80\x80\xed\x9f\xbf", "\xf4\x8f\xbf\xbf\xee\x80\x80\xed\x9f\xbf", 0, 0, HS_UTF8),
        E("\xff\xfeH\0i\0", "Hi", 0, 0, HS_UTF16LE),
        E("\xfe\xff\0H\0i", "Hi", 0, 0, HS_UTF16BE),
        E("\xff\xfe", "", 0, 0, HS_UTF16LE),
        E("\xff\xfe\x3d\xd8\x00\xde", "😀", 0, 0, HS_UTF16LE),
        E("\xfe\xff\xd8\x3d\xde\x00", "😀", 0, 0, HS_UTF16BE),
        E("\xff\xfe\x3d\xd8"
          "A\0",
          FFFD "A", 1, 2, HS_UTF16LE),
        E("\xff\xfe\x00\xde"
          "A\0",
          FFFD "A", 1, 2, HS_UTF16LE),
        E("\xff\xfe\x3d\xd8", FFFD, 1, 2, HS_UTF16LE),
        E("\xff\xfe"
          "A\0B",
          "A" FFFD, 1, 1, HS_UTF16LE),
        E("\xff\xfe\0\0H\0\0\0", "H", 0, 0, HS_UTF32LE),
        E("\0\0\xfe\xff\0\0\0H\0\1\xf6\0", "H😀", 0, 0, HS_UTF32BE),
        E("\xff\xfe\0\0\0\xd8\0\0\0\0\x11\0"
          "A\0\0\0",
          FFFD FFFD "A", 2, 8, HS_UTF32LE),
        E("\xff\xfe\0\0A\0\0\0B\0\0", "A" FFFD, 1, 3, HS_UTF32LE),
        E("\0\0\xfe\xff\xff\xff\xff\xff", FFFD, 1, 4, HS_UTF32BE),
    };
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        const example *e = &examples[i];
        hs_decoded d = decode(e->bytes, e->len);
        if (d.text.len != e->text_len || memcmp(d.text.ptr, e->text, e->text_len) != 0 || d.replaced != e->replaced)
            fprintf(stderr, "example %zu: %zu bytes, %u replaced: %s\n", i, d.text.len, (unsigned)d.replaced,
                    d.text.ptr);
        assert_int_equal(d.text.len, e->text_len);
        assert_memory_equal(d.text.ptr, e->text, e->text_len);
        assert_int_equal(d.replaced, e->replaced);
        assert_int_equal(d.replaced_bytes, e->replaced_bytes);
        assert_int_equal(d.encoding, e->encoding);
    }
}

/* An invalid byte at every place of a long ASCII text: where the steps of 32 begin and end does not matter. */
static void finds_the_invalid_byte(void **state)
{
    (void)state;
    char text[130];
    for (size_t len = 1; len <= sizeof text; len++)
        for (size_t at = 0; at < len; at++) {
            memset(text, 'a', len);
            text[at] = '\xff';
            assert_int_equal(hs_utf8_valid(text, len), at);
            hs_arena_reset(arena);
            hs_decoded d = decode(text, len);
            assert_int_equal(d.text.len, len + 2);
            assert_int_equal(d.replaced, 1);
            assert_memory_equal(d.text.ptr + at, FFFD, 3);
        }
}

static void every_code_point_goes_there_and_back(void **state)
{
    (void)state;
    for (uint32_t code = 0; code < 0x110000; code++) {
        char bytes[4], other[4];
        uint32_t read = 0, back = 0;
        size_t n = hs_utf8_put(bytes, code);
        bool surrogate = code >= 0xd800 && code < 0xe000;
        assert_int_equal(hs_utf8_valid(bytes, n), surrogate ? 0 : n);
        size_t got = hs_utf8_next(&read, bytes, n);
        assert_int_equal(got, surrogate ? 1 : n);
        assert_int_equal(read, surrogate ? 0xfffd : code);
        if (surrogate)
            continue;
        assert_int_equal(hs_utf8_back(&back, bytes, n), n);
        assert_int_equal(back, code);
        assert_int_equal(hs_utf8_put(other, read), n);
        assert_memory_equal(bytes, other, n);
        for (size_t cut = 1; cut < n; cut++)
            assert_int_equal(hs_utf8_valid(bytes, cut), 0);
    }
}

/* Against the plainest decoder: every sequence of four bytes out of those that matter. */
static size_t plain_next(uint32_t *code, const unsigned char *s, size_t left)
{
    *code = 0xfffd;
    for (size_t n = left < 4 ? left : 4; n > 0; n--) {
        uint32_t want[] = {0, s[0], (s[0] & 0x1fu) << 6, (s[0] & 0x0fu) << 12, (s[0] & 7u) << 18};
        static const unsigned lead[] = {0, 0, 0xc0, 0xe0, 0xf0}, mask[] = {0, 0x80, 0xe0, 0xf0, 0xf8};
        static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
        bool good = (s[0] & mask[n]) == lead[n];
        uint32_t value = want[n];
        for (size_t i = 1; i < n; i++) {
            good = good && (s[i] & 0xc0) == 0x80;
            value |= (s[i] & 0x3fu) << (6 * (n - 1 - i));
        }
        if (good && value >= least[n] && value < 0x110000 && !(value >= 0xd800 && value < 0xe000)) {
            *code = value;
            return n;
        }
    }
    return 0;
}

static void agrees_with_a_plain_decoder(void **state)
{
    (void)state;
    static const unsigned char some[] = {0x00, 0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf,
                                         0xe0, 0xe1, 0xec, 0xed, 0xee, 0xef, 0xf0, 0xf1, 0xf3, 0xf4, 0xf5, 0xff};
    enum { N = sizeof some };
    for (size_t i = 0; i < (size_t)N * N * N * N; i++) {
        unsigned char s[4] = {some[i % N], some[i / N % N], some[i / N / N % N], some[i / N / N / N]};
        for (size_t left = 1; left <= 4; left++) {
            uint32_t a, b;
            size_t n = plain_next(&a, s, left), m = hs_utf8_next(&b, (const char *)s, left);
            assert_true(a == b && m >= 1 && m <= left && (n == 0 || n == m));
            if (!n) { /* the maximal part: what could still become valid, or one byte */
                uint32_t unused;
                for (size_t k = 1; k < m; k++)
                    assert_true((s[k] & 0xc0) == 0x80 && !plain_next(&unused, s + k, left - k));
            }
        }
    }
}

static void cursor_counts(void **state)
{
    (void)state;
    static const char text[] = "a\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80z"; /* a é € 😀 z begin at 0 1 3 6 10 */
    hs_utf8_cursor c = {.text = {text, sizeof text - 1}};
    assert_int_equal(hs_utf8_cursor_to(&c, 0), 0);
    assert_int_equal(hs_utf8_cursor_to(&c, 1), 1);
    assert_int_equal(hs_utf8_cursor_to(&c, 3), 2);
    assert_int_equal(hs_utf8_cursor_to(&c, 10), 4);
    assert_int_equal(hs_utf8_cursor_to(&c, 6), 3);
    assert_int_equal(hs_utf8_cursor_to(&c, 11), 5);
    assert_int_equal(hs_utf8_cursor_to(&c, 99), 5);
    assert_int_equal(hs_utf8_cursor_to(&c, 0), 0);
    assert_int_equal(hs_utf8_cursor_to(&c, 4), 3); /* inside €: counted */
    for (uint32_t point = 0; point <= 5; point++) /* from anywhere to anywhere, forth and back */
        for (uint32_t from = 0; from <= 5; from++) {
            hs_utf8_cursor d = {.text = {text, sizeof text - 1}};
            hs_utf8_cursor_to_point(&d, from);
            uint32_t byte = hs_utf8_cursor_to_point(&d, point);
            hs_utf8_cursor back = {.text = d.text};
            assert_int_equal(hs_utf8_cursor_to(&back, byte), point);
            assert_int_equal(d.point, point);
        }
    assert_int_equal(hs_utf8_cursor_to_point(&c, 99), sizeof text - 1);
    assert_int_equal(c.point, 5);
    assert_int_equal(hs_utf8_count("", 0), 0);
    char many[1000];
    for (size_t i = 0; i + 1 < sizeof many; i += 2)
        memcpy(many + i, "\xc3\xa9", 2);
    for (size_t len = 0; len <= sizeof many; len += 2)
        assert_int_equal(hs_utf8_count(many, len), len / 2);
}

static void reads_backwards(void **state)
{
    (void)state;
    uint32_t code;
    assert_int_equal(hs_utf8_back(&code, "a\x80", 2), 1);
    assert_int_equal(code, 0xfffd);
    assert_int_equal(hs_utf8_back(&code, "\x80\x80\x80\x80\x80", 5), 1);
    assert_int_equal(code, 0xfffd);
    assert_int_equal(hs_utf8_back(&code, "\xc3\xa9", 1), 1);
    assert_int_equal(code, 0xfffd);
    assert_int_equal(hs_utf8_back(&code, "x\xe2\x82\xac", 4), 3);
    assert_int_equal(code, 0x20ac);
}

static void mends(void **state)
{
    static const char *const texts[][2] = {
        {"", ""}, {"a\xe2\x82\xac", "a\xe2\x82\xac"}, {"a\xe2\x82", "a?"}, {"a\xe2\x82'b\xc3", "a?'b?"}, {"\xff\xfe", "??"}, {"\xed\xa0\x80z", "???z"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        char text[16];
        snprintf(text, sizeof text, "%s", texts[i][0]);
        hs_utf8_mend(text);
        assert_string_equal(text, texts[i][1]);
    }
}

/* Whatever a message quotes, and wherever it is cut, it is text. */
static void messages_are_text(void **state)
{
    hs_error err;
    char dots[400] = "";
    (void)state;
    for (int shift = 0; shift < 3; shift++) {
        memset(dots, 'x', (size_t)shift);
        for (size_t i = (size_t)shift; i + 3 < sizeof dots; i += 3)
            memcpy(dots + i, "\xe2\x80\xa6", 4);
        hs_fail(&err, HS_E_ARG, 0, "'%.*s' is none", 40, dots);
        assert_int_equal(hs_utf8_valid(err.msg, strlen(err.msg)), strlen(err.msg));
        assert_non_null(strstr(err.msg, "' is none"));
        hs_blame(&err, HS_E_ARG, dots);
        assert_int_equal(hs_utf8_valid(err.msg, strlen(err.msg)), strlen(err.msg));
        hs_fail(&err, HS_E_ARG, 0, "%s", dots);
        assert_int_equal(hs_utf8_valid(err.msg, strlen(err.msg)), strlen(err.msg));
    }
}

static void errors(void **state)
{
    (void)state;
    hs_arena *small = hs_arena_new(32);
    hs_decoded d = {.replaced = 7};
    hs_error err = {0};
    char bytes[64];
    memset(bytes, 'a', sizeof bytes);
    assert_int_equal(hs_utf8_decode(&d, small, bytes, sizeof bytes, &err), HS_E_NOMEM);
    assert_int_equal(err.code, HS_E_NOMEM);
    assert_int_equal(err.pos, 0);
    assert_null(d.text.ptr);
    assert_int_equal(d.replaced, 0);
    assert_int_equal(hs_utf8_decode(&d, small, NULL, 0, NULL), HS_OK);
    assert_int_equal(d.text.len, 0);
    assert_non_null(d.text.ptr);
    hs_arena_free(small);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(decodes),
        cmocka_unit_test(finds_the_invalid_byte),
        cmocka_unit_test(every_code_point_goes_there_and_back),
        cmocka_unit_test(agrees_with_a_plain_decoder),
        cmocka_unit_test(cursor_counts),
        cmocka_unit_test(reads_backwards),
        cmocka_unit_test(mends),
        cmocka_unit_test(messages_are_text),
        cmocka_unit_test(errors),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
