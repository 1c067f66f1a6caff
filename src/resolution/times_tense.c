/* times_tense.c -- tense by words: auxiliaries, forms in -ed, the irregular verbs of news. In: tokens. Out: a tense.
 * Any thread. */
#include "times_tense.h"

enum {
    REACH = 30 /* tokens that are looked at on either side */,
    GROUP = 4 /* words between an auxiliary and its verb */
};

static bool is_small(const hs_times_token *token, hs_time_small word)
{
    return token->klass == HS_TIME_SMALL && token->value == (int32_t)word;
}

/* "to" before a verb, not before a noun or a place. */
static bool is_infinitive(const hs_times_token *tokens, uint32_t i, uint32_t to)
{
    if (!is_small(&tokens[i], HS_W_TO) || i + 1 >= to)
        return false;
    const hs_times_token *next = &tokens[i + 1];
    return next->flags & HS_TOKEN_WORD && !(next->flags & HS_TOKEN_CAPITAL) &&
           (next->klass == HS_TIME_NONE || is_small(next, HS_W_BE) || is_small(next, HS_W_PRESENT_VERB) ||
            is_small(next, HS_W_SET));
}

/* What the words before a participle or infinitive make of it: "will be held", "is scheduled to", "was held". */
static hs_tense group_before(const hs_times_token *tokens, uint32_t from, uint32_t i, hs_tense otherwise)
{
    for (uint32_t k = 1; k <= GROUP && i >= from + k; k++) {
        const hs_times_token *token = &tokens[i - k];
        if (token->klass == HS_TIME_PUNCT && token->value != '\'')
            break;
        if (is_small(token, HS_W_WILL) || is_small(token, HS_W_WOULD) || (k == 1 && is_small(token, HS_W_IS)))
            return is_small(&tokens[i - k + 1], HS_W_HAVE) ? HS_TENSE_PAST : HS_TENSE_FUTURE;
        if (is_small(token, HS_W_TO))
            return is_small(&tokens[i - k + 1], HS_W_BE) ? HS_TENSE_FUTURE : otherwise;
        if (is_small(token, HS_W_WAS) || is_small(token, HS_W_HAVE))
            return HS_TENSE_PAST;
    }
    return otherwise;
}

static hs_tense tense_of(const hs_times_token *tokens, uint32_t from, uint32_t to, uint32_t i)
{
    const hs_times_token *token = &tokens[i], *before = i > from ? &tokens[i - 1] : NULL,
                         *next = i + 1 < to ? &tokens[i + 1] : NULL;
    if (token->klass == HS_TIME_SMALL)
        switch ((hs_time_small)token->value) {
        case HS_W_WILL:
        case HS_W_PRESENT_VERB:
        case HS_W_DUE:
        case HS_W_ENDING:
            return HS_TENSE_FUTURE;
        case HS_W_WOULD:
            return next && is_small(next, HS_W_HAVE) ? HS_TENSE_PAST : HS_TENSE_FUTURE;
        case HS_W_TO:
            if (!is_infinitive(tokens, i, to) || !before)
                return HS_TENSE_OPEN;
            if (is_small(before, HS_W_FUTILE) || is_small(before, HS_W_HAVE))
                return HS_TENSE_PAST;
            return is_small(before, HS_W_SET) || is_small(before, HS_W_AGREED) || is_small(before, HS_W_DUE) ||
                           is_small(before, HS_W_WISH) || is_small(before, HS_W_PRESENT_VERB) ||
                           is_small(before, HS_W_IS)
                       ? HS_TENSE_FUTURE
                       : HS_TENSE_OPEN;
        case HS_W_SET:
            if (token->end - token->begin > 3)
                return before && is_small(before, HS_W_WAS) ? HS_TENSE_OPEN : HS_TENSE_FUTURE;
            return before && (is_small(before, HS_W_IS) || is_small(before, HS_W_BE) || is_small(before, HS_W_HAVE))
                       ? HS_TENSE_FUTURE
                       : HS_TENSE_PAST;
        case HS_W_WAS:
            return next && is_small(next, HS_W_SET) ? HS_TENSE_OPEN : HS_TENSE_PAST;
        case HS_W_HAVE:
            return next && (is_small(next, HS_W_SET) || is_small(next, HS_W_TO)) ? HS_TENSE_OPEN : HS_TENSE_PAST;
        case HS_W_ENDED:
            return HS_TENSE_PAST;
        case HS_W_PAST_VERB:
        case HS_W_FUTILE:
        case HS_W_AGREED:
            return group_before(tokens, from, i, HS_TENSE_PAST);
        default:
            return HS_TENSE_OPEN;
        }
    if (token->flags & HS_TOKEN_PAST && (token->klass == HS_TIME_NONE || is_small(token, HS_W_PUBLISHED)) &&
        !(token->flags & HS_TOKEN_CAPITAL) && !(before && (before->klass == HS_TIME_THE || before->klass == HS_TIME_A)))
        return group_before(tokens, from, i, HS_TENSE_PAST);
    return HS_TENSE_OPEN;
}

static hs_tense scan_left(const hs_times_token *tokens, uint32_t from, uint32_t to, uint32_t first)
{
    for (uint32_t i = first; i > from && first - i < REACH; i--) {
        hs_tense tense = tense_of(tokens, from, to, i - 1);
        if (tense)
            return tense;
    }
    return HS_TENSE_OPEN;
}

static hs_tense scan_right(const hs_times_token *tokens, uint32_t from, uint32_t to, uint32_t end)
{
    for (uint32_t i = end; i < to && i - end < REACH; i++) {
        hs_tense tense = tense_of(tokens, from, to, i);
        if (tense)
            return tense;
    }
    return HS_TENSE_OPEN;
}

/* The expression, and the preposition before it, begin the sentence or a clause. @param lead  out: the preposition's
 * token, `first` without one */
static bool begins_clause(const hs_times_token *tokens, uint32_t from, uint32_t first, uint32_t *lead)
{
    uint32_t i = first;
    if (i > from && tokens[i - 1].klass == HS_TIME_SMALL && tokens[i - 1].value >= HS_W_OF &&
        tokens[i - 1].value <= HS_W_AFTER)
        i--;
    *lead = i;
    if (i == from)
        return true;
    const hs_times_token *before = &tokens[i - 1];
    return (before->klass == HS_TIME_PUNCT && before->value != '-' && before->value != '.' && before->value != '(') ||
           is_small(before, HS_W_BUT) || is_small(before, HS_W_AND);
}

hs_tense hs_tense_around(const hs_times_token *tokens, uint32_t from, uint32_t to, uint32_t first, uint32_t end)
{
    uint32_t lead;
    bool clause = begins_clause(tokens, from, first, &lead);
    if (end + 1 < to && tokens[end].klass == HS_TIME_PUNCT && tokens[end].value == '\'' &&
        is_small(&tokens[end + 1], HS_W_S))
        return HS_TENSE_OPEN; /* "to get around Wednesday's ruling": the verb is another thing's */
    if (lead < first && lead > from && is_small(&tokens[lead], HS_W_UNTIL)) {
        for (uint32_t i = lead; i > from && lead - i < REACH; i--)
            if (is_small(&tokens[i - 1], HS_W_NOT) || is_small(&tokens[i - 1], HS_W_T))
                return HS_TENSE_PAST; /* "was not found until Friday" */
        if (!clause)
            return HS_TENSE_FUTURE;
    }
    if (lead < first && !clause && is_small(&tokens[lead], HS_W_BY)) {
        for (uint32_t i = lead; i > from && lead - i < REACH; i--)
            if (is_small(&tokens[i - 1], HS_W_HAVE))
                return HS_TENSE_PAST; /* "had filed by Wednesday" */
        return HS_TENSE_FUTURE;
    }
    if (first > from && is_small(&tokens[first - 1], HS_W_AS)) /* as early as Tuesday */
        return HS_TENSE_FUTURE;
    hs_tense tense = clause ? scan_right(tokens, from, to, end) : scan_left(tokens, from, to, first);
    if (!tense)
        tense = clause ? scan_left(tokens, from, to, first) : scan_right(tokens, from, to, end);
    return tense;
}
