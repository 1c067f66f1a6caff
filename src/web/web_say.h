/* web_say.h -- a reading in plain words: who holds it, how, through whom, and why we think so. One page at a time, no state. */
#ifndef HS_WEB_SAY_H
#define HS_WEB_SAY_H

#include "silence.h"
#include "web_html.h"

/** "for", "against", "both", "open": a class. */
const char *hs_side_class(hs_trace_side side);

/** "denies", "does not believe", "says": in the third person. */
void hs_say_verb(hs_page *p, hs_act act, hs_polarity polarity);
/** A verb with its mark and colour, and "probably" or "possibly" behind it. */
void hs_say_stance(hs_page *p, const hs_entry *e);
/** The holder, linked, with who that is. @param full  also the description */
void hs_say_who(hs_page *p, const hs_entry *e, bool full);
/** "through Coastal Wire, the agency"; nothing where there is nobody between. */
void hs_say_relays(hs_page *p, const hs_entry *e);
/** Is the article's date not its own, but that on which it was fetched or added? */
bool hs_say_undated(const hs_entry *e);
/** Outlet and day, linked to the article. @param day  that is told already: only another is said; empty: none is */
void hs_say_where(hs_page *p, const hs_entry *e, hs_str day);
/** A content in quotation marks, unless it begins with one. @param letter, id  what it links to; id 0: nothing */
void hs_say_content(hs_page *p, hs_str words, size_t most, char letter, uint64_t id);
/** Is it shown, at the threshold that is asked for? What a person called right is. */
bool hs_entry_shows(const hs_page *p, const hs_entry *e);
/** What a person said of it, as a badge; nothing where nobody did. */
void hs_say_verdict(hs_page *p, hs_verdict verdict);
/** "a person", "an unnamed group": what kind of source. */
const char *hs_say_kind(hs_source_kind kind, bool anonymous);

/** Do two entries tell of one position of one source? */
bool hs_same_position(const hs_entry *a, const hs_entry *b);

/** The reasons for each part of a reading, as a list of terms. */
void hs_say_reasons(hs_page *p, const hs_entry *e);

#endif
