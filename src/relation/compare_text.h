/* compare_text.h -- a text as what comparing it with another needs: words with their stems and what they are, figures,
 * and a form in which only words count. In: UTF-8. Out: arrays in an arena. Threads: no state but the caller's. */
#ifndef HS_COMPARE_TEXT_H
#define HS_COMPARE_TEXT_H

#include "arena.h"
#include "figures.h"
#include "stems.h"

enum {
    HS_COMPARED_BYTES = 1 << 14, /* of a text that are looked at */
    HS_COMPARED_WORDS = 1 << 12
};

/* what a word is */
enum {
    HS_CW_FUNCTION = 1, /* the, of, was: says nothing by itself */
    HS_CW_NEGATION = 2, /* not, never, without */
    HS_CW_MODAL = 4,    /* may, will; FUNCTION as well */
    HS_CW_NAME = 8,     /* part of a name */
    HS_CW_WEEKDAY = 16, /* Monday */
    HS_CW_NUMBER = 32,  /* 12, twelve */
    HS_CW_FIGURE = 64,  /* of a figure: its number, and "at least" before it */
    HS_CW_FALSE = 128,  /* calls something untrue: hoax, baseless */
    HS_CW_MONTH = 256,
    HS_CW_YEAR = 512, /* 2031 */
    HS_CW_TIME = HS_CW_WEEKDAY | HS_CW_MONTH | HS_CW_YEAR
};

typedef struct hs_compared_word {
    hs_span at; /* bytes of the text; of "didn't" both words have the whole */
    uint32_t is;
    char stem[HS_STEM_BYTES];
} hs_compared_word;

typedef struct hs_compared_figure {
    hs_figure figure;
    hs_span number;             /* of its words up to the number: "at least 12" */
    const char *const *unit;    /* [n_unit] stems of what is counted and what happened to it, sorted; "people" is left out
                                 * where there are others */
    uint32_t n_unit;
    const char *const *measure; /* [n_measure] stems of dollars, percent, miles: they tell no quantity from another */
    uint32_t n_measure;
} hs_compared_figure;

typedef struct hs_compared {
    hs_str text;     /* its beginning, where it is over HS_COMPARED_BYTES */
    bool cut;        /* .. and it was */
    bool has_words;
    hs_str plain;    /* lower case, words parted by one blank, without quotation marks and stops */
    const hs_compared_word *words; /* [n_words] */
    uint32_t n_words;
    const hs_compared_figure *figures; /* [n_figures] */
    uint32_t n_figures;
} hs_compared;

/** Is it what somebody says, by its noun: "a report that the pipe leaked"? Then what follows is compared. */
bool hs_compared_is_framed(hs_str text);
/** A text without blanks around it and a leading "that". */
hs_str hs_compared_clause(hs_str text);
/** The beginning of a text that is looked at, behind such a noun: whole characters, at most HS_COMPARED_BYTES. */
hs_str hs_compared_cut(hs_str text);

/**
 * @param out    borrowed from `arena`, which grows by some 60 bytes a byte of the text and 8 KiB
 * @param text   any bytes; what is no UTF-8 is no word
 * @return HS_OK, HS_E_NOMEM
 */
hs_status hs_compared_make(hs_compared *out, hs_arena *arena, hs_str text, hs_error *err);

/** The beginning that is looked at, with "died" for "lost their lives", which a model takes for the contrary of "were killed". @param out  borrowed from the arena, or of the text. @return HS_OK, HS_E_NOMEM */
hs_status hs_compared_told_plainly(hs_str *out, hs_arena *arena, hs_str text, hs_error *err);

/** Does a figure behind these words tell what a count was before ("treated 17 patients, up from the | 11 it first reported")? Any thread. */
bool hs_figure_is_former(hs_str before);

#endif
