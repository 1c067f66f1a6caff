/* test_base_ascii.c -- letters and blanks whatever the host's locale is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <locale.h>
#include <string.h>

#include "ascii.h"

static hs_str str(const char *s)
{
    return (hs_str){s, strlen(s)};
}

/* In Turkish the capital of "i" has a dot, and "TITLE" is not "title": where the host knows such a locale, use it. */
static int set_locale(void **state)
{
    static const char *const locales[] = {"tr_TR.UTF-8", "tr_TR.ISO-8859-9", "tr_TR", "C"};
    (void)state;
    for (size_t i = 0; i < sizeof locales / sizeof *locales && !setlocale(LC_ALL, locales[i]); i++)
        continue;
    return 0;
}

static void each_byte_has_its_class(void **state)
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    (void)state;
    for (int byte = 1; byte < 256; byte++) {
        char c = (char)byte;
        const char *letter = strchr(letters, c);
        assert_int_equal(hs_ascii_is_letter(c), letter != NULL);
        assert_int_equal(hs_ascii_is_digit(c), strchr("0123456789", c) != NULL);
        assert_int_equal(hs_ascii_is_space(c), strchr(" \t\n\v\f\r", c) != NULL);
        assert_int_equal(hs_ascii_lower(c), letter && letter - letters < 26 ? letter[26] : c);
    }
    assert_false(hs_ascii_is_letter(0) || hs_ascii_is_digit(0) || hs_ascii_is_space(0) || hs_ascii_lower(0));
}

static void names_are_compared_without_case(void **state)
{
    (void)state;
    assert_true(hs_ascii_is(str("TITLE"), "title"));
    assert_true(hs_ascii_is(str("og:Site_Name"), "OG:site_name"));
    assert_false(hs_ascii_is(str("title "), "title"));
    assert_false(hs_ascii_is(str("[itle"), "{itle")); /* 0x20 apart, but no letters */
    assert_false(hs_ascii_is(str("\xc3\x89t"), "\xc3\xa9t"));
    assert_true(hs_ascii_is((hs_str){NULL, 0}, ""));
    assert_true(hs_ascii_begins(str("SCRIPT>"), "script"));
    assert_false(hs_ascii_begins(str("SCR"), "script"));
    assert_true(hs_ascii_same("Iab", "iAC", 2));
    assert_false(hs_ascii_same("Iab", "iAC", 3));
    assert_true(hs_ascii_equal(str("Iab"), str("iAB")));
    assert_false(hs_ascii_equal(str("Iab"), str("iA")));
    assert_false(hs_ascii_equal(str("Iab"), str("iAC")));
}

static void words_are_found_and_blanks_cut(void **state)
{
    (void)state;
    assert_int_equal(hs_ascii_find(str("an IMAGE of a mage"), str("mage"), 0), 4);
    assert_int_equal(hs_ascii_find(str("an IMAGE of a mage"), str("mage"), 5), 14);
    assert_int_equal(hs_ascii_find(str("an IMAGE of a mage"), str("mage"), 15), HS_NOWHERE);
    assert_int_equal(hs_ascii_find(str("abc"), str(""), 0), HS_NOWHERE);
    assert_int_equal(hs_ascii_find(str("abc"), str("abcd"), 0), HS_NOWHERE);
    assert_int_equal(hs_ascii_find(str("abc"), str("c"), 99), HS_NOWHERE);
    assert_int_equal(hs_ascii_trim(str(" \t a b\n\x01 ")).len, 3);
    assert_int_equal(hs_ascii_trim(str(" \t ")).len, 0);
    assert_int_equal(hs_ascii_trim((hs_str){NULL, 0}).len, 0);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_byte_has_its_class),
        cmocka_unit_test(names_are_compared_without_case),
        cmocka_unit_test(words_are_found_and_blanks_cut),
    };
    if (argc > 1)
        cmocka_set_test_filter(argv[1]);
    return cmocka_run_group_tests(tests, set_locale, NULL);
}
