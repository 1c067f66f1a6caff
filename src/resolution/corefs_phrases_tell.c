/* corefs_phrases_tell.c -- what the words of a noun phrase tell of it: form, person, gender, number, animacy. In:
 * tokens, tags, names. Out: hs_phrase. Threads: any. */
#include "names_given.h"
#include "corefs_phrases.h"

#include "ascii.h"

hs_person hs_person_at(const hs_tokens *tokens, uint32_t i)
{
    static const struct {
        const char *words;
        hs_person is;
    } list[] = {{"he him his himself", HS_PERSON_HE},
                {"she her herself", HS_PERSON_SHE},
                {"it its itself", HS_PERSON_IT},
                {"they them their themselves em", HS_PERSON_THEY},
                {"i me my myself", HS_PERSON_I},
                {"we us our ourselves", HS_PERSON_WE},
                {"you your yourself yourselves ya y'all", HS_PERSON_YOU}};
    const hs_token *t = &tokens->at[i];
    uint32_t length = t->end - t->begin;
    if (length > 10 || (length == 2 && t->shape & HS_TOKEN_CAPITALS && !(t->shape & HS_TOKEN_HEADLINE)))
        return HS_PERSON_NONE;
    for (size_t k = 0; k < sizeof list / sizeof *list; k++)
        if (hs_token_is_in(tokens, i, list[k].words))
            return list[k].is;
    return HS_PERSON_NONE;
}

/* "five", "5:19", "Monday": the time. */
static bool is_hour(const hs_grammar *g, uint32_t i)
{
    const hs_token *t = &g->tokens->at[i];
    return t->shape & HS_TOKEN_NUMBER || (t->traits & HS_WORD_TIME && t->shape & HS_TOKEN_CAPITAL) ||
           (i + 1 < g->tokens->n && t->traits & HS_WORD_COUNT && hs_token_is_in(g->tokens, i + 1, "o'clock a.m. p.m."));
}

/* "It seems", "it is clear that", "it takes": no thing is meant. */
static bool is_empty(const hs_grammar *g, uint32_t i)
{
    enum { AHEAD = 9 };
    const hs_tokens *tokens = g->tokens;
    uint32_t k = i + 1;
    bool is = tokens->at[i].shape & HS_TOKEN_OWNS;
    if (i && !tokens->at[i - 1].gap && hs_token_is_in(tokens, i - 1, "find finds found make makes made making") &&
        k < tokens->n && !tokens->at[i].gap && g->tags[k] == HS_TAG_ADJECTIVE)
        return true; /* "finds it hard to" */
    if (k >= tokens->n || tokens->at[i].gap)
        return false;
    if (hs_token_is_in(tokens, k, "seems seemed appears appeared turns turned happens takes took follows rains rained"))
        return true;
    for (; !is && k < tokens->n && k < i + 4; k++) {
        is = hs_token_is_in(tokens, k, "is was be been isn't wasn't being");
        if (!is && g->tags[k] != HS_TAG_AUXILIARY && g->tags[k] != HS_TAG_ADVERB)
            return false;
    }
    if (!is || k >= tokens->n)
        return false;
    while (k < tokens->n && k < i + AHEAD &&
           (g->tags[k] == HS_TAG_ADVERB || hs_token_is_in(tokens, k, "not now only like about already")) &&
           !tokens->at[k].gap)
        k++;
    if (k >= tokens->n)
        return false;
    if (hs_token_is_in(tokens, k, "time raining snowing until") || is_hour(g, k))
        return true;
    if (hs_token_is_in(tokens, k, "a an my our no") && k + 1 < tokens->n) {
        k += g->tags[k + 1] == HS_TAG_ADJECTIVE ? 2 : 1; /* "it is a great honour to" */
        return k < tokens->n && hs_token_is_in(tokens, k, "honor honour pleasure privilege coincidence shame pity "
                                                          "fact surprise secret accident");
    }
    if (g->tags[k] != HS_TAG_ADJECTIVE && g->tags[k] != HS_TAG_PARTICIPLE)
        return false;
    for (uint32_t n = k + 1; n < tokens->n && n < k + 4 && !tokens->at[n - 1].gap; n++)
        if (hs_token_is_in(tokens, n, "that to for when if whether how what why"))
            return true;
    return false;
}

static hs_animacy animacy_of(uint32_t traits)
{
    return traits & (HS_WORD_ROLE | HS_WORD_PEOPLE) ? HS_ANIMACY_PERSON : HS_ANIMACY_THING;
}

static void tell_name(hs_phrase *p, const hs_grammar *g, const hs_name *name)
{
    const hs_entity *e = &g->entities->at[name->entity];
    p->form = HS_PHRASE_NAME;
    p->entity = name->entity;
    p->gender = e->gender;
    p->animacy = e->kind == HS_SOURCE_PERSON                                  ? HS_ANIMACY_PERSON
                 : e->kind == HS_SOURCE_UNKNOWN || e->kind == HS_SOURCE_GROUP ? HS_ANIMACY_UNKNOWN
                                                                              : HS_ANIMACY_THING;
    p->plural = g->tags[p->head] == HS_TAG_NOUNS || e->kind == HS_SOURCE_GROUP;
}

void hs_phrase_tell(hs_phrase *p, const hs_grammar *g)
{
    const hs_tokens *tokens = g->tokens;
    uint32_t traits = tokens->at[p->head].traits;
    const hs_token *t = tokens->at;
    p->lone = p->begin == p->head && (!p->begin || t[p->begin - 1].gap) && (t[p->head].gap || p->head + 1 == tokens->n);
    if (p->form == HS_PHRASE_DEMONSTRATIVE) {
        p->animacy = HS_ANIMACY_THING;
        p->plural = hs_token_is_in(tokens, p->head, "these those");
        return;
    }
    if (p->form == HS_PHRASE_PRONOUN) {
        p->plural = p->person == HS_PERSON_THEY || p->person == HS_PERSON_WE;
        p->gender = p->person == HS_PERSON_HE    ? HS_GENDER_MALE
                    : p->person == HS_PERSON_SHE ? HS_GENDER_FEMALE
                                                 : HS_GENDER_UNKNOWN;
        p->animacy = p->person == HS_PERSON_IT     ? HS_ANIMACY_THING
                     : p->person == HS_PERSON_THEY ? HS_ANIMACY_UNKNOWN
                                                   : HS_ANIMACY_PERSON;
        hs_str word = hs_token_word(tokens, p->head);
        p->reflexive =
            word.len > 4 && hs_ascii_is_one_of(word,
                                               (const char *const[]){"himself", "herself", "itself", "themselves",
                                                                     "myself", "yourself", "ourselves"},
                                               7);
        p->empty = p->person == HS_PERSON_IT && is_empty(g, p->head);
        return;
    }
    uint32_t k = hs_names_from(g->names, p->head);
    bool capital = tokens->at[p->head].shape & HS_TOKEN_CAPITAL;
    if (k < g->names->n && g->names->at[k].first <= p->head && g->names->at[k].end == p->head + 1 &&
        g->names->at[k].whole >= p->core && g->names->at[k].entity != HS_NONE && capital) {
        tell_name(p, g, &g->names->at[k]);
        return;
    }
    bool the = p->determiner != HS_NONE && hs_token_is_in(tokens, p->determiner, "the this that these those both");
    bool all = p->begin != p->determiner && p->determiner != HS_NONE && hs_token_is(tokens, p->begin, "all");
    bool numbered = g->tags[p->head] == HS_TAG_NUMBER && p->head > p->core; /* "Figure 1" */
    p->form = numbered || (the && !all) || p->owner != HS_NONE ? HS_PHRASE_DEFINITE : HS_PHRASE_INDEFINITE;
    p->plural = g->tags[p->head] == HS_TAG_NOUNS || traits & (HS_WORD_PEOPLE | HS_WORD_BODIES);
    p->animacy = animacy_of(traits);
    if (traits & HS_WORD_ROLE && traits & (HS_WORD_MALE | HS_WORD_FEMALE))
        p->gender = traits & HS_WORD_MALE ? HS_GENDER_MALE : HS_GENDER_FEMALE;
}
