/* nearest.c -- which pairs of contents are judged. See nearest.h. */
#include "nearest.h"

#include <stdlib.h>
#include <string.h>

#include "array.h"
#include "heap.h"
#include "status.h"

/* One pair of a content. */
typedef struct row {
    int64_t other;
    int32_t alike;
    bool differs, decided;
    bool offered; /* else it is a row of the ledger */
    bool top;     /* among the nearest of this content */
    char key[HS_CLAIM_KEY];
} row;

typedef struct list {
    int64_t claim;
    row *at; /* [n] */
    size_t n, cap;
} list;

typedef struct choosing {
    hs_ledger *ledger;
    hs_ids *touched;
    hs_ids claims; /* settled: those of offers */
    list *lists;   /* [claims.n] in their order */
} choosing;

static hs_status no_memory(hs_error *err)
{
    return hs_fail(err, HS_E_NOMEM, 0, "no memory to choose what is compared");
}

static bool add(list *l, row r)
{
    row *at = hs_array_grown(l->at, &l->cap, l->n, sizeof *at);
    if (!at)
        return false;
    l->at = at;
    l->at[l->n++] = r;
    return true;
}

static hs_status load_from(list *l, hs_ledger *ledger, const char *sql, hs_error *err)
{
    bool more;
    hs_status status;
    hs_sql q = hs_sql_begin(ledger, sql);
    hs_sql_number(&q, 1, l->claim);
    hs_sql_number(&q, 2, HS_BY_RULE);
    while ((status = hs_sql_step(&q, &more, err)) == HS_OK && more) {
        row r = {.other = hs_sql_column_number(&q, 0), .alike = (int32_t)hs_sql_column_number(&q, 1), .differs = hs_sql_column_number(&q, 2) != 0,
                 .decided = hs_sql_column_number(&q, 3) != 0};
        hs_str key = hs_sql_column(&q, 4);
        memcpy(r.key, key.ptr, key.len < sizeof r.key ? key.len : sizeof r.key);
        if (!add(l, r)) {
            status = no_memory(err);
            break;
        }
    }
    hs_sql_end(&q);
    return status;
}

static hs_status load(list *l, hs_ledger *ledger, hs_error *err)
{
    HS_TRY(load_from(l, ledger, "SELECT p.other_id, p.alike, p.differs, p.relation <> 'undecided', m.text_key FROM pair p JOIN claim m "
                                "ON m.claim_id = p.other_id WHERE p.claim_id = ?1 AND p.alike < ?2", err));
    return load_from(l, ledger, "SELECT p.claim_id, p.alike, p.differs, p.relation <> 'undecided', m.text_key FROM pair p JOIN claim m "
                                "ON m.claim_id = p.claim_id WHERE p.other_id = ?1 AND p.alike < ?2", err);
}

static int nearest_first(const void *a, const void *b)
{
    const row *x = a, *y = b;
    if (x->differs != y->differs)
        return x->differs ? 1 : -1;
    if (x->alike != y->alike)
        return x->alike > y->alike ? -1 : 1;
    return memcmp(x->key, y->key, HS_CLAIM_KEY);
}

static void mark(list *l)
{
    size_t taken[2] = {0, 0};
    static const size_t most[2] = {HS_NEAREST_ALIKE, HS_NEAREST_DIFFERING};
    if (l->n)
        qsort(l->at, l->n, sizeof *l->at, nearest_first);
    for (size_t i = 0; i < l->n; i++)
        l->at[i].top = taken[l->at[i].differs]++ < most[l->at[i].differs];
}

static list *find_list(choosing *c, int64_t claim)
{
    size_t at;
    return hs_ids_find(&at, &c->claims, claim) ? &c->lists[at] : NULL;
}

static bool is_top(const list *l, int64_t other)
{
    for (size_t i = 0; i < l->n; i++)
        if (l->at[i].other == other)
            return l->at[i].top;
    return false;
}

static hs_status take_in(choosing *c, const hs_offer *offers, size_t n, hs_error *err)
{
    for (size_t i = 0; i < n; i++)
        if (!hs_ids_add(&c->claims, offers[i].low) || !hs_ids_add(&c->claims, offers[i].high))
            return no_memory(err);
    hs_ids_settle(&c->claims);
    c->lists = hs_alloc((c->claims.n + 1) * sizeof *c->lists);
    if (!c->lists)
        return no_memory(err);
    for (size_t i = 0; i < c->claims.n; i++) {
        c->lists[i].claim = c->claims.at[i];
        HS_TRY(load(&c->lists[i], c->ledger, err));
    }
    for (size_t i = 0; i < n; i++) {
        const hs_offer *o = &offers[i];
        row low = {.other = o->high, .alike = o->alike, .differs = o->differs, .offered = true}, high = low;
        high.other = o->low;
        memcpy(low.key, o->high_key, sizeof low.key);
        memcpy(high.key, o->low_key, sizeof high.key);
        if (!add(find_list(c, o->low), low) || !add(find_list(c, o->high), high))
            return no_memory(err);
    }
    for (size_t i = 0; i < c->claims.n; i++)
        mark(&c->lists[i]);
    return HS_OK;
}

/* Does the other end want the pair? */
static hs_status is_wanted(bool *out, choosing *c, int64_t other, int64_t claim, hs_error *err)
{
    const list *there = find_list(c, other);
    list l = {.claim = other};
    if (there) {
        *out = is_top(there, claim);
        return HS_OK;
    }
    hs_status status = load(&l, c->ledger, err);
    mark(&l);
    *out = is_top(&l, claim);
    hs_free(l.at);
    return status;
}

static hs_status drop(choosing *c, int64_t claim, const row *r, hs_error *err)
{
    if (r->decided && (!hs_ids_add(c->touched, claim) || !hs_ids_add(c->touched, r->other))) /* also "neither": it counts where groups are formed */
        return no_memory(err);
    hs_sql q = hs_sql_begin(c->ledger, "DELETE FROM pair WHERE claim_id = ?1 AND other_id = ?2");
    hs_sql_number(&q, 1, claim < r->other ? claim : r->other);
    hs_sql_number(&q, 2, claim < r->other ? r->other : claim);
    return hs_sql_run(&q, err);
}

static hs_status drive_out(choosing *c, const list *l, hs_error *err)
{
    for (size_t i = 0; i < l->n; i++) {
        bool wanted;
        if (l->at[i].offered || l->at[i].top)
            continue;
        HS_TRY(is_wanted(&wanted, c, l->at[i].other, l->claim, err));
        if (!wanted)
            HS_TRY(drop(c, l->claim, &l->at[i], err));
    }
    return HS_OK;
}

static hs_status choose(choosing *c, hs_offer *offers, size_t n, hs_error *err)
{
    HS_TRY(take_in(c, offers, n, err));
    for (size_t i = 0; i < n; i++)
        offers[i].stays = is_top(find_list(c, offers[i].low), offers[i].high) || is_top(find_list(c, offers[i].high), offers[i].low);
    for (size_t i = 0; i < c->claims.n; i++)
        HS_TRY(drive_out(c, &c->lists[i], err));
    return HS_OK;
}

hs_status hs_nearest_choose(hs_offer *offers, size_t n, hs_ids *touched, hs_ledger *ledger, hs_error *err)
{
    choosing c = {.ledger = ledger, .touched = touched};
    hs_status status = choose(&c, offers, n, err);
    for (size_t i = 0; c.lists && i < c.claims.n; i++)
        hs_free(c.lists[i].at);
    hs_free(c.lists);
    hs_ids_free(&c.claims);
    return status;
}
