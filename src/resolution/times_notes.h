/* times_notes.h -- the day of a note that a page added to its article. */
#ifndef HS_TIMES_NOTES_H
#define HS_TIMES_NOTES_H

#include "document.h"

/**
 * The day of the note that byte `at` of the text is in: a correction, clarification or update with a label, or a paragraph that tells when the article was changed.
 *
 * @param doc  hs_times_find has set its times
 * @return a day; unknown: it is in no note, or no day of it is known that is not before the article's
 */
hs_str hs_times_of_note(const hs_document *doc, uint32_t at);

#endif
