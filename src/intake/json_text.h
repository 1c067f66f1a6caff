/* json_text.h -- strings of JSON as pieces of text. Path: jansson's value -> hs_str, borrowed from it. No state; any thread. */
#ifndef HS_JSON_TEXT_H
#define HS_JSON_TEXT_H

#include <jansson.h>

#include "hearsay.h"

/** What a string holds; not known of any other value, nor of none. */
static inline hs_str hs_json_text(const json_t *value)
{
    return (hs_str){json_string_value(value), json_string_length(value)};
}

#endif
