/* fields.h -- header fields as mail, HTTP and WARC write them: "Name: value", folded lines, up to an empty line.
 * No state; any thread. */
#ifndef HS_FIELDS_H
#define HS_FIELDS_H

#include "hearsay.h"

/** Where the block of fields at the head of `bytes` ends, past its empty line. @return 0 if there is no empty line */
size_t hs_fields_end(hs_str bytes);

/**
 * The next field of a block.
 *
 * @param rest   in and out: what is left of the block
 * @param name   out
 * @param value  out: trimmed; a folded one keeps its line ends
 * @return false at the end. A line without a colon is passed over
 */
bool hs_fields_next(hs_str *rest, hs_str *name, hs_str *value);

/** The value of the first field of this name; {NULL, 0} if there is none. */
hs_str hs_fields_get(hs_str block, const char *name);

/** "text/html" of "Text/HTML; charset=utf-8". */
hs_str hs_media_type(hs_str value);
/** The value of a parameter of a field, without its quotation marks; {NULL, 0} if there is none. */
hs_str hs_media_param(hs_str value, const char *name);

#endif
