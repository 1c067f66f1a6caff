/* times_tense.h -- whether what happens at a time lies before or after the speaking of it; internal to times.
 * In: tokens of a sentence. Out: a tense. Threads: any. */
#ifndef HS_TIMES_TENSE_H
#define HS_TIMES_TENSE_H

#include "times_tokens.h"

typedef enum hs_tense { HS_TENSE_PAST = -1, HS_TENSE_OPEN, HS_TENSE_FUTURE } hs_tense;

/**
 * The tense of the verb that an expression goes with: the nearest before it in its sentence, else the nearest after it.
 *
 * @param tokens      of the text
 * @param from, to    the sentence
 * @param first, end  the expression
 */
hs_tense hs_tense_around(const hs_times_token *tokens, uint32_t from, uint32_t to, uint32_t first, uint32_t end);

#endif
