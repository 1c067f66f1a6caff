/* anonymous.h -- those that a text describes and does not name.
 * In: a resolved mention. Out: the fields of its hs_source. Threads: no state but the caller's. */
#ifndef HS_ANONYMOUS_H
#define HS_ANONYMOUS_H

#include "mentions_resolve.h"

/** Is one that is only described anonymous, or an institution that needs no other name: "the foreign ministry"? */
bool hs_is_anonymous(const hs_resolver *resolver, const hs_entity *entity, const hs_mention *mention);

/**
 * Fill name, affiliation, reason and count of one that is only described.
 *
 * @param out      its strings are parts of the text, or live in the document's arena
 * @param mention  what describes it
 * @return HS_OK, HS_E_NOMEM
 */
hs_status hs_anonymous_describe(hs_source *out, const hs_resolver *resolver, const hs_mention *mention, hs_error *err);

/** The name that the text has for an entity. */
hs_str hs_entity_name(const hs_resolver *resolver, const hs_entity *entity);

/**
 * Is it a body known by its description, of which no member spoke unnamed? A group that the text tells apart from
 * others ("the rebels", "Russian officials"), and to which it ascribes thoughts and plans but no words.
 *
 * @param words  of its first mention
 * @param spoke  whether an attribution gives it words
 */
bool hs_is_body(const hs_source *source, hs_str words, bool spoke);

/** Does a source of this act utter words? */
bool hs_act_is_spoken(hs_act act);

#endif
