/* times_tokens.h -- a text as the grammar of times reads it; internal to times.
 * In: a text. Out: tokens with the class that each word has in expressions of time. Threads: any. */
#ifndef HS_TIMES_TOKENS_H
#define HS_TIMES_TOKENS_H

#include "buffer.h"
#include "hearsay.h"

/** What a word is to the grammar. */
typedef enum hs_time_class {
    HS_TIME_NONE,     /* any other word */
    HS_TIME_END,      /* what stands after the last token, and between paragraphs */
    HS_TIME_PUNCT,    /* value: its character; ' and - stand for all of their kind */
    HS_TIME_DIGITS,   /* value: the number */
    HS_TIME_CARDINAL, /* one .. nineteen */
    HS_TIME_TENS,     /* twenty .. ninety */
    HS_TIME_HUNDRED,  /* hundred, thousand; value: that */
    HS_TIME_ORDINAL,  /* first .. */
    HS_TIME_A,        /* a, an */
    HS_TIME_COUPLE,   /* couple, dozen; value: how many */
    HS_TIME_FEW,      /* few, several, many */
    HS_TIME_SCORES,   /* dozens, hundreds */
    HS_TIME_UNIT,     /* value: hs_time_unit */
    HS_TIME_UNITS,    /* the same in the plural */
    HS_TIME_MONTH,    /* value: 1 .. 12 */
    HS_TIME_WEEKDAY,  /* value: 1 (Monday) .. 7 */
    HS_TIME_WEEKDAYS, /* Mondays */
    HS_TIME_SEASON,   /* value: hs_time_season */
    HS_TIME_PART,     /* part of the day; value: hs_time_part */
    HS_TIME_PARTS,    /* mornings */
    HS_TIME_CLOCK,    /* noon, midnight; value: its hour */
    HS_TIME_NEAR,     /* today, yesterday, tomorrow; value: days from today */
    HS_TIME_TONIGHT,
    HS_TIME_OVERNIGHT,
    HS_TIME_LAST,   /* last, past, previous; value: HS_TIME_ANAPHORIC or 0 */
    HS_TIME_NEXT,   /* next, coming, following; likewise */
    HS_TIME_RECENT, /* recent, latest */
    HS_TIME_FUTURE,
    HS_TIME_NEARLY,   /* near, foreseeable */
    HS_TIME_SAYS_AGO, /* comparable, corresponding */
    HS_TIME_THIS,     /* this, current */
    HS_TIME_THAT,     /* that, same */
    HS_TIME_THE,      /* the; its, their and the like have value 1 */
    HS_TIME_EACH,     /* every, each */
    HS_TIME_STAGE,    /* early, late, mid */
    HS_TIME_EDGE,     /* end, beginning, middle */
    HS_TIME_PHASE,    /* earlier, later, sometime: stages that stand before an adverb alone */
    HS_TIME_AGO,
    HS_TIME_ABOUT,  /* nearly, about, over */
    HS_TIME_MORE,   /* more, less, fewer */
    HS_TIME_LEAST,  /* least, most */
    HS_TIME_EXTRA,  /* additional, full, consecutive: between a number and its unit */
    HS_TIME_FISCAL, /* fiscal, financial */
    HS_TIME_HALF,
    HS_TIME_PERIOD,  /* period */
    HS_TIME_NOW,     /* value: 'P' past, 'N' present, 'F' future */
    HS_TIME_DECADES, /* sixties; value: 60 */
    HS_TIME_OFTEN,   /* daily, weekly; value: hs_time_unit */
    HS_TIME_ZONE,    /* GMT, EST */
    HS_TIME_FEAST,   /* the first word of a holiday's name */
    HS_TIME_COUNTED, /* people, troops: a number before it counts them */
    HS_TIME_SMALL    /* value: hs_time_small */
} hs_time_class;

typedef enum hs_time_unit {
    HS_UNIT_NONE,
    HS_UNIT_SECOND,
    HS_UNIT_MINUTE,
    HS_UNIT_HOUR,
    HS_UNIT_DAY,
    HS_UNIT_WEEKEND,
    HS_UNIT_WEEK,
    HS_UNIT_FORTNIGHT,
    HS_UNIT_MONTH,
    HS_UNIT_QUARTER,
    HS_UNIT_SEASON,
    HS_UNIT_HALF,
    HS_UNIT_YEAR,
    HS_UNIT_DECADE,
    HS_UNIT_CENTURY,
    HS_UNIT_MILLENNIUM
} hs_time_unit;

typedef enum hs_time_season { HS_SPRING = 1, HS_SUMMER, HS_AUTUMN, HS_WINTER } hs_time_season;
typedef enum hs_time_part { HS_MORNING = 1, HS_AFTERNOON, HS_EVENING, HS_NIGHT } hs_time_part;

/** Kinds of LAST, NEXT and THIS. */
enum { HS_TIME_ANAPHORIC = 1, HS_TIME_PAST, HS_TIME_CURRENT };

/** Words that the grammar or the search for the tense asks for by themselves. */
typedef enum hs_time_small {
    HS_W_AND = 1,
    HS_W_OR,
    HS_W_OF,
    HS_W_TO,
    HS_W_IN,
    HS_W_ON,
    HS_W_AT,
    HS_W_BY,
    HS_W_FROM,
    HS_W_SINCE,
    HS_W_UNTIL,
    HS_W_FOR,
    HS_W_DURING,
    HS_W_THROUGH,
    HS_W_WITHIN,
    HS_W_BETWEEN,
    HS_W_BEFORE,
    HS_W_AFTER,
    HS_W_EARLIER,
    HS_W_LATER,
    HS_W_THAN,
    HS_W_UP,
    HS_W_AS,
    HS_W_AM,
    HS_W_PM,
    HS_W_P_STOP,
    HS_W_M,
    HS_W_S,
    HS_W_TH,
    HS_W_OLD,
    HS_W_HENCE,
    HS_W_OTHER,
    HS_W_SO,
    HS_W_CLOCK,
    HS_W_O,
    HS_W_Q,
    HS_W_NO,
    HS_W_NOT,
    HS_W_DUE,
    HS_W_ENDED,
    HS_W_ENDING,
    HS_W_WILL,
    HS_W_WOULD,
    HS_W_COULD, /* of what was tried, where "not" stands with it */
    HS_W_BE,
    HS_W_IS,
    HS_W_HAVE,
    HS_W_WAS,
    HS_W_PAST_VERB,
    HS_W_PRESENT_VERB, /* takes: of what is planned */
    HS_W_BASE_VERB,    /* go: so, or after "to" or an auxiliary */
    HS_W_SAID,
    HS_W_SAY, /* after "would not": refused */
    HS_W_SET,
    HS_W_AGREED,
    HS_W_BUT,
    HS_W_WHO,
    HS_W_WISH,
    HS_W_FUTILE,
    HS_W_PUBLISHED,
    HS_W_PAPER,
    HS_W_BLACK,
    HS_W_T,
    HS_W_AGAINST,
    HS_W_COME,
    HS_W_AHEAD,
    HS_W_TIME,
    HS_W_STILL
} hs_time_small;

enum { HS_TOKEN_CAPITAL = 1, HS_TOKEN_WORD = 2, HS_TOKEN_PAST = 4 /* ends in -ed */, HS_TOKEN_LY = 8 };

typedef enum hs_gap { HS_GAP_NONE, HS_GAP_BLANK, HS_GAP_LINE, HS_GAP_PARAGRAPH } hs_gap;

typedef struct hs_times_token {
    uint32_t begin, end; /* bytes of the text */
    int32_t value;
    uint8_t klass;  /* hs_time_class */
    uint8_t gap;    /* hs_gap before it */
    uint8_t flags;  /* HS_TOKEN_ */
    uint8_t digits; /* how many, of DIGITS */
} hs_times_token;

/** Cut a text into tokens. @param out  array of hs_times_token; `failed` where memory ran out */
void hs_times_tokens_find(hs_buffer *out, hs_str text);

/** Class and value of a word. @param word  [len] lower case */
hs_time_class hs_times_lexicon_find(const char *word, size_t len, int32_t *value);
/** Whether the list is in the order that searching it relies on: for the test. */
bool hs_times_lexicon_sorted(void);

#endif
