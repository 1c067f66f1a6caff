/* own.h -- whose page it is, where the text shows it: that outlet is no relay. Path: what was heard -> sources that are
 * the page's own. Threads: no state but the document's. */
#ifndef HS_OWN_H
#define HS_OWN_H

#include "heard.h"

typedef struct hs_own {
    bool *is;   /* [doc->n_sources]: the page's own outlet, or the page itself */
    bool known; /* some outlet is: then no other whom people told is */
    bool asked; /* people told it, or it says something itself: it does not merely retell */
} hs_own;

/**
 * The document's outlet by its name. Where none is known: the outlet that asks for comment, whose
 * address of mail the text has, who stands alone in one of the first lines or ends the byline, whom several told and who is never cited, or whom somebody told who told "me", or
 * confirmed to what was said before, if it reports nothing and no noun introduces it.
 *
 * @param out  of the document's arena  @param doc  no source is added hereafter
 * @return HS_OK, HS_E_NOMEM
 */
hs_status hs_own_find(hs_own *out, const hs_document *doc, const hs_hearsay *said, const hs_resolver *r, hs_error *err);

/** Is the source an outlet, by its kind or by the table? */
bool hs_is_outlet(const hs_document *doc, uint32_t id);

/** Does token `i` tell of who writes the page: "told | me", "told | this newspaper"? Not in somebody's own words. */
bool hs_is_author_at(const hs_tokens *tokens, uint32_t i);

#endif
