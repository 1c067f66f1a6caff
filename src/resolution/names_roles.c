/* names_roles.c -- what the text calls those whom it names: titles, appositions, "is a ..". In: names with their
 * entities. Out: nouns, description, kind, gender and body of each. Threads: no state but the caller's. */
#include <string.h>

#include "ascii.h"
#include "bodies.h"
#include "names_entities.h"
#include "names_given.h"
#include "names_kind.h"
#include "names_outlet.h"
#include "names_phrase.h"

enum {
    MAX_BEFORE = 8,
    MAX_BEHIND = 24, /* tokens of an apposition */
    PAPER_REACH = 160, /* tokens from an outlet's name to "the paper" */
    CITED_NAMES = 64   /* names before and behind one, among which it may be again */
};

typedef struct roles {
    const hs_tokens *tokens;
    const hs_token *t;
    const hs_names *names;
    hs_entities *entities;
} roles;

hs_office_match hs_entity_office(const hs_entity *entity, const hs_tokens *tokens, uint32_t noun)
{
    hs_office_match best = HS_OFFICE_NONE;
    for (uint32_t i = 0; i < entity->n_roles; i++) {
        hs_office_match match = hs_office_compare(tokens, entity->roles[i], noun);
        best = match > best ? match : best;
    }
    return best;
}

bool hs_entity_is_called(const hs_entity *entity, const hs_tokens *tokens, uint32_t noun)
{
    return hs_entity_office(entity, tokens, noun) >= HS_OFFICE_POSSIBLE;
}

/* Keep the noun; of two that are alike the one of which more is told. */
static void keep_role(hs_entity *entity, const hs_tokens *tokens, uint32_t noun)
{
    for (uint32_t i = 0; i < entity->n_roles; i++)
        if (hs_office_compare(tokens, entity->roles[i], noun) >= HS_OFFICE_POSSIBLE) {
            if (hs_office_words(tokens, noun) > hs_office_words(tokens, entity->roles[i]))
                entity->roles[i] = noun;
            return;
        }
    if (entity->n_roles < HS_ENTITY_ROLES)
        entity->roles[entity->n_roles++] = noun;
}

bool hs_entity_is_body_by_name(const hs_entity *entity, const hs_tokens *tokens)
{
    return entity->kind == HS_SOURCE_ORGANISATION && !entity->described &&
           (hs_tokens_any(tokens, entity->first, entity->end, HS_WORD_BODY | HS_WORD_BODIES) || hs_is_family_firm(tokens, entity->first, entity->end));
}

void hs_entity_call(hs_entity *entity, const hs_tokens *tokens, uint32_t noun)
{
    uint32_t traits = tokens->at[noun].traits;
    keep_role(entity, tokens, noun);
    if (entity->gender == HS_GENDER_UNKNOWN && traits & (HS_WORD_MALE | HS_WORD_FEMALE) && traits & HS_WORD_ROLE)
        entity->gender = traits & HS_WORD_MALE ? HS_GENDER_MALE : HS_GENDER_FEMALE;
    if (entity->kind_given || (entity->kind == HS_SOURCE_PERSON && entity->end - entity->first > 1))
        return;
    bool either = traits & HS_WORD_ROLE && traits & HS_WORD_BODY && entity->gender == HS_GENDER_UNKNOWN; /* operator, owner */
    if (traits & HS_WORD_ROLE && !either && entity->kind != HS_SOURCE_OUTLET && !hs_entity_is_body_by_name(entity, tokens))
        entity->kind = HS_SOURCE_PERSON;
    else if (traits & HS_WORD_MEDIA)
        entity->kind = HS_SOURCE_OUTLET;
    else if (traits & HS_WORD_BODY && entity->kind != HS_SOURCE_OUTLET && entity->kind != HS_SOURCE_PLACE)
        entity->kind = HS_SOURCE_ORGANISATION;
    entity->kind_given = traits & (HS_WORD_ROLE | HS_WORD_MEDIA | HS_WORD_BODY);
    entity->kind_guessed = entity->kind_guessed && !entity->kind_given;
}

/* The entity of the first name in [from, to) that is a body's. */
static uint32_t body_in(const hs_entities *entities, const hs_names *names, uint32_t from, uint32_t to)
{
    for (uint32_t i = hs_names_from(names, from); i < names->n && names->at[i].first < to; i++) {
        const hs_entity *e = &entities->at[names->at[i].entity];
        if (e->kind != HS_SOURCE_PERSON && e->kind != HS_SOURCE_PLACE)
            return names->at[i].entity;
    }
    return HS_NONE;
}

uint32_t hs_body_of(const hs_entities *entities, const hs_tokens *tokens, const hs_names *names, uint32_t begin,
                    uint32_t head, uint32_t end)
{
    if (!hs_token_is_in(tokens, head,
                        "spokesman spokeswoman spokesperson official executive director manager ceo president chief "
                        "chairman chairwoman chairperson leader "
                        "representative rep officer minister secretary head boss founder co-founder owner commander "
                        "employee agent editor"))
        return HS_NONE;
    uint32_t body = body_in(entities, names, begin, head);
    bool of = body == HS_NONE && head + 1 < end && hs_token_is_in(tokens, head + 1, "of for at from with");
    return of ? body_in(entities, names, head + 1, end) : body;
}

bool hs_works_for(const hs_tokens *tokens, uint32_t noun, uint32_t end)
{
    static const char *const staff = "spokesman spokeswoman spokesperson official officials director manager lawyer attorney representative officer employee employees worker workers executive "
                                     "executives member members founder chairman chairwoman chief head boss adviser source insider";
    return noun + 1 < end && !tokens->at[noun].gap && hs_token_is_in(tokens, noun, staff) && hs_token_is_in(tokens, noun + 1, "for of at from with");
}

/* The phrase [begin, end) with this head is said of the entity. */
static void say_of(const roles *r, hs_entity *e, uint32_t begin, uint32_t head, uint32_t end)
{
    hs_entity_call(e, r->tokens, head);
    if (e->body == HS_NONE)
        e->body = hs_body_of(r->entities, r->tokens, r->names, begin, head, end);
    hs_span words = {r->t[begin].begin, r->t[end - 1].end};
    if (!e->description.end)
        e->description = words;
}

static bool is_role(const roles *r, uint32_t i)
{
    return r->t[i].traits & (HS_WORD_NOUN & ~(unsigned)HS_WORD_DOCUMENT) &&
           !hs_token_is_in(r->tokens, i, "family families couple friends house");
}

static bool parts(const roles *r, uint32_t i, unsigned gaps)
{
    return r->t[i].gap & gaps || i + 1 >= r->tokens->n || r->t[i + 1].sentence != r->t[i].sentence;
}

/* "British officials' former harbour master | Mara Lind", "Justice Minister | Lind" */
static void describe_by_title(const roles *r, const hs_name *name, hs_entity *e)
{
    uint32_t begin = name->whole;
    for (uint32_t i = name->whole; i < name->first; i++)
        if (r->t[i].traits & HS_WORD_ROLE)
            hs_entity_call(e, r->tokens, i);
    while (begin > 0 && name->whole - begin < MAX_BEFORE && !r->t[begin - 1].gap &&
           !(r->t[begin - 1].shape & HS_TOKEN_OWNS) && r->t[begin - 1].sentence == r->t[name->first].sentence &&
           (!(r->t[begin - 1].traits & HS_WORD_STOP) || hs_token_is(r->tokens, begin - 1, "former")))
        begin--;
    if (begin < name->whole && is_role(r, name->whole - 1)) {
        uint32_t noun = name->whole - 1;
        uint32_t from = begin;
        bool verb = false; /* "met analyst Lind": what stands before the noun may be no part of the phrase */
        for (uint32_t i = begin; i < noun; i++)
            verb = verb || (!(r->t[i].shape & HS_TOKEN_CAPITAL) && !is_role(r, i));
        if (verb && !(begin && r->t[begin - 1].traits & HS_WORD_DETERMINER))
            from = noun;
        say_of(r, e, from, noun, name->first);
    } else if (name->whole < name->first && r->t[name->first - 1].traits & HS_WORD_ROLE) {
        say_of(r, e, name->whole, name->first - 1, name->first);
    }
}

/* "the North Wire | news agency" is called an agency. */
static void describe_by_noun(const roles *r, const hs_name *name, hs_entity *e)
{
    uint32_t noun = name->end;
    noun += noun < r->tokens->n && hs_token_is(r->tokens, noun, "news");
    if (noun < r->tokens->n && r->t[noun].traits & HS_WORD_MEDIA &&
        hs_is_introduced_as_outlet(r->tokens, name->first, name->end))
        hs_entity_call(e, r->tokens, noun);
}

/* The end of the apposition that begins at `from`: the next comma, stop, dash or bracket. */
static uint32_t apposition_end(const roles *r, uint32_t from)
{
    uint32_t i = from;
    while (!parts(r, i, HS_GAP_COMMA | HS_GAP_STOP | HS_GAP_DASH | HS_GAP_CLOSE | HS_GAP_OPEN | HS_GAP_QUOTE)) {
        i++;
        if (i - from >= MAX_BEHIND)
            return i;
    }
    return i + 1;
}

/* Does [from, end) read as a noun phrase that tells what somebody is? @param head  out */
static bool tells(const roles *r, uint32_t from, uint32_t end, uint32_t *head)
{
    hs_noun_phrase p = hs_noun_phrase_read(r->tokens, from, end);
    *head = p.head;
    if (!is_role(r, p.head))
        return false;
    if (p.determiner != HS_NONE || p.owner != HS_NONE)
        return true;
    if (p.head + 1 < end && hs_token_finite(r->tokens, p.head + 1) != HS_FINITE_NOT) /* "Fire in Alder, mayor | says" */
        return false;
    for (uint32_t i = from; i < p.head; i++)
        if (r->t[i].traits & HS_WORD_STOP &&
            !hs_token_is_in(r->tokens, i, "former new local top senior national state old late"))
            return false;
    return true;
}

/* "According to the Wire, the cabinet agreed", "In March, at Lindco, the minister said": the comma ends what the sentence begins with, before its verb. */
static bool is_fronted(const roles *r, const hs_name *name, uint32_t head)
{
    uint32_t first = hs_sentence_first(r->tokens, name->first);
    if (!(r->t[first].traits & HS_WORD_PREPOSITION) && !hs_token_is_in(r->tokens, first, "according as speaking asked citing"))
        return false;
    for (uint32_t i = first + 1; i < name->first; i++)
        if (hs_token_finite(r->tokens, i) == HS_FINITE_SURELY)
            return false;
    return head + 1 < r->tokens->n && !r->t[head].gap &&
           hs_token_finite(r->tokens, head + 1) != HS_FINITE_NOT;
}

/* "A fire broke out at the Lantern Hotel, the hospital | said": who says what stands before. A verb that might be a participle tells nothing. */
static bool is_said_by(const roles *r, uint32_t head, uint32_t end)
{
    for (uint32_t i = head + 1; i < end && !r->t[i - 1].gap && !(r->t[i].traits & HS_WORD_RELATIVE); i++) /* "a clerk of the port | told the Wire" */
        if (hs_token_is_in(r->tokens, i, "told tells"))
            return true;
    return head + 1 < r->tokens->n && !r->t[head].gap &&
           hs_token_finite(r->tokens, head + 1) == HS_FINITE_SURELY;
}

/* "Mara Lind, 45, the harbour master of Port Alder," and "Lind is a lawyer" */
static void describe_behind(const roles *r, const hs_name *name, hs_entity *e)
{
    uint32_t i = name->end, head;
    if (i + 1 >= r->tokens->n || r->t[i].sentence != r->t[i - 1].sentence || r->t[i - 1].shape & HS_TOKEN_OWNS)
        return;
    if (!r->t[i - 1].gap) {
        if (hs_token_is_in(r->tokens, i, "is was") && !r->t[i].gap && hs_token_is_in(r->tokens, i + 1, "a an the")) {
            uint32_t end = apposition_end(r, i + 1);
            if (tells(r, i + 1, end, &head))
                hs_entity_call(e, r->tokens, head);
        }
        return;
    }
    if (r->t[i - 1].gap & ~(unsigned)(HS_GAP_COMMA | HS_GAP_OPEN | HS_GAP_DASH))
        return;
    if (hs_dateline_end(r->tokens, name->first, r->tokens->n) > name->first) /* "ALDER - The harbour master said" */
        return;
    if (r->t[i].traits & HS_WORD_RELATIVE) /* ", which quoted a harbour master," */
        return;
    if (r->t[i].shape & HS_TOKEN_NUMBER && r->t[i].gap == HS_GAP_COMMA && i + 2 < r->tokens->n) /* the age */
        i++;
    uint32_t end = apposition_end(r, i);
    if (tells(r, i, end, &head) && !(r->t[head].traits & (HS_WORD_PEOPLE | HS_WORD_BODIES)) && !is_fronted(r, name, head) && !is_said_by(r, head, end))
        say_of(r, e, i + hs_token_is_in(r->tokens, i, "a an the"), head, end);
}

/* Where what stands before a comma may begin to tell of a name: with the article or owner that is nearest and no part of another such phrase:
 * "would question | the head of the bank, Judy Lind,". @return HS_NONE: nowhere */
static uint32_t apposition_begin(const roles *r, uint32_t end)
{
    uint32_t found = HS_NONE;
    for (uint32_t i = end - 1; end - i <= MAX_BEFORE; i--) {
        bool begins = r->t[i].traits & HS_WORD_DETERMINER || r->t[i].shape & HS_TOKEN_OWNS || hs_token_is(r->tokens, i, "one");
        bool first = !i || parts(r, i - 1, HS_GAP_COMMA | HS_GAP_STOP | HS_GAP_DASH | HS_GAP_CLOSE | HS_GAP_OPEN | HS_GAP_QUOTE);
        if (begins)
            found = i;
        if (first || (begins && !hs_token_is_in(r->tokens, i - 1, "of for at in") && !(r->t[i - 1].traits & HS_WORD_DETERMINER)))
            break;
    }
    return found;
}

/* "The ad's creator, Judy Lind, .." */
static void describe_before(const roles *r, const hs_name *name, hs_entity *e)
{
    uint32_t end = name->whole, head;
    end -= end && hs_token_is(r->tokens, end - 1, "the"); /* "Lind's party, the Greens, .." */
    if (!end || !(r->t[end - 1].gap == HS_GAP_COMMA) || !parts(r, name->end - 1, HS_GAP_COMMA | HS_GAP_STOP) ||
        e->kind == HS_SOURCE_PLACE)
        return;
    uint32_t from = apposition_begin(r, end);
    bool ends = r->t[name->end - 1].gap & HS_GAP_STOP; /* "according to the regulator, MRV." */
    if (from == HS_NONE || (from && hs_token_is(r->tokens, from - 1, "by")) || (from > 1 && hs_token_is(r->tokens, from - 2, "according") && !ends))
        return; /* "according to the source, Judy Lind, Jon Abara and the mayor signed" */
    bool body = e->kind == HS_SOURCE_ORGANISATION || e->kind == HS_SOURCE_OUTLET; /* "a spokesman for the landlord, Kirk Estates" */
    if (tells(r, from, end, &head) && r->t[head].traits & (HS_WORD_ROLE | HS_WORD_CORPORATE) && !(body && hs_works_for(r->tokens, head, end)))
        say_of(r, e, from + hs_token_is_in(r->tokens, from, "a an the"), head, end);
}

/* ---- outlets that neither table nor words show ---- */

/* Is the name nobody's that is known, and does it end there: not "told the Lindco | board"? */
static bool may_be_outlet(const roles *r, const hs_name *name, const hs_entity *e)
{
    const uint32_t others = HS_WORD_BODY | HS_WORD_BODIES | HS_WORD_PLACE | HS_WORD_DEMONYM | HS_WORD_ROLE | HS_WORD_TITLE;
    uint32_t next = name->end;
    bool goes_on = next < r->tokens->n && !r->t[next - 1].gap && !hs_token_is(r->tokens, next, "reports") && (r->t[next].shape & HS_TOKEN_CAPITAL || r->t[next].traits & HS_WORD_NOUN);
    return (e->kind == HS_SOURCE_UNKNOWN || e->kind == HS_SOURCE_ORGANISATION) && !e->n_roles && !goes_on && !(r->t[next - 1].shape & HS_TOKEN_OWNS) &&
           !hs_tokens_any(r->tokens, name->first, name->end, others) && !hs_body_is_known(r->tokens, name->first, name->end) &&
           !hs_given_name(hs_token_word(r->tokens, name->first));
}

/* "told | the Lantern", "in an interview with | the Lantern": the token that leads to the name; HS_NONE. */
static uint32_t told_at(const roles *r, const hs_name *name)
{
    uint32_t at = name->whole;
    at -= at && hs_token_is(r->tokens, at - 1, "the");
    if (at < 2 || r->t[at - 1].gap)
        return HS_NONE;
    bool interview = hs_token_is_in(r->tokens, at - 1, "with to") && hs_token_is_in(r->tokens, at - 2, "interview spoke speaking talked talking");
    return interview || hs_token_is_in(r->tokens, at - 1, "told tells telling") ? at - 1 : HS_NONE;
}

/* "The Lantern | reported on Tuesday": not "Lindco reported a loss". */
static bool reports(const roles *r, const hs_name *name)
{
    uint32_t verb = name->end;
    return verb < r->tokens->n && !r->t[verb - 1].gap && hs_token_is_in(r->tokens, verb, "reported reports") &&
           !(verb + 1 < r->tokens->n && hs_token_is_in(r->tokens, verb + 1, "a an its record"));
}

/* Does the article tell elsewhere, not far off, that somebody told whoever has this name, or that they report? */
static bool is_cited_again(const roles *r, uint32_t at)
{
    for (uint32_t i = at > CITED_NAMES ? at - CITED_NAMES : 0; i < r->names->n && i <= at + CITED_NAMES; i++) {
        const hs_name *name = &r->names->at[i];
        if (i != at && name->entity == r->names->at[at].entity && (told_at(r, name) != HS_NONE || reports(r, name)))
            return true;
    }
    return false;
}

/* "The Wolves": a team is called so, and outlets seldom. */
static bool is_plural(const roles *r, const hs_name *name)
{
    hs_str word = hs_token_word(r->tokens, name->end - 1);
    return word.len > 3 && hs_ascii_lower(word.ptr[word.len - 1]) == 's' && !strchr("aiousAIOUS'", word.ptr[word.len - 2]);
}

/* "A source close to him | told the Lantern", "told the Lantern | in an interview", "told Metro Beat | on condition of anonymity": so one speaks to the press.
 * Without an article a name may be a person's or a firm's, which sources and interviews have, too. "A source" of whom no more is told may tell anybody something. */
static bool is_told_as_press(const roles *r, uint32_t at, uint32_t told)
{
    const hs_name *name = &r->names->at[at];
    uint32_t next = name->end;
    bool the = name->whole > told + 1, goes_on = next + 2 < r->tokens->n && !r->t[next - 1].gap, source = false, informant = false;
    if (goes_on && hs_token_is(r->tokens, next, "on") && hs_token_is_in(r->tokens, next + 1, "condition"))
        return true;
    for (uint32_t i = told; the && i-- > 0 && told - i <= MAX_BEFORE && r->t[i].sentence == r->t[told].sentence && !parts(r, i, HS_GAP_QUOTE | HS_GAP_STOP);) {
        source = source || hs_token_is_in(r->tokens, i, "source sources insider insiders");
        informant = informant || hs_token_is_in(r->tokens, i, "close anonymity familiar knowledge briefed");
    }
    if (informant ? !is_plural(r, name) || is_cited_again(r, at) : source && is_cited_again(r, at))
        return true;
    return the && goes_on &&
           ((hs_token_is(r->tokens, next, "in") && hs_token_is(r->tokens, next + 2, "interview")) ||
            (hs_token_is(r->tokens, next, "by") && hs_token_is_in(r->tokens, next + 1, "telephone phone email")));
}

/* "The Lantern | quoted an official as saying": so nobody but the press does. */
static bool quotes(const roles *r, const hs_name *name)
{
    enum { REACH = 16 };
    uint32_t verb = name->end;
    if (verb >= r->tokens->n || r->t[verb - 1].gap || !hs_token_is_in(r->tokens, verb, "quoted quotes"))
        return false;
    for (uint32_t i = verb + 1; i + 1 < r->tokens->n && i < verb + REACH && r->t[i].sentence == r->t[verb].sentence; i++)
        if (hs_token_is(r->tokens, i, "as") && hs_token_is(r->tokens, i + 1, "saying"))
            return true;
    return false;
}

/* Is "the paper" spoken of behind the name, before any other outlet is named? */
static bool is_paper_behind(const roles *r, const hs_name *name, bool told)
{
    static const char *const sure = "paper newspaper magazine tabloid broadsheet broadcaster publication outlet programme program station"; /* no "agency", no "network" */
    uint32_t k = hs_names_from(r->names, name->end);
    for (uint32_t i = name->end; i + 1 < r->tokens->n && i < name->end + PAPER_REACH; i++) {
        while (k < r->names->n && r->names->at[k].first < i)
            k++;
        if (k < r->names->n && r->names->at[k].first == i && r->entities->at[r->names->at[k].entity].kind == HS_SOURCE_OUTLET)
            return false;
        bool noun = hs_token_is(r->tokens, i, "the") && (hs_token_is_in(r->tokens, i + 1, sure) || (told && hs_token_is_in(r->tokens, i + 1, "website site")));
        if (noun && (i + 2 >= r->tokens->n || r->t[i + 1].gap || !(r->t[i + 2].traits & HS_WORD_NOUN || r->t[i + 2].shape & HS_TOKEN_CAPITAL)))
            return true;
    }
    return false;
}

/* Of names that might be anybody's, those of outlets by how the text speaks of them. */
static void find_press(const roles *r)
{
    bool any = false; /* an outlet was named: "the paper" may be that one */
    for (uint32_t i = 0; i < r->names->n; i++) {
        const hs_name *name = &r->names->at[i];
        hs_entity *e = &r->entities->at[name->entity];
        uint32_t told = told_at(r, name);
        bool titled = name->whole && hs_token_is(r->tokens, name->whole - 1, "the") && r->t[name->whole - 1].shape & HS_TOKEN_CAPITAL &&
                      !(r->t[name->whole - 1].shape & (HS_TOKEN_BEGINS | HS_TOKEN_HEADLINE)); /* "said The Lantern" */
        bool sunday = name->end - name->first == 2 && hs_token_is(r->tokens, name->first, "sunday") && name->first && hs_token_is(r->tokens, name->first - 1, "the");
        if (quotes(r, name) && may_be_outlet(r, name, e))
            e->kind = HS_SOURCE_OUTLET;
        if ((told != HS_NONE || titled || sunday || reports(r, name)) && may_be_outlet(r, name, e) &&
            ((told != HS_NONE && is_told_as_press(r, i, told)) || ((!any || (titled && told != HS_NONE)) && is_paper_behind(r, name, told != HS_NONE))))
            e->kind = HS_SOURCE_OUTLET;
        any = any || e->kind == HS_SOURCE_OUTLET;
    }
}

void hs_entities_describe(hs_entities *entities, const hs_tokens *tokens, const hs_names *names)
{
    roles r = {tokens, tokens->at, names, entities};
    for (uint32_t i = 0; i < names->n; i++) {
        const hs_name *name = &names->at[i];
        hs_entity *e = &entities->at[name->entity];
        describe_by_title(&r, name, e);
        describe_by_noun(&r, name, e);
        describe_behind(&r, name, e);
        describe_before(&r, name, e);
    }
    find_press(&r);
}
