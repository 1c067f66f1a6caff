/* corefs_salience.c -- whom a pronoun stands for: near, a subject, often spoken of, of its gender and number. In:
 * phrases, linked up to the pronoun. Out: a chain. Threads: any. */
#include "corefs_link.h"

/* Weights were fitted to GUM's train and dev parts, one after the other. */
enum {
    MAX_LOOKS = 80,    /* phrases */
    MAX_SENTENCES = 5, /* looked back */
    MAX_CANDIDATES = 24,
    MAX_BETWEEN = 24,  /* tokens from a subject to its verb's object */
    MAX_NEAR = 10,     /* what phrases between may cost */
    PER_SENTENCE = 14, /* what distance costs */
    AGAIN = 3,         /* a time that it was spoken of before, at most three */
    IS_SUBJECT = 8,
    BOTH_SUBJECTS = 4,
    SAME_PRONOUN = 6,
    IS_NAMED = 7,
    OWNS = 4,
    SAME_GENDER = 12,
    ARE_SEVERAL = 20,  /* "they" */
    ONE_IS_THEY = -15, /* "they" for one, or a body */
    THING_IS_THEY = -20,
    MAY_BE_THING = -7,
    MAY_BE_PERSON = -10,
    IN_QUOTATION = -6, /* while the pronoun is not */
    BEHIND_PREPOSITION = -1,
    IS_DEMONSTRATIVE = 4,
    IS_TIME = -6,
    WORST = -1000
};

typedef struct candidate {
    uint32_t chain;
    int score;
} candidate;

/* Of "he saw him": may the object be the subject? */
static bool is_coargument(const hs_linker *l, const hs_phrase *p, const hs_phrase *c)
{
    const hs_token *t = l->grammar->tokens->at;
    if (p->owns || p->reflexive || p->subject || !c->subject || t[c->head].sentence != t[p->head].sentence ||
        p->begin > c->end + MAX_BETWEEN)
        return false;
    for (uint32_t i = c->end; i < p->begin; i++) {
        hs_tag tag = (hs_tag)l->grammar->tags[i];
        if (t[i - 1].gap & ~(unsigned)HS_GAP_QUOTE || tag == HS_TAG_WH || tag == HS_TAG_AND || tag == HS_TAG_TO ||
            (tag == HS_TAG_PREPOSITION &&
             hs_token_is_in(l->grammar->tokens, i, "that because if while when as before after")))
            return false;
    }
    return true;
}

/* How well a chain agrees with the pronoun; WORST: not at all. */
static int agreement(const hs_phrase *p, const hs_chain *c)
{
    if (c->spoken && !(c->named && p->person <= HS_PERSON_SHE)) /* who speaks is spoken of by others alone */
        return WORST;
    int unknown = c->animacy == HS_ANIMACY_UNKNOWN ? MAY_BE_THING : 0;
    if (p->form == HS_PHRASE_DEMONSTRATIVE)
        return c->animacy == HS_ANIMACY_PERSON || c->named || c->plural != p->plural ? WORST : unknown;
    switch (p->person) {
    case HS_PERSON_HE:
    case HS_PERSON_SHE:
        if (c->animacy == HS_ANIMACY_THING || c->plural || (c->gender != HS_GENDER_UNKNOWN && c->gender != p->gender))
            return WORST;
        return (c->gender == p->gender ? SAME_GENDER : 0) + (c->animacy == HS_ANIMACY_UNKNOWN ? MAY_BE_PERSON : 0);
    case HS_PERSON_IT:
        return c->animacy == HS_ANIMACY_PERSON || c->plural ? WORST : unknown;
    case HS_PERSON_THEY:
        if (c->plural)
            return c->animacy == HS_ANIMACY_PERSON || !c->named ? ARE_SEVERAL : 0;
        if (c->animacy != HS_ANIMACY_THING || c->named)
            return ONE_IS_THEY;
        return p->owns ? WORST : THING_IS_THEY;
    default:
        return WORST;
    }
}

static int weigh(const hs_linker *l, const hs_phrase *p, const hs_phrase *c)
{
    const hs_token *t = l->grammar->tokens->at;
    int distance = (int)(t[p->head].sentence - t[c->head].sentence);
    int score = -PER_SENTENCE * (distance < 3 ? distance : 3 + (distance - 3) / 2);
    if (c->subject)
        score += IS_SUBJECT + (p->subject ? BOTH_SUBJECTS : 0);
    if (c->form == HS_PHRASE_PRONOUN && c->person == p->person)
        score += SAME_PRONOUN;
    if (c->form == HS_PHRASE_NAME && p->person <= HS_PERSON_SHE)
        score += IS_NAMED;
    if (c->form == HS_PHRASE_DEMONSTRATIVE && p->form != HS_PHRASE_DEMONSTRATIVE)
        score += IS_DEMONSTRATIVE;
    if (c->owns && !p->owns)
        score += OWNS;
    if (t[c->head].shape & HS_TOKEN_QUOTED && !(t[p->head].shape & HS_TOKEN_QUOTED))
        score += IN_QUOTATION;
    if (t[c->head].traits & HS_WORD_TIME)
        score += IS_TIME;
    if (c->begin && c->form != HS_PHRASE_PRONOUN && !t[c->begin - 1].gap &&
        l->grammar->tags[c->begin - 1] == HS_TAG_PREPOSITION)
        score += BEHIND_PREPOSITION;
    return score;
}

static void propose(candidate *c, unsigned *n, uint32_t chain, int score)
{
    for (unsigned i = 0; i < *n; i++)
        if (c[i].chain == chain) {
            c[i].score = score > c[i].score ? score : c[i].score;
            return;
        }
    if (*n < MAX_CANDIDATES)
        c[(*n)++] = (candidate){chain, score};
}

/* "This" goes on with "this", "that" or "it" of the sentence before. */
static bool goes_on(const hs_phrase *p, const hs_phrase *c, uint32_t sentences)
{
    return p->form != HS_PHRASE_DEMONSTRATIVE ||
           (sentences <= 1 && (c->form == HS_PHRASE_DEMONSTRATIVE || c->person == HS_PERSON_IT));
}

uint32_t hs_coref_salient(const hs_linker *l, uint32_t i)
{
    candidate c[MAX_CANDIDATES];
    unsigned n = 0;
    const hs_token *t = l->grammar->tokens->at;
    const hs_phrase *p = &l->phrases->at[i];
    uint32_t barred = HS_NONE;
    int near = 0;
    for (uint32_t j = i, looks = 0; j-- > 0 && looks < MAX_LOOKS; looks++) {
        const hs_phrase *q = &l->phrases->at[j];
        uint32_t sentences = t[p->head].sentence - t[q->head].sentence, chain = l->of[j];
        if (sentences > MAX_SENTENCES)
            break;
        if (chain == HS_NONE || (q->begin <= p->begin && q->end >= p->end))
            continue;
        if (is_coargument(l, p, q))
            barred = chain;
        int fit = agreement(p, &l->chains[chain]);
        if (chain == barred || chain == l->speaker || chain == l->addressee || fit <= WORST ||
            !goes_on(p, q, sentences))
            continue;
        uint32_t often = l->chains[chain].n < 4 ? l->chains[chain].n - 1 : 3;
        near += near < 2 * MAX_NEAR;
        propose(c, &n, chain, fit + weigh(l, p, q) + AGAIN * (int)often - near / 2);
    }
    uint32_t best = HS_NONE;
    int best_score = WORST;
    for (unsigned k = 0; k < n; k++)
        if (c[k].score > best_score && c[k].chain != barred) {
            best = c[k].chain;
            best_score = c[k].score;
        }
    return best;
}
