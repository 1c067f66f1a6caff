/* times_phrase.c -- which reading of the words at a place is the longest. In: tokens. Out: a phrase. Any thread. */
#include "times_phrase.h"

#include "ascii.h"

/* No expression of time begins with it: the quick way out for most of a text. */
static bool cannot_begin(const hs_times_token *token)
{
    switch ((hs_time_class)token->klass) {
    case HS_TIME_NONE:
    case HS_TIME_END:
    case HS_TIME_COUNTED:
    case HS_TIME_ZONE:
    case HS_TIME_AGO:
        return true;
    case HS_TIME_PUNCT:
        return token->value != '\'';
    case HS_TIME_SMALL:
        return token->value != HS_W_EARLIER && token->value != HS_W_LATER && token->value != HS_W_AT &&
               token->value != HS_W_UP && token->value != HS_W_NO && token->value != HS_W_AS && token->value != HS_W_Q;
    default:
        return false;
    }
}

/* "now", "in the near future", "these days", "long ago", "the current". */
static uint32_t reference(const hs_grammar *g, uint32_t at, hs_time_phrase *out)
{
    const hs_times_token *token = hs_times_token_at(g, at), *before = hs_times_token_at(g, at - 1);
    hs_str word = {g->text.ptr + token->begin, token->end - token->begin};
    out->kind = HS_PHRASE_REF;
    if (token->klass == HS_TIME_NOW) {
        out->ref = (char)token->value;
        bool as_soon_as = token->value == 'F' && before->klass == HS_TIME_SMALL &&
                          (before->value == HS_W_AS || before->value == HS_W_SO);
        bool after = hs_is_small(g, at + 1, HS_W_AFTER) || hs_is_small(g, at + 1, HS_W_BEFORE);
        return as_soon_as || after || hs_past_hyphen(g, at + 1) > at + 1 ? 0 : at + 1;
    }
    if (token->klass == HS_TIME_THIS && token->value == HS_TIME_CURRENT) {
        out->ref = 'N';
        return hs_is_noun_like(g, at + 1) && !hs_is_capital(g, at + 1) ? at + 1 : 0;
    }
    if (token->klass == HS_TIME_EXTRA && hs_ascii_is(word, "long") && hs_is(g, at + 1, HS_TIME_AGO)) {
        out->ref = 'P';
        return at + 2;
    }
    if (token->klass == HS_TIME_RECENT && hs_is(g, at + 1, HS_TIME_UNITS)) {
        out->ref = 'P';
        return at + 2;
    }
    bool the = token->klass == HS_TIME_THE;
    const hs_times_token *next = hs_times_token_at(g, at + 1);
    if (the && token->value && next->klass == HS_TIME_UNITS && next->value == HS_UNIT_DAY) {
        bool these = hs_ascii_is(word, "these");
        out->ref = these ? 'N' : 'P';
        return these || hs_ascii_is(word, "those") ? at + 2 : 0;
    }
    if ((token->klass == HS_TIME_NEXT || token->klass == HS_TIME_LAST) && token->value != HS_TIME_ANAPHORIC &&
        next->klass == HS_TIME_UNITS && token->end - token->begin > 4) { /* coming weeks */
        out->ref = 'F';
        return at + 2;
    }
    if (!the || token->value)
        return 0;
    uint32_t i = at + 1 + hs_is(g, at + 1, HS_TIME_NEARLY);
    const hs_times_token *after = hs_times_token_at(g, i + 1);
    bool whole = after->klass == HS_TIME_END || after->klass == HS_TIME_PUNCT || after->klass == HS_TIME_SMALL ||
                 after->klass == HS_TIME_THE;
    bool in = before->klass == HS_TIME_SMALL && before->value == HS_W_IN;
    if (hs_is(g, i, HS_TIME_FUTURE)) {
        out->ref = 'F';
        return whole ? i + 1 : 0;
    }
    if (hs_is(g, i, HS_TIME_LAST) && hs_times_token_at(g, i)->value == HS_TIME_PAST && in) {
        out->ref = 'P';
        return whole || after->klass == HS_TIME_NONE ? i + 1 : 0;
    }
    return 0;
}

/* "would last three days": a verb. */
static bool is_verb(const hs_grammar *g, uint32_t at)
{
    const hs_times_token *token = hs_times_token_at(g, at), *before = hs_times_token_at(g, at - 1);
    int32_t tenths;
    return token->klass == HS_TIME_LAST && !token->value && before->klass == HS_TIME_SMALL &&
           (before->value == HS_W_WILL || before->value == HS_W_WOULD || before->value == HS_W_COULD ||
            before->value == HS_W_TO || before->value == HS_W_NOT) &&
           (hs_is(g, at + 1, HS_TIME_ABOUT) || hs_is(g, at + 1, HS_TIME_MORE) ||
            hs_time_phrase_number(g, at + 1, &tenths));
}

bool hs_time_phrase_at(const hs_grammar *g, uint32_t at, hs_time_phrase *out)
{
    typedef uint32_t reader(const hs_grammar *, uint32_t, hs_time_phrase *);
    static reader *const readers[] = {hs_time_phrase_date, hs_time_phrase_span, reference};
    uint32_t end = 0;
    if (cannot_begin(hs_times_token_at(g, at)) || is_verb(g, at))
        return false;
    for (size_t k = 0; k < sizeof readers / sizeof *readers; k++) {
        hs_time_phrase one = hs_time_phrase_empty();
        uint32_t one_end = readers[k](g, at, &one);
        if (one_end > end) {
            end = one_end;
            *out = one;
        }
    }
    out->first = at;
    out->end = end;
    return end > 0;
}
