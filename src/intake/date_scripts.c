/* date_scripts.c -- looking for "name": "value" in scripts. In: a page. Out: a value. Any thread. Nothing is parsed:
 * one pass over the quotation marks of each script. */
#include "date_scripts.h"

#include <string.h>

#include "date_words.h"
#include "fold.h"

enum { MAX_VALUE = 64 };

/* Folded; an earlier name wins over a later one. */
static const char *const linked[] = {"datepublished", "datecreated"};
static const char *const own[] = {
    "datepublished",    "publishedat",     "published_at",     "publishdate",     "publish_date",   "publisheddate",
    "published_date",   "publicationdate", "publication_date", "datepublication", "date_published", "firstpublished",
    "firstpublishdate", "pubdate",         "createdat",        "created_at",      "datecreated",    "creationdate"};

/* The value after the colon that follows text[i]; {NULL, 0}: none in quotes. */
static hs_str value_at(hs_str text, size_t i)
{
    while (i < text.len && (text.ptr[i] == ' ' || text.ptr[i] == '\n' || text.ptr[i] == '\t' || text.ptr[i] == '\r'))
        i++;
    if (i >= text.len || text.ptr[i++] != ':')
        return (hs_str){NULL, 0};
    while (i < text.len && (text.ptr[i] == ' ' || text.ptr[i] == '\n' || text.ptr[i] == '\t' || text.ptr[i] == '\r'))
        i++;
    if (i >= text.len || text.ptr[i++] != '"')
        return (hs_str){NULL, 0};
    size_t end = i;
    while (end < text.len && end - i < MAX_VALUE && text.ptr[end] != '"')
        end++;
    bool closed = end < text.len && text.ptr[end] == '"' && end > i;
    return closed ? (hs_str){text.ptr + i, end - i} : (hs_str){NULL, 0};
}

/* Look through one script. @param best  in and out: index of the name found so far; n: none */
static void look(hs_str *value, size_t *best, hs_str text, const char *const *names, size_t n)
{
    const char *end = text.ptr + text.len, *at = text.ptr;
    while (*best && (at = memchr(at, '"', (size_t)(end - at)))) {
        const char *close = ++at;
        while (close < end && close - at < MAX_VALUE && *close != '"')
            close++;
        if (close == end)
            return;
        if (*close != '"' || close - at < 7 || close - at > 16) {
            at = *close == '"' ? close : at;
            continue;
        }
        char folded[16];
        size_t len = hs_fold(folded, sizeof folded, (hs_str){at, (size_t)(close - at)});
        for (size_t k = 0; k < *best && k < n; k++) {
            if (len != strlen(names[k]) || memcmp(folded, names[k], len) != 0)
                continue;
            hs_str found = value_at(text, (size_t)(close + 1 - text.ptr));
            if (found.len >= 8) {
                *value = found;
                *best = k;
            }
        }
        at = close;
    }
}

bool hs_date_in_scripts(hs_str *value, const hs_html *html, unsigned want)
{
    bool data = want & HS_DATE_LINKED_DATA;
    size_t n = data ? sizeof linked / sizeof *linked : sizeof own / sizeof *own, best = n;
    for (uint32_t node = 0; node < html->n_nodes && best; node++) {
        const hs_html_node *at = hs_html_at(html, node);
        if (at->tag != HS_TAG_SCRIPT || node + 1 >= at->end || hs_html_at(html, node + 1)->tag != HS_TAG_TEXT)
            continue;
        char type[24];
        size_t len = hs_fold(type, sizeof type, hs_html_value(html, node, HS_ATTR_TYPE));
        bool is_linked = len >= 19 && memcmp(type, "application/ld+json", 19) == 0;
        if (is_linked == data)
            look(value, &best, hs_html_chars(html, node + 1), data ? linked : own, n);
    }
    return best < n;
}
