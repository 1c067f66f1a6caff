/* cli_relate.c -- `hearsay relate`, and what commands that change the ledger do at their end: documents that are due meet the others.
 * In: a ledger that is open for writing. Out: its relations, in step with its documents. Main thread only. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "cli.h"

enum {
    DECIDED_AT_ONCE = 512, /* pairs; Ctrl-C waits for them */
    BATCH_MS = 3000        /* of documents; other writers wait for it, and give up after ten seconds */
};

typedef struct relating {
    hs_ledger *ledger;
    hs_comparer *comparer;
    hs_compare_team *team;
    uint64_t last; /* document */
    size_t done;   /* documents */
    int code;
    bool busy; /* what failed is that another program kept the ledger to itself */
} relating;

static bool failed(relating *r, const hs_error *err)
{
    r->busy = err->code == HS_E_BUSY;
    r->code = err->code == HS_E_DEFECT ? CLI_DEFECT : cli_ledger_failed(err);
    return false;
}

static bool open_comparer(relating *r, const char *model)
{
    hs_error err;
    if (cli_comparer_open(&r->comparer, model, &err) == HS_OK && hs_compare_team_open(&r->team, r->comparer, cli_pool_cores(), &err) == HS_OK)
        return true;
    cli_say("model: %s", err.msg);
    r->code = CLI_MODEL;
    return false;
}

static bool commit(relating *r)
{
    hs_error err;
    return hs_ledger_commit(r->ledger, &err) == HS_OK || failed(r, &err);
}

/* What was related so far is settled and kept. */
static bool keep(relating *r)
{
    hs_error err;
    return hs_ledger_settle(r->ledger, &err) == HS_OK ? commit(r) : failed(r, &err);
}

/* One step, of documents or of pairs. @param done  out: how much; 0: there is no more */
typedef bool step(relating *r, size_t *done);

static bool relate_one(relating *r, size_t *done)
{
    hs_error err;
    char name[32];
    *done = 0;
    if (hs_relate_next(&r->last, r->ledger, r->last, &err) != HS_OK)
        return failed(r, &err);
    if (!r->last)
        return true;
    snprintf(name, sizeof name, "d%llu", (unsigned long long)r->last);
    cli_progress_step(name);
    if (hs_relate(r->ledger, r->comparer, r->last, &err) != HS_OK)
        return failed(r, &err);
    *done = 1;
    r->done++;
    return true;
}

static bool decide_some(relating *r, size_t *done)
{
    hs_error err;
    if (hs_relate_decide(done, r->ledger, r->team, DECIDED_AT_ONCE, &err) != HS_OK)
        return failed(r, &err);
    for (size_t i = 0; i < *done; i++)
        cli_progress_step("pairs");
    return true;
}

/* @param n  steps that there will be */
static bool take_steps(relating *r, step *take, uint64_t n)
{
    struct timespec begun;
    size_t done = 1;
    bool good = true;
    clock_gettime(CLOCK_MONOTONIC, &begun);
    cli_progress_begin((size_t)n);
    while (good && done && !cli_stopped()) {
        good = take(r, &done);
        if (!good || cli_ms_since(begun) < BATCH_MS)
            continue;
        good = commit(r);
        cli_ledger_give_way();
        clock_gettime(CLOCK_MONOTONIC, &begun);
    }
    cli_progress_end();
    return good;
}

/* All that are due first: what comes later makes some pairs needless. Then without a batch, so that others write while the model is at work. */
static bool relate_all(relating *r, uint64_t due)
{
    hs_error err;
    uint64_t waiting;
    if (!take_steps(r, relate_one, due) || !commit(r))
        return false;
    if (hs_relate_waiting(&waiting, r->ledger, &err) != HS_OK)
        return failed(r, &err);
    return take_steps(r, decide_some, waiting);
}

/* @param again  whatever was decided before */
static void run(relating *r, const char *model, bool again)
{
    hs_error err;
    uint64_t due, waiting;
    if (hs_relate_due(&due, r->ledger, &err) != HS_OK || hs_relate_waiting(&waiting, r->ledger, &err) != HS_OK) {
        failed(r, &err);
        return;
    }
    if (!due && !waiting && !again && !model) { /* nothing to compare */
        keep(r);
        return;
    }
    if (!open_comparer(r, model))
        return;
    if (hs_relate_begin(r->ledger, r->comparer, again, &err) != HS_OK || hs_relate_due(&due, r->ledger, &err) != HS_OK) {
        failed(r, &err);
        return;
    }
    if (relate_all(r, due))
        keep(r);
}

static void end(relating *r)
{
    hs_compare_team_free(r->team);
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
    else if (r.busy)
        cli_say("claims are not compared across articles yet; 'hearsay relate' does it, and so does whatever changes the ledger next");
    end(&r);
    return r.code == CLI_MODEL || r.busy ? CLI_DONE : r.code;
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
