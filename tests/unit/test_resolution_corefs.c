/* test_resolution_corefs.c -- who and what a text speaks of again, on texts of our own. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "corefs.h"
#include "document.h"
#include "fuse.h"
#include "word_tags.h"

enum { CAP = 16 << 20, LONGEST = 400 };

/* Every chain of the text as "words | words"; is one of them the wanted? */
static bool has_chain(const char *text, const char *wanted)
{
    hs_arena *arena = hs_arena_new(CAP);
    hs_corefs found;
    assert_int_equal(hs_corefs_find(&found, arena, (hs_str){text, strlen(text)}, NULL), HS_OK);
    bool has = !found.n && !wanted[0]; /* "": none */
    for (uint32_t i = 0; i < found.n; i++) {
        char chain[LONGEST] = "";
        assert_true(found.at[i].n > 1);
        for (uint32_t k = 0; k < found.at[i].n; k++) {
            hs_span s = found.at[i].at[k];
            assert_true(strlen(chain) + s.end - s.begin + 4 < sizeof chain);
            strcat(chain, k ? " | " : "");
            strncat(chain, text + s.begin, s.end - s.begin);
        }
        has = has || strcmp(chain, wanted) == 0;
    }
    hs_arena_free(arena);
    return has;
}

#define HAS(text, chain)                                                                                               \
    do {                                                                                                               \
        if (!has_chain(text, chain))                                                                                   \
            fail_msg("%s: no [%s]", text, chain);                                                                      \
    } while (0)
#define HAS_NOT(text, chain)                                                                                           \
    do {                                                                                                               \
        if (has_chain(text, chain))                                                                                    \
            fail_msg("%s: [%s]", text, chain);                                                                         \
    } while (0)

static void names_and_pronouns(void **state)
{
    (void)state;
    HAS("Mara Lindqvist opened the harbour. Lindqvist thanked her crew. She left.",
        "Mara Lindqvist | Lindqvist | her | She");
    HAS("Mara Lindqvist met Peter Holm. He thanked her.", "Mara Lindqvist | her");
    HAS("Mara Lindqvist met Peter Holm. He thanked her.", "Peter Holm | He");
    HAS("Peter Holm's ship sank. His brother saw Peter Holm's ship.", "Peter Holm's | His | Peter Holm's");
    HAS("The ship left the harbour. It sank.", "The ship | It");
    HAS("The sailors left the harbour. They swam.", "The sailors | They");
    HAS("Peter Holm saw him.", "");
    HAS("The ship sank. It seems that nobody cared.", "");
    HAS("It rained. She left. She swam.", "She | She"); /* nobody says who */
    HAS("It rained. She left. He swam.", "");
    HAS("She left. It rained. It rained. It rained. It rained. It rained. It rained. It rained. She swam.",
        "She | She");
    HAS("We left the ship. Let's swim.", "We | 's");
    HAS("We left the ship. Let\xe2\x80\x99s swim.", "We | \xe2\x80\x99s");
    HAS("You guys left. You swam.", "You guys | You");
    HAS("The sailors left the harbour. I saw 'em.", "The sailors | em");
    HAS("The ship left the harbour. It is now two o'clock.", "");
    HAS("The ship left the harbour. It is a great honour to be here.", "");
    HAS("The ship left the harbour. She finds it hard to swim.", "");
    HAS("The ship left the harbour. It is a wreck.", "The ship | It");
    HAS("The ship left the harbour. She finds it.", "The ship | it");
    HAS("Peter Holm spoke. \"I saw the ship,\" he said.", "Peter Holm | I | he");
}

/* "Paris" of a university's name is Paris. */
static void places_within_names(void **state)
{
    (void)state;
    HAS("She left Paris for good. He came to the University of Paris.", "Paris | Paris");
    HAS("The Paris Tigers won. The Paris Tigers lost.", "Paris | Paris");
    HAS("The Paris Tigers won. The Paris Tigers lost.", "The Paris Tigers | The Paris Tigers");
    HAS_NOT("She left Paris for good. He met Mr. Paris Holm.", "Paris | Paris");
}

static void descriptions(void **state)
{
    (void)state;
    HAS("We saw an old ship. The ship was empty.", "an old ship | The ship");
    HAS("The old ship left. The new ship stayed.", "");
    HAS("The use of ropes is old. The use spread.", "");
    HAS("A ship sank. A ship left.", "");
    HAS("The captain of the ferry called. The captain of the tug came.", "");
    HAS("The captain of the ferry called. The captain came.", "The captain of the ferry | The captain");
    HAS_NOT("Her brother was old. His brother was young.", "Her brother | His brother");
    HAS("My brother was old. My brother was rich.", "My brother | My brother");
    HAS("Figure 1 shows a ship. Figure 2 shows a dock. The mast is in Figure 1.", "Figure 1 | Figure 1");
    HAS("The crew thinks that ships sink. That is sad. This is true.", "That | This");
    HAS("The captain who left the harbour was old. The captain slept.",
        "The captain who left the harbour | The captain");
}

static void transcripts(void **state)
{
    static const char talk[] = "Ann: I saw you.\n\nBen: You saw me?\n\nAnn: I did. Ben is late.\n\nBen: My bus was.\n";
    (void)state;
    HAS(talk, "I | You | I");
    HAS(talk, "you | me | Ben | My");
    HAS("I went home. My dog slept. It saw me.", "I | My | me");
    HAS_NOT("Time: noon.\n\nPlace: the harbour.\n\nWeather: I fear rain.\n\nI left.", "I");
}

static void hostile_texts(void **state)
{
    (void)state;
    static const char *const texts[] = {"",
                                        " ",
                                        "'s",
                                        "the",
                                        "the the the",
                                        "his his his",
                                        "of of of",
                                        "that",
                                        "A:",
                                        "I",
                                        "let's let'",
                                        "let\xe2\x80\x99",
                                        "Ann:\nBen: \nAnn: ",
                                        "\xe2\x80\x99s s\xe2\x80\x99 \xe2\x80\x99",
                                        "all his",
                                        "Figure 1 2 3 4 5 6 7 8 9 10 11 12 13 14"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        size_t len = strlen(texts[i]);
        char *exact = malloc(len ? len : 1); /* no byte behind it */
        assert_non_null(exact);
        memcpy(exact, texts[i], len);
        hs_arena *arena = hs_arena_new(CAP);
        hs_corefs found;
        assert_int_equal(hs_corefs_find(&found, arena, (hs_str){exact, len}, NULL), HS_OK);
        for (uint32_t k = 0; k < found.n; k++)
            for (uint32_t n = 0; n < found.at[k].n; n++)
                assert_true(found.at[k].at[n].begin < found.at[k].at[n].end && found.at[k].at[n].end <= len);
        hs_arena_free(arena);
        free(exact);
    }
}

/* A phrase that goes on and on is cut, not read again from each of its words. */
static void long_phrases(void **state)
{
    (void)state;
    enum { TIMES = 20000 };
    static const char part[] = "the end of ";
    char *text = malloc(TIMES * (sizeof part - 1));
    assert_non_null(text);
    for (size_t i = 0; i < TIMES; i++)
        memcpy(text + i * (sizeof part - 1), part, sizeof part - 1);
    hs_arena *arena = hs_arena_new((size_t)256 << 20);
    hs_corefs found;
    assert_int_equal(hs_corefs_find(&found, arena, (hs_str){text, TIMES * (sizeof part - 1)}, NULL), HS_OK);
    hs_arena_free(arena);
    free(text);
}

static void no_memory(void **state)
{
    (void)state;
    static const char text[] = "Ann: I saw Mara Lindqvist's ship.\n\nBen: You saw it?\n\nAnn: I did.\n";
    hs_error err = {0};
    for (int allowed = 0;; allowed++) {
        hs_document *doc;
        assert_int_equal(hs_document_new(&doc, CAP, NULL), HS_OK);
        doc->text = (hs_str){text, sizeof text - 1};
        assert_int_equal(hs_document_seal(doc, NULL), HS_OK);
        const hs_spans *at;
        size_t n;
        fuse = allowed;
        hs_status status = hs_document_entities(&at, &n, doc, &err);
        fuse = -1;
        assert_true((status == HS_OK) == (n > 0));
        hs_document_free(doc);
        if (status == HS_OK) {
            assert_true(allowed > 1);
            return;
        }
        assert_int_equal(status, HS_E_NOMEM);
        assert_int_equal(err.code, HS_E_NOMEM);
        assert_null(at);
    }
}

static void other_languages(void **state)
{
    (void)state;
    hs_document *doc;
    hs_error err = {0};
    assert_int_equal(hs_document_new(&doc, CAP, NULL), HS_OK);
    doc->foreign = true;
    doc->language = (hs_str){"de", 2};
    const hs_spans *at;
    size_t n = 1;
    assert_int_equal(hs_document_entities(&at, &n, doc, &err), HS_E_LANGUAGE);
    assert_int_equal(err.code, HS_E_LANGUAGE);
    assert_int_equal(n, 0);
    hs_document_free(doc);
}

static void tables_are_sorted(void **state)
{
    (void)state;
    assert_true(hs_tags_sorted());
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_and_pronouns),
        cmocka_unit_test(places_within_names),
        cmocka_unit_test(descriptions),
        cmocka_unit_test(transcripts),
        cmocka_unit_test(hostile_texts),
        cmocka_unit_test(long_phrases),
        cmocka_unit_test(no_memory),
        cmocka_unit_test(other_languages),
        cmocka_unit_test(tables_are_sorted),
    };
    return cmocka_run_group_tests_name("resolution_corefs", tests, NULL, NULL);
}
