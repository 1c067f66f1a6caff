/* cli_feeds_poll.c -- one poll of a feed: its bytes -> documents that are new in it, pages in the place of summaries -> items, and when it is due
 * again. On whatever thread fetches, one feed of a host at a time; the ledger under feeds->db. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "cli_feeds.h"

enum {
    MOST_TRIES = 5,      /* for a page that cannot be had for now; then its summary stays */
    MOST_WAIT_S = 86400, /* after failures */
    LEASE_S = 300        /* a poll that is not heard of for so long is another's; longer than one page takes at worst */
};

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

/* ---- the ledger ---- */

/* Where the interval is short, so is the time after which a killed program's poll is taken on. */
static int64_t lease_s(const cli_feeds *f)
{
    return f->options.interval_s < LEASE_S ? f->options.interval_s : LEASE_S;
}

static bool claim(polling *p)
{
    cli_feeds *f = p->feeds;
    bool taken;
    hs_error err;
    hs_str url = {f->at[p->index].url, strlen(f->at[p->index].url)};
    hs_status status;
    unsigned tries = 0;
    do {
        int64_t now = (int64_t)time(NULL);
        p->lease_end = now + lease_s(f);
        pthread_mutex_lock(&f->db);
        status = hs_ledger_feed_claim(&p->state, &taken, f->options.ledger, url, now, p->lease_end, f->options.interval_s, &err);
        pthread_mutex_unlock(&f->db);
    } while (status == HS_E_BUSY && ++tries < f->options.tries && !cli_feeds_closed(f));
    if (status != HS_OK)
        cli_feeds_close(f, &err);
    return status == HS_OK && taken;
}

/* Say that the poll goes on, or, stopped, that it does not. Where another program keeps the ledger to itself the lease that there is runs on. */
static void hold(polling *p, int64_t until)
{
    cli_feeds *f = p->feeds;
    hs_error err;
    pthread_mutex_lock(&f->db);
    hs_status status = hs_ledger_feed_hold(f->options.ledger, p->state->url, until, &err);
    pthread_mutex_unlock(&f->db);
    if (status == HS_E_BUSY)
        return;
    if (status != HS_OK)
        cli_feeds_close(f, &err);
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

/* A document unless it is in, and the mark of what the feed has of it. */
static bool push_document(polling *p, hs_document *doc, void *mark, const hs_error *missing)
{
    cli_item item = {.doc = doc, .mark = mark};
    if (mark)
        cli_feeds_mark_document(mark, doc);
    if (missing)
        item.missing = *missing;
    if (is_in(p, doc)) {
        hs_document_free(doc);
        item.doc = NULL;
    }
    return cli_feeds_push(p->feeds, p->index, item);
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
        void *mark = cli_feeds_item_mark(p->feeds, p->index, summary, 0);
        hs_document_free(summary);
        return push_document(p, page, mark, NULL);
    }
    p->halted = hs_fetcher_left_s(o->fetcher, hs_document_url(summary)) > 0;
    tries = cli_feeds_may_pass(&err) && tries + 1 < MOST_TRIES ? tries + 1 : 0;
    p->pending = p->pending || tries || p->halted;
    return push_document(p, summary, cli_feeds_item_mark(p->feeds, p->index, summary, tries), &err);
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
    return push_document(p, doc, hs_document_url(doc).len ? cli_feeds_item_mark(p->feeds, p->index, doc, 0) : NULL, NULL);
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
    about.fetched = p->source.reply->fetched;
    hs_status status = hs_intake_open(&intake, cli_source_read, &p->source, &about, err);
    if (status != HS_OK)
        return status;
    while (go_on && !cli_feeds_closed(p->feeds)) {
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
            go_on = cli_feeds_push(p->feeds, p->index, item);
    }
    bool is_feed = hs_intake_is_feed(intake, &p->state->least_s);
    hs_intake_free(intake);
    return n || !failed || (is_feed && err->code == HS_E_EMPTY) ? HS_OK : err->code;
}

/* ---- polls ---- */

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
    state->due = cli_feeds_after(f, now, wait_s);
    state->waits_s = status == HS_OK && left_s <= 0 ? (uint32_t)(state->due - now) : 0;
    if (status != HS_OK) {
        item.err = *err;
        item.said = say_when(err, now, state->due);
    }
    item.mark = cli_feeds_mark(f, p->index, state);
    cli_feeds_set_due(f, p->index, state->due);
    cli_feeds_push(p->feeds, p->index, item);
}

void cli_feeds_poll(cli_feeds *f, size_t index)
{
    polling p = {.feeds = f, .index = index, .first = !f->at[index].polled, .source = {.fd = -1}};
    hs_error err = {0};
    if (!claim(&p)) {
        cli_feeds_set_due(f, index, p.state ? p.state->due : 0);
        cli_feeds_set_free(f, index);
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
    if (cli_feeds_closed(f))
        hold(&p, (int64_t)time(NULL)); /* for whoever comes next */
    else
        end_poll(&p, status, &err);
    cli_source_close(&p.source);
    hs_feed_free(p.state);
}
