/* metadata.c -- reading <meta>, <link>, JSON-LD and headings. In: a page. Out: hs_metadata. Where sources differ, the
 * one that is written for machines and most specific wins. Threads: one at a time. */
#include "metadata.h"

#include <string.h>

#include "article.h"
#include "ascii.h"
#include "authors.h"
#include "html_words.h"
#include "jsonld.h"
#include "microdata.h"
#include "outlet_clues.h"
#include "outlet_name.h"
#include "published.h"
#include "status.h"
#include "url.h"

typedef enum field {
    TITLE,
    OUTLET,
    APPLICATION,
    URL,
    PUBLISHED,
    DATED,
    MODIFIED,
    SECTION,
    LANGUAGE,
    TYPE,
    TIER,
    OWNER,
    AUTHOR,
    N_FIELDS
} field;

/* <meta name|property|itemprop=.. content=..>; for each field the first in this list wins. */
static const struct {
    const char *name;
    field field;
} names[] = {
    {"og:title", TITLE},
    {"twitter:title", TITLE},
    {"dc.title", TITLE},
    {"title", TITLE},
    {"og:site_name", OUTLET},
    {"application-name", APPLICATION},
    {"apple-mobile-web-app-title", APPLICATION},
    {"og:url", URL},
    {"twitter:url", URL},
    {"article:published_time", PUBLISHED},
    {"og:article:published_time", PUBLISHED},
    {"datepublished", PUBLISHED},
    {"article:published", PUBLISHED},
    {"og:published_time", PUBLISHED},
    {"parsely-pub-date", PUBLISHED},
    {"sailthru.date", PUBLISHED},
    {"dc.date.issued", PUBLISHED},
    {"dcterms.issued", PUBLISHED},
    {"dcterms.created", PUBLISHED},
    {"dc.date.created", PUBLISHED},
    {"dc.date", DATED},
    {"dcterms.date", DATED},
    {"pubdate", PUBLISHED},
    {"publishdate", PUBLISHED},
    {"publish-date", PUBLISHED},
    {"publish_date", PUBLISHED},
    {"published_time", PUBLISHED},
    {"article_date_original", PUBLISHED},
    {"originalpublicationdate", PUBLISHED},
    {"article.published", PUBLISHED},
    {"article.created", PUBLISHED},
    {"cxenseparse:recs:publishtime", PUBLISHED},
    {"rbpubdate", PUBLISHED},
    {"datecreated", PUBLISHED},
    {"date", DATED},
    {"article:modified_time", MODIFIED},
    {"og:article:modified_time", MODIFIED},
    {"datemodified", MODIFIED},
    {"article:modified", MODIFIED},
    {"article.updated", MODIFIED},
    {"dcterms.modified", MODIFIED},
    {"dc.date.modified", MODIFIED},
    {"lastmod", MODIFIED},
    {"last-modified", MODIFIED},
    {"og:updated_time", MODIFIED},
    {"revised", MODIFIED},
    {"article:section", SECTION},
    {"og:article:section", SECTION},
    {"articlesection", SECTION},
    {"parsely-section", SECTION},
    {"sailthru.section", SECTION},
    {"cxenseparse:section", SECTION},
    {"section", SECTION},
    {"og:locale", LANGUAGE},
    {"dc.language", LANGUAGE},
    {"dcterms.language", LANGUAGE},
    {"content-language", LANGUAGE},
    {"language", LANGUAGE},
    {"og:type", TYPE},
    {"article:content_tier", TIER},
    {"author", AUTHOR},
    {"parsely-author", AUTHOR},
    {"sailthru.author", AUTHOR},
    {"dc.creator", AUTHOR},
    {"byl", AUTHOR},
    {"article:author", AUTHOR},
    {"og:article:author", AUTHOR},
    {"article.author", AUTHOR},
    {"article:author_name", AUTHOR},
    {"article:author:name", AUTHOR},
    {"og:author", AUTHOR},
    {"dcterms.creator", AUTHOR},
    {"citation_author", AUTHOR},
    {"cxenseparse:author", AUTHOR},
    {"authors", AUTHOR},
    {"author_name", AUTHOR},
    {"article-author", AUTHOR},
    {"publisher", OWNER},
    {"dc.publisher", OWNER},
    {"dcterms.publisher", OWNER},
    {"dcterms.rightsholder", OWNER},
    {"copyright", OWNER},
    {"dc.rights", OWNER},
};

/* Longer titles are cut for comparing: each piece of them is compared with each line of the page. */
enum { N_NAMES = sizeof names / sizeof *names, MAX_TITLE_BYTES = 512, MAX_H1 = 32, MAX_CUTS = 6 };

typedef struct reader {
    hs_metadata *out;
    hs_arena *arena;
    const hs_blocks *blocks;
    const hs_html *html;
    hs_str fields[N_FIELDS];
    size_t ranks[N_FIELDS]; /* place in names of what was found */
    hs_author_field authors[HS_MAX_AUTHORS];
    size_t n_authors;
    hs_str owners[HS_OUTLET_OWNERS];
    size_t n_owners;
    hs_str canonical, base, page_title;
    bool no_memory;
    hs_jsonld jsonld;
} reader;

static hs_str tidy(reader *r, hs_str s)
{
    return hs_tidy_copy(r->arena, s, &r->no_memory);
}

/* A title, tidy and of a sane length. */
static hs_str tidy_title(reader *r, hs_str s)
{
    r->no_memory = r->no_memory || hs_html_plain(&s, r->arena, NULL) != HS_OK;
    hs_str title = s.ptr ? tidy(r, s) : s;
    if (title.len > MAX_TITLE_BYTES) {
        title.len = MAX_TITLE_BYTES;
        while (title.len && ((unsigned char)title.ptr[title.len] & 0xc0) == 0x80)
            title.len--;
    }
    return title;
}

static void read_meta(reader *r, uint32_t node)
{
    static const hs_attr keys[] = {HS_ATTR_PROPERTY, HS_ATTR_NAME, HS_ATTR_ITEMPROP};
    hs_str content = hs_html_value(r->html, node, HS_ATTR_CONTENT);
    if (!content.len)
        return;
    for (size_t k = 0; k < sizeof keys / sizeof *keys; k++) {
        hs_str key = hs_html_value(r->html, node, keys[k]);
        for (size_t i = 0; key.len && i < N_NAMES; i++) {
            field to = names[i].field;
            bool all = to == AUTHOR || to == OWNER; /* of the others the best */
            if (hs_ascii_lower(*key.ptr) != *names[i].name || (!all && r->fields[to].ptr && r->ranks[to] <= i) ||
                !hs_ascii_is(key, names[i].name))
                continue;
            if (to == AUTHOR && r->n_authors < HS_MAX_AUTHORS)
                r->authors[r->n_authors++] = (hs_author_field){content, i};
            if (to == OWNER && r->n_owners < HS_OUTLET_OWNERS)
                r->owners[r->n_owners++] = content;
            r->fields[to] = content;
            r->ranks[to] = i;
        }
    }
}

static hs_str text_below(const reader *r, uint32_t node)
{
    uint32_t child = node + 1;
    if (child < hs_html_at(r->html, node)->end && hs_html_at(r->html, child)->tag == HS_TAG_TEXT)
        return hs_html_chars(r->html, child);
    return (hs_str){NULL, 0};
}

static void keep_first(hs_str *to, hs_str s)
{
    if (!to->ptr && s.len)
        *to = s;
}

static hs_status read_element(reader *r, uint32_t node, hs_error *err)
{
    switch (hs_html_at(r->html, node)->tag) {
    case HS_TAG_META:
        read_meta(r, node);
        break;
    case HS_TAG_LINK:
        if (hs_ascii_is(hs_html_value(r->html, node, HS_ATTR_REL), "canonical"))
            keep_first(&r->canonical, hs_html_value(r->html, node, HS_ATTR_HREF));
        break;
    case HS_TAG_BASE:
        keep_first(&r->base, hs_html_value(r->html, node, HS_ATTR_HREF));
        break;
    case HS_TAG_HTML:
        keep_first(&r->out->language, hs_html_value(r->html, node, HS_ATTR_LANG));
        break;
    case HS_TAG_TITLE:
        keep_first(&r->page_title, text_below(r, node));
        break;
    case HS_TAG_SCRIPT: {
        hs_str script = text_below(r, node), type = hs_html_value(r->html, node, HS_ATTR_TYPE);
        return script.len && hs_ascii_begins(type, "application/ld+json")
                   ? hs_jsonld_read(&r->jsonld, r->arena, script, err)
                   : HS_OK;
    }
    default:
        break;
    }
    return HS_OK;
}

/* ---- title ---- */

static const char *const separators[] = {" | ",        " - ",        " \xe2\x80\x93 ", " \xe2\x80\x94 ", " :: ",
                                         " \xc2\xbb ", " \xc2\xab ", " \xe2\x80\xa2 ", " \xc2\xb7 ",     " / ",
                                         ": "};

/* The title without an outlet's name before or after it. */
static hs_str without_outlet(hs_str title, hs_str outlet)
{
    for (size_t k = 0; outlet.len && k < sizeof separators / sizeof *separators; k++) {
        size_t n = strlen(separators[k]);
        for (size_t i = 0; i + n <= title.len; i++) {
            if (memcmp(title.ptr + i, separators[k], n) != 0)
                continue;
            hs_str head = {title.ptr, i}, tail = {title.ptr + i + n, title.len - i - n};
            if (hs_same_words(tail, outlet))
                return head;
            if (hs_same_words(head, outlet))
                return tail;
        }
    }
    return title;
}

/* .. or without another form of its name after it, such as its address. */
static hs_str without_site(hs_str title, hs_str outlet, hs_str address)
{
    hs_str rest = without_outlet(title, outlet), form = hs_outlet_name_in(title, address);
    bool last = form.len && form.ptr > title.ptr && form.ptr + form.len == title.ptr + title.len;
    return rest.len < title.len || !last ? rest : without_outlet(title, form);
}

/* Is `part` one of the pieces that separators cut `whole` into, or several of them in a row? */
static bool is_piece(hs_str part, hs_str whole)
{
    size_t begins[1 + MAX_CUTS] = {0}, ends[1 + MAX_CUTS] = {whole.len}, n = 1;
    for (size_t i = 0; part.len && i < whole.len && n <= MAX_CUTS; i++)
        for (size_t k = 0; k < sizeof separators / sizeof *separators && n <= MAX_CUTS; k++) {
            size_t bytes = strlen(separators[k]);
            if (i + bytes > whole.len || memcmp(whole.ptr + i, separators[k], bytes) != 0)
                continue;
            begins[n] = i + bytes;
            ends[n++] = i;
            break;
        }
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < n; k++)
            if (begins[i] < ends[k] && hs_same_words(part, (hs_str){whole.ptr + begins[i], ends[k] - begins[i]}))
                return true;
    return false;
}

/* The page's <title> with the outlet's name cut off: the piece of it that the page prints as a line of its own. */
static hs_str printed_piece(const reader *r, hs_str title)
{
    hs_str found = {NULL, 0};
    for (uint32_t i = 0; i < r->blocks->n; i++) {
        hs_str line = hs_block_text(r->blocks, i);
        if (line.len <= title.len + 8 && line.len > found.len && 3 * line.len > title.len && is_piece(line, title))
            found = line;
    }
    return found;
}

static void find_title(reader *r, hs_str address)
{
    hs_str said = r->fields[TITLE].ptr ? r->fields[TITLE] : r->jsonld.headline;
    said = without_site(tidy_title(r, said), r->out->outlet, address);
    hs_str page = tidy_title(r, r->page_title);
    hs_str h1 = {NULL, 0};
    unsigned n_h1 = 0;
    hs_str piece = {NULL, 0}; /* an h1 that the page's title has as a piece */
    for (uint32_t i = 0; i < r->blocks->n && n_h1 < MAX_H1; i++) {
        if (!(hs_html_at(r->html, hs_block_at(r->blocks, i)->inner)->inside & HS_INSIDE_H1))
            continue;
        hs_str line = hs_block_text(r->blocks, i);
        if (!n_h1++)
            h1 = line;
        if (hs_same_words(line, said)) {
            piece = line;
            break;
        }
        if (!piece.len && is_piece(line, page))
            piece = line;
    }
    if (piece.len)
        said = h1 = piece;
    if (!said.len && page.len) {
        hs_str printed = printed_piece(r, page);
        /* A house that gives all of its pages its own name as title. */
        if (n_h1 == 1 && !hs_same_words(h1, printed) && hs_same_words(printed, page))
            printed = h1;
        said = printed.len ? printed : without_site(page, r->out->outlet, address);
    }
    if (!said.len && n_h1 == 1)
        said = h1;
    r->out->title = said.len ? tidy(r, said) : (hs_str){NULL, 0};
}

/* ---- the rest ---- */

static hs_status find_url(reader *r, hs_str given, hs_error *err)
{
    hs_str own = {NULL, 0}, known = given.len ? given : r->fields[URL];
    if (r->canonical.ptr)
        HS_TRY(hs_url_resolve(&own, r->arena, known, r->canonical, err));
    if (!hs_url_is_web(own) && r->fields[URL].ptr)
        HS_TRY(hs_url_resolve(&own, r->arena, given, r->fields[URL], err));
    if (!hs_url_is_web(own) && r->jsonld.url.ptr)
        own = r->jsonld.url;
    if (hs_url_is_web(own))
        r->out->url = hs_arena_copy(r->arena, own);
    hs_str from = given.len ? given : r->out->url;
    r->out->base = from;
    if (r->base.ptr)
        HS_TRY(hs_url_resolve(&r->out->base, r->arena, from, r->base, err));
    return HS_OK;
}

static hs_status find_outlet(reader *r, hs_str address, hs_error *err)
{
    hs_outlet_clues clues = {.blocks = r->blocks,
                             .fields = {r->fields[OUTLET], r->jsonld.publisher, r->jsonld.site, r->fields[APPLICATION]},
                             .title = tidy_title(r, r->page_title),
                             .url = address};
    for (size_t i = 0; i < r->n_owners; i++)
        clues.owners[clues.n_owners++] = r->owners[i];
    return hs_outlet_find(&r->out->outlet, r->arena, &clues, err);
}

/* The first of both that there is, tidy. */
static hs_str either(reader *r, hs_str a, hs_str b)
{
    hs_str found = a.len ? a : b;
    return found.len ? tidy(r, found) : (hs_str){NULL, 0};
}

/* "en_GB" is en-GB. */
static void find_language(reader *r)
{
    hs_str said = either(r, r->out->language, r->jsonld.language.len ? r->jsonld.language : r->fields[LANGUAGE]);
    char *copy = (char *)(uintptr_t)said.ptr; /* of our arena */
    for (size_t i = 0; i < said.len; i++)
        if (copy[i] == '_')
            copy[i] = '-';
    r->out->language = said;
}

static void find_kind(reader *r)
{
    hs_str type = r->fields[TYPE], tier = r->fields[TIER];
    r->out->is_article = r->jsonld.is_article || hs_ascii_is(type, "article") || hs_ascii_begins(type, "article:");
    r->out->is_list = !r->out->is_article && r->jsonld.is_list;
    r->out->is_locked = r->jsonld.is_locked || hs_ascii_is(tier, "locked");
    r->out->is_free = !r->out->is_locked && (r->jsonld.is_free || hs_ascii_is(tier, "free"));
}

hs_status hs_metadata_find(hs_metadata *out, hs_arena *arena, const hs_blocks *blocks, hs_str given, hs_error *err)
{
    *out = (hs_metadata){0};
    reader r = {.out = out, .arena = arena, .blocks = blocks, .html = blocks->html};
    for (uint32_t node = 0; node < r.html->n_nodes; node++)
        HS_TRY(read_element(&r, node, err));
    hs_microdata_read(&r.jsonld, r.html);
    out->described = r.jsonld.body;
    find_kind(&r);
    find_language(&r);
    out->section = either(&r, r.jsonld.section, r.fields[SECTION]);
    HS_TRY(find_url(&r, given, err));
    hs_str address = out->url.ptr ? out->url : given;
    HS_TRY(find_outlet(&r, address, err));
    find_title(&r, address);
    hs_published known = {.said = {r.fields[PUBLISHED], r.jsonld.published, r.fields[DATED]},
                          .changed = {r.jsonld.modified, r.fields[MODIFIED]},
                          .title = out->title,
                          .url = address,
                          .language = out->language};
    HS_TRY(hs_published_find(&out->published, &out->modified, arena, blocks, &known, err));
    hs_str no_date = hs_ascii_trim(known.said[known.said[0].len ? 0 : 1]); /* not the third: "date" may mean anything */
    if (no_date.len && !out->published.len) {
        out->no_date = hs_arena_copy(arena, no_date);
        if (!out->no_date.ptr)
            return hs_fail(err, HS_E_NOMEM, 0, "no memory for the page's date");
    }
    hs_author_clues who = {.described = r.jsonld.authors,
                           .bodies = r.jsonld.bodies,
                           .is_page_author = r.jsonld.is_page_author,
                           .n_described = r.jsonld.n_authors,
                           .fields = r.authors,
                           .n_fields = r.n_authors,
                           .outlet = hs_outlet_name_settle(out->outlet, address),
                           .title = out->title};
    out->authors = HS_NEW(arena, hs_str, HS_MAX_AUTHORS);
    if (!out->authors)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for the page's authors");
    HS_TRY(hs_authors_find(out->authors, &out->n_authors, arena, blocks, &who, err));
    return r.no_memory ? hs_fail(err, HS_E_NOMEM, 0, "no memory for the page's metadata") : HS_OK;
}
