/* query_search.c -- claims by their words and by what they mean, the best first. In: words, a vector. Out: an answer of one page. Two
 * rankings become one by reciprocal rank fusion (Cormack, Clarke and Buettcher 2009). One thread at a time. */
#include "query.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ascii.h"
#include "heap.h"
#include "id.h"
#include "status.h"

enum { FUSED = HS_QUERY_CONTENTS + HS_MEANING_KEPT, TITLES = 200, NAMES = 5 };

static const double RANK_ADDED = 60; /* of the fusion: how little the first places stand out */

typedef struct ranked {
    int64_t claim, standing; /* a wording, and the claim that it is shown as */
    double words, meaning;   /* what the wording has of each ranking */
    double score;            /* of the claim: the most that a wording has of each */
} ranked;

typedef struct searching {
    hs_answer *answer;
    hs_filter filter;
    hs_sql first, any; /* the first attribution of a claim that is as is asked for; or any, in half the time */
    hs_buffer first_sql, any_sql;
    size_t n;
    ranked at[FUSED];
    hs_near near[HS_MEANING_KEPT];
} searching;

static int by_words(const void *a, const void *b)
{
    const ranked *x = a, *y = b;
    if (x->words != y->words)
        return x->words > y->words ? -1 : 1;
    return x->claim > y->claim ? -1 : x->claim < y->claim; /* what came in last first */
}

static int by_claim(const void *a, const void *b)
{
    const ranked *x = a, *y = b;
    if (x->standing != y->standing)
        return x->standing < y->standing ? -1 : 1;
    return x->claim < y->claim ? -1 : x->claim > y->claim;
}

/* The wordings of one claim beside each other, the best first. */
static int by_score(const void *a, const void *b)
{
    const ranked *x = a, *y = b;
    if (x->score != y->score)
        return x->score > y->score ? -1 : 1;
    if (x->standing != y->standing)
        return x->standing > y->standing ? -1 : 1;
    double one = x->words + x->meaning, other = y->words + y->meaning;
    if (one != other)
        return one > other ? -1 : 1;
    return x->claim > y->claim ? -1 : x->claim < y->claim;
}

/* @param attribution  out: 0 where none fits */
static hs_status find_fit(hs_sql *fits, int64_t claim, int64_t *attribution, hs_error *err)
{
    bool row;
    *attribution = 0;
    hs_sql_again(fits);
    hs_sql_number(fits, HS_PICK_CLAIM, claim);
    HS_TRY(hs_sql_step(fits, &row, err));
    if (row)
        *attribution = hs_sql_column_number(fits, 0);
    return HS_OK;
}

static hs_status rank_words(searching *s, hs_error *err)
{
    bool row, narrow = hs_filter_narrows(&s->filter);
    size_t seen = 0;
    hs_sql q = hs_sql_begin(s->answer->ledger, "SELECT rowid, hs_rank(claim_words), (SELECT same_as FROM claim c INDEXED BY claim_shown_as WHERE "
                                               "c.claim_id = claim_words.rowid AND c.same_as IS NOT NULL) FROM claim_words WHERE claim_words MATCH ?1 ORDER BY rowid DESC LIMIT ?2");
    hs_sql_held(&q, 1, &s->filter.words);
    hs_sql_number(&q, 2, (narrow ? HS_QUERY_SCANNED : HS_QUERY_CONTENTS) + 1);
    hs_status status = hs_sql_step(&q, &row, err);
    while (status == HS_OK && row && s->n < HS_QUERY_CONTENTS && seen++ < HS_QUERY_SCANNED) {
        int64_t claim = hs_sql_column_number(&q, 0), standing = hs_sql_column_number(&q, 2), attribution = 1;
        if (narrow)
            status = find_fit(&s->any, claim, &attribution, err);
        if (attribution)
            s->at[s->n++] = (ranked){.claim = claim, .standing = standing > 0 ? standing : claim, .words = hs_sql_column_real(&q, 1)};
        if (status == HS_OK)
            status = hs_sql_step(&q, &row, err);
    }
    hs_sql_end(&q);
    s->answer->cut = status == HS_OK && row;
    qsort(s->at, s->n, sizeof *s->at, by_words);
    for (size_t i = 0; i < s->n; i++)
        s->at[i].words = 1 / (RANK_ADDED + (double)i + 1);
    return status;
}

/* Add the nearest in meaning. */
static hs_status rank_meaning(searching *s, const hs_meaning *meaning, hs_error *err)
{
    size_t n;
    HS_TRY(hs_ledger_near(s->near, &n, s->answer->ledger, meaning, err));
    for (size_t i = 0; i < n; i++) {
        ranked *r = &s->at[s->n++];
        *r = (ranked){.claim = s->near[i].claim, .meaning = 1 / (RANK_ADDED + (double)i + 1)};
        HS_TRY(hs_wording_standing(&r->standing, s->answer->ledger, r->claim, err));
    }
    return HS_OK;
}

/* Where the wordings of the claim of wording i end. */
static size_t claim_end(const searching *s, size_t i)
{
    size_t end = i + 1;
    while (end < s->n && s->at[end].standing == s->at[i].standing)
        end++;
    return end;
}

/* A wording that is in both rankings once, with both shares; then the claims, the best first. */
static void fuse(searching *s)
{
    size_t kept = 0;
    qsort(s->at, s->n, sizeof *s->at, by_claim);
    for (size_t i = 0; i < s->n; i++)
        if (kept && s->at[kept - 1].claim == s->at[i].claim) {
            s->at[kept - 1].words += s->at[i].words;
            s->at[kept - 1].meaning += s->at[i].meaning;
        } else {
            s->at[kept++] = s->at[i];
        }
    s->n = kept;
    for (size_t i = 0, end; i < s->n; i = end) {
        double words = 0, meaning = 0;
        end = claim_end(s, i);
        for (size_t k = i; k < end; k++) {
            words = s->at[k].words > words ? s->at[k].words : words;
            meaning = s->at[k].meaning > meaning ? s->at[k].meaning : meaning;
        }
        for (size_t k = i; k < end; k++)
            s->at[k].score = words + meaning;
    }
    qsort(s->at, s->n, sizeof *s->at, by_score);
}

/* "r120": how many ranks are done. */
static hs_status find_start(const searching *s, size_t *out, hs_error *err)
{
    hs_str after = s->filter.query.after;
    uint64_t done;
    bool good = hs_id_parse(&done, after, 'r') && done <= FUSED;
    *out = (size_t)done;
    if (after.len && !good)
        return hs_fail(err, HS_E_ARG, 0, "a cursor that no answer to such a question gave");
    return HS_OK;
}

static hs_status take_page(searching *s, size_t from, hs_error *err)
{
    hs_answer *a = s->answer;
    HS_TRY(hs_answer_room(a, (void **)&a->claims, s->filter.limit, sizeof *a->claims, err));
    for (size_t i = from, end; i < s->n; i = end) {
        int64_t attribution = 0;
        end = claim_end(s, i);
        for (size_t k = i; k < end && !attribution; k++)
            HS_TRY(find_fit(&s->first, s->at[k].claim, &attribution, err));
        if (!attribution)
            continue;
        if (a->n_claims == s->filter.limit)
            return hs_answer_goes_on_at(a, i, err);
        HS_TRY(hs_answer_claim(a, s->at[i].standing, attribution, &a->claims[a->n_claims], err));
        a->claims[a->n_claims++].score = s->at[i].score;
    }
    return HS_OK;
}

/* ---- names and titles ---- */

static hs_status take_ids(hs_sql *q, int64_t *ids, size_t *n, hs_error *err)
{
    bool row;
    *n = 0;
    hs_status status = hs_sql_step(q, &row, err);
    while (status == HS_OK && row && *n < NAMES) {
        ids[(*n)++] = hs_sql_column_number(q, 0);
        status = hs_sql_step(q, &row, err);
    }
    hs_sql_end(q);
    return status;
}

static hs_status take_names(hs_answer *a, const hs_fits *fits, hs_error *err)
{
    size_t n = fits->n < NAMES ? fits->n : NAMES;
    HS_TRY(hs_answer_room(a, (void **)&a->sources, n, sizeof *a->sources, err));
    for (size_t i = 0; i < n; i++, a->n_sources++)
        HS_TRY(hs_answer_speaker(a, fits->ids[i], &fits->key, true, &a->sources[i], err));
    return HS_OK;
}

static hs_status find_names(searching *s, hs_error *err)
{
    hs_fits fits;
    hs_status status = hs_query_sources(&fits, s->answer->ledger, s->filter.query.words, err);
    if (status == HS_OK)
        status = take_names(s->answer, &fits, err);
    hs_fits_end(&fits);
    return status == HS_E_ARG ? HS_OK : status; /* words that are no name */
}

static hs_status find_titles(searching *s, hs_error *err)
{
    hs_answer *a = s->answer;
    int64_t ids[NAMES];
    size_t n;
    hs_sql q = hs_sql_begin(a->ledger, "SELECT t.id FROM (SELECT rowid AS id, hs_rank(document_words) AS score FROM document_words "
                                       "WHERE document_words MATCH ?1 ORDER BY rowid DESC LIMIT ?2) t JOIN document d ON d.document_id = t.id "
                                       "WHERE d.current ORDER BY t.score DESC, t.id DESC");
    hs_sql_held(&q, 1, &s->filter.words);
    hs_sql_number(&q, 2, TITLES);
    HS_TRY(take_ids(&q, ids, &n, err));
    HS_TRY(hs_answer_room(a, (void **)&a->documents, n, sizeof *a->documents, err));
    for (size_t i = 0; i < n; i++, a->n_documents++)
        HS_TRY(hs_answer_report(a, ids[i], &a->documents[i], err));
    return HS_OK;
}

static hs_status search(searching *s, const hs_query *query, const hs_meaning *meaning, hs_error *err)
{
    size_t from;
    HS_TRY(hs_filter_begin(&s->filter, s->answer->ledger, query, err));
    s->filter.driver = HS_DRIVER_CLAIM;
    bool words = s->filter.words.len > 0;
    if (!words && !meaning)
        return hs_fail(err, HS_E_ARG, 0, "nothing to look for");
    HS_TRY(find_start(s, &from, err));
    HS_TRY(hs_query_rank(s->answer->ledger, err));
    s->first = hs_filter_pick(&s->filter, HS_PICK_ATTRIBUTIONS, &s->first_sql);
    s->any = hs_filter_pick(&s->filter, HS_PICK_ANY, &s->any_sql);
    if (words)
        HS_TRY(rank_words(s, err));
    if (meaning && !hs_query_is_strict(s->filter.query.words))
        HS_TRY(rank_meaning(s, meaning, err));
    fuse(s);
    HS_TRY(take_page(s, from, err));
    s->answer->n_fits = s->filter.n_sources;
    if (words && !from) {
        HS_TRY(find_names(s, err));
        HS_TRY(find_titles(s, err));
    }
    return HS_OK;
}

hs_status hs_ledger_search(hs_answer **out, hs_ledger *ledger, const hs_query *query, const hs_meaning *meaning, hs_error *err)
{
    HS_TRY(hs_answer_new(out, ledger, err));
    searching *s = hs_alloc(sizeof *s);
    hs_status status = s ? HS_OK : hs_fail(err, HS_E_NOMEM, 0, "no memory for a search");
    if (s) {
        s->answer = *out;
        status = search(s, query, meaning, err);
        hs_sql_end(&s->first);
        hs_sql_end(&s->any);
        hs_buffer_free(&s->first_sql);
        hs_buffer_free(&s->any_sql);
        hs_filter_end(&s->filter);
        hs_free(s);
    }
    return hs_answer_made(out, status);
}
