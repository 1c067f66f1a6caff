/* feed_pace.c -- how often a feed would be polled. In: a feed's tree. Out: seconds: RSS's <ttl>, which counts minutes,
 * and the syndication module's <sy:updatePeriod> and <sy:updateFrequency>, whichever is longer. Any thread. */
#include <string.h>

#include "ascii.h"
#include "xml_items.h"

enum { MOST_S = 7 * 86400, HEAD_NODES = 4096 };

/* The first element of a name outside of items, looked for in so many nodes. */
static uint32_t near_beginning(const hs_xml *xml, uint32_t root, const char *name)
{
    const uint32_t end = hs_xml_at(xml, root)->end;
    for (uint32_t node = root + 1; node < end && node - root < HEAD_NODES;) {
        bool item = hs_xml_is(xml, node, "item") || hs_xml_is(xml, node, "entry");
        if (hs_xml_is(xml, node, name))
            return node;
        node = item ? hs_xml_at(xml, node)->end : node + 1;
    }
    return HS_NO_NODE;
}

/* The characters of an element that holds nothing else. */
static hs_str plain(const hs_xml *xml, uint32_t node)
{
    if (node == HS_NO_NODE || node + 1 >= hs_xml_at(xml, node)->end || hs_xml_at(xml, node + 1)->name)
        return (hs_str){NULL, 0};
    const hs_xml_node *text = hs_xml_at(xml, node + 1);
    return hs_ascii_trim((hs_str){xml->chars.ptr + text->first, text->n});
}

/* A whole number, at most `most`; 0 for what is none. */
static uint32_t number(hs_str s, uint32_t most)
{
    uint64_t n = 0;
    for (size_t i = 0; i < s.len; i++) {
        if (!hs_ascii_is_digit(s.ptr[i]))
            return 0;
        n = n * 10 + (uint64_t)(s.ptr[i] - '0');
        n = n < most ? n : most;
    }
    return (uint32_t)n;
}

static uint32_t period_s(hs_str period)
{
    static const struct {
        const char *name;
        uint32_t seconds;
    } periods[] = {{"hourly", 3600}, {"daily", 86400}, {"weekly", MOST_S}, {"monthly", MOST_S}, {"yearly", MOST_S}};
    for (size_t i = 0; i < sizeof periods / sizeof *periods; i++)
        if (hs_ascii_is(period, periods[i].name))
            return periods[i].seconds;
    return 0;
}

uint32_t hs_feed_least_s(const hs_xml *xml, uint32_t root)
{
    uint32_t ttl_s = number(plain(xml, near_beginning(xml, root, "ttl")), MOST_S / 60) * 60;
    uint32_t period = period_s(plain(xml, near_beginning(xml, root, "updatePeriod")));
    uint32_t times = number(plain(xml, near_beginning(xml, root, "updateFrequency")), MOST_S);
    uint32_t sy_s = period / (times ? times : 1);
    return ttl_s > sy_s ? ttl_s : sy_s;
}
