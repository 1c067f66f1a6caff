/* fuzz_sources.c -- any bytes as a text with attributions at any places of it: holders, chains, quotations that go on,
 * entities. The first bytes place the attributions, four bytes a span; parents may be a ring, which no reading has.
 * Chains and parents name what is there, names are words, spans lie in the text. */
#include <stdint.h>
#include <string.h>

#include "check.h"
#include "corefs.h"
#include "resolution.h"
#include "utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { ATTRIBUTIONS = 4, PARTS = 3, SPAN_BYTES = 4, PLACES = ATTRIBUTIONS * (PARTS * SPAN_BYTES + 1) };

/* A span of the text, between code points; empty ones, too. */
static hs_span place(const uint8_t *at, hs_str text)
{
    uint32_t begin = (uint32_t)((at[0] | (unsigned)at[1] << 8) % (text.len + 1)),
             end = begin + (at[2] | (unsigned)at[3] << 8);
    end = end < text.len ? end : (uint32_t)text.len;
    while (begin < text.len && ((unsigned char)text.ptr[begin] & 0xC0) == 0x80)
        begin++;
    while (end < text.len && ((unsigned char)text.ptr[end] & 0xC0) == 0x80)
        end++;
    return (hs_span){begin, end > begin ? end : begin};
}

static void check(const hs_document *doc)
{
    for (size_t i = 0; i < doc->n_attributions; i++) {
        const hs_attribution *a = &doc->attributions[i];
        CHECK(a->source_id < doc->n_sources || a->source_id == HS_NO_SOURCE);
        CHECK(a->parent < doc->n_attributions || a->parent == HS_NO_PARENT);
        for (uint32_t k = 0; k < a->n_chain; k++)
            CHECK(a->chain[k] < doc->n_sources);
        CHECK(!a->continued || (a->source_id < doc->n_sources && a->content.n == 1 && !a->cue.n));
    }
    for (size_t i = 0; i < doc->n_sources; i++) {
        const hs_source *s = &doc->sources[i];
        CHECK(s->name.len && hs_utf8_valid(s->name.ptr, s->name.len) == s->name.len);
        CHECK(s->mentions.n);
        for (uint32_t k = 0; k < s->mentions.n; k++)
            CHECK(s->mentions.at[k].begin < s->mentions.at[k].end && s->mentions.at[k].end <= doc->text.len);
    }
}

static void check_entities(hs_document *doc)
{
    hs_corefs found;
    CHECK(hs_corefs_find(&found, doc->arena, doc->text, NULL) == HS_OK);
    for (uint32_t i = 0; i < found.n; i++) {
        CHECK(found.at[i].n > 1);
        for (uint32_t k = 0; k < found.at[i].n; k++)
            CHECK(found.at[i].at[k].begin < found.at[i].at[k].end && found.at[i].at[k].end <= doc->text.len);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < PLACES)
        return 0;
    hs_str text = {(const char *)data + PLACES, size - PLACES};
    hs_document *doc;
    if (hs_utf8_valid(text.ptr, text.len) != text.len || hs_document_new(&doc, (size_t)64 << 20, NULL) != HS_OK)
        return 0;
    hs_attribution a[ATTRIBUTIONS];
    hs_span spans[ATTRIBUTIONS][PARTS];
    for (uint32_t i = 0; i < ATTRIBUTIONS; i++) {
        const uint8_t *at = data + i * (PARTS * SPAN_BYTES + 1);
        uint32_t n[PARTS];
        for (uint32_t p = 0; p < PARTS; p++) {
            spans[i][p] = place(at + p * SPAN_BYTES, text);
            n[p] = spans[i][p].end > spans[i][p].begin;
        }
        uint8_t parent = at[PARTS * SPAN_BYTES];
        a[i] = (hs_attribution){.source = {&spans[i][0], n[0]},
                                .cue = {&spans[i][1], n[1]},
                                .content = {&spans[i][2], n[2]},
                                .parent = parent < ATTRIBUTIONS ? parent : HS_NO_PARENT,
                                .source_id = HS_NO_SOURCE};
    }
    static const char url[] = "https://www.reuters.com/a";
    hs_link link = {spans[0][1], {url, sizeof url - 1}};
    doc->text = text;
    doc->links = &link;
    doc->n_links = spans[0][1].end > spans[0][1].begin;
    if (data[0] & 1)
        doc->outlet = (hs_str){url + 12, 7};
    CHECK(hs_document_seal(doc, NULL) == HS_OK);
    doc->attributions = a;
    doc->n_attributions = ATTRIBUTIONS;
    hs_status status = hs_resolve(doc, NULL);
    CHECK(status == HS_OK || status == HS_E_LIMIT);
    if (status == HS_OK)
        check(doc);
    check_entities(doc);
    hs_document_free(doc);
    return 0;
}
