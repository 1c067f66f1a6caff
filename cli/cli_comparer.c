/* cli_comparer.c -- the model that compares, opened. In: its name. Out: a comparer; and on stderr, once, that a second model which it
 * would ask is not there. Main thread only. */
#include "cli.h"

hs_status cli_comparer_open(hs_comparer **out, const char *model, hs_error *err)
{
    static bool told;
    hs_status status = hs_comparer_open(out, model, err);
    const hs_str missing = status == HS_OK ? hs_comparer_missing(*out) : (hs_str){NULL, 0};
    if (missing.ptr && !told) {
        cli_say("model: '%s', which judges what %s is not sure of, is not there beside it: it judges that itself", missing.ptr, hs_comparer_model(*out).ptr);
        told = true;
    }
    return status;
}
