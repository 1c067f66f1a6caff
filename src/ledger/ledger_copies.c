/* ledger_copies.c -- which documents were copied from which. In: a document row that is new. Out: rows of copy, from it
 * to what was heard before it and to it from what was heard later, so that the order in which documents come in does
 * not matter; and its rows of shingle, by which those that come after find it. One thread at a time. */
#include "ledger.h"

#include <stdlib.h>
#include <string.h>

#include "ascii.h"
#include "heap.h"
#include "shingles.h"
#include "status.h"

enum {
    LEAST_RUNS = 32,   /* a shorter text says too little */
    LEAST_SHARED = 16, /* runs: twenty words on end, say */
    LEAST_SHARE_PERCENT =
        20,         /* bench/copies.py: of pairs judged by hand 93 in 100 are copies, and 80 of 100 copies are found */
    LEAST_HITS = 2, /* hashes of both sketches: one alone is mostly a common phrase */
    COMMON_HOLDERS =
        32,            /* a hash of more documents is common: an outlet's farewell line, an agency's story of the day */
    MOST_HOLDERS = 64, /* documents that a hash leads to, the first added */
    MOST_MEASURED = 64 /* candidates, those with the most hits */
};

/* What tells which of two was there first. */
typedef struct version {
    hs_str text, outlet, heard, sha256;
    bool of_day; /* the day alone is known */
} version;

typedef struct linking {
    hs_ledger *ledger;
    int64_t id;
    hs_str url;
    version is; /* its `heard` is below */
    char heard[HS_ISO8601_UTC];
    hs_shingles own;
    unsigned level;
    int64_t *found; /* [n_found], documents, one a hit */
    size_t n_found;
    struct candidate {
        int64_t id;
        size_t hits;
    } * candidates; /* [n_candidates] */
    size_t n_candidates;
} linking;

static int compare(hs_str a, hs_str b)
{
    size_t n = a.len < b.len ? a.len : b.len;
    int order = n ? memcmp(a.ptr, b.ptr, n) : 0;
    return order ? order : a.len < b.len ? -1 : a.len > b.len;
}

static int by_id(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return x < y ? -1 : x > y;
}

static int by_hits(const void *a, const void *b)
{
    const struct candidate *x = a, *y = b;
    if (x->hits != y->hits)
        return x->hits > y->hits ? -1 : 1;
    return x->id < y->id ? -1 : x->id > y->id;
}

#define OF_DAY "CASE WHEN heard_by = 'published' AND length(published) <= 10 THEN 1 ELSE 0 END"

static hs_status find_heard(linking *l, hs_error *err)
{
    bool row;
    hs_sql q = hs_sql_begin(l->ledger, "SELECT heard, " OF_DAY " FROM document WHERE document_id = ?1");
    hs_sql_number(&q, 1, l->id);
    hs_status status = hs_sql_step(&q, &row, err);
    hs_str heard = status == HS_OK && row ? hs_sql_column(&q, 0) : (hs_str){"", 0};
    if (status == HS_OK && heard.len >= sizeof l->heard)
        status = hs_fail(err, HS_E_LEDGER, (uint64_t)l->id, "document %lld: heard at no time", (long long)l->id);
    if (status == HS_OK) {
        memcpy(l->heard, heard.ptr, heard.len);
        l->is.heard = (hs_str){l->heard, heard.len};
        l->is.of_day = row && hs_sql_column_number(&q, 1) != 0;
    }
    hs_sql_end(&q);
    return status;
}

/* Documents that have a hash. @param out  [MOST_HOLDERS] */
static hs_status find_holders(linking *l, uint64_t hash, int64_t *out, size_t *n, hs_error *err)
{
    bool row;
    hs_sql q = hs_sql_begin(l->ledger, "SELECT document_id FROM shingle WHERE hash = ?1 ORDER BY document_id LIMIT ?2");
    hs_sql_number(&q, 1, hs_sketch_key(hash));
    hs_sql_number(&q, 2, MOST_HOLDERS);
    hs_status status;
    *n = 0;
    while ((status = hs_sql_step(&q, &row, err)) == HS_OK && row)
        out[(*n)++] = hs_sql_column_number(&q, 0);
    hs_sql_end(&q);
    return status;
}

/* Common hashes lead nowhere, unless they are so many that the text itself is what so many have. */
static hs_status find_all_holders(linking *l, size_t n_sketch, hs_error *err)
{
    int64_t *end = l->found + n_sketch * MOST_HOLDERS, *common = end; /* the common ones come from the other end */
    size_t n, n_common = 0;
    for (size_t i = 0; i < l->own.n; i++) {
        int64_t at[MOST_HOLDERS];
        if (!hs_sketch_has(l->own.at[i], l->level))
            continue;
        HS_TRY(find_holders(l, l->own.at[i], at, &n, err));
        if (n > COMMON_HOLDERS) {
            n_common++;
            common -= n;
            memcpy(common, at, n * sizeof *at);
        } else {
            memcpy(l->found + l->n_found, at, n * sizeof *at);
            l->n_found += n;
        }
    }
    if (100 * n_common >= LEAST_SHARE_PERCENT * n_sketch) {
        memmove(l->found + l->n_found, common, (size_t)(end - common) * sizeof *common);
        l->n_found += (size_t)(end - common);
    }
    return HS_OK;
}

static hs_status find_candidates(linking *l, hs_error *err)
{
    size_t n = 0;
    for (size_t i = 0; i < l->own.n; i++)
        n += hs_sketch_has(l->own.at[i], l->level);
    l->found = hs_alloc((n * MOST_HOLDERS + 1) * sizeof *l->found);
    l->candidates = hs_alloc((n * MOST_HOLDERS / LEAST_HITS + 1) * sizeof *l->candidates);
    if (!l->found || !l->candidates)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory to look for copies");
    HS_TRY(find_all_holders(l, n, err));
    qsort(l->found, l->n_found, sizeof *l->found, by_id);
    for (size_t i = 0, k; i < l->n_found; i = k) {
        for (k = i + 1; k < l->n_found && l->found[k] == l->found[i];)
            k++;
        if (k - i >= LEAST_HITS && l->found[i] != l->id)
            l->candidates[l->n_candidates++] = (struct candidate){l->found[i], k - i};
    }
    qsort(l->candidates, l->n_candidates, sizeof *l->candidates, by_hits);
    return HS_OK;
}

static hs_status put_copy(linking *l, int64_t copy, int64_t of, double share, hs_error *err)
{
    hs_sql q = hs_sql_begin(l->ledger, "INSERT INTO copy (document_id, of_document_id, share) VALUES (?1, ?2, ?3)");
    hs_sql_number(&q, 1, copy);
    hs_sql_number(&q, 2, of);
    hs_sql_real(&q, 3, share);
    return hs_sql_run(&q, err);
}

static bool is_named(hs_str outlet, hs_str text)
{
    return hs_ascii_find(text, hs_ascii_begins(outlet, "the ") ? hs_ascii_from(outlet, 4) : outlet, 0) != HS_NOWHERE;
}

/* Of two of one day, of which one has no hour, the words are the outlet's that is named in them ("told the Coastal Wire"). 0: that tells nothing */
static int compare_names(const version *a, const version *b)
{
    enum { DAY = 10 };
    if (!(a->of_day || b->of_day) || a->heard.len < DAY || b->heard.len < DAY || memcmp(a->heard.ptr, b->heard.ptr, DAY) != 0)
        return 0;
    return (is_named(b->outlet, a->text) || is_named(b->outlet, b->text)) - (is_named(a->outlet, a->text) || is_named(a->outlet, b->text));
}

/* Was one heard before the other? Where nothing tells, the lesser SHA-256 counts as the earlier. */
static bool is_earlier(const version *a, const version *b)
{
    int order = compare_names(a, b);
    order = order ? order : compare(a->heard, b->heard);
    return order ? order < 0 : compare(a->sha256, b->sha256) < 0;
}

static hs_status measure_text(linking *l, int64_t id, const version *is, hs_error *err)
{
    const hs_str text = is->text;
    hs_shingles other;
    hs_buffer furniture = hs_buffer_new(sizeof(hs_furniture) * (text.len + 1));
    size_t of = 0, shared = 0;
    hs_status status = hs_ledger_load_furniture(&furniture, l->ledger, id, text, err);
    if (status == HS_OK)
        status = hs_shingles_take(&other, text, (const hs_furniture *)(const void *)furniture.ptr,
                                  furniture.len / sizeof(hs_furniture), err);
    if (status == HS_OK) {
        shared = hs_shingles_shared(&of, &l->own, &other);
        hs_shingles_free(&other);
    }
    hs_buffer_free(&furniture);
    if (status != HS_OK || shared < LEAST_SHARED || 100 * shared < LEAST_SHARE_PERCENT * of)
        return status;
    const bool earlier = is_earlier(is, &l->is);
    return put_copy(l, earlier ? l->id : id, earlier ? id : l->id, (double)shared / (double)of, err);
}

static hs_status measure(linking *l, int64_t id, hs_error *err)
{
    bool row;
    hs_sql q = hs_sql_begin(l->ledger, "SELECT text, outlet, heard, sha256, " OF_DAY ", url FROM document WHERE document_id = ?1");
    hs_sql_number(&q, 1, id);
    hs_status status = hs_sql_step(&q, &row, err);
    if (status == HS_OK && row) {
        const version is = {hs_sql_column(&q, 0), hs_sql_column(&q, 1), hs_sql_column(&q, 2), hs_sql_column(&q, 3), hs_sql_column_number(&q, 4) != 0};
        hs_str url = hs_sql_column(&q, 5);
        if (!url.len || compare(url, l->url) != 0) /* no version of one page */
            status = measure_text(l, id, &is, err);
    }
    hs_sql_end(&q);
    return status;
}

static hs_status put_sketch(linking *l, hs_error *err)
{
    for (size_t i = 0; i < l->own.n; i++) {
        if (!hs_sketch_has(l->own.at[i], l->level))
            continue;
        hs_sql q = hs_sql_begin(l->ledger, "INSERT OR IGNORE INTO shingle (hash, document_id) VALUES (?1, ?2)");
        hs_sql_number(&q, 1, hs_sketch_key(l->own.at[i]));
        hs_sql_number(&q, 2, l->id);
        HS_TRY(hs_sql_run(&q, err));
    }
    return HS_OK;
}

static hs_status link_all(linking *l, hs_error *err)
{
    if (l->own.n < LEAST_RUNS)
        return HS_OK;
    l->level = hs_sketch_level(&l->own);
    HS_TRY(find_candidates(l, err));
    for (size_t i = 0; i < l->n_candidates && i < MOST_MEASURED; i++)
        HS_TRY(measure(l, l->candidates[i].id, err));
    return put_sketch(l, err);
}

hs_status hs_ledger_put_copies(hs_ledger *ledger, int64_t document_id, const hs_document *doc, hs_error *err)
{
    linking l = {.ledger = ledger, .id = document_id, .url = doc->url, .is = {.text = doc->text, .outlet = doc->outlet, .sha256 = doc->id}};
    hs_status status = hs_shingles_take(&l.own, doc->text, doc->furniture, doc->n_furniture, err);
    if (status == HS_OK)
        status = find_heard(&l, err);
    if (status == HS_OK)
        status = link_all(&l, err);
    hs_free(l.candidates);
    hs_free(l.found);
    hs_shingles_free(&l.own);
    return status;
}

/* ---- what the ledger knows ---- */

hs_status hs_ledger_copies(hs_copy *out, size_t cap, size_t *n, hs_ledger *ledger, uint64_t document, hs_error *err)
{
    bool row;
    hs_status status;
    *n = 0;
    hs_sql q =
        hs_sql_begin(ledger, "SELECT other, share, earlier FROM "
                             "(SELECT of_document_id AS other, share, 1 AS earlier FROM copy WHERE document_id = ?1 "
                             "UNION ALL SELECT document_id, share, 0 FROM copy WHERE of_document_id = ?1) "
                             "JOIN document d ON d.document_id = other ORDER BY d.heard, d.sha256");
    hs_sql_number(&q, 1, (int64_t)document);
    while ((status = hs_sql_step(&q, &row, err)) == HS_OK && row) {
        if (*n < cap)
            out[*n] = (hs_copy){.document = (uint64_t)hs_sql_column_number(&q, 0),
                                .share = hs_sql_column_real(&q, 1),
                                .earlier = hs_sql_column_number(&q, 2) != 0};
        ++*n;
    }
    hs_sql_end(&q);
    return status;
}
