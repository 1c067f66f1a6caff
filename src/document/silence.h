/* silence.h -- who declines to say anything, by an act of denial: "declined to comment on the talks". That is neither for nor against anything. In: the words of contents.
 * No state; any thread. */
#ifndef HS_SILENCE_H
#define HS_SILENCE_H

#include "hearsay.h"

/* How such contents begin, what they are as a whole, and how they end. X(text) .. */
#define HS_SILENT_BEGINNINGS(X)                                                                                                                          \
    X("to comment") X("to discuss") X("to elaborate") X("to answer") X("to respond") X("to be interviewed") X("to be named") X("to speak to") X("to speak with") \
    X("comment on ")
#define HS_SILENT_WHOLES(X) X("comment") X("further comment") X("to speak")
#define HS_SILENT_ENDINGS(X) X("for comment") X("for an interview")

#define HS_SILENT_BEGINS_SQL(text) " OR m.text LIKE '" text "%'"
#define HS_SILENT_IS_SQL(text)     " OR m.text LIKE '" text "'"
#define HS_SILENT_ENDS_SQL(text)   " OR m.text LIKE '%" text "'"
/** In SQL, of claim m: is its content such a one? */
#define HS_SILENT_SQL "(1 = 0" HS_SILENT_BEGINNINGS(HS_SILENT_BEGINS_SQL) HS_SILENT_WHOLES(HS_SILENT_IS_SQL) HS_SILENT_ENDINGS(HS_SILENT_ENDS_SQL) ")"

/** Does who rejects that content, by an act of denial, say nothing? */
bool hs_is_silence(hs_act act, hs_str content);
/** Is an entry for its content or against it? As hs_side_of; who says nothing is neither. */
hs_trace_side hs_entry_side(const hs_entry *entry);

#endif
