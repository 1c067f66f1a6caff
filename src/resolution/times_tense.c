/* times_tense.c -- tense by words: auxiliaries, forms in -ed, the irregular verbs of news. In: tokens. Out: a tense.
 * Any thread. */
#include "times_tense.h"

enum {
    REACH = 30 /* tokens that are looked at on either side */,
    GROUP = 4 /* words between an auxiliary and its verb */
};

static bool is_small(const hs_token *token, hs_time_small word)
{
    return token->klass == HS_TIME_SMALL && token->value == (int32_t)word;
}

/* "to" before a verb, not before a noun or a place. */
static bool is_infinitive(const hs_token *tokens, uint32_t i, uint32_t to)
{
    if (!is_small(&tokens[i], HS_W_TO) || i + 1 >= to)
        return false;
    const hs_token *next = &tokens[i + 1];
    return next->flags & HS_TOKEN_WORD && !(next->flags & HS_TOKEN_CAPITAL) &&
           (next->klass == HS_TIME_NONE || is_small(next, HS_W_BE) || is_small(next, HS_W_PRESENT_VERB) ||
            is_small(next, HS_W_SET));
}

/* What the words before a participle or infinitive make of it: "will be held", "is scheduled to", "was held". */
static hs_tense group_before(const hs_token *tokens, uint32_t from, uint32_t i, hs_tense otherwise)
{
    for (uint32_t k = 1; k <= GROUP && i >= from + k; k++) {
        const hs_token *token = &tokens[i - k];
        if (token->klass == HS_TIME_PUNCT && token->value != '\'')
            break;
        if (is_small(token, HS_W_WILL))
            return HS_TENSE_FUTURE;
        if (is_small(token, HS_W_TO))
            return is_small(&tokens[i - k + 1], HS_W_BE) ? HS_TENSE_FUTURE : otherwise;
        if (is_small(token, HS_W_WAS) || is_small(token, HS_W_HAVE))
            return HS_TENSE_PAST;
    }
    return otherwise;
}

static hs_tense tense_of(const hs_token *tokens, uint32_t from, uint32_t to, uint32_t i)
{
    const hs_token *token = &tokens[i], *before = i > from ? &tokens[i - 1] : NULL;
    if (token->klass == HS_TIME_SMALL)
        switch ((hs_time_small)token->value) {
        case HS_W_WILL:
        case HS_W_PRESENT_VERB:
        case HS_W_DUE:
            return HS_TENSE_FUTURE;
        case HS_W_ENDING:
            return HS_TENSE_FUTURE;
        case HS_W_TO:
            if (!is_infinitive(tokens, i, to))
                return HS_TENSE_OPEN;
            if (before && (is_small(before, HS_W_FUTILE) || is_small(before, HS_W_HAVE)))
                return HS_TENSE_PAST;
            return HS_TENSE_FUTURE;
        case HS_W_SET:
            return group_before(tokens, from, i, HS_TENSE_FUTURE);
        case HS_W_WAS:
        case HS_W_HAVE:
        case HS_W_ENDED:
            return HS_TENSE_PAST;
        case HS_W_PAST_VERB:
        case HS_W_FUTILE:
            return group_before(tokens, from, i, HS_TENSE_PAST);
        default:
            return HS_TENSE_OPEN;
        }
    if (token->flags & HS_TOKEN_PAST && token->klass == HS_TIME_NONE && !(token->flags & HS_TOKEN_CAPITAL))
        return group_before(tokens, from, i, HS_TENSE_PAST);
    /* the bare verb after "will" or "to" */
    return HS_TENSE_OPEN;
}

hs_tense hs_tense_around(const hs_token *tokens, uint32_t from, uint32_t to, uint32_t first, uint32_t end)
{
    for (uint32_t i = first; i > from && first - i < REACH; i--) {
        hs_tense tense = tense_of(tokens, from, to, i - 1);
        if (tense)
            return tense;
    }
    for (uint32_t i = end; i < to && i - end < REACH; i++) {
        hs_tense tense = tense_of(tokens, from, to, i);
        if (tense)
            return tense;
    }
    return HS_TENSE_OPEN;
}
