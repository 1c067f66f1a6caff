/* cli_watch.c -- `hearsay watch`: lists of feeds and feeds -> what is new in them in the ledger, until it is stopped;
 * on stdout, each document that came in, once it is sure. cli_feeds.c fetches, the pool reads, this thread alone writes
 * documents. */
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "cli.h"

enum {
    MOST_THREADS = 1024,
    MOST_INTERVAL_S = 7 * 86400,
    TRIES_ONCE = 6 /* of ten seconds each for a ledger that another program keeps to itself; without --once, until that one ends */
};

typedef struct watching {
    cli_batch batch;
    cli_feeds *feeds;
    bool once, told_stop;
    size_t polled, failed; /* feeds, counted by poll; items and pages that failed are the batch's */
} watching;

static bool next_item(void *ctx, cli_item *out)
{
    return cli_feeds_next(((watching *)ctx)->feeds, out);
}

static bool relate(watching *w)
{
    int code = cli_relate_due(w->batch.ledger);
    if (code != CLI_DONE)
        w->batch.code = code;
    return code == CLI_DONE;
}

static bool end_batch_if_due(watching *w)
{
    return !cli_batch_is_due(&w->batch) || (cli_batch_end(&w->batch) && relate(w));
}

static bool gather_document(watching *w, cli_item *item, const char *feed)
{
    if (item->missing.code != HS_OK) {
        hs_error why = item->missing;
        hs_str name = item->doc ? hs_document_name(item->doc) : (hs_str){feed, strlen(feed)};
        snprintf(why.msg, sizeof why.msg, "%.150s; the summary stands in its place", item->missing.msg);
        cli_batch_failure(&w->batch, name, &why);
        if (!end_batch_if_due(w))
            return false;
    }
    if (item->doc)
        cli_batch_document(&w->batch, item);
    return true;
}

static bool look_around(void *ctx)
{
    watching *w = ctx;
    if (cli_stopped() && !w->told_stop) {
        w->told_stop = true;
        cli_feeds_stop(w->feeds);
        cli_say("stopping: what is at hand is finished first; a second Ctrl-C ends at once");
    }
    return end_batch_if_due(w);
}

static bool take_item(void *ctx, cli_item *item)
{
    watching *w = ctx;
    const char *feed = cli_feeds_url(w->feeds, item->input);
    if (item->last && item->err.code != HS_OK)
        cli_say("%s: %s", feed, item->said);
    else if (item->err.code != HS_OK)
        cli_batch_failure(&w->batch, (hs_str){feed, strlen(feed)}, &item->err);
    if (item->mark && !item->last && item->err.code != HS_OK)
        cli_feeds_unread(item->mark, &item->err);
    w->polled += item->last;
    w->failed += item->last && item->err.code != HS_OK;
    if (!end_batch_if_due(w) || !gather_document(w, item, feed) || !end_batch_if_due(w))
        return false;
    if (item->mark)
        cli_batch_mark(&w->batch, item);
    return look_around(w);
}

/* ---- which feeds ---- */

static int keep_feed(watching *w, hs_str url, hs_str title)
{
    hs_error err;
    if (!cli_is_url(url.ptr)) {
        cli_say("%.*s: no feed that can be polled: its address does not begin with http:// or https://", (int)url.len,
                url.ptr);
        return CLI_DONE;
    }
    if (hs_ledger_feed_add(w->batch.ledger, url, title, &err) != HS_OK) {
        cli_say("%.*s: %s", (int)url.len, url.ptr, err.msg);
        return err.code == HS_E_ARG ? CLI_DONE : CLI_LEDGER;
    }
    cli_feeds_add(w->feeds, url);
    return CLI_DONE;
}

static int keep_list(watching *w, const char *path)
{
    cli_bytes bytes = {0};
    hs_opml *opml = NULL;
    hs_error err;
    size_t n = 0;
    int code = CLI_DONE;
    hs_status status = cli_slurp(&bytes, path, &err);
    if (status == HS_OK)
        status = hs_opml_open(&opml, bytes.ptr, bytes.len, &err);
    free(bytes.ptr);
    if (status != HS_OK) {
        cli_say_failed(path, &err);
        return CLI_NO_INPUT;
    }
    const hs_feed_entry *feeds = hs_opml_feeds(opml, &n);
    for (size_t i = 0; i < n && code == CLI_DONE; i++) {
        char *url = cli_copy(feeds[i].url.ptr, feeds[i].url.len);
        code = keep_feed(w, (hs_str){url, strlen(url)}, feeds[i].title);
        free(url);
    }
    if (!n)
        cli_say("%s: a list without a feed", path);
    hs_opml_free(opml);
    return code;
}

/* Those that the ledger has. */
static int take_kept(watching *w)
{
    hs_feed *feed = NULL, *next;
    hs_error err;
    hs_status status;
    while ((status = hs_ledger_feed_after(&next, w->batch.ledger, feed ? feed->url : (hs_str){NULL, 0}, &err)) ==
               HS_OK &&
           next) {
        cli_feeds_add(w->feeds, next->url);
        hs_feed_free(feed);
        feed = next;
    }
    hs_feed_free(feed);
    if (status != HS_OK)
        cli_say("%s", err.msg);
    return status == HS_OK ? CLI_DONE : CLI_LEDGER;
}

/* What the operands name, kept in the ledger. One list that cannot be read ends the run: who mends it would have all
 * polled. */
static int find_feeds(watching *w, const cli_args *args)
{
    hs_error err;
    int code = args->n_operands ? CLI_DONE : take_kept(w);
    for (size_t i = 0; i < args->n_operands && code == CLI_DONE; i++) {
        const char *name = args->operands[i];
        code = cli_is_url(name) ? keep_feed(w, (hs_str){name, strlen(name)}, (hs_str){NULL, 0}) : keep_list(w, name);
    }
    if (code == CLI_DONE && hs_ledger_commit(w->batch.ledger, &err) != HS_OK) {
        cli_say("%s", err.msg);
        code = CLI_LEDGER;
    }
    return code;
}

/* ---- the run ---- */

static int find_code(const watching *w)
{
    if (w->batch.code)
        return w->batch.code;
    if (cli_stopped())
        return w->once ? CLI_STOPPED : CLI_DONE;
    if (w->failed && w->failed == w->polled)
        return CLI_NO_INPUT;
    return w->failed || w->batch.counts[CLI_FAILED] ? CLI_SOME_FAILED : CLI_DONE;
}

/* Everything is open, and there is a feed. */
static void run(watching *w, const hs_reader *reader, unsigned threads)
{
    hs_error err;
    signal(SIGXFSZ, SIG_IGN); /* a limit on a file's size is told as a disk that is full is */
    cli_stop_begin();
    hs_status status = cli_pool_read(reader, threads, next_item, take_item, look_around, w, &err);
    if (w->batch.n && cli_batch_end(&w->batch))
        relate(w);
    if (status != HS_OK) {
        cli_say("%s", err.msg);
        w->batch.code = err.code == HS_E_DEFECT ? CLI_DEFECT : CLI_SOME_FAILED;
    }
}

static int open_all(watching *w, cli_feeds_options *options, hs_reader **reader, const cli_args *args)
{
    hs_error err;
    int code = cli_fetcher_make(&options->fetcher, args);
    if (code == CLI_DONE && hs_reader_open(reader, cli_args_get(args, "model"), &err) != HS_OK) {
        cli_say("model: %s", err.msg);
        code = CLI_MODEL;
    }
    if (code == CLI_DONE)
        code = cli_ledger_open(&w->batch.ledger, args, HS_LEDGER_WRITE);
    if (code == CLI_DONE)
        code = cli_ledger_open(&options->ledger, args, HS_LEDGER_WRITE);
    if (code != CLI_DONE)
        return code;
    w->feeds = cli_feeds_new(options);
    return find_feeds(w, args);
}

/* What a round came to, and when the next is worth while. */
static void sum_up(watching *w)
{
    const size_t *n = w->batch.counts;
    char at[32];
    time_t due = (time_t)cli_feeds_next_due(w->feeds);
    struct tm tm;
    localtime_r(&due, &tm);
    strftime(at, sizeof at, "%Y-%m-%d %H:%M:%S", &tm);
    if (w->polled)
        cli_say("%zu feed%s polled, %zu failed: %zu added, %zu new version%s; the next is due at %s", w->polled, w->polled == 1 ? "" : "s",
                w->failed, n[CLI_ADDED], n[CLI_NEW_VERSION], n[CLI_NEW_VERSION] == 1 ? "" : "s", at);
    else
        cli_say("no feed is due; the next is at %s", at);
}

static int end_feeds(watching *w)
{
    hs_error err;
    hs_status status = w->feeds ? cli_feeds_end(w->feeds, &err) : HS_OK;
    if (status == HS_OK)
        return CLI_DONE;
    cli_say("%s", err.msg);
    return status == HS_E_DEFECT ? CLI_DEFECT : CLI_LEDGER;
}

int cli_watch(const cli_args *args)
{
    watching w = {.batch = {.form = cli_form_get(args),
                            .quiet = cli_args_get(args, "quiet") != NULL,
                            .put_mark = cli_feeds_put_mark},
                  .once = cli_args_get(args, "once") != NULL};
    cli_feeds_options options = {.once = w.once, .tries = w.once ? TRIES_ONCE : UINT_MAX};
    w.batch.tries = options.tries;
    hs_reader *reader = NULL;
    unsigned threads = cli_pool_cores();
    if (!cli_args_duration(args, "interval", MOST_INTERVAL_S, &options.interval_s) ||
        (cli_args_get(args, "threads") && !cli_args_number(args, "threads", MOST_THREADS, &threads)))
        return CLI_USAGE;
    int code = open_all(&w, &options, &reader, args);
    if (code == CLI_DONE && !cli_feeds_begin(w.feeds)) {
        cli_say("watch: no feed to poll; name one, or a list of them in OPML");
        code = CLI_NO_INPUT;
    }
    bool begun = code == CLI_DONE;
    if (begun)
        run(&w, reader, threads);
    if (begun && w.once && !w.batch.quiet && !w.batch.code && !cli_stopped())
        sum_up(&w);
    int ended = end_feeds(&w);
    if (begun)
        code = w.batch.code || ended == CLI_DONE ? find_code(&w) : ended;
    hs_reader_free(reader);
    hs_ledger_free(options.ledger);
    hs_ledger_free(w.batch.ledger);
    cli_batch_free(&w.batch);
    hs_fetcher_free(options.fetcher);
    return cli_finish(code);
}
