/* origins_find.c -- claims that say what a statement says. In: words, their meaning. Out: claims, the nearest first. One thread at a time.
 *
 * Candidates are the claims whose vectors are nearest and those with its words. A judge decides of them (origins_judge.c); without one, a claim says it if it
 * has all words of the statement, or nearly the same vector, and neither a negation nor a figure parts them. */
#include "origins.h"

#include <string.h>

#include "ascii.h"
#include "heap.h"
#include "query.h"
#include "sentences.h"
#include "status.h"

enum {
    FOUND = 200,      /* candidates of each search */
    JUDGED_NEAR = 120, /* the same, where each is judged */
    JUDGED_WORDS = 40,
    ANY_WORDS = 64,
    FIGURES = 8,
    SHOWN = 90 /* bytes of a claim in a message */
};

static const double SAME = 0.7; /* cosine of two that say the same */

static bool negates(hs_str word)
{
    static const char *const words[] = {"not", "no", "never", "nobody", "none", "nothing", "neither", "nor", "without", "cannot", "denied", "denies", "false", "untrue"};
    bool clipped = word.len > 2 && (hs_ascii_same(word.ptr + word.len - 2, "'t", 2) || (word.len > 4 && memcmp(word.ptr + word.len - 4, "\xE2\x80\x99t", 4) == 0));
    return clipped || hs_ascii_is_one_of(word, words, sizeof words / sizeof *words);
}

typedef struct told_of {
    bool negated;
    hs_str figures[FIGURES];
    uint32_t n_figures;
} told_of;

static told_of look_over(hs_str s)
{
    told_of out = {0};
    hs_span span;
    uint32_t at = 0;
    while (hs_word_next(&span, s, &at)) {
        hs_str word = {s.ptr + span.begin, span.end - span.begin};
        out.negated = out.negated != negates(word);
        if (hs_ascii_is_digit(*word.ptr) && out.n_figures < FIGURES)
            out.figures[out.n_figures++] = word;
    }
    return out;
}

bool hs_origins_say_same(hs_str asked, hs_str found, double cosine)
{
    told_of a = look_over(asked), b = look_over(found);
    if (a.negated != b.negated || cosine < SAME)
        return false;
    for (uint32_t i = 0; i < a.n_figures; i++) {
        bool has = false;
        for (uint32_t k = 0; k < b.n_figures; k++)
            has = has || (a.figures[i].len == b.figures[k].len && memcmp(a.figures[i].ptr, b.figures[k].ptr, a.figures[i].len) == 0);
        if (!has)
            return false;
    }
    return true;
}

hs_status hs_origins_add_candidate(hs_tracing *t, hs_candidates *c, int64_t claim, double cosine, hs_error *err)
{
    bool row;
    for (size_t i = 0; i < c->n; i++)
        if (c->at[i].claim == claim) {
            c->at[i].cosine = cosine > c->at[i].cosine ? cosine : c->at[i].cosine;
            return HS_OK;
        }
    if (c->n == HS_TRACE_CANDIDATES)
        return HS_OK;
    hs_sql q = hs_sql_begin(t->ledger, "SELECT substr(text, 1, 16384), coalesce(same_as, claim_id) FROM claim WHERE claim_id = ?1 AND EXISTS (SELECT 1 FROM attribution a WHERE a.claim_id = ?1)");
    hs_sql_number(&q, 1, claim);
    hs_status status = hs_sql_step(&q, &row, err);
    if (status == HS_OK && row) {
        hs_candidate *out = &c->at[c->n];
        *out = (hs_candidate){.claim = claim, .standing = hs_sql_column_number(&q, 1), .cosine = cosine};
        status = hs_origins_copy(t->arena, &q, 0, &out->text, err);
        c->n += status == HS_OK;
    }
    hs_sql_end(&q);
    return status;
}

/* @param words  an expression of FTS5 */
static hs_status add_matching(hs_tracing *t, hs_candidates *c, const hs_buffer *words, int most, double cosine, hs_error *err)
{
    bool row;
    hs_sql q = hs_sql_begin(t->ledger, "SELECT rowid FROM claim_words WHERE claim_words MATCH ?1 ORDER BY hs_rank(claim_words) DESC, rowid LIMIT ?2");
    hs_sql_held(&q, 1, words);
    hs_sql_number(&q, 2, most);
    hs_status status = hs_sql_step(&q, &row, err);
    while (status == HS_OK && row) {
        status = hs_origins_add_candidate(t, c, hs_sql_column_number(&q, 0), cosine, err);
        if (status == HS_OK)
            status = hs_sql_step(&q, &row, err);
    }
    hs_sql_end(&q);
    return status;
}

static hs_status add_with_words(hs_tracing *t, hs_candidates *c, hs_str asked, hs_error *err)
{
    hs_buffer words = hs_buffer_new(8 * HS_QUERY_BYTES);
    hs_status status = hs_query_words(&words, asked, err);
    if (status == HS_OK)
        status = hs_query_rank(t->ledger, err);
    if (status == HS_OK)
        status = add_matching(t, c, &words, t->judge ? JUDGED_WORDS : FOUND, 1, err);
    hs_buffer_free(&words);
    return status;
}

/* Those with some of the words, the rarest of them and most of them first: for a judge alone. */
static hs_status add_with_some_words(hs_tracing *t, hs_candidates *c, hs_str asked, hs_error *err)
{
    hs_buffer words = hs_buffer_new(8 * HS_QUERY_BYTES);
    hs_span span;
    uint32_t at = 0;
    for (int n = 0; n < ANY_WORDS && hs_word_next(&span, asked, &at); n++)
        hs_buffer_format(&words, "%s\"%.*s\"", n ? " OR " : "", (int)(span.end - span.begin), asked.ptr + span.begin);
    hs_status status = words.failed ? hs_fail(err, HS_E_NOMEM, 0, "no memory for words to look for") : add_matching(t, c, &words, JUDGED_WORDS, 0, err);
    hs_buffer_free(&words);
    return status;
}

static hs_status add_near(hs_tracing *t, hs_candidates *c, const hs_meaning *meaning, hs_error *err)
{
    size_t n;
    hs_near *near = hs_alloc(HS_MEANING_KEPT * sizeof *near);
    if (!near)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory to look for a claim");
    hs_status status = hs_ledger_near(near, &n, t->ledger, meaning, err);
    for (size_t i = 0; status == HS_OK && i < n && i < (t->judge ? JUDGED_NEAR : FOUND); i++)
        status = hs_origins_add_candidate(t, c, near[i].claim, near[i].cosine, err);
    hs_free(near);
    return status;
}

static void choose_by_rule(hs_found *out, hs_str asked, const hs_candidates *c)
{
    for (size_t i = 0; i < c->n; i++)
        if (!hs_content_is_bare(c->at[i].text) && hs_origins_say_same(asked, c->at[i].text, c->at[i].cosine))
            out->same[out->n_same++] = (uint64_t)c->at[i].claim;
}

/* The nearest, or one that contradicts it. @param what  they do not say */
static hs_status none_says_it(const hs_found *found, const hs_candidates *c, const hs_candidate *nearest, const char *what, hs_error *err)
{
    const hs_candidate *shown = nearest;
    if (!c->n)
        return hs_fail(err, HS_E_NONE, 0, "no claim says %s, or anything near it", what);
    for (size_t i = 0; found->n_against && i < c->n; i++)
        if ((uint64_t)c->at[i].claim == found->against[0]) {
            shown = &c->at[i];
            break;
        }
    hs_str text = shown->text;
    size_t len = text.len < SHOWN ? text.len : SHOWN;
    while (len < text.len && len && ((unsigned char)text.ptr[len] & 0xC0) == 0x80)
        len--;
    return hs_fail(err, HS_E_NONE, (uint64_t)shown->claim, found->n_against ? "no claim says %s; c%lld contradicts it: %.*s%s" : "no claim says %s; the nearest is c%lld: %.*s%s", what,
                   (long long)shown->claim, (int)len, text.ptr, len < text.len ? ".." : "");
}

hs_status hs_origins_find(hs_tracing *t, hs_found *out, hs_str asked, const hs_trace_query *query, hs_error *err)
{
    hs_candidates c = {.at = hs_origins_room(t, HS_TRACE_CANDIDATES, sizeof *c.at, err)};
    if (!c.at)
        return HS_E_NOMEM;
    if (query->words.len > HS_QUERY_BYTES)
        return hs_fail(err, HS_E_LIMIT, HS_QUERY_BYTES, "a statement of over %d bytes", HS_QUERY_BYTES);
    if (query->meaning)
        HS_TRY(add_near(t, &c, query->meaning, err));
    HS_TRY(add_with_words(t, &c, asked, err));
    if (t->judge)
        HS_TRY(add_with_some_words(t, &c, asked, err));
    hs_candidate nearest = c.at[0]; /* a judge puts them in another order */
    if (t->judge)
        HS_TRY(hs_origins_judge(t, out, asked, &c, err));
    else
        choose_by_rule(out, asked, &c);
    return out->n_same ? HS_OK : none_says_it(out, &c, &nearest, asked.ptr == query->words.ptr ? "that" : "what is asked", err);
}
