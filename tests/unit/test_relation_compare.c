/* test_relation_compare.c -- what words prove, and comparing by a model (tests/numeric/tiny_pairs, whose weights are
 * random, so that what must hold whatever a model says is seen to hold). */
#include <math.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "compare_text.h"
#include "compare_team.h"
#include "compare_words.h"
#include "fuse.h"
#include "hearsay.h"
#include "heap.h"

#ifndef HS_SOURCE_DIR
#define HS_SOURCE_DIR "."
#endif
#define PAIRS HS_SOURCE_DIR "/tests/numeric/tiny_pairs"
#define TINY  HS_SOURCE_DIR "/tests/numeric/tiny"
#define DOUBT HS_SOURCE_DIR "/tests/numeric/tiny_doubt"

static hs_comparer *comparer;
static hs_compare_space *space;
static hs_arena *scratch;

static hs_str str(const char *s)
{
    return (hs_str){s, strlen(s)};
}

static int open_all(void **state)
{
    (void)state;
    hs_error err = {0};
    scratch = hs_arena_new(64 << 20);
    if (scratch && hs_comparer_open(&comparer, PAIRS, &err) == HS_OK &&
        hs_compare_space_open(&space, comparer, &err) == HS_OK)
        return 0;
    fprintf(stderr, "%s\n", err.msg);
    return 1;
}

static int close_all(void **state)
{
    (void)state;
    hs_compare_space_free(space);
    hs_comparer_free(comparer);
    hs_arena_free(scratch);
    return 0;
}

static hs_word_evidence evidence(const char *a, const char *b)
{
    hs_word_evidence e;
    hs_error err = {0};
    assert_int_equal(hs_word_evidence_find(&e, scratch, str(a), str(b), &err), HS_OK);
    hs_arena_reset(scratch);
    return e;
}

/* ---- what words prove ------------------------------------------------------------------------------------------- */

static void test_not_same(void **state)
{
    (void)state;
    static const struct {
        const char *a, *b, *why;
        bool opposed; /* nothing else lies between them */
    } cases[] = {
        {"12 killed", "20 killed", "other figures: 12 and 20 killed", true},
        {"11 patients were treated", "17 patients were treated, up from the 11 it first reported", "other figures: 11 and 17 patients treated", false}, /* what it was is not said now */
        {"the wreck was brought up from 40 metres", "the wreck was brought up from 30 metres", "other figures: 40 and 30 metres", true},
        {"the toll was 40 dead", "the toll was 31 dead, down from an earlier 40", "other figures: 40 and 31 dead", true},
        {"11 patients were treated", "17 patients were treated up from 11", "other figures: 11 and 17 patients treated up", false},
        {"the toll was 40 dead", "the toll was 31 dead down from 40", "other figures: 40 and 31 dead", true},
        {"the wreck was pulled up from 40 metres", "the wreck was pulled up from 30 metres", "other figures: 40 and 30 metres", true},
        {"the death toll was 11", "the death toll rose from 11 to 17", "other figures: 11 and 17 death toll", true},
        {"the death toll was 17", "the death toll fell from 17 to 11", "other figures: 17 and 11 death toll", true},
        {"12 people were killed in the fire", "the fire killed 20 people", "other figures: 12 and 20 people killed", true},
        {"twelve people died in the blast", "20 people were killed in the blast on Friday",
         "other figures: twelve and 20 people killed", true},
        {"five workers were burned in the fire at the Hamm smelter", "nine workers were burned in the fire", "other figures: five and nine workers burned", true},
        {"40 homes were damaged in the storm", "12 homes were damaged in the storm in Kolm", "other figures: 40 and 12 homes damaged", false}, /* some of them, perhaps */
        {"40 homes were damaged by the storm", "12 homes were damaged in the night", "other figures: 40 and 12 homes damaged", false},
        {"12 people had died", "the death toll was 20", "other figures: 12 and 20 people died", true},
        {"the bridge will cost 40 million", "the bridge would cost 55 million euros", "other figures: 40 million and 55 million euros", false},
        {"at least 30 homes were damaged", "up to 20 homes were damaged", "other figures: at least 30 and up to 20 homes damaged", true},
        {"prices rose by 5%", "prices rose by 7%", "other figures: 5% and 7%", true},
        {"the pier cost $1.2 million", "the pier cost $2 million", "other figures: $1.2 million and $2 million", true},
        {"about 20 people were hurt", "40 people were hurt", "other figures: about 20 and 40 people hurt", true},
        {"the mayor paid $40 for the boat", "the mayor paid $600 for the boat", "other figures: $40 and $600", true},
        {"no survivors were found", "12 survivors were found", "other figures: no and 12 survivors found", true},
        {"the minister will resign", "the minister will not resign", "one denies it: \"not\"", true},
        {"the minister will resign", "the minister won\xe2\x80\x99t resign on Monday", "one denies it: \"won\xe2\x80\x99t\"", false},
        {"the pier is safe", "the pier was never safe", "one denies it: \"never\"", true},
        {"he fled to Kolm by train", "he fled from Kolm by train", "opposites: to, from", false},
        {"the captain is alive", "the captain is dead", "opposites: alive, dead", true},
        {"that he is alive and well", "the captain was found dead in his cabin on Monday", "opposites: alive, dead", false},
        {"he is alive", "he died", "opposites: alive, died", true},
        {"he is alive", "she died", "opposites: alive, died", false}, /* of two, perhaps */
        {"the council accepted the plan", "the council rejected the plan", "opposites: accepted, rejected", true},
        {"the club sacked the coach on Friday", "the coach resigned on Friday", "opposites: sacked, resigned", false},
        {"the coach was fired", "the coach left of his own accord", "opposites: fired, accord", false},
        {"the coach was sacked", "the coach quit", "opposites: sacked, quit", true},
        {"the mayor was found guilty", "the mayor was cleared", "opposites: guilty, cleared", false},
        {"the cup was stolen", "the cup was lent", "opposites: stolen, lent", true},
        {"Lunde is in custody", "Lunde has been released", "opposites: custody, released", true},
        {"Lunde is in custody", "Lunde was released from custody", "opposites: custody, released", true},
        {"the money was a loan", "the money was a bribe", "opposites: loan, bribe", true},
        {"The fire was in Oslo", "The fire was in Bergen", "other names: Oslo, Bergen", false},
        {"Oslo", "Bergen", "other names: Oslo, Bergen", false},
        {"The fire was in Austria", "The fire was in Australia", "other names: Austria, Australia", false},
        {"The fire was in Iran", "The fire was in Iraq", "other names: Iran, Iraq", false},
        {"Erik Lind resigned", "Anna Berg resigned", "other names: Erik Lind, Anna Berg", false},
        {"Maartens opened the Tessin bridge", "Maartens opened the Lugan bridge", "other names: Tessin, Lugan", false},
        {"the Tessin bridge fell", "the bridge of Lugan fell", "other names: Tessin, Lugan", false},
        {"the strike begins on Monday", "the strike begins on Tuesday", "other times: Monday, Tuesday", false},
        {"the dam was built in 2014", "the dam was built in 2016", "other times: 2014, 2016", false},
        {"the captain, 42, is missing", "the captain, 48, is missing", "other numbers: 42, 48", false},
        {"she is not guilty", "she is guilty", "one denies it: \"not\"", true},
        {"there was a letter and a warning", "there was no letter and there was no warning", "one denies it: \"no\"", true},
        {"the pump had failed", "the main pump of the plant had not failed", "one denies it: \"not\"", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        hs_word_evidence e = evidence(cases[i].a, cases[i].b), back = evidence(cases[i].b, cases[i].a);
        if (!e.not_same || strcmp(e.why, cases[i].why) != 0)
            fail_msg("%s | %s: %d \"%s\"", cases[i].a, cases[i].b, e.not_same, e.why);
        assert_true(back.not_same && !back.the_same && !e.the_same);
        assert_memory_equal(e.features, back.features, sizeof e.features);
        hs_comparison by_model; /* whatever the model's random weights say */
        assert_int_equal(hs_compare(&by_model, space, str(cases[i].a), str(cases[i].b), NULL), HS_OK);
        assert_int_not_equal(by_model.relation, HS_SAME);
        assert_true(by_model.scores[HS_SAME] == 0);
        assert_string_equal(by_model.why, cases[i].why);
        if (e.opposed != cases[i].opposed || back.opposed != e.opposed || (e.opposed && by_model.relation != HS_CONTRADICTS))
            fail_msg("%s | %s: opposed %d, %s", cases[i].a, cases[i].b, e.opposed, hs_relation_name(by_model.relation));
    }
}

static void test_may_be_same(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"at least 12 people were killed", "20 people were killed"},
        {"12 people were killed", "about 12 people were killed"},
        {"about 20 people were hurt", "23 people were hurt"},
        {"twelve people were killed", "12 people were killed"},
        {"between 10 and 20 homes were damaged", "15 homes were damaged"},
        {"12 people were killed on Monday and 20 by Tuesday", "20 people were killed"},
        {"12 people were killed", "20 homes were damaged"},
        {"the watch of gold costs $4,999", "the one of steel costs $999"},
        {"28,000 people were arrested", "86% of those arrested were men"},
        {"no survivors were found", "nobody was found alive"},
        {"no more than 12 people were killed", "12 people were killed"},
        {"the captain is alive", "the captain is not dead"},
        {"the council did not accept the plan", "the council rejected the plan"},
        {"the minister will resign", "the minister may resign"},
        {"the UN sent help", "the United Nations sent help"},
        {"the fire was in Kobenfjord", "the fire was in Kobenfjord-Nord"},
        {"police held Anna Eichhorn", "police held Anna Eichorn"},
        {"two shells fell on the quay, wounding seven", "two shells fell on the quay, wounding seven, none seriously"},
        {"police held Anna Laczyn", "police held Anna Laczynn's"},
        {"the strike begins today", "the strike begins on Monday"},
        {"the dam broke in May", "the dam broke in 2031"},
        {"the fire was in Oslo", "a fire broke out in the harbour"},
        {"Erik Lind resigned", "the minister resigned"},
        {"the mayor not only lied but stole", "the mayor lied and stole"},
        {"there is no doubt that the dam broke", "the dam broke"},
        {"the strike begins on Monday", "the strike begins"},
        {"15 people lost their lives", "15 people died"},
        {"two men lost their lives in the fire", "two men were killed in the fire"},
        {"the captain lost his life", "the captain died"},
        {"the fire took many lives", "many died in the fire"},
        {"the couple lost their life savings", "the couple survived"},
        {"Ruste approved the decision to stop inspecting the viaduct", "that she approved the decision to stop inspecting the Tessin viaduct"},
        {"Maartens opened the bridge", "he opened the Tessin bridge"},
        {"the coach was forced to resign", "the coach was sacked"},
        {"the coach was forced to resign", "the coach resigned"},
        {"the minister dismissed the report", "the minister resigned"},
        {"he was freed from custody", "he was released"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        hs_word_evidence e = evidence(cases[i][0], cases[i][1]);
        if (e.not_same || e.the_same)
            fail_msg("%s | %s: \"%s\"", cases[i][0], cases[i][1], e.why);
    }
}

/* What a model reads. */
static void test_told_plainly(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"two men lost their lives in the fire, and a nurse lost her life", "two men died in the fire, and a nurse died"},
        {"the couple lost their life savings", "the couple lost their life savings"},
        {"the port lost its crane", "the port lost its crane"},
    };
    hs_arena *arena = hs_arena_new(1 << 22);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        hs_str out;
        assert_int_equal(hs_compared_told_plainly(&out, arena, str(cases[i][0]), NULL), HS_OK);
        assert_int_equal(out.len, strlen(cases[i][1]));
        assert_memory_equal(out.ptr, cases[i][1], out.len);
    }
    hs_arena_free(arena);
}

/* Two claims of which neither says anything of the other, whatever a model says; and neighbours of theirs that are the same or contradict. */
static void test_frames(void **state)
{
    (void)state;
    enum { NONE, KNOWING, SIDES };
    static const struct {
        const char *a, *b;
        int frame;
        const char *why;
    } cases[] = {
        {"that the port knew the ferry was full", "the ferry was full", KNOWING, "one is of who knew or was told it: \"knew\""},
        {"the coach ordered that runners be given the gel", "runners had been given the gel", KNOWING, "one is of who ordered it: \"ordered\""},
        {"the port knew of the leak", "there was a leak", KNOWING, "one is of who knew or was told it: \"knew\""},
        {"the port had long known that the ferry was full", "that the ferry was full", KNOWING, "one is of who knew or was told it: \"known\""},
        {"the port did not know that the ferry was full", "the ferry was full", KNOWING, "one is of who knew or was told it: \"know\""},
        {"the ministry was never told that the dam leaked", "the dam leaked", KNOWING, "one is of who knew or was told it: \"told\""},
        {"the crew had warned that the dam leaked", "the dam did not leak", KNOWING, "one is of who knew or was told it: \"warned\""},
        {"she was unaware of the leak", "there was a leak", KNOWING, "one is of who knew or was told it: \"unaware\""},
        /* both are of who knew; the verb is of something beside; what all know is so */
        {"the port knew the ferry was full", "the port was aware that the ferry was full", NONE, ""},
        {"the leak was known to the port", "the port was told of the leak", NONE, ""},
        {"a man who knew the victim was arrested", "a man was arrested", NONE, ""},
        {"As we know, the ferry was full", "the ferry was full", NONE, ""},
        {"it is known that the ferry was full", "the ferry was full", NONE, ""},
        {"the clerk told reporters the ferry was full", "the ferry was full", NONE, ""},
        {"the ship known as the Gull sank", "the ship sank", NONE, ""},
        {"she sold the mill", "she bought the mill", SIDES, "two sides of a deal: \"sold\", \"bought\""},
        {"Ada Solheim lent 40,000 to the firm", "Solheim had borrowed 40,000 from the firm", SIDES, "two sides of a deal: \"lent\", \"borrowed\""},
        {"the mayor never gave the dealer a watch", "the mayor received a watch from the dealer", SIDES, "two sides of a deal: \"gave\", \"received\""},
        {"she sold the mill to her son", "her son bought the mill from her", NONE, ""},
        {"the bank lent the firm 40,000", "the firm borrowed 40,000 from the bank", NONE, ""},
        {"the mill was sold in May", "the mill was bought in May", NONE, ""},
        {"she sold the mill and bought a boat", "she bought a boat", NONE, ""},
        {"he was employed by the ministry", "he worked for the ministry", NONE, ""},
        {"that Anna Lind sued Moore in May", "Moore sued Lind in May", SIDES, "it is done by the other: \"Lind\", \"Moore\""},
        {"the union accused the firm of lying", "the firm had accused the union of lying", SIDES, "it is done by the other: \"union\", \"firm\""},
        /* both do it; by a passive; a day in another place; one is of the other */
        {"Lind met Moore in May", "Moore met Lind in May", NONE, ""},
        {"Lind and Moore left the firm", "Moore and Lind left the firm", NONE, ""},
        {"Lind was sued by Moore", "Moore sued Lind", NONE, ""},
        {"Tuesday the board left the port", "the port the board left Tuesday", NONE, ""},
        {"the minister's resignation letter", "the letter of resignation minister", NONE, ""},
        {"a crash in Velden near the bridge", "a crash near the bridge in Velden", NONE, ""},
        {"in Velden the police arrested two men", "the police in Velden arrested two men", NONE, ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        hs_word_evidence e = evidence(cases[i].a, cases[i].b), back = evidence(cases[i].b, cases[i].a);
        if (e.neither != (cases[i].frame == KNOWING) || e.sides != (cases[i].frame == SIDES) || back.neither != e.neither || back.sides != e.sides ||
            (cases[i].frame && strcmp(e.why, cases[i].why) != 0))
            fail_msg("%s | %s: %d %d \"%s\"", cases[i].a, cases[i].b, e.neither, e.sides, e.why);
        if (!cases[i].frame && (e.not_same || e.opposed))
            fail_msg("%s | %s: \"%s\"", cases[i].a, cases[i].b, e.why);
        hs_comparison by_model; /* whatever the model's random weights say */
        assert_int_equal(hs_compare(&by_model, space, str(cases[i].a), str(cases[i].b), NULL), HS_OK);
        assert_true(cases[i].frame != KNOWING || by_model.relation == HS_NEITHER);
        assert_true(!cases[i].frame || by_model.scores[HS_SAME] == 0);
    }
}

/* One count with no more beside it than what is thought of it is no contradiction, whatever a model says. */
static void test_agree(void **state)
{
    (void)state;
    static const struct {
        const char *a, *b;
        bool agree;
    } cases[] = {
        {"only five of the patients were ever told", "Five patients were told", true},
        {"12 people were hurt", "just 12 people were hurt", true},
        {"12 people were hurt", "15 people were hurt", false},
        {"12 people were hurt", "12 people were not hurt", false},
        {"five patients recovered", "five patients were told", false},
        {"12 patients were moved to Velden", "12 patients were moved from Velden", true}, /* which other words rule out */
        {"five workers were burned in the fire at the Hamm smelter", "only five workers were burned in the Hamm fire", true},
        {"five workers were burned in the fire at the Hamm smelter", "only five workers were paid after the fire", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        hs_word_evidence e = evidence(cases[i].a, cases[i].b), back = evidence(cases[i].b, cases[i].a);
        hs_comparison by_model;
        assert_int_equal(hs_compare(&by_model, space, str(cases[i].a), str(cases[i].b), NULL), HS_OK);
        const bool settled = e.agree && !e.not_same && !e.sides;
        if (e.agree != cases[i].agree || back.agree != e.agree || (settled && by_model.scores[HS_CONTRADICTS] > 0) || (e.not_same && by_model.relation == HS_SAME))
            fail_msg("%s | %s: %d", cases[i].a, cases[i].b, e.agree);
    }
}

/* Who was told or knew of a thing, against who denies it: never the same, whatever a model says. */
static void test_within(void **state)
{
    (void)state;
    static const struct {
        const char *a, *b;
        bool within;
    } cases[] = {
        {"that three certificates were forged", "that certificates had been forged", true},
        {"the bridge was closed for two weeks", "the bridge was closed", true},
        {"the dam was opened on Monday", "the dam was opened", true},
        {"the ferry sank in Kolm", "the ferry sank", true},
        {"the dam was never opened on Monday", "the dam was opened", false},
        {"the dam may be opened on Monday", "the dam was opened", false},
        {"the dam was nearly opened on Monday", "the dam was opened", false},
        {"Lind sued Moore in May", "Moore sued Lind", false},
        {"12 people were hurt in Kolm", "15 people were hurt", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        hs_word_evidence e = evidence(cases[i].a, cases[i].b), back = evidence(cases[i].b, cases[i].a);
        hs_comparison by_model;
        assert_int_equal(hs_compare(&by_model, space, str(cases[i].a), str(cases[i].b), NULL), HS_OK);
        if (e.within != cases[i].within || back.within != e.within || (e.within && by_model.scores[HS_CONTRADICTS] > 0))
            fail_msg("%s | %s: %d", cases[i].a, cases[i].b, e.within);
    }
}

static void test_denied_knowing(void **state)
{
    (void)state;
    enum { NONE, DENIED, OPPOSED, OTHERS, KNOWING };
    static const struct {
        const char *a, *b;
        int is;
    } cases[] = {
        {"I was never told that any dose had expired", "the minister was told that doses had expired", OPPOSED},
        {"nobody told us that the valve had failed", "the plant's managers were told that the valve had failed", OPPOSED},
        {"no one informed me that the samples were contaminated", "the director was informed that the samples were contaminated", OPPOSED},
        {"no one at the ministry ever informed me that the samples were contaminated", "she was informed that the samples were contaminated", OPPOSED},
        {"she had not known that the bridge was unsafe", "she knew that the bridge was unsafe", OPPOSED},
        {"we were unaware that the fund was insolvent", "the board was aware that the fund was insolvent", OPPOSED},
        {"the ministry was never made aware that children were working there", "the ministry knew that children were working there", OPPOSED},
        {"he had no idea that the funds were missing", "he had been informed that the funds were missing", OPPOSED},
        {"I had no knowledge that the ferry was overloaded", "the operator knew that the ferry was overloaded", OPPOSED},
        {"I did not know about the cracks", "he was told of the cracks in March", DENIED},
        {"the mayor denies knowing that the cliff could collapse", "the mayor had been warned that the cliff could collapse", OPPOSED},
        {"I never saw any report that the dam was leaking", "the engineer had seen a report that the dam was leaking", OPPOSED},
        {"she received no warning that the dam was leaking", "she was warned that the dam was leaking", OPPOSED},
        {"they were kept in the dark about the leak", "they knew about the leak", OPPOSED},
        {"nobody had heard that the school would close", "parents heard that the school would close", OPPOSED},
        {"the mayor was never told that the main bridge was unsafe", "the mayor knew the bridge was unsafe", DENIED},
        /* one was told, somebody else was not */
        {"the mayor was never told that the bridge was unsafe", "the engineers were told that the bridge was unsafe", OTHERS},
        {"Petra Valk did not know that the fund was insolvent", "Ada Solheim knew that the fund was insolvent", OTHERS},
        {"the mayor never informed the islanders that the cliff could collapse", "the mayor had been informed that the cliff could collapse", OTHERS},
        /* both deny it, or neither does; it is of another thing; it was told later */
        {"I was never told that any dose had expired", "the minister did not know that doses had expired", NONE},
        {"the company was not told that the pipe had burst", "the company had not been informed that the pipe had burst", NONE},
        {"the minister was told that doses had expired", "the minister knew that doses had expired", NONE},
        {"the minister was not told that the clinic had closed", "the minister was told that doses had expired", NONE},
        {"she was not told until Friday that the pipe had burst", "she was told that the pipe had burst", NONE},
        {"the mayor not only knew that the cliff could collapse", "the mayor knew that the cliff could collapse", NONE},
        {"the port, which never closed, knew that the ferry was full", "the port knew that the ferry was full", NONE},
        /* denied or not, it says nothing of the thing itself */
        {"I never saw any report that the dam was leaking", "the dam was leaking", KNOWING},
        {"nobody told us that the valve had failed", "the valve had failed", KNOWING},
        {"he had no idea that the funds were missing", "the funds were missing", KNOWING},
        {"we were kept in the dark about the leak", "there was a leak", KNOWING},
        {"he had heard that the school would close", "the school will close", KNOWING},
        {"they had no knowledge of the cracks", "there were no cracks", KNOWING},
        {"he had a clear idea of the bridge", "the bridge is clear", NONE},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        hs_word_evidence e = evidence(cases[i].a, cases[i].b), back = evidence(cases[i].b, cases[i].a);
        hs_comparison by_model; /* whatever the model's random weights say */
        assert_int_equal(hs_compare(&by_model, space, str(cases[i].a), str(cases[i].b), NULL), HS_OK);
        int is = e.neither ? KNOWING : e.sides ? OTHERS : e.opposed ? OPPOSED : e.not_same ? DENIED : NONE;
        if (is != cases[i].is || back.neither != e.neither || back.sides != e.sides || back.opposed != e.opposed || back.not_same != e.not_same)
            fail_msg("%s | %s: %d, not %d: \"%s\"", cases[i].a, cases[i].b, is, cases[i].is, e.why);
        assert_true(is == NONE || by_model.scores[HS_SAME] == 0);
        assert_true(is != OPPOSED || by_model.relation == HS_CONTRADICTS);
    }
    assert_string_equal(evidence("the mayor knew of the leak", "I was never told of the leak").why, "one denies having known or been told: \"told\"");
    assert_string_equal(evidence("the mayor knew of the leak", "the clerk was never told of the leak").why, "one knew or was told, another not: \"mayor\", \"clerk\"");
}

/** What is no proof, but worth telling and weighing. */
static void test_features(void **state)
{
    (void)state;
    hs_word_evidence e = evidence("the mayor died in a fire", "that the mayor died is a hoax");
    assert_false(e.not_same);
    assert_string_equal(e.why, "one calls it untrue: \"hoax\"");
    assert_true(e.features[HS_WORD_CALLED_FALSE] == 1 && e.features[HS_WORD_NEGATED] == 0);
    assert_true(e.features[HS_WORD_CONTAINED] > 0.6f && e.features[HS_WORD_CONTAINED] < 0.7f); /* mayor, died; not hoax */
    e = evidence("the harbour was crowded as the strike ended", "the strike began at dawn with no crowd in the square");
    assert_false(e.not_same);
    assert_true(e.features[HS_WORD_OPPOSITE] == 1 && e.features[HS_WORD_NEGATED] == 0); /* two turns: none */
    e = evidence("Erik Lind may leave Skarn", "Lind will leave");
    assert_true(e.features[HS_WORD_NAMES_SHARED] == 1 && e.features[HS_WORD_NAMES_DIFFER] == 0);
    assert_true(e.features[HS_WORD_MODALS_DIFFER] == 1);
    e = evidence("12 people were killed", "twelve people were killed on Monday");
    assert_true(e.features[HS_WORD_FIGURES_AGREE] == 1 && e.features[HS_WORD_FIGURES_DIFFER] == 0);
    assert_true(e.features[HS_WORD_ELSE_THE_SAME] == 1);
}

static void test_the_same(void **state)
{
    (void)state;
    static const char *const same[][2] = {
        {"12 killed", "12 killed"},
        {"\xe2\x80\x9cThe pier is safe.\xe2\x80\x9d", "the pier  is safe"},
        {"it won\xe2\x80\x99t open", "It won't open!"},
        {"the dam\nbroke", "The dam broke..."},
    };
    static const char *const other[][2] = {
        {"the pier is safe", "the pier is safe?"}, {"12.5", "125"},     {"5%", "5"}, {"-5", "5"}, {"$12", "12"},
        {"re-signed", "resigned"},                 {".5", "5"},         {"Lind met Berg", "Berg met Lind"},
        {"the pier", "a pier"},                    {"", "the pier"},
    };
    for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
        hs_comparison c;
        hs_word_evidence e = evidence(same[i][0], same[i][1]);
        assert_true(e.the_same && !e.not_same);
        assert_int_equal(hs_compare(&c, space, str(same[i][0]), str(same[i][1]), NULL), HS_OK);
        assert_int_equal(c.relation, HS_SAME);
        assert_true(c.scores[HS_SAME] == 1);
        assert_string_equal(c.why, "the same words");
    }
    for (size_t i = 0; i < sizeof other / sizeof *other; i++)
        if (evidence(other[i][0], other[i][1]).the_same)
            fail_msg("%s | %s", other[i][0], other[i][1]);
}

static void test_opposites(void **state)
{
    (void)state;
    assert_true(hs_are_opposites("aliv", "dead"));
    static const char *const pairs[][2] = {{"denied", "confirms"}, {"guilty", "innocent"}, {"rose", "falling"}, {"dying", "alive"}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        char a[HS_STEM_BYTES], b[HS_STEM_BYTES];
        hs_stem(a, pairs[i][0], strlen(pairs[i][0]));
        hs_stem(b, pairs[i][1], strlen(pairs[i][1]));
        if (!hs_are_opposites(a, b) || !hs_are_opposites(b, a))
            fail_msg("%s %s", a, b);
    }
    assert_false(hs_are_opposites("aliv", "aliv"));
    assert_false(hs_are_opposites("", "dead"));
}

static void test_stems(void **state)
{
    (void)state;
    static const char *const groups[][4] = {{"deny", "denies", "denied", "denying"}, {"refuse", "refused", "refusing", "refuses"},
                                            {"stop", "stops", "stopped", "stopping"}, {"kill", "kills", "killed", "killing"},
                                            {"agree", "agreed", "agrees", "agreeing"}, {"box", "boxes", "boxed", "boxing"}};
    char first[HS_STEM_BYTES], stem[HS_STEM_BYTES];
    for (size_t i = 0; i < sizeof groups / sizeof *groups; i++) {
        hs_stem(first, groups[i][0], strlen(groups[i][0]));
        for (size_t j = 1; j < 4; j++) {
            hs_stem(stem, groups[i][j], strlen(groups[i][j]));
            if (strcmp(first, stem) != 0)
                fail_msg("%s: %s, %s: %s", groups[i][0], first, groups[i][j], stem);
        }
    }
    char word[100];
    memset(word, 'x', sizeof word);
    assert_int_equal(hs_stem(stem, word, sizeof word), HS_STEM_BYTES - 2); /* two like letters at the end are one */
    assert_int_equal(hs_stem(stem, "", 0), 0);
}

/* ---- by the model ------------------------------------------------------------------------------------------------ */

enum { MANY = 48 }; /* more than one run of the encoder takes */

/** Pairs of words of the tiny vocabulary, of many lengths. Owned by malloc. */
static hs_pair any_pair(unsigned seed)
{
    static const char *const words[] = {"the", "minister", "said", "report", "not", "officials", "denied", "that", "it", "was"};
    hs_pair pair;
    hs_str *sides[] = {&pair.a, &pair.b};
    for (int s = 0; s < 2; s++) {
        char *text = malloc(2000);
        assert_non_null(text);
        size_t n = 0, length = 1 + (seed * 7 + (unsigned)s * 5) % 24;
        for (size_t i = 0; i < length; i++) {
            seed = seed * 1103515245 + 12345;
            n += (size_t)sprintf(text + n, "%s ", words[(seed >> 16) % 10]);
        }
        *sides[s] = (hs_str){text, n};
    }
    return pair;
}

static void test_many(void **state)
{
    (void)state;
    hs_pair pairs[MANY];
    static hs_comparison many[MANY];
    hs_error err = {0};
    int relations[HS_RELATIONS] = {0};
    for (unsigned i = 0; i < MANY; i++)
        pairs[i] = any_pair(i + 1);
    assert_int_equal(hs_compare_many(many, space, pairs, MANY, &err), HS_OK);
    for (size_t i = 0; i < MANY; i++) {
        hs_comparison one, back;
        float sum = 0;
        assert_int_equal(hs_compare(&one, space, pairs[i].a, pairs[i].b, &err), HS_OK);
        assert_int_equal(hs_compare(&back, space, pairs[i].b, pairs[i].a, &err), HS_OK);
        assert_int_equal(one.relation, many[i].relation);
        assert_memory_equal(one.scores, many[i].scores, sizeof one.scores);
        assert_string_equal(one.why, many[i].why);
        assert_int_equal(one.relation, back.relation);
        assert_memory_equal(one.scores, back.scores, sizeof one.scores);
        assert_memory_equal(one.features, back.features, sizeof one.features);
        for (int r = 0; r < HS_RELATIONS; r++) {
            assert_true(one.scores[r] >= 0 && one.scores[r] <= 1);
            sum += one.scores[r];
        }
        assert_true(fabsf(sum - 1) < 1e-5f);
        assert_true(*one.why);
        relations[one.relation]++;
    }
    printf("  same %d, contradicts %d, neither %d\n", relations[0], relations[1], relations[2]);
    assert_int_equal(hs_compare_many(many, space, pairs, 0, &err), HS_OK);
    for (size_t i = 0; i < MANY; i++) {
        free((char *)(uintptr_t)pairs[i].a.ptr);
        free((char *)(uintptr_t)pairs[i].b.ptr);
    }
}

static void test_odd_texts(void **state)
{
    (void)state;
    hs_error err = {0};
    hs_comparison c;
    assert_int_equal(hs_compare(&c, space, str(""), str("the pier"), &err), HS_OK);
    assert_int_equal(c.relation, HS_NEITHER);
    assert_string_equal(c.why, "there are no words to compare");
    assert_int_equal(hs_compare(&c, space, (hs_str){NULL, 0}, (hs_str){NULL, 0}, &err), HS_OK);
    assert_int_equal(c.relation, HS_NEITHER);
    assert_int_equal(hs_compare(&c, space, str("\xe2\x80\xa6 ?!"), str("?!"), &err), HS_OK);
    assert_int_equal(c.relation, HS_NEITHER);
    const hs_pair pairs[] = {{str("the pier"), str("the dam")}, {str("the pier"), str("the \xff")}};
    hs_comparison two[2];
    assert_int_equal(hs_compare_many(two, space, pairs, 2, &err), HS_E_ARG);
    assert_int_equal(err.pos, 1);
    assert_int_equal(hs_compare_many(two, space, pairs, 1, &err), HS_OK); /* it stays usable */

    static char a[3 * HS_COMPARED_BYTES], b[3 * HS_COMPARED_BYTES]; /* long, and other at the very end alone */
    for (size_t i = 0; i < sizeof a; i++)
        a[i] = b[i] = i % 6 == 5 ? ' ' : "xyzxy"[i % 6];
    b[sizeof b - 2] = 'q';
    assert_int_equal(hs_compare(&c, space, (hs_str){a, sizeof a}, (hs_str){a, sizeof a}, &err), HS_OK);
    assert_string_equal(c.why, "the same words");
    assert_int_equal(hs_compare(&c, space, (hs_str){a, sizeof a}, (hs_str){b, sizeof b}, &err), HS_OK);
    assert_string_not_equal(c.why, "the same words");
}

static void test_models(void **state)
{
    (void)state;
    hs_comparer *c;
    hs_error err = {0};
    assert_int_equal(hs_comparer_open(&c, TINY, &err), HS_E_MODEL);
    assert_non_null(strstr(err.msg, "compares nothing"));
    assert_null(c);
    assert_int_equal(hs_comparer_open(&c, "no-such-model", &err), HS_E_MODEL);
    hs_reader *reader;
    assert_int_equal(hs_reader_open(&reader, PAIRS, &err), HS_E_MODEL);
    assert_non_null(strstr(err.msg, "finds no attributions"));
    assert_memory_equal(hs_comparer_model(comparer).ptr, "random ", 7);
    assert_string_equal(hs_relation_name(HS_CONTRADICTS), "contradicts");
}

static char folder[] = "/tmp/hs_compare_XXXXXX";

static void copy_file(const char *name)
{
    char from[300], to[300];
    snprintf(from, sizeof from, PAIRS "/%s", name);
    snprintf(to, sizeof to, "%s/%s", folder, name);
    assert_int_equal(symlink(from, to), 0);
}

/** config.json with other settings of the pair head. */
static hs_status open_with(hs_comparer **out, const char *from, const char *to, hs_error *err)
{
    char config[4000] = "", path[300];
    FILE *f = fopen(PAIRS "/config.json", "r");
    assert_non_null(f);
    config[fread(config, 1, sizeof config - 1, f)] = '\0';
    fclose(f);
    const char *at = strstr(config, from);
    assert_non_null(at);
    snprintf(path, sizeof path, "%s/config.json", folder);
    assert_non_null(f = fopen(path, "w"));
    fprintf(f, "%.*s%s%s", (int)(at - config), config, to, at + strlen(from));
    fclose(f);
    return hs_comparer_open(out, folder, err);
}

static hs_comparison compare_with(hs_comparer *c, const char *a, const char *b)
{
    hs_compare_space *s;
    hs_comparison out;
    assert_int_equal(hs_compare_space_open(&s, c, NULL), HS_OK);
    assert_int_equal(hs_compare(&out, s, str(a), str(b), NULL), HS_OK);
    hs_compare_space_free(s);
    hs_comparer_free(c);
    return out;
}

/** A layer over the probabilities and features: here one that hears nothing but whether something is called untrue. */
static void test_layer(void **state)
{
    (void)state;
    static const char a[] = "the minister was a report", b[] = "that the minister was a report is a hoax", other[] = "it was not the officials";
    char rows[3][200], settings[900];
    hs_comparer *c;
    hs_error err = {0};
    assert_non_null(mkdtemp(folder));
    copy_file("vocab.txt");
    copy_file("model.safetensors");
    for (int r = 0; r < 3; r++) {
        size_t n = 0;
        for (int j = 0; j < HS_COMPARE_FEATURES; j++)
            n += (size_t)sprintf(rows[r] + n, "%s%d", j ? ", " : "", r == HS_CONTRADICTS && j == 3 + HS_WORD_CALLED_FALSE ? 20 : 0);
    }
    snprintf(settings, sizeof settings, "\"weights\": [[%s], [%s], [%s]], \"bias\": [5, 0, 0], \"side\": 22", rows[0], rows[1], rows[2]);
    assert_int_equal(open_with(&c, "\"side\": 22", settings, &err), HS_OK);
    hs_comparison found = compare_with(c, a, b);
    assert_int_equal(found.relation, HS_CONTRADICTS);
    assert_string_equal(found.why, "one calls it untrue: \"hoax\"");
    assert_int_equal(open_with(&c, "\"side\": 22", settings, &err), HS_OK);
    found = compare_with(c, a, other);
    assert_int_equal(found.relation, HS_SAME);
    assert_memory_equal(found.why, "says the same in other words (0.9", 33);
    snprintf(settings, sizeof settings, "\"weights\": [[1], [1], [1]], \"bias\": [5, 0, 0], \"side\": 22");
    assert_int_equal(open_with(&c, "\"side\": 22", settings, &err), HS_E_MODEL);
    assert_non_null(strstr(err.msg, "rows of 1 pair weights, this build has 17 features"));

    /* what is less likely than asked for is neither */
    hs_comparison plain;
    assert_int_equal(hs_compare(&plain, space, str(a), str(other), NULL), HS_OK);
    assert_int_equal(open_with(&c, "\"least_same\": 0.25,\n  \"least_contradicts\": 0.125", "\"least_same\": 1, \"least_contradicts\": 1", &err), HS_OK);
    found = compare_with(c, a, other);
    assert_int_equal(found.relation, HS_NEITHER);
    assert_memory_equal(found.scores, plain.scores, sizeof found.scores);
    static const char *const names[] = {"config.json", "vocab.txt", "model.safetensors"};
    for (int i = 0; i < 3; i++) {
        char path[300];
        snprintf(path, sizeof path, "%s/%s", folder, names[i]);
        unlink(path);
    }
    rmdir(folder);
}

static void *compare_beside(void *at)
{
    hs_compare_space *mine;
    hs_comparison *out = at;
    if (hs_compare_space_open(&mine, comparer, NULL) != HS_OK)
        return at;
    for (int i = 0; i < 5; i++)
        if (hs_compare(out, mine, str("the minister said it was not that"), str("officials denied that report"), NULL) != HS_OK)
            return at;
    hs_compare_space_free(mine);
    return NULL;
}

static void test_threads(void **state)
{
    (void)state;
    pthread_t threads[3];
    hs_comparison out[3] = {0};
    void *failed;
    for (int i = 0; i < 3; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, compare_beside, &out[i]), 0);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(pthread_join(threads[i], &failed), 0);
        assert_null(failed);
        assert_memory_equal(out[i].scores, out[0].scores, sizeof out->scores);
    }
}

/** On several threads each pair is judged as on one, whoever's turn it is. */
static void test_team(void **state)
{
    (void)state;
    enum { PAIRS_N = 200 };
    static char texts[PAIRS_N][2][64];
    static hs_pair pairs[PAIRS_N];
    static hs_judged one[PAIRS_N], several[PAIRS_N];
    hs_error err = {0};
    for (int i = 0; i < PAIRS_N; i++)
        for (int k = 0; k < 2; k++) {
            snprintf(texts[i][k], sizeof texts[i][k], "the officials %s %d reports of that minister", k ? "denied" : "had", i * 7 % 13);
            pairs[i].a = k ? pairs[i].a : str(texts[i][k]);
            pairs[i].b = str(texts[i][k]);
        }
    assert_int_equal(hs_judge_by_model(space, one, pairs, PAIRS_N, &err), HS_OK);
    for (unsigned threads = 0; threads < 5; threads += 2) {
        hs_compare_team *team;
        assert_int_equal(hs_compare_team_open(&team, comparer, threads, &err), HS_OK);
        for (int i = 0; i < 2; i++) {
            memset(several, 0, sizeof several);
            assert_int_equal(hs_judge_by_team(team, several, pairs, PAIRS_N, &err), HS_OK);
            for (int k = 0; k < PAIRS_N; k++) {
                assert_int_equal(several[k].relation, one[k].relation);
                assert_true(several[k].score <= one[k].score && several[k].score >= one[k].score);
                assert_string_equal(several[k].why, one[k].why);
            }
        }
        assert_int_equal(hs_judge_by_team(team, several, pairs, 0, &err), HS_OK);
        pairs[PAIRS_N - 1].a = (hs_str){"\xff", 1};
        assert_int_equal(hs_judge_by_team(team, several, pairs, PAIRS_N, &err), HS_E_ARG);
        assert_non_null(strstr(err.msg, "no UTF-8"));
        pairs[PAIRS_N - 1].a = str(texts[PAIRS_N - 1][0]);
        hs_compare_team_free(team);
    }
    hs_compare_team_free(NULL);
}

/* ---- a model that asks another ---------------------------------------------------------------------------------- */

static char models[] = "/tmp/hs_doubt_XXXXXX";
enum { ASKED = 240 };
#define BELOW 0.9

static void in_models(char out[300], const char *name, const char *file)
{
    snprintf(out, 300, "%s/%s%s%s", models, name, *file ? "/" : "", file);
}

/** A model in a folder beside the others: the weights of `like`, and its config.json with more said of the pair head. */
static void make_model(const char *name, const char *like, const char *more)
{
    static const char *const files[] = {"vocab.txt", "model.safetensors"};
    char config[4000] = "", from[300], to[300];
    snprintf(from, sizeof from, "%s/config.json", like);
    FILE *f = fopen(from, "r");
    assert_non_null(f);
    config[fread(config, 1, sizeof config - 1, f)] = '\0';
    fclose(f);
    in_models(to, name, "");
    mkdir(to, 0700);
    for (int i = 0; i < 2; i++) {
        snprintf(from, sizeof from, "%s/%s", like, files[i]);
        in_models(to, name, files[i]);
        unlink(to);
        assert_int_equal(symlink(from, to), 0);
    }
    const char *at = strstr(config, "\"pair\": {");
    in_models(to, name, "config.json");
    assert_non_null(f = fopen(to, "w"));
    if (at)
        fprintf(f, "%.*s\"pair\": {%s%s", (int)(at - config), config, more, at + strlen("\"pair\": {"));
    else
        fputs(config, f);
    fclose(f);
}

static void drop_model(const char *name)
{
    static const char *const files[] = {"vocab.txt", "model.safetensors", "config.json"};
    char path[300];
    for (int i = 0; i < 3; i++) {
        in_models(path, name, files[i]);
        unlink(path);
    }
    in_models(path, name, "");
    rmdir(path);
}

static hs_status open_model(hs_comparer **out, const char *name, hs_error *err)
{
    char path[300];
    in_models(path, name, "");
    return hs_comparer_open(out, path, err);
}

/** What a model in one of the folders says of pairs. */
static void judge_all(hs_comparison *out, const char *name, const hs_pair *pairs, size_t n)
{
    hs_comparer *c;
    hs_compare_space *s;
    hs_error err = {0};
    if (open_model(&c, name, &err) != HS_OK)
        fail_msg("%s: %s", name, err.msg);
    assert_int_equal(hs_compare_space_open(&s, c, &err), HS_OK);
    assert_int_equal(hs_compare_many(out, s, pairs, n, &err), HS_OK);
    hs_compare_space_free(s);
    hs_comparer_free(c);
}

static int make_models(void **state)
{
    (void)state;
    if (!mkdtemp(models))
        return 1;
    make_model("alone", PAIRS, "\"orders\": 1, ");
    make_model("first", PAIRS, "\"orders\": 1, \"doubt\": {\"model\": \"second\", \"below\": 0.9}, ");
    make_model("shared", PAIRS, "\"orders\": 1, \"doubt\": {\"model\": \"second\", \"below\": 1, \"share\": 0.25}, ");
    make_model("second", DOUBT, "\"orders\": 1, ");
    return 0;
}

static int drop_models(void **state)
{
    (void)state;
    static const char *const names[] = {"alone", "first", "shared", "second"};
    for (int i = 0; i < 4; i++)
        drop_model(names[i]);
    rmdir(models);
    memcpy(models + strlen(models) - 6, "XXXXXX", 6);
    return 0;
}

static bool the_same(const hs_comparison *a, const hs_comparison *b)
{
    return a->relation == b->relation && memcmp(a->scores, b->scores, sizeof a->scores) == 0 && memcmp(a->features, b->features, sizeof a->features) == 0 &&
           strcmp(a->why, b->why) == 0;
}

static void check_asked(const hs_comparison *found, const hs_comparison *alone, const hs_comparison *second, const hs_pair *pairs, size_t n)
{
    int asked = 0, kept = 0;
    for (size_t i = 0; i < n; i++) {
        const hs_word_evidence e = evidence(pairs[i].a.ptr, pairs[i].b.ptr);
        float most = 0;
        for (int k = 0; k < HS_RELATIONS; k++)
            most = fmaxf(most, expf(alone[i].features[k]));
        const bool ask = !e.the_same && !e.opposed && !e.neither && !e.wordless && most < (float)BELOW;
        assert_true(the_same(&found[i], ask ? &second[i] : &alone[i]));
        asked += ask && !the_same(&alone[i], &second[i]);
        kept += !ask && !the_same(&alone[i], &second[i]);
    }
    printf("  %d asked, %d not\n", asked, kept);
    assert_true(asked > 20 && kept > 20); /* and some batches of the second were full */
}

/** The second judges exactly what the first is not sure of, in any company and in either order; one that the words settle is not asked of it. */
static void test_doubt(void **state)
{
    (void)state;
    static hs_pair pairs[ASKED], back[ASKED];
    static hs_comparison alone[ASKED], second[ASKED], found[ASKED], one;
    hs_comparer *c;
    hs_compare_space *s;
    for (unsigned i = 0; i < ASKED; i++)
        pairs[i] = any_pair(i + 1);
    for (unsigned i = 0; i < ASKED; i++)
        back[i] = (hs_pair){pairs[i].b, pairs[i].a};
    judge_all(alone, "alone", pairs, ASKED);
    judge_all(second, "second", pairs, ASKED);
    judge_all(found, "first", pairs, ASKED);
    check_asked(found, alone, second, pairs, ASKED);
    assert_int_equal(open_model(&c, "first", NULL), HS_OK);
    assert_int_equal(hs_compare_space_open(&s, c, NULL), HS_OK);
    const hs_pair broken[] = {pairs[0], pairs[1], {str("the pier"), str("\xff")}};
    assert_int_equal(hs_compare_many(alone, s, broken, 3, NULL), HS_E_ARG); /* what waited then is forgotten */
    for (size_t i = 0; i < ASKED; i++) {
        assert_int_equal(hs_compare(&one, s, pairs[i].a, pairs[i].b, NULL), HS_OK);
        assert_true(the_same(&one, &found[i]));
    }
    assert_int_equal(hs_compare_many(second, s, back, ASKED, NULL), HS_OK);
    for (size_t i = 0; i < ASKED; i++) {
        assert_int_equal(second[i].relation, found[i].relation);
        assert_memory_equal(second[i].scores, found[i].scores, sizeof found->scores);
        assert_memory_equal(second[i].features, found[i].features, sizeof found->features);
    }
    hs_compare_space_free(s);
    hs_comparer_free(c);
    for (unsigned i = 0; i < ASKED; i++) {
        free((char *)(uintptr_t)pairs[i].a.ptr);
        free((char *)(uintptr_t)pairs[i].b.ptr);
    }
}

/** A share of what the second judges is the first's word. */
static void test_doubt_shared(void **state)
{
    (void)state;
    const hs_pair pairs[] = {{str("it was not the officials"), str("the minister said so")}, {str("the report was of the minister"), str("officials denied that")}};
    hs_comparison alone[2], second[2], both[2];
    judge_all(alone, "alone", pairs, 2);
    judge_all(second, "second", pairs, 2);
    judge_all(both, "shared", pairs, 2);
    for (int i = 0; i < 2; i++)
        for (int k = 0; k < HS_RELATIONS; k++)
            assert_true(fabsf(expf(both[i].features[k]) - (0.25f * expf(alone[i].features[k]) + 0.75f * expf(second[i].features[k]))) < 1e-6f);
}

/** In one order, by bytes, what is said is what the mean of both is not; whichever comes first. */
static void test_one_order(void **state)
{
    (void)state;
    const hs_pair pairs[] = {{str("it was not the officials"), str("the minister said so")}, {str("the minister said so"), str("it was not the officials")}};
    hs_comparison one[2], both;
    judge_all(one, "alone", pairs, 2);
    assert_memory_equal(one[0].scores, one[1].scores, sizeof one->scores);
    assert_int_equal(hs_compare(&both, space, pairs[0].a, pairs[0].b, NULL), HS_OK);
    assert_memory_not_equal(one[0].scores, both.scores, sizeof both.scores);
}

/** Without the second the first judges alone; which of them did is told by the name. */
static void test_doubt_missing(void **state)
{
    (void)state;
    const hs_pair pair = {str("it was not the officials"), str("the minister said so")};
    hs_comparison alone, found;
    hs_comparer *first, *both, *second;
    hs_error err = {0};
    char name[200];
    assert_int_equal(open_model(&both, "first", &err), HS_OK);
    assert_int_equal(open_model(&second, "second", &err), HS_OK);
    drop_model("second");
    assert_int_equal(open_model(&first, "first", &err), HS_OK);
    snprintf(name, sizeof name, "%s + %s", hs_comparer_model(first).ptr, hs_comparer_model(second).ptr);
    assert_string_equal(hs_comparer_model(both).ptr, name);
    assert_int_equal(hs_comparer_model(both).len, strlen(name));
    assert_string_equal(hs_comparer_model(first).ptr, hs_comparer_model(comparer).ptr);
    assert_string_equal(hs_comparer_missing(first).ptr, "second");
    assert_null(hs_comparer_missing(both).ptr);
    assert_null(hs_comparer_missing(comparer).ptr);
    hs_comparer_free(first), hs_comparer_free(second), hs_comparer_free(both);
    judge_all(&alone, "alone", &pair, 1);
    judge_all(&found, "first", &pair, 1);
    assert_true(the_same(&alone, &found));
}

/** A layer is its model's: that of whichever judged last tells. */
static void test_doubt_layer(void **state)
{
    (void)state;
    const hs_pair pair = {str("it was not the officials"), str("the minister said so")};
    hs_comparison found;
    char row[100] = "0", first[700], second[700];
    for (int j = 1; j < HS_COMPARE_FEATURES; j++)
        strcat(row, ", 0");
    snprintf(second, sizeof second, "\"weights\": [[%s], [%s], [%s]], \"bias\": [0, 5, 0], ", row, row, row);
    for (int ask = 0; ask < 2; ask++) {
        snprintf(first, sizeof first, "\"doubt\": {\"model\": \"second\", \"below\": %d}, \"weights\": [[%s], [%s], [%s]], \"bias\": [0, 0, 5], ", ask, row, row, row);
        make_model("first", PAIRS, first);
        make_model("second", DOUBT, second);
        judge_all(&found, "first", &pair, 1);
        assert_int_equal(found.relation, ask ? HS_CONTRADICTS : HS_NEITHER);
    }
}

static void refuse(const char *words)
{
    hs_comparer *c;
    hs_error err = {0};
    assert_int_equal(open_model(&c, "first", &err), HS_E_MODEL);
    assert_null(c);
    if (!strstr(err.msg, words))
        fail_msg("\"%s\" has no \"%s\"", err.msg, words);
}

/** What a model may not name: itself, one that asks in its turn, one that compares nothing, one that is broken. What is no name at all: test_encoder. */
static void test_doubt_refused(void **state)
{
    (void)state;
    static const char to[] = "\"doubt\": {\"model\": \"%s\", \"below\": 0.9}, ";
    char more[100], path[300];
    snprintf(more, sizeof more, to, "first");
    make_model("first", PAIRS, more);
    refuse("first: config.json: pair.doubt; a model that another one asks asks none");
    snprintf(more, sizeof more, to, "second");
    make_model("first", PAIRS, more);
    snprintf(more, sizeof more, to, "first");
    make_model("second", DOUBT, more);
    refuse("second: config.json: pair.doubt; a model that another one asks asks none");
    snprintf(more, sizeof more, to, "none");
    make_model("second", DOUBT, more);
    refuse("asks none");
    make_model("second", TINY, "");
    refuse("compares nothing");
    in_models(path, "second", "config.json");
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fputs("{", f);
    fclose(f);
    refuse("second: config.json: line 1");
    unlink(path);
    assert_int_equal(symlink("config.json", path), 0); /* it is there, and cannot be read */
    hs_comparer *c;
    assert_int_equal(open_model(&c, "first", NULL), HS_E_IO);
}

/** Fail allocation 1, 2, 3 .. until all goes well. */
static void no_memory(const char *model)
{
    hs_status status = HS_E_NOMEM;
    long n = 0;
    for (; status != HS_OK; n++) {
        hs_comparer *c = NULL;
        hs_compare_space *s = NULL;
        hs_compare_team *team = NULL;
        hs_comparison out;
        hs_error err = {0};
        fuse = n;
        status = hs_comparer_open(&c, model, &err);
        if (status == HS_OK)
            status = hs_compare_space_open(&s, c, &err);
        if (status == HS_OK)
            status = hs_compare(&out, s, str("it was not the officials"), str("12 people were killed in Oslo"), &err);
        if (status == HS_OK)
            status = hs_compare_team_open(&team, c, 2, &err);
        fuse = -1;
        if (status != HS_OK)
            assert_int_equal(status, HS_E_NOMEM);
        hs_compare_team_free(team);
        hs_compare_space_free(s);
        hs_comparer_free(c);
    }
    printf("  %ld allocations\n", n - 1);
    assert_true(n > 20);
}

static void test_no_memory(void **state)
{
    (void)state;
    char path[300];
    no_memory(PAIRS);
    make_model("first", PAIRS, "\"doubt\": {\"model\": \"second\", \"below\": 1}, ");
    in_models(path, "first", "");
    no_memory(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_stems), cmocka_unit_test(test_within),     cmocka_unit_test(test_opposites), cmocka_unit_test(test_told_plainly), cmocka_unit_test(test_the_same), cmocka_unit_test(test_features),
        cmocka_unit_test(test_not_same),  cmocka_unit_test(test_may_be_same), cmocka_unit_test(test_frames), cmocka_unit_test(test_agree), cmocka_unit_test(test_denied_knowing),
        cmocka_unit_test(test_many),
        cmocka_unit_test(test_odd_texts), cmocka_unit_test(test_models),    cmocka_unit_test(test_layer),    cmocka_unit_test(test_threads),
        cmocka_unit_test(test_team),
#define WITH_MODELS(test) cmocka_unit_test_setup_teardown(test, make_models, drop_models)
        WITH_MODELS(test_doubt),          WITH_MODELS(test_doubt_shared),   WITH_MODELS(test_one_order),      WITH_MODELS(test_doubt_missing), WITH_MODELS(test_doubt_layer),
        WITH_MODELS(test_doubt_refused),  WITH_MODELS(test_no_memory),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
