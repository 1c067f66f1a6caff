/* quotes.c -- pair quotation marks. In: the marks of a text. Out: quotations, one within another or apart. Any thread.
 *
 * One pass over the marks with a stack of open quotations. Where a mark's shape does not say whether it opens or
 * closes, its neighbours do, and where they do not, what is open does. Looking ahead is bounded, so the work stays
 * linear. */
#include "quotes.h"

#include <string.h>

#include "buffer.h"
#include "chars.h"
#include "quote_marks.h"
#include "status.h"

enum { MAX_DEPTH = 16, LOOK_AHEAD = 8 };

typedef struct candidate {
    hs_quote quote;
    uint8_t family;
    bool low, reversed; /* opened by „ or ‚; by » */
    bool dropped;       /* was no quotation */
    bool at_start;      /* opens its paragraph */
} candidate;

typedef struct pairing {
    hs_str text;
    const hs_mark *marks;
    size_t n;
    hs_buffer found;        /* candidate[], by begin */
    size_t open[MAX_DEPTH]; /* indices into found */
    size_t depth;
    uint32_t text_end; /* less white space */
    uint32_t start;    /* where the paragraph's text begins, past marks that opened there */
    bool left_open[2]; /* the paragraph before left a double, a single quotation open */
} pairing;

static candidate *candidate_at(pairing *p, size_t i)
{
    return (candidate *)(void *)p->found.ptr + i;
}

static candidate *top(pairing *p)
{
    return p->depth ? candidate_at(p, p->open[p->depth - 1]) : NULL;
}

/* Level of the innermost open quotation of a family, counted from 1; 0: none. */
static size_t open_level(pairing *p, uint8_t family)
{
    for (size_t level = p->depth; level > 0; level--)
        if (candidate_at(p, p->open[level - 1])->family == family)
            return level;
    return 0;
}

static uint32_t trim(hs_str text, uint32_t begin, uint32_t end)
{
    while (end > begin && hs_ascii_kind[(unsigned char)text.ptr[end - 1]] & HS_IS_SPACE)
        end--;
    return end;
}

/* Give up waiting for the closing marks of all quotations above `level`: they end before `at`. A single mark without a
 * fellow was an apostrophe, unless `keep_single`. */
static void give_up(pairing *p, size_t level, uint32_t at, bool keep_single)
{
    for (; p->depth > level; p->depth--) {
        candidate *c = top(p);
        uint32_t end = trim(p->text, c->quote.inner.begin, at);
        c->quote.inner.end = c->quote.outer.end = end;
        c->quote.unclosed = true;
        bool lone_single = c->family == HS_MARK_SINGLE && !(keep_single && c->at_start);
        bool arrow = c->family == HS_MARK_ANGLE || (c->family == HS_MARK_GUILLEMET && c->reversed);
        c->dropped = end == c->quote.inner.begin || lone_single || arrow;
    }
}

static void open_quote(pairing *p, const hs_mark *m)
{
    if (p->depth == MAX_DEPTH)
        return;
    candidate c = {.family = m->family, .low = m->shape == HS_MARK_LOW, .reversed = m->shape == HS_MARK_CLOSES};
    c.quote.outer.begin = m->at;
    c.quote.inner.begin = m->at + m->len;
    if (m->at == p->start) {
        c.at_start = true;
        c.quote.continues_previous = m->family <= HS_MARK_SINGLE && p->left_open[m->family];
        p->start = m->at + m->len;
    }
    p->open[p->depth] = p->found.len / sizeof c;
    hs_buffer_add(&p->found, &c, sizeof c);
    if (!p->found.failed)
        p->depth++;
}

static void close_quote(pairing *p, size_t level, const hs_mark *m)
{
    give_up(p, level, m->at, false);
    candidate *c = top(p);
    c->quote.inner.end = m->at;
    c->quote.outer.end = m->at + m->len;
    p->depth--;
}

/* What stands around a mark. A mark that follows the one that opened last counts as standing at its beginning. */
static bool may_open(pairing *p, const hs_mark *m)
{
    const candidate *c = top(p);
    return (c && c->quote.inner.begin == m->at) || hs_mark_may_open(p->text, m->at);
}

static bool may_close(pairing *p, const hs_mark *m)
{
    return hs_mark_may_close(p->text, m->at + m->len);
}

static bool must_open(pairing *p, const hs_mark *m)
{
    return may_open(p, m) && !may_close(p, m);
}

static bool must_close(pairing *p, const hs_mark *m)
{
    return may_close(p, m) && !may_open(p, m);
}

/* The next mark of the family in this paragraph; NULL if there is none close by. */
static const hs_mark *next_of(pairing *p, const hs_mark *m, uint8_t family)
{
    const hs_mark *end = p->marks + p->n;
    for (int i = 0; i < LOOK_AHEAD && ++m < end && m->family != HS_MARK_END; i++)
        if (m->family == family)
            return m;
    return NULL;
}

static bool next_closes(pairing *p, const hs_mark *m)
{
    const hs_mark *next = next_of(p, m, m->family);
    return next && next->shape != HS_MARK_LOW && must_close(p, next) && !hs_mark_is_inches(p->text, next->at);
}

/* A quotation of the same marks opens inside an open one: only if as many close after it. */
static bool nests(pairing *p, const hs_mark *m)
{
    const hs_mark *next = next_of(p, m, m->family);
    return next && must_close(p, next) && next_closes(p, next);
}

static void open_double(pairing *p, const hs_mark *m, size_t level)
{
    if (level && !nests(p, m))
        give_up(p, level - 1, m->at, false);
    open_quote(p, m);
}

static void read_double(pairing *p, const hs_mark *m)
{
    size_t level = open_level(p, HS_MARK_DOUBLE);
    if (hs_mark_is_inches(p->text, m->at))
        return;
    bool after_digit = hs_mark_before(p->text, m->at) & HS_IS_DIGIT;
    uint32_t next = m->at + m->len;
    bool at_end = next >= p->text_end || (m + 1 < p->marks + p->n && m[1].family == HS_MARK_END && m[1].at <= next);
    if (!level) {
        bool in_word = hs_mark_before(p->text, m->at) & HS_IS_WORD;
        if (m->shape == HS_MARK_OPENS || m->shape == HS_MARK_LOW)
            open_quote(p, m);
        else if (!at_end && !must_close(p, m) && (may_open(p, m) || m->shape == HS_MARK_STRAIGHT) &&
                 (!in_word || next_closes(p, m)))
            open_quote(p, m);
        return;
    }
    const candidate *c = candidate_at(p, p->open[level - 1]);
    switch ((hs_mark_shape)m->shape) {
    case HS_MARK_LOW:
        open_double(p, m, level);
        break;
    case HS_MARK_OPENS: /* “ closes „, and now and then stands for ” */
        if (at_end || must_close(p, m) || (c->low && !must_open(p, m)))
            close_quote(p, level, m);
        else
            open_double(p, m, level);
        break;
    case HS_MARK_CLOSES:
    case HS_MARK_STRAIGHT:
        if (m->shape == HS_MARK_STRAIGHT && must_open(p, m))
            open_double(p, m, level);
        else if (!(after_digit && next_closes(p, m))) /* else 6" within a quotation */
            close_quote(p, level, m);
        break;
    }
}

/* A single mark further on closes what is open better than one that may be an apostrophe. */
static bool better_ahead(pairing *p, const hs_mark *m)
{
    const hs_mark *end = p->marks + p->n;
    for (int i = 0; i < LOOK_AHEAD && ++m < end && m->family == HS_MARK_SINGLE; i++) {
        if (m->shape == HS_MARK_LOW || hs_mark_may_open(p->text, m->at))
            return false;
        if (hs_mark_may_close(p->text, m->at + m->len) && !hs_mark_may_be_possessive(p->text, m->at))
            return true;
    }
    return false;
}

static void read_single(pairing *p, const hs_mark *m)
{
    const candidate *c = top(p);
    bool open = c && c->family == HS_MARK_SINGLE && c->quote.inner.begin < m->at;
    bool opens = may_open(p, m);
    unsigned after = hs_mark_after(p->text, m->at + m->len);
    if (m->shape == HS_MARK_LOW) {
        open_quote(p, m);
        return;
    }
    if (opens && !(after & HS_IS_SPACE)) {
        hs_elision elision = hs_mark_elision(p->text, m->at + m->len);
        bool elided = elision == HS_ELISION_SURE || (elision == HS_ELISION_MAYBE && !better_ahead(p, m));
        /* ’ opens by mistake alone; a stop after an opening mark is an ellipsis. */
        bool likely = m->shape != HS_MARK_CLOSES && !may_close(p, m);
        if (!elided && (likely || (!open && better_ahead(p, m)))) {
            if (open)
                give_up(p, p->depth - 1, m->at, false);
            open_quote(p, m);
            return;
        }
        if (elided)
            return;
    }
    bool backtick = p->text.ptr[m->at] == '`'; /* opens `so', and never closes */
    if (open && !backtick && may_close(p, m)) {
        if (!(hs_mark_may_be_possessive(p->text, m->at) && better_ahead(p, m)))
            close_quote(p, p->depth, m);
    } else if (m->shape == HS_MARK_OPENS && !open && !(hs_mark_before(p->text, m->at) & HS_IS_WORD) &&
               after & HS_IS_WORD && !backtick)
        open_quote(p, m); /* a blank is missing: said:‘No’ */
}

/* « », ‹ ›, and the corners. Most languages write «so», some »so«; whichever comes first opens. */
static void read_paired(pairing *p, const hs_mark *m)
{
    size_t level = open_level(p, m->family);
    const candidate *c = level ? candidate_at(p, p->open[level - 1]) : NULL;
    bool corner = m->family >= HS_MARK_CORNER;
    if (c && (m->shape == HS_MARK_CLOSES) != c->reversed)
        close_quote(p, level, m);
    else if (m->shape == HS_MARK_OPENS ||
             (!corner && !must_close(p, m) && may_open(p, m) && hs_mark_after(p->text, m->at + m->len) & HS_IS_WORD))
        open_quote(p, m);
}

/* Whether the quotation open at the bottom goes on past a line end. */
static bool runs_on(pairing *p, const hs_mark *end)
{
    uint8_t family = candidate_at(p, p->open[0])->family;
    if (end->blank_line)
        return false;
    const hs_mark *m = end + 1;
    for (int i = 0; i < 2 * LOOK_AHEAD && m < p->marks + p->n; i++, m++) {
        if (m->family == HS_MARK_END && m->blank_line)
            return false;
        if (m->family == family)
            return m->at != end->next_line && m->shape != HS_MARK_LOW && must_close(p, m);
    }
    return false;
}

static void read_end(pairing *p, const hs_mark *m)
{
    if (p->depth && runs_on(p, m))
        return;
    const hs_mark *first = m + 1 < p->marks + p->n ? m + 1 : NULL;
    /* A paragraph without any mark may lie between this end and the next mark. */
    bool again =
        first && first->at == m->at + m->len && first->family <= HS_MARK_SINGLE && first->shape != HS_MARK_CLOSES;
    memset(p->left_open, 0, sizeof p->left_open);
    if (again)
        for (size_t i = 0; i < p->depth; i++) {
            const candidate *c = candidate_at(p, p->open[i]);
            if (c->family == HS_MARK_DOUBLE || (c->family == HS_MARK_SINGLE && c->at_start))
                p->left_open[c->family] = true;
        }
    give_up(p, 0, m->at, again && first->family == HS_MARK_SINGLE);
    p->start = m->next_line;
}

/* Copy what is left into the arena, with its depth. */
static hs_status deliver(hs_quotes *out, pairing *p, hs_arena *arena, hs_error *err)
{
    size_t all = p->found.len / sizeof(candidate), n = 0, depth = 0;
    uint32_t ends[MAX_DEPTH]; /* of the quotations around */
    for (size_t i = 0; i < all; i++)
        n += !candidate_at(p, i)->dropped;
    hs_quote *quotes = HS_NEW(arena, hs_quote, n);
    if (!quotes)
        return hs_fail(err, HS_E_NOMEM, 0, "quotes: no memory for %zu quotations", n);
    n = 0;
    for (size_t i = 0; i < all; i++) {
        const candidate *c = candidate_at(p, i);
        if (c->dropped)
            continue;
        while (depth && ends[depth - 1] <= c->quote.outer.begin)
            depth--;
        quotes[n] = c->quote;
        quotes[n++].depth = (uint32_t)depth;
        ends[depth++] = c->quote.outer.end;
    }
    *out = (hs_quotes){quotes, n};
    return HS_OK;
}

hs_status hs_quotes_find(hs_quotes *out, hs_arena *arena, hs_str text, hs_error *err)
{
    *out = (hs_quotes){0};
    if (text.len > UINT32_MAX)
        return hs_fail(err, HS_E_LIMIT, UINT32_MAX, "quotes: a text of %zu bytes: spans hold 32 bits", text.len);
    hs_buffer marks = hs_buffer_new(SIZE_MAX / 2);
    pairing p = {.text = text, .found = hs_buffer_new(SIZE_MAX / 2)};
    hs_marks_find(&marks, text);
    p.marks = (const hs_mark *)(void *)marks.ptr;
    p.n = marks.failed ? 0 : marks.len / sizeof(hs_mark);
    p.text_end = trim(text, 0, (uint32_t)text.len);
    while (p.start < text.len && hs_ascii_kind[(unsigned char)text.ptr[p.start]] & HS_IS_SPACE)
        p.start++;
    for (size_t i = 0; i < p.n; i++) {
        const hs_mark *m = &p.marks[i];
        if (m->family == HS_MARK_DOUBLE)
            read_double(&p, m);
        else if (m->family == HS_MARK_SINGLE)
            read_single(&p, m);
        else if (m->family == HS_MARK_END)
            read_end(&p, m);
        else
            read_paired(&p, m);
    }
    give_up(&p, 0, (uint32_t)text.len, false);
    hs_status status;
    if (marks.failed || p.found.failed)
        status = hs_fail(err, HS_E_NOMEM, 0, "quotes: no memory for the marks of %zu bytes", text.len);
    else
        status = deliver(out, &p, arena, err);
    hs_buffer_free(&marks);
    hs_buffer_free(&p.found);
    return status;
}
