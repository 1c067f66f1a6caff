/* cli_add.c -- `hearsay add`: files and web addresses -> the ledger; on stdout, what became of each document, once that
 * is sure. Threads read; this one alone writes (cli_batch.c). */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "cli.h"

enum { MOST_THREADS = 1024 };

typedef struct adding {
    cli_walk walk;
    cli_batch batch;
    hs_ledger *asked; /* the batch's ledger, for whoever walks the inputs */
    bool told_stop;
    uint64_t done; /* bytes of the inputs taken */
} adding;

static bool next_document(void *ctx, cli_item *out)
{
    adding *a = ctx;
    return cli_walk_next(&a->walk, out);
}

/* Where the ledger does not answer, the writer will find out why. */
static bool is_in(void *ctx, const hs_document *doc)
{
    adding *a = ctx;
    uint64_t id;
    return hs_ledger_find_document(&id, a->asked, doc, NULL) == HS_OK && id;
}

/* ---- what the pool hands over ---- */

static void show_progress(const adding *a)
{
    cli_progress_documents(a->batch.n_told + a->batch.n, a->batch.words, a->done, a->walk.total);
}

static bool take_item(void *ctx, cli_item *item)
{
    adding *a = ctx;
    const char *path = a->walk.inputs.at[item->input].path;
    if (item->doc && item->missing.code != HS_OK) {
        /* A page that is missing is an input that failed, though its summary is read. */
        hs_error why = item->missing;
        snprintf(why.msg, sizeof why.msg, "%.150s; the summary is read in its place", item->missing.msg);
        cli_batch_failure(&a->batch, hs_document_name(item->doc), &why);
        if (cli_batch_is_due(&a->batch) && !cli_batch_end(&a->batch))
            return false;
    }
    if (item->doc)
        cli_batch_document(&a->batch, item);
    else if (item->err.code != HS_OK)
        cli_batch_failure(&a->batch, (hs_str){path, strlen(path)}, &item->err);
    if (item->said)
        cli_say("%s: %s", path, item->said);
    a->done = item->bytes;
    bool go_on = !cli_batch_is_due(&a->batch) || cli_batch_end(&a->batch);
    show_progress(a);
    return go_on;
}

static bool look_around(void *ctx)
{
    adding *a = ctx;
    if (cli_stopped() && !a->told_stop) {
        a->told_stop = true;
        cli_say("stopping: what is at hand is finished first; a second Ctrl-C ends at once");
    }
    bool go_on = !cli_batch_is_due(&a->batch) || cli_batch_end(&a->batch);
    show_progress(a);
    return go_on;
}

/* ---- the run ---- */

static void sum_up(const adding *a, const char *path)
{
    const size_t *n = a->batch.counts, undated = a->batch.n_undated, zoneless = a->batch.n_zoneless, no_outlet = a->batch.n_no_outlet;
    if (!a->batch.quiet && undated)
        cli_say("%zu document%s came without a date, and count%s as heard today; --published gives one", undated, undated == 1 ? "" : "s",
                undated == 1 ? "s" : "");
    if (!a->batch.quiet && zoneless)
        cli_say("%zu document%s came with a time of no zone, and count%s as of UTC; --published gives one, as in 2031-05-14T09:30+02:00", zoneless, zoneless == 1 ? "" : "s",
                zoneless == 1 ? "s" : "");
    if (!a->batch.quiet && no_outlet)
        cli_say("%zu document%s came without an outlet; --outlet gives one", no_outlet, no_outlet == 1 ? "" : "s");
    if (!a->batch.quiet && a->batch.filed_as)
        cli_say("the outlet '%s' is filed as '%s', the name by which hearsay knows it", a->batch.outlet, a->batch.filed_as);
    if (!a->batch.quiet)
        cli_say("%s: %zu added, %zu new version%s, %zu in already, %zu failed", path, n[CLI_ADDED], n[CLI_NEW_VERSION],
                n[CLI_NEW_VERSION] == 1 ? "" : "s", n[CLI_IN_ALREADY], n[CLI_FAILED]);
    if (a->batch.code == CLI_STOPPED || a->batch.code == CLI_LEDGER)
        cli_say("stopped; all that was told as in is in, %zu of this run's documents; the same command goes on from "
                "there",
                n[CLI_ADDED] + n[CLI_NEW_VERSION] + n[CLI_IN_ALREADY]);
}

static int find_code(const adding *a)
{
    if (a->batch.code)
        return a->batch.code;
    if (cli_stopped())
        return CLI_STOPPED;
    if (!a->batch.counts[CLI_FAILED])
        return CLI_DONE;
    return a->batch.counts[CLI_FAILED] < a->batch.n_told ? CLI_SOME_FAILED : CLI_NO_INPUT;
}

/* Everything is open. */
static void run(adding *a, const hs_reader *reader, unsigned threads)
{
    hs_error err;
    signal(SIGXFSZ, SIG_IGN); /* a limit on a file's size is told as a disk that is full is */
    cli_stop_begin();
    cli_progress_begin_documents();
    hs_status status = cli_pool_read(reader, threads, next_document, take_item, look_around, a, &err);
    if (a->batch.n)
        cli_batch_end(&a->batch);
    cli_progress_end();
    if (status != HS_OK) {
        cli_say("%s", err.msg);
        a->batch.code = err.code == HS_E_DEFECT ? CLI_DEFECT : CLI_SOME_FAILED;
    }
    a->batch.code = find_code(a);
}

/* `hearsay add .` with the ledger in that folder. */
static void leave_out_ledger(adding *a, const char *path)
{
    static const char *const ends[] = {"", "-wal", "-shm"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        cli_bytes name = {0};
        cli_sink_bytes(&name, path, strlen(path));
        cli_sink_bytes(&name, ends[i], strlen(ends[i]));
        cli_walk_leave_out(&a->walk, name.ptr);
        free(name.ptr);
    }
}

static int open_ledger(adding *a, const cli_args *args)
{
    if (!cli_walk_has_input(&a->walk))
        return CLI_DONE; /* no ledger is made for nothing */
    int code = cli_ledger_open(&a->batch.ledger, args, HS_LEDGER_WRITE);
    leave_out_ledger(a, cli_ledger_path(args));
    return code == CLI_DONE ? cli_ledger_open(&a->asked, args, HS_LEDGER_READ) : code;
}

static void close_all(adding *a, hs_reader *reader)
{
    hs_reader_free(reader);
    hs_ledger_free(a->asked);
    hs_ledger_free(a->batch.ledger);
    cli_batch_free(&a->batch);
    cli_walk_close(&a->walk);
}

int cli_add(const cli_args *args)
{
    static adding a;
    unsigned threads = cli_pool_cores();
    hs_reader *reader = NULL;
    hs_error err;
    a = (adding){.batch = {.form = cli_form_get(args), .quiet = cli_args_get(args, "quiet") != NULL, .outlet = cli_args_get(args, "outlet")}};
    if (cli_args_get(args, "threads") && !cli_args_number(args, "threads", MOST_THREADS, &threads))
        return CLI_USAGE;
    int code = cli_walk_open(&a.walk, args);
    if (code != CLI_DONE)
        return code;
    a.walk.is_known = is_in;
    a.walk.known_ctx = &a;
    if (hs_reader_open(&reader, cli_args_get(args, "model"), &err) != HS_OK) {
        cli_say("model: %s", err.msg);
        code = CLI_MODEL;
    }
    if (code == CLI_DONE)
        code = open_ledger(&a, args);
    if (code == CLI_DONE) {
        run(&a, reader, threads);
        code = a.batch.code;
        sum_up(&a, cli_ledger_shown(args));
        if ((code == CLI_DONE || code == CLI_SOME_FAILED) && !cli_args_get(args, "no-relate")) {
            int related = cli_relate_due(a.batch.ledger);
            code = related ? related : code;
        }
    }
    close_all(&a, reader);
    return cli_finish(code);
}
