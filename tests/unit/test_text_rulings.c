/* test_text_rulings.c -- verdicts of fact-checkers beside the claims that they are on, and lines that only look like them. No model. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "ascii.h"
#include "buffer.h"
#include "rulings.h"

/* "claim = verdict", one a line */
static void check(const char *text, const char *want)
{
    const hs_ruling *found;
    size_t n;
    hs_error err;
    hs_arena *arena = hs_arena_new(1 << 20);
    hs_buffer got = hs_buffer_new(1 << 16);
    if (hs_rulings_find(&found, &n, arena, hs_ascii_of(text), &err) != HS_OK)
        fail_msg("%s", err.msg);
    for (size_t i = 0; i < n; i++)
        hs_buffer_format(&got, "%.*s = %.*s\n", (int)(found[i].claim.end - found[i].claim.begin), text + found[i].claim.begin, (int)(found[i].cue.end - found[i].cue.begin),
                         text + found[i].cue.begin);
    hs_buffer_add(&got, "", 1);
    if (strcmp(got.ptr, want) != 0)
        fail_msg("%s\nwant %s\nhave %s", text, want, got.ptr);
    hs_buffer_free(&got);
    hs_arena_free(arena);
}

#define SOLD "The mayor sold the bridge"

static void test_labelled(void **state)
{
    (void)state;
    check("Claim: The mayor sold the bridge.\n\nVerdict: False\n\nThe bridge is the state's.", SOLD " = False\n");
    check("CLAIM: \xE2\x80\x9CThe mayor sold the bridge\xE2\x80\x9D\nRATING: Pants on Fire!\n", SOLD " = Pants on Fire\n");
    check("The claim\n\nThe mayor sold the bridge.\n\nOur verdict\n\nFalse. The bridge is the state's.\n", SOLD " = False\n");
    check("What was claimed:\nThe mayor sold the bridge. It was shared widely.\nOur ruling: Mostly false\n", SOLD " = Mostly false\n");
    check("Rumour: The mayor sold the bridge\n\nStatus: unconfirmed\n", SOLD " = unconfirmed\n");
    check("**Claim:** The mayor sold the bridge\n**Conclusion:** *FALSE*\n", SOLD " = FALSE\n");
    check("Claim: The mayor sold the bridge.\nVerdict: True.\n", SOLD " = True\n");
}

static void test_on_one_line(void **state)
{
    (void)state;
    check("Claim: The mayor sold the bridge. Verdict: False.", SOLD " = False\n");
    check("Claim: The mayor sold the bridge | Rating: Fake", SOLD " = Fake\n");
    check("FALSE: The mayor sold the bridge\n\nA post says so.", SOLD " = FALSE\n");
    check("Hoax: The mayor sold the bridge", SOLD " = Hoax\n");
}

static void test_in_any_order(void **state)
{
    (void)state;
    check("FALSE\n\nClaim: The mayor sold the bridge.\n", SOLD " = FALSE\n");
    check("Claim: The mayor sold the bridge.\n\nBy Edda Rowan\n\nFALSE\n", SOLD " = FALSE\n");
    check("Claim: The mayor sold the bridge.\nVerdict: False\nClaim: The pier is closed.\nVerdict: True\n", SOLD " = False\nThe pier is closed = True\n");
    check("Verdict: False\nClaim: The mayor sold the bridge.\nVerdict: True\nClaim: The pier is closed.\n", SOLD " = False\nThe pier is closed = True\n");
}

/* A verdict without a claim, one that is neither, one too far off, and words that begin lines of any article. */
static void test_none(void **state)
{
    static const char *const none[] = {
        "Verdict: False\n\nThe mayor sold the bridge.", "FALSE\n\nThe mayor sold the bridge.", "Claim: The mayor sold the bridge.\nVerdict: Misleading\n", "Claim: The mayor sold the bridge.\nVerdict: Half true\n",
        "Claim: The mayor sold the bridge.\nVerdict: False friends of the mayor\n", "Claim: The mayor sold the bridge.\nOne\nTwo\nThree\nFour\nVerdict: False\n", "The claim: a long story\nThe mayor spoke.\n",
        "True or false: The mayor sold the bridge\n", "False: a novel\n", "Verdict: guilty\n", "Statement: The mayor sold the bridge\nFalse starts were many.\n", "Fact check: No, the mayor did not sell the bridge\n",
        "Status: confirmed\n", "Claim:\n", "Claim\n", "Verdict\n", "", "\n\n", ":", "Claim: \nVerdict: False",
    };
    (void)state;
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        check(none[i], "");
}

static void test_bounds(void **state)
{
    const hs_ruling *found;
    size_t n;
    hs_error err;
    hs_buffer text = hs_buffer_new(1 << 22);
    hs_arena *arena = hs_arena_new(1 << 22), *small = hs_arena_new(16);
    (void)state;
    for (int i = 0; i < 2 * HS_RULINGS; i++)
        hs_buffer_text(&text, "Claim: the pier is closed\nVerdict: False\n");
    assert_int_equal(hs_rulings_find(&found, &n, arena, hs_buffer_str(&text), &err), HS_OK);
    assert_int_equal(n, HS_RULINGS);
    hs_buffer_text(&text, "Claim: ");
    for (int i = 0; i < 200000; i++)
        hs_buffer_text(&text, ". a: ");
    assert_int_equal(hs_rulings_find(&found, &n, arena, hs_buffer_str(&text), &err), HS_OK);
    assert_int_equal(hs_rulings_find(&found, &n, small, hs_ascii_of("x"), &err), HS_E_NOMEM);
    assert_int_equal(err.code, HS_E_NOMEM);
    assert_null(found);
    assert_int_equal(hs_rulings_find(&found, &n, arena, (hs_str){"x", (size_t)UINT32_MAX + 1}, &err), HS_E_LIMIT);
    assert_int_equal(err.pos, UINT32_MAX);
    hs_arena_free(small);
    hs_arena_free(arena);
    hs_buffer_free(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_labelled), cmocka_unit_test(test_on_one_line), cmocka_unit_test(test_in_any_order), cmocka_unit_test(test_none), cmocka_unit_test(test_bounds)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
