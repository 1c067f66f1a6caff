/* plain_lines.h -- what in a plain text is not the report. Path: decoded text -> lines -> furniture of an hs_document.
 */
#ifndef HS_PLAIN_LINES_H
#define HS_PLAIN_LINES_H

#include "document.h"

/**
 * Mark the lines of a plain text that are furniture, each with its kind, and take its title and authors from them. The
 * text stays as it stands. What may be prose is left alone: a line is marked only for words or a shape that reports do
 * not have.
 *
 * @param doc  its text is set
 * @return HS_OK, HS_E_NOMEM
 */
hs_status hs_plain_mark(hs_document *doc, hs_error *err);

#endif
