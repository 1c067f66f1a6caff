/* in_short.c -- bodies that one article names in full and another calls in short. See in_short.h. */
#include "in_short.h"

#include <string.h>

#include "array.h"
#include "ascii.h"
#include "heap.h"
#include "ids.h"
#include "origins.h"
#include "status.h"

enum { MOST_NAME = 128 };

/* A body by one of its names. */
typedef struct body {
    int64_t source;
    hs_described words;
    hs_ids documents; /* that call it so */
    bool counts;      /* it tells another figure of the same quantity */
    int64_t meant;    /* of one that is called in short: whose name is that in full; 0: there is none, or more than one */
    hs_ids beside;    /* documents that have such a name */
    bool takes[HS_SIDE_BOTH + 1]; /* on this side it may be that one */
    size_t len;
    char name[MOST_NAME];
} body;

typedef struct bodies {
    body *at; /* [n] by source; owned */
    size_t n, cap;
} bodies;

static void free_bodies(bodies *b)
{
    for (size_t i = 0; i < b->n; i++) {
        hs_ids_free(&b->at[i].documents);
        hs_ids_free(&b->at[i].beside);
    }
    hs_free(b->at);
}

/* Attributions of a JSON list of claims that positions are made of, whose holder is no other by a person's word. */
#define COUNTED(claims) \
    "attribution a " HS_JOIN_SAID "WHERE a.claim_id IN (SELECT value FROM json_each(" claims ") UNION ALL SELECT m.claim_id FROM json_each(" claims ") w JOIN claim m ON m.same_as = w.value) " \
    "AND a.confidence >= ?2 AND c.verdict IS NOT 'wrong' AND c.source_key IS NULL"

static const char short_sql[] =
    "SELECT s.source_id, h.document_id, h.name, 0 FROM (SELECT a.holder_id FROM " COUNTED("?1") ") w JOIN holder h ON h.holder_id = w.holder_id JOIN source s ON s.source_id = h.source_id "
    "JOIN called n ON n.source_id = s.source_id WHERE h.anonymous = 0 AND n.kind = 'organisation' AND s.apart = 0 AND s.merged_into IS NULL ORDER BY 1, 3";

static const char full_sql[] =
    "SELECT n.source_id, h.document_id, h.name, EXISTS (SELECT 1 FROM " COUNTED("?3") " AND a.holder_id = h.holder_id) "
    "FROM holder h JOIN source s ON s.source_id = h.source_id JOIN called n ON n.source_id = coalesce(s.merged_into, s.source_id) JOIN document d ON d.document_id = h.document_id "
    "WHERE d.current = 1 AND h.anonymous = 0 AND n.kind = 'organisation' AND h.document_id IN (SELECT a.document_id FROM " COUNTED("?1") ") ORDER BY 1, 3";

static hs_status no_memory(hs_error *err)
{
    return hs_fail(err, HS_E_NOMEM, 0, "no memory for the bodies that hold a claim");
}

static hs_str name_of(const body *b)
{
    return (hs_str){b->name, b->len};
}

/* @return the entry of a source's name, which comes behind those before it; NULL: no memory */
static body *entry_of(bodies *out, int64_t source, hs_str name)
{
    body *last = out->n ? &out->at[out->n - 1] : NULL;
    if (last && last->source == source && last->len == name.len && memcmp(last->name, name.ptr, name.len) == 0)
        return last;
    body *at = hs_array_grown(out->at, &out->cap, out->n, sizeof *at);
    if (!at)
        return NULL;
    out->at = at;
    at += out->n++;
    *at = (body){.source = source, .len = name.len};
    memcpy(at->name, name.ptr, name.len);
    hs_describe(&at->words, &(hs_link_of){.name = name_of(at)});
    return at;
}

/* Add the bodies that are called so: with a capital, or without. */
static hs_status load(bodies *out, hs_sql *q, bool capital, hs_error *err)
{
    bool row;
    hs_sql_real(q, 2, HS_POSITION_CONFIDENCE);
    hs_status status = hs_sql_step(q, &row, err);
    while (status == HS_OK && row) {
        const hs_str name = hs_sql_column(q, 2);
        if (name.len && name.len <= MOST_NAME && hs_ascii_is_letter(*name.ptr) && hs_ascii_is_capital(*name.ptr) == capital &&
            (capital || hs_is_called_in_short(name, name, (hs_str){NULL, 0}, false))) {
            body *b = entry_of(out, hs_sql_column_number(q, 0), name);
            if (!b || !hs_ids_add(&b->documents, hs_sql_column_number(q, 1))) {
                status = no_memory(err);
                break;
            }
            b->counts = b->counts || hs_sql_column_number(q, 3);
        }
        status = hs_sql_step(q, &row, err);
    }
    hs_sql_end(q);
    for (size_t i = 0; i < out->n; i++)
        hs_ids_settle(&out->at[i].documents);
    return status;
}

static hs_status load_short(bodies *out, hs_ledger *ledger, int64_t claim, hs_error *err)
{
    hs_buffer list = hs_buffer_new(32);
    hs_buffer_format(&list, "[%lld]", (long long)claim);
    hs_sql q = hs_sql_begin(ledger, short_sql);
    hs_sql_held(&q, 1, &list);
    hs_status status = load(out, &q, false, err);
    hs_buffer_free(&list);
    return status;
}

static hs_status load_full(bodies *out, hs_ledger *ledger, int64_t claim, const hs_rivals *rivals, hs_error *err)
{
    hs_buffer all = hs_buffer_new(21 * rivals->n + 32), figures = hs_buffer_new(21 * rivals->n + 32);
    hs_buffer_format(&all, "[%lld", (long long)claim);
    hs_buffer_text(&figures, "[0");
    for (size_t i = 0; i < rivals->n; i++) {
        hs_buffer_format(&all, ",%lld", (long long)rivals->at[i].claim);
        if (rivals->at[i].of_figures)
            hs_buffer_format(&figures, ",%lld", (long long)rivals->at[i].claim);
    }
    hs_buffer_text(&all, "]");
    hs_buffer_text(&figures, "]");
    hs_sql q = hs_sql_begin(ledger, full_sql);
    hs_sql_held(&q, 1, &all);
    hs_sql_held(&q, 3, &figures);
    hs_status status = load(out, &q, true, err);
    hs_buffer_free(&all);
    hs_buffer_free(&figures);
    return status;
}

/* Whom a body is that is called in short. That two take opposite sides is no evidence that they are one: of a single word it needs the same side, or counts of one thing. */
static hs_status find_meant(body *called, const bodies *full, const hs_positions *positions, hs_error *err)
{
    bool sure = memchr(called->name, ' ', called->len) != NULL;
    for (size_t i = 0; i < full->n; i++) {
        const body *b = &full->at[i];
        if (hs_unnamed_shared(&called->words, &b->words) != called->words.n)
            continue;
        if (called->meant && called->meant != b->source) {
            called->meant = 0;
            return HS_OK;
        }
        called->meant = b->source;
        sure = sure || b->counts;
        for (size_t k = 0; k < b->documents.n; k++)
            if (!hs_ids_add(&called->beside, b->documents.at[k]))
                return no_memory(err);
    }
    hs_ids_settle(&called->beside);
    for (int side = 0; side <= HS_SIDE_BOTH; side++)
        called->takes[side] = sure;
    for (size_t i = 0; i < positions->n && called->meant && !sure; i++)
        if (positions->at[i].source == called->meant)
            called->takes[positions->at[i].stance] = positions->at[i].stance != HS_SIDE_OPEN;
    return HS_OK;
}

/* The body that a position is told to be of, where it is called in short there; NULL: it is not. */
static const body *called_at(const bodies *called, const hs_position *p)
{
    size_t low = 0, high = called->n, unused;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (called->at[middle].source < p->source)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < called->n && called->at[low].source == p->source; low++)
        if (hs_ids_find(&unused, &called->at[low].documents, p->document))
            return &called->at[low];
    return NULL;
}

static hs_status unite(hs_positions *positions, bodies *called, const bodies *full, hs_error *err)
{
    size_t unused;
    for (size_t i = 0; i < called->n; i++)
        HS_TRY(find_meant(&called->at[i], full, positions, err));
    for (size_t i = 0; i < positions->n; i++) {
        hs_position *p = &positions->at[i];
        const body *b = called_at(called, p);
        if (b && b->meant && b->takes[p->stance] && !hs_ids_find(&unused, &b->beside, p->document))
            p->source = b->meant;
    }
    return HS_OK;
}

hs_status hs_in_short_unite(hs_positions *positions, hs_ledger *ledger, int64_t claim, const hs_rivals *rivals, hs_error *err)
{
    bodies called = {0}, full = {0};
    hs_status status = load_short(&called, ledger, claim, err);
    if (status == HS_OK && called.n)
        status = load_full(&full, ledger, claim, rivals, err);
    if (status == HS_OK && called.n)
        status = unite(positions, &called, &full, err);
    free_bodies(&called);
    free_bodies(&full);
    return status;
}

hs_status hs_in_short_of_claim(hs_positions *out, hs_ledger *ledger, int64_t claim, hs_error *err)
{
    hs_rivals rivals;
    HS_TRY(hs_positions_of_claim(out, ledger, claim, err));
    if (!out->n)
        return HS_OK;
    hs_status status = hs_rivals_of(&rivals, ledger, claim, err);
    if (status == HS_OK)
        status = hs_in_short_unite(out, ledger, claim, &rivals, err);
    hs_rivals_free(&rivals);
    return status;
}

hs_status hs_in_short_of_attribution(hs_positions *out, hs_ledger *ledger, int64_t attribution, hs_error *err)
{
    hs_positions all = {0};
    HS_TRY(hs_positions_of_attribution(out, ledger, attribution, err));
    if (!out->n)
        return HS_OK;
    hs_status status = hs_in_short_of_claim(&all, ledger, out->at[0].claim, err);
    for (size_t i = 0; i < all.n; i++)
        if (all.at[i].attribution == attribution)
            out->at[0].source = all.at[i].source;
    hs_positions_free(&all);
    return status;
}
