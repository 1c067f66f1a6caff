/* names_joints.h -- words that hold one name together where a name else would end: an owner, a number, a day, a preposition.
 * In: tokens. Out: yes or no. Threads: any. */
#ifndef HS_NAMES_JOINTS_H
#define HS_NAMES_JOINTS_H

#include "names_tokens.h"

/** "the Dock Workers' | Union", "the Pitworkers' | Union", "the Women's | Institute", "St Jude's | Hospital", "King's | College": the owners are those whom a body is for, or
 * is named after. "The Lunds' | Bank" is theirs. */
bool hs_is_body_for(const hs_tokens *tokens, uint32_t owner);
/** "Doctors | Without Borders": the preposition of a name. */
bool hs_is_without(const hs_tokens *tokens, uint32_t i);
/** "Fox | 10 News", "Vale | 7 TV": the number of a station, at token `i`. */
bool hs_is_channel_number(const hs_tokens *tokens, uint32_t i);
/** "WA | Today": behind a name, with a capital in no headline, the day is an outlet's. */
bool hs_is_daily(const hs_tokens *tokens, uint32_t i);

#endif
