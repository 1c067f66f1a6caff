/* cli_check.c -- `hearsay check`: is everything in the ledger as it should be? Findings on stdout, one a row. */
#include <stdio.h>

#include "cli.h"

typedef struct checking {
    cli_form form;
} checking;

static const cli_cell columns[] = {{"where", NULL}, {"what", NULL}};

static bool print_finding(void *ctx, const hs_finding *f)
{
    checking *c = ctx;
    if (!f->broken) {
        cli_say("%s: not looked at: %s", f->where, f->what);
        return true;
    }
    cli_progress_hide();
    if (c->form == CLI_TEXT) {
        char line[400];
        snprintf(line, sizeof line, "%s: %s", f->where, f->what);
        cli_lines(0, line);
    } else {
        const cli_cell cells[] = {{columns[0].name, f->where}, {columns[1].name, f->what}};
        (c->form == CLI_CSV ? cli_row_csv : cli_row_json)(cells, 2);
    }
    return !ferror(stdout);
}

static void show_step(void *ctx, uint64_t done, uint64_t of, const char *at)
{
    (void)ctx;
    if (done == 1)
        cli_progress_begin((size_t)of);
    cli_progress_step(at);
}

int cli_check(const cli_args *args)
{
    hs_ledger *ledger;
    hs_error err;
    uint64_t broken;
    checking c = {.form = cli_form_get(args)};
    const hs_check check = {print_finding, show_step, &c};
    if (args->n_operands) {
        cli_say("check: the ledger is named by --ledger");
        return CLI_USAGE;
    }
    int code = cli_ledger_open(&ledger, args, HS_LEDGER_READ);
    if (code != CLI_DONE)
        return code;
    if (c.form == CLI_CSV)
        cli_row_csv_names(columns, 2);
    hs_status status = hs_ledger_check(&broken, ledger, &check, &err);
    cli_progress_end();
    if (status != HS_OK)
        code = cli_ledger_failed(&err);
    else if (broken)
        code = CLI_LEDGER;
    if (code == CLI_DONE && c.form == CLI_TEXT)
        printf("%s: whole\n", cli_ledger_shown(args));
    hs_ledger_free(ledger);
    return cli_finish(code);
}
