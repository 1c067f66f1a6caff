/* test_base_id.c -- what is an id of a row, and what only looks like one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "id.h"

static uint64_t number_of(const char *s, char letter)
{
    uint64_t n = 99;
    bool good = hs_id_parse(&n, (hs_str){s, strlen(s)}, letter);
    assert_int_equal(good, n != 0);
    return n;
}

static void ids_are_read(void **state)
{
    (void)state;
    assert_int_equal(number_of("c1", 'c'), 1);
    assert_int_equal(number_of("s120", 's'), 120);
    assert_int_equal(number_of("r999999999999999999", 'r'), 999999999999999999);
}

static void what_only_looks_like_one_is_none(void **state)
{
    static const char *const none[] = {"", "c", "c0", "c012", "s12", "C12", "12", "c-1", "c+1", "c 1", "c1 ", "c1c", "c1.0", "c\xd9\xa1",
                                       "c1000000000000000000", "c18446744073709551617"};
    uint64_t n = 99;
    (void)state;
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        assert_int_equal(number_of(none[i], 'c'), 0);
    assert_false(hs_id_parse(&n, (hs_str){NULL, 0}, 'c'));
    assert_false(hs_id_parse(&n, (hs_str){"c1\0", 3}, 'c'));
    assert_int_equal(n, 0);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ids_are_read),
        cmocka_unit_test(what_only_looks_like_one_is_none),
    };
    if (argc > 1)
        cmocka_set_test_filter(argv[1]);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
