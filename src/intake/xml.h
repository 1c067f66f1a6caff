/* xml.h -- feeds and wire stories as a tree. Path: bytes -> UTF-8, mended -> libxml2's XML parser -> nodes in document
 * order. No DTD is read, no entity but a character's name is known, nothing is fetched. Threads: a tree has one at a
 * time. */
#ifndef HS_XML_H
#define HS_XML_H

#include "arena.h"
#include "buffer.h"
#include "hearsay.h"

enum { HS_XML_BYTES = 16 << 20, HS_XML_ATTRIBUTES = 256 };

typedef struct hs_xml_node {
    uint32_t parent, end; /* its subtree is nodes [self, end) */
    uint32_t first, n;    /* text: bytes of chars; element: attributes */
    const char *name;     /* without its prefix, NUL-terminated; NULL: text */
    const char *space;    /* namespace; NULL: none */
} hs_xml_node;

typedef struct hs_xml_attr {
    const char *name; /* without its prefix */
    uint32_t first, len;
} hs_xml_attr;

typedef struct hs_xml {
    hs_buffer node_bytes, attr_bytes, chars;
    void *names; /* libxml2's dictionary, which holds them */
    uint32_t n_nodes;
    hs_error broken; /* code HS_OK: well-formed; else HS_E_FORMAT, what is wrong, and the byte its line begins at */
} hs_xml;

#define HS_NO_NODE UINT32_MAX

static inline const hs_xml_node *hs_xml_at(const hs_xml *xml, uint32_t node)
{
    return (const hs_xml_node *)(const void *)xml->node_bytes.ptr + node;
}

/**
 * Parse a document. What is not well-formed ends the tree early and is told in out->broken.
 *
 * @param out    owned, end with hs_xml_free; empty on failure. Node 0 stands above the root
 * @param bytes  hostile; any encoding that hs_charset_decode knows
 * @return HS_OK
 *         HS_E_LIMIT  over HS_XML_BYTES, or HS_XML_ATTRIBUTES of one element (pos: the limit)
 *         HS_E_NOMEM
 */
hs_status hs_xml_parse(hs_xml *out, hs_str bytes, hs_error *err);
void hs_xml_free(hs_xml *xml);

/** Is it an element of this name? */
bool hs_xml_is(const hs_xml *xml, uint32_t node, const char *name);
/** The first child element of this name at or after `from`, which is a child of `parent` or HS_NO_NODE for its first.
 * @return HS_NO_NODE if there is none */
uint32_t hs_xml_child(const hs_xml *xml, uint32_t parent, uint32_t from, const char *name);
/** The first element of this name below `top`, at any depth. */
uint32_t hs_xml_below(const hs_xml *xml, uint32_t top, const char *name);
/** The node after this one's subtree, among its siblings. @return HS_NO_NODE after the last */
uint32_t hs_xml_next(const hs_xml *xml, uint32_t node);

/** All characters below a node. @return {NULL, 0} for HS_NO_NODE, or where there is no memory */
hs_str hs_xml_text(const hs_xml *xml, hs_arena *arena, uint32_t node);
/** @return {NULL, 0} if the element does not have it */
hs_str hs_xml_value(const hs_xml *xml, uint32_t node, const char *attribute);
/** Append what lies below a node as HTML. */
void hs_xml_write_html(const hs_xml *xml, uint32_t node, hs_buffer *out);

#endif
