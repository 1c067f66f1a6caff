/* item.h -- one document as a container holds it: a record of an archive, an item of a feed, a wire story.
 * Path: hs_item and what the caller knows -> hs_document. One thread at a time. */
#ifndef HS_ITEM_H
#define HS_ITEM_H

#include "document.h"

enum { HS_ITEM_AUTHORS = 16, HS_ITEM_BYTES = 64 << 20 };

typedef enum hs_item_body {
    HS_BODY_BYTES, /* a file: its format shows in its content */
    HS_BODY_HTML,  /* UTF-8: the article's own markup, or a piece of it */
    HS_BODY_PLAIN, /* UTF-8 */
    HS_BODY_READING, /* what `read` and `export` print: reading.h */
    HS_BODY_INPUT  /* a file that may hold several documents itself */
} hs_item_body;

/** {NULL, 0}: not known. Borrowed from whoever made it, until its next item. */
typedef struct hs_item {
    hs_str part; /* what it is called within its input: an offset, a link, a number */
    hs_str url, outlet, published, fetched, title, language;
    hs_str no_date; /* what stands where the date should, and is none */
    hs_str authors[HS_ITEM_AUTHORS];
    size_t n_authors;
    hs_item_body kind;
    hs_str body;                  /* of HS_BODY_READING its text, as it stands in it */
    const struct json_t *reading; /* of HS_BODY_READING: has all but title, language and authors */
    hs_str charset; /* of HS_BODY_BYTES, as the container says */
    bool is_letter; /* a mail, whose titles of other pages are its stories */
    bool summary;   /* the body is no more than a summary */
} hs_item;

/**
 * Make the document. What the caller knows wins over what the container says, and that over what a page says of itself.
 *
 * @param out    owned; NULL on failure
 * @param input  its name becomes the document's, with "#part" where the item has one
 * @return as hs_document_open, HS_E_ARG excepted
 */
hs_status hs_item_open(hs_document **out, const hs_item *item, const hs_input *input, hs_error *err);

/** Fill a field that is empty. */
static inline void hs_item_first(hs_str *field, hs_str s)
{
    if (!field->len)
        *field = s;
}

/** Add an author, "By Ann Lee" without its "By"; none where `s` is empty or there are HS_ITEM_AUTHORS. */
void hs_item_add_author(hs_item *item, hs_str s);

/** Tell the language of a document whose text and metadata stand. @return HS_OK, HS_E_NOMEM */
hs_status hs_item_find_language(hs_document *doc, hs_error *err);

/** A date as mail, feeds and wire stories write it, as ISO 8601 in `arena`; {NULL, 0} if it is none. */
hs_str hs_item_date(hs_arena *arena, hs_str s);
/** When the item was published, unless that is known; what is no date is kept to be told of. */
void hs_item_publish(hs_item *item, hs_arena *arena, hs_str s);

#endif
