/* continued.c -- quotations that run on over paragraphs, closed and opened again. In: attributions with sources. Out:
 * one more for each paragraph that goes on. Linear but for sorting. Threads: no state but the document's. */
#include "continued.h"

#include <stdlib.h>

#include "anonymous.h"
#include "ascii.h"
#include "quotes.h"
#include "status.h"

enum { MAX_RUN = 12 /* paragraphs that go on after one that names the speaker */ };

static const size_t SCRATCH_CAP_BYTES = (size_t)1 << 30;

/* A span of any attribution; `reach`: the furthest end of all up to it. */
typedef struct touched {
    uint32_t begin, reach;
} touched;

/* An attribution that stands in nobody's content, at its cue. */
typedef struct top {
    uint32_t at, attribution;
} top;

typedef struct going {
    hs_document *doc;
    hs_arena *scratch;
    hs_quotes quotes;
    bool single_marks; /* the text's quotations stand in single marks */
    touched *touched;
    top *tops;
    size_t n_touched, n_tops;
    size_t quote, top, furniture; /* how far each was read */
    uint32_t speaker;             /* attribution whose speaker may go on; HS_NO_PARENT */
    unsigned run;
    hs_span *found; /* [n_found] paragraphs that go on */
    uint32_t *from; /* [n_found] the attributions they go on from */
    size_t n_found;
} going;

static hs_status no_memory(hs_error *err)
{
    return hs_fail(err, HS_E_NOMEM, 0, "no memory for quotations that go on");
}

static int by_begin(const void *a, const void *b)
{
    const touched *x = a, *y = b;
    return x->begin < y->begin ? -1 : x->begin > y->begin;
}

static int by_at(const void *a, const void *b)
{
    const top *x = a, *y = b;
    if (x->at != y->at)
        return x->at < y->at ? -1 : 1;
    return x->attribution < y->attribution ? -1 : x->attribution > y->attribution;
}

static hs_status index_attributions(going *g, hs_error *err)
{
    const hs_document *doc = g->doc;
    size_t n = 0;
    for (size_t i = 0; i < doc->n_attributions; i++)
        n += doc->attributions[i].source.n + doc->attributions[i].cue.n + doc->attributions[i].content.n;
    g->touched = HS_NEW(g->scratch, touched, n);
    g->tops = HS_NEW(g->scratch, top, doc->n_attributions);
    if (!g->touched || !g->tops)
        return no_memory(err);
    for (size_t i = 0; i < doc->n_attributions; i++) {
        const hs_attribution *a = &doc->attributions[i];
        const hs_spans lists[] = {a->source, a->cue, a->content};
        for (size_t k = 0; k < 3; k++)
            for (uint32_t f = 0; f < lists[k].n; f++)
                g->touched[g->n_touched++] = (touched){lists[k].at[f].begin, lists[k].at[f].end};
        if (a->parent == HS_NO_PARENT && a->cue.n)
            g->tops[g->n_tops++] = (top){a->cue.at[0].begin, (uint32_t)i};
    }
    qsort(g->touched, g->n_touched, sizeof *g->touched, by_begin);
    qsort(g->tops, g->n_tops, sizeof *g->tops, by_at);
    for (size_t i = 1; i < g->n_touched; i++)
        if (g->touched[i].reach < g->touched[i - 1].reach)
            g->touched[i].reach = g->touched[i - 1].reach;
    return HS_OK;
}

static bool is_touched(const going *g, hs_span line)
{
    size_t low = 0, high = g->n_touched; /* the first that begins behind the line */
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (g->touched[mid].begin < line.end)
            low = mid + 1;
        else
            high = mid;
    }
    return low && g->touched[low - 1].reach > line.begin;
}

static bool is_single(hs_str text, const hs_quote *q)
{
    return q->inner.begin - q->outer.begin == 1 ? text.ptr[q->outer.begin] == '\''
                                                : hs_ascii_begins(hs_ascii_from(text, q->outer.begin), "\xe2\x80\x98");
}

static bool has_words(hs_str text, uint32_t begin, uint32_t end)
{
    for (uint32_t i = begin; i < end; i++)
        if (hs_ascii_is_letter(text.ptr[i]) || hs_ascii_is_digit(text.ptr[i]))
            return true;
    return false;
}

/* Is it a sentence, and no crosshead in quotation marks: are most of its words, several at least, in small letters? */
static bool is_sentence(hs_str text, hs_span line)
{
    enum { LEAST_WORDS = 4 };
    size_t words = 0, small = 0;
    for (uint32_t i = line.begin; i < line.end; i++) {
        bool begins = i == line.begin || hs_ascii_is_space(text.ptr[i - 1]);
        words += begins;
        small += begins && text.ptr[i] >= 'a' && text.ptr[i] <= 'z';
    }
    return words >= LEAST_WORDS && 2 * small > words;
}

/* Is the paragraph quotation from its first word to its last, and closed? */
static bool is_all_quotation(going *g, hs_span line)
{
    uint32_t reached = line.begin;
    while (g->quote < g->quotes.n && g->quotes.at[g->quote].outer.begin < line.begin)
        g->quote++;
    for (size_t k = g->quote; k < g->quotes.n && g->quotes.at[k].outer.begin < line.end; k++) {
        const hs_quote *q = &g->quotes.at[k];
        if (q->depth)
            continue;
        if (is_single(g->doc->text, q) && !g->single_marks) /* a crosshead */
            return false;
        if (q->unclosed || q->outer.end > line.end || has_words(g->doc->text, reached, q->outer.begin))
            return false;
        reached = q->outer.end;
    }
    return reached > line.begin && !has_words(g->doc->text, reached, line.end);
}

static bool is_furniture(going *g, hs_span line)
{
    const hs_document *doc = g->doc;
    while (g->furniture < doc->n_furniture && doc->furniture[g->furniture].span.end <= line.begin)
        g->furniture++;
    return g->furniture < doc->n_furniture && doc->furniture[g->furniture].span.begin < line.end;
}

/* May its speaker go on: somebody, or a body, that uttered words? "Declined to say" utters none. */
static bool speaks(const hs_document *doc, const hs_attribution *a)
{
    if (a->source_id >= doc->n_sources || a->place != HS_IN_BODY || !hs_act_is_spoken(a->act) ||
        a->certainty == HS_UNSTATED)
        return false;
    hs_source_kind kind = doc->sources[a->source_id].kind;
    return kind != HS_SOURCE_OUTLET && kind != HS_SOURCE_DOCUMENT;
}

/* The last attribution of the one speaker who speaks in a paragraph; HS_NO_PARENT if it is not one. */
static uint32_t speaker_of(going *g, hs_span line)
{
    const hs_document *doc = g->doc;
    uint32_t found = HS_NO_PARENT;
    bool one = true;
    for (; g->top < g->n_tops && g->tops[g->top].at < line.end; g->top++) {
        uint32_t i = g->tops[g->top].attribution;
        if (g->tops[g->top].at < line.begin)
            continue;
        one = one && speaks(doc, &doc->attributions[i]) &&
              (found == HS_NO_PARENT || doc->attributions[found].source_id == doc->attributions[i].source_id);
        found = i;
    }
    return one ? found : HS_NO_PARENT;
}

static void read_line(going *g, hs_span line)
{
    if (is_furniture(g, line))
        return;
    uint32_t speaker = speaker_of(g, line);
    bool goes_on = g->speaker != HS_NO_PARENT && g->run < MAX_RUN && !is_touched(g, line) &&
                   is_all_quotation(g, line) && is_sentence(g->doc->text, line);
    if (!goes_on) {
        g->speaker = speaker;
        g->run = 0;
        return;
    }
    g->from[g->n_found] = g->speaker;
    g->found[g->n_found++] = line;
    g->run++;
}

static hs_status read_lines(going *g, hs_error *err)
{
    hs_str text = g->doc->text;
    size_t lines = 1, single = 0;
    for (size_t i = 0; i < g->quotes.n; i++) {
        lines += !g->quotes.at[i].depth;
        single += !g->quotes.at[i].depth && is_single(text, &g->quotes.at[i]);
    }
    g->single_marks = 2 * single > lines - 1;
    g->found = HS_NEW(g->scratch, hs_span, lines);
    g->from = HS_NEW(g->scratch, uint32_t, lines);
    if (!g->found || !g->from)
        return no_memory(err);
    for (size_t at = 0; at < text.len;) {
        size_t end = hs_ascii_char(text, at, '\n'), last = end;
        while (at < last && hs_ascii_is_space(text.ptr[at]))
            at++;
        while (last > at && hs_ascii_is_space(text.ptr[last - 1]))
            last--;
        if (last > at)
            read_line(g, (hs_span){(uint32_t)at, (uint32_t)last});
        at = end + 1;
    }
    return HS_OK;
}

static hs_attribution carried_on(const hs_attribution *from, const hs_span *content)
{
    hs_attribution a = *from;
    a.source = a.cue = (hs_spans){NULL, 0};
    a.content = (hs_spans){content, 1};
    a.quotation = HS_QUOTATION_DIRECT;
    a.act = HS_ACT_SAY;
    a.polarity = HS_POLARITY_POSITIVE;
    a.certainty = HS_CERTAIN;
    a.continued = true;
    return a;
}

/* Rows of zeros, which are no vectors, for n attributions in all. */
static hs_status add_vectors(hs_document *doc, size_t n, hs_error *err)
{
    if (!doc->vectors)
        return HS_OK;
    int8_t *vectors = HS_NEW(doc->arena, int8_t, n * doc->vector_width);
    if (!vectors)
        return no_memory(err);
    memcpy(vectors, doc->vectors, doc->n_attributions * doc->vector_width);
    doc->vectors = vectors;
    return HS_OK;
}

/* Put what was found behind the others. */
static hs_status append(going *g, hs_error *err)
{
    hs_document *doc = g->doc;
    size_t n = doc->n_attributions + g->n_found;
    hs_attribution *all = HS_NEW(doc->arena, hs_attribution, n);
    hs_span *spans = HS_NEW(doc->arena, hs_span, g->n_found);
    if (!all || !spans)
        return no_memory(err);
    HS_TRY(add_vectors(doc, n, err));
    memcpy(spans, g->found, g->n_found * sizeof *spans);
    memcpy(all, doc->attributions, doc->n_attributions * sizeof *all);
    for (size_t k = 0; k < g->n_found; k++)
        all[doc->n_attributions + k] = carried_on(&doc->attributions[g->from[k]], &spans[k]);
    doc->attributions = all;
    doc->n_attributions = n;
    return HS_OK;
}

static hs_status find(going *g, hs_error *err)
{
    HS_TRY(hs_quotes_find(&g->quotes, g->scratch, g->doc->text, err));
    HS_TRY(index_attributions(g, err));
    HS_TRY(read_lines(g, err));
    return g->n_found ? append(g, err) : HS_OK;
}

hs_status hs_continued_find(hs_document *doc, hs_error *err)
{
    going g = {.doc = doc, .speaker = HS_NO_PARENT};
    if (!doc->n_attributions)
        return HS_OK;
    g.scratch = hs_arena_new(SCRATCH_CAP_BYTES);
    hs_status status = g.scratch ? find(&g, err) : no_memory(err);
    hs_arena_free(g.scratch);
    return status;
}
