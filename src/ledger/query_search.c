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

enum { FUSED = HS_QUERY_CONTENTS + HS_MEANING_KEPT, TITLES = 200, NAMES = 5, AT_LEAST = 8 /* claims looked at together */ };

static const double RANK_ADDED = 60; /* of the fusion: how little the first places stand out */
/* Of a claim whose vector is less near than this to what is looked for it is no longer worth telling (bench/meaning.py): no cut parts what means the same from
 * what does not, but of what stands among the ten nearest and is right this leaves out 2 to 11 in 100, and of all others two in three. */
static const double LEAST_MEANT = 0.35;

typedef struct ranked {
    int64_t claim, standing; /* a wording, and the claim that it is shown as */
    int64_t first;           /* its first attribution that is as is asked for; 0: none, or not yet looked for */
    double words, meaning;   /* what the wording has of each ranking */
    double score;            /* of the claim: the most that a wording has of each */
} ranked;

typedef struct searching {
    hs_answer *answer;
    hs_filter filter;
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

static hs_status rank_words(searching *s, hs_error *err)
{
    bool row;
    size_t seen = 0;
    hs_buffer sql;
    hs_sql q = hs_filter_pick(&s->filter, HS_PICK_RANKED, &sql);
    hs_status status = hs_sql_step(&q, &row, err);
    while (status == HS_OK && row && s->n < HS_QUERY_CONTENTS && seen++ < HS_QUERY_SCANNED) {
        int64_t claim = hs_sql_column_number(&q, 0), standing = hs_sql_column_number(&q, 2);
        if (!hs_sql_column_null(&q, 1))
            s->at[s->n++] = (ranked){.claim = claim, .standing = standing > 0 ? standing : claim, .words = hs_sql_column_real(&q, 1)};
        status = hs_sql_step(&q, &row, err);
    }
    hs_sql_end(&q);
    hs_buffer_free(&sql);
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
    int64_t claims[HS_MEANING_KEPT], standing[HS_MEANING_KEPT];
    HS_TRY(hs_ledger_near(s->near, &n, s->answer->ledger, meaning, err));
    while (n && s->near[n - 1].cosine < LEAST_MEANT)
        n--;
    for (size_t i = 0; i < n; i++)
        claims[i] = s->near[i].claim;
    HS_TRY(hs_wordings_standing(standing, s->answer->ledger, claims, n, err));
    for (size_t i = 0; i < n; i++)
        s->at[s->n++] = (ranked){.claim = claims[i], .standing = standing[i], .meaning = 1 / (RANK_ADDED + (double)i + 1)};
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

/* Find the first attribution of each wording i .. end that is as is asked for. */
static hs_status find_firsts(searching *s, size_t from, size_t end, hs_error *err)
{
    bool row;
    int64_t claims[FUSED];
    hs_wanted ids;
    hs_buffer sql, *list = &s->filter.claims;
    for (size_t i = from; i < end; i++)
        claims[i - from] = s->at[i].claim;
    hs_status status = hs_wanted_begin(&ids, claims, end - from, err);
    list->len = 0;
    hs_buffer_add(list, ids.list.ptr, ids.list.len);
    hs_sql q = hs_filter_pick(&s->filter, HS_PICK_FIRSTS, &sql);
    if (status == HS_OK)
        status = hs_sql_step(&q, &row, err);
    while (status == HS_OK && row) {
        size_t place = hs_wanted_place(&ids, hs_sql_column_number(&q, 0));
        if (place < end - from)
            s->at[from + place].first = hs_sql_column_number(&q, 1);
        status = hs_sql_step(&q, &row, err);
    }
    hs_sql_end(&q);
    hs_buffer_free(&sql);
    hs_wanted_end(&ids);
    return status;
}

/* The same of so many claims from wording i on. @param end  out: behind them */
static hs_status find_more(searching *s, size_t from, size_t n_claims, size_t *end, hs_error *err)
{
    for (*end = from; n_claims && *end < s->n; n_claims--)
        *end = claim_end(s, *end);
    return find_firsts(s, from, *end, err);
}

static hs_status take_page(searching *s, size_t from, hs_error *err)
{
    hs_answer *a = s->answer;
    int64_t claims[HS_QUERY_MOST], firsts[HS_QUERY_MOST];
    double scores[HS_QUERY_MOST];
    bool words[HS_QUERY_MOST];
    size_t n = 0, known = from;
    for (size_t i = from, end; i < s->n; i = end) {
        int64_t attribution = 0;
        if (i == known)
            HS_TRY(find_more(s, i, s->filter.limit - n + 1 > AT_LEAST ? s->filter.limit - n + 1 : AT_LEAST, &known, err));
        end = claim_end(s, i);
        for (size_t k = i; k < end && !attribution; k++)
            attribution = s->at[k].first;
        if (!attribution)
            continue;
        if (n == s->filter.limit) {
            HS_TRY(hs_answer_goes_on_at(a, i, err));
            break;
        }
        words[n] = false;
        for (size_t k = i; k < end; k++)
            words[n] = words[n] || s->at[k].words > 0;
        claims[n] = s->at[i].standing;
        scores[n] = s->at[i].score;
        firsts[n++] = attribution;
    }
    HS_TRY(hs_answer_room(a, (void **)&a->claims, n, sizeof *a->claims, err));
    HS_TRY(hs_answer_fill_claims(a, &s->filter, claims, firsts, n, a->claims, err));
    for (size_t i = 0; i < n; i++) {
        a->claims[i].score = scores[i];
        a->claims[i].near_alone = !words[i] && s->filter.words.len;
    }
    a->n_claims = n;
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
    size_t heard = a->all ? fits->n : fits->n_heard, n = heard < NAMES ? heard : NAMES;
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
    HS_TRY(hs_answer_fill_reports(a, ids, n, a->documents, err));
    a->n_documents = n;
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
        s->answer->all = query && query->all;
        status = search(s, query, meaning, err);
        hs_filter_end(&s->filter);
        hs_free(s);
    }
    return hs_answer_made(out, status, err);
}
