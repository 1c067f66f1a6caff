/* language.h -- which language a text is in, by libcld2 (n-grams of letters; no hint is given to it, the text decides).
 * Path: text -> code. Threads: any; no state but the caller's. */
#ifndef HS_LANGUAGE_H
#define HS_LANGUAGE_H

#include "hearsay.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { HS_LANGUAGE_CODE = 16, HS_LANGUAGE_NAME = 40 };

/**
 * Tell the language that most of a text is in.
 *
 * @param out   BCP 47 code, such as "en", "pt" or "zh-Hant"; "" where the text is too short or mixed to tell
 * @param other  likewise of another language than English that a good part of the text is in; "" if there is none
 * @param text  valid UTF-8; of a long text its beginning, middle and end decide
 * @return HS_OK, HS_E_NOMEM
 */
hs_status hs_language_find(char out[HS_LANGUAGE_CODE], char other[HS_LANGUAGE_CODE], hs_str text, hs_error *err);

/** The language's name in English: "French" for "fr" and "fr-CA"; the code itself if it has none here. */
void hs_language_name(char out[HS_LANGUAGE_NAME], hs_str code);

/** Is it a code of English: "en", "EN-gb"? */
bool hs_language_is_english(hs_str code);

#ifdef __cplusplus
}
#endif
#endif
