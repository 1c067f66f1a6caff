/* origins_count.c -- circles and roots. In: the graph, what is one merged. Out: edges that close a circle cut, and of each side the origins and
 * how many of them are independent. One thread at a time.
 *
 * Each side is a graph of its own: of the edges by which something for the claim was passed on, or something against it. An origin is a node that
 * holds or passed on a position and has it from nobody. A document is one where it tells it as its own finding, or names nobody. `high` counts every origin;
 * `best` takes unnamed ones of like description, a short name and the full one, two spellings of a name, those who tell the same of themselves, a body and who speaks for it for one, and leaves out documents that name nobody and outlets whose own source is not told, which are one where there is nothing else; `low` takes all unnamed ones for one whose
 * descriptions let them be, and an outlet, whose own source is not told, for any other origin. */
#include "origins.h"

#include <stdlib.h>
#include <string.h>

#include "ascii.h"
#include "positions.h"
#include "sentences.h"
#include "status.h"

typedef struct counting {
    hs_tracing *t;
    unsigned side;    /* bit */
    uint32_t *index, *low, *stack, *part; /* [n_knots] of Tarjan's walk */
    uint32_t n_stack, next, n_parts;
    uint32_t *from, *at; /* [n_knots + 1], [n_edges]: edges by the node that they begin at */
    uint32_t *origins;   /* [n_knots] of this side, the earlier first */
    uint32_t n_origins;
    struct {
        uint32_t node, edge;
    } *walk;          /* [n_knots] */
} counting;

static bool counts(const hs_edge *e, unsigned side)
{
    return (e->sides & side) && !(e->cut & side);
}

/* ---- circles (strongly connected parts: Tarjan 1972, without recursion) ---- */

static void index_edges(counting *c)
{
    const hs_tracing *t = c->t;
    memset(c->from, 0, (t->n_knots + 1) * sizeof *c->from);
    for (uint32_t i = 0; i < t->n_edges; i++)
        c->from[t->edges[i].from]++;
    for (uint32_t i = 1; i <= t->n_knots; i++)
        c->from[i] += c->from[i - 1];
    for (uint32_t i = t->n_edges; i > 0; i--)
        c->at[--c->from[t->edges[i - 1].from]] = i - 1;
}

static void enter(counting *c, uint32_t node, uint32_t *depth)
{
    c->index[node] = c->low[node] = ++c->next;
    c->stack[c->n_stack++] = node;
    c->walk[*depth].node = node;
    c->walk[(*depth)++].edge = c->from[node];
}

static void leave(counting *c, uint32_t node)
{
    if (c->low[node] != c->index[node])
        return;
    uint32_t at;
    c->n_parts++;
    do {
        at = c->stack[--c->n_stack];
        c->part[at] = c->n_parts;
    } while (at != node);
}

static void walk_from(counting *c, uint32_t start)
{
    uint32_t depth = 0;
    enter(c, start, &depth);
    while (depth) {
        uint32_t node = c->walk[depth - 1].node;
        if (c->walk[depth - 1].edge < c->from[node + 1]) {
            const hs_edge *e = &c->t->edges[c->at[c->walk[depth - 1].edge++]];
            if (!counts(e, c->side))
                continue;
            if (!c->index[e->to])
                enter(c, e->to, &depth);
            else if (!c->part[e->to] && c->index[e->to] < c->low[node])
                c->low[node] = c->index[e->to];
            continue;
        }
        leave(c, node);
        depth--;
        if (depth && c->low[node] < c->low[c->walk[depth - 1].node])
            c->low[c->walk[depth - 1].node] = c->low[node];
    }
}

/* Cut what leads to the earliest node of each circle from within it. @return false: there was none */
static bool cut_circles(counting *c)
{
    hs_tracing *t = c->t;
    bool any = false;
    c->n_stack = c->next = c->n_parts = 0;
    memset(c->index, 0, t->n_knots * sizeof *c->index);
    memset(c->part, 0, t->n_knots * sizeof *c->part);
    for (uint32_t i = 0; i < t->n_knots; i++)
        if (!c->index[i])
            walk_from(c, i);
    uint32_t *earliest = c->low; /* by part - 1 */
    for (uint32_t i = 0; i < c->n_parts; i++)
        earliest[i] = HS_NONE;
    for (uint32_t i = 0; i < t->n_knots; i++) {
        uint32_t *first = &earliest[c->part[i] - 1];
        if (*first == HS_NONE || hs_origins_compare(t, i, *first) < 0)
            *first = i;
    }
    for (uint32_t i = 0; i < t->n_edges; i++) {
        hs_edge *e = &t->edges[i];
        if (counts(e, c->side) && c->part[e->from] == c->part[e->to] && earliest[c->part[e->to] - 1] == e->to) {
            e->cut |= c->side;
            any = true;
        }
    }
    return any;
}

/* ---- origins ---- */

static void see_origin(counting *c, uint32_t node, bool implicit)
{
    hs_knot *k = &c->t->knots[node];
    if (!(k->origin & c->side)) {
        k->origin |= c->side;
        c->origins[c->n_origins++] = node;
        k->implicit = implicit;
    }
    k->implicit = k->implicit && implicit;
}

static uint32_t *mark_into(counting *c)
{
    uint32_t *into = c->index;
    memset(into, 0, c->t->n_knots * sizeof *into);
    for (uint32_t i = 0; i < c->t->n_edges; i++)
        if (counts(&c->t->edges[i], c->side))
            into[c->t->edges[i].to] = 1;
    return into;
}

static void find_origins(counting *c)
{
    hs_tracing *t = c->t;
    const uint32_t *into = mark_into(c);
    for (uint32_t i = 0; i < t->n_edges; i++) { /* who passed a position on and has it from nobody */
        const hs_edge *e = &t->edges[i];
        if (counts(e, c->side) && !into[e->from])
            see_origin(c, e->from, t->knots[e->from].kind == HS_TRACE_DOCUMENT && !t->tellings[t->knots[e->from].telling].own_voice);
    }
    for (uint32_t i = 0; i < t->n_told; i++) {
        const hs_told *a = &t->told[i];
        uint32_t node = t->tellings[a->telling].node;
        if (HS_SIDE_BITS(a->side) == c->side && !into[node])
            see_origin(c, node, !t->tellings[a->telling].own_voice);
    }
    for (uint32_t i = 0; i < t->n_tellings; i++) /* who tells it without an attribution */
        if (!t->tellings[i].n_told && (t->tellings[i].sides & c->side) && !into[t->tellings[i].node])
            see_origin(c, t->tellings[i].node, true);
    for (uint32_t i = 1; i < c->n_origins; i++) /* few; the earlier first */
        for (uint32_t k = i; k > 0 && hs_origins_compare(t, c->origins[k], c->origins[k - 1]) < 0; k--) {
            uint32_t node = c->origins[k];
            c->origins[k] = c->origins[k - 1];
            c->origins[k - 1] = node;
        }
}

/* ---- which of them may be one ---- */

static bool is_unnamed(const hs_knot *k)
{
    return k->kind == HS_TRACE_SOURCE && k->who.anonymous && !k->via_outlet;
}

/* "A spokesman for the ministry", and the ministry. */
static bool speaks_for(const hs_knot *voice, const hs_knot *body)
{
    return voice->voice && !body->who.anonymous && (hs_speaks_for(voice->who.description, body->who.name) || hs_speaks_for(voice->who.called, body->who.name) ||
                                    (voice->who.anonymous && hs_speaks_for(voice->who.name, body->who.name)));
}

static bool is_spelt_so(const hs_knot *a, const hs_knot *b)
{
    enum { LEAST = 6, LEAST_OF_SELF = 4 };
    const size_t least = a->of_self & b->of_self ? LEAST_OF_SELF : LEAST;
    return a->who.kind == HS_SOURCE_PERSON && b->who.kind == HS_SOURCE_PERSON && hs_name_is_spelt_so(a->who.name, b->who.name, least);
}

/* "Skiffline's chief executive", and "Dorte Vann, Skiffline's chief executive": of whoever speaks for a body the office tells who it is. "A hospital in Tessby" and "Tessby hospital"
 * are one, too. */
static bool is_called_so(const hs_knot *named, const hs_knot *unnamed)
{
    enum { LEAST = 2 /* words */ };
    hs_described of_named, of_unnamed;
    const bool voices = named->voice && unnamed->voice, bodies = named->who.kind == HS_SOURCE_ORGANISATION && unnamed->who.kind == HS_SOURCE_ORGANISATION && unnamed->who.count < 2;
    if ((!voices && !bodies) || named->who.anonymous || !unnamed->who.anonymous)
        return false;
    hs_describe(&of_named, &(hs_link_of){.name = voices ? named->who.description : named->who.name});
    hs_describe(&of_unnamed, &(hs_link_of){.name = unnamed->who.name});
    const uint32_t shared = hs_unnamed_shared(&of_named, &of_unnamed);
    return shared >= LEAST && shared == of_named.n && shared == of_unnamed.n;
}

static bool best_one(const hs_knot *a, const hs_knot *b)
{
    if (is_unnamed(a) && is_unnamed(b))
        return hs_unnamed_alike(a->described, b->described, true);
    if (a->kind == HS_TRACE_SOURCE && b->kind == HS_TRACE_SOURCE && !a->via_outlet && !b->via_outlet)
        return speaks_for(a, b) || speaks_for(b, a) || is_called_so(a, b) || is_called_so(b, a) ||
               (!a->who.anonymous && !b->who.anonymous && (hs_name_is_short(a->who.name, b->who.name) || hs_name_is_short(b->who.name, a->who.name) || is_spelt_so(a, b)));
    return false;
}

static bool low_one(const hs_knot *a, const hs_knot *b)
{
    return best_one(a, b) || (is_unnamed(a) && is_unnamed(b) && hs_unnamed_alike(a->described, b->described, false));
}

/* May it be left out where there are others? */
static bool is_weak(const hs_knot *k)
{
    return k->implicit || k->via_outlet || k->kind == HS_TRACE_OUTLET;
}

static uint32_t class_of(const hs_tracing *t, uint32_t node, bool low)
{
    for (;;) {
        uint32_t *up = low ? &t->knots[node].low : &t->knots[node].best;
        if (*up == node)
            return node;
        uint32_t top = low ? t->knots[*up].low : t->knots[*up].best;
        *up = top; /* half of the way is saved the next time */
        node = top;
    }
}

enum { MANY = 100 }; /* origins of a side: of more it is not asked who of a class can be one with whom, which lowers their count alone */

/* Is nobody of the one class somebody whom nobody of the other can be? "US officials" and "Turkish officials" are not one by way of "officials". */
static bool can_be_one(const hs_tracing *t, uint32_t a, uint32_t b, bool low)
{
    uint32_t i = a;
    do {
        uint32_t k = b;
        do {
            const hs_knot *x = &t->knots[i], *y = &t->knots[k];
            if (is_unnamed(x) && is_unnamed(y) && !hs_unnamed_alike(x->described, y->described, false))
                return false;
            k = t->knots[k].next[low];
        } while (k != b);
        i = t->knots[i].next[low];
    } while (i != a);
    return true;
}

/* Two origins as one; the class has the name of the earlier. */
static void unite(const counting *c, uint32_t one, uint32_t other, bool low)
{
    const hs_tracing *t = c->t;
    uint32_t a = class_of(t, one, low), b = class_of(t, other, low);
    if (a == b || (c->n_origins <= MANY && !can_be_one(t, a, b, low)))
        return;
    if (hs_origins_compare(t, b, a) < 0) {
        uint32_t swap = a;
        a = b;
        b = swap;
    }
    *(low ? &t->knots[b].low : &t->knots[b].best) = a;
    uint32_t next = t->knots[a].next[low];
    t->knots[a].next[low] = t->knots[b].next[low];
    t->knots[b].next[low] = next;
}

/* The origin that leads to a node, by whoever had it first; HS_NONE: a circle was cut there. */
static uint32_t origin_of(const counting *c, uint32_t node)
{
    const hs_tracing *t = c->t;
    for (uint32_t step = 0; step < t->n_knots; step++) {
        uint32_t up = HS_NONE;
        if (t->knots[node].origin & c->side)
            return node;
        for (uint32_t i = 0; i < t->n_edges; i++)
            if (t->edges[i].to == node && counts(&t->edges[i], c->side) && (up == HS_NONE || hs_origins_compare(t, t->edges[i].from, up) < 0))
                up = t->edges[i].from;
        if (up == HS_NONE)
            return HS_NONE;
        node = up;
    }
    return HS_NONE;
}

/* What an outlet told before the ledger has anything of it, its own document tells later: whom it has that from. HS_NONE: nobody is told of */
static uint32_t own_later(const counting *c, uint32_t node)
{
    const hs_tracing *t = c->t;
    for (uint32_t k = 0; k < t->n_tellings; k++) {
        uint32_t up = HS_NONE;
        if ((t->tellings[k].sides & c->side) && hs_outlets_same(&t->knots[node].named, &t->tellings[k].outlet, true))
            up = origin_of(c, t->tellings[k].node);
        if (up != HS_NONE && up != node && !is_weak(&t->knots[up]))
            return up;
    }
    return HS_NONE;
}

/* An outlet whose source is not told is one with whom its own document names later, and may be one with any one origin. It counts for nothing beside these. */
static void tell_outlet(counting *c, uint32_t node)
{
    hs_tracing *t = c->t;
    uint32_t own = own_later(c, node), any = own;
    for (uint32_t i = 0; any == HS_NONE && i < c->n_origins; i++)
        any = is_weak(&t->knots[c->origins[i]]) ? HS_NONE : c->origins[i];
    if (own != HS_NONE)
        t->knots[node].counted_with = class_of(t, own, false);
    if (any != HS_NONE)
        t->knots[node].perhaps_with = class_of(t, any, true);
}

/* Whoever speaks for a body that its document calls in short ("its spokeswoman", "head of the board"), and that body. */
static void unite_voice(counting *c, uint32_t node)
{
    const hs_tracing *t = c->t;
    const hs_knot *voice = &t->knots[node];
    const hs_body *of = &voice->who.body;
    for (uint32_t k = 0; voice->voice && of->source && k < c->n_origins; k++) {
        const hs_knot *b = &t->knots[c->origins[k]];
        if (b->kind == HS_TRACE_SOURCE && !b->who.anonymous &&
            (b->who.source == of->source || hs_name_is_short(b->who.name, of->name) || hs_name_is_short(of->name, b->who.name)))
            unite(c, node, c->origins[k], false);
    }
}

/* "Lind's lawyer" tells of Lind; "a resident" is one of many of whom the same may be true. */
static bool may_be_another(const hs_knot *k)
{
    static const char *const many[] = {"resident", "neighbour", "neighbor", "witness", "eyewitness", "survivor", "passenger", "villager", "local", "bystander", "onlooker", "motorist", "shopkeeper"};
    hs_span at;
    if (hs_words_have_one_of(k->who.name, many, sizeof many / sizeof *many))
        return true;
    for (uint32_t from = 0; hs_word_next(&at, k->who.name, &from);)
        if (hs_owner_mark((hs_str){k->who.name.ptr + at.begin, at.end - at.begin}) || hs_apostrophe(hs_ascii_from(k->who.name, at.end)))
            return true;
    return false;
}

/* Is something told of both, of which nothing is the same: "a runner", "the physiotherapist"? */
static bool are_told_apart(const hs_knot *named, const hs_knot *unnamed)
{
    hs_described by;
    hs_describe(&by, &(hs_link_of){.name = named->who.description});
    return by.n && unnamed->described->n && !hs_unnamed_shared(&by, unnamed->described);
}

/* Those without a name who tell of themselves, and the one who is named and does; of two who are named it may be either. */
static void unite_selves(counting *c)
{
    const hs_tracing *t = c->t;
    uint32_t named = HS_NONE, one = HS_NONE;
    for (uint32_t i = 0; i < c->n_origins; i++) {
        const uint32_t node = c->origins[i], class = class_of(t, node, false);
        if (!(t->knots[node].of_self & c->side) || t->knots[node].who.anonymous)
            continue;
        if (named != HS_NONE && named != class)
            return;
        named = class;
    }
    for (uint32_t i = 0; i < c->n_origins; i++) {
        const uint32_t node = c->origins[i];
        if (!(t->knots[node].of_self & c->side) || !t->knots[node].who.anonymous || t->knots[node].voice || may_be_another(&t->knots[node]))
            continue;
        if (named != HS_NONE && are_told_apart(&t->knots[named], &t->knots[node]))
            continue;
        one = named != HS_NONE ? named : one == HS_NONE ? node : one;
        unite(c, one, node, false);
    }
}

/* All pairs of which neither is weak. */
static void unite_pairs(counting *c, bool (*one)(const hs_knot *a, const hs_knot *b), bool low)
{
    const hs_tracing *t = c->t;
    for (uint32_t i = 0; i < c->n_origins; i++)
        for (uint32_t k = 0; k < i && !is_weak(&t->knots[c->origins[i]]); k++)
            if (!is_weak(&t->knots[c->origins[k]]) && one(&t->knots[c->origins[k]], &t->knots[c->origins[i]]))
                unite(c, c->origins[k], c->origins[i], low);
}

/* First what is one by the best count, then, from there, by the least: so that the least is never more. */
static void unite_all(counting *c)
{
    hs_tracing *t = c->t;
    for (uint32_t i = 0; i < c->n_origins; i++)
        t->knots[c->origins[i]].best = t->knots[c->origins[i]].next[0] = c->origins[i];
    unite_pairs(c, best_one, false);
    unite_selves(c);
    for (uint32_t i = 0; i < c->n_origins; i++)
        unite_voice(c, c->origins[i]);
    for (uint32_t i = 0; i < c->n_origins; i++) {
        hs_knot *k = &t->knots[c->origins[i]];
        k->low = class_of(t, c->origins[i], false);
        k->next[1] = k->next[0];
    }
    unite_pairs(c, low_one, true);
}

static hs_origins count(counting *c)
{
    hs_tracing *t = c->t;
    hs_origins n = {0, 0, c->n_origins};
    for (uint32_t i = 0; i < c->n_origins; i++) {
        hs_knot *k = &t->knots[c->origins[i]];
        uint32_t best = class_of(t, c->origins[i], false), low = class_of(t, c->origins[i], true);
        n.best += !is_weak(k) && best == c->origins[i];
        n.low += !is_weak(k) && low == c->origins[i];
        if (best != c->origins[i])
            k->counted_with = best;
        if (low != c->origins[i])
            k->perhaps_with = low;
        if (k->kind == HS_TRACE_OUTLET)
            tell_outlet(c, c->origins[i]);
    }
    if (n.high && !n.best)
        n.best = n.low = 1; /* weak ones are all there is */
    return n;
}

/* Which nodes another document of that side leads to whose date is known: they were not first, whatever the dates say. */
static const uint32_t *mark_led_to(counting *c)
{
    const hs_tracing *t = c->t;
    uint32_t *led_to = c->index;
    memset(led_to, 0, t->n_knots * sizeof *led_to);
    for (uint32_t i = 0; i < t->n_edges; i++) {
        const hs_knot *from = &t->knots[t->edges[i].from];
        if (counts(&t->edges[i], c->side) && from->kind == HS_TRACE_DOCUMENT && t->tellings[from->telling].heard.len)
            led_to[t->edges[i].to] = 1;
    }
    return led_to;
}

/* The document that had it first; and do dates leave open whether another had it before? */
static void find_first(counting *c, uint32_t *first, bool *open)
{
    const hs_tracing *t = c->t;
    const uint32_t *led_to = mark_led_to(c);
    const hs_telling *of = NULL;
    for (uint32_t i = 0; !of && i < t->n_tellings; i++)
        if ((t->tellings[i].sides & c->side) && t->tellings[i].heard.len && !led_to[t->tellings[i].node])
            of = &t->tellings[i];
    *first = of ? of->node : HS_NONE;
    *open = false;
    for (uint32_t i = 0; of && !*open && i < t->n_tellings; i++) {
        const hs_telling *d = &t->tellings[i];
        *open = (d->sides & c->side) && d->node != of->node && !led_to[d->node] && (of->changed || hs_may_be_before(of->heard, d->heard, d->dated));
    }
}

hs_status hs_origins_count(hs_tracing *t, hs_error *err)
{
    counting c = {.t = t};
    uint32_t **const lists[] = {&c.index, &c.low, &c.stack, &c.part, &c.origins};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        if (!(*lists[i] = hs_origins_room(t, t->n_knots, sizeof **lists[i], err)))
            return HS_E_NOMEM;
    c.from = hs_origins_room(t, (size_t)t->n_knots + 1, sizeof *c.from, err);
    c.at = c.from ? hs_origins_room(t, t->n_edges, sizeof *c.at, err) : NULL;
    c.walk = c.at ? hs_origins_room(t, t->n_knots, sizeof *c.walk, err) : NULL;
    if (!c.walk)
        return HS_E_NOMEM;
    index_edges(&c);
    for (int i = 0; i < 2; i++) {
        c.side = HS_SIDE_BITS(i ? HS_SIDE_AGAINST : HS_SIDE_FOR);
        while (cut_circles(&c)) {
        }
        c.n_origins = 0;
        find_origins(&c);
        unite_all(&c);
        t->trace->origins[i] = count(&c);
        find_first(&c, &t->trace->first[i], &t->trace->first_open[i]);
    }
    return HS_OK;
}
