/* published.c -- choosing the date of publication. In: a page and its metadata. Out: ISO 8601 strings. Threads: one at
 * a time. The order of trust: the day in the address; <meta> and JSON-LD; dates that are marked or placed as a
 * byline's; data in scripts; any date on the page; the last change; the day in an image's address. */
#include "published.h"

#include <stdio.h>
#include <string.h>

#include "article.h"
#include "ascii.h"
#include "date_clues.h"
#include "date_scripts.h"
#include "date_words.h"
#include "dates.h"
#include "fold.h"
#include "iso8601.h"
#include "status.h"

enum { MAX_FIELD = 80, DAY_BYTES = 10, NEAR_LINES = 8, NEAR_BYTES = 160, HALF_HOUR = 1800, DAY = 86400 };

typedef struct chooser {
    const hs_blocks *blocks;
    const hs_html *html;
    const hs_published *known;
    hs_date_order order;
    uint32_t headline;       /* its line; blocks->n: none */
    char iso[HS_DATE_BYTES]; /* [len], the choice */
    size_t len;
    bool weighed;
    hs_date_clue clue, changed;
} chooser;

static bool begins(const char *folded, size_t n, const char *with)
{
    size_t len = strlen(with);
    return n >= len && memcmp(folded, with, len) == 0;
}

/* English pages of no stated country tell by their other dates, else are taken for American. */
static hs_date_order order_of(const chooser *c)
{
    char language[5];
    size_t n = hs_fold(language, sizeof language, c->known->language);
    bool english = n < 2 || begins(language, n, "en");
    if (begins(language, n, "en-us") || begins(language, n, "en_us"))
        return HS_DATE_MONTH_FIRST;
    if (!english || n == sizeof language)
        return HS_DATE_DAY_FIRST;
    hs_str text = {c->blocks->text.ptr, c->blocks->text.len};
    hs_date_order order = hs_date_order_in(text);
    return order != HS_DATE_UNKNOWN ? order : n < 2 ? HS_DATE_DAY_FIRST : HS_DATE_MONTH_FIRST;
}

/* An ISO 8601 string without seconds that are zero. */
static size_t shorten(char *to, hs_str iso)
{
    /* "2031-05-14T09:30" is 16 bytes; then ":00", ".000" */
    size_t from = 16, end = 16;
    if (iso.len > 18 && memcmp(iso.ptr + 16, ":00", 3) == 0) {
        end = 19;
        if (end < iso.len && (iso.ptr[end] == '.' || iso.ptr[end] == ','))
            for (end++; end < iso.len && iso.ptr[end] == '0'; end++)
                continue;
        if (end < iso.len && iso.ptr[end] >= '0' && iso.ptr[end] <= '9')
            end = from;
    }
    if (end == from) {
        memcpy(to, iso.ptr, iso.len);
        return iso.len;
    }
    memcpy(to, iso.ptr, from);
    memcpy(to + from, iso.ptr + end, iso.len - end);
    return iso.len - (end - from);
}

/* A field's date as ISO 8601; 0 for none, and for the clock's zero. iso [HS_DATE_BYTES] */
static size_t read_field(char *iso, hs_str field, hs_date_order order)
{
    hs_date date;
    size_t len = 0;
    field = hs_ascii_trim(field);
    if (field.len >= DAY_BYTES && field.len < HS_DATE_BYTES && hs_iso8601_is_valid(field, NULL)) {
        len = shorten(iso, field);
    } else if (field.len && field.len < MAX_FIELD && hs_date_read(&date, field, order)) {
        memcpy(iso, date.iso, date.len);
        len = date.len;
    }
    return len && memcmp(iso, "1970-01-01", DAY_BYTES) != 0 && memcmp(iso, "19", 2) >= 0 ? len : 0;
}

static bool take(chooser *c, hs_str field)
{
    c->len = field.len ? read_field(c->iso, field, c->order) : 0;
    return c->len != 0;
}

static bool take_date(chooser *c, const hs_date *date)
{
    c->len = date->len;
    memcpy(c->iso, date->iso, date->len);
    return c->len != 0;
}

static bool is_day(const chooser *c, const char *day)
{
    return c->len && memcmp(c->iso, day, DAY_BYTES) == 0;
}

/* Line that prints the headline; n where none does. */
static uint32_t headline_of(const chooser *c)
{
    uint32_t found = c->blocks->n;
    for (uint32_t i = 0; i < c->blocks->n; i++) {
        bool h1 = hs_html_at(c->html, hs_block_at(c->blocks, i)->node)->tag == HS_TAG_H1;
        if ((h1 || found == c->blocks->n) && hs_same_words(hs_block_text(c->blocks, i), c->known->title)) {
            found = i;
            if (h1)
                break;
        }
    }
    return found;
}

static void weigh(chooser *c)
{
    if (!c->weighed)
        hs_date_clues(&c->clue, &c->changed, c->blocks, c->known->title, c->order);
    c->weighed = true;
}

/* The day of the address of the picture that stands for the page. */
static bool take_picture(chooser *c)
{
    for (uint32_t node = 0; node < c->html->n_nodes; node++) {
        hs_date date;
        char name[16];
        if (hs_html_at(c->html, node)->tag != HS_TAG_META)
            continue;
        size_t n = hs_fold(name, sizeof name, hs_html_value(c->html, node, HS_ATTR_PROPERTY));
        if (n == 8 && begins(name, n, "og:image") &&
            hs_date_in_url(&date, hs_html_value(c->html, node, HS_ATTR_CONTENT)))
            return take_date(c, &date);
    }
    return false;
}

/* A <meta> of a name that sounds of publication, or of a change. */
static bool take_other_meta(chooser *c, unsigned want)
{
    static const hs_attr keys[] = {HS_ATTR_PROPERTY, HS_ATTR_NAME, HS_ATTR_ITEMPROP};
    for (uint32_t node = 0; node < c->html->n_nodes; node++) {
        if (hs_html_at(c->html, node)->tag != HS_TAG_META)
            continue;
        hs_str content = hs_html_value(c->html, node, HS_ATTR_CONTENT);
        if (content.len < 8 || content.len > MAX_FIELD)
            continue;
        for (size_t k = 0; k < sizeof keys / sizeof *keys; k++) {
            hs_str key = hs_html_value(c->html, node, keys[k]);
            unsigned flags = key.len ? hs_date_names(key) : 0;
            if ((flags & (HS_DATE_PUBLISHED | HS_DATE_MODIFIED)) == want && take(c, content))
                return true;
        }
    }
    return false;
}

static bool take_clue(chooser *c, int least)
{
    weigh(c);
    return c->clue.date.len && c->clue.weight >= least && take_date(c, &c->clue.date);
}

static bool take_script(chooser *c, unsigned want)
{
    hs_str value;
    return hs_date_in_scripts(&value, c->html, want) && take(c, value);
}

/* Do two of the page's own dates differ, and it prints the second? Takes that then. */
static bool take_printed(chooser *c, hs_str field)
{
    char other[HS_DATE_BYTES];
    size_t len = field.len ? read_field(other, field, c->order) : 0;
    if (len < DAY_BYTES || is_day(c, other))
        return false;
    weigh(c);
    bool printed = c->clue.weight >= HS_CLUE_SURE && memcmp(c->clue.date.iso, other, DAY_BYTES) == 0;
    return printed && take(c, field);
}

/* What <meta> and JSON-LD say. A <meta> that only says "date" may mean anything: a byline's date is worth more. */
static bool take_said(chooser *c)
{
    const hs_str *said = c->known->said;
    if (take(c, said[0])) {
        if (!take_printed(c, said[1]))
            take_printed(c, said[2]);
        return true;
    }
    if (take(c, said[1])) {
        take_printed(c, said[2]);
        return true;
    }
    if (!take(c, said[2]))
        return false;
    weigh(c);
    if (c->clue.weight >= HS_CLUE_BYLINE && !is_day(c, c->clue.date.iso))
        take_date(c, &c->clue.date);
    return true;
}

/* Is the choice a time told in UTC? */
static bool is_utc(const chooser *c, int64_t *instant)
{
    if (!hs_date_instant(instant, (hs_str){c->iso, c->len}))
        return false;
    /* "2031-05-14T09:30..": is the hour that of UTC? */
    int64_t hour = 10 * (c->iso[11] - '0') + c->iso[12] - '0', minute = 10 * (c->iso[14] - '0') + c->iso[15] - '0';
    return (*instant % DAY + DAY) % DAY / 60 == 60 * hour + minute;
}

/* The same moment where an element gives it with the outlet's own offset from UTC. */
static bool localize_by_elements(chooser *c, int64_t chosen)
{
    int64_t other;
    for (uint32_t node = 0; node < c->html->n_nodes; node++) {
        hs_str time = hs_ascii_trim(hs_html_value(c->html, node, HS_ATTR_DATETIME));
        if (!time.len)
            time = hs_ascii_trim(hs_html_value(c->html, node, HS_ATTR_CONTENT));
        if (time.len < 22 || time.len >= HS_DATE_BYTES || time.ptr[time.len - 1] == 'Z' ||
            memcmp(time.ptr + time.len - 5, "00:00", 5) == 0)
            continue;
        if (hs_date_instant(&other, time) && other == chosen) {
            c->len = shorten(c->iso, time);
            return true;
        }
    }
    return false;
}

/* The same moment where a line near the headline prints it: 21:30 there and 19:30 UTC are two hours apart. Where no
 * hour is printed but the day before or after, that day. */
static bool localize_by_lines(chooser *c, int64_t chosen)
{
    if (c->headline >= c->blocks->n)
        return false;
    uint32_t from = c->headline > 3 ? c->headline - 3 : 0;
    for (uint32_t i = from; i < c->blocks->n && i <= c->headline + NEAR_LINES; i++) {
        hs_str line = hs_block_text(c->blocks, i);
        hs_date date;
        int64_t there;
        if (line.len > NEAR_BYTES || !hs_date_find(&date, line, c->order) || date.has_zone ||
            hs_date_cue((hs_str){line.ptr, date.begin}) == HS_DATE_MODIFIED)
            continue;
        char utc[HS_DATE_BYTES + 8];
        int n = snprintf(utc, sizeof utc, "%.*s%s", (int)date.len, date.iso, date.has_time ? "Z" : "T12:00Z");
        if (n < 0 || !hs_date_instant(&there, (hs_str){utc, (size_t)n}))
            continue;
        int64_t offset = there - (chosen - (date.has_time ? (chosen % 60 + 60) % 60 : 0));
        if (date.has_time && offset && offset % HALF_HOUR == 0 && offset >= -DAY / 2 && offset <= DAY / 2 + 2 * 3600) {
            int64_t minutes = (offset < 0 ? -offset : offset) / 60;
            n = snprintf(c->iso, sizeof c->iso, "%.*s%c%02d:%02d", (int)date.len, date.iso, offset < 0 ? '-' : '+',
                         (int)(minutes / 60), (int)(minutes % 60));
            c->len = (size_t)n;
            return true;
        }
        /* At noon of the day printed, from half a day to a day off: the next day there begins at UTC's noon or after.
         */
        if (!date.has_time && !is_day(c, date.iso) && offset > -DAY && offset < DAY)
            return take_date(c, &date);
        return false;
    }
    return false;
}

/* The day at the outlet is the day it means. */
static void prefer_local(chooser *c)
{
    int64_t chosen;
    if (is_utc(c, &chosen) && !localize_by_elements(c, chosen))
        localize_by_lines(c, chosen);
}

static bool find_published(chooser *c)
{
    hs_date day;
    bool dated = hs_date_in_url(&day, c->known->url);
    if (take_said(c) || take_other_meta(c, HS_DATE_PUBLISHED) || take_script(c, HS_DATE_LINKED_DATA)) {
        prefer_local(c);
        int64_t chosen;
        /* An hour with the outlet's own offset is more than a day in an address. */
        if (dated && !is_day(c, day.iso) &&
            !(hs_date_instant(&chosen, (hs_str){c->iso, c->len}) && !is_utc(c, &chosen)))
            take_date(c, &day);
        return true;
    }
    weigh(c);
    if (dated)
        return take_date(c,
                         c->clue.date.len && memcmp(c->clue.date.iso, day.iso, DAY_BYTES) == 0 ? &c->clue.date : &day);
    return take_clue(c, HS_CLUE_SURE) || take_script(c, HS_DATE_PUBLISHED) || take_clue(c, 0) ||
           take(c, c->known->changed[0]) || take(c, c->known->changed[1]) || take_other_meta(c, HS_DATE_MODIFIED) ||
           take_picture(c) || take_clue(c, -1000);
}

static hs_status keep(hs_str *out, hs_arena *arena, const chooser *c, hs_error *err)
{
    *out = hs_arena_copy(arena, (hs_str){c->iso, c->len});
    return out->ptr ? HS_OK : hs_fail(err, HS_E_NOMEM, 0, "no memory for the page's date");
}

hs_status hs_published_find(hs_str *published, hs_str *modified, hs_arena *arena, const hs_blocks *blocks,
                            const hs_published *known, hs_error *err)
{
    chooser c = {.blocks = blocks, .html = blocks->html, .known = known};
    *published = *modified = (hs_str){NULL, 0};
    c.order = order_of(&c);
    c.headline = headline_of(&c);
    if (find_published(&c))
        HS_TRY(keep(published, arena, &c, err));
    if (take(&c, known->changed[0]) || take(&c, known->changed[1]) || (c.weighed && take_date(&c, &c.changed.date)))
        HS_TRY(keep(modified, arena, &c, err));
    return HS_OK;
}
