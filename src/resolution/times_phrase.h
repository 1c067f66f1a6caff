/* times_phrase.h -- what an expression of time says, before it is known from where it counts; internal to times.
 * In: tokens. Out: phrases. Threads: any. */
#ifndef HS_TIMES_PHRASE_H
#define HS_TIMES_PHRASE_H

#include "times_tokens.h"

typedef enum hs_time_phrase_kind {
    HS_PHRASE_DATE, /* a stretch of the calendar, a time of day in it */
    HS_PHRASE_DURATION,
    HS_PHRASE_SET, /* as a date: every Monday; as a duration: every three days */
    HS_PHRASE_REF  /* the past, now, soon */
} hs_time_phrase_kind;

/** From where a date counts. */
typedef enum hs_base {
    HS_BASE_NONE, /* "Friday", "May 14", "2031" */
    HS_BASE_NOW,  /* "last week": from the document's date */
    HS_BASE_REF   /* "the day before": from the date last spoken of */
} hs_base;

typedef enum hs_direction { HS_PLAIN, HS_LAST, HS_THIS, HS_NEXT } hs_direction;

typedef enum hs_zone_kind {
    HS_ZONE_NONE,
    HS_ZONE_FIXED,
    HS_ZONE_AMERICAN, /* an hour more in summer, by the law of the USA */
    HS_ZONE_MOSCOW
} hs_zone_kind;

typedef struct hs_zone {
    uint8_t kind;    /* hs_zone_kind */
    int16_t minutes; /* ahead of UTC, in winter */
} hs_zone;

enum { HS_COUNT_UNKNOWN = -1, HS_HOUR_UNKNOWN = -1 };

typedef struct hs_time_phrase {
    uint32_t first, end;     /* tokens */
    uint8_t kind;            /* hs_time_phrase_kind */
    uint8_t base;            /* hs_base */
    uint8_t direction;       /* hs_direction: of a weekday, month, season or holiday */
    uint8_t unit, unit2;     /* hs_time_unit: of the counts, or of the shift */
    uint8_t grain;           /* DECADE, CENTURY: what `year` stands for; else NONE */
    int32_t tenths, tenths2; /* of a duration or SET: ten times the count; HS_COUNT_UNKNOWN */
    int32_t shift;           /* from the base, in `unit` */
    int16_t year;            /* 0: not said */
    uint8_t month, day;      /* 0: not said; so all that follow */
    uint8_t weekday;         /* 1 .. 7 */
    uint8_t season, quarter, half, part;
    uint8_t feast;       /* see times_feasts.h */
    int8_t hour, minute; /* HS_HOUR_UNKNOWN */
    hs_zone zone;        /* of the hour */
    char ref;            /* of a REF: 'P' past, 'N' present, 'F' future */
    int16_t until_year;  /* of "the quarter ended July 31"; 0: not said */
    uint8_t until_month; /* likewise */
    uint8_t until_day;   /* likewise */
    bool fiscal;         /* of a quarter: its year begins in any month */
    bool is_name;        /* "9/11", "the Sept. 11 attacks": what is told next is not of that day */
    bool year_ago;       /* "the year-earlier quarter" */
    bool is_period;      /* "the year-earlier period", in `unit` where nothing else was spoken of */
    bool joined;         /* "Thursday through Monday", "November and January": it comes after the one before it */
    bool open;           /* \"the weekend\": the tense tells which */
    bool in;             /* a DURATION after "in": with a verb in the future, so long from now */
} hs_time_phrase;

/** Which of 05/06/2031 is the month. */
typedef enum hs_time_order { HS_ORDER_UNKNOWN, HS_ORDER_DAY_FIRST, HS_ORDER_MONTH_FIRST } hs_time_order;

/** The tokens of one paragraph. */
typedef struct hs_grammar {
    const hs_times_token *tokens;
    uint32_t from, limit; /* first token, past the last */
    hs_str text;
    uint8_t order; /* hs_time_order */
} hs_grammar;

/* Each of these reads what begins at token `at` and returns the token past it, 0 where there is none. They fill no
 * more of `out` than they speak of; begin with hs_time_phrase_empty. */

uint32_t hs_time_phrase_date(const hs_grammar *g, uint32_t at, hs_time_phrase *out);
/** "9:30 a.m. EST". @param sure  out: it can be nothing else, even without a date beside it */
uint32_t hs_time_phrase_clock(const hs_grammar *g, uint32_t at, hs_time_phrase *out, bool *sure);
/** The hour of a day of 24 that one on a clock of twelve is in a part of the day. */
int8_t hs_hour_in_part(int8_t hour, hs_time_part part);
/** "three days", "two years ago", "the day before", "every three weeks". */
uint32_t hs_time_phrase_span(const hs_grammar *g, uint32_t at, hs_time_phrase *out);
/** "two and a half", "several". @param tenths  out: ten times it, or HS_COUNT_UNKNOWN */
uint32_t hs_time_phrase_number(const hs_grammar *g, uint32_t at, int32_t *tenths);
/** A year in words or figures that may stand for one anywhere: "2031", "nineteen ninety-six", "'89". */
uint32_t hs_time_phrase_year(const hs_grammar *g, uint32_t at, int16_t *year);
/** The longest expression that begins at `at`. @return false: none does */
bool hs_time_phrase_at(const hs_grammar *g, uint32_t at, hs_time_phrase *out);

static inline hs_time_phrase hs_time_phrase_empty(void)
{
    return (hs_time_phrase){.hour = HS_HOUR_UNKNOWN, .tenths2 = 0};
}

static inline const hs_times_token *hs_times_token_at(const hs_grammar *g, uint32_t i)
{
    static const hs_times_token end = {.klass = HS_TIME_END, .gap = HS_GAP_PARAGRAPH};
    return i >= g->from && i < g->limit ? &g->tokens[i] : &end;
}

static inline bool hs_is(const hs_grammar *g, uint32_t i, hs_time_class klass)
{
    return hs_times_token_at(g, i)->klass == klass;
}

static inline bool hs_is_small(const hs_grammar *g, uint32_t i, hs_time_small word)
{
    return hs_is(g, i, HS_TIME_SMALL) && hs_times_token_at(g, i)->value == (int32_t)word;
}

static inline bool hs_is_mark(const hs_grammar *g, uint32_t i, char mark)
{
    return hs_is(g, i, HS_TIME_PUNCT) && hs_times_token_at(g, i)->value == mark;
}

static inline bool hs_is_glued(const hs_grammar *g, uint32_t i)
{
    return hs_times_token_at(g, i)->gap == HS_GAP_NONE;
}

/** A hyphen between two words: the token after it; else `i`. */
static inline uint32_t hs_past_hyphen(const hs_grammar *g, uint32_t i)
{
    return hs_is_mark(g, i, '-') && hs_is_glued(g, i) && hs_is_glued(g, i + 1) && !hs_is(g, i + 1, HS_TIME_END) ? i + 1
                                                                                                                : i;
}

static inline bool hs_is_capital(const hs_grammar *g, uint32_t i)
{
    return hs_times_token_at(g, i)->flags & HS_TOKEN_CAPITAL;
}

/** A word of no class, or of classes that seldom begin anything but a noun phrase. */
static inline bool hs_is_noun_like(const hs_grammar *g, uint32_t i)
{
    const hs_times_token *token = hs_times_token_at(g, i);
    return token->klass == HS_TIME_COUNTED || (token->klass == HS_TIME_NONE && token->flags & HS_TOKEN_WORD);
}

#endif
