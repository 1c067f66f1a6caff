/* pairs.c -- which contents are worth comparing. See pairs.h. */
#include "pairs.h"

#include <stdlib.h>
#include <string.h>

#include "array.h"
#include "comparable.h"
#include "heap.h"
#include "nearest.h"
#include "status.h"

/* A claim's words. */
typedef struct words {
    char key[HS_CLAIM_KEY];
    char *text; /* [len] owned; NULL: it is no content that is compared */
    size_t len;
    bool brief; /* it is compared with what has its telling words, too */
    hs_shown shown;
} words;

/* A content of the document. */
typedef struct content {
    int64_t claim, holder; /* holder: a person as it stands, named; 0: none */
    int64_t begin, end;    /* from its first to its last character in the document */
    words words;
    int8_t *vector;        /* [width] owned */
    size_t width;
} content;

typedef struct candidate {
    size_t own; /* the content */
    int64_t other;
    int64_t low, high; /* both claims, the lesser number first */
    int32_t alike;
} candidate;

typedef struct finding {
    hs_ledger *ledger;
    int64_t document, model; /* model: whose vectors are compared */
    const hs_neighbours *near;
    content *own; /* [n_own] */
    size_t n_own;
    candidate *candidates; /* [n_candidates] */
    size_t n_candidates, cap;
    hs_id_set others;
    words *words; /* [others.ids.n] of other documents' claims */
    size_t cap_words;
    hs_offer *offers; /* [n_offers] */
    size_t n_offers;
    hs_ids *touched;
} finding;

static hs_status no_memory(hs_error *err)
{
    return hs_fail(err, HS_E_NOMEM, 0, "no memory to compare claims");
}

static void *copy(const void *bytes, size_t len)
{
    void *out = hs_alloc(len + 1);
    if (out && len)
        memcpy(out, bytes, len);
    return out;
}

/* ---- the document's own contents ---- */

/* @return false: there is no memory */
static bool take_words(words *out, hs_str text, hs_str key)
{
    *out = (words){.len = text.len};
    if (hs_comparable_alone(text) != HS_COMPARABLE)
        return true;
    memcpy(out->key, key.ptr, key.len < sizeof out->key ? key.len : sizeof out->key);
    out->shown = hs_shown_in(text);
    out->brief = hs_comparable_is_brief(text);
    out->text = copy(text.ptr, text.len);
    return out->text != NULL;
}

/* @return false: there is no memory */
static bool add_own(finding *f, const hs_sql *q)
{
    content *c = &f->own[f->n_own];
    hs_str vector = hs_sql_column(q, 2);
    *c = (content){.claim = hs_sql_column_number(q, 0), .holder = hs_sql_column_number(q, 3), .begin = hs_sql_column_number(q, 4),
                   .end = hs_sql_column_number(q, 5), .width = vector.len};
    if (!take_words(&c->words, hs_sql_column(q, 1), hs_sql_column(q, 6)))
        return false;
    if (!c->words.text)
        return true;
    f->n_own++;
    c->vector = copy(vector.ptr, vector.len);
    return c->vector != NULL;
}

static hs_status load_own(finding *f, hs_error *err)
{
    int64_t most;
    bool row;
    hs_sql q = hs_sql_begin(f->ledger, "SELECT count(*) FROM attribution WHERE document_id = ?1");
    hs_sql_number(&q, 1, f->document);
    HS_TRY(hs_sql_take_number(&q, &most, err));
    f->own = hs_alloc(((size_t)most + 1) * sizeof *f->own);
    if (!f->own)
        return no_memory(err);
    q = hs_sql_begin(f->ledger, "SELECT a.claim_id, m.text, v.vector, CASE WHEN c.source_key IS NOT NULL THEN (SELECT coalesce(x.merged_into, x.source_id) FROM source x WHERE "
                                "x.name_key = c.source_key AND x.anonymous = 0 AND x.apart = 0 AND x.kind = 'person' ORDER BY x.source_id LIMIT 1) "
                                "WHEN s.anonymous = 0 AND s.kind = 'person' THEN coalesce(s.merged_into, s.source_id) ELSE 0 END, "
                                "coalesce(json_extract(a.content, '$[0][0]'), 0), coalesce(json_extract(a.content, '$[#-1][1]'), 0), m.text_key "
                                "FROM attribution a JOIN claim m ON m.claim_id = a.claim_id JOIN vector v ON v.claim_id = a.claim_id AND "
                                "v.model_id = ?2 LEFT JOIN holder h ON h.holder_id = a.holder_id LEFT JOIN source s ON s.source_id = h.source_id "
                                "LEFT JOIN correction c ON c.correction_id = (SELECT max(correction_id) FROM correction WHERE attribution_id = a.attribution_id) "
                                "WHERE a.document_id = ?1 ORDER BY a.position");
    hs_sql_number(&q, 1, f->document);
    hs_sql_number(&q, 2, f->model);
    hs_status status = hs_sql_step(&q, &row, err);
    while (status == HS_OK && row && f->n_own < (size_t)most) {
        status = add_own(f, &q) ? hs_sql_step(&q, &row, err) : no_memory(err);
    }
    hs_sql_end(&q);
    return status;
}

/* ---- candidates ---- */

/* The words of a claim, looked up once. */
static hs_status find_words(const words **out, finding *f, int64_t claim, hs_error *err)
{
    bool row;
    size_t at, known = f->others.ids.n;
    words *all = hs_array_grown(f->words, &f->cap_words, known, sizeof *all);
    if (!all)
        return no_memory(err);
    f->words = all;
    if (!hs_id_set_add(&at, &f->others, claim))
        return no_memory(err);
    *out = &all[at];
    if (at < known)
        return HS_OK;
    all[at] = (words){.len = 0};
    hs_sql q = hs_sql_begin(f->ledger, "SELECT text, text_key FROM claim WHERE claim_id = ?1");
    hs_sql_number(&q, 1, claim);
    hs_status status = hs_sql_step(&q, &row, err);
    if (status == HS_OK && row && !take_words(&all[at], hs_sql_column(&q, 0), hs_sql_column(&q, 1)))
        status = no_memory(err);
    hs_sql_end(&q);
    return status;
}

static hs_status add_candidate(finding *f, size_t own, int64_t other, int32_t alike, hs_error *err)
{
    candidate *at = hs_array_grown(f->candidates, &f->cap, f->n_candidates, sizeof *at);
    if (!at)
        return no_memory(err);
    f->candidates = at;
    int64_t claim = f->own[own].claim;
    f->candidates[f->n_candidates++] = (candidate){own, other, claim < other ? claim : other, claim < other ? other : claim, alike};
    return HS_OK;
}

/* The product of unit vectors times 127; 0 where it is less. */
static int32_t alike(const content *c, hs_str vector)
{
    int32_t dot = 0;
    for (size_t i = 0; i < c->width && vector.len == c->width; i++)
        dot += c->vector[i] * (int8_t)vector.ptr[i];
    return dot > 0 ? dot : 0;
}

/* Of one document, contents that overlap are one within the other, or share words: two claims, but for "a report that ..". */
static bool overlap(const content *a, const content *b)
{
    const hs_str x = {a->words.text, a->words.len}, y = {b->words.text, b->words.len};
    return a->begin < b->end && b->begin < a->end && !hs_comparable_is_frame(x, y);
}

static hs_status find_within(finding *f, hs_error *err)
{
    for (size_t i = 0; i < f->n_own; i++)
        for (size_t k = 0; k < i; k++) {
            const content *a = &f->own[i], *b = &f->own[k];
            int32_t dot = alike(a, (hs_str){(const char *)b->vector, b->width});
            if (a->claim != b->claim && !overlap(a, b) && (hs_comparable_are_alike(dot) || hs_shown_opposed_knowing(&a->words.shown, &b->words.shown)))
                HS_TRY(add_candidate(f, i, b->claim, dot, err));
        }
    return HS_OK;
}

/* Rows: claim, vector. @param holder  only contents of this source's are compared with them; 0: all */
static hs_status find_among(finding *f, hs_sql q, int64_t holder, hs_error *err)
{
    bool row;
    hs_status status;
    while ((status = hs_sql_step(&q, &row, err)) == HS_OK && row) {
        int64_t other = hs_sql_column_number(&q, 0);
        hs_str vector = hs_sql_column(&q, 1);
        for (size_t i = 0; i < f->n_own && status == HS_OK; i++) {
            const content *own = &f->own[i];
            if ((holder && own->holder != holder) || own->claim == other)
                continue;
            const int32_t dot = alike(own, vector);
            bool fits = hs_comparable_are_alike(dot);
            if (!fits && !holder && own->words.shown.knows) {
                const words *told;
                status = find_words(&told, f, other, err);
                fits = status == HS_OK && hs_comparable_by_knowing(&own->words.shown, &told->shown);
            }
            if (fits)
                status = add_candidate(f, i, other, dot, err);
        }
        if (status != HS_OK)
            break;
    }
    hs_sql_end(&q);
    return status;
}

/* What a person says, as the machine has it, and as corrections have it. */
#define MEMBERS "(SELECT ?1 UNION ALL SELECT source_id FROM source WHERE merged_into = ?1)"
static const char of_holder_sql[] =
    "SELECT a.claim_id, v.vector FROM holder h CROSS JOIN attribution a ON a.holder_id = h.holder_id CROSS JOIN vector v ON v.claim_id = a.claim_id AND "
    "v.model_id = ?2 WHERE h.source_id IN " MEMBERS " AND h.document_id <> ?3 UNION SELECT a.claim_id, v.vector FROM source s CROSS JOIN correction c ON "
    "c.source_key = s.name_key CROSS JOIN attribution a ON a.attribution_id = c.attribution_id CROSS JOIN vector v ON v.claim_id = a.claim_id AND v.model_id = ?2 "
    "WHERE s.source_id IN " MEMBERS " AND s.anonymous = 0 AND s.apart = 0 AND a.document_id <> ?3";

static hs_status find_candidates(finding *f, hs_error *err)
{
    HS_TRY(find_within(f, err));
    for (size_t i = 0; i < f->near->n; i++) {
        hs_sql q = hs_sql_begin(f->ledger, "SELECT a.claim_id, v.vector FROM attribution a CROSS JOIN vector v ON v.claim_id = a.claim_id AND v.model_id = ?2 "
                                           "WHERE a.document_id = ?1");
        hs_sql_number(&q, 1, f->near->at[i].document);
        hs_sql_number(&q, 2, f->model);
        HS_TRY(find_among(f, q, 0, err));
    }
    for (size_t i = 0; i < f->n_own; i++) {
        bool before = !f->own[i].holder;
        for (size_t k = 0; k < i && !before; k++)
            before = f->own[k].holder == f->own[i].holder;
        if (before)
            continue;
        hs_sql q = hs_sql_begin(f->ledger, of_holder_sql);
        hs_sql_number(&q, 1, f->own[i].holder);
        hs_sql_number(&q, 2, f->model);
        hs_sql_number(&q, 3, f->document);
        HS_TRY(find_among(f, q, f->own[i].holder, err));
    }
    return HS_OK;
}

/* ---- choosing ---- */

static int by_pair(const void *a, const void *b)
{
    const candidate *x = a, *y = b;
    if (x->low != y->low)
        return x->low < y->low ? -1 : 1;
    return x->high < y->high ? -1 : x->high > y->high;
}

/* Each pair of claims once. The document may hold a claim twice, and two of its claims meet from both sides. */
static void settle(finding *f)
{
    size_t n = 0;
    if (f->n_candidates)
        qsort(f->candidates, f->n_candidates, sizeof *f->candidates, by_pair);
    for (size_t i = 0; i < f->n_candidates; i++)
        if (!n || by_pair(&f->candidates[n - 1], &f->candidates[i]) != 0)
            f->candidates[n++] = f->candidates[i];
    f->n_candidates = n;
}

static hs_status is_decided(bool *out, finding *f, const candidate *c, hs_error *err)
{
    int64_t n;
    hs_sql q = hs_sql_begin(f->ledger, "SELECT count(*) FROM pair WHERE claim_id = ?1 AND other_id = ?2");
    hs_sql_number(&q, 1, c->low);
    hs_sql_number(&q, 2, c->high);
    hs_status status = hs_sql_take_number(&q, &n, err);
    *out = n != 0;
    return status;
}

/* An offer of each candidate that is no row yet; of those whose other side is no content that is compared, none. */
static hs_status make_offer(finding *f, const candidate *c, hs_error *err)
{
    bool decided;
    const words *own = &f->own[c->own].words, *other = NULL;
    HS_TRY(is_decided(&decided, f, c, err));
    if (decided)
        return HS_OK;
    HS_TRY(find_words(&other, f, c->other, err));
    if (!other->text || hs_comparable_both((hs_str){own->text, own->len}, own->brief, (hs_str){other->text, other->len}, other->brief) != HS_COMPARABLE)
        return HS_OK;
    bool is_low = f->own[c->own].claim == c->low;
    hs_offer *offer = &f->offers[f->n_offers++];
    *offer = (hs_offer){.low = c->low, .high = c->high, .alike = c->alike, .differs = hs_shown_differ(&own->shown, &other->shown)};
    memcpy(offer->low_key, is_low ? own->key : other->key, HS_CLAIM_KEY);
    memcpy(offer->high_key, is_low ? other->key : own->key, HS_CLAIM_KEY);
    return HS_OK;
}

static hs_status put_pair(hs_ledger *ledger, const hs_offer *o, hs_error *err)
{
    hs_sql q = hs_sql_begin(ledger, "INSERT INTO pair (claim_id, other_id, relation, score, why, alike, differs) VALUES (?1, ?2, 'undecided', 0, '', ?3, ?4)");
    hs_sql_number(&q, 1, o->low);
    hs_sql_number(&q, 2, o->high);
    hs_sql_number(&q, 3, o->alike);
    hs_sql_number(&q, 4, o->differs);
    return hs_sql_run(&q, err);
}

static hs_status choose(finding *f, hs_error *err)
{
    settle(f);
    f->offers = hs_alloc((f->n_candidates + 1) * sizeof *f->offers);
    if (!f->offers)
        return no_memory(err);
    for (size_t i = 0; i < f->n_candidates; i++)
        HS_TRY(make_offer(f, &f->candidates[i], err));
    HS_TRY(hs_nearest_choose(f->offers, f->n_offers, f->touched, f->ledger, err));
    for (size_t i = 0; i < f->n_offers; i++)
        if (f->offers[i].stays)
            HS_TRY(put_pair(f->ledger, &f->offers[i], err));
    return HS_OK;
}

static hs_status find(finding *f, hs_error *err)
{
    hs_sql q = hs_sql_begin(f->ledger, "SELECT model_id FROM document WHERE document_id = ?1");
    hs_sql_number(&q, 1, f->document);
    HS_TRY(hs_sql_take_number(&q, &f->model, err));
    HS_TRY(load_own(f, err));
    HS_TRY(find_candidates(f, err));
    for (size_t i = 0; i < f->n_own; i++)
        if (!hs_ids_add(f->touched, f->own[i].claim))
            return no_memory(err);
    return choose(f, err);
}

hs_status hs_pairs_find(hs_ids *touched, hs_ledger *ledger, int64_t document, const hs_neighbours *near, hs_error *err)
{
    finding f = {.ledger = ledger, .document = document, .near = near, .touched = touched};
    hs_status status = find(&f, err);
    for (size_t i = 0; i < f.n_own; i++) {
        hs_free(f.own[i].words.text);
        hs_free(f.own[i].vector);
    }
    for (size_t i = 0; i < f.others.ids.n; i++)
        hs_free(f.words[i].text);
    hs_free(f.words);
    hs_id_set_free(&f.others);
    hs_free(f.own);
    hs_free(f.candidates);
    hs_free(f.offers);
    return status;
}
