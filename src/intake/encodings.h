/* encodings.h -- encodings by the labels that pages and servers give. No state; any thread. */
#ifndef HS_ENCODINGS_H
#define HS_ENCODINGS_H

#include "hearsay.h"

typedef struct hs_encoding_name {
    const char *name;  /* of the WHATWG Encoding Standard */
    const char *iconv; /* NULL: decoded without iconv */
} hs_encoding_name;

extern const hs_encoding_name *const hs_encoding_utf8, *const hs_encoding_1252;

/** Encoding of a label such as "latin1" or "Windows-1251"; NULL for one that the standard does not have. */
const hs_encoding_name *hs_encoding_by_label(hs_str label);

#endif
