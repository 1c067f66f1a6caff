/* cli_copy.c -- `hearsay copy`: all of one ledger into another that is new, from a file to a server, back, or wherever else. */
#include <stdio.h>
#include <string.h>

#include "cli.h"

enum { STEPS = 100, NAME = 300 };

static void show_step(void *ctx, uint64_t done, uint64_t of)
{
    unsigned *shown = ctx;
    while (of && *shown < STEPS && *shown < done * STEPS / of) {
        ++*shown;
        cli_progress_step("copied");
    }
}

static int copy(hs_ledger *to, hs_ledger *from)
{
    hs_error err;
    unsigned shown = 0;
    cli_progress_begin(STEPS);
    hs_status status = hs_ledger_copy_all(to, from, show_step, &shown, &err);
    cli_progress_end();
    return status == HS_OK ? CLI_DONE : cli_ledger_failed(&err);
}

int cli_copy_ledger(const cli_args *args)
{
    hs_ledger *from, *to = NULL;
    char names[2][NAME];
    if (args->n_operands != 2) {
        cli_say("copy: two ledgers are needed: the one to copy, and the one to copy to");
        return CLI_USAGE;
    }
    if (strcmp(args->operands[0], args->operands[1]) == 0) {
        cli_say("copy: that is one ledger");
        return CLI_USAGE;
    }
    int code = cli_ledger_open_at(&from, args->operands[0], HS_LEDGER_READ);
    if (code == CLI_DONE)
        code = cli_ledger_open_at(&to, args->operands[1], HS_LEDGER_WRITE);
    if (code == CLI_DONE)
        code = copy(to, from);
    for (int i = 0; i < 2; i++)
        hs_ledger_shown(names[i], sizeof names[i], args->operands[i]);
    if (code == CLI_DONE)
        printf("%s: a whole copy of %s\n", names[1], names[0]);
    hs_ledger_free(from);
    hs_ledger_free(to);
    return cli_finish(code);
}
