/* cli_reread.c -- `hearsay reread`: documents that another model read are read anew, on several threads. Two ledgers are open on the file:
 * the threads take documents out of one, and this thread puts readings into the other. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "cli.h"

enum { MOST_THREADS = 1024 };

typedef struct rereading {
    hs_ledger *from, *into;
    hs_str model;
    uint64_t *only; /* [n_only] rising: these alone; NULL: all */
    size_t n_only;
    /* of the threads that make documents */
    uint64_t at; /* the last document that was made */
    size_t next_only;
    bool ended;
    /* of the main thread */
    size_t done, failed;
    size_t kept; /* of those done: in for good */
    struct timespec begun; /* of the batch that is open */
    bool open;
    int code;
} rereading;

/* ---- making ---- */

static bool next_document(void *ctx, cli_item *out)
{
    rereading *r = ctx;
    uint64_t id = 0;
    if (cli_stopped() || r->ended)
        return false;
    hs_status status = HS_OK;
    if (r->n_only) /* whatever model read it: a corrected date, say, may have been the reason */
        id = r->next_only < r->n_only ? r->only[r->next_only++] : 0;
    else
        status = hs_ledger_next_stale(&id, r->from, r->model, r->at, &out->err);
    if (status != HS_OK) {
        out->last = r->ended = true; /* of the run: its failure is no document's */
        return true;
    }
    if (!id)
        return false;
    r->at = id;
    out->input = (size_t)id;
    hs_ledger_document(&out->doc, r->from, id, &out->err);
    return true;
}

/* ---- taking ---- */

static bool commit(rereading *r)
{
    hs_error err;
    r->open = false;
    if (cli_ledger_settle(r->into, &err) == HS_OK) {
        r->kept = r->done;
        return true;
    }
    r->code = cli_ledger_failed(&err);
    return false;
}

static bool take_item(void *ctx, cli_item *item)
{
    rereading *r = ctx;
    hs_error err = item->err;
    char name[32];
    if (item->last) {
        r->code = cli_ledger_failed(&err);
        return false;
    }
    snprintf(name, sizeof name, "d%zu", item->input);
    cli_progress_step(name);
    if (item->doc && !r->open) {
        r->open = true;
        clock_gettime(CLOCK_MONOTONIC, &r->begun);
    }
    if (item->doc && hs_ledger_reread(r->into, item->input, item->doc, &err) == HS_OK) {
        r->done++;
    } else {
        cli_say_failed(name, &err);
        r->failed++;
        if (err.code == HS_E_DEFECT)
            r->code = CLI_DEFECT;
        if (item->doc && err.code != HS_E_NONE && err.code != HS_E_LEDGER) { /* a full disk, say, which will not go away */
            r->code = cli_ledger_failed(&err);
            return false;
        }
    }
    if (r->open && cli_batch_is_old(r->begun)) {
        if (!commit(r))
            return false;
        cli_ledger_give_way(); /* meanwhile the others read on */
    }
    return !cli_stopped();
}

/* ---- the run ---- */

static int by_number(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return x < y ? -1 : x > y;
}

static bool read_named(rereading *r, const cli_args *args)
{
    char letter;
    if (!args->n_operands)
        return true;
    r->only = cli_grow(NULL, args->n_operands, sizeof *r->only);
    for (size_t i = 0; i < args->n_operands; i++)
        if (!cli_id(args->operands[i], "d", &letter, &r->only[i]))
            return false;
    qsort(r->only, args->n_operands, sizeof *r->only, by_number);
    for (size_t i = 0; i < args->n_operands; i++)
        if (!i || r->only[i] != r->only[r->n_only - 1])
            r->only[r->n_only++] = r->only[i];
    return true;
}

static int run(rereading *r, const hs_reader *reader, unsigned threads)
{
    hs_error err;
    uint64_t stale;
    if (hs_ledger_count_stale(&stale, r->from, r->model, &err) != HS_OK)
        return cli_ledger_failed(&err);
    cli_progress_begin(r->n_only ? r->n_only : (size_t)stale);
    cli_stop_begin();
    hs_status status = cli_pool_read(reader, threads, next_document, take_item, NULL, r, &err);
    commit(r); /* whatever went wrong: what was read before it stands */
    cli_progress_end();
    if (status != HS_OK) {
        cli_say("%s", err.msg);
        r->code = err.code == HS_E_DEFECT ? CLI_DEFECT : CLI_SOME_FAILED;
    }
    printf("%zu document%s read anew by %.*s\n", r->kept, r->kept == 1 ? "" : "s", (int)r->model.len, r->model.ptr);
    if (r->code) {
        cli_say("stopped at what failed; the same command goes on from there");
        return r->code;
    }
    if (cli_stopped()) {
        cli_say("stopped; the same command goes on");
        return CLI_STOPPED;
    }
    return r->failed ? CLI_SOME_FAILED : CLI_DONE;
}

int cli_reread(const cli_args *args)
{
    rereading r = {0};
    hs_reader *reader;
    hs_error err;
    unsigned threads;
    if (!cli_args_number(args, "threads", MOST_THREADS, &threads) || !read_named(&r, args)) {
        free(r.only);
        return CLI_USAGE;
    }
    int code = cli_ledger_open(&r.into, args, HS_LEDGER_CHANGE);
    if (code == CLI_DONE)
        code = cli_ledger_open(&r.from, args, HS_LEDGER_READ);
    if (code == CLI_DONE && hs_reader_open(&reader, cli_args_get(args, "model"), &err) != HS_OK) {
        cli_say("model: %s", err.msg);
        code = CLI_MODEL;
    }
    if (code == CLI_DONE) {
        r.model = hs_reader_model(reader);
        code = run(&r, reader, threads);
        hs_reader_free(reader);
        if (code == CLI_DONE)
            code = cli_relate_due(r.into);
    }
    hs_ledger_free(r.from);
    hs_ledger_free(r.into);
    free(r.only);
    return cli_finish(code);
}
