/* html.c -- the one file that knows libxml2's HTML parser. In: a page as UTF-8. Out: hs_html, built from the parser's
 * events, so that libxml2's own tree is never made. Threads: any; libxml2 is set up once, its per-thread error handler
 * is put back. */
#include "html.h"

#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>
#include <pthread.h>
#include <string.h>

#include "ascii.h"
#include "heap.h"
#include "html_guard.h"
#include "status.h"
#include "xml_error.h"

/* libxml2 compares each end tag with all open elements. */
enum { STEPS_PER_BYTE = 64, STEPS_FREE = 1 << 24 };

typedef struct builder {
    hs_html *html;
    const char *text; /* [len] */
    size_t len;
    htmlParserCtxtPtr parser;
    uint32_t current; /* innermost open element */
    uint32_t depth;   /* of current */
    uint32_t buried;  /* open elements below HS_HTML_MAX_DEPTH */
    uint64_t steps, cap_steps;
    bool tangled, no_memory;
} builder;

static pthread_once_t once = PTHREAD_ONCE_INIT;

static void init_parser(void)
{
    xmlInitParser();
}

static hs_html_node *nodes_of(const hs_html *html)
{
    return (hs_html_node *)(void *)html->node_bytes.ptr;
}

static void stop_if_full(builder *b)
{
    hs_html *html = b->html;
    if (html->node_bytes.failed || html->attr_bytes.failed || html->chars.failed)
        xmlStopParser(b->parser);
}

/* A section within a heading, as broken pages have it, is no part of the heading. */
static uint8_t inside(const hs_html *html, uint32_t parent, hs_tag tag)
{
    if (tag == HS_TAG_SECTION || tag == HS_TAG_ARTICLE || tag == HS_TAG_MAIN)
        return 0;
    unsigned flags = html->n_nodes ? hs_html_at(html, parent)->inside : 0;
    if (tag == HS_TAG_H1)
        flags |= HS_INSIDE_H1;
    if (hs_tag_is_heading(tag))
        flags |= HS_INSIDE_HEADING;
    if (tag == HS_TAG_P)
        flags |= HS_INSIDE_P;
    if (tag == HS_TAG_LI)
        flags |= HS_INSIDE_LI;
    if (tag == HS_TAG_BLOCKQUOTE)
        flags |= HS_INSIDE_QUOTE;
    if ((tag == HS_TAG_CITE || tag == HS_TAG_FOOTER) && (flags & HS_INSIDE_QUOTE))
        flags |= HS_INSIDE_CITE;
    return (uint8_t)flags;
}

static uint32_t add_node(hs_html *html, uint32_t parent, hs_tag tag, size_t first)
{
    uint32_t self = html->n_nodes;
    hs_html_node node = {.parent = parent,
                         .end = self + 1,
                         .first = (uint32_t)first,
                         .tag = (uint8_t)tag,
                         .inside = inside(html, parent, tag)};
    hs_buffer_add(&html->node_bytes, &node, sizeof node);
    if (!html->node_bytes.failed)
        html->n_nodes++;
    return self;
}

static uint32_t add_attributes(const builder *b, const xmlChar **atts)
{
    hs_html *html = b->html;
    uint32_t n = 0;
    for (; atts && *atts; atts += 2) {
        hs_attr id = hs_attr_by_name((const char *)atts[0]);
        if (id == HS_N_ATTRS)
            continue;
        hs_str value = hs_html_guarded(atts[1] ? (const char *)atts[1] : "", b->text, b->len);
        hs_html_attr attr = {(uint32_t)html->chars.len, (uint32_t)value.len, (uint8_t)id};
        hs_buffer_add(&html->chars, value.ptr, value.len);
        hs_buffer_add(&html->attr_bytes, &attr, sizeof attr);
        n++;
    }
    return n;
}

static void on_start(void *ctx, const xmlChar *name, const xmlChar **atts)
{
    builder *b = ctx;
    hs_html *html = b->html;
    size_t first = html->attr_bytes.len / sizeof(hs_html_attr);
    uint32_t self = add_node(html, b->current, hs_tag_by_name((const char *)name), first);
    uint32_t n = add_attributes(b, atts);
    stop_if_full(b);
    if (html->node_bytes.failed)
        return;
    nodes_of(html)[self].n = n;
    if (b->depth == HS_HTML_MAX_DEPTH) {
        b->buried++;
        return;
    }
    b->current = self;
    b->depth++;
}

static void on_end(void *ctx, const xmlChar *name)
{
    builder *b = ctx;
    (void)name;
    if (b->buried) {
        b->buried--;
    } else if (b->depth) {
        nodes_of(b->html)[b->current].end = b->html->n_nodes;
        b->current = nodes_of(b->html)[b->current].parent;
        b->depth--;
    }
}

static void on_text(void *ctx, const xmlChar *text, int len)
{
    builder *b = ctx;
    hs_html *html = b->html;
    hs_html_node *last = nodes_of(html) + html->n_nodes - 1;
    /* The parser hands long text over in pieces. */
    if (last->tag != HS_TAG_TEXT || last->parent != b->current || last->first + last->n != html->chars.len) {
        uint32_t self = add_node(html, b->current, HS_TAG_TEXT, html->chars.len);
        if (html->node_bytes.failed) {
            stop_if_full(b);
            return;
        }
        last = nodes_of(html) + self;
    }
    size_t from = html->chars.len;
    hs_buffer_add(&html->chars, text, (size_t)len);
    if (!html->chars.failed)
        last->n += (uint32_t)len;
    for (size_t n; (n = html->chars.len - from) != 0; from++) {
        char *at = memchr(html->chars.ptr + from, HS_GUARDED_LESS, n);
        if (!at)
            break;
        *at = '<';
        from = (size_t)(at - html->chars.ptr);
    }
    stop_if_full(b);
}

/* Content of scripts and styles. Only structured data is of use. */
static void on_raw(void *ctx, const xmlChar *text, int len)
{
    builder *b = ctx;
    hs_str type = hs_html_value(b->html, b->current, HS_ATTR_TYPE);
    if (hs_html_at(b->html, b->current)->tag == HS_TAG_SCRIPT &&
        (hs_ascii_begins(type, "application/json") || hs_ascii_begins(type, "application/ld+json")))
        on_text(ctx, text, len);
}

/* Where libxml2 runs out of memory, which may show in no more than an error without words, it does not end by itself.
 */
static void stop_starved(builder *b, const xmlError *error)
{
    if ((error->code != XML_ERR_NO_MEMORY && error->message) || b->no_memory)
        return;
    b->no_memory = true;
    if (!b->parser)
        return;
    if (error->code == XML_ERR_NAME_REQUIRED) {
        /* After this one libxml2 2.9 skips NULs without end, and xmlStopParser leaves it before one. */
        b->parser->disableSAX = 1;
        b->parser->instate = XML_PARSER_EOF;
    } else {
        xmlStopParser(b->parser);
    }
}

/* libxml2 reports each end tag that closes nothing, after it looked for its element among the open ones. */
static void on_error(void *ctx, hs_xml_error *error)
{
    builder *b = ctx;
    stop_starved(b, error);
    b->steps += 1 + b->depth + b->buried;
    if (b->steps > b->cap_steps && !b->tangled) {
        b->tangled = true;
        xmlStopParser(b->parser);
    }
}

static void set_handlers(xmlSAXHandler *sax)
{
    memset(sax, 0, sizeof *sax);
    sax->startElement = on_start;
    sax->endElement = on_end;
    sax->characters = on_text;
    sax->ignorableWhitespace = on_text;
    sax->cdataBlock = on_raw;
    sax->serror = on_error;
    sax->initialized = XML_SAX2_MAGIC;
}

/* A parser over [len] bytes. As htmlCreateMemoryParserCtxt makes it, which leaks where memory runs out. */
static htmlParserCtxtPtr new_parser(const char *text, size_t len)
{
    htmlParserCtxtPtr parser = htmlNewParserCtxt();
    xmlParserInputBufferPtr bytes =
        parser ? xmlParserInputBufferCreateMem(text, (int)len, XML_CHAR_ENCODING_NONE) : NULL;
    xmlParserInputPtr input = bytes ? xmlNewIOInputStream(parser, bytes, XML_CHAR_ENCODING_NONE) : NULL;
#if LIBXML_VERSION < 21400 /* later ones let go of the bytes where they cannot make a stream of them */
    if (bytes && !input)
        xmlFreeParserInputBuffer(bytes);
#endif
    if (input && inputPush(parser, input) >= 0)
        return parser;
    xmlFreeInputStream(input);
    htmlFreeParserCtxt(parser);
    return NULL;
}

static hs_status run_parser(builder *b, const char *text, size_t len, hs_error *err)
{
    htmlParserCtxtPtr parser = new_parser(text, len);
    if (!parser)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for the HTML parser");
    b->parser = parser;
    htmlCtxtUseOptions(parser, HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET |
                                   HTML_PARSE_IGNORE_ENC);
    xmlSwitchEncoding(parser, XML_CHAR_ENCODING_UTF8);
    set_handlers(parser->sax);
    parser->userData = b;
    if (!b->no_memory)
        htmlParseDocument(parser);
    bool no_memory = b->no_memory || parser->errNo == XML_ERR_NO_MEMORY;
    htmlFreeParserCtxt(parser);
    if (b->tangled)
        return hs_fail(err, HS_E_LIMIT, b->cap_steps, "page with tags nested too wildly to be parsed");
    if (no_memory || b->html->node_bytes.failed || b->html->attr_bytes.failed || b->html->chars.failed)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for the elements of a page of %zu bytes", len);
    return HS_OK;
}

static hs_status parse(builder *b, char *text, size_t len, hs_error *err)
{
    char *guarded = hs_alloc(len);
    if (!guarded)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for a page of %zu bytes", len);
    pthread_once(&once, init_parser);
    size_t n = hs_html_guard(guarded, text, len);
    b->text = text;
    b->len = len;
    b->cap_steps = (uint64_t)STEPS_PER_BYTE * n + STEPS_FREE;
    /* Errors that carry no parser, such as those of its allocator, go to the thread's handler, which prints. */
    xmlStructuredErrorFunc handler = xmlStructuredError;
    void *handler_ctx = xmlStructuredErrorContext;
    xmlSetStructuredErrorFunc(b, on_error);
    hs_status status = run_parser(b, guarded, n, err);
    xmlSetStructuredErrorFunc(handler_ctx, handler);
    hs_free(guarded);
    return status;
}

hs_status hs_html_parse(hs_html *out, char *text, size_t len, hs_error *err)
{
    const size_t cap = 16 * len + (1u << 20);
    *out = (hs_html){.node_bytes = hs_buffer_new(cap), .attr_bytes = hs_buffer_new(cap), .chars = hs_buffer_new(cap)};
    builder b = {.html = out};
    add_node(out, 0, HS_TAG_BODY, 0);
    hs_status status = HS_OK;
    if (out->node_bytes.failed)
        status = hs_fail(err, HS_E_NOMEM, 0, "no memory for a page");
    else if (len)
        status = parse(&b, text, len, err);
    if (status != HS_OK) {
        hs_html_free(out);
        return status;
    }
    for (uint32_t node = b.current; node; node = nodes_of(out)[node].parent)
        nodes_of(out)[node].end = out->n_nodes;
    nodes_of(out)[0].end = out->n_nodes;
    return HS_OK;
}

void hs_html_free(hs_html *html)
{
    hs_buffer_free(&html->node_bytes);
    hs_buffer_free(&html->attr_bytes);
    hs_buffer_free(&html->chars);
    html->n_nodes = 0;
}

hs_str hs_html_value(const hs_html *html, uint32_t node, hs_attr attr)
{
    const hs_html_node *element = hs_html_at(html, node);
    if (element->tag == HS_TAG_TEXT || !element->n)
        return (hs_str){NULL, 0};
    const hs_html_attr *attrs = (const hs_html_attr *)(const void *)html->attr_bytes.ptr + element->first;
    for (uint32_t i = 0; i < element->n; i++)
        if (attrs[i].id == attr)
            return attrs[i].len ? (hs_str){html->chars.ptr + attrs[i].first, attrs[i].len} : (hs_str){"", 0};
    return (hs_str){NULL, 0};
}

hs_str hs_html_chars(const hs_html *html, uint32_t node)
{
    const hs_html_node *text = hs_html_at(html, node);
    return (hs_str){html->chars.ptr + text->first, text->n};
}

void hs_html_escape(hs_buffer *out, hs_str text)
{
    for (size_t i = 0, from = 0; i <= text.len; i++) {
        const char *name = i == text.len        ? ""
                           : text.ptr[i] == '<' ? "&lt;"
                           : text.ptr[i] == '&' ? "&amp;"
                           : text.ptr[i] == '"' ? "&quot;"
                                                : NULL;
        if (!name)
            continue;
        if (i > from)
            hs_buffer_add(out, text.ptr + from, i - from);
        hs_buffer_text(out, name);
        from = i + 1;
    }
}
