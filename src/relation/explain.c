/* explain.c -- why things are related. In: one id, or two of a kind. Out: reasons in the answer's arena. One thread at a time. */
#include "explain.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "id.h"
#include "status.h"

enum { MOST_WORDS = 2048 /* characters of a piece of evidence */, SENTENCE = 2048 };

/* ---- reasons ---- */

hs_status hs_explain_end(hs_explaining *e, hs_error *err)
{
    hs_evidence *kept;
    if (!e->now)
        return HS_OK;
    HS_TRY(hs_answer_room(e->answer, (void **)&kept, e->n_evidence, sizeof *kept, err));
    if (e->n_evidence)
        memcpy(kept, e->evidence, e->n_evidence * sizeof *kept);
    e->now->evidence = kept;
    e->now->n_evidence = e->n_evidence;
    e->n_evidence = 0;
    e->now = NULL;
    return HS_OK;
}

static hs_status find_words(hs_explaining *e, char letter, int64_t id, hs_str *out, hs_error *err)
{
    bool row;
    hs_sql q = letter == 'c'   ? hs_sql_begin(e->ledger, "SELECT substr(text, 1, 16384) FROM claim WHERE claim_id = ?1")
               : letter == 'a' ? hs_sql_begin(e->ledger, "SELECT substr(m.text, 1, 16384) FROM attribution a JOIN claim m USING (claim_id) WHERE a.attribution_id = ?1")
                               : hs_sql_begin(e->ledger, "SELECT coalesce(outlet || ': ' || title, title, outlet, url, input, '') FROM document WHERE document_id = ?1");
    hs_sql_number(&q, 1, id);
    hs_status status = hs_sql_step(&q, &row, err);
    if (status == HS_OK && !row)
        status = hs_fail(err, HS_E_NONE, (uint64_t)id, "the ledger has no %s %c%lld", letter == 'c' ? "claim" : letter == 'a' ? "attribution" : "document", letter,
                         (long long)id);
    if (status == HS_OK)
        status = hs_answer_shown(e->answer, &q, 0, out, err);
    hs_sql_end(&q);
    return status;
}

hs_status hs_explain_begin(hs_explaining *e, const char *relation, char letter, int64_t one, int64_t other, double score,
                           hs_error *err)
{
    HS_TRY(hs_explain_end(e, err));
    if (e->answer->n_reasons == HS_EXPLAIN_REASONS)
        e->answer->n_reasons--;
    e->now = &e->answer->reasons[e->answer->n_reasons];
    *e->now = (hs_ground){.relation = relation, .letter = letter, .one = (uint64_t)one, .other = (uint64_t)other,
                          .score = score >= 0 && score <= 1 ? score : -1};
    HS_TRY(find_words(e, letter, one, &e->now->one_words, err));
    if (other)
        HS_TRY(find_words(e, letter, other, &e->now->other_words, err));
    e->answer->n_reasons++;
    return HS_OK;
}

hs_status hs_explain_say(hs_explaining *e, hs_error *err, const char *fmt, ...)
{
    char sentence[SENTENCE];
    hs_buffer shown = hs_buffer_new(3 * SENTENCE);
    va_list args;
    va_start(args, fmt);
    int n = vsnprintf(sentence, sizeof sentence, fmt, args);
    va_end(args);
    hs_show(&shown, (hs_str){sentence, n < 0 ? 0 : n < SENTENCE ? (size_t)n : SENTENCE - 1});
    hs_status status = shown.failed ? hs_fail(err, HS_E_NOMEM, 0, "no memory for an answer")
                                    : hs_answer_keep(e->answer, hs_buffer_str(&shown), &e->now->why, err);
    hs_buffer_free(&shown);
    return status;
}

/* ---- evidence ---- */

hs_status hs_explain_show(hs_explaining *e, const char *what, int64_t attribution, int64_t document, int64_t begin, int64_t end,
                          hs_error *err)
{
    bool row;
    if (e->n_evidence == HS_EXPLAIN_EVIDENCE || begin < 0 || end < begin || end > UINT32_MAX)
        return HS_OK;
    hs_evidence *out = &e->evidence[e->n_evidence];
    *out = (hs_evidence){.what = what, .attribution = (uint64_t)attribution, .document = (uint64_t)document,
                         .span = {(uint32_t)begin, (uint32_t)end}};
    hs_sql q = hs_sql_begin(e->ledger, "SELECT substr(text, 1 + ?2, ?3), outlet, heard FROM document WHERE document_id = ?1");
    hs_sql_number(&q, 1, document);
    hs_sql_number(&q, 2, begin);
    hs_sql_number(&q, 3, end - begin < MOST_WORDS ? end - begin : MOST_WORDS);
    hs_status status = hs_sql_step(&q, &row, err);
    hs_str *const strings[] = {&out->words, &out->outlet, &out->heard};
    for (int i = 0; status == HS_OK && row && i < 3; i++)
        status = hs_answer_shown(e->answer, &q, i, strings[i], err);
    if (status == HS_OK && row)
        e->n_evidence++;
    hs_sql_end(&q);
    return status;
}

static hs_status show_spans(hs_explaining *e, const char *what, const char *sql, int64_t attribution, hs_error *err)
{
    bool row;
    hs_sql q = hs_sql_begin(e->ledger, sql);
    hs_sql_number(&q, 1, attribution);
    hs_status status = hs_sql_step(&q, &row, err);
    while (status == HS_OK && row) {
        status = hs_explain_show(e, what, attribution, hs_sql_column_number(&q, 0), hs_sql_column_number(&q, 1),
                                 hs_sql_column_number(&q, 2), err);
        if (status == HS_OK)
            status = hs_sql_step(&q, &row, err);
    }
    hs_sql_end(&q);
    return status;
}

#define SPANS(column)                                                                                                                 \
    "SELECT a.document_id, json_extract(s.value, '$[0]'), json_extract(s.value, '$[1]') FROM attribution a, json_each(a." #column ", '$') s " \
    "WHERE a.attribution_id = ?1 LIMIT 8"

hs_status hs_explain_show_attribution(hs_explaining *e, int64_t attribution, hs_error *err)
{
    static const char cue[] = SPANS(cue), content[] = SPANS(content);
    HS_TRY(show_spans(e, "cue", cue, attribution, err));
    return show_spans(e, "content", content, attribution, err);
}

/* ---- the question ---- */

static hs_status explain(hs_explaining *e, hs_str id, hs_str other, hs_error *err)
{
    static const struct {
        char letter;
        hs_status (*explain)(hs_explaining *, int64_t, int64_t, hs_error *);
    } kinds[] = {{'c', hs_explain_claims}, {'a', hs_explain_attributions}, {'d', hs_explain_documents}};
    HS_TRY(hs_answer_room(e->answer, (void **)&e->answer->reasons, HS_EXPLAIN_REASONS, sizeof *e->answer->reasons, err));
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        uint64_t one, two;
        bool both = hs_id_parse(&two, other, kinds[i].letter) || !other.len;
        if (hs_id_parse(&one, id, kinds[i].letter) && both) {
            HS_TRY(kinds[i].explain(e, (int64_t)one, (int64_t)two, err));
            return hs_explain_end(e, err);
        }
    }
    return hs_fail(err, HS_E_ARG, 0, "%s", other.len ? "no two ids of a kind, such as c12 c15 of claims, a5 a9 of attributions, d3 d7 of articles"
                                                      : "no id, such as c12 of a claim, a5 of an attribution, d3 of an article");
}

hs_status hs_ledger_explain(hs_answer **out, hs_ledger *ledger, hs_str id, hs_str other, hs_error *err)
{
    HS_TRY(hs_answer_new(out, ledger, err));
    hs_explaining e = {.answer = *out, .ledger = ledger};
    return hs_answer_made(out, explain(&e, id, other, err), err);
}
