/* cli_add.c -- `hearsay add`: files and web addresses -> the ledger; on stdout, what became of each document, once that
 * is sure. Threads read; this one alone writes. Documents are gathered and written together, so that the file is locked
 * and flushed seldom, and never while somebody waits for a reading. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "cli.h"

enum { MOST_THREADS = 1024, BATCH = 64, BATCH_MS = 1000, BATCH_BYTES = 4 << 20, ID = 64 };

typedef enum outcome { ADDED, NEW_VERSION, IN_ALREADY, FAILED, N_OUTCOMES } outcome;
static const char *const outcome_names[N_OUTCOMES] = {"added", "new version", "in already", "failed"};

/* One document or failure that is not told of yet. */
typedef struct entry {
    hs_document *doc; /* owned; NULL: there is nothing to write */
    char *name;       /* owned */
    char id[ID + 1];  /* of the document; empty: there is none */
    outcome outcome;
    hs_error err; /* of what failed */
} entry;

typedef struct adding {
    cli_walk walk;
    hs_ledger *ledger; /* what is written to */
    hs_ledger *asked;  /* the same file, for whoever walks the inputs */
    cli_form form;
    bool quiet, told_stop;
    entry batch[BATCH];
    size_t n;
    uint64_t bytes; /* of the batch's texts */
    struct timespec begun;
    size_t counts[N_OUTCOMES], documents;
    uint64_t words, done; /* read; bytes of the inputs taken */
    int code;             /* as in cli_read.c */
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
    return hs_ledger_find(&id, a->asked, hs_document_id(doc), NULL) == HS_OK && id;
}

/* ---- the batch ---- */

static bool is_of_ledger(hs_status status)
{
    return status == HS_E_IO || status == HS_E_LEDGER || status == HS_E_BUSY || status == HS_E_DEFECT;
}

static void fail_entry(entry *e, const hs_error *err)
{
    e->outcome = FAILED;
    e->err = *err;
}

/* @return what the ledger said, if that concerns every document */
static hs_status put_entry(adding *a, entry *e, hs_error *err)
{
    static const outcome of[] = {
        [HS_ADDED_NOT] = FAILED, [HS_ADDED] = ADDED, [HS_ADDED_VERSION] = NEW_VERSION, [HS_ADDED_BEFORE] = IN_ALREADY};
    hs_added how;
    uint64_t id;
    hs_status status = hs_ledger_add(&how, &id, a->ledger, e->doc, err);
    e->outcome = of[how];
    if (status == HS_OK || is_of_ledger(status))
        return status;
    fail_entry(e, err);
    return HS_OK;
}

static hs_status put_batch(adding *a, hs_error *err)
{
    for (size_t i = 0; i < a->n; i++) {
        hs_status status = a->batch[i].doc ? put_entry(a, &a->batch[i], err) : HS_OK;
        if (status != HS_OK)
            return status;
    }
    return hs_ledger_commit(a->ledger, err);
}

/* Nothing of the batch is in. */
static void lose_batch(adding *a, const hs_error *err)
{
    hs_ledger_undo(a->ledger);
    for (size_t i = 0; i < a->n; i++)
        if (a->batch[i].doc)
            fail_entry(&a->batch[i], err);
    a->code = err->code == HS_E_DEFECT ? CLI_DEFECT : CLI_LEDGER;
}

static void print_entry(const adding *a, const entry *e)
{
    const cli_cell cells[] = {{"input", e->name},
                              {"document", *e->id ? e->id : NULL},
                              {"outcome", outcome_names[e->outcome]},
                              {"why", e->outcome == FAILED ? e->err.msg : NULL}};
    enum { N = sizeof cells / sizeof *cells };
    if (a->form == CLI_JSONL) {
        cli_row_json(cells, N);
    } else if (a->form == CLI_CSV) {
        if (!a->documents)
            cli_row_csv_names(cells, N);
        cli_row_csv(cells, N);
    } else if (e->outcome != FAILED) {
        printf("%-11s  ", outcome_names[e->outcome]);
        for (const char *c = e->name; *c; c++)
            putchar((unsigned char)*c < 0x20 || *c == 0x7F ? '?' : (unsigned char)*c);
        putchar('\n');
    }
}

static void tell_entry(adding *a, const entry *e)
{
    if (e->outcome == FAILED && e->doc)
        cli_say("%s: not in: %s", e->name, e->err.msg);
    else if (e->outcome == FAILED)
        cli_say_failed(e->name, &e->err);
    if (e->err.code == HS_E_DEFECT)
        a->code = CLI_DEFECT;
    if (!a->quiet)
        print_entry(a, e);
    a->documents++;
    a->counts[e->outcome]++;
}

/* Write what is gathered, and only then say so. @return false: the ledger takes nothing */
static bool end_batch(adding *a)
{
    hs_error err;
    bool good = put_batch(a, &err) == HS_OK;
    if (!good)
        lose_batch(a, &err);
    cli_progress_hide();
    for (size_t i = 0; i < a->n; i++) {
        tell_entry(a, &a->batch[i]);
        hs_document_free(a->batch[i].doc);
        free(a->batch[i].name);
    }
    fflush(stdout);
    a->n = 0;
    a->bytes = 0;
    return good;
}

static bool is_batch_due(const adding *a)
{
    struct timespec now;
    if (!a->n || a->n == BATCH || a->bytes >= BATCH_BYTES)
        return a->n > 0;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (now.tv_sec - a->begun.tv_sec) * 1000 + (now.tv_nsec - a->begun.tv_nsec) / 1000000 >= BATCH_MS;
}

static entry *new_entry(adding *a, hs_str name)
{
    if (!a->n)
        clock_gettime(CLOCK_MONOTONIC, &a->begun);
    entry *e = &a->batch[a->n++];
    *e = (entry){.name = cli_copy(name.ptr, name.len), .outcome = FAILED};
    return e;
}

/* ---- what the pool hands over ---- */

static void gather_failure(adding *a, hs_str name, const hs_error *err)
{
    fail_entry(new_entry(a, name), err);
}

static void gather_document(adding *a, cli_item *item)
{
    entry *e = new_entry(a, hs_document_name(item->doc));
    hs_str id = hs_document_id(item->doc);
    memcpy(e->id, id.ptr, id.len < ID ? id.len : ID);
    e->outcome = IN_ALREADY;
    if (item->known)
        return;
    cli_walk_say_decoding(e->name, item->doc);
    a->words += hs_document_words(item->doc);
    a->bytes += hs_document_text(item->doc).len;
    e->doc = item->doc;
    item->doc = NULL;
}

static void show_progress(const adding *a)
{
    cli_progress_documents(a->documents + a->n, a->words, a->done, a->walk.total);
}

static bool take_item(void *ctx, cli_item *item)
{
    adding *a = ctx;
    const char *path = a->walk.inputs.at[item->input].path;
    if (item->doc && item->missing.code != HS_OK) {
        /* A page that is missing is an input that failed, though its summary is read. */
        hs_error why = item->missing;
        snprintf(why.msg, sizeof why.msg, "%.150s; the summary is read in its place", item->missing.msg);
        gather_failure(a, hs_document_name(item->doc), &why);
        if (is_batch_due(a) && !end_batch(a))
            return false;
    }
    if (item->doc)
        gather_document(a, item);
    else if (item->err.code != HS_OK)
        gather_failure(a, (hs_str){path, strlen(path)}, &item->err);
    if (item->said)
        cli_say("%s: %s", path, item->said);
    a->done = item->bytes;
    bool go_on = !is_batch_due(a) || end_batch(a);
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
    bool go_on = !is_batch_due(a) || end_batch(a);
    show_progress(a);
    return go_on;
}

/* ---- the run ---- */

static void sum_up(const adding *a, const char *path)
{
    const size_t *n = a->counts;
    if (!a->quiet)
        cli_say("%s: %zu added, %zu new version%s, %zu in already, %zu failed", path, n[ADDED], n[NEW_VERSION],
                n[NEW_VERSION] == 1 ? "" : "s", n[IN_ALREADY], n[FAILED]);
    if (a->code == CLI_STOPPED || a->code == CLI_LEDGER)
        cli_say("stopped; all that was told as in is in, %zu of this run's documents; the same command goes on from "
                "there",
                n[ADDED] + n[NEW_VERSION] + n[IN_ALREADY]);
}

static int find_code(const adding *a)
{
    if (a->code)
        return a->code;
    if (cli_stopped())
        return CLI_STOPPED;
    if (!a->counts[FAILED])
        return CLI_DONE;
    return a->counts[FAILED] < a->documents ? CLI_SOME_FAILED : CLI_NO_INPUT;
}

/* Everything is open. */
static void run(adding *a, const hs_reader *reader, unsigned threads)
{
    hs_error err;
    signal(SIGXFSZ, SIG_IGN); /* a limit on a file's size is told as a disk that is full is */
    cli_stop_begin();
    cli_progress_begin_documents();
    hs_status status = cli_pool_read(reader, threads, next_document, take_item, look_around, a, &err);
    if (a->n)
        end_batch(a);
    cli_progress_end();
    if (status != HS_OK) {
        cli_say("%s", err.msg);
        a->code = err.code == HS_E_DEFECT ? CLI_DEFECT : CLI_SOME_FAILED;
    }
    a->code = find_code(a);
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
    int code = cli_ledger_open(&a->ledger, args, HS_LEDGER_WRITE);
    leave_out_ledger(a, cli_ledger_path(args));
    return code == CLI_DONE ? cli_ledger_open(&a->asked, args, HS_LEDGER_READ) : code;
}

static void close_all(adding *a, hs_reader *reader)
{
    hs_reader_free(reader);
    hs_ledger_free(a->asked);
    hs_ledger_free(a->ledger);
    cli_walk_close(&a->walk);
}

int cli_add(const cli_args *args)
{
    static adding a;
    unsigned threads = cli_pool_cores();
    hs_reader *reader = NULL;
    hs_error err;
    a = (adding){.form = cli_form_get(args), .quiet = cli_args_get(args, "quiet") != NULL};
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
        code = a.code;
        sum_up(&a, cli_ledger_path(args));
    }
    close_all(&a, reader);
    return cli_finish(code);
}
