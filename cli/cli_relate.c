/* cli_relate.c -- `hearsay relate`, and what commands that change the ledger do at their end: documents that are due meet the others.
 * In: a ledger that is open for writing. Out: its relations, in step with its documents. Main thread only. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "cli.h"

typedef struct relating {
    hs_ledger *ledger;
    hs_comparer *comparer;
    hs_compare_space *space;
    size_t done;
    int code;
} relating;

static bool failed(relating *r, const hs_error *err)
{
    r->code = err->code == HS_E_DEFECT ? CLI_DEFECT : cli_ledger_failed(err);
    return false;
}

static bool open_comparer(relating *r, const char *model)
{
    hs_error err;
    if (hs_comparer_open(&r->comparer, model, &err) == HS_OK && hs_compare_space_open(&r->space, r->comparer, &err) == HS_OK)
        return true;
    cli_say("model: %s", err.msg);
    r->code = CLI_MODEL;
    return false;
}

/* What was related so far is settled and kept. */
static bool keep(relating *r)
{
    hs_error err;
    return (hs_ledger_settle(r->ledger, &err) == HS_OK && hs_ledger_commit(r->ledger, &err) == HS_OK) || failed(r, &err);
}

static bool relate_each(relating *r)
{
    struct timespec begun;
    hs_error err;
    uint64_t id = 0;
    clock_gettime(CLOCK_MONOTONIC, &begun);
    while (!cli_stopped()) {
        char name[32];
        if (hs_relate_next(&id, r->ledger, id, &err) != HS_OK)
            return failed(r, &err);
        if (!id)
            return true;
        snprintf(name, sizeof name, "d%llu", (unsigned long long)id);
        cli_progress_step(name);
        if (hs_relate(r->ledger, r->comparer, r->space, id, &err) != HS_OK)
            return failed(r, &err);
        r->done++;
        if (!cli_batch_is_old(begun))
            continue;
        if (!keep(r))
            return false;
        clock_gettime(CLOCK_MONOTONIC, &begun);
    }
    return true;
}

/* @param again  whatever was decided before */
static void run(relating *r, const char *model, bool again)
{
    hs_error err;
    uint64_t due;
    if (hs_relate_due(&due, r->ledger, &err) != HS_OK) {
        failed(r, &err);
        return;
    }
    if (!due && !again && !model) { /* nothing to compare */
        keep(r);
        return;
    }
    if (!open_comparer(r, model))
        return;
    if (hs_relate_begin(r->ledger, r->comparer, again, &err) != HS_OK || hs_relate_due(&due, r->ledger, &err) != HS_OK) {
        failed(r, &err);
        return;
    }
    cli_progress_begin((size_t)due);
    if (relate_each(r))
        keep(r);
    cli_progress_end();
}

static void end(relating *r)
{
    hs_compare_space_free(r->space);
    hs_comparer_free(r->comparer);
}

int cli_relate_due(hs_ledger *ledger)
{
    const char *model = getenv("HEARSAY_PAIRS");
    relating r = {.ledger = ledger};
    if (model && strcmp(model, "none") == 0)
        keep(&r);
    else
        run(&r, NULL, false);
    if (r.code == CLI_MODEL)
        cli_say("claims are not compared across articles; 'hearsay relate' does it once there is a model");
    end(&r);
    return r.code == CLI_MODEL ? CLI_DONE : r.code;
}

int cli_relate(const cli_args *args)
{
    relating r = {0};
    int code = cli_ledger_open(&r.ledger, args, HS_LEDGER_CHANGE);
    if (code != CLI_DONE)
        return code;
    cli_stop_begin();
    run(&r, cli_args_get(args, "model"), cli_args_get(args, "again") != NULL);
    if (r.code == CLI_DONE && cli_stopped())
        r.code = CLI_STOPPED;
    if (r.code == CLI_DONE || r.code == CLI_STOPPED)
        printf("%zu document%s related%s%.*s\n", r.done, r.done == 1 ? "" : "s", r.done ? " by " : "",
               r.done ? (int)hs_comparer_model(r.comparer).len : 0, r.done ? hs_comparer_model(r.comparer).ptr : "");
    code = r.code;
    end(&r);
    hs_ledger_free(r.ledger);
    return cli_finish(code);
}
