/* xml_items.h -- the formats that are XML, each as what it takes from an element. Path: hs_xml -> hs_item.
 * No state; any thread. */
#ifndef HS_XML_ITEMS_H
#define HS_XML_ITEMS_H

#include "items.h"
#include "xml.h"

/** What a feed says of all its items. */
typedef struct hs_xml_about {
    bool known;
    hs_str outlet, link, language, author;
} hs_xml_about;

/** One item of a document. */
typedef struct hs_xml_item {
    const hs_xml *xml;
    uint32_t root, node; /* the document's element, the item's */
    hs_arena *arena;     /* for what the item's fields need; reset with each item */
    hs_xml_about *about; /* found with the first item, so that a feed of many items is searched once */
    hs_arena *keep;      /* for what stands in `about` */
    hs_notes *notes;
    bool skip; /* out: it holds no text to read; a note says so */
} hs_xml_item;

/** Fill `item`, less its part. @return HS_OK; HS_E_EMPTY, HS_E_LIMIT, HS_E_NOMEM concern this item */
typedef hs_status hs_xml_take(hs_item *item, hs_xml_item *from, hs_error *err);

hs_xml_take hs_feed_take_rss;  /* RSS 0.9x, 1.0, 2.0 */
hs_xml_take hs_feed_take_atom; /* Atom 1.0, 0.3 */
/** How many seconds a feed's publisher would have between two polls, a week at most; 0: it does not say. */
uint32_t hs_feed_least_s(const hs_xml *xml, uint32_t root);

hs_xml_take hs_wire_take_nitf;
hs_xml_take hs_wire_take_newsml;

/** What a document of this root is, "an RSS feed"; NULL for one that hearsay does not read. */
const char *hs_xml_called(hs_str root);

#endif
