/* times.c -- from a text to its times: tokens, phrases, values. In: a document. Out: doc->times. Threads: no state but
 * the document's. */
#include "times.h"

#include "ascii.h"
#include "sentences.h"
#include "status.h"
#include "times_dates.h"
#include "times_value.h"

enum {
    HEAD_BYTES = 1500, /* where a text may say its own date */
    TOKENS_OF_RANGE = 2,
    MAX_BYTES = 1 << 30 /* of any one array */
};

/* What the steps share, on the heap. */
typedef struct work {
    hs_buffer tokens, phrases, values, times;
} work;

/* An hs_time whose value is an offset yet. */
typedef struct found {
    hs_span span;
    size_t value, len;
} found;

static void end_work(work *w)
{
    hs_buffer_free(&w->tokens);
    hs_buffer_free(&w->phrases);
    hs_buffer_free(&w->values);
    hs_buffer_free(&w->times);
}

/* The second day of "May 14-16", "May 14 and 16, 2031", whose month is the first's. */
static bool day_after(const hs_grammar *g, const hs_time_phrase *first, hs_time_phrase *out)
{
    uint32_t i = first->end;
    const hs_times_token *last = hs_times_token_at(g, i - 1);
    bool joined = hs_is_mark(g, i, '-') || hs_is_small(g, i, HS_W_TO) || hs_is_small(g, i, HS_W_AND) ||
                  hs_is_small(g, i, HS_W_THROUGH) || hs_is_small(g, i, HS_W_OR);
    const hs_times_token *day = hs_times_token_at(g, i + 1), *next = hs_times_token_at(g, i + 2);
    if (!first->month || !first->day || first->year || last->klass != HS_TIME_DIGITS || !joined || !day->digits ||
        day->digits > 2 || day->value <= first->day || day->value > 31)
        return false;
    int16_t year = 0;
    uint32_t end = i + 2, after_year = hs_time_phrase_year(g, i + 2 + hs_is_mark(g, i + 2, ','), &year);
    bool glued = next->gap == HS_GAP_NONE && next->klass != HS_TIME_END;
    if (after_year)
        end = after_year;
    else if (glued ? next->klass != HS_TIME_PUNCT || (!memchr(",.;)", (char)next->value, 4))
                   : next->klass != HS_TIME_SMALL && next->klass != HS_TIME_END && next->klass != HS_TIME_PUNCT)
        return false;
    *out = *first;
    out->first = i + 1;
    out->end = end;
    out->day = (uint8_t)day->value;
    out->weekday = 0;
    out->year = year;
    return true;
}

/* Phrases in the order of the text. */
static void find_phrases(work *w, hs_str text)
{
    const hs_times_token *tokens = (const hs_times_token *)w->tokens.ptr;
    uint32_t n = (uint32_t)(w->tokens.len / sizeof *tokens);
    hs_grammar g = {.tokens = tokens, .text = text, .order = (uint8_t)hs_time_order_in(tokens, n)};
    for (uint32_t i = 0; i < n;) {
        if (i >= g.limit) {
            g.from = i;
            for (g.limit = i + 1; g.limit < n && tokens[g.limit].gap != HS_GAP_PARAGRAPH;)
                g.limit++;
        }
        hs_time_phrase phrase, next;
        if (!hs_time_phrase_at(&g, i, &phrase)) {
            i++;
            continue;
        }
        bool more = day_after(&g, &phrase, &next);
        hs_buffer_add(&w->phrases, &phrase, sizeof phrase);
        if (more)
            hs_buffer_add(&w->phrases, &next, sizeof next);
        i = more ? next.end : phrase.end;
    }
}

/* "From March 3 to April 7, 2031": the year is that of both. */
static void share_years(work *w)
{
    const hs_times_token *tokens = (const hs_times_token *)w->tokens.ptr;
    hs_time_phrase *phrases = (hs_time_phrase *)w->phrases.ptr;
    for (size_t k = w->phrases.len / sizeof *phrases; k > 1; k--) {
        hs_time_phrase *a = &phrases[k - 2], *b = &phrases[k - 1];
        if (!a->month || a->year || a->base || !b->month || !b->year || a->kind != HS_PHRASE_DATE ||
            b->first - a->end >= TOKENS_OF_RANGE)
            continue;
        const hs_times_token *between = &tokens[a->end];
        bool joined = between->klass == HS_TIME_SMALL
                          ? between->value == HS_W_AND || between->value == HS_W_TO || between->value == HS_W_OR ||
                                between->value == HS_W_UNTIL || between->value == HS_W_THROUGH
                          : between->klass == HS_TIME_PUNCT && between->value == '-';
        if (joined && b->first > a->end)
            a->year = b->year;
    }
}

/* A month, a day of a month or a weekday with nothing that says which. */
static bool is_plain(const hs_time_phrase *p)
{
    return p->kind == HS_PHRASE_DATE && (p->month || p->weekday) && !p->base && !p->year && p->direction == HS_PLAIN;
}

/* "Taken Thursday through Monday", "from November to January", "in December and January": the second comes after the
 * first. Of two that stand beside each other with "and" only those that lie close. */
static void join_ranges(work *w)
{
    enum { CLOSE = 2, WEEK = 7, YEAR = 12 };
    const hs_times_token *tokens = (const hs_times_token *)w->tokens.ptr;
    hs_time_phrase *phrases = (hs_time_phrase *)w->phrases.ptr;
    for (size_t k = 1; k < w->phrases.len / sizeof *phrases; k++) {
        const hs_time_phrase *a = &phrases[k - 1];
        hs_time_phrase *b = &phrases[k];
        if (!is_plain(a) || !is_plain(b) || b->first != a->end + 1 || !a->month != !b->month || !a->day != !b->day)
            continue;
        const hs_times_token *between = &tokens[a->end], *before = a->first ? &tokens[a->first - 1] : between;
        bool word = between->klass == HS_TIME_SMALL;
        bool range = word ? between->value == HS_W_TO || between->value == HS_W_THROUGH || between->value == HS_W_UNTIL
                          : between->klass == HS_TIME_PUNCT && between->value == '-';
        range = range || (word && between->value == HS_W_AND && before->klass == HS_TIME_SMALL &&
                          before->value == HS_W_BETWEEN);
        int apart = a->month ? (b->month - a->month + YEAR) % YEAR : (b->weekday - a->weekday + WEEK) % WEEK;
        b->joined = range || (word && between->value == HS_W_AND && apart <= CLOSE);
    }
}

/* ---- the text's own date --------------------------------------------------------------------------------------- */

static bool ends_line(const hs_grammar *g, uint32_t i)
{
    return hs_times_token_at(g, i)->gap >= HS_GAP_LINE;
}

/* The line holds the date and no more than a time and "Published": "14 May 2031", "Published: Tuesday, May 14, 2031
 * 9:30 GMT". */
static bool is_date_line(const hs_grammar *g, const hs_time_phrase *p)
{
    uint32_t first = p->first, end = p->end;
    while (first > 0 && !ends_line(g, first)) {
        const hs_times_token *before = hs_times_token_at(g, first - 1);
        bool word = before->klass == HS_TIME_SMALL && (before->value == HS_W_PUBLISHED || before->value == HS_W_ON);
        bool update = word && before->value == HS_W_PUBLISHED && hs_ascii_lower(g->text.ptr[before->begin]) == 'u';
        if (update || !(word || (before->klass == HS_TIME_PUNCT && memchr(":,|", (char)before->value, 3))))
            return false;
        first--;
    }
    hs_time_phrase clock = hs_time_phrase_empty();
    bool sure;
    end += hs_is_mark(g, end, ',') || hs_is_mark(g, end, '|') || hs_is_small(g, end, HS_W_AT);
    uint32_t after = ends_line(g, end) ? 0 : hs_time_phrase_clock(g, end, &clock, &sure);
    return ends_line(g, after ? after : end);
}

/* "PORT ELDA, May 14, 2031 (CW) -": at the beginning of a line names alone before it, a dash or an agency after it. */
static bool is_dateline(const hs_grammar *g, const hs_time_phrase *p)
{
    uint32_t first = p->first, end = p->end;
    while (first > 0 && !ends_line(g, first)) {
        const hs_times_token *before = hs_times_token_at(g, first - 1);
        if (!(before->flags & HS_TOKEN_CAPITAL) &&
            !(before->klass == HS_TIME_PUNCT && memchr(",()/.-", (char)before->value, 6)))
            return false;
        first--;
    }
    if (hs_is_mark(g, end, '(')) {
        for (uint32_t k = 0; k < 6 && !hs_is_mark(g, end, ')'); k++)
            end++;
        end++;
    }
    return first < p->first && !ends_line(g, end) &&
           (hs_is_mark(g, end, '~') || (hs_is_mark(g, end, '-') && hs_times_token_at(g, end)->gap));
}

static hs_moment own_date(const work *w, hs_str text)
{
    const hs_time_phrase *phrases = (const hs_time_phrase *)w->phrases.ptr;
    const hs_times_token *tokens = (const hs_times_token *)w->tokens.ptr;
    hs_grammar g = {.tokens = tokens, .text = text, .limit = (uint32_t)(w->tokens.len / sizeof *tokens)};
    hs_moment now = {.grain = HS_UNIT_NONE};
    for (size_t k = 0; k < w->phrases.len / sizeof *phrases; k++) {
        const hs_time_phrase *p = &phrases[k];
        if (tokens[p->first].begin > HEAD_BYTES)
            break;
        if (p->kind != HS_PHRASE_DATE || p->base || !p->year || !p->month || !p->day ||
            p->day > hs_days_in_month(p->year, p->month) || !(is_date_line(&g, p) || is_dateline(&g, p)))
            continue;
        if (now.grain && (now.year != p->year || now.month != p->month || now.day != p->day))
            return (hs_moment){.grain = HS_UNIT_NONE}; /* which of two? */
        now = (hs_moment){.grain = HS_UNIT_DAY, .year = p->year, .month = p->month, .day = p->day};
    }
    return now;
}

/* ---- values ---------------------------------------------------------------------------------------------------- */

static void find_values(work *w, const hs_document *doc, hs_spans sentences)
{
    const hs_time_phrase *phrases = (const hs_time_phrase *)w->phrases.ptr;
    const hs_times_token *tokens = (const hs_times_token *)w->tokens.ptr;
    uint32_t n = (uint32_t)(w->tokens.len / sizeof *tokens), sentence = 0, from = 0, to = 0;
    hs_reckoning reckoning = {.now = hs_reckoning_now(doc->published)};
    if (!reckoning.now.grain)
        reckoning.now = own_date(w, doc->text);
    reckoning.is_story = hs_reckoning_is_story(&reckoning.now, phrases, w->phrases.len / sizeof *phrases);
    for (size_t k = 0; k < w->phrases.len / sizeof *phrases; k++) {
        const hs_time_phrase *p = &phrases[k];
        hs_span span = {tokens[p->first].begin, tokens[p->end - 1].end};
        while (sentence < sentences.n && sentences.at[sentence].end <= span.begin)
            sentence++;
        hs_tense tense = HS_TENSE_OPEN;
        if (hs_value_needs_tense(p) && sentence < sentences.n) {
            while (from < p->first && tokens[from].begin < sentences.at[sentence].begin)
                from++;
            for (to = to < p->end ? p->end : to; to < n && tokens[to].begin < sentences.at[sentence].end;)
                to++;
            tense = hs_tense_around(tokens, from, to, p->first, p->end);
        }
        found one = {.span = span, .value = w->values.len};
        hs_value_write(&w->values, &reckoning, p, tense);
        one.len = w->values.len - one.value;
        hs_buffer_add(&w->times, &one, sizeof one);
    }
}

static hs_status keep(hs_document *doc, const work *w, hs_error *err)
{
    const found *all = (const found *)w->times.ptr;
    size_t n = w->times.len / sizeof *all;
    hs_time *times = HS_NEW(doc->arena, hs_time, n);
    hs_str values = hs_arena_copy(doc->arena, (hs_str){w->values.ptr ? w->values.ptr : "", w->values.len});
    if (!times || !values.ptr)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for %zu times", n);
    for (size_t k = 0; k < n; k++)
        times[k] = (hs_time){.span = all[k].span,
                             .value = all[k].len ? (hs_str){values.ptr + all[k].value, all[k].len} : (hs_str){NULL, 0}};
    doc->times = times;
    doc->n_times = n;
    return HS_OK;
}

hs_status hs_times_find(hs_document *doc, hs_error *err)
{
    work w = {hs_buffer_new(MAX_BYTES), hs_buffer_new(MAX_BYTES), hs_buffer_new(MAX_BYTES), hs_buffer_new(MAX_BYTES)};
    hs_arena_mark mark = hs_arena_marked(doc->arena);
    hs_spans sentences;
    hs_status status = hs_sentences_find(&sentences, doc->arena, doc->text, err);
    if (status == HS_OK) {
        hs_times_tokens_find(&w.tokens, doc->text);
        if (!w.tokens.failed)
            find_phrases(&w, doc->text);
        if (!w.tokens.failed && !w.phrases.failed) {
            share_years(&w);
            join_ranges(&w);
            find_values(&w, doc, sentences);
        }
        hs_arena_rewind(doc->arena, mark);
        if (w.tokens.failed || w.phrases.failed || w.values.failed || w.times.failed)
            status = hs_fail(err, HS_E_NOMEM, 0, "no memory for the times of %zu bytes of text", doc->text.len);
        else
            status = keep(doc, &w, err);
    }
    end_work(&w);
    return status;
}
