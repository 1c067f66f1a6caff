/* chains.c -- relays. In: attributions with sources and parents. Out: their chains. Threads: no state but the
 * document's. */
#include "chains.h"

#include <stdlib.h>

#include "anonymous.h"
#include "ascii.h"
#include "audiences.h"
#include "heard.h"
#include "interviews.h"
#include "own.h"
#include "status.h"

/* A chain is no longer; an article that retells another names it early. */
enum { MAX_RELAYS = 16, EARLY = 4, RETELLS = 2, LOOK_BACK = 32 };

typedef struct maker {
    hs_document *doc;
    const hs_resolver *r;
    hs_hearsay said;
    hs_heard *heard; /* said.of: [n_attributions] */
    uint32_t *herald; /* [n_sources]: the outlet that an unnamed source was heard by, or HS_NO_SOURCE */
    hs_own own;
    bool *public;    /* [n_attributions]: not for one outlet alone */
    uint32_t retold; /* the outlet that the article retells, or HS_NO_SOURCE */
} maker;

/* ---- the article as a whole ---- */

static bool is_own(const maker *m, uint32_t id)
{
    return m->own.is[id];
}

static uint32_t first_byte(const hs_attribution *a)
{
    return a->cue.n ? a->cue.at[0].begin : a->content.n ? a->content.at[0].begin : 0;
}

/* A place where an outlet is named for what it reports. */
typedef struct naming {
    uint32_t at, outlet; /* byte; source */
    bool reports;        /* by itself: nobody told it */
} naming;

static int by_place(const void *a, const void *b)
{
    const naming *x = a, *y = b;
    return x->at < y->at ? -1 : x->at > y->at;
}

static void name_outlet(const maker *m, naming *list, size_t *n, naming it)
{
    if (hs_is_outlet(m->doc, it.outlet) && m->doc->sources[it.outlet].kind == HS_SOURCE_OUTLET &&
        !is_own(m, it.outlet))
        list[(*n)++] = it;
}

/* One outlet alone is named as a source, as whom sources spoke to or as having a report, in so many paragraphs, first
 * in the article's head: it is retold. Naming it twice in a breath ("reported, citing ..") shows no more than naming it
 * once; one that people told and that reports nothing may be the page's own. Or the text says once where the full story is. */
static hs_status find_retold(maker *m, const hs_entities *entities, hs_error *err)
{
    const hs_document *doc = m->doc;
    naming *list = HS_NEW(doc->arena, naming, 2 * doc->n_attributions + m->said.n_printed);
    size_t n = 0, times = 0, paragraph_end = 0; /* of the last that counts */
    bool reports = false;
    m->retold = HS_NO_SOURCE;
    if (!list)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for chains");
    for (size_t i = 0; i < doc->n_attributions; i++) {
        uint32_t at = first_byte(&doc->attributions[i]);
        if (m->heard[i].n_through)
            name_outlet(m, list, &n, (naming){at, m->heard[i].through[0], false});
        name_outlet(m, list, &n, (naming){at, doc->attributions[i].source_id, true});
    }
    for (size_t i = 0; i < m->said.n_printed; i++)
        name_outlet(m, list, &n, (naming){m->said.printed[i].at, entities->at[m->said.printed[i].entity].source, true});
    qsort(list, n, sizeof *list, by_place);
    for (size_t i = 0; i < n; i++) {
        if (list[i].outlet != list[0].outlet)
            return HS_OK;
        reports = reports || list[i].reports;
        if (list[i].at < paragraph_end)
            continue;
        times++;
        paragraph_end = hs_ascii_char(doc->text, list[i].at, '\n');
    }
    if (!m->own.asked && reports && times >= RETELLS && list[0].at < doc->text.len / EARLY)
        m->retold = list[0].outlet;
    else if (m->said.whole != HS_NO_SOURCE && !is_own(m, m->said.whole) && (!n || list[0].outlet == m->said.whole))
        m->retold = m->said.whole;
    return HS_OK;
}

/* "Two officials told the Wire .. One official said .. ": of those who were spoken of, by the same outlet. */
static void share_herald(maker *m, const hs_sources *sources, uint32_t i)
{
    const hs_document *doc = m->doc;
    uint32_t holder = doc->attributions[i].source_id;
    if (holder >= doc->n_sources || !doc->sources[holder].anonymous || m->herald[holder] != HS_NO_SOURCE)
        return;
    for (uint32_t k = i; k-- > 0 && k + LOOK_BACK > i;) {
        uint32_t other = doc->attributions[k].source_id;
        if (other >= doc->n_sources || !doc->sources[other].anonymous || m->herald[other] == HS_NO_SOURCE)
            continue;
        if (hs_sources_same_noun(sources, i, k)) {
            m->herald[holder] = m->herald[other];
            return;
        }
    }
}

/* Sources that nobody names are heard by the outlet that speaks of them first. */
static hs_status find_heralds(maker *m, const hs_sources *sources, hs_error *err)
{
    const hs_document *doc = m->doc;
    m->herald = HS_NEW(doc->arena, uint32_t, doc->n_sources);
    if (!m->herald)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for chains");
    for (size_t k = 0; k < doc->n_sources; k++)
        m->herald[k] = HS_NO_SOURCE;
    for (size_t i = 0; i < doc->n_attributions; i++) {
        const hs_heard *h = &m->heard[i];
        uint32_t last = h->n_through ? h->through[h->n_through - 1] : HS_NO_SOURCE,
                 holder = doc->attributions[i].source_id;
        for (uint8_t k = 0; k + 1 < h->n_through; k++)
            if (m->herald[h->through[k]] == HS_NO_SOURCE)
                m->herald[h->through[k]] = last;
        for (uint8_t k = 0; k < h->n_from; k++)
            if (m->herald[h->from[k]] == HS_NO_SOURCE)
                m->herald[h->from[k]] = holder;
        if (holder < doc->n_sources && m->herald[holder] == HS_NO_SOURCE)
            m->herald[holder] = last;
    }
    for (uint32_t i = 1; i < doc->n_attributions; i++)
        share_herald(m, sources, i);
    for (size_t k = 0; k < doc->n_sources; k++)
        if (!doc->sources[k].anonymous || !hs_is_outlet(doc, m->herald[k]))
            m->herald[k] = HS_NO_SOURCE;
    return HS_OK;
}

/* ---- chains ---- */

typedef struct chain {
    uint32_t at[MAX_RELAYS];
    uint32_t n;
} chain;

static void add(const maker *m, chain *c, uint32_t id)
{
    const hs_document *doc = m->doc;
    if (id >= doc->n_sources || c->n == MAX_RELAYS || (c->n && is_own(m, id)))
        return;
    for (uint32_t i = 0; i < c->n; i++)
        if (c->at[i] == id)
            return;
    c->at[c->n++] = id;
}

/* Does no outlet stand in the chain? */
static bool has_no_outlet(const hs_document *doc, const chain *c)
{
    for (uint32_t i = 0; i < c->n; i++)
        if (hs_is_outlet(doc, c->at[i]))
            return false;
    return c->n;
}

/* Does nobody in the chain publish? Organisations that have a name publish what they say themselves, and so do their spokesmen. */
static bool is_unpublished(const hs_document *doc, const chain *c)
{
    if (!has_no_outlet(doc, c))
        return false;
    const hs_source *last = &doc->sources[c->at[c->n - 1]];
    if (last->anonymous && last->affiliation.len && hs_ascii_holds(last->name, "spokes")) /* a body's voice */
        return false;
    return last->anonymous || (last->kind != HS_SOURCE_ORGANISATION && last->kind != HS_SOURCE_PLACE);
}

/* "we", "you", "I" whom nobody is known to be: the page itself, or its reader. */
static bool is_us(const hs_document *doc, uint32_t id)
{
    static const char *const words[] = {"we", "us", "you", "i", "me"};
    return id < doc->n_sources && hs_ascii_is_one_of(doc->sources[id].name, words, sizeof words / sizeof *words);
}

/* May the outlet that the article retells have told it? What an organisation plans or thinks it need not publish. */
static bool is_untold(const hs_document *doc, const hs_attribution *a, const chain *c)
{
    uint32_t last = c->at[c->n - 1];
    bool thinks = doc->sources[last].kind == HS_SOURCE_ORGANISATION && !hs_act_is_spoken(a->act);
    return !is_us(doc, last) && (is_unpublished(doc, c) || (thinks && has_no_outlet(doc, c)));
}

/* "North Wire, meanwhile, has two people saying ..": is another outlet than the retold one named before it in its paragraph? */
static bool is_beside_another(const maker *m, const hs_attribution *a)
{
    enum { REACH = 2000 /* bytes */ };
    const hs_tokens *t = m->r->tokens;
    uint32_t at = first_byte(a), begin = at;
    while (begin && at - begin < REACH && m->doc->text.ptr[begin - 1] != '\n')
        begin--;
    uint32_t first = hs_tokens_from(t, begin);
    for (uint32_t i = hs_names_from(m->r->names, first); i < m->r->names->n && t->at[m->r->names->at[i].first].begin < at; i++) {
        const hs_entity *e = &m->r->entities->at[m->r->names->at[i].entity];
        bool own = e->source != HS_NO_SOURCE && is_own(m, e->source);
        if (e->kind == HS_SOURCE_OUTLET && e->source != m->retold && !own)
            return true;
    }
    return false;
}

/* "reportedly": by whom the article retells. */
static bool is_hearsay(const hs_document *doc, const hs_attribution *a)
{
    static const char *const words[] = {"reportedly", "allegedly", "supposedly"};
    return a->source_id == HS_NO_SOURCE && a->cue.n == 1 &&
           hs_ascii_is_one_of(hs_document_slice(doc, a->cue.at[0]), words, sizeof words / sizeof *words);
}

/* "Although the ministry denied it, it fell, the Wire reported, citing two officials": they are cited for the main clause. Does `inner` stand in a
 * clause that is set against it? */
static bool is_conceded(const maker *m, uint32_t at, uint32_t inner)
{
    enum { REACH = 16 };
    const hs_tokens *t = m->r->tokens;
    hs_spans whole = m->doc->attributions[at].content, part = m->doc->attributions[inner].content, cue = m->doc->attributions[inner].cue;
    uint32_t begin, end, from, to, verb, verb_end;
    if (m->heard[at].cited_for == HS_NO_PARENT || !whole.n || !part.n || !cue.n || !hs_tokens_in(t, whole.at[0], &begin, &end) ||
        !hs_tokens_in(t, part.at[part.n - 1], &from, &to) || !hs_tokens_in(t, cue.at[0], &verb, &verb_end))
        return false;
    begin -= begin && !hs_token_is_in(t, begin, "while although though whereas even") && !t->at[begin - 1].gap; /* it may be cut off */
    return hs_token_is_in(t, begin, "while although though whereas even") && verb > begin && verb <= begin + REACH && to < end && t->at[to - 1].gap & HS_GAP_COMMA;
}

/* "said that the reported address was wrong", "said that it reportedly fell": in indirect speech such a word is the narrator's own, but for what an outlet
 * reports: "it has reportedly fallen, the Wire said". */
static bool is_narrators(const maker *m, const hs_attribution *a)
{
    static const char *const words[] = {"reportedly", "allegedly", "supposedly", "purportedly", "reported", "supposed", "purported", "rumored", "rumoured", "perceived", "predicted", "expected"};
    uint32_t begin, end, around = a->parent < m->doc->n_attributions ? m->doc->attributions[a->parent].source_id : HS_NO_SOURCE;
    bool reported = around < m->doc->n_sources && m->doc->sources[around].kind == HS_SOURCE_OUTLET;
    return !reported && a->source_id == HS_NO_SOURCE && !a->source.n && a->cue.n == 1 && hs_ascii_is_one_of(hs_document_slice(m->doc, a->cue.at[0]), words, sizeof words / sizeof *words) &&
           hs_tokens_in(m->r->tokens, a->cue.at[0], &begin, &end) && !(m->r->tokens->at[begin].shape & HS_TOKEN_QUOTED);
}

/* What attribution `at` adds to the chain, on the way out from `inner` (HS_NO_PARENT: it is the one that has the
 * chain).
 */
static void add_level(const maker *m, chain *c, uint32_t at, uint32_t inner)
{
    const hs_document *doc = m->doc;
    const hs_heard *h = &m->heard[at];
    uint32_t holder = doc->attributions[at].source_id;
    bool begins = inner == HS_NO_PARENT;
    if (!begins && is_conceded(m, at, inner))
        return;
    bool cited = begins ? h->n_from && !h->from_held : m->heard[inner].cited_for != at;
    for (uint8_t k = 0; cited && k < h->n_from; k++)
        add(m, c, h->from[k]);
    bool rejects = !begins && doc->attributions[at].act == HS_ACT_DENY; /* who denies a claim did not tell of it */
    if (begins || (!rejects && !is_us(doc, holder)))
        add(m, c, holder);
    for (uint8_t k = 0; k < h->n_through; k++)
        add(m, c, h->through[k]);
}

static hs_status make_chain(const maker *m, uint32_t i, hs_error *err)
{
    hs_document *doc = m->doc;
    hs_attribution *a = &doc->attributions[i];
    chain c = {.n = 0};
    uint32_t at = i, inner = HS_NO_PARENT;
    bool heard = false; /* the text tells by whom, or all heard it */
    unsigned most = is_narrators(m, a) ? 0 : MAX_RELAYS;
    for (unsigned steps = 0; at < doc->n_attributions && steps < most; steps++) {
        add_level(m, &c, at, inner);
        heard = heard || m->heard[at].n_through || m->public[at];
        inner = at;
        at = doc->attributions[at].parent;
    }
    if (c.n && is_unpublished(doc, &c))
        add(m, &c, m->herald[c.at[c.n - 1]]);
    if (!heard && a->place == HS_IN_BODY && m->retold != HS_NO_SOURCE && !is_beside_another(m, a) && (c.n ? is_untold(doc, a, &c) : is_hearsay(doc, a)))
        add(m, &c, m->retold);
    uint32_t *kept = HS_NEW(doc->arena, uint32_t, c.n);
    if (!kept)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for a chain");
    if (c.n)
        memcpy(kept, c.at, c.n * sizeof *kept);
    a->chain = kept;
    a->n_chain = c.n;
    a->chain_known = true;
    return HS_OK;
}

hs_status hs_chains_find(hs_document *doc, hs_sources *sources, hs_error *err)
{
    maker m = {.doc = doc};
    HS_TRY(hs_heard_find(&m.said, doc, sources, err));
    m.heard = m.said.of;
    const hs_resolver *r = hs_sources_resolver(sources);
    m.r = r;
    HS_TRY(hs_own_find(&m.own, doc, &m.said, r, err));
    HS_TRY(hs_interviews_go_on(doc, r->tokens, &m.said, m.own.known, err));
    HS_TRY(find_retold(&m, r->entities, err));
    HS_TRY(find_heralds(&m, sources, err));
    HS_TRY(hs_audiences_find(&m.public, doc, r, err));
    for (uint32_t i = 0; i < doc->n_attributions; i++)
        HS_TRY(make_chain(&m, i, err));
    return HS_OK;
}
