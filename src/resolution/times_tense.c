/* times_tense.c -- tense by words: auxiliaries, forms in -ed, the irregular verbs of news. In: tokens. Out: a tense.
 * Any thread. */
#include "times_tense.h"

enum {
    REACH = 30 /* tokens that are looked at on either side */,
    COMPARED = 6 /* from "from 38 percent in" to its date */,
    MAY = 5,
    GROUP = 4 /* words between an auxiliary and its verb */
};

static bool is_small(const hs_times_token *token, hs_time_small word)
{
    return token->klass == HS_TIME_SMALL && token->value == (int32_t)word;
}

static bool is_preposition(const hs_times_token *token)
{
    return token->klass == HS_TIME_SMALL && token->value >= HS_W_OF && token->value <= HS_W_AFTER &&
           token->value != HS_W_TO;
}

static bool is_currency(const hs_times_token *token)
{
    return token->klass == HS_TIME_PUNCT && (token->value == '$' || token->value == '#');
}

/* "to" before a verb, not before a noun or a place. */
static bool is_infinitive(const hs_times_token *tokens, uint32_t i, uint32_t to)
{
    if (!is_small(&tokens[i], HS_W_TO) || i + 1 >= to)
        return false;
    const hs_times_token *next = &tokens[i + 1];
    return next->flags & HS_TOKEN_WORD && !(next->flags & HS_TOKEN_CAPITAL) &&
           (next->klass == HS_TIME_NONE || is_small(next, HS_W_BE) || is_small(next, HS_W_BASE_VERB) ||
            is_small(next, HS_W_PRESENT_VERB) || is_small(next, HS_W_SET));
}

/* A mark, determiner, number or preposition: an auxiliary before it is another verb's. "would win a poll published on".
 */
static bool parts_verbs(const hs_times_token *token)
{
    switch ((hs_time_class)token->klass) {
    case HS_TIME_PUNCT:
        return token->value != '\'';
    case HS_TIME_THE:
    case HS_TIME_A:
    case HS_TIME_DIGITS:
    case HS_TIME_CARDINAL:
    case HS_TIME_THIS:
    case HS_TIME_THAT:
    case HS_TIME_COUNTED:
        return true;
    case HS_TIME_SMALL:
        return is_preposition(token);
    default:
        return false;
    }
}

/* "would", "can", "may". */
static bool is_modal(const hs_times_token *token)
{
    bool may = token->klass == HS_TIME_MONTH && token->value == MAY && !(token->flags & HS_TOKEN_CAPITAL);
    return may || is_small(token, HS_W_WOULD) || is_small(token, HS_W_COULD);
}

/* "not", "'t": the token past it; 0 where it is not. */
static uint32_t past_not(const hs_times_token *tokens, uint32_t i, uint32_t to)
{
    if (i < to && is_small(&tokens[i], HS_W_NOT))
        return i + 1;
    bool short_form = i + 1 < to && tokens[i].klass == HS_TIME_PUNCT && tokens[i].value == '\'' &&
                      is_small(&tokens[i + 1], HS_W_T) && tokens[i + 1].gap == HS_GAP_NONE;
    return short_form ? i + 2 : 0;
}

/* "could not be reached", "neither of them could be found", "wouldn't say": it was tried. */
static bool was_tried(const hs_times_token *tokens, uint32_t from, uint32_t to, uint32_t could)
{
    enum { NEGATION = 8 };
    uint32_t after = past_not(tokens, could + 1, to);
    if (is_small(&tokens[could], HS_W_WOULD))
        return after && after < to && is_small(&tokens[after], HS_W_SAY);
    if (!is_small(&tokens[could], HS_W_COULD))
        return false;
    if (after)
        return true;
    for (uint32_t i = could; i > from && could - i < NEGATION; i--)
        if (is_small(&tokens[i - 1], HS_W_NOT))
            return true;
    return false;
}

/* What the words before a participle or infinitive make of it: "will be held", "is scheduled to", "was held". */
static hs_tense group_before(const hs_times_token *tokens, uint32_t from, uint32_t to, uint32_t i)
{
    for (uint32_t k = 1; k <= GROUP && i >= from + k; k++) {
        const hs_times_token *token = &tokens[i - k];
        if (parts_verbs(token))
            break;
        if (was_tried(tokens, from, to, i - k))
            return HS_TENSE_PAST;
        if (is_small(token, HS_W_WILL) || is_modal(token) || (k == 1 && is_small(token, HS_W_IS)))
            return is_small(&tokens[i - k + 1], HS_W_HAVE) ? HS_TENSE_PAST : HS_TENSE_FUTURE;
        if (is_small(token, HS_W_TO) && k == 1)
            return HS_TENSE_OPEN; /* "expected to hit": no past, but for its letters */
        if (is_small(token, HS_W_TO))
            return is_small(&tokens[i - k + 1], HS_W_BE) ? HS_TENSE_FUTURE : HS_TENSE_PAST;
        if (is_small(token, HS_W_WAS) || is_small(token, HS_W_HAVE))
            return HS_TENSE_PAST;
    }
    return HS_TENSE_PAST;
}

/* "Voters go on Sunday"; of "refused to go" and "did not go" the word before tells. */
static hs_tense base_verb(const hs_times_token *tokens, uint32_t from, uint32_t i)
{
    if (i == from || is_small(&tokens[i - 1], HS_W_TO) ||
        (parts_verbs(&tokens[i - 1]) && tokens[i - 1].klass != HS_TIME_COUNTED))
        return HS_TENSE_OPEN;
    for (uint32_t k = 1; k <= GROUP && i >= from + k && !parts_verbs(&tokens[i - k]); k++)
        if (is_small(&tokens[i - k], HS_W_PAST_VERB) || is_small(&tokens[i - k], HS_W_TO))
            return HS_TENSE_OPEN;
    return HS_TENSE_FUTURE;
}

/* Of "the widened gate", "a newly widened gate", "a still unmarked gate" the participle tells no tense. */
static bool is_determiner(const hs_times_token *token)
{
    return token->klass == HS_TIME_THE || token->klass == HS_TIME_A;
}

static bool is_adjective(const hs_times_token *tokens, uint32_t from, uint32_t i)
{
    if (i == from)
        return false;
    const hs_times_token *before = &tokens[i - 1];
    bool adverb = before->flags & HS_TOKEN_LY || is_small(before, HS_W_STILL);
    return is_determiner(adverb && i > from + 1 ? before - 1 : before);
}

static hs_tense tense_of(const hs_times_token *tokens, uint32_t from, uint32_t to, uint32_t i)
{
    const hs_times_token *token = &tokens[i], *before = i > from ? &tokens[i - 1] : NULL,
                         *next = i + 1 < to ? &tokens[i + 1] : NULL;
    if (token->klass == HS_TIME_MONTH && is_modal(token))
        return next && is_small(next, HS_W_HAVE) ? HS_TENSE_PAST : HS_TENSE_FUTURE;
    if (token->klass == HS_TIME_SMALL)
        switch ((hs_time_small)token->value) {
        case HS_W_WILL:
        case HS_W_PRESENT_VERB:
        case HS_W_DUE:
        case HS_W_ENDING:
            return HS_TENSE_FUTURE;
        case HS_W_WOULD:
        case HS_W_COULD:
            if (was_tried(tokens, from, to, i))
                return HS_TENSE_PAST;
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
        case HS_W_SAID:
            return HS_TENSE_PAST;
        case HS_W_BASE_VERB:
            return base_verb(tokens, from, i);
        case HS_W_PAST_VERB:
            if (past_not(tokens, i + 1, to) > i + 2)
                return HS_TENSE_FUTURE; /* "won't" */
            return group_before(tokens, from, to, i);
        case HS_W_FUTILE:
        case HS_W_AGREED:
        case HS_W_PUBLISHED:
            return group_before(tokens, from, to, i);
        default:
            return HS_TENSE_OPEN;
        }
    if (token->flags & HS_TOKEN_PAST && token->klass == HS_TIME_NONE && !(token->flags & HS_TOKEN_CAPITAL) &&
        !is_adjective(tokens, from, i))
        return group_before(tokens, from, to, i);
    return HS_TENSE_OPEN;
}

/* "41 % from 38 % in October", "less than in June": what stands after it is compared with, not looked forward to. */
static bool compares(const hs_times_token *tokens, uint32_t i, uint32_t first)
{
    const hs_times_token *token = &tokens[i], *next = &tokens[i + 1];
    if (i + 1 >= first || first - i > COMPARED)
        return false;
    if (is_small(token, HS_W_THAN))
        return i + 2 == first && (is_small(next, HS_W_IN) || is_small(next, HS_W_ON));
    return (is_small(token, HS_W_FROM) || is_small(token, HS_W_AFTER) || is_small(token, HS_W_AGAINST)) &&
           (next->klass == HS_TIME_DIGITS || is_currency(next));
}

/* @param verb  out: its token, where there is one */
static hs_tense scan_left(const hs_times_token *tokens, uint32_t from, uint32_t to, uint32_t first, uint32_t *verb)
{
    for (uint32_t i = first; i > from && first - i < REACH; i--) {
        hs_tense tense = compares(tokens, i - 1, first) ? HS_TENSE_PAST : tense_of(tokens, from, to, i - 1);
        *verb = i - 1;
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

/* "The minister said the vote on Friday will": the verb is the vote's, which is told of. */
static bool is_of_subject(const hs_times_token *tokens, uint32_t from, uint32_t to, uint32_t said, uint32_t lead,
                          uint32_t end)
{
    if (!is_small(&tokens[said], HS_W_SAID) || said + 1 >= lead || is_preposition(&tokens[said + 1]))
        return false;
    for (uint32_t i = end; i < to && i - end < REACH; i++) {
        if (tokens[i].klass == HS_TIME_PUNCT || tokens[i].klass == HS_TIME_THAT || is_small(&tokens[i], HS_W_BUT) ||
            is_small(&tokens[i], HS_W_AND))
            return false;
        hs_tense tense = tense_of(tokens, from, to, i);
        if (tense)
            return tense == HS_TENSE_FUTURE;
    }
    return false;
}

/* What is asked for, agreed or planned by or for a day lies ahead; what was done by a day does not. */
static hs_tense of_purpose(const hs_times_token *tokens, uint32_t lead, hs_tense tense, uint32_t verb)
{
    bool asked = tense && (is_small(&tokens[verb], HS_W_AGREED) || is_small(&tokens[verb], HS_W_SET));
    if (is_small(&tokens[lead], HS_W_FOR))
        return asked ? HS_TENSE_FUTURE : tense;
    return tense == HS_TENSE_PAST && !asked && !is_small(&tokens[verb], HS_W_SAID) ? HS_TENSE_PAST : HS_TENSE_FUTURE;
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
    if ((is_small(before, HS_W_AS) && i == first) || is_small(before, HS_W_WHO))
        return true; /* as Monday began, the mayor, who on Monday left */
    return (before->klass == HS_TIME_PUNCT && before->value != '-' && before->value != '.' && before->value != '(') ||
           is_small(before, HS_W_BUT) || is_small(before, HS_W_AND);
}

hs_tense hs_tense_around(const hs_times_token *tokens, uint32_t from, uint32_t to, uint32_t first, uint32_t end)
{
    uint32_t lead;
    bool clause = begins_clause(tokens, from, first, &lead);
    if ((is_small(&tokens[first], HS_W_EARLIER) || is_small(&tokens[first], HS_W_LATER)) && first + 1 < end &&
        tokens[first + 1].klass == HS_TIME_WEEKDAY)
        return HS_TENSE_PAST; /* "when he speaks later Monday": of the day that is told of */
    if (lead > from && lead < first && is_small(&tokens[lead], HS_W_OF) && is_small(&tokens[lead - 1], HS_W_AHEAD))
        return HS_TENSE_FUTURE; /* ahead of Sunday's vote */
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
    if (lead < first && lead > from && is_small(&tokens[lead], HS_W_THROUGH))
        return HS_TENSE_OPEN; /* "has lent it money through January": of what has been and of what is to come */
    if (first > from + 2 && is_small(&tokens[first - 1], HS_W_AS) && is_small(&tokens[first - 3], HS_W_AS))
        return HS_TENSE_FUTURE; /* as early as Tuesday */
    if (!clause && is_small(&tokens[lead - 1], HS_W_IS)) /* the vote is on Friday */
        return HS_TENSE_FUTURE;
    uint32_t verb = from;
    hs_tense tense = clause ? scan_right(tokens, from, to, end) : scan_left(tokens, from, to, first, &verb);
    if (clause && !tense && lead > from && is_small(&tokens[lead - 1], HS_W_WHO))
        return HS_TENSE_OPEN; /* the verb before "who" is another's */
    if (clause)
        return tense ? tense : scan_left(tokens, from, to, first, &verb);
    if (lead < first && (is_small(&tokens[lead], HS_W_BY) || is_small(&tokens[lead], HS_W_FOR)))
        tense = of_purpose(tokens, lead, tense, verb);
    else if (tense == HS_TENSE_PAST && is_of_subject(tokens, from, to, verb, lead, end))
        tense = HS_TENSE_FUTURE;
    return tense ? tense : scan_right(tokens, from, to, end);
}
