/* cli_pool.c -- many documents on several threads, handed over in order.
 * In: how to open document i. Out: each document, read, on the calling thread. A thread takes the next document only
 * while it is not too far ahead of what has been handed over, so that few documents are held at a time. */
#include <pthread.h>
#include <stdlib.h>

#include "cli.h"

enum { AHEAD = 4 }; /* documents held for each thread */

typedef struct slot {
    bool full;
    hs_document *doc; /* NULL if it failed */
    hs_error err;
} slot;

typedef struct pool {
    const hs_reader *reader;
    cli_open *open;
    void *ctx;
    size_t n, taken, given; /* documents in all, begun by threads, handed over */
    unsigned hands;         /* threads that have a workspace, or may yet get one */
    hs_error no_hands;      /* why the last of them could not be had */
    bool stop;
    slot *slots; /* [n_slots], document i in slot i % n_slots */
    size_t n_slots;
    pthread_mutex_t lock; /* over all that changes */
    pthread_cond_t filled, emptied;
} pool;

static void read_one(pool *p, size_t i, hs_workspace *workspace, slot *out)
{
    *out = (slot){0};
    if (p->open(&out->doc, p->ctx, i, &out->err) != HS_OK)
        return;
    if (hs_read(out->doc, p->reader, workspace, &out->err) != HS_OK) {
        hs_document_free(out->doc);
        out->doc = NULL;
    }
}

/* The others do the work of a thread that cannot; the run fails with the last of them. */
static void give_up(pool *p, const hs_error *why)
{
    pthread_mutex_lock(&p->lock);
    p->hands--;
    p->no_hands = *why;
    pthread_cond_broadcast(&p->filled);
    pthread_mutex_unlock(&p->lock);
}

static void *work(void *arg)
{
    pool *p = arg;
    hs_workspace *workspace;
    hs_error err = {0};
    if (hs_workspace_open(&workspace, p->reader, &err) != HS_OK) {
        give_up(p, &err);
        return NULL;
    }
    pthread_mutex_lock(&p->lock);
    for (;;) {
        while (!p->stop && p->taken < p->n && p->taken >= p->given + p->n_slots)
            pthread_cond_wait(&p->emptied, &p->lock);
        if (p->stop || p->taken == p->n)
            break;
        size_t i = p->taken++;
        pthread_mutex_unlock(&p->lock);
        slot made;
        read_one(p, i, workspace, &made);
        made.full = true;
        pthread_mutex_lock(&p->lock);
        p->slots[i % p->n_slots] = made;
        pthread_cond_broadcast(&p->filled);
    }
    pthread_mutex_unlock(&p->lock);
    hs_workspace_free(workspace);
    return NULL;
}

static hs_status hand_over(pool *p, cli_take *take, hs_error *err)
{
    for (size_t i = 0; i < p->n && !p->stop; i++) {
        slot *s = &p->slots[i % p->n_slots];
        pthread_mutex_lock(&p->lock);
        while (!s->full && p->hands)
            pthread_cond_wait(&p->filled, &p->lock);
        slot got = *s;
        pthread_mutex_unlock(&p->lock);
        if (!got.full) {
            *err = p->no_hands;
            return err->code;
        }
        bool go_on = take(p->ctx, i, got.doc, &got.err);
        hs_document_free(got.doc);
        pthread_mutex_lock(&p->lock);
        *s = (slot){0};
        p->given++;
        p->stop = !go_on;
        pthread_cond_broadcast(&p->emptied);
        pthread_mutex_unlock(&p->lock);
    }
    return HS_OK;
}

hs_status cli_pool_read(const hs_reader *reader, unsigned threads, size_t n, cli_open *open, cli_take *take, void *ctx,
                        hs_error *err)
{
    if (threads > n)
        threads = n ? (unsigned)n : 1;
    pool p = {.reader = reader, .open = open, .ctx = ctx, .n = n, .n_slots = (size_t)threads * AHEAD, .hands = threads};
    p.slots = cli_grow(NULL, p.n_slots, sizeof *p.slots);
    pthread_t *ids = cli_grow(NULL, threads, sizeof *ids);
    for (size_t i = 0; i < p.n_slots; i++)
        p.slots[i] = (slot){0};
    pthread_mutex_init(&p.lock, NULL);
    pthread_cond_init(&p.filled, NULL);
    pthread_cond_init(&p.emptied, NULL);
    unsigned started = 0;
    while (started < threads && pthread_create(&ids[started], NULL, work, &p) == 0)
        started++;
    static const hs_error no_thread = {HS_E_NOMEM, 0, "no thread could be started"};
    for (unsigned i = started; i < threads; i++)
        give_up(&p, &no_thread);
    hs_status status = hand_over(&p, take, err);
    for (unsigned i = 0; i < started; i++)
        pthread_join(ids[i], NULL);
    for (size_t i = 0; i < p.n_slots; i++)
        hs_document_free(p.slots[i].doc);
    pthread_mutex_destroy(&p.lock);
    pthread_cond_destroy(&p.filled);
    pthread_cond_destroy(&p.emptied);
    free(p.slots);
    free(ids);
    return status;
}
