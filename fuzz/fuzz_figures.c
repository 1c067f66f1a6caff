/* fuzz_figures.c -- any bytes as a text whose contents are where its bytes say: figures lie within the contents, in
 * order, each once. */
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "check.h"
#include "figures.h"
#include "figures_lexicon.h"
#include "utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool holds_figure(const hs_document *doc, const hs_figure *f)
{
    for (size_t i = 0; i < doc->n_attributions; i++)
        for (uint32_t k = 0; k < doc->attributions[i].content.n; k++) {
            hs_span s = doc->attributions[i].content.at[k];
            if (f->span.begin < s.end && s.begin < f->span.end)
                return true;
        }
    return false;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    hs_document *doc;
    hs_decoded text;
    if (size > 1 << 16 || hs_document_new(&doc, 64 << 20, NULL) != HS_OK)
        return 0;
    CHECK(hs_utf8_decode_as(&text, doc->arena, data, size, HS_UTF8, NULL) == HS_OK);
    doc->text = text.text;
    uint32_t len = (uint32_t)doc->text.len;
    /* all of it, or two contents that overlap */
    hs_span spans[] = {{0, len}, {len / 4, len / 2}, {len / 3, len}};
    bool whole = size == 0 || data[0] % 2 == 0;
    hs_attribution attributions[] = {{.content = {&spans[1], 1}}, {.content = {&spans[whole ? 0 : 2], 1}}};
    doc->attributions = attributions;
    doc->n_attributions = 2;
    CHECK(hs_figures_find(doc, NULL) == HS_OK);
    for (size_t i = 0; i < doc->n_figures; i++) {
        const hs_figure *f = &doc->figures[i];
        CHECK(f->span.begin < f->span.end && f->span.end <= len && !isnan(f->value) && f->bound <= HS_ABOUT);
        CHECK(holds_figure(doc, f));
        CHECK(i == 0 || doc->figures[i - 1].span.begin <= f->span.begin);
        CHECK(!f->unit.ptr || (f->unit.len && hs_utf8_valid(f->unit.ptr, f->unit.len) == f->unit.len));
    }
    hs_figures_lexicon_find(doc->text);
    doc->attributions = NULL;
    doc->n_attributions = 0;
    hs_document_free(doc);
    return 0;
}
