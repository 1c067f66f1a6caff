/* attribution_place.c -- which part of the document each attribution stands in. In: attributions of a whole text, its
 * furniture. Out: those that count, by cue, none across a border. Any thread. */
#include "attribution_place.h"

#include <stdlib.h>

#include "chars.h"
#include "status.h"
#include "utf8.h"

static bool is_read(hs_furniture_kind kind, hs_place *place)
{
    switch (kind) {
    case HS_FURNITURE_TITLE:
        *place = HS_IN_TITLE;
        return true;
    case HS_FURNITURE_CAPTION:
        *place = HS_IN_CAPTION;
        return true;
    case HS_FURNITURE_RELATED:
        *place = HS_IN_RELATED;
        return true;
    default:
        return false;
    }
}

/* Index of the first piece of furniture that ends after `at`. */
static size_t furniture_from(const hs_document *doc, uint32_t at)
{
    size_t low = 0, high = doc->n_furniture;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (doc->furniture[mid].span.end <= at)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

static bool is_space_at(hs_str text, uint32_t at, uint32_t end)
{
    uint32_t code;
    hs_utf8_next(&code, text.ptr + at, end - at);
    return hs_char_kind(code) & HS_IS_SPACE;
}

/* The span without white space at its ends. */
static hs_span trimmed(hs_str text, hs_span s)
{
    uint32_t code;
    while (s.begin < s.end && is_space_at(text, s.begin, s.end))
        s.begin += (uint32_t)hs_utf8_next(&code, text.ptr + s.begin, s.end - s.begin);
    while (s.begin < s.end) {
        size_t n = hs_utf8_back(&code, text.ptr, s.end);
        if (!(hs_char_kind(code) & HS_IS_SPACE))
            break;
        s.end -= (uint32_t)n;
    }
    return s;
}

/* Cut the spans to the body (home NULL) or to one piece of furniture. */
static hs_status confine(hs_spans *spans, const hs_document *doc, const hs_furniture *home, hs_error *err)
{
    size_t most = 0;
    bool crosses = false;
    for (uint32_t i = 0; i < spans->n; i++) {
        hs_span s = spans->at[i];
        size_t f = furniture_from(doc, s.begin), from = f;
        while (f < doc->n_furniture && doc->furniture[f].span.begin < s.end)
            f++;
        most += f - from + 1;
        crosses = crosses || (home ? s.begin < home->span.begin || s.end > home->span.end : f > from);
    }
    if (!crosses)
        return HS_OK;
    hs_span *at = HS_NEW(doc->arena, hs_span, most);
    if (!at)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for %zu spans", most);
    uint32_t n = 0;
    for (uint32_t i = 0; i < spans->n; i++) {
        hs_span s = spans->at[i], left = s;
        for (size_t f = furniture_from(doc, s.begin);
             !home && f < doc->n_furniture && doc->furniture[f].span.begin < s.end; f++) {
            hs_span part = trimmed(doc->text, (hs_span){left.begin, doc->furniture[f].span.begin});
            if (left.begin < doc->furniture[f].span.begin && part.begin < part.end)
                at[n++] = part;
            left.begin = doc->furniture[f].span.end;
        }
        if (home && left.begin < home->span.begin)
            left.begin = home->span.begin;
        if (home && left.end > home->span.end)
            left.end = home->span.end;
        if (left.begin >= left.end)
            continue;
        left = trimmed(doc->text, left);
        if (left.begin < left.end)
            at[n++] = left;
    }
    *spans = (hs_spans){at, n};
    return HS_OK;
}

static bool has_word(hs_str text, hs_span s)
{
    uint32_t code;
    for (uint32_t at = s.begin; at < s.end;) {
        at += (uint32_t)hs_utf8_next(&code, text.ptr + at, s.end - at);
        if (hs_char_kind(code) & HS_IS_WORD)
            return true;
    }
    return false;
}

/* A quotation mark or dash alone is no part of what is said. */
static hs_status drop_wordless(hs_spans *spans, const hs_document *doc, hs_error *err)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < spans->n; i++)
        n += has_word(doc->text, spans->at[i]);
    if (n == spans->n)
        return HS_OK;
    hs_span *at = HS_NEW(doc->arena, hs_span, n);
    if (!at)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for %u spans", n);
    n = 0;
    for (uint32_t i = 0; i < spans->n; i++)
        if (has_word(doc->text, spans->at[i]))
            at[n++] = spans->at[i];
    *spans = (hs_spans){at, n};
    return HS_OK;
}

/* By the cue's first byte, then its last; of two readings of one cue the surer comes first. */
static int by_cue(const void *x, const void *y)
{
    const hs_attribution *a = x, *b = y;
    hs_span m = a->cue.at[0], n = b->cue.at[0];
    if (m.begin != n.begin)
        return m.begin < n.begin ? -1 : 1;
    if (m.end != n.end)
        return m.end < n.end ? -1 : 1;
    return (a->confidence < b->confidence) - (a->confidence > b->confidence);
}

hs_status hs_places_mark(hs_attribution *a, size_t *n, const hs_document *doc, hs_error *err)
{
    size_t kept = 0;
    qsort(a, *n, sizeof *a, by_cue);
    for (size_t i = 0; i < *n; i++) {
        hs_span cue = a[i].cue.at[0];
        size_t f = furniture_from(doc, cue.begin);
        const hs_furniture *home =
            f < doc->n_furniture && doc->furniture[f].span.begin < cue.end ? &doc->furniture[f] : NULL;
        if ((kept && a[kept - 1].cue.at[0].end > cue.begin) || (home && !is_read(home->kind, &a[i].place)))
            continue;
        HS_TRY(confine(&a[i].cue, doc, home, err));
        HS_TRY(confine(&a[i].source, doc, home, err));
        HS_TRY(confine(&a[i].content, doc, home, err));
        HS_TRY(drop_wordless(&a[i].source, doc, err));
        HS_TRY(drop_wordless(&a[i].content, doc, err));
        if (a[i].cue.n && a[i].content.n)
            a[kept++] = a[i];
    }
    *n = kept;
    return HS_OK;
}
