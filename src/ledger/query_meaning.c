/* query_meaning.c -- what claims mean: vectors kept, and the nearest found. In: signed bytes of unit vectors. Out: rows of `vector`, and
 * signs in blocks (`sketch`) of which all are looked at: the claims whose signs differ least are then compared by the vectors
 * themselves. A model's vectors are compared with its own alone. One thread at a time. */
#include "query.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "heap.h"
#include "postgres.h"
#include "status.h"

enum { WORDS = HS_VECTOR_MOST / 64, ROOM = 8 * HS_MEANING_KEPT };

/* A claim that is less near than this to what is looked for does not mean it. */
static const double LEAST_COSINE = 0.3;

/* ---- keeping ---- */

static hs_status find_block(hs_ledger *ledger, int64_t model_id, int64_t block, size_t bytes, int64_t *id, hs_error *err)
{
    hs_sql q = hs_sql_begin(ledger, "SELECT sketch_id FROM sketch WHERE model_id = ?1 AND block = ?2");
    hs_sql_number(&q, 1, model_id);
    hs_sql_number(&q, 2, block);
    hs_status status = hs_sql_take_number(&q, id, err);
    if (status != HS_OK || *id)
        return status;
    q = hs_sql_begin(ledger, "INSERT INTO sketch (model_id, block, signs) VALUES (?1, ?2, zeroblob(?3))");
    hs_sql_number(&q, 1, model_id);
    hs_sql_number(&q, 2, block);
    hs_sql_number(&q, 3, (int64_t)(bytes * HS_SKETCH_CLAIMS));
    status = hs_sql_run(&q, err);
    *id = hs_sql_inserted(ledger);
    return status;
}

static hs_status put_signs(hs_ledger *ledger, int64_t model_id, int64_t claim, const int8_t *vector, size_t width, hs_error *err)
{
    uint64_t signs[WORDS];
    int64_t id;
    size_t bytes = hs_ledger_signs_bytes(width);
    sqlite3_blob *blob = NULL;
    HS_TRY(find_block(ledger, model_id, claim / HS_SKETCH_CLAIMS, bytes, &id, err));
    hs_ledger_signs((unsigned char *)signs, vector, width);
    int rc = sqlite3_blob_open(ledger->db, "main", "sketch", "signs", id, 1, &blob);
    if (rc == SQLITE_OK && (size_t)sqlite3_blob_bytes(blob) != bytes * HS_SKETCH_CLAIMS) {
        sqlite3_blob_close(blob);
        return hs_fail(err, HS_E_LEDGER, (uint64_t)claim, "the ledger: vectors of one model are of two widths");
    }
    if (rc == SQLITE_OK)
        rc = sqlite3_blob_write(blob, signs, (int)bytes, (int)((size_t)(claim % HS_SKETCH_CLAIMS) * bytes));
    sqlite3_blob_close(blob);
    return rc == SQLITE_OK ? HS_OK : hs_ledger_failed(ledger, rc, "the ledger", err);
}

hs_status hs_ledger_put_vector(hs_ledger *ledger, int64_t model_id, int64_t claim_id, const int8_t *vector, size_t width, hs_error *err)
{
    if (!width || width > HS_VECTOR_MOST || claim_id < 1)
        return hs_fail(err, HS_E_ARG, 0, "a vector of %zu numbers", width);
    hs_sql q = hs_sql_begin(ledger, "INSERT OR IGNORE INTO vector (model_id, claim_id, vector) VALUES (?1, ?2, ?3)");
    hs_sql_number(&q, 1, model_id);
    hs_sql_number(&q, 2, claim_id);
    hs_sql_blob(&q, 3, vector, width);
    HS_TRY(hs_sql_run(&q, err));
    if (!hs_sql_changed(ledger))
        return HS_OK;
    if (!ledger->postgres)
        return put_signs(ledger, model_id, claim_id, vector, width, err);
    /* A server writes a row anew for every change: a block's signs are put in once a batch. */
    hs_status status = hs_postgres_note_block(ledger, model_id, claim_id / HS_SKETCH_CLAIMS, width, err);
    if (status == HS_E_LEDGER) { /* its signs would be of another width, too */
        q = hs_sql_begin(ledger, "DELETE FROM vector WHERE model_id = ?1 AND claim_id = ?2");
        hs_sql_number(&q, 1, model_id);
        hs_sql_number(&q, 2, claim_id);
        hs_sql_run(&q, NULL);
    }
    return status;
}

/* ---- finding ---- */

typedef struct candidate {
    int64_t claim;
    unsigned distance; /* signs that differ */
} candidate;

typedef struct search {
    uint64_t signs[WORDS];
    size_t words, width;
    unsigned cut; /* what differs by more is none of the nearest */
    size_t n;
    candidate at[ROOM];
} search;

static int by_distance(const void *a, const void *b)
{
    const candidate *x = a, *y = b;
    if (x->distance != y->distance)
        return x->distance < y->distance ? -1 : 1;
    return x->claim < y->claim ? -1 : x->claim > y->claim;
}

/* Keep the nearest. */
static void thin(search *s)
{
    if (s->n <= HS_MEANING_KEPT)
        return;
    qsort(s->at, s->n, sizeof *s->at, by_distance);
    s->n = HS_MEANING_KEPT;
    s->cut = s->at[s->n - 1].distance;
}

/* Signs that differ. Inlined where the processor's own instruction for it may be used. */
static inline __attribute__((always_inline)) void look_at_with(search *s, int64_t block, hs_str signs)
{
    size_t bytes = s->words * 8;
    if (signs.len != bytes * HS_SKETCH_CLAIMS || block < 0 || block > INT64_MAX / HS_SKETCH_CLAIMS - 1)
        return; /* of another width, or no block */
    for (int64_t i = 0; i < HS_SKETCH_CLAIMS; i++) {
        uint64_t row[WORDS];
        unsigned distance = 0;
        memcpy(row, signs.ptr + (size_t)i * bytes, bytes);
        for (size_t k = 0; k < s->words; k++)
            distance += (unsigned)__builtin_popcountll(row[k] ^ s->signs[k]);
        if (distance >= s->cut)
            continue;
        s->at[s->n++] = (candidate){block * HS_SKETCH_CLAIMS + i, distance};
        if (s->n == ROOM)
            thin(s);
    }
}

static void look_at_plainly(void *s, int64_t block, hs_str signs)
{
    look_at_with(s, block, signs);
}

#if defined(__x86_64__)
__attribute__((target("popcnt"))) static void look_at_by_popcnt(void *s, int64_t block, hs_str signs)
{
    look_at_with(s, block, signs);
}

static void look_at(void *s, int64_t block, hs_str signs)
{
    (__builtin_cpu_supports("popcnt") ? look_at_by_popcnt : look_at_plainly)(s, block, signs);
}
#else
static void look_at(void *s, int64_t block, hs_str signs)
{
    look_at_plainly(s, block, signs);
}
#endif

static hs_status look_at_all(search *s, hs_ledger *ledger, int64_t model, hs_error *err)
{
    bool row;
    if (ledger->postgres) {
        hs_status status = hs_postgres_each_signs(ledger, model, look_at, s, err);
        thin(s);
        return status;
    }
    hs_sql q = hs_sql_begin(ledger, "SELECT block, signs FROM sketch WHERE model_id = ?1");
    hs_sql_number(&q, 1, model);
    hs_status status = hs_sql_step(&q, &row, err);
    while (status == HS_OK && row) {
        look_at(s, hs_sql_column_number(&q, 0), hs_sql_column(&q, 1));
        status = hs_sql_step(&q, &row, err);
    }
    hs_sql_end(&q);
    thin(s);
    return status;
}

static double product(const int8_t *a, const int8_t *b, size_t n)
{
    int32_t sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += a[i] * b[i];
    return (double)sum;
}

static int by_cosine(const void *a, const void *b)
{
    const hs_near *x = a, *y = b;
    if (x->cosine != y->cosine)
        return x->cosine > y->cosine ? -1 : 1;
    return x->claim < y->claim ? -1 : x->claim > y->claim;
}

static void put_near(hs_near *out, size_t *n, const search *s, int64_t claim, hs_str vector, const int8_t *wanted, double length)
{
    const int8_t *v = (const int8_t *)vector.ptr;
    if (vector.len != s->width || *n == HS_MEANING_KEPT)
        return;
    double lengths = length * sqrt(product(v, v, s->width)), cosine = lengths > 0 ? product(v, wanted, s->width) / lengths : 0;
    if (cosine >= LEAST_COSINE)
        out[(*n)++] = (hs_near){claim, cosine};
}

/* The candidates by their vectors; one without a vector, such as a claim that is gone, is none. */
static hs_status compare(hs_near *out, size_t *n, const search *s, hs_ledger *ledger, int64_t model, const int8_t *wanted, hs_error *err)
{
    bool row;
    int64_t claims[HS_MEANING_KEPT];
    hs_wanted ids;
    double length = sqrt(product(wanted, wanted, s->width));
    for (size_t i = 0; i < s->n; i++)
        claims[i] = s->at[i].claim;
    hs_status status = hs_wanted_begin(&ids, claims, s->n, err);
    hs_sql q = hs_sql_begin(ledger, "SELECT v.claim_id, v.vector FROM json_each(?2) w CROSS JOIN vector v ON v.claim_id = w.value WHERE v.model_id = ?1");
    hs_sql_number(&q, 1, model);
    hs_sql_held(&q, 2, &ids.list);
    if (status == HS_OK)
        status = hs_sql_step(&q, &row, err);
    while (status == HS_OK && row) {
        put_near(out, n, s, hs_sql_column_number(&q, 0), hs_sql_column(&q, 1), wanted, length);
        status = hs_sql_step(&q, &row, err);
    }
    hs_sql_end(&q);
    hs_wanted_end(&ids);
    qsort(out, *n, sizeof *out, by_cosine);
    return status;
}

static hs_status find_model(hs_ledger *ledger, hs_str label, int64_t *id, hs_error *err)
{
    hs_sql q = hs_sql_begin(ledger, "SELECT model_id FROM model WHERE label = ?1");
    hs_sql_str(&q, 1, label);
    return hs_sql_take_number(&q, id, err);
}

hs_status hs_ledger_near(hs_near *out, size_t *n, hs_ledger *ledger, const hs_meaning *meaning, hs_error *err)
{
    int64_t model;
    *n = 0;
    if (!meaning->width || meaning->width > HS_VECTOR_MOST)
        return hs_fail(err, HS_E_ARG, 0, "a vector of %zu numbers", meaning->width);
    HS_TRY(find_model(ledger, meaning->model, &model, err));
    search *s = hs_alloc(sizeof *s);
    if (!s)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for a search");
    hs_ledger_signs((unsigned char *)s->signs, meaning->vector, meaning->width);
    s->width = meaning->width;
    s->words = hs_ledger_signs_bytes(meaning->width) / 8;
    s->cut = UINT32_MAX;
    hs_status status = look_at_all(s, ledger, model, err);
    if (status == HS_OK)
        status = compare(out, n, s, ledger, model, meaning->vector, err);
    hs_free(s);
    return status;
}
