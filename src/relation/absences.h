/* absences.h -- who denies that there was a thing, or that it came to them, in words of their own ("No letter ever reached us", "I never saw a report"), and what takes that thing
 * for granted ("he put the letter aside"). In: two contents. Rules over words; nothing is parsed. No state; any thread. */
#ifndef HS_ABSENCES_H
#define HS_ABSENCES_H

#include "document.h"

/** Does `told` take for granted the thing of which `denied` says that there was none, or that it never came? */
bool hs_absence_is_filled(hs_str denied, hs_str told);

#endif
