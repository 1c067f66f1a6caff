/* pairs.c -- which contents are worth comparing. See pairs.h. */
#include "pairs.h"

#include <stdlib.h>
#include <string.h>

#include "ascii.h"
#include "heap.h"
#include "near.h"
#include "nearest.h"
#include "status.h"

enum {
    LEAST_COSINE_PERCENT = 50, /* of the vectors: below, few pairs are related */
    AT_ONCE = 64,              /* pairs that the judge is given */
    MOST_BYTES = 2000          /* of a content that is compared; a longer one is no clause */
};

typedef struct content {
    int64_t claim, holder; /* holder: a person as it stands, named; 0: none */
    int64_t begin, end;    /* from its first to its last character in the document */
    char key[HS_CLAIM_KEY];
    char *text;            /* [len] owned */
    size_t len;
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
    hs_judge *judge;
    void *ctx;
    int64_t document, model; /* model: whose vectors are compared */
    const hs_neighbours *near;
    content *own; /* [n_own] */
    size_t n_own;
    candidate *candidates; /* [n_candidates] */
    size_t n_candidates, cap;
    hs_offer *offers; /* [n_candidates] */
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

static bool is_comparable(hs_str text)
{
    return text.len <= MOST_BYTES && hs_near_telling(text) >= HS_NEAR_TELLING && !hs_ledger_is_bare(text);
}

static void add_own(finding *f, const hs_sql *q)
{
    hs_str text = hs_sql_column(q, 1), vector = hs_sql_column(q, 2);
    if (!is_comparable(text))
        return;
    hs_str key = hs_sql_column(q, 6);
    content *c = &f->own[f->n_own];
    *c = (content){.claim = hs_sql_column_number(q, 0), .holder = hs_sql_column_number(q, 3), .begin = hs_sql_column_number(q, 4),
                   .end = hs_sql_column_number(q, 5), .text = copy(text.ptr, text.len), .len = text.len,
                   .vector = copy(vector.ptr, vector.len), .width = vector.len};
    memcpy(c->key, key.ptr, key.len < sizeof c->key ? key.len : sizeof c->key);
    f->n_own++;
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
    q = hs_sql_begin(f->ledger, "SELECT a.claim_id, m.text, v.vector, CASE WHEN s.anonymous = 0 AND s.kind = 'person' THEN coalesce(s.merged_into, s.source_id) ELSE 0 END, "
                                "coalesce(json_extract(a.content, '$[0][0]'), 0), coalesce(json_extract(a.content, '$[#-1][1]'), 0), m.text_key "
                                "FROM attribution a JOIN claim m ON m.claim_id = a.claim_id JOIN vector v ON v.claim_id = a.claim_id AND "
                                "v.model_id = ?2 LEFT JOIN holder h ON h.holder_id = a.holder_id LEFT JOIN source s ON s.source_id = h.source_id "
                                "WHERE a.document_id = ?1 ORDER BY a.position");
    hs_sql_number(&q, 1, f->document);
    hs_sql_number(&q, 2, f->model);
    hs_status status = hs_sql_step(&q, &row, err);
    while (status == HS_OK && row && f->n_own < (size_t)most) {
        add_own(f, &q);
        if (f->n_own && (!f->own[f->n_own - 1].text || !f->own[f->n_own - 1].vector)) {
            status = no_memory(err);
            break;
        }
        status = hs_sql_step(&q, &row, err);
    }
    hs_sql_end(&q);
    return status;
}

/* ---- candidates ---- */

static hs_status add_candidate(finding *f, size_t own, int64_t other, int32_t alike, hs_error *err)
{
    if (f->n_candidates == f->cap) {
        size_t cap = f->cap ? 2 * f->cap : 256;
        candidate *at = hs_alloc(cap * sizeof *at);
        if (!at)
            return no_memory(err);
        if (f->n_candidates)
            memcpy(at, f->candidates, f->n_candidates * sizeof *at);
        hs_free(f->candidates);
        f->candidates = at;
        f->cap = cap;
    }
    int64_t claim = f->own[own].claim;
    f->candidates[f->n_candidates++] = (candidate){own, other, claim < other ? claim : other, claim < other ? other : claim, alike};
    return HS_OK;
}

/* The product of unit vectors times 127; 0 where they are not alike enough. */
static int32_t alike(const content *c, hs_str vector)
{
    int32_t dot = 0;
    if (vector.len != c->width)
        return 0;
    for (size_t i = 0; i < c->width; i++)
        dot += c->vector[i] * (int8_t)vector.ptr[i];
    return 100 * (int64_t)dot >= LEAST_COSINE_PERCENT * 127 * 127 ? dot : 0;
}

/* Of one document, contents that overlap are one within the other, or share words. */
static bool overlap(const content *a, const content *b)
{
    return a->begin < b->end && b->begin < a->end;
}

static hs_status find_within(finding *f, hs_error *err)
{
    for (size_t i = 0; i < f->n_own; i++)
        for (size_t k = 0; k < i; k++) {
            const content *a = &f->own[i], *b = &f->own[k];
            int32_t dot = a->claim != b->claim && !overlap(a, b) ? alike(a, (hs_str){(const char *)b->vector, b->width}) : 0;
            if (dot)
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
            int32_t dot = (!holder || f->own[i].holder == holder) && f->own[i].claim != other ? alike(&f->own[i], vector) : 0;
            if (dot)
                status = add_candidate(f, i, other, dot, err);
        }
        if (status != HS_OK)
            break;
    }
    hs_sql_end(&q);
    return status;
}

static hs_status find_candidates(finding *f, hs_error *err)
{
    HS_TRY(find_within(f, err));
    for (size_t i = 0; i < f->near->n; i++) {
        hs_sql q = hs_sql_begin(f->ledger, "SELECT a.claim_id, v.vector FROM attribution a JOIN vector v ON v.claim_id = a.claim_id AND v.model_id = ?2 "
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
        hs_sql q = hs_sql_begin(f->ledger, "SELECT a.claim_id, v.vector FROM standing t JOIN holder h ON h.source_id = t.source_id "
                                           "JOIN attribution a ON a.holder_id = h.holder_id JOIN vector v ON v.claim_id = a.claim_id AND v.model_id = ?2 "
                                           "WHERE t.source_id IN (SELECT ?1 UNION ALL SELECT source_id FROM source WHERE merged_into = ?1) "
                                           "AND a.document_id <> ?3");
        hs_sql_number(&q, 1, f->own[i].holder);
        hs_sql_number(&q, 2, f->model);
        hs_sql_number(&q, 3, f->document);
        HS_TRY(find_among(f, q, f->own[i].holder, err));
    }
    return HS_OK;
}

/* ---- judging ---- */

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

/* Does one tell what the other tells, and that somebody says it: "the ministry knew that the pipe leaked", "that the pipe leaked"? */
static bool holds(hs_str a, hs_str b)
{
    hs_str outer = a.len < b.len ? b : a, inner = hs_ascii_trim(a.len < b.len ? a : b);
    return 10 * outer.len > 14 * inner.len && hs_ascii_find(outer, inner, 0) != HS_NOWHERE;
}

/* An offer of each candidate that is no row yet; of those whose other side is no content that is compared, none. */
static hs_status make_offer(hs_offer *out, bool *made, finding *f, const candidate *c, hs_error *err)
{
    bool row;
    hs_sql q = hs_sql_begin(f->ledger, "SELECT text, text_key FROM claim WHERE claim_id = ?1");
    hs_sql_number(&q, 1, c->other);
    hs_status status = hs_sql_step(&q, &row, err);
    const content *own = &f->own[c->own];
    hs_str text = status == HS_OK && row ? hs_sql_column(&q, 0) : (hs_str){"", 0};
    *made = is_comparable(text) && !holds((hs_str){own->text, own->len}, text);
    if (*made) {
        hs_str key = hs_sql_column(&q, 1);
        *out = (hs_offer){.low = c->low, .high = c->high, .alike = c->alike, .differs = hs_contents_differ((hs_str){own->text, own->len}, text)};
        memcpy(own->claim == c->low ? out->low_key : out->high_key, own->key, HS_CLAIM_KEY);
        memcpy(own->claim == c->low ? out->high_key : out->low_key, key.ptr, key.len < HS_CLAIM_KEY ? key.len : HS_CLAIM_KEY);
    }
    hs_sql_end(&q);
    return status;
}

/* Candidates become those that are to be judged. */
static hs_status choose(finding *f, hs_error *err)
{
    size_t n = 0;
    settle(f);
    f->offers = hs_alloc((f->n_candidates + 1) * sizeof *f->offers);
    if (!f->offers)
        return no_memory(err);
    for (size_t i = 0; i < f->n_candidates; i++) {
        bool decided, made;
        HS_TRY(is_decided(&decided, f, &f->candidates[i], err));
        if (decided)
            continue;
        HS_TRY(make_offer(&f->offers[n], &made, f, &f->candidates[i], err));
        if (made)
            f->candidates[n++] = f->candidates[i];
    }
    f->n_candidates = n;
    return hs_nearest_choose(f->offers, n, f->touched, f->ledger, err);
}

/* Some pairs on their way to the judge. */
typedef struct bench {
    hs_pair pairs[AT_ONCE];
    char *held[AT_ONCE]; /* the other's text; owned */
    const hs_offer *offers[AT_ONCE];
    hs_judged judged[AT_ONCE];
    size_t n;
} bench;

static void clear(bench *s)
{
    for (size_t i = 0; i < s->n; i++)
        hs_free(s->held[i]);
    s->n = 0;
}

static hs_status put_pair(finding *f, const hs_offer *o, const hs_judged *judged, hs_error *err)
{
    if (judged->relation != HS_NEITHER && (!hs_ids_add(f->touched, o->low) || !hs_ids_add(f->touched, o->high)))
        return no_memory(err);
    hs_sql q = hs_sql_begin(f->ledger, "INSERT INTO pair (claim_id, other_id, relation, score, why, alike, differs) "
                                       "VALUES (?1, ?2, ?3, round(?4, 3), ?5, ?6, ?7)");
    hs_sql_number(&q, 1, o->low);
    hs_sql_number(&q, 2, o->high);
    hs_sql_word(&q, 3, hs_relation_name(judged->relation));
    hs_sql_real(&q, 4, judged->score);
    hs_sql_word(&q, 5, judged->relation == HS_NEITHER ? "" : judged->why);
    hs_sql_number(&q, 6, o->alike);
    hs_sql_number(&q, 7, o->differs);
    return hs_sql_run(&q, err);
}

static hs_status judge_all(finding *f, bench *s, hs_error *err)
{
    hs_status status = s->n ? f->judge(f->ctx, s->judged, s->pairs, s->n, err) : HS_OK;
    for (size_t i = 0; i < s->n && status == HS_OK; i++)
        status = put_pair(f, s->offers[i], &s->judged[i], err);
    clear(s);
    return status;
}

/* The reason may name what one has first; it must not depend on which came first. */
static hs_pair in_order(hs_str a, hs_str b)
{
    int order = memcmp(a.ptr, b.ptr, a.len < b.len ? a.len : b.len);
    bool swap = order ? order > 0 : a.len > b.len;
    return swap ? (hs_pair){b, a} : (hs_pair){a, b};
}

static hs_status seat(finding *f, bench *s, size_t i, hs_error *err)
{
    bool row;
    const content *own = &f->own[f->candidates[i].own];
    hs_sql q = hs_sql_begin(f->ledger, "SELECT text FROM claim WHERE claim_id = ?1");
    hs_sql_number(&q, 1, f->candidates[i].other);
    hs_status status = hs_sql_step(&q, &row, err);
    if (status == HS_OK && row) {
        hs_str text = hs_sql_column(&q, 0);
        char *held = copy(text.ptr, text.len);
        if (held) {
            s->held[s->n] = held;
            s->pairs[s->n] = in_order((hs_str){own->text, own->len}, (hs_str){held, text.len});
            s->offers[s->n++] = &f->offers[i];
        } else {
            status = no_memory(err);
        }
    }
    hs_sql_end(&q);
    return status;
}

static hs_status judge_chosen(finding *f, bench *s, hs_error *err)
{
    for (size_t i = 0; i < f->n_candidates; i++) {
        if (!f->offers[i].stays)
            continue;
        HS_TRY(seat(f, s, i, err));
        if (s->n == AT_ONCE)
            HS_TRY(judge_all(f, s, err));
    }
    return judge_all(f, s, err);
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
    HS_TRY(choose(f, err));
    bench *s = hs_alloc(sizeof *s);
    if (!s)
        return no_memory(err);
    hs_status status = judge_chosen(f, s, err);
    clear(s);
    hs_free(s);
    return status;
}

hs_status hs_pairs_find(hs_ids *touched, hs_ledger *ledger, int64_t document, const hs_neighbours *near, hs_judge *judge, void *ctx, hs_error *err)
{
    finding f = {.ledger = ledger, .judge = judge, .ctx = ctx, .document = document, .near = near, .touched = touched};
    hs_status status = find(&f, err);
    for (size_t i = 0; i < f.n_own; i++) {
        hs_free(f.own[i].text);
        hs_free(f.own[i].vector);
    }
    hs_free(f.own);
    hs_free(f.candidates);
    hs_free(f.offers);
    return status;
}
