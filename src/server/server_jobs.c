/* server_jobs.c -- a few threads for what takes long: reading, fetching, changing the ledger. In: functions. Out: they are run, in
 * turn. */
#include "server_state.h"
#include "status.h"

enum { WAITING = sizeof((hs_server_jobs *)0)->queue / sizeof *((hs_server_jobs *)0)->queue };

static void *work(void *ctx)
{
    hs_server_jobs *jobs = ctx;
    pthread_mutex_lock(&jobs->lock);
    while (jobs->n || !jobs->ending) {
        if (!jobs->n) {
            pthread_cond_wait(&jobs->more, &jobs->lock);
            continue;
        }
        hs_server_job *run = jobs->queue[jobs->first].run;
        void *of = jobs->queue[jobs->first].ctx;
        jobs->first = (jobs->first + 1) % WAITING;
        jobs->n--;
        pthread_mutex_unlock(&jobs->lock);
        run(of);
        pthread_mutex_lock(&jobs->lock);
    }
    pthread_mutex_unlock(&jobs->lock);
    return NULL;
}

hs_status hs_server_jobs_open(hs_server_jobs *out, unsigned threads, hs_error *err)
{
    const unsigned most = sizeof out->threads / sizeof *out->threads;
    *out = (hs_server_jobs){0};
    pthread_mutex_init(&out->lock, NULL);
    pthread_cond_init(&out->more, NULL);
    for (unsigned i = 0; i < (threads < most ? threads : most); i++)
        if (pthread_create(&out->threads[out->n_threads], NULL, work, out) == 0)
            out->n_threads++;
    if (out->n_threads)
        return HS_OK;
    hs_server_jobs_close(out);
    return hs_fail(err, HS_E_NOMEM, 0, "no thread can be started");
}

void hs_server_jobs_close(hs_server_jobs *jobs)
{
    pthread_mutex_lock(&jobs->lock);
    jobs->ending = true;
    pthread_cond_broadcast(&jobs->more);
    pthread_mutex_unlock(&jobs->lock);
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
        unsigned at = (jobs->first + jobs->n++) % WAITING;
        jobs->queue[at].run = run;
        jobs->queue[at].ctx = ctx;
        pthread_cond_signal(&jobs->more);
    }
    pthread_mutex_unlock(&jobs->lock);
    return room;
}
