/* attribution_window.h -- one window of a text while it is read: what the heads' own reading and the rules beside it share.
 * In: a window that the encoder has run. Out: attributions, one after the other. One thread a scanner. */
#ifndef HS_ATTRIBUTION_WINDOW_H
#define HS_ATTRIBUTION_WINDOW_H

#include <stdbool.h>

#include "attribution_scanner.h"

typedef struct hs_pane {
    hs_document *doc;
    hs_scanner *s;
    const hs_text_words *t;
    hs_window before, w;
    size_t k;         /* w's number in the encoder's last run */
    size_t word_0;    /* of the text, w's first */
    uint32_t n_words; /* of w */
    hs_buffer *found; /* hs_attribution */
    size_t begun;     /* the first of this window's */
} hs_pane;

/** How many attributions there are by now, and where they are until the next is added. */
size_t hs_pane_n(const hs_pane *v);
hs_attribution *hs_pane_found(const hs_pane *v);
/** The attribution of this window with a word in its cue; none: hs_pane_n. */
size_t hs_pane_cue(const hs_pane *v, hs_span word);
/** Bytes of word i of the window. */
hs_span hs_pane_word(const hs_pane *v, uint32_t i);
/** Is word i of the window this one, but for case? */
bool hs_pane_is(const hs_pane *v, uint32_t i, const char *word);
/** @return the document's; at NULL: no memory */
hs_spans hs_pane_spans(const hs_pane *v, const hs_word_range *ranges, uint32_t n);
/** Does the window own these words: do they lie more centrally here than in the windows before and after? */
bool hs_pane_owns(const hs_pane *v, hs_word_range words);
/** The source and content of a cue, into the scanner's path. */
hs_status hs_pane_find_link(const hs_pane *v, hs_word_range cue, hs_error *err);
/** Link a cue and add the attribution, if it has a content and is likely enough. */
hs_status hs_pane_link(const hs_pane *v, hs_word_range cue, hs_error *err);
/** Have a vector made for the content in the scanner's path. *row: its place among the vectors. */
hs_status hs_pane_vector(uint32_t *row, const hs_pane *v, hs_error *err);
/** Add one that a rule has found. @return HS_OK, HS_E_NOMEM also where one of its spans is for want of memory NULL */
hs_status hs_pane_add(const hs_pane *v, const hs_attribution *a, hs_error *err);

/** Take out found[i]; those behind it move up. */
void hs_pane_drop(const hs_pane *v, size_t i);

#endif
