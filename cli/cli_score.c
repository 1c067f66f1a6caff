/* cli_score.c -- the figures of `hearsay eval`, to the digit those of the evaluation script (docs/cli/eval.md).
 * In: gold documents with their readings. Out: counts of what was found, due and made. */
#include <stdlib.h>
#include <string.h>

#include "cli_gold.h"

/* ---- lists of spans ---- */

static int by_span(const void *a, const void *b)
{
    const cli_span *x = a, *y = b;
    if (x->begin != y->begin)
        return x->begin < y->begin ? -1 : 1;
    return (x->end > y->end) - (x->end < y->end);
}

/* All fragments of a role, each once. */
static cli_spans all_of(const cli_attributions *side, int role)
{
    cli_spans all = {0};
    for (size_t i = 0; i < side->n; i++)
        for (size_t k = 0; k < side->at[i].role[role].n; k++)
            cli_spans_add(&all, side->at[i].role[role].at[k]);
    size_t n = 0;
    if (all.n)
        qsort(all.at, all.n, sizeof *all.at, by_span);
    for (size_t i = 0; i < all.n; i++)
        if (!n || by_span(&all.at[n - 1], &all.at[i]) != 0)
            all.at[n++] = all.at[i];
    all.n = n;
    return all;
}

static size_t in_common(cli_spans a, cli_spans b)
{
    size_t n = 0;
    for (size_t i = 0, j = 0; i < a.n && j < b.n;) {
        int order = by_span(&a.at[i], &b.at[j]);
        n += order == 0;
        i += order <= 0;
        j += order >= 0;
    }
    return n;
}

/* ---- words ---- */

typedef struct words {
    cli_span *at; /* [n] of the whole text */
    size_t n;
} words;

typedef struct word_set {
    uint32_t *at; /* [n] indices of words, rising; owned */
    size_t n;
} word_set;

/* Words that touch one of the spans; the spans rise, and their ends too. */
static word_set words_in(cli_spans spans, const words *w)
{
    word_set set = {0};
    size_t next = 0, most = 0;
    for (size_t i = 0; i < spans.n; i++) {
        size_t low = next, high = w->n;
        while (low < high) {
            size_t middle = low + (high - low) / 2;
            if (w->at[middle].end > spans.at[i].begin)
                high = middle;
            else
                low = middle + 1;
        }
        for (; low < w->n && w->at[low].begin < spans.at[i].end; low++) {
            if (set.n == most) {
                most = most ? 2 * most : 16;
                set.at = cli_grow(set.at, most, sizeof *set.at);
            }
            set.at[set.n++] = (uint32_t)low;
        }
        next = low;
    }
    return set;
}

static size_t shared_words(word_set a, word_set b)
{
    size_t n = 0;
    for (size_t i = 0, j = 0; i < a.n && j < b.n;) {
        uint32_t x = a.at[i], y = b.at[j];
        n += x == y;
        i += x <= y;
        j += y <= x;
    }
    return n;
}

/* Jaccard; two empty sets agree. */
static double overlap(word_set a, word_set b)
{
    size_t both = shared_words(a, b), either = a.n + b.n - both;
    return either ? (double)both / (double)either : 1.0;
}

/* ---- spans and words of each role ---- */

static void add(cli_figure *into, size_t hit, size_t due, size_t made)
{
    into->hit += hit;
    into->due += due;
    into->made += made;
}

/* Spans of several attributions may nest: what begins inside an earlier one and ends there brings no word. */
static cli_spans merged(cli_spans spans)
{
    cli_spans out = {0};
    for (size_t i = 0; i < spans.n; i++) {
        if (out.n && spans.at[i].begin <= out.at[out.n - 1].end) {
            if (spans.at[i].end > out.at[out.n - 1].end)
                out.at[out.n - 1].end = spans.at[i].end;
        } else {
            cli_spans_add(&out, spans.at[i]);
        }
    }
    return out;
}

static void score_roles(cli_score *score, const cli_gold_document *doc, const words *w)
{
    for (int role = 0; role < CLI_ROLES; role++) {
        cli_spans want = all_of(&doc->want, role), got = all_of(&doc->got, role);
        add(&score->exact[role], in_common(want, got), want.n, got.n);
        cli_spans want_text = merged(want), got_text = merged(got);
        word_set due = words_in(want_text, w), made = words_in(got_text, w);
        add(&score->token[role], shared_words(due, made), due.n, made.n);
        free(want.at);
        free(got.at);
        free(want_text.at);
        free(got_text.at);
        free(due.at);
        free(made.at);
    }
}

/* ---- whole attributions ---- */

static bool is_inner(uint32_t c)
{
    return cli_is_word(c) || c == '$' || c == '%' || c == '#' || c == '@' || c == 0xA3 || c == 0x20AC;
}

/* Fragments without punctuation and quotation marks at their edges. */
static cli_spans bare(cli_spans spans, const uint32_t *text)
{
    cli_spans out = {0};
    for (size_t i = 0; i < spans.n; i++) {
        cli_span s = spans.at[i];
        while (s.begin < s.end && !is_inner(text[s.begin]))
            s.begin++;
        while (s.end > s.begin && !is_inner(text[s.end - 1]))
            s.end--;
        if (s.begin < s.end)
            cli_spans_add(&out, s);
    }
    return out;
}

static bool same(cli_spans a, cli_spans b)
{
    return a.n == b.n && (!a.n || memcmp(a.at, b.at, a.n * sizeof *a.at) == 0);
}

/* An attribution made ready for comparison. */
typedef struct half {
    cli_spans source, content;
    word_set source_words, content_words;
    bool exact, matched;
} half;

static half *ready(const cli_attributions *side, const cli_gold_document *doc, const words *w)
{
    half *made = cli_grow(NULL, side->n, sizeof *made);
    for (size_t i = 0; i < side->n; i++) {
        const cli_spans *role = side->at[i].role;
        made[i] = (half){.source = bare(role[CLI_SOURCE], doc->text),
                         .content = bare(role[CLI_CONTENT], doc->text),
                         .source_words = words_in(role[CLI_SOURCE], w),
                         .content_words = words_in(role[CLI_CONTENT], w)};
    }
    return made;
}

static void done_with(half *halves, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        free(halves[i].source.at);
        free(halves[i].content.at);
        free(halves[i].source_words.at);
        free(halves[i].content_words.at);
    }
    free(halves);
}

static size_t match_exact(half *want, size_t n_want, half *got, size_t n_got)
{
    size_t hits = 0;
    for (size_t i = 0; i < n_want; i++)
        for (size_t j = 0; j < n_got; j++)
            if (!got[j].exact && same(want[i].source, got[j].source) && same(want[i].content, got[j].content)) {
                got[j].exact = true;
                hits++;
                break;
            }
    return hits;
}

typedef struct pair {
    double sum;
    size_t i, j;
} pair;

static int best_first(const void *a, const void *b)
{
    const pair *x = a, *y = b;
    if (x->sum != y->sum)
        return x->sum > y->sum ? -1 : 1;
    if (x->i != y->i)
        return x->i < y->i ? -1 : 1;
    return (x->j > y->j) - (x->j < y->j);
}

static size_t match_half(half *want, size_t n_want, half *got, size_t n_got)
{
    pair *pairs = NULL;
    size_t n = 0, most = 0, hits = 0;
    for (size_t i = 0; i < n_want; i++)
        for (size_t j = 0; j < n_got; j++) {
            double source = overlap(want[i].source_words, got[j].source_words);
            if (source < 0.5)
                continue;
            double content = overlap(want[i].content_words, got[j].content_words);
            if (content < 0.5)
                continue;
            if (n == most) {
                most = most ? 2 * most : 64;
                pairs = cli_grow(pairs, most, sizeof *pairs);
            }
            pairs[n++] = (pair){source + content, i, j};
        }
    if (n)
        qsort(pairs, n, sizeof *pairs, best_first);
    for (size_t k = 0; k < n; k++)
        if (!want[pairs[k].i].matched && !got[pairs[k].j].matched) {
            want[pairs[k].i].matched = got[pairs[k].j].matched = true;
            hits++;
        }
    free(pairs);
    return hits;
}

static void score_wholes(cli_score *score, const cli_gold_document *doc, const words *w)
{
    size_t n_want = doc->want.n, n_got = doc->got.n;
    half *want = ready(&doc->want, doc, w), *got = ready(&doc->got, doc, w);
    add(&score->whole[CLI_EXACT], match_exact(want, n_want, got, n_got), n_want, n_got);
    add(&score->whole[CLI_HALF], match_half(want, n_want, got, n_got), n_want, n_got);
    for (size_t j = 0; j < n_got; j++) {
        double confidence = doc->got.at[j].confidence;
        if (!(confidence >= 0 && confidence <= 1))
            continue;
        int bin = confidence < 1 ? (int)(confidence * CLI_BINS) : CLI_BINS - 1;
        score->bins[bin].n++;
        score->bins[bin].right += got[j].matched;
        score->bins[bin].confidence += confidence;
    }
    done_with(want, n_want);
    done_with(got, n_got);
}

void cli_score_gold(cli_score *out, const cli_gold *gold)
{
    *out = (cli_score){.documents = gold->n};
    for (size_t i = 0; i < gold->n; i++) {
        const cli_gold_document *doc = &gold->at[i];
        words w = {NULL, 0};
        w.at = cli_words(doc->text, doc->n_text, &w.n);
        out->missing += !doc->read;
        score_roles(out, doc, &w);
        score_wholes(out, doc, &w);
        free(w.at);
    }
}

double cli_score_calibration(const cli_score *score, size_t *n)
{
    double sum = 0;
    *n = 0;
    for (int b = 0; b < CLI_BINS; b++) {
        double gap = (double)score->bins[b].right - score->bins[b].confidence;
        sum += gap < 0 ? -gap : gap;
        *n += score->bins[b].n;
    }
    return *n ? sum / (double)*n : 0;
}
