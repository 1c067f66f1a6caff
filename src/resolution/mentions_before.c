/* mentions_before.c -- those whom a description goes back to, by the noun, the names and the kind of each. In: a description and the mentions before it, resolved. Out: an
 * entity. Threads: no state but the caller's. */
#include "mentions_before.h"

#include <string.h>

#include "ascii.h"
#include "bodies.h"
#include "mentions_behind.h"
#include "mentions_salience.h"

enum { MAX_LOOKS = 256, NEIGHBOURS = 16 /* mentions */ };

/* Does the entity's name hold the noun: "the observatory" of "Syrian Observatory"? "The foreign ministry" is not of "Finance Ministry". */
static hs_office_match name_holds(const hs_resolver *r, const hs_entity *e, uint32_t noun)
{
    for (uint32_t i = e->first; i < e->end && !e->described; i++)
        if (hs_token_same(r->tokens, i, noun))
            return hs_office_compare(r->tokens, i, noun);
    return HS_OFFICE_NONE;
}

/* Is it a body that is known to be called so: "the bureau" of the FBI? Not "the credit bureau". */
static bool is_body_called(const hs_resolver *r, const hs_mention *m, const hs_entity *e)
{
    bool body = e->described ? e->kind == HS_SOURCE_ORGANISATION : e->kind != HS_SOURCE_PERSON;
    return body && m->form == HS_FORM_DEFINITE && m->phrase.core == m->phrase.head && m->phrase.owner == HS_NONE &&
           hs_body_is_called(r->tokens, e->first, e->end, m->phrase.head) == HS_BODY_CALLED;
}

/* Are the words between core and head no others than those of an earlier description, as far as both have some? */
static bool modifiers_fit(const hs_resolver *r, const hs_mention *m, const hs_entity *e)
{
    if (!e->described)
        return true;
    for (uint32_t i = m->phrase.core; i < m->phrase.head; i++) {
        bool found = false;
        for (uint32_t k = e->first; k < e->end && k < e->first + 16 && !found; k++)
            found = hs_token_same(r->tokens, k, i);
        if (!found)
            return false;
    }
    return true;
}

bool hs_is_one_of_those(const hs_resolver *r, const hs_mention *m)
{
    uint32_t of = m->phrase.determiner + 1;
    return m->phrase.partitive && m->form != HS_FORM_NAME && of + 1 < m->end && hs_token_is(r->tokens, of, "of") &&
           hs_token_is_in(r->tokens, of + 1, "the these those their its his her") &&
           r->tokens->at[m->phrase.head].traits & HS_WORD_ANONYMOUS;
}

/* "Sources told | Sky News": is another outlet named behind mention j, in its sentence, which may have told of them? */
static bool is_of_another(const hs_resolver *r, uint32_t j, uint32_t outlet)
{
    const hs_token *t = r->tokens->at;
    for (uint32_t k = j + 1; k < r->mentions->n && k < j + NEIGHBOURS && t[r->mentions->at[k].begin].sentence == t[r->mentions->at[j].begin].sentence; k++) {
        uint32_t e = r->mentions->at[k].name == HS_NONE ? HS_NONE : r->names->at[r->mentions->at[k].name].entity;
        if (e != HS_NONE && e != outlet && r->entities->at[e].kind == HS_SOURCE_OUTLET)
            return true;
    }
    return false;
}

/* "The Britain-based group": told by where it is, and so no body for whose name's sake "group" is said. */
static bool is_told_by_where(const hs_resolver *r, const hs_mention *m)
{
    for (uint32_t i = m->phrase.core; i < m->phrase.head; i++)
        if (hs_ascii_holds(hs_token_word(r->tokens, i), "-based"))
            return true;
    return false;
}

uint32_t hs_called_before(const hs_resolver *r, const hs_mention *m, uint32_t before, uint32_t owner)
{
    uint32_t noun = m->phrase.head, possible = HS_NONE, loose = HS_NONE, others = HS_NONE;
    bool plural = m->plural || hs_is_one_of_those(r, m), tells_more = hs_office_words(r->tokens, noun) > 0;
    bool by_body = true, by_where = is_told_by_where(r, m);
    for (uint32_t j = before, looks = 0; j-- > 0 && looks < MAX_LOOKS; looks++) {
        uint32_t e = r->mentions->at[j].entity;
        if (e == HS_NONE || e == others || r->entities->at[e].plural != plural || (by_where && !r->entities->at[e].described))
            continue;
        const hs_entity *entity = &r->entities->at[e];
        if (r->tokens->at[noun].traits & HS_WORD_BODY && !(r->tokens->at[noun].traits & HS_WORD_MEDIA) && hs_is_told(r, &r->mentions->at[j]))
            continue;
        by_body = by_body && !(entity->kind == HS_SOURCE_OUTLET && r->tokens->at[noun].traits & HS_WORD_MEDIA); /* "the agency" may be Reuters */
        if (m->kind == HS_SOURCE_ORGANISATION && entity->kind == HS_SOURCE_PERSON) /* a guard is no coast guard */
            continue;
        bool informants = entity->owner == HS_NONE && r->tokens->at[noun].traits & HS_WORD_ANONYMOUS &&
                          owner != HS_NONE && r->entities->at[owner].kind == HS_SOURCE_OUTLET;
        if (informants && is_of_another(r, j, owner)) {
            others = e;
            continue;
        }
        bool of_another = owner == HS_NONE && m->phrase.owner != HS_NONE && entity->owner != HS_NONE; /* whose this one is, is not known */
        if ((owner != HS_NONE && entity->owner != owner && !informants) || of_another)
            continue;
        hs_office_match called = hs_entity_office(entity, r->tokens, noun);
        if (by_body && is_body_called(r, m, entity))
            return e;
        if (called < HS_OFFICE_POSSIBLE)
            called = name_holds(r, entity, noun);
        if (called < HS_OFFICE_POSSIBLE)
            continue;
        bool fit = modifiers_fit(r, m, entity);
        if (fit && (called != HS_OFFICE_POSSIBLE || !tells_more))
            return e;
        if (possible == HS_NONE && fit)
            possible = e;
        if (loose == HS_NONE && m->form == HS_FORM_DEFINITE && m->phrase.owner == HS_NONE && m->phrase.core == noun)
            loose = e;
    }
    return possible != HS_NONE ? possible : loose;
}

static bool is_one_of(const hs_resolver *r, uint32_t noun, const char *words)
{
    return hs_token_is_in(r->tokens, noun, words);
}

/* Is the entity named in the mention itself: "the lawyer of Lind" is not Lind? */
static bool names_within(const hs_resolver *r, const hs_mention *m, uint32_t entity)
{
    for (uint32_t i = hs_names_from(r->names, m->begin); i < r->names->n && r->names->at[i].first < m->end; i++)
        if (r->names->at[i].entity == entity)
            return true;
    return false;
}

bool hs_is_person_noun(const hs_resolver *r, const hs_mention *m)
{
    return r->tokens->at[m->phrase.head].traits & HS_WORD_ROLE && !m->plural && m->kind != HS_SOURCE_ORGANISATION;
}

/* "The agency | quoted Vann as saying": as outlets do. */
static bool is_quoting(const hs_resolver *r, const hs_mention *m)
{
    const hs_attribution *a = m->attribution == HS_NONE ? NULL : &r->doc->attributions[m->attribution];
    uint32_t begin, end;
    return a && a->cue.n && hs_tokens_in(r->tokens, a->cue.at[0], &begin, &end) && hs_token_is_in(r->tokens, begin, "quoted quotes quoting cited cites citing");
}

/* "the news agency", and the agency that somebody told, or that quotes somebody: not the one that guards the forests. */
static bool is_news_agency(const hs_resolver *r, const hs_mention *m)
{
    return is_quoting(r, m) || (m->phrase.head > m->begin && hs_token_is_in(r->tokens, m->phrase.head - 1, "news press")) ||
           (m->begin && hs_token_is_in(r->tokens, m->begin - 1, "told tells telling"));
}

bool hs_is_of_outlet(const hs_resolver *r, const hs_mention *m)
{
    return r->tokens->at[m->phrase.head].traits & HS_WORD_MEDIA ||
           is_one_of(r, m->phrase.head, "report article story piece profile feature");
}

/* What people are besides what they do: who was called a baker may be "the man", "the mother-of-two" later. */
static bool is_of_anybody(const hs_resolver *r, uint32_t noun)
{
    return hs_ascii_holds(hs_token_word(r->tokens, noun), "-of-") ||
           is_one_of(r, noun, "man woman boy girl teenager teen youth father mother dad mum mom grandfather grandmother pensioner veteran student pupil schoolboy schoolgirl graduate widow widower");
}

/* "The company | that runs the ferries", "the firm behind the docks": told by what it does, which no outlet does, nor another that is told so. */
static bool is_told_by_more(const hs_resolver *r, const hs_mention *m)
{
    uint32_t noun = m->phrase.head, next = noun + 1;
    return next < m->end && !r->tokens->at[noun].gap && hs_token_is_in(r->tokens, next, "that which who behind of for running operating owning");
}

/* "The tram company" is not the fire brigade, nor a brewery; "the company" may be the brewery. */
static bool is_no_company(const hs_resolver *r, const hs_mention *m, const hs_entity *e)
{
    bool told = m->phrase.core < m->phrase.head || r->tokens->at[e->roles[0]].traits & HS_WORD_INSTITUTION;
    return e->described && e->n_roles && told && !is_one_of(r, e->roles[0], hs_firm_nouns);
}

/* "A source said .. The insider added": nouns for who is not named stand for one another. */
static uint32_t last_insider(const hs_resolver *r, const hs_mention *m, uint32_t before)
{
    enum { NEAR = 3 /* sentences */ };
    const hs_token *t = r->tokens->at;
    for (uint32_t j = before, looks = 0; j-- > 0 && looks < MAX_LOOKS && t[r->mentions->at[j].begin].sentence + NEAR >= t[m->begin].sentence; looks++) {
        const hs_mention *a = &r->mentions->at[j];
        bool unnamed = a->entity != HS_NONE && a->form != HS_FORM_NAME && a->attribution != HS_NONE && r->entities->at[a->entity].described;
        if (unnamed && !r->entities->at[a->entity].plural && a->phrase.head != HS_NONE && t[a->phrase.head].traits & HS_WORD_ANONYMOUS)
            return a->entity;
    }
    return HS_NONE;
}

/* "An internal memorandum says .. The two-page memo adds ..": nouns for one paper stand for one another. */
static uint32_t last_document(const hs_resolver *r, const hs_mention *m, uint32_t before)
{
    static const char *const papers = "memo memorandum document", *const letters = "letter note email message", *const reports = "report study survey paper review analysis research";
    enum { NEAR = 4 /* sentences */ };
    const hs_token *t = r->tokens->at;
    const char *kin = is_one_of(r, m->phrase.head, papers) ? papers : is_one_of(r, m->phrase.head, letters) ? letters : is_one_of(r, m->phrase.head, reports) ? reports : NULL;
    for (uint32_t i = m->phrase.core; kin && i < m->phrase.head; i++) /* "the independent review" is another */
        if (!is_one_of(r, i, "leaked internal confidential secret same full classified") && !hs_ascii_holds(hs_token_word(r->tokens, i), "-page"))
            return HS_NONE;
    for (uint32_t j = before, looks = 0; kin && j-- > 0 && looks < MAX_LOOKS && t[r->mentions->at[j].begin].sentence + NEAR >= t[m->begin].sentence; looks++) {
        const hs_mention *a = &r->mentions->at[j];
        bool paper = a->entity != HS_NONE && a->form == HS_FORM_INDEFINITE && a->attribution != HS_NONE && r->entities->at[a->entity].kind == HS_SOURCE_DOCUMENT;
        if (paper && r->entities->at[a->entity].described && r->entities->at[a->entity].plural == m->plural && is_one_of(r, a->phrase.head, kin))
            return a->entity;
    }
    return HS_NONE;
}

/* "The food agency", of the Food Safety Office: the body named last whose name has what the noun is of. */
static uint32_t named_for_it(const hs_resolver *r, const hs_mention *m, uint32_t before)
{
    if (m->phrase.core == m->phrase.head || !is_one_of(r, m->phrase.head, "agency regulator watchdog authority inspectorate"))
        return HS_NONE;
    for (uint32_t j = before, looks = 0; j-- > 0 && looks < MAX_LOOKS; looks++) {
        uint32_t e = r->mentions->at[j].entity;
        if (e == HS_NONE || r->entities->at[e].kind != HS_SOURCE_ORGANISATION || r->entities->at[e].described || r->entities->at[e].brand)
            continue;
        for (uint32_t i = r->entities->at[e].first; i + 1 < r->entities->at[e].end; i++)
            if (hs_token_same(r->tokens, i, m->phrase.head - 1))
                return e;
    }
    return HS_NONE;
}

uint32_t hs_called_by_kind(hs_resolver *r, const hs_mention *m, uint32_t before, uint32_t speaker)
{
    uint32_t noun = m->phrase.head;
    hs_want want = {HS_WANT_PERSON, m->gender, speaker, true, false, HS_NONE};
    if (m->phrase.owner != HS_NONE)
        return HS_NONE;
    uint32_t paper = last_document(r, m, before);
    if (paper != HS_NONE)
        return paper;
    if (r->tokens->at[noun].traits & HS_WORD_ANONYMOUS && !m->plural && m->phrase.core == noun)
        return last_insider(r, m, before);
    hs_str word = hs_token_word(r->tokens, noun);
    if (word.len > strlen("-year-old") && hs_ascii_ends(word, "-year-old"))
        return hs_salient(r, m, before, want);
    uint32_t body = named_for_it(r, m, before);
    if (body != HS_NONE)
        return body;
    if (is_one_of(r, noun, "agency") && !is_news_agency(r, m)) {
        want.what = HS_WANT_FIRM;
        want.noun = noun;
        uint32_t found = hs_salient(r, m, before, want); /* "the space agency" may be NASA, and is no town */
        return found != HS_NONE && hs_is_authority(r->tokens, noun) && r->entities->at[found].kind != HS_SOURCE_ORGANISATION ? HS_NONE : found;
    }
    if (hs_is_of_outlet(r, m)) {
        want.what = HS_WANT_OUTLET;
        want.noun = is_one_of(r, noun, "agency paper newspaper magazine broadcaster") ? noun : HS_NONE;
        return hs_salient(r, m, before, want);
    }
    if (is_one_of(r, noun, hs_firm_nouns) || is_one_of(r, noun, hs_shop_nouns)) {
        want.what = HS_WANT_FIRM;
        uint32_t found = hs_salient(r, m, before, want);
        if (found != HS_NONE && (is_no_company(r, m, &r->entities->at[found]) ||
                                 ((r->entities->at[found].kind == HS_SOURCE_OUTLET || r->entities->at[found].described) && is_told_by_more(r, m))))
            return HS_NONE;
        if (found != HS_NONE && r->entities->at[found].kind_guessed) {
            r->entities->at[found].kind = HS_SOURCE_ORGANISATION;
            r->entities->at[found].kind_guessed = false;
        }
        return found;
    }
    if (is_one_of(r, noun, "statement message letter email note invite invitation country nation")) {
        want.what = HS_WANT_BODY;
        uint32_t found = hs_salient(r, m, before, want); /* who wrote "the letter", not who printed it, nor another paper */
        bool writes = found != HS_NONE && r->entities->at[found].kind != HS_SOURCE_OUTLET && r->entities->at[found].kind != HS_SOURCE_DOCUMENT;
        return writes ? found : HS_NONE;
    }
    if (m->phrase.core == noun && is_one_of(r, noun, "country nation state city town")) {
        want.what = HS_WANT_PLACE;
        return hs_salient(r, m, before, want);
    }
    if (m->plural && m->phrase.core == noun &&
        is_one_of(r, noun, "men pair couple duo two three women boys girls friends brothers sisters trio")) {
        want.what = HS_WANT_SEVERAL;
        return hs_salient(r, m, before, want);
    }
    if (hs_is_person_noun(r, m) && !hs_stays_unnamed(r, noun)) {
        want.noun = is_of_anybody(r, noun) ? HS_NONE : noun;
        uint32_t found = hs_salient(r, m, before, want);
        const hs_entity *e = found == HS_NONE ? NULL : &r->entities->at[found];
        hs_office_match office = e ? hs_entity_office(e, r->tokens, noun) : HS_OFFICE_NONE;
        bool to_be_called = hs_is_office(r->tokens, noun) || (want.noun != HS_NONE && e && e->n_roles);
        if (office == HS_OFFICE_RIVAL || (to_be_called && office == HS_OFFICE_NONE)) /* no minister but one who was called so; nor is a baker "the diver" */
            return HS_NONE;
        bool person =
            e && !e->described && !names_within(r, m, found) && (e->kind == HS_SOURCE_PERSON || e->end - e->first > 1);
        return person ? found : HS_NONE;
    }
    return HS_NONE;
}
