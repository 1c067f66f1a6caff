/* ledger_feeds.c -- feeds that are polled: when each is due, who polls it, and what was seen of its items. Two programs
 * that poll one ledger's feeds take turns by `due`: who moves it on has the poll. In: addresses and times. Out: rows of
 * feed and feed_item. One thread at a time. */
#include "ledger.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "heap.h"
#include "status.h"

enum { MOST_STRING = 1 << 13 }; /* of what a host or a list of feeds says */

/* What is no time counts as long past. */
static int64_t read_time(hs_str s)
{
    struct tm tm = {0};
    char text[HS_ISO8601_UTC];
    if (!hs_iso8601_utc(text, s))
        return 0;
    sscanf(text, "%4d-%2d-%2dT%2d:%2d:%2d", &tm.tm_year, &tm.tm_mon, &tm.tm_mday, &tm.tm_hour, &tm.tm_min, &tm.tm_sec);
    tm.tm_year -= 1900;
    tm.tm_mon--;
    return (int64_t)timegm(&tm);
}

static hs_str short_enough(hs_str s)
{
    return s.len <= MOST_STRING ? s : (hs_str){NULL, 0};
}

/* Begin a change that is a batch of its own. */
static hs_status begin_change(hs_ledger *ledger, hs_error *err)
{
    return ledger->in_batch ? hs_fail(err, HS_E_ARG, 0, "a batch is open: commit it first") : hs_ledger_begin(ledger, err);
}

/* End it. */
static hs_status end_change(hs_ledger *ledger, hs_status status, hs_error *err)
{
    if (status == HS_OK)
        return hs_ledger_commit(ledger, err);
    hs_ledger_undo(ledger);
    return status;
}

hs_status hs_ledger_feed_add(hs_ledger *ledger, hs_str url, hs_str title, hs_error *err)
{
    if (!url.len || url.len > MOST_STRING)
        return hs_fail(err, HS_E_ARG, 0, "no address of a feed");
    HS_TRY(hs_ledger_step_begin(ledger, err));
    hs_sql q = hs_sql_begin(ledger, "INSERT INTO feed (url, title, due) VALUES (?1, ?2, '1970-01-01T00:00:00Z') "
                                    "ON CONFLICT (url) DO UPDATE SET title = coalesce(excluded.title, feed.title)");
    hs_sql_str(&q, 1, url);
    hs_sql_str(&q, 2, short_enough(title));
    return hs_ledger_step_end(ledger, hs_sql_run(&q, err), err);
}

/* ---- a feed's row ---- */

static char *put(char *at, hs_str *out, hs_str s)
{
    *out = (hs_str){s.ptr ? at : NULL, s.len};
    if (s.len)
        memcpy(at, s.ptr, s.len);
    return at + s.len;
}

static uint32_t small(int64_t n)
{
    return n < 0 ? 0 : n < UINT32_MAX ? (uint32_t)n : UINT32_MAX;
}

/* The row that a statement is at: url, title, etag, last_modified, due, failures, least, waits. */
static hs_status take_row(hs_feed **out, const hs_sql *q, hs_error *err)
{
    hs_str text[4];
    size_t n = 0;
    for (int i = 0; i < 4; i++)
        n += (text[i] = hs_sql_column(q, i)).len;
    hs_feed *feed = hs_alloc(sizeof *feed + n);
    if (!feed)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for a feed");
    char *at = put((char *)(feed + 1), &feed->url, text[0]);
    at = put(at, &feed->title, text[1]);
    at = put(at, &feed->validators.etag, text[2]);
    put(at, &feed->validators.last_modified, text[3]);
    feed->due = read_time(hs_sql_column(q, 4));
    feed->failures = small(hs_sql_column_number(q, 5));
    feed->least_s = small(hs_sql_column_number(q, 6));
    feed->waits_s = small(hs_sql_column_number(q, 7));
    *out = feed;
    return HS_OK;
}

void hs_feed_free(hs_feed *feed)
{
    hs_free(feed);
}

hs_status hs_ledger_feed_after(hs_feed **out, hs_ledger *ledger, hs_str url, hs_error *err)
{
    bool row;
    *out = NULL;
    hs_sql q =
        hs_sql_begin(ledger, "SELECT url, title, etag, last_modified, due, failures, least, waits FROM feed WHERE url > ?1 "
                             "ORDER BY url LIMIT 1");
    hs_sql_str(&q, 1, url.ptr ? url : (hs_str){"", 0});
    hs_status status = hs_sql_step(&q, &row, err);
    if (status == HS_OK && row)
        status = take_row(out, &q, err);
    hs_sql_end(&q);
    return status;
}

/* Who polls more often than whoever polled it last need not wait as that one would have. */
static void shorten(hs_feed *feed, uint32_t interval_s)
{
    uint32_t least = interval_s > feed->least_s ? interval_s : feed->least_s;
    if (interval_s && feed->waits_s > least)
        feed->due -= feed->waits_s - least;
}

static hs_status claim(hs_feed **out, bool *taken, hs_ledger *ledger, hs_str url, int64_t now, int64_t until, uint32_t interval_s,
                       hs_error *err)
{
    bool row;
    char text[HS_ISO8601_UTC];
    hs_sql q =
        hs_sql_begin(ledger, "SELECT url, title, etag, last_modified, due, failures, least, waits FROM feed WHERE url = ?1");
    hs_sql_str(&q, 1, url);
    hs_status status = hs_sql_step(&q, &row, err);
    if (status == HS_OK)
        status = row ? take_row(out, &q, err) : hs_fail(err, HS_E_NONE, 0, "no feed of that address");
    hs_sql_end(&q);
    if (status == HS_OK)
        shorten(*out, interval_s);
    if (status != HS_OK || (*out)->due > now)
        return status;
    hs_iso8601_at(text, until);
    q = hs_sql_begin(ledger, "UPDATE feed SET due = ?2, waits = 0 WHERE url = ?1");
    hs_sql_str(&q, 1, url);
    hs_sql_word(&q, 2, text);
    *taken = true;
    return hs_sql_run(&q, err);
}

hs_status hs_ledger_feed_claim(hs_feed **out, bool *taken, hs_ledger *ledger, hs_str url, int64_t now, int64_t until,
                               uint32_t interval_s, hs_error *err)
{
    *out = NULL;
    *taken = false;
    HS_TRY(begin_change(ledger, err));
    hs_status status = end_change(ledger, claim(out, taken, ledger, url, now, until, interval_s, err), err);
    if (status != HS_OK) {
        hs_feed_free(*out);
        *out = NULL;
        *taken = false;
    }
    return status;
}

hs_status hs_ledger_feed_hold(hs_ledger *ledger, hs_str url, int64_t until, hs_error *err)
{
    char text[HS_ISO8601_UTC];
    hs_iso8601_at(text, until);
    HS_TRY(begin_change(ledger, err));
    hs_sql q = hs_sql_begin(ledger, "UPDATE feed SET due = ?2, waits = 0 WHERE url = ?1");
    hs_sql_str(&q, 1, url);
    hs_sql_word(&q, 2, text);
    return end_change(ledger, hs_sql_run(&q, err), err);
}

hs_status hs_ledger_feed_put(hs_ledger *ledger, const hs_feed *feed, hs_error *err)
{
    char due[HS_ISO8601_UTC], now[HS_ISO8601_UTC];
    hs_iso8601_at(due, feed->due);
    hs_iso8601_now(now);
    HS_TRY(hs_ledger_step_begin(ledger, err));
    hs_sql q =
        hs_sql_begin(ledger, "UPDATE feed SET etag = ?2, last_modified = ?3, due = ?4, failures = ?5, least = ?7, waits = ?8, "
                             "polled = CASE ?5 WHEN 0 THEN ?6 ELSE polled END WHERE url = ?1");
    hs_sql_str(&q, 1, feed->url);
    hs_sql_str(&q, 2, short_enough(feed->validators.etag));
    hs_sql_str(&q, 3, short_enough(feed->validators.last_modified));
    hs_sql_word(&q, 4, due);
    hs_sql_number(&q, 5, feed->failures);
    hs_sql_word(&q, 6, now);
    hs_sql_number(&q, 7, feed->least_s);
    hs_sql_number(&q, 8, feed->waits_s);
    return hs_ledger_step_end(ledger, hs_sql_run(&q, err), err);
}

/* ---- items ---- */

hs_status hs_ledger_item_find(bool *same, uint32_t *tries, hs_ledger *ledger, hs_str url, hs_str sha256, hs_error *err)
{
    bool row;
    *same = false;
    *tries = 0;
    hs_sql q = hs_sql_begin(ledger, "SELECT sha256 = ?2, tries FROM feed_item WHERE url = ?1");
    hs_sql_str(&q, 1, url);
    hs_sql_str(&q, 2, sha256);
    hs_status status = hs_sql_step(&q, &row, err);
    if (status == HS_OK && row) {
        *same = hs_sql_column_number(&q, 0) != 0;
        *tries = *same ? small(hs_sql_column_number(&q, 1)) : 0;
    }
    hs_sql_end(&q);
    return status;
}

hs_status hs_ledger_item_put(bool *put, hs_ledger *ledger, hs_str url, hs_str sha256, uint32_t tries, hs_str document, hs_error *err)
{
    *put = false;
    HS_TRY(hs_ledger_step_begin(ledger, err));
    hs_sql q = hs_sql_begin(ledger, "INSERT INTO feed_item (url, sha256, tries, document_id) SELECT ?1, ?2, ?3, "
                                    "(SELECT document_id FROM document WHERE sha256 = ?4) "
                                    "WHERE ?4 IS NULL OR EXISTS (SELECT 1 FROM document WHERE sha256 = ?4) ON CONFLICT (url) DO UPDATE SET sha256 = ?2, tries = ?3, "
                                    "document_id = excluded.document_id");
    hs_sql_str(&q, 1, url);
    hs_sql_str(&q, 2, sha256);
    hs_sql_number(&q, 3, tries);
    hs_sql_str(&q, 4, document);
    hs_status status = hs_sql_run(&q, err);
    bool changed = status == HS_OK && hs_sql_changed(ledger) > 0;
    status = hs_ledger_step_end(ledger, status, err);
    *put = status == HS_OK && changed;
    return status;
}
