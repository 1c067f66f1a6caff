/* query_lists.c -- claims, attributions, documents, in the order of time. In: a question. Out: an answer of one page.
 * One thread at a time. */
#include "query.h"

#include <string.h>

#include "heap.h"
#include "status.h"

typedef struct row {
    int64_t attribution, claim, document, position; /* of kind HS_PICK_ALL the claim that stands for its wordings */
    hs_str heard;
} row;

typedef struct listing {
    hs_answer *answer;
    hs_filter *filter;
    row *rows; /* [n], n at most the limit */
    size_t n;
    bool more;
    int64_t *seen; /* a hash table [n_places] of claims that were told of before, 0 where there is none; owned */
    size_t n_seen, n_places;
    hs_sql before; /* is a wording in a row up to the cursor? */
    hs_filter of_claim; /* whose values that has */
    hs_buffer before_sql;
} listing;

static hs_status take_row(listing *l, const hs_sql *q, hs_error *err)
{
    row *r = &l->rows[l->n++];
    r->attribution = hs_sql_column_number(q, 0);
    r->claim = hs_sql_column_number(q, 1);
    r->document = hs_sql_column_number(q, 3);
    r->position = hs_sql_column_number(q, 4);
    return hs_answer_copy(l->answer, q, 2, &r->heard, err);
}

static hs_status take_rows(listing *l, hs_sql *q, hs_error *err)
{
    bool is;
    hs_status status = hs_sql_step(q, &is, err);
    while (status == HS_OK && is && l->n < l->filter->limit) {
        status = take_row(l, q, err);
        if (status == HS_OK)
            status = hs_sql_step(q, &is, err);
    }
    l->more = status == HS_OK && is;
    return status;
}

/* ---- each claim once ---- */

static size_t place_of(const int64_t *table, size_t n_places, int64_t claim)
{
    size_t i = (size_t)((uint64_t)claim * 0x9E3779B97F4A7C15u >> 32) & (n_places - 1);
    while (table[i] && table[i] != claim)
        i = (i + 1) & (n_places - 1);
    return i;
}

static hs_status make_places(listing *l, hs_error *err)
{
    size_t n = l->n_places ? 2 * l->n_places : 256;
    int64_t *table = hs_alloc(n * sizeof *table);
    if (!table)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for an answer");
    for (size_t i = 0; i < l->n_places; i++)
        if (l->seen[i])
            table[place_of(table, n, l->seen[i])] = l->seen[i];
    hs_free(l->seen);
    l->seen = table;
    l->n_places = n;
    return HS_OK;
}

/* @param first  out: no row of this page had it */
static hs_status put_seen(listing *l, int64_t claim, bool *first, hs_error *err)
{
    if (2 * l->n_seen >= l->n_places)
        HS_TRY(make_places(l, err));
    size_t i = place_of(l->seen, l->n_places, claim);
    *first = l->seen[i] != claim;
    l->n_seen += *first;
    l->seen[i] = claim;
    return HS_OK;
}

static hs_status is_wording_before(listing *l, int64_t wording, bool *before, hs_error *err)
{
    if (!hs_sql_is_open(&l->before)) {
        l->of_claim = *l->filter;
        l->of_claim.driver = HS_DRIVER_CLAIM;
        l->before = hs_filter_pick(&l->of_claim, HS_PICK_BEFORE, &l->before_sql);
    }
    hs_sql_number(&l->before, HS_PICK_CLAIM, wording);
    hs_status status = hs_sql_step(&l->before, before, err);
    hs_sql_again(&l->before);
    return status;
}

/* Are rows of a wording among those of the question, as far as its words go? */
static hs_status has_words(listing *l, int64_t wording, bool *has, hs_error *err)
{
    const hs_filter *f = l->filter;
    *has = !f->words.len;
    if (*has || (f->driver == HS_DRIVER_WORDS && wording < f->least_claim))
        return HS_OK;
    hs_sql q = hs_sql_begin(f->ledger, "SELECT 1 FROM claim_words WHERE claim_words MATCH ?1 AND rowid = ?2");
    hs_sql_held(&q, 1, &f->words);
    hs_sql_number(&q, 2, wording);
    hs_status status = hs_sql_step(&q, has, err);
    hs_sql_end(&q);
    return status;
}

/* Was the claim of row `of` told of on an earlier page, because of this wording or another? */
static hs_status is_before(listing *l, const hs_sql *of, int64_t claim, int64_t wording, bool *before, hs_error *err)
{
    bool is = false, has;
    *before = false;
    if (!l->filter->after_heard.ptr)
        return HS_OK;
    if (l->filter->ledger->postgres)
        *before = !hs_sql_column_null(of, 6);
    else
        HS_TRY(is_wording_before(l, wording, before, err));
    hs_sql q = hs_sql_begin(l->filter->ledger, HS_WORDINGS);
    hs_sql_number(&q, 1, claim);
    hs_status status = *before ? HS_OK : hs_sql_step(&q, &is, err);
    while (status == HS_OK && !*before && is) {
        int64_t other = hs_sql_column_number(&q, 0);
        status = other == wording ? (has = false, HS_OK) : has_words(l, other, &has, err);
        if (status == HS_OK && has)
            status = is_wording_before(l, other, before, err);
        if (status == HS_OK)
            status = hs_sql_step(&q, &is, err);
    }
    hs_sql_end(&q);
    return status;
}

static hs_status take_claims(listing *l, hs_sql *q, hs_error *err)
{
    bool is;
    hs_status status = hs_sql_step(q, &is, err);
    while (status == HS_OK && is && !l->more) {
        bool first, before = false;
        int64_t wording = hs_sql_column_number(q, 1), claim = 0;
        if (l->filter->ledger->postgres)
            claim = hs_sql_column_number(q, 5);
        else
            status = hs_wording_standing(&claim, l->filter->ledger, wording, err);
        if (status == HS_OK)
            status = put_seen(l, claim, &first, err);
        if (status == HS_OK && first)
            status = is_before(l, q, claim, wording, &before, err);
        if (status == HS_OK && first && !before) {
            l->more = l->n == l->filter->limit;
            status = l->more ? HS_OK : take_row(l, q, err);
            if (status == HS_OK && !l->more)
                l->rows[l->n - 1].claim = claim;
        }
        if (status == HS_OK)
            status = hs_sql_step(q, &is, err);
    }
    return status;
}

/* ---- what is listed ---- */

static hs_status find_rows(listing *l, hs_pick_kind kind, hs_error *err)
{
    hs_buffer sql;
    HS_TRY(hs_filter_plan(l->filter, err));
    HS_TRY(hs_answer_room(l->answer, (void **)&l->rows, l->filter->limit, sizeof *l->rows, err));
    hs_sql q = hs_filter_pick(l->filter, kind, &sql);
    hs_status status = kind == HS_PICK_ALL ? take_claims(l, &q, err) : take_rows(l, &q, err);
    hs_sql_end(&q);
    hs_buffer_free(&sql);
    HS_TRY(status);
    l->answer->cut = l->filter->cut;
    l->answer->n_fits = l->answer->n_fits ? l->answer->n_fits : l->filter->n_sources;
    if (!l->more)
        return HS_OK;
    const row *last = &l->rows[l->n - 1];
    return hs_answer_goes_on(l->answer, last->heard, last->document, last->position, err);
}

static hs_status list_claims(listing *l, hs_error *err)
{
    int64_t claims[HS_QUERY_MOST], firsts[HS_QUERY_MOST];
    HS_TRY(find_rows(l, HS_PICK_ALL, err));
    HS_TRY(hs_answer_room(l->answer, (void **)&l->answer->claims, l->n, sizeof *l->answer->claims, err));
    for (size_t i = 0; i < l->n; i++) {
        claims[i] = l->rows[i].claim;
        firsts[i] = l->rows[i].attribution;
    }
    HS_TRY(hs_answer_fill_claims(l->answer, l->filter, claims, firsts, l->n, l->answer->claims, err));
    l->answer->n_claims = l->n;
    return HS_OK;
}

static hs_status list_attributions(listing *l, hs_error *err)
{
    int64_t ids[HS_QUERY_MOST];
    HS_TRY(find_rows(l, HS_PICK_ATTRIBUTIONS, err));
    HS_TRY(hs_answer_room(l->answer, (void **)&l->answer->entries, l->n, sizeof *l->answer->entries, err));
    for (size_t i = 0; i < l->n; i++)
        ids[i] = l->rows[i].attribution;
    HS_TRY(hs_answer_fill_entries(l->answer, ids, l->n, true, l->answer->entries, err));
    l->answer->n_entries = l->n;
    return HS_OK;
}

static hs_status list_documents(listing *l, hs_error *err)
{
    int64_t ids[HS_QUERY_MOST];
    HS_TRY(find_rows(l, HS_PICK_DOCUMENTS, err));
    HS_TRY(hs_answer_room(l->answer, (void **)&l->answer->documents, l->n, sizeof *l->answer->documents, err));
    for (size_t i = 0; i < l->n; i++)
        ids[i] = l->rows[i].document;
    HS_TRY(hs_answer_fill_reports(l->answer, ids, l->n, l->answer->documents, err));
    l->answer->n_documents = l->n;
    return HS_OK;
}

/* ---- outlets and sources, the most first ---- */

static hs_status begin_tally(listing *l, hs_error *err)
{
    HS_TRY(hs_filter_ranks(l->filter, err));
    l->filter->query.after = (hs_str){NULL, 0};
    return hs_filter_plan(l->filter, err);
}

static hs_status take_tally(listing *l, hs_pick_kind kind, int64_t *ids, hs_error *err)
{
    bool is;
    hs_buffer sql;
    hs_sql q = hs_filter_pick(l->filter, kind, &sql);
    hs_status status = hs_sql_step(&q, &is, err);
    while (status == HS_OK && is && l->n < l->filter->limit) {
        if (ids) {
            ids[l->n++] = hs_sql_column_number(&q, 0);
        } else {
            hs_publisher *o = &l->answer->outlets[l->n++];
            o->n_documents = (uint32_t)hs_sql_column_number(&q, 1);
            hs_str *const strings[] = {&o->name, NULL, &o->first, &o->last};
            for (int i = 0; i < 4 && status == HS_OK; i++)
                status = strings[i] ? hs_answer_copy(l->answer, &q, i, strings[i], err) : HS_OK;
        }
        if (status == HS_OK)
            status = hs_sql_step(&q, &is, err);
    }
    l->more = status == HS_OK && is;
    hs_sql_end(&q);
    hs_buffer_free(&sql);
    l->answer->cut = l->filter->cut;
    return status == HS_OK && l->more ? hs_answer_goes_on_at(l->answer, (size_t)l->filter->skip + l->n, err) : status;
}

static hs_status list_outlets(listing *l, hs_error *err)
{
    HS_TRY(begin_tally(l, err));
    HS_TRY(hs_answer_room(l->answer, (void **)&l->answer->outlets, l->filter->limit, sizeof *l->answer->outlets, err));
    HS_TRY(take_tally(l, HS_PICK_OUTLETS, NULL, err));
    l->answer->n_outlets = l->n;
    return HS_OK;
}

static hs_status list_sources(listing *l, hs_error *err)
{
    int64_t ids[HS_QUERY_MOST];
    HS_TRY(begin_tally(l, err));
    HS_TRY(take_tally(l, HS_PICK_SOURCES, ids, err));
    HS_TRY(hs_answer_room(l->answer, (void **)&l->answer->sources, l->n, sizeof *l->answer->sources, err));
    for (size_t i = 0; i < l->n; i++, l->answer->n_sources++)
        HS_TRY(hs_answer_speaker(l->answer, ids[i], NULL, true, &l->answer->sources[i], err));
    return HS_OK;
}

hs_status hs_answer_attributions(hs_answer *answer, hs_filter *filter, hs_error *err)
{
    return list_attributions(&(listing){.answer = answer, .filter = filter}, err);
}

static hs_status answer(hs_answer **out, hs_ledger *ledger, const hs_query *query, hs_status (*list)(listing *, hs_error *), hs_error *err)
{
    hs_filter filter;
    HS_TRY(hs_answer_new(out, ledger, err));
    listing l = {.answer = *out, .filter = &filter};
    (*out)->all = query && query->all;
    hs_status status = hs_filter_begin(&filter, ledger, query, err);
    if (status == HS_OK)
        status = list(&l, err);
    hs_sql_end(&l.before);
    hs_buffer_free(&l.before_sql);
    hs_free(l.seen);
    hs_filter_end(&filter);
    return hs_answer_made(out, status, err);
}

hs_status hs_ledger_claims(hs_answer **out, hs_ledger *ledger, const hs_query *query, hs_error *err)
{
    return answer(out, ledger, query, list_claims, err);
}

hs_status hs_ledger_attributions(hs_answer **out, hs_ledger *ledger, const hs_query *query, hs_error *err)
{
    return answer(out, ledger, query, list_attributions, err);
}

hs_status hs_ledger_documents(hs_answer **out, hs_ledger *ledger, const hs_query *query, hs_error *err)
{
    return answer(out, ledger, query, list_documents, err);
}

hs_status hs_ledger_outlets(hs_answer **out, hs_ledger *ledger, const hs_query *query, hs_error *err)
{
    return answer(out, ledger, query, list_outlets, err);
}

hs_status hs_ledger_speakers(hs_answer **out, hs_ledger *ledger, const hs_query *query, hs_error *err)
{
    return answer(out, ledger, query, list_sources, err);
}
