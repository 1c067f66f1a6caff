/* origins_about.c -- which documents are about what a statement is about. In: its words, rows of term, texts. Out: documents. A comparer that sees two
 * sentences alone takes "the arrest was a hoax" for the contrary of any arrest. One thread at a time. */
#include "origins.h"

#include <string.h>

#include "near.h"
#include "status.h"

enum { MANY = 4, SHARED = 2 /* telling words that a document must have of a statement with so many; one of a shorter one */ };
enum { SEVERAL = 3 /* words of a statement, of which a document may lack one */ };

hs_status hs_origins_about(hs_ids *out, hs_ledger *ledger, hs_str asked, hs_error *err)
{
    uint32_t terms[HS_NEAR_TERMS];
    size_t n_terms;
    HS_TRY(hs_near_terms(terms, &n_terms, asked, NULL, 0, err));
    for (size_t i = 0; i < n_terms; i++) {
        hs_sql q = hs_sql_begin(ledger, "SELECT document_id FROM term WHERE hash = ?1");
        hs_sql_number(&q, 1, terms[i]);
        HS_TRY(hs_ids_add_rows(out, q, err));
    }
    hs_ids_settle_added(out, n_terms < MANY ? 1 : SHARED);
    return HS_OK;
}

hs_status hs_origins_is_about(bool *out, hs_ledger *ledger, const hs_ids *about, int64_t claim, hs_error *err)
{
    bool row;
    hs_status status;
    hs_sql q = hs_sql_begin(ledger, "SELECT a.document_id, r.document_id IS NULL FROM attribution a LEFT JOIN related r USING (document_id) WHERE a.claim_id = ?1");
    hs_sql_number(&q, 1, claim);
    *out = false;
    while ((status = hs_sql_step(&q, &row, err)) == HS_OK && row && !*out) {
        size_t at;
        *out = hs_sql_column_number(&q, 1) != 0 || hs_ids_find(&at, about, hs_sql_column_number(&q, 0));
    }
    hs_sql_end(&q);
    return status;
}

/* ---- the words themselves ---- */

/* Has the text a word of that stem? */
static bool has_word(const hs_compared *text, const hs_compared_word *w)
{
    for (uint32_t i = 0; i < text->n_words; i++)
        if (strcmp(text->words[i].stem, w->stem) == 0)
            return true;
    return false;
}

static bool has_figure(const hs_compared *text, const hs_figure *f)
{
    for (uint32_t i = 0; i < text->n_figures; i++)
        if (text->figures[i].figure.value >= f->value && text->figures[i].figure.value <= f->value)
            return true;
    return false;
}

hs_status hs_origins_words_had(hs_words_had *out, hs_arena *arena, const hs_compared *asked, hs_str text, hs_error *err)
{
    hs_compared other;
    const hs_arena_mark mark = hs_arena_marked(arena);
    *out = (hs_words_had){.figures = true, .tells = true};
    HS_TRY(hs_compared_make(&other, arena, text, err));
    for (uint32_t i = 0; i < asked->n_words; i++) {
        const hs_compared_word *w = &asked->words[i];
        if (w->is & (HS_CW_FUNCTION | HS_CW_NEGATION | HS_CW_FIGURE))
            continue;
        const bool has = has_word(&other, w);
        out->of++;
        out->n += has;
        out->tells = out->tells && (has || !(w->is & (HS_CW_NAME | HS_CW_TIME | HS_CW_NUMBER) || hs_near_is_rare(w->stem)));
    }
    for (uint32_t i = 0; i < asked->n_figures; i++) {
        const bool has = has_figure(&other, &asked->figures[i].figure);
        out->of++;
        out->n += has;
        out->figures = out->figures && has;
    }
    hs_arena_rewind(arena, mark);
    return HS_OK;
}

hs_status hs_origins_tellers(hs_id_set *out, hs_ledger *ledger, int64_t claim, hs_error *err)
{
    bool row;
    hs_status status = HS_OK;
    hs_sql q = hs_sql_begin(ledger, "SELECT DISTINCT a.document_id FROM attribution a JOIN document d USING (document_id) WHERE a.claim_id = ?1 AND d.current = 1 "
                                    "ORDER BY a.document_id LIMIT ?2");
    hs_sql_number(&q, 1, claim);
    hs_sql_number(&q, 2, HS_ORIGINS_TELLERS);
    while (out->ids.n < HS_ORIGINS_TELLERS && (status = hs_sql_step(&q, &row, err)) == HS_OK && row) {
        size_t at;
        if (!hs_id_set_add(&at, out, hs_sql_column_number(&q, 0))) {
            status = hs_fail(err, HS_E_NOMEM, 0, "no memory for the documents that tell of a claim");
            break;
        }
    }
    hs_sql_end(&q);
    return status;
}

static hs_status is_about_words(bool *out, hs_tracing *t, const hs_compared *asked, int64_t document, hs_error *err)
{
    bool row;
    hs_words_had had;
    hs_sql q = hs_sql_begin(t->ledger, "SELECT substr(text, 1, 16384) FROM document WHERE document_id = ?1");
    hs_sql_number(&q, 1, document);
    hs_status status = hs_sql_step(&q, &row, err);
    *out = false;
    if (status == HS_OK && row)
        status = hs_origins_words_had(&had, t->arena, asked, hs_sql_column(&q, 0), err);
    if (status == HS_OK && row)
        *out = had.of >= SEVERAL && had.n + 1 >= had.of && had.tells && had.figures;
    hs_sql_end(&q);
    return status;
}

hs_status hs_origins_about_words(hs_ids *out, hs_tracing *t, const hs_compared *asked, const hs_ids *documents, hs_error *err)
{
    for (size_t i = 0; i < documents->n; i++) {
        bool is_about;
        HS_TRY(is_about_words(&is_about, t, asked, documents->at[i], err));
        if (is_about && !hs_ids_add(out, documents->at[i]))
            return hs_fail(err, HS_E_NOMEM, 0, "no memory for the documents that a statement is about");
    }
    return HS_OK;
}
