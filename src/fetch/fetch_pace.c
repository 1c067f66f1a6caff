/* fetch_pace.c -- when each host may be asked again. In: hosts and delays. Out: time slept. Hosts whose delay is over
 * say nothing and are dropped, so that the list is as long as what was asked within one delay. Threads: any number. */
#include "fetch_pace.h"

#include <pthread.h>
#include <time.h>

#include "fetch_text.h"
#include "heap.h"
#include "status.h"

/* A host; who has its turn holds it. */
struct hs_turn {
    hs_turn *next;
    int64_t free_at_ms;  /* when the next turn begins */
    int64_t leave_to_ms; /* until when it asks to be left alone */
    int leave_status;
    unsigned waiting;
    bool taken;
    size_t len;
    char name[];
};

struct hs_pace {
    pthread_mutex_t lock; /* over the list and all in it */
    pthread_cond_t ended; /* on the monotonic clock */
    hs_turn *hosts;
};

hs_status hs_pace_new(hs_pace **out, hs_error *err)
{
    pthread_condattr_t clock;
    *out = hs_alloc(sizeof **out);
    if (!*out)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for a fetcher");
    pthread_mutex_init(&(*out)->lock, NULL);
    pthread_condattr_init(&clock);
    pthread_condattr_setclock(&clock, CLOCK_MONOTONIC);
    pthread_cond_init(&(*out)->ended, &clock);
    pthread_condattr_destroy(&clock);
    return HS_OK;
}

void hs_pace_free(hs_pace *pace)
{
    if (!pace)
        return;
    for (hs_turn *h = pace->hosts, *next; h; h = next) {
        next = h->next;
        hs_free(h);
    }
    pthread_cond_destroy(&pace->ended);
    pthread_mutex_destroy(&pace->lock);
    hs_free(pace);
}

int64_t hs_pace_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* The host's entry, and out with those whose time is over. */
static hs_turn *look_up(hs_pace *pace, hs_str name)
{
    int64_t now = hs_pace_now();
    hs_turn *found = NULL;
    for (hs_turn **at = &pace->hosts, *h; (h = *at);) {
        if (hs_fetch_same((hs_str){h->name, h->len}, name))
            found = h;
        if (h != found && !h->taken && !h->waiting && h->free_at_ms <= now && h->leave_to_ms <= now) {
            *at = h->next;
            hs_free(h);
        } else {
            at = &h->next;
        }
    }
    return found;
}

static hs_turn *add(hs_pace *pace, hs_str name)
{
    hs_turn *made = hs_alloc(sizeof *made + name.len);
    if (!made)
        return NULL;
    memcpy(made->name, name.ptr, name.len);
    made->len = name.len;
    made->next = pace->hosts;
    return pace->hosts = made;
}

hs_status hs_pace_begin(hs_turn **out, hs_pace *pace, hs_str host, hs_error *err)
{
    pthread_mutex_lock(&pace->lock);
    hs_turn *h = look_up(pace, host);
    if (!h)
        h = add(pace, host);
    *out = h;
    if (h) {
        h->waiting++;
        while (h->taken || h->free_at_ms > hs_pace_now()) {
            struct timespec until = {.tv_sec = h->free_at_ms / 1000, .tv_nsec = h->free_at_ms % 1000 * 1000000};
            if (h->taken)
                pthread_cond_wait(&pace->ended, &pace->lock);
            else
                pthread_cond_timedwait(&pace->ended, &pace->lock, &until);
        }
        h->waiting--;
        h->taken = true;
    }
    pthread_mutex_unlock(&pace->lock);
    return h ? HS_OK : hs_fail(err, HS_E_NOMEM, 0, "no memory for a turn at a host");
}

void hs_pace_end(hs_pace *pace, hs_turn *turn, uint32_t delay_ms)
{
    int64_t next = hs_pace_now() + delay_ms;
    pthread_mutex_lock(&pace->lock);
    turn->taken = false;
    if (turn->free_at_ms < next)
        turn->free_at_ms = next;
    pthread_cond_broadcast(&pace->ended);
    pthread_mutex_unlock(&pace->lock);
}

void hs_pace_leave(hs_pace *pace, hs_turn *turn, uint32_t seconds, int status)
{
    pthread_mutex_lock(&pace->lock);
    turn->leave_to_ms = hs_pace_now() + (int64_t)seconds * 1000;
    turn->leave_status = status;
    pthread_mutex_unlock(&pace->lock);
}

uint32_t hs_pace_left(hs_pace *pace, hs_str host, int *status)
{
    pthread_mutex_lock(&pace->lock);
    const hs_turn *h = look_up(pace, host);
    int64_t left = h ? h->leave_to_ms - hs_pace_now() : 0;
    if (status)
        *status = h ? h->leave_status : 0;
    pthread_mutex_unlock(&pace->lock);
    return left > 0 ? (uint32_t)((left + 999) / 1000) : 0;
}
