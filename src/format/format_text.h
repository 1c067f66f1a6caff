/* format_text.h -- the parts of the writer for people: order of the claims, and lines of words.
 * Path: attributions -> hs_outline (what stands under what) -> hs_lay (words on lines). One call of hs_document_write.
 */
#ifndef HS_FORMAT_TEXT_H
#define HS_FORMAT_TEXT_H

#include "format.h"

enum { HS_NO_NODE = UINT32_MAX };

/** Attributions as a forest, each node before its children, children in the document's order. */
typedef struct hs_outline {
    uint32_t *up;    /* [n] parent, HS_NO_NODE for a root */
    uint32_t *first; /* [n] first child */
    uint32_t *next;  /* [n] next of the same parent */
    uint32_t root;   /* the first root */
    uint32_t n;
} hs_outline;

/** Parents that do not exist or stand in a ring are dropped. @return false if there is no memory */
bool hs_outline_init(hs_outline *outline, const hs_document *doc);
void hs_outline_free(hs_outline *outline);
/** The node after `at` in print order; HS_NO_NODE at the end. Adjusts *depth by the levels gone down or up. */
uint32_t hs_outline_next(const hs_outline *outline, uint32_t at, unsigned *depth);

/** Whether the content is held, where the act does not tell and it is not held as it stands: "not held", "held or not"; else NULL. */
const char *hs_held_note(hs_act act, hs_polarity polarity);

/** ANSI sequence to start a manner of writing; NULL for none. */
#define HS_BOLD "\x1b[1m"
#define HS_DIM  "\x1b[2m"

enum { HS_GLUE = 0x1F };

/**
 * Write words on lines from column `indent`, where the output already stands, and indent the lines that follow.
 *
 * @param shown   what hs_show made: blanks are its only white space; at HS_GLUE, a blank too, no line is broken unless it must be
 * @param limit   columns of a line; at least 16 are used whatever it says
 * @param manner  HS_BOLD .. or NULL
 * @return the column after the last word
 */
unsigned hs_lay(hs_out *out, hs_str shown, unsigned indent, unsigned limit, const char *manner);
unsigned hs_columns(hs_str shown);

#endif
