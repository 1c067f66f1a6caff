/* fetch_sites.c -- the rules of the sites that were asked, newest first. In: origins and paths. Out: yes or no. Rules
 * are kept for a day (RFC 9309, 2.4), a failure for a minute; of many sites the one that was added first is forgotten.
 * Threads: any number. */
#include "fetch_sites.h"

#include <pthread.h>

#include "fetch_pace.h"
#include "fetch_text.h"
#include "heap.h"
#include "status.h"

enum { MAX_SITES = 64, KEPT_MS = 24 * 3600 * 1000, FAILURE_KEPT_MS = 60 * 1000, MAX_ARENA = 8 << 20 };

typedef struct site {
    struct site *next;
    hs_arena *arena;
    hs_str origin; /* in the arena, as the rules are */
    hs_robots robots;
    hs_status status; /* of the loading */
    hs_error why;
    int64_t expires_ms;
    unsigned users; /* threads that wait for it or look at it; it stays while there are any */
    bool loading;
} site;

struct hs_sites {
    pthread_mutex_t lock; /* over the list and each site's state; a site that is loaded does not change */
    pthread_cond_t loaded;
    site *list;
};

hs_status hs_sites_new(hs_sites **out, hs_error *err)
{
    *out = hs_alloc(sizeof **out);
    if (!*out)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for a fetcher");
    pthread_mutex_init(&(*out)->lock, NULL);
    pthread_cond_init(&(*out)->loaded, NULL);
    return HS_OK;
}

static void site_free(site *s)
{
    hs_arena_free(s->arena);
    hs_free(s);
}

void hs_sites_free(hs_sites *sites)
{
    if (!sites)
        return;
    for (site *s = sites->list, *next; s; s = next) {
        next = s->next;
        site_free(s);
    }
    pthread_cond_destroy(&sites->loaded);
    pthread_mutex_destroy(&sites->lock);
    hs_free(sites);
}

static site *look_up(hs_sites *sites, hs_str origin, int64_t now)
{
    for (site *s = sites->list; s; s = s->next)
        if ((s->loading || s->expires_ms > now) && hs_fetch_same(s->origin, origin))
            return s;
    return NULL;
}

/* Drop what has expired, and of more than MAX_SITES the oldest. */
static void forget(hs_sites *sites, int64_t now)
{
    size_t n = 0;
    for (site **at = &sites->list, *s; (s = *at);) {
        n++;
        if (!s->users && (s->expires_ms <= now || n > MAX_SITES)) {
            *at = s->next;
            site_free(s);
        } else {
            at = &s->next;
        }
    }
}

static site *add(hs_sites *sites, hs_str origin)
{
    site *made = hs_alloc(sizeof *made);
    if (made)
        made->arena = hs_arena_new(MAX_ARENA);
    if (made && made->arena)
        made->origin = hs_arena_copy(made->arena, origin);
    if (!made || !made->origin.ptr) {
        if (made)
            site_free(made);
        return NULL;
    }
    made->loading = true;
    made->next = sites->list;
    return sites->list = made;
}

/* The site, loaded, with us among its users; NULL if there is no memory. */
static site *hold(hs_sites *sites, hs_str origin, hs_sites_load *load, void *ctx)
{
    int64_t now = hs_pace_now();
    pthread_mutex_lock(&sites->lock);
    site *s = look_up(sites, origin, now);
    bool ours = !s;
    if (ours) {
        forget(sites, now);
        s = add(sites, origin);
    }
    if (s)
        s->users++;
    if (s && ours) {
        pthread_mutex_unlock(&sites->lock);
        hs_robots robots;
        hs_error why = {HS_OK, 0, ""};
        hs_status status = load(&robots, s->arena, ctx, s->origin, &why);
        pthread_mutex_lock(&sites->lock);
        s->robots = status == HS_OK ? robots : (hs_robots){0};
        s->status = status;
        s->why = why;
        s->expires_ms = hs_pace_now() + (status == HS_OK ? KEPT_MS : status == HS_E_NOMEM ? 0 : FAILURE_KEPT_MS);
        s->loading = false;
        pthread_cond_broadcast(&sites->loaded);
    }
    while (s && s->loading)
        pthread_cond_wait(&sites->loaded, &sites->lock);
    pthread_mutex_unlock(&sites->lock);
    return s;
}

hs_status hs_sites_ask(uint32_t *delay_ms, hs_sites *sites, hs_arena *arena, hs_str origin, hs_str path,
                       hs_sites_load *load, void *ctx, hs_error *err)
{
    bool allowed = false;
    *delay_ms = 0;
    site *s = hold(sites, origin, load, ctx);
    if (!s)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for a site's robots.txt");
    hs_status status = s->status;
    if (status == HS_OK)
        status = hs_robots_allow(&allowed, &s->robots, arena, path, err);
    else
        hs_fail(err, status, s->why.pos, "%s", s->why.msg);
    if (status == HS_OK && !allowed)
        status = hs_fail(err, HS_E_ROBOTS, 0, "robots.txt of %.*s does not allow it",
                         origin.len < 120 ? (int)origin.len : 120, origin.ptr);
    *delay_ms = s->robots.delay_ms;
    pthread_mutex_lock(&sites->lock);
    s->users--;
    pthread_mutex_unlock(&sites->lock);
    return status;
}
