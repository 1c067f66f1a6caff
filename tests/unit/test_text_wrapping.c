/* test_text_wrapping.c -- which line ends hard wrapping made. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "wrapping.h"

static const char WRAPPED[] = "The harbour was closed on Monday after oil was seen on the\n"
                              "water near Pier 9, the port said. It would stay closed for\n"
                              "a week, and ferries were to leave from the northern basin\n"
                              "instead.\n"
                              "\n"
                              "The ministry denied that it had known of the leak before\r\n"
                              "it was reported. A spokeswoman said so.\n"
                              "Divers disagreed.\n";

static hs_str of(const char *text)
{
    return (hs_str){text, strlen(text)};
}

static bool made_after(const char *words)
{
    hs_str text = of(WRAPPED);
    size_t at = (size_t)(strstr(WRAPPED, words) - WRAPPED) + strlen(words);
    return hs_wrapping_made(text, at + (WRAPPED[at] == '\r'), hs_wrapping_width(text));
}

static void full_lines_go_on(void **state)
{
    (void)state;
    assert_int_equal(hs_wrapping_width(of(WRAPPED)), 58);
    assert_true(made_after("was seen on the"));
    assert_true(made_after("stay closed for"));
    assert_true(made_after("of the leak before"));
    assert_false(made_after("instead."));
    assert_false(made_after("said so."));
    assert_false(made_after("Divers disagreed."));
}

static void other_texts_are_not_wrapped(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",
        "\n\n\n",
        "One line.",
        "A short list:\nplums\npears\napples that were picked on Monday morning\nquinces\nmedlars\nfigs\n",
        "A paragraph that stands on a line of its own, as articles have it, and that runs on for longer than anyone "
        "wraps.\n"
        "And a second one, which is as long as the first and so shows the same thing, which is that nothing is wrapped "
        "here.\n",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        assert_int_equal(hs_wrapping_width(of(texts[i])), 0);
        assert_false(hs_wrapping_made(of(texts[i]), 0, 0));
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {cmocka_unit_test(full_lines_go_on),
                                              cmocka_unit_test(other_texts_are_not_wrapped)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
