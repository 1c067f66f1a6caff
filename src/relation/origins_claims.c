/* origins_claims.c -- which claims a trace is of. In: ids, or a statement. Out: all wordings of the claims that say it, and of those that
 * contradict it. One thread at a time. */
#include "origins.h"

#include <string.h>

#include "compare_words.h"
#include "query.h"
#include "status.h"

static const double CONTRADICTS = 0.5; /* least score of a pair that is counted */

/* Standing claims, each once, in order. */
typedef struct claims {
    uint64_t at[HS_TRACE_CLAIMS];
    size_t n;
} claims;

static hs_status put_claim(claims *c, uint64_t id, hs_error *err)
{
    for (size_t i = 0; i < c->n; i++)
        if (c->at[i] == id)
            return HS_OK;
    if (c->n == HS_TRACE_CLAIMS)
        return hs_fail(err, HS_E_LIMIT, HS_TRACE_CLAIMS, "over %d claims to trace at once", HS_TRACE_CLAIMS);
    c->at[c->n++] = id;
    return HS_OK;
}

static hs_status find_standing(claims *out, hs_ledger *ledger, const uint64_t *ids, size_t n, hs_error *err)
{
    for (size_t i = 0; i < n; i++) {
        int64_t standing = 0;
        hs_sql q = hs_sql_begin(ledger, "SELECT coalesce(same_as, claim_id) FROM claim WHERE claim_id = ?1");
        hs_sql_number(&q, 1, (int64_t)ids[i]);
        HS_TRY(hs_sql_take_number(&q, &standing, err));
        if (standing <= 0)
            return hs_fail(err, HS_E_NONE, ids[i], "the ledger has no claim c%llu", (unsigned long long)ids[i]);
        HS_TRY(put_claim(out, (uint64_t)standing, err));
    }
    return HS_OK;
}

/* What a statement gives for each of some claims. */
static hs_status take_all(claims *out, hs_ledger *ledger, const char *sql, const claims *of, hs_error *err)
{
    for (size_t i = 0; i < of->n; i++) {
        bool row;
        hs_sql q = hs_sql_begin(ledger, sql);
        hs_sql_number(&q, 1, (int64_t)of->at[i]);
        if (hs_sql_parameters(&q) > 1)
            hs_sql_real(&q, 2, CONTRADICTS);
        hs_status status = hs_sql_step(&q, &row, err);
        while (status == HS_OK && row) {
            status = put_claim(out, (uint64_t)hs_sql_column_number(&q, 0), err);
            if (status == HS_OK)
                status = hs_sql_step(&q, &row, err);
        }
        hs_sql_end(&q);
        HS_TRY(status);
    }
    return HS_OK;
}

/* The claim itself may be a wording of one that is contradicted by pairs of other wordings of it. */
static const char wordings_sql[] = "SELECT ?1 UNION SELECT claim_id FROM claim WHERE same_as = ?1";
static const char contradicting_sql[] =
    "SELECT coalesce(c.same_as, c.claim_id) FROM pair p JOIN claim c ON c.claim_id = p.other_id WHERE p.claim_id = ?1 AND p.relation = 'contradicts' AND p.score >= ?2 "
    "UNION SELECT coalesce(c.same_as, c.claim_id) FROM pair p JOIN claim c ON c.claim_id = p.claim_id WHERE p.other_id = ?1 AND p.relation = 'contradicts' "
    "AND p.score >= ?2";

static bool is_listed(uint64_t id, const uint64_t *ids, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (ids[i] == id)
            return true;
    return false;
}

static hs_status keep(hs_trace *trace, int side, const claims *c, hs_error *err)
{
    uint64_t *kept = hs_arena_take(trace->arena, c->n, sizeof *kept);
    if (!kept)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for a trace");
    memcpy(kept, c->at, c->n * sizeof *kept);
    trace->claims[side] = kept;
    trace->n_claims[side] = c->n;
    return HS_OK;
}

/* @param wording  of the claim: what says most surely what was asked */
static hs_status find_words(hs_tracing *t, uint64_t claim, uint64_t wording, hs_error *err)
{
    bool row;
    t->trace->claim = claim;
    hs_sql q = hs_sql_begin(t->ledger, "SELECT substr(text, 1, 16384) FROM claim WHERE claim_id = ?1");
    hs_sql_number(&q, 1, (int64_t)wording);
    hs_status status = hs_sql_step(&q, &row, err);
    if (status == HS_OK && row)
        status = hs_origins_copy(t->trace->arena, &q, 0, &t->trace->words, err);
    hs_sql_end(&q);
    return status;
}

typedef struct finding {
    claims asked, wordings, standing, contrary;
    hs_found found;
    uint64_t named; /* the claim whose own words a judge compares; 0: none is asked for by its id or its very words */
} finding;

/* What a judge has compared with the statement itself is not what it is by way of other claims, but for what disputes have against a claim that is named, of which the judge is
 * not sure. */
static void drop_neither(claims *c, const finding *f)
{
    const hs_found *found = &f->found;
    size_t n = 0;
    for (size_t i = 0; i < c->n; i++)
        if (!is_listed(c->at[i], found->neither, found->n_neither) || (f->named && is_listed(c->at[i], found->unsure, found->n_unsure)))
            c->at[n++] = c->at[i];
    c->n = n;
}

/* A claim that is named, and those of its wordings that no judge thinks otherwise of. */
static hs_status find_for_named(hs_tracing *t, finding *f, hs_error *err)
{
    HS_TRY(find_standing(&f->asked, t->ledger, &f->named, 1, err));
    HS_TRY(find_words(t, f->asked.at[0], f->named, err));
    HS_TRY(put_claim(&f->wordings, f->named, err));
    for (size_t i = 0; i < f->found.n_same; i++)
        HS_TRY(put_claim(&f->wordings, f->found.same[i], err));
    claims *own = &f->standing; /* is used behind this alone */
    HS_TRY(take_all(own, t->ledger, wordings_sql, &f->asked, err));
    for (size_t i = 0; i < own->n; i++)
        if (!is_listed(own->at[i], f->found.neither, f->found.n_neither) && !is_listed(own->at[i], f->found.against, f->found.n_against))
            HS_TRY(put_claim(&f->wordings, own->at[i], err));
    own->n = 0;
    return HS_OK;
}

/* All that says what is asked: of what a judge chose those wordings alone. */
static hs_status find_for(hs_tracing *t, finding *f, const hs_trace_query *query, hs_error *err)
{
    if (f->named)
        return find_for_named(t, f, err);
    const uint64_t *ids = query->n_claims ? query->claims : f->found.same;
    HS_TRY(find_standing(&f->asked, t->ledger, ids, query->n_claims ? query->n_claims : f->found.n_same, err));
    HS_TRY(find_words(t, f->asked.at[0], query->n_claims ? f->asked.at[0] : f->found.same[0], err));
    if (query->n_claims || !t->judge)
        return take_all(&f->wordings, t->ledger, wordings_sql, &f->asked, err);
    for (size_t i = 0; i < f->found.n_same; i++)
        HS_TRY(put_claim(&f->wordings, f->found.same[i], err));
    return HS_OK;
}

/* ---- figures that were brought up to date ---- */

/* Does the ledger know a claim against for another count of the same thing, and yet no dispute of the two: the figure grew, or one source gave both? `grown`: what a
 * figure of those for became, step by step. ?1: JSON list of all wordings for, ?2: a wording against. */
#define OUTDATED(grown_from) \
    "WITH RECURSIVE own (id) AS MATERIALIZED (SELECT value FROM json_each(?1)), stands (id) AS MATERIALIZED (SELECT DISTINCT coalesce(c.same_as, c.claim_id) FROM own JOIN claim c " \
    "ON c.claim_id = own.id), other (id) AS (SELECT coalesce(same_as, claim_id) FROM claim WHERE claim_id = ?2), grown (id) AS (SELECT id FROM stands UNION " grown_from "), " \
    "between_them (why) AS (SELECT why FROM pair WHERE claim_id = ?2 AND other_id IN (SELECT id FROM own) AND relation = 'contradicts' UNION ALL " \
    "SELECT why FROM pair WHERE other_id = ?2 AND claim_id IN (SELECT id FROM own) AND relation = 'contradicts') " \
    "SELECT EXISTS (SELECT 1 FROM other WHERE id NOT IN (SELECT id FROM stands)) AND (EXISTS (SELECT 1 FROM other WHERE id IN (SELECT id FROM grown)) OR " \
    "EXISTS (SELECT 1 FROM between_them WHERE why LIKE '" HS_WHY_FIGURES "%')) AND NOT EXISTS (SELECT 1 FROM between_them WHERE why NOT LIKE '" HS_WHY_FIGURES "%') AND NOT EXISTS " \
    "(SELECT 1 FROM other o CROSS JOIN dispute d ON d.claim_id = o.id WHERE NOT d.is_update AND d.other_id IN (SELECT id FROM stands)) AND NOT EXISTS " \
    "(SELECT 1 FROM other o CROSS JOIN dispute d ON d.other_id = o.id WHERE NOT d.is_update AND d.claim_id IN (SELECT id FROM stands))"
static const char outdated_sql[] =
    OUTDATED("SELECT d.other_id FROM grown g CROSS JOIN dispute d ON d.claim_id = g.id WHERE d.is_update UNION "
             "SELECT d.claim_id FROM grown g CROSS JOIN dispute d ON d.other_id = g.id WHERE d.is_update");
/* PostgreSQL lets a table grow from itself in one place alone. */
static const char outdated_postgres_sql[] =
    OUTDATED("SELECT x.id FROM grown g CROSS JOIN LATERAL (SELECT d.other_id AS id FROM dispute d WHERE d.claim_id = g.id AND d.is_update UNION ALL "
             "SELECT d.claim_id FROM dispute d WHERE d.other_id = g.id AND d.is_update) x");

static hs_status drop_outdated(claims *against, hs_ledger *ledger, const hs_buffer *own, hs_error *err)
{
    size_t n = 0;
    for (size_t i = 0; i < against->n; i++) {
        int64_t outdated;
        hs_sql q = hs_sql_either(ledger, outdated_sql, outdated_postgres_sql);
        hs_sql_held(&q, 1, own);
        hs_sql_number(&q, 2, (int64_t)against->at[i]);
        HS_TRY(hs_sql_take_number(&q, &outdated, err));
        if (!outdated)
            against->at[n++] = against->at[i];
    }
    against->n = n;
    return HS_OK;
}

/* A count is not against another where disputes (disputes.h) have the one for an update of the other. */
static hs_status drop_updates(claims *against, hs_ledger *ledger, const claims *own, hs_error *err)
{
    hs_buffer list = hs_buffer_new((size_t)1 << 16);
    for (size_t i = 0; i < own->n; i++)
        hs_buffer_format(&list, "%s%llu", i ? "," : "[", (unsigned long long)own->at[i]);
    hs_buffer_text(&list, own->n ? "]" : "[]");
    hs_status status = drop_outdated(against, ledger, &list, err);
    hs_buffer_free(&list);
    return status;
}

static hs_status keep_asked(hs_tracing *t, hs_str asked, hs_error *err)
{
    t->trace->asked_as = hs_arena_copy(t->trace->arena, asked);
    if (!t->trace->asked_as.ptr)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for a trace");
    t->asked = t->judge ? t->trace->asked_as : t->asked;
    return HS_OK;
}

/* ---- a claim that is asked for, and a judge ---- */

/* The claim that has a statement's very words. @param out  0: none has, or it says nothing by itself */
static hs_status find_named(uint64_t *out, hs_tracing *t, hs_str words, hs_error *err)
{
    unsigned char key[HS_CLAIM_KEY];
    int64_t id = 0;
    *out = 0;
    if (words.len > HS_QUERY_BYTES || hs_content_is_bare(words))
        return HS_OK;
    hs_buffer scratch = hs_buffer_new(4 * HS_QUERY_BYTES);
    hs_ledger_claim_key(key, words, 0, &scratch);
    hs_status status = scratch.failed ? hs_fail(err, HS_E_NOMEM, 0, "no memory for a trace") : HS_OK;
    hs_buffer_free(&scratch);
    HS_TRY(status);
    hs_sql q = hs_sql_begin(t->ledger, "SELECT claim_id FROM claim m WHERE text_key = ?1 AND EXISTS (SELECT 1 FROM attribution a WHERE a.claim_id = m.claim_id)");
    hs_sql_blob(&q, 1, key, sizeof key);
    HS_TRY(hs_sql_take_number(&q, &id, err));
    *out = (uint64_t)id;
    return HS_OK;
}

/* @param own  out: the claim's words and what they mean, of the making's memory; no words: nothing can be compared with it */
static hs_status load_named(hs_tracing *t, hs_trace_query *own, hs_meaning *meaning, uint64_t claim, hs_error *err)
{
    bool row;
    hs_sql q = hs_sql_begin(t->ledger, "SELECT m.text, v.vector, o.label FROM claim m LEFT JOIN vector v ON v.claim_id = m.claim_id LEFT JOIN model o ON o.model_id = v.model_id "
                                       "WHERE m.claim_id = ?1 ORDER BY v.model_id DESC LIMIT 1");
    hs_sql_number(&q, 1, (int64_t)claim);
    hs_status status = hs_sql_step(&q, &row, err);
    if (status == HS_OK && row && hs_sql_column(&q, 0).len <= HS_QUERY_BYTES && !hs_content_is_bare(hs_sql_column(&q, 0)))
        status = hs_origins_copy(t->arena, &q, 0, &own->words, err);
    if (status == HS_OK && own->words.len && hs_sql_column(&q, 1).len) {
        hs_str vector = hs_arena_copy(t->arena, hs_sql_column(&q, 1)), model = hs_arena_copy(t->arena, hs_sql_column(&q, 2));
        *meaning = (hs_meaning){(const int8_t *)vector.ptr, vector.len, model};
        own->meaning = meaning;
        status = vector.ptr && model.ptr ? HS_OK : hs_fail(err, HS_E_NOMEM, 0, "no memory for a trace");
    }
    hs_sql_end(&q);
    return status;
}

/* A claim that is asked for by its id, or by the very words that it has: both are one question. */
static hs_status find_by_words_of(hs_tracing *t, finding *f, uint64_t claim, hs_error *err)
{
    hs_trace_query own = {0};
    hs_meaning meaning;
    hs_error none;
    HS_TRY(load_named(t, &own, &meaning, claim, err));
    f->named = claim;
    t->trace->compared = false;
    if (!own.words.len)
        return HS_OK;
    t->statement = t->asked = own.words;
    hs_status status = hs_origins_find(t, &f->found, own.words, &own, &none);
    t->trace->compared = status == HS_OK;
    if (status == HS_E_NONE || status == HS_E_ARG || status == HS_E_LIMIT) /* too many words to look for, or none: what the ledger knows of it is left */
        return HS_OK;
    if (status != HS_OK && err)
        *err = none;
    return status;
}

/* What a statement denies is traced, if anybody says it; else the statement as it stands. So is one that is a claim's very words, whatever it denies. */
static hs_status find_said(hs_tracing *t, finding *f, const hs_trace_query *query, hs_error *err)
{
    char room[HS_ASKED_BYTES];
    uint64_t named;
    hs_error none;
    hs_trace_query own = {0};
    hs_meaning meaning;
    HS_TRY(find_named(&named, t, query->words, err));
    if (named && t->judge)
        return find_by_words_of(t, f, named, err);
    if (named)
        HS_TRY(load_named(t, &own, &meaning, named, err));
    if (own.words.len)
        return hs_origins_find(t, &f->found, own.words, &own, err);
    hs_str asked = hs_trace_asked(room, query->words);
    if (asked.ptr == query->words.ptr)
        return hs_origins_find(t, &f->found, asked, query, err);
    hs_status status = hs_origins_find(t, &f->found, asked, query, &none);
    if (status == HS_OK)
        return keep_asked(t, asked, err);
    bool none_says_it = status == HS_E_NONE;
    if (none_says_it) {
        f->found = (hs_found){0};
        status = hs_origins_find(t, &f->found, query->words, query, err);
    }
    if (err && (!none_says_it || status == HS_E_NONE)) /* what is near to that is told */
        *err = none;
    return status;
}

static hs_status find_claims(hs_tracing *t, finding *f, const hs_trace_query *query, hs_error *err)
{
    if (!query->n_claims)
        HS_TRY(find_said(t, f, query, err));
    else if (t->judge && query->n_claims == 1)
        HS_TRY(find_by_words_of(t, f, query->claims[0], err));
    HS_TRY(find_for(t, f, query, err));
    HS_TRY(keep(t->trace, 0, &f->wordings, err));
    HS_TRY(find_standing(&f->standing, t->ledger, query->against, query->n_against, err));
    HS_TRY(take_all(&f->standing, t->ledger, contradicting_sql, &f->wordings, err));
    claims *against = &f->asked; /* has been used */
    memset(against, 0, sizeof *against);
    HS_TRY(take_all(against, t->ledger, wordings_sql, &f->standing, err));
    for (size_t i = 0; i < f->found.n_against; i++)
        HS_TRY(put_claim(against, f->found.against[i], err));
    drop_neither(against, f);
    for (size_t i = 0; i < against->n; i++)
        if (!is_listed(against->at[i], f->wordings.at, f->wordings.n)) /* what is said to be both is for */
            HS_TRY(put_claim(&f->contrary, against->at[i], err));
    if (!query->n_against) /* else a person asks for these */
        HS_TRY(drop_updates(&f->contrary, t->ledger, &f->wordings, err));
    return keep(t->trace, 1, &f->contrary, err);
}

hs_status hs_origins_claims(hs_tracing *t, const hs_trace_query *query, hs_error *err)
{
    if (!query->n_claims && !query->words.len)
        return hs_fail(err, HS_E_ARG, 0, "neither a claim nor words to trace");
    finding *f = hs_origins_room(t, 1, sizeof *f, err);
    return f ? find_claims(t, f, query, err) : HS_E_NOMEM;
}
