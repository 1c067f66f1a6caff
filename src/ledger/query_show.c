/* query_show.c -- what an id stands for. In: "a123", "c12", "d7", "s4". Out: an answer with what is around it. One thread at a time. */
#include "query.h"

#include <string.h>

#include "id.h"
#include "status.h"

enum { CORRECTIONS = 256, NESTED = 256, CONTEXT = 1 << 14 /* bytes of text around an attribution on each side */ };

/* ---- where it stands ---- */

static void widen(hs_span *whole, hs_spans spans)
{
    for (uint32_t i = 0; i < spans.n; i++) {
        whole->begin = spans.at[i].begin < whole->begin ? spans.at[i].begin : whole->begin;
        whole->end = spans.at[i].end > whole->end ? spans.at[i].end : whole->end;
    }
}

/* To the ends of the paragraphs, but no further than CONTEXT. */
static void to_paragraphs(hs_span *s, hs_str text)
{
    uint32_t c, least = s->begin > CONTEXT ? s->begin - CONTEXT : 0;
    size_t most = s->end + (size_t)CONTEXT < text.len ? s->end + (size_t)CONTEXT : text.len;
    while (s->begin > least && text.ptr[s->begin - 1] != '\n')
        s->begin -= (uint32_t)hs_utf8_back(&c, text.ptr, s->begin);
    while (s->end < most && text.ptr[s->end] != '\n')
        s->end += (uint32_t)hs_utf8_next(&c, text.ptr + s->end, text.len - s->end);
}

static hs_status copy_spans(hs_answer *answer, hs_spans from, uint32_t origin, hs_spans *out, hs_error *err)
{
    hs_span *at;
    HS_TRY(hs_answer_room(answer, (void **)&at, from.n, sizeof *at, err));
    for (uint32_t i = 0; i < from.n; i++)
        at[i] = (hs_span){from.at[i].begin - origin, from.at[i].end - origin};
    *out = (hs_spans){at, from.n};
    return HS_OK;
}

static hs_status copy_context(hs_answer *answer, const hs_document *doc, const hs_attribution *a, hs_error *err)
{
    hs_context *c = answer->context;
    hs_span whole = {UINT32_MAX, 0};
    widen(&whole, a->source);
    widen(&whole, a->cue);
    widen(&whole, a->content);
    if (whole.begin > whole.end)
        return HS_OK; /* it has no words */
    to_paragraphs(&whole, doc->text);
    c->text = hs_arena_copy(answer->arena, hs_document_slice(doc, whole));
    if (!c->text.ptr)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for an answer");
    HS_TRY(copy_spans(answer, a->source, whole.begin, &c->source, err));
    HS_TRY(copy_spans(answer, a->cue, whole.begin, &c->cue, err));
    return copy_spans(answer, a->content, whole.begin, &c->content, err);
}

/* ---- corrections ---- */

static hs_status take_correction(hs_answer *answer, const hs_sql *q, hs_correction *c, hs_error *err)
{
    c->id = (uint64_t)hs_sql_column_number(q, 0);
    hs_str *const strings[] = {&c->made, &c->made_by, &c->source_name, &c->time, &c->note};
    for (int i = 0; i < 5; i++)
        HS_TRY(hs_answer_copy(answer, q, 1 + i, strings[i], err));
    if (!hs_verdict_of(&c->verdict, hs_sql_column(q, 6)) || !hs_act_of(&c->act, hs_sql_column(q, 7)) ||
        !hs_polarity_of(&c->polarity, hs_sql_column(q, 8)) || !hs_certainty_of(&c->certainty, hs_sql_column(q, 9)))
        return hs_fail(err, HS_E_LEDGER, c->id, "the ledger: correction %llu has a value of no known name", (unsigned long long)c->id);
    return HS_OK;
}

static hs_status find_corrections(hs_answer *answer, int64_t attribution, hs_error *err)
{
    hs_context *context = answer->context;
    hs_correction *at;
    bool row;
    HS_TRY(hs_answer_room(answer, (void **)&at, CORRECTIONS, sizeof *at, err));
    hs_sql q = hs_sql_begin(answer->ledger, "SELECT correction_id, made, made_by, source_name, time, note, verdict, act, polarity, certainty "
                                            "FROM correction WHERE attribution_id = ?1 ORDER BY correction_id");
    hs_sql_number(&q, 1, attribution);
    hs_status status = hs_sql_step(&q, &row, err);
    while (status == HS_OK && row && context->n_corrections < CORRECTIONS) {
        status = take_correction(answer, &q, &at[context->n_corrections++], err);
        if (status == HS_OK)
            status = hs_sql_step(&q, &row, err);
    }
    hs_sql_end(&q);
    context->corrections = at;
    return status;
}

/* ---- what is shown ---- */

/* The entries of a statement's ids. */
static hs_status take_entries(hs_answer *answer, hs_sql *q, hs_error *err)
{
    bool row;
    int64_t ids[HS_QUERY_MOST];
    size_t n = 0;
    hs_status status = hs_sql_step(q, &row, err);
    while (status == HS_OK && row && n < HS_QUERY_MOST) {
        ids[n++] = hs_sql_column_number(q, 0);
        status = hs_sql_step(q, &row, err);
    }
    hs_sql_end(q);
    if (status == HS_OK)
        status = hs_answer_room(answer, (void **)&answer->entries, n, sizeof *answer->entries, err);
    if (status == HS_OK)
        status = hs_answer_fill_entries(answer, ids, n, true, answer->entries, err);
    answer->n_entries = status == HS_OK ? n : 0;
    return status;
}

static hs_status show_report(hs_answer *answer, int64_t document, hs_error *err)
{
    HS_TRY(hs_answer_room(answer, (void **)&answer->documents, 1, sizeof *answer->documents, err));
    HS_TRY(hs_answer_report(answer, document, answer->documents, err));
    answer->n_documents = 1;
    return HS_OK;
}

/* The claim that a wording is shown as. */
static hs_status show_claim(hs_answer *answer, int64_t wording, int64_t first, hs_error *err)
{
    int64_t claim;
    HS_TRY(hs_wording_standing(&claim, answer->ledger, wording, err));
    HS_TRY(hs_answer_room(answer, (void **)&answer->claims, 1, sizeof *answer->claims, err));
    HS_TRY(hs_answer_claim(answer, claim, first, answer->claims, err));
    HS_TRY(hs_answer_wordings(answer, answer->claims, err));
    answer->n_claims = 1;
    return HS_OK;
}

static hs_status find_position(hs_answer *answer, int64_t attribution, int64_t *document, int64_t *position, hs_error *err)
{
    bool row;
    hs_sql q = hs_sql_begin(answer->ledger, "SELECT document_id, position FROM attribution WHERE attribution_id = ?1");
    hs_sql_number(&q, 1, attribution);
    hs_status status = hs_sql_step(&q, &row, err);
    if (status == HS_OK && !row)
        status = hs_fail(err, HS_E_NONE, (uint64_t)attribution, "the ledger has no attribution a%lld", (long long)attribution);
    *document = status == HS_OK ? hs_sql_column_number(&q, 0) : 0;
    *position = status == HS_OK ? hs_sql_column_number(&q, 1) : 0;
    hs_sql_end(&q);
    return status;
}

static hs_status show_attribution(hs_answer *answer, int64_t id, double least, hs_error *err)
{
    int64_t document, position;
    hs_document *doc = NULL;
    HS_TRY(find_position(answer, id, &document, &position, err));
    HS_TRY(hs_answer_room(answer, (void **)&answer->context, 1, sizeof *answer->context, err));
    HS_TRY(hs_answer_entry(answer, id, false, &answer->context->machine, err));
    HS_TRY(find_corrections(answer, id, err));
    HS_TRY(hs_ledger_load(&doc, answer->ledger, document, err));
    hs_status status = HS_OK;
    if (position >= 1 && (uint64_t)position <= doc->n_attributions)
        status = copy_context(answer, doc, &doc->attributions[position - 1], err);
    hs_document_free(doc);
    HS_TRY(status);
    hs_sql q = hs_sql_begin(answer->ledger, "SELECT b.attribution_id FROM attribution a JOIN attribution b ON b.document_id = a.document_id "
                                            "WHERE a.attribution_id = ?1 AND (b.position = a.position OR (b.position = a.parent OR b.parent = a.position) "
                                            "AND b.confidence >= ?2) "
                                            "ORDER BY b.position <> a.position, b.position IS NOT a.parent, b.position LIMIT ?3");
    hs_sql_number(&q, 1, id);
    hs_sql_real(&q, 2, least);
    hs_sql_number(&q, 3, NESTED);
    HS_TRY(take_entries(answer, &q, err));
    HS_TRY(show_report(answer, document, err));
    return show_claim(answer, (int64_t)answer->entries[0].claim, id, err);
}

static hs_status show_document(hs_answer *answer, int64_t id, double least, hs_error *err)
{
    HS_TRY(show_report(answer, id, err));
    hs_sql q = hs_sql_begin(answer->ledger, "SELECT attribution_id FROM attribution WHERE document_id = ?1 AND confidence >= ?2 ORDER BY position");
    hs_sql_number(&q, 1, id);
    hs_sql_real(&q, 2, least);
    return take_entries(answer, &q, err);
}

static hs_status show(hs_answer *answer, hs_str id, double least, hs_error *err)
{
    static const struct {
        char letter;
        hs_status (*show)(hs_answer *, int64_t, double, hs_error *);
    } kinds[] = {{'a', show_attribution}, {'d', show_document}};
    uint64_t n;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (hs_id_parse(&n, id, kinds[i].letter))
            return kinds[i].show(answer, (int64_t)n, least, err);
    if (hs_id_parse(&n, id, 'c'))
        return show_claim(answer, (int64_t)n, 0, err);
    return hs_fail(err, HS_E_ARG, 0, "'%.*s' is no id: an attribution's is like a123, a claim's c12, a document's d7, a source's s4",
                   (int)(id.len < 40 ? id.len : 40), id.ptr ? id.ptr : "");
}

hs_status hs_ledger_show(hs_answer **out, hs_ledger *ledger, hs_str id, const hs_query *query, hs_error *err)
{
    uint64_t source;
    if (hs_id_parse(&source, id, 's')) {
        HS_TRY(hs_ledger_who(out, ledger, id, query, err));
        size_t n = (*out)->n_sources;
        return n ? HS_OK
                 : (hs_answer_made(out, HS_E_NONE, NULL), hs_fail(err, HS_E_NONE, source, "the ledger has no source s%llu", (unsigned long long)source));
    }
    HS_TRY(hs_answer_new(out, ledger, err));
    return hs_answer_made(out, show(*out, id, query ? (double)query->least : 0, err), err);
}
