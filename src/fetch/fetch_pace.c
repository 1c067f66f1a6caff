/* fetch_pace.c -- when each host may be asked again. In: hosts and delays. Out: time slept. Hosts whose delay is over
 * say nothing and are dropped, so that the list is as long as what was asked within one delay. Threads: any number. */
#include "fetch_pace.h"

#include <errno.h>
#include <pthread.h>
#include <time.h>

#include "fetch_text.h"
#include "heap.h"
#include "status.h"

typedef struct host {
    struct host *next;
    int64_t free_at_ms; /* when the next turn begins */
    size_t len;
    char name[];
} host;

struct hs_pace {
    pthread_mutex_t lock; /* over the list */
    host *hosts;
};

hs_status hs_pace_new(hs_pace **out, hs_error *err)
{
    *out = hs_alloc(sizeof **out);
    if (!*out)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for a fetcher");
    pthread_mutex_init(&(*out)->lock, NULL);
    return HS_OK;
}

void hs_pace_free(hs_pace *pace)
{
    if (!pace)
        return;
    for (host *h = pace->hosts, *next; h; h = next) {
        next = h->next;
        hs_free(h);
    }
    pthread_mutex_destroy(&pace->lock);
    hs_free(pace);
}

int64_t hs_pace_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void sleep_until(int64_t ms)
{
    struct timespec until = {.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000};
    while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, NULL) == EINTR)
        continue;
}

/* The host's entry, and out with those whose time is over. */
static host *look_up(hs_pace *pace, hs_str name, int64_t now)
{
    host *found = NULL;
    for (host **at = &pace->hosts, *h; (h = *at);) {
        if (hs_fetch_same((hs_str){h->name, h->len}, name))
            found = h;
        if (h->free_at_ms <= now && h != found) {
            *at = h->next;
            hs_free(h);
        } else {
            at = &h->next;
        }
    }
    return found;
}

static host *add(hs_pace *pace, hs_str name)
{
    host *made = hs_alloc(sizeof *made + name.len);
    if (!made)
        return NULL;
    memcpy(made->name, name.ptr, name.len);
    made->len = name.len;
    made->next = pace->hosts;
    return pace->hosts = made;
}

/* Keep the host from its next free moment, or from now on, for so long. @param from  out: since when */
static hs_status keep(int64_t *from, hs_pace *pace, hs_str name, bool queue, uint32_t ms, hs_error *err)
{
    int64_t now = hs_pace_now();
    *from = now;
    pthread_mutex_lock(&pace->lock);
    host *h = look_up(pace, name, now);
    if (!h)
        h = add(pace, name);
    if (h) {
        if (queue && h->free_at_ms > now)
            *from = h->free_at_ms;
        if (h->free_at_ms < *from + ms)
            h->free_at_ms = *from + ms;
    }
    pthread_mutex_unlock(&pace->lock);
    return h ? HS_OK : hs_fail(err, HS_E_NOMEM, 0, "no memory for a host's turn");
}

hs_status hs_pace_wait(hs_pace *pace, hs_str name, uint32_t delay_ms, hs_error *err)
{
    int64_t turn;
    HS_TRY(keep(&turn, pace, name, true, delay_ms, err));
    sleep_until(turn);
    return HS_OK;
}

hs_status hs_pace_hold(hs_pace *pace, hs_str name, uint32_t ms, hs_error *err)
{
    int64_t now;
    return keep(&now, pace, name, false, ms, err);
}
