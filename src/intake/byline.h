/* byline.h -- who wrote it, read off a line: "By Ann Lee and Bo Ek, in Port Alder". No state; any thread. */
#ifndef HS_BYLINE_H
#define HS_BYLINE_H

#include "hearsay.h"

/**
 * The names in a line that says who wrote the article, and nothing else but a role, a place or a date.
 *
 * @param out  [max], pieces of `line`
 * @return how many; 0 for a line that is no such
 */
size_t hs_byline_read(hs_str *out, size_t max, hs_str line);

#endif
