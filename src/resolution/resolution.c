/* resolution.c -- the order of the steps. In: attributions as spans. Out: attributions with their holders. Threads: no
 * state but the document's. */
#include "resolution.h"

#include "stance.h"

hs_status hs_resolve(hs_document *doc, hs_error *err)
{
    hs_stance_find(doc);
    (void)err;
    return HS_OK;
}
