/* groups.c -- wordings that say the same become one claim. See groups.h. */
#include "groups.h"

#include <stdlib.h>
#include <string.h>

#include "array.h"
#include "ascii.h"
#include "heap.h"
#include "status.h"

/* So sure must the comparer be that two say the same, as a statement is asked for (origins_judge.c). */
static const double LEAST_SAME = 0.6;

/* Wordings that pairs connect. */
typedef struct wording {
    int64_t claim, was; /* what it stood for */
    char key[HS_CLAIM_KEY];
    uint32_t length; /* bytes of its text */
    uint32_t group;  /* index of a wording in it */
    bool bare;       /* it says nothing without the words around it, and stands for nothing */
    double sum;      /* of the scores of its pairs within its group */
} wording;

typedef struct edge {
    uint32_t a, b; /* wordings; key of a < key of b */
    hs_relation relation;
    double score;
} edge;

typedef struct grouping {
    hs_ledger *ledger;
    const hs_ids *claims; /* that are grouped anew with all that they are connected with */
    wording *wordings;    /* [n] */
    size_t n;
    edge *edges; /* [n_edges] */
    size_t n_edges, cap_edges;
} grouping;

static hs_status no_memory(hs_error *err)
{
    return hs_fail(err, HS_E_NOMEM, 0, "no memory to group claims");
}

/* ---- what is connected ---- */

static const char neighbours[] = "SELECT other_id FROM pair WHERE claim_id = ?1 AND relation = 'same' "
                                 "UNION ALL SELECT claim_id FROM pair WHERE other_id = ?1 AND relation = 'same'";

static bool note(hs_id_set *found, int64_t id)
{
    size_t at;
    return id <= 0 /* no row of ours */ || hs_id_set_add(&at, found, id);
}

static hs_status note_rows(hs_id_set *found, hs_sql q, hs_error *err)
{
    bool row;
    hs_status status;
    while ((status = hs_sql_step(&q, &row, err)) == HS_OK && row)
        if (!note(found, hs_sql_column_number(&q, 0))) {
            status = no_memory(err);
            break;
        }
    hs_sql_end(&q);
    return status;
}

/* All wordings that some of `claims` reach by pairs, and those that stand for the same as one of them now. */
static hs_status find_connected(hs_id_set *found, hs_ledger *ledger, const hs_ids *claims, hs_error *err)
{
    for (size_t i = 0; i < claims->n; i++)
        if (!note(found, claims->at[i]))
            return no_memory(err);
    for (size_t i = 0; i < found->ids.n; i++) {
        hs_sql q = hs_sql_begin(ledger, neighbours);
        hs_sql_number(&q, 1, found->ids.at[i]);
        HS_TRY(note_rows(found, q, err));
        q = hs_sql_begin(ledger, "SELECT claim_id FROM claim WHERE same_as = ?1 UNION ALL SELECT same_as FROM claim WHERE claim_id = ?1 "
                                 "AND same_as IS NOT NULL");
        hs_sql_number(&q, 1, found->ids.at[i]);
        HS_TRY(note_rows(found, q, err));
    }
    return HS_OK;
}

/* ---- wordings and edges ---- */

static int by_key(const void *a, const void *b)
{
    return memcmp(((const wording *)a)->key, ((const wording *)b)->key, HS_CLAIM_KEY);
}

static hs_status load_wording(wording *out, bool *there, hs_ledger *ledger, int64_t claim, hs_error *err)
{
    hs_sql q = hs_sql_begin(ledger, "SELECT text_key, length(CAST(text AS BLOB)), coalesce(same_as, claim_id), substr(text, 1, 200) FROM claim WHERE claim_id = ?1");
    hs_sql_number(&q, 1, claim);
    hs_status status = hs_sql_step(&q, there, err);
    if (status == HS_OK && *there) {
        hs_str key = hs_sql_column(&q, 0);
        *out = (wording){.claim = claim, .length = (uint32_t)hs_sql_column_number(&q, 1), .was = hs_sql_column_number(&q, 2), .bare = hs_ledger_is_bare(hs_sql_column(&q, 3))};
        if (key.len != HS_CLAIM_KEY)
            status = hs_fail(err, HS_E_LEDGER, (uint64_t)claim, "claim c%lld: its key is none", (long long)claim);
        else
            memcpy(out->key, key.ptr, HS_CLAIM_KEY);
    }
    hs_sql_end(&q);
    return status;
}

static hs_status load_wordings(grouping *g, const hs_ids *found, hs_error *err)
{
    g->wordings = hs_alloc((found->n + 1) * sizeof *g->wordings);
    if (!g->wordings)
        return no_memory(err);
    for (size_t i = 0; i < found->n; i++) {
        bool there;
        HS_TRY(load_wording(&g->wordings[g->n], &there, g->ledger, found->at[i], err));
        g->n += there;
    }
    qsort(g->wordings, g->n, sizeof *g->wordings, by_key);
    for (size_t i = 0; i < g->n; i++)
        g->wordings[i].group = (uint32_t)i;
    return HS_OK;
}

typedef struct place {
    int64_t claim;
    uint32_t index;
} place;

static int by_claim(const void *a, const void *b)
{
    const place *x = a, *y = b;
    return x->claim < y->claim ? -1 : x->claim > y->claim;
}

static hs_status put_edge(grouping *g, edge e, hs_error *err)
{
    edge *edges = hs_array_grown(g->edges, &g->cap_edges, g->n_edges, sizeof *edges);
    if (!edges)
        return no_memory(err);
    g->edges = edges;
    g->edges[g->n_edges++] = e;
    return HS_OK;
}

static hs_relation relation_of(hs_str name)
{
    return hs_ascii_is(name, "same") ? HS_SAME : hs_ascii_is(name, "contradicts") ? HS_CONTRADICTS : HS_NEITHER;
}

static hs_status load_edges_of(grouping *g, const place *places, uint32_t a, hs_error *err)
{
    bool row;
    hs_status status;
    hs_sql q = hs_sql_begin(g->ledger, "SELECT other_id, relation, score FROM pair WHERE claim_id = ?1 AND relation <> 'undecided'");
    hs_sql_number(&q, 1, g->wordings[a].claim);
    while ((status = hs_sql_step(&q, &row, err)) == HS_OK && row) {
        const place key = {.claim = hs_sql_column_number(&q, 0)};
        const place *other = bsearch(&key, places, g->n, sizeof *places, by_claim);
        if (!other)
            continue; /* of another group, not the same */
        uint32_t b = other->index;
        status = put_edge(g, (edge){a < b ? a : b, a < b ? b : a, relation_of(hs_sql_column(&q, 1)), hs_sql_column_real(&q, 2)}, err);
        if (status != HS_OK)
            break;
    }
    hs_sql_end(&q);
    return status;
}

static hs_status load_edges(grouping *g, hs_error *err)
{
    place *places = hs_alloc((g->n + 1) * sizeof *places);
    if (!places)
        return no_memory(err);
    for (size_t i = 0; i < g->n; i++)
        places[i] = (place){g->wordings[i].claim, (uint32_t)i};
    qsort(places, g->n, sizeof *places, by_claim);
    hs_status status = HS_OK;
    for (size_t i = 0; i < g->n && status == HS_OK; i++)
        status = load_edges_of(g, places, (uint32_t)i, err);
    hs_free(places);
    return status;
}

/* ---- grouping ---- */

static int surest_first(const void *a, const void *b)
{
    const edge *x = a, *y = b;
    if (x->score > y->score || x->score < y->score)
        return x->score > y->score ? -1 : 1;
    if (x->a != y->a)
        return x->a < y->a ? -1 : 1;
    return x->b < y->b ? -1 : x->b > y->b;
}

/* The edges of each wording, and the members of each group as a ring, so that a merge costs what the lesser group has. */
typedef struct linkage {
    uint32_t *first; /* [n + 1] where the edges of wording i begin in `of` */
    uint32_t *of;    /* [2 n_edges] indices of edges */
    uint32_t *next;  /* [n] the member after it */
    uint32_t *size;  /* [n] of the group that goes by this wording */
} linkage;

static bool begin_linkage(linkage *l, const grouping *g)
{
    uint32_t *fill = hs_alloc((g->n + 1) * sizeof *fill);
    *l = (linkage){hs_alloc((g->n + 1) * sizeof *l->first), hs_alloc((2 * g->n_edges + 1) * sizeof *l->of),
                   hs_alloc((g->n + 1) * sizeof *l->next), hs_alloc((g->n + 1) * sizeof *l->size)};
    bool room = fill && l->first && l->of && l->next && l->size;
    for (size_t i = 0; room && i < g->n_edges; i++) {
        l->first[g->edges[i].a + 1]++;
        l->first[g->edges[i].b + 1]++;
    }
    for (size_t i = 0; room && i < g->n; i++) {
        l->first[i + 1] += l->first[i];
        fill[i] = l->first[i];
        l->next[i] = (uint32_t)i;
        l->size[i] = 1;
    }
    for (size_t i = 0; room && i < g->n_edges; i++) {
        l->of[fill[g->edges[i].a]++] = (uint32_t)i;
        l->of[fill[g->edges[i].b]++] = (uint32_t)i;
    }
    hs_free(fill);
    return room;
}

static void end_linkage(linkage *l)
{
    hs_free(l->first);
    hs_free(l->of);
    hs_free(l->next);
    hs_free(l->size);
}

/* Do the pairs between two groups say rather that they are the same than that they are not, each as surely as it was judged, and none that they
 * contradict? `lesser` is the one with fewer members. */
static bool belong(const grouping *g, const linkage *l, uint32_t lesser, uint32_t other)
{
    double same = 0, unlike = 0;
    uint32_t i = lesser;
    do {
        for (uint32_t k = l->first[i]; k < l->first[i + 1]; k++) {
            const edge *e = &g->edges[l->of[k]];
            if (g->wordings[e->a == i ? e->b : e->a].group != other)
                continue;
            if (e->relation == HS_CONTRADICTS)
                return false;
            *(e->relation == HS_SAME ? &same : &unlike) += e->score;
        }
        i = l->next[i];
    } while (i != lesser);
    return same >= unlike;
}

static void join(grouping *g, linkage *l, uint32_t lesser, uint32_t other)
{
    uint32_t i = lesser;
    do {
        g->wordings[i].group = other;
        i = l->next[i];
    } while (i != lesser);
    uint32_t after = l->next[lesser];
    l->next[lesser] = l->next[other];
    l->next[other] = after;
    l->size[other] += l->size[lesser];
}

static hs_status group(grouping *g, hs_error *err)
{
    linkage l;
    if (g->n_edges)
        qsort(g->edges, g->n_edges, sizeof *g->edges, surest_first);
    bool room = begin_linkage(&l, g);
    for (size_t i = 0; room && i < g->n_edges; i++) {
        uint32_t a = g->wordings[g->edges[i].a].group, b = g->wordings[g->edges[i].b].group;
        bool a_less = l.size[a] != l.size[b] ? l.size[a] < l.size[b] : a > b;
        uint32_t lesser = a_less ? a : b, other = a_less ? b : a;
        if (g->edges[i].relation == HS_SAME && g->edges[i].score >= LEAST_SAME && a != b && belong(g, &l, lesser, other))
            join(g, &l, lesser, other);
    }
    end_linkage(&l);
    return room ? HS_OK : no_memory(err);
}

/* ---- which wording stands for a group ---- */

/* The plainest is the one that the others agree with most; of such the shortest. */
static bool is_plainer(const wording *a, const wording *b)
{
    if (a->bare != b->bare)
        return b->bare;
    if (a->sum > b->sum || a->sum < b->sum)
        return a->sum > b->sum;
    return a->length != b->length ? a->length < b->length : memcmp(a->key, b->key, HS_CLAIM_KEY) < 0;
}

static hs_status put(grouping *g, const wording *w, int64_t standing, hs_ids *out, hs_error *err)
{
    size_t at;
    bool changed = w->was != standing;
    if ((changed || hs_ids_find(&at, g->claims, w->claim)) && (!hs_ids_add(out, standing) || !hs_ids_add(out, w->was)))
        return no_memory(err);
    if (!changed)
        return HS_OK;
    hs_sql q = hs_sql_begin(g->ledger, "UPDATE claim SET same_as = nullif(?2, claim_id) WHERE claim_id = ?1");
    hs_sql_number(&q, 1, w->claim);
    hs_sql_number(&q, 2, standing);
    return hs_sql_run(&q, err);
}

static hs_status put_groups(grouping *g, hs_ids *out, hs_error *err)
{
    uint32_t *plainest = hs_alloc((g->n + 1) * sizeof *plainest); /* by group, one more than its index; 0: none yet */
    if (!plainest)
        return no_memory(err);
    for (size_t i = 0; i < g->n_edges; i++) /* in their order, so that sums are the same to the last bit */
        if (g->edges[i].relation == HS_SAME && g->wordings[g->edges[i].a].group == g->wordings[g->edges[i].b].group) {
            g->wordings[g->edges[i].a].sum += g->edges[i].score;
            g->wordings[g->edges[i].b].sum += g->edges[i].score;
        }
    for (uint32_t i = 0; i < g->n; i++) {
        uint32_t *best = &plainest[g->wordings[i].group];
        if (!*best || is_plainer(&g->wordings[i], &g->wordings[*best - 1]))
            *best = i + 1;
    }
    hs_status status = HS_OK;
    for (uint32_t i = 0; i < g->n && status == HS_OK; i++)
        status = put(g, &g->wordings[i], g->wordings[plainest[g->wordings[i].group] - 1].claim, out, err);
    hs_free(plainest);
    return status;
}

static hs_status mend(grouping *g, hs_id_set *found, hs_ids *out, hs_error *err)
{
    HS_TRY(find_connected(found, g->ledger, g->claims, err));
    HS_TRY(load_wordings(g, &found->ids, err));
    HS_TRY(load_edges(g, err));
    HS_TRY(group(g, err));
    return put_groups(g, out, err);
}

hs_status hs_groups_mend(hs_ids *standing, hs_ledger *ledger, const hs_ids *claims, hs_error *err)
{
    grouping g = {.ledger = ledger, .claims = claims};
    hs_id_set found = {0};
    hs_status status = mend(&g, &found, standing, err);
    hs_ids_settle(standing);
    hs_id_set_free(&found);
    hs_free(g.edges);
    hs_free(g.wordings);
    return status;
}
