/* cli_comparer.c -- the model that compares, opened. In: its name. Out: a comparer; and on stderr, once, that a second model which it
 * would ask is not there. One thread at a time. */
#include "cli.h"

void cli_comparer_tell(const hs_comparer *comparer)
{
    static bool told;
    const hs_str missing = hs_comparer_missing(comparer);
    if (!missing.ptr || told)
        return;
    cli_say("model: '%s', which judges what %s is not sure of, is not there beside it: it judges that itself", missing.ptr, hs_comparer_model(comparer).ptr);
    told = true;
}

hs_status cli_comparer_open(hs_comparer **out, const char *model, hs_error *err)
{
    hs_status status = hs_comparer_open(out, model, err);
    if (status == HS_OK)
        cli_comparer_tell(*out);
    return status;
}
