/* cli_feeds.h -- what the files that poll feeds share.
 * Path: cli_feeds.c (which feed, and when) -> cli_feeds_poll.c (what came of it) -> cli_feeds_marks.c (what the ledger is to remember).
 * Threads: as cli_feeds.c says. */
#ifndef HS_CLI_FEEDS_H
#define HS_CLI_FEEDS_H

#include <pthread.h>

#include "cli.h"

enum { CLI_FETCHERS = 8, CLI_FEEDS_QUEUE = 64 };

typedef struct cli_feed {
    char *url;
    int64_t due; /* as far as this program knows */
    bool busy;   /* polled, or what came of it not written yet */
    bool polled; /* by this run */
    bool lacking; /* something of the poll that is being written did not come in */
} cli_feed;

struct cli_feeds {
    cli_feeds_options options;
    cli_feed *at; /* [n] */
    size_t n;
    pthread_t threads[CLI_FETCHERS];
    unsigned n_threads, alive;
    pthread_mutex_t db;   /* over options.ledger; never taken with `lock` held */
    pthread_mutex_t lock; /* over all that follows, and feeds' due, busy, polled */
    pthread_cond_t changed;
    size_t busy[CLI_FETCHERS]; /* [n_busy] feeds */
    size_t n_busy;
    cli_item queue[CLI_FEEDS_QUEUE];
    size_t first, count;
    bool closed;
    hs_error fatal; /* code HS_OK: the ledger does what it should */
    unsigned seed;
};

/* ---- cli_feeds.c ---- */

/** Hand an item of a feed on; it waits for room. @return false: nobody wants it */
bool cli_feeds_push(cli_feeds *feeds, size_t index, cli_item item);
bool cli_feeds_closed(cli_feeds *feeds);
/** @param why  the ledger does not do what it should; NULL: the run ends */
void cli_feeds_close(cli_feeds *feeds, const hs_error *why);
/** What came of a feed's poll is written. */
void cli_feeds_set_free(cli_feeds *feeds, size_t index);
/** What is known of a feed's next poll. */
void cli_feeds_set_due(cli_feeds *feeds, size_t index, int64_t due);
/** Some time after `wait_s`, so that not all feeds are due at one time. */
int64_t cli_feeds_after(cli_feeds *feeds, int64_t now, int64_t wait_s);

/* ---- cli_feeds_poll.c ---- */

/** Poll a feed that this thread alone is at, if nobody else has, and hand on what is new. */
void cli_feeds_poll(cli_feeds *feeds, size_t index);

/* ---- cli_feeds_marks.c ---- */

/** The mark of a poll, whose strings it copies. Owned by malloc. */
void *cli_feeds_mark(cli_feeds *feeds, size_t index, const hs_feed *after);
/** Of what a feed has of an item. @param tries  see hs_ledger_item_put */
void *cli_feeds_item_mark(cli_feeds *feeds, size_t index, const hs_document *doc, uint32_t tries);
/** What document the item became. */
void cli_feeds_mark_document(void *mark, const hs_document *doc);
/** May a failure pass? */
bool cli_feeds_may_pass(const hs_error *err);

#endif
