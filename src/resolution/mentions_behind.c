/* mentions_behind.c -- those who are described first and named later. In: a description and the mentions behind it.
 * Out: an entity. Threads: no state but the caller's. */
#include "mentions_behind.h"

#include "mentions_salience.h"
#include "names_office.h"

enum { LOOK_AHEAD = 48, LEAD = 6 /* sentences in which news introduces people, and then names them */ };

/* "An engineer who asked not to be named", "a clerk, on condition of anonymity": whoever is named behind it is somebody else. */
static bool is_to_stay_unnamed(const hs_resolver *r, uint32_t noun)
{
    enum { FAR = 24 };
    const hs_token *t = r->tokens->at;
    for (uint32_t i = noun + 1; i < r->tokens->n && i < noun + FAR && t[i].sentence == t[noun].sentence; i++)
        if (hs_token_is(r->tokens, i, "anonymity") || hs_token_is(r->tokens, i, "anonymously") ||
            (hs_token_is_in(r->tokens, i, "named identified quoted") && hs_token_is_in(r->tokens, i - 1, "be")))
            return true;
    return false;
}

/* Is the noun one that news seldom puts a name to later? */
bool hs_stays_unnamed(const hs_resolver *r, uint32_t noun)
{
    return r->tokens->at[noun].traits & HS_WORD_ANONYMOUS || is_to_stay_unnamed(r, noun) ||
           hs_token_is_in(r->tokens, noun,
                          "official witness eyewitness critic observer diplomat aide ally associate confidant insider neighbour neighbor "
                          "patient customer resident user viewer person");
}

/* Who is first named soon behind the mention, and called by its head there: "a diver .. Lind, the diver, ..". */
uint32_t hs_called_behind(const hs_resolver *r, const hs_mention *m, uint32_t before)
{
    if (is_to_stay_unnamed(r, m->phrase.head))
        return HS_NONE;
    for (uint32_t j = before + 1; j < r->mentions->n && j < before + LOOK_AHEAD; j++) {
        const hs_mention *next = &r->mentions->at[j];
        uint32_t e = next->form == HS_FORM_NAME && next->name != HS_NONE ? r->names->at[next->name].entity : HS_NONE;
        if (e != HS_NONE && r->names->at[r->entities->at[e].first_name].first > m->begin &&
            hs_entity_is_called(&r->entities->at[e], r->tokens, m->phrase.head) &&
            hs_genders_agree(r->entities->at[e].gender, m->gender))
            return e;
    }
    return HS_NONE;
}

/* Does who holds it speak for others, or for the law? Whoever is named behind a man or a teacher may be he; behind "a spokeswoman", one who is called so. */
static bool is_to_be_called(const hs_resolver *r, uint32_t noun)
{
    return hs_is_office(r->tokens, noun) ||
           hs_token_is_in(r->tokens, noun,
                          "spokesman spokeswoman spokesperson representative lawyer attorney prosecutor judge magistrate detective officer policeman policewoman constable sergeant "
                          "inspector investigator regulator executive adviser advisor senator lawmaker legislator councillor envoy secretary general colonel admiral");
}

/* "Anna Lind, 43," */
static bool has_age(const hs_resolver *r, uint32_t name)
{
    uint32_t end = r->names->at[name].end;
    return end < r->tokens->n && r->tokens->at[end - 1].gap & HS_GAP_COMMA && r->tokens->at[end].shape & HS_TOKEN_NUMBER;
}

/* "| Anna Lind claimed ..": a name of two words and more that a sentence begins with and nobody is introduced by, no office before it, nothing in commas behind it. */
static bool is_bare_subject(const hs_resolver *r, const hs_name *name)
{
    return name->whole == name->first && name->end - name->first > 1 && hs_sentence_first(r->tokens, name->first) == name->first && name->end < r->tokens->n &&
           !r->tokens->at[name->end - 1].gap && !(r->tokens->at[name->end - 1].shape & HS_TOKEN_OWNS) && !hs_token_is_in(r->tokens, name->end, "and or");
}

/* News begins with "a man" and names him in the next sentences: whoever is named there first, if nothing speaks against
 * it, as it does where "a nurse" is cited. Two who speak in turn are two, but for "a woman" whose age comes with her name, and whoever is named as if known after
 * more than a noun was told of them. */
uint32_t hs_named_behind(const hs_resolver *r, const hs_mention *m, uint32_t before)
{
    const hs_token *t = r->tokens->at;
    uint32_t here = t[m->begin].sentence;
    bool cited = m->begin && hs_token_is_in(r->tokens, m->begin - 1, "citing quoting cited quoted");
    bool told_of = m->phrase.core < m->phrase.head || m->end > m->phrase.head + 1; /* "a British man", "a man who ..": not just "a farmer" */
    if (here >= LEAD || cited || hs_stays_unnamed(r, m->phrase.head) || t[m->phrase.head].traits & HS_WORD_BODY) /* "an operator": a firm */
        return HS_NONE;
    for (uint32_t j = before + 1; j < r->mentions->n && j < before + LOOK_AHEAD; j++) {
        const hs_mention *next = &r->mentions->at[j];
        if (t[next->begin].sentence > here + LEAD)
            break;
        if (next->form != HS_FORM_NAME || next->begin < m->end)
            continue;
        const hs_entity *e = &r->entities->at[r->names->at[next->name].entity];
        if (e->kind != HS_SOURCE_PERSON || r->names->at[e->first_name].first != r->names->at[next->name].first)
            continue;
        if (told_of && is_bare_subject(r, &r->names->at[next->name]) && hs_genders_agree(e->gender, m->gender) && !is_to_be_called(r, m->phrase.head))
            return r->names->at[next->name].entity;
        bool any = hs_token_is_in(r->tokens, m->phrase.head, "man woman boy girl teenager expert"); /* whoever else they are */
        if (m->attribution != HS_NONE && next->attribution != HS_NONE && !(any && has_age(r, next->name)))
            return HS_NONE;
        if (e->gender == HS_GENDER_UNKNOWN && !e->n_roles && !e->kind_given)
            continue;
        if (next->begin && t[next->begin - 1].traits & HS_WORD_PREPOSITION && next->attribution == HS_NONE)
            continue;
        if (!hs_genders_agree(e->gender, m->gender) || (!any && (e->n_roles || is_to_be_called(r, m->phrase.head)) && !hs_entity_is_called(e, r->tokens, m->phrase.head)))
            return HS_NONE;
        return r->names->at[next->name].entity;
    }
    return HS_NONE;
}

/* "The owner conceded .. Lind Potash, which ..", "Bakery denies .. Corley's said": the body that speaks first behind it and is named there first. */
uint32_t hs_firm_behind(const hs_resolver *r, const hs_mention *m, uint32_t before)
{
    const hs_token *t = r->tokens->at;
    uint32_t here = t[m->begin].sentence;
    bool shop = hs_token_is_in(r->tokens, m->phrase.head, hs_shop_nouns);
    if (here >= LEAD || (!shop && !hs_token_is_in(r->tokens, m->phrase.head, "company firm owner operator maker manufacturer")))
        return HS_NONE;
    for (uint32_t j = before + 1; j < r->mentions->n && j < before + LOOK_AHEAD && t[r->mentions->at[j].begin].sentence <= here + LEAD; j++) {
        const hs_mention *next = &r->mentions->at[j];
        if (next->form != HS_FORM_NAME || next->attribution == HS_NONE || next->begin < m->end)
            continue;
        const hs_entity *e = &r->entities->at[r->names->at[next->name].entity];
        if (e->kind == HS_SOURCE_ORGANISATION && !hs_is_no_trader(r, e) && (e->brand || !shop) && r->names->at[e->first_name].first > m->begin)
            return r->names->at[next->name].entity;
    }
    return HS_NONE;
}

/* "A report claims .. According to the Wire": the outlet that speaks first behind it and is named there first. */
uint32_t hs_outlet_behind(const hs_resolver *r, const hs_mention *m, uint32_t before)
{
    const hs_token *t = r->tokens->at;
    uint32_t here = t[m->begin].sentence, named = hs_names_from(r->names, m->begin);
    bool names_any = named < r->names->n && r->names->at[named].first < m->end;
    if (here >= LEAD || m->plural || names_any || m->attribution == HS_NONE)
        return HS_NONE;
    for (uint32_t j = before + 1;
         j < r->mentions->n && j < before + LOOK_AHEAD && t[r->mentions->at[j].begin].sentence <= here + LEAD; j++) {
        const hs_mention *next = &r->mentions->at[j];
        if (next->form != HS_FORM_NAME || next->begin < m->end)
            continue;
        uint32_t e = r->names->at[next->name].entity;
        if (r->entities->at[e].kind != HS_SOURCE_OUTLET)
            continue;
        bool speaks = next->attribution != HS_NONE && r->doc->attributions[next->attribution].parent == HS_NO_PARENT;
        return speaks && r->names->at[r->entities->at[e].first_name].first > m->begin ? e : HS_NONE;
    }
    return HS_NONE;
}

/* The entity that the two are already; HS_NONE. */
static uint32_t pair_of(const hs_resolver *r, const hs_name *a, const hs_name *b, uint32_t before)
{
    for (uint32_t j = before, looks = 0; j-- > 0 && looks < LOOK_AHEAD; looks++) {
        uint32_t e = r->mentions->at[j].entity;
        if (e != HS_NONE && r->entities->at[e].first == a->first && r->entities->at[e].end == b->end)
            return e;
    }
    return HS_NONE;
}

/* "Two men .. Lind and Moore": the two who are named together first. */
uint32_t hs_pair_behind(hs_resolver *r, const hs_mention *m, uint32_t before)
{
    const hs_token *t = r->tokens->at;
    uint32_t here = t[m->begin].sentence;
    bool two = m->count == 2 || (!m->count && hs_token_is_in(r->tokens, m->phrase.head, "pair couple duo"));
    if (!two || here >= LEAD || r->tokens->at[m->phrase.head].traits & HS_WORD_ANONYMOUS)
        return HS_NONE;
    for (uint32_t j = before + 1;
         j + 1 < r->mentions->n && j < before + LOOK_AHEAD && t[r->mentions->at[j].begin].sentence <= here + LEAD;
         j++) {
        uint32_t first = hs_names_from(r->names, r->mentions->at[j].begin), second = first + 1;
        if (r->mentions->at[j].form == HS_FORM_PRONOUN || second >= r->names->n)
            continue;
        const hs_name *a = &r->names->at[first], *b = &r->names->at[second];
        if (r->entities->at[a->entity].kind != HS_SOURCE_PERSON ||
            r->entities->at[b->entity].kind != HS_SOURCE_PERSON || b->whole != a->end + 1 ||
            !hs_token_is(r->tokens, a->end, "and"))
            continue;
        uint32_t known = pair_of(r, a, b, before);
        if (known != HS_NONE)
            return known;
        hs_entity *e = hs_entity_add(r->entities);
        if (!e)
            return HS_NONE;
        e->first = a->first;
        e->end = b->end;
        e->plural = true;
        e->kind = HS_SOURCE_GROUP;
        hs_entity_call(e, r->tokens, m->phrase.head);
        return r->entities->n - 1;
    }
    return HS_NONE;
}
