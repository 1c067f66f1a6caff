/* anonymous.c -- description, affiliation, count and reason of those who are not named. In: mentions. Out: fields of
 * hs_source. Threads: no state but the caller's. */
#include "anonymous.h"

#include "ascii.h"
#include "outlets.h"
#include "status.h"

enum { MAX_OWNER = 6 /* words of an owner's name that stands before what it owns */ };

hs_str hs_entity_name(const hs_resolver *r, const hs_entity *entity)
{
    hs_str name = hs_tokens_text(r->tokens, entity->first, entity->end);
    if (r->tokens->at[entity->end - 1].shape & HS_TOKEN_OWNS) { /* an outlet's own: Lind's Weekly, Lind's; a shop's: Corley's */
        hs_str owned = {name.ptr, name.len + (name.ptr[name.len] == '\'' ? 2 : 4)};
        if (owned.ptr + owned.len <= r->tokens->text.ptr + r->tokens->text.len && (hs_outlets_by_name(owned).n || (entity->brand && entity->kind == HS_SOURCE_ORGANISATION)))
            return owned;
    }
    return name;
}

bool hs_is_anonymous(const hs_resolver *r, const hs_entity *entity, const hs_mention *m)
{
    if (!entity->described)
        return false;
    if (m->form == HS_FORM_LIST) {
        uint32_t name = hs_names_from(r->names, m->begin);
        return name >= r->names->n || r->names->at[name].first >= m->end;
    }
    if (m->form == HS_FORM_PRONOUN)
        return m->pronoun != HS_PRONOUN_WE && m->pronoun != HS_PRONOUN_I;
    const hs_token *head = &r->tokens->at[m->phrase.head];
    bool body = !m->plural && ((head->traits & HS_WORD_BODY && !(head->traits & HS_WORD_PERSONAL)) ||
                               (m->kind == HS_SOURCE_ORGANISATION && head->traits & HS_WORD_ROLE)); /* coast guard */
    bool loose = hs_token_is_in(r->tokens, m->phrase.head,
                                "family group gang crowd community team public inquiry jury opposition unit court");
    bool indefinite = m->phrase.determiner != HS_NONE &&
                      hs_token_is_in(r->tokens, m->phrase.determiner, "a an another one some each every any no");
    if (hs_token_is(r->tokens, m->phrase.head, "police"))
        return false;
    return !body || loose || indefinite;
}

/* Does a bracket open behind token i, in which the mention ends: "Union of Dock Workers | (UDW)"? */
static bool ends_in_bracket(const hs_resolver *r, const hs_mention *m, uint32_t i)
{
    if (!(r->tokens->at[i].gap & HS_GAP_OPEN))
        return false;
    while (i + 1 < m->end && !(r->tokens->at[i].gap & HS_GAP_CLOSE))
        i++;
    return i + 1 >= m->end;
}

/* Where the description ends: before a relative clause, a bracket, a comma. */
static uint32_t description_end(const hs_resolver *r, const hs_mention *m)
{
    const hs_token *t = r->tokens->at;
    uint32_t i = m->phrase.head;
    while (i + 1 < m->end && !(t[i].gap & (HS_GAP_COMMA | HS_GAP_STOP | HS_GAP_DASH)) && !ends_in_bracket(r, m, i) &&
           !hs_token_is_in(r->tokens, i + 1, "who which that whose"))
        i++;
    return i + 1;
}

/* From the determiner on, without an article: "four officials", "senior officials". */
static uint32_t description_begin(const hs_resolver *r, const hs_mention *m)
{
    uint32_t i = m->begin;
    while (i < m->phrase.head && hs_token_is_in(r->tokens, i, "a an the this that these those"))
        i++;
    return i;
}

/* "their sources": the owner's name stands for the pronoun. */
static hs_status name_with_owner(hs_source *out, const hs_resolver *r, const hs_mention *m, hs_str owner, hs_error *err)
{
    hs_str rest = hs_tokens_text(r->tokens, m->phrase.core, description_end(r, m));
    char *name = HS_NEW(r->doc->arena, char, owner.len + rest.len + 3);
    if (!name)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for the sources of a text");
    memcpy(name, owner.ptr, owner.len);
    memcpy(name + owner.len, "'s ", 3);
    memcpy(name + owner.len + 3, rest.ptr, rest.len);
    out->name = (hs_str){name, owner.len + 3 + rest.len};
    return HS_OK;
}

/* "Neither Lind nor Moore": Lind and Moore. */
static hs_status name_list(hs_source *out, const hs_resolver *r, const hs_mention *m, hs_error *err)
{
    out->name = hs_tokens_text(r->tokens, description_begin(r, m), m->end);
    if (!hs_token_is(r->tokens, m->begin, "neither"))
        return HS_OK;
    uint32_t nor = m->begin + 2;
    while (!hs_token_is(r->tokens, nor, "nor"))
        nor++;
    hs_str first = hs_tokens_text(r->tokens, m->begin + 1, nor), second = hs_tokens_text(r->tokens, nor + 1, m->end);
    char *name = HS_NEW(r->doc->arena, char, first.len + second.len + 5);
    if (!name)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for the sources of a text");
    memcpy(name, first.ptr, first.len);
    memcpy(name + first.len, " and ", 5);
    memcpy(name + first.len + 5, second.ptr, second.len);
    out->name = (hs_str){name, first.len + 5 + second.len};
    return HS_OK;
}

/* Who owns it, where a pronoun says so; empty if that is not known. */
static hs_str owner_of(const hs_resolver *r, const hs_mention *m)
{
    if (hs_pronoun_at(r->tokens, m->phrase.owner) == HS_PRONOUN_NONE || m->entity == HS_NONE)
        return (hs_str){NULL, 0};
    uint32_t owner = r->entities->at[m->entity].owner;
    if (owner == HS_NONE || r->entities->at[owner].end - r->entities->at[owner].first > MAX_OWNER)
        return (hs_str){NULL, 0};
    return hs_entity_name(r, &r->entities->at[owner]);
}

static hs_str affiliation(const hs_resolver *r, const hs_mention *m)
{
    uint32_t end = description_end(r, m);
    for (uint32_t i = hs_names_from(r->names, m->begin); i < r->names->n && r->names->at[i].end <= end; i++) {
        const hs_name *name = &r->names->at[i];
        if (r->entities->at[name->entity].kind != HS_SOURCE_PERSON)
            return hs_tokens_text(r->tokens, name->first, name->end);
    }
    for (uint32_t i = m->begin; i < m->phrase.head; i++)
        if (r->tokens->at[i].traits & (HS_WORD_DEMONYM | HS_WORD_PLACE) && r->tokens->at[i].shape & HS_TOKEN_CAPITAL)
            return hs_tokens_text(r->tokens, i, i + 1);
    return (hs_str){NULL, 0};
}

/* "since 2029", "since March" */
static bool is_since_when(const hs_resolver *r, uint32_t i)
{
    return hs_token_is(r->tokens, i, "since") && i + 1 < r->tokens->n && r->tokens->at[i + 1].shape & (HS_TOKEN_NUMBER | HS_TOKEN_CAPITAL);
}

/* "who spoke on condition of anonymity because ..", "asked not to be named, as ..": to the end of the sentence or
 * clause. */
static hs_str reason(const hs_resolver *r, const hs_mention *m)
{
    enum { FAR = 60 };
    const hs_token *t = r->tokens->at;
    bool unnamed = false;
    for (uint32_t i = m->begin; i < r->tokens->n && i < m->begin + FAR && t[i].sentence == t[m->begin].sentence; i++) {
        if (hs_token_is(r->tokens, i, "anonymity") ||
            (i && hs_token_is_in(r->tokens, i, "named identified quoted") && hs_token_is_in(r->tokens, i - 1, "be")))
            unnamed = true;
        else if (unnamed && hs_token_is_in(r->tokens, i, "because as since to for") && !is_since_when(r, i)) {
            uint32_t from = i + hs_token_is_in(r->tokens, i, "because as since"), end = from;
            while (end + 1 < r->tokens->n && t[end + 1].sentence == t[i].sentence &&
                   !(t[end].gap & ~(unsigned)HS_GAP_OTHER) && end < i + FAR)
                end++;
            return from <= end && from < r->tokens->n && t[from].sentence == t[i].sentence
                       ? hs_tokens_text(r->tokens, from, end + 1)
                       : (hs_str){NULL, 0};
        }
    }
    return (hs_str){NULL, 0};
}

hs_status hs_anonymous_describe(hs_source *out, const hs_resolver *r, const hs_mention *m, hs_error *err)
{
    out->name = hs_tokens_text(r->tokens, description_begin(r, m), description_end(r, m));
    if (m->form == HS_FORM_LIST)
        HS_TRY(name_list(out, r, m, err));
    else if (m->phrase.owner != HS_NONE && m->phrase.owner < m->phrase.core && owner_of(r, m).len)
        HS_TRY(name_with_owner(out, r, m, owner_of(r, m), err));
    if (!out->anonymous)
        return HS_OK;
    out->count = m->count;
    out->affiliation = affiliation(r, m);
    out->reason = reason(r, m);
    return HS_OK;
}

bool hs_act_is_spoken(hs_act act)
{
    return act != HS_ACT_BELIEVE && act != HS_ACT_DOUBT && act != HS_ACT_KNOW && act != HS_ACT_PROMISE &&
           act != HS_ACT_AGREE && act != HS_ACT_SPECULATE && act != HS_ACT_PREDICT;
}

/* "Almost none of | the elite", "hardly any of | the elite": what none of them does is told of them all. */
static hs_str whole_group(hs_str phrase)
{
    static const char *const nones[] = {"none of ", "almost none of ", "nearly none of ", "virtually none of ", "hardly any of ", "scarcely any of ", "barely any of "};
    for (size_t i = 0; i < sizeof nones / sizeof *nones; i++)
        if (hs_ascii_begins(phrase, nones[i]))
            return hs_ascii_from(phrase, strlen(nones[i]));
    return phrase;
}

bool hs_is_body(const hs_source *source, hs_str phrase, bool spoke)
{
    phrase = whole_group(phrase);
    size_t capitals = 0, blanks = 0;
    hs_str first = {phrase.ptr, hs_ascii_char(phrase, 0, ' ')};
    bool vague = hs_word_traits(first) & (HS_WORD_VAGUE | HS_WORD_COUNT); /* "Some people" */
    for (size_t i = 0; i < phrase.len; i++) {
        bool begins = !i || phrase.ptr[i - 1] == ' ';
        capitals += begins && phrase.ptr[i] >= 'A' && phrase.ptr[i] <= 'Z';
        blanks += phrase.ptr[i] == ' ';
    }
    bool told_apart = hs_ascii_begins(phrase, "the ") || (blanks && capitals);
    return source->kind == HS_SOURCE_GROUP && !source->count && !spoke && told_apart && !vague;
}
