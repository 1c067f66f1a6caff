/* test_attribution_relative.c -- "Ines Holm, who last week said she would resign": whose words they are. No model; the sentences are made up. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "ascii.h"
#include "attribution_relative.h"

/* [..] is the cue, <..> the content; nobody is named as its source. */
static void check(const char *marked, const char *source)
{
    char text[256];
    hs_document *doc;
    hs_span cue = {0, 0}, is = {0, 0};
    uint32_t at = 0;
    for (const char *c = marked; *c; c++)
        if (*c == '[')
            cue.begin = at;
        else if (*c == ']')
            cue.end = at;
        else if (*c == '<')
            is.begin = at;
        else if (*c == '>')
            is.end = at;
        else
            text[at++] = *c;
    assert_int_equal(hs_document_new(&doc, 1 << 20, NULL), HS_OK);
    doc->text = (hs_str){text, at};
    hs_attribution a = {.cue = {&cue, 1}, .content = {&is, 1}};
    assert_int_equal(hs_relatives_give(&a, 1, doc, NULL), HS_OK);
    hs_str who = a.source.n ? hs_document_slice(doc, a.source.at[0]) : (hs_str){"", 0};
    if (!hs_ascii_is(who, source))
        fail_msg("%s: %.*s", marked, (int)who.len, who.ptr);
    hs_document_free(doc);
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
