/* html.h -- a page as a tree. Path: valid UTF-8 -> libxml2's HTML parser -> nodes in document order.
 * A subtree is a range of nodes, so every later pass is one loop over an array. Threads: a tree has one thread at a
 * time; any number of trees. */
#ifndef HS_HTML_H
#define HS_HTML_H

#include "buffer.h"
#include "hearsay.h"
#include "tags.h"

/* Deeper elements are hung under their ancestor at this depth. */
enum { HS_HTML_MAX_DEPTH = 512 };

enum {
    HS_INSIDE_H1 = 1,
    HS_INSIDE_HEADING = 2, /* h1 .. h6 */
    HS_INSIDE_P = 4,
    HS_INSIDE_LI = 8,
    HS_INSIDE_QUOTE = 16, /* blockquote */
    HS_INSIDE_CITE = 32   /* cite or footer within one: who said it */
};

typedef struct hs_html_node {
    uint32_t parent; /* 0 for the root, which is node 0 */
    uint32_t end;    /* its subtree is nodes [self, end) */
    uint32_t first;  /* text: first byte in chars; element: first of its attributes */
    uint32_t n;      /* text: bytes; element: attributes */
    uint8_t tag;     /* hs_tag */
    uint8_t inside;  /* HS_INSIDE_ flags: what it is or lies in */
} hs_html_node;

typedef struct hs_html_attr {
    uint32_t first, len; /* bytes of chars */
    uint8_t id;          /* hs_attr */
} hs_html_attr;

typedef struct hs_html {
    hs_buffer node_bytes, attr_bytes, chars; /* hs_html_node, hs_html_attr, char */
    uint32_t n_nodes;
} hs_html;

static inline const hs_html_node *hs_html_at(const hs_html *html, uint32_t node)
{
    return (const hs_html_node *)(const void *)html->node_bytes.ptr + node;
}

/**
 * Parse a page. Any text is a page: what is no HTML comes out as text.
 *
 * @param out   owned, end with hs_html_free; empty on failure
 * @param text  [len] valid UTF-8; written to, see html_guard.h
 * @return HS_OK
 *         HS_E_LIMIT  tags so tangled that parsing would take hours (pos: the limit of steps)
 *         HS_E_NOMEM
 */
hs_status hs_html_parse(hs_html *out, char *text, size_t len, hs_error *err);
void hs_html_free(hs_html *html);

/** Value of an attribute; {NULL, 0} if the element does not have it. */
hs_str hs_html_value(const hs_html *html, uint32_t node, hs_attr attr);
/** The characters of a text node. */
hs_str hs_html_chars(const hs_html *html, uint32_t node);

/** Append text as it stands in HTML, between tags and in double quotes. */
void hs_html_escape(hs_buffer *out, hs_str text);

#endif
