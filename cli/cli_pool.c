/* cli_pool.c -- many documents on several threads, handed over in order.
 * In: what makes the next document. Out: each document, read, on the calling thread. Making is done by one thread at a
 * time; reading, which takes far longer, by all. A thread makes a document only while it is not too far ahead of what
 * has been handed over, so that few documents are held at a time. */
#define _GNU_SOURCE /* sched_getaffinity */
#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "cli.h"

enum { AHEAD = 4 /* documents held for each thread */, TICK_MS = 200 };

typedef struct slot {
    bool full;
    cli_item item;
} slot;

typedef struct pool {
    const hs_reader *reader;
    cli_next *next;
    void *ctx;
    size_t taken, given; /* items begun by threads, handed over */
    size_t begun, lost;  /* threads that began, that have no workspace and never will */
    size_t hands;        /* threads in all */
    hs_error no_hands;   /* why the last of the lost has none */
    bool stop, ended;    /* ended: `taken` items are all */
    slot *slots;         /* [n_slots], item i in slot i % n_slots */
    size_t n_slots;
    pthread_mutex_t source; /* over `next`; taken before `lock` */
    pthread_mutex_t lock;   /* over all that changes */
    pthread_cond_t filled, emptied;
} pool;

static void read_one(const pool *p, hs_workspace *workspace, cli_item *item)
{
    if (item->doc && !item->known && hs_read(item->doc, p->reader, workspace, &item->err) != HS_OK) {
        hs_document_free(item->doc);
        item->doc = NULL;
    }
}

/* Make the next item. @return false: there is none, or nobody wants it */
static bool take_next(pool *p, size_t *i, cli_item *out)
{
    *out = (cli_item){0};
    pthread_mutex_lock(&p->source);
    pthread_mutex_lock(&p->lock);
    while (!p->stop && !p->ended && p->taken >= p->given + p->n_slots)
        pthread_cond_wait(&p->emptied, &p->lock);
    bool more = !p->stop && !p->ended;
    pthread_mutex_unlock(&p->lock);
    more = more && p->next(p->ctx, out);
    pthread_mutex_lock(&p->lock);
    if (more) {
        *i = p->taken++;
        pthread_cond_broadcast(&p->emptied);
    } else {
        p->ended = true;
        pthread_cond_broadcast(&p->filled);
        pthread_cond_broadcast(&p->emptied);
    }
    pthread_mutex_unlock(&p->lock);
    pthread_mutex_unlock(&p->source);
    return more;
}

/* Wait until the threads before this one have something to do, so that few documents open few workspaces. */
static bool is_needed(pool *p)
{
    pthread_mutex_lock(&p->lock);
    size_t turn = p->begun++;
    while (!p->stop && !p->ended && p->taken + p->lost < turn)
        pthread_cond_wait(&p->emptied, &p->lock);
    bool needed = !p->stop && !p->ended;
    pthread_mutex_unlock(&p->lock);
    return needed;
}

/* The others do the work of a thread that cannot; the run fails with the last of them. */
static void give_up(pool *p, const hs_error *why)
{
    pthread_mutex_lock(&p->lock);
    p->lost++;
    p->no_hands = *why;
    pthread_cond_broadcast(&p->filled);
    pthread_cond_broadcast(&p->emptied);
    pthread_mutex_unlock(&p->lock);
}

static void *work(void *arg)
{
    pool *p = arg;
    hs_workspace *workspace;
    hs_error err = {0};
    slot made = {.full = true};
    size_t i;
    if (!is_needed(p))
        return NULL;
    if (hs_workspace_open(&workspace, p->reader, &err) != HS_OK) {
        give_up(p, &err);
        return NULL;
    }
    while (take_next(p, &i, &made.item)) {
        read_one(p, workspace, &made.item);
        pthread_mutex_lock(&p->lock);
        p->slots[i % p->n_slots] = made;
        pthread_cond_broadcast(&p->filled);
        pthread_mutex_unlock(&p->lock);
    }
    hs_workspace_free(workspace);
    return NULL;
}

static void free_item(cli_item *item)
{
    hs_document_free(item->doc);
    free(item->said);
    free(item->mark);
}

static struct timespec after_ms(unsigned ms)
{
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    at.tv_nsec += (long)ms * 1000000;
    at.tv_sec += at.tv_nsec / 1000000000;
    at.tv_nsec %= 1000000000;
    return at;
}

/* Wait until item i is there or nothing more can come; `lock` is held. @return false: who takes wants no more */
static bool wait_for(pool *p, size_t i, cli_tick *tick)
{
    const slot *s = &p->slots[i % p->n_slots];
    bool go_on = true;
    while (go_on && !s->full && !(p->ended && i == p->taken) && p->lost < p->hands) {
        struct timespec until = after_ms(TICK_MS);
        if (!tick) {
            pthread_cond_wait(&p->filled, &p->lock);
        } else if (pthread_cond_timedwait(&p->filled, &p->lock, &until) != 0) {
            pthread_mutex_unlock(&p->lock);
            go_on = tick(p->ctx);
            pthread_mutex_lock(&p->lock);
        }
    }
    return go_on;
}

static hs_status hand_over(pool *p, cli_take *take, cli_tick *tick, hs_error *err)
{
    for (size_t i = 0;; i++) {
        slot *s = &p->slots[i % p->n_slots];
        pthread_mutex_lock(&p->lock);
        bool wanted = wait_for(p, i, tick);
        slot got = *s;
        bool lost = wanted && !got.full && !p->ended;
        p->stop = !wanted;
        pthread_cond_broadcast(&p->emptied);
        pthread_mutex_unlock(&p->lock);
        if (!wanted)
            return HS_OK;
        if (lost)
            *err = p->no_hands;
        if (!got.full)
            return lost ? err->code : HS_OK;
        bool go_on = take(p->ctx, &got.item);
        free_item(&got.item);
        pthread_mutex_lock(&p->lock);
        *s = (slot){0};
        p->given++;
        p->stop = !go_on;
        pthread_cond_broadcast(&p->emptied);
        pthread_mutex_unlock(&p->lock);
        if (!go_on)
            return HS_OK;
    }
}

hs_status cli_pool_read(const hs_reader *reader, unsigned threads, cli_next *next, cli_take *take, cli_tick *tick,
                        void *ctx, hs_error *err)
{
    pool p = {.reader = reader, .next = next, .ctx = ctx, .n_slots = (size_t)threads * AHEAD};
    p.slots = cli_grow(NULL, p.n_slots, sizeof *p.slots);
    pthread_t *ids = cli_grow(NULL, threads, sizeof *ids);
    for (size_t i = 0; i < p.n_slots; i++)
        p.slots[i] = (slot){0};
    pthread_mutex_init(&p.source, NULL);
    pthread_mutex_init(&p.lock, NULL);
    pthread_condattr_t clock;
    pthread_condattr_init(&clock);
    pthread_condattr_setclock(&clock, CLOCK_MONOTONIC);
    pthread_cond_init(&p.filled, &clock);
    pthread_condattr_destroy(&clock);
    pthread_cond_init(&p.emptied, NULL);
    unsigned started = 0;
    p.hands = threads;
    while (started < threads && pthread_create(&ids[started], NULL, work, &p) == 0)
        started++;
    pthread_mutex_lock(&p.lock);
    p.lost += threads - started;
    if (!p.no_hands.code) {
        p.no_hands.code = HS_E_NOMEM;
        snprintf(p.no_hands.msg, sizeof p.no_hands.msg, "no thread could be started");
    }
    pthread_mutex_unlock(&p.lock);
    hs_status status = hand_over(&p, take, tick, err);
    for (unsigned i = 0; i < started; i++)
        pthread_join(ids[i], NULL);
    for (size_t i = 0; i < p.n_slots; i++)
        free_item(&p.slots[i].item);
    pthread_mutex_destroy(&p.source);
    pthread_mutex_destroy(&p.lock);
    pthread_cond_destroy(&p.filled);
    pthread_cond_destroy(&p.emptied);
    free(p.slots);
    free(ids);
    return status;
}

unsigned cli_pool_cores(void)
{
    cpu_set_t ours;
    int n = sched_getaffinity(0, sizeof ours, &ours) == 0 ? CPU_COUNT(&ours) : 1;
    return n > 1 ? (unsigned)n : 1;
}
