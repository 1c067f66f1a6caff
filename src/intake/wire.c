/* wire.c -- stories as agencies send them: NITF 3, NewsML-G2. In: a story's element. Out: hs_item. What is no text
 * (pictures, videos, withdrawn stories) is passed by with a note. Threads: any; an item has one. */
#include "ascii.h"
#include "blocks.h"
#include "status.h"
#include "url.h"
#include "xml_items.h"

static hs_str text(const hs_xml_item *from, uint32_t node)
{
    return hs_ascii_trim(hs_xml_text(from->xml, from->arena, node));
}

static hs_str text_below(const hs_xml_item *from, uint32_t top, const char *name)
{
    return top == HS_NO_NODE ? (hs_str){NULL, 0} : text(from, hs_xml_below(from->xml, top, name));
}

/* ---- NITF ---- */

static bool is_within(const hs_xml *xml, uint32_t node, uint32_t top, const char *name)
{
    for (node = hs_xml_at(xml, node)->parent; node > top; node = hs_xml_at(xml, node)->parent)
        if (hs_xml_is(xml, node, name))
            return true;
    return false;
}

/* Paragraphs and cross-heads of body.content, as lines; captions and tables stay out. */
static hs_status take_nitf_body(hs_item *item, const hs_xml_item *from, uint32_t story, hs_error *err)
{
    const hs_xml *xml = from->xml;
    uint32_t content = hs_xml_below(xml, story, "body.content");
    hs_buffer lines = hs_buffer_new(3 * xml->chars.len + 64);
    for (uint32_t i = content; content != HS_NO_NODE && i < hs_xml_at(xml, content)->end; i++) {
        bool line =
            hs_xml_is(xml, i, "p") || hs_xml_is(xml, i, "hl2") || hs_xml_is(xml, i, "li") || hs_xml_is(xml, i, "pre");
        if (!line || is_within(xml, i, content, "media") || is_within(xml, i, content, "table"))
            continue;
        hs_str words = text(from, i);
        if (words.len && lines.len)
            hs_buffer_text(&lines, "\n\n");
        bool gap = false; /* one paragraph is one line */
        hs_tidy(&lines, lines.len, words, &gap);
        i = hs_xml_at(xml, i)->end - 1;
    }
    if (!lines.len && !lines.failed && content != HS_NO_NODE) {
        hs_str words = text(from, content);
        hs_buffer_add(&lines, words.ptr, words.len);
    }
    item->kind = HS_BODY_PLAIN;
    item->body = hs_arena_copy(from->arena, (hs_str){lines.ptr ? lines.ptr : "", lines.len});
    bool failed = lines.failed || !item->body.ptr;
    hs_buffer_free(&lines);
    if (failed)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for a story");
    return item->body.len ? HS_OK : hs_fail(err, HS_E_EMPTY, 0, "no text in the story's body");
}

static hs_status take_nitf(hs_item *item, const hs_xml_item *from, uint32_t story, hs_error *err)
{
    const hs_xml *xml = from->xml;
    hs_item_first(&item->title, text_below(from, story, "hl1"));
    hs_item_first(&item->title, text_below(from, story, "hedline"));
    hs_item_first(&item->title, text_below(from, story, "title"));
    uint32_t pubdata = hs_xml_below(xml, story, "pubdata"), issue = hs_xml_below(xml, story, "date.issue");
    hs_item_first(&item->outlet, hs_xml_value(xml, pubdata, "name"));
    hs_item_first(&item->outlet, text_below(from, hs_xml_below(xml, story, "distributor"), "org"));
    hs_item_first(&item->outlet, text_below(from, story, "distributor"));
    hs_item_first(&item->outlet, hs_xml_value(xml, hs_xml_below(xml, story, "doc.copyright"), "holder"));
    hs_item_publish(item, from->arena, hs_xml_value(xml, pubdata, "date.publication"));
    hs_item_publish(item, from->arena, hs_xml_value(xml, issue, "norm"));
    hs_item_publish(item, from->arena, hs_xml_value(xml, hs_xml_below(xml, story, "date.release"), "norm"));
    hs_item_publish(item, from->arena, hs_xml_value(xml, hs_xml_below(xml, story, "story.date"), "norm"));
    hs_str link = hs_xml_value(xml, pubdata, "ex-ref");
    if (hs_url_is_web(link))
        hs_item_first(&item->url, link);
    if (!item->n_authors) {
        uint32_t byline = hs_xml_below(xml, story, "byline");
        hs_str person = text_below(from, byline, "person");
        hs_item_add_author(item, person.len ? person : text(from, byline));
    }
    return take_nitf_body(item, from, story, err);
}

hs_status hs_wire_take_nitf(hs_item *item, hs_xml_item *from, hs_error *err)
{
    return take_nitf(item, from, from->node, err);
}

/* ---- NewsML-G2 ---- */

/* The last piece of a qcode: "ninat:text" -> "text". */
static hs_str code_of(const hs_xml *xml, uint32_t node)
{
    hs_str code = hs_xml_value(xml, node, "qcode");
    if (!code.len)
        code = hs_xml_value(xml, node, "uri");
    size_t n = code.len;
    while (n && code.ptr[n - 1] != ':' && code.ptr[n - 1] != '/')
        n--;
    return hs_ascii_from(code, n);
}

/* Its name, else what it is called in place. */
static hs_str name_of(const hs_xml_item *from, uint32_t node)
{
    hs_str name = text_below(from, node, "name");
    if (!name.len)
        name = node == HS_NO_NODE ? name : hs_xml_value(from->xml, node, "literal");
    return name;
}

static void take_meta(hs_item *item, const hs_xml_item *from)
{
    const hs_xml *xml = from->xml;
    uint32_t meta = hs_xml_below(xml, from->node, "contentmeta"), about = hs_xml_below(xml, from->node, "itemmeta");
    uint32_t rights = hs_xml_below(xml, from->node, "rightsinfo");
    if (meta != HS_NO_NODE) {
        hs_item_first(&item->title, text_below(from, meta, "headline"));
        hs_item_first(&item->language, hs_xml_value(xml, hs_xml_below(xml, meta, "language"), "tag"));
        hs_item_first(&item->outlet, name_of(from, hs_xml_below(xml, meta, "infosource")));
        hs_item_add_author(item, text_below(from, meta, "by"));
        if (!item->n_authors)
            hs_item_add_author(item, name_of(from, hs_xml_below(xml, meta, "creator")));
        hs_item_first(&item->outlet, text_below(from, meta, "creditline"));
    }
    if (about != HS_NO_NODE) {
        hs_item_first(&item->title, text_below(from, about, "title"));
        hs_item_first(&item->outlet, name_of(from, hs_xml_below(xml, about, "provider")));
        hs_item_publish(item, from->arena, text_below(from, about, "versioncreated"));
        hs_item_publish(item, from->arena, text_below(from, about, "firstcreated"));
    }
    if (rights != HS_NO_NODE)
        hs_item_first(&item->outlet, name_of(from, hs_xml_below(xml, rights, "copyrightholder")));
    hs_item_first(&item->language, hs_xml_value(xml, from->node, "lang"));
}

/* inlineXML holds NITF or HTML. */
static hs_status take_inline_xml(hs_item *item, const hs_xml_item *from, uint32_t node, hs_error *err)
{
    uint32_t nitf = hs_xml_below(from->xml, node, "nitf");
    if (nitf != HS_NO_NODE)
        return take_nitf(item, from, nitf, err);
    hs_buffer html = hs_buffer_new(HS_ITEM_BYTES);
    hs_xml_write_html(from->xml, node, &html);
    item->kind = HS_BODY_HTML;
    item->body =
        html.failed ? (hs_str){NULL, 0} : hs_arena_copy(from->arena, (hs_str){html.ptr ? html.ptr : "", html.len});
    hs_buffer_free(&html);
    return item->body.ptr ? HS_OK : hs_fail(err, HS_E_NOMEM, 0, "no memory for a story");
}

hs_status hs_wire_take_newsml(hs_item *item, hs_xml_item *from, hs_error *err)
{
    const hs_xml *xml = from->xml;
    uint32_t kind = hs_xml_below(xml, from->node, "itemclass"), state = hs_xml_below(xml, from->node, "pubstatus");
    hs_str class = code_of(xml, kind), status = code_of(xml, state);
    from->skip = hs_notes_pass_story(from->notes, class, status);
    if (from->skip)
        return HS_OK;
    take_meta(item, from);
    uint32_t inside = hs_xml_below(xml, from->node, "inlinexml"), data = hs_xml_below(xml, from->node, "inlinedata");
    if (inside != HS_NO_NODE)
        return take_inline_xml(item, from, inside, err);
    if (data == HS_NO_NODE) {
        hs_notes_count(from->notes, HS_PASSED_ELSEWHERE);
        from->skip = true;
        return HS_OK;
    }
    hs_str type = hs_xml_value(xml, data, "contenttype");
    item->kind = hs_ascii_is(type, "text/html") ? HS_BODY_HTML : HS_BODY_PLAIN;
    item->body = text(from, data);
    return item->body.len ? HS_OK : hs_fail(err, HS_E_EMPTY, 0, "no text in the story's body");
}
