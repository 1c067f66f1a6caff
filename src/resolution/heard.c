/* heard.c -- which attribution a citation belongs to. In: citations, links, attributions with sources. Out: relays of
 * each. A citation looks at a few attributions of its sentence. Threads: no state but the document's. */
#include "heard.h"

#include <stdlib.h>

#include "anonymous.h"
#include "ascii.h"
#include "cited.h"
#include "outlets.h"
#include "status.h"

enum { NEIGHBOURS = 16, NEAR_TOKENS = 10, MAX_STEPS = 16, MAX_FRAGMENTS = 8 };

/* An attribution at its cue. */
typedef struct spot {
    uint32_t begin, end; /* tokens of the cue, or of the content where there is none */
    uint32_t attribution;
} spot;

typedef struct hearing {
    hs_document *doc;
    hs_sources *sources;
    const hs_resolver *r;
    hs_hearsay *out;
    hs_heard *heard; /* out->of */
    spot *spots; /* [n], in order */
    uint32_t n;
} hearing;

static int by_place(const void *a, const void *b)
{
    const spot *x = a, *y = b;
    if (x->begin != y->begin)
        return x->begin < y->begin ? -1 : 1;
    return x->attribution < y->attribution ? -1 : x->attribution > y->attribution;
}

static hs_status find_spots(hearing *h, hs_error *err)
{
    const hs_document *doc = h->doc;
    h->spots = HS_NEW(doc->arena, spot, doc->n_attributions);
    if (!h->spots)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for chains");
    for (size_t i = 0; i < doc->n_attributions; i++) {
        hs_spans words = doc->attributions[i].cue.n ? doc->attributions[i].cue : doc->attributions[i].content;
        spot *at = &h->spots[h->n];
        if (words.n && hs_tokens_in(h->r->tokens, words.at[0], &at->begin, &at->end)) {
            at->attribution = (uint32_t)i;
            h->n++;
        }
    }
    qsort(h->spots, h->n, sizeof *h->spots, by_place);
    return HS_OK;
}

static bool holds(hs_spans spans, uint32_t byte)
{
    for (uint32_t i = 0; i < spans.n && i < MAX_FRAGMENTS; i++)
        if (spans.at[i].begin <= byte && byte < spans.at[i].end)
            return true;
    return false;
}

/* The first spot behind token `at`. */
static uint32_t spots_from(const hearing *h, uint32_t at)
{
    uint32_t low = 0, high = h->n;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (h->spots[mid].begin > at)
            high = mid;
        else
            low = mid + 1;
    }
    return low;
}

/* The spots of the sentence around a token, a few on each side: [*from, *to). */
static void spots_around(const hearing *h, uint32_t at, uint32_t *from, uint32_t *to)
{
    const hs_token *t = h->r->tokens->at;
    *from = *to = spots_from(h, at);
    while (*from && *to - *from < NEIGHBOURS && t[h->spots[*from - 1].begin].sentence == t[at].sentence)
        --*from;
    for (uint32_t n = 0; *to < h->n && n < NEIGHBOURS && t[h->spots[*to].begin].sentence == t[at].sentence; n++)
        ++*to;
}

static uint32_t distance(const spot *s, uint32_t at)
{
    return at < s->begin ? s->begin - at : at >= s->end ? at - s->end + 1 : 0;
}

/* "confirmed | to the Post that ..": what was taken for the content begins with whom it was told. */
static bool begins_content(const hearing *h, const spot *s, uint32_t at)
{
    hs_spans content = h->doc->attributions[s->attribution].content;
    return at == s->end && content.n && content.at[0].begin == h->r->tokens->at[at].begin;
}

/* Whose citation it is: of the attribution whose cue or source it stands in, else of the one whose cue is nearest and
 * whose content does not hold it. HS_NO_PARENT if it is nobody's. `own`: it is that attribution's cue. */
static uint32_t owner_of(const hearing *h, uint32_t at, bool *own)
{
    uint32_t from, to, best = HS_NO_PARENT, best_distance = UINT32_MAX, byte = h->r->tokens->at[at].begin;
    spots_around(h, at, &from, &to);
    *own = false;
    for (uint32_t i = from; i < to; i++) {
        const hs_attribution *a = &h->doc->attributions[h->spots[i].attribution];
        if (holds(a->cue, byte) || begins_content(h, &h->spots[i], at)) {
            *own = true;
            return h->spots[i].attribution;
        }
        uint32_t far = holds(a->source, byte) ? 0 : distance(&h->spots[i], at);
        if (!holds(a->content, byte) && far < best_distance) {
            best = h->spots[i].attribution;
            best_distance = far;
        }
    }
    return best;
}

/* Who cites by a finite verb: whom "which" stands behind, or the outlet that reports before "and". */
static uint32_t owner_of_finite(const hearing *h, const hs_citation *c)
{
    const hs_token *t = h->r->tokens->at;
    const uint32_t byte = t[c->at].begin;
    uint32_t from, to, best = HS_NO_PARENT, best_distance = UINT32_MAX;
    bool relative = hs_token_is(h->r->tokens, c->joint, "which");
    spots_around(h, c->at, &from, &to);
    for (uint32_t i = from; i < to; i++) {
        const hs_attribution *a = &h->doc->attributions[h->spots[i].attribution];
        bool outlet = a->source_id < h->doc->n_sources && h->doc->sources[a->source_id].kind == HS_SOURCE_OUTLET;
        bool fits = relative ? holds(a->source, t[c->joint - 1].begin) : outlet && h->spots[i].begin < c->at && !holds(a->content, byte);
        if (fits && !holds(a->cue, byte) && distance(&h->spots[i], c->at) < best_distance) {
            best = h->spots[i].attribution;
            best_distance = distance(&h->spots[i], c->at);
        }
    }
    return best;
}

static void push(uint32_t *list, uint8_t *n, uint32_t at, uint32_t id)
{
    for (uint8_t i = 0; i < *n; i++)
        if (list[i] == id)
            return;
    if (*n == HS_HEARD_MOST || at > *n)
        return;
    memmove(list + at + 1, list + at, (*n - at) * sizeof *list);
    list[at] = id;
    ++*n;
}

static bool is_under(const hs_document *doc, uint32_t a, uint32_t owner)
{
    for (unsigned steps = 0; a < doc->n_attributions && steps < MAX_STEPS; steps++) {
        if (a == owner)
            return true;
        a = doc->attributions[a].parent;
    }
    return a < doc->n_attributions;
}

/* Do both say the same: half of their words, taken as one stretch each? */
static bool same_content(const hs_attribution *a, const hs_attribution *b)
{
    if (!a->content.n || !b->content.n)
        return false;
    uint32_t a0 = a->content.at[0].begin, a1 = a->content.at[a->content.n - 1].end, b0 = b->content.at[0].begin,
             b1 = b->content.at[b->content.n - 1].end;
    uint32_t low = a0 > b0 ? a0 : b0, high = a1 < b1 ? a1 : b1;
    uint32_t all = (a1 > b1 ? a1 : b1) - (a0 < b0 ? a0 : b0);
    return high > low && 2 * (high - low) >= all;
}

/* The reader found "citing" as a cue: whose report cites it is the attribution of the same content in the sentence. @return is there one? */
static bool link_citing(hearing *h, uint32_t citing, uint32_t at)
{
    hs_attribution *a = &h->doc->attributions[citing];
    uint32_t from, to, best = HS_NO_PARENT, best_distance = UINT32_MAX;
    spots_around(h, at, &from, &to);
    for (uint32_t i = from; i < to; i++) {
        uint32_t k = h->spots[i].attribution;
        const hs_attribution *other = &h->doc->attributions[k];
        bool fits = k != citing && other->source_id < h->doc->n_sources && other->source_id != a->source_id &&
                    !holds(other->content, h->r->tokens->at[at].begin) &&
                    (a->parent == k || (same_content(a, other) && !is_under(h->doc, k, citing)));
        if (fits && distance(&h->spots[i], at) < best_distance) {
            best = k;
            best_distance = distance(&h->spots[i], at);
        }
    }
    if (best == HS_NO_PARENT)
        return false;
    if (a->parent == HS_NO_PARENT)
        a->parent = best;
    hs_heard *of = &h->heard[best];
    h->heard[citing].cited_for = best;
    if (a->source_id >= h->doc->n_sources) /* nobody is named */
        return true;
    push(of->from, &of->n_from, of->n_from, a->source_id);
    of->from_held = true;
    return true;
}

/* ---- what each citation adds ---- */

static hs_status add_source(hearing *h, uint32_t *id, const hs_citation *c, hs_error *err)
{
    const hs_token *t = h->r->tokens->at;
    return hs_sources_add(h->sources, id, (hs_span){t[c->first].begin, t[c->end - 1].end}, err);
}

/* What passes a sentence on passes on all that stands in it: "A said .., and B said .., as reported by .." */
static void push_to_sentence(hearing *h, const hs_citation *c, uint32_t owner, uint32_t id)
{
    uint32_t from, to, byte = h->r->tokens->at[c->at].begin;
    spots_around(h, c->at, &from, &to);
    for (uint32_t i = from; i < to; i++) {
        uint32_t k = h->spots[i].attribution;
        const hs_attribution *a = &h->doc->attributions[k];
        if (k != owner && h->spots[i].begin < c->at && a->parent == HS_NO_PARENT && !holds(a->content, byte))
            push(h->heard[k].through, &h->heard[k].n_through, h->heard[k].n_through, id);
    }
}

/* "The Wire, citing an official, reported ..", of which the reader found the official alone: heard by the Wire. */
static hs_status add_citing_outlet(hearing *h, const hs_citation *c, uint32_t owner, hs_error *err)
{
    const hs_token *t = h->r->tokens->at;
    const hs_names *names = h->r->names;
    uint32_t name = hs_name_ending(names, c->at), id;
    if (name == HS_NONE && c->end < h->r->tokens->n) {
        name = hs_names_from(names, c->end);
        bool next = name < names->n && names->at[name].whole <= c->end + 1 && names->at[name].first >= c->end;
        name = next && t[c->end].sentence == t[c->at].sentence ? name : HS_NONE;
    }
    if (name == HS_NONE)
        return HS_OK;
    hs_source_kind kind = h->r->entities->at[names->at[name].entity].kind;
    if (kind == HS_SOURCE_PERSON || kind == HS_SOURCE_PLACE)
        return HS_OK;
    HS_TRY(hs_sources_add(h->sources, &id, (hs_span){t[names->at[name].first].begin, t[names->at[name].end - 1].end},
                          err));
    hs_heard *of = &h->heard[owner];
    if (id != HS_NO_SOURCE && id != h->doc->attributions[owner].source_id)
        push(of->through, &of->n_through, of->n_through, id);
    return HS_OK;
}

/* "a profile in the Wire": one more place where the Wire is named. */
static void add_printer(hearing *h, const hs_citation *c)
{
    uint32_t k = hs_names_from(h->r->names, c->first);
    if (k < h->r->names->n && h->r->names->at[k].first == c->first)
        h->out->printed[h->out->n_printed++] = (hs_printed){h->r->tokens->at[c->at].begin, h->r->names->at[k].entity};
}

/* "Lind laughed off the idea in an interview with the Post. "It fell," she said": what a sentence without an attribution tells of is heard in the next
 * one, if who speaks there in quotation marks is named in it. */
static uint32_t owner_behind(const hearing *h, uint32_t at)
{
    const hs_token *t = h->r->tokens->at;
    uint32_t k = spots_from(h, at), sentence = t[at].sentence, begin, end;
    if (k >= h->n || t[h->spots[k].begin].sentence > sentence + 2 || (k && t[h->spots[k - 1].begin].sentence == sentence))
        return HS_NO_PARENT;
    const hs_attribution *a = &h->doc->attributions[h->spots[k].attribution];
    if (!a->content.n || !hs_tokens_in(h->r->tokens, a->content.at[0], &begin, &end) || !(t[begin].shape & HS_TOKEN_QUOTED) || t[begin].sentence > sentence + 1)
        return HS_NO_PARENT;
    uint32_t from = hs_names_from(h->r->names, hs_sentence_first(h->r->tokens, at));
    for (uint32_t i = from; i < h->r->names->n && i < from + NEIGHBOURS && t[h->r->names->at[i].first].sentence == sentence; i++)
        if (h->r->entities->at[h->r->names->at[i].entity].source == a->source_id)
            return h->spots[k].attribution;
    return HS_NO_PARENT;
}

static hs_status take(hearing *h, const hs_citation *c, const hs_citation *before, hs_error *err)
{
    bool own;
    uint32_t owner, id;
    if (c->how == HS_CITED_ASKS) {
        h->out->asks = hs_names_from(h->r->names, c->first);
        return HS_OK;
    }
    if (c->how == HS_CITED_PRINTS) {
        add_printer(h, c);
        return HS_OK;
    }
    if (c->how == HS_CITED_WHOLE)
        return add_source(h, &h->out->whole, c, err);
    owner = owner_of(h, c->at, &own);
    if (own && c->how == HS_CITED_FROM && (link_citing(h, owner, c->at) || !c->joint))
        return HS_OK;
    if (c->joint)
        owner = owner_of_finite(h, c);
    if (owner == HS_NO_PARENT && c->how == HS_CITED_TOLD)
        owner = owner_behind(h, c->at);
    if (owner == HS_NO_PARENT)
        return HS_OK;
    if (c->how == HS_CITED_AGAIN) {
        h->heard[owner].again = true;
        return HS_OK;
    }
    const hs_attribution *a = &h->doc->attributions[owner];
    if (c->how == HS_CITED_HEARS && !holds(a->source, h->r->tokens->at[c->at].begin))
        return HS_OK;
    if (own && c->how == HS_CITED_PASSED && holds(a->source, h->r->tokens->at[c->first].begin)) /* the holder itself */
        return HS_OK;
    if (c->how == HS_CITED_FROM && !c->joint && holds(a->source, h->r->tokens->at[c->first].begin))
        return add_citing_outlet(h, c, owner, err);
    HS_TRY(add_source(h, &id, c, err));
    if (id == HS_NO_SOURCE || id == a->source_id)
        return HS_OK;
    hs_source_kind kind = h->doc->sources[id].kind;
    if (c->how != HS_CITED_FROM && (kind == HS_SOURCE_PERSON || kind == HS_SOURCE_PLACE))
        return HS_OK;
    if (hs_token_is(h->r->tokens, c->first, "the") && c->how != HS_CITED_FROM && kind != HS_SOURCE_OUTLET)
        return HS_OK; /* "the agency": of forests */
    hs_heard *of = &h->heard[owner];
    of->introduced = of->introduced || (c->introduced && c->how != HS_CITED_FROM);
    of->spread = of->spread || c->spread;
    of->confirmed = of->confirmed || c->confirmed;
    bool passed = before && before->how == HS_CITED_PASSED && c->at - before->end < NEAR_TOKENS && of->n_through;
    if (c->how != HS_CITED_FROM)
        push(of->through, &of->n_through, of->n_through, id);
    else if (passed) /* ", as reported by B, citing Y": by way of Y, then of B */
        push(of->through, &of->n_through, of->n_through - 1u, id);
    else
        push(of->from, &of->n_from, of->n_from, id);
    if (c->how == HS_CITED_PASSED)
        push_to_sentence(h, c, owner, id);
    return HS_OK;
}

/* Those that one holder says in one sentence were heard in one way. */
static void share_in_sentence(hearing *h)
{
    const hs_token *t = h->r->tokens->at;
    for (uint32_t i = 0; i < h->n; i++) {
        hs_heard *of = &h->heard[h->spots[i].attribution];
        const hs_attribution *a = &h->doc->attributions[h->spots[i].attribution];
        if (of->n_through || a->source_id == HS_NO_SOURCE)
            continue;
        for (uint32_t k = i < NEIGHBOURS ? 0 : i - NEIGHBOURS; k < h->n && k < i + NEIGHBOURS; k++) {
            const hs_attribution *b = &h->doc->attributions[h->spots[k].attribution];
            const hs_heard *other = &h->heard[h->spots[k].attribution];
            if (k == i || t[h->spots[k].begin].sentence != t[h->spots[i].begin].sentence || !other->n_through ||
                b->source_id != a->source_id || b->parent != a->parent)
                continue;
            memcpy(of->through, other->through, sizeof of->through);
            of->n_through = other->n_through;
            break;
        }
    }
}

/* "the Wire's sources", "its sources": they were heard by the Wire. "their friends believe": what others think, only
 * those unnamed can have told. */
static hs_status hear_owner(hearing *h, uint32_t i, hs_error *err)
{
    uint32_t id;
    HS_TRY(hs_sources_owner(h->sources, &id, i, err));
    if (id >= h->doc->n_sources)
        return HS_OK;
    const hs_source *owner = &h->doc->sources[id];
    bool reporter = owner->kind == HS_SOURCE_OUTLET || (owner->kind == HS_SOURCE_PERSON && !owner->anonymous);
    bool informants = reporter && hs_sources_are_informants(h->sources, i);
    if (informants && h->heard[i].n_through) /* "the site's sources told the Wire" */
        return HS_OK;
    if (informants || (owner->anonymous && !hs_act_is_spoken(h->doc->attributions[i].act)))
        push(h->heard[i].through, &h->heard[i].n_through, h->heard[i].n_through, id);
    return HS_OK;
}

/* ---- links ---- */

/* The source of each outlet of the table, or HS_NO_SOURCE. NULL if there is no memory. */
static uint32_t *sources_of_outlets(const hs_document *doc)
{
    size_t n = hs_outlets_count();
    uint32_t *of = HS_NEW(doc->arena, uint32_t, n);
    if (!of)
        return NULL;
    for (size_t i = 0; i < n; i++)
        of[i] = HS_NO_SOURCE;
    for (uint32_t k = 0; k < doc->n_sources; k++) {
        if (doc->sources[k].kind != HS_SOURCE_OUTLET)
            continue;
        hs_outlets called = hs_outlets_by_name(doc->sources[k].name);
        for (size_t i = 0; i < called.n; i++)
            if (of[called.at[i]] == HS_NO_SOURCE)
                of[called.at[i]] = k;
    }
    return of;
}

static bool overlaps(hs_spans spans, hs_span with)
{
    for (uint32_t i = 0; i < spans.n && i < MAX_FRAGMENTS; i++)
        if (spans.at[i].begin < with.end && with.begin < spans.at[i].end)
            return true;
    return false;
}

/* Do the words of a link say where it was heard: the cue ("told reporters"), or a source without a name ("a report")?
 */
static bool is_linked(const hs_document *doc, const hs_attribution *a, hs_span link)
{
    const hs_source *holder = a->source_id < doc->n_sources ? &doc->sources[a->source_id] : NULL;
    if (holder && holder->kind == HS_SOURCE_OUTLET)
        return false;
    bool unnamed = holder && (holder->anonymous || holder->kind == HS_SOURCE_DOCUMENT);
    return overlaps(a->cue, link) || (unnamed && overlaps(a->source, link));
}

/* "a report said", linked to an outlet: it was heard by that outlet. */
static hs_status hear_links(hearing *h, hs_error *err)
{
    hs_document *doc = h->doc;
    if (!doc->n_links || !h->n)
        return HS_OK;
    uint32_t *of = sources_of_outlets(doc);
    if (!of)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for chains");
    for (size_t i = 0; i < doc->n_links; i++) {
        uint32_t begin, end, from, to;
        hs_outlet outlet = hs_outlet_by_url(doc->links[i].url);
        if (outlet == HS_NO_OUTLET || !hs_tokens_in(h->r->tokens, doc->links[i].span, &begin, &end))
            continue;
        spots_around(h, begin, &from, &to);
        for (uint32_t k = from; k < to; k++) {
            uint32_t at = h->spots[k].attribution;
            if (!is_linked(doc, &doc->attributions[at], doc->links[i].span))
                continue;
            if (of[outlet] == HS_NO_SOURCE)
                HS_TRY(
                    hs_sources_add_outlet(h->sources, &of[outlet], hs_outlet_at(outlet).name, doc->links[i].span, err));
            push(h->heard[at].through, &h->heard[at].n_through, h->heard[at].n_through, of[outlet]);
        }
    }
    return HS_OK;
}

hs_status hs_heard_find(hs_hearsay *out, hs_document *doc, hs_sources *sources, hs_error *err)
{
    hearing h = {.doc = doc, .sources = sources, .r = hs_sources_resolver(sources), .out = out};
    hs_citations cited;
    *out = (hs_hearsay){.asks = HS_NONE, .whole = HS_NO_SOURCE, .of = HS_NEW(doc->arena, hs_heard, doc->n_attributions)};
    h.heard = out->of;
    if (!h.heard)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for chains");
    for (size_t i = 0; i < doc->n_attributions; i++)
        h.heard[i].cited_for = HS_NO_PARENT;
    HS_TRY(find_spots(&h, err));
    HS_TRY(hs_citations_find(&cited, doc->arena, h.r, err));
    out->printed = HS_NEW(doc->arena, hs_printed, cited.n);
    if (!out->printed)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for chains");
    for (uint32_t i = 0; i < cited.n; i++)
        HS_TRY(take(&h, &cited.at[i], i ? &cited.at[i - 1] : NULL, err));
    for (uint32_t i = 0; i < doc->n_attributions; i++)
        HS_TRY(hear_owner(&h, i, err));
    HS_TRY(hear_links(&h, err));
    share_in_sentence(&h);
    return HS_OK;
}
