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

/* [..] is the source, the cue is "said" behind it; <..> <..> the content. */
static void check_clause(const char *marked, const char *source, const char *content)
{
    marked_sentence m;
    read_marked(&m, marked);
    const char *said = strstr(m.text + m.square.end, "said");
    assert_non_null(said);
    hs_span cue = {(uint32_t)(said - m.text), (uint32_t)(said - m.text) + 4};
    hs_attribution a = {.source = {&m.square, 1}, .cue = {&cue, 1}, .content = {m.angles, m.n_angles}};
    assert_int_equal(hs_relatives_give(&a, 1, m.doc, NULL), HS_OK);
    hs_str who = a.source.n ? hs_document_slice(m.doc, a.source.at[0]) : (hs_str){"", 0}, what = hs_document_slice(m.doc, a.content.at[0]);
    if (!hs_ascii_is(who, source) || !hs_ascii_is(what, content) || (a.content.n > 1) != (strchr(marked, '+') != NULL))
        fail_msg("%s: %.*s: %.*s", marked, (int)who.len, who.ptr, (int)what.len, what.ptr);
    hs_document_free(m.doc);
}

static void test_clause(void **state)
{
    (void)state;
    check_clause("<It leaked>, [Ines Holm,] <who is away>, said.", "Ines Holm, who is away", "It leaked");
    check_clause("<It leaked>, [the Halve Times], <which cited court documents>, said.", "the Halve Times, which cited court documents", "It leaked");
    check_clause("[Ines Holm], <whose son is away>, said <it leaked>.", "Ines Holm, whose son is away", "it leaked");
    check_clause("[An aide], <who asked for anonymity because she may not speak,> said <no>.", "An aide, who asked for anonymity because she may not speak,", "no");
    /* what begins otherwise, what is not between them, and what is all that is said ("+": both parts are left) */
    check_clause("+ <It leaked>, [Ines Holm], <a diver>, said.", "Ines Holm", "It leaked");
    check_clause("+ <The dam>, [Ines Holm] said, <which is old, is safe>.", "Ines Holm", "The dam");
    check_clause("[Ines Holm], <who is away>, said.", "Ines Holm", "who is away");
    check_clause("+ <It leaked>, [Ines Holm] <who is away> said.", "Ines Holm", "It leaked");
    /* an article is nobody */
    check_clause("[A] ministry official said <no>.", "", "no");
    check_clause("[The] official, who last week said <she would resign>, is away.", "who", "she would resign");
    check_clause("[Some] said <no>.", "Some", "no");
}

static void test_apart(void **state)
{
    (void)state;
    check("A nurse, who gave no name, [said] <the ward was full>.", "A nurse, who gave no name");
    check("It rained. Two officers, who insisted on anonymity as they may not speak, [told] Radio Vell <he fled>.", "Two officers, who insisted on anonymity as they may not speak");
    check("The Halve Times, which has seen the letter, [reported] <that she left>.", "The Halve Times, which has seen the letter");
    check("Ines Holm, whose boat sank, in May, [claimed] <the pier moved>.", "Ines Holm, whose boat sank, in May");
    check("<A person briefed on it, who was granted anonymity>, [said] <the mayor knew>.", "A person briefed on it, who was granted anonymity");
    /* what is said of it, whose it may be else, and what is told before the cue */
    check("The dam, which is old, [is said] <to be safe>.", "");
    check("The dam, which is old, [reportedly] <leaked>.", "");
    check("<The dam, which is old>, [said] Holm, <is safe>.", "");
    check("<The dam, which is old>, [said] the mayor.", "");
    check("\"Ines Holm, who is away, knew\", [said] <so>.", "");
    check("The pier - Ines Holm, who is away, [said] <so>, in May - sank.", "");
    check("He knew Ines Holm who, on Monday, [said] <so>.", "");
    /* where the sentence, or its subject, begins elsewhere */
    check("An aide to Gov. Ottilie Marr, who gave no name, [said] <no>.", "");
    check("The mayor, who is away, left, and her deputy, Jon Teck, [said] <it leaked>.", "");
    check("On Monday Ines Holm, who is away, [said] <no>.", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_whose), cmocka_unit_test(test_clause), cmocka_unit_test(test_apart)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
