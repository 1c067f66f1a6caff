/* microdata.h -- what a page says of its article in microdata (itemprop). Threads: one at a time. */
#ifndef HS_MICRODATA_H
#define HS_MICRODATA_H

#include "html.h"
#include "jsonld.h"

/**
 * Add to `out` what it does not have yet of the page's first article. The dates stay with published.h, which also knows
 * where they stand.
 *
 * @param out  strings of `html`, not tidied
 */
void hs_microdata_read(hs_jsonld *out, const hs_html *html);

#endif
