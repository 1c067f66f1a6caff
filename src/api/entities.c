/* entities.c -- what a text speaks of more than once, in the document's memory. In: hs_document. Out: spans of each.
 * Threads: no state but the document's. */
#include <string.h>

#include "corefs.h"
#include "document.h"
#include "foreign.h"
#include "status.h"

static const size_t SCRATCH_CAP_BYTES = (size_t)1 << 30;

/* What is found in scratch memory is kept in the document's. */
static hs_status keep_entities(const hs_spans **out, size_t *n, hs_document *doc, const hs_corefs *found, hs_error *err)
{
    hs_spans *at = HS_NEW(doc->arena, hs_spans, found->n);
    bool kept = at;
    for (uint32_t i = 0; kept && i < found->n; i++) {
        hs_span *spans = HS_NEW(doc->arena, hs_span, found->at[i].n);
        kept = spans;
        if (!kept)
            break;
        memcpy(spans, found->at[i].at, found->at[i].n * sizeof *spans);
        at[i] = (hs_spans){spans, found->at[i].n};
    }
    if (!kept)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for the entities of a text");
    *out = at;
    *n = found->n;
    return HS_OK;
}

hs_status hs_document_entities(const hs_spans **out, size_t *n, hs_document *doc, hs_error *err)
{
    *out = NULL;
    *n = 0;
    HS_TRY(hs_refuse_foreign(doc, err));
    hs_arena *scratch = hs_arena_new(SCRATCH_CAP_BYTES);
    if (!scratch)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for the entities of a text");
    hs_corefs found;
    hs_status status = hs_corefs_find(&found, scratch, doc->text, err);
    if (status == HS_OK)
        status = keep_entities(out, n, doc, &found, err);
    hs_arena_free(scratch);
    return status;
}
