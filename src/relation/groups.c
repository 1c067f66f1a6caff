/* groups.c -- wordings that say the same become one claim. See groups.h. */
#include "groups.h"

#include <stdlib.h>
#include <string.h>

#include "array.h"
#include "ascii.h"
#include "compare_text.h"
#include "heap.h"
#include "linkage.h"
#include "nearest.h"
#include "status.h"

typedef struct grouping {
    hs_ledger *ledger;
    const hs_ids *claims; /* that are grouped anew with all that they are connected with */
    hs_linked *wordings;  /* [n] */
    size_t n;
    hs_tie *ties; /* [n_ties] */
    size_t n_ties, cap_ties;
    int8_t *vectors; /* [n][width] */
    size_t width;
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

/* ---- wordings and ties ---- */

static int by_key(const void *a, const void *b)
{
    return memcmp(((const hs_linked *)a)->key, ((const hs_linked *)b)->key, HS_CLAIM_KEY);
}

static hs_status load_wording(hs_linked *out, bool *there, hs_ledger *ledger, int64_t claim, hs_error *err)
{
    hs_sql q = hs_sql_begin(ledger, "SELECT text_key, length(CAST(text AS BLOB)), coalesce(same_as, claim_id), substr(text, 1, 200) FROM claim WHERE claim_id = ?1");
    hs_sql_number(&q, 1, claim);
    hs_status status = hs_sql_step(&q, there, err);
    if (status == HS_OK && *there) {
        hs_str key = hs_sql_column(&q, 0);
        *out = (hs_linked){.claim = claim, .length = (uint32_t)hs_sql_column_number(&q, 1), .was = hs_sql_column_number(&q, 2), .bare = hs_content_is_bare(hs_sql_column(&q, 3)),
                           .framed = hs_compared_is_framed(hs_sql_column(&q, 3))};
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

static hs_status put_tie(grouping *g, hs_tie e, hs_error *err)
{
    hs_tie *ties = hs_array_grown(g->ties, &g->cap_ties, g->n_ties, sizeof *ties);
    if (!ties)
        return no_memory(err);
    g->ties = ties;
    g->ties[g->n_ties++] = e;
    return HS_OK;
}

static hs_relation relation_of(hs_str name)
{
    return hs_ascii_is(name, "same") ? HS_SAME : hs_ascii_is(name, "contradicts") ? HS_CONTRADICTS : HS_NEITHER;
}

static hs_status load_ties_of(grouping *g, const place *places, uint32_t a, hs_error *err)
{
    bool row;
    hs_status status;
    hs_sql q = hs_sql_begin(g->ledger, "SELECT other_id, relation, score, alike FROM pair WHERE claim_id = ?1 AND relation <> 'undecided'");
    hs_sql_number(&q, 1, g->wordings[a].claim);
    while ((status = hs_sql_step(&q, &row, err)) == HS_OK && row) {
        const place key = {.claim = hs_sql_column_number(&q, 0)};
        const place *other = bsearch(&key, places, g->n, sizeof *places, by_claim);
        if (!other)
            continue; /* of another group, not the same */
        uint32_t b = other->index;
        status = put_tie(g, (hs_tie){a < b ? a : b, a < b ? b : a, relation_of(hs_sql_column(&q, 1)), hs_sql_column_real(&q, 2), hs_sql_column_number(&q, 3) == HS_BY_RULE},
                          err);
        if (status != HS_OK)
            break;
    }
    hs_sql_end(&q);
    return status;
}

static hs_status load_ties(grouping *g, hs_error *err)
{
    place *places = hs_alloc((g->n + 1) * sizeof *places);
    if (!places)
        return no_memory(err);
    for (size_t i = 0; i < g->n; i++)
        places[i] = (place){g->wordings[i].claim, (uint32_t)i};
    qsort(places, g->n, sizeof *places, by_claim);
    hs_status status = HS_OK;
    for (size_t i = 0; i < g->n && status == HS_OK; i++)
        status = load_ties_of(g, places, (uint32_t)i, err);
    hs_free(places);
    return status;
}

/* ---- vectors ---- */

/* The vector that each has of the last model that gave it one. @param models  [n] out; 0: it has none, or one of another width than the first */
static hs_status load_vector(grouping *g, size_t i, int64_t *models, hs_error *err)
{
    bool row;
    hs_sql q = hs_sql_begin(g->ledger, "SELECT model_id, vector FROM vector WHERE claim_id = ?1 ORDER BY model_id DESC LIMIT 1");
    hs_sql_number(&q, 1, g->wordings[i].claim);
    hs_status status = hs_sql_step(&q, &row, err);
    hs_str vector = status == HS_OK && row ? hs_sql_column(&q, 1) : (hs_str){NULL, 0};
    if (vector.len && vector.len <= HS_VECTOR_MOST && !g->width) {
        g->width = vector.len;
        g->vectors = hs_alloc(g->n * g->width);
        if (!g->vectors)
            status = no_memory(err);
    }
    if (status == HS_OK && vector.len && vector.len == g->width) {
        memcpy(g->vectors + i * g->width, vector.ptr, g->width);
        models[i] = hs_sql_column_number(&q, 0);
    }
    hs_sql_end(&q);
    return status;
}

/* Of the last model alone: vectors of two models are not compared. */
static hs_status load_vectors(grouping *g, hs_error *err)
{
    int64_t last = 0;
    if (!g->n_ties)
        return HS_OK;
    int64_t *models = hs_alloc(g->n * sizeof *models);
    hs_status status = models ? HS_OK : no_memory(err);
    for (size_t i = 0; i < g->n && status == HS_OK; i++) {
        status = load_vector(g, i, models, err);
        last = models[i] > last ? models[i] : last;
    }
    for (size_t i = 0; i < g->n && status == HS_OK; i++)
        if (models[i] && models[i] == last)
            g->wordings[i].vector = g->vectors + i * g->width;
    hs_free(models);
    return status;
}

/* ---- which wording stands for a group ---- */

/* The plainest is, of those that say it themselves, the one that the others agree with most; of such the shortest. */
static bool is_plainer(const hs_linked *a, const hs_linked *b)
{
    if (a->bare != b->bare)
        return b->bare;
    if (a->framed != b->framed)
        return b->framed;
    if (a->sum > b->sum || a->sum < b->sum)
        return a->sum > b->sum;
    return a->length != b->length ? a->length < b->length : memcmp(a->key, b->key, HS_CLAIM_KEY) < 0;
}

static hs_status put(grouping *g, const hs_linked *w, int64_t standing, hs_ids *out, hs_error *err)
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
    for (size_t i = 0; i < g->n_ties; i++) /* in their order, so that sums are the same to the last bit */
        if (g->ties[i].relation == HS_SAME && g->wordings[g->ties[i].a].group == g->wordings[g->ties[i].b].group) {
            g->wordings[g->ties[i].a].sum += g->ties[i].score;
            g->wordings[g->ties[i].b].sum += g->ties[i].score;
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
    HS_TRY(load_ties(g, err));
    HS_TRY(load_vectors(g, err));
    HS_TRY(hs_linkage_group(g->wordings, g->n, g->ties, g->n_ties, g->width, err));
    return put_groups(g, out, err);
}

hs_status hs_groups_mend(hs_ids *standing, hs_ledger *ledger, const hs_ids *claims, hs_error *err)
{
    grouping g = {.ledger = ledger, .claims = claims};
    hs_id_set found = {0};
    hs_status status = mend(&g, &found, standing, err);
    hs_ids_settle(standing);
    hs_id_set_free(&found);
    hs_free(g.ties);
    hs_free(g.wordings);
    hs_free(g.vectors);
    return status;
}
