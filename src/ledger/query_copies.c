/* query_copies.c -- a document's copies with their heads. In: a document. Out: an answer. One thread at a time. */
#include "query.h"

#include "status.h"

static hs_status find(hs_answer *answer, hs_copy *copies, size_t cap, size_t *n, uint64_t document, size_t from, size_t most, hs_error *err)
{
    hs_report own;
    HS_TRY(hs_answer_report(answer, (int64_t)document, &own, err)); /* is there one? */
    HS_TRY(hs_ledger_copies(copies, cap, n, answer->ledger, document, err));
    size_t end = *n < cap ? *n : cap;
    if (from >= end)
        return HS_OK;
    end = end - from < most ? end : from + most;
    HS_TRY(hs_answer_room(answer, (void **)&answer->documents, end - from, sizeof *answer->documents, err));
    for (size_t i = from; i < end; i++, answer->n_documents++)
        HS_TRY(hs_answer_report(answer, (int64_t)copies[i].document, &answer->documents[i - from], err));
    return HS_OK;
}

hs_status hs_ledger_copied(hs_answer **out, hs_copy *copies, size_t cap, size_t *n, hs_ledger *ledger, uint64_t document, size_t from,
                           size_t most, hs_error *err)
{
    *n = 0;
    HS_TRY(hs_answer_new(out, ledger, err));
    return hs_answer_made(out, find(*out, copies, cap, n, document, from, most, err), err);
}
