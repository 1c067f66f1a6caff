/* outlet_name.h -- the publisher's name as the outlet file writes it. Path: what a page or the caller says, and the
 * address
 * -> a name. Threads: any. */
#ifndef HS_OUTLET_NAME_H
#define HS_OUTLET_NAME_H

#include "hearsay.h"

/** The name of the outlet whose address it is, from the outlet file; {NULL, 0} if that does not know it. */
hs_str hs_outlet_name_of(hs_str url);

/** The first piece between a title's separators ("Headline | Name") that `is` says yes to; {NULL, 0} if none. A part of
 * `title`. */
hs_str hs_outlet_name_piece(hs_str title, bool (*is)(const void *of, hs_str piece), const void *of);

/** Is it a name of the outlet whose address it is, or does the address spell it? */
bool hs_outlet_name_fits(hs_str name, hs_str url);

/** The piece of a title ("Headline | Name") that is a name of the outlet whose address it is, or that the address
 * spells; {NULL, 0} if none is. A part of `title`. */
hs_str hs_outlet_name_in(hs_str title, hs_str url);

/**
 * Write a name in the outlet file's form. What is said stands unless it is another form of the name of the outlet that
 * the address belongs to: an alias, its domain, its letters run together, or one of these beside a slogan ("Name |
 * slogan"). Of an outlet that the file does not know, the slogan goes where the address spells the name. Without an
 * address, a name or alias of one outlet alone is written in its form.
 *
 * @param said  {NULL, 0}: nothing is said, and the address names the outlet
 * @param url   {NULL, 0}: not known
 * @return static, or a part of `said`
 */
hs_str hs_outlet_name_settle(hs_str said, hs_str url);

#endif
