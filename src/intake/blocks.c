/* blocks.c -- from tree to blocks. In: hs_html. Out: hs_blocks. One loop over the nodes; threads: one at a time. */
#include "blocks.h"

#include "ascii.h"
#include "status.h"
#include "utf8.h"

enum {
    MIN_ROWS = 3, /* rows, and mean bytes of a cell, that make a table one of figures */
    MAX_CELL_BYTES = 60,
    SWALLOW_NODES = 20, /* elements of HS_FLOW_DOUBT that hold so much are not skipped */
    SWALLOW_SHARE = 5
};

/* Where the loop is. A range's end is 0 when the loop is not within such a range. */
typedef struct cutter {
    hs_blocks *out;
    const hs_html *html;
    hs_block block;
    bool open, gap;
    uint32_t node; /* block element that the open block, or the last break, is in */
    uint32_t anchor, anchor_end, strong_end, small_end;
    uint32_t table, table_end; /* table of figures that the loop is in */
    uint32_t caption_end;      /* of the words of a picture that the loop is in */
    uint32_t credit;           /* in these, who made it */
    uint32_t line;             /* innermost element around the words since the last break */
    unsigned breaks;           /* <br> since the last word */
} cutter;

static bool is_blank(uint32_t code)
{
    return code <= 0x20 || code == 0x7f || code == 0xa0 || (code >= 0x80 && code < 0xa0) || code == 0x1680 ||
           (code >= 0x2000 && code <= 0x200a) || code == 0x2028 || code == 0x2029 || code == 0x202f || code == 0x205f ||
           code == 0x3000;
}

/* Characters that are there for line breaking or byte order only; they would part words in two. */
static bool is_unseen(uint32_t code)
{
    return code == 0xad || code == 0x200b || code == 0x2060 || code == 0xfeff;
}

void hs_tidy(hs_buffer *out, size_t begin, hs_str s, bool *gap)
{
    for (size_t i = 0; i < s.len;) {
        size_t run = i;
        while (run < s.len && (unsigned char)s.ptr[run] > 0x20 && (unsigned char)s.ptr[run] < 0x7f)
            run++;
        uint32_t code = 0;
        size_t n = 0;
        if (run == i) {
            n = hs_utf8_next(&code, s.ptr + i, s.len - i);
            if (is_blank(code))
                *gap = true;
            if (is_blank(code) || is_unseen(code)) {
                i += n;
                continue;
            }
            run = i + n;
        }
        if (*gap && out->len > begin)
            hs_buffer_add(out, " ", 1);
        *gap = false;
        hs_buffer_add(out, s.ptr + i, run - i);
        i = run;
    }
}

hs_str hs_tidy_copy(hs_arena *arena, hs_str s, bool *no_memory)
{
    hs_buffer made = hs_buffer_new(2 * s.len + 16);
    bool gap = false;
    hs_tidy(&made, 0, s, &gap);
    hs_str copy = {NULL, 0};
    if (made.len)
        copy = hs_arena_copy(arena, (hs_str){made.ptr, made.len});
    *no_memory = *no_memory || made.failed || (made.len && !copy.ptr);
    hs_buffer_free(&made);
    return copy;
}

static void flush(cutter *c)
{
    hs_blocks *out = c->out;
    if (c->open) {
        c->block.end = (uint32_t)out->text.len;
        c->block.n_links = (uint32_t)(out->link_bytes.len / sizeof(hs_block_link)) - c->block.first_link;
        hs_buffer_add(&out->block_bytes, &c->block, sizeof c->block);
        out->n += !out->block_bytes.failed;
    }
    c->open = false;
    c->gap = false;
}

static hs_block_link *last_link(cutter *c)
{
    hs_buffer *links = &c->out->link_bytes;
    size_t n = links->len / sizeof(hs_block_link);
    return n > c->block.first_link ? (hs_block_link *)(void *)links->ptr + n - 1 : NULL;
}

static void add_link(cutter *c, uint32_t begin, uint32_t end)
{
    hs_block_link *last = last_link(c);
    if (last && last->node == c->anchor) {
        last->end = end;
        return;
    }
    hs_block_link link = {begin, end, c->anchor};
    hs_buffer_add(&c->out->link_bytes, &link, sizeof link);
}

/* Is the text of one word character at least, after tidying? */
static bool is_empty(hs_str s)
{
    for (size_t i = 0; i < s.len;) {
        uint32_t code;
        i += hs_utf8_next(&code, s.ptr + i, s.len - i);
        if (!is_blank(code) && !is_unseen(code))
            return false;
    }
    return true;
}

/* The element around both: `element` or one around it. */
static uint32_t around(const cutter *c, uint32_t element, uint32_t node)
{
    while (node >= hs_html_at(c->html, element)->end)
        element = hs_html_at(c->html, element)->parent;
    return element;
}

/* A line that is set in a style of its own, as old pages do with headlines and small print: <font>..</font><br>. */
static bool is_styled_line(const cutter *c, uint32_t br)
{
    uint32_t up = hs_html_at(c->html, br)->parent, line = c->line;
    return c->open && !c->breaks && line > up && line < hs_html_at(c->html, up)->end &&
           hs_html_at(c->html, line)->tag != HS_TAG_A;
}

static void add_text(cutter *c, uint32_t i, uint32_t element)
{
    hs_str s = hs_html_chars(c->html, i);
    hs_buffer *text = &c->out->text;
    if (is_empty(s)) {
        c->gap = c->gap || (c->open && s.len);
        return;
    }
    if (c->open && (c->node != element || c->breaks > 1))
        flush(c);
    if (!c->open) {
        c->open = true;
        c->gap = false;
        c->line = hs_html_at(c->html, i)->parent;
        c->block = (hs_block){.node = element,
                              .inner = hs_html_at(c->html, i)->parent,
                              .from = i,
                              .begin = (uint32_t)text->len,
                              .first_link = (uint32_t)(c->out->link_bytes.len / sizeof(hs_block_link))};
    } else {
        c->gap = c->gap || c->breaks;
        c->line = c->breaks ? hs_html_at(c->html, i)->parent : c->line;
        c->block.inner = around(c, c->block.inner, i);
        c->line = around(c, c->line, i);
    }
    c->node = element;
    c->breaks = 0;
    uint32_t before = (uint32_t)text->len;
    hs_tidy(text, c->block.begin, s, &c->gap);
    uint32_t after = (uint32_t)text->len, n = after - before;
    if (i < c->anchor_end && n) {
        c->block.link_bytes += n;
        add_link(c, before + (text->ptr[before] == ' '), after);
    }
    if (i < c->small_end)
        c->block.small_bytes += n;
    if (i < c->strong_end)
        c->block.strong_bytes += n;
}

static bool is_small(const hs_html *html, uint32_t i)
{
    unsigned tag = hs_html_at(html, i)->tag;
    if (tag == HS_TAG_SMALL)
        return true;
    if (tag != HS_TAG_FONT)
        return false;
    hs_str size = hs_html_value(html, i, HS_ATTR_SIZE);
    return size.len && (size.ptr[0] == '1' || (size.len > 1 && size.ptr[0] == '-'));
}

/* A table of figures, not of page parts: rows of short cells. Its rows are blocks then, as they are read. */
static bool is_data_table(const hs_html *html, uint32_t table)
{
    unsigned rows = 0, cells = 0;
    uint64_t bytes = 0;
    for (uint32_t i = table + 1; i < hs_html_at(html, table)->end; i++) {
        const hs_html_node *node = hs_html_at(html, i);
        switch (node->tag) {
        case HS_TAG_TR:
            rows++;
            break;
        case HS_TAG_TD:
        case HS_TAG_TH:
            cells++;
            break;
        case HS_TAG_TEXT:
            bytes += node->n;
            break;
        case HS_TAG_TABLE:
        case HS_TAG_UL:
        case HS_TAG_OL:
        case HS_TAG_FORM:
        case HS_TAG_INPUT:
        case HS_TAG_ARTICLE:
        case HS_TAG_SECTION:
            return false;
        default:
            break;
        }
    }
    return rows >= MIN_ROWS && cells >= 2 * rows && bytes <= (uint64_t)MAX_CELL_BYTES * cells;
}

static uint32_t later(uint32_t a, uint32_t b)
{
    return a > b ? a : b;
}

/* Within the words of a picture, an element that says who made it: by its name, or set apart by the page's style alone,
 * no blank before it ("at noon<span>ANN LEE"). */
static bool is_credit(const cutter *c, uint32_t element)
{
    const hs_html_node *node = hs_html_at(c->html, element);
    hs_str class = hs_html_value(c->html, element, HS_ATTR_CLASS);
    if (element >= c->caption_end || (node->tag != HS_TAG_SPAN && node->tag != HS_TAG_SMALL))
        return false;
    if (class.len && (hs_ascii_holds(class, "credit") || hs_ascii_holds(class, "copyright")))
        return true;
    if (!c->open || c->gap || element + 1 == node->end || hs_html_at(c->html, element + 1)->tag != HS_TAG_TEXT)
        return false;
    hs_str words = hs_html_chars(c->html, element + 1);
    char before = c->out->text.ptr[c->out->text.len - 1], first = words.len ? *words.ptr : ' ';
    return (first >= 'A' && first <= 'Z') && ((before >= 'a' && before <= 'z') || before == '.');
}

/* Does the element begin and end a block of text? In a table of figures rows alone do; below a picture who made it does
 * too. */
static bool parts_blocks(const cutter *c, uint32_t element)
{
    unsigned tag = hs_html_at(c->html, element)->tag;
    if (element && element == c->credit)
        return true;
    return element >= c->table && element < c->table_end ? tag == HS_TAG_TR || tag == HS_TAG_CAPTION
                                                         : hs_tag_is_block(tag);
}

static void enter(cutter *c, uint32_t i)
{
    const hs_html_node *node = hs_html_at(c->html, i);
    if (node->tag == HS_TAG_TABLE && i >= c->table_end && is_data_table(c->html, i))
        c->table = i, c->table_end = node->end;
    if (node->tag == HS_TAG_FIGCAPTION && i >= c->caption_end)
        c->caption_end = node->end;
    if (is_credit(c, i))
        c->credit = i;
    if (parts_blocks(c, i)) {
        flush(c);
        c->breaks = 0;
        return;
    }
    if (i < c->table_end)
        c->gap = true;
    switch (node->tag) {
    case HS_TAG_A:
        c->anchor = i;
        c->anchor_end = node->end;
        break;
    case HS_TAG_B:
    case HS_TAG_STRONG:
        c->strong_end = later(c->strong_end, node->end);
        break;
    case HS_TAG_BR:
        c->breaks += is_styled_line(c, i) ? 2 : 1;
        break;
    default:
        if (is_small(c->html, i))
            c->small_end = later(c->small_end, node->end);
        break;
    }
}

static bool is_skipped(const hs_html *html, uint32_t i)
{
    const hs_html_node *node = hs_html_at(html, i);
    unsigned flow = hs_tag_flow[node->tag];
    uint64_t held = node->end - i;
    return (flow & HS_FLOW_SKIP) &&
           (!(flow & HS_FLOW_DOUBT) || held < SWALLOW_NODES || SWALLOW_SHARE * held < html->n_nodes);
}

hs_status hs_blocks_make(hs_blocks *out, const hs_html *html, hs_error *err)
{
    const size_t cap = 8 * (html->chars.len + html->node_bytes.len) + (1u << 16);
    *out = (hs_blocks){
        .html = html, .text = hs_buffer_new(cap), .block_bytes = hs_buffer_new(cap), .link_bytes = hs_buffer_new(cap)};
    cutter c = {.out = out, .html = html};
    for (uint32_t i = 0; i < html->n_nodes;) {
        const hs_html_node *node = hs_html_at(html, i);
        if (node->tag != HS_TAG_TEXT) {
            enter(&c, i);
            i = is_skipped(html, i) ? node->end : i + 1;
            continue;
        }
        uint32_t element = node->parent;
        while (element && !parts_blocks(&c, element))
            element = hs_html_at(html, element)->parent;
        add_text(&c, i, element);
        i++;
    }
    flush(&c);
    if (out->text.failed || out->block_bytes.failed || out->link_bytes.failed) {
        hs_blocks_free(out);
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for the text of a page");
    }
    return HS_OK;
}

void hs_blocks_free(hs_blocks *blocks)
{
    hs_buffer_free(&blocks->text);
    hs_buffer_free(&blocks->block_bytes);
    hs_buffer_free(&blocks->link_bytes);
    blocks->n = 0;
}
