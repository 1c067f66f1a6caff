/* ledger_load.c -- rows become a document with its reading again, the same that was added. In: rows, perhaps of a damaged or
 * hostile file. Out: hs_document. One thread at a time. */
#include "ledger.h"

#include <string.h>

#include "status.h"

enum { CAP_TIMES = 64, CAP_LEAST = 64 << 20 }; /* the arena's cap: so many times the text, and so much more */

typedef struct loading {
    hs_ledger *ledger;
    int64_t id;
    hs_document *doc;
    hs_utf8_cursor cursor;
    const hs_sql *head;    /* its row of `document` */
    int64_t *holders;      /* [doc->n_sources], their rows, rising */
    int64_t *attributions; /* [doc->n_attributions], their rows */
} loading;

enum { OF_AUTHORS = 16, OF_FURNITURE, OF_LINKS, OF_TIMES, OF_FIGURES, OF_HOLDERS, OF_ATTRIBUTIONS }; /* columns of the head: how many rows are under it */
enum { MOST_CHAIN = 256 };

static hs_status no_memory(hs_error *err)
{
    return hs_fail(err, HS_E_NOMEM, 0, "no memory for a document of the ledger");
}

static hs_status broken(const loading *l, const char *what, hs_error *err)
{
    return hs_fail(err, HS_E_LEDGER, (uint64_t)l->id, "the ledger: document %lld: %s", (long long)l->id, what);
}

/* A copy of column i, valid UTF-8 whatever the file holds. */
static hs_status copy(loading *l, const hs_sql *q, int i, hs_str *out, hs_error *err)
{
    hs_str s = hs_sql_column(q, i);
    *out = s;
    if (!s.ptr)
        return HS_OK;
    if (hs_utf8_valid(s.ptr, s.len) != s.len)
        return broken(l, "text that is no UTF-8", err);
    *out = hs_arena_copy(l->doc->arena, s);
    return out->ptr ? HS_OK : no_memory(err);
}

/* How many rows there is to be room for. */
static size_t count(const loading *l, int column)
{
    int64_t rows = hs_sql_column_number(l->head, column);
    return rows > 0 && (uint64_t)rows < UINT32_MAX ? (size_t)rows : 0;
}

/* The rows of `sql` under the document, one after another, to `take`; no more than `n`. */
static hs_status each(loading *l, const char *sql, size_t n, hs_status (*take)(loading *, const hs_sql *, size_t, hs_error *),
                      hs_error *err)
{
    bool row = false;
    hs_sql q = hs_sql_begin(l->ledger, sql);
    hs_sql_number(&q, 1, l->id);
    hs_status status = hs_sql_step(&q, &row, err);
    for (size_t i = 0; status == HS_OK && row && i < n; i++) {
        status = take(l, &q, i, err);
        if (status == HS_OK)
            status = hs_sql_step(&q, &row, err);
    }
    hs_sql_end(&q);
    return status;
}

/* Columns 0 and 1 as a span. */
static hs_status load_span(loading *l, const hs_sql *q, hs_span *out, hs_error *err)
{
    int64_t begin = hs_sql_column_number(q, 0), end = hs_sql_column_number(q, 1);
    if (begin < 0 || end < begin || end > UINT32_MAX)
        return broken(l, "a span that is none", err);
    out->begin = hs_utf8_cursor_to_point(&l->cursor, (uint32_t)begin);
    out->end = hs_utf8_cursor_to_point(&l->cursor, (uint32_t)end);
    return l->cursor.point == (uint32_t)end ? HS_OK : broken(l, "a span outside its text", err);
}

static hs_status load_spans(loading *l, const hs_sql *q, int i, hs_spans *out, hs_error *err)
{
    return hs_ledger_spans_read(out, l->doc->arena, &l->cursor, hs_sql_column(q, i), err);
}

static hs_status take_author(loading *l, const hs_sql *q, size_t i, hs_error *err)
{
    return copy(l, q, 0, (hs_str *)&l->doc->authors[i], err);
}

static hs_status take_furniture(loading *l, const hs_sql *q, size_t i, hs_error *err)
{
    hs_furniture *f = (hs_furniture *)&l->doc->furniture[i];
    if (!hs_furniture_of(&f->kind, hs_sql_column(q, 2)))
        return broken(l, "furniture of no known kind", err);
    return load_span(l, q, &f->span, err);
}

static hs_status take_link(loading *l, const hs_sql *q, size_t i, hs_error *err)
{
    hs_link *link = (hs_link *)&l->doc->links[i];
    HS_TRY(load_span(l, q, &link->span, err));
    return copy(l, q, 2, &link->url, err);
}

static hs_status take_time(loading *l, const hs_sql *q, size_t i, hs_error *err)
{
    hs_time *time = (hs_time *)&l->doc->times[i];
    HS_TRY(load_span(l, q, &time->span, err));
    return copy(l, q, 2, &time->value, err);
}

static hs_status take_figure(loading *l, const hs_sql *q, size_t i, hs_error *err)
{
    hs_figure *f = (hs_figure *)&l->doc->figures[i];
    HS_TRY(load_span(l, q, &f->span, err));
    f->value = hs_sql_column_real(q, 2);
    if (!hs_bound_of(&f->bound, hs_sql_column(q, 3)))
        return broken(l, "a figure of no known bound", err);
    return copy(l, q, 4, &f->unit, err);
}

static hs_status take_holder(loading *l, const hs_sql *q, size_t i, hs_error *err)
{
    hs_source *s = (hs_source *)&l->doc->sources[i];
    l->holders[i] = hs_sql_column_number(q, 0);
    if (!hs_source_kind_of(&s->kind, hs_sql_column(q, 5)))
        return broken(l, "a source of no known kind", err);
    s->anonymous = hs_sql_column_number(q, 6) != 0;
    int64_t n = hs_sql_column_number(q, 7);
    s->count = n > 0 && n < UINT32_MAX ? (uint32_t)n : 0;
    HS_TRY(copy(l, q, 1, &s->name, err));
    HS_TRY(copy(l, q, 2, &s->description, err));
    HS_TRY(copy(l, q, 3, &s->affiliation, err));
    HS_TRY(copy(l, q, 4, &s->reason, err));
    return load_spans(l, q, 8, &s->mentions, err);
}

/* The index of a holder's row in the document; HS_NO_SOURCE: none of it. */
static uint32_t holder_index(const loading *l, int64_t row)
{
    size_t low = 0, high = l->doc->n_sources;
    while (low < high) {
        size_t half = low + (high - low) / 2;
        if (l->holders[half] < row)
            low = half + 1;
        else
            high = half;
    }
    return low < l->doc->n_sources && l->holders[low] == row ? (uint32_t)low : HS_NO_SOURCE;
}

static hs_status keep_chain(loading *l, size_t i, const uint32_t *chain, uint32_t n, hs_error *err)
{
    uint32_t *kept = HS_NEW(l->doc->arena, uint32_t, n);
    if (!kept)
        return no_memory(err);
    memcpy(kept, chain, n * sizeof *kept);
    l->doc->attributions[i].chain = kept;
    l->doc->attributions[i].n_chain = n;
    return HS_OK;
}

/* All chains by one statement, in the order of the attributions. */
static hs_status load_chains(loading *l, hs_error *err)
{
    uint32_t chain[MOST_CHAIN], n = 0;
    size_t at = 0, end = l->doc->n_attributions;
    bool row = false;
    hs_sql q = hs_sql_begin(l->ledger, "SELECT k.attribution_id, k.holder_id FROM attribution a CROSS JOIN chain k ON k.attribution_id = a.attribution_id "
                                       "WHERE a.document_id = ?1 ORDER BY a.position, k.position");
    hs_sql_number(&q, 1, l->id);
    hs_status status = hs_sql_step(&q, &row, err);
    while (status == HS_OK && row && at < end) {
        if (l->attributions[at] != hs_sql_column_number(&q, 0)) { /* all of that one are told */
            status = n ? keep_chain(l, at, chain, n, err) : HS_OK;
            n = 0;
            at++;
            continue;
        }
        if (n < MOST_CHAIN && (chain[n++] = holder_index(l, hs_sql_column_number(&q, 1))) == HS_NO_SOURCE)
            status = broken(l, "a chain through a source of another document", err);
        if (status == HS_OK)
            status = hs_sql_step(&q, &row, err);
    }
    hs_sql_end(&q);
    return status == HS_OK && n && at < end ? keep_chain(l, at, chain, n, err) : status;
}

static hs_status take_attribution(loading *l, const hs_sql *q, size_t i, hs_error *err)
{
    hs_attribution *a = &l->doc->attributions[i];
    bool known = hs_place_of(&a->place, hs_sql_column(q, 2)) && hs_quotation_of(&a->quotation, hs_sql_column(q, 3)) &&
                 hs_act_of(&a->act, hs_sql_column(q, 4)) && hs_polarity_of(&a->polarity, hs_sql_column(q, 5)) &&
                 hs_certainty_of(&a->certainty, hs_sql_column(q, 6));
    if (!known)
        return broken(l, "an attribution with a value of no known name", err);
    HS_TRY(copy(l, q, 7, &a->time, err));
    int64_t parent = hs_sql_column_null(q, 8) ? 0 : hs_sql_column_number(q, 8);
    a->parent = parent > 0 && (uint64_t)parent <= l->doc->n_attributions ? (uint32_t)(parent - 1) : HS_NO_PARENT;
    a->continued = hs_sql_column_number(q, 9) != 0;
    a->chain_known = hs_sql_column_number(q, 10) != 0;
    a->confidence = (float)hs_sql_column_real(q, 11);
    if (!(a->confidence >= 0 && a->confidence <= 1))
        return broken(l, "a confidence that is none", err);
    a->source_id = hs_sql_column_null(q, 1) ? HS_NO_SOURCE : holder_index(l, hs_sql_column_number(q, 1));
    HS_TRY(load_spans(l, q, 12, &a->source, err));
    HS_TRY(load_spans(l, q, 13, &a->cue, err));
    l->attributions[i] = hs_sql_column_number(q, 0);
    return load_spans(l, q, 14, &a->content, err);
}

/* LOAD(field, n, how many, type, table ..): take room for the rows, fill it. */
#define LOAD(field, n_field, of, type, table, columns, take)                                                          \
    do {                                                                                                              \
        l->doc->n_field = count(l, of);                                                                               \
        type *room_ = HS_NEW(l->doc->arena, type, l->doc->n_field);                                                   \
        if (!room_)                                                                                                   \
            return no_memory(err);                                                                                    \
        l->doc->field = room_;                                                                                        \
        HS_TRY(each(l, "SELECT " columns " FROM " table " WHERE document_id = ?1 ORDER BY position", l->doc->n_field, \
                    take, err));                                                                                      \
    } while (0)

static hs_status load_beside(loading *l, hs_error *err)
{
    LOAD(authors, n_authors, OF_AUTHORS, hs_str, "author", "name", take_author);
    LOAD(furniture, n_furniture, OF_FURNITURE, hs_furniture, "furniture", "span_begin, span_end, kind", take_furniture);
    LOAD(links, n_links, OF_LINKS, hs_link, "link", "span_begin, span_end, url", take_link);
    return HS_OK;
}

static hs_status load_reading(loading *l, hs_error *err)
{
    LOAD(times, n_times, OF_TIMES, hs_time, "time", "span_begin, span_end, value", take_time);
    LOAD(figures, n_figures, OF_FIGURES, hs_figure, "figure", "span_begin, span_end, value, bound, unit", take_figure);
    l->holders = HS_NEW(l->doc->arena, int64_t, count(l, OF_HOLDERS));
    l->attributions = HS_NEW(l->doc->arena, int64_t, count(l, OF_ATTRIBUTIONS));
    if (!l->holders || !l->attributions)
        return no_memory(err);
    LOAD(sources, n_sources, OF_HOLDERS, hs_source, "holder",
         "holder_id, name, description, affiliation, reason, kind, anonymous, count, mentions", take_holder);
    LOAD(attributions, n_attributions, OF_ATTRIBUTIONS, hs_attribution, "attribution",
         "attribution_id, holder_id, place, quotation, act, polarity, certainty, time, parent, continued, chain_known, confidence, "
         "source, cue, content",
         take_attribution);
    return load_chains(l, err);
}

static hs_status load_document(loading *l, const hs_sql *q, hs_error *err)
{
    hs_str text = hs_sql_column(q, 0), id;
    if (text.len >= UINT32_MAX)
        return broken(l, "a text of over 4 GiB", err);
    HS_TRY(hs_document_new(&l->doc, (size_t)CAP_LEAST + text.len * CAP_TIMES, err));
    hs_str *const fields[] = {&l->doc->text,     &l->doc->input,   &l->doc->url,     &l->doc->outlet,   &l->doc->title,
                              &l->doc->published, &l->doc->modified, &l->doc->fetched, &l->doc->section, &l->doc->language};
    for (int i = 0; i < (int)(sizeof fields / sizeof *fields); i++)
        HS_TRY(copy(l, q, i, fields[i], err));
    if (!hs_partial_of(&l->doc->partial, hs_sql_column(q, 10)))
        return broken(l, "neither whole nor partial", err);
    l->doc->summary = hs_sql_column_number(q, 11) != 0;
    HS_TRY(copy(l, q, 12, &id, err));
    l->cursor.text = l->doc->text;
    l->head = q;
    HS_TRY(load_beside(l, err));
    /* Its id is of what was added; what it is given out with is what a person says. */
    hs_str outlet = l->doc->outlet;
    if (hs_sql_column_number(q, 14))
        HS_TRY(copy(l, q, 15, &l->doc->outlet, err));
    HS_TRY(hs_document_seal(l->doc, err));
    l->doc->outlet = outlet;
    if (id.len != l->doc->id.len || memcmp(id.ptr, l->doc->id.ptr, id.len) != 0)
        return broken(l, "its text, outlet or URL is not what was added", err);
    HS_TRY(copy(l, q, 13, &l->doc->model, err));
    return load_reading(l, err);
}

#define COUNT(table) "(SELECT count(*) FROM " table " WHERE document_id = ?1)"

hs_status hs_ledger_load(hs_document **out, hs_ledger *ledger, int64_t document_id, hs_error *err)
{
    loading l = {.ledger = ledger, .id = document_id};
    bool row;
    *out = NULL;
    hs_sql q = hs_sql_begin(ledger, "SELECT text, input, url, outlet, title, published, modified, fetched, section, language, "
                                    "partial, summary, sha256, label, EXISTS (SELECT 1 FROM document_correction WHERE document_id = ?1), "
                                    "(SELECT machine_outlet FROM document_correction WHERE document_id = ?1 LIMIT 1), "
                                    COUNT("author") ", " COUNT("furniture") ", " COUNT("link") ", " COUNT("time") ", " COUNT("figure") ", " COUNT("holder") ", "
                                    COUNT("attribution") " "
                                    "FROM document JOIN model USING (model_id) WHERE document_id = ?1");
    hs_sql_number(&q, 1, document_id);
    hs_status status = hs_sql_step(&q, &row, err);
    if (status == HS_OK && !row)
        status = hs_fail(err, HS_E_NONE, (uint64_t)document_id, "the ledger has no document %lld", (long long)document_id);
    if (status == HS_OK)
        status = load_document(&l, &q, err);
    hs_sql_end(&q);
    if (status != HS_OK) {
        hs_document_free(l.doc);
        return status;
    }
    *out = l.doc;
    return HS_OK;
}

/* ---- what its contents mean ---- */

/* Those of another width than the first are none. */
static hs_status take_vector(hs_document *doc, const hs_sql *q, hs_error *err)
{
    int64_t at = hs_sql_column_number(q, 0) - 1;
    hs_str vector = hs_sql_column(q, 1);
    if (!doc->vectors && vector.len && vector.len <= HS_VECTOR_MOST) {
        doc->vectors = HS_NEW(doc->arena, int8_t, doc->n_attributions * vector.len);
        if (!doc->vectors)
            return no_memory(err);
        doc->vector_width = vector.len;
    }
    if (doc->vectors && vector.len == doc->vector_width && at >= 0 && (uint64_t)at < doc->n_attributions)
        memcpy(doc->vectors + (size_t)at * doc->vector_width, vector.ptr, vector.len);
    return HS_OK;
}

static hs_status load_vectors(hs_document *doc, hs_ledger *ledger, uint64_t document, hs_error *err)
{
    bool row;
    hs_status status;
    hs_sql q = hs_sql_begin(ledger, "SELECT a.position, v.vector FROM document d JOIN attribution a USING (document_id) JOIN vector v ON v.claim_id = a.claim_id "
                                    "AND v.model_id = d.model_id WHERE d.document_id = ?1 AND NOT a.continued");
    hs_sql_number(&q, 1, (int64_t)document);
    while ((status = hs_sql_step(&q, &row, err)) == HS_OK && row)
        if ((status = take_vector(doc, &q, err)) != HS_OK)
            break;
    hs_sql_end(&q);
    return status;
}

hs_status hs_ledger_document(hs_document **out, hs_ledger *ledger, uint64_t document, hs_error *err)
{
    HS_TRY(hs_ledger_load(out, ledger, (int64_t)document, err));
    hs_status status = load_vectors(*out, ledger, document, err);
    if (status == HS_OK)
        status = hs_still_check(ledger, err);
    if (status == HS_OK)
        return HS_OK;
    hs_document_free(*out);
    *out = NULL;
    return status;
}

/* ---- furniture alone ---- */

hs_status hs_ledger_load_furniture(hs_buffer *out, hs_ledger *ledger, int64_t document_id, hs_str text, hs_error *err)
{
    bool row;
    hs_utf8_cursor cursor = {.text = text};
    hs_sql q = hs_sql_begin(ledger, "SELECT span_begin, span_end, kind FROM furniture WHERE document_id = ?1 ORDER BY position");
    hs_sql_number(&q, 1, document_id);
    hs_status status;
    while ((status = hs_sql_step(&q, &row, err)) == HS_OK && row) {
        int64_t begin = hs_sql_column_number(&q, 0), end = hs_sql_column_number(&q, 1);
        hs_furniture f = {0};
        if (begin < 0 || end < begin || end > UINT32_MAX || !hs_furniture_of(&f.kind, hs_sql_column(&q, 2)))
            continue; /* 'hearsay check' tells of it */
        f.span.begin = hs_utf8_cursor_to_point(&cursor, (uint32_t)begin);
        f.span.end = hs_utf8_cursor_to_point(&cursor, (uint32_t)end);
        hs_buffer_add(out, &f, sizeof f);
    }
    hs_sql_end(&q);
    return status == HS_OK && out->failed ? hs_fail(err, HS_E_NOMEM, 0, "no memory for furniture") : status;
}
