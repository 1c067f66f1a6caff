/* quotes.h -- quotations: which quotation mark opens, which closes, and what is no quotation mark at all.
 * In: valid UTF-8. Out: quotations with byte spans, in an arena. Threads: no state but the caller's.
 *
 * Marks: “ ” ‘ ’ „ ‚ « » ‹ › 「 」 『 』, straight " and ', `` and ''. Apostrophes, elisions ('tis), years ('90s),
 * plural possessives (workers'), feet and inches are told apart. */
#ifndef HS_QUOTES_H
#define HS_QUOTES_H

#include "arena.h"
#include "hearsay.h"

/** One quotation within one paragraph. */
typedef struct hs_quote {
    hs_span outer;           /* with its marks */
    hs_span inner;           /* without them */
    uint32_t depth;          /* quotations around it; 0: outermost */
    bool unclosed;           /* no closing mark: it runs to the paragraph's end or to where the next quotation opens */
    bool continues_previous; /* the paragraph before left this quotation open and this one opens with its mark again */
} hs_quote;

typedef struct hs_quotes {
    const hs_quote *at; /* [n], by outer.begin; one lies wholly inside another, or apart from it */
    size_t n;
} hs_quotes;

/**
 * Find the quotations of a text. A paragraph ends at a line end; a single line end inside a quotation is passed over
 * where the closing mark follows and the next line does not open another one (hard-wrapped text). A single mark that is
 * never closed is taken for an apostrophe. Linear in the text's length.
 *
 * @param out    borrowed from `arena`; zeroed on failure
 * @param text   valid UTF-8 (elsewise safe)
 * @return HS_OK
 *         HS_E_LIMIT  over 4 GiB (pos: the limit)
 *         HS_E_NOMEM
 */
hs_status hs_quotes_find(hs_quotes *out, hs_arena *arena, hs_str text, hs_error *err);

#endif
