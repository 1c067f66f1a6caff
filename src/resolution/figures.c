/* figures.c -- lines that hold contents, cut into tokens; figures of them, with their units as words. In: a text and
 * parts of it, or a document with its attributions. Out: figures, or doc->figures. One thread a document. */
#include "figures.h"

#include <stdlib.h>
#include <string.h>

#include "ascii.h"
#include "buffer.h"
#include "figures_scan.h"
#include "status.h"
#include "wrapping.h"

enum {
    TOKENS = 256,   /* of a line that are looked at together */
    LONG_UNIT = 200 /* bytes */
};

static int by_begin(const void *a, const void *b)
{
    const hs_span *x = a, *y = b;
    return (x->begin > y->begin) - (x->begin < y->begin);
}

/* The union of all contents, in order. */
static hs_status merge_contents(hs_spans *out, const hs_document *doc, hs_buffer *buffer, hs_error *err)
{
    for (size_t i = 0; i < doc->n_attributions; i++)
        hs_buffer_add(buffer, doc->attributions[i].content.at, doc->attributions[i].content.n * sizeof(hs_span));
    if (buffer->failed)
        return hs_fail(err, HS_E_NOMEM, 0, "figures: no memory for the contents");
    hs_span *at = (hs_span *)(void *)buffer->ptr;
    size_t all = buffer->len / sizeof *at;
    *out = (hs_spans){at, 0};
    if (!all)
        return HS_OK;
    qsort(at, all, sizeof *at, by_begin);
    uint32_t n = 0;
    for (size_t i = 1; i < all; i++) {
        if (at[i].begin > at[n].end)
            at[++n] = at[i];
        else if (at[i].end > at[n].end)
            at[n].end = at[i].end;
    }
    out->n = n + 1;
    return HS_OK;
}

typedef struct unit_words {
    char words[LONG_UNIT];
    size_t len;
} unit_words;

static void add_words(unit_words *u, const char *words, size_t len)
{
    size_t blank = u->len > 0;
    if (!len || u->len + blank + len > sizeof u->words)
        return;
    if (blank)
        u->words[u->len++] = ' ';
    memcpy(u->words + u->len, words, len);
    u->len += len;
}

static void add_tokens(unit_words *u, const hs_figure_line *p, hs_range r)
{
    uint32_t end = 0;
    for (uint32_t k = r.begin; k < r.end; k++) {
        hs_str word = hs_figure_line_slice(p, k);
        if (p->tokens[k].kind == HS_FIGURE_TOKEN_BREAK)
            continue;
        if (k > r.begin && p->tokens[k].begin == end && u->len + word.len <= sizeof u->words) { /* joined by a hyphen */
            memcpy(u->words + u->len, word.ptr, word.len);
            u->len += word.len;
        } else {
            add_words(u, word.ptr, word.len);
        }
        end = p->tokens[k].end;
    }
}

static hs_str write_unit(unit_words *w, const hs_figure_line *p, const hs_unit *unit)
{
    w->len = 0;
    add_tokens(w, p, unit->more);
    if (unit->fixed)
        add_words(w, unit->fixed, strlen(unit->fixed));
    add_tokens(w, p, unit->noun);
    add_tokens(w, p, unit->tail);
    if (unit->event.ptr) {
        if (unit->negated)
            add_words(w, "not", 3);
        add_words(w, unit->event.ptr, unit->event.len);
        add_tokens(w, p, unit->particle);
    }
    return (hs_str){w->words, w->len};
}

typedef struct line {
    hs_figure_token tokens[TOKENS];
    const hs_lexeme *lexemes[TOKENS];
    hs_quantity found[TOKENS];
    uint32_t n;
} line;

static bool inside(const hs_spans *contents, uint32_t *from, uint32_t at)
{
    while (*from < contents->n && contents->at[*from].end <= at)
        (*from)++;
    return *from < contents->n && contents->at[*from].begin <= at;
}

/* The lexeme of a token; the US is not "us", nor the WHO "who", nor IS (a group) "is". */
static const hs_lexeme *look_up(const hs_figure_line *p, uint32_t at)
{
    hs_str word = hs_figure_line_slice(p, at);
    if (p->tokens[at].kind != HS_FIGURE_TOKEN_WORD ||
        (word.len == 2 && (!memcmp(word.ptr, "US", 2) || !memcmp(word.ptr, "IS", 2))) ||
        (word.len == 3 && !memcmp(word.ptr, "WHO", 3)))
        return NULL;
    return hs_figures_lexicon_find(word);
}

/* The figures of a line of tokens. */
static hs_status take_line(hs_arena *arena, hs_str text, line *l, const hs_spans *contents, uint32_t *from,
                           hs_buffer *figures, hs_error *err)
{
    hs_figure_line p = {text, l->tokens, l->lexemes, l->n};
    bool any = false;
    for (uint32_t k = 0; k < l->n && !any; k++)
        any = l->tokens[k].kind == HS_FIGURE_TOKEN_DIGITS ||
              (l->tokens[k].kind == HS_FIGURE_TOKEN_WORD &&
               (hs_number_has(hs_figure_line_slice(&p, k)) || hs_figure_line_is(&p, k, "no") ||
                hs_figure_line_is(&p, k, "nobody")));
    if (!any)
        return HS_OK;
    for (uint32_t k = 0; k < l->n; k++)
        l->lexemes[k] = look_up(&p, k);
    uint32_t n = hs_quantities_find(l->found, TOKENS, &p);
    for (uint32_t k = 0; k < n; k++) {
        const hs_quantity *q = &l->found[k];
        if (!inside(contents, from, l->tokens[q->number].begin))
            continue;
        unit_words words;
        hs_figure figure = {
            .span = {l->tokens[q->begin].begin, l->tokens[q->end - 1].end}, .value = q->value, .bound = q->bound};
        hs_str unit = write_unit(&words, &p, &q->unit);
        if (unit.len && !(figure.unit = hs_arena_copy(arena, unit)).ptr)
            return hs_fail(err, HS_E_NOMEM, 0, "figures: no memory for a unit");
        hs_buffer_add(figures, &figure, sizeof figure);
    }
    return HS_OK;
}

/* Cut tokens from `at` on, up to a line's end; of a line that is too long, up to the last sentence's end that fits. */
static uint32_t cut_line(line *l, hs_str text, uint32_t at, uint32_t width)
{
    uint32_t stop = 0, stop_at = 0;
    for (l->n = 0; l->n < TOKENS;) {
        hs_figure_token *t = &l->tokens[l->n];
        if (!hs_figure_token_next(t, text, &at, (uint32_t)text.len))
            return at;
        if (t->kind == HS_FIGURE_TOKEN_BREAK) {
            if (hs_wrapping_made(text, t->begin, width))
                continue;
            return at;
        }
        l->n++;
        if (t->kind == HS_FIGURE_TOKEN_STOP) {
            stop = l->n;
            stop_at = at;
        }
    }
    if (stop) {
        l->n = stop;
        at = stop_at;
    }
    return at;
}

static uint32_t line_end(hs_str text, uint32_t at, uint32_t width)
{
    do {
        const char *end = memchr(text.ptr + at, '\n', text.len - at);
        at = end ? (uint32_t)(end - text.ptr) + 1 : (uint32_t)text.len;
    } while (at < text.len && hs_wrapping_made(text, at - 1, width));
    return at;
}

hs_status hs_figures_of(hs_figure_list *out, hs_arena *arena, hs_str text, hs_spans within, hs_error *err)
{
    hs_buffer figures = hs_buffer_new(SIZE_MAX / 2);
    hs_status status = HS_OK;
    uint32_t width = hs_wrapping_width(text), here = 0, inner = 0;
    *out = (hs_figure_list){0};
    for (uint32_t at = 0; status == HS_OK && at < text.len;) {
        while (here < within.n && within.at[here].end <= at)
            here++;
        if (here == within.n)
            break;
        uint32_t end = line_end(text, at, width);
        if (within.at[here].begin >= end) {
            at = end;
            continue;
        }
        line l;
        while (at < end && status == HS_OK) {
            uint32_t next = cut_line(&l, text, at, width);
            status = take_line(arena, text, &l, &within, &inner, &figures, err);
            at = next;
        }
    }
    size_t n = figures.len / sizeof(hs_figure);
    hs_figure *all = NULL;
    if (status == HS_OK && (figures.failed || !(all = HS_NEW(arena, hs_figure, n))))
        status = hs_fail(err, HS_E_NOMEM, 0, "figures: no memory for %zu", n);
    if (status == HS_OK) {
        if (n)
            memcpy(all, figures.ptr, figures.len);
        *out = (hs_figure_list){all, n};
    }
    hs_buffer_free(&figures);
    return status;
}

hs_status hs_figures_find(hs_document *doc, hs_error *err)
{
    hs_buffer contents = hs_buffer_new(SIZE_MAX / 2);
    hs_spans merged = {0};
    hs_figure_list found;
    hs_status status = merge_contents(&merged, doc, &contents, err);
    if (status == HS_OK)
        status = hs_figures_of(&found, doc->arena, doc->text, merged, err);
    if (status == HS_OK) {
        doc->figures = found.at;
        doc->n_figures = found.n;
    }
    hs_buffer_free(&contents);
    return status;
}
