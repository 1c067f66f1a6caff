/* test_relation_asked.c -- what statements ask to be traced: of denials what is denied, of all else they themselves. No ledger, no model. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ascii.h"
#include "hearsay.h"

typedef struct asked {
    const char *words, *as; /* as NULL: as it stands */
} asked;

static void check(const asked *cases, size_t n)
{
    char room[HS_ASKED_BYTES];
    for (size_t i = 0; i < n; i++) {
        hs_str words = hs_ascii_of(cases[i].words), as = hs_trace_asked(room, words);
        const char *want = cases[i].as ? cases[i].as : cases[i].words;
        if (!hs_ascii_is(as, want) || (as.ptr == words.ptr) != !cases[i].as)
            fail_msg("%s: %.*s, and not %s", cases[i].words, (int)as.len, as.ptr, want);
    }
}

#define CHECK(...) check((const asked[]){__VA_ARGS__}, sizeof((const asked[]){__VA_ARGS__}) / sizeof(asked))

static void test_denies(void **state)
{
    (void)state;
    CHECK({"The ministry denies that it knew of the leak in March", "The ministry knew of the leak in March"}, {"Ministry denies it knew of leak", "Ministry knew of leak"},
          {"Ministry of Ports denied knowing of the leak", "Ministry of Ports knowing of the leak"}, {"Ministry denies the leak at Pier 9", "the leak at Pier 9"},
          {"Mara Lindqvist, the harbour master, denies that divers were sent home", "divers were sent home"},
          {"Lindqvist denies any part in the sale of the yard", "Lindqvist any part in the sale of the yard"}, {"Ministry denies truce, says captains were paid", "Ministry truce"},
          {"Lindqvist forced to deny that she\xE2\x80\x99s dead", "Lindqvist is dead"}, {"\"Nonsense\": port denies that divers died", "divers died"},
          {"Ministry denied that officials had refused a visa", "officials had refused a visa"}, {"Ministry denies the leak; union says pipe is new", "Ministry the leak"},
          {"Ministry denies leak \xE2\x80\x94 and says pipe is new", "Ministry leak"}, {"Pipe was cracked in March, ministry denies", "Pipe was cracked in March"},
          {"Valk doubts that the pipe was cracked", "the pipe was cracked"}, {"Valk does not believe the pipe was cracked", "the pipe was cracked"},
          {"Police found no evidence that the mayor was bribed", "the mayor was bribed"});
}

static void test_denies_reports(void **state)
{
    (void)state;
    CHECK({"Ministry denies reports of a leak at Pier 9", "a leak at Pier 9"}, {"Ministry denies reports a fuel line is leaking", "a fuel line is leaking"},
          {"Harbour office denies claims he was drunk on duty", "Harbour office was drunk on duty"}, {"Council denies union's claim that \"three cranes are unsafe\"", "three cranes are unsafe"},
          {"Ministry denies harbour closure claim by the union", "harbour closure"}, {"Officials refute media reports that divers caught a fever", "divers caught a fever"},
          {"Official dismisses 'unfounded' reports that ferry crews have fever", "ferry crews have fever"}, {"Ministry rejects claim it hid the report", "Ministry hid the report"},
          {"Council rebuffs mayor's claim bridge is unsafe", "bridge is unsafe"}, {"Rumours of mayor's death debunked", "mayor's death"}, {"Bridge sale reports denied by ministry", "Bridge sale"},
          {"Claim by the union that the crane fell dismissed as rumour", "the crane fell"});
}

static void test_untrue(void **state)
{
    (void)state;
    CHECK({"Ministry: no truth in reports that the pipe was cracked", "the pipe was cracked"}, {"No truth in rumours of a bridge sale, mayor says", "a bridge sale"},
          {"There is no truth in the claim that the mayor sold the bridge, the council says", "the mayor sold the bridge"}, {"It is not true that the bridge was sold", "the bridge was sold"},
          {"Council: report that the town is under quarantine is false", "the town is under quarantine"}, {"Council says reports of fever in Lenmoor are untrue", "fever in Lenmoor"},
          {"Council: Reports of fever in Lenmoor untrue", "fever in Lenmoor"}, {"The news of Petra Valk's death is false", "Petra Valk's death"},
          {"Ministry: bridge sale is a hoax", "bridge sale"}, {"Bridge sale is a hoax, council says", "Bridge sale"}, {"Council calls bridge sale story a hoax", "bridge sale"},
          {"Council calls rumour that it sells voter data \"wildly inaccurate\"", "Council sells voter data"}, {"False: the mayor sold the bridge", "the mayor sold the bridge"},
          {"Fact check: claim that the bridge was sold is false", "the bridge was sold"}, {"No evidence of bribery at port, police say", "bribery at port"});
}

/* Of whoever says something, what is said. */
static void test_says(void **state)
{
    (void)state;
    CHECK({"Hale says the dam is leaking", "the dam is leaking"}, {"Hale says dam leaks", "dam leaks"}, {"Tomas Hale said that the dam was leaking", "the dam was leaking"},
          {"Hale admits that the dam is leaking", "the dam is leaking"}, {"Hale told reporters that the dam is leaking", "the dam is leaking"}, {"The dam is leaking, Hale says", "The dam is leaking"},
          {"According to Hale, the dam is leaking", "the dam is leaking"}, {"Hale, the water minister, says the dam is leaking", "the dam is leaking"},
          {"Hale said he would resign", "Hale would resign"}, {"Residents insist fire was not a hoax", "fire was not a hoax"},
          {"Hale says the dam is leaking, but Voss disagrees", "the dam is leaking"}, {"Hale's alleged partner says she was born in Vellin", "Hale's alleged partner was born in Vellin"},
          {"Vellin Says Missing Students Are Safe", "Missing Students Are Safe"}, {"'Witness' says the dam is leaking", "the dam is leaking"},
          {"Voss says the Orrin\xE2\x80\x93Vellin road is shut", "the Orrin\xE2\x80\x93Vellin road is shut"});
    /* a name, a noun, a headline that is told of, words of another clause */
    CHECK({"Orrin State may have sold its dam", NULL}, {"Alleged leak at the Orrin dam was no leak", NULL}, {"'Voss Confirms Dam Is Leaking' Fake Story Goes Viral", NULL},
          {"Officials shoot down Hale's claims the dam is leaking", NULL}, {"Inquiry opens after claims the dam is leaking", NULL}, {"Divers leave the dam as engineers warn it could break", NULL},
          {"The insurance claims were fraudulent", NULL}, {"The hospital admitted 17 patients who were hurt in the leak", NULL}, {"The firm admitted guilt and will pay a fine", NULL},
          {"Floods claimed 12 lives and have destroyed homes", NULL}, {"Ministers argue over cuts that will hurt the poor", NULL}, {"Everything Hale says is true", NULL},
          {"The militants claimed responsibility for the bombing that was carried out in Vellin", NULL}, {"Hale told the crowd that had gathered the dam was safe", NULL},
          {"Engineer said abducted by rebels", NULL}, {"Ailing man said not to have cholera, doctors plan to be sure", NULL});
    /* nobody says it, or it is not told what; somebody else does; what is said is a denial, points, or does not show where it begins */
    CHECK({"Nobody says the dam is leaking", NULL}, {"Hale never said the dam is leaking", NULL}, {"Hale did not say that the dam is leaking", NULL}, {"Hale may say that the dam is leaking", NULL},
          {"Hale says whether the dam is leaking", NULL}, {"Hale says nothing", NULL}, {"Hale says so", NULL}, {"Hale told the dam keeper to leave", NULL}, {"Hale claims victory", NULL},
          {"Hale admits guilt in the dam case", NULL}, {"The man who said the dam is leaking was jailed", NULL}, {"It is said that the dam is leaking", NULL},
          {"Bell says ministry denied leak", NULL}, {"Hale says it is leaking", NULL}, {"The report said to be secret is out", NULL}, {"According to Hale", NULL});
}

/* What only looks like a denial, what is denied by nobody yet, and denials of which nothing can be traced. */
static void test_as_it_stands(void **state)
{
    (void)state;
    static const char *const none[] = {"The ministry knew of the leak in March", "Ministry does not deny leak", "Ministry refuses to deny that it knew of the leak", "Ministry neither confirms nor denies leak",
          "Company is not confirming or denying rumours of a new ferry", "The man who denied the theft was jailed", "Lindqvist was denied a visa", "Court denies bail to crane operator",
          "Man denied entry to stadium", "Judge denies motion to dismiss the case", "Ministry rejects offer from union", "Bell claims victory, denies fraud", "Bell says ministry denied leak",
          "Did the ministry deny the leak", "Ministry denies the leak?", "The leak is not a hoax", "The sale may be a hoax",           "Minister: the passport was false", "The letter was a hoax", "Police arrest man in false passport case", "Fire brigade reports false alarm", "The clip was used for a hoax",
          "Rumour debunked: robots are not guarding the port", "Ministry denies the allegations", "Ministry denies all claims, says union is lying", "Port denies it", "USDA debunks the hoax",
          "Deny everything", "denies", "", "..."};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        check(&(asked){none[i], NULL}, 1);
}

static void test_hostile(void **state)
{
    (void)state;
    char room[HS_ASKED_BYTES], long_one[2 * HS_ASKED_BYTES];
    memset(long_one, 'a', sizeof long_one);
    memcpy(long_one, "Ministry denies that ", 21);
    for (size_t n = HS_ASKED_BYTES - 2; n < HS_ASKED_BYTES + 2; n++) {
        hs_str words = {long_one, n}, as = hs_trace_asked(room, words);
        assert_int_equal(as.ptr != words.ptr, n < HS_ASKED_BYTES);
        assert_true(as.ptr == words.ptr || as.len == n - 12); /* without "denies that" */
    }
    static const char odd[] = "Lenm\xC3\xB8r denies \xE2\x80\x9Cthat it\xE2\x80\x99s a hoax\xE2\x80\x9D \xE2\x80\x93 says \xFF\xC3 it\xE2\x80";
    for (size_t n = 0; n < sizeof odd; n++) { /* all its beginnings, cut within letters, too */
        char *exact = malloc(n + 1);
        memcpy(exact, odd, n);
        hs_trace_asked(room, (hs_str){exact, n});
        free(exact);
    }
    assert_null(hs_trace_asked(room, (hs_str){NULL, 0}).ptr);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_denies), cmocka_unit_test(test_denies_reports), cmocka_unit_test(test_untrue), cmocka_unit_test(test_says), cmocka_unit_test(test_as_it_stands),
                                       cmocka_unit_test(test_hostile)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
