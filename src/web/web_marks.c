/* web_marks.c -- text with source, cue and content marked, however these lie in one another. In: a text and spans, which may
 * overlap. Out: HTML in which no two elements overlap: the text is cut wherever a span begins or ends. Costs O(spans log spans +
 * text). */
#include <stdlib.h>
#include <string.h>

#include "heap.h"
#include "status.h"
#include "web_views.h"

typedef enum mark_kind { CONTENT, SOURCE, CUE, FURNITURE, N_MARKS } mark_kind;

/* A span begins or ends here. */
typedef struct edge {
    uint32_t at;
    int32_t step; /* 1 or -1 */
    mark_kind kind;
    uint32_t reading; /* from 1; 0: of none */
    bool first;       /* of its reading */
} edge;

enum { MOST_READINGS = 8, MOST_DEPTH = 3, MOST_TEXT = 1 << 21, LONG_WORD = 2000, LONG_WORD_SHOWN = 200, NOTE_WORDS = 140 };

typedef struct marker {
    hs_page *p;
    hs_str text;
    edge *edges; /* [n], by place */
    size_t n, room, next;
    int32_t depth[N_MARKS];
    uint32_t on[MOST_READINGS]; /* readings that are open here, the first of them */
    unsigned n_on;
    bool numbered; /* a link to its note before each reading */
} marker;

/* ---- edges ---- */

static void add_spans(marker *m, hs_spans spans, mark_kind kind, uint32_t reading)
{
    for (uint32_t i = 0; i < spans.n; i++) {
        hs_span s = spans.at[i];
        if (s.begin >= s.end || s.end > m->text.len || m->n + 2 > m->room)
            continue;
        m->edges[m->n++] = (edge){s.begin, 1, kind, reading, false};
        m->edges[m->n++] = (edge){s.end, -1, kind, reading, false};
    }
}

static int by_place(const void *a, const void *b)
{
    const edge *x = a, *y = b;
    if (x->at != y->at)
        return x->at < y->at ? -1 : 1;
    if (x->step != y->step)
        return x->step < y->step ? -1 : 1; /* what ends here before what begins */
    if (x->reading != y->reading)
        return x->reading < y->reading ? -1 : 1;
    return (int)x->kind - (int)y->kind;
}

static hs_status take_room(marker *m, size_t spans, hs_error *err)
{
    m->room = 2 * spans;
    m->edges = hs_alloc((m->room ? m->room : 1) * sizeof *m->edges);
    return m->edges ? HS_OK : hs_fail(err, HS_E_NOMEM, 0, "no memory to mark a text");
}

/* In order; the first edge of each reading is told. @param seen  [readings + 1] zeros, NULL: no numbers */
static void settle(marker *m, bool *seen)
{
    qsort(m->edges, m->n, sizeof *m->edges, by_place);
    for (size_t i = 0; i < m->n && seen; i++)
        if (m->edges[i].reading && m->edges[i].step > 0 && !seen[m->edges[i].reading])
            seen[m->edges[i].reading] = m->edges[i].first = true;
}

/* ---- text ---- */

static void turn(marker *m, const edge *e)
{
    m->depth[e->kind] += e->step;
    if (!e->reading)
        return;
    if (e->step > 0 && m->n_on < MOST_READINGS) {
        m->on[m->n_on++] = e->reading;
        return;
    }
    for (unsigned i = 0; i < m->n_on && e->step < 0; i++)
        if (m->on[i] == e->reading) {
            memmove(m->on + i, m->on + i + 1, (--m->n_on - i) * sizeof *m->on);
            break;
        }
}

static void put_readings(marker *m)
{
    if (!m->n_on || !m->numbered)
        return;
    hs_html(m->p, "\" data-r=\"");
    for (unsigned i = 0; i < m->n_on; i++) {
        bool before = false;
        for (unsigned k = 0; k < i; k++)
            before = before || m->on[k] == m->on[i];
        if (!before)
            hs_html_format(m->p, i ? " %u" : "%u", m->on[i]);
    }
}

/* Where the run of ASCII letters and signs ends that begins at i; other scripts may be broken anywhere. */
static size_t word_end(hs_str s, size_t i)
{
    while (i < s.len && s.ptr[i] > ' ' && (unsigned char)s.ptr[i] < 0x7F)
        i++;
    return i;
}

/* Text as it stands, but for words that no browser lays out in good time: of these the beginning, and how much more there is. */
static void put_words(hs_page *p, hs_str s)
{
    size_t from = 0;
    for (size_t i = 0, end; i < s.len; i = end) {
        end = word_end(s, i);
        if (end - i > LONG_WORD) {
            hs_html_text(p, (hs_str){s.ptr + from, i + LONG_WORD_SHOWN - from});
            hs_html(p, "… <span class=\"label\">");
            hs_html_number(p, end - i - LONG_WORD_SHOWN);
            hs_html(p, " more letters without a blank</span>");
            from = end;
        }
        end += end == i;
    }
    hs_html_text(p, (hs_str){s.ptr + from, s.len - from});
}

static void put_run(marker *m, uint32_t from, uint32_t to)
{
    if (from == to)
        return;
    int32_t content = m->depth[CONTENT] > MOST_DEPTH ? MOST_DEPTH : m->depth[CONTENT];
    bool marked = content > 0 || m->depth[SOURCE] > 0 || m->depth[CUE] > 0 || m->depth[FURNITURE] > 0;
    if (marked) {
        hs_html(m->p, "<span class=\"m");
        if (content > 0)
            hs_html_format(m->p, " c%d", (int)content);
        hs_html(m->p, m->depth[SOURCE] > 0 ? " s" : "");
        hs_html(m->p, m->depth[CUE] > 0 ? " q" : "");
        hs_html(m->p, m->depth[FURNITURE] > 0 ? " f" : "");
        put_readings(m);
        hs_html(m->p, "\">");
    }
    put_words(m->p, (hs_str){m->text.ptr + from, to - from});
    hs_html(m->p, marked ? "</span>" : "");
}

static void put_number(marker *m, uint32_t reading)
{
    hs_html_format(m->p, "<a class=\"n\" id=\"t%u\" href=\"#r%u\" data-r=\"%u\"><span class=\"vh\">reading </span>%u</a>", reading,
                   reading, reading, reading);
}

/* The text of [from, to), with the edges in it. */
static void put_text(marker *m, uint32_t from, uint32_t to)
{
    while (m->next < m->n && m->edges[m->next].at <= to) {
        const edge *e = &m->edges[m->next];
        if (e->at == to && e->step > 0)
            break;
        if (e->at > from) {
            put_run(m, from, e->at);
            from = e->at;
        }
        if (e->first && m->numbered)
            put_number(m, e->reading);
        turn(m, e);
        m->next++;
    }
    put_run(m, from, to);
}

/* ---- one attribution where it stands ---- */

hs_status hs_put_context(hs_page *p, const hs_context *c, hs_error *err)
{
    marker m = {.p = p, .text = c->text};
    if (!c->text.len)
        return HS_OK;
    hs_status status = take_room(&m, (size_t)c->source.n + c->cue.n + c->content.n, err);
    if (status != HS_OK)
        return status;
    add_spans(&m, c->source, SOURCE, 0);
    add_spans(&m, c->cue, CUE, 0);
    add_spans(&m, c->content, CONTENT, 0);
    settle(&m, NULL);
    hs_html(p, "<blockquote class=\"text\" dir=\"auto\">");
    put_text(&m, 0, (uint32_t)c->text.len);
    hs_html(p, "</blockquote>");
    hs_free(m.edges);
    return HS_OK;
}

/* ---- a document ---- */

typedef struct reading {
    const hs_document *doc;
    const hs_attribution *at; /* [n] */
    size_t n;
    const hs_entry *entries; /* [n_entries], of the first attributions */
    size_t n_entries;
    const hs_furniture *furniture; /* [n_furniture] */
    size_t n_furniture, next_furniture;
    size_t next; /* the first that has no note yet */
} reading;

static uint32_t first_byte(const hs_attribution *a)
{
    uint32_t first = UINT32_MAX;
    const hs_spans *const all[] = {&a->source, &a->cue, &a->content};
    for (int i = 0; i < 3; i++)
        if (all[i]->n && all[i]->at[0].begin < first)
            first = all[i]->at[0].begin;
    return first;
}

static bool shows(const hs_page *p, const reading *r, size_t i)
{
    return i < r->n_entries && hs_entry_shows(p, &r->entries[i]);
}

static void put_note(hs_page *p, const reading *r, size_t i)
{
    const hs_entry *e = &r->entries[i];
    hs_html_format(p,
                   "<li class=\"note %s\" id=\"r%zu\" data-r=\"%zu\"><a class=\"n\" href=\"#t%zu\"><span class=\"vh\">reading "
                   "</span>%zu</a> <span class=\"holds\">",
                   hs_side_class(hs_entry_side(e)), i + 1, i + 1, i + 1, i + 1);
    hs_say_who(p, e, true);
    hs_html(p, " ");
    hs_say_stance(p, e);
    hs_html(p, " ");
    hs_say_relays(p, e);
    hs_html(p, "</span> <span class=\"said\">");
    hs_say_content(p, e->content, NOTE_WORDS, 'c', e->claim);
    hs_html(p, "</span><div class=\"under\"><span class=\"meta\">");
    if (r->at[i].parent < r->n && shows(p, r, r->at[i].parent))
        hs_html_format(p, "inside <a href=\"#r%u\">%u</a> · ", r->at[i].parent + 1, r->at[i].parent + 1);
    hs_html_format(p, "%d %% · ", (int)(e->confidence * 100 + 0.5f));
    hs_html_link(p, 'a', e->attribution, NULL);
    hs_html_format(p, "why<span class=\"vh\"> reading %zu</span>?</a> ", i + 1);
    hs_say_verdict(p, e->verdict);
    hs_html(p, "</span>");
    hs_put_quick(p, e);
    hs_html(p, "</div></li>");
}

/* Notes of the readings that begin before a place. */
static void put_notes(hs_page *p, reading *r, uint32_t until)
{
    bool any = false;
    for (; r->next < r->n && r->next < r->n_entries && (until == UINT32_MAX || first_byte(&r->at[r->next]) < until); r->next++) {
        if (!shows(p, r, r->next))
            continue;
        hs_html(p, any ? "" : "<ol class=\"notes\">");
        any = true;
        put_note(p, r, r->next);
    }
    hs_html(p, any ? "</ol>" : "");
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* Where the paragraph ends that begins at `at`: before a blank line. */
static uint32_t paragraph_end(hs_str text, uint32_t at)
{
    for (; at < text.len; at++) {
        if (text.ptr[at] != '\n')
            continue;
        uint32_t to = at + 1;
        while (to < text.len && (text.ptr[to] == ' ' || text.ptr[to] == '\t' || text.ptr[to] == '\r'))
            to++;
        if (to == text.len || text.ptr[to] == '\n')
            return at;
    }
    return (uint32_t)text.len;
}

static void put_label(hs_page *p, reading *r, uint32_t from, uint32_t to)
{
    static const char *const labels[] = {"headline", "byline",     "caption",           "promotion",
                                         "related",  "share line", "not of the article"};
    while (r->next_furniture < r->n_furniture && r->furniture[r->next_furniture].span.end <= from)
        r->next_furniture++;
    if (r->next_furniture == r->n_furniture || r->furniture[r->next_furniture].span.begin >= to)
        return;
    size_t kind = (size_t)r->furniture[r->next_furniture].kind;
    hs_html_format(p, "<span class=\"label\">%s</span> ", labels[kind < sizeof labels / sizeof *labels ? kind : 6]);
}

static void put_paragraphs(marker *m, reading *r, uint32_t end)
{
    for (uint32_t at = 0, to; at < end; at = to) {
        to = paragraph_end(m->text, at);
        to = to > end ? end : to;
        uint32_t from = at;
        while (from < to && is_blank(m->text.ptr[from]))
            from++;
        if (from < to) {
            hs_html(m->p, "<div class=\"row\"><p class=\"t\" dir=\"auto\">");
            put_label(m->p, r, from, to);
            put_text(m, from, to);
            hs_html(m->p, "</p>");
            put_notes(m->p, r, to);
            hs_html(m->p, "</div>");
        }
        while (to < end && is_blank(m->text.ptr[to]))
            to++;
    }
}

static hs_status collect(marker *m, const reading *r, hs_error *err)
{
    size_t spans = r->n_furniture;
    for (size_t i = 0; i < r->n && i < r->n_entries; i++)
        spans += (size_t)r->at[i].source.n + r->at[i].cue.n + r->at[i].content.n;
    HS_TRY(take_room(m, spans, err));
    bool *seen = hs_alloc(r->n + 1);
    if (!seen) {
        hs_free(m->edges);
        return hs_fail(err, HS_E_NOMEM, 0, "no memory to mark a text");
    }
    for (size_t i = 0; i < r->n; i++) {
        if (!shows(m->p, r, i))
            continue;
        add_spans(m, r->at[i].source, SOURCE, (uint32_t)i + 1);
        add_spans(m, r->at[i].cue, CUE, (uint32_t)i + 1);
        add_spans(m, r->at[i].content, CONTENT, (uint32_t)i + 1);
    }
    for (size_t i = 0; i < r->n_furniture; i++)
        add_spans(m, (hs_spans){&r->furniture[i].span, 1}, FURNITURE, 0);
    settle(m, seen);
    hs_free(seen);
    return HS_OK;
}

hs_status hs_put_reading(hs_page *p, const hs_document *doc, const hs_entry *entries, size_t n, hs_error *err)
{
    reading r = {.doc = doc, .entries = entries, .n_entries = n};
    marker m = {.p = p, .text = hs_document_text(doc), .numbered = true};
    r.at = hs_document_attributions(doc, &r.n);
    r.furniture = hs_document_furniture(doc, &r.n_furniture);
    HS_TRY(collect(&m, &r, err));
    uint32_t end = (uint32_t)(m.text.len < MOST_TEXT ? m.text.len : MOST_TEXT);
    while (end < m.text.len && ((unsigned char)m.text.ptr[end] & 0xC0) == 0x80)
        end++;
    hs_html(p, "<div class=\"reading\">");
    put_paragraphs(&m, &r, end);
    hs_html(p, "</div>");
    if (end < m.text.len)
        hs_html(p, "<p class=\"note\">The text goes on; this is its beginning.</p>");
    if (r.next < r.n && r.next < r.n_entries) {
        hs_html(p, "<h2>Readings further on</h2>");
        put_notes(p, &r, UINT32_MAX);
    }
    if (r.n > r.n_entries)
        hs_html_format(p, "<p class=\"note\">%zu more readings are not shown.</p>", r.n - r.n_entries);
    hs_free(m.edges);
    return HS_OK;
}
