/* test_base_loader.c -- a library that is there, one that is not, and one that lacks a function. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "loader.h"

typedef struct table {
    double (*cosine)(double);
    void *other;
} table;

static const hs_symbol symbols[] = {{"cos", offsetof(table, cosine)}, {"hs_no_such_function", offsetof(table, other)}};
static const char *const files[] = {"libhs-no-such-file.so.9", "libm.so.6"};

static void functions_are_found_in_the_first_file_that_loads(void **state)
{
    (void)state;
    table t = {0};
    const hs_library wanted = {files, 2, symbols, 1, "libm", "a test", "it must be later", NULL};
    assert_int_equal(hs_library_load(&t, &wanted, NULL), HS_OK);
    assert_true(t.cosine(0) > 0.99);
}

static void what_is_missing_is_named(void **state)
{
    (void)state;
    table t = {0};
    hs_error err;
    hs_library wanted = {files, 2, symbols, 2, "libm", "a test", "it must be later", NULL};
    assert_int_equal(hs_library_load(&t, &wanted, &err), HS_E_IO);
    assert_string_equal(err.msg, "libm has no hs_no_such_function: it must be later");
    assert_null(t.cosine); /* nothing is half loaded */
    wanted.n_files = 1;
    assert_int_equal(hs_library_load(&t, &wanted, &err), HS_E_IO);
    assert_string_equal(err.msg, "a test needs libm, which is not installed (libhs-no-such-file.so.9)");
    wanted.else_ = "; do without";
    assert_int_equal(hs_library_load(&t, &wanted, &err), HS_E_IO);
    assert_string_equal(err.msg, "a test needs libm, which is not installed (libhs-no-such-file.so.9); do without");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(functions_are_found_in_the_first_file_that_loads),
        cmocka_unit_test(what_is_missing_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
