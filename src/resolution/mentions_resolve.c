/* mentions_resolve.c -- the order in which mentions are resolved, and the rule of each form. In: mentions. Out:
 * entities. Threads: no state but the caller's. */
#include "mentions_resolve.h"

#include "ascii.h"
#include "mentions_before.h"
#include "mentions_behind.h"
#include "mentions_salience.h"
#include "status.h"

enum { MAX_DEPTH = 12, MAX_LOOKS = 256, MAX_LETTER = 120 /* tokens from "we" to who signs */ };

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

/* "Her neighbour, | a nurse who asked not to be named,": what else one is called who has no name. */
static void call_by_apposition(const hs_resolver *r, const hs_mention *m, hs_entity *e)
{
    const hs_token *t = r->tokens->at;
    uint32_t from = m->phrase.head + 1;
    if (m->plural || m->form == HS_FORM_LIST || m->form == HS_FORM_PRONOUN || from + 1 >= m->end || t[from - 1].gap != HS_GAP_COMMA || !hs_token_is_in(r->tokens, from, "a an"))
        return;
    hs_noun_phrase p = hs_noun_phrase_read(r->tokens, from, m->end);
    if (t[p.head].traits & HS_WORD_ROLE && t[m->phrase.head].traits & HS_WORD_PERSONAL)
        hs_entity_call(e, r->tokens, p.head);
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
    call_by_apposition(r, m, e);
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

/* Whoever was "he" once is no "she" later. In another's words a pronoun tells too little of whom it stands for. */
static void learn_gender(hs_resolver *r, const hs_mention *m, uint32_t entity)
{
    bool speaks = m->attribution != HS_NONE && r->doc->attributions[m->attribution].parent == HS_NO_PARENT && !is_quoted(r, m);
    if (speaks && entity != HS_NONE && r->entities->at[entity].gender == HS_GENDER_UNKNOWN && r->entities->at[entity].kind == HS_SOURCE_PERSON)
        r->entities->at[entity].gender = m->gender;
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
        learn_gender(r, m, found);
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

static uint32_t resolve_description(hs_resolver *r, const hs_mention *m, uint32_t before, unsigned depth)
{
    bool definite = m->form == HS_FORM_DEFINITE;
    uint32_t traits = r->tokens->at[m->phrase.head].traits;
    bool new_one = !definite && m->phrase.determiner != HS_NONE && !hs_is_one_of_those(r, m); /* "a minister" */
    uint32_t found = new_one ? HS_NONE : hs_called_before(r, m, before, owner_of(r, m, before, depth));
    if (found == HS_NONE && hs_is_person_noun(r, m) && m->phrase.owner == HS_NONE)
        found = hs_called_behind(r, m, before);
    if (found == HS_NONE && new_one && hs_is_person_noun(r, m))
        found = hs_named_behind(r, m, before);
    if (found == HS_NONE && m->plural && traits & HS_WORD_PEOPLE)
        found = hs_pair_behind(r, m, before);
    if (found == HS_NONE && definite)
        found = hs_called_by_kind(r, m, before, speaker_around(r, m, depth));
    if (found == HS_NONE && m->phrase.owner == HS_NONE)
        found = hs_firm_behind(r, m, before);
    if (found == HS_NONE && m->phrase.owner == HS_NONE && hs_is_of_outlet(r, m))
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

/* Is it told whose they are: "Lind's lawyer, Ann Moore", "her lawyer Ann Moore"? */
static bool is_somebodys(const hs_resolver *r, const hs_mention *m)
{
    for (uint32_t i = m->begin; i < m->end; i++)
        if (r->tokens->at[i].shape & HS_TOKEN_OWNS || hs_token_is_in(r->tokens, i, "his her their"))
            return true;
    return false;
}

/* "Vant said | she would go": who is named before what is said is she who the content begins with, but for who speaks for another. */
static void learn_gender_of_speaker(hs_resolver *r, uint32_t attribution)
{
    const hs_attribution *a = &r->doc->attributions[attribution];
    const hs_mention *m = r->mentions->of[attribution] == HS_NONE ? NULL : &r->mentions->at[r->mentions->of[attribution]];
    uint32_t begin, end;
    if (!m || m->form != HS_FORM_NAME || is_somebodys(r, m) || !a->content.n || a->content.at[0].begin < a->source.at[0].end || !hs_tokens_in(r->tokens, a->content.at[0], &begin, &end))
        return;
    begin += begin + 1 < end && hs_token_is(r->tokens, begin, "that");
    hs_entity *e = &r->entities->at[r->names->at[m->name].entity];
    hs_pronoun pronoun = hs_token_is_in(r->tokens, begin, "he she") ? hs_pronoun_at(r->tokens, begin) : HS_PRONOUN_NONE;
    if (pronoun != HS_PRONOUN_NONE && !(r->tokens->at[begin].shape & HS_TOKEN_QUOTED) && e->kind == HS_SOURCE_PERSON && e->gender == HS_GENDER_UNKNOWN)
        e->gender = pronoun == HS_PRONOUN_HE ? HS_GENDER_MALE : HS_GENDER_FEMALE;
}

hs_status hs_mentions_resolve(hs_resolver *r, hs_error *err)
{
    for (uint32_t i = 0; i < r->doc->n_attributions; i++)
        learn_gender_of_speaker(r, i);
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
