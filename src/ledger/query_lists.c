/* query_lists.c -- claims, attributions, documents, in the order of time. In: a question. Out: an answer of one page.
 * One thread at a time. */
#include "query.h"

#include <string.h>

#include "status.h"

typedef struct row {
    int64_t attribution, claim, document, position;
    hs_str heard;
} row;

typedef struct listing {
    hs_answer *answer;
    hs_filter *filter;
    row *rows; /* [n], n at most the limit */
    size_t n;
    bool more;
} listing;

static hs_status take_row(listing *l, const hs_sql *q, hs_error *err)
{
    row *r = &l->rows[l->n++];
    r->attribution = hs_sql_column_number(q, 0);
    r->claim = hs_sql_column_number(q, 1);
    r->document = hs_sql_column_number(q, 3);
    r->position = hs_sql_column_number(q, 4);
    return hs_answer_copy(l->answer, q, 2, &r->heard, err);
}

static hs_status take_rows(listing *l, hs_sql *q, hs_error *err)
{
    bool is;
    hs_status status = hs_sql_step(q, &is, err);
    while (status == HS_OK && is && l->n < l->filter->limit) {
        status = take_row(l, q, err);
        if (status == HS_OK)
            status = hs_sql_step(q, &is, err);
    }
    l->more = status == HS_OK && is;
    return status;
}

static hs_status find_rows(listing *l, hs_pick_kind kind, hs_error *err)
{
    hs_buffer sql;
    HS_TRY(hs_filter_plan(l->filter, err));
    HS_TRY(hs_answer_room(l->answer, (void **)&l->rows, l->filter->limit, sizeof *l->rows, err));
    hs_sql q = hs_filter_pick(l->filter, kind, &sql);
    hs_status status = take_rows(l, &q, err);
    hs_sql_end(&q);
    hs_buffer_free(&sql);
    HS_TRY(status);
    l->answer->cut = l->filter->cut;
    if (!l->more)
        return HS_OK;
    const row *last = &l->rows[l->n - 1];
    return hs_answer_goes_on(l->answer, last->heard, last->document, last->position, err);
}

static hs_status list_claims(listing *l, hs_error *err)
{
    HS_TRY(find_rows(l, HS_PICK_CLAIMS, err));
    HS_TRY(hs_answer_room(l->answer, (void **)&l->answer->claims, l->n, sizeof *l->answer->claims, err));
    for (size_t i = 0; i < l->n; i++, l->answer->n_claims++)
        HS_TRY(hs_answer_claim(l->answer, l->rows[i].claim, l->rows[i].attribution, &l->answer->claims[i], err));
    return HS_OK;
}

static hs_status list_attributions(listing *l, hs_error *err)
{
    HS_TRY(find_rows(l, HS_PICK_ATTRIBUTIONS, err));
    HS_TRY(hs_answer_room(l->answer, (void **)&l->answer->entries, l->n, sizeof *l->answer->entries, err));
    for (size_t i = 0; i < l->n; i++, l->answer->n_entries++)
        HS_TRY(hs_answer_entry(l->answer, l->rows[i].attribution, true, &l->answer->entries[i], err));
    return HS_OK;
}

static hs_status list_documents(listing *l, hs_error *err)
{
    HS_TRY(find_rows(l, HS_PICK_DOCUMENTS, err));
    HS_TRY(hs_answer_room(l->answer, (void **)&l->answer->documents, l->n, sizeof *l->answer->documents, err));
    for (size_t i = 0; i < l->n; i++, l->answer->n_documents++)
        HS_TRY(hs_answer_report(l->answer, l->rows[i].document, &l->answer->documents[i], err));
    return HS_OK;
}

hs_status hs_answer_attributions(hs_answer *answer, hs_filter *filter, hs_error *err)
{
    return list_attributions(&(listing){.answer = answer, .filter = filter}, err);
}

static hs_status answer(hs_answer **out, hs_ledger *ledger, const hs_query *query, hs_status (*list)(listing *, hs_error *), hs_error *err)
{
    hs_filter filter;
    HS_TRY(hs_answer_new(out, ledger, err));
    listing l = {.answer = *out, .filter = &filter};
    hs_status status = hs_filter_begin(&filter, ledger, query, err);
    if (status == HS_OK)
        status = list(&l, err);
    hs_filter_end(&filter);
    return hs_answer_made(out, status);
}

hs_status hs_ledger_claims(hs_answer **out, hs_ledger *ledger, const hs_query *query, hs_error *err)
{
    return answer(out, ledger, query, list_claims, err);
}

hs_status hs_ledger_attributions(hs_answer **out, hs_ledger *ledger, const hs_query *query, hs_error *err)
{
    return answer(out, ledger, query, list_attributions, err);
}

hs_status hs_ledger_documents(hs_answer **out, hs_ledger *ledger, const hs_query *query, hs_error *err)
{
    return answer(out, ledger, query, list_documents, err);
}
