/* origins_unread.c -- documents that tell the claim though no attribution of theirs was read as it. In: the documents that tell of it, the
 * statement that is asked. Out: more of them, in order. One thread at a time.
 *
 * Who copied at least half from a document that tells of the claim tells it where it has the words. And of the same story, who says so in its title or first sentences, as
 * the judge finds, tells it in its own voice: it names nobody it has it from. Where a person called such an attribution wrong, the document stays out. */
#include "origins.h"

#include <string.h>

#include "ascii.h"
#include "compare_words.h"
#include "near.h"
#include "sentences.h"
#include "status.h"
#include "versions.h"

enum { SENTENCES = 8, DOCUMENTS = 64, LEAST_BYTES = 20 /* of a sentence that says something */ };

static const double COPIED = 0.5; /* least share */

static const char unread_sql[] =
    "WITH told AS (SELECT value AS id FROM json_each(?1)), near AS (SELECT c.document_id AS id FROM copy c JOIN told ON told.id = c.of_document_id UNION "
    "SELECT m.document_id FROM story_member m WHERE ?3 AND m.story_id IN (SELECT s.story_id FROM story_member s JOIN told ON told.id = s.document_id)) "
    "SELECT 0, d.document_id, d.sha256, d.outlet, d.title, d.url, d.published, d.heard, d.heard_by, substr(d.text, 1, 16384) FROM near "
    "JOIN document d ON d.document_id = near.id WHERE d.current AND near.id NOT IN (SELECT id FROM told) AND NOT EXISTS (SELECT 1 FROM attribution a "
    "JOIN correction c ON c.attribution_id = a.attribution_id WHERE a.document_id = d.document_id AND c.verdict = 'wrong' AND a.claim_id IN "
    "(SELECT value FROM json_each(?2))) ORDER BY d.heard, d.sha256 LIMIT ?4";

typedef struct unread {
    hs_pair pairs[DOCUMENTS * (SENTENCES + 1)];
    hs_judged judged[DOCUMENTS * (SENTENCES + 1)];
    uint32_t of[DOCUMENTS * (SENTENCES + 1)]; /* the telling that a pair is of */
    size_t n;
} unread;

/* The sides that a document takes with words that the text has, too. */
static unsigned sides_within(const hs_tracing *t, const hs_telling *of, hs_str text)
{
    unsigned sides = 0;
    for (uint32_t i = of->told; i < of->told + of->n_told; i++)
        if (hs_near_is_told(t->told[i].content, text))
            sides |= HS_SIDE_BITS(t->told[i].side);
    return sides;
}

/* The sides of what it copied most of. */
static hs_status find_copied(hs_tracing *t, hs_telling *d, hs_str text, hs_error *err)
{
    bool row;
    hs_sql q = hs_sql_begin(t->ledger, "SELECT " HS_VERSIONS_CURRENT ", o.document_id FROM copy k JOIN document o ON o.document_id = k.of_document_id WHERE k.document_id = ?1 "
                                           "AND k.share >= ?2 AND NOT " HS_VERSIONS_COPIED_BACK " ORDER BY k.share DESC, k.of_document_id");
    hs_sql_number(&q, 1, d->id);
    hs_sql_real(&q, 2, COPIED);
    hs_status status = hs_sql_step(&q, &row, err);
    while (status == HS_OK && row) {
        uint32_t of = hs_origins_telling_of(t, &q, 1, 0);
        if (of != HS_NONE)
            d->sides |= sides_within(t, &t->tellings[of], text);
        status = hs_sql_step(&q, &row, err);
    }
    hs_sql_end(&q);
    return status;
}

static void put_pair(hs_tracing *t, unread *u, hs_str said)
{
    if (said.len < LEAST_BYTES)
        return;
    u->pairs[u->n] = hs_origins_pair(t->asked, said);
    u->of[u->n++] = t->n_tellings - 1;
}

/* Sentence by sentence of a paragraph: a headline is none with the dateline below it. @param n  so many have been put */
static hs_status put_paragraph(hs_tracing *t, unread *u, hs_str paragraph, uint32_t *n, hs_error *err)
{
    hs_spans sentences;
    HS_TRY(hs_sentences_find(&sentences, t->arena, paragraph, err));
    for (uint32_t i = 0; i < sentences.n && *n < SENTENCES; i++, ++*n)
        put_pair(t, u, (hs_str){paragraph.ptr + sentences.at[i].begin, sentences.at[i].end - sentences.at[i].begin});
    return HS_OK;
}

/* A copy in which lines that go on are parted by blanks; the row's text goes with the row. @return its ptr is NULL: there is no memory */
static hs_str unwrapped(hs_tracing *t, hs_str text)
{
    char *to = HS_NEW(t->arena, char, text.len + 1);
    for (size_t i = 0; to && i < text.len; i++) {
        bool wraps = text.ptr[i] == '\n' && i > 0 && i + 1 < text.len && text.ptr[i - 1] != '\n' && text.ptr[i + 1] != '\n';
        to[i] = wraps ? ' ' : text.ptr[i];
    }
    return (hs_str){to, text.len};
}

static hs_status put_sentences(hs_tracing *t, unread *u, const hs_telling *d, hs_str text, hs_error *err)
{
    uint32_t n = 0;
    hs_str copy = unwrapped(t, text);
    if (!copy.ptr)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for a trace");
    put_pair(t, u, d->title);
    for (size_t at = 0, end; at < copy.len && n < SENTENCES; at = end + 1) {
        end = hs_ascii_char(copy, at, '\n');
        HS_TRY(put_paragraph(t, u, (hs_str){copy.ptr + at, end - at}, &n, err));
    }
    return HS_OK;
}

/* @param told  JSON lists, of the documents that tell of it and of the claims */
static hs_status load(hs_tracing *t, unread *u, const hs_buffer *told, const hs_buffer *claims, hs_error *err)
{
    bool row;
    hs_sql q = hs_sql_begin(t->ledger, unread_sql);
    hs_sql_held(&q, 1, told);
    hs_sql_held(&q, 2, claims);
    hs_sql_number(&q, 3, t->asked.len > 0);
    hs_sql_number(&q, 4, DOCUMENTS);
    hs_status status = hs_sql_step(&q, &row, err);
    while (status == HS_OK && row && t->n_tellings < HS_TRACE_TELLINGS) {
        hs_str text = hs_sql_column(&q, 9);
        if (hs_utf8_valid(text.ptr, text.len) != text.len) {
            status = hs_fail(err, HS_E_LEDGER, 0, "the ledger: text that is no UTF-8");
            break;
        }
        status = hs_origins_take_telling(t, &q, err);
        hs_telling *d = &t->tellings[t->n_tellings - (t->n_tellings > 0)];
        if (status == HS_OK)
            status = find_copied(t, d, text, err);
        if (status == HS_OK && !d->sides && t->asked.len)
            status = put_sentences(t, u, d, text, err);
        if (status == HS_OK)
            status = hs_sql_step(&q, &row, err);
    }
    hs_sql_end(&q);
    return status;
}

/* Another count may be of another time, or of something else: whose it is, and when, only attributions tell. */
static bool takes_side(const hs_judged *is)
{
    return hs_origins_takes_side(is) && !(is->relation == HS_CONTRADICTS && hs_ascii_begins(hs_ascii_of(is->why), HS_WHY_FIGURES));
}

/* The surest sentence of a document says which side it takes. */
static hs_status judge(hs_tracing *t, unread *u, hs_error *err)
{
    if (!u->n)
        return HS_OK;
    HS_TRY(t->judge(t->judge_ctx, u->judged, u->pairs, u->n, err));
    for (size_t i = 0; i < u->n;) {
        const hs_judged *surest = NULL;
        uint32_t of = u->of[i];
        for (; i < u->n && u->of[i] == of; i++)
            if (takes_side(&u->judged[i]) && (!surest || u->judged[i].score > surest->score))
                surest = &u->judged[i];
        if (surest)
            t->tellings[of].sides = HS_SIDE_BITS(surest->relation == HS_SAME ? HS_SIDE_FOR : HS_SIDE_AGAINST);
    }
    return HS_OK;
}

/* Leave out those that take no side, and put the others in their place. @param first  the first of the new ones */
static hs_status put_in_order(hs_tracing *t, uint32_t first, hs_error *err)
{
    uint32_t n = first;
    for (uint32_t i = first; i < t->n_tellings; i++)
        if (t->tellings[i].sides)
            t->tellings[n++] = t->tellings[i];
    t->n_tellings = n;
    hs_origins_put_in_order(t, first);
    return hs_origins_index(t, err);
}

static hs_status find(hs_tracing *t, const hs_buffer *told, const hs_buffer *claims, hs_error *err)
{
    uint32_t first = t->n_tellings;
    unread *u = hs_origins_room(t, 1, sizeof *u, err);
    if (!u)
        return HS_E_NOMEM;
    HS_TRY(load(t, u, told, claims, err));
    HS_TRY(judge(t, u, err));
    return t->n_tellings > first ? put_in_order(t, first, err) : HS_OK;
}

hs_status hs_origins_unread(hs_tracing *t, const hs_buffer *claims, hs_error *err)
{
    hs_buffer told = hs_buffer_new((size_t)1 << 20);
    hs_buffer_text(&told, "[");
    for (uint32_t i = 0; i < t->n_tellings; i++)
        hs_buffer_format(&told, "%s%lld", i ? "," : "", (long long)t->tellings[i].id);
    hs_buffer_text(&told, "]");
    hs_status status = find(t, &told, claims, err);
    hs_buffer_free(&told);
    return status;
}
