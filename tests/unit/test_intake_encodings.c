/* test_intake_encodings.c -- texts and pages in every encoding that news is kept in: declared, marked, or neither. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <iconv.h>
#include <stdio.h>
#include <string.h>

#include "document.h"
#include "encodings.h"

static void assert_text(hs_str got, const char *want)
{
    if (got.len != strlen(want) || memcmp(got.ptr, want, got.len) != 0)
        fail_msg("got \"%.*s\", want \"%s\"", (int)got.len, got.ptr ? got.ptr : "", want);
}

static hs_document *open_bytes(const char *bytes, size_t len)
{
    hs_document *doc;
    hs_error err = {HS_OK, 0, ""};
    if (hs_document_open(&doc, bytes, len, NULL, &err) != HS_OK)
        fail_msg("%s: %s", hs_status_name(err.code), err.msg);
    return doc;
}

/* `text` in another encoding; its length. out [4096] */
static size_t encode(char *out, const char *text, const char *encoding)
{
    char *from = (char *)(uintptr_t)text, *to = out;
    size_t left = strlen(text), room = 4096;
    iconv_t with = iconv_open(encoding, "UTF-8");
    assert_true(with != (iconv_t)-1);
    if (iconv(with, &from, &left, &to, &room) == (size_t)-1 || iconv(with, NULL, NULL, &to, &room) == (size_t)-1)
        fail_msg("\"%s\" is not to be had in %s", text, encoding);
    iconv_close(with);
    return 4096 - room;
}

#define SAID ", which is what the port authority said on Monday, after oil was seen near Pier 9."
#define WEST                                                                                                           \
    "\xe2\x80\x9cLa C\xc3\xb4te\xe2\x80\x9d \xe2\x80\x93 \xe2\x82\xac"                                                 \
    "9m, and it\xe2\x80\x99s M\xc3\xbcller\xe2\x80\x99s" SAID

static void pages_are_read_as_they_declare(void **state)
{
    static const struct {
        const char *label, *encoding, *name, *text;
    } cases[] = {
        {"windows-1252", "CP1252", "windows-1252", WEST},
        {"ISO-8859-1", "CP1252", "windows-1252", WEST},
        {"Latin1", "CP1252", "windows-1252", WEST},
        {"us-ascii", "CP1252", "windows-1252", WEST},
        {"utf-8", "UTF-8", "UTF-8", WEST},
        {"unicode", "UTF-8", "UTF-8", WEST},
        {"windows-1250", "CP1250", "windows-1250",
         "\xc5\xbd"
         "elezn\xc3\xa1 \xe2\x80\x9eruda\xe2\x80\x9d" SAID},
        {"iso-8859-2", "ISO-8859-2", "ISO-8859-2",
         "\xc5\xbd"
         "elezn\xc3\xa1 ruda" SAID},
        {"windows-1251", "CP1251", "windows-1251",
         "\xd0\x9f\xd0\xbe\xd1\x80\xd1\x82 \xc2\xab"
         "Alder\xc2\xbb" SAID},
        {"koi8-r", "KOI8-R", "KOI8-R", "\xd0\x9f\xd0\xbe\xd1\x80\xd1\x82" SAID},
        {"windows-1254", "CP1254", "windows-1254", "\xc4\xb0zmir" SAID},
        {"latin5", "CP1254", "windows-1254", "\xc4\xb0zmir" SAID},
        {"iso-8859-15", "ISO-8859-15", "ISO-8859-15",
         "\xe2\x82\xac"
         "9m \xc5\x93uvre" SAID},
        {"Shift_JIS", "CP932", "Shift_JIS", "\xe6\xb8\xaf\xe3\x81\xaf\xe9\x96\x89\xe9\x8e\x96\xe3\x80\x82" SAID},
        {"euc-jp", "EUC-JP", "EUC-JP", "\xe6\xb8\xaf\xe3\x81\xaf\xe9\x96\x89\xe9\x8e\x96" SAID},
        {"iso-2022-jp", "ISO-2022-JP", "ISO-2022-JP", "\xe6\xb8\xaf\xe3\x81\xaf\xe9\x96\x89\xe9\x8e\x96" SAID},
        {"gbk", "GBK", "GBK", "\xe6\xb8\xaf\xe5\x8f\xa3\xe5\xb7\xb2\xe5\x85\xb3\xe9\x97\xad" SAID},
        {"GB2312", "GBK", "GBK", "\xe6\xb8\xaf\xe5\x8f\xa3" SAID},
        {"big5", "BIG5", "Big5", "\xe6\xb8\xaf\xe5\x8f\xa3\xe5\xb7\xb2\xe9\x97\x9c\xe9\x96\x89" SAID},
        {"euc-kr", "EUC-KR", "EUC-KR", "\xed\x95\xad\xea\xb5\xac" SAID},
    };
    char page[5000], text[4096];
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (unsigned http = 0; http < 2; http++) {
            size_t n =
                (size_t)snprintf(page, sizeof page,
                                 http ? "<html><head><meta http-equiv=Content-Type content='text/html; charset=%s'>"
                                      : "<!doctype html><meta charset=\"%s\">",
                                 cases[i].label);
            n += (size_t)snprintf(page + n, sizeof page - n, "<p>");
            size_t more = encode(text, cases[i].text, cases[i].encoding);
            memcpy(page + n, text, more);
            hs_document *doc = open_bytes(page, n + more);
            bool assumed = true;
            assert_text(hs_document_text(doc), cases[i].text);
            assert_text(hs_document_encoding(doc, &assumed), cases[i].name);
            assert_false(assumed);
            assert_int_equal(hs_document_replaced(doc), 0);
            hs_document_free(doc);
        }
}

static void utf16_needs_no_mark(void **state)
{
    static const struct {
        const char *encoding, *name;
    } cases[] = {{"UTF-16LE", "UTF-16LE"}, {"UTF-16BE", "UTF-16BE"}};
    char bytes[4096];
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        bool assumed = false;
        hs_document *doc = open_bytes(bytes, encode(bytes, WEST, cases[i].encoding));
        assert_text(hs_document_text(doc), WEST);
        assert_text(hs_document_encoding(doc, &assumed), cases[i].name);
        assert_true(assumed);
        hs_document_free(doc);
        doc = open_bytes(bytes, encode(bytes, "<!doctype html><p>" WEST "</p>", cases[i].encoding));
        assert_text(hs_document_text(doc), WEST);
        hs_document_free(doc);
        doc = open_bytes(bytes, encode(bytes, "Hi!", cases[i].encoding));
        assert_text(hs_document_text(doc), "Hi!");
        hs_document_free(doc);
    }
    /* Numbers of 16 bits are no text. */
    for (size_t i = 0; i < 400; i++)
        bytes[i] = i & 1 ? 0 : (char)(i / 2 % 31);
    hs_document *doc;
    assert_int_equal(hs_document_open(&doc, bytes, 400, NULL, NULL), HS_E_FORMAT);
}

static void old_text_is_told_from_broken_utf8(void **state)
{
    static const struct {
        const char *bytes, *text, *encoding;
        uint64_t replaced, odd;
    } cases[] = {
        /* windows-1252, as old articles are kept */
        {"He said: \x93No.\x94", "He said: \xe2\x80\x9cNo.\xe2\x80\x9d", "windows-1252", 0, 9},
        {"caf\xe9", "caf\xc3\xa9", "windows-1252", 0, 3},
        {"It\x92s the minister\x92s", "It\xe2\x80\x99s the minister\xe2\x80\x99s", "windows-1252", 0, 2},
        {"M\xfcller, Ang\xe9lique: \x80"
         "9 \x96 no",
         "M\xc3\xbcller, Ang\xc3\xa9lique: \xe2\x82\xac"
         "9 \xe2\x80\x93 no",
         "windows-1252", 0, 1},
        /* one accented word that looks like UTF-8 does not turn the rest */
        {"\x93"
         "A\x94, \x93"
         "B\x94, \x93"
         "C\x94, \xc3\xa9",
         "\xe2\x80\x9c"
         "A\xe2\x80\x9d, \xe2\x80\x9c"
         "B\xe2\x80\x9d, "
         "\xe2\x80\x9c"
         "C\xe2\x80\x9d, \xc3\x83\xc2\xa9",
         "windows-1252", 0, 0},
        /* UTF-8 with strays */
        {"\xe2\x80\x9cNo\xe2\x80\x9d and \xe2\x80\x98yes\xe2\x80\x99 \x93",
         "\xe2\x80\x9cNo\xe2\x80\x9d and \xe2\x80\x98yes\xe2\x80\x99 \xef\xbf\xbd", "UTF-8", 1, 23},
        {"It \xffrained", "It \xef\xbf\xbdrained", "UTF-8", 1, 3},
        {"caf\xc3\xa9, ang\xc3", "caf\xc3\xa9, ang\xef\xbf\xbd", "UTF-8", 1, 10},
        {"nothing odd", "nothing odd", "UTF-8", 0, 0},
    };
    char page[300];
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (size_t head = 0; head < 2; head++) {
            static const char tag[] = "<!doctype html><p>";
            size_t before = head ? sizeof tag - 1 : 0;
            int n = snprintf(page, sizeof page, "%s%s", head ? tag : "", cases[i].bytes);
            bool assumed;
            hs_document *doc = open_bytes(page, (size_t)n);
            assert_text(hs_document_text(doc), cases[i].text);
            assert_text(hs_document_encoding(doc, &assumed), cases[i].encoding);
            assert_int_equal(assumed, strcmp(cases[i].encoding, "UTF-8") != 0);
            assert_int_equal(hs_document_replaced(doc), cases[i].replaced);
            assert_int_equal(hs_document_odd_byte(doc), assumed || cases[i].replaced ? cases[i].odd + before : 0);
            hs_document_free(doc);
        }
}

static void labels_are_those_of_the_standard(void **state)
{
    static const char *const cases[][2] = {{" UTF8\n", "UTF-8"},
                                           {"utf-16", "UTF-8"},
                                           {"x-user-defined", "windows-1252"},
                                           {"ANSI_X3.4-1968", "windows-1252"},
                                           {"l2", "ISO-8859-2"},
                                           {"csisolatinhebrew", "ISO-8859-8"},
                                           {"x-x-big5", "Big5"},
                                           {"866", "IBM866"},
                                           {"x-mac-ukrainian", "x-mac-cyrillic"}};
    static const char *const unknown[] = {"", "utf", "utf-88", "iso-2022-kr", "replacement", "zzz", "\xff", "UTF-7"};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const hs_encoding_name *found = hs_encoding_by_label((hs_str){cases[i][0], strlen(cases[i][0])});
        assert_non_null(found);
        assert_string_equal(found->name, cases[i][1]);
    }
    for (size_t i = 0; i < sizeof unknown / sizeof *unknown; i++)
        assert_null(hs_encoding_by_label((hs_str){unknown[i], strlen(unknown[i])}));
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pages_are_read_as_they_declare),
        cmocka_unit_test(utf16_needs_no_mark),
        cmocka_unit_test(old_text_is_told_from_broken_utf8),
        cmocka_unit_test(labels_are_those_of_the_standard),
    };
    if (argc > 1)
        cmocka_set_test_filter(argv[1]);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
