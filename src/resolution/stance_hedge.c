/* stance_hedge.c -- modals and hedges of a main clause, without a parser: the subject runs to the first finite verb, and
 * relative and adverbial clauses in it are stepped over. Threads: any. */
#include "stance_hedge.h"

/* Verbs whose form says that they are finite. */
static const char FINITE[] = " is are was were am 's 're 'm has have had 've does do did will would shall should must can 'll 'd "
                             "cannot says said told made took came went got became began knew gave ";
static const char RELATIVE[] = " who which whose where ";
static const char SUBORDINATE[] = " if when while although though because since unless until once after before as whether despite ";
static const char POSSIBLE[] = " may might perhaps maybe possibly potentially conceivably ";
static const char PROBABLE[] = " likely probably apparently presumably seemingly evidently supposedly seems seem seemed appears appear appeared ";

/* Where the main clause's first finite verb, or a hedge before it, stands; n if neither shows. */
static size_t first_finite(const hs_stance_word *words, size_t n)
{
    size_t i = n && hs_stance_is(words, "that") && !(n > 1 && hs_stance_among(words + 1, FINITE)) ? 1 : 0;
    bool opening = i < n && hs_stance_among(words + i, SUBORDINATE); /* "If it rains, the gate may shut" */
    unsigned owed = 0;                                               /* finite verbs of clauses inside the subject */
    for (size_t k = i; k < n; k++) {
        const hs_stance_word *word = words + k;
        if (k > i && word->stop)
            return n;
        if (opening) {
            opening = !(k > i && word->comma);
            if (opening)
                continue;
        }
        if (k > i && (hs_stance_among(word, RELATIVE) || (hs_stance_is(word, "that") && !hs_stance_among(word - 1, FINITE)))) {
            owed++;
            continue;
        }
        bool hedge = hs_stance_among(word, POSSIBLE) || hs_stance_among(word, PROBABLE) || hs_stance_is(word, "could");
        if (!hedge && !hs_stance_among(word, FINITE))
            continue;
        if (!owed)
            return k;
        owed--;
        while (k + 1 < n && hs_stance_among(words + k + 1, FINITE)) /* "who has been" */
            k++;
    }
    return n;
}

/* "could not", "could see": what someone is able to do. */
static bool is_ability(const hs_stance_word *words, size_t n, size_t at)
{
    static const char SENSED[] = " not see hear feel smell tell afford only no barely hardly remember understand imagine think find get ";
    return at + 1 < n && hs_stance_among(words + at + 1, SENSED);
}

hs_certainty hs_stance_hedge(const hs_stance_word *words, size_t n)
{
    size_t at = first_finite(words, n);
    for (size_t k = at; k < n && k <= at + 3; k++) { /* "is likely", "will probably", "has apparently been" */
        if (k > at && (words[k].comma || words[k].stop))
            break;
        if (hs_stance_among(words + k, POSSIBLE) || (hs_stance_is(words + k, "could") && !is_ability(words, n, k)))
            return HS_POSSIBLE;
        if (hs_stance_is(words + k, "possible") && k > at)
            return HS_POSSIBLE;
        if (hs_stance_among(words + k, PROBABLE))
            return HS_PROBABLE;
        if (k > at && !hs_stance_among(words + k, " be been being also not very more most quite so still now extremely highly a "))
            break;
    }
    return HS_CERTAIN;
}

bool hs_stance_will(const hs_stance_word *words, size_t n)
{
    size_t at = first_finite(words, n);
    return at < n && hs_stance_among(words + at, " will would 'll 'd ");
}
