/* origins_judge.c -- what a judge says of the claims that may say a statement. In: candidates. Out: those that say it, those that contradict it,
 * those that do neither. One thread at a time.
 *
 * Candidates that take a side bring along the other wordings of their claims and what has a pair with one of these, which are judged in their turn:
 * the ledger finds wordings, and what the judge is sure of stands above them. A wording of which it is not sure goes with the surest of its claim. */
#include "origins.h"

#include <stdlib.h>
#include <string.h>

#include "ascii.h"
#include "compare_text.h"
#include "differ.h"
#include "nearest.h"
#include "sentences.h"
#include "status.h"

/* Least scores. Comparers are oftener wrong of contradictions, and one that is none makes an origin of whom nobody contradicts. */
static const double SAME = 0.55, CONTRADICTS = 0.65, NEITHER = 0.7;
static const double SAME_ANYWHERE = 0.75; /* of what stands in an article about something else */

enum { NEAREST = 40 /* claims with most of the words of a statement, whose articles are looked at */ };

static int compare_texts(hs_str a, hs_str b)
{
    size_t len = a.len < b.len ? a.len : b.len;
    int order = len ? memcmp(a.ptr, b.ptr, len) : 0;
    return order ? order : a.len < b.len ? -1 : a.len > b.len;
}

/* The surest first; ids tell nothing. */
static int surest_first(const void *a, const void *b)
{
    const hs_candidate *x = a, *y = b;
    if (x->is.score != y->is.score)
        return x->is.score > y->is.score ? -1 : 1;
    const bool bare = hs_content_is_bare(x->text);
    if (bare != hs_content_is_bare(y->text)) /* "that account" is as sure as what it points at, and tells nobody what is traced */
        return bare ? 1 : -1;
    return compare_texts(x->text, y->text);
}

hs_pair hs_origins_pair(hs_str a, hs_str b)
{
    return compare_texts(a, b) <= 0 ? (hs_pair){a, b} : (hs_pair){b, a};
}

bool hs_origins_takes_side(const hs_judged *is)
{
    return (is->relation == HS_SAME && is->score >= SAME) || (is->relation == HS_CONTRADICTS && is->score >= CONTRADICTS);
}

/* Does a text say all that is asked, and behind that only where, when or why: "Lenz was fired", "Lenz was fired in March for stealing"? A judge takes what is told besides for something else. */
static bool goes_on(hs_str asked, hs_str text)
{
    static const char *const behind[] = {"in", "on", "at", "for", "by", "after", "before", "from", "over", "because", "when", "while", "during", "since", "near", "amid"};
    enum { LEAST = 2 /* words that are asked */ };
    hs_str head = hs_compared_clause(asked), all = hs_compared_clause(text);
    hs_span span;
    uint32_t at = 0, n = 0;
    if (head.len && head.ptr[head.len - 1] == '.')
        head.len--;
    while (hs_word_next(&span, head, &at))
        n++;
    if (n < LEAST || all.len <= head.len || !hs_ascii_same(all.ptr, head.ptr, head.len) || all.ptr[head.len] != ' ')
        return false;
    at = 0;
    all = hs_ascii_from(all, head.len);
    return hs_word_next(&span, all, &at) && hs_ascii_is_one_of((hs_str){all.ptr + span.begin, span.end - span.begin}, behind, sizeof behind / sizeof *behind);
}

/* @param from  those before it have been judged */
static hs_status judge(hs_tracing *t, hs_candidates *c, size_t from, hs_str asked, hs_error *err)
{
    size_t n = c->n - from;
    hs_pair *pairs = hs_origins_room(t, n, sizeof *pairs, err);
    hs_judged *judged = pairs ? hs_origins_room(t, n, sizeof *judged, err) : NULL;
    if (!judged)
        return HS_E_NOMEM;
    for (size_t i = 0; i < n; i++)
        pairs[i] = hs_origins_pair(asked, c->at[from + i].text);
    if (n)
        HS_TRY(t->judge(t->judge_ctx, judged, pairs, n, err));
    for (size_t i = 0; i < n; i++)
        c->at[from + i].is = judged[i];
    return HS_OK;
}

static hs_status add_wordings(hs_tracing *t, hs_candidates *c, int64_t standing, hs_error *err)
{
    bool row;
    hs_sql q = hs_sql_begin(t->ledger, "WITH own (id) AS (SELECT ?1 UNION SELECT claim_id FROM claim WHERE same_as = ?1) SELECT id FROM own UNION "
                                       "SELECT p.other_id FROM own JOIN pair p ON p.claim_id = id AND p.relation = 'same' UNION "
                                       "SELECT p.claim_id FROM own JOIN pair p ON p.other_id = id AND p.relation = 'same'");
    hs_sql_number(&q, 1, standing);
    hs_status status = hs_sql_step(&q, &row, err);
    while (status == HS_OK && row) {
        status = hs_origins_add_candidate(t, c, hs_sql_column_number(&q, 0), 0, err);
        if (status == HS_OK)
            status = hs_sql_step(&q, &row, err);
    }
    hs_sql_end(&q);
    return status;
}

/* The surest wording of its claim that takes a side. */
static const hs_candidate *surest_of(const hs_candidates *c, int64_t standing)
{
    for (size_t i = 0; i < c->n; i++)
        if (c->at[i].standing == standing && hs_origins_takes_side(&c->at[i].is))
            return &c->at[i];
    return NULL;
}

static const hs_candidate *find_claim(const hs_candidates *c, int64_t claim)
{
    for (size_t i = 0; i < c->n; i++)
        if (c->at[i].claim == claim)
            return &c->at[i];
    return NULL;
}

/* Is a text the end of another without its beginning: "warnings of a leak" of "that the port had ignored warnings of a leak"? It says less than what is asked. */
static bool is_rest_of(hs_str text, hs_str whole)
{
    const hs_str rest = hs_ascii_trim(text), all = hs_ascii_trim(whole);
    const size_t at = rest.len && rest.len < all.len ? all.len - rest.len : 0;
    return at && hs_ascii_is_space(all.ptr[at - 1]) && hs_ascii_find(hs_ascii_from(all, at), rest, 0) == 0 && !hs_content_is_bare((hs_str){all.ptr, at});
}

/* What takes no side is held against the words that surest say the statement, too, and is as sure as both judgements together: what a short
 * question leaves open ("the ministry knew of the leak in March": is that "it had known of the leak before 9 May"?) the fuller words settle. */
static hs_status judge_again(hs_tracing *t, hs_candidates *c, hs_error *err)
{
    const hs_candidate *sure = NULL;
    hs_candidates open = {0};
    for (size_t i = 0; i < c->n; i++)
        if (c->at[i].is.relation == HS_SAME && (!sure || surest_first(&c->at[i], sure) < 0))
            sure = &c->at[i];
    if (!sure || !hs_origins_takes_side(&sure->is))
        return HS_OK;
    open.at = hs_origins_room(t, c->n, sizeof *open.at, err);
    if (!open.at)
        return HS_E_NOMEM;
    for (size_t i = 0; i < c->n; i++)
        if (!hs_origins_takes_side(&c->at[i].is) && !is_rest_of(c->at[i].text, sure->text))
            open.at[open.n++] = c->at[i];
    HS_TRY(judge(t, &open, 0, sure->text, err));
    for (size_t i = 0, o = 0; i < c->n && o < open.n; i++) {
        hs_judged again = open.at[o].is;
        if (c->at[i].claim != open.at[o].claim)
            continue;
        o++;
        again.score *= sure->is.score;
        if (hs_origins_takes_side(&again))
            c->at[i].is = again;
    }
    return HS_OK;
}

/* "That account" is for or against what the words are that it points at (anaphors.h); by itself it says nothing. */
static hs_status take_pointed_at(hs_tracing *t, hs_candidates *c, hs_error *err)
{
    for (size_t i = 0; i < c->n; i++) {
        int64_t at = 0;
        bool row, contrary = false;
        if (!hs_content_is_bare(c->at[i].text))
            continue;
        hs_sql q = hs_sql_begin(t->ledger, "SELECT other_id, relation = 'contradicts' FROM pair WHERE claim_id = ?1 AND alike = ?2 UNION ALL "
                                           "SELECT claim_id, relation = 'contradicts' FROM pair WHERE other_id = ?1 AND alike = ?2");
        hs_sql_number(&q, 1, c->at[i].claim);
        hs_sql_number(&q, 2, HS_BY_RULE);
        hs_status status = hs_sql_step(&q, &row, err);
        if (status == HS_OK && row) {
            at = hs_sql_column_number(&q, 0);
            contrary = hs_sql_column_number(&q, 1) != 0;
        }
        hs_sql_end(&q);
        HS_TRY(status);
        const hs_candidate *of = at ? find_claim(c, at) : NULL;
        if (contrary && of && of->is.relation == HS_SAME)
            c->at[i].is = (hs_judged){.relation = HS_CONTRADICTS, .score = of->is.score};
        else if (contrary)
            c->at[i].is = (hs_judged){.relation = HS_NEITHER, .score = 1};
        else if (at || c->at[i].standing == c->at[i].claim) /* nobody took it for a wording of what says something */
            c->at[i].is = of ? of->is : (hs_judged){.relation = HS_NEITHER, .score = 1};
    }
    return HS_OK;
}

/* Candidates from `from` on that are about something else go. @param left  gets them; NULL: nobody asks for them */
static hs_status leave_out(hs_tracing *t, hs_candidates *c, size_t from, const hs_ids *about, hs_candidates *left, hs_error *err)
{
    size_t n = from;
    for (size_t i = from; i < c->n; i++) {
        bool is_about;
        HS_TRY(hs_origins_is_about(&is_about, t->ledger, about, c->at[i].claim, err));
        if (is_about)
            c->at[n++] = c->at[i];
        else if (left)
            left->at[left->n++] = c->at[i];
    }
    c->n = n;
    return HS_OK;
}

static bool any_takes_side(const hs_candidates *c)
{
    for (size_t i = 0; i < c->n; i++)
        if (hs_origins_takes_side(&c->at[i].is))
            return true;
    return false;
}

static bool any_says_it(const hs_candidates *c)
{
    for (size_t i = 0; i < c->n; i++)
        if (c->at[i].is.relation == HS_SAME && hs_origins_takes_side(&c->at[i].is))
            return true;
    return false;
}

/* Short statements are of words that no article is about ("twelve people were killed"): of what was left out that alone is taken which has these words and
 * surely says the same. A comparer is too easily sure of two brief ones: "the bridge was closed", "case closed". */
static hs_status take_anywhere(hs_tracing *t, hs_candidates *c, const hs_candidates *left, hs_str asked, const hs_compared *words, hs_error *err)
{
    hs_candidates fit = {.at = hs_origins_room(t, left->n, sizeof *fit.at, err)};
    if (!fit.at)
        return HS_E_NOMEM;
    for (size_t i = 0; i < left->n; i++) {
        hs_words_had had;
        HS_TRY(hs_origins_words_had(&had, t->arena, words, left->at[i].text, err));
        if (had.n == had.of && !hs_content_is_bare(left->at[i].text))
            fit.at[fit.n++] = left->at[i];
    }
    HS_TRY(judge(t, &fit, 0, asked, err));
    for (size_t i = 0; i < fit.n && c->n < HS_TRACE_CANDIDATES; i++)
        if (fit.at[i].is.relation == HS_SAME && fit.at[i].is.score >= SAME_ANYWHERE)
            c->at[c->n++] = fit.at[i];
    return HS_OK;
}

/* @param about  gets the articles of the nearest claims that have the words */
static hs_status find_nearest(hs_tracing *t, const hs_candidates *left, const hs_compared *words, hs_ids *about, hs_error *err)
{
    hs_id_set tellers = {0};
    hs_status status = HS_OK;
    size_t looked_at = 0;
    for (size_t i = 0; i < left->n && looked_at < NEAREST && status == HS_OK; i++) {
        hs_words_had had;
        status = hs_origins_words_had(&had, t->arena, words, left->at[i].text, err);
        if (status != HS_OK || had.n < 2 || 2 * had.n < had.of || !had.figures)
            continue;
        looked_at++;
        status = hs_origins_tellers(&tellers, t->ledger, left->at[i].claim, err);
    }
    if (status == HS_OK)
        status = hs_origins_about_words(about, t, words, &tellers.ids, err);
    hs_id_set_free(&tellers);
    return status;
}

/* Where no claim has the words of a statement of several ("the inspector counted 900 tonnes"), what stands in articles that have them but for one is judged, too: those of the nearest
 * claims with most of them. @param about  gets these articles */
static hs_status take_nearest(hs_tracing *t, hs_candidates *c, const hs_candidates *left, hs_str asked, const hs_compared *words, hs_ids *about, hs_error *err)
{
    const size_t from = c->n;
    HS_TRY(find_nearest(t, left, words, about, err));
    hs_ids_settle(about);
    for (size_t i = 0; i < left->n; i++)
        c->at[c->n++] = left->at[i];
    HS_TRY(leave_out(t, c, from, about, NULL, err));
    HS_TRY(judge(t, c, from, asked, err));
    bool says = false, in_its_words = false;
    for (size_t i = from; i < c->n; i++) {
        hs_words_had had;
        if (c->at[i].is.relation != HS_SAME || !hs_origins_takes_side(&c->at[i].is))
            continue;
        HS_TRY(hs_origins_words_had(&had, t->arena, words, c->at[i].text, err));
        says = true;
        in_its_words = in_its_words || had.n == had.of;
    }
    t->trace->nearest = says && !in_its_words;
    return HS_OK;
}

static hs_status judge_all(hs_tracing *t, hs_candidates *c, hs_str asked, hs_ids *about, hs_error *err)
{
    hs_compared words;
    hs_candidates left = {.at = hs_origins_room(t, c->n, sizeof *left.at, err)};
    if (!left.at)
        return HS_E_NOMEM;
    HS_TRY(leave_out(t, c, 0, about, &left, err));
    HS_TRY(judge(t, c, 0, asked, err));
    if (!any_says_it(c)) {
        const bool contradicted = any_takes_side(c);
        HS_TRY(hs_compared_make(&words, t->arena, asked, err));
        HS_TRY(take_anywhere(t, c, &left, asked, &words, err));
        if (!contradicted && any_takes_side(c))
            return HS_OK;
        if (!contradicted)
            HS_TRY(take_nearest(t, c, &left, asked, &words, about, err));
    }
    const bool said = any_says_it(c);
    for (size_t i = 0; i < c->n && !said; i++)
        if (goes_on(asked, c->at[i].text))
            c->at[i].is = (hs_judged){.relation = HS_SAME, .score = 1};
    const size_t first = c->n;
    for (size_t i = 0; i < first; i++)
        if (hs_origins_takes_side(&c->at[i].is))
            HS_TRY(add_wordings(t, c, c->at[i].standing, err));
    HS_TRY(leave_out(t, c, first, about, NULL, err));
    HS_TRY(judge(t, c, first, asked, err));
    HS_TRY(judge_again(t, c, err));
    return take_pointed_at(t, c, err);
}

/* "She knew nothing of it": of what, a judge that is not sure cannot tell; the ledger's pairs are of articles that are near. */
static bool is_open(const hs_candidate *c)
{
    const hs_shown shown = hs_shown_in(c->text);
    return shown.denied && shown.knows && shown.of_it && !(c->is.relation == HS_NEITHER && c->is.score >= NEITHER);
}

hs_status hs_origins_judge(hs_tracing *t, hs_found *out, hs_str asked, hs_candidates *c, hs_error *err)
{
    hs_ids about = {0};
    hs_status status = hs_origins_about(&about, t->ledger, t->statement, err);
    if (status == HS_OK)
        status = judge_all(t, c, asked, &about, err);
    hs_ids_free(&about);
    HS_TRY(status);
    if (c->n)
        qsort(c->at, c->n, sizeof *c->at, surest_first);
    for (size_t i = 0; i < c->n; i++) {
        const hs_candidate *is = &c->at[i];
        uint64_t id = (uint64_t)is->claim;
        if (is->is.relation == HS_NEITHER && is->is.score >= NEITHER)
            is = NULL;
        else if (!hs_origins_takes_side(&is->is))
            is = surest_of(c, is->standing);
        if (!is && is_open(&c->at[i]))
            continue;
        if (!is) {
            out->neither[out->n_neither++] = id;
            if (c->at[i].is.relation == HS_CONTRADICTS || (c->at[i].is.relation == HS_NEITHER && c->at[i].is.score < NEITHER))
                out->unsure[out->n_unsure++] = id;
        } else if (is->is.relation == HS_SAME)
            out->same[out->n_same++] = id;
        else
            out->against[out->n_against++] = id;
    }
    return HS_OK;
}
