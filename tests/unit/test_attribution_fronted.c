/* test_attribution_fronted.c -- "According to the mayor, Jon Teck, the dam is safe": who it is, and what is said. No model; the sentences are made up. */
#include <string.h>

#include "ascii.h"
#include "attribution_fronted.h"
#include "marked_sentence.h"

/* In a sentence [..] is what the model takes for the source, and <..> for the content, which may have two parts. */
static void check(const char *marked, const char *source, const char *content)
{
    marked_sentence m;
    read_marked(&m, marked);
    hs_span cue = {0, strlen("According to")};
    hs_attribution a = {.source = {&m.square, 1}, .cue = {&cue, 1}, .content = {m.angles, m.n_angles}};
    assert_int_equal(hs_fronted_move(&a, 1, m.doc, NULL), HS_OK);
    hs_str is = hs_document_slice(m.doc, a.source.at[0]);
    hs_span all = {a.content.at[0].begin, a.content.at[a.content.n - 1].end};
    if (!hs_ascii_is(is, source))
        fail_msg("%s: source %.*s", m.text, (int)is.len, is.ptr);
    is = hs_document_slice(m.doc, all);
    if (!hs_ascii_is(is, content))
        fail_msg("%s: content %.*s", m.text, (int)is.len, is.ptr);
    hs_document_free(m.doc);
}

static void test_who_it_is(void **state)
{
    (void)state;
    check("According to [the mayor], <Jon Teck>, <the dam is safe>.", "the mayor, Jon Teck", "the dam is safe");
    check("According to [the mayor], <Jon Teck, the dam is safe>.", "the mayor, Jon Teck", "the dam is safe");
    check("According to [a former guard], <Eva van der Roth, 61, doors stood open>.", "a former guard, Eva van der Roth, 61", "doors stood open");
    check("According to [the mayor], <Jon Teck, the dam was safe, but it leaks>.", "the mayor, Jon Teck", "the dam was safe, but it leaks");
    check("According to [two clerks], <who asked not to be named, the samples were swapped>.", "two clerks, who asked not to be named", "the samples were swapped");
    check("According to [the survey], <which Lindco paid for, four in five sleep badly>.", "the survey, which Lindco paid for", "four in five sleep badly");
}

static void test_what_is_said(void **state)
{
    static const char *const said[] = {"Jon Teck resigned on Monday", "Jon Teck, the harbour master, resigned", "Jon Teck, a baker, was arrested", "Jon Teck, 45, was arrested",
                                       "Jon Teck, who lives there, was arrested", "Jon Teck, Ida Moe and Kurt Weiss signed it", "Jon Teck, along with others, signed it", "Saudi Arabia, the United States and Iran have signed the treaty",
                                       "Lindco, the owner, knew of it", "Jon Teck, 71, briefly left", "who pays for the dam is unclear", "who pays, and when, is unclear", "Jon Teck"};
    (void)state;
    for (size_t i = 0; i < sizeof said / sizeof *said; i++) {
        char marked[256] = "According to [the mayor], <";
        check(strcat(strcat(marked, said[i]), ">."), "the mayor", said[i]);
    }
    check("According to [the mayor], <Jon Teck>, he said. It is late, and was.", "the mayor", "Jon Teck"); /* nothing would be left */
    check("According to [the mayor] the <Jon Teck, the dam is safe>.", "the mayor", "Jon Teck, the dam is safe");
}

/* [..] is the cue of a sentence, <..> the content; nobody is named as its source. */
static void check_subject(const char *marked, const char *source, const char *content)
{
    marked_sentence m;
    read_marked(&m, marked);
    hs_attribution a = {.cue = {&m.square, 1}, .content = {m.angles, m.n_angles}};
    assert_int_equal(hs_fronted_move(&a, 1, m.doc, NULL), HS_OK);
    hs_str who = a.source.n ? hs_document_slice(m.doc, a.source.at[0]) : (hs_str){"", 0}, what = hs_document_slice(m.doc, a.content.at[0]);
    if (!hs_ascii_is(who, source) || !hs_ascii_is(what, content))
        fail_msg("%s: %.*s | %.*s", marked, (int)who.len, who.ptr, (int)what.len, what.ptr);
    hs_document_free(m.doc);
}

static void test_whose_participle(void **state)
{
    (void)state;
    check_subject("[Having told reporters] <that it was safe, Eva Roth left> for home.", "Eva Roth", "that it was safe");
    check_subject("It leaked. Since [admitting] <that it leaked>, he has not been seen.", "he", "that it leaked");
    check_subject("After [saying] <that Kolm, Varn and Ilven would go dry>, the new minister later resigned.", "the new minister", "that Kolm, Varn and Ilven would go dry");
    /* a subject that says nothing, and what is no participle of the sentence's beginning */
    check_subject("[Being told] <that it leaked>, Eva Roth left.", "", "that it leaked");
    check_subject("[Considering] <that it leaked>, the town was lucky.", "", "that it leaked");
    check_subject("[Having been told] <that it leaked>, Eva Roth left.", "", "that it leaked");
    check_subject("It leaked, [saying] <that it was old>, he left.", "", "that it was old");
    check_subject("After [saying] <that the pier was safe>, Tesla shares rose by half.", "", "that the pier was safe"); /* whose shares they are */
    check_subject("After [saying] <that Kolm, Varn and Ilven would go dry>.", "", "that Kolm, Varn and Ilven would go dry");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_who_it_is), cmocka_unit_test(test_what_is_said), cmocka_unit_test(test_whose_participle)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
