/* cli_feeds_marks.c -- what the ledger is to remember of an item or a poll: made beside it by whoever fetched it, written with the documents
 * before it by the thread that writes. */
#include <stdlib.h>
#include <string.h>

#include "cli_feeds.h"

enum { ID = 64 };

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

static char *keep(char *at, hs_str *s)
{
    if (!s->len)
        return at;
    memcpy(at, s->ptr, s->len);
    s->ptr = at;
    return at + s->len;
}

static mark *make_mark(cli_feeds *feeds, size_t index, const hs_feed *of)
{
    size_t n = of->url.len + of->validators.etag.len + of->validators.last_modified.len;
    mark *m = cli_grow(NULL, sizeof *m + n, 1);
    *m = (mark){.feeds = feeds, .index = index, .feed = *of};
    m->feed.title = (hs_str){NULL, 0};
    keep(keep(keep(m->bytes, &m->feed.url), &m->feed.validators.etag), &m->feed.validators.last_modified);
    return m;
}

void *cli_feeds_mark(cli_feeds *feeds, size_t index, const hs_feed *after)
{
    return make_mark(feeds, index, after);
}

static void put_id(char out[ID + 1], const hs_document *doc)
{
    hs_str id = hs_document_id(doc);
    memcpy(out, id.ptr, id.len < ID ? id.len : ID);
}

void *cli_feeds_item_mark(cli_feeds *feeds, size_t index, const hs_document *doc, uint32_t tries)
{
    mark *m = make_mark(feeds, index, &(hs_feed){.url = hs_document_url(doc)});
    m->item = true;
    put_id(m->sha256, doc);
    m->tries = tries;
    return m;
}

void cli_feeds_mark_document(void *of, const hs_document *doc)
{
    put_id(((mark *)of)->document, doc);
}

hs_status cli_feeds_put_mark(hs_ledger *ledger, const void *of, hs_error *err)
{
    const mark *m = of;
    cli_feed *whose = &m->feeds->at[m->index];
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
    cli_feeds_set_free(m->feeds, m->index); /* who polls it next waits for the ledger, and so for this batch */
    return status;
}

bool cli_feeds_may_pass(const hs_error *err)
{
    return err->code == HS_E_NET || err->code == HS_E_IO || err->code == HS_E_NOMEM ||
           (err->code == HS_E_HTTP && (err->pos == 408 || err->pos == 425 || err->pos == 429 || err->pos >= 500));
}

void cli_feeds_unread(void *of, const hs_error *why)
{
    mark *m = of;
    if (!cli_feeds_may_pass(why))
        *m->document = '\0'; /* nothing comes of it; else it is missed when the mark is put, and tried again */
}
