/* test_resolution_stance.c -- acts, polarity and certainty, each with the case where the obvious rule is wrong. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "cues.h"
#include "stance.h"
#include "stance_words.h"

enum { MAX_FRAGMENTS = 4 };

/* A text marked up as "{S:source} {C:cue} {X:content}"; any part may be absent or come in fragments. */
typedef struct marked {
    char text[1024];
    hs_span source[MAX_FRAGMENTS], cue[MAX_FRAGMENTS], content[MAX_FRAGMENTS];
    hs_attribution a;
} marked;

static void read_marks(marked *m, const char *text)
{
    uint32_t at = 0;
    *m = (marked){0};
    hs_spans *open = NULL;
    hs_span *span = NULL;
    m->a.source.at = m->source;
    m->a.cue.at = m->cue;
    m->a.content.at = m->content;
    for (const char *c = text; *c; c++) {
        if (*c == '{') {
            open = c[1] == 'S' ? &m->a.source : c[1] == 'C' ? &m->a.cue : &m->a.content;
            span = (c[1] == 'S' ? m->source : c[1] == 'C' ? m->cue : m->content) + open->n;
            assert_true(open->n < MAX_FRAGMENTS && c[2] == ':');
            span->begin = at;
            c += 2;
        } else if (*c == '}') {
            assert_non_null(span);
            span->end = at;
            open->n++;
        } else {
            assert_true(at + 1 < sizeof m->text);
            m->text[at++] = *c;
        }
    }
}

static const char *const acts[] = {"?",       "say",   "claim",     "deny",  "admit",   "confirm",
                                   "believe", "doubt", "speculate", "know",  "predict", "promise",
                                   "order",   "ask",   "accuse",    "agree", "warn"};
static const char *const certainties[] = {"?", "certain", "probable", "possible", "unstated"};

static void expect_at(const char *text, const char *stance, int line)
{
    marked m;
    read_marks(&m, text);
    hs_document *doc;
    assert_int_equal(hs_document_new(&doc, 1 << 20, NULL), HS_OK);
    doc->text = (hs_str){m.text, strlen(m.text)};
    doc->attributions = &m.a;
    doc->n_attributions = 1;
    hs_stance_find(doc);
    char have[64];
    snprintf(have, sizeof have, "%s %s %s", acts[m.a.act], m.a.polarity == HS_POLARITY_NEGATIVE ? "-" : m.a.polarity == HS_POLARITY_POSITIVE ? "+" : "?",
             certainties[m.a.certainty]);
    hs_document_free(doc);
    if (strcmp(have, stance) != 0) {
        print_error("line %d: %s\n  want %s, have %s\n", line, text, stance, have);
        fail();
    }
}
#define EXPECT(text, stance) expect_at(text, stance, __LINE__)

static void cues_inflect(void **state)
{
    (void)state;
    EXPECT("{S:Mara Lind} {C:says} {X:the gate is shut}", "say + certain");
    EXPECT("{S:Mara Lind} {C:has repeatedly denied} {X:that the gate was shut}", "deny - certain");
    EXPECT("{S:He} {C:admitted} {X:taking the key}", "admit + certain");
    EXPECT("{S:He} {C:was quoted as saying} {X:the gate is shut}", "say + certain");
    EXPECT("{X:the gate is shut}, {C:according to} {S:Mara Lind}", "say + certain");
    EXPECT("{S:He} {C:made it clear} {X:that nobody would be let in}", "say + certain");
    EXPECT("{S:She} {C:called for} {X:an inquiry}", "ask + unstated");
    EXPECT("{S:She} {C:hit back at} {X:the mayor's claim}", "deny - certain");
    EXPECT("{S:The board} {C:re-affirmed} {X:that the gate is shut}", "say + certain");
}

static void a_light_verb_leaves_the_act_to_its_noun(void **state)
{
    (void)state;
    EXPECT("{S:Her office} {C:issued a denial of} {X:the report}", "deny - certain");
    EXPECT("{S:The mayor} {C:denied rumours} {X:that she would resign}", "deny - certain");
    EXPECT("{S:The company} {C:has rejected claims} {X:that the gate was shut}", "deny - certain");
    EXPECT("{S:Her office} {C:issued a statement saying} {X:the gate is shut}", "say + certain");
    EXPECT("{S:They} {C:expressed fears} {X:that the dam would break}", "believe + possible");
    EXPECT("{S:She} {C:has plans} {X:to run}", "promise + certain");
    EXPECT("{S:She} {C:has no plans} {X:to run}", "promise - certain");
    /* a verb of its own beside a noun keeps its act */
    EXPECT("{S:She} {C:denied in a statement} {X:that the gate was shut}", "deny - certain");
}

static void nouns_attribute(void **state)
{
    (void)state;
    EXPECT("{S:the mayor's} {C:claim} {X:that the gate was shut}", "claim + certain");
    EXPECT("amid {C:speculation} {X:that he would resign}", "speculate + possible");
    EXPECT("{C:fears} {X:of a flood}", "believe + possible");
    EXPECT("{S:his} {C:promise} {X:to open the gate}", "promise + certain");
    EXPECT("{S:the ministry's} {C:denial} {X:that it knew}", "deny - certain");
    /* nobody is named: a bare report; a named one's report says */
    EXPECT("{C:reports} {X:of a flood}", "claim + unstated");
    EXPECT("{S:The Harbour Post} {C:reports} {X:that the dam broke}", "say + certain");
    EXPECT("There were {C:no rumours} {X:of a flood}", "speculate + unstated");
}

/* "As" may stand for the sentence, or for what it denies. */
static void what_a_tail_reports_of_a_denial_is_open(void **state)
{
    (void)state;
    EXPECT("{X:The minister did not resign}, as {C:was reported by} {S:the Wire}.", "say ? certain");
    EXPECT("{X:The quay hasn\xE2\x80\x99t been sold}, {C:as reported by} {S:the Wire}.", "say ? certain");
    EXPECT("{X:Nobody was hurt in Dorn, Vellin or Orsan}, as {C:was first reported by} {S:the Wire}.", "say ? certain");
    EXPECT("{X:The mayor said he would not leave}, as {S:the Wire} {C:reported}.", "say ? certain");
    EXPECT("{X:The quay was not sold}, as was reported by the Wire, {C:citing} {S:Petra Lind}.", "say ? certain");
    EXPECT("{X:Though it is old, the quay is not shut}, as {C:was claimed by} {S:the union}.", "claim ? certain");
    /* borne out, said in front or of another clause, quoted, and no denial at all */
    EXPECT("{X:The minister resigned}, as {C:was reported by} {S:the Wire}.", "say + certain");
    EXPECT("{X:The quay is not safe}, as {C:was confirmed by} {S:Petra Lind}.", "confirm + certain");
    EXPECT("{X:The quay is not safe}, as was confirmed by the Wire, {C:citing} {S:Petra Lind}.", "say + certain");
    EXPECT("As {C:was reported by} {S:the Wire}, {X:the quay is not safe}.", "say + certain");
    EXPECT("{X:The quay}, {C:as reported by} {S:the Wire}, {X:is not safe}.", "say + certain");
    EXPECT("{X:The quay is not safe}, {S:the Wire} {C:reported}.", "say + certain");
    EXPECT("{X:While the quay was not safe, it stayed open}, as {C:was reported by} {S:the Wire}.", "say + certain");
    EXPECT("{X:The quay, which is not safe, will be sold}, as {C:was reported by} {S:the Wire}.", "say + certain");
    EXPECT("{X:The quay will close because it is not safe}, as {C:was reported by} {S:the Wire}.", "say + certain");
    EXPECT("{X:The quay is not safe, but it will open}, as {C:was reported by} {S:the Wire}.", "say + certain");
    EXPECT("{X:Not only the quay but the pier was sold}, as {C:was reported by} {S:the Wire}.", "say + certain");
    EXPECT("{X:The quay is no longer safe}, as {C:was reported by} {S:the Wire}.", "say + certain");
    EXPECT("{X:The quay was sold for No. 3}, as {C:was reported by} {S:the Wire}.", "say + certain");
    EXPECT("{X:He called the quay \"no ruin\"}, as {C:was reported by} {S:the Wire}.", "say + certain");
    /* words of denial that deny nothing, and their like that do */
    EXPECT("{X:The bridge will close no later than Friday}, as {C:was reported by} {S:the Wire}.", "say + certain");
    EXPECT("{X:The quay costs no more than a boat}, as {C:was reported by} {S:the Wire}.", "say + certain");
    EXPECT("{X:The buyer is none other than the mayor}, as {C:was reported by} {S:the Wire}.", "say + certain");
    EXPECT("{X:Crews can do nothing but wait}, as {C:was reported by} {S:the Wire}.", "say + certain");
    EXPECT("{X:The quay was sold in no time}, as {C:was reported by} {S:the Wire}.", "say + certain");
    EXPECT("{X:The quay was sold not once but twice}, as {C:was reported by} {S:the Wire}.", "say + certain");
    EXPECT("{X:The pier is not far from the quay}, as {C:was reported by} {S:the Wire}.", "say + certain");
    EXPECT("{X:The mayor is no stranger to the quay}, as {C:was reported by} {S:the Wire}.", "say + certain");
    EXPECT("{X:The sale was never in doubt}, as {C:was reported by} {S:the Wire}.", "say + certain");
    EXPECT("{X:The sale was not in doubt}, as {C:was reported by} {S:the Wire}.", "say + certain");
    EXPECT("{X:The sale is no surprise}, as {C:was reported by} {S:the Wire}.", "say + certain");
    EXPECT("{X:The quay was shut not because of the storm}, as {C:was reported by} {S:the Wire}.", "say + certain");
    EXPECT("{X:At no time was the quay safe}, as {C:was reported by} {S:the Wire}.", "say ? certain");
    EXPECT("{X:There was no time to flee}, as {C:was reported by} {S:the Wire}.", "say ? certain");
    EXPECT("{X:None of the crew was hurt}, as {C:was reported by} {S:the Wire}.", "say ? certain");
    EXPECT("{X:Nothing was sold}, as {C:was reported by} {S:the Wire}.", "say ? certain");
    EXPECT("{X:The mayor never was in danger}, as {C:was reported by} {S:the Wire}.", "say ? certain");
    EXPECT("{X:No one was hurt}, as {C:was reported by} {S:the Wire}.", "say ? certain");
    EXPECT("{X:The sale did not surprise him}, as {C:was reported by} {S:the Wire}.", "say ? certain");
    EXPECT("{X:No ship was lost}, as {C:was reported by} {S:the Wire}.", "say ? certain");
    EXPECT("{X:He never resigned}, as {C:was reported by} {S:the Wire}.", "say ? certain");
    EXPECT("{X:The quay will not close, no later than Friday or ever}, as {C:was reported by} {S:the Wire}.", "say ? certain");
}

static void bare_reports_commit_nobody(void **state)
{
    (void)state;
    EXPECT("{X:The bridge} {C:reportedly} {X:fell}", "claim + unstated");
    EXPECT("{X:He} {C:is said} {X:to own the quay}", "claim + unstated");
    EXPECT("It {C:was reported} {X:that he owned the quay}", "claim + unstated");
    EXPECT("{X:He} {C:is believed} {X:to own the quay}", "believe + probable");
    EXPECT("{X:Rain} {C:is expected} {X:to fall}", "predict + probable");
    /* with a verb of telling, that decides */
    EXPECT("{S:He} {C:reportedly told} {X:the crew that it was over}", "say + certain");
    EXPECT("It {C:was reported} by {S:the Post} {X:that he owned the quay}", "say + certain");
}

static void frames_pick_the_sense(void **state)
{
    (void)state;
    EXPECT("{S:She} {C:wants} {X:to leave}", "promise + unstated");
    EXPECT("{S:She} {C:wants} {X:the mayor to leave}", "ask + unstated");
    EXPECT("{S:She} {C:hopes} {X:to leave}", "promise + unstated");
    EXPECT("{S:She} {C:hopes} {X:the mayor will leave}", "ask + unstated");
    EXPECT("{S:She} {C:hopes} {X:that it is so}", "believe + unstated");
    EXPECT("{S:He} {C:told} {X:her to shut the gate}", "order + unstated");
    EXPECT("{S:He} {C:told} us {X:to shut the gate}", "order + unstated");
    EXPECT("{S:He} {C:told} {X:she wanted to shut the gate}", "say + certain");
    EXPECT("{X:To shut the gate, they need a key}, {S:he} {C:said}", "say + certain"); /* no complement of the cue */
    EXPECT("{S:He} {C:decided} {X:to resign}", "promise + certain");
    EXPECT("{S:He} {C:decided} {X:it was time to resign}", "believe + certain");
    EXPECT("{S:He} {C:is considering} {X:a lawsuit}", "promise + possible");
    EXPECT("{S:He} {C:suggested} {X:the dam broke}", "speculate + possible");
    EXPECT("{S:He} {C:suggested} {X:closing the dam}", "ask + unstated");
    EXPECT("{S:The union} {C:calls} {X:the plan a plot}", "say + certain");
    EXPECT("{S:the union's} {C:calls} {X:for a strike}", "ask + unstated");
}

static void acts_of_their_own(void **state)
{
    (void)state;
    EXPECT("{S:She} {C:accused} {X:him of theft}", "accuse + certain");
    EXPECT("{S:They} {C:endorsed} {X:the plan}", "agree + certain");
    EXPECT("{S:She} {C:warned} {X:that the dam would break}", "warn + certain");
    EXPECT("{S:She} {C:forbade} {X:him to leave}", "order - unstated");
    EXPECT("{S:She} {C:asked} {X:whether the gate was shut}", "ask + unstated");
    EXPECT("{S:She} {C:pleaded guilty to} {X:theft}", "admit + certain");
    EXPECT("{S:She} {C:ruled out} {X:a strike}", "deny - certain");
}

static void a_negation_denies_or_withholds(void **state)
{
    (void)state;
    EXPECT("{S:He} {C:does not believe} {X:that the dam broke}", "believe - probable");
    EXPECT("{S:He} {C:did not say} {X:who shut the gate}", "say + unstated");
    EXPECT("{S:She} {C:did not deny} {X:the claim}", "deny + unstated");
    EXPECT("{S:She} {C:would not rule out} {X:a strike}", "deny + possible");
    EXPECT("{S:The paper} {C:could not confirm} {X:the report}", "confirm + unstated");
    EXPECT("{S:Police} {C:hasn't confirmed} {X:the report}", "confirm + unstated");
    EXPECT("{S:Police} {C:haven’t confirmed} {X:the report}", "confirm + unstated");
    EXPECT("{S:She} {C:refused to say} {X:who was there}", "say + unstated");
    EXPECT("{S:She} {C:has yet to confirm} {X:the report}", "confirm + unstated");
    EXPECT("{S:She} {C:declined} {X:to comment}", "deny - certain");
    EXPECT("{S:He} {C:never said} {X:the dam was safe}", "say + unstated");
    EXPECT("{S:No one} {C:believes} {X:the dam was safe}", "believe - probable");
    EXPECT("{S:Engineers} {C:disagree}: {X:the wall leaks}", "deny + certain");
    EXPECT("{S:Engineers} {C:disagreed:} {X:the wall leaks}", "deny + certain");
    EXPECT("{S:Engineers} {C:disagreed} {X:that the wall leaks}", "deny - certain");
    EXPECT("{S:Engineers} {C:disagree with} {X:that}", "deny - certain");
    EXPECT("{S:None of the officials} {C:said} {X:the dam was safe}", "say + unstated");
    EXPECT("{S:Nobody but the harbour master} {C:said} {X:the ship was late}", "say + certain");
    EXPECT("{S:No one except Lind} {C:believes} {X:the dam was safe}", "believe + probable");
    EXPECT("{S:No. 10} {C:said} {X:the tax would rise}", "say + certain");
    EXPECT("{S:No Limits Rowing Club} {C:said} {X:the race was off}", "say + certain");
    EXPECT("{S:no less than the mayor} {C:called} {X:it a scandal}", "say + certain");
    EXPECT("{S:Almost none of the clerks} {C:believe} {X:the dam was safe}", "believe - probable");
    EXPECT("{S:No Witnesses} {C:Say} {X:Bridge Was Shut}", "say + unstated");
    EXPECT("{S:Hardly anyone} {C:believes} {X:the dam was safe}", "believe - probable");
    EXPECT("{S:Hardly any expert} {C:said} {X:the dam was safe}", "say + unstated");
    EXPECT("{S:Anyone} {C:believes} {X:the dam was safe}", "believe + probable");
    EXPECT("{S:Almost all of the clerks} {C:believe} {X:the dam was safe}", "believe + probable");
    EXPECT("{S:No other clerk} {C:said} {X:the tax would rise}", "say + unstated");
    EXPECT("{S:He} has not yet {C:confirmed} {X:the report}", "confirm + unstated");
    EXPECT("{S:The men, not he,} {C:confirmed} {X:the report}", "confirm + certain");
    EXPECT("{S:She} {C:was unaware} {X:that it was shut}", "know - unstated");
    EXPECT("{S:She} {C:does not know} {X:that it was shut}", "know - unstated");
    EXPECT("{S:She} {C:does not know} {X:whether it was shut}", "know + unstated");
    EXPECT("{S:She} {C:had no idea} {X:about how it was shut}", "know + unstated");
    EXPECT("{S:They} {C:found no evidence} {X:that it was shut}", "know - certain");
    EXPECT("{S:She} {C:is not sure} {X:that it was shut}", "doubt - possible");
    EXPECT("{S:She} {C:is not convinced} {X:that it was shut}", "believe - probable");
    EXPECT("{X:That} {C:is not true}", "deny - certain");
    EXPECT("{S:She} {C:doubts} {X:it was shut}", "doubt - possible");
    EXPECT("{S:She} {C:does not doubt} {X:it was shut}", "doubt + certain");
    /* "not only" negates nothing; a negation in the content is the content's */
    EXPECT("{S:She} {C:not only said} {X:it was shut}", "say + certain");
    EXPECT("{S:She} {C:said} {X:it was not true}", "say + certain");
    /* the denier's own words are held */
    EXPECT("{S:She} {C:denied} it: {X:\"The gate was never shut\"}", "deny + certain");
}

static void modals_and_hedges_lower_certainty(void **state)
{
    (void)state;
    EXPECT("{S:She} {C:said} {X:the dam may break}", "say + possible");
    EXPECT("{S:She} {C:said} {X:that the dam will probably break}", "say + probable");
    EXPECT("{S:She} {C:said} {X:the dam was likely to break}", "say + probable");
    EXPECT("{S:She} {C:believes} {X:the dam might break}", "believe + possible");
    EXPECT("{S:She} {C:may have become aware} {X:of the leak}", "know + possible");
    EXPECT("{S:She} {C:apparently believed} {X:the story}", "believe + probable");
    EXPECT("{S:She} {C:said}: {X:“I think it's shut”}", "say + probable");
    EXPECT("{S:She} {C:said} {X:that if it rains, the dam may break}", "say + possible");
    EXPECT("{S:She} {C:said} {X:the minister’s plan could fail}", "say + possible");
    EXPECT("{S:She} {C:said} {X:Mr. T. Varga of the U.S. may resign}", "say + possible");
    EXPECT("{S:She} {C:said} {X:the gate shut in May last year}", "say + certain");
    EXPECT("{S:Minister} {C:says} {X:Dam May Break}", "say + possible");
    /* in another clause, of ability, or of an adjective, they do not */
    EXPECT("{S:She} {C:said} {X:“Nobody here. It may open”}", "say + certain");
    EXPECT("{S:She} {C:said} {X:it is shut, though it may open}", "say + certain");
    EXPECT("{S:She} {C:said} {X:the men who may have seen it have left}", "say + certain");
    EXPECT("{S:She} {C:said} {X:they could not see the gate}", "say + certain");
    EXPECT("{S:She} {C:said} {X:he carried a possibly stolen key}", "say + certain");
    EXPECT("{S:She} {C:asked} {X:them to leave, which they may do}", "ask + unstated");
}

static void what_the_lexicon_lacks(void **state)
{
    (void)state;
    EXPECT("{S:She} {C:zorbled} {X:“it is shut”}", "say + certain");
    EXPECT("{S:She} {C:zorbled} {X:that it is shut}", "say + certain");
    EXPECT("{S:They} {C:were zorbled} {X:to leave}", "order + unstated");
    EXPECT("{S:They} {C:did not zorble} {X:that it is shut}", "say + unstated");
    EXPECT("{X:“It is shut.”}", "say + certain");
    EXPECT("{S:She} {C:said}", "say + certain");
}

static void contractions_are_parted(void **state)
{
    (void)state;
    static const char text[] = "He’s said we can’t, won't and CANNOT go; “It's Ms. X” … didn't";
    static const char *const want[] = {"he",  "'s",  "said", "we", "can", "not", "will", "not", "and",
                                       "can", "not", "go",   "it", "'s",  "ms",  "x",    "did", "not"};
    hs_stance_word words[32];
    hs_str all = {text, sizeof text - 1};
    size_t n = hs_stance_words(words, 32, all, (hs_span){0, (uint32_t)all.len});
    assert_int_equal(n, sizeof want / sizeof *want);
    for (size_t i = 0; i < n; i++)
        assert_string_equal(words[i].text, want[i]);
    assert_true(words[12].quoted && words[12].comma);
    assert_true(words[16].quoted);
    /* a span may begin inside a contraction, be cut short, lie outside, or hold an endless word */
    assert_int_equal(hs_stance_words(words, 32, all, (hs_span){2, 11}), 2);
    assert_string_equal(words[0].text, "'s");
    for (size_t cap = 0; cap < 8; cap++)
        assert_true(hs_stance_words(words, cap, all, (hs_span){0, (uint32_t)all.len}) <= cap);
    assert_int_equal(hs_stance_words(words, 32, all, (hs_span){5, 4000}), 0);
    char endless[200];
    memset(endless, 'a', sizeof endless);
    assert_int_equal(hs_stance_words(words, 32, (hs_str){endless, sizeof endless}, (hs_span){0, sizeof endless}), 1);
    assert_true(words[0].len < HS_STANCE_WORD_BYTES);
}

static void a_form_has_its_readings(void **state)
{
    (void)state;
    hs_cue_readings as;
    assert_true(hs_cues_find(&as, "reports"));
    assert_non_null(as.as[HS_CUE_VERB]);
    assert_non_null(as.as[HS_CUE_NOUN]);
    assert_true(hs_cues_find(&as, "pointed out"));
    assert_true(as.participle);
    assert_true(hs_cues_find(&as, "quipping"));
    assert_true(hs_cues_find(&as, "told"));
    assert_true(hs_cues_find(&as, "denies"));
    assert_true(hs_cues_find(&as, "breaking the news"));
    static const char *const none[] = {"", "sayed", "gived", "zorble", "~~~", "zzz", "report s"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        assert_false(hs_cues_find(&as, none[i]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cues_inflect),
        cmocka_unit_test(a_light_verb_leaves_the_act_to_its_noun),
        cmocka_unit_test(nouns_attribute),
        cmocka_unit_test(what_a_tail_reports_of_a_denial_is_open), cmocka_unit_test(bare_reports_commit_nobody),
        cmocka_unit_test(frames_pick_the_sense),
        cmocka_unit_test(acts_of_their_own),
        cmocka_unit_test(a_negation_denies_or_withholds),
        cmocka_unit_test(modals_and_hedges_lower_certainty),
        cmocka_unit_test(what_the_lexicon_lacks),
        cmocka_unit_test(contractions_are_parted),
        cmocka_unit_test(a_form_has_its_readings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
