/* corefs.c -- chains: names, speakers, pronouns and descriptions are linked in the order of the text. In: text. Out:
 * chains of spans. Threads: no state but the caller's. */
#include "corefs.h"

#include "corefs_link.h"
#include "status.h"

enum { MAX_LOOKS = 48, MAX_WORDS = 24, QUOTED_SENTENCES = 3, MAX_TEXT_BYTES = 16 << 20 };

/* Phrases by the words that they may be called by again. */
typedef struct node {
    uint32_t hash, phrase, next;
} node;

typedef struct maker {
    hs_linker l;
    const hs_turns *turns;
    uint32_t *by_entity; /* [entities]: chain */
    uint32_t *by_turn;   /* [turns + 1]: chain of the speaker; the last: whose text it is, if it is no transcript */
    uint32_t we, you;    /* chains of those who are not told apart by turns; HS_NONE */
    uint32_t *buckets;   /* [mask + 1]: node + 1 */
    uint32_t mask;
    node *nodes;
    uint32_t n_nodes, cap_nodes;
} maker;

static hs_str word_of(const maker *m, uint32_t i)
{
    return hs_token_word(m->l.grammar->tokens, i);
}

static void enter(maker *m, uint32_t token, uint32_t phrase)
{
    if (m->n_nodes == m->cap_nodes)
        return;
    uint32_t hash = hs_word_hash(word_of(m, token));
    m->nodes[m->n_nodes] = (node){hash, phrase, m->buckets[hash & m->mask]};
    m->buckets[hash & m->mask] = ++m->n_nodes;
}

/* At most one for each phrase: there is room. */
static uint32_t begin_chain(maker *m)
{
    m->l.chains[m->l.n] = (hs_chain){.n = 0};
    return m->l.n++;
}

static void join(maker *m, uint32_t i, uint32_t chain)
{
    const hs_phrase *p = &m->l.phrases->at[i];
    hs_chain *c = &m->l.chains[chain];
    m->l.of[i] = chain;
    if (c->gender == HS_GENDER_UNKNOWN)
        c->gender = p->gender;
    if (p->animacy != HS_ANIMACY_UNKNOWN && (c->animacy == HS_ANIMACY_UNKNOWN || p->form == HS_PHRASE_PRONOUN))
        c->animacy = p->animacy;
    if (!c->n++)
        c->plural = p->plural;
    c->named = c->named || p->form == HS_PHRASE_NAME;
    bool quoted = m->l.grammar->tokens->at[p->head].shape & HS_TOKEN_QUOTED;
    c->spoken = c->spoken || (p->form == HS_PHRASE_PRONOUN && p->person >= HS_PERSON_I && !quoted);
}

static bool has_word(const maker *m, const hs_phrase *p, uint32_t token)
{
    for (uint32_t i = p->begin; i < p->end && i < p->begin + MAX_WORDS; i++)
        if (hs_token_same(m->l.grammar->tokens, i, token))
            return true;
    return false;
}

/* Whose it is: the chain of the owner; HS_NONE. */
static uint32_t owner_chain(const maker *m, uint32_t i)
{
    const hs_phrase *p = &m->l.phrases->at[i];
    for (uint32_t j = i, looks = 0; p->owner != HS_NONE && j-- > 0 && looks < 8; looks++)
        if (m->l.phrases->at[j].head == p->owner)
            return m->l.of[j];
    return HS_NONE;
}

static bool is_content(const hs_grammar *g, uint32_t i)
{
    hs_tag tag = (hs_tag)g->tags[i];
    return tag == HS_TAG_NOUN || tag == HS_TAG_NOUNS || tag == HS_TAG_PROPER || tag == HS_TAG_NUMBER ||
           tag == HS_TAG_GERUND;
}

/* May "the long ship" be what phrase j speaks of? */
static bool may_be(const maker *m, uint32_t i, uint32_t j)
{
    const hs_phrase *p = &m->l.phrases->at[i], *q = &m->l.phrases->at[j];
    if (q->begin <= p->begin && q->end >= p->end)
        return false;
    if (q->plural != p->plural || q->form == HS_PHRASE_PRONOUN)
        return false;
    if (p->owner != HS_NONE &&
        (q->owner == HS_NONE || owner_chain(m, i) != owner_chain(m, j) || owner_chain(m, i) == HS_NONE))
        return false;
    for (uint32_t k = p->core; k < p->head; k++)
        if (!has_word(m, q, k))
            return false;
    /* "the ship of Lind" is no other's */
    for (uint32_t k = p->head + 1; k < p->end && k < p->head + MAX_WORDS; k++)
        if (is_content(m->l.grammar, k) && !has_word(m, q, k))
            return false;
    if (hs_token_same(m->l.grammar->tokens, p->head, q->head))
        return true;
    return q->form == HS_PHRASE_NAME && p->core == p->head && p->owner == HS_NONE;
}

static uint32_t described_before(const maker *m, uint32_t i)
{
    const hs_phrase *p = &m->l.phrases->at[i];
    uint32_t hash = hs_word_hash(word_of(m, p->head)), looks = 0;
    if (hs_token_is_in(m->l.grammar->tokens, p->head, "time times way people use right same interest ability purpose "
                                                     "question name reason reasons difference the")) /* of which there are many */
        return HS_NONE;
    for (uint32_t at = m->buckets[hash & m->mask]; at && looks < MAX_LOOKS; at = m->nodes[at - 1].next, looks++)
        if (m->nodes[at - 1].hash == hash && may_be(m, i, m->nodes[at - 1].phrase))
            return m->l.of[m->nodes[at - 1].phrase];
    return HS_NONE;
}

/* The entity named by a label of a turn; HS_NONE. */
static uint32_t labelled(const maker *m, const hs_turn *turn)
{
    const hs_names *names = m->l.grammar->names;
    uint32_t k = hs_names_from(names, turn->label);
    return k < names->n && names->at[k].first < turn->begin ? names->at[k].entity : HS_NONE;
}

static uint32_t speaker_chain(maker *m, uint32_t turn)
{
    uint32_t *chain = &m->by_turn[turn];
    if (*chain != HS_NONE)
        return *chain;
    uint32_t entity = turn < m->turns->n ? labelled(m, &m->turns->at[turn]) : HS_NONE;
    if (entity != HS_NONE && m->by_entity[entity] != HS_NONE)
        return *chain = m->by_entity[entity];
    *chain = begin_chain(m);
    m->l.chains[*chain].animacy = HS_ANIMACY_PERSON;
    if (entity != HS_NONE)
        m->by_entity[entity] = *chain;
    return *chain;
}

static uint32_t kept(maker *m, uint32_t *chain)
{
    if (*chain == HS_NONE)
        *chain = begin_chain(m);
    return *chain;
}

/* Whose words a quotation in running text is: the person who was last a subject outside of it. */
static uint32_t quoted_speaker(const maker *m, uint32_t i)
{
    const hs_token *t = m->l.grammar->tokens->at;
    const hs_phrase *p = &m->l.phrases->at[i];
    for (uint32_t j = i, looks = 0; j-- > 0 && looks < MAX_LOOKS; looks++) {
        const hs_phrase *q = &m->l.phrases->at[j];
        if (t[p->head].sentence - t[q->head].sentence > QUOTED_SENTENCES)
            break;
        uint32_t chain = m->l.of[j];
        if (q->subject && chain != HS_NONE && !(t[q->head].shape & HS_TOKEN_QUOTED) &&
            m->l.chains[chain].animacy == HS_ANIMACY_PERSON && !m->l.chains[chain].plural)
            return chain;
    }
    return HS_NONE;
}

static uint32_t spoken(maker *m, uint32_t i)
{
    const hs_phrase *p = &m->l.phrases->at[i];
    if (p->person == HS_PERSON_WE)
        return kept(m, &m->we);
    uint32_t at = hs_turn_at(m->turns, p->begin);
    const hs_turn *turn = at == HS_NONE ? NULL : &m->turns->at[at];
    if (p->person == HS_PERSON_I && !turn && m->l.grammar->tokens->at[p->head].shape & HS_TOKEN_QUOTED) {
        uint32_t speaker = quoted_speaker(m, i);
        if (speaker != HS_NONE)
            return speaker;
    }
    if (p->person == HS_PERSON_I)
        return speaker_chain(m, turn ? turn->speaker : m->turns->n);
    return turn && turn->addressee != HS_NONE ? speaker_chain(m, turn->addressee) : kept(m, &m->you);
}

/* The place of that name, alone or within another name. */
static uint32_t place_before(const maker *m, uint32_t i)
{
    const hs_phrase *p = &m->l.phrases->at[i];
    uint32_t hash = hs_word_hash(word_of(m, p->head)), looks = 0;
    for (uint32_t at = m->buckets[hash & m->mask]; at && looks < MAX_LOOKS; at = m->nodes[at - 1].next, looks++) {
        const hs_phrase *q = &m->l.phrases->at[m->nodes[at - 1].phrase];
        bool alone = q->form == HS_PHRASE_NAME && q->core == q->head;
        if (m->nodes[at - 1].hash == hash && hs_token_same(m->l.grammar->tokens, p->head, q->head) && (q->within || alone))
            return m->l.of[m->nodes[at - 1].phrase];
    }
    return HS_NONE;
}

/* Nobody near can be "she": the last who was, a page before. */
static uint32_t last_of_gender(const maker *m, uint32_t i)
{
    enum { FAR_SENTENCES = 30, MAX_FAR = 400 };
    const hs_token *t = m->l.grammar->tokens->at;
    const hs_phrase *p = &m->l.phrases->at[i];
    for (uint32_t j = i, looks = 0; j-- > 0 && looks < MAX_FAR; looks++) {
        uint32_t sentences = t[p->head].sentence - t[m->l.phrases->at[j].head].sentence, chain = m->l.of[j];
        if (sentences > FAR_SENTENCES)
            break;
        if (sentences > 1 && chain != HS_NONE && m->l.chains[chain].gender == p->gender && !m->l.chains[chain].spoken)
            return chain;
    }
    return HS_NONE;
}

static uint32_t resolve(maker *m, uint32_t i)
{
    const hs_phrase *p = &m->l.phrases->at[i];
    switch (p->form) {
    case HS_PHRASE_NAME:
        if (m->by_entity[p->entity] == HS_NONE && !p->lone)
            m->by_entity[p->entity] = begin_chain(m);
        return m->by_entity[p->entity];
    case HS_PHRASE_PRONOUN:
        if (p->person >= HS_PERSON_I)
            return spoken(m, i);
        if (p->empty)
            return HS_NONE;
        uint32_t near = hs_coref_salient(&m->l, i);
        return near == HS_NONE && p->person <= HS_PERSON_SHE ? last_of_gender(m, i) : near;
    case HS_PHRASE_DEFINITE:
        return described_before(m, i);
    case HS_PHRASE_DEMONSTRATIVE:
        return hs_coref_salient(&m->l, i);
    case HS_PHRASE_INDEFINITE:
        return p->within ? place_before(m, i) : HS_NONE;
    }
    return HS_NONE;
}

static void note_turn(maker *m, uint32_t token)
{
    uint32_t turn = hs_turn_at(m->turns, token);
    m->l.speaker = turn == HS_NONE ? HS_NONE : m->by_turn[m->turns->at[turn].speaker];
    uint32_t addressee = turn == HS_NONE ? HS_NONE : m->turns->at[turn].addressee;
    m->l.addressee = addressee == HS_NONE ? HS_NONE : m->by_turn[addressee];
}

static void link_all(maker *m)
{
    for (uint32_t i = 0; i < m->l.phrases->n; i++) {
        const hs_phrase *p = &m->l.phrases->at[i];
        note_turn(m, p->begin);
        uint32_t chain = resolve(m, i);
        bool orphan = p->form == HS_PHRASE_PRONOUN && (p->person == HS_PERSON_HE || p->person == HS_PERSON_SHE);
        if (chain == HS_NONE && !orphan && (p->form == HS_PHRASE_PRONOUN || p->lone))
            continue;
        join(m, i, chain == HS_NONE ? begin_chain(m) : chain);
        if (p->form == HS_PHRASE_NAME)
            for (uint32_t k = p->core; k < p->head; k++)
                enter(m, k, i);
        if (p->form != HS_PHRASE_PRONOUN && p->form != HS_PHRASE_DEMONSTRATIVE)
            enter(m, p->head, i);
    }
}

/* 's belongs to the mention. */
static hs_span span_of(const hs_grammar *g, const hs_phrase *p)
{
    const hs_token *last = &g->tokens->at[p->end - 1];
    uint32_t end = last->end;
    hs_str text = g->tokens->text;
    if (last->shape & HS_TOKEN_OWNS && p->form != HS_PHRASE_PRONOUN && p->owns) {
        end += end < text.len && (unsigned char)text.ptr[end] == 0xe2 ? 3 : 1;
        end += end < text.len && (text.ptr[end] | 0x20) == 's';
    }
    if (p->short_us) {
        uint32_t mark = last->end < text.len && (unsigned char)text.ptr[last->end] == 0xe2 ? 3 : 1, s = last->end + mark;
        if (s < text.len && (text.ptr[s] | 0x20) == 's')
            return (hs_span){last->end, s + 1};
    }
    return (hs_span){g->tokens->at[p->begin].begin, end};
}

static uint32_t *filled(hs_arena *arena, size_t n)
{
    uint32_t *at = HS_NEW(arena, uint32_t, n);
    for (size_t i = 0; at && i < n; i++)
        at[i] = HS_NONE;
    return at;
}

static hs_status write_chains(hs_corefs *out, hs_arena *arena, const maker *m, hs_error *err)
{
    hs_spans *at = HS_NEW(arena, hs_spans, m->l.n + 1);
    hs_span *spans = HS_NEW(arena, hs_span, m->l.phrases->n + 1);
    uint32_t *slot = filled(arena, m->l.n + 1);
    if (!at || !spans || !slot)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for the chains of a text");
    for (uint32_t c = 0; c < m->l.n; c++)
        if (m->l.chains[c].n > 1) {
            at[out->n].at = spans;
            slot[c] = out->n++;
            spans += m->l.chains[c].n;
        }
    for (uint32_t i = 0; i < m->l.phrases->n; i++) {
        uint32_t c = m->l.of[i];
        if (c == HS_NONE || slot[c] == HS_NONE)
            continue;
        hs_spans *chain = &at[slot[c]];
        ((hs_span *)chain->at)[chain->n++] = span_of(m->l.grammar, &m->l.phrases->at[i]);
    }
    out->at = at;
    return HS_OK;
}

hs_status hs_corefs_find(hs_corefs *out, hs_arena *arena, hs_str text, hs_error *err)
{
    hs_tokens tokens;
    hs_names names;
    hs_entities entities;
    hs_turns turns;
    hs_phrases phrases;
    hs_grammar grammar = {&tokens, NULL, &names, &entities, &turns};
    *out = (hs_corefs){NULL, 0};
    if (text.len > MAX_TEXT_BYTES)
        return HS_OK;
    HS_TRY(hs_tokens_find(&tokens, arena, text, err));
    HS_TRY(hs_tags_find(&grammar.tags, arena, &tokens, err));
    HS_TRY(hs_turns_find(&turns, arena, &tokens, err));
    HS_TRY(hs_names_find(&names, arena, &tokens, err));
    HS_TRY(hs_entities_find(&entities, arena, &tokens, &names, err));
    hs_entities_describe(&entities, &tokens, &names);
    HS_TRY(hs_phrases_find(&phrases, arena, &grammar, err));
    uint32_t size = 64, words = phrases.n + tokens.n;
    while (size < 2 * phrases.n)
        size *= 2;
    maker m = {.l = {&grammar, &phrases, filled(arena, phrases.n + 1), HS_NEW(arena, hs_chain, phrases.n + 1), 0,
                     HS_NONE, HS_NONE},
               .turns = &turns,
               .by_entity = filled(arena, entities.n + 1),
               .by_turn = filled(arena, turns.n + 1),
               .we = HS_NONE,
               .you = HS_NONE,
               .buckets = HS_NEW(arena, uint32_t, size),
               .mask = size - 1,
               .nodes = HS_NEW(arena, node, words),
               .cap_nodes = words};
    if (!m.l.of || !m.l.chains || !m.by_entity || !m.by_turn || !m.buckets || !m.nodes)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for the chains of a text");
    link_all(&m);
    return write_chains(out, arena, &m, err);
}
