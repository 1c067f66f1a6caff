/* feed.c -- items of RSS and Atom feeds. In: an item's element. Out: hs_item: its full text where the feed has it, else
 * its summary. Threads: any; an item has one. */
#include <string.h>

#include "ascii.h"
#include "html_words.h"
#include "status.h"
#include "url.h"
#include "xml_items.h"

/* A description without a content beside it that is as long as an article's first paragraphs is the article. */
enum { SUMMARY_BYTES = 1500 };

/* The first child of this name in the same namespace, so that media:title is no title. */
static uint32_t own(const hs_xml *xml, uint32_t parent, const char *name)
{
    for (uint32_t node = hs_xml_child(xml, parent, HS_NO_NODE, name); node != HS_NO_NODE;) {
        const char *a = hs_xml_at(xml, node)->space, *b = hs_xml_at(xml, parent)->space;
        if (a == b || (a && b && strcmp(a, b) == 0))
            return node;
        uint32_t next = hs_xml_next(xml, node);
        node = next == HS_NO_NODE ? next : hs_xml_child(xml, parent, next, name);
    }
    return HS_NO_NODE;
}

static hs_str text(const hs_xml_item *from, uint32_t node)
{
    return hs_ascii_trim(hs_xml_text(from->xml, from->arena, node));
}

static hs_str child_text(const hs_xml_item *from, uint32_t parent, const char *name)
{
    return text(from, hs_xml_child(from->xml, parent, HS_NO_NODE, name));
}

/* Words of a text that may hold markup, which feeds put into titles. */
static hs_status words(hs_str *out, const hs_xml_item *from, hs_str s, hs_error *err)
{
    bool markup = hs_ascii_char(s, 0, '<') < s.len || hs_ascii_char(s, 0, '&') < s.len;
    *out = s;
    return markup ? hs_html_words(out, from->arena, s, err) : HS_OK;
}

static void add_author(hs_item *item, hs_str name)
{
    if (name.len && item->n_authors < HS_ITEM_AUTHORS)
        item->authors[item->n_authors++] = name;
}

/* RSS has "mail@host (Name)". */
static hs_str name_in(hs_str author)
{
    size_t open = hs_ascii_char(author, 0, '('), close = hs_ascii_char(author, open, ')');
    if (open < close && close < author.len)
        return hs_ascii_trim((hs_str){author.ptr + open + 1, close - open - 1});
    return hs_ascii_char(author, 0, '@') < author.len ? (hs_str){NULL, 0} : author;
}

static void note_summary(hs_item *item, const hs_xml_item *from)
{
    item->summary = true;
    hs_notes_count(from->notes, HS_PASSED_SUMMARY);
}

static hs_status check_body(const hs_item *item, hs_error *err)
{
    return item->body.len ? HS_OK : hs_fail(err, HS_E_EMPTY, 0, "neither text nor summary");
}

static void take_rss_text(hs_item *item, hs_xml_item *from)
{
    hs_str full = child_text(from, from->node, "encoded"); /* content:encoded */
    hs_str description = text(from, own(from->xml, from->node, "description"));
    item->kind = HS_BODY_HTML;
    item->body = full.len ? full : description;
    if (!full.len && description.len && description.len < SUMMARY_BYTES)
        note_summary(item, from);
}

/* The item that looks at what the whole feed says. */
static hs_xml_item feed_of(const hs_xml_item *from, uint32_t node)
{
    return (hs_xml_item){.xml = from->xml, .node = node, .arena = from->keep};
}

static hs_status know_channel(hs_xml_item *from, hs_error *err)
{
    hs_xml_about *about = from->about;
    uint32_t channel = about->known ? HS_NO_NODE : hs_xml_below(from->xml, from->root, "channel");
    about->known = true;
    if (channel == HS_NO_NODE)
        return HS_OK;
    hs_xml_item feed = feed_of(from, channel);
    about->language = child_text(&feed, channel, "language");
    return words(&about->outlet, &feed, text(&feed, own(from->xml, channel, "title")), err);
}

hs_status hs_feed_take_rss(hs_item *item, hs_xml_item *from, hs_error *err)
{
    const hs_xml *xml = from->xml;
    uint32_t guid = own(xml, from->node, "guid");
    HS_TRY(know_channel(from, err));
    HS_TRY(words(&item->title, from, text(from, own(xml, from->node, "title")), err));
    item->url = text(from, own(xml, from->node, "link"));
    hs_str id = text(from, guid);
    if (!item->url.len && hs_url_is_web(id) && !hs_ascii_is(hs_xml_value(xml, guid, "isPermaLink"), "false"))
        item->url = id;
    HS_TRY(words(&item->outlet, from, text(from, own(xml, from->node, "source")), err));
    if (!item->outlet.len)
        item->outlet = from->about->outlet;
    item->language = from->about->language;
    hs_item_publish(item, from->arena, text(from, own(xml, from->node, "pubDate")));
    hs_item_publish(item, from->arena, child_text(from, from->node, "date")); /* dc:date */
    add_author(item, child_text(from, from->node, "creator"));                /* dc:creator */
    if (!item->n_authors)
        add_author(item, name_in(text(from, own(xml, from->node, "author"))));
    take_rss_text(item, from);
    return check_body(item, err);
}

/* ---- Atom ---- */

/* A text construct as HTML; xhtml holds its markup as elements. */
static hs_status take_markup(hs_str *out, const hs_xml_item *from, uint32_t node, bool *plain, hs_error *err)
{
    hs_str type = hs_xml_value(from->xml, node, "type");
    *plain = !type.len || hs_ascii_is(type, "text") || hs_ascii_is(type, "text/plain");
    if (!hs_ascii_is(type, "xhtml") && !hs_ascii_is(type, "application/xhtml+xml")) {
        *out = text(from, node);
        return HS_OK;
    }
    hs_buffer html = hs_buffer_new(HS_ITEM_BYTES);
    hs_xml_write_html(from->xml, node, &html);
    *out = html.failed ? (hs_str){NULL, 0} : hs_arena_copy(from->arena, (hs_str){html.ptr ? html.ptr : "", html.len});
    hs_buffer_free(&html);
    return out->ptr ? HS_OK : hs_fail(err, HS_E_NOMEM, 0, "no memory for an entry");
}

static hs_status take_words(hs_str *out, const hs_xml_item *from, uint32_t node, hs_error *err)
{
    bool plain;
    if (node == HS_NO_NODE)
        return HS_OK;
    HS_TRY(take_markup(out, from, node, &plain, err));
    return plain ? HS_OK : words(out, from, *out, err);
}

static hs_str link_of(const hs_xml *xml, uint32_t parent)
{
    for (uint32_t node = parent + 1; node < hs_xml_at(xml, parent)->end; node = hs_xml_at(xml, node)->end) {
        hs_str rel = hs_xml_value(xml, node, "rel");
        if (hs_xml_is(xml, node, "link") && (!rel.len || hs_ascii_is(rel, "alternate")))
            return hs_ascii_trim(hs_xml_value(xml, node, "href"));
    }
    return (hs_str){NULL, 0};
}

static void take_atom_authors(hs_item *item, const hs_xml_item *from, uint32_t parent)
{
    uint32_t end = hs_xml_at(from->xml, parent)->end;
    for (uint32_t node = parent + 1; node < end; node = hs_xml_at(from->xml, node)->end)
        if (hs_xml_is(from->xml, node, "author"))
            add_author(item, child_text(from, node, "name"));
}

static hs_status take_atom_text(hs_item *item, hs_xml_item *from, hs_error *err)
{
    const hs_xml *xml = from->xml;
    uint32_t content = own(xml, from->node, "content"), summary = own(xml, from->node, "summary");
    bool plain = false;
    if (content != HS_NO_NODE && !hs_xml_value(xml, content, "src").len)
        HS_TRY(take_markup(&item->body, from, content, &plain, err));
    if (!item->body.len && summary != HS_NO_NODE) {
        HS_TRY(take_markup(&item->body, from, summary, &plain, err));
        if (item->body.len)
            note_summary(item, from);
    }
    item->kind = plain ? HS_BODY_PLAIN : HS_BODY_HTML;
    return check_body(item, err);
}

static hs_status know_feed(hs_xml_item *from, hs_error *err)
{
    hs_xml_about *about = from->about;
    hs_item authors = {0};
    if (about->known)
        return HS_OK;
    about->known = true;
    hs_xml_item feed = feed_of(from, from->root);
    about->link = hs_xml_value(from->xml, from->root, "base");
    if (!about->link.len)
        about->link = link_of(from->xml, from->root);
    about->language = hs_xml_value(from->xml, from->root, "lang");
    take_atom_authors(&authors, &feed, from->root);
    about->author = authors.authors[0];
    return take_words(&about->outlet, &feed, own(from->xml, from->root, "title"), err);
}

hs_status hs_feed_take_atom(hs_item *item, hs_xml_item *from, hs_error *err)
{
    static const char *const dates[] = {"published", "issued", "updated", "modified"};
    const hs_xml *xml = from->xml;
    uint32_t source = own(xml, from->node, "source");
    HS_TRY(know_feed(from, err));
    HS_TRY(take_words(&item->title, from, own(xml, from->node, "title"), err));
    if (source != HS_NO_NODE)
        HS_TRY(take_words(&item->outlet, from, own(xml, source, "title"), err));
    if (!item->outlet.len)
        item->outlet = from->about->outlet;
    hs_str base = hs_xml_value(xml, from->node, "base"), link = link_of(xml, from->node);
    HS_TRY(hs_url_resolve(&item->url, from->arena, base.len ? base : from->about->link, link, err));
    for (size_t i = 0; i < sizeof dates / sizeof *dates && !item->published.len; i++)
        hs_item_publish(item, from->arena, text(from, own(xml, from->node, dates[i])));
    take_atom_authors(item, from, from->node);
    if (!item->n_authors)
        add_author(item, from->about->author);
    item->language = hs_xml_value(xml, from->node, "lang");
    if (!item->language.len)
        item->language = from->about->language;
    return take_atom_text(item, from, err);
}
