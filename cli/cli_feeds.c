/* cli_feeds.c -- feeds that are polled, each when it is due: addresses and a ledger -> items for the pool, in the order
 * in which they come. Several threads fetch, no two of them from one host; whoever asks for the next item waits for
 * theirs. What the ledger is to remember of an item or a poll goes beside it as a mark, and is written with the
 * documents before it. Opening, stopping and closing belong to the main thread; cli_feeds_next to any, one at a time.
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "cli.h"

enum {
    FETCHERS = 8,
    QUEUE = 64,
    MOST_TRIES = 5,      /* for a page that cannot be had for now; then its summary stays */
    MOST_WAIT_S = 86400, /* after failures */
    LEASE_S = 300,       /* a poll that is not heard of for so long is another's; longer than one page takes at worst */
    ID = 64
};

typedef struct feed {
    char *url;
    int64_t due; /* as far as this program knows */
    bool busy;   /* polled, or what came of it not written yet */
    bool polled; /* by this run */
    bool lacking; /* something of the poll that is being written did not come in */
} feed;

struct cli_feeds {
    cli_feeds_options options;
    feed *at; /* [n] */
    size_t n;
    pthread_t threads[FETCHERS];
    unsigned n_threads, alive;
    pthread_mutex_t db;   /* over options.ledger; never taken with `lock` held */
    pthread_mutex_t lock; /* over all that follows, and feeds' due, busy, polled */
    pthread_cond_t changed;
    size_t busy[FETCHERS]; /* [n_busy] feeds */
    size_t n_busy;
    cli_item queue[QUEUE];
    size_t first, count;
    bool closed;
    hs_error fatal; /* code HS_OK: the ledger does what it should */
    unsigned seed;
};

/* What goes beside an item: its address and digest and what it became, or the feed after a poll. */
typedef struct mark {
    cli_feeds *feeds;
    size_t index;
    bool item;    /* else a poll */
    hs_feed feed; /* of a poll; url is the item's else */
    char sha256[ID + 1], document[ID + 1];
    uint32_t tries;
    char bytes[]; /* what the strings point to */
} mark;

/* One poll as it goes. */
typedef struct polling {
    cli_feeds *feeds;
    size_t index;
    hs_feed *state; /* owned */
    cli_source source;
    int64_t lease_end;
    bool first;   /* by this run: what its items lack is told once */
    bool pending; /* some page is to be tried again */
    bool halted;  /* its host has had enough for now */
} polling;

/* ---- marks ---- */

static char *keep(char *at, hs_str *s)
{
    if (!s->len)
        return at;
    memcpy(at, s->ptr, s->len);
    s->ptr = at;
    return at + s->len;
}

static mark *make_mark(polling *p, const hs_feed *of)
{
    size_t n = of->url.len + of->validators.etag.len + of->validators.last_modified.len;
    mark *m = cli_grow(NULL, sizeof *m + n, 1);
    *m = (mark){.feeds = p->feeds, .index = p->index, .feed = *of};
    m->feed.title = (hs_str){NULL, 0};
    keep(keep(keep(m->bytes, &m->feed.url), &m->feed.validators.etag), &m->feed.validators.last_modified);
    return m;
}

/* Of what a feed has of an item. */
static mark *make_item_mark(polling *p, const hs_document *doc, uint32_t tries)
{
    hs_str id = hs_document_id(doc);
    mark *m = make_mark(p, &(hs_feed){.url = hs_document_url(doc)});
    m->item = true;
    memcpy(m->sha256, id.ptr, id.len < ID ? id.len : ID);
    m->tries = tries;
    return m;
}

static void set_free(cli_feeds *f, size_t index)
{
    pthread_mutex_lock(&f->lock);
    f->at[index].busy = false;
    pthread_cond_broadcast(&f->changed);
    pthread_mutex_unlock(&f->lock);
}

hs_status cli_feeds_put_mark(hs_ledger *ledger, const void *of, hs_error *err)
{
    const mark *m = of;
    feed *whose = &m->feeds->at[m->index];
    if (m->item) {
        bool put;
        hs_status status = hs_ledger_item_put(&put, ledger, m->feed.url, (hs_str){m->sha256, strlen(m->sha256)}, m->tries,
                                              (hs_str){*m->document ? m->document : NULL, strlen(m->document)}, err);
        whose->lacking = whose->lacking || !put;
        return status;
    }
    hs_feed after = m->feed;
    if (whose->lacking)
        after.validators = (hs_validators){{NULL, 0}, {NULL, 0}}; /* so that the items are seen again */
    whose->lacking = false;
    hs_status status = hs_ledger_feed_put(ledger, &after, err);
    set_free(m->feeds, m->index); /* who polls it next waits for the ledger, and so for this batch */
    return status;
}

/* ---- the queue ---- */

static void free_item(cli_item *item)
{
    hs_document_free(item->doc);
    free(item->said);
    free(item->mark);
}

/* @return false: nobody wants it */
static bool push(polling *p, cli_item item)
{
    cli_feeds *f = p->feeds;
    item.input = p->index;
    pthread_mutex_lock(&f->lock);
    while (!f->closed && f->count == QUEUE)
        pthread_cond_wait(&f->changed, &f->lock);
    bool wanted = !f->closed;
    if (wanted)
        f->queue[(f->first + f->count++) % QUEUE] = item;
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
        f->first = (f->first + 1) % QUEUE;
        f->count--;
    }
    pthread_cond_broadcast(&f->changed);
    pthread_mutex_unlock(&f->lock);
    return more;
}

static bool is_closed(cli_feeds *f)
{
    pthread_mutex_lock(&f->lock);
    bool closed = f->closed;
    pthread_mutex_unlock(&f->lock);
    return closed;
}

static void close_queue(cli_feeds *f, const hs_error *why)
{
    pthread_mutex_lock(&f->lock);
    f->closed = true;
    if (why && f->fatal.code == HS_OK)
        f->fatal = *why;
    pthread_cond_broadcast(&f->changed);
    pthread_mutex_unlock(&f->lock);
}

/* ---- the ledger ---- */

/* Where the interval is short, so is the time after which a killed program's poll is taken on. */
static int64_t lease_s(const cli_feeds *f)
{
    return f->options.interval_s < LEASE_S ? f->options.interval_s : LEASE_S;
}

static bool claim(polling *p, int64_t now)
{
    cli_feeds *f = p->feeds;
    bool taken;
    hs_error err;
    hs_str url = {f->at[p->index].url, strlen(f->at[p->index].url)};
    p->lease_end = now + lease_s(f);
    pthread_mutex_lock(&f->db);
    hs_status status = hs_ledger_feed_claim(&p->state, &taken, f->options.ledger, url, now, p->lease_end, f->options.interval_s, &err);
    pthread_mutex_unlock(&f->db);
    if (status != HS_OK)
        close_queue(f, &err);
    return status == HS_OK && taken;
}

/* Say that the poll goes on, or, stopped, that it does not. */
static void hold(polling *p, int64_t until)
{
    cli_feeds *f = p->feeds;
    hs_error err;
    pthread_mutex_lock(&f->db);
    hs_status status = hs_ledger_feed_hold(f->options.ledger, p->state->url, until, &err);
    pthread_mutex_unlock(&f->db);
    if (status != HS_OK)
        close_queue(f, &err);
    p->lease_end = until;
}

static void hold_on(polling *p)
{
    int64_t now = (int64_t)time(NULL), left = p->lease_end - now;
    if (2 * left < lease_s(p->feeds))
        hold(p, now + lease_s(p->feeds));
}

static bool is_in(polling *p, const hs_document *doc)
{
    uint64_t id = 0;
    pthread_mutex_lock(&p->feeds->db);
    hs_status status = hs_ledger_find(&id, p->feeds->options.ledger, hs_document_id(doc), NULL);
    pthread_mutex_unlock(&p->feeds->db);
    return status == HS_OK && id;
}

/* Was the item taken in as it is? Where the ledger does not answer, the writer will find out why. */
static bool is_done(polling *p, const hs_document *doc, uint32_t *tries)
{
    bool same = false;
    *tries = 0;
    if (!hs_document_url(doc).len)
        return is_in(p, doc);
    pthread_mutex_lock(&p->feeds->db);
    hs_ledger_item_find(&same, tries, p->feeds->options.ledger, hs_document_url(doc), hs_document_id(doc), NULL);
    pthread_mutex_unlock(&p->feeds->db);
    return same && !*tries;
}

/* ---- items ---- */

static bool is_for_now(const hs_error *err)
{
    return err->code == HS_E_NET || err->code == HS_E_IO || err->code == HS_E_NOMEM ||
           (err->code == HS_E_HTTP && (err->pos == 408 || err->pos == 425 || err->pos == 429 || err->pos >= 500));
}

void cli_feeds_unread(void *of, const hs_error *why)
{
    mark *m = of;
    if (!is_for_now(why))
        *m->document = '\0'; /* nothing comes of it; else it is missed when the mark is put, and tried again */
}

/* A document unless it is in, and the mark of what the feed has of it. */
static bool push_document(polling *p, hs_document *doc, mark *m, const hs_error *missing)
{
    cli_item item = {.doc = doc, .mark = m};
    hs_str id = hs_document_id(doc);
    if (m)
        memcpy(m->document, id.ptr, id.len < ID ? id.len : ID);
    if (missing)
        item.missing = *missing;
    if (is_in(p, doc)) {
        hs_document_free(doc);
        item.doc = NULL;
    }
    return push(p, item);
}

static bool follow(polling *p, hs_document *summary, uint32_t tries)
{
    const cli_feeds_options *o = &p->feeds->options;
    hs_document *page = NULL;
    hs_error err;
    if (p->halted) {
        hs_document_free(summary);
        return true;
    }
    hold_on(p);
    if (cli_walk_page(&page, summary, &o->about, o->fetcher, &err) == HS_OK) {
        mark *m = make_item_mark(p, summary, 0);
        hs_document_free(summary);
        return push_document(p, page, m, NULL);
    }
    p->halted = hs_fetcher_left_s(o->fetcher, hs_document_url(summary)) > 0;
    tries = is_for_now(&err) && tries + 1 < MOST_TRIES ? tries + 1 : 0;
    p->pending = p->pending || tries || p->halted;
    return push_document(p, summary, make_item_mark(p, summary, tries), &err);
}

static bool take_item(polling *p, hs_document *doc)
{
    uint32_t tries;
    if (is_done(p, doc, &tries)) {
        hs_document_free(doc);
        return true;
    }
    if (hs_document_is_summary(doc) && hs_document_url(doc).len)
        return follow(p, doc, tries);
    return push_document(p, doc, hs_document_url(doc).len ? make_item_mark(p, doc, 0) : NULL, NULL);
}

/* All of a feed that was fetched. @return HS_OK; why there is none of it */
static hs_status take_items(polling *p, hs_error *err)
{
    hs_input about = p->feeds->options.about;
    hs_intake *intake;
    size_t n = 0, failed = 0;
    bool go_on = true;
    about.name = p->state->url;
    about.address = p->source.reply->url;
    hs_status status = hs_intake_open(&intake, cli_source_read, &p->source, &about, err);
    if (status != HS_OK)
        return status;
    while (go_on && !is_closed(p->feeds)) {
        hs_document *doc;
        cli_item item = {0};
        status = hs_intake_next(intake, &doc, &item.err);
        if (status == HS_OK && !doc)
            break;
        if (status == HS_OK && !hs_intake_is_feed(intake, &p->state->least_s)) {
            hs_document_free(doc);
            hs_intake_free(intake);
            *err = (hs_error){.code = HS_E_FORMAT, .msg = "is no feed; 'hearsay add' takes a page"};
            return err->code;
        }
        if (status == HS_OK) {
            n++;
            go_on = take_item(p, doc);
            continue;
        }
        failed++;
        *err = item.err;
        if (p->first && n)
            go_on = push(p, item);
    }
    bool is_feed = hs_intake_is_feed(intake, &p->state->least_s);
    hs_intake_free(intake);
    return n || !failed || (is_feed && err->code == HS_E_EMPTY) ? HS_OK : err->code;
}

/* ---- polls ---- */

/* Some time after `wait_s`, so that not all feeds are due at one time. */
static int64_t after(cli_feeds *f, int64_t now, int64_t wait_s)
{
    pthread_mutex_lock(&f->lock);
    int64_t more = wait_s / 10 ? rand_r(&f->seed) % (wait_s / 10 + 1) : 0;
    pthread_mutex_unlock(&f->lock);
    return now + wait_s + more;
}

static int64_t longer(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

static char *say_when(const hs_error *err, int64_t now, int64_t due)
{
    char line[sizeof err->msg + 80], at[24];
    time_t when = (time_t)due;
    struct tm tm;
    localtime_r(&when, &tm);
    strftime(at, sizeof at, due - now < 12 * 3600 ? "%H:%M:%S" : "%Y-%m-%d %H:%M", &tm);
    snprintf(line, sizeof line, "%s; next try at %s", err->msg, at);
    return cli_copy(line, strlen(line));
}

/* What came of it, and when it is due again. */
static void end_poll(polling *p, hs_status status, const hs_error *err)
{
    cli_feeds *f = p->feeds;
    cli_item item = {.last = true};
    hs_feed *state = p->state;
    int64_t now = (int64_t)time(NULL), wait_s = longer(f->options.interval_s, state->least_s);
    if (status == HS_E_PRIVATE) {
        wait_s = f->options.once ? 0 : wait_s; /* our own doing: whoever allows it need not wait */
    } else if (status != HS_OK) {
        unsigned doublings = state->failures < 16 ? state->failures : 16;
        int64_t back_off = (int64_t)f->options.interval_s << (doublings + 1);
        state->failures += state->failures < UINT32_MAX;
        wait_s = longer(wait_s, back_off < MOST_WAIT_S ? back_off : MOST_WAIT_S);
    } else {
        state->failures = 0;
    }
    int64_t left_s = hs_fetcher_left_s(f->options.fetcher, state->url);
    wait_s = longer(wait_s, left_s);
    if (p->pending)
        state->validators = (hs_validators){{NULL, 0}, {NULL, 0}}; /* so that the items are seen again */
    state->due = after(f, now, wait_s);
    state->waits_s = status == HS_OK && left_s <= 0 ? (uint32_t)(state->due - now) : 0;
    if (status != HS_OK) {
        item.err = *err;
        item.said = say_when(err, now, state->due);
    }
    item.mark = make_mark(p, state);
    pthread_mutex_lock(&f->lock);
    f->at[p->index].due = state->due;
    pthread_mutex_unlock(&f->lock);
    push(p, item);
}

static void poll_feed(cli_feeds *f, size_t index)
{
    polling p = {.feeds = f, .index = index, .first = !f->at[index].polled, .source = {.fd = -1}};
    hs_error err = {0};
    if (!claim(&p, (int64_t)time(NULL))) {
        pthread_mutex_lock(&f->lock);
        f->at[index].due = p.state ? p.state->due : 0;
        f->at[index].busy = false;
        pthread_mutex_unlock(&f->lock);
        hs_feed_free(p.state);
        return;
    }
    hs_status status = hs_fetch(&p.source.reply, f->options.fetcher, p.state->url, &p.state->validators, cli_sink_bytes,
                                &p.source.body, &err);
    const hs_reply *reply = p.source.reply;
    if (status == HS_OK && reply->http_status != 304) {
        status = take_items(&p, &err);
        p.state->validators = status == HS_OK ? reply->validators : (hs_validators){{NULL, 0}, {NULL, 0}};
    }
    if (is_closed(f))
        hold(&p, (int64_t)time(NULL)); /* for whoever comes next */
    else
        end_poll(&p, status, &err);
    cli_source_close(&p.source);
    hs_feed_free(p.state);
}

/* ---- which feed, and when ---- */

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
        const feed *at = &f->at[i];
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
        poll_feed(f, i);
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
    f->at[f->n++] = (feed){.url = cli_copy(url.ptr, url.len)};
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

size_t cli_feeds_count(const cli_feeds *f)
{
    return f->n;
}

const char *cli_feeds_url(const cli_feeds *f, size_t i)
{
    return f->at[i].url;
}

static int by_url(const void *a, const void *b)
{
    return strcmp(((const feed *)a)->url, ((const feed *)b)->url);
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
    while (f->n_threads < FETCHERS && f->n_threads < f->n &&
           pthread_create(&f->threads[f->n_threads], NULL, fetch_feeds, f) == 0)
        f->n_threads++;
    f->alive = f->n_threads;
    pthread_mutex_unlock(&f->lock);
    return f->n_threads > 0;
}

void cli_feeds_stop(cli_feeds *f)
{
    close_queue(f, NULL);
}

hs_status cli_feeds_end(cli_feeds *f, hs_error *err)
{
    close_queue(f, NULL);
    for (unsigned i = 0; i < f->n_threads; i++)
        pthread_join(f->threads[i], NULL);
    for (; f->count; f->count--) {
        free_item(&f->queue[f->first]);
        f->first = (f->first + 1) % QUEUE;
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
