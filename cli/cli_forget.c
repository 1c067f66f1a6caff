/* cli_forget.c -- `hearsay forget`: documents and sources are taken out of the ledger, and what told of them out of its files. */
#include <stdio.h>
#include <stdlib.h>

#include "cli.h"

/* @param how  what became of them */
static void print_gone(const char *id, const hs_forgotten *gone, const char *how)
{
    const struct {
        uint64_t n;
        const char *one, *many;
    } parts[] = {{gone->documents, "document", "documents"}, {gone->attributions, "attribution", "attributions"},
                 {gone->claims, "claim", "claims"}, {gone->sources, "source", "sources"}, {gone->corrections, "correction", "corrections"}};
    printf("%s:", id);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        printf("%s %llu %s", i ? "," : "", (unsigned long long)parts[i].n, parts[i].n == 1 ? parts[i].one : parts[i].many);
    printf(" %s\n", how);
}

static int forget_one(hs_forgotten *gone, hs_ledger *ledger, const cli_args *args, const char *operand)
{
    char letter;
    uint64_t id;
    hs_error err;
    if (!cli_id(operand, "ds", &letter, &id))
        return CLI_USAGE;
    hs_status status = letter == 'd' ? hs_ledger_forget_document(gone, ledger, id, &err)
                                     : hs_ledger_forget_source(gone, ledger, id, cli_args_get(args, "documents") != NULL, &err);
    return status == HS_OK ? CLI_DONE : cli_ledger_failed(&err);
}

static int scrub_files(hs_ledger *ledger, const cli_args *args)
{
    hs_error err;
    if (hs_ledger_scrub(ledger, &err) == HS_OK)
        return CLI_DONE;
    int code = cli_ledger_failed(&err);
    cli_say("what was taken out can still be in the ledger's files: %s overwrites it", cli_hint(args, "forget --scrub"));
    return code;
}

static void tell(const cli_args *args, const hs_forgotten *gone, const char *how)
{
    bool texts_stay = false;
    for (size_t i = 0; i < args->n_operands; i++) {
        print_gone(args->operands[i], &gone[i], how);
        texts_stay = texts_stay || (*args->operands[i] == 's' && !cli_args_get(args, "documents"));
    }
    if (texts_stay)
        cli_say("the texts of articles stay as they are, with the name where it stands in them; with --documents those articles go, too");
    fflush(stdout); /* cli_finish sees whether it could be written */
}

/* The bytes go before anybody is told that something is forgotten, and before what can take long, or fail. */
static int end(hs_ledger *ledger, const cli_args *args, const hs_forgotten *gone)
{
    hs_error err;
    if (cli_ledger_settle(ledger, &err) != HS_OK)
        return cli_ledger_failed(&err); /* nothing has gone */
    int scrubbed = scrub_files(ledger, args);
    tell(args, gone, scrubbed == CLI_DONE ? "forgotten" : "taken out");
    int related = cli_relate_due(ledger);
    return scrubbed == CLI_DONE ? related : scrubbed;
}

int cli_forget(const cli_args *args)
{
    hs_ledger *ledger;
    bool scrub = cli_args_get(args, "scrub") != NULL, dry = cli_args_get(args, "dry-run") != NULL;
    if (!args->n_operands != scrub) {
        cli_say(scrub ? "forget: --scrub stands alone" : "forget: what is to be forgotten? A document (d3) or a source (s4)");
        return CLI_USAGE;
    }
    int code = cli_ledger_open(&ledger, args, HS_LEDGER_CHANGE);
    if (code != CLI_DONE)
        return code;
    hs_forgotten *gone = cli_grow(NULL, args->n_operands, sizeof *gone);
    /* All that is named, or nothing: a request of which half was done is a request that was not. */
    for (size_t i = 0; i < args->n_operands && code == CLI_DONE; i++)
        code = forget_one(&gone[i], ledger, args, args->operands[i]);
    if (code == CLI_DONE && dry)
        tell(args, gone, "would go");
    else if (code == CLI_DONE && scrub)
        code = scrub_files(ledger, args);
    else if (code == CLI_DONE)
        code = end(ledger, args, gone);
    free(gone);
    hs_ledger_free(ledger);
    return cli_finish(code);
}
