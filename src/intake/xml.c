/* xml.c -- the one file that knows libxml2's XML parser. In: bytes. Out: hs_xml, built from the parser's events.
 * Threads: any; the thread's error handler is put back. */
#include "xml.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>

#include "ascii.h"
#include "charset.h"
#include "html.h"
#include "status.h"
#include "xml_error.h"
#include "xml_mend.h"

typedef struct builder {
    hs_xml *xml;
    xmlParserCtxtPtr parser;
    uint32_t current;
    bool no_memory;
} builder;

static hs_xml_node *nodes_of(const hs_xml *xml)
{
    return (hs_xml_node *)(void *)xml->node_bytes.ptr;
}

static bool is_full(const hs_xml *xml)
{
    return xml->node_bytes.failed || xml->attr_bytes.failed || xml->chars.failed;
}

static uint32_t add_node(hs_xml *xml, hs_xml_node node)
{
    uint32_t self = xml->n_nodes;
    node.end = self + 1;
    hs_buffer_add(&xml->node_bytes, &node, sizeof node);
    if (!xml->node_bytes.failed)
        xml->n_nodes++;
    return self;
}

static void stop_if_full(builder *b)
{
    if (is_full(b->xml))
        xmlStopParser(b->parser);
}

/* An attribute's value, in which libxml2 leaves each ampersand as "&#38;". @return bytes added */
static uint32_t add_value(hs_buffer *out, hs_str value)
{
    static const hs_str mark = {"&#38;", 5};
    const size_t before = out->len;
    for (size_t at; (at = hs_ascii_find(value, mark, 0)) != HS_NOWHERE; value = hs_ascii_from(value, at + mark.len)) {
        hs_buffer_add(out, value.ptr, at);
        hs_buffer_text(out, "&");
    }
    hs_buffer_add(out, value.ptr, value.len);
    return (uint32_t)(out->len - before);
}

static void on_start(void *ctx, const xmlChar *name, const xmlChar *prefix, const xmlChar *space, int n_spaces,
                     const xmlChar **spaces, int n_atts, int n_defaulted, const xmlChar **atts)
{
    builder *b = ctx;
    hs_xml *xml = b->xml;
    (void)prefix, (void)n_spaces, (void)spaces, (void)n_defaulted;
    hs_xml_node node = {.parent = b->current,
                        .first = (uint32_t)(xml->attr_bytes.len / sizeof(hs_xml_attr)),
                        .n = (uint32_t)n_atts,
                        .name = (const char *)name,
                        .space = (const char *)space};
    for (int i = 0; i < n_atts; i++) {
        /* name, prefix, namespace, begin and end of the value */
        const char *begin = (const char *)atts[5 * i + 3], *end = (const char *)atts[5 * i + 4];
        hs_xml_attr attr = {(const char *)atts[5 * i], (uint32_t)xml->chars.len, 0};
        attr.len = add_value(&xml->chars, (hs_str){begin, (size_t)(end - begin)});
        hs_buffer_add(&xml->attr_bytes, &attr, sizeof attr);
    }
    uint32_t self = add_node(xml, node);
    stop_if_full(b);
    if (!is_full(xml))
        b->current = self;
}

static void on_end(void *ctx, const xmlChar *name, const xmlChar *prefix, const xmlChar *space)
{
    builder *b = ctx;
    (void)name, (void)prefix, (void)space;
    nodes_of(b->xml)[b->current].end = b->xml->n_nodes;
    b->current = nodes_of(b->xml)[b->current].parent;
}

static void on_text(void *ctx, const xmlChar *text, int len)
{
    builder *b = ctx;
    hs_xml *xml = b->xml;
    const hs_xml_node *last = hs_xml_at(xml, xml->n_nodes - 1);
    bool joins =
        !last->name && last->parent == b->current && xml->n_nodes > 1 && last->first + last->n == xml->chars.len;
    uint32_t self = joins ? xml->n_nodes - 1
                          : add_node(xml, (hs_xml_node){.parent = b->current, .first = (uint32_t)xml->chars.len});
    hs_buffer_add(&xml->chars, text, (size_t)len);
    stop_if_full(b);
    if (!is_full(xml))
        nodes_of(xml)[self].n += (uint32_t)len;
}

/* What libxml2 says, on one line and less the lines that it names itself: "in tag p line 7". */
static void without_lines(char *out, size_t cap, const char *message)
{
    static const char line[] = " line ";
    hs_str rest = hs_ascii_trim(hs_ascii_of(message));
    size_t n = 0;
    for (size_t i = 0; i < rest.len && n + 1 < cap;) {
        size_t end = i;
        if (rest.len - i > sizeof line - 1 && memcmp(rest.ptr + i, line, sizeof line - 1) == 0)
            for (end = i + sizeof line - 1; end < rest.len && hs_ascii_is_digit(rest.ptr[end]);)
                end++;
        if (end > i + sizeof line - 1) {
            i = end;
            continue;
        }
        out[n++] = rest.ptr[i] == '\n' ? ' ' : rest.ptr[i];
        i++;
    }
    out[n] = '\0';
}

static void on_error(void *ctx, hs_xml_error *error)
{
    builder *b = ctx;
    b->no_memory = b->no_memory || error->code == XML_ERR_NO_MEMORY || !error->message;
    if (b->no_memory && b->parser)
        xmlStopParser(b->parser);
    /* A prefix without a namespace, say, is no reason to doubt the rest. */
    if (error->level != XML_ERR_FATAL || b->xml->broken.code != HS_OK || !error->message)
        return;
    char why[120];
    without_lines(why, sizeof why, error->message);
    hs_fail(&b->xml->broken, HS_E_FORMAT, (uint64_t)error->line, "no well-formed XML from line %d on: %s", error->line,
            why);
}

static void run_parser(builder *b, hs_str text)
{
    xmlParserCtxtPtr parser = xmlNewParserCtxt();
    xmlParserInputBufferPtr bytes =
        parser ? xmlParserInputBufferCreateMem(text.ptr, (int)text.len, XML_CHAR_ENCODING_NONE) : NULL;
    xmlParserInputPtr input = bytes ? xmlNewIOInputStream(parser, bytes, XML_CHAR_ENCODING_NONE) : NULL;
    if (bytes && !input)
        xmlFreeParserInputBuffer(bytes);
    if (!input || inputPush(parser, input) < 0) {
        b->no_memory = true;
        xmlFreeInputStream(input);
        xmlFreeParserCtxt(parser);
        return;
    }
    b->parser = parser;
    xmlCtxtUseOptions(parser, XML_PARSE_RECOVER | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NONET |
                                  XML_PARSE_IGNORE_ENC);
    xmlSwitchEncoding(parser, XML_CHAR_ENCODING_UTF8);
    xmlSAXHandler *sax = parser->sax;
    memset(sax, 0, sizeof *sax);
    sax->startElementNs = on_start;
    sax->endElementNs = on_end;
    sax->characters = on_text;
    sax->ignorableWhitespace = on_text;
    sax->cdataBlock = on_text;
    sax->serror = on_error;
    sax->initialized = XML_SAX2_MAGIC;
    parser->userData = b;
    if (!b->no_memory)
        xmlParseDocument(parser);
    b->no_memory = b->no_memory || parser->errNo == XML_ERR_NO_MEMORY;
    if (parser->dict && xmlDictReference(parser->dict) == 0)
        b->xml->names = parser->dict;
    else
        b->no_memory = true;
    b->parser = NULL;
    xmlFreeDoc(parser->myDoc); /* made by libxml2 itself where it meets a DTD after all */
    parser->myDoc = NULL;
    xmlFreeParserCtxt(parser);
}

/* Byte of the input where a line begins, counted from 1. */
static uint64_t line_begin(const hs_raw *raw, uint64_t line)
{
    const size_t width = raw->encoding == HS_UTF8 ? 1 : raw->encoding <= HS_UTF16BE ? 2 : 4;
    const size_t low = raw->encoding == HS_UTF16BE || raw->encoding == HS_UTF32BE ? width - 1 : 0;
    size_t at = raw->bom;
    for (; line > 1 && at + width <= raw->len; at += width) {
        bool end = raw->bytes[at + low] == '\n';
        for (size_t k = 0; k < width; k++)
            end = end && (k == low || !raw->bytes[at + k]);
        line -= end;
    }
    return line > 1 ? raw->bom : at;
}

static hs_status parse(hs_xml *out, hs_str text, hs_error *err)
{
    builder b = {.xml = out};
    add_node(out, (hs_xml_node){.name = ""});
    if (!is_full(out)) {
        xmlStructuredErrorFunc handler = xmlStructuredError;
        void *handler_ctx = xmlStructuredErrorContext;
        xmlSetStructuredErrorFunc(&b, on_error);
        run_parser(&b, text);
        xmlSetStructuredErrorFunc(handler_ctx, handler);
    }
    if (is_full(out) || b.no_memory)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for the elements of %zu bytes of XML", text.len);
    for (uint32_t node = b.current; node; node = nodes_of(out)[node].parent)
        nodes_of(out)[node].end = out->n_nodes;
    nodes_of(out)[0].end = out->n_nodes;
    return HS_OK;
}

hs_status hs_xml_parse(hs_xml *out, hs_str bytes, hs_error *err)
{
    const size_t cap = 48 * bytes.len + (1u << 16);
    hs_charset_text text;
    hs_raw raw;
    *out = (hs_xml){.node_bytes = hs_buffer_new(cap), .attr_bytes = hs_buffer_new(cap), .chars = hs_buffer_new(cap)};
    if (bytes.len > HS_XML_BYTES)
        return hs_fail(err, HS_E_LIMIT, HS_XML_BYTES, "XML of over %d bytes", HS_XML_BYTES);
    hs_arena *arena = hs_arena_new(4 * bytes.len + (1u << 16));
    if (!arena)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for XML");
    hs_buffer mended = hs_buffer_new(5 * 3 * bytes.len + 64);
    hs_sniff(&raw, bytes.ptr, bytes.len);
    hs_status status = hs_charset_decode(&text, arena, &raw, true, err);
    if (status == HS_OK)
        status = hs_xml_mend(&mended, text.text, HS_XML_ATTRIBUTES, err);
    hs_arena_free(arena);
    if (status == HS_OK)
        status = parse(out, mended.len ? (hs_str){mended.ptr, mended.len} : (hs_str){" ", 1}, err);
    if (out->broken.code != HS_OK) /* the parser counts lines of what was mended, which has those of the input */
        out->broken.pos = line_begin(&raw, out->broken.pos);
    hs_buffer_free(&mended);
    if (status != HS_OK)
        hs_xml_free(out);
    return status;
}

void hs_xml_free(hs_xml *xml)
{
    hs_buffer_free(&xml->node_bytes);
    hs_buffer_free(&xml->attr_bytes);
    hs_buffer_free(&xml->chars);
    if (xml->names)
        xmlDictFree(xml->names);
    xml->names = NULL;
    xml->n_nodes = 0;
}

/* ---- looking ---- */

bool hs_xml_is(const hs_xml *xml, uint32_t node, const char *name)
{
    const char *own = node == HS_NO_NODE ? NULL : hs_xml_at(xml, node)->name;
    return own && hs_ascii_is(hs_ascii_of(own), name);
}

uint32_t hs_xml_next(const hs_xml *xml, uint32_t node)
{
    uint32_t next = hs_xml_at(xml, node)->end;
    return next < hs_xml_at(xml, hs_xml_at(xml, node)->parent)->end ? next : HS_NO_NODE;
}

uint32_t hs_xml_child(const hs_xml *xml, uint32_t parent, uint32_t from, const char *name)
{
    if (parent == HS_NO_NODE)
        return HS_NO_NODE;
    uint32_t end = hs_xml_at(xml, parent)->end;
    for (uint32_t node = from == HS_NO_NODE ? parent + 1 : from; node < end; node = hs_xml_at(xml, node)->end)
        if (hs_xml_is(xml, node, name))
            return node;
    return HS_NO_NODE;
}

uint32_t hs_xml_below(const hs_xml *xml, uint32_t top, const char *name)
{
    for (uint32_t node = top + 1; top != HS_NO_NODE && node < hs_xml_at(xml, top)->end; node++)
        if (hs_xml_is(xml, node, name))
            return node;
    return HS_NO_NODE;
}

hs_str hs_xml_text(const hs_xml *xml, hs_arena *arena, uint32_t node)
{
    size_t n = 0;
    if (node == HS_NO_NODE)
        return (hs_str){NULL, 0};
    uint32_t end = hs_xml_at(xml, node)->end;
    for (uint32_t i = node; i < end; i++)
        n += hs_xml_at(xml, i)->name ? 0 : hs_xml_at(xml, i)->n;
    char *text = HS_NEW(arena, char, n + 1);
    if (!text)
        return (hs_str){NULL, 0};
    n = 0;
    for (uint32_t i = node; i < end; i++) {
        const hs_xml_node *at = hs_xml_at(xml, i);
        if (!at->name && at->n)
            memcpy(text + n, xml->chars.ptr + at->first, at->n);
        n += at->name ? 0 : at->n;
    }
    return (hs_str){text, n};
}

static const hs_xml_attr *attrs_of(const hs_xml *xml, const hs_xml_node *node)
{
    return (const hs_xml_attr *)(const void *)xml->attr_bytes.ptr + node->first;
}

hs_str hs_xml_value(const hs_xml *xml, uint32_t node, const char *attribute)
{
    const hs_xml_node *element = node == HS_NO_NODE ? NULL : hs_xml_at(xml, node);
    for (uint32_t i = 0; element && element->name && i < element->n; i++) {
        const hs_xml_attr *attr = attrs_of(xml, element) + i;
        if (hs_ascii_is(hs_ascii_of(attr->name), attribute))
            return attr->len ? (hs_str){xml->chars.ptr + attr->first, attr->len} : (hs_str){"", 0};
    }
    return (hs_str){NULL, 0};
}

static bool is_void(const char *name)
{
    static const char *const names[] = {"br", "img", "hr", "input", "meta", "link", "source", "wbr"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (hs_ascii_is(hs_ascii_of(name), names[i]))
            return true;
    return false;
}

static void write_tag(const hs_xml *xml, const hs_xml_node *node, bool close, hs_buffer *out)
{
    hs_buffer_text(out, close ? "</" : "<");
    hs_buffer_text(out, node->name);
    for (uint32_t i = 0; !close && i < node->n; i++) {
        const hs_xml_attr *attr = attrs_of(xml, node) + i;
        hs_buffer_text(out, " ");
        hs_buffer_text(out, attr->name);
        hs_buffer_text(out, "=\"");
        hs_html_escape(out, (hs_str){xml->chars.ptr + attr->first, attr->len});
        hs_buffer_text(out, "\"");
    }
    hs_buffer_text(out, ">");
}

void hs_xml_write_html(const hs_xml *xml, uint32_t top, hs_buffer *out)
{
    /* Depth is libxml2's own limit of 256 elements. */
    uint32_t last = top;
    for (uint32_t i = top + 1; i < hs_xml_at(xml, top)->end; i++) {
        const hs_xml_node *node = hs_xml_at(xml, i);
        for (; last != node->parent; last = hs_xml_at(xml, last)->parent)
            if (!is_void(hs_xml_at(xml, last)->name))
                write_tag(xml, hs_xml_at(xml, last), true, out);
        if (!node->name) {
            hs_html_escape(out, (hs_str){xml->chars.ptr + node->first, node->n});
        } else {
            write_tag(xml, node, false, out);
            last = i;
        }
    }
    for (; last != top; last = hs_xml_at(xml, last)->parent)
        if (!is_void(hs_xml_at(xml, last)->name))
            write_tag(xml, hs_xml_at(xml, last), true, out);
}
