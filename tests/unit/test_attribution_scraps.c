/* test_attribution_scraps.c -- which attributions are words around statements. No model; the sentences are made up. */
#include <string.h>

#include "attribution_scraps.h"
#include "marked_sentence.h"

/* [..] is the cue, <..> the content: does it stay? */
static void check(bool stays, const char *marked)
{
    marked_sentence m;
    hs_error err = {0};
    size_t n = 1;
    read_marked(&m, marked);
    hs_attribution a = {.cue = {&m.square, 1}, .content = {m.angles, m.n_angles}};
    assert_int_equal(hs_scraps_drop(&a, &n, m.doc, &err), HS_OK);
    if (n != stays)
        fail_msg("%s", marked);
    hs_document_free(m.doc);
}

static void test_fear(void **state)
{
    (void)state;
    check(false, "She [feared] <for her job>.");
    check(false, "Two clerks [feared] <for their own lives in the flood>.");
    check(false, "The aunt [fears] <for his safety when he is released>.");
    check(true, "Officials [feared] <for weeks the dam would burst>.");
    check(true, "Analysts [fear] <for the first time since 2020 the bank could fail>.");
    check(true, "Engineers [feared] <for their part the dam might burst>.");
    check(true, "Owners [feared] <for its first years the quay leaked>.");
    check(true, "She [feared] <for her town the dam would burst>.");
    check(true, "He [feared] <that she would fall>.");
    check(true, "She [hoped] <for her job>.");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_fear)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
