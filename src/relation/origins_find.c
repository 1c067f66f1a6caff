/* origins_find.c -- claims that say what a statement says. In: words, their meaning. Out: claims, the nearest first. One thread at a time.
 *
 * Until a comparer decides it (hs_origins_say_same is the seam), a claim says it if it has all words of the statement, or nearly the same vector, and neither a
 * negation nor a figure parts them. */
#include "origins.h"

#include <stdio.h>
#include <string.h>

#include "ascii.h"
#include "heap.h"
#include "query.h"
#include "sentences.h"
#include "status.h"

enum { FOUND = 200, FIGURES = 8, SHOWN = 90 /* bytes of a claim in a message */ };

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

typedef struct search {
    hs_ledger *ledger;
    hs_str asked;
    uint64_t *out;
    size_t n;
    uint64_t nearest;
    char shown[SHOWN + 4];
} search;

/* Take a claim of the ledger if it says it; remember the first that does not. */
static hs_status try_claim(search *s, int64_t claim, double cosine, hs_error *err)
{
    bool row;
    for (size_t i = 0; i < s->n; i++)
        if (s->out[i] == (uint64_t)claim)
            return HS_OK;
    hs_sql q = hs_sql_begin(s->ledger, "SELECT substr(text, 1, 16384) FROM claim WHERE claim_id = ?1 AND EXISTS (SELECT 1 FROM attribution a JOIN document d "
                                       "ON d.document_id = a.document_id WHERE a.claim_id = ?1 AND d.current)");
    hs_sql_number(&q, 1, claim);
    hs_status status = hs_sql_step(&q, &row, err);
    if (status == HS_OK && row) {
        hs_str text = hs_sql_column(&q, 0);
        if (s->n < HS_TRACE_CLAIMS && hs_origins_say_same(s->asked, text, cosine)) {
            s->out[s->n++] = (uint64_t)claim;
        } else if (!s->nearest) {
            size_t len = text.len < SHOWN ? text.len : SHOWN;
            while (len < text.len && len && ((unsigned char)text.ptr[len] & 0xC0) == 0x80)
                len--;
            hs_buffer shown = hs_buffer_new(3 * SHOWN + 1);
            hs_show(&shown, (hs_str){text.ptr, len});
            snprintf(s->shown, sizeof s->shown, "%.*s%s", (int)(shown.len < SHOWN ? shown.len : SHOWN), shown.ptr ? shown.ptr : "", len < text.len ? ".." : "");
            hs_buffer_free(&shown);
            s->nearest = (uint64_t)claim;
        }
    }
    hs_sql_end(&q);
    return status;
}

static hs_status try_words(search *s, hs_error *err)
{
    bool row;
    hs_buffer words = hs_buffer_new(8 * HS_QUERY_BYTES);
    hs_status status = hs_query_words(&words, s->asked, err);
    if (status == HS_OK)
        status = hs_query_rank(s->ledger, err);
    hs_sql q = hs_sql_begin(s->ledger, "SELECT rowid FROM claim_words WHERE claim_words MATCH ?1 ORDER BY hs_rank(claim_words) DESC, rowid LIMIT ?2");
    if (status == HS_OK) {
        hs_sql_held(&q, 1, &words);
        hs_sql_number(&q, 2, FOUND);
        status = hs_sql_step(&q, &row, err);
    }
    while (status == HS_OK && row) {
        status = try_claim(s, hs_sql_column_number(&q, 0), 1, err);
        if (status == HS_OK)
            status = hs_sql_step(&q, &row, err);
    }
    hs_sql_end(&q);
    hs_buffer_free(&words);
    return status;
}

static hs_status try_meaning(search *s, const hs_meaning *meaning, hs_error *err)
{
    size_t n;
    hs_near *near = hs_alloc(HS_MEANING_KEPT * sizeof *near);
    if (!near)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory to look for a claim");
    hs_status status = hs_ledger_near(near, &n, s->ledger, meaning, err);
    for (size_t i = 0; status == HS_OK && i < n && i < FOUND; i++)
        status = try_claim(s, near[i].claim, near[i].cosine, err);
    hs_free(near);
    return status;
}

hs_status hs_origins_find(uint64_t *out, size_t *n, hs_ledger *ledger, hs_str words, const hs_meaning *meaning, hs_error *err)
{
    search s = {.ledger = ledger, .asked = words, .out = out};
    *n = 0;
    if (words.len > HS_QUERY_BYTES)
        return hs_fail(err, HS_E_LIMIT, HS_QUERY_BYTES, "a statement of over %d bytes", HS_QUERY_BYTES);
    if (meaning)
        HS_TRY(try_meaning(&s, meaning, err));
    HS_TRY(try_words(&s, err));
    *n = s.n;
    if (!s.n && s.nearest)
        return hs_fail(err, HS_E_NONE, s.nearest, "no claim says that; the nearest is c%llu: %s", (unsigned long long)s.nearest, s.shown);
    return s.n ? HS_OK : hs_fail(err, HS_E_NONE, 0, "no claim says that, or anything near it");
}
