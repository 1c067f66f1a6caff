/* comparer.c -- a model opened for comparing, by its name. In: a model's name or folder. Out: an hs_comparer. Threads:
 * any. */
#include "compare.h"
#include "find_model.h"
#include "status.h"

hs_status hs_comparer_open(hs_comparer **out, const char *model, hs_error *err)
{
    char folder[PATH_MAX];
    *out = NULL;
    HS_TRY(hs_find_model(folder, model, "HEARSAY_PAIRS", "pairs", err));
    return hs_comparer_open_folder(out, folder, err);
}
