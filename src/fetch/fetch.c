/* fetch.c -- hs_fetch. In: a URL. Out: the bytes behind it, after robots.txt, turns at each host, redirects and one
 * retry. Each address on the way, robots.txt's own among them, goes through the same request and the same checks.
 * Threads: a fetcher serves any number; what they share is locked. */
#include <pthread.h>

#include "arena.h"
#include "buffer.h"
#include "fetch_curl.h"
#include "fetch_exchange.h"
#include "fetch_pace.h"
#include "fetch_sites.h"
#include "fetch_text.h"
#include "fetch_url.h"
#include "heap.h"
#include "iso8601.h"
#include "status.h"

enum {
    DEFAULT_TIMEOUT_MS = 30000,
    DEFAULT_DELAY_MS = 1000,
    DEFAULT_MAX_BYTES = 64 << 20,
    DEFAULT_MAX_REDIRECTS = 10,
    ROBOTS_MAX_REDIRECTS = 5, /* RFC 9309, 2.3.1.2 */
    MAX_RETRY_S = 30,         /* who asks for more patience is left alone for as long */
    MAX_LEAVE_S = 7 * 86400,
    MAX_REDIRECTS = 100,
    MAX_ARENA = 16 << 20 /* MAX_REDIRECTS of the longest URLs */
};

/* A handle of libcurl with its open connections. */
typedef struct line {
    struct line *next;
    CURL *easy;
} line;

struct hs_fetcher {
    hs_curl curl;
    hs_fetch_options options; /* defaults filled in */
    char *user_agent;         /* options.user_agent, ours */
    hs_pace *pace;
    hs_sites *sites;
    pthread_mutex_t lock; /* over idle */
    line *idle;
};

/* What hs_reply_free must end. */
typedef struct held_reply {
    hs_reply reply; /* first: it is what the caller has */
    char fetched[HS_ISO8601_UTC];
    hs_arena *arena;
} held_reply;

/* One address and where it led. */
typedef struct visit {
    hs_fetcher *fetcher;
    hs_arena *arena;
    hs_fetch_url url; /* the one at hand */
    hs_str origin;    /* the first one's, to which alone its credentials are sent */
    hs_str user, password;
    unsigned max_redirects;
    bool robots; /* it is a robots.txt, which needs no leave, and after which nobody waits */
    hs_exchange exchange;
} visit;

/* The options with their defaults; the user agent stays the caller's. */
static hs_fetch_options complete(const hs_fetch_options *given)
{
    hs_fetch_options o = given ? *given : (hs_fetch_options){0};
    if (!o.user_agent)
        o.user_agent = "hearsay/" HS_VERSION;
    if (!o.timeout_ms)
        o.timeout_ms = DEFAULT_TIMEOUT_MS;
    if (!o.delay_ms)
        o.delay_ms = DEFAULT_DELAY_MS;
    if (!o.max_bytes)
        o.max_bytes = DEFAULT_MAX_BYTES;
    if (!o.max_redirects)
        o.max_redirects = DEFAULT_MAX_REDIRECTS;
    if (o.max_redirects > MAX_REDIRECTS)
        o.max_redirects = MAX_REDIRECTS;
    return o;
}

static hs_status check_agent(hs_str agent, hs_error *err)
{
    for (size_t i = 0; i < agent.len; i++)
        if ((unsigned char)agent.ptr[i] < 0x20 || agent.ptr[i] == 0x7f)
            return hs_fail(err, HS_E_ARG, i, "user agent: a control character at byte %zu", i);
    if (!hs_robots_token(agent).len)
        return hs_fail(err, HS_E_ARG, 0, "user agent: must begin with a name, by which robots.txt can call it");
    return HS_OK;
}

static hs_status set_up(hs_fetcher *f, hs_str agent, hs_error *err)
{
    HS_TRY(check_agent(agent, err));
    f->user_agent = hs_alloc(agent.len + 1);
    if (!f->user_agent)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for a fetcher");
    memcpy(f->user_agent, agent.ptr, agent.len);
    f->options.user_agent = f->user_agent;
    HS_TRY(hs_pace_new(&f->pace, err));
    HS_TRY(hs_sites_new(&f->sites, err));
    return hs_curl_load(&f->curl, err);
}

hs_status hs_fetcher_open(hs_fetcher **out, const hs_fetch_options *options, hs_error *err)
{
    *out = NULL;
    hs_fetcher *f = hs_alloc(sizeof *f);
    if (!f)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for a fetcher");
    pthread_mutex_init(&f->lock, NULL);
    f->options = complete(options);
    hs_status status = set_up(f, (hs_str){f->options.user_agent, strlen(f->options.user_agent)}, err);
    if (status == HS_OK)
        *out = f;
    else
        hs_fetcher_free(f);
    return status;
}

void hs_fetcher_free(hs_fetcher *f)
{
    if (!f)
        return;
    for (line *l = f->idle, *next; l; l = next) {
        next = l->next;
        f->curl.easy_cleanup(l->easy);
        hs_free(l);
    }
    hs_curl_unload(&f->curl);
    hs_sites_free(f->sites);
    hs_pace_free(f->pace);
    hs_free(f->user_agent);
    pthread_mutex_destroy(&f->lock);
    hs_free(f);
}

static line *take_line(hs_fetcher *f)
{
    pthread_mutex_lock(&f->lock);
    line *l = f->idle;
    if (l)
        f->idle = l->next;
    pthread_mutex_unlock(&f->lock);
    if (l)
        return l;
    l = hs_alloc(sizeof *l);
    if (l && !(l->easy = f->curl.easy_init())) {
        hs_free(l);
        l = NULL;
    }
    return l;
}

static void give_line(hs_fetcher *f, line *l)
{
    pthread_mutex_lock(&f->lock);
    l->next = f->idle;
    f->idle = l;
    pthread_mutex_unlock(&f->lock);
}

static hs_status talk(visit *v, hs_error *err)
{
    hs_fetcher *f = v->fetcher;
    hs_exchange *x = &v->exchange;
    bool home = hs_fetch_same(v->url.origin, v->origin);
    line *l = take_line(f);
    if (!l)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for a connection");
    x->url = &v->url;
    x->user = home ? v->user : (hs_str){NULL, 0};
    x->password = home ? v->password : (hs_str){NULL, 0};
    x->user_agent = f->user_agent;
    x->timeout_ms = f->options.timeout_ms;
    x->allow_private = f->options.allow_private;
    hs_status status = hs_exchange_run(x, l->easy, &f->curl, v->arena, err);
    give_line(f, l);
    return status;
}

/* Ask, and ask again if the host says in how short a while. */
static hs_status ask(visit *v, uint32_t delay_ms, hs_error *err)
{
    const hs_exchange *x = &v->exchange;
    for (bool again = false;; again = true) {
        hs_turn *turn;
        int why;
        uint32_t left_s = hs_pace_left(v->fetcher->pace, v->url.host, &why);
        if (left_s)
            return hs_fail(err, HS_E_HTTP, (uint64_t)why, "HTTP status %d a while ago; it asks to come back in %u s", why, left_s);
        HS_TRY(hs_pace_begin(&turn, v->fetcher->pace, v->url.host, err));
        hs_status status = talk(v, err);
        bool busy = status == HS_OK && (x->http_status == 429 || x->http_status == 503) && x->retry_after_s > 0;
        bool later = busy && x->retry_after_s <= MAX_RETRY_S;
        uint32_t wait_ms = later ? (uint32_t)x->retry_after_s * 1000 : 0;
        if (busy && (!later || again))
            hs_pace_leave(v->fetcher->pace, turn, (uint32_t)(x->retry_after_s < MAX_LEAVE_S ? x->retry_after_s : MAX_LEAVE_S),
                          (int)x->http_status);
        hs_pace_end(v->fetcher->pace, turn, wait_ms > delay_ms ? wait_ms : delay_ms);
        if (!later || again)
            return status;
    }
}

static hs_sites_load load_robots;

/* Ask for leave, ask for the page, and follow it to where it went; v->url is then where that was. */
static hs_status follow(visit *v, hs_error *err)
{
    hs_fetcher *f = v->fetcher;
    const hs_exchange *x = &v->exchange;
    for (unsigned hop = 0;; hop++) {
        uint32_t delay_ms = 0;
        if (!v->robots) {
            HS_TRY(hs_sites_ask(&delay_ms, f->sites, v->arena, v->url.origin, v->url.path, load_robots, f, err));
            if (delay_ms < f->options.delay_ms)
                delay_ms = f->options.delay_ms;
        }
        HS_TRY(ask(v, delay_ms, err));
        long status = x->http_status;
        bool moved = status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
        if (!moved || !x->location.ptr)
            return HS_OK;
        if (hop == v->max_redirects)
            return hs_fail(err, HS_E_LIMIT, v->max_redirects, "over %u redirects", v->max_redirects);
        hs_fetch_url next;
        hs_error why = {HS_OK, 0, ""};
        hs_status parsed = hs_fetch_url_parse(&next, v->arena, &f->curl, &v->url, x->location, &why);
        if (parsed == HS_E_NOMEM)
            return hs_fail(err, parsed, why.pos, "%s", why.msg);
        if (parsed != HS_OK)
            return hs_fail(err, HS_E_HTTP, (uint64_t)status, "redirects to %s", why.msg);
        v->url = next;
    }
}

static int add_to_buffer(void *ctx, const char *bytes, size_t len)
{
    hs_buffer *buffer = ctx;
    hs_buffer_add(buffer, bytes, len);
    return buffer->failed;
}

/* RFC 9309, 2.3.1: a 4xx and too many redirects open the site, a 5xx and an unreachable host close it. */
static hs_status load_robots(hs_robots *out, hs_arena *arena, void *ctx, hs_str origin, hs_error *err)
{
    hs_fetcher *f = ctx;
    hs_buffer text = hs_buffer_new(HS_ROBOTS_MAX_BYTES);
    visit v = {.fetcher = f, .arena = hs_arena_new(MAX_ARENA), .max_redirects = ROBOTS_MAX_REDIRECTS, .robots = true};
    v.exchange = (hs_exchange){.max_bytes = HS_ROBOTS_MAX_BYTES, .cut = true, .sink = add_to_buffer, .ctx = &text};
    hs_fetch_url site = {0};
    *out = (hs_robots){0};
    hs_status status = v.arena ? HS_OK : hs_fail(err, HS_E_NOMEM, 0, "no memory for robots.txt");
    if (status == HS_OK)
        status = hs_fetch_url_parse(&site, v.arena, &f->curl, NULL, origin, err);
    if (status == HS_OK)
        status = hs_fetch_url_parse(&v.url, v.arena, &f->curl, &site, (hs_str){"/robots.txt", 11}, err);
    if (status == HS_OK)
        status = follow(&v, err);
    long http = v.exchange.http_status;
    if (status == HS_OK && http >= 200 && http < 300)
        status = hs_robots_parse(out, arena, (hs_str){text.ptr, text.len},
                                 (hs_str){f->user_agent, strlen(f->user_agent)}, err);
    else if (status == HS_OK && http >= 500)
        status =
            hs_fail(err, HS_E_ROBOTS, (uint64_t)http, "robots.txt of %.*s fails with HTTP status %ld, so it is closed",
                    origin.len < 120 ? (int)origin.len : 120, origin.ptr, http);
    else if (status == HS_E_LIMIT)
        status = HS_OK;
    else if (text.failed)
        status = hs_fail(err, HS_E_NOMEM, 0, "no memory for robots.txt");
    if (status != HS_OK && !hs_fetch_same(v.url.origin, site.origin))
        hs_blame(err, status, "robots.txt"); /* which led elsewhere */
    hs_buffer_free(&text);
    hs_arena_free(v.arena);
    return status;
}

static hs_status fill(hs_reply *out, visit *v, hs_str url, hs_error *err)
{
    const hs_exchange *x = &v->exchange;
    HS_TRY(hs_fetch_url_parse(&v->url, v->arena, &v->fetcher->curl, NULL, url, err));
    v->origin = v->url.origin;
    v->user = v->url.user;
    v->password = v->url.password;
    HS_TRY(follow(v, err));
    bool asked = x->have && (x->have->etag.len || x->have->last_modified.len);
    if ((x->http_status < 200 || x->http_status >= 300) && !(x->http_status == 304 && asked)) {
        if (x->retry_after_s)
            return hs_fail(err, HS_E_HTTP, (uint64_t)x->http_status, "HTTP status %ld; it asks to come back in %ld s",
                           x->http_status, x->retry_after_s);
        return hs_fail(err, HS_E_HTTP, (uint64_t)x->http_status, "HTTP status %ld", x->http_status);
    }
    *out = (hs_reply){.http_status = (int)x->http_status,
                      .url = v->url.text,
                      .content_type = x->content_type,
                      .validators = {x->etag, x->last_modified}};
    return HS_OK;
}

hs_status hs_fetch(hs_reply **out, hs_fetcher *fetcher, hs_str url, const hs_validators *have, hs_sink *sink, void *ctx,
                   hs_error *err)
{
    *out = NULL;
    hs_arena *arena = hs_arena_new(MAX_ARENA);
    held_reply *held = arena ? HS_NEW(arena, held_reply, 1) : NULL;
    if (!held) {
        hs_arena_free(arena);
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for a reply");
    }
    visit v = {.fetcher = fetcher, .arena = arena, .max_redirects = fetcher->options.max_redirects};
    v.exchange = (hs_exchange){.have = have, .max_bytes = fetcher->options.max_bytes, .sink = sink, .ctx = ctx};
    hs_status status = fill(&held->reply, &v, url, err);
    held->arena = arena;
    if (status == HS_OK) {
        hs_iso8601_now(held->fetched);
        held->reply.fetched = (hs_str){held->fetched, sizeof held->fetched - 1};
        *out = &held->reply;
    } else {
        hs_arena_free(arena);
    }
    return status;
}

uint32_t hs_fetcher_left_s(hs_fetcher *fetcher, hs_str url)
{
    hs_fetch_url parsed;
    hs_arena *arena = hs_arena_new(MAX_ARENA);
    bool known = arena && hs_fetch_url_parse(&parsed, arena, &fetcher->curl, NULL, url, NULL) == HS_OK;
    uint32_t left_s = known ? hs_pace_left(fetcher->pace, parsed.host, NULL) : 0;
    hs_arena_free(arena);
    return left_s;
}

void hs_reply_free(hs_reply *reply)
{
    if (reply)
        hs_arena_free(((held_reply *)reply)->arena);
}
