/* published.c -- choosing the date of publication. In: a page and its metadata. Out: one ISO 8601 string. Threads: one
 * at a time. A date of a later change, or of another article on the page, is worse than none. */
#include "published.h"

#include <string.h>
#include <strings.h>

#include "article.h"
#include "dates.h"
#include "iso8601.h"
#include "status.h"

enum {
    LINES_BEFORE = 3, /* printed lines about the headline that may hold the date */
    LINES_AFTER = 8,
    LINE_BYTES = 160, /* longer ones are prose, whose dates are of other things */
    MAX_TIMES = 64    /* <time> elements looked at */
};

typedef struct chooser {
    const hs_blocks *blocks;
    const hs_html *html;
    const hs_published *known;
    hs_date_order order;
    char iso[HS_DATE_BYTES]; /* [len], the choice */
    size_t len;
} chooser;

static bool is_name(hs_str s, const char *name)
{
    return s.len == strlen(name) && strncasecmp(s.ptr, name, s.len) == 0;
}

static bool contains(hs_str s, const char *word)
{
    size_t n = strlen(word);
    for (size_t i = 0; i + n <= s.len; i++)
        if (strncasecmp(s.ptr + i, word, n) == 0)
            return true;
    return false;
}

static hs_str trim(hs_str s)
{
    while (s.len && (unsigned char)*s.ptr <= ' ')
        s.ptr++, s.len--;
    while (s.len && (unsigned char)s.ptr[s.len - 1] <= ' ')
        s.len--;
    return s;
}

static hs_date_order order_of(hs_str language)
{
    if (language.len < 2)
        return HS_DATE_UNKNOWN;
    if (strncasecmp(language.ptr, "en", 2) != 0)
        return HS_DATE_DAY_FIRST;
    if (language.len < 5)
        return HS_DATE_UNKNOWN;
    return strncasecmp(language.ptr + 3, "us", 2) == 0 ? HS_DATE_MONTH_FIRST : HS_DATE_DAY_FIRST;
}

/* An ISO 8601 string without seconds that are zero. */
static void keep(chooser *c, hs_str iso)
{
    /* "2031-05-14T09:30" is 16 bytes; then ":00", ".000" */
    size_t from = 16, to = 16;
    if (iso.len > 18 && memcmp(iso.ptr + 16, ":00", 3) == 0) {
        to = 19;
        if (to < iso.len && (iso.ptr[to] == '.' || iso.ptr[to] == ','))
            for (to++; to < iso.len && iso.ptr[to] == '0'; to++)
                continue;
        if (to < iso.len && iso.ptr[to] >= '0' && iso.ptr[to] <= '9')
            to = from;
    }
    size_t cut = to - from;
    if (iso.len - cut > sizeof c->iso)
        return;
    if (!cut) {
        memcpy(c->iso, iso.ptr, iso.len);
    } else {
        memcpy(c->iso, iso.ptr, from);
        memcpy(c->iso + from, iso.ptr + to, iso.len - to);
    }
    c->len = iso.len - cut;
}

static bool take(chooser *c, hs_str said)
{
    said = trim(said);
    hs_date date;
    if (said.len >= 10 && said.len < HS_DATE_BYTES && hs_iso8601_is_valid(said, NULL))
        keep(c, said);
    else if (said.len && said.len < 80 && hs_date_read(&date, said, c->order))
        keep(c, (hs_str){date.iso, date.len});
    return c->len != 0;
}

/* The text of an element whose only child is text. */
static hs_str text_of(const chooser *c, uint32_t node)
{
    uint32_t child = node + 1;
    if (child < hs_html_at(c->html, node)->end && hs_html_at(c->html, child)->tag == HS_TAG_TEXT)
        return hs_html_chars(c->html, child);
    return (hs_str){NULL, 0};
}

static bool take_element(chooser *c, uint32_t node)
{
    hs_str content = hs_html_value(c->html, node, HS_ATTR_CONTENT),
           time = hs_html_value(c->html, node, HS_ATTR_DATETIME);
    return take(c, content) || take(c, time) || take(c, text_of(c, node));
}

static bool take_microdata(chooser *c)
{
    for (uint32_t node = 0; node < c->html->n_nodes; node++)
        if (is_name(hs_html_value(c->html, node, HS_ATTR_ITEMPROP), "datePublished") && take_element(c, node))
            return true;
    return false;
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

/* The first <time> from the headline on that is not said to be of a change; one that is said to be of publication
 * first. */
static bool take_time(chooser *c, uint32_t headline)
{
    uint32_t from = headline < c->blocks->n ? hs_block_at(c->blocks, headline)->node : 0, first = 0, n = 0;
    for (uint32_t node = from; node < c->html->n_nodes && n < MAX_TIMES; node++) {
        if (hs_html_at(c->html, node)->tag != HS_TAG_TIME)
            continue;
        n++;
        hs_str class = hs_html_value(c->html, node, HS_ATTR_CLASS);
        if (contains(class, "updated") && !contains(class, "published"))
            continue;
        if ((contains(class, "publish") || contains(class, "entry-date")) && take_element(c, node))
            return true;
        first = first ? first : node;
    }
    return first && take_element(c, first);
}

static bool take_line(chooser *c, uint32_t line)
{
    hs_str text = hs_block_text(c->blocks, line);
    hs_date date;
    if (text.len > LINE_BYTES || !hs_date_find(&date, text, c->order))
        return false;
    /* "Updated 14 May 2031" */
    if (contains((hs_str){text.ptr, date.begin}, "updated") || contains((hs_str){text.ptr, date.begin}, "modified"))
        return false;
    keep(c, (hs_str){date.iso, date.len});
    return true;
}

static bool take_printed(chooser *c, uint32_t headline)
{
    if (headline >= c->blocks->n)
        return false;
    for (uint32_t i = headline + 1; i < c->blocks->n && i <= headline + LINES_AFTER; i++)
        if (take_line(c, i))
            return true;
    for (uint32_t i = 1; i <= LINES_BEFORE && i <= headline; i++)
        if (take_line(c, headline - i))
            return true;
    return false;
}

/* /2031/05/14/ in the address */
static bool take_url(chooser *c)
{
    hs_str url = c->known->url;
    for (size_t i = 0; i + 12 <= url.len; i++) {
        hs_str day = {url.ptr + i + 1, 10};
        hs_date date;
        if (url.ptr[i] == '/' && (url.ptr[i + 11] == '/' || url.ptr[i + 11] == '-') &&
            hs_date_find(&date, day, HS_DATE_UNKNOWN) && date.begin == 0 && date.end == 10) {
            keep(c, (hs_str){date.iso, date.len});
            return true;
        }
    }
    return false;
}

/* The same moment where the page gives it with the outlet's own offset from UTC: the day at the outlet is the day it
 * means. */
static void prefer_local(chooser *c)
{
    int64_t chosen, other;
    if (!hs_date_instant(&chosen, (hs_str){c->iso, c->len}))
        return;
    /* "2031-05-14T09:30..": is the hour that of UTC? */
    int64_t hour = 10 * (c->iso[11] - '0') + c->iso[12] - '0', minute = 10 * (c->iso[14] - '0') + c->iso[15] - '0';
    if ((chosen % 86400 + 86400) % 86400 / 60 != 60 * hour + minute)
        return;
    for (uint32_t node = 0; node < c->html->n_nodes; node++) {
        hs_str time = trim(hs_html_value(c->html, node, HS_ATTR_DATETIME));
        if (!time.len)
            time = trim(hs_html_value(c->html, node, HS_ATTR_CONTENT));
        if (time.len < 22 || time.len >= HS_DATE_BYTES || time.ptr[time.len - 1] == 'Z' ||
            memcmp(time.ptr + time.len - 5, "00:00", 5) == 0)
            continue;
        if (hs_date_instant(&other, time) && other == chosen) {
            keep(c, time);
            return;
        }
    }
}

hs_status hs_published_find(hs_str *out, hs_arena *arena, const hs_blocks *blocks, const hs_published *known,
                            hs_error *err)
{
    chooser c = {.blocks = blocks, .html = blocks->html, .known = known, .order = order_of(known->language)};
    *out = (hs_str){NULL, 0};
    uint32_t headline = headline_of(&c);
    if (take(&c, known->said[0]) || take(&c, known->said[1]) || take_microdata(&c) || take_time(&c, headline) ||
        take_printed(&c, headline) || take_url(&c)) {
        prefer_local(&c);
        *out = hs_arena_copy(arena, (hs_str){c.iso, c.len});
        if (!out->ptr)
            return hs_fail(err, HS_E_NOMEM, 0, "no memory for the page's date");
    }
    return HS_OK;
}
