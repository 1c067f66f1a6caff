/* xml_items.c -- feeds and wire stories as items. In: a stream of XML. Out: an item for each element of the format's
 * name. One thread at a time. */
#include "xml_items.h"

#include <stdio.h>

#include "ascii.h"
#include "heap.h"
#include "status.h"
#include "url.h"

typedef struct reader {
    hs_xml xml;
    hs_arena *arena, *keep;
    hs_xml_about about;
    hs_notes *notes;
    hs_xml_take *take;
    const char *element;
    uint32_t root, at;
    uint64_t n;
    bool told; /* that the XML is broken */
    char number[24];
    hs_str address; /* where it came from; {NULL, 0}: not known */
} reader;

static const struct {
    const char *root, *called, *element;
    hs_xml_take *take;
} kinds[] = {{"rss", "an RSS feed", "item", hs_feed_take_rss},
             {"rdf", "an RDF feed", "item", hs_feed_take_rss},
             {"feed", "an Atom feed", "entry", hs_feed_take_atom},
             {"nitf", "a NITF article", "nitf", hs_wire_take_nitf},
             {"newsitem", "a NewsML document", "newsitem", hs_wire_take_newsml},
             {"newsmessage", "a NewsML document", "newsitem", hs_wire_take_newsml},
             {"packageitem", "a NewsML document", "newsitem", hs_wire_take_newsml}};

const char *hs_xml_called(hs_str root)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (hs_ascii_is(root, kinds[i].root))
            return kinds[i].called;
    return NULL;
}

static void free_reader(void *state)
{
    reader *r = state;
    hs_xml_free(&r->xml);
    hs_arena_free(r->arena);
    hs_arena_free(r->keep);
    hs_free(r);
}

static hs_status blame(hs_status status, uint64_t n, hs_error *err)
{
    if (err && status != HS_OK && status != HS_E_NOMEM) {
        char name[32];
        snprintf(name, sizeof name, "item %llu", (unsigned long long)n);
        hs_blame(err, status, name);
    }
    return status;
}

/* A link without a host counts from where the feed came from; where that is not known it says nothing. */
static hs_status complete_url(const reader *r, hs_item *item, hs_error *err)
{
    if (!item->url.len || hs_ascii_char(item->url, 0, ':') < item->url.len)
        return HS_OK;
    HS_TRY(hs_url_resolve(&item->url, r->arena, r->address, item->url, err));
    if (!hs_url_is_web(item->url))
        item->url = (hs_str){NULL, 0};
    return HS_OK;
}

static hs_status next(void *state, hs_item *item, bool *end, hs_error *err)
{
    reader *r = state;
    for (; r->at < r->xml.n_nodes; r->at++) {
        if (!hs_xml_is(&r->xml, r->at, r->element))
            continue;
        hs_xml_item from = {.xml = &r->xml,
                            .root = r->root,
                            .node = r->at,
                            .arena = r->arena,
                            .about = &r->about,
                            .keep = r->keep,
                            .notes = r->notes};
        hs_arena_reset(r->arena);
        *item = (hs_item){0};
        hs_status status = r->take(item, &from, err);
        if (status == HS_OK)
            status = complete_url(r, item, err);
        r->at = hs_xml_at(&r->xml, r->at)->end - 1;
        r->n++;
        if (status != HS_OK) {
            r->at++;
            return blame(status, r->n, err);
        }
        if (from.skip)
            continue;
        snprintf(r->number, sizeof r->number, "%llu", (unsigned long long)r->n);
        if (r->root + 1 < r->xml.n_nodes && !hs_xml_is(&r->xml, r->root, r->element))
            item->part = item->url.len ? item->url : hs_ascii_of(r->number);
        r->at++;
        return HS_OK;
    }
    *end = r->told || r->xml.broken.code == HS_OK;
    r->told = true;
    return *end ? HS_OK : hs_fail(err, r->xml.broken.code, r->xml.broken.pos, "%s", r->xml.broken.msg);
}

static hs_status find_root(reader *r, hs_error *err)
{
    for (r->root = 1; r->root < r->xml.n_nodes; r->root++)
        for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
            if (hs_xml_is(&r->xml, r->root, kinds[i].root)) {
                r->take = kinds[i].take;
                r->element = kinds[i].element;
                r->at = r->root;
                return HS_OK;
            }
    if (r->xml.broken.code != HS_OK)
        return hs_fail(err, r->xml.broken.code, r->xml.broken.pos, "%s", r->xml.broken.msg);
    return hs_fail(err, HS_E_FORMAT, 0, "XML of a kind that hearsay does not read");
}

hs_status hs_xml_items_open(hs_items *out, hs_stream *stream, const hs_input *input, hs_notes *notes, hs_error *err)
{
    hs_buffer bytes;
    HS_TRY(hs_items_slurp(&bytes, stream, HS_XML_BYTES, err));
    reader *r = hs_alloc(sizeof *r);
    hs_status status = HS_E_NOMEM;
    if (r) {
        r->arena = hs_arena_new(2 * HS_ITEM_BYTES);
        r->keep = hs_arena_new(HS_ITEM_BYTES);
    }
    if (r && r->arena && r->keep) {
        r->notes = notes;
        r->address = input->address.len ? input->address : input->url;
        status = hs_xml_parse(&r->xml, (hs_str){bytes.ptr, bytes.len}, err);
        if (status == HS_OK)
            status = find_root(r, err);
        if (status == HS_OK && (r->take == hs_feed_take_rss || r->take == hs_feed_take_atom)) {
            notes->feed = true;
            notes->least_s = hs_feed_least_s(&r->xml, r->root);
        }
    } else {
        hs_fail(err, HS_E_NOMEM, 0, "no memory for XML");
    }
    hs_buffer_free(&bytes);
    if (status == HS_OK)
        *out = (hs_items){next, free_reader, r};
    else if (r)
        free_reader(r);
    return status;
}
