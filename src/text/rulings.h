/* rulings.h -- what fact-checkers print beside a claim: "Claim: the mayor sold the bridge. Verdict: False", "Rating: Pants on Fire", "FALSE: .."
 * Path: text -> lines -> verdicts, which become attributions of nobody but the page. Threads: no state but the caller's. */
#ifndef HS_RULINGS_H
#define HS_RULINGS_H

#include "arena.h"
#include "hearsay.h"

enum {
    HS_RULING_CLAIM_WORDS = 40, /* of a claim; a longer one has no verdict */
    HS_RULINGS = 64             /* of a text: the first */
};

typedef struct hs_ruling {
    hs_span label; /* "Claim"; empty: it has none */
    hs_span claim; /* its first sentence, without the marks around it */
    hs_span cue;   /* "False" */
} hs_ruling;

/**
 * The verdicts of a text. A verdict is one word or phrase of a list, behind its label, on a line of its own or before a colon; what it is on stands behind
 * "Claim:" or the like, a few lines before or after, or behind the colon. Of what is neither true nor false ("misleading") nothing is told. Linear in the text.
 *
 * @param out   [*n], in order, borrowed from `arena`
 * @param text  valid UTF-8 (elsewise safe)
 * @return HS_OK; HS_E_LIMIT over 4 GiB (pos: the limit); HS_E_NOMEM
 */
hs_status hs_rulings_find(const hs_ruling **out, size_t *n, hs_arena *arena, hs_str text, hs_error *err);

#endif
