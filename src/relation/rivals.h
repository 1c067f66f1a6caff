/* rivals.h -- claims that cannot both be right, as the comparer decided of their wordings.
 * Path: rows of pair -> the best of each two standing claims -> disputes.c, changes.c, explain.c.
 * Threads: a ledger's one thread. */
#ifndef HS_RIVALS_H
#define HS_RIVALS_H

#include "ledger.h"

/** A claim that contradicts another, by the pair of wordings that does so most surely. */
typedef struct hs_rival {
    int64_t claim;          /* as it stands */
    int64_t wording, other; /* of the claim that was asked about, and of this one */
    double score;
    bool of_figures; /* the comparer says that it is their figures */
} hs_rival;

typedef struct hs_rivals {
    hs_rival *at; /* [n] by `claim` */
    size_t n, cap;
} hs_rivals;

/** So sure must the comparer be. */
#define HS_RIVAL_SCORE 0.5

/** The rivals of a standing claim. Of equal scores the wordings of the lesser text_keys count. @param out  end with hs_rivals_free, also
 * on failure. @return HS_OK, HS_E_NOMEM, HS_E_LEDGER .. */
hs_status hs_rivals_of(hs_rivals *out, hs_ledger *ledger, int64_t claim, hs_error *err);
/** The rival that a claim is; NULL: it is none. */
const hs_rival *hs_rivals_find(const hs_rivals *rivals, int64_t claim);
void hs_rivals_free(hs_rivals *rivals);

/* ---- figures ---- */

/** How the figures of two wordings stand to each other. */
typedef enum hs_figures_order {
    HS_FIGURES_UNKNOWN, /* one has none */
    HS_FIGURES_APART,   /* of other things */
    HS_FIGURES_ALIKE,   /* of one thing, and both may be right */
    HS_FIGURES_RISE,    /* the second one's is greater */
    HS_FIGURES_FALL
} hs_figures_order;

/** What befell people that are counted. */
typedef enum hs_tally_event { HS_TALLY_NONE, HS_TALLY_DEAD, HS_TALLY_HURT, HS_TALLY_MISSING, HS_TALLY_RESCUED, HS_TALLY_HELD } hs_tally_event;
/** Does a unit count all people whom an event befell: "people killed", "miners dead", not "its citizens dead"? @param event  out; of the others, too */
bool hs_quantities_tally(hs_str unit, hs_tally_event *event);

/** A quantity of a wording, as one document that has it tells. */
typedef struct hs_quantity {
    double low, high; /* "7 to 9"; else the same, but wider of "about" */
    hs_bound bound;
    hs_str unit;      /* of the arena */
    int64_t document, begin, end; /* code points of its text */
} hs_quantity;

typedef struct hs_quantities {
    hs_quantity *at; /* [n] in the order of the text; of the arena */
    size_t n;
} hs_quantities;

/** In SQL: is figure f of document d what a count was before, as the next figure tells: "rose from 11 to 17"? "From 7 to 9 were killed" is a range. (Of "up from 11" hs_figure_is_former tells.) */
#define HS_QUANTITY_CHANGED \
    "(f.span_begin >= 5 AND lower(substr(d.text, f.span_begin - 4, 5)) = 'from ' AND EXISTS (SELECT 1 FROM figure g WHERE g.document_id = f.document_id AND g.span_begin = f.span_end + 4 " \
    "AND substr(d.text, f.span_end + 1, 4) = ' to ' AND coalesce(f.unit, g.unit, '') = coalesce(g.unit, f.unit, '') AND NOT (f.bound = 'least' AND g.bound = 'most')))"

/** The quantities in a wording: of the current document of the least digest that has it. @return HS_OK, HS_E_NOMEM, HS_E_LEDGER .. */
hs_status hs_quantities_of(hs_quantities *out, hs_arena *arena, hs_ledger *ledger, int64_t wording, hs_error *err);
/**
 * Compare quantities of one thing: units that are not plainly of different ones ("people killed" and "dead" are of one, "its citizens" are
 * other people than "people"). Of "at least 7" and "12" both might be right, and yet they are two counts: bounds count only where values are equal.
 *
 * @param one, two  may be NULL: out, the indices of the two that decide
 */
hs_figures_order hs_quantities_compare(const hs_quantities *a, const hs_quantities *b, size_t *one, size_t *two);
/** The same of two wordings. */
hs_status hs_figures_order_of(hs_figures_order *out, hs_ledger *ledger, int64_t wording, int64_t other, hs_error *err);

#endif
