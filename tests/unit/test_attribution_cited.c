/* test_attribution_cited.c -- "X reported C, citing Y": was "citing" linked to all of that? No model; the sentences are made up. */
#include <string.h>

#include "attribution_cited.h"
#include "marked_sentence.h"

/* [..] is what "citing" was linked to; <..> <..> whom the cue `said` has, and what is said. */
static void check(bool is, const char *said, const char *marked)
{
    marked_sentence m;
    read_marked(&m, marked);
    const char *cite = strstr(m.text, "iting"), *other = strstr(m.text, said);
    assert_true(cite && other && m.n_angles == 2);
    hs_span cue = {(uint32_t)(cite - m.text) - 1, (uint32_t)(cite - m.text) + 5}, verb = {(uint32_t)(other - m.text), (uint32_t)(other - m.text + (ptrdiff_t)strlen(said))};
    const bool passive = strstr(said, " by") != NULL;
    hs_span source = m.angles[passive], content = m.angles[!passive];
    hs_attribution citing = {.cue = {&cue, 1}, .content = {&m.square, 1}}, beside = {.source = {&source, 1}, .cue = {&verb, 1}, .content = {&content, 1}};
    if (hs_citing_holds_all(&citing, &beside, m.doc->text) != is)
        fail_msg("%s", marked);
    hs_document_free(m.doc);
}

static void test_all(void **state)
{
    (void)state;
    check(true, "reported", "[<The Wire> first reported <the cracks> on Monday night], citing a caretaker.");
    check(true, "broke", "[<The Star> broke <the news of fires, floods and more> on Tuesday], citing two aides.");
    check(true, "said", "[<The Gazette> said <he had left>], citing a letter.");
    check(true, "reported", "Citing court papers, [<the Times> reported <the arrest> on Sunday].");
    check(true, "said", "Citing a nurse, [<Radio Vell> said <the ward was full>].");
    check(true, "announced", "[<State television> announced <the arrests>], citing the ministry.");
    check(true, "reported by", "[<The leak> was first reported by <the Wire>], citing a diver.");
}

static void test_not_all(void **state)
{
    (void)state;
    /* linked to what is said */
    check(false, "reported", "<The Wire> reported [<that it fell>] on Monday, citing a caretaker.");
    check(false, "said", "Citing two aides, <the Wire> said [<it would close>].");
    /* another's report stands between */
    check(false, "disagree with", "[Teck claims it is safe, <some officials> disagree with <him>], as was reported by Sarvina, citing four sources.");
    check(false, "doubts", "[<The governor> doubts <the report>], Sarvina writes, citing two aides.");
    /* of those who are cited */
    check(false, "says", "Teck, citing [<a study> that says <the dam leaked>], left.");
    check(false, "said", "Teck, citing [a report that the dam, which <Ines Holm> said <was safe>, had leaked], left.");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_all), cmocka_unit_test(test_not_all)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
