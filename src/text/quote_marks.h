/* quote_marks.h -- candidate quotation marks of a text and what stands around them; internal to quotes.
 * In: UTF-8. Out: marks and paragraph ends, in order. Threads: no state but the caller's. */
#ifndef HS_QUOTE_MARKS_H
#define HS_QUOTE_MARKS_H

#include "buffer.h"
#include "hearsay.h"

/** Families of marks that close each other. */
typedef enum hs_mark_family {
    HS_MARK_DOUBLE,
    HS_MARK_SINGLE,
    HS_MARK_GUILLEMET,
    HS_MARK_ANGLE,
    HS_MARK_CORNER,
    HS_MARK_WHITE_CORNER,
    HS_MARK_END
} hs_mark_family;

/** What the mark's shape says. */
typedef enum hs_mark_shape { HS_MARK_OPENS, HS_MARK_CLOSES, HS_MARK_LOW, HS_MARK_STRAIGHT } hs_mark_shape;

/**
 * One mark; or, family HS_MARK_END, the end of a line: the white space at..at+len. Two of these never adjoin: lines
 * without marks are passed over, and the END before them speaks for all their ends.
 */
typedef struct hs_mark {
    uint32_t at, len;   /* bytes */
    uint32_t next_line; /* END: where the line of the next mark begins */
    uint8_t family, shape;
    bool blank_line; /* END: an empty line lies before the next mark's line */
} hs_mark;

/** Find the marks of a text; apostrophes between letters are left out. @param out  array of hs_mark; `failed` where
 * memory ran out */
void hs_marks_find(hs_buffer *out, hs_str text);

/** The text begins, white space, an opening bracket or a dash stands before byte `at`: a quotation may open there. */
bool hs_mark_may_open(hs_str text, uint32_t at);
/** The text ends, white space, a stop, a closing bracket or a dash stands at byte `at` or after more marks: a quotation
 * may close before it. */
bool hs_mark_may_close(hs_str text, uint32_t at);
/** HS_IS_ bits of the character before / at byte `at`; SPACE at the text's ends. */
unsigned hs_mark_before(hs_str text, uint32_t at);
unsigned hs_mark_after(hs_str text, uint32_t at);
/** The mark at `at` ends a measure such as 6'2". */
bool hs_mark_is_inches(hs_str text, uint32_t at);

/** How surely the single mark before byte `at` stands for left-out letters or figures: 'tis, 'em, '90s. */
typedef enum hs_elision { HS_ELISION_NO, HS_ELISION_MAYBE, HS_ELISION_SURE } hs_elision;
hs_elision hs_mark_elision(hs_str text, uint32_t at);
/** The single mark at `at` may end a word without closing a quotation: workers', goin', o'. */
bool hs_mark_may_be_possessive(hs_str text, uint32_t at);

#endif
