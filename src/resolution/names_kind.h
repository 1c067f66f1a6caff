/* names_kind.h -- what sort of thing a name names.
 * In: tokens. Out: kind and gender of one name. Threads: any. */
#ifndef HS_NAMES_KIND_H
#define HS_NAMES_KIND_H

#include "names_find.h"

/** Set a name's kind and gender; its tokens are set. */
void hs_name_tell(hs_name *name, const hs_tokens *tokens);

/** Does the word at `i` keep its 's, as a brand does: "Corley's has closed two shops", "Corley's recalled the bread"? By the verb behind it, if `seen` is false.
 * @param seen  the text has it so elsewhere: then any verb will do, and no noun behind it */
bool hs_is_brand(const hs_tokens *tokens, uint32_t i, bool seen);

/** "Lund Brothers", "Tarn & Sons": not of a headline, where brothers have capitals. */
bool hs_is_family_firm(const hs_tokens *tokens, uint32_t first, uint32_t end);

/** What the name is that stands in a dateline: a place first, in brackets last the agency whose text it is:
 * "SKARN, 4 May (North Wire) - ". HS_SOURCE_UNKNOWN if it stands in none. */
hs_source_kind hs_kind_in_dateline(const hs_tokens *tokens, uint32_t first, uint32_t end);

#endif
