/* reading.h -- a reading as `read` and `export` print it, schema 1, is the document again that was read: its text as it stands, with what is furniture in it.
 * Path: jansson's object -> the text and fields of an hs_document. No state; any thread. */
#ifndef HS_READING_H
#define HS_READING_H

#include <jansson.h>

#include "document.h"

/** Is it one, by its fields? */
bool hs_reading_is(const json_t *object);

/**
 * Fill what the page had: text, furniture, links, outlet, address and the like, to the letter, so that the document's id is what it was.
 *
 * @return HS_OK
 *         HS_E_EMPTY   its text is empty
 *         HS_E_FORMAT  a span that is none of the text, an unknown kind of furniture, or a line end in its outlet or address
 *         HS_E_NOMEM
 */
hs_status hs_reading_open(hs_document *doc, const json_t *object, hs_error *err);

#endif
