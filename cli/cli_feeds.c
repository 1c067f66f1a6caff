/* cli_feeds.c -- feeds that are polled, each when it is due: addresses and a ledger -> items for the pool, in the order
 * in which they come. Several threads fetch, no two of them from one host; whoever asks for the next item waits for
 * theirs. Opening, stopping and closing belong to the main thread; cli_feeds_next to any, one at a time.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "cli_feeds.h"

/* ---- the queue ---- */

static void free_item(cli_item *item)
{
    hs_document_free(item->doc);
    free(item->said);
    free(item->mark);
}

bool cli_feeds_push(cli_feeds *f, size_t index, cli_item item)
{
    item.input = index;
    pthread_mutex_lock(&f->lock);
    while (!f->closed && f->count == CLI_FEEDS_QUEUE)
        pthread_cond_wait(&f->changed, &f->lock);
    bool wanted = !f->closed;
    if (wanted)
        f->queue[(f->first + f->count++) % CLI_FEEDS_QUEUE] = item;
    pthread_cond_broadcast(&f->changed);
    pthread_mutex_unlock(&f->lock);
    if (!wanted)
        free_item(&item);
    return wanted;
}

bool cli_feeds_next(void *feeds, cli_item *out)
{
    cli_feeds *f = feeds;
    pthread_mutex_lock(&f->lock);
    while (!f->closed && !f->count && f->alive)
        pthread_cond_wait(&f->changed, &f->lock);
    bool more = !f->closed && f->count;
    if (more) {
        *out = f->queue[f->first];
        f->first = (f->first + 1) % CLI_FEEDS_QUEUE;
        f->count--;
    }
    pthread_cond_broadcast(&f->changed);
    pthread_mutex_unlock(&f->lock);
    return more;
}

bool cli_feeds_closed(cli_feeds *f)
{
    pthread_mutex_lock(&f->lock);
    bool closed = f->closed;
    pthread_mutex_unlock(&f->lock);
    return closed;
}

void cli_feeds_close(cli_feeds *f, const hs_error *why)
{
    pthread_mutex_lock(&f->lock);
    f->closed = true;
    if (why && f->fatal.code == HS_OK)
        f->fatal = *why;
    pthread_cond_broadcast(&f->changed);
    pthread_mutex_unlock(&f->lock);
}

/* ---- which feed, and when ---- */

void cli_feeds_set_free(cli_feeds *f, size_t index)
{
    pthread_mutex_lock(&f->lock);
    f->at[index].busy = false;
    pthread_cond_broadcast(&f->changed);
    pthread_mutex_unlock(&f->lock);
}

void cli_feeds_set_due(cli_feeds *f, size_t index, int64_t due)
{
    pthread_mutex_lock(&f->lock);
    f->at[index].due = due;
    pthread_mutex_unlock(&f->lock);
}

int64_t cli_feeds_after(cli_feeds *f, int64_t now, int64_t wait_s)
{
    pthread_mutex_lock(&f->lock);
    int64_t more = wait_s / 10 ? rand_r(&f->seed) % (wait_s / 10 + 1) : 0;
    pthread_mutex_unlock(&f->lock);
    return now + wait_s + more;
}

static hs_str host_of(const char *url)
{
    const char *begin = strstr(url, "://");
    begin = begin ? begin + 3 : url;
    return (hs_str){begin, strcspn(begin, "/?#")};
}

static bool is_host_busy(const cli_feeds *f, const char *url)
{
    hs_str host = host_of(url);
    for (size_t i = 0; i < f->n_busy; i++) {
        hs_str other = host_of(f->at[f->busy[i]].url);
        if (other.len == host.len && strncasecmp(other.ptr, host.ptr, host.len) == 0)
            return true;
    }
    return false;
}

/* The feed that is due first among those whose host nobody is at. @return f->n: there is none
 * @param blocked  out: some feed waits for its host */
static size_t find_first(const cli_feeds *f, int64_t now, bool *blocked)
{
    size_t best = f->n;
    *blocked = false;
    for (size_t i = 0; i < f->n; i++) {
        const cli_feed *at = &f->at[i];
        if (at->busy || (f->options.once && at->polled) || (best < f->n && at->due >= f->at[best].due))
            continue;
        if (at->due <= now && is_host_busy(f, at->url))
            *blocked = true;
        else
            best = i;
    }
    return best;
}

/* Wait for a feed to be due. @return false: there is nothing more to do */
static bool take_due(cli_feeds *f, size_t *index)
{
    bool found = false, ended = false;
    pthread_mutex_lock(&f->lock);
    while (!found && !ended && !f->closed) {
        bool blocked;
        int64_t now = (int64_t)time(NULL);
        size_t best = find_first(f, now, &blocked);
        found = best < f->n && f->at[best].due <= now;
        ended = !found && !blocked && f->options.once;
        if (found) {
            *index = best;
            f->at[best].busy = true;
            f->busy[f->n_busy++] = best;
        } else if (!ended && best < f->n) {
            struct timespec until = {.tv_sec = (time_t)f->at[best].due};
            pthread_cond_timedwait(&f->changed, &f->lock, &until);
        } else if (!ended) {
            pthread_cond_wait(&f->changed, &f->lock);
        }
    }
    pthread_mutex_unlock(&f->lock);
    return found;
}

static void give_back(cli_feeds *f, size_t index)
{
    size_t n = 0;
    pthread_mutex_lock(&f->lock);
    f->at[index].polled = true;
    for (size_t i = 0; i < f->n_busy; i++)
        if (f->busy[i] != index)
            f->busy[n++] = f->busy[i];
    f->n_busy = n;
    pthread_cond_broadcast(&f->changed);
    pthread_mutex_unlock(&f->lock);
}

static void *fetch_feeds(void *arg)
{
    cli_feeds *f = arg;
    size_t i;
    while (take_due(f, &i)) {
        cli_feeds_poll(f, i);
        give_back(f, i);
    }
    pthread_mutex_lock(&f->lock);
    f->alive--;
    pthread_cond_broadcast(&f->changed);
    pthread_mutex_unlock(&f->lock);
    return NULL;
}

/* ---- the whole ---- */

cli_feeds *cli_feeds_new(const cli_feeds_options *options)
{
    cli_feeds *f = cli_grow(NULL, 1, sizeof *f);
    *f = (cli_feeds){.options = *options, .seed = (unsigned)time(NULL)};
    pthread_mutex_init(&f->db, NULL);
    pthread_mutex_init(&f->lock, NULL);
    pthread_cond_init(&f->changed, NULL);
    return f;
}

void cli_feeds_add(cli_feeds *f, hs_str url)
{
    if ((f->n & (f->n - 1)) == 0)
        f->at = cli_grow(f->at, f->n ? 2 * f->n : 1, sizeof *f->at);
    f->at[f->n++] = (cli_feed){.url = cli_copy(url.ptr, url.len)};
}

int64_t cli_feeds_next_due(cli_feeds *f)
{
    int64_t first = 0;
    pthread_mutex_lock(&f->lock);
    for (size_t i = 0; i < f->n; i++)
        if (!first || f->at[i].due < first)
            first = f->at[i].due;
    pthread_mutex_unlock(&f->lock);
    return first;
}

const char *cli_feeds_url(const cli_feeds *f, size_t i)
{
    return f->at[i].url;
}

static int by_url(const void *a, const void *b)
{
    return strcmp(((const cli_feed *)a)->url, ((const cli_feed *)b)->url);
}

/* Lists may name one twice. */
static void take_doubles_out(cli_feeds *f)
{
    size_t n = 0;
    if (f->n)
        qsort(f->at, f->n, sizeof *f->at, by_url);
    for (size_t i = 0; i < f->n; i++)
        if (n && strcmp(f->at[n - 1].url, f->at[i].url) == 0)
            free(f->at[i].url);
        else
            f->at[n++] = f->at[i];
    f->n = n;
}

bool cli_feeds_begin(cli_feeds *f)
{
    take_doubles_out(f);
    pthread_mutex_lock(&f->lock);
    while (f->n_threads < CLI_FETCHERS && f->n_threads < f->n &&
           pthread_create(&f->threads[f->n_threads], NULL, fetch_feeds, f) == 0)
        f->n_threads++;
    f->alive = f->n_threads;
    pthread_mutex_unlock(&f->lock);
    return f->n_threads > 0;
}

void cli_feeds_stop(cli_feeds *f)
{
    cli_feeds_close(f, NULL);
}

hs_status cli_feeds_end(cli_feeds *f, hs_error *err)
{
    cli_feeds_close(f, NULL);
    for (unsigned i = 0; i < f->n_threads; i++)
        pthread_join(f->threads[i], NULL);
    for (; f->count; f->count--) {
        free_item(&f->queue[f->first]);
        f->first = (f->first + 1) % CLI_FEEDS_QUEUE;
    }
    for (size_t i = 0; i < f->n; i++)
        free(f->at[i].url);
    if (f->fatal.code != HS_OK)
        *err = f->fatal;
    hs_status status = f->fatal.code;
    pthread_cond_destroy(&f->changed);
    pthread_mutex_destroy(&f->lock);
    pthread_mutex_destroy(&f->db);
    free(f->at);
    free(f);
    return status;
}
