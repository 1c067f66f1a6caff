/* figures_unit.h -- what a number counts or measures: the noun phrase after it, what is said of that, and how much of
 * it a number is. In: tokens of a line and their lexemes. Out: ranges of tokens. Threads: any. */
#ifndef HS_FIGURES_UNIT_H
#define HS_FIGURES_UNIT_H

#include "figures_lexicon.h"
#include "numerals.h"

/** Part of a text as tokens. */
typedef struct hs_figure_line {
    hs_str text;
    const hs_figure_token *tokens;   /* [n] */
    const hs_lexeme *const *lexemes; /* [n]; NULL where the lexicon has none */
    uint32_t n;
} hs_figure_line;

/** Tokens, half-open; empty where nothing stands. */
typedef struct hs_range {
    uint32_t begin, end;
} hs_range;

typedef enum hs_unit_kind {
    HS_COUNT_NONE,    /* the text has no noun after the number */
    HS_COUNT_COUNTED, /* people, homes */
    HS_COUNT_MEASURE, /* miles, tonnes */
    HS_COUNT_MONEY,
    HS_COUNT_PERCENT,
    HS_COUNT_SHARE, /* a third of .. */
    HS_COUNT_TOLL,  /* population, death toll */
    HS_COUNT_TIME   /* days: no figure */
} hs_unit_kind;

/** A unit is read: more, fixed, noun, tail, event. */
typedef struct hs_unit {
    hs_unit_kind kind;
    hs_range more;     /* "more", "further" */
    const char *fixed; /* what stands for the noun: "percent", "dollars"; NULL if nothing does */
    hs_range noun;
    hs_range tail;     /* of rice, a day; it follows the noun */
    bool negated;      /* the event did not happen */
    hs_str event;      /* "killed"; unknown if nothing is said of them */
    hs_range particle; /* off, away: of the event */
    bool person;       /* the noun is of people */
    bool listed;       /* the event is in the lexicon */
    bool beside;       /* it is a participle right after the noun: "killed" */
    bool left;         /* its verb stands before the number */
    bool elided;       /* "others", "of them": the noun stands elsewhere */
    uint32_t end;      /* past the tokens that it takes after the number */
} hs_unit;

/** HS_LEX_ classes of a token; 0 past the end. */
uint32_t hs_figure_line_classes(const hs_figure_line *p, uint32_t at);
/** Is it this word, but for case? */
bool hs_figure_line_is(const hs_figure_line *p, uint32_t at, const char *word);
hs_str hs_figure_line_slice(const hs_figure_line *p, uint32_t at);
/** Is it this mark? */
bool hs_figure_line_marks(const hs_figure_line *p, uint32_t at, uint32_t mark);

/** What stands after a number: noun, "of ..", "a day". @param at  past the number */
void hs_unit_find(hs_unit *out, const hs_figure_line *p, uint32_t at, const hs_number *number);
/** What is said of it after it ("were killed") or by the verb before it. @param before  the first token of the figure
 */
void hs_unit_add_event(hs_unit *unit, const hs_figure_line *p, uint32_t before);
/** "percent", "%", "percentage points" at `at`, with "of .."; false if there is none. */
bool hs_unit_find_percent(hs_unit *out, const hs_figure_line *p, uint32_t at);
/** "a day", "per head", "each" from unit->end on. */
void hs_unit_add_rate(hs_unit *unit, const hs_figure_line *p);
/** "The death toll rose to": the noun before that counts. @param before  the first token of the figure */
bool hs_unit_find_toll(hs_unit *out, const hs_figure_line *p, uint32_t before);

#endif
