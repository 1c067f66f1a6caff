/* stance_hedge.c -- modals and hedges of a main clause, without a parser: the subject runs to the first finite verb,
 * and relative and adverbial clauses in it are stepped over. Threads: any. */
#include "stance_hedge.h"

/* Verbs whose form says that they are finite. */
static const char FINITE[] =
    " is are was were am 's 're 'm has have had 've does do did will would shall should must can 'll 'd "
    "cannot says said told made took came went got became began knew gave ";
static const char RELATIVE[] = " who which whose where ";
static const char SUBORDINATE[] =
    " if when while although though because since unless until once after before as whether despite ";
static const char POSSIBLE[] = " perhaps maybe possibly potentially conceivably ";
static const char PROBABLE[] = " likely probably apparently presumably seemingly evidently supposedly unlikely ";
static const char VERBS_OF_SEEMING[] = " seems seem seemed appears appear appeared ";

/* 's is a verb after a pronoun, a possessive after a noun. */
static bool is_finite(const hs_stance_word *words, size_t n, size_t at)
{
    static const char PRONOUNS[] = " it he she that there what here who this where how everyone everybody nobody ";
    if (at >= n || !hs_stance_among(words + at, FINITE))
        return false;
    return !hs_stance_is(words + at, "'s") || (at && hs_stance_among(words + at - 1, PRONOUNS));
}

static bool is_modal(const hs_stance_word *word)
{
    return hs_stance_among(word, " may might could ");
}

/* An adverb speaks for the clause where it opens it or stands beside its verb: "potentially contagious" is no hedge of
 * it. */
static bool is_hedge(const hs_stance_word *words, size_t n, size_t at, size_t from)
{
    if (is_modal(words + at) || hs_stance_among(words + at, VERBS_OF_SEEMING))
        return true;
    bool adverb = hs_stance_among(words + at, POSSIBLE) || hs_stance_among(words + at, PROBABLE);
    if (!adverb || at + 1 >= n)
        return false;
    char last = words[at + 1].text[words[at + 1].len - 1];
    return at <= from + 1 || is_finite(words, n, at + 1) ||
           (hs_stance_among(words + at, " likely probably apparently presumably ") && (last == 's' || last == 'd'));
}

size_t hs_stance_clause(const hs_stance_word *words, size_t n)
{
    size_t from = n && hs_stance_is(words, "that") && !is_finite(words, n, 1) ? 1 : 0;
    if (from + 1 < n && hs_stance_is(words + from, "even") && hs_stance_among(words + from + 1, SUBORDINATE))
        from++;
    bool opening = from < n && hs_stance_among(words + from, SUBORDINATE); /* "If it rains, the gate may shut" */
    unsigned owed = 0; /* finite verbs of clauses inside the subject */
    for (size_t k = from; k < n; k++) {
        const hs_stance_word *word = words + k;
        if (k > from && word->stop)
            return n;
        if (opening) {
            opening = !(k > from && word->comma);
            if (opening)
                continue;
            from = k;
        }
        if (k > from &&
            (hs_stance_among(word, RELATIVE) || (hs_stance_is(word, "that") && !is_finite(words, n, k - 1)))) {
            owed++;
            continue;
        }
        if (!is_hedge(words, n, k, from) && !is_finite(words, n, k))
            continue;
        if (!owed)
            return k;
        owed--;
        while (is_finite(words, n, k + 1)) /* "who has been" */
            k++;
    }
    return n;
}

/* "could see", "may as well": what someone is able or free to do. */
static bool is_ability(const hs_stance_word *words, size_t n, size_t at)
{
    static const char ABLE[] =
        " not see hear feel smell tell say afford only no barely hardly remember understand imagine think find get ";
    if (at + 1 >= n)
        return false;
    return hs_stance_is(words + at, "could") ? hs_stance_among(words + at + 1, ABLE)
                                             : hs_stance_is(words + at + 1, "as");
}

/* "I think ..", "we're pretty sure ..": the speaker's own hedge. */
static bool thinks_aloud(const hs_stance_word *words, size_t n)
{
    static const char OWN[] = " think thought believe guess suppose assume suspect imagine reckon ";
    if (n < 3 || !hs_stance_among(words, " i we "))
        return false;
    return hs_stance_among(words + 1, OWN) ||
           (hs_stance_is(words + 2, "pretty") && n > 3 && hs_stance_is(words + 3, "sure"));
}

hs_certainty hs_stance_hedge(const hs_stance_word *words, size_t n)
{
    enum { REACH = 3 };
    size_t at = hs_stance_clause(words, n);
    hs_certainty certainty = thinks_aloud(words, n) ? HS_PROBABLE : HS_CERTAIN;
    for (size_t k = at; k < n && k <= at + REACH; k++) { /* "is likely", "will probably", "has apparently been" */
        if (k > at && (words[k].comma || words[k].stop))
            break;
        if (is_modal(words + k) ? !is_ability(words, n, k)
                                : hs_stance_among(words + k, POSSIBLE) || hs_stance_is(words + k, "possible"))
            return HS_POSSIBLE;
        if (hs_stance_among(words + k, PROBABLE) || hs_stance_among(words + k, VERBS_OF_SEEMING))
            return HS_PROBABLE;
        if (k > at && !hs_stance_among(words + k,
                                       " be been being also not very more most quite so still now extremely highly a "))
            break;
    }
    return certainty;
}

bool hs_stance_will(const hs_stance_word *words, size_t n)
{
    size_t at = hs_stance_clause(words, n);
    return at < n && hs_stance_among(words + at, " will would 'll 'd ");
}
