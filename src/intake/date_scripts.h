/* date_scripts.h -- dates in a page's scripts, by the names they have there. No state; any thread. */
#ifndef HS_DATE_SCRIPTS_H
#define HS_DATE_SCRIPTS_H

#include "html.h"

/** Which names count, beside the flags of date_words.h. */
enum { HS_DATE_LINKED_DATA = 16 /* schema.org's datePublished, in JSON-LD of any type, valid JSON or not */ };

/**
 * @param value  out: what stands in quotes after the first name that counts; borrowed of `html`
 * @param want   HS_DATE_LINKED_DATA, or HS_DATE_PUBLISHED: a page's own data ("publishedAt": ..)
 * @return false if there is none
 */
bool hs_date_in_scripts(hs_str *value, const hs_html *html, unsigned want);

#endif
