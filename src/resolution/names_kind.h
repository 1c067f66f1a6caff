/* names_kind.h -- what sort of thing a name names.
 * In: tokens. Out: kind and gender of one name. Threads: any. */
#ifndef HS_NAMES_KIND_H
#define HS_NAMES_KIND_H

#include "names_find.h"

/** Set a name's kind and gender; its tokens are set. */
void hs_name_tell(hs_name *name, const hs_tokens *tokens);

#endif
