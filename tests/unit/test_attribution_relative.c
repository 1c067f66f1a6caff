/* test_attribution_relative.c -- "Ines Holm, who last week said she would resign": whose words they are. No model; the sentences are made up. */
#include "ascii.h"
#include "attribution_relative.h"
#include "marked_sentence.h"

/* [..] is the cue, <..> the content; nobody is named as its source. */
static void check(const char *marked, const char *source)
{
    marked_sentence m;
    read_marked(&m, marked);
    hs_attribution a = {.cue = {&m.square, 1}, .content = {m.angles, m.n_angles}};
    assert_int_equal(hs_relatives_give(&a, 1, m.doc, NULL), HS_OK);
    hs_str who = a.source.n ? hs_document_slice(m.doc, a.source.at[0]) : (hs_str){"", 0};
    if (!hs_ascii_is(who, source))
        fail_msg("%s: %.*s", marked, (int)who.len, who.ptr);
    hs_document_free(m.doc);
}

static void test_whose(void **state)
{
    (void)state;
    check("Ines Holm, who last week [said] <she would resign>, is away.", "who");
    check("Ines Holm, who had repeatedly [warned] <that it leaked>, is away.", "who");
    check("The board, which on 3 March [denied] <the leak>, is silent.", "which");
    check("Ines Holm, who [said] <she would resign>, is away.", "who");
    /* what is told her, what others say of her, and what begins elsewhere */
    check("Ines Holm, who was [told] <that it leaked>, is away.", "");
    check("Ines Holm, who critics [say] <hid the leak>, is away.", "");
    check("Ines Holm, who on Monday, officials [said], <hid the leak>, is away.", "");
    check("Nobody knows who [said] <that it leaked>.", "");
    check("<It leaked>, Ines Holm, who [said] so, is away.", "");
    check("[said] <that it leaked>", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_whose)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
