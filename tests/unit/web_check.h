/* web_check.h -- is a page well-formed, and has it nothing that the policy refuses? Stricter than browsers are: every element that
 * HTML does not leave open is closed in its order, every attribute is quoted, ids are unique, links within the page lead somewhere.
 * One thread. */
#ifndef HS_WEB_CHECK_H
#define HS_WEB_CHECK_H

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "hearsay.h"

enum { CHECK_DEPTH = 256, CHECK_NAMES = 40000 };

typedef struct page_check {
    const char *at, *end;
    hs_str open[CHECK_DEPTH];
    unsigned depth;
    hs_str ids[CHECK_NAMES], targets[CHECK_NAMES];
    unsigned n_ids, n_targets;
    char wrong[200]; /* empty: nothing */
} page_check;

static inline void page_wrong(page_check *c, const char *what)
{
    if (!c->wrong[0])
        snprintf(c->wrong, sizeof c->wrong, "%s at: %.100s", what, c->at < c->end ? c->at : "the end");
}

static inline bool str_is(hs_str s, const char *what)
{
    return s.len == strlen(what) && memcmp(s.ptr, what, s.len) == 0;
}

static inline bool is_void(hs_str name)
{
    static const char *const names[] = {"meta", "link", "input", "br"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_is(name, names[i]))
            return true;
    return false;
}

static inline hs_str take_name(page_check *c)
{
    const char *from = c->at;
    while (c->at < c->end && (isalnum((unsigned char)*c->at) || *c->at == '-'))
        c->at++;
    return (hs_str){from, (size_t)(c->at - from)};
}

static inline void check_value(page_check *c, hs_str tag, hs_str name, hs_str value)
{
    if (name.len > 2 && memcmp(name.ptr, "on", 2) == 0)
        page_wrong(c, "a handler in the page");
    if (str_is(name, "style"))
        page_wrong(c, "a style in the page");
    if (str_is(name, "id") && c->n_ids < CHECK_NAMES)
        c->ids[c->n_ids++] = value;
    if (str_is(name, "href") && value.len > 1 && *value.ptr == '#' && c->n_targets < CHECK_NAMES)
        c->targets[c->n_targets++] = (hs_str){value.ptr + 1, value.len - 1};
    if (str_is(name, "for") && c->n_targets < CHECK_NAMES)
        c->targets[c->n_targets++] = value;
    bool address = str_is(name, "href") || str_is(name, "src") || str_is(name, "action");
    if (address && value.len && *value.ptr != '/' && *value.ptr != '#' &&
        !(value.len > 4 && memcmp(value.ptr, "http", 4) == 0 && str_is(tag, "a")))
        page_wrong(c, "an address of another kind");
}

static inline void check_attributes(page_check *c, hs_str tag)
{
    while (c->at < c->end && *c->at == ' ') {
        c->at++;
        hs_str name = take_name(c);
        if (!name.len) {
            page_wrong(c, "no name of an attribute");
            return;
        }
        if (c->at >= c->end || *c->at != '=')
            continue;
        if (c->at + 1 >= c->end || c->at[1] != '"') {
            page_wrong(c, "a value without quotation marks");
            return;
        }
        c->at += 2;
        const char *from = c->at;
        while (c->at < c->end && *c->at != '"' && *c->at != '<')
            c->at++;
        if (c->at >= c->end || *c->at != '"') {
            page_wrong(c, "a value that does not end");
            return;
        }
        check_value(c, tag, name, (hs_str){from, (size_t)(c->at++ - from)});
    }
}

static inline void check_tag(page_check *c)
{
    bool closing = c->at < c->end && *c->at == '/';
    c->at += closing;
    hs_str name = take_name(c);
    if (!name.len) {
        page_wrong(c, "a bare <");
        return;
    }
    if (closing) {
        if (!c->depth || c->open[c->depth - 1].len != name.len || memcmp(c->open[c->depth - 1].ptr, name.ptr, name.len) != 0)
            page_wrong(c, "an end of what is not open");
        else
            c->depth--;
    } else {
        check_attributes(c, name);
        if (str_is(name, "style"))
            page_wrong(c, "a style in the page");
        bool alone = c->at < c->end && *c->at == '/';
        c->at += alone;
        if (!alone && !is_void(name)) {
            if (c->depth == CHECK_DEPTH)
                page_wrong(c, "too deep");
            else
                c->open[c->depth++] = name;
        }
        if (str_is(name, "script") && !(c->end - c->at > 10 && memcmp(c->at, "></script>", 10) == 0) &&
            !(c->end - c->at > 9 && memcmp(c->at, ">", 1) == 0 && c->at[1] == '<'))
            page_wrong(c, "a script in the page");
    }
    if (c->at >= c->end || *c->at != '>')
        page_wrong(c, "a tag that does not end");
    else
        c->at++;
}

static inline void check_reference(page_check *c)
{
    static const char *const known[] = {"&amp;", "&lt;", "&gt;", "&quot;", "&#39;"};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        size_t n = strlen(known[i]);
        if ((size_t)(c->end - c->at) >= n && memcmp(c->at, known[i], n) == 0) {
            c->at += n;
            return;
        }
    }
    page_wrong(c, "a bare &");
    c->at++;
}

static inline void check_names(page_check *c)
{
    for (unsigned i = 0; i < c->n_ids && c->n_ids < 2000; i++)
        for (unsigned k = i + 1; k < c->n_ids; k++)
            if (c->ids[i].len == c->ids[k].len && memcmp(c->ids[i].ptr, c->ids[k].ptr, c->ids[i].len) == 0) {
                c->at = c->ids[k].ptr;
                page_wrong(c, "an id twice");
            }
    for (unsigned i = 0; i < c->n_targets && c->n_targets < 2000; i++) {
        bool there = false;
        for (unsigned k = 0; k < c->n_ids && !there; k++)
            there = c->ids[k].len == c->targets[i].len && memcmp(c->ids[k].ptr, c->targets[i].ptr, c->targets[i].len) == 0;
        if (!there) {
            c->at = c->targets[i].ptr;
            page_wrong(c, "a link or label that leads nowhere in the page");
        }
    }
}

/** @return NULL, or what is wrong with the page; static */
static inline const char *page_fault(hs_str page)
{
    static page_check c;
    static const char doctype[] = "<!DOCTYPE html>\n";
    memset(&c, 0, sizeof c);
    c.at = page.ptr;
    c.end = page.ptr + page.len;
    if (page.len < sizeof doctype || memcmp(page.ptr, doctype, sizeof doctype - 1) != 0)
        page_wrong(&c, "no doctype");
    else
        c.at += sizeof doctype - 1;
    while (c.at < c.end && !c.wrong[0]) {
        if (*c.at == '<') {
            c.at++;
            check_tag(&c);
        } else if (*c.at == '&') {
            check_reference(&c);
        } else {
            if ((unsigned char)*c.at < 0x20 && *c.at != '\n' && *c.at != '\t')
                page_wrong(&c, "a control character");
            c.at++;
        }
    }
    if (!c.wrong[0] && c.depth) {
        c.at = c.open[c.depth - 1].ptr;
        page_wrong(&c, "an element that does not end");
    }
    if (!c.wrong[0])
        check_names(&c);
    return c.wrong[0] ? c.wrong : NULL;
}

#endif
