/* fuzz_stance.c -- any bytes as a text with attributions at any places, in bounds and out: each gets its values, and
 * words are never longer than they may be. The first bytes place the spans: begin and length of each of three fragments
 * a part. */
#include <stdint.h>
#include <string.h>

#include "check.h"
#include "stance.h"
#include "stance_words.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { PARTS = 3, FRAGMENTS = 3, PLACES = 2 * PARTS * FRAGMENTS, WORDS = 16 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < PLACES)
        return 0;
    hs_span at[PARTS][FRAGMENTS];
    for (size_t p = 0; p < PARTS; p++)
        for (size_t f = 0; f < FRAGMENTS; f++) {
            const uint8_t *place = data + 2 * (p * FRAGMENTS + f);
            at[p][f] = (hs_span){place[0], place[0] + (uint32_t)place[1]};
        }
    hs_document *doc;
    if (hs_document_new(&doc, 1 << 20, NULL) != HS_OK)
        return 0;
    doc->text = (hs_str){(const char *)data + PLACES, size - PLACES};
    for (uint32_t n = 0; n <= FRAGMENTS; n++) {
        hs_attribution a = {.source = {at[0], n}, .cue = {at[1], n}, .content = {at[2], FRAGMENTS}};
        doc->attributions = &a;
        doc->n_attributions = 1;
        hs_stance_find(doc);
        CHECK(a.act != HS_ACT_UNKNOWN && a.act <= HS_ACT_WARN);
        CHECK(a.polarity != HS_POLARITY_UNKNOWN && a.polarity <= HS_POLARITY_NEGATIVE);
        CHECK(a.certainty != HS_CERTAINTY_UNKNOWN && a.certainty <= HS_UNSTATED);
    }
    hs_stance_word words[WORDS];
    size_t n = hs_stance_words(words, WORDS, doc->text, at[2][0]);
    CHECK(n <= WORDS);
    for (size_t i = 0; i < n; i++)
        CHECK(words[i].len && words[i].len == strlen(words[i].text));
    hs_document_free(doc);
    return 0;
}
