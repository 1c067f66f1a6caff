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

static hs_span span_of(const char *text, const char *words)
{
    const char *at = strstr(text, words);
    assert_non_null(at);
    return (hs_span){(uint32_t)(at - text), (uint32_t)(at - text + (ptrdiff_t)strlen(words))};
}

/* Whom one cites that has just reported it is dropped, though what it reported is a scrap itself. */
static void test_neighbours(void **state)
{
    (void)state;
    marked_sentence m;
    hs_error err = {0};
    read_marked(&m, "The Lantern, which reported and asked not to be named, cited a letter. Teck cited a study.");
    hs_span whose = span_of(m.text, "The Lantern"), which = span_of(m.text, "which"), both[2] = {span_of(m.text, "reported"), span_of(m.text, "asked")}, hidden = span_of(m.text, "not to be named"),
            cited = span_of(m.text, "cited"), letter = span_of(m.text, "a letter"), teck = span_of(m.text, "Teck"), study = span_of(m.text, "a study"), cited_too = {teck.end + 1, teck.end + 6};
    hs_attribution a[] = {{.source = {&which, 1}, .cue = {both, 2}, .content = {&hidden, 1}},
                          {.source = {&whose, 1}, .cue = {&cited, 1}, .content = {&letter, 1}},
                          {.source = {&teck, 1}, .cue = {&cited_too, 1}, .content = {&study, 1}}};
    size_t n = 3;
    assert_int_equal(hs_scraps_drop(a, &n, m.doc, &err), HS_OK);
    assert_int_equal(n, 1);
    assert_int_equal(a[0].content.at[0].begin, study.begin);
    n = 0;
    assert_int_equal(hs_scraps_drop(a, &n, m.doc, &err), HS_OK);
    hs_document_free(m.doc);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_fear), cmocka_unit_test(test_naming), cmocka_unit_test(test_neighbours)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
