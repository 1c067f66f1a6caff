/* page.h -- a web page as a document. Path: bytes -> text -> tree -> blocks -> metadata and article -> hs_document.
 * One document at a time. */
#ifndef HS_PAGE_H
#define HS_PAGE_H

#include "document.h"
#include "sniff.h"

/**
 * Fill `doc`: the headline, then the article's paragraphs, parted by blank lines.
 *
 * @param doc  its url may be set: what the caller knows the page by
 * @return HS_OK, HS_E_EMPTY, HS_E_LIMIT, HS_E_NOMEM
 */
hs_status hs_page_open(hs_document *doc, const hs_raw *raw, hs_error *err);

#endif
