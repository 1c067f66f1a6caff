/* server_jobs.c -- a few threads for what takes long: reading, fetching, changing the ledger. In: functions. Out: they are run, in
 * turn. */
#include "server_state.h"
#include "status.h"

enum { WAITING = sizeof((hs_server_jobs *)0)->queue / sizeof *((hs_server_jobs *)0)->queue };

/* The one that waits longest, off the queue. Called with the lock, and only where one waits. */
static hs_server_queued take_first(hs_server_jobs *jobs)
{
    hs_server_queued job = jobs->queue[jobs->first];
    jobs->first = (jobs->first + 1) % WAITING;
    jobs->n--;
    return job;
}

static void *work(void *ctx)
{
    hs_server_jobs *jobs = ctx;
    pthread_mutex_lock(&jobs->lock);
    while (jobs->n || !jobs->ending) {
        if (!jobs->n) {
            pthread_cond_wait(&jobs->more, &jobs->lock);
            continue;
        }
        hs_server_queued job = take_first(jobs);
        jobs->running++;
        pthread_mutex_unlock(&jobs->lock);
        job.run(job.ctx);
        pthread_mutex_lock(&jobs->lock);
        jobs->running--;
    }
    pthread_mutex_unlock(&jobs->lock);
    return NULL;
}

hs_status hs_server_jobs_open(hs_server_jobs *out, unsigned threads, hs_server_job *drop, hs_error *err)
{
    const unsigned most = sizeof out->threads / sizeof *out->threads;
    *out = (hs_server_jobs){.drop = drop};
    pthread_mutex_init(&out->lock, NULL);
    pthread_cond_init(&out->more, NULL);
    for (unsigned i = 0; i < (threads < most ? threads : most); i++)
        if (pthread_create(&out->threads[out->n_threads], NULL, work, out) == 0)
            out->n_threads++;
    if (out->n_threads)
        return HS_OK;
    pthread_mutex_destroy(&out->lock);
    pthread_cond_destroy(&out->more);
    return hs_fail(err, HS_E_NOMEM, 0, "no thread can be started");
}

void hs_server_jobs_end(hs_server_jobs *jobs)
{
    if (!jobs->n_threads)
        return;
    pthread_mutex_lock(&jobs->lock);
    jobs->ending = true;
    while (jobs->n) {
        hs_server_queued job = take_first(jobs);
        if (jobs->drop)
            jobs->drop(job.ctx);
    }
    pthread_cond_broadcast(&jobs->more);
    pthread_mutex_unlock(&jobs->lock);
}

bool hs_server_jobs_rest(hs_server_jobs *jobs)
{
    if (!jobs->n_threads)
        return true;
    pthread_mutex_lock(&jobs->lock);
    bool rest = !jobs->n && !jobs->running;
    pthread_mutex_unlock(&jobs->lock);
    return rest;
}

void hs_server_jobs_close(hs_server_jobs *jobs)
{
    if (!jobs->n_threads)
        return;
    hs_server_jobs_end(jobs);
    for (unsigned i = 0; i < jobs->n_threads; i++)
        pthread_join(jobs->threads[i], NULL);
    jobs->n_threads = 0;
    pthread_mutex_destroy(&jobs->lock);
    pthread_cond_destroy(&jobs->more);
}

bool hs_server_jobs_put(hs_server_jobs *jobs, hs_server_job *run, void *ctx)
{
    pthread_mutex_lock(&jobs->lock);
    bool room = jobs->n < WAITING && !jobs->ending;
    if (room) {
        jobs->queue[(jobs->first + jobs->n++) % WAITING] = (hs_server_queued){run, ctx};
        pthread_cond_signal(&jobs->more);
    }
    pthread_mutex_unlock(&jobs->lock);
    return room;
}
