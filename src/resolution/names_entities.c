/* names_entities.c -- grouping names by their words: a full name, then its surname, given name or acronym. In: names.
 * Out: entities. Threads: no state but the caller's. */
#include "names_entities.h"

#include "ascii.h"
#include "names_given.h"
#include "names_kind.h"
#include "names_outlet.h"
#include "status.h"

enum {
    MAX_LOOKS = 48, /* entities that share a word and are looked at for one name */
    MAX_ACRONYM = 12,
    AS_LAST = 1,
    AS_FIRST = 2,
    AS_INNER = 4,
    AS_ACRONYM = 8
};

/* An entity under one of its words, or its acronym. */
typedef struct node {
    uint32_t hash, entity, next;
    uint8_t as;
} node;

typedef struct grouping {
    const hs_tokens *tokens;
    hs_names *names;
    hs_entities *entities;
    uint32_t *buckets; /* [mask + 1]: node + 1 */
    uint32_t mask;
    node *nodes;
    uint32_t n_nodes, cap_nodes;
} grouping;

static void enter(grouping *g, hs_str word, uint32_t entity, uint8_t as)
{
    if (g->n_nodes == g->cap_nodes)
        return;
    uint32_t hash = hs_word_hash(word);
    g->nodes[g->n_nodes] = (node){hash, entity, g->buckets[hash & g->mask], as};
    g->buckets[hash & g->mask] = ++g->n_nodes;
}

static bool is_small(const hs_token *t)
{
    return !(t->shape & (HS_TOKEN_CAPITAL | HS_TOKEN_NUMBER));
}

/* "of", "and the", initials: words that names may leave out. */
static bool may_lack(const grouping *g, uint32_t i)
{
    const hs_token *t = &g->tokens->at[i];
    return is_small(t) || t->shape & HS_TOKEN_INITIAL ||
           (t->traits & (HS_WORD_DETERMINER | HS_WORD_DEMONYM | HS_WORD_TITLE) && !(t->shape & HS_TOKEN_OWNS)) || /* not "the Prince's Trust" */
           hs_token_is_in(g->tokens, i, "II III IV VI VII VIII IX XI XII XIII XIV XV XVI XXIII Jr Jr. Sr Sr.");
}

/* A word without the article that Arabic names may leave out: al-Momani. */
static hs_str bare(const grouping *g, uint32_t i)
{
    hs_str word = hs_token_word(g->tokens, i);
    bool article = word.len > 4 && word.ptr[2] == '-' && (word.ptr[1] | 0x20) == 'l' && strchr("aAeEuU", word.ptr[0]);
    return article ? hs_ascii_from(word, 3) : word;
}

static bool same_bare(const grouping *g, uint32_t a, uint32_t b)
{
    return hs_ascii_equal(bare(g, a), bare(g, b));
}

/* "NT" of "NT News", in "Northern Territory News": how many words from b on it has the initials of, if all that it has; else 0. */
static uint32_t initials_at(const grouping *g, uint32_t a, uint32_t b, uint32_t b_end)
{
    hs_str word = hs_token_word(g->tokens, a);
    if (!(g->tokens->at[a].shape & HS_TOKEN_CAPITALS) || word.len < 2 || word.len >= b_end - b)
        return 0;
    for (uint32_t k = 0; k < word.len; k++)
        if (is_small(&g->tokens->at[b + k]) || hs_token_word(g->tokens, b + k).ptr[0] != word.ptr[k])
            return 0;
    return (uint32_t)word.len;
}

/* Are all words of [a, a_end) in [b, b_end), in their order? */
static bool is_part(const grouping *g, uint32_t a, uint32_t a_end, uint32_t b, uint32_t b_end)
{
    for (; a < a_end; a++) {
        uint32_t from = b, short_for = initials_at(g, a, b, b_end);
        if (short_for) {
            b += short_for;
            continue;
        }
        while (b < b_end && !same_bare(g, a, b))
            b++;
        if (b < b_end)
            b++;
        else if (may_lack(g, a))
            b = from;
        else
            return false;
    }
    return true;
}

static bool is_introduced(const grouping *g, const hs_name *name)
{
    return name->kind == HS_SOURCE_OUTLET && hs_is_introduced_as_outlet(g->tokens, name->first, name->end);
}

/* "Odd Haven", and the Odd Haven Gazette or Police: the shorter is where the longer is, if that is what it says, or tells no more than a town. */
static bool is_town_of(const grouping *g, const hs_entity *e, const hs_name *name)
{
    uint32_t n = name->end - name->first, m = e->end - e->first;
    if (n == m || n < 2 || m < 2)
        return false;
    uint32_t first = n < m ? name->first : e->first, last = n < m ? name->end - 1 : e->end - 1, head = n < m ? e->end - 1 : name->end - 1;
    hs_source_kind shorter = n < m ? name->kind : e->kind, longer = n < m ? e->kind : name->kind;
    if (same_bare(g, last, head) || g->tokens->at[last].traits & (HS_WORD_BODY | HS_WORD_MEDIA))
        return false;
    bool where = shorter == HS_SOURCE_PLACE || (first && hs_token_is_in(g->tokens, first - 1, "in near at outside around across"));
    return (longer == HS_SOURCE_OUTLET && shorter != HS_SOURCE_OUTLET) || (where && g->tokens->at[head].traits & (HS_WORD_INSTITUTION | HS_WORD_MEDIA));
}

static bool kinds_agree(const grouping *g, const hs_entity *e, const hs_name *name)
{
    bool person = name->kind == HS_SOURCE_PERSON, other = name->kind != HS_SOURCE_UNKNOWN && !person;
    if (e->kind == HS_SOURCE_PERSON && other && (name->end - name->first > 1 || is_introduced(g, name)))
        return false;
    if (e->kind != HS_SOURCE_PERSON && e->kind != HS_SOURCE_UNKNOWN && person && name->whole < name->first)
        return false;
    if (is_town_of(g, e, name))
        return false;
    return hs_genders_agree(e->gender, name->gender);
}

/* The last word that tells names apart: not Jr, not II. */
static uint32_t last_word(const grouping *g, uint32_t first, uint32_t end)
{
    while (end > first + 1 && may_lack(g, end - 1))
        end--;
    return end - 1;
}

static bool is_person(const hs_entity *e)
{
    return e->kind == HS_SOURCE_PERSON;
}

/* Where the words of a firm's name end, before "Plc", "Inc". */
static uint32_t core_end(const grouping *g, const hs_entity *e)
{
    bool form = e->end - e->first > 2 && hs_token_is_in(g->tokens, e->end - 1, "plc inc inc. ltd ltd. corp corp. co co. llc gmbh ag sa nv limited");
    return e->end - form;
}

/* Is an entity of two words, which is named in full first, called by its first alone, and by its last never, as no person is: "Sellick" of Sellick Potash? Not "Lindco" of Lindco Arena. */
static bool is_called_by_first(const grouping *g, const hs_name *name, const hs_entity *e)
{
    uint32_t last = core_end(g, e) - 1;
    bool the = e->first && g->tokens->at[e->first - 1].traits & HS_WORD_DETERMINER; /* "the Lindco Watch" is a thing */
    if (last != e->first + 1 || the || name->first < e->end || e->kind == HS_SOURCE_OUTLET || is_person(e) || e->kind == HS_SOURCE_PLACE || hs_given_name(hs_token_word(g->tokens, e->first)) ||
        g->tokens->at[last].traits & (HS_WORD_PLACE | HS_WORD_ROLE | HS_WORD_DEMONYM | HS_WORD_NOUN))
        return false;
    for (uint32_t i = 0; i < g->names->n; i++)
        if (g->names->at[i].end - g->names->at[i].first == 1 && same_bare(g, g->names->at[i].first, last))
            return false;
    return true;
}

/* "Lind, 45" */
static bool has_age(const grouping *g, const hs_name *name)
{
    const hs_token *behind = name->end < g->tokens->n && g->tokens->at[name->end - 1].gap == HS_GAP_COMMA ? &g->tokens->at[name->end] : NULL;
    return behind && behind->shape & HS_TOKEN_NUMBER && behind->end - behind->begin == 2;
}

/* Is the name one of this entity's, whose word `as` it shares? */
static bool fits(const grouping *g, const hs_name *name, const hs_entity *e, uint8_t as)
{
    uint32_t n = name->end - name->first;
    if (!kinds_agree(g, e, name))
        return false;
    if (as == AS_ACRONYM)
        return n == 1 && g->tokens->at[name->first].shape & HS_TOKEN_CAPITALS;
    if (n == 1) {
        if (is_person(e) ? name->brand : e->kind == HS_SOURCE_ORGANISATION && has_age(g, name)) /* "Corley's", of Ann Corley */
            return false;
        if (is_person(e))
            return as == AS_LAST || (as == AS_FIRST && name->whole == name->first) ||
                   (as == AS_INNER && e->end - e->first > 2);
        /* "the Observatory", "the Post", "CCTV" of CCTV News: not "Lindco" of Lindco Arena */
        uint32_t second = e->first + 1;
        bool whole_but_kind =
            as == AS_FIRST && core_end(g, e) == second + 1 && g->tokens->at[second].traits & (HS_WORD_BODY | HS_WORD_MEDIA);
        bool place = g->tokens->at[name->first].traits & (HS_WORD_PLACE | HS_WORD_DEMONYM);
        bool the = name->first && g->tokens->at[name->first - 1].traits & HS_WORD_DETERMINER;
        bool noun = the && g->tokens->at[name->first].traits & (HS_WORD_BODY | HS_WORD_MEDIA);
        return e->end - e->first == 1 || (!place && (as == AS_LAST || whole_but_kind || noun || (as == AS_FIRST && (e->by_first || is_called_by_first(g, name, e)))));
    }
    bool shorter = n <= e->end - e->first;
    bool part = shorter ? is_part(g, name->first, name->end, e->first, e->end)
                        : is_part(g, e->first, e->end, name->first, name->end);
    return part &&
           (!is_person(e) || same_bare(g, last_word(g, name->first, name->end), last_word(g, e->first, e->end)) ||
            as == AS_LAST);
}

/* A single word that tells nothing of a person: no "Mr Lind", no "Lind, 45,". */
static bool may_be_firm(const grouping *g, const hs_name *name)
{
    return name->end - name->first == 1 && name->whole == name->first && name->kind != HS_SOURCE_PERSON && !name->brand && !has_age(g, name) &&
           !(name->first && g->tokens->at[name->first - 1].traits & HS_WORD_ROLE && !g->tokens->at[name->first - 1].gap);
}

/* The entity that the word at `token` leads to: the one named last before the name, else the first that comes. */
static uint32_t look(const grouping *g, const hs_name *name, uint32_t token, uint8_t allowed)
{
    uint32_t hash = hs_word_hash(bare(g, token)), best = HS_NONE, looks = 0;
    const bool titled = name->whole < name->first;
    uint64_t best_rank = 0;
    for (uint32_t at = g->buckets[hash & g->mask]; at && looks < MAX_LOOKS; at = g->nodes[at - 1].next, looks++) {
        const node *n = &g->nodes[at - 1];
        if (n->hash != hash || !(n->as & allowed))
            continue;
        const hs_entity *e = &g->entities->at[n->entity];
        if (!fits(g, name, e, n->as))
            continue;
        uint64_t rank = e->last_name == HS_NONE ? (uint64_t)UINT32_MAX - n->entity : ((uint64_t)1 << 32) + e->last_name;
        rank += (uint64_t)(n->as != AS_INNER) << 33;
        rank += (uint64_t)(e->by_first && may_be_firm(g, name)) << 36;
        rank += (uint64_t)(e->brand == name->brand) << 35; /* "Corley", where there is Corley's */
        rank += (uint64_t)!(titled && e->by_given) << 34; /* "Mrs Lind", where her daughter is "Jess" */
        if (best == HS_NONE || rank > best_rank) {
            best = n->entity;
            best_rank = rank;
        }
    }
    return best;
}

static void enter_words(grouping *g, uint32_t entity, uint32_t first, uint32_t end)
{
    char initials[MAX_ACRONYM];
    size_t n = 0;
    uint32_t last = last_word(g, first, end);
    for (uint32_t i = first; i < end; i++) {
        if (is_small(&g->tokens->at[i]))
            continue;
        enter(g, bare(g, i), entity, i == last ? AS_LAST : i == first ? AS_FIRST : AS_INNER);
        hs_str word = hs_token_word(g->tokens, i);
        size_t letters =
            g->tokens->at[i].shape & HS_TOKEN_CAPITALS && i > first ? word.len : 1; /* Scottish SPCA: SSPCA */
        for (size_t k = 0; k < letters && n < MAX_ACRONYM; k++)
            initials[n++] = word.ptr[k];
    }
    if (n < 2 || g->entities->at[entity].kind == HS_SOURCE_PERSON)
        return;
    enter(g, (hs_str){initials, n}, entity, AS_ACRONYM);
    if (n > 2) /* US National Aeronautics and Space Administration: NASA */
        enter(g, (hs_str){initials + 1, n - 1}, entity, AS_ACRONYM);
}

static bool all_capitals(const grouping *g, uint32_t first, uint32_t end)
{
    while (first < end && (g->tokens->at[first].shape & HS_TOKEN_CAPITALS || is_small(&g->tokens->at[first])))
        first++;
    return first == end;
}

static void join(grouping *g, hs_name *name, uint32_t entity)
{
    hs_entity *e = &g->entities->at[entity];
    name->entity = entity;
    e->brand = e->brand || name->brand;
    if (e->end - e->first == name->end - name->first && all_capitals(g, e->first, e->end) &&
        !all_capitals(g, name->first, name->end)) { /* "SKARN, 4 May (Wire) -": Skarn */
        e->first = name->first;
        e->end = name->end;
    }
    if (name->kind == HS_SOURCE_PERSON && name->whole < name->first)
        e->kind = HS_SOURCE_PERSON;
    if (e->kind == HS_SOURCE_UNKNOWN || is_introduced(g, name) ||
        hs_kind_in_dateline(g->tokens, name->first, name->end) != HS_SOURCE_UNKNOWN)
        e->kind = name->kind;
    if (e->kind == HS_SOURCE_OUTLET)
        e->gender = HS_GENDER_UNKNOWN;
    if (e->gender == HS_GENDER_UNKNOWN && (e->kind == HS_SOURCE_PERSON || e->kind == HS_SOURCE_UNKNOWN))
        e->gender = name->gender;
}

static bool begin_entity(grouping *g, hs_name *name)
{
    hs_entity *e = hs_entity_add(g->entities);
    if (!e)
        return false;
    e->first = name->first;
    e->end = name->end;
    e->kind = name->kind;
    e->gender = name->gender;
    e->brand = name->brand;
    name->entity = g->entities->n - 1;
    enter_words(g, name->entity, name->first, name->end);
    return true;
}

/* Names of several words, in the order of the text. */
static bool group_full(grouping *g)
{
    for (uint32_t i = 0; i < g->names->n; i++) {
        hs_name *name = &g->names->at[i];
        if (name->end - name->first < 2)
            continue;
        uint32_t found = HS_NONE;
        for (uint32_t k = name->end; found == HS_NONE && k-- > name->first;)
            if (!may_lack(g, k))
                found = look(g, name, k, AS_LAST | AS_FIRST | AS_INNER);
        if (found == HS_NONE) {
            if (!begin_entity(g, name))
                return false;
            continue;
        }
        join(g, name, found);
        hs_entity *e = &g->entities->at[found];
        if (name->end - name->first > e->end - e->first) {
            e->first = name->first;
            e->end = name->end;
            enter_words(g, found, name->first, name->end);
        }
    }
    return true;
}

/* "Union of Dock Workers (UDW)" */
static uint32_t named_before(const grouping *g, uint32_t i)
{
    const hs_name *name = &g->names->at[i];
    if (!i || !name->first || !(g->tokens->at[name->first - 1].gap & HS_GAP_OPEN) ||
        !(g->tokens->at[name->end - 1].gap & HS_GAP_CLOSE))
        return HS_NONE;
    const hs_name *before = &g->names->at[i - 1];
    return before->end == name->first && before->end - before->first > 1 &&
                   g->tokens->at[name->first].shape & HS_TOKEN_CAPITALS
               ? before->entity
               : HS_NONE;
}

/* A firm and somebody of its name: "Lind Chemicals Plc .. Lind said .. Miles Lind, its head": the firm is called by its first word before he is named. */
static void call_by_first(grouping *g, uint32_t i)
{
    const hs_name *name = &g->names->at[i];
    uint32_t hash = hs_word_hash(bare(g, name->first)), looks = 0;
    hs_entity *firm = NULL;
    bool person = false;
    if (!may_be_firm(g, name) || g->tokens->at[name->first].shape & HS_TOKEN_HEADLINE)
        return;
    for (uint32_t at = g->buckets[hash & g->mask]; at && looks < MAX_LOOKS; at = g->nodes[at - 1].next, looks++) {
        const node *n = &g->nodes[at - 1];
        hs_entity *e = &g->entities->at[n->entity];
        if (n->hash != hash)
            continue;
        if (is_person(e) && n->as == AS_LAST && e->first_name == HS_NONE)
            person = true;
        else if (is_person(e) && n->as == AS_LAST)
            return;
        else if (n->as == AS_FIRST && e->kind == HS_SOURCE_ORGANISATION && core_end(g, e) - e->first == 2 && e->first_name != HS_NONE)
            firm = e;
    }
    if (person && firm)
        firm->by_first = true;
}

/* As call_by_first, of all names. */
static void call_firms(grouping *g)
{
    for (uint32_t i = 0; i < g->names->n; i++) {
        hs_entity *e = g->names->at[i].entity == HS_NONE ? NULL : &g->entities->at[g->names->at[i].entity];
        if (!e)
            call_by_first(g, i);
        else if (e->first_name == HS_NONE)
            e->first_name = i;
    }
    for (uint32_t i = 0; i < g->entities->n; i++)
        g->entities->at[i].first_name = HS_NONE; /* singles may stand before */
}

static bool group_single(grouping *g)
{
    call_firms(g);
    for (uint32_t i = 0; i < g->names->n; i++) {
        hs_name *name = &g->names->at[i];
        if (name->entity == HS_NONE) {
            uint32_t found = named_before(g, i);
            if (found != HS_NONE)
                enter(g, hs_token_word(g->tokens, name->first), found, AS_ACRONYM);
            else
                found = look(g, name, name->first, AS_LAST | AS_FIRST | AS_INNER | AS_ACRONYM);
            if (found != HS_NONE) {
                join(g, name, found);
                hs_entity *of = &g->entities->at[found];
                of->by_given = of->by_given || (is_person(of) && of->end - of->first > 1 && same_bare(g, name->first, of->first));
                /* a surname alone: a person, if no article says otherwise */
                bool the = name->first && g->tokens->at[name->first - 1].traits & HS_WORD_DETERMINER;
                if (of->kind == HS_SOURCE_UNKNOWN && of->end - of->first > 1 && !the &&
                    same_bare(g, name->first, of->end - 1))
                    of->kind = HS_SOURCE_PERSON;
                else if (of->kind == HS_SOURCE_UNKNOWN && of->end - of->first == 2 && same_bare(g, name->first, of->first))
                    of->kind = HS_SOURCE_ORGANISATION;
            } else if (!begin_entity(g, name))
                return false;
        }
        hs_entity *e = &g->entities->at[name->entity];
        e->first_name = e->first_name == HS_NONE ? i : e->first_name;
        e->last_name = i;
        e->mentions++;
    }
    return true;
}

hs_status hs_entities_find(hs_entities *out, hs_arena *arena, const hs_tokens *tokens, hs_names *names, hs_error *err)
{
    uint32_t size = 64, words = 0;
    while (size < 4 * names->n)
        size *= 2;
    for (uint32_t i = 0; i < names->n; i++)
        words += names->at[i].end - names->at[i].first + 3;
    *out = (hs_entities){.arena = arena};
    grouping g = {tokens, names, out, HS_NEW(arena, uint32_t, size), size - 1, HS_NEW(arena, node, words), 0, words};
    if (!g.buckets || !g.nodes || !group_full(&g) || !group_single(&g))
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for the names of a text");
    return HS_OK;
}

hs_entity *hs_entity_add(hs_entities *entities)
{
    if (entities->n == entities->cap) {
        uint32_t cap = entities->cap ? 2 * entities->cap : 32;
        hs_entity *at = HS_NEW(entities->arena, hs_entity, cap);
        if (!at)
            return NULL;
        if (entities->n)
            memcpy(at, entities->at, entities->n * sizeof *at);
        entities->at = at;
        entities->cap = cap;
    }
    hs_entity *e = &entities->at[entities->n++];
    *e = (hs_entity){.owner = HS_NONE,
                     .body = HS_NONE,
                     .mention = HS_NONE,
                     .first_name = HS_NONE,
                     .last_name = HS_NONE,
                     .source = HS_NO_SOURCE};
    return e;
}
