/* pieces.c -- BERT's uncased tokenizer, streaming. In: valid UTF-8. Out: word pieces with byte spans. Any thread.
 *
 * Words of ASCII letters and digits, most of a news text, take a short path by a table of 256. Every other word is
 * built character by character, each with its place in the text, because normalising may remove, split or reorder
 * characters. */
#include "pieces.h"

#include <string.h>

#include "heap.h"
#include "status.h"
#include "unicode_tables.h"
#include "utf8.h"
#include "wrapping.h"

/* Classes of bytes; a letter or digit has its lower-case self for a class, all of which lie above these. */
enum { B_REMOVE, B_SPACE, B_LINE, B_PUNCT, B_BRACKET, B_OTHER, B_WORD };

/* clang-format off */
#define R B_REMOVE
#define S B_SPACE
#define L B_LINE
#define P B_PUNCT
#define K B_BRACKET
#define O B_OTHER
#define O16 O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O
static const uint8_t byte_class[256] = {
    R, R, R, R, R, R, R, R, R, S, L, R, R, S, R, R, R, R, R, R, R, R, R, R, R, R, R, R, R, R, R, R,
    S, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', P, P, P, P, P, P,
    P, 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o',
    'p', 'q', 'r', 's', 't', 'u', 'v', 'w', 'x', 'y', 'z', K, P, P, P, P,
    P, 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o',
    'p', 'q', 'r', 's', 't', 'u', 'v', 'w', 'x', 'y', 'z', P, P, P, P, R,
    O16, O16, O16, O16, O16, O16, O16, O16};
#undef R
#undef S
#undef L
#undef P
#undef K
#undef O
#undef O16
/* clang-format on */

/* A word under construction, and the pieces so far. */
typedef struct maker {
    const hs_vocabulary *vocabulary;
    hs_str text;
    /* pieces, on the heap; cap leaves room for a word and a break */
    int32_t *ids;
    uint32_t *begin, *end;
    uint8_t *flags;
    size_t n, cap;
    bool failed; /* out of memory */
    /* a break that the next word brings */
    uint32_t wrapping; /* hs_wrapping_width of the text */
    bool breaks;
    uint32_t break_at;
    /* the word: characters past HS_WORD_MAX_CHARS are counted, not kept */
    size_t chars;
    size_t run;    /* first of the combining marks at the word's end */
    bool unsorted; /* those are not in canonical order */
    uint32_t word_begin, word_end;
    uint32_t code[HS_WORD_MAX_CHARS], from[HS_WORD_MAX_CHARS], to[HS_WORD_MAX_CHARS];
    uint8_t ccc[HS_WORD_MAX_CHARS];
    /* for splitting */
    char bytes[HS_WORD_MAX_BYTES + HS_WORD_PADDING];
    int32_t word_ids[HS_WORD_MAX_BYTES];
    uint16_t word_ends[HS_WORD_MAX_BYTES];
} maker;

enum { ROOM = HS_WORD_MAX_CHARS + 1 }; /* pieces that one word and the break before it may give */

static void free_pieces(maker *m)
{
    hs_free(m->ids);
    hs_free(m->begin);
    hs_free(m->end);
    hs_free(m->flags);
}

static bool reserve(maker *m)
{
    if (m->n + ROOM <= m->cap)
        return true;
    if (m->failed)
        return false;
    /* English has 4 to 5 bytes a piece. No text has more pieces than bytes. */
    size_t cap = m->cap ? 2 * m->cap : m->text.len / 4;
    maker old = {.ids = m->ids, .begin = m->begin, .end = m->end, .flags = m->flags};
    if (cap > m->text.len)
        cap = m->text.len;
    cap += 2 * ROOM;
    m->ids = hs_alloc(cap * sizeof *m->ids);
    m->begin = hs_alloc(cap * sizeof *m->begin);
    m->end = hs_alloc(cap * sizeof *m->end);
    m->flags = hs_alloc(cap * sizeof *m->flags);
    m->failed = !m->ids || !m->begin || !m->end || !m->flags;
    m->cap = m->failed ? 0 : cap;
    if (!m->failed && m->n) {
        memcpy(m->ids, old.ids, m->n * sizeof *m->ids);
        memcpy(m->begin, old.begin, m->n * sizeof *m->begin);
        memcpy(m->end, old.end, m->n * sizeof *m->end);
        memcpy(m->flags, old.flags, m->n * sizeof *m->flags);
    }
    if (m->failed)
        m->n = 0;
    free_pieces(&old);
    return !m->failed;
}

static inline void add(maker *m, int32_t id, uint32_t begin, uint32_t end, uint8_t flags)
{
    m->ids[m->n] = id;
    m->begin[m->n] = begin;
    m->end[m->n] = end;
    m->flags[m->n++] = flags;
}

/* Make room for a word, and put the break that is due before it. */
static inline bool open_word(maker *m)
{
    if (!reserve(m))
        return false;
    if (m->breaks) {
        m->breaks = false;
        if (m->n)
            add(m, hs_vocabulary_special(m->vocabulary, HS_SPECIAL_SEP), m->break_at, m->break_at, HS_PIECE_BREAK);
    }
    return true;
}

static void add_unknown(maker *m, uint32_t begin, uint32_t end)
{
    add(m, hs_vocabulary_special(m->vocabulary, HS_SPECIAL_UNK), begin, end, HS_PIECE_WORD);
}

/* The word in m->bytes, of which each byte stands for one byte of the text from `at` on. */
static void add_ascii_word(maker *m, uint32_t at, size_t len)
{
    if (!open_word(m))
        return;
    size_t n = hs_vocabulary_split(m->word_ids, m->word_ends, m->vocabulary, m->bytes, len);
    if (!n)
        add_unknown(m, at, at + (uint32_t)len);
    uint32_t begin = at;
    for (size_t i = 0; i < n; i++) {
        uint32_t end = at + m->word_ends[i];
        add(m, m->word_ids[i], begin, end, i ? 0 : HS_PIECE_WORD);
        begin = end;
    }
}

/* Put the combining marks at the word's end into canonical order, as NFD does. Those that move share one span: which
 * came from where can no longer be said in order. */
static void end_run(maker *m)
{
    size_t stop = m->chars < HS_WORD_MAX_CHARS ? m->chars : HS_WORD_MAX_CHARS;
    if (m->unsorted && m->run < stop) {
        uint32_t from = m->from[m->run], to = m->to[stop - 1];
        for (size_t i = m->run + 1; i < stop; i++)
            for (size_t k = i; k > m->run && m->ccc[k - 1] > m->ccc[k]; k--) {
                uint32_t code = m->code[k];
                uint8_t ccc = m->ccc[k];
                m->code[k] = m->code[k - 1];
                m->ccc[k] = m->ccc[k - 1];
                m->code[k - 1] = code;
                m->ccc[k - 1] = ccc;
            }
        for (size_t i = m->run; i < stop; i++) {
            m->from[i] = from;
            m->to[i] = to;
        }
    }
    m->unsorted = false;
    m->run = m->chars;
}

static void add_char(maker *m, uint32_t code, uint8_t ccc, uint32_t from, uint32_t to)
{
    if (!ccc)
        end_run(m);
    if (!m->chars)
        m->word_begin = from;
    m->word_end = to;
    if (m->chars < HS_WORD_MAX_CHARS) {
        size_t i = m->chars;
        m->code[i] = code;
        m->from[i] = from;
        m->to[i] = to;
        m->ccc[i] = ccc;
        if (ccc && i > m->run && m->ccc[i - 1] > ccc)
            m->unsorted = true;
    }
    m->chars++;
    if (!ccc)
        m->run = m->chars;
}

/* Close the word that was built of characters. */
static void end_word(maker *m)
{
    size_t chars = m->chars, len = 0, n = 0;
    if (!chars)
        return;
    end_run(m);
    m->chars = m->run = 0;
    if (!open_word(m))
        return;
    if (chars <= HS_WORD_MAX_CHARS) {
        for (size_t i = 0; i < chars; i++)
            len += hs_utf8_put(m->bytes + len, m->code[i]);
        n = hs_vocabulary_split(m->word_ids, m->word_ends, m->vocabulary, m->bytes, len);
    }
    if (!n)
        add_unknown(m, m->word_begin, m->word_end);
    size_t next = 0, at = 0;
    for (size_t i = 0; i < n; i++) {
        size_t first = next;
        while (at < m->word_ends[i]) {
            char unused[4];
            at += hs_utf8_put(unused, m->code[next++]);
        }
        add(m, m->word_ids[i], m->from[first], m->to[next - 1], i ? 0 : HS_PIECE_WORD);
    }
}

static void add_alone(maker *m, uint32_t code, uint32_t from, uint32_t to)
{
    end_word(m);
    add_char(m, code, 0, from, to);
    end_word(m);
}

static void add_hangul(maker *m, uint32_t code, uint32_t from, uint32_t to)
{
    uint32_t s = code - 0xac00;
    add_char(m, 0x1100 + s / 588, 0, from, to);
    add_char(m, 0x1161 + s % 588 / 28, 0, from, to);
    if (s % 28)
        add_char(m, 0x11a7 + s % 28, 0, from, to);
}

static void add_mapped(maker *m, const uint32_t *pool, uint32_t from, uint32_t to)
{
    bool cjk = *pool & HS_POOL_CJK;
    if (cjk)
        end_word(m);
    for (;; pool++) {
        if (*pool & HS_POOL_PUNCT)
            add_alone(m, HS_POOL_CODE(*pool), from, to);
        else
            add_char(m, HS_POOL_CODE(*pool), HS_POOL_CLASS(*pool), from, to);
        if (!(*pool & HS_POOL_MORE))
            break;
    }
    if (cjk)
        end_word(m);
}

/* White space of which BERT removes some; a break reaches over it. */
static bool is_blank(uint32_t code, uint32_t value)
{
    return value == HS_CHAR_SPACE || code == 0x0b || code == 0x0c || (code >= 0x1c && code <= 0x1f) || code == 0x85;
}

static void add_code(maker *m, uint32_t code, uint32_t from, uint32_t to)
{
    uint32_t value = hs_unicode_value(code);
    if (m->break_at == from && is_blank(code, value))
        m->break_at = to;
    switch (value) {
    case HS_CHAR_KEEP:
        add_char(m, code, 0, from, to);
        break;
    case HS_CHAR_REMOVE:
        break;
    case HS_CHAR_BARRIER:
        end_run(m);
        break;
    case HS_CHAR_SPACE:
        end_word(m);
        break;
    case HS_CHAR_PUNCT:
    case HS_CHAR_CJK:
        add_alone(m, code, from, to);
        break;
    case HS_CHAR_HANGUL:
        add_hangul(m, code, from, to);
        break;
    default:
        add_mapped(m, hs_unicode_pool + (value - HS_CHAR_MAP), from, to);
    }
}

/* Read characters from `at` to the next ASCII byte that ends a word; its offset. */
static size_t read_chars(maker *m, size_t at)
{
    const char *text = m->text.ptr;
    while (at < m->text.len && !m->failed) {
        uint8_t c = byte_class[(unsigned char)text[at]];
        if (c >= B_WORD) {
            add_char(m, c, 0, (uint32_t)at, (uint32_t)at + 1);
            at++;
            continue;
        }
        if (c != B_OTHER && c != B_REMOVE)
            break;
        uint32_t code;
        size_t len = hs_utf8_next(&code, text + at, m->text.len - at);
        add_code(m, code, (uint32_t)at, (uint32_t)(at + len));
        at += len;
    }
    end_word(m);
    return at;
}

/* Whether the character at `at` ends a word for sure. */
static bool ends_word(const maker *m, size_t at)
{
    if (at == m->text.len)
        return true;
    uint8_t c = byte_class[(unsigned char)m->text.ptr[at]];
    if (c != B_OTHER)
        return c != B_REMOVE && c < B_WORD;
    uint32_t code;
    hs_utf8_next(&code, m->text.ptr + at, m->text.len - at);
    uint32_t value = hs_unicode_value(code);
    return value == HS_CHAR_PUNCT || value == HS_CHAR_SPACE || value == HS_CHAR_CJK;
}

static size_t read_word(maker *m, size_t at)
{
    const unsigned char *text = (const unsigned char *)m->text.ptr;
    size_t left = m->text.len - at, len = 0;
    if (left > HS_WORD_MAX_CHARS)
        left = HS_WORD_MAX_CHARS;
    for (uint8_t c; len < left && (c = byte_class[text[at + len]]) >= B_WORD; len++)
        m->bytes[len] = (char)c;
    if (!ends_word(m, at + len))
        return read_chars(m, at);
    add_ascii_word(m, (uint32_t)at, len);
    return at + len;
}

/* "[", or a special piece that stands in the text by name. */
static size_t read_bracket(maker *m, size_t at)
{
    for (hs_special i = 0; i < HS_N_SPECIAL; i++) {
        hs_str name = hs_special_text(i);
        int32_t id = hs_vocabulary_special(m->vocabulary, i);
        if (id >= 0 && name.len <= m->text.len - at && memcmp(m->text.ptr + at, name.ptr, name.len) == 0) {
            if (open_word(m))
                add(m, id, (uint32_t)at, (uint32_t)(at + name.len), HS_PIECE_WORD);
            return at + name.len;
        }
    }
    m->bytes[0] = '[';
    add_ascii_word(m, (uint32_t)at, 1);
    return at + 1;
}

static void read_text(maker *m)
{
    for (size_t at = 0; at < m->text.len && !m->failed;) {
        uint8_t c = byte_class[(unsigned char)m->text.ptr[at]];
        switch (c) {
        case B_LINE:
            if (hs_wrapping_made(m->text, at, m->wrapping)) {
                at++;
                break;
            }
            m->breaks = true;
            m->break_at = (uint32_t)++at;
            break;
        case B_SPACE:
            if (m->break_at == at)
                m->break_at++;
            at++;
            break;
        case B_PUNCT:
            m->bytes[0] = m->text.ptr[at];
            add_ascii_word(m, (uint32_t)at++, 1);
            break;
        case B_BRACKET:
            at = read_bracket(m, at);
            break;
        case B_REMOVE:
        case B_OTHER:
            at = read_chars(m, at);
            break;
        default:
            at = read_word(m, at);
        }
    }
}

static void *copy_of(hs_arena *arena, const void *from, size_t n, size_t size)
{
    void *to = hs_arena_take(arena, n, size);
    if (to && n)
        memcpy(to, from, n * size);
    return to;
}

hs_status hs_pieces_make(hs_pieces *out, hs_arena *arena, const hs_vocabulary *vocabulary, hs_str text, hs_error *err)
{
    *out = (hs_pieces){0};
    if (text.len > UINT32_MAX)
        return hs_fail(err, HS_E_LIMIT, UINT32_MAX, "pieces: a text of %zu bytes: spans hold 32 bits", text.len);
    maker *m = hs_alloc(sizeof *m);
    if (!m)
        return hs_fail(err, HS_E_NOMEM, 0, "pieces: no memory");
    m->vocabulary = vocabulary;
    m->text = text;
    m->wrapping = hs_wrapping_width(text);
    read_text(m);
    hs_pieces made = {.n = m->n};
    if (!m->failed) {
        made.ids = copy_of(arena, m->ids, m->n, sizeof *m->ids);
        made.begin = copy_of(arena, m->begin, m->n, sizeof *m->begin);
        made.end = copy_of(arena, m->end, m->n, sizeof *m->end);
        made.flags = copy_of(arena, m->flags, m->n, sizeof *m->flags);
    }
    free_pieces(m);
    hs_free(m);
    if (!made.ids || !made.begin || !made.end || !made.flags)
        return hs_fail(err, HS_E_NOMEM, 0, "pieces: no memory for %zu pieces", made.n);
    *out = made;
    return HS_OK;
}
