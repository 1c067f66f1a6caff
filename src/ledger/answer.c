/* answer.c -- answers, and the documents that they tell of. In: ids. Out: reports in the answer's arena, whose text is valid UTF-8 whatever the
 * file holds. One thread at a time. */
#include "query.h"

#include <stdio.h>
#include <string.h>

#include "ascii.h"
#include "heap.h"
#include "status.h"

enum { CAP = 256 << 20 };

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
    return status == HS_OK ? status : hs_answer_made(out, status, err);
}

void hs_answer_free(hs_answer *answer)
{
    if (!answer)
        return;
    hs_arena_free(answer->arena);
    hs_free(answer);
}

hs_status hs_answer_made(hs_answer **out, hs_status status, hs_error *err)
{
    if ((*out)->ledger && (*out)->reads)
        status = hs_ledger_look_end((*out)->ledger, status, err);
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

hs_status hs_answer_take(hs_answer *answer, hs_str s, hs_str *out, hs_error *err)
{
    *out = s;
    if (!s.ptr)
        return HS_OK;
    if (hs_utf8_valid(s.ptr, s.len) != s.len)
        return hs_fail(err, HS_E_LEDGER, 0, "the ledger: text that is no UTF-8");
    *out = hs_arena_copy(answer->arena, s);
    return out->ptr ? HS_OK : hs_fail(err, HS_E_NOMEM, 0, "no memory for an answer");
}

hs_status hs_answer_copy(hs_answer *answer, const hs_sql *q, int i, hs_str *out, hs_error *err)
{
    return hs_answer_take(answer, hs_sql_column(q, i), out, err);
}

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

uint32_t hs_answer_column_small(const hs_sql *q, int i)
{
    int64_t n = hs_sql_column_number(q, i);
    return n > 0 && n < UINT32_MAX ? (uint32_t)n : 0;
}

uint64_t hs_answer_column_id(const hs_sql *q, int i)
{
    int64_t n = hs_sql_column_number(q, i);
    return n > 0 ? (uint64_t)n : 0;
}

hs_status hs_answer_unknown(const char *of, int64_t id, hs_error *err)
{
    return hs_fail(err, HS_E_LEDGER, (uint64_t)id, "the ledger: %s %lld has a value of no known name", of, (long long)id);
}

/* ---- documents ---- */

static hs_status take_report(hs_answer *answer, const hs_sql *q, hs_report *out, hs_error *err)
{
    hs_str *const fields[] = {&out->sha256, &out->outlet, &out->title, &out->url, &out->published, &out->heard, &out->model, &out->input};
    out->id = hs_answer_column_id(q, 0);
    for (int i = 0; i < 8; i++)
        HS_TRY(hs_answer_copy(answer, q, 1 + i, fields[i], err));
    out->n_attributions = hs_answer_column_small(q, 9);
    out->replaces = hs_answer_column_id(q, 10);
    out->current = hs_sql_column_number(q, 11) != 0;
    out->replaced_by = hs_answer_column_id(q, 13);
    return hs_dated_of(&out->heard_by, hs_sql_column(q, 12)) ? HS_OK : hs_answer_unknown("document", (int64_t)out->id, err);
}

static hs_status take_reports(hs_answer *answer, const hs_wanted *ids, size_t n, hs_report *out, hs_error *err)
{
    bool row;
    hs_sql q = hs_sql_begin(answer->ledger, "SELECT d.document_id, sha256, outlet, title, url, published, heard, label, input, "
                                            "(SELECT count(*) FROM attribution a WHERE a.document_id = d.document_id), replaces, current, heard_by, "
                                            "(SELECT min(n.document_id) FROM document n WHERE n.replaces = d.document_id) "
                                            "FROM json_each(?1) w CROSS JOIN document d ON d.document_id = w.value CROSS JOIN model m ON m.model_id = d.model_id");
    hs_sql_held(&q, 1, &ids->list);
    hs_status status = hs_sql_step(&q, &row, err);
    while (status == HS_OK && row) {
        size_t place = hs_wanted_place(ids, hs_sql_column_number(&q, 0));
        status = place < n ? take_report(answer, &q, &out[place], err) : HS_OK;
        if (status == HS_OK)
            status = hs_sql_step(&q, &row, err);
    }
    hs_sql_end(&q);
    return status;
}

hs_status hs_answer_fill_reports(hs_answer *answer, const int64_t *documents, size_t n, hs_report *out, hs_error *err)
{
    hs_wanted ids;
    for (size_t i = 0; i < n; i++)
        out[i] = (hs_report){0};
    hs_status status = hs_wanted_begin(&ids, documents, n, err);
    if (status == HS_OK && n)
        status = take_reports(answer, &ids, n, out, err);
    hs_wanted_end(&ids);
    for (size_t i = 0; status == HS_OK && i < n; i++)
        if (!out[i].id)
            status = hs_fail(err, HS_E_NONE, (uint64_t)documents[i], "the ledger has no document d%lld", (long long)documents[i]);
    return status;
}

hs_status hs_answer_report(hs_answer *answer, int64_t document, hs_report *out, hs_error *err)
{
    return hs_answer_fill_reports(answer, &document, 1, out, err);
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
