/* answer.c -- answers and the rows that they are made of. In: ids. Out: entries, claims, reports in the answer's arena, whose text is
 * valid UTF-8 whatever the file holds. One thread at a time. */
#include "query.h"

#include <stdio.h>
#include <string.h>

#include "ascii.h"
#include "heap.h"
#include "sentences.h"
#include "status.h"

enum { CAP = 256 << 20, RELAYS = HS_SHOWN_RELAYS, AROUND = 400 /* characters on each side */ };

hs_status hs_answer_new(hs_answer **out, hs_ledger *ledger, hs_error *err)
{
    *out = hs_alloc(sizeof **out);
    if (*out)
        (*out)->arena = hs_arena_new(CAP);
    if (!*out || !(*out)->arena) {
        hs_free(*out);
        *out = NULL;
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for an answer");
    }
    (*out)->ledger = ledger;
    (*out)->reads = !hs_ledger_in_transaction(ledger);
    hs_status status = (*out)->reads ? hs_ledger_look_begin(ledger, err) : HS_OK;
    return status == HS_OK ? status : hs_answer_made(out, status);
}

void hs_answer_free(hs_answer *answer)
{
    if (!answer)
        return;
    hs_arena_free(answer->arena);
    hs_free(answer);
}

hs_status hs_answer_made(hs_answer **out, hs_status status)
{
    if ((*out)->ledger && (*out)->reads)
        hs_ledger_look_end((*out)->ledger);
    (*out)->ledger = NULL;
    if (status != HS_OK) {
        hs_answer_free(*out);
        *out = NULL;
    }
    return status;
}

hs_status hs_answer_room(hs_answer *answer, void **out, size_t n, size_t size, hs_error *err)
{
    *out = hs_arena_take(answer->arena, n, size);
    return *out ? HS_OK : hs_fail(err, HS_E_NOMEM, 0, "no memory for an answer");
}

hs_status hs_answer_keep(hs_answer *answer, hs_str s, hs_str *out, hs_error *err)
{
    *out = hs_arena_copy(answer->arena, s);
    return out->ptr || !s.ptr ? HS_OK : hs_fail(err, HS_E_NOMEM, 0, "no memory for an answer");
}

hs_status hs_answer_copy(hs_answer *answer, const hs_sql *q, int i, hs_str *out, hs_error *err)
{
    hs_str s = hs_sql_column(q, i);
    *out = s;
    if (!s.ptr)
        return HS_OK;
    if (hs_utf8_valid(s.ptr, s.len) != s.len)
        return hs_fail(err, HS_E_LEDGER, 0, "the ledger: text that is no UTF-8");
    *out = hs_arena_copy(answer->arena, s);
    return out->ptr ? HS_OK : hs_fail(err, HS_E_NOMEM, 0, "no memory for an answer");
}

static uint32_t small(const hs_sql *q, int i)
{
    int64_t n = hs_sql_column_number(q, i);
    return n > 0 && n < UINT32_MAX ? (uint32_t)n : 0;
}

static uint64_t id_in(const hs_sql *q, int i)
{
    int64_t n = hs_sql_column_number(q, i);
    return n > 0 ? (uint64_t)n : 0;
}

static hs_status unknown_value(const char *of, int64_t id, hs_error *err)
{
    return hs_fail(err, HS_E_LEDGER, (uint64_t)id, "the ledger: %s %lld has a value of no known name", of, (long long)id);
}

/* ---- entries ---- */

/* What source s is called: a person's word in place of the reading's, as the view `called` has it. */
#define GIVEN "(SELECT x.name FROM source_correction x WHERE x.source_id = s.source_id ORDER BY x.correction_id DESC LIMIT 1)"
#define CALLED "coalesce(" GIVEN ", s.name)"

/* The columns are taken by this order in take_entry. */
static const char entry_sql[] =
    "SELECT a.attribution_id, a.claim_id, a.document_id, "
    "CASE WHEN c.source_name IS NULL THEN s.source_id ELSE (SELECT coalesce(x.merged_into, x.source_id) FROM source x "
    "WHERE x.name_key = c.source_key AND x.anonymous = 0 AND x.apart = 0 ORDER BY x.source_id LIMIT 1) END, "
    "(SELECT p.attribution_id FROM attribution p WHERE p.document_id = a.document_id AND p.position = a.parent), "
    "substr(m.text, 1, 16384), "
    "(SELECT group_concat(substr(d.text, 1 + json_extract(j.value, '$[0]'), min(16384, json_extract(j.value, '$[1]') - json_extract(j.value, '$[0]'))), ' ') "
    "FROM json_each(a.cue, '$') j), "
    "coalesce(c.source_name, CASE WHEN h.anonymous = 0 THEN " CALLED " ELSE coalesce(" GIVEN ", h.name, h.description) END), "
    "CASE WHEN c.source_name IS NULL THEN h.description END, CASE WHEN c.source_name IS NULL THEN h.affiliation END, "
    "CASE WHEN c.source_name IS NULL THEN h.reason END, CASE WHEN c.source_name IS NULL THEN h.kind END, "
    "c.source_name IS NULL AND coalesce(h.anonymous, 1) = 1, CASE WHEN c.source_name IS NULL THEN h.count END, "
    "coalesce(c.act, a.act), coalesce(c.polarity, a.polarity), coalesce(c.certainty, a.certainty), a.quotation, a.place, "
    "coalesce(c.time, a.time), a.confidence, c.verdict, d.outlet, d.title, d.url, d.published, d.heard, d.current, d.heard_by, "
    "coalesce(m.same_as, m.claim_id), a.content "
    "FROM attribution a JOIN document d ON d.document_id = a.document_id JOIN claim m ON m.claim_id = a.claim_id "
    "LEFT JOIN holder h ON h.holder_id = a.holder_id LEFT JOIN source o ON o.source_id = h.source_id "
    "LEFT JOIN source s ON s.source_id = coalesce(o.merged_into, o.source_id) "
    "LEFT JOIN correction c ON ?2 AND c.correction_id = " HS_LAST_SAID("a") " "
    "WHERE a.attribution_id = ?1";

hs_status hs_answer_shown(hs_answer *answer, const hs_sql *q, int i, hs_str *out, hs_error *err)
{
    hs_str s = hs_sql_column(q, i);
    hs_buffer shown = hs_buffer_new(3 * s.len + 1);
    *out = (hs_str){NULL, 0};
    if (s.ptr) {
        hs_show(&shown, s);
        *out = hs_arena_copy(answer->arena, hs_buffer_str(&shown));
    }
    bool failed = shown.failed || (s.ptr && !out->ptr);
    hs_buffer_free(&shown);
    return failed ? hs_fail(err, HS_E_NOMEM, 0, "no memory for an answer") : HS_OK;
}

static hs_status take_entry(hs_answer *answer, const hs_sql *q, hs_entry *e, hs_error *err)
{
    uint64_t *const ids[] = {&e->attribution, &e->claim, &e->document, &e->source, &e->parent};
    for (int i = 0; i < 5; i++)
        *ids[i] = id_in(q, i);
    HS_TRY(hs_answer_shown(answer, q, 5, &e->content, err));
    HS_TRY(hs_answer_shown(answer, q, 6, &e->cue, err));
    hs_str *const holder[] = {&e->who, &e->description, &e->affiliation, &e->reason};
    for (int i = 0; i < 4; i++)
        HS_TRY(hs_answer_shown(answer, q, 7 + i, holder[i], err));
    bool known = hs_source_kind_of(&e->kind, hs_sql_column(q, 11)) && hs_act_of(&e->act, hs_sql_column(q, 14)) &&
                 hs_polarity_of(&e->polarity, hs_sql_column(q, 15)) && hs_certainty_of(&e->certainty, hs_sql_column(q, 16)) &&
                 hs_quotation_of(&e->quotation, hs_sql_column(q, 17)) && hs_place_of(&e->place, hs_sql_column(q, 18)) &&
                 hs_verdict_of(&e->verdict, hs_sql_column(q, 21)) && hs_dated_of(&e->heard_by, hs_sql_column(q, 28));
    if (!known)
        return unknown_value("attribution", (int64_t)e->attribution, err);
    e->anonymous = hs_sql_column_number(q, 12) != 0;
    e->count = small(q, 13);
    HS_TRY(hs_answer_copy(answer, q, 19, &e->time, err));
    double confidence = hs_sql_column_real(q, 20);
    e->confidence = confidence >= 0 && confidence <= 1 ? (float)confidence : 0;
    hs_str *const head[] = {&e->outlet, &e->title, &e->url, &e->published, &e->heard};
    for (int i = 0; i < 5; i++)
        HS_TRY(hs_answer_copy(answer, q, 22 + i, head[i], err));
    e->current = hs_sql_column_number(q, 27) != 0;
    e->shown_as = id_in(q, 29);
    return hs_ledger_spans_read(&e->spans, answer->arena, NULL, hs_sql_column(q, 30), err);
}

/* Of a window of text: the sentence in which code point `point` stands. */
static hs_status take_sentence(hs_answer *answer, hs_str text, uint32_t point, hs_str *out, hs_error *err)
{
    hs_utf8_cursor cursor = {.text = text};
    hs_spans sentences;
    hs_arena *arena = hs_arena_new((size_t)1 << 20);
    hs_buffer shown = hs_buffer_new(3 * text.len + 1);
    hs_status status = arena ? hs_sentences_find(&sentences, arena, text, err) : hs_fail(err, HS_E_NOMEM, 0, "no memory for an answer");
    uint32_t byte = hs_utf8_cursor_to_point(&cursor, point);
    for (uint32_t i = 0; status == HS_OK && i < sentences.n; i++)
        if (sentences.at[i].begin <= byte && byte < sentences.at[i].end) {
            hs_show(&shown, (hs_str){text.ptr + sentences.at[i].begin, sentences.at[i].end - sentences.at[i].begin});
            *out = hs_arena_copy(answer->arena, hs_buffer_str(&shown));
            if (shown.failed || !out->ptr)
                status = hs_fail(err, HS_E_NOMEM, 0, "no memory for an answer");
            break;
        }
    hs_buffer_free(&shown);
    hs_arena_free(arena);
    return status;
}

/* Where the content says nothing by itself. */
static hs_status find_sentence(hs_answer *answer, int64_t attribution, hs_entry *e, hs_error *err)
{
    bool row;
    hs_str text = {NULL, 0};
    if (!hs_content_is_bare(e->content))
        return HS_OK;
    hs_sql q = hs_sql_begin(answer->ledger, "SELECT substr(d.text, 1 + max(0, x.at - ?2), min(x.at, ?2) + ?2), min(x.at, ?2) FROM "
                                            "(SELECT document_id, json_extract(content, '$[0][0]') AS at FROM attribution WHERE attribution_id = ?1) x "
                                            "JOIN document d ON d.document_id = x.document_id");
    hs_sql_number(&q, 1, attribution);
    hs_sql_number(&q, 2, AROUND);
    hs_status status = hs_sql_step(&q, &row, err);
    if (status == HS_OK && row)
        status = hs_answer_copy(answer, &q, 0, &text, err);
    if (status == HS_OK && text.ptr)
        status = take_sentence(answer, text, small(&q, 1), &e->sentence, err);
    hs_sql_end(&q);
    return status;
}

/* From the holder, who stands first where there is one, to the document. */
static hs_status take_relays(hs_answer *answer, int64_t attribution, hs_entry *e, hs_error *err)
{
    bool row;
    hs_relay relays[RELAYS] = {{0}};
    hs_sql q = hs_sql_begin(answer->ledger, "SELECT s.source_id, CASE WHEN h.anonymous THEN coalesce(" GIVEN ", h.name, h.description) ELSE " CALLED " END, "
                                            "h.kind, h.anonymous FROM chain k JOIN holder h ON h.holder_id = k.holder_id "
                                            "JOIN source o ON o.source_id = h.source_id "
                                            "JOIN source s ON s.source_id = coalesce(o.merged_into, o.source_id) "
                                            "JOIN attribution a ON a.attribution_id = k.attribution_id "
                                            "WHERE k.attribution_id = ?1 AND k.holder_id IS NOT a.holder_id ORDER BY k.position LIMIT ?2");
    hs_sql_number(&q, 1, attribution);
    hs_sql_number(&q, 2, RELAYS);
    hs_status status = hs_sql_step(&q, &row, err);
    while (status == HS_OK && row && e->n_relays < RELAYS) {
        hs_relay *r = &relays[e->n_relays++];
        r->source = id_in(&q, 0);
        r->anonymous = hs_sql_column_number(&q, 3) != 0;
        status = hs_answer_shown(answer, &q, 1, &r->name, err);
        if (status == HS_OK && !hs_source_kind_of(&r->kind, hs_sql_column(&q, 2)))
            status = unknown_value("a relay of attribution", attribution, err);
        if (status == HS_OK)
            status = hs_sql_step(&q, &row, err);
    }
    hs_sql_end(&q);
    hs_relay *kept = NULL;
    if (status == HS_OK)
        status = hs_answer_room(answer, (void **)&kept, e->n_relays, sizeof *kept, err);
    if (status == HS_OK)
        memcpy(kept, relays, e->n_relays * sizeof *kept);
    e->relays = kept;
    return status;
}

hs_status hs_answer_entry(hs_answer *answer, int64_t attribution, bool corrected, hs_entry *out, hs_error *err)
{
    bool row;
    *out = (hs_entry){0};
    hs_sql q = hs_sql_begin(answer->ledger, entry_sql);
    hs_sql_number(&q, 1, attribution);
    hs_sql_number(&q, 2, corrected);
    hs_status status = hs_sql_step(&q, &row, err);
    if (status == HS_OK && !row)
        status = hs_fail(err, HS_E_NONE, (uint64_t)attribution, "the ledger has no attribution a%lld", (long long)attribution);
    if (status == HS_OK)
        status = take_entry(answer, &q, out, err);
    hs_sql_end(&q);
    if (status == HS_OK)
        status = find_sentence(answer, attribution, out, err);
    return status == HS_OK ? take_relays(answer, attribution, out, err) : status;
}

/* ---- claims ---- */

hs_status hs_answer_words(hs_answer *answer, int64_t claim, hs_str *out, hs_error *err)
{
    bool row;
    *out = (hs_str){NULL, 0};
    hs_sql q = hs_sql_begin(answer->ledger, "SELECT substr(text, 1, 16384) FROM claim WHERE claim_id = ?1");
    hs_sql_number(&q, 1, claim);
    hs_status status = hs_sql_step(&q, &row, err);
    if (status == HS_OK && row)
        status = hs_answer_shown(answer, &q, 0, out, err);
    hs_sql_end(&q);
    return status;
}

static hs_status count_claim(hs_answer *answer, int64_t claim, hs_claim *out, hs_error *err)
{
    bool row;
    hs_sql q = hs_sql_begin(answer->ledger, "SELECT (SELECT substr(text, 1, 16384) FROM claim WHERE claim_id = ?1), count(DISTINCT a.document_id), "
                                            "count(DISTINCT d.outlet), count(*), min(d.heard), max(d.heard), count(DISTINCT a.claim_id) FROM attribution a "
                                            "CROSS JOIN document d INDEXED BY document_head ON d.document_id = a.document_id " HS_JOIN_SAID
                                            "WHERE a.claim_id IN (" HS_WORDINGS ") AND d.current AND c.verdict IS NOT 'wrong'");
    hs_sql_number(&q, 1, claim);
    hs_status status = hs_sql_step(&q, &row, err);
    if (status == HS_OK && (!row || hs_sql_column_null(&q, 0)))
        status = hs_fail(err, HS_E_NONE, (uint64_t)claim, "the ledger has no claim c%lld", (long long)claim);
    if (status == HS_OK)
        status = hs_answer_shown(answer, &q, 0, &out->words, err);
    if (status == HS_OK)
        status = hs_answer_copy(answer, &q, 4, &out->first, err);
    if (status == HS_OK)
        status = hs_answer_copy(answer, &q, 5, &out->last, err);
    if (status == HS_OK) {
        out->n_documents = small(&q, 1);
        out->n_outlets = small(&q, 2);
        out->n_attributions = small(&q, 3);
        out->n_wordings = small(&q, 6);
    }
    hs_sql_end(&q);
    return status;
}

/* Who else holds it, the oldest first. @param ids  [HS_ANSWER_ENTRIES] */
static hs_status find_voices(hs_answer *answer, int64_t claim, int64_t first, int64_t *ids, size_t *n, hs_error *err)
{
    bool row;
    hs_sql q = hs_sql_begin(answer->ledger, "SELECT a.attribution_id FROM attribution a CROSS JOIN document d INDEXED BY document_head "
                                            "ON d.document_id = a.document_id " HS_JOIN_SAID
                                            "WHERE a.claim_id IN (" HS_WORDINGS ") AND a.attribution_id <> ?2 AND d.current AND c.verdict IS NOT 'wrong' "
                                            "ORDER BY d.heard, d.document_id, a.position LIMIT ?3");
    hs_sql_number(&q, 1, claim);
    hs_sql_number(&q, 2, first);
    hs_sql_number(&q, 3, HS_ANSWER_ENTRIES);
    *n = 0;
    if (first)
        ids[(*n)++] = first;
    hs_status status = hs_sql_step(&q, &row, err);
    while (status == HS_OK && row && *n < HS_ANSWER_ENTRIES) {
        ids[(*n)++] = hs_sql_column_number(&q, 0);
        status = hs_sql_step(&q, &row, err);
    }
    hs_sql_end(&q);
    return status;
}

hs_status hs_answer_claim(hs_answer *answer, int64_t claim, int64_t first, hs_claim *out, hs_error *err)
{
    int64_t ids[HS_ANSWER_ENTRIES];
    size_t n;
    hs_entry *entries;
    *out = (hs_claim){.id = (uint64_t)claim};
    HS_TRY(count_claim(answer, claim, out, err));
    HS_TRY(find_voices(answer, claim, first, ids, &n, err));
    HS_TRY(hs_answer_room(answer, (void **)&entries, n, sizeof *entries, err));
    for (size_t i = 0; i < n; i++)
        HS_TRY(hs_answer_entry(answer, ids[i], true, &entries[i], err));
    out->entries = entries;
    out->n_entries = (uint32_t)n;
    return HS_OK;
}

/* ---- documents ---- */

hs_status hs_answer_report(hs_answer *answer, int64_t document, hs_report *out, hs_error *err)
{
    bool row;
    *out = (hs_report){.id = (uint64_t)document};
    hs_sql q = hs_sql_begin(answer->ledger, "SELECT sha256, outlet, title, url, published, heard, label, input, "
                                            "(SELECT count(*) FROM attribution a WHERE a.document_id = d.document_id), replaces, current, heard_by "
                                            "FROM document d JOIN model USING (model_id) WHERE document_id = ?1");
    hs_sql_number(&q, 1, document);
    hs_status status = hs_sql_step(&q, &row, err);
    if (status == HS_OK && !row)
        status = hs_fail(err, HS_E_NONE, (uint64_t)document, "the ledger has no document d%lld", (long long)document);
    hs_str *const fields[] = {&out->sha256, &out->outlet, &out->title, &out->url, &out->published, &out->heard, &out->model, &out->input};
    for (int i = 0; i < 8 && status == HS_OK; i++)
        status = hs_answer_copy(answer, &q, i, fields[i], err);
    if (status == HS_OK) {
        out->n_attributions = small(&q, 8);
        out->replaces = id_in(&q, 9);
        out->current = hs_sql_column_number(&q, 10) != 0;
    }
    if (status == HS_OK && !hs_dated_of(&out->heard_by, hs_sql_column(&q, 11)))
        status = unknown_value("document", document, err);
    hs_sql_end(&q);
    return status;
}

hs_status hs_answer_goes_on(hs_answer *answer, hs_str heard, int64_t document, int64_t position, hs_error *err)
{
    hs_buffer words = hs_buffer_new(heard.len + 64);
    hs_buffer_add(&words, heard.ptr, heard.len);
    hs_buffer_format(&words, ".%lld.%lld", (long long)document, (long long)position);
    answer->next = words.failed ? (hs_str){NULL, 0} : hs_arena_copy(answer->arena, hs_buffer_str(&words));
    hs_buffer_free(&words);
    return answer->next.ptr ? HS_OK : hs_fail(err, HS_E_NOMEM, 0, "no memory for an answer");
}

hs_status hs_answer_goes_on_at(hs_answer *answer, size_t done, hs_error *err)
{
    char cursor[24];
    snprintf(cursor, sizeof cursor, "r%zu", done);
    answer->next = hs_arena_copy(answer->arena, hs_ascii_of(cursor));
    return answer->next.ptr ? HS_OK : hs_fail(err, HS_E_NOMEM, 0, "no memory for an answer");
}
