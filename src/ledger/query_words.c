/* query_words.c -- what a person types, as an expression of FTS5. In: any bytes. Out: an expression that FTS5 takes: every word and
 * phrase stands in its quotation marks, so that no operator, column or stray mark of the input is one of FTS5. Any thread.
 *
 *   oil "pier 9" OR "quay 9" -drill leak*   ->   "oil" AND ("pier 9" OR "quay 9") AND "leak" * NOT ("drill")
 */
#include "query.h"

#include <string.h>

#include "ascii.h"
#include "status.h"

enum { LEAST_PREFIX = 3 }; /* characters before a '*': fewer would stand for too many words */

typedef struct term {
    hs_str words;
    bool phrase, prefix, without;
    bool cut; /* a '*' ends it */
} term;

typedef struct words {
    hs_str s;
    size_t at;
} words;

static bool is_blank(uint32_t c)
{
    return c <= ' ' || hs_point_is_space(c);
}

/* Quotation marks that people type around phrases. */
static bool is_quote(uint32_t c)
{
    return c == '"' || c == 0x201C || c == 0x201D || c == 0x201E || c == 0xAB || c == 0xBB;
}

/* Near enough the characters that words are made of for the tokenizer: what it finds no word in must not be looked for. */
static bool is_of_word(uint32_t c)
{
    if (c < 0x80)
        return hs_ascii_is_letter((char)c) || hs_ascii_is_digit((char)c);
    return c >= 0xC0 ? c != 0xD7 && c != 0xF7 && !(c >= 0x2000 && c < 0x2C00) && !(c >= 0x3000 && c < 0x3005) && c != 0xFFFD
                     : c == 0xAA || c == 0xB5 || c == 0xBA;
}

static bool holds_word(hs_str s)
{
    for (size_t i = 0; i < s.len;) {
        uint32_t c;
        i += hs_utf8_next(&c, s.ptr + i, s.len - i);
        if (is_of_word(c))
            return true;
    }
    return false;
}

static uint32_t peek(const words *w, size_t *n)
{
    uint32_t c = 0;
    *n = w->at < w->s.len ? hs_utf8_next(&c, w->s.ptr + w->at, w->s.len - w->at) : 0;
    return c;
}

/* Up to a character that ends it; the end of the text does, too. */
static hs_str take_until(words *w, bool (*ends)(uint32_t))
{
    size_t from = w->at, n;
    for (uint32_t c = peek(w, &n); n && !ends(c); c = peek(w, &n))
        w->at += n;
    return (hs_str){w->s.ptr + from, w->at - from};
}

static bool ends_word(uint32_t c)
{
    return is_blank(c) || is_quote(c);
}

static size_t characters(hs_str s)
{
    return (size_t)hs_utf8_count(s.ptr, s.len);
}

/* The next thing that is typed: a word, a phrase, or a mark. @return false at the end */
static bool next_term(words *w, term *out)
{
    size_t n;
    uint32_t c = peek(w, &n);
    while (n && is_blank(c)) {
        w->at += n;
        c = peek(w, &n);
    }
    if (!n)
        return false;
    *out = (term){.without = c == '-'};
    if (out->without) {
        w->at += n;
        c = peek(w, &n);
    }
    if (n && is_quote(c)) {
        w->at += n;
        out->words = take_until(w, is_quote);
        out->phrase = true;
        peek(w, &n);
        w->at += n;
        return true;
    }
    out->words = take_until(w, ends_word);
    size_t end = out->words.len;
    while (end && out->words.ptr[end - 1] == '*')
        end--;
    out->cut = end < out->words.len;
    out->words.len = end;
    out->prefix = out->cut && characters(out->words) >= LEAST_PREFIX;
    return true;
}

static bool is_word(const term *t, const char *word)
{
    return !t->phrase && !t->cut && !t->without && t->words.len == strlen(word) && memcmp(t->words.ptr, word, t->words.len) == 0;
}

static void put_term(hs_buffer *out, const term *t)
{
    hs_buffer_text(out, "\"");
    for (size_t i = 0; i < t->words.len; i++) {
        char c = t->words.ptr[i];
        if (c == '"')
            hs_buffer_text(out, "\"");
        hs_buffer_add(out, (unsigned char)c < ' ' ? " " : &c, 1);
    }
    hs_buffer_text(out, t->prefix ? "\" *" : "\"");
}

/* The terms [n]: those that are wanted, then those that are not. Terms joined by OR are one in brackets. */
static void put_terms(hs_buffer *out, const term *terms, const bool *joined, size_t n)
{
    bool first = true;
    for (size_t i = 0, end; i < n; i = end) {
        for (end = i + 1; end < n && joined[end];)
            end++;
        if (terms[i].without)
            continue;
        hs_buffer_text(out, first ? "(" : " AND (");
        first = false;
        for (size_t k = i; k < end; k++) {
            hs_buffer_text(out, k > i ? " OR " : "");
            put_term(out, &terms[k]);
        }
        hs_buffer_text(out, ")");
    }
    first = true;
    for (size_t i = 0; i < n; i++)
        if (terms[i].without) {
            hs_buffer_text(out, first ? " NOT (" : " OR ");
            put_term(out, &terms[i]);
            first = false;
        }
    hs_buffer_text(out, first ? "" : ")");
}

static hs_status too_much(hs_str s, hs_error *err)
{
    if (s.len > HS_QUERY_BYTES)
        return hs_fail(err, HS_E_LIMIT, HS_QUERY_BYTES, "over %d bytes to look for", HS_QUERY_BYTES);
    return HS_OK;
}

hs_status hs_query_words(hs_buffer *out, hs_str typed, hs_error *err)
{
    term terms[HS_QUERY_WORDS], t;
    bool joined[HS_QUERY_WORDS] = {false};
    size_t n = 0, wanted = 0;
    bool negate = false, join = false;
    words w = {.s = typed};
    HS_TRY(too_much(typed, err));
    while (next_term(&w, &t)) {
        if (is_word(&t, "OR") || is_word(&t, "AND") || is_word(&t, "NOT")) {
            join = is_word(&t, "OR");
            negate = is_word(&t, "NOT");
            continue;
        }
        t.without = t.without || negate;
        if (holds_word(t.words)) {
            if (n == HS_QUERY_WORDS)
                return hs_fail(err, HS_E_LIMIT, HS_QUERY_WORDS, "over %d words to look for", HS_QUERY_WORDS);
            joined[n] = join && n && !t.without && !terms[n - 1].without;
            wanted += !t.without;
            terms[n++] = t;
        }
        negate = join = false;
    }
    if (!wanted)
        return hs_fail(err, HS_E_ARG, 0, n ? "only words to be left out, and none to look for: %.*s" : "no word to look for in: %.*s",
                       (int)(typed.len < 60 ? typed.len : 60), typed.ptr ? typed.ptr : "");
    put_terms(out, terms, joined, n);
    return out->failed ? hs_fail(err, HS_E_NOMEM, 0, "no memory for words to look for") : HS_OK;
}

hs_status hs_query_check_cut(hs_str typed, hs_error *err)
{
    words w = {.s = typed};
    term t;
    HS_TRY(too_much(typed, err));
    while (next_term(&w, &t))
        if (t.cut && !t.prefix && holds_word(t.words))
            return hs_fail(err, HS_E_ARG, 0, "'%.*s*': before the * of a word cut short go %d letters or more", (int)t.words.len, t.words.ptr, LEAST_PREFIX);
    return HS_OK;
}

bool hs_query_is_strict(hs_str typed)
{
    words w = {.s = typed};
    term t;
    while (next_term(&w, &t))
        if (t.phrase || t.without || is_word(&t, "NOT"))
            return true;
    return false;
}

hs_status hs_query_name(hs_buffer *out, hs_str name, hs_error *err)
{
    term terms[HS_QUERY_WORDS];
    static const bool joined[HS_QUERY_WORDS];
    size_t n = 0;
    words w = {.s = name};
    HS_TRY(too_much(name, err));
    while (n < HS_QUERY_WORDS && next_term(&w, &terms[n])) {
        terms[n].without = false;
        terms[n].prefix = characters(terms[n].words) >= LEAST_PREFIX;
        n += holds_word(terms[n].words);
    }
    if (!n)
        return hs_fail(err, HS_E_ARG, 0, "no name to look for in: %.*s", (int)(name.len < 60 ? name.len : 60), name.ptr ? name.ptr : "");
    put_terms(out, terms, joined, n);
    return out->failed ? hs_fail(err, HS_E_NOMEM, 0, "no memory for a name to look for") : HS_OK;
}
