/* attribution_quotation.c -- quotation kind, and quotations that run over several paragraphs. In: attributions by cue
 * and the text's quotation marks. Out: their kinds and longer contents. One thread a document. */
#include "attribution_quotation.h"

#include <string.h>

#include "attribution_spans.h"
#include "chars.h"
#include "quotes.h"
#include "status.h"
#include "utf8.h"

/* Quotations that begin before a content and may reach into it: nesting is never deeper in honest text. */
enum { LOOK_BACK = 64 };

static bool contains(hs_span outer, hs_span inner)
{
    return outer.begin <= inner.begin && inner.end <= outer.end;
}

/* Index of the first quotation that begins at or after `at`. */
static size_t first_from(const hs_quotes *quotes, uint32_t at)
{
    size_t low = 0, high = quotes->n;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (quotes->at[mid].outer.begin < at)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

static size_t first_around(const hs_quotes *quotes, uint32_t at)
{
    size_t k = first_from(quotes, at);
    return k > LOOK_BACK ? k - LOOK_BACK : 0;
}

/* Bytes of letters and digits. */
static uint32_t word_bytes(hs_str text, uint32_t begin, uint32_t end)
{
    uint32_t n = 0;
    for (uint32_t i = begin; i < end;) {
        uint32_t code, length = (uint32_t)hs_utf8_next(&code, text.ptr + i, end - i);
        if (hs_char_kind(code) & HS_IS_WORD)
            n += length;
        i += length;
    }
    return n;
}

static hs_quotation kind_of(const hs_attribution *a, const hs_quotes *quotes, hs_str text)
{
    uint32_t all = 0, quoted = 0;
    for (uint32_t f = 0; f < a->content.n; f++) {
        hs_span s = a->content.at[f];
        uint32_t reached = s.begin;
        all += word_bytes(text, s.begin, s.end);
        for (size_t k = first_around(quotes, s.begin); k < quotes->n && quotes->at[k].outer.begin < s.end; k++) {
            const hs_quote *q = &quotes->at[k];
            uint32_t begin = q->inner.begin > reached ? q->inner.begin : reached,
                     end = q->inner.end < s.end ? q->inner.end : s.end;
            if (begin < end && !contains(q->outer, a->cue.at[0])) {
                quoted += word_bytes(text, begin, end);
                reached = end;
            }
        }
    }
    if (!quoted)
        return HS_QUOTATION_INDIRECT;
    return quoted == all ? HS_QUOTATION_DIRECT : HS_QUOTATION_MIXED;
}

/* Does an attribution other than a[self], with its cue outside it, hold part of this quotation? a is sorted by cue, and
 * a cue stands near its content: only the neighbours are asked. */
static bool is_claimed(const hs_attribution *a, size_t n, size_t self, hs_span quote)
{
    enum { NEAR = 16 };
    size_t low = self > NEAR ? self - NEAR : 0, high = n - self > NEAR ? self + NEAR : n;
    for (size_t i = low; i < high; i++)
        if (i != self && !contains(quote, a[i].cue.at[0]) && hs_spans_meet(a[i].content, (hs_spans){&quote, 1}))
            return true;
    return false;
}

/* The quotation in which the content ends and that its paragraph leaves open; SIZE_MAX if there is none. */
static size_t left_open(const hs_attribution *a, const hs_quotes *quotes)
{
    hs_span last = a->content.at[a->content.n - 1];
    for (size_t k = first_around(quotes, last.end); k < quotes->n && quotes->at[k].outer.begin < last.end; k++) {
        const hs_quote *q = &quotes->at[k];
        /* the content takes in the last words of the quotation, but for a full stop or so */
        if (!q->depth && q->unclosed && last.end <= q->outer.end && q->outer.end - last.end < 4 &&
            !contains(q->outer, a->cue.at[0]))
            return k;
    }
    return SIZE_MAX;
}

static hs_status carry_on(hs_attribution *a, size_t n, size_t self, const hs_quotes *quotes, hs_arena *arena,
                          hs_error *err)
{
    size_t from = left_open(&a[self], quotes), n_more = 0, last = from;
    if (from == SIZE_MAX)
        return HS_OK;
    for (size_t k = from + 1; k < quotes->n && quotes->at[last].unclosed; k++) {
        const hs_quote *q = &quotes->at[k];
        if (q->depth)
            continue;
        if (!q->continues_previous || is_claimed(a, n, self, q->outer))
            break;
        last = k;
        n_more++;
    }
    if (!n_more)
        return HS_OK;
    hs_spans old = a[self].content;
    hs_span *at = HS_NEW(arena, hs_span, old.n + n_more);
    if (!at)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for a quotation of %zu paragraphs", n_more + 1);
    memcpy(at, old.at, old.n * sizeof *at);
    uint32_t filled = old.n;
    for (size_t k = from + 1; k <= last; k++)
        if (!quotes->at[k].depth)
            at[filled++] = quotes->at[k].outer;
    a[self].content = (hs_spans){at, filled};
    return HS_OK;
}

hs_status hs_quotations_mark(hs_attribution *a, size_t n, hs_document *doc, hs_arena *scratch, hs_error *err)
{
    hs_quotes quotes;
    HS_TRY(hs_quotes_find(&quotes, scratch, doc->text, err));
    for (size_t i = 0; i < n; i++) {
        HS_TRY(carry_on(a, n, i, &quotes, doc->arena, err));
        a[i].quotation = kind_of(&a[i], &quotes, doc->text);
    }
    return HS_OK;
}
