/* origins_join.c -- which unnamed sources are proven to be one. In: the graph. Out: the same, such nodes merged. One thread at a time.
 *
 * Two are one where they are described alike (nothing in their descriptions parts them) and
 *   - one is some of the other, in one document: "one of the officials";
 *   - both were heard through the same document or outlet, of which nobody but one tells (or of one nothing is told, and the other is the only one there);
 *   - the one stands in a copy of the document that tells of the other, in the same words;
 *   - one is in the headline of the document that tells of the other, or is there the short of the one whom that document names so;
 * and whoever is quoted with the same HS_QUOTE_RUN words in quotation marks in two documents is one, named or not. Two of different names never are. */
#include "ascii.h"
#include "origins.h"

#include <stdlib.h>
#include <string.h>

#include "status.h"

enum { RUNS = 512 /* of one content */ };

static bool is_unnamed(const hs_knot *k)
{
    return k->kind == HS_TRACE_SOURCE && k->who.anonymous;
}

/* Whose words stand for both: a name, the document that was heard first, the fuller description in it. */
static bool stands_for(const hs_knot *a, const hs_knot *b)
{
    if (is_unnamed(a) != is_unnamed(b))
        return !is_unnamed(a);
    return a->telling != b->telling ? a->telling < b->telling : a->who.name.len > b->who.name.len;
}

static void keep_first(hs_str *kept, hs_str gone)
{
    if (gone.len && (!kept->len || hs_origins_order(gone, *kept) < 0))
        *kept = gone;
}

/* Make two nodes one. */
static void merge(hs_tracing *t, uint32_t a, uint32_t b)
{
    a = hs_origins_is(t, a);
    b = hs_origins_is(t, b);
    if (a == b || (!is_unnamed(&t->knots[a]) && !is_unnamed(&t->knots[b])))
        return;
    if (stands_for(&t->knots[b], &t->knots[a])) {
        uint32_t c = a;
        a = b;
        b = c;
    }
    hs_knot *kept = &t->knots[a], *gone = &t->knots[b];
    gone->is = a;
    kept->sides |= gone->sides;
    kept->of_self |= gone->of_self;
    kept->who.count = kept->who.count ? kept->who.count : gone->who.count;
    keep_first(&kept->first, gone->first);
    for (int i = 0; i < 2; i++)
        keep_first(&kept->since[i], gone->since[i]);
}

/* ---- one is some of the other ---- */

static void merge_parts(hs_tracing *t)
{
    for (uint32_t i = 0; i < t->n_knots; i++) {
        if (!is_unnamed(&t->knots[i]) || !hs_unnamed_is_part(t->knots[i].who.name))
            continue;
        uint32_t best = HS_NONE, most = 0;
        for (uint32_t k = 0; k < t->n_knots; k++)
            if (k != i && is_unnamed(&t->knots[k]) && t->knots[k].telling == t->knots[i].telling && hs_unnamed_alike(t->knots[i].described, t->knots[k].described, true)) {
                uint32_t shared = 1 + hs_unnamed_shared(t->knots[i].described, t->knots[k].described);
                if (shared > most) {
                    best = k;
                    most = shared;
                }
            }
        if (best != HS_NONE)
            merge(t, i, best);
    }
}

/* ---- a headline ---- */

static bool merge_alike(hs_tracing *t, const hs_told *a)
{
    const hs_telling *d = &t->tellings[a->telling];
    for (uint32_t k = d->told; k < d->told + d->n_told; k++) {
        const hs_told *b = &t->told[k];
        if (b->place != HS_IN_TITLE && b->n_chain && is_unnamed(&t->knots[b->chain[0].node]) &&
            hs_unnamed_alike(t->knots[a->chain[0].node].described, t->knots[b->chain[0].node].described, true)) {
            merge(t, a->chain[0].node, b->chain[0].node);
            return true;
        }
    }
    return false;
}

/* "Worker says", above "a quality inspector told the Post": a noun that fits anybody is the one unnamed person of the text who takes its side, if there is but one. */
static bool merge_only(hs_tracing *t, const hs_told *a)
{
    static const char *const anybody[] = {"worker", "insider", "source", "employee", "staffer", "witness", "official", "resident", "man", "woman", "expert"};
    const hs_telling *d = &t->tellings[a->telling];
    uint32_t only = HS_NONE;
    if (!hs_ascii_is_one_of(a->chain[0].name, anybody, sizeof anybody / sizeof *anybody))
        return false;
    for (uint32_t k = d->told; k < d->told + d->n_told; k++) {
        const hs_told *b = &t->told[k];
        if (b->place == HS_IN_TITLE || !b->n_chain || b->side != a->side || !is_unnamed(&t->knots[b->chain[0].node]))
            continue;
        if (only != HS_NONE && only != b->chain[0].node)
            return false;
        only = b->chain[0].node;
    }
    if (only != HS_NONE)
        merge(t, a->chain[0].node, only);
    return only != HS_NONE;
}

static const char named_sql[] = "SELECT coalesce(h.name, ''), coalesce(h.description, ''), coalesce(h.kind, '') = 'person', coalesce(s.merged_into, s.source_id) FROM holder h JOIN source s "
                                "ON s.source_id = h.source_id WHERE h.document_id = ?1 AND h.anonymous = 0";

/* The one whom the document names that its headline calls in short. @param out  its source; 0: there is none, or more than one */
static hs_status find_named(int64_t *out, hs_tracing *t, const hs_told *a, hs_error *err)
{
    bool row;
    hs_status status;
    hs_sql q = hs_sql_begin(t->ledger, named_sql);
    hs_sql_number(&q, 1, t->tellings[a->telling].id);
    *out = 0;
    while ((status = hs_sql_step(&q, &row, err)) == HS_OK && row) {
        const int64_t source = hs_sql_column_number(&q, 3);
        if (source == *out || source == a->chain[0].source || !hs_is_called_in_short(a->chain[0].name, hs_sql_column(&q, 0), hs_sql_column(&q, 1), hs_sql_column_number(&q, 2) != 0))
            continue;
        if (*out) {
            *out = 0;
            break;
        }
        *out = source;
    }
    hs_sql_end(&q);
    return status;
}

/* What a headline tells, the text below it tells: "officials say" is those of the text, "canal chief says" whom it names as chief executive of the Canal Agency. */
static hs_status merge_headlines(hs_tracing *t, hs_error *err)
{
    for (uint32_t i = 0; i < t->n_told; i++) {
        const hs_told *a = &t->told[i];
        const hs_telling *d = &t->tellings[a->telling];
        int64_t named;
        if (a->place != HS_IN_TITLE || !a->n_chain || !is_unnamed(&t->knots[a->chain[0].node]) || merge_alike(t, a) || merge_only(t, a))
            continue;
        HS_TRY(find_named(&named, t, a, err));
        for (uint32_t k = d->told; named && k < d->told + d->n_told; k++)
            if (t->told[k].n_chain && t->told[k].chain[0].source == named) {
                merge(t, a->chain[0].node, t->told[k].chain[0].node);
                break;
            }
    }
    return HS_OK;
}

/* ---- heard through the same one ---- */

/* Edges by the node that they lead to, as the graph is before any of these are merged: what leads to an unnamed one changes nothing here. */
typedef struct upwards {
    uint32_t *to, *at;      /* [n_knots + 1], [n_edges] */
    uint32_t *mark, *found; /* [n_knots] */
    uint32_t stamp, n_found;
} upwards;

static hs_status index_upwards(upwards *u, hs_tracing *t, hs_error *err)
{
    uint32_t **const lists[] = {&u->mark, &u->found};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        if (!(*lists[i] = hs_origins_room(t, t->n_knots, sizeof **lists[i], err)))
            return HS_E_NOMEM;
    u->to = hs_origins_room(t, (size_t)t->n_knots + 1, sizeof *u->to, err);
    u->at = u->to ? hs_origins_room(t, t->n_edges, sizeof *u->at, err) : NULL;
    if (!u->at)
        return HS_E_NOMEM;
    for (uint32_t i = 0; i < t->n_edges; i++)
        u->to[t->edges[i].to]++;
    for (uint32_t i = 1; i <= t->n_knots; i++)
        u->to[i] += u->to[i - 1];
    for (uint32_t i = t->n_edges; i > 0; i--)
        u->at[--u->to[t->edges[i - 1].to]] = i - 1;
    return HS_OK;
}

/* All nodes that lead to `to`, itself among them. */
static void find_above(upwards *u, const hs_tracing *t, uint32_t to)
{
    u->stamp++;
    u->n_found = 0;
    u->mark[to] = u->stamp;
    u->found[u->n_found++] = to;
    for (uint32_t i = 0; i < u->n_found; i++)
        for (uint32_t k = u->to[u->found[i]]; k < u->to[u->found[i] + 1]; k++) {
            uint32_t from = t->edges[u->at[k]].from;
            if (u->mark[from] != u->stamp) {
                u->mark[from] = u->stamp;
                u->found[u->n_found++] = from;
            }
        }
}

/* "A whistleblower", of whom nothing more is told: the unnamed one among those found, if there is one alone. */
static uint32_t only_one(const upwards *u, const hs_tracing *t, uint32_t who)
{
    uint32_t one = HS_NONE;
    for (uint32_t i = 0; !t->knots[who].described->n && i < u->n_found; i++) {
        const uint32_t node = hs_origins_is(t, u->found[i]);
        if (node == hs_origins_is(t, who) || node == one || !is_unnamed(&t->knots[node]) || t->knots[node].via_outlet)
            continue;
        if (one != HS_NONE)
            return HS_NONE;
        one = node;
    }
    return one;
}

/* The unnamed one among those found that is most like `who`. */
static uint32_t most_like(const upwards *u, const hs_tracing *t, uint32_t who)
{
    uint32_t best = HS_NONE, most = 0, own = hs_origins_is(t, who);
    const hs_knot *of = &t->knots[who];
    for (uint32_t i = 0; i < u->n_found; i++) {
        uint32_t node = u->found[i];
        const hs_knot *k = &t->knots[node];
        if (hs_origins_is(t, node) == own || !is_unnamed(k) || k->via_outlet != of->via_outlet || !hs_unnamed_alike(of->described, k->described, true))
            continue;
        uint32_t shared = 1 + hs_unnamed_shared(of->described, k->described);
        if (shared > most || (shared == most && hs_origins_compare(t, node, best) < 0)) {
            best = node;
            most = shared;
        }
    }
    return best;
}

static hs_status merge_through(hs_tracing *t, hs_error *err)
{
    upwards u = {0};
    HS_TRY(index_upwards(&u, t, err));
    for (uint32_t i = 0; i < t->n_told; i++) {
        const hs_told *a = &t->told[i];
        for (uint32_t k = 0; k + 1 < a->n_chain; k++) {
            uint32_t who = a->chain[k].node, via = HS_NONE;
            for (uint32_t m = k + 1; m < a->n_chain && via == HS_NONE; m++)
                if (!is_unnamed(&t->knots[a->chain[m].node]) && a->chain[m].node != t->tellings[a->telling].node)
                    via = a->chain[m].node;
            if (!is_unnamed(&t->knots[who]) || via == HS_NONE)
                continue;
            find_above(&u, t, via);
            uint32_t like = most_like(&u, t, who);
            like = like != HS_NONE || t->knots[who].via_outlet ? like : only_one(&u, t, who);
            if (like != HS_NONE)
                merge(t, who, like);
        }
    }
    return HS_OK;
}

/* ---- in a copy ---- */

static bool same_words(const hs_told *a, const hs_told *b)
{
    return (a->content.len == b->content.len && memcmp(a->content.ptr, b->content.ptr, a->content.len) == 0) || hs_words_shared(a->content, b->content);
}

static void merge_copied(hs_tracing *t, const hs_telling *copy, const hs_telling *of)
{
    for (uint32_t i = 0; i < copy->n_told; i++) {
        const hs_told *a = &t->told[copy->told + i];
        for (uint32_t k = 0; k < of->n_told; k++) {
            const hs_told *b = &t->told[of->told + k];
            if (a->n_chain && b->n_chain && is_unnamed(&t->knots[a->chain[0].node]) && is_unnamed(&t->knots[b->chain[0].node]) &&
                hs_unnamed_alike(t->knots[a->chain[0].node].described, t->knots[b->chain[0].node].described, true) && same_words(a, b))
                merge(t, a->chain[0].node, b->chain[0].node);
        }
    }
}

static hs_status merge_copies(hs_tracing *t, hs_error *err)
{
    for (uint32_t i = 0; i < t->n_tellings; i++) {
        bool row;
        hs_sql q = hs_sql_begin(t->ledger, "SELECT of_document_id FROM copy WHERE document_id = ?1 ORDER BY share DESC");
        hs_sql_number(&q, 1, t->tellings[i].id);
        hs_status status = hs_sql_step(&q, &row, err);
        while (status == HS_OK && row) {
            uint32_t of = hs_origins_telling(t, hs_sql_column_number(&q, 0));
            if (of != HS_NONE)
                merge_copied(t, &t->tellings[i], &t->tellings[of]);
            status = hs_sql_step(&q, &row, err);
        }
        hs_sql_end(&q);
        HS_TRY(status);
    }
    return HS_OK;
}

/* ---- the same quotation ---- */

typedef struct run {
    uint64_t hash;
    uint32_t told;
} run;

static int by_hash(const void *a, const void *b)
{
    const run *x = a, *y = b;
    if (x->hash != y->hash)
        return x->hash < y->hash ? -1 : 1;
    return x->told < y->told ? -1 : x->told > y->told;
}

static hs_status merge_quoted(hs_tracing *t, hs_error *err)
{
    uint64_t runs[RUNS];
    size_t n = 0, cap = 0;
    for (uint32_t i = 0; i < t->n_told; i++)
        if (t->told[i].quotation != HS_QUOTATION_INDIRECT && t->told[i].n_chain)
            cap += hs_word_runs(runs, RUNS, t->told[i].content, t->told[i].quotation == HS_QUOTATION_MIXED);
    run *all = hs_origins_room(t, cap, sizeof *all, err);
    if (!all)
        return HS_E_NOMEM;
    for (uint32_t i = 0; i < t->n_told; i++) {
        const hs_told *a = &t->told[i];
        size_t m = a->quotation != HS_QUOTATION_INDIRECT && a->n_chain ? hs_word_runs(runs, RUNS, a->content, a->quotation == HS_QUOTATION_MIXED) : 0;
        for (size_t k = 0; k < m; k++)
            all[n++] = (run){runs[k], i};
    }
    if (n)
        qsort(all, n, sizeof *all, by_hash);
    for (size_t i = 1; i < n; i++) {
        const hs_told *a = &t->told[all[i - 1].told], *b = &t->told[all[i].told];
        const hs_knot *x = &t->knots[a->chain[0].node], *y = &t->knots[b->chain[0].node];
        if (all[i].hash == all[i - 1].hash && a->telling != b->telling && x->kind == HS_TRACE_SOURCE && y->kind == HS_TRACE_SOURCE && !x->via_outlet && !y->via_outlet)
            merge(t, a->chain[0].node, b->chain[0].node);
    }
    return HS_OK;
}

/* ---- headlines leave out through whom ---- */

/* What an attribution without a relay shows of its document is no way from its holder any more. */
static void drop_direct(hs_tracing *t, const hs_told *a)
{
    for (uint32_t i = 0; i < t->n_edges; i++) {
        hs_edge *e = &t->edges[i];
        if (e->from != a->chain[0].node || e->to != t->tellings[a->telling].node)
            continue;
        hs_proof *kept = NULL;
        for (hs_proof **at = &e->first; *at;)
            if ((*at)->e.kind == HS_EVIDENCE_CITED && (*at)->e.document == (uint64_t)t->tellings[a->telling].id && (*at)->e.begin == a->chain[0].begin) {
                *at = (*at)->next;
            } else {
                kept = *at;
                at = &kept->next;
            }
        e->last = kept;
        e->sides = 0;
        for (const hs_proof *p = e->first; p; p = p->next)
            e->sides |= p->sides;
    }
}

/* "Workers say the tank was never inspected", above "Two workers told the Harbour Post that ..", or the other way round: of one holder in one document the headline and the text were heard
 * through the same, if one of them alone tells through whom. A text that tells it in both ways has it in both. */
static void drop_shortened(hs_tracing *t)
{
    for (uint32_t i = 0; i < t->n_told; i++) {
        const hs_told *a = &t->told[i];
        const hs_telling *d = &t->tellings[a->telling];
        bool relayed = false;
        if (a->n_chain != 1 || a->chain[0].node == d->node)
            continue;
        for (uint32_t k = d->told; k < d->told + d->n_told && !relayed; k++) {
            const hs_told *b = &t->told[k];
            relayed = b->n_chain > 1 && b->side == a->side && (b->place == HS_IN_TITLE) != (a->place == HS_IN_TITLE) && b->chain[1].node != d->node &&
                      hs_origins_is(t, b->chain[0].node) == hs_origins_is(t, a->chain[0].node);
        }
        if (relayed)
            drop_direct(t, a);
    }
}

/* ---- */

static void settle_edges(hs_tracing *t)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < t->n_edges; i++) {
        hs_edge e = t->edges[i];
        e.from = hs_origins_is(t, e.from);
        e.to = hs_origins_is(t, e.to);
        uint32_t k = 0;
        while (k < n && (t->edges[k].from != e.from || t->edges[k].to != e.to))
            k++;
        if (e.from == e.to || !e.first)
            continue;
        if (k == n) {
            t->edges[n++] = e;
            continue;
        }
        t->edges[k].sides |= e.sides;
        t->edges[k].last->next = e.first;
        t->edges[k].last = e.last;
    }
    t->n_edges = n;
}

hs_status hs_origins_join(hs_tracing *t, hs_error *err)
{
    merge_parts(t);
    HS_TRY(merge_headlines(t, err));
    HS_TRY(merge_quoted(t, err));
    HS_TRY(merge_copies(t, err));
    HS_TRY(merge_through(t, err));
    drop_shortened(t);
    settle_edges(t);
    return HS_OK;
}
