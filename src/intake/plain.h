/* plain.h -- plain text. Path: bytes -> decoded text, as it stands -> hs_document. One document at a time. */
#ifndef HS_PLAIN_H
#define HS_PLAIN_H

#include "document.h"
#include "sniff.h"

/** Any input that was not refused is plain text. */
bool hs_plain_probe(const hs_raw *raw);
/** @return HS_OK, HS_E_EMPTY if it holds nothing but blanks, HS_E_LIMIT, HS_E_NOMEM */
hs_status hs_plain_open(hs_document *doc, const hs_raw *raw, hs_error *err);

#endif
