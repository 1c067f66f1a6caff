/* origins_graph.c -- the chains of all documents as one graph. In: what documents tell. Out: nodes (sources, outlets, documents) and edges
 * from each to those that have it from there, with the evidence. One thread at a time.
 *
 * Named sources are one by the ledger's word or by their name; unnamed ones are one each. An outlet that is a relay is the document of it
 * that tells of the claim, where one can be meant: it was there before, or no date says that it was not. */
#include "origins.h"

#include <string.h>

#include "ascii.h"
#include "sentences.h"
#include "status.h"
#include "versions.h"

enum { PAGE_LINKS = 8 /* of a document, on the average */, DATELINE = 96 /* bytes */ };

uint32_t hs_origins_is(const hs_tracing *t, uint32_t knot)
{
    while (t->knots[knot].is != knot)
        knot = t->knots[knot].is;
    return knot;
}

static int compare_words(hs_str a, hs_str b)
{
    int order = a.len && b.len ? memcmp(a.ptr, b.ptr, a.len < b.len ? a.len : b.len) : 0;
    return order ? order : a.len < b.len ? -1 : a.len > b.len;
}

int hs_origins_compare(const hs_tracing *t, uint32_t a, uint32_t b)
{
    const hs_knot *x = &t->knots[a], *y = &t->knots[b];
    if (!x->first.len != !y->first.len)
        return x->first.len ? -1 : 1;
    int order = hs_origins_order(x->first, y->first);
    if (order)
        return order;
    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    order = compare_words(x->first, y->first);
    if (!order)
        order = compare_words(x->key, y->key);
    if (!order && x->telling != HS_NONE && y->telling != HS_NONE)
        order = x->telling < y->telling ? -1 : x->telling > y->telling; /* by when they were heard, and digests */
    return order ? order : a < b ? -1 : a > b;
}

/* ---- nodes ---- */

static uint32_t add_knot(hs_tracing *t, hs_trace_kind kind)
{
    uint32_t i = t->n_knots++;
    t->knots[i] = (hs_knot){.kind = kind, .telling = HS_NONE, .is = i, .counted_with = HS_NONE, .perhaps_with = HS_NONE};
    return i;
}

static void put_tellings(hs_tracing *t)
{
    for (uint32_t i = 0; i < t->n_tellings; i++) {
        hs_telling *d = &t->tellings[i];
        d->node = add_knot(t, HS_TRACE_DOCUMENT);
        hs_knot *k = &t->knots[d->node];
        k->telling = i;
        k->first = d->heard;
        k->key = d->sha256;
        k->sides = d->sides;
    }
}

static bool links_to(hs_tracing *t, uint32_t from, uint32_t to)
{
    for (uint32_t i = 0; i < t->n_edges; i++)
        if (t->edges[i].to == t->tellings[from].node && t->edges[i].from == t->tellings[to].node)
            return true;
    return false;
}

/* The document of an outlet that document `of` can mean: one that it links to or copies, else the last before it; without dates the first.
 * Its own outlet is itself. */
static uint32_t find_telling(hs_tracing *t, uint32_t of, const hs_outlet_name *outlet)
{
    uint32_t best = HS_NONE;
    bool best_linked = false, exact = false;
    hs_outlet_name own = hs_outlet_named(t->tellings[of].outlet.name);
    if (hs_outlets_same(outlet, &own, false))
        return of;
    for (uint32_t i = 0; i < t->n_tellings && !exact; i++)
        exact = hs_outlets_same(outlet, &t->tellings[i].outlet, false);
    for (uint32_t i = 0; i < t->n_tellings; i++) {
        const hs_telling *d = &t->tellings[i];
        if (i == of || !hs_outlets_same(outlet, &d->outlet, !exact) || hs_origins_order(d->heard, t->tellings[of].heard) > 0)
            continue;
        bool linked = links_to(t, of, i);
        bool dated = hs_origins_order(d->heard, t->tellings[of].heard) < 0;
        if (best == HS_NONE || (linked && !best_linked) || (linked == best_linked && dated)) {
            best = i;
            best_linked = linked;
        }
    }
    return best;
}

/* What one document takes for a person may be an outlet to another. */
static bool is_outlet(const hs_tracing *t, const hs_link_of *link)
{
    if (link->kind == HS_SOURCE_OUTLET)
        return true;
    hs_outlet_name name = hs_outlet_named(link->name);
    for (uint32_t i = 0; link->kind != HS_SOURCE_PLACE && i < t->n_outlets; i++)
        if (hs_outlets_same(&name, &t->outlets[i], false))
            return true;
    return false;
}

static void add_outlet(hs_outlet_name *names, uint32_t *n, hs_str name)
{
    hs_outlet_name named = hs_outlet_named(name);
    uint32_t i = 0;
    while (i < *n && compare_words(names[i].name, named.name) != 0)
        i++;
    if (i == *n && named.name.len)
        names[(*n)++] = named;
}

/* @param links  how many links all chains have */
static hs_status list_outlets(hs_tracing *t, uint32_t links, hs_error *err)
{
    hs_outlet_name *names = hs_origins_room(t, (size_t)t->n_tellings + links, sizeof *names, err);
    if (!names)
        return HS_E_NOMEM;
    for (uint32_t i = 0; i < t->n_tellings; i++)
        add_outlet(names, &t->n_outlets, t->tellings[i].outlet.name);
    for (uint32_t i = 0; i < t->n_told; i++)
        for (uint32_t k = 0; k < t->told[i].n_chain; k++) {
            const hs_link_of *link = &t->told[i].chain[k];
            if (link->kind == HS_SOURCE_OUTLET && !link->anonymous && !hs_outlet_is_generic(link->name, false))
                add_outlet(names, &t->n_outlets, link->name);
        }
    t->outlets = names;
    return HS_OK;
}

static uint32_t find_outlet(hs_tracing *t, const hs_link_of *link, const hs_outlet_name *name)
{
    for (uint32_t i = 0; i < t->n_knots; i++)
        if (t->knots[i].kind == HS_TRACE_OUTLET && hs_outlets_same(&t->knots[i].named, name, false))
            return i;
    uint32_t i = add_knot(t, HS_TRACE_OUTLET);
    t->knots[i].who = *link;
    t->knots[i].key = link->name;
    t->knots[i].named = *name;
    return i;
}

static bool same_source(const hs_knot *k, const hs_link_of *link, uint32_t telling, bool unnamed)
{
    if (k->kind != HS_TRACE_SOURCE || k->who.anonymous != unnamed)
        return false;
    if (k->who.source && k->who.source == link->source)
        return unnamed ? true : k->telling == HS_NONE || k->telling == telling;
    return !unnamed && k->who.key.len && link->key.len && compare_words(k->who.key, link->key) == 0;
}

/* Once the node's source is known. */
static hs_status describe(hs_tracing *t, hs_error *err)
{
    for (uint32_t i = 0; i < t->n_knots; i++) {
        hs_knot *k = &t->knots[i];
        if (k->kind != HS_TRACE_SOURCE)
            continue;
        const bool somebody = k->who.anonymous || k->who.kind != HS_SOURCE_PLACE; /* a country has no office */
        k->voice = somebody && !k->who.itself && (hs_is_voice(k->who.description) || hs_is_voice(k->who.called) || (k->who.anonymous && hs_is_voice(k->who.name)));
        if (!k->who.anonymous)
            continue;
        hs_described *described = hs_origins_room(t, 1, sizeof *described, err);
        if (!described)
            return HS_E_NOMEM;
        hs_describe(described, &k->who);
        k->described = described;
    }
    return HS_OK;
}

/* One more telling of whom a node is. Of who speaks for herself in one document and for a body in another it is the latter that tells for whom. */
static void merge(hs_link_of *who, const hs_link_of *link)
{
    who->count = who->count ? who->count : link->count;
    if (link->itself)
        return;
    if (who->itself || !who->called.len)
        who->called = link->called;
    if (who->itself || !who->description.len)
        who->description = link->description;
    if (who->itself || !who->body.source)
        who->body = link->body;
    who->itself = false;
}

uint32_t hs_origins_source(hs_tracing *t, const hs_link_of *link, uint32_t telling, bool unnamed)
{
    for (uint32_t i = 0; i < t->n_knots; i++)
        if (same_source(&t->knots[i], link, telling, unnamed)) {
            merge(&t->knots[i].who, link);
            return i;
        }
    uint32_t i = add_knot(t, HS_TRACE_SOURCE);
    t->knots[i].who = *link;
    t->knots[i].who.anonymous = unnamed;
    t->knots[i].key = link->name;
    t->knots[i].via_outlet = unnamed && (link->kind == HS_SOURCE_OUTLET || hs_outlet_is_generic(link->name, true));
    if (unnamed)
        t->knots[i].telling = telling;
    return i;
}

/* The outlet that stands in the words for what it published: "a posting on the National Report website". */
static hs_str publisher_of(const hs_tracing *t, const hs_link_of *link)
{
    if (!hs_is_publication(link->name))
        return (hs_str){NULL, 0};
    for (uint32_t i = 0; i < t->n_outlets; i++) {
        hs_str name = t->outlets[i].name;
        if (name.len > 3 && (hs_ascii_find(link->name, name, 0) != HS_NOWHERE || hs_ascii_find(link->called, name, 0) != HS_NOWHERE ||
                             hs_ascii_find(link->description, name, 0) != HS_NOWHERE))
            return name;
    }
    return (hs_str){NULL, 0};
}

/* @param title  the words stand in the headline */
static uint32_t find_knot(hs_tracing *t, const hs_link_of *link, uint32_t telling, bool title)
{
    bool unnamed = link->anonymous || !link->name.len, generic = (link->kind == HS_SOURCE_OUTLET || unnamed) && hs_outlet_is_generic(link->name, unnamed);
    hs_link_of named = *link;
    hs_str name = unnamed && !generic ? publisher_of(t, link) : (hs_str){NULL, 0};
    if (generic)
        name = title && !t->tellings[telling].names.len ? t->tellings[telling].leads : t->tellings[telling].names;
    if (name.len) {
        named = (hs_link_of){.name = name, .kind = HS_SOURCE_OUTLET};
        unnamed = generic = false;
    }
    if (!unnamed && !generic && is_outlet(t, &named)) {
        hs_outlet_name outlet = hs_outlet_named(named.name);
        uint32_t d = find_telling(t, telling, &outlet);
        return d == HS_NONE ? find_outlet(t, &named, &outlet) : t->tellings[d].node;
    }
    return hs_origins_source(t, link, telling, unnamed || generic);
}

/* ---- edges ---- */

static hs_status add_proof(hs_tracing *t, hs_edge *edge, unsigned sides, hs_trace_evidence e, hs_error *err)
{
    for (hs_proof *p = edge->first; p; p = p->next)
        if (p->e.kind == e.kind && p->e.document == e.document && (p->e.begin == e.begin || e.kind == HS_EVIDENCE_EARLIER)) {
            p->sides |= sides;
            return HS_OK;
        }
    if (edge->n[e.kind] >= HS_TRACE_EVIDENCE)
        return HS_OK;
    hs_proof *proof = hs_origins_room(t, 1, sizeof *proof, err);
    if (!proof)
        return HS_E_NOMEM;
    proof->e = e;
    proof->sides = sides;
    if (edge->last)
        edge->last->next = proof;
    else
        edge->first = proof;
    edge->last = proof;
    edge->n[e.kind]++;
    return HS_OK;
}

bool hs_origins_has_into(const hs_tracing *t, uint32_t node, unsigned sides)
{
    for (uint32_t i = 0; i < t->n_edges; i++)
        if (t->edges[i].to == node && t->edges[i].sides & sides)
            return true;
    return false;
}

hs_status hs_origins_edge(hs_tracing *t, uint32_t from, uint32_t to, unsigned sides, hs_trace_evidence e, hs_error *err)
{
    uint32_t i = 0;
    if (from == to)
        return HS_OK;
    while (i < t->n_edges && (t->edges[i].from != from || t->edges[i].to != to))
        i++;
    if (i == t->n_edges) {
        t->edges[t->n_edges++] = (hs_edge){.from = from, .to = to};
    }
    t->edges[i].sides |= sides;
    return add_proof(t, &t->edges[i], sides, e, err);
}

/* "Users of its forums", of an outlet that the chain names next: "users of the Post's forums", as elsewhere nobody knows whose. */
static hs_status name_owner(hs_tracing *t, hs_link_of *link, const hs_link_of *next, hs_error *err)
{
    size_t at = hs_ascii_find(link->name, (hs_str){" its ", 5}, 0);
    if (!link->anonymous || next->anonymous || !next->name.len || at == HS_NOWHERE || !is_outlet(t, next))
        return HS_OK;
    size_t len = link->name.len - 3 + next->name.len + 2;
    char *name = hs_arena_take(t->trace->arena, len + 1, 1);
    if (!name)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for a trace");
    memcpy(name, link->name.ptr, at + 1);
    memcpy(name + at + 1, next->name.ptr, next->name.len);
    memcpy(name + at + 1 + next->name.len, "'s", 2);
    memcpy(name + at + 3 + next->name.len, link->name.ptr + at + 4, link->name.len - at - 4);
    link->name = (hs_str){name, len};
    return HS_OK;
}

/* "The article" that an outlet published, as its chain says next, is that outlet's word. */
static bool is_of_next(const hs_tracing *t, const hs_told *a, uint32_t i)
{
    return i + 1 < a->n_chain && a->links[i].anonymous && hs_is_publication(a->links[i].name) && hs_outlet_is_generic(a->links[i].name, true) &&
           !a->links[i + 1].anonymous && is_outlet(t, &a->links[i + 1]);
}

static void see_first(hs_str *first, hs_str when)
{
    int order = hs_origins_order(when, *first);
    if (!first->len || order < 0 || (order == 0 && compare_words(when, *first) < 0))
        *first = when;
}

static void see(hs_tracing *t, uint32_t knot, hs_str when, unsigned sides)
{
    hs_knot *k = &t->knots[knot];
    k->sides |= sides;
    if (k->kind == HS_TRACE_DOCUMENT || !when.len)
        return;
    see_first(&k->first, when);
    for (unsigned i = 0; i < 2; i++)
        if (sides >> i & 1)
            see_first(&k->since[i], when);
}

static hs_status put_chain(hs_tracing *t, hs_told *a, hs_error *err)
{
    hs_telling *d = &t->tellings[a->telling];
    unsigned side = HS_SIDE_BITS(a->side);
    uint32_t before = HS_NONE;
    for (uint32_t i = 0; i + 1 < a->n_chain; i++)
        HS_TRY(name_owner(t, &a->links[i], &a->links[i + 1], err));
    for (uint32_t i = 0; i <= a->n_chain; i++) {
        uint32_t knot = i < a->n_chain ? find_knot(t, &a->links[i + is_of_next(t, a, i)], a->telling, a->place == HS_IN_TITLE) : d->node;
        if (i < a->n_chain)
            a->links[i].node = knot;
        if (i == 0 && a->of_self)
            t->knots[knot].of_self |= side;
        see(t, knot, i == 0 && a->time.len && !a->implicit ? a->time : d->heard, side);
        if (before != HS_NONE) {
            const hs_link_of *cited = &a->links[i - 1];
            hs_trace_evidence e = {.kind = HS_EVIDENCE_CITED, .document = (uint64_t)d->id, .begin = cited->begin, .end = cited->end};
            HS_TRY(hs_origins_edge(t, before, knot, side, e, err));
        } else if (i < a->n_chain && knot == d->node) {
            d->own_voice = true;
        }
        before = knot;
    }
    return HS_OK;
}

/* ---- copies and links ---- */

/* Where a line has a name as words of its own. HS_NOWHERE: nowhere */
static size_t find_name(hs_str line, hs_str name)
{
    for (size_t at = hs_ascii_find(line, name, 0); at != HS_NOWHERE; at = hs_ascii_find(line, name, at + 1)) {
        const hs_str behind = hs_ascii_from(line, at + name.len);
        if (hs_ascii_same(line.ptr + at, name.ptr, name.len) && !(at && hs_ascii_is_letter(line.ptr[at - 1])) && !(behind.len && hs_ascii_is_letter(*behind.ptr)))
            return at;
    }
    return HS_NOWHERE;
}

static bool begins_with_dash(hs_str s)
{
    static const char *const dashes[] = {"-", "\xE2\x80\x92", "\xE2\x80\x93", "\xE2\x80\x94", "\xE2\x80\x95"};
    for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++)
        if (hs_ascii_begins(s, dashes[i]))
            return true;
    return false;
}

/* Where a line's dateline has an agency's name in brackets: "VELLIN (South Coast), March 2 (Coastal Wire) - ..". @return false: nowhere */
static bool find_agency(hs_span *out, hs_str line, const hs_outlet_name *agency)
{
    for (size_t open = hs_ascii_char(line, 0, '('), close; (close = hs_ascii_char(line, open, ')')) < line.len && close <= DATELINE; open = hs_ascii_char(line, close, '(')) {
        const hs_outlet_name named = hs_outlet_named((hs_str){line.ptr + open + 1, close - open - 1});
        *out = (hs_span){(uint32_t)open + 1, (uint32_t)close};
        if (begins_with_dash(hs_ascii_trim(hs_ascii_from(line, close + 1))) && hs_outlets_same(&named, agency, false))
            return true;
    }
    return false;
}

/* "Coastal Wire", "Reporting by Coastal Wire", "(with material from Coastal Wire)" as a line of its own: nothing beside the name but what credits. */
static bool find_credit_line(hs_span *out, hs_str line, hs_str name)
{
    static const char *const words[] = {"reporting", "reports", "report", "by", "with", "from", "via", "source", "sources", "agency", "agencies", "contributed", "additional", "material", "editing", "the",
                                        "courtesy", "of", "originally", "published", "in", "first", "appeared", "to", "this", "staff", "reporters", "writers", "and", "credit", "text", "story", "article"};
    const size_t at = name.len ? find_name(line, name) : HS_NOWHERE;
    hs_span word;
    if (at == HS_NOWHERE)
        return false;
    *out = (hs_span){(uint32_t)at, (uint32_t)(at + name.len)};
    for (uint32_t from = 0; hs_word_next(&word, line, &from);)
        if ((word.end <= out->begin || word.begin >= out->end) && !hs_ascii_is_one_of((hs_str){line.ptr + word.begin, word.end - word.begin}, words, sizeof words / sizeof *words))
            return false;
    return true;
}

/* Does a line credit an outlet? @param at  out: by which words */
static bool credits(hs_span *at, hs_str line, const hs_outlet_name *outlet)
{
    return find_agency(at, line, outlet) || find_credit_line(at, line, outlet->name);
}

static uint32_t characters(hs_str s)
{
    uint32_t n = 0;
    for (size_t i = 0; i < s.len; i++)
        n += ((unsigned char)s.ptr[i] & 0xC0) != 0x80;
    return n;
}

/* Does a copy credit whom it copied, in its dateline or in a line of its own? @param e  out: where */
static hs_status find_credit(bool *out, hs_tracing *t, const hs_telling *copy, const hs_telling *of, hs_trace_evidence *e, hs_error *err)
{
    bool row;
    hs_sql q = hs_sql_begin(t->ledger, "SELECT text FROM document WHERE document_id = ?1");
    hs_sql_number(&q, 1, copy->id);
    hs_status status = hs_sql_step(&q, &row, err);
    const hs_str text = status == HS_OK && row ? hs_sql_column(&q, 0) : (hs_str){NULL, 0};
    *out = false;
    for (size_t from = 0, end; from < text.len && !*out; from = end + 1) {
        hs_span at;
        end = hs_ascii_char(text, from, '\n');
        if (!credits(&at, (hs_str){text.ptr + from, end - from}, &of->outlet))
            continue;
        *out = true;
        e->begin = characters((hs_str){text.ptr, from + at.begin});
        e->end = e->begin + characters((hs_str){text.ptr + from + at.begin, at.end - at.begin});
    }
    hs_sql_end(&q);
    return status;
}

/* Of what a document copies, that with the greatest share that tells of the same side; it stands for all. */
static hs_status put_copies(hs_tracing *t, hs_error *err)
{
    for (uint32_t i = 0; i < t->n_tellings; i++) {
        bool row;
        hs_sql q = hs_sql_begin(t->ledger, "SELECT " HS_VERSIONS_CURRENT ", k.share, o.document_id FROM copy k JOIN document o ON o.document_id = k.of_document_id "
                                           "WHERE k.document_id = ?1 AND NOT " HS_VERSIONS_COPIED_BACK " ORDER BY k.share DESC");
        hs_sql_number(&q, 1, t->tellings[i].id);
        hs_status status = hs_sql_step(&q, &row, err);
        uint32_t best = HS_NONE;
        double share = 0;
        while (status == HS_OK && row) {
            uint32_t k = hs_origins_telling_of(t, &q, 2, 0);
            double s = hs_sql_column_real(&q, 1);
            if (k != HS_NONE && k != i && (t->tellings[k].sides & t->tellings[i].sides) && (s > share || (s == share && k < best))) {
                best = k;
                share = s;
            }
            status = hs_sql_step(&q, &row, err);
        }
        hs_sql_end(&q);
        HS_TRY(status);
        if (best == HS_NONE)
            continue;
        hs_trace_evidence e = {.kind = HS_EVIDENCE_COPY, .document = (uint64_t)t->tellings[i].id, .share = share <= 1 ? share : 1};
        const unsigned sides = t->tellings[best].sides & t->tellings[i].sides;
        bool credited;
        HS_TRY(hs_origins_edge(t, t->tellings[best].node, t->tellings[i].node, sides, e, err));
        hs_trace_evidence credit = {.kind = HS_EVIDENCE_CITED, .document = (uint64_t)t->tellings[i].id};
        HS_TRY(find_credit(&credited, t, &t->tellings[i], &t->tellings[best], &credit, err));
        if (credited)
            HS_TRY(hs_origins_edge(t, t->tellings[best].node, t->tellings[i].node, sides, credit, err));
    }
    return HS_OK;
}

static const char link_sql[] =
    "SELECT l.url, l.span_begin, l.span_end FROM link l WHERE l.document_id = ?1 AND NOT EXISTS (SELECT 1 FROM furniture f WHERE "
    "f.document_id = ?1 AND f.kind IN ('related', 'promotion', 'share', 'other') AND f.span_begin <= l.span_begin AND f.span_end >= l.span_end) "
    "ORDER BY l.position LIMIT 2000";

static hs_status take_page_link(hs_tracing *t, uint32_t of, const hs_sql *q, hs_error *err)
{
    hs_telling *d = &t->tellings[of];
    hs_str url;
    HS_TRY(hs_origins_copy(t->arena, q, 0, &url, err));
    url = hs_origins_page(url);
    for (uint32_t i = 0; i < t->n_tellings && t->n_edges < PAGE_LINKS * t->n_tellings; i++) {
        const hs_telling *other = &t->tellings[i];
        if (i == of || !url.len || compare_words(other->page, url) != 0 || hs_origins_order(other->heard, d->heard) > 0)
            continue;
        int64_t begin = hs_sql_column_number(q, 1), end = hs_sql_column_number(q, 2);
        hs_trace_evidence e = {.kind = HS_EVIDENCE_LINK, .document = (uint64_t)d->id};
        if (begin >= 0 && begin < end && end < UINT32_MAX) {
            e.begin = (uint32_t)begin;
            e.end = (uint32_t)end;
        }
        HS_TRY(hs_origins_edge(t, other->node, d->node, other->sides & d->sides, e, err));
    }
    return HS_OK;
}

static hs_status put_links(hs_tracing *t, hs_error *err)
{
    for (uint32_t i = 0; i < t->n_tellings; i++) {
        bool row;
        hs_sql q = hs_sql_begin(t->ledger, link_sql);
        hs_sql_number(&q, 1, t->tellings[i].id);
        hs_status status = hs_sql_step(&q, &row, err);
        while (status == HS_OK && row) {
            status = take_page_link(t, i, &q, err);
            if (status == HS_OK)
                status = hs_sql_step(&q, &row, err);
        }
        hs_sql_end(&q);
        HS_TRY(status);
    }
    return HS_OK;
}

/* Who names nobody for it ("reportedly", or no word at all), and outlets for something else, may have it from the one that it cites first. */
static hs_status guess_outlets(hs_tracing *t, hs_error *err)
{
    for (uint32_t i = 0; i < t->n_tellings; i++) {
        const hs_telling *d = &t->tellings[i];
        unsigned sides = d->own_voice ? 0 : d->sides;
        hs_outlet_name outlet = hs_outlet_named(d->names.len ? d->names : d->leads);
        for (unsigned side = 1; side && side <= sides; side <<= 1)
            sides &= hs_origins_has_into(t, d->node, side) ? ~side : ~0u;
        const uint32_t other = sides && outlet.name.len ? find_telling(t, i, &outlet) : HS_NONE;
        if (!outlet.name.len || !(sides &= other == HS_NONE ? ~0u : t->tellings[other].sides))
            continue;
        const uint32_t from = other == HS_NONE ? find_outlet(t, &(hs_link_of){.name = outlet.name, .kind = HS_SOURCE_OUTLET, .node = HS_NONE}, &outlet) : t->tellings[other].node;
        see(t, from, d->heard, sides);
        HS_TRY(hs_origins_edge(t, from, d->node, sides, (hs_trace_evidence){.kind = HS_EVIDENCE_GUESS, .document = (uint64_t)d->id, .begin = d->named_begin, .end = d->named_end}, err));
    }
    return HS_OK;
}

/* Time order, where there is other evidence that one document has it from another. */
static hs_status put_order(hs_tracing *t, hs_error *err)
{
    for (uint32_t i = 0; i < t->n_edges; i++) {
        hs_edge *e = &t->edges[i];
        const hs_knot *from = &t->knots[e->from], *to = &t->knots[e->to];
        if (from->kind == HS_TRACE_DOCUMENT && to->kind == HS_TRACE_DOCUMENT && hs_origins_order(from->first, to->first) < 0)
            HS_TRY(add_proof(t, e, e->sides, (hs_trace_evidence){.kind = HS_EVIDENCE_EARLIER, .document = (uint64_t)t->tellings[from->telling].id}, err));
    }
    return HS_OK;
}

hs_status hs_origins_graph(hs_tracing *t, hs_error *err)
{
    uint32_t links = 0;
    for (uint32_t i = 0; i < t->n_told; i++)
        links += t->told[i].n_chain;
    t->cap_knots = 3 * t->n_tellings + links; /* documents, what they have it from by what they show, or by a guess, whom they cite */
    t->cap_edges = (PAGE_LINKS + 3) * t->n_tellings + links; /* pages' links, copies, what was posted, guesses, chains */
    t->knots = hs_origins_room(t, t->cap_knots, sizeof *t->knots, err);
    t->edges = t->knots ? hs_origins_room(t, t->cap_edges, sizeof *t->edges, err) : NULL;
    if (!t->edges)
        return HS_E_NOMEM;
    HS_TRY(list_outlets(t, links, err));
    put_tellings(t);
    HS_TRY(put_links(t, err));
    HS_TRY(put_copies(t, err));
    for (int title = 0; title < 2; title++) /* the text's words show more than its headline's */
        for (uint32_t i = 0; i < t->n_told; i++)
            if ((t->told[i].place == HS_IN_TITLE) == (title == 1))
                HS_TRY(put_chain(t, &t->told[i], err));
    HS_TRY(guess_outlets(t, err));
    HS_TRY(hs_origins_posted(t, err));
    HS_TRY(describe(t, err));
    return put_order(t, err);
}
