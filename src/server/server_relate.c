/* server_relate.c -- documents that are due meet the others, after a change was answered: which claims are one, and which
 * contradict. In: the ledger as it was left. Out: its relations. Threads: one of jobs; one run at a time. Whoever changes the ledger comes
 * first: the lock is held for a few documents at a time, never while the model is at work, and left to those who wait for it. */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "server_state.h"

enum {
    DOCUMENTS = 8, /* in a batch */
    PAIRS = 128,   /* at once; the end of the server waits for them */
    LOOK_MS = 5,
    MOST_MS = 2000,   /* that others are let go before */
    OPEN_MS = 3000,   /* of batches that follow one another; then comes a pause */
    PAUSE_MS = 120    /* other programs that write look every 100 ms whether they may */
};

typedef struct relating {
    hs_server *server;
    const hs_comparer *comparer;
    hs_compare_team *team;
    uint64_t after; /* document */
    int64_t begun;  /* ms; since then no pause was made */
} relating;

static void wait_ms(int ms)
{
    nanosleep(&(struct timespec){.tv_nsec = ms * 1000000L}, NULL);
}

/* A mutex goes to whoever is quickest, which is the thread that gives it back. */
static void let_others_first(relating *r)
{
    hs_server *server = r->server;
    for (int ms = 0; ms < MOST_MS && server->want_to_write && !server->ending; ms += LOOK_MS)
        wait_ms(LOOK_MS);
    if (hs_server_clock_ms() - r->begun < OPEN_MS)
        return;
    wait_ms(PAUSE_MS);
    r->begun = hs_server_clock_ms();
}

/* @return false: none is due any more, or it cannot be done now: then *failed is true */
static bool relate_some(relating *r, bool *failed)
{
    hs_server *server = r->server;
    hs_ledger *ledger;
    let_others_first(r);
    hs_status status = hs_server_write_begin(&ledger, server, NULL);
    *failed = status != HS_OK;
    if (*failed)
        return false;
    status = hs_relate_begin(ledger, r->comparer, false, NULL);
    for (int i = 0; i < DOCUMENTS && status == HS_OK && !server->ending; i++) {
        status = hs_relate_next(&r->after, ledger, r->after, NULL);
        if (status != HS_OK || !r->after)
            break;
        status = hs_relate(ledger, r->comparer, r->after, NULL);
    }
    *failed = hs_server_write_end(server, ledger, status, NULL) != HS_OK;
    return !*failed && r->after && !server->ending;
}

static bool settle(relating *r)
{
    hs_ledger *ledger;
    let_others_first(r);
    return hs_server_write_begin(&ledger, r->server, NULL) == HS_OK && hs_server_write_end(r->server, ledger, HS_OK, NULL) == HS_OK;
}

/* @return false: no pair waits any more, or it cannot be done now */
static bool decide_some(relating *r)
{
    hs_ledger *ledger;
    size_t done = 0;
    if (hs_ledger_open(&ledger, r->server->options.ledger, HS_LEDGER_CHANGE, NULL) != HS_OK)
        return false;
    bool good = hs_relate_decide(&done, ledger, r->team, PAIRS, NULL) == HS_OK; /* without `writing`: its own batch is short */
    hs_ledger_free(ledger);
    return good && done && settle(r);
}

static void run(relating *r)
{
    bool failed;
    while (relate_some(r, &failed)) {
    }
    while (!failed && !r->server->ending && decide_some(r)) {
    }
}

static void relate(void *ctx)
{
    hs_server *server = ctx;
    relating r = {.server = server, .begun = hs_server_clock_ms()};
    server->relating = false; /* what changes from here on needs another run */
    if (hs_server_model_comparer(&r.comparer, &server->model, NULL) == HS_OK && hs_compare_team_open(&r.team, r.comparer, 1, NULL) == HS_OK)
        run(&r);
    hs_compare_team_free(r.team); /* what is still due is for the next run, or for `hearsay relate` */
}

void hs_server_relate(hs_server *server)
{
    const char *model = getenv("HEARSAY_PAIRS");
    if ((model && strcmp(model, "none") == 0) || atomic_exchange(&server->relating, true))
        return;
    if (!hs_server_jobs_put(&server->slow_jobs, relate, server))
        server->relating = false;
}
