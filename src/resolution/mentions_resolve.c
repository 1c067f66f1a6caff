/* mentions_resolve.c -- the order in which mentions are resolved, and the rule of each form. In: mentions. Out:
 * entities. Threads: no state but the caller's. */
#include "mentions_resolve.h"

#include "ascii.h"
#include "bodies.h"
#include "mentions_behind.h"
#include "mentions_salience.h"
#include "status.h"

enum { MAX_DEPTH = 12, MAX_LOOKS = 256, NEIGHBOURS = 16 /* mentions */, MAX_LETTER = 120 /* tokens from "we" to who signs */ };

static uint32_t resolve(hs_resolver *r, const hs_mention *m, uint32_t before, unsigned depth);
static uint32_t resolve_pronoun(hs_resolver *r, const hs_mention *m, uint32_t before, unsigned depth);
static uint32_t resolve_description(hs_resolver *r, const hs_mention *m, uint32_t before, unsigned depth);

static bool is_quoted(const hs_resolver *r, const hs_mention *m)
{
    return r->tokens->at[m->begin].shape & HS_TOKEN_QUOTED;
}

/* The entity that holds attribution a. */
static uint32_t holder(hs_resolver *r, uint32_t a, unsigned depth)
{
    uint32_t i = r->mentions->of[a];
    if (i == HS_NONE)
        return HS_NONE;
    hs_mention *m = &r->mentions->at[i];
    if (m->entity == HS_NONE && depth < MAX_DEPTH)
        m->entity = resolve(r, m, i, depth + 1);
    return m->entity;
}

/* Is the holder of attribution a a pronoun behind the description, which may be whom it stands for: "| The ministry knew, it said"? */
static bool may_stand_for(const hs_resolver *r, uint32_t a, const hs_mention *m)
{
    uint32_t i = r->mentions->of[a];
    return i != HS_NONE && m->form != HS_FORM_PRONOUN && !is_quoted(r, m) && r->mentions->at[i].form == HS_FORM_PRONOUN && r->mentions->at[i].entity == HS_NONE && r->mentions->at[i].begin > m->begin;
}

/* Whose words the mention stands in, as the attribution that holds it tells. */
static uint32_t speaker_around(hs_resolver *r, const hs_mention *m, unsigned depth)
{
    if (m->attribution == HS_NONE)
        return HS_NONE;
    uint32_t parent = r->doc->attributions[m->attribution].parent;
    for (unsigned steps = 0; parent < r->doc->n_attributions && steps < MAX_DEPTH; steps++) {
        uint32_t e = may_stand_for(r, parent, m) ? HS_NONE : holder(r, parent, depth);
        if (e != HS_NONE)
            return e;
        parent = r->doc->attributions[parent].parent;
    }
    return HS_NONE;
}

/* Who spoke last: for words in quotation marks that no attribution holds. */
static uint32_t speaker_before(const hs_resolver *r, uint32_t before)
{
    for (uint32_t j = before, looks = 0; j-- > 0 && looks < MAX_LOOKS; looks++) {
        const hs_mention *m = &r->mentions->at[j];
        if (m->attribution != HS_NONE && m->entity != HS_NONE &&
            r->doc->attributions[m->attribution].parent == HS_NO_PARENT)
            return m->entity;
    }
    return HS_NONE;
}

/* "The president cut short his visit, | his office said": who the sentence begins with, by what they are. False: nobody like that, or somebody is
 * named between. */
static bool begins_with_role(const hs_resolver *r, uint32_t owner, hs_noun_phrase *out)
{
    const hs_token *t = r->tokens->at;
    uint32_t first = hs_sentence_first(r->tokens, owner);
    if (first == owner || !hs_token_is(r->tokens, first, "the") || !hs_token_is_in(r->tokens, owner, "his her"))
        return false;
    uint32_t head = first + 1;
    while (head < owner && head < first + 4 && (!(t[head].traits & HS_WORD_ROLE) || t[head + 1].traits & HS_WORD_ROLE))
        head++;
    if (head >= owner || !(t[head].traits & HS_WORD_ROLE) || hs_tokens_any(r->tokens, first + 1, head, HS_WORD_PREPOSITION | HS_WORD_STOP))
        return false;
    *out = hs_noun_phrase_read(r->tokens, first, head + 1);
    for (uint32_t i = hs_names_from(r->names, out->head + 1); i < r->names->n && r->names->at[i].first < owner; i++)
        if (r->entities->at[r->names->at[i].entity].kind == HS_SOURCE_PERSON)
            return false;
    return true;
}

/* Whose it is: "Lind's lawyer", "his lawyer". */
static uint32_t owner_of(hs_resolver *r, const hs_mention *m, uint32_t before, unsigned depth)
{
    uint32_t token = m->phrase.owner;
    if (token == HS_NONE)
        return HS_NONE;
    uint32_t name = hs_name_ending(r->names, token + 1);
    if (name != HS_NONE)
        return r->names->at[name].entity;
    if (hs_pronoun_at(r->tokens, token) == HS_PRONOUN_NONE) {
        bool the = m->begin < token && hs_token_is(r->tokens, m->begin, "the"); /* "the paper's sources" */
        if (!the || depth >= MAX_DEPTH || !(r->tokens->at[token].traits & HS_WORD_NOUN))
            return HS_NONE;
        hs_mention noun = hs_mention_read(r->tokens, r->names, r->entities, m->begin, token + 1);
        noun.attribution = m->attribution;
        return resolve_description(r, &noun, before, depth + 1);
    }
    hs_noun_phrase subject;
    if (depth < MAX_DEPTH && begins_with_role(r, token, &subject)) {
        hs_mention noun = hs_mention_read(r->tokens, r->names, r->entities, subject.begin, subject.head + 1);
        return resolve_description(r, &noun, before, depth + 1);
    }
    hs_mention owner = hs_mention_read(r->tokens, r->names, r->entities, token, token + 1);
    owner.attribution = m->attribution;
    return resolve_pronoun(r, &owner, before, depth);
}

static uint32_t add_described(hs_resolver *r, const hs_mention *m, uint32_t owner)
{
    hs_entity *e = hs_entity_add(r->entities);
    if (!e)
        return HS_NONE;
    e->first = m->form == HS_FORM_LIST ? m->begin : m->phrase.core;
    e->end = m->end;
    e->described = true;
    e->plural = m->plural;
    e->kind = m->kind;
    e->gender = m->gender;
    if (m->form == HS_FORM_DEFINITE || m->form == HS_FORM_INDEFINITE)
        hs_entity_call(e, r->tokens, m->phrase.head);
    e->kind = m->kind;
    e->owner = owner;
    e->body = hs_body_of(r->entities, r->tokens, r->names, m->begin, m->phrase.head, m->end);
    return r->entities->n - 1;
}

/* The mention before a relative pronoun, or around it ("three neighbours, | who ..,"). "who" is somebody, not the body
 * that stands nearer: "a clerk of Lindco, who". */
static uint32_t antecedent(const hs_resolver *r, const hs_mention *m, uint32_t before)
{
    bool person = hs_token_is_in(r->tokens, m->begin, "who whom");
    uint32_t loose = HS_NONE;
    for (uint32_t j = before, looks = 0; j-- > 0 && looks < 8; looks++) {
        const hs_mention *a = &r->mentions->at[j];
        bool stands_before = a->end <= m->begin || (a->begin < m->begin && a->phrase.head < m->begin);
        if (a->entity == HS_NONE || !stands_before)
            continue;
        hs_source_kind kind = r->entities->at[a->entity].kind;
        bool same = r->tokens->at[a->begin].sentence == r->tokens->at[m->begin].sentence;
        if (!person || (same && (kind == HS_SOURCE_PERSON || kind == HS_SOURCE_GROUP)))
            return a->entity;
        loose = loose == HS_NONE ? a->entity : loose;
    }
    return loose;
}

/* "We are aware of it. - Port Alder Police (@alderpolice)": who signs the paragraph, and so speaks in it. */
static uint32_t signer_behind(const hs_resolver *r, const hs_mention *m)
{
    const hs_token *t = r->tokens->at;
    for (uint32_t i = m->end; i + 1 < r->tokens->n && i < m->end + MAX_LETTER; i++) {
        if (!(t[i].gap & HS_GAP_STOP))
            continue;
        uint32_t k = hs_names_from(r->names, i + 1);
        bool named = t[i].gap & HS_GAP_DASH && k < r->names->n && r->names->at[k].whole == i + 1;
        uint32_t behind = named ? r->names->at[k].end : 0;
        if (named && (behind == r->tokens->n || t[behind - 1].gap & (HS_GAP_OPEN | HS_GAP_STOP | HS_GAP_COMMA)))
            return r->names->at[k].entity;
        hs_str between = {r->tokens->text.ptr + t[i].end, t[i + 1].begin - t[i].end};
        size_t line = hs_ascii_char(between, 0, '\n');
        if (line + 1 < between.len && between.ptr[line + 1] == '\n')
            break;
    }
    return HS_NONE;
}

/* "PETR HALA: I asked them.": whose turn it is in a transcript, if the label has a name. */
static uint32_t speaker_of_turn(const hs_resolver *r, const hs_mention *m)
{
    uint32_t at = hs_turn_at(&r->turns, m->begin);
    if (at == HS_NONE)
        return HS_NONE;
    const hs_turn *turn = &r->turns.at[at];
    for (uint32_t i = hs_names_from(r->names, turn->label); i < r->names->n && r->names->at[i].first < turn->begin; i++)
        if (r->entities->at[r->names->at[i].entity].kind != HS_SOURCE_PLACE)
            return r->names->at[i].entity;
    return HS_NONE;
}

/* "She denied it": what was just said, by somebody else. */
static bool denies(const hs_resolver *r, const hs_mention *m)
{
    if (m->attribution == HS_NONE)
        return false;
    const hs_attribution *a = &r->doc->attributions[m->attribution];
    uint32_t begin, end;
    return a->act == HS_ACT_DENY && a->content.n == 1 && hs_tokens_in(r->tokens, a->content.at[0], &begin, &end) &&
           end - begin <= 2 &&
           hs_token_is_in(r->tokens, end - 1,
                          "it this that claim claims accusation accusations allegation allegations");
}

static bool has_cue(const hs_resolver *r, uint32_t attribution, const char *words, uint32_t *end)
{
    hs_spans cue = r->doc->attributions[attribution].cue;
    uint32_t begin;
    if (!cue.n || !hs_tokens_in(r->tokens, cue.at[0], &begin, end))
        return false;
    for (uint32_t i = begin; i < *end; i++)
        if (hs_token_is_in(r->tokens, i, words))
            return true;
    return false;
}

/* "Weiss asked Storm why ... She replied": who was asked last, in one of the two sentences before. */
static uint32_t asked_before(const hs_resolver *r, const hs_mention *m)
{
    uint32_t end;
    if (m->attribution == HS_NONE || !has_cue(r, m->attribution, "replied answered responded replies answers responds retorted", &end))
        return HS_NONE;
    for (uint32_t a = m->attribution, looks = 0; a-- > 0 && looks < 3; looks++) {
        if (!has_cue(r, a, "asked asks asking pressed questioned challenged", &end))
            continue;
        if (end >= r->tokens->n || r->tokens->at[m->begin].sentence > r->tokens->at[end].sentence + 2)
            return HS_NONE;
        uint32_t i = hs_names_from(r->names, end);
        const hs_name *name = i < r->names->n ? &r->names->at[i] : NULL;
        if (!name || (name->first != end && name->whole != end))
            return HS_NONE;
        const hs_entity *e = &r->entities->at[name->entity];
        return hs_genders_agree(e->gender, m->gender) && (e->kind == HS_SOURCE_PERSON || e->kind == HS_SOURCE_UNKNOWN) ? name->entity : HS_NONE;
    }
    return HS_NONE;
}

/* "Lind was accused by the union of hiding it. She denied it": whom a sentence before begins with that tells of an accusation. */
static uint32_t accused_before(const hs_resolver *r, const hs_mention *m)
{
    uint32_t end;
    if (m->attribution == HS_NONE || r->doc->attributions[m->attribution].act != HS_ACT_DENY || !m->attribution)
        return HS_NONE;
    uint32_t a = m->attribution - 1;
    if (!has_cue(r, a, "accused", &end) || !has_cue(r, a, "was were been is are", &end) || r->tokens->at[end - 1].sentence + 1 < r->tokens->at[m->begin].sentence)
        return HS_NONE;
    uint32_t i = hs_names_from(r->names, hs_sentence_first(r->tokens, end - 1));
    if (i >= r->names->n || r->names->at[i].first >= end)
        return HS_NONE;
    const hs_entity *e = &r->entities->at[r->names->at[i].entity];
    return hs_genders_agree(e->gender, m->gender) && (e->kind == HS_SOURCE_PERSON || e->kind == HS_SOURCE_UNKNOWN) ? r->names->at[i].entity : HS_NONE;
}

/* "Asked | if Banks would play, he replied": those named in what was asked are not he. The mention that the sentence begins with, or `before`. */
static uint32_t before_question(const hs_resolver *r, const hs_mention *m, uint32_t before)
{
    uint32_t first = hs_sentence_first(r->tokens, m->begin);
    if (!hs_token_is_in(r->tokens, first, "asked pressed questioned"))
        return before;
    uint32_t at = before;
    while (at && before - at < MAX_LOOKS && r->mentions->at[at - 1].begin >= first)
        at--;
    return at;
}

static uint32_t resolve_pronoun(hs_resolver *r, const hs_mention *m, uint32_t before, unsigned depth)
{
    uint32_t speaker = speaker_around(r, m, depth);
    hs_want want = {HS_WANT_PERSON, m->gender, speaker, is_quoted(r, m), denies(r, m), HS_NONE};
    uint32_t found = HS_NONE;
    switch (m->pronoun) {
    case HS_PRONOUN_I:
    case HS_PRONOUN_WE:
        found = speaker != HS_NONE ? speaker : is_quoted(r, m) ? speaker_before(r, before) : HS_NONE;
        if (found == HS_NONE && speaker == HS_NONE)
            found = speaker_of_turn(r, m);
        if (found == HS_NONE && speaker == HS_NONE)
            found = signer_behind(r, m);
        if (m->pronoun == HS_PRONOUN_WE && found != HS_NONE && r->entities->at[found].body != HS_NONE)
            found = r->entities->at[found].body;
        break;
    case HS_PRONOUN_HE:
    case HS_PRONOUN_SHE:
        found = asked_before(r, m);
        if (found == HS_NONE)
            found = accused_before(r, m);
        if (found == HS_NONE)
            found = hs_salient(r, m, before_question(r, m, before), want);
        break;
    case HS_PRONOUN_THEY:
        want.what = HS_WANT_SEVERAL;
        found = hs_salient(r, m, before, want);
        break;
    case HS_PRONOUN_IT:
        want.what = HS_WANT_BODY;
        found = hs_salient(r, m, before, want);
        break;
    case HS_PRONOUN_WHO:
        found = antecedent(r, m, before);
        break;
    case HS_PRONOUN_OTHER:
    case HS_PRONOUN_NONE:
        break;
    }
    return found;
}

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

/* "one of the sources": of a group that is known, and speaks through it. */
static bool is_one_of_those(const hs_resolver *r, const hs_mention *m)
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

/* Who before the mention is called by its head. */
static uint32_t called_before(const hs_resolver *r, const hs_mention *m, uint32_t before, uint32_t owner)
{
    uint32_t noun = m->phrase.head, possible = HS_NONE, loose = HS_NONE, others = HS_NONE;
    bool plural = m->plural || is_one_of_those(r, m), tells_more = hs_office_words(r->tokens, noun) > 0;
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

/* One person by what they are: not "the coast guard", which is a body. */
static bool is_person_noun(const hs_resolver *r, const hs_mention *m)
{
    return r->tokens->at[m->phrase.head].traits & HS_WORD_ROLE && !m->plural && m->kind != HS_SOURCE_ORGANISATION;
}

/* "the news agency", and the agency that somebody told: not the one that guards the forests. */
static bool is_news_agency(const hs_resolver *r, const hs_mention *m)
{
    return (m->phrase.head > m->begin && hs_token_is_in(r->tokens, m->phrase.head - 1, "news press")) ||
           (m->begin && hs_token_is_in(r->tokens, m->begin - 1, "told tells telling"));
}

/* An outlet, or what it prints: "the paper", "the report". */
static bool is_of_outlet(const hs_resolver *r, const hs_mention *m)
{
    return r->tokens->at[m->phrase.head].traits & HS_WORD_MEDIA ||
           is_one_of(r, m->phrase.head, "report article story piece profile feature");
}

/* What people are besides what they do: who was called a baker may be "the man", "the mother-of-two" later. */
static bool is_of_anybody(const hs_resolver *r, uint32_t noun)
{
    return hs_ascii_holds(hs_token_word(r->tokens, noun), "-of-") ||
           is_one_of(r, noun, "man woman boy girl teenager teen youth father mother dad mum mom grandfather grandmother pensioner veteran");
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

/* Somebody who is spoken of by a noun that fits many: "the man", "the company", "the paper". */
static uint32_t by_kind(hs_resolver *r, const hs_mention *m, uint32_t before, unsigned depth)
{
    uint32_t noun = m->phrase.head;
    hs_want want = {HS_WANT_PERSON, m->gender, speaker_around(r, m, depth), true, false, HS_NONE};
    if (m->phrase.owner != HS_NONE)
        return HS_NONE;
    uint32_t paper = last_document(r, m, before);
    if (paper != HS_NONE)
        return paper;
    if (r->tokens->at[noun].traits & HS_WORD_ANONYMOUS && !m->plural && m->phrase.core == noun)
        return last_insider(r, m, before);
    hs_str word = hs_token_word(r->tokens, noun);
    if (word.len > 9 && hs_ascii_is((hs_str){word.ptr + word.len - 9, 9}, "-year-old"))
        return hs_salient(r, m, before, want);
    uint32_t body = named_for_it(r, m, before);
    if (body != HS_NONE)
        return body;
    if (is_one_of(r, noun, "agency") && !is_news_agency(r, m)) {
        want.what = HS_WANT_FIRM;
        want.noun = noun;
        return hs_salient(r, m, before, want);
    }
    if (is_of_outlet(r, m)) {
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
    if (is_person_noun(r, m) && !hs_stays_unnamed(r, noun)) {
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

static uint32_t resolve_description(hs_resolver *r, const hs_mention *m, uint32_t before, unsigned depth)
{
    bool definite = m->form == HS_FORM_DEFINITE;
    uint32_t traits = r->tokens->at[m->phrase.head].traits;
    bool new_one = !definite && m->phrase.determiner != HS_NONE && !is_one_of_those(r, m); /* "a minister" */
    uint32_t found = new_one ? HS_NONE : called_before(r, m, before, owner_of(r, m, before, depth));
    if (found == HS_NONE && is_person_noun(r, m) && m->phrase.owner == HS_NONE)
        found = hs_called_behind(r, m, before);
    if (found == HS_NONE && new_one && is_person_noun(r, m))
        found = hs_named_behind(r, m, before);
    if (found == HS_NONE && m->plural && traits & HS_WORD_PEOPLE)
        found = hs_pair_behind(r, m, before);
    if (found == HS_NONE && definite)
        found = by_kind(r, m, before, depth);
    if (found == HS_NONE && m->phrase.owner == HS_NONE)
        found = hs_firm_behind(r, m, before);
    if (found == HS_NONE && m->phrase.owner == HS_NONE && is_of_outlet(r, m))
        found = hs_outlet_behind(r, m, before);
    return found;
}

/* Are the names in the tokens [a, a_end) those in [b, b_end), two at least? */
static bool same_names(const hs_resolver *r, uint32_t a, uint32_t a_end, uint32_t b, uint32_t b_end)
{
    const hs_names *names = r->names;
    uint32_t i = hs_names_from(names, a), k = hs_names_from(names, b), n = 0;
    for (;; i++, k++, n++) {
        bool more = i < names->n && names->at[i].first < a_end, others = k < names->n && names->at[k].first < b_end;
        if (!more || !others)
            return more == others && n > 1;
        if (names->at[i].entity != names->at[k].entity)
            return false;
    }
}

/* "Lind and Moore", who were named together before. */
static uint32_t listed_before(const hs_resolver *r, const hs_mention *m, uint32_t before)
{
    for (uint32_t j = before, looks = 0; j-- > 0 && looks < MAX_LOOKS; looks++) {
        uint32_t e = r->mentions->at[j].entity;
        const hs_entity *entity = e == HS_NONE ? NULL : &r->entities->at[e];
        if (entity && entity->plural && same_names(r, m->begin, m->end, entity->first, entity->end))
            return e;
    }
    return HS_NONE;
}

static uint32_t resolve(hs_resolver *r, const hs_mention *m, uint32_t before, unsigned depth)
{
    uint32_t found = HS_NONE;
    switch (m->form) {
    case HS_FORM_NAME:
        return r->names->at[m->name].entity;
    case HS_FORM_PRONOUN:
        found = resolve_pronoun(r, m, before, depth);
        break;
    case HS_FORM_DEFINITE:
    case HS_FORM_INDEFINITE:
        found = resolve_description(r, m, before, depth);
        break;
    case HS_FORM_LIST:
        found = listed_before(r, m, before);
        break;
    }
    if (found == HS_NONE && (m->form != HS_FORM_PRONOUN || m->attribution != HS_NONE))
        found = add_described(r, m, owner_of(r, m, before, depth));
    return found;
}

hs_status hs_mentions_resolve(hs_resolver *r, hs_error *err)
{
    for (uint32_t i = 0; i < r->mentions->n; i++) {
        hs_mention *m = &r->mentions->at[i];
        if (m->entity == HS_NONE)
            m->entity = resolve(r, m, i, 0);
        if (m->entity == HS_NONE && (m->form != HS_FORM_PRONOUN || m->attribution != HS_NONE))
            return hs_fail(err, HS_E_NOMEM, 0, "no memory for the sources of a text");
    }
    return HS_OK;
}

uint32_t hs_mention_resolve(hs_resolver *r, const hs_mention *mention, uint32_t before)
{
    return resolve(r, mention, before, 0);
}
