/* byline.h -- who wrote it, read off a line that is printed, "By Ann Lee and Bo Ek, in Port Alder", or a field for
 * machines. No state; any thread. */
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

/** Is a line nothing but the "By" that a byline opens with? Its names stand in the next. */
bool hs_byline_is_opening(hs_str line);

/** Does a line that the page calls a byline begin with "By", in any language? */
bool hs_byline_is_opened(hs_str line);

/** Is it a person's name and no more: two to four words with capitals, none of them of a role or a house? */
bool hs_byline_is_name(hs_str s);

/** Could it be somebody, as far as one can tell: a name of any length, and nothing of a role, a house or an address? */
bool hs_byline_is_somebody(hs_str s);

/**
 * The people in a field that names authors: "By Ann Lee, Bo Ek and staff for The Paper", "Ann Lee, PhD". Roles, houses,
 * addresses and user names of machines ("web-admin") are left out; "Lee, Ann" is one name.
 *
 * @param out       [max], pieces of `field`
 * @param reversed  *reversed is set where the one name found has its family name first, as it stands: "Lee, Ann"
 * @return how many
 */
size_t hs_byline_people(hs_str *out, size_t max, bool *reversed, hs_str field);

#endif
