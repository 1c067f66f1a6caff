/* ledger_shapes.c -- how spans, names and contents stand in the ledger. In: a document's values, or a hostile file's. Any thread. */
#include "ledger.h"

#include <string.h>

#include "ascii.h"
#include "digest.h"
#include "status.h"

void hs_ledger_spans_text(hs_buffer *out, hs_utf8_cursor *cursor, hs_spans spans)
{
    hs_buffer_text(out, "[");
    for (uint32_t i = 0; i < spans.n; i++) {
        uint32_t begin = hs_utf8_cursor_to(cursor, spans.at[i].begin);
        hs_buffer_format(out, "%s[%u,%u]", i ? "," : "", begin, hs_utf8_cursor_to(cursor, spans.at[i].end));
    }
    hs_buffer_text(out, "]");
}

void hs_ledger_bind_place(hs_sql *q, int64_t document_id, size_t i, hs_utf8_cursor *cursor, hs_span span)
{
    hs_sql_number(q, 1, document_id);
    hs_sql_number(q, 2, (int64_t)i + 1);
    hs_sql_number(q, 3, hs_utf8_cursor_to(cursor, span.begin));
    hs_sql_number(q, 4, hs_utf8_cursor_to(cursor, span.end));
}

/* ---- back from JSON: [[1,2],[3,4]], blanks allowed between any two marks ---- */

typedef struct scan {
    hs_str s;
    size_t at;
} scan;

static bool take(scan *c, char mark)
{
    while (c->at < c->s.len && hs_ascii_is_space(c->s.ptr[c->at]))
        c->at++;
    if (c->at == c->s.len || c->s.ptr[c->at] != mark)
        return false;
    c->at++;
    return true;
}

static bool take_number(scan *c, uint32_t *out)
{
    uint64_t value = 0;
    size_t digits = 0;
    while (c->at < c->s.len && hs_ascii_is_space(c->s.ptr[c->at]))
        c->at++;
    for (; c->at < c->s.len && hs_ascii_is_digit(c->s.ptr[c->at]) && digits < 10; c->at++, digits++)
        value = value * 10 + (uint64_t)(c->s.ptr[c->at] - '0');
    *out = (uint32_t)value;
    return digits && value <= UINT32_MAX;
}

/* One span in code points, of the cursor's text where there is one, after `from`. */
static bool take_span(scan *c, hs_utf8_cursor *cursor, uint32_t from, hs_span *out)
{
    uint32_t begin, end;
    if (!take(c, '[') || !take_number(c, &begin) || !take(c, ',') || !take_number(c, &end) || !take(c, ']') || begin > end)
        return false;
    if (!cursor) {
        *out = (hs_span){begin, end};
        return begin >= from;
    }
    out->begin = hs_utf8_cursor_to_point(cursor, begin);
    bool inside = cursor->point == begin;
    out->end = hs_utf8_cursor_to_point(cursor, end);
    return inside && cursor->point == end && out->begin >= from;
}

hs_status hs_ledger_spans_read(hs_spans *out, hs_arena *arena, hs_utf8_cursor *cursor, hs_str json, hs_error *err)
{
    scan c = {json, 0};
    size_t most = 0; /* every span has one '[' */
    for (size_t i = 0; i < json.len; i++)
        most += json.ptr[i] == '[';
    hs_span *at = HS_NEW(arena, hs_span, most);
    *out = (hs_spans){at, 0};
    if (!at)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for spans");
    bool good = take(&c, '[');
    for (uint32_t n = 0; good && !take(&c, ']'); n++) {
        good = (n == 0 || take(&c, ',')) && n < most && take_span(&c, cursor, n ? at[n - 1].end : 0, &at[n]);
        out->n = good ? n + 1 : 0;
    }
    if (!good)
        return hs_fail(err, HS_E_LEDGER, c.at, "the ledger: no spans of the text: %.*s", (int)(json.len < 40 ? json.len : 40),
                       json.ptr ? json.ptr : "");
    return HS_OK;
}

/* ---- what persons give ---- */

bool hs_ledger_is_text(hs_str s, size_t most)
{
    return s.len <= most && hs_utf8_valid(s.ptr, s.len) == s.len && (!s.len || !memchr(s.ptr, 0, s.len));
}

hs_status hs_ledger_check_words(hs_str why, hs_str by, hs_error *err)
{
    if (!hs_ledger_is_text(why, HS_LEDGER_MOST_NOTE) || !hs_ledger_is_text(by, HS_LEDGER_MOST_NAME))
        return hs_fail(err, HS_E_ARG, HS_LEDGER_MOST_NOTE, "a note or name that is too long, or no UTF-8");
    return HS_OK;
}

/* ---- names and contents ---- */

static void add_lower(hs_buffer *out, hs_str s)
{
    for (size_t i = 0; i < s.len; i++)
        hs_buffer_add(out, (const char[]){hs_ascii_lower(s.ptr[i])}, 1);
}

void hs_ledger_name_key(hs_buffer *out, hs_str name)
{
    size_t from = out->len;
    hs_show(out, name);
    hs_str shown = {out->ptr ? out->ptr + from : "", out->len - from};
    if (hs_ascii_begins(shown, "the ") && shown.len > 4) {
        memmove(out->ptr + from, out->ptr + from + 4, shown.len - 4);
        out->len -= 4;
    }
    size_t to = from;
    for (size_t i = from; i < out->len; i++) {
        const bool curly = hs_ascii_begins((hs_str){out->ptr + i, out->len - i}, "\xE2\x80\x99"); /* papers have either */
        out->ptr[to++] = curly ? '\'' : hs_ascii_lower(out->ptr[i]);
        i += curly ? 2 : 0;
    }
    out->len = to;
}

/* Blanks, quotation marks and other punctuation that may stand around one and the same content. */
static bool is_outer(uint32_t c)
{
    return c <= ' ' || (c < 0x80 && strchr("\"'.,;:!?()[]-", (int)c)) || c == 0xA0 || c == 0xAB || c == 0xBB ||
           (c >= 0x2010 && c <= 0x203A);
}

static hs_str without_outer(hs_str s)
{
    uint32_t c;
    while (s.len) {
        size_t n = hs_utf8_next(&c, s.ptr, s.len);
        if (!is_outer(c))
            break;
        s = hs_ascii_from(s, n);
    }
    while (s.len) {
        size_t n = hs_utf8_back(&c, s.ptr, s.len);
        if (!is_outer(c))
            break;
        s.len -= n;
    }
    return s;
}

void hs_ledger_claim_key(unsigned char out[HS_CLAIM_KEY], hs_str text, int64_t of, hs_buffer *scratch)
{
    unsigned char digest[HS_DIGEST_BYTES];
    hs_str words = without_outer(text);
    if (hs_ascii_begins(words, "that ") && words.len > 5)
        words = without_outer(hs_ascii_from(words, 5));
    if (!words.len)
        words = text;
    scratch->len = 0;
    add_lower(scratch, words);
    if (of)
        hs_buffer_format(scratch, " of d%lld", (long long)of);
    hs_digest(digest, &(hs_str){scratch->ptr, scratch->len}, 1);
    memcpy(out, digest, HS_CLAIM_KEY);
}
