/* numerals.h -- tokens of a text, and the numbers that they write: "1,200", "2.3 million", "two dozen", "a third".
 * In: UTF-8. Out: tokens with values. Threads: any. */
#ifndef HS_NUMERALS_H
#define HS_NUMERALS_H

#include "hearsay.h"

typedef enum hs_figure_token_kind {
    HS_FIGURE_TOKEN_WORD,   /* letters, with ' . - inside */
    HS_FIGURE_TOKEN_DIGITS, /* a number in digits, with what letters are joined to it: 1,200  45k  16ft */
    HS_FIGURE_TOKEN_NAME,   /* letters and digits, or digits that are no number: F-16, 9:30, 1990s, 3rd, 2031-05-14 */
    HS_FIGURE_TOKEN_MARK,   /* a sign: `mark` */
    HS_FIGURE_TOKEN_STOP,   /* . ! ? ; : that ends a clause */
    HS_FIGURE_TOKEN_BREAK   /* the end of a line */
} hs_figure_token_kind;

typedef struct hs_figure_token {
    uint32_t begin, end; /* bytes of the text */
    hs_figure_token_kind kind;
    uint32_t mark;   /* code point of a MARK or STOP; dashes are '-', quotation marks '"' */
    bool joined;     /* nothing stands between it and the token before */
    bool upper;      /* begins with a capital */
    uint32_t suffix; /* of DIGITS: where the joined letters begin; `end` if there are none */
    double value;    /* of DIGITS */
    bool plain;      /* of DIGITS: no separators, no decimals */
} hs_figure_token;

/**
 * The next token.
 *
 * @param out   zeroed if there is none
 * @param at    byte to look from; moved past the token
 * @param end   byte to stop at, at most text.len
 * @return false at the end
 */
bool hs_figure_token_next(hs_figure_token *out, hs_str text, uint32_t *at, uint32_t end);

typedef struct hs_number {
    double value;
    uint32_t n;     /* tokens that it takes, from the one asked for */
    double scale;   /* the last thousand, million .. in it; 1 if there is none */
    bool vague;     /* a plural: "hundreds", "several thousand": the value is the least that it can mean */
    bool about;     /* "a couple of hundred" */
    bool share;     /* a fraction of what follows: "a third", "one in five", "half" */
    bool words;     /* written in words alone */
    bool unit_half; /* "half", with nothing to say of what */
} hs_number;

/**
 * The number that begins at token `at`.
 *
 * @param out     zeroed if there is none
 * @param tokens  [n]
 * @return false if none begins there
 */
bool hs_number_read(hs_number *out, hs_str text, const hs_figure_token *tokens, uint32_t n, uint32_t at);
/** Is it a word that numbers are written with, such as "twelve", "dozen", "third"? */
bool hs_number_has(hs_str word);

#endif
