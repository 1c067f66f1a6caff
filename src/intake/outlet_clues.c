/* outlet_clues.c -- choosing among what a page says of its publisher. In: fields, elements, lines; hostile. Out: a
 * name. A piece of the title alone may be a section or half a headline, so another part of the page has to confirm it.
 * Threads: one at a time. */
#include "outlet_clues.h"

#include "article.h"
#include "ascii.h"
#include "outlet_name.h"
#include "outlets.h"
#include "status.h"
#include "url.h"

enum { COPYRIGHT_LINES = 32, LOGO_LINKS = 32, FEEDS = 8 }; /* no honest page comes near */
enum { COPYRIGHT_BYTES = 300, NAME_BYTES = 80 };

typedef struct finder {
    const hs_outlet_clues *clues;
    const hs_html *html;
    hs_arena *arena;
    hs_str host;
    hs_str feeds[FEEDS], lines[COPYRIGHT_LINES], owners[HS_OUTLET_OWNERS];
    size_t n_feeds, n_lines, n_owners;
    bool no_memory;
} finder;

static hs_str tidy(finder *f, hs_str s)
{
    return s.len ? hs_tidy_copy(f->arena, s, &f->no_memory) : (hs_str){NULL, 0};
}

/* ---- what may confirm a name ---- */

/* The titles of the feeds that the page offers. */
static void gather_feeds(finder *f)
{
    for (uint32_t node = 0; node < f->html->n_nodes && f->n_feeds < FEEDS; node++) {
        if (hs_html_at(f->html, node)->tag != HS_TAG_LINK)
            continue;
        hs_str type = hs_html_value(f->html, node, HS_ATTR_TYPE), title = {NULL, 0};
        if (hs_ascii_is(type, "application/rss+xml") || hs_ascii_is(type, "application/atom+xml"))
            title = tidy(f, hs_html_value(f->html, node, HS_ATTR_TITLE));
        if (title.len)
            f->feeds[f->n_feeds++] = title;
    }
}

/* Where the copyright mark ends in a line; HS_NOWHERE if it has none. */
static size_t copyright_end(hs_str line)
{
    static const char *const marks[] = {"\xc2\xa9", "copyright", "(c) "};
    for (size_t k = 0; k < sizeof marks / sizeof *marks; k++) {
        size_t at = hs_ascii_find(line, hs_ascii_of(marks[k]), 0);
        if (at != HS_NOWHERE)
            return at + strlen(marks[k]);
    }
    return HS_NOWHERE;
}

/* The page's short lines with a copyright mark. */
static void gather_lines(finder *f)
{
    const hs_blocks *blocks = f->clues->blocks;
    for (uint32_t i = 0; i < blocks->n && f->n_lines < COPYRIGHT_LINES; i++) {
        hs_str line = hs_block_text(blocks, i);
        if (line.len < COPYRIGHT_BYTES && copyright_end(line) != HS_NOWHERE)
            f->lines[f->n_lines++] = line;
    }
}

static void gather_owners(finder *f)
{
    for (size_t i = 0; i < f->clues->n_owners; i++) {
        hs_str owner = tidy(f, f->clues->owners[i]);
        if (owner.len)
            f->owners[f->n_owners++] = owner;
    }
}

/* ---- names that something confirms ---- */

static bool is_word_end(hs_str s, size_t at)
{
    return at == s.len || !(hs_ascii_is_letter(s.ptr[at]) || hs_ascii_is_digit(s.ptr[at]) || (s.ptr[at] & 0x80));
}

static bool begins_with(hs_str s, hs_str name)
{
    return s.len >= name.len && hs_ascii_same(s.ptr, name.ptr, name.len) && is_word_end(s, name.len);
}

/* "2031-2034 by The Harbor Post" of what stands behind a copyright mark, without what is no name. */
static hs_str owner_in(hs_str line)
{
    static const char *const words[] = {"copyright ", "\xc2\xa9", "by ", "the "};
    size_t at = copyright_end(line);
    line = hs_ascii_from(line, at);
    for (bool more = true; more;) {
        more = line.len && !hs_ascii_is_letter(*line.ptr) && !(*line.ptr & 0x80);
        if (more)
            line = hs_ascii_from(line, 1);
        for (size_t k = 0; k < sizeof words / sizeof *words; k++)
            if (hs_ascii_begins(line, words[k])) {
                line = hs_ascii_from(line, strlen(words[k]));
                more = true;
            }
    }
    return line;
}

/* What stands in titles and feeds of any site, or is no word at all: "...". */
static bool is_no_name(hs_str s)
{
    static const char *const words[] = {"blog",  "feed",     "rss",      "news", "home",
                                        "forum", "articles", "comments", "start"};
    bool letter = false;
    for (size_t i = 0; i < s.len; i++)
        letter = letter || hs_ascii_is_letter(s.ptr[i]) || (s.ptr[i] & 0x80);
    return !letter || hs_ascii_is_one_of(s, words, sizeof words / sizeof *words);
}

static bool is_confirmed(const void *finder_of, hs_str piece)
{
    const finder *f = finder_of;
    hs_str bare = hs_ascii_begins(piece, "the ") ? hs_ascii_from(piece, 4) : piece;
    if (bare.len < 3 || piece.len > NAME_BYTES || is_no_name(bare) || hs_same_words(piece, f->clues->title))
        return false;
    for (size_t i = 0; i < f->n_feeds; i++)
        if (begins_with(f->feeds[i], piece))
            return true;
    for (size_t i = 0; i < f->n_lines; i++)
        if (begins_with(owner_in(f->lines[i]), bare))
            return true;
    for (size_t i = 0; i < f->n_owners; i++)
        if (hs_same_words(f->owners[i], piece))
            return true;
    return false;
}

/* "The Harbor Post" of "(c) 2031 The Harbor Post. All rights reserved", where the address spells it. */
static hs_str spelt_in_copyright(finder *f)
{
    for (size_t i = 0; i < f->n_lines; i++) {
        hs_str line = hs_ascii_from(f->lines[i], copyright_end(f->lines[i]));
        size_t rights = hs_ascii_find(line, hs_ascii_of(" all rights"), 0);
        line.len = rights == HS_NOWHERE ? line.len : rights;
        while (line.len && !hs_ascii_is_letter(*line.ptr))
            line = hs_ascii_from(line, 1);
        size_t end = 0;
        while (end < line.len && !memchr(".,|;:(", line.ptr[end], 6) && !hs_ascii_is_digit(line.ptr[end]))
            end++;
        hs_str name = hs_ascii_trim((hs_str){line.ptr, end});
        if (hs_outlet_name_fits(name, f->clues->url))
            return tidy(f, name);
    }
    return (hs_str){NULL, 0};
}

/* "Harbor Post" of feeds called "Harbor Post » Feed" and "Harbor Post » Comments". */
static hs_str agreed_by_feeds(const finder *f)
{
    static const char mark[] = " \xc2\xbb ";
    for (size_t i = 0; i < f->n_feeds; i++) {
        size_t end = hs_ascii_find(f->feeds[i], hs_ascii_of(mark), 0);
        hs_str head = {f->feeds[i].ptr, end == HS_NOWHERE ? 0 : end + sizeof mark - 1};
        bool name = head.len && head.len < NAME_BYTES && !is_no_name((hs_str){head.ptr, end});
        for (size_t k = i + 1; name && k < f->n_feeds; k++)
            if (f->feeds[k].len > head.len && memcmp(f->feeds[k].ptr, head.ptr, head.len) == 0)
                return (hs_str){head.ptr, end};
    }
    return (hs_str){NULL, 0};
}

/* ---- the logo ---- */

/* Does it lead to the front page? */
static bool is_front(const finder *f, uint32_t node)
{
    static const char *const fronts[] = {"/", "index.html", "/index.html", "index.php", "./"};
    hs_str href = hs_html_value(f->html, node, HS_ATTR_HREF), host = hs_url_host(href);
    for (size_t k = 0; k < sizeof fronts / sizeof *fronts; k++)
        if (hs_ascii_is(href, fronts[k]))
            return true;
    if (hs_ascii_is(hs_html_value(f->html, node, HS_ATTR_REL), "home"))
        return true;
    if (!hs_url_is_web(href) || !host.len || host.len != f->host.len || !hs_ascii_same(host.ptr, f->host.ptr, host.len))
        return false;
    size_t after = (size_t)(host.ptr + host.len - href.ptr);
    return after == href.len || (after + 1 == href.len && href.ptr[after] == '/');
}

/* The name that a link shows: its words, else an image's, else its title. */
static hs_str name_of_link(finder *f, uint32_t node)
{
    hs_str name = {NULL, 0};
    for (uint32_t in = node + 1; in < hs_html_at(f->html, node)->end && !name.len; in++)
        name = hs_ascii_trim(hs_html_at(f->html, in)->tag == HS_TAG_TEXT ? hs_html_chars(f->html, in)
                                                                         : hs_html_value(f->html, in, HS_ATTR_ALT));
    if (!name.len)
        name = hs_html_value(f->html, node, HS_ATTR_TITLE);
    return name.len <= NAME_BYTES ? tidy(f, name) : (hs_str){NULL, 0};
}

static bool is_same(const void *name, hs_str piece)
{
    return hs_same_words(*(const hs_str *)name, piece);
}

/* The outlet's name by its logo: an image or words that link to the front page, if the page's title or its copyright
 * line has that name too. */
static hs_str by_logo(finder *f)
{
    hs_str title = f->clues->title;
    uint32_t n_links = 0;
    for (uint32_t node = 0; node < f->html->n_nodes && n_links < LOGO_LINKS; node++) {
        if (hs_html_at(f->html, node)->tag != HS_TAG_A || !is_front(f, node))
            continue;
        n_links++;
        hs_str name = name_of_link(f, node);
        if (name.len < 3)
            continue;
        bool known = !hs_same_words(name, title) && hs_outlet_name_piece(title, is_same, &name).len;
        for (size_t i = 0; i < f->n_lines && !known; i++)
            known = hs_ascii_find(f->lines[i], name, 0) != HS_NOWHERE;
        if (known)
            return name;
    }
    return (hs_str){NULL, 0};
}

/* ---- all of it ---- */

/* Is a field no more than the page's host: "www.example.org"? */
static bool is_bare_host(const finder *f, hs_str said)
{
    hs_str host = hs_url_host(said);
    for (size_t i = 0; i < said.len; i++)
        if (said.ptr[i] == ' ' || (said.ptr[i] >= 'A' && said.ptr[i] <= 'Z'))
            return false;
    return host.len && host.len == f->host.len && hs_ascii_same(host.ptr, f->host.ptr, host.len);
}

static hs_str find(finder *f)
{
    hs_str found, host = {NULL, 0};
    for (size_t i = 0; i < HS_OUTLET_FIELDS; i++) {
        found = tidy(f, f->clues->fields[i]);
        if (found.len && !is_bare_host(f, found))
            return found;
        host = host.len ? host : found;
    }
    found = hs_outlet_name_of(f->clues->url);
    if (!found.len)
        found = hs_outlet_name_in(f->clues->title, f->clues->url);
    if (found.len)
        return found;
    gather_feeds(f);
    gather_lines(f);
    gather_owners(f);
    found = hs_outlet_name_piece(f->clues->title, is_confirmed, f);
    if (!found.len)
        found = agreed_by_feeds(f);
    if (!found.len)
        found = by_logo(f);
    if (!found.len)
        found = spelt_in_copyright(f);
    return found.len ? found : host;
}

hs_status hs_outlet_find(hs_str *out, hs_arena *arena, const hs_outlet_clues *clues, hs_error *err)
{
    finder f = {.clues = clues, .html = clues->blocks->html, .arena = arena, .host = hs_url_host(clues->url)};
    *out = find(&f);
    return f.no_memory ? hs_fail(err, HS_E_NOMEM, 0, "no memory for the page's outlet") : HS_OK;
}
