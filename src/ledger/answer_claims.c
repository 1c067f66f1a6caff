/* answer_claims.c -- claims as answers tell them: words, how often and where they are heard, and who holds them. In: ids of claims. Out: claims in the
 * answer's arena. All of a page are asked for by a few statements. One thread at a time. */
#include "query.h"

#include <stdlib.h>
#include <string.h>

#include "heap.h"
#include "status.h"

enum { SCRATCH_CAP = 256 << 20 };

hs_status hs_answer_words(hs_answer *answer, int64_t claim, hs_str *out, hs_error *err)
{
    bool row;
    *out = (hs_str){NULL, 0};
    hs_sql q = hs_sql_begin(answer->ledger, "SELECT substr(text, 1, 16384) FROM claim WHERE claim_id = ?1");
    hs_sql_number(&q, 1, claim);
    hs_status status = hs_sql_step(&q, &row, err);
    if (status == HS_OK && row)
        status = hs_answer_shown(answer, &q, 0, out, err);
    hs_sql_end(&q);
    return status;
}

/* ---- all of them ---- */

typedef struct heard {
    size_t place; /* of its claim */
    int64_t attribution, wording, document, position;
    hs_str at, outlet;
    bool fits; /* it is as the question asks */
} heard;

typedef struct taking {
    hs_answer *answer;
    const hs_filter *filter; /* NULL: nothing is asked of attributions */
    hs_wanted ids;
    const int64_t *claims, *firsts; /* [n] */
    hs_claim *out;                  /* [n] */
    int64_t *voices;                /* [n][HS_ANSWER_ENTRIES] attributions; owned */
    size_t n;
    heard *heard; /* [n_heard], owned; their texts are in `scratch` */
    size_t n_heard, cap_heard;
    hs_arena *scratch;
} taking;

static hs_claim *claim_of(const taking *t, const hs_sql *q)
{
    size_t place = hs_wanted_place(&t->ids, hs_sql_column_number(q, 0));
    return place < t->n ? &t->out[place] : NULL;
}

static hs_status take_words(taking *t, hs_error *err)
{
    bool row;
    hs_sql q = hs_sql_begin(t->answer->ledger, "SELECT m.claim_id, substr(m.text, 1, 16384) FROM json_each(?1) w CROSS JOIN claim m ON m.claim_id = w.value");
    hs_sql_held(&q, 1, &t->ids.list);
    hs_status status = hs_sql_step(&q, &row, err);
    while (status == HS_OK && row) {
        hs_claim *c = claim_of(t, &q);
        status = c ? hs_answer_shown(t->answer, &q, 1, &c->words, err) : HS_OK;
        if (status == HS_OK)
            status = hs_sql_step(&q, &row, err);
    }
    hs_sql_end(&q);
    return status;
}

/* ---- what is heard of them: counted here, where an engine would sort all of it for each count ---- */

static hs_status take_heard(taking *t, const hs_sql *q, hs_error *err)
{
    if (t->n_heard == t->cap_heard) {
        size_t cap = t->cap_heard ? 2 * t->cap_heard : 1024;
        heard *more = hs_alloc(cap * sizeof *more);
        if (!more)
            return hs_fail(err, HS_E_NOMEM, 0, "no memory for an answer");
        if (t->n_heard)
            memcpy(more, t->heard, t->n_heard * sizeof *more);
        hs_free(t->heard);
        t->heard = more;
        t->cap_heard = cap;
    }
    heard *h = &t->heard[t->n_heard];
    *h = (heard){.place = hs_wanted_place(&t->ids, hs_sql_column_number(q, 0)), .attribution = hs_sql_column_number(q, 1), .wording = hs_sql_column_number(q, 2),
                 .document = hs_sql_column_number(q, 3), .position = hs_sql_column_number(q, 4)};
    hs_str at = hs_sql_column(q, 5), outlet = hs_sql_column(q, 6);
    h->at = hs_arena_copy(t->scratch, at);
    h->outlet = hs_arena_copy(t->scratch, outlet);
    t->n_heard += h->place < t->n;
    return (at.ptr && !h->at.ptr) || (outlet.ptr && !h->outlet.ptr) ? hs_fail(err, HS_E_NOMEM, 0, "no memory for an answer") : HS_OK;
}

/* Of the claims of the list ?1 and of all that are shown as them. At a server what is asked of the document stands in the attribution, too. */
#define OF_THEM                                                                                                                                     \
    " FROM (SELECT value AS claim, value AS wording FROM json_each(?1) UNION SELECT m.same_as, m.claim_id FROM json_each(?1) y "                   \
    "CROSS JOIN claim m ON m.same_as = y.value) w CROSS JOIN attribution a ON a.claim_id = w.wording "
#define HEARD                                                                                                                                       \
    "SELECT w.claim, a.attribution_id, a.claim_id, d.document_id, a.position, d.heard, d.outlet" OF_THEM                                            \
    "CROSS JOIN document d INDEXED BY document_head ON d.document_id = a.document_id "
#define HEARD_THERE "SELECT w.claim, a.attribution_id, a.claim_id, a.document_id, a.position, a.of_heard, a.of_outlet" OF_THEM

static hs_sql ask_heard(hs_ledger *ledger, bool all, bool corrected)
{
    if (all)
        return hs_sql_either(ledger, HEARD, HEARD_THERE);
    if (corrected)
        return hs_sql_either(ledger, HEARD HS_JOIN_SAID "WHERE d.current AND c.verdict IS NOT 'wrong'", HEARD_THERE HS_JOIN_SAID "WHERE a.of_current = 1 AND c.verdict IS NOT 'wrong'");
    return hs_sql_either(ledger, HEARD "WHERE d.current", HEARD_THERE "WHERE a.of_current = 1");
}

static hs_status find_heard(taking *t, hs_error *err)
{
    bool row, corrected;
    HS_TRY(hs_query_corrections(&corrected, t->answer->ledger, err));
    hs_sql q = ask_heard(t->answer->ledger, t->answer->all, corrected);
    hs_sql_held(&q, 1, &t->ids.list);
    hs_status status = hs_sql_step(&q, &row, err);
    while (status == HS_OK && row) {
        status = take_heard(t, &q, err);
        if (status == HS_OK)
            status = hs_sql_step(&q, &row, err);
    }
    hs_sql_end(&q);
    return status;
}

static int compare_numbers(int64_t a, int64_t b)
{
    return a < b ? -1 : a > b;
}

static int compare_texts(hs_str a, hs_str b)
{
    size_t n = a.len < b.len ? a.len : b.len;
    int order = n ? memcmp(a.ptr, b.ptr, n) : 0;
    return order ? order : compare_numbers((int64_t)a.len, (int64_t)b.len);
}

static int compare_places(const heard *a, const heard *b)
{
    return a->place < b->place ? -1 : a->place > b->place;
}

/* The oldest first. All of one document are beside each other. */
static int by_time(const void *a, const void *b)
{
    const heard *x = a, *y = b;
    int order = compare_places(x, y);
    order = order ? order : compare_texts(x->at, y->at);
    order = order ? order : compare_numbers(x->document, y->document);
    return order ? order : compare_numbers(x->position, y->position);
}

static int by_wording(const void *a, const void *b)
{
    const heard *x = a, *y = b;
    int order = compare_places(x, y);
    return order ? order : compare_numbers(x->wording, y->wording);
}

static int by_outlet(const void *a, const void *b)
{
    const heard *x = a, *y = b;
    int order = compare_places(x, y);
    return order ? order : compare_texts(x->outlet, y->outlet);
}

/* The contents in which the claims are told, as what the question picks from. */
static void list_wordings(hs_buffer *out, const taking *t)
{
    hs_buffer_text(out, "[");
    for (size_t i = 0; i < t->n_heard; i++)
        if (!i || t->heard[i - 1].wording != t->heard[i].wording)
            hs_buffer_format(out, "%s%lld", i ? "," : "", (long long)t->heard[i].wording);
    hs_buffer_text(out, "]");
}

static hs_status mark_fits(taking *t, const hs_wanted *attributions, hs_error *err)
{
    bool row;
    hs_buffer sql;
    hs_filter of_claims = *t->filter;
    const bool found_by = of_claims.driver == HS_DRIVER_SOURCE || of_claims.driver == HS_DRIVER_ACT;
    if (of_claims.driver == HS_DRIVER_CLAIM || (found_by && t->n_heard <= HS_QUERY_SORTED))
        of_claims.driver = HS_DRIVER_WORDS;
    of_claims.words = (hs_buffer){0};
    of_claims.claims = hs_buffer_new(21 * t->n_heard + 3);
    list_wordings(&of_claims.claims, t);
    hs_sql q = hs_filter_pick(&of_claims, HS_PICK_FITTING, &sql);
    hs_status status = hs_sql_step(&q, &row, err);
    while (status == HS_OK && row) {
        const size_t at = hs_wanted_place(attributions, hs_sql_column_number(&q, 0));
        if (at < t->n_heard)
            t->heard[at].fits = true;
        status = hs_sql_step(&q, &row, err);
    }
    hs_sql_end(&q);
    hs_buffer_free(&sql);
    hs_buffer_free(&of_claims.claims);
    return status;
}

/* Which of those who hold them are as the question asks. */
static hs_status find_fits(taking *t, hs_error *err)
{
    hs_wanted attributions;
    if (!t->filter || !hs_filter_narrows(t->filter) || !t->n_heard)
        return HS_OK;
    qsort(t->heard, t->n_heard, sizeof *t->heard, by_wording);
    int64_t *ids = hs_alloc(t->n_heard * sizeof *ids);
    if (!ids)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for an answer");
    for (size_t i = 0; i < t->n_heard; i++)
        ids[i] = t->heard[i].attribution;
    hs_status status = hs_wanted_begin(&attributions, ids, t->n_heard, err);
    if (status == HS_OK)
        status = mark_fits(t, &attributions, err);
    hs_wanted_end(&attributions);
    hs_free(ids);
    return status;
}

static void count_differing(taking *t)
{
    if (!t->n_heard)
        return;
    qsort(t->heard, t->n_heard, sizeof *t->heard, by_wording);
    for (size_t i = 0; i < t->n_heard; i++)
        t->out[t->heard[i].place].n_wordings += !i || by_wording(&t->heard[i - 1], &t->heard[i]) != 0;
    qsort(t->heard, t->n_heard, sizeof *t->heard, by_outlet);
    for (size_t i = 0; i < t->n_heard; i++)
        t->out[t->heard[i].place].n_outlets += t->heard[i].outlet.ptr && (!i || by_outlet(&t->heard[i - 1], &t->heard[i]) != 0);
}

static void put_voice(taking *t, size_t place, int64_t attribution, bool fits)
{
    hs_claim *c = &t->out[place];
    if (c->n_entries < HS_ANSWER_ENTRIES && (!c->n_entries || attribution != t->firsts[place])) {
        t->voices[place * HS_ANSWER_ENTRIES + c->n_entries++] = attribution;
        c->n_fit += fits;
    }
}

/* How often and where; the attribution that stands first, then who else holds it as the question asks, then the others; of each the oldest first. */
static hs_status count_heard(taking *t, hs_error *err)
{
    const bool narrows = t->filter && hs_filter_narrows(t->filter);
    count_differing(t);
    if (t->n_heard)
        qsort(t->heard, t->n_heard, sizeof *t->heard, by_time);
    for (size_t i = 0; i < t->n; i++)
        if (t->firsts[i])
            put_voice(t, i, t->firsts[i], narrows);
    for (size_t i = 0; narrows && i < t->n_heard; i++)
        if (t->heard[i].fits)
            put_voice(t, t->heard[i].place, t->heard[i].attribution, true);
    for (size_t i = 0; i < t->n_heard; i++) {
        const heard *h = &t->heard[i], *before = i && h[-1].place == h->place ? h - 1 : NULL;
        hs_claim *c = &t->out[h->place];
        c->n_attributions++;
        c->n_documents += !before || before->document != h->document;
        if (!h->fits)
            put_voice(t, h->place, h->attribution, false);
        if (!before)
            HS_TRY(hs_answer_take(t->answer, h->at, &c->first, err));
        if (i + 1 == t->n_heard || h[1].place != h->place)
            HS_TRY(hs_answer_take(t->answer, h->at, &c->last, err));
    }
    return HS_OK;
}

static hs_status take_entries(taking *t, hs_error *err)
{
    size_t n = 0;
    hs_entry *entries;
    for (size_t i = 0; i < t->n; i++)
        for (size_t k = 0; k < t->out[i].n_entries; k++)
            t->voices[n++] = t->voices[i * HS_ANSWER_ENTRIES + k];
    HS_TRY(hs_answer_room(t->answer, (void **)&entries, n, sizeof *entries, err));
    HS_TRY(hs_answer_fill_entries(t->answer, t->voices, n, true, entries, err));
    for (size_t i = 0; i < t->n; i++) {
        t->out[i].entries = entries;
        entries += t->out[i].n_entries;
    }
    return HS_OK;
}

static hs_status take_all(taking *t, hs_error *err)
{
    HS_TRY(take_words(t, err));
    for (size_t i = 0; i < t->n; i++) {
        size_t place = hs_wanted_place(&t->ids, t->claims[i]);
        if (!t->out[place].words.ptr)
            return hs_fail(err, HS_E_NONE, (uint64_t)t->claims[i], "the ledger has no claim c%lld", (long long)t->claims[i]);
        t->out[i].id = (uint64_t)t->claims[i];
    }
    HS_TRY(find_heard(t, err));
    HS_TRY(find_fits(t, err));
    HS_TRY(count_heard(t, err));
    return take_entries(t, err);
}

hs_status hs_answer_fill_claims(hs_answer *answer, const hs_filter *filter, const int64_t *claims, const int64_t *firsts, size_t n, hs_claim *out, hs_error *err)
{
    taking t = {.answer = answer, .filter = filter, .claims = claims, .firsts = firsts, .out = out, .n = n};
    for (size_t i = 0; i < n; i++)
        out[i] = (hs_claim){0};
    if (!n)
        return HS_OK;
    hs_status status = hs_wanted_begin(&t.ids, claims, n, err);
    t.voices = status == HS_OK ? hs_alloc(n * HS_ANSWER_ENTRIES * sizeof *t.voices) : NULL;
    t.scratch = t.voices ? hs_arena_new(SCRATCH_CAP) : NULL;
    if (status == HS_OK && !t.scratch)
        status = hs_fail(err, HS_E_NOMEM, 0, "no memory for an answer");
    if (status == HS_OK)
        status = take_all(&t, err);
    hs_free(t.voices);
    hs_free(t.heard);
    hs_arena_free(t.scratch);
    hs_wanted_end(&t.ids);
    return status;
}

hs_status hs_answer_claim(hs_answer *answer, int64_t claim, int64_t first, hs_claim *out, hs_error *err)
{
    return hs_answer_fill_claims(answer, NULL, &claim, &first, 1, out, err);
}
