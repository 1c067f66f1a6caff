/* ledger_take_over.c -- what a person said of an attribution holds in a version of its page that comes in later, where the very same words stand. In: a document row
 * that is new, and the version next to it. Out: corrections of its own. One thread at a time. */
#include "ledger_correct.h"

#include <string.h>

#include "status.h"

/* From the first to the last word of source, cue and content. */
static hs_span stretch_of(const hs_attribution *a)
{
    const hs_spans *const parts[] = {&a->source, &a->cue, &a->content};
    hs_span out = {UINT32_MAX, 0};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        for (uint32_t k = 0; k < parts[i]->n; k++) {
            hs_span at = parts[i]->at[k];
            out.begin = at.begin < out.begin ? at.begin : out.begin;
            out.end = at.end > out.end ? at.end : out.end;
        }
    return out;
}

static bool same_places(hs_spans a, uint32_t from_a, hs_spans b, uint32_t from_b)
{
    for (uint32_t i = 0; i < a.n && i < b.n; i++)
        if (a.at[i].begin - from_a != b.at[i].begin - from_b || a.at[i].end - from_a != b.at[i].end - from_b)
            return false;
    return a.n == b.n;
}

static hs_str name_of(const hs_document *doc, const hs_attribution *a)
{
    return a->source_id == HS_NO_SOURCE ? (hs_str){NULL, 0} : doc->sources[a->source_id].name;
}

/* The same words, parted in the same way, of a holder of the same name: "he" may be somebody else now. */
static bool same_words(const hs_document *a_doc, const hs_attribution *a, const hs_document *b_doc, const hs_attribution *b)
{
    hs_span x = stretch_of(a), y = stretch_of(b);
    hs_str held = name_of(a_doc, a), by = name_of(b_doc, b);
    return x.begin < x.end && y.begin < y.end && x.end - x.begin == y.end - y.begin && memcmp(a_doc->text.ptr + x.begin, b_doc->text.ptr + y.begin, x.end - x.begin) == 0 &&
           same_places(a->source, x.begin, b->source, y.begin) && same_places(a->cue, x.begin, b->cue, y.begin) && same_places(a->content, x.begin, b->content, y.begin) &&
           held.len == by.len && (!held.len || memcmp(held.ptr, by.ptr, held.len) == 0);
}

/* @return the position, from 1, of the one that says it in the same words; 0: none does, or several do */
static int64_t find_same(const hs_document *older, const hs_attribution *a, const hs_document *doc)
{
    int64_t found = 0;
    for (size_t i = 0; i < doc->n_attributions; i++)
        if (same_words(older, a, doc, &doc->attributions[i])) {
            if (found)
                return 0;
            found = (int64_t)i + 1;
        }
    return found;
}

static hs_status take_over_one(hs_ledger *ledger, int64_t correction, int64_t document, int64_t position, hs_error *err)
{
    int64_t number;
    HS_TRY(hs_ledger_next_correction(ledger, &number, err));
    hs_sql q = hs_sql_begin(ledger, "INSERT INTO correction (correction_id, made, made_by, document_id, attribution_id, cue, content, verdict, source_name, source_key, act, "
                                    "polarity, certainty, time, note) SELECT ?1, c.made, c.made_by, a.document_id, a.attribution_id, a.cue, a.content, c.verdict, c.source_name, "
                                    "c.source_key, c.act, c.polarity, c.certainty, c.time, c.note FROM correction c CROSS JOIN attribution a "
                                    "WHERE c.correction_id = ?2 AND a.document_id = ?3 AND a.position = ?4");
    hs_sql_number(&q, 1, number);
    hs_sql_number(&q, 2, correction);
    hs_sql_number(&q, 3, document);
    hs_sql_number(&q, 4, position);
    return hs_sql_run(&q, err);
}

hs_status hs_ledger_take_over(hs_ledger *ledger, int64_t document, const hs_document *doc, int64_t from, hs_error *err)
{
    hs_document *before = NULL;
    bool row;
    hs_sql q = hs_sql_begin(ledger, "SELECT c.correction_id, a.position FROM attribution a JOIN correction c ON c.correction_id = " HS_LAST_SAID("a") " "
                                    "WHERE a.document_id = ?1 ORDER BY a.position");
    hs_sql_number(&q, 1, from);
    hs_status status = hs_sql_step(&q, &row, err);
    if (status == HS_OK && row)
        status = hs_ledger_load(&before, ledger, from, err);
    while (status == HS_OK && row) {
        const size_t at = (size_t)hs_sql_column_number(&q, 1) - 1;
        const int64_t position = at < before->n_attributions ? find_same(before, &before->attributions[at], doc) : 0;
        if (position)
            status = take_over_one(ledger, hs_sql_column_number(&q, 0), document, position, err);
        if (status == HS_OK)
            status = hs_sql_step(&q, &row, err);
    }
    hs_sql_end(&q);
    hs_document_free(before);
    return status;
}
