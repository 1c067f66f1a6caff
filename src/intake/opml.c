/* opml.c -- lists of feeds. In: OPML 1.0 to 2.0, hostile. Out: the feeds that its outlines name, in order, at any
 * depth. No state but the caller's; any thread. */
#include <string.h>

#include "ascii.h"
#include "heap.h"
#include "status.h"
#include "xml.h"

enum { MOST_FEEDS = 1 << 16 };

struct hs_opml {
    hs_arena *arena;
    hs_feed_entry *feeds; /* [n] in the arena */
    size_t n;
};

static bool is_out(const hs_xml *xml, uint32_t node)
{
    return hs_xml_is(xml, node, "outline") && hs_ascii_is(hs_xml_value(xml, node, "isComment"), "true");
}

/* The next outline with an address from `node` on; what is commented out is passed by with all in it. */
static uint32_t next_feed(const hs_xml *xml, uint32_t node, uint32_t end)
{
    while (node < end) {
        if (is_out(xml, node)) {
            node = hs_xml_at(xml, node)->end;
            continue;
        }
        if (hs_xml_is(xml, node, "outline") && hs_ascii_trim(hs_xml_value(xml, node, "xmlUrl")).len)
            return node;
        node++;
    }
    return HS_NO_NODE;
}

static hs_status take(hs_opml *opml, const hs_xml *xml, uint32_t body, hs_error *err)
{
    const uint32_t end = hs_xml_at(xml, body)->end;
    size_t n = 0;
    for (uint32_t node = body; (node = next_feed(xml, node, end)) != HS_NO_NODE; node++)
        n++;
    if (n > MOST_FEEDS)
        return hs_fail(err, HS_E_LIMIT, MOST_FEEDS, "a list of over %d feeds", MOST_FEEDS);
    opml->feeds = HS_NEW(opml->arena, hs_feed_entry, n + 1);
    for (uint32_t node = body; opml->feeds && (node = next_feed(xml, node, end)) != HS_NO_NODE; node++) {
        hs_str title = hs_xml_value(xml, node, "title");
        hs_feed_entry *feed = &opml->feeds[opml->n];
        feed->url = hs_arena_copy(opml->arena, hs_ascii_trim(hs_xml_value(xml, node, "xmlUrl")));
        title = hs_ascii_trim(title.len ? title : hs_xml_value(xml, node, "text"));
        if (title.len)
            feed->title = hs_arena_copy(opml->arena, title);
        if (!feed->url.ptr || (title.len && !feed->title.ptr))
            break;
        opml->n++;
    }
    return opml->feeds && opml->n == n ? HS_OK : hs_fail(err, HS_E_NOMEM, 0, "no memory for a list of feeds");
}

static hs_status read_list(hs_opml *opml, const hs_xml *xml, hs_error *err)
{
    uint32_t root = hs_xml_child(xml, 0, HS_NO_NODE, "opml");
    if (xml->broken.code != HS_OK)
        return hs_fail(err, xml->broken.code, xml->broken.pos, "%s", xml->broken.msg);
    if (root == HS_NO_NODE)
        return hs_fail(err, HS_E_FORMAT, 0, "no list of feeds (OPML)");
    uint32_t body = hs_xml_child(xml, root, HS_NO_NODE, "body");
    if (body == HS_NO_NODE)
        return hs_fail(err, HS_E_FORMAT, 0, "OPML without a body");
    return take(opml, xml, body, err);
}

hs_status hs_opml_open(hs_opml **out, const void *bytes, size_t len, hs_error *err)
{
    hs_xml xml;
    *out = NULL;
    HS_TRY(hs_xml_parse(&xml, (hs_str){len ? bytes : "", len}, err));
    hs_opml *opml = hs_alloc(sizeof *opml);
    if (opml)
        opml->arena = hs_arena_new(4 * xml.chars.len + xml.n_nodes * (2 * sizeof *opml->feeds) + (1u << 16));
    hs_status status =
        opml && opml->arena ? read_list(opml, &xml, err) : hs_fail(err, HS_E_NOMEM, 0, "no memory for a list of feeds");
    hs_xml_free(&xml);
    if (status == HS_OK)
        *out = opml;
    else
        hs_opml_free(opml);
    return status;
}

const hs_feed_entry *hs_opml_feeds(const hs_opml *opml, size_t *n)
{
    *n = opml->n;
    return opml->feeds;
}

void hs_opml_free(hs_opml *opml)
{
    if (!opml)
        return;
    hs_arena_free(opml->arena);
    hs_free(opml);
}
