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

static void test_naming(void **state)
{
    (void)state;
    check(false, "He [asked] <not to be named>.");
    check(false, "He [asked] <not to be named because the talks go on>.");
    check(false, "He [asked] <not to be named for fear of the mob>.");
    check(false, "She [asked] <not to be quoted by name>.");
    check(false, "Two clerks [insisted] <on anonymity as they may not speak>.");
    check(false, "An aide [asked] <for anonymity to discuss the talks>.");
    check(false, "An aide [requested] <anonymity to speak of the vote>.");
    check(false, "A guard [refused] <to give his name>.");
    check(false, "A guard [agreed] <to speak on condition of anonymity>.");
    check(false, "A guard [agreed] <to speak on the condition of anonymity>.");
    check(false, "Two aides [agreed] <to talk to the Lantern about the vote only on the condition\nof anonymity, citing the law>.");
    check(false, "A guard [consented] <to speak under cover of anonymity>.");
    check(true, "The union [demanded] <anonymity for the workers who testified>.");
    check(true, "The witness [refused] <to give a name for the man who fired>.");
    check(true, "The senator [declined] <to be named as a defendant>.");
    check(true, "The editor [declined] <to be cited for contempt>.");
    check(true, "The mayor [asked] <not to be named by the court>.");
    check(true, "The mayor [asked] <not to be named in the suit>.");
    check(true, "The union [asked] <for anonymity to protect its members>.");
    check(true, "The judge [agreed] <to be told who spoke on condition of anonymity>.");
    check(true, "The mayor [demanded] <that the clerks, who spoke on condition of anonymity, go>.");
    check(true, "The firm [agreed] <to speak of the condition of the bridge>.");
    check(true, "She [talked] <to speak on condition of anonymity>.");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_fear), cmocka_unit_test(test_naming)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
