/* resolution.c -- the order of the steps. In: attributions as spans. Out: attributions with their holders. Threads: no
 * state but the document's. */
#include "resolution.h"

#include "figures.h"
#include "status.h"

hs_status hs_resolve(hs_document *doc, hs_error *err)
{
    HS_TRY(hs_figures_find(doc, err));
    return HS_OK;
}
