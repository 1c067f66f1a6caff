/* test_attribution_stands.c -- "stands by its report": what is a cue, and of what. No model; the sentences are made up. */
#include "ascii.h"
#include "attribution_stands.h"
#include "marked_sentence.h"
#include "sentences.h"

/* [..] is the cue, <..> the content; of a sentence without marks nothing is found. */
static void check(const char *marked)
{
    marked_sentence m;
    uint32_t at = 0;
    hs_span word;
    hs_stand found = {{0, 0}, {0, 0}};
    read_marked(&m, marked);
    while (found.cue.begin == found.cue.end && hs_word_next(&word, m.doc->text, &at))
        found = hs_stand_at(m.doc->text, word);
    hs_span cue = found.cue, content = found.content;
    if (cue.begin != m.square.begin || cue.end != m.square.end || content.begin != m.angles[0].begin || content.end != m.angles[0].end)
        fail_msg("%s: %.*s | %.*s", marked, (int)(cue.end - cue.begin), m.text + cue.begin, (int)(content.end - content.begin), m.text + content.begin);
    hs_document_free(m.doc);
}

static void test_held(void **state)
{
    (void)state;
    check("The Coastal Wire [stands by] <its report that the dam leaked>.");
    check("On Tuesday it [stood by] <its figure>.");
    check("The agency [has stuck to] <its earlier estimate of 40 deaths>, and nobody doubts it.");
    check("The coroner [stuck firmly to] <her findings> despite the criticism.");
    check("The mayor [still stands behind] <his claim> but will pay.");
    check("The union [doubled down on] <its demand that it stay open>.");
    check("He [stood by] <comments about the police>.");
    check("The paper said it [would stand by] <the story>.");
    check("Ministry [stands by] <its figures>\nOn Monday 40 people came.");
}

static void test_no_longer_held(void **state)
{
    (void)state;
    check("The minister [has since backed away from] <his pledge to close the mine>.");
    check("The ministry [walked back] <its claim that nobody was hurt> after a day.");
    check("The governor [backed off] <his earlier statement>.");
    check("The firm [rowed back on] <that promise>.");
    check("The firm [backed down from] <the threat>.");
}

static void test_neither(void **state)
{
    (void)state;
    check("The hotel stands by the river, whose report is old.");
    check("He stood by the door. The report was long.");
    check("The president stands by the army.");
    check("The ministry did not stand by its figure.");
    check("The ministry never stood by its figure.");
    check("The firm refused to stand by its claim.");
    check("The glue stuck to the table and the report.");
    check("She walked back the whole way.");
    check("The crowd backed away from the gates.");
    check("Rather than double down on the river, it left.");
    check("It stood by, its report unread.");
    check("The Wire no longer stands by its report.");
    check("The minister has not yet backed away from his claim.");
    check("The minister has not publicly backed away from his claim.");
    check("Nobody still stands by the story.");
    check("Asked whether the paper still stands by its report, she left.");
    check("It matters if he stands by his claim.");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_held), cmocka_unit_test(test_no_longer_held), cmocka_unit_test(test_neither)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
