/* microdata.c -- itemprop attributes. In: a page. Out: fields of its first article. One loop over the nodes, and one
 * over those of each person or publisher. Threads: one at a time. */
#include "microdata.h"

#include "ascii.h"

static hs_str value_of(const hs_html *html, uint32_t node, hs_attr attr)
{
    return hs_ascii_trim(hs_html_value(html, node, attr));
}

/* The value of a property: of an attribute, else the first words in it. */
static hs_str property(const hs_html *html, uint32_t node)
{
    static const hs_attr attrs[] = {HS_ATTR_CONTENT, HS_ATTR_DATETIME, HS_ATTR_HREF};
    unsigned tag = hs_html_at(html, node)->tag;
    for (size_t i = 0; i < sizeof attrs / sizeof *attrs; i++) {
        hs_str value = value_of(html, node, attrs[i]);
        if (value.len && (attrs[i] != HS_ATTR_HREF || tag == HS_TAG_LINK))
            return value;
    }
    for (uint32_t in = node + 1; in < hs_html_at(html, node)->end; in++) {
        hs_str words =
            hs_html_at(html, in)->tag == HS_TAG_TEXT ? hs_ascii_trim(hs_html_chars(html, in)) : (hs_str){NULL, 0};
        if (words.len)
            return words;
    }
    return (hs_str){NULL, 0};
}

/* A person or organisation: the `name` in it, else its own words. */
static hs_str name_in(const hs_html *html, uint32_t node)
{
    for (uint32_t in = node + 1; in < hs_html_at(html, node)->end; in++)
        if (hs_html_at(html, in)->tag != HS_TAG_TEXT && hs_ascii_is(value_of(html, in, HS_ATTR_ITEMPROP), "name"))
            return property(html, in);
    return property(html, node);
}

static bool is_article(hs_str type)
{
    static const char *const ends[] = {"Article", "Posting", "Report"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (hs_ascii_find(type, hs_ascii_of(ends[i]), 0) != HS_NOWHERE &&
            hs_ascii_find(type, hs_ascii_of("schema.org"), 0) != HS_NOWHERE)
            return true;
    return false;
}

static void keep_first(hs_str *to, hs_str value)
{
    if (!to->ptr && value.len)
        *to = value;
}

void hs_microdata_read(hs_jsonld *out, const hs_html *html)
{
    uint32_t node = 0, end, item_end = 0;
    while (node < html->n_nodes && !is_article(value_of(html, node, HS_ATTR_ITEMTYPE)))
        node++;
    if (node == html->n_nodes)
        return;
    bool authors_known = out->n_authors > 0;
    out->is_article = true;
    for (end = hs_html_at(html, node++)->end; node < end; node++) {
        hs_str name = value_of(html, node, HS_ATTR_ITEMPROP);
        bool item = value_of(html, node, HS_ATTR_ITEMTYPE).len > 0;
        bool inner = node < item_end; /* properties of a person, an image, another article .. */
        if (item && !inner)
            item_end = hs_html_at(html, node)->end;
        if (!name.len || inner)
            continue;
        if (hs_ascii_is(name, "author") && !authors_known && out->n_authors < HS_MAX_AUTHORS) {
            hs_str author = name_in(html, node);
            if (author.len)
                out->authors[out->n_authors++] = author;
        } else if (hs_ascii_is(name, "publisher")) {
            keep_first(&out->publisher, name_in(html, node));
        } else if (item) {
            continue;
        } else if (hs_ascii_is(name, "headline")) {
            keep_first(&out->headline, property(html, node));
        } else if (hs_ascii_is(name, "dateModified")) {
            keep_first(&out->modified, property(html, node));
        } else if (hs_ascii_is(name, "articleSection")) {
            keep_first(&out->section, property(html, node));
        } else if (hs_ascii_is(name, "inLanguage")) {
            keep_first(&out->language, property(html, node));
        } else if (hs_ascii_is(name, "mainEntityOfPage")) {
            keep_first(&out->url, property(html, node));
        }
    }
}
