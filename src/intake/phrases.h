/* phrases.h -- furniture known by its words: "Read more:", "Advertisement", "All rights reserved". No state; any
 * thread. */
#ifndef HS_PHRASES_H
#define HS_PHRASES_H

#include "hearsay.h"

/** A line that is furniture wherever it stands: a short one that begins with such a phrase, or is one. */
bool hs_phrase_is_furniture(hs_str line);
/** Who wrote and edited an agency's report, and what may be done with it. */
bool hs_phrase_is_boilerplate(hs_str line);
/** A paywall: "Subscribe to continue reading". */
bool hs_phrase_is_offer(hs_str line);
/** What a page says that holds something else than its article: consent, errors, a test for robots. */
bool hs_phrase_is_wall(hs_str line);
/** What a form says that asks who the reader is: "Sign in to your account". */
bool hs_phrase_is_login(hs_str line);
/** Words to the reader about data on the reader: "We and our partners store cookies on your device". */
bool hs_phrase_asks_consent(hs_str line);
/** What a newsletter says of itself: "View in browser", "Unsubscribe". */
bool hs_phrase_is_postal(hs_str line);
/** A heading after which the article is over: "Related articles", "Comments (12)". */
bool hs_phrase_ends_article(hs_str line);
/** A promise of links: "Read more", "See also". */
bool hs_phrase_is_pointer(hs_str line);
/** A promise of links to other reports on the same: "Related stories", "Read also". */
bool hs_phrase_is_related(hs_str line);

#endif
