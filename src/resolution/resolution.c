/* resolution.c -- the order of the steps. In: attributions as spans. Out: attributions with their holders. Threads: no
 * state but the document's. */
#include "resolution.h"

#include "chains.h"
#include "continued.h"
#include "figures.h"
#include "order.h"
#include "sources.h"
#include "stance.h"
#include "status.h"
#include "times.h"
#include "voices.h"

hs_status hs_resolve(hs_document *doc, hs_error *err)
{
    hs_sources *sources;
    HS_TRY(hs_voices_set(doc, err));
    hs_stance_find(doc);
    HS_TRY(hs_times_find(doc, err));
    for (size_t i = 0; i < doc->n_attributions; i++)
        doc->attributions[i].time = hs_times_of_attribution(doc, i);
    HS_TRY(hs_sources_find(&sources, doc, err));
    hs_status status = sources ? hs_chains_find(doc, sources, err) : HS_OK;
    hs_sources_free(sources);
    if (status == HS_OK)
        status = hs_continued_find(doc, err);
    if (status == HS_OK)
        status = hs_attributions_order(doc, err);
    return status == HS_OK ? hs_figures_find(doc, err) : status;
}
