/* cli_trace.c -- `hearsay trace`: from whom a claim comes. In: claims by their ids, or a statement. Out: the trace on stdout. */
#include <float.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"

enum { OUT_BYTES = 1 << 16 };

/* By what it is decided which claims say a statement. */
typedef struct telling_apart {
    cli_meaning meaning;
    hs_comparer *comparer;
    hs_compare_space *space;
} telling_apart;

/* A pair model that was asked for and is not there is an error; the usual one may be missing. */
static int open_comparer(telling_apart *by, const cli_args *args)
{
    const char *asked = cli_args_get(args, "pairs"), *usual = getenv("HEARSAY_PAIRS");
    hs_error err;
    if (strcmp(asked ? asked : usual ? usual : "", "none") == 0)
        return CLI_DONE;
    if (cli_comparer_open(&by->comparer, asked, &err) == HS_OK && hs_compare_space_open(&by->space, by->comparer, &err) == HS_OK)
        return CLI_DONE;
    cli_say(asked ? "model: %s" : "claims are not compared with what is asked: model: %s", err.msg);
    return asked ? CLI_MODEL : CLI_DONE;
}

static void end(telling_apart *by)
{
    hs_compare_space_free(by->space);
    hs_comparer_free(by->comparer);
    cli_meaning_free(&by->meaning);
}

/* Are all operands ids of claims? @param ids  [n_operands], taken */
static bool take_ids(const cli_args *args, uint64_t *ids)
{
    for (size_t i = 0; i < args->n_operands; i++) {
        const char *digits = args->operands[i] + 1;
        if (args->operands[i][0] != 'c' || !*digits || digits[strspn(digits, "0123456789")])
            return false;
    }
    for (size_t i = 0; i < args->n_operands; i++) {
        char letter;
        if (!cli_id(args->operands[i], "c", &letter, &ids[i]))
            ids[i] = 0;
    }
    return true;
}

static int write_trace(const hs_trace *trace, hs_format format)
{
    hs_error err;
    hs_style style = {.width = cli_width(), .color = cli_color(), .header = true};
    hs_status status = hs_trace_write(trace, format, &style, cli_sink_file, stdout, &err);
    if (status == HS_OK || ferror(stdout)) /* cli_finish says what happened to stdout */
        return CLI_DONE;
    cli_say("%s", err.msg);
    return status == HS_E_LIMIT ? CLI_USAGE : CLI_SOME_FAILED;
}

static int trace(hs_ledger *ledger, const hs_trace_query *query, hs_format format)
{
    hs_trace *found;
    hs_error err;
    hs_status status = hs_ledger_trace(&found, ledger, query, &err);
    if (status != HS_OK)
        return cli_ledger_failed(&err);
    int code = write_trace(found, format);
    hs_trace_free(found);
    return code;
}

int cli_trace(const cli_args *args)
{
    static char block[OUT_BYTES], asked[HS_ASKED_BYTES];
    hs_trace_query query = {0};
    hs_format format;
    hs_ledger *ledger;
    telling_apart by = {0};
    if (!args->n_operands) {
        cli_say("trace: a claim is needed, by its id such as c12 or in words");
        return CLI_USAGE;
    }
    if (!cli_args_share(args, "min-confidence", &query.least))
        return CLI_USAGE;
    query.least = query.least > 0 ? query.least : FLT_MIN; /* 0 would ask for the library's own */
    if (!hs_format_by_name(&format, cli_args_get(args, "format")))
        return CLI_DEFECT;
    uint64_t *ids = cli_grow(NULL, args->n_operands, sizeof *ids);
    char *words = NULL;
    bool by_id = take_ids(args, ids);
    for (size_t i = 0; by_id && i < args->n_operands; i++)
        if (!ids[i]) {
            free(ids);
            return CLI_USAGE;
        }
    int code = cli_ledger_open(&ledger, args, HS_LEDGER_READ);
    if (code == CLI_DONE) {
        setvbuf(stdout, block, _IOFBF, sizeof block);
        if (by_id) {
            query.claims = ids;
            query.n_claims = args->n_operands;
            code = args->n_operands == 1 ? open_comparer(&by, args) : CLI_DONE; /* its words are compared as a statement's are */
            query.compare = by.space;
        } else {
            words = cli_operands(args);
            query.words = (hs_str){words, strlen(words)};
            code = open_comparer(&by, args);
            query.compare = by.space;
            query.meaning = code == CLI_DONE ? cli_find_meaning(&by.meaning, args, hs_trace_asked(asked, query.words)) : NULL;
        }
        if (code == CLI_DONE)
            code = trace(ledger, &query, format);
        end(&by);
        hs_ledger_free(ledger);
    }
    free(words);
    free(ids);
    return cli_finish(code);
}
