/* test_attribution_dateline.c -- datelines with every dash, and lines that only look like one. No model. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "ascii.h"
#include "attribution_dateline.h"

static void test_every_dash(void **state)
{
    static const char *const places[] = {"LENMOOR", "PORT ALDER, May 3", "PORT ALDER, Norland", "LENMOOR (Northern Wire)", "PORT ALDER, May 3 (Coastal Wire)", "Lenmoor (CW)", "Port Alder, 3 May",
                                         "ST. ILVEN, Norland (NW)", "LENMOOR/PORT ALDER, May 3 (Coastal Wire)", "PORT OF ILVEN", "Lenmoor, Friday, Sept. 3, 2031"};
    static const char *const dashes[] = {" - ", " -- ", "--", " --- ", " \xE2\x80\x93 ", "\xE2\x80\x93", " \xE2\x80\x94 ", "\xE2\x80\x94"};
    static const char *const said[] = {"Inspectors told the council", "The bridge", "\"It moved", "\xE2\x80\x9CIt moved", "12 divers", "A NATO officer"};
    (void)state;
    char line[256];
    for (size_t p = 0; p < sizeof places / sizeof *places; p++)
        for (size_t d = 0; d < sizeof dashes / sizeof *dashes; d++)
            for (size_t s = 0; s < sizeof said / sizeof *said; s++) {
                snprintf(line, sizeof line, "%s%s%s", places[p], dashes[d], said[s]);
                if (hs_dateline_bytes(hs_ascii_of(line)) != strlen(places[p]) + strlen(dashes[d]))
                    fail_msg("%s: %zu", line, hs_dateline_bytes(hs_ascii_of(line)));
            }
}

static void test_none(void **state)
{
    static const char *const none[] = {
        "Mara Lindqvist - the harbour master - said so", "Mara Lindqvist \xE2\x80\x93 Harbour master since 2019 \xE2\x80\x93 said so", "Port Alder - A town of 9,000", "LENMOOR-based divers said",
        "MINISTRY KNEW OF LEAK - Officials", "LEAK KNOWN - OFFICIALS SAY", "LENMOOR - where it began", "The ministry, May 3 - the day - knew", "LENMOOR: Inspectors", "LENMOOR - ", "LENMOOR -", " - Inspectors", "", "-",
        "\"LENMOOR - Inspectors", "LENMOOR\n - Inspectors", "He said on May 3 (Friday) - Inspectors agreed", "I - Inspectors"};
    (void)state;
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        if (hs_dateline_bytes(hs_ascii_of(none[i])))
            fail_msg("%s: %zu", none[i], hs_dateline_bytes(hs_ascii_of(none[i])));
}

static void test_cut(void **state)
{
    const char *text = "Headline\nLENMOOR - Inspectors told it.\n\nLENMOOR - Said: it";
    hs_span source = {9, 30}, fragments[] = {{9, 16}, {19, 45}}, all = {9, 16}, cue = {31, 35}, early = {9, 12}, plain = {0, 8};
    hs_attribution a[] = {{.source = {&source, 1}, .cue = {&cue, 1}, .content = {fragments, 2}}, {.cue = {&cue, 1}, .content = {&all, 1}}, {.cue = {&early, 1}, .content = {fragments, 2}},
                          {.cue = {&cue, 1}, .content = {&plain, 1}}};
    size_t n = 4;
    hs_document *doc;
    (void)state;
    assert_int_equal(hs_document_new(&doc, 1 << 20, NULL), HS_OK);
    doc->text = hs_ascii_of(text);
    assert_int_equal(hs_datelines_cut(a, &n, doc, NULL), HS_OK);
    assert_int_equal(n, 2);
    assert_int_equal(a[0].source.at[0].begin, 19);
    assert_int_equal(a[0].content.n, 1);
    assert_int_equal(a[0].content.at[0].begin, 19);
    assert_int_equal(a[0].content.at[0].end, 45);
    assert_int_equal(a[1].content.at[0].begin, 0);
    doc->text.ptr = NULL; /* ours */
    doc->text.len = 0;
    hs_document_free(doc);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_every_dash), cmocka_unit_test(test_none), cmocka_unit_test(test_cut)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
