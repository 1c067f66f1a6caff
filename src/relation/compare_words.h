/* compare_words.h -- what the words of two contents tell of whether they agree: the same words, other figures, a negation
 * or its opposite in one alone, other names or times where all else is the same.
 * In: two texts. Out: evidence in plain words, and as numbers. Rules; no model. Threads: no state but the caller's. */
#ifndef HS_COMPARE_WORDS_H
#define HS_COMPARE_WORDS_H

#include "arena.h"
#include "hearsay.h"

/* How the reason of a contradiction begins that is one of figures alone. */
#define HS_WHY_FIGURES "other figures"

/* The evidence as numbers, in this order behind the three log probabilities of hs_compare_features. Each is the same
 * whichever text comes first. "All else": every word that says something, but for two at most that one text alone has. */
typedef enum hs_word_feature {
    HS_WORD_SHARED,          /* share of the words that say something that both have, of all that either has, 0..1 */
    HS_WORD_CONTAINED,       /* the same, of the shorter text's */
    HS_WORD_LENGTHS,         /* log of how much longer one is */
    HS_WORD_FIGURES_AGREE,   /* 1: one quantity with figures that can both be right */
    HS_WORD_FIGURES_DIFFER,  /* 1: one quantity with figures that cannot */
    HS_WORD_NEGATED,         /* 1: an odd number of negations and opposites lies between them */
    HS_WORD_OPPOSITE,        /* how many words of one have an opposite in the other, 3 at most */
    HS_WORD_CALLED_FALSE,    /* 1: one alone calls something untrue: a hoax, a rumour */
    HS_WORD_NAMES_SHARED,    /* 1: a word of a name that both have */
    HS_WORD_NAMES_DIFFER,    /* 1: each has names that the other has not */
    HS_WORD_TIMES_DIFFER,    /* 1: each has days, months or years that the other has not */
    HS_WORD_MODALS_DIFFER,   /* 1: other modal verbs */
    HS_WORD_ELSE_THE_SAME,   /* 1: all else but the evidence is the same */
    HS_WORD_RULED_OUT,       /* 1: `not_same` below */
    HS_WORD_FEATURES
} hs_word_feature;

enum { HS_WORD_EVIDENCE_BYTES = 160 };

typedef struct hs_word_evidence {
    bool wordless;  /* one of them has no word */
    bool the_same;  /* the same words in the same order */
    bool not_same;  /* they cannot be the same: figures that exclude each other, or all else is the same but for a
                     * negation, an opposite, names, times or numbers */
    bool opposed;   /* not_same, and nothing else lies between them but a negation, an opposite or a figure of one quantity; or both tell little but how
                     * many were killed or hurt */
    bool neither;   /* one tells that somebody knew, or was told, what the other tells: they are two claims that do not contradict each other */
    bool sides;     /* they tell of two deals of one person, who sold or bought, of what one knew and another did not, or of what each did to the other: they are not the same, and do not contradict each other by that */
    bool agree;     /* one figure for one thing, and nothing that denies lies between them ("only five of the patients were told", "five patients were told"): what a model takes for a contradiction is the same */
    bool within;  /* one tells what the other does, and no more but a figure, a name or a time besides: what a model takes for a contradiction is none */
    char why[HS_WORD_EVIDENCE_BYTES]; /* "other figures: 12 and 20 people killed"; "" where there is nothing to tell */
    float features[HS_WORD_FEATURES];
} hs_word_evidence;

/**
 * @param scratch  grows, by some 60 bytes a byte of the texts; may be rewound afterwards
 * @param a, b     valid UTF-8; of a text over HS_COMPARED_BYTES its beginning counts
 * @return HS_OK, HS_E_NOMEM
 */
hs_status hs_word_evidence_find(hs_word_evidence *out, hs_arena *scratch, hs_str a, hs_str b, hs_error *err);

/** Are these stems (stems.h) of opposites? NUL-terminated. */
bool hs_are_opposites(const char *a, const char *b);

#endif
