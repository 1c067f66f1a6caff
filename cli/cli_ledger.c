/* cli_ledger.c -- the ledger that a command works on: --ledger, else $HEARSAY_LEDGER, else hearsay.db here. */
#include <stdlib.h>

#include "cli.h"

const char *cli_ledger_path(const cli_args *args)
{
    const char *path = cli_args_get(args, "ledger");
    if (!path)
        path = getenv("HEARSAY_LEDGER");
    return path && *path ? path : "hearsay.db";
}

int cli_ledger_open(hs_ledger **out, const cli_args *args, hs_ledger_mode mode)
{
    hs_error err;
    const char *path = cli_ledger_path(args);
    if (hs_ledger_open(out, path, mode, &err) == HS_OK)
        return CLI_DONE;
    cli_say("%s", err.msg);
    return err.code == HS_E_DEFECT ? CLI_DEFECT : CLI_LEDGER;
}
