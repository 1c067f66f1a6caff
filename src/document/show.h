/* show.h -- a document's words made fit for a line. No state; any thread. */
#ifndef HS_SHOW_H
#define HS_SHOW_H

#include "buffer.h"
#include "document.h"
#include "utf8.h"

/** White space as Unicode and Python's str.isspace have it. */
bool hs_point_is_space(uint32_t point);
/** Append `s` with white space collapsed to single blanks, none at the edges, and control characters made harmless. */
void hs_show(hs_buffer *into, hs_str s);
/** The same for spans; fragments parted by words are joined with " [...] ", those without a word are left out. */
void hs_show_spans(hs_buffer *into, const hs_document *doc, hs_spans spans);
/** Relays shown of a chain at most. */
enum { HS_SHOWN_RELAYS = 8 };
/** The relays between the holder and the document's outlet, `joint` between them; nothing where there are none. */
void hs_show_relays(hs_buffer *into, const hs_document *doc, const hs_attribution *a, const char *joint);
/** Who holds an attribution's content; NULL for nobody. */
const hs_source *hs_source_of(const hs_document *doc, const hs_attribution *a);
/** Room enough for whatever hs_show makes of the document's text. */
size_t hs_show_cap(const hs_document *doc);

#endif
