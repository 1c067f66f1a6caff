/* cli_backup.c -- `hearsay backup`: a copy of the ledger as it is at this moment, whoever writes meanwhile. */
#include <stdio.h>

#include "cli.h"

enum { STEPS = 100 };

/* Pages are many; the bar has a step for each hundredth of them. */
static void show_step(void *ctx, uint64_t done, uint64_t of)
{
    unsigned *shown = ctx;
    while (of && *shown < done * STEPS / of) {
        ++*shown;
        cli_progress_step("copied");
    }
}

int cli_backup(const cli_args *args)
{
    hs_ledger *ledger;
    hs_error err;
    unsigned shown = 0;
    if (args->n_operands != 1) {
        cli_say("backup: the file to copy to is needed");
        return CLI_USAGE;
    }
    int code = cli_ledger_open(&ledger, args, HS_LEDGER_READ);
    if (code != CLI_DONE)
        return code;
    cli_progress_begin(STEPS);
    hs_status status = hs_ledger_backup(ledger, args->operands[0], cli_args_get(args, "force") != NULL, show_step, &shown, &err);
    cli_progress_end();
    if (status != HS_OK)
        code = cli_ledger_failed(&err);
    else
        printf("%s: a whole copy of %s\n", args->operands[0], cli_ledger_shown(args));
    hs_ledger_free(ledger);
    return cli_finish(code);
}
